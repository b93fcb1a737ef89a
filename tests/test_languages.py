"""Every language pack against its corpus: what a figure in a text means, and what is no figure.

``tests/cases/languages/<code>.toml`` lists under each meaning every way to write it. A text marks the figure meant
in [brackets] and every other figure that it holds in {braces}; it holds no more than these. The texts under
``[none]`` hold no figure at all. A meaning gives ``kind`` and ``lo`` (``hi`` where it differs; dates as
``YYYY-MM-DD``), or ``label``; ``unit``, ``grain``, ``of``, ``status`` and ``period`` where they matter;
``hedge`` is exact unless given; a fraction is written "2/3".
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.errors import LanguageError
from checker.extract import read
from checker.extract.tokens import Tokens
from checker.languages.pack import built, lacks, languages, pack
from checker.languages.places import places as where
from checker.model import Claim, Kind, Source
from checker.text.span import Span
from checker.values.figure import Label, Moment, Quantity

CASES = Path(__file__).parent / "cases" / "languages"
PACKS = Path(__file__).parents[1] / "checker" / "languages"
PUBLISHED = "2025-02-06"


@cache
def corpus(code: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))


def claims_in(text: str, code: str, *, published: str | None = PUBLISHED) -> tuple[Claim, ...]:
    source = Source(id="a", path="a.txt", text=text, body=Span(0, len(text)), lang=code, published=published)
    return read(source).claims


def unmarked(marked: str) -> tuple[str, list[Span], list[Span]]:
    """The text without its marks, where the figures meant stand and where the others do."""
    text = ""
    meant: list[Span] = []
    others: list[Span] = []
    opened: list[int] = []
    for char in marked:
        if char in "[{":
            opened.append(len(text))
        elif char in "]}":
            (meant if char == "]" else others).append(Span(opened.pop(), len(text)))
        else:
            text += char
    return text, meant, others


def meanings() -> list[Any]:
    return [
        pytest.param(code, meaning, text, id=f"{code}: {text}")
        for code in languages()
        for meaning in corpus(code)["meaning"]
        for text in meaning["written"]
    ]


def lookalikes() -> list[Any]:
    return [
        pytest.param(code, text, id=f"{code}: {text}")
        for code in languages()
        for heading, texts in corpus(code)["none"].items()
        for text in texts
        if heading
    ]


def told(claim: Claim, meaning: dict[str, Any]) -> dict[str, Any]:
    """What *claim* says of each thing that *meaning* states."""
    value = claim.value
    found: dict[str, Any] = {"kind": str(claim.kind), "hedge": str(value.hedge), "status": str(claim.status)}
    match value:
        case Quantity():
            found |= {"lo": value.lo, "hi": value.hi, "unit": value.unit.key, "grain": value.grain, "of": value.of}
        case Moment():
            found |= {"lo": value.start, "hi": value.end, "grain": value.grain, "part": value.part}
        case Label():
            found |= {"label": value.text}
    return {name: found.get(name) for name in meaning}


def stated(meaning: dict[str, Any]) -> dict[str, Any]:
    """*meaning* with its numbers as decimals and what it leaves out."""
    plain = {name: value for name, value in meaning.items() if name not in ("written", "name")}
    for name in ("lo", "hi", "of", "grain"):
        number = plain.get(name)
        if isinstance(number, int | float):
            plain[name] = Decimal(str(number))
        elif isinstance(number, str) and "/" in number:
            part, whole = number.split("/")
            plain[name] = Decimal(part) / Decimal(whole)
    if "lo" in plain:
        plain.setdefault("hi", plain["lo"])
    plain.setdefault("hedge", "exact")
    return plain


@pytest.mark.parametrize(("code", "meaning", "marked"), meanings())
def test_a_figure_means_what_its_words_say(code: str, meaning: dict[str, Any], marked: str) -> None:
    text, meant, others = unmarked(marked)
    expected = stated(meaning)

    claims = claims_in(text, code)

    assert {c.quote for c in claims} == {span.cut(text) for span in (*meant, *others)}
    assert {c.span for c in claims} == {*meant, *others}
    for claim in claims:
        if claim.span in meant:
            assert told(claim, expected) == expected


@pytest.mark.parametrize(("code", "text"), lookalikes())
def test_a_lookalike_is_no_figure(code: str, text: str) -> None:
    claims = claims_in(text, code)

    # The number of a law or a ward may be kept: it identifies a thing, and amounts to nothing.
    assert [c.quote for c in claims if c.kind is not Kind.ORDINAL] == []
    assert [c.quote for c in claims if isinstance(c.value, Quantity) and c.value.unit.dimension != "ordinal"] == []


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_corpus_with_lookalikes(code: str) -> None:
    found = corpus(code)

    written = [text for meaning in found["meaning"] for text in meaning["written"]]
    none = [text for texts in found["none"].values() for text in texts]

    assert len(written) == len(set(written))
    assert all("[" in text for text in written)
    assert len(written) + len(none) >= (150 if code in ("en", "vi") else 60)
    assert len(none) >= (40 if code in ("en", "vi") else 10)


def test_a_pack_with_an_unknown_table_is_refused() -> None:
    data = tomllib.loads((PACKS / "en" / "pack.toml").read_text(encoding="utf-8"))

    with pytest.raises(LanguageError, match="unknown table 'colours'"):
        built("en", {**data, "colours": {}})


def test_a_pack_in_capitals_is_refused() -> None:
    data = tomllib.loads((PACKS / "en" / "pack.toml").read_text(encoding="utf-8"))

    with pytest.raises(LanguageError, match="lower case in NFC"):
        built("en", {**data, "scales": {**data["scales"], "zillion": 30}, "nouns": {"words": ["People"]}})


def test_a_language_without_a_pack_yields_nothing_and_says_so() -> None:
    assert claims_in("42 km, 2024, 3-1", "xx") == ()
    with pytest.raises(LanguageError, match="no pack; expected one of"):
        pack("xx")


def test_a_language_may_be_its_tables_alone() -> None:
    files = sorted(path.name for path in (PACKS / "id").iterdir() if path.name != "__pycache__")

    indonesian = pack("id")

    assert files == ["pack.toml"]
    assert {"arithmetic", "dating", "grammar.growth_phrases"} <= set(indonesian.lacks)
    assert pack("vi").lacks == pack("en").lacks == ()
    assert all(lacks(code) == pack(code).lacks for code in languages())


@given(number=st.integers(0, 10**12 - 1))
@example(number=0)
@example(number=111_111_111_111)
@example(number=1_001_015)
@example(number=100_100_100)
def test_the_number_words_of_a_table_are_said_and_read_back(number: int) -> None:
    indonesian = pack("id")

    said = indonesian.say(Decimal(number))
    hits = indonesian.find_numerals(said, said)

    assert [(hit.start, hit.end, int(hit.lo), int(hit.hi)) for hit in hits] == [(0, len(said), number, number)]


def test_without_its_tables_a_language_reads_digits_and_says_what_it_lacks() -> None:
    data = tomllib.loads((PACKS / "id" / "pack.toml").read_text(encoding="utf-8"))
    for table in ("numerals", "dates"):
        del data[table]

    bare = built("id", data)

    assert {"numerals", "dates"} <= set(bare.lacks)
    assert bare.find_numerals("dua puluh", "dua puluh") == []
    assert bare.find_dates("6 februari 2025", "6 Februari 2025", published=None) == []
    with pytest.raises(ValueError, match="no number words"):
        bare.say(Decimal(2))


def test_a_date_table_with_eleven_months_is_refused() -> None:
    data = tomllib.loads((PACKS / "id" / "pack.toml").read_text(encoding="utf-8"))
    data["dates"]["months"].pop()

    with pytest.raises(LanguageError, match="expected twelve months"):
        built("id", data)


def test_an_unknown_key_of_a_number_table_is_refused() -> None:
    data = tomllib.loads((PACKS / "id" / "pack.toml").read_text(encoding="utf-8"))
    data["numerals"]["scores"] = {"kodi": 20}

    with pytest.raises(LanguageError, match=r"\[numerals\]: unknown 'scores'"):
        built("id", data)


@pytest.mark.parametrize("code", languages())
@given(words=st.data())
def test_readers_find_the_same_wherever_they_learn_their_places_from(code: str, words: st.DataObject) -> None:
    """One pass over the tokens of a text tells them where their words begin; without it they look themselves."""
    language = pack(code)
    known = st.sampled_from([*sorted(language.begins), "2", "3/4", "12", "2024", "ba", "two", "road", "sau", "week"])
    between = st.sampled_from([" ", " ", " ", ", ", ". ", "-", "\n", "/", ""])
    text = "".join(f"{word}{gap}" for word, gap in words.draw(st.lists(st.tuples(known, between), max_size=12)))

    places = Tokens(text, text, 0, len(text)).places(language.begins)

    assert places == where(text, language.begins)
    assert language.find_numerals(text, text) == language.find_numerals(text, text, places=places)
    assert language.find_dates(text, text, published="2025-02-06") == language.find_dates(
        text, text, published="2025-02-06", places=places
    )
