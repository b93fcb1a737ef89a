"""Values of the settings as the types that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from checker.errors import ConfigError, RuleLoadError


def read_options(kind: type[Any], table: Mapping[str, object], place: str) -> Any:
    """The options of a rule, each value converted to the type that its dataclass states."""
    types = get_type_hints(kind)
    names = {option.name.replace("_", "-"): option.name for option in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        dashed = name.replace("_", "-")
        if dashed not in names:
            raise ConfigError(f"{place}: unknown option {name!r}{nearest(dashed, list(names))}")
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
            raise ConfigError(f"{place}: expected one of {', '.join(map(repr, allowed))}, found {shown(value)}")
        return value if origin is Literal else kind(value)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        if not isinstance(value, list | tuple):
            raise ConfigError(f"{place}: expected a list, found {shown(value)}")
        return tuple(converted(item, parts[0], f"{place}[{at}]") for at, item in enumerate(value))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise ConfigError(f"{place}: expected a table, found {shown(value)}")
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
    raise ConfigError(f"{place}: expected {_NAMES[kind]}, found {shown(value)}")


_NAMES: dict[Any, str] = {
    Decimal: "a number",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    str: "a string",
}


def shown(value: object) -> str:
    """A value of the file, as a message names it."""
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


def nearest(name: str, names: Sequence[str]) -> str:
    """What a message adds where *name* is none of *names*."""
    close = get_close_matches(name.replace("_", "-"), names, n=1, cutoff=0.5) or get_close_matches(
        name, names, n=1, cutoff=0.5
    )
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; expected one of {', '.join(names)}" if names else "; there are none"
