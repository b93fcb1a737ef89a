"""Something is set at a time that its article leaves no room for.

What it compares
    The days of an article with the day, and where it is known the hour, of its publication: what "is to come" and has
    gone by, what "happened" and has not come, "last night" and the date beside it, the close of a day that had only
    begun. And with each other: one statement told twice with two days or parts of the day, a day told as part of a
    stretch that does not hold it, a part of a day that comes before the one whose consequence it tells.

Why it matters
    An article that contradicts its own date was copied, or its date mistyped; whoever quotes it passes that on.

Reported
    "will take place on 2 October" in an article of 31 October: a warning.
    "the blast happened on 28 November" in an article of 1 November: a warning.
    "last night (3/11)" in an article of the morning of 3 November: a warning; info where the hour is not known.
    "closed the session of 23/10" in an article of that morning: a warning.
    "On the afternoon of 22/10 …" and, of the same meeting, "On the evening of 22/10 …": a warning.
    "From 23 to 27, rain on 22": a warning.
    "She died in the evening of 19/10. Fearing arrest, he burnt the papers in the afternoon of 19/10": a warning.

Not reported
    "will open on 30/10" on the day after: an article may be a day late.
    "today (22/10)" in an article of 23 October: written the day before.
    "tomorrow (24/10)" on the evening of 22 October: written for the paper of the next day.
    "the night of yesterday (5/11)" on 5 November: a night has two days.
    "the show was to be held on 2 October", "he said it will": the future of a time gone by.
    What stands in quotation marks.

Known problems
    Whether a text looks back is read from a few words; a report that tells an old plan in the present tense is
    reported.
    What follows from what is read from the words that open a sentence ("then", "fearing"); an effect told any other
    way may be set before its cause unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker.rule import (
    Claim,
    Discrepancy,
    Moment,
    Passage,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    Source,
    dated,
    parts_apart,
    printed,
    resolved,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``late_days``   how many days an article may lie before it is published
    ``next_year``   from how many days ahead a date without a year may be one of the year before
    ``next_paper``  the hour, 0 to 23, from which an article may be written for the paper of the next day
    ``close``       the hour, 0 to 23, before which no day's trading has ended
    """

    late_days: int = 1
    next_year: int = 60
    next_paper: int = 17
    close: int = 12


