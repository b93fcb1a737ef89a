"""Our own articles: every planted contradiction is found, nothing else is reported, and reports/ is what a run gives."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker import check
from checker.model import Claim, Discrepancy, Report, Severity

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = tomllib.loads((ROOT / "tests" / "golden" / "sources.toml").read_text(encoding="utf-8"))
FLAGGED = (Severity.ERROR, Severity.WARNING)


@cache
def report() -> Report:
    return check(ROOT / "sources")


@cache
def texts() -> dict[str, str]:
    return {source.path: source.text for source in report().sources}


def spans(passage: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the words of *passage* stand in its file, any run of white space counting as one space."""
    text = texts()[passage["file"]]
    words = passage["text"].split()
    found = []
    start = text.find(words[0])
    while start >= 0:
        at = start
        for word in words:
            while at < len(text) and text[at].isspace():
                at += 1
            if not text.startswith(word, at):
                break
            at += len(word)
        else:
            found.append((start, at))
        start = text.find(words[0], start + 1)
    return found


def on(claim: Claim, passage: dict[str, Any]) -> bool:
    return claim.source.path == passage["file"] and any(
        claim.span.start < end and start < claim.span.end for start, end in spans(passage)
    )


def belongs(finding: Discrepancy, entry: dict[str, Any]) -> bool:
    if finding.rule not in {*entry["rules"], *entry.get("companions", [])}:
        return False
    passages = [*entry["claims"], *entry.get("also", [])]
    return all(any(on(claim, passage) for passage in passages) for claim in finding.claims)


def flagged() -> list[Discrepancy]:
    return [finding for finding in report().discrepancies if finding.severity in FLAGGED]


def test_every_source_is_read_whole() -> None:
    assert report().problems == ()
    assert report().coverage.read == sum(path.is_file() for path in (ROOT / "sources").rglob("*"))


@pytest.mark.parametrize("entry", GOLDEN["expected"], ids=lambda entry: entry["id"])
def test_a_planted_contradiction_is_reported_with_all_its_passages(entry: dict[str, Any]) -> None:
    found = [f for f in flagged() if f.rule in entry["rules"] and belongs(f, entry)]

    assert any(all(any(on(claim, passage) for claim in f.claims) for passage in entry["claims"]) for f in found)


def test_nothing_else_is_reported() -> None:
    strangers = [f for f in flagged() if not any(belongs(f, entry) for entry in GOLDEN["expected"])]

    assert [(f.rule, f.message) for f in strangers] == []


@pytest.mark.parametrize("entry", GOLDEN["silent"], ids=lambda entry: entry.get("id", entry["kind"]))
def test_a_passage_that_holds_stays_silent(entry: dict[str, Any]) -> None:
    passages = entry["claims"]
    required = [p for p in passages if entry["kind"] != "label" and not p.get("title")]

    assert all(spans(passage) for passage in required), "the golden file names a passage that is not there"
    for finding in flagged():
        if any(belongs(finding, expected) for expected in GOLDEN["expected"]):
            continue
        touched = [p for p in passages if any(on(claim, p) for claim in finding.claims)]
        assert not touched, f"{finding.rule} reports {finding.message}"


def test_the_kept_report_is_what_a_run_gives(accept: bool) -> None:
    from checker.report.json import render

    kept = ROOT / "reports" / "report.json"
    if accept:
        kept.write_text(render(report()), encoding="utf-8")

    assert kept.read_text(encoding="utf-8") == render(report()), "make run rewrites reports/; commit what it gives"
