"""What one cell says: a number in a decimal mark that the whole table decides, a unit, a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from checker.languages.pack import languages, pack
from checker.languages.record import Pack
from checker.languages.tables import table_words
from checker.text.normal import folded
from checker.values.period import Period
from checker.values.units import COUNT, PER_MILLE, PERCENT, POINTS, TIMES, Unit, counted

# Signs that stand for "no value" in tables of every language.
_NO_VALUE = frozenset({"", "-", "–", "—", "‒", "−", ".", "..", "...", "…", ":", "*", "**", "/", "?", "_", "--", "---"})
_SPACES = "\u0020\u00a0\u2009\u202f\u2007'’"
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–+]?)\s*(?P<money>[$€£¥₫₹])?\s*(?P<digits>\d[\d.," + _SPACES + r"]*|[.,]\d+)(?P<power>[eE][+-]?\d{1,3})?"
    r"\s*(?P<percent>%|‰)?(?P<close>\))?\s*(?P<mark>\*{1,3}|[†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᵖʳ]+|\[\d{1,2}\]|\([a-zA-Z]\)|(?<=\d)\s?[a-zA-Z])?"
)  # fmt: skip
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₫": "VND", "₹": "INR"}
_FOOTNOTE = re.compile(r"\s*(?:\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈ]+|\[(?:\d{1,2}|[a-z])\]|\((?:\d{1,2}|[a-z])\))\s*$")
# Digits that a cell may have: more is an identifier, not an amount.
_MOST_DIGITS = 24
_ONE = Decimal(1)


class Number(NamedTuple):
    """``value`` and ``grain`` (the worth of the last printed place) without any scale; ``start``, ``end`` of the
    number, its sign and its sign of unit in the cell; ``unit`` a currency or % printed in the cell, else empty."""

    value: Decimal
    grain: Decimal
    start: int
    end: int
    unit: str = ""


def no_value(text: str, missing: Iterable[str] = ()) -> bool:
    """Whether a cell says that there is no value."""
    return text in _NO_VALUE or text in missing or folded(text) in table_words().missing


def without_footnote(text: str) -> str:
    """A header or label without the mark of a footnote behind it."""
    return _FOOTNOTE.sub("", text) if len(text) > 1 else text


def decimal_mark(cells: Iterable[str], fallback: str) -> tuple[str, str]:
    """The decimal mark that *cells* show, and why: ``shown``, ``language`` or ``mixed`` (both marks are shown).

    "12,5" and "1,234.5" show one; "1,234" shows none.
    """
    votes = {".": 0, ",": 0}
    for text in cells:
        found = _NUMBER.fullmatch(text)
        if not found:
            continue
        digits = found["digits"].translate(_NO_SPACES)
        points, commas = digits.count("."), digits.count(",")
        if points and commas:
            votes["." if digits.rfind(".") > digits.rfind(",") else ","] += 1
        elif points + commas > 1:
            votes["," if points else "."] += 1
        elif points + commas == 1:
            mark = "." if points else ","
            whole, _, rest = digits.partition(mark)
            if len(rest) != 3 or whole in ("", "0") or len(whole) > 3:
                votes[mark] += 1
    if votes["."] and votes[","]:
        more = max(votes, key=lambda mark: votes[mark])
        return more, "shown" if votes[more] >= 20 * min(votes.values()) else "mixed"
    if votes["."] or votes[","]:
        return ("." if votes["."] else ","), "shown"
    return fallback, "language"


_NO_SPACES = {ord(mark): None for mark in _SPACES}


def number(text: str, mark: str) -> Number | None:
    """The number in a cell with *mark* as its decimal mark; None where the cell is none, or groups digits oddly."""
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return Number(Decimal(text), _ONE, 0, len(text))
    found = _NUMBER.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    digits = found["digits"].rstrip(_SPACES)
    group = "," if mark == "." else "."
    whole, point, rest = digits.partition(mark)
    if mark in rest or group in rest or any(space in rest for space in _SPACES):
        return None
    pieces = re.split("[" + re.escape(group) + _SPACES + "]", whole)
    if len(pieces) > 1 and (not 1 <= len(pieces[0]) <= 3 or any(len(piece) != 3 for piece in pieces[1:])):
        return None
    plain = "".join(pieces)
    if len(plain) + len(rest) > _MOST_DIGITS or (point and not rest):
        return None
    value = Decimal((plain or "0") + ("." + rest if rest else "") + (found["power"] or ""))
    exponent = value.as_tuple().exponent
    grain = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    negative = (found["sign"] in ("-", "−", "–") and found["sign"] != "") or bool(found["open"])
    end = (
        found.end("close")
        if found["close"]
        else found.end("percent")
        if found["percent"]
        else found.end("power")
        if found["power"]
        else found.start("digits") + len(digits)
    )
    unit = "%" if found["percent"] == "%" else _MONEY.get(found["money"] or "", "")
    return Number(-value if negative else value, grain, 0, end, unit)


class Measure(NamedTuple):
    """A unit as a table states it: ``scale`` is the power of ten that each number is to be taken by."""

    scale: int
    unit: Unit


_SIGNS = {"%": PERCENT, "‰": PER_MILLE, "pp": POINTS, "times": TIMES, "x": TIMES}
_THOUSANDS = {"'000": 3, "’000": 3, "000": 3, "000s": 3, "'000s": 3, "000 000": 6}


@lru_cache(maxsize=4096)
def measure(text: str, lang: str = "") -> Measure | None:
    """The unit that *text* prints: "triệu USD", "USD million", "'000 tonnes", "%", "người"; None where it is none."""
    low = folded(text).strip(" .:;()[]")
    low = _unit_heads()[0].sub("", low)
    low = _unit_heads()[1].sub("", low)
    if low in _SIGNS:
        return Measure(0, _SIGNS[low])
    codes = [code for code in (lang, *languages()) if code in languages()]
    for code in dict.fromkeys(codes):
        found = _measure(low, pack(code))
        if found is not None:
            return found
    return None


@cache
def _unit_heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a unit with a colon ("Unit: tonnes"), and without one ("in tonnes")."""
    words = table_words()
    named, told = ("|".join(map(re.escape, found)) for found in (words.units, sorted(words.unit_in)))
    return re.compile(rf"^(?:{named})\s*:\s*"), re.compile(rf"^(?:{told})\s+")