RULE = RuleInfo(
    code="FC406",
    name="chronology",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield what cannot have been so when the article came out, or not both at once."""
    published = _published(passage.source)
    if published is not None:
        day, hour = published
        yield from _set(passage, day, hour, options)
        yield from _beside(passage, day, hour, options)
    for relation in passage.of_kind("retold"):
        yield from _retold(relation)
    for relation in passage.of_kind("inside"):
        yield from _inside(relation)
    for relation in passage.of_kind("followed"):
        yield from _followed(relation)


def _published(source: Source) -> tuple[date, int | None] | None:
    """The day, and the hour where it is known."""
    if source.published is None or source.day is None:
        return None
    _, _, clock = source.published.partition("T")
    return source.day, int(clock[:2]) if clock else None


def _day(claim: Claim | None) -> date | None:
    if claim is None or not isinstance(claim.value, Moment) or claim.value.is_time or not claim.value.start:
        return None
    return date.fromisoformat(claim.value.start)


def _set(passage: Passage, published: date, hour: int | None, options: Options) -> Iterator[Discrepancy]:
    """What is told as to come, as come about, or as ended."""
    told: set[tuple[str, date]] = set()
    for relation in passage.relations:
        claim = relation.one("date")
        day = _day(claim)
        if claim is None or day is None or (relation.kind, day) in told:
            continue
        assert isinstance(claim.value, Moment)
        ahead = (day - published).days
        if relation.kind == "announced" and ahead < -options.late_days:
            said = SAY.count(-ahead, "announced", claim=printed(claim))
        elif relation.kind == "happened" and _has_not_come(claim.value, ahead, options):
            said = SAY("happened", claim=printed(claim), days=ahead)
        elif relation.kind == "closed" and (ahead > 1 or (ahead == 0 and hour is not None and hour < options.close)):
            said = SAY("closed", claim=printed(claim))
        else:
            continue
        told.add((relation.kind, day))
        when = passage.source.published
        yield RULE.discrepancy(
            claim,
            message=said,
            derivation=(SAY("day", claim=printed(claim), day=day), SAY("published", when=when)),
        )


def _has_not_come(value: Moment, ahead: int, options: Options) -> bool:
    return ahead > 1 and (value.stated == "dmy" or ahead < options.next_year)


def _beside(passage: Passage, published: date, hour: int | None, options: Options) -> Iterator[Discrepancy]:
    """A day counted from publication with another date beside it."""
    found: list[tuple[Relation, int]] = []
    for relation in passage.of_kind("same-day"):
        counted, printed_day = _day(relation.one("relative")), _day(relation.one("date"))
        if counted is not None and printed_day is not None and relation.label != "spoken":
            found.append((relation, (printed_day - counted).days))
    gaps = Counter(gap for _, gap in found)
    for relation, gap in found:
        if not gap or (gaps[gap] > 1 and not gaps[0]):
            # Where every such day is off by the same, the article is older or younger than its date, not wrong.
            continue
        relative, claim = relation.one("relative"), relation.one("date")
        if relative is None or claim is None or not isinstance(relative.value, Moment):
            continue
        severity = _severity(relative.value, gap, hour, options)
        if severity is None:
            continue
        yield RULE.discrepancy(
            relative,
            claim,
            message=SAY("beside", relative=printed(relative), day=resolved(relative.value), claim=printed(claim)),
            derivation=(SAY("published", when=passage.source.published), dated(relative)),
            severity=severity,
        )


def _severity(relative: Moment, gap: int, hour: int | None, options: Options) -> Severity | None:
    """How sure it is that a day beside "today" or "last night", *gap* days after what was counted, is wrong."""
    if relative.grain != "day":
        # An article of the first days of a year or month may have been written in the one before.
        return Severity.WARNING if gap > _LONGEST_MONTH or gap < -_LONGEST_MONTH else Severity.INFO
    if gap == -1 or (gap == 1 and relative.part == "night"):
        return None
    if gap == 1 and (hour is None or hour >= options.next_paper):
        return Severity.INFO if hour is None else None
    return Severity.WARNING


def _retold(relation: Relation) -> Iterator[Discrepancy]:
    claims = relation.all("date")
    if len(claims) != 2:
        return
    left, right = claims
    if not (isinstance(left.value, Moment) and isinstance(right.value, Moment)):
        return
    if relation.label == "parts" and not parts_apart(left.value.part, right.value.part):
        return
    yield RULE.discrepancy(
        left,
        right,
        message=SAY("retold", left=printed(left), right=printed(right)),
        derivation=tuple(map(dated, claims)),
    )


_LONGEST_MONTH = 31


def _moments(relation: Relation, *roles: str) -> list[tuple[Claim, Moment]] | None:
    """The claims in *roles* with their moments; None where one is missing or is none."""
    claims = [relation.one(role) for role in roles]
    told = [(claim, claim.value) for claim in claims if claim is not None and isinstance(claim.value, Moment)]
    return told if len(told) == len(roles) else None


def _inside(relation: Relation) -> Iterator[Discrepancy]:
    told = _moments(relation, "span", "date")
    if told is None or told[0][1].overlaps(told[1][1]):
        return
    (span, _), (claim, _) = told
    yield RULE.discrepancy(
        span,
        claim,
        message=SAY("inside", claim=printed(claim), span=printed(span)),
        derivation=(dated(span), dated(claim)),
    )


# What of a day is told as a night may be its first hours or its last.
_HOURS = ("morning", "noon", "afternoon", "evening")


def _followed(relation: Relation) -> Iterator[Discrepancy]:
    told = _moments(relation, "first", "then")
    if told is None:
        return
    (first, earlier), (then, later) = told
    parts = earlier.part, later.part
    if not set(parts) <= set(_HOURS) or not parts_apart(*parts) or _HOURS.index(parts[0]) < _HOURS.index(parts[1]):
        return
    yield RULE.discrepancy(
        first,
        then,
        message=SAY("followed", then=printed(then), first=printed(first)),
        derivation=(dated(first), dated(then)),
    )
