"""What the date readers of all languages find, and how years, ranges and nearness are filled in."""

from __future__ import annotations

import itertools
from datetime import date

from checker.languages.atoms import ANY_WEEK, SURE, Atom
from checker.languages.calendar import (
    Ends,
    from_ordinal,
    iso,
    month_ends,
    month_part_ends,
    months_ends,
    possible,
    quarter_ends,
    year_ends,
    year_part_ends,
)
from checker.languages.compared import Named
from checker.languages.hits import DateHit
from checker.languages.looking import Looking
from checker.languages.lunar import lunar_to_iso
from checker.values.hedge import Hedge

# The month of a quarter that each of its parts is.
_PIECES_OF_QUARTER = {"early": 1, "mid": 2, "late": 3}
# The longest word between the ends of a range, with its spaces: "through".
# A day falls on each weekday in one of so many years.
_YEARS_AROUND = 12
_JOIN_CHARS = 9
# How far back "the same day" may point; farther back an article has changed its subject.
_SAME_DAY_CHARS = 1500
# How far behind a full date a day may stand that goes on with its story: a sentence or two.
_SAME_STORY_CHARS = 200

# What names a year, and what is hardly printed but near the day of writing.
_WRITTEN = frozenset({"day", "days", "months"})
_DATED = _WRITTEN | {"year"}


