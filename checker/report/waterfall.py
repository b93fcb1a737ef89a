"""What a pair adds up to, step by step, and what kept two claims apart: in plain words, the same for every output.

A step gathers the features of one aspect (``aspects.toml``). The printed numbers add up: steps are the differences of
rounded running totals, so no rounding is lost between the first and the sum.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain
from math import fsum

from checker.model import Comparison
from checker.report.phrases import phrases
from checker.text.told import ENGLISH, Sentences, slots, told

SAY = Sentences(__file__)

_CENT = Decimal("0.01")
# Steps shorter than this are told together, and parts of a step from this on are named, so many of them.
_SHORT = Decimal("0.05")
_NAMED, _MOST_NAMED = 0.1, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: from ``begin`` to ``end`` in log odds. ``parts`` tell what it chiefly consists of, in words."""

    name: str
    begin: Decimal
    end: Decimal
    parts: tuple[str, ...] = ()

    @property
    def added(self) -> Decimal:
        """What it adds."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The steps of a pair, the first from nought; the last ends at ``total``. ``chance`` is the outcome in words."""

    steps: tuple[Step, ...]
    total: Decimal
    total_name: str
    chance: str

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest that any step reaches, nought among them."""
        reached = [Decimal(0), *(step.end for step in self.steps)]
        return min(reached), max(reached)


def waterfall(pair: Comparison, lang: str) -> Waterfall:
    """*pair* in *lang*: where it starts, each aspect, the greatest first, then what is too small to be named."""
    by_aspect: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for name, (value, added) in pair.parts.items():
        by_aspect[_aspect_of().get(name, "rest")].append((name, value, added))
    sums = {aspect: fsum(added for _, _, added in parts) for aspect, parts in by_aspect.items()}
    long = [aspect for aspect in sums if aspect != "rest" and abs(sums[aspect]) >= _SHORT]
    long.sort(key=lambda aspect: (-abs(sums[aspect]), aspect))
    rest = fsum([pair.rest, *(sums[aspect] for aspect in sums if aspect not in long)])
    steps: list[Step] = []
    running, at = 0.0, Decimal(0)
    for name, added in [(pair.relation, pair.start), *((aspect, sums[aspect]) for aspect in long), ("rest", rest)]:
        running += added
        end = Decimal(repr(running)).quantize(_CENT)
        if end != at or name != "rest":
            parts = tuple(_parts(by_aspect[name], lang)) if name in long else ()
            steps.append(Step(name=told(SAY(name), lang), begin=at, end=end, parts=parts))
        at = end
    return Waterfall(steps=tuple(steps), total=at, total_name=told(SAY("sum"), lang), chance=chance(pair, lang))


def chance(pair: Comparison, lang: str) -> str:
    """The probability of a pair in words."""
    n = round(pair.probability * 100)
    said = SAY("chance", probability=f"{pair.probability:.2f}", n=n) if n else SAY("chance_low", probability="0.00")
    return told(said, lang)


def reason(name: str, lang: str) -> str:
    """What *name*, of ``Comparison.apart``, says; itself where a report has a name that is not known here."""
    known = SAY.templates.get(name)
    return told(SAY(name), lang) if known is not None and not slots(known[ENGLISH]) else name.replace("_", " ")


def _parts(parts: Sequence[tuple[str, float, float]], lang: str) -> Iterator[str]:
    named = phrases(lang)
    chief = sorted((part for part in parts if abs(part[2]) >= _NAMED), key=lambda part: (-abs(part[2]), part[0]))
    for name, value, added in chief[:_MOST_NAMED]:
        word = named.word("why", name)
        # A tree asks whether something is there, and where it is not, that speaks too.
        word = word if value else told(SAY("absent", name=word), lang)
        yield told(SAY("part", name=word, added=signed(Decimal(repr(added)))), lang)


def signed(value: Decimal) -> str:
    """A number of log odds with its sign and two places; a hyphen for minus, so that any terminal shows it."""
    return f"{value.quantize(_CENT):+}"


@cache
def aspects() -> Mapping[str, Sequence[str]]:
    """Aspect → the features that belong to it."""
    return tomllib.loads((files("checker.report") / "aspects.toml").read_text(encoding="utf-8"))


@cache
def _aspect_of() -> Mapping[str, str]:
    return dict(chain.from_iterable(((name, aspect) for name in names) for aspect, names in aspects().items()))


def kind_name(family: str, lang: str) -> str:
    """What sort of figures a family holds; a family without a name of its own is a measure."""
    name = f"kind_{family.replace('-', '_')}"
    said = SAY(name) if name in SAY.templates else SAY("kind_measure", name=family.replace("_", " "))
    return told(said, lang)


__all__ = ["SAY", "Step", "Waterfall", "aspects", "chance", "kind_name", "reason", "signed", "waterfall"]
