"""What speaks for and against two fact nodes stating the same fact: named features, values between -1 and 1 or so.

``context`` features know nothing of the values, so that a conflict is not judged by its disagreement; ``value``
features say how the two values stand to each other; ``rival`` features set a pair against its competitors.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum
from operator import mul

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from checker.align.apart import foreign, may_both_hold, places_apart
from checker.align.nodes import Mention, Node
from checker.align.terms import opposites
from checker.model import Place
from checker.values.figure import Label, Moment, Quantity
from checker.values.hedge import Hedge

CONTEXT = (
    "near", "near_left", "clause", "sentence", "terms", "near_terms", "opposed", "names", "names_apart", "unit_same",
    "unit_part", "unit_apart", "unit_missing", "left_same", "right_same", "neighbours", "direction_same", "direction_apart", "status_apart",
    "period_same", "period_apart", "title_both", "title_one", "lead_both", "order", "kind_same", "reference_one",
    "other_language", "place_name", "hedge_both", "mentions",
    "is_date", "is_clock", "is_score", "is_ordinal", "is_small", "is_percent", "is_money", "is_label", "is_year",
    "near_date", "near_small", "near_ordinal", "near_score", "unit_near", "subject_same", "subject_apart", "subject_foreign", "places_apart", "part_apart",
    "before_like", "after_like", "clause_like", "indicator_like", "ordinal_of_time",
)  # fmt: skip
VALUE = (
    "digits",
    "digits_3",
    "digits_5",
    "small",
    "round",
    "grain_same",
    "edit_1",
    "ratio_near",
    "ratio_far",
    "range_both",
    "hedged",
    "contains",
    "date_grain_same",
    "value_docs",
    "value_near",
    "alone",
    "days_apart",
    "both_words",
    "slip",
    "converted",
)
RIVAL = (
    "rank_left",
    "rank_right",
    "margin_left",
    "margin_right",
    "equal_rival_left",
    "equal_rival_right",
    "support",
    "only",
    "both_best",
    "margin_min",
)

# How likely the two nodes are statements at all, see ``claimhood``.
NODES = ("claimhood_least", "claimhood_both")


# How far a month of 28 days lies from the mean one: "three months" and "92 days" may be one length.
_MONTH_SHARE = 0.08
# One amount as a share of the larger, for the questions "about as large?" and "of another order?"; what they weigh is
# learned.
_NEAR, _FAR = 0.8, 0.3


def relation(left: Node, right: Node) -> str:
    """How two values of one family stand: ``equal``, ``compatible`` or ``incompatible``."""
    if left.key == right.key:
        return "equal"
    if left.family != right.family:
        return "compatible" if one_birth(left, right) else "incompatible"
    a, b = left.claim.value, right.claim.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        if a.unit.dimension == "money" and a.unit.key.split("/")[0] != b.unit.key.split("/")[0]:
            return "incompatible"
        if left.lo == right.lo and left.hi == right.hi:
            return "equal"
        if a.is_range != b.is_range:
            point, span = (right, left) if a.is_range else (left, right)
            return "compatible" if _inside(point, span) else "incompatible"
        if a.unit.dimension == b.unit.dimension:
            if abs(float(left.lo) - float(right.lo)) > left.slack + right.slack:
                return "incompatible"
            return "compatible" if may_both_hold(a, b) else "incompatible"
        if left.family == "time-span":
            one, two = float(left.lo), float(right.lo)
            return "compatible" if abs(one - two) <= _MONTH_SHARE * max(one, two) else "incompatible"
        return "incompatible"
    if isinstance(a, Moment) and isinstance(b, Moment):
        if a.alike(b):
            return "equal"
        return "compatible" if a.overlaps(b) else "incompatible"
    if isinstance(a, Label) and isinstance(b, Label):
        if mirrored(a.text) == b.text and left.family == "score":
            return "equal"
        return "compatible" if a.text.startswith(b.text) or b.text.startswith(a.text) else "incompatible"
    return "incompatible"


def worked_out(left: Node, right: Node) -> bool:
    """Whether one of two amounts was made of an amount in another unit, with the very number that the other prints.

    "5 million CAD (4.7 million USD)" and "5 million USD": the unit may be the slip, so the amount that the article
    starts from is what the other is compared with.
    """
    for one, two in ((left.made_of, right.quantity), (right.made_of, left.quantity)):
        if one is not None and two is not None and (one.lo, one.hi) == (two.lo, two.hi):
            return True
    return False


# An age counts the years since birth, from birthday to birthday, or with that of birth as the first.
_AGE_YEARS = 1


def one_birth(left: Node, right: Node) -> bool:
    """Whether one tells an age and the other a birth that may be of one person."""
    if left.born is None or right.born is None or left.family == right.family:
        return False
    return abs(left.born - right.born) <= _AGE_YEARS


def _inside(point: Node, span: Node) -> bool:
    return float(span.lo) <= float(point.lo) <= float(span.hi)


def mirrored(score: str) -> str:
    """A score told from the other side: "3-1" → "1-3"."""
    left, _, right = score.partition("-")
    return f"{right}-{left}"


def similarity(left: Mention, right: Mention) -> float:
    """Cosine of the rarity-weighted words around two figures; 0 to 1. Sums are exact, so no order of words shows."""
    a, b = left.vector, right.vector
    shared = a.keys() & b.keys()
    if not shared:
        return 0.0
    return fsum(map(mul, map(a.__getitem__, shared), map(b.__getitem__, shared))) / (left.norm * right.norm)


class Weights(dict[str, float]):
    """The rarity of words in a session, 1 for a word that stands near no figure, and what was worked out with it.

    Figures of one sentence share their words, so the same two sets meet again and again.
    """

    def __init__(self, rarity: Mapping[str, float]) -> None:
        super().__init__(rarity)
        self._sums: dict[frozenset[str], float] = {}
        self._dice: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        self._opposed: dict[tuple[frozenset[str], frozenset[str]], float] = {}

    def __missing__(self, word: str) -> float:
        self[word] = 1.0
        return 1.0

    def dice(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much of two sets of words is shared, by rarity; 0 to 1."""
        if not a or not b:
            return 0.0
        known = self._dice.get((a, b))
        if known is None:
            both = fsum(map(self.__getitem__, a & b))
            known = self._dice[a, b] = 2.0 * both / (self._sum(a) + self._sum(b))
        return known

    def _sum(self, words: frozenset[str]) -> float:
        known = self._sums.get(words)
        if known is None:
            known = self._sums[words] = fsum(map(self.__getitem__, words))
        return known

    def opposed(self, one: frozenset[str], two: frozenset[str]) -> float:
        """1 where one side names what the other side's word is set against, and not that word itself."""
        if not one or not two:
            return 0.0
        known = self._opposed.get((one, two))
        if known is None:
            known = self._opposed[one, two] = _opposed(one, two)
        return known


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


