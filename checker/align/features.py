"""What speaks for and against two fact nodes stating the same fact: named features, values between -1 and 1 or so.

``CONTEXT`` features (``by_words``) know nothing of the values, so that a conflict is not judged by its disagreement;
``VALUE`` features (``by_value``) say how the two values stand to each other; ``RIVAL`` features (``rivals``) set
a pair against its competitors.
"""

from __future__ import annotations

from checker.align.apart import may_both_hold
from checker.align.nodes import Node
from checker.values.figure import Label, Moment, Quantity
from checker.values.units import other_money

CONTEXT = (
    "near", "near_left", "clause", "sentence", "terms", "near_terms", "opposed", "names", "names_apart", "unit_same",
    "unit_part", "unit_apart", "unit_missing", "left_same", "right_same", "neighbours", "direction_same", "direction_apart", "status_apart",
    "period_same", "period_apart", "title_both", "title_one", "lead_both", "order", "kind_same", "reference_one",
    "other_language", "hedge_both", "mentions",
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


def relation(left: Node, right: Node) -> str:
    """How two values of one family stand: ``equal``, ``compatible`` or ``incompatible``."""
    if left.key == right.key:
        return "equal"
    if left.family != right.family:
        return "compatible" if one_birth(left, right) else "incompatible"
    a, b = left.claim.value, right.claim.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        if a.unit.dimension == "money" and other_money(a.unit, b.unit):
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
