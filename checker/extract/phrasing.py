"""Phrases of a language pack as patterns."""

from __future__ import annotations

import re
from functools import cache

from checker.languages.pack import Pack

_PATTERNS: dict[tuple[int, tuple[str, ...]], tuple[Pack, re.Pattern[str]]] = {}


def phrases(pack: Pack, *names: str) -> re.Pattern[str]:
    """A pattern for any phrase of the tables *names* of ``[arithmetic]``, the longest first, whole words alone."""
    key = (id(pack), names)
    if key not in _PATTERNS:
        # The pack is kept beside its pattern, so that its id stays its own.
        _PATTERNS[key] = (pack, compiled(tuple(phrase for name in names for phrase in pack.arithmetic[name])))
    return _PATTERNS[key][1]


@cache
def compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of *words* in a text of lower case; white space in them is any white space."""
    return re.compile(alternatives(words))


def alternatives(words: tuple[str, ...]) -> str:
    """The source of a pattern for any of *words*; one that never matches for none."""
    if not words:
        return "(?!)"
    return "(?:" + "|".join(_one(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where *pattern* stands in *text*, or None."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _one(word: str) -> str:
    body = r"\s+".join(re.escape(part) for part in word.split(" "))
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{body}{after}"
