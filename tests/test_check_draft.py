"""``factcheck check``: what becomes of each figure of a draft."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import Result, run
from gate_articles import ALPHA, BETA, DRAFT, lay

from checker.config import Settings
from checker.engine import drafts, local
from checker.model import Discrepancy, Severity
from checker.report.load import loaded
from checker.report.verdicts import Figure, Verdict, told_by
from checker.report.words import IN_ENGLISH

Run = Callable[..., Result]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``factcheck check`` in a folder with a draft and two sources."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, draft_md=DRAFT)
    lay(tmp_path / "sources", alpha_txt=ALPHA, beta_txt=BETA)
    return lambda *arguments: run(capsys, "check", *arguments)


def verdicts_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Quote → record, of the first figure that prints it."""
    claims = {claim["id"]: claim for claim in document["claims"]}
    found: dict[str, dict[str, Any]] = {}
    for record in document["verdicts"]:
        found.setdefault(claims[record["claim"]]["quote"], record)
    return found


def figures(tmp_path: Path, **settings: Any) -> dict[str, Figure]:
    """Quote → figure, of the draft in *tmp_path*."""
    report = local.run([tmp_path / "draft.md", tmp_path / "sources"], Settings(**settings))
    mine = [source.id for source in report.sources if source.path == "draft.md"]
    return {figure.claim.quote: figure for figure in drafts.verdicts(report, mine)}


def test_the_last_line_counts_the_figures_of_the_draft_alone(check: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        DRAFT.replace("42 km", "36 km").replace("35 percent", "25 percent"), encoding="utf-8"
    )
    (tmp_path / "sources" / "alpha.txt").unlink()

    done = check("draft.md", "--against", "sources", "--sessions", "one")

    head, last = done.out.splitlines()[0], next(line for line in done.out.splitlines() if "No discrepancy" in line)
    nowhere = int((re.search(r"(\d+) found nowhere", head) or ["", "0"])[1])
    number = int((re.search(r"(\d+) figures?:", head) or ["", "0"])[1])
    assert f"among the {number - nowhere} figures" in last


def test_each_figure_is_confirmed_contradicted_recomputed_or_found_nowhere(check: Run) -> None:
    done = check("draft.md", "--against", "sources", "--format", "json")

    found = verdicts_of(json.loads(done.out))
    assert done.code == 1
    assert found["42 km"]["verdict"] == "contradicted"
    assert found["$3.2 million"]["verdict"] == "confirmed"
    assert found["17 kayaks"]["verdict"] == "nowhere"
    assert found["35 percent"]["verdict"] == "contradicted"
    assert found["640 films"]["verdict"] == "recomputed"
    assert found["15 percent"]["verdict"] == "recomputed"


def test_who_confirms_is_named_and_their_origins_counted(check: Run) -> None:
    document = json.loads(check("draft.md", "--against", "sources", "--format", "json").out)

    record = verdicts_of(document)["$3.2 million"]
    claims = {claim["id"]: claim for claim in document["claims"]}
    outlets = {source["id"]: source["outlet"] for source in document["sources"]}
    assert sorted(outlets[claims[name]["source"]] for name in record["by"]) == ["Alpha Daily", "Beta Post"]
    assert record["origins"] == 2


def test_a_contradicted_figure_says_against_whom_and_in_which_finding(check: Run) -> None:
    document = json.loads(check("draft.md", "--against", "sources", "--format", "json").out)

    record = verdicts_of(document)["42 km"]
    quotes = {claim["id"]: claim["quote"] for claim in document["claims"]}
    assert [quotes[name] for name in record["against"]] == ["36 km"]
    assert record["findings"] == [one["id"] for one in document["discrepancies"] if one["rule"] == "FC201"]


def test_sources_of_other_events_are_said_to_be_left_out_unless_all_are_one(check: Run, tmp_path: Path) -> None:
    lay(
        tmp_path / "sources",
        other_txt="Harbour bridge opens\n\nThe ferry Aurelia carried 1,912 guests past Cape Tor.\n",
    )

    found = check("draft.md", "--against", "sources")
    whole = check("draft.md", "--against", "sources", "--sessions", "one")

    assert "compared with 2 of 3 sources" in found.err
    assert "compared with" not in whole.err


