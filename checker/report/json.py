"""The JSON report: the one model that every other reader starts from.

The same report gives the same bytes. One record a line, so two reports compare line by line. It holds no time, host,
user or absolute path, and every string as the article has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec

from checker.errors import ReadError
from checker.model import Claim, ClaimGroup, Comparison, Discrepancy, Relation, Report, Series, Session, Source
from checker.text.lines import Lines
from checker.text.told import languages, told
from checker.values.figure import Moment, Quantity

SCHEMA_VERSION = 1
# The largest power of ten of a double: beyond it, readers of JSON see infinity.
MAX_EXPONENT = 308

Document = dict[str, Any]


def render(report: Report) -> str:
    """The document of *report* as text, newline at the end."""
    return laid_out(_parts(report))


def laid_out(document: Mapping[str, Any]) -> str:
    """*document* as text, a record a line, newline at the end; lists may be iterators, and are then used up."""
    parts = []
    for key, value in document.items():
        many = isinstance(value, list | Iterator)
        lines = ",\n    ".join(map(encoded, value)) if many else ""
        parts.append(f'  "{key}": [\n    {lines}\n  ]' if lines else f'  "{key}": {"[]" if many else encoded(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def to_dict(report: Report) -> Document:
    """The document of *report*; the contract of its fields is the report contract, version ``SCHEMA_VERSION``."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in _parts(report).items()}


def _parts(report: Report) -> Document:
    """The document of *report*, its lists as iterators: a record that is written at once need not be kept."""
    lines = {source.id: Lines(source.text) for source in report.sources}
    sessions = {source: session.id for session in report.sessions for source in session.sources}
    coverage = report.coverage
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "factcheck", "version": report.version},
        "sources": (
            _source(source, sessions.get(source.id), report.origins.get(source.id)) for source in report.sources
        ),
        "sessions": map(_session, report.sessions),
        "claims": (claim_record(claim, lines[claim.source.id]) for claim in report.claims),
        "groups": chain(map(_group, report.groups), map(_series, report.series)),
        "relations": map(_relation, report.relations),
        "discrepancies": map(_discrepancy, report.discrepancies),
        "problems": ({"rule": one.rule, "path": one.path, "message": one.message} for one in report.problems),
        "coverage": {
            "files": {"read": coverage.read, "partial": coverage.partial, "unreadable": coverage.unreadable},
            "figures": coverage.figures,
            "aligned": coverage.aligned,
            "recomputed": coverage.recomputed,
            "furniture": coverage.furniture,
            **({"cells": coverage.cells} if coverage.cells else {}),
        },
    }


def load(text: str | bytes) -> Document:
    """A document that ``render`` wrote; ReadError where *text* is none, or of another version."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"expected a JSON report of factcheck, found no JSON: {error}") from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if version != SCHEMA_VERSION:
        raise ReadError(f"expected a JSON report of factcheck with schema_version {SCHEMA_VERSION}, found {version!r}")
    missing = [
        key
        for key in ("sources", "claims", "groups", "discrepancies", "problems")
        if not isinstance(document.get(key), list)
    ]
    if missing:
        raise ReadError(f"expected a JSON report of factcheck, found no list {', '.join(missing)}")
    return dict(document)


def claim_record(claim: Claim, lines: Lines) -> Document:
    """The fields of one claim; *lines* are those of its source's text."""
    value, period, span = claim.value, claim.period, claim.span
    line, column = lines.position(span.start)
    lo: object
    hi: object
    of: object = None
    unit: str | None = None
    grain: object = None
    if isinstance(value, Quantity):
        lo, hi, grain, unit = (
            json_number(value.lo),
            json_number(value.hi),
            json_number(value.grain),
            value.unit.key or None,
        )
        of = None if value.of is None else json_number(value.of)
    elif isinstance(value, Moment):
        lo, hi, grain = value.start, value.end, value.grain
    else:
        lo = hi = value.text
    return {
        "id": claim.id,
        "source": claim.source.id,
        "start": span.start,
        "end": span.end,
        "quote": claim.quote,
        "sentence": claim.sentence_text,
        "sentence_start": claim.sentence.start,
        "line": line,
        "column": column,
        "indicator": claim.indicator,
        "kind": str(claim.kind),
        "lo": lo,
        "hi": hi,
        "of": of,
        "unit": unit,
        "qualifier": str(value.hedge),
        "grain": grain,
        "period": None if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "status": str(claim.status),
        "scope": claim.scope,
        "place": str(claim.place),
        "direction": claim.direction,
        "subject": list(claim.subject),
        "speaker": claim.speaker,
        "reference": claim.reference,
    }


