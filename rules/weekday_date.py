"""A weekday and the date beside it do not meet.

What it compares
    The weekday that is printed beside a day with the one the calendar gives that day. A date without a year is tried
    in the year before and after as well, unless it lies close to the day of publication.

Why it matters
    One of the two is wrong, and whoever plans by the article cannot know which.

Reported
    "Tuesday, 22 October 2024" where the calendar has a Monday: an error.
    "thứ Hai (22/10)" in an article of that week of another year: an error.

Not reported
    "the sixth session, 21/10": an ordinal that is spelled like a weekday.
    "Monday, 22 October" where it was a Monday in the year before and the article came out months away.
    "Friday, 13 June" in an article whose day of publication is not known: any weekday is right in some year.
    Dates before 1900, which may be of another calendar.
    "Monday 3/4/2024" where the one order of day and month fits: FC403.

Known problems
    A stretch from one weekday to another ("thứ Hai (21/10) đến thứ Sáu (26/10)") is read without its weekdays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker.rule import (
    Claim,
    Discrepancy,
    Moment,
    Passage,
    RuleInfo,
    Sentences,
    Severity,
    Source,
    printed,
    weekday,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``near_days``: how far from publication a date without a year may lie and be surely of the nearest year."""

    near_days: int = 45


RULE = RuleInfo(
    code="FC401",
    name="weekday-date",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_FIRST_YEAR = 1900


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each day whose printed weekday the calendar does not give it."""
    for relation in passage.of_kind("weekday"):
        claim = relation.one("date")
        if claim is not None and isinstance(claim.value, Moment) and _has_year(claim):
            day = date.fromisoformat(claim.value.start)
            yield from _judged((claim,), day, int(relation.label), _readings(claim, day, options))
    for relation in passage.of_kind("date-order"):
        claim, witness = relation.one("date"), relation.one("witness")
        if relation.label != "weekday" or claim is None or witness is None:
            continue
        if isinstance(claim.value, Moment) and isinstance(witness.value, Moment) and _has_year(claim):
            day, said = (date.fromisoformat(value.start) for value in (claim.value, witness.value))
            yield from _judged((witness, claim), day, said.weekday(), [day, day.replace(month=day.day, day=day.month)])


def _judged(claims: tuple[Claim, ...], day: date, said: int, readings: list[date]) -> Iterator[Discrepancy]:
    """The finding where none of *readings* falls on the weekday *said*, 0 Monday to 6 Sunday."""
    if day.year < _FIRST_YEAR or said in {other.weekday() for other in readings}:
        return
    yield RULE.discrepancy(
        *claims,
        message=SAY("message", claim=printed(claims[-1]), day=day, falls=weekday(day.weekday()), said=weekday(said)),
        derivation=(SAY("calendar", day=day, falls=weekday(day.weekday())), SAY("text", said=weekday(said))),
    )


def _has_year(claim: Claim) -> bool:
    """Whether the text, or the day that it came out, tells the year of a day."""
    return claim.source.published is not None or (isinstance(claim.value, Moment) and claim.value.stated == "dmy")


def _readings(claim: Claim, day: date, options: Options) -> list[date]:
    """The days that the claim may mean: without a printed year, those of the years around as well."""
    assert isinstance(claim.value, Moment)
    if claim.value.stated == "dmy" or _away(claim.source, day) <= options.near_days:
        return [day]
    return [day, *(other for years in (-1, 1) if (other := _in_year(day, day.year + years)) is not None)]


def _away(source: Source, day: date) -> int:
    """Days from publication; far away where that day is not known."""
    if source.day is None:
        return date.max.toordinal()
    return abs((source.day - day).days)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
