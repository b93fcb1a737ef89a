"""``factcheck tables``: how each table was understood, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from checker import config
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.engine import intake
from checker.errors import UsageError
from checker.model import Column, Table
from checker.report.cells import visible
from checker.report.summary import INCOMPLETE, OK, counted
from checker.values.figure import Quantity

_EXAMPLE = """
What is not as it should be is said in factcheck.toml, for example:

  [[table]]
  file    = "{name}"
  decimal = "{decimal}"
  columns = {{ "{column}" = {{ role = "{role}", unit = "{unit}" }} }}
"""
_FORMS = {
    "wide": "a column for each quantity", "periods": "a column for each period", "long": "a row for each quantity",
}  # fmt: skip
_MARKS = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}
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
    reading = intake.read(paths, tables=settings.table)
    found = [passage.table for passage in reading.passages if passage.table is not None]
    if not found and not reading.problems:
        raise UsageError("expected a table (csv, tsv, parquet, xlsx, xls, ods, json, jsonl), found none")
    here = output in (None, "-")
    colored = wants_color(color or "auto") if here else color == "always"
    pages = [_page(one, width=width_chars() if here else 120, colored=colored, ascii_only=ascii_only) for one in found]
    if found and not quiet:
        pages.append(_example(found[0]))
    write("\n".join(pages), output or "-")
    for problem in reading.problems:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if not quiet:
        figures = sum(len(one.claims) for one in found)
        click.echo(f"factcheck: {counted(figures, 'figure')} in {counted(len(found), 'table')}", err=True)
    return INCOMPLETE if reading.problems or reading.unreadable else OK


def _example(one: Table) -> str:
    """What the settings would say of one column, with values that fit this table."""
    columns = [column for column in one.of_role("value", "skipped") if column.name] or list(one.columns)
    column = columns[0] if columns else Column(nth=0, name="name", role="value")
    told = {
        "name": one.source.path,
        "decimal": one.decimal,
        "column": column.name,
        "role": "value",
        "unit": column.unit,
    }
    shown = {name: visible(text).replace("\\", "\\\\").replace('"', '\\"') for name, text in told.items()}
    return _EXAMPLE.format(**{**shown, "unit": shown["unit"] or "tonnes"})


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
    return page.text() + table(("", "column", "taken as", "unit", "period", "made of others", "because"), rows, style)


def _facts(one: Table) -> Iterator[str]:
    header = counted(one.header, "header row") if one.header else "no header row"
    yield f"{counted(one.length, 'row')} below {header}, {counted(len(one.claims), 'figure')}; {_FORMS[one.form]}"
    if one.title:
        yield f"title: {one.title}"
    marks = {".": "a point", ",": "a comma"}
    yield f"{_MARKS.get(one.delimiter, one.delimiter)} between columns, {marks[one.decimal]} before decimals"
    totals = [row.line for row in one.rows if row.total]
    if totals:
        yield f"total rows: {'line' if len(totals) == 1 else 'lines'} {_few([str(line) for line in totals])}"
    if one.key:
        yield f"key: {', '.join(one.columns[nth].name for nth in one.key)}"
    if one.skipped:
        cells = sorted(one.skipped.items(), key=lambda item: (-item[1], item[0]))
        told = [f"{count} empty" if text == "empty" else f"{count} “{text}”" for text, count in cells]
        yield f"cells without a value: {_few(told)}"
    for flaw in one.flaws[:_TOLD]:
        yield "not read: " + flaw.what + ("" if flaw.row is None else f" (line {one.rows[flaw.row].line})")
    if len(one.flaws) > _TOLD:
        yield f"not read: {len(one.flaws) - _TOLD} more cells"


def _few(told: list[str]) -> str:
    """The first of *told*, and how many more there are."""
    return ", ".join(told[:_TOLD]) + (f" and {len(told) - _TOLD} more" if len(told) > _TOLD else "")


def _unit(one: Table, column: Column) -> str:
    """The unit as printed, and what it was read as; where none is printed, what the cells themselves say."""
    claims = (one.cell(nth, column.nth) for nth in range(len(one.rows)))
    units = {claim.value.unit for claim in claims if claim is not None and isinstance(claim.value, Quantity)}
    if not column.unit:
        return ", ".join(sorted({unit.key for unit in units} - {""})[:3])
    # Of money the currency is said, of tonnes that they are a mass.
    read = {unit.key if unit.dimension in ("money", "count", "percent") else unit.dimension for unit in units}
    told = ", ".join(sorted(read - {"", column.unit})[:3])
    return f"{column.unit} ({told})" if told else column.unit


def _period(one: Table, column: Column) -> str:
    if column.period is not None:
        return str(column.period)
    if column.role != "period":
        return ""
    found = [row.period for row in one.rows if row.period is not None]
    return f"{min(p.start for p in found)} to {max(p.end for p in found)}" if found else ""
