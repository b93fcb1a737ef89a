"""A source counts more ships than the harbour holds.

What it compares
    Each count of ships with the berths there are.

Why it matters
    A slipped digit makes a fleet.

Reported
    "1,200 ships in the harbour".

Not reported
    "12 ships in the harbour".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import Discrepancy, Passage, Quantity, RuleInfo, Severity
from seaside_rules._harbours import TOO_MANY_SHIPS


@dataclass(frozen=True, slots=True)
class Options:
    """``berths``: how many ships the harbour holds."""

    berths: Decimal = Decimal(TOO_MANY_SHIPS)
    words: tuple[str, ...] = ("ships",)


RULE = RuleInfo(
    code="SEA001", name="too-many-ships", severity=Severity.WARNING, sees="passage", since="0.1", options=Options
)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each count of ships above the berths."""
    for claim in passage.claims:
        if claim.indicator in options.words and isinstance(claim.value, Quantity) and claim.value.lo > options.berths:
            yield RULE.discrepancy(claim, message=f"{claim.quote} ships for {options.berths} berths")
