"""What two nodes tell of their moments: hours, days and stretches of time that make them two facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Literal, TypeVar

from checker.align.governing import OVER_TIME
from checker.align.mentions import Mention
from checker.align.nodes import Node
from checker.align.running import (
    counted_from,
    counted_on,
    hour_of_trade,
    recedes,
    said_first,
    said_risen,
    told_with_toll,
    traded_until,
)
from checker.align.terms import is_market
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind, Status
from checker.text.normal import lowered
from checker.values.figure import Moment, Quantity
from checker.values.period import Period
from checker.values.slips import near_twins

_Value = TypeVar("_Value", Quantity, Moment)

# So many minutes apart two times may be one, the rounder of them told as "shortly after".
_ABOUT_THEN = 30
# How many times a count may become in the days that an event is told.
_GROWTH = 10
# From here on a number has digits enough to have grown into those of itself with two in each other's place only by chance.
_LONG = 100
_TELLING = 2
# A stretch of time of an earlier year is long over after so many days.
_LONG_OVER = 180
# How far before a time of day the words end that make it the hour of a count, and how far from it its date stands, in
# characters.
_AHEAD, _DATE_NEAR = 24, 12
# From so long after an article on, a smaller count is none that it had overtaken.
_LATER = timedelta(hours=12)
# What an article goes on to tell for a stretch of time that it named before.
_GOING_ON = frozenset({Kind.CHANGE, Kind.PERCENT})


# What tells the moment of all that agrees with a node. Periods are misread oftener, and a count has only likely grown.
OF_MOMENTS = frozenset({"other_hour", "other_day", "overtaken"})


def moments_apart(left: Node, right: Node) -> Iterator[str]:
    """The names of the conditions that make two amounts, or two times of day, of other moments."""
    if left.family == "clock":
        if days_apart(left, right):
            yield "other_day"
        return
    if stretches_apart(left, right):
        yield "other_period"
    if not_yet(left, right) or not_yet(right, left):
        yield "not_yet"
    if hours_apart(left, right) or hours_of_trade_apart(left, right):
        yield "other_hour"
    if ends_apart(left, right):
        yield "other_end"
    if has_grown(left, right) or has_grown(right, left):
        yield "has_grown"
    if overtaken(left, right) or overtaken(right, left):
        yield "overtaken"


def beside(node: Node, kind: type[_Value]) -> list[_Value]:
    """The values of one kind in the sentences of a node."""
    return [claim.value for mention in node.mentions for claim in mention.beside if isinstance(claim.value, kind)]


def times_of(node: Node) -> list[Moment]:
    """The hours and minutes that the mentions of a time of day print."""
    values = [mention.claim.value for mention in node.mentions]
    return [value for value in values if isinstance(value, Moment) and value.grain == "minute"]


def minutes(clock: str) -> int:
    """The minutes since midnight of "HH:MM"."""
    return 60 * int(clock[:2]) + int(clock[3:5])


def hours_apart(left: Node, right: Node) -> bool:
    """Whether the sentences of two amounts name times of day, and none of one side's overlaps one of the other's.

    Where a sentence tells the hour of a count ("as of 5 pm"), its other times are those of other things.
    """
    if left.quantity is None or right.quantity is None:
        return False
    (one, counted), (two, counted_too) = _hours(left), _hours(right)
    # The morning is over when the afternoon begins, but not every event that some tell of one is none of the other.
    strict = counted and counted_too
    return bool(one and two) and not any(_about_then(a, b, strict=strict) for a in one for b in two)


def hours_of_trade_apart(left: Node, right: Node) -> bool:
    """Whether one of two prices is told as the last of its day, and the other as one of the hours before: "closed at 402p",
    "412p by midday". What else a market tells is of the hours that its article tells of."""
    one, two = ({_hour_of_trade(mention) for mention in node.mentions} for node in (left, right))
    priced = {left.family, right.family} <= {"money", "points", "count"}
    return priced and len(one) == len(two) == 1 and one | two == {"closing", "during"}


def _hour_of_trade(mention: Mention) -> Literal["closing", "during", ""]:
    told = hour_of_trade(mention.claim)
    return told if told or not any(map(is_market, mention.near_terms)) else traded_until(mention.claim.source)


def ends_apart(left: Node, right: Node) -> bool:
    """Whether one of two lengths of time begins with something, and the other lasts until the end of it: "nine minutes
    later", "seven minutes remaining"."""
    if left.family != "time-span" or right.family != "time-span":
        return False
    one, two = ({counted_from(mention.claim) for mention in node.mentions} for node in (left, right))
    return len(one) == len(two) == 1 and one | two == {"since_then", "until_the_end"}


