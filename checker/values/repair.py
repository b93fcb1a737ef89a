"""The figures that a slip of the hand turns into a given one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

_SHIFTS = (1, 2, 3, -1, -2, -3)


def slips(value: Decimal, grain: Decimal) -> Iterator[Decimal]:
    """Every amount that may have been meant where *value* is printed to the place *grain*; each once, never *value*.

    One digit replaced, two neighbours swapped, a digit lost, a digit doubled, the separator or the word of scale out by
    one to three places. Only amounts above 0 come out, and none at all for one below.
    """
    if value < 0:
        return
    digits = str(int(value / grain))
    seen = {value}
    for candidate in (*_respelled(digits, grain), *(value.scaleb(shift) for shift in _SHIFTS)):
        if candidate > 0 and candidate not in seen:
            seen.add(candidate)
            yield candidate


def _respelled(digits: str, grain: Decimal) -> Iterator[Decimal]:
    for made in _spellings(digits):
        if made and made[0] != "0":
            yield int(made) * grain


def _spellings(digits: str) -> Iterator[str]:
    for at, digit in enumerate(digits):
        head, tail = digits[:at], digits[at + 1 :]
        for other in "0123456789":
            yield head + other + tail
            yield head + other + digit + tail
        if tail:
            yield head + tail[0] + digit + tail[1:]
            if tail[0] == digit:
                yield head + tail
    for other in "0123456789":
        yield digits + other
