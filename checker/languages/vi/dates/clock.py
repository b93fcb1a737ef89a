"""Times of day: "19h30", "7 giờ 15", "từ 8h đến 11h"."""

from __future__ import annotations

from checker.languages.atoms import Atom
from checker.languages.vi.dates.lead import lead_hedge
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    ABOUT,
    CLOCK_BEFORE,
    DURATION_BEFORE,
    HALF_PAST,
    MINUTE_NAMES,
    MINUTES,
    MINUTES_PAST,
    MINUTES_SAID,
    MINUTES_TO,
    NEARLY,
    NUMBERS,
    PARTS,
    SECONDS,
    TAKES,
    TIME_BEFORE,
)
from checker.values.hedge import Hedge

# The parts of a day that an hour in words lies in; "sớm" is early for anything.
DAY_PARTS = PARTS.keys() - {"sớm"}


def night_pair(r: Reading, end: int) -> bool:
    """Whether "đêm 30" is followed by "rạng sáng 31/10", which gives the month."""
    return r.low.startswith((" rạng", ", rạng", " và sáng"), end)


def beside_hour(r: Reading, start: int, end: int, hour: int) -> int:
    """ "9 giờ rưỡi", "5 giờ kém 15", with what tells them from a duration; *end* is behind "giờ"."""
    if found := MINUTES_PAST.match(r.low, end):
        return read_clock(r, start, found.end(), hour, MINUTE_NAMES[found[1]], True, start)
    if found := HALF_PAST.match(r.low, end):
        told = r.before(start)[0] in CLOCK_BEFORE - ABOUT - {"trước"} or r.after(found.end()) in PARTS
        return read_clock(r, start, found.end(), hour, 30, True, start) if told else 0
    found = MINUTES_TO.match(r.low, end)
    if found and 1 <= (minutes := MINUTES.get(found[1]) or int(found[1])) <= 30:
        return read_clock(r, start, found.end(), (hour or 24) - 1, 60 - minutes, True, start)
    return 0


def hour_in_words(r: Reading, at: int) -> None:
    """ "chín giờ sáng", "ba giờ rưỡi chiều": only with the part of the day; *at* is where "giờ" begins."""
    word, start = r.before(at)
    hour = NUMBERS.get(word, 0)
    if hour in (1, 2) and (head := r.before(start))[0] == "mười":
        hour, start = 10 + hour, head[1]
    if not hour or r.before(start)[0] in ("mươi", "lăm", "trăm"):
        return
    end = at + len("giờ")
    minute = 0
    if found := HALF_PAST.match(r.low, end) or MINUTES_PAST.match(r.low, end):
        minute, end = MINUTE_NAMES[found[1]] if found.lastindex else 30, found.end()
    told = r.before(start)[0] in TIME_BEFORE
    if told and not minute and (said := MINUTES_SAID.match(r.low, end)):
        minute, end = spoken_minute(said[1]), said.end()
    if r.after(end) in DAY_PARTS or (told and minute):
        r.edge = 0
        read_clock(r, start, end, hour, minute, bool(minute), start)


def spoken_minute(words: str) -> int:
    """The minutes that *words* of ``MINUTES_SAID`` tell, 10 to 59."""
    tens, _, ones = words.replace(" mươi", "0").replace("mười", "1").partition(" ")
    whole = 10 if tens == "1" else 10 * NUMBERS[tens.removesuffix("0")]
    return whole + ({"mốt": 1, "tư": 4, "lăm": 5}.get(ones) or NUMBERS.get(ones, 0))


