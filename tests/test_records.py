"""Records that write their slots themselves behave as the dataclasses they are."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from checker.model import Claim, Kind, Source
from checker.records import quick
from checker.text.span import Span
from checker.values.figure import Label
from checker.values.units import Unit


def _claim() -> Claim:
    source = Source(id="a", path="a.txt", text="3-1", body=Span(0, 3))
    span = Span(0, 3)
    return Claim(
        id="a.0", source=source, span=span, sentence=span, clause=span, kind=Kind.SCORE, value=Label(text="3-1"), nth=4
    )


def test_a_record_holds_what_it_was_made_with_and_the_defaults_of_the_rest() -> None:
    claim = _claim()

    assert (claim.id, claim.value, claim.nth) == ("a.0", Label(text="3-1"), 4)
    assert (claim.indicator, claim.period, claim.reference) == ("", None, False)


def test_a_record_stays_frozen() -> None:
    claim = _claim()

    with pytest.raises(FrozenInstanceError):
        claim.nth = 5  # type: ignore[misc]


def test_records_are_equal_copied_and_pickled_by_their_fields() -> None:
    claim = _claim()

    assert claim == _claim()
    assert replace(claim, nth=5).nth == 5
    assert pickle.loads(pickle.dumps(claim)) == claim
    assert hash(Unit("km", "length")) == hash(Unit(key="km", dimension="length"))


def test_fields_by_keyword_alone_are_refused_by_place() -> None:
    with pytest.raises(TypeError, match="positional"):
        Label("3-1")  # type: ignore[call-arg]


def test_a_class_whose_fields_have_more_than_plain_defaults_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        items: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="plain defaults"):
        quick(Listed)


def test_a_class_without_slots_is_refused() -> None:
    @dataclass(frozen=True)
    class Loose:
        item: int

    with pytest.raises(TypeError, match="with slots"):
        quick(Loose)
