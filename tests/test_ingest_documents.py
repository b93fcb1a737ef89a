"""Web pages, Word documents and PDF: what of them is text, what is left out, and what is refused."""

from __future__ import annotations

import importlib
import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_files import docx, pdf

from checker.errors import ReadError
from checker.ingest import limits, read_bytes, web, word
from checker.ingest import pdf as pdf_reader
from checker.ingest.pdf import Line, joined, paragraphs, pitch_of, running_lines, without_running
from checker.model import Source


def refusal(name: str) -> str:
    """Why a library cannot be imported here, with all that it needs; empty where it can."""
    try:
        importlib.import_module(name)
    except ImportError as error:
        return f"{name} does not load here: {error}"
    return ""


needs_web = pytest.mark.skipif(bool(refusal("trafilatura")), reason=refusal("trafilatura") or "it loads")


def good(data: bytes, name: str) -> Source:
    """The source of *data*, read without a problem."""
    source, problems = read_bytes(data, name, "s1")
    assert problems == []
    assert source is not None
    return source


def refused(data: bytes, name: str, rule: str = "FC001") -> str:
    """The message of the one problem of *data*, which gives no source."""
    source, problems = read_bytes(data, name, "s1")
    assert source is None
    assert [(problem.rule, problem.path) for problem in problems] == [(rule, name)]
    return problems[0].message


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────


def run(text: str, properties: str = "") -> str:
    """One run of a paragraph."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """One paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = paragraph(
        run("The road is "),
        '<w:del w:id="1" w:author="a"><w:r><w:delText>40</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="a">{run("42")}</w:ins>',
        run(" km long."),
    )

    assert good(docx(body), "a.docx").text == "The road is 42 km long."


def test_moved_text_is_read_where_it_went() -> None:
    body = paragraph(
        f'<w:moveFrom w:id="1">{run("five ")}</w:moveFrom>',
        run("roads, "),
        f'<w:moveTo w:id="2">{run("five")}</w:moveTo>',
    )

    assert good(docx(body), "a.docx").text == "roads, five"


def test_an_insertion_inside_a_deletion_is_gone() -> None:
    body = paragraph(run("km "), f'<w:ins w:id="1"><w:del w:id="2">{run("40")}</w:del></w:ins>', run("long"))

    assert good(docx(body), "a.docx").text == "km long"


def test_a_struck_paragraph_end_joins_two_paragraphs() -> None:
    body = paragraph(run("The road "), properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph(run("is 42 km long."))

    assert good(docx(body), "a.docx").text == "The road is 42 km long."


def test_comments_are_never_text() -> None:
    body = paragraph(
        '<w:commentRangeStart w:id="0"/>',
        run("42 km"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    comments = f'<w:comment w:id="0">{paragraph(run("should be 43"))}</w:comment>'

    assert good(docx(body, comments=comments), "a.docx").text == "42 km"


def test_rows_of_a_table_are_lines_and_their_cells_stay_apart() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Roads", "12", "345"))
    struck = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph(run("gone 9"))}</w:tc></w:tr>'
    body = paragraph(run("Before.")) + f"<w:tbl><w:tr>{cells}</w:tr>{struck}</w:tbl>" + paragraph(run("After."))

    assert good(docx(body), "a.docx").text == "Before.\nRoads; 12; 345\nAfter."


def test_tables_in_tables_are_read_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('12 km'))}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('Roads'))}{inner}</w:tc></w:tr></w:tbl>"

    assert good(docx(body), "a.docx").text.count("12 km") == 1


def test_hidden_text_and_field_codes_are_not_printed() -> None:
    hidden = run("secret 99", "<w:rPr><w:vanish/></w:rPr>")
    shown = run("42 km", '<w:rPr><w:vanish w:val="0"/></w:rPr>')

    assert (
        good(docx(paragraph(hidden, "<w:r><w:instrText>PAGE 7</w:instrText></w:r>", shown)), "a.docx").text == "42 km"
    )


def test_links_content_controls_and_text_boxes_are_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Box 3.'))}</w:txbxContent></w:pict></w:r>"
    control = f"<w:sdt><w:sdtContent>{paragraph(run('Control 4.'))}</w:sdtContent></w:sdt>"
    body = paragraph(f'<w:hyperlink w:anchor="x">{run("Link 2.")}</w:hyperlink>', box) + control

    assert good(docx(body), "a.docx").text == "Link 2.\nBox 3.\nControl 4."


