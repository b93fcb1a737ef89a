"""English numbers in words.

Read are whole numbers ("a hundred and five", "two and a half million"), fractions ("two-thirds", "one in five"),
ordinals, multiples ("doubled", "twice", "tenfold") and few-words ("a dozen", "several hundred", "tens of thousands").

Grain: units, tens and hundreds are worth what their digits would be, 1; from "thousand" up the last place said
counts; a dozen is worth a dozen. Halves and fractions down to a tenth have the grain of one decimal.
"""

from __future__ import annotations

from decimal import Decimal

from checker.languages.en.numerals.exact import phrase
from checker.languages.en.numerals.saying import say
from checker.languages.en.numerals.stretch import read_stretch
from checker.languages.en.numerals.words import BEGINS, HALF_TAIL, MULTIPLES, NOUGHTS, SCALES, STRETCH, TOKEN
from checker.languages.hits import Numeral
from checker.languages.places import Places
from checker.languages.places import places as places_of
from checker.languages.spoken import read_all

__all__ = ["BEGINS", "HALF_TAIL", "MULTIPLES", "SCALES", "find", "parse", "say"]


def find(low: str, text: str, *, places: Places | None = None) -> list[Numeral]:
    """The numbers written in words in *text*, in order, none overlapping; *low* is its lower case, place for place.

    *places*, where they are known: those of ``BEGINS`` in *low*.
    """
    found = places or places_of(low, BEGINS)
    return read_all(low, text, found.of(BEGINS), STRETCH, read_stretch)


def parse(words: str) -> Decimal | None:
    """The value of a whole phrase in lower or upper case; None where it is no single exact number."""
    tokens = TOKEN.findall(words.lower().replace(",", ""))
    if not tokens:
        return None
    if tokens[0] in ("minus", "negative"):
        inner = parse(" ".join(tokens[1:])) if tokens[1:2] not in (["minus"], ["negative"]) else None
        return None if inner is None else -inner
    if len(tokens) == 1 and tokens[0] in NOUGHTS:
        return Decimal(0)
    read = phrase(tokens, 0)
    if read is None or read.end != len(tokens) or read.lo != read.hi:
        return None
    return read.lo
