"""An amount and its conversion into another unit, given side by side, are not the same amount.

What it compares
    The two amounts of "26 km (16 miles)", "30°C (86°F)", "1.696.300 lượng, tức 63,6 tấn": the first in the unit of
    the second, with what each leaves open by its rounding. Currencies have no constant; there the rates that one text
    implies are held against each other.

Why it matters
    A converted amount is worked out by hand at the desk, and one of the two is what half the readers go by.

Reported
    "1.696.300 lượng (65,2 tấn)": 1 lượng is 37,5 g, which makes 63,6 tonnes. An error.
    "30°C (96°F)": 30°C is 86°F.
    "10.2 miles (16.8 km)": out by less than two in a hundred, a warning.
    "5 triệu USD (125 tỷ đồng)" and "8 triệu USD (20 tỷ đồng)" in one text: the rates are tenfold apart.

Not reported
    "26 km (16 miles)", "100 feet (30 m)": both are rounded.
    "a rise of 1.5°C (2.7°F)": a difference converts without the 32 degrees.
    An amount in dollars and one in đồng, given once: any rate is possible.

Known problems
    An American ton and a metric one are both read as "ton". Two articles that each print one unit are compared by
    value-conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from checker.rule import (
    Claim,
    Discrepancy,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    allows,
    printed,
)
from checker.values.conversion import amounts, in_unit, rate
from checker.values.interval import Interval
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``slack``       the gap, as a share of the printed amount, that is let pass; 0.005 is half a per cent
    ``sure_share``  the gap, as a share of the printed amount, from which a finding is an error
    ``rate_share``  how far two rates of one text may lie apart, as a share of the larger
    """

    slack: Decimal = Decimal("0.005")
    sure_share: Decimal = Decimal("0.02")
    rate_share: Decimal = Decimal("0.1")


RULE = RuleInfo(
    code="FC506",
    name="conversion-mismatch",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each conversion that does not recompute, and each pair of amounts with a rate of their own."""
    rates: dict[tuple[str, str], list[tuple[Claim, Claim, Interval]]] = defaultdict(list)
    for relation in passage.of_kind("conversion"):
        one, two = relation.all("amount")
        left, right = one.value, two.value
        assert isinstance(left, Quantity)
        assert isinstance(right, Quantity)
        if left.unit.dimension != "money":
            yield from _mismatch(one, left, two, right, options)
            continue
        # "5 triệu USD (125 tỷ đồng)" and "125 tỷ đồng (5 triệu USD)" state one rate.
        first, second = sorted(((one, left), (two, right)), key=lambda pair: pair[1].unit.key)
        implied = rate(first[1], second[1])
        if implied is not None:
            rates[first[1].unit.key, second[1].unit.key].append((first[0], second[0], implied))
    for units in sorted(rates):
        yield from _rates(rates[units], options)


def _mismatch(one: Claim, left: Quantity, two: Claim, right: Quantity, options: Options) -> Iterator[Discrepancy]:
    made, allowed = in_unit(left, right), amounts(right)
    gap = min((reading.gap(allowed) for reading in made), default=Decimal(0))
    size = max(abs(right.lo), abs(right.hi))
    if gap <= options.slack * size:
        return
    unit = right.unit.key
    shown = SAY.joined((stretch(reading, places=2) for reading in in_unit(_bare(left), right)), "or")
    yield RULE.discrepancy(
        one,
        two,
        message=SAY("makes", one=printed(one), made=shown, unit=unit, two=printed(two)),
        derivation=(
            SAY("worked", one=printed(one), unit=unit, made=shown),
            allows(two, allowed, places=4, unit=f" {unit}"),
            SAY("apart", gap=spelled(gap, places=4), unit=unit),
        ),
        severity=Severity.ERROR if gap > options.sure_share * size else Severity.WARNING,
        confidence=0.95,
    )


def _bare(value: Quantity) -> Quantity:
    """The number itself, without what its rounding leaves open."""
    return Quantity(lo=value.lo, hi=value.hi, grain=Decimal(1).scaleb(-30), unit=value.unit)


def _rates(stated: list[tuple[Claim, Claim, Interval]], options: Options) -> Iterator[Discrepancy]:
    for (one, two, first), (three, four, second) in combinations(stated, 2):
        gap = first.gap(second)
        if gap <= options.rate_share * max(first.hi, second.hi):
            continue
        yield RULE.discrepancy(
            one,
            two,
            three,
            four,
            message=SAY("rates", one=printed(one), two=printed(two), three=printed(three), four=printed(four)),
            derivation=(_rate(one, two, first), _rate(three, four, second)),
            severity=Severity.WARNING,
            confidence=0.8,
        )


def _rate(one: Claim, two: Claim, stated: Interval) -> str:
    return SAY(
        "rate", one=printed(one), two=printed(two), rate=stretch(stated, places=4), unit=_unit(two), base=_unit(one)
    )


def _unit(claim: Claim) -> str:
    return claim.value.unit.key if isinstance(claim.value, Quantity) else ""