def _measure(low: str, language: Pack) -> Measure | None:
    scale, rest = _scale(low, language)
    if rest == "" and scale:
        return Measure(scale, COUNT)
    if rest in language.units:
        return Measure(scale, language.units[rest])
    if rest in ("$", "€", "£", "¥", "₫"):
        return Measure(scale, Unit(_MONEY[rest], "money"))
    if rest in language.nouns or (scale and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){0,3}", rest)):
        return Measure(scale, counted(rest))
    return None


def _scale(low: str, language: Pack) -> tuple[int, str]:
    for word, power in _THOUSANDS.items():
        if low.startswith(word + " ") or low == word:
            return power, low[len(word) :].strip()
    words = low.split()
    sign = low[:1] if low[:1] in _MONEY else ""
    if sign and low[1:].strip() in language.scales:
        return language.scales[low[1:].strip()], sign
    for size in (3, 2, 1):
        if (len(words) >= size and (head := " ".join(words[:size])).rstrip("s") in language.scales) or (
            len(words) >= size and head in language.scales
        ):
            return language.scales.get(head) or language.scales[head.rstrip("s")], " ".join(words[size:]).removeprefix(
                "of "
            )
        if len(words) > size and (tail := " ".join(words[-size:])) in language.scales:
            return language.scales[tail], " ".join(words[:-size])
    return 0, low


_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_CODED = re.compile(r"(\d{4})[-/. ]?(?:(q|h)([1-4])|m(\d{2}))")
_TURNED = re.compile(r"(q|h)([1-4])[-/. ]?(\d{4})")


@lru_cache(maxsize=65_536)
def period(text: str, lang: str = "", *, years: bool = True) -> Period | None:
    """The period that a cell or header prints and nothing besides; a bare year only where *years*."""
    low = folded(text)
    if _YEAR.fullmatch(low):
        return _year(int(low)) if years else None
    if found := _ISO.fullmatch(low):
        return _iso(*found.groups())
    if found := _CODED.fullmatch(low):
        return _coded(*found.groups())
    if found := _TURNED.fullmatch(low):
        return _coded(found[3], found[1], found[2], None)
    if not any(char.isdigit() for char in low) or len(low) > 60:
        return None
    for code in dict.fromkeys(code for code in (lang, *languages()) if code in languages()):
        hits = pack(code).find_dates(low, low, published=None)
        if len(hits) == 1 and not hits[0].problem and hits[0].role != "base":
            hit = hits[0]
            outside = (low[: hit.start] + low[hit.end :]).strip(" .,:;()")
            if (
                not outside
                and hit.grain in ("day", "week", "month", "quarter", "half", "year", "span")
                and hit.stated not in ("relative", "recurrent", "dm", "m", "d")
            ):
                grain = "span" if hit.grain == "half" else hit.grain
                return Period(date.fromisoformat(hit.lo), date.fromisoformat(hit.hi), grain)
    return None


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _iso(year: str, month: str, day: str | None) -> Period | None:
    try:
        if day:
            when = date(int(year), int(month), int(day))
            return Period(when, when, "day")
        return _months(int(year), int(month), 1, "month")
    except ValueError:
        return None


def _coded(year: str, kind: str | None, nth: str | None, month: str | None) -> Period | None:
    if month:
        return _months(int(year), int(month), 1, "month") if 1 <= int(month) <= 12 else None
    assert nth is not None
    if kind == "q":
        return _months(int(year), 3 * int(nth) - 2, 3, "quarter")
    return _months(int(year), 6 * int(nth) - 5, 6, "span") if int(nth) <= 2 else None


def _months(year: int, first: int, count: int, grain: str) -> Period:
    start = date(year, first, 1)
    after = first + count
    end = date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return Period(start, end, grain)
