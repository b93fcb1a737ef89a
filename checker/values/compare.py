"""Whether two printed quantities can both hold: a ladder of named levels, from agreement to conflict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from checker.values.figure import Quantity
from checker.values.hedge import Hedge, opposed
from checker.values.interval import Interval


class Level(StrEnum):
    """How two quantities stand to each other, the closest first.

    ``agree``     one amount satisfies both as a reader takes them
    ``rounded``   only if the rounder of the two stands for a wider stretch than its digits say
    ``cut``       only if the shorter of the two was cut off, not rounded
    ``tension``   both hold to the letter, not as they are usually read
    ``adjacent``  apart by no more than the last printed place
    ``apart``     no amount satisfies both
    ``other``     amounts of different things: no constant turns one unit into the other
    """

    AGREE = "agree"
    ROUNDED = "rounded"
    CUT = "cut"
    TENSION = "tension"
    ADJACENT = "adjacent"
    APART = "apart"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two quantities.

    ``left``, ``right``  the readings that decided, in the unit of the left quantity where both have one unit, else
                         in base units
    ``gap``              the distance between the two readings, in the same unit; 0 where they touch or overlap
    """

    level: Level
    left: Interval
    right: Interval
    gap: Decimal


_ZERO, _ONE = Decimal(0), Decimal(1)
# "Millions" is loose wording also of seventy millions; beyond a hundredfold it is no wording of it at all.
_LOOSE_FOLD = 100


def factors(left: Quantity, right: Quantity) -> tuple[Decimal, Decimal] | None:
    """What turns the amounts of each into one unit: 1 and 1 where they share it; None where nothing does."""
    if left.unit.key == right.unit.key:
        return _ONE, _ONE
    if left.unit.dimension != right.unit.dimension or left.unit.factor is None or right.unit.factor is None:
        return None
    return left.unit.factor, right.unit.factor


def finer(left: Quantity, right: Quantity) -> Quantity:
    """The one of two quantities of one dimension whose unit is the smaller; *left* where they share it."""
    turned = factors(left, right)
    assert turned is not None, "only amounts of one dimension have a finer unit"
    return left if turned[0] <= turned[1] else right


def compare(left: Quantity, right: Quantity, *, round_share: Decimal, near_share: Decimal) -> Comparison:
    """How *left* and *right* stand to each other; swapping the two swaps nothing but the readings.

    ``round_share``  how far a round figure may stand from the exact one, as a share of it (0.05 is 5 %)
    ``near_share``   the gap, as a share of the larger figure, up to which a hedged figure and exact counts that
                     differ by one are adjacent, not apart
    """
    return _compared(left, right, round_share, near_share)


# The pairs of one group are compared by one rule after another, and agreeing sources print the same figures.
@lru_cache(maxsize=1 << 14)
def _compared(left: Quantity, right: Quantity, round_share: Decimal, near_share: Decimal) -> Comparison:
    turned = factors(left, right)
    if turned is None:
        return Comparison(Level.OTHER, left.literal(), right.literal(), _ZERO)
    by_left, by_right = turned
    one, two = _Side(left, by_left, round_share), _Side(right, by_right, round_share)
    if min(one.grain, two.grain) < 1:
        # "2,6 people a room" beside "3 people": where one has decimals, the other is no exact count.
        one, two = one.loosened(), two.loosened()
    if one.ends == two.ends:
        return _same_number(one, two)
    return _bare(one, two, near_share) if one.bare and two.bare else _hedged(one, two, near_share)


