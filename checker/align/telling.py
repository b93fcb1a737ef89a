"""What all mentions of one node tell of it: a change, the way of the changes beside it, a day on which somebody spoke."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.align.mentions import Mention
from checker.align.nodes import Node, cues_before
from checker.align.terms import find
from checker.languages.pack import languages, pack
from checker.languages.record import Pack
from checker.model import Claim, Kind
from checker.text.normal import lowered
from checker.values.figure import Moment, Quantity

_LETTERS = re.compile(r"[^\W\d_]+")
# So near a day stand the words that make it the name of a feast, and so far before the day that ends it a stretch of time.
_FEAST_CHARS, _STRETCH_CHARS = 24, 60
# Those who are named before a count of others, and the word that makes them others.
_NAME_CHARS, _OTHERS_CHARS = 60, 8
# The word for an average, whose concept in the list of terms this is, is looked for in so much of a sentence's beginning.
_AVERAGE, _OPENING_CHARS = "average", 24
# Between the day that opens a sentence and the verb of saying stands the name of an office, in no more characters.
_SPEAKER_CHARS = 140
_BRACKETS = re.compile(r"\([^()]*\)")
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


def of_going_on(node: Node) -> bool:
    """Whether a mention of a day says that something went on then that had begun before: "the search continued on 9
    July"."""
    return any(_goes_on(mention) for mention in node.mentions)


def _goes_on(mention: Mention) -> bool:
    lang = mention.claim.source.lang
    cues = pack(lang).dating["going_on"] if lang in languages() else ()
    return any(f" {cue} " in f" {mention.before} " for cue in cues)


def of_feast(node: Node) -> bool:
    """Whether a day only names a feast in all its mentions: "kỳ nghỉ lễ 30/4 - 1/5" may begin on 27 April."""
    return _all_told(node, _names_feast)


def _names_feast(mention: Mention, words: Pack) -> bool:
    feasts = words.dating["feasts"]
    behind = _LETTERS.match(_behind(mention, _FEAST_CHARS).lstrip(" -"))
    ahead = f" {lowered(_ahead(mention, _FEAST_CHARS))}"
    return ahead.endswith(cues_before(feasts)) or (behind is not None and behind[0] in feasts)


def of_period_end(node: Node) -> bool:
    """Whether a day only ends the stretch that figures are of, in all its mentions: "the second quarter, which ended on
    July 27"."""
    return _all_told(node, _ends_stretch)


def _ends_stretch(mention: Mention, words: Pack) -> bool:
    ahead = f" {lowered(_ahead(mention, _STRETCH_CHARS))}"
    cue = next((cue for cue in cues_before(words.dating["ended"]) if ahead.endswith(cue)), "")
    return bool(cue) and not set(_LETTERS.findall(ahead[: -len(cue)])).isdisjoint(words.dating["stretches"])


def without_a_part(node: Node) -> bool:
    """Whether every mention of an amount says that a part is left out: "excluding fuel", "chưa kể lãi"."""
    return _all_told(node, _leaves_out)


def _leaves_out(mention: Mention, words: Pack) -> bool:
    claim = mention.claim
    around = f" {lowered(claim.source.text[claim.sentence.start : claim.clause.end])}"
    return any(f" {cue}" in around for cue in words.arithmetic["left_out"])


def rest_of_named(node: Node) -> bool:
    """Whether every mention of a count is of those beside some who are named: "Trần Văn An và 6 người khác"."""
    return _all_told(node, _counts_rest)


def _counts_rest(mention: Mention, words: Pack) -> bool:
    ahead = _ahead(mention, _NAME_CHARS)
    low = lowered(ahead)
    cue = next((cue for cue in cues_before(words.arithmetic["along"]) if low.endswith(cue)), None)
    if cue is None:
        return False
    named = ahead[: -len(cue)].rstrip(" ,").rpartition(" ")[2]
    behind = set(_LETTERS.findall(lowered(mention.claim.quote) + _behind(mention, _OTHERS_CHARS)))
    return named[:1].isupper() and not behind.isdisjoint(words.arithmetic["others"])


def _all_told(node: Node, tells: Callable[[Mention, Pack], bool]) -> bool:
    """Whether all mentions of a node, in languages that are known, tell what *tells* looks for."""
    langs = [(mention, mention.claim.source.lang) for mention in node.mentions]
    return all(lang in languages() and tells(mention, pack(lang)) for mention, lang in langs)


def _ahead(mention: Mention, chars: int) -> str:
    """What stands before a figure in its sentence, at most so many characters of it."""
    source, span = mention.claim.source, mention.claim.span
    return source.text[max(mention.claim.sentence.start, span.start - chars) : span.start].strip()


def _behind(mention: Mention, chars: int) -> str:
    """What stands behind a figure, so many characters of it, in lower case."""
    source, span = mention.claim.source, mention.claim.span
    return lowered(source.text[span.end : span.end + chars])


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
    if told or (not ahead and _speaks(mention, spoken)):
        return True
    # The words of the day itself come first there.
    behind = mention.after.split()[len(_LETTERS.findall(mention.claim.quote)) :]
    if behind and behind[0] in dating["on_day"]:
        del behind[0]
    return f" {' '.join(behind)} ".startswith(tuple(f"{cue} " for cue in spoken))


def _speaks(mention: Mention, spoken: tuple[str, ...]) -> bool:
    """Whether a sentence that opens with a day goes on with who spoke, and what: "Tối 23/7, Cục Quản lý đê điều và Phòng,
    chống thiên tai (Bộ Nông nghiệp) cho biết, bão …"."""
    claim = mention.claim
    text = claim.source.text[claim.span.end : min(claim.sentence.end, claim.span.end + _SPEAKER_CHARS)]
    low = lowered(text)
    found = [at for cue in spoken if (at := low.find(f"{cue} ")) >= 0 or (at := low.find(f"{cue}, ")) >= 0]
    if not found:
        return False
    end = claim.span.end + min(found)
    if any(claim.span.end <= other.span.start < end for other in mention.beside):
        return False
    who = _BRACKETS.sub("", text[: min(found)]).strip(", ")
    # "Phòng, chống thiên tai" is a name; a comma behind another word ends what the day is of.
    return bool(who) and all(name[-1][:1].isupper() for part in who.split(", ")[:-1] if (name := part.split()))
