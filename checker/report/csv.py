"""The findings as comma-separated values: one row per figure of a finding.

No cell is taken for a formula by a spreadsheet: one that begins like a formula gets an apostrophe, numbers stay
numbers. Control and bidirectional characters are shown as marks. UTF-8 without a byte order mark, lines end with LF.
"""

from __future__ import annotations

import csv
from io import StringIO

from checker.model import Report
from checker.report import tables
from checker.report.cells import inert, visible
from checker.report.tables import Cell, Table


def render(report: Report) -> str:
    """The findings of *report* under one line of column names."""
    return written(tables.discrepancies(report))


def written(table: Table) -> str:
    """*table* under one line of column names."""
    page = StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return page.getvalue()


def _cell(cell: Cell) -> Cell:
    return inert(visible(cell)) if isinstance(cell, str) else cell
