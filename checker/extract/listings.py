"""Announced counts with their lists: "5 rõ: “rõ người, rõ việc …”", "three reasons: a, b and c".

Two kinds of relation come out: ``enumeration`` (a count and its items) and ``listing`` (items that share a head
word, without a count beside them: another article may announce how many there are).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.extract.claims import Context
from checker.extract.figures import Figure
from checker.model import Claim, Kind, Relation
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.hedge import Hedge

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,300})[”\"]")
_CONJUNCTION = re.compile(r",?\s+(?:và|and|cùng|lẫn)\s+")
_LIST_LINK = re.compile(r"^[\s”\"']*[^.;:?!\n]{0,40}?(?::|\bgồm(?: có)?\b:?|\bbao gồm\b:?|\blà\b:?|\bnamely\b:?|\bincluding\b:?)?\s*$")
_UNFINISHED = re.compile(r"…|\.\.\.|v\.\s?v|\betc\b|such as|\bnhư\b|among others|including", re.IGNORECASE)
_MOST_ITEMS = 30


def listings(context: Context, items: Sequence[tuple[Claim, Figure]]) -> list[Relation]:
    """Every enumeration and listing of the text."""
    out: list[Relation] = []
    text = context.view.text
    counted: set[int] = set()
    for index, (claim, figure) in enumerate(items):
        if not _announces(claim, figure):
            continue
        following = items[index + 1][1].start if index + 1 < len(items) else context.end
        found = _list_after(context, figure, following)
        if found is None:
            continue
        start, end, parts = found
        value = claim.value
        assert isinstance(value, Quantity)
        counted.add(start)
        out.append(
            Relation(
                kind="enumeration",
                roles=(("count", claim),),
                span=Span(claim.span.start, context.view.original(start, end).end),
                items=parts,
                label=_label(value, parts),
            )
        )
    for match in _QUOTED.finditer(text, context.sentences[0], context.end):
        if match.start(1) in counted:
            continue
        parts = _split(match[1])
        head = shared_head(parts)
        if head and len(parts) >= 3:
            out.append(Relation(kind="listing", roles=(), span=context.view.original(match.start(1), match.end(1)), items=parts, label=head))
    return out


def _announces(claim: Claim, figure: Figure) -> bool:
    value = claim.value
    return (
        isinstance(value, Quantity)
        and claim.kind in (Kind.COUNT, Kind.PERCENT, Kind.CHANGE, Kind.MEASURE)
        and value.unit.dimension == "count"
        and value.hedge is Hedge.EXACT
        and not value.is_range
        and value.of is None
        and value.lo == int(value.lo)
        and 2 <= value.lo <= 20
        and figure.form == "number"
        and value.grain == 1
    )


def _list_after(context: Context, figure: Figure, following: int) -> tuple[int, int, tuple[str, ...]] | None:
    """The list that the count announces: quoted, or behind a colon up to the end of the sentence."""
    text = context.view.text
    sentence_end = min(context.end, _sentence_end(text, figure.end, context.end))
    quoted = _QUOTED.search(text, figure.end, min(context.end, figure.end + 60))
    if quoted is not None and quoted.start() < following and _LIST_LINK.match(text[figure.end : quoted.start()]) and ":" in text[figure.end : quoted.start()]:
        parts = _split(quoted[1])
        if shared_head(parts) or _CONJUNCTION.search(quoted[1]):
            return quoted.start(1), quoted.end(1), parts
    colon = text.find(":", figure.end, min(sentence_end, figure.end + 70))
    if colon < 0 or following < colon or any(mark in text[figure.end : colon] for mark in ".;?!\n,("):
        return None
    start = colon + 1
    if text[start : start + 1] not in (" ", "\n"):
        return None
    body = text[start:sentence_end].strip().rstrip(".")
    if not body or _UNFINISHED.search(body) or ":" in body:
        return None
    parts = _split(body)
    return start, sentence_end, parts


def _sentence_end(text: str, start: int, end: int) -> int:
    """The first full stop or line end after *start* that is not inside a number."""
    at = start
    while True:
        match = re.compile(r"[.!?](?=\s|$)|\n").search(text, at, end)
        if match is None:
            return end
        return match.start()


def _split(body: str) -> tuple[str, ...]:
    """The items of a list: by semicolons where there are any, else by commas; the last may hang on "và"/"and"."""
    body = re.sub(r"\([^()]*\)", "", body)
    rough = body.split(";") if ";" in body else body.split(",")
    items = [part.strip(" .,“”\"'") for part in rough]
    items = [part for part in items if part]
    if items:
        tail = re.sub(r"^(?:và|and)\s+", "", items[-1])
        if tail != items[-1]:
            items[-1] = tail
        else:
            pieces = _CONJUNCTION.split(items[-1])
            if len(pieces) == 2 and all(pieces):
                items[-1:] = pieces
    return tuple(items) if len(items) <= _MOST_ITEMS else ()


def shared_head(items: Sequence[str]) -> str:
    """The word that every item begins with, lower case; empty where they differ or there are fewer than two."""
    heads = {item.split()[0].lower() for item in items if item.split()}
    return heads.pop() if len(heads) == 1 and len(items) >= 2 else ""


def _label(value: Quantity, items: Sequence[str]) -> str:
    return shared_head(items) or value.unit.noun
