"""What the pairs of a finding's group add up to, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from checker.model import Claim, Comparison
from checker.report import charts
from checker.report.marking import language, shown
from checker.report.page import limits
from checker.report.page.context import Context
from checker.report.waterfall import reason, signed, waterfall
from checker.rule import outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step. ``parts``: what it chiefly consists of, in words; ``total`` for the sum."""

    name: str
    added: str
    chart: Markup
    parts: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One pair. ``left``, ``right``: (address, quote, language, outlet) of its claims; ``rows`` are empty where only its outcome is told."""

    left: tuple[str, str, str, str]
    right: tuple[str, str, str, str]
    rows: tuple[Row, ...]
    chance: str
    apart: tuple[str, ...] = ()


def falls_of(pairs: Sequence[Comparison], page: Context) -> tuple[Fall, ...]:
    """The *pairs* as the page shows them, the first few drawn."""
    return tuple(_fall(pair, page, drawn=nth < limits.FALLS) for nth, pair in enumerate(pairs))


def _fall(pair: Comparison, page: Context, *, drawn: bool) -> Fall:
    lang = page.t.lang
    made = waterfall(pair, lang)
    low, high = made.ends

    def row(name: str, begin: Decimal, end: Decimal, parts: Sequence[str] = (), *, total: bool = False) -> Row:
        number = signed(end - begin).replace("-", "−")
        return Row(name=name, added=number, chart=charts.fall(begin, end, low, high), parts="; ".join(parts).replace(" -", " −"), total=total)  # fmt: skip

    rows = [row(step.name, step.begin, step.end, step.parts) for step in made.steps] if drawn else []
    rows += [row(made.total_name, Decimal(0), made.total, total=True)] if drawn else []
    left, right = (_side(page.claims[one], page) for one in (pair.left, pair.right))
    return Fall(
        left=left,
        right=right,
        rows=tuple(rows),
        chance=made.chance,
        apart=tuple(str(shown(reason(name, lang))) for name in pair.apart),
    )


def _side(claim: Claim, page: Context) -> tuple[str, str, str, str]:
    return page.address(claim.id), str(shown(claim.quote)), language(claim.source.lang), outlet(claim.source)
