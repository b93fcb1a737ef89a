"""From judged pairs to groups: what agrees is clustered, then what conflicts is set against each other.

First the clusters of one fact, see ``clusters``. Then two of them, or single nodes, are set against each other by all
the pairs between them, so that three articles which say one thing and two which say another count as six hints, not as
the best of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import prod

from checker.align.apart import EVERY, feasts_apart, quotes_apart, things_apart, vetoed
from checker.align.clusters import across, clustered, key_of
from checker.align.nodes import Node
from checker.align.pairs import LEAST, Pair
from checker.align.when import OF_MOMENTS, moments_apart
from checker.model import Claim
from checker.text.sameness import same_but_for
from checker.values.hedge import opposed

# The least probability of one fact: for values that may both hold the mean over all pairs between two clusters, for
# those that cannot that of all pairs together. See DECISIONS.md 29, 31 and 37.
THRESHOLDS: Mapping[str, float] = {"agreeing": 0.4, "conflicting": 0.15}
# The least share of the pairs between two sides that must be each other's best, for the sides to conflict.
COHESION = 1 / 3
# The least that two values are taken to state one fact where their sentences are the same but for them. Of 227,000 pairs of
# values that cannot both hold, in the gold and our own sessions, none is such, so nothing could be learned.
TWINS = 0.5

_Place = tuple[int, int]
# Article and family → the values that it prints.
Printed = Mapping[tuple[int, str], set[str]]


@dataclass(slots=True)
class NodeGroup:
    """Nodes that state one fact. ``links`` are the likely pairs that hold it together.

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


def grouped(
    pairs: Sequence[Pair], thresholds: Mapping[str, float] = THRESHOLDS, printed: Printed | None = None
) -> list[NodeGroup]:
    """Groups of nodes of at least two articles, each node in at most one group, in order of place.

    ``pairs``    all of them; those under ``LEAST`` may be left out where *printed* is given, see ``printed_by``
    """
    found = agreeing(pairs, thresholds["agreeing"])
    home = {(node.doc, node.index): group for group in found for node in group.nodes}
    known = printed_by(pairs) if printed is None else printed
    _set_against(home, disputes(found, pairs, thresholds["conflicting"], known))
    out = list({id(group): group for group in home.values()}.values())
    out.sort(key=lambda group: group.place)
    return out


def agreeing(pairs: Sequence[Pair], threshold: float) -> list[NodeGroup]:
    """Groups of nodes of at least two articles that state one fact and whose values may all hold, in order of place."""
    # The left article comes first: what ``key_of`` would say.
    by_nodes = {(p.left.doc, p.left.index, p.right.doc, p.right.index): p for p in pairs}
    out = []
    for nodes in clustered(pairs, by_nodes, threshold, may_agree):
        met = [by_nodes.get(key_of(one, two)) for one, two in combinations(nodes, 2)]
        out.append(NodeGroup(nodes, [pair for pair in met if pair is not None and pair.probability >= threshold]))
    return out


def may_agree(one: Node, two: Node) -> bool:
    """Whether two values that may both hold may be of one fact: "about 395" agrees with both 395 and 397, which are
    prices of two days, "nearly 43%" in services with "over 43%" in industry, and the feast of "30/4 - 1/5" lies within a
    holiday from 27 April to 1 May."""
    return (one.key == two.key and not _on_two_sides(one, two)) or kept_apart(one, two) is None


def _on_two_sides(one: Node, two: Node) -> bool:
    """Whether one amount is told as nearly, the other as over one number."""
    if one.quantity is None or two.quantity is None:
        return False
    return opposed(one.quantity.hedge, two.quantity.hedge)


def kept_apart(one: Node, two: Node) -> str | None:
    """The name of the condition that keeps values apart which may both hold; None where there is none."""
    asked = {"market_quotes": quotes_apart, "day_of_feast": feasts_apart, "other_thing": things_apart}
    return next((name for name, apart in asked.items() if apart(one, two)), None)


@dataclass(slots=True)
class Dispute:
    """Two groups whose values cannot both hold, but that likely (0 to 1) state one fact, with the pairs that say so."""

    likely: float
    one: NodeGroup
    two: NodeGroup
    links: list[Pair]


def disputes(groups: Sequence[NodeGroup], pairs: Sequence[Pair], threshold: float, printed: Printed) -> list[Dispute]:
    """What stands against each other among *groups*, and nodes in none of them, the likeliest first."""
    home = {(node.doc, node.index): group for group in groups for node in group.nodes}
    best = {id(pair) for pair in _mutual_best(pairs)}
    between: dict[tuple[_Place, _Place], list[Pair]] = defaultdict(list)
    alone: dict[_Place, NodeGroup] = {}
    for pair in pairs:
        if pair.relation != "incompatible" or pair.probability < LEAST or id(pair) not in best:
            continue
        one, two = (_home(node, home, alone) for node in (pair.left, pair.right))
        if one is not two:
            first, second = sorted((one.place, two.place))
            between[first, second].append(pair)
    placed = {group.place: group for group in (*home.values(), *alone.values())}
    found = []
    for (first, second), met in between.items():
        one, two = placed[first], placed[second]
        needed = COHESION * across(one.nodes, two.nodes)
        # Hints that are not enough all together need not be looked at one by one.
        if share_article(one, two) or len(met) < needed or together(met) < threshold:
            continue
        links = [pair for pair in met if not vetoed(pair.left, pair.right, pair.probability, printed)]
        if links and len(links) >= needed and (likely := together(links)) >= threshold and not _of_two_facts(one, two):
            found.append(Dispute(likely, one, two, links))
    found.sort(key=lambda case: (-case.likely, case.one.place, case.two.place))
    return found


