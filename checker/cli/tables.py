"""``factcheck tables``: how each table was understood, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from checker import config
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.engine import local
from checker.errors import UsageError
from checker.model import Column, Table
from checker.report.cells import visible
from checker.report.summary import INCOMPLETE, OK, counted

_EXAMPLE = """
If something is not as it should be, say so in factcheck.toml:

  [[table]]
  file      = "{name}"
  decimal   = ","
  columns   = {{ "{column}" = {{ role = "value", unit = "million tonnes" }} }}
"""
# Kinds of cells without a value, and flaws, that are told one by one.
_TOLD = 6


@click.command(name="tables")
@options.paths
@options.config_file
@options.output
@options.ascii_only
@options.color
@options.quiet
def command(
    paths: tuple[str, ...],
    config_path: Path | None,
    output: str | None,
    ascii_only: bool,
    color: str | None,
    quiet: bool,
) -> int:
    """Show how the tables under PATH were understood: columns, roles, units, periods, totals, what was skipped and why."""
    settings = config.load(Path.cwd(), config_path)
    reading = local.read(paths, tables=settings.table)
    found = [passage.table for passage in reading.passages if passage.table is not None]
    if not found and not reading.problems:
        raise UsageError("expected a table (csv, tsv, parquet, xlsx, xls, ods, json, jsonl), found none")
    here = output in (None, "-")
    colored = wants_color(color or "auto") if here else color == "always"
    pages = [_page(one, width=width_chars() if here else 120, colored=colored, ascii_only=ascii_only) for one in found]
    if found and not quiet:
        name, columns = found[0].source.path, found[0].of_role("value", "skipped") or found[0].columns
        pages.append(
            _EXAMPLE.format(name=visible(name), column=visible(columns[0].name or "name") if columns else "name")
        )
    write("\n".join(pages), output or "-")
    for problem in reading.problems:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if not quiet:
        figures = sum(len(one.claims) for one in found)
        click.echo(f"factcheck: {counted(figures, 'figure')} in {counted(len(found), 'table')}", err=True)
    return INCOMPLETE if reading.problems or reading.unreadable else OK


def _page(one: Table, *, width: int, colored: bool, ascii_only: bool) -> str:
    from checker.report.terminal import Page, Style, table

    style = Style(width=width, color=colored, ascii=ascii_only)
    page = Page(style)
    page.line((visible(one.source.path), "bold"))
    for line in _facts(one):
        page.line((visible(line), ""))
    rows = [
        (
            str(column.nth + 1),
            column.name,
            column.role,
            _unit(one, column),
            _period(one, column),
            column.derived,
            column.why,
        )
        for column in one.columns
    ]
    return page.text() + table(("", "column", "role", "unit", "period", "made of others", "why"), rows, style)


def _facts(one: Table) -> Iterator[str]:
    yield f"{one.form}: {counted(one.length, 'row')} below {counted(one.header, 'header row')}, {counted(len(one.claims), 'figure')}"
    if one.title:
        yield f"title: {one.title}"
    mark = {"\t": "tab"}.get(one.delimiter, one.delimiter)
    yield f"columns divided by {mark}, decimals by {one.decimal}"
    totals = [row.line for row in one.rows if row.total]
    if totals:
        shown = ", ".join(map(str, totals[:_TOLD])) + (
            f" and {len(totals) - _TOLD} more" if len(totals) > _TOLD else ""
        )
        yield f"totals in line {shown}"
    if one.key:
        yield f"key: {', '.join(one.columns[nth].name for nth in one.key)}"
    if one.skipped:
        cells = sorted(one.skipped.items(), key=lambda item: (-item[1], item[0]))
        yield "cells without a value: " + ", ".join(f"{text} ({count})" for text, count in cells[:_TOLD])
    for flaw in one.flaws[:_TOLD]:
        yield "not read: " + flaw.what + ("" if flaw.row is None else f" (line {one.rows[flaw.row].line})")
    if len(one.flaws) > _TOLD:
        yield f"not read: {len(one.flaws) - _TOLD} more cells"


def _unit(one: Table, column: Column) -> str:
    """The unit as printed, and what its values were read in."""
    units = {
        claim.value.unit.key
        for nth in range(len(one.rows))
        if (claim := one.cell(nth, column.nth)) and hasattr(claim.value, "unit")
    }
    read = ", ".join(sorted(units - {""})[:3])
    return f"{column.unit} → {read}" if column.unit and read and read != column.unit else column.unit or read


def _period(one: Table, column: Column) -> str:
    if column.period is not None:
        return str(column.period)
    if column.role != "period":
        return ""
    found = [row.period for row in one.rows if row.period is not None]
    return f"{min(p.start for p in found)} to {max(p.end for p in found)}" if found else ""
