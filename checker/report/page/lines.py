"""Readings of figures, days or times on one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from checker.model import Claim
from checker.report import charts
from checker.report.marking import language, shown
from checker.report.page import limits
from checker.report.page.context import Context
from checker.report.readings import common_factors, moment_span, reading_of, share_made, total_made
from checker.rule import outlet
from checker.text.told import told
from checker.values.figure import Moment, Quantity
from checker.values.interval import Interval
from checker.values.spelling import stretch

_GROUPED = re.compile(r"(?<=\d) (?=\d{3})")


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


class Lines:
    """The number lines of the page."""

    def __init__(self, page: Context) -> None:
        self.page = page

    def of(self, claims: Sequence[Claim]) -> Line | None:
        rows = self._readings(claims)
        if len({id(claim) for claim, _ in rows}) < 2 and len(rows) < 2:
            return self._dates(claims)
        readings, unit = rows, self._unit(rows)
        drawn = readings[: limits.ROWS]
        scale = charts.Scale(end for _, reading in drawn for end in reading.ends())
        title = self.page.t("card_line")
        if unit:
            title += Markup(", ") + self.page.t("card_line_unit", unit=shown(unit))
        return Line(
            title=title,
            note=self.page.t("card_log") if scale.log else Markup(),
            rows=tuple(self._row(claim, reading, scale) for claim, reading in drawn),
            axis=charts.axis(scale),
            left_out=len(readings) - len(drawn),
        )

    def _unit(self, rows: Sequence[tuple[Claim | None, charts.Reading]]) -> str:
        units = [c.value.unit for c, _ in rows if c is not None and isinstance(c.value, Quantity)]
        keys = {unit.key for unit in units}
        if len(keys) == 1 and units[0].dimension != "count":
            return units[0].key
        nouns = {unit.noun for unit in units}
        return units[0].noun if len(nouns) == 1 and units[0].dimension == "count" else ""

    def _row(self, claim: Claim | None, reading: charts.Reading, scale: charts.Scale) -> Row:
        t, printed = self.page.t, Interval(*reading.printed)
        parts = [t("card_makes" if claim is None else "card_printed", value=self._words(printed))]
        # What says nothing new is left out: a figure that allows itself alone, one that is usually read to the letter.
        if reading.literal != printed:
            parts.append(t("card_literal", interval=self._words(reading.literal)))
        if reading.usual != reading.literal:
            parts.append(t("card_usual", interval=self._words(reading.usual)))
        return Row(
            name=outlet(claim.source) if claim is not None else str(t("card_computed")),
            quote=claim.quote if claim is not None else "",
            lang=language(claim.source.lang) if claim is not None else t.lang,
            parts=tuple(parts),
            chart=charts.strip(reading, scale),
        )

    def _words(self, amounts: Interval) -> str:
        """*amounts* as the working tells them; no line end breaks an amount apart."""
        return _GROUPED.sub("\u00a0", told(stretch(amounts, places=4), self.page.t.lang))

    def _readings(self, claims: Sequence[Claim]) -> list[tuple[Claim | None, charts.Reading]]:
        """The quantities of *claims* in one unit; where arithmetic binds them, its result and what it is to be."""
        bound = self._computed(claims)
        if bound is not None:
            return bound
        amounts = [claim for claim in claims if isinstance(claim.value, Quantity) and claim.value.of is None]
        factors = common_factors([claim.value.unit for claim in amounts if isinstance(claim.value, Quantity)])
        if factors is None or len(amounts) < len(claims):
            return []
        return [(claim, reading_of(claim, factor)) for claim, factor in zip(amounts, factors, strict=True)]

    def _computed(self, claims: Sequence[Claim]) -> list[tuple[Claim | None, charts.Reading]] | None:
        """The result of the ratio or the sum that *claims* are, beside the claim that states it; else None."""
        cited = {claim.id for claim in claims}
        for relation in self.page.relations.get(claims[0].id, ()) if len(claims) > 1 else ():
            if not cited <= {claim.id for _, claim in relation.roles}:
                continue
            made = (
                share_made(relation)
                if relation.kind == "ratio"
                else total_made(relation)
                if relation.kind == "sum"
                else None
            )
            if made is not None:
                stated, reading = made
                return [(None, reading), (stated, reading_of(stated, Decimal(1)))]
        return None

    def _dates(self, claims: Sequence[Claim]) -> Line | None:
        """Days or times of day on one line."""
        moments = [(claim, claim.value) for claim in claims if isinstance(claim.value, Moment)]
        clocks = {moment.is_time for _, moment in moments}
        if len(moments) < 2 or len(moments) < len(claims) or len(clocks) > 1:
            return None
        clock = clocks.pop()
        spans = [(claim, span) for claim, moment in moments if (span := moment_span(moment)) is not None]
        if len(spans) < len(moments):
            return None
        drawn = spans[: limits.ROWS]
        name = charts.clock_name if clock else charts.day_name
        scale = charts.Scale((end for _, span in drawn for end in (span.lo, span.hi)), name=name, log=False)
        rows = []
        for claim, span in drawn:
            value = claim.value
            assert isinstance(value, Moment)
            label = value.start if value.start == value.end else f"{value.start} – {value.end}"
            reading = charts.Reading(printed=(span.lo, span.hi), literal=span, usual=span)
            rows.append(
                Row(
                    name=outlet(claim.source),
                    quote=claim.quote,
                    lang=language(claim.source.lang),
                    parts=(escape(label),),
                    chart=charts.strip(reading, scale),
                )
            )
        return Line(
            title=self.page.t("card_dates"), note=Markup(), rows=tuple(rows), axis=charts.axis(scale),
            left_out=len(spans) - len(drawn),
        )  # fmt: skip
