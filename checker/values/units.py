"""Units with their dimension and, where one exists, the factor to the dimension's base unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure counts or measures.

    ``key``        canonical name: ``%``, ``VND``, ``km``, ``người``; compound rates as ``VND/kg``
    ``dimension``  what may be compared: ``percent``, ``points``, ``money``, ``length``, ``count``, …
    ``factor``     the number of base units in one unit (metres in a km); None where no constant exists
    ``noun``       the counted noun with its modifiers as printed, lower case; empty for measures
    """

    key: str
    dimension: str
    factor: Decimal | None = None
    noun: str = ""


@lru_cache(maxsize=1 << 14)
def counted(noun: str) -> Unit:
    """The unit of a count of *noun*. An article counts few things, again and again."""
    return Unit(noun, "count", Decimal(1), noun)


# Names of money that several countries use: either of two that differ may be the other, as a code may.
_SHARED_MONEY = frozenset({"krone", "crown", "peso", "dinar", "shilling"})


def other_money(one: Unit, two: Unit) -> bool:
    """Whether two units of money are surely of two currencies."""
    keys = {one.key.partition("/")[0], two.key.partition("/")[0]}
    return len(keys) > 1 and _SHARED_MONEY.isdisjoint(keys)


COUNT = Unit("", "count", Decimal(1))
PERCENT = Unit("%", "percent", Decimal(1))
PER_MILLE = Unit("‰", "percent", Decimal("0.1"))
POINTS = Unit("points", "points", Decimal(1))
TIMES = Unit("x", "multiple", Decimal(1))
