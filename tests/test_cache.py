"""The cache of what was read: never needed, never wrong, shared by many processes."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from bench.generate import write

from checker import extract, ingest
from checker.config import Settings
from checker.engine import cache, local
from checker.engine.cache import FILE, Cache, Entry, default_folder, key_of
from checker.engine.intake import numbered
from checker.engine.packed import Packed, decoded, encoded
from checker.errors import UsageError
from checker.ingest import Entry as File
from checker.model import Passage, Problem
from checker.report.json import render

STAGES = (ingest.read, extract.read)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles") / "news"
    write(folder, 12, seed=5)
    return folder


def passage(file: Path, source_id: str = "s1") -> Passage:
    source, problems = ingest.read(File(file, file.name), source_id)
    assert source is not None
    assert problems == []
    return extract.read(source)


@pytest.fixture(scope="module")
def one(articles: Path) -> Passage:
    return passage(min(articles.rglob("*.txt")))


def report(folder: Path, kept_in: Path | None) -> str:
    return render(local.run([folder], Settings(cache=str(kept_in) if kept_in else "off")))


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a file fails, under the name that the key of an entry holds."""

    def read(source: object) -> Passage:
        raise AssertionError("read anew")

    read.__module__, read.__qualname__ = extract.read.__module__, extract.read.__qualname__
    monkeypatch.setattr(extract, "read", read)


def test_a_packed_passage_comes_back_equal_to_the_last_character(articles: Path) -> None:
    files = sorted(articles.rglob("*.txt"))

    assert files
    for file in files:
        read = passage(file)
        data = encoded(read)

        assert data is not None
        assert repr(decoded(data, "s1", file.name)) == repr(read)


def test_a_packed_passage_of_the_corpus_comes_back_equal(corpus: Path) -> None:
    files = sorted((corpus / "seeds").rglob("*.txt"))

    assert files
    for file in files:
        read = passage(file)

        assert repr(decoded(encoded(read) or b"", "s1", file.name)) == repr(read)


def test_no_byte_of_a_packed_passage_may_go_or_change_its_type(one: Passage) -> None:
    data = encoded(one) or b""

    for end in random.Random(3).sample(range(len(data)), 40):
        with pytest.raises(ValueError):  # noqa: PT011 - msgspec says what it met
            decoded(data[:end], "s1", "a.txt")
    with pytest.raises(ValueError):  # noqa: PT011
        decoded(b"\x93\x01\x02\x03", "s1", "a.txt")


