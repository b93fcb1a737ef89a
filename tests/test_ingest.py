"""Paths to entries, bytes to text: what is read, what is a problem, and that nothing raises."""

from __future__ import annotations

import codecs
import io
import os
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_files import windows_1258

from checker.errors import UsageError
from checker.ingest import Entry, entries, limits, listing, read, read_bytes
from checker.ingest.decoding import disguised
from checker.ingest.walk import STDIN
from checker.model import Problem, Source

VIETNAMESE = (
    "Thủ tướng cho biết tỉnh đã cấp 1.200 tỷ đồng cho các dự án của năm nay, tăng 15% so với năm trước.\n"
    "Những người dân được hỗ trợ sẽ nhận tiền tại xã từ ngày 12/3, và không phải nộp hồ sơ giấy.\n"
)
ENGLISH = "The council said that it was to spend £12 million on the bridge – “a bargain”, in the words of the mayor.\n"


def good(data: bytes, name: str = "a.txt") -> Source:
    """The source of *data*, read without a problem."""
    source, problems = read_bytes(data, name, "s1")
    assert problems == []
    assert source is not None
    assert source.status == "read"
    return source


def bad(data: bytes, name: str = "a.txt") -> str:
    """The message of the one problem of *data*, which gives no source."""
    source, problems = read_bytes(data, name, "s1")
    assert source is None
    assert [(problem.rule, problem.path) for problem in problems] == [("FC001", name)]
    return problems[0].message


def partly(data: bytes, name: str = "a.txt") -> tuple[Source, str]:
    """The partial source of *data* and the message of its one problem."""
    source, problems = read_bytes(data, name, "s1")
    assert source is not None
    assert source.status == "partial"
    assert [(problem.rule, problem.path) for problem in problems] == [("FC001", name)]
    return source, problems[0].message


# ── paths ────────────────────────────────────────────────────────────────────────────────────────────────────


