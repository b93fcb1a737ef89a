"""What the texts at the root say is there: rules, an example of output, commands with their options, files, decisions."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from checker.cli.app import factcheck
from checker.cli.rules import command

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- rules: written by pytest --accept tests/test_readme.py -->\n", "<!-- end of rules -->"
EXAMPLE, EXAMPLE_END = "<!-- example: tried by tests/test_readme.py -->\n```\n", "```\n<!-- end of example -->"
TEXTS = ("README.md", "DECISIONS.md", "CHANGELOG.md", "LICENCES.md")
# What the README names as a place in a user's own folder, or as what a run makes.
NOT_OURS = re.compile(r"reports/local/|^\.venv|factcheck\.toml")


def between(start: str, end: str) -> str:
    """What stands in the README between the two."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count(start) == text.count(end) == 1
    return text[text.index(start) + len(start) : text.index(end)]


def commands() -> list[list[str]]:
    """The words of every call of factcheck in the README's blocks of shell, without what stands behind `#` or a pipe."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    calls = (re.match(r"(?:\.venv/bin/)?factcheck (.*)", line.partition(" #")[0].strip()) for line in lines)
    return [re.split(r" [<|>] ", call.group(1))[0].split() for call in calls if call]


def test_the_table_of_rules_is_the_registrys(accept: bool) -> None:
    readme = ROOT / "README.md"
    kept = between(START, END)

    found = CliRunner().invoke(command, ["--format", "markdown"], catch_exceptions=False).output

    if accept:
        readme.write_text(readme.read_text(encoding="utf-8").replace(kept, found), encoding="utf-8")
        kept = found
    assert kept == found


def test_the_example_is_what_a_run_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    findings = between(EXAMPLE, EXAMPLE_END).strip().split("\n\n")

    printed = CliRunner().invoke(factcheck, ["run", "sources", "--no-cache", "--color", "never"]).output

    told = re.sub(r"(  aligned   ).*?(?=\n  \w)", r"\1 …", printed, flags=re.DOTALL)
    assert len(findings) == 2
    assert [finding for finding in findings if finding not in told] == []


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_call_in_the_readme_names_a_command_and_options_that_there_are(words: list[str]) -> None:
    found: click.Command | None = factcheck
    while isinstance(found, click.Group):
        group, (name, *words) = found, words
        found = group.get_command(click.Context(group), name)
        assert found is not None, f"no command {name}"

    assert found is not None
    known = {option for parameter in found.params for option in parameter.opts}

    assert [word for word in words if word.startswith("-") and word != "-" and word not in known] == []


def test_every_target_of_make_in_the_texts_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))

    named = {
        target
        for text in TEXTS
        for target in re.findall(r"(?m)(?:`|^)make ([a-z-]+)", (ROOT / text).read_text(encoding="utf-8"))
    }

    assert len(named) > 10
    assert named - targets == set()


def test_every_file_that_the_texts_name_is_there() -> None:
    named = {
        path
        for text in TEXTS
        for path in re.findall(
            r"`((?:checker|rules|tests|reports|\.\w+)/[\w./-]+|[\w-]+\.(?:txt|md|toml|yml))`",
            (ROOT / text).read_text(encoding="utf-8"),
        )
        if not NOT_OURS.search(path)
    }

    missing = sorted(path for path in named if not (ROOT / path).exists() and "pack.toml" not in path)

    assert len(named) > 10
    assert missing == []


def test_decisions_are_numbered_in_one_run_and_every_number_that_is_cited_is_there() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"(?m)^## (\d+)\. ", decisions)]
    files = [
        *(ROOT / text for text in TEXTS),
        *(p for top in ("checker", "rules", "tests") for p in (ROOT / top).rglob("*.py")),
    ]

    cited = {
        int(number)
        for file in files
        for numbers in re.findall(r"DECISIONS\.md,? (\d+(?:(?:, | and )\d+)*)", file.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", numbers)
    }

    assert numbers == list(range(1, len(numbers) + 1))
    assert cited
    assert cited <= set(numbers)


@pytest.mark.parametrize("text", TEXTS)
def test_no_place_was_left_to_be_filled_in(text: str) -> None:
    left = re.findall(
        r"@@\w*|@[A-Z_]{3,}@|\b(?:TODO|TBD|FIXME|XXX)\b|<{7}|>{7}|={7}", (ROOT / text).read_text(encoding="utf-8")
    )

    assert left == []
