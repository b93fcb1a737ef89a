"""Paragraphs, sentences and clauses of a text, as positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from checker.languages.record import Pack
from checker.text.normal import CAPITALS

# A full stop, with closing quotes and brackets, before white space; the end of a line; a semicolon before a bullet.
# Each of these patterns begins with the set of characters that a match can begin with: a search skips all others fast.
_END = re.compile(r"[.!?…\n;](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"”’')\]»]*+\s+|(?<=\n)\s*|(?<=;)\s+(?=[-–•*]))")
_OPENS = re.compile(rf"[\"“‘'(\[«]*[{CAPITALS}0-9\-–•*]")
# The longest abbreviation, with what must stand before it.
_ABBREVIATION_CHARS = 8
# A longer sentence that holds figures is read as several, so that the time stays in proportion to the text whatever is
# looked up once per figure in its sentence. The longest sentence that articles print has a quarter of it.
MAX_SENTENCE_CHARS = 3_000
# Most of what it begins with are spaces between words: they are let go before anything else is tried.
_CLAUSE = re.compile(
    r"[,;:()\[\]–—\s](?<! (?![-–—(\[]))"
    r"(?:(?<=[,;:()\[\]–—])\s|(?<=\s)[-–—(\[]\s?|(?<=\s\()|(?<=\))(?=[\s.,;]|$)|(?<=\n))"
)


def sentence_starts(text: str, start: int, end: int, pack: Pack) -> list[int]:
    """The offsets in ``text[start:end]`` at which a sentence begins, in order; the first is *start*.

    A full stop behind an abbreviation of *pack* or behind a single capital ends none.
    """
    short = pack.abbreviations
    starts = [start]
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after >= end:
            break
        if "\n" not in match[0]:
            if not _OPENS.match(text, after):
                continue
            at = match.start()
            if text[at] == "." and short.search(text, max(start, at - _ABBREVIATION_CHARS), at):
                continue
        starts.append(after)
    return starts


def with_breaks(starts: list[int], figures: Sequence[tuple[int, int]]) -> list[int]:
    """*starts*, with a break before a figure wherever a sentence is longer than ``MAX_SENTENCE_CHARS``.

    *figures* are (start, end), sorted by start; no break falls inside one.
    """
    breaks = []
    at, begin, clear = 0, starts[0], 0
    for start, end in figures:
        while at < len(starts) and starts[at] <= start:
            begin = max(begin, starts[at])
            at += 1
        if start - begin > MAX_SENTENCE_CHARS and start >= clear:
            breaks.append(start)
            begin = start
        clear = max(clear, end)
    return sorted([*starts, *breaks]) if breaks else starts


def enclosing(starts: list[int], end: int, position: int) -> tuple[int, int]:
    """The sentence around *position*; *end* is the end of the last one."""
    index = max(0, bisect_right(starts, position) - 1)
    return starts[index], starts[index + 1] if index + 1 < len(starts) else end


def clause_ends(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where the marks between the clauses of the sentence ``text[start:end]`` begin, and where they end."""
    found = [match.span() for match in _CLAUSE.finditer(text, start, end)]
    return [first for first, _ in found], [last for _, last in found]
