"""An amount and its share imply a whole that another printed figure, another share, or the known size contradicts.

What it compares
    "a is p % of GDP" makes GDP a/p: against what the article prints for it, against what another "b is q % of GDP" for
    the same period makes, and against bounds, where the settings give any.

Why it matters
    A slip of a quarter for a year, or of million for billion, leaves a share that looks sound and a whole that is absurd.

Reported
    "53 tỷ USD, bằng 10,2% GDP" where the article prints a GDP of 430 tỷ USD.
    Two shares of one whole for one period that make two wholes: one of four amounts is wrong.

Not reported
    "224.000 tỷ đồng, bằng 5,3% GDP" alone: nothing is printed to hold the implied 4.226.415 tỷ against.
    Shares of the same whole in two years.
    Wholes that meet once rounding is allowed for.

Known problems
    Without bounds an absurd whole passes, unless the article prints another one. Only wholes with an abbreviation for a
    name are followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

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
    allows,
    printed,
)
from checker.values.arithmetic import from_nought, rough
from checker.values.interval import INF
from checker.values.spelling import stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What wholes are known to be, by name and unit: ``{ "GDP USD" = 300000000000 }``; none by default.

    ``at_least``  the least that the whole may be
    ``at_most``   the most that it may be
    """

    at_least: Mapping[str, Decimal] = field(default_factory=dict)
    at_most: Mapping[str, Decimal] = field(default_factory=dict)


RULE = RuleInfo(
    code="FC105",
    name="implied-total",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_HUNDRED = Decimal(100)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each implied whole that something contradicts."""
    made = [(relation, whole) for relation in passage.of_kind("implied") if (whole := _whole(relation)) is not None]
    for relation, whole in made:
        yield from _against_printed(relation, whole)
        yield from _against_bounds(relation, whole, options)
    for (one, left), (two, right) in combinations(made, 2):
        yield from _against_each_other(one, left, two, right)


def _whole(relation: Relation) -> Interval | None:
    part, share = _claims(relation)
    value, percentage = part.value, share.value
    if not (isinstance(value, Quantity) and isinstance(percentage, Quantity)) or percentage.lo <= 0:
        return None
    amount = rough(value)
    # Nothing, and what may be less than nothing, is a share of any whole.
    return None if amount.lo < 0 else amount.over(from_nought(rough(percentage))).scaled(_HUNDRED)


def _claims(relation: Relation) -> tuple[Claim, Claim]:
    part, share = relation.one("part"), relation.one("share")
    assert part is not None
    assert share is not None
    return part, share


def _against_printed(relation: Relation, whole: Interval) -> Iterator[Discrepancy]:
    part, share = _claims(relation)
    told = [
        (claim, claim.value)
        for claim in relation.all("printed")
        if isinstance(claim.value, Quantity) and _one_period(part, claim)
    ]
    if not told or any(rough(value).overlaps(whole) for _, value in told):
        return
    claim, value = told[0]
    yield _found(
        (part, share, claim),
        SAY("printed", said=_says(relation), whole=stretch(whole, places=0), claim=printed(claim)),
        (_line(relation, whole), allows(claim, value.literal(), places=0)),
    )


def _against_each_other(one: Relation, left: Interval, two: Relation, right: Interval) -> Iterator[Discrepancy]:
    claims = (*_claims(one), *_claims(two))
    units = {claim.value.unit.key for claim in (claims[0], claims[2]) if isinstance(claim.value, Quantity)}
    if one.label != two.label or len(units) != 1 or not _one_period(claims[0], claims[2]) or left.overlaps(right):
        return
    if None in (claims[0].period, claims[2].period):
        # Two shares of a whole that grows: without their years they may be of two wholes.
        return
    yield _found(
        claims,
        SAY("two_wholes", one=_says(one), two=_says(two), left=stretch(left, places=0), right=stretch(right, places=0)),
        (_line(one, left), _line(two, right)),
    )


def _against_bounds(relation: Relation, whole: Interval, options: Options) -> Iterator[Discrepancy]:
    part, share = _claims(relation)
    assert isinstance(part.value, Quantity)
    name = f"{relation.label} {part.value.unit.key}".lower()
    least = {key.lower(): value for key, value in options.at_least.items()}.get(name, -INF)
    most = {key.lower(): value for key, value in options.at_most.items()}.get(name, INF)
    known = Interval(least, most, least == -INF, most == INF)
    if not whole.overlaps(known):
        message = SAY("known", said=_says(relation), whole=stretch(whole, places=0), known=stretch(known))
        yield _found((part, share), message, (_line(relation, whole),))


def _one_period(left: Claim, right: Claim) -> bool:
    return left.period is None or right.period is None or left.period == right.period


def _says(relation: Relation) -> str:
    part, share = _claims(relation)
    return SAY("said", part=printed(part), share=printed(share), whole=relation.label.upper())


def _line(relation: Relation, whole: Interval) -> str:
    part, share = _claims(relation)
    return SAY("line", part=printed(part), share=printed(share), whole=stretch(whole, places=0))


def _found(claims: tuple[Claim, ...], message: str, derivation: tuple[str, ...]) -> Discrepancy:
    return RULE.discrepancy(*claims, message=message, derivation=derivation)
