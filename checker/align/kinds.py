"""Things that are one of a kind: what is told of one good, disease or indicator is not told of another."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from checker.align.mentions import Mention


def of_two(one: Mention, two: Mention) -> bool:
    """Whether two figures are told of two things of one kind: rice here, coffee there, and neither both."""
    left, right = _told(one), _told(two)
    return any(kind in right and left[kind].isdisjoint(right[kind]) for kind in left)


def of_anyone(noun: str, lang: str | None) -> bool:
    """Whether a counted noun stands for people whoever they are: "nine men" may be those who are "suspects" elsewhere."""
    return not _people(lang).isdisjoint(noun.split())


def _told(mention: Mention) -> dict[str, set[int]]:
    """What the clause of a figure names; of a kind that it names nothing of, the one thing that its sentence does: "CPI rose
    3.6%; in the fourth quarter it rose 2.9%"."""
    clause = _named(mention.near_terms)
    around = _named(mention.terms) if not mention.terms.isdisjoint(things()) else {}
    return {**{kind: found for kind, found in around.items() if len(found) == 1}, **clause}


def _named(concepts: frozenset[str]) -> dict[str, set[int]]:
    """Kind → the things of it that *concepts* name."""
    known = things()
    out: dict[str, set[int]] = {}
    for concept in concepts & known.keys():
        for kind, thing in known[concept]:
            out.setdefault(kind, set()).add(thing)
    return out


@cache
def things() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Concept id → the kinds it is of, each with the number of the thing that it names among them."""
    out: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, names in _tables()["kinds"].items():
        for thing, concepts in enumerate(names):
            for concept in concepts.split():
                out[concept] = (*out.get(concept, ()), (kind, thing))
    return out


@cache
def _people(lang: str | None) -> frozenset[str]:
    return frozenset(_tables()["people"].get(lang, ()))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("checker.align") / "kinds.toml").read_text(encoding="utf-8"))
