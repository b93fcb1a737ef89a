"""The periods that may govern figures: the dates of a text, with what the words around them make of them.

"Since January" is January to the day of publication, "từ 1/7 đến hết 30/9" one stretch for two dates, "in June and July"
two months together; the year someone was born in governs nothing but an age, and the day on which somebody said it ("said on
Tuesday that sales fell 3%") nothing at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from checker.extract.figures import Figure
from checker.extract.phrasing import compiled, shaped
from checker.languages.hits import DateHit
from checker.languages.record import Pack
from checker.text.datelines import behind_place
from checker.values.hedge import Hedge
from checker.values.period import Period

_ISO_CHARS = len("YYYY-MM-DD")
# How far before a date the word lies that tells what it is, and how far "highest" may stand before "since 2008".
_REACH, _FAR = 30, 90
_DAY = timedelta(days=1)
# Between two dates of a list, in characters; and where a sentence ends.
_LINK = 8
_STOPS = re.compile(r"[.!?;]\s|\n")


class Governing(NamedTuple):
    """A date, from ``start`` to ``end`` in the normal form of its text, and the period of the figures near it."""

    start: int
    end: int
    period: Period


class _Cues:
    """The words of a language that tell what a date governs, as patterns."""

    def __init__(self, pack: Pack) -> None:
        dating, arithmetic = pack.dating, pack.arithmetic
        before = r"(?<!\w)@\s+$"
        self.founded = shaped(r"(?<!\w)@[\s(]+$", (*dating["born"], *dating["founded"]))
        self.spoken = shaped(r"(?<!\w)@\s+(?:[^\W\d_]+\s+)?$", dating["spoken"])
        self.opened = tuple((key, shaped(before, dating[key])) for key in ("from", "bounds"))
        self.from_now, self.since_now = (shaped(before, dating[key]) for key in ("from_now", "since_now"))
        self.until_now = shaped(r"[\s,]+@(?!\w)", dating["until_now"])
        self.records = compiled(dating["records"])
        self.joined = shaped(r"\s*(?:,|,?\s+@)\s+", arithmetic["conjunctions"])
        self.spread = compiled(arithmetic["spread"])
        self.compared = shaped(before, arithmetic["compared"])
        self.stated = shaped(r"(?:\(\d{4}\))?\s+@\s+", dating["stated"])


_cues = cache(_Cues)


def governing(low: str, dates: Sequence[DateHit], pack: Pack, published: str | None) -> list[Governing]:
    """The *dates* that may govern figures of the text *low*, in order; *published*, as ``YYYY-MM-DD`` and on, is "now"."""
    today = _day(published[:_ISO_CHARS], last=True) if published else None
    out: list[Governing] = []
    # Whether each is one that words counted from ("from"), or that they bound otherwise, so that the next may end it.
    opened = ""
    clocks = {hit.end: hit.start for hit in dates if hit.stated == "clock"}
    cues = _cues(pack)
    for hit, period in _periods(low, dates, cues, out):
        # Where the hour that stands right before begins: "từ |7h ngày 10/8".
        begin = clocks.get(hit.start - 1, hit.start) if low[hit.start - 1 : hit.start] == " " else hit.start
        ahead = low[max(0, begin - _REACH) : begin]
        if cues.founded.search(ahead) or (
            hit.grain == "day" and (cues.spoken.search(ahead) or behind_place(low, hit.start, hit.end))
        ):
            continue
        now = _until_now(low, hit, period, ahead, cues, today)
        if now is None:
            continue
        before = out[-1] if out else None
        if before is not None and opened and _closes(hit, low[before.end : begin].strip(), opened == "from", pack):
            # "From early in the year" may reach beyond the day that ends it.
            now = Period(min(before.period.start, now.start), now.end, "span")
            out[-1] = before._replace(period=now)
        elif before is not None and _listed(low, before, hit, period, cues):
            now = _stretched(before.period, period)
            out[-1] = before._replace(period=now)
        opened = next((key for key, cue in cues.opened if cue.search(ahead)), "")
        out.append(Governing(hit.start, hit.end, now))
    return out


def in_turn(low: str, hits: Sequence[Governing], figures: Sequence[Figure], pack: Pack) -> dict[int, Period]:
    """Where figure starts → its period, for as many figures of one dimension as there are dates, told one after the other:
    "năm 2022, 2023 lần lượt đạt 20 tỷ và 30 tỷ", "20m and 30m in 2022 and 2023 respectively"."""
    out: dict[int, Period] = {}
    told = len(hits) > 1 and any(phrase in low for phrase in pack.arithmetic["spread"])
    for found in _cues(pack).spread.finditer(low) if told else ():
        last = bisect_right(hits, found.start(), key=lambda hit: hit.end) - 1
        if last < 1 or _STOPS.search(low, hits[last].end, found.start()) or found.start() - hits[last].end > _REACH:
            continue
        first = last
        while first and _follows(low, hits[first - 1], hits[first], pack):
            first -= 1
        run = hits[first : last + 1]
        before, behind = max(0, run[0].start - _FAR), min(len(low), found.end() + _FAR)
        begin = max(before, *(stop.end() for stop in _STOPS.finditer(low, before, run[0].start)), before)
        stop = _STOPS.search(low, found.end(), behind)
        ends = (
            _between(figures, found.end(), stop.start() if stop else behind)[: len(run)],
            _between(figures, begin, run[0].start)[-len(run) :],
        )
        for amounts in ends:
            if len(run) == len(amounts) > 1 and len({figure.unit.dimension for figure in amounts}) == 1:
                out.update((figure.start, hit.period) for figure, hit in zip(amounts, run, strict=True))
                break
    return out


def _follows(low: str, one: Governing, two: Governing, pack: Pack) -> bool:
    """Whether *two* is the next of a list of dates of one length."""
    link = low[one.end : two.start].strip(", ")
    alike = one.period.grain == two.period.grain and two.start - one.end <= _LINK
    return alike and (not link or link in pack.arithmetic["conjunctions"])


def _between(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """The amounts of *figures*, which are in order of place, that begin from *start* on and before *end*."""
    first, last = (bisect_left(figures, at, key=lambda figure: figure.start) for at in (start, end))
    return [figure for figure in figures[first:last] if figure.form == "number"]


def _closes(hit: DateHit, between: str, begun: bool, pack: Pack) -> bool:
    """Whether *hit* is the end of what was opened: "từ 1/7 đến hết 30/9", "từ đầu năm đến ngày 31/7"."""
    return begun and between in pack.to if between else hit.hedge is Hedge.AT_MOST


def _periods(
    low: str, dates: Sequence[DateHit], cues: _Cues, found: Sequence[Governing]
) -> Iterator[tuple[DateHit, Period]]:
    for hit in dates:
        period = period_of(hit)
        if period is None:
            continue
        if hit.role != "base":
            yield hit, period
        elif found and (earlier := _same_period(low, hit, period, found[-1], cues)) is not None:
            yield hit, earlier


def _same_period(low: str, hit: DateHit, year: Period, last: Governing, cues: _Cues) -> Period | None:
    """The stretch of the year named that *last* is of another: "cùng kỳ năm ngoái đạt 25 tỷ USD"; None in a comparison."""
    ahead = low[last.end : hit.start]
    if "\n" in ahead or cues.compared.search(ahead) or not cues.stated.match(low, hit.end, hit.end + _REACH):
        return None
    if hit.grain != "year":
        # What "cùng kỳ" counts from stood in its sentence, so that it is that stretch already.
        return year if (year.start.month, year.start.day) == (last.period.start.month, last.period.start.day) else None
    return years_before(last.period, year)


def years_before(stretch: Period, year: Period) -> Period | None:
    """*stretch* of one year as it lies in an earlier *year*; None where there is no such stretch."""
    years = stretch.start.year - year.start.year
    if years < 1 or stretch.start.year != stretch.end.year:
        return None
    try:
        start, end = (day.replace(year=day.year - years) for day in (stretch.start, stretch.end + _DAY))
    except (ValueError, OverflowError):
        return None
    return Period(start, end - _DAY, stretch.grain)


def _until_now(low: str, hit: DateHit, period: Period, ahead: str, cues: _Cues, today: date | None) -> Period | None:
    """*period*, or the stretch from its start to publication; None for what a record is counted from."""
    if today is not None and today <= period.end and cues.from_now.search(ahead):
        return Period(min(today, period.start), period.end, "span")
    alone = cues.since_now.search(ahead)
    far = max(0, hit.start - _FAR)
    if alone and cues.records.search(low, max(far, low.rfind(".", far, hit.start)), hit.start):
        return None
    told = alone or cues.until_now.match(low, hit.end, hit.end + _REACH)
    if not told or today is None or hit.hedge is Hedge.AT_MOST or period.start > today:
        return period
    return Period(period.start, today, "span")


def _listed(low: str, before: Governing, hit: DateHit, period: Period, cues: _Cues) -> bool:
    """Whether the date follows the one before it in a list of neighbours that are told of together: "in June and July"."""
    between = low[before.end : hit.start]
    if period.grain != before.period.grain or before.period.end + _DAY != period.start:
        return False
    if not cues.joined.fullmatch(between):
        return False
    return not cues.spread.search(low, hit.end, hit.end + _FAR)


def _stretched(first: Period, last: Period) -> Period:
    return Period(min(first.start, last.start), max(first.end, last.end), "span")


def period_of(hit: DateHit) -> Period | None:
    """The days of *hit*; None for a time of day and for what is no date."""
    if not hit.lo or ":" in hit.lo or hit.grain in ("minute", "hour"):
        return None
    try:
        return Period(_day(hit.lo, last=False), _day(hit.hi, last=True), hit.grain)
    except ValueError:
        return None


def _day(text: str, *, last: bool) -> date:
    if len(text) == _ISO_CHARS:
        return date.fromisoformat(text)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
    if len(parts) == 2:
        if not last:
            return date(parts[0], parts[1], 1)
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date(parts[0], parts[1], parts[2])
