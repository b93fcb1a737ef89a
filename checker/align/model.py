"""The trained model: linear models as readable numbers, shallow trees beside them, and a fallback that needs no file.

One linear model scores contexts without having seen a value. Three judges follow, for equal, compatible and
incompatible pairs, whose chances of stating one fact lie far apart (about 1 in 2, 1 in 15 and 1 in 120): each is a
linear model and a few dozen trees of three questions, and the mean of their log odds counts. The linear parts
explain a judgement; the trees catch what holds only together ("rare words shared, but another subject").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.align import claimhood
from checker.align.features import CONTEXT, NODES, RIVAL, VALUE

RELATIONS = ("equal", "compatible", "incompatible")
NAMES = ("context_logit", "context_score", *CONTEXT, *VALUE, *RIVAL, *NODES)
_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: probability = σ(bias + Σ weight · feature)."""

    bias: float
    weights: NDArray[np.float64]

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability a row."""
        return sigmoid(self.log_odds(rows))

    def log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One sum a row; the features are added in their order, so the bytes do not depend on a library's threads."""
        return np.asarray((rows * self.weights).sum(axis=1) + self.bias, dtype=np.float64)


def sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)


# Pairs whose linear log odds are under this stay as they are: no tree lifts them to a match, and there are many.
HOPELESS = -6.0
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees of depth 3, stored as complete binary trees.

    ``feature``, ``threshold``  trees × 7: go left where the feature is at most the threshold
    ``leaf``                    trees × 8: what is added to the log odds
    """

    bias: float
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    leaf: NDArray[np.float64]

    def log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log odds of each row; sums run over the trees in their order."""
        count = self.feature.shape[0]
        trees = np.arange(count)
        at = np.zeros((rows.shape[0], count), dtype=np.int64)
        line = np.arange(rows.shape[0])[:, None]
        for _ in range(_DEPTH):
            right = rows[line, self.feature[trees, at]] > self.threshold[trees, at]
            at = 2 * at + 1 + right
        return np.asarray(self.leaf[trees, at - (2**_DEPTH - 1)].sum(axis=1) + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Judge:
    """A linear model and trees; the mean of their log odds counts."""

    linear: Linear
    trees: Trees

    def log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One sum a row."""
        return (self.linear.log_odds(rows) + self.trees.log_odds(rows)) / 2

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability a row."""
        return sigmoid(self.log_odds(rows))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Five linear models, and trees beside four of them.

    ``context``    a pair by its words; ``claimhood`` a node by itself, None where nothing is known of it
    ``relations``  the judges, by how the two values stand; ``trees`` beside them
    """

    context: Linear
    claimhood: Judge | None
    relations: Mapping[str, Linear]
    trees: Mapping[str, Trees]
    about: Mapping[str, Any]

    def context_scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of one fact by context alone, a row of ``CONTEXT`` each."""
        return self.context.probabilities(rows)

    def probabilities(self, relations: Sequence[str], rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of one fact, a row of ``NAMES`` each."""
        out = np.zeros(len(relations), dtype=np.float64)
        kinds = np.array(relations)
        for name, linear in self.relations.items():
            chosen = kinds == name
            if chosen.any():
                out[chosen] = self._judged(name, linear, rows[chosen])
        return out

    def _judged(self, name: str, linear: Linear, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        odds = linear.log_odds(rows)
        trees = self.trees.get(name)
        if trees is not None:
            hopeful = odds > HOPELESS
            if hopeful.any():
                odds[hopeful] = (odds[hopeful] + trees.log_odds(rows[hopeful])) / 2
        return sigmoid(odds)

    def parts(self, relation: str, row: Sequence[float], least: float = 0.0) -> dict[str, float]:
        """What each feature added to the log odds of a pair, features that are zero or add less than *least* left out."""
        products = self.relations[relation].weights * np.array(row, dtype=np.float64)
        chosen = np.flatnonzero((products != 0) & (np.abs(products) >= least))
        return {NAMES[place]: float(products[place]) for place in chosen.tolist()}


def from_dict(data: Mapping[str, Any]) -> Model:
    """A model from its readable form: weights by feature name."""
    return Model(
        context=_linear(data["context"], CONTEXT),
        claimhood=_judge(data["claimhood"]) if "claimhood" in data else None,
        relations={name: _linear(data[name], NAMES) for name in RELATIONS},
        trees={name: _trees(data[name]["trees"], NAMES) for name in RELATIONS if "trees" in data[name]},
        about=data.get("about", {}),
    )


def to_dict(model: Model) -> dict[str, Any]:
    """The readable form, weights rounded to six places."""
    out: dict[str, Any] = {"about": dict(model.about), "context": _readable(model.context, CONTEXT)}
    if model.claimhood is not None:
        out["claimhood"] = _readable(model.claimhood.linear, claimhood.NAMES)
        out["claimhood"]["trees"] = _readable_trees(model.claimhood.trees, claimhood.NAMES)
    for name in RELATIONS:
        out[name] = _readable(model.relations[name], NAMES)
        if name in model.trees:
            out[name]["trees"] = _readable_trees(model.trees[name], NAMES)
    return out


def _judge(data: Mapping[str, Any]) -> Judge:
    return Judge(_linear(data, claimhood.NAMES), _trees(data["trees"], claimhood.NAMES))


def _readable_trees(trees: Trees, names: Sequence[str]) -> dict[str, Any]:
    """Each tree as one line: the seven questions from the root down, level by level, and the eight leaves."""
    lines = []
    for features, thresholds, leaves in zip(trees.feature, trees.threshold, trees.leaf, strict=True):
        questions = [
            f"{names[f]} > {t:.6g}" if np.isfinite(t) else "-" for f, t in zip(features, thresholds, strict=True)
        ]
        lines.append({"ask": questions, "add": [round(float(leaf), 5) for leaf in leaves]})
    return {"bias": round(float(trees.bias), 6), "trees": lines}


def _trees(data: Mapping[str, Any], names: Sequence[str]) -> Trees:
    features, thresholds, leaves = [], [], []
    for tree in data["trees"]:
        asked = [question.split(" > ") if question != "-" else (names[0], "inf") for question in tree["ask"]]
        features.append([names.index(name) for name, _ in asked])
        thresholds.append([float(threshold) for _, threshold in asked])
        leaves.append([float(leaf) for leaf in tree["add"]])
    return Trees(
        float(data["bias"]),
        np.array(features, dtype=np.int64),
        np.array(thresholds, dtype=np.float64),
        np.array(leaves, dtype=np.float64),
    )


def _readable(linear: Linear, names: Sequence[str]) -> dict[str, Any]:
    return {
        "bias": round(float(linear.bias), 6),
        "weights": {name: round(float(w), 6) for name, w in zip(names, linear.weights, strict=True)},
    }


def _linear(data: Mapping[str, Any], names: Sequence[str]) -> Linear:
    weights = data["weights"]
    return Linear(float(data["bias"]), np.array([float(weights.get(name, 0.0)) for name in names], dtype=np.float64))


@cache
def shipped() -> Model:
    """The model that the package ships; the fallback where the file is absent."""
    place = files("checker.align") / _FILE
    return from_dict(json.loads(place.read_text(encoding="utf-8"))) if place.is_file() else fallback()


def fallback() -> Model:
    """A model by hand: near words, units and terms speak for a pair, opposites and rivals against it."""
    context = {
        "near": 6.0,
        "clause": 2.5,
        "sentence": 2.0,
        "near_terms": 1.0,
        "opposed": -2.0,
        "unit_same": 1.0,
        "unit_apart": -2.0,
        "direction_apart": -2.0,
        "status_apart": -0.8,
        "period_apart": -0.8,
        "names_apart": -0.8,
        "neighbours": 1.0,
    }
    common = {
        "context_logit": 0.9,
        "equal_rival_left": -2.5,
        "equal_rival_right": -2.5,
        "both_best": 1.0,
        "support": 0.5,
    }
    biases = {"equal": 0.4, "compatible": -1.5, "incompatible": -4.0}
    extra: dict[str, dict[str, float]] = {
        "equal": {"digits": 2.5, "is_year": -1.5},
        "compatible": {"digits": 0.5},
        "incompatible": {"margin_min": 1.5},
    }
    return from_dict(
        {
            "about": {"kind": "fallback"},
            "context": {"bias": -5.0, "weights": context},
            **{name: {"bias": biases[name], "weights": {**common, **extra[name]}} for name in RELATIONS},
        }
    )
