"""Title, outlet, date and language of an article, read from its text where its file does not say.

Each answer is None unless the text is clear: a wrong publication date does more harm than none. The words stand in
``metadata.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from checker.text.normal import CAPITALS

# Characters of a paragraph within which the day of the event stands.
_LEAD_CHARS = 400
_TITLE_CHARS = (8, 250)
_TITLE_WORDS = (3, 45)
# The name of a paper.
_NAME_WORDS, _NAME_CHARS = 6, 40
_JOINING = frozenset({"of", "the", "and", "for", "in", "và", "của", "h"})
# A line that says when an article appeared.
_STAMP_CHARS = 160
_DATELINE_CHARS = 100
# Years that can be the year of an article; founding dates and targets lie outside or are told by their words.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099

# The language is told by so many characters; a shorter text is not judged. Share of letters with a Vietnamese mark:
# 0.25 in real articles, some names in an English one. Share of frequent words: 0.3 in real English, 0.03 in French.
_LANGUAGE_CHARS = 400
_FEWEST_LETTERS = 12
_VI_SHARE = 0.06
_VI_IN_EN_SHARE = 0.02
_EN_SHARE = 0.1
# How long after the end of a reported month or quarter a report on it still comes.
_REPORTED_WITHIN = timedelta(days=270)


class _Words(NamedTuple):
    months: dict[str, int]
    weekdays: dict[str, int]
    weekday_before: re.Pattern[str]
    stamp: re.Pattern[str]
    stamp_words: tuple[str, ...]
    far: re.Pattern[str]
    not_planned: re.Pattern[str]
    future: re.Pattern[str]
    history: re.Pattern[str]
    review: re.Pattern[str]
    reported: re.Pattern[str]
    places: frozenset[str]
    agencies: frozenset[str]
    masthead: re.Pattern[str]
    masthead_vi: re.Pattern[str]
    credit: tuple[str, ...]
    byline: tuple[str, ...]
    letters: re.Pattern[str]
    en_words: frozenset[str]
    day: re.Pattern[str]
    day_today: re.Pattern[str]
    day_in_words: re.Pattern[str]
    en_day: re.Pattern[str]
    full: tuple[re.Pattern[str], ...]
    period_before: re.Pattern[str]


_TIME = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})(?::\d{2})?(?!\d)\s*(am|pm|a\.m\.|p\.m\.|sa\b|ch\b)?"
)
_CLOCK = re.compile(r"(?<![\d.,/:-])(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)")
_DMY = re.compile(r"(?<![\d/.,-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/])")
_ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?:t(\d{2}):(\d{2}))?(?![\d/])")
# The first digit stands before the conditions on what precedes it, so that the scan can skip to it.
_YEAR = re.compile(r"[12](?<!\d[12])(?<!\d{3}[.,][12])(?<!\d{4}[-–][12])(?:(?<=1)9|(?<=2)0)\d\d(?!\d|%|[.,]\d)")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


class Day(NamedTuple):
    """A calendar day and, where stated, the time as ``HH:MM``."""

    day: date
    time: str = ""

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{self.time}" if self.time else self.day.isoformat()


def stamp_words() -> tuple[str, ...]:
    """The words of a line that says when an article appeared."""
    return _words().stamp_words


def is_stamp(low: str) -> bool:
    """Whether the lower-case line says when the article appeared, and nothing else."""
    if len(low) > _STAMP_CHARS or not any(char.isdigit() for char in low):
        return False
    return _words().stamp.fullmatch(low) is not None and has_day(low)


def stamp_of_byline(low: str) -> str:
    """The stamp at the end of a lower-case byline: "by jane doe – winnipeg – oct. 22, 2025"; empty where there is none."""
    if not low.startswith(_words().byline) or len(low) > _DATELINE_CHARS:
        return ""
    last = re.split(r"\s[-–—|•·]+\s", low)[-1]
    return last if last != low and is_stamp(last) else ""


def has_day(low: str) -> bool:
    """Whether the lower-case text names a day with its year."""
    return next(_full_dates(low, None), None) is not None


def language(text: str) -> str | None:
    """``vi``, ``en`` or None: by the letters that only Vietnamese has, else by frequent English words."""
    words = _words()
    low = normalize("NFC", text[:_LANGUAGE_CHARS]).lower()
    tokens = _WORD.findall(low)
    letters = sum(map(len, tokens))
    if letters < _FEWEST_LETTERS:
        return None
    marked = 0 if low.isascii() else len(words.letters.findall(low))
    if marked >= _VI_SHARE * letters:
        return "vi"
    common = sum(token in words.en_words for token in tokens)
    if marked <= _VI_IN_EN_SHARE * letters and common >= max(2, _EN_SHARE * len(tokens)):
        return "en"
    return None


def is_title(line: str, below: str) -> bool:
    """Whether *line* is a headline: short, no full stop, no dateline or byline, and text stands *below* it."""
    words = _words()
    low = line.lower()
    fits = _TITLE_CHARS[0] <= len(line) <= _TITLE_CHARS[1] and _TITLE_WORDS[0] <= len(line.split()) <= _TITLE_WORDS[1]
    if not below or not fits:
        return False
    if line[-1] in ".;:,…|" or low.startswith((*words.byline, "http", "- ", "* ", "• ")):
        return False
    if re.search(r"[a-zà-ỹ]{2}[.!?]\s+[^\W\d_a-zà-ỹ]", line) or line[0] in "(|":
        return False
    return outlet_of_lead(line) is None and not any(True for _ in _full_dates(low[-30:], None) if is_stamp(low))


def is_masthead(line: str) -> bool:
    """Whether *line* is the name of a paper or a station: "The Capital Post", "Báo Miền Trung Mới", "Kinh Tế Xanh".

    It is short, each of its words but "of" and the like has a capital, and it has a word that such names have, or is
    Vietnamese, where no headline has capitals throughout.
    """
    words = [word for word in _WORD.findall(line) if word.lower() not in _JOINING]
    if not 0 < len(words) <= _NAME_WORDS or len(line) > _NAME_CHARS or line[-1] in ".,:;!?…":
        return False
    if not all(word[0].isupper() for word in words) or line.isupper():
        return False
    known, low = _words(), normalize("NFC", line).lower()
    if known.masthead_vi.match(low) or known.letters.search(low):
        return True
    return not _DIGIT.search(line) and known.masthead.search(low) is not None


def is_name(low: str) -> bool:
    """Whether the name that opens a masthead can be an outlet's: no byline, no word of a stamp."""
    return not low.startswith(_words().byline) and low.strip() not in _words().stamp_words


