"""Months, quarters and years in digits: "7/2024", "quý I/2022", "6 tháng đầu năm", "giai đoạn 2021-2025"."""

from __future__ import annotations

from checker.languages.atoms import NEVER, Atom
from checker.languages.calendar import Ends, century_ends, decade_ends, year_ends
from checker.languages.vi.dates.lead import lead_piece, period_role, qualify
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    AFTER_YEAR,
    AMOUNT_WORDS,
    BARE_YEAR,
    LISTED_MONTH,
    LOOSE_YEAR_WORDS,
    MONTHS_LONG,
    MONTHS_OF,
    MONTHS_RUN,
    MONTHS_SUM,
    MONTHS_TOLD,
    MORE_MONTHS,
    NO_DATE_BEFORE,
    PIECES,
    REVOLUTION,
    SLASHED_YEAR,
    YEAR_JOINS,
    YEAR_SPAN_TAIL,
    YEAR_WORDS,
    YEARS_AWAY,
)
from checker.values.hedge import Hedge


def read_year(r: Reading, start: int, end: int, year: int) -> int:
    """A number of four digits; returns how far it read."""
    if not 1000 <= year <= 2199:
        return 0
    low = r.low
    word, at = r.before(start)
    tail = YEAR_SPAN_TAIL.match(low, end)
    if (
        tail
        and year < int(tail[1]) <= year + 120
        and year >= 1800
        and int(tail[1]) <= 2100
        and not r.counts(tail.end())
    ):
        return years(r, start, tail.end(), year, int(tail[1]))
    if word == "năm":
        head = r.before(at)
        if head[0] == "những" and year % 10 == 0:
            return decade(r, head[1], end, year).end
        if low[end : end + 1] == "/" and low[end + 1 : end + 2].isalpha():
            return 0
        return year_atom(r, at, end, year)
    if word in ("niên", "kỷ", "kỉ", "năm") and r.before(at)[0] == "thập" and year % 10 == 0:
        return decade(r, r.before(at)[1], end, year).end
    if not 1900 <= year <= 2050 or (low[end : end + 1] in "%/'" and end < len(low)):
        return 0
    if not bare_year(r, start, end, year, word, at):
        return 0
    return year_atom(r, start, end, year)


def bare_year(r: Reading, start: int, end: int, year: int, word: str, at: int) -> bool:
    """Whether four digits without "năm" are a year: after a name or one of a few words, and counting nothing."""
    low = r.low
    if (
        r.counts(end)
        or (word in AMOUNT_WORDS and not r.named(at))
        or (low.startswith((" - ", " – ", " x "), end) and low[end + 3 : end + 4].isdigit())
    ):
        return False
    last = r.atoms[-1] if r.atoms else None
    if last is not None and last.kind == "year" and low[last.end : start] in YEAR_JOINS:
        return True
    if low[start - 1] == "(" and low[end : end + 1] in ")-,;–":
        return True
    # A name with its edition ("SEA Games 2013"); initials and model numbers run into the digits or stay alone.
    if (
        word
        and r.named(at)
        and len(word) > 1
        and (word[-1].isalpha() or word[-1] == ".")
        and word not in ("windows", "office")
    ):
        return True
    after = r.after(end)
    if word in YEAR_WORDS and (word not in LOOSE_YEAR_WORDS or not after or after in AFTER_YEAR):
        return True
    # Whole numbers of that size are printed with a point ("2.013"), so near the present a bare one is a year.
    now = r.anchor.year or 2015
    return (
        abs(year - now) <= (8 if r.anchor.year else 15)
        and year % 100 != 0
        and (word[-1:].isalpha() or low[start - 1] == "(")
    )


