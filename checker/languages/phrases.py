"""Tables of phrases that tell at a glance where none of them can stand.

Most places of a text begin no phrase of a table. Looking up the one word that stands there in ``firsts`` (or, where a
phrase must end there, in ``lasts``) settles it without cutting the longer stretches out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Self, TypeVar

T = TypeVar("T")

# A word or a number, as ``checker.extract.tokens`` cuts them.
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")


class PhraseSet(frozenset[str]):
    """Phrases. ``firsts`` and ``lasts`` hold the words that they begin and end with."""

    __slots__ = ("firsts", "lasts")

    firsts: frozenset[str]
    lasts: frozenset[str]

    def __new__(cls, phrases: Iterable[str]) -> Self:
        made = super().__new__(cls, phrases)
        made.firsts, made.lasts = _edges(made)
        return made


class PhraseMap(dict[str, T]):
    """Phrases with their meaning. ``firsts`` and ``lasts`` hold the words that they begin and end with."""

    __slots__ = ("firsts", "lasts")

    def __init__(self, meanings: Mapping[str, T]) -> None:
        super().__init__(meanings)
        self.firsts, self.lasts = _edges(self)


Phrases = PhraseSet | PhraseMap[T]


def _edges(phrases: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    words = [found for phrase in phrases if (found := WORD.findall(phrase))]
    return frozenset(found[0] for found in words), frozenset(found[-1] for found in words)
