"""Number words: every case of every language, the round trip through words, and the time they may take."""

from __future__ import annotations

import importlib
import json
import re
import time
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.languages.en import numerals as english
from checker.languages.hits import Numeral
from checker.languages.vi import numerals as vietnamese
from checker.text.normal import lowered, view

CASES = Path(__file__).parent / "cases" / "languages"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
LANGUAGES = {"vi": vietnamese, "en": english}
FORMS = {"cardinal", "ordinal", "fraction", "multiple", "vague", "magnitude"}


def cases() -> list[Any]:
    """Every case as (module, text, expected hits)."""
    found = []
    for code, module in LANGUAGES.items():
        tables = tomllib.loads((CASES / f"{code}-numerals.toml").read_text(encoding="utf-8"))
        for heading, table in tables.items():
            for text, hits in table.items():
                found.append(pytest.param(module, text, hits, id=f"{code}-{heading}-{text}"))
    return found


def hits_in(module: ModuleType, text: str) -> list[Numeral]:
    return list(module.find(lowered(text), text))


def near(left: Decimal, right: int | str) -> bool:
    """Equal, up to what a division leaves behind the 20th place."""
    return abs(Fraction(left) - Fraction(right)) < Fraction(1, 10**20)


@pytest.mark.parametrize(("module", "text", "expected"), cases())
def test_a_text_holds_these_numbers_and_no_others(module: ModuleType, text: str, expected: list[list[Any]]) -> None:
    found = hits_in(module, text)

    assert [(text[h.start : h.end], h.form, h.sure) for h in found] == [
        (q, form, sure) for q, _, _, form, sure in expected
    ]
    for hit, (_, lo, hi, _, _) in zip(found, expected, strict=True):
        assert near(hit.lo, lo), hit
        assert near(hit.hi, hi), hit


@pytest.mark.parametrize(("module", "text", "expected"), cases())
def test_text_before_a_number_moves_it_and_nothing_else(
    module: ModuleType, text: str, expected: list[list[Any]]
) -> None:
    before = "Xxx, yyy.\n"

    moved = hits_in(module, before + text)

    shift = len(before)
    assert moved == [h._replace(start=h.start + shift, end=h.end + shift) for h in hits_in(module, text)]
    assert len(moved) == len(expected)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_case_file_is_large_and_has_lookalikes(code: str) -> None:
    tables = tomllib.loads((CASES / f"{code}-numerals.toml").read_text(encoding="utf-8"))

    assert sum(map(len, tables.values())) >= 120
    assert len(tables["none"]) >= 30


@pytest.mark.parametrize(
    ("module", "text", "grain"),
    [
        (vietnamese, "hai mươi mốt người", "1"),
        (vietnamese, "hai trăm người", "1"),
        (vietnamese, "hai nghìn người", "1000"),
        (vietnamese, "một triệu hai", "100000"),
        (vietnamese, "một tỷ hai trăm", "100000000"),
        (vietnamese, "ba triệu rưỡi", "100000"),
        (vietnamese, "hai phẩy năm triệu", "100000"),
        (vietnamese, "hai chục người", "10"),
        (vietnamese, "nửa triệu", "100000"),
        (vietnamese, "vài chục nghìn", "10000"),
        (vietnamese, "hàng trăm", "100"),
        (vietnamese, "ba phần nghìn", "0.001"),
        (english, "twenty-one people", "1"),
        (english, "two hundred people", "1"),
        (english, "two thousand people", "1000"),
        (english, "two and a half million", "100000"),
        (english, "half a billion", "100000000"),
        (english, "two dozen", "12"),
        (english, "two point five", "0.1"),
        (english, "two-thirds", "0.1"),
        (english, "one in a hundred", "0.01"),
    ],
)
def test_the_grain_is_the_worth_of_the_last_place_said(module: ModuleType, text: str, grain: str) -> None:
    (hit,) = hits_in(module, text)

    assert hit.grain == Decimal(grain)


