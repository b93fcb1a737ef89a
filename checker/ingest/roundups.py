"""Round-ups: one file that reports several events, each under a heading, behind a mark or with its own place.

Here a file is only taken apart by its form, and only where its title says that it is a round-up and nothing else:
sections of a report on one event share as few words as stories of different events do, so no measure of their words
tells the two apart. Whether no name runs through all of them is for ``checker.align.roundups``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from checker.ingest import furniture, tables
from checker.languages.pages import words_of_all
from checker.model import Source
from checker.text.normal import CAPITALS
from checker.text.span import Span

# Fewer stories are an article with an aside; a round-up of more is left whole.
_LEAST: Final = 3
MOST: Final = 62
_HEADING_CHARS: Final = 140
# Text that makes a paragraph below a heading, and one that is a story by itself.
_TEXT_CHARS: Final = 20
_STORY_CHARS: Final = 80
_TITLE_CHARS: Final = 90
_TABLES: Final = frozenset(tables.FORMATS.values())
_MARK: Final = r"(?:\d{1,2}[.)]|[-–•*▪►●])[ \t]+"
_HASHES: Final = re.compile(rf"(?P<kind>#{{1,6}})[ \t]+(?:{_MARK})?(?P<title>.*?)[ \t]*#*$")
_BOLD: Final = re.compile(rf"(?:{_MARK})?(?P<kind>\*\*|__)(?:{_MARK})?(?P<title>.+?)(?:\*\*|__)$")
_BOLD_LEAD: Final = re.compile(rf"(?:{_MARK})?(?P<kind>\*\*|__)(?P<title>.{{2,140}}?)[.:]?(?:\*\*|__)[.:]? ?\S")
_MARKED: Final = re.compile(rf"(?P<kind>){_MARK}(?P<title>)\S")
_PLACED: Final = re.compile(rf"(?P<kind>)(?P<title>[{CAPITALS}][{CAPITALS} .'-]{{1,29}}[{CAPITALS}]) ?[—–-] ?\S")
_PLAIN: Final = re.compile(r"(?:\d{1,2}[.)][ \t]+)?(?P<kind>)(?P<title>[^\W_].*)")
_SENTENCE_END: Final = re.compile(r"[.…!?:;,][\"”’'»)\]]*$")
_SENTENCE: Final = re.compile(r"[^\W_].*?(?:[.!?…](?=\s|$)|$)")
# Behind the name of a round-up: what is in it.
_SUBTITLE: Final = re.compile(r"[:|]")
_WORD: Final = re.compile(r"\w+")
# A heading of letters: "16h30" heads an entry of a live report.
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")


class _Start(NamedTuple):
    """Where a story begins, in which form, and its title; None for a story that has none."""

    at: int
    kind: str
    title: Span | None


def stories(source: Source) -> tuple[Source, ...]:
    """What *source* is made of if its title and its form are those of a round-up: its head, then its stories; else nothing.

    Each is the same text with a ``body`` and a title of its own, numbered by ``item``; their bodies make up the whole
    body. A comment that asks for silence goes with each part that it reaches.
    """
    if source.format in _TABLES or not _is_named(source):
        return ()
    starts = _starts(source.text, _lines(source))
    if not _LEAST <= len(starts) <= MOST:
        return ()
    bounds = [source.body.start, *(one.at for one in starts), source.body.end]
    first, *parts = (Span(start, end) for start, end in pairwise(bounds))
    head = replace(_part(source, first, 1), removed=source.removed)
    # What silences nothing here is told of the head.
    kept = tuple(
        one for one in source.suppressions if one.span.overlaps(first) or not any(map(one.span.overlaps, parts))
    )
    return (
        replace(head, suppressions=kept),
        *(
            replace(_part(source, part, nth), title=_printed(source.text, one, part), title_span=one.title)
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


def _printed(text: str, start: _Start, part: Span) -> str | None:
    """The title of a story, or else its first words."""
    if start.title is not None:
        return " ".join(start.title.cut(text).split())
    found = _SENTENCE.search(text, part.start, min(part.end, part.start + _TITLE_CHARS))
    return " ".join(found[0].split()) if found else None


def _is_named(source: Source) -> bool:
    """Whether a title says that its file is a round-up, and nothing else before what is in it.

    "Điểm tin sáng 4/3: bão số 3 vào bờ", "Tuesday briefing"; but "Storm Helga in brief", "Bản tin dự báo lũ".
    """
    name = _SUBTITLE.split(unicodedata.normalize("NFC", source.title or "").lower(), maxsplit=1)[0]
    said = f" {' '.join(_WORD.findall(name))} "
    names = [word for word in words_of_all("roundups") if f" {word} " in said]
    if not names:
        return False
    beside = {*words_of_all("roundup_words"), *_WORD.findall(unicodedata.normalize("NFC", source.outlet or "").lower())}
    left = (said.replace(f" {word} ", "  ").split() for word in names)
    return any(all(one.isdigit() or one in beside for one in rest) for rest in left)


def _lines(source: Source) -> list[Span]:
    """The lines of the article below its title, without the page's furniture."""
    out = {span.start for span in source.furniture}
    title = source.title_span
    return [
        line.span
        for line in furniture.lines_of(source.text, source.body.start)
        if line.span.start not in out and not (title and line.span.overlaps(title))
    ]