def test_notes_are_read_after_the_text() -> None:
    notes = f'<w:footnote w:id="0" w:type="separator">{paragraph(run("---"))}</w:footnote><w:footnote w:id="1">{paragraph(run("Note 5."))}</w:footnote>'

    assert good(docx(paragraph(run("42 km.")), footnotes=notes), "a.docx").text == "42 km.\nNote 5."


def test_breaks_tabs_and_fixed_hyphens_are_kept() -> None:
    body = paragraph(
        "<w:r><w:t>2011</w:t><w:noBreakHyphen/><w:t>2024</w:t><w:br/><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"
    )

    assert good(docx(body), "a.docx").text == "2011-2024\na\tb"


def test_the_title_style_gives_the_title() -> None:
    body = paragraph(run("A road of 42 km"), properties='<w:pStyle w:val="Title"/>') + paragraph(run("It is long."))

    source = good(docx(body, title="Another title"), "a.docx")

    assert source.title == "A road of 42 km"
    assert source.title_span is not None
    assert source.title_span.cut(source.text) == source.title


def test_the_title_property_stands_in_the_first_line() -> None:
    source = good(docx(paragraph(run("It is long.")), title="A road of 42 km"), "a.docx")

    assert source.text == "A road of 42 km\nIt is long."
    assert source.title == "A road of 42 km"


def test_a_title_that_word_made_up_is_none() -> None:
    assert good(docx(paragraph(run("It is long.")), title="Word Document"), "a.docx").title is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 broken", "damaged zip"),
        (b"Plain words.", "something else"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "password-protected"),
        (docx("")[:400], "damaged zip"),
        (docx(""), "no text"),
        (docx("<w:p>"), "damaged"),
        (docx(paragraph(run("&x;")), prolog='<!DOCTYPE w [<!ENTITY x "yyyy">]>'), "document type"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data, "a.docx")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip container."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_another_container_is_refused() -> None:
    assert "another zip" in refused(zipped({"a.txt": b"5"}), "a.docx")


def test_a_container_with_too_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ZIP_ENTRIES", 3)

    assert "entries" in refused(docx(paragraph(run("42 km"))), "a.docx", "FC004")


WHOLE = docx(paragraph(run("The road is 42 km long.")), title="A road")


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
def test_a_flipped_byte_gives_a_source_or_a_problem(at: int, byte: int) -> None:
    source, problems = read_bytes(WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :], "a.docx", "s1")

    assert source is not None or problems


@given(body=st.text(st.sampled_from('<>/w:prtblcdenis="1&; '), max_size=60))
def test_any_markup_gives_a_source_or_a_problem(body: str) -> None:
    source, problems = read_bytes(docx(body), "a.docx", "s1")

    assert source is not None or problems


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────

PAGE = [
    (50, 700, "The road is 42 km long and took from 2011-"),
    (50, 688, "2024 to build in the whole prov-"),
    (50, 676, "ince."),
]


def test_lines_of_a_page_are_joined_into_paragraphs() -> None:
    source = good(pdf([[*PAGE, (50, 640, "A second paragraph of 5 words.")]], title="A long road"), "a.pdf")

    assert (
        source.text
        == "A long road\nThe road is 42 km long and took from 2011-2024 to build in the whole province.\nA second paragraph of 5 words."
    )
    assert source.title == "A long road"
    assert source.format == "pdf"


def test_headers_footers_and_page_numbers_are_left_out_and_counted() -> None:
    pages = [
        [
            (50, 780, "The Gazette | Thursday 15 May 2025"),
            (50, 700 - number, f"Text {word} of the page."),
            (50, 20, f"Page {number} of 3"),
        ]
        for number, word in enumerate(("one", "two", "three"), 1)
    ]

    source = good(pdf(pages), "a.pdf")

    assert source.text == "Text one of the page.\nText two of the page.\nText three of the page."
    assert source.removed == 6
    assert (source.outlet, source.published) == ("The Gazette", "2025-05-15")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([PAGE], encrypted=True), "password"),
        (pdf([[], []]), "text layer"),
        (b"%PDF-1.4 and no more", "broken"),
        (pdf([PAGE])[:300], "broken"),
        (b"Plain words.", "expected a PDF"),
    ],
)
def test_what_cannot_be_read_of_pdf_is_refused_with_its_reason(data: bytes, said: str) -> None:
    assert said in refused(data, "a.pdf")


