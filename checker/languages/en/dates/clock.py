"""Times of day: "7.30pm", "19:30", "noon"."""

from __future__ import annotations

from checker.languages.atoms import Atom
from checker.languages.en.dates.lead import hedge
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.words import (
    AT_HOUR,
    CLOCK_AFTER,
    HALF_DAY,
    HOUR_ENDS,
    HOUR_OF_PART,
    HOURS,
    HOURS_TO,
    ISO_TIME,
    LEADING,
    LEADS_BY,
    MINUTES,
    MONTHS,
    NO_CLOCK_BEFORE,
    OF_TODAY,
    PART_OF_DAY,
    PART_OF_WEEKDAY,
    PAST_HOUR,
    TRAIN_OF,
    VOTED,
    WEEKDAYS,
    ZONE,
)


def clock(
    r: Reading, start: int, end: int, hour: int, minute: int, half: str, *, minutes: bool, sure: bool = False
) -> int:
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12) or (hour == 24 and minute):
        if sure or half:
            r.bad(start, end, "minute", "clock", f"no time of day: {r.text[start:end]}")
        return end
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif (found := PART_OF_DAY.match(r.low, end) or PART_OF_WEEKDAY.match(r.low, end)) and 1 <= hour <= 12:
        if found.re is PART_OF_DAY and not r.low.startswith(" of ", found.end()):
            end = found.end()  # "3.40 in the morning of 12 April": the morning is the day's
        # At night the day begins and ends.
        late = hour >= 6 if found[2] else found[1] != "morning"
        hour = hour % 12 + (12 if late and (hour < 12 or not found[2]) else 0)
    zone = ZONE.match(r.low, end)
    if zone and not r.low.startswith((" hours", "hours"), end):
        end = zone.end()
    stamp = f"{hour % 24:02d}:{minute:02d}"
    atom = Atom("ends", start, end, "minute" if minutes else "hour", "clock")
    atom.ends = (stamp, stamp)
    hedge(r, atom)
    r.add(atom)
    return end


def noon(r: Reading, at: int) -> None:
    """ "noon", "midnight", "12 noon"."""
    low = r.low
    word = next(word for word in ("noon", "midday", "midnight") if low.startswith(word, at))
    end = at + len(word)
    ahead, begin = r.before(at)
    if (
        not r.stops(end)
        or r.text[at].isupper()
        or ahead not in ("at", "by", "before", "after", "around", "until", "past", "from", "about", "since", "to", "12")
    ):
        return
    stamp = "00:00" if word == "midnight" else "12:00"
    atom = Atom("ends", begin if ahead == "12" else at, end, "hour", "clock")
    atom.ends = (stamp, stamp)
    r.edge = 0
    hedge(r, atom)
    r.atoms.append(atom)


def past_hour(r: Reading, at: int) -> None:
    """ "half past three", "a quarter to nine"."""
    found = PAST_HOUR.match(r.low, at)
    if found is None:
        return
    if found[1].endswith(" to") and r.before(at)[0] == "by" and VOTED.search(r.low, max(0, at - 60), at):
        return  # "ruled by five to four"
    minute = MINUTES[found[1]]
    hour = HOURS[found[2]]
    if not found[1].startswith(("half", "quarter")) and not (
        HOUR_ENDS.match(r.low, found.end()) and (found[1].endswith("past") or r.before(at)[0] in AT_HOUR)
    ):
        return
    if found[1].endswith(" to"):
        hour = hour - 1 or 12
    half = HALF_DAY.match(r.low, found.end())
    part = (half[1] or "") if half else ""
    end = half.end() if half and part else found.end()
    word, start = r.before(at)
    r.edge = 0
    clock(r, start if word == "a" else at, end, hour, minute, part, minutes=True)


def named_hour(r: Reading, at: int) -> None:
    """ "nine o'clock in the evening"; *at* is where "o'clock" begins."""
    word, start = r.before(at)
    if word in HOURS:
        r.edge = 0
        clock(r, start, at + len("o'clock"), HOURS[word], 0, "", minutes=False)


