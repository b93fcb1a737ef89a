"""Claims: each figure and date with the words that say what it is of, when, where and how sure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from checker.extract.bases import base
from checker.extract.context import Context, Sentence, Stretch, place_of
from checker.extract.figures import Figure
from checker.extract.governed import governing_period
from checker.extract.indicators import words_of
from checker.extract.kinds import first_of, kind_of, tells_again, way_behind, way_of_more
from checker.extract.phrasing import last_match, phrases, shaped
from checker.extract.zones import zone_of
from checker.languages.hits import DateHit
from checker.model import Claim, Kind, Status
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import Hedge
from checker.values.period import Period

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
            if claim.kind is Kind.PERCENT and out and tells_again(context, *out[-1], item):
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
    first = first_of(context, figure)
    indicator, direction, status = words_of(context, first, context.tokens.before(figure.end), sentence, clause)
    kind = kind_of(context, figure, first, direction, status, sentence)
    if kind is Kind.CHANGE and direction not in ("up", "down"):
        direction = way_behind(context, figure) or direction
    elif direction not in ("up", "down") and (way := way_of_more(context, figure)):
        # "20 more than in 2020", "£111 lower than before"
        kind, direction = (Kind.CHANGE if kind is Kind.COUNT else kind), way
    return _claim(
        context, figure, nth, sentence, clause, kind, _value(figure), indicator, direction, status,
        period=governing_period(context, figure, sentence, kind),
        reference=_is_reference(context, first) or _is_earlier(context, figure, sentence),
        base=base(context.pack, context.view.low, figure.end, sentence.end) if kind is Kind.CHANGE else "",
    )  # fmt: skip


def _value(figure: Figure) -> Value:
    if figure.label:
        return Label(text=figure.label)
    return Quantity(lo=figure.lo, hi=figure.hi, grain=figure.grain, hedge=figure.hedge, of=figure.of, unit=figure.unit)


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
