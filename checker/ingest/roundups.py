"""Round-ups: one file that reports several events, each under a heading of its own or behind a mark.

Here a file is only taken apart by its form, and only where its title says that it is a round-up. Whether the parts are
about different events is for ``checker.align.roundups``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from checker.ingest import furniture, tables
from checker.languages.pages import words_of_all
from checker.model import Source
from checker.text.span import Span

# Fewer stories are an article with an aside; a round-up of more is left whole.
_LEAST: Final = 3
MOST: Final = 62
_HEADING_CHARS: Final = 140
_STORY_CHARS: Final = 80
_TABLES: Final = frozenset(tables.FORMATS.values())
# What may stand before the words of a heading: "## ", "**", "3. ", "• ".
_HEAD_MARK: Final = re.compile(r"(?:#{1,6}[ \t]+|\*\*|__)?(?:(?:\d{1,2}[.)]|[-–•*▪►●])[ \t]+)?(?:\*\*|__)?")
_HEAD_TAIL: Final = re.compile(r"[ \t]*(?:\*\*|__|#+)?[ \t]*$")
_MARKED: Final = re.compile(r"(?:\d{1,2}[.)]|[-–•*▪►●])[ \t]+\S")
_SENTENCE_END: Final = re.compile(r"[.…!?:;,][\"”’'»)\]]*$")
_WORD: Final = re.compile(r"\w+")


class _Start(NamedTuple):
    """Where a story begins, and its title; None for a story that has none."""

    at: int
    title: Span | None


def stories(source: Source) -> tuple[Source, ...]:
    """What *source* is made of if its title and its form are those of a round-up: its head, then its stories; else nothing.

    Each is the same text with a ``body`` and a title of its own, numbered by ``item``; their bodies make up the whole
    body. A comment that asks for silence goes with each part that it reaches.
    """
    if source.format in _TABLES or not _is_named(source.title):
        return ()
    lines = _lines(source)
    starts = _headed(source.text, lines)
    if len(starts) < _LEAST:
        starts = _marked(source.text, lines)
    if not _LEAST <= len(starts) <= MOST:
        return ()
    bounds = [source.body.start, *(one.at for one in starts), source.body.end]
    first, *parts = (Span(start, end) for start, end in pairwise(bounds))
    head = replace(_part(source, first, 1), removed=source.removed)
    # What silences nothing here is told of the head.
    nowhere = tuple(
        one for one in source.suppressions if one.span.overlaps(first) or not any(map(one.span.overlaps, parts))
    )
    return (
        replace(head, suppressions=nowhere),
        *(
            replace(_part(source, part, nth), title=_printed(source.text, one.title), title_span=one.title)
            for nth, (one, part) in enumerate(zip(starts, parts, strict=True), 2)
        ),
    )


def _part(source: Source, body: Span, item: int) -> Source:
    """The part of *source* with this *body*, and what lies in it."""
    return replace(
        source, body=body, item=item, removed=0,
        furniture=tuple(span for span in source.furniture if body.start <= span.start < body.end),
        suppressions=tuple(one for one in source.suppressions if one.span.overlaps(body)),
    )  # fmt: skip


def _is_named(title: str | None) -> bool:
    """Whether a title holds a word for a round-up, whole."""
    if not title:
        return False
    said = f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', title).lower()))} "
    return any(f" {word} " in said for word in words_of_all("roundups"))


def _lines(source: Source) -> list[Span]:
    """The lines of the article below its title, without the page's furniture."""
    out = {span.start for span in source.furniture}
    title = source.title_span
    return [
        line.span
        for line in furniture.lines_of(source.text, source.body.start)
        if line.span.start not in out and not (title and line.span.overlaps(title))
    ]


def _headed(text: str, lines: Sequence[Span]) -> list[_Start]:
    """The headings, each with some text below it before the next."""
    titles = [_heading(text, line) for line in lines]
    found: list[_Start] = []
    room = 0
    for line, title, below in reversed([*zip(lines, titles, [*titles[1:], None], strict=True)]):
        if title is not None and below is None and room >= _STORY_CHARS:
            found.append(_Start(line.start, title))
            room = 0
        else:
            room += line.end - line.start
    return found[::-1]


def _heading(text: str, line: Span) -> Span | None:
    """The words of a heading in a line; None for a line of anything else."""
    printed = line.cut(text)
    if len(printed) > _HEADING_CHARS:
        return None
    mark, tail = _HEAD_MARK.match(printed), _HEAD_TAIL.search(printed)
    title = Span(line.start + (mark.end() if mark else 0), line.start + (tail.start() if tail else len(printed)))
    return title if title.start < title.end and not _SENTENCE_END.search(title.cut(text)) else None


def _marked(text: str, lines: Sequence[Span]) -> list[_Start]:
    """The paragraphs behind a number or a bullet."""
    return [
        _Start(line.start, None)
        for line in lines
        if line.end - line.start >= _STORY_CHARS and _MARKED.match(text, line.start)
    ]


def _printed(text: str, title: Span | None) -> str | None:
    return " ".join(title.cut(text).split()) if title else None


__all__ = ["MOST", "stories"]
