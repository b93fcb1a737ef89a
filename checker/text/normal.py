"""The same text in one spelling, with the way back to the original's offsets.

Vietnamese arrives composed (NFC) and decomposed (NFD), with no-break spaces, soft hyphens, full-width
digits and zero-width joiners. Readers match on the normal form; reports quote the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from checker.text.span import Span

# One character for another: the length stays, so no offset moves.
_SAME_LENGTH = {
    **{code: " " for code in (0x00A0, 0x2002, 0x2003, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x205F, 0x3000)},
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    0xFF05: "%",
    0xFF0C: ",",
    0xFF0E: ".",
    0xFF0F: "/",
    0x2010: "-",
    0x2011: "-",
    0x2212: "-",
    0x2018: "'",
    0x2019: "'",
    0x02BC: "'",
}
_ODD_CHARS = "".join(map(chr, _SAME_LENGTH))
# What changes the length: marks of their own, and what is invisible.
_MARK_CHARS = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_ODD = re.compile(f"[{_ODD_CHARS}]")
_MARKS = re.compile(f"[{_MARK_CHARS}]")
# Any of both: most texts hold none, and one look tells.
_EITHER = re.compile(f"[{_ODD_CHARS}{_MARK_CHARS}]")
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class View:
    """A text as the readers see it.

    ``text`` is the normal form and ``low`` the same in lower case, position for position.
    ``starts`` gives, for each of its characters, the offset in the original; None means they are equal.
    """

    text: str
    low: str
    starts: tuple[int, ...] | None
    original_chars: int

    def original(self, start: int, end: int) -> Span:
        """The span of the original text for ``text[start:end]``."""
        if self.starts is None:
            return Span(start, end)
        first = self.starts[start] if start < len(self.starts) else self.original_chars
        last = self.starts[end] if end < len(self.starts) else self.original_chars
        return Span(first, last)

    def position(self, offset: int) -> int:
        """The position in ``text`` of the original *offset*."""
        if self.starts is None:
            return offset
        return max(0, bisect_right(self.starts, offset) - 1)


def view(text: str) -> View:
    """*text* in its normal form: NFC, plain spaces and digits, no invisible characters."""
    if text.isascii() or not _EITHER.search(text):
        return View(text, lowered(text), None, len(text))
    plain = _ODD.sub(lambda m: _SAME_LENGTH[ord(m[0])], text)
    if not _MARKS.search(plain):
        # Characters that decompose otherwise (ligatures, singletons) are no letters of our languages.
        return View(plain, lowered(plain), None, len(text))
    return _composed(plain)


def _composed(text: str) -> View:
    out: list[str] = []
    starts: list[int] = []
    at = 0
    length = len(text)
    while at < length:
        char = text[at]
        if char in _INVISIBLE:
            at += 1
            continue
        end = at + 1
        # A cluster longer than 32 marks is no letter; the bound keeps a storm of marks linear.
        while end < length and end - at < 32 and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[at:end]) if end - at > 1 else char
        for place, part in enumerate(cluster):
            out.append(part)
            # Marks that do not compose ("1" and an acute accent) keep offsets of their own: no span is ever empty.
            starts.append(max(at, end - len(cluster) + place) if place else at)
        at = end
    joined = "".join(out)
    return View(joined, lowered(joined), tuple(starts), length)


def lowered(text: str) -> str:
    """*text* in lower case with every position kept (``str.lower`` makes two characters of "İ")."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def folded(text: str) -> str:
    """*text* for comparing words: NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def unaccented(text: str) -> str:
    """*text* without the marks on its letters: "Tuấn" → "Tuan", "đ" → "d"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


# What stands before the first word of a sentence, a quotation or a list item.
_OPENING: Final = re.compile(r"(?:\A|[\n.!?:…\"“”])[\s\"“”–-]*\Z")
# So far back it is looked for: a mark, a space, a dash and a quotation mark.
_OPENING_CHARS: Final = 4


def opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at *start*: a capital there says nothing of a name."""
    return _OPENING.search(text, max(0, start - _OPENING_CHARS), start) is not None


# Every capital letter of the Latin alphabets, for a character class. A range such as "À-Ỹ" holds the small ones too.
CAPITALS: Final = "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
