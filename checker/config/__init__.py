"""The user's settings: ``factcheck.toml``, or ``[tool.factcheck]`` in ``pyproject.toml``; refuses what it does not know.

The nearest file wins, walking up from the folder of the run; files are never merged. Flags win over the file, the
file over the defaults. Nothing in a file is executed, save the folders that the user lists under ``local-rules``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from checker import registry
from checker.config.entries import TABLE_ROLES, Suppress, shapes, suppressions
from checker.config.values import converted, nearest, read_options, shown
from checker.errors import ConfigError
from checker.model import Shape
from checker.registry import Rule

__all__ = [
    "FILE", "KEYS", "TABLE_ROLES", "Color", "FailOn", "Key", "Sessions", "Settings", "Step", "Suppress", "converted",
    "from_arguments", "from_table", "load", "override", "plan", "read_options", "steps",
]  # fmt: skip

Sessions = Literal["auto", "folder", "one"]
FailOn = Literal["never", "info", "warning", "error"]
Color = Literal["auto", "always", "never"]

FILE = "factcheck.toml"


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
            raise ConfigError(f"{file}: unknown key {name!r}{nearest(name, [key.name for key in KEYS])}")
        values[key.attribute] = key.read(value, f"{file}: {name}", file.absolute().parent)
    return Settings(**values, file=file)


def from_arguments(**arguments: Any) -> Settings:
    """The settings that a caller of the library states; names as in ``Settings``, checked as in a file."""
    names = [key.attribute for key in KEYS]
    values: dict[str, Any] = {}
    for name, value in arguments.items():
        key = next((key for key in KEYS if key.attribute == name), None)
        if key is None:
            raise ConfigError(f"check(): unknown setting {name!r}{nearest(name, names)}")
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
        raise ConfigError(f"{file}: tool.factcheck: expected a table, found {shown(table)}")
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


def _rule_tables(value: object, place: str, _: Path) -> Mapping[str, Mapping[str, object]]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{place}: expected tables such as [rules.FC201], found {shown(value)}")
    for name, table in value.items():
        if not isinstance(table, Mapping):
            raise ConfigError(f"{place}.{name}: expected a table of options, found {shown(table)}")
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
        suppressions,
        "[]",
        "passages on which a rule is not reported: tables [[suppress]] with file, rule, quote, reason; prefix, suffix, expires",
    ),
    Key(
        "table",
        shapes,
        "[]",
        "what factcheck tables did not find out: [[table]] entries with file, delimiter, decimal, header, unit, columns",
    ),
    Key(
        "rules", _rule_tables, "{}", "options of a rule: a table named by its code or name, see factcheck explain CODE"
    ),
)
