"""One article prints two figures of one thing that differ in a single digit.

What it compares
    Counts, amounts and percentages of one article with the same unit, the same noun and the same number of printed
    digits, that differ in one digit or by a swap of two neighbours, and whose sentences speak of the same.

Why it matters
    A figure that is typed twice is mistyped once in a while, and the two versions stand a paragraph apart.

Reported
    "2.416/3.924 thôn" and "2.418 thôn" in one article: info.
    "1.974.488 hồ sơ" and "1.974.848 hồ sơ".

Not reported
    Figures of fewer than four digits: too many neighbours are true.
    "1.250 men" and "1.150 women", exports and imports, two years: two facts.
    The ends of one range, a level and what it was before: they are meant to be near each other.
    Prices, which stand close by nature.
    Twins in two articles: value-conflict compares them, and tells that they differ in one digit.

Known problems
    Two villages may have 2.416 and 2.418 people; the finding is a question, whatever else speaks for a slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from checker.rule import (
    Claim,
    Discrepancy,
    Kind,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)
from checker.values.slips import near_twins
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``digits``  the fewest printed digits of a figure that can have a twin
    ``shared``  the share of the words around the one that also stand around the other, 0 to 1
    """

    digits: int = 4
    shared: float = 0.5


RULE = RuleInfo(
    code="FC504",
    name="near-twin",
    severity=Severity.INFO,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.MEASURE, Kind.RATIO})
_WORD = re.compile(r"[^\W\d_]{2,}")
# Roles of one relation that are near each other without being one thing.
_BESIDE = frozenset({"change", "sum", "conversion", "order", "points"})


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each pair of figures of one article that look like one figure, mistyped once."""
    alike: dict[tuple[str, str, int], list[Claim]] = defaultdict(list)
    for claim in passage.claims:
        value = claim.value
        if isinstance(value, Quantity) and claim.kind in _KINDS and "/" not in value.unit.key and not value.is_range:
            head = value.unit.noun.split()[0] if value.unit.noun else ""
            alike[value.unit.dimension, head or value.unit.key, value.grain.adjusted()].append(claim)
    beside = {
        frozenset((one.id, two.id))
        for relation in passage.relations
        if relation.kind in _BESIDE
        for (role, one), (other, two) in combinations(relation.roles, 2)
        # A total that differs from a part of it by one digit is as likely a slip as any twin.
        if relation.kind != "sum" or role == other
    }
    for key in sorted(alike):
        told: set[frozenset[str]] = set()
        for one, two in combinations(alike[key], 2):
            left, right = one.value, two.value
            assert isinstance(left, Quantity)
            assert isinstance(right, Quantity)
            how = near_twins(left, right, least_digits=options.digits)
            pair = frozenset((str(left.lo), str(right.lo)))
            if not how or pair in told or frozenset((one.id, two.id)) in beside or not _one_thing(one, two, options):
                continue
            told.add(pair)
            yield RULE.discrepancy(
                one,
                two,
                message=SAY("message", one=printed(one), two=printed(two), how=SAY(how)),
                derivation=(SAY("line", one=spelled(left.lo), two=spelled(right.lo)),),
                confidence=0.5,
            )


def _one_thing(one: Claim, two: Claim, options: Options) -> bool:
    """Whether nothing declared sets the two apart and the words of their clauses are mostly the same."""
    if one.reference is not two.reference:
        return False  # what is compared with is another thing
    if one.status is not two.status or {one.direction, two.direction} == {"up", "down"}:
        return False
    if one.period is not None and two.period is not None and one.period != two.period:
        return False
    left, right = _words(one), _words(two)
    fewer = min(len(left), len(right))
    return fewer > 0 and len(left & right) >= options.shared * fewer


def _words(claim: Claim) -> set[str]:
    """The words of the sentence near a figure, its own left out."""
    text, near = claim.source.text, 60
    before = text[max(claim.sentence.start, claim.span.start - near) : claim.span.start]
    after = text[claim.span.end : min(claim.sentence.end, claim.span.end + near)]
    return set(_WORD.findall(f"{before} {after}".lower()))
