"""What begins with a capital: months, weekdays, "Q3", "FY24"."""

from __future__ import annotations

from checker.languages.atoms import Atom
from checker.languages.en.dates.days import read_day_first, read_month_first, read_weekday
from checker.languages.en.dates.lead import abbreviated, read_piece, role, year_of
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    ALSO_WORDS,
    COUNTED,
    DAY_AFTER,
    FISCAL_YEAR,
    FORENAMES,
    LABELS,
    MONTHS,
    NAMED,
    OF_YEAR,
    PREFIXES,
    PREPOSITIONS,
    QUARTER_BEHIND,
    SEASON_END,
    TO_MONTH,
    WEEKDAYS,
    YEAR_AFTER,
)


def names(r: Reading) -> None:
    for found in NAMED.finditer(r.text):
        start, end = found.span()
        if (start and (r.text[start - 1].isalnum() or r.text[start - 1] in "_@#")) or start < r.edge:
            continue
        name = r.low[start:end]
        if name in MONTHS:
            read_month(r, start, end, name)
        elif name in WEEKDAYS:
            read_weekday(r, start, end, WEEKDAYS[name])
        elif name in LABELS:
            label(r, start, end)
        elif name == "fy":
            fiscal(r, start, end)


def read_month(r: Reading, start: int, end: int, name: str) -> None:
    """A month: with a day before or after it, with a year, or alone where its words leave no doubt."""
    low = r.low
    month = MONTHS[name]
    if (
        start >= 2
        and (low[start - 2].isdigit() or low[start - 3 : start] in ("st ", "nd ", "rd ", "th ", "of "))
        and read_day_first(r, start, end, month)
    ):
        return
    found = DAY_AFTER.match(low, end)
    if (
        found
        and not (len(found[1]) == 2 and found[1] > "31")
        and r.after(found.end()) not in COUNTED
        and read_month_first(r, start, found, month)
    ):
        return
    atom = Atom("months", start, end, "month", "m", month)
    atom.last = month
    if low.startswith(".", end) and abbreviated(name):
        atom.end = end + 1
    year_of(r, atom, YEAR_AFTER)
    quarter = of_quarter(r, atom)
    if not (atom.year or atom.problem or quarter) and atom.away is None and not alone(r, start, end, name):
        return
    if not atom.year and atom.away is None and atom.grain == "month":
        atom.year = year_named(r, start, month)
    read_piece(r, atom)
    role(r, atom)
    r.add(atom)


def year_named(r: Reading, start: int, month: int) -> int:
    """The year of "next September" and "last September": the first one to come, the last one that is over; 0 where
    neither is said."""
    which, now = r.before(start)[0], r.anchor.month
    if not now or which not in ("next", "last"):
        return 0
    return r.anchor.year + (month <= now) if which == "next" else r.anchor.year - (month >= now)


def of_quarter(r: Reading, atom: Atom) -> bool:
    """Whether "quarter" stands behind a month: "the March quarter" ends with it, "January-March quarter" is the two."""
    found = QUARTER_BEHIND.match(r.low, atom.end)
    if found is None:
        return False
    dashed = r.low[atom.start - 1 : atom.start] in ("-", "–") and after_month(r, atom.start)
    if not dashed and (found[1] == "period" or atom.last % 3):
        return False
    atom.end = found.end()
    if not dashed:
        atom.day, atom.grain, atom.stated = atom.last - 2, "quarter", "q"
    if not atom.year:
        year_of(r, atom, OF_YEAR)
    return True


def alone(r: Reading, start: int, end: int, name: str) -> bool:
    """Whether a name by itself is the month."""
    if r.low[max(0, start - 5) : start].endswith(("-", "–", ", ", " and ")) and after_month(r, start):
        return True
    word, _ = r.before(start)
    surname = r.text[end + 1 : end + 3]
    if name in FORENAMES and word in ("", "and", "or", "with", "but") and surname[:1].isupper() and surname.isalpha():
        return False
    if abbreviated(name) and TO_MONTH.match(r.low, end):
        return True
    if abbreviated(name):
        return r.low.startswith(".", end) and word in PREPOSITIONS
    if name not in ALSO_WORDS:
        return True
    if word.endswith("'s"):
        return False
    if word in PREPOSITIONS or r.low.startswith("'s ", end) or r.low.endswith(PREFIXES, 0, start):
        return not (word in ("to", "and") and name in ("may", "march") and not after_month(r, start))
    after = r.after(end)
    if name != "march" and word in ("a", "an", "its", "that") and r.text[start].isupper():
        return True
    return (
        name == "march"
        and bool(word)
        and r.text[start - 2].islower()
        and not r.text[end + 1 : end + 2].isupper()
        and after not in ("on", "for", "to", "against", "of")
    )


def after_month(r: Reading, at: int) -> bool:
    last = r.atoms[-1] if r.atoms else None
    return last is not None and last.kind == "months" and at - last.end <= 6


def label(r: Reading, start: int, end: int) -> None:
    """ "Q3 2024", "Q3 FY24", "H1"."""
    number = int(r.low[start + 1])
    quarter = r.low[start] == "q"
    if quarter:
        atom = Atom("months", start, end, "quarter", "q", 3 * number - 2)
        atom.last = 3 * number
    else:
        atom = Atom("months", start, end, "half", "span", 6 * number - 5)
        atom.last = 6 * number
    year_of(r, atom, OF_YEAR)
    if not quarter and not atom.year and atom.away is None:
        return
    if atom.year and (season := SEASON_END.match(r.low, atom.end)):
        atom.end = season.end()  # "Q2 2025/26"
    role(r, atom)
    r.add(atom)


def fiscal(r: Reading, start: int, end: int) -> None:
    """ "FY24", "FY2024": the calendar year of that number."""
    found = FISCAL_YEAR.match(r.low, end)
    if found is None:
        return
    year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    if 1900 <= year <= 2100:
        atom = Atom("year", start, found.end(), "year", "y", year=year)
        role(r, atom)
        r.add(atom)
