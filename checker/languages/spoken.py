"""What the readers of number words share, whatever the language: a number as it is read, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from checker.languages.hits import Numeral
from checker.languages.phrases import WORD
from checker.languages.places import matches

DEC: Final[Mapping[int, Decimal]] = {n: Decimal(n) for n in range(101)}

ONE: Final = Decimal(1)

TENTH: Final = Decimal("0.1")

HALF_VALUE: Final = Decimal("0.5")

# What a sentence, a quotation or a line may begin behind.
OPENERS: Final = frozenset(".!?:;…\n\r\t\"'“”‘’«(-–—•*#|/>")


class Read(NamedTuple):
    """A number read from the tokens up to ``end`` (an index, not included)."""

    end: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    form: str = "cardinal"
    sure: bool = True
    loose: bool = False  # a digit alone: what stands around it decides


def grouped(words: Iterable[str]) -> str:
    """An alternation with the first letters taken out, which ``re`` can skip to: a third faster here."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word)))
    return "|".join(
        f"{first}(?:{'|'.join(w[1:] for w in rest)})" for first, rest in groupby(ordered, key=lambda w: w[0])
    )


def stretch(body: str) -> re.Pattern[str]:
    """What matches a stretch of number words, *body*, behind what is no letter and no digit."""
    return re.compile(f"(?<![a-z0-9à-ỹ]){body}")


def first_words(heads: Iterable[str]) -> frozenset[str]:
    """The words that the patterns *heads* begin with, each with its own letters first."""
    return frozenset(word[0] for head in heads if (word := WORD.match(head)) is not None)


def read_all(
    low: str,
    text: str,
    begins: Iterable[int],
    pattern: re.Pattern[str],
    read: Callable[[str, str, int, str, list[Numeral]], None],
) -> list[Numeral]:
    """The numbers that *read* makes of each stretch that *pattern* finds at the places *begins*, in order; *low* is *text*
    in lower case."""
    hits: list[Numeral] = []
    for match in matches(pattern, low, begins):
        read(low, text, match.start(), match[0], hits)
    return hits


def word_before(low: str, start: int, *, longest: int, tail: str = "") -> str:
    """The word of up to *longest* characters right before *start*, parted by one space; empty where anything else
    stands there. It may end with *tail* ("'s")."""
    if start < 2 or low[start - 1] != " ":
        return ""
    word = low[low.rfind(" ", max(0, start - longest), start - 1) + 1 : start - 1]
    if word.isalpha() or (tail and word.endswith(tail) and word[: -len(tail)].isalpha()):
        return word
    at = len(word)
    while at and word[at - 1].isalpha():
        at -= 1
    return word[at:]


def word_after(low: str, end: int, word: re.Pattern[str]) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    match = word.match(low, end)
    return match[1] if match is not None else ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at *start* is owed to the place: after a full stop, a quotation mark, a dash, a line's begin."""
    at = start - 1
    while at >= 0 and text[at] == " " and start - at < 8:
        at -= 1
    return at < 0 or text[at] in OPENERS
