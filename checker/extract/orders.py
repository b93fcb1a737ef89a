"""Ranks, orders and subsets: "thứ 71 trong 193 nước, tăng 15 bậc", "the largest is a, followed by b", "5 of the 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.extract.items import Item, Items, same_noun, same_unit
from checker.extract.phrasing import last_match, phrases, shaped
from checker.model import Relation


def orders(items: Items) -> Iterator[Relation]:
    """Every rank with the number ranked, every move in a ranking, every order of size, every part of a counted whole.

    ``rank``    ``rank``, ``field`` (how many are ranked; absent where the rank prints it itself)
    ``places``  ``rank``, ``from``, ``by``; the label is ``up`` or ``down``
    ``order``   ``first``, ``next``; the label is ``largest`` or ``smallest``
    ``subset``  ``part``, ``whole``; or ``share`` alone, a percentage that is said to be of a whole
    """
    for _, one, two in items.beside:
        yield from _ranked(items, one, two)
        yield from _ordered(items, one, two)
        yield from _subset(items, one, two)
    for one in items.all:
        if one.percent and one.value.lo > 100 and _said_of_whole(items, one):
            yield Relation(kind="subset", roles=(("share", one.claim),), span=one.claim.span)
    yield from _places(items)


def _is_rank(item: Item) -> bool:
    return item.figure.form in ("rank", "ordinal")


def _ranked(items: Items, rank: Item, field: Item) -> Iterator[Relation]:
    if not _is_rank(rank) or field.value.unit.dimension != "count" or field.figure.form != "number" or field.is_range:
        return
    between = items.between(rank, field)
    heads = (*items.pack.arithmetic["out_of_heads"], *items.pack.out_of)
    if shaped(r"\s*(?:/|@)\s*(?:[^\W\d_]+\s+){0,2}", heads).fullmatch(between):
        yield Relation(kind="rank", roles=(("rank", rank.claim), ("field", field.claim)), span=items.span(rank, field))


def _places(items: Items) -> Iterator[Relation]:
    """A move of some places between two ranks that the text prints: in one sentence, or the one before it."""
    for at, step in enumerate(items.all):
        if step.value.unit.dimension != "places" or step.is_range:
            continue
        start, end = step.sentence
        near = [item for item in items.all[max(0, at - 5) : at + 5] if _is_rank(item) and item.start < end]
        ranks = [item for item in near if item.start >= start]
        if len(ranks) < 2:
            ranks = [item for item in near if item.start >= items.previous(start)]
        if len(ranks) != 2:
            continue
        lead = items.low[max(start, step.start - 25) : step.start]
        way = (
            "up"
            if phrases(items.pack, "places_up").search(lead)
            else "down"
            if phrases(items.pack, "places_down").search(lead)
            else ""
        )
        then = [item for item in ranks if _was(items, item)]
        if not way or len(then) != 1:
            continue
        now = ranks[0] if then[0] is ranks[1] else ranks[1]
        roles = (("rank", now.claim), ("from", then[0].claim), ("by", step.claim))
        yield Relation(kind="places", roles=roles, span=items.span(now, then[0], step), label=way)


def _was(items: Items, rank: Item) -> bool:
    """Whether a rank is the earlier one: "up from 86th", "so với hạng 86"."""
    lead = items.low[max(0, rank.start - 30) : rank.start]
    said = last_match(phrases(items.pack, "earlier"), lead)
    return said is not None and not re.search(r"[\d,.;]", lead[said.end() :])


def _ordered(items: Items, first: Item, following: Item) -> Iterator[Relation]:
    """ "lớn nhất là … 45,17 %, tiếp theo là … 49,46 %"."""
    if not same_unit(first, following) or first.value.unit.key != following.value.unit.key or first.claim.reference:
        return
    between = items.between(first, following)
    if len(between) > 80 or re.search(r"[.!?\n]", between) or not phrases(items.pack, "followed_by").search(between):
        return
    start, _ = first.sentence
    lead = items.low[max(start, first.start - 120) : first.start]
    found = [
        (match.end(), name) for name in ("largest", "smallest") for match in phrases(items.pack, name).finditer(lead)
    ]
    if not found:
        return
    at, name = max(found)
    if re.search(r"\d", lead[at:]) or phrases(items.pack, "change_words").search(lead[at:]):
        return
    yield Relation(
        kind="order",
        roles=(("first", first.claim), ("next", following.claim)),
        span=items.span(first, following),
        label=name,
    )


def _subset(items: Items, part: Item, whole: Item) -> Iterator[Relation]:
    """ "5 trong tổng số 3 xã", "35 people, of whom 40": the words make the one a part of the other."""
    if not (part.amount and whole.amount and same_unit(part, whole)) or part.is_range or whole.is_range:
        return
    if part.figure.form != "number" or whole.figure.form != "number":
        return
    between = items.between(part, whole)
    heads = tuple(head for head in items.pack.arithmetic["out_of_heads"] if " " in head and head != "of the")
    if heads and same_noun(part, whole) and shaped(r"\s*@\s*(?:[^\W\d_]+\s+){0,2}", heads).fullmatch(between):
        yield Relation(
            kind="subset", roles=(("part", part.claim), ("whole", whole.claim)), span=items.span(part, whole)
        )
        return
    start, _ = part.sentence
    # "Of 30 injured, 40 were women": here the whole comes first.
    if same_noun(part, whole) and shaped(r"[\s“\"]*@\s*", items.pack.arithmetic["out_of_heads"]).fullmatch(
        items.low[start : part.start]
    ):
        if re.fullmatch(r"(?:\s*[^\W\d_]+){0,4},?\s*(?:[^\W\d_]+\s+)?", between):
            roles = (("part", whole.claim), ("whole", part.claim))
            yield Relation(kind="subset", roles=roles, span=items.span(part, whole))
        return
    opened = shaped(r"\s*[,(]?\s*(?P<parts>@)\s*(?:[^\W\d_]+\s+){0,2}", items.pack.arithmetic["parts"]).fullmatch(
        between
    )
    if opened and same_noun(part, whole) and part.value.unit.noun and not _of_earlier(items, part, whole):
        roles = (("part", whole.claim), ("whole", part.claim))
        yield Relation(kind="subset", roles=roles, span=items.span(part, whole))


def _of_earlier(items: Items, last: Item, part: Item) -> bool:
    """Whether *part*, without a noun of its own, may be one of what its sentence counts before the *last* amount, or of all
    together: "9,000 houses in 14 towns, of which 2,900 are beyond repair", "175 passengers and six crew, of whom 179"."""
    if part.value.unit.noun:
        return False
    earlier = [
        item.value.hi
        for item in items.all
        if item.amount
        and item.claim.sentence == last.claim.sentence
        and item.end <= last.start
        and same_unit(item, last)
    ]
    return bool(earlier) and last.value.hi + sum(earlier) >= part.value.lo


def _said_of_whole(items: Items, share: Item) -> bool:
    """ "chiếm 120 % tổng số": a verb of sharing right before, the whole right behind."""
    lead, rest = items.low[max(0, share.start - 25) : share.start], items.low[share.end : share.end + 40]
    verb = shaped(r"@\s*(?:[^\W\d_]+\s+){0,2}$", items.pack.arithmetic["share_verbs"]).search(lead)
    words = items.pack.arithmetic
    whole = shaped(r"\s*(?:@\s*)?(?:the\s+)?@", words["out_of_heads"], words["whole_words"]).match(rest)
    return verb is not None and whole is not None
