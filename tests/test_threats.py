"""The README's table of threats: every test that it names is there, and is tried without its mechanism."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- threats:", "<!-- end of threats -->"
# What must not be missing: a line for each of these, whatever it is called.
LINES = (
    "archives", "PDF", "web pages", "text", "time", "limits", "paths", "settings", "reports", "interruption", "order", "privacy",
    "did not think of", "look away", "libraries",
)  # fmt: skip
# The share of changed operators that tests notice; that of the rules is what was reached, not what is wanted.
LEAST_NOTICED = {"checker/values": 0.85, "rules": 0.85}


@pytest.fixture(scope="module")
def table() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme[readme.index(START) : readme.index(END)]


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests" / "mutation" / "without.toml").read_text(encoding="utf-8"))


def named_in(file: Path) -> set[str]:
    """The names of the tests in *file*."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_line_of_the_threats_is_in_the_table(table: str) -> None:
    threats = [row.split("|")[1].strip() for row in table.splitlines() if row.startswith("| ")]

    assert [line for line in LINES if not any(line in threat for threat in threats)] == []


def test_every_test_that_the_table_names_is_there_and_is_tried(table: str, listed: dict[str, Any]) -> None:
    named = set(re.findall(r"`(test_\w+)`", table))
    tried = {test for one in [*listed["without"], *listed["nothing"]] for test in one["tests"]}

    missing = [
        test for test in sorted(tried) if test.split("::")[1] not in named_in(ROOT / "tests" / test.split("::")[0])
    ]

    assert len(named) > 50
    assert missing == []
    assert named - {test.split("::")[1] for test in tried} == set()


def test_every_mechanism_that_can_be_taken_out_is_in_the_table(table: str, listed: dict[str, Any]) -> None:
    unnamed = {
        one["mechanism"] for one in listed["without"] if not any(test.split("::")[1] in table for test in one["tests"])
    }

    assert unnamed == set()


def test_every_mechanism_is_where_the_list_says(listed: dict[str, Any]) -> None:
    counted = {
        one["mechanism"]: (ROOT / one["file"]).read_text(encoding="utf-8").count(one["before"])
        for one in listed["without"]
    }

    assert {name: count for name, count in counted.items() if count != 1} == {}


def test_the_figure_for_fuzzing_is_what_was_done(table: str) -> None:
    tally = json.loads((ROOT / "tests" / "fuzz" / "tally.json").read_text(encoding="utf-8"))
    (told,) = re.findall(r"([\d ]+) executions", table)

    assert int(told.replace(" ", "")) <= sum(tally.values())


def test_the_figure_for_killed_runs_is_what_was_done(table: str) -> None:
    tally = json.loads((ROOT / "tests" / "bench" / "kills.json").read_text(encoding="utf-8"))

    assert f"{tally['killed']} runs killed on the way: {tally['wrong']} went wrong" in table


def test_the_figure_for_changed_code_is_what_was_noticed(table: str) -> None:
    figures = json.loads((ROOT / "tests" / "mutation" / "mutation.json").read_text(encoding="utf-8"))

    for folder, least in LEAST_NOTICED.items():
        of = [one for name, one in figures.items() if name.startswith(folder)]
        noticed, tried = (sum(one[key] for one in of) for key in ("noticed", "tried"))
        assert f"`{folder}`: {noticed} of {tried} changes noticed ({noticed / tried:.0%})".replace("%)", " %)") in table
        assert noticed / tried >= least
    assert all((ROOT / name).exists() for name in figures)
