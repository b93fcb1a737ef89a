"""Claims, groups, discrepancies and problems as tables, for corpora whose report no one would open.

A session is told by the path of its first article, a claim by the path of its article and its place there, so tables
that were written apart go together. Nothing of a run is in them: no number that another article would change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from checker.model import Claim, Problem, Report
from checker.report.json import claim_record
from checker.text.lines import Lines

_CLAIM = pa.struct([("article", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("quote", pa.string())])
_TEXT = ("indicator", "kind", "unit", "qualifier", "status", "scope", "place", "direction", "speaker")

SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        "claims": pa.schema(
            [
                ("session", pa.string()), ("article", pa.string()), ("outlet", pa.string()), ("published", pa.string()),
                ("start", pa.int64()), ("end", pa.int64()), ("quote", pa.string()), ("sentence", pa.string()),
                ("lo", pa.string()), ("hi", pa.string()), ("period_start", pa.string()), ("period_end", pa.string()),
                *((name, pa.string()) for name in _TEXT), ("reference", pa.bool_()),
            ]
        ),
        "groups": pa.schema(
            [
                ("session", pa.string()), ("date", pa.string()), ("title", pa.string()), ("indicator", pa.string()),
                ("verdict", pa.string()), ("confidence", pa.float64()), ("claims", pa.list_(_CLAIM)),
            ]
        ),
        "discrepancies": pa.schema(
            [
                ("session", pa.string()), ("id", pa.string()), ("rule", pa.string()), ("name", pa.string()),
                ("severity", pa.string()), ("confidence", pa.float64()), ("message", pa.string()),
                ("claims", pa.list_(_CLAIM)), ("derivation", pa.list_(pa.string())), ("suggestion", pa.string()),
                ("suppressed", pa.string()),
            ]
        ),
        "problems": pa.schema([("rule", pa.string()), ("path", pa.string()), ("message", pa.string())]),
    }
)  # fmt: skip

Rows = list[dict[str, Any]]


def table(name: str, report: Report) -> pa.Table:
    """The table *name* of ``SCHEMAS`` for *report*, whose sessions know nothing of each other."""
    return of_rows(name, rows(name, report))


def rows(name: str, report: Report) -> Rows:
    """The rows of ``table``."""
    return _ROWS[name](report)


def of_rows(name: str, rows: Rows) -> pa.Table:
    """*rows* as the table *name*; to make one of many sessions costs little more than one of each."""
    schema = SCHEMAS[name]
    return pa.Table.from_pydict({column: [row[column] for row in rows] for column in schema.names}, schema=schema)


def write_part(folder: Path, number: int, tables: Mapping[str, pa.Table]) -> None:
    """Part *number* of each of *tables*, by name, in the folder of its name under *folder*; a later one without rows is left out."""
    import pyarrow.parquet as files

    for name, rows in tables.items():
        if rows.num_rows or not number:
            files.write_table(rows, folder / name / f"part-{number:05}.parquet")


def problems_of(problems: Iterable[Problem]) -> pa.Table:
    """The table ``problems``."""
    return of_rows("problems", problem_rows(problems))


def problem_rows(problems: Iterable[Problem]) -> Rows:
    """The rows of ``problems_of``."""
    return [{"rule": one.rule, "path": one.path, "message": one.message} for one in problems]


def _sessions(report: Report) -> dict[str, str]:
    """Source → the path of the first article of its session."""
    path = {source.id: source.path for source in report.sources}
    return {one: path[session.sources[0]] for session in report.sessions for one in session.sources}


def _claims(report: Report) -> Rows:
    sessions = _sessions(report)
    lines = {source.id: Lines(source.text) for source in report.sources}
    rows = []
    for claim in report.claims:
        record, source = claim_record(claim, lines[claim.source.id]), claim.source
        period = record["period"] or {"start": None, "end": None}
        rows.append(
            {
                **{name: record[name] for name in (*_TEXT, "start", "end", "quote", "sentence", "reference")},
                "session": sessions.get(source.id), "article": source.path, "outlet": source.outlet,
                "published": source.published, "period_start": period["start"], "period_end": period["end"],
                **{end: None if record[end] is None else str(record[end]) for end in ("lo", "hi")},
            }
        )  # fmt: skip
    return rows


def _groups(report: Report) -> Rows:
    sessions, events = _sessions(report), {session.id: session for session in report.sessions}
    return [
        {
            "session": sessions.get(group.claims[0].source.id), "date": events[group.session].date,
            "title": events[group.session].title, "indicator": group.indicator, "verdict": group.verdict,
            "confidence": group.confidence, "claims": [_told(claim) for claim in group.claims],
        }
        for group in report.groups
        if group.session is not None
    ]  # fmt: skip


def _discrepancies(report: Report) -> Rows:
    sessions = _sessions(report)
    return [
        {
            "session": sessions.get(one.claims[0].source.id), "id": one.id, "rule": one.rule, "name": one.name,
            "severity": one.severity.value, "confidence": one.confidence, "message": one.message,
            "claims": [_told(claim) for claim in one.claims], "derivation": list(one.derivation),
            "suggestion": one.suggestion, "suppressed": one.suppressed,
        }
        for one in report.discrepancies
    ]  # fmt: skip


def _problems(report: Report) -> Rows:
    # What of the settings came to nothing shows over the whole corpus alone.
    return problem_rows(one for one in report.problems if one.leaves_unread)


def _told(claim: Claim) -> dict[str, Any]:
    return {
        "article": claim.source.path, "start": claim.span.start, "end": claim.span.end, "quote": claim.quote,
    }  # fmt: skip


_ROWS: Mapping[str, Callable[[Report], Rows]] = MappingProxyType(
    {"claims": _claims, "groups": _groups, "discrepancies": _discrepancies, "problems": _problems}
)

__all__ = ["SCHEMAS", "of_rows", "problem_rows", "problems_of", "rows", "table", "write_part"]
