"""Fact nodes: the mentions of one value inside one article, with the words around them.

Articles repeat themselves: title, lead and body give one figure three times. What is aligned across articles is
the fact, not the mention, so mentions of one value merge into a node when nothing in their words speaks against it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import fsum, inf, log, nan, sqrt
from typing import NamedTuple

from checker.align.governing import period_of
from checker.align.terms import find as find_terms
from checker.align.terms import is_name
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind, Passage, Place
from checker.text.normal import CAPITALS, lowered, opens
from checker.text.span import Span
from checker.values.figure import Label, Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_NAME = re.compile(rf"\b[{CAPITALS}]\w*(?:[ -][{CAPITALS}]\w*)*")
_FAR_CHARS = 110
# So many words on either side of a figure are near it.
_SPREAD = 18
_MOST_MENTIONS = 4

# Dimensions that may state one fact in different words. Everything else is compared with its own kind.
_FAMILY = {
    "percent": "percent", "points": "percent", "money": "money", "duration": "time-span", "months": "time-span",
    "count": "count", "points_score": "count", "places": "count", "multiple": "multiple", "rank": "ordinal",
    "ordinal": "ordinal", "level": "level", "temperature": "temperature", "temperature_f": "temperature", "age": "count",
}  # fmt: skip
# How many digits a date or a time of day is worth, beside numbers: two ends tell more than one day, a year says little.
_DATE_DIGITS = {"day": 4, "minute": 4, "hour": 4}
_SPAN_DIGITS = 6
# Two mentions of one small value are of one fact from this share of common words on: less merges what lists have in
# common, more leaves a title apart from its sentence.
_ALIKE = 0.3
# What a word weighs that is rarer than all mentions by so many doublings. Both are counted in doublings, so an edit of one
# article changes the weights of few words, and what was worked out for pairs of other words still holds.
_RARITY = tuple(log(1.0 + 2.0**doublings) for doublings in range(64))
_SECONDS_OF_MONTH = Decimal(2629800)


@dataclass(slots=True)
class Mention:
    """One claim with its context. Weights fall with the distance from the figure; ``terms`` are concept ids.

    ``before``, ``after``  the words next to the figure, digits left out; ``clause_words`` those of its clause
    ``key``                its value in one spelling, see ``key_of``
    ``beside``             the other claims of its sentence
    ``vector``, ``norm``   ``near`` times the rarity of each word in the session, and its length: filled in by ``weigh``
    """

    claim: Claim
    near: dict[str, float]
    clause: frozenset[str]
    sentence: frozenset[str]
    terms: frozenset[str]
    near_terms: frozenset[str]
    names: frozenset[str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    neighbours: frozenset[str]
    subject: frozenset[str]
    known: frozenset[str]
    before: str
    after: str
    clause_words: str
    key: str = ""
    beside: tuple[Claim, ...] = ()
    vector: dict[str, float] = field(default_factory=dict)
    norm: float = 0.0


@dataclass(slots=True)
class Node:
    """One value of one article. ``family`` says which nodes may be compared; ``key`` is the value in one spelling.

    ``printed``   family and key, as one name
    ``figures``   the significant digits of a quantity, "" for other values
    ``order``     where in the body it stands, 0 to 1, in hundredths
    ``slack``     how far from ``lo`` an amount may lie that is compatible, no less; in units of ``lo``
    ``claimhood`` how likely it is a statement that reports share, 0 to 1: filled in when pairs are judged
    ``believed_at``  the ``order`` that ``claimhood`` was told by
    ``reporting`` the stretch of time that its article reports on
    ``born``      the year of birth that a birthday tells, or an age and the day of publication; None for all else
    ``of_time``   whether an ordinal counts time: "the 43rd minute", "tháng thứ 14"
    ``made_of``   the amount before it that it restates in another unit: "5 million CAD (4.7 million USD)"
    ``is_round``  whether a quantity ends in zeros; ``in_words`` whether it is printed without a digit
    """

    doc: int
    index: int
    mentions: list[Mention]
    family: str
    key: str
    lo: float | str
    hi: float | str
    digits: int
    unit: str
    places: frozenset[Place] = frozenset()
    order: float = 0.0
    printed: str = ""
    figures: str = ""
    is_round: bool = False
    slack: float = inf
    in_words: bool = False
    claimhood: float = 0.5
    believed_at: float = nan
    reporting: Period | None = None
    born: int | None = None
    of_time: bool = False
    made_of: Quantity | None = None

    @property
    def claim(self) -> Claim:
        """The mention that stands for the node: the first in the body, else the first."""
        return self.mentions[0].claim

    @property
    def quantity(self) -> Quantity | None:
        """The value as a quantity, or None for dates, times and labels."""
        value = self.claim.value
        return value if isinstance(value, Quantity) else None


def family(claim: Claim) -> str:
    """Which claims this one may be compared with."""
    value = claim.value
    if isinstance(value, Moment):
        return "clock" if value.is_time else "date"
    if isinstance(value, Label):
        return "score" if claim.kind is Kind.SCORE else "label"
    return _FAMILY.get(value.unit.dimension, value.unit.dimension)


def magnitude(value: Quantity) -> tuple[float, float]:
    """The printed ends in base units, months as seconds: numbers that may be compared within a family."""
    factor = Decimal(1)
    if value.unit.dimension == "months":
        factor = _SECONDS_OF_MONTH * (value.unit.factor or 1)
    elif value.unit.factor is not None:
        factor = value.unit.factor
    return float(value.lo * factor), float(value.hi * factor)


def _slack(value: Quantity) -> float:
    """How far an amount that agrees with *value*, rounds to it or is cut off to it may lie from it, rather more than less.

    A bare figure stands for at most its last place and a twentieth of itself either way; a hedge may be open.
    """
    if value.hedge is not Hedge.EXACT or value.is_range:
        return inf
    start, _ = magnitude(value)
    place, _ = magnitude(replace(value, lo=value.grain, hi=value.grain))
    return 1.5 * place + 0.07 * abs(start)


def significant_digits(value: Quantity) -> int:
    """How many digits the printed value has without leading and trailing zeros: 132.626 → 6, 5.000 → 1."""
    return max(len(number.normalize().as_tuple().digits) for number in (value.lo, value.hi))


def key_of(claim: Claim) -> str:
    """The value in one spelling: equal keys are equal values."""
    value = claim.value
    if isinstance(value, Moment):
        return f"{value.start}..{value.end}"
    if isinstance(value, Label):
        return value.text.lower()
    lo, hi = magnitude(value)
    money = value.unit.key if value.unit.dimension == "money" else ""
    return f"{lo:.12g}..{hi:.12g}{money}{'' if value.of is None else '/' + format(value.of, 'f')}"


class Sentence(NamedTuple):
    """The words of a sentence with where they start and end, its concepts and its names, with their offsets and without."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    terms: list[tuple[int, int, str]]
    concepts: frozenset[str]
    names: list[tuple[int, str]]
    named: frozenset[str]


