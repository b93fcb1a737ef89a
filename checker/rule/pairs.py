"""The claims of a group that may be held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from checker.model import Claim, ClaimGroup, Kind, Status
from checker.rule.identity import by_value
from checker.values.figure import Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.interval import Interval
from checker.values.period import Period
from checker.values.slips import near_twins

# Statuses that make two claims different facts: a target is not contradicted by a result. A day that was announced
# and a day on which it happened are one fact, though.
_APART = frozenset({Status.TARGET, Status.LIMIT, Status.FORECAST})
_MOMENTS_APART = frozenset({Status.TARGET, Status.LIMIT})


def comparable(left: Claim, right: Claim) -> bool:
    """Whether nothing that both texts declare makes the two different facts: status, period, what a change is from."""
    moments = isinstance(left.value, Moment) and isinstance(right.value, Moment)
    if left.status != right.status and {left.status, right.status} & (_MOMENTS_APART if moments else _APART):
        return False
    if left.base and right.base and left.base != right.base:
        return False
    return _of_one_time(left, right)


# What is counted over a stretch of time: the year's is not the month's. A price or a rank holds at any day of it.
_OVER_TIME = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.CHANGE, Kind.MEASURE})


def _of_one_time(left: Claim, right: Claim) -> bool:
    """Whether the periods of the two, where both have one, leave room for one fact: "over the year", "in November"."""
    one, two = left.period, right.period
    if one is None or two is None:
        return True
    over_time = {left.kind, right.kind} <= _OVER_TIME
    if over_time and one.whole_months() and two.whole_months():
        return (one.start, one.end) == (two.start, two.end)
    if over_time and (_reached(one, two) or _reached(two, one)):
        return False
    return one.overlaps(two)


def _reached(day: Period, whole: Period) -> bool:
    """Whether *day* is how far a running total got ("by the end of November") and *whole* goes on for months behind it."""
    month_end = day.start == day.end < date.max and (day.end + timedelta(days=1)).day == 1
    return month_end and whole.whole_months() and whole.start <= day.start and day.end < whole.end


_TABLE_FORMATS = frozenset({"csv", "parquet", "xlsx", "xls", "ods", "json", "jsonl"})


def in_table(claim: Claim) -> bool:
    """Whether the claim is a cell of a table: its unit and its labels are exact, and its rounding is the column's."""
    return claim.source.format in _TABLE_FORMATS


# Ranks and their like are names, not amounts: one place apart is as wrong as ten.
LABELS = frozenset({Kind.RANK, Kind.ORDINAL, Kind.SCORE, Kind.LIST})


def quantities(
    group: ClaimGroup, *, without: frozenset[Kind] = LABELS, cells: bool = False
) -> Iterator[tuple[Claim, Quantity, Claim, Quantity]]:
    """Each comparable pair of quantities of two sources, the smaller first; kinds in *without* and equal values left out.

    Pairs with a cell of a table come with *cells*, and are then the only ones.
    """
    return iter(_quantities(_Same(group), without, cells))


class _Same:
    """A group by its identity: its parts are not hashable, and comparing them would cost more than is saved."""

    __slots__ = ("group",)

    def __init__(self, group: ClaimGroup) -> None:
        self.group = group

    def __hash__(self) -> int:
        return id(self.group)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.group is self.group


# One rule after another asks for the pairs of a group, in a few ways. The key holds the group, so its identity is not
# given anew.
@lru_cache(maxsize=8)
def _quantities(same: _Same, without: frozenset[Kind], cells: bool) -> list[tuple[Claim, Quantity, Claim, Quantity]]:
    """See ``quantities``."""
    out = []
    for left, right in _comparable_pairs(same):
        if (in_table(left) or in_table(right)) is not cells or left.kind in without or right.kind in without:
            continue
        if not (isinstance(left.value, Quantity) and isinstance(right.value, Quantity)):
            continue
        if {left.kind, right.kind} != _BOTH_WAYS or not _told_both_ways(left.value, right.value):
            out.append((left, left.value, right, right.value))
    return out


# A share and the change that leads to it.
_BOTH_WAYS = frozenset({Kind.PERCENT, Kind.CHANGE})


@lru_cache(maxsize=1)
def _comparable_pairs(same: _Same) -> list[tuple[Claim, Claim]]:
    """The comparable pairs of quantities that are not the same value, the smaller first."""
    claims = [claim for claim in same.group.voices() if isinstance(claim.value, Quantity)]
    if len({claim.value for claim in claims}) < 2:
        return []
    places = range(len(claims))
    dated = _dated(claims)
    rank = {place: nth for nth, place in enumerate(sorted(places, key=lambda place: by_value(claims[place])))}
    return [
        (claims[one], claims[two]) if rank[one] < rank[two] else (claims[two], claims[one])
        for one, two in combinations(places, 2)
        if claims[one].source.id != claims[two].source.id
        and claims[one].value != claims[two].value
        and comparable(dated[one], dated[two])
    ]


