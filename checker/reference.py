"""The settings as a JSON Schema for editors and as a page to read; both are worked out from the settings model.

What the model does not say of a key of the file (a table where the model has a tuple, a least value) stands in
``_file_form``. Options of rules come from the registry, so the rules of others are described too.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from checker.config import KEYS, TABLE_ROLES, Key, Settings, Suppress
from checker.model import Shape
from checker.registry import Rule

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"  # what TOML editors understand best
_TERM = re.compile(r"``(\w+)``:?\s+(.*)")
_PLAIN: dict[Any, str] = {Decimal: "number", float: "number", int: "integer", bool: "boolean", str: "string", Path: "string"}  # fmt: skip
_LEAST_0 = {"type": "integer", "minimum": 0}
_STATED = {"type": "string", "pattern": r"\S"}
_NOT_EMPTY = {"type": "string", "minLength": 1}


def schema(rules: Sequence[Rule]) -> Schema:
    """The JSON Schema of ``factcheck.toml``; ``[rules.…]`` knows *rules*, by code and by name, and no other."""
    types, form = get_type_hints(Settings), _file_form()
    options = {
        name: {"$ref": f"#/definitions/{rule.info.code}"} for rule in rules for name in (rule.info.code, rule.info.name)
    }
    form["rules"] = {"type": "object", "properties": options, "additionalProperties": False}
    keys = {key.name: _described(form.get(key.name) or _of(types[key.attribute]), key) for key in KEYS}
    return {
        "$schema": DIALECT,
        "title": "Settings of factcheck",
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
        "definitions": {rule.info.code: _options(rule) for rule in rules},
    }


def schema_text(rules: Sequence[Rule]) -> str:
    """``schema`` as a file."""
    return json.dumps(schema(rules), indent=2, ensure_ascii=False) + "\n"


def reference(rules: Sequence[Rule]) -> str:
    """Every setting as Markdown: what it takes, its default and what it does."""
    lines = [
        "# Settings",
        "",
        "`factcheck.toml`, or `[tool.factcheck]` in `pyproject.toml`; the nearest file at or above the working folder. Flags win.",
        "",
        "| key | takes | default | what it does |",
        "|---|---|---|---|",
    ]
    keys = schema(())["properties"]
    lines += [
        _row(f"`{key.name}`", _takes(keys[key.name]), f"`{key.default}`", key.help)
        for key in KEYS if key.name not in (*_TABLES, "rules")
    ]  # fmt: skip
    for name, kind in _TABLES.items():
        help_text = _key(name).help
        lines += [
            "",
            f"## [[{name}]]",
            "",
            f"{help_text[:1].upper()}{help_text[1:]}.",
            "",
            "| key | takes | what it does |",
            "|---|---|---|",
        ]
        parts: Schema = keys[name]["items"]
        lines += [
            _row(f"`{part}`" + (" (needed)" if part in parts["required"] else ""), _takes(one), one.get("description", ""))
            for part, one in parts["properties"].items()
        ]  # fmt: skip
        if kind is Shape:
            column = parts["properties"]["columns"]["additionalProperties"]["properties"]
            lines += ["", "In `columns`, by the header of the column:", "", "| key | takes |", "|---|---|"]
            lines += [_row(f"`{part}`", _takes(one)) for part, one in column.items()]
    lines += ["", "## [rules.…]", "", "A table named by the code or the name of a rule.", ""]
    for rule in rules:
        properties = _options(rule)["properties"]
        if properties:
            lines += [
                f"### {rule.info.code} {rule.info.name}",
                "",
                "| option | takes | default | what it does |",
                "|---|---|---|---|",
            ]
            lines += [
                _row(f"`{name}`", _takes(one), f"`{json.dumps(one['default'], ensure_ascii=False)}`", one.get("description", ""))
                for name, one in properties.items()
            ]  # fmt: skip
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


# ── from types to schemas ────────────────────────────────────────────────────────────────────────────────────────


def _of(kind: Any) -> Schema:
    """The schema of what ``config.converted`` takes as *kind*."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType) and NoneType in parts and len(parts) == 2:
        return _of(next(part for part in parts if part is not NoneType))
    if origin is Literal:
        return {"type": "string", "enum": list(parts)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return {"type": "array", "items": _of(parts[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(parts[1])}
    if kind is date:
        return {"type": "string", "format": "date"}
    return {"type": _PLAIN[kind]}


def _record(kind: type[Any], changed: Mapping[str, Schema]) -> Schema:
    """A table of the file whose keys are the fields of a dataclass; *changed* has those that are written otherwise."""
    types, told = get_type_hints(kind), _terms(kind.__doc__ or "")
    properties = {}
    for one in fields(kind):
        part = dict(changed.get(one.name) or _of(types[one.name]))
        properties[one.name] = part | ({"description": told[one.name]} if one.name in told else {})
    needed = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": needed or ["file"],
        "properties": properties,
    }


def _options(rule: Rule) -> Schema:
    """The table of one rule."""
    kind = rule.info.options
    types, told, default = get_type_hints(kind), _options_told(kind), kind()
    properties: Schema = {}
    for one in fields(kind):
        part = _of(types[one.name]) | {"default": _plain(getattr(default, one.name))}
        properties[one.name.replace("_", "-")] = part | ({"description": told[one.name]} if one.name in told else {})
    # As the reader of options, which takes an underscore for a dash.
    written = {name.replace("-", "_"): {"$ref": f"#/definitions/{rule.info.code}/properties/{name}"} for name in properties if "-" in name}  # fmt: skip
    return {
        "type": "object",
        "description": f"{rule.info.code} {rule.info.name}: {rule.summary}",
        "additionalProperties": False,
        "properties": properties,
        **({"patternProperties": {f"^{name}$": one for name, one in written.items()}} if written else {}),
    }


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


_COLUMN: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "role": {"type": "string", "enum": ["", *TABLE_ROLES]},
        "unit": {"type": "string"},
        "required": {"type": "boolean"},
    },
}


