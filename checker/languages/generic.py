"""Number words and dates of a language that brings them as tables instead of code.

``pack.toml`` may hold ``[numerals]`` and ``[dates]``; a language whose numbers and dates do not fit into them has
modules of its own (``vi``, ``en``). The tables fit languages that say the large before the small ("dua ratus lima
puluh ribu") in words with spaces between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from checker.errors import LanguageError
from checker.languages.calendar import Anchor, possible, quarter_ends
from checker.languages.hits import DateHit, Numeral
from checker.languages.resolving import ANY_WEEK, Atom, Reader

_ONE: Final = Decimal(1)
_SMALL: Final = 1000  # what is said before a scale is smaller
_NUMERAL_KEYS: Final = frozenset(
    {"values", "tails", "multipliers", "minus", "point", "unsure", "vague", "magnitudes", "fractions", "ordinals", "multiples"}
)  # fmt: skip
_DATE_KEYS: Final = frozenset(
    {
        "order", "months", "weekdays", "relative", "day_words", "month_words", "year_words", "years", "months_away", "weeks",
        "quarters", "clock", "clock_marks", "joins", "openers", "base",
    }
)  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

Find = Callable[[str, str], list[Numeral]]
Say = Callable[[Decimal], str]


def _alternatives(words: Any) -> str:
    """The source of a pattern for any of *words*, the longest first; one that never matches for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def _checked(code: str, name: str, table: Mapping[str, Any], keys: frozenset[str]) -> None:
    if unknown := sorted(set(table) - keys):
        raise LanguageError(f"{code}/pack.toml [{name}]: unknown {unknown[0]!r}; expected {', '.join(sorted(keys))}")


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────


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
        _checked(code, "numerals", table, _NUMERAL_KEYS)
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
        inner = _alternatives({*self.values, *self.tails, *self.multipliers, *self.scales, *self.point, *self.minus})
        self.pattern = re.compile(
            rf"(?<![\w-])(?:(?P<phrase>{_alternatives(self.phrases)})|(?:{inner})(?: (?:{inner})(?!\w))*)(?![\w-])"
        )
        self.digits = {number: word for word, number in self.values.items() if number < 10}

    def find(self, low: str, text: str) -> list[Numeral]:
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


def _nothing(low: str, text: str) -> list[Numeral]:
    return []


def _unsaid(value: Decimal) -> str:
    raise ValueError(f"the language has no number words: {value}")


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Patterns:
    """The patterns of the dates of one language, made once.

    ``order``        "dmy" or "mdy": how a day is printed in digits
    ``months``       twelve lists of names; ``weekdays`` seven, from Monday
    ``relative``     phrase → days from publication
    ``day_words``, ``month_words``, ``year_words``  what may stand before a day in digits, a month, a year
    ``years``, ``months_away``, ``weeks``  phrase → years, months, weeks from publication ("last year" -1)
    ``quarters``     words before the number of a quarter
    ``clock``        words before a time of day; ``clock_marks`` what stands between hours and minutes
    ``joins``, ``openers``  words between the ends of a stretch and before it
    ``base``         words before a period that is compared with
    """

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        _checked(code, "dates", table, _DATE_KEYS)
        self.months = {name: number for number, names in enumerate(table["months"], 1) for name in names}
        self.weekdays = {name: number for number, names in enumerate(table.get("weekdays", ())) for name in names}
        if len(table["months"]) != 12 or len(table.get("weekdays", ())) not in (0, 7):
            raise LanguageError(f"{code}/pack.toml [dates]: expected twelve months and seven weekdays")
        self.day_first = table.get("order", "dmy") == "dmy"
        self.relative: Mapping[str, int] = table.get("relative", {})
        self.years: Mapping[str, int] = table.get("years", {})
        self.months_away: Mapping[str, int] = table.get("months_away", {})
        self.weeks: Mapping[str, int] = table.get("weeks", {})
        self.joins = frozenset(f" {word} " for word in table.get("joins", ()))
        self.openers = frozenset(table.get("openers", ()))
        self.base = frozenset(table.get("base", ()))
        month, weekday = _alternatives(self.months), _alternatives(self.weekdays)
        day_word = _alternatives(table.get("day_words", ()))
        month_word = _alternatives(table.get("month_words", ()))
        year_word = _alternatives(table.get("year_words", ()))
        marks = "".join(re.escape(mark) for mark in table.get("clock_marks", (":",)))
        before = rf"(?:(?P<weekday>{weekday}),? \(?)?(?:(?P<dayword>{day_word}) )?"
        year = r"(?:,? (?P<year>\d{4})(?![\d.,]*\d))?"
        named = (
            rf"(?P<day>\d{{1,2}}) (?P<month>{month})"
            if self.day_first
            else rf"(?P<month>{month}) (?P<day>\d{{1,2}})(?!\d)"
        )
        self.patterns: tuple[tuple[str, re.Pattern[str]], ...] = (
            ("named", re.compile(rf"(?<![\w.,]){before}{named}(?!\w){year}")),
            ("digits", re.compile(rf"(?<![\w.,/]){before}(?P<first>\d{{1,2}})(?P<sep>[/.-])(?P<second>\d{{1,2}})(?:(?P=sep)(?P<year>\d{{4}}))?(?![\w/]|[.,]\d)")),
            ("month", re.compile(rf"(?<!\w)(?:{month_word} )?(?P<month>{month})(?!\w)(?: (?:{year_word} )?(?P<year>\d{{4}})(?![\d.,]*\d))?")),
            ("quarter", re.compile(rf"(?<!\w)(?:{_alternatives(table.get('quarters', ()))})[ -](?P<quarter>i{{1,3}}|iv|[1-4])(?!\w)(?:[ /](?:{year_word} )?(?P<year>\d{{4}})(?!\d))?")),
            ("year", re.compile(rf"(?<!\w)(?:{year_word}) (?P<year>\d{{4}})(?![\d.,]*\d)")),
            ("clock", re.compile(rf"(?<!\w)(?:{_alternatives(table.get('clock', ()))}) (?P<hour>\d{{1,2}})[{marks}](?P<minute>\d\d)(?!\d)")),
            ("phrase", re.compile(rf"(?<!\w)(?P<phrase>{_alternatives({*self.relative, *self.years, *self.months_away, *self.weeks})})(?!\w)")),
            ("weekday", re.compile(rf"(?<!\w)(?P<weekday>{weekday})(?!\w)")),
        )  # fmt: skip


