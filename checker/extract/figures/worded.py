"""Two numbers with words between them: "8 đến 10%", "between 8 and 10", "60 out of 92", "3 in 10"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from checker.extract.figures.found import DASHES, ONE, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.names import is_name
from checker.extract.figures.rates import rated
from checker.extract.figures.reading import Reading
from checker.extract.figures.units import measure, scale_end
from checker.extract.tokens import WAYS
from checker.values.hedge import Hedge
from checker.values.units import Unit

# What "3 in 10" is a share of; "12 in 20 provinces" is none.
_OF = frozenset(Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000))
_INCH, _DOZEN, _FEW = Decimal("0.0254"), 12, 10
_BREAK = re.compile(r"[.;:\n]")
_TENS = frozenset({Decimal(10), Decimal(100), Decimal(1000)})
# A sum grows to several times its step: "rise £250 to £9,535" is no range.
_LEAP = 5
# The ends of a range, where a step and the level it leads to could be meant as well, are closer than this.
_CLOSE = 2


class _Pair(NamedTuple):
    """Two numbers, each with the unit and the scale behind it, and what stands between them."""

    left: Number
    right: Number
    left_unit: Unit | None
    right_unit: Unit | None
    left_scale: Decimal | None
    right_scale: Decimal | None
    right_end: int
    between: str
    prefix: tuple[Unit, int] | None  # the money whose sign stands before the first number, and where


def worded_pair(r: Reading, index: int, left: Number, right: Number) -> int:
    """``a đến b``, ``between a and b``, ``a trên tổng số b``, ``a out of b``, with units on one or both."""
    gap_tokens = right.first - left.last - 1
    if gap_tokens > 6 or right.start - left.end > 40:
        return 0
    if r.word(left.first - 1) in r.pack.for_each and (used := _for_each(r, left, right)):
        return used
    if used := _neighbours(r, left, right):
        return used
    if r.pack.joiners.isdisjoint(r.t.words[left.last + 1 : right.first]) and DASHES.isdisjoint(
        r.low[left.end : right.start]
    ):
        return 0
    pair = _measured(r, left, right)
    at = r.t.before(pair.prefix[1] if pair.prefix else left.start)  # the word before, or before the sign of its money
    between = pair.between
    if between in r.pack.odds and (used := _odds(r, pair, at)):
        return used
    if between in DASHES or between in r.pack.to or ((r.word(at), between) in r.pack.between):
        return _range(r, pair, at)
    if pair.prefix is not None:
        return 0
    return _ranked(r, pair) or _either(r, pair) or _out_of(r, pair) or _one_in(r, pair)


def _neighbours(r: Reading, left: Number, right: Number) -> int:
    """ "Bốn, năm chục người", "khoảng 3, 4 trăm": about as many as two numbers in a row, with a comma between."""
    if (
        not r.pack.half_tails
        or r.low[left.end : right.start] != ", "
        or left.form != "cardinal"
        or right.form != "cardinal"
    ):
        return 0
    unit, end, scale = measure(r, right)
    factor = scale or ONE
    if left.digits:
        about = r.pack.hedges_before.get(r.word(left.first - 1)) is Hedge.ABOUT
        told = about and right.digits.isdigit() and right.lo == left.lo + 1 and (unit is not None or scale is not None)
        own = factor
    else:
        own = spoken_scale(r, left, right)
        told = not right.digits and own > 1 and right.lo == (left.lo + 1) * own
        own *= factor
    if not told:
        return 0
    r.emit(left, right, end, left.lo * own, right.lo * factor, own, unit)
    return 2


def _for_each(r: Reading, left: Number, right: Number) -> int:
    """ "Cứ 10 người thì có 3 người": the second is a part of the first."""
    linked = not r.pack.for_each_links.isdisjoint(r.t.words[left.last + 1 : right.first])
    if not linked or _BREAK.search(r.low, left.end, right.start) or right.lo >= left.lo:
        return 0
    unit, end, scale = measure(r, right)
    whole, _, whole_scale = measure(r, left)
    if whole is None or whole.dimension != "count" or (unit is not None and unit.dimension != "count"):
        return 0
    part = right.lo * (scale or ONE)
    figure = r.emit(left, right, end, part, part, right.grain, unit or whole)
    figure.of, figure.form = left.lo * (whole_scale or ONE), "ratio"
    return 2


def _measured(r: Reading, left: Number, right: Number) -> _Pair:
    left_unit, left_end, left_scale = measure(r, left)
    right_unit, right_end, right_scale = measure(r, right)
    right_start = right.start
    prefix = money_prefix(r, left)
    if prefix is not None:
        left_end = scale_end(r, left, left_end, left_scale)
        right_prefix = money_prefix(r, right)
        letters = r.low[left.end : left_end]
        if letters.isalpha() and r.low[left_end : right.start] in DASHES and r.low.startswith(letters, right.end):
            after = right.end + len(letters)  # "£55m-60m"
            if not r.low[after : after + 1].isalnum():
                right_unit, right_end, right_scale = None, after, left_scale
        if right_prefix is not None:
            right_start = right_prefix[1]
        if right_prefix is not None or right_unit is None or right_unit.dimension == "count":
            right_end = scale_end(r, right, right_end, right_scale)
            left_unit = right_unit = prefix[0]
            money, right_end, _ = rated(r, prefix[0], right_end, right_scale)
            prefix = (money, prefix[1])
    between = r.low[left_end:right_start].strip().removeprefix("- ")  # "18- to 24-year-olds"
    return _Pair(left, right, left_unit, right_unit, left_scale, right_scale, right_end, between, prefix)


def _range(r: Reading, pair: _Pair, at: int) -> int:
    """ "8 đến 10%", "between £55m and £60m"; none where a movement or a step leads to a level."""
    left, right, left_unit, right_unit, left_scale, right_scale, right_end, between, prefix = pair
    if r.low[right.start - 1] == "-" and r.t.text[right.start - 2].isupper() and between in DASHES:
        return 0  # "two AK-47s"
    if (inches := _feet_and_inches(r, pair)) is not None:
        return inches
    same = left_unit is None or right_unit is None or left_unit.key == right_unit.key
    spoken = not (left.digits or right.digits) and right.first - left.last > 3
    if (
        not same
        or spoken
        or left.form in ("ordinal", "multiple")
        or (left.form == "fraction" and right.form != "fraction")
    ):
        return 0  # "doubled to 4.2 million"
    # "Tăng từ 8 đến 10%" is a range, "rose from 8 to 10%" a movement.
    shared = left_unit or right_unit
    if r.word(at) in r.pack.since and moves(r, left) and (shared is None or shared.dimension not in r.pack.ranged):
        return 0
    scale = right_scale or ONE
    leaps = prefix is not None and _LEAP * left.lo * (left_scale or scale) <= right.hi * scale
    stepped = (
        r.pack.steps
        and is_step(r, left, at)
        and (left_unit is None or right_unit is None or leaps or r.word(at) in r.pack.steps)
        and not spread(r, left, right, left_unit, right_unit)
        and not _ends_of_range(r, pair, at)
    )
    if stepped and between in r.pack.to and between not in DASHES:
        return 0
    own = left_scale or (scale if left.lo * scale < right.hi * scale else ONE)
    if not right.digits and right.form == left.form == "cardinal":
        own = own * spoken_scale(r, left, right)
    lo, hi = left.lo * own, right.hi * scale
    unit = right_unit or left_unit or r.unit_before(left)
    if not lo < hi or (unit is None and not (left.digits and right.digits)):
        return 0
    if is_name(r, left, unit):
        return 0
    start = None
    if prefix is not None:
        unit, start = prefix
    r.emit(left, right, right_end, lo, hi, min(left.grain * own, right.grain * scale), unit, start)
    return 2


def _feet_and_inches(r: Reading, pair: _Pair) -> int | None:
    """Keep "5-foot-9", feet and inches of one height; None where the two are none."""
    left, right, unit = pair.left, pair.right, pair.left_unit
    inch = r.unit_of("length", _INCH)
    joined = r.low[left.end : left.end + 1] == "-" and r.low[right.start - 1] == "-"
    if inch is None or unit is None or unit.factor != _DOZEN * _INCH or not joined or not 0 <= right.lo < _DOZEN:
        return None
    amount = left.lo * _DOZEN + right.lo
    r.emit(left, right, right.end, amount, amount, ONE, inch)
    return 2


def _ranked(r: Reading, pair: _Pair) -> int:
    """ "Ranked 71st out of 193", "đứng thứ 18 trên 103 quốc gia"."""
    left, right, between = pair.left, pair.right, pair.between
    if (
        left.digits
        and (between in r.pack.out_of or (between[:2] in r.pack.ordinal_tails and between[2:].strip() in r.pack.out_of))
        and left.lo <= right.lo
        and (head := r.head(left, r.pack.ranks))[0]
    ):
        r.keep_rank(left, right.lo, *head, right.end)
        return 2
    return 0


def _either(r: Reading, pair: _Pair) -> int:
    """ "2 hoặc 3 lần"."""
    left, right, unit = pair.left, pair.right, pair.right_unit
    if pair.between in r.pack.either and pair.left_unit is None and right.lo == left.lo + 1 and unit is not None:
        r.emit(left, right, pair.right_end, left.lo, right.lo, ONE, unit)
        return 2
    return 0


def _odds(r: Reading, pair: _Pair, at: int) -> int:
    """ "Outnumber them 18 to 1", "odds of three to one": so many times as much on one side; no share of the other."""
    left, right = pair.left, pair.right
    bare = pair.left_unit is None and pair.prefix is None and left.form == right.form == "cardinal"
    ahead = r.word(at)
    # "From 18 to 1" is a movement, "at ten to one" a time of day.
    other = ahead in r.pack.since or ahead in r.pack.dating["on_hour"]
    if not bare or right.lo != 1 or left.lo <= 1 or left.grain > 1 or other:
        return 0
    if pair.right_unit is not None and not r.unlisted(pair.right_unit):
        return 0
    figure = r.emit(left, right, right.end, left.lo, left.lo, left.grain, Unit("x", "multiple", ONE))
    figure.form = "multiple"
    return 2


def _out_of(r: Reading, pair: _Pair) -> int:
    """ "60 out of 92", "49 người trên 83 ca"; the whole stays a figure of its own."""
    left, right, left_unit, right_unit, left_scale, right_scale, right_end, between, _ = pair
    if not (between in r.pack.out_of and left.form == right.form == "cardinal" and _counts(left_unit)):
        return 0
    if is_name(r, left, right_unit):
        return 2  # "Act 12 of 2009"
    if left_unit is not None and right_unit is None and r.word(right.first - 1) in r.pack.determined:
        return 0  # "within four planes of its 770"
    # "1.2 of the 3.4 million": a part with decimals is told in the scale of its whole.
    scale = right_scale or ONE
    own = left_scale or (scale if left.grain < 1 else ONE)
    part, whole = left.lo * own, right.lo * scale
    # But "17 người trên 60 tuổi".
    alike = (
        left_unit is None or right_unit is None or r.unlisted(right_unit) or left_unit.dimension == right_unit.dimension
    )
    if not (whole >= part and whole > 1 and alike):
        return 0
    unit = right_unit or left_unit
    figure = r.emit(left, right, right_end, part, part, left.grain * own, unit)
    figure.of, figure.form = whole, "ratio"
    if r.pack.plural_nouns and right.lo in _TENS and r.word(right.first - 1) not in r.pack.determined:
        return 2  # "nine out of 10 patients": ten are not counted
    if not (left.digits or right.digits) and right.lo <= _FEW and between in r.pack.hedges_before:
        return 2  # "chín trên mười khách"
    told = r.emit_scaled(right, right_end, right_scale, unit)
    if between in r.pack.hedges_before:  # "chín trên mười"
        told.start, told.hedge = right.start, Hedge.EXACT
    return 2


def _one_in(r: Reading, pair: _Pair) -> int:
    """ "3 in 10", "1 trong 11 ứng viên"."""
    left, right, unit, between = pair.left, pair.right, pair.right_unit, pair.between
    if not (
        between in r.pack.one_in
        and left.form == right.form == "cardinal"
        and pair.left_unit is None
        and (left.digits.isdigit() or left.lo in _OF or left.lo == 1)
        and left.lo < right.lo
        and (right.lo in _OF or left.lo == 1 or " " in between)  # "1 in 36", "7 in every 30"
        and (unit is None or unit.dimension == "count")
    ):
        return 0
    figure = r.emit(left, right, pair.right_end, left.lo, left.lo, ONE, unit)
    figure.of, figure.form = right.lo, "ratio"
    if unit is not None and not r.pack.plural_nouns:
        r.emit_scaled(right, pair.right_end, pair.right_scale, unit)  # eleven there are
    return 2


def spread(r: Reading, left: Number, right: Number, left_unit: Unit | None, right_unit: Unit | None) -> bool:
    """Whether "by a to b metres" tells the least and the most of a change: a step names its own unit or counts, and
    is small beside the level that it leads to; the ends of a range are of one order."""
    return (
        r.word(left.first - 1) in r.pack.steps
        and left_unit is None
        and right_unit is not None
        and right_unit.dimension not in ("count", "points_score")
        and right.lo < 10 * left.lo
    )


def _ends_of_range(r: Reading, pair: _Pair, at: int) -> bool:
    """Whether two amounts of one unit and one order are a range though "by" or "of" stands before: "a fine of $500 to
    $1,000", "by 5% to 7%", "an extra 2,000 to 3,000 soldiers"; but "an increase of $50 to $200"."""
    left_unit, right_unit, scale = pair.left_unit, pair.right_unit, pair.right_scale or ONE
    low, high = pair.left.lo * (pair.left_scale or scale), pair.right.lo * scale
    if low <= 0 or high <= low:
        return False
    words = [r.word(place) for place in range(max(0, at - 4), at + 1)]
    measured = left_unit is None and right_unit is not None and right_unit.dimension not in ("count", "points_score")
    if measured and not {words[-1]} & (r.pack.steps | r.pack.since) and high < _CLOSE * low:
        # "Have risen 21 to 24 centimetres": a step tells its own unit, or is small beside the level it leads to.
        return True
    if words[-1] not in r.pack.steps:
        # "an extra", "another": what changes stands behind it.
        return len(words) > 1 and words[-2] in ("a", "an") and high < _CLOSE * low
    if left_unit is None or right_unit is None or left_unit.key != right_unit.key:
        return False
    moved = any(word in r.pack.moving or not WAYS.isdisjoint(r.pack.cues.get(word, ())) for word in words)
    if left_unit.dimension == "percent":
        return high < (_CLOSE if moved else _LEAP) * low
    return not moved and high < _LEAP * low


