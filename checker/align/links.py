"""Facts of different days, or of different periods, that are points of one series: each the other's best match.

Candidates meet through their rarest words, so the work grows with the number of facts and not with the number of
pairs. A fact is compared with all its partners at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from checker.align.columns import masks
from checker.align.mentions import Mention, magnitude
from checker.align.nodes import family
from checker.align.terms import opposites, set_against
from checker.model import Claim, Kind
from checker.values.figure import Quantity
from checker.values.period import Period

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


class Over(Protocol):
    """Who works: the results of a function of a module over what is shared and each item of work, in its order."""

    def __call__(self, function: Callable[[S, T], R], shared: S, work: Sequence[T], /) -> Iterator[R]:
        """See ``one_by_one``."""


# How many words of a fact, the heaviest first, look for partners; and how many facts a word may stand near, to be
# asked at all: a word of every budget tells nothing.
_HANDLES = 12
_COMMON = 80
# What the agreement of two facts is made of; each part is 0 to 1.
_PER_NEAR, _PER_CLAUSE, _PER_TERMS, _PER_WHOLE, _PER_NOUN = 0.45, 0.25, 0.2, 0.25, 0.15
# From here on two facts are nearly alike.
_NEARLY = 0.4
# More than rounding makes of a sum of shares.
_HAIR = 1e-9
# A series does not leap further than this between sessions.
_FOLD = 30
# Facts that are compared with others at a time.
_STRETCH = 500


@dataclass(slots=True, eq=False)
class Fact:
    """What one session says of one thing: a group of claims, or one node.

    ``slot``     its session and its period: a series has one fact in each
    ``near``     the words and concepts around it with their weights, ``norm`` the length of that vector
    ``nouns``    what it counts, as printed; ``counted`` the concepts of that; ``terms`` those around it
    ``clauses``  the different clauses of its mentions; ``languages`` theirs; ``whole`` what a percentage is of
    ``size``     its amount in base units
    """

    place: int
    slot: tuple[str, Period | None]
    date: str
    claim: Claim
    mentions: list[Mention]
    near: dict[str, float] = field(default_factory=dict)
    norm: float = 1.0
    nouns: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    clauses: Sequence[frozenset[str]] = ()
    languages: frozenset[str | None] = frozenset()
    whole: frozenset[str] = frozenset()
    size: float = 0.0


class Links(NamedTuple):
    """Pairs of facts: the lower places, the higher ones, how far they agree, 0 to about 1.3."""

    ones: NDArray[np.int64]
    twos: NDArray[np.int64]
    scores: NDArray[np.float64]


def linked(facts: Sequence[Fact], over: Over) -> Links:
    """The pairs of *facts* that are each other's best between their slots.

    Those that agree most come first, of equals that of the lower places.
    """
    met = _Met(facts)
    stretches = [range(at, min(len(facts), at + _STRETCH)) for at in range(0, len(facts), _STRETCH)]
    ones, twos, scores = map(np.concatenate, zip(*over(_agreements, met, stretches), strict=True)) if facts else _NONE
    slots = np.array(met.slots, dtype=np.int64)
    # The best of each fact in each slot, by one number for both.
    keys = np.concatenate([ones * len(facts) + slots[twos], twos * len(facts) + slots[ones]])
    _, places = np.unique(keys, return_inverse=True)
    best = np.zeros(len(keys))
    np.maximum.at(best, places, np.concatenate([scores, scores]))
    left, right = np.split(best[places], 2)
    chosen = np.flatnonzero((scores == left) & (scores == right))
    chosen = chosen[np.lexsort((twos[chosen], ones[chosen], -scores[chosen]))]
    return Links(ones[chosen], twos[chosen], scores[chosen])


def one_by_one(function: Callable[[S, T], R], shared: S, work: Sequence[T]) -> Iterator[R]:
    """The results of *function* over *shared* and each item of *work*, in its order."""
    return (function(shared, one) for one in work)


def magnitude_of(claim: Claim) -> float:
    """The amount of a quantity in base units, the lower end of a range."""
    assert isinstance(claim.value, Quantity)
    return magnitude(claim.value)[0]


class _Met:
    """Facts, through which words they look for partners, and what is looked at in them pair after pair.

    ``slots``  the number of each fact's slot
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._kinds = [family(fact.claim) for fact in facts]
        number: dict[tuple[str, Period | None], int] = {}
        self.slots = [number.setdefault(fact.slot, len(number)) for fact in facts]
        for fact in facts:
            held = self._holders[self._kinds[fact.place]]
            for word in fact.near:
                held[word].append(fact.place)
        self._handles = [self._handles_of(fact) for fact in facts]
        self._heads = [frozenset(noun.split()[0] for noun in fact.nouns) for fact in facts]
        self._vectors(facts)
        against = [frozenset[str]().union(*map(opposites, fact.terms)) for fact in facts]
        bits = masks([*(fact.terms for fact in facts), *against])
        self._terms, self._against = bits[: len(facts)], bits[len(facts) :]
        clauses = iter(masks([clause for fact in facts for clause in fact.clauses]))
        self._clauses = [[(next(clauses), len(clause)) for clause in fact.clauses] for fact in facts]

    def _vectors(self, facts: Sequence[Fact]) -> None:
        """The words of all facts as numbers, those of one after those of another, each in order of its words."""
        words = {word: nth for nth, word in enumerate(dict.fromkeys(chain.from_iterable(f.near for f in facts)))}
        self._numbers = [np.array([words[word] for word in fact.near], dtype=np.int64) for fact in facts]
        self._weights = [np.array(list(fact.near.values()), dtype=np.float64) for fact in facts]
        self._dense = np.zeros(len(words))

    def _handles_of(self, fact: Fact) -> list[str]:
        """The heaviest words of *fact* that are not too common."""
        held = self._holders[self._kinds[fact.place]]
        heaviest = sorted(fact.near, key=lambda word: (-fact.near[word], word))[:_HANDLES]
        return [word for word in heaviest if len(held[word]) <= _COMMON]

    def partners(self, fact: Fact) -> list[tuple[Fact, float]]:
        """The facts of other slots that are comparable with *fact* and share one of their heaviest words; see ``nouns``."""
        held = self._holders[self._kinds[fact.place]]
        out = []
        for other in sorted(set(chain.from_iterable(held[word] for word in self._handles[fact.place]))):
            # An earlier fact that looked through a word of this one has met it already.
            if other == fact.place or (other < fact.place and not fact.near.keys().isdisjoint(self._handles[other])):
                continue
            if _comparable(fact, self.facts[other]):
                nouns = self.nouns(fact, self.facts[other])
                if nouns is not None:
                    out.append((self.facts[other], nouns))
        return out

    def nouns(self, one: Fact, two: Fact) -> float | None:
        """0 for two counts of one noun, 1 where the noun of the one stands beside the other, None for two nouns."""
        left, right = one.claim.value, two.claim.value
        assert isinstance(left, Quantity)
        assert isinstance(right, Quantity)
        if left.unit.dimension != "count" or right.unit.dimension != "count":
            return 0.0
        if one.nouns and two.nouns:
            alike = not self._heads[one.place].isdisjoint(self._heads[two.place])
            return 0.0 if alike or not one.counted.isdisjoint(two.counted) else None
        named, bare = (one, two) if one.nouns else (two, one)
        if not named.nouns:
            return 0.0
        told = any(f" {noun} " in f" {mention.clause_words} " for mention in bare.mentions for noun in named.nouns)
        return 1.0 if told else None

    def likeness(self, fact: Fact, others: Sequence[Fact]) -> NDArray[np.float64]:
        """The cosines of the words of *fact* with those of each of *others*."""
        mine = self._numbers[fact.place]
        self._dense[mine] = self._weights[fact.place]
        numbers = [self._numbers[other.place] for other in others]
        products = self._dense[np.concatenate(numbers)] * np.concatenate([self._weights[o.place] for o in others])
        rows = np.repeat(np.arange(len(others)), list(map(len, numbers)))
        # Sums run over the words in their order, whatever is compared beside.
        sums = np.bincount(rows, weights=products, minlength=len(others))
        self._dense[mine] = 0.0
        return np.asarray(sums / (np.array([other.norm for other in others]) * fact.norm))

    def agreement(self, one: Fact, two: Fact, near: float, nouns: float) -> float:
        """How far the words around two facts agree, 0 to about 1.3; 0 where they name what is set against each other."""
        a, b = self._terms[one.place], self._terms[two.place]
        if self._against[one.place] & b and set_against(one.terms, two.terms):
            return 0.0
        both = (a & b).bit_count()
        shared = both / min(len(one.terms), len(two.terms)) if a and b else 0.0
        per_terms = _PER_TERMS
        if both >= 2 and one.languages.isdisjoint(two.languages):
            # The words of two languages never agree; what their concepts share stands in for them.
            per_terms += _PER_CLAUSE
        whole = _PER_WHOLE if one.claim.kind is Kind.PERCENT and not one.whole.isdisjoint(two.whole) else 0.0
        noun = _PER_NOUN * nouns
        if _PER_NEAR * near + _PER_CLAUSE + per_terms * shared + whole + noun < _NEARLY - _HAIR:
            # Not even equal clauses would lift it to a link, and they are what takes longest to compare.
            return 0.0
        clause = 0.0
        for words, length in self._clauses[one.place]:
            for others, size in self._clauses[two.place]:
                common = (words & others).bit_count()
                if common and (found := 2.0 * common / (length + size)) > clause:
                    clause = found
        score = _PER_NEAR * near + _PER_CLAUSE * clause + per_terms * shared
        return score + whole + noun


