"""Every output: what it says, that hostile text stays text in it, and that the same report gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kept import agrees
from markdown_it import MarkdownIt
from markdown_it.token import Token
from python_calamine import CalamineWorkbook
from sample_report import percent, report

from checker import report as reports
from checker.errors import UsageError
from checker.model import Report, Severity
from checker.report import (
    annotated,
    claimreview,
    claims_csv,
    github,
    gitlab,
    jsonl,
    junit,
    markdown,
    rdjson,
    tables,
    xlsx,
)
from checker.report import csv as findings_csv
from checker.report.cells import formula_like, visible
from checker.report.claimreview import Review
from checker.report.json import to_dict
from checker.report.places import Region, Setting, region
from checker.text.span import Span

HERE = Path(__file__).parent
SNAPSHOTS = {
    "jsonl": "report.jsonl", "markdown": "report.md", "claims-markdown": "report.claims.md", "csv": "report.csv",
    "claims-csv": "report.claims.csv", "annotated": "report.annotated.txt", "github": "report.github.txt",
    "gitlab": "report.gitlab.json", "junit": "report.junit.xml", "rdjson": "report.rdjson.json",
}  # fmt: skip


def rendered(name: str, made: Report) -> str:
    """*made* in a format that is text."""
    text = reports.renderer(name)(made)
    assert isinstance(text, str)
    return text


def reworded(text: str, made: Report | None = None) -> Report:
    """The sample with *text* wherever an article, a file name or a rule's message may bring it."""
    made = made or report()
    old = made.sources[2]
    body = f"Ships {text} over 40 {text}.\n"
    start = body.index("over 40")
    evil = replace(old, path=f"2025/{text}.txt", text=body, outlet=text or None, title=text)
    whole = Span(0, len(body) - 1)
    claim = replace(
        made.claims[4], source=evil, span=Span(start, start + 7), sentence=whole, clause=whole, indicator=text, scope=text,
        speaker=text,
    )  # fmt: skip
    finding = replace(
        made.discrepancies[2],
        claims=(claim,),
        message=text,
        derivation=(text, text),
        suggestion=text,
        severity=Severity.ERROR,
    )
    return replace(
        made,
        sources=(*made.sources[:2], evil),
        claims=(*made.claims[:4], claim),
        discrepancies=(finding, *made.discrepancies[:2]),
        problems=(replace(made.problems[0], path=text, message=text),),
    )


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_the_sample_renders_as_its_snapshot(name: str, accept: bool) -> None:
    snapshot = HERE / "snapshots" / SNAPSHOTS[name]
    text = rendered(name, report())

    agrees(text, snapshot, accept)


@pytest.mark.parametrize("name", reports.FORMATS)
def test_an_empty_report_renders(name: str) -> None:
    assert reports.renderer(name)(Report(version="0.1.0"))


# ── the same bytes ───────────────────────────────────────────────────────────────────────────────────────────────

_HASHES = """
import hashlib, json, sys
sys.path[:0] = [{tests!r}, {root!r}]
from sample_report import report
from checker import report as reports
made = {{}}
for name in reports.FORMATS:
    content = reports.renderer(name)(report())
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    made[name] = hashlib.sha256(data).hexdigest()
print(json.dumps(made))
"""


