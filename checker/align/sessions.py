"""Which sources report the same event.

Each source is read once into a profile: its heaviest words and word pairs (title and lead count more), the names and
the telling figures that it prints, its day. Two profiles have a likeness: the probability that they report one event,
from what they share, weighted by rarity, less what the days between them cost. Sources join while the *mean* likeness
over all pairs across two groups is high enough, so one article about two events does not chain them.

Rarity is counted over the input beside ``_PRIOR_SOURCES`` imagined sources, in which a term is as common as its kind.
Three articles say nothing about what is rare; the prior does. It also keeps sessions as they are when unrelated
articles come in.

Only sources that share a heavy term at a near date are compared: work grows with the number of sources, not its
square. Sums are exact (``fsum``) and order is by date and path, so the order of the input shows nowhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from heapq import heapify, heappop, heappush
from itertools import chain, islice, pairwise
from math import exp, fsum, log, log1p, log2, sqrt
from pathlib import PurePosixPath
from typing import Final

from checker.align import terms
from checker.align.partners import Terms
from checker.languages.pack import languages, pack
from checker.model import Kind, Passage, Place, Source
from checker.text.normal import folded, lowered, unaccented
from checker.values.figure import Moment, Quantity

# News tells the event first; what comes later is background. More than this much lowers precision and costs time.
_BODY_CHARS: Final = 1500
_LEAD_TOKENS: Final = 70
_HEAD_CHARS: Final = 800
_TITLE_CHARS: Final = 300
# How often a term counts for each time it stands in the title and in the lead.
_TITLE_COUNT: Final = 8
_LEAD_COUNT: Final = 2
# So many of its heaviest terms stand for a source; with 300 words, one pair in six joined on dev is false.
_WORDS_KEPT: Final = 70
_NAMES_KEPT: Final = 20
_CONCEPTS_KEPT: Final = 40

# Imagined sources behind every count of rarity, and the share of them that hold a term, by kind of term.
_PRIOR_SOURCES: Final = 150.0
_WORD_PRIOR: Final = 0.02
_PAIR_PRIOR: Final = 0.004
_NAME_PRIOR: Final = 0.01
_CONCEPT_PRIOR: Final = 0.05
# By the number of digits that are not zeros at its end: "40 %" is printed everywhere, "353,000" is not.
_FIGURE_PRIORS: Final = (1.0, 1.0, 0.1, 0.008, 0.002)
_WORD_POWER: Final = 1.5

# Log-odds that two sources report one event. Fitted by logistic regression on the pairs of ten random halves of the
# corpus (base -7.2 ± 0.6, words 17.9 ± 1.9, names 4.7 ± 1.7, figures 1.4 ± 0.6, weeks 1.7 ± 0.7) and rounded towards
# fewer false joins.
_BASE: Final = -8.0
_PER_WORDS: Final = 18.0
_PER_NAMES: Final = 4.0
_PER_FIGURES: Final = 1.6
# The same for sources in two languages, which share no words: concepts stand in their place.
_CROSS_BASE: Final = -5.0
_PER_CONCEPTS: Final = 8.0
_PER_CROSS_NAMES: Final = 2.0
_PER_CROSS_FIGURES: Final = 2.1
# The cost of each doubling of one and the weeks between two sources (1 week: one, 3 weeks: two, a year: 5.7 times).
_PER_WEEKS: Final = 2.0
# The cost of printing other names throughout: in a small folder two matches of one round share all their other words.
_NO_NAME_SHARED: Final = 2.0
_NAMES_ENOUGH: Final = 3
# The cost of two numbers for one edition: "the 10th session" against "the 2nd session". Near-verbatim reports of one
# day outweigh it: there the number is more likely a slip, which is for the rules to find.
_PER_EDITION: Final = 10.0
# Higher numbers are those of documents and streets.
_LAST_EDITION: Final = 99

# Two groups join while the mean likeness across them is at least this.
JOIN: Final = 0.35

# Blocking: a source looks for partners through so many of its heaviest terms, see ``partners``.
_BLOCK_WORDS: Final = 24
_BLOCK_NAMES: Final = 12
_BLOCK_FIGURES: Final = 24
# Above so many members of a group, every nth stands for it in a mean.
_SAMPLE: Final = 24

# A word with its digits ("Z1"), or one sign by itself.
_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\n")
# "U-21" and "U21" are one name.
_HYPHENED: Final = re.compile(r"(?<=\b[^\W\d_])-(?=\d)")
# The formats in which a number stands in a cell, without the words around it that make it a claim.
_TABLES: Final = frozenset({"csv", "tsv", "xlsx", "xls", "ods", "parquet", "json", "jsonl"})
_CELL_END: Final = re.compile(r"[,;|\t\n]")
_CELL: Final = re.compile(r"\d+\.\d+|(?!(?:19|20)\d\d$)\d{3,}", re.ASCII)
_TABLE_CHARS: Final = 20_000
_BREAKS: Final = frozenset('.!?:"“”\n')


@dataclass(slots=True)
class Reading:
    """What one source prints. ``figures``: amount → significant digits; ``days``: intervals of day numbers."""

    index: int
    key: tuple[str, str, str]
    lang: str
    days: tuple[tuple[int, int], ...]
    words: Mapping[str, int]
    pairs: Mapping[str, int]
    names: Mapping[str, int]
    concepts: Mapping[str, int]
    figures: dict[str, int]
    editions: dict[str, set[int]]


@dataclass(slots=True)
class Profile:
    """One source as it is compared: term → weight, the square sum of each but ``figures`` 1."""

    index: int
    lang: str
    days: tuple[tuple[int, int], ...]
    words: dict[str, float]
    names: dict[str, float]
    concepts: dict[str, float]
    figures: dict[str, float]
    editions: dict[str, set[int]]


def found(passages: Sequence[Passage]) -> list[list[int]]:
    """The sessions as groups of indices into *passages*, each sorted, sorted by first index; every index in one."""
    profiles = profiles_of(passages)
    groups = joined(profiles, _partners(profiles))
    return sorted(sorted(profiles[place].index for place in group) for group in groups)


def by_folder(passages: Sequence[Passage]) -> list[list[int]]:
    """One group for each parent folder of ``source.path``, in the form of ``found``."""
    return by_folder_of(passage.source.path for passage in passages)


def by_folder_of(paths: Iterable[str]) -> list[list[int]]:
    """The places of *paths*, a group for each parent folder."""
    folders: dict[str, list[int]] = {}
    for index, path in enumerate(paths):
        folders.setdefault(str(PurePosixPath(path).parent), []).append(index)
    return sorted(folders.values())


def described(passages: Sequence[Passage], group: Sequence[int]) -> tuple[str | None, str]:
    """The date (``YYYY-MM-DD`` or None) and the title of the session *group*.

    The date is the day that most of its sources print or came out on, the earliest of equals; the title the one
    that shares most words with the others', the first source's of equals; the folder's name where none has a title.
    """
    members = sorted(group, key=lambda index: key(passages[index]))
    votes: Counter[str] = Counter()
    for index in members:
        votes.update(_event_days(passages[index]))
    day = min(votes, key=lambda text: (-votes[text], text)) if votes else None
    titled = [(title, _title_words(title)) for index in members if (title := passages[index].source.title)]
    if not titled:
        path = PurePosixPath(passages[members[0]].source.path)
        return day, path.parent.name or path.name
    common = Counter(word for _, words in titled for word in words)
    best = max(range(len(titled)), key=lambda n: (_closeness(titled[n][1], common), -n))
    return day, " ".join(titled[best][0].split())


def key(passage: Passage) -> tuple[str, str, str]:
    """Order by day, path, text: nothing that a run gives."""
    return passage.source.published or "", passage.source.path, passage.source.digest


@cache
def _stop(lang: str) -> frozenset[str]:
    return pack(lang).stop if lang in languages() else frozenset()


def reading(index: int, passage: Passage) -> Reading:
    source = passage.source
    lang = source.lang or ""
    start = source.body.start
    stop = _stop(lang)
    printed = _tokens(source.text[start : min(source.body.end, start + _BODY_CHARS)])
    tokens = [token.lower() for token in printed]
    words: list[str] = []
    pairs: list[str] = []
    for part, times in (
        ([token.lower() for token in _tokens((source.title or "")[:_TITLE_CHARS])], _TITLE_COUNT),
        (tokens[:_LEAD_TOKENS], _LEAD_COUNT),
        (tokens[_LEAD_TOKENS - 1 :], 1),
    ):
        # Signs are one character long, so they go with the short words.
        kept = [t if (len(t) > 1 or t.isdigit()) and t not in stop else "" for t in part]
        words += [t for t in kept if len(t) > 2 or (t and not t.isdigit())] * times
        pairs += [f"{one} {two}" for one, two in pairwise(kept) if one and two] * times
    figures, editions = _figures(passage)
    return Reading(
        index=index,
        key=key(passage),
        lang=lang,
        days=_days(passage),
        words=Counter(words),
        pairs=Counter(pairs),
        names=Counter(_names(printed, tokens)),
        concepts=Counter(),
        figures=figures,
        editions=editions,
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_HYPHENED.sub("", unicodedata.normalize("NFC", text)))


def _names(printed: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Runs of capitalised words, unaccented and joined: "Việt Nam" and "Vietnam" are one. A single word that opens a
    sentence is none, unless it is an abbreviation."""
    capital = [place for place, (one, two) in enumerate(zip(printed, lower, strict=True)) if one != two]
    out: list[str] = []
    first = 0
    for at, place in enumerate(capital):
        if at + 1 < len(capital) and capital[at + 1] == place + 1:
            continue
        run = printed[capital[first] : place + 1]
        before = printed[capital[first] - 1] if capital[first] else "."
        if len(run) > 1 or before not in _BREAKS or (len(run[0]) > 1 and run[0].isupper()):
            out.append(_plain("".join(run)))
        first = at + 1
    return out


@lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    return unaccented(name).lower()


def _figures(passage: Passage) -> tuple[dict[str, int], dict[str, set[int]]]:
    """The amounts in base units → their significant digits, and the numbers of editions in the head.

    An edition goes by the two words before it: "phiên họp lần thứ 10" → ``phiên họp`` 10.
    """
    figures: dict[str, int] = {}
    editions: dict[str, set[int]] = {}
    if passage.source.format in _TABLES:
        # A cell has its unit in another cell, so it is compared as it is printed. Years stand in every table.
        for cell in _CELL_END.split(passage.source.body.cut(passage.source.text)[:_TABLE_CHARS]):
            if _CELL.fullmatch(cell.strip()):
                _take(figures, Decimal(cell.strip()))
        return figures, editions
    for claim in passage.claims:
        value = claim.value
        if not isinstance(value, Quantity):
            continue
        if claim.kind is Kind.ORDINAL:
            noun = " ".join(claim.indicator.lower().split()[-2:])
            if noun and value.lo == value.hi <= _LAST_EDITION and claim.place in (Place.TITLE, Place.LEAD):
                editions.setdefault(noun, set()).add(int(value.lo))
            continue
        factor = value.unit.factor
        for end in (value.lo, value.hi) if value.is_range else (value.lo,):
            if end.is_finite():
                _take(figures, end if factor is None else end * factor)
    return figures, editions


