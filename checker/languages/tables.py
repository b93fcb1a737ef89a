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
STATUSES = ("target", "forecast", "estimate")


@dataclass(frozen=True, slots=True)
class TableWords:
    """Phrases, lower case: ``roles`` and ``derived`` by header, ``totals`` by label, ``missing`` cells without a value.

    ``opening``   what begins the name of a total that goes on: "total exports"; ``whole`` what does so in a label alone:
                  "all regions" is a total, a column of "all items" need not be
    ``statuses``  word of a header or label → status of the row's or column's figures
    ``captions``  before the number of a table: "Table 3."
    ``unit_in``   before a unit that is told in words: "in thousands"
    """

    roles: Mapping[str, str]
    derived: Mapping[str, str]
    totals: frozenset[str]
    missing: frozenset[str]
    opening: frozenset[str]
    whole: frozenset[str]
    statuses: Mapping[str, str]
    captions: frozenset[str]
    unit_in: frozenset[str]

    @property
    def units(self) -> tuple[str, ...]:
        """The names of what holds units, in order."""
        return tuple(sorted(phrase for phrase, role in self.roles.items() if role == "unit"))


@cache
def table_words() -> TableWords:
    """The words of every language. Raises LanguageError for a file that breaks the contract."""
    roles: dict[str, str] = {}
    derived: dict[str, str] = {}
    totals: set[str] = set()
    missing: set[str] = set()
    opening: set[str] = set()
    whole: set[str] = set()
    statuses: dict[str, str] = {}
    captions: set[str] = set()
    unit_in: set[str] = set()
    for code in languages():
        place = files("checker.languages") / code / "tables.toml"
        if not place.is_file():
            continue
        data = tomllib.loads(place.read_text(encoding="utf-8"))
        if unknown := sorted(set(data) - {"source", "roles", "derived", "totals", "missing", "statuses", "captions"}):
            raise LanguageError(f"{code}/tables.toml: unknown table {unknown[0]!r}")
        _take(code, "roles", ROLES, data["roles"], roles)
        _take(code, "derived", DERIVED, data["derived"], derived)
        _take(code, "statuses", STATUSES, data["statuses"], statuses)
        totals.update(data["totals"]["words"])
        opening.update(data["totals"]["opening"])
        whole.update(data["totals"]["whole"])
        missing.update(data["missing"]["words"])
        captions.update(data["captions"]["words"])
        unit_in.update(data["captions"]["unit_in"])
    return TableWords(
        roles, derived, frozenset(totals), frozenset(missing), frozenset(opening), frozenset(whole), statuses, frozenset(captions),
        frozenset(unit_in),
    )  # fmt: skip


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
