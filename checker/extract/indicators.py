"""The words that say what a figure or a date is of, which way it goes, and how sure it is."""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.extract.context import CUE_REACH, Context, Sentence, Stretch
from checker.extract.tokens import Tokens
from checker.model import Status

_WORDS_LEFT = 16
_WORDS_RIGHT = 4
_STATUS = {status.value: status for status in Status}
_HARD_MARK = re.compile(r'[()\[\]:;.!?\n“”"]')
_HARD_OR_COMMA = frozenset('()[]:;.!?\n“”",')


def words_of(context: Context, first: int, last: int, sentence: Sentence, clause: Stretch) -> tuple[str, str, Status]:
    """The indicator phrase, the direction and the status of the passage of tokens *first* to *last*."""
    tokens = context.tokens
    direction = ""
    status = Status.ACTUAL
    near = 1 << 30
    verb = verb_end = -1
    begin = sentence.first
    clause_first = clause.first
    # Verbs and words of status govern what follows them, no farther than ``_governs`` lets them.
    low_cue = bisect_left(context.cue_at, max(begin, first - CUE_REACH))
    high_cue = bisect_left(context.cue_at, first + 1)
    for index, count, meanings in context.cues[low_cue:high_cue]:
        distance = first - (index + count)
        for family, meaning in meanings:
            if family == "directions":
                if clause_first <= index < first and first - index <= 10 and index > verb:
                    verb, verb_end = index, index + count
                    direction = meaning
            elif (
                family == "status"
                and distance < near
                and not _in_name(context, index, count, begin)
                # "Will top $100bn": the hedge itself tells it.
                and (index == first or _governs(index, first, clause_first, begin, meaning))
            ):
                near = distance
                status = _STATUS[meaning]
    if verb >= 0 and any(w not in context.pack.stop and w > ":" for w in tokens.words[verb_end:first]):
        # "mục tiêu tăng trưởng kinh tế từ 8": what follows the verb belongs to the indicator, and so does the verb.
        verb = -1
    indicator = _indicator(context, first, last, clause_first, begin, verb)
    return indicator, direction, status


def _in_name(context: Context, index: int, count: int, begin: int) -> bool:
    """Whether a word of status is part of a name, "Bộ Kế hoạch", "Target Corp": it has a capital inside a sentence, or is
    followed by one. Titles have capitals throughout."""
    tokens = context.tokens
    text, start = tokens.text, tokens.starts[index]
    if start < context.title_end or not text[start].isupper() or text[start : tokens.ends[index]].isupper():
        return False
    if index > begin:
        return True
    after = index + count
    return (
        after < tokens.size
        and tokens.starts[after] - tokens.ends[after - 1] == 1
        and text[tokens.starts[after]].isupper()
    )


def _governs(index: int, first: int, clause_first: int, begin: int, meaning: str) -> bool:
    """Whether a status word speaks of the figure: in its clause, or close before it in the sentence.

    "Ước tính" governs the whole sentence that it opens; elsewhere an estimate reaches no further than its clause.
    """
    if index >= first:
        return False
    if index >= clause_first:
        return first - index <= 16
    if meaning == "estimate":
        return index <= begin + 1 and first - index <= CUE_REACH
    return first - index <= 14


def _indicator(context: Context, first: int, last: int, clause_first: int, begin: int, verb: int) -> str:
    """The words before the figure, up to its verb, without leading and trailing stop words.

    They are sought in its clause, then, where a comma only joined nouns ("bộ, ngành là 5"), back to the last bracket,
    colon or stop, and behind the figure where nothing stands before it ("12 người chết").
    """
    tokens = context.tokens
    hard = _hard_start(tokens, max(begin, first - _WORDS_LEFT), first)
    stop_at = verb if clause_first <= verb < first else first
    places = ((max(clause_first, hard), stop_at), (hard, verb if hard <= verb < first else first))
    for least in context.pack.indicator_words:
        for start, end in places:
            if phrase := _phrase(context, start, end, least=least):
                return phrase
    return _phrase(context, last + 1, min(_hard_end(tokens, last, last + 1 + _WORDS_RIGHT), tokens.size), least=1)


def _phrase(context: Context, start: int, end: int, *, least: int) -> str:
    """The tokens from *start* up to *end* as printed, stop words and numbers cut at both ends; empty under *least*."""
    tokens, stop = context.tokens, context.pack.stop
    words = tokens.words
    while start < end and (words[start] < ":" or words[start] in stop):
        start += 1
    while end > start and (words[end - 1] < ":" or words[end - 1] in stop):
        end -= 1
    if end - start < least:
        return ""
    printed = context.view.text[tokens.starts[start] : tokens.ends[end - 1]]
    # Of all white space only the plain space counts as printable, and most phrases have no other.
    return printed if printed.isprintable() and "  " not in printed else " ".join(printed.split())


def _hard_start(tokens: Tokens, start: int, end: int) -> int:
    """The first token after the last bracket, colon, semicolon or stop between *start* and *end*."""
    if end - start < 2:
        return start
    found = start
    for match in _HARD_MARK.finditer(tokens.low, tokens.ends[start], tokens.starts[end - 1]):
        index = tokens.at(match.start())
        if tokens.ends[index - 1] <= match.start():  # else the point of a number: "1.234"
            found = index
    return found


def _hard_end(tokens: Tokens, last: int, most: int) -> int:
    """The token before which the first bracket, comma, colon or stop after *last* stands, *most* at the farthest."""
    for index in range(last + 1, min(most, tokens.size)):
        if not _HARD_OR_COMMA.isdisjoint(tokens.low[tokens.ends[index - 1] : tokens.starts[index]]):
            return index
    return most
