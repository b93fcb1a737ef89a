"""``factcheck watch``: check a draft against its sources each time one of them is saved."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from checker import config, ingest
from checker.cli import options
from checker.cli.check import chosen_drafts
from checker.config import Sessions
from checker.errors import UsageError
from checker.report.cells import visible

if TYPE_CHECKING:
    from checker.engine.live import Live
    from checker.model import Discrepancy, Report

# How often the files are looked at. A look costs about a millisecond for fifty of them.
_EVERY_SECONDS = 0.3


@click.command(name="watch")
@options.paths
@click.option("--against", multiple=True, required=True, metavar="PATH", help="Sources: a file or folder. Repeatable.")
@click.option(
    "--sessions", type=click.Choice(get_args(Sessions)), help="Which articles report one event.  [default: auto]"
)
@options.selection
@options.baseline
@options.config_file
def command(
    paths: tuple[str, ...],
    against: tuple[str, ...],
    sessions: Sessions | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    config_path: Path | None,
) -> int:
    """Check DRAFT (files or folders) against the sources, and again whenever one of them is saved. Ctrl-C ends it.

    The first check shows every finding about the draft; each later one shows what came and what went.
    """
    from checker.engine.live import Live

    if "-" in (*paths, *against):
        raise UsageError("watch: expected files and folders, found standard input, which is read once")
    settings = options.settings(
        config_path, sessions=sessions, select=select, ignore=ignore, baseline=baseline
    )  # fmt: skip
    live = Live((*paths, *against), settings, config.plan(settings))
    follow(live, lambda report: _about(report, paths, (*paths, *against)), wait=time.sleep, clock=time.perf_counter)
    return 0


Telling = tuple[str, list["Discrepancy"]]


def follow(
    live: Live,
    about: Callable[[Report], Telling],
    *,
    wait: Callable[[float], None],
    clock: Callable[[], float],
    checks: int | None = None,
) -> None:
    """Check *live* now and after every change, *checks* times (None: until interrupted), and tell of it.

    ``about``  the verdicts in a line, and the findings to tell
    """
    before: dict[str, Discrepancy] = {}
    while checks is None or checks > 0:
        seen = live.stamps()
        began = clock()
        line, findings = about(live.check(options.today()))
        now = {one.id: one for one in findings}
        click.echo(f"{line} ({live.read} read, {live.aligned} compared, {(clock() - began) * 1000:.0f} ms)")
        for mark, some, others in (("+", now, before), ("-", before, now)):
            for name, one in some.items():
                if name not in others:
                    click.echo(visible(f"  {mark} {_place(one)} {one.rule} {one.severity.value}: {one.message}"))
        before = now
        checks = None if checks is None else checks - 1
        while (checks is None or checks > 0) and live.stamps() == seen:
            wait(_EVERY_SECONDS)


def _place(one: Discrepancy) -> str:
    line, column = one.claims[0].position()
    return f"{one.claims[0].source.path}:{line}:{column}"


def _about(report: Report, drafts_in: tuple[str, ...], read: tuple[str, ...]) -> Telling:
    from checker.engine import drafts

    mine = ingest.listing(drafts_in).entries
    chosen = chosen_drafts(report, mine, ingest.listing(read).entries)
    verdicts = Counter(figure.verdict.value for figure in drafts.verdicts(report, chosen))
    concerned = drafts.concerning(report, chosen)
    told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
    problems = f"; {len(report.problems)} problems" if report.problems else ""
    return f"{told or 'no figures'}{problems}", [one for one in concerned.discrepancies if one.suppressed is None]
