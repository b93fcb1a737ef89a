"""A growth, share or rank in a table is not what the columns beside it make.

What it compares
    Each column that its header calls a growth, a share or a rank against every column that it may be made of. The
    columns that make it in most of its rows are taken for its base; the rows in which they do not are reported.

Why it matters
    Such columns are worked out by hand or by a copied formula, and are the ones that headlines are made of.

Reported
    4.1 in 2022, 4.6 in 2023 and a growth of 21.2 %, where the other rows recompute: it is 12.2 %.
    A share of 27 % for 118 of 512, where the other shares recompute.
    A change of 41 from 118 to 132, where the other rows print by how much they differ: it is 14.

Not reported
    A rate that recomputes from the amounts as they are rounded in the table.
    A growth column whose base is not in the table: no column makes most of it.
    A cell that one of two ways to make the column yields, where both recompute equally well.

Known problems
    With fewer rows than ``least`` that recompute, nothing tells what a column is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import NamedTuple

from checker.rule import (
    Claim,
    Column,
    Discrepancy,
    Interval,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Table,
    allows,
    joined,
    listed,
    printed,
)
from checker.values.interval import ZERO
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``least``  the rows of a column that must recompute
    ``holds``  their share of all rows that can be checked; 0.6 is 60 %
    ``most``   the columns of a table up to which pairs of them are tried
    """

    least: int = 2
    holds: Decimal = Decimal("0.6")
    most: int = 60


RULE = RuleInfo(
    code="FC704",
    name="derived-column",
    severity=Severity.ERROR,
    sees="table",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)
# What a part of a table that is too long to be seen whole shows: ``Table.part`` → ``Column.derived``.
_SEEN = {
    "": frozenset({"growth", "share", "rank"}),
    "stretch": frozenset({"growth", "share"}),
    "course": frozenset({"growth"}),
    "period": frozenset({"share", "rank"}),
}
# By which a column may be printed: as it is, in thousands, millions and billions.
_SCALES = (Decimal(1), Decimal(10) ** 3, Decimal(10) ** 6, Decimal(10) ** 9)
_HALF, _HUNDRED, _ONE = Decimal("0.5"), Decimal(100), Interval.point(Decimal(1))


class Check(NamedTuple):
    """A cell that others make: ``made`` is what they make as rounded, ``plain`` as printed; ``how`` tells the arithmetic."""

    cell: Claim
    bases: tuple[Claim, ...]
    made: Interval
    plain: Decimal
    how: Callable[[], str]

    @property
    def holds(self) -> bool:
        """Whether what is printed and what is made can meet."""
        return self.made.overlaps(_wide(self.cell))

    @property
    def rounds(self) -> bool:
        """Whether what is printed is what is made of the figures as printed, rounded."""
        return abs(self.plain - _value(self.cell).lo) <= _value(self.cell).grain * _HALF


def check(table: Table, options: Options) -> Iterator[Discrepancy]:
    """Yield each cell of a derived column that its base contradicts."""
    seen = _SEEN.get(table.part, frozenset())
    table = _without_twins(table)
    values = table.of_role("value")
    plain = [column for column in values if column.derived in ("", "total")]
    if len(values) > options.most:
        return
    for column in values:
        match column.derived if column.derived in seen else "":
            case "growth":
                tried = _growths(table, column, plain)
            case "share":
                tried = chain.from_iterable(_shares(table, column, plain, bare) for bare in _bare(table, column))
            case "rank":
                tried = _ranks(table, column, plain)
            case _:
                continue
        yield from _judged([checks for checks in tried if checks], column, options)


def _without_twins(table: Table) -> Table:
    """*table* without the cells of rows that stand twice: which of the two is meant is another rule's finding."""
    seen: dict[object, list[int]] = defaultdict(list)
    for nth, row in enumerate(table.rows):
        if row.labels or row.period:
            seen[row.labels, row.period].append(nth)
    twins = {nth for rows in seen.values() if len(rows) > 1 for nth in rows}
    if not twins or len(twins) > len(table.rows) / 2:
        return table
    return replace(table, at={place: number for place, number in table.at.items() if place[0] not in twins})