_WAYS = ("up", "down")
# Looking a member up in its enumeration costs as much as the comparison, and every pair is asked.
_TITLE, _LEAD, _EXACT = Place.TITLE, Place.LEAD, Hedge.EXACT


def context(left: Node, right: Node, weights: Weights) -> list[float]:
    """The context features of a pair, in the order of ``CONTEXT``; the best pair of mentions counts."""
    best, one, two = -1.0, left.mentions[0], right.mentions[0]
    for first in left.mentions:
        for second in right.mentions:
            found = similarity(first, second)
            if found > best:
                best, one, two = found, first, second
    a, b = one.claim, two.claim
    same_language = a.source.lang == b.source.lang
    clause = weights.dice(one.clause, two.clause)
    sentence = weights.dice(one.sentence, two.sentence)
    near_terms = _overlap(one.near_terms, two.near_terms)
    terms = _overlap(one.terms, two.terms)
    opposite = weights.opposed(one.near_terms, two.near_terms)
    names = _overlap(one.names, two.names)
    names_apart = bool(one.names and two.names) and one.names.isdisjoint(two.names)
    subjects = bool(one.subject and two.subject)
    subjects_apart = subjects and one.subject.isdisjoint(two.subject)
    unit_same, unit_part, unit_apart, unit_missing = _units(left, right)
    family, units = left.family, (left.unit, right.unit)
    is_date = float(family == right.family == "date")
    small = float(left.digits <= 1 and right.digits <= 1)
    ordinal = float(family in ("ordinal", "level"))
    score = float(family == "score")
    moving = a.direction in _WAYS and b.direction in _WAYS
    titles = _TITLE in left.places, _TITLE in right.places
    period_same, period_apart = _periods(a, b)
    near = max(0.0, best)
    left_same = float(bool(one.left and two.left and one.left[-1:] == two.left[-1:])) * 0.5 + 0.5 * float(
        bool(len(one.left) >= 2 and one.left[-2:] == two.left[-2:])
    )
    right_same = float(bool(one.right and one.right[:1] == two.right[:1]))
    return [
        near, near * near, clause, sentence, terms, near_terms, opposite, names, float(names_apart),
        unit_same, unit_part, unit_apart, unit_missing, left_same, right_same, _neighbours(one, two),
        float(moving and a.direction == b.direction), float(moving and a.direction != b.direction), float(a.status != b.status),
        period_same, period_apart,
        float(titles[0] and titles[1]), float(titles[0] != titles[1]),
        float(_LEAD in left.places and _LEAD in right.places), 1.0 - abs(left.order - right.order), float(a.kind == b.kind), float(a.reference != b.reference),
        float(not same_language), 0.0, float(a.value.hedge is not _EXACT and b.value.hedge is not _EXACT), min(1.0, (len(left.mentions) + len(right.mentions) - 2) / 4),
        is_date, float(family == "clock"), score, ordinal, small, float(family == "percent"), float(family == "money"), float(family == "label"),
        is_date * ("year" in units),
        near * is_date, near * small, near * ordinal, near * score, near * unit_same,
        float(subjects and not subjects_apart), float(subjects_apart), foreign(one, two), float(places_apart(left, right)), _part_apart(a.value, b.value),
        _alike(one.before, two.before), _alike(one.after, two.after), _alike(one.clause_words, two.clause_words), _alike(a.indicator, b.indicator),
        float(left.of_time and right.of_time),
    ]  # fmt: skip


