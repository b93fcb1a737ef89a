"""Charts as static SVG: number lines, time lines, signed bars, series, who copies whom.

Positions along a chart are percentages and heights are pixels, so a chart fits a phone and a sheet of paper without
its text being scaled. Classes carry the colours; shapes carry the meaning. Every chart is hidden from screen readers:
the text that stands beside it says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from itertools import pairwise

from markupsafe import Markup, escape

from checker.values.interval import Interval
from checker.values.spelling import spelled

STRIP_PX, AXIS_PX, SERIES_PX, NODE_PX = 22, 20, 150, 28
# Above so many times between the ends, amounts are set out by their logarithm.
LOG_FOLD = 200
# The share of a chart's width that stays free at either end, for arrows and labels.
_PAD = Decimal("0.09")
_MATH = Context(prec=40, Emax=999_999, Emin=-999_999)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One row of a line: what is printed, and the amounts that it allows, in the unit of the line.

    ``printed``  the two ends as printed, equal for a single figure
    ``literal``  the amounts that the words allow to the letter
    ``usual``    the amounts that readers take them to mean
    """

    printed: tuple[Decimal, Decimal]
    literal: Interval
    usual: Interval

    def ends(self) -> Iterator[Decimal]:
        """Every finite end."""
        yield from self.printed
        for interval in (self.literal, self.usual):
            yield from (end for end in (interval.lo, interval.hi) if end.is_finite())