def _judged(tried: Sequence[list[Check]], column: Column, options: Options) -> Iterator[Discrepancy]:
    if not tried:
        return
    best = max(tried, key=_recomputes)
    held = sum(one.holds for one in best)
    if held < options.least or Decimal(held) < options.holds * len(best):
        return
    # Of two ways to make the column that recompute equally well, nobody knows which one is meant.
    known = {one.cell.id for checks in tried if _recomputes(checks) == _recomputes(best) for one in checks if one.holds}
    for one in best:
        if one.cell.id not in known:
            name = column.name or column.derived
            yield RULE.discrepancy(
                one.cell,
                *one.bases,
                message=SAY(
                    "message" if len(one.bases) > 1 else "one",
                    name=name,
                    cell=printed(one.cell),
                    bases=listed(map(printed, one.bases)),
                    made=_told(one),
                ),
                derivation=(
                    one.how(),
                    allows(one.cell, _wide(one.cell)),
                    SAY("held", held=held, all=len(best)),
                ),
            )


def _recomputes(checks: Sequence[Check]) -> tuple[int, int, int]:
    """How well a way to make a column recomputes: rows that hold, then fewer that do not, then those to the last digit."""
    return sum(one.holds for one in checks), -len(checks), sum(one.rounds for one in checks)


def _told(check: Check) -> str:
    """What the base columns make, to one place more than is printed: "4.03 %", "3"."""
    cell = _value(check.cell)
    mark = f" {cell.unit.key}" if _is_percent(check.cell) else ""
    places = max(0, -int(cell.grain.adjusted())) + 1
    return f"{spelled(round(check.plain, places))}{mark}"


def _growths(table: Table, column: Column, plain: Sequence[Column]) -> Iterator[list[Check]]:
    """From one column to another of a later period, or down one column from the period before.

    A header such as "change" does not tell a growth from the step between the two.
    """
    bare = _bare(table, column)
    for before in plain:
        for after in plain:
            if (
                before.period
                and after.period
                and before.period.start < after.period.start
                and before.unit == after.unit
            ):
                yield from _each(
                    bare,
                    (
                        (table.cell(nth, column.nth), table.cell(nth, before.nth), table.cell(nth, after.nth))
                        for nth in range(len(table.rows))
                    ),
                )
    for back in ("row", "year"):
        earlier = _earlier(table, back)
        for base in plain:
            yield from _each(
                bare,
                (
                    (table.cell(nth, column.nth), table.cell(was, base.nth), table.cell(nth, base.nth))
                    for nth, was in earlier.items()
                ),
            )


def _each(
    bare: Sequence[Decimal], rows: Iterable[tuple[Claim | None, Claim | None, Claim | None]]
) -> Iterator[list[Check]]:
    """The ways to make the cells of *rows* from what was before and after: as growths, and as steps."""
    full = [(cell, before, after) for cell, before, after in rows if cell and before and after]
    if not full:
        return
    for scale in bare:
        yield [check for row in full for check in _growth(*row, scale)]
    finest = [min(_value(row[place]).grain for row in full) for place in (0, 1)]
    scale = max((one for one in _SCALES if one * finest[0] <= finest[1]), default=_SCALES[0])
    yield [check for row in full for check in _step(*row, scale)]


def _growth(cell: Claim, before: Claim, after: Claim, bare: Decimal) -> list[Check]:
    old, new, scale = _wide(before), _from_nought(after), _scale(cell, bare)
    if old.lo <= 0 or new is None or _value(before).unit.key != _value(after).unit.key:
        return []
    made = (new.over(old) - _ONE).scaled(scale)
    plain = (_value(after).lo / _value(before).lo - 1) * scale
    return [Check(cell, (before, after), made, plain, partial(_told_growth, before, after, made, scale))]


