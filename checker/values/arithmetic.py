"""Statements that join figures by arithmetic, and how well the figures as printed bear them out.

Everything is worked on intervals: a statement fails only where no amounts that the figures may stand for make it
true. There is no epsilon.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.values.compare import factors
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.interval import INF, ZERO, Interval

# How far a round figure may stand from what it rounds, as a share of it: "1.000" of 950 to 1.050. Journalists who round
# further say "about", and a reader who finds 5.423 behind "5.000" calls it an error.
ROUND_SHARE = Decimal("0.05")
_HUNDRED = Decimal(100)
_ALL = Interval.point(_HUNDRED)


class Fit(StrEnum):
    """How a statement stands to its figures, the best first.

    ``holds``    amounts exist that make it true as a reader takes the words
    ``letter``   it is true to the letter, not as hedged figures are usually meant
    ``rounded``  only if round figures are roundings ("5.000" of 5.423)
    ``cut``      only if the result was cut off after its last place instead of rounded
    ``step``     out by no more than one step of the last printed place of the result
    ``broken``   no amounts make it true
    """

    HOLDS = "holds"
    LETTER = "letter"
    ROUNDED = "rounded"
    CUT = "cut"
    STEP = "step"
    BROKEN = "broken"


Work = Callable[[Sequence[Interval]], Interval]


@dataclass(frozen=True, slots=True)
class Statement:
    """What *inputs* make by *work* is *result*; all in one unit, or in per cent where a share or growth is made."""

    inputs: tuple[Quantity, ...]
    result: Quantity
    work: Work

    def made(self) -> Interval:
        """What the inputs make, each as the amounts that its words allow to the letter."""
        return self.work([value.literal() for value in self.inputs])

    def at_point(self) -> Interval:
        """What the numbers as printed make; a single amount unless one of them is a range."""
        return self.work([Interval(value.lo, value.hi) for value in self.inputs])

    def gap(self) -> Decimal:
        """How far what is made stays from what is printed; 0 where they meet."""
        return self.made().gap(self.result.literal())

    def fit(self) -> Fit:
        """The first level of ``Fit`` that it reaches."""
        made, printed = self.made(), self.result.literal()
        if made.overlaps(printed):
            usual = self.work([value.usual() for value in self.inputs])
            return Fit.HOLDS if usual.overlaps(self.result.usual()) else Fit.LETTER
        if self.work([rough(value) for value in self.inputs]).overlaps(rough(self.result)):
            return Fit.ROUNDED
        exact = self.result.hedge is Hedge.EXACT
        if exact and made.overlaps(Interval(self.result.lo, self.result.hi + self.result.grain, hi_open=True)):
            return Fit.CUT
        return Fit.STEP if self.gap() <= self.result.grain else Fit.BROKEN


def rough(value: Quantity) -> Interval:
    """A bare figure with its coarse grain, capped at ``ROUND_SHARE`` of it; a hedged one to the letter."""
    return value.rough(ROUND_SHARE) if value.hedge is Hedge.EXACT else value.literal()


def in_unit_of(unit: Quantity, value: Quantity) -> Quantity | None:
    """*value* in the unit of *unit*; None where no constant turns one into the other."""
    turned = factors(value, unit)
    if turned is None:
        return None
    factor = turned[0] / turned[1]
    if factor == 1:
        return value
    return Quantity(
        lo=value.lo * factor, hi=value.hi * factor, grain=value.grain * factor, hedge=value.hedge, unit=unit.unit
    )


def share(part: Quantity, whole: Quantity, percentage: Quantity) -> Statement | None:
    """*part* is *percentage* of *whole*; None where the two are of different things or nothing could be a share."""
    turned = in_unit_of(whole, part)
    if turned is None or turned.lo < 0 or whole.lo <= 0:
        return None

    def quotient(ends: Sequence[Interval]) -> Interval:
        return from_nought(ends[0]).over(from_nought(ends[1])).scaled(_HUNDRED)

    return Statement((turned, whole), percentage, quotient)


def total(parts: Sequence[Quantity], whole: Quantity) -> Statement | None:
    """*parts* together are *whole*; None where one of them is of something else."""
    turned = [in_unit_of(whole, part) for part in parts]
    if any(value is None for value in turned):
        return None
    values = tuple(value for value in turned if value is not None)
    return Statement(values, whole, lambda ends: sum(ends, start=Interval.point(ZERO)))


def difference(more: Quantity, less: Quantity, by: Quantity) -> Statement | None:
    """*more* is *by* more than *less*; None where one of them is of something else."""
    turned = [in_unit_of(by, value) for value in (more, less)]
    if turned[0] is None or turned[1] is None:
        return None
    return Statement((turned[0], turned[1]), by, lambda ends: ends[0] - ends[1])


def growth(before: Quantity, after: Quantity, percentage: Quantity, *, up: bool) -> Statement | None:
    """From *before* to *after* is a rise (or, not *up*, a fall) by *percentage*; None where they are of two things."""
    turned = in_unit_of(before, after)
    if turned is None or turned.lo < 0 or before.lo <= 0:
        return None

    def changed(ends: Sequence[Interval]) -> Interval:
        grown = from_nought(ends[1]).over(from_nought(ends[0])).scaled(_HUNDRED) - _ALL
        return grown if up else -grown

    return Statement((before, turned), percentage, changed)


def growth_by(after: Quantity, by: Quantity, percentage: Quantity, *, up: bool) -> Statement | None:
    """*after* has come about by a rise (or fall) of *by*, which is *percentage* of what was there before."""
    turned = in_unit_of(after, by)
    if turned is None or turned.lo < 0 or after.lo <= 0 or (up and turned.hi >= after.lo):
        return None

    def changed(ends: Sequence[Interval]) -> Interval:
        # b / (a - b) falls as a rises and rises with b: the ends are exact, not merely safe.
        level, step = from_nought(ends[0]), from_nought(ends[1])
        before = level - step if up else level + step
        if before.hi <= 0:
            # Not as printed, but where other amounts are tried in place of these.
            return Interval(ZERO, INF, hi_open=True)
        return step.over(from_nought(before)).scaled(_HUNDRED)

    return Statement((after, turned), percentage, changed)


def fold(before: Quantity, after: Quantity, times: Quantity) -> Statement | None:
    """*after* is *times* as much as *before*."""
    turned = in_unit_of(before, after)
    if turned is None or turned.lo < 0 or before.lo <= 0:
        return None
    return Statement((before, turned), times, lambda ends: from_nought(ends[1]).over(from_nought(ends[0])))


def product(count: Quantity, each: Quantity, whole: Quantity) -> Statement | None:
    """*count* things at *each* are *whole*; *each* and *whole* are in one unit."""
    turned = in_unit_of(whole, each)
    if turned is None or count.lo < 0 or turned.lo < 0:
        return None
    return Statement((count, turned), whole, lambda ends: from_nought(ends[0]).times(from_nought(ends[1])))


def from_nought(interval: Interval) -> Interval:
    """The part of *interval* that amounts can take: nothing below nought."""
    hi = max(interval.hi, ZERO)
    return Interval(
        min(max(interval.lo, ZERO), hi), hi, interval.lo_open and interval.lo > 0, interval.hi_open and hi > 0
    )
