"""A stretch of number words, cut into the numbers that it holds."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.hits import Numeral
from checker.languages.spoken import DEC, ONE, TENTH, Read, opens_sentence
from checker.languages.vi.numerals.around import word_after, word_before
from checker.languages.vi.numerals.exact import read_number
from checker.languages.vi.numerals.lone import read_lone
from checker.languages.vi.numerals.scales import below_thousand, is_five, is_roman, roman, scales, skip
from checker.languages.vi.numerals.words import (
    BARE,
    DIGITS,
    HALF,
    HEDGES,
    NUMBER_SET,
    RANKED,
    RANKS,
    SHOPS,
    WEEKDAY_AFTER,
    WEEKDAY_BEFORE,
    YEAR_AFTER,
    YEAR_BEFORE,
)


def read_stretch(low: str, text: str, start: int, words: str, hits: list[Numeral]) -> None:
    """Add the numbers in one stretch of number words that begins at *start*."""
    before = word_before(low, start)
    if words.startswith("đầu tiên"):
        # A sentence that opens with it lists what it says: "Đầu tiên, …".
        sure = not (text[start].isupper() and text[start + 1].islower())
        hits.append(Numeral(start, start + 8, ONE, ONE, ONE, "ordinal", sure))
        return
    if " " not in words:
        read_lone(low, text, start, words, before, hits)
        return
    tokens = words.split(" ")
    starts: list[int] = []
    at = start
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    tokens = without_names(tokens, starts, text, low, before)
    after = word_after(low, start + len(words))
    count = len(tokens)
    i = 0
    while i < count:
        left = "" if i > 1 and tokens[i - 1] == "năm" else tokens[i - 1] if i else before
        read = read_at(low, tokens, i, left, after, text, starts)
        if read is None:
            i += 1
            continue
        begin, end = i, read.end
        i = max(end, i + 1)
        if read.lo > read.hi:  # a stretch that is no number
            continue
        if end - begin == 1 and read.loose:
            last = starts[begin] + len(tokens[begin])
            read_lone(low, text, starts[begin], tokens[begin], left, hits, tokens[end] if end < count else None, last)
            continue
        stop = starts[end - 1] + len(tokens[end - 1])
        hits.append(Numeral(starts[begin], stop, read.lo, read.hi, read.grain, read.form, read.sure))


def without_names(tokens: list[str], starts: list[int], text: str, low: str, before: str) -> list[str]:
    """*tokens* with those blanked that a capital makes a name: "thứ Hai", "Hai Bà", "chị Ba"."""
    if not any(text[at].isupper() for at in starts):
        return tokens
    kept = list(tokens)
    for i, at in enumerate(starts):
        if not text[at].isupper() or tokens[i] in ("i", "v", "x") or is_roman(tokens[i]):
            continue
        shouted = len(tokens[i]) > 1 and text[at + 1].isupper()
        opens = i == 0 and opens_sentence(text, at)
        ranked = (i == 1 and tokens[0] == "thứ" and before == "lần") or (
            i == 1 and tokens[0] in ("giải", "hạng", "ngôi")
        )
        if not (shouted or opens or ranked):
            kept[i] = ""
    return kept


def read_at(
    low: str, tokens: list[str], i: int, left: str, after: str, text: str, starts: list[int]
) -> Read | None:  # fmt: skip
    """What the tokens from *i* on say; a reading with ``lo`` > ``hi`` is to be skipped."""
    token = tokens[i]
    if token == "":
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    digits_before = i == 0 and starts[0] > 1 and low[starts[0] - 1] == " " and low[starts[0] - 2].isdigit()
    if digits_before and (token in BARE or token == "năm"):
        # The scale of a figure in digits, with all that still belongs to it ("2 triệu hai").
        read = read_number(tokens, i, after)
        return skip(read.end) if read is not None and token in BARE else skip(i + 1)
    if token == "phần":
        return skip(i + 2) if follow in BARE else None
    if token == "không" and follow != "phẩy":
        return None
    if token == "thứ":
        return ordinal(tokens, i, left, after, text, starts)
    if token == "gấp" or token == "nhân":
        return multiple(tokens, i, after)
    if token in ("giải", "hạng", "ngôi", "về") and follow in RANKS:
        return None
    if token in RANKS:
        if left not in ("giải", "hạng", "ngôi", "về"):
            return None
        return Read(i + 1, DEC[RANKS[token]], DEC[RANKS[token]], ONE, "ordinal", left != "về")
    if token == "hàng" or token == "cả":
        power, end = scales(tokens, i + 1, after)
        if not power or (token == "hàng" and left in SHOPS):
            return None
        return magnitude(end, power)
    if token in ("âm", "trừ"):
        return negative(tokens, i, after)
    if token == "năm" and not is_five(tokens, i):
        return five_or_year(tokens, i, left)
    if is_roman(token):
        return roman(tokens, i, left, text, starts)
    if token in BARE:
        return bare_scale(tokens, i, left, after)
    read = read_number(tokens, i, after)
    if read is not None and left == "năm" and read.sure and (read.hi < 100 or 1000 <= read.hi <= 2999):
        read = read._replace(sure=False)  # "năm hai nghìn": a year said in words
    if read is not None and read.loose and follow == "phần":
        percent = i + 2 < len(tokens) and tokens[i + 2] in BARE
        return read._replace(loose=False) if percent or token != "một" else None
    if read is not None and left in RANKED and read.form == "cardinal" and read.hi < 100 and left != "số":
        read = read._replace(form="ordinal")
    return read


def ordinal(tokens: list[str], i: int, left: str, after: str, text: str, starts: list[int]) -> Read | None:
    """A number after "thứ"; from two to seven it is as often a weekday."""
    if i + 1 >= len(tokens) or not tokens[i + 1]:
        return None
    follow = tokens[i + 1]
    if follow in RANKS:
        opens = text[starts[i] + 8 : starts[i] + 9] == "," if follow == "nhất" else False
        return Read(i + 2, DEC[RANKS[follow]], DEC[RANKS[follow]], ONE, "ordinal", not opens)
    if is_roman(follow):
        read = roman(tokens, i + 1, "thứ", text, starts)
    elif follow == "tư":
        read = Read(i + 2, DEC[4], DEC[4], ONE)
    elif follow == "năm" and not is_five(tokens, i + 1):
        read = Read(i + 2, DEC[5], DEC[5], ONE)
    elif follow in DIGITS or follow in ("mười", "trăm", "hăm"):
        small = below_thousand(tokens, i + 1, after)
        read = None if small is None else Read(small[0], Decimal(small[1]), Decimal(small[1]), ONE)
    else:
        return None
    if read is None:
        return None
    weekday = 2 <= read.lo <= 7 and not is_roman(follow)
    told = left not in WEEKDAY_BEFORE and after not in WEEKDAY_AFTER if left else False
    return read._replace(form="ordinal", sure=not weekday or told)


def multiple(tokens: list[str], i: int, after: str) -> Read | None:
    if i + 1 >= len(tokens):
        return None
    follow = tokens[i + 1]
    if follow in ("đôi", "tư"):
        times = DEC[2 if follow == "đôi" else 4]
        return Read(i + 2, times, times, ONE, "multiple")
    if follow in HALF:
        return Read(i + 2, Decimal("1.5"), Decimal("1.5"), TENTH, "multiple")
    if tokens[i] == "nhân":
        return Read(i + 2, DEC[3], DEC[3], ONE, "multiple") if follow == "ba" else None
    if follow == "năm" and not is_five(tokens, i + 1):
        return Read(i + 2, DEC[5], DEC[5], ONE, "multiple")
    read = read_number(tokens, i + 1, after)
    if read is None:
        return None
    # "gấp một lần" and "gấp một rưỡi" are multiples, "gấp một bản kế hoạch" is not.
    sure = follow != "một" or read.end > i + 2 or after == "lần"
    return read._replace(form="multiple", sure=sure, loose=False) if sure else None


def negative(tokens: list[str], i: int, after: str) -> Read | None:
    if i + 1 >= len(tokens):
        return None
    if tokens[i + 1] == "năm" and not is_five(tokens, i + 1):
        if after in YEAR_AFTER:
            return None
        return Read(i + 2, -DEC[5], -DEC[5], ONE, "cardinal", after == "độ")
    read = read_number(tokens, i + 1, after)
    if read is None:
        return None
    sure = after in ("độ", "phần") or read.end > i + 2
    return read._replace(lo=-read.hi, hi=-read.lo, sure=sure, loose=False)


def five_or_year(tokens: list[str], i: int, left: str) -> Read | None:
    """A "năm" that no scale follows: the unit of time after a number, else a digit to be weighed."""
    if i and (tokens[i - 1] in DIGITS or tokens[i - 1] in NUMBER_SET):
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if follow == "năm" and not is_five(tokens, i + 1):
        if left in YEAR_BEFORE:
            return None
        return Read(i + 1, DEC[5], DEC[5], ONE)
    if follow in ("sáu", "bảy") and (i + 2 >= len(tokens) or tokens[i + 2] in ("năm", "")):
        return Read(i + 2, DEC[5], DEC[DIGITS[follow]], ONE, "vague", False)
    if follow in ("sáu", "bảy") and tokens[i + 2] in BARE:
        power, end = scales(tokens, i + 2, "")
        factor = Decimal(10) ** power
        return Read(end, DEC[5] * factor, DEC[DIGITS[follow]] * factor, factor, "vague")
    if follow:
        return None
    return Read(i + 1, DEC[5], DEC[5], ONE, loose=True)


def magnitude(end: int, power: int) -> Read:
    low = Decimal(10) ** power
    return Read(end, low, low * 10 - 1, low, "magnitude")


def bare_scale(tokens: list[str], i: int, left: str, after: str) -> Read | None:
    """A scale without a number before it: "hơn trăm người", "tỷ rưỡi"."""
    power, end = scales(tokens, i, after)
    if end > i + 1 and left in HEDGES:
        worth = Decimal(10) ** power
        return Read(end, worth, worth, worth)  # "hơn chục nghìn người"
    read = read_number(tokens, i, after)
    if read is None:
        worth = Decimal(10) ** power
        if end > i + 1:
            return Read(end, worth, worth, worth, sure=False)  # "Chục nghìn người"
        return Read(end, worth, worth, worth) if left in HEDGES and power else skip(i + 1)  # "hơn chục năm"
    only_scales = all(token in BARE for token in tokens[i : read.end])
    if not only_scales:
        return read
    if left in HEDGES or (tokens[i] == "trăm" and read.end < len(tokens) and tokens[read.end] == "phần"):
        return read
    return skip(read.end) if tokens[i] not in ("chục", "trăm") else read._replace(sure=False)
