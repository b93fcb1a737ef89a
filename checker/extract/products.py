"""What many things at so much each come to: "40 families got $500 each, $20,000 in all", "2.000 tấn … 600 USD/tấn …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from checker.extract.items import Item, Items
from checker.extract.phrasing import phrases
from checker.model import Relation

# How far apart two of the three may stand, and how far behind an amount "each" and "in all", in characters.
_REACH = 60
_BEHIND = 24


def products(items: Items) -> Iterator[Relation]:
    """Every count, what each of it comes to, and what all of it comes to, three figures in a row in any order.

    The roles: ``count``, ``each``, ``total``. The text says of one amount that it is of each, and of the other that it is
    of all.
    """
    for trio in zip(items.all, items.all[1:], items.all[2:], strict=False):
        money = [item for item in trio if item.value.unit.dimension == "money"]
        if len(money) != 2 or trio[2].start - trio[0].end > 2 * _REACH or not all(item.bare for item in trio):
            continue
        start, end = trio[0].sentence
        if trio[2].start >= end:
            continue
        for each, total in permutations(money):
            count = next(item for item in trio if item not in money)
            shared = _shared(items, each, total, count)
            if (
                _of_each(items, each, count, start)
                and (shared or _of_all(items, total, each, end))
                and _beside(items, each, total)
            ):
                roles = (("count", count.claim), ("each", each.claim), ("total", total.claim))
                yield Relation(kind="product", roles=roles, span=items.span(*trio))
                break


def _of_each(items: Items, each: Item, count: Item, start: int) -> bool:
    """Whether an amount is that of every one of what is counted: by its unit, or by "each" or "mỗi hộ" beside it."""
    rate = each.value.unit.key.partition("/")[2]
    if rate:
        return count.value.unit.dimension != "count" and rate == count.value.unit.key
    if count.value.unit.dimension != "count" or not count.value.unit.noun or count.claim.reference:
        return False
    behind = items.low[each.end : each.end + _BEHIND]
    ahead = items.low[max(start, each.start - _BEHIND) : each.start]
    if re.match(rf"\s*{phrases(items.pack, 'each_behind').pattern}", behind):
        return True
    named = re.search(rf"{phrases(items.pack, 'each_before').pattern}\s+([^\W\d_]+)\s*(?:[^\W\d_]+\s+){{0,3}}$", ahead)
    return named is not None and named[1] == count.value.unit.noun.split()[0]


def _beside(items: Items, each: Item, total: Item) -> bool:
    """Whether nothing new comes between the two: "$500 each and the village $30,000 in all" are of two."""
    first, last = sorted((each, total), key=lambda item: item.start)
    gap = items.between(first, last)
    if "/" in each.value.unit.key:
        return phrases(items.pack, "conjunctions").search(gap) is None
    if last is each:
        return True
    said = "|".join(phrases(items.pack, name).pattern for name in ("change_leads", "totals", "earned"))
    behind = phrases(items.pack, "each_behind").pattern
    return re.fullmatch(rf"\s*(?:{behind})?\s*[,;(–-]?\s*(?:(?:{said})\s*)*", gap) is not None


def _of_all(items: Items, total: Item, each: Item, end: int) -> bool:
    """Whether an amount is that of all together, and in the currency of *each*."""
    if total.value.unit.key != each.value.unit.key.partition("/")[0]:
        return False
    ahead = items.low[max(0, total.start - _BEHIND) : total.start]
    behind = items.low[total.end : min(end, total.end + _BEHIND)]
    return (
        re.search(rf"{phrases(items.pack, 'totals', 'worth').pattern}\s*$", ahead) is not None
        or re.match(rf"\s*{phrases(items.pack, 'in_all').pattern}", behind) is not None
    )


def _shared(items: Items, each: Item, total: Item, count: Item) -> bool:
    """Whether what each gets is said to be the money told before: "a bonus of $2.7m for the 1,500 workers, or $1,800 each"."""
    if each.start < total.end or total.value.unit.key != each.value.unit.key or not count.value.unit.noun:
        return False
    gap = items.low[max(total.end, each.start - _BEHIND) : each.start]
    said = re.search(rf",\s*{phrases(items.pack, 'same_amount', 'averages').pattern}\s*$", gap)
    behind = re.match(rf"\s*({phrases(items.pack, 'each_behind').pattern})", items.low[each.end : each.end + _BEHIND])
    # "Mỗi hộ" is of households, whatever is counted beside it.
    named = behind is not None and behind[1].split()[1:] in ([], [count.value.unit.noun.split()[0]])
    return said is not None and named
