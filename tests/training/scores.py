"""Write tests/golden/scores.toml anew: what the program and the held-out model score on the gold beside the project.

PYTHONPATH=tests python tests/training/scores.py        # or `make scores`; read the diff before it is committed
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from gold import scorer
from rule_precision import by_rule, reported

from checker import check

ROOT = Path(__file__).resolve().parents[2]
HEAD = """\
# Precision and recall on the gold beside the project, as a ratchet: a change that lowers one fails tests/test_scores.py,
# one that raises it commits the new number. `flagged` is better when lower.
#
# [run.*]       a run of the program: all figures on the seeds, which no model was trained on; on dev and press what no
#               model decides
# [held_out.*]  the alignment model cross-validated over sessions (tests/training/train.py, checker/align/model.json)
# [rules.*]     the same runs, rule by rule: warnings and errors, and those of them that the gold bears out
# [sessions.*]  sessions found without being told, over all parts in one folder, by pairs of articles
# [[reliability]]  what the model predicts against what holds, on held-out sessions
# [[curve]]     conflicts over held-out sessions as the confidence rises from which all rules warn; shipped, they warn from
#               0.19, on two values from 0.16, about dates from 0.3, hedges from 0.25, about small counts from 0.3, about units from 0.5
"""
ALIGNED = ("pairs", "facts", "conflicts", "lookalikes")
KEPT = {"seeds": ("claims", *ALIGNED, "internal"), "dev": ("claims", "internal"), "press": ("claims", "internal")}
FIGURES = ("recall", "precision", "f1", "flagged")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpus/ and score/"
    )
    shared: Path = parser.parse_args().shared
    if not (shared / "corpus").is_dir():
        sys.exit(f"scores: no corpus under {shared}; expected corpus/ and score/ there")
    score = scorer(shared)
    lines = [HEAD]
    reports = {part: reported(shared, part) for part in KEPT}
    for part, kept in KEPT.items():
        report = reports[part]
        found = score.score(shared / "corpus" / part, shared / "corpus" / "gold" / part, "", report).result()
        print(part, json.dumps(found))
        lines.extend(tables(f"run.{part}", found, kept))
    lines.extend(precisions(by_rule(score, shared, reports)))
    about = json.loads((ROOT / "checker" / "align" / "model.json").read_text(encoding="utf-8"))["about"]
    for part, found in about["held_out"].items():
        lines.extend(tables(f"held_out.{part}", found, ALIGNED))
    precision, recall = sessions(shared)
    print(f"sessions precision {precision:.4f} recall {recall:.4f}")
    lines.append(f"[sessions.all]\nprecision = {floored(precision)}\nrecall = {floored(recall)}\n")
    lines.extend(
        "\n".join(["[[reliability]]", *(f"{name} = {value}" for name, value in row.items()), ""])
        for row in about["reliability"]
    )
    lines.extend(
        "\n".join(["[[curve]]", *(f"{name} = {value}" for name, value in row.items()), ""]) for row in about["curve"]
    )
    (ROOT / "tests" / "golden" / "scores.toml").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def tables(head: str, found: Mapping[str, Any], kept: tuple[str, ...]) -> Iterator[str]:
    """A TOML table for each of the *kept* parts of the scorer's figures."""
    for part in kept:
        rows = [f"{name} = {found[part][name]}" for name in FIGURES if found[part].get(name) is not None]
        yield "\n".join([f"[{head}.{part}]", *rows, ""])


def precisions(rows: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """A TOML table for each rule that reported anything."""
    for rule, row in rows.items():
        if row["reported"]:
            share = floored(row["precision"])
            yield f"[rules.{rule.split()[0]}]\nreported = {row['reported']}\nright = {row['right']}\nprecision = {share}\n"


def sessions(shared: Path) -> tuple[float, float]:
    """Precision and recall of the sessions that are found, over pairs of articles."""
    report = check([shared / "corpus" / part for part in KEPT])
    session = {source: one.id for one in report.sessions for source in one.sources}
    rows = [(Path(source.path).parts[-2], session[source.id]) for source in report.sources]
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(rows, 2)]
    good = sum(same and together for same, together in pairs)
    return good / sum(together for _, together in pairs), good / sum(same for same, _ in pairs)


def floored(value: float) -> float:
    """*value* cut to four places, so that the figure itself is never above what was found."""
    return int(value * 10_000) / 10_000


if __name__ == "__main__":
    main()
