"""Diagnostics for reviewdog, in its format ``rdjson``. Suppressed findings are left out.

Columns count bytes of UTF-8, as that format says. Where a report was made again from quotes, the bytes before a
figure are not known; the whole line is then meant.
"""

from __future__ import annotations

from typing import Any

from checker.model import Report, Severity, Source
from checker.report.cards import Card
from checker.report.cells import visible
from checker.report.json import encoded
from checker.report.places import Setting, byte_column, elsewhere, placed, region

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, setting: Setting | None = None) -> str:
    """The diagnostics of *report*."""
    setting = setting or Setting()
    found = [card for card in placed(report, setting) if card.suppressed is None]
    sources = {source.id: source for source in report.sources}
    worst = min((card.severity.rank for card in found), default=Severity.INFO.rank)
    lines = ",\n    ".join(encoded(_diagnostic(card, sources[card.mentions[0].source], setting)) for card in found)
    severity = list(_SEVERITIES.values())[worst]
    listed = f"[\n    {lines}\n  ]" if found else "[]"
    return f'{{\n  "source": {{"name":"factcheck"}},\n  "severity": "{severity}",\n  "diagnostics": {listed}\n}}\n'


def _diagnostic(card: Card, source: Source, setting: Setting) -> dict[str, Any]:
    first = card.mentions[0]
    where = region(first)
    start = byte_column(source, where.line, where.column)
    end = byte_column(source, where.end_line, where.end_column)
    lines = [card.message, *card.derivation, *elsewhere(card, setting)]
    span: dict[str, Any] = {"start": {"line": where.line}, "end": {"line": where.end_line}}
    if start is not None and end is not None:
        span["start"]["column"], span["end"]["column"] = start, end
    return {
        "message": "\n".join(map(visible, lines)),
        "location": {"path": setting.file(first.path), "range": span},
        "severity": _SEVERITIES[card.severity],
        "code": {"value": card.rule},
    }
