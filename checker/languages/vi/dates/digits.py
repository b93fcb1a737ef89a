"""The numbers of a text, each handed to the reader of what it may begin."""

from __future__ import annotations

from collections.abc import Iterable

from checker.languages.atoms import Atom
from checker.languages.calendar import century_ends, month_ends, possible
from checker.languages.places import matches
from checker.languages.vi.dates.clock import DAY_PARTS, beside_hour, clock_colon, night_pair, read_clock
from checker.languages.vi.dates.days import day_range, day_word, numeric_day, numeric_days
from checker.languages.vi.dates.lead import lead_day, qualify
from checker.languages.vi.dates.near import read_weekday
from checker.languages.vi.dates.periods import (
    century_part,
    decade,
    first_months,
    months_listed,
    months_range,
    numeric_month,
    numeric_years,
    plain,
    read_month,
    read_quarter,
    read_year,
    span_months,
)
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    CENTURY_HEAD,
    CENTURY_TAIL,
    CLOCK_BEFORE,
    DASHED_HOURS,
    DAY_WORDS,
    DURATION_BEFORE,
    EACH,
    HALF_YEAR,
    HG,
    HG_RANGE,
    MINUTES_BARE,
    NAMED_AFTER,
    NINE_M,
    NUMBER,
    NUMERIC,
    OF_MONTH,
    OF_MONTH_AWAY,
    OF_MONTH_NUMBER,
    PARTS,
    TIME_BEFORE,
)

# "2H24" is a half of a year so near publication; before or after, it is a time of day.
_HALVES_NEAR = 3

_HALF_HOUR = 30


def read_digits(r: Reading, numbers: Iterable[int]) -> None:
    """Every date, period or time of day in digits; *numbers* tells where those begin, in order."""
    low = r.low
    done = 0
    for found in matches(NUMBER, low, numbers):
        start, end = found.span()
        if start < done:
            if done < end and low[done] == "-":  # "7h30-11h": the minutes and the next hour come as one number
                done = max(done, glued(r, done + 1, end, low[done + 1 : end], "-"))
            continue
        token = found[0]
        if start and (before := low[start - 1]) not in " (\n" and not opens(r, start, before):
            done = max(done, glued(r, start, end, token, before))
        elif not token.isdigit():
            done = composite(r, start, end, token) or end
        elif end - start <= 2:
            done = small(r, start, end, int(token)) or end
        elif end - start == 4:
            done = read_year(r, start, end, int(token)) or end
        elif end - start == 5 and r.before(start)[0] == "năm" and token[:2] in ("19", "20"):
            r.bad(r.before(start)[1], end, "year", "y", f"no year: {token}")


def opens(r: Reading, start: int, before: str) -> bool:
    """Whether the character before a number leaves it a word of its own: a quote, a bracket, a lone dash."""
    if before in "\"'“‘[:;>…*/.,)":
        return before not in "/.,:" or (start < 2 or not r.low[start - 2].isalnum())
    return before in "-–—" and (start < 2 or r.low[start - 2] in " \n(")


def glued(r: Reading, start: int, end: int, token: str, before: str) -> int:
    """A number with a letter before it: "T9/2013", "Q3/2013", "từ8h"; returns how far it read."""
    low = r.low
    alone = start < 2 or not low[start - 2].isalnum()
    after_clock = bool(r.atoms) and r.atoms[-1].stated == "clock" and r.atoms[-1].end == start - 1
    if before == "-" and after_clock and (clock := HG_RANGE.match(low, start)):
        return read_clock(r, start, clock.end(), int(clock[1]), int(clock[3] or 0), bool(clock[3]), start)
    if not alone or before not in "tq" or r.text[start - 1] not in "TQ":
        return 0
    number, slash, rest = token.partition("/")
    if not slash:
        number, slash, rest = token.partition("-" if "-" in token else ".")
    if not number.isdigit() or len(number) > 2:
        return 0
    year = int(rest) if len(rest) == 4 and rest.isdigit() else 0
    if (before == "t" and 1 <= int(number) <= 12 and (year or r.before(start - 1)[0] in CLOCK_BEFORE | {"trong"})) or (
        before == "q" and 1 <= int(number) <= 4
    ):
        atom = (
            read_month(r, start - 1, end, int(number), year)
            if before == "t"
            else read_quarter(r, start - 1, end, int(number), year)
        )
        return atom.end
    return 0


