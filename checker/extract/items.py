"""The figures of a text in order, with what stands between them: what the readers of relations work on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A figure that is a quantity, with its claim. ``start`` and ``end`` are offsets in the normal form of the text."""

    claim: Claim
    figure: Figure
    value: Quantity

    @property
    def start(self) -> int:
        return self.figure.start

    @property
    def end(self) -> int:
        return self.figure.end

    @property
    def percent(self) -> bool:
        """Whether it is one printed percentage."""
        return self.value.unit.key == "%" and not self.value.is_range and self.figure.form == "number"

    @property
    def amount(self) -> bool:
        """Whether it is an amount that adds up with others of its kind."""
        return (
            self.value.unit.dimension in ADDITIVE
            and self.figure.form in ("number", "ratio")
            and "/" not in self.value.unit.key
        )


class Items:
    """The quantities of a text in order of place."""

    def __init__(self, context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> None:
        self.context = context
        self.pack: Pack = context.pack
        self.low = context.view.low
        self._sentences: dict[int, tuple[int, int]] = {}  # by the start of the figure
        self.dates = [made for _, made in pairs if isinstance(made, DateHit)]
        self.all = [
            Item(claim, made, claim.value)
            for claim, made in pairs
            if isinstance(made, Figure) and isinstance(claim.value, Quantity)
        ]

    def between(self, left: Item, right: Item) -> str:
        """The text from the end of one figure to the start of the next, in lower case."""
        return self.low[left.end : right.start]

    def sentence(self, item: Item) -> tuple[int, int]:
        """The sentence around a figure."""
        found = self._sentences.get(item.start)
        if found is None:
            found = self._sentences[item.start] = enclosing(self.context.sentences, self.context.end, item.start)
        return found

    def previous(self, start: int) -> int:
        """Where the sentence before the one that starts at *start* begins; *start* itself for the first."""
        starts = self.context.sentences
        return starts[max(0, bisect_left(starts, start) - 1)]

    def sentences(self) -> Iterator[tuple[int, int, list[Item]]]:
        """Each sentence that holds a figure, with its figures."""
        bounds = [*self.context.sentences, self.context.end]
        at = 0
        for start, end in pairwise(bounds):
            held = []
            while at < len(self.all) and self.all[at].start < end:
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
