"""What a printed figure means: a quantity with its grain and hedge, a moment, a label."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from checker.values.hedge import Hedge
from checker.values.interval import INF, Interval
from checker.values.units import COUNT, Unit

_TWO = Decimal(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount as printed, in full units ("1,2 tỷ" is 1 200 000 000).

    ``lo``, ``hi``  the printed value; unequal only for a printed range
    ``grain``       the worth of the last printed place ("55,25 triệu" → 10 000); always > 0
    ``hedge``       the class of the words around it
    ``of``          the denominator of "a/b" or the number ranked, else None
    ``unit``        what is counted or measured
    """

    lo: Decimal
    hi: Decimal
    grain: Decimal
    hedge: Hedge = Hedge.EXACT
    of: Decimal | None = None
    unit: Unit = COUNT

    @property
    def is_range(self) -> bool:
        """Whether two ends were printed."""
        return self.lo != self.hi

    @property
    def coarse_grain(self) -> Decimal:
        """The worth of the last place that is not zero: 5.000 → 1000, 132.626 → 1; at least ``grain``.

        Only the zeros of a whole number are uncertain. Printed decimals are meant ("7,50 %", "1,50 triệu"): their
        grain is no power of a thousand, so it stands as it is.
        """
        if not self.lo or not self.hi or not _counts_whole(self.grain):
            return self.grain
        return max(self.grain, min(last_place(self.lo), last_place(self.hi)))

    @property
    def is_round(self) -> bool:
        """Whether the figure ends in zeros, so that its grain is uncertain."""
        return self.coarse_grain > self.grain

    @property
    def counts_whole(self) -> bool:
        """Whether it is a whole number of what has no halves."""
        return self.unit.dimension in EXACT_DIMENSIONS and self.grain == 1

    def printed(self) -> Interval:
        """The amounts that print as this: value ± grain/2, or the two ends of a range so widened."""
        return Interval(self.lo, self.hi).widened(self.half_grain())

    def half_grain(self) -> Decimal:
        """Half a step of the last printed place; 0 for whole numbers that are not round, which are exact counts."""
        if self.counts_whole and not self.is_round:
            return Decimal(0)
        return self.grain / _TWO

    def rough(self, share: Decimal | None = None) -> Interval:
        """As ``printed``, with the coarse grain of a round figure; counts below a hundred stay as they are.

        "20 dead" is no rounding of 24. *share* caps half the coarse grain at that part of the figure (0.05 is 5 %).
        """
        size = min(abs(self.lo), abs(self.hi))
        if not self.is_round or (self.unit.dimension in EXACT_DIMENSIONS and size < _HUNDRED):
            return self.printed()
        margin = self.coarse_grain / _TWO
        if share is not None:
            margin = min(margin, size * share)
        return Interval(self.lo, self.hi).widened(max(margin, self.half_grain()))

    def literal(self) -> Interval:
        """The amounts that the words allow to the letter."""
        match self.hedge:
            case Hedge.OVER:
                return Interval(self.lo, INF, True, True)
            case Hedge.AT_LEAST:
                return Interval(self.lo, INF, False, True)
            case Hedge.NEARLY | Hedge.UNDER:
                return Interval(-INF, self.hi, True, True)
            case Hedge.AT_MOST:
                return Interval(-INF, self.hi, True, False)
            case Hedge.ABOUT:
                return Interval(self.lo, self.hi).widened(_TWO * self._about())
            case Hedge.MAGNITUDE:
                return Interval(self.lo, self._next_magnitude(), False, True)
            case _:
                return self.printed()

    def usual(self) -> Interval:
        """The amounts that a reader takes the words to mean: within one step of the last place that is not zero.

        The step G follows the printed precision: "trên 55,25 triệu" means just above it. "Nearly" goes half a
        step down, a whole one from 15, 25, 350 and their like, and no further than 7,5 % of the figure, but two
        units for a small one: "gần 60 triệu" is not said of 55 million, "gần 100" not of 80, "gần 20 người" is said of 18.
        From 105, 585 and their like, where a step is little, both ways go half of five: "hơn 105 triệu" is said of 107.
        "Under" is rather a bound than an estimate: "less than 12 hours" is said of nine.
        """
        step = self.coarse_grain
        match self.hedge:
            case Hedge.OVER:
                return Interval(self.lo, self.hi + self._fives_step(step), True, False)
            case Hedge.UNDER:
                return Interval(self.lo - max(step, abs(self.lo) / _UNDER_PARTS), self.hi, False, True)
            case Hedge.NEARLY:
                down = step if self._in_fives() else step / _TWO
                if step < (wider := self._fives_step(step)):
                    down = step = wider
                near = max(_TWO * self.grain, min(down, abs(self.lo) * _NEARLY_SHARE))
                return Interval(self.lo - min(step, near), self.hi, False, True)
            case Hedge.ABOUT:
                return Interval(self.lo, self.hi).widened(self._about())
            case _:
                return self.literal()

    def _about(self) -> Decimal:
        """How far "about" goes either way: half a step; half of five steps for 15, 25, 350 and their like.

        People round to fives: "about 15 minutes" is said of 13 and of 17, "about 16" is not.
        """
        return _HALF_OF_FIVES * self.coarse_grain if self._whole_fives() else self.coarse_grain / _TWO

    def _fives_step(self, step: Decimal) -> Decimal:
        """*step*, or half of five such steps of a whole number in fives to which they are little: 105, 585, 12,500."""
        wider = _HALF_OF_FIVES * step
        return wider if self._whole_fives() and wider <= abs(self.lo) * _NEARLY_SHARE else step

    def _whole_fives(self) -> bool:
        """Whether a whole number counts its steps in fives."""
        return self._in_fives() and _counts_whole(self.grain)

    def _in_fives(self) -> bool:
        """Whether the figure counts its steps in fives: 15, 25, 350."""
        steps = [abs(end) / self.coarse_grain for end in (self.lo, self.hi)]
        return all(count > 10 and count % 10 == 5 for count in steps)

    def _next_magnitude(self) -> Decimal:
        """The first amount that is no longer of the order: "hàng chục" (10, or 10 to 99) ends before 100."""
        if self.lo == self.hi:
            return self.lo * 10
        top = Decimal((0, (1,), self.hi.adjusted()))
        return self.hi if top == self.hi else top * 10


