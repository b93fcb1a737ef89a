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


def run(folder: Path, most: int = pairs.MAX_SESSION_PAIRS) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "MAX_SESSION_PAIRS", most)
        return local.run([folder], Settings(sessions="one"))


@pytest.fixture(scope="module")
def whole(articles: Path) -> Report:
    return run(articles)


@pytest.fixture(scope="module")
def capped(articles: Path) -> Report:
    return run(articles, 3_000)


def together(report: Report) -> set[frozenset[str]]:
    """The claims of each group, whether they agree or not: what agrees stands in one group with what it is held against."""
    return {frozenset(claim.id for claim in group.claims) for group in report.groups}


def test_a_cap_that_is_reached_is_told_and_one_that_is_not_changes_nothing(whole: Report, capped: Report) -> None:
    assert [problem.rule for problem in whole.problems] == []
    assert [problem.rule for problem in capped.problems] == ["FC004"]
    assert "40 articles" in capped.problems[0].message


def test_what_is_kept_under_the_cap_holds_nearly_every_group(whole: Report, capped: Report) -> None:
    found = together(whole)

    assert len(found) > 40
    assert len(found & together(capped)) >= 0.8 * len(found)


def test_a_capped_session_gives_the_same_bytes_every_time(articles: Path, capped: Report) -> None:
    assert render(run(articles, 3_000)) == render(capped)
