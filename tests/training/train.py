"""Train the alignment model on the gold beside the project and on sessions of our own, and score it by
cross-validation over the sessions of the gold.

    python tests/training/train.py                  # cross-validated figures, then the model over everything
    python tests/training/train.py --no-write       # the figures alone
    python tests/training/train.py --show fp,fn     # list misses and false alarms of the held-out folds

Needs scikit-learn (extra ``train``); the program itself needs none of it. What is written is
``checker/align/model.json``: weights and trees by feature name, the hash of the data, the folds and the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import marked
import numpy as np
from gold import Example, as_dict, digest, examples, fold_of, scorer
from numpy.typing import NDArray
from prepared import believe, prepare, rate
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from checker import config
from checker.align import claimhood
from checker.align.grouping import grouped
from checker.align.model import NAMES, RELATIONS, Judge, Linear, Model, Trees, to_dict
from checker.align.pairs import row
from checker.align.steps import claim_group
from checker.model import ClaimGroup, Discrepancy, Passage

ROOT = Path(__file__).resolve().parents[2]
FOLDS = 5
# Our own sessions hold several times the conflicts of the press: at this weight what is predicted is what is observed.
OWN_CONFLICT = 0.4
TREES, RATE, SMALLEST_LEAF = 80, 0.08, 20
# Each question of a tree is chosen among so many of the features, drawn anew: many of them say nearly the same.
FEATURES = 0.5
CLAIM_TREES = 60
INNER_FOLDS = 4
_UNSEEN = frozenset(NAMES.index(name) for name in ("title_both", "title_one"))
# The confidences at which the curve of precision and recall is looked at.
BARS = (0.15, 0.17, 0.19, 0.22, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass
class Rows:
    """What one judge learns from."""

    rows: list[list[float]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, one: list[float], label: int, weight: float = 1.0) -> None:
        self.rows.append(one)
        self.labels.append(label)
        self.weights.append(weight)


def fitted(data: Sequence[Example], own: Sequence[Example]) -> Model:
    """The model over the gold *data* and our *own* sessions; the same data gives the same bytes.

    The gold has too few conflicts to learn from, so what tells them is learned from our own sessions too. All else is
    learned from the gold alone: what its articles have in common is what the press repeats, not what we thought of.
    """
    data = [example for example in data if example.pairs]
    rows = np.array([pair.context for example in data for pair in example.pairs])
    labels = np.array([int(label == 1) for example in data for label in example.labels])
    context = _linear(rows, labels, np.ones(len(labels)), strength=0.2)
    believe_held_out(data)
    learned = {name: Rows() for name in RELATIONS}
    claims = claim_judge(data)
    for example in own:
        believe(example.documents, example.pairs, claims)
    for example in chain(data, own):
        prepare(example, context)
        for pair, label in zip(example.pairs, example.labels, strict=True):
            if example.gold is not None or pair.relation == "incompatible":
                weight = OWN_CONFLICT if example.gold is None and label == 1 else 1.0
                learned[pair.relation].add(_seen(row(pair), pair.relation), int(label == 1), weight)
    relations, trees = {}, {}
    for name, part in learned.items():
        x, y, w = np.array(part.rows), np.array(part.labels), np.array(part.weights)
        relations[name] = _linear(x, y, w, strength=0.1)
        trees[name] = _boosted(x, y, w)
    return Model(context=context, claimhood=claims, relations=relations, trees=trees, about={})


def _seen(features: list[float], relation: str) -> list[float]:
    """What a judge learns from: values that cannot both hold stand in both headlines too seldom (7 facts of 690 pairs) to
    tell anything of them."""
    if relation != "incompatible":
        return features
    return [0.0 if at in _UNSEEN else value for at, value in enumerate(features)]


def believe_held_out(data: Sequence[Example]) -> None:
    """Fill in the claimhood of every node by a judge that never saw its session, as it will be for an unseen one."""
    for fold in range(INNER_FOLDS):
        judge = claim_judge([example for example in data if fold_of(f"inner {example.name}", INNER_FOLDS) != fold])
        for example in data:
            if fold_of(f"inner {example.name}", INNER_FOLDS) == fold:
                believe(example.documents, example.pairs, judge)


def claim_judge(data: Sequence[Example]) -> Judge:
    """What tells a statement from a figure that is only printed, from the values that several articles print."""
    rows, labels = [], []
    for example in data:
        shared = {(n.doc, n.index): n for p in example.pairs if p.relation == "equal" for n in (p.left, p.right)}
        for place in sorted(shared):
            rows.append(claimhood.features(shared[place]))
            labels.append(int(place in example.stated))
    x, y = np.array(rows), np.array(labels)
    weights = np.ones(len(y))
    return Judge(_linear(x, y, weights, strength=0.1), _boosted(x, y, weights, trees=CLAIM_TREES))


def _linear(x: NDArray[np.float64], y: NDArray[np.int64], weights: NDArray[np.float64], *, strength: float) -> Linear:
    scale = StandardScaler().fit(x)
    fit = LogisticRegression(C=strength, max_iter=2000).fit(scale.transform(x), y, sample_weight=weights)
    raw = fit.coef_[0] / scale.scale_
    return Linear(float(fit.intercept_[0] - (raw * scale.mean_).sum()), np.round(raw, 6))


def _boosted(x: NDArray[np.float64], y: NDArray[np.int64], weights: NDArray[np.float64], trees: int = TREES) -> Trees:
    fit = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=RATE,
        max_depth=3,
        min_samples_leaf=SMALLEST_LEAF,
        l2_regularization=5,
        max_features=FEATURES,
        random_state=0,
        early_stopping=False,
    ).fit(x, y, sample_weight=weights)
    feature, threshold, leaf = [], [], []
    for (predictor,) in fit._predictors:  # scikit-learn offers no other way to its trees
        f, t, v = _complete(predictor.nodes)
        feature.append(f)
        threshold.append(t)
        leaf.append(v)
    bias = float(np.ravel(fit._baseline_prediction)[0])
    return Trees(bias, np.array(feature), np.array(threshold), np.array(leaf))


def _complete(nodes: Any) -> tuple[list[int], list[float], list[float]]:
    """A tree of at most three levels as a complete one: a branch that ends early asks nothing and goes left."""
    feature, threshold, leaf = [0] * 7, [float("inf")] * 7, [0.0] * 8

    def place(index: int, at: int, level: int) -> None:
        node = nodes[index]
        if level == 3:
            leaf[at - 7] = round(float(node["value"]), 5)
        elif node["is_leaf"]:
            place(index, 2 * at + 1, level + 1)
        else:
            feature[at], threshold[at] = int(node["feature_idx"]), float(f"{float(node['num_threshold']):.6g}")
            place(int(node["left"]), 2 * at + 1, level + 1)
            place(int(node["right"]), 2 * at + 2, level + 1)

    place(0, 0, 0)
    return feature, threshold, leaf


def held_out(data: Sequence[Example], own: Sequence[Example]) -> None:
    """Fill in every pair's probability by a model that never saw its session."""
    for fold in range(FOLDS):
        model = fitted([example for example in data if fold_of(example.name, FOLDS) != fold], own)
        for example in data:
            if fold_of(example.name, FOLDS) == fold and example.pairs:
                prepare(example, model.context)
                believe(example.documents, example.pairs, model.claimhood)
                rate(example.pairs, model)


