"""Whole sentences of press prose: every figure and date in them, what it says, and nothing else.

``tests/cases/languages/<code>-prose.toml`` holds sentences on sport, storms, markets, courts, health, budgets and science,
``<code>-press.toml`` more of them.
``reads`` lists what stands in each, in order of place, as kind, value and unit: ``count at_least 14 people``,
``money 1200000000..1500000000 GBP`` (a range), ``ratio 4/9 counts``, ``date 2025-02-04``, ``score 3-1``. A hedge stands
before the value it belongs to. Every article is of 6 February 2025, a Thursday.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checker.extract import read
from checker.model import Claim, Source
from checker.text.span import Span
from checker.values.figure import Label, Moment, Quantity

CASES = Path(__file__).parent / "cases" / "languages"
LANGUAGES = ("en", "vi")


def plain(number: Decimal) -> str:
    """*number* without exponent, with at most four decimals: a third is 0.3333."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def told(claim: Claim) -> str:
    """A claim as the cases write it."""
    value = claim.value
    match value:
        case Quantity():
            hedge, unit = str(value.hedge), value.unit.key
            amount = plain(value.lo) if value.lo == value.hi else f"{plain(value.lo)}..{plain(value.hi)}"
            amount += f"/{plain(value.of)}" if value.of is not None else ""
        case Moment():
            hedge, unit = str(value.hedge), " ".join(filter(None, (value.part, value.zone)))
            amount = value.start if value.start == value.end else f"{value.start}..{value.end}"
        case Label():
            hedge, unit, amount = "exact", "", value.text
    return " ".join(filter(None, (str(claim.kind), hedge if hedge != "exact" else "", amount, unit)))


def cases_of(code: str) -> list[dict[str, Any]]:
    return [
        case
        for kind in ("prose", "press")
        for case in tomllib.loads((CASES / f"{code}-{kind}.toml").read_text(encoding="utf-8"))["sentence"]
    ]


def sentences() -> list[object]:
    return [
        pytest.param(code, case["text"], case["reads"], id=f"{code}: {case['text']}")
        for code in LANGUAGES
        for case in cases_of(code)
    ]


@pytest.mark.parametrize(("code", "text", "reads"), sentences())
def test_a_sentence_of_the_press_says_these_figures_and_no_others(code: str, text: str, reads: list[str]) -> None:
    source = Source(id="a", path="a.txt", text=text, body=Span(0, len(text)), lang=code, published="2025-02-06")

    claims = read(source).claims

    assert [told(claim) for claim in claims] == reads


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sentences_of_a_language_are_many_and_none_stands_twice(code: str) -> None:
    cases = cases_of(code)

    assert len(cases) >= 250
    assert len({case["text"] for case in cases}) == len(cases)
