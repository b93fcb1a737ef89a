"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import fake_stages
import pytest
from click.testing import CliRunner
from command_line import Result, Run, run
from fake_install import install
from hypothesis import given
from hypothesis import strategies as st
from sample_report import report

from checker import registry
from checker.cli import progress
from checker.cli.app import COMMANDS, factcheck
from checker.cli.output import wants_color, write
from checker.engine import local
from checker.report import FORMATS, format_of
from checker.report.json import load, render, to_dict
from checker.rule import HEADINGS

ROOT = Path(__file__).resolve().parent.parent
# All that the help may load, beside click, the standard library and what the interpreter loads by itself.
HELP_LOADS = frozenset({"checker", "checker.cli", "checker.cli.app", "checker.errors", "checker.version"})


@pytest.fixture
def factcheck_(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, run in this process."""
    return partial(run, capsys)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two articles that differ under ``news`` and the stand-ins for stages and rules."""
    fake_stages.use(monkeypatch)
    monkeypatch.setattr(registry, "load", lambda local=(): fake_stages.RULES)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("ships 12\n", encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_text("ships 15\ncrates 5000\n", encoding="utf-8")
    return tmp_path


def test_run_prints_a_card_and_exits_1(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("run", "news")

    assert done.code == 1
    assert done.err == ""
    assert "ERROR  FC901 counts-differ  ships" in done.out
    assert "a.txt:1:7" in done.out
    assert done.out.rstrip().endswith("exit 1: a discrepancy of severity error was found")


def test_a_machine_format_is_alone_on_standard_output(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("run", "news", "--format", "json")

    document = json.loads(done.out)
    assert done.code == 1
    assert [(d["rule"], d["claims"]) for d in document["discrepancies"]] == [("FC901", ["c1", "c2"]), ("FC902", ["c3"])]
    assert "1 error, 1 warning, 0 info; exit 1" in done.err
    assert factcheck_("run", "news", "--format", "json", "--quiet").err == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "never"], 0),
        (["--ignore", "FC901"], 0),
        (["--ignore", "FC901", "--fail-on", "warning"], 1),
        (["--ignore", "counts-differ,large-count", "--fail-on", "info"], 0),
        (["--select", "FC902"], 0),
        (["--select", "FC902", "--fail-on", "info"], 1),
        (["--sessions", "folder"], 1),
        (["--select", "FC77"], 2),
        (["--sessions", "all"], 2),
        (["--format", "carrier-pigeon"], 2),
        (["--jobs", "-1"], 2),
        (["--report", "json"], 2),
        (["--report", "pigeon=x.json"], 2),
        (["--report", "json=-"], 2),
        (["--output", "report.doc"], 2),
        (["--output", "x.json", "--report", "json=x.json"], 2),
        (["--config", "absent.toml"], 2),
        (["--no-such-flag"], 2),
        (["absent"], 2),
    ],
)
def test_exit_codes(factcheck_: Run, desk: Path, arguments: list[str], code: int) -> None:
    done = factcheck_("run", "news", *arguments)

    assert done.code == code
    if code == 2:
        assert done.out == ""
        assert done.err.strip()


def test_a_file_that_cannot_be_read_wins_over_a_finding(factcheck_: Run, desk: Path) -> None:
    (desk / "news" / "c.txt").write_text("\0", encoding="utf-8")

    done = factcheck_("run", "news", "--fail-on", "never")

    assert done.code == 2
    assert "c.txt: expected text, found NUL" in done.out


def test_no_path_and_no_command_are_wrong_usage(factcheck_: Run, desk: Path) -> None:
    assert factcheck_("run").code == 2
    assert factcheck_("sing").code == 2
    assert "PATH" in factcheck_("run").err


def test_settings_come_from_the_file_and_flags_win(factcheck_: Run, desk: Path) -> None:
    (desk / "factcheck.toml").write_text('ignore = ["FC901"]\nfail-on = "warning"\n', encoding="utf-8")

    assert factcheck_("run", "news").code == 1
    assert factcheck_("run", "news", "--fail-on", "error").code == 0
    assert factcheck_("run", "news", "--ignore", "FC902", "--fail-on", "error").code == 1


def test_a_wrong_setting_names_the_file_the_key_and_the_nearest(factcheck_: Run, desk: Path) -> None:
    (desk / "factcheck.toml").write_text("sesions = 'one'\n", encoding="utf-8")

    done = factcheck_("run", "news")

    assert done.code == 2
    assert re.search(r"factcheck\.toml: unknown key 'sesions'; did you mean 'sessions'\?", done.err)


