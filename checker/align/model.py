"""The trained model: small linear models as readable numbers, and a fallback that needs no file.

One model scores contexts without having seen a value; three more judge equal, compatible and incompatible pairs,
whose chances of stating one fact lie far apart (about 1 in 6, 1 in 25 and 1 in 150).
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

from checker.align.features import CONTEXT, RIVAL, VALUE

RELATIONS = ("equal", "compatible", "incompatible")
NAMES = ("context_logit", "context_score", *CONTEXT, *VALUE, *RIVAL)
_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: probability = σ(bias + Σ weight · feature)."""

    bias: float
    weights: NDArray[np.float64]

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability a row."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(rows @ self.weights + self.bias, -30, 30))), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Model:
    """Four linear models and the thresholds of the groups built with them."""

    context: Linear
    relations: Mapping[str, Linear]
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
                out[chosen] = linear.probabilities(rows[chosen])
        return out

    def parts(self, relation: str, row: Sequence[float]) -> dict[str, float]:
        """What each feature added to the log odds of a pair; features that are zero are left out."""
        weights = self.relations[relation].weights
        return {name: float(weight * value) for name, weight, value in zip(NAMES, weights, row, strict=True) if weight * value}


def from_dict(data: Mapping[str, Any]) -> Model:
    """A model from its readable form: weights by feature name."""
    return Model(
        context=_linear(data["context"], CONTEXT),
        relations={name: _linear(data[name], NAMES) for name in RELATIONS},
        about=data.get("about", {}),
    )


def to_dict(model: Model) -> dict[str, Any]:
    """The readable form, weights rounded to six places."""
    out: dict[str, Any] = {"about": dict(model.about), "context": _readable(model.context, CONTEXT)}
    for name in RELATIONS:
        out[name] = _readable(model.relations[name], NAMES)
    return out


def _readable(linear: Linear, names: Sequence[str]) -> dict[str, Any]:
    return {"bias": round(float(linear.bias), 6), "weights": {name: round(float(w), 6) for name, w in zip(names, linear.weights, strict=True)}}


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
    context = {"near": 6.0, "clause": 2.5, "sentence": 2.0, "near_terms": 1.0, "opposed": -2.0, "unit_same": 1.0, "unit_apart": -2.0, "direction_apart": -2.0, "status_apart": -0.8, "period_apart": -0.8, "names_apart": -0.8, "neighbours": 1.0}
    common = {"context_logit": 0.9, "equal_rival_left": -2.5, "equal_rival_right": -2.5, "both_best": 1.0, "support": 0.5}
    biases = {"equal": 0.4, "compatible": -1.5, "incompatible": -4.0}
    extra: dict[str, dict[str, float]] = {"equal": {"digits": 2.5, "is_year": -1.5}, "compatible": {"digits": 0.5}, "incompatible": {"margin_min": 1.5}}
    return from_dict(
        {
            "about": {"kind": "fallback"},
            "context": {"bias": -5.0, "weights": context},
            **{name: {"bias": biases[name], "weights": {**common, **extra[name]}} for name in RELATIONS},
        }
    )
