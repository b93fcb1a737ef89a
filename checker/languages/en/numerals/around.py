"""The word before and behind a place, and whether a headline stands there."""

from __future__ import annotations

from checker.languages import spoken
from checker.languages.en.numerals.words import LINE_MAX, LONG_WORD, SMALL, WORD


def word_before(low: str, start: int) -> str:
    """The word right before *start*, parted by one space; empty where anything else stands there."""
    return spoken.word_before(low, start, longest=20, tail="'s")


def word_after(low: str, end: int) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    return spoken.word_after(low, end, WORD)


def headline(text: str, start: int) -> bool:
    """Whether every long word of the line has a capital, so that one more says nothing."""
    begin = text.rfind("\n", max(0, start - LINE_MAX), start) + 1
    end = text.find("\n", start, start + LINE_MAX)
    if begin == 0 and start > LINE_MAX:
        return False
    line = text[begin : end if end >= 0 else start + LINE_MAX]
    line = line.removeprefix("title:")
    long_words = LONG_WORD.findall(line)
    return len(long_words) > 3 and all(word[0].isupper() or word in SMALL for word in long_words)
