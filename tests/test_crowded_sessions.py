"""A session of hundreds of articles is compared in lots, in bounded time, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bench.generate import write

from checker.align import pairs
from checker.align.judged import Judged
from checker.align.nodes import Node
from checker.align.weighed import Weighed
from checker.config import Settings
from checker.engine import local
from checker.model import Report
from checker.report.json import render


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles") / "news"
    write(folder, 40, seed=21, crowd=40)
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
    return run(articles, 1_000)


def together(report: Report) -> set[frozenset[str]]:
    """The claims of each group, whether they agree or not: what agrees stands in one group with what it is held against."""
    return {frozenset(claim.id for claim in group.claims) for group in report.groups}


def test_a_cap_that_is_reached_is_told_and_one_that_is_not_changes_nothing(whole: Report, capped: Report) -> None:
    assert [problem.rule for problem in whole.problems] == []
    assert [problem.rule for problem in capped.problems] == ["FC004"]
    assert "40 articles" in capped.problems[0].message


def test_lots_find_the_groups_of_the_whole(whole: Report, capped: Report) -> None:
    found = together(whole)

    assert len(found) >= 10
    assert len(found & together(capped)) >= 0.9 * len(found)


def test_lots_find_the_one_article_in_forty_that_prints_another_value(whole: Report, capped: Report) -> None:
    (told,) = (one for one in whole.discrepancies if one.rule == "FC201")

    assert told.message in {one.message for one in capped.discrepancies}


def test_a_crowd_is_compared_in_time_that_grows_with_its_articles(tmp_path: Path) -> None:
    # What is weighed is counted, so a busy machine changes nothing.
    weighed = []
    for size in (40, 160):
        write(tmp_path / str(size), size, seed=21, crowd=size)
        with pytest.MonkeyPatch.context() as patch:
            count: list[int] = []
            patch.setattr(pairs, "MAX_SESSION_PAIRS", 500)
            patch.setattr(Weighed, "_lot", _counting(count))
            local.run([tmp_path / str(size)], Settings(sessions="one"))
        weighed.append(sum(count))

    assert weighed[1] < 5 * weighed[0]


def _counting(count: list[int]) -> Callable[[Weighed, Sequence[Sequence[Node]]], Judged]:
    real = Weighed._lot

    def lot(weighed: Weighed, documents: Sequence[Sequence[Node]]) -> Judged:
        made = real(weighed, documents)
        count.append(len(made.rows))
        return made

    return lot


def test_of_a_value_that_a_crowd_prints_some_are_held_against_others_and_all_are_counted(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number:03}.txt").write_text(
            "New bridge at Brinmoor\n\n4 May 2024\n\n"
            f"The new bridge at Brinmoor is {47 if number else 52} metres long, the council said.",
            encoding="utf-8",
        )

    report = local.run([tmp_path], Settings(sessions="one"))

    (group,) = (one for one in report.groups if len(one.claims) == 150)
    (found,) = (one for one in report.discrepancies if one.rule == "FC201")
    assert len(group.voices()) == 100
    assert "146 more" in found.message


def test_a_capped_session_gives_the_same_bytes_every_time(articles: Path, capped: Report) -> None:
    assert render(run(articles, 1_000)) == render(capped)
