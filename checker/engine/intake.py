"""Files to passages: read one by one wherever there is a process for it, from the cache where it has them, and numbered."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from checker import extract, ingest
from checker.config.values import nearest
from checker.engine import cache
from checker.engine.judging import Progress
from checker.engine.packed import Packed, encoded
from checker.engine.workers import Workers
from checker.errors import ReadError
from checker.ingest import STDIN, Entry, roundups
from checker.model import Passage, Problem, Shape, Source


class Reading(NamedTuple):
    """What reading some paths gave. ``entries`` counts the files that were found, ``unreadable`` those that gave nothing.

    ``keys``  what each passage is kept under in the cache, None where it is not
    ``files``  the file of each source, by its path in the report
    """

    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    entries: int
    unreadable: int
    keys: tuple[bytes | None, ...] = ()
    files: Mapping[str, Entry] = MappingProxyType({})


def read(
    paths: Iterable[str | Path],
    *,
    stdin_name: str = "stdin.txt",
    workers: Workers | None = None,
    kept_in: Path | None = None,
    lang: str | None = None,
    published: str | None = None,
    tables: Sequence[Shape] = (),
    progress: Progress | None = None,
) -> Reading:
    """The passages under *paths*, sorted by path and numbered.

    ``lang``, ``published`` stand in where a source does not tell; ``tables`` tell of tables what they do not. A path that
    does not exist raises UsageError; a file that cannot be read is a problem.
    """
    entries, problems = entries_of(paths, stdin_name, tables)
    workers = readers_of(entries, workers or Workers(1))
    coming = _Coming()
    unreadable = 0
    work = batches(entries, kept_in, workers.jobs, lang, published, crosses=workers.jobs > 1)
    asked = chain.from_iterable(batch.work for batch in work)
    read_in = chain.from_iterable(workers.map(read_batch, work))
    for done, (one, (found, told, key)) in enumerate(zip(asked, read_in, strict=True), 1):
        problems = [*problems, *told] if told else problems
        coming.add(found, key, one)
        unreadable += not found
        if progress:
            progress("read", done, len(entries))
    if not entries and not problems:
        problems = [nothing_to_read()]
    passages, keys = coming.numbered()
    problems = [*problems, *misnamed(passages, tables)]
    files = {entry.name: entry for entry in entries}
    return Reading(passages, tuple(problems), len(entries), unreadable, keys, files)


def entries_of(
    paths: Iterable[str | Path], stdin_name: str, tables: Sequence[Shape]
) -> tuple[list[Entry], list[Problem]]:
    """The files under *paths*, with what *tables* tell of them, and what could not be taken. Raises UsageError."""
    entries, problems = ingest.entries([os.fspath(path) for path in paths], stdin_name=stdin_name)
    return [shaped(entry, tables) for entry in entries], problems


def readers_of(entries: Iterable[Entry], workers: Workers) -> Workers:
    """Who reads *entries*: standard input belongs to this process alone."""
    return Workers(1) if any(entry.path == STDIN for entry in entries) else workers


def nothing_to_read() -> Problem:
    """What is wrong with paths under which there is nothing."""
    return Problem(rule="FC001", path="", message="expected a file or a folder with articles, found nothing to read")


def shaped(entry: Entry, tables: Sequence[Shape]) -> Entry:
    """*entry* with what the settings say of its table; of several entries that match, each adds to the ones before."""
    for shape in tables:
        if PurePosixPath(entry.name).match(shape.file):
            entry = entry._replace(shape=ingest.merged(entry.shape, shape))
    return entry


# Columns among which the nearest is looked for, and which a message lists where none is near.
_NAMES = 20


def misnamed(passages: Sequence[Passage], shapes: Sequence[Shape]) -> list[Problem]:
    """What *shapes*, those of the settings, say of columns that no table which they are about has."""
    problems = []
    for shape in shapes:
        of = (one.table for one in passages if one.table and PurePosixPath(one.source.path).match(shape.file))
        found = sorted(of, key=lambda table: table.source.path)
        told = dict.fromkeys([*(hint.name for hint in shape.columns if not hint.required), *shape.key])
        for name in told if found else ():
            if all(name in table.unknown for table in found):
                names = [column.name for table in found for column in table.columns if column.name]
                message = (
                    f"[[table]] file = {shape.file!r}: no table has a column {name!r}{nearest(name, names[:_NAMES])}"
                )
                problems.append(Problem(rule="FC006", path=found[0].source.path, message=message))
    return problems


class Work(NamedTuple):
    """A file to read; ``lang`` and ``published`` stand in where it does not state its own."""

    entry: Entry
    source_id: str
    lang: str | None
    published: str | None


# What came of a file, still packed or not, its key in the cache, and the file.
_Found = tuple[Passage | Packed, bytes | None, Work]

# Files that are read between two writes to the cache.
BATCH = 32


class Batch(NamedTuple):
    """Files that one worker reads; ``kept_in`` is the folder of the cache, None for none.

    ``crosses``  whether what is read goes to another process
    """

    work: Sequence[Work]
    kept_in: Path | None
    crosses: bool = False


def batches(
    entries: Sequence[Entry],
    kept_in: Path | None,
    jobs: int,
    lang: str | None = None,
    published: str | None = None,
    *,
    crosses: bool = False,
) -> list[Batch]:
    """*entries* as work for *jobs* processes; ``crosses`` as of ``Batch``."""
    size = BATCH if jobs == 1 else min(BATCH, max(1, len(entries) // (jobs * 4)))
    work = [Work(entry, f"s{number}", lang, published) for number, entry in enumerate(entries, 1)]
    return [Batch(work[at : at + size], kept_in, crosses) for at in range(0, len(work), size)]


class _Read(NamedTuple):
    """What came of one file: nothing, a passage, or those of a round-up.

    ``key``  what they are kept under in the cache, None where they are not
    """

    passages: Sequence[Passage | Packed]
    problems: Sequence[Problem]
    key: bytes | None = None


def read_batch(batch: Batch) -> list[_Read]:
    """The files of *batch*, from the cache where it has them; a function of a module, so that a worker can run it.

    What comes from the cache is still packed; what was read is packed where it goes to another process.
    """
    out: list[_Read] = []
    fresh: list[tuple[bytes, cache.Entry]] = []
    with cache.Cache(batch.kept_in) if batch.kept_in else nullcontext() as kept:
        for one in batch.work:
            before = cache.stamp(one.entry.path) if kept else None
            key = before and cache.key_of_file(
                one.entry.path, one.entry.name, one.lang, one.published, (ingest.read, extract.read)
            )
            known = kept.packed(key, one.entry.name) if kept and key else None
            if known is not None:
                out.append(_Read(*known, key))
                continue
            passages, problems = read_one(one)
            # What was hashed must be what was read.
            if key and passages and cache.stamp(one.entry.path) == before:
                fresh.append((key, cache.Entry(passages, tuple(problems))))
            else:
                key = None
            # A table hangs on what the settings say of it, too.
            key = None if any(passage.table for passage in passages) else key
            out.append(_Read(list(map(_packed, passages)) if batch.crosses else passages, problems, key))
        if kept:
            kept.put(fresh)
    return out


def _packed(passage: Passage) -> Passage | Packed:
    data = encoded(passage)
    return passage if data is None else Packed(passage.source.path, data, passage.source.item)


def opened(passage: Passage | Packed, work: Work) -> Passage:
    """*passage* of a file, with numbers of its own; read anew where it was packed and does not open."""
    if not isinstance(passage, Packed):
        return passage
    try:
        return passage.opened(work.source_id)
    except ValueError:
        again, _ = read_one(work)
        same = next((one for one in again if one.source.item == passage.item), None)
        if same is None:
            raise
        return same


def read_one(work: Work) -> tuple[list[Passage], list[Problem]]:
    """One file, read and extracted; a module-level function of picklable records, so that a worker can run it.

    A file that cannot be read gives no passage, a round-up one for its head and one for each story.
    """
    try:
        source, problems = ingest.read(work.entry, work.source_id, work.lang, work.published)
        if source is None:
            return [], problems
        return extracted(source, problems)
    except ReadError as error:
        return [], [Problem(rule="FC001", path=work.entry.name, message=str(error))]


def extracted(source: Source, problems: Sequence[Problem]) -> tuple[list[Passage], list[Problem]]:
    """What *source* says, and *problems* with those that it has beside. Raises ReadError."""
    told = list(problems)
    out = []
    for one in _events(source):
        passage = extract.read(one)
        if passage.source.status != one.status and passage.table is None:
            message = f"the article states more than {extract.MAX_FIGURES} figures; those after them were not read"
            told.append(Problem(rule="FC004", path=one.path, message=message))
        if passage.table is not None and passage.table.astray:
            told.append(Problem(rule="FC001", path=one.path, message=_astray(passage.table.astray)))
            passage = replace(passage, source=replace(passage.source, status="partial"))
        out.append(passage)
    return out, told


def _events(source: Source) -> Sequence[Source]:
    """*source*, taken apart where it is a round-up of different events."""
    parts = roundups.stories(source)
    if parts:
        # Sessions bring NumPy, which commands that read alone need not load.
        from checker.align.roundups import are_apart

        if are_apart(parts[1:]):
            return parts
    return (source,)


# Places that a message names.
_PLACES = 3


def _astray(places: Sequence[tuple[int, int]]) -> str:
    """What is said of quotation marks that hide the lines of *places*."""
    named = [
        f"line {first}" if first == last else f"lines {first} to {last}, taken for one row" for first, last in places
    ]
    more = len(named) - _PLACES
    also = f"; and at {more} more places" if more > 0 else ""
    return f"a quotation mark is astray, so not all was read: {'; '.join(named[:_PLACES])}{also}"


def numbered(passages: Iterable[Passage | Packed]) -> tuple[Passage, ...]:
    """*passages* sorted by path, sources named s1, s2, …, claims c1, c2, … in order of source and place.

    Raises ValueError for a packed one that does not open.
    """
    given = list(passages)
    return _in_turn(given[place] for place in order(given))


def _in_turn(passages: Iterable[Passage | Packed]) -> tuple[Passage, ...]:
    """As ``numbered``, of what is sorted already."""
    turn = _InTurn()
    for one in passages:
        turn.add(one)
    return tuple(turn.passages)


class _InTurn:
    """Passages numbered as they come."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._claims = 0

    def add(self, one: Passage | Packed) -> None:
        """Take the next passage. Raises ValueError for a packed one that does not open."""
        number = len(self.passages) + 1
        passage = one.opened(f"s{number}", self._claims + 1) if isinstance(one, Packed) else one
        places = [(claim.span, claim.nth) for claim in passage.claims]
        if passage is one or places != sorted(places):
            passage = _renumbered(passage, f"s{number}", self._claims)
        self.passages.append(passage)
        self._claims += len(passage.claims)


