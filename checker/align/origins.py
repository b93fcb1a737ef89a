"""Which articles of a session are copies of one origin: near-verbatim bodies across outlets.

What two bodies share is measured in *verbatim runs*, stretches of at least ``_RUN`` words in both. A word changed here
and there shortens a run by that word alone, while titles, names of bodies and stock phrases are too short to make one.
Long quotations are left out before anything is measured: two reporters who quote one press release wrote two reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from checker.model import Passage, Source
from checker.text.normal import folded

# The share of the shorter body that stands in verbatim runs: an article of which less was copied is its outlet's own.
_LEAST = 0.6
# The same share of the longer body: a long report that takes in a short one adds a voice.
_LEAST_OF_LONGER = 0.25
# A cluster takes another while the mean share across them is at least this, so that edits of edits do not chain.
_LEAST_MEAN = 0.5
# Words of a shingle, and of the shortest run that is no accident between reports of one event.
_SHINGLE = 5
_RUN = 8
# A body of fewer words is too short to judge.
_WORDS = 30
# Above so many members of a cluster, every nth stands for it in a mean: a crowd may copy one report a thousand times.
_SAMPLE = 12
# How many earlier holders of a shingle are met: enough to find every copy, without all pairs of a large session.
_REACH = 12

_WORD = re.compile(r"\w+")
_QUOTED = re.compile('“[^”\n]*”|«[^»\n]*»|"[^"\n]*"')

Shingle = tuple[str, ...]


@dataclass(slots=True)
class _Body:
    """The words of a body between long quotations, and where each shingle starts among them."""

    id: str
    words: int
    shingles: list[list[Shingle]]
    held: frozenset[Shingle]


def copies(passages: Sequence[Passage], group: Sequence[int]) -> dict[str, str]:
    """Source id → the id of its origin, for each source of the session *group* (indices into *passages*).

    The origin is the first id of the sources that are near-verbatim copies of one another ("s2" before "s10"); a
    source that is no copy is its own.
    """
    if len(group) == 1:
        only = passages[group[0]].source.id
        return {only: only}
    bodies = sorted((_body(passages[index].source) for index in group), key=lambda body: _order(body.id))
    alike: dict[tuple[int, int], float] = {}
    for one, two in _candidates(bodies):
        share = _copied(bodies[one], bodies[two])
        if share:
            alike[one, two] = share
    clusters = {place: [place] for place in range(len(bodies))}
    cluster_of = list(range(len(bodies)))
    for one, two in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        left, right = sorted((cluster_of[one], cluster_of[two]))
        if left == right or _mean(bodies, clusters[left], clusters[right]) < _LEAST_MEAN:
            continue
        clusters[left] = sorted([*clusters[left], *clusters[right]])
        for place in clusters.pop(right):
            cluster_of[place] = left
    return {body.id: bodies[cluster_of[place]].id for place, body in enumerate(bodies)}


def _order(source_id: str) -> tuple[int, str]:
    return len(source_id), source_id


def _body(source: Source) -> _Body:
    narrated = _pieces(source)
    pieces = [_WORD.findall(folded(piece)) for piece in narrated]
    if sum(map(len, pieces)) < _WORDS:
        # All that it says is quoted, so the quotation is the report.
        pieces = [_WORD.findall(folded(" ".join(_article(source))))]
    shingles = [[tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)] for words in pieces]
    return _Body(
        id=source.id,
        words=sum(map(len, pieces)),
        shingles=shingles,
        held=frozenset(shingle for piece in shingles for shingle in piece),
    )


def _pieces(source: Source) -> list[str]:
    """The article between quotations of at least ``_RUN`` words."""
    pieces: list[str] = []
    for stretch in _article(source):
        at = 0
        for match in _QUOTED.finditer(stretch):
            if len(_WORD.findall(match[0])) >= _RUN:
                pieces.append(stretch[at : match.start()])
                at = match.end()
        pieces.append(stretch[at:])
    return pieces


def _article(source: Source) -> list[str]:
    """The body without the page's furniture and the title, which agree between reports that are no copies."""
    left_out = sorted([*source.furniture, *([source.title_span] if source.title_span else [])])
    stretches: list[str] = []
    at = source.body.start
    for span in left_out:
        if at <= span.start < source.body.end:
            stretches.append(source.text[at : span.start])
        at = max(at, span.end)
    stretches.append(source.text[at : source.body.end])
    return [unicodedata.normalize("NFC", stretch) for stretch in stretches]


def _candidates(bodies: Sequence[_Body]) -> list[tuple[int, int]]:
    """The pairs that share enough shingles to be worth measuring, the lower place first, sorted."""
    shared = _met(bodies) if len(bodies) > _REACH else _counted(bodies)
    # A run of eight words, one of them changed after each, keeps four shingles of nine.
    return sorted(
        pair
        for pair, count in shared.items()
        if count >= _LEAST * (_RUN - _SHINGLE + 1) / (_RUN + 1) * min(len(bodies[place].held) for place in pair)
    )


def _counted(bodies: Sequence[_Body]) -> dict[tuple[int, int], int]:
    """How many shingles each two bodies share."""
    long = [place for place, body in enumerate(bodies) if body.words >= _WORDS]
    return {(one, two): len(bodies[one].held & bodies[two].held) for one, two in combinations(long, 2)}


def _met(bodies: Sequence[_Body]) -> dict[tuple[int, int], int]:
    """The same of a large session, where a shingle meets its last holders alone."""
    holders: dict[Shingle, list[int]] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for place, body in enumerate(bodies):
        if body.words < _WORDS:
            continue
        for shingle in body.held:
            earlier = holders.get(shingle)
            if earlier is None:
                holders[shingle] = [place]
                continue
            for other in earlier[-_REACH:]:
                shared[other, place] += 1
            earlier.append(place)
    return shared


def _copied(one: _Body, two: _Body) -> float:
    """The share of the shorter body that is verbatim in the longer, 0 to 1; 0 where the two are no copies."""
    share, of_longer = _shares(one, two)
    return share if share >= _LEAST and of_longer >= _LEAST_OF_LONGER else 0.0


def _mean(bodies: Sequence[_Body], left: Sequence[int], right: Sequence[int]) -> float:
    some, others = (cluster[:: -(-len(cluster) // _SAMPLE)] for cluster in (left, right))
    shares = [_shares(bodies[one], bodies[two])[0] for one in some for two in others]
    return sum(sorted(shares)) / len(shares)


def _shares(one: _Body, two: _Body) -> tuple[float, float]:
    """The share of the shorter body, and of the longer one, that stands in runs of the shorter found in the other."""
    shorter, longer = sorted((one, two), key=lambda body: (body.words, _order(body.id)))
    if shorter.words < _WORDS:
        return 0.0, 0.0
    verbatim = sum(_in_runs(piece, longer.held) for piece in shorter.shingles)
    return verbatim / shorter.words, verbatim / longer.words


def _in_runs(shingles: Sequence[Shingle], held: frozenset[Shingle]) -> int:
    """How many words stand in runs of at least ``_RUN`` words whose every shingle is in *held*."""
    words = length = 0
    for shingle in [*shingles, ()]:
        if shingle in held:
            length += 1
            continue
        if length + _SHINGLE - 1 >= _RUN:
            words += length + _SHINGLE - 1
        length = 0
    return words
