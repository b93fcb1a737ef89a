"""One indicator over several sessions: a series of dated values.

Sessions of different days state what is to move: accounts 45.4 → 55.25 million. Their claims are no conflict; a
series keeps them in order, and rules look whether a cumulative one falls.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from checker.align.nodes import family, magnitude
from checker.model import Claim, ClaimGroup, Kind, Passage, Series, Session, Status
from checker.values.figure import Quantity

_WORD = re.compile(r"[^\W\d_]{2,}")
# Words that say that a value is a running total: it can only grow.
_RUNNING = re.compile(
    r"\b(?:đã cấp|lũy kế|luỹ kế|tổng cộng|đến nay|tính đến|đã có|đã kích hoạt|cộng dồn|so far|to date|cumulative|since the start|in total|has issued|have been issued|had issued)\b",
    re.IGNORECASE,
)
_LEAST = 0.6


def across(passages: Sequence[Passage], sessions: Sequence[Session], groups: Sequence[ClaimGroup]) -> tuple[Series, ...]:
    """The series over sessions that have a date; each point is one claim, one point a session."""
    dated = [session for session in sessions if session.date]
    if len(dated) < 2:
        return ()
    by_source = {passage.source.id: passage for passage in passages}
    buckets: dict[tuple[str, str], list[tuple[Session, Claim, frozenset[str]]]] = defaultdict(list)
    for session in dated:
        for source in session.sources:
            for claim in by_source[source].claims:
                if not _serial(claim):
                    continue
                words = _words(claim)
                if len(words) >= 2:
                    assert isinstance(claim.value, Quantity)
                    noun = claim.value.unit.noun or claim.value.unit.key
                    buckets[family(claim), noun].append((session, claim, words))
    out: list[Series] = []
    used: set[str] = set()
    for key in sorted(buckets):
        rows = sorted(buckets[key], key=lambda r: (r[0].date or "", r[1].source.path, r[1].span.start))
        for (first, left, left_words), (second, right, right_words) in combinations(rows, 2):
            if first.id == second.id or first.date == second.date or left.id in used or right.id in used:
                continue
            likeness = len(left_words & right_words) / len(left_words | right_words)
            if likeness < _LEAST or not _near(left, right):
                continue
            used |= {left.id, right.id}
            out.append(
                Series(
                    id=f"series.{len(out)}",
                    indicator=left.indicator.lower(),
                    points=((first.date or "", left), (second.date or "", right)),
                    cumulative=bool(_RUNNING.search(_around(left)) and _RUNNING.search(_around(right))),
                    confidence=round(likeness, 4),
                )
            )
    return tuple(out)


def _serial(claim: Claim) -> bool:
    """Whether the claim can be a point of a series: a measured level, not a change, a rank or a small count."""
    value = claim.value
    if not isinstance(value, Quantity) or value.is_range or claim.reference:
        return False
    if claim.kind not in (Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.MEASURE) or claim.status not in (Status.ACTUAL, Status.ESTIMATE):
        return False
    return len(value.lo.normalize().as_tuple().digits) >= 2 and (value.lo >= 100 or value.grain < 1)


def _words(claim: Claim) -> frozenset[str]:
    """The words that name what the value is of: the indicator phrase and the counted noun."""
    assert isinstance(claim.value, Quantity)
    unit = claim.value.unit
    return frozenset(_WORD.findall(f"{claim.indicator} {unit.noun}".lower()))


def _around(claim: Claim) -> str:
    return claim.source.text[claim.clause.start : claim.span.start]


def _near(left: Claim, right: Claim) -> bool:
    """Whether the two values are of one order: a series does not leap tenfold between sessions."""
    assert isinstance(left.value, Quantity) and isinstance(right.value, Quantity)
    low, high = sorted((magnitude(left.value)[0], magnitude(right.value)[0]))
    return low > 0 and high / low <= 10