class _Coming:
    """What was read. As long as it comes in order of path it is numbered at once: workers read on meanwhile."""

    def __init__(self) -> None:
        self._found: list[_Found] = []
        self._turn: _InTurn | None = _InTurn()

    def add(self, passages: Sequence[Passage | Packed], key: bytes | None, work: Work) -> None:
        """Take what came of one file."""
        if passages and self._found and _path(self._found[-1][0]) >= _path(passages[0]):
            self._turn = None
        for passage in passages:
            self._found.append((passage, cache.key_of_story(key, _item(passage)), work))
            try:
                if self._turn is not None:
                    self._turn.add(passage)
            except ValueError:
                self._turn = None

    def numbered(self) -> tuple[tuple[Passage, ...], tuple[bytes | None, ...]]:
        """The passages, sorted by path and numbered, and what each is kept under."""
        if self._turn is not None:
            return tuple(self._turn.passages), tuple(key for _, key, _ in self._found)
        try:
            return _sorted(self._found)
        except ValueError:
            # Bytes in the cache that are no passage: those are read anew.
            return _sorted([(opened(passage, work), key, work) for passage, key, work in self._found])


def _sorted(found: Sequence[_Found]) -> tuple[tuple[Passage, ...], tuple[bytes | None, ...]]:
    """See ``_Coming.numbered``. Raises ValueError for a packed one that does not open."""
    places = order([passage for passage, _, _ in found])
    return _in_turn(found[place][0] for place in places), tuple(found[place][1] for place in places)