class Clause(NamedTuple):
    """The words of a clause, digits left out, in their order; those that carry meaning; and its concepts."""

    text: str
    words: frozenset[str]
    concepts: frozenset[str]


class Words:
    """The words of one article, read once: positions, weights and names."""

    def __init__(self, passage: Passage) -> None:
        source = passage.source
        self.text = source.text
        self.low = lowered(source.text)
        self.lang = source.lang or "vi"
        self.stop = pack(self.lang).stop if self.lang in languages() else frozenset()
        self._sentences: dict[tuple[int, int], Sentence] = {}
        self._clauses: dict[tuple[int, int, int, int], Clause] = {}
        self._sets: dict[tuple[int, int], frozenset[str]] = {}
        self._named = [(m.start(), lowered(m[0])) for m in _NAME.finditer(source.text)]
        inside = {name for start, name in self._named if not opens(source.text, start)}
        # A capital at the head of a sentence makes a name of several words, and of one that is a name elsewhere too.
        self._names = [(start, name) for start, name in self._named if name in inside or " " in name]
        self.known = frozenset(word for _, name in self._names for word in name.split())

    def sentence(self, start: int, end: int) -> Sentence:
        """What stands in ``text[start:end]``."""
        found = self._sentences.get((start, end))
        if found is None:
            low = self.low[start:end]
            matches = list(_WORD.finditer(low))
            terms = (
                [(a + start, b + start, concept) for a, b, concept in find_terms(low, self.lang, self.text[start:end])]
                if self.lang in ("vi", "en")
                else []
            )
            names = self.names(start, end)
            found = self._sentences[start, end] = Sentence(
                [m[0] for m in matches],
                [m.start() + start for m in matches],
                [m.end() + start for m in matches],
                terms,
                frozenset([concept for _, _, concept in terms]),
                names,
                frozenset([name for _, name in names]),
            )
        return found

    def names(self, start: int, end: int) -> list[tuple[int, str]]:
        """The names that begin in ``text[start:end]``, each with where it begins."""
        return self._names[bisect_left(self._names, (start, "")) : bisect_left(self._names, (end, ""))]

    def clause(self, claim: Claim) -> Clause:
        """The claim's clause."""
        key = (*claim.sentence, *claim.clause)
        found = self._clauses.get(key)
        if found is None:
            start, end = claim.clause
            sentence = self.sentence(*claim.sentence)
            tokens = zip(sentence.words, sentence.starts, sentence.ends, strict=True)
            words = [w for w, first, last in tokens if first >= start and last <= end and not w[0].isdigit()]
            found = self._clauses[key] = Clause(
                " ".join(words),
                frozenset([w for w in words if w not in self.stop]),
                frozenset([c for a, b, c in sentence.terms if a >= start and b <= end]),
            )
        return found

    def sets(self, claim: Claim) -> frozenset[str]:
        """The words of the claim's sentence that carry meaning, and the pairs of neighbours."""
        found = self._sets.get(claim.sentence)
        if found is None:
            sentence, stop = self.sentence(*claim.sentence), self.stop
            told = {w for w in sentence.words if w not in stop and not w[0].isdigit()}
            for (a, b), end, start in zip(pairwise(sentence.words), sentence.ends, sentence.starts[1:], strict=False):
                if start - end <= 1 and (a in told or b in told) and not a[0].isdigit() and not b[0].isdigit():
                    told.add(f"{a} {b}")
            found = self._sets[claim.sentence] = frozenset(told)
        return found