def test_two_runs_give_the_same_bytes_in_every_format(root: Path, tmp_path: Path) -> None:
    script = _HASHES.format(tests=str(HERE), root=str(root))
    places = [
        (root, {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"}),
        (
            tmp_path,
            {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "COLUMNS": "40", "USER": "lan"},
        ),
    ]

    runs = [
        subprocess.Popen([sys.executable, "-c", script], cwd=place, env={**os.environ, **env}, stdout=subprocess.PIPE)
        for place, env in places
    ]
    first, second = (json.loads(run.communicate()[0]) for run in runs)

    assert set(first) == set(reports.FORMATS)
    assert first == second


# ── hostile text ─────────────────────────────────────────────────────────────────────────────────────────────────

PAYLOADS = (
    "<script>alert(1)</script>", "</t></is></c>", "]]>", "&lt;b&gt;", "::error file=x::y", "\n::error::y", "##vso[task]", "%0A::warning::z",
    "\x1b[31m", "\x1b]0;x\x07", "\x9b2J", "\u202e\u2066", "\u200b", "\x00", "\ufffe\uffff", "\udce9", "\r\n", "\u2028", "\x85",
    "=cmd|' /C calc'!A0", " =1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1", "_x0041_", "[red]", "[a](http://b)", "![](x)", "*b* _i_ `c` ~~s~~",
    "| a | b |", "# h", "> q", "1. x", "- x", "@name #12", "https://evil.example", "www.evil.example", ":ship:", "<!-- -->", "\\", "{0}", "$x$",
    '","b', "'", '"', "```\nx", "    code", "---", "a\nb",
)  # fmt: skip
hostile = st.lists(
    st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=6)), min_size=1, max_size=4
).map(" ".join)  # fmt: skip
# Characters that change how a line is shown without being seen.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
SHOWN = ("terminal", "markdown", "claims-markdown", "csv", "claims-csv", "annotated", "github", "junit")


@settings(max_examples=40)
@given(text=hostile)
@example(text="\n::error::y")
@example(text=" ".join(PAYLOADS))
def test_nothing_unseen_and_no_command_reaches_a_page_for_people(text: str) -> None:
    made = reworded(text)

    for name in SHOWN:
        shown = rendered(name, made)
        assert not _UNSEEN.search(shown), name
        lines = [line for line in shown.split("\n") if line.lstrip().startswith(("::", "##[", "##vso["))]
        assert len(lines) == (3 if name == "github" else 0), name


@settings(max_examples=40)
@given(text=hostile)
@example(text=" ".join(PAYLOADS))
def test_what_machines_read_stays_whole(text: str) -> None:
    made = reworded(text)

    for line in rendered("jsonl", made).split("\n")[:-1]:
        assert json.loads(line)["record"]
    assert json.loads(rendered("json", made))["discrepancies"][0]["message"] == _without_surrogates(text)
    assert len(json.loads(rendered("sarif", made))["runs"][0]["results"]) == 3
    assert len(json.loads(rendered("gitlab", made))) == 3
    assert len(json.loads(rendered("rdjson", made))["diagnostics"]) == 3
    assert len(list(ElementTree.fromstring(rendered("junit", made)).iter("failure"))) == 2
    assert len(Document(io.BytesIO(reports.renderer("docx")(made))).paragraphs) > 10


def _without_surrogates(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)


@settings(max_examples=40)
@given(text=hostile)
@example(text=" =1+1")
@example(text="=cmd|' /C calc'!A0")
def test_no_cell_is_a_formula_and_every_row_is_whole(text: str) -> None:
    made = reworded(text)

    for name, columns in (("csv", tables.DISCREPANCIES), ("claims-csv", tables.CLAIMS)):
        rows = list(csv.reader(io.StringIO(rendered(name, made))))
        assert {len(row) for row in rows} == {len(columns)}
        assert not any(formula_like(cell) for row in rows for cell in row)
    workbook = xlsx.render(made)
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for name in archive.namelist():
            root = ElementTree.fromstring(archive.read(name))
            assert not [one for one in root.iter() if one.tag.endswith("}f")]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name("discrepancies").to_python()
    assert len(sheet) == 6


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inline(token.children or ())


