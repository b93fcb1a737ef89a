"""The words that several rules share: a claim as printed, a unit, a day, an outlet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from checker.model import Claim, Source
from checker.text.told import Sentences, Told, joined
from checker.values.figure import Moment, Quantity
from checker.values.interval import Interval
from checker.values.spelling import stretch
from checker.values.units import Unit

SAY = Sentences(__file__)
UNITS = Sentences(str(Path(__file__).with_name("units.toml")))


def unit_name(unit: Unit, *, one: bool = False) -> str:
    """A unit as a finding names it, in every language where its key is a word of one; *one* of it, where that differs.

    Of a rate each part has its name: "USD/năm" is "USD/year" in English.
    """
    return key_name(unit.key, one=one)


def key_name(key: str, *, one: bool = False) -> str:
    """As ``unit_name``, by the key of a unit alone."""
    if key in UNITS.templates or "/" not in key:
        return _name(key, one=one)
    first, *each = key.split("/")
    return joined((_name(first, one=one), *(_name(part, one=True) for part in each)), "/")


def _name(key: str, *, one: bool) -> str:
    single = f"{key} (1)"
    name = single if one and single in UNITS.templates else key
    return UNITS(name) if name in UNITS.templates else key


def unit_after(unit: Unit, *, one: bool = False) -> str:
    """The name of a unit behind a space, as it follows a number; nothing where the unit has none."""
    return joined(("", unit_name(unit, one=one)), " ") if unit.key else ""


def printed(claim: Claim) -> str:
    """The quote in quotation marks, on one line."""
    return f"“{' '.join(unicodedata.normalize('NFC', claim.quote).split())}”"


def listed(parts: Iterable[str]) -> Told:
    """ "“4” and “5” and “6”", in every language."""
    return joined(parts, SAY("and"))


def allows(claim: Claim, amounts: Interval, *, places: int | None = None, unit: str = "") -> Told:
    """The line of a derivation that says which amounts a figure may stand for; *unit* comes with its space.

    There is no half of what is counted: "4,820 homes" allows 4,820.
    """
    value = claim.value
    if isinstance(value, Quantity) and value.counts_whole and amounts == value.printed():
        amounts = Interval(value.lo, value.hi)
    return SAY("allows", claim=printed(claim), amounts=stretch(amounts, places=places), unit=unit)


def weekday(day: int) -> Told:
    """The name of a day of the week, 0 Monday to 6 Sunday."""
    return SAY(_WEEKDAYS[day])


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def dated(claim: Claim) -> Told:
    """The line of a derivation that says which day or time a claim states: "“last night” is 2024-05-06, night"."""
    moment = claim.value
    assert isinstance(moment, Moment), f"{claim.id}: only days and times are dated"
    return SAY("dated", claim=printed(claim), moment=resolved(moment))


def resolved(moment: Moment) -> Told:
    """The days or times that a moment runs from and to, and its part of the day."""
    whole = (
        SAY("point", at=moment.start) if moment.start == moment.end else SAY("span", start=moment.start, end=moment.end)
    )
    return SAY("part", moment=whole, part=part_of_day(moment.part)) if moment.part else whole


def part_of_day(name: str) -> str:
    """The name of ``Moment.part``; as it is where there is no other."""
    return SAY(name) if name in SAY.templates else name


def outlet(source: Source) -> str:
    """The name that a reader knows a source by: its outlet, else its file."""
    return source.outlet or PurePosixPath(source.path).name
