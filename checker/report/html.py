"""The report as one HTML file that loads nothing: for an editor's desk, a phone, a printer.

Everything can be read without scripts; a script, admitted by its hash like the style, adds the keyboard. Text from
articles, file names and rules is escaped, and characters that a reader cannot see are shown as marks.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from checker.model import Report
from checker.report.cells import visible
from checker.report.marking import shown
from checker.report.page import limits
from checker.report.page.context import SYMBOLS, Context
from checker.report.page.draft import Draft
from checker.report.page.findings import Findings
from checker.report.page.head import Head
from checker.report.page.history import History
from checker.report.page.matrix import Matrix
from checker.report.page.sources import Sources
from checker.report.phrases import phrases, prevailing
from checker.report.readings import unbroken
from checker.report.verdicts import Figure

if TYPE_CHECKING:
    from jinja2 import Environment


def render(report: Report, lang: str | None = None, figures: Sequence[Figure] = ()) -> str:
    """*report* as a page, newline at the end; *lang* is that of its own words, unless given that of most sources.

    *figures* are those of a draft with their verdicts, which the page then shows first.
    """
    words = phrases(lang or prevailing(source.lang for source in report.sources))
    page = Context(report, words)
    findings, matrix = Findings(page), Matrix(page)
    style = Markup(_data("page.css") + findings.filter_style())  # noqa: S704 - our own file, and numbers of ours
    script = Markup(_data("page.js"))  # noqa: S704 - our own file
    text: str = _environment().get_template("page.html.j2").render(
        t=words,
        page=page,
        head=Head(page),
        draft=Draft(page, figures),
        findings=findings,
        matrix=matrix,
        history=History(page),
        texts=Sources(page, matrix.rows),
        style=style,
        script=script,
        policy=policy(style, script),
        symbols=SYMBOLS,
        limits={"charts": limits.DRAWN, "full": limits.FULL, "block": limits.BLOCK},
    )  # fmt: skip
    return text.rstrip("\n") + "\n"


def policy(style: str, script: str) -> str:
    """The content security policy that admits *style* and *script*, pictures in the file, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(name: str) -> str:
    return (files("checker.report.page") / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_data), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(shown=shown, unbroken=unbroken, visible=visible)
    return environment