def test_a_page_without_text_makes_the_source_partial() -> None:
    source, problems = read_bytes(pdf([PAGE, []]), "a.pdf", "s1")

    assert source is not None
    assert source.status == "partial"
    assert ["1 of 2 pages" in problem.message for problem in problems] == [True]


def test_pages_above_the_cap_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PDF_PAGES", 1)

    source, problems = read_bytes(pdf([PAGE, PAGE]), "a.pdf", "s1")

    assert source is not None
    assert source.status == "partial"
    assert [problem.rule for problem in problems] == ["FC004"]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("cost 1,234", "567 people", "cost 1,234\n567 people"),
        ("from 2011-", "2024", "from 2011-2024"),
        ("mid-", "year", "mid-year"),
        ("prov\ufffe", "ince", "province"),
        ("2011\ufffe", "2024", "2011-2024"),
        ("the road", "is long", "the road is long"),
        ("ends -", "then", "ends - then"),
    ],
)
def test_joining_two_lines_never_makes_a_new_figure(above: str, below: str, expected: str) -> None:
    assert joined(above, below) == expected


@given(
    left=st.from_regex(r"[a-z]{0,3}[0-9]{1,4}", fullmatch=True),
    right=st.from_regex(r"[0-9]{1,4}[a-z]{0,3}", fullmatch=True),
)
def test_figures_of_two_lines_are_never_glued(left: str, right: str) -> None:
    assert left + right not in joined(left, right)
    assert f"{left} {right}" not in joined(left, right)


def column(*rows: tuple[float, str]) -> list[Line]:
    """Lines of one column, 10 points high: (bottom, text)."""
    return [Line(text, 50, bottom, 50 + 5 * len(text), bottom + 10) for bottom, text in rows]


def test_a_wider_gap_starts_a_paragraph() -> None:
    lines = column(
        (700, "one line of text here"),
        (688, "two lines of text here"),
        (672, "three lines of text"),
        (660, "four lines of text"),
    )

    assert paragraphs(lines, pitch_of([lines])) == [
        "one line of text here two lines of text here",
        "three lines of text four lines of text",
    ]


def test_a_line_of_the_article_on_one_page_is_no_running_line() -> None:
    pages = [
        column((700, "Gazette 1"), (600, "The road is 42 km long.")),
        column((700, "Gazette 2"), (600, "It cost 5 million.")),
    ]

    running = running_lines(pages)

    assert running == {"Gazette 0"}
    assert [line.text for line in without_running(pages[0], running)] == ["The road is 42 km long."]


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────

ARTICLE = """
<p>Con đường dài <b>4</b><b>2</b>,5 km được khánh thành sáng 3/5 tại tỉnh Sơn Hải, với tổng vốn 1.200 tỷ đồng từ ngân sách trung ương.</p>
<p>Dự án gồm 3 cầu và 12 cống, hoàn thành trong 18 tháng, sớm hơn kế hoạch được giao là hai tháng, theo ban quản lý dự án.</p>
<p>Người dân hai bên đường đã nhận đủ tiền đền bù, tổng cộng 320 hộ, và 24 hộ đã chuyển đến khu ở mới.</p>
"""


