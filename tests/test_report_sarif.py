"""SARIF is valid, keeps within the limits of code scanning, and leads to the figures."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from json_schema import faults
from kept import agrees
from sample_report import report

from checker import registry
from checker.cli.outputs import described
from checker.model import Problem, Report
from checker.report import sarif
from checker.report.places import RuleDoc, Setting
from checker.report.sarif import render

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def run_of(made: Report, setting: Setting | None = None) -> Any:
    """The one run of the log, after the log was found valid."""
    log = json.loads(render(made, setting))
    assert list(faults(log, SCHEMA)) == []
    (run,) = log["runs"]
    return run


@pytest.fixture(scope="module")
def shipped() -> Setting:
    """The rules that ship, with their documentation."""
    return Setting(rules=described(registry.load()))


def test_the_checker_of_schemas_finds_what_is_wrong() -> None:
    log = json.loads(render(report()))
    run = log["runs"][0]
    run["columnKind"] = "bytes"
    run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    del run["results"][1]["message"]
    run["speed"] = 1

    found = list(faults(log, SCHEMA))

    assert sorted(fault.split(":")[0] for fault in found) == [
        "/runs/0",
        "/runs/0/columnKind",
        "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
        "/runs/0/results/1",
    ]


def test_the_sample_renders_as_its_snapshot(accept: bool) -> None:
    snapshot = HERE / "snapshots" / "report.sarif"
    text = render(report())

    agrees(text, snapshot, accept)


def test_the_log_is_minified_and_says_how_it_counts() -> None:
    text = render(report())

    assert text.count("\n") == 1
    assert '"columnKind":"unicodeCodePoints"' in text
    assert text == json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False) + "\n"


def test_a_region_cuts_the_quote_out_of_its_file() -> None:
    texts = {source.path: source.text for source in report().sources}

    for result in run_of(report())["results"][:2]:
        for location in result["locations"] + result.get("relatedLocations", []):
            physical = location["physicalLocation"]
            where, line = physical["region"], texts[physical["artifactLocation"]["uri"]].split("\n")
            cut = line[where["startLine"] - 1][where["startColumn"] - 1 : where["endColumn"] - 1]
            assert cut == where["snippet"]["text"]
            assert where["startLine"] == where["endLine"]


def test_a_quote_over_two_lines_ends_in_the_second() -> None:
    made = report()
    text = "Growth of 8\n- 10% is wanted.\n"
    wrapped = replace(made.sources[0], text=text)
    at = text.index("8")
    claim = replace(
        made.claims[0], source=wrapped, span=type(made.claims[0].span)(at, text.index("%") + 1),
        sentence=type(made.claims[0].span)(0, len(text) - 1),
    )  # fmt: skip
    finding = replace(made.discrepancies[1], claims=(claim, made.claims[1]))

    made = replace(
        made, sources=(wrapped, *made.sources[1:]), claims=(claim, *made.claims[1:]), discrepancies=(finding,)
    )
    where = run_of(made)["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert (where["startLine"], where["startColumn"], where["endLine"], where["endColumn"]) == (1, 11, 2, 6)


def test_the_fingerprint_is_the_findings_own() -> None:
    for result, one in zip(run_of(report())["results"], report().discrepancies, strict=True):
        assert result["partialFingerprints"] == {"primaryLocationLineHash": one.id, "factcheckFingerprint/v1": one.id}


def test_the_other_sources_are_linked_from_the_message() -> None:
    result = run_of(report())["results"][1]

    assert "[beta.txt](1)" in result["message"]["text"]
    assert [related["id"] for related in result["relatedLocations"]] == [1]
    assert result["relatedLocations"][0]["message"]["text"] == "Beta Daily"


def test_the_primary_location_is_where_the_reader_looks() -> None:
    setting = Setting(primary=lambda claim: claim.source.id == "s2")

    result = run_of(report(), setting)["results"][1]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "2025/beta.txt"
    assert "[alpha.txt](1)" in result["message"]["text"]


def test_paths_are_those_of_the_repository() -> None:
    setting = Setting(files={"2025/beta.txt": "tin bài/2025/beta.txt"})

    uri = run_of(report(), setting)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert uri == "tin%20b%C3%A0i/2025/beta.txt"


def test_text_of_an_article_is_no_link_and_no_placeholder() -> None:
    made = report()
    evil = replace(made.discrepancies[2], message="[click](https://evil.example) {0} \\[x]")

    text = run_of(replace(made, discrepancies=(evil,)))["results"][0]["message"]["text"]

    assert text == r"\[click\](https://evil.example) {{0}} \\\[x\]"


def test_suppressed_findings_stay_in_marked() -> None:
    made = report()
    first = replace(made.discrepancies[0], suppressed="in the baseline")

    results = run_of(replace(made, discrepancies=(first, *made.discrepancies[1:])))["results"]

    assert [len(result["suppressions"]) for result in results] == [1, 0, 0]
    assert results[0]["suppressions"] == [{"kind": "external", "justification": "in the baseline"}]
    assert "suppressions" not in run_of(made)["results"][0]


def test_every_rule_that_ran_is_described(shipped: Setting) -> None:
    run = run_of(report(), shipped)
    rules = run["tool"]["driver"]["rules"]

    assert {rule["id"] for rule in rules} >= {rule.code for rule in shipped.rules}
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_help_of_a_rule_is_its_documentation() -> None:
    doc = "Two counts differ.\n\nWhat it compares\n    Counts.\n\nReported\n    “3” against “4”."
    setting = Setting(rules=(RuleDoc("FC101", "ratio-mismatch", "error", "Two counts differ.", doc),))

    rule = run_of(report(), setting)["tool"]["driver"]["rules"][0]

    assert rule["help"]["text"] == doc
    assert "## What it compares\n\nCounts." in rule["help"]["markdown"]
    assert rule["fullDescription"]["text"] == "Counts."
    assert rule["name"] == "RatioMismatch"


def test_a_problem_is_a_notification_and_the_run_no_success() -> None:
    (invocation,) = run_of(report())["invocations"]

    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "FC001"}
    assert run_of(replace(report(), problems=()))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize("code", registry.ENGINE_CODES)
def test_a_problem_is_an_error_where_the_run_is_no_success(code: str) -> None:
    run = run_of(replace(report(), problems=(Problem(rule=code, path="a.txt", message="odd"),)))

    (invocation,) = run["invocations"]
    (notice,) = invocation["toolExecutionNotifications"]
    (described,) = run["tool"]["driver"]["notifications"]

    assert (notice["level"] == "error") is not invocation["executionSuccessful"]
    assert described["name"] == registry.ENGINE_CODES[code].title().replace("-", "")


def _many(number: int) -> Report:
    made = report()
    return replace(made, discrepancies=tuple(replace(made.discrepancies[1], id=f"{n:016x}") for n in range(number)))


def _left_out(run: Any) -> Iterator[str]:
    for notice in run["invocations"][0]["toolExecutionNotifications"]:
        if notice["descriptor"]["id"] == "FC004":
            yield notice["message"]["text"]


def test_what_the_limit_leaves_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 5)

    run = run_of(_many(7))

    assert len(run["results"]) == 5
    assert [text.split(" are ")[0] for text in _left_out(run)] == ["2 of 7 findings"]


def test_a_log_that_packs_too_large_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_GZIP_BYTES", 3_000)
    made = _many(200)
    noise = random.Random(1)
    noisy = tuple(replace(one, message=f"{noise.getrandbits(400):x}") for one in made.discrepancies)

    run = run_of(replace(made, discrepancies=noisy))

    assert 0 < len(run["results"]) < 200
    assert len(list(_left_out(run))) == 1


def test_an_empty_report_is_a_whole_log(shipped: Setting) -> None:
    run = run_of(Report(version="0.1.0"), shipped)

    assert run["results"] == []
    assert len(run["tool"]["driver"]["rules"]) == len(shipped.rules)
