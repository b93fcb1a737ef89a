"""The word before and behind a place, and whether a sentence or a headline stands there."""

from __future__ import annotations

from checker.languages.en.numerals.words import LINE_MAX, LONG_WORD, OPENERS, SMALL, WORD


def word_before(low: str, start: int) -> str:
    """The word right before *start*, parted by one space; empty where anything else stands there."""
    if start < 2 or low[start - 1] != " ":
        return ""
    word = low[low.rfind(" ", max(0, start - 20), start - 1) + 1 : start - 1]
    if word.isalpha() or (word.endswith("'s") and word[:-2].isalpha()):
        return word
    at = len(word)
    while at and word[at - 1].isalpha():
        at -= 1
    return word[at:]


def word_after(low: str, end: int) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    match = WORD.match(low, end)
    return match[1] if match is not None else ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at *start* is owed to the place: after a full stop, a quotation mark, a dash, a line's begin."""
    at = start - 1
    while at >= 0 and text[at] == " " and start - at < 8:
        at -= 1
    return at < 0 or text[at] in OPENERS


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
