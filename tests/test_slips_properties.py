"""Laws of slips of the pen and of conversions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.values.conversion import in_unit
from checker.values.figure import Quantity
from checker.values.slips import near_twins, other_unit, scale_slip
from checker.values.units import Unit, counted

SHARES = {"round_share": Decimal("0.05"), "near_share": Decimal("0.02")}
KM, MILE = Unit("km", "length", Decimal(1000)), Unit("mile", "length", Decimal("1609.344"))
CELSIUS, FAHRENHEIT = Unit("độ C", "temperature", Decimal(1)), Unit("độ F", "temperature_f", Decimal(1))
USD, CAD = Unit("USD", "money"), Unit("CAD", "money")

counts = st.integers(min_value=1, max_value=10**9)


def quantity(amount: int | Decimal, unit: Unit | None = None) -> Quantity:
    value = Decimal(amount)
    plain = Quantity(lo=value, hi=value, grain=Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))))
    return replace(plain, unit=unit) if unit else plain


@given(one=counts, two=counts)
def test_a_slip_is_the_same_from_either_side(one: int, two: int) -> None:
    left, right = quantity(one), quantity(two)

    assert scale_slip(left, right, **SHARES) == scale_slip(right, left, **SHARES)
    assert near_twins(left, right, least_digits=4) == near_twins(right, left, least_digits=4)


@given(amount=counts, power=st.sampled_from([3, 6, 9]))
def test_a_dropped_scale_word_is_a_slip(amount: int, power: int) -> None:
    assert scale_slip(quantity(amount), quantity(amount * 10**power), **SHARES) == power


@given(amount=counts)
def test_what_agrees_is_no_slip(amount: int) -> None:
    assert scale_slip(quantity(amount), quantity(amount), **SHARES) == 0


@given(amount=counts, by=st.decimals(min_value="1.2", max_value="8", places=2))
def test_a_small_multiple_is_no_slip(amount: int, by: Decimal) -> None:
    assume(amount > 100)

    assert scale_slip(quantity(amount), quantity((amount * by).quantize(Decimal(1))), **SHARES) == 0


@given(number=st.integers(min_value=1000, max_value=10**8), place=st.integers(0, 3), digit=st.integers(0, 9))
def test_one_other_digit_is_a_twin(number: int, place: int, digit: int) -> None:
    digits = list(str(number))
    digits[-1 - place] = str(digit)
    assume(digits[0] != "0" and digits[-1] != "0" and "".join(digits) != str(number) and number % 10)

    assert near_twins(quantity(number), quantity(int("".join(digits))), least_digits=4) == "digit"


def test_a_swap_is_told_from_two_digits() -> None:
    assert near_twins(quantity(15309), quantity(15390), least_digits=4) == "swap"
    assert near_twins(quantity(26814), quantity(26418), least_digits=4) == "swap"
    assert near_twins(quantity(153), quantity(351), least_digits=3) == ""
    assert near_twins(quantity(15309), quantity(15412), least_digits=4) == ""


def test_a_count_that_does_not_say_of_what_may_be_a_twin() -> None:
    people = replace(quantity(26814), unit=counted("people"))

    assert near_twins(people, quantity(26418), least_digits=4) == "swap"
    assert near_twins(people, replace(quantity(26418), unit=counted("seats")), least_digits=4) == ""


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (USD, CAD, True),
        (KM, MILE, True),
        (CELSIUS, FAHRENHEIT, True),
        (USD, USD, False),
        (Unit("VND/lít", "money"), Unit("VND", "money"), False),
        (Unit("m", "length", Decimal(1)), Unit("megapixel", "pixels", Decimal(1000000)), False),
        (Unit("người", "count", Decimal(1), "người"), Unit("hộ", "count", Decimal(1), "hộ"), False),
    ],
    ids=lambda value: value.key if isinstance(value, Unit) else str(value),
)
def test_one_number_with_two_units(left: Unit, right: Unit, expected: bool) -> None:
    assert (other_unit(quantity(5, left), quantity(5, right)) is not None) is expected
    assert other_unit(quantity(5, left), quantity(6, right)) is None


@given(amount=st.integers(min_value=-60, max_value=60))
def test_a_temperature_converts_there_and_back(amount: int) -> None:
    there = in_unit(quantity(amount, CELSIUS), quantity(0, FAHRENHEIT))[0]
    middle = (there.lo + there.hi) / 2

    back = in_unit(quantity(middle, FAHRENHEIT), quantity(0, CELSIUS))[0]

    assert back.lo <= amount <= back.hi


def test_money_has_no_constant() -> None:
    assert in_unit(quantity(5, USD), quantity(5, CAD)) == ()