def _step(cell: Claim, before: Claim, after: Claim, scale: Decimal) -> list[Check]:
    """*scale* is what a header without a unit leaves out: "change" beside "landings (thousand tonnes)"."""
    if not _is_step(cell, before) or _value(before).unit.key != _value(after).unit.key:
        return []
    if _value(cell).unit.dimension != "unstated":
        scale = _SCALES[0]
    made = (_wide(after) - _wide(before)).scaled(1 / scale)
    plain = (_value(after).lo - _value(before).lo) / scale
    return [Check(cell, (before, after), made, plain, partial(_told_step, before, after, made, scale))]


def _is_step(cell: Claim, before: Claim) -> bool:
    """Whether the unit of *cell* is one in which the step from *before* can be printed."""
    own, base = _value(cell).unit, _value(before).unit
    return (
        own.dimension == "unstated" or own.key == base.key or (own.dimension, base.dimension) == ("points", "percent")
    )


def _told_step(before: Claim, after: Claim, made: Interval, scale: Decimal) -> str:
    old, new = (spelled(_value(one).lo / scale) for one in (before, after))
    return joined((f"{new} - {old}", stretch(made)), " = ")


def _told_growth(before: Claim, after: Claim, made: Interval, scale: Decimal) -> str:
    old, new = spelled(_value(before).lo), spelled(_value(after).lo)
    return joined((f"({new} - {old}) / {old}{_times(scale)}", stretch(made, places=4)), " = ")


def _times(scale: Decimal) -> str:
    return f" × {spelled(scale)}" if scale > 1 else ""