def numeric_month(r: Reading, start: int, end: int, month: int, year: str, sep: str) -> int:
    """ "9/2013": after "tháng" or "quý", or by itself where it numbers no document."""
    low = r.low
    word, at = r.before(start)
    if word in ("quý", "quí"):
        return read_quarter(r, at, end, month, int(year)).end if 1 <= month <= 4 and len(year) == 4 else 0
    if word == "tháng" and len(year) == 5 and year[:2] in ("19", "20"):
        r.bad(at, end, "month", "my", f"no year: {year}")
        return end
    if len(year) != 4 or not 1 <= month <= 12 or not 1800 <= int(year) <= 2100:
        if word == "tháng" and len(year) == 4 and 13 <= month <= 39 and 1900 <= int(year) <= 2100:
            r.bad(at, end, "month", "my", f"no such month: {low[start:end]}")
            return end
        return 0
    if word == "tháng":
        return read_month(r, at, end, month, int(year)).end
    if word in NO_DATE_BEFORE or (sep != "/" and word not in ("từ", "đến", "tới", "hồi", "vào", "trước", "sau")):
        return 0
    if r.counts(end):
        return 0
    return read_month(r, start, end, month, int(year)).end


def read_month(r: Reading, start: int, end: int, month: int, year: int) -> Atom:
    atom = Atom("months", start, end, "month", "my" if year else "m", month, 0, year)
    atom.last = month
    if not year and r.low.endswith(REVOLUTION, 0, start):
        atom.strength = NEVER
        return atom
    if not 1 <= month <= 12:
        atom.strength = NEVER
        atom.end = end
        if 13 <= month <= 19 and r.before(start)[0] in ("hồi", "vào", "đầu", "cuối", "trong"):
            return r.bad(start, end, "month", "m", f"no such month: {month}")
        return atom
    qualify(r, atom)
    lead_piece(r, atom)
    period_role(r, atom)
    r.add(atom)
    return atom


def months_listed(r: Reading, start: int, end: int, month: int) -> int:
    """ "tháng 7", "tháng 7, 8 và 9/2024": one month or more; returns how far it read."""
    atom = read_month(r, start, end, month, 0)
    more = MORE_MONTHS.match(r.low, end)
    listed = list(LISTED_MONTH.finditer(r.low, end, more.end())) if more else []
    numbers = [month, *(int(found[0]) for found in listed)]
    if atom.end > end or numbers[-1] > 12 or numbers != sorted(set(numbers)):
        return atom.end
    for found in listed:
        year = SLASHED_YEAR.match(r.low, found.end())
        atom = read_month(
            r, found.start(), year.end() if year else found.end(), int(found[0]), int(year[1]) if year else 0
        )
    return atom.end


def months_range(r: Reading, start: int, end: int, first: int, last: int, year: int) -> int:
    """ "tháng 4-5/2024", "quý 1-2/2024"; *year* is 0 where none is printed."""
    word, at = r.before(start)
    size = 1 if word == "tháng" else 3 if word in ("quý", "quí") else 0
    if not size or not 1 <= first < last <= 12 // size or (year and not 1900 <= year <= 2100):
        return 0
    atom = Atom("months", at, end, "span", "span", size * (first - 1) + 1, 0, year)
    atom.last = size * last
    qualify(r, atom)
    period_role(r, atom)
    r.add(atom)
    return atom.end


def read_quarter(r: Reading, start: int, end: int, quarter: int, year: int) -> Atom:
    atom = Atom("months", start, end, "quarter", "q", 3 * quarter - 2, 0, year)
    atom.last = 3 * quarter
    qualify(r, atom)
    word, at = r.before(start)
    if word in PIECES and at >= r.edge:  # "cuối quý II": its last month
        atom.day += ("early", "mid", "late").index(PIECES[word])
        atom.last, atom.start, atom.grain = atom.day, at, "month"
    if not atom.year and (found := BARE_YEAR.match(r.low, atom.end)) and 1900 <= int(found[1]) <= 2100:
        atom.year, atom.end = int(found[1]), found.end()
    period_role(r, atom)
    r.add(atom)
    return atom


def first_months(r: Reading, start: int, end: int, number: int) -> int:
    """ "6 tháng đầu năm 2013", "9 tháng 2013", "10 tháng năm nay": from the first month on, or the last ones."""
    found = MONTHS_OF.match(r.low, end)
    assert found is not None
    year = int(found[2]) if found[2] else 0
    if not (found[1] or year or found[3]) and months_told(r, start, end, number):
        return span_months(r, start, end, 1, number, 0, 0)
    if not found[0] or not (found[1] or year or found[3]) or (year and not 1900 <= year <= 2100):
        return 0
    if found[3] and not found[0].strip().startswith(("năm", "của", "đầu", "cuối")):
        return 0
    first, last = (13 - number, 12) if found[1] == "cuối" else (1, number)
    return span_months(r, start, found.end(), first, last, year, YEARS_AWAY[found[3]] if found[3] else None)


