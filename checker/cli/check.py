"""``factcheck check``: a draft against its sources, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker import config, ingest
from checker import report as reports
from checker.cli import options, outputs
from checker.cli.options import Work
from checker.cli.outputs import Asked
from checker.cli.progress import Bar
from checker.config import FailOn
from checker.engine import drafts, local
from checker.errors import UsageError
from checker.ingest.walk import STDIN, Entry
from checker.model import Report
from checker.report.places import Setting


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, type=str, metavar="DRAFT...")
@click.option("--against", multiple=True, required=True, metavar="PATH", help="The sources: files or folders. Repeatable.")  # fmt: skip
@outputs.asked
@outputs.redact
@options.fail_on(" of a finding about the draft")
@options.work
@options.baseline
@options.diff_base
@options.stdin_name
def command(
    paths: tuple[str, ...],
    against: tuple[str, ...],
    asked: Asked,
    work: Work,
    redact: bool,
    fail_on: FailOn | None,
    baseline: Path | None,
    diff_base: str | None,
    stdin_filename: str,
) -> int:
    """Check every figure of DRAFT (files or folders, - for standard input) against the sources.

    A figure is confirmed (by whom, and how many independent origins they have), contradicted, recomputed inside the
    draft, compatible with what a source says, stated otherwise without contradiction, or found nowhere. Only findings
    about the draft are reported. With --format docx, a draft in Word comes back with comments.
    """
    if "-" in against:
        raise UsageError("--against -: expected files or folders; only a draft comes from standard input")
    settings = work.settings(asked.config_path, fail_on=fail_on, color=asked.color, baseline=baseline)
    wanted = asked.targets()
    page = asked.page(wanted)
    read = (*paths, *against)
    outputs.keep_inputs(wanted, read)
    mine = ingest.listing(paths, stdin_name=stdin_filename).entries
    commented = _to_comment(mine, wanted)
    plan = config.plan(settings)
    with Bar(quiet=asked.quiet) as bar:
        whole = local.run(read, settings, stdin_name=stdin_filename, plan=plan, progress=bar, today=options.today())
    chosen = chosen_drafts(whole, mine, ingest.listing(read, stdin_name=stdin_filename).entries)
    figures = drafts.verdicts(whole, chosen)
    report = drafts.concerning(whole, chosen)
    changes = outputs.changes(diff_base, read, stdin_filename, report)
    if redact:
        report, figures = outputs.without_words(report, commented, figures)
    placed = any(reports.FORMATS[name].placed for name, _ in wanted)
    setting = Setting(
        rules=outputs.described(step.rule for step in plan) if placed else (),
        files=outputs.repository_files(read) if placed else {},
        # Of a finding that cites draft and sources, the draft is what its writer can change.
        primary=changes.touches if changes else lambda claim: claim.source.id in chosen,
        fail_on=settings.fail_on,
    )
    outputs.tell_changes(changes, report, wanted)
    _tell_compared(whole, chosen)
    outputs.write_all(report, wanted, setting, asked.look(settings, draft=commented, figures=figures))
    return outputs.finished(report, wanted, asked, page, settings.fail_on)


def _tell_compared(whole: Report, chosen: frozenset[str]) -> None:
    """Say on standard error where not all sources were compared: what no source of the event states may stand in others."""
    others = {source.id for source in whole.sources} - chosen
    near = {
        id_ for session in whole.sessions if not chosen.isdisjoint(session.sources) for id_ in session.sources
    } - chosen
    if len(near) < len(others):
        told = f"compared with {len(near)} of {len(others)} sources, those found to report the draft's event"
        click.echo(f"factcheck: {told}; --sessions one compares with all", err=True)


def _to_comment(mine: Sequence[Entry], wanted: Sequence[tuple[str, str]]) -> Path | None:
    """The Word file that gets comments: the draft, where a Word file is asked for and it is one."""
    if not any(name == "docx" for name, _ in wanted):
        return None
    words = [entry.path for entry in mine if entry.path.suffix.lower() == ".docx"]
    if len(words) > 1:
        raise UsageError(f"--format docx: expected one draft in Word to comment on, found {len(words)}")
    return words[0] if words else None


def chosen_drafts(report: Report, mine: Sequence[Entry], entries: Sequence[Entry]) -> frozenset[str]:
    """The ids of the sources that were read from the drafts."""
    places = {_place(entry) for entry in mine}
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        named.setdefault(entry.name, []).append(entry)
    found = set()
    for source in report.sources:
        here = named.get(source.path, [])
        own = [entry for entry in here if _place(entry) in places]
        # A draft and a source may have one name; then the text tells them apart.
        if own and (len(own) == len(here) or any(_reads(entry, source.text) for entry in own)):
            found.add(source.id)
    return frozenset(found)


def _place(entry: Entry) -> str:
    return "-" if entry.path == STDIN else str(entry.path.resolve())


def _reads(entry: Entry, text: str) -> bool:
    if entry.path == STDIN:
        raise UsageError(f"{entry.name}: a source has the name of standard input; expected another --stdin-filename")
    source = ingest.read(entry, "s0")[0]
    return source is not None and source.text == text
