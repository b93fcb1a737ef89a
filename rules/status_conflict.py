"""One value is a target in one source and a result in another.

What it compares
    The same amount, in the same unit, of one group: told as aimed at (a target, a plan) by one source and as reached
    by another.

Why it matters
    "The country aims at 18 million visitors" and "the country received 18 million visitors" are two stories; a plan
    that is copied as a result turns into news that has not happened.

Reported
    "a target of 84,5 %" against "reached 84,5 %": info, a question to the desk.

Not reported
    A target against a result of another amount: that is how plans and results usually stand.
    A forecast or an estimate against a result: forecasts come true, and estimates are made of results.
    Two periods that do not meet: the target of this year is often the result of the last.
    Values of one digit, and 100 %: too many things are aimed at and reached at 5 or 100 %.

Known problems
    Status is read from the words before the figure; a source that tells both ("the target of 84,5 % was reached") is
    taken at the nearer of them. On the hand-marked groups fewer than half of its findings are slips, so it asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Status,
    outlet,
    printed,
)
from checker.values.compare import factors


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``digits``  the fewest digits, zeros at the end not counted, that make a value worth asking about
    ``sure``    the confidence of a group, 0 to 1, under which nothing is asked
    """

    digits: int = 2
    sure: float = 0.5


RULE = RuleInfo(
    code="FC204",
    name="status-conflict",
    severity=Severity.INFO,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_STATUSES = {Status.TARGET: "target", Status.ACTUAL: "result"}
_HUNDRED = Decimal(100)
# The share of a group's confidence that a question keeps.
_QUESTION = 0.5


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one question of a group that prints one value as a target and as a result."""
    if group.confidence < options.sure:
        return
    pairs = [pair for one, two in group.pairs() if (pair := _aim_and_result(group, one, two, options)) is not None]
    if not pairs:
        return
    claims = sorted(dict.fromkeys(claim for pair in pairs for claim in pair), key=_order)
    aim, result = min(pairs, key=lambda pair: (_order(pair[0]), _order(pair[1])))
    yield RULE.discrepancy(
        *claims,
        message=SAY("message", aim=printed(aim), one=outlet(aim.source), other=outlet(result.source)),
        derivation=tuple(
            SAY(_STATUSES[claim.status], outlet=outlet(claim.source), claim=printed(claim)) for claim in claims
        ),
        confidence=group.confidence * _QUESTION,
        group=group.id,
    )


def _aim_and_result(group: ClaimGroup, one: Claim, two: Claim, options: Options) -> tuple[Claim, Claim] | None:
    """The two as target and result, where they are that and neither source tells the other as well."""
    if {one.status, two.status} != set(_STATUSES) or not _same(one, two, options):
        return None
    if one.period is not None and two.period is not None and not one.period.overlaps(two.period):
        return None
    aim, result = (one, two) if one.status is Status.TARGET else (two, one)
    if _tells(group, aim, Status.ACTUAL, options) or _tells(group, result, Status.TARGET, options):
        return None
    return aim, result


def _order(claim: Claim) -> tuple[bool, str, str, int]:
    return claim.status is not Status.TARGET, outlet(claim.source), claim.source.id, claim.span.start


def _tells(group: ClaimGroup, claim: Claim, status: Status, options: Options) -> bool:
    """Whether the source of *claim* also prints its value with *status*."""
    return any(
        other.source.id == claim.source.id and other.status is status and _same(claim, other, options)
        for other in group.claims
    )


def _same(one: Claim, two: Claim, options: Options) -> bool:
    left, right = one.value, two.value
    if not (isinstance(left, Quantity) and isinstance(right, Quantity)) or one.kind is not two.kind:
        return False
    turned = factors(left, right)
    if turned is None or left.is_range != right.is_range:
        return False
    if (left.lo * turned[0], left.hi * turned[0]) != (right.lo * turned[1], right.hi * turned[1]):
        return False
    if left.unit.dimension == "percent" and left.lo == _HUNDRED:
        return False
    return len(left.lo.normalize().as_tuple().digits) >= options.digits
