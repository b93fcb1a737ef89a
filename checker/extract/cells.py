"""A table → its claims: every cell with a value states an indicator, a period, a unit and a scope."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from checker.extract.cellvalues import Measure, Number, measure, no_value, number, period, without_footnote
from checker.extract.grid import Cell, Line
from checker.extract.layout import Layout, layout
from checker.languages.tables import table_words
from checker.model import Claim, Column, Flaw, Kind, Passage, Row, Source, Status, Table
from checker.text.normal import folded
from checker.text.span import Span
from checker.text.told import Sentences
from checker.values.figure import Quantity
from checker.values.period import Period
from checker.values.units import COUNT, PERCENT, Unit

_KINDS = {
    "percent": Kind.PERCENT,
    "points": Kind.CHANGE,
    "money": Kind.MONEY,
    "count": Kind.COUNT,
    "multiple": Kind.RATIO,
}
_STATUS = {"target": Status.TARGET, "forecast": Status.FORECAST, "estimate": Status.ESTIMATE, "limit": Status.LIMIT}
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WORD = re.compile(r"\w+")
# Characters of a cell that cannot be read that are shown.
_SHOWN = 40
SAY = Sentences(__file__)


def read_table(source: Source) -> Passage:
    """Every claim of a table, and how it was understood."""
    table = table_of(source, layout(source))
    return Passage(source=source, claims=table.claims, table=table)


def table_of(source: Source, found: Layout) -> Table:
    """The table with the rows of *found*, whose places are those in the text of *source*."""
    rows = tuple(_row(line, found) for line in found.body)
    claims: list[Claim] = []
    at: dict[tuple[int, int], int] = {}
    skipped: Counter[str] = Counter()
    flaws = [Flaw(what=SAY("not_there", column=name), declared=True) for name in found.absent]
    flaws += _mixed(found)
    units = {column.nth: _header_unit(column, found) for column in found.columns}
    values = [column for column in found.columns if column.role == "value"]
    headers, title = _headers(found), _subject(found.title)
    labels = [column.nth for column in found.columns if column.role == "indicator"]
    scopes = [column.nth for column in found.columns if column.role == "scope"]
    unit_column = next((column.nth for column in found.columns if column.role == "unit"), None)
    for nth, (line, row) in enumerate(zip(found.body, rows, strict=True)):
        own = measure(row.cells[unit_column], found.lang) if unit_column is not None else None
        if (
            unit_column is not None
            and own is None
            and row.cells[unit_column]
            and not no_value(row.cells[unit_column], found.missing)
        ):
            flaws.append(Flaw(what=SAY("no_unit", unit=row.cells[unit_column]), row=nth, column=unit_column))
        flaws += _unread_period(row, nth, found)
        said = _said(line, row, labels, scopes)
        for column in values:
            text = row.cells[column.nth]
            if no_value(text, found.missing):
                skipped[text or "empty"] += 1
                continue
            read = number(text, found.decimal)
            if read is None:
                flaws.append(Flaw(what=SAY("no_number", cell=text[:_SHOWN]), row=nth, column=column.nth))
                continue
            at[nth, column.nth] = len(claims)
            unit, cell = own or units[column.nth], line.cells[column.nth]
            claims.append(_claim(source, title, cell, row, said, headers[column.nth], column, read, unit, len(claims)))
    return Table(
        source=source, columns=found.columns, rows=rows, claims=tuple(claims), at=at, form=found.form, title=found.title, header=found.header,
        length=len(rows), delimiter=found.delimiter, decimal=found.decimal, key=_key(source, found), skipped=dict(sorted(skipped.items())),
        flaws=tuple(flaws), unknown=found.unknown, astray=found.astray,
    )  # fmt: skip


def _mixed(found: Layout) -> list[Flaw]:
    if found.marks != "mixed":
        return []
    return [Flaw(what=SAY("mixed", mark=found.decimal))]


def _unread_period(row: Row, nth: int, found: Layout) -> list[Flaw]:
    out = []
    for column in found.columns:
        text = row.cells[column.nth] if column.role == "period" else ""
        if (
            text
            and not row.total
            and not no_value(text, found.missing)
            and period(without_footnote(text), found.lang) is None
        ):
            out.append(Flaw(what=SAY("no_period", cell=text[:_SHOWN]), row=nth, column=column.nth))
    return out


def _key(source: Source, found: Layout) -> tuple[int, ...]:
    wanted = [folded(name) for name in (source.shape.key if source.shape else ())]
    return tuple(column.nth for column in found.columns if folded(column.name) in wanted)


def _row(line: Line, found: Layout) -> Row:
    cells = tuple(line.cells[nth].text if nth < len(line.cells) else "" for nth in range(len(found.columns)))
    labels = tuple(label_of(cells[c.nth]) for c in found.columns if c.role in ("scope", "indicator"))
    totals = table_words().totals
    return Row(
        line=line.number, span=Span(line.start, line.end), cells=cells, labels=labels,
        period=period_of((cells[c.nth] for c in found.columns if c.role == "period"), found.lang),
        totals=tuple(nth for nth, label in enumerate(labels) if is_total(label, totals)), indent=line.indent,
    )  # fmt: skip


def label_of(text: str) -> str:
    """A label in the spelling in which two are compared."""
    return folded(without_footnote(text))


def is_total(label: str, words: frozenset[str]) -> bool:
    """Whether a label says that its row adds up others: "Total", "Tổng số", "All regions"."""
    bare = label.strip(" .:*")
    opening = words & (table_words().opening | table_words().whole)
    return bare in words or any(bare.startswith(word + " ") for word in opening)


def period_of(cells: Iterable[str], lang: str) -> Period | None:
    """The period of a row from its cells of periods; None where they state none."""
    found = [period(without_footnote(text), lang) for text in cells]
    stated = [one for one in found if one is not None]
    # The narrowest says most: "2024" beside "2024-03".
    return min(stated, key=Period.days) if stated else None


def _header_unit(column: Column, found: Layout) -> Measure:
    for text in (column.unit, found.unit):
        if text and (read := measure(text, found.lang)) is not None:
            return read
    if column.derived in ("share", "growth") and not column.unit:
        return Measure(0, Unit("", "unstated", Decimal(1)))
    return Measure(0, COUNT if not column.unit else Unit(folded(column.unit), folded(column.unit), None))


class _Said(NamedTuple):
    """What a row says of each of its values: its labels as printed, its scope, its span."""

    names: tuple[str, ...]
    scope: str
    span: Span


def _said(line: Line, row: Row, labels: Sequence[int], scopes: Sequence[int]) -> _Said:
    scope = ", ".join(text for nth in scopes if (text := without_footnote(row.cells[nth])))
    names = tuple(without_footnote(row.cells[nth]) for nth in labels)
    return _Said(names, " ".join(scope.split()), Span(line.start, line.end))


def _headers(found: Layout) -> dict[int, str]:
    """Column → what its header says that a value is of; nothing where it is only a period."""
    named = any(column.role == "indicator" for column in found.columns)
    out = {}
    for column in found.columns:
        worded = _WORD.search(column.name) and period(column.name, found.lang) is None
        header = column.name if column.period is None or worded else ""
        out[column.nth] = "" if named and table_words().roles.get(folded(header)) == "value" else header
    return out


def _claim(
    source: Source, title: str, cell: Cell, row: Row, said: _Said, header: str, column: Column, read: Number, unit: Measure, nth: int
) -> Claim:  # fmt: skip
    if read.unit and unit.unit in (COUNT, PERCENT):
        unit = Measure(unit.scale, PERCENT if read.unit == "%" else Unit(read.unit, "money"))
    amount, grain = read.value, read.grain
    if unit.scale:
        scale = Decimal(10**unit.scale)
        amount, grain = amount * scale, grain * scale
    indicator = ", ".join(part for part in (*said.names, header) if part) or title
    return Claim(
        id=f"{source.id}.{nth}", source=source, span=Span(cell.start + read.start, cell.start + read.end), sentence=said.span,
        clause=said.span, kind=_kind(unit.unit, column), value=Quantity(lo=amount, hi=amount, grain=grain, unit=unit.unit),
        indicator=" ".join(indicator.split()), period=column.period or row.period, scope=said.scope,
        status=_status(header, said.names), nth=nth,
    )  # fmt: skip


def _subject(title: str) -> str:
    """What a title says that a table is of: "Table 3. Exports by region (USD million)" → "Exports by region"."""
    return _numbered().sub("", _IN_BRACKETS.sub("", title)).strip(" .:,")


@cache
def _numbered() -> re.Pattern[str]:
    captions = "|".join(map(re.escape, sorted(table_words().captions)))
    return re.compile(rf"^\s*(?:{captions})\s*[\w.]*\d[\w.]*\s*[.:–-]?\s*", re.IGNORECASE)


def _kind(unit: Unit, column: Column) -> Kind:
    if column.derived == "rank":
        return Kind.RANK
    if column.derived == "growth":
        return Kind.CHANGE
    return _KINDS.get(unit.dimension, Kind.MEASURE)


@lru_cache(maxsize=4096)
def _status(header: str, names: tuple[str, ...]) -> Status:
    low = folded(" ".join((header, *names)))
    words = table_words().statuses
    found = set(_WORD.findall(low)) | {phrase for phrase in words if " " in phrase and phrase in low}
    said = {status for word, status in words.items() if word in found}
    return next((_STATUS[name] for name in _STATUS if name in said), Status.ACTUAL)
