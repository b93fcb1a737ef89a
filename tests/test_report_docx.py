"""Word: a report as a document, and a draft whose figures carry comments while nothing else of it changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from ingest_files import W, docx
from lxml import etree
from sample_report import percent, report

from checker.errors import UsageError
from checker.ingest import word
from checker.model import Claim, Discrepancy, Kind, Report, Severity, Source
from checker.report import json as document_format
from checker.report.docx import commented, render
from checker.report.load import loaded
from checker.text.span import Span

HERE = Path(__file__).parent
_W = f"{{{W}}}"
_BOLD = "<w:rPr><w:b/></w:rPr>"


def paragraph(*inside: str) -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p>{''.join(inside)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of one text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


# Figures inside one run, over two runs of different formatting, in tracked changes, in a table, beside breaks.
DRAFT = docx(
    paragraph('<w:pPr><w:pStyle w:val="Title"/></w:pPr>', run("Harbour plan for 19% more"))
    + paragraph(run("The council wants freight to grow by 8 - 10% in 2025, and "), run("12", _BOLD), run("% in 2026."))
    + paragraph(
        run("It was "),
        f'<w:del w:id="1" w:author="A"><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">{run("6%, then 7%")}</w:ins>',
        run(" before."),
    )
    + f"<w:tbl><w:tr><w:tc>{paragraph(run('Berths  let'))}</w:tc><w:tc>{paragraph(run('50.25%'))}</w:tc></w:tr></w:tbl>"
    + paragraph('<w:r><w:t>a</w:t><w:tab/><w:t>31%</w:t><w:br/><w:t>b 33%</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>')
    + paragraph(f'<w:r><w:pict><w:txbxContent>{paragraph(run("Box of 41%"))}</w:txbxContent></w:pict></w:r>')
    + "<w:sectPr/>",
    comments=f'<w:comment w:id="4" w:author="Lan"><w:p>{run("Check this.")}</w:p></w:comment>',
    footnotes=f'<w:footnote w:id="7">{paragraph(run("Down from 55%."))}</w:footnote>',
)  # fmt: skip


def about(data: bytes, *figures: str) -> Report:
    """A report that doubts each of *figures* of the draft *data*, against another article."""
    text = word.read(data).text
    draft = Source(id="s1", path="draft.docx", text=text, body=Span(0, len(text)), format="docx")
    other = replace(report().sources[1], id="s2")
    claims, found = [], []
    against = replace(report().claims[1], id="c99", source=other)
    for number, figure in enumerate(figures, 1):
        start = text.index(figure)
        line = Span(text.rfind("\n", 0, start) + 1, (text + "\n").index("\n", start))
        claim = Claim(
            id=f"c{number}", source=draft, span=Span(start, start + len(figure)), sentence=line, clause=line, kind=Kind.CHANGE,
            value=percent("8", "10"), indicator="growth",
        )  # fmt: skip
        claims.append(claim)
        found.append(
            Discrepancy(
                id=f"{number:016x}", rule="FC202", name="range-conflict", severity=Severity.ERROR, confidence=1.0,
                message=f"“{figure}” against “9 -10%”", claims=(claim, against), derivation=("8 is not 9",),
            )
        )  # fmt: skip
    return Report(version="0.1.0", sources=(draft, other), claims=(*claims, against), discrepancies=tuple(found))


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip container, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main_of(data: bytes) -> Any:
    """The main part of a Word file, parsed."""
    return etree.fromstring(parts_of(data)["word/document.xml"])


def marked(data: bytes) -> dict[int, str]:
    """Comment id → the text between the marks of its range."""
    open_: set[int] = set()
    texts: dict[int, str] = {}
    for element in main_of(data).iter():
        number = int(element.get(_W + "id", "-1"))
        if element.tag == _W + "commentRangeStart":
            open_.add(number)
            texts[number] = ""
        elif element.tag == _W + "commentRangeEnd":
            open_.remove(number)
        elif element.tag in (_W + "t", _W + "tab", _W + "br"):
            for one in open_:
                texts[one] += element.text or " "
    assert not open_
    return texts


def printed(data: bytes) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Each character with the formatting of its run and the elements around it, marks of comments aside."""
    for element in main_of(data).iter():
        if element.tag in (_W + "t", _W + "delText", _W + "tab", _W + "br"):
            owner = element.getparent()
            properties = owner.find(_W + "rPr")
            styled = b"" if properties is None else etree.tostring(properties, with_tail=False)
            around = [str(parent.tag) for parent in owner.iterancestors()]
            for char in element.text or element.tag:
                yield char, styled.decode(), around


def comments_of(data: bytes) -> dict[int, list[str]]:
    """Comment id → its lines."""
    root = etree.fromstring(parts_of(data)["word/comments.xml"])
    return {
        int(one.get(_W + "id")): ["".join(p.itertext(_W + "t")) for p in one.iter(_W + "p")] for one in root
    }  # fmt: skip


FIGURES = ("19%", "8 - 10%", "12%", "6%", "7%", "50.25%", "31%", "33%")


def test_a_comment_stands_on_each_figure_exactly() -> None:
    made = commented(about(DRAFT, *FIGURES), DRAFT)

    assert list(marked(made).values()) == list(FIGURES)
    assert list(marked(made)) == list(range(5, 5 + len(FIGURES)))


def test_nothing_but_marks_of_comments_is_new() -> None:
    made = commented(about(DRAFT, *FIGURES), DRAFT)
    before, after = parts_of(DRAFT), parts_of(made)

    assert list(printed(made)) == list(printed(DRAFT))
    assert word.read(made).text == word.read(DRAFT).text
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml", "word/comments.xml"}


