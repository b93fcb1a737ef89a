"""From judged pairs to cohesive groups: mutual best match, no chaining.

First what agrees: nodes whose pairs are surely of one fact become a group. Then what conflicts: two such groups, or
single nodes, are set against each other by all the pairs between them, so that three articles which say one thing
and two which say another count as six hints, not as the best of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from checker.align.features import foreign, places_apart, stretches_apart
from checker.align.nodes import Node
from checker.align.pairs import Pair

# The least probability at which a pair of each relation is matched, for ``incompatible`` that of all pairs between two
# values together; chosen on held-out sessions, see DECISIONS.md 29.
THRESHOLDS: Mapping[str, float] = {"equal": 0.5, "compatible": 0.4, "incompatible": 0.3}
# The least share of the pairs between two groups that must have been likely, for the groups to become one.
_COHESION = 1 / 3
# What a conflict of years, or of differently named counts, must reach.
_SURE = 0.85
# Pairs of other values under this add nothing to a conflict: there are a hundred of them for each that counts.
_LEAST = 0.02
# Concepts of a sentence that quotes a market: its prices move by the minute, and every report has its own moment.
_QUOTED = frozenset(
    {
        "buying-price", "closing-price", "domestic-gold", "exchange-rate", "ounce", "selling-price", "sjc", "tael",
        "trading-session", "world-gold",
    }
)  # fmt: skip

# In a group that agrees, a pair counts as likely from half of what would match it; one that cannot hold, never.
_AGREEING: Mapping[str, float] = {name: THRESHOLDS[name] for name in ("equal", "compatible")}

_DAY_CHARS = len("2024-11-22")

_Place = tuple[int, int]


@dataclass(slots=True)
class NodeGroup:
    """Nodes that state one fact. ``links`` are the matched pairs that hold it together.

    ``disputed``  0 to 1: how likely values that cannot both hold state the one fact; 0 where all may hold
    """

    nodes: list[Node]
    links: list[Pair] = field(default_factory=list)
    disputed: float = 0.0

    @property
    def conflicting(self) -> list[Pair]:
        """The links between values that cannot both hold."""
        return [pair for pair in self.links if pair.relation == "incompatible"]

    @property
    def confidence(self) -> float:
        """0 to 1: what the group's verdict rests on."""
        if self.disputed:
            return self.disputed
        return sum(pair.probability for pair in self.links) / len(self.links)

    @property
    def place(self) -> _Place:
        """Where the first node stands, by article and number."""
        return self.nodes[0].doc, self.nodes[0].index


def grouped(pairs: Sequence[Pair], thresholds: Mapping[str, float] = THRESHOLDS) -> list[NodeGroup]:
    """Groups of nodes of at least two articles, each node in at most one group, in order of place."""
    matched = _mutual_best(pairs)
    agreeing = [p for p in matched if p.relation != "incompatible" and p.probability >= thresholds[p.relation]]
    agreeing.sort(key=lambda p: (-p.probability, p.left.doc, p.left.index, p.right.doc, p.right.index))
    printed = _printed(pairs)
    home = _agreed(agreeing, {(p.left.doc, p.left.index, p.right.doc, p.right.index): p for p in pairs})
    _set_against(home, pairs, matched, printed, thresholds["incompatible"])
    out = [group for group in {id(group): group for group in home.values()}.values() if group.links]
    for group in out:
        group.nodes.sort(key=lambda n: (n.doc, n.index))
    out.sort(key=lambda group: group.place)
    return out


def _agreed(
    matched: Sequence[Pair],
    by_nodes: Mapping[tuple[int, int, int, int], Pair],
) -> dict[_Place, NodeGroup]:
    """Place of a node → its group, over *matched* pairs, the surest first."""
    home: dict[_Place, NodeGroup] = {}
    for pair in matched:
        left, right = (home.get((node.doc, node.index)) for node in (pair.left, pair.right))
        if left is not None and left is right:
            left.links.append(pair)
            continue
        one = left or NodeGroup([pair.left])
        two = right or NodeGroup([pair.right])
        if _cohere(one, two, by_nodes):
            _merge(home, one, two, [pair])
    return home


def _merge(home: dict[_Place, NodeGroup], one: NodeGroup, two: NodeGroup, links: Sequence[Pair]) -> NodeGroup:
    """Make the two groups one, in *home* too."""
    merged = NodeGroup(
        sorted([*one.nodes, *two.nodes], key=lambda n: (n.doc, n.index)),
        [*one.links, *two.links, *links],
        max(one.disputed, two.disputed),
    )
    for node in merged.nodes:
        home[node.doc, node.index] = merged
    return merged