def months_told(r: Reading, start: int, end: int, number: int) -> bool:
    """Whether "9 tháng" are the months since January, which are just over: "9 tháng, thu ngân sách đạt …", "xuất khẩu
    9 tháng đạt …"."""
    told = MONTHS_TOLD.match(r.low, end)
    # Reports sum up from the first quarter on; a month or two are named, and twelve are the year.
    if told is None or not (3 <= number <= 11 and r.anchor.month - 2 <= number <= r.anchor.month):
        return False
    word, at = r.before(start)
    if told[0] == ",":
        # "Trong 10 tháng, xuất khẩu …" sums up where it opens the sentence.
        opens = word == "trong" and (at < 2 or r.low[at - 1] == "\n" or r.low[at - 2] in ".!?")
        return not word or word in MONTHS_SUM or opens
    return word.isalpha() and word not in MONTHS_LONG and not MONTHS_RUN.search(r.low, max(0, start - 60), start)


def span_months(r: Reading, start: int, end: int, first: int, last: int, year: int, away: int | None = None) -> int:
    grain = {6: "half", 12: "year", 3: "quarter"}.get(last - first + 1, "span") if first in (1, 7) else "span"
    if not year and away is None and first == 1 and r.anchor.month != 1:
        away = 0  # "6 tháng đầu năm" are those of this year, but in January
    atom = Atom("months", start, end, grain, "span", first, 0, year)
    atom.last, atom.away = last, away
    period_role(r, atom)
    if atom.role == "point" and atom.hedge is Hedge.EXACT:
        atom.role = "period"
    r.add(atom)
    return end


def year_atom(r: Reading, start: int, end: int, year: int, away: int | None = None) -> int:
    atom = Atom("year", start, end, "year", "relative" if away is not None else "y", year=year)
    atom.away = away
    lead_piece(r, atom)
    period_role(r, atom)
    r.add(atom)
    return end


def years(r: Reading, start: int, end: int, first: int, last: int) -> int:
    word, at = r.before(start)
    plain(r, at if word == "năm" else start, end, "span", "span", (year_ends(first)[0], year_ends(last)[1]))
    return end


def numeric_years(r: Reading, start: int, end: int, first: int, last: str) -> int:
    """ "2007-2013", "2013/14": a stretch of years, a season."""
    if not 1000 <= first <= 2100:
        return 0
    word, at = r.before(start)
    if len(last) == 2:
        if int(last) != (first + 1) % 100 or not first >= 1900:
            return 0
        second = first + 1
    else:
        second = int(last)
    if not first < second <= first + 120 or second > 2100 or word in NO_DATE_BEFORE:
        return 0
    if r.counts(end) or r.low[end : end + 1] == "/":
        return 0
    atom_end = years(r, start, end, first, second)
    if word == "năm" and r.before(at)[0] in (str(second - first), str(second - first + 1)):
        r.atoms[-1].start = start  # "5 năm 2011-2016": the length is said before its ends
    return atom_end


def century_part(r: Reading, start: int, end: int, number: int) -> Atom:
    """ "thế kỷ 19", "cuối thế kỷ 19"."""
    word, at = r.before(start)
    piece = PIECES.get(word, "") if at >= r.edge else ""
    if piece and r.before(at)[0] == "nửa" and piece != "mid":
        piece, at = "first" if piece == "early" else "second", r.before(at)[1]
    return plain(r, at if piece else start, end, "century", "y", century_ends(number, piece))


def decade(r: Reading, start: int, end: int, year: int) -> Atom:
    """ "những năm 1960", "đầu thập niên 90"."""
    word, at = r.before(start)
    piece = PIECES.get(word, "") if at >= r.edge else ""
    return plain(r, at if piece else start, end, "decade", "y", decade_ends(year, piece))


def plain(r: Reading, start: int, end: int, grain: str, stated: str, ends: Ends) -> Atom:
    atom = Atom("ends", start, end, grain, stated)
    atom.ends = ends
    period_role(r, atom)
    if atom.role == "point" and grain != "year":
        atom.role = "period"
    r.add(atom)
    return atom
