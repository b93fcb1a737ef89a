"""Suppressions: comments in texts, tables in the settings, marks in the print; what they silence, and what is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
from command_line import Result, run
from gate_articles import ALPHA, BETA, lay

from checker.config import Settings, Suppress, from_arguments, load
from checker.engine import local
from checker.errors import ConfigError
from checker.ingest import read_bytes
from checker.model import Report, Severity
from checker.report.json import render

Run = Callable[..., Result]

HEAD = "---\ntitle: The library counts\ndate: 2024-11-12\nlang: en\n---\n\n"
SLIP = "Of its 4,123 books, 1,031 are lost, or 35 percent."
OTHER = "Of its 640 films, 96 are safe, or 25 percent."
TODAY = date(2025, 2, 6)


def over(folder: Path, *, settings: Settings | None = None, **files: str) -> Report:
    """The report over *files*, laid into *folder*, on the sixth of February 2025."""
    return local.run([lay(folder, **files)], settings or Settings(sessions="one"), today=TODAY)


def silent(report: Report) -> list[str | None]:
    """Why each finding is suppressed, in order; None where it is not."""
    return [one.suppressed for one in report.discrepancies]


def told(report: Report) -> list[str]:
    """What the engine tells of suppressions."""
    return [problem.message for problem in report.problems if problem.rule == "FC002"]


def read(text: str, name: str = "a.md") -> tuple[list[tuple[str, str]], list[str]]:
    """(rule, passage) of each suppression in a file, and the faults."""
    source, _ = read_bytes(text.encode(), name, "s1")
    assert source is not None
    good = [(one.rule, one.span.cut(source.text)) for one in source.suppressions if not one.fault]
    return good, [one.fault for one in source.suppressions if one.fault]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<!-- factcheck: ignore[FC101] -->\nOne.\nTwo.\n\nThree.", [("FC101", "One.\nTwo.")]),
        ("<!-- factcheck: ignore[FC101] -->\n\n\nOne.\n\nTwo.", [("FC101", "One.")]),
        ("<!--factcheck:ignore[FC101]-->One.", [("FC101", "One.")]),
        ("<!-- factcheck: ignore[FC101, value-conflict] why -->\nOne.", [("FC101", "One."), ("value-conflict", "One.")]),
        ("<!-- factcheck: ignore[FC101] -->\n<!-- a note -->\n<!-- factcheck: ignore[FC102] -->\nOne.", [("FC101", "One."), ("FC102", "One.")]),
        ("Zero.\n\n<!-- factcheck: disable[FC101] -->\nOne.\n\nTwo.\n<!-- factcheck: enable[FC101] -->\nThree.", [("FC101", "One.\n\nTwo.")]),
        ("<!-- factcheck: disable[FC101] -->\nOne.\n\nTwo.", [("FC101", "One.\n\nTwo.")]),
        ("<!-- factcheck: disable[FC101,FC102] -->\nOne.\n<!-- factcheck: enable[fc101] -->\nTwo.", [("FC101", "One."), ("FC102", "One.\n<!-- factcheck: enable[fc101] -->\nTwo.")]),
        ("One.\n\n<!-- factcheck: ignore[FC101] -->", [("FC101", "")]),
        ("<!-- nothing of ours: ignore[FC101] -->\nOne.", []),
    ],
)  # fmt: skip
def test_a_comment_in_markdown_is_for_the_next_block_or_for_a_range(body: str, expected: list[tuple[str, str]]) -> None:
    assert read(HEAD + body + "\n") == (expected, [])


@pytest.mark.parametrize(
    "comment", ["ignore", "ignore[]", "ignore[ , ]", "ignore FC101", "silence[FC101]", "disable", "", "enable[FC101]"]
)
def test_there_is_no_form_without_rules(comment: str) -> None:
    good, faults = read(f"{HEAD}<!-- factcheck: {comment} -->\nOne.\n")

    assert good == []
    assert len(faults) == 1


def test_a_comment_in_a_web_page_is_for_the_next_block_that_is_kept() -> None:
    page = """<html lang="en"><head><title>The library counts</title></head><body><article>
