"""What the claims of one text share: its sentences and clauses, its words, its cue words and its periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checker.extract.figures import Figure
from checker.extract.sentences import clause, clause_ends, enclosing
from checker.extract.tokens import Tokens, cues
from checker.languages.hits import DateHit
from checker.languages.pack import Pack
from checker.model import Place, Source
from checker.text.normal import View
from checker.text.span import Span
from checker.values.period import Period

# A quote, and the positions of the sentence and the clause around it.
Spans = tuple[Span, tuple[int, int], tuple[int, int]]
# How many tokens before a figure the farthest cue word that governs it may stand.
CUE_REACH = 24
_HARD_MARK = re.compile(r'[()\[\]:;.!?\n“”"]')


class Context:
    """What claims of one text share: sentences, cue words, dates."""

    __slots__ = (
        "clauses",
        "cue_at",
        "cues",
        "dates",
        "end",
        "hard",
        "lead_end",
        "opening",
        "pack",
        "period_at",
        "period_hits",
        "published",
        "sentences",
        "source",
        "title_end",
        "tokens",
        "trimmed",
        "view",
    )

    def __init__(
        self,
        source: Source,
        view: View,
        tokens: Tokens,
        pack: Pack,
        sentences: list[int],
        end: int,
        dates: Sequence[DateHit],
        figures: Sequence[Figure],
        lead_end: int,
        title_end: int,
    ) -> None:
        self.source = source
        self.view = view
        self.tokens = tokens
        self.pack = pack
        self.sentences = sentences
        self.end = end
        self.dates = dates
        self.lead_end = lead_end
        self.title_end = title_end
        self.hard = (
            [match.start() for match in _HARD_MARK.finditer(tokens.low, tokens.starts[0], end)] if tokens.starts else []
        )
        governed = [(figure.start, figure.first) for figure in figures]
        governed.extend((hit.start, 0) for hit in dates)
        firsts = [(tokens.at(start), number) for start, number in sorted(governed)]
        windows = [(max(0, first - CUE_REACH), max(first, number)) for first, number in firsts]
        self.cues = cues(tokens, pack.cues, pack.cue_starts, windows)
        self.cue_at = [found[0] for found in self.cues]
        self.period_hits = [
            (hit.start, hit.end, period) for hit in dates if hit.role != "base" and (period := _period(hit)) is not None
        ]
        self.period_at = [start for start, _, _ in self.period_hits]
        # Claims of one sentence share its clauses and its first token, and those of one clause its span.
        self.clauses: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self.trimmed: dict[tuple[int, int], Span] = {}
        self.opening: dict[int, int] = {}


def place_of(context: Context, position: int) -> Place:
    """Whether *position* is in the title, the lead or the body."""
    if position < context.title_end:
        return Place.TITLE
    return Place.LEAD if position < context.lead_end else Place.BODY


def spans_of(context: Context, start: int, end: int) -> Spans:
    """The quote from *start* to *end*, and the sentence and the clause around it."""
    text = context.view.text
    sentence = enclosing(context.sentences, context.end, start)
    marks = context.clauses.get(sentence)
    if marks is None:
        marks = context.clauses[sentence] = clause_ends(text, *sentence)
    return context.view.original(start, end), sentence, clause(sentence, marks, start, end)


def trimmed(context: Context, span: tuple[int, int]) -> Span:
    """*span* of the normal form in the original, without white space at its end."""
    known = context.trimmed.get(span)
    if known is None:
        start, end = span
        end = start + len(context.view.text[start:end].rstrip())
        known = context.trimmed[span] = context.view.original(start, end)
    return known


def first_token(context: Context, start: int) -> int:
    """The first token of the sentence or clause that begins at *start*."""
    known = context.opening.get(start)
    if known is None:
        known = context.opening[start] = context.tokens.at(start)
    return known


def _period(hit: DateHit) -> Period | None:
    if not hit.lo or ":" in hit.lo or hit.grain in ("minute", "hour"):
        return None
    try:
        return Period(_day(hit.lo, last=False), _day(hit.hi, last=True), hit.grain)
    except ValueError:
        return None


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
    if len(parts) == 2:
        if not last:
            return date(parts[0], parts[1], 1)
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date(parts[0], parts[1], parts[2])
