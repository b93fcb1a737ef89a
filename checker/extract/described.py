"""A growth over a base that is only described: "782 tỷ, tăng 7,9 % so với mức ước năm 2013"."""

from __future__ import annotations

import re
from datetime import date

from checker.extract.items import Item, Items, alike
from checker.extract.phrasing import shaped
from checker.model import Kind, Status
from checker.values.period import Period


def described(items: Items, at: int, lead: re.Pattern[str]) -> tuple[str, list[tuple[str, Item]]] | None:
    """The way and the roles of a growth whose base stands elsewhere in the text, found by its words and its year.

    *lead* is all that may stand between a level and the step to it.
    """
    if at + 1 >= len(items.all):
        return None
    level, step = items.all[at], items.all[at + 1]
    if not step.percent or level.percent or not (level.amount and level.bare):
        return None
    _, end = level.sentence
    if step.start >= end:
        return None
    behind = items.low[step.end : end]
    compared = shaped(r"\s*@", items.pack.arithmetic["compared"]).match(behind)
    if compared is None:
        return None
    between = items.masked(level.end, step.start)
    if not lead.fullmatch(between):
        return None
    stop = re.search(r"[,;()\n]|[.:](?=\s)", behind)
    finish = step.end + stop.start() if stop else end
    dated = next((hit for hit in items.dates if step.end <= hit.start < finish), None)
    finish = dated.end if dated is not None else finish
    base_period = _dated(items, step.end, finish)
    if base_period is None or any(item.start < finish for item in items.all[at + 2 : at + 3]):
        return None
    if level.claim.period is not None and level.claim.period.overlaps(base_period):
        return None
    description = items.low[step.end + compared.end() : finish]
    found = [item for item in items.all if item is not level and _is_base(items, item, level, base_period, description)]
    if len({item.value.lo for item in found}) != 1:
        return None
    way = items.way(between)
    return (way, [("from", found[0]), ("to", level), ("by", step)]) if way else None


def _dated(items: Items, start: int, end: int) -> Period | None:
    for hit_start, _, period in items.context.period_hits:
        if start <= hit_start < end:
            return period
    for hit in items.dates:
        if start <= hit.start < end and len(hit.lo) == 4 and hit.lo == hit.hi:
            return Period(date(int(hit.lo), 1, 1), date(int(hit.lo), 12, 31), "year")
    return None


def _is_base(items: Items, item: Item, level: Item, period: Period, description: str) -> bool:
    """Whether *item* states the same thing for the period that the text compares with."""
    if (
        not (item.amount and item.bare and alike(item, level))
        or item.claim.kind is Kind.CHANGE
        or item.claim.direction in ("up", "down")
    ):
        return False
    if not level.value.lo / 3 <= item.value.lo <= level.value.lo * 3:
        return False
    theirs, mine = _head(items, item), _head(items, level)
    shared = theirs & mine
    if len(shared) < 3 or 2 * len(shared) < len(mine):
        return False
    own = item.claim.period
    if own is not None and (own.grain, own.start, own.end) != (period.grain, period.start, period.end):
        return False
    statuses = {
        meaning
        for words, meanings in items.pack.cues.items()
        for family, meaning in meanings
        if family == "status" and re.search(rf"\b{re.escape(words)}\b", description)
    }
    if own is None:
        # Without a period of its own only the way it was measured ties it to the description.
        return Status.ESTIMATE.value in statuses and item.claim.status is Status.ESTIMATE
    return not statuses or item.claim.status.value in statuses


def _head(items: Items, item: Item) -> set[str]:
    """The words of the sentence before a figure that say what it is of, at most twelve."""
    tokens, stop = items.context.tokens, items.pack.stop
    start, _ = item.sentence
    first = max(tokens.at(start), item.figure.first - 14)
    return {word for word in tokens.words[first : item.figure.first] if word not in stop and not word[0].isdigit()}
