"""Days: "6 February 2025", "February 6", "Monday", and the order of day and month in digits."""

from __future__ import annotations

import re

from checker.languages.atoms import ANY_WEEK, Atom
from checker.languages.calendar import possible
from checker.languages.en.dates.lead import abbreviated, hedge, year_of
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    AWAY_ONLY,
    DAY_BEFORE,
    DAY_NAMES,
    EARLY_HOURS,
    PARTS,
    WEEK_AFTER,
    WEEKDAY_HEADS,
    WEEKDAY_TAILS,
    YEAR_AFTER,
)


def read_day_first(r: Reading, start: int, end: int, month: int) -> bool:
    """ "6 February 2025", "6-8 February", "the 6th of February", "6-Feb-2025"."""
    low = r.low
    found = DAY_BEFORE.search(low, max(0, start - 24, r.edge), start)
    if found is None:
        return read_named_day(r, start, end, month)
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
    if low.startswith(".", end) and abbreviated(low[start:end]):
        atom.end += 1
    year_of(r, atom, YEAR_AFTER)
    if not possible(atom.year or None, month, day):
        if 1 <= day <= 39:
            r.bad(at, atom.end, "day", "dmy" if atom.year else "dm", f"no such day: {r.text[at : atom.end]}")
            return True
        return False
    finish_day(r, atom)
    return True


def read_named_day(r: Reading, start: int, end: int, month: int) -> bool:
    """ "the first of May": only with "of", since "the second May bank holiday" is no day."""
    word, at = r.before(start)
    name, begin = r.before(at)
    day = DAY_NAMES.get(name, 0)
    if word != "of" or begin < r.edge or not possible(None, month, day) or r.low.startswith("'s", end):
        return False
    atom = Atom("day", begin, end, "day", "dm", day, month)
    year_of(r, atom, YEAR_AFTER)
    finish_day(r, atom)
    return True


def read_month_first(r: Reading, start: int, found: re.Match[str], month: int) -> bool:
    """ "Feb. 6", "February 6, 2025", "Feb. 6-8"."""
    day, last = int(found[1]), int(found[3] or 0)
    year = int(found[4]) if found[4] else 0
    end = found.end() if found[4] else found.end(3) if last else found.end(1)
    if last and not day < last <= 31:
        last, end = 0, end if found[4] and not found[3] else found.end(1)
        year = 0
    if end == found.end(1) and r.low[end : end + 2] in ("st", "nd", "rd", "th"):
        end += 2
    if year and not 1000 <= year <= 2199:
        if year > 9999 and found[4][:2] in ("19", "20"):
            r.bad(start, end, "day", "dmy", f"no year: {year}")
            return True
        year, end = 0, found.end(3) if last else found.end(1)
    if not possible(year or None, month, last or day):
        if 1 <= day <= 39:
            r.bad(start, end, "day", "dmy" if year else "dm", f"no such day: {r.text[start:end]}")
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
        year_of(r, atom, AWAY_ONLY)
    finish_day(r, atom)
    if separate:
        r.add(Atom("day", found.start(3), found.end(3), "day", "dm", last, month, year))
    return True


def finish_day(r: Reading, atom: Atom) -> None:
    """Take in the weekday, the part of the day and the hedge beside a day."""
    low = r.low
    last = r.atoms[-1] if r.atoms else None
    if (
        last is not None
        and last.kind == "weekday"
        and low[last.end : atom.start] in (", ", " ", " (", ", the ", " the ")
    ):
        r.atoms.pop()
        if low[last.end : atom.start] == " (" and low.startswith(")", atom.end):
            atom.end += 1
        atom.start, atom.weekday, atom.part, atom.hedge = last.start, last.day, last.part, last.hedge
    after = r.after(atom.end)
    if after in PARTS:
        atom.part, atom.end = PARTS[after], atom.end + 1 + len(after)
    part_before(r, atom)
    hedge(r, atom)
    r.add(atom)


