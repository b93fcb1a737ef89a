"""Sources state a range for one quantity with different ends.

What it compares
    Two ranges, end by end. A range that is stated as a target, a forecast, a limit, a price or a duration is itself
    the value: it is not enough that the two overlap. A measured range is held to less: an end that differs is a
    warning, and only ranges without a common amount are an error.

Why it matters
    "8 to 10 %" and "9 to 10 %" are two targets; a reader of one outlet learns another plan than a reader of the other.

Reported
    "8 - 10 %" against "9 - 10 %" for the target of one year: the lower ends differ.
    "22-23 million" against "25-28 million".

Not reported
    "about 17-18 million" against "17-18 million": the same ends.
    "about 3-4 hours" against "3 to 4,5 hours": "about" covers the half hour.
    "30-40 km" against "20-25 miles": the ends are those of one range, converted and rounded.
    A point against a range: value-conflict asks whether the range holds it.

Known problems
    A range that says how far single cases vary ("between 2 and 9 rooms each") reads like one that is stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Hedge,
    Kind,
    Nearness,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Status,
    joined,
    printed,
    quantities,
    unit_after,
)
from checker.values.compare import Comparison, Level, factors
from checker.values.conversion import amounts, converted
from checker.values.interval import Interval
from checker.values.spelling import spelled

RULE = RuleInfo(
    code="FC202",
    name="range-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Nearness,
)

SAY = Sentences(__file__)

_STATED = frozenset({Status.TARGET, Status.FORECAST, Status.LIMIT})
_STATED_KINDS = frozenset({Kind.PRICE, Kind.DURATION})
_CLOSE = frozenset({Level.ROUNDED, Level.CUT})


def check(group: ClaimGroup, options: Nearness) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose ranges have different ends."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Nearness) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if not (low.is_range and high.is_range) or Hedge.MAGNITUDE in (low.hedge, high.hedge):
            continue
        lower, upper = (_ends(low, high, end, options) for end in ("lo", "hi"))
        if lower.level is Level.OTHER or lower.level is upper.level is Level.AGREE:
            continue
        severity = _severity(left, right, lower, upper)
        reason = _reason(low, high, lower, upper)
        lines = (_runs(left, low), _runs(right, high))
        yield Dispute(left=left, right=right, severity=severity, reason=reason, derivation=lines)


def _ends(low: Quantity, high: Quantity, end: str, options: Nearness) -> Comparison:
    one, two = (
        replace(q, lo=getattr(q, end), hi=getattr(q, end), hedge=q.hedge if q.hedge is Hedge.ABOUT else Hedge.EXACT)
        for q in (low, high)
    )
    found = options.compared(one, two)
    if found.level is not Level.AGREE and converted(one, two):
        # "30-40 km" and "20-25 miles": whoever converted rounded both ends anew.
        turned = factors(one, two)
        assert turned is not None
        if amounts(one).scaled(turned[0]).overlaps(amounts(two).scaled(turned[1])):
            return replace(found, level=Level.AGREE)
    return found


def _severity(left: Claim, right: Claim, lower: Comparison, upper: Comparison) -> Severity:
    one, two = left.value, right.value
    assert isinstance(one, Quantity)
    assert isinstance(two, Quantity)
    if {lower.level, upper.level} <= _CLOSE | {Level.AGREE}:
        return Severity.INFO
    about = Hedge.ABOUT in (one.hedge, two.hedge)
    inner, outer = _scaled(one, two)
    if about and (outer.covers(inner) or inner.covers(outer)):
        # "several" is read as a range too: "2 to 9" does not contradict "3 to 5".
        return Severity.INFO
    stated = any(claim.status in _STATED or claim.kind in _STATED_KINDS for claim in (left, right))
    if (stated and not about) or not inner.overlaps(outer):
        return Severity.ERROR
    return Severity.WARNING


def _scaled(one: Quantity, two: Quantity) -> tuple[Interval, Interval]:
    turned = factors(one, two)
    assert turned is not None
    return Interval(one.lo, one.hi).scaled(turned[0]), Interval(two.lo, two.hi).scaled(turned[1])


def _reason(low: Quantity, high: Quantity, lower: Comparison, upper: Comparison) -> str:
    parts = []
    for name, found, ends in (("lower", lower, (low.lo, high.lo)), ("upper", upper, (low.hi, high.hi))):
        if found.level is not Level.AGREE:
            left, right = (spelled(end) for end in ends)
            if low.unit.key != high.unit.key:
                left, right = joined((left, unit_after(low.unit)), ""), joined((right, unit_after(high.unit)), "")
            parts.append(SAY(name, left=left, right=right))
    return joined(parts, "; ")


def _runs(claim: Claim, value: Quantity) -> str:
    unit = unit_after(value.unit)
    return SAY("runs", claim=printed(claim), lo=spelled(value.lo), hi=spelled(value.hi), unit=unit)
