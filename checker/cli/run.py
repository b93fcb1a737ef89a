"""``factcheck run``: read articles, show what cannot all hold."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from checker import config
from checker import report as reports
from checker.cli import cluster, options, outputs
from checker.cli.cluster import Cluster
from checker.cli.outputs import Look
from checker.cli.progress import Bar
from checker.config import FailOn, Sessions
from checker.model import Report
from checker.report.cells import visible
from checker.report.places import Setting
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
@outputs.draft
@outputs.redact
@click.option(
    "--fail-on", type=click.Choice(get_args(FailOn)), help="The least severity that exits with 1.  [default: error]"
)
@options.selection
@click.option("--jobs", type=click.IntRange(min=0), metavar="N", help="Worker processes; 0: all cores.  [default: 1]")
@cluster.options
@options.cache
@options.baseline
@options.diff_base
@options.stdin_name
@click.option(
    "--show-info",
    "--verbose",
    "show_info",
    is_flag=True,
    help="Show findings of severity info, every session and problem.",
)
@outputs.page
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
    draft: Path | None,
    redact: bool,
    fail_on: FailOn | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int | None,
    engine: str,
    articles: bool,
    parquet: str | None,
    cache: str | None,
    no_cache: bool,
    baseline: Path | None,
    diff_base: str | None,
    stdin_filename: str,
    show_info: bool,
    lang: str | None,
    open_page: bool,
    ascii_only: bool,
    color: str | None,
    quiet: bool,
    config_path: Path | None,
) -> int:
    """Read the articles under PATH (files or folders, - for standard input) and show which figures cannot all hold."""
    settings = options.settings(
        config_path, sessions=sessions, fail_on=fail_on, select=select, ignore=ignore, jobs=jobs, color=color,
        baseline=baseline, cache="off" if no_cache else cache,
    )  # fmt: skip
    settings = config.override(settings, cache=settings.cache or "auto")
    targets = outputs.targets(format_name, output, extra)
    look = Look(color=settings.color, ascii_only=ascii_only, show_info=show_info, quiet=quiet, draft=draft, lang=lang)
    outputs.require_docx(targets, look)
    page = outputs.page_file(targets) if open_page else None
    # A draft that lies among the articles is read once.
    read = paths if draft is None else (*paths, str(draft))
    plan = config.plan(settings)
    with Bar(quiet=quiet) as bar:
        found = cluster.report(
            Cluster(engine, articles, parquet), read, settings, plan,
            stdin_name=stdin_filename, progress=bar, today=options.today(),
        )  # fmt: skip
    if isinstance(found, int):
        return found
    report = found
    changes = outputs.changes(diff_base, read, stdin_filename, report)
    if redact:
        report = outputs.without_words(report, draft)
    placed = any(reports.FORMATS[name].placed for name, _ in targets)
    setting = Setting(
        rules=outputs.described(step.rule for step in plan) if placed else (),
        files=outputs.repository_files(read) if placed else {},
        primary=changes.touches if changes else None,
        fail_on=settings.fail_on,
    )
    outputs.tell_changes(changes, report, targets)
    outputs.write_all(report, targets, setting, look)
    if page is not None:
        click.launch(page.as_uri())
    code = exit_code(report, settings.fail_on)
    if not quiet and ("terminal", "-") not in targets:
        note(report, code, settings.fail_on)
    return code


def note(report: Report, code: int, fail_on: str) -> None:
    """One line on standard error that says why the exit code is what it is, and the problems behind a 2."""
    # What was left unread is behind a 2; remarks follow.
    problems = sorted(report.problems, key=lambda problem: not problem.leaves_unread)
    for problem in problems[:5]:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if len(report.problems) > 5:
        click.echo(f"factcheck: and {len(report.problems) - 5} more problems", err=True)
    click.echo(f"factcheck: {tally(report.discrepancies)}; exit {code}: {exit_meaning(code, fail_on)}", err=True)
