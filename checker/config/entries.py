"""The tables ``[[suppress]]`` and ``[[table]]`` of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checker.config.values import converted, nearest, shown
from checker.errors import ConfigError
from checker.model import ColumnHint, Shape


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


def suppressions(value: object, place: str, _: Path) -> tuple[Suppress, ...]:
    """``[[suppress]]`` entries. Raises ConfigError."""
    if not isinstance(value, list | tuple):
        raise ConfigError(f"{place}: expected tables [[suppress]], found {shown(value)}")
    return tuple(_suppression(table, f"{place}[{number}]") for number, table in enumerate(value))


def _suppression(table: object, place: str) -> Suppress:
    if isinstance(table, Suppress):
        return table
    if not isinstance(table, Mapping):
        raise ConfigError(f"{place}: expected a table [[suppress]], found {shown(table)}")
    names = [one.name for one in fields(Suppress)]
    for name in table:
        if name not in names:
            raise ConfigError(f"{place}: unknown key {name!r}{nearest(name, names)}")
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
    raise ConfigError(f"{place}: expected a day such as 2025-02-06, found {shown(value)}")


_SHAPE = {"key": tuple[str, ...], "missing": tuple[str, ...], "header": int, "skip": int, "cells": int}
TABLE_ROLES = ("value", "indicator", "period", "scope", "unit", "note", "skipped")


def shapes(value: object, place: str, _: Path) -> tuple[Shape, ...]:
    """``[[table]]`` entries, each with a ``file`` glob and what it tells of the tables that match. Raises ConfigError."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
        raise ConfigError(f"{place}: expected [[table]] entries, found {shown(value)}")
    return tuple(_shape(item, f"{place}[{at}]") for at, item in enumerate(value))


def _shape(item: Mapping[str, object], place: str) -> Shape:
    names = [known.name for known in fields(Shape)]
    values: dict[str, Any] = {}
    for name, value in item.items():
        if name not in names:
            raise ConfigError(f"{place}: unknown key {name!r}{nearest(name, names)}")
        if name != "columns":
            values[name] = converted(value, _SHAPE.get(name, str), f"{place}.{name}")
    if not values.get("file"):
        raise ConfigError(f'{place}: expected a file such as "figures/*.csv", found none')
    for name in ("header", "skip", "cells"):
        if values.get(name, 0) < 0:
            raise ConfigError(f"{place}.{name}: expected 0 or more, found {values[name]}")
    columns = item.get("columns", {})
    if not isinstance(columns, Mapping):
        raise ConfigError(f"{place}.columns: expected a table of columns by name, found {shown(columns)}")
    return Shape(
        **values, columns=tuple(_column_hint(name, told, f"{place}.columns.{name}") for name, told in columns.items())
    )


def _column_hint(name: str, told: object, place: str) -> ColumnHint:
    if not isinstance(told, Mapping):
        raise ConfigError(f'{place}: expected a table such as {{ role = "value", unit = "km" }}, found {shown(told)}')
    for key in told:
        if key not in ("role", "unit", "required"):
            raise ConfigError(f"{place}: unknown key {key!r}{nearest(key, ['role', 'unit', 'required'])}")
    role = converted(told.get("role", ""), str, f"{place}.role")
    if role and role not in TABLE_ROLES:
        raise ConfigError(f"{place}.role: expected one of {', '.join(map(repr, TABLE_ROLES))}, found {role!r}")
    return ColumnHint(
        name=name, role=role, unit=converted(told.get("unit", ""), str, f"{place}.unit"),
        required=converted(told.get("required", False), bool, f"{place}.required"),
    )  # fmt: skip