def make(folder: Path, *names: str) -> None:
    """Empty-handed files: each holds one line of text."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("One line.\n", encoding="utf-8")


def test_a_folder_is_walked_and_named_from_itself(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "a.md", "b/1.html", "b/c/3.csv")

    found, problems = entries([str(tmp_path)])

    assert [entry.name for entry in found] == ["a.md", "b/1.html", "b/2.txt", "b/c/3.csv"]
    assert [entry.path for entry in found] == [tmp_path / entry.name for entry in found]
    assert problems == []


def test_a_single_file_is_named_by_its_file_name(tmp_path: Path) -> None:
    make(tmp_path, "deep/a.txt")

    found, _ = entries([str(tmp_path / "deep" / "a.txt")])

    assert found == [Entry(tmp_path / "deep" / "a.txt", "a.txt")]


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    arguments = [str(tmp_path / "one"), str(tmp_path / "two")]

    assert entries(arguments) == entries(arguments[::-1])


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.txt")

    found, _ = entries([str(tmp_path), str(tmp_path / "sub" / "a.txt"), str(tmp_path / "sub")])

    assert [entry.name for entry in found] == ["a.txt"]


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone"):
        entries([str(tmp_path / "gone")])


def test_a_path_with_a_nul_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        entries(["a\0b"])


@pytest.mark.parametrize("beside", [[], ["photo.jpg"], [".hidden.txt", ".git/config.txt"]])
def test_a_folder_without_articles_is_a_problem(tmp_path: Path, beside: list[str]) -> None:
    make(tmp_path / "empty", *beside) if beside else (tmp_path / "empty").mkdir()

    found, problems = entries([str(tmp_path / "empty")])

    assert found == []
    assert [(problem.rule, problem.path) for problem in problems] == [("FC001", "empty")]


def test_images_and_a_readme_are_passed_over_and_named(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "README.md", "img/photo.JPG", "style.css")

    found = listing([str(tmp_path)])

    assert [entry.name for entry in found.entries] == ["a.txt"]
    assert found.passed_over == ["README.md", "img/photo.JPG", "style.css"]
    assert found.problems == []


def test_files_of_several_folders_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "x/1/a.txt", "x/2/a.txt", "x/2/deep/b.txt")
    first, second, whole = (str(tmp_path / name) for name in ("x/1", "x/2", "x"))

    assert [entry.name for entry in listing([first, second]).entries] == ["1/a.txt", "2/a.txt", "2/deep/b.txt"]
    assert [entry.name for entry in listing([second]).entries] == ["a.txt", "deep/b.txt"]
    assert [entry.name for entry in listing([whole, first]).entries] == ["1/a.txt", "2/a.txt", "2/deep/b.txt"]


@pytest.mark.parametrize("name", ["report.doc", "old.rtf", "noname", "pack.zip", "book.epub"])
def test_a_suffix_that_no_reader_knows_is_a_problem(tmp_path: Path, name: str) -> None:
    make(tmp_path, "a.txt", name)

    found, problems = entries([str(tmp_path)])

    assert [entry.name for entry in found] == ["a.txt"]
    assert [problem.path for problem in problems] == [name]


def test_a_file_named_as_argument_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "note.log", "README.md")

    found, problems = entries([str(tmp_path / "note.log"), str(tmp_path / "README.md")])

    assert [entry.name for entry in found] == ["README.md", "note.log"]
    assert problems == []


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "secret/s.txt", "in/a.txt", "in/sub/b.txt")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (tmp_path / "in" / "outfolder").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "inside.txt").symlink_to(tmp_path / "in" / "sub" / "b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere")

    found, problems = entries([str(tmp_path / "in")])

    assert [entry.name for entry in found] == ["a.txt", "inside.txt"]
    assert [problem.path for problem in problems] == ["broken.txt", "out.txt", "outfolder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_a_problem_and_does_not_hang(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "p.txt")

    found, problems = entries([str(tmp_path)])
    _, named = entries([str(tmp_path / "p.txt")])

    assert [entry.name for entry in found] == ["a.txt"]
    assert [problem.path for problem in problems + named] == ["p.txt", "p.txt"]


def test_standard_input_is_an_entry_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "-")
    monkeypatch.chdir(tmp_path)

    found, _ = entries(["-", "./-"], stdin_name="in.md")

    assert Entry(STDIN, "in.md") in found
    assert [entry.name for entry in found if entry.path != STDIN] == ["-"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"---\ntitle: A title\n---\nBody has 5 words.\n"))
    monkeypatch.setattr(sys, "stdin", stream)

    source, problems = read(Entry(STDIN, "stdin.txt"), "s1")

    assert problems == []
    assert source is not None
    assert (source.path, source.format, source.title) == ("stdin.txt", "markdown", "A title")


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    source, problems = read(Entry(tmp_path / "gone.txt", "gone.txt"), "s1")

    assert source is None
    assert [(problem.rule, problem.path) for problem in problems] == [("FC001", "gone.txt")]


def test_importing_ingest_loads_no_parser() -> None:
    heavy = "{'trafilatura', 'docx', 'pypdfium2', 'lxml', 'charset_normalizer', 'pandas', 'numpy'}"
    code = f"import sys, checker.ingest; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


# ── text and its encodings ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_text_is_what_read_text_gives(tmp_path: Path, name: str, mark: bytes, end: str) -> None:
    path = tmp_path / name
    path.write_bytes(mark + VIETNAMESE.replace("\n", end).encode())

    source = good(path.read_bytes(), name)

    assert source.text == path.read_text(encoding="utf-8")


def test_the_byte_order_mark_is_text_but_not_body() -> None:
    source = good(codecs.BOM_UTF8 + VIETNAMESE.encode())

    assert source.text[0] == "\ufeff"
    assert source.body.start == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_kept_as_they_are(form: str) -> None:
    text = normalize("NFD" if form == "NFD" else "NFC", VIETNAMESE)

    source = good(text.encode())

    assert source.text == text
    assert source.lang == "vi"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1258"])
def test_vietnamese_is_read_in_every_encoding(encoding: str) -> None:
    data = windows_1258(VIETNAMESE) if encoding == "windows-1258" else VIETNAMESE.encode(encoding)

    source = good(data)

    assert normalize("NFC", source.text) == VIETNAMESE
    assert source.lang == "vi"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_english_in_utf_16_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert good(ENGLISH.encode(encoding)).text == ENGLISH


def test_windows_1252_is_read_where_the_words_are_english() -> None:
    source = good(ENGLISH.encode("cp1252"))

    assert source.text == ENGLISH
    assert source.lang == "en"


def test_tcvn3_is_read() -> None:
    data = "Thñ t\xadíng cho biÕt tØnh ®· cÊp 1.200 tû ®ång cho c¸c dù ¸n cña n¨m nay.".encode("latin-1")

    assert good(data).text == "Thủ tướng cho biết tỉnh đã cấp 1.200 tỷ đồng cho các dự án của năm nay."


def test_vni_is_read() -> None:
    data = "Thuû töôùng cho bieát tænh ñaõ caáp 1.200 tyû ñoàng cho caùc döï aùn cuûa naêm nay.".encode("latin-1")

    assert good(data).text == "Thủ tướng cho biết tỉnh đã cấp 1.200 tỷ đồng cho các dự án của năm nay."


def test_tcvn3_that_was_stored_as_unicode_is_named() -> None:
    text = "Thñ t\xadíng cho biÕt tØnh ®· cÊp 1.200 tû ®ång cho c¸c dù ¸n cña n¨m nay."

    source, message = partly(text.encode())

    assert source.text == text
    assert "TCVN3" in message


@pytest.mark.parametrize("text", ["ngày 30-4-1975", "tháng 1/2025", "mùng 4 tháng Giêng", "thành công"])
def test_vietnamese_that_needs_no_letter_beyond_latin_1_is_no_old_font(text: str) -> None:
    assert disguised(text) == ""


def test_an_encoding_that_is_only_guessed_is_said() -> None:
    source, message = partly(("Город потратил 12 миллионов на новый мост через реку. " * 5).encode("cp1251"))

    assert "12" in source.text
    assert "offset 0" in message
    assert "guess" in message


def test_bytes_that_are_not_utf_8_are_named_with_their_offset() -> None:
    data = "Thủ tướng ".encode() + b"\xff" + VIETNAMESE.encode()

    source, message = partly(data)

    assert "�" in source.text
    assert "0xff" in message
    assert f"byte {data.index(0xFF)}" in message


def test_a_text_cut_in_the_middle_of_a_letter_is_partial() -> None:
    _, message = partly(VIETNAMESE.encode() + "Thủ".encode()[:-1])

    assert "not UTF-8" in message


def test_a_nul_in_a_text_is_a_problem_with_its_place() -> None:
    source, message = partly(b"The road is 42 km\0 long.")

    assert source.text == "The road is 42 km\0 long."
    assert "U+0000 at character 17" in message


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1", "RTF"),
        (b"\x7fELF\x02", "program"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_a_binary_file_named_as_text_is_a_problem(start: bytes, kind: str, name: str) -> None:
    assert kind in bad(start + bytes(range(256)) * 20, name)


def test_unknown_binary_named_as_text_is_a_problem() -> None:
    assert "binary" in bad(bytes(range(256)) * 50)


@pytest.mark.parametrize("data", [b"", b"  \r\n ", codecs.BOM_UTF8, b"\0\0\0"])
def test_an_empty_file_is_a_problem(data: bytes) -> None:
    assert "empty" in bad(data)


def test_a_text_above_the_cap_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)

    source, problems = read_bytes(b"The road is long. " * 20, "a.txt", "s1")

    assert source is not None
    assert len(source.text) == 100
    assert source.status == "partial"
    assert [problem.rule for problem in problems] == ["FC004"]


def test_a_container_above_the_cap_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)

    source, problems = read_bytes(b"%PDF-1.7" + bytes(200), "a.pdf", "s1")

    assert source is None
    assert [problem.rule for problem in problems] == ["FC004"]


# ── front matter ─────────────────────────────────────────────────────────────────────────────────────────────

FRONT = """---
title: "GDP tăng 7,09%: kỷ lục"
date: 2025-01-06T08:05
outlet: alpha.example
url: https://alpha.example/gdp
lang: vi
note: kept out
---
Sáng 6/1, cơ quan thống kê công bố số liệu.
"""


def test_the_front_matter_gives_the_metadata() -> None:
    source = good(FRONT.encode(), "a.md")

    assert source.title == "GDP tăng 7,09%: kỷ lục"
    assert source.title_span is not None
    assert source.title_span.cut(source.text) == source.title
    assert source.title_span.end < source.body.start
    assert source.body.cut(source.text) == "Sáng 6/1, cơ quan thống kê công bố số liệu.\n"
    assert (source.outlet, source.url) == ("alpha.example", "https://alpha.example/gdp")
    assert (source.published, source.lang, source.format) == ("2025-01-06T08:05", "vi", "markdown")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_front_matter_is_read_with_any_line_end_and_a_mark(end: str) -> None:
    source = good(codecs.BOM_UTF8 + FRONT.replace("\n", end).encode(), "a.md")

    assert source.title == "GDP tăng 7,09%: kỷ lục"
    assert source.title_span is not None
    assert source.title_span.cut(source.text) == source.title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "A \\"big\\" day"', 'A "big" day'),
        ("title: 'It''s 5 km'", "It's 5 km"),
        ("title: Plain 5 km # a remark", "Plain 5 km"),
        ("title: null", None),
        ('title: ""', None),
        ("title:", None),
    ],
)
def test_values_are_quoted_plain_or_null(line: str, title: str | None) -> None:
    source = good(f"---\n{line}\ndate: 2024-02\n---\nThe road is 42 km long.\n".encode(), "a.md")

    assert source.title == title
    assert source.published == "2024-02"


def test_quoted_dates_and_regional_languages_are_read() -> None:
    source = good(b"---\ndate: '2013-10-23T09:10'\nlang: en-GB\n---\nBody.\n", "a.md")

    assert (source.published, source.lang) == ("2013-10-23T09:10", "en")


def test_lists_and_blocks_under_other_keys_are_passed_over() -> None:
    source = good(b"---\ntitle: A\ntags:\n  - one\n  - two\nnote: |\n  many\n  lines\n# remark\n---\nBody.\n", "a.md")

    assert source.body.cut(source.text) == "Body.\n"


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: A\nnot a pair\n", "line 3"),
        ('title: "A\n', "quotes of title"),
        ("title: A\ndate: yesterday\n", "date"),
        ("title: |\n  A\n", "several lines"),
    ],
)
def test_a_malformed_front_matter_is_said_and_the_text_is_read(front: str, said: str) -> None:
    source, message = partly(f"---\n{front}---\nThe road is 42 km long.\n".encode(), "a.md")

    assert said in message
    assert source.body.cut(source.text) == "The road is 42 km long.\n"


def test_a_front_matter_that_never_closes_is_said() -> None:
    source, message = partly(b"---\ntitle: A road\nThe road is 42 km long.\n", "a.md")

    assert "never closed" in message
    assert source.body.cut(source.text) == "The road is 42 km long.\n"


@pytest.mark.parametrize("text", ["---\n\nProse after a rule.\n", "Prose.\n\n---\ntitle: no\n---\n", "--- \nProse\n"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    source = good(text.encode(), "a.md")

    assert source.body.start == 0
    assert source.title is None


def test_a_year_alone_is_too_coarse_but_no_fault() -> None:
    assert good(b"---\ndate: 2025\n---\nThe road is 42 km long.\n", "a.md").published is None


def test_a_heading_is_the_title_of_markdown_without_front_matter() -> None:
    source = good(b"# A road of 42 km #\n\nIt is long.\n", "a.md")

    assert source.title == "A road of 42 km"
    assert source.title_span is not None
    assert source.title_span.cut(source.text) == "A road of 42 km"


def test_the_host_stands_in_for_the_outlet() -> None:
    assert good(b"---\nurl: https://www.alpha.example/x\n---\nBody.\n", "a.md").outlet == "alpha.example"


def test_a_table_is_its_text() -> None:
    source = good(b"year,km\n2023,40\n2024,42\n", "a.csv")

    assert (source.text, source.format) == ("year,km\n2023,40\n2024,42\n", "csv")
    assert source.body == (0, len(source.text))
    assert (source.title, source.published, source.furniture) == (None, None, ())


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────

STARTS = [
    b"",
    b"---\n",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"\xff\xfe",
    b"\xfe\xff",
    codecs.BOM_UTF8,
    b"\x89PNG\r\n\x1a\n",
]
NAMES = ["a.txt", "a.md", "a.html", "a.docx", "a.csv", "stdin.txt", "a", "x/a.TXT"]


def assert_sound(source: Source | None, problems: list[Problem], name: str) -> None:
    """What every answer of a reader must be."""
    assert source is not None or problems
    assert all(problem.path == name and problem.rule in ("FC001", "FC004") and problem.message for problem in problems)
    if source is not None:
        assert (source.status == "partial") == bool(problems)
        assert 0 <= source.body.start <= source.body.end <= len(source.text)
        ends = [span.end for span in source.furniture]
        starts = [span.start for span in source.furniture]
        assert all(source.body.covers(span) and span.start < span.end for span in source.furniture)
        assert all(start >= end for start, end in zip(starts[1:], ends, strict=False))
        if source.title_span is not None:
            assert 0 <= source.title_span.start < source.title_span.end <= len(source.text)


@given(start=st.sampled_from(STARTS), data=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_any_bytes_give_a_source_or_a_problem(start: bytes, data: bytes, name: str) -> None:
    source, problems = read_bytes(start + data, name, "s1")

    assert_sound(source, problems, name)


LINES = st.sampled_from(
    ["---", "title: A", 'title: "', "date: 2024-02-30", "- x", "Chia sẻ", "Lượt xem: 12", "Xem thêm", ">> A >> B", "Sáng 6/2, năm 2024.",
     "07:45 PM 12/07/2023", "(BHG) - Ngày 31/2", "HÀ NỘI, 6/2/2025 —", "Tin - 3 May 2024", "", " ", "\ufeff", "Cầu dài 420 m.", "# T"]
)  # fmt: skip


@given(lines=st.lists(LINES | st.text(max_size=40), max_size=12), name=st.sampled_from(["a.txt", "a.md", "a.csv"]))
def test_any_text_gives_a_sound_source(lines: list[str], name: str) -> None:
    data = "\n".join(lines).encode("utf-8", errors="replace")

    source, problems = read_bytes(data, name, "s1")

    assert_sound(source, problems, name)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300))
def test_offsets_are_those_of_the_decoded_file(text: str) -> None:
    source, _ = read_bytes(text.encode(), "a.txt", "s1")

    if text.replace("\ufeff", "").strip():
        assert source is not None
    assert source is None or source.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(
    text=st.text(
        st.sampled_from("aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ 012,."),
        max_size=80,
    )
)
def test_windows_1258_comes_back(text: str) -> None:
    data = windows_1258(VIETNAMESE + text)

    source, _ = read_bytes(data, "a.txt", "s1")

    assert source is not None
    assert normalize("NFC", source.text) == VIETNAMESE + text


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "a- ",
        "| ",
        ">> ",
        "(",
        "chia sẻ ",
        "năm 2024 ",
        "6/2 ",
        "\n",
        "- x\n",
        "a: b\n",
        "\u0300",
        "Xem thêm\n",
        "Xem thêm\nA b.\n",
        ">> a b. C ",
    ],
)
def test_reading_takes_time_in_proportion_to_its_input(piece: str) -> None:
    from time import perf_counter

    def seconds(times: int) -> float:
        data = (piece * times).encode()
        best = 9.0
        for _ in range(3):
            start = perf_counter()
            read_bytes(data, "a.md", "s1")
            best = min(best, perf_counter() - start)
        return best

    small, large = seconds(10_000), seconds(40_000)

    # Four times the input: a quadratic step would take sixteen times as long.
    assert large < 10 * small + 0.05


_EVENT = "Tàu sẽ cập cảng ngày 22/12/2032, thuyền trưởng nói tối qua. Chuyến trước chở 1.250 khách và về muộn 3 giờ."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (_EVENT, "2025-02-06"),
        (f"---\npublished: 2024-05-01\n---\n\n{_EVENT}", "2024-05-01"),
        (f"Cảng Sóc Lân, 3/5/2024 – {_EVENT}", "2024-05-03"),
    ],
    ids=["a day in the lead is a guess", "metadata", "a dateline"],
)
def test_the_day_that_is_told_of_a_text_goes_before_a_guess_and_behind_what_it_states(text: str, day: str) -> None:
    source, _ = read_bytes(text.encode(), "a.md", "s1", published="2025-02-06")

    assert source is not None
    assert source.published == day


def test_the_language_that_is_told_of_a_text_goes_before_a_guess() -> None:
    text = b"Ba nguoi, the two of them and one more, and that is what they said of it at the time."

    guessed, told = (read_bytes(text, "a.txt", "s1", lang=lang)[0] for lang in (None, "vi"))

    assert guessed is not None
    assert told is not None
    assert (guessed.lang, told.lang) == ("en", "vi")
