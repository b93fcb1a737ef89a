"""Totals with their parts: behind "trong đó", "of which", in brackets, and parts before "a total of"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.extract.items import Item, Items, is_rest, same_noun, same_unit
from checker.extract.phrasing import last_match, phrases, shaped
from checker.model import Kind, Relation, Status
from checker.text.span import Span

_MOST_PARTS = 12
# How far a list of parts may open behind its total, and how long it may be, in characters.
_OPENS_WITHIN = 160
_LIST_CHARS = 500
_COLON_WITHIN = 60
# How far a total may stand behind the last of its parts, and behind the words that call it one.
_CLOSES_WITHIN = 80
_SAID_WITHIN = 25
_BETWEEN_PARTS = 60
# Where a figure may follow its own article: "and a further 12".
_OF_FIGURE = 12
# So many amounts in a row are a list; two ("$4 billion was repaid, and $8 billion remains") may be two statements.
_LIST_OF = 3
# So many figures back an amount may stand that the parts belong to.
_MEANT_WITHIN = 4
# How far behind an amount the brackets open that explain it.
_EXPLAINED_WITHIN = 12


def sums(items: Items) -> Iterator[Relation]:
    """Every total with two or more parts.

    The label: ``exhaustive`` where the text calls the list complete, ``partial`` where it does not, ``loose`` where
    total and parts carry other nouns.
    """
    joined = shaped(r"(?:,|;|@)\s*$", items.pack.arithmetic["conjunctions"])
    yield from _opened(items, joined)
    yield from _closed(items)
    yield from _taken_from(items)


def _opened(items: Items, joined: re.Pattern[str]) -> Iterator[Relation]:
    """The total first: "35 người, gồm 10 … và 25 …"."""
    low, pack = items.low, items.pack
    for index, total in enumerate(items.all[:-1]):
        if not _can_add(total):
            continue
        # "a out of b" is read as a/b and as b: the second stands inside the first.
        first = index + 1 if items.all[index + 1].start >= total.end else index + 2
        if first == len(items.all) or not 0 <= items.all[first].start - total.end <= _OPENS_WITHIN:
            continue
        gap = low[total.end : items.all[first].start]
        if "\n" in gap:
            continue
        index, gap = _explained(items, index, gap)
        total, opens = items.all[index], items.all[first].start - len(gap)
        if not _can_add(total):
            continue
        marker = phrases(pack, "parts").search(gap)
        bracket = gap.lstrip().startswith("(") and len(gap) <= 12
        # Brackets and "gồm" say it in words; before a colon only what is counted tells that a total stands there, and
        # behind one the amounts that make a difference explain it: "nữ nhiều hơn nam 5 em: 25 nữ và 20 nam".
        counted = total.value.unit.noun != "" or total.value.unit.dimension != "count"
        told = counted and total.claim.kind is not Kind.CHANGE
        plain = len(gap) <= _COLON_WITHIN and ";" not in gap and ")" not in gap
        colon = marker is None and told and gap.rstrip().endswith(":") and plain
        # "Nga Sơn: 412 mm, Sầm Sơn: 379 mm": the first of a list is no total of the others.
        colon = colon and not (gap.startswith((",", ";")) and low[: total.start].rstrip().endswith(":"))
        if (marker is None and not bracket and not colon) or phrases(pack, "parts_excluded").search(gap):
            continue
        end = _closing(low, opens, items.context.end, bracket=bracket, marker=opens + (marker.start() if marker else 0))
        if marker is not None and marker.start() == 1 and marker[0].split()[0] in pack.partitive and total.bare:
            continue  # "nine goals, four of them penalties" are a part
        parts = _inner(items, index, _parts(items, first, total, end, joined))
        if len(parts) < 2 or (colon and total.value.lo == len(parts)):
            continue  # "at two hospitals: 83 at one and 69 at the other" counts the list
        if marker is not None and _of_something_else(gap[: marker.start()]) and not _made(items, index, parts):
            continue
        total = _meant(items, index, parts)
        complete = (
            bracket
            or colon
            or (marker is not None and phrases(pack, "parts_complete").fullmatch(marker[0]) is not None)
        )
        if phrases(pack, "open_ended").search(low, total.end, end) or _one_more(items, parts, end):
            complete = False
        # A list that ends with the rest is whole, whatever it says before.
        complete = complete or (len(parts) >= _LIST_OF and is_rest(items, *parts[-2:]))
        alike = all(_alike(total, part) for part in parts) or _two_sides(items, parts)
        label = "exhaustive" if alike and complete else "partial" if alike else "loose"
        yield _relation(total, parts, label)


def _of_something_else(gap: str) -> bool:
    """Whether a sentence of its own says of what the list is: "9.65 km in Vĩnh Long. The works comprise a bridge …"."""
    _, stop, begun = gap.rpartition(". ")
    return bool(stop and begun.strip())


def _made(items: Items, index: int, parts: Sequence[Item]) -> bool:
    """Whether the parts make the amount at *index* or one shortly before it."""
    added = sum(part.value.lo for part in parts)
    return any(item.amount and item.value.lo == added for item in items.all[max(0, index - _MEANT_WITHIN) : index + 1])


def _explained(items: Items, index: int, gap: str) -> tuple[int, str]:
    """The place of the amount that a list may be of, and what stands between them: where brackets close behind an amount,
    the one that they explain ("155 (53 dead, 102 missing), of whom …") instead of the last in them."""
    closed = gap.find(")")
    if closed < 0 or "(" in gap[:closed]:
        return index, gap
    opened = items.low.rfind("(", items.all[index].sentence[0], items.all[index].start)
    outer = next((nth for nth in range(index - 1, -1, -1) if items.all[nth].end <= opened), None)
    if opened < 0 or outer is None or opened - items.all[outer].end > _EXPLAINED_WITHIN:
        return index, gap
    return outer, gap[closed + 1 :]


def _inner(items: Items, index: int, parts: list[Item]) -> list[Item]:
    """Those of *parts* that are of the total at *index*, where the others go on with a list around it: "900 gồm vay 500,
    trong đó dài hạn 300, vốn góp 400"."""
    total = items.all[index]
    start = total.sentence[0]
    before = [item for item in items.all[:index] if item.start >= start and _can_add(item) and same_unit(item, total)]
    for nth, outer in enumerate(before):
        rest = outer.value.lo - total.value.lo - sum(item.value.lo for item in before[nth + 1 :])
        for kept in range(len(parts)):
            if rest > 0 and sum(part.value.lo for part in parts[kept:]) == rest:
                return parts[:kept]
    return parts


