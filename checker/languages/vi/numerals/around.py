"""The word before and behind a place, and whether a digit stands there."""

from __future__ import annotations

from checker.languages import spoken
from checker.languages.vi.numerals.words import WORD


def word_before(low: str, start: int) -> str:
    """The syllable right before *start*, parted by one space; empty where anything else stands there."""
    return spoken.word_before(low, start, longest=12)


def word_after(low: str, end: int) -> str:
    """The syllable right after *end*, parted by one space; empty where anything else stands there."""
    return spoken.word_after(low, end, WORD)


def digit_before(low: str, start: int) -> bool:
    """Whether a digit stands one space before *start*."""
    return start > 1 and low[start - 1] == " " and low[start - 2].isdigit()
