"""``factcheck baseline``: write, prune and check the list of accepted findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from checker import config
from checker.cli import options
from checker.cli.options import Work
from checker.cli.output import write
from checker.cli.progress import Bar
from checker.engine import baseline, local
from checker.engine.baseline import Entry
from checker.model import Report
from checker.report.cells import visible
from checker.report.summary import FOUND, INCOMPLETE, OK, counted, exit_code


class _Looked(NamedTuple):
    """What a run without the baseline found. ``incomplete``: whether something could not be looked at."""

    file: Path
    report: Report
    ran: tuple[str, ...]
    incomplete: bool


def _common(command: Callable[..., int]) -> Callable[..., int]:
    """``PATH…``, the file, and what decides what is found."""
    command = options.config_file(options.quiet(options.work(command)))
    command = click.option(
        "--baseline", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help=f"The baseline.  [default: that of the settings, else {baseline.FILE}]",
    )(command)  # fmt: skip
    return options.paths(command)


@click.group(name="baseline")
def command() -> None:
    """Keep a list of findings that were looked at and accepted: run and check then report new ones alone.

    An entry silences one finding, known by its rule, its values and what they are of. It survives text that moves,
    files that are renamed and outlets that repeat a value; it is stale when a figure is corrected.
    """


@command.command(name="write")
@_common
@click.option("--reason", default="", help="Why the findings that are new in the list are accepted.")
@click.option("--by", default="", help="Who accepts them.")
@click.option("--expires", metavar="DATE", help="The last day (YYYY-MM-DD) on which they are accepted.")
def write_command(reason: str, by: str, expires: str | None, quiet: bool, **flags: Any) -> int:
    """Accept every finding under PATH: write the baseline anew. What entries say of reason, by and expires is kept."""
    until = _day(expires)
    if until is not None and until < options.today():
        raise click.BadParameter(
            f"expected a day to come, found {until}: entries would have expired already", param_hint="--expires"
        )
    looked = _look(quiet, **flags)
    earlier = baseline.load(looked.file) if looked.file.exists() else ()
    found = [one for one in looked.report.discrepancies if one.suppressed is None]
    entries = baseline.entries_of(found, earlier, reason=reason, by=by, expires=until)
    # Of rules that did not run nothing is known.
    entries += tuple(one for one in earlier if one.rule not in looked.ran)
    write(baseline.written(entries), str(looked.file))
    if not quiet:
        click.echo(f"wrote {looked.file}: {counted(len(entries), 'entry', 'entries')}", err=True)
    return INCOMPLETE if looked.incomplete else OK


@command.command(name="prune")
@_common
def prune_command(quiet: bool, **flags: Any) -> int:
    """Remove the entries that match no finding under PATH, and those that have expired.

    Where not everything could be looked at, nothing is removed: what was not read might match.
    """
    looked = _look(quiet, **flags)
    entries, gone = _judged(looked)
    if looked.incomplete:
        return INCOMPLETE
    kept = [entry for entry in entries if entry not in [one for one, _ in gone]]
    if gone:
        write(baseline.written(kept), str(looked.file))
    if not quiet:
        click.echo(f"{looked.file}: {len(gone)} removed, {len(kept)} kept", err=True)
    return OK


@command.command(name="check")
@_common
def check_command(quiet: bool, **flags: Any) -> int:
    """Say which entries match no finding under PATH or have expired; exit 1 where there are any."""
    looked = _look(quiet, **flags)
    entries, gone = _judged(looked)
    for entry, why in gone:
        click.echo(visible(f"{looked.file}: {baseline.STALE} {entry.fingerprint} {entry.rule} {why}: {entry.summary}"))
    if not quiet:
        click.echo(f"{looked.file}: {counted(len(entries), 'entry', 'entries')}, {len(gone)} stale", err=True)
    if looked.incomplete:
        return INCOMPLETE
    return FOUND if gone else OK


def _judged(looked: _Looked) -> tuple[tuple[Entry, ...], list[tuple[Entry, str]]]:
    """All entries, and those that no longer serve, with the reason."""
    entries = baseline.load(looked.file)
    match = baseline.matched(entries, looked.report.discrepancies, looked.ran)
    today = options.today()
    gone = [(entry, "matches no finding") for entry in match.stale]
    gone += [
        (entry, f"expired on {entry.expires}") for entry in entries if entry.expired(today) and entry not in match.stale
    ]
    return entries, sorted(gone, key=lambda pair: (pair[0].rule, pair[0].fingerprint))


def _look(quiet: bool, *, paths: tuple[str, ...], file: Path | None, work: Work, config_path: Path | None) -> _Looked:
    settings = work.settings(config_path)
    plan = config.plan(settings)
    with Bar(quiet=quiet) as bar:
        report = local.run(paths, replace(settings, baseline=None), plan=plan, progress=bar, today=options.today())
    for problem in report.problems:
        if problem.leaves_unread:
            click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    return _Looked(
        file=file or settings.baseline or Path(baseline.FILE),
        report=report,
        ran=tuple(step.rule.info.code for step in plan),
        incomplete=exit_code(report, "never") == INCOMPLETE,
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            f"expected a day such as 2025-02-06, found {text!r}", param_hint="--expires"
        ) from error
