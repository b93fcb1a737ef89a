"""A run on this machine that keeps no article in memory: tables out, as a cluster writes them.

For corpora whose report no one would open. What was read lies, packed, in a hidden folder beside the tables until its
session is judged; workers read, find sessions, judge and write. The main process holds what sessions are found by:
for each article its name and day, for each term how many articles print it. Series across sessions are not looked for.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checker import config
from checker.config import Sessions, Settings, Step
from checker.engine import baseline, cache, intake, local, scattered
from checker.engine.collector import at_rest
from checker.engine.judging import Progress
from checker.engine.packed import Packed, encoded
from checker.engine.spool import Spool
from checker.engine.workers import Workers
from checker.model import Passage, Problem, Severity

TABLES = ("claims", "groups", "discrepancies", "problems")
# Articles whose sessions are judged, and written to one part of each table, at a time.
_PART = 512


class Written(NamedTuple):
    """What ``write`` left: rows by table, and findings that nobody asked to suppress by severity."""

    sizes: Mapping[str, int]
    found: Mapping[Severity, int]

    def any_at(self, fail_on: str) -> bool:
        """Whether there is a finding at least as grave as *fail_on*."""
        return fail_on != "never" and any(one.rank <= Severity(fail_on).rank for one in self.found)


class _Card(NamedTuple):
    """What the main process keeps of an article; a table stays in memory as it is, and is kept nowhere else.

    ``weight``  about how long it takes to compare
    """

    path: str
    published: str
    digest: str
    item: int
    key: bytes | None
    weight: int
    table: Passage | None

    @property
    def order(self) -> tuple[str, str, str]:
        """Its place among others: by day, path and text."""
        return self.published, self.path, self.digest


def write(
    folder: Path,
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    stdin_name: str = "stdin.txt",
    plan: Sequence[Step] | None = None,
    progress: Progress | None = None,
    today: date | None = None,
    start: str | None = None,
) -> Written:
    """Read *paths* and write ``claims``, ``groups``, ``discrepancies`` and ``problems`` under *folder*.

    See ``checker.engine.parquet`` for the tables, each a folder of parts that takes the place of an earlier one when all
    is done; ``local.run`` for the rest. Raises OSError where *folder* cannot be written.
    """
    settings = settings or Settings()
    plan = config.plan(settings) if plan is None else plan
    accepted = baseline.load(settings.baseline) if settings.baseline else ()
    paths = list(paths)
    kept_in = cache.folder(settings.cache, paths)
    folder.mkdir(parents=True, exist_ok=True)
    with at_rest(), Workers(settings.jobs, start) as workers, tempfile.TemporaryDirectory(
        prefix=".factcheck-", dir=folder
    ) as name:  # fmt: skip
        place = Path(name)
        shelves = _Shelves(Spool(place / "articles"), Spool(place / "readings"))
        cards, held, problems = _read(paths, settings, stdin_name, workers, kept_in, shelves, progress)
        sessions = _sessions(cards, held, settings.sessions, shelves.readings, place / "profiles", workers)
        del held
        shelves.readings.remove()
        tables = place / "tables"
        for table in TABLES:
            (tables / table).mkdir(parents=True)
        plan_key = cache.key_of_plan(plan) if kept_in and not settings.local_rules else None
        desk = _Desk(shelves.articles, cards, settings, plan, accepted, today, tables, kept_in, plan_key)
        written = _judged(desk, sessions, problems, workers, progress)
        for table in TABLES:
            shutil.rmtree(folder / table, ignore_errors=True)
            (tables / table).replace(folder / table)
    return written


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Shelves(NamedTuple):
    articles: Spool
    readings: Spool


class _Stretch(NamedTuple):
    """What came of some files: a card for each that gave something, what is to be put on the shelves, and its terms."""

    cards: list[_Card]
    articles: list[bytes]
    readings: list[bytes]
    held: scattered.Held | None
    problems: list[Problem]


class _Work(NamedTuple):
    batch: intake.Batch
    sessions: Sessions


def _read(
    paths: Sequence[str | Path],
    settings: Settings,
    stdin_name: str,
    workers: Workers,
    kept_in: Path | None,
    shelves: _Shelves,
    progress: Progress | None,
) -> tuple[list[_Card], scattered.Held, list[Problem]]:
    entries, problems = intake.entries_of(paths, stdin_name, settings.table)
    batches = [_Work(batch, settings.sessions) for batch in intake.batches(entries, kept_in, workers.jobs)]
    cards: list[_Card] = []
    held = scattered.Held()
    done = 0
    readers = intake.readers_of(entries, workers)
    for work, stretch in zip(batches, readers.map(_stretch, batches), strict=True):
        cards += stretch.cards
        problems = [*problems, *stretch.problems] if stretch.problems else problems
        for record in stretch.articles:
            shelves.articles.append(record)
        for record in stretch.readings:
            shelves.readings.append(record)
        if stretch.held is not None:
            held.merge(stretch.held)
        done += len(work.batch.work)
        if progress:
            progress("read", done, len(entries))
    if not entries and not problems:
        problems = [intake.nothing_to_read()]
    problems = [*problems, *intake.misnamed([card.table for card in cards if card.table], settings.table)]
    shelves.articles.close()
    shelves.readings.close()
    return cards, held, problems


def _stretch(work: _Work) -> _Stretch:
    auto = work.sessions == "auto"
    made = _Stretch([], [], [], scattered.Held() if auto else None, [])
    for one, (found, problems, key) in zip(work.batch.work, intake.read_batch(work.batch), strict=True):
        made.problems.extend(problems)
        for passage in (intake.opened(one_found, one) for one_found in found):
            source, record = passage.source, encoded(passage)
            made.cards.append(
                _Card(
                    source.path,
                    source.published or "",
                    source.digest,
                    source.item,
                    cache.key_of_story(key, source.item),
                    len(passage.claims),
                    passage if record is None else None,
                )
            )
            made.articles.append(record or b"")
            if made.held is not None:
                (alignable,), _ = local.alignable_of([passage])
                made.readings.append(scattered.packed_reading(alignable, made.held))
    return made


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _sessions(
    cards: Sequence[_Card],
    held: scattered.Held,
    mode: Sessions,
    readings: Spool,
    file: Path,
    workers: Workers,
) -> list[list[int]]:
    """The sessions as places among *cards*; *file* is for what they are found by."""
    from checker.align.sessions import by_folder_of

    if mode == "one":
        return [list(range(len(cards)))] if cards else []
    if mode == "folder":
        return by_folder_of(card.path for card in cards)
    order = sorted(range(len(cards)), key=lambda number: cards[number].order)
    profiles = Spool(file)
    found = scattered.found(readings, held, order, profiles, workers)
    profiles.remove()
    return found


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Desk(NamedTuple):
    """What a worker that judges has before it; ``tables`` is the folder that it writes to."""

    articles: Spool
    cards: Sequence[_Card]
    settings: Settings
    plan: Sequence[Step]
    accepted: Sequence[baseline.Entry]
    today: date | None
    tables: Path
    kept_in: Path | None
    plan_key: bytes | None


def _judged(
    desk: _Desk,
    sessions: Sequence[Sequence[int]],
    problems: Sequence[Problem],
    workers: Workers,
    progress: Progress | None,
) -> Written:
    """Judge *sessions* and write the tables."""
    sizes = Counter(dict.fromkeys(TABLES, 0))
    found: Counter[Severity] = Counter()
    parts = [_Part(number, part, ()) for number, part in enumerate(_parts(sessions), 1)]
    # Part 0 of each table is there whatever is found.
    parts.insert(0, _Part(0, (), problems))
    done = 0
    for part, (rows, severities) in zip(parts, workers.map_over(_part, desk, parts), strict=True):
        sizes.update(rows)
        found.update(severities)
        done += sum(map(len, part.sessions))
        if progress:
            progress("check", done, len(desk.cards))
    return Written(dict(sizes), dict(found))


def _parts(sessions: Sequence[Sequence[int]]) -> Iterable[list[Sequence[int]]]:
    """*sessions* in order, of about ``_PART`` articles each time; a larger session by itself."""
    part: list[Sequence[int]] = []
    size = 0
    for one in sessions:
        if part and size + len(one) > _PART:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one)
    if part:
        yield part


class _Part(NamedTuple):
    number: int
    sessions: Sequence[Sequence[int]]
    problems: Sequence[Problem]


def _part(desk: _Desk, work: _Part) -> tuple[dict[str, int], Counter[Severity]]:
    """Judge some sessions and write their part of each table."""
    # Arrow takes forty megabytes, which the main process does without.
    from checker.engine import parquet

    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    tables["problems"] += parquet.problem_rows(work.problems)
    found: Counter[Severity] = Counter()
    for places in work.sessions:
        # Claims are numbered in order of path, as they are wherever a session is judged by itself.
        held = [_passage(desk, place) for place in places]
        ordered = [places[at] for at in intake.order(held)]
        members = intake.numbered(held)
        alignable, _ = local.alignable_of(members)
        keys = [desk.cards[place].key for place in ordered]
        bench = local.Bench(alignable, desk.plan, keys, desk.kept_in, desk.plan_key)
        outcomes = local.outcomes_of(bench, [(0, range(len(members)))])
        report = local.concluded(
            intake.Reading(members, (), len(members), 0), outcomes, desk.settings, desk.plan, desk.accepted, today=desk.today
        )  # fmt: skip
        found.update(one.severity for one in report.discrepancies if one.suppressed is None)
        for name, rows in tables.items():
            rows += parquet.rows(name, report)
    parquet.write_part(desk.tables, work.number, {name: parquet.of_rows(name, rows) for name, rows in tables.items()})
    return {name: len(rows) for name, rows in tables.items()}, found


def _passage(desk: _Desk, place: int) -> Passage | Packed:
    card = desk.cards[place]
    return card.table or Packed(card.path, desk.articles[place], card.item)


__all__ = ["Written", "write"]
