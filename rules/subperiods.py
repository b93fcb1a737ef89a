"""Quarters or months do not make the year that they belong to.

What it compares
    The points of one series of amounts by their periods: a period and the shorter ones that fill it without a gap
    (four quarters or twelve months of a year, two halves, three months of a quarter), each as the amounts that its
    rounding allows. Where one period is told at several sessions, the last telling counts.

Why it matters
    Quarterly figures come out one at a time, and the year's at the end; what was revised in between shows in the sum.

Reported
    94, 98, 108 and 106 for four quarters, 480 for the year: a warning.

Not reported
    94,1, 98,0, 108,2 and 105,3 with 405,5 for the year: they make it within their rounding.
    Three quarters and the year: the fourth is missing.
    Percentages, and running totals: they do not add up.
    A sum that fits once round figures are taken as roundings.

Known problems
    A revision of a quarter is not always told; the year may rest on figures that were never printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from checker.rule import (
    Claim,
    Discrepancy,
    Kind,
    Period,
    Quantity,
    RuleInfo,
    Sentences,
    Series,
    Severity,
    allows,
    printed,
    unit_after,
)
from checker.values.arithmetic import Fit, total
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``sure``: the confidence of a series, 0 to 1, under which a finding is only info."""

    sure: float = 0.5


RULE = RuleInfo(
    code="FC602",
    name="subperiods",
    severity=Severity.WARNING,
    sees="series",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
_NO_SUMS = frozenset({"temperature", "temperature_f", "speed", "percent", "points", "magnitude", "pressure", "rain"})
_BROKEN = frozenset({Fit.BROKEN, Fit.STEP})


def check(series: Series, options: Options) -> Iterator[Discrepancy]:
    """Yield each period whose parts do not make it."""
    if series.cumulative:
        return
    told: dict[Period, Claim] = {}
    for _, claim in series.points:
        value = claim.value
        if claim.period is None or not isinstance(value, Quantity) or claim.kind not in _KINDS:
            continue
        if value.unit.dimension not in _NO_SUMS:
            told[claim.period] = claim
    for period in sorted(told, key=lambda p: (p.start, p.end)):
        parts = _parts(period, told)
        if parts:
            yield from _sum(told[period], [told[part] for part in parts], series, options)


def _parts(whole: Period, told: dict[Period, Claim]) -> list[Period]:
    """The periods that fill *whole* one after the other, all of one kind; empty where some are missing."""
    inside = [period for period in told if whole.covers(period) and period != whole]
    for kind in sorted({period.grain for period in inside}):
        filled, next_day = [], whole.start
        for period in sorted((p for p in inside if p.grain == kind), key=lambda p: (p.start, p.end)):
            if period.start == next_day:
                filled.append(period)
                next_day = period.end + timedelta(days=1)
        if next_day == whole.end + timedelta(days=1) and len(filled) >= 2:
            return filled
    return []


def _sum(whole: Claim, parts: Sequence[Claim], series: Series, options: Options) -> Iterator[Discrepancy]:
    values = [claim.value for claim in parts]
    assert isinstance(whole.value, Quantity)
    statement = total([value for value in values if isinstance(value, Quantity)], whole.value)
    if statement is None or statement.fit() not in _BROKEN:
        return
    made = statement.at_point()
    unit = unit_after(whole.value.unit) if whole.value.unit.dimension != "count" else ""
    severity = Severity.INFO if statement.fit() is Fit.STEP or series.confidence < options.sure else Severity.WARNING
    yield RULE.discrepancy(
        *parts,
        whole,
        message=SAY(
            "message",
            n=len(parts),
            made=stretch(made),
            unit=unit,
            period=whole.period,
            whole=printed(whole),
            gap=spelled(statement.gap()),
        ),
        derivation=(
            *(SAY("line", period=claim.period, claim=printed(claim)) for claim in parts),
            SAY("parts", made=stretch(statement.made()), unit=unit),
            allows(whole, whole.value.literal(), unit=unit),
        ),
        severity=severity,
        confidence=series.confidence,
        group=series.id,
    )
