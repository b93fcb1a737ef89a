"""Title, outlet, date and language that a text tells of itself, and the page furniture around it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from checker.ingest import entries, metadata, read, read_bytes
from checker.model import Source

CASES = Path(__file__).parent / "cases" / "ingest"


def cases(name: str) -> list[Any]:
    """The cases of a table as pytest parameters, named."""
    rows = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["name"]) for row in rows]


def as_text(text: str, name: str = "a.txt") -> Source:
    """The source of a text without problems."""
    source, problems = read_bytes(text.encode(), name, "s1")
    assert source is not None
    assert problems == []
    return source


@pytest.mark.parametrize("case", cases("metadata.toml"))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_text_tells_of_itself(case: dict[str, Any], form: Any) -> None:
    source = as_text(normalize(form, case["text"].lstrip("\n")))

    assert case.keys() & {"title", "outlet", "published", "lang", "absent"}, "the case expects nothing"
    for key in ("title", "outlet", "published", "lang"):
        if key in case:
            found = getattr(source, key)
            assert normalize("NFC", found or "") == case[key], key
        elif key in case.get("absent", []):
            assert getattr(source, key) is None, key


@pytest.mark.parametrize("case", cases("metadata.toml"))
def test_the_title_span_cuts_out_the_title(case: dict[str, Any]) -> None:
    source = as_text(case["text"].lstrip("\n"))

    if source.title_span is not None:
        assert " ".join(source.title_span.cut(source.text).split()) == source.title
    else:
        assert source.title is None


@pytest.mark.parametrize("case", cases("furniture.toml"))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_furniture_is_cut_and_the_article_is_not(case: dict[str, Any], form: Any) -> None:
    marked = [line for line in normalize(form, case["text"]).split("\n") if line]
    text = "\n".join(line[2:] for line in marked)

    source = as_text(text)

    assert [span.cut(text) for span in source.furniture] == [line[2:] for line in marked if line.startswith("- ")]


def test_links_at_the_end_of_a_paragraph_are_cut_from_it() -> None:
    text = "Cầu dài 420 m, rộng 12 m. >> Cầu cũ 97 tuổi sẽ đóng >> Giá vé giữ nguyên\nCầu có 4 làn xe."

    source = as_text(text)

    assert [span.cut(text) for span in source.furniture] == [">> Cầu cũ 97 tuổi sẽ đóng >> Giá vé giữ nguyên"]


def test_links_before_a_sentence_are_left_alone() -> None:
    text = "Cầu dài 420 m. >> Xem ảnh. Cầu có 4 làn xe và rộng 12 m."

    source = as_text(text)

    assert source.furniture == ()


@pytest.mark.parametrize(
    ("stated", "lang", "expected"),
    [
        ("2013-10-23T09:10", None, "2013-10-23T09:10"),
        ("2013-10-23T09:10:44+07:00", None, "2013-10-23T09:10"),
        ("2013-10-23 09:10", None, "2013-10-23T09:10"),
        ("2024-02", None, "2024-02"),
        ("2024-02-06", None, "2024-02-06"),
        ("06/02/2024", "vi", "2024-02-06"),
        ("06/02/2024", "en", None),
        ("6 February 2024", "en", "2024-02-06"),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_a_stated_date_is_brought_to_one_form(stated: str, lang: str | None, expected: str | None) -> None:
    assert metadata.normal_date(stated, lang) == expected


EXPECTED_SEEDS = {
    "000_032592353c007c67.txt": ("2025-02-06", "laichau.gov.vn", True),
    "001_5a0bb868709f3206.txt": ("2024-07-19", "BHG", True),
    "002_582f45e862c6e7f9.txt": ("2022-04-27", "ĐBP", False),
    "003_d4cb23978cb4175d.txt": ("2025-02-06", None, True),
    "004_68277475b3aff851.txt": ("2023-07-12T19:45", None, True),
}


def test_the_press_articles_without_metadata_are_dated_by_their_text(shared: Path) -> None:
    found, problems = entries([str(shared / "corpus" / "seeds")])

    assert problems == []
    assert len(found) == len(EXPECTED_SEEDS)
    for entry in found:
        data = entry.path.read_bytes()
        # The folder's name holds the date: the text must tell it without.
        source, _ = read_bytes(data, "a.txt", "s1")
        assert source is not None
        published, outlet, titled = EXPECTED_SEEDS[entry.path.name]
        assert (source.published, source.outlet, source.title is not None) == (published, outlet, titled), entry.name


def test_nothing_but_short_lines_is_cut_from_the_corpus(shared: Path) -> None:
    found, _ = entries([str(shared / "corpus" / part) for part in ("dev", "press", "seeds")])

    cut = 0
    for entry in found:
        source, _ = read(entry, "s1")
        assert source is not None, entry.name
        for span in source.furniture:
            passage = span.cut(source.text)
            cut += 1
            assert "\n" not in passage
            assert not passage.endswith("."), (entry.name, passage)
    assert cut >= 10


def test_years_are_guessed_rarely_wrong(shared: Path) -> None:
    found, _ = entries([str(shared / "corpus" / "dev")])

    right = wrong = 0
    for entry in found:
        stated, _ = read(entry, "s1")
        assert stated is not None
        told, _ = read_bytes(stated.body.cut(stated.text).encode(), "a.txt", "s1")
        if told is not None and told.published and stated.published:
            year_fits = told.published[:4] == stated.published[:4]
            right, wrong = right + year_fits, wrong + (not year_fits)

    assert right >= 8
    assert wrong <= 1
