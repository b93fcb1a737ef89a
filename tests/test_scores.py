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
from rule_modules import modules
from rule_precision import WHERE, by_rule, reported

from checker.align.sessions import found as found_sessions
from checker.engine import intake
from checker.registry import rule_of
from checker.rule import Severity

ROOT = Path(__file__).resolve().parent.parent
SCORES = tomllib.loads((ROOT / "tests" / "golden" / "scores.toml").read_text(encoding="utf-8"))
# From here up a rule may warn: below, most of what it says is wrong, and it asks.
FAIR = 0.5
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


@pytest.fixture(scope="session")
def reports(shared: Path) -> dict[str, Any]:
    return {part: reported(shared, part) for part in WHERE}


@pytest.fixture(scope="session")
def rules(shared: Path, scorer: ModuleType, reports: dict[str, Any]) -> dict[str, dict[str, float]]:
    """The precision of each rule by its code, see ``by_rule``."""
    return {rule.split()[0]: row for rule, row in by_rule(scorer, shared, reports).items()}


@pytest.mark.parametrize("part", WHERE)
def test_reading_and_rules_score_no_worse_than_kept(
    part: str, corpus: Path, scorer: ModuleType, reports: dict[str, Any]
) -> None:
    tally = scorer.score(corpus / part, corpus / "gold" / part, "", reports[part])

    _assert_not_worse(_flat(tally.result()), _flat(SCORES["run"][part]))


def test_no_rule_is_right_less_often_than_kept(rules: dict[str, dict[str, float]]) -> None:
    kept = SCORES["rules"]

    found = {code: rules[code].get("precision", 1.0) for code in kept if code in rules}

    _assert_not_worse(found, {code: kept[code]["precision"] for code in found})
    assert len(found) > len(kept) / 2


def test_a_rule_that_is_more_often_wrong_than_right_only_asks(rules: dict[str, dict[str, float]]) -> None:
    severities = {rule.info.code: rule.info.severity for rule in (rule_of(m, origin="factcheck") for m in modules())}

    wrong = {code: row["precision"] for code, row in rules.items() if row.get("precision", 1.0) < FAIR}

    assert {code: severities[code] for code in wrong if severities[code] is not Severity.INFO} == {}
    assert any("precision" in row for row in rules.values())


@pytest.mark.parametrize("part", ["dev", "press"])
def test_the_shipped_model_was_scored_on_held_out_sessions_no_worse_than_kept(part: str) -> None:
    about = json.loads((files("checker.align") / "model.json").read_text(encoding="utf-8"))["about"]

    _assert_not_worse(_flat(about["held_out"][part]), _flat(SCORES["held_out"][part]))


def test_sessions_are_found_no_worse_than_kept(corpus: Path) -> None:
    # As a run finds them; what then comes of each session is scored above.
    passages = intake.read([corpus / "seeds", corpus / "dev", corpus / "press"]).passages
    session = {nth: number for number, group in enumerate(found_sessions(passages)) for nth in group}
    rows = [(Path(passage.source.path).parts[-2], session[nth]) for nth, passage in enumerate(passages)]

    pairs = [(a[0] == b[0], a[1] == b[1]) for i, a in enumerate(rows) for b in rows[i + 1 :]]
    good = sum(same and found for same, found in pairs)

    _assert_not_worse(
        {"precision": good / sum(found for _, found in pairs), "recall": good / sum(same for same, _ in pairs)},
        SCORES["sessions"]["all"],
    )
