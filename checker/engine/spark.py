"""The same run over a cluster: Spark reads, finds sessions, aligns and judges them; the report is that of one machine.

Articles come from files and folders that every worker can reach, or from a table with the columns ``id`` and ``text``
and, where there are, ``title``, ``outlet``, ``published``, ``lang`` and ``url``. ``run`` brings everything to the driver for a
``Report``; ``write`` leaves claims, groups and discrepancies in the cluster as Parquet, so the driver stays small. Series
across sessions are found by ``run`` alone.

What one task hands another is pickled, as Spark pickles the functions that it sends them: it never leaves the job, and
neither a file nor a column of a table is ever taken for a pickle.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as Spark's own documentation has it

from checker import config, ingest
from checker.config import Settings, Step
from checker.engine import baseline, intake, local, packed_outcomes, parquet, spark_sessions
from checker.engine.outcomes import Outcome, outcome
from checker.engine.workers import cores
from checker.errors import UsageError
from checker.model import Passage, Problem, Report, Severity

_READ = "uid long, path string, folder string, is_table boolean, passage binary, problems binary"
_OUTCOMES = "session long, members array<long>, outcome binary"
# Articles in one Arrow batch: a worker holds a batch and little more.
_BATCH = 256
# How often a task may die before the job does; a local master allows none unless told.
_TRIES = 4


def session(jobs: int = 0) -> SparkSession:
    """The Spark session that ``spark-submit`` made, else one on this machine with *jobs* processes (0: all cores)."""
    workers = jobs or cores()
    builder = SparkSession.builder.appName("factcheck")
    if SparkSession.getActiveSession() is None and "SPARK_ENV_LOADED" not in os.environ and not _submitted():
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = (
            builder.master(f"local[{workers},{_TRIES}]")
            .config("spark.sql.shuffle.partitions", str(4 * workers))
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
        )
    made = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_BATCH)).getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def _submitted() -> bool:
    return "PYSPARK_GATEWAY_PORT" in os.environ


def run(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    plan: Sequence[Step] | None = None,
    articles: DataFrame | None = None,
    spark: SparkSession | None = None,
    today: date | None = None,
    broadcast: int = spark_sessions.BROADCAST,
) -> Report:
    """As ``local.run``: byte for byte the same report.

    ``articles``   a table of articles beside the files under *paths*
    ``broadcast``  see ``spark_sessions.found``
    """
    settings = settings or Settings()
    plan = config.plan(settings) if plan is None else plan
    spark = spark or session(settings.jobs)
    accepted = baseline.load(settings.baseline) if settings.baseline else ()
    read, problems, entries = _read(spark, list(paths), settings, articles)
    outcomes = _outcomes(spark, read, settings, local.local_plan(settings, plan), broadcast)
    passages: dict[int, Passage] = {}
    unreadable = 0
    for row in read.select("uid", "passage", "problems").toLocalIterator():
        problems += pickle.loads(row.problems)
        if row.passage is None:
            unreadable += 1
        else:
            passages[row.uid] = pickle.loads(row.passage)
    uids = sorted(passages)
    uids = [uids[at] for at in intake.order([passages[uid] for uid in uids])]
    numbered = intake.numbered([passages.pop(uid) for uid in uids])
    if not numbered and not problems:
        problems = [intake.nothing_to_read()]
    problems += intake.misnamed(numbered, settings.table)
    reading = intake.Reading(numbered, tuple(problems), entries, unreadable)
    place = {uid: nth for nth, uid in enumerate(uids)}
    capped, _ = local.alignable_of(reading.passages)
    made: list[Outcome] = []
    # Sessions are named in the order of their sources, as one machine names them: in that of the first.
    for row in sorted(outcomes.collect(), key=lambda row: min(place[uid] for uid in row.members)):
        members = [capped[nth] for nth in sorted(place[uid] for uid in row.members)]
        made.append(packed_outcomes.decoded(bytes(row.outcome), members, f"e{len(made)}"))
    return local.concluded(reading, made, settings, plan, accepted, today=today)


def write(
    folder: str,
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    plan: Sequence[Step] | None = None,
    articles: DataFrame | None = None,
    spark: SparkSession | None = None,
    today: date | None = None,
) -> dict[str, int]:
    """Write ``claims``, ``groups``, ``discrepancies`` and ``problems`` under *folder*, as ``checker.engine.parquet`` lays them out.

    Nothing but counts reaches the driver; they are returned, by the name of the table. What a baseline accepts is
    marked as suppressed, as in a report; which of its entries are stale is not told, nor which columns of the settings no
    table has.
    """
    settings = settings or Settings()
    plan = config.plan(settings) if plan is None else plan
    spark = spark or session(settings.jobs)
    accepted = baseline.load(settings.baseline) if settings.baseline else ()
    read, problems, _ = _read(spark, list(paths), settings, articles)
    outcomes = _outcomes(spark, read, settings, plan, spark_sessions.BROADCAST).persist(StorageLevel.DISK_ONLY)
    # A session's articles beside its outcome, once more: claims are told in full in the tables.
    members = outcomes.select(F.explode("members").alias("uid"), F.col("session").alias("event"))
    held = read.join(members, "uid").select("uid", "event", "passage")
    sizes = {}
    for name, schema in parquet.SCHEMAS.items():
        rows = (
            held.groupBy("event")
            .cogroup(outcomes.groupBy("session"))
            .applyInArrow(_rows(name, settings, plan, accepted, today), _spark(schema))
        )
        if name == "problems":
            told = read.mapInArrow(_told, _spark(schema))
            first = [(one.rule, one.path, one.message) for one in problems]
            rows = rows.unionByName(told)
            if first:
                rows = rows.unionByName(spark.createDataFrame(first, _spark(schema)))
        rows.write.mode("overwrite").parquet(f"{folder}/{name}")
        sizes[name] = spark.read.parquet(f"{folder}/{name}").count()
    return sizes


def any_at(spark: SparkSession, folder: str, fail_on: str) -> bool:
    """Whether ``write`` left a finding under *folder* at least as grave as *fail_on*."""
    grave = [one.value for one in Severity if fail_on != "never" and one.rank <= Severity(fail_on).rank]
    found = spark.read.parquet(f"{folder}/discrepancies")
    return bool(found.where(F.col("severity").isin(grave) & F.col("suppressed").isNull()).take(1))


def _spark(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _rows(
    name: str, settings: Settings, plan: Sequence[Step], accepted: Sequence[baseline.Entry], today: date | None
) -> Any:
    """The rows of one table for one session."""

    def rows(_: Any, articles: pa.Table, outcomes: pa.Table) -> pa.Table:
        members = _members(articles.to_pylist())
        found = [packed_outcomes.decoded(data, members, "e0") for data in outcomes.column("outcome").to_pylist()]
        reading = intake.Reading(members, (), len(members), 0)
        return parquet.table(name, local.concluded(reading, found, settings, plan, accepted, today=today))

    return rows


def _told(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        found = [one for data in batch.column("problems").to_pylist() for one in pickle.loads(data)]
        yield from parquet.problems_of(found).to_batches()


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(
    spark: SparkSession, paths: Sequence[str | Path], settings: Settings, articles: DataFrame | None
) -> tuple[DataFrame, list[Problem], int]:
    """What was read in each file and row, what could not be taken, and how many there are."""
    if any(str(path) == "-" for path in paths):
        raise UsageError("--engine spark: expected files and folders, found standard input")
    entries, problems = ingest.entries([os.fspath(path) for path in paths])
    work = [
        (nth, pickle.dumps(intake.Work(intake.shaped(entry, settings.table), f"s{nth}", None, None)))
        for nth, entry in enumerate(entries)
    ]
    parts: list[DataFrame] = []
    if work or articles is None:
        files = spark.createDataFrame(work, "uid long, work binary")
        parts.append(files.repartition(_slices(spark, len(work))).mapInArrow(_read_files, _READ))
    if articles is not None:
        columns = ["id", "text", *(name for name in _TELLING if name in articles.columns)]
        told = articles.select(*columns).withColumn("uid", F.monotonically_increasing_id() + len(work))
        # The ids of rows hang on how they lie, so they are given once and kept.
        parts.append(told.persist(StorageLevel.DISK_ONLY).mapInArrow(_read_rows, _READ))
    read = parts[0] if len(parts) == 1 else parts[0].unionByName(parts[1])
    read = read.persist(StorageLevel.DISK_ONLY)
    return read, problems, read.where(F.col("uid") % _STRIDE == 0).count()


def _slices(spark: SparkSession, count: int) -> int:
    """Parts of a list of files: four for each core, none of less than a batch, none of more than some thousand."""
    most = max(4 * int(spark.sparkContext.defaultParallelism), count // 5_000)
    return max(1, min(most, -(-count // 32)))


def _read_files(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows: list[dict[str, Any]] = []
        for uid, data in zip(batch.column("uid").to_pylist(), batch.column("work").to_pylist(), strict=True):
            work = pickle.loads(data)
            rows += _rows_of(uid, work.entry.name, *intake.read_one(work))
        yield _record(rows)


_TELLING = ("title", "outlet", "published", "lang", "url")


def _read_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows: list[dict[str, Any]] = []
        for row in batch.to_pylist():
            name = str(row["id"])
            source, problems = ingest.read_bytes((row["text"] or "").encode("utf-8", "surrogatepass"), name, "s0")
            passages: list[Passage] = []
            if source is not None:
                told = {key: str(row[key]) for key in _TELLING if row.get(key)}
                passages, problems = intake.extracted(replace(source, **told), problems)  # type: ignore[arg-type]
            rows += _rows_of(row["uid"], name, passages, problems)
        yield _record(rows)


# Numbers for each file or row: a round-up has one for its head and one for each story.
_STRIDE = 64


def _rows_of(
    number: int, path: str, passages: Sequence[Passage], problems: Sequence[Problem]
) -> Iterator[dict[str, Any]]:
    """A row for each passage of a file, or for none; *problems* stand with the first."""
    assert len(passages) <= _STRIDE
    for nth, passage in enumerate(passages or (None,)):
        yield {
            "uid": number * _STRIDE + nth,
            "path": path,
            "folder": path.rpartition("/")[0],
            "is_table": passage is not None and passage.table is not None,
            "passage": None if passage is None else pickle.dumps(passage),
            "problems": pickle.dumps([] if nth else list(problems)),
        }


_READ_SCHEMA = pa.schema(
    [
        ("uid", pa.int64()), ("path", pa.string()), ("folder", pa.string()), ("is_table", pa.bool_()),
        ("passage", pa.binary()), ("problems", pa.binary()),
    ]
)  # fmt: skip


def _record(rows: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=_READ_SCHEMA)


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _outcomes(
    spark: SparkSession, read: DataFrame, settings: Settings, plan: Sequence[Step], broadcast: int
) -> DataFrame:
    """The outcome of every session, with the numbers of its sources."""
    passages = read.where(F.col("passage").isNotNull()).select("uid", "path", "folder", "is_table", "passage")
    tables = passages.where("is_table")
    if tables.take(1) and passages.where("not is_table").take(1):
        passages = passages.mapInArrow(_capped, passages.schema)
    match settings.sessions:
        case "one":
            belongs = passages.select("uid", F.lit(0).cast("long").alias("session"))
        case "folder":
            belongs = passages.select("uid", F.xxhash64("folder").alias("session"))
        case _:
            belongs = spark_sessions.found(spark, passages, broadcast)
    together = passages.join(belongs, "uid").select("session", "uid", "passage")
    return together.groupBy("session").applyInArrow(_outcome(plan), _OUTCOMES)


def _capped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Tables beside articles are compared over so many of their cells, see ``local.alignable_of``."""
    for batch in batches:
        rows = batch.to_pylist()
        for row in rows:
            if row["is_table"]:
                passage = pickle.loads(row["passage"])
                row["passage"] = pickle.dumps(replace(passage, claims=passage.claims[: local.ALIGNED_CELLS]))
        yield pa.RecordBatch.from_pylist(rows, schema=batch.schema)


def _members(rows: Sequence[dict[str, Any]]) -> tuple[Passage, ...]:
    """The passages of a session, numbered in order of path and text."""
    ordered = sorted(rows, key=lambda row: row["uid"])
    return intake.numbered([pickle.loads(row["passage"]) for row in ordered])


def _outcome(plan: Sequence[Step]) -> Any:
    def made(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        members = _members(rows)
        data = packed_outcomes.encoded(outcome(members, "e0", plan), members)
        told = {
            "session": [rows[0]["session"]],
            "members": [sorted(row["uid"] for row in rows)],
            "outcome": [data],
        }
        return pa.table(told, schema=_OUTCOME_SCHEMA)

    return made


_OUTCOME_SCHEMA = pa.schema([("session", pa.int64()), ("members", pa.list_(pa.int64())), ("outcome", pa.binary())])

__all__ = ["run", "session", "write"]
