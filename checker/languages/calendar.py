"""Calendar arithmetic that the date readers of all languages share. Dates are printed as ``YYYY-MM-DD``.

An ``Anchor`` is what is known of the day a text was published: relative forms ("yesterday", "tháng trước") and
dates without a year are resolved against it. What cannot be resolved comes back as None, never as a guess.
"""

from __future__ import annotations

import itertools
import math
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

from checker.languages.hits import DateHit
from checker.values.hedge import Hedge

Ends = tuple[str, str]

FIRST_YEAR, LAST_YEAR = 1000, 2199
# How much farther a candidate may lie before the other side of the publication day is taken, by what the words
# around it lean to. Reports mostly look back, so without a cue a future day counts a fifth farther than a past one.
_WEIGHTS = {"": (1.0, 1.2), "past": (1.0, 6.0), "future": (2.0, 1.0), "next": (6.0, 1.0)}
# Months and quarters are mostly those of figures that are known: a coming one counts twice as far.
_RUN_WEIGHTS = {**_WEIGHTS, "": (1.0, 2.0)}
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
    """Early: days 1–10, mid: 11–20, late: 21 to the end; first half: 1–15, second half: 16 to the end."""
    last = monthrange(year, month)[1]
    lo, hi = {"early": (1, 10), "mid": (11, 20), "late": (21, last), "first": (1, 15), "second": (16, last)}[part]
    return iso(year, month, lo), iso(year, month, hi)


def year_part_ends(year: int, part: str) -> Ends:
    """Early, mid, late: four months each; first and second half: six."""
    lo, hi = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first": (1, 6), "second": (7, 12)}[part]
    return months_ends(year, lo, hi)


def decade_ends(year: int) -> Ends:
    """The ten years that begin with *year*: 1990 → 1990 to 1999."""
    return f"{year:04d}-01-01", f"{year + 9:04d}-12-31"


def century_ends(number: int) -> Ends:
    """The 19th century is 1801 to 1900."""
    return f"{100 * number - 99:04d}-01-01", f"{100 * number:04d}-12-31"


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


# --- The Vietnamese lunisolar calendar -----------------------------------------------------------------------------
# Months begin on the day of the new moon at UTC+7; month 11 holds the winter solstice; of 13 months between two
# solstices the first without a principal term is the leap month. Moon and sun after J. Meeus, Astronomical
# Algorithms (1998), ch. 25 and 49, in the shortened form that Ho Ngoc Duc gives for this calendar.

# How far back "the same day" may point; farther back an article has changed its subject.
_SAME_DAY_CHARS = 1500
_LUNATION = 29.530588853
_EPOCH = 2415021.076998695
_JULIAN_TO_ORDINAL = 1721425