def outlet_of_line(line: str) -> str | None:
    """The site that stands alone in brackets, "(example.org)" → ``example.org``; else None."""
    match = re.fullmatch(r"\(?((?:[\w-]+\.)+[A-Za-z]{2,6})\)?", line.strip())
    return match[1] if match and line.strip()[:1] == "(" else None


def outlet_of_lead(line: str) -> str | None:
    """The outlet that opens a lead: "BHG - ", "(ABC) – ", "VOV.VN - ", "CITY, Feb. 2 (Reuters) - "; else None."""
    words = _words()
    head = line[:_DATELINE_CHARS]
    bracket = re.match(rf"\(([^()]{{2,30}})\)\s*(?:[-–—:]+\s|\s?(?=[{CAPITALS}]))", head)
    if bracket and _names_outlet(bracket[1], dash="-" in bracket[0][-3:] or bool(re.search("[–—:]", bracket[0][-3:]))):
        return bracket[1].strip()
    short = re.match(r"([A-ZĐ][\w.&]{1,20}(?: (?:Online|News|online))?)\s?[-–—]\s", head)
    if short and _is_short_name(short[1], words):
        return short[1]
    agency = re.match(rf"[{CAPITALS}][^()]{{2,60}}\(([^()]{{2,20}})\)\s*[-–—]+\s", head)
    if agency and agency[1].lower() in words.agencies:
        return agency[1]
    return None


def _names_outlet(name: str, *, dash: bool) -> bool:
    low = name.lower()
    if low.startswith(_words().credit) or any(char.isdigit() for char in name):
        return False
    if "." in name.strip(".") or low in _words().agencies or low.endswith((" online", " news")):
        return True
    return dash if len(name.split()) <= 3 else False


def _is_short_name(name: str, words: _Words) -> bool:
    low = name.lower()
    if low in words.places:
        return False
    if re.search(r"\w\.\w{2,4}$", name) or low.endswith((" online", " news")):
        return True
    vowels = sum(char in _VOWELS for char in low)
    return name.isupper() and len(name) <= 7 and vowels <= 1