def _dated(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each without a period with that which its article tells for the amount: the headline of a toll "as of
    5 pm on the 15th"."""
    told: dict[tuple[str, Decimal, Decimal], set[Period]] = defaultdict(set)
    for claim in claims:
        if claim.period is not None:
            told[_amount_of(claim)].add(claim.period)
    out = []
    for claim in claims:
        periods = told.get(_amount_of(claim), ()) if claim.period is None else ()
        out.append(replace(claim, period=next(iter(periods))) if len(periods) == 1 else claim)
    return out


def _amount_of(claim: Claim) -> tuple[str, Decimal, Decimal]:
    assert isinstance(claim.value, Quantity)
    return claim.source.id, claim.value.lo, claim.value.hi


def _told_both_ways(share: Quantity, change: Quantity) -> bool:
    """Whether one is the level that the other leads to: a fall of 14,5 % leaves 85,5 %, a rise of 10 % makes 110 %."""
    if share.unit.key != change.unit.key:
        return False
    whole = Interval.point(_HUNDRED)
    left, right = share.printed(), change.printed()
    return (left + right).overlaps(whole) or (right - left).overlaps(whole)


def moves(left: Claim, right: Claim, group: ClaimGroup, *, hours: int) -> str:
    """How two counts of something still going on, published at least *hours* apart, stand: ``grows``, ``may move``, ``falls`` or "".

    ``grows`` where the later one is the larger, ``falls`` where it is the smaller and the group counts a running
    total. Neither may be about a stretch that was over before the first came out. A source that gives the day alone
    counts from that day's end, or to its beginning. A running total may have grown in a third of the hours: those
    of the morning of a storm are counted again at noon. A toll may have moved (``may move``) wherever the larger may
    have come out so much later, or of the missing and their like the smaller: up to three times, and not where two digits changed places.
    """
    counts = left.kind is right.kind is Kind.COUNT
    if not counts and not (group.toll and {left.kind, right.kind} <= _TOLLS):
        return ""
    low, high = sorted((left, right), key=by_value)
    by_the_hour = hours // _BY_THE_HOUR
    if group.toll and _by_and_by(low.value, high.value):
        if _follows(low, high, by_the_hour):
            return "grows"
        soon = hours // _WITHIN_THE_HOUR
        if _may_follow(low, high, soon) or (group.toll == "moves" and _may_follow(high, low, soon, falls=True)):
            return "may move"
    if not counts:
        return ""
    if _follows(low, high, hours // _BY_THE_HOUR if group.cumulative else hours):
        return "grows"
    return "falls" if group.cumulative and _follows(high, low, hours) else ""


# So many times faster than other counts a running total is told anew.
_BY_THE_HOUR = 3
# And in so many times fewer hours a toll may have moved.
_WITHIN_THE_HOUR = 6


# What a toll counts: people and houses, hectares, money.
_TOLLS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
# How many times a toll may become within a day.
_TOLL_GROWTH = 3
_DIGITS_SWAPPED = 3


def _by_and_by(low: object, high: object) -> bool:
    """Whether a toll may have become *high* from *low*, and not by two digits that changed places."""
    if not (isinstance(low, Quantity) and isinstance(high, Quantity)) or high.lo > _TOLL_GROWTH * low.hi:
        return False
    one, two = (replace(value, hedge=Hedge.EXACT) for value in (low, high))
    return near_twins(one, two, least_digits=_DIGITS_SWAPPED) != "swap"


def _may_follow(first: Claim, second: Claim, hours: int, *, falls: bool = False) -> bool:
    """Whether the article of *second* may have come out so many hours after that of *first*, by what both tell.

    Where the later one may be less (*falls*), people are still looked for after the day for which one of them tells it.
    """
    before, after = _published(first, end=False), _published(second, end=True)
    if before is None or after is None or after - before < timedelta(hours=hours):
        return False
    periods = {first.period, second.period}
    if len(periods) == 2 and (falls or None not in periods):
        return True  # "as of 30 September", "as of 2 October"
    return not any(period is not None and period.end < before.date() for period in periods)


def _follows(first: Claim, second: Claim, hours: int) -> bool:
    before, after = _published(first, end=True), _published(second, end=False)
    if before is None or after is None or after - before < timedelta(hours=hours):
        return False
    return not any(claim.period is not None and claim.period.end < before.date() for claim in (first, second))


def _published(claim: Claim, *, end: bool) -> datetime | None:
    text = claim.source.published
    if text is None or len(text) < len("YYYY-MM-DD"):
        return None
    # Publication times have no zone in the model: they are compared with each other alone.
    moment = datetime.fromisoformat(text)
    return moment.replace(hour=23, minute=59) if end and len(text) == len("YYYY-MM-DD") else moment


_HUNDRED = Decimal(100)


def parts_apart(left: str, right: str) -> bool:
    """Whether two parts of the day, as ``Moment.part`` names them, cannot both be meant; False for neighbours."""
    return frozenset((left, right)) in _PARTS_APART


# Parts of the day that ordinary usage keeps apart; neighbours such as morning and noon run into each other.
_PARTS_APART = frozenset(
    frozenset(pair)
    for pair in (
        ("dawn", "noon"),
        ("dawn", "afternoon"),
        ("dawn", "evening"),
        ("morning", "afternoon"),
        ("morning", "evening"),
        ("noon", "evening"),
        ("noon", "night"),
        ("afternoon", "evening"),
        ("afternoon", "night"),
    )
)