class Scale:
    """Where amounts lie along a chart, in percent of its width.

    ``log``    whether equal distances are equal ratios
    ``ticks``  the amounts that are named, with their names
    """

    def __init__(self, ends: Iterable[Decimal], *, name: Callable[[Decimal], str] = spelled, log: bool | None = None):
        found = sorted(set(ends))
        if not found:
            raise ValueError("expected an end to draw, found none")
        low, high = found[0], found[-1]
        self.log = low > 0 and _MATH.divide(high, low) >= LOG_FOLD if log is None else log
        low, high = self._moved(low), self._moved(high)
        room = _MATH.multiply(_MATH.subtract(high, low), _PAD) or _MATH.multiply(abs(high), _PAD) or Decimal(1)
        self._low, self._high = _MATH.subtract(low, room), _MATH.add(high, room)
        self.ticks = [(tick, name(tick)) for tick in (self._powers() if self.log else self._steps())]

    def at(self, value: Decimal) -> float:
        """The place of *value*, 0 to 100; infinite ends lie at the edge."""
        if not value.is_finite():
            return 100.0 if value > 0 else 0.0
        share = _MATH.divide(_MATH.subtract(self._moved(value), self._low), _MATH.subtract(self._high, self._low))
        return min(100.0, max(0.0, float(_MATH.multiply(share, _HUNDRED))))

    def _moved(self, value: Decimal) -> Decimal:
        return _MATH.log10(value) if self.log else value

    def _steps(self, most: int = 4) -> list[Decimal]:
        """Up to *most* round amounts: multiples of 1, 2 or 5 times a power of ten."""
        width = _MATH.subtract(self._high, self._low)
        unit = Decimal((0, (1,), width.adjusted() - 1))
        for step in (unit * factor for factor in (1, 2, 5, 10, 20, 50, 100)):
            first = _MATH.divide(self._low, step).to_integral_value(rounding="ROUND_CEILING", context=_MATH)
            last = _MATH.divide(self._high, step).to_integral_value(rounding="ROUND_FLOOR", context=_MATH)
            if last - first < most:
                return [_MATH.multiply(first + number, step) for number in range(int(last - first) + 1)]
        return []

    def _powers(self, most: int = 4) -> list[Decimal]:
        """Up to *most* powers of ten."""
        first = int(self._low.to_integral_value(rounding="ROUND_CEILING"))
        last = int(self._high.to_integral_value(rounding="ROUND_FLOOR"))
        step = max(1, -(-(last - first + 1) // most))
        return [Decimal((0, (1,), power)) for power in range(first, last + 1, step)]


def strip(reading: Reading, scale: Scale) -> Markup:
    """One row of a line: thin for the letter, thick for the usual reading, a diamond for each printed end.

    A bar ends a closed end, a ring an open one; an arrow says that it goes on.
    """
    middle = STRIP_PX // 2
    parts = [_grid(scale, STRIP_PX), f'<line class="base" x1="0" x2="100%" y1="{middle}" y2="{middle}"/>']
    lit, usual = reading.literal, reading.usual
    parts.append(
        f'<line class="lit" x1="{_pc(scale.at(lit.lo))}" x2="{_pc(scale.at(lit.hi))}" y1="{middle}" y2="{middle}"/>'
    )
    parts.append(
        f'<line class="usu" x1="{_pc(scale.at(usual.lo))}" x2="{_pc(scale.at(usual.hi))}" y1="{middle}" y2="{middle}"/>'
    )
    for interval, kind in ((lit, "lit"), (usual, "usu")):
        if kind == "usu" and interval == lit:
            continue
        parts.append(_end(interval.lo, interval.lo_open, scale, kind))
        parts.append(_end(interval.hi, interval.hi_open, scale, kind))
    diamond = '<path class="dot" d="M0,-5L4,0L0,5L-4,0Z"/>'
    parts += [_placed(scale.at(value), middle, diamond) for value in sorted(set(reading.printed))]
    return _svg("strip", STRIP_PX, parts)


def axis(scale: Scale) -> Markup:
    """The names of the ticks, to stand below the rows of a line."""
    parts = []
    for tick, name in scale.ticks:
        place = scale.at(tick)
        anchor = "start" if place < 12 else "end" if place > 88 else "middle"
        parts.append(f'<line class="tick" x1="{_pc(place)}" x2="{_pc(place)}" y1="0" y2="4"/>')
        parts.append(f'<text x="{_pc(place)}" y="16" text-anchor="{anchor}">{escape(name)}</text>')
    return _svg("axis", AXIS_PX, parts)


def bar(value: float, most: float) -> Markup:
    """*value* as a signed bar from the middle of its row; *most* > 0 reaches the edge."""
    width = min(50.0, abs(value) / most * 50.0)
    left = 50.0 if value >= 0 else 50.0 - width
    kind = "for" if value >= 0 else "against"
    return _svg(
        "bar",
        12,
        [
            f'<rect class="{kind}" x="{_pc(left)}" y="2" width="{_pc(width)}" height="8"/>',
            '<line class="zero" x1="50%" x2="50%" y1="0" y2="12"/>',
        ],
    )


def fall(begin: Decimal, end: Decimal, low: Decimal, high: Decimal) -> Markup:
    """A step of a waterfall, from *begin* to *end* on a scale from *low* to *high*, with nought between them marked."""
    width = high - low or Decimal(1)
    zero, left, right = (float((at - low) / width * 100) for at in (Decimal(0), min(begin, end), max(begin, end)))
    kind = "for" if end >= begin else "against"
    return _svg(
        "bar",
        12,
        [
            f'<rect class="{kind}" x="{_pc(left)}" y="2" width="{_pc(right - left)}" height="8"/>',
            f'<line class="zero" x1="{_pc(zero)}" x2="{_pc(zero)}" y1="0" y2="12"/>',
        ],
    )


def series(points: Sequence[tuple[str, Decimal]]) -> Markup:
    """Values over days as a line; *points* are (``YYYY-MM-DD``, value), sorted by day."""
    days = Scale((Decimal(date.fromisoformat(day).toordinal()) for day, _ in points), name=day_name, log=False)
    values = Scale((value for _, value in points), log=False)
    high = SERIES_PX - AXIS_PX

    def at(day: str, value: Decimal) -> tuple[str, str]:
        # The left eighth is for the names of the values.
        x = 12 + 0.88 * days.at(Decimal(date.fromisoformat(day).toordinal()))
        return _pc(x), f"{(100 - values.at(value)) / 100 * high:.1f}"

    parts = []
    for value, name in values.ticks:
        y = f"{(100 - values.at(value)) / 100 * high:.1f}"
        parts.append(f'<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="2" y="{float(y) - 3:.1f}">{escape(name)}</text>')
    places = [at(day, value) for day, value in points]
    for (x1, y1), (x2, y2) in pairwise(places):
        parts.append(f'<line class="run" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>')
    for (x, y), (day, _) in zip(places, points, strict=True):
        parts.append(f'<circle class="point" cx="{x}" cy="{y}" r="4"/>')
        place = float(x.rstrip("%"))
        anchor = "start" if place < 12 else "end" if place > 85 else "middle"
        parts.append(f'<text x="{x}" y="{SERIES_PX - 4}" text-anchor="{anchor}">{escape(day)}</text>')
    # Two labels of days that lie close would print over each other; the list beside the chart names every day.
    return _svg(
        "series", SERIES_PX, parts if _apart(places) else [part for part in parts if f'y="{SERIES_PX - 4}"' not in part]
    )


def arcs(names: Sequence[str], links: Sequence[tuple[int, int, int]]) -> Markup:
    """A graph: *names* one below the other, an arc for each of *links* (index, index, how many), the wider the more."""
    parts = []
    most = max((number for _, _, number in links), default=1)
    for left, right, number in links:
        y1, y2 = (NODE_PX * index + NODE_PX // 2 for index in sorted((left, right)))
        reach = 96 - min(84, 22 * abs(left - right))
        width = 1.5 + 3.5 * number / most
        parts.append(f'<path class="arc" d="M108,{y1}C{reach},{y1} {reach},{y2} 108,{y2}" stroke-width="{width:.1f}"/>')
        # The top of a cubic with equal controls lies three quarters of the way to them.
        top = 108 - 0.75 * (108 - reach)
        parts.append(
            f'<text class="weight" x="{top - 6:.1f}" y="{(y1 + y2) / 2 + 4:.1f}" text-anchor="end">{number}</text>'
        )
    for index, name in enumerate(names):
        y = NODE_PX * index + NODE_PX // 2
        parts.append(f'<circle class="point" cx="112" cy="{y}" r="5"/>')
        parts.append(f'<text x="126" y="{y + 4}">{escape(name)}</text>')
    return _svg("arcs", NODE_PX * len(names), parts)


def day_name(ordinal: Decimal) -> str:
    """A day from its number in the calendar, as a tick is named; empty outside the years 1 to 9999."""
    number = int(ordinal)
    return date.fromordinal(number).isoformat() if 1 <= number <= date.max.toordinal() and number == ordinal else ""


def clock_name(minutes: Decimal) -> str:
    """A time of day from its minutes since midnight; empty outside the day."""
    number = int(minutes)
    return f"{number // 60:02}:{number % 60:02}" if 0 <= number < 1440 and number == minutes else ""


def amount(value: Decimal) -> str:
    """An amount that no line end breaks apart, cut after six decimals."""
    return spelled(value, places=6).replace(" ", "\u00a0")


def _apart(places: Sequence[tuple[str, str]]) -> bool:
    across = sorted(float(x.rstrip("%")) for x, _ in places)
    return all(right - left > 24 for left, right in pairwise(across))


def _grid(scale: Scale, height: int) -> str:
    return "".join(
        f'<line class="grid" x1="{(x := _pc(scale.at(tick)))}" x2="{x}" y1="0" y2="{height}"/>'
        for tick, _ in scale.ticks
    )


def _end(value: Decimal, is_open: bool, scale: Scale, kind: str) -> str:
    place, middle = scale.at(value), STRIP_PX // 2
    if not value.is_finite():
        way = -1 if value > 0 else 1
        return _placed(place, middle, f'<path class="arrow" d="M{7 * way},-5L0,0L{7 * way},5"/>')
    if is_open:
        return _placed(place, middle, f'<circle class="ring {kind}" r="6"/>')
    return _placed(place, middle, f'<line class="stop {kind}" x1="0" x2="0" y1="-5" y2="5"/>')


def _placed(percent: float, y: int, shape: str) -> str:
    # A nested viewport is the one way to set a shape of fixed size at a percentage.
    return f'<svg x="{_pc(percent)}" y="{y}" overflow="visible">{shape}</svg>'


def _svg(kind: str, height: int, parts: Iterable[str]) -> Markup:
    return Markup('<svg class="{}" width="100%" height="{}" aria-hidden="true" focusable="false">{}</svg>').format(
        kind, height, Markup("").join(map(Markup, parts))
    )


def _pc(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
