"""The number words of a language that brings them as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from checker.languages.generic.tables import alternatives, checked
from checker.languages.hits import Numeral
from checker.languages.places import Places

_ONE: Final = Decimal(1)
_SMALL: Final = 1000  # what is said before a scale is smaller
_NUMERAL_KEYS: Final = frozenset(
    {"values", "tails", "multipliers", "minus", "point", "unsure", "vague", "magnitudes", "fractions", "ordinals", "multiples"}
)  # fmt: skip

Find = Callable[..., list[Numeral]]
Say = Callable[[Decimal], str]


class _Numerals:
    """The number words of one language.

    ``values``       word → whole number below 1000, or a scale with its "one" ("seribu" 1000)
    ``tails``        word behind a digit → what it adds ("belas" 10: "dua belas" 12)
    ``multipliers``  word → 10 or 100: takes the digit before ("dua puluh" 20)
    ``scales``       word → power of ten, as in ``[scales]``; of them, single words of 10^3 and more
    ``minus``, ``point``  words before a negative and between the whole and its decimals
    ``unsure``       number words that are as often none
    ``vague``, ``magnitudes``  phrase → [lowest, highest]
    ``fractions``    phrase → "1/2"; ``ordinals`` phrase → n; ``multiples`` phrase → n ("doubled")
    """

    def __init__(self, code: str, table: Mapping[str, Any], scales: Mapping[str, int]) -> None:
        checked(code, "numerals", table, _NUMERAL_KEYS)
        self.values: Mapping[str, int] = table["values"]
        self.tails: Mapping[str, int] = table.get("tails", {})
        self.multipliers: Mapping[str, int] = table.get("multipliers", {})
        self.scales = {
            word: 10**power for word, power in scales.items() if power >= 3 and " " not in word and len(word) > 2
        }
        self.minus = frozenset(table.get("minus", ()))
        self.point = frozenset(table.get("point", ()))
        self.unsure = frozenset(table.get("unsure", ()))
        self.phrases: dict[str, tuple[str, Decimal, Decimal]] = {}
        for form, name in (("vague", "vague"), ("magnitude", "magnitudes")):
            for phrase, (lo, hi) in table.get(name, {}).items():
                self.phrases[phrase] = (form, Decimal(lo), Decimal(hi))
        for phrase, printed in table.get("fractions", {}).items():
            part, whole = printed.split("/")
            self.phrases[phrase] = ("fraction", Decimal(part) / Decimal(whole), Decimal(part) / Decimal(whole))
        for form, name in (("ordinal", "ordinals"), ("multiple", "multiples")):
            for phrase, number in table.get(name, {}).items():
                self.phrases[phrase] = (form, Decimal(number), Decimal(number))
        inner = alternatives({*self.values, *self.tails, *self.multipliers, *self.scales, *self.point, *self.minus})
        self.pattern = re.compile(
            rf"(?<![\w-])(?:(?P<phrase>{alternatives(self.phrases)})|(?:{inner})(?: (?:{inner})(?!\w))*)(?![\w-])"
        )
        self.digits = {number: word for word, number in self.values.items() if number < 10}

    def find(self, low: str, text: str, *, places: Places | None = None) -> list[Numeral]:
        """The numbers in words, in order of place."""
        found: list[Numeral] = []
        for match in self.pattern.finditer(low):
            if (phrase := match["phrase"]) is not None:
                form, lo, hi = self.phrases[phrase]
                grain = lo if form == "magnitude" else Decimal("0.1") if form == "fraction" else _ONE
                found.append(Numeral(match.start(), match.end(), lo, hi, grain, form, True))
                continue
            found.extend(self._stretch(match[0], match.start()))
        return found

    def _stretch(self, said: str, start: int) -> list[Numeral]:
        words = said.split(" ")
        found: list[Numeral] = []
        index = 0
        while index < len(words):
            read = self._read(words, index)
            if read is None:
                start += len(words[index]) + 1
                index += 1
                continue
            value, grain, used = read
            length = len(" ".join(words[index : index + used]))
            sure = not (used == 1 and words[index] in self.unsure)
            found.append(Numeral(start, start + length, value, value, grain, "cardinal", sure))
            start += length + 1
            index += used
        return found

    def _read(self, words: list[str], first: int) -> tuple[Decimal, Decimal, int] | None:
        """Value, grain and number of words of the longest number from *first*; None where there is none."""
        index = first
        negative = words[index] in self.minus
        if negative:
            index += 1
        total = group = 0
        digit: int | None = None  # said, and waiting for what it multiplies
        last_scale = 10**18
        grain = 1
        began = index
        while index < len(words):
            word = words[index]
            if (value := self.values.get(word)) is not None:
                room = 10 ** len(str(value))
                if value >= _SMALL:
                    if digit is not None or group or value >= last_scale:
                        break
                    total, last_scale, grain = total + value, value, 1
                elif digit is not None or group % room:
                    break
                elif value < 10:
                    digit = value
                else:
                    group += value
                grain = 1
            elif (tail := self.tails.get(word)) is not None:
                if digit is None or group % 100:
                    break
                group, digit = group + digit + tail, None
            elif (factor := self.multipliers.get(word)) is not None:
                if digit is None or group % (factor * 10):
                    break
                group, digit = group + digit * factor, None
            elif (scale := self.scales.get(word)) is not None:
                amount = group + (digit or 0)
                if not amount or scale >= last_scale:
                    break
                total, last_scale, grain = total + amount * scale, scale, scale
                group, digit = 0, None
            else:
                break
            index += 1
        if index == began:
            return None
        whole = Decimal(total + group + (digit or 0))
        step = Decimal(grain)
        if (
            index + 1 < len(words)
            and words[index] in self.point
            and self.values.get(words[index + 1], 10) < 10
            and not total
        ):
            whole, step, index = self._decimals(words, index + 1, whole)
        return (-whole if negative else whole), step, index - first

    def _decimals(self, words: list[str], index: int, whole: Decimal) -> tuple[Decimal, Decimal, int]:
        """The digits behind the point, one word each, and the scale behind them."""
        step = _ONE
        while index < len(words) and self.values.get(words[index], 10) < 10:
            step /= 10
            whole += self.values[words[index]] * step
            index += 1
        if index < len(words) and words[index] in self.scales:
            factor = self.scales[words[index]]
            return whole * factor, step * factor, index + 1
        return whole, step, index

    def say(self, value: Decimal) -> str:
        """*value* in words: a whole number below 10^15 either way; else ValueError."""
        if value != value.to_integral_value() or abs(value) >= 10**15:
            raise ValueError(f"expected a whole number below 10^15, found {value}")
        if value < 0:
            if not self.minus:
                raise ValueError(f"no word for a negative number: {value}")
            return f"{min(self.minus)} {self._said(int(-value))}"
        return self._said(int(value))

    def _said(self, number: int) -> str:
        exact = next((word for word, value in self.values.items() if value == number), None)
        if exact is not None:
            return exact
        for word, tail in self.tails.items():
            if 0 < number - tail < 10 and number < 2 * tail:
                return f"{self.digits[number - tail]} {word}"
        steps = {
            **{factor: word for word, factor in self.multipliers.items()},
            **{factor: word for word, factor in reversed(self.scales.items())},
        }
        for factor in sorted(
            {*steps, *(value for value in self.values.values() if value and value % 10 == 0)}, reverse=True
        ):
            if factor > number:
                continue
            count, rest = divmod(number, factor)
            own = next((word for word, value in self.values.items() if value == factor), None)
            if count == 1 and own is not None:
                head = own
            elif factor in steps:
                head = f"{self._said(count)} {steps[factor]}"
            else:
                continue
            return f"{head} {self._said(rest)}" if rest else head
        raise ValueError(f"no words for {number}")


def numerals(code: str, table: Mapping[str, Any] | None, scales: Mapping[str, int]) -> tuple[Find, Say]:
    """How the language finds numbers in words, and says one; without a *table* it finds none."""
    if table is None:
        return _nothing, _unsaid
    words = _Numerals(code, table, scales)
    return words.find, words.say


def _nothing(low: str, text: str, *, places: Places | None = None) -> list[Numeral]:
    return []


def _unsaid(value: Decimal) -> str:
    raise ValueError(f"the language has no number words: {value}")
