"""The day of a dateline: "ROTTERDAM, 4 March 2025 (Reuters) - A fire" was written then."""

from __future__ import annotations

import re

# The place before the day, and what parts the day from the report.
_PLACE = re.compile(r"[^\W\d_][^\n.;:!?,]{1,26}(?:, [^\n.;:!?,–—]{2,20})?(?:, | [-–—] )")
_OPENED = re.compile(r"(?: \([^)\n]{1,24}\))?(?: ?[-–—]|:) ")
_DASH = re.compile(r" ?[-–—] ")
_CHARS = 50


def behind_place(text: str, start: int, end: int) -> bool:
    """Whether the day at *start* to *end* of *text* stands behind the place that opens a report."""
    begin = text.rfind("\n", 0, start) + 1
    return start - begin <= _CHARS and bool(_PLACE.fullmatch(text, begin, start) and _OPENED.match(text, end))


def opens_line(text: str, start: int, end: int) -> bool:
    """Whether a line begins with that day, and a dash parts it from what follows: "Sunday, June 2, 2024 - The visitors won"."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip() and _DASH.match(text, end) is not None


__all__ = ["behind_place", "opens_line"]
