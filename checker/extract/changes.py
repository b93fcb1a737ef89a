"""Changes with their ends: "từ 60 lên 80, tăng 33 %", "80, up 20 from 60", "80, tăng 20 (33 %)".

What stands between three figures in a row decides how they belong together. Dates are masked, so "1.44 million in 2024,
up 44% from 1.00 million in 2023" reads like "1.44 million, up 44% from 1.00 million".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from checker.extract.described import described
from checker.extract.items import DATE, Item, Items, alike, in_step, same_unit
from checker.extract.phrasing import alternatives, phrases
from checker.languages.record import Pack
from checker.model import Relation

Roles = list[tuple[str, Item]]

_AROUND = 10
# How far apart two figures of one change may stand, in characters.
_REACH = 90
# From one year to the end of the next: the base of a growth that is told in passing lies no further back.
_NEXT_PERIOD_DAYS = 366
# Two prices of one thing, in one rate, are no further apart than so many times.
_SAME_RATE = 4


# "a drop of 2 percentage points", and "of 2 points" between two shares.
_POINTS = frozenset({"points", "points_score"})


def changes(items: Items) -> Iterator[Relation]:
    """Every change with two of: what was, what is, by how much.

    ``change``  ``from``, ``to``, ``by`` (twice for an amount and its percentage), ``other`` (amounts nearby that may be
                meant instead)
    ``moved``   ``from``, ``to`` behind a word that says which way: "rose from 5.2% to 5.6%"

    The label is ``up`` or ``down``.
    """
    grammar = _grammar(items.pack)
    for at in range(len(items.all) - 1):
        trio = items.all[at : at + 3]
        found = _Trio(items, grammar, *trio).told() if len(trio) == 3 and _related(*trio) else None
        found = found or described(items, at, grammar.lead)
        if found is not None:
            yield _relation(items, *found)
        if (way := _moved_way(items, grammar, *trio[:2])) is not None:
            one, two = trio[:2]
            yield Relation(
                kind="moved", roles=(("from", one.claim), ("to", two.claim)), span=items.span(one, two), label=way
            )


def _moved_way(items: Items, grammar: _Grammar, one: Item, two: Item) -> str | None:
    """``up`` or ``down`` where a verb right before "from" says which way an amount went to another: "fell from 8 to 5";
    None where none does."""
    if one.claim.sentence != two.claim.sentence or not one.bare or not two.bare or not same_unit(one, two):
        return None
    if not (one.percent or (one.amount and two.amount)) or not grammar.arrived.fullmatch(
        items.masked(one.end, two.start)
    ):
        return None
    start, _ = one.sentence
    went = grammar.went.search(items.masked(max(start, one.start - 40), one.start))
    return None if went is None else items.way(went[1]) or None


def _related(one: Item, two: Item, three: Item) -> bool:
    """Whether the three may tell one change: close by, in one sentence or the first in one of its own, and two of them
    amounts of one thing."""
    if two.start - one.end > _REACH or three.start - two.end > _REACH:
        return False
    _, end = one.sentence
    if two.start < end <= three.start:
        return False
    dimensions = {item.value.unit.dimension for item in (one, two, three)}
    return len(dimensions) < 3 or not _POINTS.isdisjoint(dimensions)


def _relation(items: Items, way: str, roles: Sequence[tuple[str, Item]]) -> Relation:
    known = [item for _, item in roles]
    starts = {item.start for item in known}
    first, last = (bisect_left(items.all, end(starts), key=lambda item: item.start) for end in (min, max))
    unit = next(item for role, item in roles if role in ("to", "from"))
    near = items.all[max(0, first - _AROUND) : last + _AROUND]
    others = [item for item in near if item.start not in starts and same_unit(item, unit) and not item.is_range]
    named = tuple((role, item.claim) for role, item in [*roles, *(("other", item) for item in others)])
    return Relation(kind="change", roles=named, span=items.span(*known), label=way)


class _Grammar:
    """The patterns of a language, each for all that stands between two figures where dates are masked.

    Words that may stand there are closed lists: between "$45 million, profit up" and "30% from" stands another subject.
    """

    def __init__(self, pack: Pack) -> None:
        way, moved = phrases(pack, "up", "down").pattern, phrases(pack, "movements").pattern
        earlier = phrases(pack, "earlier", "compared").pattern
        since = alternatives(tuple(sorted(pack.since)))
        fill = rf"(?:{phrases(pack, 'level_words').pattern}\s+)*"
        leads = rf"(?:{phrases(pack, 'change_leads').pattern}\s+)*"
        links = phrases(pack, "share_links").pattern
        by = alternatives(tuple(sorted(pack.steps)))
        opened = rf"\s*{DATE}?\s*\)?\s*[,;(–-]?\s*{leads}"
        level = rf"\s*{fill}(?:{DATE}\s*)?{fill}"
        stop = rf"\s*{DATE}?\s*[.!]\s+{phrases(pack, 'anaphors').pattern}\s+{leads}"
        # From a level to its step, the direction said before the step or not yet.
        self.lead = re.compile(rf"{opened}{way}\s*(?:{by}\s*)?{fill}")
        self.open_lead = re.compile(opened)
        self.next_lead = re.compile(rf"{stop}{way}\s*(?:{by}\s*)?{fill}")
        self.next_open_lead = re.compile(stop)
        # From a step to its base, the direction said behind the step or before it.
        self.base = re.compile(rf"\s*\)?\s*{DATE}?\s*{earlier}{level}")
        beyond = phrases(pack, "beyond").pattern
        self.turned_base = re.compile(rf"\s*(?:{way}\s*{earlier}|{beyond}){level}")
        self.base_in_brackets = re.compile(rf"\s*{earlier}\s*{fill}{DATE}\s*\(\s*{fill}")
        as_many = phrases(pack, "as_many").pattern
        self.multiple_base = re.compile(rf"\s*(?:(?:{earlier}|{as_many})\s*)*{fill}(?:{DATE}\s*)?\(?\s*{fill}")
        # From a level to its base, from a base to its level, from a step to its level.
        self.compared = re.compile(rf"\s*{DATE}?\s*\)?\s*[,;(–-]?\s*(?:{way}\s*)?{earlier}{level}")
        self.moved = re.compile(rf"[^.;:!?\n\d]{{0,60}}?{moved}{level}")
        self.reaches = re.compile(rf"(?<!\w){moved}{level}$")
        self.left = re.compile(rf"\s*{DATE}?\s*[;,]\s*(?:[^\W\d_]+\s+)?{DATE}\s*{moved}{level}")
        self.leading_to = re.compile(rf"\s*\)?,?\s*{moved}{level}")
        self.since = re.compile(rf"{since}\s*{fill}(?:{DATE}\s*)?{fill}$")
        self.since_behind = re.compile(rf"\s*,?\s*{since}{level}")
        # From a step to the percentage of it.
        self.bracket = re.compile(r"\s*(?:,\s*)?\(\s*(?:[^\W\d_]+\s){0,3}")
        growth = alternatives(pack.arithmetic["growths"])
        # "Growth from 5% to 4%" tells no way.
        self.went = re.compile(rf"(?<!\w)(?!{growth})({way})\s+{since}\s+{fill}$")
        self.arrived = re.compile(rf"(?:\s+(?!{growth})[^\W\d_]+){{0,3}}\s*{DATE}?\s*{moved}{level}")
        self.linked = re.compile(rf"\s*,?\s*{links}\s*(?:[^\W\d_]+\s+){{0,2}}")
        self.other_base = re.compile(rf"\s*\)?,?\s*{earlier}")


_grammar = cache(_Grammar)


class _Trio:
    """Three figures in a row and what stands between them."""

    def __init__(self, items: Items, grammar: _Grammar, one: Item, two: Item, three: Item) -> None:
        self.items, self.grammar = items, grammar
        self.one, self.two, self.three = _in_one_rate(one, two, three)
        # Whether one sentence holds all three.
        self.together = three.start < one.sentence[1]

    def told(self) -> tuple[str, Roles] | None:
        """The way and the roles of the change that the three tell; None where they tell none."""
        found = (
            self._moved()
            or self._moved_before()
            or self._step_and_base()
            or self._base_between()
            or self._step_to_level()
            or self._stepped()
            or self._stepped_to_level()
            or self._step_level_percentage()
        )
        if found is None or not found[0] or self._other_prices(found[1]):
            return None
        return found

    @cached_property
    def first(self) -> str:
        return self.items.masked(self.one.end, self.two.start)

    @cached_property
    def second(self) -> str:
        return self.items.masked(self.two.end, self.three.start)

    @cached_property
    def ahead(self) -> str:
        """What stands before the three in their sentence, at most forty characters."""
        start, _ = self.one.sentence
        return self.items.masked(max(start, self.one.start - 40), self.one.start)

    def _fits(self, before: Item, after: Item, step: Item) -> bool:
        """Whether two amounts of one thing, or two shares and percentage points, may be the ends and the step of a change."""
        if before.percent and after.percent:
            return step.bare and step.value.unit.dimension in _POINTS
        return _levels(before, after) and _is_step(self.items, step, after)

    def _way(self, text: str, step: Item) -> str:
        """``up`` or ``down`` by the last such word of *text*, or by what a multiple says itself ("doubled")."""
        way = self.items.way(text)
        if way or step.value.unit.dimension != "multiple":
            return way
        return "up" if step.value.lo >= 1 else "down"

    def _moved(self) -> tuple[str, Roles] | None:
        """ "từ x lên y, tăng p %"; "x in 2023; in 2024 down to y, a fall of p %"."""
        one, two, three, g = self.one, self.two, self.three, self.grammar
        if not (self.together and self._fits(one, two, three)):
            return None
        joined = (g.since.search(self.ahead) and g.moved.fullmatch(self.first)) or g.left.fullmatch(self.first)
        if not joined or not g.lead.fullmatch(self.second) or self._has_other_base(three):
            return None
        return self._way(self.second, three), [("from", one), ("to", two), ("by", three)]

    def _moved_before(self) -> tuple[str, Roles] | None:
        """ "tăng p %, từ x lên y"."""
        one, two, three, g = self.one, self.two, self.three, self.grammar
        # "Climbed to $268 from $251, while … came to $190": the first is a level.
        if not (self.together and self._fits(two, three, one)) or g.reaches.search(self.ahead):
            return None
        if not g.since_behind.fullmatch(self.first) or not g.moved.fullmatch(self.second):
            return None
        return self._way(self.ahead, one), [("from", two), ("to", three), ("by", one)]

    def _step_and_base(self) -> tuple[str, Roles] | None:
        """ "y, tăng p % so với x", "y, p % more than x", "y. Con số này tăng p % so với năm 2023 (x)"."""
        one, two, three, g = self.one, self.two, self.three, self.grammar
        if not (self._fits(three, one, two)):
            return None
        _, end = two.sentence
        if three.start >= end or not (self.together or self._alone(one)):
            return None
        lead, open_lead = (g.lead, g.open_lead) if self.together else (g.next_lead, g.next_open_lead)
        if lead.fullmatch(self.first):
            behind = g.base.fullmatch(self.second) or g.base_in_brackets.fullmatch(self.second)
        elif open_lead.fullmatch(self.first):
            multiple = two.value.unit.dimension == "multiple"
            behind = (g.multiple_base if multiple else g.turned_base).fullmatch(self.second)
        else:
            return None
        way = self._way(self.first, two) or self._way(self.second, two)
        return (way, [("from", three), ("to", one), ("by", two)]) if behind else None

    def _alone(self, level: Item) -> bool:
        """Whether "this figure" in the next sentence can mean no other figure of the sentence of *level*."""
        start, end = level.sentence
        at = bisect_left(self.items.all, level.start, key=lambda item: item.start)
        before = self.items.all[at - 1] if at else None
        return (before is None or before.start < start or not same_unit(before, level)) and self.two.start >= end

    def _base_between(self) -> tuple[str, Roles] | None:
        """ "y, compared with x, a rise of p %"; "y, up from x, a jump of p %"."""
        one, two, three, g = self.one, self.two, self.three, self.grammar
        if not (self.together and self._fits(two, one, three)):
            return None
        if not g.compared.fullmatch(self.first) or not g.lead.fullmatch(self.second) or self._has_other_base(three):
            return None
        return self._way(self.second, three), [("from", two), ("to", one), ("by", three)]

    def _step_to_level(self) -> tuple[str, Roles] | None:
        """ "rose p % to y from x"."""
        one, two, three, g = self.one, self.two, self.three, self.grammar
        if not (self.together and self._fits(three, two, one)):
            return None
        if not g.leading_to.fullmatch(self.first):
            return None
        after = re.sub(r"^(\s*◇?\s*),", r"\1", self.second)
        if not g.base.fullmatch(after):
            return None
        if after != self.second and not self._next_to_each_other(two, three):
            return None
        return self._way(self.ahead, one), [("from", three), ("to", two), ("by", one)]

    def _next_to_each_other(self, level: Item, base: Item) -> bool:
        """Whether the dates behind the two, where they have any, are no further apart than a growth reaches."""
        mine, theirs = self.items.date_behind(level), self.items.date_behind(base)
        if theirs is None:
            return DATE in self.second or mine is None
        return mine is not None and 0 < (mine - theirs).days <= _NEXT_PERIOD_DAYS

    def _stepped(self) -> tuple[str, Roles] | None:
        """ "y, tăng d (p %)": a level, and the step to it as an amount and as a percentage."""
        level, percentage, g = self.one, self.three, self.grammar
        step = in_step(self.two, level)
        if not (self.together and percentage.percent and not level.percent and _levels(level, step)):
            return None
        if not g.lead.fullmatch(self.first) or not (g.bracket.match(self.second) or g.linked.fullmatch(self.second)):
            return None
        if g.bracket.match(self.second) and not g.bracket.fullmatch(self.second):
            return None
        return self._way(self.first, step), [("to", level), ("by", step), ("by", percentage)]

    def _stepped_to_level(self) -> tuple[str, Roles] | None:
        """ "tăng d, tương đương p %, lên y"."""
        percentage, level, g = self.two, self.three, self.grammar
        step = in_step(self.one, level)
        if not (self.together and percentage.percent and not step.percent and _levels(level, step)):
            return None
        if not (g.bracket.fullmatch(self.first) or g.linked.fullmatch(self.first)):
            return None
        if not g.leading_to.fullmatch(self.second) or g.since.search(self.ahead):
            return None
        way = self._way(self.ahead, step) or self._way(self.second, step)
        return way, [("to", level), ("by", step), ("by", percentage)]

    def _step_level_percentage(self) -> tuple[str, Roles] | None:
        """ "up by d to y, a rise of p %"."""
        level, percentage, g = self.two, self.three, self.grammar
        step = in_step(self.one, level)
        if not (self.together and percentage.percent and not step.percent and _levels(level, step)):
            return None
        if not g.leading_to.fullmatch(self.first) or not g.lead.fullmatch(self.second) or g.since.search(self.ahead):
            return None
        way = self.items.way(self.ahead)
        if self._has_other_base(percentage) or way != self._way(self.second, percentage):
            return None
        return way, [("to", level), ("by", step), ("by", percentage)]

    def _has_other_base(self, step: Item) -> bool:
        """Whether a base of comparison of its own follows the step: "tăng 30 % so với cùng kỳ"."""
        _, end = step.sentence
        behind = self.items.low[step.end : min(end, step.end + 40)]
        return bool(step.claim.base) or self.grammar.other_base.match(behind) is not None

    def _other_prices(self, roles: Roles) -> bool:
        """Whether the growth may be one of amounts that are not printed: GDP grows at the prices of a base year."""
        level = next(item for role, item in roles if role == "to")
        start, _ = level.sentence
        _, end = self.three.sentence
        return phrases(self.items.pack, "other_prices").search(self.items.low, start, end) is not None


def _in_one_rate(*trio: Item) -> Sequence[Item]:
    """The three, those that leave out a rate in that of the one which prints it: "$1,500 a month, up from $1,200"."""
    rated = [item for item in trio if item.value.unit.dimension == "money" and "/" in item.value.unit.key]
    if not rated or len(rated) == len(trio) or len({item.value.unit.key for item in rated}) > 1:
        return trio
    # "5 million a month, against 50 million in 2023": what is so far off is of another rate, but for a step.
    low, high = rated[0].value.lo / _SAME_RATE, rated[0].value.lo * _SAME_RATE
    return [
        in_step(item, rated[0])
        if item not in rated
        and (low <= item.value.lo or item.claim.direction in ("up", "down"))
        and item.value.lo <= high
        else item
        for item in trio
    ]


def _levels(one: Item, two: Item) -> bool:
    """Whether the two are amounts of one thing, no shares of it."""
    return alike(one, two) and not one.percent and one.bare and two.bare


def _is_yearly(items: Items, step: Item) -> bool:
    """Whether a percentage is one of every year or month: "up 1.1% a year", over how many years nobody says."""
    text = items.low[step.start : step.end]
    unit = items.pack.units.get(text.split()[-1])
    return "/" in text or (unit is not None and unit.dimension in ("duration", "months"))


def _is_step(items: Items, step: Item, level: Item) -> bool:
    if not step.bare and step.figure.form != "multiple":
        return False
    if step.percent and _is_yearly(items, step):
        return False
    return step.percent or step.value.unit.dimension == "multiple" or alike(step, level)
