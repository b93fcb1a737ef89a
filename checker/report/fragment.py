"""The report as a piece of HTML for a notebook: what it comes to, its findings, what was not looked at.

Nothing in it runs or fetches: no script, no link, no image. What articles print is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from checker.model import Problem, Report, Severity
from checker.report.cards import Card, by_sentence, cards
from checker.report.cells import legal
from checker.report.summary import counted, problems_title, tally, unchecked

# A notebook keeps what it shows; beyond this, frames and the page are the place to look.
MOST = 50

_MARKS = {Severity.ERROR: "✗ error", Severity.WARNING: "! warning", Severity.INFO: "? info"}
_CELL = Markup('<td style="text-align:left;vertical-align:top">{}</td>')


def render(report: Report) -> str:
    """*report* as one ``<div>``; findings beyond ``MOST`` and suppressed ones are counted."""
    shown = [card for card in cards(report) if card.suppressed is None]
    coverage = report.coverage
    suppressed = len(report.discrepancies) - len(shown)
    figures = f"{counted(coverage.figures, 'figure')}: {coverage.recomputed} recomputed, {coverage.aligned} aligned"
    told = f"{counted(len(report.sources), 'source')}, {figures}, {unchecked(report)} not checked"
    told += f"; {suppressed} suppressed" if suppressed else ""
    head = Markup("<p><strong>factcheck: {}</strong><br/>{}</p>").format(tally(report.discrepancies), told)
    return str(Markup("<div>{}{}{}</div>").format(head, _findings(shown), _problems(report, report.problems)))


def _findings(shown: Sequence[Card]) -> Markup:
    if not shown:
        return Markup("<p>No discrepancy among the figures that could be checked.</p>")
    names = ("severity", "rule", "finding", "printed")
    heads = Markup("").join(Markup('<th style="text-align:left">{}</th>').format(name) for name in names)
    rows = Markup("").join(_row(card) for card in shown[:MOST])
    more = len(shown) - MOST
    rest = Markup("<p>{} not shown here: discrepancies_frame() has all.</p>").format(counted(more, "more finding"))
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, rows)
    return table + (rest if more > 0 else Markup(""))


def _row(card: Card) -> Markup:
    finding = _lines([card.message, *card.derivation, *([card.suggestion] if card.suggestion else [])])
    printed = _lines(
        f"{mentions[0].outlet or mentions[0].path}:{mentions[0].line}: "
        + ", ".join(f"“{mention.quote}”" for mention in mentions)
        for mentions in by_sentence(card.mentions)
    )
    cells = (_MARKS[card.severity], _lines([card.rule, card.name]), finding, printed)
    return Markup("<tr>{}</tr>").format(Markup("").join(_CELL.format(cell) for cell in cells))


def _problems(report: Report, problems: Sequence[Problem]) -> Markup:
    if not problems:
        return Markup("")
    told = [f"{one.rule} {one.path}: {one.message}" for one in problems[:MOST]]
    told += [f"and {len(problems) - MOST} more"] if len(problems) > MOST else []
    return Markup("<p><strong>{}</strong><br/>{}</p>").format(problems_title(report), _lines(told))


def _lines(texts: Iterable[str]) -> Markup:
    return Markup("<br/>").join(legal(text) for text in texts)
