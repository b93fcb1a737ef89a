"""One quantity in two units: what the first makes in the unit of the second."""

from __future__ import annotations

from decimal import Decimal

from checker.values.compare import factors
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.interval import Interval

# Degrees Fahrenheit to one degree Celsius, and where the two scales part.
_DEGREE, _OFFSET = Decimal("1.8"), Decimal(32)
_CELSIUS, _FAHRENHEIT = "temperature", "temperature_f"


def in_unit(value: Quantity, other: Quantity) -> tuple[Interval, ...]:
    """The amounts that *value* stands for, in the unit of *other*: one stretch, two for temperatures, none for money.

    A temperature is a reading or a difference ("a rise of 1.5°C (2.7°F)"); the text does not tell which.
    """
    turned = factors(value, other)
    if turned is not None:
        return (amounts(value).scaled(turned[0] / turned[1]),)
    read = amounts(value)
    match value.unit.dimension, other.unit.dimension:
        case (first, second) if (first, second) == (_CELSIUS, _FAHRENHEIT):
            return read.scaled(_DEGREE) + Interval.point(_OFFSET), read.scaled(_DEGREE)
        case (first, second) if (first, second) == (_FAHRENHEIT, _CELSIUS):
            return (read - Interval.point(_OFFSET)).scaled(1 / _DEGREE), read.scaled(1 / _DEGREE)
        case _:
            return ()


def converted(one: Quantity, two: Quantity) -> bool:
    """Whether one may be meant as the other in a unit that readers look up: 26 miles and 45 km, 100 lượng and 4 kg.

    Steps of ten shift the point (km and m), and hours and minutes everyone has in mind: there a difference is one of
    the amounts, not of their conversion. So is one too wide for any slip in a conversion.
    """
    turned = factors(one, two)
    if turned is None or turned[0] == turned[1] or one.unit.dimension in _COUNTED:
        return False
    ratio = max(turned) / min(turned)
    if ratio == Decimal(1).scaleb(ratio.adjusted()):
        return False
    left, right = Interval(one.lo, one.hi).scaled(turned[0]), Interval(two.lo, two.hi).scaled(turned[1])
    return left.gap(right) <= _SLIP * max(abs(end) for end in (left.lo, left.hi, right.lo, right.hi))


_COUNTED = frozenset({"count", "duration", "months"})
# Of constants that are taken for one another, nautical and statute miles lie furthest apart: by 13 % of the larger.
_SLIP = Decimal("0.15")


def amounts(value: Quantity) -> Interval:
    """What a figure beside its own conversion stands for: its words to the letter, a round one as a rounding.

    Both were rounded by one hand, so zeros at the end are taken as places that were not kept. "Over" and "nearly"
    are read beside the number itself: "more than 26 km (16 miles)" converts 26 km. Temperatures are not rounded to
    tens.
    """
    if value.unit.dimension in (_CELSIUS, _FAHRENHEIT):
        return value.printed()
    if value.hedge is Hedge.ABOUT:
        return Interval(min(value.literal().lo, value.rough().lo), max(value.literal().hi, value.rough().hi))
    return value.rough()


def rate(one: Quantity, two: Quantity) -> Interval | None:
    """How much of the unit of *two* one unit of *one* makes, by two amounts that are said to be equal."""
    left, right = amounts(one), amounts(two)
    if left.lo <= 0 or right.lo <= 0:
        return None
    return right.over(left)
