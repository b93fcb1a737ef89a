"""Every claim as a Markdown table per source."""

from __future__ import annotations

from itertools import groupby

from checker.model import Report
from checker.report import tables
from checker.report.markdown import code, text
from checker.report.tables import CLAIMS

COLUMNS = ("line", "quote", "indicator", "kind", "lo", "hi", "of", "unit", "qualifier", "period_start", "period_end",
           "status", "group", "verdict")  # fmt: skip


def render(report: Report) -> str:
    """The claims of *report*, newline at the end."""
    table = tables.claims(report)
    picked = [CLAIMS.index(name) for name in COLUMNS]
    parts = ["# Figures and dates"]
    for path, rows in groupby(table.rows, key=lambda row: row[CLAIMS.index("path")]):
        lines = [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
        lines += [f"| {' | '.join('' if row[n] is None else text(str(row[n])) for n in picked)} |" for row in rows]
        parts += [f"## {code(str(path))}", "\n".join(lines)]
    if not table.rows:
        parts.append("No figure was read.")
    return "\n\n".join(parts) + "\n"
