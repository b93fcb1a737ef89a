"""The run over Spark, with several worker processes on this machine, against the run in this process.

Skipped where PySpark is not installed; `make test-spark` installs it into an environment of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.generate import write
from roundups import write_roundup

from checker import config
from checker.config import Settings, Step
from checker.engine import baseline, local, streaming
from checker.model import Discrepancy, Passage, Severity
from checker.registry import Rule
from checker.report.json import render
from checker.rule import NoOptions, RuleInfo

pytest.importorskip("pyspark", reason="PySpark is not installed: make test-spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java 17 or later, and there is none", allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    # The rule below lives in this module, which a worker has to find.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    from checker.engine import spark as engine

    made = engine.session(2)
    yield made
    made.stop()


def expected(folder: Path, **settings: Any) -> str:
    return render(local.run([folder], Settings(**settings)))


def found(spark: Any, folder: Path, broadcast: int | None = None, **settings: Any) -> str:
    from checker.engine import spark as engine

    more: dict[str, Any] = {} if broadcast is None else {"broadcast": broadcast}
    return render(engine.run([folder], Settings(**settings), spark=spark, **more))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spark") / "news"
    write(folder, 120, seed=8)
    (folder / "table.csv").write_text("year,exports (tonnes)\n2023,18.3\n2024,19.1\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    write_roundup(folder / "round-ups")
    return folder


def test_our_own_sources_give_the_same_bytes(spark: Any) -> None:
    assert found(spark, ROOT / "sources") == expected(ROOT / "sources")


def test_generated_articles_give_the_same_bytes(spark: Any, news: Path) -> None:
    assert found(spark, news) == expected(news)


def test_counts_too_many_for_the_driver_are_joined_in_the_cluster(spark: Any, news: Path) -> None:
    assert found(spark, news, broadcast=0) == expected(news)


def test_one_event_that_most_articles_tell_gives_the_same_bytes(spark: Any, news: Path, tmp_path: Path) -> None:
    told = min(news.rglob("*.txt")).read_text(encoding="utf-8")
    for number in range(120):
        # The same event in many outlets, the figures of some a little off.
        (tmp_path / f"{number}.txt").write_text(told.replace("3", "3" if number % 7 else "4"), encoding="utf-8")
    shutil.copytree(news / "0000", tmp_path / "others")

    assert found(spark, tmp_path) == expected(tmp_path)


@pytest.mark.parametrize("sessions", ["folder", "one"])
def test_sessions_that_are_told_give_the_same_bytes(spark: Any, sessions: str) -> None:
    assert found(spark, ROOT / "sources", sessions=sessions) == expected(ROOT / "sources", sessions=sessions)


DIES = RuleInfo(code="FC950", name="dies-once", severity=Severity.INFO, sees="passage", since="0.1", options=NoOptions)


class DiesOnce:
    """A rule that kills the worker that comes first; *flag* is the file that says that one has."""

    def __init__(self, flag: Path) -> None:
        self.flag = str(flag)

    def __call__(self, passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
        try:
            os.close(os.open(self.flag, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return iter(())
        os.kill(os.getpid(), signal.SIGKILL)
        return iter(())


def test_a_worker_killed_in_the_middle_changes_nothing(spark: Any, news: Path, tmp_path: Path) -> None:
    from checker.engine import spark as engine

    plan = config.plan(Settings())
    flag = tmp_path / "died"
    killing = Step(Rule(info=DIES, check=DiesOnce(flag), module="tests", origin="tests", doc="It dies."), NoOptions())

    report = render(engine.run([news], Settings(), plan=[*plan, killing], spark=spark))

    assert flag.exists()
    assert report == expected(news)


def test_a_table_of_articles_is_read_as_files_are(spark: Any, news: Path, tmp_path: Path) -> None:
    from checker.engine import spark as engine

    files = sorted([*news.rglob("*.txt"), *news.rglob("*.md")])
    rows = [
        (file.relative_to(news).as_posix(), file.read_text(encoding="utf-8")) for file in files if file.stat().st_size
    ]
    spark.createDataFrame(rows, "id string, text string").write.parquet(str(tmp_path / "articles"))
    for extra in ("table.csv", "empty.txt"):
        (tmp_path / extra).unlink(missing_ok=True)
    plain = tmp_path / "plain"
    shutil.copytree(news, plain, ignore=shutil.ignore_patterns("table.csv", "empty.txt"))

    report = engine.run([], Settings(), articles=spark.read.parquet(str(tmp_path / "articles")), spark=spark)

    assert render(report) == expected(plain)


def test_what_a_row_tells_of_its_article_counts(spark: Any) -> None:
    from checker.engine import spark as engine

    rows = [("a", "The port handled 40 ships.", "Alpha", "2024-05-02")]
    articles = spark.createDataFrame(rows, "id string, text string, outlet string, published string")

    (source,) = engine.run([], Settings(), articles=articles, spark=spark).sources

    assert (source.path, source.outlet, source.published) == ("a", "Alpha", "2024-05-02")


def test_the_tables_hold_what_the_report_does(spark: Any, news: Path, tmp_path: Path) -> None:
    from checker.engine import spark as engine

    report = local.run([news])
    sizes = engine.write(str(tmp_path / "out"), [news], Settings(), spark=spark)

    rows = spark.read.parquet(str(tmp_path / "out" / "discrepancies")).collect()
    series = {one.id for one in report.series}
    written = sorted((row.rule, row.message, [(c.article, c.start) for c in row.claims]) for row in rows)
    assert written == sorted(
        (one.rule, one.message, [(claim.source.path, claim.span.start) for claim in one.claims])
        for one in report.discrepancies
        if one.group not in series
    )
    assert sizes["claims"] == len(report.claims)
    assert sizes["groups"] == len(report.groups)
    problems = spark.read.parquet(str(tmp_path / "out" / "problems")).collect()
    assert [(row.rule, row.path) for row in problems] == [(one.rule, one.path) for one in report.problems]


def test_what_a_baseline_accepts_is_marked_in_the_tables(spark: Any, news: Path, tmp_path: Path) -> None:
    from checker.engine import spark as engine

    report = local.run([news])
    series = {one.id for one in report.series}
    found = [one for one in report.discrepancies if one.group not in series]
    file = tmp_path / "accepted.json"
    file.write_text(baseline.written(baseline.entries_of(found[:3], (), reason="known")), encoding="utf-8")
    engine.write(str(tmp_path / "spark"), [news], Settings(baseline=file), spark=spark)
    streaming.write(tmp_path / "here", [news], Settings(baseline=file))

    told = [
        sorted((row.id, row.session, row.suppressed or "") for row in spark.read.parquet(str(place)).collect())
        for place in (tmp_path / "spark" / "discrepancies", tmp_path / "here" / "discrepancies")
    ]
    assert told[0] == told[1]
    assert sum(suppressed == "baseline: known" for _, _, suppressed in told[0]) == 3