class _Side:
    """A quantity with its readings turned into the common unit."""

    def __init__(self, quantity: Quantity, factor: Decimal, round_share: Decimal) -> None:
        self.quantity, self.factor = quantity, factor
        self.bare = quantity.hedge is Hedge.EXACT
        self.ends = (quantity.lo * factor, quantity.hi * factor)
        self.printed = quantity.printed().scaled(factor)
        self.round_share = round_share
        self.grain = quantity.grain * factor
        self.size = max(abs(end) for end in self.ends)

    @property
    def coarse_grain(self) -> Decimal:
        return self.quantity.coarse_grain * self.factor

    @property
    def rough(self) -> Interval:
        return self.quantity.rough(self.round_share).scaled(self.factor)

    @property
    def literal(self) -> Interval:
        return self.quantity.literal().scaled(self.factor)

    @property
    def usual(self) -> Interval:
        return self.quantity.usual().scaled(self.factor)

    @property
    def uncut(self) -> Interval:
        """What a figure may have been before everything after its last place was dropped."""
        if self.quantity.counts_whole or self.quantity.is_range:
            return self.printed
        return Interval(self.ends[0], self.ends[1] + self.grain, False, True)

    def loosened(self) -> _Side:
        """The same side with an exact count read as a rounded one."""
        if self.quantity.counts_whole:
            self.printed = Interval(*self.ends).widened(self.grain / 2)
        return self

    def cut_to(self, other: _Side) -> bool:
        """Whether cutting *other* off after the last place of this one gives this one."""
        if self.quantity.is_range or other.quantity.is_range or other.grain >= self.grain:
            return False
        short, long = self.ends[0], other.ends[0]
        return abs(short) <= abs(long) < abs(short) + self.grain and short * long >= 0


def _same_number(one: _Side, two: _Side) -> Comparison:
    hedges = (one.quantity.hedge, two.quantity.hedge)
    # "at least 5" and "at most 5" leave five itself.
    strict = not set(hedges) <= {Hedge.AT_LEAST, Hedge.AT_MOST}
    level = Level.TENSION if opposed(*hedges) and strict else Level.AGREE
    return Comparison(level, one.literal, two.literal, _ZERO)


def _bare(one: _Side, two: _Side, near_share: Decimal) -> Comparison:
    gap = one.printed.gap(two.printed)
    if one.printed.meets(two.printed):
        return Comparison(Level.AGREE, one.printed, two.printed, gap)
    if one.coarse_grain != two.coarse_grain:
        # Only the rounder of the two can be a rounding of the other.
        wide, left, right = (
            (one.rough.overlaps(two.printed), one.rough, two.printed)
            if one.coarse_grain > two.coarse_grain
            else (two.rough.overlaps(one.printed), one.printed, two.rough)
        )
        if wide:
            return Comparison(Level.ROUNDED, left, right, gap)
    if one.cut_to(two) or two.cut_to(one):
        return Comparison(Level.CUT, one.printed, two.printed, gap)
    near = gap == 0 or (
        one.quantity.counts_whole
        and two.quantity.counts_whole
        and gap <= min(_ONE, near_share * max(one.size, two.size))
    )
    if one.quantity.counts_whole and two.quantity.counts_whole:
        gap = Interval(*one.ends).gap(Interval(*two.ends))  # there is no half of what is counted
    return Comparison(Level.ADJACENT if near else Level.APART, one.printed, two.printed, gap)


def _hedged(one: _Side, two: _Side, near_share: Decimal) -> Comparison:
    left, right = one.literal, two.literal
    gap = left.gap(right)
    if not left.overlaps(right):
        if _loosely(one, two) or _loosely(two, one) or _roughly(one, two, one.literal, two.literal):
            return Comparison(Level.ROUNDED, left, right, gap)
        if gap == 0:
            return Comparison(Level.TENSION, left, right, gap)
        near = gap <= near_share * max(one.size, two.size)
        return Comparison(Level.ADJACENT if near else Level.APART, left, right, gap)
    left, right = one.usual, two.usual
    gap = left.gap(right)
    if left.overlaps(right):
        return Comparison(Level.AGREE, left, right, gap)
    if _roughly(one, two, left, right):
        return Comparison(Level.ROUNDED, left, right, gap)
    cut = (one.bare and one.uncut.overlaps(right)) or (two.bare and two.uncut.overlaps(left))
    return Comparison(Level.CUT if cut else Level.TENSION, left, right, gap)


def _roughly(one: _Side, two: _Side, left: Interval, right: Interval) -> bool:
    """Whether the readings meet once the bare one of the two is taken as a round figure."""
    return (one.rough if one.bare else left).overlaps(two.rough if two.bare else right)


def _loosely(order: _Side, other: _Side) -> bool:
    """Whether *order* is an order of magnitude ("millions") that understates *other*."""
    if order.quantity.hedge is not Hedge.MAGNITUDE:
        return False
    return order.ends[0] <= other.ends[0] <= order.ends[1] * _LOOSE_FOLD
