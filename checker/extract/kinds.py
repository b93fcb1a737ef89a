"""What a figure is: a level, a change, a share, a rank, a length of time."""

from __future__ import annotations

from bisect import bisect_left

from checker.extract.context import Context, Sentence
from checker.extract.figures import Figure
from checker.extract.phrasing import shaped
from checker.extract.tokens import WAYS
from checker.languages.hits import DateHit
from checker.model import Claim, Kind, Status

_KIND_OF_DIMENSION = {
    "percent": Kind.PERCENT,
    "points": Kind.CHANGE,
    "money": Kind.MONEY,
    "multiple": Kind.RATIO,
    "duration": Kind.DURATION,
    "months": Kind.DURATION,
    "rank": Kind.RANK,
    "ordinal": Kind.ORDINAL,
    "age": Kind.COUNT,
    "count": Kind.COUNT,
    "level": Kind.COUNT,
    "places": Kind.COUNT,
    "points_score": Kind.COUNT,
}
# From an amount to the percentage that it is of what it was, in characters at most.
_AGAIN_CHARS = 30
# From a growth to its percentage, and what may stand between: more of the subject.
_SUBJECT_CHARS = 90
_OF_SUBJECT = r"[^,;:.()%\n]{0,60}?"
# The rate that it had before: "picked up to 5.6 per cent from 5.2".
_OTHER_RATE = r"[\d.,]+ ?(?:%|[^\W\d_]+(?: [^\W\d_]+)?)"
_ENDS_OF_AMOUNT = ("%", *"0123456789")


def kind_of(context: Context, figure: Figure, first: int, direction: str, status: Status, sentence: Sentence) -> Kind:
    """The kind of a figure that begins at token *first*, from its unit and the words around it."""
    if figure.form == "score":
        return Kind.SCORE
    if figure.form in ("version", "document", "ordinal"):
        return Kind.ORDINAL
    if figure.form == "rank":
        return Kind.RANK
    unit = figure.unit
    dimension = unit.dimension
    # A fraction of what is counted is a share of it; "half an hour" is an amount like any other.
    if figure.form in ("ratio", "proportion", "multiple") or (figure.form == "fraction" and dimension == "count"):
        return Kind.RATIO
    # "USD/m2/năm": a price is per what comes first.
    per = unit.key.partition("/")[2].partition("/")[0]
    # "Fell below 4%", "weakened past 150": a level.
    words = context.pack.arithmetic
    passed = context.tokens.words[first] in words["beyond"] or (
        first > 0 and context.tokens.words[first - 1] in words["reached"]  # "giảm từ 2,2% … về 1,9%"
    )
    if dimension == "percent":
        if passed or (status is Status.TARGET and figure.lo < figure.hi):
            return Kind.PERCENT
        changes = (
            (direction in ("up", "down") and not (figure.lo == figure.hi and _is_base(context, first)))
            or _steps(context, figure, first)
            or _grows(context, figure, sentence)
            or _of_growth(context, figure, sentence)
        )
        return Kind.CHANGE if changes else Kind.PERCENT
    if dimension == "money":
        return Kind.PRICE if per in context.pack.priced else Kind.MONEY
    if per and dimension == "count" and per[0].isdigit():
        return Kind.RATIO
    kind = _KIND_OF_DIMENSION.get(dimension, Kind.MEASURE)
    if (
        direction in ("up", "down")
        and kind in (Kind.COUNT, Kind.MEASURE)
        and dimension in ("count", "places", "points_score")
        and not passed
        and not _counts_occasions(context, unit.noun)
        and _changes(context, first)
        and context.view.low[figure.end : figure.end + 1] != "-"  # "sinks ten-man Ipswich"
    ):
        return Kind.CHANGE
    return Kind.CHANGE if dimension == "points_score" and _turned(context, figure) else kind


def _counts_occasions(context: Context, noun: str) -> bool:
    """Whether "times" are counted, and no multiple is told: "will lower rates three times"."""
    unit = context.pack.units.get(noun)
    return unit is not None and unit.dimension == "multiple"