@settings(max_examples=60)
@given(text=hostile)
@example(text=" ".join(PAYLOADS))
@example(text="[a](http://b) ![](x) <b>x</b> `c` **d** ~~e~~ https://evil.example")
def test_markdown_of_an_article_takes_no_effect(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    tokens = list(_inline(parser.parse(markdown.text(text))))

    kinds = {token.type for token in tokens} - {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "text_special",
        "html_inline",
    }
    assert kinds == set()
    assert {token.content for token in tokens if token.type == "html_inline"} <= {"<!-- -->"}
    said = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert " ".join(said.split()) == " ".join(visible(text).split())


@given(text=hostile)
def test_a_span_of_code_holds_what_it_holds(text: str) -> None:
    tokens = [t for t in _inline(MarkdownIt("commonmark").parse(f"x {markdown.code(text)}")) if t.type != "inline"]

    (code,) = [token.content for token in tokens if token.type == "code_inline"]

    assert code.strip() == visible(text).strip()


@given(text=hostile)
def test_a_review_in_a_page_cannot_leave_its_element(text: str) -> None:
    made = reworded(text)

    page = claimreview.render(
        made.claims[4], Review(reviewer=text + "x", verdict=text + "x", url="https://desk.example/1")
    )

    assert "<" not in page
    assert json.loads(page)["reviewRating"]["alternateName"] == _without_surrogates(text + "x")


# ── one by one ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_of_json_are_the_document() -> None:
    lines = [json.loads(line) for line in jsonl.render(report()).split("\n")[:-1]]
    document = to_dict(report())

    assert lines[0]["record"] == "report"
    assert lines[0]["coverage"] == document["coverage"]
    for key, name in jsonl.RECORDS.items():
        assert [
            {k: v for k, v in line.items() if k != "record"} for line in lines if line["record"] == name
        ] == document[key]


def test_a_spreadsheet_holds_numbers_as_numbers_and_texts_as_printed() -> None:
    made = report()
    claim = replace(made.claims[0], value=percent("-8", "1234.5"), indicator="=growth")
    made = replace(made, claims=(claim, *made.claims[1:]))

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(made)))
    rows = workbook.get_sheet_by_name("claims").to_python()
    first = dict(zip([str(name) for name in rows[0]], rows[1], strict=True))

    assert workbook.sheet_names == ["discrepancies", "claims", "sources", "problems", "about"]
    assert (first["lo"], first["hi"], first["indicator"]) == (-8.0, 1234.5, "=growth")
    assert rows[8][rows[0].index("lo")] == "3-1"
    assert len(rows) == 1 + len(made.claims)


@given(value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_a_number_reads_back_from_a_table(value: Decimal) -> None:
    made = report()
    claim = replace(made.claims[0], value=percent(str(value), str(value)))
    made = replace(made, claims=(claim,), discrepancies=(), groups=(), series=(), relations=())

    (row,) = csv.DictReader(io.StringIO(claims_csv.render(made)))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(made))).get_sheet_by_name("claims").to_python()

    assert float(row["lo"]) == float(value)
    assert sheet[1][tables.CLAIMS.index("lo")] == float(value)


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(report())))

    assert [name for name in workbook.sheet_names if name.startswith("claims")] == ["claims", "claims 2", "claims 3"]
    assert len(workbook.get_sheet_by_name("claims 3").to_python()) == 3


def test_a_text_longer_than_a_cell_says_that_it_is_cut() -> None:
    made = reworded("x" * 40_000)

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(made))).get_sheet_by_name("discrepancies").to_python()
    message = str(sheet[1][tables.DISCREPANCIES.index("message")])

    assert len(message) == xlsx.MAX_CELL_CHARS
    assert message.endswith("(cut: longer than a cell)")


def test_a_finding_has_a_row_per_figure() -> None:
    rows = list(csv.DictReader(io.StringIO(findings_csv.render(report()))))

    assert [(row["rule"], row["figure"], row["claim"]) for row in rows] == [
        ("FC101", "1", "c3"), ("FC101", "2", "c4"), ("FC202", "1", "c1"), ("FC202", "2", "c2"), ("FC203", "1", "c5"),
    ]  # fmt: skip


def test_markdown_that_must_be_short_counts_what_it_leaves_out() -> None:
    whole = markdown.render(report())

    short = markdown.written(report(), most_bytes=1_400)

    assert len(short.encode()) <= 1_400 < len(whole.encode())
    assert re.search(r"\*\*\d more findings? left out here", short)
    assert markdown.written(report(), most_bytes=1_000_000) == whole


