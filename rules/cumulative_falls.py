"""A running total is lower at a later date.

What it compares
    The points of one cumulative series over several sessions, each with the highest of those before it. A total that
    starts anew with its period (the year to date) is compared only within the period.

Why it matters
    What has been counted stays counted: a total that falls was wrong before, is wrong now, or was corrected, and
    the reader is owed the word.

Reported
    9 057 deaths on 9 February, 8 754 on 10 February: an error.
    "over 9 000" followed by "nearly 9 000": a warning where only the usual reading falls.

Not reported
    A total that stays the same, or "over 9 000" after "9 057".
    "January to March" after "January to December" of the year before.
    A fall that is no more than rounding: "9,1 thousand" after "9 123".

Known problems
    Official corrections are reported too; the text that declares one is not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Quantity,
    RuleInfo,
    Sentences,
    Series,
    Severity,
    outlet,
    printed,
)
from checker.values.compare import factors
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``sure``: the confidence of a series, 0 to 1, under which a finding is only info."""

    sure: float = 0.5


RULE = RuleInfo(
    code="FC601",
    name="cumulative-falls",
    severity=Severity.ERROR,
    sees="series",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(series: Series, options: Options) -> Iterator[Discrepancy]:
    """Yield each point that lies below an earlier one."""
    if not series.cumulative:
        return
    highest: list[tuple[str, Claim, Quantity]] = []
    for day, claim in series.points:
        value = claim.value
        if not isinstance(value, Quantity):
            continue
        mates = [entry for entry in highest if _together(entry[1], claim) and factors(entry[2], value) is not None]
        before = next(iter(mates), None)
        if before is not None and before[0] < day:
            yield from _fall(before, (day, claim, value), series, options)
        if before is None or before[0] <= day:
            # The newest point stands for its period from now on: a fall is told once, not at every later point.
            if before is not None and before[0] == day and _amount(before[2]) >= _amount(value):
                continue
            highest = [entry for entry in highest if entry is not before] + [(day, claim, value)]


def _fall(
    before: tuple[str, Claim, Quantity], after: tuple[str, Claim, Quantity], series: Series, options: Options
) -> Iterator[Discrepancy]:
    turned = factors(before[2], after[2])
    assert turned is not None
    high, low = before[2].literal().scaled(turned[0]), after[2].literal().scaled(turned[1])
    severity = Severity.ERROR
    if low.hi > high.lo or low.overlaps(high):
        high, low = before[2].usual().scaled(turned[0]), after[2].usual().scaled(turned[1])
        severity = Severity.WARNING
        if low.hi > high.lo or low.overlaps(high):
            return
    if after[2].rough().scaled(turned[1]).overlaps(before[2].rough().scaled(turned[0])):
        severity = Severity.INFO
    if series.confidence < options.sure:
        severity = Severity.INFO
    points, gap = {"first": _point(before), "second": _point(after)}, high.gap(low)
    yield RULE.discrepancy(
        before[1],
        after[1],
        # "More than 9,000", then "more than 8,000": the words leave open by how much.
        message=SAY("message", **points, step=spelled(gap, places=4)) if gap else SAY("open", **points),
        derivation=(
            SAY("line", day=before[0], amount=stretch(high, places=4)),
            SAY("line", day=after[0], amount=stretch(low, places=4)),
        ),
        severity=severity,
        confidence=series.confidence,
        group=series.id,
    )


def _point(point: tuple[str, Claim, Quantity]) -> str:
    day, claim, _ = point
    return SAY("point", claim=printed(claim), day=day, outlet=outlet(claim.source))


def _together(one: Claim, two: Claim) -> bool:
    """Whether the two totals start on one day, or nothing says that they do not."""
    return one.period is None or two.period is None or one.period.start == two.period.start


def _amount(value: Quantity) -> Decimal:
    return value.lo * (value.unit.factor or 1)
