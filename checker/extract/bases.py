"""What a change is measured against: "tăng 5 % so với cùng kỳ", "up 0.3 percent from the previous month"."""

from __future__ import annotations

import re

from checker.extract.phrasing import phrases
from checker.languages.pack import Pack

_NAMES = ("year", "quarter", "month", "week", "day", "start")
_TABLES = tuple(f"base_{name}" for name in _NAMES)
_REACH = 70
# What ends the part of the sentence that speaks of this change; a comma does where another figure follows.
_BREAK = re.compile(r"[.;:!?\n%]|\d[\d.,]*\s*(?:percent|per cent|phần trăm)")


def base(pack: Pack, low: str, end: int, stop: int) -> str:
    """The base that the text names between *end*, where a figure of change ends, and *stop*; empty where it names none.

    Of several the first counts, and of those at one place the longest: "so với tháng 12 năm trước" is no month.
    """
    behind = low[end : min(stop, end + _REACH)]
    cut = _BREAK.search(behind)
    behind = behind[: cut.start()] if cut else behind
    if phrases(pack, *_TABLES).search(behind) is None:
        return ""
    found = []
    for name, table in zip(_NAMES, _TABLES, strict=True):
        match = phrases(pack, table).search(behind)
        if match:
            found.append((match.start(), -match.end(), name))
    return min(found)[2]