numbers = st.one_of(
    st.integers(0, 10**12),
    st.integers(0, 2_000),
    st.builds(
        lambda a, power, b: min(a * 10**power + b, 10**15), st.integers(1, 999), st.integers(0, 12), st.integers(0, 999)
    ),
)
halves = st.builds(
    lambda whole, tenth: Decimal(whole) + Decimal(tenth) / 10, st.integers(0, 10**9), st.sampled_from([0, 1, 5, 9])
)


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
@given(number=numbers)
@example(number=10**15)
@example(number=1_000_200)
@example(number=2_005_000_000_015)
def test_reading_what_was_said_returns_the_number(module: ModuleType, number: int) -> None:
    value = Decimal(number)

    assert module.parse(module.say(value)) == value
    assert module.parse(module.say(-value)) == -value


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
@given(value=halves)
def test_reading_what_was_said_returns_tenths(module: ModuleType, value: Decimal) -> None:
    assert module.parse(module.say(value)) == value


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
@given(number=numbers.filter(bool), tail=st.sampled_from(["", ".", ", xyz", " xyz", ")"]))
@example(number=5, tail=" xyz")
def test_a_said_number_is_found_whole(module: ModuleType, number: int, tail: str) -> None:
    words = module.say(Decimal(number))
    text = f"zzz {words}{tail}"

    found = hits_in(module, text)

    if number == 1 and module is vietnamese and not found:
        return  # "một" with nothing to count is an article
    if module is vietnamese and number == 5 and not found:
        return  # and "năm" is a year
    if module is english and number == 1 and not found:
        return  # and "one" a pronoun
    assert [(text[h.start : h.end], h.lo, h.hi) for h in found] == [(words, Decimal(number), Decimal(number))]


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
def test_a_number_that_cannot_be_said_is_refused(module: ModuleType) -> None:
    with pytest.raises(ValueError, match="10\\^15"):
        module.say(Decimal(10) ** 15 + 1)
    with pytest.raises(ValueError, match="one decimal"):
        module.say(Decimal("0.25"))


@pytest.mark.parametrize(
    ("module", "phrase"),
    [
        (vietnamese, ""),
        (vietnamese, "không ai"),
        (vietnamese, "âm âm năm"),
        (vietnamese, "vài chục"),
        (vietnamese, "hai triệu ba triệu"),
        (english, ""),
        (english, "one of them"),
        (english, "minus minus five"),
        (english, "several hundred"),
        (english, "two million three million"),
    ],
)
def test_a_phrase_that_is_no_single_number_has_no_value(module: ModuleType, phrase: str) -> None:
    assert module.parse(phrase) is None


JUMBLE = {
    "vi": "không mười mươi linh lẻ phẩy phần thứ nhất nhì đầu tiên gấp đôi nhân âm vài mấy dăm hàng cả nửa lần giải khóa VI XIII "
    "tư mốt lăm hơn người 5 2,5",
    "en": "a and of in out point minus ten twenty zero half quarter third thirds dozen dozens tens hundreds several few couple "
    "first second twice doubled tenfold between every more men 5 2.5",
}


def vocabulary(module: ModuleType) -> st.SearchStrategy[str]:
    words = sorted(
        {*module.words.ONES, *module.SCALES, *module.HALF_TAIL.split(), *JUMBLE[module.__name__.split(".")[2]].split()}
    )
    return st.lists(
        st.tuples(st.sampled_from(words), st.sampled_from([" ", " ", " ", "-", ", ", "\n"]), st.booleans()), max_size=12
    ).map(lambda parts: "".join((w.capitalize() if big else w) + sep for w, sep, big in parts))


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
@settings(max_examples=300)
@given(data=st.data())
def test_hits_are_in_order_apart_and_well_formed_in_any_jumble(module: ModuleType, data: st.DataObject) -> None:
    text = data.draw(vocabulary(module))

    found = hits_in(module, text)

    last = 0
    for hit in found:
        assert last <= hit.start < hit.end <= len(text)
        assert hit.lo <= hit.hi
        assert hit.grain > 0
        assert hit.form in FORMS
        assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]
        last = hit.end


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
@given(text=st.text(max_size=80))
def test_any_text_can_be_read(module: ModuleType, text: str) -> None:
    plain = view(text)

    assert all(0 <= h.start < h.end <= len(plain.text) for h in module.find(plain.low, plain.text))


