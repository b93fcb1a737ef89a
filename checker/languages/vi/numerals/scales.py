"""The pieces of a number: digits, tens, hundreds, scales, Roman numerals."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.spoken import ONE, Read
from checker.languages.vi.numerals.words import (
    AFTER_FIVE,
    AND,
    BARE,
    BIG,
    DIGITS,
    HALF,
    MAX_POWER,
    NOT_FOUR,
    NOT_SCALE,
    ONES,
    ROMAN,
    ROMAN_LEFT,
    SHORT_ONES,
)


def is_five(tokens: list[str], i: int) -> bool:
    """Whether the "năm" at *i* must be a digit, by the token after it."""
    return i + 1 < len(tokens) and tokens[i + 1] in AFTER_FIVE


def scales(tokens: list[str], i: int, after: str) -> tuple[int, int]:
    """The power of ten of the scales from *i* on ("chục nghìn tỷ" 13) and the index after them; 0 where none is."""
    power = 0
    while i < len(tokens) and tokens[i] in BARE:
        token = tokens[i]
        follow = tokens[i + 1] if i + 1 < len(tokens) else after
        step = BARE[token]
        if power + step > MAX_POWER or follow in NOT_SCALE.get(token, ()) or (power and step < 3):
            break
        power += step
        i += 1
    return power, i


def below_hundred(tokens: list[str], i: int, after: str, *, inner: bool = False) -> tuple[int, int, bool] | None:
    """Index after, value, and whether it is one plain digit.

    *inner*: after a higher place, where two plain digits are tens and ones ("hai trăm ba sáu").
    """
    count = len(tokens)
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < count else ""
    third = tokens[i + 2] if i + 2 < count else ""
    if token == "mười":
        if follow in ONES and follow != "năm" and third not in ("mươi", "trăm"):
            return i + 2, 10 + ONES[follow], False
        return i + 1, 10, False
    if token == "hăm":
        return (i + 2, 20 + ONES[follow], False) if follow in ONES else None
    if token not in DIGITS:
        return None
    digit = DIGITS[token]
    if follow == "mươi":
        if third in ONES and third != "năm" and not (i + 3 < count and tokens[i + 3] in ("mươi", "trăm")):
            return i + 3, 10 * digit + ONES[third], False
        return i + 2, 10 * digit, False
    if follow in SHORT_ONES and not (follow == "tư" and (third or after) in NOT_FOUR):
        return i + 2, 10 * digit + SHORT_ONES[follow], False
    if inner and follow in DIGITS and follow not in ("năm", "một") and third not in ("mươi", "trăm"):
        return i + 2, 10 * digit + DIGITS[follow], False
    return i + 1, digit, True


def below_thousand(tokens: list[str], i: int, after: str, *, inner: bool = False) -> tuple[int, int, int, bool] | None:
    """Index after, value, grain, and whether it is one plain digit."""
    count = len(tokens)
    if tokens[i] == "trăm":
        hundreds, end = 1, i
    elif tokens[i] == "không":
        if i + 1 < count and tokens[i + 1] == "trăm":
            hundreds, end = 0, i + 1
        else:
            return i + 1, 0, 1, False
    else:
        small = below_hundred(tokens, i, after, inner=inner)
        if small is None:
            return None
        end, value, plain = small
        if end < count and tokens[end] == "chục" and value < 100:
            return end + 1, value * 10, 10, False
        if end >= count or tokens[end] != "trăm":
            return end, value, 1, plain
        hundreds = value
    end += 1
    if end >= count:
        return end, hundreds * 100, 1, False
    token = tokens[end]
    follow = tokens[end + 1] if end + 1 < count else ""
    if token in AND:
        return (end + 2, hundreds * 100 + ONES[follow], 1, False) if follow in ONES else (end, hundreds * 100, 1, False)
    if token in HALF:
        return end + 1, hundreds * 100 + 50, 10, False
    if token == "năm" and follow not in BIG and follow not in ("mươi", "mốt", "lăm", "nhăm"):
        return end, hundreds * 100, 1, False
    if token == "mốt":
        return end + 1, hundreds * 100 + 10, 10, False
    if token == "tư" and (follow or after) not in NOT_FOUR:
        return end + 1, hundreds * 100 + 40, 10, False
    tail = below_hundred(tokens, end, after, inner=True)
    beyond = tokens[tail[0]] if tail is not None and tail[0] < count else ""
    if tail is None or beyond in ("trăm", "chục", "phần") or (beyond == "phẩy" and tail[2]):
        return end, hundreds * 100, 1, False
    if not tail[2]:
        return tail[0], hundreds * 100 + tail[1], 1, False
    if token == "một":  # "hai trăm một người": each gets two hundred
        return end, hundreds * 100, 1, False
    return tail[0], hundreds * 100 + tail[1] * 10, 10, False


def skip(end: int) -> Read:
    """A reading up to *end* that is no number: its ends are turned round."""
    return Read(end, ONE, Decimal(0), ONE)


def is_roman(token: str) -> bool:
    return token[0] in "ivx" and ROMAN.fullmatch(token) is not None


def roman(tokens: list[str], i: int, left: str, text: str, starts: list[int]) -> Read | None:
    token = tokens[i]
    printed = text[starts[i] : starts[i] + len(token)]
    behind = text[starts[i] + len(token) :][:2]
    if not printed.isupper() or left not in ROMAN_LEFT or (behind[:1] == "-" and behind[1:].isupper()):
        return None  # "xếp hạng V-League"
    value = Decimal(roman_value(token))
    return Read(i + 1, value, value, ONE, "ordinal")


def roman_value(token: str) -> int:
    worth = {"i": 1, "v": 5, "x": 10}
    values = [worth[c] for c in token]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))
