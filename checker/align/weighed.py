"""A session with every pair of it weighed: its groups, what each pair adds up to, and what kept two claims apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import fsum
from typing import NamedTuple

from checker.align import crowds, features
from checker.align.apart import conditions, vetoed
from checker.align.clusters import across
from checker.align.grouping import (
    COHESION,
    THRESHOLDS,
    NodeGroup,
    best_of,
    grouped,
    kept_apart,
    may_agree,
    share_article,
    sides,
    together,
)
from checker.align.judged import Judged
from checker.align.model import Model, shipped
from checker.align.nodes import Node
from checker.align.pairs import LEAST, Pair, crowded
from checker.align.remembered import Remembered
from checker.align.weighing import comparison
from checker.model import Comparison

# Pairs of one group that are told in full; a group of twenty claims has two hundred.
MOST = 12
# Below this no partner is better, only less unlikely.
_RIVAL = 0.1


class Reason(NamedTuple):
    """Why two claims do not stand together.

    ``name``    what it is; the words for it stand in ``checker/report/waterfall.toml``
    ``claim``   the id of a claim that it is about, where there is one
    ``number``  how likely something is, 0 to 1, and ``needed`` what it would have to be
    ``kinds``   what sorts of figures the two are, where they are of different sorts
    """

    name: str
    claim: str = ""
    number: float | None = None
    needed: float | None = None
    kinds: tuple[str, str] | None = None


class Weighed:
    """The fact nodes of a session's articles, weighed pair by pair when they are first asked for."""

    def __init__(
        self,
        documents: Sequence[Sequence[Node]],
        model: Model | None = None,
        thresholds: Mapping[str, float] = THRESHOLDS,
        remembered: Remembered | None = None,
    ) -> None:
        self.documents, self.thresholds = documents, thresholds
        self._model, self._remembered = model, remembered or Remembered()

    @property
    def model(self) -> Model:
        """What the pairs are judged by."""
        return self._model or shipped()

    @cached_property
    def judged(self) -> Judged:
        """Every pair that was compared, judged; none within one article."""
        return self._remembered.judged(self.documents, self.model)

    @cached_property
    def groups(self) -> Sequence[NodeGroup]:
        """The groups of the session, in order of place."""
        if len(self.documents) < 2:
            return ()
        if self.crowded:
            return crowds.grouped(self.documents, self._lot, self.thresholds)
        return grouped(self.judged.likely, self.thresholds, self.judged.printed)

    @cached_property
    def crowded(self) -> bool:
        """Whether the session is compared in lots, see ``crowds``."""
        return crowded(self.documents)

    def _lot(self, documents: Sequence[Sequence[Node]]) -> Judged:
        judged = Judged(documents)
        judged.judge(self.model)
        return judged

    @cached_property
    def _best(self) -> Mapping[tuple[int, int, int], Pair]:
        return best_of(self.judged.pairs)

    @cached_property
    def _home(self) -> Mapping[tuple[int, int], NodeGroup]:
        return {(node.doc, node.index): group for group in self.groups for node in group.nodes}

    @cached_property
    def _nodes(self) -> Mapping[str, Node]:
        return {mention.claim.id: node for found in self.documents for node in found for mention in node.mentions}

    def compared(self, claims: Collection[str], most: int | None = MOST) -> tuple[Comparison, ...]:
        """The pairs among the nodes of *claims*, those that cannot both hold first, then by probability; at most *most*."""
        nodes = {(node.doc, node.index): node for claim in claims if (node := self._nodes.get(claim)) is not None}
        ordered = [nodes[place] for place in sorted(nodes)]
        if self.crowded:
            # Lots keep the pairs that stand for them, none of which a condition holds apart.
            kept = {id(pair): pair for node in ordered for pair in self._around(node).links}.values()
            told = sorted(kept, key=lambda pair: (pair.relation != "incompatible", -pair.probability))
            return tuple(comparison(self.model, pair, ()) for pair in told[:most])
        met = [self.judged.between(one, two) for one, two in combinations(ordered, 2) if one.doc != two.doc]
        found = [pair for pair in met if pair is not None]
        found.sort(key=lambda pair: (pair.relation != "incompatible", -pair.probability))
        return tuple(self._told(pair) for pair in found[:most])

    def together(self, claims: Collection[str]) -> bool:
        """Whether one group holds all of *claims*."""
        nodes = [self._nodes.get(claim) for claim in claims]
        homes = [self._home.get((node.doc, node.index)) if node is not None else None for node in nodes]
        return homes[0] is not None and all(home is homes[0] for home in homes)

    def comparison(self, one: str, two: str) -> Comparison | None:
        """The pair of two claims; None where they were not compared."""
        left, right = self._nodes.get(one), self._nodes.get(two)
        pair = self.judged.between(left, right) if left is not None and right is not None else None
        return None if pair is None else self._told(pair)

    def _told(self, pair: Pair) -> Comparison:
        held = pair.relation == "incompatible"
        named = conditions(pair.left, pair.right, pair.probability, self.judged.printed) if held else ()
        return comparison(self.model, pair, tuple(named))

    def rivals(self, claim: str) -> list[Comparison]:
        """The likeliest pair of a claim with each other article that its group has nothing of, the likeliest first."""
        node = self._nodes.get(claim)
        if node is None:
            return []
        met = {other.doc for other in self._around(node).nodes}
        articles = [doc for doc in range(len(self.documents)) if doc not in met]
        found = [best for doc in articles if (best := self._best.get((node.doc, node.index, doc)))]
        found.sort(key=lambda pair: (-pair.probability, pair.left.doc, pair.right.doc))
        return [self._told(pair) for pair in found]

    def reasons(self, left: str, right: str) -> list[Reason]:
        """What kept two claims apart; empty where one group holds both."""
        one, two = self._nodes.get(left), self._nodes.get(right)
        if one is None or two is None:
            return [Reason("never_compared", claim=left if one is None else right)]
        if one is two:
            return [Reason("told_twice")]
        if one.doc == two.doc:
            return [Reason("one_article")]
        if self._around(one) is self._around(two):
            return []
        pair = self.judged.between(one, two)
        if pair is None:
            return [self._never(one, two)]
        found = list(self._against(pair) if pair.relation == "incompatible" else self._parted(pair))
        return found or [Reason("likelier_first")]

    def _never(self, one: Node, two: Node) -> Reason:
        if one.family != two.family:
            return Reason("other_kind", kinds=(one.family, two.family))
        return Reason("worked_out") if features.worked_out(one, two) else Reason("beyond_cap")

    def _against(self, pair: Pair) -> Iterator[Reason]:
        """Why two values that cannot both hold are no conflict."""
        one, two = pair.left, pair.right
        needed = self.thresholds["conflicting"]
        yield from (Reason(name) for name in conditions(one, two, pair.probability, self.judged.printed))
        for node, key in zip((one, two), sides(one, two), strict=True):
            best = self._best.get(key)
            if best is not None and best is not pair and best.probability >= _RIVAL:
                partner = best.right if best.left is node else best.left
                yield Reason("better_partner", partner.claim.id, best.probability, pair.probability)
        mine, theirs = self._around(one), self._around(two)
        if not share_article(mine, theirs):
            met = [self.judged.between(a, b) for a in mine.nodes for b in theirs.nodes]
            links = [found for found in met if found is not None and self._counts(found)]
            likely = together(links)
            if links and len(links) < COHESION * across(mine.nodes, theirs.nodes):
                yield Reason("few_support")
            # Where nothing counts, the conditions above have said why.
            if max(likely, pair.probability) < needed:
                yield Reason("unlikely", number=max(likely, pair.probability), needed=needed)
        else:
            yield Reason("two_of_one_article")

    def _counts(self, pair: Pair) -> bool:
        """Whether a pair of values that cannot both hold speaks for a conflict."""
        if pair.relation != "incompatible" or pair.probability < LEAST:
            return False
        if any(self._best.get(key) is not pair for key in sides(pair.left, pair.right)):
            return False
        return not vetoed(pair.left, pair.right, pair.probability, self.judged.printed)

    def _parted(self, pair: Pair) -> Iterator[Reason]:
        """Why two values that may both hold are in no group together."""
        needed = self.thresholds["agreeing"]
        if pair.probability < needed:
            yield Reason("unlikely", number=pair.probability, needed=needed)
        mine, theirs = self._around(pair.left), self._around(pair.right)
        met = [(a, b, self.judged.between(a, b)) for a in mine.nodes for b in theirs.nodes if a.doc != b.doc]
        if len(met) > 1:
            mean = fsum(p.probability for _, _, p in met if p and p.relation != "incompatible") / len(met)
            if mean < needed <= pair.probability:
                yield Reason("mean_unlikely", number=mean, needed=needed)
        for a in mine.nodes:
            for b in theirs.nodes:
                between = self.judged.between(a, b) if a.doc != b.doc else None
                if (between.relation if between else features.relation(a, b)) == "incompatible":
                    yield Reason("member_contradicts", a.claim.id if b is pair.right else b.claim.id)
                    return
                if not may_agree(a, b) and (kept := kept_apart(a, b)) is not None:
                    yield Reason(kept)
                    return

    def _around(self, node: Node) -> NodeGroup:
        return self._home.get((node.doc, node.index)) or NodeGroup([node])


__all__ = ["MOST", "Reason", "Weighed"]
