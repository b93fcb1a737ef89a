"""Page furniture: share bars, counters, menus, credits, lists of links. What is cut is a whole line or its tail.

The words stand in ``furniture.toml``. A paragraph of the article is never cut: a line goes only when nothing in it
but known phrases, figures and separators is left, or when it opens with a known phrase and holds no sentence.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from checker.ingest import metadata
from checker.text.span import Span

# Longer lines are prose; no share bar in the sample pages reaches it.
_MAX_LINE_CHARS = 400
_MAX_LINK_CHARS = 160
_MAX_CREDIT_CHARS = 80
# Lines at the head among which a line that only states when the article appeared is a stamp of the page.
_HEAD_LINES = 10
_SENTENCE_END = re.compile(r"[.…][\"”’'»)\]]*\s*$")
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{2}[.…!?][\"”’'»)]*\s+[\"“‘'«(]*[^\W\d_]")


class Line(NamedTuple):
    """One line that is not blank: its span without the blanks around it, and its text in NFC lower case.

    ``low`` is empty for lines longer than any furniture.
    """

    span: Span
    low: str


class _Words(NamedTuple):
    """The tables of all languages as patterns over lower-case lines."""

    whole: re.Pattern[str]
    part: re.Pattern[str]
    counter: re.Pattern[str]
    starts: tuple[str, ...]
    foot: frozenset[str]
    credit: re.Pattern[str]
    kicker: re.Pattern[str]
    notices: tuple[str, ...]


def lines_of(text: str, start: int) -> list[Line]:
    """The lines of *text* from *start* that hold more than blanks."""
    found = []
    at = start
    size = len(text)
    while at < size:
        stop = text.find("\n", at)
        stop = size if stop < 0 else stop
        raw = text[at:stop]
        bare = raw.strip()
        if bare:
            left = at + len(raw) - len(raw.lstrip())
            low = unicodedata.normalize("NFC", bare).lower() if len(bare) <= _MAX_LINE_CHARS else ""
            found.append(Line(Span(left, left + len(bare)), low))
        at = stop + 1
    return found


def find(text: str, lines: list[Line]) -> tuple[Span, ...]:
    """The spans of *text* that are furniture, one per line, sorted; *lines* as ``lines_of`` gives them."""
    words = _words()
    cut: dict[int, Span] = {}
    # A stamp says when the text below it appeared; where there is nothing else, the dates are the text.
    stamped = any(not line.low or not metadata.is_stamp(line.low) for line in lines)
    for number, line in enumerate(lines):
        if line.low and _is_furniture(line, number, words, stamped=stamped):
            cut[number] = line.span
        elif ">>" in (tail := text[line.span.start : line.span.end]) and (at := _link_tail(tail)) >= 0:
            cut[number] = Span(line.span.start + at, line.span.end)
    number = 0
    while number < len(lines):
        low = lines[number].low
        number = _cut_links(lines, number, cut) if low and _key(low) in words.foot else number + 1
    return tuple(cut[number] for number in sorted(cut))


def _is_furniture(line: Line, number: int, words: _Words, *, stamped: bool) -> bool:
    low = line.low
    if not stamped:
        return False
    if words.whole.fullmatch(low) and _has_phrase(low, words):
        return True
    if low.startswith(words.notices):
        return True
    if len(low) <= _MAX_CREDIT_CHARS and words.credit.fullmatch(low):
        return True
    if low.startswith(words.starts) and len(low) <= _MAX_LINK_CHARS:
        return not _has_sentence(low)
    return number < _HEAD_LINES and (metadata.is_stamp(low) or masthead(low) is not None)


# A name, a separator, the rest: "The Gazette - 3 May 2024", "Gazette, 3 May 2024 | 12 comments".
_NAMED = re.compile(r"([^\d|,:()–—-]{3,40}?)(?:\s+[-–—]\s+|\s*[|·•]\s*|,\s+)(.*)")


def masthead(low: str) -> str | None:
    """The name that opens a line above the article, with a stamp or a section after it: the outlet or a place.

    *low* is in lower case. Empty where such a line has no name, None where the line is something else.
    """
    words = _words()
    if kicker := words.kicker.fullmatch(low):
        return kicker["name"] or ""
    named = _NAMED.fullmatch(low)
    if named and words.whole.fullmatch(named[2]) and metadata.has_day(named[2]):
        return named[1]
    return None


def _has_phrase(low: str, words: _Words) -> bool:
    """Whether a line made of known words holds one that is furniture by itself; figures need a counter."""
    if words.counter.search(low):
        return True
    return words.part.search(low) is not None and not any(char.isdigit() for char in low)


def _has_sentence(low: str) -> bool:
    return _SENTENCE_END.search(low) is not None or _SENTENCE_BREAK.search(low) is not None


def _link_tail(line: str) -> int:
    """Where links ">> …" begin that run to the end of *line* without a sentence; -1 where there are none."""
    if _SENTENCE_END.search(line[-8:]):
        return -1
    last = 0
    for match in _SENTENCE_BREAK.finditer(line):
        last = match.end() - 1
    at = line.find(">>", last)
    while at > 0 and not line[at - 1].isspace():
        at = line.find(">>", at + 2)
    return at


def _key(low: str) -> str:
    """A heading without the marks and counts around it: "Bình luận (12):" → "bình luận"."""
    return low.strip(" \t\u00a0:|.-–—•»>()[]0123456789")


def _cut_links(lines: list[Line], heading: int, cut: dict[int, Span]) -> int:
    """Cut the short lines below a foot heading; the number of the first line that was not looked at.

    Where the article goes on after them, a box stands in its midst: only the first line below the heading goes.
    """
    stop = heading + 1
    while stop < len(lines):
        low = lines[stop].low
        if stop not in cut and (not low or len(low) > _MAX_LINK_CHARS or _has_sentence(low)):
            break
        stop += 1
    last = stop if stop == len(lines) else min(heading + 2, stop)
    for number in range(heading, last):
        cut.setdefault(number, lines[number].span)
    return stop


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = tomllib.loads(files("checker.ingest").joinpath("furniture.toml").read_text(encoding="utf-8")).values()

    def every(name: str) -> list[str]:
        return sorted({word for table in tables for word in table[name]}, key=lambda word: (-len(word), word))

    parts, counters, fillers = every("parts"), every("counters"), every("fillers")
    known = sorted({*parts, *counters, *fillers, *metadata.stamp_words()}, key=lambda word: (-len(word), word))
    # Atomic and possessive: a long bar of phrases is read once, never in all its partitions.
    whole = rf"(?>(?:(?>{_any(known)})(?!\w)|[^\w]|[\d_])+)"
    sections = _any(every("sections"))
    kicker = (
        rf"(?:(?P<name>[^\d|,:()>»–—-]{{3,40}}?)\s+[-–—|>»/•]\s+)?(?:{sections})(?:\s+[-–—|>»/•]\s+(?:{sections}))*"
    )
    credit = rf"[(\[]?(?:{_any(every('credit'))})\s*[:/©–—-]\s*[^.:;!?\d]{{1,60}}[)\]]?\.?"
    return _Words(
        whole=re.compile(whole),
        part=re.compile(rf"(?<!\w)(?:{_any(parts)})(?!\w)"),
        counter=re.compile(rf"(?<!\w)(?:{_any(counters)})(?!\w)"),
        starts=tuple(every("starts")),
        foot=frozenset(every("foot")),
        credit=re.compile(credit),
        kicker=re.compile(kicker),
        notices=tuple(every("notices")),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in words)
