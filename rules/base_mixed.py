"""Growth figures on different bases stand for one thing.

What it compares
    Changes of one group for which both texts tell what they are measured against: the same period of the year before,
    the previous quarter, the previous month, the start of the year.

Why it matters
    "Up 7 %" on the year and "up 2 %" on the quarter may both be true, and a reader of the headlines learns that two
    outlets disagree.

Reported
    "up 7,1 % on the same period" against "up 2,3 % on the previous quarter": info.

Not reported
    Changes on one base, whatever the figures: value-conflict compares them.
    A change whose base is not told: missing is not different. One figure on two bases: the words differ, not the
    figures.
    A level against a change.

Known problems
    Only a base that stands right behind its figure is read. A group that mixes bases by a fault of the alignment is
    reported as if the texts did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Kind,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    outlet,
    printed,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``sure``: the confidence of a group, 0 to 1, under which nothing is said."""

    sure: float = 0.5


RULE = RuleInfo(
    code="FC603",
    name="base-mixed",
    severity=Severity.INFO,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one note of a group whose changes are measured against different bases."""
    if group.confidence >= options.sure:
        yield from RULE.over(group, _disputes(group), sure=options.sure)


def _disputes(group: ClaimGroup) -> Iterator[Dispute]:
    for one, two in group.pairs():
        if one.kind is not Kind.CHANGE or two.kind is not Kind.CHANGE or not one.base or not two.base:
            continue
        if one.base == two.base or not (isinstance(one.value, Quantity) and isinstance(two.value, Quantity)):
            continue
        left, right = sorted((one, two), key=_order)
        lines = tuple(
            SAY("measured", claim=printed(claim), outlet=outlet(claim.source), base=SAY(claim.base))
            for claim in (left, right)
        )
        reason = SAY("reason", left=SAY(left.base), right=SAY(right.base))
        yield Dispute(left=left, right=right, severity=Severity.INFO, reason=reason, derivation=lines)


def _order(claim: Claim) -> tuple[str, str, str, int]:
    return claim.base, outlet(claim.source), claim.source.id, claim.span.start
