"""A number read from its words: whole, decimal, fraction, or vague."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.spoken import DEC, HALF_VALUE, ONE, TENTH, Read
from checker.languages.vi.numerals.scales import below_hundred, below_thousand, is_five, scales, skip
from checker.languages.vi.numerals.words import (
    AND,
    BARE,
    BIG,
    DECIMALS,
    DIGITS,
    DOZEN,
    FEW,
    HALF,
    HALVES,
    MULTIPLES,
    NOT_FOUR,
    NOT_HALF,
    ONES,
    SHORT_ONES,
)


def read_number(tokens: list[str], i: int, after: str) -> Read | None:
    """The longest number from *i* on, fractions and few-words included."""
    read = plain_number(tokens, i, after)
    if read is None or read.end >= len(tokens) or tokens[read.end] != DOZEN or read.lo > read.hi:
        return read
    dozen = MULTIPLES[DOZEN]
    form = "cardinal" if read.form == "fraction" else read.form
    return Read(read.end + 1, read.lo * dozen, read.hi * dozen, read.grain * dozen, form)


def plain_number(tokens: list[str], i: int, after: str) -> Read | None:
    """As ``read_number``, without the dozen behind it."""
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if token == "một" and (follow in HALVES or follow in ("vài", "mấy")):
        return plain_number(tokens, i + 1, after)
    if token in HALVES:
        power, end = scales(tokens, i + 1, after)
        if not power:
            if after in NOT_HALF and i + 1 == len(tokens):
                return None
            return Read(i + 1, HALF_VALUE, HALF_VALUE, TENTH, "fraction")
        factor = Decimal(10) ** power
        return Read(end, factor / 2, factor / 2, factor / 10)
    few = read_few(tokens, i, after) or teens(tokens, i, after)
    if few is not None:
        return few
    pair = read_pair(tokens, i, after)
    if pair is not None:
        return pair
    return exact(tokens, i, after)


def read_few(tokens: list[str], i: int, after: str) -> Read | None:
    token = tokens[i]
    if token not in ("vài", "mấy", "dăm", "đôi", "mươi"):
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    ends = FEW.get(f"{token} {follow}")
    end = i + 2
    if ends is None:
        ends, end = FEW.get(token), i + 1
        if ends is None:
            return None
    if end < len(tokens) and tokens[end] == "mươi":
        return Read(end + 1, DEC[10] * ends[0], Decimal(ends[1] * 10 + 9), DEC[10], "vague")
    power, last = scales(tokens, end, after)
    if not power:
        return Read(end, DEC[ends[0]], DEC[ends[1]], ONE, "vague", token not in ("mấy", "mươi"))
    factor = Decimal(10) ** power
    top = factor * 10 - 1 if ends[1] == 9 else factor * ends[1]
    return Read(last, factor * ends[0], top, factor, "vague")


def teens(tokens: list[str], i: int, after: str) -> Read | None:
    """ "mười mấy" 11 to 19, "hai mươi mấy" 21 to 29, with a scale behind them or none."""
    tens = 10 if tokens[i] == "mười" else 10 * DIGITS.get(tokens[i], 0) if tokens[i + 1 : i + 2] == ["mươi"] else 0
    end = i + 1 if tokens[i] == "mười" else i + 2
    if not tens or tokens[end : end + 1] != ["mấy"]:
        return None
    power, last = scales(tokens, end + 1, after)
    factor = Decimal(10) ** power
    return Read(last if power else end + 1, (tens + 1) * factor, (tens + 9) * factor, factor, "vague")


def read_pair(tokens: list[str], i: int, after: str) -> Read | None:
    """Two digits side by side: neighbours are a guess ("ba bốn người"), others tens and ones, three a recital."""
    count = len(tokens)
    token = tokens[i]
    if token not in DIGITS or token == "năm" or i + 1 >= count:
        return None
    follow = tokens[i + 1]
    if follow == "mười" and token == "chín" and (i + 2 >= count or tokens[i + 2] not in ONES):
        return Read(i + 2, DEC[9], DEC[10], ONE, "vague")
    if follow not in DIGITS or follow == "năm":
        return None
    third = tokens[i + 2] if i + 2 < count else ""
    a, b = DIGITS[token], DIGITS[follow]
    if third in DIGITS and third != "năm" and not (i + 3 < count and tokens[i + 3] == "mươi"):
        end = i + 2
        while end < count and tokens[end] in DIGITS:
            end += 1
        return skip(end)
    if third in SHORT_ONES or third == "phẩy" or third == "phần":
        return None
    if b == a + 1:
        if third == "mươi":
            power, end = scales(tokens, i + 3, after)
            factor = Decimal(10) ** (power + 1)
            return Read(end if power else i + 3, a * factor, b * factor, factor, "vague")
        power, end = scales(tokens, i + 2, after)
        factor = Decimal(10) ** power
        return Read(end if power else i + 2, a * factor, b * factor, factor, "vague", a != 1 or bool(power))
    if third == "mươi" or third in BARE or a == 1 or b == 1:
        return None
    return Read(i + 2, DEC[10 * a + b], DEC[10 * a + b], ONE, "cardinal", False)


def exact(tokens: list[str], i: int, after: str) -> Read | None:
    count = len(tokens)
    start = i
    total = Decimal(0)
    grain = ONE
    last = 99  # the power of the scale said last; 99 before the first
    base = 0  # what an implicit tail counts in, as a power of ten
    gap = False  # "không nghìn" was said: what follows is meant as it stands
    plain_only = False
    sure = True
    while i < count:
        token = tokens[i]
        if last != 99 and token in HALF:
            total += Decimal(10) ** last / 2
            grain = Decimal(10) ** (last - 1)
            i += 1
            break
        if last != 99 and token in AND:
            tail = below_thousand(tokens, i + 1, after, inner=True) if i + 1 < count else None
            if tail is None:
                break
            power, end = big_scales(tokens, tail[0], after)
            if power >= last:
                break
            total += tail[1] * Decimal(10) ** power
            grain, i = Decimal(10) ** power, end
            break
        if last == 99 and token == "chục" and tokens[i + 1 : i + 2] and tokens[i + 1] in HALF:
            return Read(i + 2, DEC[15], DEC[15], ONE)
        if last == 99 and token in BIG:
            power, end = scales(tokens, i, after)
            if not power:
                return None
            total, last, grain, i = Decimal(10) ** power, power, Decimal(10) ** power, end
            base = max(0, last - 3)
            continue
        if last != 99 and token == "năm" and not is_five(tokens, i):
            break
        part = below_thousand(tokens, i, after, inner=last != 99)
        if part is None:
            if last != 99 and token in SHORT_ONES and not (token == "tư" and after in NOT_FOUR and i + 1 == count):
                total += SHORT_ONES[token] * Decimal(10) ** (last - 1)
                grain = Decimal(10) ** (last - 1)
                i += 1
            break
        end, value, part_grain, plain = part
        amount = Decimal(value)
        if last == 99 and end < count and tokens[end] in HALF and plain:
            return Read(end + 1, amount + HALF_VALUE, amount + HALF_VALUE, TENTH)
        step = Decimal(part_grain)
        if end < count and tokens[end] == "phẩy" and last != 99:
            if plain:
                break
        elif end < count and tokens[end] == "phẩy":
            decimals = read_decimals(tokens, end + 1, after)
            if decimals is None:
                return Read(end, amount, amount, step, loose=plain)
            end, share, step = decimals
            amount += share
            plain = False
        elif end + 1 < count and tokens[end] == "phần" and last == 99:
            fraction = read_fraction(tokens, end, amount, after)
            if fraction is not None:
                return fraction
        power, scaled_end = big_scales(tokens, end, after)
        if power:
            if last == 3 and power in (9, 15) and value < 1000 and total < 10**6:
                total = (total + amount) * Decimal(10) ** power  # "hai nghìn ba trăm tỷ"
                last = power
            elif power < last:
                total += amount * Decimal(10) ** power
                last = power
            else:
                break  # "hai triệu ba triệu": another number
            gap = gap or value == 0
            grain = step * Decimal(10) ** power
            base = max(0, last - 3)
            i = scaled_end
            continue
        if last == 99:
            total, grain, i = amount, step, end
            plain_only = plain
            break
        if token == "không" and value == 0 and end == i + 1:
            break
        if gap or token == "không":
            total, grain, i = total + amount, step, end
        elif plain and not (end < count and tokens[end] == "chục"):
            if token == "một":
                break  # "năm triệu một tháng"
            total += amount * Decimal(10) ** (last - 1)
            grain = Decimal(10) ** (last - 1)
            i = end
        elif value < 100 and end == i + 2 and tokens[i + 1] in (*SHORT_ONES, *DIGITS) and token != "mười":
            total += amount * Decimal(10) ** (last - 2)  # "một triệu hai lăm"
            grain = Decimal(10) ** (last - 2)
            i = end
        else:
            total += amount * Decimal(10) ** base
            grain = step * Decimal(10) ** base
            if base:
                grain = max(grain, Decimal(10) ** (base + (2 if value % 100 == 0 else 0)))
            i = end
        break
    if i == start:
        return None
    if last != 99 and i < count and tokens[i] == "phẩy":
        decimals = read_decimals(tokens, i + 1, after)
        if decimals is not None:
            power, end = big_scales(tokens, decimals[0], after)
            if power > last or not power:  # "một nghìn hai trăm phẩy năm tỷ"
                factor = Decimal(10) ** power
                return Read(end, (total + decimals[1]) * factor, (total + decimals[1]) * factor, decimals[2] * factor)
    return Read(i, total, total, grain, "cardinal", sure, plain_only)


def big_scales(tokens: list[str], i: int, after: str) -> tuple[int, int]:
    """As ``scales``, from "nghìn" up."""
    if i < len(tokens) and tokens[i] in BIG:
        return scales(tokens, i, after)
    return 0, i


def read_decimals(tokens: list[str], i: int, after: str) -> tuple[int, Decimal, Decimal] | None:
    """What is said after "phẩy": index after, share of one, grain."""
    if i >= len(tokens):
        return None
    small = below_hundred(tokens, i, after, inner=True)
    if small is not None and not small[2]:
        return small[0], Decimal(small[1]) / 100, Decimal("0.01")
    end = i
    share = Decimal(0)
    grain = ONE
    while end < len(tokens) and end - i < 6 and tokens[end] in DECIMALS:
        if (
            end > i
            and tokens[end] == "năm"
            and not (end + 1 < len(tokens) and (tokens[end + 1] in BIG or tokens[end + 1] == "phần"))
        ):
            break
        grain /= 10
        share += DECIMALS[tokens[end]] * grain
        end += 1
    return (end, share, grain) if end > i else None


def read_fraction(tokens: list[str], i: int, over: Decimal, after: str) -> Read | None:
    """*over* and, from "phần" at *i* on, what it is divided by; None for per cent, which is a unit."""
    token = tokens[i + 1]
    follow = tokens[i + 2] if i + 2 < len(tokens) else after
    if token == "tư":
        under, end = 4, i + 2
        if follow in NOT_FOUR:
            return None
    elif token in BIG:
        power, end = scales(tokens, i + 1, after)
        under = 10**power
    else:
        small = below_hundred(tokens, i + 1, after)
        if small is None or small[1] < 2:
            return None
        end, under, _ = small
    if under <= 1 or over == 0:
        return None
    share = over / under
    return Read(end, share, share, min(TENTH, ONE / under), "fraction")