def hour_of_part(r: Reading, at: int) -> None:
    """ "by eight in the evening", "six this morning": *at* is where what tells the part of the day begins."""
    low = r.low
    found = HOUR_OF_PART.match(low, at)
    word, start = r.before(at)
    hour = HOURS.get(word, 0) or (int(word) if word.isdigit() and len(word) <= 2 else 0)
    if found is None or not 1 <= hour <= 12 or r.before(start)[0] not in AT_HOUR | {"past", "until"}:
        return
    part = found[1] or found[2] or "night"
    late = hour >= 6 if part == "night" else part != "morning"
    stamp = f"{hour % 12 + (12 if late and (hour < 12 or part != 'night') else 0):02d}:00"
    # "six this morning", "in the morning of 5 May": what follows tells the day and its part.
    apart = low.startswith("this ", at) or low.startswith(" of ", found.end())
    end = start + len(word) if apart else found.end()
    atom = Atom("ends", start, end, "hour", "clock")
    atom.ends = (stamp, stamp)
    r.edge = 0
    hedge(r, atom)
    r.atoms.append(atom)


def stands_alone(r: Reading, start: int, end: int, word: str) -> bool:
    """Whether "16:40" without a preposition is a time of day: printed with two digits, beside a
    weekday, a month or a year, in brackets, or with a zero."""
    if end - start < len("16:40") or word in NO_CLOCK_BEFORE:
        return False
    bare = word.rstrip(",")
    beside = bare in WEEKDAYS or bare in MONTHS or (len(bare) == 4 and bare[:2] in ("19", "20") and bare.isdigit())
    alone = r.low[start - 1 : start] == "(" and r.low[end : end + 1] == ")"
    return r.low[start] == "0" or beside or alone or r.after(end) in CLOCK_AFTER


def hours_range(r: Reading, start: int, end: int, hour: int) -> int:
    """The first hour of "from 7 to 9 p.m.", "7-9 p.m."; returns how far it read, 0 where it is none."""
    found = HOURS_TO.match(r.low, end)
    if found is None or not (1 <= hour <= 12 and 1 <= int(found[1]) <= 12):
        return 0
    word, _ = r.before(start)
    if word not in ("from", "between", "at", "open", "on") and not r.low.startswith(("-", "–"), end):
        return 0
    # "11 to 1 p.m." begins in the morning.
    half = "a" if found[3] == "p" and hour % 12 > int(found[1]) % 12 else found[3]
    return clock(r, start, end, hour, 0, half, minutes=False)


def iso_time(r: Reading, at: int) -> int:
    """The time right behind a day: "2025-02-06T10:30:00Z"; returns how far it read."""
    found = ISO_TIME.match(r.low, at)
    if found is None:
        return at
    stamp = f"{found[1]}:{found[2]}"
    if stamp < "24:00" and found[2] < "60":
        atom = Atom("ends", at + 1, found.end(), "minute", "clock")
        atom.ends = (stamp, stamp)
        r.add(atom)
    return found.end()


def digital(r: Reading, start: int, end: int, hour: int, minute: int, colon: str) -> int:
    """ "4:17 am", "10.30am", "01:17 GMT", "at 16:40"."""
    low = r.low
    half = HALF_DAY.match(low, end)
    if half:
        return clock(r, start, half.end() if half[1] else end, hour, minute, half[1] or "", minutes=True, sure=True)
    today = OF_TODAY.match(low, end)
    if today and 1 <= hour <= 12:
        return clock(r, start, end, hour, minute, "a" if today[0].endswith("morning") else "p", minutes=True, sure=True)
    word, _ = r.before(start)
    led = word == "by" and (LEADS_BY.match(low, end) or LEADING.search(low, max(0, start - 40), start))
    if colon == ":" and (led or word == "in"):
        return 0  # "leads by 4:24 from …", "ran the mile in 3:52": minutes and seconds
    if colon == ":" and word == "the" and TRAIN_OF.match(low, end):
        return clock(r, start, end, hour, minute, "", minutes=True)
    parted = PART_OF_DAY.match(low, end) is not None
    if not parted and (
        colon == "."
        or not (
            word in ("at", "by", "around", "about", "from", "until", "before", "after", "since", "till")
            or stands_alone(r, start, end, word)
        )
    ):
        return 0
    return clock(r, start, end, hour, minute, "", minutes=True, sure=word == "at")
