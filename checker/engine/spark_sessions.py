"""The sessions of ``checker.align.sessions`` over articles that no one machine holds.

The same steps as there, each over parts of the data: readings; how many sources hold each term; profiles; the place of
each source in order of date; partners through shared rare terms, within a reach of places around each; likeness of
partners; connected sources; and in each such component the joining. Sums are of whole numbers and order is by date,
path and text, so the sessions are those of one machine.

The driver holds the links between alike sources (16 bytes each) and, while they are few, how many sources hold each
term; beyond ``broadcast`` terms these are joined in the cluster.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark import StorageLevel, TaskContext
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812 - as Spark's own documentation has it

from checker.align import profiles as profiling
from checker.align.partners import PARTNERS, REACH
from checker.align.readings import KINDS, concepts_of, reading
from checker.align.sessions import JOIN, joined
from checker.engine.scattered import components

# Terms whose counts the driver sends to every worker: some hundred megabytes.
BROADCAST = 2_000_000

_READINGS = "uid long, published string, path string, digest string, lang string, reading binary"
_TERMS = "kind string, term string, held long"
_PROFILES = "uid long, published string, path string, digest string, profile binary"


def found(spark: SparkSession, passages: DataFrame, broadcast: int = BROADCAST) -> DataFrame:
    """(``uid``, ``session``) of every source of *passages* (``uid``, ``path``, ``passage``); ``session`` is a number.

    ``broadcast``  the most terms whose counts are sent to every worker
    """
    readings = passages.mapInArrow(_readings, _READINGS).persist(StorageLevel.DISK_ONLY)
    size = readings.count()
    many = readings.select("lang").distinct().count() > 1
    profiles = _profiles(spark, readings, size, many, broadcast)
    placed = _placed(spark, profiles).persist(StorageLevel.DISK_ONLY)
    links = _links(placed).persist(StorageLevel.DISK_ONLY)
    component = _components(links)
    if not component:
        return placed.select("uid", F.col("place").alias("session"))
    members = spark.createDataFrame(
        pa.table({"place": list(component), "component": list(component.values())}, schema=_COMPONENT)
    )
    inside = placed.join(members, "place")
    # Under other names, or Spark cannot tell the two sides apart.
    ends = members.select(F.col("place").alias("one"), F.col("component").alias("part"))
    edges = links.join(ends, "one").select("part", "one", "two")
    together = inside.groupBy("component").cogroup(edges.groupBy("part")).applyInArrow(_joined, _SESSIONS)
    return placed.join(together, "place", "left").select("uid", F.coalesce("session", "place").alias("session"))


_COMPONENT = pa.schema([("place", pa.int64()), ("component", pa.int64())])
_SESSIONS = "place long, session long"


def _readings(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = []
        for row in batch.to_pylist():
            passage = pickle.loads(row["passage"])
            read = reading(row["uid"], passage)
            published, path, digest = read.key
            # Concepts matter between languages alone, and which there are is not known yet.
            read.concepts = concepts_of(passage.source, read.lang)
            read.key = ("", "", "")
            rows.append((row["uid"], published, path, digest, read.lang, pickle.dumps(read)))
        yield _batch(rows, _READINGS)


def _profiles(spark: SparkSession, readings: DataFrame, size: int, many: bool, broadcast: int) -> DataFrame:
    held = readings.mapInArrow(_counted(many), _TERMS).groupBy("kind", "term").agg(F.sum("held").alias("held"))
    held = held.persist(StorageLevel.DISK_ONLY)
    if held.count() <= broadcast:
        counts: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for kind, term, number in zip(*(column.to_pylist() for column in held.toArrow().columns), strict=True):
            counts[kind][term] = number
        sent = spark.sparkContext.broadcast(counts)

        def weighed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            rarity = {kind: profiling.rarities(kind, found, size) for kind, found in sent.value.items()}
            for batch in batches:
                yield _batch(
                    [_profile(row, rarity, sent.value["figures"], size, many) for row in batch.to_pylist()], _PROFILES
                )

        return readings.mapInArrow(weighed, _PROFILES)

    def gathered(_: Any, mine: pa.Table, terms: pa.Table) -> pa.Table:
        own: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for row in terms.to_pylist():
            own[row["kind"]][row["term"]] = row["held"]
        rarity = {kind: profiling.rarities(kind, found, size) for kind, found in own.items()}
        return pa.Table.from_batches(
            [_batch([_profile(row, rarity, own["figures"], size, many) for row in mine.to_pylist()], _PROFILES)]
        )

    holders = readings.mapInArrow(_held(many), "uid long, kind string, term string").join(held, ["kind", "term"])
    return readings.groupBy("uid").cogroup(holders.groupBy("uid")).applyInArrow(gathered, _PROFILES)


def _counted(many: bool) -> Any:
    def counted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        held: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for batch in batches:
            for read in map(pickle.loads, batch.column("reading").to_pylist()):
                for kind in KINDS if many else _ONE_LANGUAGE:
                    held[kind].update(getattr(read, kind).keys())
        yield _batch([(kind, term, n) for kind, found in held.items() for term, n in found.items()], _TERMS)

    return counted


_ONE_LANGUAGE = tuple(kind for kind in KINDS if kind != "concepts")


def _held(many: bool) -> Any:
    def held(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = []
            for uid, data in zip(batch.column("uid").to_pylist(), batch.column("reading").to_pylist(), strict=True):
                read = pickle.loads(data)
                rows += [
                    (uid, kind, term) for kind in (KINDS if many else _ONE_LANGUAGE) for term in getattr(read, kind)
                ]
            yield _batch(rows, "uid long, kind string, term string")

    return held


def _profile(
    row: Mapping[str, Any], rarity: Mapping[str, Mapping[str, float]], held: Mapping[str, int], size: int, many: bool
) -> tuple[Any, ...]:
    read = pickle.loads(row["reading"])
    if not many:
        read.concepts = Counter()
    made = profiling.profile(read, rarity, held, size)
    return row["uid"], row["published"], row["path"], row["digest"], pickle.dumps(made)


def _placed(spark: SparkSession, profiles: DataFrame) -> DataFrame:
    """*profiles* with the ``place`` of each in order of date, path and text, from 0."""
    ordered = profiles.orderBy("published", "path", "digest").persist(StorageLevel.DISK_ONLY)
    counts = ordered.groupBy(F.spark_partition_id().alias("part")).count().collect()
    start: dict[int, int] = {}
    total = 0
    for part, number in sorted((row["part"], row["count"]) for row in counts):
        start[part] = total
        total += number

    def numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        context = TaskContext.get()
        assert context is not None
        place = start.get(context.partitionId(), 0)
        for batch in batches:
            rows = zip(batch.column("uid").to_pylist(), batch.column("profile").to_pylist(), strict=True)
            yield _batch([(place + nth, uid, data) for nth, (uid, data) in enumerate(rows)], _PLACED)
            place += batch.num_rows

    return ordered.mapInArrow(numbered, _PLACED)


_PLACED = "place long, uid long, profile binary"


def _links(placed: DataFrame) -> DataFrame:
    """(``one``, ``two``): the places of partners that are alike enough to join, the lower first."""
    handles = placed.mapInArrow(_handles, "term string, place long, weight long")
    met = handles.groupBy("term").applyInArrow(_met, "one long, two long, weight long")
    shared = met.groupBy("one", "two").agg(F.sum("weight").alias("weight"))
    best = Window.partitionBy("one").orderBy(F.desc("weight"), "two")
    partners = shared.withColumn("nth", F.row_number().over(best)).where(F.col("nth") <= PARTNERS)
    left = placed.select(F.col("place").alias("one"), F.col("profile").alias("left"))
    right = placed.select(F.col("place").alias("two"), F.col("profile").alias("right"))
    pairs = partners.select("one", "two").join(left, "one").join(right, "two").select("one", "two", "left", "right")
    return pairs.mapInArrow(_alike, "one long, two long")


def _handles(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = []
        for place, data in zip(batch.column("place").to_pylist(), batch.column("profile").to_pylist(), strict=True):
            rows += [(term, place, weight) for term, weight in profiling.handles(pickle.loads(data))]
        yield _batch(rows, "term string, place long, weight long")


def _met(table: pa.Table) -> pa.Table:
    ordered = table.sort_by("place")
    places, weights = ordered.column("place").to_pylist(), ordered.column("weight").to_pylist()
    rows = [
        (place, other, weight * its)
        for at, (place, weight) in enumerate(zip(places, weights, strict=True))
        for other, its in zip(places[at + 1 : at + 1 + REACH], weights[at + 1 : at + 1 + REACH], strict=True)
    ]
    return pa.Table.from_batches([_batch(rows, "one long, two long, weight long")])


def _alike(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = [
            (row["one"], row["two"])
            for row in batch.to_pylist()
            if profiling.likeness(pickle.loads(row["left"]), pickle.loads(row["right"])) >= JOIN
        ]
        yield _batch(rows, "one long, two long")


def _components(links: DataFrame) -> dict[int, int]:
    """Place → the lowest place that it is connected with, for every place that has a link."""
    table = links.toArrow()
    ends = np.column_stack([table.column("one").to_numpy(), table.column("two").to_numpy()])
    # Places that have a link, numbered from 0: the driver holds no more.
    places, numbers = np.unique(ends, return_inverse=True)
    lowest = components(numbers.reshape(ends.shape).astype(np.int32), len(places))
    return dict(zip(places.tolist(), places[lowest].tolist(), strict=True))


def _joined(_: Any, profiles: pa.Table, edges: pa.Table) -> pa.Table:
    places = profiles.sort_by("place")
    number = {place: nth for nth, place in enumerate(places.column("place").to_pylist())}
    held = [pickle.loads(data) for data in places.column("profile").to_pylist()]
    pairs = sorted(
        (number[one], number[two])
        for one, two in zip(edges.column("one").to_pylist(), edges.column("two").to_pylist(), strict=True)
    )
    back = list(number)
    rows = [(back[nth], back[min(group)]) for group in joined(held, pairs) for nth in group]
    return pa.Table.from_batches([_batch(rows, _SESSIONS)])


_TYPES = {"long": pa.int64(), "string": pa.string(), "binary": pa.binary()}


def _batch(rows: Iterable[tuple[Any, ...]], columns: str) -> pa.RecordBatch:
    """*rows* under *columns*, "name type, name type"."""
    named = [column.split() for column in columns.split(", ")]
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in named])
    values: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        for nth, value in enumerate(row):
            values[nth].append(value)
    return pa.record_batch([pa.array(values[nth], kind) for nth, kind in enumerate(schema.types)], schema=schema)


__all__ = ["BROADCAST", "found"]
