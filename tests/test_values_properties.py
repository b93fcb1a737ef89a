"""Laws of intervals, figures and comparisons, and of every rule over groups."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rule_modules import modules
from strategies import (
    METRE,
    PEOPLE,
    amounts,
    claim,
    digits,
    group_of,
    groups,
    hedges,
    intervals,
    margins,
    points_in,
    quantities,
    twins,
)

from checker.registry import rule_of
from checker.rule import ClaimGroup, Discrepancy, Hedge, Interval, Quantity
from checker.values.compare import Level, compare
from checker.values.figure import last_place
from checker.values.interval import INF
from checker.values.spelling import spelled
from checker.values.units import COUNT, PERCENT

GROUP_RULES = [
    pytest.param(rule, id=rule.info.code)
    for rule in (rule_of(module, origin="factcheck") for module in modules())
    if "group" in rule.info.views
]
ROUND, NEAR = Decimal("0.05"), Decimal("0.02")
QUIET = {Level.AGREE, Level.ROUNDED, Level.CUT}


def level(left: Quantity, right: Quantity) -> Level:
    return compare(left, right, round_share=ROUND, near_share=NEAR).level


# ── intervals ────────────────────────────────────────────────────────────────────────────────────────────────────


@given(a=intervals(), b=intervals())
@example(a=Interval(Decimal(5), Decimal(9), True), b=Interval(Decimal(5), Decimal(5)))
def test_overlap_is_symmetric(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.meets(b) == b.meets(a)
    assert a.gap(b) == b.gap(a)


@given(data=st.data(), a=amounts(), b=intervals())
def test_a_point_in_both_makes_them_overlap(data: st.DataObject, a: Interval, b: Interval) -> None:
    single = Interval.point(data.draw(points_in(a)))

    assert a.covers(single)
    if b.covers(single):
        assert a.overlaps(b)


@given(a=intervals(), b=intervals())
def test_what_covers_another_overlaps_it(a: Interval, b: Interval) -> None:
    if a.covers(b) and not b.empty:
        assert a.overlaps(b)


@given(a=intervals(), b=intervals())
def test_a_gap_excludes_an_overlap(a: Interval, b: Interval) -> None:
    if a.gap(b) > 0:
        assert not a.overlaps(b)


@given(a=intervals(), b=intervals(), margin=margins)
def test_widening_never_creates_a_conflict(a: Interval, b: Interval, margin: Decimal) -> None:
    if a.overlaps(b):
        assert a.widened(margin).overlaps(b)


@given(data=st.data(), a=amounts(), b=amounts())
def test_sums_differences_and_products_of_points_lie_in_those_of_their_intervals(
    data: st.DataObject, a: Interval, b: Interval
) -> None:
    x, y = data.draw(points_in(a)), data.draw(points_in(b))

    assert (a + b).covers(Interval.point(x + y))
    assert (a - b).covers(Interval.point(x - y))
    assert a.times(b).covers(Interval.point(x * y))


@given(data=st.data(), a=amounts(), b=amounts())
def test_a_quotient_of_points_lies_in_the_quotient_of_their_intervals(
    data: st.DataObject, a: Interval, b: Interval
) -> None:
    assume(b.hi > 0)
    x, y = data.draw(points_in(a)), data.draw(points_in(b))
    assume(y > 0)

    quotient = a.over(b)

    # Multiplied out, so that no rounding of x / y is asked to lie in it.
    assert quotient.lo * y <= x * (1 + Decimal("1e-20"))
    assert quotient.hi == INF or x <= quotient.hi * y * (1 + Decimal("1e-20"))


def test_a_divisor_of_nought_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval.point(Decimal(1)).over(Interval.point(Decimal(0)))


def test_an_amount_over_an_endless_divisor_comes_near_nought_without_reaching_it() -> None:
    share = Interval.point(Decimal(7)).over(Interval(Decimal(100), INF, True, True))

    assert (share.lo, share.lo_open) == (Decimal(0), True)
    assert (share.hi, share.hi_open) == (Decimal("0.07"), True)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="upside down"):
        Interval(Decimal(2), Decimal(1))


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


@given(figure=quantities())
def test_the_literal_reading_holds_the_usual_one(figure: Quantity) -> None:
    assert figure.literal().covers(figure.usual())


@given(figure=quantities())
def test_the_coarse_grain_is_never_finer(figure: Quantity) -> None:
    assert figure.coarse_grain >= figure.grain
    assert figure.rough().covers(figure.printed())
    assert figure.rough().covers(figure.rough(Decimal("0.05")))


@given(figure=quantities(hedge=st.just(Hedge.EXACT)))
def test_a_bare_figure_holds_its_own_value(figure: Quantity) -> None:
    assert figure.printed().covers(Interval(figure.lo, figure.hi))


@pytest.mark.parametrize(
    ("value", "grain", "coarse"),
    [("5000", "1", "1000"), ("132626", "1", "1"), ("60000000", "1000000", "10000000"), ("7.50", "0.01", "0.01"),
     ("1500000", "10000", "10000"), ("0", "1", "1")],
)  # fmt: skip
def test_only_the_zeros_of_a_whole_number_are_uncertain(value: str, grain: str, coarse: str) -> None:
    figure = Quantity(lo=Decimal(value), hi=Decimal(value), grain=Decimal(grain), unit=PERCENT)

    assert figure.coarse_grain == Decimal(coarse)


@pytest.mark.parametrize(
    ("hedge", "value", "grain", "lo", "hi"),
    [
        (Hedge.OVER, "55250000", "10000", "55250000", "55260000"),
        (Hedge.OVER, "1500", "1", "1500", "1600"),
        (Hedge.NEARLY, "60000000", "1000000", "55500000", "60000000"),
        (Hedge.NEARLY, "100000000", "1000000", "92500000", "100000000"),
        (Hedge.NEARLY, "17600000", "100000", "17500000", "17600000"),
        (Hedge.NEARLY, "20", "1", "18", "20"),
        (Hedge.ABOUT, "300", "1", "250", "350"),
        (Hedge.ABOUT, "15", "1", "12.5", "17.5"),
        (Hedge.ABOUT, "5000", "1", "4500", "5500"),
        (Hedge.MAGNITUDE, "1000", "1", "1000", "10000"),
    ],
)
def test_a_hedge_reaches_as_far_as_a_reader_takes_it(hedge: Hedge, value: str, grain: str, lo: str, hi: str) -> None:
    figure = Quantity(lo=Decimal(value), hi=Decimal(value), grain=Decimal(grain), hedge=hedge)

    reading = figure.usual()

    assert (reading.lo, reading.hi) == (Decimal(lo), Decimal(hi))


@pytest.mark.parametrize(("lo", "hi", "end"), [("10", "99", "100"), ("10", "100", "100"), ("1000", "1000", "10000")])
def test_an_order_of_magnitude_ends_before_the_next(lo: str, hi: str, end: str) -> None:
    figure = Quantity(lo=Decimal(lo), hi=Decimal(hi), grain=Decimal(1), hedge=Hedge.MAGNITUDE)

    assert (figure.literal().hi, figure.literal().hi_open) == (Decimal(end), True)


@given(value=digits(), zeros=st.integers(0, 6))
def test_the_last_place_divides_the_value(value: int, zeros: int) -> None:
    number = Decimal(value) * 10**zeros

    place = last_place(number)

    assert number % place == 0
    assert value == 0 or place >= 10**zeros


# ── comparisons ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(figure=quantities())
def test_a_figure_agrees_with_itself(figure: Quantity) -> None:
    assert level(figure, figure) is Level.AGREE


@given(pair=twins())
def test_swapping_two_figures_changes_nothing(pair: tuple[Quantity, Quantity]) -> None:
    left, right = pair

    there = compare(left, right, round_share=ROUND, near_share=NEAR)
    back = compare(right, left, round_share=ROUND, near_share=NEAR)

    assert (there.level, there.left, there.right, there.gap) == (back.level, back.right, back.left, back.gap)


@given(
    figure=quantities(hedge=st.just(Hedge.EXACT), ranges=False),
    places=st.integers(1, 3),
    rounding=st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN)),
)
def test_rounding_a_figure_to_fewer_places_never_conflicts_with_it(
    figure: Quantity, places: int, rounding: str
) -> None:
    grain = figure.grain.scaleb(places)
    value = (figure.lo / grain).quantize(Decimal(1), rounding=rounding) * grain
    rounded = replace(figure, lo=value, hi=value, grain=grain)

    assert level(figure, rounded) in {Level.AGREE, Level.ROUNDED}


@given(figure=quantities(hedge=st.just(Hedge.EXACT), ranges=False), places=st.integers(1, 3))
def test_cutting_a_figure_off_is_no_more_than_a_remark(figure: Quantity, places: int) -> None:
    grain = figure.grain.scaleb(places)
    value = (figure.lo / grain).quantize(Decimal(1), rounding=ROUND_DOWN) * grain
    cut = replace(figure, lo=value, hi=value, grain=grain)

    assert level(figure, cut) in QUIET


@given(figure=quantities(ranges=False), hedge=hedges)
def test_dropping_a_hedge_is_never_reported(figure: Quantity, hedge: Hedge) -> None:
    bare = replace(figure, hedge=Hedge.EXACT)

    assert level(bare, replace(figure, hedge=hedge)) is Level.AGREE


@given(pair=twins())
def test_figures_that_one_bare_amount_satisfies_are_never_apart(pair: tuple[Quantity, Quantity]) -> None:
    left, right = pair

    if left.literal().meets(right.literal()):
        assert level(left, right) not in {Level.APART, Level.ADJACENT}


@given(metres=digits())
def test_a_length_agrees_with_itself_in_another_unit(metres: int) -> None:
    left = Quantity(lo=Decimal(metres), hi=Decimal(metres), grain=Decimal(1), unit=METRE)
    kilo = replace(METRE, key="km", factor=Decimal(1000))
    right = Quantity(lo=left.lo / 1000, hi=left.hi / 1000, grain=Decimal("0.001"), unit=kilo)

    assert level(left, right) is Level.AGREE


def test_amounts_without_a_common_factor_are_not_compared() -> None:
    people = Quantity(lo=Decimal(5), hi=Decimal(5), grain=Decimal(1), unit=PEOPLE)
    share = replace(people, unit=PERCENT)

    assert level(people, share) is Level.OTHER


@pytest.mark.parametrize(
    ("value", "text"),
    [("132626", "132 626"), ("4475", "4475"), ("52.2485", "52.2485"), ("1E+3", "1000"), ("-12345.60", "-12 345.6")],
)
def test_amounts_are_spelled_the_same_in_every_language(value: str, text: str) -> None:
    assert spelled(Decimal(value)) == text


def test_decimals_that_were_cut_are_marked() -> None:
    assert spelled(Decimal(1) / Decimal(3), places=4) == "0.3333…"


# ── rules over groups ────────────────────────────────────────────────────────────────────────────────────────────


def findings(rule: object, group: ClaimGroup) -> list[Discrepancy]:
    return list(rule.check(group, rule.info.options()))  # type: ignore[attr-defined]


def gist(found: list[Discrepancy]) -> list[tuple[object, ...]]:
    """All of a finding except which source is which."""
    return [
        (d.id, d.rule, d.severity, d.confidence, sorted(str(c.value) for c in d.claims), d.derivation) for d in found
    ]


@pytest.mark.parametrize("rule", GROUP_RULES)
@given(group=groups())
def test_turning_the_sources_round_changes_no_finding(rule: object, group: ClaimGroup) -> None:
    number = len(group.claims)
    turned = [
        replace(one, source=replace(one.source, id=f"s{number - at}", path=f"s{number - at}.txt"))
        for at, one in enumerate(group.claims)
    ]
    other = group_of(*turned, confidence=group.confidence)

    assert gist(findings(rule, group)) == gist(findings(rule, other))


@pytest.mark.parametrize("rule", GROUP_RULES)
@given(group=groups(), data=st.data())
def test_another_source_with_a_value_already_there_neither_removes_a_finding_nor_changes_it(
    rule: object, group: ClaimGroup, data: st.DataObject
) -> None:
    repeated = data.draw(st.sampled_from(group.claims))
    more = replace(repeated, id="z.0", source=replace(repeated.source, id="z", path="z.txt", outlet="Z"))

    before, after = findings(rule, group), findings(rule, group_of(*group.claims, more, confidence=group.confidence))

    assert [(d.severity, d.id) for d in before] == [(d.severity, d.id) for d in after]


@pytest.mark.parametrize("rule", GROUP_RULES)
@given(group=groups())
def test_a_group_gives_one_finding_at_most_and_an_unsure_one_only_asks(rule: object, group: ClaimGroup) -> None:
    found = findings(rule, group)

    assert len(found) <= 1
    assert all(0 <= d.confidence <= group.confidence for d in found)
    if group.confidence < rule.info.options().sure:  # type: ignore[attr-defined]
        assert all(d.severity == "info" for d in found)


@given(pair=twins())
def test_no_pair_of_values_is_reported_twice(pair: tuple[Quantity, Quantity]) -> None:
    group = group_of(claim(pair[0], source="a"), claim(pair[1], source="b"))

    found = [d.rule for param in GROUP_RULES for d in findings(param.values[0], group)]

    assert len(found) <= 1


@given(group=groups())
def test_the_identity_of_a_finding_does_not_depend_on_the_names_of_units(group: ClaimGroup) -> None:
    plain = [replace(c, value=replace(c.value, unit=COUNT)) for c in group.claims if isinstance(c.value, Quantity)]
    assume(len(plain) >= 2)

    once = [d.id for param in GROUP_RULES for d in findings(param.values[0], group_of(*plain))]
    again = [d.id for param in GROUP_RULES for d in findings(param.values[0], group_of(*reversed(plain)))]

    assert once == again
