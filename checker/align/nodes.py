"""Fact nodes: the mentions of one value inside one article, with the words around them.

Articles repeat themselves: title, lead and body give one figure three times. What is aligned across articles is
the fact, not the mention, so mentions of one value merge into a node when nothing in their words speaks against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import fsum, inf, log, nan, sqrt

from checker.align.governing import period_of, stretches_told
from checker.align.mentions import Mention, Sentences, key_of, magnitude, mentions
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind, Passage, Place
from checker.text.datelines import behind_place, opens_line
from checker.values.figure import Label, Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

_MOST_MENTIONS = 4
# So close behind an hour stands its day.
_DAY_CHARS = 8

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


@dataclass(slots=True)
class Node:
    """One value of one article. ``family`` says which nodes may be compared; ``key`` is the value in one spelling.

    ``printed``   family and key, as one name
    ``figures``   the significant digits of a quantity, "" for other values
    ``order``     where in the body it stands, 0 to 1, in hundredths
    ``slack``     how far from ``lo`` an amount may lie that is compatible, no less; in units of ``lo``
    ``claimhood`` how likely it is a statement that reports share, 0 to 1: filled in when pairs are judged
    ``believed_at``  the ``order`` that ``claimhood`` was told by
    ``reporting`` the stretch of time that its article reports on; ``goes_on`` the last one that was told before it
    ``born``      the year of birth that a birthday tells, or an age and the day of publication; None for all else
    ``of_time``   whether an ordinal counts time: "the 43rd minute", "tháng thứ 14"
    ``counted_at`` the last hour before it that its article counts to: "as of 5 pm"; None where it tells none
    ``counted_on`` the day that is printed with that hour, ``YYYY-MM-DD``, or ""
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
    goes_on: Period | None = None
    born: int | None = None
    of_time: bool = False
    counted_at: Moment | None = None
    counted_on: str = ""
    made_of: Quantity | None = None

    @property
    def claim(self) -> Claim:
        """The mention that stands for the node: the first."""
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


def nodes(doc: int, passage: Passage, known: Sentences | None = None, kept: Sentences | None = None) -> list[Node]:
    """The fact nodes of an article, in order of place; ``known`` and ``kept``: see ``mentions``."""
    out: list[Node] = []
    by_key: dict[tuple[str, str], list[Node]] = {}
    total = max(1, passage.source.body.end - passage.source.body.start)
    reporting, stretches, hours = period_of(passage), stretches_told(passage), _hours_counted_to(passage)
    made_of = {two.id: one.value for one, two in (r.all("amount") for r in passage.of_kind("conversion"))}
    miscounted = set(_miscounted(passage))
    for mention in mentions(passage, known or {}, {} if kept is None else kept):
        claim = mention.claim
        if isinstance(claim.value, Moment) and (claim.value.grain == "part" or _is_dateline(claim)):
            # The part of the day goes with its date, and that of a dateline is of writing.
            continue
        if claim.id in miscounted:
            # "Last night" with a date beside it that is another.
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
        node.goes_on = next((period for start, period in reversed(stretches) if start < claim.span.start), None)
        node.counted_at, node.counted_on = next(
            ((hour, day) for start, hour, day in reversed(hours) if start < claim.span.start), (None, "")
        )
        original = made_of.get(claim.id)
        node.made_of = original if isinstance(original, Quantity) else None
        same.append(node)
        out.append(node)
    return out


def _hours_counted_to(passage: Passage) -> list[tuple[int, Moment, str]]:
    """Where an article names an hour that it counts to, that hour, and the day printed with it, in order of place."""
    return [
        (claim.span.start, claim.value, _day_beside(passage.claims, at))
        for at, claim in enumerate(passage.claims)
        if claim.reference and isinstance(claim.value, Moment) and claim.value.is_time
    ]


def _day_beside(claims: Sequence[Claim], at: int) -> str:
    """The day right behind the hour at that place among the claims, ``YYYY-MM-DD``: "17 giờ ngày 25/10"; "" for none."""
    following = claims[at + 1] if at + 1 < len(claims) else None
    if following is None or following.span.start - claims[at].span.end > _DAY_CHARS:
        return ""
    value = following.value
    return value.start[:10] if isinstance(value, Moment) and value.grain == "day" else ""


def _is_dateline(claim: Claim) -> bool:
    """Whether a day opens a report, with or without its place: "ROTTERDAM, 4 March 2025 (Reuters) - A fire", and in the first
    line of the body "Sunday, June 2, 2024 - The visitors won"."""
    source, start, end = claim.source, claim.span.start, claim.span.end
    if behind_place(source.text, start, end):
        return True
    first = max(source.body.start, source.title_span.end if source.title_span is not None else 0)
    return first <= start and not source.text[first:start].strip() and opens_line(source.text, start, end)


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
    if _age_and_count(node.mentions[0], mention):
        return False
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
    shared = fsum(min(weight, mention.near[word]) for word, weight in first.near.items() if word in mention.near)
    return shared >= _ALIKE * min(fsum(first.near.values()), fsum(mention.near.values()))


def _age_and_count(one: Mention, two: Mention) -> bool:
    """Whether one is somebody's age and the other counts something: "a 12-year-old jet", "12 crew"."""
    values = [value for value in (one.claim.value, two.claim.value) if isinstance(value, Quantity)]
    ages = [value.unit.dimension == "age" for value in values]
    return any(ages) and not all(ages) and all(age or value.unit.noun for age, value in zip(ages, values, strict=True))


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
