"""What a person sees at a terminal, and what no article can make the terminal do."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import agrees
from rich.cells import cell_len
from sample_report import claim, percent, report, source
from strategies import quantities

from checker.model import Coverage, Discrepancy, Kind, Report, Severity
from checker.report import charts
from checker.report.cards import by_sentence, cards, named, period_label
from checker.report.cells import inert, visible
from checker.report.explained import Weighings, write_finding
from checker.report.json import to_dict
from checker.report.load import loaded
from checker.report.readings import number_line
from checker.report.strips import DRAWN, PLAIN, Pen, axis, strip
from checker.report.summary import exit_code
from checker.report.terminal import Page, Style, render, write_excerpts
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.interval import INF
from checker.values.period import Period
from checker.values.units import counted

SNAPSHOTS = Path(__file__).parent / "snapshots"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
STYLES = {
    "terminal.txt": Style(),
    "terminal-narrow-ascii.txt": Style(width=60, ascii=True, show_info=True),
    "terminal-color.txt": Style(color=True, show_info=True),
    "terminal-quiet.txt": Style(quiet=True),
}


@pytest.mark.parametrize("name", STYLES)
def test_the_sample_renders_as_its_snapshot(name: str, accept: bool) -> None:
    text = render(report(), STYLES[name])

    agrees(text, SNAPSHOTS / name, accept)


def test_a_finding_in_full_renders_as_its_snapshot(accept: bool) -> None:
    page, file = Page(Style(width=80)), SNAPSHOTS / "terminal-finding.txt"
    found = report().discrepancies[1]
    line = number_line(found.claims, report().relations, most=12)
    write_finding(
        page, cards(report())[1], line, [["The Alpha", "Alpha Online"], ["Beta Daily"]], Weighings(pairs=(), claims={})
    )

    agrees(page.text(), file, accept)


def test_the_terminal_speaks_vietnamese_where_it_is_asked_to(accept: bool) -> None:
    text, file = render(report(), Style(lang="vi", show_info=True)), SNAPSHOTS / "terminal-vi.txt"

    agrees(text, file, accept)


@given(quantities(), quantities(), st.integers(20, 120), st.sampled_from([PLAIN, DRAWN]))
def test_a_line_is_as_wide_as_it_is_to_be_and_shows_what_is_printed(
    left: Quantity, right: Quantity, width: int, pen: Pen
) -> None:
    readings = [
        charts.Reading(printed=(one.lo, one.hi), literal=one.literal(), usual=one.usual()) for one in (left, right)
    ]
    scale = charts.Scale(end for reading in readings for end in reading.ends())

    for one, reading in zip((left, right), readings, strict=True):
        drawn = strip(reading, scale, width, pen)

        assert len(drawn) == width
        assert drawn.count(pen.printed) == len({round(scale.at(end) / 100 * (width - 1)) for end in (one.lo, one.hi)})
        assert (pen.right in drawn) <= (reading.literal.hi == INF)
    assert len(axis(scale, width)) <= width
    first, second = (strip(reading, scale, width, pen).index(pen.printed) for reading in readings)
    assert (first <= second) if left.lo <= right.lo else (first >= second)


def test_colour_adds_nothing_but_colour() -> None:
    plain, colored = render(report(), Style(show_info=True)), render(report(), Style(show_info=True, color=True))

    assert "\x1b[" in colored
    assert ESCAPES.sub("", colored) == plain


def test_nothing_in_an_article_reaches_the_terminal_as_a_command() -> None:
    text = render(report(), Style(show_info=True))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert "<U+001B>" in text
    assert "<U+202E>" in text
    assert "::" not in text
    assert "##[" not in text
    assert "##vso[" not in text
    assert "[red]over 40[/red]" in text  # Shown as printed, not taken for a style.


def test_ascii_draws_with_ascii_only() -> None:
    sample = report()
    plain = replace(sample, discrepancies=(replace(sample.discrepancies[1], derivation=("8 against 9",)),))

    assert render(plain, Style(ascii=True, width=50)).isascii()


def test_the_report_never_says_who_is_right() -> None:
    text = render(report(), Style(show_info=True)).lower()

    assert not re.search(r"\b(wrong|correct|true|false|incorrect|mistaken)\b", text)


def test_info_is_counted_but_not_shown_unless_asked_for() -> None:
    quiet, loud = render(report()), render(report(), Style(show_info=True))

    assert "hedge-tension" not in quiet
    assert "1 info not shown" in quiet
    assert "hedge-tension" in loud
    assert "not shown" not in loud


def test_nothing_found_is_told_from_nothing_checked() -> None:
    sample = report()
    clean = replace(sample, discrepancies=(), problems=(), coverage=replace(sample.coverage, unreadable=0))
    unaligned = replace(clean, groups=(), series=(), relations=())
    empty = Report(version="0.1.0")

    assert "No discrepancy among the 4 figures that could be checked" in render(clean)
    assert "4 not checked" in render(clean)
    assert "Nothing could be checked" in render(unaligned)
    assert "No figure was read" in render(replace(unaligned, claims=()))
    assert "Nothing was read" in render(empty)


def test_a_suppressed_finding_is_counted_and_not_shown() -> None:
    sample = report()
    first = replace(sample.discrepancies[0], suppressed="agreed with the desk")
    text = render(replace(sample, discrepancies=(first, *sample.discrepancies[1:])))

    assert "ratio-mismatch" not in text
    assert "0 errors, 1 warning" in text
    assert "1 suppressed" in text


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "info", 1),
        ("error", "never", 0),
    ],
)
def test_the_exit_code_follows_the_limit(severity: str, fail_on: str, code: int) -> None:
    found = replace(report().discrepancies[0], severity=Severity(severity))

    assert exit_code(Report(version="0", discrepancies=(found,)), fail_on) == code


@pytest.mark.parametrize("fail_on", ["never", "error"])
def test_what_was_not_looked_at_wins_over_what_was_found(fail_on: str) -> None:
    sample = report()

    assert exit_code(sample, fail_on) == 2
    assert exit_code(Report(version="0", coverage=Coverage(partial=1)), fail_on) == 2
    assert exit_code(Report(version="0", coverage=Coverage(unreadable=1)), fail_on) == 2


def test_a_card_of_a_report_read_back_is_the_card_of_the_report() -> None:
    rounded = [
        replace(card, confidence=round(card.confidence, 4), together=card.together and round(card.together, 4))
        for card in cards(report(), "vi")
    ]

    assert cards(loaded(to_dict(report())), "vi") == rounded


@given(
    before=st.text(alphabet="ab 漢ẹ́\u0301\u202e\x07:#[", max_size=120),
    after=st.text(alphabet="ab 漢ẹ́\u0301\u202e\x07:#[", max_size=120),
    width=st.integers(40, 110),
)
def test_carets_stand_under_the_figure_however_long_the_sentence(before: str, after: str, width: int) -> None:
    text = f"{before} 9,5% {after}\n"
    of = source("s1", "a.txt", text)
    found = Discrepancy(
        id="1", rule="FC101", name="n", severity=Severity.ERROR, confidence=1, message="m",
        claims=(claim("c1", of, "9,5%", percent("9.5", "9.5"), Kind.PERCENT),),
    )  # fmt: skip
    page = Page(Style(width=width))

    write_excerpts(page, by_sentence(cards(Report(version="0", sources=(of,), discrepancies=(found,)))[0].mentions)[0])

    quoted, carets = page.text().splitlines()[-2:]
    at = quoted.index(" 9,5%") + 1
    assert carets.rstrip().endswith("^^^^")
    assert carets.index("^") == cell_len(quoted[:at])
    assert cell_len(quoted) <= width


@given(st.text())
def test_visible_text_is_one_printable_line(text: str) -> None:
    shown = visible(text)

    assert len(shown.splitlines()) <= 1
    assert not shown.lstrip().startswith("::")
    assert not re.search(r"##(\[|vso\[)", shown, re.IGNORECASE)


@given(
    st.text(alphabet=st.characters(exclude_categories=("C", "Z")), max_size=30).filter(
        lambda t: "::" not in t and "##" not in t
    )
)
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_made_inert(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+58,6", "-1.200.000", "8 - 10%", "1e5", ""])
def test_a_number_in_a_cell_stays_a_number(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2025-07-01", "2025-09-30", "2025-Q3"),
        ("2025-02-06", "2025-02-06", "2025-02-06"),
        ("2025-01-01", "2025-06-30", "2025-01-01/2025-06-30"),
        ("2024-12-01", "2025-01-31", "2024-12-01/2025-01-31"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_a_period_is_named_the_short_way(start: str, end: str, label: str) -> None:
    from datetime import date

    period = Period(date.fromisoformat(start), date.fromisoformat(end))

    assert period_label(period.start, period.end) == label


@pytest.mark.parametrize(
    ("sentence", "quote", "noun", "indicator", "heading"),
    [
        ("The fire killed 7 people.", "7 people", "people", "fire killed", "fire killed … people"),
        ("Seven people were killed.", "Seven people", "people", "killed", "people killed"),
        ("Homes rose to 3 homes.", "3 homes", "homes", "homes rose", "homes rose"),
        ("Of 3 rooms.", "3 rooms", "rooms", "", "rooms"),
        ("It injured 14.", "14", "", "injured", "injured"),
    ],
)
def test_a_heading_tells_what_a_count_counts(
    sentence: str, quote: str, noun: str, indicator: str, heading: str
) -> None:
    three = Quantity(lo=Decimal(3), hi=Decimal(3), unit=counted(noun), grain=Decimal(1))
    mine = claim("c1", source("s1", "a.txt", f"{sentence}\n"), quote, three, Kind.COUNT)
    whole = Span(0, len(sentence))

    assert named(replace(mine, indicator=indicator, sentence=whole, clause=whole)) == heading
