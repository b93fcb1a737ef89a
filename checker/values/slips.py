"""What a slip of the pen leaves behind: a dropped scale word, another unit, one digit wrong.

These say how two amounts may have come to differ, never that they do: whether both can hold is for
``checker.values.compare``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from checker.values.compare import Level, compare, factors
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.units import Unit

# Powers of ten that one word or one digit is worth: a digit too many, thousand, million, billion.
_POWERS = (1, 3, 6, 9)
_MET = frozenset({Level.AGREE, Level.ROUNDED, Level.CUT})
# How near the two numbers must come, as a share of the larger: "at least 5" is met by any larger amount, and by none
# because of its scale.
_NEAR = Decimal("0.15")
# So many digits are long: of fewer, too many pairs have two digits the other way round.
_LONG = 5
# Dimensions whose units measure one thing without a constant between them.
_KIN = (
    frozenset({"money"}),
    frozenset({"percent", "points"}),
    frozenset({"duration", "months"}),
    frozenset({"temperature", "temperature_f"}),
)


def scale_slip(left: Quantity, right: Quantity, *, round_share: Decimal, near_share: Decimal) -> int:
    """The power of ten that, set right, lets the two agree: 1, 3, 6 or 9; 0 where none does.

    One digit more or less must leave every digit in its order and at least two of them: "3" and "28" are no slip.
    The shares are those of ``checker.values.compare.compare``.
    """
    turned = factors(left, right)
    if turned is None or Hedge.MAGNITUDE in (left.hedge, right.hedge) or min(left.lo, right.lo) <= 0:
        return 0
    if left.is_range != right.is_range:
        return 0
    if compare(left, right, round_share=round_share, near_share=near_share).level in _MET:
        return 0
    left_is_low = left.hi * turned[0] <= right.hi * turned[1]
    low, high = (left, right) if left_is_low else (right, left)
    for power in _POWERS:
        if power == 1 and (_digits(low.lo) != _digits(high.lo) or len(_digits(low.lo)) < 2):
            continue
        by = Decimal(10) ** power
        ends = sorted((low.lo * by * turned[not left_is_low], high.lo * turned[left_is_low]))
        if ends[1] - ends[0] > _NEAR * ends[1]:
            continue
        raised = replace(low, lo=low.lo * by, hi=low.hi * by, grain=low.grain * by)
        if compare(raised, high, round_share=round_share, near_share=near_share).level in _MET:
            return power
    return 0


def _digits(amount: Decimal) -> tuple[int, ...]:
    return amount.normalize().as_tuple().digits


def other_unit(left: Quantity, right: Quantity) -> tuple[str, str] | None:
    """The two units, where one number is printed with two that are not the same; None otherwise.

    A part of a compound unit that one of them leaves out is missing, not different. Metres and megapixels are of two
    things; counts have nouns instead of units; per cent and percentage points differ here.
    """
    if (left.lo, left.hi) != (right.lo, right.hi) or "" in (left.unit.key, right.unit.key) or left.lo == 0:
        return None
    dimensions = {left.unit.dimension, right.unit.dimension}
    if "count" in dimensions or (len(dimensions) > 1 and not any(dimensions <= kin for kin in _KIN)):
        return None
    turned = factors(left, right)
    if turned is not None and turned[0] == turned[1]:
        return None
    one, two = left.unit.key.partition("/"), right.unit.key.partition("/")
    if one[0] == two[0] and "" in (one[2], two[2]):
        return None
    return left.unit.key, right.unit.key


def near_twins(left: Quantity, right: Quantity, *, least_digits: int) -> str:
    """How the digits of two numbers of one length differ: ``digit``, ``swap``, or empty where it is neither.

    Fewer than *least_digits* digits say nothing; zeros that both end in are none: "250.000" and "200.000" are two
    figures of two digits, "2.410" and "2.418" are one digit apart. In long numbers the two that change places may stand
    apart: "26,814", "26,418". A count that does not say of what goes with any.
    """
    if left.is_range or right.is_range or left.grain != right.grain or not _same_unit(left.unit, right.unit):
        return ""
    one, two = (_printed_digits(value.lo, value.grain) for value in (left, right))
    zeros = min(len(digits) - len(digits.rstrip("0")) for digits in (one, two))
    if len(one) != len(two) or len(one) - zeros < least_digits or one == two:
        return ""
    places = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    if len(places) == 1:
        return "digit"
    first, last = places[0], places[-1]
    near = len(places) == 2 and (last == first + 1 or len(one) - zeros >= _LONG)
    return "swap" if near and one[first] == two[last] and one[last] == two[first] else ""


def _same_unit(one: Unit, two: Unit) -> bool:
    return one.key == two.key or (one.dimension == two.dimension == "count" and "" in (one.noun, two.noun))


# The figures of one article, each of which meets all others.
@lru_cache(maxsize=4096)
def _printed_digits(amount: Decimal, grain: Decimal) -> str:
    return str(int(abs(amount) / grain))
