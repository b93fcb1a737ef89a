"""An amount and its conversion into another unit are not the same amount.

What it compares
    The two amounts of "26 km (16 miles)", "30°C (86°F)", "1.696.300 lượng, tức 63,6 tấn": the first in the unit of
    the second, with what each leaves open by its rounding. Two articles that give one amount in two such units are
    held against each other in the same way. Currencies have no constant; there the rates that one text implies are
    compared.

Why it matters
    A converted amount is worked out by hand at the desk, and one of the two is what half the readers go by.

Reported
    "1.696.300 lượng (65,2 tấn)": 1 lượng is 37,5 g, which makes 63,6 tonnes. An error.
    "30°C (96°F)": 30°C is 86°F.
    "10.2 miles (16.8 km)": out by less than two in a hundred, a warning.
    "1.696.300 lượng" in one article and "65,2 tấn" in another, of one amount: 63,6 tonnes. An error.
    "5 triệu USD (125 tỷ đồng)" and "8 triệu USD (20 tỷ đồng)" in one text: the rates are tenfold apart.

Not reported
    "26 km (16 miles)", "100 feet (30 m)": both are rounded.
    "2 cm taller (1.74 m)": a difference, and the level behind it.
    "a rise of 1.5°C (2.7°F)": a difference converts without the 32 degrees.
    An amount in dollars and one in đồng, given once: any rate is possible.
    "5 km" in one article and "4.800 m" in another, "10 km" and "21 miles": no conversion of one figure, so
    value-conflict has them.

Known problems
    An American ton and a metric one are both read as "ton". Degrees Celsius in one article are not held against
    degrees Fahrenheit in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log10

from checker.rule import (
    LEVEL_SEVERITY,
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Nearness,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Told,
    allows,
    printed,
    quantities,
    unit_after,
)
from checker.values.compare import finer
from checker.values.conversion import amounts, converted, in_unit, rate
from checker.values.interval import Interval
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options(Nearness):
    """What may be set, beside what ``Nearness`` has for two articles.

    ``slack``       the gap, as a share of the printed amount, that is let pass; 0.005 is half a per cent
    ``sure_share``  the gap, as a share of the printed amount, from which a finding is an error
    ``rate_share``  how far two rates of one text may lie apart, as a share of the larger
    ``sure``        the confidence of a group, 0 to 1, under which a finding is only info: two amounts in two units are
                    oftener two things than one
    """

    slack: Decimal = Decimal("0.005")
    sure_share: Decimal = Decimal("0.02")
    rate_share: Decimal = Decimal("0.1")
    sure: float = 0.5


RULE = RuleInfo(
    code="FC506",
    name="conversion-mismatch",
    severity=Severity.ERROR,
    sees=("passage", "group"),
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

# How many times as large as the other an amount may be that was converted wrongly, unless it is a power of ten; and how
# near to one, in powers of ten.
_FOLD = 3
_PLACE = 0.03


def check(view: Passage | ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield each conversion that does not recompute, each pair of amounts with a rate of their own, and what a group says."""
    if isinstance(view, ClaimGroup):
        yield from RULE.over(view, _disputes(view, options), sure=options.sure)
    else:
        yield from _beside(view, options)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if not converted(low, high) or (low.is_range and high.is_range):
            continue
        found = options.compared(low, high)
        if found.level not in LEVEL_SEVERITY or options.slipped(low, high):
            continue
        fine, coarse = (low, high) if finer(low, high) is low else (high, low)
        by, unit = coarse.unit.factor or Decimal(1), unit_after(coarse.unit)
        yield Dispute(
            left=left,
            right=right,
            severity=LEVEL_SEVERITY[found.level],
            reason=SAY(
                "across",
                amount=stretch(Interval(fine.lo, fine.hi)),
                in_unit=unit_after(fine.unit),
                made=_made(fine, coarse),
                unit=unit,
            ),
            derivation=(
                allows(left, found.left.divided(by), places=4, unit=unit),
                allows(right, found.right.divided(by), places=4, unit=unit),
            ),
        )


def _beside(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """What the amounts of one article that stand side by side say."""
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
    if gap <= options.slack * size or not _may_be_one(made, allowed):
        return
    unit = unit_after(right.unit)
    yield RULE.discrepancy(
        one,
        two,
        message=SAY("makes", made=_worked(one, right), two=printed(two)),
        derivation=(
            _worked(one, right),
            allows(two, allowed, unit=unit),
            SAY("apart", gap=spelled(gap, places=4), unit=unit),
        ),
        severity=Severity.ERROR if gap > options.sure_share * size else Severity.WARNING,
        confidence=0.95,
    )


def _may_be_one(made: Sequence[Interval], printed_amounts: Interval) -> bool:
    """Whether two amounts are as near as a slip leaves them, or a power of ten apart: "2 cm taller (1.74 m)" is none."""
    for reading in made:
        low, high = sorted((abs(float(reading.lo)), abs(float(printed_amounts.lo))))
        if low <= 0 or high <= _FOLD * low:
            return True
        places = log10(high / low)
        if abs(places - round(places)) < _PLACE:
            return True
    return False


def _worked(claim: Claim, other: Quantity) -> Told:
    """What the number of *claim* makes in the unit of *other*, each way that it may be taken."""
    assert isinstance(claim.value, Quantity)
    return SAY("worked", one=printed(claim), made=_made(claim.value, other), unit=unit_after(other.unit))


def _made(value: Quantity, other: Quantity) -> Told:
    return SAY.joined((stretch(reading, places=2) for reading in in_unit(_bare(value), other)), "or")


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
