"""Where the words that readers wait for begin in a text, and where its numbers do: found once for all readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from checker.languages.phrases import WORD

R = TypeVar("R")


class Places(NamedTuple):
    """Offsets in one text, each list in order.

    ``words``    word → where it begins; words that do not stand there may be missing
    ``numbers``  where digits begin; those behind a point or comma inside a number are none of their own
    """

    words: Mapping[str, Sequence[int]]
    numbers: Sequence[int]

    def of(self, wanted: Collection[str]) -> list[int]:
        """Where any of the words *wanted* begins, in order."""
        return sorted(start for word, starts in self.words.items() if word in wanted for start in starts)


def places(low: str, wanted: Collection[str]) -> Places:
    """Where each of *wanted*, and each number, begins in *low*, a text in lower case."""
    words: dict[str, list[int]] = {}
    numbers = []
    for match in WORD.finditer(low):
        if match[0][0].isdecimal():
            numbers.append(match.start())
        elif match[0] in wanted:
            words.setdefault(match[0], []).append(match.start())
    return Places(words, numbers)


class Opening(NamedTuple):
    """What begins a passage: *literal*, of which the whole word *word* begins *ahead* characters behind its start."""

    word: str
    ahead: int
    literal: str
    reader: Callable[..., None]


def openings(readers: Iterable[tuple[str, Callable[[R, int], None]]]) -> tuple[Opening, ...]:
    """The literals of *readers*, each with its reader, by their first words."""
    found = ((literal, WORD.search(literal), reader) for literal, reader in readers)
    return tuple(Opening(word[0], word.start(), literal, reader) for literal, word, reader in found if word)


def opened(low: str, begins: Mapping[str, Sequence[int]], known: Iterable[Opening]) -> Iterator[tuple[int, Opening]]:
    """Where each of *known* stands in *low*, one after the other; *begins* as in ``Places.words``."""
    for opening in known:
        for start in begins.get(opening.word, ()):
            at = start - opening.ahead
            if low.startswith(opening.literal, at):
                yield at, opening


def matches(pattern: re.Pattern[str], low: str, begins: Iterable[int]) -> Iterator[re.Match[str]]:
    """What *pattern* matches at the places *begins*, which are in order; no match begins inside the one before."""
    done = 0
    for start in begins:
        if start >= done and (found := pattern.match(low, start)) is not None:
            done = found.end()
            yield found
