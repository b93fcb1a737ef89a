"""The user's settings: ``factcheck.toml``, or ``[tool.factcheck]`` in ``pyproject.toml``; refuses what it does not know.

The nearest file wins, walking up from the folder of the run; files are never merged. Flags win over the file, the
file over the defaults. Nothing in a file is executed, save the folders that the user lists under ``local-rules``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from checker import registry
from checker.errors import ConfigError, RuleLoadError
from checker.model import ColumnHint, Shape
from checker.registry import Rule

Sessions = Literal["auto", "folder", "one"]
FailOn = Literal["never", "info", "warning", "error"]
Color = Literal["auto", "always", "never"]

FILE = "factcheck.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppress:
    """One table ``[[suppress]]``: a rule shall not be reported on one quote of one file.

    ``file``     a glob that the path of the source ends with: ``alpha.txt``, ``beta/*.docx``
    ``rule``     code or name of the rule; there is no form for all rules
    ``quote``    the passage with the figure, as printed; blanks may differ
    ``prefix``   what stands before the quote, where it is printed more than once; empty for anything
    ``suffix``   what stands behind it; empty for anything
    ``reason``   why
    ``expires``  the last day on which it counts; without one it counts for ever
    """

    file: str
    rule: str
    quote: str
    reason: str
    prefix: str = ""
    suffix: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to run.

    ``sessions``     ``auto`` finds the sessions, ``folder`` takes each sub-folder as one, ``one`` takes all input as one
    ``select``       selectors of rules to run; empty means all
    ``ignore``       selectors of rules to leave out
    ``fail_on``      the least severity that makes the exit code 1
    ``local_rules``  folders of the user's own rules
    ``rules``        code or name of a rule → its options, not yet converted
    ``jobs``         worker processes, 0 for as many as there are cores
    ``cache``        where to keep what was read: a folder, ``auto`` for the platform's place, ``off``; empty means that
                     nothing is stated: ``auto`` for the command, ``off`` for the library
    ``baseline``     the file with the findings that were accepted, None for none
    ``suppress``     the passages on which a rule shall not be reported
    ``table``        what is told of tables, in the order of the file
    ``file``         the file they came from, None for defaults
    """

    sessions: Sessions = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    local_rules: tuple[Path, ...] = ()
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    color: Color = "auto"
    jobs: int = 1
    cache: str = ""
    table: tuple[Shape, ...] = ()
    baseline: Path | None = None
    suppress: tuple[Suppress, ...] = ()
    file: Path | None = None


class Key(NamedTuple):
    """One key of the file: how its value is read, and what ``factcheck init`` writes about it."""

    name: str
    read: Callable[[object, str, Path], Any]
    default: str
    help: str

    @property
    def attribute(self) -> str:
        """The field of ``Settings`` that holds it."""
        return self.name.replace("-", "_")


class Step(NamedTuple):
    """A rule with its options, ready to run."""

    rule: Rule
    options: Any


def load(folder: Path, file: Path | None = None) -> Settings:
    """The settings of *file*, or of the nearest file at or above *folder*, or the defaults.

    Raises ConfigError where a file cannot be read, is no TOML, or says something that we do not know.
    """
    if file is not None:
        table = _table(file)
        if table is None:
            raise ConfigError(f"{file}: expected a table [tool.factcheck], found none")
        return from_table(table, file)
    for place in (folder := folder.absolute(), *folder.parents):
        for candidate in (place / FILE, place / "pyproject.toml"):
            if candidate.is_file() and (table := _table(candidate)) is not None:
                return from_table(table, candidate)
    return Settings()


def from_table(table: Mapping[str, object], file: Path) -> Settings:
    """The settings that *table*, read from *file*, states; relative folders start at the folder of *file*."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = next((key for key in KEYS if key.name == name), None)
        if key is None:
            raise ConfigError(f"{file}: unknown key {name!r}{_nearest(name, [key.name for key in KEYS])}")
        values[key.attribute] = key.read(value, f"{file}: {name}", file.absolute().parent)
    return Settings(**values, file=file)


def from_arguments(**arguments: Any) -> Settings:
    """The settings that a caller of the library states; names as in ``Settings``, checked as in a file."""
    names = [key.attribute for key in KEYS]
    values: dict[str, Any] = {}
    for name, value in arguments.items():
        key = next((key for key in KEYS if key.attribute == name), None)
        if key is None:
            raise ConfigError(f"check(): unknown setting {name!r}{_nearest(name, names)}")
        if name == "color":
            raise ConfigError("check(): color: is a setting of the command line alone")
        if key.read is _folders:
            value = [os.fspath(folder) for folder in ([value] if isinstance(value, str | os.PathLike) else value)]
        values[name] = key.read(list(value) if isinstance(value, tuple) else value, f"check(): {name}", Path.cwd())
    return Settings(**values)


def override(settings: Settings, **flags: Any) -> Settings:
    """*settings* with each flag that was given; None and () mean "not given"."""
    given = {name: value for name, value in flags.items() if value is not None and value != ()}
    return replace(settings, **given) if given else settings


def plan(settings: Settings) -> tuple[Step, ...]:
    """The rules to run with their options, sorted by code.

    Raises RuleLoadError for a rule that breaks its contract, ConfigError for a selector or an option that is none.
    """
    return steps(registry.load(settings.local_rules), settings)


def steps(rules: Sequence[Rule], settings: Settings) -> tuple[Step, ...]:
    """Those of *rules* that *settings* choose, with their options."""
    options = _options(rules, settings)
    return tuple(
        Step(rule, options[rule.info.code]) for rule in registry.chosen(rules, settings.select, settings.ignore)
    )


def _options(rules: Sequence[Rule], settings: Settings) -> dict[str, Any]:
    place = str(settings.file) if settings.file else "settings"
    options = {rule.info.code: rule.info.options() for rule in rules}
    seen: dict[str, str] = {}
    for name, table in settings.rules.items():
        rule = registry.named(rules, name)
        if rule is None:
            raise ConfigError(f"{place}: [rules.{name}]: {name!r} is no rule{registry.nearest(rules, name)}")
        if rule.info.code in seen:
            raise ConfigError(
                f"{place}: [rules.{name}] and [rules.{seen[rule.info.code]}] are one rule; expected one table"
            )
        seen[rule.info.code] = name
        options[rule.info.code] = read_options(rule.info.options, table, f"{place}: [rules.{name}]")
    return options


def read_options(kind: type[Any], table: Mapping[str, object], place: str) -> Any:
    """The options of a rule, each value converted to the type that its dataclass states."""
    types = get_type_hints(kind)
    names = {option.name.replace("_", "-"): option.name for option in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        dashed = name.replace("_", "-")
        if dashed not in names:
            raise ConfigError(f"{place}: unknown option {name!r}{_nearest(dashed, list(names))}")
        values[names[dashed]] = converted(value, types[names[dashed]], f"{place} {name}")
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(f"{place}: {error}") from error


def converted(value: object, kind: Any, place: str) -> Any:
    """*value* as *kind*: Decimal, int, float, bool, str, a Literal, an Enum of strings, ``X | None``, tuple or dict of such.

    Raises ConfigError where the value is of another type, RuleLoadError where no setting can have *kind*.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType) and NoneType in parts and len(parts) == 2:
        return converted(value, next(part for part in parts if part is not NoneType), place)
    if origin is Literal or (isinstance(kind, type) and issubclass(kind, Enum)):
        allowed = parts if origin is Literal else tuple(member.value for member in kind)
        if isinstance(value, bool) or value not in allowed:
            raise ConfigError(f"{place}: expected one of {', '.join(map(repr, allowed))}, found {_shown(value)}")
        return value if origin is Literal else kind(value)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        if not isinstance(value, list | tuple):
            raise ConfigError(f"{place}: expected a list, found {_shown(value)}")
        return tuple(converted(item, parts[0], f"{place}[{at}]") for at, item in enumerate(value))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise ConfigError(f"{place}: expected a table, found {_shown(value)}")
        return {key: converted(item, parts[1], f"{place}.{key}") for key, item in value.items()}
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if kind is Decimal and number and Decimal(str(value)).is_finite():
        return Decimal(str(value))
    if kind is float and number:
        return float(value)  # type: ignore[arg-type]
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind in (bool, str) and isinstance(value, kind):
        return value
    if kind not in _NAMES:
        raise RuleLoadError(
            f"{place}: no setting can be a {kind!r}; expected {', '.join(_NAMES.values())}, a list or a table of those"
        )
    raise ConfigError(f"{place}: expected {_NAMES[kind]}, found {_shown(value)}")


_NAMES: dict[Any, str] = {
    Decimal: "a number",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    str: "a string",
}


def _shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"the string {value!r}"
        case int() | float() | Decimal():
            return f"the number {value}"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a table"
        case _:
            return f"{value} ({type(value).__name__})"


def _nearest(name: str, names: Sequence[str]) -> str:
    close = get_close_matches(name.replace("_", "-"), names, n=1, cutoff=0.5) or get_close_matches(
        name, names, n=1, cutoff=0.5
    )
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; expected one of {', '.join(names)}" if names else "; there are none"


def _table(file: Path) -> Mapping[str, object] | None:
    """The settings in *file*; None where a ``pyproject.toml`` has none."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{file}: expected UTF-8, found the byte 0x{error.object[error.start]:02x} at {error.start}"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is no TOML: {error}") from error
    if file.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    table = tool.get("factcheck") if isinstance(tool, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        raise ConfigError(f"{file}: tool.factcheck: expected a table, found {_shown(table)}")
    return table


def _of(kind: Any) -> Callable[[object, str, Path], Any]:
    return lambda value, place, _: converted(value, kind, place)


def _folders(value: object, place: str, base: Path) -> tuple[Path, ...]:
    folders = tuple(base / Path(folder).expanduser() for folder in converted(value, tuple[str, ...], place))
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError(
                f"{place}: expected a folder, found {'a file' if folder.exists() else 'nothing'} at {folder}"
            )
    return folders


def _jobs(value: object, place: str, _: Path) -> int:
    number: int = converted(value, int, place)
    if number < 0:
        raise ConfigError(f"{place}: expected 1 or more, or 0 for all cores, found {number}")
    return number


def _cache(value: object, place: str, base: Path) -> str:
    name: str = converted(os.fspath(value) if isinstance(value, os.PathLike) else value, str, place)
    return name if name in ("", "auto", "off") else str(base / Path(name).expanduser())


def _baseline(value: object, place: str, base: Path) -> Path | None:
    name: str = converted(os.fspath(value) if isinstance(value, os.PathLike) else value, str, place)
    return base / Path(name).expanduser() if name else None


def _suppressions(value: object, place: str, _: Path) -> tuple[Suppress, ...]:
    if not isinstance(value, list | tuple):
        raise ConfigError(f"{place}: expected tables [[suppress]], found {_shown(value)}")
    return tuple(_suppression(table, f"{place}[{number}]") for number, table in enumerate(value))


def _suppression(table: object, place: str) -> Suppress:
    if isinstance(table, Suppress):
        return table
    if not isinstance(table, Mapping):
        raise ConfigError(f"{place}: expected a table [[suppress]], found {_shown(table)}")
    names = [one.name for one in fields(Suppress)]
    for name in table:
        if name not in names:
            raise ConfigError(f"{place}: unknown key {name!r}{_nearest(name, names)}")
    stated: dict[str, Any] = {}
    for one in fields(Suppress):
        if one.name == "expires":
            stated[one.name] = _day(table.get(one.name), f"{place} {one.name}")
        elif one.name in table:
            stated[one.name] = converted(table[one.name], str, f"{place} {one.name}")
        if one.default is MISSING and not stated.get(one.name, "").strip():
            raise ConfigError(
                f"{place}: expected {one.name}, found none; a suppression names file, rule, quote and reason"
            )
    return Suppress(**stated)


def _day(value: object, place: str) -> date | None:
    """A day of TOML, or its text; None for none."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ConfigError(f"{place}: expected a day such as 2025-02-06, found {value!r}") from error
    raise ConfigError(f"{place}: expected a day such as 2025-02-06, found {_shown(value)}")


_SHAPE = {"key": tuple[str, ...], "missing": tuple[str, ...], "header": int, "skip": int, "cells": int}
TABLE_ROLES = ("value", "indicator", "period", "scope", "unit", "note", "skipped")


def _shapes(value: object, place: str, _: Path) -> tuple[Shape, ...]:
    """``[[table]]`` entries, each with a ``file`` glob and what it tells of the tables that match."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise ConfigError(f"{place}: expected [[table]] entries, found {_shown(value)}")
    return tuple(_shape(item, f"{place}[{at}]") for at, item in enumerate(value))


def _shape(item: Mapping[str, object], place: str) -> Shape:
    names = [known.name for known in fields(Shape)]
    values: dict[str, Any] = {}
    for name, value in item.items():
        if name not in names:
            raise ConfigError(f"{place}: unknown key {name!r}{_nearest(name, names)}")
        if name != "columns":
            values[name] = converted(value, _SHAPE.get(name, str), f"{place}.{name}")
    if not values.get("file"):
        raise ConfigError(f'{place}: expected a file such as "figures/*.csv", found none')
    for name in ("header", "skip", "cells"):
        if values.get(name, 0) < 0:
            raise ConfigError(f"{place}.{name}: expected 0 or more, found {values[name]}")
    columns = item.get("columns", {})
    if not isinstance(columns, Mapping):
        raise ConfigError(f"{place}.columns: expected a table of columns by name, found {_shown(columns)}")
    return Shape(
        **values, columns=tuple(_column_hint(name, told, f"{place}.columns.{name}") for name, told in columns.items())
    )


def _column_hint(name: str, told: object, place: str) -> ColumnHint:
    if not isinstance(told, Mapping):
        raise ConfigError(f'{place}: expected a table such as {{ role = "value", unit = "km" }}, found {_shown(told)}')
    for key in told:
        if key not in ("role", "unit", "required"):
            raise ConfigError(f"{place}: unknown key {key!r}{_nearest(key, ['role', 'unit', 'required'])}")
    role = converted(told.get("role", ""), str, f"{place}.role")
    if role and role not in TABLE_ROLES:
        raise ConfigError(f"{place}.role: expected one of {', '.join(map(repr, TABLE_ROLES))}, found {role!r}")
    return ColumnHint(
        name=name, role=role, unit=converted(told.get("unit", ""), str, f"{place}.unit"),
        required=converted(told.get("required", False), bool, f"{place}.required"),
    )  # fmt: skip


def _rule_tables(value: object, place: str, _: Path) -> Mapping[str, Mapping[str, object]]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{place}: expected tables such as [rules.FC201], found {_shown(value)}")
    for name, table in value.items():
        if not isinstance(table, Mapping):
            raise ConfigError(f"{place}.{name}: expected a table of options, found {_shown(table)}")
    return value


KEYS = (
    Key(
        "sessions",
        _of(Sessions),
        '"auto"',
        "auto finds which articles report one event; folder: one per sub-folder; one: all of them",
    ),
    Key("select", _of(tuple[str, ...]), "[]", "rules to run, by code, start of a code, or name; empty means all"),
    Key(
        "ignore",
        _of(tuple[str, ...]),
        "[]",
        "rules to leave out, by code, start of a code, or name; the longer selector wins",
    ),
    Key(
        "fail-on", _of(FailOn), '"error"', "the least severity that makes the exit code 1: never, info, warning, error"
    ),
    Key("local-rules", _folders, "[]", "folders with rules of your own, relative to this file; their code is run"),
    Key("color", _of(Color), '"auto"', "auto, always, never; auto honours NO_COLOR and FORCE_COLOR"),
    Key(
        "jobs", _jobs, "1", "worker processes, 0 for as many as there are cores; the report is the same for any number"
    ),
    Key(
        "cache",
        _cache,
        '""',
        "the folder that keeps what was read, relative to this file; empty: the system's; off: none",
    ),
    Key(
        "baseline",
        _baseline,
        '""',
        "the file with the findings that were accepted, relative to this file; factcheck baseline write makes one",
    ),
    Key(
        "suppress",
        _suppressions,
        "[]",
        "passages on which a rule is not reported: tables [[suppress]] with file, rule, quote, reason; prefix, suffix, expires",
    ),
    Key(
        "table",
        _shapes,
        "[]",
        "what factcheck tables did not find out: [[table]] entries with file, delimiter, decimal, header, unit, columns",
    ),
    Key(
        "rules", _rule_tables, "{}", "options of a rule: a table named by its code or name, see factcheck explain CODE"
    ),
)
