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
``followed``         ``first``, ``then``: two parts of one day, of which a text says that the second came after the first
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from checker.extract.context import Context
from checker.extract.dated import Dated, Dates, phrases_of
from checker.extract.figures import Figure
from checker.extract.phrasing import alternatives, shaped
from checker.extract.retold import followed, retold
from checker.languages.hits import DateHit
from checker.languages.pack import pack
from checker.model import Claim, Relation
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

_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_DOCUMENT_YEAR = re.compile(r"/(\d{4})(?![\d/])|(?<=\d)/(\d{4})/")
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = re.compile(r"[.;:!?\n]")


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
        *retold(reader),
        *followed(reader),
    ]
    return tuple(sorted(found, key=lambda relation: (relation.span.start, relation.span.end, relation.kind)))


@cache
def _beside(code: str) -> re.Pattern[str]:
    """All that may stand between two dates that are of one day: "last night (3/11)", "thứ Hai, ngày 4/11"."""
    return re.compile(rf"(?:,? ?\(|, ?|,? (?:{alternatives(pack(code).dating['day_words'])} )?| - )")


class _Reader(Dates):
    """One reading of one text."""

    # --- one date ------------------------------------------------------------------------------------------------

    def weekdays(self) -> Iterator[Relation]:
        """A weekday printed beside a day of the calendar."""
        for at, dated in enumerate(self.dates):
            hit = dated.hit
            if not dated.day or hit.stated not in ("dmy", "dm"):
                continue
            if hit.weekday >= 0:
                if self._is_weekday(hit.start):
                    yield self.made("weekday", str(hit.weekday), ("date", dated.claim))
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
                        yield self.made("date-order", "weekday", *roles)
                    else:
                        yield self.made("weekday", str(weekday), ("date", dated.claim))

    def _is_weekday(self, start: int) -> bool:
        """Whether the passage opens with a weekday, rather than with an ordinal ("kỳ họp thứ 6, 21/10")."""
        heads, ordinal = self.context.pack.dating["weekday_heads"], phrases_of(self.code, "weekday_words")
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
        # "9h thứ tư"
        return (
            not word or not word[-1].isalpha() or word[0].isdigit() or word in heads or start == self.sentence(start)[0]
        )

    def impossible(self) -> Iterator[Relation]:
        """A date or time of day that cannot be."""
        for dated in self.dates:
            hit = dated.hit
            if not hit.problem:
                continue
            lunar = phrases_of(self.code, "lunar")
            if lunar is not None and lunar.search(self.low, hit.start, min(hit.end + 25, len(self.low))):
                continue
            start, _ = self.sentence(hit.start)
            if self.says("no_date", max(start, hit.start - 40), hit.start) < 0:
                yield self.made("impossible-date", hit.problem, ("date", dated.claim))

    def documents(self) -> Iterator[Relation]:
        """A document whose number carries a year: "32/2091/TT-BTC"."""
        for claim, figure in self.figures:
            if figure.form == "document" and (found := _DOCUMENT_YEAR.search(self.low, figure.start, figure.end)):
                yield self.made("document-year", found[1] or found[2], ("document", claim))

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
                yield self.made("date-order", "mixed", ("date", ways[f"month{mark}"]), ("witness", ways[f"day{mark}"]))

    # --- lengths and ages ----------------------------------------------------------------------------------------

    def lengths(self) -> Iterator[Relation]:
        """A length of time with both its ends: "3 days, from 23 to 25 October"."""
        for claim, figure in self.figures:
            if not isinstance(claim.value, Quantity) or claim.value.unit.dimension not in ("duration", "months"):
                continue
            if figure.form != "number" or self._recurs(figure):
                continue
            for dated in self.dates_in(figure.start - _SPAN_CHARS, figure.end + _LENGTH_REACH + 1):
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
                    yield self.made("length", label, ("length", claim), ("span", dated.claim))
            yield from self._clock_ends(claim, figure)

    def _recurs(self, figure: Figure) -> bool:
        """Whether a length tells how often: "every 20 minutes from 6am to 9pm"."""
        pack = self.context.pack
        before = self.context.tokens.words[figure.first - 1] if figure.first else ""
        recurs = before in pack.arithmetic["each_before"] or before in pack.for_each
        return recurs or self.right_before("recurring", figure.start)

    def _ends_follow(self, start: int, hit: DateHit) -> str:
        """How the ends follow a length: ``bracketed``, ``linked``, or empty where other words stand between."""
        links = phrases_of(self.code, "length_links")
        gap = self.low[start : hit.start]
        if links is not None:
            gap = links.sub(" ", gap)
        if gap.strip(" ,:–-") == "(" and self.low[hit.end : hit.end + 1] == ")":
            return "bracketed"
        if gap.strip(" ,:–-("):
            return ""
        # A bare "3 days 23 to 25 October" may be two things; "the 5 years 2011-2015" is one.
        if self.low.startswith(tuple(f"{first} " for first, _ in self.context.pack.between), hit.start):
            return ""  # "sat for 12 days between March 3 and March 28"
        marked = self.low[start : hit.start].strip() or self.low[hit.start].isalpha()
        return "linked" if marked or (hit.lo.endswith("01-01") and hit.hi.endswith("12-31")) else ""

    def _clock_ends(self, claim: Claim, figure: Figure) -> Iterator[Relation]:
        """ "20 minutes, from 15:30 to 15:50"."""
        pack = self.context.pack
        for left, right in pairwise(self.dates_in(figure.end, figure.end + 2 * _SPAN_CHARS)):
            if left.hit.start > figure.end + _LENGTH_REACH or ":" not in left.hit.lo:
                continue
            between = self.low[left.hit.end : right.hit.start].strip()
            clock = ":" in right.hit.lo and left.hit.stated == right.hit.stated == "clock"
            goes_on = shaped(r",?\s*@\s+@\s", pack.arithmetic["conjunctions"], tuple(pack.since))
            if goes_on.match(self.low, right.hit.end):
                break  # "six hours, from 9am to 12 noon and from 2pm to 5pm"
            if clock and (between in pack.to or between in ("-", "–")) and self._ends_follow(figure.end, left.hit):
                yield self.made("length", "linked", ("length", claim), ("from", left.claim), ("to", right.claim))

    def ages(self) -> Iterator[Relation]:
        """Someone's birth and age, one right behind the other, in a sentence that names no other date."""
        for claim, figure in self.figures:
            if not isinstance(claim.value, Quantity) or claim.value.unit.dimension != "age" or figure.form != "number":
                continue
            start, end = self.sentence(figure.start)
            # "born in 1998, this year 26": the year of publication is no other date.
            dates = [date for date in self.dates_in(start, end) if date.hit.stated != "relative"]
            if len(dates) != 1 or dates[0].hit.problem or dates[0].hit.stated not in ("y", "dmy", "my"):
                continue
            birth = dates[0]
            if not self.right_before("born", birth.hit.start) and not self._born(birth.hit):
                continue
            # Who died "aged 45" had another age by now.
            if self.says("happened", start, end) >= 0:
                continue
            left, right = sorted(((figure.start, figure.end), (birth.hit.start, birth.hit.end)))
            gap = self.low[left[1] : right[0]]
            for name in ("born", "age_links"):
                if (links := phrases_of(self.code, name)) is not None:
                    gap = links.sub(" ", gap)
            if not gap.strip(" ,(–-") and not self.quoted(start, end, figure.start):
                yield self.made("age", "", ("birth", birth.claim), ("age", claim))

    def _born(self, hit: DateHit) -> bool:
        """Whether the hit itself takes in part of "born in": "sinh [năm 1993]"."""
        pattern = phrases_of(self.code, "born")
        return pattern is not None and any(
            match.end() > hit.start for match in pattern.finditer(self.low, max(0, hit.start - 12), hit.end)
        )

    # --- the day of publication ----------------------------------------------------------------------------------

    def same_days(self) -> Iterator[Relation]:
        """A day counted from that of publication with its date beside it: "last night (3 November)"."""
        deictic = phrases_of(self.code, "deictic")
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
            start, end = self.sentence(left.hit.start)
            spoken = self.quoted(start, end, left.hit.start) or self.says("spoken", start, left.hit.start) >= 0
            roles = (("relative", relative.claim), ("date", dated.claim))
            yield self.made("same-day", "spoken" if spoken else "", *roles)

    def _same_months(self, relative: Dated, dated: Dated) -> Iterator[Relation]:
        """ "last year (2012)": a month or a year in brackets behind one counted from publication."""
        opened = self.low[relative.hit.end : dated.hit.start].strip() == "("
        if not opened or self.low[dated.hit.end : dated.hit.end + 1] != ")":
            return
        start, end = self.sentence(relative.hit.start)
        spoken = self.quoted(start, end, relative.hit.start) or self.says("spoken", start, relative.hit.start) >= 0
        yield self.made("same-day", "spoken" if spoken else "", ("relative", relative.claim), ("date", dated.claim))

    def _goes_on(self, hit: DateHit, at: int) -> bool:
        """Whether words of weight follow the relative word inside the hit ("qua" of "tháng qua")."""
        return bool(_WORD.search(self.low, at, hit.end))

    def set_in_time(self) -> Iterator[Relation]:
        """A day of something that is told as to come, as come about, or as a day whose trading had ended."""
        for at, dated in enumerate(self.dates):
            hit = dated.hit
            if not dated.day or hit.stated not in ("dmy", "dm") or hit.role == "base" or hit.hedge is not Hedge.EXACT:
                continue
            start, end = self.sentence(hit.start)
            closing = self.says("closing", max(start, hit.start - _CLOSING_REACH), hit.start)
            if closing >= 0 and not hit.part and self._of_day(closing, hit.start):
                yield self.made("closed", "", ("date", dated.claim))
            happened = self.says("happened", max(start, hit.start - _EVENT_REACH), hit.start)
            future = self.says("future", start, hit.start)
            if happened < 0 and future < 0:
                continue
            if self.quoted(start, end, hit.start) or self.right_before("bounds", hit.start):
                continue
            if self.says("bounds", hit.start, min(hit.start + 12, hit.end)) >= 0:
                continue
            if future >= 0:
                near = hit.start - future <= _FUTURE_REACH and not _STOPS.search(self.low, future, hit.start)
                near = near and (self.says("scheduled", future, hit.start) >= 0 or self._timed(at))
                other = self.says("no_future", start, hit.start) >= 0 or self.says("because", future, hit.start) >= 0
                if near and not other and not self.quoted(start, end, future):
                    yield self.made("announced", "", ("date", dated.claim))
            elif self.says("maybe", max(start, hit.start - _FUTURE_REACH), hit.start) >= 0:
                continue
            elif not re.search(r"[,;:(\d]", self.low[happened : hit.start]):
                yield self.made("happened", "", ("date", dated.claim))

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
            start, end = self.sentence(dated.hit.start)
            if dated.hit.start != start or dated.hit.stated != "span" or dated.hit.problem:
                continue
            if self.low[dated.hit.end : dated.hit.end + 1] != ",":
                continue
            for other in self.dates[at + 1 : at + 2]:
                lone = other.hit.start < end and other.day and other.hit.stated == "d"
                if lone and self.right_before("inside", other.hit.start):
                    yield self.made("inside", "", ("span", dated.claim), ("date", other.claim))
