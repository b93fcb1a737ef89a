"""``factcheck report``: a JSON report is enough to show everything again, and a damaged one is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import fake_stages
import pytest
from command_line import Run, run
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_files import docx
from sample_report import claim, percent, report, source
from test_report_docx import DRAFT, about, marked

from checker import library, registry
from checker import report as reports
from checker.errors import ReadError
from checker.ingest import word
from checker.model import Kind, Report
from checker.report import json as document_format
from checker.report import rdjson
from checker.report.load import MAX_TEXT_CHARS, loaded
from checker.report.places import UNKNOWN
from checker.text.span import Span

# What shows whole articles cannot be the same without them.
FROM_QUOTES = [name for name in reports.FORMATS if name not in ("annotated", "html")]


def again(made: Report) -> Report:
    """*made* written and read back."""
    return loaded(document_format.load(document_format.render(made)))


@pytest.mark.parametrize("name", FROM_QUOTES)
def test_a_report_read_back_renders_to_the_same_bytes(name: str) -> None:
    render = reports.renderer(name)

    assert render(again(report())) == render(report())


def test_an_article_put_together_from_quotes_says_what_it_leaves_out() -> None:
    page = reports.renderer("annotated")(again(report()))

    assert "The council wants freight to grow by ⟦8 - 10%⟧2" in page
    assert "[…]" in page
    assert "Harbour plan" not in page
    assert UNKNOWN not in page


words = st.text(alphabet="ab1 %\né\u0301\U0001f6a2", max_size=30)


@settings(max_examples=60)
@given(parts=st.lists(st.tuples(words, st.sampled_from(["8%", "1\n2%", "é 5%"]), words), min_size=1, max_size=5))
def test_every_place_of_every_figure_comes_back(parts: list[tuple[str, str, str]]) -> None:
    text, claims = "", []
    spans = []
    for before, quote, after in parts:
        at = len(text) + len(before)
        sentence = Span(len(text) + len(before) // 2, at + len(quote) + len(after) // 2)
        spans.append((Span(at, at + len(quote)), sentence))
        text += before + quote + after
    origin = source("s1", "a.txt", text)
    base = claim("c0", source("s0", "b.txt", "8%\n"), "8%", percent("8", "8"), Kind.PERCENT)
    for number, (span, sentence) in enumerate(spans, 1):
        claims.append(replace(base, id=f"c{number}", source=origin, span=span, sentence=sentence, clause=sentence))

    back = again(Report(version="1", sources=(origin,), claims=tuple(claims)))

    for old, new in zip(claims, back.claims, strict=True):
        assert (new.quote, new.sentence_text, new.position()) == (old.quote, old.sentence_text, old.position())


def test_without_the_line_before_a_figure_reviewdog_is_given_the_line() -> None:
    made = report()
    text = "Sữa. The council wants growth of 8 - 10% this year.\n"
    at = text.index("8")
    origin = replace(made.sources[0], text=text)
    moved = replace(made.claims[0], source=origin, span=Span(at, at + 7), sentence=Span(5, len(text) - 1))
    finding = replace(made.discrepancies[1], claims=(moved,), group=None)

    made = Report(version="1", sources=(origin,), claims=(moved,), discrepancies=(finding,))
    where = json.loads(rdjson.render(again(made)))["diagnostics"][0]["location"]["range"]

    assert where == {"start": {"line": 1}, "end": {"line": 1}}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["claims"][0].update(quote="9 - 10%"),
        lambda d: d["claims"][0].update(quote="short"),
        lambda d: d["claims"][0].update(line=99),
        lambda d: d["claims"][0].update(line=0),
        lambda d: d["claims"][0].update(column=0),
        lambda d: d["claims"][0].update(start=-1, end=6),
        lambda d: d["claims"][0].update(start=10**12, end=10**12 + 7),
        lambda d: d["claims"][0].update(sentence_start=10**12),
        lambda d: d["claims"][0].update(source="s9"),
        lambda d: d["claims"][0].update(kind="colour"),
        lambda d: d["claims"][0].update(lo=True),
        lambda d: d["claims"][0].update(period={"start": "May", "end": "June"}),
        lambda d: d["claims"][0].pop("sentence"),
        lambda d: d["discrepancies"][0].update(claims=["c99"]),
        lambda d: d["discrepancies"][0].update(claims=[]),
        lambda d: d["discrepancies"][0].update(severity="fatal"),
        lambda d: d["groups"][0].update(why=3),
        lambda d: d.pop("tool"),
        lambda d: d.update(coverage=None),
    ],
)
def test_a_damaged_report_is_refused(change: Callable[[Any], Any]) -> None:
    document = document_format.to_dict(report())
    change(document)

    with pytest.raises(ReadError):
        loaded(document)
    assert MAX_TEXT_CHARS < 10**9


def test_a_report_of_before_relations_were_kept_is_read() -> None:
    document = document_format.to_dict(report())
    del document["relations"]

    assert loaded(document).relations == ()


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, run in this process."""
    return partial(run, capsys)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample's JSON report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "r.json").write_text(document_format.render(report()), encoding="utf-8", newline="\n")
    return tmp_path


