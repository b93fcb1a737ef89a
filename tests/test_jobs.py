"""Workers: any number, however they are started, gives the same bytes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.generate import write

from checker import config
from checker.config import Settings, Step
from checker.engine import local
from checker.engine.workers import Workers, cores
from checker.model import ClaimGroup, Discrepancy, Report
from checker.registry import Rule
from checker.report.json import render
from checker.rule import NoOptions, RuleInfo, Severity


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles") / "news"
    write(folder, 60, seed=11)
    (folder / "table.csv").write_text("year,exports (tonnes)\n2023,18.3\n2024,19.1\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def run(folder: Path, start: str | None = None, **settings: Any) -> Report:
    return local.run([folder], Settings(**settings), start=start)


@pytest.fixture(scope="module")
def expected(articles: Path) -> str:
    return render(run(articles))


# A process that is spawned costs a second before it does anything, so two of them.
@pytest.mark.parametrize(
    ("start", "jobs"),
    [(start, jobs) for start, jobs in (("fork", 2), ("fork", 4), ("spawn", 2)) if start in multiprocessing.get_all_start_methods()],
)  # fmt: skip
def test_any_number_of_workers_gives_the_same_bytes(articles: Path, expected: str, start: str, jobs: int) -> None:
    report = run(articles, jobs=jobs, start=start)

    assert len(report.groups) > 30
    assert report.discrepancies
    assert render(report) == expected


@pytest.mark.parametrize("sessions", ["folder", "one"])
def test_the_same_for_every_way_to_find_sessions(tmp_path: Path, sessions: str) -> None:
    # All in one session: the work grows with the square of the articles.
    write(tmp_path / "news", 16, seed=11)
    (tmp_path / "news" / "other").mkdir()
    for file in sorted((tmp_path / "news").rglob("*.txt"))[:6]:
        file.rename(tmp_path / "news" / "other" / file.name)

    alone, shared = (run(tmp_path / "news", sessions=sessions, jobs=jobs) for jobs in (1, 2))

    assert alone.groups
    assert len(alone.sessions) == {"one": 1, "folder": 2}[sessions]
    assert render(shared) == render(alone)


def test_workers_share_a_cache(articles: Path, expected: str, tmp_path: Path) -> None:
    cold = render(run(articles, jobs=2, cache=str(tmp_path)))
    warm = render(run(articles, jobs=2, cache=str(tmp_path)))

    assert cold == warm == expected


def test_claims_of_a_report_are_those_of_its_groups_and_findings(articles: Path) -> None:
    report = run(articles, jobs=2)
    known = {id(claim) for claim in report.claims} | {claim.id for claim in report.claims}

    assert all(claim.id in known for group in report.groups for claim in group.claims)
    assert all(claim in report.claims for found in report.discrepancies for claim in found.claims)


FAILS = RuleInfo(
    code="FC901", name="always-fails", severity=Severity.ERROR, sees="group", since="0.1", options=NoOptions
)


def fails(group: ClaimGroup, options: NoOptions) -> Iterator[Discrepancy]:
    """A rule that breaks on every group."""
    raise ZeroDivisionError(group.id)
    yield


def test_a_rule_that_fails_in_a_worker_gives_the_same_problems(articles: Path) -> None:
    plan = [Step(Rule(info=FAILS, check=fails, module="fake", origin="tests", doc="It fails."), NoOptions())]

    one = local.run([articles], Settings(), plan=plan)
    two = local.run([articles], Settings(jobs=2), plan=plan, start="fork")

    assert one.problems == two.problems
    assert sum(problem.rule == "FC901" for problem in one.problems) > 30


def _double(number: int) -> int:
    return 2 * number


def test_results_come_in_the_order_of_the_work() -> None:
    with Workers(2) as workers:
        assert list(workers.map(_double, range(50))) == [2 * number for number in range(50)]


def test_chunks_hold_everything_once_and_in_order() -> None:
    with Workers(2) as workers:
        chunks = workers.chunks(list(range(100)), lambda number: number)

    assert [number for chunk in chunks for number in chunk] == list(range(100))
    assert 4 <= len(chunks) <= 13


def test_nought_means_every_core(tmp_path: Path) -> None:
    file = tmp_path / "factcheck.toml"
    file.write_text("jobs = 0\n", encoding="utf-8")

    with Workers(config.load(tmp_path).jobs) as workers:
        assert workers.jobs == cores() >= 1
