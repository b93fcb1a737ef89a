"""Words of files and pages around what an article says: ``pages.toml`` in the folder of each language."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from checker.errors import LanguageError
from checker.languages.pack import languages


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Words of one language, lower case.

    ``common``        its most frequent words, by which a text shows that it was decoded rightly
    ``stamps``        what opens a line that says when an article appeared
    ``verbatim``      what stands in brackets behind a figure that is quoted to the letter
    ``untitled``      titles of files that word processors make up
    ``title_styles``  names of the styles of a headline
    ``roundups``      names of files with several stories, words with single spaces between
    ``roundup_words`` what may stand beside them in a title that says nothing else
    """

    common: frozenset[str] = frozenset()
    stamps: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    untitled: frozenset[str] = frozenset()
    title_styles: frozenset[str] = frozenset()
    roundups: frozenset[str] = frozenset()
    roundup_words: frozenset[str] = frozenset()


@cache
def page_words(code: str) -> PageWords:
    """The words of a language; none for one without the file. Raises LanguageError for a file that breaks the contract."""
    place = files("checker.languages") / code / "pages.toml"
    if not place.is_file():
        return PageWords()
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    if not data.pop("source", ""):
        raise LanguageError(f"{code}/pages.toml: expected a source, found none")
    names = {one.name for one in fields(PageWords)}
    if unknown := sorted(set(data) - names):
        raise LanguageError(
            f"{code}/pages.toml: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(names))}"
        )
    for name, words in data.items():
        for word in words:
            if word != unicodedata.normalize("NFC", word.lower()):
                raise LanguageError(f"{code}/pages.toml {name}: found {word!r}; expected lower case in NFC")
    return PageWords(**{name: frozenset(words) for name, words in data.items()})


@cache
def words_of_all(name: str) -> tuple[str, ...]:
    """One field of ``PageWords`` over all languages, sorted: a page may be in another language than its site."""
    return tuple(sorted({word for code in languages() for word in getattr(page_words(code), name)}))