# The mentions of sentences, by all that they are made of.
Sentences = dict[Hashable, list[Mention]]


def mentions(passage: Passage, known: Sentences, kept: Sentences) -> list[Mention]:
    """Every claim of an article with its context; sentences that are *known* are not read again. All are put in *kept*."""
    words = Words(passage)
    by_sentence: dict[tuple[int, int], list[tuple[Claim, str]]] = {}
    for claim in passage.claims:
        by_sentence.setdefault(claim.sentence, []).append((claim, key_of(claim)))
    made: dict[str, Mention] = {}
    for (start, end), beside in by_sentence.items():
        key = (
            words.lang, words.text[start:end], tuple((at - start, name) for at, name in words.names(start, end)),
            tuple((_within(claim.span, start), _within(claim.clause, start), key) for claim, key in beside),
        )  # fmt: skip
        claims = [claim for claim, _ in beside]
        if key in known:
            found = [
                replace(mention, claim=claim, known=words.known, beside=_others(claim, claims))
                for mention, claim in zip(known[key], claims, strict=True)
            ]
        else:
            found = [_mention(claim, value, words, beside) for claim, value in beside]
        kept[key] = found
        made.update((claim.id, mention) for claim, mention in zip(claims, found, strict=True))
    return [made[claim.id] for claim in passage.claims]


def _within(span: Span, start: int) -> tuple[int, int]:
    return span.start - start, span.end - start


