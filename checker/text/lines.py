"""Lines and columns of many offsets in one text."""

from __future__ import annotations

import re
from bisect import bisect_left

# One line end and those behind it: the text of a long table has millions of empty lines in a row.
BREAKS = re.compile("\n+")


class Lines:
    """Where the lines of one text start, found once; ``position`` then costs a bisection. Empty lines cost nothing."""

    __slots__ = ("_breaks", "_numbers")

    def __init__(self, text: str) -> None:
        # Of each run of line ends the first, as the line that it ends, and the last where it is another.
        self._breaks: list[int] = []
        self._numbers: list[int] = []
        line = 1
        for run in BREAKS.finditer(text):
            self._breaks.append(run.start())
            self._numbers.append(line)
            line += run.end() - run.start()
            if run.end() - run.start() > 1:
                self._breaks.append(run.end() - 1)
                self._numbers.append(line - 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of *offset*, both from 1; lines end at LF, which belongs to the line it ends."""
        nth = bisect_left(self._breaks, offset)
        if not nth:
            return 1, offset + 1
        before, number = self._breaks[nth - 1], self._numbers[nth - 1]
        if nth < len(self._breaks) and self._numbers[nth] > number + 1:
            # Inside a run, each character is an empty line.
            return number + offset - before, 1
        return number + 1, offset - before
