"""A table lacks what it declares, or holds cells that cannot be read as what their column is.

What it compares
    The columns of a table with those that its data package or the settings require; each cell of a column of numbers,
    periods or units with what the column holds.

Why it matters
    What cannot be read is not checked, and a reader of the table stumbles over the same cell.

Reported
    A column that the data package declares as required and that is not there: an error.
    "12,3x4" in a column of numbers, "2O24" in a column of years: a warning, once for each column.

Not reported
    Cells that stand for no value: "..", "n/a", "-", and what the package declares as missing.
    Footnote marks behind a number, signs of currency, groups of thousands.

Known problems
    A column of which many cells cannot be read is no column of numbers; it is skipped, and `factcheck tables` says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.rule import (
    Claim,
    Discrepancy,
    Flaw,
    RuleInfo,
    Sentences,
    Severity,
    Table,
    joined,
)

RULE = RuleInfo(
    code="FC706",
    name="schema",
    severity=Severity.WARNING,
    sees="table",
    since="0.1",
)

SAY = Sentences(__file__)
# Cells of a column that one finding names, and columns that its working lists.
_NAMED, _COLUMNS = 3, 12


def check(table: Table, options: object) -> Iterator[Discrepancy]:
    """Yield one finding for each column with cells that cannot be read, and for each that is not there."""
    if not table.claims or table.part not in ("", "stretch"):
        return
    columns: dict[int | None, list[Flaw]] = defaultdict(list)
    for flaw in table.flaws:
        if flaw.declared:
            yield RULE.discrepancy(
                table.claims[0],
                message=SAY("declared", flaw=flaw.what),
                derivation=(_there(table),),
                severity=Severity.ERROR,
            )
        else:
            columns[flaw.column].append(flaw)
    said: dict[tuple[Claim, ...], list[str]] = {}
    for number, flaws in columns.items():
        claims = tuple(dict.fromkeys(_beside(table, flaw) for flaw in flaws[:_NAMED]))
        named: str = joined((_placed(table, flaw) for flaw in flaws[:_NAMED]), "; ")
        if len(flaws) > _NAMED:
            named = SAY("more", flaws=named, n=len(flaws) - _NAMED)
        if number is not None:
            named = SAY("column", column=table.columns[number].name, flaws=named)
        # Cells of one row are one finding: they have the same claims.
        said.setdefault(claims, []).append(named)
    for claims, messages in said.items():
        message = SAY("message", flaws=joined(messages, "; "))
        yield RULE.discrepancy(*claims, message=message, derivation=(_there(table),))


def _placed(table: Table, flaw: Flaw) -> str:
    return flaw.what if flaw.row is None else SAY("placed", flaw=flaw.what, line=table.rows[flaw.row].line)


def _there(table: Table) -> str:
    named = (SAY("named", column=column.name, role=SAY(column.role)) for column in table.columns[:_COLUMNS])
    return SAY("columns", columns=joined(named, ", "))


def _beside(table: Table, flaw: Flaw) -> Claim:
    """A claim that stands where the flaw is: of its row, else of the row nearest to it."""
    if flaw.row is None:
        return table.claims[0]
    near = min(table.at, key=lambda place: (abs(place[0] - flaw.row), place))  # type: ignore[operator]
    return table.claims[table.at[near]]