def _of_two_facts(one: NodeGroup, two: NodeGroup) -> bool:
    """Whether an article of each tells another hour, or most name another thing: what agrees with either is of it too."""
    met = [(a, b) for a in one.nodes[:_LOOKED_AT] for b in two.nodes[:_LOOKED_AT] if a.doc != b.doc]
    if any(name in OF_MOMENTS for a, b in met for name in moments_apart(a, b)):
        return True
    return 2 * sum(things_apart(a, b) for a, b in met) >= len(met)


# So many nodes of a group say of which moment and thing it is.
_LOOKED_AT = 24


def _set_against(home: dict[_Place, NodeGroup], found: Sequence[Dispute]) -> None:
    """Merge what stands against each other, the likeliest first."""
    for case in found:
        # A group may have met a third value since.
        one, two = (home.get(group.place, group) for group in (case.one, case.two))
        if one is not two and not share_article(one, two):
            merged = merge(one, two, case.links, case.likely)
            home.update(((node.doc, node.index), merged) for node in merged.nodes)


def merge(one: NodeGroup, two: NodeGroup, links: Sequence[Pair], likely: float) -> NodeGroup:
    """The two groups as one, whose values *links* hold against each other, *likely* (0 to 1) of one fact."""
    nodes = sorted([*one.nodes, *two.nodes], key=lambda node: (node.doc, node.index))
    return NodeGroup(nodes, [*one.links, *two.links, *links], max(one.disputed, two.disputed, likely))


def together(links: Sequence[Pair]) -> float:
    """How likely one of *links* is right at least; sentences that an outlet took over from another are no further hint."""
    if len(links) == 1:
        return _likely(links[0])
    told: dict[tuple[str, str], float] = {}
    for pair in links:
        one, two = sorted((_sentence(pair.left), _sentence(pair.right)))
        told[one, two] = max(told.get((one, two), 0.0), _likely(pair))
    return 1.0 - prod(1.0 - likely for likely in told.values())


def _likely(pair: Pair) -> float:
    return max(pair.probability, TWINS) if told_alike(pair.left, pair.right) else pair.probability


def told_alike(left: Node, right: Node) -> bool:
    """Whether a sentence of each is the same but for the two values: one was copied from the other, with a slip."""
    return any(
        # The words before them first: they are at hand, and most pairs differ there.
        one.before == two.before and twins(one.claim, two.claim)
        for one in left.mentions
        for two in right.mentions
    )


def twins(one: Claim, two: Claim) -> bool:
    """Whether the sentences of two claims are the same but for what the claims print."""
    texts = one.source.text, two.source.text
    return same_but_for(texts[0], one.span, one.sentence, texts[1], two.span, two.sentence)


def _sentence(node: Node) -> str:
    """The words of the sentence in which a node is told first, in lower case."""
    claim = node.claim
    return " ".join(claim.source.text[claim.sentence.start : claim.sentence.end].lower().split())


def _home(node: Node, home: Mapping[_Place, NodeGroup], alone: dict[_Place, NodeGroup]) -> NodeGroup:
    place = node.doc, node.index
    return home.get(place) or alone.setdefault(place, NodeGroup([node]))


def share_article(one: NodeGroup, two: NodeGroup) -> bool:
    """Whether an article states something of both: then they are two facts of it."""
    return not {node.doc for node in one.nodes}.isdisjoint(node.doc for node in two.nodes)


def printed_by(pairs: Sequence[Pair]) -> Printed:
    """Article and family → the values that it prints; under ``EVERY`` those of all articles."""
    printed: dict[tuple[int, str], set[str]] = defaultdict(set)
    for pair in pairs:
        for node in (pair.left, pair.right):
            for doc in (node.doc, EVERY):
                printed[doc, node.family].add(node.key)
    return printed


def _mutual_best(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that are each other's best between their two articles."""
    best = best_of(pairs)
    return [pair for pair in pairs if all(best.get(key) is pair for key in sides(pair.left, pair.right))]


def best_of(pairs: Sequence[Pair]) -> Mapping[tuple[int, int, int], Pair]:
    """The likeliest pair of each node with each other article, by ``sides``; the first of several; none at nought."""
    best: dict[tuple[int, int, int], Pair] = {}
    for pair in pairs:
        for key in sides(pair.left, pair.right):
            known = best.get(key)
            if pair.probability > (known.probability if known else 0.0):
                best[key] = pair
    return best


def sides(left: Node, right: Node) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Each node with the other's article."""
    return (left.doc, left.index, right.doc), (right.doc, right.index, left.doc)


__all__ = [
    "COHESION",
    "THRESHOLDS",
    "TWINS",
    "Dispute",
    "NodeGroup",
    "agreeing",
    "best_of",
    "disputes",
    "grouped",
    "may_agree",
    "merge",
    "printed_by",
    "share_article",
    "sides",
    "together",
    "told_alike",
    "twins",
]