def _many(severity: Severity, number: int, start: int = 0) -> list[Any]:
    one = report().discrepancies[1]
    return [replace(one, id=f"{n:016x}", severity=severity) for n in range(start, start + number)]


def test_annotations_are_capped_and_the_rest_is_counted() -> None:
    found = [*_many(Severity.INFO, 3), *_many(Severity.WARNING, 12, 100), *_many(Severity.ERROR, 11, 200)]

    lines = github.render(replace(report(), discrepancies=tuple(found))).splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 4
    assert (
        lines[-1]
        == "::notice title=factcheck::factcheck: 11 errors, 12 warnings, 3 info; 1 not looked at; 3 not shown here, see the report"
    )


def test_an_annotation_escapes_what_would_end_it() -> None:
    made = reworded("50%, a:b\r\nc")

    line = github.render(made, Setting(files={"2025/50%, a:b\r\nc.txt": "x,y:z%.txt"})).splitlines()[0]

    assert line.startswith("::error file=x%2Cy%3Az%25.txt,line=")
    assert "::50%25, a:b  c%0A" in line


def test_suppressed_findings_are_no_annotations() -> None:
    made = report()
    made = replace(made, discrepancies=tuple(replace(one, suppressed="known") for one in made.discrepancies))

    assert github.render(made) == "factcheck: 0 errors, 0 warnings, 0 info; 1 not looked at\n"
    assert json.loads(gitlab.render(made)) == []
    assert json.loads(rdjson.render(made))["diagnostics"] == []


def test_a_finding_for_gitlab_has_what_it_asks_for() -> None:
    entries = json.loads(gitlab.render(report(), Setting(files={"2025/beta.txt": "news/2025/beta.txt"})))

    assert entries[0]["location"] == {"path": "news/2025/beta.txt", "lines": {"begin": 4, "end": 4}}
    assert [entry["severity"] for entry in entries] == ["critical", "major", "info"]
    assert len({entry["fingerprint"] for entry in entries}) == 3


@pytest.mark.parametrize("module", [github, gitlab, rdjson])
def test_the_place_shown_is_where_the_reader_looks(module: Any) -> None:
    second = Setting(primary=lambda claim: claim.source.id == "s2")

    first_line = next(line for line in module.render(report(), second).splitlines() if "Lower ends" in line)

    assert "2025/alpha.txt:3:38 (The Alpha)" in first_line
    assert '"path":"2025/beta.txt"' in first_line or "file=2025/beta.txt" in first_line


def test_columns_for_reviewdog_count_bytes() -> None:
    made = report()
    text = "Tăng trưởng 8 - 10% năm nay.\n"
    start = text.index("8")
    source = replace(made.sources[0], text=text)
    claim = replace(made.claims[0], source=source, span=Span(start, start + 7), sentence=Span(0, len(text) - 1))
    finding = replace(made.discrepancies[1], claims=(claim, made.claims[1]))
    made = replace(
        made, sources=(source, *made.sources[1:]), claims=(claim, *made.claims[1:]), discrepancies=(finding,)
    )

    where = json.loads(rdjson.render(made))["diagnostics"][0]["location"]["range"]

    line = text.partition("\n")[0].encode()
    assert line[where["start"]["column"] - 1 : where["end"]["column"] - 1].decode() == "8 - 10%"


def test_every_checked_fact_is_a_test_case() -> None:
    made = replace(report(), discrepancies=(), problems=())

    suites = ElementTree.fromstring(junit.render(made))

    assert {s.get("name"): s.get("tests") for s in suites} == {
        "FC1 arithmetic in a passage": "1", "FC2 across sources": "1", "FC6 series": "1",
    }  # fmt: skip
    assert suites.get("failures") == "0"
    assert ElementTree.fromstring(junit.render(Report(version="1"))).get("tests") == "0"


