"""Candidate pairs of fact nodes, with competition: a pair is judged against its rivals."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum, isqrt

import numpy as np
from numpy.typing import NDArray

from checker.align import claimhood, features
from checker.align.model import Judge, Model
from checker.align.nodes import Node, weigh

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


@dataclass(slots=True, eq=False)
class Pair:
    """Two nodes of different articles. ``relation``: ``equal``, ``compatible`` or ``incompatible`` values.

    ``context``      the context features; ``score`` the probability of one fact by context alone
    ``values``, ``rivals``, ``nodes``  the other features; ``probability`` the calibrated probability of one fact
    """

    left: Node
    right: Node
    relation: str
    context: list[float]
    score: float = 0.0
    values: list[float] = field(default_factory=list)
    rivals: list[float] = field(default_factory=list)
    nodes: list[float] = field(default_factory=list)
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """How often values are printed: ``docs`` family and key → articles; ``counts`` (article, family and key) → nodes."""

    docs: Mapping[str, int]
    counts: Mapping[tuple[int, str], int]


def candidates(documents: Sequence[Sequence[Node]]) -> tuple[list[Pair], Printed]:
    """Every two nodes of one family in different articles, with their context features, and how often values are printed."""
    weights = features.Weights(weigh(documents))
    printed: dict[str, set[int]] = defaultdict(set)
    counts: dict[tuple[int, str], int] = defaultdict(int)
    by_family: dict[str, list[list[Node]]] = defaultdict(lambda: [[] for _ in documents])
    for doc, found in enumerate(documents):
        for node in found:
            printed[node.printed].add(doc)
            counts[doc, node.printed] += 1
            by_family[node.family][doc].append(node)
    pairs = [
        Pair(left=left, right=right, relation="compatible", context=features.context(left, right, weights))
        for left, right in _births(documents)
    ]
    for kind in sorted(by_family):
        lists = by_family[kind]
        kept = _nearest(lists) if _crowded(lists) else None
        for i in range(len(lists)):
            for j in range(i + 1, len(lists)):
                most = _most(len(lists[i]), len(lists[j]))
                pairs.extend(
                    Pair(
                        left=left,
                        right=right,
                        relation=features.relation(left, right),
                        context=features.context(left, right, weights),
                    )
                    for left in lists[i][:most]
                    for right in lists[j][:most]
                    if kept is None or (left.doc, left.index, right.doc, right.index) in kept
                    if not features.worked_out(left, right)
                )
    return pairs, Printed({key: len(docs) for key, docs in printed.items()}, dict(counts))


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


def judge(documents: Sequence[Sequence[Node]], model: Model) -> list[Pair]:
    """The candidate pairs with their probability of stating one fact."""
    pairs, printed = candidates(documents)
    if not pairs:
        return []
    scores = model.context_scores(np.array([pair.context for pair in pairs], dtype=np.float64))
    for pair, score in zip(pairs, scores, strict=True):
        pair.score = float(score)
    compete(pairs)
    for pair in pairs:
        pair.values = features.value(pair.left, pair.right, printed.docs, printed.counts)
    believe(documents, pairs, model.claimhood)
    rate(pairs, model)
    return pairs


def believe(documents: Sequence[Sequence[Node]], pairs: Sequence[Pair], judge: Judge | None) -> None:
    """Fill in how likely every node is a statement, and what follows for the pairs; a half for all without a *judge*."""
    found = [node for document in documents for node in document]
    if judge is not None and found:
        rows = np.array([claimhood.features(node) for node in found], dtype=np.float64)
        for node, probability in zip(found, judge.probabilities(rows), strict=True):
            node.claimhood = float(probability)
    for pair in pairs:
        pair.nodes = features.nodes(pair.left, pair.right)


def rate(pairs: Sequence[Pair], model: Model) -> None:
    """Fill in the probability of every pair whose other features are there."""
    probabilities = model.probabilities([pair.relation for pair in pairs], _rows(pairs))
    for pair, probability in zip(pairs, probabilities, strict=True):
        pair.probability = float(probability)


def _rows(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """``row`` of every pair."""
    scores = np.array([pair.score for pair in pairs], dtype=np.float64)
    clipped = np.clip(scores, _LEAST_SCORE, 1 - _LEAST_SCORE)
    others = np.array([[*pair.context, *pair.values, *pair.rivals, *pair.nodes] for pair in pairs], dtype=np.float64)
    return np.column_stack([np.log(clipped / (1 - clipped)), scores, others])


def row(pair: Pair) -> list[float]:
    """All features of a pair, in the order of ``Model.names``."""
    return [logit(pair.score), pair.score, *pair.context, *pair.values, *pair.rivals, *pair.nodes]


def logit(score: float) -> float:
    """The log odds of a probability, kept within ±6."""
    clipped = min(max(score, _LEAST_SCORE), 1 - _LEAST_SCORE)
    return float(np.log(clipped / (1 - clipped)))


def compete(pairs: Sequence[Pair], treat_as: Mapping[int, str] | None = None) -> None:
    """Fill in the rival features of every pair. *treat_as* overrides the relation of pairs by their place (training)."""
    left_of = _standings(pairs, [(p.left.doc, p.left.index, p.right.doc) for p in pairs])
    right_of = _standings(pairs, [(p.right.doc, p.right.index, p.left.doc) for p in pairs])
    # Scores of equal-valued pairs, by node and by node and article.
    of_node: dict[tuple[int, int], list[float]] = defaultdict(list)
    between: dict[tuple[int, int, int], list[float]] = defaultdict(list)
    equal = [
        (treat_as.get(place, pair.relation) if treat_as else pair.relation) == "equal"
        for place, pair in enumerate(pairs)
    ]
    for pair, same in zip(pairs, equal, strict=True):
        if same:
            for node, other in ((pair.left, pair.right), (pair.right, pair.left)):
                of_node[node.doc, node.index].append(pair.score)
                between[node.doc, node.index, other.doc].append(pair.score)
    total = {key: fsum(scores) for key, scores in of_node.items()}
    for scores in between.values():
        scores.sort(reverse=True)
    for pair, same, (rank_left, margin_left, alone_left), (rank_right, margin_right, alone_right) in zip(
        pairs, equal, left_of, right_of, strict=True
    ):
        left, right = pair.left, pair.right
        with_left = between.get((left.doc, left.index, right.doc), _NONE)
        with_right = between.get((right.doc, right.index, left.doc), _NONE)
        support = (
            total.get((left.doc, left.index), 0.0)
            - fsum(with_left)
            + total.get((right.doc, right.index), 0.0)
            - fsum(with_right)
        )
        pair.rivals = [
            1.0 / (1 + rank_left), 1.0 / (1 + rank_right), margin_left, margin_right,
            _rival(with_left, pair.score, same), _rival(with_right, pair.score, same), min(1.0, support),
            float(alone_left and alone_right), float(rank_left == 0 and rank_right == 0), min(margin_left, margin_right),
        ]  # fmt: skip


_NONE: Sequence[float] = ()


def _rival(scores: Sequence[float], own: float, among: bool) -> float:
    """The best of *scores*, best first, but for one that is the pair's *own* where it is *among* them; 0 for none."""
    if among:
        return scores[1] if len(scores) > 1 and scores[0] == own else scores[0] if scores[0] != own else 0.0
    return scores[0] if scores else 0.0


def _standings(pairs: Sequence[Pair], sides: Sequence[tuple[int, int, int]]) -> list[tuple[int, float, bool]]:
    """Each pair's rank among the pairs of its side, its lead over the best other, and whether it is alone there."""
    met: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for place, side in enumerate(sides):
        met[side].append(place)
    out = [(0, 0.0, True)] * len(pairs)
    for places in met.values():
        places.sort(key=lambda i: (-pairs[i].score, pairs[i].left.index, pairs[i].right.index))
        best = pairs[places[0]].score
        for rank, place in enumerate(places):
            other = best if rank else pairs[places[1]].score if len(places) > 1 else 0.0
            out[place] = (rank, pairs[place].score - other, len(places) == 1)
    return out
