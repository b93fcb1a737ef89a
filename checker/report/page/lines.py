"""Readings of figures, days or times on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from checker.model import Claim
from checker.report import charts
from checker.report.marking import language, shown
from checker.report.page import limits
from checker.report.page.context import Context
from checker.report.readings import Rung, number_line
from checker.rule import outlet
from checker.text.told import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reading on a line. ``parts`` are its amounts in words."""

    name: str
    quote: str
    lang: str
    parts: tuple[Markup, ...]
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Readings on one scale. ``left_out`` counts those that are not drawn."""

    title: Markup
    note: Markup
    rows: tuple[Row, ...]
    axis: Markup
    left_out: int = 0


def line_of(claims: Sequence[Claim], page: Context) -> Line | None:
    """The readings of *claims* as the page shows them; None where they have no unit in common."""
    t = page.t
    found = number_line(claims, page.relations.get(claims[0].id, ()), most=limits.ROWS)
    if found is None:
        return None
    title = t("card_dates" if found.dated else "card_line")
    if found.unit:
        title += Markup(", ") + t("card_line_unit", unit=shown(told(found.unit, t.lang)))
    return Line(
        title=title,
        note=t("card_log") if found.scale.log else Markup(),
        rows=tuple(_row(rung, found.scale, page) for rung in found.rungs),
        axis=charts.axis(found.scale),
        left_out=found.left_out,
    )


_PHRASES = {"printed": "card_printed", "makes": "card_makes", "literal": "card_literal", "usual": "card_usual"}


def _row(rung: Rung, scale: charts.Scale, page: Context) -> Row:
    t, claim = page.t, rung.claim
    readings = rung.words(t.lang)
    return Row(
        name=outlet(claim.source) if claim is not None else str(t("card_computed")),
        quote=claim.quote if claim is not None else "",
        lang=language(claim.source.lang) if claim is not None else t.lang,
        parts=(escape(rung.days),)
        if rung.days
        else tuple(t(_PHRASES[what], amounts=words) for what, words in readings),
        chart=charts.strip(rung.reading, scale),
    )