def _hours(node: Node) -> tuple[list[Moment], bool]:
    """The times of day in the sentences of an amount; those alone that it was counted at, and whether there are such.

    What an event did, told in a sentence without an hour, is of the last one that its article counted to; also the parts
    of a toll, by place: "(Hưng Yên 26.000 ha; Ninh Bình 74.017 ha)"."""
    told = [
        (m, claim)
        for m in node.mentions
        for claim in m.beside
        if isinstance(claim.value, Moment) and claim.value.is_time
    ]
    counted = [claim.value for mention, claim in told if _counted_at(claim, mention)]
    found = [value for value in counted or [claim.value for _, claim in told] if isinstance(value, Moment)]
    if not found and node.counted_at is not None and any(map(told_with_toll, node.mentions)):
        return [node.counted_at], True
    return found, bool(counted)


def _counted_at(time: Claim, mention: Mention) -> bool:
    """Whether the words right before a time of day say that the figure behind it was counted then: "as of", "đến"."""
    source = time.source
    if time.span.start > mention.claim.span.start or source.lang not in languages():
        return False
    cues = pack(source.lang).arithmetic
    start = max(time.sentence.start, time.span.start - _AHEAD)
    ahead = f" {lowered(source.text[start : time.span.start]).strip()}"
    cue = next((c for key in ("as_of", "as_of_first") for c in cues[key] if ahead.endswith(f" {c}")), "")
    # "From 7 am to 5 pm" counts nothing up to five.
    opened = time.span.start - len(cue) - 2
    return bool(cue) and not any(
        isinstance(other.value, Moment) and opened - 1 <= other.span.end <= opened + 1 for other in mention.beside
    )


def _about_then(one: Moment, two: Moment, *, strict: bool) -> bool:
    """Whether two times of day overlap, or lie no further apart than "6.15am" and "shortly after 6am"; *strict*: parts
    of the day that only meet do not."""
    if strict and one.grain == two.grain == "part":
        return one.start < two.end and two.start < one.end
    later, earlier = (one, two) if one.start >= two.start else (two, one)
    return one.overlaps(two) or minutes(later.start) - minutes(earlier.end) <= _ABOUT_THEN


def days_apart(left: Node, right: Node) -> bool:
    """Whether two times of day are of other days: each has its own beside it, or the sentences of one name none that is
    the other's."""
    one, two = _own_days(left), _own_days(right)
    if not one and not two:
        return False
    around = (one or _days(left)), (two or _days(right))
    return all(around) and not any(a.overlaps(b) for a in around[0] for b in around[1])


def _days(node: Node) -> list[Moment]:
    return [value for value in beside(node, Moment) if not value.is_time]


def _own_days(node: Node) -> list[Moment]:
    """The days right before or behind the mentions of a time of day: "4.20 am on 1 October"."""
    return [
        claim.value
        for mention in node.mentions
        for claim in mention.beside
        if isinstance(claim.value, Moment) and not claim.value.is_time and _next_to(claim, mention.claim)
    ]


def _next_to(one: Claim, two: Claim) -> bool:
    first, second = (one, two) if one.span.start <= two.span.start else (two, one)
    between = one.source.text[first.span.end : second.span.start]
    return len(between) <= _DATE_NEAR and not any(c.isdigit() or c in ",;:()" for c in between)


def has_grown(earlier: Node, later: Node) -> bool:
    """Whether a count, or an amount of what an event did, is higher in an article of a later day: victims, evacuees and
    damage are counted on.

    Each may tell its day ("as of 19 July"). More than tenfold is no growth of days but another scale, and two digits that
    have changed places ("230,000", "320,000") are likelier a slip; of 12 dead there may be 21 a day later.
    """
    a, b = earlier.quantity, later.quantity
    if a is None or b is None or not (_are_counts(earlier, later) or (_is_toll(earlier) and _is_toll(later))):
        return False
    days = _as_of(earlier), _as_of(later)
    if days[0] is None or days[1] is None or days[0] >= days[1]:
        return False
    if a.lo >= _LONG and near_twins(a, b, least_digits=_TELLING) == "swap":
        return False
    return float(earlier.hi) < float(later.lo) <= _GROWTH * float(earlier.hi)


def overtaken(less: Node, more: Node) -> bool:
    """Whether a toll is told to have risen to the higher of two amounts, or the one was only the first and the other is
    not: "initial reports spoke of six", "the toll rose to eight".

    The article of the amount that was overtaken came out no later than half a day after the other.
    """
    if less.quantity is None or more.quantity is None or not (_is_toll(less) and _is_toll(more)):
        return False
    out, over = _published(less), _published(more)
    if out is not None and over is not None and out - over >= _LATER:
        return False
    if any(map(said_first, less.mentions)) and not any(map(said_first, more.mentions)):
        return True
    grown = float(less.hi) < float(more.lo) <= _GROWTH * float(less.hi)
    return grown and any(said_risen(mention.claim) for mention in more.mentions)


