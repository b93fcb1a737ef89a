"""Amounts in derivations, in a spelling of no language: 1 696 300, 52.248…

Articles write 52,25 and 52.25, and 1.696.300 for a count. A derivation sets figures of several languages side by
side, so it groups digits with a space and marks decimals with a point (ISO 80000-1).
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal

from checker.text.told import Sentences, Told
from checker.values.interval import INF, Interval

SAY = Sentences(__file__)

# Wide enough for every quotient of checker.values.interval.
_WIDE = Context(prec=100)


def spelled(value: Decimal, *, places: int | None = None) -> str:
    """*value* with its digits grouped in threes from five on; *places* cuts the decimals and marks the cut with …"""
    cut = value if places is None else _cut(value, places)
    plain = format(cut, "f")
    if "." in plain and cut == value:
        plain = plain.rstrip("0").rstrip(".")
    whole, point, decimals = plain.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if len(digits) > 4:
        digits = f"{int(digits):,}".replace(",", " ")
    return f"{sign}{digits}{point}{decimals}" + ("" if cut == value else "…")


def short(value: Decimal, *, rounding: str = ROUND_HALF_EVEN) -> str:
    """*value* to two places, or to the first two digits of what is smaller than that."""
    places = max(2, 1 - value.adjusted()) if value else 0
    return spelled(value.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE))


def _cut(value: Decimal, places: int) -> Decimal:
    """*value* with at most *places* decimals; the others are dropped, not rounded."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    if -exponent <= places:
        return value
    return value.quantize(Decimal((0, (1,), -places)), rounding=ROUND_DOWN, context=_WIDE)


def stretch(interval: Interval, *, places: int | None = None) -> Told:
    """*interval* in words: "17.55 to 17.65", "more than 60", "less than 2", "63"."""
    if interval.lo == -INF and interval.hi == INF:
        return SAY("any")
    if interval.hi == INF:
        return SAY("above" if interval.lo_open else "from", lo=spelled(interval.lo, places=places))
    if interval.lo == -INF:
        return SAY("below" if interval.hi_open else "up_to", hi=spelled(interval.hi, places=places))
    lo, hi = spelled(interval.lo, places=places), spelled(interval.hi, places=places)
    if interval.lo == interval.hi:
        return SAY("point", amount=lo)
    after, before = (SAY("open") if end else "" for end in (interval.lo_open, interval.hi_open))
    return SAY("between", lo=lo, after=after, hi=hi, before=before)