def scored(data: Sequence[Example], score: Any, plan: Sequence[config.Step] | None = None) -> dict[str, Any]:
    """The scorer's tallies, a part each, for the groups and findings that the pairs' probabilities make."""
    tallies: dict[str, Any] = {}
    plan = plan or config.plan(config.Settings())
    for example in data:
        tally = tallies.setdefault(example.name.split("/")[0], score.Tally())
        claims: dict[str, Any] = {}
        for passage in example.passages:
            claims |= as_dict(passage)
        groups = [claim_group(g, f"g{n}", "e", {}, None) for n, g in enumerate(grouped(example.pairs))]
        found = findings(example.passages, groups, plan)
        score.score_session(
            example.gold,
            claims,
            [{"id": g.id, "claims": [c.id for c in g.claims], "indicator": g.indicator} for g in groups],
            [
                {"claims": [c.id for c in d.claims], "severity": d.severity.value, "rule": d.rule, "message": d.message}
                for d in found
            ],
            tally,
        )
    return tallies


def findings(
    passages: Sequence[Passage], groups: Sequence[ClaimGroup], plan: Sequence[config.Step]
) -> list[Discrepancy]:
    """What the rules of *plan* find in articles and groups, rule by rule."""
    found: list[Discrepancy] = []
    for step in plan:
        seen: dict[str, Sequence[Any]] = {"passage": passages, "group": groups}
        for view in chain.from_iterable(seen.get(kind, ()) for kind in step.rule.info.views):
            found.extend(step.rule.check(view, step.options))
    return found


