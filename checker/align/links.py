"""Facts of different days, or of different periods, that are points of one series: each the other's best match.

Candidates meet through their rarest words, so the work grows with the number of facts and not with the number of
pairs. What is asked of a pair is a column or a row of bits, and asked of thousands of pairs at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from checker.align.columns import NONE, Flags, Floats, Numbers, flags, numbered
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
# Words through which facts meet at a time: the words of all pairs that do take some tens of megabytes.
_STRETCH = 2_000
# Bits in a number.
_WORD = 64


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
    met = Met(facts)
    work = [range(at, min(met.handles, at + _STRETCH)) for at in range(0, met.handles, _STRETCH)]
    if not work:
        return _NO_LINKS
    ones, twos, scores = map(np.concatenate, zip(*over(_agreements, met, work), strict=True))
    # Two facts may meet in two stretches, which find the same of them.
    _, first = np.unique(ones * len(facts) + twos, return_index=True)
    ones, twos, scores = ones[first], twos[first], scores[first]
    # The best of each fact in each slot, by one number for both.
    slots = met.slots
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


_NO_LINKS = Links(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def _agreements(met: Met, handles: range) -> Links:
    """The pairs that meet through some of the *handles* and are nearly alike."""
    ones, twos = met.pairs(handles)
    nouns = met.nouns(ones, twos)
    told = ~np.isnan(nouns)
    ones, twos = ones[told], twos[told]
    scores = met.agreement(ones, twos, nouns[told])
    near = scores >= _NEARLY
    return Links(ones[near], twos[near], scores[near])


class Met:
    """Facts as columns: through which words they look for partners, and what is asked of pair after pair.

    ``slots``    the number of each fact's slot
    ``handles``  through how many words all facts look for partners
    """

    handles: int

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self.slots = numbered(fact.slot for fact in facts)
        self._sessions = numbered(fact.slot[0] for fact in facts)
        self._periods = numbered(fact.slot[1] for fact in facts)
        self._days = numbered(fact.date for fact in facts)
        self._sizes = np.array([fact.size for fact in facts], dtype=np.float64)
        self._norms = np.array([fact.norm for fact in facts], dtype=np.float64)
        self._families = numbered(family(fact.claim) for fact in facts)
        units = [fact.claim.value.unit for fact in facts if isinstance(fact.claim.value, Quantity)]
        self._units = numbered(unit.key for unit in units)
        self._is_money = flags(unit.dimension == "money" for unit in units)
        self._is_count = flags(unit.dimension == "count" for unit in units)
        self._is_percent = flags(fact.claim.kind is Kind.PERCENT for fact in facts)
        self._has_nouns = flags(bool(fact.nouns) for fact in facts)
        self._has_whole = flags(bool(fact.whole) for fact in facts)
        self._heads = [frozenset(noun.split()[0] for noun in fact.nouns) for fact in facts]
        self._counted = numbered((heads, fact.counted) for heads, fact in zip(self._heads, facts, strict=True))
        self._languages = _bits([fact.languages for fact in facts])
        self._concepts = np.array([len(fact.terms) for fact in facts], dtype=np.int64)
        bits = _bits([*(f.terms for f in facts), *(frozenset[str]().union(*map(opposites, f.terms)) for f in facts)])
        self._terms, self._against = bits[: len(facts)], bits[len(facts) :]
        self._near = _Lists([fact.near for fact in facts], chain.from_iterable(f.near.values() for f in facts))
        self._clauses = _Lists([clause for fact in facts for clause in fact.clauses])
        self._clause_counts = np.array([len(fact.clauses) for fact in facts], dtype=np.int64)
        self._first_clauses = np.cumsum(self._clause_counts) - self._clause_counts
        self._look_up()

    def _look_up(self) -> None:
        """Through which words facts look for partners, and which facts each such word stands near."""
        near = self._near
        owners = np.repeat(np.arange(len(near.lengths)), near.lengths)
        # The same word near a count and near a percentage is two.
        words = self._families[owners] * near.words + near.numbers
        _, words, holders = np.unique(words, return_inverse=True, return_counts=True)
        # The heaviest words of each fact, of equals the first in the alphabet, that are not too common.
        heaviest = np.lexsort((near.numbers, -near.weights, owners))
        heaviest = heaviest[np.arange(len(owners)) - near.starts[owners] < _HANDLES]
        chosen = heaviest[holders[words[heaviest]] <= _COMMON]
        self.handles = len(chosen)
        self._owners, self._held = owners[chosen], owners[np.argsort(words, kind="stable")]
        self._from = (np.cumsum(holders) - holders)[words[chosen]]
        self._many = holders[words[chosen]]

    def pairs(self, handles: range) -> tuple[Numbers, Numbers]:
        """The comparable facts that meet through some of the *handles*, of one and a word that stands near the other:
        the lower places, ascending, and the higher ones."""
        size, some = len(self._facts), slice(handles.start, handles.stop)
        rows, places = _expanded(self._from[some], self._many[some])
        mine, others = self._owners[some][rows], self._held[places]
        met = np.unique(np.minimum(mine, others) * size + np.maximum(mine, others))
        ones, twos = met // size, met % size
        kept = self._comparable(ones, twos)
        return ones[kept], twos[kept]

    def _comparable(self, ones: Numbers, twos: Numbers) -> Flags:
        """Whether two can be points of one series: other days, or other periods of one session, and one unit."""
        periods = self._periods[ones], self._periods[twos]
        told = (periods[0] != NONE) & (periods[1] != NONE) & (periods[0] != periods[1])
        one_session = self._sessions[ones] == self._sessions[twos]
        apart = np.where(one_session, told, self._days[ones] != self._days[twos])
        unit = ~(self._is_money[ones] | self._is_money[twos]) | (self._units[ones] == self._units[twos])
        sizes = self._sizes[ones], self._sizes[twos]
        low, high = np.minimum(*sizes), np.maximum(*sizes)
        return np.asarray((ones != twos) & apart & unit & (low > 0) & (high <= _FOLD * low))

    def nouns(self, ones: Numbers, twos: Numbers) -> Floats:
        """0 for two counts of one noun, 1 where the noun of the one stands beside the other, NaN for two nouns."""
        out = np.zeros(len(ones))
        counts = self._is_count[ones] & self._is_count[twos]
        named = self._has_nouns[ones], self._has_nouns[twos]
        both = np.flatnonzero(counts & named[0] & named[1])
        # What is counted is the same few things, so each two of them are compared once.
        counted = self._counted[ones[both]] * len(self._facts) + self._counted[twos[both]]
        _, first, places = np.unique(counted, return_index=True, return_inverse=True)
        alike = flags(self._counts_alike(ones[pair], twos[pair]) for pair in both[first])
        out[both[~alike[places]]] = np.nan
        for pair in np.flatnonzero(counts & (named[0] != named[1])).tolist():
            one, two = ones[pair], twos[pair]
            out[pair] = 1.0 if self._beside(*((one, two) if named[0][pair] else (two, one))) else np.nan
        return out

    def _counts_alike(self, one: int, two: int) -> bool:
        alike = not self._heads[one].isdisjoint(self._heads[two])
        return alike or not self._facts[one].counted.isdisjoint(self._facts[two].counted)

    def _beside(self, named: int, bare: int) -> bool:
        """Whether a clause of *bare* holds a noun that *named* counts."""
        clauses = [f" {mention.clause_words} " for mention in self._facts[bare].mentions]
        return any(f" {noun} " in clause for clause in clauses for noun in self._facts[named].nouns)

    def agreement(self, ones: Numbers, twos: Numbers, nouns: Floats) -> Floats:
        """How far the words around two facts agree, 0 to about 1.3; 0 where they name what is set against each other.

        ``ones`` ascending; ``nouns`` of these pairs
        """
        both = np.bitwise_count(self._terms[ones] & self._terms[twos]).sum(axis=1, dtype=np.int64)
        fewest = np.minimum(self._concepts[ones], self._concepts[twos])
        shared = np.divide(both, fewest, out=np.zeros(len(ones)), where=fewest > 0)
        # The words of two languages never agree; what their concepts share stands in for them.
        foreign = ~(self._languages[ones] & self._languages[twos]).any(axis=1)
        per_terms = np.where((both >= 2) & foreign, _PER_TERMS + _PER_CLAUSE, _PER_TERMS)
        whole = np.where(self._of_one_whole(ones, twos), _PER_WHOLE, 0.0)
        noun = _PER_NOUN * nouns
        near = self._near.shared(ones, twos) / (self._norms[twos] * self._norms[ones])
        # Clauses take longest to compare, so not where even equal ones would not make a link.
        hopeful = _PER_NEAR * near + _PER_CLAUSE + per_terms * shared + whole + noun >= _NEARLY - _HAIR
        hopeful &= ~self._set_against(ones, twos)
        clause = np.zeros(len(ones))
        clause[hopeful] = self._clause_likeness(ones[hopeful], twos[hopeful])
        score = _PER_NEAR * near + _PER_CLAUSE * clause + per_terms * shared + whole + noun
        return np.where(hopeful, score, 0.0)

    def _of_one_whole(self, ones: Numbers, twos: Numbers) -> Flags:
        out = self._is_percent[ones] & self._has_whole[ones] & self._has_whole[twos]
        for pair in np.flatnonzero(out).tolist():
            out[pair] = not self._facts[ones[pair]].whole.isdisjoint(self._facts[twos[pair]].whole)
        return out

    def _set_against(self, ones: Numbers, twos: Numbers) -> Flags:
        out: Flags = np.any(self._against[ones] & self._terms[twos], axis=1)
        for pair in np.flatnonzero(out).tolist():
            out[pair] = set_against(self._facts[ones[pair]].terms, self._facts[twos[pair]].terms)
        return out

    def _clause_likeness(self, ones: Numbers, twos: Numbers) -> Floats:
        """Of the clauses of each two facts, the share of words that the most alike have in common (Dice), 0 to 1."""
        pairs, left = _expanded(self._first_clauses[ones], self._clause_counts[ones])
        order = np.argsort(left, kind="stable")
        pairs, left = pairs[order], left[order]
        rows, right = _expanded(self._first_clauses[twos[pairs]], self._clause_counts[twos[pairs]])
        pairs, left = pairs[rows], left[rows]
        words = self._clauses.lengths[left] + self._clauses.lengths[right]
        found = np.divide(2.0 * self._clauses.shared(left, right), words, out=np.zeros(len(pairs)), where=words > 0)
        out = np.zeros(len(ones))
        np.maximum.at(out, pairs, found)
        return out


class _Lists:
    """Sets of words, those of one after those of another, as numbers in order of the alphabet.

    ``numbers``  of all words of all sets; ``starts`` and ``lengths`` tell which are whose
    ``weights``  of each of them, 1 unless given
    ``words``    how many different words there are
    """

    def __init__(self, sets: Sequence[Collection[str]], weights: Iterable[float] | None = None) -> None:
        number = {word: nth for nth, word in enumerate(sorted(set(chain.from_iterable(sets))))}
        self.words = len(number)
        self.numbers = np.array([number[word] for word in chain.from_iterable(sets)], dtype=np.int64)
        self.lengths = np.array([len(words) for words in sets], dtype=np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.weights = np.ones(len(self.numbers)) if weights is None else np.array([*weights], dtype=np.float64)

    def shared(self, ones: Numbers, twos: Numbers) -> Floats:
        """For each two sets, the sum over the words of both of the products of their weights; *ones* ascending."""
        rows, entries = _expanded(self.starts[twos], self.lengths[twos])
        numbers = self.numbers[entries]
        products = np.empty(len(entries))
        dense = np.zeros(self.words)
        # Each run of pairs with the same first set.
        firsts = np.flatnonzero(np.diff(ones, prepend=-1))
        begins = np.cumsum(self.lengths[twos]) - self.lengths[twos]
        edges = [*begins[firsts].tolist(), len(entries)]
        for one, (first, end) in zip(ones[firsts].tolist(), pairwise(edges), strict=True):
            own = slice(self.starts[one], self.starts[one] + self.lengths[one])
            dense[self.numbers[own]] = self.weights[own]
            products[first:end] = dense[numbers[first:end]]
            dense[self.numbers[own]] = 0.0
        # Sums run over the words in their order, whatever is compared beside.
        sums: Floats = np.bincount(rows, weights=products * self.weights[entries], minlength=len(ones)).astype(
            np.float64
        )
        return sums


def _expanded(starts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Stretches from *starts* on, one after another: the row that each place is of, and the places."""
    rows = np.repeat(np.arange(len(starts)), lengths)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return rows, starts[rows] + within


def _bits(sets: Sequence[Collection[Hashable]]) -> NDArray[np.uint64]:
    """A row of bits for each set, so that what two share is counted without making a set."""
    number = {member: nth for nth, member in enumerate(dict.fromkeys(chain.from_iterable(sets)))}
    numbers = np.array([number[member] for member in chain.from_iterable(sets)], dtype=np.uint64)
    rows = np.repeat(np.arange(len(sets)), [len(members) for members in sets])
    out = np.zeros((len(sets), -(-len(number) // _WORD)), dtype=np.uint64)
    np.bitwise_or.at(out, (rows, numbers // np.uint64(_WORD)), np.uint64(1) << numbers % np.uint64(_WORD))
    return out


__all__ = ["Fact", "Links", "Met", "Over", "linked", "magnitude_of", "one_by_one"]
