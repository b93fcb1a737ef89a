"""A JSON report back into a ``Report``, without the sources.

The document holds quotes and sentences with their places, not whole articles. The text of a source is put together
from them: every known sentence stands at its own offset and line, and each character between them is ``UNKNOWN``. So
every output works as on the day of the run; only what reaches beyond the sentences is not there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import getitem
from typing import Any

from checker.errors import ReadError
from checker.model import (
    Claim,
    ClaimGroup,
    Comparison,
    Coverage,
    Discrepancy,
    Kind,
    Place,
    Problem,
    Relation,
    Report,
    Series,
    Session,
    Severity,
    Source,
    Status,
)
from checker.report import schema
from checker.report.json import Document
from checker.report.places import UNKNOWN
from checker.text.span import Span
from checker.text.told import Told
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import Hedge
from checker.values.period import Period
from checker.values.units import PERCENT, Unit

# Offsets beyond it are no article's: nobody shall make us fill memory with unknown text.
MAX_TEXT_CHARS = 20_000_000


def loaded(document: Document) -> Report:
    """The report that *document* (of ``checker.report.json.load``) was written from; ReadError where it cannot be one."""
    try:
        schema.check(document)
        return _report(document)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise ReadError(f"expected a JSON report of factcheck, found a damaged one: {type(error).__name__}: {error}") from error  # fmt: skip


def _report(document: Document) -> Report:
    records: dict[str, list[Mapping[str, Any]]] = {record["id"]: [] for record in document["sources"]}
    for record in document["claims"]:
        records[record["source"]].append(record)
    sources = {record["id"]: _source(record, records[record["id"]]) for record in document["sources"]}
    claims: dict[str, Claim] = {}
    counted: dict[str, int] = {}
    for record in document["claims"]:
        source = sources[record["source"]]
        claims[record["id"]] = _claim(record, source, counted.get(source.id, 0))
        counted[source.id] = counted.get(source.id, 0) + 1
    origins = {record["id"]: record["origin"] for record in document["sources"] if record["origin"] is not None}
    groups = [record for record in document["groups"] if "dates" not in record]
    return Report(
        version=str(document["tool"]["version"]),
        sources=tuple(sources.values()),
        sessions=tuple(_session(record, sources) for record in document.get("sessions", ())),
        claims=tuple(claims.values()),
        groups=tuple(_group(record, claims, origins) for record in groups),
        series=tuple(_series(record, claims) for record in document["groups"] if "dates" in record),
        relations=tuple(_relation(record, claims) for record in document.get("relations", ())),
        discrepancies=tuple(_discrepancy(record, claims) for record in document["discrepancies"]),
        problems=tuple(Problem(rule=p["rule"], path=p["path"], message=p["message"]) for p in document["problems"]),
        coverage=_coverage(document["coverage"]),
        origins=origins,
    )


def _source(record: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> Source:
    text = _text(record["path"], list(claims))
    stated = {key: record[key] for key in ("title", "outlet", "published", "lang", "url", "format", "status")}
    return Source(id=record["id"], path=record["path"], text=text, body=Span(0, len(text)), **stated)


def _text(path: str, claims: list[Mapping[str, Any]]) -> str:
    """The text of a source as far as its claims tell it, each character and each line at its place."""
    size = max((_end(record) for record in claims), default=0)
    if size > MAX_TEXT_CHARS:
        raise ReadError(f"{path}: expected places within {MAX_TEXT_CHARS} characters, found {size}")
    chars = [UNKNOWN] * size
    for record in claims:
        for start, passage in ((record["sentence_start"], record["sentence"]), (record["start"], record["quote"])):
            if start < 0:
                raise ReadError(f"{path}: expected places from 0, found {start}")
            for at, char in enumerate(passage, start):
                if chars[at] not in (UNKNOWN, char):
                    raise ReadError(f"{path}: its quotes contradict each other at character {at}")
                chars[at] = char
    _break_lines(path, chars, claims)
    return "".join(chars)


def _end(record: Mapping[str, Any]) -> int:
    if record["end"] - record["start"] != len(record["quote"]):
        raise ReadError(f"expected a quote of {record['end'] - record['start']} characters, found {record['quote']!r}")
    return int(max(record["sentence_start"] + len(record["sentence"]), record["end"]))


def _break_lines(path: str, chars: list[str], claims: list[Mapping[str, Any]]) -> None:
    """Put line ends among the unknown characters, so that every claim stands in the line and column it had."""
    at = breaks = 0  # How many line ends stand before ``at``; everything before it is settled.
    for record in sorted(claims, key=lambda record: int(record["start"])):
        line, start = record["line"], record["start"]
        begin = start - (record["column"] - 1)
        if begin > at:
            room = [place for place in range(at, begin - 1) if chars[place] == UNKNOWN]
            if chars[begin - 1] == UNKNOWN:
                chars[begin - 1] = "\n"
            breaks += chars[at:begin].count("\n")
            missing = line - 1 - breaks
            if 0 < missing <= len(room):
                for place in room[-missing:]:
                    chars[place] = "\n"
                breaks += missing
            at = begin
        breaks_here = breaks + chars[at:start].count("\n")
        alone = begin == 0 or (begin > 0 and chars[begin - 1] == "\n")
        if breaks_here != line - 1 or not alone or "\n" in chars[begin:start]:
            raise ReadError(f"{path}: the places of its figures do not fit together at line {line}")
        breaks, at = breaks_here, max(at, start)


def _claim(record: Mapping[str, Any], source: Source, nth: int) -> Claim:
    sentence = Span(record["sentence_start"], record["sentence_start"] + len(record["sentence"]))
    period = record["period"]
    return Claim(
        id=record["id"],
        source=source,
        span=Span(record["start"], record["end"]),
        sentence=sentence,
        clause=sentence,
        kind=Kind(record["kind"]),
        value=_value(record),
        indicator=record["indicator"],
        direction=record["direction"],
        period=Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"])) if period else None,
        status=Status(record["status"]),
        scope=record["scope"],
        subject=tuple(record["subject"]),
        speaker=record["speaker"],
        place=Place(record["place"]),
        reference=record["reference"],
        nth=nth,
    )


def _value(record: Mapping[str, Any]) -> Value:
    lo, hi, grain, hedge = record["lo"], record["hi"], record["grain"], Hedge(record["qualifier"])
    if isinstance(grain, str) or isinstance(lo, str):
        if not isinstance(lo, str) or not isinstance(hi, str):
            raise ValueError(f"expected two dates or two texts, found {lo!r} and {hi!r}")
        return (
            Moment(start=lo, end=hi, grain=grain, hedge=hedge)
            if isinstance(grain, str)
            else Label(text=lo, hedge=hedge)
        )
    key = record["unit"] or ""
    # The dimension is not in the document; only rules need it.
    unit = PERCENT if key == PERCENT.key else Unit(key, record["kind"] if key else "count")
    of = None if record["of"] is None else _decimal(record["of"])
    ends = _decimal(lo), _decimal(hi)
    if not any(end.is_nan() for end in ends) and ends[0] > ends[1]:
        raise ValueError(f"expected a figure from low to high, found {lo} to {hi}")
    return Quantity(lo=ends[0], hi=ends[1], grain=_decimal(grain), hedge=hedge, of=of, unit=unit)


def _decimal(number: float | None) -> Decimal:
    """The number as printed; null stands for one that JSON cannot hold."""
    if number is None:
        return Decimal("NaN")
    if isinstance(number, bool) or not math.isfinite(number):
        raise ValueError(f"expected a number, found {number!r}")
    return Decimal(repr(number))


def _session(record: Mapping[str, Any], sources: Mapping[str, Source]) -> Session:
    held = tuple(sources[name].id for name in record["sources"])
    return Session(id=record["id"], date=record["date"], title=record["title"], sources=held)


def _group(record: Mapping[str, Any], claims: Mapping[str, Claim], origins: Mapping[str, str]) -> ClaimGroup:
    held = _cited(record, claims)
    return ClaimGroup(
        id=record["id"],
        session=record["session"],
        indicator=record["indicator"],
        claims=held,
        verdict=record["verdict"],
        confidence=record["confidence"],
        why=dict(record["why"]),
        origins={claim.source.id: origins[claim.source.id] for claim in held if claim.source.id in origins},
        # Reports of an earlier version have none.
        compared=tuple(_pair(pair, claims) for pair in record.get("pairs", ())),
    )


def _pair(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> Comparison:
    left, right = record["claims"]
    return Comparison(
        left=claims[left].id,
        right=claims[right].id,
        relation=record["relation"],
        probability=record["probability"],
        start=record["start"],
        parts={name: (value, added) for name, (value, added) in record["parts"].items()},
        rest=record["rest"],
        apart=tuple(record["apart"]),
    )


def _series(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> Series:
    return Series(
        id=record["id"],
        indicator=record["indicator"],
        points=tuple(zip(record["dates"], _cited(record, claims), strict=True)),
        cumulative=record["cumulative"],
        confidence=record["confidence"],
    )


def _relation(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> Relation:
    roles = tuple((role, claims[name]) for role, name in record["roles"])
    return Relation(kind=record["kind"], roles=roles, span=Span(record["start"], record["end"]))


def _discrepancy(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> Discrepancy:
    cited = _cited(record, claims)
    if not cited:
        raise ValueError(f"expected a finding with claims, found none in {record['id']}")
    # A report of an earlier version has no other language.
    others = record.get("translations", {})

    def said(english: str, *place: str | int) -> Told:
        return Told(english, {lang: reduce(getitem, place, other) for lang, other in others.items()})

    question = record["suggestion"]
    return Discrepancy(
        id=record["id"],
        rule=record["rule"],
        name=record["name"],
        severity=Severity(record["severity"]),
        confidence=record["confidence"],
        message=said(record["message"], "message"),
        claims=cited,
        group=record["group"],
        derivation=tuple(said(line, "derivation", nth) for nth, line in enumerate(record["derivation"])),
        suggestion=None if question is None else said(question, "suggestion"),
        suppressed=record["suppressed"],
    )


def _cited(record: Mapping[str, Any], claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    return tuple(claims[name] for name in record["claims"])


def _coverage(record: Mapping[str, Any]) -> Coverage:
    files = record["files"]
    rest = {name: int(record.get(name, 0)) for name in ("figures", "aligned", "recomputed", "furniture", "cells")}
    return Coverage(read=files["read"], partial=files["partial"], unreadable=files["unreadable"], **rest)
