"""A figure as found, a number on its way to one, and the signs of money that every language shares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.values.hedge import Hedge
from checker.values.units import COUNT, Unit

ONE = Decimal(1)
HALF = Decimal("0.5")
TENTH = Decimal("0.1")
RANK = Unit("", "rank", ONE)
DASHES = frozenset({"-", "–", "—"})

CURRENCY_SIGN = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₫": "VND", "₩": "KRW", "₹": "INR", "฿": "THB", "₱": "PHP",
    "₽": "RUB", "₺": "TRY", "₪": "ILS", "₦": "NGN",
}  # fmt: skip
# Letters before a dollar sign, or a real: "US$", "HK$", "R$".
SIGN_LETTERS = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "s": "SGD", "hk": "HKD", "nz": "NZD", "nt": "TWD",
    "r": "BRL",
}  # fmt: skip
# Currencies that are printed before the number in letters other than their code: "Rs 500 crore", "RM2.5m", "Rp 5 triliun".
LETTERS = {"rs": "INR", "rm": "MYR", "rp": "IDR", "ksh": "KES", "sh": "shilling", "dh": "AED", "dhs": "AED"}
# Codes of a currency with letters that are not ASCII: "VNĐ7.28 billion" in English papers of Vietnam.
SPELLED_CODES = frozenset({"vnđ"})
# One letter that is a currency only right before thousands or a scale: "R40,000", "R5m", but "R5".
LARGE_LETTERS = {"r": "ZAR", "n": "NGN"}
MONEY = {
    key: Unit(key, "money")
    for key in {*CURRENCY_SIGN.values(), *SIGN_LETTERS.values(), *LETTERS.values(), *LARGE_LETTERS.values()}
}


@dataclass(slots=True)
class Figure:
    """A figure as found. Positions are offsets in the normal form of the text; ``first``/``last`` are token indices.

    ``start``, ``end``     number, hedge and unit
    ``form``               ``number``, ``ratio`` (a/b), ``proportion`` (a:b), ``rank``, ``ordinal``, ``score``, ``version``,
                           ``document``, ``multiple``, ``fraction``
    ``of``                 denominator, or the number ranked
    ``label``              the printed form of a score, proportion, version or document number
    ``head``               the phrase before an ordinal or rank ("vòng", "phút")
    """

    start: int
    end: int
    first: int
    last: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    hedge: Hedge = Hedge.EXACT
    unit: Unit = COUNT
    of: Decimal | None = None
    form: str = "number"
    label: str = ""
    head: str = ""
    in_words: bool = False


@dataclass(slots=True)
class Number:
    """A number without its surroundings; ``digits`` as printed, empty where it is told in words."""

    start: int
    end: int
    first: int
    last: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    form: str = "cardinal"
    sure: bool = True
    digits: str = ""
    halved: bool = False  # "rưỡi" behind its scale is in the value
    measured: tuple[Unit | None, int, Decimal | None] | None = None  # what ``units.measure`` found
