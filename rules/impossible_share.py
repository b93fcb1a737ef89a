"""A part is larger than its whole, a share is more than the whole it is of, or a count is below zero.

What it compares
    "a out of b" and "b, of whom a" where both count the same thing; a percentage that the text calls a part of the whole;
    counts with a minus sign.

Why it matters
    Nothing outside the sentence is needed to see that it cannot be so.

Reported
    "15 out of 12 schools", "30 người, trong đó có 40 người".
    "chiếm 120% tổng số".

Not reported
    "12 out of 15 schools"; "up 120 %"; "120 % of the plan": a plan can be exceeded.
    "30 người, trong đó 40 xe": two things are counted.
    "about 40 of about 40": amounts exist that make it true.

Known problems
    A count with a dash before it that the layout put there is kept out by asking for a counted noun; where it passes,
    the finding is only info.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Kind,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)
from checker.values.arithmetic import in_unit_of, rough
from checker.values.spelling import spelled, stretch

RULE = RuleInfo(
    code="FC107",
    name="impossible-share",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
)

SAY = Sentences(__file__)

_HUNDRED = Decimal(100)


def check(passage: Passage, options: object) -> Iterator[Discrepancy]:
    """Yield each part that is more than its whole."""
    for relation in passage.of_kind("subset"):
        yield from _judged(relation)
    for claim in passage.claims:
        yield from _negative(claim)


def _judged(relation: Relation) -> Iterator[Discrepancy]:
    part, whole, share = relation.one("part"), relation.one("whole"), relation.one("share")
    if share is not None and isinstance(share.value, Quantity) and share.value.literal().lo > _HUNDRED:
        yield RULE.discrepancy(
            share,
            message=SAY("share", share=printed(share)),
            derivation=(SAY("above", share=spelled(share.value.lo)),),
        )
    if part is None or whole is None or not isinstance(part.value, Quantity) or not isinstance(whole.value, Quantity):
        return
    turned = in_unit_of(whole.value, part.value)
    if turned is None or turned.literal().lo <= whole.value.literal().hi or rough(turned).overlaps(rough(whole.value)):
        return
    yield RULE.discrepancy(
        part,
        whole,
        message=SAY("part", part=printed(part), whole=printed(whole)),
        derivation=(SAY("more", part=stretch(turned.literal()), whole=stretch(whole.value.literal())),),
    )


def _negative(claim: Claim) -> Iterator[Discrepancy]:
    value = claim.value
    if claim.kind is not Kind.COUNT or not isinstance(value, Quantity) or not value.unit.noun or value.hi >= 0:
        return
    yield RULE.discrepancy(
        claim,
        message=SAY("negative", claim=printed(claim)),
        derivation=(SAY("below", amount=spelled(value.hi)),),
        severity=Severity.INFO,
    )