def test_several_reports_come_of_one_run(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("run", "news", "--output", "out/deep/report.json", "--report", "terminal=out/report.txt")

    assert done.out == ""
    assert load((desk / "out/deep/report.json").read_bytes())["tool"]["name"] == "factcheck"
    assert "counts-differ" in (desk / "out/report.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in (desk / "out").iterdir()) == ["deep", "report.txt"]


def test_colour_is_for_terminals_and_for_those_who_ask(
    factcheck_: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in factcheck_("run", "news").out
    assert "\x1b[" in factcheck_("run", "news", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in factcheck_("run", "news").out
    assert "\x1b" not in factcheck_("run", "news", "--format", "json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in factcheck_("run", "news").out


class Stream(io.StringIO):
    """A stream that is a terminal, or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("setting", "environ", "terminal", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_about_colour(setting: str, environ: dict[str, str], terminal: bool, colored: bool) -> None:
    assert wants_color(setting, Stream(terminal), environ) is colored


def test_a_crash_is_exit_2_with_its_traceback(factcheck_: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("an invariant of ours")

    monkeypatch.setattr(local, "canonical", broken)
    done = factcheck_("run", "news")

    assert done.code == 2
    assert "AssertionError: an invariant of ours" in done.err
    assert "internal error" in done.err


def test_an_interrupt_is_exit_130(factcheck_: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(local, "canonical", interrupted)

    assert factcheck_("run", "news", "--output", "report.json").code == 130
    assert not (desk / "report.json").exists()


def test_an_output_that_cannot_be_written_is_exit_2(factcheck_: Run, desk: Path) -> None:
    (desk / "taken").write_text("", encoding="utf-8")

    done = factcheck_("run", "news", "--output", "taken/report.json")

    assert done.code == 2
    assert os.strerror(errno.EEXIST) in done.err or os.strerror(errno.ENOTDIR) in done.err


def test_claims_as_json_lines_are_the_claims_of_the_report(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("claims", "news", "--format", "jsonl")

    rows = [json.loads(line) for line in done.out.splitlines()]
    claims = json.loads(factcheck_("run", "news", "--format", "json").out)["claims"]
    assert done.code == 0
    assert [{key: value for key, value in row.items() if key != "path"} for row in rows] == claims
    assert [row["path"] for row in rows] == ["a.txt", "b.txt", "b.txt"]
    assert "3 figures in 2 sources" in done.err


def test_claims_as_csv_are_inert(factcheck_: Run, desk: Path) -> None:
    (desk / "news" / "=cmd.txt").write_text("=cmd ships 12\n", encoding="utf-8")

    rows = list(csv.DictReader(io.StringIO(factcheck_("claims", "news", "--format", "csv").out)))

    assert (rows[0]["path"], rows[0]["sentence"], rows[0]["lo"]) == ("'=cmd.txt", "'=cmd ships 12", "12")


def test_claims_as_a_table_name_place_quote_and_value(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("claims", "news", "--ascii", "--quiet")

    assert re.search(r"^b\.txt\n(.*\n)+2:8 +\| 5000 +\| 5000 +\| count +\| crates", done.out, re.MULTILINE)
    assert done.out.isascii()
    assert done.err == ""


def test_claims_refuses_what_is_no_day(factcheck_: Run, desk: Path) -> None:
    done = factcheck_("claims", "news", "--published", "yesterday")

    assert done.code == 2
    assert "expected a day such as 2025-02-06, found 'yesterday'" in done.err


def test_rules_are_listed_as_table_json_and_markdown(factcheck_: Run, seaside: Path) -> None:
    table, markdown = factcheck_("rules"), factcheck_("rules", "--format", "markdown")
    (record,) = json.loads(factcheck_("rules", "--format", "json").out)

    assert "SEA001" in table.out
    assert "| SEA001 | too-many-ships | warning | passage | A source counts more ships" in markdown.out
    assert record["options"] == {"berths": "1000", "words": ["ships"]}
    assert list(record["documentation"]) == list(HEADINGS)


@pytest.fixture
def seaside(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk, with the rules of ``tests/plugin`` in place of the stand-ins."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "plugin"))
    import seaside_rules.too_many_ships

    rules = (registry.rule_of(seaside_rules.too_many_ships, origin="seaside-rules"),)
    monkeypatch.setattr(registry, "load", lambda local=(): rules)
    return desk


@pytest.mark.parametrize("what", ["SEA001", "sea001", "too-many-ships"])
def test_a_rule_is_explained_by_its_documentation(factcheck_: Run, seaside: Path, what: str) -> None:
    done = factcheck_("explain", what)

    assert done.code == 0
    for heading in HEADINGS:
        assert f"\n{heading}\n" in done.out
    assert "berths = " in done.out


def test_a_code_of_the_engine_is_explained_too(factcheck_: Run, desk: Path) -> None:
    assert "could not be read" in factcheck_("explain", "FC001").out
    for code, name in registry.ENGINE_CODES.items():
        assert factcheck_("explain", name).out == factcheck_("explain", code).out


def test_a_finding_is_explained_from_a_stored_report(factcheck_: Run, desk: Path) -> None:
    (desk / "reports").mkdir()
    (desk / "reports" / "report.json").write_text(render(report()), encoding="utf-8")

    done = factcheck_("explain", "7c1e000000000002")

    assert done.code == 0
    assert "8 - 10%" in done.out
    assert "9 -10%" in done.out
    assert "confidence that all state one fact: 0.97" in done.out
    assert "indicator   +1.20" in done.out


def test_a_finding_is_explained_by_checking_again(factcheck_: Run, desk: Path) -> None:
    found = json.loads(factcheck_("run", "news", "--format", "json").out)["discrepancies"][0]

    done = factcheck_("explain", found["id"][:6], "news")

    assert done.code == 0
    assert "12 against 15" in done.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["FC991"], "'FC991' is no rule and no id of a finding, a group or a claim; did you mean 'FC901'"),
        (["7c1e000000000009", "--report", "r.json"], "no finding '7c1e000000000009' among the 3"),
        (["7c1e", "--report", "r.json"], "begins 2 ids"),
        (["7c1e", "--report", "bad.json"], "bad.json: expected a JSON report of factcheck"),
        (["7c1e"], "no such report"),
    ],
)
def test_what_cannot_be_explained_is_said(factcheck_: Run, desk: Path, arguments: list[str], told: str) -> None:
    (desk / "r.json").write_text(render(report()), encoding="utf-8")
    (desk / "bad.json").write_text("{}", encoding="utf-8")

    done = factcheck_("explain", *arguments)

    assert done.code == 2
    assert told in done.err


def test_init_writes_a_file_once(factcheck_: Run, desk: Path) -> None:
    assert factcheck_("init").code == 0
    text = (desk / "factcheck.toml").read_text(encoding="utf-8")
    (desk / "factcheck.toml").write_text("jobs = 2\n", encoding="utf-8")

    refused = factcheck_("init")

    assert tomllib.loads(text) == {}
    assert refused.code == 2
    assert "--force overwrites it" in refused.err
    assert factcheck_("init", "--force").code == 0
    assert (desk / "factcheck.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(factcheck_: Run, shell: str) -> None:
    done = factcheck_("completion", shell)

    assert done.code == 0
    assert "_FACTCHECK_COMPLETE" in done.out


def test_a_shell_is_told_how_a_command_goes_on() -> None:
    words = {"_FACTCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "factcheck ru", "COMP_CWORD": "1"}

    done = subprocess.run(
        [sys.executable, "-m", "checker"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **words},
    )

    assert sorted(done.stdout.split()) == ["plain,rules", "plain,run"]


def test_the_help_lists_every_command_with_a_line(factcheck_: Run) -> None:
    done = factcheck_("--help")

    assert done.code == 0
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", done.out, re.MULTILINE)
        module = ROOT / "checker" / "cli" / f"{name}.py"
        assert module.is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_that_explains_each_option(name: str) -> None:
    done = CliRunner().invoke(factcheck, [name, "--help"])

    assert done.exit_code == 0
    assert f"Usage: factcheck {name}" in done.output
    command = factcheck.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    unexplained = [p.name for p in command.params if p.param_type_name == "option" and not getattr(p, "help", None)]
    assert unexplained in ([], ["format_name"])  # Its choices say it all.


def test_the_version_is_printed(factcheck_: Run) -> None:
    assert factcheck_("--version") == Result(0, "factcheck 0.1.0\n", "")


def test_the_help_loads_click_and_five_modules_of_ours() -> None:
    def loaded(code: str) -> set[str]:
        told = "import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        done = subprocess.run([sys.executable, "-c", told + code], capture_output=True, text=True, check=True, cwd=ROOT)
        return set(done.stderr.split())

    by_help = loaded("from checker.cli import main\nmain(['--help'])") - loaded("")

    assert {name for name in by_help if name.partition(".")[0] not in {"click", *sys.stdlib_module_names}} == HELP_LOADS


def test_the_help_costs_less_than_a_third_of_a_second() -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "checker", "--help"], capture_output=True, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


def test_a_reader_that_leaves_early_is_no_crash_and_no_success() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)

    done = subprocess.run(
        [sys.executable, "-m", "checker", "completion", "zsh"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )
    os.close(write_end)

    assert done.returncode == 141
    assert done.stderr == b""


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)

    write("new\n", str(target))

    assert target.read_bytes() == b"new\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write("x", str(tmp_path / "report.json"))
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write("new", str(target))

    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")

    write("new", str(tmp_path / "link.json"))
    write("gone", os.devnull)

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text(encoding="utf-8") == "new"
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116


@given(name=st.sampled_from(sorted(FORMATS)))
def test_every_format_is_found_by_its_suffixes(name: str) -> None:
    # Annotations go to a log, never to a file that is named for them.
    assert bool(FORMATS[name].suffixes) is (name != "github")
    for suffix in FORMATS[name].suffixes:
        assert format_of(f"out/Report{suffix.upper()}") == name


def test_an_interrupted_process_leaves_with_130(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom checker import registry\nfrom checker.cli import main\n"
        "def load(local=()):\n    print('ready', flush=True)\n    time.sleep(30)\n"
        "registry.load = load\nmain(['run', '.'])"
    )

    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=10)

    assert child.returncode == 130
    assert err.strip() == "factcheck: interrupted"


def test_the_document_of_the_sample_names_no_absolute_path() -> None:
    assert not re.search(r'"path":"/', json.dumps(to_dict(report()), separators=(",", ":")))


ALPHA = """Port Ellery lets its berths

6 February 2025. The council of Port Ellery wants the freight of the harbour to grow by 8 - 10% in 2025.
Of its berths 132/240 are let, or 55%. It received 5,000 ships.
"""
BETA = """Council sets its aim

6 February 2025. The council of Port Ellery wants the freight of the harbour to grow by 9 - 10% in 2025.
Of its berths 132/240 are let, or 65%. It received 5,000 ships.
"""


@pytest.fixture
def whole(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The real thing in a process of its own, in a folder with two articles under ``news``."""
    environ = install(tmp_path / "site", ROOT)
    news = tmp_path / "news"
    news.mkdir()
    (news / "alpha.txt").write_text(ALPHA, encoding="utf-8")
    (news / "beta.txt").write_text(BETA, encoding="utf-8")

    def run(
        *arguments: str, code: str | None = None, cwd: Path = tmp_path, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        start = ["-m", "checker"] if code is None else ["-c", code]
        command = [sys.executable, *start, *arguments]
        return subprocess.run(command, capture_output=True, check=False, cwd=cwd, env={**environ, **environment})

    return run


def test_no_order_worker_seed_folder_or_locale_changes_a_byte(
    whole: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    flags = ("--format", "json", "--sessions", "one", "--fail-on", "never")
    expected = whole("run", "news", *flags, PYTHONHASHSEED="0")

    others = [
        whole("run", "news/beta.txt", "news/alpha.txt", *flags, PYTHONHASHSEED="1"),
        whole("run", "news", *flags, "--jobs", "2", PYTHONHASHSEED="2"),
        whole("run", "../news", *flags, cwd=tmp_path / "site", LC_ALL="C", TZ="Asia/Ho_Chi_Minh"),
    ]

    assert expected.returncode == 0, expected.stderr
    assert len(load(expected.stdout)["claims"]) > 6
    assert [other.stdout for other in others] == [expected.stdout] * 3
    assert str(tmp_path).encode() not in expected.stdout


def test_a_ratio_that_does_not_recompute_is_found_in_the_article_that_prints_it(
    whole: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    document = load(whole("run", "news", "--format", "json", "--select", "FC101").stdout)

    sources = {source["id"]: source["path"] for source in document["sources"]}
    claims = {claim["id"]: claim for claim in document["claims"]}
    assert [[sources[claims[c]["source"]] for c in d["claims"]] for d in document["discrepancies"]] in (
        [["beta.txt"] * 2],
        [["beta.txt"] * 3],
    )


def test_a_run_over_texts_waits_for_no_reader_of_other_formats(
    whole: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    code = (
        "import sys\nfrom checker.cli import main\n"
        "try:\n main(['run', 'news', '--quiet'])\nexcept SystemExit:\n print(*sys.modules, file=sys.stderr)"
    )

    done = whole(code=code)

    loaded = set(done.stderr.decode().split())
    assert b"exit " in done.stdout
    assert not {"pandas", "pyarrow", "trafilatura", "lxml", "docx", "pypdfium2", "jinja2"} & loaded


def test_standard_input_is_read_under_the_name_it_is_given(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "claims", "-", "--stdin-filename", "wire.md", "--format", "jsonl", "--lang", "en"],
        input=b"The harbour received 5,000 ships in 2024.\n", capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [(row["path"], row["lo"]) for row in rows if row["kind"] == "count"] == [("wire.md", 5000)]


@pytest.mark.parametrize(
    ("terminal", "quiet", "delay", "shown"),
    [(True, False, 0.0, True), (True, False, 60.0, False), (True, True, 0.0, False), (False, False, 0.0, False)],
)
def test_progress_shows_on_a_terminal_when_work_takes_long(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, quiet: bool, delay: float, shown: bool
) -> None:
    stderr = Stream(terminal)
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "DELAY_SECONDS", delay)
    monkeypatch.setenv("TERM", "xterm")

    with progress.Bar(quiet=quiet) as bar:
        bar("read", 1, 2)
        bar("read", 2, 2)

    assert ("reading" in stderr.getvalue()) is shown
    assert shown or stderr.getvalue() == ""
