"""``factcheck config``: the settings in force, every setting there is, and their schema for editors."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from checker import config, reference, registry
from checker.cli import options
from checker.cli.output import write
from checker.config import KEYS, Settings
from checker.model import ColumnHint


@click.group(name="config")
def command() -> None:
    """Show settings: those in force here, all there are, or their JSON Schema."""


@command.command(name="show")
@options.config_file
def show_command(config_path: Path | None) -> int:
    """Show every setting with the value that it has here, as TOML, and the file that says so."""
    settings = options.settings(config_path)
    config.plan(settings)
    lines = [f"# {settings.file or 'no settings file: these are the defaults'}"]
    lines += [f"{key.name} = {_toml(_stated(settings, key.attribute))}" for key in KEYS]
    write("\n".join(lines) + "\n", "-")
    return 0


@command.command(name="reference")
@options.output
@options.config_file
def reference_command(output: str | None, config_path: Path | None) -> int:
    """Describe every setting and every option of a rule, as Markdown."""
    write(reference.reference(_rules(config_path)), output or "-")
    return 0


@command.command(name="schema")
@options.output
@options.config_file
def schema_command(output: str | None, config_path: Path | None) -> int:
    """Write the JSON Schema of factcheck.toml, with which an editor completes and checks it.

    Most editors that know TOML take it from the first line of the file: #:schema ./factcheck.schema.json
    """
    write(reference.schema_text(_rules(config_path)), output or "-")
    return 0


def _rules(config_path: Path | None) -> tuple[registry.Rule, ...]:
    return registry.load(options.settings(config_path).local_rules)


def _stated(settings: Settings, name: str) -> Any:
    value = getattr(settings, name)
    return [_table(one) for one in value] if name in ("suppress", "table") else value


def _table(record: Any) -> dict[str, Any]:
    """A record as a table of the file: what is not stated is left out, columns stand by their names."""
    stated = {one.name: getattr(record, one.name) for one in fields(record) if getattr(record, one.name) != one.default}
    if "columns" in stated:
        stated["columns"] = {column.name: _table(column) for column in stated["columns"]}
    if isinstance(record, ColumnHint):
        del stated["name"]
    return stated


def _toml(value: Any) -> str:
    """*value* as TOML on one line."""
    match value:
        case None:
            return '""'
        case bool():
            return str(value).lower()
        case dict():
            inside = ", ".join(f"{_quoted(str(key))} = {_toml(part)}" for key, part in value.items())
            return "{ " + inside + " }" if inside else "{}"
        case list() | tuple():
            return "[" + ", ".join(_toml(part) for part in value) + "]"
        case str() | Path():
            return _quoted(str(value))
        case _:
            return str(value)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
