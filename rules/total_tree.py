"""A total of a table is not what its parts make.

What it compares
    Each row or column that is called a total against the sum of the others, by column and by row; of the ways in
    which the rows may belong to a total (all of them, the block above, the block below, the rows set in below it, the
    other totals) the one that comes out most often.

Why it matters
    Totals are what articles quote. Where all columns but one add up, that one holds a slip.

Reported
    North 12, South 20, total 34 in a table whose other columns add up: an error.
    The only total of a table, where one digit set right makes it add up: a warning.

Not reported
    Parts and totals that are rounded: every cell is worth half a step of its last printed place either way.
    A table in which no column adds up: the rows are a selection, or the total is a mean.
    Shares, rates, ranks and growth, which have no total.

Known problems
    A table with one column of values and no slip of one digit is silent: nothing shows that its parts are all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from checker.rule import (
    Claim,
    Column,
    Discrepancy,
    Interval,
    Kind,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Table,
    allows,
    printed,
)
from checker.values.interval import ZERO
from checker.values.slips import near_twins
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``far``    the gap, as a share of the larger of total and sum, from which it is no slip but something else than a sum
    ``holds``  the share of the totals of a column that must add up before one that does not is reported
    """

    far: Decimal = Decimal("0.4")
    holds: Decimal = Decimal("0.5")


RULE = RuleInfo(
    code="FC703",
    name="total-tree",
    severity=Severity.ERROR,
    sees="table",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_SUMMABLE = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.DURATION})
_TWIN_DIGITS = 3
_HALF = Decimal("0.5")


class Sum(NamedTuple):
    """A total with its parts, their sum as printed, and how far the two stay apart (0 where they can meet)."""

    total: Claim
    parts: tuple[Claim, ...]
    point: Decimal
    gap: Decimal


def check(table: Table, options: Options) -> Iterator[Discrepancy]:
    """Yield each total that its parts contradict."""
    apart: list[tuple[Sum, list[list[Sum]]]] = []
    # The parts of a total may lie outside a stretch of rows.
    down = _row_totals(table) if table.part in ("", "siblings") else ()
    across = _column_totals(table) if table.part in ("", "stretch") else ()
    for readings in (*down, *across):
        checked = [sums for sums in readings if sums]
        if not checked:
            continue
        # The reading by which most add up.
        best = max(checked, key=lambda sums: (sum(not one.gap for one in sums), -len(sums)))
        held = sum(not one.gap for one in best)
        for one in best:
            if not one.gap or _far(one, options):
                continue
            if held and Decimal(held) >= options.holds * len(best):
                yield _finding(one, Severity.ERROR, SAY("held", held=held, all=len(best)))
            elif not held and len(best) == 1:
                apart.append((one, checked))
    # Where several totals stay apart, their parts are something else, and one of many is a digit off by chance.
    if len(apart) == 1 and _alone(*apart[0]):
        yield _finding(apart[0][0], Severity.WARNING, SAY("digit"))


def _alone(one: Sum, checked: list[list[Sum]]) -> bool:
    """Whether all readings agree on the parts of the only total there is, and one digit set right makes it add up."""
    return _one_digit(one) and len({frozenset(claim.id for claim in sums[0].parts) for sums in checked}) == 1


def _finding(one: Sum, severity: Severity, why: str) -> Discrepancy:
    made = _made(one.parts)
    shown = one.parts[:_SHOWN]
    terms = " + ".join(spelled(_value(part).lo) for part in shown) + (" + …" if len(one.parts) > len(shown) else "")
    period = one.total.period.told() if one.total.period else ""
    name = ", ".join(text for text in (one.total.indicator, one.total.scope, period) if text)
    return RULE.discrepancy(
        one.total,
        *one.parts,
        message=SAY(
            "message",
            count=len(one.parts),
            name=name,
            made=spelled(one.point),
            total=printed(one.total),
            gap=spelled(abs(one.point - _value(one.total).lo)),
        ),
        derivation=(
            f"{terms} = {spelled(one.point)}",
            SAY("parts", made=stretch(made)),
            allows(one.total, _wide(one.total)),
            why,
        ),
        severity=severity,
    )


# Parts that a derivation spells out.
_SHOWN = 12


def _row_totals(table: Table) -> Iterator[list[list[Sum]]]:
    """For each label that totals are called by, the sums under each reading of what belongs to it."""
    columns = [column for column in table.of_role("value") if not column.derived or column.derived == "total"]
    found: dict[tuple[int, str, int], dict[str, list[Sum]]] = defaultdict(lambda: defaultdict(list))
    places = {place for row in table.rows for place in row.totals}
    for place in sorted(places):
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for nth, row in enumerate(table.rows):
            others = [other for other in row.totals if other != place]
            if not others:
                groups[(row.period, *row.labels[:place], *row.labels[place + 1 :])].append(nth)
        for rows in groups.values():
            if len({table.rows[nth].labels for nth in rows}) < len(rows) and not any(
                table.rows[nth].indent for nth in rows
            ):
                # A row that stands twice is another rule's finding, and would break every sum here.
                continue
            for number, (total, known) in enumerate(_readings(table, rows)):
                for name, parts in known.items():
                    for column in columns:
                        made = _sum_of(table.cell(total, column.nth), parts.of(column.nth))
                        if made:
                            found[place, table.rows[total].labels[place], number][name].append(made)
    for readings in found.values():
        yield list(readings.values())


