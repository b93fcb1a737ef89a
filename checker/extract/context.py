"""What the claims of one text share: its sentences and clauses, its words, its cue words and its periods."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from checker.extract.figures import Figure
from checker.extract.periods import Governing, governing, in_turn, period_of
from checker.extract.sentences import clause_ends, enclosing
from checker.extract.tokens import Tokens, cues
from checker.languages.hits import DateHit
from checker.languages.record import Pack
from checker.model import Place, Source
from checker.text.normal import View
from checker.text.span import merged

# How many tokens before a figure the farthest cue word that governs it may stand.
CUE_REACH = 24


class Stretch:
    """A clause or a sentence, from ``start`` to ``end`` in the normal form of its text.

    ``first``  its first token
    ``span``   where it stands in the original, without white space at its end
    """

    __slots__ = ("end", "first", "span", "start")

    def __init__(self, tokens: Tokens, view: View, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.first = tokens.at(start)
        self.span = view.original(start, start + len(view.text[start:end].rstrip()))


class Sentence(Stretch):
    """A sentence with figures: where the marks between its clauses begin and end, and the clauses asked for so far."""

    __slots__ = ("clauses", "mark_ends", "mark_starts")

    def __init__(self, tokens: Tokens, view: View, start: int, end: int) -> None:
        super().__init__(tokens, view, start, end)
        self.mark_starts, self.mark_ends = clause_ends(view.text, start, end)
        self.clauses: dict[tuple[int, int], Stretch] = {}


class Context:
    """What claims of one text share: sentences, cue words, dates."""

    __slots__ = (
        "bases",
        "cue_at",
        "cues",
        "dates",
        "end",
        "figures",
        "held",
        "lead_end",
        "pack",
        "period_at",
        "period_hits",
        "periods_in_turn",
        "sentences",
        "source",
        "title_end",
        "tokens",
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
        # Where figures and dates stand, as tokens: the first, and the one behind the last.
        self.figures = [(tokens.at(figure.start), tokens.before(figure.end) + 1) for figure in figures]
        self.figures.extend((tokens.at(hit.start), tokens.before(hit.end) + 1) for hit in dates)
        self.figures.sort()
        governed = [(figure.start, figure.first) for figure in figures]
        governed.extend((hit.start, 0) for hit in dates)
        firsts = [(tokens.at(start), number) for start, number in sorted(governed)]
        self.cues = cues(tokens, pack, merged((max(0, first - CUE_REACH), max(first, last)) for first, last in firsts))
        self.cue_at = [found[0] for found in self.cues]
        self.period_hits = governing(view.low, dates, pack, source.published)
        # What is compared with.
        self.bases = [
            Governing(hit.start, hit.end, period) for hit in dates if hit.role == "base" and (period := period_of(hit))
        ]
        self.period_at = [hit.start for hit in self.period_hits]
        # The periods that are told for figures one after the other, by where those begin.
        self.periods_in_turn = in_turn(view.low, self.period_hits, figures, pack)
        # The sentences that hold figures, by where they begin.
        self.held: dict[int, Sentence] = {}

    def sentence(self, position: int) -> Sentence:
        """The sentence around *position*."""
        start, end = enclosing(self.sentences, self.end, position)
        known = self.held.get(start)
        if known is None:
            known = self.held[start] = Sentence(self.tokens, self.view, start, end)
        return known

    def clause(self, sentence: Sentence, start: int, end: int) -> Stretch:
        """The clause of *sentence* around the passage from *start* to *end*."""
        starts, ends = sentence.mark_starts, sentence.mark_ends
        before = bisect_right(ends, start)
        after = max(before, bisect_left(starts, end))
        if not before and after == len(starts):
            return sentence
        known = sentence.clauses.get((before, after))
        if known is None:
            first = ends[before - 1] if before else sentence.start
            last = starts[after] if after < len(starts) else sentence.end
            known = sentence.clauses[before, after] = Stretch(self.tokens, self.view, first, last)
        return known


def place_of(context: Context, position: int) -> Place:
    """Whether *position* is in the title, the lead or the body."""
    if position < context.title_end:
        return Place.TITLE
    return Place.LEAD if position < context.lead_end else Place.BODY
