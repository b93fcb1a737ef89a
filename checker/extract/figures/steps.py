"""Amounts that belong together: told in two steps ("2 giờ 32 phút", "5 feet 10 inches", "1 tỷ 200 triệu đồng"), or one
after the other with a unit behind the last ("12, 15 và 20 tỷ đồng")."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from checker.extract.figures.found import ONE, TENTH, Figure, Number
from checker.extract.figures.reading import Reading
from checker.languages.record import Pack
from checker.values.hedge import Hedge
from checker.values.units import COUNT

# Dimensions in which amounts are told in two units: "2 giờ 32 phút", "5 feet 10 inches", "9 stone 4 pounds".
_TWO_UNITS = frozenset({"duration", "months", "length", "mass"})


# Dimensions in which the second of two amounts may leave out its unit: "from 3 hours to 2"; a count needs its noun.
_SHARED = _TWO_UNITS | {"points_score", "age"}
_FROM_CHARS = 12
_MONTHS = 12
_MONTH = ONE / _MONTHS
_MILLION, _MYRIAD = 1_000_000, 10_000
# Amounts of one list are of one order, about.
_SPREAD = 100
_PART = re.compile(r"(?:an? )?[a-z]+")
_ONE_AND = re.compile(r"(?<!\w)(?:an?|one) ([a-z]+) and $")


def joined(found: list[Figure], low: str, pack: Pack) -> list[Figure]:
    """Amounts told in two steps are one, in the smaller unit: "2 giờ 32 phút", "1 tỷ 200 triệu đồng".

    Where the language has words for a half behind a scale ("rưỡi"), a single digit there is a tenth of it ("1 triệu 2").
    """
    links = {", ", *(f" {word} " for word in pack.arithmetic["conjunctions"])}
    halves = bool(pack.half_tails)
    out: list[Figure] = []
    for figure in found:
        before = out[-1] if out else None
        if figure.form == "fraction" and figure.unit.dimension == "count" and not halves:
            if (
                figure.unit is COUNT
                and before is not None
                and low[before.end : figure.start] == " and "
                and _measured(before)
            ):
                part = figure.lo
                out[-1] = replace(
                    before, end=figure.end, last=figure.last, lo=before.lo + part, hi=before.hi + part, grain=TENTH
                )
                continue
            if (whole := _one_and(figure, low, pack)) is not None:
                out.append(whole)
                continue
        if figure.form == "number" and (longer := _one_and_more(figure, low, pack)) is not None:
            if before is not None and before.end > longer.start:
                out.pop()  # "more than an hour" by itself
            out.append(longer)
            continue
        if (
            before is not None
            and figure.start - before.end <= 5
            and before.form == figure.form == "number"
            and before.lo == before.hi
            and figure.lo == figure.hi
        ):
            joined = _stepped_units(before, figure, low, links) or _stepped_scales(before, figure, low, halves)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(figure)
    return out


def _measured(figure: Figure) -> bool:
    return figure.form == "number" and figure.grain == 1 and figure.unit.dimension in _TWO_UNITS


def _one_and(part: Figure, low: str, pack: Pack) -> Figure | None:
    """ "a year and a half": the measure, of which there is one, and *part* of it, with the hedge before it."""
    found = _ONE_AND.search(low, max(0, part.start - 24), part.start)
    unit = pack.units.get(found[1]) if found else None
    if found is None or unit is None or unit.dimension not in _TWO_UNITS:
        return None
    start, hedge = _hedged(found.start(), low, pack)
    amount, words = 1 + part.lo, _PART.match(low, part.start)
    end = words.end() if words is not None and part.unit is not COUNT else part.end  # "a year and a half of roadworks"
    return replace(part, start=start, end=end, lo=amount, hi=amount, grain=TENTH, unit=unit, hedge=hedge, form="number")


def _one_and_more(figure: Figure, low: str, pack: Pack) -> Figure | None:
    """ "an hour and 20 minutes": the larger measure, of which there is one, and the smaller."""
    if figure.unit.dimension not in _TWO_UNITS or figure.lo != figure.hi or figure.hedge is not Hedge.EXACT:
        return None
    found = _ONE_AND.search(low, max(0, figure.start - 24), figure.start)
    unit = pack.units.get(found[1]) if found else None
    if found is None or unit is None or not unit.factor or unit.dimension != figure.unit.dimension:
        return None
    one = replace(figure, start=found.start(), end=found.end() - len(" and "), lo=ONE, hi=ONE, grain=ONE, unit=unit)
    whole = _stepped_units(one, figure, low, {" and "})
    if whole is None:
        return None
    start, hedge = _hedged(whole.start, low, pack)
    return replace(whole, start=start, hedge=hedge)


def _hedged(start: int, low: str, pack: Pack) -> tuple[int, Hedge]:
    """Where the hedge right before *start* begins, and the hedge; *start* and none without one."""
    words = low[max(0, start - 24) : start].split()
    for count in (3, 2, 1):
        phrase = " ".join(words[-count:])
        if len(words) >= count and low.endswith(f"{phrase} ", 0, start) and phrase in pack.hedges_before:
            return start - len(phrase) - 1, pack.hedges_before[phrase]
    return start, Hedge.EXACT


def _stepped_units(before: Figure, figure: Figure, low: str, links: Container[str]) -> Figure | None:
    dimension = before.unit.dimension
    if dimension == "age" and figure.unit.dimension == "months" and low[before.end : figure.start] == " ":
        return _aged(before, figure)
    if dimension != figure.unit.dimension or dimension not in _TWO_UNITS:
        return None
    gap = low[before.end : figure.start]
    if gap != " " and not (dimension in ("duration", "months") and gap in links):
        return None
    larger, smaller = before.unit.factor, figure.unit.factor
    if not larger or not smaller or larger <= smaller or figure.hi * smaller >= larger:
        return None
    steps = larger / smaller
    if steps != steps.to_integral_value():
        return None
    amount = before.lo * steps + figure.lo
    return replace(before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit)


def _aged(before: Figure, figure: Figure) -> Figure | None:
    """ "56 tuổi 8 tháng": an age in years and months, in years."""
    if before.unit.factor != 1 or figure.unit.factor != 1 or not 0 < figure.lo < _MONTHS:
        return None
    age = before.lo + figure.lo / _MONTHS
    return replace(before, end=figure.end, last=figure.last, lo=age, hi=age, grain=_MONTH)


def _stepped_scales(before: Figure, figure: Figure, low: str, halves: bool) -> Figure | None:
    thousands = before.unit is COUNT and before.grain == 1000 and 0 < figure.lo < 1000 and figure.grain == 1
    if thousands and low[before.end : figure.start] == "-":
        amount = before.lo + figure.lo  # "18-thousand-500", as it is written to be read out
        return replace(
            before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit
        )
    if halves and before.unit is COUNT and low[before.end : figure.start] == " " and figure.hedge is Hedge.EXACT:
        if before.grain == 1000 and figure.grain >= _MILLION and figure.lo < 1000 * figure.grain:
            # "2 nghìn 850 tỷ đồng"
            amount = before.lo * figure.grain + figure.lo
            return replace(
                before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit
            )
        single = figure.grain == 1 and 0 < figure.lo < 10 and not figure.in_words
        if (before.grain >= _MILLION or before.grain == _MYRIAD) and single and figure.unit.dimension == "count":
            tenth = before.grain / 10  # "1 triệu 9 ghế"
            amount = before.lo + figure.lo * tenth
            return replace(
                before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=tenth, unit=figure.unit
            )
    if (
        before.unit is not COUNT
        or before.grain < 1000
        or before.in_words
        or low[before.end : figure.start] not in (" ", "")
        or figure.lo <= 0
        or figure.hedge is not Hedge.EXACT
    ):
        return None
    if figure.grain >= 1000 and figure.lo < before.grain:
        amount = before.lo + figure.lo
        return replace(
            before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit
        )
    # "12 nghìn 500 đồng": what is left below a thousand, told with its money.
    if before.grain == 1000 and figure.unit.dimension == "money" and figure.grain == 1 and 100 <= figure.lo < 1000:
        return replace(
            before,
            end=figure.end,
            last=figure.last,
            lo=before.lo + figure.lo,
            hi=before.lo + figure.lo,
            grain=figure.grain,
            unit=figure.unit,
        )
    if halves and figure.unit is COUNT and figure.grain == 1 and figure.end - figure.start == 1 and not figure.in_words:
        tenth = before.grain / 10
        amount = before.lo + figure.lo * tenth
        return replace(before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=tenth)
    return None


def unit_of_last(found: list[Figure], r: Reading) -> list[Figure]:
    """*found*, where three amounts and more of a list that ends in an "and" have the unit and the scale of the last."""
    links = frozenset(f" {word} " for word in r.pack.arithmetic["conjunctions"])
    links |= {f",{link}" for link in links}
    raw = {number.first: number for number in r.numbers}
    out = list(found)
    for nth, last in enumerate(out):
        if nth and _ages(out[nth - 1], last, r.low):
            out[nth - 1] = replace(out[nth - 1], unit=last.unit)
        if nth < 2 or not _plain(last) or r.low[out[nth - 1].end : last.start] not in links:
            continue
        number = raw.get(last.first)
        if number is None or number.lo <= 0 or (last.unit is COUNT and last.lo == number.lo):
            continue
        first = nth
        while first and _bare(out[first - 1], raw) and r.low[out[first - 1].end : out[first].start] in {", ", *links}:
            first -= 1
        if nth - first < 2:
            continue
        factor = last.lo / number.lo
        for at in range(first, nth):
            one = out[at]
            # "1.200, 1.500 và 2 nghìn tấn": what has its thousands already needs no scale.
            scale = factor if one.hi * factor <= _SPREAD * last.lo else ONE
            out[at] = replace(one, lo=one.lo * scale, hi=one.hi * scale, grain=one.grain * scale, unit=last.unit)
    return out


def _ages(one: Figure, two: Figure, low: str) -> bool:
    """Whether a bare number is the age before the one behind it: "15, 16 tuổi"."""
    next_to = two.unit.dimension == "age" and one.unit is COUNT and one.hi + 1 == two.lo
    return next_to and low[one.end : two.start] == ", "


def unit_of_first(found: list[Figure], low: str, pack: Pack) -> list[Figure]:
    """*found*, where a bare number that a clause ends with counts what the amount before it does: "from 52 votes to 48"."""
    links = frozenset(f" {word} " for word in pack.arithmetic["onward"])
    out = list(found)
    for at in range(1, len(out)):
        before, figure = out[at - 1], out[at]
        same = before.unit.noun or before.unit.dimension in _SHARED
        if same and low[before.end : figure.start] in links and _plain(figure) and figure.unit is COUNT:
            ends = low[figure.end : figure.end + 1] in ("", *".;)\n") or low.startswith(", ", figure.end)
            timed = before.unit.dimension in ("duration", "months") and not _is_from(before, low, pack)
            alike = _plain(before) and before.hi <= _SPREAD * figure.lo and figure.hi <= _SPREAD * before.lo
            if ends and alike and "/" not in before.unit.key and not timed:
                out[at] = replace(figure, unit=before.unit)
    return out


def _is_from(figure: Figure, low: str, pack: Pack) -> bool:
    """Whether a figure is what something goes from: "from 38 days to 29", but "at 20 minutes to ten"."""
    return low[max(0, figure.start - _FROM_CHARS) : figure.start].endswith(tuple(f"{word} " for word in pack.since))


def _plain(figure: Figure) -> bool:
    return figure.form == "number" and figure.lo == figure.hi and figure.hedge is Hedge.EXACT


def _bare(figure: Figure, raw: Mapping[int, Number]) -> bool:
    """Whether a figure is no more than its digits."""
    number = raw.get(figure.first)
    bare = _plain(figure) and figure.unit is COUNT and not figure.in_words
    return bare and number is not None and number.lo == figure.lo and number.end == figure.end
