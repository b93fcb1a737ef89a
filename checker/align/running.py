"""What tells that a figure is a running total, or one of several of its day: the words around it, or that it counts the
victims of an event."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from checker.align.kinds import of_anyone
from checker.align.mentions import Mention
from checker.align.terms import find
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind, Source
from checker.text.normal import lowered
from checker.values.figure import Quantity

# What an event did is counted and measured.
_COUNTED = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
# How far from a figure a phrase may stand that makes it a running total, in characters.
_AROUND = 60
# So many characters open an article.
_LEAD = 500


def running(claim: Claim) -> bool:
    """Whether the words around *claim* say that it is a running total."""
    return bool(running_by(claim))


def running_by(claim: Claim) -> Literal["phrase", "victims", ""]:
    """What says that *claim* is a running total: a phrase ("so far"), or what it counts; "" where nothing does."""
    told = _told(claim)
    return "" if told == "falls" else told


def counted_up(facts: Sequence[Sequence[Claim]]) -> bool:
    """Whether what articles say of one fact, each in some claims, is a running total: a phrase says so of one, or each says
    that it counts victims, and none that those are among them who may be found again ("chết và mất tích")."""
    told = [set(map(_told, claims)) for claims in facts]
    if any("phrase" in how for how in told):
        return True
    return all("victims" in how and "falls" not in how for how in told)


def _told(claim: Claim) -> Literal["phrase", "victims", "falls", ""]:
    """What says that *claim* is a running total, or that it may fall."""
    if not isinstance(claim.value, Quantity) or claim.kind not in (Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.CHANGE):
        return ""
    lang = claim.source.lang or ""
    phrases, counted, victims, unless = _words(lang)
    if phrases is None:
        return ""
    text = claim.source.text
    start, end = max(claim.clause.start, claim.span.start - _AROUND), min(claim.clause.end, claim.span.end + _AROUND)
    if phrases.search(lowered(text[start:end])):
        return "phrase"
    found = {concept for _, _, concept in find(lowered(text[claim.span.start : end]), lang)}
    found |= {concept for _, _, concept in find(lowered(text[start : claim.span.end]), lang)}
    if found & unless:
        return "falls"
    return "phrase" if found & counted else "victims" if found & victims else ""


def counted_on(mention: Mention) -> bool:
    """Whether the clause of an amount names what an event did: it is counted on while the event is told.

    Of people who are only people the sentence may name it: "Lào Cai: 66 người (45 người chết), gồm: Sa Pa 9 người".
    """
    return mention.claim.kind in _COUNTED and of_victims(mention)


def told_with_toll(mention: Mention) -> bool:
    """Whether the sentence of an amount names what an event did."""
    return mention.claim.kind in _COUNTED and not _concepts("growing").isdisjoint(mention.terms)


def of_victims(mention: Mention) -> bool:
    """Whether an amount, or a change of it, is of what an event did."""
    value = mention.claim.value
    if not isinstance(value, Quantity):
        return False
    anyone = value.unit.dimension == "count" and (
        not value.unit.noun or of_anyone(value.unit.noun, mention.claim.source.lang)
    )
    return not _concepts("growing").isdisjoint(mention.terms if anyone else mention.near_terms)


def recedes(mention: Mention) -> bool:
    """Whether the clause of an amount names what may fall while an event is told: the missing, the injured."""
    return not _concepts("receding").isdisjoint(mention.near_terms)


def said_first(mention: Mention) -> bool:
    """Whether the sentence of an amount says that it is only the first: "initial reports", "thông tin ban đầu"."""
    return not _concepts("first").isdisjoint(mention.terms)


def said_risen(claim: Claim) -> bool:
    """Whether the words right before *claim* say that it was less before: "the toll rose to 19"."""
    pattern = _risen(claim.source.lang or "")
    ahead = claim.source.text[max(claim.clause.start, claim.span.start - _AROUND) : claim.span.start]
    return pattern is not None and pattern.search(lowered(ahead)) is not None


def hour_of_trade(claim: Claim) -> Literal["closing", "during", ""]:
    """Whether its clause says that a price was the last of its day, or one of the hours before; what stands nearest before
    the price tells, else what stands behind it."""
    text, span = claim.source.text, claim.span
    ahead, behind = lowered(text[claim.clause.start : span.start]), lowered(text[span.end : claim.clause.end])
    closing, during = _hours(claim.source.lang or "")
    if closing is None or during is None:
        return ""
    before = [max((found.end() for found in cue.finditer(ahead)), default=0) for cue in (closing, during)]
    after = [min((found.start() for found in cue.finditer(behind)), default=len(behind)) for cue in (closing, during)]
    first, second = before if any(before) else [-at for at in after]
    return "closing" if first > second else "during" if second > first else ""


@lru_cache(maxsize=256)
def traded_until(source: Source) -> Literal["closing", "during", ""]:
    """Whether an article tells of a day of trade to its end, or only of the hours before: its title or its lead says so, and
    further down it may go back to the day before."""
    closing, during = _hours(source.lang or "")
    low = lowered(source.text[: source.body.start + _LEAD])
    if closing is None or during is None:
        return ""
    return "closing" if closing.search(low) else "during" if during.search(low) else ""


def counted_from(claim: Claim) -> Literal["since_then", "until_the_end", ""]:
    """Whether a length of time begins with what came before or lasts until the end: "nine minutes later", "with seven minutes
    remaining"."""
    text, lang = claim.source.text, claim.source.lang or ""
    behind = f"{lowered(text[claim.span.end : claim.span.end + _AROUND]).lstrip()} "
    ends: tuple[Literal["since_then", "until_the_end"], ...] = ("since_then", "until_the_end")
    for end in ends:
        if behind.startswith(tuple(f"{cue}{mark}" for cue in _series()[end].get(lang, ()) for mark in " ,.;")):
            return end
    return ""


@cache
def _hours(lang: str) -> tuple[re.Pattern[str] | None, ...]:
    told = [_series()[key].get(lang, []) for key in ("closing", "during")]
    return tuple(re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") if words else None for words in told)


@cache
def _risen(lang: str) -> re.Pattern[str] | None:
    words = _series()["risen"].get(lang, [])
    # A hedge may stand between: "lên đến hơn 30", "to at least 19".
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?: [^\W\d_]+){{0,2}} ?$") if words else None


@cache
def _concepts(name: str) -> frozenset[str]:
    return frozenset(_series()["counted"][name])


@cache
def _series() -> dict[str, Any]:
    return tomllib.loads((files("checker.align") / "series.toml").read_text(encoding="utf-8"))


@cache
def _words(lang: str) -> tuple[re.Pattern[str] | None, frozenset[str], frozenset[str], frozenset[str]]:
    words = _series()["running"].get(lang, [])
    concepts, victims, unless = (_concepts(key) for key in ("concepts", "victims", "unless"))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") if words else None
    return pattern, concepts, victims, unless


def names_of(mention: Mention) -> frozenset[str]:
    """The words of the names in the sentence of a figure, months and days left out, and the place or body it is about."""
    lang = mention.claim.source.lang
    stop = pack(lang).stop if lang in languages() else frozenset()
    dates = " ".join(lowered(claim.quote) for claim in (mention.claim, *mention.beside))
    words = {word for name in mention.names if name not in dates for word in name.split()}
    return frozenset(words | mention.subject) - stop
