"""An article gives a figure that the table it was written from cannot yield.

What it compares
    The figures of an article that tells what a table holds against the cells of the table, and against the sums,
    differences, shares and growth that its cells make.

Why it matters
    A reader who has the table cannot find the figure in it: it was computed wrongly, or it comes from elsewhere.

Reported
    "Landings at Ardway rose by 14.6 per cent in 2023" beside a table with the landings of Ardway in every year, none of
    which make 14.6 %, in an article whose other figures stand in the table.

Not reported
    An article of which fewer than ``anchors`` figures stand in the table: it was not written from it.
    A figure whose sentence does not name a row of the table, or that is about a year outside it.
    Hedged figures, dates, ranks, multiples; small counts.

Known problems
    A figure that is worked out in more than one step (a mean of three growth rates) is reported although the table
    yields it; so a finding is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from checker.rule import (
    Claim,
    Discrepancy,
    Hedge,
    Interval,
    Kind,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Status,
    Table,
    printed,
)
from checker.values.compare import factors
from checker.values.interval import ZERO
from checker.values.slips import scale_slip


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``anchors``  figures of the article that must stand in the table as cells
    ``cells``    the cells of a table up to which it is searched
    ``digits``   the fewest digits, leading and trailing zeros left out, of a figure that is looked for
    """

    anchors: int = 3
    cells: int = 3000
    digits: int = 2


RULE = RuleInfo(
    code="FC705",
    name="article-not-derivable",
    severity=Severity.WARNING,
    sees="table",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.CHANGE})
_RATES = frozenset({"percent", "points"})
_WORD = re.compile(r"[^\W_]+")
_ANCHOR_DIGITS = 3
_HALF, _HUNDRED, _ONE = Decimal("0.5"), Decimal(100), Interval.point(Decimal(1))


def check(table: Table, options: Options) -> Iterator[Discrepancy]:
    """Yield each figure of an article about the table that nothing in the table makes."""
    if not table.claims or len(table.claims) > options.cells:
        return
    for article in table.articles:
        figures = [claim for claim in article.claims if _looked_for(claim, options)]
        direct = {claim.id for claim in figures if _stands(claim, table.claims)}
        sure = {
            _value(claim).lo for claim in figures if claim.id in direct and _digits(_value(claim)) >= _ANCHOR_DIGITS
        }
        if len(sure) < options.anchors:
            continue
        for claim in figures:
            if claim.id not in direct:
                yield from _judged(claim, table, article)


def _judged(claim: Claim, table: Table, article: Passage) -> Iterator[Discrepancy]:
    cells = _named(claim, table)
    if not cells or _makes(claim, cells, table) or any(_slipped(claim, cell) for cell in cells):
        return
    others = sum(_stands(other, table.claims) for other in article.claims if isinstance(other.value, Quantity))
    yield RULE.discrepancy(
        claim,
        *cells[:_SHOWN],
        message=SAY("message", claim=printed(claim), row=cells[0].scope or cells[0].indicator),
        derivation=(
            SAY("cells", cells=", ".join(printed(cell) for cell in cells[:_SHOWN])),
            SAY("others", n=others),
        ),
    )


_SHOWN = 6
_SHARES = {"round_share": Decimal("0.05"), "near_share": Decimal("0.02")}


def _slipped(claim: Claim, cell: Claim) -> bool:
    """Whether the figure is a cell at another scale: the two state one fact, and are set side by side elsewhere."""
    return bool(scale_slip(_value(claim), _value(cell), **_SHARES))


def _looked_for(claim: Claim, options: Options) -> bool:
    value = claim.value
    return (
        isinstance(value, Quantity)
        and claim.kind in _KINDS
        and value.hedge is Hedge.EXACT
        and not value.is_range
        and value.of is None
        and not claim.reference
        and claim.status in (Status.ACTUAL, Status.ESTIMATE)
        and _digits(value) >= options.digits
    )


def _digits(value: Quantity) -> int:
    return len(value.lo.normalize().as_tuple().digits)


def _value(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), "only amounts are looked for"
    return claim.value


def _stands(claim: Claim, cells: Sequence[Claim]) -> bool:
    """Whether a cell holds the figure, in any unit that a constant turns into its own, or without a unit at all."""
    return any(_meets(claim, cell) for cell in cells)


