"""Shares of one whole make more than the whole, or, where the text lists all of them, less.

What it compares
    The sum of the percentages that one verb gives as parts of one thing against 100, each as the amounts that it may
    stand for.

Why it matters
    One of the printed percentages is wrong or belongs to something else, and the reader needs no second source to see.

Reported
    "stock held as raw material (55,6%) and finished goods (50,5%)": 106,1 % of one stock.
    "60 % A, 25 % B and the remaining 20 % C": a list that ends in the rest makes 105 %, an error.

Not reported
    "84,4 %, 14,2 % and 1,4 %": 100 as printed; "33,3 %, 33,3 % and 33,3 %": 100 once rounding is allowed for.
    "60 % of the population and 70 % of the output": two wholes.
    "women make up 57 % of the audience, families 68 %": so far over 100, groups overlap.
    "over 60 % … over 40 %": just above 100 as printed, where the words leave room.
    Three shares of which one is the sum of the other two: parts of a part.

Known problems
    Groups that overlap a little ("women make up 60 % and the young 45 %") exceed 100 without a slip; only coordinated
    shares under one verb are compared, and the finding is a warning unless the list is said to be complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Interval,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    listed,
    printed,
    reason,
)
from checker.values.interval import ZERO
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """How far a sum may lie from 100, in percentage points.

    ``margin``      beyond what rounding allows
    ``overlapping``  from so much over 100 on two shares, each behind a name of its own, are of groups that overlap, and
                     three or more from twice as much
    """

    margin: Decimal = Decimal(0)
    overlapping: Decimal = Decimal(10)


RULE = RuleInfo(
    code="FC103",
    name="shares-over-100",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_WHOLE = Interval.point(Decimal(100))


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each list of shares that its whole cannot hold."""
    for relation in passage.of_kind("shares"):
        yield from _judged(relation, options)


def _judged(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    claims = relation.all("share")
    values = [claim.value for claim in claims if isinstance(claim.value, Quantity)]
    if len(values) < 2 or len(values) != len(claims):
        return
    usual = _sum([value.usual() for value in values]).widened(options.margin)
    if usual.overlaps(_WHOLE) or (usual.hi < _WHOLE.lo and relation.label != "complete") or _nested(values):
        return
    most = options.overlapping * (1 if len(values) == 2 else 2)
    if relation.label == "named" and usual.lo > _WHOLE.hi + most:
        return
    yield _found(relation, claims, values)


def _found(relation: Relation, claims: tuple[Claim, ...], values: list[Quantity]) -> Discrepancy:
    amounts = _sum([value.literal() for value in values])
    at_point = _sum([Interval(value.lo, value.hi) for value in values])
    holds = amounts.overlaps(_WHOLE)
    why = reason("letter") if holds else SAY("whole")
    severe = relation.label == "complete" and not holds
    return RULE.discrepancy(
        *claims,
        message=SAY("message", claims=listed(map(printed, claims)), made=stretch(at_point), reason=why),
        derivation=(
            SAY("sum", terms=" + ".join(spelled(value.lo) for value in values), made=stretch(at_point)),
            *((SAY("shares", made=stretch(amounts)),) if amounts != at_point else ()),
        ),
        severity=Severity.ERROR if severe else Severity.WARNING,
    )


def _nested(values: list[Quantity]) -> bool:
    """Whether one of three or more shares is made by the others."""
    amounts = [value.literal() for value in values]
    return len(amounts) > 2 and any(
        _sum([*amounts[:at], *amounts[at + 1 :]]).overlaps(amount) for at, amount in enumerate(amounts)
    )


def _sum(intervals: list[Interval]) -> Interval:
    return sum(intervals, start=Interval.point(ZERO))
