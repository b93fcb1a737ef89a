"""Workflow commands of GitHub Actions: an annotation per finding, the worst first.

GitHub shows at most ten errors, ten warnings and ten notices of a step; what goes beyond is counted in a last line.
Suppressed findings are left out. The grammar of a command is that of ``@actions/core``.
"""

from __future__ import annotations

from checker.model import Report, Severity
from checker.report.cards import Card
from checker.report.cells import visible
from checker.report.places import Setting, elsewhere, placed, region
from checker.report.summary import counts, tally

# How many annotations of one severity GitHub shows for a step.
MOST = 10

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, setting: Setting | None = None) -> str:
    """The commands for *report*, one a line; the last line says what it comes to."""
    setting = setting or Setting()
    found = [card for card in placed(report, setting) if card.suppressed is None]
    numbers = counts(report.discrepancies)
    left_out = any(number > MOST for number in numbers.values())
    lines = []
    for severity in Severity:
        # The last line takes the place of one notice where something is left out.
        room = MOST - 1 if left_out and severity is Severity.INFO else MOST
        lines += [_command(card, setting) for card in found if card.severity is severity][:room]
    unread = sum(problem.leaves_unread for problem in report.problems)
    problems = f"; {unread} not looked at" if unread else ""
    total = f"factcheck: {tally(report.discrepancies)}{problems}"
    if len(lines) < len(found):
        rest = len(found) - len(lines)
        lines.append(f"::notice title=factcheck::{_data(f'{total}; {rest} not shown here, see the report')}")
    else:
        lines.append(total)
    return "\n".join(lines) + "\n"


def _command(card: Card, setting: Setting) -> str:
    first = card.mentions[0]
    where = region(first)
    properties = {
        "file": setting.file(first.path),
        "line": str(where.line),
        "endLine": str(where.end_line),
        "col": str(where.column),
        "endColumn": str(where.end_column),
        "title": f"{card.rule} {card.name}",
    }
    lines = [card.message, *card.derivation, *elsewhere(card, setting)]
    if card.suggestion:
        lines.append(card.suggestion)
    stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[card.severity]} {stated}::{_data(chr(10).join(map(visible, lines)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A line end in a file name stays one: the name must be found again.
    shown = "\n".join("\r".join(map(visible, line.split("\r"))) for line in text.split("\n"))
    return _data(shown).replace(":", "%3A").replace(",", "%2C")
