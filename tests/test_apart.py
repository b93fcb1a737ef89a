"""The process that reads what a file can make a parser choke on: its limits, its end, and that nothing else is lost."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ingest_files import docx, pdf
from sample_report import report as sample

from checker import check
from checker.errors import ReadError
from checker.ingest import apart, child, limits, read_bytes, web, word
from checker.ingest import pdf as pdf_reader
from checker.ingest.draft import LimitError
from checker.model import Problem, Source
from checker.report import xlsx

ROOT = Path(__file__).resolve().parent.parent
WORDS = "In all 42 ships came to the harbour on 6 May 2024, and the council said that more were to come."
PAGE = f"<html><head><title>Harbour plan of the town</title></head><body>{f'<p>{WORDS}</p>' * 8}</body></html>".encode()
WORD = docx(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>")
PRINTED = pdf([[(72, 700, WORDS)]])
Put = Callable[[str], None]


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """Each test begins without a process that reads, and leaves none that a fault was put into."""
    apart.close()
    yield
    apart.close()


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """The source of *data*, a file called *name*."""
    return read_bytes(data, name, "s1")


def refused(data: bytes, name: str) -> Problem:
    """The one problem of a file that gives no source."""
    source, problems = read(data, name)
    assert source is None
    assert len(problems) == 1
    return problems[0]


@pytest.fixture
def reader_that(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Put:
    """``reader_that(code)`` puts *code* in the place of the readers, in a child that is otherwise ours."""

    def put(code: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(
            f"import json, runpy, sys\nours = runpy.run_path({str(child.__file__)!r})\n"
            f"def drafted(request):\n    {code}\n"
            "ours['serve'].__globals__['drafted'] = drafted\nours['main']()\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(apart, "_CHILD", script)

    return put


def test_what_comes_back_is_what_the_readers_give() -> None:
    assert apart.read("html", PAGE) == web.read(PAGE)
    assert apart.read("docx", WORD) == word.read(WORD)
    assert apart.read("pdf", PRINTED) == pdf_reader.read(PRINTED)


def test_comments_and_notes_come_back_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_HTML_CHARS", 800)
    data = PAGE.replace(b"<p>", b"<!-- factcheck: ignore[FC101] asked the town --><p>", 1)

    draft = apart.read("html", data)

    assert draft == web.read(data)
    assert draft.suppressions
    assert draft.notes


def test_one_process_reads_file_after_file() -> None:
    read(PAGE, "a.html")
    first = apart.process_id()
    for data, name in ((WORD, "b.docx"), (PRINTED, "c.pdf"), (b"PK\3\4", "d.docx"), (PAGE, "e.html")):
        read(data, name)

    assert apart.process_id() == first
    assert first != os.getpid()


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "xlsx", "xls", "ods", "parquet", "json", "jsonl"])
def test_no_such_format_is_parsed_in_the_process_itself(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def here(kind: str, *_: object) -> None:
        asked.append(kind)
        raise ReadError("asked")

    monkeypatch.setattr(apart, "read", here)
    start = {"pdf": PRINTED, "docx": WORD, "html": PAGE}.get(kind, b"[]")

    refused(start, f"a.{kind}")

    assert asked == [kind]


def test_reading_that_takes_too_long_is_stopped_and_the_next_file_is_read(
    reader_that: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader_that("import time; time.sleep(60)")
    with monkeypatch.context() as patch:
        patch.setattr(limits, "READ_SECONDS", 1)
        began = time.monotonic()
        told = refused(PAGE, "a.html")
    lasted = time.monotonic() - began
    monkeypatch.undo()
    source, _ = read(PAGE, "b.html")

    assert (told.rule, told.path) == ("FC004", "a.html")
    assert "took more than 1 s and was stopped" in told.message
    assert lasted < 20
    assert source is not None


@pytest.fixture
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at the clock while a file is read."""
    pytest.importorskip("resource")

    class Never(threading.Timer):
        def start(self) -> None:
            super().start()
            self.cancel()

    monkeypatch.setattr(threading, "Timer", Never)