def test_copies_of_the_draft_are_no_origin_of_their_own(tmp_path: Path) -> None:
    lay(tmp_path, draft_md=DRAFT)
    lay(tmp_path / "sources", copy_md=DRAFT.replace("title: Port", "outlet: Copy Cat\ntitle: Port"))

    found = figures(tmp_path)["$3.2 million"]

    assert (found.verdict, len(found.by), found.origins) == (Verdict.CONFIRMED, 1, 0)


def test_what_the_sources_say_among_themselves_is_not_reported(check: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT.replace("42 km of coastal road", "the coastal road"), encoding="utf-8")

    document = json.loads(check("draft.md", "--against", "sources", "--format", "json", "--ignore", "FC1").out)

    cited = {name for one in document["discrepancies"] for name in one["claims"]}
    assert document["discrepancies"] == []
    assert cited == set()
    assert len(document["sources"]) == 3


def test_the_exit_code_is_that_of_the_drafts_findings(check: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("The storm closed the coastal road on 12 November 2024.\n", encoding="utf-8")
    clean = check("draft.md", "--against", "sources")
    (tmp_path / "sources" / "gone.txt").write_bytes(b"")

    unread = check("draft.md", "--against", "sources")

    assert clean.code == 0
    assert unread.code == 2


def test_a_terminal_shows_every_figure_with_its_verdict(check: Run) -> None:
    done = check("draft.md", "--against", "sources")

    lines = done.out.splitlines()
    assert "2 other sources" in lines[0]
    assert any("42 km" in line and "contradicted" in line and "Beta Post “36 km” (1 origin)" in line for line in lines)
    assert any("17 kayaks" in line and "found nowhere" in line for line in lines)
    assert "FC201 value-conflict" in done.out


def test_a_draft_comes_from_standard_input_too(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    named = check("draft.md", "--against", "sources", "--format", "json").out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))

    piped = check("-", "--against", "sources", "--format", "json", "--stdin-filename", "draft.md").out

    assert piped == named


def test_sources_do_not_come_from_standard_input(check: Run) -> None:
    assert check("draft.md", "--against", "-").code == 2
    assert check("draft.md").code == 2


def test_a_draft_among_the_sources_is_read_once_and_is_no_voice_for_itself(check: Run, tmp_path: Path) -> None:
    lay(tmp_path / "sources", draft_md=DRAFT)

    document = json.loads(check("sources/draft.md", "--against", "sources", "--format", "json").out)

    assert [source["path"] for source in document["sources"]] == ["alpha.txt", "beta.txt", "draft.md"]
    assert document["drafts"] == ["s3"]


def test_a_source_with_the_name_of_the_draft_stays_a_source(check: Run, tmp_path: Path) -> None:
    lay(tmp_path / "sources", draft_md=BETA.replace("Beta Post", "Delta Echo"))

    document = json.loads(check("draft.md", "--against", "sources", "--format", "json").out)

    texts = {source["id"]: source["outlet"] for source in document["sources"] if source["path"] == "draft.md"}
    assert sorted(map(str, texts.values())) == ["Delta Echo", "None"]
    assert [texts[name] for name in document["drafts"]] == [None]


def test_a_web_page_is_a_draft_too(check: Run, tmp_path: Path) -> None:
    body = "".join(f"<p>{block}</p>" for block in DRAFT.split("---\n")[2].strip().split("\n\n"))
    page = f"<html lang=en><head><title>Damage of the storm</title></head><body><article><h1>Damage of the storm</h1>{body}</article></body></html>"
    (tmp_path / "draft.html").write_text(page, encoding="utf-8")

    document = json.loads(check("draft.html", "--against", "sources", "--format", "json").out)

    assert verdicts_of(document)["42 km"]["verdict"] == "contradicted"


