"""What makes two claims, or two findings, the same one."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from checker.model import Claim
from checker.rule.saying import outlet
from checker.values.figure import Label, Moment, Quantity, Value


def by_value(claim: Claim) -> tuple[Decimal, Decimal, str, str, str, str, str, int]:
    """By value, then by outlet and quote; paths decide only between mentions that print alike."""
    value = claim.value
    low, high = (value.lo, value.hi) if isinstance(value, Quantity) else (Decimal(0), Decimal(0))
    if isinstance(value, Quantity) and value.unit.factor is not None:
        low, high = low * value.unit.factor, high * value.unit.factor
    source = claim.source
    return low, high, canonical(value), value.hedge.value, outlet(source), claim.quote, source.path, claim.span.start


def amount(claim: Claim) -> str:
    """The value without its hedge and the noun it counts: what makes two mentions print one number."""
    value = claim.value
    if not isinstance(value, Quantity) or value.unit.factor is None:
        return canonical(value)
    factor = value.unit.factor
    of = "" if value.of is None else number(value.of)
    return f"{number(value.lo * factor)}..{number(value.hi * factor)}/{of} {value.unit.dimension}"


def reading(claim: Claim) -> tuple[str, str]:
    return amount(claim), claim.value.hedge.value


def fingerprint(code: str, claims: Iterable[Claim]) -> str:
    """The identity of a finding: 16 hex digits over the rule, the fact and the sorted distinct values.

    Inside one article the fact is (indicator, period, scope, unit dimension) of the claim whose fields sort first.
    Across articles the values alone stand for it, with their dimension: what each article calls the fact, and which
    period it names, differs from one to the next, so any choice among them would change with an outlet that merely
    repeats a value (DECISIONS.md, "What stands for a fact across articles"). Fields are NFC, lower case,
    length-prefixed. Lines, paths, wording of the message, confidence, the noun that a count carries and the number of
    agreeing sources are not in it.
    """
    claims = tuple(claims)
    facts = sorted({_fact(claim) for claim in claims}) if len({claim.source.id for claim in claims}) == 1 else []
    values = sorted({amount(claim) for claim in claims})
    fields = ["factcheck/v1", code, *(facts[0] if facts else ()), *values]
    packed = b"".join(len(raw := unicodedata.normalize("NFC", f).encode()).to_bytes(4, "big") + raw for f in fields)
    return hashlib.sha256(packed).hexdigest()[:16]


def _fact(claim: Claim) -> tuple[str, str, str, str]:
    dimension = claim.value.unit.dimension if isinstance(claim.value, Quantity) else claim.kind.value
    return (" ".join(claim.indicator.lower().split()), str(claim.period or ""), claim.scope.lower(), dimension)


def canonical(value: Value) -> str:
    """A value in one spelling: equal values print alike, whatever the notation."""
    match value:
        case Quantity():
            ends = number(value.lo) if value.lo == value.hi else f"{number(value.lo)}..{number(value.hi)}"
            return f"{ends}{'' if value.of is None else '/' + number(value.of)} {value.unit.key}"
        case Moment():
            return value.start if value.start == value.end else f"{value.start}..{value.end}"
        case Label():
            return value.text


def number(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: ``Decimal("1E+3")`` → ``1000``."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