def _starts(text: str, lines: Sequence[Span]) -> list[_Start]:
    """Where the stories begin: in the first form of which there are enough. Sub-headings begin none."""
    headed = _headed(text, lines)
    depths = sorted({one.kind for one in headed if one.kind.startswith("#")}, key=len)
    last = lines[-1].end if lines else 0
    forms: list[list[_Start]] = [
        *([one for one in headed if one.kind == depth] for depth in depths),
        [one for one in headed if one.kind in ("**", "__")],
        _paragraphs(text, lines, _BOLD_LEAD),
        [one for one in headed if not one.kind],
        _paragraphs(text, lines, _MARKED),
        _paragraphs(text, lines, _PLACED),
    ]
    return next((found for form in forms if len(found := _with_text(form, last)) >= _LEAST), [])


def _with_text(starts: Sequence[_Start], last: int) -> list[_Start]:
    """Those of *starts*, of which the last one's story ends at *last*, that have text before the next."""
    ends = [*(one.at for one in starts[1:]), last]
    return [
        one
        for one, end in zip(starts, ends, strict=False)
        if end - (one.title.end if one.title else one.at) >= _TEXT_CHARS
    ]


def _headed(text: str, lines: Sequence[Span]) -> list[_Start]:
    """The headings. Of unmarked lines that stand right below one another the first is one and the next its byline; those
    above the first text may be of the whole file, so as many of them count as stand above the second."""
    told = [(line, _heading(text, line)) for line in lines]
    runs = [
        [start for _, start in run if start is not None]
        for is_heading, run in groupby(told, key=lambda one: one[1] is not None)
        if is_heading
    ]
    found: list[_Start] = []
    for nth, run in enumerate(runs):
        above = len(runs[1]) if nth == 0 and len(runs) > 1 and run[0].at == lines[0].start else len(run)
        found += [start for start in run if start.kind] or [run[-min(above, len(run))]]
    return found


def _heading(text: str, line: Span) -> _Start | None:
    """The heading in a line; None for a line of anything else."""
    printed = line.cut(text)
    if len(printed) > _HEADING_CHARS:
        return None
    found = _HASHES.fullmatch(printed) or _BOLD.fullmatch(printed)
    if found is None and not _SENTENCE_END.search(printed):
        found = _PLAIN.fullmatch(printed)
    if found is None or not _LETTERS.search(found["title"]):
        return None
    return _Start(line.start, found["kind"], _inside(line, found))


def _paragraphs(text: str, lines: Sequence[Span], form: re.Pattern[str]) -> list[_Start]:
    """The paragraphs that begin in *form*."""
    found = [(line, form.match(text, line.start, line.end)) for line in lines if line.end - line.start >= _STORY_CHARS]
    return [
        _Start(line.start, match["kind"], Span(*match.span("title")) if match["title"] else None)
        for line, match in found
        if match
    ]


def _inside(line: Span, found: re.Match[str]) -> Span:
    first, last = found.span("title")
    return Span(line.start + first, line.start + last)


__all__ = ["MOST", "stories"]
