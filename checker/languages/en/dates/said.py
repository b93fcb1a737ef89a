"""What a word tells: "yesterday", "last week", "the first quarter", "nine months to June", "a year earlier"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from checker.languages.atoms import SAME_STRETCH, Atom
from checker.languages.calendar import from_ordinal, iso, possible
from checker.languages.en.dates.clock import hour_of_part, named_hour, noon, past_hour
from checker.languages.en.dates.days import part_before
from checker.languages.en.dates.lead import hedge, lead, role, year_of
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    AGO,
    AGO_ENDS,
    AWAY,
    DAYS_AWAY,
    FEASTS,
    MONTHS,
    MONTHS_TO,
    MORE_OR_LESS,
    NIGHT_OF,
    NOT_AGO,
    NUMBERS,
    OF_A_MATCH,
    OF_BUSINESS,
    OF_FOOTBALL,
    OF_MONEY,
    OF_YEAR,
    ORDINALS,
    PARTS,
    PIECES,
    RUN_HEADS,
    SAME,
    SEASON,
    SEASON_ENDS,
    SEASON_HEADS,
    SEASONS,
    STEPS,
    STEPS_AWAY,
    TO_DATE,
    WEEK_TO,
    WEEKDAYS,
    YEAR_AFTER,
    YEAR_GOES_ON,
    YEARS_GO_ON,
)
from checker.languages.places import opened, openings

# Months ahead of publication in which a year that is still "ending" may end: nearer than the one that ended.
_SOON = 5


def relative(r: Reading, at: int) -> None:
    """ "today", "yesterday morning", "tonight", "overnight", "tomorrow"."""
    low = r.low
    word = next(word for word in DAYS_AWAY if low.startswith(word, at))
    end = at + len(word)
    if not r.stops(end) or (at > 1 and r.text[at].isupper() and r.text[at - 2].isalpha()):
        return
    if OF_MONEY.match(low, end):
        return
    offset, part = DAYS_AWAY[word]
    atom = Atom("near", at, end, "day", "relative", offset)
    atom.part = part
    after = r.after(end)
    if word == "overnight":
        if NIGHT_OF.match(low, end) or r.before(at)[0].rstrip(",") in WEEKDAYS:
            return  # the weekday tells which night
        if r.lean(atom) == "future":
            atom.day = 0
    if after in PARTS:
        atom.part, atom.end = PARTS[after], end + 1 + len(after)
    if word == "yesterday" and low.endswith("the day before ", 0, at):
        atom.start, atom.day = at - 15, -2
    if word == "tomorrow" and low.endswith("the day after ", 0, at):
        atom.start, atom.day = at - 14, 2
    r.atoms.append(atom)


def away(r: Reading, at: int) -> None:
    """ "last week", "this month", "next year", "last night", "this morning", "the previous quarter"."""
    low = r.low
    space = low.find(" ", at, at + 10)
    which = low[at:space]
    end = space + 1
    while end < len(low) and low[end].isalpha():
        end += 1
    what = low[space + 1 : end]
    if which not in AWAY:
        return
    word, _ahead = r.before(at)
    if word == "the" and which in ("last", "next"):
        return
    offset = AWAY[which]
    r.edge = 0
    if what in PARTS:
        if which == "this" or (which == "last" and what == "night"):
            atom = Atom("near", at, end, "day", "relative", offset)
            atom.part = PARTS[what]
            r.atoms.append(atom)
        return
    if what == "weekend":
        atom = Atom("week", at, end, "span", "relative", offset)
        atom.piece = "late"
        role(r, atom)
        r.atoms.append(atom)
        return
    if what in SEASONS:
        first, last = SEASONS[what]
        atom = Atom("months", at, end, "span", "relative", first)
        atom.last, atom.lean = last, {-1: "past", 1: "next"}.get(offset, "")
        if offset and r.anchor.day:
            # "Last spring" is over and "next spring" has not begun, however near the other one is.
            year, month = (int(part) for part in from_ordinal(r.anchor.day).split("-")[:2])
            atom.year = year - ((last - 1) % 12 + 1 >= month) if offset < 0 else year + (first <= month)
            atom.year -= offset < 0 and last > 12  # a winter is of the year in which it begins
        elif r.anchor.day:
            # "This autumn" is that of the year, whether over or ahead; a winter goes on into the next one.
            year, month = (int(part) for part in from_ordinal(r.anchor.day).split("-")[:2])
            atom.year = year - (last > 12 and month <= first - 8)
        role(r, atom)
        r.atoms.append(atom)
        return
    if what in MONTHS and len(what) >= 3 and r.text[space + 1].isupper():
        return
    if what in ("financial", "fiscal") and (low.startswith(" year", end) or (what == "fiscal" and r.stops(end))):
        end, what = end + (len(" year") if low.startswith(" year", end) else 0), "year"
    if what not in ("week", "month", "year", "quarter"):
        return
    atom = Atom(what, at, end, what, "relative", 0 if what == "year" else offset)
    if what == "year":
        atom.away = offset
    lead(r, atom)
    role(r, atom)
    if which == "previous":
        atom.last = 1
        if atom.role == "period":
            atom.role = "base"
    if word == "from" and atom.role == "point":
        atom.role = "base"
    r.atoms.append(atom)


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
    """ "the week to November 17", "the 19 weeks ended 4 Jan.": so many times seven days."""
    found = WEEK_TO.match(r.low, at)
    if found is None:
        return
    month, day = MONTHS.get(found[2] or found[3]), int(found[1] or found[4])
    year = int(found[5] or 0) or (
        r.anchor.year_of_day(month, day, "past") if month and possible(None, month, day) else 0
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
    atom = Atom("ends", start, found.end(), "week" if weeks == 1 else "span", "span")
    atom.ends = (from_ordinal(last.toordinal() - 7 * weeks + 1), last.isoformat())
    atom.role = "period"
    r.atoms.append(atom)


def ago(r: Reading, at: int) -> None:
    """ "a year earlier", "from a year ago", "the month before", "year-ago": what a value is compared with."""
    low = r.low
    found = AGO.match(low, at)
    if found is None:
        return
    word, start = r.before(at)
    if word and (word[-1].isdigit() or word in NUMBERS or word == "half") and word not in ("a", "one"):
        return
    if word == "the" and not (found[2] == "before" and AGO_ENDS.match(low, found.end())):
        return
    begin = start if word in ("a", "one", "the") else at
    what = found[1]
    atom = Atom(what, begin, found.end(), what, "relative", 0 if what == "year" else -1)
    if what == "year":
        atom.kind = "before"
    r.edge = 0
    head = r.before(begin)[0]
    window = low[max(0, begin - 40) : begin]
    compared = (
        found[2] in ("earlier", "before")
        or head in ("from", "than", "over", "above", "with", "to", "against", "below")
        or "%" in window
        or "percent" in window
    )
    atom.role = "base" if compared else "point"
    atom.last = int(compared and what != "year")
    r.atoms.append(atom)


def steps_ago(r: Reading, at: int) -> None:
    """ "three days ago", "50 years ago": the day, week, month or year so long before publication."""
    unit, at_unit = r.before(at)
    word, start = r.before(at_unit)
    number = STEPS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 3 else 0)
    if unit.startswith("decade"):
        number = 10 * (number or int(word == "a"))
    if unit not in STEPS_AWAY or not number or not r.stops(at + 3):
        return
    head, ahead = r.before(start)
    if head in NOT_AGO or (head == "than" and r.before(ahead)[0] in MORE_OR_LESS):
        return
    kind, grain = STEPS_AWAY[unit]
    atom = Atom(kind, start, at + 3, grain, "relative", -number)
    if kind == "year":
        atom.away = -number
    r.edge = 0
    role(r, atom)
    r.atoms.append(atom)


def same(r: Reading, at: int) -> None:
    """ "the same period last year", "the same period in 2023"."""
    found = SAME.match(r.low, at)
    if found is None or not (found[1] or found[2]):
        return
    atom = Atom("year", at, found.end(), "year", "y" if found[2] else "relative", year=int(found[2] or 0))
    if found[1]:
        atom.away = -1
    # The stretch of that year which the sentence names of another; "the same quarters of 2017 and 2018" lists years.
    atom.last = 0 if YEARS_GO_ON.match(r.low, atom.end) else SAME_STRETCH
    atom.role = "base"
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


def weekend(r: Reading, at: int) -> None:
    """ "over the weekend": the last one, or the coming one where it is to come."""
    head, start = r.before(at)
    if head != "the" or r.before(start)[0] not in ("over", "at", "during", "on", "for") or not r.stops(at + 7):
        return
    atom = Atom("week", start, at + 7, "span", "relative")
    atom.piece = "late"
    on_weekend = bool(r.anchor.day) and (r.anchor.day - 1) % 7 >= WEEKDAYS["saturday"]
    atom.day = 0 if on_weekend or r.lean(atom) == "future" else -1
    role(r, atom)
    r.atoms.append(atom)


def feast(r: Reading, at: int) -> None:
    """ "Christmas Day", "New Year's Eve 2024"."""
    name = next((name for name in FEASTS if r.low.startswith(name, at) and r.stops(at + len(name))), "")
    if not name:
        return
    month, day = FEASTS[name]
    atom = Atom("day", at, at + len(name), "day", "dm", day, month)
    year_of(r, atom, YEAR_AFTER)
    r.edge = 0
    part_before(r, atom)
    hedge(r, atom)
    r.atoms.append(atom)


def to_date(r: Reading, at: int) -> None:
    """ "year to date", "so far this year": from 1 January to publication."""
    low = r.low
    found = TO_DATE.match(low, at)
    anchor = r.anchor
    if found is None or not anchor.day:
        return
    today = anchor.day_ends(0)
    assert today is not None
    atom = Atom("ends", at, found.end(), "span", "relative")
    atom.ends = (iso(anchor.year, 1, 1), today[0])
    atom.role = "period"
    r.atoms.append(atom)


WORD_READERS: Final[tuple[tuple[str, Callable[[Reading, int], None]], ...]] = (
    ("today", relative),
    ("tonight", relative),
    ("tomorrow", relative),
    ("yesterday", relative),
    ("overnight", relative),
    ("noon", noon),
    ("midday", noon),
    ("midnight", noon),
    ("o'clock", named_hour),
    ("in the ", hour_of_part),
    ("this ", hour_of_part),
    ("at night", hour_of_part),
    ("half past ", past_hour),
    ("quarter past ", past_hour),
    ("quarter to ", past_hour),
    ("five past ", past_hour),
    ("ten past ", past_hour),
    ("twenty past ", past_hour),
    ("twenty-five past ", past_hour),
    ("five to ", past_hour),
    ("ten to ", past_hour),
    ("twenty to ", past_hour),
    ("twenty-five to ", past_hour),
    ("last ", away),
    ("this ", away),
    ("next ", away),
    ("previous ", away),
    ("quarter", read_quarter),
    ("quarters", read_quarter),
    ("half", read_half),
    ("months", months),
    ("year", ago),
    ("month", ago),
    ("quarter", ago),
    ("week", ago),
    ("ago", steps_ago),
    ("same ", same),
    ("summer", season),
    ("winter", season),
    ("spring", season),
    ("autumn", season),
    ("fall ", season),
    ("year", run_to),
    ("year", part_of_year),
    ("week", week_to),
    ("weeks", week_to),
    ("weekend", weekend),
    ("quarter ", run_to),
    ("year", to_date),
    ("so far", to_date),
    ("christmas ", feast),
    ("boxing day", feast),
    ("new year's ", feast),
    ("valentine's day", feast),
    ("halloween", feast),
)


OPENINGS: Final = openings(WORD_READERS)


def said(r: Reading, begins: Mapping[str, Sequence[int]]) -> None:
    """Every date, period or time of day that begins with one of ``WORD_READERS``; *begins* tells where their words
    begin."""
    named = len(r.atoms)
    for at, opening in opened(r.low, begins, OPENINGS):
        if r.whole(at):
            opening.reader(r, at)
    for atom in r.atoms[named:]:
        atom.wordy = True
