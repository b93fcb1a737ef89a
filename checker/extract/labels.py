"""What is written with numbers and counts nothing: addresses of pages and mailboxes, plates of vehicles and boats, sayings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

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


def sayings(
    low: str, known: Mapping[str, tuple[tuple[int, str], ...]], words: Mapping[str, Sequence[int]]
) -> list[tuple[int, int]]:
    """Where sayings stand in *low*, in no order: *known* as in ``Pack.idioms``, *words* as in ``Places``."""
    found = []
    for word in known.keys() & words.keys():
        for at in words[word]:
            for ahead, saying in known[word]:
                start, end = at - ahead, at - ahead + len(saying)
                if start < 0 or not low.startswith(saying, start):
                    continue
                if not (low[max(0, start - 1) : start].isalnum() or low[end : end + 1].isalnum()):
                    found.append((start, end))
    return found
