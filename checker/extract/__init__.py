"""Source → claims: figures and dates with the words around them, and the relations the text states."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from checker.extract import claims, figures
from checker.extract.beside import settled
from checker.extract.cells import read_table
from checker.extract.context import Context
from checker.extract.dating import dating
from checker.extract.labels import addresses, plates, sayings
from checker.extract.relations import relations
from checker.extract.sentences import sentence_starts, with_breaks
from checker.extract.tokens import Tokens
from checker.languages.hits import DateHit, Numeral
from checker.languages.pack import languages, pack
from checker.languages.places import Places
from checker.languages.record import Pack
from checker.model import Passage, Source
from checker.text.normal import View, view
from checker.text.span import merged

FALLBACK = "vi"
# Figures and dates of one article that become claims; the longest of real articles have a hundred. What stands behind
# the last of them is not read, which the engine says of every article that reaches it. Some rules look at every two.
MAX_FIGURES = 2_000
# Characters of a text in which a letter of its language is looked for.
_LETTERS_IN = 20_000
# Of the words of a text in a language with letters of its own, so many at least hold a letter beyond a to z.
_MARKED_SHARE = 0.25
_BRACKETS = re.compile(r"\[[^\[\]]*\]")  # remarks of an editor: "[nguyên văn]"
_WORDS = re.compile(r"[^\W\d_]+")
# The formats whose sources are tables.
TABLES = frozenset({"csv", "parquet", "xlsx", "xls", "ods", "json", "jsonl"})


def read(source: Source) -> Passage:
    """Every claim of *source* in order of place, and how the text relates them.

    Claims have ids ``<source id>.<n>``. A source in a language without a pack yields no claims.
    """
    if source.format in TABLES and source.status != "unreadable":
        return read_table(source)
    if source.lang is None:
        source = replace(source, lang=_by_letters(source.text))
    lang = source.lang or FALLBACK
    if lang not in languages() or source.status == "unreadable":
        return Passage(source=source, claims=())
    seen = view(source.text)
    language = pack(lang)
    body_start, body_end = (
        seen.position(source.body.start),
        seen.position(source.body.end) if source.body.end < len(source.text) else len(seen.text),
    )
    blocked = [(seen.position(span.start), seen.position(span.end)) for span in source.furniture]
    regions: list[tuple[int, int]] = []
    title_end = 0
    if source.title_span is not None:
        title_start, title_end = seen.position(source.title_span.start), seen.position(source.title_span.end)
        if not (body_start <= title_start < body_end):
            regions.append((title_start, title_end))
    regions.append((body_start, body_end))
    found: list[figures.Figure] = []
    dates: list[DateHit] = []
    first = regions[0][0]
    tokens = Tokens(seen.low, seen.text, first, body_end)
    outside = _outside(regions, first, body_end)
    places = tokens.places(language.begins)
    labels = addresses(seen.low, first, body_end)
    if language.plates is not None:
        labels += plates(seen.text, language.plates, places.numbers, first, body_end)
    labels += sayings(seen.low, language.idioms, places.words)
    blocked = merged([*blocked, *outside, *labels])
    hits, numerals = _spoken(seen, language, source, first, body_end, places)
    dates = _clear(hits, blocked)
    numerals = [n for n in numerals if not _inside(n.start, blocked)]
    taken = sorted([*blocked, *((hit.start, hit.end) for hit in dates)])
    found = settled(figures.find(tokens, language, taken, numerals, places), dates, seen.low, language)
    if len(found) + len(dates) >= MAX_FIGURES:
        last = sorted([*(figure.start for figure in found), *(hit.start for hit in dates)])[MAX_FIGURES - 1]
        found = [figure for figure in found if figure.start <= last]
        dates = [hit for hit in dates if hit.start <= last]
        source = replace(source, status="partial")
    starts = sentence_starts(seen.text, body_start, body_end, language)
    if regions[0][0] < body_start:
        starts = [regions[0][0], regions[0][1], *starts]
    starts = with_breaks(
        starts, sorted([*((figure.start, figure.end) for figure in found), *((hit.start, hit.end) for hit in dates)])
    )
    lead_end = _lead_end(seen.text, max(body_start, title_end), body_end)
    context = Context(source, seen, tokens, language, starts, body_end, dates, found, lead_end, title_end)
    pairs = claims.made(context, found)
    extra, related = relations(context, pairs)
    stated = sorted(
        (*related, *dating(context, pairs)),
        key=lambda relation: (relation.span.start, relation.span.end, relation.kind),
    )
    return Passage(source=source, claims=(*(claim for claim, _ in pairs), *extra), relations=tuple(stated))


def _by_letters(text: str) -> str:
    """The language of a text too short to tell by its words: one whose own letters stand in it, else English.

    A name ("Nguyễn") in an English sentence makes it no other.
    """
    low = _BRACKETS.sub(" ", text[:_LETTERS_IN]).lower()
    words = _WORDS.findall(low)
    if sum(not word.isascii() for word in words) < _MARKED_SHARE * len(words):
        return "en"
    own = (code for code in languages() if (letters := pack(code).letters) is not None and letters.search(low))
    return next(own, "en")


def _spoken(
    seen: View, language: Pack, source: Source, start: int, end: int, places: Places
) -> tuple[list[DateHit], list[Numeral]]:
    low, text = seen.low, seen.text
    if start or end < len(text):
        # Blank out what is not article, so that positions stay; its last line ends where the article begins.
        blank = " " * (start - 1) + "\n" if start else ""
        low = blank + low[start:end]
        text = blank + text[start:end]
    dates = language.find_dates(low, text, published=source.published, places=places)
    return dates, language.find_numerals(low, text, places=places)


def _outside(regions: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    out = []
    at = start
    for left, right in regions:
        if left > at:
            out.append((at, left))
        at = right
    if at < end:
        out.append((at, end))
    return out


def _inside(position: int, blocked: list[tuple[int, int]]) -> bool:
    index = bisect_right(blocked, (position, 1 << 60)) - 1
    return index >= 0 and position < blocked[index][1]


def _clear(hits: list[DateHit], blocked: list[tuple[int, int]]) -> list[DateHit]:
    return [hit for hit in hits if not _inside(hit.start, blocked)]


def _lead_end(text: str, start: int, end: int) -> int:
    """Where the first paragraph after the title ends."""
    while start < end and text[start].isspace():
        start += 1
    stop = text.find("\n", start, end)
    return end if stop < 0 else stop
