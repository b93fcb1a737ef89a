"""A text as words and numbers with their positions, and phrases looked up in tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, compress
from typing import Any

from checker.languages.phrases import Phrases
from checker.languages.places import Places
from checker.languages.record import Pack

# The first token of a cue word, how many it has, and its meanings as in ``Pack.cues``.
Cue = tuple[int, int, tuple[tuple[str, str], ...]]
# The meanings of cue words that tell which way an amount goes.
WAYS = frozenset({("directions", "up"), ("directions", "down")})

# A number with its separators, or a run of letters; punctuation lies between tokens. Splitting by a group gives
# separators and tokens in turn, and their summed lengths the positions: three times as fast as a loop over matches.
# Latin letters come first and by their ranges, which match faster than the class of all letters. The set of characters
# that a token can begin with stands before all else, so that a search skips the rest.
# An atomic group, not a possessive one: before 3.11.5 `re` loses its place in a possessive group that fails midway.
_LATIN = "a-zß-öø-ɏḀ-ỿ"
_TOKEN = re.compile(
    rf"([{_LATIN}0-9\w](?:(?<=[{_LATIN}])[{_LATIN}]*+[^\W\d_]*+"
    r"|(?<=\d)\d*+(?>(?:[.,]\d++)*)|(?<=[^\W\d_])[^\W\d_]*+))"
)

# A number by itself. The first digit stands alone, so that a search skips all that is none.
_DIGITS = re.compile(r"\d\d*+(?>(?:[.,]\d++)*)")


class Tokens:
    """The ``size`` tokens of a text in lower case; token *i* is ``low[starts[i]:ends[i]]``."""

    __slots__ = ("ends", "low", "size", "starts", "text", "words")

    def __init__(self, low: str, text: str, start: int, end: int) -> None:
        self.low = low
        self.text = text
        parts = _TOKEN.split(low[start:end])
        edges = list(accumulate(map(len, parts), initial=start))
        self.words: list[str] = parts[1::2]
        self.starts: list[int] = edges[1:-1:2]
        self.ends: list[int] = edges[2::2]
        self.size = len(self.words)

    def at(self, position: int) -> int:
        """The index of the first token that starts at or after *position*."""
        return bisect_left(self.starts, position)

    def before(self, position: int) -> int:
        """The index of the last token that ends at or before *position*; -1 where there is none."""
        return bisect_right(self.ends, position) - 1

    def places(self, wanted: frozenset[str]) -> Places:
        """Where each of the words *wanted*, and each number, begins."""
        words: dict[str, list[int]] = {}
        for index in compress(range(self.size), map(wanted.__contains__, self.words)):
            words.setdefault(self.words[index], []).append(self.starts[index])
        begin, stop = (self.starts[0], self.ends[-1]) if self.size else (0, 0)
        return Places(words, [match.start() for match in _DIGITS.finditer(self.low, begin, stop)])

    def phrase(self, first: int, count: int) -> str:
        """The text of *count* tokens from *first*, with what stands between them."""
        return self.low[self.starts[first] : self.ends[first + count - 1]]

    def longest(self, first: int, table: Phrases[Any], most: int = 4) -> int:
        """How many tokens from *first* make the longest phrase of *table*; 0 for none."""
        if self.words[first] not in table.firsts:
            return 0
        low, start, ends = self.low, self.starts[first], self.ends
        for last in range(min(first + most, self.size) - 1, first - 1, -1):
            if low[start : ends[last]] in table:
                return last - first + 1
        return 0

    def longest_before(self, last: int, table: Phrases[Any], most: int = 4) -> int:
        """How many tokens that end with *last* make the longest phrase of *table*; 0 for none."""
        if self.words[last] not in table.lasts:
            return 0
        low, end, starts = self.low, self.ends[last], self.starts
        for first in range(max(0, last - most + 1), last + 1):
            if low[starts[first] : end] in table:
                return last - first + 1
        return 0


def cues(tokens: Tokens, pack: Pack, windows: Iterable[tuple[int, int]]) -> list[Cue]:
    """Every cue of *pack* in *windows*, the longest at each place.

    *windows*: sorted stretches of tokens (first, last + 1); what is found there does not depend on how they are cut.
    """
    table, starts, longest = pack.cues, pack.cue_starts, pack.cue_words
    out: list[Cue] = []
    words, ends, begin, low = tokens.words, tokens.ends, tokens.starts, tokens.low
    size = len(words)
    skip = done = 0
    for first, stop in windows:
        # Back to where no phrase begun before can still run: from there on all is as if read from the start.
        at = max(first, done)
        while at > done and not starts.keys().isdisjoint(words[max(done, at - longest + 1) : at]):
            at -= 1
        done = max(done, min(stop, size))
        for index in compress(range(at, done), map(starts.__contains__, words[at:done])):
            if index < skip:
                continue
            word = words[index]
            longer = starts[word]
            for count in longer.get(words[index + 1], ()) if longer and index + 1 < size else ():
                last = index + count
                if last <= size and (meaning := table.get(low[begin[index] : ends[last - 1]])) is not None:
                    out.append((index, count, meaning))
                    skip = last
                    break
            else:
                if (meaning := table.get(word)) is not None:
                    out.append((index, 1, meaning))
    return out
