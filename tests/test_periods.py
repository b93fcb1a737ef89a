"""Which period governs a figure: ``tests/cases/languages/periods.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checker.extract import read
from checker.model import Source
from checker.text.span import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "languages" / "periods.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [pytest.param(one["lang"], one["text"], one["told"], id=one["text"]) for one in CASES["sentence"]],
)
def test_a_figure_is_of_the_period_that_its_sentence_tells(lang: str, text: str, told: dict[str, str]) -> None:
    source = Source(id="a", path="a.txt", text=text, body=Span(0, len(text)), lang=lang, published="2024-08-12")

    found = {claim.quote: claim.period for claim in read(source).claims}

    for quote, period in told.items():
        of = found[quote]
        assert (f"{of.start}..{of.end}" if of else "-") == period