def small(r: Reading, start: int, end: int, number: int) -> int:
    """A number of one or two digits standing alone; returns how far it read."""
    low = r.low
    after = low[end : end + 1]
    if after in ("h", "q") and r.text[end] in "HQ" and (found := HALF_YEAR.match(low, end)):
        months = 6 if after == "h" else 3
        year = int(found[2] if len(found[2]) == 4 else f"20{found[2]}")
        # "2H15" is as often a quarter past two.
        timed = after == "h" and len(found[2]) == 2
        if timed and (abs(year - r.anchor.year) > _HALVES_NEAR or r.before(start)[0] in CLOCK_BEFORE):
            months = 0
        if months and 1 <= number <= 12 // months and 1990 <= year <= 2100:
            return span_months(r, start, found.end(), months * (number - 1) + 1, months * number, year)
    if after in ("h", "g"):
        if found := HG.match(low, end):
            minutes = found[2]
            if not minutes and (beside := beside_hour(r, start, found.end(), number)):
                return beside
            return read_clock(
                r, start, found.end(), number, int(minutes or 0), bool(minutes), start, gram=found[1] == "g"
            )
        return 0
    if after in ("m", "t") and r.text[end] in "MT" and (found := NINE_M.match(low, end)):
        year = int(found["year"] or f"20{found['short']}")
        return span_months(r, start, found.end(), 1, number, year) if 1 <= number <= 12 else 0
    word, at = r.before(start)
    if after == " ":
        if (
            low.startswith("tết", end + 1)
            and 23 <= number <= 30
            and r.stops(end + 4)
            and not r.before(start)[0].isdigit()
        ):
            return last_of_year(r, start, end + 4, number)
        if low.startswith("rưỡi ", end + 1) and r.after(end + len(" rưỡi")) in DAY_PARTS:
            return read_clock(r, start, end + len(" rưỡi"), number, _HALF_HOUR, True, start)  # "8 rưỡi tối"
        if low.startswith("giờ", end + 1) and (found := HG.match(low, end)):
            minutes = found[4] or found[5]
            bare = MINUTES_BARE.match(low, end + 4) if not minutes and word in TIME_BEFORE else None
            if bare and not r.counts(bare.end()):
                return read_clock(r, start, bare.end(), number, int(bare[1]), True, start)
            if not minutes and (beside := beside_hour(r, start, end + 4, number)):
                return beside
            return read_clock(r, start, found.end(), number, int(minutes or 0), bool(minutes), start)
        if low.startswith("tháng", end + 1) and word in NAMED_AFTER and (found := OF_MONTH_NUMBER.match(low, end)):
            return found.end()
        if low.startswith("tháng", end + 1) and word not in DAY_WORDS:
            # "23 tháng Chạp": the name of a month has a capital, or is of the moon.
            listed = word in PARTS or lists_day(r, start) or r.text[end + 7 : end + 8].isupper()
            listed = listed or low.startswith(("giêng", "chạp"), end + 7)
            # "từ ngày 10 đến 21 tháng này"
            ends = r.low[max(0, start - 5) : start] in (" đến ", " tới ") and OF_MONTH_AWAY.match(low, end)
            if ends and r.atoms and r.atoms[-1].stated == "d" and r.atoms[-1].end == start - 5:
                listed = True
            else:
                ends = None
            if number <= 31 and (OF_MONTH_NUMBER.match(low, end) or (listed and (ends or OF_MONTH.match(low, end)))):
                return day_word(r, start, end, number, word, at)
            if not 1 <= number <= 12:
                return 0
            return first_months(r, start, end + 6, number)
    if not word:
        return 0
    if word in ("tháng", "quý", "quí") and ((often := r.before(at)[0]) in EACH or (often == "hàng" and r.counts(end))):
        return 0  # "mỗi tháng 12 triệu đồng"; but "doanh thu bán hàng quý 3"
    if word == "tháng":
        return months_listed(r, at, end, number) if low[end : end + 1] != "%" or end == len(low) else 0
    if word in ("quý", "quí"):
        return read_quarter(r, at, end, number, 0).end if 1 <= number <= 4 else 0
    # "từ đêm 11, …": a part of a day of this month.
    told = low[end : end + 1] in ".,;)\n" and r.before(at)[0] in ("từ", "vào", "đến", "tới", "hồi", "ngay", "hết", "kể")
    if word in DAY_WORDS or (word in PARTS and (told or OF_MONTH.match(low, end) or night_pair(r, end))):
        return day_word(r, start, end, number, word, at)
    if word in ("kỷ", "kỉ") and low[at - 4 : at] == "thế " and 1 <= number <= 21:
        later = CENTURY_TAIL.match(low, end)
        if later and number < int(later[1]) <= 21:
            return plain(
                r, at - 4, later.end(), "span", "span", (century_ends(number)[0], century_ends(int(later[1]))[1])
            ).end
        return century_part(r, at - 4, end, number).end
    if word in ("niên", "năm", "kỷ", "kỉ") and end - start == 2 and number % 10 == 0:
        head = r.before(at)
        if head[0] in ("thập", "những"):
            return decade(r, head[1], end, (1900 if number >= 20 else 2000) + number).end
    if word == "thứ" and 1 <= number <= 21 and (century := CENTURY_HEAD.search(low, max(0, at - 8), at)):
        return century_part(r, century.start(), end, number).end
    if word == "thứ" and 2 <= number <= 7:
        return read_weekday(r, at, end, number - 2, sure=False)
    return 0


