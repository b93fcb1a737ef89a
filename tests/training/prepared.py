"""Pairs filled in step by step, as training needs them: each step by a model of its own.

A run judges all pairs of a session at once instead, see ``checker.align.judged``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from gold import Example

from checker.align import claimhood
from checker.align.columns import Floats
from checker.align.model import Judge, Linear, Model
from checker.align.nodes import Node
from checker.align.pairs import Pair, logits
from checker.align.rivals import rivals


def prepare(example: Example, context: Linear) -> None:
    """Everything about the pairs of a session that does not need the judges."""
    if not example.pairs:
        return
    scores = context.probabilities(np.array([pair.context for pair in example.pairs]))
    for pair, score in zip(example.pairs, scores, strict=True):
        pair.score = float(score)
    compete(example.pairs)


def believe(documents: Sequence[Sequence[Node]], pairs: Sequence[Pair], judge: Judge | None) -> None:
    """Fill in how likely every node is a statement, and what follows for the pairs; a half for all without a *judge*."""
    found = [node for document in documents for node in document]
    if judge is not None and found:
        rows = np.array([claimhood.features(node) for node in found], dtype=np.float64)
        for node, probability in zip(found, judge.probabilities(rows), strict=True):
            node.claimhood = float(probability)
    for pair in pairs:
        pair.nodes = _of_nodes(pair.left, pair.right)


def _of_nodes(left: Node, right: Node) -> list[float]:
    """The features of ``features.NODES``: the least of the two, and their product."""
    return [min(left.claimhood, right.claimhood), left.claimhood * right.claimhood]


def rate(pairs: Sequence[Pair], model: Model) -> None:
    """Fill in the probability of every pair whose other features are there."""
    probabilities = model.probabilities([pair.relation for pair in pairs], _rows(pairs))
    for pair, probability in zip(pairs, probabilities, strict=True):
        pair.probability = float(probability)


def _rows(pairs: Sequence[Pair]) -> Floats:
    """``row`` of every pair."""
    scores = np.array([pair.score for pair in pairs], dtype=np.float64)
    kinds = ([getattr(pair, kind) for pair in pairs] for kind in ("context", "values", "rivals", "nodes"))
    features = [np.array(rows, dtype=np.float64).reshape(len(pairs), -1) for rows in kinds]
    return np.column_stack([logits(scores), scores, *features])


def compete(pairs: Sequence[Pair]) -> None:
    """Fill in the rival features of every pair."""
    if not pairs:
        return
    nodes = {id(node): node for pair in pairs for node in (pair.left, pair.right)}
    ordered = sorted(nodes.values(), key=lambda node: (node.doc, node.index))
    place = {id(node): nth for nth, node in enumerate(ordered)}
    left = np.array([place[id(pair.left)] for pair in pairs], dtype=np.int64)
    right = np.array([place[id(pair.right)] for pair in pairs], dtype=np.int64)
    docs = np.array([node.doc for node in ordered], dtype=np.int64)
    scores = np.array([pair.score for pair in pairs], dtype=np.float64)
    equal = np.array([pair.relation == "equal" for pair in pairs])
    for pair, row in zip(pairs, rivals(left, right, docs, scores, equal), strict=True):
        pair.rivals = row