@pytest.mark.parametrize(("fail_on", "failures"), [("never", 0), ("error", 1), ("warning", 2), ("info", 3)])
def test_a_failure_is_what_fails_the_run(fail_on: str, failures: int) -> None:
    suites = ElementTree.fromstring(junit.render(report(), Setting(fail_on=fail_on)))

    assert suites.get("failures") == str(failures) == str(len(list(suites.iter("failure"))))
    assert len(list(suites.iter("testcase"))) == int(suites.get("tests") or -1)


def test_a_suppressed_finding_is_a_skipped_case() -> None:
    made = report()
    first = replace(made.discrepancies[0], suppressed="known since May")

    suites = ElementTree.fromstring(junit.render(replace(made, discrepancies=(first, *made.discrepancies[1:]))))

    assert [skip.get("message") for skip in suites.iter("skipped")] == ["FC101 suppressed: known since May"]
    assert suites.get("skipped") == "1"


def test_an_annotated_article_is_whole_with_its_figures_marked() -> None:
    page = annotated.render(report())

    assert "the assembly set growth of ⟦9 -10%⟧2 for 2025" in page
    body = re.sub(r"⟦|⟧[\d,]+", "", page)
    for source in report().sources[:2]:
        for line in filter(None, source.text.split("\n")):
            assert f"| {line}\n" in body


def test_a_quote_over_a_line_end_has_a_region_that_ends_below() -> None:
    made = report()
    text = "Growth of 8\n- 10% is wanted.\n"
    source = replace(made.sources[0], text=text)
    claim = replace(made.claims[0], source=source, span=Span(10, 17), sentence=Span(0, len(text) - 1))

    from checker.report.cards import cards

    finding = replace(made.discrepancies[1], claims=(claim,))
    (card,) = cards(replace(made, sources=(source,), claims=(claim,), groups=(), discrepancies=(finding,)))

    assert card.mentions[0].quote == "8\n- 10%"
    assert region(card.mentions[0]) == Region(1, 11, 2, 6)


# ── reviews ──────────────────────────────────────────────────────────────────────────────────────────────────────

REVIEW = Review(reviewer="Báo Bến", verdict="Sai", url="https://desk.example/r/1")


def test_a_review_says_who_judged_what_and_where() -> None:
    page = json.loads(claimreview.render(report().claims[1], REVIEW))

    assert page["@type"] == "ClaimReview"
    assert page["author"] == {"@type": "Organization", "name": "Báo Bến"}
    assert page["reviewRating"] == {"@type": "Rating", "alternateName": "Sai"}
    assert page["claimReviewed"].startswith("After a long debate")
    assert page["itemReviewed"]["author"]["name"] == "Beta Daily"
    assert "datePublished" not in page


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"reviewer": " "}, "a reviewer"),
        ({"verdict": ""}, "a verdict"),
        ({"url": ""}, "the page"),
        ({"rating": Decimal(1)}, "both ends"),
        ({"rating": Decimal(6), "best": Decimal(5), "worst": Decimal(1)}, "from 1 to 5"),
    ],
)
def test_a_review_that_is_not_whole_is_refused(change: dict[str, Any], missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        claimreview.render(report().claims[1], replace(REVIEW, **change))


def test_a_finding_of_several_claims_asks_which() -> None:
    one = claimreview.found(report().discrepancies, "7c1e000000000002")

    with pytest.raises(UsageError, match=re.escape("c1: “8 - 10%” (The Alpha); c2")):
        claimreview.claim_of(one, None)
    assert claimreview.claim_of(one, "c2").id == "c2"
    with pytest.raises(UsageError, match="found 2"):
        claimreview.found(report().discrepancies, "7c1e")


def test_nothing_of_a_category_we_hide_is_left_by_the_check_itself() -> None:
    # The pattern above must know what it looks for.
    assert all(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in "\x1b\x9b\u202e\u2066\u200b\u2028")
    assert all(_UNSEEN.search(char) for char in "\x1b\x9b\u202e\u2066\u200b\u2028\x85")
