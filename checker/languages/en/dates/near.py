"""What is counted from publication or from what was named before: "yesterday", "last week", "two weeks ago", "a year earlier"."""

from __future__ import annotations

from checker.languages.atoms import SAME_STRETCH, Atom
from checker.languages.calendar import from_ordinal, iso
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
    MORE_OR_LESS,
    NIGHT_OF,
    NOT_AGO,
    NUMBERS,
    OF_MONEY,
    PARTS,
    SAME,
    SEASONS,
    STEPS,
    STEPS_AWAY,
    TO_DATE,
    WEEKDAYS,
    YEAR_AFTER,
    YEARS_GO_ON,
)


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


def steps_ahead(r: Reading, at: int) -> None:
    """ "in two weeks' time", "in a year's time"; *at* is where "time" begins."""
    unit, at_unit = r.before(at)
    unit = unit.rstrip("'’").removesuffix("'s").removesuffix("’s")
    word, start = r.before(at_unit)
    number = STEPS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 3 else int(word in ("a", "one")))
    head, ahead = r.before(start)
    if unit not in STEPS_AWAY or not number or head != "in" or not r.stops(at + 4) or r.low[at - 2] not in "'’s":
        return
    kind, grain = STEPS_AWAY[unit]
    atom = Atom(kind, ahead, at + 4, grain, "relative", number)
    if kind == "year":
        atom.away = number
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
