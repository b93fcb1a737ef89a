"""One indicator over several sessions: a series of dated values.

Sessions of different days state what is to move: accounts 45.4 → 55.25 million. Their claims are no conflict; a
series keeps them in order, and rules look whether a cumulative one falls or a year is not the sum of its quarters.

Two facts belong to one series where the words close to them agree, in either language by way of concepts, and each is
the other's best match between its two sessions. Candidates meet through their rarest words, so the work grows with the
number of facts and not with the number of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, pairwise
from math import inf, log, sqrt
from typing import Protocol, TypeVar

from checker.align.nodes import Mention, Node, family, magnitude, nodes
from checker.align.running import names_of, running, running_by
from checker.align.terms import LANGUAGES, find, load, opposites
from checker.model import Claim, ClaimGroup, Kind, Passage, Series, Session, Status
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


class Over(Protocol):
    """Who works: the results of a function of a module over what is shared and each item of work, in its order."""

    def __call__(self, function: Callable[[S, T], R], shared: S, work: Sequence[T], /) -> Iterator[R]:
        """See ``one_by_one``."""


_WORD = re.compile(r"[^\W\d_]+")
# How many words of a fact, the heaviest first, look for partners; and how many facts a word may stand near, to be
# asked at all: a word of every budget tells nothing.
_HANDLES = 12
_COMMON = 80
# What the agreement of two facts is made of; each part is 0 to 1.
_PER_NEAR, _PER_CLAUSE, _PER_TERMS, _PER_WHOLE, _PER_NOUN = 0.45, 0.25, 0.2, 0.25, 0.15
# The least agreement of a link, chosen on the four sessions of the national committee and on a hundred events of one
# month, which share no indicator.
_LEAST = 0.5
# More than rounding makes of a sum of shares.
_HAIR = 1e-9
# A cluster takes another while this share of the pairs across them is at least nearly alike.
_COHESION = 0.6
_NEARLY = 0.4
# Areas of the vocabulary that tell when, and how a value moved: points of one series differ there.
_MOVING = frozenset({"period", "change"})
# A series does not leap further than this between sessions.
_FOLD = 30
# Facts that are compared with others at a time.
_STRETCH = 500
# A series inside one session needs this many periods.
_PERIODS = 3
_GRAINS = frozenset({"month", "quarter", "year", "span"})
# So long the victims of an event are counted.
_EVENT_DAYS = 60


@dataclass(slots=True, eq=False)
class _Fact:
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


def across(
    passages: Sequence[Passage],
    sessions: Sequence[Session],
    groups: Sequence[ClaimGroup],
    documents: Mapping[str, Sequence[Node]] | None = None,
    over: Over | None = None,
) -> tuple[Series, ...]:
    """The series of *passages*; sessions without a date have no place in one.

    ``documents``  source id → its nodes, where they have been made already
    ``over``       who compares facts; this process unless told
    """
    facts = _facts(passages, sessions, groups, documents or {})
    links = _links(facts, over or one_by_one)
    out = []
    for members, score in _joined(facts, links):
        chosen = sorted(members, key=lambda fact: (fact.date, _period_key(fact.claim.period), _key(fact.claim)))
        out.append(
            Series(
                id="",
                indicator=_indicator(chosen),
                points=tuple((fact.date, fact.claim) for fact in chosen),
                cumulative=_cumulative(chosen),
                confidence=round(min(1.0, score), 4),
            )
        )
    out.sort(key=lambda series: [(day, _key(claim)) for day, claim in series.points])
    return tuple(
        Series(
            id=f"series.{n}", indicator=s.indicator, points=s.points, cumulative=s.cumulative, confidence=s.confidence
        )
        for n, s in enumerate(out)
    )


def _cumulative(facts: Sequence[_Fact]) -> bool:
    """Whether all points say that they are running totals, and of one event where it is its victims that they count."""
    told = [{running_by(m.claim) for m in fact.mentions} - {""} for fact in facts]
    if not all(told):
        return False
    return all("phrase" in how for how in told) or all(_one_event(*two) for two in pairwise(facts))


def _one_event(one: _Fact, two: _Fact) -> bool:
    """Whether two counts of victims share a name, and lie as near as those of one flood: next year's has others."""
    days = (date.fromisoformat(two.date) - date.fromisoformat(one.date)).days
    names = [frozenset[str]().union(*map(names_of, fact.mentions)) for fact in (one, two)]
    return days <= _EVENT_DAYS and not names[0].isdisjoint(names[1])


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(
    passages: Sequence[Passage],
    sessions: Sequence[Session],
    groups: Sequence[ClaimGroup],
    documents: Mapping[str, Sequence[Node]],
) -> list[_Fact]:
    """The facts of dated sessions that can be points, in an order that does not depend on that of *passages*."""
    dated = [session for session in sessions if session.date]
    by_source = {passage.source.id: passage for passage in passages}
    group_of = {claim.id: group.id for group in groups for claim in group.claims}
    merged: dict[tuple[str, str, Period | None], list[tuple[str, Node]]] = defaultdict(list)
    for session in dated:
        for source in session.sources:
            for node in documents[source] if source in documents else nodes(0, by_source[source]):
                if serial(node.claim):
                    group = group_of.get(node.claim.id, node.claim.id)
                    merged[session.id, group, node.claim.period].append((session.date or "", node))
    facts = []
    for (session_id, _, period), found in merged.items():
        mentions = sorted((m for _, node in found for m in node.mentions), key=lambda m: _key(m.claim))
        printed: dict[float, set[str]] = defaultdict(set)
        for mention in mentions:
            printed[_magnitude(mention.claim)].add(mention.claim.source.id)
        claim = min((m.claim for m in mentions), key=partial(_standing, printed))
        facts.append(_Fact(0, (session_id, period), found[0][0], claim, mentions))
    facts.sort(key=lambda fact: (fact.date, _key(fact.claim)))
    for place, fact in enumerate(facts):
        fact.place = place
        _named(fact)
    _weigh(facts)
    return facts


