"""What a change is measured against: "tăng 5 % so với cùng kỳ", "up 0.3 percent from the previous month"."""

from __future__ import annotations

import re
from functools import cache

from checker.extract.phrasing import phrases, shaped
from checker.languages.record import Pack

_NAMES = ("year", "quarter", "month", "week", "day", "start")
_TABLES = tuple(f"base_{name}" for name in _NAMES)
_REACH = 70


def base(pack: Pack, low: str, end: int, stop: int) -> str:
    """The base that the text names between *end*, where a figure of change ends, and *stop*; empty where it names none.

    Of several the first counts, and of those at one place the longest: "so với tháng 12 năm trước" is no month.
    """
    behind = low[end : min(stop, end + _REACH)]
    cut = _break(pack).search(behind)
    behind = behind[: cut.start()] if cut else behind
    if phrases(pack, *_TABLES).search(behind) is None:
        return ""
    found = []
    for name, table in zip(_NAMES, _TABLES, strict=True):
        match = phrases(pack, table).search(behind)
        if match:
            found.append((match.start(), -match.end(), name))
    return min(found)[2]


@cache
def _break(pack: Pack) -> re.Pattern[str]:
    """What ends the part of the sentence that speaks of this change: a stop, another percentage."""
    percent = tuple(word for word, unit in pack.units.items() if unit.dimension == "percent")
    return shaped(r"[.;:!?\n%]|\d[\d.,]*\s*@", percent)
