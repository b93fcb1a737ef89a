"""What all mentions of one node tell of it: a change, the way of the changes beside it, a day on which somebody spoke."""

from __future__ import annotations

import re

from checker.align.mentions import Mention
from checker.align.nodes import Node, cues_before
from checker.align.terms import find
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind
from checker.text.normal import lowered
from checker.values.figure import Moment, Quantity

_LETTERS = re.compile(r"[^\W\d_]+")
# So near a day stand the words that make it the name of a feast.
_FEAST_CHARS = 24
# Those who are named before a count of others, and the word that makes them others.
_NAME_CHARS, _OTHERS_CHARS = 60, 8
_AVERAGE = "average"
_OPENING_CHARS = 24
# So far before the day that ends it a stretch of time is named.
_STRETCH_CHARS = 60
# From an amount to the change that it is told with: "1.21 million, down 9%".
_RIGHT_BEHIND = re.compile(r",?(?: [^\W\d_]+){0,3} ")


def is_step(node: Node) -> bool:
    """Whether every mention tells a change, up or down, in the unit of what changed."""
    return all(
        mention.claim.kind is Kind.CHANGE
        and mention.claim.direction in ("up", "down")
        and isinstance(mention.claim.value, Quantity)
        and mention.claim.value.unit.dimension not in ("percent", "points")
        for mention in node.mentions
    )


def ways(node: Node) -> set[str]:
    """Which way the changes go that stand in the clauses of an amount, or right behind it."""
    return {
        claim.direction
        for mention in node.mentions
        for claim in mention.beside
        if claim.kind is Kind.CHANGE and claim.direction in ("up", "down") and _goes_with(claim, mention.claim)
    }


def _goes_with(change: Claim, amount: Claim) -> bool:
    if change.clause == amount.clause:
        return True
    between = amount.source.text[amount.span.end : change.span.start]
    return amount.span.end < change.span.start and _RIGHT_BEHIND.fullmatch(between) is not None


def of_saying(node: Node) -> bool:
    """Whether a day is the one on which somebody said something: "said late on Tuesday", "chiều 8/8 cho biết".

    All its mentions tell so but those that count from publication: "this morning" may tell of anything else.
    """
    dated = [mention for mention in node.mentions if not _counted_back(mention)]
    return bool(dated) and all(map(_said, dated))


def of_feast(node: Node) -> bool:
    """Whether a day only names a feast in all its mentions: "kỳ nghỉ lễ 30/4 - 1/5" may begin on 27 April."""
    return all(map(_names_feast, node.mentions))


def _names_feast(mention: Mention) -> bool:
    source, span = mention.claim.source, mention.claim.span
    if source.lang not in languages():
        return False
    feasts = pack(source.lang).dating["feasts"]
    ahead = lowered(source.text[max(0, span.start - _FEAST_CHARS) : span.start]).rstrip()
    behind = _LETTERS.match(lowered(source.text[span.end : span.end + _FEAST_CHARS]).lstrip(" -"))
    return f" {ahead}".endswith(cues_before(feasts)) or (behind is not None and behind[0] in feasts)


def of_period_end(node: Node) -> bool:
    """Whether a day only ends the stretch that figures are of, in all its mentions: "the second quarter, which ended on
    July 27"."""
    return all(map(_ends_stretch, node.mentions))


def _ends_stretch(mention: Mention) -> bool:
    source, span = mention.claim.source, mention.claim.span
    if source.lang not in languages():
        return False
    dating = pack(source.lang).dating
    ahead = (
        f" {lowered(source.text[max(mention.claim.sentence.start, span.start - _STRETCH_CHARS) : span.start]).strip()}"
    )
    cue = next((cue for cue in cues_before(dating["ended"]) if ahead.endswith(cue)), "")
    return bool(cue) and not set(_LETTERS.findall(ahead[: -len(cue)])).isdisjoint(dating["stretches"])


def without_a_part(node: Node) -> bool:
    """Whether every mention of an amount says that a part is left out: "excluding fuel", "chưa kể lãi"."""
    return all(map(_leaves_out, node.mentions))


def _leaves_out(mention: Mention) -> bool:
    source, claim = mention.claim.source, mention.claim
    if source.lang not in languages():
        return False
    around = f" {lowered(source.text[claim.sentence.start : claim.clause.end])}"
    return any(f" {cue}" in around for cue in pack(source.lang).dating["left_out"])


def averages_apart(average: Node, other: Node) -> bool:
    """Whether one of two amounts is an average in all its mentions, and no sentence of the other speaks of one."""
    if average.quantity is None or other.quantity is None:
        return False
    if any(_AVERAGE in mention.terms for mention in other.mentions):
        return False
    return all(_AVERAGE in mention.near_terms or _opens_with_average(mention) for mention in average.mentions)


def _opens_with_average(mention: Mention) -> bool:
    """Whether the sentence of an amount begins with what makes its first amount an average: "Trung bình ba trận, sân đón"."""
    claim, text = mention.claim, mention.claim.source.text
    opened = max(0, text.find(",", claim.sentence.start, claim.span.start))
    if _AVERAGE not in mention.terms or any(opened < other.span.start < claim.span.start for other in mention.beside):
        return False
    lang = claim.source.lang or ""
    ahead = lowered(claim.source.text[claim.sentence.start : claim.sentence.start + _OPENING_CHARS])
    return any(concept == _AVERAGE and start == 0 for start, _, concept in find(ahead, lang))


def rest_of_named(node: Node) -> bool:
    """Whether every mention of a count is of those beside some who are named: "Trần Văn An và 6 người khác"."""
    return all(map(_counts_rest, node.mentions))


def _counts_rest(mention: Mention) -> bool:
    source, span = mention.claim.source, mention.claim.span
    if source.lang not in languages():
        return False
    words = pack(source.lang)
    ahead = source.text[max(mention.claim.sentence.start, span.start - _NAME_CHARS) : span.start].rstrip()
    low = lowered(ahead)
    cue = next((cue for cue in cues_before(words.dating["along"]) if low.endswith(cue)), None)
    if cue is None:
        return False
    named = ahead[: -len(cue)].rstrip(" ,").rpartition(" ")[2]
    behind = set(_LETTERS.findall(lowered(source.text[span.start : span.end + _OTHERS_CHARS])))
    return named[:1].isupper() and not behind.isdisjoint(words.dating["others"])


def _counted_back(mention: Mention) -> bool:
    return isinstance(mention.claim.value, Moment) and mention.claim.value.stated == "relative"


def _said(mention: Mention) -> bool:
    lang = mention.claim.source.lang
    if lang not in languages():
        return False
    dating = pack(lang).dating
    ahead = mention.before.split()
    while ahead and ahead[-1] in dating["on_day"]:
        ahead.pop()
    spoken, spoken_on = cues_before(dating["spoken"]), cues_before(dating["spoken_on"])
    # "Told reporters on Tuesday"; behind the day a word like "đã" may come first.
    told = any(f" {' '.join(ahead[:end])}".endswith(spoken_on) for end in (len(ahead), len(ahead) - 1) if end > 0)
    # The words of the day itself come first there.
    behind = mention.after.split()[len(_LETTERS.findall(mention.claim.quote)) :]
    if behind and behind[0] in dating["on_day"]:
        del behind[0]
    return told or f" {' '.join(behind)} ".startswith(tuple(f"{cue} " for cue in spoken))
