"""``factcheck explain``: a rule by its code or name, or a finding by its id."""

from __future__ import annotations

import re
from pathlib import Path

import click

from checker import registry
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.cli.rules import described
from checker.config import Settings
from checker.engine import local
from checker.errors import ReadError, UsageError
from checker.registry import Rule
from checker.report import json as document_format
from checker.report.cards import card_of
from checker.report.terminal import Page, Style, write_finding

DEFAULT_REPORT = Path("reports/report.json")
# A finding is named by its id or enough of the beginning; as with commits, four digits are the least.
_ID = re.compile(r"[0-9a-f]{4,16}(-\d+)?")


@click.command(name="explain")
@click.argument("what", metavar="CODE|ID")
@click.argument("paths", nargs=-1, type=str, metavar="[PATH]...")
@click.option("--report", "report_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=f"The JSON report that holds the finding.  [default: {DEFAULT_REPORT}]")  # fmt: skip
@options.ascii_only
@options.color
@options.config_file
def command(
    what: str,
    paths: tuple[str, ...],
    report_path: Path | None,
    ascii_only: bool,
    color: str | None,
    config_path: Path | None,
) -> int:
    """Explain a rule (FC201, value-conflict), or a finding by the id that a report gives it.

    The finding is looked up in a JSON report; with PATH, the articles there are checked again.
    """
    settings = options.settings(config_path, color=color)
    page = Page(Style(width=width_chars(), color=wants_color(settings.color), ascii=ascii_only))
    rules = registry.load(settings.local_rules)
    rule = registry.named(rules, what)
    if rule is not None:
        _write_rule(page, rule)
    elif what.upper() in registry.ENGINE_CODES or what in registry.ENGINE_CODES.values():
        _write_engine_code(page, what)
    elif _ID.fullmatch(what):
        _write_found(page, what, _document(paths, report_path, settings), rules)
    else:
        raise UsageError(f"{what!r} is no rule and no id of a finding{registry.nearest(rules, what)}")
    write(page.text(), "-")
    return 0


def _write_rule(page: Page, rule: Rule) -> None:
    info = rule.info
    page.line(
        (f"{info.code} {info.name}", "bold"),
        f"  {info.severity.value}, sees a {info.sees}, since {info.since}, from {rule.origin}",
    )
    page.blank()
    lines = rule.doc.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        # A rule may have headings beyond the four: a line at the margin over indented text is one.
        page.line((line, "bold" if below.startswith(" ") and not line.startswith(" ") else ""))
    shown = described(rule)["options"]
    if shown:
        page.blank()
        page.line(("Options", "bold"), f"  in factcheck.toml under [rules.{info.code}]")
        for name, default in shown.items():
            page.line(f"    {name} = {default!r}")
        if info.options.__doc__:
            page.blank()
            for line in info.options.__doc__.strip().splitlines():
                page.line(f"    {line.strip()}")


_ENGINE = {
    "FC001": "A file could not be read, or only in part. What it states was not checked, so the exit code is 2.",
    "FC002": "A suppression silences nothing: what it was written for is gone. A remark; the exit code stays as it is.",
    "FC003": "A baseline entry matches no finding or has expired. A remark; `factcheck baseline check` exits with 1.",
    "FC004": "A limit stopped the work before its end. What lies beyond was not checked, so the exit code is 2.",
    "FC005": "A language lacks tables that others have, so less is read in its texts. A remark, told once a language.",
}


def _write_engine_code(page: Page, what: str) -> None:
    code = next(code for code, name in registry.ENGINE_CODES.items() if what.upper() == code or what == name)
    page.line((f"{code} {registry.ENGINE_CODES[code]}", "bold"), "  reported by the engine itself")
    page.blank()
    page.line(_ENGINE[code])


def _document(paths: tuple[str, ...], report_path: Path | None, settings: Settings) -> document_format.Document:
    if paths:
        return document_format.to_dict(local.run(paths, settings, today=options.today()))
    file = report_path or DEFAULT_REPORT
    try:
        return document_format.load(file.read_bytes())
    except FileNotFoundError as error:
        wanted = (
            "write one with: factcheck run PATH --report json=reports/report.json; or name the articles after the id"
        )
        raise UsageError(f"{file}: no such report; {wanted}") from error
    except ReadError as error:
        raise UsageError(f"{file}: {error}") from error


def _write_found(page: Page, what: str, document: document_format.Document, rules: tuple[Rule, ...]) -> None:
    findings = document["discrepancies"]
    fits = [one for one in findings if one["id"] == what] or [one for one in findings if one["id"].startswith(what)]
    if not fits:
        raise UsageError(f"no finding {what!r} among the {len(findings)} of the report")
    if len(fits) > 1:
        raise UsageError(
            f"{what!r} begins {len(fits)} ids: {', '.join(one['id'] for one in fits[:5])}; expected more of one"
        )
    card = card_of(document, fits[0])
    write_finding(page, card)
    rule = registry.named(rules, card.rule)
    if rule is not None:
        page.blank()
        page.line((f"{card.rule} {card.name}: ", "bold"), rule.summary)
        page.line(f"factcheck explain {card.rule} tells what it reports and what it does not.")
