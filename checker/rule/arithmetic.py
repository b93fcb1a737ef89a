"""What the relations of an article say as arithmetic, and how bad it is where it does not come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from checker.model import Claim, Kind, Relation, Severity
from checker.text.told import Sentences, Told
from checker.values.arithmetic import Fit, Statement, difference, fold, growth, growth_by, product, share, total
from checker.values.figure import Quantity
from checker.values.spelling import short
from checker.values.units import Unit

SAY = Sentences(__file__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a relation says as arithmetic. ``claims`` are those of the inputs in order, then the result's.

    A figure "a/b" is two inputs: its claim stands twice, ``below`` tells the places that mean b.
    """

    claims: tuple[Claim, ...]
    statement: Statement
    below: frozenset[int] = frozenset()

    def named(self) -> tuple[Claim, ...]:
        """Each claim once, in order."""
        return tuple(dict.fromkeys(self.claims))


def stated(relation: Relation) -> Iterator[Stated]:
    """The statements that *relation* makes: a share, a sum, a product, each step of a change; none without its roles."""
    match relation.kind:
        case "ratio":
            yield from _shares(relation)
        case "sum" if relation.label != "loose":
            yield from _total(relation)
        case "change":
            yield from _steps(relation)
        case "product":
            yield from _product(relation)
        case _:
            return


def _product(relation: Relation) -> Iterator[Stated]:
    count, each, whole = (relation.one(role) for role in ("count", "each", "total"))
    if count is None or each is None or whole is None:
        return
    rate = replace(_quantity(each), unit=_quantity(whole).unit)
    yield from _made(product(_quantity(count), rate, _quantity(whole)), (count, each, whole))


def _total(relation: Relation) -> Iterator[Stated]:
    """A sum; parts that the text does not call all of them make none unless they exceed their total."""
    whole, parts = relation.one("total"), relation.all("part")
    if whole is None or _quantity(whole).of is not None:
        return
    made = total([_quantity(part) for part in parts], _quantity(whole))
    if made is not None and (relation.label != "partial" or made.made().lo > made.result.literal().hi):
        yield Stated(claims=(*parts, whole), statement=made)


def _shares(relation: Relation) -> Iterator[Stated]:
    ratio, part, whole, percentage = (relation.one(role) for role in ("ratio", "part", "whole", "share"))
    if percentage is None or percentage.kind is Kind.CHANGE:
        return
    if ratio is not None:
        above = _quantity(ratio)
        if above.of is not None:
            under = Quantity(lo=above.of, hi=above.of, grain=above.grain, unit=above.unit)
            made = share(replace(above, of=None), under, _quantity(percentage))
            yield from _made(made, (ratio, ratio, percentage), frozenset({1}))
    elif part is not None and whole is not None:
        yield from _made(share(_quantity(part), _quantity(whole), _quantity(percentage)), (part, whole, percentage))


def _steps(relation: Relation) -> Iterator[Stated]:
    before, after, steps, up = relation.one("from"), relation.one("to"), relation.all("by"), relation.label == "up"
    if relation.label not in ("up", "down") or after is None:
        return
    if before is None:
        amounts = [step for step in steps if _quantity(step).unit.dimension != "percent"]
        rates = [step for step in steps if _quantity(step).unit.dimension == "percent"]
        for amount, rate in zip(amounts, rates, strict=False):
            made = growth_by(_quantity(after), _quantity(amount), _unsigned(rate), up=up)
            yield from _made(made, (after, amount, rate))
        return
    more, less = (after, before) if up else (before, after)
    for step in steps:
        match _quantity(step).unit.dimension:
            case "percent":
                made = growth(_quantity(before), _quantity(after), _unsigned(step), up=up)
                yield from _made(made, (before, after, step))
            case "multiple":
                yield from _made(fold(_quantity(less), _quantity(more), _quantity(step)), (less, more, step))
            case "points" | "points_score" if _quantity(more).unit.dimension == "percent":
                points = _in_percent(_unsigned(step), _quantity(more).unit)
                yield from _made(difference(_quantity(more), _quantity(less), points), (more, less, step))
            case _:
                yield from _made(difference(_quantity(more), _quantity(less), _unsigned(step)), (more, less, step))


def _made(
    statement: Statement | None, claims: tuple[Claim, ...], below: frozenset[int] = frozenset()
) -> Iterator[Stated]:
    if statement is not None:
        yield Stated(claims=claims, statement=statement, below=below)


def _in_percent(step: Quantity, percent: Unit) -> Quantity:
    """A step in percentage points or basis points as what it adds to a percentage."""
    factor = step.unit.factor if step.unit.dimension == "points" and step.unit.factor else Decimal(1)
    return replace(step, lo=step.lo * factor, hi=step.hi * factor, grain=step.grain * factor, unit=percent)


def _quantity(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), f"{claim.id}: only amounts stand in arithmetic"
    return claim.value


def _unsigned(claim: Claim) -> Quantity:
    """A step without its sign: "giảm 25.200 tỷ (-3,1 %)" tells the direction twice."""
    value = _quantity(claim)
    return replace(value, lo=-value.hi, hi=-value.lo) if value.hi < 0 else value


def reason(name: Literal["letter", "rounded"]) -> Told:
    """Why arithmetic that does not come out is no error yet: it holds to the letter, or with round figures."""
    return SAY(name)


def misfit(statement: Statement, *, steps: int) -> tuple[Severity, Told] | None:
    """How bad it is that *statement* does not come out, and why; None where it does.

    A gap of no more than *steps* steps of the last printed place of the result is a warning.
    """
    fit = statement.fit()
    match fit:
        case Fit.HOLDS:
            return None
        case Fit.LETTER:
            return Severity.WARNING, SAY("letter")
        case Fit.ROUNDED | Fit.CUT:
            return Severity.INFO, SAY("rounded" if fit is Fit.ROUNDED else "cut")
        case _:
            gap = statement.gap()
            severity = Severity.WARNING if gap <= statement.result.grain * steps else Severity.ERROR
            percent = statement.result.unit.dimension == "percent"
            return severity, SAY("points_apart" if percent else "apart", gap=short(gap, rounding=ROUND_DOWN))
