"""The model as pandas frames.

Texts are ``str`` (missing: NaN), amounts ``Float64`` in full units, positions ``Int64`` code points, counts ``Int64``,
truths ``bool``. Rows are sorted by id as numbers (c2 before c10), discrepancies as in the report: worst first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from checker.model import Claim, Report
from checker.text.lines import Lines
from checker.values.figure import Label, Moment, Quantity

TEXT, AMOUNT, COUNT, TRUTH = "str", "Float64", "Int64", "bool"

#: id, session, origin ids of the report · path relative to its argument · published YYYY-MM-DD or YYYY-MM-DDTHH:MM
SOURCES = {
    "id": TEXT, "path": TEXT, "title": TEXT, "outlet": TEXT, "published": TEXT, "lang": TEXT, "url": TEXT,
    "format": TEXT, "session": TEXT, "origin": TEXT, "status": TEXT,
}  # fmt: skip


def sources(report: Report) -> pd.DataFrame:
    """One row per source; columns: ``SOURCES``."""
    session = {source: one.id for one in report.sessions for source in one.sources}
    rows = (
        (
            s.id,
            s.path,
            s.title,
            s.outlet,
            s.published,
            s.lang,
            s.url,
            s.format,
            session.get(s.id),
            report.origins.get(s.id),
            s.status,
        )
        for s in report.sources
    )
    return _frame(rows, SOURCES)


#: start, end: half-open, code points of the source's text · line, column: from 1 · lo, hi, of, grain: amounts in full
#: units, missing for dates and labels · first, last: dates YYYY-MM-DD or times HH:MM, both included · label: a value
#: that is compared as it stands · period_start, period_end: YYYY-MM-DD, both included
CLAIMS = {
    "id": TEXT, "source": TEXT, "path": TEXT, "outlet": TEXT, "start": COUNT, "end": COUNT, "line": COUNT, "column": COUNT,
    "quote": TEXT, "sentence": TEXT, "indicator": TEXT, "kind": TEXT, "lo": AMOUNT, "hi": AMOUNT, "of": AMOUNT,
    "grain": AMOUNT, "unit": TEXT, "first": TEXT, "last": TEXT, "label": TEXT, "qualifier": TEXT, "direction": TEXT,
    "period_start": TEXT, "period_end": TEXT, "status": TEXT, "scope": TEXT, "speaker": TEXT, "place": TEXT,
    "reference": TRUTH,
}  # fmt: skip


def claims(report: Report) -> pd.DataFrame:
    """One row per claim; columns: ``CLAIMS``."""
    lines = {source.id: Lines(source.text) for source in report.sources}
    return _frame((_claim_row(claim, lines[claim.source.id]) for claim in report.claims), CLAIMS)


def _claim_row(claim: Claim, lines: Lines) -> Sequence[Any]:
    value, period = claim.value, claim.period
    amount = value if isinstance(value, Quantity) else None
    moment = value if isinstance(value, Moment) else None
    line, column = lines.position(claim.span.start)
    return (
        claim.id, claim.source.id, claim.source.path, claim.source.outlet, claim.span.start, claim.span.end, line, column,
        claim.quote, claim.sentence_text, claim.indicator, claim.kind.value,
        amount and float(amount.lo), amount and float(amount.hi),
        float(amount.of) if amount and amount.of is not None else None, amount and float(amount.grain),
        amount and (amount.unit.key or None), moment and moment.start, moment and moment.end,
        value.text if isinstance(value, Label) else None, value.hedge.value, claim.direction or None,
        period and period.start.isoformat(), period and period.end.isoformat(), claim.status.value, claim.scope or None,
        claim.speaker or None, claim.place.value, claim.reference,
    )  # fmt: skip


#: confidence 0 to 1 · verdict: agree, compatible, conflict · claims, sources, origins: how many
GROUPS = {
    "id": TEXT, "session": TEXT, "indicator": TEXT, "verdict": TEXT, "confidence": AMOUNT, "claims": COUNT,
    "sources": COUNT, "origins": COUNT,
}  # fmt: skip


def groups(report: Report) -> pd.DataFrame:
    """One row per claim group; columns: ``GROUPS``. Series across sessions are not among them."""
    rows = []
    for group in report.groups:
        read = {claim.source.id for claim in group.claims}
        origins = {report.origins.get(source, source) for source in read}
        rows.append(
            (
                group.id,
                group.session,
                group.indicator,
                group.verdict,
                group.confidence,
                len(group.claims),
                len(read),
                len(origins),
            )
        )
    return _frame(rows, GROUPS)


#: group, claim: ids; joins ``GROUPS`` to ``CLAIMS``, one to many
MEMBERS = {"group": TEXT, "claim": TEXT}


def members(report: Report) -> pd.DataFrame:
    """One row per claim in a group; columns: ``MEMBERS``."""
    return _frame(((group.id, claim.id) for group in report.groups for claim in group.claims), MEMBERS)


#: severity: error, warning, info · confidence 0 to 1 · group: id or missing · claims: ids with a space between
DISCREPANCIES = {
    "id": TEXT, "rule": TEXT, "name": TEXT, "severity": TEXT, "confidence": AMOUNT, "message": TEXT, "group": TEXT,
    "claims": TEXT, "suggestion": TEXT, "suppressed": TEXT,
}  # fmt: skip


def discrepancies(report: Report) -> pd.DataFrame:
    """One row per discrepancy, in the order of the report; columns: ``DISCREPANCIES``."""
    rows = (
        (
            d.id,
            d.rule,
            d.name,
            d.severity.value,
            d.confidence,
            d.message,
            d.group,
            " ".join(c.id for c in d.claims),
            d.suggestion,
            d.suppressed,
        )
        for d in report.discrepancies
    )
    return _frame(rows, DISCREPANCIES)


def _frame(rows: Iterable[Sequence[Any]], schema: dict[str, str]) -> pd.DataFrame:
    """The rows under the columns of *schema*; an empty frame has them too."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pd.DataFrame(
        {name: pd.Series(values, dtype=kind) for (name, kind), values in zip(schema.items(), columns, strict=True)}
    )