<h1>The library counts what the storm left of its rooms</h1>
<p>The library of Port Ellery has counted its rooms for the first time since the storm of November.</p>
<!-- factcheck: ignore[FC101] the head librarian
said so --><script>1</script>
<p>Of its 4,123 books, 1,031 are lost, or <b>35</b> percent, said the head librarian on Monday evening.</p>
<!-- factcheck: disable[FC201] --><p>The reading room lost 42 square metres of floor, and nobody knows when it opens.</p>
<p>The cellar is dry again after a week of pumping, to the great relief of the staff.</p><!-- factcheck: enable[FC201] -->
<p>The library lends 17 kayaks to whoever holds a card, and will go on lending them.</p></article></body></html>"""

    good, faults = read(page, "a.html")

    assert faults == []
    assert [(rule, passage[:15], passage[-15:]) for rule, passage in good] == [
        ("FC101", "Of its 4,123 bo", "Monday evening."),
        ("FC201", "The reading roo", "f of the staff."),
    ]


def test_what_a_comment_says_is_not_read_as_a_claim(tmp_path: Path) -> None:
    report = over(
        tmp_path, a_md=f"{HEAD}<!-- factcheck: ignore[FC101] 99 people asked -->\n{SLIP}\n\n<!-- cost: $77 -->\n"
    )

    assert not {"99 people", "$77"} & {claim.quote for claim in report.claims}


def test_a_comment_suppresses_its_rule_on_its_block_alone(tmp_path: Path) -> None:
    settings = Settings(sessions="one", select=("FC101",))
    report = over(
        tmp_path, settings=settings, a_md=f"{HEAD}<!-- factcheck: ignore[FC101] asked -->\n{SLIP}\n\n{OTHER}\n"
    )

    assert sorted(map(str, silent(report))) == ["None", "a.md:7: asked"]
    assert told(report) == []


def test_a_comment_on_one_article_suppresses_what_it_says_against_another(tmp_path: Path) -> None:
    alpha = ALPHA.replace("The storm of", "<!-- factcheck: ignore[value-conflict] -->\nThe storm of")
    head = "---\ntitle: Storm\noutlet: Alpha Daily\ndate: 2024-11-12\n---\n"
    report = over(tmp_path, alpha_md=head + alpha, beta_txt=BETA)

    assert [one.rule for one in report.discrepancies] == ["FC201"]
    assert silent(report) == ["alpha.md:10"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[FC102]", "line 7: FC102 finds nothing there; the suppression can go"),
        ("ignore[FC10]", "line 7: 'FC10' is no rule; expected the code or the name of one"),
        ("ignore[FC001]", "line 7: 'FC001' is no rule; expected the code or the name of one"),
        ("ignore", "line 7: expected ignore[FC101], disable[FC101] or enable[FC101] with the rules in the brackets, found 'ignore'"),
    ],
)  # fmt: skip
def test_a_comment_that_silences_nothing_is_told(tmp_path: Path, comment: str, message: str) -> None:
    report = over(tmp_path, a_md=f"{HEAD}<!-- factcheck: {comment} -->\n{SLIP}\n")

    assert told(report) == [message]
    assert silent(report) == [None]


def test_a_comment_for_a_rule_that_did_not_run_is_not_unused(tmp_path: Path) -> None:
    settings = Settings(sessions="one", select=("FC2",))

    report = over(tmp_path, settings=settings, a_md=f"{HEAD}<!-- factcheck: ignore[FC101] -->\n{SLIP}\n")

    assert told(report) == []


def wanted(**changes: Any) -> Settings:
    """Settings with one table ``[[suppress]]``."""
    stated: dict[str, Any] = {"file": "a.txt", "rule": "FC101", "quote": "35 percent", "reason": "asked", **changes}
    return Settings(sessions="one", suppress=(Suppress(**stated),))


@pytest.mark.parametrize(
    ("changes", "works"),
    [
        ({}, True),
        ({"rule": "ratio-mismatch"}, True),
        ({"file": "*.txt"}, True),
        ({"file": "b.txt"}, False),
        ({"rule": "FC102"}, False),
        ({"quote": "1,031  are lost,\nor 35 percent"}, True),
        ({"quote": "36 percent"}, False),
        ({"quote": ".*"}, False),
        ({"prefix": "are lost, or"}, True),
        ({"prefix": "are found, or"}, False),
        ({"suffix": "."}, True),
        ({"suffix": "of all"}, False),
        ({"expires": TODAY}, True),
        ({"expires": date(2025, 2, 5)}, False),
    ],
)
def test_the_settings_suppress_a_quote_of_a_file(tmp_path: Path, changes: dict[str, Any], works: bool) -> None:
    report = over(tmp_path, settings=wanted(**changes), a_txt=f"The library counted.\n\n{SLIP}\n")

    assert silent(report) == (["settings: asked"] if works else [None])
    assert bool(told(report)) is not works


def test_a_quote_of_the_settings_is_found_whatever_its_letters_are_made_of(tmp_path: Path) -> None:
    text = "Đến 30/6/2023, cả nước có 132.626 hồ sơ trên tổng số 253.837 hồ sơ được duyệt, đạt 60,25%.\n"
    report = over(tmp_path, settings=wanted(quote="được duyệt, đạt 60,25%"), a_txt=normalize("NFD", text))

    assert "settings: asked" in silent(report)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('file = "a.txt"\nrule = "FC101"\nquote = "x"', "expected reason, found none"),
        ('file = "a.txt"\nquote = "x"\nreason = "y"', "expected rule, found none"),
        ('file = "a.txt"\nrule = "FC101"\nreason = "y"', "expected quote, found none"),
        ('rule = "FC101"\nquote = "x"\nreason = "y"', "expected file, found none"),
        ('file = "a.txt"\nrule = " "\nquote = "x"\nreason = "y"', "expected rule, found none"),
        ('file = "a.txt"\nrule = "FC101"\nquote = "x"\nreason = "y"\nuntil = 3', "unknown key 'until'"),
        ('file = "a.txt"\nrule = "FC101"\nquote = 3\nreason = "y"', "quote: expected a string"),
        ('file = "a.txt"\nrule = "FC101"\nquote = "x"\nreason = "y"\nexpires = "soon"', "expected a day such as"),
        ('file = "a.txt"\nrule = "FC101"\nquote = "x"\nreason = "y"\nexpires = 3', "expected a day such as"),
    ],
)
def test_a_table_that_lacks_something_is_refused(tmp_path: Path, table: str, told: str) -> None:
    (tmp_path / "factcheck.toml").write_text(f"[[suppress]]\n{table}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=told):
        load(tmp_path)


def test_the_settings_file_and_the_library_state_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(
        '[[suppress]]\nfile = "a.txt"\nrule = "FC101"\nquote = "x"\nreason = "y"\nexpires = 2025-02-06\n',
        encoding="utf-8",
    )
    table = {"file": "a.txt", "rule": "FC101", "quote": "x", "reason": "y", "expires": "2025-02-06"}

    assert load(tmp_path).suppress == from_arguments(suppress=[table]).suppress
    assert load(tmp_path).suppress[0].expires == TODAY


@pytest.mark.parametrize("mark", ["[nguyên văn]", " [Nguyên văn]", " (nguyên văn)", " [sic]"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_vietnamese_mark_is_read_however_its_letters_are_made(
    tmp_path: Path, mark: str, form: Literal["NFC", "NFD"]
) -> None:
    text = "Đến 30/6/2023, cả nước có 132.626 hồ sơ trên tổng số 253.837 hồ sơ được duyệt, đạt 60,25%.\n"
    plain = over(tmp_path / "plain", a_txt=normalize(form, text))
    marked = over(tmp_path / "marked", a_txt=normalize(form, text.replace("60,25%", f"60,25%{mark}")))

    assert Severity.ERROR in [one.severity for one in plain.discrepancies]
    assert [one.rule for one in marked.discrepancies] == [one.rule for one in plain.discrepancies]
    assert {one.severity for one in marked.discrepancies} == {Severity.INFO}


@pytest.mark.parametrize("mark", ["[sic]", " [sic]", " (sic)", " [Sic]", " [ sic ]"])
def test_a_figure_marked_as_quoted_makes_a_slip_a_matter_of_information(tmp_path: Path, mark: str) -> None:
    plain = over(tmp_path / "plain", a_txt=f"The library counted.\n\n{SLIP}\n")
    marked = over(tmp_path / "marked", a_txt=f"The library counted.\n\n{SLIP.replace('percent', 'percent' + mark)}\n")

    assert [one.severity for one in plain.discrepancies] == [Severity.ERROR]
    assert [(one.rule, one.severity, one.suppressed) for one in marked.discrepancies] == [
        ("FC101", Severity.INFO, None)
    ]
    assert "quoted to the letter" in marked.discrepancies[0].derivation[-1]


@pytest.mark.parametrize("mark", [" sic", " said [sic]", " [sick]", " [see]"])
def test_what_is_no_mark_right_behind_the_figure_changes_nothing(tmp_path: Path, mark: str) -> None:
    report = over(tmp_path, a_txt=f"The library counted.\n\n{SLIP.replace('percent', 'percent' + mark)}\n")

    assert [one.severity for one in report.discrepancies] == [Severity.ERROR]


def test_a_mark_says_nothing_about_other_articles(tmp_path: Path) -> None:
    report = over(tmp_path, alpha_txt=ALPHA.replace("closed 42 km of", "closed 42 km [sic] of"), beta_txt=BETA)

    assert [one.severity for one in report.discrepancies] == [Severity.ERROR]


def test_an_unused_suppression_is_a_remark_that_fails_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path / "news", a_md=f"{HEAD}<!-- factcheck: ignore[FC101] -->\nThe library lends 17 kayaks.\n")

    terminal = run(capsys, "run", "news")
    log = json.loads(run(capsys, "run", "news", "--format", "sarif").out)
    junit = run(capsys, "run", "news", "--format", "junit")

    assert terminal.code == 0
    assert "1 remark" in terminal.out
    assert "Not looked at" not in terminal.out
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["level"] == "warning"
    assert 'errors="0"' in junit.out


def test_the_report_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    files = {"a_md": f"{HEAD}<!-- factcheck: ignore[FC101] asked -->\n{SLIP}\n", "b_txt": BETA, "c_txt": ALPHA}

    one = over(tmp_path, settings=Settings(sessions="one", jobs=1), **files)
    two = over(tmp_path, settings=Settings(sessions="one", jobs=2), **files)

    assert render(one) == render(two)
    assert "a.md:7: asked" in silent(one)
