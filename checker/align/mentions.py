"""The mentions of an article: each claim with the words, names and concepts around it.

A sentence is read once for all its claims; one that was read before is not read again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.align.terms import LANGUAGES, is_name
from checker.align.terms import find as find_terms
from checker.languages.pack import languages, pack
from checker.model import Claim, Passage
from checker.text.normal import CAPITALS, lowered, opens
from checker.text.span import Span
from checker.values.figure import Label, Moment, Quantity

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_NAME = re.compile(rf"\b[{CAPITALS}]\w*(?:[ -][{CAPITALS}]\w*)*")
_FAR_CHARS = 110
# So many words on either side of a figure are near it.
_SPREAD = 18
# So many before it may tell what it is of.
_AHEAD = 16
_SECONDS_OF_MONTH = Decimal(2629800)


@dataclass(slots=True)
class Mention:
    """One claim with its context. Weights fall with the distance from the figure; ``terms`` are concept ids.

    ``before``, ``after``  the words next to the figure, digits left out; ``clause_words`` those of its clause, ``ahead`` those
                           of them before the figure, other figures among them
    ``key``                its value in one spelling, see ``key_of``
    ``beside``             the other claims of its sentence
    ``vector``, ``norm``   ``near`` times the rarity of each word in the session, and its length: filled in by ``nodes.weigh``
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
    ahead: str
    key: str = ""
    beside: tuple[Claim, ...] = ()
    vector: dict[str, float] = field(default_factory=dict)
    norm: float = 0.0


def magnitude(value: Quantity) -> tuple[float, float]:
    """The printed ends in base units, months as seconds: numbers that may be compared within a family."""
    factor = Decimal(1)
    if value.unit.dimension == "months":
        factor = _SECONDS_OF_MONTH * (value.unit.factor or 1)
    elif value.unit.factor is not None:
        factor = value.unit.factor
    return float(value.lo * factor), float(value.hi * factor)


def key_of(claim: Claim) -> str:
    """The value in one spelling: equal keys are equal values."""
    value = claim.value
    if isinstance(value, Moment):
        return f"{value.start}..{value.end}"
    if isinstance(value, Label):
        return value.text.lower()
    return key_of_value(value)


def key_of_value(value: Quantity) -> str:
    """As ``key_of``, of an amount."""
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
        known = pack(self.lang) if self.lang in languages() else None
        self.stop = known.stop if known else frozenset()
        # What stands before the name of a place, with the space behind it.
        self.heads = tuple(f"{head} " for head in sorted(known.place)) if known else ()
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
                if self.lang in LANGUAGES
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
    # "Rice, 1.1 million tonnes; coffee, 1.3 million": the words beyond a semicolon are of another figure.
    opened = words.low.rfind(";", claim.sentence.start, start)
    closed = words.low.find(";", end, claim.sentence.end)
    own = before if opened < 0 else before[bisect_left(sentence.starts, opened) :]
    behind = after if closed < 0 else sentence.words[last : bisect_left(sentence.starts, closed)]
    _spread(near, inside, 0, stop)
    _spread(near, own[: -_SPREAD - 1 : -1], 0, stop, reverse=True)
    _spread(near, behind, 1, stop)
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
        subject=_subject(claim, sentence.names, sentence.terms, words.heads), known=words.known,
        before=" ".join([w for w in before[-9:] if not w[0].isdigit()]), after=" ".join([w for w in (*inside, *after[:6]) if not w[0].isdigit()]),
        clause_words=clause.text, ahead=_ahead(claim, sentence, first, stop), key=key, beside=_others(claim, [other for other, _ in beside]),
    )  # fmt: skip


def _ahead(claim: Claim, sentence: Sentence, first: int, stop: frozenset[str]) -> str:
    """The words of the clause before the figure, without stop words and numbers at their ends; those of its sentence
    where the clause has fewer than two."""
    least = max(0, first - _AHEAD)
    begin = max(least, bisect_left(sentence.starts, claim.clause.start))
    for start in (begin, least):
        words = sentence.words[start:first]
        while words and (words[0] in stop or words[0][0].isdigit()):
            del words[0]
        while words and (words[-1] in stop or words[-1][0].isdigit()):
            del words[-1]
        if len(words) > 1:
            break
    return " ".join(words)


def _subject(
    claim: Claim, names: Sequence[tuple[int, str]], terms: Sequence[tuple[int, int, str]], heads: tuple[str, ...]
) -> frozenset[str]:
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
    # "In Bangkok, Thailand": what a comma joins is one place.
    # "Quận Hải Châu" and "quận Sơn Trà" have the district in common, but not the name.
    nearest = next((nearest[len(head) :] for head in heads if nearest.startswith(head)), nearest)
    ends = [(a, b, concept) for a, b, concept in listed if concept == nearest or b <= claim.span.start]
    beside = {one for (_, b, one), (a, _, two) in pairwise(sorted(ends)) if two == nearest and a - b == len(", ")}
    return frozenset(nearest.split()) | beside


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
