"""Average linkage: nodes that state one fact, gathered by the mean probability of all pairs between two clusters.

A chain of likely pairs is no cluster: its two ends are a pair too, and count. One doubtful pair among likely ones does
not part what the others hold together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from checker.align import features
from checker.align.nodes import Node
from checker.align.pairs import LEAST, Pair

Key = tuple[int, int, int, int]


def key_of(left: Node, right: Node) -> Key:
    """One name for a pair of nodes, whichever is given first."""
    first, second = sorted(((left.doc, left.index), (right.doc, right.index)))
    return *first, *second


def clustered(
    pairs: Sequence[Pair],
    by_nodes: Mapping[Key, Pair],
    threshold: float,
    may_join: Callable[[Node, Node], bool],
) -> list[list[Node]]:
    """The clusters of at least two articles, nodes in order of place, the first cluster first.

    Two clusters become one, the likeliest first, where the mean over all pairs between them, those of one article left
    out, reaches *threshold* (0 to 1) and *may_join* holds for every two nodes; an article's own nodes must agree too.
    """
    nodes = {
        (node.doc, node.index): node
        for pair in pairs
        if pair.relation != "incompatible" and pair.probability >= threshold
        for node in (pair.left, pair.right)
    }
    places = sorted(nodes)
    number = {place: i for i, place in enumerate(places)}
    clusters: dict[int, list[Node]] = {i: [nodes[place]] for i, place in enumerate(places)}
    sums: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for pair in pairs:
        if pair.relation != "incompatible" and pair.probability >= LEAST:
            one, two = (number.get((node.doc, node.index)) for node in (pair.left, pair.right))
            if one is not None and two is not None:
                sums[one][two] = sums[two][one] = pair.probability

    def join(one: Node, two: Node) -> bool:
        pair = by_nodes.get(key_of(one, two)) if one.doc != two.doc else None
        relation = pair.relation if pair else features.relation(one, two)
        return relation != "incompatible" and may_join(one, two)

    def case(one: int, two: int) -> tuple[float, int, int] | None:
        """How likely two clusters are one, as a place in the queue; None where they are not likely enough."""
        mean = sums[one][two] / across(clusters[one], clusters[two])
        return (-mean, min(one, two), max(one, two)) if mean >= threshold else None

    queue = [found for one in sums for two in sums[one] if one < two and (found := case(one, two))]
    heapify(queue)
    following = len(clusters)
    while queue:
        _, one, two = heappop(queue)
        if one not in clusters or two not in clusters:
            continue
        if not all(join(a, b) for a in clusters[one] for b in clusters[two]):
            continue
        clusters[following] = clusters.pop(one) + clusters.pop(two)
        met: defaultdict[int, float] = defaultdict(float)
        for old in (one, two):
            for other, total in sums.pop(old).items():
                if other in clusters:
                    met[other] += total
                    del sums[other][old]
        sums[following] = dict(met)
        for other, total in met.items():
            sums[other][following] = total
            if found := case(following, other):
                heappush(queue, found)
        following += 1
    made = [
        sorted(found, key=lambda n: (n.doc, n.index)) for found in clusters.values() if len({n.doc for n in found}) > 1
    ]
    return sorted(made, key=lambda found: (found[0].doc, found[0].index))


def across(one: Sequence[Node], two: Sequence[Node]) -> int:
    """How many pairs of different articles lie between two clusters."""
    if len(one) == 1:
        return sum(node.doc != one[0].doc for node in two)
    articles = Counter(node.doc for node in one)
    return len(one) * len(two) - sum(articles[node.doc] for node in two)
