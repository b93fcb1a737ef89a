"""Dates, periods and times of day in English.

Digits, names of months and weekdays (which have capitals), and a handful of literal words are found first; what
stands around them is then looked up in tables. Every step reads a bounded stretch of text.

Month and weekday names are those of CLDR (common/main/en.xml), which a test compares; "Sept" and the forms with a point
("Feb. 6", "4.17pm") are newspaper usage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from checker.languages.calendar import (
    ANY_WEEK,
    NEVER,
    Anchor,
    Atom,
    Reader,
    century_ends,
    decade_ends,
    iso,
    possible,
    year_ends,
)
from checker.languages.hits import DateHit
from checker.values.hedge import Hedge

MONTHS: Final = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
PARTS: Final = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
    "lunchtime": "noon",
}
PIECES: Final = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late",
}  # fmt: skip
ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
NUMBERS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_PREFIXES: Final = ("mid-", "end-", "early-", "late-")
_LABELS: Final = frozenset({"q1", "q2", "q3", "q4", "h1", "h2"})
AWAY: Final = {"last": -1, "this": 0, "next": 1, "previous": -1, "current": 0, "coming": 1}

# Names that are words of their own too, or people: alone they need a preposition before them.
_ALSO_WORDS: Final = frozenset({"may", "march", "april", "june", "august"})
_PREPOSITIONS: Final = frozenset(
    """in by since until till from of last next this early late mid through during before after to and for between
    on throughout around about earlier later through than against over past ending ended following late-""".split()
)
_BASE_WORDS: Final = frozenset("against than versus vs vs. over above below on".split())
_POINT_WORDS: Final = frozenset("since until till by before after born from to".split())
_COUNTED: Final = frozenset(
    """percent per people persons men women dollars euros pounds million billion trillion thousand hundred km miles feet
    meters metres tons tonnes barrels points jobs cases deaths votes seats shares units houses homes students workers soldiers
    troops members employees companies firms others times calories words years days hours minutes seconds kg pounds hp cc
    rpm mah km/h mph dead injured""".split()
)
_AMOUNT_WORDS: Final = frozenset(
    "about around over under nearly almost some least most than up exactly another no number route room".split()
)
_YEAR_WORDS: Final = frozenset(
    """in since by until till of during before after early late mid fiscal year through through between for against from
    throughout the a to and than with over on that late-""".split()
)
_ZONES: Final = (
    r"(?:utc|gmt|bst|cet|cest|eet|est|edt|et|cst|cdt|mst|mdt|pst|pdt|pt|trt|ist|jst|kst|msk|local time|hours|hrs)"
)

_NUMBER: Final = re.compile(r"[0-9][0-9]*(?:[/.,:–-][0-9]+)*")
# A capital that can begin a name, then what can follow; the tables tell which pairs are names. (An alternation of
# whole names has no first letter for the scanner to leap to and takes five times as long.)
_NAMED: Final = re.compile(
    r"[ADFHJMNOQSTW](?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?|ct(?:ober)?"
    r"|ov(?:ember)?|ec(?:ember)?|(?:on|ues|ednes|hurs|ri|atur|un)day|[1-4]|Y)(?![a-z])"
)
_DAY_BEFORE: Final = re.compile(
    r"(?<![\d.,:/–$£€-])(?:(\d{1,2})(?:st|nd|rd|th)?( ?[–-] ?| to | and | & ))?(\d{1,2})(?:st|nd|rd|th)?(?: of)? $"
)
_DAY_AFTER: Final = re.compile(
    r"\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|[a-z])(?:( ?[–-] ?| to | and | & | through )(\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|[a-z]| [a-z]+ber| january| february| march| april| may| june| july| august))?"
    r"(?:,? (\d{4,5})(?!\d|[.,]\d))?"
)
_YEAR_AFTER: Final = re.compile(r"(?:\.? |\.?, | of |/|-)(\d{4,5})(?!\d|[.,]\d)|(?: of)? (?:(last|this|next) year)\b")
_OF_YEAR: Final = re.compile(
    r"(?:(?: of| in|,)? (?:fiscal |fy ?|the year )?|/|-)(\d{4})(?!\d|[.,]\d)|(?: of| in)? ((?:last|this|next|the|that) year)\b| fy ?(\d\d(?:\d\d)?)\b"
)
_COMPOSITE: Final = re.compile(
    r"(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})"
    r"|(?P<ya>\d{4})[–/-](?P<yb>\d{4}|\d\d)"
    r"|(?P<h>\d{1,2})(?P<c>[:.])(?P<mi>\d\d)(?::\d\d)?"
    r"|(?P<sa>\d{1,2})/(?P<sb>\d{1,2})"
)
_HALF_DAY: Final = re.compile(r" ?([ap])(?:\.m\.|m\b)|(?: ?" + _ZONES + r")\b")
_ZONE: Final = re.compile(r" ?" + _ZONES + r"\b")
_YEAR_TAIL: Final = re.compile(r" ?[–-] ?(\d{4})(?!\d|[.,]\d)")
_FIRST_MONTHS: Final = re.compile(r"(two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?) months")
_MONTHS_TO: Final = re.compile(
    r" (?:to|through|ended|ending|until)(?: in| on)?(?: the)?(?: end of| end-)? ?([a-z]{3,9})\b(?:\.(?= \d))?(?: (\d{1,2})\b(?!,\d))?(?:,? (\d{4})\b)?"
)
_FISCAL_YEAR: Final = re.compile(r" ?(\d{4}|\d\d)(?!\d|[.,]\d)")
_SEASON: Final = re.compile(r"(spring|summer|autumn|fall|winter)(?: of)? (\d{4})\b")
_TO_DATE: Final = re.compile(r"year[ -]to[ -]date\b|so far this year\b")
_BANKERS: Final = re.compile(r"([1-4])([QH])(20\d\d|\d\d)\b")
_AGO: Final = re.compile(r"(?:a |one |the |-)?(year|month|week|quarter)[ -](earlier|ago|before)\b")
_SAME: Final = re.compile(
    r"same (?:period|time|month|quarters?|week|day)(?: (?:of|in))?(?: (last year|a year (?:earlier|ago|before)|the previous year|the year before)|(?: of| in)? (\d{4})\b)?"
)


def find(low: str, text: str, *, published: str | None, year: int | None = None) -> list[DateHit]:
    """The dates, periods and times of day in *text*, sorted and free of overlap.

    *text* is in the normal form of ``checker.text.normal`` and *low* the same in lower case, position for position.
    *published* is ``YYYY-MM-DD[THH:MM]``, ``YYYY-MM`` or None; without it *year* stands in, and without that the
    years printed in the text. A relative form that nothing resolves is left out; a fiscal year is taken for the
    calendar year of its number. Raises ValueError for a *published* of another shape.
    """
    return _Reader(low, text, Anchor(published, year)).read()


class _Reader(Reader):
    """One reading of one English text."""

    __slots__ = ("numeric",)

    joins = frozenset({" to ", " through ", " until ", " till "})
    openers = frozenset({"from"})
    between = ("between", " and ")

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        super().__init__(low, text, anchor)
        self.numeric: list[tuple[Atom, int, int]] = []  # days in digits whose order is not settled

    def read(self) -> list[DateHit]:
        """The hits of the whole text."""
        self._names()
        self._digits()
        self._order()
        named = len(self.atoms)
        for literal, reader in _WORD_READERS:
            at = self.low.find(literal)
            while at >= 0:
                if at == 0 or not self.low[at - 1].isalnum():
                    reader(self, at)
                at = self.low.find(literal, at + len(literal))
        for atom in self.atoms[named:]:
            atom.wordy = True
        return self.resolved()

    def holds(self, atom: Atom) -> bool:
        return atom.strength > NEVER

    def lean(self, atom: Atom) -> str:
        if atom.lean:
            return atom.lean
        low = self.low
        window = " " + low[max(0, atom.start - 60) : atom.start]
        window = window[window.rfind(". ") + 1 :] + low[atom.end : atom.end + 40].split(". ", 1)[0]
        ahead = (
            " will " in window
            or "scheduled" in window
            or " due " in window
            or "expected to" in window
            or "upcoming" in window
        )
        return "future" if ahead else ""

    # --- names ---------------------------------------------------------------------------------------------------

    def _names(self) -> None:
        for found in _NAMED.finditer(self.text):
            start, end = found.span()
            if (start and (self.text[start - 1].isalnum() or self.text[start - 1] in "_@#")) or start < self.edge:
                continue
            name = self.low[start:end]
            if name in MONTHS:
                self._month(start, end, name)
            elif name in WEEKDAYS:
                self._weekday(start, end, WEEKDAYS[name])
            elif name in _LABELS:
                self._label(start, end)
            elif name == "fy":
                self._fiscal(start, end)

    def _month(self, start: int, end: int, name: str) -> None:
        """A month: with a day before or after it, with a year, or alone where its words leave no doubt."""
        low = self.low
        month = MONTHS[name]
        if (
            start >= 2
            and (low[start - 2].isdigit() or low[start - 3 : start] in ("st ", "nd ", "rd ", "th ", "of "))
            and self._day_first(start, end, month)
        ):
            return
        found = _DAY_AFTER.match(low, end)
        if (
            found
            and not (len(found[1]) == 2 and found[1] > "31")
            and self.after(found.end()) not in _COUNTED
            and self._month_first(start, found, month)
        ):
            return
        atom = Atom("months", start, end, "month", "m", month)
        atom.last = month
        if low.startswith(".", end) and _abbreviated(name):
            atom.end = end + 1
        self._year_of(atom, _YEAR_AFTER)
        if not atom.year and atom.away is None and not atom.problem and not self._alone(start, end, name):
            return
        self._piece(atom)
        self._role(atom)
        self.add(atom)

    def _alone(self, start: int, end: int, name: str) -> bool:
        """Whether a name by itself is the month."""
        word, _ = self.before(start)
        if _abbreviated(name):
            return self.low.startswith(".", end) and word in _PREPOSITIONS
        if name not in _ALSO_WORDS:
            return True
        if word.endswith("'s"):
            return False
        if word in _PREPOSITIONS or self.low.startswith("'s ", end) or self.low.endswith(_PREFIXES, 0, start):
            return not (word in ("to", "and") and name in ("may", "march") and not self._after_month(start))
        after = self.after(end)
        if name != "march" and word in ("a", "an", "its", "that") and self.text[start].isupper():
            return True
        return (
            name == "march"
            and bool(word)
            and self.text[start - 2].islower()
            and not self.text[end + 1 : end + 2].isupper()
            and after not in ("on", "for", "to", "against", "of")
        )

    def _after_month(self, at: int) -> bool:
        last = self.atoms[-1] if self.atoms else None
        return last is not None and last.kind == "months" and at - last.end <= 6

    def _day_first(self, start: int, end: int, month: int) -> bool:
        """ "6 February 2025", "6-8 February", "the 6th of February"."""
        low = self.low
        found = _DAY_BEFORE.search(low, max(0, start - 24, self.edge), start)
        if found is None:
            return False
        day, first = int(found[3]), int(found[1] or 0)
        ranged = bool(first) and 1 <= first < day
        at = found.start() if ranged else found.start(3)
        atom = Atom(
            "days" if ranged else "day",
            at,
            end,
            "span" if ranged else "day",
            "span" if ranged else "dm",
            first if ranged else day,
            month,
        )
        if ranged:
            atom.last = day
        if low.startswith(".", end) and _abbreviated(low[start:end]):
            atom.end += 1
        self._year_of(atom, _YEAR_AFTER)
        if not possible(atom.year or None, month, day):
            if 1 <= day <= 39:
                self.bad(at, atom.end, "day", "dmy" if atom.year else "dm", f"no such day: {self.text[at : atom.end]}")
                return True
            return False
        self._finish_day(atom)
        return True

    def _month_first(self, start: int, found: re.Match[str], month: int) -> bool:
        """ "Feb. 6", "February 6, 2025", "Feb. 6-8"."""
        day, last = int(found[1]), int(found[3] or 0)
        year = int(found[4]) if found[4] else 0
        end = found.end() if found[4] else found.end(3) if last else found.end(1)
        if last and not day < last <= 31:
            last, end = 0, end if found[4] and not found[3] else found.end(1)
            year = 0
        if end == found.end(1) and self.low[end : end + 2] in ("st", "nd", "rd", "th"):
            end += 2
        if year and not 1000 <= year <= 2199:
            if year > 9999 and found[4][:2] in ("19", "20"):
                self.bad(start, end, "day", "dmy", f"no year: {year}")
                return True
            year, end = 0, found.end(3) if last else found.end(1)
        if not possible(year or None, month, last or day):
            if 1 <= day <= 39:
                self.bad(start, end, "day", "dmy" if year else "dm", f"no such day: {self.text[start:end]}")
                return True
            return False
        separate = last and found[2] in (" and ", " & ") and last != day + 1
        if separate:
            end = found.end(1)
        ranged = bool(last) and not separate
        atom = Atom(
            "days" if ranged else "day",
            start,
            end,
            "span" if ranged else "day",
            "span" if ranged else "dmy" if year else "dm",
            day,
            month,
            year,
        )
        if ranged:
            atom.last = last
        if not year and not separate:
            self._year_of(atom, _AWAY_ONLY)
        self._finish_day(atom)
        if separate:
            self.add(Atom("day", found.start(3), found.end(3), "day", "dm", last, month, year))
        return True

    def _finish_day(self, atom: Atom) -> None:
        """Take in the weekday, the part of the day and the hedge beside a day."""
        low = self.low
        last = self.atoms[-1] if self.atoms else None
        if (
            last is not None
            and last.kind == "weekday"
            and low[last.end : atom.start] in (", ", " ", " (", ", the ", " the ")
        ):
            self.atoms.pop()
            if low[last.end : atom.start] == " (" and low.startswith(")", atom.end):
                atom.end += 1
            atom.start, atom.weekday, atom.part, atom.hedge = last.start, last.day, last.part, last.hedge
        after = self.after(atom.end)
        if after in PARTS:
            atom.part, atom.end = PARTS[after], atom.end + 1 + len(after)
        word, at = self.before(atom.start)
        if word == "of" and (head := self.before(at))[0] in PARTS and head[1] >= self.edge:
            atom.part, atom.start = PARTS[head[0]], head[1]
        self._hedge(atom)
        self.add(atom)

    def _hedge(self, atom: Atom) -> None:
        word, at = self.before(atom.start)
        if word == "the":
            word, at = self.before(at)
        if at < self.edge:
            return
        if word in ("around", "about", "circa"):
            atom.hedge, atom.start = Hedge.ABOUT, at
        elif word == "before":
            atom.hedge, atom.start = Hedge.UNDER, at
        elif word == "by" and self.low[max(0, at - 5) : at] not in ("used ", "made "):
            atom.hedge, atom.start = Hedge.AT_MOST, at

    def _weekday(self, start: int, end: int, weekday: int) -> None:
        """ "Monday morning", "last Tuesday", "early Monday"; a date beside it takes it in later."""
        last = self.atoms[-1] if self.atoms else None
        if (
            last is not None
            and last.kind == "weekday"
            and self.low[last.end : start] in (" to ", " through ", "-", "–")
        ):
            self.atoms.pop()  # "Monday to Friday" is every week
            return
        atom = Atom("weekday", start, end, "day", "weekday", weekday)
        atom.last = ANY_WEEK
        word, at = self.before(start)
        if word in ("every", "each", "black", "good", "ash", "super", "cyber", "palm", "easter", "bloody"):
            return
        if word in ("last", "this", "next"):
            atom.start, atom.last = at, {"this": 0, "next": 1}.get(word, ANY_WEEK)
            if word == "last" and self.anchor.day and (self.anchor.day - 1) % 7 == weekday:
                atom.last = -1
        elif word in ("early", "late"):
            atom.start, atom.part = at, "morning" if word == "early" else "evening"
        after = self.after(end)
        if after in PARTS:
            atom.part, atom.end = PARTS[after], end + 1 + len(after)
        if word in ("until", "till", "by"):
            atom.lean = "future"
        self._hedge(atom)
        self.add(atom)

    def _label(self, start: int, end: int) -> None:
        """ "Q3 2024", "Q3 FY24", "H1"."""
        number = int(self.low[start + 1])
        quarter = self.low[start] == "q"
        if quarter:
            atom = Atom("months", start, end, "quarter", "q", 3 * number - 2)
            atom.last = 3 * number
        else:
            atom = Atom("months", start, end, "half", "span", 6 * number - 5)
            atom.last = 6 * number
        self._year_of(atom, _OF_YEAR)
        if not quarter and not atom.year and atom.away is None:
            return
        self._role(atom)
        self.add(atom)

    def _fiscal(self, start: int, end: int) -> None:
        """ "FY24", "FY2024": the calendar year of that number."""
        found = _FISCAL_YEAR.match(self.low, end)
        if found is None:
            return
        year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
        if 1900 <= year <= 2100:
            atom = Atom("year", start, found.end(), "year", "y", year=year)
            self._role(atom)
            self.add(atom)

    def _year_of(self, atom: Atom, pattern: re.Pattern[str]) -> None:
        """Read the year after *atom*, or what stands for it."""
        found = pattern.match(self.low, atom.end)
        if found is None:
            return
        groups = found.groups()
        digits = groups[0] or (groups[2] if len(groups) > 2 else None)
        if digits:
            year = int(digits) if len(digits) >= 4 else 2000 + int(digits)
            if len(digits) == 5:
                if digits[:2] in ("19", "20"):
                    atom.problem, atom.end = f"no year: {digits}", found.end()
                return
            if not 1000 <= year <= 2199 or self.after(found.end()) in _COUNTED or self.low.startswith("%", found.end()):
                return
            atom.year, atom.end = year, found.end()
            atom.stated = {"dm": "dmy", "m": "my"}.get(atom.stated, atom.stated)
        elif len(groups) > 1 and groups[1]:
            atom.away, atom.end = {"l": -1, "n": 1}.get(groups[1][0], 0), found.end()

    def _piece(self, atom: Atom) -> None:
        """ "early", "mid-", "late", "the end of" before a month or a year."""
        low = self.low
        start = atom.start
        if low.endswith(_PREFIXES, 0, start):
            prefix = low[low.rfind(" ", 0, start) + 1 : start - 1]
            atom.piece, atom.start, atom.grain = PIECES.get(prefix, "late"), start - len(prefix) - 1, "span"
            return
        word, at = self.before(start)
        if word == "of":
            word, at = self.before(at)
            if word not in ("beginning", "start", "middle", "end", "half"):
                return
            if word == "half":
                head, ahead = self.before(at)
                if head in ("first", "second", "latter") and ahead >= self.edge:
                    atom.piece, atom.start = ("first" if head == "first" else "second"), ahead
                    atom.grain = "half" if atom.kind == "year" else "span"
                return
        if word in PIECES and at >= self.edge:
            atom.piece, atom.start, atom.grain = PIECES[word], at, "span"
            if word == "early" and self.before(at)[0] == "since":
                atom.lean = "past"

    def _role(self, atom: Atom) -> None:
        """Whether a period is a point in time, what a value is about, or what it is compared with."""
        low = self.low
        word, at = self.before(atom.start)
        if word == "the":
            word, at = self.before(at)
        atom.role = "period"
        if word in ("in", "of", "during") and (head := self.before(at)[0]) in ("than", "that", "those", "against"):
            atom.role = "base" if head in ("than", "against") else "period"
        elif (
            (word in ("with", "to") and self.before(at)[0] in ("compared", "comparison", "relative"))
            or word in _BASE_WORDS
            or (
                word == "from"
                and any(
                    sign in low[max(0, at - 40) : at]
                    for sign in ("%", "percent", " up", " down", "rise", "rose", "fell", "increase", "higher", "lower")
                )
            )
        ):
            atom.role = "base"
        elif word in _POINT_WORDS:
            atom.role = "point"
        if atom.role != "base":
            self._hedge(atom)

    # --- digits --------------------------------------------------------------------------------------------------

    def _digits(self) -> None:
        low = self.low
        taken = sorted((atom.start, atom.end) for atom in self.atoms)
        index = 0
        self.edge = 0
        done = 0
        for found in _NUMBER.finditer(low):
            start, end = found.span()
            while index < len(taken) and taken[index][1] <= start:
                index += 1
            if start < done or (index < len(taken) and taken[index][0] < end):
                continue
            token = found[0]
            before = low[start - 1] if start else " "
            if (
                before.isalnum()
                or before in "$£€#_@."
                or (
                    before in "/-–"
                    and start > 1
                    and low[start - 2] not in " (\n"
                    and not low.endswith(_PREFIXES, 0, start)
                )
            ):
                continue
            if not token.isdigit():
                done = self._composite(start, end, token)
            elif end - start == 4:
                done = self._four(start, end, int(token), token)
            elif end - start <= 2:
                done = self._two(start, end, int(token))
            elif end - start == 5 and self.before(start)[0] == "year" and token[:2] in ("19", "20"):
                self.bad(start, end, "year", "y", f"no year: {token}")

    def _two(self, start: int, end: int, number: int) -> int:
        """ "5 p.m.", "19th century", "'90s", "9 months"."""
        low = self.low
        if low[end : end + 1] in ("q", "h") and (found := _BANKERS.match(self.text, start)):
            return self._bankers(start, found)
        half = _HALF_DAY.match(low, end)
        if half and half[1]:
            return self._clock(start, half.end(), number, 0, half[1], minutes=False)
        if low.startswith((" o'clock", "th century", "st century", "nd century", "rd century", "th-century"), end):
            if low.startswith(" o", end):
                return self._clock(start, end + 8, number, 0, "", minutes=False)
            if 1 <= number <= 21:
                self._plain(start, end + 10, "century", "y", century_ends(number))
            return end + 10
        if low.startswith("s", end) and low[start - 1 : start] == "'" and number % 10 == 0 and self.stops(end + 1):
            self._plain(
                start - 1, end + 1, "decade", "y", decade_ends(1900 + number if number >= 20 else 2000 + number)
            )
            return end + 1
        return 0

    def _bankers(self, start: int, found: re.Match[str]) -> int:
        """ "2Q24", "1H2024"."""
        number, size = int(found[1]), 3 if found[2] == "Q" else 6
        if size * number > 12:
            return 0
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
        quarter = size == 3
        atom = Atom(
            "months",
            start,
            found.end(),
            "quarter" if quarter else "half",
            "q" if quarter else "span",
            size * (number - 1) + 1,
            0,
            year,
        )
        atom.last = size * number
        self._role(atom)
        self.add(atom)
        return found.end()

    def _four(self, start: int, end: int, year: int, token: str) -> int:
        """Four digits: a year, a decade, an hour in a time zone ("0117 GMT")."""
        low = self.low
        if low.startswith(("s ", "s,", "s.", "s)", "s-"), end) or low[end:] == "s":
            if year % 10 == 0 and 1000 <= year <= 2090:
                self._decade(start, end + 1, year)
            return end + 1
        zone = _ZONE.match(low, end)
        if zone and (int(token[:2]) <= 24):
            return self._clock(start, zone.end(), int(token[:2]), int(token[2:]), "", minutes=True, sure=True)
        tail = _YEAR_TAIL.match(low, end)
        if tail and 1800 <= year < int(tail[1]) <= min(2100, year + 120) and self.after(tail.end()) not in _COUNTED:
            self._plain(start, tail.end(), "span", "span", (year_ends(year)[0], year_ends(int(tail[1]))[1]))
            return tail.end()
        if not 1000 <= year <= 2199 or not self._is_year(start, end, year):
            return 0
        atom = Atom("year", start, end, "year", "y", year=year)
        self._piece(atom)
        self._role(atom)
        self.add(atom)
        return end

    def _is_year(self, start: int, end: int, year: int) -> bool:
        low = self.low
        after = self.after(end)
        if after in _COUNTED or (end < len(low) and low[end] in "%°"):
            return False
        if low.endswith(_PREFIXES, 0, start):
            return 1000 <= year <= 2100
        word, at = self.before(start)
        bare = word.rstrip(",")
        last = self.atoms[-1] if self.atoms else None
        if (
            last is not None
            and last.kind in ("year", "months")
            and low[last.end : start] in (", ", " and ", ", and ", " or ", " to ", " & ", ", or ", " through ")
        ):
            return 1800 <= year <= 2100
        if word in ("in", "since", "year", "fiscal", "until", "during", "early", "late", "mid", "throughout"):
            return 1000 <= year <= 2100 and not (word == "in" and after == "of")
        if not 1900 <= year <= 2050:
            return False
        now = self.anchor.year or 2015
        near = abs(year - now) <= 8 and year % 100 != 0
        if word in _YEAR_WORDS and not (
            not near
            and word in ("the", "a", "with", "to", "for", "than", "from", "of", "over", "and")
            and after.endswith("s")
            and after not in ("was", "is", "has", "levels", "as")
        ):
            return True
        if low[start - 1 : start] == "(":
            return low[end : end + 1] in "),-–;"
        if bare and word[-1:].isalpha() and self.text[at].isupper() and len(bare) > 1:
            return not after.endswith("s")
        return near and word not in _AMOUNT_WORDS and not after.endswith("s")

    def _decade(self, start: int, end: int, year: int) -> None:
        low = self.low
        at = start
        lo, hi = decade_ends(year)
        word, ahead = self.before(start)
        piece = "mid" if low[start - 4 : start] == "mid-" else word if word in ("early", "late") else ""
        if piece:
            at = start - 4 if piece == "mid" else ahead
            first, last = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}[piece]
            lo, hi = year_ends(year + first)[0], year_ends(year + last)[1]
        self._plain(at, end, "decade", "y", (lo, hi))

    def _plain(self, start: int, end: int, grain: str, stated: str, ends: tuple[str, str]) -> None:
        atom = Atom("ends", start, end, grain, stated)
        atom.ends = ends
        self._role(atom)
        self.add(atom)

    def _composite(self, start: int, end: int, token: str) -> int:
        """Digits with separators: a date, a stretch of years, a time."""
        found = _COMPOSITE.fullmatch(token)
        if found is None:
            return 0
        low = self.low
        if found["iy"]:
            year, month, day = int(found["iy"]), int(found["im"]), int(found["id"])
            if not 1900 <= year <= 2100:
                return 0
            if not possible(year, month, day):
                if month <= 12 and day <= 39:
                    self.bad(start, end, "day", "dmy", f"no such day: {token}")
                return end
            self._finish_day(Atom("day", start, end, "day", "dmy", day, month, year))
            return end
        if found["a"]:
            if 1900 <= int(found["y"]) <= 2100 and self.before(start)[0] not in ("version", "no", "no."):
                self._ambiguous(start, end, int(found["a"]), int(found["b"]), int(found["y"]))
            return end
        if found["ya"]:
            return self._years(start, end, int(found["ya"]), found["yb"])
        if found["h"]:
            return self._digital(start, end, int(found["h"]), int(found["mi"]), found["c"])
        if self.before(start)[0] == "on" and self.after(end) not in _COUNTED and low[end : end + 1] not in "/%":
            self._ambiguous(start, end, int(found["sa"]), int(found["sb"]), 0)
        return end

    def _years(self, start: int, end: int, first: int, last: str) -> int:
        second = int(last) if len(last) == 4 else first - first % 100 + int(last)
        if (
            not 1800 <= first < second <= min(2100, first + 120)
            or self.after(end) in _COUNTED
            or (len(last) == 2 and second > first + 30)
        ):
            return 0
        self._plain(start, end, "span", "span", (year_ends(first)[0], year_ends(second)[1]))
        return end

    def _ambiguous(self, start: int, end: int, first: int, second: int, year: int) -> None:
        if first > 31 or second > 31 or not first or not second or (first > 12 and second > 12 and year == 0):
            return
        atom = Atom("day", start, end, "day", "dmy" if year else "dm", 0, 0, year)
        self.numeric.append((atom, first, second))

    def _order(self) -> None:
        """Settle day/month or month/day for the whole text: by a number above 12, else by what lies nearer to
        publication, else month first."""
        if not self.numeric:
            return
        day_first = sum(first > 12 for _, first, _ in self.numeric)
        month_first = sum(second > 12 for _, _, second in self.numeric)
        if day_first == month_first:
            day_first, month_first = (0, 1) if self._distance(False) <= self._distance(True) else (1, 0)
        for atom, first, second in self.numeric:
            swapped = (day_first > month_first and second <= 12) or first > 12
            atom.day, atom.month = (first, second) if swapped else (second, first)
            if not possible(atom.year or None, atom.month, atom.day):
                self.bad(atom.start, atom.end, "day", atom.stated, f"no such day: {self.text[atom.start : atom.end]}")
                continue
            self.edge = 0
            self._finish_day(atom)

    def _distance(self, day_first: bool) -> int:
        total = 0
        for atom, first, second in self.numeric:
            day, month = (first, second) if day_first else (second, first)
            if not possible(atom.year or None, month, day):
                return 10**9
            probe = Atom("day", 0, 0, "day", "dmy", day, month, atom.year)
            total += self.days_away(probe) or 0
        return total

    # --- times of day --------------------------------------------------------------------------------------------

    def _digital(self, start: int, end: int, hour: int, minute: int, colon: str) -> int:
        """ "4:17 am", "10.30am", "01:17 GMT", "at 16:40"."""
        low = self.low
        half = _HALF_DAY.match(low, end)
        if half:
            return self._clock(
                start, half.end() if half[1] else end, hour, minute, half[1] or "", minutes=True, sure=True
            )
        word, _ = self.before(start)
        if colon == "." or word not in (
            "at",
            "by",
            "around",
            "about",
            "from",
            "until",
            "before",
            "after",
            "since",
            "till",
        ):
            return 0
        return self._clock(start, end, hour, minute, "", minutes=True, sure=word == "at")

    def _clock(
        self, start: int, end: int, hour: int, minute: int, half: str, *, minutes: bool, sure: bool = False
    ) -> int:
        if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12) or (hour == 24 and minute):
            if sure or half:
                self.bad(start, end, "minute", "clock", f"no time of day: {self.text[start:end]}")
            return end
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        zone = _ZONE.match(self.low, end)
        if zone and not self.low.startswith((" hours", "hours"), end):
            end = zone.end()
        stamp = f"{hour % 24:02d}:{minute:02d}"
        atom = Atom("ends", start, end, "minute" if minutes else "hour", "clock")
        atom.ends = (stamp, stamp)
        self._hedge(atom)
        self.add(atom)
        return end

    def _noon(self, at: int) -> None:
        """ "noon", "midnight"."""
        low = self.low
        word = "midnight" if low.startswith("m", at) else "noon"
        end = at + len(word)
        if (
            not self.stops(end)
            or self.text[at].isupper()
            or self.before(at)[0]
            not in ("at", "by", "before", "after", "around", "until", "past", "from", "about", "since", "to")
        ):
            return
        stamp = "00:00" if word == "midnight" else "12:00"
        atom = Atom("ends", at, end, "hour", "clock")
        atom.ends = (stamp, stamp)
        self.edge = 0
        self._hedge(atom)
        self.atoms.append(atom)

    # --- words ---------------------------------------------------------------------------------------------------

    def _relative(self, at: int) -> None:
        """ "today", "yesterday morning", "tonight", "overnight", "tomorrow"."""
        low = self.low
        word = next(word for word in _DAYS_AWAY if low.startswith(word, at))
        end = at + len(word)
        if not self.stops(end) or (self.text[at].isupper() and self.text[at - 2 : at - 1].isalpha()):
            return
        offset, part = _DAYS_AWAY[word]
        atom = Atom("near", at, end, "day", "relative", offset)
        atom.part = part
        after = self.after(end)
        if after in PARTS:
            atom.part, atom.end = PARTS[after], end + 1 + len(after)
        if word == "yesterday" and low.endswith("the day before ", 0, at):
            atom.start, atom.day = at - 15, -2
        self.atoms.append(atom)

    def _away(self, at: int) -> None:
        """ "last week", "this month", "next year", "last night", "this morning", "the previous quarter"."""
        low = self.low
        space = low.find(" ", at, at + 10)
        which = low[at:space]
        end = space + 1
        while end < len(low) and low[end].isalpha():
            end += 1
        what = low[space + 1 : end]
        if which not in AWAY:
            return
        word, _ahead = self.before(at)
        if word == "the" and which in ("last", "next"):
            return
        offset = AWAY[which]
        self.edge = 0
        if what in PARTS:
            if which == "this" or (which == "last" and what == "night"):
                atom = Atom("near", at, end, "day", "relative", offset)
                atom.part = PARTS[what]
                self.atoms.append(atom)
            return
        if what == "weekend":
            atom = Atom("week", at, end, "span", "relative", offset)
            atom.piece = "late"
            self._role(atom)
            self.atoms.append(atom)
            return
        if what in SEASONS:
            first, last = SEASONS[what]
            atom = Atom("months", at, end, "span", "relative", first)
            atom.last, atom.lean = last, {-1: "past", 1: "next"}.get(offset, "")
            self._role(atom)
            self.atoms.append(atom)
            return
        if what in MONTHS and len(what) >= 3 and self.text[space + 1].isupper():
            return
        if what not in ("week", "month", "year", "quarter"):
            return
        atom = Atom(what, at, end, what, "relative", 0 if what == "year" else offset)
        if what == "year":
            atom.away = offset
        self._lead(atom)
        self._role(atom)
        if which == "previous" and atom.role == "period":
            atom.role = "base"
        if word == "from" and atom.role == "point":
            atom.role = "base"
        self.atoms.append(atom)

    def _lead(self, atom: Atom) -> None:
        """ "early", "late", "earlier", "the end of" before a relative period."""
        word, at = self.before(atom.start)
        if word in ("earlier", "later"):
            atom.start = at
        elif word in ("early", "late", "mid") and atom.kind != "quarter":
            atom.piece, atom.start, atom.grain = PIECES[word], at, "span"
        elif word == "of":
            self._piece(atom)
            if atom.kind == "week" and atom.piece not in ("early", "mid", "late", ""):
                atom.piece = ""

    def _quarter(self, at: int) -> None:
        """ "the third quarter of 2024", "fourth-quarter 2023"."""
        low = self.low
        word, start = self.before(at)
        if low[at - 1 : at] == "-":
            start = low.rfind(" ", max(0, at - 12), at) + 1
            word = low[start : at - 1]
        end = at + 7
        if low.startswith("s", end):
            end += 1
        if not self.stops(end) or word not in ORDINALS:
            return
        number = ORDINALS[word]
        if word == "second" and low.startswith(" final", end):
            return
        atom = Atom("months", start, end, "quarter", "q", 3 * number - 2)
        atom.last = 3 * number
        self.edge = 0
        self._year_of(atom, _OF_YEAR)
        self._role(atom)
        self.atoms.append(atom)

    def _half(self, at: int) -> None:
        """ "the first half of 2024"; a bare one only among figures of business, since matches have halves too."""
        low = self.low
        word, start = self.before(at)
        if low[at - 1 : at] == "-":
            start = low.rfind(" ", max(0, at - 9), at) + 1
            word = low[start : at - 1]
        if word not in ("first", "second") or not self.stops(at + 4):
            return
        number = ORDINALS[word]
        atom = Atom("months", start, at + 4, "half", "span", 6 * number - 5)
        atom.last = 6 * number
        self.edge = 0
        self._year_of(atom, _OF_YEAR)
        if not atom.year and atom.away is None:
            if low.startswith(" of ", at + 4):
                return
            window = low[max(0, start - 80) : at + 80]
            if (
                not any(sign in window for sign in ("%", "percent", "profit", "revenue", "sales", "billion", "growth"))
                or "goal" in window
            ):
                return
        self._role(atom)
        self.atoms.append(atom)

    def _months(self, at: int) -> None:
        """ "the first nine months of 2024", "the three months to June", "six months ended June 30"."""
        low = self.low
        word, start = self.before(at)
        number = NUMBERS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 2 else 0)
        if not 1 < number <= 12 or not self.stops(at + 6):
            return
        head, ahead = self.before(start)
        self.edge = 0
        if head == "first":
            atom = Atom("months", ahead, at + 6, {6: "half", 3: "quarter", 12: "year"}.get(number, "span"), "span", 1)
            atom.last = number
            self._year_of(atom, _OF_YEAR)
            if not atom.year and atom.away is None and low.startswith(" of ", at + 6):
                return
            self._role(atom)
            self.atoms.append(atom)
            return
        found = _MONTHS_TO.match(low, at + 6)
        if found and found[1] in MONTHS:
            month = MONTHS[found[1]]
            first = month - number + 1
            anchor = self.anchor
            year = int(found[3] or 0) or (anchor.year - (month > anchor.month) if anchor.month else 0)
            atom = Atom(
                "months",
                start,
                found.end(),
                "quarter" if number == 3 and month % 3 == 0 else "span",
                "span",
                first if first > 0 else first + 12,
                0,
                year,
            )
            atom.last = month if first > 0 else month + 12
            if atom.year and first <= 0:
                atom.year -= 1
            self._role(atom)
            self.atoms.append(atom)

    def _ago(self, at: int) -> None:
        """ "a year earlier", "from a year ago", "year-ago": what a value is compared with."""
        low = self.low
        found = _AGO.match(low, at)
        if found is None:
            return
        word, start = self.before(at)
        if word and (word[-1].isdigit() or word in NUMBERS or word in ("the", "half")) and word not in ("a", "one"):
            return
        begin = start if word in ("a", "one") else at
        what = found[1]
        atom = Atom(what, begin, found.end(), what, "relative", 0 if what == "year" else -1)
        if what == "year":
            atom.kind = "before"
        self.edge = 0
        head = self.before(begin)[0]
        window = low[max(0, begin - 40) : begin]
        compared = (
            found[2] in ("earlier", "before")
            or head in ("from", "than", "over", "above", "with", "to", "against", "below")
            or "%" in window
            or "percent" in window
        )
        atom.role = "base" if compared else "point"
        self.atoms.append(atom)

    def _same(self, at: int) -> None:
        """ "the same period last year", "the same period in 2023"."""
        found = _SAME.match(self.low, at)
        if found is None or not (found[1] or found[2]):
            return
        atom = Atom("year", at, found.end(), "year", "y" if found[2] else "relative", year=int(found[2] or 0))
        if found[1]:
            atom.away = -1
        atom.role = "base"
        self.atoms.append(atom)

    def _season(self, at: int) -> None:
        """ "the summer of 2012", "summer 2012"."""
        low = self.low
        found = _SEASON.match(low, at)
        if found is None or not 1900 <= int(found[2]) <= 2100:
            return
        first, last = SEASONS[found[1]]
        atom = Atom("months", at, found.end(), "span", "span", first, 0, int(found[2]))
        atom.last = last
        self.edge = 0
        self._role(atom)
        self.atoms.append(atom)

    def _to_date(self, at: int) -> None:
        """ "year to date", "so far this year": from 1 January to publication."""
        low = self.low
        found = _TO_DATE.match(low, at)
        anchor = self.anchor
        if found is None or not anchor.day:
            return
        today = anchor.day_ends(0)
        assert today is not None
        atom = Atom("ends", at, found.end(), "span", "relative")
        atom.ends = (iso(anchor.year, 1, 1), today[0])
        atom.role = "period"
        self.atoms.append(atom)


def _abbreviated(month: str) -> bool:
    return len(month) <= 4 and month not in ("may", "june", "july")


_DAYS_AWAY: Final = {
    "today": (0, ""),
    "tonight": (0, "night"),
    "tomorrow": (1, ""),
    "yesterday": (-1, ""),
    "overnight": (0, "night"),
}
_AWAY_ONLY: Final = re.compile(r"(?!)()|,? (?:of )?((?:last|this|next) year)\b")

_WORD_READERS: Final[tuple[tuple[str, Callable[[_Reader, int], None]], ...]] = (
    ("today", _Reader._relative),
    ("tonight", _Reader._relative),
    ("tomorrow", _Reader._relative),
    ("yesterday", _Reader._relative),
    ("overnight", _Reader._relative),
    ("noon", _Reader._noon),
    ("midnight", _Reader._noon),
    ("last ", _Reader._away),
    ("this ", _Reader._away),
    ("next ", _Reader._away),
    ("previous ", _Reader._away),
    ("quarter", _Reader._quarter),
    ("half", _Reader._half),
    ("months", _Reader._months),
    ("year", _Reader._ago),
    ("month", _Reader._ago),
    ("quarter", _Reader._ago),
    ("same ", _Reader._same),
    ("summer", _Reader._season),
    ("winter", _Reader._season),
    ("spring", _Reader._season),
    ("autumn", _Reader._season),
    ("fall ", _Reader._season),
    ("year", _Reader._to_date),
    ("so far", _Reader._to_date),
)
