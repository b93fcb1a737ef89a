"""Comments in a Markdown file or a web page that are meant for us: ``<!-- factcheck: ignore[FC101] reason -->``.

``ignore[…]`` is for the next block: a paragraph, a heading, a list, in a web page one element. ``disable[…]`` is for
everything up to ``enable[…]`` of the same rule, or to the end. The rules stand in the brackets, by code or name; there
is no form without them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.model import Suppression
from checker.text.span import Span

# The text of a comment, in bounds: what is longer is no comment of ours.
_COMMENT = re.compile(r"<!--(?P<inside>.{0,2000}?)-->", re.DOTALL)
_OURS = re.compile(r"\s*factcheck\s*:\s*(?P<told>.*)", re.DOTALL | re.IGNORECASE)
_TOLD = re.compile(r"(?P<verb>ignore|disable|enable)\s*\[(?P<rules>[^\]\[]*)\](?P<reason>.*)", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t\r]*(?=\n)")
_EXPECTED = "expected ignore[FC101], disable[FC101] or enable[FC101] with the rules in the brackets"
# Two characters of the private use area around a number: what a page is told apart by after parsing.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class _Comment(NamedTuple):
    """One comment of ours. ``verb`` is empty where it cannot be understood; ``told`` is what it says."""

    verb: str
    rules: tuple[str, ...]
    reason: str
    line: int
    told: str


def spans(text: str) -> tuple[Span, ...]:
    """Where comments stand in a Markdown text, ours and others: what they say is no part of the article."""
    return tuple(Span(*found.span()) for found in _COMMENT.finditer(text))


def in_markdown(text: str) -> tuple[Suppression, ...]:
    """The suppressions in a Markdown text, in order of place."""
    if "factcheck" not in text.lower():
        return ()
    parts: list[_Comment | Span] = []
    at = 0
    for found in _COMMENT.finditer(text):
        parts += _blocks(text, at, found.start())
        comment = _comment(found["inside"], text.count("\n", 0, found.start()) + 1)
        parts += [comment] if comment else []
        at = found.end()
    parts += _blocks(text, at, len(text))
    return _suppressions(parts)


def marked(page: str) -> tuple[str, tuple[object, ...]]:
    """*page* with a paragraph in the place of each comment of ours, and the comments, for ``in_page``."""
    comments: list[_Comment] = []

    def mark(found: re.Match[str]) -> str:
        comment = _comment(found["inside"], page.count("\n", 0, found.start()) + 1)
        if comment is None:
            return found[0]
        comments.append(comment)
        return f"<p>{_OPEN}{len(comments) - 1}{_CLOSE}</p>"

    return _COMMENT.sub(mark, page.replace(_OPEN, "").replace(_CLOSE, "")), tuple(comments)


def in_page(blocks: Iterable[str], comments: Sequence[object], text: str) -> tuple[Suppression, ...]:
    """The suppressions of a web page: *blocks* are what its marked form prints, *text* is what was kept of it.

    A block that was left out of the text is passed over, so a comment before a menu is for the paragraph below it. A
    comment inside what a page never prints has nothing to be for.
    """
    places = [at for at, char in enumerate(text) if not char.isspace()]
    squeezed = "".join(text.split())
    parts: list[_Comment | Span] = []
    at = 0
    left = dict(enumerate(comments))
    for block in blocks:
        if mark := _MARK.fullmatch(block.strip()):
            comment = left.pop(int(mark[1]), None)
            parts += [comment] if isinstance(comment, _Comment) else []
            continue
        wanted = "".join(_MARK.sub("", block).split())
        found = squeezed.find(wanted, at)
        if found < 0 or not wanted:
            continue
        at = found + len(wanted)
        parts.append(Span(places[found], places[at - 1] + 1))
    parts += [comment for _, comment in sorted(left.items()) if isinstance(comment, _Comment)]
    return _suppressions(parts)


def _comment(inside: str, line: int) -> _Comment | None:
    """What a comment says; None where it is not meant for us."""
    ours = _OURS.fullmatch(inside)
    if ours is None:
        return None
    told = " ".join(ours["told"].split())
    read = _TOLD.fullmatch(told)
    rules = tuple(name.strip() for name in read["rules"].split(",") if name.strip()) if read else ()
    if read is None or not rules:
        return _Comment("", (), "", line, told)
    return _Comment(read["verb"], rules, read["reason"].strip(" :-–—"), line, told)


def _blocks(text: str, start: int, end: int) -> list[_Comment | Span]:
    """The stretches of ``text[start:end]`` between blank lines, without the blanks around them."""
    found: list[_Comment | Span] = []
    at = start
    for stop in [*(m.start() for m in _BLANK_LINE.finditer(text, start, end)), end]:
        raw = text[at:stop]
        if bare := raw.strip():
            left = at + len(raw) - len(raw.lstrip())
            found.append(Span(left, left + len(bare)))
        at = stop
    return found


def _suppressions(parts: Sequence[_Comment | Span]) -> tuple[Suppression, ...]:
    """What the comments among *parts* (blocks and comments in order of place) ask for."""
    blocks = [(number, part) for number, part in enumerate(parts) if isinstance(part, Span)]
    numbers = [number for number, _ in blocks]

    def covered(first: int, last: int) -> Span:
        """From the first block behind the part *first* to the last one before the part *last*."""
        low, high = bisect_left(numbers, first), bisect_left(numbers, last)
        return Span(blocks[low][1].start, blocks[high - 1][1].end) if low < high else Span(0, 0)

    found: list[tuple[int, Suppression]] = []
    opened: dict[str, tuple[int, _Comment]] = {}
    for number, part in enumerate(parts):
        if isinstance(part, Span):
            continue
        if not part.verb:
            fault = f"{_EXPECTED}, found {part.told!r}"
            found.append((number, Suppression(rule="", span=Span(0, 0), line=part.line, fault=fault)))
        for rule in part.rules:
            key = rule.casefold()
            if part.verb == "ignore":
                after = bisect_left(numbers, number)
                span = blocks[after][1] if after < len(blocks) else Span(0, 0)
                found.append((number, Suppression(rule=rule, span=span, line=part.line, reason=part.reason)))
            elif part.verb == "disable":
                opened.setdefault(key, (number, part))
            elif key in opened:
                began, comment = opened.pop(key)
                found.append((began, _disabled(comment, key, covered(began, number))))
            else:
                fault = f"enable[{rule}] without disable[{rule}] before it"
                found.append((number, Suppression(rule=rule, span=Span(0, 0), line=part.line, fault=fault)))
    for key, (began, comment) in opened.items():
        found.append((began, _disabled(comment, key, covered(began, len(parts)))))
    return tuple(suppression for _, suppression in sorted(found, key=lambda pair: (pair[0], pair[1].rule)))


def _disabled(comment: _Comment, key: str, span: Span) -> Suppression:
    rule = next(name for name in comment.rules if name.casefold() == key)
    return Suppression(rule=rule, span=span, line=comment.line, reason=comment.reason)