@pytest.mark.timed
@pytest.mark.parametrize(
    ("module", "word"),
    [
        *(
            (vietnamese, w)
            for w in ("một", "năm", "trăm", "tỷ", "hai ba", "một phẩy", "hàng nghìn", "vài", "Ba", "thứ hai")
        ),
        *(
            (english, w)
            for w in ("one", "hundred", "one hundred and", "one in", "tens of", "half of a", "Two", "a few")
        ),
    ],
)
def test_a_hundred_thousand_words_take_time_in_proportion(module: ModuleType, word: str) -> None:
    text = f"{word} " * 100_000
    low = lowered(text)

    start = time.process_time()
    module.find(low, text)

    # Linear readers take under a second; a quadratic one would take hours.
    assert time.process_time() - start < 20


@pytest.mark.parametrize("module", LANGUAGES.values(), ids=LANGUAGES)
def test_scales_and_tails_are_words_the_reader_knows(module: ModuleType) -> None:
    one = "một" if module is vietnamese else "one"
    words = {word: power for word, power in module.SCALES.items() if module.parse(f"{one} {word}") is not None}

    assert {word: module.parse(f"{one} {word}") for word in words} == {w: Decimal(10) ** p for w, p in words.items()}
    assert set(words) >= (
        {"nghìn", "triệu", "tỷ", "nghìn tỷ"} if module is vietnamese else {"hundred", "thousand", "million"}
    )
    assert module.parse(f"{one} {words and list(words)[2]} {module.HALF_TAIL}") is not None


def gold_in_words() -> list[tuple[str, str, str, float]]:
    """(language, text, quote, lower end) of each hand-marked count, duration, rank or ratio without a digit."""
    rows = []
    for path in sorted(CORPUS.glob("gold/*/*.json")):
        for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
            for claim in group["claims"]:
                lo = claim.get("lo")
                if (
                    group["kind"] in ("list", "date")
                    or not isinstance(lo, int | float)
                    or re.search(r"\d", claim["quote"])
                ):
                    continue
                document = next((CORPUS / path.parent.name / path.stem).glob(f"{claim['doc']}*"), None)
                if document is None:
                    continue
                text = document.read_text(encoding="utf-8")
                rows.append(("en" if "lang: en" in text[:600] else "vi", text, claim["quote"], float(lo)))
    return rows


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus ../shared/corpus is not here")
def test_most_hand_marked_number_words_are_found() -> None:
    rows = gold_in_words()
    found = 0

    for code, text, quote, lo in rows:
        plain = view(text)
        hits = LANGUAGES[code].find(plain.low, plain.text)
        at = plain.text.find(view(quote).text)
        inside = [h for h in hits if h.start < at + len(quote) and at < h.end]
        # "hàng chục" begins at 10 here; the marks put it at 20.
        found += any(float(h.lo) == lo or (h.form == "magnitude" and float(h.lo) <= lo <= float(h.hi)) for h in inside)

    assert len(rows) > 150
    assert found / len(rows) >= 0.9


def test_the_readers_share_one_interface() -> None:
    for code in LANGUAGES:
        module = importlib.import_module(f"checker.languages.{code}.numerals")

        assert callable(module.find)
        assert callable(module.say)
        assert callable(module.parse)
        assert module.SCALES
        assert module.HALF_TAIL
