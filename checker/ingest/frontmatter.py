"""The block of ``key: value`` lines between ``---`` at the head of a Markdown file.

A small subset of YAML, read without a YAML library: one value per line, plain or quoted, ``null``. Lists, nested
tables and comments are passed over under keys we do not use; nothing in the block can run, refer or grow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.text.span import Span

# Bytes of a front matter beyond which it is none.
_MAX_CHARS = 65_536
_KEYS = {
    "title": "title", "headline": "title",
    "date": "date", "published": "date", "pubdate": "date",
    "outlet": "outlet", "publisher": "outlet", "site": "outlet", "sitename": "outlet",
    "url": "url", "link": "url", "canonical": "url",
    "lang": "lang", "language": "lang",
}  # fmt: skip
_LINE = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*)|)$")
_NULL = frozenset({"", "~", "null", "Null", "NULL", "none", "None"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "\\": "\\", "/": "/", "N": "\u0085", "_": "\u00a0"}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))")


@dataclass(slots=True)
class FrontMatter:
    """``values`` and ``spans`` by our own key; a span covers the value inside its quotes, offsets into the text.

    ``end``    where the text below the block begins
    ``lines``  how many ``key: value`` lines were read, unknown keys included
    """

    end: int
    values: dict[str, str | None] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    lines: int = 0


def parse(text: str) -> FrontMatter | None:
    """The front matter of *text*, or None where it has none. What cannot be read is listed in ``notes``."""
    start = 1 if text.startswith("\ufeff") else 0
    if not text.startswith("---", start):
        return None
    first_end = text.find("\n", start)
    if first_end < 0 or text[start:first_end].rstrip() != "---":
        return None
    found = FrontMatter(end=len(text))
    at, number, closed = first_end + 1, 1, False
    nested = False
    # Whether a closing line lies ahead; looked up once, at the first line that is wrong.
    end: bool | None = None
    while at < len(text) and at - start < _MAX_CHARS:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        number += 1
        line = text[at:stop]
        bare = line.rstrip()
        if bare in ("---", "..."):
            closed, at = True, min(stop + 1, len(text))
            break
        match = _LINE.match(bare)
        if match is not None:
            nested = _take(found, match, at, number)
        elif bare and bare[0] != "#" and not (nested and bare[0] in " \t-"):
            if not found.lines:
                # A rule, then prose: no front matter at all.
                return None
            if end is None:
                end = _closes(text, at)
            if not end:
                break
            found.notes.append(f"line {number} of the front matter is not “key: value”: {bare[:40]!r}")
        at = stop + 1
    if not closed:
        if not found.lines:
            return None
        found.notes.append("the front matter that opens on line 1 is never closed with “---”")
    found.end = min(at, len(text))
    return found


def _closes(text: str, at: int) -> bool:
    return re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, at, at + _MAX_CHARS) is not None


def _take(found: FrontMatter, match: re.Match[str], at: int, number: int) -> bool:
    """Keep one line; True where the lines below it may belong to it."""
    key = _KEYS.get(match[1].lower())
    raw = (match[2] or "").strip()
    found.lines += 1
    if key is None:
        return raw in ("", "|", ">", "|-", ">-", "[", "{")
    offset = at + (match.start(2) if match[2] is not None else match.end())
    offset += len(match[2] or "") - len((match[2] or "").lstrip())
    if raw in ("|", ">", "|-", ">-", "|+", ">+"):
        found.notes.append(f"line {number} of the front matter: a {match[1]} over several lines is not read")
        return True
    if raw[:1] in ('"', "'") and (len(raw) < 2 or raw[-1] != raw[0]):
        found.notes.append(f"line {number} of the front matter: the quotes of {match[1]} do not close")
        return False
    value, span = _value(raw, offset)
    if key in found.values and found.values[key] is not None:
        return False
    found.values[key] = value
    if value is not None:
        found.spans[key] = span
    return False


def _value(raw: str, offset: int) -> tuple[str | None, Span]:
    """The value without its quotes, and where it stands; None for null and the empty text."""
    none = Span(offset, offset)
    if raw[:1] in ('"', "'"):
        inner = raw[1:-1]
        span = Span(offset + 1, offset + 1 + len(inner))
        value = _ESCAPE.sub(_unescaped, inner) if raw[0] == '"' and "\\" in inner else inner
        value = value.replace("''", "'") if raw[0] == "'" else value
        return (value, span) if value.strip() else (None, none)
    plain = raw.split(" #", 1)[0].rstrip()
    return (None, none) if plain in _NULL else (plain, Span(offset, offset + len(plain)))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        char = chr(int(code, 16))
        return "�" if "\ud800" <= char <= "\udfff" else char
    return _ESCAPES.get(match[3], match[3])
