"""A number in English words."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.en.numerals.words import BIG, SAID, TENS


def say(value: Decimal) -> str:
    """*value* in words, lower case: up to 10^15 either way, with at most one decimal; else ValueError."""
    if abs(value) > Decimal(10) ** 15 or value * 10 != (value * 10).to_integral_value():
        raise ValueError(f"expected a number up to 10^15 with at most one decimal, found {value}")
    if value < 0:
        return f"minus {say(-value)}"
    whole = int(value)
    tenths = int((value - whole) * 10)
    if tenths == 5 and whole < 100:
        return f"{say_whole(whole)} and a half" if whole else "half"
    return f"{say_whole(whole)} point {SAID[tenths]}" if tenths else say_whole(whole)


def say_whole(number: int) -> str:
    if number == 0:
        return "zero"
    parts: list[str] = []
    rest = number
    for name, power in reversed(list(BIG.items())):
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(f"{say_hundreds(count)} {name}")
    if rest:
        parts.append(f"and {say_hundreds(rest)}" if parts and rest < 100 else say_hundreds(rest))
    return " ".join(parts)


def say_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return say_tens(rest)
    return f"{SAID[hundreds]} hundred and {say_tens(rest)}" if rest else f"{SAID[hundreds]} hundred"


def say_tens(number: int) -> str:
    if number < 20:
        return SAID[number]
    tens, ones = divmod(number, 10)
    name = tuple(TENS)[tens - 2]
    return f"{name}-{SAID[ones]}" if ones else name