class _DateReader(Reader):
    """One reading of one text with the patterns of its language."""

    __slots__ = ("joins", "openers", "patterns")

    def __init__(self, patterns: _Patterns, low: str, text: str, anchor: Anchor) -> None:
        super().__init__(low, text, anchor)
        self.patterns = patterns
        self.joins = patterns.joins
        self.openers = patterns.openers

    def holds(self, atom: Atom) -> bool:
        """A doubtful passage is no date."""
        return False

    def lean(self, atom: Atom) -> str:
        """The tables say nothing of tenses."""
        return ""

    def read(self) -> list[DateHit]:
        for name, pattern in self.patterns.patterns:
            keep = getattr(self, f"_{name}")
            for match in pattern.finditer(self.low):
                keep(match)
        return self.resolved()

    def _role(self, atom: Atom) -> Atom:
        word, _ = self.before(atom.start)
        atom.role = "base" if word in self.patterns.base else "period"
        return atom

    def _day(self, match: re.Match[str], day: int, month: int) -> None:
        year = int(match["year"] or 0)
        stated = "dmy" if year else "dm"
        if not possible(year or None, month, day):
            self.bad(
                match.start(), match.end(), "day", stated, f"no such day: {self.text[match.start() : match.end()]}"
            )
            return
        atom = Atom("day", match.start(), match.end(), "day", stated, day, month, year)
        atom.weekday = self.patterns.weekdays.get(match["weekday"] or "", -1)
        self.add(atom)

    def _named(self, match: re.Match[str]) -> None:
        self._day(match, int(match["day"]), self.patterns.months[match["month"]])

    def _digits(self, match: re.Match[str]) -> None:
        first, second = int(match["first"]), int(match["second"])
        bracketed = (
            self.low[match.start("first") - 1 : match.start("first")] == "("
            and self.low[match.end() : match.end() + 1] == ")"
        )
        if not (match["year"] or match["dayword"] or (bracketed and match["weekday"])):
            return  # "3/4", "2-1": no day without a word or a year beside it
        day, month = (first, second) if self.patterns.day_first else (second, first)
        self._day(match, day, month)

    def _month(self, match: re.Match[str]) -> None:
        year = int(match["year"] or 0)
        month = self.patterns.months[match["month"]]
        atom = Atom("months", match.start(), match.end(), "month", "my" if year else "m", month, 0, year)
        atom.last = month
        self.add(self._role(atom))

    def _quarter(self, match: re.Match[str]) -> None:
        number = _ROMAN.get(match["quarter"]) or int(match["quarter"])
        year = int(match["year"] or 0)
        atom = Atom("months", match.start(), match.end(), "quarter", "q", 3 * number - 2, 0, year)
        atom.last = 3 * number
        if year:
            atom.kind, atom.ends = "ends", quarter_ends(year, number)
        self.add(self._role(atom))

    def _year(self, match: re.Match[str]) -> None:
        self.add(self._role(Atom("year", match.start(), match.end(), "year", "y", 0, 0, int(match["year"]))))

    def _clock(self, match: re.Match[str]) -> None:
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 24 or minute > 59:
            self.bad(
                match.start(),
                match.end(),
                "minute",
                "clock",
                f"no time of day: {self.text[match.start() : match.end()]}",
            )
            return
        atom = Atom("ends", match.start(), match.end(), "minute", "clock")
        atom.ends = (f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}")
        self.add(atom)

    def _phrase(self, match: re.Match[str]) -> None:
        phrase, tables = match["phrase"], self.patterns
        if phrase in tables.relative:
            self.add(Atom("near", match.start(), match.end(), "day", "relative", tables.relative[phrase]))
            return
        if phrase in tables.years:
            atom = Atom("year", match.start(), match.end(), "year", "relative")
            atom.away = tables.years[phrase]
        elif phrase in tables.months_away:
            atom = Atom("month", match.start(), match.end(), "month", "relative", tables.months_away[phrase])
        else:
            atom = Atom("week", match.start(), match.end(), "week", "relative", tables.weeks[phrase])
        self.add(self._role(atom))

    def _weekday(self, match: re.Match[str]) -> None:
        atom = Atom("weekday", match.start(), match.end(), "day", "weekday", self.patterns.weekdays[match["weekday"]])
        atom.last = ANY_WEEK
        self.add(atom)


def dates(code: str, table: Mapping[str, Any] | None) -> Callable[..., list[DateHit]]:
    """How the language finds dates; without a *table* it finds none."""
    patterns = None if table is None else _Patterns(code, table)

    def find(low: str, text: str, *, published: str | None, year: int | None = None) -> list[DateHit]:
        if patterns is None:
            return []
        return _DateReader(patterns, low, text, Anchor(published, year)).read()

    return find