def _renumbered(passage: Passage, name: str, count: int) -> Passage:
    """*passage* as the source *name*, its claims numbered on from *count*."""
    source = replace(passage.source, id=name)
    ordered = sorted(passage.claims, key=lambda c: (c.span, c.nth))
    claims = {claim.id: replace(claim, id=f"c{count + n}", source=source) for n, claim in enumerate(ordered, 1)}
    relations = tuple(
        replace(relation, roles=tuple((role, claims[claim.id]) for role, claim in relation.roles))
        for relation in passage.relations
    )
    table = passage.table and replace(passage.table, source=source, claims=tuple(claims.values()))
    return Passage(source=source, claims=tuple(claims.values()), relations=relations, table=table)


def order(passages: Sequence[Passage | Packed]) -> list[int]:
    """The places of *passages* in order of path; those of one name go by what they say, and stories by their number."""
    names = [(_path(one), _item(one)) for one in passages]
    if len(set(names)) == len(names):
        return sorted(range(len(names)), key=names.__getitem__)
    often = Counter(path for path, _ in names)
    texts = [_text(one) if often[path] > 1 else "" for one, (path, _) in zip(passages, names, strict=True)]
    return sorted(range(len(names)), key=lambda place: (names[place][0], texts[place], names[place][1]))


def _path(one: Passage | Packed) -> str:
    return one.path if isinstance(one, Packed) else one.source.path


def _item(one: Passage | Packed) -> int:
    return one.item if isinstance(one, Packed) else one.source.item


def _text(one: Passage | Packed) -> str:
    return (one.opened("s") if isinstance(one, Packed) else one).source.text
