"""What every feature of a pair adds to its log odds, so that the parts make the whole.

The judge of a pair is a linear model and trees, over features of which two are themselves a model's: what the words
come to. What those two add is shared out among the words that made them, each by its part (the rule of rescaling:
f(z) - f(b) goes to the addends of z - b in proportion). A tree shares out what its answer differs from the mean of its
leaves, question by question: what the mean of the leaves below changes by at a question belongs to its feature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import exp, fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.align.features import CONTEXT
from checker.align.model import HOPELESS, NAMES, Linear, Model, Trees
from checker.align.pairs import Pair, logit, row
from checker.model import Comparison

_WORDS = slice(2, 2 + len(CONTEXT))
# Log odds closer than this are one: nothing is left to share out.
_ALIKE = 1e-9
# Parts under a fiftieth of the log odds move no probability by more than half a percent: they are told together.
_LEAST = 0.02


class Weighing(NamedTuple):
    """``start`` is what a pair of the kind begins with; ``added`` has one addend for each of ``NAMES``."""

    start: float
    added: NDArray[np.float64]


def weighed(model: Model, relation: str, features: Sequence[float]) -> Weighing:
    """The addends whose sum is the log odds of a pair; *features* as of ``pairs.row``."""
    values = np.array(features, dtype=np.float64)
    linear, trees = model.relations[relation], model.trees.get(relation)
    start, added = _linear(linear, model.context, values)
    if trees is None or float(linear.log_odds(values[None, :])[0]) <= HOPELESS:
        return Weighing(start, added)
    base, shared = _trees(trees, values)
    return Weighing((start + base) / 2, (added + shared) / 2)


def _linear(judge: Linear, context: Linear, values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    added = judge.weights * values
    words = context.weights * values[_WORDS]
    start, told = judge.bias, float(context.bias + words.sum())
    for place, make in enumerate(_MAKERS):
        weight, begun, ended = float(judge.weights[place]), make(context.bias), float(values[place])
        start += weight * begun
        rise = told - context.bias
        if abs(rise) > _ALIKE:
            added[_WORDS] += weight * (ended - begun) / rise * words
            added[place] = 0.0
        else:
            added[place] = weight * (ended - begun)
    return start, added


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


def _clipped(odds: float) -> float:
    return logit(_probability(odds))


_MAKERS: Sequence[Callable[[float], float]] = (_clipped, _probability)


def _trees(trees: Trees, values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    means = [trees.leaf]
    while means[0].shape[1] > 1:
        below = means[0]
        means.insert(0, (below[:, ::2] + below[:, 1::2]) / 2)
    mean = np.concatenate(means, axis=1)
    number = np.arange(trees.feature.shape[0])
    at = np.zeros(len(number), dtype=np.int64)
    added = np.zeros(len(values), dtype=np.float64)
    for _ in range(len(means) - 1):
        asked = trees.feature[number, at]
        following = 2 * at + 1 + (values[asked] > trees.threshold[number, at])
        np.add.at(added, asked, mean[number, following] - mean[number, at])
        at = following
    return float(trees.bias + mean[:, 0].sum()), added


def comparison(model: Model, pair: Pair, apart: Sequence[str] = ()) -> Comparison:
    """A judged *pair* as a report keeps it; *apart* names what kept the two from standing together."""
    start, parts, rest = _parts(model, pair.relation, tuple(row(pair)))
    return Comparison(
        left=pair.left.claim.id,
        right=pair.right.claim.id,
        relation=pair.relation,
        probability=round(pair.probability, 4),
        start=start,
        parts=parts,
        rest=rest,
        apart=tuple(apart),
    )


# Pairs of groups in dispute whose parts are remembered: most stand as they did when a draft is checked again.
@lru_cache(maxsize=1024)
def _parts(
    model: Model, relation: str, features: tuple[float, ...]
) -> tuple[float, Mapping[str, tuple[float, float]], float]:
    """What a pair begins with, the features that add something and what they add, and what all others add."""
    start, added = weighed(model, relation, features)
    parts = {
        name: (round(value, 3), round(float(part), 3))
        for name, value, part in sorted(zip(NAMES, features, added, strict=True))
        if abs(part) >= _LEAST
    }
    begun = round(start, 3)
    told = start + float(added.sum())
    return begun, parts, round(told - begun - fsum(part for _, part in parts.values()), 3)


__all__ = ["Weighing", "comparison", "weighed"]