class Reader(Looking):
    """One reading of one text: a language's reader fills ``atoms`` and ``resolved`` turns them into hits."""

    __slots__ = ()

    def resolved(self) -> list[DateHit]:
        """The hits, in order of place."""
        atoms = self._joined(self._distinct())
        self._list_years(atoms)
        if not self.anchor.day:
            self._learn(atoms)
        if not self.anchor.year:
            self._infer_year(atoms)
        self._fill_months(atoms)
        self._carry_years(atoms)
        for left, right in itertools.pairwise(atoms):
            if right.hedge is Hedge.AT_MOST:
                self._tie(left, right)
        hits: list[DateHit] = []
        last_day, last_end = 0, -1000
        named = Named(self.low, self.anchor)
        for atom in atoms:
            ends, problem = self._ends(atom, last_day if atom.start - last_end < _SAME_DAY_CHARS else 0)
            ends = named.counted(atom, ends)
            if ends is not None and _is_named(atom):
                named.add(atom, ends, compared=self.compared_with(atom))
            if (
                ends is not None
                and atom.kind in ("months", "year")
                and atom.role != "base"
                and (atom.year or atom.grain == "quarter")
            ):
                self._remember(int(ends[1][:4]), atom.end)
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

    def compared_with(self, atom: Atom) -> bool:
        """Whether the words before a stretch of months, beside another, say that it is one to compare that with."""
        return False

    def _remember(self, year: int, end: int) -> None:
        """Keep the year of the period named last, which stops at *end*; apart, where it is that of publication or the one
        before."""
        self.named_year, self.named_end = year, end
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
                and atom.start - left.end <= _JOIN_CHARS
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

    def _list_years(self, atoms: list[Atom]) -> None:
        """Give months and quarters that name no year that of the last in their list: "March, April and May 2024"."""
        for left, right in reversed(list(itertools.pairwise(atoms))):
            if (
                left.kind == right.kind == "months"
                and right.year
                and not left.year
                and left.away is None
                and left.grain == right.grain
                and left.last < right.day
                and self.low[left.end : right.start] in self.listing
            ):
                left.year = right.year
                left.stated = {"m": "my"}.get(left.stated, left.stated)

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
        year = self._printed_year(atoms) or 0
        if sum(bool(atom.year) and atom.kind in _DATED for atom in atoms) == 1 and not any(
            atom.year and atom.kind in _WRITTEN for atom in atoms
        ):
            year = 0  # a bare year named once is as likely that of a founding or of a plan
        # "Friday, June 13" in a text that names 2022 and 2027 was in neither.
        days = [
            atom
            for atom in atoms
            if atom.kind == "day" and atom.month and not (atom.year or atom.lunar) and atom.weekday >= 0
        ]
        if year and days:
            around = (year + step for away in range(_YEARS_AROUND) for step in dict.fromkeys((-away, away)))
            year = next((one for one in around if all(_falls(atom, one) for atom in days)), year)
        self.anchor.year = year

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
                        if a.kind == "day" and a.month and a.start - atom.end < (6 if a.lunar else 20)
                    ),
                    None,
                )
                if follows is not None:
                    right.month, right.lunar = follows.month, follows.lunar
                else:
                    right.month = self._month_of(right.day)
                for day in days[:-1]:
                    if day.kind == "day" and not day.month:
                        day.month = right.month if day.day <= right.day else right.month - 1 or 12

    def _carry_years(self, atoms: list[Atom]) -> None:
        """Give a day that would lie ahead, where nothing says so, the year of a full date shortly before it: "On 15
        January 2025 … By 20 February" in December 2025."""
        anchor = self.anchor
        full: Atom | None = None
        for atom in atoms:
            if atom.kind != "day" or not atom.month or atom.lunar:
                continue
            if atom.year:
                full = atom
            elif (
                full is not None
                and anchor.day
                and atom.away is None
                and 0 < atom.start - full.end < _SAME_STORY_CHARS
                and possible(full.year, full.month, full.day)
                and (year := self._year_beside(atom, full)) is not None
                and (plain := self._year_for(atom)) is not None
                and possible(plain, atom.month, atom.day)
                and _ordinal(iso(plain, atom.month, atom.day)) > anchor.day
                and self.lean(atom) not in ("future", "next")
            ):
                atom.year = year

    def _year_beside(self, atom: Atom, full: Atom) -> int | None:
        """The year of a day told behind the date *full*: that or the next, whichever is over by publication and goes on."""
        later = full.year + ((atom.month, atom.day) < (full.month, full.day))
        for year in dict.fromkeys((later, full.year)):
            near = year >= self.anchor.year - 1 and possible(year, atom.month, atom.day)
            if near and _ordinal(iso(year, atom.month, atom.day)) <= self.anchor.day:
                return year
        return None

    def _tie(self, left: Atom, right: Atom) -> None:
        """Keep a start before its limit, *right*, where neither names a year: "từ 1/7 đến hết 30/9"."""
        if (
            left.kind == right.kind == "day"
            and right.start - left.end <= 1
            and not (left.year or right.year or left.lunar or right.lunar)
            and left.away is None is right.away
        ):
            right.year = self._year_for(right) or 0
            _share_year(left, right)

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
        settled = plain == anchor.year_of_day(atom.month, atom.day, "future")
        if atom.lean or (settled and plain == anchor.year_of_day(atom.month, atom.day, "over")):
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
        if atom.grain == "half" and first == 7 and self.context:
            return self.context
        # "The first nine months" in January are those of last year: the run has hardly begun.
        young = atom.stated == "span" and plain == anchor.year and first == anchor.month == 1 < last
        settled = plain == anchor.year_of_months(first, last, "future") == anchor.year_of_months(first, last, "over")
        if settled and not young:
            return plain
        lean = self.lean(atom)
        if young and lean != "future":
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
        if kind == "whole":
            # "Quý IV lãi 20 tỷ đồng, cả năm lãi 75 tỷ đồng": the year of the period that its sentence names.
            between = self.low[self.named_end : atom.start]
            year: int | None = self.named_year if ". " not in between and "\n" not in between else None
        elif kind == "before":
            told = self.named_year if atom.last else self.context
            year = (told or self.anchor.year) - 1
        else:
            year = self._year_for(atom)
        if year is None or not 1000 <= year <= 2199:
            return None, ""
        if kind == "day" or kind == "days":
            return self._day_ends(atom, year)
        if kind == "months":
            ends = month_part_ends(year, atom.day, atom.piece) if atom.piece else months_ends(year, atom.day, atom.last)
            # "Đến hết tháng 1" and "by mid-April" name the last day.
            return (_twice(ends[1]) if atom.hedge is Hedge.AT_MOST else ends), ""
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
            if month := _PIECES_OF_QUARTER.get(atom.piece):
                return month_ends(anchor.year + years, 3 * quarter + month)
            return quarter_ends(anchor.year + years, quarter + 1)
        target = anchor.month_at(atom.day)
        if target is None:
            return None
        return month_part_ends(*target, atom.piece) if atom.piece else month_ends(*target)

    def _day_ends(self, atom: Atom, year: int) -> tuple[Ends | None, str]:
        last = atom.last or atom.day
        if atom.lunar:
            # "30 Tết" and the eve are the last day of the year, also of a year that ends on the 29th.
            if (atom.month, last) == (12, 30) and lunar_to_iso(year, 12, 30) is None:
                atom.day = last = 29
            solar, until = (lunar_to_iso(year, atom.month, day) for day in (atom.day, last))
            return ((solar, until) if solar and until else None), ""
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
            if right.kind == "day" and not right.year and right.away is None and left.month:
                end = self._led(left, right) or end
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

    def _led(self, left: Atom, right: Atom) -> Ends | None:
        """The end of a stretch that begins ahead, in the year of its start: "will charge from 3 April to 26 July"."""
        year = self._year_for(left)
        later = (left.month, left.day) <= (right.month, right.day)
        if (
            year is None
            or not later
            or self.lean(left) not in ("future", "next")
            or year <= (self._year_for(right) or 0)
        ):
            return None
        right.year = year
        return self._ends(right, 0)[0]


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


def _is_named(atom: Atom) -> bool:
    """Whether what is compared with a period in words counts from this one: "10 tháng đầu năm", "so far this year"."""
    months = atom.kind in ("months", "year") and atom.away in (None, 0)
    return (months or (atom.kind == "ends" and atom.stated == "relative")) and atom.role == "period"


def _falls(atom: Atom, year: int) -> bool:
    """Whether the day falls on the weekday that is printed beside it, in *year*."""
    return possible(year, atom.month, atom.day) and date(year, atom.month, atom.day).weekday() == atom.weekday


def _twice(day: str) -> Ends:
    return day, day


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
