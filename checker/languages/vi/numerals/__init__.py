"""Vietnamese numbers in words.

Forms that textbooks leave out and speakers use are read too: "hai lăm" 25, "một triệu hai" 1 200 000,
"bốn trăm sáu triệu" 460 000 000, "tỷ rưỡi" 1 500 000 000, "ba bốn chục" 30 to 40. A tail without a scale
of its own counts in the next lower one ("một tỷ hai trăm" is 1.2 billion); who means the units says
"không nghìn" or "linh" first, and so does ``say``.

Grain: units, tens and hundreds are worth what their digits would be, 1 ("hai trăm" is 200, no rounder);
from "nghìn" up, and in short forms, the last place said counts ("một triệu hai" 100 000). Halves and
fractions down to a tenth have the grain of one decimal.

"năm" is five only where something says so: a scale ("năm triệu"), "linh", "phẩy", or a counted noun;
after another number it is the year ("mười năm" is ten years, fifteen is "mười lăm").
"""

from __future__ import annotations

from decimal import Decimal

from checker.languages.hits import Numeral
from checker.languages.places import Places
from checker.languages.places import places as places_of
from checker.languages.spoken import read_all
from checker.languages.vi.numerals.exact import read_number
from checker.languages.vi.numerals.saying import say
from checker.languages.vi.numerals.stretch import read_stretch
from checker.languages.vi.numerals.words import BEGINS, HALF_TAIL, HEDGE_SIGNS, MULTIPLES, ONES, SCALES, STRETCH

__all__ = ["BEGINS", "HALF_TAIL", "MULTIPLES", "SCALES", "find", "parse", "say"]


def find(low: str, text: str, *, places: Places | None = None) -> list[Numeral]:
    """The numbers written in words in *text*, in order, none overlapping; *low* is its lower case, place for place.

    *places*, where they are known: those of ``BEGINS`` in *low*.
    """
    found = places or places_of(low, BEGINS)
    return read_all(low, text, found.of(BEGINS), STRETCH, read_stretch)


def parse(words: str) -> Decimal | None:
    """The value of a whole phrase in lower or upper case; None where it is no single exact number."""
    tokens = words.lower().split()
    if not tokens:
        return None
    if tokens == ["không"]:
        return Decimal(0)
    if tokens[0] in HEDGE_SIGNS and len(tokens) > 1:
        inner = parse(" ".join(tokens[1:])) if tokens[1] not in HEDGE_SIGNS else None
        return None if inner is None else -inner
    if len(tokens) == 1 and tokens[0] in ONES:
        return Decimal(ONES[tokens[0]])
    read = read_number(tokens, 0, "")
    if read is None or read.end != len(tokens) or read.lo != read.hi:
        return None
    return read.lo
