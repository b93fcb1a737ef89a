"""The headline or the lead gives another value than the body of the same article for the same fact.

What it compares
    A figure of the headline or lead with the figure of the body that has its unit and stands among its words, where no
    figure of the body agrees with it; the month that headline and lead give for one and the same percentage; a headline's
    total with the amounts that the body gives for the two places it names; two mentions of one amount that both grew by
    the same percentage.

Why it matters
    The headline is read by ten times as many people as the body, and it is often written by somebody else.

Reported
    "5.000 tỉ đồng" in the headline, "khoảng 5.423 tỉ đồng" in the body: more than a headline rounds.
    "800.00 cổ phiếu" in the lead, "800.000 cổ phiếu" in the body.
    "to cut 340 jobs" in the headline, "will cut 430 jobs" in the lead: the same digits in another order.
    A rise of 0,57 % "in October" in the headline and "in September" in the lead.
    "toll in A and B passes 15,000" over "at least 9,057 in A and 2,530 in B".

Not reported
    "50 tỷ" for 50,5 tỷ, "hơn 31.000" for 31.015, "gần 100 triệu" for 98 triệu: headlines round.
    A headline whose figure stands anywhere in the body, whatever else stands there.
    Other values of the lead than those: they are as often of something else.
    Values that are far apart, or of two periods, or one a target and the other a result: two facts.
    Counts below a hundred: "17 held" and "19 held" are too often a part and the whole.

Known problems
    That two figures state the same fact is judged by their words alone, so a finding is never more than a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
    allows,
    listed,
    printed,
)
from checker.values.arithmetic import in_unit_of
from checker.values.compare import Level, compare
from checker.values.interval import ZERO, Interval
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """How far a headline may round.

    ``round_share``  a round figure may stand so far from the exact one, as a share of it; 0.05 is 5 %
    ``short``        parts that make less than this share of the headline's total contradict it, even hedged upward
    """

    round_share: Decimal = Decimal("0.05")
    short: Decimal = Decimal("0.95")


RULE = RuleInfo(
    code="FC108",
    name="headline-body",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_NEAR_SHARE = Decimal(0)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each value of a headline or lead that the body gives otherwise."""
    for relation in passage.of_kind("restated"):
        match relation.label:
            case "when":
                yield from _dated(relation)
            case "parts":
                yield from _parts(relation, options)
            case _:
                yield from _values(relation, options)


def _values(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    head, body = relation.one("headline"), relation.one("body")
    if head is None or body is None or not isinstance(head.value, Quantity) or not isinstance(body.value, Quantity):
        return
    comparison = compare(head.value, body.value, round_share=options.round_share, near_share=_NEAR_SHARE)
    if comparison.level not in (Level.APART, Level.ADJACENT):
        return
    yield RULE.discrepancy(
        head,
        body,
        message=SAY(
            "values",
            head=printed(head),
            place=_place(head),
            body=printed(body),
            where=_where(head, body),
            gap=spelled(comparison.gap),
        ),
        derivation=(allows(head, comparison.left), allows(body, comparison.right)),
    )


def _dated(relation: Relation) -> Iterator[Discrepancy]:
    head, body, mine, theirs = (relation.one(name) for name in ("headline", "body", "headline_when", "body_when"))
    assert head is not None, "what is told again has a headline,"
    assert body is not None, "a body"
    assert mine is not None, "and where it is of two days,"
    assert theirs is not None, "both of them"
    yield RULE.discrepancy(
        mine,
        theirs,
        head,
        body,
        message=SAY(
            "dated",
            head=printed(head),
            mine=printed(mine),
            place=_place(head),
            theirs=printed(theirs),
            where=_where(head, body),
        ),
        derivation=(
            SAY("with", claim=printed(head), date=printed(mine)),
            SAY("with", claim=printed(body), date=printed(theirs)),
        ),
    )


def _parts(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    head, parts = relation.one("headline"), relation.all("body")
    assert head is not None, "what is told again has a headline"
    assert isinstance(head.value, Quantity), "and parts are of an amount"
    values = [in_unit_of(head.value, part.value) for part in parts if isinstance(part.value, Quantity)]
    known = [value for value in values if value is not None]
    if len(known) != len(parts):
        return
    literal = sum((value.literal() for value in known), start=Interval.point(ZERO))
    printed_sum = sum((value.hi for value in known), start=ZERO)
    above = literal.lo > head.value.literal().hi and literal.lo > head.value.rough(options.round_share).hi
    if not above and printed_sum >= head.value.lo * options.short:
        return
    terms = " + ".join(spelled(value.lo) for value in known)
    yield RULE.discrepancy(
        head,
        *parts,
        message=SAY(
            "parts",
            head=printed(head),
            place=_place(head),
            parts=listed(printed(part) for part in parts),
            made=spelled(printed_sum),
        ),
        derivation=(f"{terms} = {spelled(printed_sum)}", allows(head, head.value.literal())),
    )


def _where(head: Claim, body: Claim) -> str:
    """Where the second mention stands, seen from the first."""
    return SAY("further") if head.place is body.place else _place(body)


def _place(claim: Claim) -> str:
    return SAY(claim.place.value)
