"""As much of JSON Schema (draft 4) as the schemas under ``tests/schemas`` use; an unknown keyword is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float),
}  # fmt: skip
_IGNORED = frozenset({"$schema", "id", "title", "description", "default", "definitions", "format"})


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, place: str = "") -> Iterator[str]:
    """What in *value* breaks *schema*, each with its place."""
    root = schema if root is None else root
    for keyword, stated in schema.items():
        match keyword:
            case "$ref":
                target: Any = root
                for part in stated.removeprefix("#/").split("/"):
                    target = target[part]
                yield from faults(value, target, root, place)
            case "type":
                wrong = not isinstance(value, _TYPES[stated]) or (isinstance(value, bool) and stated != "boolean")
                if wrong:
                    yield f"{place}: expected {stated}, found {value!r}"
            case "enum" if value not in stated:
                yield f"{place}: expected one of {stated}, found {value!r}"
            case "required" if isinstance(value, dict):
                yield from (f"{place}: lacks {name}" for name in stated if name not in value)
            case "properties" if isinstance(value, dict):
                for name, part in stated.items():
                    if name in value:
                        yield from faults(value[name], part, root, f"{place}/{name}")
            case "additionalProperties" if isinstance(value, dict):
                extra = [name for name in value if name not in schema.get("properties", {})]
                if stated is False:
                    yield from (f"{place}: unknown key {name}" for name in extra)
                elif isinstance(stated, dict):
                    for name in extra:
                        yield from faults(value[name], stated, root, f"{place}/{name}")
            case "items" if isinstance(value, list):
                for number, one in enumerate(value):
                    yield from faults(one, stated, root, f"{place}/{number}")
            case "minItems" if isinstance(value, list) and len(value) < stated:
                yield f"{place}: expected {stated} items, found {len(value)}"
            case "uniqueItems" if isinstance(value, list) and stated:
                if any(one in value[:number] for number, one in enumerate(value)):
                    yield f"{place}: holds an item twice"
            case "minimum" if isinstance(value, int | float) and value < stated:
                yield f"{place}: expected at least {stated}, found {value}"
            case "maximum" if isinstance(value, int | float) and value > stated:
                yield f"{place}: expected at most {stated}, found {value}"
            case "pattern" if isinstance(value, str) and not re.search(stated, value):
                yield f"{place}: expected {stated}, found {value!r}"
            case "anyOf" if all(list(faults(value, part, root, place)) for part in stated):
                yield f"{place}: fits none of {stated}"
            case "oneOf" if sum(not list(faults(value, part, root, place)) for part in stated) != 1:
                yield f"{place}: does not fit exactly one of {stated}"
            case _:
                known = {"enum", "required", "properties", "additionalProperties", "items", "minItems", "uniqueItems"}
                known |= {"minimum", "maximum", "pattern", "anyOf", "oneOf"} | _IGNORED
                assert keyword in known, f"the schema has an unknown keyword {keyword}"