def published(head: list[str], lead: list[str], whole: str, lang: str | None, told: str | None = None) -> str | None:
    """When the article appeared, ``YYYY-MM-DD`` or with ``THH:MM``, else None. All texts are NFC and lower case.

    *head*   lines of the page that may carry a stamp: counters and the first lines
    *lead*   the first paragraphs of the article
    *whole*  the article, for the year of a day that is printed without one
    *told*   what somebody says of it, which goes before the day of the event in its lead
    """
    for line in sorted(head, key=lambda line: not re.search("publish|posted|đăng|xuất bản", line)):
        stamped = next(_full_dates(line, lang), None)
        if stamped is not None:
            return str(Day(stamped, _time(line)))
    for paragraph in lead:
        found = _dateline(paragraph, whole, lang)
        if found is not None:
            return str(found)
    if told is not None:
        return told
    for paragraph in lead:
        named, day = _event_day(paragraph[:_LEAD_CHARS], whole, lang)
        if named:
            return str(day) if day else None
    return None


def normal_date(stated: str, lang: str | None) -> str | None:
    """A date of a file's metadata as ``YYYY-MM-DD``, ``YYYY-MM-DDTHH:MM`` or ``YYYY-MM``; None where it is none."""
    low = stated.strip().lower()
    month = re.fullmatch(r"(\d{4})-(\d{2})", low)
    if month:
        return low if 1 <= int(month[2]) <= 12 and int(month[1]) > 0 else None
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]+(\d{2}):(\d{2}))?", low)
    if iso:
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]))
        if day is None:
            return None
        return str(Day(day, _clock(int(iso[4]), int(iso[5])) if iso[4] else ""))
    found = next(_full_dates(low, lang), None)
    return str(Day(found, _time(low))) if found else None


def is_year(stated: str) -> bool:
    """Whether a stated date is a year and no more: true, but too coarse to place an article."""
    return re.fullmatch(r"(?:19|20)\d\d", stated.strip()) is not None


def _full_dates(low: str, lang: str | None) -> Iterator[date]:
    """The days with a year in *low*, in order of place; a day/month that an English text leaves open is passed over."""
    hits: list[tuple[int, date]] = []
    for match in _ISO.finditer(low):
        _add(hits, match.start(), _day(int(match[1]), int(match[2]), int(match[3])))
    for match in _DMY.finditer(low):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if lang == "en" and match[2] != "." and first != second and first <= 12 and second <= 12:
            continue
        day = _day(year, second, first) or (_day(year, first, second) if lang != "vi" else None)
        _add(hits, match.start(), day)
    words = _words()
    for pattern in words.full:
        for match in pattern.finditer(low):
            named = match["month"]
            month = words.months[named] if named in words.months else int(named)
            _add(hits, match.start(), _day(int(match["year"]), month, int(match["day"])))
    return (day for _, day in sorted(hits))


