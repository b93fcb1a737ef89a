"""The JSON report keeps the contract that every other reader builds on."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import agrees
from sample_report import report

from checker.errors import ReadError
from checker.model import Report
from checker.report.json import json_number, load, render, to_dict
from checker.text.lines import Lines
from checker.text.span import line_and_column

SNAPSHOT = Path(__file__).parent / "snapshots" / "report.json"


def test_the_sample_renders_as_its_snapshot(accept: bool) -> None:
    text = render(report())

    agrees(text, SNAPSHOT, accept)


def test_what_is_written_is_what_the_document_says() -> None:
    assert load(render(report())) == to_dict(report())
    assert json.loads(render(report())) == to_dict(report())


def test_keys_stand_in_the_order_of_the_contract() -> None:
    document = to_dict(report())

    assert list(document) == [
        "schema_version", "tool", "sources", "sessions", "claims", "groups", "relations", "discrepancies", "problems", "coverage",
    ]  # fmt: skip
    assert document["tool"] == {"name": "factcheck", "version": "0.1.0"}


def test_a_quote_is_cut_out_of_its_source_by_its_offsets() -> None:
    texts = {source.id: source.text for source in report().sources}

    for record in to_dict(report())["claims"]:
        text = texts[record["source"]]
        start = record["sentence_start"]
        assert record["quote"] == text[record["start"] : record["end"]]
        assert record["sentence"] == text[start : start + len(record["sentence"])]
        assert (record["line"], record["column"]) == line_and_column(text, record["start"])


def test_each_kind_of_value_has_its_own_spelling() -> None:
    claims = {record["id"]: record for record in to_dict(report())["claims"]}

    assert (claims["c1"]["lo"], claims["c1"]["hi"], claims["c1"]["unit"], claims["c1"]["grain"]) == (8, 10, "%", 1)
    assert (claims["c3"]["lo"], claims["c3"]["of"], claims["c3"]["unit"]) == (132626, 253837, None)
    assert (claims["c4"]["lo"], claims["c4"]["grain"]) == (50.25, 0.01)
    assert (claims["c6"]["lo"], claims["c6"]["hi"], claims["c6"]["unit"]) == ("2025-05-06", "2025-05-06", None)
    assert (claims["c7"]["lo"], claims["c8"]["lo"], claims["c8"]["hi"]) == ("14:20", "3-1", "3-1")
    assert (claims["c1"]["qualifier"], claims["c5"]["qualifier"]) == ("exact", "over")
    assert claims["c1"]["period"] == {"start": "2025-01-01", "end": "2025-12-31"}
    assert claims["c3"]["period"] is None


def test_a_series_is_a_group_without_a_session() -> None:
    groups = to_dict(report())["groups"]

    assert [(group["id"], group["session"], group["claims"]) for group in groups] == [
        ("g1", "e1", ["c1", "c2"]),
        ("g2", None, ["c3", "c4"]),
    ]


def test_hostile_text_stays_as_the_article_has_it() -> None:
    sentence = load(render(report()))["claims"][4]["sentence"]

    assert "\x1b[31m::error::[red]over 40[/red]\u202e" in sentence


def test_the_text_is_utf_8_with_one_newline_at_the_end_even_for_a_name_that_is_not() -> None:
    odd = report()
    odd = replace(odd, sources=(replace(odd.sources[0], path="caf\udce9.txt"), *odd.sources[1:]))

    text = render(odd)

    assert text.encode("utf-8").endswith(b"}\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert load(text)["sources"][0]["path"] == "caf\ufffd.txt"


def test_an_empty_report_is_a_whole_document() -> None:
    document = load(render(Report(version="0.1.0")))

    assert document["claims"] == []
    assert document["coverage"]["files"] == {"read": 0, "partial": 0, "unreadable": 0}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema_version": 2}', '{"schema_version": 1}', "\udcff"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="expected a JSON report of factcheck"):
        load(text.encode("utf-8", "surrogateescape"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e300"), max_value=Decimal("1e300")))
def test_a_number_reads_back_as_the_nearest_double_and_whole_ones_exactly(value: Decimal) -> None:
    written = json_number(value)

    assert written is not None
    assert float(written) == float(value)
    assert not isinstance(written, int) or Decimal(written) == value


@pytest.mark.parametrize("text", ["1e400", "1e999999", "Infinity", "NaN"])
def test_a_number_beyond_a_double_is_null_and_costs_nothing(text: str) -> None:
    assert json_number(Decimal(text)) is None


@given(st.text(alphabet="ab\n\r\u2028é", max_size=40), st.data())
def test_lines_found_once_agree_with_lines_counted_each_time(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))

    assert Lines(text).position(offset) == line_and_column(text, offset)


@pytest.mark.timed
def test_thirty_thousand_claims_render_in_about_a_second() -> None:
    sample = report()
    many = replace(sample, claims=sample.claims[:4] * 7500)

    began = time.process_time()
    text = render(many)

    assert text.count('"quote"') == 30000
    assert time.process_time() - began < 3  # About 0.6 s at a desk; a shared machine may take longer.
