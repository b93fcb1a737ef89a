"""Announced counts with their lists: "5 rõ: “rõ người, rõ việc …”", "three reasons: a, b and c", "3 nước (A, B và C)".

Three kinds of relation come out: ``enumeration`` (a count and its items), ``bullets`` (a count and the marked lines
below it, each surely one item) and ``listing`` (items that share a head word, without a count beside them: another
article may announce how many there are).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from checker.extract.context import Context
from checker.extract.figures import Figure
from checker.extract.phrasing import compiled, phrases, shaped
from checker.extract.sentences import MAX_SENTENCE_CHARS
from checker.languages.record import Pack
from checker.model import Claim, Kind, Relation
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.hedge import Hedge

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,300})[”\"]")
_FULL_STOP = re.compile(r"[.!?](?=\s|$)|\n")
_BULLET = re.compile(r"[ \t]*(?P<mark>[-–•*+]|\(?\d{1,2}[.)])[ \t]+(?P<item>\S[^\n]*)\n?")
_BRACKETED = re.compile(r"[”\"’']?\s*\(([^()\n]{5,300})\)")
# Without one of these a quotation holds no list.
_SEPARATOR = re.compile("[,;]")
_MOST_ITEMS = 30
# How far a list may begin behind its count, in characters.
_REACH = 70
# The longest words between a part and its whole, with room to spare.
_OUT_OF_CHARS = 25


def listings(context: Context, items: Sequence[tuple[Claim, Figure]]) -> list[Relation]:
    """Every enumeration and listing of the text."""
    out: list[Relation] = []
    text = context.view.text
    counted: set[int] = set()
    for index, (claim, figure) in enumerate(items):
        if not _announces(claim, figure) or (index and _is_whole(context, items[index - 1][1], figure)):
            continue
        following = items[index + 1][1].start if index + 1 < len(items) else context.end
        found = _list_after(context, figure, following)
        if found is None or _counts_parts(items, index, *found[1:3]):
            continue
        kind, start, end, parts = found
        value = claim.value
        assert isinstance(value, Quantity)
        counted.add(start)
        span = Span(claim.span.start, context.view.original(start, end).end)
        out.append(Relation(kind=kind, roles=(("count", claim),), span=span, items=parts, label=_label(value, parts)))
    for match in _QUOTED.finditer(text, context.sentences[0], context.end):
        if match.start(1) in counted or not _SEPARATOR.search(match[1]):
            continue
        parts = _split(context.pack, match[1])
        head = shared_head(parts)
        if head and len(parts) >= 3:
            span = context.view.original(match.start(1), match.end(1))
            out.append(Relation(kind="listing", roles=(), span=span, items=parts, label=head))
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
        and figure.form == "number"
        and 2 <= value.lo <= 20
        and value.grain == 1
        and value.lo == int(value.lo)
    )


def _is_whole(context: Context, before: Figure, figure: Figure) -> bool:
    """Whether only some of what is counted is told of: "three of the four roads reopened: …"."""
    if before.end > figure.start:
        return True
    gap = context.view.low[before.end : figure.start]
    return len(gap) <= _OUT_OF_CHARS and phrases(context.pack, "out_of_heads").fullmatch(gap.strip()) is not None


def _counts_parts(items: Sequence[tuple[Claim, Figure]], index: int, start: int, end: int) -> bool:
    """Whether the list counts things itself ("3 thẻ: 2 thẻ cho A và 1 thẻ cho B"): then its numbers add up, not its items."""
    inside = [figure for _, figure in items[index + 1 : index + 1 + _MOST_ITEMS] if start <= figure.start < end]
    return sum(figure.form == "number" and figure.unit.dimension == "count" for figure in inside) >= 2


_Found = tuple[str, int, int, tuple[str, ...]]


def _list_after(context: Context, figure: Figure, following: int) -> _Found | None:
    """The list that the count announces: quoted, marked line by line, behind a colon, in brackets, or names."""
    end = _sentence_end(context.view.text, figure.end, context.end)
    return (
        _quoted_list(context, figure, following)
        or _marked_lines(context, figure)
        or _behind_colon(context, figure, following, end)
        or _in_brackets(context, figure, following)
        or _names(context, figure, end)
    )


def _quoted_list(context: Context, figure: Figure, following: int) -> _Found | None:
    text = context.view.text
    quoted = _QUOTED.search(text, figure.end, min(context.end, figure.end + 60))
    if quoted is None or quoted.start() >= following:
        return None
    between = text[figure.end : quoted.start()]
    colon = between.rstrip().endswith(":") and not re.search(r"[.;?!\n]", between)
    if not colon:
        return None
    parts = _split(context.pack, quoted[1])
    if not shared_head(parts) and not _conjunction(context.pack).search(quoted[1]):
        return None
    return "enumeration", quoted.start(1), quoted.end(1), parts


def _behind_colon(context: Context, figure: Figure, following: int, end: int) -> _Found | None:
    """ "three reasons: a, b and c", up to *end*, the end of the sentence."""
    text = context.view.text
    colon = text.find(":", figure.end, min(end, figure.end + _REACH))
    if colon < 0 or following < colon or any(mark in text[figure.end : colon] for mark in ".;?!\n,("):
        return None
    start = colon + 1
    if text[start : start + 1] not in (" ", "\n"):
        return None
    body = text[start:end].strip().rstrip(".")
    between = phrases(context.pack, "list_links").sub("", context.view.low[figure.end : colon])
    elsewhere = phrases(context.pack, "other_lists").search(between) or _unfinished(context.pack, between)
    if not body or elsewhere or _unfinished(context.pack, body) or ":" in body:
        return None
    return "enumeration", start, end, _split(context.pack, body)


def _marked_lines(context: Context, figure: Figure) -> _Found | None:
    """Lines with a dash, a point or a number before them, below a line that ends in a colon."""
    text = context.view.text
    line_end = text.find("\n", figure.end, min(context.end, figure.end + _REACH))
    if line_end < 0 or not text[figure.end : line_end].rstrip().endswith(":") or "." in text[figure.end : line_end]:
        return None
    start = line_end
    while start < context.end and text[start] == "\n":
        start += 1
    at, shape, parts = start, None, []
    while at < context.end and (match := _BULLET.match(text, at, context.end)) is not None:
        # A line with another mark, or farther in, is a list inside an item.
        own = (re.sub(r"\d+", "1", match["mark"]), match.start("mark") - match.start())
        shape = shape or own
        if own == shape:
            parts.append(match["item"].strip(" .,;"))
        at = match.end()
        while at < context.end and text[at] == "\n":
            at += 1
    if len(parts) < 2 or len(parts) > _MOST_ITEMS or any(_unfinished(context.pack, part) for part in parts[-1:]):
        return None
    return "bullets", start, at, tuple(parts)


def _in_brackets(context: Context, figure: Figure, following: int) -> _Found | None:
    """ "3 nước (A, B và C)": names, or items that begin with what is counted ("5 rõ (rõ người, …)"); brackets hold so much
    else."""
    match = _BRACKETED.match(context.view.text, figure.end, context.end)
    if match is None or following < match.end() or _unfinished(context.pack, match[1]):
        return None
    parts = _split(context.pack, match[1])
    named = len(parts) >= 2 and all(_is_name(context.pack, part, figure) for part in parts)
    counted = len(parts) >= 3 and figure.unit.noun != "" and shared_head(parts) == figure.unit.noun
    return ("enumeration", match.start(1), match.end(1), parts) if named or counted else None


def _names(context: Context, figure: Figure, end: int) -> _Found | None:
    """ "7 ngân hàng A, B, C …", "4 nhà mạng gồm A, B, C và D": three names or more, up to *end*, that of the sentence."""
    text, low = context.view.text, context.view.low
    if text[figure.end : figure.end + 1] not in (" ", "") or text.find(",", figure.end, end) < 0:
        return None
    link = shaped(r"\s+(?:[^\W\d_]+\s+){0,2}?@\s+", context.pack.arithmetic["list_links"]).match(low[figure.end : end])
    start = figure.end + (link.end() if link else 0)
    body = text[start:end].strip()
    if re.search(r"[:;()“”\"]", body) or _unfinished(context.pack, body):
        return None
    parts = _split(context.pack, body)
    if len(parts) < 3 or not all(_is_name(context.pack, part, figure) for part in parts):
        return None
    if link is None and not context.pack.plural_nouns and len(parts) > figure.lo and len(set(parts)) == len(parts):
        # "2 tỉnh A, B và TP C": what is beyond the count may be something else.
        return None
    return "enumeration", start, end, parts


def _is_name(pack: Pack, part: str, figure: Figure) -> bool:
    """Whether an item is a name: capitals throughout, but for the counted noun before it."""
    words = part.split()
    noun = figure.unit.noun.split()
    if noun and [word.lower() for word in words[: len(noun)]] == noun:
        words = words[len(noun) :]
    if not words or len(words) > 5 or words[0].lower() in pack.place:
        return False
    return all(word[0].isupper() or word[0].isdigit() for word in words) and words[0][0].isupper()


def _sentence_end(text: str, start: int, end: int) -> int:
    """The first full stop or line end after *start* that is not inside a number; no list runs on without one."""
    end = min(end, start + MAX_SENTENCE_CHARS)
    match = _FULL_STOP.search(text, start, end)
    return end if match is None else match.start()


def _unfinished(pack: Pack, body: str) -> bool:
    """Whether the list says itself that it names only some: "such as", "…"."""
    return phrases(pack, "unfinished").search(body.lower()) is not None


def _conjunction(pack: Pack) -> re.Pattern[str]:
    return shaped(r"(?i),?\s+@\s+", pack.arithmetic["conjunctions"])


def _split(pack: Pack, body: str) -> tuple[str, ...]:
    """The items of a list: by semicolons where there are any, else by commas; the last may hang on "và"/"and"."""
    body = re.sub(r"\([^()]*\)", "", body)
    rough = body.split(";") if ";" in body else body.split(",")
    items = [part.strip(" .,“”\"'\n") for part in rough]
    items = [part for part in items if part]
    told = next((nth for nth, part in enumerate(items) if nth and _tells_each(pack, part)), len(items))
    del items[told:]
    if items:
        tail = shaped(r"(?i)^@\s+", pack.arithmetic["conjunctions"]).sub("", items[-1])
        if tail != items[-1]:
            items[-1] = tail
        else:
            pieces = _conjunction(pack).split(items[-1])
            if len(pieces) == 2 and all(pieces):
                items[-1:] = pieces
    return tuple(items) if len(items) <= _MOST_ITEMS else ()


def _tells_each(pack: Pack, part: str) -> bool:
    """Whether a part tells something of each item, and is none: "mỗi cầu rộng 20 m"."""
    return part.split(maxsplit=1)[0].lower() in pack.each - pack.each_as_article and any(map(str.isdigit, part))


def shared_head(items: Sequence[str]) -> str:
    """The word that every item begins with, lower case; empty where they differ or there are fewer than two."""
    heads = {item.split()[0].lower() for item in items if item.split()}
    return heads.pop() if len(heads) == 1 and len(items) >= 2 else ""


def _label(value: Quantity, items: Sequence[str]) -> str:
    return shared_head(items) or value.unit.noun


# ── first, second, third ─────────────────────────────────────────────────────────────────────────────────────────

_Mark = tuple[int, int, int]  # the number, and where its word starts and ends


def numbered(context: Context) -> Iterator[tuple[tuple[int, ...], tuple[_Mark, ...]]]:
    """Each series of "first …, second …" that lacks a number: the missing numbers, and the marks that are there.

    A series that lacks its first needs three marks in a row; what opens it may have gone without a number.
    """
    for series in _series(_marks(context)):
        numbers = [number for number, _, _ in series]
        missing = tuple(number for number in range(1, numbers[-1]) if number not in numbers)
        opened = numbers[0] == 1
        if missing and len(series) >= (2 if opened else 3) and (opened or not _weekdays(context, series)):
            yield missing, tuple(series)


def _marks(context: Context) -> list[_Mark]:
    """The words for first, second, … that open a sentence and are set off from it."""
    low, found = context.view.low, []
    number_of, opening = _numbering(context.pack.series)
    for start in context.sentences:
        match = opening.match(low, start, context.end)
        if match is None or not re.match(r"\s*[,:]\s*\D", low[match.end() : match.end() + 8]):
            continue
        found.append((number_of[" ".join(match[0].split())], start, match.end()))
    return found


@cache
def _numbering(series: tuple[tuple[str, ...], ...]) -> tuple[dict[str, int], re.Pattern[str]]:
    """The number that each spelling of "first", "second", … tells, and the pattern for any of them."""
    number_of = {spelling: number for number, spellings in enumerate(series, start=1) for spelling in spellings}
    return number_of, compiled(tuple(number_of))


def _series(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """The marks in runs of growing numbers."""
    run: list[_Mark] = []
    for mark in marks:
        if run and mark[0] <= run[-1][0]:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _weekdays(context: Context, series: Sequence[_Mark]) -> bool:
    """Whether "thứ hai, thứ ba …" are days of a week: a time or date stands right behind one of them."""
    times = [hit.start for hit in context.dates if ":" in hit.lo or (hit.grain == "day" and hit.stated != "weekday")]
    return any(end <= time < end + 40 for _, _, end in series for time in times)
