"""Candidate pairs of fact nodes: which are compared, and what a pair is judged by."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from checker.align import features
from checker.align.columns import Columns, Floats, Numbers
from checker.align.nodes import Node

# How many facts of one family two articles may be compared over. Articles of the press have some hundred pairs; two
# that hold thousands of figures each would take hours. What is left out is said, see ``left_out``.
MAX_PAIRS = 160_000
# Pairs of one family that are compared at once: beyond it a session is compared in lots, see ``crowds``, and a figure
# of a crowded lot meets those whose words are nearest. A pair takes a kilobyte and a half.
MAX_SESSION_PAIRS = 50_000
# Through so many of its rarest words a figure of a crowded lot looks for others, so far along each either way; an
# equal value counts as this much weight of words (a rare word right beside the figure has about 5).
_HANDLES = 10
_REACH = 200
_VALUE_WEIGHT = 4.0
# Log odds are kept within ±6: one context score alone decides nothing.
_LEAST_SCORE = 0.0025
# Pairs under this move no mean of a cluster and add nothing to a conflict: there are a hundred of them for each that counts.
LEAST = 0.02

# A row of a table of features.
Features = Sequence[float] | NDArray[np.float64]


@dataclass(slots=True, eq=False)
class Pair:
    """Two nodes of different articles. ``relation``: ``equal``, ``compatible`` or ``incompatible`` values.

    ``context``      the context features; ``score`` the probability of one fact by context alone
    ``values``, ``rivals``, ``nodes``  the other features; ``probability`` the calibrated probability of one fact
    """

    left: Node
    right: Node
    relation: str
    context: Features
    score: float = 0.0
    values: Features = field(default_factory=list)
    rivals: Features = field(default_factory=list)
    nodes: Features = field(default_factory=list)
    probability: float = 0.0


def met(documents: Sequence[Sequence[Node]], columns: Columns) -> tuple[Numbers, Numbers, int]:
    """The places of the nodes that are compared, left and right; so many of the first pairs are ages and birthdays."""
    nodes = columns.nodes
    place = {id(node): nth for nth, node in enumerate(nodes)}
    births = _placed(_births(documents), place)
    found = [births]
    by_family: dict[str, list[list[Node]]] = defaultdict(lambda: [[] for _ in documents])
    for doc, held in enumerate(documents):
        for node in held:
            by_family[node.family][doc].append(node)
    for kind in sorted(by_family):
        lists = [held for held in by_family[kind] if held]
        if _crowded(lists):
            kept = _nearest(lists)
            near = ((a, b) for a, b in _within_cap(lists) if (a.doc, a.index, b.doc, b.index) in kept)
            found.append(_placed(near, place))
        elif isqrt(MAX_PAIRS) < max(map(len, lists)):
            found.append(_placed(_within_cap(lists), place))
        else:
            found.append(_every([[place[id(node)] for node in held] for held in lists]))
    both = np.concatenate(found)
    dropped = np.zeros(len(both), dtype=np.bool_)
    for nth in np.flatnonzero(columns.restates[both].any(axis=1)).tolist():
        dropped[nth] = nth >= len(births) and features.worked_out(nodes[both[nth, 0]], nodes[both[nth, 1]])
    both = both[~dropped]
    return both[:, 0].copy(), both[:, 1].copy(), len(births)


def _placed(pairs: Iterable[tuple[Node, Node]], place: Mapping[int, int]) -> Numbers:
    """*pairs* by the places of their nodes, a row each."""
    return np.array([(place[id(left)], place[id(right)]) for left, right in pairs], dtype=np.int64).reshape(-1, 2)


def _every(lists: Sequence[Sequence[int]]) -> Numbers:
    """Every two of *lists*, article by article; a row each."""
    places = np.array([place for held in lists for place in held], dtype=np.int64)
    article = np.repeat(np.arange(len(lists)), [len(held) for held in lists])
    # Each meets all that stand behind its own article.
    first = np.searchsorted(article, article, side="right")
    count = len(places) - first
    left = np.repeat(np.arange(len(places)), count)
    right = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count) + first[left]
    order = np.argsort(article[left] * len(lists) + article[right], kind="stable")
    return np.column_stack([places[left[order]], places[right[order]]])


def _within_cap(lists: Sequence[Sequence[Node]]) -> Iterator[tuple[Node, Node]]:
    """Every two nodes of *lists*, article by article, of long ones no more than are compared."""
    for mine, theirs in combinations(lists, 2):
        most = _most(len(mine), len(theirs))
        for left in mine[:most]:
            for right in theirs[:most]:
                yield left, right


def _births(documents: Sequence[Sequence[Node]]) -> Iterator[tuple[Node, Node]]:
    """The ages and the birthdays of two articles that may be one person's: "aged 38", "born in 1975"."""
    told = [node for found in documents for node in found if node.born is not None]
    for left, right in combinations(told, 2):
        if left.doc != right.doc and features.one_birth(left, right):
            yield left, right


