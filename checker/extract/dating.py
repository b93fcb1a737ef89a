"""How a text says that its dates belong together: with weekdays, lengths of time, ages, "today", what is to come.

Grammar alone: a relation is kept whether or not it holds, and the rules judge. Each kind and its roles:

``weekday``          ``date``; the label is the weekday printed beside it, "0" Monday to "6" Sunday
``impossible-date``  ``date``, whose value is its spelling; the label tells what is wrong with it
``document-year``    ``document``; the label is the year that its number carries
``date-order``       ``date``, ``witness``; the label is ``mixed`` (two dates in digits that fit no one order of day and
                     month) or ``weekday`` (the weekday beside a date that could be read in either order)
``length``           ``length`` (a duration), ``span`` or ``from`` and ``to``; the label is ``bracketed`` or ``linked``
``age``              ``birth``, ``age``
``same-day``         ``relative`` ("last night"), ``date`` beside it; the label is ``spoken`` where they may be the words
                     of someone who spoke earlier
``announced``        ``date`` of what a text says is to come
``happened``         ``date`` of what a text says has come about
``closed``           ``date`` whose trading a text says has ended
``inside``           ``span`` that a sentence opens with, ``date`` that it says lies in it
``retold``           ``date`` twice: one statement told twice; the label is ``parts`` (both open their sentences, with
                     parts of one day) or ``words`` (after the same words, with the same figure)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from checker.extract.context import Context
from checker.extract.figures import Figure
from checker.extract.phrasing import alternatives
from checker.extract.sentences import enclosing
from checker.languages.hits import DateHit
from checker.languages.pack import pack
from checker.model import Claim, Kind, Relation
from checker.text.span import Span
from checker.values.figure import Quantity
from checker.values.hedge import Hedge

# How far a word that sets the time may stand before its date, in characters.
_FUTURE_REACH = 70
_EVENT_REACH = 30
_CLOSING_REACH = 25
# How far a length of time may stand from its ends.
_LENGTH_REACH = 24
# A stretch of dates is no longer than this.
_SPAN_CHARS = 80
# How much of a sentence is looked at to either side of a date.
_SENTENCE_CHARS = 400
# How far back a paragraph is searched for an open quotation mark.
_PARAGRAPH_CHARS = 2000
# The identical words, and the share of one sentence's words, from which two sentences tell one thing.
_SAME_WORDS = 6
_SHARED = 0.7
_FEWEST_SHARED = 7
# A figure of so many digits that is printed twice is hardly two figures.
_TELLING_DIGITS = 3

_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_DOCUMENT_YEAR = re.compile(r"/(\d{4})(?![\d/])|(?<=\d)/(\d{4})/")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STOPS = re.compile(r"[.;:!?\n]")
_PARTS_OF_A_DAY = frozenset({"dawn", "morning", "noon", "afternoon", "evening", "night"})


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with its claim, and the claim of the part of the day that stands beside it."""

    claim: Claim
    hit: DateHit
    part: Claim | None = None

    @property
    def day(self) -> bool:
        """Whether it is one day of the calendar."""
        return self.hit.grain == "day" and self.hit.lo == self.hit.hi and not self.hit.problem

    @property
    def digits(self) -> bool:
        """Whether a day and a month were printed, or at least the day."""
        return self.hit.stated in ("dmy", "dm", "d")


