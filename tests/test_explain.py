"""What ``factcheck explain`` says of every rule that there is, and of a finding among our own articles."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from command_line import Run, run
from rule_modules import modules

from checker.config import read_options
from checker.registry import Rule, rule_of

RULES = [rule_of(module, origin="factcheck") for module in modules()]
REPORT = Path(__file__).resolve().parent.parent / "reports" / "report.json"


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, run in this process."""
    return partial(run, capsys)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.info.code)
def test_the_options_of_a_rule_are_told_as_a_settings_file_takes_them(rule: Rule, factcheck: Run) -> None:
    told = factcheck("explain", rule.info.code).out.partition("\nOptions")[2].splitlines()
    settings = [line for line in told if re.match(r" {4}[a-z-]+ = ", line)]

    given = tomllib.loads("\n".join(settings), parse_float=Decimal)

    assert read_options(rule.info.options, given, rule.info.code) == rule.info.options()
    assert len(settings) == len(fields(rule.info.options))
    for line in settings:
        assert told[told.index(line) + 1].startswith(" " * 8), f"{line}: its meaning is not told"


def test_a_finding_is_explained_with_its_readings_on_a_line_and_what_speaks_for_it(factcheck: Run) -> None:
    found = json.loads(REPORT.read_text(encoding="utf-8"))["discrepancies"]
    one = next(record for record in found if record["rule"] == "FC202")

    english = factcheck("explain", one["id"], "--report", REPORT, "--ascii").out
    vietnamese = factcheck("explain", one["id"], "--report", REPORT, "--language", "vi").out

    assert one["message"] in " ".join(english.split())
    assert one["translations"]["vi"]["message"] in " ".join(vietnamese.split())
    lines = [line for line in english.splitlines() if re.fullmatch(r" {4}[.|=#-]+", line)]
    assert [line.count("#") for line in lines] == [2, 2]
    assert lines[0].index("#") < lines[1].index("#")
    assert lines[0].rindex("#") == lines[1].rindex("#")
    assert "What speaks for and against, pair by pair" in english


def test_a_finding_is_explained_where_another_article_lists_what_nobody_counts(factcheck: Run, tmp_path: Path) -> None:
    lists = {
        "a.txt": "Các sở giữ nếp “5 rõ”: “rõ việc, rõ người, rõ tiến độ và rõ kết quả”.",
        "b.txt": "Các sở nhắc nhau “rõ việc, rõ người, rõ tiến độ, rõ cách làm, rõ kết quả”.",
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = tmp_path / "report.json"
    factcheck("run", tmp_path, "--sessions", "one", "--report", f"json={report}")

    [one] = json.loads(report.read_text(encoding="utf-8"))["discrepancies"]

    told = factcheck("explain", one["id"], tmp_path, "--sessions", "one")

    assert "rõ cách làm" in told.out
    assert told.code == 0
