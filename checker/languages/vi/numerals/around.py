"""The word before and behind a place, and whether a sentence opens there."""

from __future__ import annotations

from checker.languages.vi.numerals.words import OPENERS, WORD


def word_before(low: str, start: int) -> str:
    """The word right before *start*, parted by one space; empty where anything else stands there."""
    if start < 2 or low[start - 1] != " ":
        return ""
    word = low[low.rfind(" ", max(0, start - 12), start - 1) + 1 : start - 1]
    if word.isalpha():
        return word
    at = len(word)
    while at and word[at - 1].isalpha():
        at -= 1
    return word[at:]


def word_after(low: str, end: int) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    match = WORD.match(low, end)
    return match[1] if match is not None else ""


def digit_before(low: str, start: int) -> bool:
    return start > 1 and low[start - 1] == " " and low[start - 2].isdigit()


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at *start* is owed to the place: after a full stop, a quotation mark, a dash, a line's begin."""
    at = start - 1
    while at >= 0 and text[at] == " " and start - at < 8:
        at -= 1
    return at < 0 or text[at] in OPENERS