def _alike(a: str, b: str) -> float:
    """How alike two strings of words read, in their order; 0 to 1, and 0 where one is empty."""
    return fuzz.ratio(a, b) / 100 if a and b else 0.0


def _part_apart(a: Quantity | Moment | Label, b: Quantity | Moment | Label) -> float:
    """Whether two dates name different parts of the day."""
    return float(isinstance(a, Moment) and isinstance(b, Moment) and bool(a.part) and bool(b.part) and a.part != b.part)


def _neighbours(one: Mention, two: Mention) -> float:
    shared = len(one.neighbours & two.neighbours)
    return min(1.0, shared / 2.0)


def _opposed(one: frozenset[str], two: frozenset[str]) -> float:
    """Whether one side names what the other side's word is set against, and not that word itself."""
    others = two - one
    return float(bool(others) and any(not others.isdisjoint(opposites(concept)) for concept in one - two))


def _units(left: Node, right: Node) -> tuple[float, float, float, float]:
    """Same unit, partly the same noun, different, missing on a side."""
    a, b = left.quantity, right.quantity
    if a is None or b is None:
        return (1.0 if left.unit == right.unit else 0.0), 0.0, 0.0, 0.0
    first, second = a.unit.noun or a.unit.key, b.unit.noun or b.unit.key
    if not first or not second:
        return 0.0, 0.0, 0.0, 1.0
    if first == second or a.unit.key == b.unit.key:
        return 1.0, 0.0, 0.0, 0.0
    if a.unit.dimension == b.unit.dimension != "count":
        return 0.5, 0.0, 0.0, 0.0
    shared = set(first.split()) & set(second.split())
    return (0.0, 1.0, 0.0, 0.0) if shared else (0.0, 0.0, 1.0, 0.0)


def _periods(a: object, b: object) -> tuple[float, float]:
    one, two = getattr(a, "period", None), getattr(b, "period", None)
    if one is None or two is None:
        return 0.0, 0.0
    if one == two:
        return 1.0, 0.0
    return (0.5, 0.0) if one.overlaps(two) else (0.0, 1.0)


# Up to here an amount is one of those that everything is counted in: the months of a year, the hours of a clock.
_SMALL = 12


def value(left: Node, right: Node, docs: Mapping[str, int], counts: Mapping[tuple[int, str], int]) -> list[float]:
    """The value features of a pair, in the order of ``VALUE``.

    *docs*: family and key → number of articles that print it; *counts*: article, family and key → number of its nodes.
    """
    digits = min(left.digits, right.digits)
    a, b = left.quantity, right.quantity
    edit = ratio_near = ratio_far = near = 0.0
    grain_same = ranges = range_one = small = False
    if a is not None and b is not None:
        one, two = left.figures, right.figures
        grain_same, ranges, range_one = a.grain == b.grain, a.is_range and b.is_range, a.is_range != b.is_range
        edit = float(one != two and min(len(one), len(two)) >= 3 and OSA.distance(one, two, score_cutoff=1) <= 1)
        low, high = sorted((abs(float(left.lo)), abs(float(right.lo))))
        small = high <= _SMALL
        ratio = low / high if high else 1.0
        ratio_near, ratio_far, near = float(ratio >= _NEAR), float(ratio < _FAR), ratio
    elif isinstance(left.lo, str) and isinstance(right.lo, str) and left.family == "date":
        near = 1.0 if left.lo[:7] == right.lo[:7] else 0.5 if left.lo[:4] == right.lo[:4] else 0.0
    hedged = float(left.claim.value.hedge is not _EXACT) + float(right.claim.value.hedge is not _EXACT)
    return [
        min(digits, 6) / 6, float(digits >= 3), float(digits >= 5), float(small), float(left.is_round and right.is_round),
        float(grain_same), edit, ratio_near, ratio_far,
        float(ranges), hedged / 2, float(range_one),
        float(left.family == "date" and left.unit == right.unit), min(1.0, (docs.get(left.printed, 1) - 1) / 3), near,
        float(counts.get((left.doc, left.printed), 1) == 1 and counts.get((right.doc, right.printed), 1) == 1),
        _days_apart(left, right), float(left.in_words and right.in_words), _slip(left, right), _converted(left, right),
    ]  # fmt: skip


