"""One quantity in two units, as the text gives it: "26 km (16 dặm)", "30°C (86°F)", "5 triệu CAD (4,7 triệu USD)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.extract.items import Item, Items
from checker.extract.phrasing import shaped
from checker.model import Relation

# Between the two: a bracket with at most three words ("tương đương khoảng"), which says that the same is meant.
_OPENING = re.compile(r"^\s*[(\[]\s*(?:[^\W\d_]+\s+){0,3}$")
# What a conversion is between; "10 ngày (2 tuần)" and "2 tiếng (120 phút)" too.
_MEASURES = frozenset(
    {
        "length",
        "area",
        "volume",
        "mass",
        "speed",
        "duration",
        "power",
        "energy",
        "data",
        "money",
        "temperature",
        "temperature_f",
    }
)
_REACH = 40


def conversions(items: Items) -> Iterator[Relation]:
    """Every amount that a text gives again in another unit right behind it.

    ``conversion``  ``amount`` twice, in order of place; the label is ``bracket`` or ``words``
    """
    for _, one, two in items.beside:
        if not _convertible(one, two):
            continue
        between = items.between(one, two)
        label = (
            "bracket"
            if _OPENING.match(between) and _closes(items, two)
            else "words"
            if _says_so(items, between)
            else ""
        )
        if label:
            roles = (("amount", one.claim), ("amount", two.claim))
            yield Relation(kind="conversion", roles=roles, span=items.span(one, two), label=label)


def _convertible(one: Item, two: Item) -> bool:
    """Whether the two are amounts of one thing in two units; compound units convert only in both parts."""
    left, right = one.value.unit, two.value.unit
    if (
        left.key == right.key
        or {left.dimension, right.dimension} - _MEASURES
        or (left.dimension != "speed" and left.key.partition("/")[2] != right.key.partition("/")[2])
    ):
        return False
    if one.figure.form != "number" or two.figure.form != "number" or one.is_range != two.is_range:
        return False
    if {left.dimension, right.dimension} == {"temperature", "temperature_f"}:
        return True
    if left.dimension == right.dimension == "money":
        return True
    return (
        left.dimension == right.dimension
        and left.factor is not None
        and right.factor is not None
        and left.factor != right.factor
    )


def _closes(items: Items, last: Item) -> bool:
    """Whether the bracket holds nothing of weight behind the second amount: "(16 miles)", "(16 dặm) về phía đông"."""
    return re.match(r"[^\W\d_\s]*\s*[)\]]", items.low[last.end : last.end + 12]) is not None


def _says_so(items: Items, between: str) -> bool:
    """Whether the words between say that the two are equal: ", tức ", ", tương đương khoảng ", ", or "."""
    if len(between) > _REACH or re.search(r"[.;:()\d]", between):
        return False
    return shaped(r"\s*,?\s*@\s*(?:[^\W\d_]+\s+)?", items.pack.arithmetic["same_amount"]).fullmatch(between) is not None
