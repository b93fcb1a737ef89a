"""``factcheck report``: an earlier JSON report in another format."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import get_args

import click

from checker import config
from checker import report as reports
from checker.cli import options, outputs
from checker.cli.outputs import Asked
from checker.config import FailOn
from checker.errors import ReadError
from checker.report import json as document_format
from checker.report.load import loaded
from checker.report.places import Setting
from checker.report.summary import OK, exit_code


@click.command(name="report")
@click.argument("file", type=str, metavar="FILE")
@outputs.asked
@outputs.draft
@outputs.redact
@click.option("--prefix", default="", metavar="FOLDER", help="The folder, from the root of the repository, that the articles lie in.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(get_args(FailOn)), help="Exit as run would with this limit; else a report that was written exits with 0.")  # fmt: skip
def command(file: str, asked: Asked, draft: Path | None, redact: bool, prefix: str, fail_on: FailOn | None) -> int:
    """Show the JSON report FILE (- for standard input) in another format.

    The articles are not read again: the report's own quotes and sentences are enough.
    """
    settings = options.settings(asked.config_path, color=asked.color, fail_on=fail_on)
    wanted = asked.targets()
    look = asked.look(settings, draft=draft)
    outputs.require_docx(wanted, look)
    page = asked.page(wanted)
    report = loaded(document_format.load(_content(file)))
    if redact:
        report, _ = outputs.without_words(report, draft)
    files = {source.path: str(PurePosixPath(prefix) / source.path) for source in report.sources} if prefix else {}
    placed = any(reports.FORMATS[name].placed for name, _ in wanted)
    rules = outputs.described(step.rule for step in config.plan(settings)) if placed else ()
    setting = Setting(rules=rules, files=files, fail_on=settings.fail_on)
    outputs.write_all(report, wanted, setting, look)
    if page is not None:
        click.launch(page.as_uri())
    return exit_code(report, settings.fail_on) if fail_on else OK


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise ReadError(f"{file}: expected a JSON report, found none ({error.strerror or error})") from error