def _take(figures: dict[str, int], amount: Decimal) -> None:
    """Put *amount* among *figures* if it has more than one significant digit."""
    plain = amount.normalize()
    digits = len(plain.as_tuple().digits)
    if digits > 1:
        figures[str(plain)] = digits


_DAY_LENGTH: Final = len("YYYY-MM-DD")


def _days(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The intervals of day numbers in which the source may have come out: its publication, else each day it prints."""
    published = passage.source.published
    if published:
        return (_interval(published),)
    printed = {
        claim.value.start[:_DAY_LENGTH]
        for claim in passage.claims
        if isinstance(claim.value, Moment)
        and len(claim.value.start) >= _DAY_LENGTH
        and claim.value.start == claim.value.end
    }
    return tuple(_interval(day) for day in sorted(printed))


@lru_cache(maxsize=65_536)
def _interval(text: str) -> tuple[int, int]:
    """The first and the last day of ``YYYY-MM-DD…`` or ``YYYY-MM``."""
    if len(text) >= _DAY_LENGTH:
        day = date.fromisoformat(text[:_DAY_LENGTH]).toordinal()
        return day, day
    year, month = int(text[:4]), int(text[5:7])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1).toordinal(), after.toordinal() - 1


def _event_days(passage: Passage) -> set[str]:
    """The day the source came out on and the days that its title and lead print."""
    days = {
        claim.value.start[:_DAY_LENGTH]
        for claim in passage.claims
        if isinstance(claim.value, Moment)
        and claim.place in (Place.TITLE, Place.LEAD)
        and len(claim.value.start) >= _DAY_LENGTH
        and claim.value.start == claim.value.end
    }
    if passage.source.day is not None:
        days.add(passage.source.day.isoformat())
    return days


def _title_words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", folded(title)) if len(word) > 1)


def _closeness(words: frozenset[str], common: Mapping[str, int]) -> float:
    """How many other titles share a word, on average over the words of a title, long titles not favoured."""
    return sum(common[word] - 1 for word in words) / (len(words) + 3)


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


# The kinds of terms of a reading, by their fields.
KINDS: Final = ("words", "pairs", "names", "concepts", "figures")
_PRIORS: Final = {"words": _WORD_PRIOR, "pairs": _PAIR_PRIOR, "names": _NAME_PRIOR, "concepts": _CONCEPT_PRIOR}
_POWERS: Final = {"words": _WORD_POWER, "pairs": _WORD_POWER}


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
    weights = {number: _rarity(number, size, prior, power) for number in set(held.values())}
    return {term: weights[number] for term, number in held.items()}


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


def concepts_of(source: Source, lang: str) -> Counter[str]:
    if lang not in terms.LANGUAGES:
        return Counter()
    start = source.body.start
    head = unicodedata.normalize("NFC", f"{source.title or ''}\n{source.text[start : start + _HEAD_CHARS]}")
    return Counter(concept for _, _, concept in terms.find(lowered(head), lang, head))


def likeness(one: Profile, two: Profile) -> float:
    """The probability, 0 to 1, that the two report one event."""
    names = sqrt(_shared(one.names, two.names))
    figures = log1p(fsum([one.figures[amount] for amount in one.figures.keys() & two.figures.keys()]))
    if one.lang == two.lang:
        odds = _BASE + _PER_WORDS * sqrt(_shared(one.words, two.words)) + _PER_NAMES * names + _PER_FIGURES * figures
        if not names and min(len(one.names), len(two.names)) >= _NAMES_ENOUGH:
            odds -= _NO_NAME_SHARED
    else:
        concepts = sqrt(_shared(one.concepts, two.concepts))
        odds = _CROSS_BASE + _PER_CONCEPTS * concepts + _PER_CROSS_NAMES * names + _PER_CROSS_FIGURES * figures
    odds -= _PER_WEEKS * _weeks_apart(one, two) + _PER_EDITION * _other_edition(one, two)
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


def _partners(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """The places of the pairs worth comparing, the lower first, sorted: those that share most of their rare terms."""
    numbers: dict[str, int] = {}
    terms_of = Terms()
    for profile in profiles:
        held = dict(handles(profile))
        terms_of.add([numbers.setdefault(term, len(numbers)) for term in held], list(held.values()))
    return [(one, two) for some in terms_of.pairs() for one, two in some.tolist()]


def handles(profile: Profile) -> Iterable[tuple[str, int]]:
    """The terms through which a source finds partners, with their weights, the kinds told apart.

    Weights are whole numbers, so that sums of their products do not depend on the order of terms.
    """
    for term, weight in _weighted(profile):
        yield term, round(weight * _WHOLE)


# A weight is at most about 1; so the sum of a source's products stays far under 2^63.
_WHOLE: Final = 2**24


def _weighted(profile: Profile) -> Iterable[tuple[str, float]]:
    # Weighted sets come heaviest first; figures come in order of place.
    yield from islice(profile.words.items(), _BLOCK_WORDS)
    for name, weight in islice(profile.names.items(), _BLOCK_NAMES):
        yield f"@{name}", weight
    figures = sorted(profile.figures.items(), key=lambda item: (-item[1], item[0]))
    for amount, weight in figures[:_BLOCK_FIGURES]:
        yield f"#{amount}", weight / _FIGURE_SCALE


# Brings the weight of a figure (about 5) to that of a word among ninety (about 0.1).
_FIGURE_SCALE: Final = 50.0


def joined(profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The places in groups: the two most alike join first, until no mean likeness reaches ``JOIN``."""
    groups: dict[int, list[int]] = {place: [place] for place in range(len(profiles))}
    means: dict[int, dict[int, float]] = {place: {} for place in groups}
    for one, two in pairs:
        found = likeness(profiles[one], profiles[two])
        # Where every pair across two groups is below the bar, so is their mean.
        if found >= JOIN:
            means[one][two] = means[two][one] = found
    heap = [(-mean, one, two) for one, others in means.items() for two, mean in others.items() if one < two]
    heapify(heap)
    while heap:
        negative, one, two = heappop(heap)
        if one not in groups or two not in groups or means[one].get(two) != -negative:
            continue
        left, right = groups[one], groups.pop(two)
        mine, its = means[one], means.pop(two)
        del mine[two], its[one]
        for other in sorted(mine.keys() | its.keys()):
            members = groups[other]
            to_left = mine[other] if other in mine else _mean(profiles, left, members)
            to_right = its[other] if other in its else _mean(profiles, right, members)
            mean = (len(left) * to_left + len(right) * to_right) / (len(left) + len(right))
            means[other].pop(two, None)
            mine[other] = means[other][one] = mean
            if mean >= JOIN:
                heappush(heap, (-mean, min(one, other), max(one, other)))
        groups[one] = sorted([*left, *right])
    return list(groups.values())


def _mean(profiles: Sequence[Profile], left: Sequence[int], right: Sequence[int]) -> float:
    """The mean likeness over all pairs across two groups; large groups are sampled evenly."""
    some, others = left[:: 1 + len(left) // _SAMPLE], right[:: 1 + len(right) // _SAMPLE]
    return fsum([likeness(profiles[one], profiles[two]) for one in some for two in others]) / (len(some) * len(others))