# Of the figures of many articles most are few numbers: 2, 10, 2025.
@lru_cache(maxsize=1 << 14)
def json_number(value: Decimal) -> int | float | None:
    """*value* as a JSON number: whole ones exact, others to the nearest double; None where a double cannot hold it."""
    if not value.is_finite() or (value and value.adjusted() > MAX_EXPONENT):
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _source(source: Source, session: str | None, origin: str | None) -> Document:
    return {
        "id": source.id,
        "path": source.path,
        "title": source.title,
        "outlet": source.outlet,
        "published": source.published,
        "lang": source.lang,
        "url": source.url,
        "format": source.format,
        "session": session,
        "origin": origin,
        "status": source.status,
    }


def _session(session: Session) -> Document:
    return {"id": session.id, "date": session.date, "title": session.title, "sources": list(session.sources)}


def _group(group: ClaimGroup) -> Document:
    return {
        "id": group.id,
        "session": group.session,
        "indicator": group.indicator,
        "claims": _ids(group.claims),
        "verdict": group.verdict,
        "confidence": round(group.confidence, 4),
        "why": _rounded(group.why),
        **({"pairs": [_pair(pair) for pair in group.compared]} if group.compared else {}),
    }


def _pair(pair: Comparison) -> Document:
    return {
        "claims": [pair.left, pair.right],
        "relation": pair.relation,
        "probability": pair.probability,
        "start": pair.start,
        "parts": {name: list(part) for name, part in sorted(pair.parts.items())},
        "rest": pair.rest,
        "apart": list(pair.apart),
    }


def _series(series: Series) -> Document:
    return {
        "id": series.id,
        "session": None,
        "indicator": series.indicator,
        "claims": _ids(claim for _, claim in series.points),
        # The points lie on different days, so no two of them state one amount.
        "verdict": "compatible",
        "confidence": round(series.confidence, 4),
        "why": {},
        "dates": [day for day, _ in series.points],
        "cumulative": series.cumulative,
    }


def _relation(relation: Relation) -> Document:
    return {
        "kind": relation.kind,
        "source": relation.roles[0][1].source.id if relation.roles else None,
        "start": relation.span.start,
        "end": relation.span.end,
        "roles": [[role, claim.id] for role, claim in relation.roles],
    }


def _discrepancy(one: Discrepancy) -> Document:
    return {
        "id": one.id,
        "rule": one.rule,
        "name": one.name,
        "severity": one.severity.value,
        "confidence": round(one.confidence, 4),
        "message": str(one.message),
        "claims": _ids(one.claims),
        "group": one.group,
        "derivation": [str(line) for line in one.derivation],
        "suggestion": None if one.suggestion is None else str(one.suggestion),
        "suppressed": one.suppressed,
        "translations": {lang: _translation(one, lang) for lang in languages(one.message)},
    }


def _translation(one: Discrepancy, lang: str) -> Document:
    """What a finding says, in a language other than English; English where a part of it is not known in that language."""
    return {
        "message": told(one.message, lang),
        "derivation": [told(line, lang) for line in one.derivation],
        "suggestion": None if one.suggestion is None else told(one.suggestion, lang),
    }


def _ids(claims: Iterable[Claim]) -> list[str]:
    return [claim.id for claim in claims]


def _rounded(why: Mapping[str, float]) -> dict[str, float]:
    return {name: round(why[name], 4) for name in sorted(why)}


def encoded(record: object) -> str:
    """*record* on one line of JSON; what no text may hold becomes U+FFFD."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        # A file name that is no UTF-8 brings lone surrogates, which no JSON text may hold.
        plain = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in plain)
