"""Sources give one quantity a thousandfold, a millionfold or tenfold apart.

What it compares
    Figures of a group that cannot both hold, or not as usually read, but that agree once one of them is multiplied by
    ten, a thousand, a million or a billion: a scale word was dropped ("nghìn", "triệu", "million"), another was
    written, or a digit was doubled.

Why it matters
    The digits are right and the amount is not: the slip that an eye passes over most easily.

Reported
    "over 10 cases" against "10 155 cases": a thousand was dropped, an error.
    "15,6 tỷ" against "15.600 tỷ", "216,000" against "2,160,000".
    "over 25" against "250", which holds to the letter: a warning.

Not reported
    "thousands" against "5 million": words for an order of magnitude are loose.
    "3" against "28": tenfold needs the same digits, and two of them at least.
    "5 km" against "5 m": one number with two units is for unit-conflict.
    Two ranges: range-conflict has their ends.

Known problems
    Two different facts of one group may happen to stand a thousandfold apart; value-conflict would report them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Nearness,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    printed,
    quantities,
    unit_after,
)
from checker.values.compare import Level
from checker.values.slips import other_unit
from checker.values.spelling import spelled

RULE = RuleInfo(
    code="FC502",
    name="scale-slip",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Nearness,
)

SAY = Sentences(__file__)

_SLIPS = {1: "ten", 3: "thousand", 6: "million", 9: "billion"}


def check(group: ClaimGroup, options: Nearness) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose figures agree but for their scale."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Nearness) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if (low.is_range and high.is_range) or other_unit(low, high):
            continue
        power = options.scale_slip(low, high)
        if power:
            holds = options.compared(low, high).level is Level.TENSION
            severity = Severity.WARNING if holds and power == 1 else Severity.ERROR
            lines = (
                _line(left, low),
                _line(right, high),
                SAY("factor", factor=spelled(Decimal(10) ** power)),
            )
            yield Dispute(left=left, right=right, severity=severity, reason=SAY(_SLIPS[power]), derivation=lines)


def _line(claim: Claim, value: Quantity) -> str:
    unit = unit_after(value.unit) if value.unit.dimension != "count" else ""
    if value.is_range:
        return SAY("range", claim=printed(claim), lo=spelled(value.lo), hi=spelled(value.hi), unit=unit)
    return SAY("point", claim=printed(claim), amount=spelled(value.lo), unit=unit)
