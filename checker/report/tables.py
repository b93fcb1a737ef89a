"""The report as tables: one row per figure of a finding, one per claim, source and problem.

A cell is a text, a number, or None for an empty one. Texts are as the article has them: each output makes them safe
for where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from checker.model import Report
from checker.report.json import to_dict

Cell = str | int | float | None


class Table(NamedTuple):
    """``rows`` have a cell per column."""

    name: str
    columns: tuple[str, ...]
    rows: list[Sequence[Cell]]


_VALUE = ("quote", "indicator", "kind", "lo", "hi", "of", "unit", "qualifier", "grain",
          "period_start", "period_end", "status", "scope")  # fmt: skip
_FINDING = (
    "id",
    "rule",
    "name",
    "severity",
    "confidence",
    "suppressed",
    "message",
    "derivation",
    "suggestion",
    "group",
)
_WHERE = ("path", "line", "column", "outlet", "published", "session", "origin")
DISCREPANCIES = (*_FINDING, "figure", "claim", *_WHERE, *_VALUE, "sentence")
CLAIMS = ("id", *_WHERE, *_VALUE, "direction", "place", "reference", "speaker", "group", "verdict", "sentence")
SOURCES = ("id", "path", "title", "outlet", "published", "lang", "url", "format", "session", "origin", "status")
PROBLEMS = ("rule", "path", "message")


def discrepancies(report: Report) -> Table:
    """One row per figure of a finding; ``figure`` numbers the figures of one finding from 1."""
    document = to_dict(report)
    claims, sources = _by_id(document["claims"]), _by_id(document["sources"])
    rows: list[Sequence[Cell]] = []
    for one in document["discrepancies"]:
        finding = {**one, "derivation": "\n".join(one["derivation"])}
        for number, name in enumerate(one["claims"], 1):
            claim = _flat(claims[name], sources)
            own = {key: finding[key] for key in _FINDING}
            rows.append(_row({**claim, **own, "figure": number, "claim": name}, DISCREPANCIES))
    return Table("discrepancies", DISCREPANCIES, rows)


def claims(report: Report) -> Table:
    """One row per claim, with the group that it is in."""
    document = to_dict(report)
    sources = _by_id(document["sources"])
    groups: dict[str, Mapping[str, Any]] = {}
    for group in document["groups"]:
        for name in group["claims"]:
            # A series may hold what a group of one session holds too; the group says more.
            groups.setdefault(name, group)
    rows: list[Sequence[Cell]] = []
    for claim in document["claims"]:
        group = groups.get(claim["id"], {})
        held = {"group": group.get("id"), "verdict": group.get("verdict")}
        rows.append(_row({**_flat(claim, sources), **held, "reference": str(claim["reference"]).lower()}, CLAIMS))
    return Table("claims", CLAIMS, rows)


def sources(report: Report) -> Table:
    """One row per source."""
    return Table("sources", SOURCES, [_row(record, SOURCES) for record in to_dict(report)["sources"]])


def problems(report: Report) -> Table:
    """One row per problem."""
    return Table("problems", PROBLEMS, [(one.rule, one.path, one.message) for one in report.problems])


def _by_id(records: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {record["id"]: record for record in records}


def _flat(claim: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    source, period = sources[claim["source"]], claim["period"] or {}
    where = {key: source[key] for key in ("path", "outlet", "published", "session", "origin")}
    return {**claim, **where, "period_start": period.get("start"), "period_end": period.get("end")}


def _row(record: Mapping[str, Any], columns: Sequence[str]) -> list[Cell]:
    return [record[name] for name in columns]
