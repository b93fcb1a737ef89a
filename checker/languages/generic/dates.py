"""The dates of a language that brings their words as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.errors import LanguageError
from checker.languages.atoms import ANY_WEEK, Atom
from checker.languages.calendar import Anchor, possible, quarter_ends
from checker.languages.generic.tables import alternatives, checked
from checker.languages.hits import DateHit
from checker.languages.places import Places
from checker.languages.resolving import Reader

_DATE_KEYS: Final = frozenset(
    {
        "order", "months", "weekdays", "relative", "day_words", "month_words", "year_words", "years", "months_away", "weeks",
        "quarters", "clock", "clock_marks", "joins", "openers", "base",
    }
)  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


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
        checked(code, "dates", table, _DATE_KEYS)
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
        month, weekday = alternatives(self.months), alternatives(self.weekdays)
        day_word = alternatives(table.get("day_words", ()))
        month_word = alternatives(table.get("month_words", ()))
        year_word = alternatives(table.get("year_words", ()))
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
            ("quarter", re.compile(rf"(?<!\w)(?:{alternatives(table.get('quarters', ()))})[ -](?P<quarter>i{{1,3}}|iv|[1-4])(?!\w)(?:[ /](?:{year_word} )?(?P<year>\d{{4}})(?!\d))?")),
            ("year", re.compile(rf"(?<!\w)(?:{year_word}) (?P<year>\d{{4}})(?![\d.,]*\d)")),
            ("clock", re.compile(rf"(?<!\w)(?:{alternatives(table.get('clock', ()))}) (?P<hour>\d{{1,2}})[{marks}](?P<minute>\d\d)(?!\d)")),
            ("phrase", re.compile(rf"(?<!\w)(?P<phrase>{alternatives({*self.relative, *self.years, *self.months_away, *self.weeks})})(?!\w)")),
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

    def find(
        low: str, text: str, *, published: str | None, year: int | None = None, places: Places | None = None
    ) -> list[DateHit]:
        if patterns is None:
            return []
        return _DateReader(patterns, low, text, Anchor(published, year)).read()

    return find
