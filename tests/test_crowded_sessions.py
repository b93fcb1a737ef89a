"""A session of hundreds of articles is compared in bounded time, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.generate import write

from checker.align import pairs
from checker.config import Settings
from checker.engine import local
from checker.model import Report
from checker.report.json import render


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles") / "news"
    write(folder, 40, seed=21)
    return folder


def run(folder: Path) -> Report:
    return local.run([folder], Settings(sessions="one"))


def agreeing(report: Report) -> set[frozenset[str]]:
    return {frozenset(claim.id for claim in group.claims) for group in report.groups if group.verdict == "agree"}


def test_a_cap_that_is_reached_is_told_and_one_that_is_not_changes_nothing(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(articles)
    monkeypatch.setattr(pairs, "MAX_SESSION_PAIRS", 3_000)

    capped = run(articles)

    assert [problem.rule for problem in whole.problems] == []
    assert [problem.rule for problem in capped.problems] == ["FC004"]
    assert "40 articles" in capped.problems[0].message


def test_what_is_kept_under_the_cap_holds_nearly_every_agreement(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = agreeing(run(articles))
    monkeypatch.setattr(pairs, "MAX_SESSION_PAIRS", 3_000)

    capped = agreeing(run(articles))

    assert len(whole) > 20
    assert len(whole & capped) >= 0.8 * len(whole)


def test_a_capped_session_gives_the_same_bytes_every_time(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MAX_SESSION_PAIRS", 3_000)

    assert render(run(articles)) == render(run(articles))
