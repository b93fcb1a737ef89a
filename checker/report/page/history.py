"""One indicator over time, and outlets that share origins."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from markupsafe import Markup

from checker.model import Claim, Series
from checker.report import charts
from checker.report.cards import period_label
from checker.report.cells import visible
from checker.report.marking import language
from checker.report.page import limits
from checker.report.page.context import Context
from checker.report.readings import common_factors
from checker.rule import outlet
from checker.rule.saying import unit_name
from checker.text.told import told
from checker.values.figure import Quantity
from checker.values.units import PERCENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A series. ``points``: (day, period, address, quote, source, its language)."""

    id: str
    indicator: str
    cumulative: bool
    unit: str
    chart: Markup | None
    points: tuple[tuple[str, str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Outlets that share origins. ``pairs``: (left, right, number of shared origins)."""

    chart: Markup
    pairs: tuple[tuple[str, str, int], ...]
    cut: int


class History:
    """Series and copies."""

    def __init__(self, page: Context) -> None:
        self.page = page

    def series(self) -> tuple[list[Run], int]:
        """The series that are shown, and how many are not."""
        return [self._run(one) for one in self.page.report.series[: limits.SERIES]], max(
            0, len(self.page.report.series) - limits.SERIES
        )

    def _run(self, series: Series) -> Run:
        amounts = [claim.value for _, claim in series.points if isinstance(claim.value, Quantity)]
        factors = common_factors([value.unit for value in amounts])
        dated = all(_is_day(day) for day, _ in series.points)
        drawn = (
            factors is not None and dated and len(amounts) == len(series.points) and all(v.of is None for v in amounts)
        )
        points = [
            (day, value.lo * factor)
            for (day, _), value, factor in zip(series.points, amounts, factors or (), strict=False)
        ]
        unit = amounts[0].unit if amounts else PERCENT
        return Run(
            id=series.id,
            indicator=series.indicator or str(self.page.t("no_indicator")),
            cumulative=series.cumulative,
            unit=(unit.noun or told(unit_name(unit), self.page.t.lang)) if drawn else "",
            # Figures of one day, such as those of a table for several years, would make an upright line.
            chart=charts.series(points) if drawn and len({day for day, _ in points}) > 1 else None,
            points=tuple(
                (day, _period(c), self.page.address(c.id), c.quote, outlet(c.source), language(c.source.lang))
                for day, c in series.points
            ),
        )

    def copies(self) -> Copies | None:
        """The graph of outlets whose articles share an origin; None where there is none."""
        together: dict[str, set[str]] = defaultdict(set)
        articles: Counter[tuple[str, str]] = Counter()
        for source, origin in self.page.report.origins.items():
            if origin in self.page.shared and source in self.page.sources:
                together[origin].add(outlet(self.page.sources[source]))
        for sharing in together.values():
            articles.update(combinations(sorted(sharing), 2))
        if not articles:
            return None
        pairs = sorted(articles.items(), key=lambda pair: (-pair[1], pair[0]))
        listed = [(left, right, number) for (left, right), number in pairs[: limits.PAIRS]]
        weight: Counter[str] = Counter()
        for left, right, number in listed:
            weight.update({left: number, right: number})
        names = sorted(sorted(weight, key=lambda name: (-weight[name], name))[: limits.NODES])
        index = {name: at for at, name in enumerate(names)}
        links = [(index[a], index[b], number) for a, b, number in listed if a in index and b in index]
        plain = map(visible, names)
        labels = [name if len(name) <= limits.NAME_CHARS else name[: limits.NAME_CHARS - 1] + "…" for name in plain]
        return Copies(chart=charts.arcs(labels, links), pairs=tuple(listed), cut=len(pairs) - len(listed))


def _period(claim: Claim) -> str:
    return period_label(claim.period.start, claim.period.end) if claim.period else ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
