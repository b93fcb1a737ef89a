"""A printed percentage is not what the two numbers beside it make.

What it compares
    "a of b, that is p %" and "a/b … p %": the share of every amount that a and b may stand for, against the amounts
    that p may stand for.

Why it matters
    The three figures stand in one passage, so the slip is certain, and any reader with a calculator finds it.

Reported
    "132.626/253.837 files, 50,25 %": the quotient is 52,25 %, an error.
    "over 67 %" for 132 of 150: it holds to the letter only, a warning.
    "52,24 %" where the quotient is 52,248…: right only if it was cut off, info.
    "28 %" for "400 of 1.500", which holds only if the two are rounded: info.

Not reported
    "113.436 of 115.883, 97,9 %": rounded as printed.
    "nearly 1 000 of over 13 000 cases, nearly 7 %": amounts exist that make all three true.
    A percentage that says how much something grew.
    A percentage that comes out with another amount of the neighbourhood as the part or the whole.

Known problems
    Which percentage belongs to which two numbers is for the reader of the text to find; where a passage mixes two
    shares of one whole, the wrong one may be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Interval,
    Kind,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    allows,
    printed,
    reason,
)
from checker.values.arithmetic import Fit, rough, share
from checker.values.compare import factors
from checker.values.interval import ZERO
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``steps``: how many steps of the last printed place a percentage may be off and be only a warning."""

    steps: int = 1


RULE = RuleInfo(
    code="FC101",
    name="ratio-mismatch",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_HUNDRED = Decimal(100)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each share that its part and its whole do not make."""
    for relation in passage.of_kind("ratio"):
        found = _parts(relation)
        if found is not None and not _otherwise(relation, *found[1:]):
            yield from _judged(*found, options)


def _otherwise(relation: Relation, part: Quantity, whole: Quantity, printed_share: Quantity) -> bool:
    """Whether the percentage comes out with another amount nearby as the part or as the whole."""
    others = [claim.value for claim in relation.all("other") if isinstance(claim.value, Quantity)]
    made = (share(*pair, printed_share) for other in others for pair in ((other, whole), (part, other)))
    return any(statement is not None and statement.fit() is Fit.HOLDS for statement in made)


def _parts(relation: Relation) -> tuple[tuple[Claim, ...], Quantity, Quantity, Quantity] | None:
    """The claims, and part, whole and share in one unit; None where the passage lacks one of them."""
    ratio, part, whole, share = (relation.one(role) for role in ("ratio", "part", "whole", "share"))
    if share is None or share.kind is Kind.CHANGE or not isinstance(share.value, Quantity):
        return None
    if ratio is not None:
        value = ratio.value
        if not isinstance(value, Quantity) or value.of is None:
            return None
        below = Quantity(lo=value.of, hi=value.of, grain=value.grain, unit=value.unit)
        return (ratio, share), value, below, share.value
    if part is None or whole is None:
        return None
    if not (isinstance(part.value, Quantity) and isinstance(whole.value, Quantity)):
        return None
    return (part, whole, share), part.value, whole.value, share.value


def _judged(
    claims: tuple[Claim, ...], part: Quantity, whole: Quantity, share: Quantity, options: Options
) -> Iterator[Discrepancy]:
    turned = factors(part, whole)
    if turned is None or part.lo < 0 or whole.lo <= 0:
        return
    by_part, by_whole = turned

    def quotient(above: Interval, below: Interval) -> Interval:
        return _amounts(above.scaled(by_part)).over(_amounts(below.scaled(by_whole))).scaled(_HUNDRED)

    exact = quotient(part.literal(), whole.literal())
    if exact.overlaps(share.literal()):
        if quotient(part.usual(), whole.usual()).overlaps(share.usual()):
            return
        severity, why = Severity.WARNING, reason("letter")
    elif quotient(rough(part), rough(whole)).overlaps(rough(share)):
        severity, why = Severity.INFO, reason("rounded")
    elif exact.overlaps(Interval(share.lo, share.hi + share.grain, hi_open=True)):
        severity, why = Severity.INFO, SAY("cut")
    else:
        gap = exact.gap(share.literal())
        severity = Severity.WARNING if gap <= share.grain * options.steps else Severity.ERROR
        why = SAY("apart", gap=spelled(gap, places=4))
    at_point = quotient(Interval(part.lo, part.hi), Interval(whole.lo, whole.hi))
    sides = f"{_spelled(part)} / {_spelled(whole)}"
    yield RULE.discrepancy(
        *claims,
        message=SAY(
            "message",
            sides=SAY.joined(map(printed, claims[:-1]), "of"),
            made=stretch(at_point, places=_places(share) + 2),
            share=printed(claims[-1]),
            reason=why,
        ),
        derivation=(
            SAY("worked", sides=sides, made=stretch(at_point, places=4)),
            *((SAY("lies", sides=sides, made=stretch(exact, places=4)),) if exact != at_point else ()),
            allows(claims[-1], share.literal(), places=4, unit=" %"),
        ),
        severity=severity,
    )


def _amounts(interval: Interval) -> Interval:
    """The part of *interval* that counts can take: nothing below nought."""
    return Interval(max(interval.lo, ZERO), interval.hi, interval.lo_open and interval.lo > 0, interval.hi_open)


def _places(share: Quantity) -> int:
    """The number of decimals that the percentage was printed with."""
    return max(0, -share.grain.adjusted())


def _spelled(value: Quantity) -> str:
    return stretch(Interval(value.lo, value.hi))
