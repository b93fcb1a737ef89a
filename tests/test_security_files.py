"""Hostile files: archives, pages, PDF, names and links, settings. Each ends as a problem with its reason, cheaply."""

from __future__ import annotations

import ast
import io
import os
import resource
import socket
import subprocess
import sys
import threading
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from ingest_files import docx, ods, pdf
from sample_report import report as sample

from checker import check, config, ingest
from checker.cli import main
from checker.errors import ConfigError, ReadError
from checker.ingest import limits, web, word, zips
from checker.ingest.draft import LimitError
from checker.model import Problem, Source
from checker.report import xlsx
from checker.text import normal

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPH = "<p>The council said that 42 ships came to the harbour on 6 May 2024, and that more were to come.</p>"


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """The source of *data*, a file called *name*."""
    return ingest.read_bytes(data, name, "s1")


def page(body: str) -> bytes:
    """A web page with an article of eight paragraphs before *body*."""
    return f"<html><head><title>Harbour plan of the town</title></head><body><article>{PARAGRAPH * 8}{body}</article></body></html>".encode()


def refused(data: bytes, name: str) -> Problem:
    """The one problem of a file that gives no source."""
    source, problems = read(data, name)
    assert source is None
    assert len(problems) == 1
    return problems[0]


# ── archives ─────────────────────────────────────────────────────────────────────────────────────────────────────


def bomb(inflated: int, *, declared: int | None = None, entry: str = "word/media/a.bin") -> bytes:
    """A Word file with one entry of *inflated* zero bytes; *declared* is what its directory says instead."""
    packed = io.BytesIO(docx("<w:p><w:r><w:t>Plan</w:t></w:r></w:p>"))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(entry, "w") as out:
        for _ in range(inflated >> 20):
            out.write(bytes(1 << 20))
    data = packed.getvalue()
    if declared is not None:
        data = data.replace(inflated.to_bytes(4, "little"), declared.to_bytes(4, "little"))
    return data


_MEASURED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
from checker import ingest
from checker.ingest import apart
data = open(sys.argv[1], "rb").read()
source, problems = ingest.read_bytes(data, "a.docx", "s1")
# The peak that getrusage gives counts what the parent held when it forked.
peaks = [
    next(int(line.split()[1]) for line in open("/proc/%s/status" % who) if line.startswith("VmHWM"))
    for who in ("self", apart.process_id())
]
print(max(peaks) // 1024, source is None, problems[0].rule)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_zip_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    file.write_bytes(bomb(300 << 20))

    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(file)], capture_output=True, text=True, cwd=ROOT, check=True
    )

    peak, none, rule = done.stdout.split()
    assert (none, rule) == ("True", "FC004")
    assert int(peak) < 200, f"{peak} MiB"


def test_a_container_that_declares_too_much_is_refused_before_anything_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_INFLATED_BYTES", 100_000)
    data = bomb(1 << 20)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an entry was opened")

    monkeypatch.setattr(zipfile.ZipFile, "open", refuse)

    with pytest.raises(LimitError, match="when unpacked"):
        word.read(data)


def test_a_directory_that_lies_about_its_bytes_is_refused() -> None:
    told = refused(bomb(64 << 20, declared=1_000), "a.docx")

    assert told.rule in ("FC001", "FC004")


def test_inflated_bytes_are_counted_when_no_ratio_gives_them_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_INFLATED_BYTES", 100_000)
    monkeypatch.setattr(limits, "MAX_ZIP_RATIO", 10**9)

    assert refused(bomb(1 << 20), "a.docx").rule == "FC004"


def test_a_part_that_unpacks_to_more_than_its_ratio_is_refused_though_it_is_small() -> None:
    told = refused(bomb(8 << 20), "a.docx")

    assert (told.rule, "200 times its size" in told.message) == ("FC004", True)


def test_bytes_of_a_part_are_counted_while_it_is_unpacked_whatever_is_declared() -> None:
    with zipfile.ZipFile(io.BytesIO(stored(docx("<w:p/>" * 500)))) as archive:
        info = archive.getinfo("word/document.xml")

        with pytest.raises(LimitError, match="when unpacked"):
            zips._counted(archive, info, 1_000, "a Word document")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_bomb_in_a_workbook_is_refused_before_it_is_parsed(kind: str) -> None:
    whole = ods((("year", "ships"), ("2023", "42"))) if kind == "ods" else xlsx.render(sample())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as plain, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            blanks = 8 << 20 if name in ("xl/worksheets/sheet1.xml", "content.xml") else 0
            archive.writestr(name, plain.read(name) + b" " * blanks)

    told = refused(out.getvalue(), f"a.{kind}")

    assert (told.rule, "200 times its size" in told.message) == ("FC004", True)


