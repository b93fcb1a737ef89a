"""A table states one fact twice.

What it compares
    The labels and periods of the rows of a table: all of them, or the columns that its data package declares as key.

Why it matters
    A reader who looks up a value finds two; every sum over the table counts one of them once too often.

Reported
    Two rows "exports, Port Ellery, 2023" with 4.1 and 4.6: an error.
    Two such rows with the same values: a warning.

Not reported
    Rows whose labels are bare numbers, unless they are declared as key: they may be codes or amounts.
    A table of observations, where many rows share their labels: nothing in it tells a row from every other.
    Two totals of two blocks; two rows of one name that differ in most of their values, without a declared key.

Known problems
    Without a declared key, a table in which more rows than ``share`` repeat their labels is taken for one of
    observations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Quantity,
    Row,
    RuleInfo,
    Sentences,
    Severity,
    Table,
    printed,
)
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """``share``: of the rows, how many may repeat their labels before they count as no key; 0.1 is 10 %."""

    share: Decimal = Decimal("0.1")


RULE = RuleInfo(
    code="FC702",
    name="duplicate-key",
    severity=Severity.ERROR,
    sees="table",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)
# With so few rows a single pair is no share of them.
_FEW_ROWS = 2


def check(table: Table, options: Options) -> Iterator[Discrepancy]:
    """Yield each pair of rows with one key."""
    if table.part not in ("", "repeated"):
        return
    declared = bool(table.key)
    seen: dict[tuple[object, ...], int] = {}
    pairs: list[tuple[int, int]] = []
    for nth, row in enumerate(table.rows):
        key = tuple(row.cells[column].lower() for column in table.key) if declared else _key(table, row)
        if key is None or (row.total and not declared):
            continue
        if key in seen:
            pairs.append((seen[key], nth))
        else:
            seen[key] = nth
    if not declared and len(pairs) > max(_FEW_ROWS - 1, int(options.share * table.length)):
        return
    if not declared and table.length <= _FEW_ROWS:
        return
    for first, second in pairs:
        yield from _finding(table, first, second)


def _key(table: Table, row: Row) -> tuple[object, ...] | None:
    """What tells a row from every other; None where a label or the period is missing."""
    labels = table.of_role("scope", "indicator")
    periods = table.of_role("period")
    if not labels and not periods:
        return None
    if (periods and row.period is None) or not all(row.labels):
        return None
    if not periods and all(label.replace(".", "", 1).isdecimal() for label in row.labels):
        # Numbers under a header that could be one of codes; only a declared key makes them one.
        return None
    # "2024" beside "2024-03" are two columns of one period.
    return (*row.labels, *(row.cells[column.nth].lower() for column in (*periods, *table.of_role("unit"))))


def _finding(table: Table, first: int, second: int) -> Iterator[Discrepancy]:
    columns = [column.nth for column in table.of_role("value")]
    both = [(one, two) for c in columns if (one := table.cell(first, c)) and (two := table.cell(second, c))]
    if not both:
        return
    alike = sum(not _differ(one, two) for one, two in both)
    if not table.key and len(both) > 1 and alike * 2 <= len(both):
        # Two things of one name: a row that was copied keeps most of its values.
        return
    apart = [(one, two) for one, two in both if _differ(one, two)]
    one, two = apart[0] if apart else both[0]
    lines = (
        SAY("line", line=table.rows[first].line, values=_values(table, first)),
        SAY("line", line=table.rows[second].line, values=_values(table, second)),
    )
    labels = [column.nth for column in table.columns if column.role in ("indicator", "scope", "period")]
    named = ", ".join(text for nth in labels if (text := table.rows[first].cells[nth]))
    yield RULE.discrepancy(
        one,
        two,
        message=SAY("apart" if apart else "alike", row=named, one=printed(one), two=printed(two)),
        derivation=lines,
        severity=Severity.ERROR if apart else Severity.WARNING,
    )


def _differ(one: Claim, two: Claim) -> bool:
    return not _value(one).printed().overlaps(_value(two).printed())


def _value(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), "a cell is an amount"
    return claim.value


def _values(table: Table, row: int) -> str:
    claims = [claim for column in table.of_role("value") if (claim := table.cell(row, column.nth))]
    return ", ".join(spelled(_value(claim).lo) for claim in claims)
