"""Laws of the rules about dates: what the calendar says is never reported, and one step off it is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from checker.extract import read
from checker.model import Passage, Source
from checker.text.span import Span
from rules import period_length, weekday_date

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))
WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def _read(text: str, lang: str) -> Passage:
    return read(Source(id="s1", path="s1.txt", text=text, body=Span(0, len(text)), lang=lang))


def _dated(day: date, weekday: int, lang: str) -> Passage:
    name = WEEKDAYS[lang][weekday]
    if lang == "vi":
        return _read(f"Hội đồng họp vào {name}, {day.day}/{day.month}/{day.year} tại Phú Lộc.", lang)
    return _read(f"The council met on {name}, {day.day} {day:%B} {day.year}.", lang)


@given(day=DAYS, lang=st.sampled_from(sorted(WEEKDAYS)), off=st.integers(0, 6))
def test_a_weekday_is_reported_exactly_where_the_calendar_has_another(day: date, lang: str, off: int) -> None:
    passage = _dated(day, (day.weekday() + off) % 7, lang)

    found = list(weekday_date.check(passage, weekday_date.Options()))

    assert len(found) == (off > 0)


@given(first=DAYS, days=st.integers(2, 40), more=st.integers(0, 30))
def test_a_length_in_days_is_reported_exactly_where_neither_way_of_counting_makes_it(
    first: date, days: int, more: int
) -> None:
    last = first + timedelta(days=days)
    ends = f"từ {first.day}/{first.month}/{first.year} đến {last.day}/{last.month}/{last.year}"
    passage = _read(f"Hội chợ kéo dài {days + more} ngày ({ends}) ở Phú Lộc.", "vi")
    in_months = first.day == 1 and (last + timedelta(days=1)).day == 1

    found = list(period_length.check(passage, period_length.Options()))

    assert len(found) == (more > 1 and not in_months)


@given(first=st.integers(1950, 2020), years=st.integers(1, 40), off=st.integers(-3, 3))
def test_a_length_in_years_is_counted_with_and_without_the_first(first: int, years: int, off: int) -> None:
    passage = _read(f"The scheme ran for {years} years ({first}-{first + years + off}) and cost little.", "en")

    found = list(period_length.check(passage, period_length.Options()))

    assert len(found) == (off not in (-1, 0) and off + years > 0)
