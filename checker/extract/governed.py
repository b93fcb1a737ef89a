"""Which of the periods of its sentence a figure is of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from checker.extract.context import Context, Sentence
from checker.extract.figures import Figure
from checker.extract.periods import Governing, years_before
from checker.model import Kind
from checker.values.period import Period

# How far behind a figure the period may begin that is its own, and before it what it is the earlier amount of, in characters.
_BEHIND, _BEFORE = 30, 40
_PAUSE = re.compile(r"[.,;:)!?\n]|$")
_PARTED = re.compile(r"[,;(]\s*$")
_BREAK = re.compile(r"[,;:()\n]")


def governing_period(context: Context, figure: Figure, sentence: Sentence, kind: Kind) -> Period | None:
    """The period that governs a figure: one right behind it ("50 billion in the first half"), else the nearest before it
    in its sentence, else behind it; for the earlier of two amounts that of what is compared with ("from 4 billion a year
    earlier").

    A period on the other side of a word of comparison is that of the other figure: "80%, compared with 62% last year",
    "2.9% in October from 3.4% in September".
    """
    hits = context.period_hits
    if not hits and not context.bases:
        return None
    if (told := context.periods_in_turn.get(figure.start)) is not None:
        return told
    at = first = bisect_right(context.period_at, figure.start)
    while first and hits[first - 1].start >= sentence.start and _in_brackets(context, hits[first - 1], figure.start):
        first -= 1
    before = hits[first - 1] if first and hits[first - 1].start >= sentence.start else None
    after = hits[at] if at < len(hits) and hits[at].start < sentence.end else None
    base = _base_of(context, figure, sentence, kind)
    if base is not None and (earlier := _stretch_of(base.period, before)) is not None:
        return earlier
    if after is not None and before is not None and _right_behind(context, figure.end, after.start):
        return after.period
    if before is not None:
        return before.period
    return None if after is None or _compared(context, figure.end, after.start) else after.period


def _in_brackets(context: Context, hit: Governing, end: int) -> bool:
    """Whether a date stands with an amount in brackets that close before *end*: "(4 tỷ đồng cùng kỳ)", but "(8 November)"."""
    low = context.view.low
    between = low[hit.end : end]
    if between.count(")") <= between.count("("):
        return False
    opened, closed = low.rfind("(", 0, hit.start), low.index(")", hit.end)
    return any(c.isdigit() for c in low[opened : hit.start] + low[hit.end : closed])


def _base_of(context: Context, figure: Figure, sentence: Sentence, kind: Kind) -> Governing | None:
    """What is compared with, where the figure is the amount of it: "$12bn a year earlier", ", cùng kỳ lãi 4 tỷ đồng"."""
    bases = context.bases
    if not bases or kind is Kind.CHANGE or figure.unit.dimension == "multiple":
        return None
    low, at = context.view.low, bisect_right(bases, figure.start, key=lambda base: base.start)
    wordless = bool(context.pack.dating["stated"])
    behind = bases[at] if at < len(bases) else None
    # "€2m a year before tax" is none; "bằng 98,5% cùng kỳ" says how large a part, where no word of comparison is needed.
    if behind is not None and behind.start == figure.end + 1 and _PAUSE.match(low, behind.end):
        return None if wordless and figure.unit.dimension == "percent" else behind
    before = bases[at - 1] if at else None
    if before is None or not wordless or before.start < sentence.start or figure.start - before.end > _BEFORE:
        return None
    # "Quý I lãi 5 tỷ, cùng kỳ lãi 4 tỷ": what a pause sets apart is no base of the clause before.
    parted = _PARTED.search(low, max(sentence.start, before.start - 2), before.start)
    return before if parted and not _BREAK.search(low, before.end, figure.start) else None


def _stretch_of(base: Period, before: Governing | None) -> Period | None:
    """The stretch that *base* tells: of a year the one that the sentence named before ("in July-September … a year before")."""
    if base.grain != "year" or (before is not None and before.period.grain == "year"):
        return base
    return None if before is None else years_before(before.period, base)


def _right_behind(context: Context, start: int, end: int) -> bool:
    """Whether from a figure to a period there are at most the words of what is counted, and one that says "in"."""
    between = context.view.low[start:end]
    if end - start > _BEHIND or any(not (c.isalpha() or c == " ") for c in between):
        return False
    words, dating = between.split(), context.pack.dating
    # "54.8% of all 2024" is a share of the year; "16,430 in the whole of 2023" counted in it.
    while words and words[-1] in dating["within_tails"]:
        if words.pop() in dating["within"]:
            return True
        if not words:
            return False
    return not words or words[-1] in dating["within"]


def _compared(context: Context, start: int, end: int) -> bool:
    """Whether a word of comparison stands between *start* and *end*."""
    tokens = context.tokens
    first, last = tokens.at(start), tokens.at(end)
    low, high = bisect_left(context.cue_at, first), bisect_left(context.cue_at, last)
    return any(
        family == "markers" and meaning == "reference"
        for _, _, meanings in context.cues[low:high]
        for family, meaning in meanings
    )
