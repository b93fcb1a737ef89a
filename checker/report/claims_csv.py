"""Every claim as comma-separated values, one row each; cells as in ``checker.report.csv``."""

from __future__ import annotations

from checker.model import Report
from checker.report import tables
from checker.report.csv import written


def render(report: Report) -> str:
    """The claims of *report* under one line of column names."""
    return written(tables.claims(report))
