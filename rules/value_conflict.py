"""Sources give figures for one quantity that no single amount satisfies.

What it compares
    The figures of a group, as the amounts that each allows: a bare figure allows half of its last printed place
    either way, a hedge opens or shifts that stretch, a point is held against a range. Units are converted where a
    constant factor exists. Two ranges are compared by range-conflict, ranks and scores by attribute-conflict.

Why it matters
    A figure is the easiest claim to copy wrongly and the easiest to check.

Reported
    "148.000 jobs" against "149.000 jobs": an error.
    "minute 43" against "minute 44", one step of the last printed place apart: a warning.
    "399 USD" against "400 USD", which agree only if 400 is rounded: info.
    "20,7 MP" against "20 MP", which agree only if 20 was cut off: info.

Not reported
    "878,3 tonnes" against "878,32 tonnes", and "over 67 %" against "67,06 %": one amount satisfies both.
    "5.000" against "5 thousand": the same number.
    A target against a result, percent against percentage points, dollars against euros: other facts.
    Counts of something still going on, half a day or more apart: update has those that grow, and running totals
    that fall.
    Figures a thousandfold or tenfold apart, and one number with two units: scale-slip and unit-conflict have them.

Known problems
    A count that both texts leave without its moment is taken to be about the same moment when the two come out
    within half a day of each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Hedge,
    Moving,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    allows,
    listed,
    moves,
    printed,
    quantities,
    unit_after,
)
from checker.values.compare import Comparison, Level, factors
from checker.values.slips import near_twins, other_unit
from checker.values.spelling import spelled

RULE = RuleInfo(
    code="FC201",
    name="value-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Moving,
)

SAY = Sentences(__file__)

_SURE = frozenset({Level.APART, Level.ADJACENT})
_TWIN_DIGITS = 4
_SEVERITY = {
    Level.APART: Severity.ERROR,
    Level.ADJACENT: Severity.WARNING,
    Level.ROUNDED: Severity.INFO,
    Level.CUT: Severity.INFO,
}


def check(group: ClaimGroup, options: Moving) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose figures no single amount satisfies."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Moving) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if low.is_range and high.is_range and Hedge.MAGNITUDE not in (low.hedge, high.hedge):
            continue
        found = options.compared(low, high)
        if found.level in _SURE and (
            other_unit(low, high)
            or options.scale_slip(low, high)
            or moves(left, right, group, hours=options.update_hours)
        ):
            continue
        if found.level in _SEVERITY:
            yield _dispute(left, right, found)
        elif low.of is not None and high.of is not None and low.of != high.of and found.level is Level.AGREE:
            reason = SAY("wholes", wholes=listed(spelled(of) for of in sorted((low.of, high.of))))
            lines = (
                SAY("whole", claim=printed(left), whole=spelled(low.of)),
                SAY("whole", claim=printed(right), whole=spelled(high.of)),
            )
            yield Dispute(left=left, right=right, severity=Severity.ERROR, reason=reason, derivation=lines)


def _dispute(left: Claim, right: Claim, found: Comparison) -> Dispute:
    unit = _unit(left, right)
    match found.level:
        case Level.APART:
            reason = _distance(left, right, found, unit)
        case Level.ADJACENT:
            reason = SAY("barely" if found.gap else "step")
        case _:
            reason = SAY(found.level.value)
    lines = (
        allows(left, found.left, places=4, unit=unit),
        allows(right, found.right, places=4, unit=unit),
        *_slipped(left, right),
    )
    weight = 1.0 if found.level in _SURE else 0.7
    return Dispute(
        left=left, right=right, severity=_SEVERITY[found.level], reason=reason, derivation=lines, weight=weight
    )


def _slipped(left: Claim, right: Claim) -> tuple[str, ...]:
    """A line where one digit makes the difference."""
    assert isinstance(left.value, Quantity)
    assert isinstance(right.value, Quantity)
    how = near_twins(left.value, right.value, least_digits=_TWIN_DIGITS)
    return (SAY(how),) if how else ()


def _distance(left: Claim, right: Claim, found: Comparison, unit: str) -> str:
    """How far apart the two are as printed; at least how far, where a hedge or a range leaves it open."""
    one, two = left.value, right.value
    assert isinstance(one, Quantity)
    assert isinstance(two, Quantity)
    turned = factors(one, two)
    if turned is None or any(value.is_range or value.hedge is not Hedge.EXACT for value in (one, two)):
        return SAY("at_least", gap=spelled(found.gap, places=4), unit=unit)
    gap = abs(one.lo * turned[0] - two.lo * turned[1])
    if gap == 1 and unit and one.unit.key == two.unit.key:
        unit = unit_after(one.unit, one=True)
    return SAY("apart", gap=spelled(gap, places=4), unit=unit)


def _unit(left: Claim, right: Claim) -> str:
    """The unit that the two were compared in, with a space before it; empty for counts and unnamed base units."""
    one, two = left.value, right.value
    if not (isinstance(one, Quantity) and isinstance(two, Quantity)) or one.unit.dimension == "count":
        return ""
    return unit_after(one.unit) if one.unit.key == two.unit.key else SAY("base", dimension=one.unit.dimension)