_HUNDRED = Decimal(100)
# The step of whole numbers that count in fives, in steps of their last place.
_HALF_OF_FIVES = Decimal("2.5")
# How far below a figure "nearly" reaches, as a share of it; see Quantity.usual.
_NEARLY_SHARE = Decimal("0.075")
# "Under" reaches down by one in so many parts of the figure.
_UNDER_PARTS = Decimal(4)
# Dimensions whose whole, not round values are exact counts ("132.626 hồ sơ").
EXACT_DIMENSIONS = frozenset({"count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date, a stretch of dates, or a time of day.

    ``start``, ``end``  both included; dates as ``YYYY-MM-DD``, times of day as ``HH:MM``
    ``grain``           ``minute``, ``hour``, ``part`` (of a day), ``day``, ``week``, ``month``, ``quarter``, ``year``, ``span``
    ``stated``          what was printed of it, as far as it matters when two differ: ``dmy``, ``dm``, ``my``,
                        ``relative`` (resolved from the publication time), …
    ``part``            the part of the day that stands beside a date: ``dawn``, ``morning``, ``noon``, ``afternoon``,
                        ``evening``, ``night`` or empty
    ``zone``            the time zone declared beside a time of day: hours from UTC ("+7", "-3.5"), ``local`` for one that
                        is named without its offset, empty where none is declared
    """

    start: str
    end: str
    grain: str
    stated: str = ""
    part: str = ""
    hedge: Hedge = Hedge.EXACT
    zone: str = ""

    @property
    def is_time(self) -> bool:
        """Whether it is a time of day rather than a date."""
        return ":" in self.start

    def alike(self, other: Moment) -> bool:
        """Whether the two print one day or month, and only the year that one of them leaves out sets them apart."""
        yearless = {"m", "dm", "d"}
        if self.is_time or other.is_time or not ({self.stated, other.stated} & yearless):
            return False
        return self.start[5:] == other.start[5:] and self.end[5:] == other.end[5:]

    def overlaps(self, other: Moment) -> bool:
        """Whether the two share a day (or a minute)."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A value that is compared as it stands: a score "3-1", a version "4.2.2", a document number."""

    text: str
    hedge: Hedge = Hedge.EXACT


Value = Quantity | Moment | Label


# Articles print few different amounts, and every comparison asks for the places of both.
@lru_cache(maxsize=1 << 16)
def last_place(value: Decimal) -> Decimal:
    """The worth of the last digit of *value* that is not zero: 5000 → 1000, 12.50 → 0.1, 0 → 1."""
    if value == 0:
        return Decimal(1)
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    zeros = 0
    for digit in reversed(digits):
        if digit:
            break
        zeros += 1
    return Decimal((0, (1,), exponent + zeros))


@lru_cache(maxsize=1 << 12)
def _counts_whole(grain: Decimal) -> bool:
    """Whether *grain* is 1, a thousand, a million …: the figure was printed as a whole number of some scale."""
    sign, digits, exponent = grain.normalize().as_tuple()
    return not sign and digits == (1,) and isinstance(exponent, int) and exponent >= 0 and exponent % 3 == 0
