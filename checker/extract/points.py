"""Shares that move by a percentage: "đạt 25,25 %, tăng 5,62 %", "rose to 25 percent from 20, up 5 percent".

A percentage of a percentage and a step in percentage points print alike; what else the text says may decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.extract.items import Item, Items
from checker.extract.phrasing import phrases, shaped
from checker.model import Kind, Relation
from checker.values.hedge import Hedge

_BREAK = re.compile(r"[.;:!?\n]")
# How far the step stands behind its level, in characters.
_REACH = 30


def points(items: Items) -> Iterator[Relation]:
    """Every percentage that a text lets rise or fall by another.

    ``points``  ``level`` (the share that is reached), ``by`` (the step, printed in per cent), and where the text has
                them ``from`` (the share before) and ``passed`` (a share that is passed for the first time); the label
                is ``up`` or ``down``
    """
    for at, level, step in items.beside:
        if not (_share(level) and step.percent):
            continue
        way = _step(items, level, step)
        if not way:
            continue
        roles = [("level", level.claim), ("by", step.claim)]
        before = _before(items, at)
        if before is not None:
            roles.append(("from", before.claim))
        elif way == "up" and (passed := _passed(items, level)) is not None:
            roles.append(("passed", passed.claim))
        else:
            continue
        yield Relation(kind="points", roles=tuple(roles), span=items.span(level, step), label=way)


def _share(item: Item) -> bool:
    return (
        item.percent
        and item.claim.kind in (Kind.PERCENT, Kind.CHANGE)
        and item.value.hedge in (Hedge.EXACT, Hedge.ABOUT)
    )


def _step(items: Items, level: Item, step: Item) -> str:
    """``up`` or ``down`` where nothing but the verb stands between a level and its step."""
    between = items.between(level, step)
    if len(between) > _REACH or _BREAK.search(between):
        return ""
    for way in ("up", "down"):
        if shaped(
            r"\s*[,(–-]?\s*(?:[^\W\d_]+\s+){0,2}?@\s*(?:[^\W\d_]+\s*){0,2}", items.pack.arithmetic[way]
        ).fullmatch(between):
            return way
    return ""


def _before(items: Items, at: int) -> Item | None:
    """The share that the level comes from: "từ 20 % lên 25 %, tăng 5 %", "25 %, up 5 %, from 20 %"."""
    level, step = items.all[at], items.all[at + 1]
    start, end = level.sentence
    if at and items.all[at - 1].start >= start and _from(items, items.all[at - 1], start):
        between = items.between(items.all[at - 1], level)
        moved = phrases(items.pack, "movements").search(between)
        if items.all[at - 1].percent and moved and len(between) <= _REACH and not re.search(r"[.;:,()\d]", between):
            return items.all[at - 1]
    if at + 2 < len(items.all) and items.all[at + 2].start < end and items.all[at + 2].percent:
        between = items.between(step, items.all[at + 2])
        if shaped(r"\s*\)?,?\s*@\s*(?:[^\W\d_]+\s+){0,3}", items.pack.arithmetic["earlier"]).fullmatch(between):
            return items.all[at + 2]
    return None


def _from(items: Items, item: Item, start: int) -> bool:
    lead = items.low[max(start, item.start - 20) : item.start].rstrip()
    return any(lead == word or lead.endswith(f" {word}") for word in items.pack.since)


def _passed(items: Items, level: Item) -> Item | None:
    """The bound that the level is the first to pass, where the sentence says "for the first time" of it."""
    start, end = level.sentence
    first = [start + match.start() for match in phrases(items.pack, "first_time").finditer(items.low[start:end])]
    bounds = [
        item
        for item in items.all
        if item.percent
        and start <= item.start < end
        and item.value.hedge is Hedge.OVER
        and item.value.lo < level.value.lo
    ]
    return bounds[0] if first and len(bounds) == 1 else None
