"""Hard conditions: what two nodes tell of themselves that makes them two facts, whatever their words share.

None of this is learned: the gold has too few conflicts to learn the exceptions from.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.align.governing import OVER_TIME
from checker.align.nodes import Mention, Node
from checker.align.terms import is_market
from checker.values.period import Period

# What a conflict of years, or of differently named counts, must reach: three in four.
_SURE = 0.75


def vetoed(left: Node, right: Node, probability: float, printed: Mapping[tuple[int, str], set[str]]) -> bool:
    """Whether two values that cannot both hold are surely of two facts.

    Each is about a name that the other article does not know, or about another place or stretch of time; both quote
    a market; each article prints the other's value too, or one of the two is only compared with, or a year that stands
    elsewhere in the other article: years are labels far oftener than statements.
    """
    if _two_subjects(left, right):
        return True
    left_elsewhere = left.key in printed[right.doc, right.family]
    right_elsewhere = right.key in printed[left.doc, left.family]
    if left_elsewhere and right_elsewhere:
        return True
    if left.family == "date":
        if left.claim.reference or right.claim.reference:
            return True
        if "year" in (left.unit, right.unit) and (left_elsewhere or right_elsewhere or probability < _SURE):
            return True
    apart = (
        left.quantity is not None and left.family == "count" and not set(left.unit.split()) & set(right.unit.split())
    )
    return bool(apart and left.unit and right.unit and probability < _SURE)


def _two_subjects(left: Node, right: Node) -> bool:
    """Whether the two are about other names, other places, other stretches of time, or quotes of other moments."""
    if foreign(left.mentions[0], right.mentions[0]) >= 1.0 or places_apart(left, right):
        return True
    return stretches_apart(left, right) or quotes_apart(left, right)


def quotes_apart(left: Node, right: Node) -> bool:
    """Whether both are prices by the unit, of other days or from sentences that quote a market."""
    a, b = left.quantity, right.quantity
    if a is None or b is None or left.family != "money" or "/" not in a.unit.key or "/" not in b.unit.key:
        return False
    one, two = (node.claim.source.day for node in (left, right))
    if one is not None and two is not None and one != two:
        return True
    return all(any(map(is_market, mention.terms)) for node in (left, right) for mention in node.mentions)


def foreign(one: Mention, two: Mention) -> float:
    """Whether each is about a name that the other's article does not print at all; only within one language."""
    if one.claim.source.lang != two.claim.source.lang:
        return 0.0
    return _unknown(one.subject, two) * _unknown(two.subject, one)


def places_apart(left: Node, right: Node) -> bool:
    """Whether every mention of the two is about a place or an organisation of the list, and no side's is the other's."""
    one, two = (frozenset().union(*(m.subject for m in node.mentions)) for node in (left, right))
    return one.isdisjoint(two) and all(_listed(m.subject) for node in (left, right) for m in node.mentions)


def stretches_apart(left: Node, right: Node) -> bool:
    """Whether two amounts are over other whole months, at least one of them told only for its whole article."""
    if not {left.claim.kind, right.claim.kind} <= OVER_TIME:
        return False
    (one, told), (two, told_too) = _stretches(left), _stretches(right)
    if (told and told_too) or not one or not two:
        return False
    return one.isdisjoint(two) and all(period.whole_months() for period in one | two)


def _stretches(node: Node) -> tuple[frozenset[Period], bool]:
    """The periods of a node, and whether its own sentences tell them."""
    own = frozenset(mention.claim.period for mention in node.mentions if mention.claim.period is not None)
    if own:
        return own, True
    return (frozenset({node.reporting}) if node.reporting is not None else frozenset()), False


def _listed(subject: frozenset[str]) -> bool:
    return any(word[0] == "§" for word in subject)


def _unknown(subject: frozenset[str], other: Mention) -> float:
    """The share of the words of a name that the other's article never prints with a capital."""
    if not subject or subject & other.subject or _listed(subject):
        return 0.0
    return len(subject - other.known) / len(subject)
