"""Rows of a long table that must be seen together although they lie far apart: gathered on disk, in fixed memory."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple, Self

# Rows that are judged together at most. Each may be rounded by half a step, so what more of them make says little, and
# each takes some kilobytes while they are judged.
MOST_KIN = 5_000
# Groups of rows whose size is known while they are gathered; of any further one all rows are kept until they are read.
_COUNTED = 100_000
# Kilobytes of pages that SQLite holds before it writes to its file, which has no name and goes when it is closed.
_CACHE_KB = 16_000


class Record(NamedTuple):
    """A row as it is printed; ``line`` is its number in the table."""

    line: int
    text: str


class Way(NamedTuple):
    """Which rows are kin, as ``Table.part`` names it. ``place``: the label in which *siblings* differ, else -1."""

    part: str
    place: int = -1


class Kin:
    """Rows by what they are kin in. Raises OSError where there is no room on disk. To be closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._counts: dict[Way, Counter[int]] = {}
        for told in (f"cache_size = -{_CACHE_KB}", "temp_store = FILE", "journal_mode = OFF", "synchronous = OFF"):
            self._db.execute(f"PRAGMA {told}")
        self._db.execute("CREATE TABLE mark (what TEXT, kin INTEGER)")
        self._db.execute("CREATE TABLE record (part TEXT, place INTEGER, kin INTEGER, line INTEGER, text TEXT)")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def mark(self, what: str, kin: Iterable[int]) -> None:
        """Keep a number, of 64 bits with a sign, for each of some rows."""
        self._write("INSERT INTO mark VALUES (?, ?)", ((what, one) for one in kin))

    def repeated(self, what: str, most: int) -> dict[int, int]:
        """The numbers that were marked more than once → how often; not all of those where there are more than *most*."""
        query = "SELECT kin, count(*) FROM mark WHERE what = ? GROUP BY kin HAVING count(*) > 1 LIMIT ?"
        return dict(self._read(query, (what, most + 1)))

    def add(self, way: Way, records: Iterable[tuple[int, Record]]) -> None:
        """Keep rows, each with the number of its kin; no more of one kin than it takes to know that they are too many."""
        counts = self._counts.setdefault(way, Counter())

        def wanted() -> Iterator[tuple[str, int, int, int, str]]:
            for kin, record in records:
                if kin in counts or len(counts) < _COUNTED:
                    counts[kin] += 1
                    if counts[kin] > MOST_KIN + 1:
                        continue
                yield (*way, kin, *record)

        self._write("INSERT INTO record VALUES (?, ?, ?, ?, ?)", wanted())

    def ways(self) -> Iterable[Way]:
        """Everything in which rows are kin, in one order."""
        return sorted(self._counts)

    def groups(self, way: Way) -> Iterator[list[Record] | None]:
        """The rows of each kin in the order of the table, the kin that begins first first; None for one that is too large."""
        query = """
            SELECT first, line, text FROM (
                SELECT min(line) OVER (PARTITION BY kin) AS first, line, text FROM record WHERE part = ? AND place = ?
            ) ORDER BY first, line
        """
        group: list[Record] = []
        begun = None
        for first, line, text in self._read(query, way):
            if first != begun:
                if begun is not None:
                    yield _judged_together(group)
                group, begun = [], first
            if len(group) <= MOST_KIN:
                group.append(Record(line, text))
        if group:
            yield _judged_together(group)

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._db.executemany(query, rows)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error

    def _read(self, query: str, values: Iterable[object]) -> Iterator[Any]:
        try:
            with closing(self._db.execute(query, tuple(values))) as found:
                yield from found
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


def _judged_together(group: list[Record]) -> list[Record] | None:
    return group if len(group) <= MOST_KIN else None
