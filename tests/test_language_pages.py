"""``pages.toml`` of each language: the words of files and pages, and what the reader of them refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from checker.errors import LanguageError
from checker.languages import pages
from checker.languages.pages import PageWords, page_words, words_of_all


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages with one, whose file the test writes."""
    (tmp_path / "xx").mkdir()
    monkeypatch.setattr(pages, "files", lambda _: tmp_path)
    page_words.cache_clear()
    yield tmp_path / "xx" / "pages.toml"
    page_words.cache_clear()


@pytest.mark.parametrize("code", ["en", "vi"])
def test_a_language_says_every_word_that_is_asked_for(code: str) -> None:
    words = page_words(code)

    assert [one.name for one in fields(PageWords) if not getattr(words, one.name)] == []


def test_a_language_without_the_file_has_no_such_words_and_the_others_still_count() -> None:
    assert page_words("id") == PageWords()
    assert set(words_of_all("verbatim")) >= {"sic", "nguyên văn"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('common = ["the"]', "expected a source"),
        ('source = "a book"\ncomon = ["the"]', "unknown key 'comon'"),
        ('source = "a book"\ncommon = ["The"]', "expected lower case in NFC"),
        ('source = "a book"\ncommon = ["e\u0301"]', "expected lower case in NFC"),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused(folder: Path, text: str, told: str) -> None:
    folder.write_text(text, encoding="utf-8")

    with pytest.raises(LanguageError, match=told):
        page_words("xx")
