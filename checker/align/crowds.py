"""Groups of a session that more articles tell than can be compared with each other.

In rounds, a few documents at a time. What agrees among the few becomes one fact, and the node that the others are most
like stands for it from then on; the facts of the few make one document of the next round. So every fact meets every
other, an article of a crowd is judged beside as few others as an article of a small session, and work grows with the
number of articles. What stands against each other in one lot counts by how many of the lots that met both say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum

from checker.align.grouping import NodeGroup, agreeing, disputes, merge
from checker.align.judged import Judged
from checker.align.nodes import Node
from checker.align.pairs import Pair

# Documents of one lot: about as many as the larger sessions have that the model was fitted on. Lots of sixteen gave the
# same groups of 500 reports of one event, for 1.7 times the time.
FEW = 8

_Place = tuple[int, int]
Judge = Callable[[Sequence[Sequence[Node]]], Judged]


@dataclass(slots=True)
class _Fact:
    """Nodes that state one fact, as far as is known; ``links``: one pair for each relation in each lot that met it."""

    nodes: list[Node]
    links: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class _Lot:
    """What was compared at once: the documents that hold each node, by its place in the session, and what was in dispute."""

    held: list[tuple[_Place, int]]
    found: list[tuple[_Place, _Place, float, Pair]]
    articles: bool


def grouped(documents: Sequence[Sequence[Node]], judge: Judge, thresholds: Mapping[str, float]) -> list[NodeGroup]:
    """As ``grouping.grouped`` of what *judge* says of all documents; it is asked about ``FEW`` of them at a time."""
    facts = {(node.doc, node.index): _Fact([node]) for found in documents for node in found}
    lots: list[_Lot] = []
    level = [[(node.doc, node.index, node) for node in found] for found in documents]
    articles = True
    while len(level) > 1:
        following = []
        for first in range(0, len(level), FEW):
            lot, document = _compared(level[first : first + FEW], facts, judge, thresholds, articles)
            lots.append(lot)
            following.append(document)
        level, articles = following, False
    return _settled(facts, lots, thresholds["conflicting"])


_Standing = tuple[int, int, Node]


def _compared(
    documents: Sequence[Sequence[_Standing]],
    facts: dict[_Place, _Fact],
    judge: Judge,
    thresholds: Mapping[str, float],
    articles: bool,
) -> tuple[_Lot, list[_Standing]]:
    """One lot: *facts* that agree become one; what is left of them, as one document."""
    place: dict[_Place, _Place] = {}
    told: list[list[Node]] = []
    for doc, found in enumerate(documents):
        told.append([])
        for index, (home, number, node) in enumerate(found):
            # Numbered as the pairs of this lot know them; the mentions stay those of the article.
            told[-1].append(replace(node, doc=doc, index=index))
            place[doc, index] = (home, number)
    judged = judge(told)
    groups = agreeing(judged.likely, thresholds["agreeing"])
    lot = _Lot([(home, doc) for (doc, _), home in place.items()], [], articles)
    for case in disputes(groups, judged.likely, thresholds["conflicting"], judged.printed):
        lot.found.append((place[case.one.place], place[case.two.place], case.likely, _middle(case.links)))
    gone: set[_Place] = set()
    for group in groups:
        stands = _central(group)
        members = [(node.doc, node.index) for node in group.nodes]
        gone.update(one for one in members if one != stands)
        fact = facts[place[stands]]
        for other in members:
            if other != stands:
                joined = facts[place[other]]
                fact.nodes += joined.nodes
                fact.links += joined.links
                for node in joined.nodes:
                    facts[node.doc, node.index] = fact
        for relation in ("equal", "compatible"):
            some = [pair for pair in group.links if pair.relation == relation]
            fact.links += [_middle(some)] if some else []
    left = [
        (*place[node.doc, node.index], node) for found in told for node in found if (node.doc, node.index) not in gone
    ]
    return lot, left


def _middle(pairs: Sequence[Pair]) -> Pair:
    """The pair in the middle by probability: it stands for them all, since a crowd has millions."""
    pair = sorted(pairs, key=lambda pair: pair.probability)[len(pairs) // 2]
    # With rows of its own, or it would hold the table of its lot.
    context, values, rivals, nodes = (
        [*map(float, row)] for row in (pair.context, pair.values, pair.rivals, pair.nodes)
    )
    return replace(pair, context=context, values=values, rivals=rivals, nodes=nodes)


def _central(group: NodeGroup) -> _Place:
    """The node that the others of the group are most like, the first of equals."""
    likely: dict[_Place, list[float]] = {(node.doc, node.index): [] for node in group.nodes}
    for pair in group.links:
        for node in (pair.left, pair.right):
            likely[node.doc, node.index].append(pair.probability)
    return max(likely, key=lambda one: (fsum(likely[one]), -one[0], -one[1]))


def _settled(facts: Mapping[_Place, _Fact], lots: Sequence[_Lot], threshold: float) -> list[NodeGroup]:
    """The groups of the session: each fact of several articles, with the facts that it is held against."""
    every = list({id(fact): fact for fact in facts.values()}.values())
    for fact in every:
        fact.nodes.sort(key=_place)
    home = {_place(fact.nodes[0]): NodeGroup(fact.nodes, fact.links) for fact in every}
    for likely, first, second, links in _disputes(facts, lots, threshold):
        one, two = home[first], home[second]
        if one is two:
            continue
        merged = merge(one, two, links, likely)
        home.update({place: merged for place, group in home.items() if group is one or group is two})
    groups = {id(group): group for group in home.values() if len({node.doc for node in group.nodes}) > 1}
    return sorted(groups.values(), key=lambda group: group.place)


_Between = tuple[_Place, _Place]


def _disputes(
    facts: Mapping[_Place, _Fact], lots: Sequence[_Lot], threshold: float
) -> list[tuple[float, _Place, _Place, list[Pair]]]:
    """The facts, by their first nodes, that stand against each other: how likely, the likeliest first, and the pairs.

    How likely is the mean over the lots that met both, nought where a lot sees no dispute: what one lot of hundreds
    takes for a dispute is chance.
    """
    # For each lot that says so, the likeliest of what it says.
    found: dict[_Between, dict[int, tuple[float, Pair]]] = defaultdict(dict)
    for number, lot in enumerate(lots):
        for one, two, likely, link in lot.found:
            first, second = sorted((_place(facts[one].nodes[0]), _place(facts[two].nodes[0])))
            known = found[first, second].get(number)
            if first != second and (known is None or likely > known[0]):
                found[first, second][number] = (likely, link)
    asked = _asked(facts, lots, found)
    cases = []
    for between, said in found.items():
        heard = [said[number] for number in asked[between] if number in said]
        mean = sum(likely for likely, _ in heard) / len(asked[between]) if heard else 0.0
        if mean >= threshold:
            cases.append((mean, *between, [link for _, link in heard]))
    return sorted(cases, key=lambda case: (-case[0], case[1], case[2]))


def _asked(
    facts: Mapping[_Place, _Fact], lots: Sequence[_Lot], found: Mapping[_Between, object]
) -> Mapping[_Between, list[int]]:
    """The lots that could say whether two facts stand against each other: those that met both.

    Where one document of a later round holds both, they met before, and that lot says nothing.
    """
    wanted: dict[_Place, list[_Place]] = defaultdict(list)
    for first, second in found:
        wanted[first].append(second)
    asked: dict[_Between, list[int]] = defaultdict(list)
    for number, lot in enumerate(lots):
        docs: dict[_Place, set[int]] = defaultdict(set)
        for home, doc in lot.held:
            docs[_place(facts[home].nodes[0])].add(doc)
        for first in docs.keys() & wanted.keys():
            for second in wanted[first]:
                if second in docs and (lot.articles or docs[first].isdisjoint(docs[second])):
                    asked[first, second].append(number)
    return asked


def _place(node: Node) -> _Place:
    return node.doc, node.index


__all__ = ["FEW", "grouped"]
