"""A length of time is not that between its two ends, or an age not that of the year of birth.

What it compares
    A duration with the stretch of days, months or years that stands beside it: counted with both ends and without
    the first, and rounded to the unit that the text uses. An age with the year of birth and the year of publication:
    years completed, years begun, and one more, where age is counted from birth on.

Why it matters
    The length is worked out in the head, and one of the ends is often copied from another year.

Reported
    "5 years (2007-2013)": six years, or seven with both ends; an error.
    "3 days, from 23 to 28 October": a warning, since the length may be of a part.
    "born in 1980, now 40" in an article of 2013: a warning.

Not reported
    "3 days, 23 to 25 October", "two weeks, 4 to 15 March" (working weeks), "1 month (10 December to 8 January)".
    "over 5 years (2007-2013)", "about 20 minutes, from 15:30 to 15:50".
    "at intervals of one hour from 6 am to 7 pm", "six hours, from 9 to 12 and from 2 to 5", "sat for 12 days between March 3 and
    March 28".
    "20 years old" for someone born in 1993 at any time of 2013.
    An age with another date in its sentence, or told of a time gone by.

Known problems
    "3 days" for three single days of a longer stretch is reported where nothing says that they are not in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Hedge,
    Interval,
    Moment,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    printed,
    unit_name,
)
from checker.values.spelling import stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``about_pct``  how far "about", "nearly" and "over" reach, in percent of the length
    """

    about_pct: int = 25


