"""Values by example: each interval, reading, comparison and statement at the ends where a slip would show."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any

import pytest

from checker.values import slips, units
from checker.values.arithmetic import (
    Statement,
    difference,
    fold,
    growth,
    growth_by,
    in_unit_of,
    product,
    share,
    total,
)
from checker.values.compare import Comparison, compare, factors
from checker.values.conversion import amounts, in_unit, rate
from checker.values.figure import Moment, Quantity, last_place
from checker.values.hedge import Hedge
from checker.values.interval import INF, ZERO, Interval
from checker.values.period import Period
from checker.values.repair import slips as repairs
from checker.values.spelling import short, spelled, stretch
from checker.values.units import COUNT, PERCENT, POINTS, TIMES, Unit

UNITS = {
    one.key: one
    for one in (
        COUNT, PERCENT, POINTS, TIMES, Unit("m", "length", Decimal(1)), Unit("km", "length", Decimal(1000)), Unit("mile", "length", Decimal("1609.344")),
        Unit("VND", "money"), Unit("USD", "money"), Unit("VND/kg", "money"), Unit("người", "count", Decimal(1), "người"),
        Unit("C", "temperature"), Unit("F", "temperature_f"), Unit("h", "duration", Decimal(3600)), Unit("kg", "mass", Decimal(1)),
        Unit("month", "months"), Unit("g", "mass", Decimal("0.001")), Unit("MP", "pixels"),
    )
}  # fmt: skip
_END = re.compile(r"([\[(])(-?[\d.]+|-inf),(-?[\d.]+|inf)([\])])")


def interval(written: str) -> Interval:
    """``(1,2]`` leaves 1 out and 2 in; ``5`` is the one amount; ``-inf`` and ``inf`` are ends."""
    ends = _END.fullmatch(written)
    if ends is None:
        return Interval.point(Decimal(written))
    return Interval(Decimal(ends[2]), Decimal(ends[3]), ends[1] == "(", ends[4] == ")")


def written(found: Interval) -> str:
    """The notation of ``interval``."""
    if found.lo == found.hi and not (found.lo_open or found.hi_open):
        return _plain(found.lo)
    return f"{'(' if found.lo_open else '['}{_plain(found.lo)},{_plain(found.hi)}{')' if found.hi_open else ']'}"


def _plain(amount: Decimal) -> str:
    if amount.is_infinite():
        return "inf" if amount > 0 else "-inf"
    return format(amount.normalize(), "f")


def figure(printed: str) -> Quantity:
    """``about 1500 m``: a hedge, a number or a range, a unit; ``60e6`` is 60 printed in millions, ``1500/g10`` to tens."""
    *hedge, number = printed.split()[
        : 2 if printed.split(maxsplit=1)[0].isidentifier() and not printed[0].isdigit() else 1
    ]
    rest = printed.split()[len(hedge) + 1 :]
    number, _, grain = number.partition("/g")
    ends = [Decimal(end) for end in number.split("..")]
    exponent = ends[0].as_tuple().exponent
    assert isinstance(exponent, int)
    return Quantity(
        lo=ends[0],
        hi=ends[-1],
        grain=Decimal(grain) if grain else Decimal(1).scaleb(exponent),
        hedge=Hedge(hedge[0]) if hedge else Hedge.EXACT,
        unit=UNITS[rest[0]] if rest else COUNT,
    )


def met(left: str, right: str) -> Comparison:
    """The comparison of two figures with the shares that rules use by default."""
    return compare(figure(left), figure(right), round_share=Decimal("0.05"), near_share=Decimal("0.02"))


# ── intervals ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("left", "right", "overlap", "meet", "covered", "gap"),
    [
        ("[1,2]", "[2,3]", True, False, False, "0"),
        ("[1,2)", "[2,3]", False, False, False, "0"),
        ("[1,2]", "(2,3]", False, False, False, "0"),
        ("[1,2]", "[1,2]", True, True, True, "0"),
        ("(1,2)", "[1,2]", True, True, False, "0"),
        ("[1,2]", "(1,2)", True, True, True, "0"),
        ("[1,4]", "[2,3]", True, True, True, "0"),
        ("[2,3]", "[1,4]", True, True, False, "0"),
        ("[1,3]", "[2,4]", True, True, False, "0"),
        ("[2,4]", "[1,3]", True, True, False, "0"),
        ("[1,2]", "[4,7]", False, False, False, "2"),
        ("[4,7]", "[1,2]", False, False, False, "2"),
        ("2", "[1,2]", True, True, False, "0"),
        ("[1,2]", "2", True, True, True, "0"),
        ("[1,2)", "2", False, False, False, "0"),
        ("(2,3]", "2", False, False, False, "0"),
        ("(5,5]", "[1,9]", False, False, False, "0"),
        ("[1,9]", "(5,5]", False, False, True, "0"),
        ("[5,5)", "(5,5]", False, False, True, "0"),
        ("5", "5", True, True, True, "0"),
        ("[1,inf)", "(-inf,1]", True, False, False, "0"),
        ("(1,inf)", "(-inf,1]", False, False, False, "0"),
        ("(-inf,inf)", "[1,2]", True, True, True, "0"),
    ],
)
def test_two_intervals_meet_as_their_ends_say(
    left: str, right: str, overlap: bool, meet: bool, covered: bool, gap: str
) -> None:
    one, two = interval(left), interval(right)

    assert (one.overlaps(two), one.meets(two), one.covers(two), one.gap(two)) == (overlap, meet, covered, Decimal(gap))


@pytest.mark.parametrize(("one", "empty"), [("5", False), ("(5,5]", True), ("[5,5)", True), ("(1,2)", False)])
def test_an_interval_is_empty_where_its_only_amount_is_left_out(one: str, empty: bool) -> None:
    assert interval(one).empty is empty


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (lambda: interval("[1,2)") + interval("(3,5]"), "(4,7)"),
        (lambda: interval("(1,2]") + interval("[3,5]"), "(4,7]"),
        (lambda: interval("[1,2]") + interval("[3,5)"), "[4,7)"),
        (lambda: interval("[1,2)") - interval("(3,5]"), "[-4,-1)"),
        (lambda: interval("(1,2]") - interval("[3,5)"), "(-4,-1]"),
        (lambda: -interval("(1,2]"), "[-2,-1)"),
        (lambda: interval("(1,2]").widened(Decimal("0.5")), "(0.5,2.5]"),
        (lambda: interval("(1,2]").scaled(Decimal(3)), "(3,6]"),
        (lambda: interval("(1,2]").scaled(Decimal(-3)), "[-6,-3)"),
        (lambda: interval("(1,2]").scaled(Decimal("0.5")), "(0.5,1]"),
        (lambda: interval("(1,2]").scaled(Decimal("-0.5")), "[-1,-0.5)"),
        (lambda: interval("(1,inf)").scaled(ZERO), "0"),
        (lambda: interval("[2,3)").times(interval("(4,5]")), "(8,15)"),
        (lambda: interval("[2,3]").times(interval("[4,5)")), "[8,15)"),
        (lambda: interval("(2,3]").times(interval("[4,5]")), "(8,15]"),
        (lambda: interval("[0,3]").times(interval("(4,5]")), "[0,15]"),
        (lambda: interval("(4,5]").times(interval("[0,3]")), "[0,15]"),
        (lambda: interval("(0,3]").times(interval("(4,5]")), "(0,15]"),
        (lambda: interval("0").times(interval("(4,inf)")), "0"),
        (lambda: interval("(4,inf)").times(interval("0")), "0"),
        (lambda: interval("(1,2]").times(interval("[1,1]")), "(1,2]"),
        (lambda: interval("[6,9)").over(interval("(2,3]")), "[2,4.5)"),
        (lambda: interval("[6,9]").over(interval("[2,3)")), "(2,4.5]"),
        (lambda: interval("(6,9]").over(interval("[2,3]")), "(2,4.5]"),
        (lambda: interval("[0,9]").over(interval("[2,3)")), "[0,4.5]"),
        (lambda: interval("0").over(interval("(2,3)")), "0"),
        (lambda: interval("[0,0.5]").over(interval("(2,3]")), "[0,0.25)"),
        (lambda: interval("[6,9]").over(interval("[0,3]")), "[2,inf)"),
        (lambda: interval("[6,inf)").over(interval("[2,3]")), "[2,inf)"),
        (lambda: interval("[6,9]").over(interval("[3,inf)")), "(0,3]"),
        (lambda: interval("[1,1]").over(interval("[1,2]")), "[0.5,1]"),
    ],
)  # fmt: skip
def test_what_intervals_make_keeps_its_open_ends(work: object, expected: str) -> None:
    assert written(work()) == expected  # type: ignore[operator]


def test_a_quotient_that_does_not_end_is_rounded_outward() -> None:
    third = Interval.point(Decimal(1)).over(Interval.point(Decimal(3)))

    exact = Context(prec=80)
    assert exact.multiply(third.lo, Decimal(3)) < 1 < exact.multiply(third.hi, Decimal(3))
    assert third.hi - third.lo < Decimal("1e-49")


@pytest.mark.parametrize("one", ["[-1,2]", "[-0.5,-0.1]"])
def test_a_product_or_quotient_of_less_than_nought_is_refused(one: str) -> None:
    for work in (interval(one).times, interval(one).over, interval("[1,2]").times, interval("[1,2]").over):
        with pytest.raises(ValueError, match="amounts ≥ 0"):
            work(interval(one))


def test_nothing_is_divided_by_nought_alone() -> None:
    for one in ("0", "[1,2]"):
        with pytest.raises(ZeroDivisionError, match="nought"):
            interval(one).over(interval("0"))


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "grain", "coarse", "stands_for", "rough"),
    [
        ("132626", "1", "1", "132626", "132626"),
        ("5000", "1", "1000", "[4999.5,5000.5]", "[4500,5500]"),
        ("5000 m", "1", "1000", "[4999.5,5000.5]", "[4500,5500]"),
        ("41 km", "1", "1", "[40.5,41.5]", "[40.5,41.5]"),
        ("20", "1", "10", "[19.5,20.5]", "[19.5,20.5]"),
        ("20 km", "1", "10", "[19.5,20.5]", "[15,25]"),
        ("100", "1", "100", "[99.5,100.5]", "[50,150]"),
        ("52.25 %", "0.01", "0.01", "[52.245,52.255]", "[52.245,52.255]"),
        ("7.50 %", "0.01", "0.01", "[7.495,7.505]", "[7.495,7.505]"),
        ("60e6", "1000000", "10000000", "[59500000,60500000]", "[55000000,65000000]"),
        ("1500000/g10000", "10000", "10000", "[1495000,1505000]", "[1495000,1505000]"),
        ("300..500", "1", "100", "[299.5,500.5]", "[250,550]"),
        ("300..450", "1", "10", "[299.5,450.5]", "[295,455]"),
        ("0..500", "1", "1", "[0,500]", "[0,500]"),
        ("12", "1", "1", "12", "12"),
        ("-5000 m", "1", "1000", "[-5000.5,-4999.5]", "[-5500,-4500]"),
    ],
)
def test_a_printed_figure_stands_for_what_rounds_to_it(
    printed: str, grain: str, coarse: str, stands_for: str, rough: str
) -> None:
    one = figure(printed)

    assert (_plain(one.grain), _plain(one.coarse_grain)) == (grain, coarse)
    assert (written(one.printed()), written(one.rough())) == (stands_for, rough)
    assert one.is_round is (coarse != grain)


def test_a_share_bounds_how_rough_a_round_figure_is() -> None:
    assert written(figure("5000").rough(Decimal("0.05"))) == "[4750,5250]"
    assert written(figure("5000").rough(Decimal("0.2"))) == "[4500,5500]"
    assert written(figure("5000").rough(Decimal("0.00001"))) == "[4999.5,5000.5]"
    assert written(figure("-5000 m").rough(Decimal("0.05"))) == "[-5250,-4750]"
    assert written(figure("100..500 m").rough(Decimal("0.1"))) == "[90,510]"


@pytest.mark.parametrize(
    ("printed", "literal", "usual"),
    [
        ("over 1500", "(1500,inf)", "(1500,1600]"),
        ("at_least 1500", "[1500,inf)", "[1500,inf)"),
        ("under 12 h", "(-inf,12)", "[9,12)"),
        ("under 100 h", "(-inf,100)", "[0,100)"),
        ("at_most 12 h", "(-inf,12]", "(-inf,12]"),
        ("nearly 60e6", "(-inf,60000000)", "[55500000,60000000)"),
        ("nearly 20", "(-inf,20)", "[18,20)"),
        ("nearly 1500", "(-inf,1500)", "[1400,1500)"),
        ("nearly 750", "(-inf,750)", "[725,750)"),
        ("over 105", "(105,inf)", "(105,107.5]"),
        ("nearly 585", "(-inf,585)", "[582.5,585)"),
        ("nearly 1400", "(-inf,1400)", "[1350,1400)"),
        ("nearly 13", "(-inf,13)", "[12,13)"),
        ("about 300", "[200,400]", "[250,350]"),
        ("about 15", "[10,20]", "[12.5,17.5]"),
        ("about 350", "[300,400]", "[325,375]"),
        ("about 16", "[15,17]", "[15.5,16.5]"),
        ("about 5", "[4,6]", "[4.5,5.5]"),
        ("about 10", "[0,20]", "[5,15]"),
        ("about 15..25", "[10,30]", "[12.5,27.5]"),
        ("about 15..26", "[14,27]", "[14.5,26.5]"),
        ("about 1.5 km", "[1.4,1.6]", "[1.45,1.55]"),
        ("magnitude 1000", "[1000,10000)", "[1000,10000)"),
        ("magnitude 10..99", "[10,100)", "[10,100)"),
        ("magnitude 10..100", "[10,100)", "[10,100)"),
        ("42 km", "[41.5,42.5]", "[41.5,42.5]"),
    ],
)
def test_a_hedge_is_read_to_the_letter_and_as_usual(printed: str, literal: str, usual: str) -> None:
    assert (written(figure(printed).literal()), written(figure(printed).usual())) == (literal, usual)


@pytest.mark.parametrize(
    ("value", "place"), [("5000", "1000"), ("12.50", "0.1"), ("0", "1"), ("0.00", "1"), ("7", "1"), ("1.05", "0.01")]
)
def test_the_last_place_is_that_of_the_last_digit_that_is_not_nought(value: str, place: str) -> None:
    assert last_place(Decimal(value)) == Decimal(place)


@pytest.mark.parametrize(
    ("left", "right", "alike", "overlap"),
    [
        (("2024-05-06", "2024-05-06", "dmy"), ("2023-05-06", "2023-05-06", "dm"), True, False),
        (("2024-05-06", "2024-05-06", "dmy"), ("2023-05-06", "2023-05-06", "dmy"), False, False),
        (("2024-05-06", "2024-05-06", "d"), ("2024-05-06", "2024-05-06", "dmy"), True, True),
        (("2024-05-01", "2024-05-31", "m"), ("2023-05-01", "2023-05-31", "my"), True, False),
        (("2024-05-01", "2024-05-31", "m"), ("2023-05-01", "2023-05-30", "my"), False, False),
        (("2024-05-02", "2024-05-31", "m"), ("2023-05-01", "2023-05-31", "my"), False, False),
        (("14:20", "14:20", "dm"), ("2023-05-06", "2023-05-06", "dm"), False, False),
        (("2023-05-06", "2023-05-06", "dm"), ("14:20", "14:20", "dm"), False, False),
        (("2024-05-01", "2024-05-06", ""), ("2024-05-06", "2024-05-31", ""), False, True),
        (("2024-05-06", "2024-05-31", ""), ("2024-05-01", "2024-05-06", ""), False, True),
        (("2024-05-01", "2024-05-05", ""), ("2024-05-06", "2024-05-31", ""), False, False),
        (("2024-05-06", "2024-05-31", ""), ("2024-05-01", "2024-05-05", ""), False, False),
    ],
)
def test_two_moments_share_a_day_or_only_what_was_printed(
    left: tuple[str, str, str], right: tuple[str, str, str], alike: bool, overlap: bool
) -> None:
    one, two = (Moment(start=start, end=end, grain="day", stated=stated) for start, end, stated in (left, right))

    assert (one.alike(two), one.overlaps(two)) == (alike, overlap)


# ── comparing ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("42", "42", "agree"), ("42", "43", "apart"), ("132626", "132627", "adjacent"), ("132626", "132628", "apart"),
        ("5000", "5423", "apart"), ("5000", "5200", "rounded"), ("5200", "5000", "rounded"), ("5000", "5250", "rounded"), ("5000", "5251", "apart"),
        ("20", "24", "apart"), ("300", "400", "apart"), ("17.6 %", "17.5 %", "adjacent"), ("17.6 %", "17.4 %", "apart"), ("17.6 %", "17.59 %", "agree"),
        ("17.6 %", "17.69 %", "cut"), ("17.69 %", "17.6 %", "cut"), ("17.6 %", "17.7 %", "adjacent"), ("17.6 %", "17.71 %", "apart"),
        ("-17.6 %", "-17.69 %", "cut"), ("17.6 %", "-17.69 %", "apart"), ("2.6", "3", "agree"), ("3", "2.6", "agree"), ("2.4", "3", "apart"),
        ("1.5 km", "1500 m", "agree"), ("1.5 km", "1499 m", "agree"), ("1.5 km", "1560 m", "cut"), ("1.5 km", "1650 m", "apart"),
        ("5 km", "5 kg", "other"), ("5 VND", "5 USD", "other"), ("5 VND", "6 VND", "adjacent"), ("5 VND", "7 VND", "apart"),
        ("over 40", "40", "agree"), ("over 40", "under 40", "tension"), ("at_least 5", "at_most 5", "agree"), ("at_least 5", "under 5", "tension"),
        ("over 5", "at_most 5", "tension"), ("over 5", "at_least 5", "agree"), ("over 40", "38", "apart"), ("over 400 km", "38 km", "apart"),
        ("over 1523 km", "1500 km", "rounded"), ("over 1523 km", "1510 km", "adjacent"), ("over 1523 km", "1451 km", "apart"),
        ("over 1500 km", "1650 km", "tension"), ("over 1500 km", "1600 km", "agree"), ("over 1500 km", "1700 km", "tension"),
        ("under 40 km", "41 km", "adjacent"), ("under 40 km", "40.5 km", "adjacent"), ("under 40 km", "40.5/g1 km", "tension"), ("nearly 60e6", "54e6", "tension"), ("nearly 60e6", "56e6", "agree"),
        ("magnitude 1000000", "70000000", "rounded"), ("70000000", "magnitude 1000000", "rounded"), ("magnitude 1000000", "100000000", "rounded"),
        ("magnitude 1000000", "100000001", "apart"), ("magnitude 1000000", "999999", "adjacent"), ("magnitude 1000", "5000", "agree"),
        ("about 300", "360", "tension"), ("about 300", "350", "agree"), ("about 300", "400", "tension"), ("about 300", "402", "adjacent"),
        ("about 300", "420", "apart"), ("300..500", "400", "agree"), ("300..500", "450..600", "agree"), ("1..5", "5..9", "adjacent"), ("1..4", "5..9", "apart"),
        ("50 km", "52000 m", "rounded"), ("17.6 %", "17.66..17.9 %", "apart"), ("0.0 %", "0.09 %", "cut"), ("-0.5 %", "0.59 %", "apart"),
        ("1650 km", "over 1500 km", "tension"), ("magnitude 10", "800..2000", "rounded"), ("magnitude 10..99", "9000", "rounded"),
        ("over 12.5 %", "12.55 %", "agree"), ("over 12.6 %", "12.5 %", "adjacent"), ("nearly 12.58 %", "12.5 %", "cut"), ("12.5 %", "nearly 12.58 %", "cut"), ("nearly 12.68 %", "12.5 %", "tension"),
        ("49", "50", "adjacent"), ("48", "49", "apart"), ("17 km", "18.0 km", "apart"), ("nearly 20 km", "17 km", "tension"), ("nearly 20 km", "10..17.4/g1 km", "tension"),
        ("over 100.00 km", "98.02 km", "adjacent"), ("over 100 km", "97.5/g1 km", "adjacent"), ("over 90..100 km", "87.5/g1 km", "adjacent"),
        ("magnitude 10..99", "9000..20000", "rounded"),
    ],
)  # fmt: skip
def test_the_level_of_a_pair(left: str, right: str, level: str) -> None:
    assert met(left, right).level.value == level


def test_a_comparison_gives_the_readings_that_decided_and_their_distance() -> None:
    one = met("1.5 km", "1650 m")

    assert (written(one.left), written(one.right), one.gap) == ("[1450,1550]", "[1649.5,1650.5]", Decimal("99.5"))
    assert met("5000", "5200").gap == Decimal(199)
    assert written(met("5000", "5200").left) == "[4750,5250]"
    assert written(met("5200", "5000").right) == "[4750,5250]"
    assert met("over 40 km", "30 km").gap == Decimal("9.5")
    assert written(met("5 km", "7 kg").left) == "[4.5,5.5]"
    assert met("5 km", "7 kg").gap == 0
    # One number in two units: the readings are those to the letter.
    assert written(met("over 5 km", "5000 m").left) == "(5000,inf)"


@pytest.mark.parametrize(
    ("left", "right", "turned"),
    [
        ("1 km", "1 m", ("1000", "1")), ("1 m", "1 km", ("1", "1000")), ("1 VND", "1 VND", ("1", "1")), ("1 km", "1 km", ("1", "1")),
        ("1 VND", "1 USD", None), ("1 km", "1 kg", None), ("1", "1 người", ("1", "1")),
    ],
)  # fmt: skip
def test_what_brings_two_figures_to_one_unit(left: str, right: str, turned: tuple[str, str] | None) -> None:
    found = factors(figure(left), figure(right))

    assert found == (turned and tuple(map(Decimal, turned)))


def test_a_unit_without_a_factor_is_brought_to_no_other() -> None:
    loose, fixed = (
        Quantity(lo=Decimal(5), hi=Decimal(5), grain=Decimal(1), unit=unit)
        for unit in (Unit("pack", "mass"), Unit("kg", "mass", Decimal(1)))
    )

    assert factors(loose, fixed) is None
    assert factors(fixed, loose) is None


@pytest.mark.parametrize("name", ["COUNT", "PERCENT", "POINTS", "TIMES"])
def test_a_unit_that_is_the_base_of_its_dimension_goes_a_thousand_times_into_one_of_a_thousand(name: str) -> None:
    base: Unit = getattr(units, name)
    thousand = Unit("thousand", base.dimension, Decimal(1000))
    one, many = (Quantity(lo=Decimal(5), hi=Decimal(5), grain=Decimal(1), unit=unit) for unit in (base, thousand))

    assert factors(one, many) == (Decimal(1), Decimal(1000))


@pytest.mark.parametrize(
    "record", [Period(date(2024, 5, 6), date(2024, 5, 6)), Interval.point(ZERO), COUNT, figure("5"), met("5", "5")]
)
def test_values_cannot_be_changed(record: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, None)
    assert not hasattr(record, "__dict__")


def test_a_unit_without_a_factor_makes_its_figures_incomparable() -> None:
    loose = replace(figure("5 kg"), unit=Unit("pack", "mass"))

    assert factors(loose, figure("5 kg")) is factors(figure("5 kg"), loose) is None


# ── statements ───────────────────────────────────────────────────────────────────────────────────────────────────


def fit(made: Statement | None) -> str:
    """The fit of a statement, ``none`` where there is none."""
    return "none" if made is None else made.fit().value


@pytest.mark.parametrize(
    ("part", "whole", "percentage", "expected"),
    [
        ("33", "66", "50 %", "holds"), ("33", "66", "51 %", "step"), ("33", "66", "52 %", "broken"), ("33", "66", "49 %", "step"), ("30", "60", "51 %", "holds"), ("2", "3", "66 %", "cut"),
        ("2", "3", "67 %", "holds"), ("2", "3", "66.6 %", "cut"), ("0", "60", "0 %", "holds"), ("30", "0", "50 %", "none"), ("-1", "60", "2 %", "none"),
        ("500 m", "1 km", "50 %", "holds"), ("5 kg", "1 km", "50 %", "none"), ("2", "3", "over 66 %", "holds"), ("2", "3", "over 60 %", "holds"), ("2", "3", "over 50 %", "letter"),
        ("2", "3", "over 67 %", "step"), ("400", "1500", "28 %", "rounded"), ("1 VND", "4 VND", "25 %", "holds"), ("0..30", "60", "25 %", "holds"),
    ],
)  # fmt: skip
def test_a_share_fits(part: str, whole: str, percentage: str, expected: str) -> None:
    assert fit(share(figure(part), figure(whole), figure(percentage))) == expected


@pytest.mark.parametrize(
    ("before", "after", "percentage", "up", "expected"),
    [
        ("100 km", "112 km", "12 %", True, "holds"), ("113", "101", "10.6 %", False, "holds"), ("113", "101", "10.6 %", True, "broken"),
        ("1205", "1350", "12 %", True, "holds"), ("1205", "1350", "13 %", True, "step"), ("1205", "1350", "14 %", True, "broken"),
        ("0", "5", "5 %", True, "none"), ("5", "-5", "5 %", True, "none"), ("5", "-1", "5 %", True, "none"), ("5 km", "5 kg", "5 %", True, "none"), ("5", "0", "100 %", False, "holds"),
        ("1203 m", "2.406 km", "100 %", True, "holds"),
    ],
)  # fmt: skip
def test_a_growth_fits(before: str, after: str, percentage: str, up: bool, expected: str) -> None:
    assert fit(growth(figure(before), figure(after), figure(percentage), up=up)) == expected


@pytest.mark.parametrize(
    ("after", "by", "percentage", "up", "expected"),
    [
        ("1123", "123", "12.3 %", True, "holds"), ("877", "123", "12.3 %", False, "holds"), ("877", "123", "14 %", False, "broken"),
        ("123", "123", "12 %", True, "none"), ("123", "124", "12 %", True, "none"), ("123", "124", "50.2 %", False, "holds"), ("0", "5", "5 %", False, "none"),
        ("9", "0", "0 %", False, "holds"), ("9", "-1", "5 %", False, "none"), ("1", "3", "75 %", False, "holds"),
        ("9", "-5", "5 %", False, "none"), ("9 km", "5 kg", "5 %", False, "none"), ("124", "123", "12300 %", True, "holds"),
    ],
)  # fmt: skip
def test_a_step_from_an_unprinted_base_fits(after: str, by: str, percentage: str, up: bool, expected: str) -> None:
    assert fit(growth_by(figure(after), figure(by), figure(percentage), up=up)) == expected


@pytest.mark.parametrize(("after", "by"), [("5", "5"), ("5", "7"), ("5", "5.5"), ("0", "0")])
def test_a_base_of_nothing_allows_any_growth(after: str, by: str) -> None:
    made = growth_by(figure("5 km"), figure("4 km"), figure("12 %"), up=True)

    assert made is not None
    assert written(made.work([Interval.point(Decimal(after)), Interval.point(Decimal(by))])) == "[0,inf)"


def test_a_base_that_may_be_nought_allows_any_growth() -> None:
    made = growth_by(figure("5 km"), figure("4.9 km"), figure("12 %"), up=True)

    assert made is not None
    assert made.made().hi == INF
    assert Decimal(700) < made.made().lo < Decimal(750)


@pytest.mark.parametrize(
    ("before", "after", "times", "expected"),
    [
        ("203", "443", "2.2 x", "holds"), ("203", "443", "2.1 x", "cut"), ("203", "443", "2.3 x", "step"), ("203", "443", "3.2 x", "broken"), ("0", "4", "2 x", "none"),
        ("2", "-4", "2 x", "none"), ("2", "-1", "2 x", "none"), ("1", "3", "3 x", "holds"), ("2 km", "4 kg", "2 x", "none"), ("2000 m", "4 km", "2 x", "holds"), ("2", "0", "0 x", "holds"),
    ],
)  # fmt: skip
def test_a_multiple_fits(before: str, after: str, times: str, expected: str) -> None:
    assert fit(fold(figure(before), figure(after), figure(times))) == expected


@pytest.mark.parametrize(
    ("count", "each", "whole", "expected"),
    [
        ("12", "3 kg", "36 kg", "holds"), ("12", "3 kg", "43 kg", "step"), ("12", "3 kg", "44 kg", "broken"), ("12", "3 kg", "36 km", "none"), ("-1", "3 kg", "3 kg", "none"), ("1", "-3 kg", "3 kg", "none"), ("1", "-1 kg", "3 kg", "none"),
        ("0", "3 kg", "0 kg", "holds"), ("12", "0 kg", "0 kg", "holds"), ("121", "1000 m", "121 km", "holds"),
    ],
)  # fmt: skip
def test_a_product_fits(count: str, each: str, whole: str, expected: str) -> None:
    assert fit(product(figure(count), figure(each), figure(whole))) == expected


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        (("12", "13"), "25", "holds"), (("12", "13"), "26", "step"), (("12", "13"), "27", "broken"), (("1 km", "500 m"), "1500 m", "holds"),
        (("1 km", "5 kg"), "6 km", "none"), (("over 12", "13"), "25", "cut"), (("over 12", "13"), "26", "holds"), (("over 12", "13"), "40", "letter"),
        (("at_least 12", "13"), "25", "holds"),
    ],
)  # fmt: skip
def test_a_sum_fits(parts: tuple[str, ...], whole: str, expected: str) -> None:
    assert fit(total([figure(part) for part in parts], figure(whole))) == expected


@pytest.mark.parametrize(
    ("more", "less", "by", "expected"),
    [("25", "12", "13", "holds"), ("12", "25", "13", "broken"), ("2 km", "500 m", "1.5 km", "holds"), ("2 kg", "1 km", "1 km", "none"), ("2 km", "1 kg", "1 km", "none")],
)  # fmt: skip
def test_a_difference_fits(more: str, less: str, by: str, expected: str) -> None:
    assert fit(difference(figure(more), figure(less), figure(by))) == expected


def test_a_statement_tells_what_its_figures_make() -> None:
    made = share(figure("30 km"), figure("60 km"), figure("40 %"))

    assert made is not None
    assert (written(made.at_point()), _plain(round(made.made().lo, 3)), _plain(round(made.made().hi, 3))) == (
        "50",
        "48.76",
        "51.261",
    )
    assert _plain(round(made.gap(), 3)) == "8.26"


@pytest.mark.parametrize(
    ("count", "makes"), [("over 2", "(5,inf)"), ("over 0", "[0,inf)"), ("under 5", "[0,17.5)"), ("at_most 5", "[0,17.5]"), ("-2..2", "[0,7]")]
)  # fmt: skip
def test_amounts_begin_at_nought_and_keep_their_open_ends(count: str, makes: str) -> None:
    made = product(figure("2"), figure("3 kg"), figure("6 kg"))

    assert made is not None
    assert written(made.work([figure(count).literal(), figure("3 kg").literal()])) == makes


def test_a_figure_that_has_the_unit_already_is_left_as_it_is() -> None:
    ships = figure("5 người")

    assert in_unit_of(figure("1"), ships) is ships


def test_a_figure_is_turned_into_the_unit_of_another() -> None:
    turned = in_unit_of(figure("1 m"), figure("about 1.5..2.5 km"))

    assert turned == Quantity(
        lo=Decimal(1500), hi=Decimal(2500), grain=Decimal(100), hedge=Hedge.ABOUT, unit=UNITS["m"]
    )
    assert in_unit_of(figure("1 km"), figure("1500 m")) == Quantity(
        lo=Decimal("1.5"), hi=Decimal("1.5"), grain=Decimal("0.001"), unit=UNITS["km"]
    )
    assert in_unit_of(figure("1 kg"), figure("1 m")) is None


# ── conversions ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "other", "made"),
    [
        ("26 km", "16 mile", ("[15.845,16.466]",)), ("1.5 km", "1 m", ("[1450,1550]",)), ("20 C", "68 F", ("[67.1,68.9]", "[35.1,36.9]")),
        ("68 F", "20 C", ("[19.722,20.278]", "[37.5,38.056]")), ("5 VND", "5 USD", ()), ("5 kg", "5 km", ()), ("over 26 km", "26000 m", ("[25500,26500]",)),
        ("about 300 m", "300 m", ("[200,400]",)), ("about 5000 m", "5 km", ("[4,6]",)), ("300 m", "300 m", ("[250,350]",)),
    ],
)  # fmt: skip
def test_a_figure_in_the_unit_of_its_conversion(value: str, other: str, made: tuple[str, ...]) -> None:
    found = in_unit(figure(value), figure(other))

    assert (
        tuple(written(Interval(round(one.lo, 3), round(one.hi, 3), one.lo_open, one.hi_open)) for one in found) == made
    )


def test_a_rate_is_what_two_equal_amounts_make() -> None:
    made = rate(figure("2 VND"), figure("5 USD"))

    assert made is not None
    assert written(made) == "[1.8,3.666666666666666666666666667]"
    assert rate(figure("0 VND"), figure("5 USD")) is None
    assert rate(figure("5 VND"), figure("0 USD")) is None
    assert rate(figure("0.5/g1 VND"), figure("5 USD")) is None
    assert rate(figure("5 VND"), figure("0.5/g1 USD")) is None
    assert rate(figure("0.4 VND"), figure("0.4 USD")) is not None
    assert written(amounts(figure("20 C"))) == "[19.5,20.5]"
    assert written(amounts(figure("20 F"))) == "[19.5,20.5]"


# ── periods ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_periods_include_both_their_days() -> None:
    week, day, next_week = (
        Period(date(2024, 5, first), date(2024, 5, last)) for first, last in ((6, 12), (12, 12), (13, 19))
    )

    assert (week.days(), day.days(), str(week), str(day)) == (7, 1, "2024-05-06/2024-05-12", "2024-05-12")
    assert [week.overlaps(day), day.overlaps(week), week.overlaps(next_week), next_week.overlaps(week)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [week.covers(day), day.covers(week), week.covers(week), week.covers(next_week), next_week.covers(week)] == [
        True, False, True, False, False,
    ]  # fmt: skip
    assert Period(date(2024, 5, 6), date(2024, 5, 6)).overlaps(week)


@pytest.mark.parametrize(
    ("start", "end", "whole", "text"),
    [
        ("2022-01-01", "2022-12-31", True, "2022"), ("2021-01-01", "2025-12-31", True, "2021–2025"), ("2022-03-01", "2022-03-31", True, "2022-03"),
        ("2022-01-01", "2022-03-31", True, "2022-Q1"), ("2022-10-01", "2022-12-31", True, "2022-Q4"), ("2022-02-01", "2022-04-30", True, "2022-02-01/2022-04-30"),
        ("2022-01-01", "2022-06-30", True, "2022-01-01/2022-06-30"), ("2021-07-01", "2022-06-30", True, "2021-07-01/2022-06-30"),
        ("2022-03-05", "2022-03-31", False, "2022-03-05/2022-03-31"), ("2022-03-01", "2022-03-30", False, "2022-03-01/2022-03-30"),
        ("2022-03-05", "2022-03-05", False, "2022-03-05"), ("9999-01-01", "9999-12-31", True, "9999"), ("2022-03-01", "2022-04-30", True, "2022-03-01/2022-04-30"),
    ],
)  # fmt: skip
def test_a_period_is_told_the_short_way(start: str, end: str, whole: bool, text: str) -> None:
    period = Period(date.fromisoformat(start), date.fromisoformat(end))

    assert (period.whole_months(), period.told()) == (whole, text)


# ── spelling ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("132626", None, "132 626"), ("4475", None, "4475"), ("12345", None, "12 345"), ("-1234", None, "-1234"), ("-12345.60", None, "-12 345.6"),
        ("1E+3", None, "1000"), ("7.50", None, "7.5"), ("7.00", None, "7"), ("700", None, "700"), ("52.2485", 2, "52.24…"), ("52.24", 2, "52.24"), ("52.20", 2, "52.2"),
        ("52.2", 1, "52.2"), ("-1.99", 1, "-1.9…"), ("0.999", 0, "0…"), ("2.001", 2, "2.00…"), ("120", 0, "120"), ("1234567.891", 1, "1 234 567.8…"),
    ],
)  # fmt: skip
def test_amounts_are_spelled_in_no_language(value: str, places: int | None, text: str) -> None:
    assert spelled(Decimal(value), places=places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("52.2485", "52.25"), ("52.2", "52.2"), ("7", "7"), ("0", "0"), ("0.00", "0"), ("132626.5", "132 626.5"), ("0.5678", "0.57"), ("0.05678", "0.057"),
        ("0.0012345", "0.0012"), ("-0.0012345", "-0.0012"), ("0.125", "0.12"), ("0.135", "0.14"), ("99.999", "100"), ("1.005", "1"),
    ],
)  # fmt: skip
def test_an_amount_is_spelled_to_two_places_or_two_digits(value: str, text: str) -> None:
    assert short(Decimal(value)) == text


def test_an_amount_is_rounded_the_way_that_is_asked() -> None:
    assert short(Decimal("0.129"), rounding=ROUND_DOWN) == "0.12"


@pytest.mark.parametrize(
    ("one", "text"),
    [
        ("(-inf,inf)", "any amount"), ("(60,inf)", "more than 60"), ("[60,inf)", "60 or more"), ("(-inf,2)", "less than 2"), ("(-inf,2]", "2 or less"), ("63", "63"),
        ("[17.55,17.65]", "17.55 to 17.65"), ("(1,2]", "1 (not included) to 2"), ("[1,2)", "1 to 2 (not included)"),
    ],
)  # fmt: skip
def test_an_interval_is_put_in_words(one: str, text: str) -> None:
    assert stretch(interval(one)) == text


def test_an_interval_is_put_in_words_with_fewer_places() -> None:
    assert stretch(interval("[1.234,5.678]"), places=1) == "1.2… to 5.6…"
    assert stretch(interval("[1.234,inf)"), places=1) == "1.2… or more"
    assert stretch(interval("(-inf,1.234]"), places=1) == "1.2… or less"


# ── slips ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_slips_of_a_small_figure_are_all_there() -> None:
    found = set(repairs(Decimal(12), Decimal(1)))

    assert {Decimal(n) for n in (21, 112, 122, 120, 121, 10, 19, 22, 92, 312, 132, 1200, 12000)} <= found
    assert {Decimal("1.2"), Decimal("0.12"), Decimal("0.012")} <= found
    assert not {Decimal(n) for n in ("12", "0", "1", "2", "34", "120000", "0.0012")} & found
    assert len(found) == len(list(repairs(Decimal(12), Decimal(1))))
    assert set(repairs(Decimal(11), Decimal(1))) >= {Decimal(1), Decimal(111)}
    assert Decimal("0.3") in set(repairs(Decimal("0.2"), Decimal("0.1")))


def test_neighbours_are_swapped_and_only_the_one_of_a_pair_is_lost() -> None:
    assert {Decimal(213), Decimal(132)} <= set(repairs(Decimal(123), Decimal(1)))
    assert not {Decimal(313), Decimal(21)} & set(repairs(Decimal(123), Decimal(1)))
    assert Decimal(21) not in set(repairs(Decimal(121), Decimal(1)))


def test_no_slip_begins_or_ends_below_something() -> None:
    assert list(repairs(Decimal(-12), Decimal(1))) == []
    assert all(candidate > 0 for candidate in repairs(Decimal(0), Decimal(1)))


def slipped(left: str, right: str) -> int:
    """The power of ten between two figures."""
    return slips.scale_slip(figure(left), figure(right), round_share=Decimal("0.05"), near_share=Decimal("0.02"))


@pytest.mark.parametrize(
    ("left", "right", "power"),
    [
        ("1204", "1204000", 3), ("1204000", "1204", 3), ("1.2 km", "1200000 m", 3), ("52", "52000000", 6), ("52", "52000000000", 9), ("52", "520", 1), ("520", "52", 1),
        ("5", "50", 0), ("52", "521", 0), ("52", "52", 0), ("52", "5200", 0), ("52", "61000", 0), ("0", "52000", 0), ("-52", "52000", 0), ("52 km", "52000 kg", 0),
        ("52", "50000..54000", 0), ("magnitude 1000", "1000000", 0), ("at_least 5", "9000000", 0), ("52", "52400", 3), ("52", "52600", 3), ("52", "53100", 0), ("52 m", "52 km", 3),
        ("52 km", "52 m", 3), ("50..54", "50000..54000", 3), ("over 52", "52000", 3), ("0..5", "0..5000", 0),
    ],
)  # fmt: skip
def test_a_scale_slip_is_a_power_of_ten_that_sets_all_right(left: str, right: str, power: int) -> None:
    assert slipped(left, right) == power


@pytest.mark.parametrize(
    ("left", "right", "units"),
    [
        ("5 VND", "5 USD", ("VND", "USD")), ("5 km", "5 mile", ("km", "mile")), ("5 %", "5 points", ("%", "points")), ("5 h", "5 month", ("h", "month")),
        ("5 C", "5 F", ("C", "F")), ("5 km", "6 mile", None), ("5..6 km", "5..7 mile", None), ("0 km", "0 mile", None), ("5 km", "5 km", None), ("5", "5 km", None),
        ("5 m", "5 MP", None), ("5 người", "5 km", None), ("5 VND", "5 VND/kg", None), ("5 USD", "5 VND/kg", ("USD", "VND/kg")), ("5 kg", "5 km", None),
    ],
)  # fmt: skip
def test_one_number_with_two_units(left: str, right: str, units: tuple[str, str] | None) -> None:
    assert slips.other_unit(figure(left), figure(right)) == units


@pytest.mark.parametrize(
    ("left", "right", "least", "how"),
    [
        ("132626", "132636", 4, "digit"), ("132626", "132662", 4, "swap"), ("132626", "162623", 4, "swap"), ("132626", "162263", 4, ""), ("132626", "132626", 4, ""), ("132626", "13262", 4, ""),
        ("250000", "200000", 4, ""), ("2410", "2418", 4, "digit"), ("2410", "2418", 5, ""), ("1234", "1243", 4, "swap"), ("1234", "2143", 4, ""),
        ("12.34 %", "12.35 %", 4, "digit"), ("12.34 %", "12.3 %", 3, ""), ("1234 km", "1235 kg", 4, ""), ("1234..1300", "1235", 4, ""), ("1235", "1234..1300", 4, ""),
        ("1234", "3214", 4, ""), ("1230", "1240", 3, "digit"), ("1230", "1240", 4, ""),
    ],
)  # fmt: skip
def test_near_twins_differ_in_a_digit_or_a_swap(left: str, right: str, least: int, how: str) -> None:
    assert slips.near_twins(figure(left), figure(right), least_digits=least) == how