def test_comments_that_were_there_stay() -> None:
    made = comments_of(commented(about(DRAFT, "12%"), DRAFT))

    assert made[4] == ["Check this."]
    assert list(made) == [4, 5]


def test_a_comment_says_what_conflicts_with_whom_and_why() -> None:
    (lines,) = [lines for number, lines in comments_of(commented(about(DRAFT, "12%"), DRAFT)).items() if number > 4]

    assert lines[0] == "Error: range-conflict (FC202)"
    assert lines[1] == "“12%” against “9 -10%”"
    assert lines[2].startswith("Beta Daily, 2025/beta.txt:3:157: “After a long debate")
    assert lines[3:] == ["8 is not 9", "id 0000000000000001"]


def test_the_mark_of_a_comment_is_no_part_of_a_tracked_insertion() -> None:
    made = main_of(commented(about(DRAFT, "6%", "7%"), DRAFT))

    for mark in made.iter(_W + "commentReference"):
        assert _W + "ins" not in [parent.tag for parent in mark.iterancestors()]
    assert len(list(made.iter(_W + "ins"))) == 1


@pytest.mark.parametrize("figure", ["55%", "41%"])
def test_a_note_and_a_text_box_take_the_comment_where_they_are_anchored(figure: str) -> None:
    made = commented(about(DRAFT, figure), DRAFT)
    body = main_of(made)

    (start,) = body.iter(_W + "commentRangeStart")
    following = start.getnext()
    assert _W + "txbxContent" not in [parent.tag for parent in start.iterancestors()]
    assert following.find(_W + ("footnoteReference" if figure == "55%" else "pict")) is not None
    assert list(printed(made)) == list(printed(DRAFT))


def test_several_comments_may_stand_on_one_figure() -> None:
    made = about(DRAFT, "8 - 10%", "12%")
    twice = replace(made, discrepancies=(*made.discrepancies, replace(made.discrepancies[0], id="f" * 16)))

    assert list(marked(commented(twice, DRAFT)).values()) == ["8 - 10%", "8 - 10%", "12%"]


def test_figures_that_share_digits_are_marked_each_for_itself() -> None:
    assert sorted(marked(commented(about(DRAFT, "8 - 10%", "10%", "8 - 1"), DRAFT)).values()) == [
        "10%", "8 - 1", "8 - 10%",
    ]  # fmt: skip


def test_a_file_without_comments_gets_its_first() -> None:
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("Freight grew by 8% and more.")
    document.save(plain)

    made = commented(about(plain.getvalue(), "8%"), plain.getvalue())

    assert list(marked(made).values()) == ["8%"]
    opened = Document(io.BytesIO(made))
    assert [(one.author, one.initials) for one in opened.comments] == [("factcheck", "fc")]
    before, after = parts_of(plain.getvalue()), parts_of(made)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_a_draft_without_figures_in_question_is_left_as_it_is() -> None:
    made = about(DRAFT, "12%")
    silenced = replace(made, discrepancies=(replace(made.discrepancies[0], suppressed="known"),))

    assert commented(silenced, DRAFT) == DRAFT


def test_another_file_is_refused() -> None:
    with pytest.raises(UsageError, match="as it was read"):
        commented(about(DRAFT, "12%"), docx(paragraph(run("Quite another text of 12%."))))


def test_a_report_read_back_comments_the_draft_alike() -> None:
    made = about(DRAFT, *FIGURES)

    again = loaded(document_format.load(document_format.render(made)))

    assert commented(again, DRAFT) == commented(made, DRAFT)


def test_the_pieces_print_the_text_that_is_read() -> None:
    assert "".join(piece.text for piece in word.pieces(word.parts(DRAFT))) == word.read(DRAFT).text


def test_hostile_text_stays_text_in_a_comment() -> None:
    made = about(DRAFT, "12%")
    evil = replace(made.discrepancies[0], message="</w:t><w:p/>\x1b[31m\u202e\ufffe\x00&amp;")

    lines = comments_of(commented(replace(made, discrepancies=(evil,)), DRAFT))[5]

    assert lines[1] == "</w:t><w:p/><U+001B>[31m<U+202E>\ufffd<U+0000>&amp;"


def test_the_report_document_holds_each_finding_with_its_figures_bold() -> None:
    document = Document(io.BytesIO(render(report())))
    texts = [p.text for p in document.paragraphs]
    bold = [
        r.text for p in document.paragraphs if p.style is not None and p.style.name == "Quote" for r in p.runs if r.bold
    ]

    assert texts[0] == "factcheck: 1 error, 1 warning, 1 info"
    assert "Error: berths let" in texts
    assert "132626 / 253837 = 52.248…%" in texts
    assert bold == ["132,626/253,837", "50.25%", "8 - 10%", "9 -10%", "over 40"]


def test_no_moment_of_ours_stands_in_a_file() -> None:
    for data in (render(report()), commented(about(DRAFT, "12%"), DRAFT)):
        assert b"w:date" not in parts_of(data).get("word/comments.xml", b"")
    with zipfile.ZipFile(io.BytesIO(render(report()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"1980-01-01" in parts_of(render(report()))["docProps/core.xml"]


@pytest.mark.parametrize("which", ["report", "draft"])
def test_an_office_program_opens_it(which: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    data = render(report()) if which == "report" else commented(about(DRAFT, *FIGURES), DRAFT)
    (tmp_path / "file.docx").write_bytes(data)

    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "file.docx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    assert (tmp_path / "file.pdf").read_bytes().startswith(b"%PDF-")