RULE = RuleInfo(
    code="FC405",
    name="period-length",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_HUNDRED = Decimal(100)
_SECONDS_A_DAY = Decimal(86400)
_DAYS_A_WEEK = Decimal(7)
# Weeks and months are said of stretches that fall short of them: a working week has five days, "one month" 28 to 31.
_SHORT_OF_A_WEEK = Decimal(2)
_DAYS_A_MONTH = (Decimal(28), Decimal(31))
_MONTHS_A_YEAR = Decimal(12)
_MINUTES_A_DAY = 24 * 60
# What shows which half of the day an hour lies in: "am", "p.m.".
_WHOLE_DAY = re.compile(r"\b[ap]\.?m\b|\d[ap]\.?m\b", re.IGNORECASE)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each length that its ends do not make, and each age that the year of birth does not."""
    for relation in passage.of_kind("length"):
        yield from _length(relation, options)
    for relation in passage.of_kind("age"):
        yield from _age(passage, relation)


def _length(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    length = relation.one("length")
    ends = tuple(claim for role, claim in relation.roles if role != "length")
    if length is None or not isinstance(length.value, Quantity):
        return
    between = _between(ends, length.value)
    if between is None or between.overlaps(_said(length.value, options)):
        return
    unit = unit_name(length.value.unit)
    reach = stretch(between, places=1)
    yield RULE.discrepancy(
        length,
        *ends,
        message=SAY(
            "message", length=printed(length), ends=SAY.joined(map(printed, ends), "to"), made=reach, unit=unit
        ),
        derivation=(
            SAY("clock" if _on_clock(ends) else "counted", made=reach, unit=unit),
            SAY("text", claim=printed(length)),
        ),
        severity=RULE.severity if relation.label == "bracketed" else Severity.WARNING,
    )


def _said(value: Quantity, options: Options) -> Interval:
    """The lengths that the words allow."""
    room = value.hi * options.about_pct / _HUNDRED
    match value.hedge:
        case Hedge.EXACT:
            return Interval(value.lo, value.hi)
        case Hedge.OVER | Hedge.AT_LEAST:
            return Interval(value.lo, value.hi + room)
        case Hedge.NEARLY | Hedge.UNDER | Hedge.AT_MOST:
            return Interval(value.lo - room, value.hi)
        case _:
            return Interval(value.lo - room, value.hi + room)


def _between(ends: tuple[Claim, ...], value: Quantity) -> Interval | None:
    """The lengths that the ends make in the unit of *value*; None where the two do not measure alike."""
    moments = [claim.value for claim in ends if isinstance(claim.value, Moment)]
    if not moments or value.unit.factor is None:
        return None
    if moments[0].is_time:
        whole = all(_WHOLE_DAY.search(claim.quote) for claim in ends)
        return _minutes(moments, value, whole=whole) if len(moments) == 2 else None
    first, last = date.fromisoformat(moments[0].start), date.fromisoformat(moments[-1].end)
    if value.unit.dimension == "months":
        return _months(first, last, value.unit.factor)
    days = Decimal((last - first).days)
    a_unit = value.unit.factor / _SECONDS_A_DAY
    if a_unit < 1 or _whole_months(first, last):
        return None
    if a_unit == _DAYS_A_WEEK:
        return Interval(days / a_unit, (days + 1 + _SHORT_OF_A_WEEK) / a_unit)
    return Interval(days / a_unit, (days + 1) / a_unit)


def _on_clock(ends: tuple[Claim, ...]) -> bool:
    return any(isinstance(claim.value, Moment) and claim.value.is_time for claim in ends)


def _minutes(moments: list[Moment], value: Quantity, *, whole: bool) -> Interval | None:
    """``whole``  whether both times show which half of the day they lie in"""
    start, end = (60 * int(m.start[:2]) + int(m.start[3:5]) for m in moments)
    if value.unit.dimension != "duration" or value.unit.factor is None or value.unit.factor >= _SECONDS_A_DAY:
        return None
    if value.hi * value.unit.factor >= _SECONDS_A_DAY / 2:
        # Half a day and more may run into the next day, or the one after.
        return None
    # A show from 22:00 to 1:00 runs past midnight; times on a clock of twelve hours may be half a day apart.
    clocks = (_MINUTES_A_DAY,) if whole else (_MINUTES_A_DAY, _MINUTES_A_DAY // 2)
    spans = {Decimal((end - start) % clock) for clock in clocks}
    made = [Interval.point(span * 60 / value.unit.factor) for span in sorted(spans)]
    # Whole hours are said of anything that rounds to them.
    half = Decimal("0.5") if value.unit.factor > 60 else Decimal(1)
    return Interval(made[0].lo - half, made[-1].hi + half)


def _months(first: date, last: date, factor: Decimal) -> Interval:
    """The length in units of *factor* months."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = Decimal(last.year - first.year)
        return Interval(years * _MONTHS_A_YEAR / factor, (years + 1) * _MONTHS_A_YEAR / factor)
    whole = Decimal((last.year - first.year) * 12 + last.month - first.month)
    if _whole_months(first, last):
        short, long = whole, whole + 1
    else:
        days = Decimal((last - first).days)
        short, long = days / _DAYS_A_MONTH[1], (days + 1) / _DAYS_A_MONTH[0]
    # A length told in whole units is rounded to them.
    half = factor / 2 if not _whole_months(first, last) or factor > 1 else Decimal(0)
    return Interval((short - half) / factor, (long + half) / factor)


def _whole_months(first: date, last: date) -> bool:
    """Whether the stretch is told in months: it runs from a first to a last day of one."""
    return first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1


def _age(passage: Passage, relation: Relation) -> Iterator[Discrepancy]:
    birth, age, published = relation.one("birth"), relation.one("age"), passage.source.published
    if birth is None or age is None or published is None:
        return
    if not (isinstance(birth.value, Moment) and isinstance(age.value, Quantity)) or age.value.hedge is not Hedge.EXACT:
        return
    born, now = int(birth.value.start[:4]), int(published[:4])
    years = now - born
    # One more where age counts from birth on, as many do in Vietnam.
    most = years + 1
    if years < 1 or (years - 1 <= age.value.hi and age.value.lo <= most):
        return
    yield RULE.discrepancy(
        birth,
        age,
        message=SAY("age", birth=printed(birth), least=years - 1, most=most, now=now, age=printed(age)),
        derivation=(SAY("difference", now=now, born=born, years=years), SAY("text", claim=printed(age))),
        severity=Severity.WARNING,
    )
