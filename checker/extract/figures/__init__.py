"""Figures: numbers with hedge, range, scale, unit, denominator — and what is none.

One pass over the numbers of a text, digits and words alike. Each is read outward: to the left for the
hedge and for the names that a number may belong to ("Đề án 06"), to the right for range, scale and unit.

``numbers``   the numbers of a text and their values
``marked``, ``worded``, ``single``  what a number makes with the next one, or by itself; the first that fits wins.
              ``ordinals`` tell which one, not how many; ``tails`` are what a measure has behind it: "hai tiếng rưỡi"
``names``     what is no amount; ``units``, ``money`` what stands behind and before it, with ``nouns`` that no list holds,
              ``rates`` and what is ``doubtful``: "m" for metres or millions
``reading``   what is shared: the text, the figures found, and their hedges; ``steps`` joins "2 giờ 32 phút"
              and gives "12, 15 và 20 tỷ đồng" one unit
"""

from __future__ import annotations

from checker.extract.figures.found import DASHES, Figure
from checker.extract.figures.marked import dashed, elapsed, proportion, sized, slashed
from checker.extract.figures.money import of_country, of_scale
from checker.extract.figures.names import code, document, letters, telephone
from checker.extract.figures.numbers import numbers_of
from checker.extract.figures.reading import Reading
from checker.extract.figures.single import single
from checker.extract.figures.steps import joined, unit_of_first, unit_of_last
from checker.extract.figures.worded import worded_pair
from checker.extract.tokens import Tokens
from checker.languages.hits import Numeral
from checker.languages.places import Places
from checker.languages.record import Pack

__all__ = ["Figure", "find"]


def find(
    tokens: Tokens, pack: Pack, taken: list[tuple[int, int]], numerals: list[Numeral], places: Places
) -> list[Figure]:
    """Every figure of the text in order of place; nothing inside the *taken* spans (dates, furniture) is read.

    *numerals* are the numbers told in words; *places* tells where those in digits and the words of groups begin.
    """
    reading = Reading(tokens, pack, numbers_of(tokens, pack, taken, numerals, places.numbers), taken)
    numbers, out = reading.numbers, reading.out
    index = 0
    while index < len(numbers):
        index += _read_at(reading, index)
        # "0,8 doanh nghiệp/1.000 dân": what a figure has swallowed is no figure of its own.
        while (
            out and index < len(numbers) and numbers[index].start < out[-1].end and numbers[index].first > out[-1].last
        ):
            index += 1
    letters(reading, places.of(pack.lettered))
    told = unit_of_first(unit_of_last(joined(out, tokens.low, pack), reading), tokens.low, pack)
    return of_country(of_scale(told, tokens, pack), tokens, pack)


def _read_at(r: Reading, index: int) -> int:
    """Read the number *index* with what follows; how many numbers that used."""
    number = r.numbers[index]
    following = r.numbers[index + 1] if index + 1 < len(r.numbers) else None
    if number.digits:
        if used := document(r, index) or code(r, number):
            return used
        if (
            following is not None
            and len(number.digits) < 3
            and following.start - number.end <= 8
            and r.low[number.start : following.end] in r.pack.fixed
        ):
            return 2
        if following is not None and following.digits and following.start - number.end <= 3:
            between = r.low[number.end : following.start]
            mark = between.strip(" ")
            if used := telephone(r, index):
                return used
            if mark in DASHES:
                return dashed(r, index, number, following)
            if mark == "/":
                return slashed(r, index, number, following)
            if mark in ("x", "×"):
                return sized(r, index)
            if between == ":":
                if used := elapsed(r, index):
                    return used
                return proportion(r, index, number, following)
    if following is not None and (used := worded_pair(r, index, number, following)):
        return used
    return single(r, number)
