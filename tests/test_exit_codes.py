"""Exit codes, in every combination of what can happen: findings, what could not be read, limits, remarks, wrong settings.

0 looked and found nothing, 1 found something, 2 could not look at everything, 130 interrupted. 2 wins over 1.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Result, run
from gate_articles import ALPHA, BETA, DRAFT, lay

from checker.ingest import limits
from checker.model import Coverage, Discrepancy, Problem, Report, Severity
from checker.report.summary import exit_code

Run = Callable[..., Result]
STALE = {"fingerprint": "a" * 16, "rule": "FC201", "fact": "", "summary": "gone"}


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run(capsys, *arguments)


def process(folder: Path, *arguments: str, **named: object) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "checker", *arguments], cwd=folder, stderr=subprocess.PIPE, check=False, timeout=120,
        **{"stdout": subprocess.PIPE, **named},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("conflict", "unreadable", "limit", "stale", "unused"), list(itertools.product([False, True], repeat=5))
)
def test_what_was_not_read_wins_over_a_finding_and_a_remark_changes_nothing(
    factcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *,
    conflict: bool, unreadable: bool, limit: bool, stale: bool, unused: bool,
) -> None:  # fmt: skip
    lay(tmp_path / "news", alpha_txt=ALPHA if conflict else ALPHA.replace("42 km", "36 km"), beta_txt=BETA)
    flags: list[str] = []
    if unreadable:
        (tmp_path / "news" / "gone.txt").write_bytes(b"")
    if limit:
        monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1_000)
        (tmp_path / "news" / "long.txt").write_text("The library is open again. " * 40, encoding="utf-8")
    if stale:
        document = {"version": 1, "tool": "factcheck", "entries": [STALE]}
        (tmp_path / "accepted.json").write_text(json.dumps(document), encoding="utf-8")
        flags = ["--baseline", "accepted.json"]
    if unused:
        (tmp_path / "news" / "note.md").write_text(
            "<!-- factcheck: ignore[FC101] -->\nThe library is open.\n", encoding="utf-8"
        )

    done = factcheck("run", "news", "--format", "json", *flags)
    lenient = factcheck("run", "news", "--format", "json", "--fail-on", "never", *flags)

    problems = {problem["rule"] for problem in json.loads(done.out)["problems"]}
    expected = {"FC001"} if unreadable else set()
    expected |= ({"FC004"} if limit else set()) | ({"FC003"} if stale else set()) | ({"FC002"} if unused else set())
    assert problems == expected
    assert done.code == (2 if unreadable or limit else 1 if conflict else 0)
    assert lenient.code == (2 if unreadable or limit else 0)


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("command", [["run", "draft.md", "sources"], ["check", "draft.md", "--against", "sources"]])
def test_run_and_check_judge_alike_with_and_without_a_baseline(
    factcheck: Run, tmp_path: Path, command: list[str], accepted: bool
) -> None:
    lay(tmp_path, draft_md=DRAFT)
    lay(tmp_path / "sources", alpha_txt=ALPHA, beta_txt=BETA)
    factcheck("baseline", "write", "draft.md", "sources")

    done = factcheck(*command, *(["--baseline", "factcheck-baseline.json"] if accepted else []))

    assert done.code == (0 if accepted else 1)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("suppressed", [None, "asked"])
@pytest.mark.parametrize("problem", [None, "FC001", "FC002", "FC003", "FC004", "FC201"])
@pytest.mark.parametrize("fail_on", ["never", "info", "warning", "error"])
@pytest.mark.parametrize("partial", [0, 1])
def test_the_exit_code_of_any_report(
    severity: Severity, suppressed: str | None, problem: str | None, fail_on: str, partial: int
) -> None:
    finding = Discrepancy(
        id="a" * 16, rule="FC201", name="value-conflict", severity=severity, confidence=1.0, message="", claims=(),
        suppressed=suppressed,
    )  # fmt: skip
    problems = (Problem(rule=problem, path="a.txt", message=""),) if problem else ()
    report = Report(version="0", discrepancies=(finding,), problems=problems, coverage=Coverage(partial=partial))

    code = exit_code(report, fail_on)

    unread = partial or problem in ("FC001", "FC004", "FC201")
    counts = suppressed is None and fail_on != "never" and severity.rank <= Severity(fail_on).rank
    assert code == (2 if unread else 1 if counts else 0)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("sesions = 1", "unknown key 'sesions'; did you mean 'sessions'?"),
        ("baseline = 3", "baseline: expected a string, found the number 3"),
        ('baseline = "gone.json"', "gone.json: the baseline cannot be read"),
        ("suppress = 3", "expected tables [[suppress]]"),
        ('[[suppress]]\nfile = "a"', "expected rule, found none"),
        ('[rules.FC001]\nmargin = "1"', "is no rule"),
        ("fail-on = ", "is no TOML"),
    ],
)
@pytest.mark.parametrize("command", [["run", "news"], ["check", "news", "--against", "news"]])
def test_a_wrong_setting_is_exit_2_before_anything_is_read(
    factcheck: Run, tmp_path: Path, settings: str, told: str, command: list[str]
) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA, beta_txt=BETA)
    (tmp_path / "factcheck.toml").write_text(settings + "\n", encoding="utf-8")

    done = factcheck(*command, "--output", "out.json")

    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "news"],
        ["check", "absent.md", "--against", "news"],
        ["check", "news", "--against", "absent"],
        ["check", "news", "--against", "news", "--fail-on", "always"],
        ["baseline"],
        ["baseline", "burn", "news"],
        ["baseline", "check", "news"],
        ["baseline", "prune", "news"],
        ["baseline", "write"],
        ["baseline", "write", "absent"],
        ["baseline", "write", "news", "--expires", "soon"],
        ["run", "news", "--baseline", "absent.json"],
        ["run", "news", "--baseline", "news"],
    ],
)
def test_wrong_usage_is_exit_2_and_says_so(factcheck: Run, tmp_path: Path, arguments: list[str]) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA)

    done = factcheck(*arguments)

    assert done.code == 2
    assert done.err.strip()
    assert not (tmp_path / "factcheck-baseline.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "news", "--output", "/proc/report.json"],
        ["run", "news", "--report", "sarif=/proc/report.sarif"],
        ["check", "news/alpha.txt", "--against", "news", "--output", "/proc/report.html"],
        ["baseline", "write", "news", "--baseline", "/proc/accepted.json"],
    ],
)
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder here that nobody may write to")
def test_a_target_that_cannot_be_written_is_exit_2_and_names_it(
    factcheck: Run, tmp_path: Path, arguments: list[str]
) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)

    done = factcheck(*arguments)

    assert done.code == 2
    assert "/proc/" in done.err
    assert "Traceback" not in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "news"],
        ["run", "news", "--format", "json"],
        ["check", "news", "--against", "news"],
        ["baseline", "check", "news"],
        ["rules"],
    ],
)
def test_a_full_disk_behind_standard_output_is_exit_2(tmp_path: Path, arguments: list[str]) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)
    document = {"version": 1, "tool": "factcheck", "entries": [STALE]}
    (tmp_path / "factcheck-baseline.json").write_text(json.dumps(document), encoding="utf-8")

    with Path("/dev/full").open("wb") as full:
        done = process(tmp_path, *arguments, stdout=full)

    assert done.returncode == 2
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_behind_a_report_is_exit_2(tmp_path: Path) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)

    done = process(tmp_path, "run", "news", "--report", "json=/dev/full")

    assert done.returncode == 2
    assert b"No space left on device" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("arguments", [["check", "-", "--against", "news"], ["baseline", "write", "-"]])
def test_an_interrupt_is_130_and_leaves_nothing_half_written(tmp_path: Path, arguments: list[str]) -> None:
    lay(tmp_path / "news", alpha_txt=ALPHA, beta_txt=BETA)
    before = sorted(path.name for path in tmp_path.iterdir())
    # Standard input that never ends holds the command where it reads.
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stderr.write('up\\n'); sys.stderr.flush(); from checker.cli import main; main()", *arguments],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert running.stderr.readline() == b"up\n"
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)

    assert running.returncode == 130
    assert b"interrupted" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", [("run", "."), ("check", "draft.txt", "--against", "others")])
def test_a_report_never_takes_the_place_of_a_file_that_is_read(
    factcheck: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "others").mkdir()
    for name in ("draft.txt", "others/one.txt"):
        (tmp_path / name).write_text("The town counted 412 trees.\n", encoding="utf-8")

    told = factcheck(*command, "--format", "json", "--output", "draft.txt")

    assert told.code == 2
    assert "draft.txt is one of the files read" in told.err
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "The town counted 412 trees.\n"
