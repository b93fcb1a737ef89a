"""Pandas frames as published tables: the library, the accessor, and what a notebook shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from gate_articles import ALPHA, BETA, lay
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import checker
import checker.notebook
from checker.errors import ConfigError, ReadError, UsageError
from checker.library import read_frame

PORTS = pd.DataFrame(
    {
        "port": ["Ellery", "Marlow", "Sundra", "Total"],
        "landings (tonnes)": [4120, 2310, 1570, 8100],
        "value (£ thousand)": [1236.5, 693.0, 471.0, 2400.5],
    }
)
ARTICLE = """Landings fall at Port Ellery

Harbour Times | 15/03/2025

Boats landed 4,320 tonnes of fish at Ellery in 2024, the fisheries board said. Marlow had 2,310 tonnes.
"""


def rules_of(report: checker.library.Checked) -> list[str]:
    return sorted(found.rule for found in report.discrepancies)


def test_a_total_that_its_parts_do_not_make_is_found_in_a_frame() -> None:
    report = checker.check_frame(PORTS, name="ports")

    assert rules_of(report) == ["FC703"]
    assert {claim.source.path for claim in report.claims} == {"ports.tsv"}
    assert len(report.claims) == 8


def test_a_frame_is_checked_against_articles(tmp_path: Path) -> None:
    frame = PORTS.iloc[:3].assign(year=2024)
    lay(tmp_path / "articles", article_txt=ARTICLE)

    report = checker.check_frame(frame, name="landings", against=tmp_path / "articles", sessions="one")

    assert [(one.rule, {claim.quote for claim in one.claims}) for one in report.discrepancies] == [
        ("FC701", {"4120", "4,320 tonnes"})
    ]


def test_an_index_that_says_something_is_read_and_a_count_of_rows_is_not() -> None:
    by_port = read_frame(PORTS.set_index("port"))
    unnamed = read_frame(PORTS.set_index("port").rename_axis(None))
    counted = read_frame(PORTS)

    assert [column.name for column in by_port.columns] == [column.name for column in counted.columns]
    assert [column.role for column in unnamed.columns] == ["scope", "value", "value"]
    assert by_port.rows[3].totals == counted.rows[3].totals == (0,)


def test_levels_of_columns_are_rows_of_the_header() -> None:
    columns = pd.MultiIndex.from_product([["Ellery", "Marlow"], ["2023", "2024"]])
    frame = pd.DataFrame([[1, 2, 3, 4], [5, 6, 7, 8]], index=pd.Index(["cod", "herring"], name="fish"), columns=columns)

    read = read_frame(frame, unit="tonnes")

    assert [(column.name, str(column.period or "")) for column in read.columns[1:]] == [
        ("Ellery", "2023-01-01/2023-12-31"), ("Ellery", "2024-01-01/2024-12-31"),
        ("Marlow", "2023-01-01/2023-12-31"), ("Marlow", "2024-01-01/2024-12-31"),
    ]  # fmt: skip
    assert {claim.value.unit.dimension for claim in read.claims} == {"mass"}  # type: ignore[union-attr]


def test_every_type_of_a_column_is_spelled_as_a_reader_would() -> None:
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2024-01-31", None]),
            "quarter": pd.PeriodIndex(["2024Q1", "2024Q2"], freq="Q"),
            "kind": pd.Categorical(["cod", None]),
            "boats": pd.array([12, None], dtype="Int64"),
            "tonnes": np.array([0.1 + 0.2, np.nan]),
            "small": np.array([1.5, 2.0], dtype="float32"),
            "open": [True, False],
            "note": ["a\tb\nc", '"quoted"'],
        }
    )

    read = read_frame(frame)

    assert read.rows[0].cells == ("2024-01-31", "2024Q1", "cod", "12", "0.3", "1.5", "yes", "a b c")
    assert read.rows[1].cells == ("", "2024Q2", "", "", "", "2", "no", "”quoted”")


def test_what_the_frame_does_not_tell_can_be_told() -> None:
    frame = pd.DataFrame({"code": ["a", "b", "a"], "x": [1, 2, 3]})

    read = read_frame(frame, key=["code"], columns={"x": {"role": "value", "unit": "million tonnes"}})
    report = checker.check_frame(frame, key=["code"])

    assert [column.unit for column in read.columns] == ["", "million tonnes"]
    assert rules_of(report) == ["FC702"]
    with pytest.raises(ConfigError, match="role: expected one of"):
        checker.check_frame(frame, columns={"x": {"role": "mine"}})


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a\0b", ".hidden", "x" * 100, "a\nb"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(UsageError, match="expected letters"):
        checker.check_frame(PORTS, name=name)


@pytest.mark.parametrize("frame", [pd.DataFrame(), PORTS.iloc[:0], pd.DataFrame(index=[1, 2])])
def test_an_empty_frame_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(ReadError, match="found an empty one"):
        checker.check_frame(frame)


def test_the_accessor_shows_columns_claims_and_the_report() -> None:
    columns = PORTS.factcheck.columns()
    claims = PORTS.factcheck.claims(name="ports")
    report = PORTS.factcheck.check(ignore=["FC7"])

    assert columns["role"].tolist() == ["scope", "value", "value"]
    assert columns["unit"].tolist() == ["", "tonnes", "£ thousand"]
    assert claims["lo"].tolist()[:2] == [4120, 1236500]
    assert rules_of(report) == []


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 1), ("warning", 1), ("info", 1)])
def test_fail_on_decides_the_exit_code_of_a_report(fail_on: str, code: int) -> None:
    assert checker.check_frame(PORTS, fail_on=fail_on).exit_code == code


def test_a_library_report_counts_warnings_only_where_told_and_what_was_not_read_always(tmp_path: Path) -> None:
    lay(tmp_path, alpha_txt=ALPHA, beta_txt=BETA)

    clean = checker.check(tmp_path, ignore=["FC201"])
    (tmp_path / "gone.txt").write_bytes(b"")
    unread = checker.check(tmp_path, ignore=["FC201"], fail_on="never")

    assert (checker.check(tmp_path, ignore=["FC201"]).fail_on, clean.exit_code, unread.exit_code) == ("error", 0, 2)


def test_colour_is_no_setting_of_the_library() -> None:
    with pytest.raises(ConfigError, match="color: is a setting of the command"):
        checker.check(".", color="always")


# ── what a notebook shows ────────────────────────────────────────────────────────────────────────────────────────


def elements(report: checker.library.Checked) -> Iterator[etree._Element]:
    """The elements of what is shown, which is well-formed."""
    yield from etree.fromstring(report._repr_html_()).iter()


def test_a_notebook_shows_findings_with_rule_place_and_working() -> None:
    shown = checker.check_frame(PORTS, name="ports")._repr_html_()

    assert "✗ error" in shown
    assert "FC703<br/>total-tree" in shown
    assert "ports.tsv:5: “8100”" in shown
    assert "4 120 + 2 310 + 1 570 = 8 000" in shown or "4120 + 2310 + 1570 = 8000" in shown


def test_a_notebook_tells_what_was_not_looked_at_and_that_nothing_was_found(tmp_path: Path) -> None:
    lay(tmp_path, alpha_txt=ALPHA)
    (tmp_path / "gone.txt").write_bytes(b"")

    shown = checker.check(tmp_path)._repr_html_()

    assert "No discrepancy among the figures that could be checked" in shown
    assert "FC001 gone.txt" in shown


# Each draw is a run and a page.
@settings(max_examples=30)
@given(
    text=st.text(min_size=1, max_size=40)
    | st.sampled_from(["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "'\"><b>", "&lt;"])
)
def test_whatever_a_frame_holds_stays_text_in_a_notebook(text: str) -> None:
    frame = pd.DataFrame(
        {text: ["Ellery " + text, "Marlow", "Sundra", "Total"], "a": [41, 23, 15, 80], "b": [1, 2, 3, 6]}
    )

    report = checker.check_frame(frame, ignore=["FC1"])

    tags = {element.tag for element in elements(report)}
    assert tags <= {"div", "p", "strong", "br", "table", "thead", "tbody", "tr", "th", "td"}
    assert all(set(element.attrib) <= {"style"} for element in elements(report))


def test_a_long_report_is_cut_and_says_so() -> None:
    rows = [(f"port {n}", n * 37 % 1009, n * 53 % 997) for n in range(300)]
    twice = [(name, one + 5, two) for name, one, two in rows[:60]]
    frame = pd.DataFrame(rows + twice, columns=["port", "landings", "value"])

    report = checker.check_frame(frame, key=["port"])

    assert len(report.discrepancies) == 60
    assert "10 more findings not shown here" in report._repr_html_()
