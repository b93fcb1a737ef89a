"""How headers and cells of tables tell what they are: ``tables.toml`` in the folder of each language.

Tables mix languages (a Vietnamese table with "GDP" and "Total"), so the words of all languages are read together.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from checker.errors import LanguageError
from checker.languages.pack import languages

ROLES = ("period", "unit", "indicator", "scope", "value", "note", "skipped")
DERIVED = ("growth", "share", "rank", "total")


@dataclass(frozen=True, slots=True)
class TableWords:
    """Phrases, lower case: ``roles`` and ``derived`` by header, ``totals`` by label, ``missing`` cells without a value."""

    roles: Mapping[str, str]
    derived: Mapping[str, str]
    totals: frozenset[str]
    missing: frozenset[str]


@cache
def table_words() -> TableWords:
    """The words of every language. Raises LanguageError for a file that breaks the contract."""
    roles: dict[str, str] = {}
    derived: dict[str, str] = {}
    totals: set[str] = set()
    missing: set[str] = set()
    for code in languages():
        place = files("checker.languages") / code / "tables.toml"
        if not place.is_file():
            continue
        data = tomllib.loads(place.read_text(encoding="utf-8"))
        if unknown := sorted(set(data) - {"source", "roles", "derived", "totals", "missing"}):
            raise LanguageError(f"{code}/tables.toml: unknown table {unknown[0]!r}")
        _take(code, "roles", ROLES, data["roles"], roles)
        _take(code, "derived", DERIVED, data["derived"], derived)
        totals.update(data["totals"]["words"])
        missing.update(data["missing"]["words"])
    return TableWords(roles, derived, frozenset(totals), frozenset(missing))


def _take(
    code: str, table: str, allowed: tuple[str, ...], found: Mapping[str, list[str]], into: dict[str, str]
) -> None:
    for meaning, phrases in found.items():
        if meaning not in allowed:
            raise LanguageError(f"{code}/tables.toml [{table}]: {meaning!r}; expected one of {', '.join(allowed)}")
        for phrase in phrases:
            if phrase != unicodedata.normalize("NFC", phrase.lower()):
                raise LanguageError(f"{code}/tables.toml [{table}]: found {phrase!r}; expected lower case in NFC")
            if into.setdefault(phrase, meaning) != meaning:
                raise LanguageError(f"{code}/tables.toml [{table}]: {phrase!r} is both {into[phrase]} and {meaning}")
