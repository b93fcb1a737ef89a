"""Small stand-ins for reading, extracting and aligning: a figure is "<word> <number>", equal words are one fact."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from checker import extract as extract_stage
from checker import ingest
from checker.align import steps
from checker.errors import UsageError
from checker.ingest import Entry
from checker.model import Claim, ClaimGroup, Discrepancy, Kind, Passage, Problem, Relation, Session, Severity, Source
from checker.registry import Rule
from checker.rule import NoOptions, RuleInfo
from checker.text.span import Span
from checker.values.figure import Quantity


def entries(paths: Iterable[str], *, stdin_name: str = "stdin.txt") -> tuple[list[Entry], list[Problem]]:
    """Every ``.txt`` under *paths*."""
    found = []
    for path in map(Path, paths):
        if str(path) == "-":
            found.append(Entry(path, stdin_name))
        elif not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        elif path.is_file():
            found.append(Entry(path, path.name))
        else:
            found += [Entry(file, file.relative_to(path).as_posix()) for file in path.rglob("*.txt")]
    return found, []


def read(
    entry: Entry, source_id: str, lang: str | None = None, published: str | None = None
) -> tuple[Source | None, list[Problem]]:
    """The text of a file; one that begins with NUL is unreadable."""
    text = entry.path.read_text(encoding="utf-8")
    if text.startswith("\0"):
        return None, [Problem(rule="FC001", path=entry.name, message="expected text, found NUL")]
    source = Source(
        id=source_id, path=entry.name, text=text, body=Span(0, len(text)), furniture=(Span(0, 0),), lang=lang, published=published
    )  # fmt: skip
    return source, []


def extract(source: Source) -> Passage:
    """Its figures; two on one line are a sum."""
    claims: list[Claim] = []
    relations: list[Relation] = []
    for line in re.finditer(r"[^\n]+", source.text):
        sentence, here = Span(*line.span()), []
        for hit in re.finditer(r"([a-z]+) (\d+)", line[0]):
            at = line.start()
            claim = Claim(
                id=f"{source.id}.{len(claims)}", source=source, span=Span(at + hit.start(2), at + hit.end(2)), sentence=sentence,
                clause=sentence, kind=Kind.COUNT, indicator=hit[1], nth=len(claims),
                value=Quantity(lo=Decimal(hit[2]), hi=Decimal(hit[2]), grain=Decimal(1)),
            )  # fmt: skip
            claims.append(claim)
            here.append(claim)
        if len(here) > 1:
            relations.append(Relation(kind="sum", roles=tuple(("part", c) for c in here), span=sentence))
    return Passage(source=source, claims=tuple(claims), relations=tuple(relations))


def split(passages: Sequence[Passage], mode: str) -> list[list[int]]:
    """One session of all."""
    return [random.sample(range(len(passages)), len(passages))] if passages else []


def part(passages: Sequence[Passage], name: str) -> steps.Part:
    """Groups of equal words, under ids and in an order that mean nothing."""
    words: dict[str, list[Claim]] = {}
    for passage in passages:
        for claim in passage.claims:
            words.setdefault(claim.indicator, []).append(claim)
    groups = []
    for word, claims in words.items():
        if len({claim.source.id for claim in claims}) > 1:
            shuffled = random.sample(claims, len(claims))
            verdict = "agree" if len({str(claim.value) for claim in claims}) == 1 else "conflict"
            group = ClaimGroup(id=f"x{random.random()}", session=name, indicator=word, claims=(), verdict=verdict)
            groups.append((group, tuple(claim.id for claim in shuffled)))
    random.shuffle(groups)
    ids = [passage.source.id for passage in passages]
    return steps.Part(
        session=Session(id=name, date=None, title="", sources=tuple(random.sample(ids, len(ids)))),
        groups=tuple(groups),
        origins={source: source for source in ids},
        problems=(),
        facts={},
    )


def weighed_part(passages: Sequence[Passage], name: str, **_: object) -> tuple[steps.Part, SimpleNamespace]:
    """As ``part``, with nothing weighed."""
    made = part(passages, name)
    claims = {claim.id: claim for passage in passages for claim in passage.claims}
    groups = [
        SimpleNamespace(nodes=[SimpleNamespace(mentions=[SimpleNamespace(claim=claims[one]) for one in ids])])
        for _, ids in made.groups
    ]
    return made, SimpleNamespace(groups=groups, compared=lambda ids, **_: (), together=lambda claims: True)


def use(patch: pytest.MonkeyPatch) -> None:
    """Let the engine work with these."""
    patch.setattr(ingest, "entries", entries)
    patch.setattr(ingest, "read", read)
    patch.setattr(extract_stage, "read", extract)
    patch.setattr(steps, "split", split)
    patch.setattr(steps, "weighed_part", weighed_part)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """``apart``: how far two counts may stand from each other."""

    apart: Decimal = Decimal(0)
    words: tuple[str, ...] = ()


DIFFER = RuleInfo(
    code="FC901", name="counts-differ", severity=Severity.ERROR, sees="group", since="0.1", options=Tolerance
)
LARGE = RuleInfo(
    code="FC902", name="large-count", severity=Severity.WARNING, sees="passage", since="0.1", options=NoOptions
)


def differ(group: ClaimGroup, options: Tolerance) -> Iterator[Discrepancy]:
    """Yield each pair of counts further apart than allowed."""
    for left, right in group.pairs():
        if isinstance(left.value, Quantity) and isinstance(right.value, Quantity):
            low, high = sorted((left, right), key=lambda c: (str(c.value), c.source.path))
            if abs(left.value.lo - right.value.lo) > options.apart:
                yield DIFFER.discrepancy(low, high, message=f"{low.quote} against {high.quote}")


def large(passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
    """Yield each count above 1000."""
    for claim in passage.claims:
        if isinstance(claim.value, Quantity) and claim.value.lo > 1000:
            yield LARGE.discrepancy(claim, message=f"{claim.quote} is large")


def rule(info: RuleInfo, check: Any, doc: str = "Two counts differ.") -> Rule:
    """A rule as the registry would hand it on."""
    return Rule(info=info, check=check, module="fake", origin="tests", doc=doc)


RULES = (rule(DIFFER, differ), rule(LARGE, large))
