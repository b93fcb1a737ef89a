"""What is written with digits and counts nothing: addresses of pages and mailboxes, plates of vehicles and boats."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.languages.record import PlateShapes

# The longest name of a mailbox (RFC 5321, 4.5.3.1.1).
_MAILBOX_CHARS = 64
# The longest letters of a plate before its digits, with what stands before them.
_PLATE_LEAD = 8
_SPACE = re.compile(r"\s")


def addresses(low: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Where the addresses of pages and mailboxes stand from *begin* to *stop*, in no order."""
    found = []
    for mark in ("://", "www.", "@"):
        at = low.find(mark, begin, stop)
        while at >= 0:
            start = at
            while start > begin and at - start < _MAILBOX_CHARS and not low[start - 1].isspace():
                start -= 1
            space = _SPACE.search(low, at, stop)
            end = space.start() if space else stop
            found.append((start, end))
            at = low.find(mark, end, stop)
    return found


def plates(text: str, shapes: PlateShapes, numbers: Iterable[int], begin: int, stop: int) -> list[tuple[int, int]]:
    """Where the plates of vehicles and boats stand, in order; a plate has one of the *numbers*, the places where digits
    begin, in order."""
    found = []
    for at in numbers:
        if (behind := shapes.behind.match(text, at, stop)) is None:
            continue
        before = shapes.before[(behind.lastindex or 1) - 1].search(text, max(begin, at - _PLATE_LEAD), at)
        if before is not None:
            found.append((before.start("plate"), behind.end()))
    return found
