"""A text announces a number of things and lists another number of them.

What it compares
    The announced count and the items that follow, repeated ones counted once. Where an aligned source lists items
    under the same word, the two lists are set side by side.

Why it matters
    A dropped item is invisible to whoever knows the list by heart, and the only trace it leaves is the count.

Reported
    "4 biết: biết dân, biết việc và biết địa bàn": three items, an error, since they share one word.
    "three banks: Alpha and Beta": one item short, all of them brief, a warning.
    "three steps:" over two lines with a dash before each: whatever the lines say, they are two.
    "7 banks A, B, C, A, D, E, F, G": one name listed twice, a warning.
    The missing item, where another source lists it.

Not reported
    "three colours: black, white and violet".
    "at least three reasons: …", "three reasons, such as …": the list does not claim to be complete.
    "2 tỉnh A, B và TP C": what goes beyond the count may be something else that was added.
    "two countries" before a list of five fields, or of whole sentences: the list is of something else, or nobody
    can say where one item ends.

Known problems
    A brief item that holds an "and" of its own ("research and development") may be counted as two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Discrepancy,
    Hedge,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    joined,
    printed,
)
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """When a list is trusted whose items share no word.

    ``words``  an item of more words is no name but a clause, and may be several items
    ``off``    a list that misses the count by more is a list of something else
    """

    words: int = 5
    off: int = 1


RULE = RuleInfo(
    code="FC301",
    name="count-list",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each announced count that its list does not have."""
    for relation in passage.relations:
        if relation.kind in ("enumeration", "bullets"):
            yield from _judged(relation, options)


def _judged(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    count = relation.one("count")
    if count is None or not isinstance(count.value, Quantity) or not relation.items:
        return
    value = count.value
    if value.hedge is not Hedge.EXACT or value.is_range or value.lo != value.lo.to_integral_value():
        return
    items = _distinct(relation.items)
    whole = len(items) == len(relation.items)
    if whole and len(items) <= value.lo <= _at_most(relation):
        return
    other = _elsewhere(relation, value.lo)
    marked = _marked(relation)
    bullets = relation.kind == "bullets" and abs(len(relation.items) - value.lo) <= options.off
    if other is None and not marked and not bullets and not _trusted(relation, value.lo, options):
        return
    listed = SAY("whole" if whole else "repeated", n=len(relation.items), distinct=len(items))
    lines = [SAY("listed", n=len(relation.items), items="; ".join(_shown(item) for item in relation.items))]
    suggestion = None
    if other is not None:
        source, theirs = other
        missing = [item for item in theirs if _key(item) not in items]
        extra = [item for item in relation.items if _key(item) not in _distinct(theirs)]
        lines.append(SAY("listed_in", n=len(theirs), source=source, items="; ".join(_shown(item) for item in theirs)))
        suggestion = _question(missing, extra, source)
    severity = Severity.ERROR if other is not None or marked else Severity.WARNING
    yield RULE.discrepancy(
        count,
        message=SAY("message", count=printed(count), announced=spelled(value.lo), listed=listed),
        derivation=lines,
        severity=severity,
        suggestion=suggestion,
    )


def _elsewhere(relation: Relation, announced: Decimal) -> tuple[str, tuple[str, ...]] | None:
    """The list of an aligned source that has the announced number of items and shares at least half of them."""
    mine = set(_distinct(relation.items))
    for source, theirs in sorted(relation.elsewhere):
        keys = set(_distinct(theirs))
        if len(keys) == announced and 2 * len(keys & mine) >= min(len(keys), len(mine)):
            return source, theirs
    return None


def _question(missing: Sequence[str], extra: Sequence[str], source: str) -> str | None:
    parts = [
        SAY(name, items=", ".join(f"“{_shown(item)}”" for item in items), source=source)
        for items, name in ((missing, "missing"), (extra, "extra"))
        if items
    ]
    return SAY("question", parts=joined(parts, "; ")) if parts else None


def _marked(relation: Relation) -> bool:
    """Whether every item begins with the word that is counted, so that the items cannot be miscounted."""
    label = _key(relation.label)
    return bool(label) and all(_key(item).startswith(f"{label} ") for item in relation.items)


def _at_most(relation: Relation) -> int:
    """How many items there may be: one that holds the counted word again may be two."""
    label = _key(relation.label)
    if not label:
        return len(relation.items)
    again = re.compile(rf"(?<!^)\b{re.escape(label)}\b")
    return len(relation.items) + sum(len(again.findall(_key(item))) for item in relation.items)


def _trusted(relation: Relation, announced: Decimal, options: Options) -> bool:
    """Whether the items are brief and nearly as many as announced, so that one was dropped, added or repeated."""
    brief = all(len(item.split()) <= options.words for item in relation.items)
    return brief and abs(len(relation.items) - announced) <= options.off


def _distinct(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_key(item) for item in items))


def _key(item: str) -> str:
    return " ".join(unicodedata.normalize("NFC", item).lower().split())


def _shown(item: str) -> str:
    return " ".join(unicodedata.normalize("NFC", item).split())
