"""A language pack loaded from its data and checked; what it holds is told in ``record``.

A language is one folder under ``checker/languages`` with a ``pack.toml`` (this contract). Its number words and its
dates are tables in it (``checker.languages.generic``), or modules ``numerals.py`` and ``dates.py`` beside it where
tables do not tell them; such a module tells in ``BEGINS`` the words that its ``find`` waits for, and that may be given
their ``places``. No existing module names a language.

A new language may leave out ``[numerals]``, ``[dates]``, ``[arithmetic]``, ``[dating]``, ``[zones]`` and keys of
``[grammar]``: what they tell of is then not read, and ``Pack.lacks`` names them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from checker.errors import LanguageError
from checker.languages import generic
from checker.languages.hits import DateHit, Numeral
from checker.languages.phrases import WORD, PhraseMap, PhraseSet
from checker.languages.record import Pack, PlateShapes
from checker.values.hedge import Hedge
from checker.values.units import Unit

_TABLES = {
    "source", "decimal_mark", "hedges", "scales", "units", "nouns", "names", "directions", "status",
    "letters", "markers", "numerals", "dates", "words", "contrasts", "grammar", "arithmetic", "dating", "zones",
    "false_hedges", "false_scales", "false_units", "true_units", "listed_units", "hedges_of", "led_hedges", "led_money", "led_scales", "bare_money", "led_units", "paid_per", "units_before", "units_scaled", "shared_money",
    "countries", "near_units", "told_per", "plates",
}  # fmt: skip


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages we have, sorted."""
    root = files("checker.languages")
    return tuple(sorted(item.name for item in root.iterdir() if item.is_dir() and (item / "pack.toml").is_file()))


@cache
def pack(code: str) -> Pack:
    """The pack of the language *code*; raises LanguageError where it is absent or breaks the contract."""
    return built(code, _tables(code))


@cache
def lacks(code: str) -> tuple[str, ...]:
    """``Pack.lacks`` of the language *code*, without making its pack; raises LanguageError where it is absent."""
    return _lacks(code, _tables(code))


@cache
def _tables(code: str) -> Mapping[str, Any]:
    place = files("checker.languages") / code / "pack.toml"
    if not place.is_file():
        raise LanguageError(f"language {code!r}: no pack; expected one of {', '.join(languages())}")
    return tomllib.loads(place.read_text(encoding="utf-8"))


def built(code: str, data: Mapping[str, Any]) -> Pack:
    """The pack *code* from the parsed tables *data*."""
    if unknown := sorted(set(data) - _TABLES):
        raise LanguageError(f"{code}/pack.toml: unknown table {unknown[0]!r}; expected {', '.join(sorted(_TABLES))}")
    _check_spelling(code, "", data)
    find_numerals, say = _numerals(code, data)
    cues: dict[str, list[tuple[str, str]]] = {}
    for family in ("directions", "status", "markers"):
        for meaning, phrases in data[family].items():
            for phrase in phrases:
                cues.setdefault(phrase, []).append((family, meaning))
    starts: dict[str, dict[str, set[int]]] = {}
    for phrase in cues:
        first, *others = phrase.split(" ")
        longer = starts.setdefault(first, {})
        if others:
            longer.setdefault(others[0], set()).add(1 + len(others))
    words = data["words"]
    idioms = _idioms(words.get("idioms", ()))
    after = _hedges(code, data["hedges"]["after"])
    return Pack(
        code=code,
        decimal_mark=data["decimal_mark"],
        letters=re.compile(f"[{''.join(data['letters'])}]") if "letters" in data else None,
        hedges_before=PhraseMap(_hedges(code, data["hedges"]["before"])),
        hedges_after=PhraseMap({phrase: hedge for phrase, hedge in after.items() if phrase[0] != "-"}),
        joined_hedges={phrase[1:]: hedge for phrase, hedge in after.items() if phrase[0] == "-"},
        hedge_between=frozenset(data["hedges"]["between"]["words"]),
        scales=PhraseMap(data["scales"]),
        units=PhraseMap(_units(code, data["units"])),
        units_before=PhraseMap(_other_units(code, data, "units_before")),
        units_scaled=_other_units(code, data, "units_scaled"),
        shared_money=_shared_money(code, data),
        near_units=_near_units(code, data),
        bare_money=_bare_money(code, data),
        told_per=_other_units(code, data, "told_per"),
        countries={key: tuple(words) for key, words in data.get("countries", {}).items()},
        nouns=PhraseSet(data["nouns"]["words"]),
        names=PhraseMap({phrase: what for what in _NAMED for phrase in data["names"][what]}),
        ordinals=PhraseSet(data["names"]["ordinals"]),
        ranks=PhraseSet(data["names"]["ranks"]),
        cues={phrase: tuple(found) for phrase, found in cues.items()},
        cue_starts={
            first: {second: tuple(sorted(counts, reverse=True)) for second, counts in longer.items()}
            for first, longer in starts.items()
        },
        cue_words=max((len(phrase.split(" ")) for phrase in cues), default=1),
        stop=frozenset(words["stop"]),
        whole=frozenset(words.get("whole", ())),
        barrier=frozenset(words["barrier"]),
        idioms=idioms,
        abbreviations=_abbreviations(words["abbreviations"]),
        place=frozenset(words["place"]),
        contrasts=tuple((left, right) for left, right in data["contrasts"]["pairs"]),
        lacks=_lacks(code, data),
        **_grammar(code, data["grammar"]),
        **_false_friends(data),
        **_arithmetic(code, data.get("arithmetic", {})),
        dating=_dating(code, data.get("dating", {})),
        zones=dict(data.get("zones", {})),
        plates=_plates(code, data.get("plates", {})),
        begins=_begins(code).union(data["grammar"].get("lettered", ()), idioms),
        find_numerals=find_numerals,
        find_dates=_dates(code, data),
        say=say,
    )