def part_before(r: Reading, atom: Atom) -> None:
    """ "the morning of 3 March", "the early hours of Sunday"."""
    word, at = r.before(atom.start)
    if word != "of":
        return
    head, ahead = r.before(at)
    if head in PARTS and ahead >= r.edge:
        atom.part, atom.start = PARTS[head], ahead
    elif head == "hours" and (first := r.before(ahead))[0] in EARLY_HOURS and first[1] >= r.edge:
        atom.part, atom.start = "dawn", first[1]


def read_weekday(r: Reading, start: int, end: int, weekday: int) -> None:
    """ "Monday morning", "last Tuesday", "early Monday"; a date beside it takes it in later."""
    last = r.atoms[-1] if r.atoms else None
    if last is not None and last.kind == "weekday" and r.low[last.end : start] in (" to ", " through ", "-", "–"):
        r.atoms.pop()  # "Monday to Friday" is every week
        return
    atom = Atom("weekday", start, end, "day", "weekday", weekday)
    atom.last = ANY_WEEK
    word, at = r.before(start)
    if word in ("every", "each", "black", "good", "ash", "super", "cyber", "palm", "easter", "bloody"):
        return
    if word in WEEKDAY_HEADS or r.after(end) in WEEKDAY_TAILS or r.low.endswith("the mail on ", 0, start):
        return
    if r.low.startswith(" night lights", end):
        return
    if word in ("coming", "past") and r.before(at)[0] in ("this", "the"):
        atom.start = r.before(at)[1]
        word = "last" if word == "past" else "coming"
        atom.lean = "next" if word == "coming" else ""
    elif word in ("last", "this", "next"):
        atom.start, atom.last = at, {"this": 0, "next": 1}.get(word, ANY_WEEK)
    elif word in ("early", "late"):
        atom.start, atom.part = at, "morning" if word == "early" else "evening"
    # Who means today or yesterday says so.
    if word == "last" and r.anchor.day and weekday in ((r.anchor.day - 1) % 7, (r.anchor.day - 2) % 7):
        atom.last = -1
    after = r.after(end)
    if after in PARTS:
        atom.part, atom.end = PARTS[after], end + 1 + len(after)
    if found := WEEK_AFTER.match(r.low, atom.end):
        atom.end, atom.last = found.end(), {"last": -1, "this": 0, "next": 1}[found[1]]
    if word in ("until", "till") or (word == "by" and r.lean(atom) != "past"):
        atom.lean = "future"
    part_before(r, atom)
    hedge(r, atom)
    r.add(atom)


def order(r: Reading) -> None:
    """Settle day/month or month/day for the whole text: by a number above 12, else by what lies nearer to
    publication, else month first."""
    if not r.numeric:
        return
    day_first = sum(first > 12 for _, first, _ in r.numeric)
    month_first = sum(second > 12 for _, _, second in r.numeric)
    if day_first == month_first:
        day_first, month_first = (0, 1) if distance(r, False) <= distance(r, True) else (1, 0)
    for atom, first, second in r.numeric:
        swapped = (day_first > month_first and second <= 12) or first > 12
        atom.day, atom.month = (first, second) if swapped else (second, first)
        if not possible(atom.year or None, atom.month, atom.day):
            r.bad(atom.start, atom.end, "day", atom.stated, f"no such day: {r.text[atom.start : atom.end]}")
            continue
        r.edge = 0
        finish_day(r, atom)


def distance(r: Reading, day_first: bool) -> int:
    total = 0
    for atom, first, second in r.numeric:
        day, month = (first, second) if day_first else (second, first)
        if not possible(atom.year or None, month, day):
            return 10**9
        probe = Atom("day", 0, 0, "day", "dmy", day, month, atom.year)
        total += r.days_away(probe) or 0
    return total


def ambiguous(r: Reading, start: int, end: int, first: int, second: int, year: int) -> None:
    if first > 31 or second > 31 or not first or not second or (first > 12 and second > 12 and year == 0):
        return
    atom = Atom("day", start, end, "day", "dmy" if year else "dm", 0, 0, year)
    r.numeric.append((atom, first, second))
