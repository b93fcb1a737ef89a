"""Dates: every case of every language, the way there and back through each notation, the calendar, and time taken."""

from __future__ import annotations

import importlib
import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from checker.languages import calendar, lunar
from checker.languages.hits import DateHit
from checker.text.normal import view

CASES = Path(__file__).parent / "cases" / "languages"
LANGUAGES = ("vi", "en")
READERS: dict[str, ModuleType] = {
    code: importlib.import_module(f"checker.languages.{code}.dates") for code in LANGUAGES
}
TABLES = {code: tomllib.loads((CASES / f"{code}-dates.toml").read_text(encoding="utf-8")) for code in LANGUAGES}

USUAL = {"part": "", "hedge": "exact", "role": "point", "weekday": -1, "problem": ""}
NONE_PUBLISHED = "2025-02-06"
GRAINS = {"minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century", "span"}
STATED = {"dmy", "dm", "my", "m", "d", "y", "q", "clock", "weekday", "relative", "recurrent", "span"}


def read(code: str, text: str, published: str | None = NONE_PUBLISHED, year: int | None = None) -> list[DateHit]:
    """The hits of the reader of *code* in the normal form of *text*."""
    seen = view(text)
    return READERS[code].find(seen.low, seen.text, published=published, year=year)  # type: ignore[no-any-return]


def described(hit: DateHit, text: str) -> dict[str, Any]:
    """A hit as a case writes it."""
    return {
        "quote": text[hit.start : hit.end],
        "lo": hit.lo,
        "hi": hit.hi,
        "grain": hit.grain,
        "stated": hit.stated,
        "part": hit.part,
        "hedge": hit.hedge.value,
        "role": hit.role,
        "weekday": hit.weekday,
        "problem": hit.problem,
    }


CASE_LIST = [
    pytest.param(code, case, id=f"{code}-{case['text']}") for code in LANGUAGES for case in TABLES[code]["case"]
]
LOOK_ALIKES = [
    pytest.param(code, text, id=f"{code}-{heading}-{text}")
    for code in LANGUAGES
    for heading, texts in TABLES[code]["none"].items()
    for text in texts
]


@pytest.mark.parametrize(("code", "case"), CASE_LIST)
def test_every_case_is_read_as_it_says(code: str, case: dict[str, Any]) -> None:
    expected = [{"hi": hit["lo"], **USUAL, **hit} for hit in case["hits"]]

    hits = read(code, case["text"], case.get("published"))

    assert [described(hit, case["text"]) for hit in hits] == expected


@pytest.mark.parametrize(("code", "text"), LOOK_ALIKES)
def test_a_look_alike_is_no_date(code: str, text: str) -> None:
    assert [described(hit, text) for hit in read(code, text)] == []


# --- the tables against CLDR ------------------------------------------------------------------------------------------

MONTH_NAMES = [
    pytest.param(code, month, name, id=f"{code}-{width}-{name}")
    for code, width in (("vi", "wide"), ("en", "wide"), ("en", "abbreviated"))
    for month, name in Locale(code).months["format"][width].items()
]
DAY_NAMES = [
    pytest.param(code, day, name, id=f"{code}-{name}")
    for code in LANGUAGES
    for day, name in Locale(code).days["format"]["wide"].items()
]


@pytest.mark.parametrize(("code", "month", "name"), MONTH_NAMES)
def test_the_month_names_of_cldr_are_read(code: str, month: int, name: str) -> None:
    text = f"vào {name} năm 2013" if code == "vi" else f"in {name} 2013"

    (hit,) = read(code, text)

    assert (hit.lo, hit.hi) == calendar.month_ends(2013, month)


@pytest.mark.parametrize(("code", "weekday", "name"), DAY_NAMES)
def test_the_weekday_names_of_cldr_are_read(code: str, weekday: int, name: str) -> None:
    text = f"hôm {name}" if code == "vi" else f"on {name}"

    (hit,) = read(code, text)

    assert date.fromisoformat(hit.lo).weekday() == weekday
    assert 0 <= (date.fromisoformat(NONE_PUBLISHED) - date.fromisoformat(hit.lo)).days < 7


# --- there and back ---------------------------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
EN_MONTHS = [Locale("en").months["format"]["wide"][month] for month in range(1, 13)]
EN_SHORT = [Locale("en").months["format"]["abbreviated"][month] for month in range(1, 13)]