def _meets(claim: Claim, cell: Claim) -> bool:
    figure, held = _value(claim), _value(cell)
    turned = factors(figure, held)
    if turned is None:
        bare = held.unit.dimension in ("count", "unstated")
        return bare and abs(figure.lo) > _HUNDRED and figure.lo == held.lo
    return _wide(figure).scaled(turned[0]).overlaps(_wide(held).scaled(turned[1]))


def _size(amounts: Interval) -> Interval:
    """How far from nought they lie: a fall is told as an amount above it; a cell prints its sign."""
    return Interval(max(ZERO, amounts.lo, -amounts.hi), max(amounts.hi, -amounts.lo))


def _wide(value: Quantity) -> Interval:
    return _size(_allowed(value))


def _allowed(value: Quantity) -> Interval:
    return Interval(value.lo, value.hi).widened(value.grain * _HALF)


def _named(claim: Claim, table: Table) -> list[Claim]:
    """The cells of the one row label that the sentence names, of the period that the claim is about."""
    said = _words(claim.sentence_text)
    cells = [cell for cell in table.claims if _is_named(cell, said)]
    if not cells or len({cell.scope or cell.indicator for cell in cells}) != 1:
        return []
    if claim.period is None or not any(
        cell.period is not None and cell.period.overlaps(claim.period) for cell in cells
    ):
        return []
    rate = _value(claim).unit.dimension in _RATES
    return [cell for cell in cells if rate or factors(_value(claim), _value(cell)) is not None]


def _is_named(cell: Claim, said: frozenset[str]) -> bool:
    """Whether every word of the label stands in the sentence; a label of figures names nothing."""
    label = _words(cell.scope or cell.indicator)
    return bool(label) and label <= said and any(word.isalpha() and len(word) > 2 for word in label)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _makes(claim: Claim, cells: Sequence[Claim], table: Table) -> bool:
    """Whether sums, differences, shares or growth of the cells of a row, and of those beside them, come to the claim."""
    value = _value(claim)
    aim = _rough(value)
    if any(_rough(_value(cell)).overlaps(aim) for cell in cells if _value(cell).unit.key == value.unit.key):
        return True
    if value.unit.dimension in _RATES:
        return any(made.overlaps(aim) for cell in cells for made in _rates(cell, cells, table))
    return any(made.overlaps(aim) for made in _amounts(claim, cells))


def _rough(value: Quantity) -> Interval:
    return _size(value.rough().widened(value.grain * _HALF))


def _rates(cell: Claim, row: Sequence[Claim], table: Table) -> Iterator[Interval]:
    """Growth from any other cell of its row, and its share of it; points; its share of any cell of its kind and period."""
    own = _value(cell)
    for other in row:
        if other is not cell and _value(other).unit.key == own.unit.key:
            if own.unit.dimension in _RATES:
                yield _size(_allowed(own) - _allowed(_value(other)))
            elif _wide(_value(other)).lo > ZERO:
                ratio = _wide(own).over(_wide(_value(other)))
                yield ratio.scaled(_HUNDRED)
                yield _size((ratio - _ONE).scaled(_HUNDRED))
    if own.unit.dimension in _RATES:
        return
    for other in table.claims:
        if other is not cell and other.period == cell.period and other.indicator == cell.indicator:
            turned = factors(own, _value(other))
            whole = _wide(_value(other)).scaled(turned[1]) if turned else None
            if turned and whole and whole.lo > ZERO:
                yield _wide(own).scaled(turned[0]).over(whole).scaled(_HUNDRED)


def _amounts(claim: Claim, cells: Sequence[Claim]) -> Iterator[Interval]:
    """Sums and differences of two cells of a row, and the sum of all of them, in the unit of the claim."""
    known = []
    for cell in cells:
        turned = factors(_value(claim), _value(cell))
        assert turned is not None, "cells of another kind are left out before"
        known.append(_wide(_value(cell)).scaled(turned[1] / turned[0]))
    for one, two in combinations(known, 2):
        yield one + two
        yield _size(one - two)
    yield sum(known, start=Interval.point(ZERO))