def reliability(data: Sequence[Example], bins: int = 10) -> list[dict[str, float]]:
    """Predicted against observed over held-out pairs, a tenth of the scale each."""
    rows = []
    for low in range(bins):
        chosen = [
            (pair.probability, label == 1)
            for example in data
            for pair, label in zip(example.pairs, example.labels, strict=True)
            if low / bins <= pair.probability < (low + 1) / bins or (low == bins - 1 and pair.probability == 1)
        ]
        if chosen:
            predicted = sum(p for p, _ in chosen) / len(chosen)
            observed = sum(same for _, same in chosen) / len(chosen)
            rows.append(
                {
                    "from": low / bins,
                    "pairs": len(chosen),
                    "predicted": round(predicted, 4),
                    "observed": round(observed, 4),
                }
            )
    return rows


def curve(data: Sequence[Example], score: Any) -> list[dict[str, float]]:
    """Conflicts over held-out sessions as the confidence rises from which every rule between articles warns.

    ``sure``  that confidence, the same for all rules; shipped, it differs by rule and by what is compared
    """
    out = []
    for sure in BARS:
        row: dict[str, float] = {"sure": sure}
        for part, tally in scored(data, score, plan=warning_from(sure)).items():
            found = tally.result()["conflicts"]
            row |= {f"{part}_{name}": found[name] for name in ("found", "reported", "precision", "recall")}
        out.append(row)
    return out


def warning_from(sure: float) -> tuple[config.Step, ...]:
    """The rules as shipped, but for the confidence from which they warn."""
    steps = []
    for step in config.plan(config.Settings()):
        bars = [name for name in ("sure", "small_sure") if hasattr(step.options, name)]
        steps.append(config.Step(step.rule, replace(step.options, **dict.fromkeys(bars, sure))))
    return tuple(steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpus/ and score/"
    )
    parser.add_argument("--no-write", action="store_true", help="only print the figures")
    parser.add_argument(
        "--show", default="", help="comma list of the scorer's notes: fp, fn, lookalike, pair-missed, internal-fp, …"
    )
    args = parser.parse_args()
    if not (args.shared / "corpus").is_dir():
        sys.exit(f"train: no corpus under {args.shared}; expected corpus/ and score/ there")
    score = scorer(args.shared)
    data, own = examples(args.shared), marked.examples()
    held_out(data, own)
    tallies = scored(data, score)
    wanted = {word for word in args.show.split(",") if word}
    for part, tally in tallies.items():
        for kind, note in tally.notes:
            if kind in wanted:
                print(f"{part} {kind:12} {note[:400]}")
    figures = {
        part: {name: value for name, value in tally.result().items() if name != "sessions"}
        for part, tally in tallies.items()
    }
    for part, parts in figures.items():
        for name, values in parts.items():
            print(part, name, json.dumps(values))
    points = curve(data, score)
    for point in points:
        print(json.dumps(point))
    table = reliability(data)
    for line in table:
        print(line)
    if args.no_write:
        return
    model = fitted(data, own)
    about = {
        "kind": "trained",
        "data": digest(args.shared),
        "own": marked.digest(),
        "folds": FOLDS,
        "held_out": figures,
        "reliability": table,
        "curve": points,
    }
    text = json.dumps(to_dict(replace(model, about=about)), indent=1, ensure_ascii=False)
    target = ROOT / "checker" / "align" / "model.json"
    target.write_text(text + "\n", encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}: {len(text) // 1024} KiB")


if __name__ == "__main__":
    main()
