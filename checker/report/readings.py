"""What the figures of a finding allow, in one unit, ready to be drawn: as printed, or worked out from one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from checker.model import Claim, Relation
from checker.report import charts
from checker.values.figure import Moment, Quantity
from checker.values.interval import ZERO, Interval
from checker.values.units import Unit

_HUNDRED = Decimal(100)


def common_factors(units: Sequence[Unit]) -> list[Decimal] | None:
    """What turns amounts in *units* into one unit: 1 for each where they share it; None where nothing does."""
    if not units:
        return None
    if len({unit.key for unit in units}) == 1:
        return [Decimal(1)] * len(units)
    if len({unit.dimension for unit in units}) > 1:
        return None
    found = [unit.factor for unit in units if unit.factor is not None]
    return found if len(found) == len(units) else None


def reading_of(claim: Claim, factor: Decimal) -> charts.Reading:
    """What the quantity of *claim* prints and allows, times *factor*."""
    value = claim.value
    assert isinstance(value, Quantity)
    return charts.Reading(
        printed=(value.lo * factor, value.hi * factor),
        literal=value.literal().scaled(factor),
        usual=value.usual().scaled(factor),
    )


def share_made(relation: Relation) -> tuple[Claim, charts.Reading] | None:
    """The stated share of a ratio, and the share that its part and its whole make."""
    ratio, part, whole, share = (relation.one(role) for role in ("ratio", "part", "whole", "share"))
    if share is None or not isinstance(share.value, Quantity) or share.value.unit.dimension != "percent":
        return None
    if ratio is not None and isinstance(ratio.value, Quantity) and ratio.value.of is not None:
        above = ratio.value
        below = Quantity(lo=ratio.value.of, hi=ratio.value.of, grain=above.grain, unit=above.unit)
    elif (
        part is not None
        and whole is not None
        and isinstance(part.value, Quantity)
        and isinstance(whole.value, Quantity)
    ):
        above, below = part.value, whole.value
    else:
        return None
    factors = common_factors([above.unit, below.unit])
    if factors is None or above.lo < 0 or below.lo <= 0:
        return None

    def quotient(left: Interval, right: Interval) -> Interval:
        return _amounts(left.scaled(factors[0])).over(_amounts(right.scaled(factors[1]))).scaled(_HUNDRED)

    point = quotient(Interval(above.lo, above.hi), Interval(below.lo, below.hi))
    literal, usual = quotient(above.literal(), below.literal()), quotient(above.usual(), below.usual())
    return share, charts.Reading(printed=(point.lo, point.lo), literal=literal, usual=usual)


def total_made(relation: Relation) -> tuple[Claim, charts.Reading] | None:
    """The stated total of a sum, and the total that its parts make."""
    total, parts = relation.one("total"), relation.all("part")
    values = [claim.value for claim in parts if isinstance(claim.value, Quantity)]
    if total is None or not isinstance(total.value, Quantity) or len(values) < len(parts) or not values:
        return None
    factors = common_factors([total.value.unit, *(value.unit for value in values)])
    if factors is None or not factors[0]:
        return None
    low, literal, usual = ZERO, Interval.point(ZERO), Interval.point(ZERO)
    for value, factor in zip(values, factors[1:], strict=True):
        turned = factor / factors[0]
        low += value.lo * turned
        literal, usual = literal + value.literal().scaled(turned), usual + value.usual().scaled(turned)
    return total, charts.Reading(printed=(low, low), literal=literal, usual=usual)


def _amounts(interval: Interval) -> Interval:
    """The part of *interval* that counts can take: nothing below nought."""
    return Interval(max(interval.lo, ZERO), interval.hi, interval.lo_open and interval.lo > 0, interval.hi_open)


def moment_span(moment: Moment) -> Interval | None:
    """The days of *moment* as numbers in the calendar, or its minutes since midnight; None where it states neither."""
    try:
        low, high = (_minutes(end) if moment.is_time else _day(end) for end in (moment.start, moment.end))
    except ValueError:
        return None
    return Interval(low, high) if low <= high else None


def _day(text: str) -> Decimal:
    return Decimal(date.fromisoformat(text).toordinal())


def _minutes(text: str) -> Decimal:
    hours, _, minutes = text.partition(":")
    return Decimal(int(hours) * 60 + int(minutes))