def lists_day(r: Reading, at: int) -> bool:
    """Whether a day without its month stands right before: "ngày 12, 13 tháng Giêng"."""
    last = r.atoms[-1] if r.atoms else None
    return last is not None and last.stated == "d" and r.low[last.end : at] in (", ", " và ", " - ", "-", "–")


def last_of_year(r: Reading, start: int, end: int, day: int) -> int:
    """ "29 Tết": a day before the lunar New Year."""
    atom = Atom("day", start, end, "day", "dm", day, 12)
    atom.lunar = True
    qualify(r, atom)
    lead_day(r, atom)
    r.add(atom)
    return atom.end


def dashed_hours(r: Reading, start: int, end: int, token: str) -> int:
    """ "7-9h" behind a word that says when: two times of day in one token; returns how far it read."""
    found, unit = DASHED_HOURS.fullmatch(token), HG.match(r.low, end)
    word, at = r.before(start)
    if not (found and unit) or int(found[1]) >= int(found[2]) or int(found[2]) > 24:
        return 0
    if word not in ("từ", "lúc", "vào", "hồi", "giờ") or r.before(at)[0] in DURATION_BEFORE:
        return 0
    first, second = start + found.end(1), start + found.start(2)
    read = read_clock(r, start, first, int(found[1]), 0, False, start)
    return read and read_clock(r, second, unit.end(), int(found[2]), int(unit[2] or 0), bool(unit[2]), second)


def composite(r: Reading, start: int, end: int, token: str) -> int:
    """Digits with separators; returns how far it read."""
    low = r.low
    if low[end : end + 1] in ("h", "g") and (used := dashed_hours(r, start, end, token)):
        return used
    found = NUMERIC.fullmatch(token)
    if found is None:
        return 0
    if low[end : end + 1] in ("/", "%", "°", "-", "+", "x") and end < len(low) and not low.startswith("-", end):
        return 0
    group = found.lastgroup
    if found["d"]:
        return numeric_day(r, start, end, int(found["d"]), int(found["m"]), found["y"], found["s"])
    if found["m1"]:
        return numeric_month(r, start, end, int(found["m1"]), found["y1"], found["s1"])
    if found["ya"]:
        return numeric_years(r, start, end, int(found["ya"]), found["yb"])
    if found["iy"]:
        year, month, day = int(found["iy"]), int(found["im"]), int(found["id"])
        if 1900 <= year <= 2100 and possible(year, month, day):
            r.add(Atom("day", start, end, "day", "dmy", day, month, year))
            return end
        return 0
    if found["da"]:
        return numeric_days(
            r, start, end, int(found["da"]), int(found["db"]), int(found["dm"]), int(found["dy"] or 0), found["s2"]
        )
    if found["ra"]:
        return day_range(r, start, end, found)
    if found["ma"]:
        left, right = int(found["ma"]), int(found["mb"])
        ya, yb = int(found["mya"]), int(found["myb"])
        if 1 <= left <= 12 and 1 <= right <= 12 and (ya, left) <= (yb, right):
            word, at = r.before(start)
            ends = month_ends(ya, left)[0], month_ends(yb, right)[1]
            plain(r, at if word == "tháng" else start, end, "span", "span", ends)
            return end
        return 0
    if found["mc"]:
        return months_range(r, start, end, int(found["mc"]), int(found["md"]), int(found["myc"]))
    if group == "cm" and token.count(":") == 2 and start + 1 < len(low) and low[start + 1] == ":":
        return 0  # "1:02:33": as long as a race took
    if group == "cm" and int(found["cm"]) <= 99:
        return clock_colon(r, start, end, int(found["ch"]), int(found["cm"]))
    return 0
