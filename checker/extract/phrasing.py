"""Phrases of a language pack as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.languages.record import Pack


@cache
def phrases(pack: Pack, *names: str) -> re.Pattern[str]:
    """A pattern for any phrase of the tables *names* of ``[arithmetic]``, the longest first, whole words alone."""
    return compiled(tuple(phrase for name in names for phrase in pack.arithmetic[name]))


@cache
def compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of *words* in a text of lower case; white space in them is any white space."""
    return re.compile(alternatives(words))


@cache
def shaped(shape: str, *groups: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern *shape*, in which each ``@`` stands for any phrase of the next of *groups*; made once."""
    parts = shape.split("@")
    return re.compile(
        parts[0] + "".join(alternatives(words) + part for words, part in zip(groups, parts[1:], strict=True))
    )


def alternatives(words: tuple[str, ...]) -> str:
    """The source of a pattern for any of *words*, the longest first; one that never matches for none."""
    if not words:
        return "(?!)"
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    whole = [word for word in ordered if word[0].isalnum() and word[-1].isalnum()]
    others = [word for word in ordered if word not in whole]
    return f"(?:{'|'.join((*_together(whole), *map(_one, others)))})"


def _together(words: list[str]) -> Iterator[str]:
    """The source of a pattern for any of *words*, which begin and end with letters or digits; nothing for none.

    It begins with the set of their first letters, so that a search skips all others; behind one of them only the words
    that go on from it are tried.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(_body(word)[1:])
    if tails:
        firsts = f"[{''.join(sorted(tails))}]"
        rest = "|".join(f"(?<={first})(?:{'|'.join(found)})" for first, found in tails.items())
        yield rf"{firsts}(?<!\w{firsts})(?:{rest})(?!\w)"


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where *pattern* stands in *text*, or None."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _body(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split(" "))


def _one(word: str) -> str:
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{_body(word)}{after}"
