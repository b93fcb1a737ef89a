"""A number in Vietnamese words."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.vi.numerals.words import SAID


def say(value: Decimal) -> str:
    """*value* in words, lower case: up to 10^15 either way, with at most one decimal; else ValueError."""
    if abs(value) > Decimal(10) ** 15 or value * 10 != (value * 10).to_integral_value():
        raise ValueError(f"expected a number up to 10^15 with at most one decimal, found {value}")
    if value < 0:
        return f"âm {say(-value)}"
    whole = int(value)
    tenths = int((value - whole) * 10)
    words = say_whole(whole)
    return f"{words} phẩy {SAID[tenths]}" if tenths else words


def say_whole(number: int) -> str:
    if number < 10:
        return SAID[number]
    billions, rest = divmod(number, 10**9)
    parts: list[str] = []
    if billions:
        parts.append(f"{say_whole(billions)} tỷ")
    last = 9
    for power, name in ((6, "triệu"), (3, "nghìn")):
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(f"{say_hundreds(count, full=bool(parts))} {name}")
            last = power
    if rest:
        # "một triệu hai trăm" is said of 1 200 000, so the units after a gap name what is missing.
        gap = bool(parts) and last > 3
        parts.append(("không nghìn " if gap else "") + say_hundreds(rest, full=bool(parts)))
    return " ".join(parts)


def say_hundreds(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{SAID[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        parts.append(f"linh {SAID[ones]}" if parts else SAID[ones])
    elif tens == 1:
        parts.append("mười" if ones == 0 else f"mười {'lăm' if ones == 5 else SAID[ones]}")
    elif tens:
        last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(ones, f" {SAID[ones]}")
        parts.append(f"{SAID[tens]} mươi{last}")
    return " ".join(parts)
