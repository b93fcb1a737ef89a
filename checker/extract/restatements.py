"""Figures that one article gives twice: in its headline or lead, and again in its body.

What ties two mentions together is their unit, the words around them and how near their values are; whether they can
both hold is for a rule to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise

from checker.extract.items import ADDITIVE, Item, Items, same_noun, same_unit
from checker.extract.phrasing import phrases, shaped
from checker.model import Claim, Kind, Place, Relation
from checker.text.span import Span
from checker.values.compare import Level, compare
from checker.values.figure import Moment

# Words to the left and right of a figure that tell what it is of.
_LEFT, _RIGHT = 10, 6
# A headline rounds by no more than a twentieth of the figure; "5.000" is no rounding of 5.423.
_ROUND_SHARE = Decimal("0.05")
_NEAR_SHARE = Decimal("0.005")
# A restated value is no further off than this; beyond it, two facts are likelier than a slip.
_FOLD = Decimal("1.25")
_SHARED_WORDS = 3
# A title has few words, and all of them are about its figure.
_SHARED_WITH_TITLE = 2
_LEAST = 10
# Counts below a hundred are too often those of a part: "17 held" beside "19 held".
_LEAST_COUNT = 100
# A headline and lead that hold more figures than this are a table, not a summary, and no more of them are looked for
# again; a fact told twice is told within so many such rises. Both keep the time in proportion to the text.
_MOST_HEADS = 60
_MOST_RISES = 60


def restatements(items: Items, claims: Sequence[Claim]) -> list[Relation]:
    """Every value that stands in the headline or lead and differently in the body, and every fact told twice.

    ``restated``  ``headline``, ``body``; with the label ``when`` also the two dates ``headline_when``, ``body_when``
                  that the same value is given for; with the label ``parts`` several ``body``, the parts of the headline's
                  total; with the label ``twice`` two mentions in the body that grew by the same percentage
    """
    return [*_values(items), *_dates(items, claims), *_parts(items), *_twice(items)]


def _agrees(left: Item, right: Item) -> bool:
    comparison = compare(left.value, right.value, round_share=_ROUND_SHARE, near_share=_NEAR_SHARE)
    return comparison.level not in (Level.APART, Level.ADJACENT, Level.OTHER)


def _comparable(item: Item) -> bool:
    # "Cut 340 jobs" tells a count as well as a step; other steps are told with their levels.
    step = item.claim.kind is Kind.CHANGE and not item.value.unit.noun
    if item.is_range or item.figure.form != "number" or item.claim.reference or step:
        return False
    least = _LEAST_COUNT if item.value.unit.dimension == "count" else _LEAST
    return item.value.unit.dimension in ADDITIVE and item.value.lo >= least


def _around(items: Items, item: Item) -> set[str]:
    """The words near a figure, in its sentence, that carry meaning; those of figures are no context."""
    tokens, stop = items.context.tokens, items.pack.stop
    start, end = item.sentence
    first = max(tokens.at(start), item.figure.first - _LEFT)
    last = min(tokens.at(end), item.figure.last + 1 + _RIGHT)
    return _meaning([tokens.words[at] for at in range(first, last) if at not in items.printed], stop)


def _meaning(words: Sequence[str], stop: frozenset[str]) -> set[str]:
    return {word for word in words if word not in stop and not word[0].isdigit() and len(word) > 1}


def _head_words(items: Items, item: Item) -> set[str]:
    """The words of the headline, or for the lead those near the figure."""
    if item.claim.place is Place.TITLE:
        start, end = item.sentence
        tokens = items.context.tokens
        return _meaning(tokens.words[tokens.at(start) : tokens.at(end)], items.pack.stop)
    return _around(items, item)


def _values(items: Items) -> Iterator[Relation]:
    above = (item for item in items.all if item.claim.place in (Place.TITLE, Place.LEAD) and _comparable(item))
    below = [item for item in items.all if item.claim.place not in (Place.TITLE, Place.LEAD)]
    bodies = [item for item in below if _comparable(item)]
    titled, led = (
        {item.value.lo for item in items.all if item.claim.place is place} for place in (Place.TITLE, Place.LEAD)
    )
    # What the lead prints as the headline does is no slip of the one or the other: "42.000 liều, 24.000 liều" in both.
    leads = (
        [item for item in items.all if item.claim.place is Place.LEAD and _comparable(item)]
        if titled.isdisjoint(led)
        else []
    )
    for head in islice(above, _MOST_HEADS):
        if any(_agrees(head, item) for item in below if same_unit(head, item)) or _printed_again(head, below):
            continue
        alike = [
            item
            for item in (*bodies, *(lead for lead in leads if head.claim.place is Place.TITLE and _turned(head, lead)))
            if same_unit(head, item) and head.value.unit.key.partition("/")[2] == item.value.unit.key.partition("/")[2]
        ]
        alike = [item for item in alike if head.value.unit.dimension != "count" or same_noun(head, item)]
        alike = [item for item in alike if (head.claim.kind is Kind.CHANGE) == (item.claim.kind is Kind.CHANGE)]
        own = items.pack.stop | set(head.value.unit.noun.split())
        words = _head_words(items, head) - own
        least = _SHARED_WITH_TITLE if head.claim.place is Place.TITLE else _SHARED_WORDS
        near = []
        for item in alike:
            shared = words & _around(items, item)
            if len(shared) >= least and _same_fact(head, item):
                near.append((len(shared), item))
        if not near:
            continue
        most = max(count for count, _ in near)
        best = [item for count, item in near if count == most]
        if len({item.value.lo for item in best}) == 1:
            roles = (("headline", head.claim), ("body", best[0].claim))
            yield Relation(kind="restated", roles=roles, span=items.span(head, best[0]))


def _printed_again(head: Item, below: Sequence[Item]) -> bool:
    """Whether the body prints the very amount with a longer noun: "10 triệu khách/năm", "10 triệu hành khách/năm"."""
    return any(
        item.value.lo == head.value.lo and item.value.unit.dimension == head.value.unit.dimension == "count"
        for item in below
    )


def _turned(head: Item, lead: Item) -> bool:
    """Whether headline and lead print the same digits in another order: "340 jobs", "430 jobs"; other values of a lead are as
    often of something else."""
    one, two = ("".join(map(str, item.value.lo.normalize().as_tuple().digits)) for item in (head, lead))
    return one != two and len(one) > 1 and sorted(one) == sorted(two)


def _same_fact(head: Item, item: Item) -> bool:
    """Whether the values are as near as two mentions of one fact: close by, or of the same digits, with noughts lost or in another order."""
    one, two = head.value.lo, item.value.lo
    digits = [str(value.normalize().as_tuple().digits) for value in (one, two)]
    near = max(one, two) <= min(one, two) * _FOLD or digits[0] == digits[1] or _turned(head, item)
    left, right = head.claim, item.claim
    periods = left.period is None or right.period is None or left.period.overlaps(right.period)
    return (
        near
        and periods
        and (left.status == right.status or left.place is Place.TITLE)
        and (
            not right.direction
            or left.direction == right.direction
            or (left.direction not in ("up", "down") and right.direction not in ("up", "down"))
        )
    )


def _dates(items: Items, claims: Sequence[Claim]) -> Iterator[Relation]:
    """One value for one thing, in the headline and behind it, for two months."""
    months: dict[Span, list[Claim]] = {}
    for claim in claims:
        month = claim.kind is Kind.DATE and isinstance(claim.value, Moment) and claim.value.grain == "month"
        if month and not claim.reference:
            months.setdefault(claim.sentence, []).append(claim)
    if not months:
        return
    percent = [item for item in items.all if item.percent and len(item.value.lo.normalize().as_tuple().digits) >= 2]
    heads = (item for item in percent if item.claim.place in (Place.TITLE, Place.LEAD))
    for head in islice(heads, _MOST_HEADS):
        for item in percent:
            if item.start <= head.start or item.value.lo != head.value.lo or item.value.grain != head.value.grain:
                continue
            if item.claim.place is head.claim.place or item.claim.direction != head.claim.direction:
                continue
            mine, theirs = _only_month(head.claim, months), _only_month(item.claim, months)
            if mine is None or theirs is None or mine.value == theirs.value:
                continue
            if len(_head_words(items, head) & _around(items, item)) < _SHARED_WORDS:
                continue
            assert isinstance(mine.value, Moment)
            assert isinstance(theirs.value, Moment)
            if mine.value.overlaps(theirs.value):
                continue
            roles = (("headline", head.claim), ("body", item.claim), ("headline_when", mine), ("body_when", theirs))
            yield Relation(kind="restated", roles=roles, span=items.span(head, item), label="when")


def _only_month(claim: Claim, months: Mapping[Span, Sequence[Claim]]) -> Claim | None:
    """The month that the sentence names, where it names one alone; *months* by their sentence."""
    found = months.get(claim.sentence, ())
    return found[0] if len(found) == 1 else None


def _parts(items: Items) -> Iterator[Relation]:
    """A total in the headline, and in the body one amount for each of two places that the headline names."""
    text = items.context.view.text
    heads = (
        item
        for item in items.all
        if item.claim.place is Place.TITLE and item.value.unit.dimension == "count" and _comparable(item)
    )
    for head in islice(heads, _MOST_HEADS):
        close = [item for item in items.all if item is not head and same_unit(head, item) and same_noun(head, item)]
        if any(abs(item.value.lo - head.value.lo) <= _ROUND_SHARE * head.value.lo for item in close):
            continue
        start, end = head.sentence
        title = text[start:end]
        for _, _, held in items.sentences():
            counts = [
                item
                for item in held
                if item.claim.place is not Place.TITLE and _comparable(item) and item.value.unit.dimension == "count"
            ]
            for left, right in pairwise(counts):
                if not phrases(items.pack, "conjunctions").search(items.between(left, right)) or not same_noun(
                    left, right
                ):
                    continue
                places = [_place_behind(items, text, item) for item in (left, right)]
                named = all(place and re.search(rf"\b{re.escape(place)}\b", title) for place in places)
                if named and places[0] != places[1] and _same_thing(title.lower(), left):
                    roles = (("headline", head.claim), ("body", left.claim), ("body", right.claim))
                    yield Relation(kind="restated", roles=roles, span=items.span(head, left, right), label="parts")


def _place_behind(items: Items, text: str, item: Item) -> str:
    """The name behind a count: "9,057 deaths are reported in Turkey"."""
    behind = slice(item.end, min(item.end + 60, items.context.end))
    said = phrases(items.pack, "places_of").search(items.low[behind])
    if said is None or re.search(r"[.,;:()\n\d]", items.low[behind][: said.start()]):
        return ""
    words: list[str] = []
    for word in re.findall(r"[^\W\d_][\w’'-]*|[^\w\s]", text[behind][said.end() :]):
        if not word[0].isupper():
            break
        words.append(word)
    return " ".join(words)


def _same_thing(title: str, part: Item) -> bool:
    """Whether headline and part count one thing: a word of the part's sentence, or its beginning, stands in the title."""
    nouns = [word for word in part.value.unit.noun.split() if len(word) > 3]
    return any(word[:4] in title for word in nouns) if nouns else False


def _twice(items: Items) -> Iterator[Relation]:
    """Two nearly equal amounts of one thing that both "rose by 28 %": one fact, told twice."""
    grown = []
    for _, level, step in items.beside:
        if step.percent and level.amount and not level.is_range:
            between = items.between(level, step)
            if shaped(r"\s*,?\s*@\s*", (*items.pack.arithmetic["up"], *items.pack.arithmetic["down"])).fullmatch(
                between
            ):
                grown.append((level, step))
    for at, (one, step) in enumerate(grown):
        for two, again in grown[at + 1 : at + 1 + _MOST_RISES]:
            if (
                step.value.lo != again.value.lo
                or step.claim.direction != again.claim.direction
                or not same_unit(one, two)
            ):
                continue
            near = abs(one.value.lo - two.value.lo) <= _NEAR_SHARE * max(one.value.lo, two.value.lo)
            periods = one.claim.period, two.claim.period
            if near and one.value.lo != two.value.lo and None not in periods and periods[0] == periods[1]:
                yield Relation(
                    kind="restated",
                    roles=(("headline", one.claim), ("body", two.claim)),
                    span=items.span(one, two),
                    label="twice",
                )
