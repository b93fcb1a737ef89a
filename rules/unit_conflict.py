"""Sources print one number with two units or two currencies.

What it compares
    Figures of a group with the same number and units that are not the same: dollars and Canadian dollars, kilometres
    and miles, đồng a litre and đồng a kilogram. Units that a language writes in several ways are one unit.

Why it matters
    The number is copied with care and the unit is not; "5 million euros" is not "5 million dollars".

Reported
    "5 million Canadian dollars" against "5 million USD": an error.
    "23 000 đồng a litre" against "23 000 đồng a kilogram"; "$94 a year" against "$94 a month".
    "0,5 %" against "0,5 percentage points": info, which the desk has to settle. So is "5 million dollars" against
    "5 million Australian dollars": plain dollars are American ones, or those of the country that the text is about.

Not reported
    "10 000 đồng a month" against "10 000 đồng": a part that a text leaves out is missing, not different.
    "5 nights" against "5 days", "100 tonnes" against "100 tons": close enough to be one wording.
    Another number with another unit: a conversion, which conversion-mismatch and value-conflict recompute.
    Counts: the nouns that they count are words, not units. So are "per worker" and "per household"; of two prices
    only what is sold by measure ("a litre", "a kilogram") is compared.

Known problems
    Money of which only the scale is printed ("vốn 6,5 triệu") is read as that of the country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    LABELS,
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Kind,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Status,
    outlet,
    printed,
    unit_name,
)
from checker.values.compare import factors
from checker.values.slips import other_unit
from checker.values.units import Unit, other_money


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``digits``  the digits, zeros at the end not counted, under which a finding outside money is only info
    ``sure``    the confidence of a group, 0 to 1, under which a finding is only info
    """

    digits: int = 2
    sure: float = 0.5


RULE = RuleInfo(
    code="FC505",
    name="unit-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

# What amounts are told for each of, by the canonical names of units.
_TIMES = frozenset({"phút", "giờ", "ngày", "tuần", "tháng", "quý", "năm"})
_APART = frozenset({Status.TARGET, Status.LIMIT})
_PERCENT = frozenset({"percent", "points"})
# Dollars, and how those of the United States are told in full.
_DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})
_AMERICAN = re.compile(r"usd|\bus\b|u\.s\.|\bmỹ\b|\bamerican\b", re.IGNORECASE)


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group that prints one number with two units."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for one, two in group.pairs():
        if {one.kind, two.kind} & LABELS or not _one_fact(one, two):
            continue
        left, right = sorted((one, two), key=_order)
        low, high = left.value, right.value
        if not (isinstance(low, Quantity) and isinstance(high, Quantity)):
            continue
        if other_unit(low, high) is None or (low.is_range and factors(low, high) is not None):
            continue
        priced = {left.kind, right.kind} == {Kind.PRICE} or _other_times(low.unit, high.unit)
        if _one_currency(low.unit, high.unit) and not priced:
            continue
        lines = tuple(
            SAY("line", claim=printed(claim), unit=_named(value.unit)) for claim, value in ((left, low), (right, high))
        )
        reason = SAY("reason", one=_named(low.unit), two=_named(high.unit))
        severity = Severity.INFO if _plain_dollars(left, right) else _severity(low, high, options)
        yield Dispute(left=left, right=right, severity=severity, reason=reason, derivation=lines)


def _named(unit: Unit) -> str:
    """A unit as an article would print it."""
    return SAY("points") if unit.key == "points" else unit_name(unit)


def _one_fact(left: Claim, right: Claim) -> bool:
    """Whether nothing that both texts declare makes the two different facts; what "will" be paid may be paid by now."""
    if left.status is not right.status and {left.status, right.status} & _APART:
        return False
    return left.period is None or right.period is None or left.period.overlaps(right.period)


def _order(claim: Claim) -> tuple[str, str, str, int]:
    unit = claim.value.unit.key if isinstance(claim.value, Quantity) else ""
    return unit, outlet(claim.source), claim.source.id, claim.span.start


def _one_currency(one: Unit, two: Unit) -> bool:
    return one.dimension == two.dimension == "money" and not other_money(one, two)


def _other_times(one: Unit, two: Unit) -> bool:
    """Whether both are told for a stretch of time, and not the same one: "$94 a year", "$94 a month"."""
    times = [unit.key.rpartition("/")[2] if "/" in unit.key else "" for unit in (one, two)]
    return _TIMES.issuperset(times) and times[0] != times[1]


def _plain_dollars(left: Claim, right: Claim) -> bool:
    """Whether one prints plain dollars and the other those of a country."""
    keys = [c.value.unit.key.partition("/")[0] for c in (left, right) if isinstance(c.value, Quantity)]
    plain = any(
        key == "USD" and not _AMERICAN.search(unicodedata.normalize("NFC", claim.quote))
        for key, claim in zip(keys, (left, right), strict=True)
    )
    return plain and len(set(keys)) > 1 and _DOLLARS.issuperset(keys)


def _severity(low: Quantity, high: Quantity, options: Options) -> Severity:
    dimensions = {low.unit.dimension, high.unit.dimension}
    if dimensions <= _PERCENT:
        return Severity.INFO
    digits = len(low.lo.normalize().as_tuple().digits)
    return Severity.ERROR if dimensions == {"money"} or digits >= options.digits else Severity.INFO
