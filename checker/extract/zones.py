"""The time zone that a text declares beside a time of day: "19 giờ (giờ địa phương)", "11:30 GMT"."""

from __future__ import annotations

import re
from functools import cache

from checker.extract.phrasing import alternatives
from checker.languages.pack import pack

_OFFSET = re.compile(r"(?:gmt|utc) ?([+-]\d{1,2})(?!\d)")


def zone_of(code: str, low: str, start: int, end: int) -> str:
    """The zone that stands behind the time of day from *start* to *end* or ends it; see ``Moment.zone``."""
    spaces = (at for at in range(end - 1, start, -1) if low[at] == " ")
    return next(filter(None, (_zone_at(code, low, at) for at in (end, *spaces))), "")


def _zone_at(code: str, low: str, at: int) -> str:
    pattern, zones = _table(code)
    start = at
    while low[start : start + 1] in (" ", "(", ",") and start - at < 3:
        start += 1
    if offset := _OFFSET.match(low, start):
        return f"{int(offset[1]):+d}"
    found = pattern.match(low, start)
    return zones[" ".join(found[0].split())] if found else ""


@cache
def _table(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    zones = pack(code).zones
    return re.compile(alternatives(tuple(zones))), dict(zones)
