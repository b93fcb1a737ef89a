"""The numbers of a text, each handed to the reader of what it may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.languages.atoms import Atom
from checker.languages.calendar import century_ends, decade_ends, possible, year_ends
from checker.languages.en.dates.clock import clock, digital, hours_range, iso_time
from checker.languages.en.dates.days import ambiguous, finish_day
from checker.languages.en.dates.lead import read_piece, role
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    AMOUNT_WORDS,
    AROUND_WHEN,
    BANKERS,
    COMPOSITE,
    COUNTED,
    DASHED_HOURS,
    HALF_DAY,
    NUMBER,
    OF_MONTH_AWAY,
    PIECES,
    PREFIXES,
    YEAR_FOLLOWS,
    YEAR_TAIL,
    YEAR_WORDS,
    ZONE,
)
from checker.languages.places import matches

# Years that a writer plans for or looks back on.
_LIFETIME = 60


def read_digits(r: Reading, numbers: Iterable[int]) -> None:
    """Every date, period or time of day in digits; *numbers* tells where those begin, in order."""
    low = r.low
    taken = sorted((atom.start, atom.end) for atom in r.atoms)
    index = 0
    r.edge = 0
    done = 0
    for found in matches(NUMBER, low, numbers):
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
                and not low.endswith(PREFIXES, 0, start)
                and not after_clock(r, start - 1)
            )
        ):
            continue
        if not token.isdigit():
            done = composite(r, start, end, token)
        elif end - start == 4:
            done = four(r, start, end, int(token), token)
        elif end - start <= 2:
            done = two(r, start, end, int(token))
        elif end - start == 5 and r.before(start)[0] == "year" and token[:2] in ("19", "20"):
            r.bad(start, end, "year", "y", f"no year: {token}")


def after_clock(r: Reading, at: int) -> bool:
    """Whether a time of day ends at *at*: "7pm-9pm"."""
    return bool(r.atoms) and r.atoms[-1].stated == "clock" and r.atoms[-1].end == at


def two(r: Reading, start: int, end: int, number: int) -> int:
    """ "5 p.m.", "19th century", "'90s", "9 months"."""
    low = r.low
    if low[end : end + 1] in ("q", "h", "m") and (found := BANKERS.match(r.text, start)):
        return bankers(r, start, found)
    half = HALF_DAY.match(low, end)
    if half and half[1]:
        return clock(r, start, half.end(), number, 0, half[1], minutes=False)
    if low.startswith((" o'clock", "th century", "st century", "nd century", "rd century", "th-century"), end):
        if low.startswith(" o", end):
            return clock(r, start, end + 8, number, 0, "", minutes=False)
        if 1 <= number <= 21:
            begin, piece = piece_before(r, start)
            plain(r, begin, end + 10, "century", "y", century_ends(number, piece))
        return end + 10
    if used := hours_range(r, start, end, number) or day_of_month_away(r, start, end, number):
        return used
    if low.startswith("s", end) and low[start - 1 : start] == "'" and number % 10 == 0 and r.stops(end + 1):
        plain(r, start - 1, end + 1, "decade", "y", decade_ends(1900 + number if number >= 20 else 2000 + number))
        return end + 1
    return 0


def day_of_month_away(r: Reading, start: int, end: int, day: int) -> int:
    """ "the 15th of this month"."""
    found = OF_MONTH_AWAY.match(r.low, end)
    month = found and r.anchor.month_at({"last": -1, "this": 0, "next": 1}[found[1]])
    if not found or not month or not possible(month[0], month[1], day):
        return 0
    finish_day(r, Atom("day", start, found.end(), "day", "relative", day, month[1], month[0]))
    return found.end()


def bankers(r: Reading, start: int, found: re.Match[str]) -> int:
    """ "2Q24", "1H2024", "9M24"."""
    number, size = int(found[1]), {"Q": 3, "H": 6, "M": 1}[found[2]]
    if size * number > 12:
        return 0
    year = int(found[3]) if len(found[3]) > 2 else 2000 + int(found[3])
    quarter = size == 3
    atom = Atom(
        "months",
        start,
        found.end(),
        {3: "quarter", 6: "half"}.get(size, "span"),
        "q" if quarter else "span",
        1 if size == 1 else size * (number - 1) + 1,
        0,
        year,
    )
    atom.last = size * number
    role(r, atom)
    r.add(atom)
    return found.end()


def four(r: Reading, start: int, end: int, year: int, token: str) -> int:
    """Four digits: a year, a decade, an hour in a time zone ("0117 GMT")."""
    low = r.low
    if low.startswith("s", end) and r.stops(end + 1):
        if year % 10 == 0 and 1000 <= year <= 2090:
            decade(r, start, end + 1, year)
        return end + 1
    zone = ZONE.match(low, end)
    if zone and (int(token[:2]) <= 24):
        return clock(r, start, zone.end(), int(token[:2]), int(token[2:]), "", minutes=True, sure=True)
    tail = YEAR_TAIL.match(low, end)
    worded = tail is not None and " to " in tail[0]
    if worded and (year < 1900 or r.before(start)[0] == "from"):
        tail = None
    if tail and 1800 <= year < int(tail[1]) <= min(2100, year + 120) and r.after(tail.end()) not in COUNTED:
        plain(r, start, tail.end(), "span", "span", (year_ends(year)[0], year_ends(int(tail[1]))[1]))
        return tail.end()
    if not 1000 <= year <= 2199 or not is_year(r, start, end, year):
        return 0
    atom = Atom("year", start, end, "year", "y", year=year)
    read_piece(r, atom)
    role(r, atom)
    r.add(atom)
    return end


def is_year(r: Reading, start: int, end: int, year: int) -> bool:
    low = r.low
    after = r.after(end)
    if after in COUNTED or (end < len(low) and low[end] in "%°"):
        return False
    if low.endswith(PREFIXES, 0, start):
        return 1000 <= year <= 2100
    word, at = r.before(start)
    bare = word.rstrip(",")
    last = r.atoms[-1] if r.atoms else None
    if (
        last is not None
        and last.kind in ("year", "months")
        and low[last.end : start] in (", ", " and ", ", and ", " or ", " to ", " & ", ", or ", " through ")
    ):
        return 1800 <= year <= 2100
    if word == "by" and 2050 < year <= 2100:
        return True  # what is planned; below, "fell by 1200" is as likely
    if word in ("around", "about", "least") and 1900 <= year <= 2100:
        # "Peak around 2030"; amounts of four digits are printed with a comma.
        near = abs(year - (r.anchor.year or year)) <= _LIFETIME and year % 100 != 0
        when = r.before(at)[0] in AROUND_WHEN or (word != "least" and near)
        return when and (low[end : end + 1] in ".,;:)" or after in YEAR_FOLLOWS)
    if word in ("in", "since", "year", "fiscal", "until", "during", "early", "late", "mid", "throughout"):
        return 1000 <= year <= 2100 and not (word == "in" and after == "of")
    if not 1900 <= year <= 2050:
        return False
    now = r.anchor.year or 2015
    near = abs(year - now) <= 8 and year % 100 != 0
    if word in YEAR_WORDS and not (
        not near
        and word in ("the", "a", "with", "to", "for", "than", "from", "of", "over", "and")
        and after.endswith("s")
        and after not in ("was", "is", "has", "levels", "as")
    ):
        return True
    if low[start - 1 : start] == "(":
        return low[end : end + 1] in "),-–;"
    if word.endswith(",") and low[end : end + 1] == ")":
        return True  # "(Amareleja, 2003)"
    if bare and word[-1:].isalpha() and r.text[at].isupper() and len(bare) > 1:
        return not after.endswith("s")
    return near and word not in AMOUNT_WORDS and not after.endswith("s")


def piece_before(r: Reading, start: int) -> tuple[int, str]:
    """Where "late" or "mid-" before a century or a decade begins, and which part of it that tells; *start* and ""
    without one."""
    for prefix in PREFIXES:
        if r.low.endswith(prefix, 0, start):
            return start - len(prefix), PIECES.get(prefix[:-1], "late")
    word, at = r.before(start)
    return (at, PIECES[word]) if word in ("early", "mid", "late") else (start, "")


def decade(r: Reading, start: int, end: int, year: int) -> None:
    lo, hi = decade_ends(year)
    at, piece = piece_before(r, start)
    if piece:
        first, last = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}[piece]
        lo, hi = year_ends(year + first)[0], year_ends(year + last)[1]
    plain(r, at, end, "decade", "y", (lo, hi))


def plain(r: Reading, start: int, end: int, grain: str, stated: str, ends: tuple[str, str]) -> None:
    atom = Atom("ends", start, end, grain, stated)
    atom.ends = ends
    role(r, atom)
    r.add(atom)


def composite(r: Reading, start: int, end: int, token: str) -> int:
    """Digits with separators: a date, a stretch of years, a time."""
    found = COMPOSITE.fullmatch(token)
    low = r.low
    if found is None:
        return dashed_hours(r, start, end, token)
    if found["iy"]:
        year, month, day = int(found["iy"]), int(found["im"]), int(found["id"])
        if not 1900 <= year <= 2100:
            return 0
        if not possible(year, month, day):
            if month <= 12 and day <= 39:
                r.bad(start, end, "day", "dmy", f"no such day: {token}")
            return end
        finish_day(r, Atom("day", start, end, "day", "dmy", day, month, year))
        return iso_time(r, end)
    if found["a"]:
        year = int(found["y"]) if len(found["y"]) == 4 else short_year(r, start, end, found)
        if found["s"] == "." and possible(year, int(found["b"]), int(found["a"])) and 1900 <= year <= 2100:
            # With points the day comes first, in whatever language.
            finish_day(r, Atom("day", start, end, "day", "dmy", int(found["a"]), int(found["b"]), year))
            return end
        if 1900 <= year <= 2100 and r.before(start)[0] not in ("version", "no", "no."):
            ambiguous(r, start, end, int(found["a"]), int(found["b"]), year)
        return end
    if found["ya"]:
        return years(r, start, end, int(found["ya"]), found["yb"])
    if found["h"]:
        return digital(r, start, end, int(found["h"]), int(found["mi"]), found["c"])
    if r.before(start)[0] == "on" and r.after(end) not in COUNTED and low[end : end + 1] not in "/%":
        ambiguous(r, start, end, int(found["sa"]), int(found["sb"]), 0)
    return end


# "9/11/01": years so near to publication are printed in two digits without a word before them.
_NEAR_YEARS = 10


def short_year(r: Reading, start: int, end: int, found: re.Match[str]) -> int:
    """The year that two digits mean behind day and month; 0 where they more likely are no date."""
    if found["s"] != "/" or r.after(end) in COUNTED or r.low[end : end + 1] in tuple("/%"):
        return 0
    now = r.anchor.year or 2015
    year = 2000 + int(found["y"])
    year -= 100 * (year > now + _NEAR_YEARS)
    dated = r.before(start)[0] in ("on", "dated", "since", "from", "until", "till", "by", "born")
    return year if dated or abs(year - now) <= _NEAR_YEARS else 0


def dashed_hours(r: Reading, start: int, end: int, token: str) -> int:
    """ "7-9 p.m.": two times of day in one token; returns how far it read."""
    found, half = DASHED_HOURS.fullmatch(token), HALF_DAY.match(r.low, end)
    if not (found and half and half[1]) or not hours_range(r, start, start + found.end(1), int(found[1])):
        return 0
    return clock(
        r, start + found.start(2), half.end(), int(found[2]), int(found[3] or 0), half[1], minutes=bool(found[3])
    )


def years(r: Reading, start: int, end: int, first: int, last: str) -> int:
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if (
        not 1800 <= first < second <= min(2100, first + 120)
        or r.after(end) in COUNTED
        or (len(last) == 2 and second > first + 30)
    ):
        return 0
    plain(r, start, end, "span", "span", (year_ends(first)[0], year_ends(second)[1]))
    return end