def _meant(items: Items, index: int, parts: Sequence[Item]) -> Item:
    """The total at *index*, or an amount before it in its sentence that the parts make or that it is only compared with:
    "5.318, so với chỉ tiêu 5.200. Trong đó …"."""
    added, near = sum(part.value.lo for part in parts), items.all[index]
    start = near.sentence[0]
    before = [
        item
        for item in items.all[max(0, index - _MEANT_WITHIN) : index]
        if item.start >= start and _can_add(item) and same_unit(item, near)
    ]
    made = next((item for item in (near, *reversed(before)) if item.value.lo == added), None)
    if made is not None:
        return made
    compared = near.claim.reference or near.claim.status is Status.TARGET
    told = [item for item in before if not item.claim.reference and item.claim.status is not Status.TARGET]
    return told[-1] if compared and told else near


def _closed(items: Items) -> Iterator[Relation]:
    """The total last: "38.4 to roads, 12.7 to parks and 9.2 to lighting, a total of 61.3"."""
    low, pack = items.low, items.pack
    for index, total in enumerate(items.all):
        if index < 2 or not _can_add(total) or total.figure.form != "number":
            continue
        start, _ = total.sentence
        lead = low[max(start, items.all[index - 1].end) : total.start]
        if len(lead) > _CLOSES_WITHIN:
            continue
        said = last_match(phrases(pack, "totals"), lead)
        if said is None or len(lead) - said.end() > _SAID_WITHIN:
            continue
        parts: list[Item] = []
        for item in reversed(items.all[max(0, index - _MOST_PARTS) : index]):
            if item.start < start:
                break
            if not same_unit(item, total):
                if parts and not item.percent:
                    break
                continue
            if (
                not _can_add(item)
                or item.claim.reference
                or item.figure.form != "number"
                or item.claim.kind is Kind.CHANGE
            ):
                break
            if parts and not shaped(",|;|@", pack.arithmetic["conjunctions"]).search(low[item.end : parts[-1].start]):
                break
            parts.append(item)
        parts.reverse()
        if len(parts) >= 2:
            alike = all(_alike(total, part) for part in parts)
            part_of_list = _opens_list(items, parts[0], start) or _one_more(items, parts, total.start)
            yield _relation(total, parts, "loose" if not alike else "partial" if part_of_list else "exhaustive")


