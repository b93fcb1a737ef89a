"""The figures of a text in order, with what stands between them: what the readers of relations work on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace as dataclass_replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from checker.extract.context import Context
from checker.extract.figures import Figure
from checker.extract.phrasing import phrases
from checker.extract.sentences import enclosing
from checker.languages.hits import DateHit
from checker.languages.record import Pack
from checker.model import Claim
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.units import COUNT

# Amounts that add up and make shares.
ADDITIVE = frozenset({"count", "money", "mass", "area", "volume", "barrel", "length", "energy", "power", "data"})
# What a date is masked by.
DATE = "◇"


class Item:
    """A figure that is a quantity, with its claim. ``start`` and ``end`` are offsets in the normal form of the text.

    ``sentence``  where the sentence around it begins and ends
    ``percent``   whether it is one printed percentage
    ``amount``    whether it is an amount that adds up with others of its kind
    ``bare``      whether it is one printed number, no range, rank or a/b
    """

    __slots__ = ("amount", "bare", "claim", "end", "figure", "is_range", "percent", "sentence", "start", "value")

    def __init__(self, claim: Claim, figure: Figure, value: Quantity, sentence: tuple[int, int]) -> None:
        unit = value.unit
        self.claim = claim
        self.figure = figure
        self.value = value
        self.sentence = sentence
        self.start = figure.start
        self.end = figure.end
        self.is_range = value.is_range
        self.bare = figure.form == "number" and not self.is_range
        self.percent = unit.key == "%" and self.bare
        self.amount = unit.dimension in ADDITIVE and figure.form in ("number", "ratio") and "/" not in unit.key


# Phrases that stand for a date: "the previous month".
_TIMES = ("times", "base_year", "base_quarter", "base_month", "base_week")
# How far behind a figure its own date may stand, in characters.
_DATED_BEHIND = 20


class Items:
    """The quantities of a text in order of place."""

    def __init__(self, context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> None:
        self.context = context
        self.pack: Pack = context.pack
        self.low = context.view.low
        self.dates = [made for _, made in pairs if isinstance(made, DateHit)]
        self.all = [
            Item(claim, made, claim.value, enclosing(context.sentences, context.end, made.start))
            for claim, made in pairs
            if isinstance(made, Figure) and isinstance(claim.value, Quantity)
        ]
        # Each two that follow each other in one sentence, with the number of the first.
        self.beside = [
            (at, one, two)
            for at, (one, two) in enumerate(pairwise(self.all))
            if one.claim.sentence == two.claim.sentence
        ]

    @cached_property
    def printed(self) -> frozenset[int]:
        """The tokens that belong to a figure: its digits, multiplier and unit."""
        tokens = self.context.tokens
        return frozenset(at for item in self.all for at in range(tokens.at(item.start), tokens.before(item.end) + 1))

    def between(self, left: Item, right: Item) -> str:
        """The text from the end of one figure to the start of the next, in lower case."""
        return self.low[left.end : right.start]

    def masked(self, start: int, end: int) -> str:
        """``low[start:end]`` with each date, and the words that lead it in, as one ``DATE``."""
        text, at, out = self.low, start, ""
        for hit in self.dates[max(0, bisect_left(self.dates, start, key=lambda hit: hit.start) - 1) :]:
            if hit.start >= end:
                break
            if hit.end > at:
                out += text[at : max(at, hit.start)] + DATE
                at = min(hit.end, end)
        out = phrases(self.pack, *_TIMES).sub(DATE, out + text[at:end])
        if DATE not in out:
            return out
        heads, tails = (phrases(self.pack, name).pattern for name in ("time_heads", "time_tails"))
        return re.sub(
            rf"(?:(?:{heads}\s*)*{DATE}(?:\s*{tails})?[\s,]*)*(?:{heads}\s*)*{DATE}(?:\s*{tails})?", DATE, out
        )

    def way(self, text: str) -> str:
        """``up`` or ``down`` by the last such word of *text*; empty where it has none."""
        found = [(match.end(), way) for way in ("up", "down") for match in phrases(self.pack, way).finditer(text)]
        return max(found)[1] if found else ""

    def date_behind(self, item: Item) -> date | None:
        """The first day of the date right behind a figure, where no other figure comes first."""
        _, end = item.sentence
        at = bisect_left(self.dates, item.end, key=lambda hit: hit.start)
        if at == len(self.dates) or not self.dates[at].lo or ":" in self.dates[at].lo:
            return None
        hit = self.dates[at]
        near = hit.start < end and hit.start - item.end <= _DATED_BEHIND
        between = self.low[item.end : hit.start]
        return date.fromisoformat(hit.lo) if near and not re.search(r"[\d;:(]", between) else None

    def previous(self, start: int) -> int:
        """Where the sentence before the one that starts at *start* begins; *start* itself for the first."""
        starts = self.context.sentences
        return starts[max(0, bisect_left(starts, start) - 1)]

    def sentences(self) -> Iterator[tuple[int, int, list[Item]]]:
        """Each sentence that holds a figure, with its figures."""
        bounds = [*self.context.sentences, self.context.end]
        at, size = 0, len(self.all)
        for start, end in pairwise(bounds):
            held = []
            while at < size and self.all[at].start < end:
                if self.all[at].start >= start:
                    held.append(self.all[at])
                at += 1
            if held:
                yield start, end, held

    def span(self, *items: Item) -> Span:
        """The passage from the first of *items* to the last."""
        return Span(min(item.claim.span.start for item in items), max(item.claim.span.end for item in items))


def alike(left: Item, right: Item) -> bool:
    """Whether the two may be amounts of one thing: one unit, or counts whose nouns do not differ."""
    return same_unit(left, right) and (left.value.unit.key == right.value.unit.key or same_noun(left, right))


def in_step(step: Item, level: Item) -> Item:
    """*step* in the unit of *level* where it leaves the rest of it out: "$1.20, to $76.20 a barrel", "7,5 điểm"."""
    mine, theirs = step.value.unit, level.value.unit
    rate = mine.dimension == "money" and theirs.key.partition("/")[0] == mine.key and theirs.key != mine.key
    points = mine.dimension == "points_score" and theirs == COUNT
    if not rate and not points:
        return step
    value = dataclass_replace(step.value, unit=theirs)
    return Item(dataclass_replace(step.claim, value=value), step.figure, value, step.sentence)


def same_unit(left: Item, right: Item) -> bool:
    """Whether the two are amounts of one dimension, and of one currency."""
    one, two = left.value.unit, right.value.unit
    return one.dimension == two.dimension and (one.dimension != "money" or one.key == two.key)


def same_noun(left: Item, right: Item) -> bool:
    """Whether two counts may be of one thing: one head word, or a count that prints none.

    One of them may have a word more before the noun: "ngôi nhà" and "nhà", "council homes" and "homes".
    """
    one, two = left.value.unit.noun.split(), right.value.unit.noun.split()
    shorter = min(len(one), len(two))
    return not shorter or one[0] == two[0] or one[-shorter:] == two[-shorter:]


def is_rest(items: Items, before: Item, item: Item) -> bool:
    """Whether the text calls *item* the rest, before it or right behind: "the remaining 50%", "50% còn lại"."""
    rest = phrases(items.pack, "rest")
    behind = items.low[item.end : item.end + 12]
    return rest.search(items.between(before, item)) is not None or rest.match(behind.lstrip()) is not None
