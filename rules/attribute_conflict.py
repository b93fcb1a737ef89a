"""Sources give one thing two ranks, ordinals, scores, versions or document numbers.

What it compares
    Values that are names rather than amounts: they are the same or they are not, and no rounding or hedge softens
    it. A score may be told from either side, and a version or a number may be cited in part.

Why it matters
    A decree is found by its number, and a final has one score.

Reported
    "51/2012/NĐ-CP" against "51/2010/NĐ-CP".
    "4-1" against "3-1", "the 11th" against "the 9th", "71/193" against "72/193".

Not reported
    "21-7" against "7-21": the same score from the other side.
    "4.2" against "4.2.2", "Decree 51" against "51/2010": the one is a part of the other.
    "71st" against "71/193": the number ranked is missing in one, not different.
    "the 5th session" that its text calls an earlier one ("last month", "vừa qua") against "the 6th session".

Known problems
    Scores of two sets of one match look alike; it is for the alignment to keep them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Kind,
    Label,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    comparable,
    outlet,
    printed,
)
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """``sure``: the confidence of a group, 0 to 1, under which a finding is only info."""

    sure: float = 0.19


RULE = RuleInfo(
    code="FC207",
    name="attribute-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_KINDS = frozenset({Kind.RANK, Kind.ORDINAL, Kind.SCORE})
_SCORE = re.compile(r"\d+\s*[-–/:]\s*\d+")
_NUMBER, _WORD = re.compile(r"[0-9]+"), re.compile(r"[^\W\d_]+")


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose labels differ."""
    yield from RULE.over(group, _disputes(group), sure=options.sure)


def _disputes(group: ClaimGroup) -> Iterator[Dispute]:
    for one, two in group.pairs():
        if one.kind is not two.kind or one.reference is not two.reference or not comparable(one, two):
            continue
        left, right = sorted((one, two), key=_order)
        reason = _difference(left, right)
        if reason:
            lines = tuple(SAY("prints", outlet=outlet(claim.source), claim=printed(claim)) for claim in (left, right))
            yield Dispute(left=left, right=right, severity=Severity.ERROR, reason=reason, derivation=lines)


def _difference(left: Claim, right: Claim) -> str:
    """How the two differ; empty where they do not, or are no labels."""
    one, two = left.value, right.value
    if isinstance(one, Label) and isinstance(two, Label):
        return "" if _same(one.text, two.text) else SAY("both")
    if left.kind not in _KINDS or not (isinstance(one, Quantity) and isinstance(two, Quantity)):
        return ""
    if (one.lo, one.hi) != (two.lo, two.hi):
        return SAY("two", one=spelled(one.lo), two=spelled(two.lo))
    if one.of is not None and two.of is not None and one.of != two.of:
        return SAY("of", one=spelled(one.of), two=spelled(two.of))
    return ""


def _same(one: str, two: str) -> bool:
    """Whether two labels are one: equal, told from the other side, or the one a part of the other."""
    left, right = _numbers(one), _numbers(two)
    if _SCORE.fullmatch(one.strip()) and _SCORE.fullmatch(two.strip()):
        return left in (right, right[::-1])
    first = min(len(left), len(right))
    if left[:first] != right[:first]:
        return False
    short, long = sorted((_WORD.findall(one.lower()), _WORD.findall(two.lower())), key=len)
    return set(short) <= set(long) and bool(first or short)


def _numbers(text: str) -> list[str]:
    return [piece.lstrip("0") or "0" for piece in _NUMBER.findall(text)]


def _order(claim: Claim) -> tuple[Decimal, Decimal, str, str, int]:
    value = claim.value
    amount, of = (value.lo, value.of or Decimal(0)) if isinstance(value, Quantity) else (Decimal(0), Decimal(0))
    return amount, of, value.text if isinstance(value, Label) else "", claim.source.id, claim.span.start