def page(head: str = "", body: str = ARTICLE, *, lang: str = "vi") -> bytes:
    """A web page around an article, with a menu and a footer."""
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Đường dài 42,5 km - Báo Sông</title>{head}</head><body>
    <nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/k">Kinh tế</a></li></ul></nav>
    <article><h1>Đường dài 42,5 km</h1>{body}</article>
    <aside><p>Tin liên quan: cầu cũ 97 tuổi</p></aside>
    <p style="display: none">Ẩn 99</p><script>var n = 12345;</script>
    <footer><p>Lượt xem: 84.139</p></footer></body></html>""".encode()


@needs_web
def test_the_article_is_read_and_the_page_around_it_is_counted() -> None:
    source = good(page(), "a.html")

    assert source.text.startswith("Đường dài 42,5 km\nCon đường dài 42,5 km được khánh thành")
    assert "24 hộ đã chuyển" in source.text
    assert not any(word in source.text for word in ("Trang chủ", "97", "99", "12345", "84.139"))
    assert source.removed == 4
    assert source.format == "html"


@needs_web
def test_marks_inside_a_word_never_break_a_figure() -> None:
    assert "dài 42,5 km được" in good(page(), "a.html").text


@needs_web
def test_the_title_stands_on_the_first_line() -> None:
    source = good(page(), "a.html")

    assert source.title == "Đường dài 42,5 km"
    assert source.title_span is not None
    assert source.title_span.cut(source.text) == source.title
    assert source.text.count("Đường dài 42,5 km") == 1


@needs_web
@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2024-05-03T08:15:00+07:00">', ("published", "2024-05-03T08:15")),
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-05-03T08:15"}]}</script>', ("published", "2024-05-03T08:15")),
        ('<meta property="og:site_name" content="Báo Sông">', ("outlet", "Báo Sông")),
        ('<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Báo Sông"}}</script>', ("outlet", "Báo Sông")),
        ('<link rel="canonical" href="https://www.song.example/a">', ("outlet", "song.example")),
        ('<link rel="canonical" href="https://www.song.example/a">', ("url", "https://www.song.example/a")),
        ('<meta property="og:title" content="Con đường mới">', ("title", "Con đường mới")),
        ('<script type="application/ld+json">{broken</script>', ("title", "Đường dài 42,5 km")),
    ],
)  # fmt: skip
def test_the_page_states_its_metadata(head: str, expected: tuple[str, str]) -> None:
    assert getattr(good(page(head), "a.html"), expected[0]) == expected[1]


@needs_web
def test_the_time_element_dates_the_page() -> None:
    source = good(page(body='<time datetime="2024-05-03T08:15:00+07:00">3/5</time>' + ARTICLE), "a.html")

    assert source.published == "2024-05-03T08:15"


@needs_web
def test_the_language_of_the_page_is_its_own_word() -> None:
    assert good(page(lang="vi-VN"), "a.html").lang == "vi"


@needs_web
def test_a_declared_charset_is_believed_and_a_wrong_one_is_not() -> None:
    declared = page().replace(b'charset="utf-8"', b'charset="utf-16"')
    legacy = (
        "<html><head><meta charset=windows-1252></head><body><article>"
        + "<p>The caf\u00e9 on the quay served 420 guests, said the owner, who is £12 the richer.</p>" * 3
    )
    western = legacy.encode("cp1252")

    assert "42,5" in good(declared, "a.html").text
    assert "café" in good(western, "a.html").text


@needs_web
def test_a_page_saved_as_text_is_read_as_a_page() -> None:
    assert good(page(), "a.txt").format == "html"


@needs_web
def test_figures_in_a_table_stay_apart() -> None:
    table = "<table><tr><th>Hạng mục</th><th>Số</th></tr><tr><td>Cầu</td><td>3</td></tr><tr><td>Cống</td><td>12</td></tr></table>"

    source = good(page(body=ARTICLE + table + ARTICLE.replace("320", "321")), "a.html")

    assert "Cầu; 3\nCống; 12" in source.text


@needs_web
def test_a_page_without_an_article_is_a_problem() -> None:
    assert refused(b"<!DOCTYPE html><html><body></body></html>", "a.html")


@needs_web
@given(body=st.lists(st.sampled_from(["<p>", "</p>", "<div>", "<table><tr><td>", "<br>", "5", "a b ", "<time datetime='x'>", "<!--", "&#0;", "<html lang>", "\0"]) | st.text(max_size=20), max_size=15))  # fmt: skip
def test_any_page_gives_a_source_or_a_problem(body: list[str]) -> None:
    source, problems = read_bytes(("<html><body>" + "".join(body)).encode("utf-8", errors="replace"), "a.html", "s1")

    assert source is not None or problems


def test_a_missing_library_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("trafilatura", "docx", "pypdfium2"):
        monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(ReadError, match="trafilatura"):
        web.read(page())
    with pytest.raises(ReadError, match="python-docx"):
        word.read(docx(paragraph(run("5"))))
    with pytest.raises(ReadError, match="pypdfium2"):
        pdf_reader.read(pdf([PAGE]))