def _has(code: str, name: str) -> bool:
    """Whether the language has a module or a package *name* of its own."""
    folder = files("checker.languages") / code
    return (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file()


def _numerals(code: str, data: Mapping[str, Any]) -> tuple[Callable[..., list[Numeral]], Callable[[Decimal], str]]:
    if _has(code, "numerals"):
        module = import_module(f"checker.languages.{code}.numerals")
        return module.find, module.say
    return generic.numerals(code, data.get("numerals"), data["scales"])


def _dates(code: str, data: Mapping[str, Any]) -> Callable[..., list[DateHit]]:
    if _has(code, "dates"):
        find: Callable[..., list[DateHit]] = import_module(f"checker.languages.{code}.dates").find
        return find
    return generic.dates(code, data.get("dates"))


def _begins(code: str) -> frozenset[str]:
    """The words that the language's own modules of numbers and dates wait for."""
    own = [import_module(f"checker.languages.{code}.{name}") for name in ("numerals", "dates") if _has(code, name)]
    return frozenset(word for module in own for word in module.BEGINS)


def _lacks(code: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables and keys that the pack leaves out, sorted: ``dating``, ``grammar.partitive``."""
    tables = {name for name in _OPTIONAL if name not in data and not _has(code, name)}
    keys = {
        f"{table}.{key}"
        for table, names in (("grammar", _GRAMMAR), ("arithmetic", _ARITHMETIC_KEYS), ("dating", _DATING))
        if table in data
        for key in names
        if key not in data[table]
    }
    return tuple(sorted(tables | keys))


_GRAMMAR_SETS = (
    "to", "since", "out_of", "either", "odds", "each", "each_as_article", "steps", "moving", "half_tails", "minus",
    "partitive", "articles", "one_in", "ranged", "fixed", "rank_before", "rank_after", "versioned", "lettered",
    "worded_ordinals", "sure_ordinals", "played", "played_on", "score_words", "tight_hedges", "joined_units", "never_heads", "never_units", "rank_of",
    "staged", "racing", "determined", "plural_tails", "name_links", "multiplying", "multiplied", "timed",
    "for_each", "for_each_links", "many_do", "uncounted", "paid_verbs", "more", "paid_for", "states", "numbered", "ordinal_tails", "glued_tails", "short_scales",
    "phone_heads", "priced", "ago",
    "comparatives", "comparing",
)  # fmt: skip


_NAMED = ("documents", "places", "things")
_GRAMMAR = (*_GRAMMAR_SETS, "between", "score_phrases", "growth_phrases", "plural_nouns")
_OPTIONAL = ("numerals", "dates", "arithmetic", "dating", "zones")


def _refuse_unknown(code: str, name: str, table: Mapping[str, Any], expected: Iterable[str]) -> None:
    if wrong := sorted(set(table) - set(expected)):
        raise LanguageError(f"{code}/pack.toml [{name}]: unknown {wrong[0]!r}; expected {', '.join(sorted(expected))}")


def _grammar(code: str, table: Mapping[str, Any]) -> dict[str, Any]:
    _refuse_unknown(code, "grammar", table, _GRAMMAR)
    sets = {name: frozenset(table.get(name, ())) for name in _GRAMMAR_SETS}
    between = frozenset((first, second) for first, second in table.get("between", ()))
    joining = (*sets["to"], *sets["out_of"], *sets["either"], *sets["one_in"], *(second for _, second in between))
    return {
        **sets,
        "between": between,
        "score_phrases": tuple(table.get("score_phrases", ())),
        "growth_phrases": tuple(table.get("growth_phrases", ())),
        "plural_nouns": bool(table.get("plural_nouns", False)),
        "indicator_words": (2, 1) if table.get("plural_nouns", False) else (2,),
        "joiners": frozenset(word for phrase in joining for word in phrase.strip("-/ ").split(" ")),
    }


def _false_friends(data: Mapping[str, Any]) -> dict[str, Any]:
    """Words that have their meaning only beside certain others, with those others."""
    names = (
        "false_hedges",
        "false_scales",
        "false_units",
        "hedges_of",
        "led_hedges",
        "led_money",
        "led_scales",
        "led_units",
        "listed_units",
        "paid_per",
        "true_units",
    )
    return {name: {word: frozenset(others) for word, others in data.get(name, {}).items()} for name in names}


_ARITHMETIC = (
    "share_links", "share_verbs", "whole_words", "whole_nouns", "out_of_heads", "as_many", "beyond", "behind_step", "reached", "exceeding", "growths",
    "growth_verbs", "growth_ends", "change_words", "up", "down", "movements", "earlier",
    "compared", "parts", "parts_complete", "parts_excluded", "open_ended", "totals", "list_links", "unfinished",
    "conjunctions", "largest", "smallest", "followed_by", "places_up", "places_down", "rest", "spread", "apart", "beside", "places_of",
    "first_time", "same_amount", "single",
    "base_year", "base_quarter", "base_month", "base_week", "base_day", "base_start",
    "other_lists",
    "level_words", "change_leads", "anaphors", "times", "time_heads", "time_tails", "other_prices", "earlier_before", "earlier_behind",
    "worth_in", "tenths", "tails_alone", "negations", "not_only", "refused", "lies_on", "as_of", "as_of_first", "votes", "each_before", "each_behind", "worth", "earned", "in_all", "onward", "more_than", "averages", "done", "plan_ends", "left_out", "along", "others",
)  # fmt: skip
_ARITHMETIC_KEYS = (*_ARITHMETIC, "ordinals")


def _arithmetic(code: str, table: Mapping[str, Any]) -> dict[str, Any]:
    _refuse_unknown(code, "arithmetic", table, _ARITHMETIC_KEYS)
    return {
        "arithmetic": {name: tuple(table.get(name, ())) for name in _ARITHMETIC},
        "series": tuple(tuple(spellings) for spellings in table.get("ordinals", ())),
    }


_DATING = (
    "deictic", "aged_whose", "aged_parts", "aged_people", "aged_who", "aged_is", "aged_then", "lunar", "no_date", "weekday_heads", "weekday_words", "day_words", "spoken", "spoken_on", "on_day", "within", "within_tails", "on_hour", "recurring", "future", "no_future", "scheduled", "because", "bounds",
    "happened", "then", "maybe", "closing", "inside", "length_links", "born", "age_links", "founded", "going_on", "feasts", "stretches", "ended", "from", "from_now", "since_now", "until_now", "records", "stated",
)  # fmt: skip


def _dating(code: str, table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    _refuse_unknown(code, "dating", table, _DATING)
    return {name: tuple(table.get(name, ())) for name in _DATING}


def _plates(code: str, table: Mapping[str, list[str]]) -> PlateShapes | None:
    """From the name of a shape → what stands before its digits and what is from them on, as regular expressions."""
    for name, shape in table.items():
        try:
            alone = len(shape) == 2 and not any(re.compile(part).groups for part in shape)
        except re.error as error:
            raise LanguageError(f"{code}/pack.toml [plates] {name}: no regular expression: {error}") from None
        if not alone:
            raise LanguageError(f"{code}/pack.toml [plates] {name}: found {shape!r}; expected two, without groups")
    if not table:
        return None
    return PlateShapes(
        re.compile("|".join(f"({behind})" for _, behind in table.values())),
        tuple(re.compile(rf"(?:^|(?<=[ \n(\"“]))(?P<plate>{before})$") for before, _ in table.values()),
    )


def _idioms(phrases: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Word → the sayings that it is the longest word of, each behind how far from its start the word stands."""
    out: dict[str, tuple[tuple[int, str], ...]] = {}
    for phrase in phrases:
        longest = max(WORD.finditer(phrase), key=lambda word: len(word[0]))
        out[longest[0]] = (*out.get(longest[0], ()), (longest.start(), phrase))
    return out


def _abbreviations(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:[A-ZĐ]|{'|'.join(map(re.escape, words))})$")


def _hedges(code: str, table: Mapping[str, list[str]]) -> dict[str, Hedge]:
    out: dict[str, Hedge] = {}
    for name, phrases in table.items():
        try:
            hedge = Hedge(name)
        except ValueError:
            raise LanguageError(
                f"{code}/pack.toml [hedges]: class {name!r}; expected one of {', '.join(Hedge)}"
            ) from None
        for phrase in phrases:
            if phrase in out:
                raise LanguageError(f"{code}/pack.toml [hedges]: {phrase!r} is both {out[phrase]} and {hedge}")
            out[phrase] = hedge
    return out


def _units(code: str, table: Mapping[str, list[str]]) -> dict[str, Unit]:
    out: dict[str, Unit] = {}
    for key, (dimension, factor, *phrases) in table.items():
        unit = Unit(key, dimension, Decimal(factor) if factor else None)
        for phrase in phrases:
            if phrase in out:
                raise LanguageError(f"{code}/pack.toml [units]: {phrase!r} is both {out[phrase].key!r} and {key!r}")
            out[phrase] = unit
    return out


# What is not sought in a text: a remark, the keys of units, and what only its capitals tell.
_NO_PHRASES = (
    "source",
    "grammar.priced",
    "words.abbreviations",
    "units_before.",
    "units_scaled.",
    "shared_money.",
    "plates.",
    "told_per.",
)


def _other_units(code: str, data: Mapping[str, Any], name: str) -> dict[str, Unit]:
    """The table *name*: phrase → one of the units of the pack, which it tells in another way."""
    known = {unit.key: unit for unit in _units(code, data["units"]).values()}
    table: Mapping[str, str] = data.get(name, {})
    if wrong := sorted(set(table.values()) - set(known)):
        raise LanguageError(f"{code}/pack.toml [{name}]: no unit {wrong[0]!r}; expected a key of [units]")
    return {phrase: known[key] for phrase, key in table.items()}


def _shared_money(code: str, data: Mapping[str, Any]) -> dict[str, tuple[Unit, ...]]:
    """The key of a unit of money → the units that it may be, each with its own words under ``countries``."""
    known = {unit.key: unit for unit in _units(code, data["units"]).values()}
    table: Mapping[str, list[str]] = data.get("shared_money", {})
    for key, others in table.items():
        for name in (key, *others):
            if name not in known:
                raise LanguageError(f"{code}/pack.toml [shared_money]: no unit {name!r}; expected a key of [units]")
        if wrong := next((name for name in others if name not in data.get("countries", {})), None):
            raise LanguageError(f"{code}/pack.toml [countries]: no words for {wrong!r}, which {key!r} may be")
    return {key: tuple(known[name] for name in others) for key, others in table.items()}


def _bare_money(code: str, data: Mapping[str, Any]) -> tuple[Unit, frozenset[str]] | None:
    """The money of the table's one key, and the words that tell it where only a scale is printed."""
    known = {unit.key: unit for unit in _units(code, data["units"]).values()}
    table: Mapping[str, list[str]] = data.get("bare_money", {})
    if len(table) > 1 or not set(table) <= set(known):
        raise LanguageError(f"{code}/pack.toml [bare_money]: found {sorted(table)}; expected one key of [units]")
    return next(((known[key], frozenset(words)) for key, words in table.items()), None)


def _near_units(code: str, data: Mapping[str, Any]) -> dict[str, tuple[tuple[Unit, re.Pattern[str]], ...]]:
    """The phrase of a unit → each unit that it may be, with the words near it that tell so."""
    known = {unit.key: unit for unit in _units(code, data["units"]).values()}
    table: Mapping[str, Mapping[str, list[str]]] = data.get("near_units", {})
    if wrong := next((key for told in table.values() for key in told if key not in known), None):
        raise LanguageError(f"{code}/pack.toml [near_units]: no unit {wrong!r}; expected a key of [units]")
    return {
        phrase: tuple(
            (known[key], re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")) for key, words in told.items()
        )
        for phrase, told in table.items()
    }


def _check_spelling(code: str, place: str, value: Any) -> None:
    """Every phrase is lower case and NFC: the readers look them up in text of that spelling."""
    match value:
        case dict():
            for key, inner in value.items():
                _check_spelling(code, f"{place}.{key}" if place else key, inner)
        case list():
            # The first two fields of a unit are its dimension and factor.
            for inner in value:
                _check_spelling(code, place, inner)
        case str() if not place.startswith(_NO_PHRASES) and (
            value != value.lower() or value != unicodedata.normalize("NFC", value)
        ):
            raise LanguageError(f"{code}/pack.toml [{place}]: found {value!r}; expected lower case in NFC")
        case _:
            pass