def read_clock(
    r: Reading, start: int, end: int, hour: int, minute: int, minutes: bool, at: int, *, gram: bool = False
) -> int:
    """ "15h30", "10 giờ sáng": returns how far it read, 0 where the words measure a duration."""
    low = r.low
    word, ahead = r.before(start)
    after = r.after(end)
    part = after if after in PARTS and after != "sớm" else ""
    named = (
        bool(part)
        or after in ("ngày", "hôm", "cùng", "thứ", "rạng", "kém", "địa")
        or low.startswith((" (giờ", " (theo giờ"), end)
    )
    near = word in NEARLY and r.before(ahead)[0] in ("lúc", "hồi") and r.before(ahead)[1] >= r.edge
    hedged = ahead
    if near:
        word, ahead = r.before(ahead)  # "lúc hơn 2h"
    cued = word in CLOCK_BEFORE or (
        low[start - 1 : start] in ("-", "–") and bool(r.atoms) and r.atoms[-1].stated == "clock"
    )
    if word in ABOUT and not minutes and not named:
        # "Khoảng 10 giờ, …" opens a sentence with an hour; elsewhere it is as often a length of time.
        opens = low[end : end + 1] == "," and (ahead < 2 or low[ahead - 1] == "\n" or low[ahead - 2] in ".!?\n")
        cued = opens or r.before(ahead)[0] in ("lúc", "vào", "hồi")
    if hour > 24 or minute > 59:
        if cued and minutes and hour <= 39:
            r.bad(start, end, "minute", "clock", f"no time of day: {low[start:end]}")
            return end
        return 0
    spelled = low.startswith(" giờ", start + (2 if start + 1 < len(low) and low[start + 1].isdigit() else 1))
    if (
        word in DURATION_BEFORE
        and not named
        and (not minutes or word in ("dài", "mất", "suốt", "ròng", "thêm", "cộng"))
    ):
        return 0
    if after == "phút" and not cued:
        return 0
    if spelled and not part and word not in TIME_BEFORE:
        if "giây" in low[start:end] or (minutes and SECONDS.match(low, end)):
            return 0
        if TAKES.search(low, max(0, start - 60), start):
            return 0
    if after in (
        "đồng",
        "liền",
        "liên",
        "mỗi",
        "một",
        "bay",
        "nữa",
        "qua",
        "trước",
        "mỗi",
        "làm",
        "chạy",
        "lái",
        "học",
        "tới",
        "sau",
    ) and not (minutes and (not spelled or word in TIME_BEFORE)):
        return 0
    if low.startswith("/", end) or (word in ("sau", "trong") and not named and not minutes):
        return 0
    if not minutes and not named and not cued:
        # "19h" by itself is a time; "10 giờ" and "10g" need a word that says so.
        if (
            spelled
            or gram
            or hour == 24
            or word.isdigit()
            or word in ("là", "có", "được", "đủ", "làm", "học")
            or low[start - 1 : start] in "-–"
        ):
            return 0
    elif (
        minutes and spelled and not named and not cued and (word in DURATION_BEFORE or word in ("là", "với", "sau"))
    ) or (
        cued
        and not named
        and not minutes
        and spelled
        and (
            low[max(0, start - 12) : start].rstrip("đếntới -–").endswith(tuple("0123456789"))
            or (word == "đến" and r.before(ahead)[0] in ("dài", "lên"))
        )
    ):
        return 0
    hour = half_day(hour, part, low[end : end + 12])
    finish = end
    if part:
        follow = r.after(end + 1 + len(part))
        counted = low.startswith((" ngày mai", " ngày hôm", " ngày kia", " ngày mốt"), end + 1 + len(part))
        if not counted and follow not in ("nay", "qua", "mai", "hôm", "cùng"):
            finish = end + 1 + len(part)
    if hour > 23:
        hour -= 24
    stamp = f"{hour:02d}:{minute:02d}"
    atom = Atom("ends", start, finish, "minute" if minutes else "hour", "clock")
    atom.ends = (stamp, stamp)
    atom.part = PARTS.get(part, "") if finish > end else ""
    if near:
        atom.hedge, atom.start = Hedge.ABOUT, hedged
    elif word in (ABOUT | NEARLY if part else ABOUT) and ahead >= r.edge:
        atom.hedge, atom.start = Hedge.ABOUT, ahead
    elif word == "từ" and r.before(ahead)[0] in ABOUT and r.before(ahead)[1] >= r.edge:
        atom.hedge, atom.start = Hedge.ABOUT, r.before(ahead)[1]
    else:
        lead_hedge(r, atom)
    r.add(atom)
    return finish


def half_day(hour: int, part: str, _after: str) -> int:
    """The hour of 24 that "2 … chiều" or "12 … đêm" means."""
    if part in ("chiều", "chiêù", "tối", "tôí") and 1 <= hour < 12:
        return hour + 12
    if part == "trưa" and 1 <= hour <= 2:
        return hour + 12
    if part in ("đêm", "khuya"):
        return 0 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour
    return hour


def clock_colon(r: Reading, start: int, end: int, hour: int, minute: int) -> int:
    low = r.low
    word, _ = r.before(start)
    if word in ("số", "lệ", "ratio"):
        return 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        if word in CLOCK_BEFORE:
            r.bad(start, end, "minute", "clock", f"no time of day: {low[start:end]}")
            return end
        return 0
    return read_clock(r, start, end, hour, minute, True, start)
