"""Lines and columns of many offsets in one text."""

from __future__ import annotations

from bisect import bisect_left


class Lines:
    """Where the lines of one text start, found once; ``position`` then costs a bisection."""

    __slots__ = ("_breaks",)

    def __init__(self, text: str) -> None:
        breaks: list[int] = []
        at = text.find("\n")
        while at >= 0:
            breaks.append(at)
            at = text.find("\n", at + 1)
        self._breaks = breaks

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of *offset*, both from 1; lines end at LF, which belongs to the line it ends."""
        line = bisect_left(self._breaks, offset)
        return line + 1, offset - (self._breaks[line - 1] if line else -1)
