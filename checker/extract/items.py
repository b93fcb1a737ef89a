"""The figures of a text in order, with what stands between them: what the readers of relations work on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.extract.context import Context
from checker.extract.figures import Figure
from checker.extract.sentences import enclosing
from checker.languages.hits import DateHit
from checker.languages.pack import Pack
from checker.model import Claim
from checker.text.span import Span
from checker.values.figure import Quantity

# Amounts that add up and make shares.
ADDITIVE = frozenset({"count", "money", "mass", "area", "volume", "barrel", "length", "energy", "power", "data"})


class Item:
    """A figure that is a quantity, with its claim. ``start`` and ``end`` are offsets in the normal form of the text.

    ``sentence``  where the sentence around it begins and ends
    ``percent``   whether it is one printed percentage
    ``amount``    whether it is an amount that adds up with others of its kind
    """

    __slots__ = ("amount", "claim", "end", "figure", "percent", "sentence", "start", "value")

    def __init__(self, claim: Claim, figure: Figure, value: Quantity, sentence: tuple[int, int]) -> None:
        unit = value.unit
        self.claim = claim
        self.figure = figure
        self.value = value
        self.sentence = sentence
        self.start = figure.start
        self.end = figure.end
        self.percent = unit.key == "%" and figure.form == "number" and not value.is_range
        self.amount = unit.dimension in ADDITIVE and figure.form in ("number", "ratio") and "/" not in unit.key


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

    def between(self, left: Item, right: Item) -> str:
        """The text from the end of one figure to the start of the next, in lower case."""
        return self.low[left.end : right.start]

    def sentence(self, item: Item) -> tuple[int, int]:
        """The sentence around a figure."""
        return item.sentence

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


def same_unit(left: Item, right: Item) -> bool:
    """Whether the two are amounts of one dimension, and of one currency."""
    one, two = left.value.unit, right.value.unit
    return one.dimension == two.dimension and (one.dimension != "money" or one.key == two.key)


def same_noun(left: Item, right: Item) -> bool:
    """Whether two counts may be of one thing: one head word, or a count that prints none."""
    one, two = left.value.unit.noun, right.value.unit.noun
    return not one or not two or one.split()[0] == two.split()[0]