def _standing(printed: Mapping[float, Collection[str]], claim: Claim) -> tuple[int, int, int, tuple[str, int]]:
    """What speaks for a claim as the point of its fact: printed most often, without a hedge, with the most digits.

    ``printed``  amount → the sources that print it
    """
    value = claim.value
    assert isinstance(value, Quantity)
    return (
        -len(printed[_magnitude(claim)]),
        int(value.hedge is not Hedge.EXACT),
        -len(value.lo.normalize().as_tuple().digits),
        _key(claim),
    )


def _key(claim: Claim) -> tuple[str, int]:
    return claim.source.path, claim.span.start


def _period_key(period: Period | None) -> tuple[str, str]:
    return (period.start.isoformat(), period.end.isoformat()) if period else ("", "")


def serial(claim: Claim) -> bool:
    """Whether the claim can be a point of a series: a measured level, not a change, a rank or a small count."""
    value = claim.value
    if not isinstance(value, Quantity) or value.is_range or value.lo <= 0 or "/" in value.unit.key:
        return False
    if claim.reference or claim.status not in (Status.ACTUAL, Status.ESTIMATE):
        return False
    # "has reached 41,000 homes" is read as a change; a running total is a level whatever its verb.
    if claim.kind not in (Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.MEASURE) and not (
        claim.kind is Kind.CHANGE and value.unit.dimension != "percent" and running(claim)
    ):
        return False
    return len(value.lo.normalize().as_tuple().digits) >= 2 and (value.lo >= 100 or value.grain < 1)


def _weigh(facts: Sequence[_Fact]) -> None:
    """Each fact's words and concepts, weighted by nearness and rarity."""
    counts: dict[str, int] = defaultdict(int)
    for fact in facts:
        for mention in fact.mentions:
            for word, weight in mention.near.items():
                if fact.near.get(word, 0.0) < weight:
                    fact.near[word] = weight
        for word in fact.near:
            counts[word] += 1
    for fact in facts:
        fact.near = {word: weight * log(1.0 + len(facts) / counts[word]) for word, weight in sorted(fact.near.items())}
        fact.norm = sqrt(sum(weight * weight for weight in fact.near.values())) or 1.0


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _links(facts: Sequence[_Fact], over: Over) -> dict[tuple[int, int], float]:
    """Pairs of facts, by their places, that are each other's best between their slots; with their agreement, 0 to 1."""
    met = _Met(facts)
    stretches = [range(at, min(len(facts), at + _STRETCH)) for at in range(0, len(facts), _STRETCH)]
    scores = {(one, two): score for some in over(_agreements, met, stretches) for one, two, score in some}
    best: dict[tuple[int, tuple[str, Period | None]], float] = defaultdict(float)
    for (one, two), score in scores.items():
        for key in ((one, facts[two].slot), (two, facts[one].slot)):
            best[key] = max(best[key], score)
    return {
        (one, two): score
        for (one, two), score in scores.items()
        if score == best[one, facts[two].slot] == best[two, facts[one].slot]
    }