def _most(left: int, right: int) -> int:
    """How many facts of either article are compared where they have *left* and *right* of a family."""
    if left * right <= MAX_PAIRS:
        return max(left, right)
    return max(isqrt(MAX_PAIRS), MAX_PAIRS // max(1, min(left, right)))


def _crowded(lists: Sequence[Sequence[Node]]) -> bool:
    """Whether the articles of a session have more pairs of one family than are compared."""
    sizes = [len(found) for found in lists]
    total = sum(sizes)
    return (total * total - sum(size * size for size in sizes)) // 2 > MAX_SESSION_PAIRS


def _nearest(lists: Sequence[Sequence[Node]]) -> set[tuple[int, int, int, int]]:
    """The pairs of a crowded family that share most of their rare words, about ``MAX_SESSION_PAIRS`` of them.

    Each node meets others through its rarest words and its value, and keeps so many of those that it shares most with;
    equal weights go by place. Work grows with the number of nodes.
    """
    nodes = [node for found in lists for node in found]
    handles: list[list[tuple[str, float]]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        vector = node.mentions[0].vector
        heaviest = sorted(vector, key=lambda word: (-vector[word], word))[:_HANDLES]
        handles.append([*((word, vector[word]) for word in heaviest), (f"={node.key}", _VALUE_WEIGHT)])
        for word, _ in handles[-1]:
            holders[word].append(number)
    most = max(1, MAX_SESSION_PAIRS // len(nodes))
    kept: set[tuple[int, int, int, int]] = set()
    for number, node in enumerate(nodes):
        met: dict[int, float] = defaultdict(float)
        for word, weight in handles[number]:
            held = holders[word]
            # Of a word that many hold, the places around this one.
            at = bisect_left(held, number)
            for other in held[max(0, at - _REACH) : at + _REACH]:
                if nodes[other].doc != node.doc:
                    met[other] += weight
        for other in sorted(met, key=lambda place: (-met[place], place))[:most]:
            left, right = sorted((node, nodes[other]), key=lambda one: one.doc)
            kept.add((left.doc, left.index, right.doc, right.index))
    return kept


def crowded(documents: Sequence[Sequence[Node]]) -> bool:
    """Whether not every two figures of a session are compared, because it has too many."""
    families = {node.family for found in documents for node in found}
    return any(_crowded([[node for node in found if node.family == kind] for found in documents]) for kind in families)


def left_out(documents: Sequence[Sequence[Node]]) -> dict[int, int]:
    """Article → how many of its facts are not compared with every other article, for those that have some."""
    sizes = [Counter(node.family for node in found) for found in documents]
    out: dict[int, int] = {}
    for i, mine in enumerate(sizes):
        missed = sum(
            max((size - _most(size, its[family]) for j, its in enumerate(sizes) if j != i and its[family]), default=0)
            for family, size in mine.items()
            if size > isqrt(MAX_PAIRS)
        )
        if missed > 0:
            out[i] = missed
    return out


def row(pair: Pair) -> list[float]:
    """All features of a pair, in the order of ``model.NAMES``."""
    return [logit(pair.score), pair.score, *map(float, (*pair.context, *pair.values, *pair.rivals, *pair.nodes))]


def logits(scores: Floats) -> Floats:
    """The log odds of probabilities, kept within ±6."""
    clipped = np.clip(scores, _LEAST_SCORE, 1 - _LEAST_SCORE)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float64)


def logit(score: float) -> float:
    """The log odds of a probability, kept within ±6."""
    return float(logits(np.array([score]))[0])
