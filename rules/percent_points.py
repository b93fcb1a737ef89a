"""A share is said to move by per cent where only percentage points are possible.

What it compares
    A share, the step that led to it, and what else the text says of where it was: the share before, or a bound that it
    passes for the first time. The step is tried as a percentage of the earlier share and as percentage points.

Why it matters
    From 20 % to 25 % is a rise of 25 per cent, or of 5 percentage points; "a rise of 5 %" is neither.

Reported
    "over 20 % for the first time, reaching 25,25 %, up 5,62 %": as per cent it was 23,91 % before, above 20 already;
    as points it was 19,63 %.
    "from 20 % to 25 %, up 5 %".

Not reported
    "from 20 % to 25 %, up 25 %": it is a percentage, and holds.
    "up 5,62 percentage points".
    "reaching 25,25 %, up 5,62 %" where nothing tells what it was before: both are possible.
    A step that fits neither way: growth-mismatch is for those.

Known problems
    Much of the press writes per cent for points and its readers follow; editors who marked the corpus let it pass, so
    this asks and does not accuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)
from checker.values.arithmetic import from_nought
from checker.values.interval import INF, ZERO, Interval
from checker.values.spelling import stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``confidence``: what a finding is given, 0 to 1; the text decides the arithmetic, not what its writer meant."""

    confidence: float = 0.9


RULE = RuleInfo(
    code="FC501",
    name="percent-points",
    severity=Severity.INFO,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_HUNDRED = Interval.point(Decimal(100))
_PART = Decimal("0.01")


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each step in per cent that can only be one in percentage points."""
    for relation in passage.of_kind("points"):
        level, step = relation.one("level"), relation.one("by")
        before, passed = relation.one("from"), relation.one("passed")
        assert level is not None
        assert step is not None
        as_percent, as_points = _earlier(level, step, up=relation.label == "up")
        if before is not None:
            told, limit = before, _amount(before).literal()
            told_as = SAY("text", before=printed(before))
        elif passed is not None:
            bound = _amount(passed)
            told, limit = passed, Interval(ZERO, bound.hi)
            told_as = SAY("passed", passed=printed(passed), bound=stretch(Interval.point(bound.hi)))
        else:
            continue
        if as_percent.overlaps(limit) or not as_points.overlaps(limit):
            continue
        claims = sorted((level, step, told), key=lambda claim: claim.span.start)
        yield RULE.discrepancy(
            *claims,
            message=SAY("message", step=printed(step), level=printed(level), before=stretch(as_percent, places=2)),
            derivation=(
                SAY("as_percent", before=stretch(as_percent, places=4)),
                SAY("as_points", before=stretch(as_points)),
                told_as,
            ),
            confidence=options.confidence,
            suggestion=SAY("points", amount=stretch(Interval(_amount(step).lo, _amount(step).hi))),
        )


def _earlier(level: Claim, step: Claim, *, up: bool) -> tuple[Interval, Interval]:
    """What the share was before, by a step in per cent and by one in points."""
    now, by = _amount(level).literal(), _amount(step).literal()
    if not up:
        by = -by
    left = from_nought((_HUNDRED + by).scaled(_PART))
    # Of what fell by more than all of it nothing is known.
    as_percent = from_nought(now).over(left) if left.hi > 0 else Interval(ZERO, INF, hi_open=True)
    return as_percent, now - by


def _amount(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), f"{claim.id}: shares are quantities"
    return claim.value
