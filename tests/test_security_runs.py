"""Whole runs: no network, nothing half written, the same bytes every time, no words of articles where none are wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from bench.kills import trial
from ingest_files import docx
from sample_report import report as sample

from checker import check
from checker.cli import main
from checker.cli.output import write
from checker.report import FORMATS
from checker.report.redact import redacted

ROOT = Path(__file__).resolve().parent.parent
RUN = [sys.executable, "-m", "checker", "run"]
# Words that nothing but these articles prints.
WORDS = ("ellerbrook", "quayside", "mooringsmen", "veltwick", "rumblings", "132,626", "1,204")
ALPHA = (
    "Quayside plan of Ellerbrook\n\nELLERBROOK, Feb. 6, 2024 — The council said that 1,204 mooringsmen came to the town on 5 February "
    "2024.\nOf the berths, 132,626/253,837 are let, that is 50.25%, the Veltwick office said.\n"
)
BETA = (
    "Quayside plan of Ellerbrook\n\nELLERBROOK, Feb. 6, 2024 — The council said that 1,304 mooringsmen came to the town on 5 February "
    "2024, amid rumblings.\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles that differ, one of them wrong in itself."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "alpha.txt").write_text(ALPHA)
    (folder / "beta.txt").write_text(BETA)
    return folder


def run(
    arguments: Sequence[str | Path], *, cwd: Path, before: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    path = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*before, *RUN, *map(str, arguments)], cwd=cwd, env={**os.environ, **path, **(environ or {})}, capture_output=True, check=False
    )  # fmt: skip


# ── no network ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_run_needs_no_network_and_no_interface(articles: Path, tmp_path: Path) -> None:
    alone = next((way for way in (["unshare", "-n"], ["unshare", "-rn"]) if _works([*way, "true"])), None)
    if alone is None:
        pytest.skip("no network namespace can be made here (unshare -n is not permitted)")

    with_network = run([articles, "--format", "json", "--no-cache"], cwd=tmp_path)
    without = run([articles, "--format", "json", "--no-cache"], cwd=tmp_path, before=alone)

    assert without.returncode == 1, without.stderr
    assert without.stdout == with_network.stdout


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_no_socket_is_made(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert check(articles).discrepancies


# ── --redact ─────────────────────────────────────────────────────────────────────────────────────────────────────


def text_of(file: Path) -> str:
    """All text in an output, that of a container unpacked."""
    data = file.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(file) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace").lower()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_redacted_report_holds_no_word_of_the_articles(name: str, articles: Path, tmp_path: Path) -> None:
    plain, clean = tmp_path / "plain", tmp_path / "clean"

    codes = []
    for target, flags in ((plain, ()), (clean, ("--redact",))):
        with pytest.raises(SystemExit) as left:
            main(["run", str(articles), "--quiet", "--show-info", "--format", name, "-o", str(target), *flags])
        codes.append(left.value.code)

    assert codes == [1, 1]
    assert any(word in text_of(plain) for word in WORDS) or name == "claims-markdown"
    assert not [word for word in WORDS if word in text_of(clean)]


@pytest.mark.parametrize("name", ["terminal", "json", "html", "markdown", "csv"])
def test_a_redacted_check_holds_no_word_of_draft_and_sources(name: str, articles: Path, tmp_path: Path) -> None:
    draft, *sources = sorted(articles.rglob("*.*"))
    plain, clean = tmp_path / "plain", tmp_path / "clean"

    against = [part for source in sources for part in ("--against", str(source))]
    codes = []
    for target, flags in ((plain, ()), (clean, ("--redact",))):
        with pytest.raises(SystemExit) as left:
            main(["check", str(draft), *against, "--quiet", "--show-info", "--format", name, "-o", str(target), *flags])
        codes.append(left.value.code)

    assert codes[0] == codes[1]
    assert any(word in text_of(plain) for word in WORDS)
    assert not [word for word in WORDS if word in text_of(clean)]


def test_a_redacted_check_gives_no_copy_of_the_draft(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(docx("<w:p><w:r><w:t>The council set 42 km of road.</w:t></w:r></w:p>"))

    with pytest.raises(SystemExit) as left:
        main(["check", str(draft), "--against", str(articles), "-o", str(tmp_path / "out.docx"), "--redact"])

    assert left.value.code == 2
    assert "a copy of the draft holds all of its text" in capsys.readouterr().err
    assert not (tmp_path / "out.docx").exists()


def test_a_redacted_report_keeps_its_findings_values_and_places() -> None:
    before, after = sample(), redacted(sample())

    assert [one.id for one in after.discrepancies] == [one.id for one in before.discrepancies]
    assert [claim.span for claim in after.claims] == [claim.span for claim in before.claims]
    assert [claim.position() for claim in after.claims] == [claim.position() for claim in before.claims]
    assert [getattr(claim.value, "lo", None) for claim in after.claims] == [
        getattr(claim.value, "lo", None) for claim in before.claims
    ]


def test_an_earlier_report_is_redacted_too(articles: Path, tmp_path: Path) -> None:
    stored, out = tmp_path / "report.json", tmp_path / "report.html"
    run([articles, "--quiet", "-o", stored], cwd=tmp_path)

    with pytest.raises(SystemExit):
        main(["report", str(stored), "-o", str(out), "--redact"])

    assert not [word for word in WORDS if word in text_of(out)]


# ── the same bytes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "77", "LC_ALL": "C"},
        {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    ],
    ids=["seed", "locale", "zone"],
)
def test_seed_locale_and_zone_change_no_byte(environ: dict[str, str], articles: Path, tmp_path: Path) -> None:
    first = run([articles, "--format", "json"], cwd=tmp_path, environ={"PYTHONHASHSEED": "0"})
    other = run(
        [articles / "beta.txt", articles / "alpha.txt", "--format", "json", "--jobs", "2"],
        cwd=articles,
        environ=environ,
    )

    assert first.returncode == other.returncode == 1
    assert first.stdout == other.stdout


# ── stopped in the middle ────────────────────────────────────────────────────────────────────────────────────────


def test_a_kill_between_writing_and_moving_leaves_the_old_report(tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    target.write_text("old")
    script = (
        "import os, signal, pathlib; from checker.cli.output import write;"
        "pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        f"write('new' * 1000, {str(target)!r})"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)

    assert done.returncode == -signal.SIGKILL
    assert target.read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_exit_2_with_its_reason(articles: Path, tmp_path: Path) -> None:
    done = run([articles, "--quiet", "-o", "/dev/full", "--format", "json"], cwd=tmp_path)

    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_file_too_large_for_the_disk_leaves_the_old_report(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("resource")
    target = tmp_path / "r.json"
    target.write_text("old")
    # No file may grow beyond two blocks: the write fails in the middle, as on a full disk.
    done = run(
        [articles, "--quiet", "-o", target],
        cwd=tmp_path,
        before=["sh", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "sh"],
    )

    assert done.returncode == 2
    assert target.read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["articles", "r.json"]


def test_runs_that_are_killed_at_random_leave_reports_and_cache_whole(tmp_path: Path) -> None:
    _, wrong = trial(tmp_path, runs=6, articles=4, seed=20241121)

    assert wrong == []


# In blocks of 512 bytes: no room for the file itself, and room for the file but not for what is to be kept.
@pytest.mark.parametrize("blocks", [2, 80])
def test_a_cache_that_finds_no_room_costs_nothing_but_the_cache(blocks: int, articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("resource")
    (articles / "long.txt").write_text(ALPHA + "The council said that 1,204 mooringsmen came.\n" * 300)
    arguments: list[str | Path] = [articles, "--format", "json", "--cache", tmp_path / "cache"]

    plain = run([articles, "--format", "json", "--no-cache"], cwd=tmp_path)
    limited = f'trap "" XFSZ; ulimit -f {blocks}; exec "$@"'
    full = run(arguments, cwd=tmp_path, before=["sh", "-c", limited, "sh"])

    assert (full.stdout, full.returncode, full.stderr) == (plain.stdout, plain.returncode, plain.stderr)


@pytest.mark.parametrize("seconds", [0, -10 * 365 * 86_400, 10 * 365 * 86_400])
def test_an_edit_is_seen_whatever_the_clock_says(seconds: int, articles: Path, tmp_path: Path) -> None:
    file = articles / "beta.txt"
    cached: list[str | Path] = ["--format", "json", "--cache", tmp_path / "cache"]
    run([articles, *cached], cwd=tmp_path)
    before = file.stat()
    file.write_text(BETA.replace("1,304", "1,305"))
    os.utime(file, (before.st_atime, before.st_mtime + seconds))

    after = run([articles, *cached], cwd=tmp_path)

    assert b"1,305" in after.stdout
    assert after.stdout == run([articles, "--format", "json", "--no-cache"], cwd=tmp_path).stdout


def test_a_report_in_the_making_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def watched(self: Path, target: Path) -> None:
        raise InterruptedError

    def chmod(self: Path, mode: int) -> None:
        seen.append(self.stat().st_mode & 0o777)

    monkeypatch.setattr(Path, "chmod", chmod)
    monkeypatch.setattr(Path, "replace", watched)

    with pytest.raises(InterruptedError):
        write("new", str(tmp_path / "r.json"))

    assert seen == [0o600]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_exit_2(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = run([articles, "--quiet", "-o", tmp_path / "file" / "r.json"], cwd=tmp_path)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_report_goes_to_its_target_and_nowhere_else(articles: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (articles / "..%2f..%2fescape.txt").write_text(BETA)
    before = {file for file in tmp_path.rglob("*") if ".cache" not in file.parts}

    run([articles, "--quiet", "-o", desk / "r.json", "--report", f"html={desk}/r.html"], cwd=desk)

    assert set(tmp_path.rglob("*")) - before == {desk / "r.json", desk / "r.html"}
    assert oct((desk / "r.json").stat().st_mode & 0o777) == oct(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