def _add(hits: list[tuple[int, date]], at: int, day: date | None) -> None:
    if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR:
        hits.append((at, day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _time(low: str) -> str:
    """The time of day in a stamp as ``HH:MM``, else empty."""
    without_zone = re.sub(r"(?:gmt|utc)\s*[+-]?\s*\d{1,2}(?::\d{2})?|t(?=\d{2}:\d{2})", " ", low)
    match = _TIME.search(without_zone)
    if match:
        hour, minute, half = int(match[1]), int(match[2]), match[3]
    elif clock := _CLOCK.search(without_zone):
        hour, minute, half = int(clock[1]), 0, clock[2]
    else:
        return ""
    if half and half[0] in "pc" and hour < 12:
        hour += 12
    elif half and half[0] in "as" and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _dateline(paragraph: str, whole: str, lang: str | None) -> Day | None:
    """The day of "HANOI, Feb. 2, 2024 —" at the head of a paragraph."""
    head = paragraph[:_DATELINE_CHARS]
    dash = re.search(r"\s?[–—]\s|\s-+\s|\)\s?-", head)
    if dash is None:
        return None
    front = head[: dash.start() + 1]
    if "," not in front and "(" not in front:
        return None
    full = next(_full_dates(front, lang), None)
    if full is not None:
        return Day(full)
    for pattern in (_words().en_day, re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?![\d/.%])")):
        match = pattern.search(front)
        if match and (found := _with_year(match, whole)):
            return Day(found)
    return None


def _event_day(paragraph: str, whole: str, lang: str | None) -> tuple[bool, Day | None]:
    """Whether a lead names the day of the event ("chiều nay (6/2)", "sáng 19.7", "on Feb. 2"), and that day.

    The first such day decides: where its year is not clear, no later one takes its place.
    """
    words = _words()
    if not _DIGIT.search(paragraph):
        return False, None
    patterns = [words.day_today, words.day, words.day_in_words] + ([words.en_day] if lang != "vi" else [])
    for pattern in patterns:
        for match in pattern.finditer(paragraph):
            if _is_aside(paragraph, match):
                continue
            found = _with_year(match, whole)
            if match["year"] and found is not None and found < _latest_full(whole):
                # A day years back is history, not the day of the event.
                continue
            return True, Day(found) if found else None
    return False, None


def _is_aside(paragraph: str, match: re.Match[str]) -> bool:
    """Whether the words around a day make it a plan, a birth, a document or the end of a stretch."""
    words = _words()
    before, after = max(0, match.start() - 30), min(len(paragraph), match.end() + 25)
    # A sentence end between them cuts the words off from the day.
    before = max(before, paragraph.rfind(". ", before, match.start()) + 1)
    return bool(
        words.not_planned.search(paragraph, before, match.start())
        or words.history.search(paragraph, before, match.start())
        or words.not_planned.search(paragraph, match.end(), after)
    )


def _latest_full(whole: str) -> date:
    """The latest day with a year that the text names and that is not ahead; the earliest day there is where none."""
    days = [date.min]
    for match in _DMY.finditer(whole):
        if not _words().future.search(whole, max(0, match.start() - 25), match.start()):
            day = _day(int(match[4]), int(match[3]), int(match[1]))
            days.append(day or date.min)
    return max(days)


def _with_year(match: re.Match[str], whole: str) -> date | None:
    named = match["month"]
    month = _words().months.get(named.rstrip("."), 0) or (int(named) if named.isdigit() else 0)
    year = match.groupdict().get("year")
    if year:
        return _day(int(year), month, int(match["day"]))
    found, beside = (
        year_of(whole, month, int(match["day"])),
        _words().weekday_before.search(match.string, 0, match.start()),
    )
    # "Friday, June 13" in a text that names 2021 and 2022 came out in neither.
    return None if found and beside and found.weekday() != _words().weekdays[beside[1]] else found


def _year_hits(whole: str) -> list[tuple[int, int]]:
    """(offset, year) of each year that is named; *whole* is lower case."""
    hits = ((match.start(), int(match[0])) for match in _YEAR.finditer(whole))
    return [(at, year) for at, year in hits if _FIRST_YEAR <= year <= _LAST_YEAR]


def _years(whole: str, hits: list[tuple[int, int]], month: int) -> set[int]:
    """The years that can be that of an article of *month*."""
    words = _words()
    ahead = words.far if month <= 3 else words.not_planned if month <= 9 else words.future
    return {year for at, year in hits if not ahead.search(whole, max(0, at - 25), at)}


def _reviewed(whole: str, hits: list[tuple[int, int]]) -> set[int]:
    """The years that stand, first in the same sentence, after a word of looking back."""
    found = set()
    before = 0
    for at, year in hits:
        start = max(0, before, at - 140)
        before = at
        start = max(start, whole.rfind(".", start, at) + 1, whole.rfind("\n", start, at) + 1)
        if _words().review.search(whole, start, at):
            found.add(year)
    return found


def year_of(whole: str, month: int, day: int) -> date | None:
    """The day *day*/*month* in the year that the lower-case text is written in; None where that is not clear.

    One year named in passing proves nothing: most articles name a year of the past or none. A year is taken when the
    text reports on a month or quarter of it that ended less than nine months before the day, or names it together
    with the year before. At the turn of the year a review decides: from January to March a reviewed year is over,
    from October to December the year after the reviewed one is ahead.
    """
    hits = _year_hits(whole)
    past = _latest_past(whole, hits)
    if past is not None:
        found = _day(past.year, month, day)
        if found is not None and found < past:
            found = _day(past.year + 1, month, day)
        if found is not None and found - past < _REPORTED_WITHIN:
            return found
    years = _years(whole, hits, month)
    latest = max(years, default=0)
    if 4 <= month <= 9:
        return _day(latest, month, day) if latest - 1 in years else None
    reviewed = _reviewed(whole, hits)
    if month <= 3:
        if latest in reviewed:
            return _day(latest + 1, month, day)
        return _day(latest, month, day) if latest - 1 in reviewed else None
    planned = any(year == latest + 1 for _, year in hits)
    return _day(latest, month, day) if latest in reviewed and planned else None


def _latest_past(whole: str, hits: list[tuple[int, int]]) -> date | None:
    """The first day of the last month of the latest period that the text reports on, not plans for.

    A quarter or "the first six months of" is reported on by its nature; a month with its year is as often when
    something was founded, so it counts where the words before it say that figures run to its end.
    """
    words = _words()
    ends = []
    for at, year in hits:
        match = words.period_before.search(whole, max(0, at - 30), at)
        if match is None or words.future.search(whole, max(0, match.start() - 40), at + 44):
            continue
        if match["month"] and not words.reported.search(whole, max(0, match.start() - 30), match.start()):
            continue
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"] or "", 0) or int(match["quarter_no"] or 0)
        month = quarter * 3 or int(match["months"] or match["month"] or 0)
        if (day := _day(year, month, 1)) is not None:
            ends.append(day)
    return max(ends, default=None)


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = tomllib.loads(files("checker.ingest").joinpath("metadata.toml").read_text(encoding="utf-8"))
    months: dict[str, int] = tables["months"]
    stamp_list = tuple(tables["stamp"]["words"])
    known = _any({*stamp_list, *months})
    name = rf"(?P<month>{_any(months)})\.?"
    cue = _any(tables["day"]["vi"])
    dm = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>(?:19|20)\d\d))?(?![/.,-]?\d|%)"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    ahead: dict[str, list[str]] = tables["future"]
    return _Words(
        months=months,
        weekdays=tables["weekdays"],
        weekday_before=re.compile(rf"(?<!\w)({_any(tables['weekdays'])})[\s,(]+$"),
        stamp=re.compile(rf"(?>(?:(?>{known})(?!\w)|\d{{1,2}}[hgt](?=\d)|[^\w]|[\d_]|(?<=\d)(?:t(?=\d)|z(?!\w)))+)"),
        stamp_words=(*stamp_list, *months),
        far=_words_in(ahead["far"]),
        not_planned=_words_in(ahead["far"] + ahead["forecast"]),
        future=_words_in(ahead["far"] + ahead["forecast"] + ahead["plan"]),
        history=_words_in(tables["history"]["words"]),
        reported=re.compile(rf"(?<!\w)(?:{_any(tables['reported']['words'])})(?: ngày)?\s+(?:\d{{1,2}}[/.-])?$"),
        review=_words_in(tables["review"]["words"]),
        places=frozenset(tables["place"]["names"]),
        agencies=frozenset(tables["agencies"]["names"]),
        masthead=_words_in(tables["masthead"]["en"]),
        masthead_vi=re.compile(rf"(?:{_any(tables['masthead']['vi'])})(?!\w)"),
        credit=tuple(tables["credit"]["words"]),
        byline=tuple(tables["byline"]["words"]),
        letters=re.compile(f"[{tables['languages']['vi_letters']}]"),
        en_words=frozenset(tables["languages"]["en_words"]),
        day=re.compile(rf"(?<!\w)(?:{cue})\s*,?\s*\(?{dm}"),
        day_today=re.compile(rf"(?<!\w)(?:nay|hôm nay|today)\s*,?\s*\(?(?:ngày )?{dm}"),
        day_in_words=re.compile(rf"(?<!\w)ngày (?P<day>\d{{1,2}}) tháng (?P<month>\d{{1,2}})(?: năm {year})?(?!\d)"),
        en_day=re.compile(rf"(?<!\w){name} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,? {year})?"),
        full=(
            re.compile(rf"(?<!\w){name} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {year}"),
            re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {name},? {year}"),
            re.compile(rf"(?<!\w)ngày (?P<day>\d{{1,2}}) tháng (?P<month>\d{{1,2}}) năm {year}"),
        ),
        period_before=re.compile(
            r"(?<!\w)(?:quý (?:(?P<quarter>iv|iii|ii|i)|(?P<quarter_no>[1-4]))|(?P<months>\d{1,2}) tháng(?: đầu)?|tháng (?P<month>\d{1,2}))"
            r"(?:/|-|,? năm )$"
        ),
    )


def _words_in(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
