"""One indicator over several sessions: a series of dated values.

Sessions of different days state what is to move: accounts 45.4 → 55.25 million. Their claims are no conflict; a
series keeps them in order, and rules look whether a cumulative one falls or a year is not the sum of its quarters.

Two facts belong to one series where the words close to them agree, in either language by way of concepts, and each is
the other's best match between its two sessions, see ``links``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise
from math import fsum, inf, log, sqrt

import numpy as np

from checker.align.links import Fact, Links, Over, linked, magnitude_of, one_by_one
from checker.align.nodes import Node, nodes
from checker.align.running import names_of, running, running_by
from checker.align.terms import LANGUAGES, find, load
from checker.model import Claim, ClaimGroup, Kind, Passage, Series, Session, Status
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

_WORD = re.compile(r"[^\W\d_]+")
# The least agreement of a link, chosen on the four sessions of the national committee and on a hundred events of one
# month, which share no indicator.
_LEAST = 0.5
# A cluster takes another while this share of the pairs across them is at least nearly alike.
_COHESION = 0.6
# Areas of the vocabulary that tell when, and how a value moved: points of one series differ there.
_MOVING = frozenset({"period", "change"})
# A series inside one session needs this many periods.
_PERIODS = 3
_GRAINS = frozenset({"month", "quarter", "year", "span"})
# So long the victims of an event are counted.
_EVENT_DAYS = 60


def across(
    passages: Sequence[Passage],
    sessions: Sequence[Session],
    groups: Sequence[ClaimGroup],
    documents: Mapping[str, Sequence[Node]] | None = None,
    over: Over | None = None,
) -> tuple[Series, ...]:
    """The series of *passages*; sessions without a date have no place in one.

    ``documents``  source id → its nodes that are ``serial``, where they have been made already
    ``over``       who compares facts; this process unless told
    """
    documents = documents or {}
    if len(sessions) == 1 and _too_few_periods(sessions[0], documents):
        return ()
    facts = _facts(passages, sessions, groups, documents)
    links = linked(facts, over or one_by_one)
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
    return tuple(replace(series, id=f"series.{number}") for number, series in enumerate(out))


def _cumulative(facts: Sequence[Fact]) -> bool:
    """Whether all points say that they are running totals, and of one event where it is its victims that they count."""
    told = []
    for fact in facts:
        told.append({running_by(m.claim) for m in fact.mentions} - {""})
        if not told[-1]:
            return False
    return all("phrase" in how for how in told) or all(_one_event(*two) for two in pairwise(facts))


def _one_event(one: Fact, two: Fact) -> bool:
    """Whether two counts of victims share a name, and lie as near as those of one flood: next year's has others."""
    if (date.fromisoformat(two.date) - date.fromisoformat(one.date)).days > _EVENT_DAYS:
        return False
    names = [frozenset[str]().union(*map(names_of, fact.mentions)) for fact in (one, two)]
    return not names[0].isdisjoint(names[1])


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(
    passages: Sequence[Passage],
    sessions: Sequence[Session],
    groups: Sequence[ClaimGroup],
    documents: Mapping[str, Sequence[Node]],
) -> list[Fact]:
    """The facts of dated sessions that can be points, in an order that does not depend on that of *passages*."""
    dated = [session for session in sessions if session.date]
    by_source = {passage.source.id: passage for passage in passages}
    group_of = {claim.id: group.id for group in groups for claim in group.claims}
    merged: dict[tuple[str, str, Period | None], list[tuple[str, Node]]] = defaultdict(list)
    for session in dated:
        for source in session.sources:
            made = documents[source] if source in documents else _serial(by_source[source])
            for node in made:
                group = group_of.get(node.claim.id, node.claim.id)
                merged[session.id, group, node.claim.period].append((session.date or "", node))
    facts = []
    for (session_id, _, period), found in merged.items():
        mentions = sorted((m for _, node in found for m in node.mentions), key=lambda m: _key(m.claim))
        printed: dict[float, set[str]] = defaultdict(set)
        for mention in mentions:
            printed[magnitude_of(mention.claim)].add(mention.claim.source.id)
        claim = min((m.claim for m in mentions), key=lambda c: _standing(c, len(printed[magnitude_of(c)])))
        facts.append(Fact(0, (session_id, period), found[0][0], claim, mentions))
    facts.sort(key=lambda fact: (fact.date, _key(fact.claim)))
    for place, fact in enumerate(facts):
        fact.place = place
        _named(fact)
    _weigh(facts)
    return facts


def _standing(claim: Claim, printed: int) -> tuple[int, int, int, tuple[str, int]]:
    """What speaks for a claim as the point of its fact: *printed* most often, without a hedge, with the most digits."""
    value = claim.value
    assert isinstance(value, Quantity)
    return -printed, int(value.hedge is not Hedge.EXACT), -len(value.lo.normalize().as_tuple().digits), _key(claim)


def _key(claim: Claim) -> tuple[str, int]:
    return claim.source.path, claim.span.start


def _period_key(period: Period | None) -> tuple[str, str]:
    return (period.start.isoformat(), period.end.isoformat()) if period else ("", "")


def _serial(passage: Passage) -> list[Node]:
    return [node for node in nodes(0, passage) if serial(node.claim)]


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


