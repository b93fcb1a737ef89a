"""``factcheck run``: read articles, show what cannot all hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click

from checker import report as reports
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.cli.progress import Bar
from checker.config import FailOn, Sessions, Settings
from checker.engine import local
from checker.errors import UsageError
from checker.model import Report
from checker.report.cells import visible
from checker.report.summary import exit_code, exit_meaning, tally


@click.command(name="run")
@options.paths
@click.option(
    "--sessions", type=click.Choice(get_args(Sessions)), help="Which articles report one event.  [default: auto]"
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(reports.FORMATS)),
    help="The format; else that of the output's name.",
)
@options.output
@click.option("--report", "extra", multiple=True, metavar="FORMAT=FILE", help="One more report. Repeatable.")
@click.option(
    "--fail-on", type=click.Choice(get_args(FailOn)), help="The least severity that exits with 1.  [default: error]"
)
@options.selection
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes.  [default: 1]")
@options.stdin_name
@click.option(
    "--show-info",
    "--verbose",
    "show_info",
    is_flag=True,
    help="Show findings of severity info, every session and problem.",
)
@options.ascii_only
@options.color
@options.quiet
@options.config_file
def command(
    paths: tuple[str, ...],
    sessions: Sessions | None,
    format_name: str | None,
    output: str | None,
    extra: tuple[str, ...],
    fail_on: FailOn | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int | None,
    stdin_filename: str,
    show_info: bool,
    ascii_only: bool,
    color: str | None,
    quiet: bool,
    config_path: Path | None,
) -> int:
    """Read the articles under PATH (files or folders, - for standard input) and show which figures cannot all hold."""
    settings = options.settings(
        config_path, sessions=sessions, fail_on=fail_on, select=select, ignore=ignore, jobs=jobs, color=color
    )
    targets = _targets(format_name, output, extra)
    with Bar(quiet=quiet) as bar:
        report = local.run(paths, settings, stdin_name=stdin_filename, progress=bar)
    for name, target in targets:
        write(
            _rendered(report, name, target, settings, ascii_only=ascii_only, show_info=show_info, quiet=quiet), target
        )
    code = exit_code(report, settings.fail_on)
    if not quiet and ("terminal", "-") not in targets:
        _note(report, code, settings.fail_on)
    return code


def _targets(format_name: str | None, output: str | None, extra: Iterable[str]) -> list[tuple[str, str]]:
    """(format, file) of every report to write; UsageError where one cannot be told, or two go to one place."""
    main = output or "-"
    targets = [(format_name or ("terminal" if main == "-" else reports.format_of(main)), main)]
    for pair in extra:
        name, equals, file = pair.partition("=")
        if not equals or not file or name not in reports.FORMATS:
            known = ", ".join(reports.FORMATS)
            raise UsageError(f"--report {pair}: expected FORMAT=FILE with a format of {known}")
        targets.append((name, file))
    places = [place for _, place in targets]
    for place in places:
        if places.count(place) > 1:
            raise UsageError(f"two reports go to {'standard output' if place == '-' else place}; expected one each")
    return targets


def _rendered(
    report: Report, name: str, target: str, settings: Settings, *, ascii_only: bool, show_info: bool, quiet: bool
) -> str | bytes:
    render = reports.renderer(name)
    content: str | bytes
    if not reports.FORMATS[name].styled:
        content = render(report)
        return content
    from checker.report.terminal import Style

    here = target == "-"
    style = Style(
        width=width_chars() if here else 100,
        color=wants_color(settings.color) if here else settings.color == "always",
        ascii=ascii_only,
        show_info=show_info,
        quiet=quiet,
        fail_on=settings.fail_on,
    )
    content = render(report, style)
    return content


def _note(report: Report, code: int, fail_on: str) -> None:
    """One line on standard error that says why the exit code is what it is, and the problems behind a 2."""
    for problem in report.problems[:5]:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if len(report.problems) > 5:
        click.echo(f"factcheck: and {len(report.problems) - 5} more problems", err=True)
    click.echo(f"factcheck: {tally(report.discrepancies)}; exit {code}: {exit_meaning(code, fail_on)}", err=True)
