"""Number lines as text: what figures print and allow, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from checker.report import charts
from checker.values.interval import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What a line is drawn with.

    ``base``     where nothing is; ``thin`` what the words allow to the letter, ``thick`` how they are usually read
    ``stop``     an end that is included, ``ring`` one that is not, ``left`` and ``right`` that it goes on
    ``printed``  the printed figure
    """

    base: str
    thin: str
    thick: str
    stop: str
    ring: str
    left: str
    right: str
    printed: str


PLAIN = Pen(base=".", thin="-", thick="=", stop="|", ring="o", left="<", right=">", printed="#")
DRAWN = Pen(base="·", thin="─", thick="━", stop="│", ring="○", left="◄", right="►", printed="◆")


def strip(reading: charts.Reading, scale: charts.Scale, width: int, pen: Pen) -> str:
    """One reading in *width* columns, at least two."""
    cells = [pen.base] * width
    for amounts, stroke in ((reading.literal, pen.thin), (reading.usual, pen.thick)):
        _stretch(cells, amounts, scale, stroke, pen)
    for end in reading.printed:
        cells[_column(scale.at(end), width)] = pen.printed
    return "".join(cells)


def _stretch(cells: list[str], amounts: Interval, scale: charts.Scale, stroke: str, pen: Pen) -> None:
    left, right = (_column(scale.at(end), len(cells)) for end in (amounts.lo, amounts.hi))
    cells[left : right + 1] = stroke * (right + 1 - left)
    cells[left] = pen.left if not amounts.lo.is_finite() else pen.ring if amounts.lo_open else pen.stop
    cells[right] = pen.right if not amounts.hi.is_finite() else pen.ring if amounts.hi_open else pen.stop


def axis(scale: charts.Scale, width: int) -> str:
    """The names of the ticks, each where it lies; one that has no room is left out."""
    cells, free = [" "] * width, 0
    for tick, name in scale.ticks:
        at = min(max(0, _column(scale.at(tick), width) - len(name) // 2), max(0, width - len(name)))
        if at >= free:
            cells[at : at + len(name)] = name
            free = at + len(name) + 2
    return "".join(cells[:width]).rstrip()


def _column(percent: float, width: int) -> int:
    return round(percent / 100 * (width - 1))