def test_a_container_inside_a_container_is_never_opened() -> None:
    packed = io.BytesIO(docx("<w:p><w:r><w:t>In all 42 ships came.</w:t></w:r></w:p>"))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/embeddings/inner.zip", bomb(1 << 20))

    source, _ = read(packed.getvalue(), "a.docx")

    assert source is not None
    assert source.text == "In all 42 ships came."


def stored(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The container *data* with its parts changed, and not packed: no ratio gives anything away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, zipfile.ZipFile(io.BytesIO(data)) as plain:
        for name in plain.namelist():
            archive.writestr(name, change(name, plain.read(name)))
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [LAUGHS, '<!DOCTYPE w SYSTEM "file:///etc/passwd">', '<!DOCTYPE w [<!ENTITY j SYSTEM "file:///etc/passwd">]>'],
)
def test_a_document_type_in_a_word_file_is_refused(prolog: str) -> None:
    told = refused(docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=prolog), "a.docx")

    assert "document type" in told.message


def test_a_document_type_cannot_hide_behind_another_encoding_or_an_edge() -> None:
    def widened(name: str, part: bytes) -> bytes:
        return (
            f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS[21:]}<a>&j;</a>'.encode("utf-16")
            if name == "word/document.xml"
            else part
        )

    told = refused(stored(docx(""), widened), "a.docx")
    edge = refused(stored(docx("", prolog=" " * ((1 << 20) - 5) + '<!DOCTYPE w [<!ENTITY j "x">]>')), "a.docx")

    assert "document type" in told.message
    assert "document type" in edge.message


def test_macros_and_outside_templates_are_never_run_or_fetched(listener: list[str], tmp_path: Path) -> None:
    packed = io.BytesIO(docx("<w:p><w:r><w:t>In all 42 ships came.</w:t></w:r></w:p>"))
    target = f"http://127.0.0.1:{listener[0]}/template.dotm"
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()\nShell 1\nEnd Sub")
        archive.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode="External"'
            f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{target}"/></Relationships>',
        )

    source, problems = read(packed.getvalue(), "a.docx")

    assert source is not None
    assert not problems
    assert listener[1:] == []


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "zip", "docm", "xlsm"])
def test_other_bombs_in_a_folder_are_problems_and_cost_nothing(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(bomb(8 << 20, entry="xl/worksheets/sheet1.xml"))

    report = check(tmp_path)

    assert [problem.path for problem in report.problems] == [f"a.{suffix}"]
    assert not report.claims


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def listener() -> Iterator[list[str]]:
    """A web server of our own; its port, and behind it every path that was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_request(self, *_: object) -> None:
            """Nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    asked.append(str(server.server_port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield asked
    server.shutdown()
    server.server_close()


def test_a_page_fetches_nothing_and_runs_nothing(listener: list[str]) -> None:
    base = f"http://127.0.0.1:{listener[0]}"
    body = (
        f'<img src="{base}/i"><link rel="stylesheet" href="{base}/c"><script src="{base}/s"></script><iframe src="{base}/f"></iframe>'
        f'<script>document.write("<p>99 ships sank</p>")</script><object data="{base}/o"></object>'
    )
    data = page(body).replace(b"<html>", f'<!DOCTYPE html SYSTEM "{base}/d"><html><base href="{base}/b">'.encode())

    source, _ = read(data, "a.html")

    assert source is not None
    assert "99 ships" not in source.text
    assert listener[1:] == []


@pytest.mark.parametrize(
    "body",
    ["<div>" * 200_000, "<b>" * 300_000, "<table><tr><td>x</td><td>" * 40_000, "<ul><li>" * 100_000],
    ids=["div", "b", "table", "list"],
)
def test_a_page_nested_beyond_reason_is_partial_and_says_so(body: str) -> None:
    source, problems = read(page(body), "a.html")

    assert any(problem.rule == "FC004" for problem in problems)
    assert source is None or source.status == "partial"


@pytest.mark.parametrize(
    "body",
    [f'<p title="{"a" * 50_000_000}">x</p>', f'<p style="{"display " * 6_000_000}">x</p>', "<" * 5_000_000],
    ids=["attribute", "style", "brackets"],
)
def test_fifty_megabytes_in_one_attribute_are_cut_and_said(body: str) -> None:
    source, problems = read(page(body), "a.html")

    assert any(problem.rule == "FC004" for problem in problems)
    assert source is not None
    assert "42 ships" in source.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"{'<div>' * 150_000}{PARAGRAPH}", "the page is nested deeper than the parser goes"),
        (f'<img alt="{"a" * 1_200_000}">{PARAGRAPH}', "only the first 1000000 of"),
    ],
    ids=["nested", "attribute"],
)
def test_a_page_whose_article_lies_beyond_a_limit_is_not_said_to_have_none(body: str, reason: str) -> None:
    with pytest.raises(ReadError) as told:
        web.read(f"<html><body>{body}</body></html>".encode())

    assert "no article text was found in what could be read" in str(told.value)
    assert reason in str(told.value)


