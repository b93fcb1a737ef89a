"""The dates of a text with their claims, and what is asked of the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from checker.extract.context import Context
from checker.extract.figures import Figure
from checker.extract.phrasing import alternatives
from checker.extract.sentences import enclosing
from checker.languages.hits import DateHit
from checker.languages.pack import pack
from checker.model import Claim, Kind, Relation
from checker.text.span import Span

# How much of a sentence is looked at to either side of a date.
_SENTENCE_CHARS = 400
# How far back a paragraph is searched for an open quotation mark.
_PARAGRAPH_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Dated:
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


@cache
def phrases_of(code: str, name: str) -> re.Pattern[str] | None:
    """A pattern for any phrase of a table of ``[dating]``; None for an empty one."""
    phrases = pack(code).dating[name]
    return re.compile(alternatives(phrases)) if phrases else None


class Dates:
    """The dates and figures of one text."""

    def __init__(self, context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> None:
        self.context = context
        self.low = context.view.low
        self.text = context.view.text
        self.code = context.pack.code
        self.dates: list[Dated] = []
        self.figures: list[tuple[Claim, Figure]] = []
        last = -1
        for claim, made in pairs:
            if isinstance(made, Figure):
                self.figures.append((claim, made))
            elif made.start != last and claim.kind is not Kind.LIST:
                # A date with a part of the day is two claims; the first is the date.
                self.dates.append(Dated(claim, made))
                last = made.start
            elif made.start == last and claim.kind is Kind.TIME:
                self.dates[-1] = Dated(self.dates[-1].claim, made, claim)
        self.date_starts = [dated.hit.start for dated in self.dates]
        self.figure_starts = [figure.start for _, figure in self.figures]

    def says(self, name: str, start: int, end: int) -> int:
        """Where the last phrase of the table *name* in ``text[start:end]`` ends; -1 where there is none."""
        pattern, at = phrases_of(self.code, name), -1
        if pattern is not None:
            for match in pattern.finditer(self.low, max(start, 0), max(end, 0)):
                at = match.end()
        return at

    def right_before(self, name: str, at: int) -> bool:
        """Whether a phrase of the table *name* ends one space before *at*."""
        return self.says(name, at - 30, at - 1) == at - 1 if at and self.low[at - 1] == " " else False

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around *at*, or what of it lies near: a page without full stops is one sentence."""
        start, end = enclosing(self.context.sentences, self.context.end, at)
        return max(start, at - _SENTENCE_CHARS), min(end, at + _SENTENCE_CHARS)

    def dates_in(self, start: int, end: int) -> list[Dated]:
        """The dates that begin in ``text[start:end]``."""
        return self.dates[bisect_left(self.date_starts, start) : bisect_left(self.date_starts, end)]

    def figures_in(self, start: int, end: int) -> list[tuple[Claim, Figure]]:
        """The figures that begin in ``text[start:end]``."""
        return self.figures[bisect_left(self.figure_starts, start) : bisect_left(self.figure_starts, end)]

    def quoted(self, start: int, end: int, at: int) -> bool:
        """Whether *at* lies in quotation marks, or in a sentence that reports what someone said."""
        before, whole = self.text[start:at], self.text[start:end]
        floor = max(0, at - _PARAGRAPH_CHARS)
        paragraph = self.text[max(floor, self.text.rfind("\n", floor, at) + 1) : at]
        inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        inside = inside or paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1
        return inside or whole.lstrip()[:1] in '“"'

    def made(self, kind: str, label: str, *roles: tuple[str, Claim]) -> Relation:
        """The relation of *kind* among the claims of *roles*, from the first of them to the last."""
        spans = [claim.span for _, claim in roles]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return Relation(kind=kind, roles=roles, span=whole, label=label)
