"""Figures that both hold to the letter, but not as their hedges are usually read.

What it compares
    Two figures of a group of which at least one is hedged ("over", "nearly", "about"): the amounts that the words
    allow to the letter, and those that a reader takes them to mean. A reader takes "over 55,25 million" to mean
    just above it, "nearly 60 million" to mean a little below.

Why it matters
    Each sentence can be defended alone; side by side they tell the reader two different things.

Reported
    "over 55,25 million" against "nearly 60 million": a warning, with both readings.
    "nearly 2 %" against "over 2 %": opposite sides of one number.

Not reported
    "over 67 %" against "67,06 %", "about 8 000" against "more than 8 000", "nearly 1 500" against "1 500".
    "at least 3" against "5": a lower bound is no estimate.
    Figures that do not even hold to the letter: value-conflict has them.
    "over 10 cases" against "10 155 cases": scale-slip has them.
    "nearly half an hour" against "more than 30 minutes": the coarser unit rounds; a question, no warning.
    Counts half a day or more apart, the later one larger: update has them.
    "about 116,000" against "116,795", less than a hundredth apart: a question, no warning.

Known problems
    How far "over" and "nearly" reach is a habit, not a rule; ``Quantity.usual`` holds the steps, and a round number
    of one digit ("over 1 000") is read widely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Hedge,
    Interval,
    Moving,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    moves,
    printed,
    quantities,
    unit_after,
)
from checker.values.compare import Level, factors, finer
from checker.values.spelling import stretch


@dataclass(frozen=True, slots=True)
class Options(Moving):
    """What may be set, as ``Moving`` has it; what both hold to the letter needs a surer group to be told.

    ``about_share``  the gap, as a share of the larger figure, up to which "about" is no more than a question
    """

    sure: float = 0.25
    about_share: Decimal = Decimal("0.01")


RULE = RuleInfo(
    code="FC203",
    name="hedge-tension",
    severity=Severity.WARNING,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose hedged figures are in tension."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if low.is_range and high.is_range and Hedge.MAGNITUDE not in (low.hedge, high.hedge):
            continue
        found = options.compared(low, high)
        if found.level is not Level.TENSION or options.slipped(low, high):
            continue
        if moves(left, right, group, hours=options.update_hours):
            continue
        opposed = not found.left.overlaps(found.right) and not _literal(low, low, high).overlaps(
            _literal(high, low, high)
        )
        reason = SAY("opposed" if opposed else "tension")
        lines = tuple(_line(claim, value, low, high) for claim, value in ((left, low), (right, high)))
        # "nearly half an hour", "more than 30 minutes": who counts in another unit rounds to it.
        coarser = opposed and low.unit.key != high.unit.key
        severity = Severity.INFO if coarser or _nearly_said(low, high, options) else Severity.WARNING
        yield Dispute(left=left, right=right, severity=severity, reason=reason, derivation=lines, weight=0.9)


def _nearly_said(low: Quantity, high: Quantity, options: Options) -> bool:
    """Whether one is told as "about" what the other is but for a hair: "about 116,000" for "116,795"."""
    turned = factors(low, high)
    if turned is None or Hedge.ABOUT not in (low.hedge, high.hedge) or low.is_range or high.is_range:
        return False
    one, two = low.lo * turned[0], high.lo * turned[1]
    return abs(two - one) <= options.about_share * max(abs(one), abs(two))


def _line(claim: Claim, value: Quantity, low: Quantity, high: Quantity) -> str:
    """Both readings of one side, in the finer unit of the two where they have two."""
    small, factor = _finer(value, low, high)
    unit = unit_after(small.unit) if low.unit.key != high.unit.key else ""
    return SAY(
        "readings",
        claim=printed(claim),
        literal=stretch(value.literal().scaled(factor), places=4),
        usual=stretch(value.usual().scaled(factor), places=4),
        unit=unit,
    )


def _literal(value: Quantity, low: Quantity, high: Quantity) -> Interval:
    return value.literal().scaled(_finer(value, low, high)[1])


def _finer(value: Quantity, low: Quantity, high: Quantity) -> tuple[Quantity, Decimal]:
    """The one of *low* and *high* in the smaller unit, and what turns *value* into that unit."""
    small = finer(low, high)
    turned = factors(value, small)
    assert turned is not None, "figures in tension have one dimension"
    return small, turned[0] / turned[1]