# Two amounts in units of one dimension that come out within this share of each other are one amount, told twice.
_CONVERTED = 0.95


def _converted(left: Node, right: Node) -> float:
    """Whether one amount is nearly the other in another unit: 63,6 tonnes and 1.696.300 taels."""
    a, b = left.quantity, right.quantity
    if a is None or b is None or a.unit.key == b.unit.key or a.unit.dimension != b.unit.dimension:
        return 0.0
    if a.unit.dimension in ("count", "money") or a.unit.factor is None or b.unit.factor is None:
        return 0.0
    low, high = sorted((abs(float(left.lo)), abs(float(right.lo))))
    return float(min(left.digits, right.digits) >= 2 and low >= _CONVERTED * high > 0)


# Fewer digits than these differ by one too often for it to tell of a slip.
_SLIP_DIGITS, _SLIP_DIGITS_LONGER, _SLIP_CHARS = 2, 3, 5
# From this ratio on, digits that begin alike tell of a lost scale: "10 thousand" and "10.155".
_SLIP_SCALE = 9


def _slip(left: Node, right: Node) -> float:
    """Whether one value is what a slip of the pen makes of the other."""
    a, b = left.claim.value, right.claim.value
    if isinstance(a, Moment) and isinstance(b, Moment):
        return float(_date_slip(a, b))
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return float(not a.is_range and not b.is_range and _number_slip(left, right, a, b))
    if isinstance(a, Label) and isinstance(b, Label):
        return float(len(a.text) >= _SLIP_CHARS and _one_edit(a.text, b.text))
    return 0.0


def _date_slip(a: Moment, b: Moment) -> bool:
    """The day and the month alike, or the day and the year."""
    if a.grain != "day" or b.grain != "day" or a.is_time or b.is_time:
        return False
    one, two = a.start.split("-"), b.start.split("-")
    return one[-1] == two[-1] and sum(x != y for x, y in zip(one, two, strict=False)) == 1


def _number_slip(left: Node, right: Node, a: Quantity, b: Quantity) -> bool:
    """One number in two units; the same digits on another scale, cut off or not; one digit lost, added or another."""
    if a.lo == b.lo:
        return a.unit.key != b.unit.key
    shorter, longer = sorted((left.figures, right.figures), key=len)
    if len(shorter) < _SLIP_DIGITS:
        return False
    low, high = sorted((abs(float(left.lo)), abs(float(right.lo))))
    if longer.startswith(shorter) and (shorter == longer or high > _SLIP_SCALE * low > 0):
        return True
    # A report prints dozens of percentages between 0 and 100: two that are alike but for a digit are mostly two facts.
    return left.family != "percent" and len(longer) >= _SLIP_DIGITS_LONGER and _one_edit(shorter, longer)


def _one_edit(a: str, b: str) -> bool:
    return OSA.distance(a, b, score_cutoff=1) == 1


def nodes(left: Node, right: Node) -> list[float]:
    """The features of ``NODES``: the least of the two, and their product."""
    return [min(left.claimhood, right.claimhood), left.claimhood * right.claimhood]


def _days_apart(left: Node, right: Node) -> float:
    """1 for dates a day apart, less the further, 0 beyond a month and for anything else."""
    a, b = left.claim.value, right.claim.value
    if (
        not (isinstance(a, Moment) and isinstance(b, Moment))
        or a.is_time
        or b.is_time
        or a.grain != "day"
        or b.grain != "day"
    ):
        return 0.0
    days = abs(date.fromisoformat(a.start).toordinal() - date.fromisoformat(b.start).toordinal())
    return 1.0 / days if 0 < days <= 31 else 0.0