def one_by_one(function: Callable[[S, T], R], shared: S, work: Sequence[T]) -> Iterator[R]:
    """The results of *function* over *shared* and each item of *work*, in its order."""
    return (function(shared, one) for one in work)


class _Met:
    """Facts, and through which words they look for partners."""

    def __init__(self, facts: Sequence[_Fact]) -> None:
        self.facts = facts
        self._holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._kinds = [family(fact.claim) for fact in facts]
        for fact in facts:
            held = self._holders[self._kinds[fact.place]]
            for word in fact.near:
                held[word].append(fact.place)
        self._handles = [self._handles_of(fact) for fact in facts]

    def _handles_of(self, fact: _Fact) -> list[str]:
        """The heaviest words of *fact* that are not too common."""
        held = self._holders[self._kinds[fact.place]]
        heaviest = sorted(fact.near, key=lambda word: (-fact.near[word], word))[:_HANDLES]
        return [word for word in heaviest if len(held[word]) <= _COMMON]

    def partners(self, fact: _Fact) -> Iterator[_Fact]:
        """The facts of other slots that are comparable with *fact* and share one of their heaviest words."""
        held = self._holders[self._kinds[fact.place]]
        for other in sorted(set(chain.from_iterable(held[word] for word in self._handles[fact.place]))):
            # An earlier fact that looked through a word of this one has met it already.
            if other == fact.place or (other < fact.place and not fact.near.keys().isdisjoint(self._handles[other])):
                continue
            if _comparable(fact, self.facts[other]):
                yield self.facts[other]


def _agreements(met: _Met, places: Sequence[int]) -> list[tuple[int, int, float]]:
    """The pairs that the facts at *places* make and that are nearly alike, the lower place first, with their agreement."""
    out = []
    for place in places:
        fact = met.facts[place]
        for other in met.partners(fact):
            one, two = (fact, other) if place < other.place else (other, fact)
            score = _agreement(one, two)
            if score >= _NEARLY:
                out.append((one.place, two.place, score))
    return out


def _comparable(one: _Fact, two: _Fact) -> bool:
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
    return low > 0 and high <= _FOLD * low and _nouns(one, two) is not None


def _magnitude(claim: Claim) -> float:
    assert isinstance(claim.value, Quantity)
    return magnitude(claim.value)[0]


def _nouns(one: _Fact, two: _Fact) -> float | None:
    """0 for two counts of one noun, 1 where the noun of the one stands beside the other, None for two nouns."""
    left, right = one.claim.value, two.claim.value
    assert isinstance(left, Quantity)
    assert isinstance(right, Quantity)
    if left.unit.dimension != "count" or right.unit.dimension != "count":
        return 0.0
    if one.nouns and two.nouns:
        heads = [{noun.split()[0] for noun in fact.nouns} for fact in (one, two)]
        return 0.0 if heads[0] & heads[1] or one.counted & two.counted else None
    named, bare = (one, two) if one.nouns else (two, one)
    if not named.nouns:
        return 0.0
    told = any(f" {noun} " in f" {mention.clause_words} " for mention in bare.mentions for noun in named.nouns)
    return 1.0 if told else None


def _named(fact: _Fact) -> None:
    """Fill in what a fact counts: the nouns of its mentions, and their concepts in whatever language."""
    nouns: set[str] = set()
    counted: set[str] = set()
    for mention in fact.mentions:
        value, lang = mention.claim.value, mention.claim.source.lang
        if isinstance(value, Quantity) and value.unit.noun:
            nouns.add(value.unit.noun)
            if lang in LANGUAGES:
                counted.update(concept for _, _, concept in find(value.unit.noun, lang))
    fact.nouns, fact.counted = frozenset(nouns), frozenset(counted)
    areas = load().areas
    fact.terms = frozenset(c for m in fact.mentions for c in m.near_terms if areas[c] not in _MOVING)
    fact.clauses = tuple({mention.clause: None for mention in fact.mentions})
    fact.languages = frozenset(mention.claim.source.lang for mention in fact.mentions)
    fact.whole = _whole(fact)
    fact.size = _magnitude(fact.claim)


