"""The figures of real articles: each claim that readers marked by hand is read, and read as they read it.

The articles and the marks stand in ``../shared``; without it these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.extract import read
from checker.ingest import entries
from checker.ingest import read as read_source
from checker.model import Claim, Passage
from checker.values.figure import Label, Moment, Quantity

UNREAD = Path(__file__).parent / "golden" / "unread.md"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
ASPECTS = ("value", "unit", "hedge", "kind", "status")
LEAST_RIGHT = 0.98
# What is read otherwise than it was marked: (the figure, what differs).
KNOWN = {
    # The printed line beside the title is page furniture and no claim of the article.
    ("12/07/2023", "unread"),
    # The noun is told in the sentence before.
    ("10", "unit"),
}


@cache
def passages(part: str) -> dict[str, Passage]:
    """Every article of *part* as it was read, by ``folder/stem``."""
    found, problems = entries([str(CORPUS / part)])
    assert not problems
    read_in = [(entry, read_source(entry, f"s{number}")[0]) for number, entry in enumerate(found)]
    return {
        "/".join(Path(source.path).with_suffix("").parts[-2:]): read(source)
        for _, source in read_in
        if source is not None
    }


def of_seed(doc: str) -> Passage:
    return next(passage for name, passage in passages("seeds").items() if name.endswith(f"/{doc}"))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / "gold" / name).read_text(encoding="utf-8").splitlines()]


def meets(claim: Claim, start: int, end: int) -> bool:
    return claim.span.start < end and start < claim.span.end


def close(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-6 * max(1.0, abs(right))


def is_value(claim: Claim, row: dict[str, Any]) -> bool:
    match claim.value:
        case Quantity(lo=lo, hi=hi):
            return not isinstance(row["lo"], str) and close(float(lo), row["lo"]) and close(float(hi), row["hi"])
        case Moment(start=start):
            # A day without its year is marked "--02-06".
            return isinstance(row["lo"], str) and start.endswith(row["lo"].lstrip("-"))
        case Label(text=text):
            return isinstance(row["lo"], str) and text == row["lo"]


def unit_of(claim: Claim) -> str:
    """The unit as the marks spell it: what a rank is among is its unit ("/193")."""
    value = claim.value
    if not isinstance(value, Quantity) or value.unit.dimension == "ordinal":
        return ""
    if value.of is not None:
        return f"/{int(value.of)} {value.unit.key}".rstrip()
    return "lần" if value.unit.dimension == "multiple" else value.unit.key


def differing(row: dict[str, Any]) -> tuple[str, ...]:
    """The aspects in which the marked figure *row* is read otherwise; all of them, where it is not read."""
    passage = of_seed(row["doc"])
    at = passage.source.text.find(row["context"]) + row["context"].find(row["quote"])
    found = [claim for claim in passage.claims if meets(claim, at, at + len(row["quote"]))]
    if not found:
        return ("unread", *ASPECTS)
    best = max(found, key=lambda claim: (is_value(claim, row), claim.kind == row["kind"]))
    right = {
        "value": is_value(best, row),
        "unit": unit_of(best).lower() == (row["unit"] or "").lower(),
        "hedge": best.value.hedge == row["qualifier"],
        "kind": best.kind == row["kind"],
        "status": best.status == row["status"],
    }
    return tuple(aspect for aspect in ASPECTS if not right[aspect])


def test_the_marked_figures_are_read_as_they_were_marked(corpus: Path) -> None:
    rows = lines("seeds-claims.jsonl")

    wrong = [(row["quote"], differing(row)) for row in rows]

    missed = Counter(aspect for _, aspects in wrong for aspect in aspects)
    assert {aspect: missed[aspect] for aspect in ASPECTS if 1 - missed[aspect] / len(rows) < LEAST_RIGHT} == {}
    assert {(quote, aspects[0]) for quote, aspects in wrong if aspects} <= KNOWN


@pytest.mark.parametrize(("kind", "count"), [("name", 27), ("junk", 9)])
def test_the_number_of_a_name_or_a_counter_is_no_quantity(corpus: Path, kind: str, count: int) -> None:
    rows = [row for row in lines("seeds-numbers.jsonl") if row["kind"] == kind]

    read_as = [
        (row["text"], claim.quote)
        for row in rows
        for claim in of_seed(row["doc"]).claims
        if meets(claim, row["start"], row["end"]) and not isinstance(claim.value, Label)
    ]

    assert len(rows) == count
    assert read_as == []


# ── the gold of the larger corpora ───────────────────────────────────────────────────────────────────────────


def scoring() -> Any:
    """The module that scores against the gold: how a marked passage is found and when two values are one."""
    place = CORPUS.parent / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_scoring", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ends(claim: Claim) -> tuple[float | str, float | str]:
    match claim.value:
        case Quantity(lo=lo, hi=hi):
            return float(lo), float(hi)
        case Moment(start=start, end=end):
            return start, end
        case Label(text=text):
            return text, text


def unread(part: str) -> tuple[set[tuple[str, str, str]], int]:
    """The gold claims of *part* that no claim matches, as (cluster, document, group), and how many there are at all."""
    score = scoring()
    missed = set()
    total = 0
    for marked in sorted((CORPUS / "gold" / part).glob("*.json")):
        gold = score.Gold(marked, CORPUS / part / marked.stem)
        for group in gold.groups:
            if group["verdict"] == "lookalike":
                continue
            for claim in group["claims"]:
                total += 1
                passage = passages(part)[f"{marked.stem}/{claim['doc']}"]
                candidates = (
                    {"doc": claim["doc"], "start": c.span.start, "end": c.span.end, "lo": ends(c)[0], "hi": ends(c)[1]}
                    for c in passage.claims
                )
                if not any(score.overlap(c, claim) and score.same_value(c, claim) for c in candidates):
                    missed.add((marked.stem, claim["doc"], group["id"]))
    return missed, total


def listed(part: str) -> set[tuple[str, str, str]]:
    """What ``unread.md`` lists under the heading *part*."""
    _, _, section = UNREAD.read_text(encoding="utf-8").partition(f"\n## {part}\n")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (\S+) \|", section.partition("\n## ")[0], re.MULTILINE)
    return {row for row in rows if row[0] not in ("cluster", "---")}


@pytest.mark.parametrize(("part", "least"), [("dev", 0.975), ("press", 0.995)])
def test_every_gold_claim_is_read_or_listed_with_the_reason(corpus: Path, part: str, least: float) -> None:
    missed, total = unread(part)

    assert missed <= listed(part), "read no longer"
    assert listed(part) <= missed, "read by now: strike it off the list"
    assert 1 - len(missed) / total >= least