def test_what_stands_behind_the_cap_of_a_page_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = page(PARAGRAPH.replace("42", "97531") * 5)
    monkeypatch.setattr(limits, "MAX_HTML_CHARS", data.index(b"97531") - 40)

    source, problems = read(data, "a.html")

    assert source is not None
    assert "97531" not in source.text
    assert [problem.rule for problem in problems] == ["FC004"]


def test_an_image_in_the_page_itself_does_not_push_the_article_out() -> None:
    image = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 300_000}">'
    data = page("").replace(b"<article>", f"<article>{image}".encode())

    source, problems = read(data, "a.html")

    assert source is not None
    assert "42 ships" in source.text
    assert not problems


def test_hidden_text_is_no_text() -> None:
    source, _ = read(
        page('<p style="display: none">Ninety-nine of 99 ships sank.</p><p hidden>Ninety-eight of 98 ships sank.</p>'),
        "a.html",
    )

    assert source is not None
    assert "sank" not in source.text


@pytest.mark.parametrize("mark", ["\x02", "\x0b", "\x1b", "&#27;", "&#x1;", "&#xFFFE;", "\x7f", "\x80"])
def test_a_control_character_costs_a_page_neither_its_article_nor_a_paragraph(mark: str) -> None:
    source, problems = read(
        page(f"<p>The council of the harb{mark}our town said that it counted 731 ships.</p>"), "a.html"
    )

    assert source
    assert "731 ships" in source.text
    assert all("control characters" in problem.message for problem in problems)


@pytest.mark.parametrize("mark", ["&shy;", "\u200b", "\u200e", "\ufeff", "\u2060", "\u202e", "\ue000"])
def test_a_paragraph_with_a_character_that_prints_nothing_is_no_furniture(mark: str) -> None:
    source, problems = read(
        page(f"<p>The council of the harb{mark}our town said that it counted 731 ships.</p>"), "a.html"
    )

    assert source
    assert "731 ships" in source.text
    assert not problems


