"""One statement told twice with two dates, and two parts of one day of which the text says that one followed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from checker.extract.dated import Dated, Dates, phrases_of
from checker.model import Relation
from checker.values.figure import Quantity

# The identical words, and the share of one sentence's words, from which two sentences tell one thing.
_SAME_WORDS = 6
_SHARED = 0.7
_FEWEST_SHARED = 7
# A figure of so many digits that is printed twice is hardly two figures.
_TELLING_DIGITS = 3

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PARTS_OF_A_DAY = frozenset({"dawn", "morning", "noon", "afternoon", "evening", "night"})


def retold(dates: Dates) -> Iterator[Relation]:
    """One statement told twice, with two dates."""
    opening: dict[str, list[Dated]] = defaultdict(list)
    worded: dict[tuple[str, ...], list[Dated]] = defaultdict(list)
    tokens = dates.context.tokens
    for dated in dates.dates:
        hit = dated.hit
        if not dated.day or hit.role == "base":
            continue
        start, _ = dates.sentence(hit.start)
        if hit.start == start and hit.part in _PARTS_OF_A_DAY:
            opening[hit.lo].append(dated)
        first = tokens.at(hit.start)
        if first - _SAME_WORDS >= tokens.at(start):
            worded[tuple(tokens.words[first - _SAME_WORDS : first])].append(dated)
    for told in opening.values():
        for left, right in pairwise(told):
            if left.part is None or right.part is None or left.hit.part == right.hit.part:
                continue
            if _alike(dates, left, right):
                yield dates.made("retold", "parts", ("date", left.part), ("date", right.part))
    for told in worded.values():
        for left, right in pairwise(told):
            if left.hit.lo != right.hit.lo and _share_figure(dates, left, right):
                yield dates.made("retold", "words", ("date", left.claim), ("date", right.claim))


def followed(dates: Dates) -> Iterator[Relation]:
    """Two parts of one day, the second in a sentence that tells what came of the sentence before."""
    then = phrases_of(dates.code, "then")
    if then is None:
        return
    for left, right in pairwise(dates.dates):
        if left.part is None or right.part is None or (left.hit.lo, left.hit.hi) != (right.hit.lo, right.hit.hi):
            continue
        start, end = dates.sentence(right.hit.start)
        if not start or not dates.sentence(start - 1)[0] <= left.hit.start < start:
            continue
        if then.match(dates.low, start) and not dates.quoted(start, end, right.hit.start):
            yield dates.made("followed", "", ("first", left.part), ("then", right.part))


def _alike(dates: Dates, left: Dated, right: Dated) -> bool:
    """Whether the shorter of two sentences says little that the other does not, and no other name or figure."""
    one, two = sorted((_content(dates, dated) for dated in (left, right)), key=len)
    shared = one & two
    if len(shared) < _FEWEST_SHARED or len(shared) < _SHARED * len(one):
        return False
    named = [_names(dates, dated) for dated in (left, right)]
    numbers = [_numbers(dates, dated) for dated in (left, right)]
    return all(few <= many for few, many in (sorted(named, key=len), sorted(numbers, key=len)))


def _rest(dates: Dates, dated: Dated) -> tuple[int, int]:
    """What follows a date in its sentence."""
    return dated.hit.end, dates.sentence(dated.hit.start)[1]


def _content(dates: Dates, dated: Dated) -> set[str]:
    stop = dates.context.pack.stop
    return {word for word in _WORD.findall(dates.low, *_rest(dates, dated)) if word not in stop}


def _names(dates: Dates, dated: Dated) -> set[str]:
    """The words with a capital, but for the first: it may have one for its place."""
    return {word for word in _WORD.findall(dates.text, *_rest(dates, dated))[1:] if word[0].isupper()}


def _numbers(dates: Dates, dated: Dated) -> set[str]:
    return set(_NUMBER.findall(dates.low, *_rest(dates, dated)))


def _share_figure(dates: Dates, left: Dated, right: Dated) -> bool:
    """Whether the two sentences print one telling figure."""
    one, two = (
        {
            (claim.value.lo, claim.value.unit.key)
            for claim, _ in dates.figures_in(*dates.sentence(dated.hit.start))
            if isinstance(claim.value, Quantity)
            and len(claim.value.lo.normalize().as_tuple().digits) >= _TELLING_DIGITS
        }
        for dated in (left, right)
    )
    return bool(one & two)
