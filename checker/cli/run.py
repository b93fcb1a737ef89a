"""``factcheck run``: read articles, show what cannot all hold."""

from __future__ import annotations

from pathlib import Path

import click

from checker import config
from checker import report as reports
from checker.cli import cluster, options, outputs
from checker.cli.cluster import Cluster
from checker.cli.options import Work
from checker.cli.outputs import Asked
from checker.cli.progress import Bar
from checker.config import FailOn
from checker.report.places import Setting


@click.command(name="run")
@options.paths
@outputs.asked
@outputs.draft
@outputs.redact
@options.fail_on()
@options.work
@cluster.options
@options.baseline
@options.diff_base
@options.stdin_name
def command(
    paths: tuple[str, ...],
    asked: Asked,
    work: Work,
    draft: Path | None,
    redact: bool,
    fail_on: FailOn | None,
    engine: str,
    articles: bool,
    parquet: str | None,
    baseline: Path | None,
    diff_base: str | None,
    stdin_filename: str,
) -> int:
    """Read the articles under PATH (files or folders, - for standard input) and show which figures cannot all hold."""
    settings = work.settings(asked.config_path, fail_on=fail_on, color=asked.color, baseline=baseline)
    targets = asked.targets()
    look = asked.look(settings, draft=draft)
    outputs.require_docx(targets, look)
    page = asked.page(targets)
    # A draft that lies among the articles is read once.
    read = paths if draft is None else (*paths, str(draft))
    outputs.keep_inputs(targets, read)
    plan = config.plan(settings)
    with Bar(quiet=asked.quiet) as bar:
        found = cluster.report(
            Cluster(engine, articles, parquet), read, settings, plan,
            stdin_name=stdin_filename, progress=bar, today=options.today(),
        )  # fmt: skip
    if isinstance(found, int):
        return found
    report = found
    changes = outputs.changes(diff_base, read, stdin_filename, report)
    if redact:
        report, _ = outputs.without_words(report, draft)
    placed = any(reports.FORMATS[name].placed for name, _ in targets)
    setting = Setting(
        rules=outputs.described(step.rule for step in plan) if placed else (),
        files=outputs.repository_files(read) if placed else {},
        primary=changes.touches if changes else None,
        fail_on=settings.fail_on,
    )
    outputs.tell_changes(changes, report, targets)
    outputs.write_all(report, targets, setting, look)
    return outputs.finished(report, targets, asked, page, settings.fail_on)