def _others(claim: Claim, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(other for other in claims if other is not claim)


def _mention(claim: Claim, key: str, words: Words, beside: Sequence[tuple[Claim, str]]) -> Mention:
    sentence, clause, stop = words.sentence(*claim.sentence), words.clause(claim), words.stop
    start, end = claim.span
    # Words that end before the figure, and those that begin behind it; what lies across an end of it is neither.
    first, last = bisect_right(sentence.ends, start), bisect_left(sentence.starts, end)
    before, after = sentence.words[:first], sentence.words[last:]
    inside = [
        word
        for word, a, b in zip(
            sentence.words[first:last], sentence.starts[first:last], sentence.ends[first:last], strict=True
        )
        if a >= start and b <= end and not word[0].isdigit()
    ]
    near: dict[str, float] = {}
    _spread(near, inside, 0, stop)
    _spread(near, before[: -_SPREAD - 1 : -1], 0, stop, reverse=True)
    _spread(near, after, 1, stop)
    for a, b, concept in sentence.terms:
        # Concepts stand for words of either language; about six characters make a word.
        gap = start - b if b <= start else a - end
        if gap < _FAR_CHARS:
            weight = 1.0 / (1.0 + max(0, gap) / 18.0)
            if near.get(f"§{concept}", 0.0) < weight:
                near[f"§{concept}"] = weight
    left = tuple([w for w in before[-6:] if w not in stop and not w[0].isdigit()])[-3:]
    right = tuple([w for w in after[:5] if w not in stop and not w[0].isdigit()])[:2]
    return Mention(
        claim=claim, near=near, clause=clause.words, sentence=words.sets(claim), terms=sentence.concepts, near_terms=clause.concepts,
        names=sentence.named, left=left, right=right, neighbours=frozenset([other_key for other, other_key in beside if other is not claim]),
        subject=_subject(claim, sentence.names, sentence.terms), known=words.known,
        before=" ".join([w for w in before[-9:] if not w[0].isdigit()]), after=" ".join([w for w in (*inside, *after[:6]) if not w[0].isdigit()]),
        clause_words=clause.text, key=key, beside=_others(claim, [other for other, _ in beside]),
    )  # fmt: skip


def _subject(claim: Claim, names: Sequence[tuple[int, str]], terms: Sequence[tuple[int, int, str]]) -> frozenset[str]:
    """The words of the name nearest before the figure in its sentence; the first after it where none stands before.

    A place or an organisation of the bilingual list is its concept, so that it is one subject in either language.
    """
    listed = [(a, b, f"§{concept}") for a, b, concept in terms if is_name(concept)]
    found = [
        (start, name) for start, name in names if not any(a < start + len(name) and start < b for a, b, _ in listed)
    ]
    found.extend((a, concept) for a, _, concept in listed)
    found.sort()
    before = [name for start, name in found if start < claim.span.start]
    after = [name for start, name in found if start >= claim.span.end]
    nearest = before[-1] if before else after[0] if after else ""
    return frozenset(nearest.split())


def _spread(
    into: dict[str, float], words: Sequence[str], offset: int, stop: frozenset[str], reverse: bool = False
) -> None:
    """Words and pairs of neighbours, weighted by 1/(1 + distance/3)."""
    previous = ""
    distance = offset
    for word in words[:_SPREAD]:
        distance += 1
        if word[0].isdigit():
            previous = ""
            continue
        weight = 1.0 / (1.0 + distance / 3.0)
        if word not in stop and into.get(word, 0.0) < weight:
            into[word] = weight
        if previous and not (word in stop and previous in stop):
            pair = f"{word} {previous}" if reverse else f"{previous} {word}"
            if into.get(pair, 0.0) < weight:
                into[pair] = weight
        previous = word


def nodes(doc: int, passage: Passage, known: Sentences | None = None, kept: Sentences | None = None) -> list[Node]:
    """The fact nodes of an article, in order of place; ``known`` and ``kept``: see ``mentions``."""
    out: list[Node] = []
    by_key: dict[tuple[str, str], list[Node]] = {}
    total = max(1, passage.source.body.end - passage.source.body.start)
    reporting = period_of(passage)
    made_of = {two.id: one.value for one, two in (r.all("amount") for r in passage.of_kind("conversion"))}
    miscounted = set(_miscounted(passage))
    for mention in mentions(passage, known or {}, {} if kept is None else kept):
        claim = mention.claim
        if (isinstance(claim.value, Moment) and claim.value.grain == "part") or claim.id in miscounted:
            # The part of the day goes with its date, and "last night" with a date beside it that is another.
            continue
        kind, key = family(claim), mention.key
        same = by_key.setdefault((kind, key), [])
        home = next((node for node in same if _merges(node, mention)), None)
        if home is not None:
            if len(home.mentions) < _MOST_MENTIONS:
                home.mentions.append(mention)
            home.places |= {claim.place}
            continue
        # In hundredths, so that an edit further up moves few figures.
        order = round((claim.span.start - passage.source.body.start) / total, 2)
        node = _node(doc, len(out), mention, kind, key, order)
        node.reporting, node.born, node.of_time = reporting, _born(mention), _counts_time(mention)
        original = made_of.get(claim.id)
        node.made_of = original if isinstance(original, Quantity) else None
        same.append(node)
        out.append(node)
    return out


def _miscounted(passage: Passage) -> Iterator[str]:
    """Ids of days counted from that of publication that stand beside another date: "last night (3 November)"."""
    for relation in passage.of_kind("same-day"):
        relative, dated = relation.one("relative"), relation.one("date")
        if relative is not None and dated is not None and key_of(relative) != key_of(dated):
            yield relative.id


def _node(doc: int, index: int, mention: Mention, kind: str, key: str, order: float) -> Node:
    value = mention.claim.value
    lo: float | str
    hi: float | str
    if isinstance(value, Quantity):
        lo, hi = magnitude(value)
        digits, unit = significant_digits(value), value.unit.noun or value.unit.key
    elif isinstance(value, Moment):
        lo, hi, digits, unit = value.start, value.end, _date_digits(value), value.grain
    else:
        lo = hi = value.text
        digits, unit = 2, ""
    return Node(
        doc=doc, index=index, mentions=[mention], family=kind, key=key, lo=lo, hi=hi, digits=digits, unit=unit, places=frozenset({mention.claim.place}), order=order,
        printed=f"{kind} {key}", figures="".join(map(str, value.lo.normalize().as_tuple().digits)) if isinstance(value, Quantity) else "",
        slack=_slack(value) if isinstance(value, Quantity) else inf, is_round=isinstance(value, Quantity) and value.is_round, in_words=not any(map(str.isdigit, mention.claim.quote)),
    )  # fmt: skip


def _born(mention: Mention) -> int | None:
    """See ``Node.born``."""
    value, source = mention.claim.value, mention.claim.source
    if isinstance(value, Moment):
        cues = pack(source.lang).dating.get("born", ()) if source.lang in languages() else ()
        told = not value.is_time and value.grain in ("day", "year") and f" {mention.before}".endswith(cues_before(cues))
        return int(value.start[:4]) if told else None
    if not isinstance(value, Quantity) or value.unit.dimension != "age" or value.is_range or source.day is None:
        return None
    return source.day.year - int(value.lo)


def _counts_time(mention: Mention) -> bool:
    """See ``Node.of_time``."""
    value, lang = mention.claim.value, mention.claim.source.lang
    if not isinstance(value, Quantity) or value.unit.dimension != "ordinal" or lang not in languages():
        return False
    known = pack(lang).units
    units = (known.get(word) for word in (*value.unit.key.split(), *mention.right[:1]))
    return any(unit is not None and unit.dimension in ("duration", "months") for unit in units)


@cache
def cues_before(cues: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases as the ends of what stands before a figure, at the start of a word."""
    return tuple(f" {cue}" for cue in cues)


def _date_digits(value: Moment) -> int:
    return _SPAN_DIGITS if value.stated == "span" else _DATE_DIGITS.get(value.grain, 2)


def _merges(node: Node, mention: Mention) -> bool:
    """Whether a mention of the same value in the same article is of the same fact."""
    if node.digits >= 3:
        return True
    if node.family in ("date", "clock", "score"):
        return True
    first = node.mentions[0]
    value, other = first.claim.value, mention.claim.value
    if isinstance(value, Quantity) and isinstance(other, Quantity):
        noun, other_noun = value.unit.noun or value.unit.key, other.unit.noun or other.unit.key
        if noun and noun == other_noun and noun not in ("%", "x", "rank"):
            return True
    shared = sum(min(weight, mention.near[word]) for word, weight in first.near.items() if word in mention.near)
    return shared >= _ALIKE * min(sum(first.near.values()), sum(mention.near.values()))


def rarity_of(documents: Iterable[Iterable[Node]]) -> Mapping[str, float]:
    """What each word weighs by its rarity over the mentions of a session."""
    counts: Counter[str] = Counter()
    total = 0
    for found in documents:
        for node in found:
            for mention in node.mentions:
                counts.update(mention.near.keys())
                total += 1
    return {word: _RARITY[total.bit_length() - count.bit_length()] for word, count in counts.items()}


def weigh(nodes: Iterable[Node], rarity: Mapping[str, float]) -> None:
    """Fill in the vectors of the mentions of *nodes*, and their lengths."""
    for node in nodes:
        for mention in node.mentions:
            mention.vector = {word: weight * rarity[word] for word, weight in mention.near.items()}
            mention.norm = sqrt(fsum(weight * weight for weight in mention.vector.values())) or 1.0
