"""Paragraphs, sentences and clauses of a text, as positions."""

from __future__ import annotations

import re
from bisect import bisect_right

# A full stop, with closing quotes and brackets, before white space; or the end of a line.
_END = re.compile(r"[.!?…]+[\"”’')\]»]*\s+|\s*\n+\s*|;\s+(?=[-–•*])")
_OPENS = re.compile(r"[\"“‘'(\[«]*[A-ZÀ-ỸĐ0-9\-–•*]")
# Words before a full stop that ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:[A-ZĐ]|Tp|TP|T\.Ư|Mr|Mrs|Ms|Dr|St|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|Co|U\.S|U\.K|a\.m|p\.m|TS|ThS|PGS|GS|BS|Th|ĐT|etc|approx|e\.g|i\.e))\.$"
)
_CLAUSE = re.compile(r"[,;:()\[\]–—]\s|\s[-–—(\[]\s?|(?<=\s)\(|\)(?=[\s.,;]|$)|\n")


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """The offsets in ``text[start:end]`` at which a sentence begins, in order; the first is *start*."""
    starts = [start]
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after >= end:
            break
        if "\n" not in match[0]:
            if not _OPENS.match(text, after):
                continue
            if text[match.start()] == "." and _SHORT.search(text, max(start, match.start() - 8), match.start() + 1):
                continue
        starts.append(after)
    return starts


def enclosing(starts: list[int], end: int, position: int) -> tuple[int, int]:
    """The sentence around *position*; *end* is the end of the last one."""
    index = max(0, bisect_right(starts, position) - 1)
    return starts[index], starts[index + 1] if index + 1 < len(starts) else end


def clause(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The clause of the sentence ``text[start:end]`` around the passage from *first* to *last*."""
    left, right = start, end
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() <= first:
            left = match.end()
        elif match.start() >= last:
            right = match.start()
            break
    return left, right
