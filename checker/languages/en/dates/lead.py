"""What stands around a date or a period: its hedge, its year, which part of it, what it is for."""

from __future__ import annotations

import re

from checker.languages.atoms import Atom
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import BASE_WORDS, CLOSELY, COUNTED, PIECES, POINT_WORDS, PREFIXES, WEEKS
from checker.values.hedge import Hedge


def hedge(r: Reading, atom: Atom) -> None:
    word, at = r.before(atom.start)
    if word == "the":
        word, at = r.before(at)
    if at < r.edge:
        return
    close, at_close = r.before(at)
    if word in ("around", "about", "circa") or (word in ("nearly", "almost") and atom.stated == "clock"):
        atom.hedge, atom.start = Hedge.ABOUT, at
    elif word in ("after", "before", "past") and close in CLOSELY and at_close >= r.edge and atom.stated == "clock":
        atom.hedge, atom.start = Hedge.ABOUT, at_close
    elif word == "before":
        atom.hedge, atom.start = Hedge.UNDER, at
    elif word == "by" and r.low[max(0, at - 5) : at] not in ("used ", "made "):
        atom.hedge, atom.start = Hedge.AT_MOST, at


def role(r: Reading, atom: Atom) -> None:
    """Whether a period is a point in time, what a value is about, or what it is compared with."""
    low = r.low
    word, at = r.before(atom.start)
    if word == "the":
        word, at = r.before(at)
    atom.role = "period"
    if word in ("in", "of", "during") and (head := r.before(at)[0]) in ("than", "that", "those", "against"):
        atom.role = "base" if head in ("than", "against") else "period"
    elif (
        (word in ("with", "to") and r.before(at)[0] in ("compared", "comparison", "relative"))
        or word in BASE_WORDS
        or (
            word == "from"
            and any(
                sign in low[max(0, at - 40) : at]
                for sign in ("%", "percent", " up", " down", "rise", "rose", "fell", "increase", "higher", "lower")
            )
        )
    ):
        atom.role = "base"
    elif word in POINT_WORDS:
        atom.role = "point"
    if atom.role != "base":
        hedge(r, atom)


def year_of(r: Reading, atom: Atom, pattern: re.Pattern[str]) -> None:
    """Read the year after *atom*, or what stands for it."""
    found = pattern.match(r.low, atom.end)
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
        if not 1000 <= year <= 2199 or r.after(found.end()) in COUNTED or r.low.startswith("%", found.end()):
            return
        atom.year, atom.end = year, found.end()
        atom.stated = {"dm": "dmy", "m": "my"}.get(atom.stated, atom.stated)
    elif len(groups) > 1 and groups[1]:
        atom.away, atom.end = {"l": -1, "n": 1}.get(groups[1][0], 0), found.end()


def read_piece(r: Reading, atom: Atom) -> None:
    """ "early", "mid-", "late", "the end of" before a month or a year."""
    low = r.low
    start = atom.start
    if low.endswith(PREFIXES, 0, start):
        prefix = low[low.rfind(" ", 0, start) + 1 : start - 1]
        atom.piece, atom.start, atom.grain = PIECES.get(prefix, "late"), start - len(prefix) - 1, "span"
        return
    word, at = r.before(start)
    if word == "of":
        word, at = r.before(at)
        if word == "week" and atom.kind == "months" and atom.day == atom.last:
            which, ahead = r.before(at)
            if which in WEEKS and ahead >= r.edge:
                atom.piece, atom.start, atom.grain = WEEKS[which], ahead, "week"
            return
        if word not in ("beginning", "start", "middle", "end", "half"):
            return
        if word == "half":
            head, ahead = r.before(at)
            if head in ("first", "second", "latter") and ahead >= r.edge:
                atom.piece, atom.start = ("first" if head == "first" else "second"), ahead
                atom.grain = "half" if atom.kind == "year" else "span"
            return
    if word in PIECES and at >= r.edge:
        atom.piece, atom.start, atom.grain = PIECES[word], at, "span"
        if word == "early" and r.before(at)[0] == "since":
            atom.lean = "past"


def lead(r: Reading, atom: Atom) -> None:
    """ "early", "late", "earlier", "the end of" before a relative period."""
    word, at = r.before(atom.start)
    if word in ("earlier", "later"):
        atom.start = at
    elif word in ("early", "late", "mid") and atom.kind != "quarter":
        atom.piece, atom.start, atom.grain = PIECES[word], at, "span"
    elif word == "of":
        read_piece(r, atom)
        if atom.kind == "week" and atom.piece not in ("early", "mid", "late", ""):
            atom.piece = ""


def abbreviated(month: str) -> bool:
    """Whether the name of a month is cut short, and may end in a point."""
    return len(month) <= 4 and month not in ("may", "june", "july")
