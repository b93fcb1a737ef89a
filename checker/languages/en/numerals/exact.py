"""A number read from its words: whole, decimal, fraction, ratio, or vague."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.en.numerals.words import (
    BIG,
    FEW,
    FIRST_TEN,
    FOLD,
    FOLDS,
    HALVED,
    MANY_PARTS,
    MAX_POWER,
    MULTIPLES,
    NOUGHTS,
    ONES,
    ORDINALS,
    PARTS,
    PLURALS,
    SCALE,
    TEENS,
    TENS,
    TIMES,
)
from checker.languages.spoken import DEC, HALF_VALUE, ONE, TENTH, Read


def phrase(tokens: list[str], i: int, *, between: bool = False) -> Read | None:
    """The longest number of any form from *i* on."""
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if follow == "fold" and token in FOLD:
        return Read(i + 2, Decimal(FOLD[token]), Decimal(FOLD[token]), ONE, "multiple")
    if token in FOLDS:
        return Read(i + 1, Decimal(FOLDS[token]), Decimal(FOLDS[token]), ONE, "multiple")
    if token in HALVED:
        return Read(i + 1, HALF_VALUE, HALF_VALUE, TENTH, "multiple")
    if token in TIMES:
        return Read(i + 1, DEC[TIMES[token]], DEC[TIMES[token]], ONE, "multiple")
    if token in PLURALS or token in ("dozens", "scores"):
        return many(tokens, i)
    if token == "several" or token in ("few", "couple") or (token in ("a", "an") and follow in ("few", "couple")):
        return few(tokens, i if token not in ("a", "an") else i + 1)
    if token == "threescore":
        return Read(i + 1, DEC[60], DEC[60], DEC[20])
    if token in ("half", "quarter") or (token in ("a", "one") and follow == "half"):
        return half(tokens, i if token in ("half", "quarter") else i + 1)
    if token in ORDINALS:
        return Read(i + 1, Decimal(ORDINALS[token]), Decimal(ORDINALS[token]), ONE, "ordinal")
    if token == "dozen" or (token in ("a", "an") and follow in ("dozen", "score")):
        end = i + 1 if token == "dozen" else i + 2
        worth = MULTIPLES[tokens[end - 1]]
        if token == "dozen":
            return Read(end, DEC[worth], DEC[worth], DEC[worth], "cardinal", False)
        return Read(end, DEC[worth], DEC[worth], DEC[worth])
    if token in ("a", "an") and follow in PARTS:
        return read_parts(tokens, i + 1, 1)
    return cardinal(tokens, i, between=between)


def many(tokens: list[str], i: int) -> Read | None:
    """ "hundreds", "tens of thousands", "dozens": an order of magnitude."""
    token = tokens[i]
    follow = tokens[i + 2] if i + 2 < len(tokens) and tokens[i + 1] == "of" else ""
    if token == "dozens":
        return Read(i + 1, DEC[24], DEC[99], DEC[12], "magnitude")
    if token == "scores":
        return Read(i + 1, DEC[40], DEC[99], DEC[20], "magnitude")
    power, end = PLURALS[token], i + 1
    if follow in PLURALS and follow != "tens":
        power, end = power + PLURALS[follow], i + 3
    elif token == "tens" and not (i + 1 < len(tokens) and tokens[i + 1] == "of"):
        return None
    low = Decimal(10) ** power
    return Read(end, low, low * 10 - 1, low, "magnitude")


def few(tokens: list[str], i: int) -> Read | None:
    """ "several", "a few hundred", "a couple of thousand"; *i* is at the few-word."""
    ends = FEW[tokens[i]]
    end = i + 1
    count = len(tokens)
    if tokens[i] == "couple":
        if end < count and tokens[end] == "of":
            if end + 1 < count and tokens[end + 1] in (*SCALE, "dozen"):
                end += 1
        elif not (end < count and tokens[end] in (*SCALE, "dozen")):
            return None
    factor = ONE
    power = 0
    if end < count and tokens[end] == "dozen":
        factor, end = DEC[12], end + 1
    while end < count and tokens[end] in SCALE and power + SCALE[tokens[end]] <= MAX_POWER:
        power += SCALE[tokens[end]]
        end += 1
    factor *= Decimal(10) ** power
    if end == i + 2 and tokens[end - 1] == "of":
        end = i + 1
    top = factor * 10 - 1 if ends[1] == 9 else factor * ends[1]
    return Read(end, factor * ends[0], top, factor, "vague")


def half(tokens: list[str], i: int) -> Read:
    """ "half", "half a million", "half a dozen", "a quarter of a million"; *i* is at the name of the part."""
    share = HALF_VALUE if tokens[i] == "half" else Decimal("0.25")
    whole, end = whole_after(tokens, i + 1)
    if whole is None:
        return Read(i + 1, share, share, TENTH, "fraction")
    return Read(end, share * whole, share * whole, whole / 10 if whole != 12 else ONE)


def whole_after(tokens: list[str], i: int) -> tuple[Decimal | None, int]:
    """The scale that a part is of: "[of] a million"; None where none follows."""
    count = len(tokens)
    at = i
    if at < count and tokens[at] == "of":
        at += 1
    if at < count and tokens[at] in ("a", "one"):
        at += 1
    if at < count and tokens[at] in BIG:
        return Decimal(10) ** BIG[tokens[at]], at + 1
    if at < count and tokens[at] == "dozen" and at > i:
        return DEC[12], at + 1
    if at < count and tokens[at] == "dozen":
        return DEC[12], at + 1
    return None, i


def read_parts(tokens: list[str], i: int, over: int) -> Read:
    """*over* of the parts named at *i*; "a quarter of a million" is a number of its own."""
    under = PARTS.get(tokens[i]) or MANY_PARTS[tokens[i]]
    share = Decimal(over) / under
    whole, end = whole_after(tokens, i + 1)
    if whole is not None and (tokens[i + 1] in ("of", "a") or (tokens[i] == "quarter" and tokens[i + 1] in BIG)):
        return Read(end, share * whole, share * whole, whole / 10 if whole != 12 else ONE)
    return Read(i + 1, share, share, min(TENTH, ONE / under), "fraction")


def below_hundred(tokens: list[str], i: int) -> tuple[int, int] | None:
    """Index after, value."""
    token = tokens[i]
    if token in ONES:
        return i + 1, ONES[token]
    if token in TEENS:
        return i + 1, TEENS[token]
    if token in TENS:
        follow = tokens[i + 1] if i + 1 < len(tokens) else ""
        return (i + 2, TENS[token] + ONES[follow]) if follow in ONES else (i + 1, TENS[token])
    return None


def below_thousand(tokens: list[str], i: int, *, between: bool) -> tuple[int, int] | None:
    """Index after, value; "a" may stand for one before "hundred"."""
    count = len(tokens)
    if tokens[i] in ("a", "an"):
        small: tuple[int, int] | None = (i + 1, 1) if i + 1 < count and tokens[i + 1] in SCALE else None
    else:
        small = below_hundred(tokens, i)
    if small is None:
        return None
    end, value = small
    if end >= count or tokens[end] != "hundred":
        return small
    end += 1
    value *= 100
    tail = read_tail(tokens, end, between=between)
    return (end, value) if tail is None else (tail[0], value + tail[1])


def read_tail(tokens: list[str], i: int, *, between: bool) -> tuple[int, int] | None:
    """ "and five", "and twenty-one", "five" after a higher place; None where another number begins."""
    at = i
    if at < len(tokens) and tokens[at] == "and" and not between:
        at += 1
    if at >= len(tokens):
        return None
    small = below_hundred(tokens, at)
    if small is None or (small[0] < len(tokens) and (tokens[small[0]] == "hundred" or tokens[small[0]] in MANY_PARTS)):
        return None
    if at > i and small[0] < len(tokens) and tokens[small[0]] in ("thousand", "million") and tokens[i - 1] != "hundred":
        return None
    return small


def cardinal(tokens: list[str], i: int, *, between: bool) -> Read | None:
    count = len(tokens)
    if tokens[i] in NOUGHTS:
        decimals = read_decimals(tokens, i + 1)
        if decimals is not None:
            return scaled(tokens, decimals[0], decimals[1], decimals[2])
        return Read(i + 1, DEC[0], DEC[0], ONE)
    part = below_thousand(tokens, i, between=between)
    if part is None:
        return None
    end, value = part
    special = after_small(tokens, i, end, value)
    if special is not None:
        return special
    total = Decimal(0)
    grain = ONE
    last = 99
    while True:
        power = 0
        at = end
        while at < count and tokens[at] in BIG and power + BIG[tokens[at]] <= MAX_POWER:
            power += BIG[tokens[at]]
            at += 1
        if not power:
            if last == 99 or value < 1000:
                total += value
                grain = ONE
            break
        total += value * Decimal(10) ** power
        grain = Decimal(10) ** power
        last, end = power, at
        # What follows must be lower than the scale said last, and not begin another number.
        if end + 2 < count and tokens[end] == "and" and tokens[end + 1] == "a" and tokens[end + 2] == "half":
            return Read(end + 3, total + grain / 2, total + grain / 2, grain / 10)
        joined = tokens[end] == "and" if end < count else False
        begin = end + 1 if joined else end
        if begin >= count or (joined and between) or tokens[begin] in ("a", "an"):
            break
        following = below_thousand(tokens, begin, between=between)
        if following is None:
            break
        next_power = BIG.get(tokens[following[0]], 0) if following[0] < count else 0
        if next_power >= last or (following[0] < count and tokens[following[0]] in MANY_PARTS):
            break
        if joined and following[1] >= 100 and not next_power and last > 3:
            break
        end, value = following
    if last == 99:
        return Read(end, total, total, grain, "cardinal")
    decimals = read_decimals(tokens, end)
    if decimals is not None:
        return Read(decimals[0], total + decimals[1], total + decimals[1], decimals[2])
    ordinal = ordinal_tail(tokens, end, total)
    return ordinal if ordinal is not None else Read(end, total, total, grain)


def after_small(tokens: list[str], i: int, end: int, value: int) -> Read | None:
    """What makes more of a number below a thousand: halves, parts, decimals, dozens, ratios, ordinals."""
    count = len(tokens)
    if end >= count:
        return None
    token = tokens[end]
    amount = Decimal(value)
    if token == "point":
        decimals = read_decimals(tokens, end)
        return None if decimals is None else scaled(tokens, decimals[0], amount + decimals[1], decimals[2])
    if (
        token == "and"
        and end + 2 < count
        and tokens[end + 1] == "a"
        and tokens[end + 2] in ("half", "quarter", "third")
    ):
        share = ONE / PARTS[tokens[end + 2]]
        return scaled(tokens, end + 3, amount + share, TENTH)
    if token in MULTIPLES:
        return Read(end + 1, amount * MULTIPLES[token], amount * MULTIPLES[token], Decimal(MULTIPLES[token]))
    if token in MANY_PARTS and value < 100:
        return read_parts(tokens, end, value)
    if token in PARTS and value == 1 and token not in ("second", "half"):
        return read_parts(tokens, end, 1)
    if token in FIRST_TEN and tokens[end - 1] in TENS:
        return Read(end + 1, amount + FIRST_TEN[token], amount + FIRST_TEN[token], ONE, "ordinal")
    if token in ("in", "out"):
        return ratio(tokens, end, value)
    return ordinal_tail(tokens, end, amount) if value >= 100 else None


def ordinal_tail(tokens: list[str], i: int, total: Decimal) -> Read | None:
    """ "hundred and first": an ordinal that ends a longer number."""
    if i + 1 < len(tokens) and tokens[i] == "and" and tokens[i + 1] in FIRST_TEN and tokens[i - 1] in SCALE:
        value = total + FIRST_TEN[tokens[i + 1]]
        return Read(i + 2, value, value, ONE, "ordinal") if tokens[i + 1] != "second" else None
    return None


def ratio(tokens: list[str], i: int, value: int) -> Read | None:
    """ "one in five", "nine out of ten": *i* is at "in" or "out"."""
    count = len(tokens)
    at = i + 1
    if tokens[i] == "out":
        if at >= count or tokens[at] != "of":
            return None
        at += 1
    elif at < count and tokens[at] == "every":
        at += 1
    if at >= count:
        return None
    whole = below_thousand(tokens, at, between=True)
    if whole is None or (whole[1] < 2 and not (tokens[at] == "a" and at + 1 < count and tokens[at + 1] in SCALE)):
        return None
    under = Decimal(whole[1])
    end = whole[0]
    if end < count and tokens[end] in BIG:
        under *= Decimal(10) ** BIG[tokens[end]]
        end += 1
    if value >= under:
        return None
    share = Decimal(value) / under
    return Read(end, share, share, min(TENTH, ONE / under), "fraction")


def read_decimals(tokens: list[str], i: int) -> tuple[int, Decimal, Decimal] | None:
    """What is said from "point" at *i* on: index after, share of one, grain; at most six places."""
    if i >= len(tokens) or tokens[i] != "point":
        return None
    share = Decimal(0)
    grain = ONE
    at = i + 1
    while at < len(tokens) and at - i <= 6 and (tokens[at] in ONES or tokens[at] in NOUGHTS or tokens[at] == "oh"):
        grain /= 10
        share += ONES.get(tokens[at], 0) * grain
        at += 1
    return (at, share, grain) if at > i + 1 else None


def scaled(tokens: list[str], i: int, amount: Decimal, grain: Decimal) -> Read:
    power = 0
    while i < len(tokens) and tokens[i] in SCALE and power + SCALE[tokens[i]] <= MAX_POWER:
        power += SCALE[tokens[i]]
        i += 1
    factor = Decimal(10) ** power
    return Read(i, amount * factor, amount * factor, grain * factor)
