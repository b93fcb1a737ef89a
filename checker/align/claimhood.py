"""Whether a figure is one that reports state: "quận 9", "Snapdragon 800" and "hiệp 2" are printed alike everywhere.

The features look at one fact node alone; the model learns them on values that several articles print, where what a
reader took for a statement is known.
"""

from __future__ import annotations

from typing import Final

from checker.align.nodes import Node
from checker.model import Claim, Kind, Place, Status
from checker.values.figure import Moment, Quantity
from checker.values.hedge import Hedge

_FAMILIES: Final = (
    "date", "clock", "score", "ordinal", "level", "label", "percent", "money", "count", "time-span", "multiple",
)  # fmt: skip
_GRAINS: Final = ("year", "month", "day", "span", "part", "week", "quarter")
NAMES: Final = (
    *(f"family_{name}" for name in _FAMILIES),
    *(f"kind_{kind.value}" for kind in Kind),
    *(f"grain_{name}" for name in _GRAINS),
    "relative", "with_year", "opens", "date_opens", "in_title", "in_lead", "repeated", "in_words", "digits", "digits_3",
    "small", "round", "hedged", "range", "indicator", "direction", "counted", "bare", "after_name", "number_after_name",
    "reference", "not_actual", "period", "scope", "several_words", "place",
)  # fmt: skip

# So many characters from the sentence's first a figure still opens it: "On 23 October, …".
_OPENING_CHARS = 14
# Where the word before a figure is looked for.
_BEFORE_CHARS = 25

# The features that tell which of several names a node has: 1 for its own, 0 for the others.
_OF_FAMILY: Final = {name: tuple(float(name == one) for one in _FAMILIES) for name in _FAMILIES}
_OF_KIND: Final = {kind: tuple(float(kind is one) for one in Kind) for kind in Kind}
_OF_GRAIN: Final = {name: tuple(float(name == one) for one in _GRAINS) for name in _GRAINS}
_NO_FAMILY, _NO_GRAIN = (0.0,) * len(_FAMILIES), (0.0,) * len(_GRAINS)


def features(node: Node) -> list[float]:
    """What is known of a node by itself, in the order of ``NAMES``; values between 0 and 1."""
    claim = node.claim
    value = claim.value
    amount = value if isinstance(value, Quantity) else None
    moment = value if isinstance(value, Moment) else None
    opens = claim.span.start - claim.sentence.start <= _OPENING_CHARS
    named = _after_name(node)
    return [
        *_OF_FAMILY.get(node.family, _NO_FAMILY), *_OF_KIND[claim.kind],
        *(_OF_GRAIN.get(moment.grain, _NO_GRAIN) if moment is not None else _NO_GRAIN),
        float(moment is not None and moment.stated == "relative"), float(moment is not None and "y" in moment.stated),
        float(opens), float(opens and moment is not None), float(Place.TITLE in node.places), float(Place.LEAD in node.places),
        min(len(node.mentions) - 1, 3) / 3, float(node.in_words), min(node.digits, 6) / 6, float(node.digits >= 3),
        float(amount is not None and abs(float(amount.lo)) <= 12), float(node.is_round), float(value.hedge is not Hedge.EXACT), float(amount is not None and amount.is_range),
        float(bool(claim.indicator)), float(bool(claim.direction)), float(amount is not None and amount.unit.dimension == "count"), float(amount is not None and not node.unit),
        float(named), float(named and amount is not None), float(claim.reference), float(claim.status is not Status.ACTUAL), float(claim.period is not None), float(bool(claim.scope)),
        float(len(claim.quote.split()) > 1), min(max(node.order, 0.0), 1.0),
    ]  # fmt: skip


def _after_name(node: Node) -> bool:
    """Whether the word before the figure has a capital inside a sentence: the figure may be part of a name."""
    told = before(node.claim)
    words = told.split()
    return len(words) > 1 and words[-1][0].isupper() and told[-1] not in ".!?:"


def before(claim: Claim) -> str:
    """What stands right before a figure, as far as it is looked at."""
    return claim.source.text[max(0, claim.span.start - _BEFORE_CHARS) : claim.span.start].rstrip()