def counted_from_hour_to_hour(nodes: Sequence[Node]) -> Literal["grows", "moves", ""]:
    """Whether most of *nodes* tell what an event did, and no two articles of one day tell two amounts for one hour ("as of 6
    pm"); and whether it may also fall. See ``ClaimGroup.toll``."""
    if 2 * sum(map(_is_toll, nodes)) < len(nodes):
        return ""
    hours = [
        (node.doc, node.key, (node.counted_at.start, node.counted_on or str(node.claim.source.day)))
        for node in nodes
        if node.counted_at is not None and node.counted_at.grain != "part"
    ]
    if any(a != b and key != other and one == two for (a, key, one), (b, other, two) in combinations(hours, 2)):
        return ""
    return "moves" if any(recedes(mention) for node in nodes for mention in node.mentions) else "grows"


def _are_counts(*nodes: Node) -> bool:
    return all(node.claim.kind is Kind.COUNT for node in nodes)


def _is_toll(node: Node) -> bool:
    return any(map(counted_on, node.mentions))


def _published(node: Node) -> datetime | None:
    """When the article came out; at the beginning of the day where it tells no hour."""
    day, told = node.claim.source.day, node.claim.source.published
    return None if day is None or told is None else datetime.fromisoformat(told)


def _as_of(node: Node) -> date | None:
    """The day that a count is told for, or where none is told that of its article; None for a longer stretch."""
    told = {mention.claim.period for mention in node.mentions}
    if told == {None}:
        return node.claim.source.day
    days = {period.start if period is not None and period.start == period.end else None for period in told}
    return days.pop() if len(days) == 1 else None


def stretches_apart(left: Node, right: Node) -> bool:
    """Whether two amounts are over other stretches: both told in their sentences, or other whole months of an article; or
    one is of a year long over, and nothing says so of the other: "in 2023 with 8,200 runners", "over 10,000 ran"."""
    (one, told), (two, told_too) = _stretches(left), _stretches(right)
    if left.quantity is None or right.quantity is None:
        return False
    if not one or not two:
        return (told and not two and _over(one, right)) or (told_too and not one and _over(two, left))
    over_time = {left.claim.kind, right.claim.kind} <= OVER_TIME
    if told and told_too:
        return not any(a.overlaps(b) and not (over_time and _days_of_months(a, b)) for a in one for b in two)
    if not over_time:
        return False
    return (one.isdisjoint(two) and all(period.whole_months() for period in one | two)) or _go_on_apart(left, right)


def _go_on_apart(left: Node, right: Node) -> bool:
    """Whether two changes or shares, not both told with a stretch of time, go on about other ones: "GDP rose by 8.2% in the
    third quarter. Of that, industry …", "In nine months … Industry …"."""
    if not {left.claim.kind, right.claim.kind} <= _GOING_ON:
        return False
    one, two = (
        _stretches(node)[0] if _stretches(node)[1] else frozenset({node.goes_on} if node.goes_on is not None else ())
        for node in (left, right)
    )
    return bool(one and two) and one.isdisjoint(two) and all(period.whole_months() for period in one | two)


def not_yet(later: Node, earlier: Node) -> bool:
    """Whether an amount is of a stretch of time that began after the article of the other came out, and the other is told as
    it is: seats that are held are not those won on Sunday."""
    day, now = earlier.claim.source.day, later.claim.source.day
    if day is None or now is None or later.quantity is None or earlier.quantity is None:
        return False
    if later.claim.kind not in OVER_TIME or later.quantity.unit.dimension == "age":
        return False
    if any(m.claim.status is not Status.ACTUAL for m in earlier.mentions):
        return False
    return all(
        mention.claim.period is not None and day < mention.claim.period.start <= mention.claim.period.end <= now
        for mention in later.mentions
    ) and all(mention.claim.status is Status.ACTUAL for mention in later.mentions)


def _days_of_months(a: Period, b: Period) -> bool:
    """Whether one is a stretch of days, the other of whole months: a holiday is not the eight months around it. A single
    day may be the one up to which the months were counted."""
    days, months = (a, b) if b.whole_months() else (b, a)
    return months.whole_months() and not days.whole_months() and days.start < days.end


def _stretches(node: Node) -> tuple[frozenset[Period], bool]:
    """The periods of a node, and whether its own sentences tell them."""
    own = frozenset(mention.claim.period for mention in node.mentions if mention.claim.period is not None)
    if own:
        return own, True
    return (frozenset({node.reporting}) if node.reporting is not None else frozenset()), False


def _over(told: frozenset[Period], node: Node) -> bool:
    """Whether stretches of time were long over when an article, which tells none for a figure, came out."""
    day = node.claim.source.day
    if day is None or node.claim.kind not in OVER_TIME:
        return False
    return all(period.end.year < day.year and (day - period.end).days > _LONG_OVER for period in told)
