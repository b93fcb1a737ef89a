"""Months, years and quarters told by a word: "tháng Giêng", "năm ngoái", "cuối quý này", "mùa hè 2013"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from checker.languages.atoms import Atom
from checker.languages.calendar import from_ordinal, iso
from checker.languages.places import opened, openings
from checker.languages.vi.dates.clock import hour_in_words
from checker.languages.vi.dates.days import day_word
from checker.languages.vi.dates.lead import counted_before, relative_role
from checker.languages.vi.dates.near import (
    ago,
    day_after,
    days_off,
    full_moon,
    lately,
    named_weekday,
    new_years_eve,
    relative_day,
    same_day,
    steps_ago,
    steps_ahead,
    sunday,
    tomorrow,
    week,
)
from checker.languages.vi.dates.periods import (
    century_part,
    first_months,
    read_month,
    read_quarter,
    span_months,
    year_atom,
)
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    AWAY,
    AWAY_WORD,
    AWAY_YEAR,
    CENTURY,
    COMING,
    DAY_ENDS,
    DAY_IN_WORDS,
    DAY_NAMES,
    LAST,
    LEANS,
    MONTH_NAME,
    MONTH_YEAR,
    MONTHS,
    MORE_QUARTERS,
    NEXT_YEAR,
    NUMBERS,
    OF_YEAR,
    PART_END,
    PIECES,
    PRECIOUS,
    QUARTER_NAME,
    QUARTER_NAMES,
    QUARTERS,
    ROMAN,
    ROMAN_QUARTER,
    SEASON,
    SEASONS,
    SENTENCE_BREAK,
    STANDS,
    TO_NOW,
    WHOLE_YEAR,
    YEAR_BEFORE,
    YEARS_AWAY,
)


def words(r: Reading, begins: Mapping[str, Sequence[int]]) -> None:
    """Every date that begins with one of ``WORD_READERS``; *begins* tells where their words begin."""
    r.edge = 0
    digits = len(r.atoms)
    for at, opening in opened(r.low, begins, OPENINGS):
        opening.reader(r, at)
    for atom in r.atoms[digits:]:
        atom.wordy = True


def month_word(r: Reading, at: int) -> None:
    """ "tháng trước", "tháng Mười", "tháng đầu năm" with a number word; *at* is where "tháng" begins."""
    low = r.low
    if low[at + 6 : at + 7].isdigit() or not r.whole(at):
        return
    if low.startswith(("đầu năm", "cuối năm"), at + 6):
        word, start = r.before(at)
        number = NUMBERS.get(word, 0)
        if word in ("một", "hai") and r.before(start)[0] in ("mười", "mươi"):
            number, start = 10 + NUMBERS[word], r.before(start)[1]
        if number > 1:
            r.edge = 0
            first_months(r, start, at + 5, number)
        return
    found = AWAY_WORD.match(low, at + 5)
    word, start = r.before(at)
    if until_now(r, at + 5, start, "month") or lately(r, at, found):
        return
    if word in DAY_ENDS and (begin := low.rfind("ngày ", max(0, at - 20), start + 1)) >= 0 and not found:
        day_in_words(r, begin)
    if found and found[1] != "qua" and not counted_before(r, at):
        piece = PIECES.get(word, "")
        atom = Atom(
            "month", start if piece else at, found.end(), "span" if piece else "month", "relative", AWAY[found[1]]
        )
        atom.piece = piece
        relative_role(r, atom)
        atom.last = int(found[1] in LAST)
        return
    name = MONTH_NAME.match(low, at + 6)
    if name and name[1] != "chạp":
        named_month(r, at, name, word)


def named_month(r: Reading, at: int, name: re.Match[str], word: str) -> None:
    low, end = r.low, name.end()
    capital = r.text[at + 6].isupper()
    if (
        counted_before(r, at)
        or word in ("một", "hàng", "hằng", "lương", "tiền")
        or low.startswith((" lần", " ngày", " tháng", " tuần", " năm một"), end)
    ):
        return
    if (
        name[1] == "năm"
        and (low[end + 1 : end + 2].isdigit() or low.startswith((" nay", " ngoái", " trước", " sau", " tới"), end))
        and not capital
    ):
        return
    # "Tư" counts nothing, and where the sentence stops behind it neither does another number: "mỗi tháng hai triệu".
    told = name[1] in ("giêng", "chạp", "tư") or MONTH_YEAR.match(low, end) or low[end : end + 1] in ".,;:)?!\n"
    if (
        not capital
        and not told
        and word not in ("hồi", "vào", "từ", "đến", "tới", "đầu", "cuối", "giữa", "trước", "sau", "trong", "ngày")
    ):
        return
    r.edge = 0
    month = MONTHS[name[1]]
    read_month(r, at, end, month, 0)


def year_word(r: Reading, at: int) -> None:
    """ "năm ngoái", "đầu năm", "nửa cuối năm nay"; *at* is where "năm" begins."""
    low = r.low
    if low[at + 4 : at + 5].isdigit() or not r.whole(at):
        return
    if (earlier := YEAR_BEFORE.match(low, at)) and not counted_before(r, at):
        r.edge = 0
        atom = Atom("before", at, earlier.end(), "year", "relative")
        atom.last = 1
        relative_role(r, atom)
        return
    found = AWAY_YEAR.match(low, at + 3)
    word, start = r.before(at)
    if until_now(r, at + 3, start, "year") or lately(r, at, AWAY_WORD.match(low, at + 3)):
        return
    if found is None or (found[1] == "nay" and low.startswith(" năm nay", at + 3)):
        if (
            word in PIECES
            and r.stops(at + 3)
            and not low.startswith((" học", " mới", " sinh", " 20", " thứ", " mươi"), at + 3)
        ):
            head, ahead = r.before(start)
            if head in ("quý", "ngày", "những") or (head == "tháng" and counted_before(r, ahead)):
                return
            r.edge = 0
            run = told_run(r, at) if head == "nửa" else None
            year_atom(r, at, at + 3, run.year, None) if run and run.year else year_atom(r, at, at + 3, 0, 0)
        elif word == "cả" and WHOLE_YEAR.match(low, at + 3):
            whole = Atom("whole", start, at + 3, "year", "y")
            whole.role = "period"
            r.atoms.append(whole)
        return
    if word not in PIECES and found[1] != "ngoái" and (counted_before(r, at) or word in ("mươi", "mười", "lâu")):
        return
    if found[1] in ("trước", "sau") and word in ("tuổi", "một"):
        return
    r.edge = 0
    year_atom(r, at, found.end(), 0, YEARS_AWAY[found[1]])
    if found[1] == "trước" and r.atoms[-1].role == "base":
        r.atoms[-1].kind = "before"


def told_run(r: Reading, at: int) -> Atom | None:
    """The months that the sentence names before in digits: "6 tháng đầu năm 2024 …; nửa cuối năm …"."""
    found = next((atom for atom in reversed(r.atoms) if atom.end <= at and atom.kind == "months"), None)
    return found if found is not None and not SENTENCE_BREAK.search(r.low, found.end, at) else None


def until_now(r: Reading, end: int, start: int, unit: str) -> bool:
    """ "từ đầu năm đến nay", "tính từ đầu tuần,": from the first day of the *unit* to publication; *end* is behind its
    word, *start* where "đầu" begins."""
    head, begin = r.before(start)
    if head not in r.openers or not r.low.startswith("đầu ", start) or not r.anchor.day:
        return False
    counting, earlier = r.before(begin)
    found = TO_NOW.match(r.low, end)
    counted = counting in ("kể", "tính")
    behind = r.low[end : end + 60].split(". ", 1)[0]
    if found is None and (counted or not COMING.search(behind)):
        found = PART_END.match(r.low, end)
    if (
        found is None
        and unit == "year"
        and not COMING.search(f"{r.low[max(0, begin - 60) : begin].rpartition('. ')[2]}{behind}")
    ):
        found = STANDS.match(r.low, end)
    if found is None:
        return False
    today = r.anchor.day_ends(0)
    assert today is not None
    first = {
        "year": iso(r.anchor.year, 1, 1),
        "quarter": iso(r.anchor.year, (r.anchor.month - 1) // 3 * 3 + 1, 1),
        "month": iso(r.anchor.year, r.anchor.month, 1),
        "week": from_ordinal(r.anchor.monday()),
    }[unit]
    atom = Atom("ends", earlier if counted else begin, found.end(), "span", "relative")
    atom.ends = (first, today[0])
    atom.role = "period"
    r.atoms.append(atom)
    return True


def next_year(r: Reading, at: int) -> None:
    """ "sang năm" at the end of what is said; *at* is where "sang" begins."""
    found = NEXT_YEAR.match(r.low, at)
    if found and r.whole(at):
        year_atom(r, at, found.end(), 0, 1)


def day_in_words(r: Reading, at: int) -> None:
    """ "ngày sáu tháng hai", "mùng ba Tết"; *at* is where the word before the day begins."""
    found = DAY_IN_WORDS.match(r.low, at)
    if found and r.whole(at):
        r.edge = 0
        day_word(r, found.start(1), found.end(), DAY_NAMES[found[1]], r.low[at : found.start(1) - 1], at)


def quarter_word(r: Reading, at: int) -> None:
    """ "quý III", "hai quý đầu năm", "quý trước"; *at* is where "quý" begins."""
    low = r.low
    if not r.whole(at) or r.before(at)[0] in PRECIOUS:
        return
    r.edge = 0
    roman = ROMAN_QUARTER.match(low, at + 4)
    if roman:
        roman_quarters(r, at, roman)
        return
    if low.startswith("đầu năm", at + 4):
        word, start = r.before(at)
        number = NUMBERS.get(word, 0) or (int(word) if word in QUARTERS and word.isdigit() else 1)
        if number <= 4:
            found = OF_YEAR.match(low, at + 11)
            assert found is not None
            away = YEARS_AWAY[found[2]] if found[2] else None
            span_months(
                r,
                start if word in NUMBERS or word.isdigit() else at,
                found.end(),
                1,
                3 * number,
                int(found[1] or 0),
                away,
            )
        return
    if low.startswith("cuối năm", at + 4):
        found = OF_YEAR.match(low, at + 12)
        assert found is not None
        span_months(r, at, found.end(), 10, 12, int(found[1] or 0), YEARS_AWAY[found[2]] if found[2] else None)
        return
    named = QUARTER_NAME.match(low, at + 4)
    if named and not counted_before(r, at):
        read_quarter(r, at, named.end(), QUARTER_NAMES[named[1]], 0)
        return
    if until_now(r, at + 3, r.before(at)[1], "quarter"):
        return
    away_word = AWAY_WORD.match(low, at + 3)
    if away_word and away_word[1] != "qua" and not counted_before(r, at):
        word, start = r.before(at)
        piece = PIECES.get(word, "")
        atom = Atom(
            "quarter",
            start if piece else at,
            away_word.end(),
            "span" if piece else "quarter",
            "relative",
            AWAY[away_word[1]],
        )
        atom.piece = piece
        relative_role(r, atom)
        atom.last = int(away_word[1] in LAST)


def roman_quarters(r: Reading, at: int, found: re.Match[str]) -> None:
    """ "quý I/2024", "quý I, II và III/2024": the year of the last is that of all."""
    atoms = [read_quarter(r, at, found.end(), QUARTERS[found[1]], 0)]
    while not atoms[-1].year and (more := MORE_QUARTERS.match(r.low, atoms[-1].end)):
        atoms.append(read_quarter(r, more.start(1), more.end(1), QUARTERS[more[1]], 0))
    for atom in atoms[:-1]:
        atom.year = atom.year or atoms[-1].year


def week_word(r: Reading, at: int) -> None:
    """ "tuần trước", "tuần qua", "từ đầu tuần đến nay"; *at* is where "tuần" begins."""
    if not r.whole(at) or not r.stops(at + 4):
        return
    if not until_now(r, at + 4, r.before(at)[1], "week") and not lately(r, at, AWAY_WORD.match(r.low, at + 4)):
        week(r, at)


def season(r: Reading, at: int) -> None:
    """ "mùa hè vừa qua", "mùa đông năm 2012": only with what says which year."""
    low = r.low
    found = SEASON.match(low, at + 4)
    if found is None or not r.whole(at) or r.before(at)[0] in ("hội", "olympic"):
        return
    first, last = SEASONS[found[1]]
    atom = Atom("months", at, found.end(), "span", "span", first, 0, int(found[2] or 0))
    atom.last = last
    atom.away = YEARS_AWAY[found[3]] if found[3] else None
    if found[4] == "này" and last <= 12:
        atom.away = 0  # a winter lies in two years, and the nearer one is meant
    atom.lean = LEANS.get(found[4] or "", "")
    if atom.year > 2100:
        return
    relative_role(r, atom)


def century(r: Reading, at: int) -> None:
    """ "thế kỷ XIX"; *at* is where "thế" begins."""
    found = CENTURY.match(r.low, at)
    if found and found[1] in ROMAN:
        r.edge = 0
        century_part(r, at, found.end(), ROMAN[found[1]])


# Each literal begins with a whole word, and its reader looks where that ends.
WORD_READERS: Final[tuple[tuple[str, Callable[[Reading, int], None]], ...]] = (
    ("tháng ", month_word),
    ("năm", year_word),
    (" nay", relative_day),
    (" qua", relative_day),
    ("mai", tomorrow),
    (" kia", days_off),
    (" kìa", days_off),
    (" mốt", days_off),
    ("giờ ", hour_in_words),
    ("cách đây ", ago),
    (" trước", steps_ago),
    (" nữa", steps_ahead),
    ("sang năm", next_year),
    ("mùng ", day_in_words),
    ("mồng ", day_in_words),
    ("cùng ", same_day),
    ("hôm sau", day_after),
    ("hôm trước", day_after),
    ("thứ ", named_weekday),
    ("tuần", week_word),
    ("quý ", quarter_word),
    ("quí ", quarter_word),
    ("chủ nhật", sunday),
    ("mùa ", season),
    ("thế k", century),
    ("rằm", full_moon),
    ("giao thừa", new_years_eve),
)

OPENINGS: Final = openings(WORD_READERS)