def _file_form() -> dict[str, Schema]:
    """Keys whose form in the file is not that of the model."""
    counts = dict.fromkeys(("header", "skip", "cells"), _LEAST_0)
    columns: Schema = {"type": "object", "additionalProperties": _COLUMN}
    tables = _record(Shape, {"file": _NOT_EMPTY, "columns": columns, **counts})
    passages = _record(Suppress, dict.fromkeys(("file", "rule", "quote", "reason"), _STATED))
    return {
        "jobs": _LEAST_0,
        "table": {"type": "array", "items": tables},
        "suppress": {"type": "array", "items": passages},
    }


# The keys that have sections of their own; the options of rules follow them.
_TABLES: dict[str, type[Any]] = {"suppress": Suppress, "table": Shape}


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _key(name: str) -> Key:
    return next(key for key in KEYS if key.name == name)


def _described(part: Schema, key: Key) -> Schema:
    default = tomllib.loads(f"default = {key.default}")["default"]
    return {**part, "description": key.help, "default": default}


def _options_told(kind: type[Any]) -> dict[str, str]:
    """What is said of the options of a rule, also of those that it has from a class that other rules share."""
    return {name: text for base in reversed(kind.__mro__) for name, text in _terms(base.__doc__ or "").items()}


def _terms(doc: str) -> dict[str, str]:
    """The names that a docstring explains, with what it says: ```` ``name``  what ````, further lines indented."""
    found: dict[str, str] = {}
    for name, text in _explained(doc):
        found[name] = " ".join(text.split()).replace("``", "`")
    return found


def _explained(doc: str) -> Iterator[tuple[str, str]]:
    name, text = "", ""
    for line in doc.splitlines():
        if term := _TERM.match(line.strip()):
            yield from [(name, text)] if name else []
            name, text = term[1], term[2]
        elif name and line.strip():
            text += " " + line.strip()
        elif name:
            yield name, text
            name = ""
    yield from [(name, text)] if name else []


def _takes(part: Schema) -> str:
    """What a key takes, in words."""
    if "enum" in part:
        return ", ".join(f"`{value}`" if value else "nothing" for value in part["enum"])
    if part["type"] == "array":
        return f"a list of {_MANY.get(part['items']['type'], 'tables')}"
    if part.get("format") == "date":
        return "a day"
    return {"object": "a table", "string": "a text", "number": "a number", "integer": "a whole number", "boolean": "`true` or `false`"}[part["type"]]  # fmt: skip


_MANY = {"string": "texts", "number": "numbers", "integer": "whole numbers"}


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
