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

from checker.rule import Claim, Discrepancy, Flaw, RuleInfo, Severity, Table

RULE = RuleInfo(
    code="FC706",
    name="schema",
    severity=Severity.WARNING,
    sees="table",
    since="0.1",
)
# Cells of a column that one finding names.
_NAMED = 3


def check(table: Table, options: object) -> Iterator[Discrepancy]:
    """Yield one finding for each column with cells that cannot be read, and for each that is not there."""
    if not table.claims or table.part == "repeated":
        return
    columns: dict[int | None, list[Flaw]] = defaultdict(list)
    for flaw in table.flaws:
        if flaw.declared:
            yield RULE.discrepancy(
                table.claims[0],
                message=f"In the table, {flaw.what}.",
                derivation=(_there(table),),
                severity=Severity.ERROR,
            )
        else:
            columns[flaw.column].append(flaw)
    told: dict[tuple[Claim, ...], list[str]] = {}
    for number, flaws in columns.items():
        claims = tuple(dict.fromkeys(_beside(table, flaw) for flaw in flaws[:_NAMED]))
        where = "" if number is None else f"in the column “{table.columns[number].name}”, "
        more = f" and {len(flaws) - _NAMED} more" if len(flaws) > _NAMED else ""
        # Cells of one row are one finding: they have the same claims.
        told.setdefault(claims, []).append(where + "; ".join(_told(table, flaw) for flaw in flaws[:_NAMED]) + more)
    for claims, messages in told.items():
        message = "; ".join(messages)
        yield RULE.discrepancy(*claims, message=message[0].upper() + message[1:] + ".", derivation=(_there(table),))


def _told(table: Table, flaw: Flaw) -> str:
    return flaw.what if flaw.row is None else f"{flaw.what} (line {table.rows[flaw.row].line})"


def _there(table: Table) -> str:
    return f"columns: {', '.join(f'“{column.name}” ({column.role})' for column in table.columns[:12])}"


def _beside(table: Table, flaw: Flaw) -> Claim:
    """A claim that stands where the flaw is: of its row, else of the row nearest to it."""
    if flaw.row is None:
        return table.claims[0]
    near = min(table.at, key=lambda place: (abs(place[0] - flaw.row), place))  # type: ignore[operator]
    return table.claims[table.at[near]]
