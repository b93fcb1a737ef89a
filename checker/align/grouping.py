"""From judged pairs to cohesive groups: mutual best match, no chaining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.align.nodes import Node
from checker.align.pairs import Pair

# The least probability at which a pair of each relation is matched; chosen on held-out sessions, see DECISIONS.md.
THRESHOLDS: Mapping[str, float] = {"equal": 0.5, "compatible": 0.4, "incompatible": 0.5}
# The least share of the pairs between two groups that must have been likely, for the groups to become one.
_COHESION = 0.34
# What a conflict of years, or of differently named counts, must reach.
_SURE = 0.85


@dataclass(slots=True)
class NodeGroup:
    """Nodes that state one fact. ``links`` are the matched pairs that hold it together."""

    nodes: list[Node]
    links: list[Pair] = field(default_factory=list)

    @property
    def conflicting(self) -> list[Pair]:
        """The links between values that cannot both hold."""
        return [pair for pair in self.links if pair.relation == "incompatible"]

    @property
    def confidence(self) -> float:
        """0 to 1: the weakest judgement the group's verdict rests on."""
        disputed = self.conflicting
        if disputed:
            return max(pair.probability for pair in disputed)
        return sum(pair.probability for pair in self.links) / len(self.links)


def grouped(pairs: Sequence[Pair], thresholds: Mapping[str, float] = THRESHOLDS) -> list[NodeGroup]:
    """Groups of nodes of at least two articles, each node in at most one group, in order of place."""
    matched = _mutual_best(pairs, thresholds)
    by_nodes = {(p.left.doc, p.left.index, p.right.doc, p.right.index): p for p in pairs}
    home: dict[tuple[int, int], NodeGroup] = {}
    for pair in matched:
        left_key, right_key = (pair.left.doc, pair.left.index), (pair.right.doc, pair.right.index)
        left, right = home.get(left_key), home.get(right_key)
        if left is not None and left is right:
            left.links.append(pair)
            continue
        one = left or NodeGroup([pair.left])
        two = right or NodeGroup([pair.right])
        if not _cohere(one, two, pair, by_nodes):
            continue
        merged = NodeGroup([*one.nodes, *two.nodes], [*one.links, *two.links, pair])
        for node in merged.nodes:
            home[node.doc, node.index] = merged
    distinct = {id(group): group for group in home.values()}
    out = list(distinct.values())
    for group in out:
        group.nodes.sort(key=lambda n: (n.doc, n.index))
    out.sort(key=lambda g: (g.nodes[0].doc, g.nodes[0].index))
    return out


def _vetoed(pair: Pair, printed: Mapping[tuple[int, str], set[str]]) -> bool:
    """Whether two values that cannot both hold are surely of two facts.

    Each article prints the other's value too, or one of the two is only compared with, or a year that stands
    elsewhere in the other article: years are labels far oftener than statements.
    """
    if pair.relation != "incompatible":
        return False
    left, right = pair.left, pair.right
    left_elsewhere = left.key in printed[right.doc, right.family]
    right_elsewhere = right.key in printed[left.doc, left.family]
    if left_elsewhere and right_elsewhere:
        return True
    if left.family == "date":
        if left.claim.reference or right.claim.reference:
            return True
        if "year" in (left.unit, right.unit) and (left_elsewhere or right_elsewhere or pair.probability < _SURE):
            return True
    apart = (
        left.quantity is not None and left.family == "count" and not set(left.unit.split()) & set(right.unit.split())
    )
    return bool(apart and left.unit and right.unit and pair.probability < _SURE)


def _mutual_best(pairs: Sequence[Pair], thresholds: Mapping[str, float]) -> list[Pair]:
    """Pairs above their threshold that are each other's best, the surest first."""
    printed: dict[tuple[int, str], set[str]] = defaultdict(set)
    for pair in pairs:
        for node in (pair.left, pair.right):
            printed[node.doc, node.family].add(node.key)
    best: dict[tuple[int, int, int], tuple[float, int]] = {}
    for place, pair in enumerate(pairs):
        for key in (
            (pair.left.doc, pair.left.index, pair.right.doc),
            (pair.right.doc, pair.right.index, pair.left.doc),
        ):
            if pair.probability > best.get(key, (0.0, 0))[0]:
                best[key] = (pair.probability, place)
    chosen = [
        pair
        for place, pair in enumerate(pairs)
        if pair.probability >= thresholds[pair.relation]
        and not _vetoed(pair, printed)
        and best[pair.left.doc, pair.left.index, pair.right.doc][1] == place
        and best[pair.right.doc, pair.right.index, pair.left.doc][1] == place
    ]
    chosen.sort(
        key=lambda p: (
            p.relation == "incompatible",
            -p.probability,
            p.left.doc,
            p.left.index,
            p.right.doc,
            p.right.index,
        )
    )
    return chosen


def _cohere(one: NodeGroup, two: NodeGroup, link: Pair, by_nodes: Mapping[tuple[int, int, int, int], Pair]) -> bool:
    """Whether two groups may become one: no two facts of one article, and enough likely pairs between them."""
    docs = defaultdict(set)
    for node in (*one.nodes, *two.nodes):
        docs[node.doc].add(node.key)
    if any(len(keys) > 1 for keys in docs.values()):
        return False
    likely = total = 0
    for a in one.nodes:
        for b in two.nodes:
            if a.doc == b.doc:
                continue
            left, right = (a, b) if a.doc < b.doc else (b, a)
            pair = by_nodes.get((left.doc, left.index, right.doc, right.index))
            total += 1
            likely += pair is not None and pair.probability >= 0.5 * THRESHOLDS[pair.relation]
    return total > 0 and likely >= _COHESION * total


__all__ = ["THRESHOLDS", "NodeGroup", "grouped"]
