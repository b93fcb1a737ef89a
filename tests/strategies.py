"""What the properties draw: quantities with their hedges and units, intervals, claims, groups.

The draws include the awkward ends: nought, whole powers of ten, a single step, open and endless intervals.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from checker.rule import Claim, ClaimGroup, Hedge, Interval, Kind, Label, Moment, Quantity, Source, Span, Status, Value
from checker.values.interval import INF
from checker.values.units import PERCENT, Unit

PEOPLE = Unit("người", "count", Decimal(1), "người")
METRE = Unit("m", "length", Decimal(1))
KILOMETRE = Unit("km", "length", Decimal(1000))
DONG = Unit("VND", "money")
UNITS = (PEOPLE, METRE, KILOMETRE, DONG, PERCENT)

AWKWARD = (0, 1, 2, 5, 9, 10, 11, 50, 60, 99, 100, 101, 999, 1000, 1001, 5000, 10_000, 132_626, 1_000_000)

hedges = st.sampled_from(Hedge)
margins = st.decimals(min_value=0, max_value=1000, places=2)


def digits() -> SearchStrategy[int]:
    """Whole numbers as articles print them, the awkward ones often."""
    return st.one_of(st.sampled_from(AWKWARD), st.integers(0, 10**9))


@st.composite
def quantities(draw: DrawFn, *, hedge: SearchStrategy[Hedge] = hedges, ranges: bool = True) -> Quantity:
    """A printed quantity ≥ 0 with up to three decimals or a scale up to millions."""
    grain = Decimal(1).scaleb(draw(st.sampled_from((-3, -2, -1, 0, 0, 0, 3, 6))))
    unit = draw(st.sampled_from(UNITS))
    lo = hi = draw(digits()) * grain
    if ranges and draw(st.integers(0, 4)) == 0:
        hi = lo + draw(st.integers(1, 1000)) * grain
    return Quantity(lo=lo, hi=hi, grain=grain, hedge=draw(hedge), unit=unit)


@st.composite
def twins(draw: DrawFn) -> tuple[Quantity, Quantity]:
    """Two quantities of one unit, often close to each other."""
    left, right = draw(quantities()), draw(quantities())
    if draw(st.booleans()):
        shift = draw(st.integers(-3, 3)) * left.grain
        lo, hi = max(Decimal(0), left.lo + shift), max(Decimal(0), left.hi + shift)
        right = replace(right, lo=lo, hi=hi, grain=left.grain)
    return left, replace(right, unit=left.unit)


@st.composite
def intervals(draw: DrawFn) -> Interval:
    """An interval with closed, open or endless ends; some are single points, some are empty."""
    ends = sorted(draw(st.tuples(_ends, _ends)))
    lo_open, hi_open = draw(st.booleans()), draw(st.booleans())
    if draw(st.integers(0, 5)) == 0:
        return Interval(-INF, ends[1], True, hi_open)
    if draw(st.integers(0, 5)) == 0:
        return Interval(ends[0], INF, lo_open, True)
    return Interval(ends[0], ends[1], lo_open, hi_open)


_ends = st.one_of(
    st.sampled_from([Decimal(n) for n in (-10, -1, 0, 1, 2, 10)]),
    st.decimals(min_value=-1000, max_value=1000, places=2),
)


@st.composite
def amounts(draw: DrawFn) -> Interval:
    """A closed interval of finite amounts ≥ 0."""
    lo, hi = sorted(draw(st.tuples(_amounts, _amounts)))
    return Interval(lo, hi)


_amounts = st.one_of(
    st.sampled_from([Decimal(n) for n in (0, 1, 3, 7, 100)]), st.decimals(min_value=0, max_value=10**6, places=2)
)


def points_in(interval: Interval) -> SearchStrategy[Decimal]:
    """Amounts of a closed, finite *interval*, its ends often."""
    return st.one_of(
        st.sampled_from([interval.lo, interval.hi]),
        st.decimals(min_value=interval.lo, max_value=interval.hi, places=3),
    )


@st.composite
def moments(draw: DrawFn) -> Moment:
    """A day, a month or a time of day."""
    if draw(st.booleans()):
        minutes = draw(st.integers(0, 24 * 60 - 1))
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        return Moment(start=clock, end=clock, grain="minute", stated="clock", hedge=draw(hedges))
    day = draw(st.integers(1, 28))
    month = draw(st.integers(1, 12))
    if draw(st.integers(0, 3)) == 0:
        return Moment(start=f"2024-{month:02}-01", end=f"2024-{month:02}-28", grain="month", stated="my")
    text = f"2024-{month:02}-{day:02}"
    part = draw(st.sampled_from(("", "", "dawn", "morning", "noon", "afternoon", "evening", "night")))
    return Moment(start=text, end=text, grain="day", stated="dmy", part=part, hedge=draw(hedges))


def labels() -> SearchStrategy[Label]:
    """Scores, versions and document numbers."""
    return st.sampled_from(
        [Label(text=t) for t in ("3-1", "1-3", "4-1", "4.2", "4.2.2", "4.3", "51/2010/NĐ-CP", "51/2012/NĐ-CP")]
    )


def claim(value: Value, *, source: str, nth: int = 0, kind: Kind = Kind.COUNT, text: str | None = None) -> Claim:
    """A claim with *value*, alone in the article *source*; the quote is *text*, else what the value spells."""
    printed = text if text is not None else f"<{value}>"
    article = Source(id=source, path=f"{source}.txt", text=printed, body=Span(0, len(printed)), outlet=source.upper())
    span = Span(0, len(printed))
    return Claim(
        id=f"{source}.{nth}",
        source=article,
        span=span,
        sentence=span,
        clause=span,
        kind=kind,
        value=value,
        indicator="figure",
        nth=nth,
    )


def group_of(*claims: Claim, confidence: float = 1.0) -> ClaimGroup:
    """A group of *claims*, in the order that groups have."""
    ordered = tuple(sorted(claims, key=lambda c: (c.source.id, c.span.start)))
    return ClaimGroup(id="g1", session="e1", indicator="figure", claims=ordered, confidence=confidence)


@st.composite
def groups(draw: DrawFn) -> ClaimGroup:
    """A group of one unit or kind, each claim in a source of its own, some values repeated."""
    what = draw(st.sampled_from(("quantity", "quantity", "moment", "label")))
    values: list[Value]
    if what == "quantity":
        first, second = draw(twins())
        more = [replace(draw(quantities()), unit=first.unit) for _ in range(draw(st.integers(0, 2)))]
        values = [first, second, *more]
    elif what == "moment":
        values = list(draw(st.lists(moments(), min_size=2, max_size=4)))
    else:
        values = list(draw(st.lists(labels(), min_size=2, max_size=4)))
    if draw(st.booleans()):
        values.append(draw(st.sampled_from(values)))
    kind = {"quantity": Kind.COUNT, "moment": Kind.DATE, "label": Kind.SCORE}[what]
    status = draw(st.sampled_from((Status.ACTUAL, Status.ACTUAL, Status.TARGET)))
    claims = [
        replace(claim(value, source=f"s{number}", kind=kind), status=status) for number, value in enumerate(values)
    ]
    return group_of(*claims, confidence=draw(st.sampled_from((0.2, 0.5, 0.9, 1.0))))
