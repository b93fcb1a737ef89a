"""The value features of all pairs of a session: how the two values stand to each other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from rapidfuzz.distance import OSA

from checker.align import features
from checker.align.columns import NONE, Columns, Flags, Floats, Numbers
from checker.values.figure import Label

# One amount as a share of the larger, for the questions "about as large?" and "of another order?"; what they weigh is
# learned.
_NEAR, _FAR = 0.8, 0.3
# Up to here an amount is one of those that everything is counted in: the months of a year, the hours of a clock.
_SMALL = 12
# Two amounts in units of one dimension that come out within this share of each other are one amount, told twice.
_CONVERTED = 0.95
# Fewer digits than these differ by one too often for it to tell of a slip.
_SLIP_DIGITS, _SLIP_DIGITS_LONGER, _SLIP_CHARS = 2, 3, 5
# From this ratio on, digits that begin alike tell of a lost scale: "10 thousand" and "10.155".
_SLIP_SCALE = 9
# Days further apart than this are no matter of a slip.
_DAYS = 31


def values(c: Columns, left: Numbers, right: Numbers) -> Floats:
    """The value features of the pairs of nodes at *left* and *right*, a row of ``features.VALUE`` each."""
    amounts = c.is_amount[left] & c.is_amount[right]
    digits = np.minimum(c.digits[left], c.digits[right])
    one, two = np.abs(c.lo[left]), np.abs(c.lo[right])
    low, high = np.minimum(one, two), np.maximum(one, two)
    # Numbers too large for a float are infinite, and their ratio is none.
    with np.errstate(invalid="ignore"):
        ratio = np.divide(low, high, out=np.ones(len(left)), where=high != 0)
    dates = c.is_family("date")[left] & (c.month[left] != NONE) & (c.month[right] != NONE)
    same_year, same_month = c.year[left] == c.year[right], c.month[left] == c.month[right]
    edited = _edited(c, left, right, amounts)
    return np.column_stack(
        [
            np.minimum(digits, 6) / 6, digits >= 3, digits >= 5, amounts & (high <= _SMALL), c.is_round[left] & c.is_round[right],
            amounts & (c.grain[left] == c.grain[right]), edited & (np.minimum(c.length[left], c.length[right]) >= _SLIP_DIGITS_LONGER),
            amounts & (ratio >= _NEAR), amounts & (ratio < _FAR), amounts & c.is_range[left] & c.is_range[right],
            (c.hedged[left].astype(np.float64) + c.hedged[right]) / 2, amounts & (c.is_range[left] != c.is_range[right]),
            c.is_family("date")[left] & (c.unit[left] == c.unit[right]), often(c, left),
            np.where(amounts, ratio, dates * np.where(same_month, 1.0, 0.5 * same_year)),
            alone(c, left, right), _days_apart(c, left, right), c.in_words[left] & c.in_words[right],
            _slips(c, left, right, edited, low, high), _converted(c, left, right, amounts, low, high),
        ]
    )  # fmt: skip


def often(c: Columns, left: Numbers) -> Floats:
    """In how many other articles the value is printed, as a share of three."""
    return np.asarray(np.minimum(1.0, (c.docs[left] - 1) / 3))


def alone(c: Columns, left: Numbers, right: Numbers) -> Flags:
    """Whether each value stands for one fact alone in its article."""
    return np.asarray(c.once[left] & c.once[right])


def relations(c: Columns, left: Numbers, right: Numbers) -> list[str]:
    """``features.relation`` of the pairs of nodes of one family at *left* and *right*."""
    plain = c.is_amount[left] & c.is_amount[right] & ~c.is_range[left] & ~c.is_range[right]
    plain &= c.dimension[left] == c.dimension[right]
    # Most amounts are too far apart for anything but their distance to be looked at.
    with np.errstate(invalid="ignore"):
        apart = plain & (np.abs(c.lo[left] - c.lo[right]) > c.slack[left] + c.slack[right])
    nodes = c.nodes
    return [
        "incompatible" if far else features.relation(nodes[i], nodes[j])
        for far, i, j in zip(apart.tolist(), left.tolist(), right.tolist(), strict=True)
    ]


def _edited(c: Columns, left: Numbers, right: Numbers, amounts: Flags) -> Flags:
    """Whether the digits of two amounts are one digit lost, added or another apart, or two swapped.

    A report prints dozens of percentages between 0 and 100: two that are alike but for a digit are mostly two facts.
    """
    one, two = c.length[left], c.length[right]
    asked = (
        amounts
        & ~c.is_family("percent")[left]
        & (c.figures[left] != c.figures[right])
        & (np.abs(one - two) <= 1)
        & (np.maximum(one, two) >= 3)
    )
    return _where(
        asked, left, right, lambda i, j: OSA.distance(c.nodes[i].figures, c.nodes[j].figures, score_cutoff=1) <= 1
    )


def _converted(c: Columns, left: Numbers, right: Numbers, amounts: Flags, low: Floats, high: Floats) -> Flags:
    """Whether one amount is nearly the other in another unit: 63,6 tonnes and 1.696.300 taels."""
    units = amounts & (c.unit_key[left] != c.unit_key[right]) & (c.dimension[left] == c.dimension[right])
    units &= ~(c.is_count | c.is_money)[left] & c.convertible[left] & c.convertible[right]
    told = np.minimum(c.digits[left], c.digits[right]) >= 2
    near = (low >= _CONVERTED * high) & (_CONVERTED * high > 0)
    return np.asarray(units & told & near)


def _slips(c: Columns, left: Numbers, right: Numbers, edited: Flags, low: Floats, high: Floats) -> Flags:
    """Whether one value is what a slip of the pen makes of the other.

    Of dates, the day and the month alike, or the day and the year. Of amounts, one number in two units; the same digits
    on another scale, cut off or not; one digit lost, added or another. Of labels, one sign.
    """
    days = _where(c.is_day[left] & c.is_day[right], left, right, lambda i, j: _day_slip(c.days[i], c.days[j]))
    plain = c.is_amount[left] & c.is_amount[right] & ~c.is_range[left] & ~c.is_range[right]
    same = c.amount[left] == c.amount[right]
    shorter, longer = np.minimum(c.length[left], c.length[right]), np.maximum(c.length[left], c.length[right])
    told = plain & ~same & (shorter >= _SLIP_DIGITS)
    same_digits = c.figures[left] == c.figures[right]
    scaled = told & (high > _SLIP_SCALE * low) & (_SLIP_SCALE * low > 0) & (c.head[left] == c.head[right])
    cut = _where(scaled & ~same_digits, left, right, lambda i, j: _begins(c.nodes[i].figures, c.nodes[j].figures))
    digit = told & edited & (longer >= _SLIP_DIGITS_LONGER)
    units = plain & same & (c.unit_key[left] != c.unit_key[right])
    labels = _where(c.is_label[left] & c.is_label[right], left, right, lambda i, j: _label_slip(c, i, j))
    return np.asarray(days | units | (told & same_digits) | cut | digit | labels)


def _begins(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


def _day_slip(one: str | None, two: str | None) -> bool:
    assert one is not None
    assert two is not None
    a, b = one.split("-"), two.split("-")
    return a[-1] == b[-1] and sum(x != y for x, y in zip(a, b, strict=False)) == 1


def _label_slip(c: Columns, i: int, j: int) -> bool:
    one, two = c.nodes[i].claim.value, c.nodes[j].claim.value
    assert isinstance(one, Label)
    assert isinstance(two, Label)
    return len(one.text) >= _SLIP_CHARS and OSA.distance(one.text, two.text, score_cutoff=1) == 1


def _days_apart(c: Columns, left: Numbers, right: Numbers) -> Floats:
    """1 for dates a day apart, less the further, 0 beyond a month and for anything else."""
    days = np.abs(c.ordinal[left] - c.ordinal[right])
    near = c.is_day[left] & c.is_day[right] & (days > 0) & (days <= _DAYS)
    return np.asarray(np.divide(1.0, days, out=np.zeros(len(left)), where=near), dtype=np.float64)


def _where(asked: Flags, left: Numbers, right: Numbers, holds: Callable[[int, int], bool]) -> Flags:
    """Whether *holds* of the nodes of each pair, for those that are *asked* about; False for others."""
    out = np.zeros(len(left), dtype=np.bool_)
    for nth in np.flatnonzero(asked).tolist():
        out[nth] = holds(int(left[nth]), int(right[nth]))
    return out
