"""A report with something for every part of a page: the sample, and an event in Vietnamese with copies and hedges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sample_report import claim, source
from sample_report import report as sample

from checker.model import (
    ClaimGroup,
    Comparison,
    Coverage,
    Discrepancy,
    Kind,
    Relation,
    Report,
    Series,
    Session,
    Severity,
)
from checker.text.span import Span
from checker.values.figure import Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period
from checker.values.units import Unit

TREES = Unit("cây", "count", Decimal(1), "cây")
GREEN = "Ngày hội trồng rừng\nCả tỉnh trồng trên 40 nghìn cây trong ngày 6/5.\nXã Hạ có 1.200 cây, xã Thượng 900 cây, cộng 2.000 cây.\nLượt xem: 311\n"
COPY = "Ngày hội trồng rừng\nCả tỉnh trồng trên 40 nghìn cây trong ngày 6/5.\nXã Hạ có 1.200 cây.\n"
OTHER = "Rừng mới\nGần 60 nghìn cây được trồng hôm 9/5, ban tổ chức cho biết.\n"
LATER = "Một năm sau\nTỉnh nay có 38 nghìn cây sống.\n"


def trees(amount: int, *, grain: int = 1, hedge: Hedge = Hedge.EXACT) -> Quantity:
    """A number of trees."""
    return Quantity(lo=Decimal(amount), hi=Decimal(amount), grain=Decimal(grain), hedge=hedge, unit=TREES)


def day(text: str) -> Moment:
    """A day as printed without its year."""
    return Moment(start=text, end=text, grain="day", stated="dm")


def page_report() -> Report:
    """The report; every call builds a new one."""
    base = sample()
    green = source("s4", "2024/green.txt", GREEN, title="Ngày hội trồng rừng", outlet="Báo Xanh", published="2024-05-07T06:30", lang="vi", url="https://example.org/rung")  # fmt: skip
    furniture = Span(GREEN.index("Lượt"), len(GREEN) - 1)
    green = replace(green, furniture=(furniture,))
    copy = source("s5", "2024/copy.txt", COPY, title="Ngày hội trồng rừng", outlet="Tin Nhanh", published="2024-05-07", lang="vi", url="javascript:alert(1)")  # fmt: skip
    other = source("s6", "2024/other.txt", OTHER, title="Rừng mới", outlet="Thời Báo", lang="vi")
    later = source(
        "s7", "2025/later.txt", LATER, title="Một năm sau", outlet="Báo Xanh", published="2025-05-06", lang="vi"
    )
    about = {"indicator": "cây trồng", "period": Period(date(2024, 5, 6), date(2024, 5, 6), "day")}
    c10 = claim("c10", green, "trên 40 nghìn cây", trees(40_000, grain=1000, hedge=Hedge.OVER), Kind.COUNT, **about)
    c11 = claim("c11", green, "6/5", day("2024-05-06"), Kind.DATE, indicator="ngày hội")
    c12 = claim("c12", green, "1.200 cây", trees(1200), Kind.COUNT, indicator="xã Hạ")
    c13 = claim("c13", green, "900 cây", trees(900), Kind.COUNT, indicator="xã Thượng")
    c14 = claim("c14", green, "2.000 cây", trees(2000), Kind.COUNT, indicator="cộng")
    c20 = claim("c20", copy, "trên 40 nghìn cây", trees(40_000, grain=1000, hedge=Hedge.OVER), Kind.COUNT, **about)
    c21 = claim("c21", copy, "6/5", day("2024-05-06"), Kind.DATE, indicator="ngày hội")
    c22 = claim("c22", copy, "1.200 cây", trees(1200), Kind.COUNT, indicator="xã Hạ")
    c30 = claim("c30", other, "Gần 60 nghìn cây", trees(60_000, grain=1000, hedge=Hedge.NEARLY), Kind.COUNT, **about)
    c31 = claim("c31", other, "9/5", day("2024-05-09"), Kind.DATE, indicator="ngày hội")
    c40 = claim("c40", later, "38 nghìn cây", trees(38_000, grain=1000), Kind.COUNT, indicator="cây sống")
    origins = {**base.origins, "s4": "o4", "s5": "o4", "s6": "o6", "s7": "o7"}
    why = {"probability": 0.9, "near": 2.41, "unit_same": 0.8, "status_apart": -0.66}
    parts = {"near": (0.6, 2.41), "unit_same": (1.0, 0.8), "status_apart": (1.0, -0.66), "neighbours": (0.0, -0.31)}
    pairs = (
        Comparison(left="c10", right="c30", relation="incompatible", probability=0.4651, start=-2.4, parts=parts, rest=0.02, apart=("other_period",)),
        Comparison(left="c20", right="c30", relation="incompatible", probability=0.4651, start=-2.4, parts=parts, rest=0.02),
        Comparison(left="c10", right="c20", relation="equal", probability=0.975, start=1.4, parts=parts, rest=0.02),
    )  # fmt: skip
    planted = ClaimGroup(id="g3", session="e2", indicator="cây trồng", claims=(c10, c20, c30), verdict="conflict", confidence=0.9, why=why, origins=origins, compared=pairs)  # fmt: skip
    held = ClaimGroup(id="g4", session="e2", indicator="ngày hội", claims=(c11, c21, c31), verdict="conflict", confidence=0.8, origins=origins)  # fmt: skip
    lower = ClaimGroup(id="g5", session="e2", indicator="xã Hạ", claims=(c12, c22), verdict="agree", confidence=0.99, origins=origins)  # fmt: skip
    found = (
        *base.discrepancies[:2],
        Discrepancy(
            id="aa01000000000001", rule="FC102", name="parts-total", severity=Severity.ERROR, confidence=1.0,
            message="“1.200 cây” and “900 cây” make 2100, the total is printed “2.000 cây”: 100 apart.",
            claims=(c12, c13, c14), derivation=("1200 + 900 = 2100",),
        ),
        Discrepancy(
            id="aa01000000000002", rule="FC203", name="hedge-tension", severity=Severity.WARNING, confidence=0.8,
            message="“trên 40 nghìn cây” (Báo Xanh, Tin Nhanh) against “Gần 60 nghìn cây” (Thời Báo).",
            claims=(c10, c20, c30), group="g3", derivation=("above 40 000", "3 articles, 2 origins"),
        ),
        Discrepancy(
            id="aa01000000000003", rule="FC404", name="event-date", severity=Severity.WARNING, confidence=0.8,
            message="“6/5” (Báo Xanh, Tin Nhanh) against “9/5” (Thời Báo): 3 days apart.",
            claims=(c11, c31), group="g4", derivation=("3 days",),
        ),
        base.discrepancies[2],
        Discrepancy(
            id="aa01000000000004", rule="FC201", name="value-conflict", severity=Severity.WARNING, confidence=0.7,
            message="“40” against “38”.", claims=(c10, c40), suppressed="agreed with the desk",
        ),
    )  # fmt: skip
    return replace(
        base,
        sources=(*base.sources, green, copy, other, later),
        sessions=(
            *base.sessions,
            Session(id="e2", date="2024-05-07", title="Ngày hội trồng rừng", sources=("s4", "s5", "s6")),
            Session(id="e3", date="2025-05-06", title="Một năm sau", sources=("s7",)),
        ),
        claims=(*base.claims, c10, c11, c12, c13, c14, c20, c21, c22, c30, c31, c40),
        groups=(*base.groups, planted, held, lower),
        series=(
            *base.series,
            Series(
                id="g6",
                indicator="cây",
                points=(("2024-05-07", c10), ("2025-05-06", c40)),
                cumulative=True,
                confidence=0.8,
            ),
        ),
        relations=(
            *base.relations,
            Relation(kind="sum", roles=(("part", c12), ("part", c13), ("total", c14)), span=c12.sentence),
        ),
        discrepancies=found,
        coverage=Coverage(read=7, unreadable=1, figures=19, aligned=10, recomputed=5, furniture=5),
        origins=origins,
    )