@pytest.mark.usefixtures("no_clock")
def test_processor_time_is_bounded_where_nobody_looks_at_the_clock(
    reader_that: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader_that("while True: pass")
    monkeypatch.setattr(limits, "READ_SECONDS", 1)

    told = refused(PAGE, "a.html")

    assert (told.rule, "was stopped" in told.message) == ("FC004", True)


@pytest.mark.usefixtures("no_clock")
def test_processor_time_is_counted_for_each_file_anew(reader_that: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    reader_that(
        "import time; start = time.process_time()\n    while time.process_time() < start + 0.5: pass\n"
        "    from checker.ingest.draft import Draft; return Draft(text='42 ships', format='html')"
    )
    monkeypatch.setattr(limits, "READ_SECONDS", 1)

    assert [read(PAGE, "a.html")[1] for _ in range(4)] == [[]] * 4


@pytest.mark.parametrize(
    ("code", "said"),
    [("import os; os.abort()", "ended the process that reads (SIGABRT)"), ("raise AssertionError('so it is')", "broke off (AssertionError: so it is)")],
    ids=["abort", "fault"],
)  # fmt: skip
def test_a_reader_that_breaks_takes_nothing_with_it(
    reader_that: Put, code: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader_that(code)
    told = refused(PAGE, "a.html")
    monkeypatch.undo()
    source, _ = read(PAGE, "b.html")

    assert (told.rule, said in told.message) == ("FC001", True), told.message
    assert source is not None


def test_a_reader_out_of_memory_is_a_problem_and_the_next_file_is_read(
    reader_that: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource")
    reader_that("bytearray(400_000_000)")
    with monkeypatch.context() as patch:
        patch.setattr(limits, "READ_MEMORY_BYTES", 300_000_000)
        told = refused(PAGE, "a.html")
    monkeypatch.undo()
    source, _ = read(PAGE, "b.html")

    assert (told.rule, told.message) == (
        "FC004",
        "reading the file needs more than 300000000 bytes of memory and was stopped",
    )
    assert source is not None


def test_less_memory_than_an_interpreter_holds_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    monkeypatch.setattr(limits, "READ_MEMORY_BYTES", 1_000_000)

    assert refused(PRINTED, "a.pdf").message


def test_a_process_that_has_grown_large_reads_no_further_file(
    reader_that: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource")
    reader_that(
        "b = bytearray(250_000_000); from checker.ingest.draft import Draft; return Draft(text='42 ships', format='html')"
    )
    monkeypatch.setattr(limits, "READ_MEMORY_BYTES", 1_000_000_000)

    source, problems = read(PAGE, "a.html")

    assert (source and source.text, problems) == ("42 ships", [])
    assert apart.process_id() is None


def test_how_large_the_process_is_that_asks_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READ_MEMORY_BYTES", 1_000_000_000)
    held = b"x" * 250_000_000

    read(PAGE, "a.html")
    first = apart.process_id()
    read(PAGE, "b.html")

    assert first is not None
    assert apart.process_id() == first
    assert len(held) == 250_000_000


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0" * 7, b"\xff" * 8, (5).to_bytes(8, "big") + b"\xc1abcd", (3).to_bytes(8, "big") + b"\x93\x01\x02", (90).to_bytes(8, "big") + b"x"],
    ids=["nothing", "torn", "endless", "noise", "another", "cut"],
)  # fmt: skip
def test_an_answer_that_is_none_of_ours_is_a_problem(
    answer: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "child.py"
    script.write_text(f"import sys\nsys.stdin.buffer.read(8)\nsys.stdout.buffer.write({answer!r})\n", encoding="utf-8")
    monkeypatch.setattr(apart, "_CHILD", script)

    assert "cannot be read" in refused(PAGE, "a.html").message


def test_what_a_parser_prints_does_not_stand_among_the_answers(reader_that: Put) -> None:
    reader_that(
        "import os; print('x' * 100_000); os.write(1, b'y' * 100_000); os.write(2, b'z' * 100_000)\n"
        "    from checker.ingest.draft import Draft; return Draft(text='42 ships', format='html')"
    )

    source, problems = read(PAGE, "a.html")

    assert (source and source.text, problems) == ("42 ships", [])


def test_an_interrupt_while_a_file_is_read_leaves_no_answer_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    read(PAGE, "a.html")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(apart, "received", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read(PAGE, "a.html")

    assert apart.read("docx", WORD) == word.read(WORD)


def test_a_process_that_was_killed_while_it_waited_is_started_anew() -> None:
    read(PAGE, "a.html")
    first = apart.process_id()
    assert first is not None
    os.kill(first, signal.SIGTERM)
    while apart.process_id() is not None:
        time.sleep(0.01)

    source, problems = read(PAGE, "a.html")

    assert (source is not None, problems) == (True, [])


def test_other_limits_ask_for_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    read(PAGE, "a.html")
    monkeypatch.setattr(limits, "MAX_HTML_CHARS", 400)

    _, problems = read(PAGE, "a.html")

    assert [problem.rule for problem in problems] == ["FC004"]


def test_threads_take_turns() -> None:
    found: list[bool] = []

    def work(number: int) -> None:
        data = PAGE.replace(b"42 ships", b"%d ships" % number)
        source, _ = read(data, "a.html")
        found.append(source is not None and f"{number} ships" in source.text)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(100, 120)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [True] * 20


def _in_fork(number: int) -> tuple[bool, int | None]:
    source, _ = read(PAGE.replace(b"42 ships", b"%d ships" % number), "a.html")
    return source is not None and f"{number} ships" in source.text, apart.process_id()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_a_forked_process_reads_in_a_process_of_its_own() -> None:
    read(PAGE, "a.html")
    ours = apart.process_id()

    # Another thread may hold the lock while this one forks: in the forked process nobody would ever let go of it.
    with apart._state.lock, multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map_async(_in_fork, range(100, 120), chunksize=5).get(60)

    assert all(good for good, _ in found)
    assert ours not in {process for _, process in found}
    assert apart.process_id() == ours
    assert apart.read("docx", WORD) == word.read(WORD)


def test_no_process_outlives_the_one_that_asked_even_if_that_is_killed() -> None:
    script = (
        "import os, signal, sys; from checker.ingest import apart; from test_apart import PAGE;"
        "apart.read('html', PAGE); print(apart.process_id(), flush=True); os.kill(os.getpid(), int(sys.argv[1]))"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    for number in (signal.SIGTERM, signal.SIGKILL):
        done = subprocess.run(
            [sys.executable, "-c", script, str(int(number))], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        process = int(done.stdout)

        for _ in range(500):
            if not _runs(process):
                break
            time.sleep(0.01)
        assert not _runs(process)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def test_a_cap_that_stops_a_reader_keeps_its_reason() -> None:
    with pytest.raises(LimitError, match="200 times its size"):
        apart.read("docx", docx("<w:p/>" * 2_000_000))


def beyond_reason() -> bytes:
    """A workbook with one cell in the last row and column: its parser asks for a table of all the cells before it."""
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    cells = "".join(
        f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>42 ships</t></is></c></row>'
        for row, cell in ((1, "A1"), (1_048_576, "XFD1048576"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx.render(sample()))) as plain, zipfile.ZipFile(out, "w") as archive:
        for name in plain.namelist():
            first = name == "xl/worksheets/sheet1.xml"
            archive.writestr(name, sheet.format(cells) if first else plain.read(name))
    return out.getvalue()


def test_a_workbook_that_makes_its_parser_abort_takes_nothing_with_it() -> None:
    told = refused(beyond_reason(), "a.xlsx")
    source, _ = read(PAGE, "b.html")

    assert told.rule in ("FC001", "FC004")
    assert source is not None


def test_a_workbook_in_a_folder_that_makes_its_parser_abort_takes_nothing_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(beyond_reason())
    (tmp_path / "b.html").write_bytes(PAGE)

    report = check(tmp_path)

    assert [source.path for source in report.sources] == ["b.html"]
    assert [problem.path for problem in report.problems] == ["a.xlsx"]
