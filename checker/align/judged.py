"""The pairs of a session as rows of one table, judged; from one check to the next only what changed is worked out.

A pair hangs on its two nodes and the weights of their words. Where both are as they were, its row is kept; what depends
on the rest of the session (how often a value is printed, the rivals) is compared with what the row holds, and only rows
that differ are judged anew. The rows are the same as those of a table made from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from checker.align import by_value, by_words, claimhood
from checker.align.apart import EVERY
from checker.align.columns import Columns, Floats, Numbers
from checker.align.features import CONTEXT, NODES, RIVAL, VALUE
from checker.align.model import RELATIONS, Model
from checker.align.nodes import Node, rarity_of, weigh
from checker.align.pairs import LEAST, Pair, logits, met
from checker.align.rivals import rivals

_SCORE: Final = 1
_CONTEXT: Final = slice(2, 2 + len(CONTEXT))
_VALUE: Final = slice(_CONTEXT.stop, _CONTEXT.stop + len(VALUE))
_RIVAL: Final = slice(_VALUE.stop, _VALUE.stop + len(RIVAL))
_NODES: Final = slice(_RIVAL.stop, _RIVAL.stop + len(NODES))
_ORDER: Final = _CONTEXT.start + CONTEXT.index("order")
_OFTEN: Final = _VALUE.start + VALUE.index("value_docs")
_ALONE: Final = _VALUE.start + VALUE.index("alone")
# Pairs whose features are worked out at a time, so that a crowded session has no table of all of them twice.
_STRETCH = 16_384
_NEW = -1


class Judged:
    """The pairs of the nodes of *documents*, by how they stand in a table.

    ``left``, ``right``  the places of their nodes among all of the session, in order of article and place
    ``rows``             where the features of each pair stand in the table, in the order of ``model.NAMES``
    ``chances``          the probability of each
    """

    def __init__(
        self, documents: Sequence[Sequence[Node]], before: Judged | None = None, names: Collection[str] = ()
    ) -> None:
        """Work out what pairs say by themselves.

        ``before``  the table of an earlier check, which is used up: nodes that are the very objects it knows are as they
                    were, but for their places, and the weights of their mentions hold
        ``names``   words of names that came into an article or left it since
        """
        self.rarity: Mapping[str, float] = rarity_of(documents)
        columns = Columns(documents)
        self.nodes, self._columns = columns.nodes, columns
        self.docs = np.array([node.doc for node in self.nodes], dtype=np.int64)
        known = self._known(before, names)
        weigh([node for node, at in zip(self.nodes, known.tolist(), strict=True) if at == _NEW], self.rarity)
        self.left, self.right, births = met(documents, columns)
        size = len(self.left)
        self.relations = np.zeros(size, dtype=np.int64)
        self.rows = np.full(size, _NEW, dtype=np.int64)
        self.chances, self._scores = np.zeros(size), np.zeros(size)
        self._against = np.zeros((size, len(RIVAL)))
        # Pairs of which something is to be looked up again in their nodes.
        self._stale = np.ones(size, dtype=np.bool_)
        self._table = np.empty((0, _NODES.stop))
        if before is not None:
            self._keep(before, known)
        self._fresh = self.rows == _NEW
        self._house()
        self._work_out(births)
        self._made: dict[int, Pair] = {}
        self._known_nodes = known != _NEW

    def _known(self, before: Judged | None, names: Collection[str]) -> Numbers:
        """Where each node stood in *before*; ``_NEW`` for one that is new, or whose words weigh otherwise."""
        if before is None:
            return np.full(len(self.nodes), _NEW, dtype=np.int64)
        changed = {word for word, weight in self.rarity.items() if before.rarity.get(word, 1.0) != weight}
        changed |= {word for word in before.rarity if word not in self.rarity}
        named = frozenset(names)
        place = {id(node): nth for nth, node in enumerate(before.nodes)}
        found = [place.get(id(node), _NEW) for node in self.nodes]
        for nth, node in enumerate(self.nodes):
            if found[nth] != _NEW and any(
                not (changed.isdisjoint(m.near) and changed.isdisjoint(m.clause) and changed.isdisjoint(m.sentence))
                or not named.isdisjoint(m.subject)
                for m in node.mentions
            ):
                found[nth] = _NEW
        return np.array(found, dtype=np.int64)

    def _keep(self, before: Judged, known: Numbers) -> None:
        """Take over the rows of pairs whose nodes are both *known*."""
        size = len(self.nodes)
        now = np.full(len(before.nodes), _NEW, dtype=np.int64)
        now[known[known != _NEW]] = np.flatnonzero(known != _NEW)
        left, right = now[before.left], now[before.right]
        kept = (left != _NEW) & (right != _NEW)
        # Left and right have changed places: of several mentions of both, another pair may be the first of equals.
        turned = left > right
        many, family = self._columns.count > 1, self._columns.family
        kept &= ~(turned & ((many[left] & many[right]) | (family[left] != family[right])))
        keys = np.where(turned, right * size + left, left * size + right)[kept]
        order = np.argsort(keys)
        keys, source = keys[order], np.flatnonzero(kept)[order]
        wanted = self.left * size + self.right
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        found = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=np.bool_)
        source = source[at[found]]
        for name in ("rows", "relations", "chances", "_scores", "_against"):
            getattr(self, name)[found] = getattr(before, name)[source]
        self._table = before._table
        told = self._told()
        changed = np.ones(size, dtype=np.bool_)
        held = known != _NEW
        changed[held] = (told[held] != before._told_before[known[held]]).any(axis=1)
        self._stale = changed[self.left] | changed[self.right] | ~found
        self._stale[found] |= turned[source]

    def _told(self) -> Floats:
        """What pairs look up in their nodes and an edit elsewhere may change."""
        c = self._columns
        return np.column_stack([c.order, c.docs, c.once])

    def _house(self) -> None:
        """Give rows to the pairs that have none."""
        wanted = int(self._fresh.sum())
        taken = np.zeros(len(self._table), dtype=np.bool_)
        taken[self.rows[~self._fresh]] = True
        free = np.flatnonzero(~taken)
        if len(free) < wanted:
            # Some room for the next edits.
            more = wanted - len(free) + len(self.rows) // 16
            free = np.concatenate([free, np.arange(len(taken), len(taken) + more)])
            self._table = np.concatenate([self._table, np.zeros((more, _NODES.stop))])
        self.rows[self._fresh] = free[:wanted]

    def _work_out(self, births: int) -> None:
        """Fill in what pairs without features say by themselves; so many of the first are ages and birthdays."""
        columns, weights = self._columns, by_words.Weights(self.rarity)
        places = np.flatnonzero(self._fresh)
        told = places[places >= births]
        self.relations[places[places < births]] = RELATIONS.index("compatible")
        relations = by_value.relations(columns, self.left[told], self.right[told])
        self.relations[told] = [RELATIONS.index(relation) for relation in relations]
        for at in range(0, len(places), _STRETCH):
            some = places[at : at + _STRETCH]
            left, right, rows = self.left[some], self.right[some], self.rows[some]
            self._table[rows, _CONTEXT] = by_words.context(columns, left, right, weights)
            self._table[rows, _VALUE] = by_value.values(columns, left, right)

    def judge(self, model: Model) -> None:
        """Fill in the rest of every row, and the probabilities; *model* is the one that *before* was judged by."""
        self._told_before = self._told()
        if not len(self.rows):
            return
        before = np.array([node.claimhood for node in self.nodes])
        self._believe(model)
        likely = np.array([node.claimhood for node in self.nodes])
        other = before != likely
        stale = np.flatnonzero(self._stale | other[self.left] | other[self.right])
        left, right, rows = self.left[stale], self.right[stale], self.rows[stale]
        self._table[rows, _ORDER] = by_words.order(self._columns, left, right)
        self._table[rows, _OFTEN] = by_value.often(self._columns, left)
        self._table[rows, _ALONE] = by_value.alone(self._columns, left, right)
        self._table[rows, _NODES.start] = np.minimum(likely[left], likely[right])
        self._table[rows, _NODES.start + 1] = likely[left] * likely[right]
        scores = model.context_scores(np.ascontiguousarray(self._table[rows, _CONTEXT]))
        self._scores[stale] = self._table[rows, _SCORE] = scores
        self._table[rows, 0] = logits(scores)
        equal = self.relations == RELATIONS.index("equal")
        against = rivals(self.left, self.right, self.docs, self._scores, equal)
        changed = (self._against != against).any(axis=1)
        changed[stale] = True
        self._against = against
        places = np.flatnonzero(changed)
        for at in range(0, len(places), _STRETCH):
            some = places[at : at + _STRETCH]
            self._table[self.rows[some], _RIVAL] = against[some]
            kinds = [RELATIONS[kind] for kind in self.relations[some].tolist()]
            self.chances[some] = model.probabilities(kinds, self._table[self.rows[some]])

    def _believe(self, model: Model) -> None:
        """How likely every node is a statement; a half for all where the *model* does not tell."""
        if model.claimhood is None:
            return
        known = self._known_nodes.tolist()
        asked = [n for n, held in zip(self.nodes, known, strict=True) if not held or n.believed_at != n.order]
        if asked:
            table = np.array([claimhood.features(node) for node in asked], dtype=np.float64)
            for node, probability in zip(asked, model.claimhood.probabilities(table), strict=True):
                node.claimhood, node.believed_at = float(probability), node.order

    def table(self) -> Floats:
        """The features of every pair, a row of ``model.NAMES`` each."""
        return np.asarray(self._table[self.rows])

    def _some(self, places: Numbers) -> list[Pair]:
        """The pairs at *places*, one object each however often it is asked for."""
        out = []
        sides = zip(self.left[places].tolist(), self.right[places].tolist(), strict=True)
        told = zip(
            self.relations[places].tolist(), self._table[self.rows[places]], self.chances[places].tolist(), strict=True
        )
        for nth, (left, right), (relation, row, chance) in zip(places.tolist(), sides, told, strict=True):
            made = self._made.get(nth)
            if made is None:
                made = self._made[nth] = Pair(
                    self.nodes[left], self.nodes[right], RELATIONS[relation], row[_CONTEXT], float(row[_SCORE]), row[_VALUE],
                    row[_RIVAL], row[_NODES], chance,
                )  # fmt: skip
            out.append(made)
        return out

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every pair: ages with birthdays, then by family, articles and places."""
        return self._some(np.arange(len(self.rows)))

    @cached_property
    def likely(self) -> list[Pair]:
        """Those of ``pairs`` that count for groups."""
        return self._some(np.flatnonzero(self.chances >= LEAST))

    @cached_property
    def printed(self) -> Mapping[tuple[int, str], set[str]]:
        """As ``grouping.printed_by``."""
        printed: dict[tuple[int, str], set[str]] = defaultdict(set)
        met = np.zeros(len(self.nodes), dtype=np.bool_)
        met[self.left] = met[self.right] = True
        for place in np.flatnonzero(met).tolist():
            node = self.nodes[place]
            for doc in (node.doc, EVERY):
                printed[doc, node.family].add(node.key)
        return printed

    @cached_property
    def _places(self) -> tuple[Mapping[tuple[int, int], int], Numbers, Numbers]:
        """The place of a node by article and index; the pairs in order of their nodes' places, and those as one number."""
        keys = self.left * len(self.nodes) + self.right
        order = np.argsort(keys)
        return {(node.doc, node.index): nth for nth, node in enumerate(self.nodes)}, order, keys[order]

    def between(self, one: Node, two: Node) -> Pair | None:
        """The pair of two nodes, whichever is given first; None where they were not compared."""
        places, order, keys = self._places
        left, right = sorted((places[one.doc, one.index], places[two.doc, two.index]))
        wanted = left * len(self.nodes) + right
        at = int(np.searchsorted(keys, wanted))
        return self._some(order[at : at + 1])[0] if at < len(keys) and keys[at] == wanted else None


def candidates(documents: Sequence[Sequence[Node]]) -> list[Pair]:
    """Every two nodes of one family in different articles, ages and birthdays too, with their context and value features."""
    return Judged(documents).pairs


__all__ = ["Judged", "candidates"]