FULL: dict[str, list[Callable[[date], str]]] = {
    "vi": [
        lambda d: f"ngày {d.day}/{d.month}/{d.year}",
        lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
        lambda d: f"ngày {d.day}-{d.month}-{d.year}",
        lambda d: f"sáng {d.day}.{d.month}.{d.year}",
        lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
        lambda d: f"hôm {d.day}/{d.month} năm {d.year}",
        lambda d: d.isoformat(),
    ],
    "en": [
        lambda d: f"{d.day} {EN_MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{EN_MONTHS[d.month - 1]} {d.day}, {d.year}",
        lambda d: f"{EN_SHORT[d.month - 1]}. {d.day}, {d.year}",
        lambda d: f"{d.day} {EN_SHORT[d.month - 1]} {d.year}",
        lambda d: d.isoformat(),
    ],
}
SHORT: dict[str, list[Callable[[date], str]]] = {
    "vi": [
        lambda d: f"ngày {d.day}/{d.month}",
        lambda d: f"chiều {d.day}-{d.month}",
        lambda d: f"ngày {d.day}.{d.month}",
        lambda d: f"ngày {d.day} tháng {d.month}",
    ],
    "en": [lambda d: f"on {EN_MONTHS[d.month - 1]} {d.day}", lambda d: f"on {d.day} {EN_SHORT[d.month - 1]}"],
}
TELL = {"vi": "Nhà máy mở cửa {} tại cảng.", "en": "A fair {} at the port."}
TOLD_OF = {"vi": "Nhà máy đã cháy {} tại cảng.", "en": "The mill burned {} at the port."}
TO_COME = {"vi": "Nhà máy sẽ mở cửa {} tại cảng.", "en": "The mill will open {} at the port."}


@pytest.mark.parametrize("code", LANGUAGES)
@given(day=days)
def test_a_full_date_is_read_back_from_every_notation(code: str, day: date) -> None:
    for say in FULL[code]:
        text = TELL[code].format(say(day))

        (hit,) = read(code, text)

        assert (hit.lo, hit.hi, hit.stated) == (day.isoformat(), day.isoformat(), "dmy")
        assert say(day).endswith(text[hit.start : hit.end])


@pytest.mark.parametrize("code", LANGUAGES)
@given(published=days, away=st.integers(-150, 150))
def test_a_day_without_a_year_lies_in_the_year_nearest_to_publication(code: str, published: date, away: int) -> None:
    day = published + timedelta(away)
    if (day.month, day.day) == (2, 29) or not 1900 < day.year < 2099:
        return
    for say in SHORT[code]:
        (hit,) = read(code, TELL[code].format(say(day)), published.isoformat())

        assert (hit.lo, hit.stated) == (day.isoformat(), "dm")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("tell", "first", "last"), [(TOLD_OF, -295, 0), (TO_COME, 0, 230)])
@given(data=st.data(), published=days)
def test_a_day_without_a_year_lies_where_the_verb_looks(
    code: str, tell: dict[str, str], first: int, last: int, data: st.DataObject, published: date
) -> None:
    day = published + timedelta(data.draw(st.integers(first, last)))
    if (day.month, day.day) == (2, 29) or not 1900 < day.year < 2099:
        return
    for say in SHORT[code]:
        (hit,) = read(code, tell[code].format(say(day)), published.isoformat())

        assert (hit.lo, hit.stated) == (day.isoformat(), "dm")


@given(published=days, away=st.integers(-355, 0))
def test_hom_looks_back(published: date, away: int) -> None:
    day = published + timedelta(away)
    if (day.month, day.day) == (2, 29) or not 1900 < day.year < 2099:
        return
    for text in (f"Hôm {day.day}/{day.month}, nhà máy mở cửa.", f"Nhà máy mở cửa hôm {day.day}.{day.month} tại cảng."):
        (hit,) = read("vi", text, published.isoformat())

        assert hit.lo == day.isoformat()


