"""A report made by hand: two outlets that differ on a target, a ratio that does not recompute, and hostile text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checker.model import (
    Claim,
    ClaimGroup,
    Coverage,
    Discrepancy,
    Kind,
    Problem,
    Relation,
    Report,
    Series,
    Session,
    Severity,
    Source,
    Status,
)
from checker.text.span import Span
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import Hedge
from checker.values.period import Period
from checker.values.units import COUNT, PERCENT

ALPHA = "Harbour plan\n\nThe council wants freight to grow by 8 - 10% in 2025, the mayor said.\n"
BETA = (
    "Port Ellery\n\nAfter a long debate that went on until the small hours of the morning, with many speeches from every bench "
    "and from the gallery, the assembly set growth of 9 -10% for 2025 and went home to a late supper.\n"
    "Of the berths, 132,626/253,837 are let, that is 50.25%.\n"
)
HOSTILE = "Ships: \x1b[31m::error::[red]over 40[/red]\u202e berths ##[group]x ##vso[task] on 6 May at 14:20, won 3-1.\n"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")


def source(id_: str, path: str, text: str, **fields: str | None) -> Source:
    """A source whose whole text is its body."""
    return Source(id=id_, path=path, text=text, body=Span(0, len(text)), **fields)  # type: ignore[arg-type]


def claim(id_: str, of: Source, quote: str, value: Value, kind: Kind, **fields: object) -> Claim:
    """The claim whose quote is *quote*, in the line that it stands in."""
    start = of.text.index(quote)
    line = Span(of.text.rfind("\n", 0, start) + 1, of.text.index("\n", start))
    return Claim(
        id=id_,
        source=of,
        span=Span(start, start + len(quote)),
        sentence=line,
        clause=line,
        kind=kind,
        value=value,
        **fields,  # type: ignore[arg-type]
    )


def percent(lo: str, hi: str, grain: str = "1") -> Quantity:
    """A percentage as printed."""
    return Quantity(lo=Decimal(lo), hi=Decimal(hi), grain=Decimal(grain), unit=PERCENT)


def report() -> Report:
    """The report; every call builds a new one."""
    alpha = source(
        "s1", "2025/alpha.txt", ALPHA, title="Harbour plan", outlet="The Alpha", published="2025-02-06", lang="en"
    )
    beta = source(
        "s2", "2025/beta.txt", BETA, title="Port Ellery", outlet="Beta Daily", published="2025-02-06", lang="en"
    )
    evil = source("s3", "2025/\x1b]0;x\x07evil\u202e.txt", HOSTILE, outlet="[bold]Gamma\u202e")
    grow = {
        "indicator": "growth of freight",
        "period": YEAR,
        "status": Status.TARGET,
        "direction": "up",
        "scope": "Port Ellery",
    }
    c1 = claim("c1", alpha, "8 - 10%", percent("8", "10"), Kind.CHANGE, **grow)
    c2 = claim("c2", beta, "9 -10%", percent("9", "10"), Kind.CHANGE, **grow)
    ratio = Quantity(lo=Decimal(132626), hi=Decimal(132626), grain=Decimal(1), of=Decimal(253837), unit=COUNT)
    c3 = claim("c3", beta, "132,626/253,837", ratio, Kind.RATIO, indicator="berths let")
    c4 = claim("c4", beta, "50.25%", percent("50.25", "50.25", "0.01"), Kind.PERCENT, indicator="berths let")
    ships = Quantity(lo=Decimal(40), hi=Decimal(40), grain=Decimal(1), hedge=Hedge.OVER, unit=COUNT)
    c5 = claim("c5", evil, "over 40", ships, Kind.COUNT, indicator="ships\x1b[2J [red]")
    c6 = claim("c6", evil, "6 May", Moment(start="2025-05-06", end="2025-05-06", grain="day", stated="dm"), Kind.DATE)
    c7 = claim("c7", evil, "14:20", Moment(start="14:20", end="14:20", grain="minute", stated="clock"), Kind.TIME)
    c8 = claim("c8", evil, "3-1", Label(text="3-1"), Kind.SCORE)
    why = {"indicator": 1.2, "period": 0.8, "scope": -0.35}
    group = ClaimGroup(
        id="g1", session="e1", indicator="growth of freight", claims=(c1, c2), verdict="conflict", confidence=0.97123, why=why,
        origins={"s1": "o1", "s2": "o2"},
    )  # fmt: skip
    series = Series(id="g2", indicator="berths let", points=(("2024-02-06", c3), ("2025-02-06", c4)), confidence=0.9)
    found = (
        Discrepancy(
            id="7c1e000000000001", rule="FC101", name="ratio-mismatch", severity=Severity.ERROR, confidence=1.0,
            message="132,626/253,837 is 52.25%, printed 50.25%", claims=(c3, c4),
            derivation=("132626 / 253837 = 52.248…%", "printed 50.25% means [50.245; 50.255]; gap 1.99 points"),
            suggestion="Which of the three figures does the harbour office give?",
        ),
        Discrepancy(
            id="7c1e000000000002", rule="FC202", name="range-conflict", severity=Severity.WARNING, confidence=0.97,
            message="Lower ends differ (8 against 9).", claims=(c1, c2), group="g1",
        ),
        Discrepancy(
            id="00ff000000000003", rule="FC203", name="hedge-tension", severity=Severity.INFO, confidence=0.6,
            message="::error::[red]over 40[/red]\n##vso[task]\u202e", claims=(c5,),
        ),
    )  # fmt: skip
    return Report(
        version="0.1.0",
        sources=(alpha, beta, evil),
        sessions=(Session(id="e1", date="2025-02-06", title="Harbour plan", sources=("s1", "s2", "s3")),),
        claims=(c1, c2, c3, c4, c5, c6, c7, c8),
        groups=(group,),
        series=(series,),
        relations=(Relation(kind="ratio", roles=(("ratio", c3), ("share", c4)), span=c3.sentence),),
        discrepancies=found,
        problems=(
            Problem(rule="FC001", path="2025/scan.pdf", message="expected a text layer, found 3 pages of pictures"),
        ),
        coverage=Coverage(read=3, unreadable=1, figures=8, aligned=2, recomputed=2, furniture=4),
        origins={"s1": "o1", "s2": "o2", "s3": "o3"},
    )