def test_a_second_run_reads_nothing_and_reports_the_same(
    articles: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    without = report(articles, None)
    cold = report(articles, tmp_path / "kept")

    request.getfixturevalue("no_reading")
    warm = report(articles, tmp_path / "kept")

    assert cold == warm == without


def test_an_edited_file_is_read_anew(articles: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    news = tmp_path / "news"
    news.mkdir()
    file = news / "a.txt"
    file.write_bytes(min(articles.rglob("*.txt")).read_bytes())
    report(news, tmp_path / "kept")
    file.write_text(file.read_text(encoding="utf-8") + "\nThey sold 4,711 boats.\n", encoding="utf-8")

    request.getfixturevalue("no_reading")

    with pytest.raises(AssertionError, match="read anew"):
        report(news, tmp_path / "kept")


def test_a_moved_file_is_a_hit_under_its_new_name(
    articles: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, name in ((old, "a.txt"), (new, "b.txt")):
        folder.mkdir()
        (folder / name).write_bytes(min(articles.rglob("*.txt")).read_bytes())
    report(old, tmp_path / "kept")

    request.getfixturevalue("no_reading")

    assert '"path": "b.txt"' in report(new, tmp_path / "kept").replace('"path":"', '"path": "')


def test_all_that_decides_how_a_file_is_read_is_in_its_key() -> None:
    def other(source: object) -> None: ...

    keys = {
        key_of(b"x", "a.txt", None, None, STAGES),
        key_of(b"y", "a.txt", None, None, STAGES),
        key_of(b"x", "a.md", None, None, STAGES),
        key_of(b"x", "stdin.txt", None, None, STAGES),
        key_of(b"x", "a.txt", "vi", None, STAGES),
        key_of(b"x", "a.txt", None, "vi", STAGES),
        key_of(b"x", "a.txt", None, None, (ingest.read, other)),
    }

    assert len(keys) == 7
    assert key_of(b"x", "deep/b.txt", None, None, STAGES) in keys


def test_a_change_of_language_data_or_code_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(b"x", "a.txt", None, None, STAGES)
    cache._readers.cache_clear()
    monkeypatch.setattr(cache, "_READERS", cache._READERS[:-1])

    after = key_of(b"x", "a.txt", None, None, STAGES)
    cache._readers.cache_clear()

    assert before != after


def test_problems_of_a_file_come_back_with_it(tmp_path: Path, one: Passage) -> None:
    problem = Problem(rule="FC004", path=one.source.path, message="only the first part was read")

    with Cache(tmp_path) as kept:
        kept.put([(b"k", Entry([one], (problem,)))])
        found = kept.packed(b"k", "b.txt")

    assert found is not None
    (packed,), problems = found
    opened = packed.opened("s7")
    assert problems == (replace(problem, path="b.txt"),)
    assert (opened.source.id, opened.source.path) == ("s7", "b.txt")
    assert opened.claims[0].id == "s7.0"


def test_a_passage_that_stays_packed_is_numbered_as_one_that_does_not(articles: Path) -> None:
    read = [passage(file, f"s{n}") for n, file in enumerate(sorted(articles.rglob("*.txt")))]
    packed = [Packed(one.source.path, encoded(one) or b"") for one in read]
    both = [two if n % 2 else one for n, (one, two) in enumerate(zip(read, packed, strict=True))]

    expected = repr(numbered(read))

    assert repr(numbered(reversed(packed))) == expected
    assert repr(numbered(both)) == expected


def test_bytes_of_the_right_sum_that_are_no_passage_are_read_anew(articles: Path, tmp_path: Path) -> None:
    without = report(articles, None)
    report(articles, tmp_path / "kept")
    database = sqlite3.connect(tmp_path / "kept" / FILE)
    keys = [key for (key,) in database.execute("SELECT key FROM entries ORDER BY nth")]
    database.close()

    with Cache(tmp_path / "kept") as kept:
        read = [key for key in keys if kept.packed(key, "a.txt") is not None]
        kept.put_bytes([(read[0], cache._ENCODER.encode(cache._Kept([b"\x93\x01\x02\x03"], [])))])

    assert read
    assert report(articles, tmp_path / "kept") == without


def test_a_flipped_bit_is_a_miss_and_an_entry_under_another_key_too(tmp_path: Path, one: Passage) -> None:
    with Cache(tmp_path) as kept:
        kept.put([(b"k", Entry([one], ()))])
    database = sqlite3.connect(tmp_path / FILE)
    whole: bytes = database.execute("SELECT value FROM entries").fetchone()[0]
    draw = random.Random(9)

    for _ in range(60):
        at = draw.randrange(len(whole))
        torn = whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :]
        with database:
            database.execute("UPDATE entries SET value = ?", (torn,))
        with Cache(tmp_path) as kept:
            assert kept.packed(b"k", "a.txt") is None
    with database:
        database.execute("UPDATE entries SET value = ?, key = ?", (whole, b"other"))
    with Cache(tmp_path) as kept:
        assert kept.packed(b"other", "a.txt") is None


@pytest.mark.parametrize("damage", ["noise", "empty", "torn", "layout", "folder"])
def test_a_broken_file_costs_the_entries_and_nothing_else(articles: Path, tmp_path: Path, damage: str) -> None:
    expected = report(articles, tmp_path / "kept")
    file = tmp_path / "kept" / FILE
    data = file.read_bytes()
    for name in (file, file.with_name(f"{FILE}-wal"), file.with_name(f"{FILE}-shm")):
        name.unlink(missing_ok=True)
    match damage:
        case "noise":
            file.write_bytes(random.Random(1).randbytes(9_000))
        case "empty":
            file.write_bytes(b"")
        case "torn":
            file.write_bytes(data[:4096] + random.Random(2).randbytes(len(data) - 8192))
        case "layout":
            database = sqlite3.connect(file)
            database.execute("CREATE TABLE entries (name TEXT)")
            database.close()
        case _:
            file.mkdir()

    assert report(articles, tmp_path / "kept") == expected
    assert report(articles, tmp_path / "kept") == expected


def test_a_locked_cache_is_a_miss(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_WAIT_SECONDS", 0.05)
    expected = report(articles, tmp_path)
    holder = sqlite3.connect(tmp_path / FILE)
    holder.execute("BEGIN EXCLUSIVE")

    assert report(articles, tmp_path) == expected

    holder.rollback()


def test_a_place_that_cannot_be_is_no_cache(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert report(articles, tmp_path / "file" / "below") == report(articles, None)


def test_the_oldest_entries_go_when_the_file_outgrows_its_bound(tmp_path: Path, one: Passage) -> None:
    size = len(encoded(one) or b"")

    with Cache(tmp_path, max_bytes=40 * size) as kept:
        for number in range(100):
            kept.put([(b"%d" % number, Entry([one], ()))])
        held = [kept.packed(b"%d" % number, "a.txt") is not None for number in range(100)]

    assert held[-1]
    assert not held[0]
    assert held == sorted(held)
    assert 10 <= sum(held) <= 45


def _put_many(folder: Path, name: str, read: Passage) -> None:
    with Cache(folder) as kept:
        for number in range(40):
            kept.put([(f"{name}{number}".encode(), Entry([read], ()))])


def test_four_writers_lose_nothing_to_each_other(tmp_path: Path, one: Passage) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_put_many, args=(tmp_path, name, one)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    with Cache(tmp_path) as kept:
        found = [kept.packed(f"{name}{number}".encode(), one.source.path) for name in "abcd" for number in range(40)]

    assert [writer.exitcode for writer in writers] == [0] * 4
    assert all(entry is not None and entry[0][0].opened("s1") == one for entry in found)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_run_keeps_what_it_wrote_and_harms_nothing(tmp_path: Path) -> None:
    write(tmp_path / "news", 100, seed=8)
    expected = report(tmp_path / "news", None)
    script = "import sys; from checker.engine import local; from checker.config import Settings; local.run([sys.argv[1]], Settings(cache=sys.argv[2]))"
    kept_in = tmp_path / "kept"

    for wait in (0, 3, 6):
        run = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "news"), str(kept_in)])
        began = time.monotonic()
        while run.poll() is None and time.monotonic() - began < 60 and _count(kept_in) <= wait * 10:
            time.sleep(0.005)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()

    assert _count(kept_in) >= 32
    assert report(tmp_path / "news", kept_in) == expected


def _count(folder: Path) -> int:
    if not (folder / FILE).exists():
        return 0
    database = sqlite3.connect(folder / FILE, timeout=5)
    try:
        return int(database.execute("SELECT COUNT(*) FROM entries").fetchone()[0])
    except sqlite3.OperationalError:
        # The table is not there yet.
        return 0
    finally:
        database.close()


def test_the_place_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    stated = default_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(sys, "platform", "linux")

    assert stated == tmp_path / "factcheck"
    assert default_folder() == Path.home() / ".cache" / "factcheck"


def test_a_cache_among_the_articles_is_refused_or_left(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(articles / "kept"))

    assert cache.folder("auto", [articles]) is None
    with pytest.raises(UsageError, match="outside"):
        cache.folder(str(articles / "kept"), [articles])
    assert cache.folder("off", [articles]) is None
    assert cache.folder("", [articles]) is None


def test_no_cache_leaves_no_file_and_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    def run(*flags: str) -> bytes:
        command = [sys.executable, "-m", "checker", "run", str(articles), *flags]
        command += ["--format", "json", "--output", "-", "--fail-on", "never"]
        root = str(Path(__file__).resolve().parents[1])
        environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": root}
        return subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env=environ).stdout

    # A flag knows the words of the setting: "off" is no folder.
    assert run("--cache", "off") == run("--no-cache")
    without = run("--no-cache")
    untouched = not any(tmp_path.iterdir())
    cold, warm = run(), run()

    assert untouched
    assert (tmp_path / "factcheck" / FILE).is_file()
    assert without == cold == warm
    assert b"kept" not in without