def _set_against(
    home: dict[_Place, NodeGroup],
    pairs: Sequence[Pair],
    matched: Sequence[Pair],
    printed: Mapping[tuple[int, str], set[str]],
    threshold: float,
) -> None:
    """Merge groups, and single nodes, whose values cannot both hold but that likely state one fact; the likeliest first."""
    best = {id(pair) for pair in matched}
    between: dict[tuple[_Place, _Place], list[Pair]] = defaultdict(list)
    alone: dict[_Place, NodeGroup] = {}
    for pair in pairs:
        if pair.relation != "incompatible" or pair.probability < _LEAST or id(pair) not in best:
            continue
        if _vetoed(pair, printed):
            continue
        one, two = (_home(node, home, alone) for node in (pair.left, pair.right))
        if one is not two:
            first, second = sorted((one.place, two.place))
            between[first, second].append(pair)
    groups = {group.place: group for group in (*home.values(), *alone.values())}
    found = []
    for (first, second), links in between.items():
        one, two = groups[first], groups[second]
        if _share_article(one, two) or len(links) < _COHESION * _across(one, two):
            continue
        likely = 1.0 - prod(1.0 - pair.probability for pair in links)
        if likely >= threshold:
            found.append((likely, first, second, links))
    found.sort(key=lambda case: (-case[0], case[1], case[2]))
    for likely, first, second, links in found:
        # A group may have met a third value since.
        one, two = (home.get(place, groups[place]) for place in (first, second))
        if one is not two and not _share_article(one, two):
            merged = _merge(home, one, two, links)
            merged.disputed = max(merged.disputed, likely)


def _home(node: Node, home: Mapping[_Place, NodeGroup], alone: dict[_Place, NodeGroup]) -> NodeGroup:
    place = node.doc, node.index
    return home.get(place) or alone.setdefault(place, NodeGroup([node]))


def _share_article(one: NodeGroup, two: NodeGroup) -> bool:
    """Whether an article states something of both: then they are two facts of it."""
    return not {node.doc for node in one.nodes}.isdisjoint(node.doc for node in two.nodes)


def _across(one: NodeGroup, two: NodeGroup) -> int:
    return sum(a.doc != b.doc for a in one.nodes for b in two.nodes)


def _vetoed(pair: Pair, printed: Mapping[tuple[int, str], set[str]]) -> bool:
    """Whether two values that cannot both hold are surely of two facts.

    Each is about a name that the other article does not know, or about another place or stretch of time; both quote
    a market; each article prints the other's value too, or one of the two is only compared with, or a year that stands
    elsewhere in the other article: years are labels far oftener than statements.
    """
    left, right = pair.left, pair.right
    if _two_subjects(left, right):
        return True
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


def _two_subjects(left: Node, right: Node) -> bool:
    """Whether the two are about other names, other places, other stretches of time, or quotes of other moments."""
    if foreign(left.mentions[0], right.mentions[0]) >= 1.0 or places_apart(left, right):
        return True
    return stretches_apart(left, right) or _quoted(left, right)


def _quoted(left: Node, right: Node) -> bool:
    """Whether both are prices by the unit, of other days or from sentences that quote a market."""
    a, b = left.quantity, right.quantity
    if a is None or b is None or left.family != "money" or "/" not in a.unit.key or "/" not in b.unit.key:
        return False
    one, two = ((node.claim.source.published or "")[:_DAY_CHARS] for node in (left, right))
    if len(one) == len(two) == _DAY_CHARS and one != two:
        return True
    return all(not _QUOTED.isdisjoint(mention.terms) for node in (left, right) for mention in node.mentions)


def _printed(pairs: Sequence[Pair]) -> Mapping[tuple[int, str], set[str]]:
    """Article and family → the values that it prints."""
    printed: dict[tuple[int, str], set[str]] = defaultdict(set)
    for pair in pairs:
        for node in (pair.left, pair.right):
            printed[node.doc, node.family].add(node.key)
    return printed


def _mutual_best(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that are each other's best between their two articles."""
    best: dict[tuple[int, int, int], tuple[float, int]] = {}
    for place, pair in enumerate(pairs):
        for key in _sides(pair):
            if pair.probability > best.get(key, (0.0, 0))[0]:
                best[key] = (pair.probability, place)
    return [
        pair for place, pair in enumerate(pairs) if all(best.get(key, (0.0, -1))[1] == place for key in _sides(pair))
    ]


def _sides(pair: Pair) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Each node with the other's article."""
    left, right = pair.left, pair.right
    return (left.doc, left.index, right.doc), (right.doc, right.index, left.doc)


def _cohere(
    one: NodeGroup,
    two: NodeGroup,
    by_nodes: Mapping[tuple[int, int, int, int], Pair],
) -> bool:
    """Whether two groups may become one: no two facts of one article or of two, and enough likely pairs between them."""
    keys = defaultdict(set)
    for node in (*one.nodes, *two.nodes):
        keys[node.doc].add(node.key)
    if any(len(found) > 1 for found in keys.values()):
        return False
    likely = 0
    for a in one.nodes:
        for b in two.nodes:
            left, right = (a, b) if a.doc < b.doc else (b, a)
            pair = by_nodes.get((left.doc, left.index, right.doc, right.index)) if a.doc != b.doc else None
            if pair is not None and pair.relation == "incompatible" and _quoted(left, right):
                # "About 395" agrees with both 395 and 397, which are prices of two days.
                return False
            likely += pair is not None and pair.probability >= 0.5 * _AGREEING.get(pair.relation, 1.0)
    return likely >= _COHESION * _across(one, two) > 0


__all__ = ["THRESHOLDS", "NodeGroup", "grouped"]
