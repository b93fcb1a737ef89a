"""A rank beyond the number ranked, a climb or fall that does not lead to the rank printed, or a size order reversed.

What it compares
    A rank with the number ranked; "up n places" with the earlier and the present rank; "the largest is a, followed by b"
    with a and b.

Why it matters
    Ranks are what readers remember, and they carry their own check.

Reported
    "thứ 65 trong 63 tỉnh": there is no such rank.
    "71st, up 12 places from 86th": the climb is 15 places.
    "the largest share is 45,17 %, followed by 49,46 %": the second is the larger.

Not reported
    "71st of 193, up 15 places from 86th": a smaller rank is a climb.
    "the lowest is 9, followed by 14".
    "the largest is 45 %, followed by nearly 50 %" where the first is hedged so that it may be the larger.

Known problems
    An order by something else than the figures beside it ("the largest city, with 3 %, is followed by …") is taken for
    an order of the figures, so this finding is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)
from checker.values.compare import factors
from checker.values.spelling import spelled, stretch

RULE = RuleInfo(
    code="FC106",
    name="rank-out-of-range",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
)

SAY = Sentences(__file__)


def check(passage: Passage, options: object) -> Iterator[Discrepancy]:
    """Yield each rank, move and order that cannot be."""
    for relation in passage.relations:
        match relation.kind:
            case "rank":
                yield from _ranked(relation)
            case "places":
                yield from _moved(relation)
            case "order":
                yield from _ordered(relation)
    for claim in passage.claims:
        if claim.kind.value == "rank" and isinstance(claim.value, Quantity) and claim.value.of is not None:
            yield from _beyond((claim,), claim.value.lo, claim.value.of)


def _ranked(relation: Relation) -> Iterator[Discrepancy]:
    rank, field = relation.one("rank"), relation.one("field")
    if rank is None or field is None or not isinstance(rank.value, Quantity) or not isinstance(field.value, Quantity):
        return
    yield from _beyond((rank, field), rank.value.lo, field.value.literal().hi)


def _beyond(claims: tuple[Claim, ...], rank: Decimal, ranked: Decimal) -> Iterator[Discrepancy]:
    if rank <= ranked:
        return
    yield RULE.discrepancy(
        *claims,
        message=SAY(
            "beyond", claims=SAY.joined(map(printed, claims), "of"), rank=spelled(rank), ranked=spelled(ranked)
        ),
        derivation=(SAY("more", rank=spelled(rank), ranked=spelled(ranked)),),
    )


def _moved(relation: Relation) -> Iterator[Discrepancy]:
    now, then, by = relation.one("rank"), relation.one("from"), relation.one("by")
    if now is None or then is None or by is None:
        return
    if not (isinstance(now.value, Quantity) and isinstance(then.value, Quantity) and isinstance(by.value, Quantity)):
        return
    climbed = then.value.lo - now.value.lo
    made = climbed if relation.label == "up" else -climbed
    if by.value.literal().lo <= made <= by.value.literal().hi:
        return
    yield RULE.discrepancy(
        now,
        then,
        by,
        message=SAY(
            "moved",
            then=printed(then),
            now=printed(now),
            climbed=spelled(climbed),
            by=printed(by),
            way=SAY(relation.label),
        ),
        derivation=(
            SAY("difference", then=spelled(then.value.lo), now=spelled(now.value.lo), climbed=spelled(climbed)),
        ),
    )


def _ordered(relation: Relation) -> Iterator[Discrepancy]:
    first, following = relation.one("first"), relation.one("next")
    if first is None or following is None:
        return
    if not (isinstance(first.value, Quantity) and isinstance(following.value, Quantity)):
        return
    turned = factors(first.value, following.value)
    if turned is None:
        return
    one, two = first.value.literal().scaled(turned[0]), following.value.literal().scaled(turned[1])
    wrong = one.hi < two.lo if relation.label == "largest" else one.lo > two.hi
    if wrong:
        yield RULE.discrepancy(
            first,
            following,
            message=SAY(relation.label, first=printed(first), following=printed(following)),
            derivation=(SAY("followed", one=stretch(one), two=stretch(two)),),
            severity=Severity.WARNING,
        )
