"""The ratchet: precision and recall on the gold may rise, never fall. The figures stand in golden/scores.toml."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from gold import scorer as scorer_beside

from checker import check
from checker.report.json import render

ROOT = Path(__file__).resolve().parent.parent
SCORES = tomllib.loads((ROOT / "tests" / "golden" / "scores.toml").read_text(encoding="utf-8"))
# Rounding of the fourth place, nothing else.
SLACK = 0.0001


def _flat(figures: dict[str, Any], prefix: str = "") -> dict[str, float]:
    out: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{prefix}{name}.")
        elif value is not None:
            out[f"{prefix}{name}"] = value
    return out


def _assert_not_worse(found: dict[str, float], kept: dict[str, float]) -> None:
    assert kept, "no figures are kept"
    for name, floor in kept.items():
        lower_is_better = name.endswith("flagged")
        value = found.get(name)
        assert value is not None, f"{name} is not among the figures"
        assert value <= floor + SLACK if lower_is_better else value >= floor - SLACK, f"{name}: {value}, kept {floor}"


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    return scorer_beside(shared)


@pytest.mark.parametrize("part", ["seeds", "dev", "press"])
def test_reading_and_rules_score_no_worse_than_kept(part: str, corpus: Path, scorer: ModuleType) -> None:
    report = json.loads(render(check(corpus / part, sessions="folder")))

    tally = scorer.score(corpus / part, corpus / "gold" / part, "", report)

    _assert_not_worse(_flat(tally.result()), _flat(SCORES["run"][part]))


@pytest.mark.parametrize("part", ["dev", "press"])
def test_the_shipped_model_was_scored_on_held_out_sessions_no_worse_than_kept(part: str) -> None:
    about = json.loads((files("checker.align") / "model.json").read_text(encoding="utf-8"))["about"]

    _assert_not_worse(_flat(about["held_out"][part]), _flat(SCORES["held_out"][part]))


def test_sessions_are_found_no_worse_than_kept(corpus: Path) -> None:
    report = check([corpus / "seeds", corpus / "dev", corpus / "press"])
    session = {source: s.id for s in report.sessions for source in s.sources}
    rows = [(Path(s.path).parts[-2], session[s.id]) for s in report.sources]

    pairs = [(a[0] == b[0], a[1] == b[1]) for i, a in enumerate(rows) for b in rows[i + 1 :]]
    good = sum(same and found for same, found in pairs)

    _assert_not_worse(
        {"precision": good / sum(found for _, found in pairs), "recall": good / sum(same for same, _ in pairs)},
        SCORES["sessions"]["all"],
    )
