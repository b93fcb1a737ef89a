"""What a measure has behind it of its own: "hai tiếng rưỡi", "1m70", "một mét bảy", "52 giây 8"."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.found import HALF, TENTH, Figure, Number
from checker.extract.figures.reading import Reading
from checker.extract.figures.units import measure
from checker.values.units import Unit

# Measures that a language halves in words behind them.
_HALVED = frozenset(
    {"multiple", "duration", "months", "length", "mass", "volume", "area", "money", "count", "temperature", "age"}
)
_CENTI = Decimal("0.01")
_METRES_TAIL = re.compile(r"[1-9]\d?(?![\d.,]*\w)")
_SPOKEN_TAIL = re.compile(r" ([1-9]\d?)(?![\d/:x]|[.,-]\d| ?%)(?! (?:cm|mm|m|kg|g|yến|tạ|lạng|cân|phân|ký|kí|tấn)\b)")
# Tenths or hundredths behind seconds; two digits without a nought only where a word of the pack follows.
_SECONDS_TAIL = re.compile(r" (\d{1,2}(?=[.;)\n]|, |$)|0\d(?= )|\d\d(?= ([^\W\d_]+)))")


def keep_tailed(r: Reading, number: Number, unit: Unit, end: int) -> Figure | None:
    """The figure of a number with its *unit*, which ends at *end*, and what stands behind that; None where nothing does."""
    if unit.key in ("m", "kg") and number.grain == 1 and (found := _METRES_TAIL.match(r.low, end)):
        # "1m70", "1m7", "4kg2"
        figure = _more(r, number, found.end(), Decimal(f"0.{found[0]}"), _CENTI if len(found[0]) == 2 else TENTH, unit)
        figure.last = r.t.before(found.end())
        return figure
    spoken = _SPOKEN_TAIL.match(r.low, end) if r.pack.half_tails and number.digits and number.grain == 1 else None
    if (
        spoken is not None
        and (unit.key in ("tấn", "tạ") or r.low.endswith("mét", 0, end))
        and (unit.key == "m" or len(spoken[1]) == 1)
    ):
        # "2 mét 25", "2 tấn 3"
        grain = TENTH if len(spoken[1]) == 1 else _CENTI
        return _more(r, number, spoken.end(), int(spoken[1]) * grain, grain, unit)
    if (unit.key == "m" or unit.dimension == "mass") and not number.digits and (worded := _in_words(r, end)):
        # "một mét bảy", "một mét bảy mươi", "một tạ hai"
        grain = TENTH if worded.lo < 10 else _CENTI
        return _more(r, number, worded.end, worded.lo * grain, grain, unit)
    if number.grain == 1 and (half := half_behind(r, unit, end)):
        return _more(r, number, half, HALF, TENTH, unit)  # "hai tiếng rưỡi"
    seconds = _SECONDS_TAIL.match(r.low, end) if unit.key == "giây" and number.grain == 1 else None
    if seconds is not None and (seconds[2] is None or seconds[2] in r.pack.uncounted):
        # "52 giây 8"
        tenths = Decimal(f"0.{seconds[1]}")
        return _more(r, number, seconds.end(1), tenths, _CENTI if len(seconds[1]) == 2 else TENTH, unit)
    return None


def _more(r: Reading, number: Number, end: int, rest: Decimal, grain: Decimal, unit: Unit) -> Figure:
    """Keep the number and *rest* of one *unit* more, told to *grain*, to *end*."""
    return r.emit(number, number, end, number.lo + rest, number.hi + rest, grain, unit)


def _in_words(r: Reading, end: int) -> Number | None:
    """The number in words right behind a measure in words that has no unit of its own; None for none."""
    if r.low[end : end + 1] != " " or not r.pack.half_tails:
        return None
    behind = next((one for one in r.numbers if one.start == end + 1), None)
    plain = behind is not None and not behind.digits and behind.form == "cardinal" and 0 < behind.lo == behind.hi < 100
    return behind if behind is not None and plain and measure(r, behind)[0] is None else None


def half_behind(r: Reading, unit: Unit, end: int) -> int:
    """Where a word for a half right behind a measure ends; 0 where none stands."""
    if unit.dimension not in _HALVED or not r.pack.half_tails or r.low[end : end + 1] != " ":
        return 0
    nxt = r.t.at(end)
    halved = r.word(nxt) in r.pack.half_tails and r.t.starts[nxt] == end + 1
    return r.t.ends[nxt] if halved else 0