def _moves_noun(context: Context, figure: Figure) -> bool:
    """Whether a noun or two and a word of change stand behind a percentage: "a 2.8% pay rise", "a 5% wage cut"."""
    tokens, pack = context.tokens, context.pack
    after = tokens.at(figure.end)
    for index in range(after + 1, min(after + 3, tokens.size)):
        if (
            context.view.low[tokens.ends[index - 1] : tokens.starts[index]] != " "
            or tokens.words[index - 1] in pack.barrier
        ):
            return False
        if not WAYS.isdisjoint(pack.cues.get(tokens.words[index], ())):
            return pack.plural_nouns
    return False


def _turned(context: Context, figure: Figure) -> bool:
    """Whether what stands behind a step says which way it went: "closed 104 points, or 1.2%, higher at 8,727"."""
    words = context.pack.arithmetic
    pattern = shaped(
        r"(?:,? @ [\d.,]+ ?[^\W\d_%]{0,7} ?[^\W\d_%]{0,4}%?)?,? @(?! @)",
        words["same_amount"],
        words["behind_step"],
        words["compared"],
    )
    return pattern.match(context.view.low, figure.end) is not None


def _steps(context: Context, figure: Figure, first: int) -> bool:
    """Whether a percentage is a step by the word beside it: "services by 8.2%", "a 38.6% rise", "15% less"."""
    tokens, pack = context.tokens, context.pack
    before = tokens.words[first - 1] if first else ""
    after = figure.last + 1
    while after < tokens.size and tokens.starts[after] < figure.end:
        after += 1
    if before in pack.arithmetic["exceeding"]:
        return True  # "vượt 15% kế hoạch"
    if before in pack.steps and before not in pack.out_of:
        # "rejected by 61 per cent of members" tells who did it.
        return after >= tokens.size or tokens.words[after] not in pack.partitive
    if _turned(context, figure) or (before in pack.articles | pack.determined and _moves_noun(context, figure)):
        return True
    return (
        after < tokens.size
        and context.view.low[figure.end : tokens.starts[after]] == " "
        and (
            not WAYS.isdisjoint(pack.cues.get(tokens.words[after], ()))
            or tokens.words[after] in pack.arithmetic["beyond"]
        )
        and pack.plural_nouns
    )


def way_behind(context: Context, figure: Figure) -> str:
    """``up`` or ``down`` by the word right behind a change: "a 10% jump", "4.1 percent above", "22% more"; else empty."""
    tokens, pack = context.tokens, context.pack
    after = tokens.at(figure.end)
    if after >= tokens.size or context.view.low[figure.end : tokens.starts[after]] != " ":
        return ""
    word = tokens.words[after]
    cued = [way for family, way in pack.cues.get(word, ()) if family == "directions" and way in ("up", "down")]
    if cued:
        return cued[0]
    if word not in pack.arithmetic["beyond"]:
        return ""
    return next((way for way in ("up", "down") if word in pack.arithmetic[way]), "")


def way_of_more(context: Context, figure: Figure) -> str:
    """``up`` or ``down`` where an amount is how much more or less something is than something else: "20 more than in
    2020", "£3m lower than planned"; else empty."""
    if figure.form != "number" or figure.unit.dimension not in ("count", "money", "points_score", "places"):
        return ""
    first = first_of(context, figure)
    if first and context.tokens.words[first - 1] in context.pack.articles | context.pack.determined:
        return ""  # "the 5.7 less than half an hour later"
    words = context.pack.arithmetic
    found = shaped(r" (@)", words["more_than"]).match(context.view.low, figure.end)
    if found is None:
        return ""
    return next(way for way in ("up", "down") if found[1].partition(" ")[0] in words[way])


def _grows(context: Context, figure: Figure, sentence: Sentence) -> bool:
    """Whether the words before call the figure a rate of growth ("tốc độ tăng trưởng … 28%")."""
    before = context.view.low[max(sentence.start, figure.start - 140) : figure.start]
    return any(phrase in before for phrase in context.pack.growth_phrases)


