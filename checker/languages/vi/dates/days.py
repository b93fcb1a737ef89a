"""Days in digits: "6/2", "ngày 6 tháng 2 năm 2025", "từ 6 đến 8/2"."""

from __future__ import annotations

import re

from checker.languages.atoms import SURE, Atom
from checker.languages.calendar import possible
from checker.languages.vi.dates.lead import evidence, lead_day, lead_part, qualify
from checker.languages.vi.dates.periods import months_range
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    AFTER_DAY,
    AWAY,
    BETWEEN_DAYS,
    DAY_WORDS,
    DAYS_BETWEEN,
    DAYS_TAIL,
    EARLIER,
    EARLIER_PART,
    LAST_DAY,
    LENGTHS,
    MONTHS,
    OF_MONTH,
    OF_MONTH_AWAY,
    PARTS,
    RANGE_JOINS,
    SOLAR,
    STRONG,
)

# "7/3/17": years so near to publication are printed in two digits without a word before them.
_NEAR_YEARS = 10


def numeric_day(r: Reading, start: int, end: int, day: int, month: int, year: str | None, sep: str) -> int:
    low = r.low
    if sep == "." and low[end : end + 2] in (" %", "%"):
        return 0
    strength, opened, word = evidence(r, start)
    number = int(year) if year else 0
    if year and len(year) == 2:
        number += 2000 if number < 50 else 1900
        near = sep == "/" and r.anchor.year and abs(number - r.anchor.year) <= _NEAR_YEARS and not r.counts(end)
        if (strength < 2 and not (near and strength >= 0)) or (number < 2010 and sep != "/" and number >= 2000):
            return 0
    if word in ("tháng", "quý", "quí") and not year:
        return months_range(r, start, end, day, month, 0) if sep == "-" else 0
    if strength < 2 and (continues(r, start) or (sep == "/" and not number and LAST_DAY.match(r.low, end))):
        strength = 2
    after = r.after(end)
    if sep == "-" and not number and day < month and word not in STRONG and LENGTHS.match(low, end):
        return 0
    if sep == "-" and not number and 12 < month <= 31 and day < month:
        return 0  # "ngày 20-21 …": days of a month named later
    if not possible(number or None, month, day):
        return impossible_day(r, start, end, day, month, number, strength, word)
    if number:
        if not 1800 <= number <= 2100 or (
            strength < 0 and word not in ("tư", "số", "định", "luật", "được", "bằng", "có")
        ):
            return 0
        strength = 2
    elif strength < 0 or (strength < 2 and r.counts(end)):
        return 0
    atom = Atom("day", start, end, "day", "dmy" if number else "dm", day, month, number)
    atom.sep = sep
    qualify(r, atom)
    if atom.lunar:
        strength = 2
    elif low.startswith(SOLAR, end):
        strength, atom.end = 2, end + len(SOLAR)
    elif atom.year or atom.away is not None or atom.lean:
        strength = max(strength, 1 if sep != "/" else 2)
    if strength == 1 and word == "và" and not r.follows_day(start):
        strength = 0
    if strength == 1 and day < month and after and after not in AFTER_DAY:
        strength = 0
    if strength == 2:
        r.notations.add(sep)
        r.days.add((day, month))
    elif strength == 0:
        closed = opened and low[end : end + 1] == ")"
        # "07/03" with nothing behind it that it could count.
        alone = sep == "/" and (not after or after in AFTER_DAY) and low[end : end + 1] != "/"
        closed |= alone and "0" in (low[start], low[end - 2])
        apart = (
            sep == "/"
            and (not word or low[start - 2 : start - 1] in ",.;–-:")
            and not low[start - 3 : start - 2].isdigit()
            and not low[end + 2 : end + 3].isdigit()
        )
        if day < month and after and after not in AFTER_DAY and not closed:
            apart = False
        # Without a cue only a repetition of a day that a cue made a date counts, and one in brackets or set apart.
        atom.strength = 0 if closed else -1 if apart else -2 if sep != "/" and day <= 12 else -3
    else:
        atom.strength = 1
    lead_day(r, atom)
    r.add(atom)
    if strength == 2 or strength == 1:
        earlier_days(r, atom)
    return atom.end


