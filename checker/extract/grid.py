"""The text of a table → its cells with their places: RFC 4180, with any of four separators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
# Lines from which the separator is told.
_SAMPLE_LINES = 30
# What a line begins with that may have spaces before its first word.
_INDENTS = frozenset('" \u00a0\u2003')
# A quoted cell may hold line breaks; a stray quotation mark must not swallow the rest of the file.
_QUOTED_CHARS = 20_000
_NUMBER = re.compile(r"\s*[-+]?\d[\d.,' ]*%?\s*")


class Cell(NamedTuple):
    """``text`` without surrounding space and quotation marks; ``start``, ``end`` where exactly it stands."""

    text: str
    start: int
    end: int


class Line(NamedTuple):
    """One record. ``number`` is its first line in the text, from 1; ``indent`` the spaces before its first word."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    indent: int


def delimiter_of(text: str) -> str:
    """The separator that divides the first lines into the most even number of cells; a comma where none does."""
    lines = [line for line in text[:200_000].split("\n")[:_SAMPLE_LINES] if line.strip()]
    best, most = ",", 0
    for mark in DELIMITERS:
        counts = Counter(_outside_quotes(line).count(mark) for line in lines)
        counts.pop(0, None)
        if counts:
            number, often = counts.most_common(1)[0]
            # A decimal comma divides too, but a separator proper divides every line alike.
            score = often * 1000 + number
            if score > most:
                best, most = mark, score
    return best


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2]) if '"' in line else line


def lines(text: str, delimiter: str) -> list[Line]:
    """Every record of *text* that holds anything, in order."""
    out: list[Line] = []
    at, number, size = (1 if text.startswith("\ufeff") else 0), 1, len(text)
    while at < size:
        stop = text.find("\n", at)
        stop = size if stop < 0 else stop
        quoted = text.find('"', at, stop)
        if quoted < 0:
            cells, end = _plain(text, at, stop, delimiter), stop
        else:
            cells, end = _quoted(text, at, size, delimiter)
        if any(cell.text for cell in cells):
            indent = 0
            if text[at] in _INDENTS:
                first = text[at:end].lstrip('"')
                indent = len(first) - len(first.lstrip(" \u00a0\u2003"))
            out.append(Line(number, at, end, tuple(cells), indent))
        # Only a quoted cell holds line ends.
        number += (text.count("\n", at, end) if quoted >= 0 else 0) + 1
        at = end + 1
    return out


def astray(text: str, rows: Iterable[Line], delimiter: str, width: int) -> list[tuple[int, int]]:
    """The first and the last line of each record with a stray quotation mark, or one not closed, that hides what it holds.

    Where a mark made one record of several lines, it shows by what stands behind the mark that closes the cell, where a
    separator is to stand, or by two lines inside the cell that are records themselves: *width* cells, with a number
    among them. A mark that opens before a number and never closes keeps that number from being one.
    """
    found = []
    for row in rows:
        if '"' not in text[row.start : row.end]:
            continue
        last = row.number + text.count("\n", row.start, row.end)
        if any(_astray(text, row, cell, delimiter, width) for cell in row.cells):
            found.append((row.number, last))
    return found


def _astray(text: str, row: Line, cell: Cell, delimiter: str, width: int) -> bool:
    if cell.text.startswith('"') and _NUMBER.fullmatch(cell.text[1:]):
        return True
    opened, closing = text[row.start : cell.start].rstrip().endswith('"'), text.find('"', cell.end, row.end)
    inner = text[cell.start : closing] if opened and closing >= 0 else ""
    if "\n" not in inner:
        return False
    ends = [place for mark in (delimiter, "\n") if (place := text.find(mark, closing)) >= 0]
    behind = text[closing + 1 : min(ends, default=len(text))]
    records = [line.split(delimiter) for line in inner.split("\n")]
    whole = sum(len(cells) == width > 1 and any(map(_NUMBER.fullmatch, cells)) for cells in records)
    return bool(behind.strip()) or whole > 1


class Bare(NamedTuple):
    """A record whose cells are known by their text alone. ``number``, ``start`` and ``end`` as in ``Line``."""

    number: int
    start: int
    end: int
    cells: Sequence[str]


def bare(text: str, delimiter: str) -> list[Bare]:
    """As ``lines``, without the places of cells, which cost more than all else."""
    if '"' in text:
        return [
            Bare(one.number, one.start, one.end, [cell.text for cell in one.cells]) for one in lines(text, delimiter)
        ]
    out: list[Bare] = []
    at = 1 if text.startswith("\ufeff") else 0
    for number, line in enumerate(text[at:].split("\n"), 1):
        end = at + len(line)
        cells = [part.strip() for part in line.split(delimiter)]
        if any(cells):
            out.append(Bare(number, at, end, cells))
        at = end + 1
    return out


def _plain(text: str, at: int, stop: int, delimiter: str) -> list[Cell]:
    cells = []
    for part in text[at:stop].split(delimiter):
        bare, size = part.strip(), len(part)
        length = len(bare)
        start = at + size - len(part.lstrip()) if length and length < size else at
        cells.append(Cell(bare, start, start + length))
        at += size + 1
    return cells


def _quoted(text: str, at: int, size: int, delimiter: str) -> tuple[list[Cell], int]:
    """The cells of a record with quotation marks, and where it ends."""
    cells: list[Cell] = []
    while True:
        start = at
        while at < size and text[at] in " \u00a0":
            at += 1
        closed = _closing(text, at, size) if at < size and text[at] == '"' else -1
        if closed >= 0:
            inner = text[at + 1 : closed]
            bare = inner.strip()
            begin = at + 1 + (len(inner) - len(inner.lstrip()) if bare else 0)
            # A doubled mark stays doubled, so that the cell is what stands in the file.
            cells.append(Cell(bare, begin, begin + len(bare)))
            at = closed + 1
            while at < size and text[at] not in (delimiter, "\n"):
                at += 1
        else:
            ends = [place for mark in (delimiter, "\n") if (place := text.find(mark, at)) >= 0]
            at = min(ends, default=size)
            bare = text[start:at].strip()
            begin = start + (len(text[start:at]) - len(text[start:at].lstrip()) if bare else 0)
            cells.append(Cell(bare, begin, begin + len(bare)))
        if at >= size or text[at] == "\n":
            return cells, at
        at += 1


def _closing(text: str, at: int, size: int) -> int:
    """Where the quoted cell that opens at *at* closes; -1 where it never does."""
    limit = min(size, at + _QUOTED_CHARS)
    place = at + 1
    while True:
        place = text.find('"', place, limit)
        if place < 0 or place + 1 >= size or text[place + 1] != '"':
            return place
        place += 2