@given(published=days, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_time_of_day_is_read_back(published: date, hour: int, minute: int) -> None:
    half = "a.m." if hour < 12 else "p.m."
    said = {
        "vi": [
            f"lúc {hour}h{minute:02d}",
            f"lúc {hour}g{minute:02d}",
            f"lúc {hour:02d}:{minute:02d}",
            f"vào {hour} giờ {minute} phút",
        ],
        "en": [
            f"at {hour:02d}:{minute:02d}",
            f"at {(hour - 1) % 12 + 1}:{minute:02d} {half}",
            f"{hour:02d}{minute:02d} GMT",
        ],
    }
    for code, forms in said.items():
        for form in forms:
            (hit,) = read(code, TELL[code].format(form), published.isoformat())

            assert (hit.lo, hit.hi, hit.stated) == (f"{hour:02d}:{minute:02d}",) * 2 + ("clock",)


@given(start=days, length=st.integers(1, 300))
def test_a_range_of_days_keeps_both_ends(start: date, length: int) -> None:
    end = start + timedelta(length)
    if end.year > 2099:
        return
    said = {
        "vi": f"từ ngày {start.day}/{start.month}/{start.year} đến ngày {end.day}/{end.month}/{end.year}",
        "en": f"from {EN_MONTHS[start.month - 1]} {start.day}, {start.year} to {EN_MONTHS[end.month - 1]} {end.day}, {end.year}",
    }
    for code, form in said.items():
        (hit,) = read(code, TELL[code].format(form))

        assert (hit.lo, hit.hi, hit.grain) == (start.isoformat(), end.isoformat(), "span")


@pytest.mark.parametrize(
    ("code", "text", "away"),
    [
        ("vi", "hôm qua", -1),
        ("vi", "hôm nay", 0),
        ("vi", "ngày mai", 1),
        ("en", "yesterday", -1),
        ("en", "today", 0),
        ("en", "tomorrow", 1),
    ],
)
@given(published=days)
def test_a_relative_day_counts_from_publication(code: str, text: str, away: int, published: date) -> None:
    (hit,) = read(code, text, published.isoformat())

    assert hit.lo == (published + timedelta(away)).isoformat()


@pytest.mark.parametrize(("code", "text"), [("vi", "tuần trước"), ("en", "last week")])
@given(published=days)
def test_last_week_runs_from_monday_to_sunday_before_this_one(code: str, text: str, published: date) -> None:
    (hit,) = read(code, text, published.isoformat())
    first, last = date.fromisoformat(hit.lo), date.fromisoformat(hit.hi)

    assert (first.weekday(), last.weekday(), (last - first).days) == (0, 6, 6)
    assert 1 <= (published - last).days <= 7


@given(year=st.integers(1900, 2100), month=st.integers(1, 12), day=st.integers(1, 39))
def test_a_day_that_the_calendar_lacks_is_a_problem_and_no_other_is(year: int, month: int, day: int) -> None:
    (hit,) = read("vi", f"Hạn chót là ngày {day}/{month}/{year}.")

    assert bool(hit.problem) != calendar.possible(year, month, day)
    assert (hit.lo == "") == bool(hit.problem)


# --- any text -----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    """ngày tháng năm quý thứ hôm sáng nay qua mai Hai tuần trước sau đầu cuối từ đến và cùng kỳ giờ 1 2 6 10 11 12 29 31 2013 2/10
    23-10 19.7 31/11 7:25 15h30 20-26/10 2007-2013 9/2013 ( ) , . – - / % người rằm mùng Tết May March on of the Feb. Monday
    last next year month quarter half first same period Q3 FY24 1990s am GMT 0117""".split()
)


def ends_of(hit: DateHit) -> Iterator[str]:
    yield hit.lo
    yield hit.hi


@pytest.mark.parametrize("code", LANGUAGES)
@given(
    text=st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    ),
    published=st.one_of(st.none(), days.map(date.isoformat)),
)
def test_hits_of_any_text_are_in_order_apart_and_well_formed(code: str, text: str, published: str | None) -> None:
    seen = view(text)

    hits = READERS[code].find(seen.low, seen.text, published=published)

    at = 0
    for hit in hits:
        assert at <= hit.start < hit.end <= len(seen.text)
        at = hit.end
        assert hit.grain in GRAINS
        assert hit.stated in STATED
        assert hit.role in {"point", "period", "base"}
        assert (hit.lo == hit.hi == "") if hit.problem else hit.lo <= hit.hi
        if hit.problem:
            continue
        for end in ends_of(hit):
            assert re.fullmatch(r"\d\d:\d\d", end) if hit.stated == "clock" else date.fromisoformat(end)


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=st.lists(PIECES, max_size=25).map(" ".join))
def test_reading_twice_gives_the_same(code: str, text: str) -> None:
    assert read(code, text) == read(code, text)


@pytest.mark.timed
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ["1/", "6/2 ", "ngày ", "năm ", "tháng 1", "20-", "10, ", "1 và ", "2013-", "2013 ", "từ ngày 1 đến ", "(", "thứ hai ", "sáng ", "cùng ngày ",
     "Feb. 6-", "May ", "March 1 and ", "the same period ", "last year ", "first ", "12:00 ", "1", "\n", "Monday ", "of ", "quý ", "1h", "hôm sau "],
)  # fmt: skip
def test_the_time_taken_grows_with_the_text_and_no_faster(code: str, piece: str) -> None:
    text = piece * (60_000 // len(piece))

    began = time.perf_counter()
    read(code, text)
    taken = time.perf_counter() - began

    # A linear reader takes about a tenth of a second; a quadratic one minutes.
    assert taken < 5


# --- publication ----------------------------------------------------------------------------------------------------------


def test_a_publication_day_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        read("vi", "hôm qua", "yesterday")


def test_the_time_of_publication_does_not_matter() -> None:
    assert read("vi", "hôm qua và 5/2", "2025-02-06T23:59") == read("vi", "hôm qua và 5/2", "2025-02-06")


def test_a_year_given_from_outside_serves_where_publication_is_unknown() -> None:
    (hit,) = read("vi", "Ngày 6/2, tàu cập bến.", None, 2021)

    assert hit.lo == "2021-02-06"


def test_an_order_of_day_and_month_holds_for_the_whole_text() -> None:
    day_first = read("en", "From 3/4/2024 on; see also 25/4/2024.")
    month_first = read("en", "From 3/4/2024 on; see also 4/25/2024.")

    assert [hit.lo for hit in day_first] == ["2024-04-03", "2024-04-25"]
    assert [hit.lo for hit in month_first] == ["2024-03-04", "2024-04-25"]


# --- the lunar calendar -------------------------------------------------------------------------------------------------

# First days of the lunar year as the Vietnamese calendar had them; 1968, 1985 and 2007 differ from the Chinese one.
TET = {
    1968: "1968-01-29", 1985: "1985-01-21", 2007: "2007-02-17", 2013: "2013-02-10", 2014: "2014-01-31", 2023: "2023-01-22",
    2024: "2024-02-10", 2025: "2025-01-29", 2030: "2030-02-02",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_the_lunar_year_begins_when_the_vietnamese_calendar_says(year: int, day: str) -> None:
    assert lunar.lunar_to_iso(year, 1, 1) == day


@given(year=st.integers(1900, 2199))
def test_the_lunar_year_begins_between_20_january_and_21_february(year: int) -> None:
    day = lunar.lunar_to_iso(year, 1, 1)

    assert day is not None
    assert f"{year}-01-20" <= day <= f"{year}-02-21"


@given(year=st.integers(1900, 2198), month=st.integers(1, 11))
def test_lunar_months_follow_each_other_after_29_or_30_days(year: int, month: int) -> None:
    first, second = lunar.lunar_to_iso(year, month, 1), lunar.lunar_to_iso(year, month + 1, 1)

    assert first is not None
    assert second is not None
    # A leap month between the two makes it 58 to 60.
    assert (date.fromisoformat(second) - date.fromisoformat(first)).days in {29, 30, 58, 59, 60}


# --- real articles ------------------------------------------------------------------------------------------------------


def gold_moments(corpus: Path, part: str) -> Iterator[tuple[str, dict[str, Any], list[tuple[int, int]]]]:
    """Dates and times of the gold: the article, the claim, and where it stands."""
    for path in sorted((corpus / "gold" / part).glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        claims = [
            (claim["doc"], claim)
            for group in data["groups"]
            if group.get("kind") != "list"
            for claim in group["claims"]
        ]
        claims += [(item["doc"], claim) for item in data["internal"] for claim in item["claims"]]
        for doc, claim in claims:
            if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\d\d:\d\d", str(claim.get("lo"))) or not isinstance(
                claim["lo"], str
            ):
                continue
            text = (corpus / part / path.stem / f"{doc}.md").read_text(encoding="utf-8")
            context, quote = claim.get("context") or claim["quote"], claim["quote"]
            inner = context.find(quote)
            spans = [(m.start() + inner, m.start() + inner + len(quote)) for m in re.finditer(re.escape(context), text)]
            yield text, claim, spans


@pytest.mark.parametrize("part", ["dev", "press"])
def test_dates_of_real_articles_are_found(corpus: Path, part: str) -> None:
    found = known = 0
    for text, claim, spans in gold_moments(corpus, part):
        front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
        assert front is not None
        body = front.end()
        spans = [span for span in spans if span[0] >= body]
        if not spans:
            continue
        published = re.search(r"^date: *(\S+)", front[0], re.MULTILINE)
        code = "en" if "\nlang: en" in front[0] else "vi"
        seen = view(text[body:])
        lo, hi = claim["lo"], claim.get("hi") or claim["lo"]

        hits = READERS[code].find(seen.low, seen.text, published=published and published[1])

        spots = [(seen.original(hit.start, hit.end), hit) for hit in hits]
        near = [
            hit for at, hit in spots if any(at.start + body < end and start < at.end + body for start, end in spans)
        ]
        known += 1
        found += any(hit.lo.startswith(lo) and hit.hi.startswith(hi) for hit in near)

    assert known > 30
    assert found / known >= 0.95
