"""``--diff-base``: which figures changed since a revision, and which findings are about them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Result, run
from gate_articles import ALPHA, BETA, DRAFT, git, lay

from checker.engine import local, revisions
from checker.ingest import listing
from checker.report.since import Since

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

Run = Callable[..., Result]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A repository with two articles that agree."""
    git(tmp_path, "init", "--quiet")
    folder = lay(tmp_path / "news", alpha_txt=ALPHA.replace("42 km", "36 km"), beta_txt=BETA)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Both say 36 km")
    return folder


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str], news: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in the repository."""
    monkeypatch.chdir(news.parent)
    return lambda *arguments: run(capsys, *arguments)


def since(folder: Path, revision: str = "HEAD") -> Since:
    """What changed in *folder*."""
    report = local.run([folder])
    return revisions.since(revision, listing([str(folder)]).entries, report)


def changed(told: Since) -> list[tuple[str, str, str | None]]:
    """(file, quote, what stood there) of each figure that changed."""
    return [(one.claim.source.path, one.claim.quote, one.was) for one in told.figures]


def test_nothing_changed_is_no_figure_and_no_line(news: Path) -> None:
    told = since(news)

    assert changed(told) == []
    assert not any(told.lines.values())


def test_a_figure_that_changed_is_told_with_what_stood_there_and_what_it_breaks(news: Path) -> None:
    lay(news, beta_txt=BETA.replace("36 km", "47 km"))

    told = since(news)

    assert changed(told) == [("beta.txt", "47 km", "36 km")]
    assert told.lines == {"s1": frozenset(), "s2": {5}}
    assert all(one.findings for one in told.figures)


def test_a_line_that_moved_changes_no_figure(news: Path) -> None:
    lay(news, alpha_txt=ALPHA.replace("42 km", "36 km").replace("The storm of", "Nobody was hurt.\n\nThe storm of", 1))

    assert changed(since(news)) == []


def test_words_that_changed_beside_a_figure_change_the_line_not_the_figure(news: Path) -> None:
    lay(news, alpha_txt=ALPHA.replace("42 km", "36 km").replace("coastal road.", "shore road."))

    told = since(news)

    assert changed(told) == []
    assert told.lines["s1"] == {5}


def test_a_renamed_file_is_compared_with_itself(news: Path) -> None:
    (news / "alpha.txt").rename(news / "omega.txt")
    git(news, "add", ".")

    assert changed(since(news)) == []


def test_a_new_file_is_new_as_a_whole(news: Path) -> None:
    lay(news, draft_md=DRAFT)

    told = since(news)

    assert {(path, was) for path, _, was in changed(told)} == {("draft.md", None)}
    assert "42 km" in [quote for _, quote, _ in changed(told)]


def test_a_word_file_is_compared_by_its_text(news: Path) -> None:
    docx = pytest.importorskip("docx")

    def save(amount: str) -> None:
        document = docx.Document()
        document.add_paragraph(f"The library lends {amount} kayaks to readers.")
        document.save(news / "note.docx")

    save("17")
    git(news, "add", ".")
    git(news, "commit", "--quiet", "-m", "A note")
    save("19")

    assert changed(since(news)) == [("note.docx", "19 kayaks", "17 kayaks")]


def test_the_run_tells_what_changed_and_shows_the_finding_there(factcheck: Run, news: Path) -> None:
    lay(news, beta_txt=BETA.replace("36 km", "47 km"))

    terminal = factcheck("run", "news", "--diff-base", "HEAD")
    notes = factcheck("run", "news", "--diff-base", "HEAD", "--format", "github")
    plain = factcheck("run", "news", "--format", "github")

    assert terminal.code == 1
    assert terminal.out.startswith("Since HEAD: 1 figure changed, 1 finding about them.\n")
    assert "beta.txt:5:18 “47 km”, was “36 km”: FC201 value-conflict" in terminal.out
    assert "file=news/beta.txt" in next(line for line in notes.out.splitlines() if line.startswith("::error"))
    assert "Since HEAD" in notes.err
    assert "file=news/alpha.txt" in next(line for line in plain.out.splitlines() if line.startswith("::error"))


def test_a_machine_format_stays_alone_on_standard_output(factcheck: Run) -> None:
    done = factcheck("run", "news", "--diff-base", "HEAD", "--format", "json")

    assert json.loads(done.out)["tool"]["name"] == "factcheck"
    assert done.err.startswith("Since HEAD: 0 figures changed")


def test_a_check_takes_a_revision_too(factcheck: Run, news: Path) -> None:
    lay(news, alpha_txt=ALPHA)

    done = factcheck("check", "news/alpha.txt", "--against", "news", "--diff-base", "HEAD")

    assert done.code == 1
    assert "“42 km”, was “36 km”" in done.out


@pytest.mark.parametrize(
    "revision", ["no-such", "--output=/tmp/x", "-h", "HEAD:news", "HEAD; touch x", "$(touch x)", ""]
)
def test_what_names_no_revision_is_wrong_usage_and_runs_nothing(factcheck: Run, news: Path, revision: str) -> None:
    done = factcheck("run", "news", f"--diff-base={revision}")

    assert done.code == 2
    assert "expected a revision" in done.err
    assert sorted(path.name for path in news.parent.iterdir() if path.name != ".git") == ["news"]


def test_articles_outside_a_repository_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    lay(tmp_path / "plain", alpha_txt=ALPHA)

    done = run(capsys, "run", tmp_path / "plain", "--diff-base", "HEAD")

    assert done.code == 2
    assert "expected the articles in a git repository" in done.err


def test_an_article_of_another_folder_is_named(factcheck: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = lay(tmp_path_factory.mktemp("elsewhere"), zeta_txt=BETA)

    done = factcheck("run", "news", elsewhere, "--diff-base", "HEAD")

    assert done.code == 2
    assert "--diff-base: expected" in done.err
    assert str(elsewhere) in done.err


def test_git_that_is_not_installed_is_said(factcheck: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    done = factcheck("run", "news", "--diff-base", "HEAD")

    assert done.code == 2
    assert "git, which is not installed" in done.err


PORTS = "port;year;landings\n" + "".join(f"Port {n // 6};{2018 + n % 6};1.0{n:02}\n" for n in range(60))


def test_a_table_is_read_before_as_the_settings_say_it_is_read_now(news: Path, factcheck: Run) -> None:
    (news.parent / "factcheck.toml").write_text('[[table]]\nfile = "t.csv"\ndecimal = ","\n', encoding="utf-8")
    lay(news, t_csv=PORTS)
    git(news, "add", ".")
    git(news, "commit", "--quiet", "-m", "A table")
    lay(news, t_csv=PORTS.replace("1.007", "1.111"))

    done = factcheck("run", "news", "--diff-base", "HEAD")

    assert "1 figure changed" in done.out
    assert "“1.111”, was “1.007”" in done.out


def test_a_row_beyond_the_cap_that_a_finding_cites_is_not_new(news: Path, factcheck: Run) -> None:
    (news.parent / "factcheck.toml").write_text('[[table]]\nfile = "t.csv"\ncells = 30\n', encoding="utf-8")
    lay(news, t_csv=PORTS.replace("1.050", "1x050"))
    git(news, "add", ".")
    git(news, "commit", "--quiet", "-m", "A long table")
    lay(news, t_csv=PORTS.replace("1.050", "1x050").replace("1.003", "1.333"))

    done = factcheck("run", "news", "--diff-base", "HEAD")

    assert "“1x050” is no number" in done.out
    assert "Since HEAD: 1 figure changed" in done.out