def test_a_report_is_shown_in_another_format(factcheck: Run, desk: Path) -> None:
    done = factcheck("report", "r.json", "--format", "markdown")

    assert (done.code, done.err) == (0, "")
    assert done.out == reports.renderer("markdown")(report())


def test_several_formats_at_once_are_told_by_their_names(factcheck: Run, desk: Path) -> None:
    done = factcheck(
        "report", "r.json", "-o", "a.sarif", "--report", "xlsx=a.xlsx", "--report", "junit=j.xml", "--prefix", "news"
    )

    log = json.loads((desk / "a.sarif").read_text(encoding="utf-8"))
    assert done.code == 0
    assert (desk / "a.xlsx").read_bytes() == reports.renderer("xlsx")(report())
    assert '"uri":"news/2025/beta.txt"' in (desk / "a.sarif").read_text(encoding="utf-8")
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} > {"FC101", "FC202"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 2),
        (["--format", "pigeon"], 2),
        (["-o", "x.doc"], 2),
        (["--draft", "r.json"], 2),
        (["--draft", "r.json", "--format", "docx"], 2),
    ],
)
def test_exit_codes(factcheck: Run, desk: Path, arguments: list[str], code: int) -> None:
    assert factcheck("report", "r.json", *arguments).code == code


@pytest.mark.parametrize("name", ["absent.json", "broken.json"])
def test_what_is_no_report_is_named(factcheck: Run, desk: Path, name: str) -> None:
    (desk / "broken.json").write_text('{"schema_version": 1}', encoding="utf-8")

    done = factcheck("report", name)

    assert (done.code, done.out) == (2, "")
    assert "expected a JSON report" in done.err


def test_a_review_is_written_from_a_report(factcheck: Run, desk: Path) -> None:
    wanted = ["claimreview", "7c1e000000000002", "--report", "r.json", "--claim", "c1"]
    told = [
        "--reviewer",
        "Báo Bến",
        "--verdict",
        "Sai",
        "--url",
        "https://desk.example/1",
        "--rating",
        "1",
        "--best",
        "5",
        "--worst",
        "1",
    ]

    done = factcheck(*wanted, *told, "--date", "2025-03-01")

    page = json.loads(done.out)
    assert done.code == 0
    assert page["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Sai",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert page["datePublished"] == "2025-03-01"
    for option in ("--reviewer", "--verdict", "--url"):
        left = [word for pair in zip(told[::2], told[1::2], strict=True) if pair[0] != option for word in pair]
        refused = factcheck(*wanted, *left)
        assert (refused.code, refused.out) == (2, "")
        assert option in refused.err


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two articles that differ, the stand-ins for stages and rules, and a shell in its ``work``."""
    fake_stages.use(monkeypatch)
    monkeypatch.setattr(registry, "load", lambda local=(): fake_stages.RULES)
    (tmp_path / ".git").mkdir()
    (tmp_path / "work" / "news").mkdir(parents=True)
    (tmp_path / "work" / "news" / "a.txt").write_text("ships 12\n", encoding="utf-8")
    (tmp_path / "work" / "news" / "b.txt").write_text("ships 15\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def test_annotations_name_files_from_the_root_of_the_repository(
    factcheck: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = news / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    done = factcheck("run", "news", "--format", "github", "--report", "sarif=out.sarif")

    assert done.code == 1
    assert done.out.startswith("::error file=work/news/a.txt,line=1,")
    assert '"uri":"work/news/a.txt"' in Path("out.sarif").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8").startswith("before\n# factcheck: 1 error")


def test_no_summary_is_written_without_annotations(factcheck: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(news / "summary.md"))

    factcheck("run", "news", "--format", "sarif")

    assert not (news / "summary.md").exists()


def test_a_draft_among_the_articles_comes_back_with_comments(
    factcheck: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = about(DRAFT, "8 - 10%", "12%")
    (desk / "draft.docx").write_bytes(DRAFT)
    (desk / "r.json").write_text(document_format.render(made), encoding="utf-8", newline="\n")

    done = factcheck("report", "r.json", "--draft", "draft.docx", "-o", "checked.docx")

    assert done.code == 0
    assert list(marked((desk / "checked.docx").read_bytes()).values()) == ["8 - 10%", "12%"]
    assert (desk / "draft.docx").read_bytes() == DRAFT


def test_a_real_run_comments_a_real_draft(root: Path, tmp_path: Path, factcheck: Run) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    line = "The ministry said that 132,626/253,837 files, or 50.25%, have been entered."
    (folder / "draft.docx").write_bytes(docx(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
    (folder / "other.txt").write_text("Another day\n\nNothing was counted at the ministry.\n", encoding="utf-8")
    findings = library.check(folder).discrepancies

    done = factcheck("run", folder, "--draft", folder / "draft.docx", "-o", tmp_path / "checked.docx")

    made = (tmp_path / "checked.docx").read_bytes()
    assert done.code == 1
    assert "FC101" in [one.rule for one in findings]
    assert sorted(marked(made).values()) == sorted(claim.quote for one in findings for claim in one.claims)
    assert word.read(made).text == word.read((folder / "draft.docx").read_bytes()).text
