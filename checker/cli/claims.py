"""``factcheck claims``: every figure that was read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import groupby
from typing import Any

import click
import msgspec

from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.cli.progress import Bar
from checker.engine import intake
from checker.report.cells import inert, visible
from checker.report.json import claim_record
from checker.report.summary import INCOMPLETE, OK, counted
from checker.rule.saying import key_name
from checker.text.lines import Lines
from checker.text.told import ENGLISH, told
from checker.values.spelling import spelled

COLUMNS = (
    "id", "path", "line", "column", "quote", "indicator", "kind", "lo", "hi", "of", "unit", "qualifier", "grain",
    "period_start", "period_end", "status", "scope", "direction", "place", "reference", "sentence",
)  # fmt: skip


@click.command(name="claims")
@options.paths
@click.option(
    "--format", "format_name", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
@options.output
@click.option("--lang", metavar="CODE", help="The language of texts that do not tell theirs: vi, en.")
@click.option(
    "--published",
    metavar="DATE",
    help="The day (YYYY-MM-DD) of texts that do not tell theirs: what “yesterday” counts from.",
)
@options.stdin_name
@options.ascii_only
@options.color
@options.quiet
def command(
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    lang: str | None,
    published: str | None,
    stdin_filename: str,
    ascii_only: bool,
    color: str | None,
    quiet: bool,
) -> int:
    """List every figure and date under PATH (files or folders, - for standard input), with what was understood of it."""
    if published is not None:
        _require_day(published)
    with Bar(quiet=quiet) as bar:
        reading = intake.read(paths, stdin_name=stdin_filename, lang=lang, published=published, progress=bar)
    rows = []
    langs = {}
    for passage in reading.passages:
        langs[passage.source.path] = passage.source.lang
        lines = Lines(passage.source.text)
        rows += [{**claim_record(claim, lines), "path": passage.source.path} for claim in passage.claims]
    match format_name:
        case "csv":
            content = _csv(rows)
        case "jsonl":
            content = "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
        case _:
            here = output in (None, "-")
            colored = wants_color(color or "auto") if here else color == "always"
            content = _table(rows, langs, width=width_chars() if here else 120, colored=colored, ascii_only=ascii_only)
    write(content, output or "-")
    for problem in reading.problems:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if not quiet:
        click.echo(f"factcheck: {counted(len(rows), 'figure')} in {counted(len(reading.passages), 'source')}", err=True)
    return INCOMPLETE if reading.problems or reading.unreadable else OK


def _require_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            f"expected a day such as 2025-02-06, found {text!r}", param_hint="--published"
        ) from error


def _csv(rows: Iterable[dict[str, Any]]) -> str:
    page = StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        period = row["period"] or {}
        cells = {**row, "period_start": period.get("start"), "period_end": period.get("end")}
        writer.writerow([inert(value) if isinstance(value := cells[name], str) else value for name in COLUMNS])
    return page.getvalue()


def _table(
    rows: Iterable[dict[str, Any]], langs: Mapping[str, str | None], *, width: int, colored: bool, ascii_only: bool
) -> str:
    """A table per source, under its path; units have their names in the language of the source, *langs* by its path."""
    from checker.report.terminal import Page, Style, table

    style = Style(width=width, color=colored, ascii=ascii_only)
    columns = ("place", "quote", "value", "kind", "indicator", "period", "status")
    parts = []
    for path, of_source in groupby(rows, key=lambda row: row["path"]):
        page = Page(style)
        page.line((visible(path), "bold"))
        cells = [
            (
                f"{row['line']}:{row['column']}",
                row["quote"],
                _value(row, langs[path] or ENGLISH),
                row["kind"],
                row["indicator"],
                _days(row["period"]["start"], row["period"]["end"]) if row["period"] else "",
                "" if row["status"] == "actual" else row["status"],
            )
            for row in of_source
        ]
        parts.append(page.text() + table(columns, cells, style))
    return "\n".join(parts)


def _value(row: dict[str, Any], lang: str) -> str:
    """What was understood: ``over 40 km``, ``8 to 10 %``, ``71 of 193``, ``2025-Q1``."""
    if row["kind"] == "date":
        text = _days(row["lo"], row["hi"])
    else:
        lo, hi = _grouped(row["lo"]), _grouped(row["hi"])
        text = lo if lo == hi else f"{lo} to {hi}"
    if row["of"] is not None:
        text += f" of {_grouped(row['of'])}"
    hedge = "" if row["qualifier"] == "exact" else row["qualifier"].replace("_", " ")
    unit = told(key_name(row["unit"], one=row["lo"] == row["hi"] == 1), lang) if row["unit"] else ""
    return " ".join(part for part in (hedge, text, unit) if part)


def _grouped(value: float | str) -> str:
    """A number with its digits in threes; a name or a score as it is."""
    return value if isinstance(value, str) else spelled(Decimal(str(value)))


def _days(start: str, end: str) -> str:
    from checker.report.cards import period_label

    try:
        return period_label(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:  # What was printed is no day ("31/4"); it is shown as it was read.
        return start if start == end else f"{start} to {end}"
