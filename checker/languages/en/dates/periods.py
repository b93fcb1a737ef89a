"""Quarters, halves, runs of months and weeks, seasons: "the first quarter", "nine months to June", "the summer of 2012"."""

from __future__ import annotations

import re
from datetime import date

from checker.languages.atoms import Atom
from checker.languages.calendar import from_ordinal, iso, possible
from checker.languages.en.dates.lead import abbreviated, role, year_of
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    MONTHS,
    MONTHS_TO,
    NUMBERS,
    OF_A_MATCH,
    OF_BUSINESS,
    OF_FOOTBALL,
    OF_YEAR,
    ORDINALS,
    PIECES,
    RUN_HEADS,
    SEASON,
    SEASON_ENDS,
    SEASON_HEADS,
    SEASONS,
    WEEK_TO,
    YEAR_GOES_ON,
)

# Months ahead of publication in which a year that is still "ending" may end: nearer than the one that ended.
_SOON = 5


def number_of(word: str) -> int:
    """What a word or at most two digits count; 0 for any other word."""
    return NUMBERS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 2 else 0)


def joined_before(r: Reading, at: int) -> tuple[str, int]:
    """The word that a hyphen joins to what begins at *at*, and where it starts: "third-quarter"."""
    start = at - 1
    while start > max(0, at - 12) and r.low[start - 1].isalpha():
        start -= 1
    return r.low[start : at - 1], start


def read_quarter(r: Reading, at: int) -> None:
    """ "the third quarter of 2024", "fourth-quarter 2023"."""
    low = r.low
    word, start = r.before(at)
    if low[at - 1 : at] == "-":
        word, start = joined_before(r, at)
    end = at + 7
    if low.startswith("s", end):
        end += 1
    if not r.stops(end) or word not in ORDINALS:
        return
    number = ORDINALS[word]
    if word == "second" and low.startswith(" final", end):
        return
    atom = Atom("months", start, end, "quarter", "q", 3 * number - 2)
    atom.last = 3 * number
    r.edge = 0
    year_of(r, atom, OF_YEAR)
    around = low[max(0, start - 80) : at + 60]
    if not atom.year and atom.away is None and OF_A_MATCH.search(around) and not OF_BUSINESS.search(around):
        return
    role(r, atom)
    r.atoms.append(atom)


def read_half(r: Reading, at: int) -> None:
    """ "the first half of 2024"; a bare one only among figures of business, since matches have halves too."""
    low = r.low
    word, start = r.before(at)
    if low[at - 1 : at] == "-":
        word, start = joined_before(r, at)
    if word not in ("first", "second") or not r.stops(at + 4):
        return
    number = ORDINALS[word]
    atom = Atom("months", start, at + 4, "half", "span", 6 * number - 5)
    atom.last = 6 * number
    r.edge = 0
    year_of(r, atom, OF_YEAR)
    if not atom.year and atom.away is None:
        if low.startswith(" of ", at + 4):
            return
        window = low[max(0, start - 80) : at + 80]
        if not OF_BUSINESS.search(window) or OF_FOOTBALL.search(window) or OF_A_MATCH.search(window):
            return
    role(r, atom)
    r.atoms.append(atom)


def months(r: Reading, at: int) -> None:
    """ "the first nine months of 2024", "the three months to June", "six months ended June 30"."""
    low = r.low
    word, start = r.before(at)
    number = number_of(word)
    if not 1 < number <= 12 or not r.stops(at + 6):
        return
    head, ahead = r.before(start)
    r.edge = 0
    if head == "first":
        atom = Atom("months", ahead, at + 6, {6: "half", 3: "quarter", 12: "year"}.get(number, "span"), "span", 1)
        atom.last = number
        year_of(r, atom, OF_YEAR)
        if not atom.year and atom.away is None and low.startswith(" of ", at + 6):
            return
        role(r, atom)
        r.atoms.append(atom)
        return
    if head in ("final", "last", "closing"):
        atom = Atom("months", ahead, at + 6, "quarter" if number == 3 else "span", "span", 13 - number)
        atom.last = 12
        year_of(r, atom, OF_YEAR)
        if atom.year or atom.away == -1:
            role(r, atom)
            r.atoms.append(atom)
            return
    found = MONTHS_TO.match(low, at + 6)
    if found and found[1] in MONTHS:
        closed_run(r, start, found, number)