def _earlier(table: Table, back: str) -> dict[int, int]:
    """Row → the row with the same labels one step before: the next earlier period, or the same of the year before."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for nth, row in enumerate(table.rows):
        if row.period is not None:
            groups[row.labels].append(nth)
    out: dict[int, int] = {}
    for rows in groups.values():
        starts: dict[tuple[date, str], int] = {}
        twice: set[tuple[date, str]] = set()
        for nth in rows:
            found = table.rows[nth].period
            assert found is not None
            twice |= {(found.start, found.grain)} & set(starts)
            starts[found.start, found.grain] = nth
        # Of a row that stands twice, nobody knows which one the growth is from.
        starts = {step: nth for step, nth in starts.items() if step not in twice}
        ordered = sorted(starts)
        for place, (start, grain) in enumerate(ordered):
            nth = starts[start, grain]
            if back == "row" and place and ordered[place - 1][1] == grain:
                before = starts[ordered[place - 1]]
                # In a stretch of rows, the row before may be missing; it is there where the two follow each other.
                if table.part != "stretch" or abs(nth - before) == 1:
                    out[nth] = before
            if back == "year" and start.day == 1 and (start.replace(year=start.year - 1), grain) in starts:
                out[nth] = starts[start.replace(year=start.year - 1), grain]
    return out


def _shares(table: Table, column: Column, plain: Sequence[Column], bare: Decimal) -> Iterator[list[Check]]:
    """Of the total row of a column, of the sum of its rows, or of another column."""
    groups: dict[object, list[int]] = defaultdict(list)
    for nth, row in enumerate(table.rows):
        groups[row.period].append(nth)
    for base in plain:
        of_total: list[Check] = []
        of_sum: list[Check] = []
        # The total, and other parts, may lie outside a stretch of rows.
        for rows in groups.values() if table.part != "stretch" else ():
            parts = [nth for nth in rows if not table.rows[nth].total]
            wholes = [nth for nth in rows if table.rows[nth].total]
            known = tuple(part for nth in parts if (part := table.cell(nth, base.nth)))
            for nth in parts:
                cell, part = table.cell(nth, column.nth), table.cell(nth, base.nth)
                if cell is None or part is None:
                    continue
                whole = table.cell(wholes[0], base.nth) if len(wholes) == 1 else None
                if whole:
                    of_total += _share(cell, part, (whole,), bare)
                if len(known) == len(parts) > 1:
                    of_sum += _share(cell, part, known, bare)
        yield of_total
        yield of_sum
        for whole_column in plain:
            if whole_column is not base:
                yield [
                    one
                    for nth in range(len(table.rows))
                    if (cell := table.cell(nth, column.nth))
                    and (part := table.cell(nth, base.nth))
                    and (whole := table.cell(nth, whole_column.nth))
                    for one in _share(cell, part, (whole,), bare)
                ]


def _share(cell: Claim, part: Claim, wholes: tuple[Claim, ...], bare: Decimal) -> list[Check]:
    """*wholes* together are the whole."""
    above, scale = _from_nought(part), _scale(cell, bare)
    whole = sum(map(_wide, wholes), start=Interval.point(ZERO))
    if (
        above is None
        or whole.lo <= 0
        or any(_value(part).unit.dimension != _value(one).unit.dimension for one in wholes)
    ):
        return []
    made = above.over(whole).scaled(scale)
    all_of_it = sum((_value(one).lo for one in wholes), start=ZERO)
    plain = _value(part).lo / all_of_it * scale
    # A whole that is no cell but a sum of them is a stretch: brackets hold it together.
    summed = len(wholes) > 1
    below = joined(("(", stretch(whole), ")"), "") if summed else spelled(all_of_it)
    bases = (part,) if summed else (part, *wholes)
    return [Check(cell, bases, made, plain, partial(_told_share, part, below, made, scale))]


def _told_share(part: Claim, below: str, made: Interval, scale: Decimal) -> str:
    quotient = joined((spelled(_value(part).lo), below), " / ")
    return joined((joined((quotient, _times(scale)), ""), stretch(made, places=4)), " = ")


def _ranks(table: Table, column: Column, plain: Sequence[Column]) -> Iterator[list[Check]]:
    """By one column, the largest or the smallest first; equal values may take any of their places."""
    groups: dict[object, list[int]] = defaultdict(list)
    for nth, row in enumerate(table.rows):
        if not row.total:
            groups[row.period].append(nth)
    for base in plain:
        for largest in (True, False):
            checks = []
            for rows in groups.values():
                pairs = [
                    (cell, value)
                    for nth in rows
                    if (cell := table.cell(nth, column.nth)) and (value := table.cell(nth, base.nth))
                ]
                amounts = [_value(value).lo for _, value in pairs]
                for cell, value in pairs:
                    own = _value(value).lo
                    ahead = sum(other > own if largest else other < own for other in amounts)
                    places = Interval(Decimal(ahead + 1), Decimal(ahead + amounts.count(own)))
                    how = partial(_told_rank, ahead, len(amounts), own, "larger" if largest else "smaller")
                    checks.append(Check(cell, (value,), places, places.lo, how))
            yield checks


def _told_rank(ahead: int, all_of_them: int, own: Decimal, than: str) -> str:
    return SAY(than, ahead=ahead, all=all_of_them, own=spelled(own))


def _bare(table: Table, column: Column) -> tuple[Decimal, ...]:
    """What a rate without a unit may be: a percentage, or a part of one."""
    cells = [cell for nth in range(len(table.rows)) if (cell := table.cell(nth, column.nth))]
    return (_HUNDRED,) if all(_is_percent(cell) for cell in cells) else (_HUNDRED, Decimal(1))


def _scale(cell: Claim, bare: Decimal) -> Decimal:
    factor = _value(cell).unit.factor
    return _HUNDRED / factor if factor and _is_percent(cell) else bare


def _is_percent(cell: Claim) -> bool:
    return _value(cell).unit.dimension == "percent"


def _value(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), "a cell is an amount"
    return claim.value


def _from_nought(claim: Claim) -> Interval | None:
    """What is allowed of an amount that cannot lie below nought; None where it is printed below."""
    wide = _wide(claim)
    return Interval(max(ZERO, wide.lo), wide.hi) if _value(claim).lo >= 0 else None


def _wide(claim: Claim) -> Interval:
    value = _value(claim)
    if value.unit.dimension == "count" and value.grain == 1 and claim.kind.value == "rank":
        return Interval.point(value.lo)
    return Interval(value.lo, value.hi).widened(value.grain * _HALF)