def _taken_from(items: Items) -> Iterator[Relation]:
    """ "Of the 32 teams, 13 come from Europe, 9 from Africa …": what is taken from a total one after the other."""
    heads = shaped(r"[\s“\"]*@\s*(?:[^\W\d_]+\s+){0,2}", items.pack.arithmetic["out_of_heads"])
    for start, end, held in items.sentences():
        total, parts = held[0], held[1:]
        if len(parts) < _LIST_OF or not _can_add(total) or not heads.fullmatch(items.low[start : total.start]):
            continue
        if not re.match(r"\s*(?:[^\W\d_]+\s+){0,3}?[^\W\d_]*,", items.low[total.end : parts[0].start]):
            continue
        plain = all(_can_add(part) and part.figure.form == "number" and same_unit(part, total) for part in parts)
        listed = all(_lists(items, left, right) for left, right in pairwise(parts))
        if plain and listed and all(_alike(total, part) for part in parts) and parts[-1].end <= end:
            yield _relation(total, parts, "partial")


def _lists(items: Items, left: Item, right: Item) -> bool:
    """Whether *right* follows *left* in one list: each behind a comma or "and", with no verb of change between."""
    between = items.between(left, right)
    if len(between) > _BETWEEN_PARTS or phrases(items.pack, "change_words", "parts").search(between):
        return False
    return shaped(",|;|@", items.pack.arithmetic["conjunctions"]).search(between) is not None


def _one_more(items: Items, parts: Sequence[Item], end: int) -> bool:
    """Whether the list goes on with one that is no figure: "155 in Valencia, two in Castilla and one in Andalusia"."""
    single = shaped(r"@\s+@\s", items.pack.arithmetic["conjunctions"], items.pack.arithmetic["single"])
    inside = [item.start for item in items.all if parts[0].end <= item.start < end]
    return any(
        not any(found.start() <= at <= found.end() + _OF_FIGURE for at in inside)
        for found in single.finditer(items.low, parts[0].end, end)
    )


def _opens_list(items: Items, first: Item, start: int) -> bool:
    """Whether the parts stand behind "of which": then the total is of something before them."""
    return phrases(items.pack, "parts").search(items.low, start, first.start) is not None


def _relation(total: Item, parts: Sequence[Item], label: str) -> Relation:
    everything = (total, *parts)
    span = Span(min(item.claim.span.start for item in everything), max(item.claim.span.end for item in everything))
    roles = (("total", total.claim), *(("part", part.claim) for part in parts))
    return Relation(kind="sum", roles=roles, span=span, label=label)


def _closing(text: str, start: int, end: int, *, bracket: bool, marker: int) -> int:
    """Where the list of parts ends: the closing bracket, or the end of the sentence."""
    if bracket or text.rfind("(", start, marker) > text.rfind(")", start, marker):
        closed = text.find(")", marker, start + 401)
        stop = closed if closed >= 0 else end
        # An unbalanced bracket inside: "(trong đó a, đạt 50%), b, đạt 96%)".
        following = text.find(")", stop + 1, stop + 120)
        opened = text.find("(", stop + 1, stop + 120)
        if following >= 0 and (opened < 0 or following < opened):
            stop = following
        return stop
    stop = min(end, start + _LIST_CHARS)
    for mark in (". ", ".\n", "\n"):
        at = text.find(mark, marker, stop)
        if 0 <= at < stop:
            stop = at
    return stop


def _parts(items: Items, first: int, total: Item, end: int, joined: re.Pattern[str]) -> list[Item]:
    out: list[Item] = []
    for item in items.all[first : first + 3 * _MOST_PARTS]:
        if item.start >= end:
            break
        # "a out of b" is read as a/b and as b: the second stands inside the first.
        if out and item.start < out[-1].end:
            continue
        # "9 tỷ từ ngân sách và 7 tỷ từ quỹ": behind a conjunction no earlier "from" makes it a base of comparison.
        based = item.claim.reference and not joined.search(items.low[max(0, item.start - 12) : item.start])
        if _can_add(item) and not based and item.claim.kind is not Kind.CHANGE and same_unit(item, total):
            out.append(item)
    return out if len(out) <= _MOST_PARTS else []


def _can_add(item: Item) -> bool:
    return item.amount and not item.is_range


def _two_sides(items: Items, parts: Sequence[Item]) -> bool:
    """Whether two parts are the two sides of a contrast, so that nobody is counted in both: men and women."""
    words = [set(part.value.unit.noun.split()) for part in parts]
    return len(parts) == 2 and any(
        (left in words[0] and right in words[1]) or (right in words[0] and left in words[1])
        for left, right in items.pack.contrasts
    )


def _alike(total: Item, part: Item) -> bool:
    """Whether total and part count the same thing: one noun, or a part that prints none."""
    return total.value.unit.dimension != "count" or same_noun(total, part)