def run_to(r: Reading, at: int) -> None:
    """ "the year to March", "the quarter ended September 30"; *at* is where the length begins."""
    number, end = (12, at + 4) if r.low.startswith("year", at) else (3, at + 7)
    found = MONTHS_TO.match(r.low, end)
    word, start = r.before(at)
    if found is None or found[1] not in MONTHS or word not in RUN_HEADS:
        return
    r.edge = 0
    begin = start if word in ("financial", "fiscal") else at
    closed_run(r, begin, found, number)


def closed_run(r: Reading, start: int, found: re.Match[str], number: int) -> None:
    """The *number* months that end with the one *found*."""
    month = MONTHS[found[1]]
    first = month - number + 1
    anchor = r.anchor
    year = int(found[3] or 0) or (anchor.year - (month > anchor.month) if anchor.month else 0)
    if not found[3] and "ending" in found[0] and 0 < month - anchor.month <= _SOON:
        year += 1  # a year that has not ended: "its forecast for the year ending March 31"
    grain = "quarter" if number == 3 and month % 3 == 0 else "span"
    atom = Atom("months", start, found.end(), grain, "span", first if first > 0 else first + 12, 0, year)
    atom.last = month if first > 0 else month + 12
    if atom.year and first <= 0:
        atom.year -= 1
    role(r, atom)
    r.atoms.append(atom)


def part_of_year(r: Reading, at: int) -> None:
    """ "by the end of the year", "since the start of the year": of that of publication; *at* is where "year" begins."""
    low = r.low
    if not low.endswith(" of the ", 0, at) or not r.stops(at + 4) or YEAR_GOES_ON.match(low, at + 4):
        return
    word, start = r.before(at - len(" of the"))
    if word not in PIECES or not r.anchor.year:
        return
    if PIECES[word] == "early" and low.endswith("since the ", 0, start) and (today := r.anchor.day_ends(0)):
        since = Atom("ends", start - len("since the "), at + 4, "span", "relative")
        since.ends, since.role = (iso(r.anchor.year, 1, 1), today[0]), "period"
        r.atoms.append(since)
        return
    atom = Atom("year", start, at + 4, "span", "relative")
    atom.away, atom.piece = 0, PIECES[word]
    r.edge = 0
    role(r, atom)
    r.atoms.append(atom)


def week_to(r: Reading, at: int) -> None:
    """ "the week to November 17", "the 19 weeks ended 4 Jan.", "the week of April 7": so many times seven days."""
    found = WEEK_TO.match(r.low, at)
    if found is None:
        return
    name, day = found[2] or found[3], int(found[1] or found[4])
    month = MONTHS.get(name)
    begins = r.low.startswith(("of ", "beginning ", "starting "), r.low.index(" ", at) + 1)
    year = int(found[5] or 0) or (
        r.anchor.year_of_day(month, day, "" if begins else "past") if month and possible(None, month, day) else 0
    )
    if not month or not year or not possible(year, month, day):
        return
    weeks, start = 1, at
    if r.low.startswith("weeks", at):
        word, start = r.before(at)
        weeks = number_of(word)
        if not weeks:
            return
    last = date(year, month, day)
    # "The week to 12 May." ends with the name of the month, "4 Jan." with its point.
    end = found.end() - (found[2] is not None and found[0].endswith(".") and not abbreviated(name))
    atom = Atom("ends", start, end, "week" if weeks == 1 else "span", "span")
    if begins:
        last = date.fromordinal(last.toordinal() + 7 * weeks - 1)
    atom.ends = (from_ordinal(last.toordinal() - 7 * weeks + 1), last.isoformat())
    atom.role = "period"
    r.atoms.append(atom)


def season(r: Reading, at: int) -> None:
    """ "the summer of 2012", "summer 2012", "by the summer"."""
    found = SEASON.match(r.low, at)
    if found is not None:
        name, end, year, stated = found[1], found.end(), int(found[2]), "span"
        if not 1900 <= year <= 2100:
            return
    else:
        name = next(name for name in SEASONS if r.low.startswith(name, at))
        end, year, stated = at + len(name), 0, "relative"
        word, start = r.before(at)
        if (
            word != "the"
            or r.before(start)[0] not in SEASON_HEADS
            or name == "fall"
            or not SEASON_ENDS.match(r.low, end)
        ):
            return
    first, last = SEASONS[name]
    atom = Atom("months", at, end, "span", stated, first, 0, year)
    atom.last = last
    r.edge = 0
    role(r, atom)
    r.atoms.append(atom)
