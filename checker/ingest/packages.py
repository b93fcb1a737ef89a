"""Data packages: a ``datapackage.json`` stands for its tables, with what it declares of them.

They are resolved inside their own folder alone: no address, no absolute path, no link that leads out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

from checker.errors import ReadError
from checker.ingest.draft import UNREADABLE
from checker.ingest.walk import Entry
from checker.model import ColumnHint, Problem, Shape

PACKAGE = "datapackage.json"
_PACKAGE_BYTES = 1_000_000


class Packaged(NamedTuple):
    """Entries with what their data packages tell of them, and what of the packages could not be followed."""

    entries: list[Entry]
    problems: list[Problem]


def unpacked(entries: Sequence[Entry]) -> Packaged:
    """*entries* with each ``datapackage.json`` replaced by its resources."""
    packages = [entry for entry in entries if PurePosixPath(entry.name).name == PACKAGE]
    if not packages:
        return Packaged(list(entries), [])
    found = {entry.name: entry for entry in entries if entry not in packages}
    problems: list[Problem] = []
    for package in packages:
        try:
            resources = _resources(package)
        except ReadError as error:
            problems.append(Problem(rule=UNREADABLE, path=package.name, message=str(error)))
            continue
        for number, resource in enumerate(resources):
            try:
                for entry in _resource(package, resource):
                    found[entry.name] = entry
            except ReadError as error:
                named = str(resource.get("name", number)) if isinstance(resource, dict) else str(number)
                problems.append(
                    Problem(rule=UNREADABLE, path=package.name, message=f"resource {named[:60]!r}: {error}")
                )
    return Packaged(sorted(found.values(), key=lambda entry: entry.name), problems)


def _resources(package: Entry) -> list[Any]:
    try:
        with package.path.open("rb") as file:
            data = file.read(_PACKAGE_BYTES + 1)
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror or error})") from error
    if len(data) > _PACKAGE_BYTES:
        raise ReadError(f"expected a data package of at most {_PACKAGE_BYTES} bytes")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"expected a data package, found no JSON: {error}") from error
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list):
        raise ReadError("expected a data package with a list of resources, found none")
    return resources


def _resource(package: Entry, resource: Any) -> Iterator[Entry]:
    if not isinstance(resource, dict):
        raise ReadError("expected an object")
    if "data" in resource:
        raise ReadError("its data stand inside the package; expected a path")
    if isinstance(schema := resource.get("schema", {}), str):
        raise ReadError("its schema stands in another file; expected it inside the package")
    paths = resource.get("path")
    for path in [paths] if not isinstance(paths, list) else paths:
        if not isinstance(path, str):
            raise ReadError("expected a path")
        target = resolved(package.path.parent, path)
        name = str(PurePosixPath(package.name).parent / PurePosixPath(path))
        yield Entry(target, name, _declared(resource, schema if isinstance(schema, dict) else {}))


def resolved(folder: Path, path: str) -> Path:
    """The file that *path* names inside *folder*. Raises ReadError for an address and for what leads out."""
    if "://" in path or path.startswith("//"):
        raise ReadError(f"{path!r} is an address; only files beside the package are read")
    windows = PureWindowsPath(path)
    if (
        "\0" in path
        or "\\" in path
        or PurePosixPath(path).is_absolute()
        or windows.drive
        or windows.root
        or ".." in windows.parts
    ):
        raise ReadError(f"{path!r} leads out of the folder of the package")
    base = folder.resolve()
    try:
        target = (folder / path).resolve(strict=True)
    except (OSError, RuntimeError, UnicodeEncodeError) as error:
        raise ReadError(f"{path!r} is not there") from error
    if not target.is_relative_to(base):
        raise ReadError(f"{path!r} leads out of the folder of the package")
    if not target.is_file():
        raise ReadError(f"{path!r} is no file")
    return target


def _declared(resource: Mapping[str, Any], schema: Mapping[str, Any]) -> Shape:
    """What a resource declares of its table."""
    dialect = resource.get("dialect") if isinstance(resource.get("dialect"), dict) else {}
    assert isinstance(dialect, dict)
    fields = (
        [field for field in schema.get("fields", []) if isinstance(field, dict) and isinstance(field.get("name"), str)]
        if isinstance(schema.get("fields"), list)
        else []
    )
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key if isinstance(key, list) else []
    missing = schema.get("missingValues", [])
    return Shape(
        delimiter=_sign(dialect.get("delimiter")),
        decimal=next((mark for field in fields if (mark := _sign(field.get("decimalChar")))), ""),
        header=0 if dialect.get("header") is False else None,
        key=tuple(name for name in key if isinstance(name, str)),
        missing=tuple(_missing(missing)),
        title=str(resource.get("title") or ""),
        columns=tuple(_column(field, key) for field in fields),
    )  # fmt: skip


def _sign(value: object) -> str:
    return value if isinstance(value, str) and len(value) == 1 else ""


def _missing(values: object) -> Iterator[str]:
    for value in values if isinstance(values, list) else []:
        if isinstance(value, dict):
            value = value.get("value")
        if isinstance(value, str):
            yield value


def _column(field: Mapping[str, Any], key: Sequence[object]) -> ColumnHint:
    constraints = field.get("constraints")
    required = isinstance(constraints, dict) and constraints.get("required") is True
    unit = field.get("unit")
    return ColumnHint(
        name=field["name"],
        type=str(field.get("type", "")),
        unit=unit if isinstance(unit, str) else "",
        required=required or field["name"] in key,
    )


def merged(known: Shape | None, told: Shape | None) -> Shape | None:
    """What the settings say of a table over what its data package says."""
    if known is None or told is None:
        return told or known
    columns = {hint.name: hint for hint in known.columns}
    for hint in told.columns:
        old = columns.get(hint.name)
        columns[hint.name] = (
            hint if old is None else replace(old, role=hint.role or old.role, unit=hint.unit or old.unit)
        )
    given = {
        name: value
        for name in (
            "delimiter",
            "decimal",
            "header",
            "skip",
            "unit",
            "lang",
            "key",
            "missing",
            "sheet",
            "cells",
            "title",
        )
        if (value := getattr(told, name)) not in ("", (), None, 0) or (name == "header" and value == 0)
    }
    return replace(known, **given, columns=tuple(columns.values()))
