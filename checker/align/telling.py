"""What all mentions of one node tell of it: a change, the way of the changes beside it, a day on which somebody spoke."""

from __future__ import annotations

import re

from checker.align.mentions import Mention
from checker.align.nodes import Node, cues_before
from checker.languages.pack import languages, pack
from checker.model import Claim, Kind
from checker.values.figure import Moment, Quantity

_LETTERS = re.compile(r"[^\W\d_]+")
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
