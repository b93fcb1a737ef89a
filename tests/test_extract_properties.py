"""Laws of the extractor: what we write is read back, spelling and place change no value, no text breaks it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_languages import corpus, unmarked

from checker.extract import read
from checker.languages.pack import languages, pack
from checker.model import Claim, Source
from checker.text.span import Span
from checker.values.figure import Moment, Quantity

PUBLISHED = "2025-02-06"
MONTHS = "January February March April May June July August September October November December".split()
LANGUAGES = ("vi", "en")
# A number, with its noun, its currency and its share, in a sentence of each language.
COUNTED = {"vi": "Xã có {} người.", "en": "The town has {} people."}
PAID = {"vi": "Xã chi {} đồng.", "en": "The town paid {} dollars."}
RANGED = {"vi": "Xã có {} đến {} người.", "en": "The town has {} to {} people."}
BARE = {"vi": "Chỉ số lên {} hôm qua.", "en": "The index rose to {} yesterday."}
MARKS = {"vi": (".", ","), "en": (",", ".")}


def claims_in(text: str, code: str, *, title: Span | None = None) -> tuple[Claim, ...]:
    source = Source(
        id="a", path="a.txt", text=text, body=Span(0, len(text)), lang=code, published=PUBLISHED, title_span=title
    )
    return read(source).claims


def only(text: str, code: str) -> Quantity:
    claims = claims_in(text, code)
    assert [c.quote for c in claims if not isinstance(c.value, Quantity)] == []
    assert len(claims) == 1, [c.quote for c in claims]
    value = claims[0].value
    assert isinstance(value, Quantity)
    return value


def printed(value: Decimal, code: str) -> str:
    """*value* in digits as the press of the language prints it: 1.234,5 or 1,234.5."""
    group, mark = MARKS[code]
    whole, _, tail = f"{value:,f}".partition(".")
    return whole.replace(",", group) + (mark + tail if tail else "")


codes = st.sampled_from(LANGUAGES)
amounts = st.one_of(
    st.integers(2, 120),
    st.sampled_from([2, 10, 11, 15, 21, 25, 100, 101, 105, 110, 999, 1000, 1001, 1200, 1_000_000, 1_200_000, 10**9]),
    st.integers(2, 10**9),
)


@given(code=codes, amount=amounts)
@example(code="vi", amount=1_000_105)
@example(code="en", amount=1_000_105)
def test_a_number_in_words_is_read_back(code: str, amount: int) -> None:
    said = pack(code).say(Decimal(amount))

    value = only(COUNTED[code].format(said), code)

    assert (int(value.lo), int(value.hi), value.unit.dimension) == (amount, amount, "count")


@given(code=codes, amount=amounts)
def test_money_in_words_is_read_back(code: str, amount: int) -> None:
    said = pack(code).say(Decimal(amount))

    value = only(PAID[code].format(said), code)

    assert (int(value.lo), int(value.hi), value.unit.dimension) == (amount, amount, "money")


@given(code=codes, whole=st.integers(0, 10**9), places=st.integers(0, 2))
@example(code="vi", whole=0, places=2)
@example(code="en", whole=1234, places=0)
@example(code="en", whole=2024, places=0)
def test_digits_are_read_back_in_the_marks_of_the_language(code: str, whole: int, places: int) -> None:
    amount = Decimal(whole).scaleb(-places)

    value = only(PAID[code].format(printed(amount, code)), code)

    assert (value.lo, value.grain) == (amount, Decimal(1).scaleb(-places))


@given(code=codes, tenths=st.integers(0, 100_000), places=st.integers(1, 2))
@example(code="en", tenths=201, places=1)
@example(code="en", tenths=299, places=2)
@example(code="vi", tenths=60, places=1)
def test_decimals_without_a_unit_are_read_back(code: str, tenths: int, places: int) -> None:
    amount = Decimal(tenths).scaleb(-places)
    # Three digits behind a mark are thousands in either notation.
    found = [c.value for c in claims_in(BARE[code].format(printed(amount, code)), code)]

    assert [(value.lo, value.hi) for value in found if isinstance(value, Quantity)] == [(amount, amount)]


@given(code=codes, ends=st.tuples(amounts, amounts).filter(lambda ends: ends[0] < ends[1]))
def test_a_range_is_read_back(code: str, ends: tuple[int, int]) -> None:
    low, high = ends

    value = only(RANGED[code].format(printed(Decimal(low), code), printed(Decimal(high), code)), code)

    assert (int(value.lo), int(value.hi)) == (low, high)


@given(day=st.dates(date(1950, 1, 1), date(2099, 12, 31)), code=codes)
def test_a_date_is_read_back(day: date, code: str) -> None:
    month = MONTHS[day.month - 1]
    texts = {
        "vi": [f"Họ gặp nhau ngày {day:%d/%m/%Y}.", f"Họ gặp nhau ngày {day.day} tháng {day.month} năm {day.year}."],
        "en": [f"They met on {day.day} {month} {day.year}.", f"They met on {month} {day.day}, {day.year}."],
    }

    found = [claims_in(text, code) for text in texts[code]]

    for claims in found:
        assert len(claims) == 1
        value = claims[0].value
        assert isinstance(value, Moment)
        assert (value.start, value.end) == (day.isoformat(), day.isoformat())


# ── spelling and place ───────────────────────────────────────────────────────────────────────────────────────


def sentences(code: str) -> list[str]:
    return [unmarked(text)[0] for meaning in corpus(code)["meaning"] for text in meaning["written"]]


written = st.sampled_from([(code, text) for code in LANGUAGES for text in sentences(code)])


@given(drawn=st.lists(written, min_size=1, max_size=4).filter(lambda all_: len({code for code, _ in all_}) == 1))
def test_a_span_cuts_out_its_quote_with_the_digits_of_its_value(drawn: list[tuple[str, str]]) -> None:
    code, text = drawn[0][0], "\n".join(text for _, text in drawn)

    claims = claims_in(text, code)

    assert claims
    for claim in claims:
        assert claim.quote == text[claim.span.start : claim.span.end]
        assert claim.quote == claim.quote.strip()
        assert claim.sentence.covers(claim.clause)
        assert claim.sentence.start <= claim.span.start
        if isinstance(claim.value, Quantity) and claim.value.lo < 10 and claim.value.lo == int(claim.value.lo):
            assert str(int(abs(claim.value.lo))) in claim.quote or any(c.isalpha() for c in claim.quote)


@given(drawn=written)
@settings(max_examples=400)
def test_composed_and_decomposed_letters_mean_the_same(drawn: tuple[str, str]) -> None:
    code, text = drawn
    apart = unicodedata.normalize("NFD", text)

    claims = claims_in(apart, code)

    assert [(c.value, c.kind, c.status) for c in claims] == [(c.value, c.kind, c.status) for c in claims_in(text, code)]
    assert [unicodedata.normalize("NFC", c.quote) for c in claims] == [c.quote for c in claims_in(text, code)]


@given(drawn=written, space=st.sampled_from("\u00a0\u202f\u2007\u2009"))
@settings(max_examples=400)
def test_a_space_that_does_not_break_is_a_space(drawn: tuple[str, str], space: str) -> None:
    code, text = drawn

    claims = claims_in(text.replace(" ", space), code)

    assert [(c.value, c.kind, c.span) for c in claims] == [(c.value, c.kind, c.span) for c in claims_in(text, code)]


@given(code=codes, amount=amounts, template=st.sampled_from((COUNTED, PAID)))
def test_capitals_change_no_value(code: str, amount: int, template: dict[str, str]) -> None:
    text = template[code].format(printed(Decimal(amount), code))

    values = {only(spelled, code) for spelled in (text, text.upper(), text.lower())}

    assert len(values) == 1


@given(drawn=written, before=st.sampled_from(("Mây trắng bay.\n\n", "Clouds drift by.\n\n", "—\n", "\n\n")))
@settings(max_examples=400)
def test_a_paragraph_before_moves_the_claims_and_changes_nothing_else(drawn: tuple[str, str], before: str) -> None:
    code, text = drawn
    by = len(before)

    claims = claims_in(before + text, code)

    moved = [
        replace(
            claim,
            source=claims[0].source,
            span=Span(claim.span.start + by, claim.span.end + by),
            sentence=Span(claim.sentence.start + by, claim.sentence.end + by),
            clause=Span(claim.clause.start + by, claim.clause.end + by),
            place=found.place,
        )
        for claim, found in zip(claims_in(text, code), claims, strict=True)
    ]
    assert list(claims) == moved


# ── any text ─────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = (
    "0 1 5 06 12 31 100 2024 1.000 1,5 3.14 1.234.567 12,345.6 % $ € ₫ - – — / . , ; : ( ) [ ] “ ” \" ' ° + x × @ :// "
    "www. \n \t từ đến hơn gần khoảng năm tháng ngày quý triệu tỷ nghìn rưỡi đồng USD người lần điểm phần trăm gấp đôi "
    "thứ hai hạng top tỷ số thắng trên tổng số âm m km/h from to between and of per cent million bn k two thirds half "
    "first No. ranked minus about more than rose fell by Q1 January 6 a.m. won dozens one in"
).split(" ")
anything = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
)


@pytest.mark.parametrize("code", languages())
@given(text=anything)
@settings(max_examples=400)
@example(text="")
@example(text="1")
@example(text="(1")
@example(text="$")
@example(text="1-")
@example(text="9" * 400)
@example(text="1/0 0/0 1:0 5-0")
def test_no_text_breaks_the_reader(code: str, text: str) -> None:
    claims = claims_in(text, code)

    assert [c.nth for c in claims] == sorted(c.nth for c in claims)
    for claim in claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert 0 <= claim.sentence.start <= claim.span.start
        if isinstance(claim.value, Quantity):
            assert claim.value.lo <= claim.value.hi
            assert claim.value.grain > 0
