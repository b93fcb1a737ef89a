"""``factcheck explain``: a rule by its code or name; a finding, a group or a claim by its id; two claims."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import get_args

import click

from checker import registry
from checker.cli import lookup, options
from checker.cli.explaining import Explaining
from checker.cli.output import wants_color, width_chars, write
from checker.config import Sessions
from checker.engine.explaining import Again
from checker.errors import UsageError
from checker.registry import Rule
from checker.report.phrases import languages
from checker.report.terminal import Page, Style
from checker.text.told import ENGLISH


@click.command(name="explain")
@click.argument("what", metavar="CODE|ID")
@click.argument("paths", nargs=-1, type=str, metavar="[ID] [PATH]...")
@click.option("--report", "report_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=f"The JSON report that holds what is asked for.  [default: {lookup.DEFAULT_REPORT}]")  # fmt: skip
@click.option("--sessions", type=click.Choice(get_args(Sessions)),
              help="With PATH: which articles report one event.  [default: auto]")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Draw every pair in full.")
@click.option("--language", "--lang", "lang", type=click.Choice(languages()), default=ENGLISH, show_default=True,
              help="The language of what is said; rules are explained in English.")  # fmt: skip
@options.ascii_only
@options.color
@options.config_file
def command(
    what: str,
    paths: tuple[str, ...],
    report_path: Path | None,
    sessions: Sessions | None,
    every: bool,
    lang: str,
    ascii_only: bool,
    color: str | None,
    config_path: Path | None,
) -> int:
    """Explain a rule (FC201, value-conflict), a finding (by its id or the beginning of it), a group (g12), a claim
    (c40, or its place: alpha.txt:12:5), or what kept two claims apart (c40 c71).

    They are looked up in a JSON report. With PATH, the articles there are checked again, and every pair of figures is
    weighed before your eyes: a report keeps the pairs of its findings alone.
    """
    settings = options.settings(config_path, color=color, sessions=sessions)
    page = Page(Style(width=width_chars(), color=wants_color(settings.color), ascii=ascii_only, lang=lang))
    rules = registry.load(settings.local_rules)
    rule = registry.named(rules, what)
    if rule is not None:
        _write_rule(page, rule)
    elif what.upper() in registry.ENGINE_CODES or what in registry.ENGINE_CODES.values():
        _write_engine_code(page, what)
    elif lookup.may_name(what):
        other, paths = lookup.second(what, paths)
        report = lookup.report(what, paths, report_path, settings)
        explaining = Explaining(page, report, Again(report) if paths else None, rules, every=every)
        explaining.write(what, other)
    else:
        raise UsageError(
            f"{what!r} is no rule and no id of a finding, a group or a claim{registry.nearest(rules, what)}"
        )
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
    "FC006": "The settings tell of a column that no table has, so a table was not read as it should be; the exit code is 2.",
}


def _write_engine_code(page: Page, what: str) -> None:
    code = next(code for code, name in registry.ENGINE_CODES.items() if what.upper() == code or what == name)
    page.line((f"{code} {registry.ENGINE_CODES[code]}", "bold"), "  reported by the engine itself")
    page.blank()
    page.line(_ENGINE[code])