def dating(context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> tuple[Relation, ...]:
    """Every relation among the dates of a text, in order of place."""
    reader = _Reader(context, pairs)
    found = [
        *reader.weekdays(),
        *reader.impossible(),
        *reader.documents(),
        *reader.orders(),
        *reader.lengths(),
        *reader.ages(),
        *reader.same_days(),
        *reader.set_in_time(),
        *reader.inside(),
        *reader.retold(),
        *reader.followed(),
    ]
    return tuple(sorted(found, key=lambda relation: (relation.span.start, relation.span.end, relation.kind)))


@cache
def _words(code: str, name: str) -> re.Pattern[str] | None:
    """A pattern for any phrase of a table of ``[dating]``; None for an empty one."""
    phrases = pack(code).dating[name]
    return re.compile(alternatives(phrases)) if phrases else None


@cache
def _beside(code: str) -> re.Pattern[str]:
    """All that may stand between two dates that are of one day: "last night (3/11)", "thứ Hai, ngày 4/11"."""
    return re.compile(rf"(?:,? ?\(|, ?|,? (?:{alternatives(pack(code).dating['day_words'])} )?| - )")


class _Reader:
    """One reading of one text."""

    def __init__(self, context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> None:
        self.context = context
        self.low = context.view.low
        self.text = context.view.text
        self.code = context.pack.code
        self.dates: list[_Dated] = []
        self.figures: list[tuple[Claim, Figure]] = []
        last = -1
        for claim, made in pairs:
            if isinstance(made, Figure):
                self.figures.append((claim, made))
            elif made.start != last and claim.kind is not Kind.LIST:
                # A date with a part of the day is two claims; the first is the date.
                self.dates.append(_Dated(claim, made))
                last = made.start
            elif made.start == last and claim.kind is Kind.TIME:
                self.dates[-1] = _Dated(self.dates[-1].claim, made, claim)

        self.date_starts = [dated.hit.start for dated in self.dates]
        self.figure_starts = [figure.start for _, figure in self.figures]

    # --- looking around ------------------------------------------------------------------------------------------

    def _says(self, name: str, start: int, end: int) -> int:
        """Where the last phrase of the table *name* in ``text[start:end]`` ends; -1 where there is none."""
        pattern, at = _words(self.code, name), -1
        if pattern is not None:
            for match in pattern.finditer(self.low, max(start, 0), max(end, 0)):
                at = match.end()
        return at

    def _right_before(self, name: str, at: int) -> bool:
        """Whether a phrase of the table *name* ends one space before *at*."""
        return self._says(name, at - 30, at - 1) == at - 1 if at and self.low[at - 1] == " " else False

    def _sentence(self, at: int) -> tuple[int, int]:
        """The sentence around *at*, or what of it lies near: a page without full stops is one sentence."""
        start, end = enclosing(self.context.sentences, self.context.end, at)
        return max(start, at - _SENTENCE_CHARS), min(end, at + _SENTENCE_CHARS)

    def _dates_in(self, start: int, end: int) -> list[_Dated]:
        """The dates that begin in ``text[start:end]``."""
        return self.dates[bisect_left(self.date_starts, start) : bisect_left(self.date_starts, end)]

    def _quoted(self, start: int, end: int, at: int) -> bool:
        """Whether *at* lies in quotation marks, or in a sentence that reports what someone said."""
        before, whole = self.text[start:at], self.text[start:end]
        floor = max(0, at - _PARAGRAPH_CHARS)
        paragraph = self.text[max(floor, self.text.rfind("\n", floor, at) + 1) : at]
        inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        inside = inside or paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1
        return inside or whole.lstrip()[:1] in '“"'

    def _made(self, kind: str, label: str, *roles: tuple[str, Claim]) -> Relation:
        spans = [claim.span for _, claim in roles]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return Relation(kind=kind, roles=roles, span=whole, label=label)

    # --- one date ------------------------------------------------------------------------------------------------

    def weekdays(self) -> Iterator[Relation]:
        """A weekday printed beside a day of the calendar."""
        for at, dated in enumerate(self.dates):
            hit = dated.hit
            if not dated.day or hit.stated not in ("dmy", "dm"):
                continue
            if hit.weekday >= 0:
                if self._is_weekday(hit.start):
                    yield self._made("weekday", str(hit.weekday), ("date", dated.claim))
                continue
            beside = self.dates[at - 1] if at else None
            if beside is not None and beside.hit.stated == "weekday" and beside.day and not beside.hit.part:
                # A date in digits takes in no weekday where the order of day and month had to be settled first.
                ordered = _DIGITS.search(self.low, hit.start, hit.end)
                if ordered and _beside(self.code).fullmatch(self.low, beside.hit.end, hit.start):
                    weekday = date.fromisoformat(beside.hit.lo).weekday()
                    either = int(ordered[1]) <= 12 and int(ordered[3]) <= 12
                    if either:
                        roles = (("date", dated.claim), ("witness", beside.claim))
                        yield self._made("date-order", "weekday", *roles)
                    else:
                        yield self._made("weekday", str(weekday), ("date", dated.claim))

    def _is_weekday(self, start: int) -> bool:
        """Whether the passage opens with a weekday, rather than with an ordinal ("kỳ họp thứ 6, 21/10")."""
        heads, ordinal = self.context.pack.dating["weekday_heads"], _words(self.code, "weekday_words")
        opened = ordinal.match(self.low, start) if ordinal is not None else None
        if not heads or opened is None:
            return True
        before = self.low[max(0, start - 12) : start]
        if not before.endswith(" "):
            return True
        word = before.rstrip().rpartition(" ")[2]
        if self.text[opened.end() + 1 : opened.end() + 2].isupper():
            # "thứ Hai" with a capital is Monday, but for "Lần thứ Hai" in a title.
            return word not in self.context.pack.worded_ordinals
        return not word or not word[-1].isalpha() or word in heads or start == self._sentence(start)[0]

    def impossible(self) -> Iterator[Relation]:
        """A date or time of day that cannot be."""
        for dated in self.dates:
            hit = dated.hit
            if not hit.problem:
                continue
            lunar = _words(self.code, "lunar")
            if lunar is not None and lunar.search(self.low, hit.start, min(hit.end + 25, len(self.low))):
                continue
            start, _ = self._sentence(hit.start)
            if self._says("no_date", max(start, hit.start - 40), hit.start) < 0:
                yield self._made("impossible-date", hit.problem, ("date", dated.claim))

    def documents(self) -> Iterator[Relation]:
        """A document whose number carries a year: "32/2091/TT-BTC"."""
        for claim, figure in self.figures:
            if figure.form == "document" and (found := _DOCUMENT_YEAR.search(self.low, figure.start, figure.end)):
                yield self._made("document-year", found[1] or found[2], ("document", claim))

    def orders(self) -> Iterator[Relation]:
        """Two dates in digits, one of which can only be day first and the other only month first."""
        ways: dict[str, Claim] = {}
        for dated in self.dates:
            if dated.hit.stated != "dmy" or not (found := _DIGITS.search(self.low, dated.hit.start, dated.hit.end)):
                continue
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second >= 1 and first <= 31:
                ways.setdefault(f"day{found[2]}", dated.claim)
            elif second > 12 >= first >= 1 and second <= 31:
                ways.setdefault(f"month{found[2]}", dated.claim)
        for mark in "/.-":
            if f"day{mark}" in ways and f"month{mark}" in ways:
                yield self._made("date-order", "mixed", ("date", ways[f"month{mark}"]), ("witness", ways[f"day{mark}"]))

    # --- lengths and ages ----------------------------------------------------------------------------------------

    def lengths(self) -> Iterator[Relation]:
        """A length of time with both its ends: "3 days, from 23 to 25 October"."""
        for claim, figure in self.figures:
            if not isinstance(claim.value, Quantity) or claim.value.unit.dimension not in ("duration", "months"):
                continue
            if figure.form != "number":
                continue
            for dated in self._dates_in(figure.start - _SPAN_CHARS, figure.end + _LENGTH_REACH + 1):
                if dated.hit.problem or dated.hit.stated != "span":
                    continue
                if figure.end <= dated.hit.start <= figure.end + _LENGTH_REACH:
                    label = self._ends_follow(figure.end, dated.hit)
                elif dated.hit.end <= figure.start <= dated.hit.end + 3:
                    gap = self.low[dated.hit.end : figure.start]
                    closed = self.low[figure.end : figure.end + 1] == ")"
                    label = "bracketed" if gap.strip() == "(" and closed else ""
                else:
                    continue
                if label:
                    yield self._made("length", label, ("length", claim), ("span", dated.claim))
            yield from self._clock_ends(claim, figure)

    def _ends_follow(self, start: int, hit: DateHit) -> str:
        """How the ends follow a length: ``bracketed``, ``linked``, or empty where other words stand between."""
        links = _words(self.code, "length_links")
        gap = self.low[start : hit.start]
        if links is not None:
            gap = links.sub(" ", gap)
        if gap.strip(" ,:–-") == "(" and self.low[hit.end : hit.end + 1] == ")":
            return "bracketed"
        if gap.strip(" ,:–-("):
            return ""
        # A bare "3 days 23 to 25 October" may be two things; "the 5 years 2011-2015" is one.
        marked = self.low[start : hit.start].strip() or self.low[hit.start].isalpha()
        return "linked" if marked or (hit.lo.endswith("01-01") and hit.hi.endswith("12-31")) else ""

    def _clock_ends(self, claim: Claim, figure: Figure) -> Iterator[Relation]:
        """ "20 minutes, from 15:30 to 15:50"."""
        pack = self.context.pack
        for left, right in pairwise(self._dates_in(figure.end, figure.end + 2 * _SPAN_CHARS)):
            if left.hit.start > figure.end + _LENGTH_REACH or ":" not in left.hit.lo:
                continue
            between = self.low[left.hit.end : right.hit.start].strip()
            clock = ":" in right.hit.lo and left.hit.stated == right.hit.stated == "clock"
            if clock and (between in pack.to or between in ("-", "–")) and self._ends_follow(figure.end, left.hit):
                yield self._made("length", "linked", ("length", claim), ("from", left.claim), ("to", right.claim))

    def ages(self) -> Iterator[Relation]:
        """Someone's birth and age, one right behind the other, in a sentence that names no other date."""
        for claim, figure in self.figures:
            if not isinstance(claim.value, Quantity) or claim.value.unit.dimension != "age" or figure.form != "number":
                continue
            start, end = self._sentence(figure.start)
            # "born in 1998, this year 26": the year of publication is no other date.
            dates = [date for date in self._dates_in(start, end) if date.hit.stated != "relative"]
            if len(dates) != 1 or dates[0].hit.problem or dates[0].hit.stated not in ("y", "dmy", "my"):
                continue
            birth = dates[0]
            if not self._right_before("born", birth.hit.start) and not self._born(birth.hit):
                continue
            left, right = sorted(((figure.start, figure.end), (birth.hit.start, birth.hit.end)))
            gap = self.low[left[1] : right[0]]
            for name in ("born", "age_links"):
                if (links := _words(self.code, name)) is not None:
                    gap = links.sub(" ", gap)
            # Who died "aged 45" had another age by now.
            past = _words(self.code, "happened")
            if past is not None and past.search(self.low, start, end):
                continue
            if not gap.strip(" ,(–-") and not self._quoted(start, end, figure.start):
                yield self._made("age", "", ("birth", birth.claim), ("age", claim))

    def _born(self, hit: DateHit) -> bool:
        """Whether the hit itself takes in part of "born in": "sinh [năm 1993]"."""
        pattern = _words(self.code, "born")
        return pattern is not None and any(
            match.end() > hit.start for match in pattern.finditer(self.low, max(0, hit.start - 12), hit.end)
        )

    # --- the day of publication ----------------------------------------------------------------------------------

    def same_days(self) -> Iterator[Relation]:
        """A day counted from that of publication with its date beside it: "last night (3 November)"."""
        deictic = _words(self.code, "deictic")
        if deictic is None:
            return
        for left, right in pairwise(self.dates):
            relative, dated = (left, right) if left.hit.stated == "relative" else (right, left)
            if relative.hit.stated != "relative" or relative.hit.problem or dated.hit.problem:
                continue
            if relative.hit.grain in ("month", "year"):
                if dated is right and dated.hit.grain == relative.hit.grain and dated.hit.stated in ("my", "m", "y"):
                    yield from self._same_months(relative, dated)
                continue
            if not relative.day or not dated.day or not dated.digits:
                continue
            said = list(deictic.finditer(self.low, relative.hit.start, relative.hit.end))
            if not said or self._goes_on(relative.hit, said[-1].end()):
                continue
            if not _beside(self.code).fullmatch(self.low, left.hit.end, right.hit.start):
                continue
            if dated is left and self.low[left.hit.end : right.hit.start].strip(" ,") != "(":
                continue
            start, end = self._sentence(left.hit.start)
            spoken = self._quoted(start, end, left.hit.start) or self._says("spoken", start, left.hit.start) >= 0
            roles = (("relative", relative.claim), ("date", dated.claim))
            yield self._made("same-day", "spoken" if spoken else "", *roles)

    def _same_months(self, relative: _Dated, dated: _Dated) -> Iterator[Relation]:
        """ "last year (2012)": a month or a year in brackets behind one counted from publication."""
        opened = self.low[relative.hit.end : dated.hit.start].strip() == "("
        if not opened or self.low[dated.hit.end : dated.hit.end + 1] != ")":
            return
        start, end = self._sentence(relative.hit.start)
        spoken = self._quoted(start, end, relative.hit.start) or self._says("spoken", start, relative.hit.start) >= 0
        yield self._made("same-day", "spoken" if spoken else "", ("relative", relative.claim), ("date", dated.claim))

    def _goes_on(self, hit: DateHit, at: int) -> bool:
        """Whether words of weight follow the relative word inside the hit ("qua" of "tháng qua")."""
        return bool(_WORD.search(self.low, at, hit.end))

    def set_in_time(self) -> Iterator[Relation]:
        """A day of something that is told as to come, as come about, or as a day whose trading had ended."""
        for at, dated in enumerate(self.dates):
            hit = dated.hit
            if not dated.day or hit.stated not in ("dmy", "dm") or hit.role == "base" or hit.hedge is not Hedge.EXACT:
                continue
            start, end = self._sentence(hit.start)
            closing = self._says("closing", max(start, hit.start - _CLOSING_REACH), hit.start)
            if closing >= 0 and not hit.part and self._of_day(closing, hit.start):
                yield self._made("closed", "", ("date", dated.claim))
            happened = self._says("happened", max(start, hit.start - _EVENT_REACH), hit.start)
            future = self._says("future", start, hit.start)
            if happened < 0 and future < 0:
                continue
            if self._quoted(start, end, hit.start) or self._right_before("bounds", hit.start):
                continue
            if self._says("bounds", hit.start, min(hit.start + 12, hit.end)) >= 0:
                continue
            if future >= 0:
                near = hit.start - future <= _FUTURE_REACH and not _STOPS.search(self.low, future, hit.start)
                near = near and (self._says("scheduled", future, hit.start) >= 0 or self._timed(at))
                other = self._says("no_future", start, hit.start) >= 0 or self._says("because", future, hit.start) >= 0
                if near and not other and not self._quoted(start, end, future):
                    yield self._made("announced", "", ("date", dated.claim))
            elif self._says("maybe", max(start, hit.start - _FUTURE_REACH), hit.start) >= 0:
                continue
            elif happened >= 0 and not re.search(r"[,;:(\d]", self.low[happened : hit.start]):
                yield self._made("happened", "", ("date", dated.claim))

    def _of_day(self, start: int, end: int) -> bool:
        """Whether nothing but a word for "day" stands in between."""
        between = self.low[start:end].strip(" ,")
        return not between or between in self.context.pack.dating["day_words"]

    def _timed(self, at: int) -> bool:
        """Whether a time of day stands right before a date: "lúc 21h15 ngày 2/10"."""
        if not at or self.dates[at - 1].hit.stated != "clock":
            return False
        between = self.low[self.dates[at - 1].hit.end : self.dates[at].hit.start]
        return len(between) <= 3 and not between.strip(" ,")

    # --- two dates -----------------------------------------------------------------------------------------------

    def inside(self) -> Iterator[Relation]:
        """A sentence that opens with a stretch of days and names days in it: "Từ ngày 23 đến 27, mưa trong ngày 24"."""
        for at, dated in enumerate(self.dates):
            start, end = self._sentence(dated.hit.start)
            if dated.hit.start != start or dated.hit.stated != "span" or dated.hit.problem:
                continue
            if self.low[dated.hit.end : dated.hit.end + 1] != ",":
                continue
            for other in self.dates[at + 1 : at + 2]:
                lone = other.hit.start < end and other.day and other.hit.stated == "d"
                if lone and self._right_before("inside", other.hit.start):
                    yield self._made("inside", "", ("span", dated.claim), ("date", other.claim))

    def retold(self) -> Iterator[Relation]:
        """One statement told twice, with two dates."""
        opening: dict[str, list[_Dated]] = defaultdict(list)
        worded: dict[tuple[str, ...], list[_Dated]] = defaultdict(list)
        tokens = self.context.tokens
        for dated in self.dates:
            hit = dated.hit
            if not dated.day or hit.role == "base":
                continue
            start, _ = self._sentence(hit.start)
            if hit.start == start and hit.part in _PARTS_OF_A_DAY:
                opening[hit.lo].append(dated)
            first = tokens.at(hit.start)
            if first - _SAME_WORDS >= tokens.at(start):
                worded[tuple(tokens.words[first - _SAME_WORDS : first])].append(dated)
        for told in opening.values():
            for left, right in pairwise(told):
                if left.part is None or right.part is None or left.hit.part == right.hit.part:
                    continue
                if self._alike(left, right):
                    yield self._made("retold", "parts", ("date", left.part), ("date", right.part))
        for told in worded.values():
            for left, right in pairwise(told):
                if left.hit.lo != right.hit.lo and self._share_figure(left, right):
                    yield self._made("retold", "words", ("date", left.claim), ("date", right.claim))

    def followed(self) -> Iterator[Relation]:
        """Two parts of one day, the second in a sentence that tells what came of the sentence before."""
        then = _words(self.code, "then")
        if then is None:
            return
        for left, right in pairwise(self.dates):
            if left.part is None or right.part is None or (left.hit.lo, left.hit.hi) != (right.hit.lo, right.hit.hi):
                continue
            start, end = self._sentence(right.hit.start)
            if not start or not self._sentence(start - 1)[0] <= left.hit.start < start:
                continue
            if then.match(self.low, start) and not self._quoted(start, end, right.hit.start):
                yield self._made("followed", "", ("first", left.part), ("then", right.part))

    def _alike(self, left: _Dated, right: _Dated) -> bool:
        """Whether the shorter of two sentences says little that the other does not, and no other name or figure."""
        one, two = sorted((self._content(dated) for dated in (left, right)), key=len)
        shared = one & two
        if len(shared) < _FEWEST_SHARED or len(shared) < _SHARED * len(one):
            return False
        named = [self._names(dated) for dated in (left, right)]
        numbers = [self._numbers(dated) for dated in (left, right)]
        return all(few <= many for few, many in (sorted(named, key=len), sorted(numbers, key=len)))

    def _rest(self, dated: _Dated) -> tuple[int, int]:
        """What follows a date in its sentence."""
        return dated.hit.end, self._sentence(dated.hit.start)[1]

    def _content(self, dated: _Dated) -> set[str]:
        stop = self.context.pack.stop
        return {word for word in _WORD.findall(self.low, *self._rest(dated)) if word not in stop}

    def _names(self, dated: _Dated) -> set[str]:
        """The words with a capital, but for the first: it may have one for its place."""
        return {word for word in _WORD.findall(self.text, *self._rest(dated))[1:] if word[0].isupper()}

    def _numbers(self, dated: _Dated) -> set[str]:
        return set(_NUMBER.findall(self.low, *self._rest(dated)))

    def _share_figure(self, left: _Dated, right: _Dated) -> bool:
        """Whether the two sentences print one telling figure."""
        figures: list[set[tuple[object, str]]] = []
        for dated in (left, right):
            start, end = self._sentence(dated.hit.start)
            figures.append(
                {
                    (claim.value.lo, claim.value.unit.key)
                    for claim, figure in self.figures[
                        bisect_left(self.figure_starts, start) : bisect_left(self.figure_starts, end)
                    ]
                    if isinstance(claim.value, Quantity)
                    and len(claim.value.lo.normalize().as_tuple().digits) >= _TELLING_DIGITS
                }
            )
        return bool(figures[0] & figures[1])
