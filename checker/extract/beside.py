"""What a figure takes from what stands beside it, once figures and dates are known.

"from 214 to 251 tonnes": the first takes unit and scale of the second. "$3.5 billion a year earlier": the year is the
date's, no rate. "cao hơn 30 %": a comparison, while "cao hơn 2 mét" is more than two metres.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.extract.figures import Figure
from checker.extract.phrasing import phrases, shaped
from checker.languages.hits import DateHit
from checker.languages.record import Pack
from checker.values.hedge import Hedge
from checker.values.units import COUNT, PERCENT, Unit

# The two ends of a movement are rarely further apart: what a shared scale would push beyond it is no end of it.
_FOLD = 20
_NEAR = 30
# Phrases that tell what a value is compared with, and begin like a rate: "a year ago".
_AGO = ("base_year", "base_quarter", "base_month", "base_week")


def settled(found: Iterable[Figure], dates: Sequence[DateHit], low: str, pack: Pack) -> list[Figure]:
    """The figures of a text in order, each with what stands beside it taken into account."""
    starts = [hit.start for hit in dates]
    out = [
        _without_comparison(_without_date(_without_whole(figure, low, pack), dates, starts, low, pack), low, pack)
        for figure in found
    ]
    for at in range(len(out) - 1):
        out[at] = _with_unit_of(out[at], out[at + 1], low, pack)
    return out


def _without_date(figure: Figure, dates: Sequence[DateHit], starts: Sequence[int], low: str, pack: Pack) -> Figure:
    """The figure without a rate whose words begin a date."""
    if "/" not in figure.unit.key:
        return figure
    at = bisect_right(starts, figure.end - 1) - 1
    begins = dates[at].start if at >= 0 and figure.end <= dates[at].end else -1
    if not figure.start < begins < figure.end:
        # Where the day of publication is not known, "a year ago" is no date.
        said = phrases(pack, *_AGO).search(low, figure.start, figure.end + _NEAR)
        begins = said.start() if said is not None and said.start() < figure.end < said.end() else -1
    unit = _unit(figure.unit.key.partition("/")[0], pack)
    if begins < 0 or unit is None:
        return figure
    return replace(figure, end=figure.start + len(low[figure.start : begins].rstrip()), unit=unit)


def _without_whole(figure: Figure, low: str, pack: Pack) -> Figure:
    """A percentage by itself: "75% of 400,000 homes" is no 75 out of 400,000."""
    if figure.form != "ratio" or figure.of is None:
        return figure
    said = re.match(r"(?:\D*?)[\d.,]+\s*(%|[^\W\d_]+(?:\s[^\W\d_]+)?)", low[figure.start : figure.end])
    if said is None:
        return figure
    name = next((name for name in (said[1], said[1].partition(" ")[0]) if _is_percent(name, pack)), None)
    if name is None:
        return figure
    return replace(figure, end=figure.start + said.start(1) + len(name), form="number", of=None, unit=PERCENT)


def _is_percent(name: str, pack: Pack) -> bool:
    unit = pack.units.get(name)
    return name == "%" or (unit is not None and unit.dimension == "percent")


def _unit(key: str, pack: Pack) -> Unit | None:
    return next((unit for unit in pack.units.values() if unit.key == key), None)


def _without_comparison(figure: Figure, low: str, pack: Pack) -> Figure:
    """The figure without a hedge that makes a comparison with the word before it."""
    if figure.hedge not in (Hedge.OVER, Hedge.UNDER) or figure.unit.dimension in _MEASURED or not pack.comparing:
        return figure
    before = re.search(r"([^\W\d_]+)\s+$", low[max(0, figure.start - _NEAR) : figure.start])
    digits = re.search(r"\d", low[figure.start : figure.end])
    if before is None or before[1] not in pack.comparing or digits is None:
        return figure
    return replace(figure, start=figure.start + digits.start(), hedge=Hedge.EXACT)


# What "cao", "dài", "nặng" measure: with these the word before the hedge is part of the amount.
_MEASURED = frozenset({"length", "area", "volume", "mass", "duration", "months", "temperature"})


def _with_unit_of(before: Figure, after: Figure, low: str, pack: Pack) -> Figure:
    """*before* in the unit and scale of *after*, where it is the other end of one movement and prints none."""
    money = before.unit.dimension == "money" and after.unit.key.partition("/")[0] == before.unit.key
    if money and "/" in after.unit.key:
        # "from $500 to $575 a tonne"
        return replace(before, unit=after.unit) if _moves(before, after, low, pack) else before
    if before.unit is not COUNT or before.form != "number" or after.form != "number" or before.in_words:
        return before
    if before.lo != before.hi or after.lo != after.hi or before.lo <= 0 or not _moves(before, after, low, pack):
        return before
    scale = _scale(after, low, pack)
    scaled = before.lo * scale
    if after.lo <= 0 or not after.lo / _FOLD <= scaled <= after.lo * _FOLD:
        scale, scaled = Decimal(1), before.lo
    if after.unit is COUNT and scale == 1:
        return before
    if not after.lo / _FOLD <= scaled <= after.lo * _FOLD:
        return before
    return replace(before, lo=scaled, hi=scaled, grain=before.grain * scale, unit=after.unit)


def _moves(before: Figure, after: Figure, low: str, pack: Pack) -> bool:
    """Whether the text goes "from" the one "to" the other, with nothing else between."""
    gap = low[before.end : after.start]
    if len(gap) > _NEAR or "\n" in gap:
        return False
    levels = pack.arithmetic["level_words"]
    if not shaped(r"\s*@\s*(?:@\s+)*", pack.arithmetic["movements"], levels).fullmatch(gap):
        return False
    since = shaped(r"@\s*(?:@\s+)*$", tuple(sorted(pack.since)), levels)
    return since.search(low[max(0, before.start - _NEAR) : before.start]) is not None


def _scale(figure: Figure, low: str, pack: Pack) -> Decimal:
    """What the scale word of a figure multiplies its number by; 1 where it prints none."""
    words = re.findall(r"[^\W\d_]+", low[figure.start : figure.end])
    return Decimal(10) ** sum(pack.scales.get(word, 0) for word in words[:2])
