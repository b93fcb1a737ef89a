"""Sources give figures for one quantity that no single amount satisfies.

What it compares
    The figures of a group, as the amounts that each allows: a bare figure allows half of its last printed place
    either way, a hedge opens or shifts that stretch, a point is held against a range. Units are converted where a
    constant factor exists. Two ranges are compared by range-conflict, ranks and scores by attribute-conflict.

Why it matters
    A figure is the easiest claim to copy wrongly and the easiest to check.

Reported
    "148.000 jobs" against "149.000 jobs": an error.
    "144 artists" against "145 artists", one step of the last printed place apart: a warning.
    "399 USD" against "400 USD", which agree only if 400 is rounded: info.
    "20,7 MP" against "20 MP", which agree only if 20 was cut off: info.
    "4 projects" against "6 projects", where it is not likely enough that both are the same ones: info.

Not reported
    "878,3 tonnes" against "878,32 tonnes", and "over 67 %" against "67,06 %": one amount satisfies both.
    "5.000" against "5 thousand": the same number.
    A target against a result, percent against percentage points, dollars against euros: other facts.
    Counts of something still going on, half a day or more apart: update has those that grow, and running totals
    that fall.
    Figures a thousandfold or tenfold apart, one number with two units, miles that do not quite make the
    kilometres: scale-slip, unit-conflict and conversion-mismatch have them.

Known problems
    A count that both texts leave without its moment is taken to be about the same moment when the two come out
    within half a day of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from checker.rule import (
    LEVEL_SEVERITY,
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
from checker.values.compare import Comparison, Level, factors, finer
from checker.values.conversion import converted
from checker.values.slips import near_twins
from checker.values.spelling import spelled
from checker.values.units import POINTS, Unit


@dataclass(frozen=True, slots=True)
class Options(Moving):
    """What may be set, beside what ``Moving`` has.

    ``sure``        as there, lower: two amounts are as often in conflict from here as at twice that confidence
    ``small``       counts, ages and lengths of time up to this are small: any two things of an event may have such
    ``small_sure``  the confidence of a group, 0 to 1, under which a conflict of small ones is only info
    """

    sure: float = 0.16
    small: int = 99
    small_sure: float = 0.3


RULE = RuleInfo(
    code="FC201",
    name="value-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_SURE = frozenset({Level.APART, Level.ADJACENT})
_TWIN_DIGITS = 4
# Dimensions of small amounts that say little of what they are of.
_EVERYWHERE = frozenset({"count", "duration", "months", "age"})
_ONE = Decimal(1)


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose figures no single amount satisfies."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if low.is_range and high.is_range and Hedge.MAGNITUDE not in (low.hedge, high.hedge):
            continue
        found = options.compared(low, high)
        if converted(low, high) or (
            found.level in _SURE
            and (options.slipped(low, high) or moves(left, right, group, hours=options.update_hours))
        ):
            continue
        if found.level in LEVEL_SEVERITY:
            dispute = _dispute(left, right, found)
            doubtful = group.confidence < options.small_sure and _small(low, options) and _small(high, options)
            yield replace(dispute, severity=Severity.INFO) if doubtful else dispute
        elif low.of is not None and high.of is not None and low.of != high.of and found.level is Level.AGREE:
            reason = SAY("wholes", wholes=listed(spelled(of) for of in sorted((low.of, high.of))))
            lines = (
                SAY("whole", claim=printed(left), whole=spelled(low.of)),
                SAY("whole", claim=printed(right), whole=spelled(high.of)),
            )
            yield Dispute(left=left, right=right, severity=Severity.ERROR, reason=reason, derivation=lines)


def _small(value: Quantity, options: Options) -> bool:
    return value.unit.dimension in _EVERYWHERE and value.hi <= options.small


def _dispute(left: Claim, right: Claim, found: Comparison) -> Dispute:
    assert isinstance(left.value, Quantity)
    assert isinstance(right.value, Quantity)
    told = finer(left.value, right.value).unit
    # Readings of two units are in base units; a reader takes them in the smaller of the two.
    by = _ONE if left.value.unit.key == right.value.unit.key else told.factor or _ONE
    unit = "" if told.dimension == "count" else unit_after(told)
    match found.level:
        case Level.APART:
            reason = _distance(left.value, right.value, found.gap / by, told, by)
        case Level.ADJACENT:
            reason = SAY("barely" if found.gap else "step")
        case _:
            reason = SAY(found.level.value)
    lines = (
        allows(left, found.left.divided(by), places=4, unit=unit),
        allows(right, found.right.divided(by), places=4, unit=unit),
        *_slipped(left.value, right.value),
    )
    weight = 1.0 if found.level in _SURE else 0.7
    severity = LEVEL_SEVERITY[found.level]
    return Dispute(left=left, right=right, severity=severity, reason=reason, derivation=lines, weight=weight)


def _slipped(one: Quantity, two: Quantity) -> tuple[str, ...]:
    """A line where one digit makes the difference."""
    how = near_twins(one, two, least_digits=_TWIN_DIGITS)
    return (SAY(how),) if how else ()


def _distance(one: Quantity, two: Quantity, gap: Decimal, told: Unit, by: Decimal) -> str:
    """How far apart the two are as printed; at least *gap*, where a hedge or a range leaves it open."""
    turned = factors(one, two)
    bare = turned is not None and not any(value.is_range or value.hedge is not Hedge.EXACT for value in (one, two))
    if turned is not None and bare:
        gap = abs(one.lo * turned[0] - two.lo * turned[1]) / by
    elif one.counts_whole and two.counts_whole:
        gap = gap.to_integral_value(ROUND_CEILING)
    # What lies between two percentages is no percentage.
    told = POINTS if told.dimension == "percent" else told
    unit = "" if told.dimension == "count" else unit_after(told, one=bare and gap == 1)
    return SAY("apart" if bare else "at_least", gap=spelled(gap, places=4), unit=unit)