def _of_growth(context: Context, figure: Figure, sentence: Sentence) -> bool:
    """Whether a level is that of a growth, which is the subject: "tăng trưởng GDP đạt 8%", "growth slowed to 4.6%"."""
    words, pack = context.pack.arithmetic, context.pack
    start = max(sentence.start, figure.start - _SUBJECT_CHARS)
    pattern = rf"@({_OF_SUBJECT}) @ (?:{_OTHER_RATE},? @ )?$"
    found = shaped(pattern, words["growths"], words["growth_verbs"], words["earlier"]).search(
        context.view.low, start, figure.start
    )
    if found is None or shaped("@", words["growth_ends"]).search(found[1]):
        return False
    behind = found[1].split()
    # "Growth stocks fell to 5%": in English the subject ends with the growth, and a preposition goes on.
    return not (pack.plural_nouns and behind) or behind[0] in pack.barrier or behind[0] in pack.stop


def _is_base(context: Context, first: int) -> bool:
    """Whether the word right before the figure at token *first* makes it a level that a change is told from: "từ 1,9 %",
    "up from 27.8%", "tăng so với 50,4 %"; but "grew 7 percent against 5 percent in 2023" compares two changes."""
    position = bisect_left(context.cue_at, first) - 1
    if position < 0:
        return False
    index, count, meanings = context.cues[position]
    # "up from just 1%"
    only = first - index - count == 1 and context.tokens.words[first - 1] in context.pack.stop
    if not (index + count == first or only) or ("markers", "reference") not in meanings:
        return False
    if not context.pack.since.isdisjoint(context.tokens.words[index : index + count]):
        return True
    if not position:
        return False
    verb, length, told = context.cues[position - 1]
    if verb + length != index or not any(family == "directions" for family, _ in told):
        return False
    start = context.tokens.starts[verb]
    ahead = context.view.low[max(0, start - len(" % ")) : start].rstrip()
    return not ahead.endswith(_ENDS_OF_AMOUNT)  # "a 7.55% expansion after 5.98%"


def _changes(context: Context, first: int) -> bool:
    """Whether the verb of change stands right before the figure at token *first*: "tăng 15 bậc", "rose by 117,000"."""
    position = bisect_left(context.cue_at, first) - 1
    if position >= 0 and ("markers", "reference") in context.cues[position][2]:
        return False  # a level that is compared with
    hops = 0
    while position >= 0 and hops < 3:
        index, count, meanings = context.cues[position]
        if first - (index + count) > 3:
            return False
        for family, meaning in meanings:
            if family == "directions":
                # "92 mã tăng và 61 mã đứng giá": the verb told of the count before it.
                between = context.tokens.words[index + count : first]
                linked = not set(context.pack.arithmetic["conjunctions"]).isdisjoint(between)
                return meaning in ("up", "down") and not linked
        position -= 1
        hops += 1
    return False


def tells_again(context: Context, claim: Claim, amount: Figure | DateHit, share: Figure) -> bool:
    """Whether a percentage is that of the change right before it: "rose 317 points, or 0.71%,", "tăng 4,86 điểm (0,38%)"."""
    if (
        not isinstance(amount, Figure)
        or claim.direction not in ("up", "down")
        or share.start - amount.end > _AGAIN_CHARS
    ):
        return False
    if amount.unit.dimension in ("percent", "points") or not _changes(context, first_of(context, amount)):
        return False
    low, words = context.view.low, context.pack.arithmetic
    between = shaped(r"\s*(?:\(\s*|,?\s*@\s*)", words["same_amount"] + words["share_links"])
    behind = shaped(r"\s*(?:$|[,.;:)\n]|@)", words["movements"] + words["earlier"])
    return between.fullmatch(low, amount.end, share.start) is not None and behind.match(low, share.end) is not None


def first_of(context: Context, figure: Figure) -> int:
    """The first token of a figure, with its hedge."""
    return min(figure.first, context.tokens.at(figure.start))


__all__ = ["first_of", "kind_of", "tells_again", "way_behind", "way_of_more"]
