"""Time in proportion to the text, for every pattern: the same unit repeated, four times as often, takes some four times.

A quadratic reader takes sixteen times as long; the limit lies between, at nine, so that a busy machine fails nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from checker import align, check, extract, ingest
from checker.align import judged, pairs
from checker.engine import intake
from checker.extract.sentences import MAX_SENTENCE_CHARS, sentence_starts, with_breaks
from checker.ingest import limits
from checker.languages.pack import pack
from checker.model import Passage, Source
from checker.report.summary import exit_code
from checker.text.normal import view
from checker.text.span import Span

SHORT, LONG = 6_000, 24_000
WORSE_THAN_LINEAR = 9.0
# Below this nothing is judged: the clock of a shared machine is too coarse.
FLOOR_SECONDS = 0.3

# What articles are made of, and what readers look for; each was tried for both languages.
UNITS = (
    "1", "12345 ", ".", ",", " ", "/", "-", "–", '"', "“", "”", "(", ")", "[", "1/2", "12/34 ", "1-2-", "1 - 2 - ", "1.", "1,",
    "1.234.", "hai mươi ", "một trăm linh ", "triệu ", "twenty ", "hundred and ", "January ", "tháng ", "ngày 1 ", "năm 2024, ",
    "trong đó ", "trong đó 12 xã, ", ";", "12 xã; ", "12 xã, ", "12 xã và ", "12% ", "12%, ", "tăng 12% so với ", "từ 12 lên 13 ",
    "from 12 to 13 ", ":", "\n", "1\n", "- a 1\n", "1. a\n", "“a1” ", "(12) ", "((12", "a@b ", "http://", "www.", "a", "Ab ",
    "a\u0301\u0323", "\u0301", "\u200b", "1\u200b", "\u202e1 ", "１２", "\u00a0", "XVI ", "quý i ", "đến ", "thứ hai ", "1st ", "$1 ",
    "triệu đồng ", "12:30 ", "12h30 ", "3-1, ", "12 xã. ", "khoảng ", "between 1 and 2 ", "từ 1 đến 2 ", "điểm phần trăm ", "km ",
    "~1 ", "\x1b[", "\0", "1.2,3/4-5:6 ", "1/2/2024 ", "5 rõ: ", "• ", "12 of 34 ", "hai phần ba ", "gấp 2 lần ", "1 tỷ ", "…", "! ",
    ">>", "|", "_", "²", "½", "١", "°", "a half ", "A, B và C, ", "12 xã (3 xã A, 4 xã B, 5 xã C) ", "2020-2024 ", "12% tăng, 13 xã, ",
)  # fmt: skip


def seconds(work: Callable[[str], object], unit: str, chars: int) -> float:
    """The processor time of *work* on *unit* repeated to *chars* characters."""
    text = (unit * (chars // len(unit) + 1))[:chars]
    start = time.process_time()
    work(text)
    return time.process_time() - start


def in_proportion(
    work: Callable[[str], object], unit: str, *, short: int = SHORT, long: int = LONG
) -> tuple[bool, str]:
    """Whether the time of *work* grows with its input and no faster, and the measured figures."""
    last = seconds(work, unit, long)
    if last < FLOOR_SECONDS:
        return True, ""
    first = seconds(work, unit, short)
    return last < WORSE_THAN_LINEAR * (long / short / 4) * max(
        first, FLOOR_SECONDS / 9
    ), f"{first:.3f} s, then {last:.3f} s"


def extracted(lang: str) -> Callable[[str], Passage]:
    """The figure reader for a text in *lang*."""
    return lambda text: extract.read(Source(id="s1", path="a.txt", text=text, body=Span(0, len(text)), lang=lang))


@pytest.mark.timed
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_figures_are_read_in_proportion_to_the_text(unit: str, lang: str) -> None:
    extracted(lang)("12 xã 1 May")  # The tables are read on first use.

    linear, measured = in_proportion(extracted(lang), unit)

    assert linear, measured


@pytest.mark.timed
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_sentence_of_figures_alone_is_read_in_proportion(lang: str) -> None:
    unit = "tăng 12% lên 40 xã, trong đó 3 xã, " if lang == "vi" else "rose 12% to 40 ships, of which 3 ships, "

    linear, measured = in_proportion(extracted(lang), unit, short=10_000, long=40_000)
    longest = max(claim.sentence.end - claim.sentence.start for claim in extracted(lang)(unit * 300).claims)

    assert linear, measured
    assert longest < MAX_SENTENCE_CHARS + 100


@pytest.mark.timed
@pytest.mark.parametrize("unit", [".", "!", "…", '."', ".)", ";", "\n"])
def test_the_ends_of_sentences_are_found_in_proportion(unit: str) -> None:
    linear, measured = in_proportion(lambda text: sentence_starts(text, 0, len(text), pack("en")), unit)

    assert linear, measured


@pytest.mark.timed
@pytest.mark.parametrize("unit", ["a", "a\u0301", "\u0301", "\u200b", "\u202e", "１", "Ａ", "ạ̃", "\ufeff"])
def test_a_storm_of_marks_is_brought_to_normal_form_in_proportion(unit: str) -> None:
    linear, measured = in_proportion(view, unit, short=100_000, long=400_000)

    assert linear, measured


def test_a_long_sentence_is_broken_before_a_figure_and_never_inside_one() -> None:
    figures = [(at, at + 40) for at in range(0, 20_000, 50)]

    starts = with_breaks([0], figures)

    assert len(starts) > 5
    assert all(right - left <= MAX_SENTENCE_CHARS + 50 for left, right in pairwise(starts))
    assert not any(first < start < last for start in starts[1:] for first, last in figures if first < start)


def test_a_sentence_as_articles_print_them_is_left_whole() -> None:
    text = "In the first year 12 ships came, " * 60 + "and 13 left."

    assert with_breaks(sentence_starts(text, 0, len(text), pack("en")), [(18, 20), (len(text) - 8, len(text) - 6)]) == [
        0
    ]


# ── caps: each is said, as FC004, and none is passed over in silence ─────────────────────────────────────────────


def test_a_text_longer_than_any_article_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_CHARS", 1_000)

    source, problems = ingest.read_bytes(("Forty ships came. " * 100).encode(), "a.txt", "s1")

    assert source is not None
    assert len(source.text) == 1_000
    assert source.status == "partial"
    assert [problem.rule for problem in problems] == ["FC004"]
    assert "first 1000 of 1800 characters" in problems[0].message


def test_figures_beyond_the_cap_are_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "MAX_FIGURES", 5)
    (tmp_path / "a.txt").write_text("The council met.\n" + "It counted 12 ships.\n" * 9)

    report = check(tmp_path)

    assert len(report.claims) == 5
    assert [(problem.rule, problem.path) for problem in report.problems] == [("FC004", "a.txt")]
    assert "more than 5 figures" in report.problems[0].message
    assert report.coverage.partial == 1
    assert exit_code(report, "error") == 2


def test_pairs_beyond_the_cap_are_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MAX_PAIRS", 16)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The council met.\n" + "".join(f"It counted {n} ships.\n" for n in range(31, 41)))

    report = check(tmp_path, sessions="one")

    told = {(problem.rule, problem.path) for problem in report.problems}
    assert told == {("FC004", "a.txt"), ("FC004", "b.txt")}
    assert "6 of them were not compared" in report.problems[0].message
    assert exit_code(report, "error") == 2


def test_two_articles_of_a_thousand_figures_are_aligned_over_no_more_pairs_than_the_cap() -> None:
    def passage(name: str, first: int) -> Passage:
        text = "The council met.\n" + "".join(f"It counted {first + n} ships.\n" for n in range(60))
        return extract.read(Source(id=name, path=name, text=text, body=Span(0, len(text)), lang="en"))

    from checker.align.nodes import nodes

    documents = [nodes(0, passage("s1", 100)), nodes(1, passage("s2", 130))]
    found = judged.candidates(documents)

    assert len(found) <= pairs.MAX_PAIRS
    assert not pairs.left_out(documents)
    assert align.align(intake.numbered([passage("s1", 100), passage("s2", 130)]), sessions="one").problems == ()


@pytest.mark.parametrize(
    ("left", "right"), [(1, 1), (399, 401), (400, 400), (1_000, 100), (10_000, 10), (10_000, 10_000), (1, 10**6)]
)
def test_no_two_articles_are_compared_over_more_pairs_than_the_cap(left: int, right: int) -> None:
    most = pairs._most(left, right)

    assert min(left, most) * min(right, most) <= pairs.MAX_PAIRS
    assert left * right > pairs.MAX_PAIRS or most >= max(left, right)
