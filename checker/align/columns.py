"""The nodes of a session as columns: what is asked of pair after pair is asked of all pairs at once.

A session has a few dozen nodes and some hundred pairs of them. What a pair only looks up in its two nodes (a family, a
unit, a place) is looked up once a node, turned into a number, and compared for all pairs in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from checker.align.mentions import Mention
from checker.align.nodes import Node
from checker.model import Place
from checker.values.figure import Label, Moment, Quantity
from checker.values.hedge import Hedge

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# The number of what is not there.
NONE = -1
# How many characters of a day tell its year and its month.
_YEAR, _MONTH = 4, 7
_WAYS = ("up", "down")


def numbered(values: Iterable[Hashable]) -> Numbers:
    """A number for each value, equal ones alike; ``NONE`` for None."""
    values = list(values)
    number: dict[Hashable, int] = {value: nth for nth, value in enumerate(dict.fromkeys(values))}
    if None in number:
        number[None] = NONE
    return np.array([number[value] for value in values], dtype=np.int64)


def flags(values: Iterable[bool]) -> Flags:
    """*values* as a column."""
    return np.array(list(values), dtype=np.bool_)


def masks(sets: Sequence[frozenset[str]]) -> list[int]:
    """Each set as the bits of a number, so that what two share is counted without making a set."""
    bits: dict[str, int] = {}
    out = []
    for members in sets:
        mask = 0
        for member in members:
            bit = bits.get(member)
            if bit is None:
                bit = bits[member] = 1 << len(bits)
            mask |= bit
        out.append(mask)
    return out


class Columns:
    """``columns.nodes`` and ``columns.mentions``, one number for each in every column.

    ``first``  of each node, the place of its first mention; ``count`` how many it has, the others follow
    """

    def __init__(self, documents: Sequence[Sequence[Node]]) -> None:
        self.nodes = [node for found in documents for node in found]
        self.mentions = [mention for node in self.nodes for mention in node.mentions]
        self.count = np.array([len(node.mentions) for node in self.nodes], dtype=np.int64)
        self.first = np.cumsum(self.count) - self.count
        self._nodes()
        self._values()
        self._printed(documents)
        self._mentions(self.mentions)

    def is_family(self, name: str) -> Flags:
        """Which nodes are of the family *name*."""
        return flags(family == name for family in self.families)

    def _nodes(self) -> None:
        """What stands in the nodes."""
        nodes = self.nodes
        self.families = [node.family for node in nodes]
        self.family = numbered(self.families)
        self.unit = numbered(node.unit for node in nodes)
        self.has_unit = flags(bool(node.unit) for node in nodes)
        self.of_time = flags(node.of_time for node in nodes)
        self.of_year = flags(node.unit == "year" for node in nodes)
        self.digits = np.array([node.digits for node in nodes], dtype=np.int64)
        self.in_title = flags(Place.TITLE in node.places for node in nodes)
        self.in_lead = flags(Place.LEAD in node.places for node in nodes)
        self.order = np.array([node.order for node in nodes], dtype=np.float64)
        self.is_round = flags(node.is_round for node in nodes)
        self.in_words = flags(node.in_words for node in nodes)
        self.slack = np.array([node.slack for node in nodes], dtype=np.float64)
        self.restates = flags(node.made_of is not None for node in nodes)

    def _values(self) -> None:
        """What stands in the values of the nodes; amounts are 0 and numbers ``NONE`` for values that have none."""
        values = [node.claim.value for node in self.nodes]
        amounts = [value if isinstance(value, Quantity) else None for value in values]
        self.is_amount = flags(amount is not None for amount in amounts)
        self.is_label = flags(isinstance(value, Label) for value in values)
        self.hedged = flags(value.hedge is not Hedge.EXACT for value in values)
        self.is_range = flags(amount is not None and amount.is_range for amount in amounts)
        starts = [node.lo if amount else 0.0 for node, amount in zip(self.nodes, amounts, strict=True)]
        self.lo = np.array(starts, dtype=np.float64)
        self.amount = numbered(amount and amount.lo for amount in amounts)
        self.grain = numbered(amount and amount.grain for amount in amounts)
        dimensions = [amount.unit.dimension if amount else None for amount in amounts]
        self.dimension = numbered(dimensions)
        self.is_count = flags(dimension == "count" for dimension in dimensions)
        self.is_money = flags(dimension == "money" for dimension in dimensions)
        self.unit_key = numbered(amount and amount.unit.key for amount in amounts)
        self.convertible = flags(amount is not None and amount.unit.factor is not None for amount in amounts)
        self.figures = numbered(node.figures for node in self.nodes)
        self.head = numbered(node.figures[:2] for node in self.nodes)
        self.length = np.array([len(node.figures) for node in self.nodes], dtype=np.int64)
        days = [
            value.start if isinstance(value, Moment) and value.grain == "day" and not value.is_time else None
            for value in values
        ]
        self.is_day = flags(day is not None for day in days)
        self.days = days
        self.ordinal = np.array([date.fromisoformat(day).toordinal() if day else 0 for day in days], dtype=np.int64)
        told = [node.lo if isinstance(node.lo, str) else None for node in self.nodes]
        self.year = numbered(start and start[:_YEAR] for start in told)
        self.month = numbered(start and start[:_MONTH] for start in told)

    def _printed(self, documents: Sequence[Sequence[Node]]) -> None:
        """In how many articles the value of each node is printed, and whether it is the only one of its article."""
        docs: dict[str, set[int]] = defaultdict(set)
        counts: dict[tuple[int, str], int] = defaultdict(int)
        for doc, found in enumerate(documents):
            for node in found:
                docs[node.printed].add(doc)
                counts[doc, node.printed] += 1
        self.docs = np.array([len(docs[node.printed]) for node in self.nodes], dtype=np.int64)
        self.once = flags(counts[doc, n.printed] == 1 for doc, found in enumerate(documents) for n in found)

    def _mentions(self, mentions: Sequence[Mention]) -> None:
        """What stands in the mentions."""
        claims = [mention.claim for mention in mentions]
        self.lang = numbered(claim.source.lang for claim in claims)
        self.kind = numbered(claim.kind for claim in claims)
        self.status = numbered(claim.status for claim in claims)
        self.direction = numbered(claim.direction if claim.direction in _WAYS else None for claim in claims)
        self.reference = flags(claim.reference for claim in claims)
        self.unsure = flags(claim.value.hedge is not Hedge.EXACT for claim in claims)
        self.periods = [claim.period for claim in claims]
        self.period = numbered(self.periods)
        self.part = numbered(
            (claim.value.part or None) if isinstance(claim.value, Moment) else None for claim in claims
        )
        self.last = numbered(mention.left[-1:] or None for mention in mentions)
        self.last_two = numbered(mention.left[-2:] if len(mention.left) >= 2 else None for mention in mentions)
        self.next = numbered(mention.right[:1] or None for mention in mentions)
        self.ahead = numbered(mention.ahead for mention in mentions)
        self.clause_words = numbered(mention.clause_words for mention in mentions)
        self.clause = numbered(mention.clause for mention in mentions)
        self.sentence = numbered(mention.sentence for mention in mentions)
