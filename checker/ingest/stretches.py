"""A table of any length as stretches of its text, one after the other, in memory that does not depend on its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checker.errors import ReadError
from checker.ingest import apart
from checker.ingest.decoding import decode
from checker.ingest.tables import line, records
from checker.model import Shape

# Bytes of a text table that are decoded at once; rows of any other table that are spelled out at once, or characters.
_BYTES = 1_000_000
_ROWS = 20_000
# How many line ends are tried for one that no quoted cell runs across.
_TRIES = 200


class Stretch(NamedTuple):
    """Whole records. ``line``: the number, from 1, that the first line of ``text`` has in the whole table."""

    text: str
    line: int


def stretches(path: Path, form: str, shape: Shape | None) -> Iterator[Stretch]:
    """All of a table, header first, in the spelling and with the numbers of lines that its source has.

    Raises ReadError where it cannot be read to its end, OSError where the file cannot.
    """
    first = 1
    for text in _texts(path) if form == "csv" else apart.read_in_stretches(form, path, shape):
        yield Stretch(text, first)
        first += text.count("\n")


def _texts(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        rest = b""
        while data := file.read(_BYTES):
            if b"\0" in data:
                raise ReadError("its characters take two or four bytes each, and are not read in stretches")
            data = rest + data
            end = _end_of_records(data)
            rest = data[end:]
            if end:
                yield decode(data[:end]).text
        if rest:
            yield decode(rest).text


def _end_of_records(data: bytes) -> int:
    """Where the last record of *data* ends that is there whole; a record runs on while a quotation mark is open."""
    last = end = data.rfind(b"\n") + 1
    for _ in range(_TRIES):
        if end <= 0:
            break
        if data.count(b'"', 0, end) % 2 == 0:
            return end
        end = data.rfind(b"\n", 0, end - 1) + 1
    # A mark that nothing closes: lines are records then.
    return last


def spelled(path: Path, form: str, shape: Shape | None) -> Iterator[str]:
    """The lines of a table that is no text, some thousands at once; what ``apart`` runs in a process of its own."""
    header, rows, _ = records(path, form, shape)
    lines = [line(header)] if header is not None else []
    size = sum(map(len, lines))
    for row in rows:
        lines.append(line(row))
        size += len(lines[-1])
        if len(lines) >= _ROWS or size >= _BYTES:
            yield "".join(lines)
            lines, size = [], 0
    if lines:
        yield "".join(lines)
