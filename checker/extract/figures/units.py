"""What stands behind a number: scale, unit or counted noun, and what the amount is per."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.doubtful import is_false_unit, is_scale
from checker.extract.figures.found import CURRENCY_SIGN, HALF, MONEY, ONE, TENTH, Number
from checker.extract.figures.nouns import joined_noun, open_noun
from checker.extract.figures.rates import rate_of, rated, round_number
from checker.extract.figures.reading import Reading
from checker.values.units import COUNT, PER_MILLE, PERCENT, Unit, counted

_TEN = Decimal(10)
_MILLION = Decimal(1_000_000)
# How far around a unit words tell which it is, in characters.
_NEAR = 40
_MINUTE = Decimal(60)  # seconds
# Hours right before the minutes: "3h 20m".
_HOURS_BEFORE = re.compile(r"\d(?:h|hrs?) ?$")
_MINUTES = re.compile(r"m(?:ins?)?(?!\w)")


def measure(r: Reading, number: Number) -> tuple[Unit | None, int, Decimal | None]:
    """The unit after the number, where number and unit end, and the factor of the scale."""
    if number.measured is None:
        number.measured = _measured(r, number)
    return number.measured


def _measured(r: Reading, number: Number) -> tuple[Unit | None, int, Decimal | None]:
    t, low = r.t, r.low
    scale, end, nxt = scale_span(r, number)
    rest = low[end : end + 2]
    if (
        rest[:1] == "m"
        and _MINUTES.match(low, number.end)
        and _HOURS_BEFORE.search(low, number.start - 5, number.start)
    ):
        minutes = r.unit_of("duration", _MINUTE)
        if minutes is not None:
            return minutes, t.ends[number.last + 1], None
    if rest[:1] == "%" or rest == " %":
        end += 1 if rest[0] == "%" else 2
        following = t.at(end)
        if following < t.size and t.starts[following] - end <= 1 and f"% {t.words[following]}" in r.pack.units:
            return r.pack.units[f"% {t.words[following]}"], t.ends[following], scale
        return rated(r, PERCENT, end, scale)
    if rest[:1] == "‰" or rest == " ‰":
        return PER_MILLE, end + (1 if rest[0] == "‰" else 2), scale
    if rest[:1] in CURRENCY_SIGN:
        return MONEY[CURRENCY_SIGN[rest[0]]], end + 1, scale
    if rest[1:] in CURRENCY_SIGN and rest[0] == " " and not low[end + 2 : end + 4].strip()[:1].isdigit():
        return MONEY[CURRENCY_SIGN[rest[1]]], end + 2, scale
    if rest[:1] in ("°", "º") or rest in (" °", " º"):
        end = end + rest.index("°" if "°" in rest else "º") + 1
        letter = low[end : end + 1] if low[end : end + 1] in ("c", "f") else ""
        # A pack may leave a scale out: its degrees are then of no unit, never of another scale.
        return r.pack.units.get("°" + letter), end + len(letter), scale
    if rest == "''" and "inch" in r.pack.units:
        return r.pack.units["inch"], end + 2, scale
    if nxt >= t.size:
        return None, end, scale
    gap = low[end : t.starts[nxt]]
    if scale is not None and gap == "/":
        paid_for = t.phrase(nxt, r.unit_tokens(nxt) or 1)
        for money, words in r.pack.paid_per.items():
            if paid_for in words:
                return rated(r, r.pack.units[money], end, scale)
    if gap not in ("", " ", "-", " “", ' "', "  "):
        return None, end, scale
    if gap == " " and t.words[nxt] in r.pack.more and nxt + 1 < t.size and low[t.ends[nxt] : t.starts[nxt + 1]] == " ":
        nxt += 1  # "4,000 more prison places", "two more years"
    count = r.unit_tokens(nxt)
    if count:
        phrase = t.phrase(nxt, count)
        unit = r.pack.units[phrase]
        unit_end = t.ends[nxt + count - 1]
        if low[unit_end : unit_end + 2] == " %" and f"{phrase} %" in r.pack.units:
            return r.pack.units[f"{phrase} %"], unit_end + 2, scale
        if not is_false_unit(r, phrase, unit, number, nxt, count, gap):
            if phrase in r.pack.near_units:
                unit = told_near(r, phrase, number.start, unit_end) or unit
            other = r.pack.units_scaled.get(phrase)
            if other and r.word(nxt + count) not in r.pack.partitive:
                paid = r.pack.led_money.get(phrase, frozenset())
                around = {*t.words[max(0, number.first - 8) : number.first], *t.words[nxt + count : nxt + count + 6]}
                unit = other if number.hi * (scale or ONE) >= _MILLION or paid & around else unit
            return rated(r, unit, unit_end, scale)
    if gap in ("", "-") and not (gap == "-" and scale is None):
        return None, end, scale
    if gap == " " and t.words[nxt] in r.pack.each and (per := round_number(r, nxt + 1)):
        # "six per 100,000 people", "4.5 per thousand"
        told, told_end, _ = rated(r, COUNT, end, scale)
        return (told, told_end, scale) if told is not COUNT else (rate_of(COUNT, per), t.ends[nxt + 1], scale)
    if gap == "-" and r.pack.plural_nouns and (noun := joined_noun(r, number, nxt)):
        return counted(noun), t.ends[nxt], scale  # "a 50-seat plane"
    if nxt + 1 < t.size and t.phrase(nxt, 2) in r.pack.never_heads:
        return None, end, scale  # "RON 95 lần lượt 20.000 đồng"
    if t.words[nxt] in r.pack.each and number.hi * (scale or ONE) >= _TEN and _often(r, nxt + 1):
        return rated(r, COUNT, end, scale)  # "averaged 4,929 a day"
    noun_count = t.longest(nxt, r.pack.nouns, 5)
    if not noun_count:
        noun_count = open_noun(r, nxt)
    if not noun_count:
        return None, end, scale
    noun = t.phrase(nxt, noun_count)
    unit_end = t.ends[nxt + noun_count - 1]
    return rated(r, counted(noun), unit_end, scale)


def _often(r: Reading, index: int) -> bool:
    """Whether the token at *index* names a stretch of time and no moment after or before one: "700 a day"."""
    unit = r.unit_at(index)
    behind = r.word(index + r.unit_tokens(index)) if unit is not None else ""
    return unit is not None and unit.dimension in ("duration", "months") and behind not in r.pack.ago | {"after"}


def told_near(r: Reading, phrase: str, start: int, end: int) -> Unit | None:
    """The unit that words near the passage from *start* to *end* make of *phrase*: "động đất 7,7 độ"; None without one."""
    first, last = max(0, start - _NEAR), end + _NEAR // 2
    return next((unit for unit, words in r.pack.near_units[phrase] if words.search(r.low, first, last)), None)


def scale_span(r: Reading, number: Number) -> tuple[Decimal | None, int, int]:
    """The factor of the scale words after the number, where they end, and the next token."""
    t = r.t
    nxt = number.last + 1
    if nxt >= t.size or t.starts[nxt] - number.end > 1:
        return None, number.end, nxt
    count = t.longest(nxt, r.pack.scales, 2)
    if not count:
        return None, number.end, nxt
    word = t.phrase(nxt, count)
    joined = t.starts[nxt] == number.end
    after = nxt + count
    if word in r.pack.short_scales and not is_scale(r, word, joined, nxt, after, number):
        return None, number.end, nxt
    end = t.ends[after - 1]
    if after < t.size and r.low[end : t.starts[after]] == " " and t.words[after] in r.pack.false_scales.get(word, ()):
        return None, number.end, nxt  # "2 tỷ giá", but "2 tỷ. Giá …"
    factor = _TEN ** r.pack.scales[word]
    # "2 triệu rưỡi", "1 tỷ 2"
    if after < t.size and t.words[after] in r.pack.half_tails and t.starts[after] == end + 1:
        if not number.halved:
            number.halved = True
            number.lo += HALF
            number.hi += HALF
            number.grain = min(number.grain, TENTH)
        end, after = t.ends[after], after + 1
    elif number.digits and (tenth := _tenth_behind(r, end, after)):
        # "85 triệu mốt"
        if not number.halved:
            number.halved = True
            number.lo, number.hi, number.grain = number.lo + tenth, number.hi + tenth, min(number.grain, TENTH)
        end, after = t.ends[after], after + 1
    return factor, end, after


def _tenth_behind(r: Reading, end: int, index: int) -> Decimal | None:
    """The tenths told by the word right behind a scale, which ends at *end*, where it counts nothing of its own."""
    tenths, word = r.pack.arithmetic["tenths"], r.word(index)
    if word not in tenths or r.t.starts[index] != end + 1:
        return None
    behind = r.low[r.t.ends[index] : r.t.ends[index] + 1]
    if behind == " ":
        following = r.word(index + 1)
        money = r.pack.units.get(following)
        counts = (money is None or money.dimension != "money") and following not in r.pack.each
        if counts and following not in r.pack.stop and word not in r.pack.arithmetic["tails_alone"]:
            return None
    elif behind not in ("", *".,;:)/\n"):
        return None
    return TENTH * (tenths.index(word) + 1)


def scale_end(r: Reading, number: Number, unit_end: int, scale: Decimal | None) -> int:
    if scale is None:
        return number.end
    return max(number.end, min(unit_end, scale_span(r, number)[1]))
