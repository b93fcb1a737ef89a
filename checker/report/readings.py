"""What the figures of a finding allow, in one unit, ready to be drawn: as printed, or worked out from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.model import Claim, Relation
from checker.report import charts
from checker.rule.saying import unit_name
from checker.text.told import told
from checker.values.figure import Moment, Quantity
from checker.values.interval import ZERO, Interval
from checker.values.spelling import stretch
from checker.values.units import Unit

_HUNDRED = Decimal(100)
_GROUPED = re.compile(r"(?<=\d) (?=\d{3})")


def unbroken(text: str) -> str:
    """*text* with the digits of its amounts held together, so that no line ends among them."""
    return _GROUPED.sub("\u00a0", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One reading; ``claim`` is None for what arithmetic makes of other figures. ``days``: a day or time in words."""

    claim: Claim | None
    reading: charts.Reading
    days: str = ""

    def words(self, lang: str) -> list[tuple[str, str]]:
        """(what, amounts): ``printed`` or ``makes``, then ``literal`` and ``usual`` where they say something new."""
        if self.days:
            return [("printed", self.days)]
        reading, printed = self.reading, Interval(*self.reading.printed)
        parts = [("makes" if self.claim is None else "printed", printed)]
        parts += [("literal", reading.literal)] if reading.literal != printed else []
        parts += [("usual", reading.usual)] if reading.usual != reading.literal else []
        return [(what, unbroken(told(stretch(one, places=4), lang))) for what, one in parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """Readings on one scale, in ``unit``, its name, where they have one. ``left_out`` counts those that are not drawn."""

    rungs: tuple[Rung, ...]
    scale: charts.Scale
    unit: str = ""
    dated: bool = False
    left_out: int = 0


def number_line(claims: Sequence[Claim], relations: Iterable[Relation], *, most: int) -> NumberLine | None:
    """At most *most* readings of *claims* on one line; None where they have no unit in common.

    Where one of *relations* binds them all as a ratio or a sum, its result stands beside what it is to be.
    """
    rungs = _bound(claims, relations) or _amounts_of(claims)
    if len(rungs) < 2:
        return _dated(claims, most)
    drawn = tuple(rungs[:most])
    scale = charts.Scale(end for rung in drawn for end in rung.reading.ends())
    return NumberLine(rungs=drawn, scale=scale, unit=_unit(rungs), left_out=len(rungs) - len(drawn))


def _bound(claims: Sequence[Claim], relations: Iterable[Relation]) -> list[Rung]:
    cited = {claim.id for claim in claims}
    for relation in relations if len(claims) > 1 else ():
        if not cited <= {claim.id for _, claim in relation.roles}:
            continue
        made = _MADE[relation.kind](relation) if relation.kind in _MADE else None
        if made is not None:
            stated, reading = made
            return [
                Rung(claim=None, reading=reading),
                Rung(claim=stated, reading=reading_of(stated, Decimal(1))),
            ]
    return []


def _amounts_of(claims: Sequence[Claim]) -> list[Rung]:
    values = [claim.value for claim in claims]
    amounts = [value for value in values if isinstance(value, Quantity) and value.of is None]
    factors = common_factors([value.unit for value in amounts])
    if factors is None or len(amounts) < len(claims):
        return []
    return [Rung(claim=claim, reading=reading_of(claim, f)) for claim, f in zip(claims, factors, strict=True)]


def _unit(rungs: Sequence[Rung]) -> str:
    values = [rung.claim.value for rung in rungs if rung.claim is not None]
    units = [value.unit for value in values if isinstance(value, Quantity)]
    if units[0].dimension != "count":
        return unit_name(units[0]) if len({unit.key for unit in units}) == 1 else ""
    return units[0].noun if len({unit.noun for unit in units}) == 1 else ""


def _dated(claims: Sequence[Claim], most: int) -> NumberLine | None:
    """Days or times of day on one line."""
    moments = [(claim, claim.value) for claim in claims if isinstance(claim.value, Moment)]
    clocks = {moment.is_time for _, moment in moments}
    if len(moments) < 2 or len(moments) < len(claims) or len(clocks) > 1:
        return None
    rungs = []
    for claim, moment in moments:
        span = moment_span(moment)
        if span is None:
            return None
        days = moment.start if moment.start == moment.end else f"{moment.start} – {moment.end}"
        reading = charts.Reading(printed=(span.lo, span.hi), literal=span, usual=span)
        rungs.append(Rung(claim=claim, reading=reading, days=days))
    drawn = tuple(rungs[:most])
    name = charts.clock_name if clocks.pop() else charts.day_name
    ends = (end for rung in drawn for end in rung.reading.printed)
    scale = charts.Scale(ends, name=name, log=False)
    return NumberLine(rungs=drawn, scale=scale, dated=True, left_out=len(rungs) - len(drawn))


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


_MADE = {"ratio": share_made, "sum": total_made}


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