def spoken_scale(r: Reading, left: Number, right: Number) -> Decimal:
    """The scale among the words of *right* that *left* shares: "hai đến ba triệu", "two to three hundred"; 1 where
    none leaves it the smaller."""
    shared = ONE
    for word in reversed(r.t.words[right.first : right.last + 1]):
        if word not in r.pack.scales:
            break
        larger = shared * Decimal(10) ** r.pack.scales[word]
        if not left.lo * larger < right.lo:
            break
        shared = larger
    return shared


def _counts(unit: Unit | None) -> bool:
    """Whether what stands before "of" counts something: "0.4 percent of the 3.2 million" is no part of a whole."""
    return unit is None or unit.dimension not in ("percent", "points", "rank", "age")


def is_step(r: Reading, left: Number, at: int) -> bool:
    """Whether the first number is the step of a change: "rose 0.2 hours to 34.1", "revised by 9,000 to 182,000"."""
    before = r.word(at)
    return (
        before in r.pack.steps
        or before in r.pack.moving
        or (before in r.pack.since and (moves(r, left) or behind_step(r, left)))
        or not WAYS.isdisjoint(r.pack.cues.get(before, ()))
    )


def behind_step(r: Reading, left: Number) -> bool:
    """Whether a step stands before "from a to b": "by 9,000 from 173,000 to 182,000"."""
    return not r.pack.steps.isdisjoint(r.t.words[max(0, left.first - 5) : left.first - 1])


def moves(r: Reading, left: Number) -> bool:
    """Whether "from a to b" tells a movement (up from a to b) rather than a range."""
    first = max(0, left.first - 9)
    return any(word in r.pack.moving for word in r.t.words[first : left.first])
