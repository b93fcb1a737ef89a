"""Claims: each figure and date with the words that say what it is of, when, where and how sure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from checker.extract.bases import base
from checker.extract.figures import Figure
from checker.extract.sentences import clause, clause_ends, enclosing
from checker.extract.tokens import Tokens, cues
from checker.extract.zones import zone_after
from checker.languages.hits import DateHit
from checker.languages.pack import Pack
from checker.model import Claim, Kind, Place, Source, Status
from checker.text.normal import View
from checker.text.span import Span
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
    "morning": ("06:00", "12:00"),
    "noon": ("11:00", "13:00"),
    "afternoon": ("12:00", "18:00"),
    "evening": ("18:00", "23:59"),
    "night": ("18:00", "23:59"),
}
# A quote, and the positions of the sentence and the clause around it.
_Spans = tuple[Span, tuple[int, int], tuple[int, int]]
_WORDS_LEFT = 16
_HARD_MARK = re.compile(r'[()\[\]:;.!?\n“”"]')
_HARD_OR_COMMA = frozenset('()[]:;.!?\n“”",')
_WORDS_RIGHT = 4
# How many tokens before a figure the farthest word of status that governs it may stand.
_GOVERNED = 24


class Context:
    """What claims of one text share: sentences, cue words, dates."""

    __slots__ = (
        "clauses",
        "cue_at",
        "cues",
        "dates",
        "end",
        "hard",
        "lead_end",
        "pack",
        "period_at",
        "period_hits",
        "published",
        "sentences",
        "source",
        "title_end",
        "tokens",
        "trimmed",
        "view",
    )

    def __init__(
        self,
        source: Source,
        view: View,
        tokens: Tokens,
        pack: Pack,
        sentences: list[int],
        end: int,
        dates: Sequence[DateHit],
        lead_end: int,
        title_end: int,
    ) -> None:
        self.source = source
        self.view = view
        self.tokens = tokens
        self.pack = pack
        self.sentences = sentences
        self.end = end
        self.dates = dates
        self.lead_end = lead_end
        self.title_end = title_end
        self.hard = (
            [match.start() for match in _HARD_MARK.finditer(tokens.low, tokens.starts[0], end)] if tokens.starts else []
        )
        self.cues = cues(tokens, pack.cues, pack.cue_starts)
        self.cue_at = [found[0] for found in self.cues]
        self.period_hits = [
            (hit.start, hit.end, period) for hit in dates if hit.role != "base" and (period := _period(hit)) is not None
        ]
        self.period_at = [start for start, _, _ in self.period_hits]
        # Claims of one sentence share its clauses, and those of one clause its span.
        self.clauses: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self.trimmed: dict[tuple[int, int], Span] = {}


def made(context: Context, figures: Sequence[Figure]) -> list[tuple[Claim, Figure | DateHit]]:
    """The claims of a text in order of place, each with what it was made from."""
    found: list[tuple[int, Figure | DateHit]] = [(f.start, f) for f in figures]
    found.extend((hit.start, hit) for hit in context.dates)
    found.sort(key=lambda pair: (pair[0], isinstance(pair[1], DateHit)))
    out: list[tuple[Claim, Figure | DateHit]] = []
    for _, item in found:
        if isinstance(item, Figure):
            out.append((_of_figure(context, item, len(out)), item))
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


def _place(context: Context, position: int) -> Place:
    if position < context.title_end:
        return Place.TITLE
    return Place.LEAD if position < context.lead_end else Place.BODY


def _spans(context: Context, start: int, end: int) -> _Spans:
    text = context.view.text
    sentence = enclosing(context.sentences, context.end, start)
    marks = context.clauses.get(sentence)
    if marks is None:
        marks = context.clauses[sentence] = clause_ends(text, *sentence)
    return context.view.original(start, end), sentence, clause(sentence, marks, start, end)


def _trimmed(context: Context, span: tuple[int, int]) -> Span:
    known = context.trimmed.get(span)
    if known is None:
        start, end = span
        end = start + len(context.view.text[start:end].rstrip())
        known = context.trimmed[span] = context.view.original(start, end)
    return known


def _claim(
    context: Context, item: Figure | DateHit, nth: int, spans: _Spans, kind: Kind, value: Value, **what: Any
) -> Claim:
    """What claims of figures and of dates have in common; *what*: further fields."""
    quote, sentence, inside = spans
    return Claim(
        id=f"{context.source.id}.{nth}",
        source=context.source,
        span=quote,
        sentence=_trimmed(context, sentence),
        clause=_trimmed(context, inside),
        kind=kind,
        value=value,
        place=_place(context, item.start),
        nth=nth,
        **what,
    )


def _of_date(context: Context, hit: DateHit, nth: int) -> Claim:
    spans = _, sentence, inside = _spans(context, hit.start, hit.end)
    # "đến hết ngày 30/6" tells how far a value reaches; the day itself is stated exactly.
    hedge = Hedge.EXACT if hit.hedge is Hedge.AT_MOST else hit.hedge
    zone = zone_after(context.pack.code, context.view.low, hit.end) if ":" in hit.lo else ""
    value = Moment(start=hit.lo, end=hit.hi, grain=hit.grain, stated=hit.stated, part=hit.part, hedge=hedge, zone=zone)
    first, last = context.tokens.at(hit.start), context.tokens.before(hit.end)
    indicator, direction, status = _words(context, first, last, sentence, inside)
    kind = Kind.TIME if value.is_time else Kind.DATE
    reference = hit.role == "base"
    return _claim(
        context, hit, nth, spans, kind, value,
        indicator=indicator, direction=direction, status=status, reference=reference,
    )  # fmt: skip


def _of_problem(context: Context, hit: DateHit, nth: int) -> Claim:
    """A date or time of day that cannot be, by what was printed: it has no value but its spelling."""
    kind = Kind.TIME if hit.stated == "clock" else Kind.DATE
    value = Label(text=" ".join(context.view.text[hit.start : hit.end].split()))
    return _claim(context, hit, nth, _spans(context, hit.start, hit.end), kind, value)


def _of_figure(context: Context, figure: Figure, nth: int) -> Claim:
    spans = _, sentence, inside = _spans(context, figure.start, figure.end)
    first = min(figure.first, context.tokens.at(figure.start))
    indicator, direction, status = _words(context, first, context.tokens.before(figure.end), sentence, inside)
    kind = _kind(context, figure, direction, status, sentence)
    return _claim(
        context, figure, nth, spans, kind, _value(figure),
        indicator=indicator, direction=direction, status=status,
        period=_governing_period(context, figure, sentence),
        reference=_is_reference(context, figure),
        base=base(context.pack, context.view.low, figure.end, sentence[1]) if kind is Kind.CHANGE else "",
    )  # fmt: skip


def _value(figure: Figure) -> Value:
    if figure.label:
        return Label(text=figure.label)
    return Quantity(lo=figure.lo, hi=figure.hi, grain=figure.grain, hedge=figure.hedge, of=figure.of, unit=figure.unit)


def _kind(context: Context, figure: Figure, direction: str, status: Status, sentence: tuple[int, int]) -> Kind:
    if figure.form == "score":
        return Kind.SCORE
    if figure.form in ("version", "document", "ordinal"):
        return Kind.ORDINAL
    if figure.form == "rank":
        return Kind.RANK
    if figure.form in ("ratio", "proportion", "multiple", "fraction"):
        return Kind.RATIO
    unit = figure.unit
    dimension = unit.dimension
    per = unit.key.partition("/")[2]
    if dimension == "percent":
        if status is Status.TARGET and figure.lo < figure.hi:
            return Kind.PERCENT
        return Kind.CHANGE if direction in ("up", "down") or _grows(context, figure, sentence) else Kind.PERCENT
    if dimension == "money":
        return Kind.PRICE if per in context.pack.priced else Kind.MONEY
    if per and dimension == "count" and per[0].isdigit():
        return Kind.RATIO
    kind = _KIND_OF_DIMENSION.get(dimension, Kind.MEASURE)
    if (
        direction in ("up", "down")
        and kind in (Kind.COUNT, Kind.MEASURE)
        and dimension in ("count", "places", "points_score")
        and _changes(context, figure)
    ):
        return Kind.CHANGE
    return kind


def _grows(context: Context, figure: Figure, sentence: tuple[int, int]) -> bool:
    """Whether the words before call the figure a rate of growth ("tốc độ tăng trưởng … 28%")."""
    before = context.view.low[max(sentence[0], figure.start - 140) : figure.start]
    return any(phrase in before for phrase in context.pack.growth_phrases)


def _changes(context: Context, figure: Figure) -> bool:
    """Whether the verb of change stands right before the figure: "tăng 15 bậc", "rose by 117,000"."""
    first = min(figure.first, context.tokens.at(figure.start))
    position = bisect_left(context.cue_at, first) - 1
    hops = 0
    while position >= 0 and hops < 3:
        index, count, meanings = context.cues[position]
        if first - (index + count) > 3:
            return False
        for family, meaning in meanings:
            if family == "directions":
                return meaning in ("up", "down")
        position -= 1
        hops += 1
    return False


def _words(
    context: Context, first: int, last: int, sentence: tuple[int, int], inside: tuple[int, int]
) -> tuple[str, str, Status]:
    """The indicator phrase, the direction and the status of the passage of tokens *first* to *last*."""
    tokens = context.tokens
    direction = ""
    status = Status.ACTUAL
    near = 1 << 30
    verb = verb_end = -1
    begin = tokens.at(sentence[0])
    clause_first = tokens.at(inside[0])
    # Verbs and words of status govern what follows them, no farther than ``_governs`` lets them.
    low_cue = bisect_left(context.cue_at, max(begin, first - _GOVERNED))
    high_cue = bisect_left(context.cue_at, first)
    for index, count, meanings in context.cues[low_cue:high_cue]:
        distance = first - (index + count)
        for family, meaning in meanings:
            if family == "directions":
                if clause_first <= index < first and first - index <= 10 and index > verb:
                    verb, verb_end = index, index + count
                    direction = meaning
            elif family == "status" and distance < near and _governs(index, first, clause_first, begin, meaning):
                near = distance
                status = Status(meaning)
    if verb >= 0 and any(w not in context.pack.stop and w > ":" for w in tokens.words[verb_end:first]):
        # "mục tiêu tăng trưởng kinh tế từ 8": what follows the verb belongs to the indicator, and so does the verb.
        verb = -1
    indicator = _indicator(context, first, last, clause_first, begin, verb)
    return indicator, direction, status


def _governs(index: int, first: int, clause_first: int, begin: int, meaning: str) -> bool:
    """Whether a status word speaks of the figure: in its clause, or close before it in the sentence.

    "Ước tính" governs the whole sentence that it opens; elsewhere an estimate reaches no further than its clause.
    """
    if index >= first:
        return False
    if index >= clause_first:
        return first - index <= 16
    if meaning == "estimate":
        return index <= begin + 1 and first - index <= _GOVERNED
    return first - index <= 14


def _indicator(context: Context, first: int, last: int, clause_first: int, begin: int, verb: int) -> str:
    """The words before the figure, up to its verb, without leading and trailing stop words.

    They are sought in its clause, then, where a comma only joined nouns ("bộ, ngành là 5"), back to the last bracket,
    colon or stop, and behind the figure where nothing stands before it ("12 người chết").
    """
    tokens = context.tokens
    hard = _hard_start(context, max(begin, first - _WORDS_LEFT), first)
    stop_at = verb if clause_first <= verb < first else first
    for start, end in ((max(clause_first, hard), stop_at), (hard, verb if hard <= verb < first else first)):
        if phrase := _phrase(context, start, end, least=2):
            return phrase
    return _phrase(context, last + 1, min(_hard_end(tokens, last, last + 1 + _WORDS_RIGHT), len(tokens)), least=1)


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
    return " ".join(context.view.text[tokens.starts[start] : tokens.ends[end - 1]].split())


def _hard_start(context: Context, start: int, end: int) -> int:
    """The first token after the last bracket, colon, semicolon or stop between *start* and *end*."""
    tokens, marks = context.tokens, context.hard
    if end - start < 2:
        return start
    at = bisect_left(marks, tokens.starts[end - 1]) - 1
    while at >= 0 and marks[at] >= tokens.ends[start]:
        index = tokens.at(marks[at])
        if tokens.ends[index - 1] <= marks[at]:  # else the point of a number: "1.234"
            return index
        at -= 1
    return start


def _hard_end(tokens: Tokens, last: int, most: int) -> int:
    """The token before which the first bracket, comma, colon or stop after *last* stands, *most* at the farthest."""
    for index in range(last + 1, min(most, len(tokens))):
        if not _HARD_OR_COMMA.isdisjoint(tokens.low[tokens.ends[index - 1] : tokens.starts[index]]):
            return index
    return most


def _is_reference(context: Context, figure: Figure) -> bool:
    """Whether the figure is only compared with: "từ mức 60", "against 2019", "thay vì 5"."""
    position = bisect_left(context.cue_at, figure.first) - 1
    hops = 0
    while position >= 0 and hops < 2:
        index, count, meanings = context.cues[position]
        if figure.first - (index + count) > 3:
            return False
        if any(family == "markers" and meaning == "reference" for family, meaning in meanings):
            return True
        position -= 1
        hops += 1
    return False


def _governing_period(context: Context, figure: Figure, sentence: tuple[int, int]) -> Period | None:
    """The period that governs a figure: nearest before it in the sentence, else after it, else the sentence before."""
    hits = context.period_hits
    if not hits:
        return None
    at = bisect_right(context.period_at, figure.start)
    best: Period | None = None
    if at and hits[at - 1][0] >= sentence[0]:
        best = hits[at - 1][2]
    elif at < len(hits) and hits[at][0] < sentence[1]:
        best = hits[at][2]
    return best


def _period(hit: DateHit) -> Period | None:
    if not hit.lo or ":" in hit.lo or hit.grain in ("minute", "hour"):
        return None
    try:
        return Period(_day(hit.lo, last=False), _day(hit.hi, last=True), hit.grain)
    except ValueError:
        return None


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
    if len(parts) == 2:
        if not last:
            return date(parts[0], parts[1], 1)
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date(parts[0], parts[1], parts[2])