def continues(r: Reading, at: int) -> bool:
    """Whether only days stand between here and a day that is sure: "ngày 3/2, 5/2 và 7/2", "ngày 3, 4, 5/2"."""
    last = r.atoms[-1] if r.atoms else None
    if last is None or last.kind != "day" or last.strength < SURE or not 0 < at - last.end <= 24:
        return False
    between = r.low[last.end : at]
    return between in BETWEEN_DAYS or (last.stated == "d" and DAYS_BETWEEN.fullmatch(between) is not None)


def impossible_day(r: Reading, start: int, end: int, day: int, month: int, year: int, strength: int, word: str) -> int:
    """A day that no calendar has, kept as a problem where the words leave no doubt that it is meant as one."""
    named = word in DAY_WORDS or word in PARTS
    near = 1 <= day <= 39 and (1 <= month <= 12 or (named and 1 <= day <= 31 and month <= 31))
    in_range = strength == 1 and word in ("đến", "tới") and r.edge >= start - 12 and 1 <= month <= 12 and day == 31
    if not near or not (
        named or in_range or (1900 <= year <= 2100 and 1 <= day <= 31 and 1 <= month <= 12 and strength >= 0)
    ):
        return 0
    at = r.before(start)
    r.bad(
        at[1] if at[0] in DAY_WORDS else start,
        end,
        "day",
        "dmy" if year else "dm",
        f"no such day: {r.low[start:end]}",
    )
    return end


def numeric_days(r: Reading, start: int, end: int, first: int, last: int, month: int, year: int, sep: str) -> int:
    """ "20-26/10": the days first to last of a month."""
    if not (possible(year or None, month, last) and 1 <= first < last):
        return 0
    strength, opened, _ = evidence(r, start)
    if strength < 0 or r.counts(end):
        return 0
    atom = Atom("days", start, end, "span", "span", first, month, year)
    atom.last, atom.sep = last, sep
    atom.strength = 2 if year or strength == 2 else 1 if strength == 1 or opened else -3
    qualify(r, atom)
    if atom.strength == 2:
        r.notations.add(sep)
    lead_day(r, atom)
    r.add(atom)
    return atom.end


def day_range(r: Reading, start: int, end: int, found: re.Match[str]) -> int:
    """ "28/10-3/11": two days in one token."""
    left = Atom(
        "day",
        start,
        found.end("ry") if found["ry"] else found.end("rm"),
        "day",
        "dm",
        int(found["ra"]),
        int(found["rm"]),
        int(found["ry"] or 0),
    )
    right = Atom("day", found.start("rb"), end, "day", "dm", int(found["rb"]), int(found["rn"]), int(found["rz"] or 0))
    if not (possible(left.year or None, left.month, left.day) and possible(right.year or None, right.month, right.day)):
        return 0
    strength, opened, _ = evidence(r, start)
    if strength <= 0 and not opened and not right.year:
        return 0
    qualify(r, right)
    lead_day(r, left)
    r.add(r.paired(left, right))
    return right.end