def lunar_to_iso(year: int, month: int, day: int) -> str | None:
    """The Gregorian day of *day* of the (common, not leap) lunar *month* of the lunar *year*; None where it has none."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1900 <= year <= 2199):
        return None
    start = _lunar_month_start(year, month)
    if day == 30 and _new_moon(round((start - _EPOCH) / _LUNATION) + 1) - start < 30:
        return None
    return from_ordinal(start + day - 1 - _JULIAN_TO_ORDINAL)


@lru_cache(maxsize=256)
def _lunar_month_start(year: int, month: int) -> int:
    before = _month_eleven(year if month >= 11 else year - 1)
    after = _month_eleven(year + 1 if month >= 11 else year)
    index = math.floor(0.5 + (before - _EPOCH) / _LUNATION)
    offset = (month - 11) % 12
    if after - before > 365 and offset >= _leap_offset(before):
        offset += 1
    return _new_moon(index + offset)


def _month_eleven(year: int) -> int:
    off = date(year, 12, 31).toordinal() + _JULIAN_TO_ORDINAL - 1 - 2415021
    index = int(off / _LUNATION)
    start = _new_moon(index)
    return _new_moon(index - 1) if _sun_sector(start) >= 9 else start


def _leap_offset(month_eleven: int) -> int:
    index = math.floor((month_eleven - _EPOCH) / _LUNATION + 0.5)
    last, offset = -1, 1
    sector = _sun_sector(_new_moon(index + offset))
    while sector != last and offset < 14:
        last = sector
        offset += 1
        sector = _sun_sector(_new_moon(index + offset))
    return offset - 1


def _new_moon(index: int) -> int:
    """The Julian day number, at UTC+7, of new moon *index*, counted from that of 1 January 1900."""
    t = index / 1236.85
    rad = math.pi / 180
    mean = 2415020.75933 + 29.53058868 * index + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * math.sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * index - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * index + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * index - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
    shift += -0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
    shift += 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon) - 0.0074 * math.sin(sun - moon)
    shift += 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun)
    shift += (
        -0.0006 * math.sin(2 * node + moon) + 0.0010 * math.sin(2 * node - moon) + 0.0005 * math.sin(sun + 2 * moon)
    )
    delta = (
        0.001 + 0.000839 * t + 0.0002261 * t**2 - 0.00000845 * t**3 - 0.000000081 * t**4
        if t < -11
        else -0.000278 + 0.000265 * t + 0.000262 * t**2
    )
    return math.floor(mean + shift - delta + 0.5 + 7 / 24)


def _sun_sector(day: int) -> int:
    """Which twelfth of the ecliptic the sun stands in when *day* (a Julian day number) begins at UTC+7; 0 from the March equinox."""
    t = (day - 0.5 - 7 / 24 - 2451545.0) / 36525
    rad = math.pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000290 * math.sin(3 * anomaly)
    return int(longitude % 360 / 30)


# --- What a reader finds, and how it is resolved ---------------------------------------------------------------------

SURE: Final = 2  # the strength of a passage that is a date whatever else the text holds
NEVER: Final = -9  # … and of one that turned out to be none
ANY_WEEK: Final = 99


class Atom:
    """A passage that names a date, before years are filled in. ``kind`` says which fields count:

    ``day`` (day, month, year), ``days`` (day to last), ``months`` (day to last are months of year), ``year``,
    ``before`` (the year before the one the text speaks of: "a year earlier"),
    ``near`` (day is an offset in days from publication), ``week``, ``month``, ``quarter`` (day is the offset in those,
    piece the part of it), ``weekday`` (day is 0 to 6, last the weeks away or ``ANY_WEEK``), ``same`` (day is an offset
    from the day named last), ``ends`` (resolved), ``range`` (pair), ``bad`` (problem).

    ``strength`` is ``SURE`` or less; what less means is the language's own affair (``Reader.holds``). ``away`` is a
    year counted from that of publication; ``piece`` is early, mid, late, first or second (half); ``sep`` the separator
    of a day in digits; ``wordy`` says that the passage was found by its words.
    """

    __slots__ = (
        "away", "day", "end", "ends", "grain", "hedge", "kind", "last", "lean", "lunar", "month", "pair", "part", "piece",
        "problem", "role", "sep", "start", "stated", "strength", "weekday", "wordy", "year",
    )  # fmt: skip

    def __init__(
        self, kind: str, start: int, end: int, grain: str, stated: str, day: int = 0, month: int = 0, year: int = 0
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.grain = grain
        self.stated = stated
        self.day = day
        self.month = month
        self.year = year
        self.last = 0
        self.part = self.lean = self.piece = self.problem = self.sep = ""
        self.role = "point"
        self.hedge = Hedge.EXACT
        self.weekday = -1
        self.strength = SURE
        self.lunar = self.wordy = False
        self.away: int | None = None
        self.ends: Ends | None = None
        self.pair: tuple[Atom, Atom] | None = None


class Reader:
    """One reading of one text: a language's reader fills ``atoms`` and ``resolved`` turns them into hits.

    A language says with ``holds`` which of the doubtful atoms are dates, with ``lean`` which way a sentence looks,
    and names the words that join the two ends of a range.
    """

    __slots__ = ("anchor", "atoms", "context", "edge", "low", "text")

    joins: frozenset[str] = frozenset()  # what stands between the ends of a range, dashes apart
    openers: frozenset[str] = frozenset()  # the word before the first end
    between: tuple[str, str] = ("", "")  # an opener with a join of its own: "between" … "and"

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        self.low = low
        self.text = text
        self.anchor = anchor
        self.atoms: list[Atom] = []
        self.edge = 0  # the end of the last atom: nothing may reach back over it
        self.context = 0  # the year of the period named last

    def holds(self, atom: Atom) -> bool:
        """Whether an atom whose strength is below ``SURE`` is a date."""
        raise NotImplementedError

    def lean(self, atom: Atom) -> str:
        """Which way the words around *atom* look: "past", "future", "next" or ""."""
        raise NotImplementedError

    # --- looking around ------------------------------------------------------------------------------------------

    def before(self, at: int) -> tuple[str, int]:
        """The word that ends one space before *at*, and where it starts; "" where there is none."""
        low = self.low
        if at < 2 or low[at - 1] != " ":
            return "", at
        floor = at - 25 if at > 25 else 0
        start = low.rfind(" ", floor, at - 1) + 1 or floor
        word = low[start : at - 1]
        if word.isalpha():
            return word, start
        start += word.rfind("\n") + 1
        while start < at - 1 and not low[start].isalnum():
            start += 1
        return low[start : at - 1], start

    def after(self, at: int) -> str:
        """The word one space after *at*, without what follows it; "" where punctuation or the end comes first."""
        low = self.low
        if low[at : at + 1] != " ":
            return ""
        end = low.find(" ", at + 1, at + 16)
        return low[at + 1 : end if end > 0 else at + 16].split("\n", 1)[0].rstrip(".,;:)!?\"”'")

    def add(self, atom: Atom) -> None:
        """Keep *atom*; what is found later may not reach back over it if it is sure."""
        self.atoms.append(atom)
        if atom.strength == SURE:
            self.edge = atom.end

    def whole(self, at: int) -> bool:
        """Whether a word begins at *at*."""
        return at == 0 or not self.low[at - 1].isalnum()

    def stops(self, at: int) -> bool:
        """Whether a word ends at *at*."""
        return not self.low[at : at + 1].isalnum()

    def bad(self, start: int, end: int, grain: str, stated: str, problem: str) -> Atom:
        """Keep a passage that is meant as a date and names none."""
        atom = Atom("bad", start, end, grain, stated)
        atom.problem = problem
        self.add(atom)
        return atom

    # --- putting it together -------------------------------------------------------------------------------------

    def resolved(self) -> list[DateHit]:
        """The hits, in order of place."""
        atoms = self._joined(self._distinct())
        if not self.anchor.day:
            self._learn(atoms)
        if not self.anchor.year:
            self._infer_year(atoms)
        self._fill_months(atoms)
        hits: list[DateHit] = []
        last_day, last_end = 0, -1000
        for atom in atoms:
            ends, problem = self._ends(atom, last_day if atom.start - last_end < _SAME_DAY_CHARS else 0)
            if (
                ends is not None
                and atom.kind in ("months", "year")
                and atom.role != "base"
                and (atom.year or atom.grain == "quarter")
            ):
                self._remember(int(ends[1][:4]))
            if ends is None and not problem:
                continue
            if ends is None:
                ends = ("", "")
            elif atom.kind in ("day", "near", "weekday", "same") and len(ends[0]) == 10:
                last_day, last_end = _ordinal(ends[0]), atom.end
            hits.append(
                DateHit(
                    atom.start,
                    atom.end,
                    ends[0],
                    ends[1],
                    atom.grain,
                    atom.stated,
                    atom.part,
                    atom.hedge,
                    atom.role,
                    atom.weekday,
                    problem,
                )
            )
        return hits

    def _remember(self, year: int) -> None:
        """Keep the year of the period named last, where it is that of publication or the one before."""
        if self.anchor.year and self.anchor.year - 1 <= year <= self.anchor.year:
            self.context = year

    def _distinct(self) -> list[Atom]:
        """The atoms that hold, in order of place; of two that overlap the one with digits, then the longer."""
        atoms = [atom for atom in self.atoms if atom.strength >= SURE or self.holds(atom)]
        atoms.sort(key=lambda atom: (atom.start, -atom.end))
        kept: list[Atom] = []
        for atom in atoms:
            if not kept or atom.start >= kept[-1].end:
                kept.append(atom)
            elif atom.end > kept[-1].end and (kept[-1].wordy, atom.end - atom.start) > (
                atom.wordy,
                kept[-1].end - kept[-1].start,
            ):
                kept[-1] = atom
        return kept

    def days_away(self, atom: Atom) -> int | None:
        """How far from publication the day lies, in days; None where that is unknown."""
        if not self.anchor.day:
            return None
        year = atom.year or self.anchor.year_of_day(atom.month, atom.day, "")
        if year is None or not possible(year, atom.month, atom.day):
            return None
        return abs(_ordinal(iso(year, atom.month, atom.day)) - self.anchor.day)

    def _joined(self, atoms: list[Atom]) -> list[Atom]:
        """Join the two ends of a range ("from A to B") into one."""
        low = self.low
        joined: list[Atom] = []
        for atom in atoms:
            left = joined[-1] if joined else None
            if (
                left is not None
                and atom.kind in ("day", "months", "year")
                and left.kind in ("day", "months", "year")
                and atom.start - left.end <= 5
            ):
                between = low[left.end : atom.start]
                dashed = between.strip() in ("-", "–") and atom.kind == left.kind and bool(left.stated != "relative")
                joining = (
                    between in self.joins
                    or dashed
                    or (between == self.between[1] and self.before(left.start)[0] == self.between[0])
                )
                if joining and self._joinable(left, atom):
                    joined[-1] = self.paired(left, atom)
                    continue
            if left is not None and left.kind == atom.kind and atom.start - left.end <= 1:
                _share_year(left, atom)
            joined.append(atom)
        return joined

    @staticmethod
    def _joinable(left: Atom, right: Atom) -> bool:
        if left.hedge is not Hedge.EXACT or right.hedge is not Hedge.EXACT or left.problem or right.problem:
            return False
        if "recurrent" in (left.stated, right.stated) or (left.away is not None and left.kind == "year"):
            return False
        if (left.kind == "day") != (right.kind == "day"):
            return False
        if right.kind == "year" and (right.away is not None or (left.kind == "months" and not left.year)):
            return False
        return right.kind != "day" or right.month > 0 or left.month == 0

    def paired(self, left: Atom, right: Atom) -> Atom:
        """The range from *left* to *right*, with the word that opens it."""
        pair = Atom("range", left.start, right.end, "span", "span")
        pair.pair = (left, right)
        pair.part, pair.weekday = left.part, -1
        pair.role = "point" if left.kind == "day" else "period"
        word, at = self.before(left.start)
        if word in self.openers or (word and word == self.between[0]):
            pair.start = at
        return pair

    def _learn(self, atoms: list[Atom]) -> None:
        """Take the publication day from "this morning (6/2)"."""
        for left, right in itertools.pairwise(atoms):
            if (
                left.kind == "near"
                and right.kind == "day"
                and right.month
                and not right.lunar
                and 0 < right.start - left.end <= 2
            ):
                year = right.year or self.anchor.year_of_day(right.month, right.day) or self._printed_year(atoms)
                if year and possible(year, right.month, right.day):
                    self.anchor.learn_day(_ordinal(iso(year, right.month, right.day)) - left.day)
                    return

    def _infer_year(self, atoms: list[Atom]) -> None:
        self.anchor.year = self._printed_year(atoms) or 0

    @staticmethod
    def _printed_year(atoms: list[Atom]) -> int | None:
        """The year the text was probably written in: that of its latest full date, else the latest year it names
        at least a third as often as the one it names most."""
        dated = [atom.year for atom in atoms if atom.kind in ("day", "days") and atom.year]
        named = dated or [atom.year for atom in atoms if atom.kind in ("year", "months") and atom.year]
        if not named:
            return None
        most = max(named.count(year) for year in set(named))
        return max(year for year in named if 3 * named.count(year) >= most)

    def _fill_months(self, atoms: list[Atom]) -> None:
        """Give a day without a month that of the day right after it, or the month nearest to publication."""
        for at, atom in enumerate(atoms):
            days = atom.pair or (atom,)
            right = days[-1]
            if len(days) == 2 and days[0].kind == "day" and not days[0].month and right.month:
                days[0].month, days[0].year, days[0].away = right.month, right.year, right.away
            if right.kind == "day" and not right.month:
                follows = next(
                    (
                        a
                        for a in atoms[at + 1 : at + 2]
                        if a.kind == "day" and a.month and not a.lunar and a.start - atom.end < 20
                    ),
                    None,
                )
                if follows is not None:
                    right.month = follows.month
                else:
                    right.month = self._month_of(right.day)
                for day in days[:-1]:
                    if day.kind == "day" and not day.month:
                        day.month = right.month if day.day <= right.day else right.month - 1 or 12

    def _month_of(self, day: int) -> int:
        """The month that brings that day of the month nearest to publication; 0 where it is unknown."""
        if not self.anchor.month or not self.anchor.day:
            return self.anchor.month
        best, found = 999, 0
        for away in (0, 1, -1):
            target = self.anchor.month_at(away)
            if target is not None and possible(target[0], target[1], day):
                distance = abs(_ordinal(iso(target[0], target[1], day)) - self.anchor.day)
                if distance < best:
                    best, found = distance, target[1]
        return found

    def _year_for(self, atom: Atom) -> int | None:
        if atom.year:
            return atom.year
        anchor = self.anchor
        if atom.away is not None:
            return anchor.year + atom.away if anchor.year else None
        if atom.kind == "months":
            return self._year_of_run(atom)
        plain = anchor.year_of_day(atom.month, atom.day, atom.lean)
        if atom.lean or plain == anchor.year_of_day(atom.month, atom.day, "future"):
            return plain
        return anchor.year_of_day(atom.month, atom.day, self.lean(atom))

    def _year_of_run(self, atom: Atom) -> int | None:
        """The year of a run of months that names none."""
        anchor, first, last = self.anchor, atom.day, atom.last
        plain = anchor.year_of_months(first, last, atom.lean)
        if plain is None or atom.lean:
            return plain
        if atom.grain == "quarter" and self._context_holds(plain, last):
            return self.context
        # "The first nine months" in January are those of last year: the run has hardly begun.
        young = atom.stated == "span" and plain == anchor.year and first == anchor.month == 1 < last
        if not young and plain == anchor.year_of_months(first, last, "future"):
            return plain
        lean = self.lean(atom)
        if young and not lean:
            return plain - 1
        return anchor.year_of_months(first, last, lean)

    def _context_holds(self, year: int | None, last: int) -> bool:
        """Whether a quarter that is not over by publication belongs to the year before, which the text speaks of:
        "Q1" in January beside "Q4 2024"."""
        anchor = self.anchor
        return year is not None and self.context == anchor.year - 1 and (year, last) >= (anchor.year, anchor.month)

    def _ends(self, atom: Atom, last_day: int) -> tuple[Ends | None, str]:
        """Both ends of *atom*, or None with the problem, or None where nothing resolves it."""
        kind = atom.kind
        if atom.problem:
            return None, atom.problem
        if kind == "ends":
            return atom.ends, ""
        if kind == "near":
            return self.anchor.day_ends(atom.day), ""
        if kind in ("week", "month", "quarter"):
            return self._ends_away(atom), ""
        if kind == "same":
            base = last_day or (self.anchor.day if atom.day == 0 else 0)
            return (_twice(from_ordinal(base + atom.day)), "") if base else (None, "")
        if kind == "weekday":
            weeks = None if atom.last == ANY_WEEK else atom.last
            found = self.anchor.weekday(atom.day, atom.lean or (self.lean(atom) if weeks is None else ""), weeks)
            return (_twice(from_ordinal(found)), "") if found else (None, "")
        if kind == "range":
            return self._range_ends(atom)
        if kind == "before":
            year: int | None = (self.context or self.anchor.year) - 1
        else:
            year = self._year_for(atom)
        if year is None or not 1000 <= year <= 2199:
            return None, ""
        if kind == "day" or kind == "days":
            return self._day_ends(atom, year)
        if kind == "months":
            if atom.hedge is Hedge.AT_MOST:  # "đến hết tháng 1" names its last day
                return _twice(months_ends(year, atom.day, atom.last)[1]), ""
            if atom.piece:
                return month_part_ends(year, atom.day, atom.piece), ""
            return months_ends(year, atom.day, atom.last), ""
        return (year_part_ends(year, atom.piece) if atom.piece else year_ends(year)), ""

    def _ends_away(self, atom: Atom) -> Ends | None:
        """The ends of a week, month or quarter counted from that of publication."""
        anchor = self.anchor
        if atom.kind == "week":
            return anchor.week_part_ends(atom.day, atom.piece) if atom.piece else anchor.week_ends(atom.day)
        if atom.kind == "quarter":
            if not anchor.month:
                return None
            years, quarter = divmod((anchor.month - 1) // 3 + atom.day, 4)
            return quarter_ends(anchor.year + years, quarter + 1)
        target = anchor.month_at(atom.day)
        if target is None:
            return None
        return month_part_ends(*target, atom.piece) if atom.piece else month_ends(*target)

    def _day_ends(self, atom: Atom, year: int) -> tuple[Ends | None, str]:
        if atom.lunar:
            solar = lunar_to_iso(year, atom.month, atom.day)
            return (_twice(solar) if solar else None), ""
        last = atom.last or atom.day
        if not atom.month:
            return None, ""
        if not possible(year, atom.month, last) or not possible(year, atom.month, atom.day):
            return None, f"no such day in {year}: {self.low[atom.start : atom.end]}"
        return (iso(year, atom.month, atom.day), iso(year, atom.month, last)), ""

    def _range_ends(self, atom: Atom) -> tuple[Ends | None, str]:
        assert atom.pair is not None
        left, right = atom.pair
        end, problem = self._ends(right, 0)
        if end is None:
            return None, problem
        if left.kind == "day" and not left.year and left.away is None:
            left.year = int(end[1][:4])
            if (left.month, left.day) > (int(end[1][5:7]), int(end[1][8:10])):
                left.year -= 1
        elif left.kind == "months" and not left.year and left.away is None:
            left.year = int(end[1][:4])
            if left.day > right.day:
                left.year -= 1
        start, problem = self._ends(left, 0)
        if start is None:
            return None, problem
        if start[0] > end[1]:
            return None, f"ends before it begins: {self.low[atom.start : atom.end]}"
        return (start[0], end[1]), ""


def _share_year(left: Atom, right: Atom) -> None:
    """Give a start without a year that of its limit: "từ tháng 1 đến hết tháng 9/2024"."""
    if (
        right.hedge is Hedge.AT_MOST
        and right.year
        and not left.year
        and left.away is None
        and left.kind in ("day", "months")
    ):
        left.year = right.year - ((left.month, left.day) > (right.month, right.day))


def _twice(day: str) -> Ends:
    return day, day


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