def test_what_a_page_never_prints_is_no_block_of_it() -> None:
    unseen = '<script>99 sank</script><p hidden>98 sank</p><p style="DISPLAY : none">97 sank</p><template><p>96 sank</p></template>'

    tree, _ = web._parsed(page(unseen).decode())

    assert not [text for text, _ in web._printed(tree) if "sank" in text]


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _looping() -> bytes:
    return pdf([[(72, 700, "Plan")]]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")


def _deep() -> bytes:
    nested = b"[" * 200_000 + b"]" * 200_000
    return pdf([[(72, 700, "Plan")]]).replace(b"<</Title(", b"<</Deep " + nested + b"/Title(")


def _pages_of_pages() -> bytes:
    return pdf([[(72, 700, "Plan")]]).replace(b"/Count 1>>", b"/Count 2000000000>>")


def _broken() -> bytes:
    return pdf([[(72, 700, "Plan")]]).replace(b"/Root", b"/Rood").replace(b"/Catalog", b"/Catalop")


@pytest.mark.parametrize(
    ("make", "text", "told"),
    [
        (_looping, None, ["page 1 of the PDF cannot be read: Failed to load page."]),
        (_broken, None, ["expected a PDF, found a broken one: Failed to load document (PDFium: Data format error)."]),
        (_deep, "Plan", []),
        (_pages_of_pages, "Plan", []),
    ],
    ids=["loop", "broken", "deep", "count"],
)
def test_a_pdf_that_would_lead_a_reader_astray_ends_as_a_problem(
    make: Callable[[], bytes], text: str | None, told: list[str]
) -> None:
    source, problems = read(make(), "a.pdf")

    assert (source.text if source else None, [problem.message for problem in problems]) == (text, told)


def test_an_encrypted_pdf_says_that_it_needs_a_password() -> None:
    told = refused(pdf([[(72, 700, "Plan")]], encrypted=True), "a.pdf")

    assert told.message == "the PDF is encrypted and needs a password"


# ── paths and names ──────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_read_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.txt").write_text("It counted 97531 ships.")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("It counted 42 ships.")
    (folder / "file.txt").symlink_to(secret / "s.txt")
    (folder / "up.txt").symlink_to("../secret/s.txt")
    (folder / "folder").symlink_to(secret)
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket.txt"))

        report = check(folder)

    assert [source.path for source in report.sources] == ["a.txt"]
    assert sorted(problem.path for problem in report.problems) == [
        "device.txt",
        "file.txt",
        "folder",
        "pipe.txt",
        "socket.txt",
        "up.txt",
    ]


def test_a_name_with_controls_is_shown_safely_and_kept_in_data(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;x\x07\u202egpj.::error::.txt"
    (tmp_path / evil).write_text(
        "Of the berths, 132,626/253,837 are let, that is 50.25%.\nThe council said that it is so, in the harbour."
    )

    with pytest.raises(SystemExit, match="1"):
        main(["run", str(tmp_path), "--report", f"json={tmp_path}/out.json", "--report", f"html={tmp_path}/out.html"])

    shown = capfd.readouterr().out
    assert "\x1b]" not in shown
    assert "\u202e" not in shown
    assert "gpj" in shown
    assert not any(line.startswith("::error") for line in shown.splitlines())
    assert "\\u001b]0;x" in (tmp_path / "out.json").read_text()
    assert "\x1b" not in (tmp_path / "out.html").read_text()


def test_reading_leaves_no_file_behind(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "articles", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    (folder / "a.docx").write_bytes(docx("<w:p><w:r><w:t>In all 42 ships came.</w:t></w:r></w:p>"))
    (folder / "b.pdf").write_bytes(pdf([[(72, 700, "Harbour plan"), (72, 680, "In all 42 ships came.")]]))
    (folder / "c.html").write_bytes(page(""))
    before = sorted(folder.iterdir())

    subprocess.run(
        [sys.executable, "-m", "checker", "run", str(folder), "--format", "json"],
        env={**os.environ, "TMPDIR": str(scratch)}, cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip

    assert sorted(folder.iterdir()) == before
    assert list(scratch.iterdir()) == []


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────

RULE = 'from pathlib import Path\nPath(__file__).with_name("ran").touch()\n'


def test_rules_and_settings_that_lie_among_the_articles_are_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, desk = tmp_path / "articles", tmp_path / "desk"
    (articles / "rules").mkdir(parents=True)
    desk.mkdir()
    (articles / "a.txt").write_text("It counted 42 ships.")
    (articles / "rules" / "evil.py").write_text(RULE)
    (articles / "sitecustomize.py").write_text(RULE)
    (articles / "factcheck.toml").write_text('local-rules = ["rules"]\n')
    monkeypatch.chdir(desk)

    with pytest.raises(SystemExit):
        main(["run", str(articles), "--quiet"])

    assert not list(articles.rglob("ran"))


def test_settings_are_data(tmp_path: Path) -> None:
    file = tmp_path / "factcheck.toml"
    file.write_text("select = [\"__import__('os').system('touch ran')\"]\n")

    with pytest.raises(ConfigError, match="is no rule"):
        config.plan(config.load(tmp_path))

    assert not (tmp_path / "ran").exists()


def test_a_pattern_in_the_settings_is_a_literal_or_a_glob_and_no_expression(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Of the berths, 132,626/253,837 are let, that is 50.25%.\n")

    def suppressed(file: str, quote: str) -> bool:
        entry = {"file": file, "rule": "FC101", "quote": quote, "reason": "asked"}
        return all(found.suppressed for found in check(tmp_path, suppress=[entry], select=["FC101"]).discrepancies)

    assert suppressed("*.txt", "50.25%")
    assert not suppressed("*.txt", "50.2.*")
    assert not suppressed(".*", "50.25%")
    # A glob that an expression of the same letters would try in more ways than there are atoms.
    assert not suppressed("*a" * 40 + "*b", "50.25%")


FORBIDDEN = {
    "yaml",
    "pickle",
    "marshal",
    "shelve",
    "code",
    "runpy",
    "urllib.request",
    "http.client",
    "socket",
    "ftplib",
    "smtplib",
    "requests",
}
# What the tasks of one Spark job hand each other. Spark sends them our functions as pickles in any case, so whoever could
# change what passes between them could run code there without these; no file and no column of a user's table is unpickled.
ADMITTED = {("spark.py", "pickle"), ("spark_sessions.py", "pickle")}


def test_nothing_in_the_package_evaluates_text_or_opens_a_connection() -> None:
    found = set()
    for path in sorted(file for folder in ("checker", "rules") for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            names += [called] if called in ("eval", "exec", "compile", "__import__") else []
            found |= {(path.name, name) for name in names if name in FORBIDDEN or name == called}

    assert found == ADMITTED


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('local-rule = ["x"]\n')

    with pytest.raises(ConfigError, match="did you mean 'local-rules'"):
        config.load(tmp_path)


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        (b"It counted 42 ships. " * 50_000, "read", []),
        (b"a" * 101_000_000, "partial", ["first 2000000 of 100000000 characters", "first 100000000 bytes of the file"]),
        (b"It counted \x00 42 ships.\n" * 3, "", ["found binary data (3 control characters in 69)"]),
        (b"It counted \x00 42 ships.\n", "partial", ["1 control characters, the first U+0000 at character 11"]),
        ("Số hộ: 42. ".encode() + b"\xff", "partial", ["1 bytes are not UTF-8, the first 0xff at byte 15"]),
        ("Số hộ: 42. ".encode() * 40 + "Số hộ: 42. ".encode("utf-16"), "", ["found binary data"]),
        ("Số hộ: 42.".encode("utf-16")[:-1], "partial", ["at offset 20 is not utf-16"]),
        ("It counted \u202e42\u202c ships, 4\u200b2 of them ４２.".encode(), "read", []),
        (("It counted 4" + "\u0301" * 500_000 + "2 ships.").encode(), "read", []),
        ("It с\u043eunted 42 ships by the hаrbour.".encode(), "read", []),
    ],
    ids=["1 MB line", "100 MB", "nuls", "nul", "invalid", "mixed", "cut off", "bidi", "storm", "homoglyphs"],
)
def test_awkward_text_gives_a_source_or_a_problem_with_its_reason(data: bytes, status: str, told: list[str]) -> None:
    source, problems = read(data, "a.txt")

    assert (source.status if source else "") == status
    assert len(problems) == len(told)
    assert all(said in problem.message for said, problem in zip(told, problems, strict=True))


@pytest.mark.parametrize("printed", ["42", "４２", "4\u200b2", "\u202e42\u202c", "\u206642\u2069"])
def test_disguised_digits_are_read_as_what_they_show_and_quoted_as_they_stand(printed: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"The council of the town said that it counted {printed} ships in the harbour.\n")

    claims = check(tmp_path).claims

    assert [str(getattr(claim.value, "lo", "")) for claim in claims] == ["42"]
    assert claims[0].quote.strip("\u202c\u2069") in claims[0].source.text


def test_a_storm_of_marks_is_cut_into_clusters_of_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = 0

    def watched(form: str, text: str) -> str:
        nonlocal longest
        longest = max(longest, len(text))
        return unicodedata.normalize(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr(normal, "unicodedata", SimpleNamespace(normalize=watched, combining=unicodedata.combining))

    seen = normal.view("4" + "\u0301\u0323" * 2_000 + "2")

    assert longest <= 32
    assert seen.original(0, len(seen.text)) == (0, 4_002)


def test_memory_stays_within_reason_for_the_largest_text() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    read("Đoàn đã đi 42 xã. ".encode() * 5_000_000, "a.txt")

    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < 1_500
