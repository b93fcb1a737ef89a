"""``factcheck rules``: the rules there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from checker import config
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.registry import Rule
from checker.rule import HEADINGS


@click.command(name="rules")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True
)
@options.output
@options.selection
@options.ascii_only
@options.color
@options.config_file
def command(
    format_name: str,
    output: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    ascii_only: bool,
    color: str | None,
    config_path: Path | None,
) -> int:
    """List the rules that the settings choose, with what each compares."""
    settings = options.settings(config_path, select=select, ignore=ignore, color=color)
    rules = [step.rule for step in config.plan(settings)]
    match format_name:
        case "json":
            content = _json(rules)
        case "markdown":
            content = _markdown(rules)
        case _:
            from checker.report.terminal import Style, table

            here = output in (None, "-")
            colored = wants_color(settings.color) if here else settings.color == "always"
            rows = [
                (r.info.code, r.info.name, r.info.severity.value, ", ".join(r.info.views), r.summary) for r in rules
            ]
            style = Style(width=width_chars() if here else 120, color=colored, ascii=ascii_only)
            content = table(("code", "name", "severity", "sees", "what the sources show"), rows, style)
    write(content, output or "-")
    return 0


def described(rule: Rule) -> dict[str, Any]:
    """A rule as a record: its fields, its options with their defaults, the sections of its documentation."""
    info = rule.info
    default = info.options()
    return {
        "code": info.code,
        "name": info.name,
        "severity": info.severity.value,
        "sees": list(info.views),
        "since": info.since,
        "summary": rule.summary,
        "origin": rule.origin,
        "options": {
            field.name.replace("_", "-"): _plain(getattr(default, field.name)) for field in fields(info.options)
        },
        "documentation": {heading: rule.section(heading) for heading in HEADINGS},
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(item) for item in (sorted(value) if isinstance(value, frozenset | set) else value)]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _json(rules: Sequence[Rule]) -> str:
    import msgspec

    records = msgspec.json.encode([described(rule) for rule in rules])
    return msgspec.json.format(records, indent=2).decode() + "\n"


def _markdown(rules: Sequence[Rule]) -> str:
    lines = ["| code | name | severity | sees | what the sources show |", "|---|---|---|---|---|"]
    lines += [
        f"| {r.info.code} | {r.info.name} | {r.info.severity.value} | {', '.join(r.info.views)} | {r.summary.replace('|', chr(92) + '|')} |"
        for r in rules
    ]
    return "\n".join(lines) + "\n"
