"""Print the precision of every rule over the gold beside the project.

PYTHONPATH=tests/training python tests/rule_precision.py        # or `make precision`; `make scores` keeps the figures in tests/golden
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from checker import check
from checker.report.json import render

ROOT = Path(__file__).resolve().parents[1]
WHERE = ("seeds", "dev", "press")
_LOUD = frozenset({"warning", "error"})


def main() -> None:
    from gold import scorer  # in tests/training, which is no package: found by this script, not where a test imports it

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpus/ and score/"
    )
    shared: Path = parser.parse_args().shared
    if not (shared / "corpus").is_dir():
        sys.exit(f"precision: no corpus under {shared}; expected corpus/ and score/ there")
    reports = {part: reported(shared, part) for part in WHERE}
    print(f"{'rule':28}{'reported':>9}{'right':>7}{'precision':>11}{'questions':>11}{'right':>7}")
    for rule, row in by_rule(scorer(shared), shared, reports).items():
        share = f"{row['precision']:.2f}" if "precision" in row else ""
        told = "".join(f"{row[name]:>{width}}" for name, width in (("reported", 9), ("right", 7)))
        print(f"{rule:28}{told}{share:>11}{row['questions']:>11}{row['answered']:>7}")


def reported(shared: Path, part: str) -> Any:
    """The JSON report of a run over one part of the corpus, each of its folders a session."""
    return json.loads(render(check(shared / "corpus" / part, sessions="folder")))


def by_rule(score: ModuleType, shared: Path, reports: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """For each rule that found something, by code and name: how much of it the gold bears out.

    ``reported``   warnings and errors; those on facts that the gold calls a matter for info count neither way
    ``right``      those of them that are a conflict or a slip of the gold
    ``precision``  the share of the one in the other, 0 to 1; left out where nothing was reported
    ``questions``  findings of severity info that were judged as if they were warnings
    ``answered``   those of them that are a conflict or a slip of the gold
    """
    out: dict[str, dict[str, float]] = {}
    rules = sorted({(found["rule"], found["name"]) for report in reports.values() for found in report["discrepancies"]})
    for code, name in rules:
        row = {"reported": 0, "right": 0, "questions": 0, "answered": 0}
        for part, report in reports.items():
            mine = [found for found in report["discrepancies"] if found["rule"] == code]
            loud = [found for found in mine if found["severity"] in _LOUD]
            quiet = [{**found, "severity": "warning"} for found in mine if found["severity"] not in _LOUD]
            for found, all_of_them, good in ((loud, "reported", "right"), (quiet, "questions", "answered")):
                made, right = _judged(score, shared / "corpus", part, report, found)
                row[all_of_them] += made
                row[good] += right
        out[f"{code} {name}"] = row | ({"precision": row["right"] / row["reported"]} if row["reported"] else {})
    return out


def _judged(
    score: ModuleType, corpus: Path, part: str, report: Mapping[str, Any], found: Iterable[Mapping[str, Any]]
) -> tuple[int, int]:
    """How many of *found* the scorer counts, and how many of those it holds to be right."""
    found = list(found)
    if not found:
        return 0, 0
    named = {claim for one in found for claim in one["claims"]}
    only = {
        "sources": report["sources"],
        "claims": [claim for claim in report["claims"] if claim["id"] in named],
        "groups": [],
        "discrepancies": found,
    }
    counted = score.score(corpus / part, corpus / "gold" / part, "", only).n
    return counted["conf_pred"] + counted["int_pred"], counted["conf_good"] + counted["int_good"]


if __name__ == "__main__":
    main()
