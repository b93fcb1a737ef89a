"""Tables written without a report, from articles that are never all in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import command_line
import pyarrow.parquet
import pytest
from bench.generate import write
from command_line import Run
from roundups import write_roundup

from checker.align import sessions
from checker.align.readings import key
from checker.config import Sessions, Settings, from_arguments
from checker.engine import intake, local, parquet, scattered, streaming
from checker.engine.workers import Workers
from checker.model import Report

TABLES = tuple(parquet.SCHEMAS)


@pytest.fixture
def factcheck_(capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(command_line.run, capsys)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streaming") / "news"
    write(folder, 120, seed=8)
    (folder / "table.csv").write_text("year,exports (tonnes)\n2023,18.3\n2024,19.1\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    write_roundup(folder / "round-ups")
    return folder


@pytest.fixture(scope="module")
def report(news: Path) -> Report:
    return local.run([news])


def rows(folder: Path) -> Mapping[str, list[dict[str, Any]]]:
    """The rows of every table under *folder*, whatever parts they lie in."""
    return {
        name: sorted(pyarrow.parquet.read_table(folder / name).to_pylist(), key=lambda row: str(sorted(row.items(), key=str)))
        for name in TABLES
    }  # fmt: skip


def test_the_tables_hold_what_the_report_does(news: Path, report: Report, tmp_path: Path) -> None:
    written = streaming.write(tmp_path / "out", [news])

    told = rows(tmp_path / "out")
    series = {one.id for one in report.series}
    assert sorted((row["rule"], row["message"], [(c["article"], c["start"]) for c in row["claims"]]) for row in told["discrepancies"]) == sorted(
        (one.rule, one.message, [(claim.source.path, claim.span.start) for claim in one.claims])
        for one in report.discrepancies
        if one.group not in series
    )  # fmt: skip
    assert sorted((row["article"], row["start"], row["quote"]) for row in told["claims"]) == sorted(
        (claim.source.path, claim.span.start, claim.quote) for claim in report.claims
    )
    assert {row["session"] for row in told["groups"]} <= {row["session"] for row in told["claims"]}
    assert len(told["groups"]) == len(report.groups)
    assert [(row["rule"], row["path"]) for row in told["problems"]] == [(one.rule, one.path) for one in report.problems]
    assert written.sizes == {name: len(found) for name, found in told.items()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_column_that_the_settings_misspell_is_a_problem_here_too(news: Path, tmp_path: Path, jobs: int) -> None:
    part = tmp_path / "part"
    part.mkdir()
    for name in ("b.csv", "a.csv"):
        (part / name).write_bytes((news / "table.csv").read_bytes())
    settings = from_arguments(jobs=jobs, table=[{"file": "*.csv", "columns": {"exprts": {"unit": "tonnes"}}}])

    streaming.write(tmp_path / "out", [part / "b.csv", part / "a.csv"], settings)

    told = [(row["rule"], row["path"], row["message"]) for row in rows(tmp_path / "out")["problems"]]
    assert told == [(one.rule, one.path, one.message) for one in local.run([part], settings).problems]
    assert [(rule, path) for rule, path, _ in told] == [("FC006", "a.csv")]


@pytest.mark.parametrize(("jobs", "start"), [(2, "fork"), (2, "spawn")])
def test_any_number_of_workers_writes_the_same_rows(news: Path, tmp_path: Path, jobs: int, start: str) -> None:
    streaming.write(tmp_path / "one", [news])
    streaming.write(tmp_path / "many", [news], Settings(jobs=jobs), start=start)

    assert rows(tmp_path / "one") == rows(tmp_path / "many")


@pytest.mark.parametrize("mode", ["folder", "one"])
def test_sessions_that_are_told_are_taken(news: Path, tmp_path: Path, mode: Sessions) -> None:
    part = tmp_path / "part"
    part.mkdir()
    for file in sorted(news.rglob("*.txt"))[:12]:
        (part / file.name).write_bytes(file.read_bytes())
    streaming.write(tmp_path / "out", [part], Settings(sessions=mode))

    assert len(rows(tmp_path / "out")["groups"]) == len(local.run([part], Settings(sessions=mode)).groups)


def test_a_second_run_takes_the_place_of_the_first(news: Path, tmp_path: Path) -> None:
    streaming.write(tmp_path / "out", [news])
    streaming.write(tmp_path / "out", [news / "empty.txt"])

    told = rows(tmp_path / "out")
    assert {name: len(found) for name, found in told.items()} == {
        "claims": 0,
        "groups": 0,
        "discrepancies": 0,
        "problems": 1,
    }


def test_nothing_but_the_tables_is_left(news: Path, tmp_path: Path) -> None:
    streaming.write(tmp_path / "out", [news], Settings(jobs=2))

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(TABLES) == sorted(streaming.TABLES)


def test_a_cache_changes_no_row(news: Path, tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))

    for name in ("cold", "warm"):
        streaming.write(tmp_path / name, [news], settings)

    assert rows(tmp_path / "cold") == rows(tmp_path / "warm")


def test_workers_find_the_sessions_of_one_process(news: Path) -> None:
    passages = intake.read([news]).passages
    order = sorted(range(len(passages)), key=lambda place: key(passages[place]))
    with Workers(2) as workers:
        found = scattered.found_among(passages, order, workers)

    assert found == sessions.found(passages)


def test_the_exit_code_of_tables_is_that_of_a_report(factcheck_: Run, news: Path, tmp_path: Path) -> None:
    part = tmp_path / "news"
    part.mkdir()
    (part / "a.txt").write_text("Of the 200 homes inspected, 100 met the standard, or 68 per cent.", encoding="utf-8")

    assert factcheck_("run", str(part), "--parquet", str(tmp_path / "out")).code == 1
    assert factcheck_("run", str(part), "--parquet", str(tmp_path / "out"), "--fail-on", "never").code == 0
    assert factcheck_("run", str(news / "empty.txt"), "--parquet", str(tmp_path / "out")).code == 2
