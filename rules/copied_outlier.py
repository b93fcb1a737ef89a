"""In a disagreement, several articles on one side are copies of one origin.

What it compares
    The values of a group that cannot both hold, and how many independent origins print each: passages that read
    nearly word for word the same count as one voice.

Why it matters
    Four articles against one look like a majority; four copies of one report against one do not.

Reported
    "148.000" in three articles that copy one report, against "149.000" in one of its own: info, 1 origin against 1.

Not reported
    A disagreement in which every article is an origin of its own: there is nothing to add.
    Copies of one origin that differ from each other and from nobody else: value-conflict has the two values.
    Values that agree, updates, and values of which one is a rounding.

Known problems
    A copy that corrected the figure still counts as a copy where it is held against others. The note never decides
    how grave a disagreement is, and never which side is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Moving,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    moves,
    printed,
    quantities,
)
from checker.values.compare import Level


@dataclass(frozen=True, slots=True)
class Options(Moving):
    """What may be set.

    ``round_share``   how far a round figure may stand from an exact one, as a share of it; 0.05 is 5 %
    ``near_share``    the gap, as a share of the larger figure, up to which hedged figures are close
    ``update_hours``  the hours between two publications from which a count may have moved
    ``sure``          the confidence of a group, 0 to 1, under which nothing is said
    """

    sure: float = 0.5


RULE = RuleInfo(
    code="FC206",
    name="copied-outlier",
    severity=Severity.INFO,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_APART = frozenset({Level.APART, Level.ADJACENT, Level.TENSION})


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one note of a group in whose disagreement copies stand on a side."""
    if group.confidence >= options.sure and len(set(group.origins.values())) < len(group.origins):
        yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    voices = _voices(group)
    for left, low, right, high in quantities(group):
        found = options.compared(low, high)
        if found.level not in _APART or moves(left, right, group, hours=options.update_hours) == "grows":
            continue
        if _origin(group, left) == _origin(group, right):
            continue
        sides = [voices[_ends(claim)] for claim in (left, right)]
        if not any(len(origins) == 1 < articles for articles, origins in sides):
            continue
        counts = [
            SAY("side", articles=SAY.count(articles, "articles"), origins=SAY.count(len(origins), "origins"))
            for articles, origins in sides
        ]
        lines = tuple(
            SAY("line", claim=printed(claim), side=count) for claim, count in zip((left, right), counts, strict=True)
        )
        reason = SAY("reason", left=counts[0], right=counts[1])
        yield Dispute(left=left, right=right, severity=Severity.INFO, reason=reason, derivation=lines)


def _origin(group: ClaimGroup, claim: Claim) -> str:
    return group.origins.get(claim.source.id, claim.source.id)


def _voices(group: ClaimGroup) -> Mapping[_Ends | None, tuple[int, frozenset[str]]]:
    """How many articles print each number, and their origins."""
    mates: dict[_Ends | None, list[Claim]] = {}
    for claim in group.claims:
        mates.setdefault(_ends(claim), []).append(claim)
    return {
        ends: (len({claim.source.id for claim in found}), frozenset(_origin(group, claim) for claim in found))
        for ends, found in mates.items()
    }


_Ends = tuple[Decimal, Decimal, str]


def _ends(claim: Claim) -> _Ends | None:
    """The number that a claim prints, in base units where there are any."""
    value = claim.value
    if not isinstance(value, Quantity):
        return None
    if value.unit.factor is None:
        return value.lo, value.hi, value.unit.key
    return value.lo * value.unit.factor, value.hi * value.unit.factor, value.unit.dimension
