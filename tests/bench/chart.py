"""The figures of ``bench_run`` as an SVG: seconds against articles, both as logarithms, a line for each stage.

PYTHONPATH=tests python -m bench.chart tests/bench/speed.json tests/bench/speed.svg
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 400, 64, 150, 36, 48
# Dark enough on white and light enough on black to be read on either; each line has its own marks besides.
_LINES = {
    "all": ("#c2410c", "whole run, cold"),
    "align": ("#2563eb", "align and judge"),
    "read": ("#15803d", "read"),
    "report": ("#7c3aed", "report"),
    "warm": ("#64748b", "whole run, warm cache"),
}


def svg(rows: Sequence[Mapping[str, Any]]) -> str:
    """The chart of *rows*, as ``bench_run`` writes them."""
    cold = [row for row in rows if row["way"] == "cold"]
    lines = {name: [(row["articles"], row[name]) for row in cold] for name in _LINES if name != "warm"}
    lines["warm"] = [(row["articles"], row["all"]) for row in rows if row["way"] == "warm"]
    x = _scale([one for line in lines.values() for one, _ in line], _LEFT, _WIDTH - _RIGHT)
    y = _scale([max(two, 0.01) for line in lines.values() for _, two in line], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            'font-family="sans-serif" font-size="12">'
        ),
        "<title>Seconds of processor time against generated articles</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="20" fill="#1f2937">Seconds of processor time, one process</text>',
    ]
    for number in sorted({one for line in lines.values() for one, _ in line}):
        parts.append(_rule(x(number), _TOP, x(number), _HEIGHT - _BOTTOM))
        parts.append(_text(x(number), _HEIGHT - _BOTTOM + 18, f"{number:,}", "middle"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, "articles", "middle"))
    most = max(two for line in lines.values() for _, two in line)
    for power in range(-2, math.ceil(math.log10(most)) + 1):
        height = y(10.0**power)
        if _TOP <= height <= _HEIGHT - _BOTTOM:
            parts.append(_rule(_LEFT, height, _WIDTH - _RIGHT, height))
            parts.append(_text(_LEFT - 8, height + 4, f"{10.0**power:g}", "end"))
    taken: list[float] = []
    for name, line in sorted(lines.items(), key=lambda item: y(max(item[1][-1][1], 0.01)) if item[1] else 0):
        if not line:
            continue
        colour, label = _LINES[name]
        points = [(x(one), y(max(two, 0.01))) for one, two in line]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        height = max([points[-1][1] + 4, *(at + 16 for at in taken[-1:])])
        taken.append(height)
        parts.append(f'<text x="{points[-1][0] + 10:.1f}" y="{height:.1f}" fill="{colour}">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(values: Sequence[float], start: float, end: float) -> Any:
    low, high = math.log10(min(values)), math.log10(max(values))
    return lambda value: start + (math.log10(value) - low) / ((high - low) or 1) * (end - start)


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#e5e7eb"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#4b5563">{escape(text)}</text>'


if __name__ == "__main__":
    told, drawn = map(Path, sys.argv[1:3])
    drawn.write_text(svg(json.loads(told.read_text(encoding="utf-8"))["rows"]), encoding="utf-8")
