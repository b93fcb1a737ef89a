"""Days counted from another: "hôm nay", "tối qua", "thứ Ba tuần này", "ngày hôm sau", "rằm tháng Giêng"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from checker.languages.atoms import ANY_WEEK, Atom
from checker.languages.vi.dates.lead import counted_before, lead_hedge, lead_part, qualify, relative_role
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    AGO,
    AWAY,
    AWAY_WORD,
    DAWN,
    DAY_BESIDE,
    DAYS_OFF,
    LEANS,
    MONTHS,
    NOT_AGO,
    NOT_AHEAD,
    NUMBERED,
    NUMBERS,
    OF_MONTH,
    OTHER_TERMS,
    PARTS,
    PAST_ENDS,
    PAST_HEADS,
    PIECES,
    RELATIVE,
    SENTENCE_ENDS,
    STEPS_AWAY,
    WEEK_AFTER,
    WEEKDAY_ENDS,
    WEEKDAYS,
)
from checker.values.hedge import Hedge

# From which weekday, day and month on "the past week", month and year are those about to end.
_WEEKEND: Final = 5
_MONTH_END: Final = 25
_YEAR_END: Final = 11


def relative_day(r: Reading, at: int) -> None:
    """ "hôm nay", "sáng qua", "tối nay"; *at* is the space before "nay" or "qua"."""
    low = r.low
    end = at + 4
    if not r.stops(end):
        return
    word, start = r.before(at + 1)
    offset = RELATIVE[low[at + 1 : end]]
    if word == "năm" and offset == 0:
        return
    if word not in PARTS and word not in ("hôm", "bữa"):
        return
    if offset and word == "sớm":
        return
    atom = Atom("near", start, end, "day", "relative", offset)
    if word in ("hôm", "bữa"):
        head, ahead = r.before(start)
        if head == "ngày":
            atom.start = ahead
        lead_part(r, atom)
    else:
        atom.part = PARTS[word]
        head, ahead = r.before(start)
        if head == "giờ" and r.low[ahead - 2 : ahead - 1].isdigit():
            pass  # "3 giờ chiều nay": the hour is a time of its own
        elif head in (DAWN, "buổi", "xế", "giờ") or (word in ("sớm", "tối", "khuya") and head in PARTS):
            atom.start = ahead
            piece, before = r.before(ahead)
            if piece in PIECES or piece == DAWN:
                atom.start = before
            if DAWN in (head, piece):
                atom.part = "dawn"
        elif head in PIECES:
            atom.start = ahead
    lead_hedge(r, atom)
    r.atoms.append(atom)


def tomorrow(r: Reading, at: int) -> None:
    """ "ngày mai", "sáng mai"; *at* is where "mai" begins."""
    end = at + 3
    if not r.whole(at) or not r.stops(end) or r.text[at] == "M":
        return
    word, start = r.before(at)
    alone = word == "từ" and r.low[end : end + 1] in ".,;"
    if word not in PARTS and word not in ("ngày", "hôm") and not alone:
        return
    atom = Atom("near", at if alone else start, end, "day", "relative", 1)
    if alone:
        pass
    elif word in PARTS:
        atom.part = PARTS[word]
    else:
        lead_part(r, atom)
    r.atoms.append(atom)


def days_off(r: Reading, at: int) -> None:
    """ "hôm kia", "ngày kia", "hôm kìa"; *at* is the space before the second word."""
    end = at + 4
    word, start = r.before(at + 1)
    offset = DAYS_OFF.get((word, r.low[at + 1 : end]))
    if offset is not None and r.stops(end):
        r.atoms.append(Atom("near", start, end, "day", "relative", offset))


def ago(r: Reading, at: int) -> None:
    """ "cách đây 10 tháng": the day, week, month or year so long before publication."""
    found = AGO.match(r.low, at)
    if found is None or not r.whole(at):
        return
    number = int(found[2]) if found[2].isdigit() else NUMBERS.get(found[2], 0)
    if not number:
        return
    kind, grain = STEPS_AWAY[found[3]]
    atom = Atom(kind, at, found.end(), grain, "relative", -number)
    if kind == "year":
        atom.away = -number
    relative_role(r, atom)
    if found["about"]:
        atom.hedge = Hedge.ABOUT


def steps_ago(r: Reading, at: int) -> None:
    """ "3 ngày trước," at the end of what is said: so long before publication; *at* is the space before "trước"."""
    end = at + 6
    if r.low[end : end + 1] not in ".,;:)!?\n":
        return
    unit, at_unit = r.before(at + 1)
    if unit not in STEPS_AWAY or DAY_BESIDE.match(r.low, end):
        return
    word, start = r.before(at_unit)
    number = NUMBERS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 3 else 0)
    if word in WEEKDAYS and r.before(start)[0] == "thứ":
        return  # "chiều thứ bảy tuần trước"
    if number < 1 or r.before(start)[0] in NOT_AGO or (number == 1 and word != "một"):
        return
    kind, grain = STEPS_AWAY[unit]
    atom = Atom(kind, start, end, grain, "relative", -number)
    if kind == "year":
        atom.away = -number
    relative_role(r, atom)


def steps_ahead(r: Reading, at: int) -> None:
    """ "Ba hôm nữa", "hai tuần nữa" at the head or the end of what is said; *at* is the space before "nữa"."""
    end = at + len(" nữa")
    unit, at_unit = r.before(at + 1)
    word, start = r.before(at_unit)
    number = NUMBERS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 3 else 0)
    # "Còn ba ngày nữa" is a length of time, and so is "thêm hai tuần nữa".
    if unit not in STEPS_AWAY or number < 1 or r.before(start)[0] in NOT_AHEAD or not r.stops(end):
        return
    kind, grain = STEPS_AWAY[unit]
    atom = Atom(kind, start, end, grain, "relative", number)
    if kind == "year":
        atom.away = number
    relative_role(r, atom)


def lately(r: Reading, at: int, found: re.Match[str] | None) -> bool:
    """ "tuần qua", "trong tháng qua", "năm qua": the last one that is over, or the one about to end; *at* is where the
    word begins and *found* what stands behind it."""
    if found is None or found[1] != "qua" or counted_before(r, at) or not r.anchor.day:
        return False
    word, _ = r.before(at)
    opens = not word and (at == 0 or r.low[at - 1] in '\n"“' or r.low[max(0, at - 2) : at] in (". ", "– ", "- ", ", "))
    if word not in PAST_HEADS and not opens and not PAST_ENDS.match(r.low, found.end()):
        return False
    if word in PIECES:
        return False
    name = r.low[at : found.start()]
    today = date.fromordinal(r.anchor.day)
    kind, ending = {
        "tuần": ("week", today.weekday() >= _WEEKEND),
        "tháng": ("month", today.day >= _MONTH_END),
        "năm": ("year", today.month >= _YEAR_END),
    }[name]
    atom = Atom(kind, at, found.end(), kind, "relative", 0 if ending else -1)
    if kind == "year":
        atom.day, atom.away = 0, atom.day
    relative_role(r, atom)
    return True


def same_day(r: Reading, at: int) -> None:
    """ "cùng ngày", "chiều cùng ngày", "cùng kỳ năm ngoái"."""
    low = r.low
    if low.startswith("ngày", at + 5) and r.stops(at + 9):
        if low.startswith((" càng", " một", " ấy sinh"), at + 9) or not r.whole(at):
            return
        atom = Atom("same", at, at + 9, "day", "relative", 0)
        lead_part(r, atom)
        r.atoms.append(atom)
    elif (
        low.startswith(("kỳ", "kì"), at + 5)
        and r.stops(at + 7)
        and r.whole(at)
        and not low.startswith(OTHER_TERMS, at + 7)
    ):
        atom = Atom("before", at, at + 7, "year", "relative")
        atom.role = "base"
        r.atoms.append(atom)


def day_after(r: Reading, at: int) -> None:
    """ "hôm sau", "ngày hôm sau": the day after the one named last."""
    offset = 1 if r.low.startswith("sau", at + 4) else -1 if r.low.startswith("trước", at + 4) else 0
    if not offset or not r.whole(at):
        return
    end = at + (7 if offset > 0 else 9)
    if not r.stops(end) or (offset < 0 and r.before(at)[0] not in ("với", "ngày", "phiên")):
        return  # "hôm trước" is any day gone by
    atom = Atom("same", at, end, "day", "relative", offset)
    word, start = r.before(at)
    if word in ("ngày", "phiên"):
        atom.start = start
    if offset < 0:
        atom.role = "base"
    lead_part(r, atom)
    r.atoms.append(atom)


def named_weekday(r: Reading, at: int) -> None:
    """ "thứ Hai"; *at* is where "thứ" begins."""
    low = r.low
    if not r.whole(at):
        return
    end = at + 4
    while end < len(low) and low[end].isalpha():
        end += 1
    name = low[at + 4 : end]
    if name in WEEKDAYS and not name.isdigit():
        read_weekday(r, at, end, WEEKDAYS[name], sure=r.text[at + 4].isupper())


def sunday(r: Reading, at: int) -> None:
    if r.whole(at) and r.stops(at + 8):
        read_weekday(r, at, at + 8, 6, sure=True)


def read_weekday(r: Reading, start: int, end: int, weekday: int, *, sure: bool) -> int:
    """A weekday by itself; beside a printed day it has been taken in there already. "Second" is told from Monday
    by the capital or by the words around."""
    low = r.low
    word, at = r.before(start)
    weeks: int | None = None
    found = WEEK_AFTER.match(low, end)
    told = bool(
        found
        and found[3]
        and WEEKDAY_ENDS.match(low, found.end())
        and not NUMBERED.search(low, max(0, start - 30), start)
    )
    atom = Atom("weekday", start, end, "day", "weekday", weekday)
    if found:
        if found[1]:
            if found[1] in ("hằng tuần", "hàng tuần"):
                return 0
            weeks = {"này": 0, "qua": -1, "trước": -1, "rồi": -1, "vừa qua": -1, "tới": 1, "sau": 1}[found[2]]
            atom.end = found.end()
        elif found[3] == "này" and (sure or told) and r.lean(atom) != "future":
            weeks = 0  # "thứ Bảy này": that of this week
        elif found[3]:
            atom.lean = LEANS.get(found[3], "")
    cued = word in PARTS or word in ("hôm", "vào", "nay", "qua") or weeks is not None or told
    # "phiên thứ Hai" is a Monday's session, "phiên thứ hai" the second.
    if word in (
        "lần",
        "hạng",
        "người",
        "đứng",
        "phiên",
        "họp",
        "khóa",
        "khoá",
        "quý",
        "xếp",
        "vị",
        "kỳ",
        "loại",
        "tầng",
        "trí",
        "bậc",
        "phút",
        "phần",
        "điểm",
        "năm",
        "các",
    ) and not (sure and word == "phiên"):
        return 0
    if not (cued or (sure and word not in ("đại", "quốc", "ba", "bàn", "trận", "bản"))) or (
        word == "vào" and not sure and weeks is None and not told and not SENTENCE_ENDS.match(low, end)
    ):
        return 0
    if word in ("hôm", "ngày"):
        atom.start = at
        if r.before(at)[0] in ("các", "mỗi", "những"):
            return 0
    atom.last = ANY_WEEK if weeks is None else weeks
    lead_part(r, atom)
    lead_hedge(r, atom)
    r.atoms.append(atom)
    return atom.end


def week(r: Reading, at: int) -> None:
    """ "tuần trước", "đầu tuần này", "cuối tuần qua"; *at* is where "tuần" begins."""
    found = AWAY_WORD.match(r.low, at + 4)
    word, start = r.before(at)
    piece = PIECES.get(word, "")
    if not r.whole(at) or (found is None and not piece):
        return
    if found is None or (found[1] == "qua" and not piece):
        return
    away = -1 if found[1] == "qua" else AWAY[found[1]]
    if piece == "late" and found[1] == "qua" and not counted_before(r, start):
        away = -1
    if not piece and counted_before(r, at):
        return
    atom = Atom("week", start if piece else at, found.end(), "span" if piece else "week", "relative", away)
    atom.piece = piece
    relative_role(r, atom)


def full_moon(r: Reading, at: int) -> None:
    """ "rằm tháng Giêng": the 15th of a lunar month."""
    found = OF_MONTH.match(r.low, at + 3)
    if found is None or not r.whole(at):
        return
    month = int(found[1]) if found[1] else MONTHS[found[2]]
    if 1 <= month <= 12:
        atom = Atom("day", at, found.end(), "day", "dm", 15, month)
        atom.lunar = True
        qualify(r, atom)
        r.atoms.append(atom)


def new_years_eve(r: Reading, at: int) -> None:
    """ "đêm giao thừa": the last day of the lunar year, behind a part of the day."""
    word, start = r.before(at)
    if word not in PARTS or not r.stops(at + 9):
        return
    atom = Atom("day", start, at + 9, "day", "dm", 30, 12)
    atom.lunar, atom.part = True, PARTS[word]
    r.atoms.append(atom)
