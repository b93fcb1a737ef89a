"""Intervals of exact decimals, with open and infinite ends."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

INF = Decimal("Infinity")
ZERO = Decimal(0)
# Quotients of printed figures: far more places than any text prints, and the ends rounded outward, so that no
# amount is lost to a quotient that does not end.
_DOWN = Context(prec=50, rounding=ROUND_FLOOR)
_UP = Context(prec=50, rounding=ROUND_CEILING)


@dataclass(frozen=True, slots=True)
class Interval:
    """The amounts from ``lo`` to ``hi``; an open end is not included. Infinite ends are always open."""

    lo: Decimal
    hi: Decimal
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo > self.hi:
            raise ValueError(f"an interval from {self.lo} to {self.hi} is upside down")

    @staticmethod
    def point(value: Decimal) -> Interval:
        """The one amount *value*."""
        return Interval(value, value)

    @property
    def empty(self) -> bool:
        """Whether no amount lies in it, as in (5, 5]."""
        return self.lo == self.hi and (self.lo_open or self.hi_open)

    def overlaps(self, other: Interval) -> bool:
        """Whether one amount lies in both."""
        return self._meeting(other) is not None

    def meets(self, other: Interval) -> bool:
        """Whether the two share more than one end: a stretch, or the one amount of a single point.

        ``17,6`` and ``17,5`` share only 17.55, the end of both; no careful reader grants that they agree.
        """
        shared = self._meeting(other)
        return shared is not None and (shared[0] < shared[1] or self.lo == self.hi or other.lo == other.hi)

    def covers(self, other: Interval) -> bool:
        """Whether every amount of *other* lies in it."""
        if other.empty:
            return True
        low = self.lo < other.lo or (self.lo == other.lo and (other.lo_open or not self.lo_open))
        high = other.hi < self.hi or (other.hi == self.hi and (other.hi_open or not self.hi_open))
        return not self.empty and low and high

    def _meeting(self, other: Interval) -> tuple[Decimal, Decimal] | None:
        """The ends of what two intervals share, or None; an empty one shares nothing."""
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        if lo < hi:
            return lo, hi
        if lo > hi or self._leaves_out(lo, hi) or other._leaves_out(lo, hi):
            return None
        # One amount: neither interval leaves that end out.
        return lo, hi

    def _leaves_out(self, lo: Decimal, hi: Decimal) -> bool:
        return (self.lo_open and self.lo == lo) or (self.hi_open and self.hi == hi)

    def gap(self, other: Interval) -> Decimal:
        """The distance between the two; 0 where they overlap or touch."""
        return max(ZERO, self.lo - other.hi, other.lo - self.hi)

    def widened(self, margin: Decimal) -> Interval:
        """Both ends moved outward by *margin*, a finite amount ≥ 0; an open end stays open."""
        return Interval(self.lo - margin, self.hi + margin, self.lo_open, self.hi_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.lo + other.lo,
            self.hi + other.hi,
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.hi_open, self.lo_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scaled(self, factor: Decimal) -> Interval:
        """Every amount times *factor*; a negative factor turns the ends round."""
        if factor == 1:
            return self
        if factor == 0:
            return Interval.point(ZERO)
        if factor < 0:
            return (-self).scaled(-factor)
        return Interval(self.lo * factor, self.hi * factor, self.lo_open, self.hi_open)

    def divided(self, factor: Decimal) -> Interval:
        """Every amount over *factor*, which is above 0."""
        return Interval(self.lo / factor, self.hi / factor, self.lo_open, self.hi_open)

    def times(self, other: Interval) -> Interval:
        """Every product of two intervals of amounts ≥ 0; a negative end raises ValueError."""
        _require_positive(self, other)
        lo, hi = _product(self.lo, other.lo), _product(self.hi, other.hi)
        # Nought times anything is nought, also times an end that is left out.
        lo_open = (self.lo_open or other.lo_open) and not (lo == 0 and (_holds_zero(self) or _holds_zero(other)))
        return Interval(lo, hi, lo_open, (self.hi_open or other.hi_open) and not (lo == hi == 0))

    def over(self, other: Interval) -> Interval:
        """Every quotient of two intervals of amounts ≥ 0; a divisor that may be 0 leaves the upper end infinite.

        A negative end raises ValueError, a divisor that is 0 and nothing else ZeroDivisionError.
        """
        _require_positive(self, other)
        if other.hi == 0:
            raise ZeroDivisionError("an interval divided by nought")
        lo = ZERO if other.hi == INF else _DOWN.divide(self.lo, other.hi)
        hi = INF if other.lo == 0 or self.hi == INF else _UP.divide(self.hi, other.lo)
        lo_open = (self.lo_open or other.hi_open) and not _holds_zero(self)
        return Interval(lo, hi, lo_open, hi == INF or self.hi_open or (other.lo_open and self.hi > 0))


def _product(left: Decimal, right: Decimal) -> Decimal:
    return ZERO if left == 0 or right == 0 else left * right


def _holds_zero(interval: Interval) -> bool:
    return interval.lo == 0 and not interval.lo_open


def _require_positive(*intervals: Interval) -> None:
    for interval in intervals:
        if interval.lo < 0:
            raise ValueError(f"expected an interval of amounts ≥ 0, found one from {interval.lo}")
