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
    printed,
)
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


def _told(relation: Relation, role: str) -> tuple[Claim, Quantity]:
    claim = relation.one(role)
    assert claim is not None, "ranks, moves and orders have every one of their roles"
    assert isinstance(claim.value, Quantity), "and amounts in them"
    return claim, claim.value


def _ranked(relation: Relation) -> Iterator[Discrepancy]:
    (rank, place), (field, count) = _told(relation, "rank"), _told(relation, "field")
    ranked = count.literal().hi
    if place.lo <= ranked:
        return
    yield RULE.discrepancy(
        rank,
        field,
        message=SAY(
            "beyond",
            claims=SAY.joined(map(printed, (rank, field)), "of"),
            rank=spelled(place.lo),
            ranked=spelled(ranked),
        ),
        derivation=(SAY("more", rank=spelled(place.lo), ranked=spelled(ranked)),),
    )


def _moved(relation: Relation) -> Iterator[Discrepancy]:
    (now, here), (then, there), (by, places) = (_told(relation, role) for role in ("rank", "from", "by"))
    climbed = there.lo - here.lo
    made = climbed if relation.label == "up" else -climbed
    if places.literal().overlaps(Interval.point(made)):
        return
    yield RULE.discrepancy(
        now,
        then,
        by,
        message=SAY(
            "moved",
            then=printed(then),
            now=printed(now),
            places=spelled(abs(climbed)),
            there=SAY("down" if climbed < 0 else "up"),
            by=printed(by),
            way=SAY(relation.label),
        ),
        derivation=(SAY("difference", then=spelled(there.lo), now=spelled(here.lo), climbed=spelled(climbed)),),
    )


def _ordered(relation: Relation) -> Iterator[Discrepancy]:
    """The two figures of an order are in one unit."""
    (first, ahead), (following, behind) = _told(relation, "first"), _told(relation, "next")
    one, two = ahead.literal(), behind.literal()
    if not one.meets(two) and (one.lo < two.lo) == (relation.label == "largest"):
        yield RULE.discrepancy(
            first,
            following,
            message=SAY(relation.label, first=printed(first), following=printed(following)),
            derivation=(SAY("followed", one=stretch(one), two=stretch(two)),),
            severity=Severity.WARNING,
        )
