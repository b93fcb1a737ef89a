"""Changes with their ends: "từ 60 lên 80, tăng 33 %", "80, up 20 from 60", "80, tăng 20 (33 %)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checker.extract.items import Item, Items, same_noun, same_unit
from checker.extract.phrasing import last_match, phrases, shaped
from checker.model import Kind, Relation, Status
from checker.values.period import Period

_BREAK = re.compile(r"[.;:!?\n]")
_OPENING = re.compile(r"^\s*(?:,\s*)?\(\s*(?:[^\W\d_]+\s){0,3}$")
# How far the step of a change may stand from the value it leads to, in characters.
_REACH = 45
_AROUND = 10


def changes(items: Items) -> Iterator[Relation]:
    """Every change with two of: what was, what is, by how much.

    The roles: ``from``, ``to``, ``by`` (twice for an amount and its percentage), ``other`` (amounts nearby that may be
    meant instead). The label is ``up`` or ``down``.
    """
    for at in range(len(items.all)):
        found = (
            _moved(items, at)
            or _from_behind(items, at)
            or _stepped(items, at)
            or _stepped_up_to(items, at)
            or _described(items, at)
        )
        if found is not None:
            yield found


def _relation(items: Items, way: str, roles: Sequence[tuple[str, Item]]) -> Relation:
    known = [item for _, item in roles]
    first, last = items.all.index(min(known, key=lambda i: i.start)), items.all.index(max(known, key=lambda i: i.start))
    unit = next(item for role, item in roles if role in ("to", "from"))
    near = items.all[max(0, first - _AROUND) : last + _AROUND]
    others = [item for item in near if item not in known and same_unit(item, unit) and not item.value.is_range]
    named = tuple((role, item.claim) for role, item in [*roles, *(("other", item) for item in others)])
    return Relation(kind="change", roles=named, span=items.span(*known), label=way)


def _way(items: Items, text: str) -> str:
    """``up`` or ``down`` by the last such word of *text*; empty where it has none."""
    found = [(match.end(), way) for way in ("up", "down") for match in phrases(items.pack, way).finditer(text)]
    return max(found)[1] if found else ""


def _bare(item: Item) -> bool:
    return not item.value.is_range and item.figure.form == "number"


def _alike(left: Item, right: Item) -> bool:
    return same_unit(left, right) and (left.value.unit.key == right.value.unit.key or same_noun(left, right))


def _moved(items: Items, at: int) -> Relation | None:
    """ "từ x lên y", with the step before it or behind it."""
    if at + 1 >= len(items.all):
        return None
    before, after = items.all[at], items.all[at + 1]
    start, end = items.sentence(before)
    if after.start >= end or not _alike(before, after) or before.percent or not (_bare(before) and _bare(after)):
        return None
    lead, between = items.low[max(start, before.start - 20) : before.start], items.between(before, after)
    since = shaped(r"@(?:\s+[^\W\d_]+)?\s*$", tuple(items.pack.since)).search(lead)
    movement = last_match(phrases(items.pack, "movements"), between)
    if (
        since is None
        or movement is None
        or len(between) > 70
        or _BREAK.search(between)
        or len(between) - movement.end() > 12
    ):
        return None
    for step, gap, ahead in _steps_around(items, at):
        way = _way(items, gap if not ahead else items.low[max(start, step.start - 30) : step.start])
        if way and _is_step(step, after) and not (not ahead and _other_base(items, step)):
            return _relation(items, way, [("from", before), ("to", after), ("by", step)])
    return None


def _steps_around(items: Items, at: int) -> Iterator[tuple[Item, str, bool]]:
    """The figures beside the pair, with the text between and whether they stand ahead of it."""
    start, end = items.sentence(items.all[at])
    if at + 2 < len(items.all) and items.all[at + 2].start < end:
        gap = items.between(items.all[at + 1], items.all[at + 2])
        if len(gap) <= _REACH and not _BREAK.search(gap) and not re.search(r"\d", gap):
            yield items.all[at + 2], gap, False
    if at and items.all[at - 1].start >= start:
        gap = items.between(items.all[at - 1], items.all[at])
        if len(gap) <= 24 and not re.search(r"[,.;:()\d]", gap):
            yield items.all[at - 1], gap, True


def _is_step(step: Item, level: Item) -> bool:
    if not _bare(step) and step.figure.form != "multiple":
        return False
    return step.percent or step.value.unit.dimension == "multiple" or _alike(step, level)


def _other_base(items: Items, step: Item) -> bool:
    """Whether a base of comparison of its own follows the step: "tăng 30 % so với cùng kỳ"."""
    return (
        shaped(r"\s*\)?,?\s*@", items.pack.arithmetic["compared"]).match(items.low[step.end : step.end + 40])
        is not None
    )


def _from_behind(items: Items, at: int) -> Relation | None:
    """ "y, tăng p % so với x", "rose p % to y from x"."""
    if at + 2 >= len(items.all):
        return None
    one, two, three = items.all[at : at + 3]
    _, end = items.sentence(one)
    if three.start >= end:
        return None
    first, second = items.between(one, two), items.between(two, three)
    earlier = shaped(r"\s*\)?,?\s*(?:than|@)\s*(?:[^\W\d_]+\s+){0,3}", items.pack.arithmetic["earlier"]).fullmatch(
        second
    )
    if earlier is None:
        return None
    if (
        _leads(items, first)
        and _is_step(two, one)
        and _alike(one, three)
        and _bare(one)
        and _bare(three)
        and not one.percent
    ):
        way = _way(items, first) or _way(items, second)
        return _relation(items, way, [("from", three), ("to", one), ("by", two)]) if way else None
    start, _ = items.sentence(one)
    moved = shaped(r"\s*@\s*(?:[^\W\d_]+\s+){0,2}", items.pack.arithmetic["movements"]).fullmatch(first)
    if moved and _is_step(one, two) and _alike(two, three) and _bare(two) and _bare(three) and not two.percent:
        way = _way(items, items.low[max(start, one.start - 30) : one.start])
        return _relation(items, way, [("from", three), ("to", two), ("by", one)]) if way else None
    return None


def _leads(items: Items, between: str) -> bool:
    """Whether the text between a level and a step says no more than that the one came by the other."""
    words = items.pack.arithmetic
    pattern = shaped(
        r"\s*[,(–-]?\s*(?:[^\W\d_]+\s+){0,2}?(?:a\s+)?(?:@|@)\s*(?:of|by|thêm|tới|đến|là)?\s*",
        words["up"],
        words["down"],
    )
    return pattern.fullmatch(between) is not None


def _stepped_up_to(items: Items, at: int) -> Relation | None:
    """ "tăng d, tương đương p %, lên y"."""
    if at + 2 >= len(items.all):
        return None
    step, percentage, level = items.all[at : at + 3]
    start, end = items.sentence(step)
    if level.start >= end or not percentage.percent or not _alike(level, step) or not (_bare(level) and _bare(step)):
        return None
    first, second = items.between(step, percentage), items.between(percentage, level)
    linked = _OPENING.match(first) or (
        len(first) <= _REACH and shaped(r"@\s*$", items.pack.arithmetic["share_links"]).search(first)
    )
    moved = shaped(r"\s*\)?,?\s*@\s*(?:[^\W\d_]+\s+){0,2}", items.pack.arithmetic["movements"]).fullmatch(second)
    lead = items.low[max(start, step.start - 30) : step.start]
    way = _way(items, lead) or _way(items, second)
    if shaped(r"@\s*$", tuple(items.pack.since)).search(lead):
        return None
    if not (linked and moved and way) or step.percent:
        return None
    return _relation(items, way, [("to", level), ("by", step), ("by", percentage)])


def _stepped(items: Items, at: int) -> Relation | None:
    """ "y, tăng d (p %)": a level, and the step to it as an amount and as a percentage."""
    if at + 2 >= len(items.all):
        return None
    level, step, percentage = items.all[at : at + 3]
    _, end = items.sentence(level)
    if percentage.start >= end or not percentage.percent or not _alike(level, step) or level.percent:
        return None
    if not (_bare(level) and _bare(step)) or not _leads(items, items.between(level, step)):
        return None
    link = items.between(step, percentage)
    if not (
        _OPENING.match(link)
        or shaped(r"\s*,?\s*@\s*(?:[^\W\d_]+\s+){0,2}", items.pack.arithmetic["share_links"]).fullmatch(link)
    ):
        return None
    way = _way(items, items.between(level, step))
    return _relation(items, way, [("to", level), ("by", step), ("by", percentage)])


# ── a base that is only described ────────────────────────────────────────────────────────────────────────────────


def _described(items: Items, at: int) -> Relation | None:
    """ "782 tỷ, tăng 7,9 % so với mức ước năm 2013", where the figure of 2013 stands elsewhere in the text."""
    if at + 1 >= len(items.all):
        return None
    level, step = items.all[at], items.all[at + 1]
    _, end = items.sentence(level)
    if (
        step.start >= end
        or not step.percent
        or level.percent
        or not (level.amount and _bare(level))
        or not _leads(items, items.between(level, step))
    ):
        return None
    compared = shaped(r"\s*@", items.pack.arithmetic["compared"]).match(items.low[step.end : end])
    if compared is None:
        return None
    stop = re.search(r"[,;()\n]|[.:](?=\s)", items.low[step.end : end])
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
    way = _way(items, items.between(level, step))
    return _relation(items, way, [("from", found[0]), ("to", level), ("by", step)])


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
        not (item.amount and _bare(item) and _alike(item, level))
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
    start, _ = items.sentence(item)
    first = max(tokens.at(start), item.figure.first - 14)
    return {word for word in tokens.words[first : item.figure.first] if word not in stop and not word[0].isdigit()}
