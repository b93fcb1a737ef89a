"""What remains, by cause, over held-out sessions of the gold: ``make missed`` writes ``tests/golden/missed.md``.

Every conflict of the gold that no warning or error tells, and every warning or error between articles that the gold does
not bear out, with the step at which it was lost. Nothing is quoted: cluster and statement say where to look.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import marked
from gold import Example, as_dict, examples, scorer
from train import ROOT, findings, held_out

from checker import config
from checker.align.apart import conditions
from checker.align.grouping import THRESHOLDS, grouped, printed_by
from checker.align.nodes import Node
from checker.align.pairs import Pair
from checker.align.steps import claim_group
from checker.model import Discrepancy, Severity

TARGET = ROOT / "tests" / "golden" / "missed.md"
FLAGGED = frozenset({"warning", "error"})
HEAD = """# What remains, by cause

Over held-out sessions, written by `make missed`. The first table of each part counts the conflicts of the gold that no
warning or error tells, by the step that lost them; the second the alarms that the gold does not bear out.

- **not read as two values**: a side is not read, or both are read as one value.
- **values that may both hold**: rounding, hedges or a range allow both.
- **values of two kinds**: a label and an amount, a date and a length of time, which are never set against each other.
- **unlikely**: no pair of the two sides reaches the bar from which values that cannot both hold are set against each other.
- **held apart**: a condition that no likelihood outweighs, by its name in `checker/align/apart.py`.
- **info**: told, under the confidence from which its rule warns.
- **in no group**: a side went into a likelier group, an article stands on both sides, or too few pairs support it.
"""


class Session:
    """A session of the gold with what a held-out model makes of it."""

    def __init__(self, example: Example, score: Any, plan: Sequence[config.Step]) -> None:
        self.example, self.score = example, score
        self.claims: dict[str, Any] = {}
        for passage in example.passages:
            self.claims |= as_dict(passage)
        self.nodes = {m.claim.id: node for nodes in example.documents for node in nodes for m in node.mentions}
        self.pairs: dict[frozenset[int], Pair] = {frozenset((id(p.left), id(p.right))): p for p in example.pairs}
        groups = [claim_group(group, f"g{n}", "e", {}, None) for n, group in enumerate(grouped(example.pairs))]
        found = findings(example.passages, groups, plan)
        self.across = [one for one in found if len({self._doc(claim.id) for claim in one.claims}) > 1]
        self.printed = printed_by(example.pairs)

    def _doc(self, claim: str) -> str:
        return str(self.claims[claim]["doc"])

    def named(self, group: Mapping[str, Any]) -> set[str]:
        """The claims that a group of the gold speaks of."""
        return {i for claim in group["claims"] for i, one in self.claims.items() if self.score.overlap(one, claim)}

    def touches(self, found: Discrepancy, named: set[str]) -> bool:
        """As the scorer has it: claims of two articles, and half of what is cited at least."""
        cited = {claim.id for claim in found.claims}
        return len({self._doc(i) for i in cited & named}) > 1 and 2 * len(cited & named) >= len(cited)

    def missed(self) -> Iterator[tuple[str, str]]:
        """Each conflict that no alarm tells, and why."""
        for number, group in enumerate(self.example.gold.groups):
            if group["verdict"] != "conflict" or group.get("severity", "error") not in FLAGGED:
                continue
            named = self.named(group)
            told = [one for one in self.across if self.touches(one, named)]
            if not any(one.severity is not Severity.INFO for one in told):
                yield f"{self.example.name} g{number}", "info" if told else self._cause(group)

    def _cause(self, group: Mapping[str, Any]) -> str:
        sides: dict[tuple[Any, ...], dict[int, Node]] = defaultdict(dict)
        for claim in group["claims"]:
            for i, one in self.claims.items():
                if self.score.overlap(one, claim) and i in self.nodes:
                    node = self.nodes[i]
                    sides[claim.get("lo"), claim.get("hi")][id(node)] = node
        nodes = [list(side.values()) for side in sides.values()]
        met = [
            (one, two)
            for n, side in enumerate(nodes)
            for other in nodes[n + 1 :]
            for one, two in product(side, other)
            if one.doc != two.doc
        ]
        if not met or all(one.key == two.key and one.family == two.family for one, two in met):
            return "not read as two values"
        pairs = [pair for one, two in met if (pair := self.pairs.get(frozenset((id(one), id(two))))) is not None]
        against = [pair for pair in pairs if pair.relation == "incompatible"]
        if not pairs:
            return "values of two kinds"
        if not against:
            return "values that may both hold"
        best = max(against, key=lambda pair: pair.probability)
        for pair in sorted(against, key=lambda pair: -pair.probability):
            if pair.probability >= THRESHOLDS["conflicting"]:
                apart = next(conditions(pair.left, pair.right, pair.probability, self.printed), None)
                return f"held apart: {apart}" if apart else "in no group"
        return f"unlikely, {'under 0.05' if best.probability < 0.05 else '0.05 to 0.15'}"

    def false(self) -> Iterator[tuple[str, str]]:
        """Each alarm that the gold does not bear out, and what the gold says of it."""
        groups = [(group, self.named(group)) for group in self.example.gold.groups]
        for found in self.across:
            right = any(group["verdict"] == "conflict" and self.touches(found, named) for group, named in groups)
            if found.severity is Severity.INFO or right:
                continue
            cited = {claim.id for claim in found.claims}
            told = [group for group, named in groups if named & cited]
            if any(group["verdict"] == "lookalike" and self.touches(found, named) for group, named in groups):
                why = "a look-alike of the gold"
            elif any(self.touches(found, named) for _, named in groups):
                why = "statements that may both hold, by the gold"
            elif len(told) > 1:
                why = "two statements of the gold"
            else:
                why = "figures of which the gold knows one at most"
            yield f"{self.example.name} {found.rule}", why


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpus/ and score/"
    )
    shared: Path = parser.parse_args().shared
    data, score, plan = examples(shared), scorer(shared), config.plan(config.Settings())
    held_out(data, marked.examples())
    rows: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for example in data:
        session = Session(example, score, plan)
        part = rows.setdefault(example.name.partition("/")[0], {"Missed": [], "False": []})
        part["Missed"] += session.missed()
        part["False"] += session.false()
    lines = [HEAD]
    for name, kinds in rows.items():
        for kind, found in kinds.items():
            lines.append(f"## {kind}, {name}: {len(found)}\n")
            lines += _table(found)
    TARGET.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")


def _table(found: Sequence[tuple[str, str]]) -> list[str]:
    where: dict[str, list[str]] = defaultdict(list)
    for place, cause in found:
        where[cause].append(place.partition("/")[2])
    counts = Counter(cause for _, cause in found)
    rows = [f"| {cause} | {number} | {', '.join(where[cause])} |" for cause, number in counts.most_common()]
    return ["| cause | count | where |", "| --- | --- | --- |", *rows, ""]


if __name__ == "__main__":
    main()
