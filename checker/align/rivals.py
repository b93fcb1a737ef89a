"""The competition between pairs: each is set against those that share a node with it and an article with the other."""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import NamedTuple

import numpy as np

from checker.align.columns import Flags, Floats, Numbers


def rivals(left: Numbers, right: Numbers, docs: Numbers, scores: Floats, equal: Flags) -> Floats:
    """The rival features of pairs, a row of ``features.RIVAL`` each.

    ``left``, ``right``  the places of their nodes among those of the session, in order of article and place
    ``docs``             the article of each node; ``equal`` which pairs are of equal values
    """
    # A side is a node with the other's article.
    articles = docs.max() + 1
    of_left, of_right = left * articles + docs[right], right * articles + docs[left]
    rank_left, margin_left, alone_left = _standings(scores, right, of_left)
    rank_right, margin_right, alone_right = _standings(scores, left, of_right)
    total, by_side = _equals(scores, equal, (left, right), (of_left, of_right))
    with_left, with_right = (by_side.of(sides) for sides in (of_left, of_right))
    support = total[left] - with_left.total + total[right] - with_right.total
    return np.column_stack(
        [
            1.0 / (1 + rank_left), 1.0 / (1 + rank_right), margin_left, margin_right,
            with_left.rival(scores, equal), with_right.rival(scores, equal), np.minimum(1.0, support),
            alone_left & alone_right, (rank_left == 0) & (rank_right == 0), np.minimum(margin_left, margin_right),
        ]
    )  # fmt: skip


class _Equals(NamedTuple):
    """Of sides, the best two scores of their pairs of equal values, whether there are two, and the sum of all."""

    best: Floats
    second: Floats
    many: Flags
    total: Floats

    def rival(self, own: Floats, among: Flags) -> Floats:
        """The best score, but for one that is the pair's *own* where it is *among* them; 0 for none."""
        others = np.where(self.best != own, self.best, np.where(self.many, self.second, 0.0))
        return np.where(among, others, self.best)


class _BySide(NamedTuple):
    """``_Equals`` of the sides that have any, in the order of ``sides``, and of one that has none behind them."""

    sides: Numbers
    equals: _Equals

    def of(self, sides: Numbers) -> _Equals:
        """Those of *sides*."""
        at = np.searchsorted(self.sides, sides)
        known = at < len(self.sides)
        known[known] = self.sides[at[known]] == sides[known]
        at = np.where(known, at, len(self.sides))
        best, second, many, total = self.equals
        return _Equals(best[at], second[at], many[at], total[at])


def _equals(
    scores: Floats, equal: Flags, nodes: tuple[Numbers, Numbers], sides: tuple[Numbers, Numbers]
) -> tuple[Floats, _BySide]:
    """The scores of pairs of equal values: their sums by node, and by side."""
    of_node: dict[int, list[float]] = defaultdict(list)
    between: dict[int, list[float]] = defaultdict(list)
    chosen = scores[equal].tolist()
    for side, node in zip(sides, nodes, strict=True):
        for score, key, number in zip(chosen, side[equal].tolist(), node[equal].tolist(), strict=True):
            of_node[number].append(score)
            between[key].append(score)
    total = np.zeros(1 + max(int(node.max()) for node in nodes))
    for number, held in of_node.items():
        total[number] = fsum(held)
    keys = sorted(between)
    rows = [(*sorted(between[key], reverse=True)[:2], 0.0)[:2] for key in keys]
    best, second = np.array([*rows, (0.0, 0.0)], dtype=np.float64).T
    many = np.array([*(len(between[key]) > 1 for key in keys), False])
    sums = np.array([*(fsum(between[key]) for key in keys), 0.0], dtype=np.float64)
    return total, _BySide(np.array(keys, dtype=np.int64), _Equals(best, second, many, sums))


# Beyond it a key of three numbers has no room in one.
_ROOM = 1 << 62


def _order(sides: Numbers, scores: Floats, others: Numbers) -> Numbers:
    """The places in order of *sides*, the best scores first, then by *others*; no two are alike in all three."""
    # One sort of whole numbers takes half as long as three of which the middle one compares floats.
    kinds, rank = np.unique(-scores, return_inverse=True)
    most = int(others.max()) + 1
    if (int(sides.max()) + 1) * len(kinds) * most >= _ROOM:
        return np.asarray(np.lexsort((others, rank, sides)))
    return np.argsort((sides * len(kinds) + rank) * most + others)


def _standings(scores: Floats, others: Numbers, sides: Numbers) -> tuple[Numbers, Floats, Flags]:
    """Each pair's rank among the pairs of its side, its lead over the best other, and whether it is alone there.

    ``others``  the node that is not of the side: of equal scores, the first comes first
    """
    size = len(scores)
    order = _order(sides, scores, others)
    first = np.flatnonzero(np.diff(sides[order], prepend=-1))
    count = np.diff(first, append=size)
    of_side = np.repeat(np.arange(len(first)), count)
    best = scores[order[first]]
    second = np.where(count > 1, scores[order[np.minimum(first + 1, size - 1)]], 0.0)
    rank_there = np.arange(size) - first[of_side]
    rank, lead, alone = np.empty(size, dtype=np.int64), np.empty(size), np.empty(size, dtype=np.bool_)
    rank[order] = rank_there
    lead[order] = scores[order] - np.where(rank_there > 0, best[of_side], second[of_side])
    alone[order] = count[of_side] == 1
    return rank, lead, alone


__all__ = ["rivals"]
