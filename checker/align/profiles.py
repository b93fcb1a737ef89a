"""How alike two sources are: the probability that they report one event, from what they share, weighted by rarity.

Rarity is counted over the input beside ``_PRIOR_SOURCES`` imagined sources, in which a word is as common as in the press
(``common``) and any other term as its kind. Three articles say nothing about what is rare; the prior does. It also keeps
sessions as they are when unrelated articles come in. Sums are exact (``fsum``), so the order of the input shows nowhere.

Two of three articles in a folder report one event far oftener than two of a thousand, and among a thousand more pairs look
alike by chance: the fewer sources, the higher the odds to begin with (``prior``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import exp, fsum, log, log1p, log2, sqrt
from typing import Final

from checker.align.common import shares
from checker.align.readings import KINDS, Reading, concepts_of, reading
from checker.model import Passage

# So many of its heaviest terms stand for a source; with 300 words, one pair in six joined on dev is false.
_WORDS_KEPT: Final = 70
_NAMES_KEPT: Final = 20
_CONCEPTS_KEPT: Final = 40
# Imagined sources behind every count of rarity, and the share of them that hold a term, by kind of term.
_PRIOR_SOURCES: Final = 150.0
_WORD_PRIOR: Final = 0.004
_PAIR_PRIOR: Final = 0.004
_NAME_PRIOR: Final = 0.01
_CONCEPT_PRIOR: Final = 0.05
# By the number of digits that are not zeros at its end: "40 %" is printed everywhere, "353,000" is not.
_FIGURE_PRIORS: Final = (1.0, 1.0, 0.1, 0.008, 0.002)
_WORD_POWER: Final = 1.5
# Log-odds that two sources report one event. Words, figures and base were fitted by logistic regression on the pairs of the
# corpus and of half our own sessions, with the rest as it stands here; then the base was lowered by 2.5: an event has few
# partners among all that happens.
_BASE: Final = -7.0
_PER_WORDS: Final = 16.0
_PER_NAMES: Final = 4.0
_PER_FIGURES: Final = 2.0
# What is added where there are fewer sources than ``_MANY``, for each time that there are e times fewer, down to ``_FEW``;
# only between sources that came out less than two weeks apart and share a name.
_PER_FEWER: Final = 2.2
_MANY: Final = 12
_FEW: Final = 3
_FORTNIGHT: Final = log2(3)
# The same for sources in two languages, which share no words: concepts stand in their place.
_CROSS_BASE: Final = -5.0
_PER_CONCEPTS: Final = 8.0
_PER_CROSS_NAMES: Final = 2.0
_PER_CROSS_FIGURES: Final = 2.1
# Between languages a figure says nothing unless it is rarer than this: "15" stands in one article of ten.
_CROSS_FIGURE: Final = 3.0
# The cost of each doubling of one and the weeks between two sources (1 week: one, 3 weeks: two, a year: 5.7 times).
_PER_WEEKS: Final = 2.0
# The cost of printing other names throughout: in a small folder two matches of one round share all their other words.
_NO_NAME_SHARED: Final = 3.5
_NAMES_ENOUGH: Final = 3
# The cost of two numbers for one edition: "the 10th session" against "the 2nd session". Near-verbatim reports of one
# day outweigh it: there the number is more likely a slip, which is for the rules to find.
_PER_EDITION: Final = 10.0
# Blocking: a source looks for partners through so many of its heaviest terms, see ``partners``.
_BLOCK_WORDS: Final = 24
_BLOCK_NAMES: Final = 12
_BLOCK_FIGURES: Final = 24
_PRIORS: Final = {"words": _WORD_PRIOR, "pairs": _PAIR_PRIOR, "names": _NAME_PRIOR, "concepts": _CONCEPT_PRIOR}
_POWERS: Final = {"words": _WORD_POWER, "pairs": _WORD_POWER}
# A weight is at most about 1; so the sum of a source's products stays far under 2^63.
_WHOLE: Final = 2**24
# Brings the weight of a figure (about 5) to that of a word among ninety (about 0.1).
_FIGURE_SCALE: Final = 50.0


@dataclass(slots=True)
class Profile:
    """One source as it is compared: term → weight, the square sum of each but ``figures`` 1.

    ``prior``  log odds that are added where there are few sources, ≥ 0
    """

    index: int
    lang: str
    days: tuple[tuple[int, int], ...]
    words: dict[str, float]
    names: dict[str, float]
    concepts: dict[str, float]
    figures: dict[str, float]
    editions: dict[str, set[int]]
    sittings: frozenset[int]
    prior: float


def profiles_of(passages: Sequence[Passage]) -> list[Profile]:
    """Every passage as it is compared, in order of date and path."""
    readings = sorted((reading(index, passage) for index, passage in enumerate(passages)), key=lambda r: r.key)
    if len({one.lang for one in readings}) > 1:
        for one in readings:
            one.concepts = concepts_of(passages[one.index].source, one.lang)
    size = len(readings)
    held = {kind: Counter(chain.from_iterable(getattr(one, kind) for one in readings)) for kind in KINDS}
    rarity = {kind: rarities(kind, found, size) for kind, found in held.items()}
    return [profile(one, rarity, held["figures"], size) for one in readings]


def profile(read: Reading, rarity: Mapping[str, Mapping[str, float]], held: Mapping[str, int], size: int) -> Profile:
    """A source as it is compared.

    ``rarity``  kind → term → how much it tells, for the terms of the source at least
    ``held``    figure → how many of the *size* sources print it
    """
    return Profile(
        index=read.index,
        lang=read.lang,
        days=read.days,
        words=_heaviest(_WORDS_KEPT, (read.words, rarity["words"]), (read.pairs, rarity["pairs"])),
        names=_heaviest(_NAMES_KEPT, (read.names, rarity["names"])),
        concepts=_heaviest(_CONCEPTS_KEPT, (read.concepts, rarity["concepts"])),
        figures={
            amount: _rarity(held[amount], size, _FIGURE_PRIORS[min(digits, len(_FIGURE_PRIORS) - 1)])
            for amount, digits in read.figures.items()
        },
        editions=read.editions,
        sittings=read.sittings,
        prior=_PER_FEWER * max(0.0, log(_MANY / max(_FEW, size))),
    )


def _rarity(held: int, size: int, prior: float, power: float = 1.0) -> float:
    """How much a term tells that *held* of *size* sources hold, and a share *prior* of the imagined ones; ≥ 0."""
    share = (held + _PRIOR_SOURCES * prior) / (size + _PRIOR_SOURCES)
    return math.pow(max(0.0, -log(share)), power)


def rarities(kind: str, held: Mapping[str, int], size: int) -> dict[str, float]:
    """Term → how much it tells, from how many of *size* sources hold it; nothing for figures, which have their own."""
    if kind not in _PRIORS:
        return {}
    prior, power = _PRIORS[kind], _POWERS.get(kind, 1.0)
    known: Mapping[str, float] = shares() if kind == "words" else {}
    told = {term: (number, known.get(term, prior)) for term, number in held.items()}
    weights = {each: _rarity(each[0], size, each[1], power) for each in set(told.values())}
    return {term: weights[each] for term, each in told.items()}


def _heaviest(most: int, *counted: tuple[Mapping[str, int], Mapping[str, float]]) -> dict[str, float]:
    """The *most* heaviest terms of pairs (counts, rarities), heaviest first, scaled so that their squares sum to 1."""
    weights: list[float] = []
    held: list[str] = []
    for counts, rarities in counted:
        # The second mention tells less than the first.
        damped = {times: log1p(times) for times in set(counts.values())}
        held += counts
        weights += [damped[times] * rarities[term] for term, times in counts.items()]
    least = sorted(weights)[-most] if len(weights) > most else 0.0
    kept = sorted([(-weight, term) for weight, term in zip(weights, held, strict=True) if weight >= least])[:most]
    norm = sqrt(fsum([weight * weight for weight, _ in kept]))
    return {term: -weight / norm for weight, term in kept} if norm else {}


def likeness(one: Profile, two: Profile) -> float:
    """The probability, 0 to 1, that the two report one event."""
    weeks = _weeks_apart(one, two)
    names = sqrt(_shared(one.names, two.names))
    shared = [one.figures[amount] for amount in one.figures.keys() & two.figures.keys()]
    if one.lang == two.lang:
        figures = log1p(fsum(shared))
        words = sqrt(_shared(one.words, two.words))
        odds = _BASE + _PER_WORDS * words + _PER_NAMES * names + _PER_FIGURES * figures
        if not names and min(len(one.names), len(two.names)) >= _NAMES_ENOUGH:
            odds -= _NO_NAME_SHARED
        elif weeks < _FORTNIGHT:
            odds += one.prior
    else:
        figures = log1p(fsum([weight for weight in shared if weight >= _CROSS_FIGURE]))
        concepts = sqrt(_shared(one.concepts, two.concepts))
        odds = _CROSS_BASE + _PER_CONCEPTS * concepts + _PER_CROSS_NAMES * names + _PER_CROSS_FIGURES * figures
    odds -= _PER_WEEKS * weeks + _PER_EDITION * _other_edition(one, two)
    return 1 / (1 + exp(-odds))


def _weeks_apart(one: Profile, two: Profile) -> float:
    """How often the weeks between the two double, ≥ 0; 0 where a day is missing."""
    if not one.days or not two.days:
        return 0.0
    apart = min(max(left[0] - right[1], right[0] - left[1], 0) for left in one.days for right in two.days)
    return log2(1 + apart / 7)


def _other_edition(one: Profile, two: Profile) -> bool:
    """Whether the heads number one thing differently."""
    return any(one.editions[noun].isdisjoint(two.editions[noun]) for noun in one.editions.keys() & two.editions.keys())


def _shared(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The cosine of two weighted term sets, 0 to 1."""
    return min(1.0, fsum([one[term] * two[term] for term in one.keys() & two.keys()]))


def handles(profile: Profile) -> Iterable[tuple[str, int]]:
    """The terms through which a source finds partners, with their weights, the kinds told apart.

    Weights are whole numbers, so that sums of their products do not depend on the order of terms.
    """
    for term, weight in _weighted(profile):
        yield term, round(weight * _WHOLE)


def _weighted(profile: Profile) -> Iterable[tuple[str, float]]:
    # Weighted sets come heaviest first; figures come in order of place.
    yield from islice(profile.words.items(), _BLOCK_WORDS)
    for name, weight in islice(profile.names.items(), _BLOCK_NAMES):
        yield f"@{name}", weight
    figures = sorted(profile.figures.items(), key=lambda item: (-item[1], item[0]))
    for amount, weight in figures[:_BLOCK_FIGURES]:
        yield f"#{amount}", weight / _FIGURE_SCALE
