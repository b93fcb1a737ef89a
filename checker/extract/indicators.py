"""The words that say what a figure or a date is of, which way it goes, and how sure it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.extract.context import CUE_REACH, Context, Sentence, Stretch
from checker.extract.phrasing import shaped
from checker.extract.tokens import Tokens
from checker.model import Status

_WORDS_LEFT = 16
_WORDS_RIGHT = 4
_STATUS = {status.value: status for status in Status}
_AIMS = frozenset({"target", "limit"})
# So many words at most join a share to its plan, and a plan to what it comes to.
_OF_PLAN = 3
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
                if (
                    clause_first <= index < first
                    and first - index <= 10
                    and index > verb
                    and not _in_figure(context, index)
                ):
                    verb, verb_end = index, index + count
                    direction = meaning
            elif (
                family == "status"
                and distance < near
                and not _in_name(context, index, count, begin)
                # "Will top $100bn": the hedge itself tells it.
                and (index == first or _governs(index, first, clause_first, begin, meaning))
                and not (meaning in _AIMS and _is_past(context, index, index + count, first))
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


def _in_figure(context: Context, index: int) -> bool:
    """Whether a token is part of a figure, as the "more" of "more than 5,000" is."""
    nth = bisect_left(context.figures, (index + 1,)) - 1
    return nth >= 0 and index < context.figures[nth][1]


def _is_past(context: Context, index: int, end: int, first: int) -> bool:
    """Whether the figure at token *first* is what came of a plan that tokens *index* to *end* name.

    "It aims at 17 million, and has reached 90%"; and where the plan is what a percentage is of, all but what it comes to: "at
    83% of the plan and up 21%", "met 104% of its plan of 6.2 billion".
    """
    tokens, pack = context.tokens, context.pack
    words = pack.arithmetic
    if first > end and shaped(r"[,;][^,;]*(?<!\w)@(?!\w)", words["done"]).search(
        tokens.low, tokens.ends[end - 1], tokens.starts[first]
    ):
        return True
    before = index
    while before > 0 and index - before < _OF_PLAN and tokens.words[before - 1] in pack.stop:
        before -= 1
    nth = bisect_left(context.figures, (before,)) - 1
    if nth < 0 or context.figures[nth][1] != before:
        return False
    if not _HARD_OR_COMMA.isdisjoint(tokens.low[tokens.ends[before - 1] : tokens.starts[index]]):
        return False
    between = tokens.words[end:first]
    return len(between) > _OF_PLAN or any(word in words["plan_ends"] for word in between)


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
    colon or stop, and behind the figure where nothing stands before it ("12 người chết"). Where other figures stand
    among them, they are those behind the last ("killed 7 people and injured"), or before it ("fell 4% to").
    """
    tokens = context.tokens
    hard = _hard_start(tokens, _whole_name(tokens, max(begin, first - _WORDS_LEFT), begin), first)
    stop_at = verb if clause_first <= verb < first else first
    places = ((max(clause_first, hard), stop_at), (hard, verb if hard <= verb < first else first))
    for least in context.pack.indicator_words:
        for start, end in places:
            for left, right in _between_figures(context, start, end):
                # One word will do behind another figure: "killed 7 people and injured 14".
                needed = least if left == start else context.pack.indicator_words[-1]
                if phrase := _phrase(context, left, right, least=needed):
                    return phrase
    behind = min(_hard_end(tokens, last, last + 1 + _WORDS_RIGHT), tokens.size)
    nth = bisect_left(context.figures, (last + 1,))
    if nth < len(context.figures):
        behind = min(behind, context.figures[nth][0])
    return _phrase(context, last + 1, behind, least=1)


def _between_figures(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of tokens from *start* up to *end* that hold no figure, the last first.

    Behind a figure they begin behind the last comma: "£10 million to roads, £12.7 million to parks, a total of". What
    ends with a conjunction is of the figure before: "5 cities under central rule and 705 districts".
    """
    figures, tokens, joins = context.figures, context.tokens, context.pack.arithmetic["conjunctions"]
    for nth in range(bisect_left(figures, (end,)) - 1, -1, -1):
        left, right = figures[nth]
        if right <= start:
            break
        for index in range(end, right, -1):
            if index < tokens.size and "," in tokens.low[tokens.ends[index - 1] : tokens.starts[index]]:
                right = index
                break
        if right < end and tokens.words[end - 1] not in joins:
            yield right, end
        end = min(end, left)
    if start < end:
        yield start, end


def _whole_name(tokens: Tokens, start: int, begin: int) -> int:
    """*start*, or the first token of the name that it stands in, no earlier than *begin*."""
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    while (
        start > begin
        and text[starts[start]].isupper()
        and text[starts[start - 1]].isupper()
        and starts[start] - ends[start - 1] == 1
    ):
        start -= 1
    return start


def _phrase(context: Context, start: int, end: int, *, least: int) -> str:
    """The tokens from *start* up to *end* as printed, stop words and numbers cut at both ends; empty under *least*."""
    tokens, stop = context.tokens, context.pack.stop
    words = tokens.words
    whole = context.pack.whole
    while (
        start < end and (words[start] < ":" or words[start] in stop) and " ".join(words[start : start + 2]) not in whole
    ):
        start += 1
    while (
        end > start and (words[end - 1] < ":" or words[end - 1] in stop) and " ".join(words[end - 2 : end]) not in whole
    ):
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
        # Else the point of a number, "1.234", or of a name, "TP.HCM".
        if tokens.ends[index - 1] <= match.start() and (match[0] != "." or tokens.starts[index] > match.end()):
            found = index
    return found


def _hard_end(tokens: Tokens, last: int, most: int) -> int:
    """The token before which the first bracket, comma, colon or stop after *last* stands, *most* at the farthest."""
    for index in range(last + 1, min(most, tokens.size)):
        if not _HARD_OR_COMMA.isdisjoint(tokens.low[tokens.ends[index - 1] : tokens.starts[index]]):
            return index
    return most
