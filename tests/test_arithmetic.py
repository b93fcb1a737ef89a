"""Laws of statements that join figures, and of the slips that a hand makes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.values.arithmetic import Fit, difference, fold, growth, growth_by, share, total
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.repair import slips
from checker.values.units import PERCENT, TIMES, Unit

TONNES = Unit("t", "mass", Decimal(1000))
KILOS = Unit("kg", "mass", Decimal(1))
DONG = Unit("VND", "money")
DOLLARS = Unit("USD", "money")

counts = st.integers(min_value=1, max_value=10**9)


def _of(value: int | str | Decimal, unit: Unit = TONNES, grain: str = "1", hedge: Hedge = Hedge.EXACT) -> Quantity:
    amount = Decimal(value)
    return Quantity(lo=amount, hi=amount, grain=Decimal(grain), unit=unit, hedge=hedge)


def _percent(value: Decimal | str, grain: str = "0.01") -> Quantity:
    return _of(Decimal(value).quantize(Decimal(grain)), PERCENT, grain)


@given(part=counts, whole=counts)
def test_a_share_that_was_worked_out_from_its_figures_holds(part: int, whole: int) -> None:
    made = share(_of(part), _of(whole), _percent(Decimal(part) / whole * 100))

    assert made is not None
    assert made.fit() is Fit.HOLDS


@given(before=counts, after=counts)
def test_a_growth_that_was_worked_out_from_its_figures_holds(before: int, after: int) -> None:
    up = after >= before
    step = abs(Decimal(after) / before - 1) * 100

    made = growth(_of(before), _of(after), _percent(step), up=up)

    assert made is not None
    assert made.fit() is Fit.HOLDS


@given(before=counts, step=counts, up=st.booleans())
def test_a_step_is_the_same_growth_whether_its_base_is_printed_or_not(before: int, step: int, up: bool) -> None:
    after = before + step if up else before - step
    rate = _percent(Decimal(step) / before * 100)
    made = growth_by(_of(after), _of(step), rate, up=up) if after > 0 else None

    assert after <= 0 or (made is not None and made.fit() is Fit.HOLDS)


@given(parts=st.lists(counts, min_size=1, max_size=8))
def test_a_sum_holds_in_any_unit_of_its_dimension(parts: list[int]) -> None:
    whole = _of(Decimal(sum(parts)), KILOS)

    made = total([_of(Decimal(part) / 1000, TONNES, "0.001") for part in parts], whole)

    assert made is not None
    assert made.fit() is Fit.HOLDS


@given(one=counts, two=counts)
def test_a_difference_and_its_sum_say_the_same(one: int, two: int) -> None:
    more, less = max(one, two), min(one, two)

    taken, added = difference(_of(more), _of(less), _of(more - less)), total([_of(less), _of(more - less)], _of(more))

    assert taken is not None
    assert added is not None
    assert taken.fit() is added.fit() is Fit.HOLDS


@pytest.mark.parametrize(
    ("percentage", "fit"),
    [("52.25", Fit.HOLDS), ("52.24", Fit.CUT), ("52.26", Fit.STEP), ("50.25", Fit.BROKEN)],
)
def test_a_share_is_judged_by_how_far_it_is_out(percentage: str, fit: Fit) -> None:
    made = share(_of(132_626, KILOS), _of(253_837, KILOS), _percent(percentage))

    assert made is not None
    assert made.fit() is fit


def test_a_hedged_result_may_hold_to_the_letter_only() -> None:
    over = _of("67", PERCENT, "1", Hedge.OVER)

    made = share(_of(3_167), _of(3_600), over)

    assert made is not None
    assert made.fit() is Fit.LETTER


def test_round_figures_are_tried_as_roundings() -> None:
    made = share(_of(400), _of(1_500), _percent("28", "1"))

    assert made is not None
    assert made.fit() is Fit.ROUNDED


def test_a_multiple_is_of_the_value_that_was_there_before() -> None:
    made = fold(_of(203), _of(443), _of("2.2", TIMES, "0.1"))

    assert made is not None
    assert made.fit() is Fit.HOLDS


@pytest.mark.parametrize("made", [share(_of(1, DONG), _of(2, DOLLARS), _percent("50")), total([_of(1, DONG)], _of(1))])
def test_amounts_of_two_things_make_no_statement(made: object) -> None:
    assert made is None


@given(value=st.integers(min_value=1, max_value=10**7), places=st.integers(min_value=0, max_value=2))
def test_slips_are_other_amounts_and_each_comes_once(value: int, places: int) -> None:
    grain = Decimal(1).scaleb(-places)

    found = list(slips(value * grain, grain))

    assert value * grain not in found
    assert len(found) == len(set(found))
    assert all(slip > 0 for slip in found)


@given(value=st.integers(min_value=100, max_value=10**7))
def test_swapping_neighbours_is_a_slip_both_ways(value: int) -> None:
    digits = str(value)
    swapped = int(digits[:-2] + digits[-1] + digits[-2])

    there = swapped == value or Decimal(swapped) in set(slips(Decimal(value), Decimal(1)))
    back = swapped == value or Decimal(value) in set(slips(Decimal(swapped), Decimal(1)))

    assert there
    assert back


@pytest.mark.parametrize(("printed", "meant"), [("50.25", "52.25"), ("50.25", "502.5"), ("55.25", "5.25")])
def test_a_digit_or_the_separator_may_have_slipped(printed: str, meant: str) -> None:
    assert Decimal(meant) in set(slips(Decimal(printed), Decimal("0.01")))