def _weigh(facts: Sequence[Fact]) -> None:
    """Each fact's words and concepts, weighted by nearness and rarity."""
    for fact in facts:
        first, *others = fact.mentions
        fact.near = dict(first.near)
        for mention in others:
            for word, weight in mention.near.items():
                if fact.near.get(word, 0.0) < weight:
                    fact.near[word] = weight
    counts = Counter(chain.from_iterable(fact.near for fact in facts))
    rarity = {word: log(1.0 + len(facts) / count) for word, count in counts.items()}
    for fact in facts:
        fact.near = {word: weight * rarity[word] for word, weight in sorted(fact.near.items())}
        fact.norm = sqrt(fsum(weight * weight for weight in fact.near.values())) or 1.0


@lru_cache(maxsize=1 << 14)
def _counted(noun: str, lang: str) -> frozenset[str]:
    """The concepts of a counted noun: the same few are counted everywhere."""
    return frozenset(concept for _, _, concept in find(noun, lang))


def _named(fact: Fact) -> None:
    """Fill in what a fact counts: the nouns of its mentions, and their concepts in whatever language."""
    nouns: set[str] = set()
    counted: set[str] = set()
    for mention in fact.mentions:
        value, lang = mention.claim.value, mention.claim.source.lang
        if isinstance(value, Quantity) and value.unit.noun:
            nouns.add(value.unit.noun)
            if lang in LANGUAGES:
                counted |= _counted(value.unit.noun, lang)
    fact.nouns, fact.counted = frozenset(nouns), frozenset(counted)
    areas = load().areas
    fact.terms = frozenset(c for m in fact.mentions for c in m.near_terms if areas[c] not in _MOVING)
    fact.clauses = tuple({mention.clause: None for mention in fact.mentions})
    fact.languages = frozenset(mention.claim.source.lang for mention in fact.mentions)
    fact.whole = _whole(fact)
    fact.size = magnitude_of(fact.claim)


def _whole(fact: Fact) -> frozenset[str]:
    """What a percentage is of: the word right behind it ("10,2 % GDP", "18.3 percent of GDP"), an abbreviation alone."""
    found: set[str] = set()
    for mention in fact.mentions:
        text = mention.claim.source.text
        behind = _WORD.findall(text[mention.claim.span.end : mention.claim.span.end + 12])[:2]
        found.update(word for word in behind if word.isupper() and len(word) >= 2)
    return frozenset(found)


# ── series ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, eq=False)
class _Cluster:
    """Facts by their places, their slots, and how many links tie them to each other cluster, by its number."""

    members: list[int]
    slots: set[tuple[str, Period | None]]
    ties: dict[int, int]
    weakest: float = inf


def _joined(facts: Sequence[Fact], links: Links) -> Iterator[tuple[list[Fact], float]]:
    """Clusters of linked facts, one fact a slot, with the agreement of their weakest link."""
    # A cluster has the number of one of its facts.
    clusters = {
        place: _Cluster([place], {facts[place].slot}, dict.fromkeys(partners, 1)) for place, partners in _tied(links)
    }
    home = list(range(len(facts)))
    strong = links.scores >= _LEAST
    for one, two, score in zip(*(told[strong].tolist() for told in links), strict=True):
        left, right = home[one], home[two]
        if left == right:
            continue
        large, small = clusters[left], clusters[right]
        if large.ties[right] < _COHESION * len(large.members) * len(small.members):
            continue
        if not large.slots.isdisjoint(small.slots):
            continue
        if len(large.ties) < len(small.ties):
            left, right, large, small = right, left, small, large
        large.weakest = min(score, large.weakest, small.weakest)
        large.members += small.members
        large.slots |= small.slots
        for place in small.members:
            home[place] = left
        del clusters[right], large.ties[right], small.ties[left]
        for third, count in small.ties.items():
            tied = clusters[third].ties
            del tied[right]
            tied[left] = large.ties[third] = large.ties.get(third, 0) + count
    for cluster in sorted(clusters.values(), key=lambda one: min(one.members)):
        chosen = [facts[place] for place in sorted(cluster.members)]
        if len(chosen) > 1 and (len({fact.date for fact in chosen}) >= 2 or _told_by_periods(chosen)):
            yield chosen, cluster.weakest


def _tied(links: Links) -> Iterator[tuple[int, list[int]]]:
    """Each fact that has links, by its place, and those at their other ends."""
    ends, others = np.concatenate([links.ones, links.twos]), np.concatenate([links.twos, links.ones])
    order = np.argsort(ends, kind="stable")
    told = others[order].tolist()
    places, starts = np.unique(ends[order], return_index=True)
    for place, (first, last) in zip(places.tolist(), pairwise([*starts.tolist(), len(told)]), strict=True):
        yield place, told[first:last]


def _too_few_periods(session: Session, documents: Mapping[str, Sequence[Node]]) -> bool:
    """Whether the nodes of *session*, all made, tell of fewer periods than a series of one session needs."""
    if not all(source in documents for source in session.sources):
        return False
    periods = {node.claim.period for source in session.sources for node in documents[source]}
    return len(periods - {None}) < _PERIODS


def _told_by_periods(facts: Sequence[Fact]) -> bool:
    """Whether facts of one day are a series by their periods: months, quarters or years, of which none is told twice."""
    periods = [fact.claim.period for fact in facts]
    return len(set(periods)) == len(periods) >= _PERIODS and all(p is not None and p.grain in _GRAINS for p in periods)


def _indicator(facts: Sequence[Fact]) -> str:
    """The longest indicator phrase among the points, lower case: the shortest often lacks what it is of."""
    phrases = [" ".join(fact.claim.indicator.lower().split()) for fact in facts]
    return min(phrases, key=lambda phrase: (-len(phrase), phrase), default="")