class _Parts:
    """Rows that may make a total. What a column of them makes is worked out once, however many totals ask."""

    def __init__(self, table: Table, rows: Sequence[int]) -> None:
        self._table, self._rows = table, rows
        self._made: dict[int, Together | None] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, column: int) -> Together | None:
        """What the cells of one column make."""
        if column not in self._made:
            self._made[column] = _together([self._table.cell(row, column) for row in self._rows])
        return self._made[column]


def _readings(table: Table, rows: list[int]) -> Iterator[tuple[int, dict[str, _Parts]]]:
    """Each total among *rows* with the rows that may make it, by the name of the reading."""
    lines = table.rows
    is_total = [bool(lines[nth].totals) for nth in rows]
    totals = [nth for nth, yes in zip(rows, is_total, strict=True) if yes]
    plain = [nth for nth, yes in zip(rows, is_total, strict=True) if not yes]
    least = min((lines[nth].indent for nth in plain), default=0)
    every, outer = _Parts(table, plain), _Parts(table, [nth for nth in plain if lines[nth].indent == least])
    for at, total in enumerate(rows):
        if not is_total[at]:
            continue
        above = at
        while above and not is_total[above - 1]:
            above -= 1
        below = at + 1
        while below < len(rows) and not is_total[below]:
            below += 1
        deep = at + 1
        while deep < len(rows) and lines[rows[deep]].indent > lines[total].indent:
            deep += 1
        inside = rows[at + 1 : deep]
        step = min((lines[nth].indent for nth in inside), default=0)
        out = {
            "all": every,
            "above": _Parts(table, rows[above:at]),
            "below": _Parts(table, rows[at + 1 : below]),
            "inside": _Parts(table, [nth for nth in inside if lines[nth].indent == step]),
            "outer": outer,
        }
        if total in (totals[0], totals[-1]):
            # A total of the totals stands at one end of them.
            out["totals"] = _Parts(table, [nth for nth in totals if nth != total])
        yield total, {name: parts for name, parts in out.items() if len(parts) >= 2}


def _column_totals(table: Table) -> Iterator[list[list[Sum]]]:
    values = table.of_role("value")
    for total in values:
        if total.derived != "total":
            continue
        plain = [column for column in values if not column.derived and column.unit == total.unit]
        same = [column for column in plain if column.period == total.period] if total.period else plain
        before = _beside([column for column in same if column.nth < total.nth][::-1])
        after = _beside([column for column in same if column.nth > total.nth])
        readings = [_over_rows(table, total, parts) for parts in (same, before, after) if len(parts) >= 2]
        # A single row shows nothing about what a column is.
        yield [sums for sums in readings if len(sums) > 1]


def _beside(columns: list[Column]) -> list[Column]:
    """The first of *columns* that stand next to each other."""
    out = columns[:1]
    for column in columns[1:]:
        if abs(column.nth - out[-1].nth) != 1:
            break
        out.append(column)
    return out


def _over_rows(table: Table, total: Column, parts: Sequence[Column]) -> list[Sum]:
    made = (
        _sum_of(table.cell(nth, total.nth), _together([table.cell(nth, part.nth) for part in parts]))
        for nth in range(len(table.rows))
    )
    return [one for one in made if one]


class Together(NamedTuple):
    """Cells that can be added, what they make, and what they make as printed."""

    cells: tuple[Claim, ...]
    made: Interval
    point: Decimal


def _together(cells: Sequence[Claim | None]) -> Together | None:
    """The sum, where every cell has a value that can be added to the others."""
    known = tuple(cell for cell in cells if cell is not None)
    if len(known) < len(cells) or len(known) < 2:
        return None
    first = known[0]
    if any(cell.kind is not first.kind or _value(cell).unit.key != _value(first).unit.key for cell in known):
        return None
    return Together(known, _made(known), _point(known))


def _sum_of(total: Claim | None, parts: Together | None) -> Sum | None:
    """The total with its parts, where it is of their kind."""
    if total is None or parts is None or total.kind not in _SUMMABLE:
        return None
    first = parts.cells[0]
    if first.kind is not total.kind or _value(first).unit.key != _value(total).unit.key:
        return None
    return Sum(total, parts.cells, parts.point, parts.made.gap(_wide(total)))


def _far(one: Sum, options: Options) -> bool:
    point, total = one.point, _value(one.total).lo
    return abs(point - total) > options.far * max(abs(point), abs(total))


def _one_digit(one: Sum) -> bool:
    total = _value(one.total)
    made = replace(total, lo=one.point, hi=one.point)
    return bool(near_twins(made, total, least_digits=_TWIN_DIGITS))


def _value(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), "a cell is an amount"
    return claim.value


def _wide(claim: Claim) -> Interval:
    """A cell as what rounds to it; also a count, since published counts are rounded one by one."""
    value = _value(claim)
    return Interval(value.lo, value.hi).widened(value.grain * _HALF)


def _made(parts: Sequence[Claim]) -> Interval:
    return sum((_wide(part) for part in parts), start=Interval.point(ZERO))


def _point(parts: Sequence[Claim]) -> Decimal:
    return sum((_value(part).lo for part in parts), start=ZERO)