def day_word(r: Reading, start: int, end: int, day: int, word: str, at: int) -> int:
    """ "ngày 6", "mùng 5": with "tháng …" after it, or alone where nothing is counted."""
    low = r.low
    tail = DAYS_TAIL.match(low, end)
    if tail:
        month, last = int(tail[3]), int(tail[1])
        if possible(None, month, last) and 1 <= day < last:
            return numeric_days(r, start, tail.end(), day, last, month, int(tail[4] or 0), tail[2])
    found = OF_MONTH.match(low, end)
    lunar = word in ("mùng", "mồng")
    if found:
        month = int(found[1]) if found[1] else MONTHS[found[2]]
        if not possible(None, month, day):
            if 1 <= day <= 39 and 1 <= month <= 12:
                r.bad(at, found.end(), "day", "dm", f"no such day: {low[start : found.end()]}")
                return found.end()
            return 0
        atom = Atom("day", start, found.end(), "day", "dm", day, month, 0)
        # Lunar months have names of their own; with a number the calendar is the common one unless it says so.
        atom.lunar = found[2] in ("giêng", "chạp")
    elif lunar and low.startswith(" tết", end) and 1 <= day <= 10:
        atom = Atom("day", start, end + 4, "day", "dm", day, 1, 0)
        atom.lunar = True
    elif away := OF_MONTH_AWAY.match(low, end):
        target = r.anchor.month_at(AWAY[away[1]])
        if target is None or not possible(*target, day):
            return 0
        year, month = target
        atom = Atom("day", start, away.end(), "day", "relative", day, month, year)
    else:
        after = r.after(end)
        follows = low[end : end + 1]
        if not 1 <= day <= 31 or not (
            follows in (".", ",", ")", ";", ":", "\n", "")
            or low.startswith(" mỗi tháng", end)
            or after
            in (
                "đến",
                "tới",
                "và",
                "này",
                "tại",
                "rạng",
                "hằng",
                "hàng",
                "âm",
                "–",
                "-",
                "vừa",
                "rồi",
                "đã",
                "sẽ",
                "thì",
                "khi",
                "ở",
                "do",
                "vì",
                "nhưng",
            )
        ):
            return 0
        if (follows and follows in ".," and low[end + 1 : end + 2].isdigit()) or r.before(at)[0] in (
            "một",
            "mỗi",
            "nhiều",
            "mấy",
            "mười",
            "vài",
        ):
            return 0
        atom = Atom("day", start, end, "day", "d", day, 0, 0)
    if atom.stated != "relative":
        qualify(r, atom)
    if atom.year and atom.stated != "relative":
        atom.stated = "dmy"
        if not atom.lunar and not possible(atom.year, atom.month or 1, day):
            r.bad(at, atom.end, "day", "dmy", f"no such day: {low[start : atom.end]}")
            return atom.end
    lead_day(r, atom)
    r.add(atom)
    if atom.month:
        earlier_days(r, atom)
    return atom.end


def earlier_days(r: Reading, atom: Atom) -> None:
    """The days that share the month printed after them: "20, 21 và 22/10", "từ 25 đến 31/10"."""
    low = r.low
    start = atom.start
    tail = low[start - 1 : start]
    if not tail or tail not in " -–," or (start <= r.edge and not r.atoms):
        return
    last = r.atoms[-2] if len(r.atoms) > 1 else None
    bare = last if last is not None and last.stated == "d" and start - last.end <= 24 else None
    floor = max(0, start - 40, bare.start if bare else last.end if last else 0)
    found = EARLIER.search(low, floor, start)
    if found is None or low[found.start() - 1 : found.start()].isalpha():
        return
    parts = list(EARLIER_PART.finditer(low, found.start(), start))
    days = [int(part[1]) for part in parts]
    if days[0] < 1 or any(left >= right for left, right in zip(days, [*days[1:], atom.day], strict=True)):
        return
    word, at = r.before(found.start())
    ranged = any(part[2].strip() in RANGE_JOINS for part in parts)
    if not ranged and word not in STRONG and word not in ("trong", "vào", "hai", "ba"):
        return
    if bare and found.start() < bare.end:
        r.atoms.remove(bare)
        r.edge = r.atoms[-2].end if len(r.atoms) > 1 else 0
    first = at if word in DAY_WORDS else found.start()
    if not atom.part and (ranged or [*days, atom.day] == list(range(days[0], atom.day + 1))):
        atom.kind, atom.last, atom.day, atom.grain, atom.stated = "days", atom.day, days[0], "span", "span"
        atom.start = first
        opener, begin = r.before(first)
        if opener in r.openers and parts[-1][2].strip() in ("đến", "tới"):
            atom.start = begin
        else:
            lead_day(r, atom)
        r.edge = atom.end
        return
    for part in parts:
        begin = first if part is parts[0] else part.start()
        other = Atom("day", begin, part.end(1), "day", "dm", int(part[1]), atom.month, atom.year)
        other.strength, other.sep, other.lean, other.away = atom.strength, atom.sep, atom.lean, atom.away
        r.edge = 0
        lead_part(r, other)
        r.atoms.append(other)
    r.edge = atom.end