_NONE = Links(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def _agreements(met: _Met, places: Sequence[int]) -> Links:
    """The pairs that the facts at *places* make and that are nearly alike."""
    ones: list[int] = []
    twos: list[int] = []
    scores: list[float] = []
    for place in places:
        fact = met.facts[place]
        partners = met.partners(fact)
        if not partners:
            continue
        likeness = met.likeness(fact, [other for other, _ in partners]).tolist()
        for (other, nouns), near in zip(partners, likeness, strict=True):
            one, two = (fact, other) if place < other.place else (other, fact)
            score = met.agreement(one, two, near, nouns)
            if score >= _NEARLY:
                ones.append(one.place)
                twos.append(two.place)
                scores.append(score)
    return Links(np.array(ones, np.int64), np.array(twos, np.int64), np.array(scores))


def _comparable(one: Fact, two: Fact) -> bool:
    """Whether the two can be points of one series: other days, or other periods of one day, and one unit."""
    if one.slot[0] == two.slot[0] or one.date == two.date:
        periods = (one.slot[1], two.slot[1])
        if one.slot[0] != two.slot[0] or None in periods or periods[0] == periods[1]:
            return False
    left, right = one.claim.value, two.claim.value
    assert isinstance(left, Quantity)
    assert isinstance(right, Quantity)
    if left.unit.dimension == "money" and left.unit.key != right.unit.key:
        return False
    low, high = (one.size, two.size) if one.size <= two.size else (two.size, one.size)
    return low > 0 and high <= _FOLD * low


__all__ = ["Fact", "Links", "Over", "linked", "magnitude_of", "one_by_one"]
