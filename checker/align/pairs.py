"""Candidate pairs of fact nodes, with competition: a pair is judged against its rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from checker.align import features
from checker.align.model import Model
from checker.align.nodes import Node, weigh


@dataclass(slots=True, eq=False)
class Pair:
    """Two nodes of different articles. ``relation``: ``equal``, ``compatible`` or ``incompatible`` values.

    ``context``      the context features; ``score`` the probability of one fact by context alone
    ``values``, ``rivals``  the other features; ``probability`` the calibrated probability of one fact
    """

    left: Node
    right: Node
    relation: str
    context: list[float]
    score: float = 0.0
    values: list[float] = field(default_factory=list)
    rivals: list[float] = field(default_factory=list)
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
    pairs: list[Pair] = []
    for kind in sorted(by_family):
        lists = by_family[kind]
        for i in range(len(lists)):
            for j in range(i + 1, len(lists)):
                pairs.extend(
                    Pair(
                        left=left,
                        right=right,
                        relation=features.relation(left, right),
                        context=features.context(left, right, weights),
                    )
                    for left in lists[i]
                    for right in lists[j]
                )
    return pairs, Printed({key: len(docs) for key, docs in printed.items()}, dict(counts))


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
    rate(pairs, model)
    return pairs


def rate(pairs: Sequence[Pair], model: Model) -> None:
    """Fill in the probability of every pair whose other features are there."""
    probabilities = model.probabilities([pair.relation for pair in pairs], np.array([row(pair) for pair in pairs], dtype=np.float64))
    for pair, probability in zip(pairs, probabilities, strict=True):
        pair.probability = float(probability)


def row(pair: Pair) -> list[float]:
    """All features of a pair, in the order of ``Model.names``."""
    return [logit(pair.score), pair.score, *pair.context, *pair.values, *pair.rivals]


def logit(score: float) -> float:
    """The log odds of a probability, kept within ±6."""
    clipped = min(max(score, 0.0025), 0.9975)
    return float(np.log(clipped / (1 - clipped)))


def compete(pairs: Sequence[Pair], treat_as: Mapping[int, str] | None = None) -> None:
    """Fill in the rival features of every pair. *treat_as* overrides the relation of pairs by their place (training)."""
    by_left: dict[tuple[int, int, int], list[Pair]] = defaultdict(list)
    by_right: dict[tuple[int, int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_left[pair.left.doc, pair.left.index, pair.right.doc].append(pair)
        by_right[pair.right.doc, pair.right.index, pair.left.doc].append(pair)
    for found in (*by_left.values(), *by_right.values()):
        found.sort(key=lambda p: (-p.score, p.left.index, p.right.index))
    equal_of: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        relation = treat_as.get(place, pair.relation) if treat_as else pair.relation
        if relation == "equal":
            equal_of[pair.left.doc, pair.left.index].append(pair)
            equal_of[pair.right.doc, pair.right.index].append(pair)
    for pair in pairs:
        mine = by_left[pair.left.doc, pair.left.index, pair.right.doc]
        theirs = by_right[pair.right.doc, pair.right.index, pair.left.doc]
        rank_left, margin_left = _standing(pair, mine)
        rank_right, margin_right = _standing(pair, theirs)
        left_rival = max((p.score for p in equal_of[pair.left.doc, pair.left.index] if p is not pair and pair.right.doc in (p.left.doc, p.right.doc)), default=0.0)
        right_rival = max((p.score for p in equal_of[pair.right.doc, pair.right.index] if p is not pair and pair.left.doc in (p.left.doc, p.right.doc)), default=0.0)
        support = sum(p.score for p in equal_of[pair.left.doc, pair.left.index] if pair.right.doc not in (p.left.doc, p.right.doc))
        support += sum(p.score for p in equal_of[pair.right.doc, pair.right.index] if pair.left.doc not in (p.left.doc, p.right.doc))
        pair.rivals = [
            1.0 / (1 + rank_left), 1.0 / (1 + rank_right), margin_left, margin_right, left_rival, right_rival, min(1.0, support),
            float(len(mine) == 1 and len(theirs) == 1), float(rank_left == 0 and rank_right == 0), min(margin_left, margin_right),
        ]  # fmt: skip


def _standing(pair: Pair, rivals: Sequence[Pair]) -> tuple[int, float]:
    """The pair's rank among its rivals, and its lead over the best other."""
    rank = next(i for i, p in enumerate(rivals) if p is pair)
    best_other = rivals[1].score if rank == 0 and len(rivals) > 1 else rivals[0].score if rank else 0.0
    return rank, pair.score - best_other
