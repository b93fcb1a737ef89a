"""Options that several rules have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from checker.model import Severity
from checker.values.compare import Comparison, Level, compare
from checker.values.figure import Quantity
from checker.values.slips import other_unit, scale_slip


@dataclass(frozen=True, slots=True)
class NoOptions:
    """A rule without options."""


# How grave it is that two figures of one quantity stand as they do; what is not here agrees, or is in tension alone.
LEVEL_SEVERITY: Mapping[Level, Severity] = MappingProxyType(
    {
        Level.APART: Severity.ERROR,
        Level.ADJACENT: Severity.WARNING,
        Level.ROUNDED: Severity.INFO,
        Level.CUT: Severity.INFO,
    }
)


@dataclass(frozen=True, slots=True)
class Nearness:
    """What may be set.

    ``round_share``  how far a round figure may stand from an exact one, as a share of it; 0.05 is 5 %
    ``near_share``   the gap, as a share of the larger figure, up to which a hedged figure, and two counts that differ
                     by one, are close and not apart
    ``sure``         the confidence of a group, 0 to 1, under which a finding is only info
    """

    round_share: Decimal = Decimal("0.05")
    near_share: Decimal = Decimal("0.02")
    sure: float = 0.19

    def compared(self, left: Quantity, right: Quantity) -> Comparison:
        """How the two stand to each other."""
        return compare(left, right, round_share=self.round_share, near_share=self.near_share)

    def slipped(self, left: Quantity, right: Quantity) -> bool:
        """Whether the two differ by their unit or their scale alone: scale-slip and unit-conflict tell such a pair."""
        return other_unit(left, right) is not None or self.scale_slip(left, right) > 0

    def scale_slip(self, left: Quantity, right: Quantity) -> int:
        """The power of ten that, set right, lets the two agree: 1, 3, 6 or 9; 0 where none does."""
        return scale_slip(left, right, round_share=self.round_share, near_share=self.near_share)


@dataclass(frozen=True, slots=True)
class Moving(Nearness):
    """What may be set, beside what ``Nearness`` has.

    ``update_hours``  the hours between two publications from which a count may have moved
    """

    update_hours: int = 12
