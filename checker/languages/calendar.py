"""Calendar arithmetic that the date readers of all languages share. Dates are printed as ``YYYY-MM-DD``.

An ``Anchor`` is what is known of the day a text was published: relative forms ("yesterday", "tháng trước") and
dates without a year are resolved against it. What cannot be resolved comes back as None, never as a guess.
"""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date

Ends = tuple[str, str]

# How much farther a candidate may lie before the other side of the publication day is taken, by what the words
# around it lean to. Reports mostly look back, so without a cue a future day counts a fifth farther than a past one;
# behind "hôm" it is over, and no future day is taken.
_WEIGHTS = {"": (1.0, 1.2), "past": (1.0, 4.5), "over": (1.0, 99.0), "future": (2.0, 1.0), "next": (6.0, 1.0)}
# Months and quarters are mostly those of figures that are known: a coming one counts twice as far.
_RUN_WEIGHTS = {**_WEIGHTS, "": (1.0, 2.0), "past": (1.0, 6.0), "future": (3.0, 1.0)}
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def possible(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has that day; without a year, whether any year has it."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month]):
        return False
    return month != 2 or day < 29 or year is None or _leap(year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def iso(year: int, month: int, day: int) -> str:
    """``YYYY-MM-DD``, unchecked."""
    return f"{year:04d}-{month:02d}-{day:02d}"


def from_ordinal(ordinal: int) -> str:
    """``YYYY-MM-DD`` of a proleptic Gregorian ordinal (``datetime.date.toordinal``)."""
    return date.fromordinal(ordinal).isoformat()


def month_ends(year: int, month: int) -> Ends:
    """The first and the last day of a month."""
    return iso(year, month, 1), iso(year, month, monthrange(year, month)[1])


def months_ends(year: int, first: int, last: int) -> Ends:
    """The first day of month *first* and the last day of month *last*; months beyond 12 run into the next year."""
    later, month = divmod(last - 1, 12)
    return iso(year, first, 1), month_ends(year + later, month + 1)[1]


def year_ends(year: int) -> Ends:
    """1 January and 31 December."""
    return f"{year:04d}-01-01", f"{year:04d}-12-31"


def quarter_ends(year: int, quarter: int) -> Ends:
    """The ends of quarter 1 to 4 of a calendar year."""
    return months_ends(year, 3 * quarter - 2, 3 * quarter)


def month_part_ends(year: int, month: int, part: str) -> Ends:
    """Early: days 1–10, mid: 11–20, late: 21 to the end; first half: 1–15, second half: 16 to the end; week 1: 1–7, and
    so on, the last week: the last seven days."""
    last = monthrange(year, month)[1]
    lo, hi = {
        "early": (1, 10), "mid": (11, 20), "late": (21, last), "first": (1, 15), "second": (16, last),
        "week 1": (1, 7), "week 2": (8, 14), "week 3": (15, 21), "week 4": (22, 28), "last week": (last - 6, last),
    }[part]  # fmt: skip
    return iso(year, month, lo), iso(year, month, hi)


def year_part_ends(year: int, part: str) -> Ends:
    """Early, mid, late: four months each; first and second half: six."""
    lo, hi = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first": (1, 6), "second": (7, 12)}[part]
    return months_ends(year, lo, hi)


def decade_ends(year: int, piece: str = "") -> Ends:
    """The ten years that begin with *year*: 1990 → 1990 to 1999; early, mid, late: four of them each."""
    first, last = {"": (0, 9), "early": (0, 3), "mid": (3, 6), "late": (6, 9)}[piece]
    return f"{year + first:04d}-01-01", f"{year + last:04d}-12-31"


def century_ends(number: int, piece: str = "") -> Ends:
    """The 19th century is 1801 to 1900; early: its first 30 years, mid: the next 40, late: the last 30; first, second: half."""
    first, last = {
        "": (1, 100), "early": (1, 30), "mid": (31, 70), "late": (71, 100), "first": (1, 50), "second": (51, 100),
    }[piece]  # fmt: skip
    return f"{100 * (number - 1) + first:04d}-01-01", f"{100 * (number - 1) + last:04d}-12-31"


class Anchor:
    """The publication day as far as it is known.

    ``day``    its ordinal; 0 where only the month or the year is known
    ``month``  1 to 12; 0 where only the year is known
    ``year``   0 where nothing is known
    """

    __slots__ = ("_memo", "_near", "day", "month", "year")

    def __init__(self, published: str | None, year: int | None = None) -> None:
        """*published* is ``YYYY-MM-DD…``, ``YYYY-MM``, ``YYYY`` or None; what follows the day is not looked at.

        Raises ValueError where *published* has another shape or names no day of the calendar.
        """
        self.day = self.month = 0
        self.year = year or 0
        if published:
            self.year = int(published[:4])
            if len(published) >= 7:
                self.month = int(published[5:7])
            if len(published) >= 10:
                self.day = date(self.year, self.month, int(published[8:10])).toordinal()
        self._settle()

    def _settle(self) -> None:
        self._memo: dict[tuple[int, int, str], int | None] = {}
        self._near = self.day or (date(self.year, self.month, 15).toordinal() if self.month else 0)

    def learn_day(self, ordinal: int) -> None:
        """Take the publication day from the text itself ("this morning (6/2)")."""
        found = date.fromordinal(ordinal)
        self.day, self.month, self.year = ordinal, found.month, found.year
        self._settle()

    def year_of_day(self, month: int, day: int, lean: str = "") -> int | None:
        """The year that brings *day* of *month* nearest; None where the year is unknown or no near year has it."""
        key = (month, day, lean)
        if key not in self._memo:
            self._memo[key] = self._year_of_day(month, day, lean)
        return self._memo[key]

    def _year_of_day(self, month: int, day: int, lean: str) -> int | None:
        if not self._near:
            return self.year or None
        past, future = _WEIGHTS[lean]
        best, found = math.inf, None
        for year in (self.year, self.year - 1, self.year + 1):
            if not possible(year, month, day):
                continue
            away = date(year, month, day).toordinal() - self._near
            cost = away * future if away >= 0 else -away * past
            if cost < best:
                best, found = cost, year
        return found

    def year_of_months(self, first: int, last: int, lean: str = "") -> int | None:
        """The year that brings the stretch of months nearest; a stretch that holds the anchor is at distance 0."""
        key = (-first, last, lean)
        if key not in self._memo:
            self._memo[key] = self._year_of_months(first, last, lean)
        return self._memo[key]

    def _year_of_months(self, first: int, last: int, lean: str) -> int | None:
        if not self.month:
            return self.year or None
        past, future = _RUN_WEIGHTS[lean]
        best, found = math.inf, None
        for year in (self.year, self.year - 1, self.year + 1):
            at = 12 * (self.year - year) + self.month
            cost = (at - last) * past if at > last else max(0, first - at) * future
            if cost < best:
                best, found = cost, year
        return found

    def day_ends(self, days: int) -> Ends | None:
        """The day *days* after publication, twice."""
        if not self.day:
            return None
        found = from_ordinal(self.day + days)
        return found, found

    def week_ends(self, weeks: int) -> Ends | None:
        """Monday and Sunday of the week *weeks* after that of publication."""
        if not self.day:
            return None
        monday = self.monday(weeks)
        return from_ordinal(monday), from_ordinal(monday + 6)

    def monday(self, weeks: int = 0) -> int:
        """The ordinal of the Monday of the week *weeks* after that of publication; ordinal 1 was a Monday."""
        return self.day - (self.day - 1) % 7 + 7 * weeks

    def week_part_ends(self, weeks: int, part: str) -> Ends | None:
        """Early: Monday and Tuesday; mid: Wednesday; late: Saturday and Sunday."""
        if not self.day:
            return None
        monday = self.monday(weeks)
        lo, hi = {"early": (0, 1), "mid": (2, 2), "late": (5, 6)}[part]
        return from_ordinal(monday + lo), from_ordinal(monday + hi)

    def month_at(self, months: int) -> tuple[int, int] | None:
        """Year and month, *months* after that of publication."""
        if not self.month:
            return None
        years, month = divmod(self.month - 1 + months, 12)
        return self.year + years, month + 1

    def weekday(self, weekday: int, lean: str = "", weeks: int | None = None) -> int | None:
        """The ordinal of that weekday (0 Monday): in the week *weeks* after that of publication, else the last one
        up to publication; "future" the first from publication on, "next" the first after it."""
        if not self.day:
            return None
        if weeks is not None:
            return self.monday(weeks) + weekday
        if lean in ("future", "next"):
            away = (weekday + 1 - self.day) % 7
            return self.day + (away if away or lean == "future" else 7)
        return self.day - (self.day - 1 - weekday) % 7
