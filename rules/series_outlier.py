"""One value of a series lies far outside its own history.

What it compares
    Each point of a series with the others, where there are enough of them and they lie close together: a value that
    is several times the largest of the others, or as small a part of the smallest.

Why it matters
    A digit too many is seen at once where the figures of the last years stand beside it, and nowhere else.

Reported
    84, 86 and 88 million, then 870 million: info, a likely slip.

Not reported
    Series of fewer than four points, and series whose values move a great deal anyway.
    A first value that a program grew out of, such as 1, 20, 40 and 45 million: it stands at the beginning.
    Points that come near the others once a hedge is granted.

Known problems
    A real leap (a flood year, a law that came into force) looks like a slip; the finding is a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``fold``    how many times the others a value must be, or they it
    ``steady``  how many times the smallest of the others the largest may be
    ``points``  the fewest points of a series that has a history
    """

    fold: Decimal = Decimal(3)
    steady: Decimal = Decimal(2)
    points: int = 4


RULE = RuleInfo(
    code="FC604",
    name="series-outlier",
    severity=Severity.INFO,
    sees="series",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(series: Series, options: Options) -> Iterator[Discrepancy]:
    """Yield each point that lies far from all others."""
    points = [(day, claim, amount) for day, claim in series.points if (amount := _amount(claim)) is not None]
    if len(points) < options.points:
        return
    first = points[0][0]
    for day, claim, amount in points:
        others = [(d, c, other) for d, c, other in points if c is not claim]
        low, high = min(other for _, _, other in others), max(other for _, _, other in others)
        if high > options.steady * low:
            continue
        if amount > options.fold * high:
            yield _finding(series, day, claim, others, amount / high, "above")
        elif amount * options.fold < low and day != first:
            yield _finding(series, day, claim, others, low / amount, "below")


def _finding(
    series: Series, day: str, claim: Claim, others: list[tuple[str, Claim, Decimal]], fold: Decimal, how: str
) -> Discrepancy:
    near = min(others, key=lambda point: (abs(_days(point[0]) - _days(day)), point[0], point[1].source.id))
    return RULE.discrepancy(
        claim,
        near[1],
        message=SAY(
            how,
            claim=printed(claim),
            day=day,
            outlet=outlet(claim.source),
            fold=spelled(fold, places=1),
            n=len(others),
            near=printed(near[1]),
            near_day=near[0],
        ),
        derivation=tuple(SAY("line", day=when, claim=printed(point)) for when, point, _ in others),
        confidence=series.confidence * _QUESTION,
        group=series.id,
    )


_QUESTION = 0.6


def _days(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _amount(claim: Claim) -> Decimal | None:
    """The printed amount in base units; None where it is not above nought."""
    value = claim.value
    if not isinstance(value, Quantity) or value.lo <= 0:
        return None
    return (value.lo + value.hi) / 2 * (value.unit.factor or 1)