def _agreement(one: _Fact, two: _Fact) -> float:
    """How far the words around two facts agree, 0 to about 1.3; 0 where they name what is set against each other."""
    terms = one.terms, two.terms
    others = terms[1] - terms[0]
    if others and not all(others.isdisjoint(opposites(concept)) for concept in terms[0] - terms[1]):
        return 0.0
    short, long = (one.near, two.near) if len(one.near) <= len(two.near) else (two.near, one.near)
    near = sum([weight * long[word] for word, weight in short.items() if word in long]) / (one.norm * two.norm)
    both = len(terms[0] & terms[1])
    shared = both / min(map(len, terms)) if all(terms) else 0.0
    per_terms = _PER_TERMS
    if both >= 2 and one.languages.isdisjoint(two.languages):
        # The words of two languages never agree; what their concepts share stands in for them.
        per_terms += _PER_CLAUSE
    whole = _PER_WHOLE if one.claim.kind is Kind.PERCENT and not one.whole.isdisjoint(two.whole) else 0.0
    noun = _PER_NOUN * (_nouns(one, two) or 0.0)
    if _PER_NEAR * near + _PER_CLAUSE + per_terms * shared + whole + noun < _NEARLY - _HAIR:
        # Not even equal clauses would lift it to a link, and they are what takes longest to compare.
        return 0.0
    clause = max(_dice(a, b) for a in one.clauses for b in two.clauses)
    score = _PER_NEAR * near + _PER_CLAUSE * clause + per_terms * shared
    return score + whole + noun


def _dice(one: frozenset[str], two: frozenset[str]) -> float:
    return 2.0 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _whole(fact: _Fact) -> frozenset[str]:
    """What a percentage is of: the word right behind it ("10,2 % GDP", "18.3 percent of GDP"), an abbreviation alone."""
    found: set[str] = set()
    for mention in fact.mentions:
        text = mention.claim.source.text
        behind = _WORD.findall(text[mention.claim.span.end : mention.claim.span.end + 12])[:2]
        found.update(word for word in behind if word.isupper() and len(word) >= 2)
    return frozenset(found)


# ── series ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Cluster:
    """Facts by their places, and so many links as they have with each other cluster, by its number."""

    number: int
    members: list[int]
    slots: set[tuple[str, Period | None]]
    links: dict[int, int] = field(default_factory=dict)
    weakest: float = inf


def _joined(facts: Sequence[_Fact], links: Mapping[tuple[int, int], float]) -> Iterator[tuple[list[_Fact], float]]:
    """Clusters of linked facts, one fact a slot, with the agreement of their weakest link."""
    home = {place: _Cluster(place, [place], {facts[place].slot}) for pair in links for place in pair}
    for one, two in links:
        home[one].links[two] = home[two].links[one] = 1
    for (one, two), score in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        left, right = home[one], home[two]
        if score < _LEAST or left is right or not left.slots.isdisjoint(right.slots):
            continue
        if left.links[right.number] < _COHESION * len(left.members) * len(right.members):
            continue
        large, small = (left, right) if len(left.members) >= len(right.members) else (right, left)
        large.weakest = min(score, left.weakest, right.weakest)
        large.members += small.members
        large.slots |= small.slots
        for place in small.members:
            home[place] = large
        del large.links[small.number], small.links[large.number]
        for number, many in small.links.items():
            others = home[number].links
            del others[small.number]
            large.links[number] = others[large.number] = large.links.get(number, 0) + many
    for cluster in sorted({id(one): one for one in home.values()}.values(), key=lambda one: min(one.members)):
        chosen = [facts[place] for place in sorted(cluster.members)]
        if len(chosen) > 1 and (len({fact.date for fact in chosen}) >= 2 or _told_by_periods(chosen)):
            yield chosen, cluster.weakest


def _told_by_periods(facts: Sequence[_Fact]) -> bool:
    """Whether facts of one day are a series by their periods: months, quarters or years, of which none is told twice."""
    periods = [fact.claim.period for fact in facts]
    return len(set(periods)) == len(periods) >= _PERIODS and all(p is not None and p.grain in _GRAINS for p in periods)


def _indicator(facts: Sequence[_Fact]) -> str:
    """The longest indicator phrase among the points, lower case: the shortest often lacks what it is of."""
    phrases = [" ".join(fact.claim.indicator.lower().split()) for fact in facts]
    return min(phrases, key=lambda phrase: (-len(phrase), phrase), default="")
