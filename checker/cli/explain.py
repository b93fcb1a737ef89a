"""``factcheck explain``: a rule by its code or name, or a finding by its id."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from textwrap import wrap

import click

from checker import registry
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.config import Settings
from checker.engine import local
from checker.errors import ReadError, UsageError
from checker.model import Discrepancy, Report
from checker.registry import Rule
from checker.report import json as document_format
from checker.report.cards import cards
from checker.report.load import loaded
from checker.report.phrases import languages
from checker.report.readings import number_line
from checker.report.terminal import Page, Style, write_finding
from checker.rule import outlet
from checker.text.told import ENGLISH

DEFAULT_REPORT = Path("reports/report.json")
# A finding is named by its id or enough of the beginning; as with commits, four digits are the least.
_ID = re.compile(r"[0-9a-f]{4,16}(-\d+)?")


@click.command(name="explain")
@click.argument("what", metavar="CODE|ID")
@click.argument("paths", nargs=-1, type=str, metavar="[PATH]...")
@click.option("--report", "report_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=f"The JSON report that holds the finding.  [default: {DEFAULT_REPORT}]")  # fmt: skip
@click.option("--language", "--lang", "lang", type=click.Choice(languages()), default=ENGLISH, show_default=True,
              help="The language of what is said of a finding; rules are explained in English.")  # fmt: skip
@options.ascii_only
@options.color
@options.config_file
def command(
    what: str,
    paths: tuple[str, ...],
    report_path: Path | None,
    lang: str,
    ascii_only: bool,
    color: str | None,
    config_path: Path | None,
) -> int:
    """Explain a rule (FC201, value-conflict), or a finding by the id that a report gives it.

    The finding is looked up in a JSON report; with PATH, the articles there are checked again.
    """
    settings = options.settings(config_path, color=color)
    page = Page(Style(width=width_chars(), color=wants_color(settings.color), ascii=ascii_only, lang=lang))
    rules = registry.load(settings.local_rules)
    rule = registry.named(rules, what)
    if rule is not None:
        _write_rule(page, rule)
    elif what.upper() in registry.ENGINE_CODES or what in registry.ENGINE_CODES.values():
        _write_engine_code(page, what)
    elif _ID.fullmatch(what):
        _write_found(page, what, _report(paths, report_path, settings), rules)
    else:
        raise UsageError(f"{what!r} is no rule and no id of a finding{registry.nearest(rules, what)}")
    write(page.text(), "-")
    return 0


def _write_rule(page: Page, rule: Rule) -> None:
    info = rule.info
    page.line(
        (f"{info.code} {info.name}", "bold"),
        f"  {info.severity.value}, sees {' and '.join(f'a {view}' for view in info.views)}, since {info.since}, from {rule.origin}",
    )
    page.blank()
    lines = rule.doc.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        # A rule may have headings beyond the four: a line at the margin over indented text is one.
        page.line((line, "bold" if below.startswith(" ") and not line.startswith(" ") else ""))
    default = info.options()
    names = [field.name for field in fields(info.options)]
    if names:
        page.blank()
        page.line(("Options", "bold"), f"  in factcheck.toml under [rules.{info.code}]")
    # Options that several rules have come from a class of theirs.
    meanings = {k: text for cls in reversed(info.options.__mro__) for k, text in _meanings(cls.__doc__ or "").items()}
    for name in names:
        page.line(f"    {name.replace('_', '-')} = {_toml(getattr(default, name))}")
        for row in wrap(meanings.get(name, ""), page.width - 8):
            page.line(f"        {row}")


def _meanings(doc: str) -> dict[str, str]:
    """What the docstring of options says of each: ``name``, then its meaning, on as many lines as it takes."""
    parts = re.split(r"^\s*``(\w+)``:?\s+", doc, flags=re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _toml(value: object) -> str:
    """*value* as a settings file has it."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return str(value)
        case Mapping():
            return (
                "{"
                + ", ".join(f"{json.dumps(str(key), ensure_ascii=False)} = {_toml(one)}" for key, one in value.items())
                + "}"
            )
        case list() | tuple() | set() | frozenset():
            return "[" + ", ".join(sorted(map(_toml, value))) + "]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)


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


def _report(paths: tuple[str, ...], report_path: Path | None, settings: Settings) -> Report:
    if paths:
        return local.run(paths, settings, today=options.today())
    file = report_path or DEFAULT_REPORT
    try:
        return loaded(document_format.load(file.read_bytes()))
    except FileNotFoundError as error:
        wanted = (
            "write one with: factcheck run PATH --report json=reports/report.json; or name the articles after the id"
        )
        raise UsageError(f"{file}: no such report; {wanted}") from error
    except ReadError as error:
        raise UsageError(f"{file}: {error}") from error


def _write_found(page: Page, what: str, report: Report, rules: tuple[Rule, ...]) -> None:
    found = report.discrepancies
    fits = [one for one in found if one.id == what] or [one for one in found if one.id.startswith(what)]
    if not fits:
        raise UsageError(f"no finding {what!r} among the {len(found)} of the report")
    if len(fits) > 1:
        raise UsageError(
            f"{what!r} begins {len(fits)} ids: {', '.join(one.id for one in fits[:5])}; expected more of one"
        )
    one = fits[0]
    card = cards(replace(report, discrepancies=(one,)), page.style.lang)[0]
    write_finding(page, card, number_line(one.claims, report.relations, most=_READINGS), _origins(one, report))
    rule = registry.named(rules, card.rule)
    if rule is not None:
        page.blank()
        page.line((f"{card.rule} {card.name}: ", "bold"), rule.summary)
        page.line(page.words("explain_rule", rule=card.rule))


# Readings on one number line.
_READINGS = 12


def _origins(one: Discrepancy, report: Report) -> list[list[str]]:
    """The articles that a finding cites, origin by origin."""
    sources = {claim.source.id: claim.source for claim in one.claims}
    found: dict[str, list[str]] = {}
    for name, source in sources.items():
        found.setdefault(report.origins.get(name, name), []).append(outlet(source))
    return list(found.values())