def test_a_draft_in_word_comes_back_with_comments(check: Run, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    written = docx.Document()
    for block in DRAFT.split("---\n")[2].strip().split("\n\n"):
        written.add_paragraph(block)
    written.save(tmp_path / "draft.docx")

    done = check("draft.docx", "--against", "sources", "--output", "commented.docx")

    with zipfile.ZipFile(tmp_path / "commented.docx") as archive:
        comments = archive.read("word/comments.xml").decode()
    assert done.code == 1
    assert "value-conflict" in comments
    assert "36 km" in comments


def test_two_drafts_in_word_cannot_both_be_commented(check: Run, tmp_path: Path) -> None:
    for name in ("one.docx", "two.docx"):
        (tmp_path / name).write_bytes(b"PK")

    done = check("one.docx", "two.docx", "--against", "sources", "--output", "commented.docx")

    assert done.code == 2
    assert "expected one draft in Word to comment on, found 2" in done.err


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page_lists_each_figure_with_its_verdict_and_stays_one_file(check: Run, tmp_path: Path, lang: str) -> None:
    done = check("draft.md", "--against", "sources", "--output", "page.html", "--lang", lang)

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    table = page.partition('id="draft"')[2].partition("</section>")[0]
    assert done.code == 1
    assert table.count('<th scope="row">') == len(
        json.loads(check("draft.md", "--against", "sources", "--format", "json").out)["verdicts"]
    )
    assert {"en": "found nowhere", "vi": "không thấy ở đâu"}[lang] in table
    assert 'src="http' not in page


def test_markup_in_a_draft_stays_text_on_the_page(check: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT + "\nThe <script>alert(1)</script> cost $77 million.\n", encoding="utf-8")

    check("draft.md", "--against", "sources", "--output", "page.html")

    assert "<script>alert(1)" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_json_of_a_check_is_a_report_like_any(check: Run) -> None:
    document = json.loads(check("draft.md", "--against", "sources", "--format", "json").out)

    again = loaded(document)

    assert [one.id for one in again.discrepancies] == [one["id"] for one in document["discrepancies"]]
    assert {record["claim"] for record in document["verdicts"]} <= {claim.id for claim in again.claims}


def test_annotations_stand_in_the_draft_not_in_its_sources(check: Run) -> None:
    done = check("draft.md", "--against", "sources", "--format", "github")

    commands = [line for line in done.out.splitlines() if line.startswith("::")]
    assert commands
    assert all("file=draft.md," in line for line in commands)


def test_a_suppressed_finding_contradicts_nothing(tmp_path: Path) -> None:
    lay(
        tmp_path,
        draft_md=DRAFT.replace(
            "The storm closed", "<!-- factcheck: ignore[FC201] asked the council -->\nThe storm closed"
        ),
    )
    lay(tmp_path / "sources", alpha_txt=ALPHA, beta_txt=BETA)

    assert figures(tmp_path)["42 km"].verdict is Verdict.CONFIRMED


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("412 schools", "412 schools", True),
        ("412 schools", "about 412 schools", True),
        ("412 schools", "more than 400 schools", False),
        ("412 schools", "nearly 420 schools", False),
        ("412 schools", "400 schools", False),
        ("more than 400 schools", "412 schools", True),
        ("about 400 schools", "412 schools", True),
        ("42 km", "42.3 km", True),
        ("42.3 km", "42 km", False),
        ("8 to 10 percent", "9 percent", False),
        ("November 2024", "November 12, 2024", True),
        ("November 12, 2024", "November 2024", False),
    ],
)
def test_a_source_confirms_what_it_makes_true_not_what_it_only_allows(
    tmp_path: Path, mine: str, theirs: str, expected: bool
) -> None:
    lay(tmp_path, a_txt=f"They said {mine} on the radio.\n", b_txt=f"They said {theirs} on the radio.\n")
    claims = {claim.source.path: claim for claim in reversed(local.run([tmp_path]).claims)}

    assert drafts.confirms(claims["a.txt"], claims["b.txt"]) is expected


