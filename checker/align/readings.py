"""What one source prints that tells its event: its words and word pairs, names, telling figures, concepts and day.

Title and lead count more. Nothing here depends on other sources; see ``profiles``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from checker.align import terms
from checker.languages.pack import languages, pack
from checker.model import Kind, Passage, Place, Source
from checker.text.normal import lowered, unaccented
from checker.values.figure import Moment, Quantity

# News tells the event first; what comes later is background. More than this much lowers precision and costs time.
_BODY_CHARS: Final = 1500
_LEAD_TOKENS: Final = 70
_HEAD_CHARS: Final = 800
_TITLE_CHARS: Final = 300
# How often a term counts for each time it stands in the title and in the lead.
_TITLE_COUNT: Final = 8
_LEAD_COUNT: Final = 2
# What an article reports happened at most so many days before it came out; what lies further back is background.
_NEWS_DAYS: Final = 3
# The head that tells what the article reports: the lead, and the paragraph behind a lead of one line.
_SITTING_CHARS: Final = 400
# Higher numbers are those of documents and streets.
_LAST_EDITION: Final = 99
# A word with its digits ("Z1"), or one sign by itself.
_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\n")
# "U-21" and "U21" are one name.
_HYPHENED: Final = re.compile(r"(?<=\b[^\W\d_])-(?=\d)")
# The formats in which a number stands in a cell, without the words around it that make it a claim.
_TABLES: Final = frozenset({"csv", "tsv", "xlsx", "xls", "ods", "parquet", "json", "jsonl"})
_CELL_END: Final = re.compile(r"[,;|\t\n]")
_CELL: Final = re.compile(r"\d+\.\d+|(?!(?:19|20)\d\d$)\d{3,}", re.ASCII)
_TABLE_CHARS: Final = 20_000
_BREAKS: Final = frozenset('.!?:"“”\n')
DAY_LENGTH: Final = len("YYYY-MM-DD")


@dataclass(slots=True)
class Reading:
    """What one source prints.

    ``figures``   amount → significant digits
    ``days``      intervals of day numbers in which it may have come out
    ``sittings``  numbers of the days that its head names with a part of the day: "on Tuesday morning"
    """

    index: int
    key: tuple[str, str, str]
    lang: str
    days: tuple[tuple[int, int], ...]
    words: Mapping[str, int]
    pairs: Mapping[str, int]
    names: Mapping[str, int]
    concepts: Mapping[str, int]
    figures: dict[str, int]
    editions: dict[str, set[int]]
    sittings: frozenset[int]


# The kinds of terms of a reading, by their fields.
KINDS: Final = ("words", "pairs", "names", "concepts", "figures")


def key(passage: Passage) -> tuple[str, str, str]:
    """Order by day, path, text: nothing that a run gives."""
    return passage.source.published or "", passage.source.path, passage.source.digest


@cache
def _stop(lang: str) -> frozenset[str]:
    return pack(lang).stop if lang in languages() else frozenset()


def reading(index: int, passage: Passage) -> Reading:
    source = passage.source
    lang = source.lang or ""
    start = source.body.start
    stop = _stop(lang)
    printed = _tokens(source.text[start : min(source.body.end, start + _BODY_CHARS)])
    tokens = [token.lower() for token in printed]
    words: list[str] = []
    pairs: list[str] = []
    for part, times in (
        ([token.lower() for token in _tokens((source.title or "")[:_TITLE_CHARS])], _TITLE_COUNT),
        (tokens[:_LEAD_TOKENS], _LEAD_COUNT),
        (tokens[_LEAD_TOKENS - 1 :], 1),
    ):
        # Signs are one character long, so they go with the short words.
        kept = [t if (len(t) > 1 or t.isdigit()) and t not in stop else "" for t in part]
        words += [t for t in kept if len(t) > 2 or (t and not t.isdigit())] * times
        pairs += [f"{one} {two}" for one, two in pairwise(kept) if one and two] * times
    figures, editions = _figures(passage)
    if source.item == 1:
        # What stands above the stories of a round-up tells no event of its own.
        words, pairs, printed, tokens, figures, editions = [], [], [], [], {}, {}
    return Reading(
        index=index,
        key=key(passage),
        lang=lang,
        days=_days(passage),
        words=Counter(words),
        pairs=Counter(pairs),
        names=Counter(_names(printed, tokens)),
        concepts=Counter(),
        figures=figures,
        editions=editions,
        sittings=_sittings(passage),
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_HYPHENED.sub("", unicodedata.normalize("NFC", text)))


def _names(printed: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Runs of capitalised words, unaccented and joined: "Việt Nam" and "Vietnam" are one. A single word that opens a
    sentence is none, unless it is an abbreviation."""
    capital = [place for place, (one, two) in enumerate(zip(printed, lower, strict=True)) if one != two]
    out: list[str] = []
    first = 0
    for at, place in enumerate(capital):
        if at + 1 < len(capital) and capital[at + 1] == place + 1:
            continue
        run = printed[capital[first] : place + 1]
        before = printed[capital[first] - 1] if capital[first] else "."
        if len(run) > 1 or before not in _BREAKS or (len(run[0]) > 1 and run[0].isupper()):
            out.append(_plain("".join(run)))
        first = at + 1
    return out


@lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    return unaccented(name).lower()


def _figures(passage: Passage) -> tuple[dict[str, int], dict[str, set[int]]]:
    """The amounts in base units → their significant digits, and the numbers of editions in the head.

    An edition goes by the two words before it: "phiên họp lần thứ 10" → ``phiên họp`` 10.
    """
    figures: dict[str, int] = {}
    editions: dict[str, set[int]] = {}
    if passage.source.format in _TABLES:
        # A cell has its unit in another cell, so it is compared as it is printed. Years stand in every table.
        for cell in _CELL_END.split(passage.source.body.cut(passage.source.text)[:_TABLE_CHARS]):
            if _CELL.fullmatch(cell.strip()):
                _take(figures, Decimal(cell.strip()))
        return figures, editions
    for claim in passage.claims:
        value = claim.value
        if not isinstance(value, Quantity):
            continue
        if claim.kind is Kind.ORDINAL:
            noun = " ".join(claim.indicator.lower().split()[-2:])
            if noun and value.lo == value.hi <= _LAST_EDITION and claim.place in (Place.TITLE, Place.LEAD):
                editions.setdefault(noun, set()).add(int(value.lo))
            continue
        factor = value.unit.factor
        for end in (value.lo, value.hi) if value.is_range else (value.lo,):
            if end.is_finite():
                _take(figures, end if factor is None else end * factor)
    return figures, editions


def _take(figures: dict[str, int], amount: Decimal) -> None:
    """Put *amount* among *figures* if it has more than one significant digit."""
    plain = amount.normalize()
    digits = len(plain.as_tuple().digits)
    if digits > 1:
        figures[str(plain)] = digits


def _days(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The intervals of day numbers in which the source may have come out: its publication, else each day it prints."""
    published = passage.source.published
    if published:
        return (_interval(published),)
    printed = {
        claim.value.start[:DAY_LENGTH]
        for claim in passage.claims
        if isinstance(claim.value, Moment)
        and len(claim.value.start) >= DAY_LENGTH
        and claim.value.start == claim.value.end
    }
    return tuple(_interval(day) for day in sorted(printed))


def _sittings(passage: Passage) -> frozenset[int]:
    """The days of what the head reports, where it tells the morning or the evening too, and it was news."""
    out, days = passage.source.day, set[int]()
    end = passage.source.body.start + _SITTING_CHARS
    for claim in passage.claims:
        value = claim.value
        if claim.span.start >= end or not isinstance(value, Moment) or not value.part:
            continue
        if value.is_time or value.start != value.end or len(value.start) < DAY_LENGTH:
            continue
        told = date.fromisoformat(value.start[:DAY_LENGTH]).toordinal()
        if out is None or 0 <= out.toordinal() - told <= _NEWS_DAYS:
            days.add(told)
    return frozenset(days)


@lru_cache(maxsize=65_536)
def _interval(text: str) -> tuple[int, int]:
    """The first and the last day of ``YYYY-MM-DD…`` or ``YYYY-MM``."""
    if len(text) >= DAY_LENGTH:
        day = date.fromisoformat(text[:DAY_LENGTH]).toordinal()
        return day, day
    year, month = int(text[:4]), int(text[5:7])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1).toordinal(), after.toordinal() - 1


def concepts_of(source: Source, lang: str) -> Counter[str]:
    if lang not in terms.LANGUAGES:
        return Counter()
    start = source.body.start
    head = unicodedata.normalize("NFC", f"{source.title or ''}\n{source.text[start : start + _HEAD_CHARS]}")
    return Counter(concept for _, _, concept in terms.find(lowered(head), lang, head))
