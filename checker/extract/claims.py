"""Claims: each figure and date with the words that say what it is of, when, where and how sure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from checker.extract.bases import base
from checker.extract.context import Context, Sentence, Stretch, place_of
from checker.extract.figures import Figure
from checker.extract.indicators import words_of
from checker.extract.phrasing import last_match, phrases, shaped
from checker.extract.tokens import WAYS
from checker.extract.zones import zone_of
from checker.languages.hits import DateHit
from checker.model import Claim, Kind, Status
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import Hedge
from checker.values.period import Period

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
_PARTS = {
    "dawn": ("00:00", "06:00"),
    "morning": ("06:00", "12:00"),
    "noon": ("11:00", "13:00"),
    "afternoon": ("12:00", "18:00"),
    "evening": ("18:00", "23:59"),
    "night": ("18:00", "23:59"),
}
# How far from the number of an edition the text may say that it is an earlier one, in characters.
_EDITION_REACH = 50


def made(context: Context, figures: Sequence[Figure]) -> list[tuple[Claim, Figure | DateHit]]:
    """The claims of a text in order of place, each with what it was made from."""
    found: list[tuple[int, Figure | DateHit]] = [(f.start, f) for f in figures]
    found.extend((hit.start, hit) for hit in context.dates)
    found.sort(key=lambda pair: (pair[0], isinstance(pair[1], DateHit)))
    out: list[tuple[Claim, Figure | DateHit]] = []
    for _, item in found:
        if isinstance(item, Figure):
            claim = _of_figure(context, item, len(out))
            if claim.kind is Kind.PERCENT and out and _tells_again(context, *out[-1], item):
                claim = replace(claim, kind=Kind.CHANGE, direction=out[-1][0].direction)
            out.append((claim, item))
            continue
        if item.problem:
            out.append((_of_problem(context, item, len(out)), item))
            continue
        claim = _of_date(context, item, len(out))
        out.append((claim, item))
        if item.part and not (isinstance(claim.value, Moment) and claim.value.is_time):
            start, end = _PARTS[item.part]
            value = Moment(start=start, end=end, grain="part", stated="part", part=item.part, hedge=item.hedge)
            out.append(
                (replace(claim, id=f"{context.source.id}.{len(out)}", nth=len(out), kind=Kind.TIME, value=value), item)
            )
    out.extend(_year_lists(context, out))
    return out


def _tells_again(context: Context, claim: Claim, amount: Figure | DateHit, share: Figure) -> bool:
    """Whether a percentage is that of the change right before it: "rose 317 points, or 0.71%,", "tăng 4,86 điểm (0,38%)"."""
    if (
        not isinstance(amount, Figure)
        or claim.direction not in ("up", "down")
        or share.start - amount.end > _AGAIN_CHARS
    ):
        return False
    if amount.unit.dimension in ("percent", "points") or not _changes(context, _first(context, amount)):
        return False
    low, words = context.view.low, context.pack.arithmetic
    between = shaped(r"\s*(?:\(\s*|,?\s*@\s*)", words["same_amount"] + words["share_links"])
    behind = shaped(r"\s*(?:$|[,.;:)\n]|@)", words["movements"] + words["earlier"])
    return between.fullmatch(low, amount.end, share.start) is not None and behind.match(low, share.end) is not None


# From an amount to the percentage that it is of what it was, in characters at most.
_AGAIN_CHARS = 30


def _year_lists(
    context: Context, made: Sequence[tuple[Claim, Figure | DateHit]]
) -> list[tuple[Claim, Figure | DateHit]]:
    """Years told one after the other are also one statement: "2018, 2019 và 2022"."""
    if sum(hit.grain == "year" for hit in context.dates) < 2:
        return []
    text = context.view.low
    links = context.pack.arithmetic["conjunctions"]
    conjunctions = {",", "&", *links, *(f", {link}" for link in links)}
    runs: list[list[tuple[Claim, DateHit]]] = []
    for claim, item in made:
        if not isinstance(item, DateHit) or item.grain != "year" or item.problem or claim.kind is not Kind.DATE:
            continue
        last = runs[-1][-1][1] if runs else None
        if last is not None and text[last.end : item.start].strip() in conjunctions:
            runs[-1].append((claim, item))
        else:
            runs.append([(claim, item)])
    out: list[tuple[Claim, Figure | DateHit]] = []
    for run in runs:
        if len(run) < 2:
            continue
        first, last_item = run[0], run[-1][1]
        nth = len(made) + len(out)
        years = ", ".join(item.lo[:4] for _, item in run)
        span = context.view.original(first[1].start, last_item.end)
        out.append(
            (
                replace(
                    first[0],
                    id=f"{context.source.id}.{nth}",
                    nth=nth,
                    kind=Kind.LIST,
                    span=span,
                    value=Label(text=years),
                ),
                first[1],
            )
        )
    return out


def _claim(
    context: Context, item: Figure | DateHit, nth: int, sentence: Sentence, clause: Stretch, kind: Kind, value: Value,
    indicator: str = "", direction: str = "", status: Status = Status.ACTUAL, period: Period | None = None,
    reference: bool = False, base: str = "",
) -> Claim:  # fmt: skip
    """What claims of figures and of dates have in common, with what only some have."""
    return Claim(
        id=f"{context.source.id}.{nth}",
        source=context.source,
        span=context.view.original(item.start, item.end),
        sentence=sentence.span,
        clause=clause.span,
        kind=kind,
        value=value,
        indicator=indicator,
        direction=direction,
        period=period,
        status=status,
        place=place_of(context, item.start),
        reference=reference,
        base=base,
        nth=nth,
    )


def _of_date(context: Context, hit: DateHit, nth: int) -> Claim:
    sentence = context.sentence(hit.start)
    clause = context.clause(sentence, hit.start, hit.end)
    # "đến hết ngày 30/6" tells how far a value reaches; the day itself is stated exactly.
    hedge = Hedge.EXACT if hit.hedge is Hedge.AT_MOST else hit.hedge
    zone = zone_of(context.pack.code, context.view.low, hit.start, hit.end) if ":" in hit.lo else ""
    value = Moment(start=hit.lo, end=hit.hi, grain=hit.grain, stated=hit.stated, part=hit.part, hedge=hedge, zone=zone)
    first, last = context.tokens.at(hit.start), context.tokens.before(hit.end)
    indicator, direction, status = words_of(context, first, last, sentence, clause)
    kind = Kind.TIME if value.is_time else Kind.DATE
    # The day of a count is a day of its own in every article, as the base of a comparison is.
    reference = hit.role == "base" or _is_day_of_count(context, hit, sentence)
    return _claim(
        context, hit, nth, sentence, clause, kind, value, indicator, direction, status, reference=reference
    )  # fmt: skip


def _is_day_of_count(context: Context, hit: DateHit, sentence: Sentence) -> bool:
    """Whether the text says that something was counted up to a day: "tính đến sáng 31/10", "As of Friday, 12 …"."""
    start = max(sentence.start, hit.start - _AS_OF_REACH)
    ahead = context.view.low[start : hit.end]
    said = last_match(phrases(context.pack, "as_of"), ahead)
    if said is None and start == sentence.start:
        said = re.match(phrases(context.pack, "as_of_first").pattern, ahead)
    return said is not None and not re.search(r"[,;:()]", ahead[said.end() :])


# How far from a day the words that call it the day of a count may begin, in characters: an hour may stand between.
_AS_OF_REACH = 30


def _of_problem(context: Context, hit: DateHit, nth: int) -> Claim:
    """A date or time of day that cannot be, by what was printed: it has no value but its spelling."""
    kind = Kind.TIME if hit.stated == "clock" else Kind.DATE
    value = Label(text=" ".join(context.view.text[hit.start : hit.end].split()))
    sentence = context.sentence(hit.start)
    return _claim(context, hit, nth, sentence, context.clause(sentence, hit.start, hit.end), kind, value)


def _of_figure(context: Context, figure: Figure, nth: int) -> Claim:
    sentence = context.sentence(figure.start)
    clause = context.clause(sentence, figure.start, figure.end)
    first = _first(context, figure)
    indicator, direction, status = words_of(context, first, context.tokens.before(figure.end), sentence, clause)
    kind = _kind(context, figure, first, direction, status, sentence)
    return _claim(
        context, figure, nth, sentence, clause, kind, _value(figure), indicator, direction, status,
        period=_governing_period(context, figure, sentence),
        reference=_is_reference(context, first) or _is_earlier(context, figure, sentence),
        base=base(context.pack, context.view.low, figure.end, sentence.end) if kind is Kind.CHANGE else "",
    )  # fmt: skip


def _first(context: Context, figure: Figure) -> int:
    """The first token of a figure, with its hedge."""
    return min(figure.first, context.tokens.at(figure.start))


def _value(figure: Figure) -> Value:
    if figure.label:
        return Label(text=figure.label)
    return Quantity(lo=figure.lo, hi=figure.hi, grain=figure.grain, hedge=figure.hedge, of=figure.of, unit=figure.unit)


def _kind(context: Context, figure: Figure, first: int, direction: str, status: Status, sentence: Sentence) -> Kind:
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
    per = unit.key.partition("/")[2]
    # "Fell below 4%", "weakened past 150": a level.
    words = context.pack.arithmetic
    passed = context.tokens.words[first] in words["beyond"] or (
        first > 0 and context.tokens.words[first - 1] in words["reached"]  # "giảm từ 2,2% … về 1,9%"
    )
    if dimension == "percent":
        if status is Status.TARGET and figure.lo < figure.hi:
            return Kind.PERCENT
        if passed:
            return Kind.PERCENT
        changes = (
            (direction in ("up", "down") and not (figure.lo == figure.hi and _is_base(context, first)))
            or _steps(context, figure, first)
            or _grows(context, figure, sentence)
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
    ):
        return Kind.CHANGE
    return Kind.CHANGE if dimension == "points_score" and _turned(context, figure) else kind


def _counts_occasions(context: Context, noun: str) -> bool:
    """Whether "times" are counted, and no multiple is told: "will lower rates three times"."""
    unit = context.pack.units.get(noun)
    return unit is not None and unit.dimension == "multiple"


# Before "2.8% pay rise".
_ARTICLES = frozenset({"a", "an", "the"})


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
    if _turned(context, figure) or (before in _ARTICLES and _moves_noun(context, figure)):
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


def _grows(context: Context, figure: Figure, sentence: Sentence) -> bool:
    """Whether the words before call the figure a rate of growth ("tốc độ tăng trưởng … 28%")."""
    before = context.view.low[max(sentence.start, figure.start - 140) : figure.start]
    return any(phrase in before for phrase in context.pack.growth_phrases)


_ENDS_OF_AMOUNT = ("%", *"0123456789")


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


def _is_reference(context: Context, first: int) -> bool:
    """Whether the figure at token *first* is only compared with: "từ mức 60", "against 2019", "thay vì 5".

    What its own hedge says of it ("more than 60") compares it with nothing, and behind another figure a word speaks of
    that one ("từ 60 lên 80").
    """
    position = bisect_left(context.cue_at, first) - 1
    hops = 0
    while position >= 0 and hops < 2:
        index, count, meanings = context.cues[position]
        if first - (index + count) > 3 or any(word < ":" for word in context.tokens.words[index + count : first]):
            return False
        if any(family == "markers" and meaning == "reference" for family, meaning in meanings):
            return True
        position -= 1
        hops += 1
    return False


def _is_earlier(context: Context, figure: Figure, sentence: Sentence) -> bool:
    """Whether the text itself calls an edition an earlier one: "kỳ họp thứ 5 vừa qua", "earlier, at the 5th session"."""
    if figure.form != "ordinal":
        return False
    head = context.pack.units.get(figure.head.split(" ")[0]) if figure.head else None
    if head is not None and head.dimension == "duration":
        # "Earlier, in minute 43": a moment of the same match.
        return False
    low = context.view.low
    behind = low[figure.end : min(sentence.end, figure.end + _EDITION_REACH)]
    words = context.pack.arithmetic
    if shaped(r"\s*(?:[^\W\d_]+\s+){0,2}?@", words["earlier_behind"]).match(behind):
        return True
    ahead = low[max(sentence.start, figure.start - _EDITION_REACH) : figure.start]
    return shaped(r"@[\s,]*(?:[^\W\d_]+\s+){0,4}$", words["earlier_before"]).search(ahead) is not None


def _governing_period(context: Context, figure: Figure, sentence: Sentence) -> Period | None:
    """The period that governs a figure: the nearest before it in its sentence, else behind it.

    A period on the other side of a word of comparison is that of the other figure: "80%, compared with 62% last year",
    "2.9% in October from 3.4% in September".
    """
    hits = context.period_hits
    if not hits:
        return None
    if (told := context.periods_in_turn.get(figure.start)) is not None:
        return told
    at = bisect_right(context.period_at, figure.start)
    before = hits[at - 1] if at and hits[at - 1].start >= sentence.start else None
    after = hits[at] if at < len(hits) and hits[at].start < sentence.end else None
    if before is not None:
        return before.period
    return None if after is None or _compared(context, figure.end, after.start) else after.period


def _compared(context: Context, start: int, end: int) -> bool:
    """Whether a word of comparison stands between *start* and *end*."""
    tokens = context.tokens
    first, last = tokens.at(start), tokens.at(end)
    low, high = bisect_left(context.cue_at, first), bisect_left(context.cue_at, last)
    return any(
        family == "markers" and meaning == "reference"
        for _, _, meanings in context.cues[low:high]
        for family, meaning in meanings
    )
