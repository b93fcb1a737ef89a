"""The hand-made gold beside the project, and the scorer's own judgement of it."""

from __future__ import annotations

import hashlib
import importlib.util
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from checker import extract, ingest
from checker.align.judged import candidates
from checker.align.nodes import Node, nodes
from checker.align.pairs import Pair
from checker.align.steps import by_content
from checker.model import Passage
from checker.values.figure import Label, Moment, Quantity

PARTS = ("dev", "press")


@dataclass(slots=True)
class Example:
    """One session of the gold: its passages, their nodes and pairs, and a label a pair (1 same fact, 0 not, 2 look-alike).

    ``stated``  the nodes that the gold speaks of, as (article, index)
    """

    name: str
    passages: list[Passage]
    documents: list[list[Node]]
    pairs: list[Pair]
    labels: list[int]
    stated: frozenset[tuple[int, int]]
    gold: Any


def scorer(shared: Path) -> ModuleType:
    """The scorer that stands beside the gold, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def passages(folder: Path) -> list[Passage]:
    """Every article under *folder*, with claim ids that are unique over all of them."""
    entries, _ = ingest.entries([str(folder)])
    out = []
    for number, entry in enumerate(entries):
        source, _ = ingest.read(entry, f"s{number}")
        if source is not None:
            out.append(extract.read(source))
    return out


def examples(shared: Path, parts: Sequence[str] = PARTS) -> list[Example]:
    """Every session of the gold, prepared for training."""
    score = scorer(shared)
    out = []
    for part in parts:
        folders: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages(shared / "corpus" / part):
            folders[Path(passage.source.path).parts[-2]].append(passage)
        for path in sorted((shared / "corpus" / "gold" / part).glob("*.json")):
            gold = score.Gold(path, shared / "corpus" / part / path.stem)
            out.append(_example(f"{part}/{path.stem}", sorted(folders[path.stem], key=by_content), gold))
    return out


def _example(name: str, found: list[Passage], gold: Any) -> Example:
    documents = [nodes(doc, passage) for doc, passage in enumerate(found)]
    pairs = candidates(documents)
    stems = [Path(passage.source.path).stem for passage in found]
    facts: dict[tuple[int, int], set[tuple[int, str]]] = defaultdict(set)
    for number, group in enumerate(gold.groups):
        for claim in group["claims"]:
            for doc, stem in enumerate(stems):
                if stem == claim["doc"]:
                    for node in documents[doc]:
                        if _mentions(node, claim["spans"]):
                            facts[doc, node.index].add((number, group["verdict"]))
    return Example(
        name,
        found,
        documents,
        pairs,
        [_label(pair, facts) for pair in pairs],
        frozenset(place for place, found_in in facts.items() if found_in),
        gold,
    )


def _mentions(node: Node, spans: Sequence[tuple[int, int]]) -> bool:
    return any(m.claim.span.start < end and start < m.claim.span.end for m in node.mentions for start, end in spans)


def _label(pair: Pair, facts: dict[tuple[int, int], set[tuple[int, str]]]) -> int:
    shared = facts[pair.left.doc, pair.left.index] & facts[pair.right.doc, pair.right.index]
    verdicts = {verdict for _, verdict in shared}
    return 1 if verdicts - {"lookalike"} else 2 if verdicts else 0


def fold_of(name: str, folds: int) -> int:
    """Which fold a session belongs to: by its name, never by its pairs."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def digest(shared: Path) -> str:
    """A hash over every file of the gold and the corpus that training reads."""
    total = hashlib.sha256()
    for part in PARTS:
        for path in sorted([*(shared / "corpus" / part).rglob("*"), *(shared / "corpus" / "gold" / part).rglob("*")]):
            if path.is_file():
                total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def as_dict(passage: Passage) -> dict[str, dict[str, Any]]:
    """The claims of a passage as the scorer reads them."""
    out = {}
    for claim in passage.claims:
        lo, hi = _ends(claim.value)
        out[claim.id] = {
            "id": claim.id, "start": claim.span.start, "end": claim.span.end, "lo": lo, "hi": hi, "quote": claim.quote,
            "doc": Path(passage.source.path).stem,
        }  # fmt: skip
    return out


def _ends(value: Quantity | Moment | Label) -> tuple[float | str, float | str]:
    if isinstance(value, Quantity):
        return float(value.lo), float(value.hi)
    return (value.start, value.end) if isinstance(value, Moment) else (value.text, value.text)