@pytest.mark.parametrize(
    ("draft", "source", "told"),
    [
        ("The fair had 412 stalls, the organisers of the Marlow fair said.",
         "The organisers of the Marlow fair said the fair had more than 400 stalls.",
         ("412 stalls", "compatible", "source.txt “more than 400 stalls” (1 origin)")),
        ("The Marlow port authority spent $26 million on two ferries.",
         "The Marlow port authority plans to spend $26 million on two ferries.",
         ("$26 million", "compatible", "source.txt as a target (1 origin)")),
        ("Theo Ban tổ chức, Hội chợ Lũng Vân có 412 gian hàng.",
         "Theo Ban tổ chức, Hội chợ Lũng Vân có hơn 400 gian hàng.",
         ("412 gian hàng", "compatible", "source.txt “hơn 400 gian hàng” (1 origin)")),
        ("Năm 2025, tỉnh Hòn Ngọc đã xuất khẩu 1,35 tỷ USD thủy sản.",
         "Mục tiêu năm 2025 của tỉnh Hòn Ngọc là xuất khẩu 1,35 tỷ USD thủy sản.",
         ("1,35 tỷ USD", "compatible", "source.txt as a target (1 origin)")),
    ],
)  # fmt: skip
def test_a_bound_or_a_plan_is_called_compatible_and_shown_as_what_it_is(
    tmp_path: Path, draft: str, source: str, told: tuple[str, str, str]
) -> None:
    lay(tmp_path, draft_md=draft + "\n")
    lay(tmp_path / "sources", source_txt=source + "\n")

    figure = figures(tmp_path)[told[0]]

    assert (figure.claim.quote, figure.verdict.value, told_by(figure, IN_ENGLISH)) == told


def test_a_year_that_dates_a_figure_is_no_figure_and_the_year_of_an_event_is_one(tmp_path: Path) -> None:
    lay(
        tmp_path,
        draft_md="---\ntitle: The port in 2025\ndate: 2025-03-14\nlang: en\n---\n\nIn 2024 the ferry of Marlow carried 412,000 "
        "passengers, up 8% on 2023. The fair of 2024 was a success. The line was founded in 1987.\n",
    )
    lay(tmp_path / "sources", source_txt="In 2024 the ferry of Marlow carried 412,000 passengers.\n")

    assert list(figures(tmp_path)) == ["412,000 passengers", "8%", "1987"]


def test_a_year_that_is_contradicted_is_always_told(tmp_path: Path) -> None:
    lay(
        tmp_path, draft_md="The line to Marlow was founded in 2019, and in 2019 it carried 412,000 passengers in all.\n"
    )
    lay(tmp_path / "sources", source_txt="The line to Marlow was founded in 1986.\n")
    report = local.run([tmp_path / "draft.md", tmp_path / "sources"])
    year = next(claim for claim in report.claims if claim.quote == "2019")
    found = Discrepancy(
        id="0" * 16,
        rule="FC404",
        name="event-date",
        severity=Severity.ERROR,
        confidence=1.0,
        message="",
        claims=(year,),
    )

    told = drafts.verdicts(replace(report, discrepancies=(found,)), [year.source.id])

    assert told[0].verdict is Verdict.CONTRADICTED
    assert told[0].claim.quote == "2019"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("42 km", "42 km", True),
        ("42 km", "about 42.3 km", True),
        ("42 km", "42,000 metres", True),
        ("42 km", "36 km", False),
        ("more than 42 km", "42.4 km", True),
        ("ranked 71 of 193", "ranked 71st", True),
        ("30 schools", "30 pupils", True),
        ("$30 million", "€30 million", False),
        ("8 to 10 percent", "8 to 10 percent", True),
        ("8 to 10 percent", "9 to 10 percent", False),
        ("November 12, 2024", "November 2024", True),
        ("November 12, 2024", "November 13, 2024", False),
        ("November 12, 2024", "42 km", False),
    ],
)
def test_two_claims_of_one_fact_go_together_or_not(tmp_path: Path, mine: str, theirs: str, expected: bool) -> None:
    lay(tmp_path, a_txt=f"They said {mine} on the radio.\n", b_txt=f"They said {theirs} on the radio.\n")
    claims = {claim.source.path: claim for claim in reversed(local.run([tmp_path]).claims)}

    assert drafts.together(claims["a.txt"], claims["b.txt"]) is expected
    assert drafts.together(claims["b.txt"], claims["a.txt"]) is expected
