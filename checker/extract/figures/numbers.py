"""The numbers of a text, in digits and in words, and what their points and commas mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from checker.extract.figures.found import LARGE_LETTERS, LETTERS, ONE, TENTH, Number
from checker.extract.tokens import Tokens
from checker.languages.hits import Numeral
from checker.languages.record import Pack

# A longer run of digits is no amount that an article states; arithmetic on thousands of digits is not linear.
_MOST_DIGITS = 40
_NOWHERE = 1 << 60


def numbers_of(
    tokens: Tokens, pack: Pack, taken: list[tuple[int, int]], numerals: list[Numeral], digits: Iterable[int]
) -> list[Number]:
    """Digits and number words outside the *taken* spans, in order of place, with their values."""
    digits = list(digits)
    found = _outside(tokens, pack, taken, numerals, digits)
    if any(number.digits and number.last > number.first for number in found):
        # A text that parts thousands by spaces once does so throughout: "17 500".
        found = _outside(tokens, pack, taken, numerals, digits, spaced=True)
    comma = decimal_comma([n.digits for n in found if n.digits and not n.digits.isdigit()], pack)
    for number in found:
        if number.digits:
            number.lo, number.grain = parsed(number.digits, comma)
            number.hi = number.lo
    return found


def decimal_comma(printed: list[str], pack: Pack) -> bool:
    """Whether the numbers *printed* write decimals with a comma, by their own evidence, else by their language's rule.

    Evidence is what can be read one way only: "1.234.567", "1,234.5", "0.5", "12,5". Dates and versions are
    not among *printed*.
    """
    comma = point = 0
    for word in printed:
        if len(word) < 3:
            continue
        if "," in word:
            parts = word.split(",")
            if "." in word:
                comma += word.rfind(",") > word.rfind(".")
                point += word.rfind(",") < word.rfind(".")
            elif len(parts) > 2:
                point += all(len(p) == 3 for p in parts[1:])
            elif len(parts[1]) != 3 or parts[0] == "0":
                comma += len(parts[1]) < 3
        elif "." in word:
            parts = word.split(".")
            if len(parts) > 2:
                comma += all(len(p) == 3 for p in parts[1:])
            elif len(parts[1]) < 3 or parts[0] == "0":
                point += 1
    if pack.decimal_mark == ",":
        # Versions and dates print points in texts that write decimal commas, so points must prevail clearly.
        return not (point >= 2 and comma == 0)
    return comma > 0 and point == 0


def parsed(digits: str, comma: bool) -> tuple[Decimal, Decimal]:
    """The value and the grain of a printed number; *comma*: decimals are written with a comma."""
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return Decimal(digits), ONE
    if points and commas:
        mark = "." if digits.rfind(".") > digits.rfind(",") else ","
        if digits.count(mark) > 1:
            return Decimal(re.sub("[.,]", "", digits)), ONE
        whole, _, tail = digits.rpartition(mark)
        return _decimal(re.sub("[.,]", "", whole), tail)
    mark = "." if points else ","
    whole, *groups = digits.split(mark)
    if len(groups) == 1:
        tail = groups[0]
        is_decimal_mark = (mark == ",") == comma
        if mark == "." and len(tail) == 3 and tail == "000" and whole != "0":
            is_decimal_mark = False
        if len(tail) == 3 and whole != "0" and len(whole) <= 3 and not is_decimal_mark:
            return Decimal(whole + tail), ONE
        if len(tail) > 3 and not is_decimal_mark:
            return Decimal(whole + tail), ONE
        return _decimal(whole, tail)
    return Decimal(whole + "".join(groups)), ONE


def _decimal(whole: str, tail: str) -> tuple[Decimal, Decimal]:
    return Decimal(f"{whole or 0}.{tail}"), Decimal((0, (1,), -len(tail)))


def _outside(
    tokens: Tokens,
    pack: Pack,
    taken: list[tuple[int, int]],
    numerals: list[Numeral],
    digits: Iterable[int],
    *,
    spaced: bool = False,
) -> list[Number]:
    """See ``numbers_of``; *spaced*: the text parts thousands by spaces."""
    words, starts, low = tokens.words, tokens.starts, tokens.low
    blocked = iter(taken)
    block_start, block_end = next(blocked, (_NOWHERE, _NOWHERE))
    found: list[Number] = []
    spoken = {n.start: n for n in numerals}
    spoken_end = -1
    for start in sorted({*digits, *spoken}):
        index = tokens.at(start)
        if index >= len(words) or starts[index] != start:
            continue
        word = words[index]
        while start >= block_end:
            block_start, block_end = next(blocked, (_NOWHERE, _NOWHERE))
        if block_start <= start or start < spoken_end:
            continue
        if word[0] <= "9":
            if len(word) > _MOST_DIGITS:
                continue
            if start and (low[start - 1].isalnum() or low[start - 1] == "_") and not _glued(tokens, pack, index):
                continue
            number = _mixed(tokens, index, pack) or _grouped(tokens, pack, index, spaced=spaced)
            spoken_end = number.end
            found.append(number)
        elif (said_here := spoken.get(start)) is not None:
            _, spoken_end, lo, hi, grain, form, sure = said_here
            last = max(index, tokens.before(spoken_end))
            found.append(Number(start, spoken_end, index, last, lo, hi, grain, form, sure))
    return found


# "2½", "2 1/2": a half, a third and a quarter of what is counted.
_VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.33",
    "⅔": "0.67",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}
_WRITTEN = {
    ("1", "2"): "½",
    ("1", "3"): "⅓",
    ("2", "3"): "⅔",
    ("1", "4"): "¼",
    ("3", "4"): "¾",
    ("1", "8"): "⅛",
    ("3", "8"): "⅜",
    ("5", "8"): "⅝",
    ("7", "8"): "⅞",
}
# A third group of digits and more: "10 000", "2 500 000", "10 000,50".
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?")


def _mixed(tokens: Tokens, index: int, pack: Pack) -> Number | None:
    """A whole number and a fraction: "2½", "2 1/2", "4-1/4"; None where no fraction follows."""
    words, starts, ends, low = tokens.words, tokens.starts, tokens.ends, tokens.low
    if not words[index].isdigit() or index + 1 >= tokens.size:
        return None
    fraction, last = words[index + 1], index + 1
    spaced = low[ends[index] : starts[last]]
    # Where days come before months in digits, a dash leads from one to another: "30-1/2".
    if (spaced == " " or (spaced == "-" and pack.plural_nouns)) and low[ends[last] : ends[last] + 1] == "/":
        last += 1
        fraction = _WRITTEN.get((fraction, words[last] if last < tokens.size else ""), "")
        if fraction and (starts[last] != ends[last - 1] + 1 or low[ends[last] : ends[last] + 1] in ("/", "%")):
            return None
    if fraction not in _VULGAR or spaced not in ("", " ", "-"):
        return None
    value = Decimal(words[index]) + Decimal(_VULGAR[fraction])
    return Number(starts[index], ends[last], index, last, value, value, TENTH)


def _counts(tokens: Tokens, pack: Pack, index: int, last: int) -> bool:
    """Whether two numbers in a row, alone, are one that spaces part: "thu mua 12 350 tấn"; but "lớp 5 120 em"."""
    if last != index + 1 or pack.decimal_mark != "," or not _behind_word(tokens, pack, index):
        return False
    after = last + 1
    if after >= tokens.size or tokens.low[tokens.ends[last] : tokens.starts[after]] != " ":
        return False
    return any(tokens.longest(after, table, 3) for table in (pack.units, pack.nouns, pack.scales))


def _behind_word(tokens: Tokens, pack: Pack, index: int) -> bool:
    """Whether a plain word stands before the number at *index*: no name, no head of a rank and no other number."""
    if not index or tokens.low[tokens.ends[index - 1] : tokens.starts[index]] != " ":
        return False
    word, start = tokens.words[index - 1], tokens.starts[index - 1]
    if not word.isalpha() or (tokens.text[start].isupper() and start and tokens.text[start - 2 : start] != ". "):
        return False
    if word in pack.units or word in pack.nouns or word in pack.scales:
        return False
    return not any(tokens.longest_before(index - 1, table, 3) for table in (pack.names, pack.ordinals, pack.ranks))


def _grouped(tokens: Tokens, pack: Pack, index: int, *, spaced: bool) -> Number:
    """A number in digits, with its thousands where spaces part them: "10 000".

    In a text that is not known to be *spaced* three numbers in a row are told from groups by a zero at the beginning of
    one, which no number by itself has, and two by the plain word before and what they count.
    """
    words, starts, ends, low = tokens.words, tokens.starts, tokens.ends, tokens.low
    digits, last = words[index], index
    if len(digits) <= 3 and digits.isdigit() and digits[0] != "0":
        while (
            last + 1 < tokens.size
            and low[ends[last] : starts[last + 1]] == " "
            and _GROUP.fullmatch(words[last + 1])
            and words[last].isdigit()
        ):
            last += 1
        if not spaced and all(word[0] != "0" for word in words[index + 1 : last + 1]):
            last = index + 1 if last > index and _counts(tokens, pack, index, last) else index
    return Number(starts[index], ends[last], index, last, ONE, ONE, ONE, digits="".join(words[index : last + 1]))


def _glued(tokens: Tokens, pack: Pack, index: int) -> bool:
    """Whether a number counts though letters touch it: a currency ("VND11.51"), "105x68", a lost space ("quyền2")."""
    word, start = tokens.words[index - 1], tokens.starts[index]
    if word == "x" and start > 1 and tokens.low[start - 2].isdigit():
        return True
    unit = pack.units.get(word)
    return (
        (unit is not None and unit.dimension == "money")
        or word in LETTERS
        or large_letter(tokens, pack, index)
        or (
            bool(pack.half_tails)
            and word in pack.scales
            and start > len(word)
            and tokens.low[start - len(word) - 1].isdigit()
        )  # "3tr5"
        or (len(word) >= 3 and not word[-2:].isascii())
    )


def large_letter(tokens: Tokens, pack: Pack, index: int) -> bool:
    """Whether the capital letter that touches the number at token *index* is a currency: "R40,000", "R5m", "R5 billion"."""
    word, start = tokens.words[index - 1], tokens.starts[index]
    if word not in LARGE_LETTERS or tokens.ends[index - 1] != start or not tokens.text[start - 1].isupper():
        return False
    after = tokens.words[index + 1] if index + 1 < tokens.size else ""
    if start > 1 and tokens.low[start - 2] not in " (\n\"'“-–/":
        return False
    return "," in tokens.words[index] or (after in pack.scales and tokens.starts[index + 1] - tokens.ends[index] <= 1)
