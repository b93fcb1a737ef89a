"""Hard conditions: what two nodes tell of themselves that makes them two facts, whatever their words share.

None of this is learned: the gold has too few conflicts to learn the exceptions from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from checker.align.governing import since_january
from checker.align.kinds import of_anyone, of_two
from checker.align.mentions import Mention, key_of_value
from checker.align.nodes import Node, significant_digits
from checker.align.running import of_victims
from checker.align.telling import (
    averages_apart,
    is_step,
    of_feast,
    of_going_on,
    of_period_end,
    of_saying,
    rest_of_named,
    ways,
    without_a_part,
)
from checker.align.terms import is_market, two_facts
from checker.align.when import beside, minutes, moments_apart, times_of
from checker.model import Status
from checker.values.compare import Level, compare
from checker.values.figure import Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period
from checker.values.slips import near_twins
from checker.values.units import Unit

# What a conflict of years, or of differently named counts, must reach: three in four.
_SURE = 0.75
# Lengths of time that date figures, rather than events.
_LABELS = frozenset({"year", "quarter", "month"})
_MINUTE = 60  # seconds
# In place of an article: what any of the session prints.
EVERY = -1
# Amounts that somebody set, rather than counted or expects.
_SET = frozenset({Status.TARGET, Status.LIMIT})
_DAY = timedelta(days=1)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_TAILED = re.compile(r"\d+(?:st|nd|rd|th)\b")
# A fall in words and one by its sign may be rounded apart by so much.
_ROUNDED = 0.05
# A step and what it leads to, so many times as large, are two facts.
_NO_STEP = 3
# Amounts of one digit stand in any sentence; those of two tell what it is about.
_TELLING = 2
# So many words right before two days tell that both are of one thing.
_ALIKE = 2
# How far what is printed as round, or called "about", may lie from the other amount: as shares of it.
_SHARES = {"round_share": Decimal("0.05"), "near_share": Decimal("0.02")}


def vetoed(left: Node, right: Node, probability: float, printed: Mapping[tuple[int, str], set[str]]) -> bool:
    """Whether two values that cannot both hold are surely of two facts.

    Each is about a name that the other article does not know, or about another place, stretch of time or hour, or about
    what is never taken for the other ("exports", "imports"); one is aimed at or allowed, the other had; both quote a
    market; a count may have grown from day to day; one is told as up on what it was, the other as down, or one is a step
    and the other far larger; two days or hours have each an amount of their own, or one is the day on which somebody said
    something, on which something else went on, that only names a feast, or that ends a quarter; one leaves out a part, is an average, or counts those beside some who
    are named; two names or scores have no part in common; each article prints the other's value too, or one of them
    beside its own; two multiples are of two things; or a day is only compared with. Years, quarters and months are
    labels far oftener than statements, a day that an article counts from its own ("last night") was written before it
    came out, and counts of things with no word in common are mostly two: these must be likely. What arithmetic explains is no conflict: two amounts whose sum the session prints as well, or
    that lie a printed step apart.
    """
    return next(conditions(left, right, probability, printed), None) is not None


def conditions(
    left: Node, right: Node, probability: float, printed: Mapping[tuple[int, str], set[str]]
) -> Iterator[str]:
    """The names of what ``vetoed`` asks and finds to hold; the words for them stand in ``checker/report/waterfall.toml``."""
    if foreign(left.mentions[0], right.mentions[0]) >= 1.0:
        yield "other_name"
    if places_apart(left, right):
        yield "other_place"
    yield from _moments(left, right)
    left_elsewhere = left.key in printed[right.doc, right.family]
    right_elsewhere = right.key in printed[left.doc, left.family]
    if left_elsewhere and right_elsewhere:
        yield "both_printed"
    if _beside(left, right) or _beside(right, left):
        yield "told_beside"
    if _other_base(left, right):
        yield "other_base"
    if all(two_facts(one.near_terms, two.near_terms) for one in left.mentions for two in right.mentions):
        yield "other_side"
    if things_apart(left, right):
        yield "other_thing"
    if probability < _SURE and statuses_apart(left, right):
        yield "other_status"
    if _parts_of_one(left, right, printed):
        yield "parts_of_one"
    if _step_apart(left, right):
        yield "step_apart"
    if _step_and_level(left, right):
        yield "step_and_level"
    if _ways_apart(left, right):
        yield "other_way"
    if _signed_change(left, right) or _signed_change(right, left):
        yield "signed_change"
    if left.quantity is not None and without_a_part(left) != without_a_part(right):
        yield "part_left_out"
    if left.quantity is not None and rest_of_named(left) != rest_of_named(right):
        yield "only_the_rest"
    if averages_apart(left, right) or averages_apart(right, left):
        yield "only_an_average"
    if left.family == "date":
        labels = not _LABELS.isdisjoint((left.unit, right.unit))
        if of_saying(left) != of_saying(right):
            yield "day_of_saying"
        if of_going_on(left) != of_going_on(right):
            yield "day_of_going_on"
        if of_period_end(left) != of_period_end(right):
            yield "day_of_period"
        if feasts_apart(left, right):
            yield "day_of_feast"
        if left.claim.reference or right.claim.reference:
            yield "only_compared"
        if (labels or _relative(left) or _relative(right)) and probability < _SURE:
            yield "unsure_day"
    if probability < _SURE and (_reported_on(left) or _reported_on(right)):
        yield "unsure_day"
    if probability < _SURE and _counted_apart(left, right):
        yield "other_noun"


def _beside(one: Node, two: Node) -> bool:
    """Whether a sentence of *one* tells the amount of *two* beside its own: who says "11.42, before settling at 11.40" means by
    the first what another tells as "11.42"."""
    if one.quantity is None or two.quantity is None or significant_digits(two.quantity) < _TELLING:
        return False
    return any(
        isinstance(claim.value, Quantity)
        and claim.span != mention.claim.span
        and claim.value.unit.key == two.quantity.unit.key
        and key_of_value(claim.value) == two.key
        for mention in one.mentions
        for claim in mention.beside
    )


def _other_base(left: Node, right: Node) -> bool:
    """Whether two multiples are, in one language, of things that share no word: "four times the town's population", "six
    times the price of 2019"."""
    if left.family != "multiple" or left.claim.source.lang != right.claim.source.lang:
        return False
    bases = [[{word for word in mention.right if len(word) > 1} for mention in node.mentions] for node in (left, right)]
    return all(one and two and one.isdisjoint(two) for one in bases[0] for two in bases[1])


def _signed_change(fall: Node, signed: Node) -> bool:
    """Whether one tells in words the fall that the other tells by its sign: "lost 3.1%", "11.6% (-3.1%)"."""
    if fall.quantity is None or signed.quantity is None or signed.quantity.hi >= 0 or fall.quantity.lo < 0:
        return False
    down = any(mention.claim.direction == "down" for mention in fall.mentions)
    return down and _near(-float(signed.hi), float(fall.lo)) and _near(-float(signed.lo), float(fall.hi))


def _near(one: float, two: float) -> bool:
    return abs(one - two) <= _ROUNDED * max(abs(one), abs(two))


def things_apart(left: Node, right: Node) -> bool:
    """Whether two nodes are of two things of one kind in all their mentions: rice here, coffee there."""
    return all(of_two(one, two) for one in left.mentions for two in right.mentions)


def _reported_on(node: Node) -> bool:
    """Whether a length of time is the stretch that figures are of, "in seven months", rather than what lasted so long."""
    return all(since_january(mention.claim) is not None for mention in node.mentions)


def _step_and_level(left: Node, right: Node) -> bool:
    """Whether one tells by how much something changed, the other how much there is, and they lie far apart: "down 11
    dead", "116 dead". Nearer ones may be told so by mistake, "353,000 jobs", "added 304,000 jobs", but not a fall in
    what an event did: "down 29", "13 still missing"."""
    a, b = left.quantity, right.quantity
    if a is None or b is None or is_step(left) == is_step(right):
        return False
    step = left if is_step(left) else right
    falls = all(mention.claim.direction == "down" for mention in step.mentions)
    if falls and all(any(map(of_victims, node.mentions)) for node in (left, right)):
        return True
    low, high = sorted((abs(float(left.lo)), abs(float(right.lo))))
    return high >= _NO_STEP * low


def _ways_apart(left: Node, right: Node) -> bool:
    """Whether the clauses of two amounts tell changes, one up, the other down: "1.21 million, down 9%", "1.73 million,
    up 14%"."""
    if left.quantity is None or right.quantity is None:
        return False
    one, two = ways(left), ways(right)
    return bool(one and two) and one.isdisjoint(two)


def _parts_of_one(left: Node, right: Node, printed: Mapping[tuple[int, str], set[str]]) -> bool:
    """Whether an article of the session prints the sum of two amounts, or what one lacks of the other: "725 households",
    "1,215 households", "1,940 in all".

    Amounts of few digits add up to something printed by chance, and those one slip apart are likelier one.
    """
    a, b = left.quantity, right.quantity
    if a is None or b is None or not _one_kind(a.unit, b.unit) or (a.lo, b.lo) != (a.hi, b.hi):
        return False
    least = min(map(significant_digits, (a, b)))
    if least < _TELLING or near_twins(a, b, least_digits=_TELLING):
        return False
    made = [abs(a.lo - b.lo)] if least > _TELLING else []
    found = [replace(a, lo=amount, hi=amount) for amount in (a.lo + b.lo, *made)]
    return any(
        significant_digits(one) > _TELLING and key_of_value(one) in printed.get((EVERY, left.family), ())
        for one in found
    )


def _step_apart(left: Node, right: Node) -> bool:
    """Whether the sentence of one tells the step between the two: "16,510 dong, up 120", "four minutes before the call"."""
    if left.family == "clock":
        apart = {abs(minutes(one.start) - minutes(two.start)) for one in times_of(left) for two in times_of(right)}
        lengths = (*beside(left, Quantity), *beside(right, Quantity))
        return any(
            length.unit.dimension == "duration"
            and length.unit.factor is not None
            and length.lo * length.unit.factor / _MINUTE in apart
            for length in lengths
        )
    a, b = left.quantity, right.quantity
    if a is None or b is None or a.unit.key != b.unit.key or (a.lo, b.lo) != (a.hi, b.hi):
        return False
    return any(
        claim.direction in ("up", "down")
        and isinstance(claim.value, Quantity)
        and claim.value.unit.key == a.unit.key
        and claim.value.lo == claim.value.hi == abs(a.lo - b.lo)
        for node in (left, right)
        for mention in node.mentions
        for claim in mention.beside
    )


def _counted_apart(left: Node, right: Node) -> bool:
    """Whether two counts are told, in one language, of things that share no word, and neither just of people."""
    if left.quantity is None or left.family != "count" or not left.unit or not right.unit:
        return False
    lang = left.claim.source.lang
    return (
        lang == right.claim.source.lang
        and set(left.unit.split()).isdisjoint(right.unit.split())
        and not (of_anyone(left.unit, lang) or of_anyone(right.unit, lang))
    )


def _moments(left: Node, right: Node) -> Iterator[str]:
    """What makes the two of other stretches of time or hours, quotes of other moments, or other names and scores."""
    if left.family in ("date", "clock"):
        if own_amounts(left, right):
            yield "own_amounts"
        yield from moments_apart(left, right)
        return
    if left.family in ("label", "score", "ordinal"):
        if _nothing_shared(_named_by(left), _named_by(right)):
            yield "nothing_shared"
        return
    if quotes_apart(left, right):
        yield "market_quotes"
    yield from moments_apart(left, right)


def _named_by(node: Node) -> str:
    """What a name or number is printed as; of an ordinal without its last letters, which differ from number to number,
    and with what it is of or the word behind it: "minute" of "the 34th minute"."""
    quote = node.claim.quote.lower()
    if node.quantity is None:
        return quote
    # "Second" and "fourth" have as little in common as "2nd" and "4th".
    plain = "" if node.in_words and not node.quantity.unit.key else _TAILED.sub("", quote)
    behind = " ".join(node.mentions[0].right[:1]) if plain != quote else ""
    return f"{plain} {node.quantity.unit.key or behind}"


def _nothing_shared(one: str, two: str) -> bool:
    """Whether two names share no word, or without words no number: "51/2010" may be misprinted as "51/2012", and
    "Article 4" as "Article 14", hardly as "153/2015" or "Chapter 4".
    """
    words = [set(_LETTERS.findall(text)) for text in (one, two)]
    if not all(words):
        words = [set(_DIGITS.findall(text)) for text in (one, two)]
    return all(words) and words[0].isdisjoint(words[1])


def _relative(node: Node) -> bool:
    """Whether every mention of a day counts from that of publication."""
    values = [mention.claim.value for mention in node.mentions]
    return all(isinstance(value, Moment) and value.stated == "relative" for value in values)


def quotes_apart(left: Node, right: Node) -> bool:
    """Whether both are prices by the unit of articles of other days, amounts of money whose clauses quote a market, or
    other amounts of a market on other days: an index in the week before and on the day of the article."""
    a, b = left.quantity, right.quantity
    if a is None or b is None:
        return False
    told = [mention for node in (left, right) for mention in node.mentions]
    market = all(any(map(is_market, mention.near_terms)) for mention in told)
    if left.family != "money":
        return market and not any(one.overlaps(two) for one in _market_days(left) for two in _market_days(right))
    if market:
        return True
    if "/" not in a.unit.key or "/" not in b.unit.key:
        return False
    one, two = (node.claim.source.day for node in (left, right))
    if one is not None and two is not None and one != two and not _one_day(told):
        return True
    return all(any(map(is_market, mention.terms)) for mention in told)


def feasts_apart(left: Node, right: Node) -> bool:
    """Whether of two days one only names a feast, and the other is a day."""
    return left.family == right.family == "date" and of_feast(left) != of_feast(right)


def _market_days(node: Node) -> list[Period]:
    """The days that an amount of a market may be of: those told, else that of the article and the one before."""
    told = [mention.claim.period for mention in node.mentions if mention.claim.period is not None]
    day = node.claim.source.day
    return told or ([Period(day - _DAY, day, "day")] if day is not None else [])


def _one_day(told: Sequence[Mention]) -> bool:
    """Whether all name one day: what a market asked on 5 November it asked then, whenever an article tells it."""
    periods = {mention.claim.period for mention in told}
    return len(periods) == 1 and all(period is not None and period.start == period.end for period in periods)


def own_amounts(left: Node, right: Node) -> bool:
    """Whether the sentences of two days give each its own amount in one unit: "131,000 on the 6th", "138,000 on the 13th"."""
    amounts = [
        # "At least 12 on Tuesday" would allow the 19 of Wednesday: the amounts are taken as they are printed.
        (replace(a, hedge=Hedge.EXACT), replace(b, hedge=Hedge.EXACT))
        for a in beside(left, Quantity)
        for b in beside(right, Quantity)
        if _one_unit(a.unit, b.unit) and min(map(significant_digits, (a, b))) >= _TELLING
    ]
    return bool(amounts) and not any(may_both_hold(a, b) for a, b in amounts)


def _one_unit(one: Unit, two: Unit) -> bool:
    """Whether two amounts are told in one unit; a count that does not say of what goes with any."""
    if one.dimension == two.dimension == "count":
        return one.noun == two.noun or not one.noun or not two.noun
    return one == two


def _one_kind(one: Unit, two: Unit) -> bool:
    """Whether two amounts are told in one unit, or count things whose names share a word: "hộ", "hộ dân"."""
    if one.dimension == two.dimension == "count":
        return not set(one.noun.split()).isdisjoint(two.noun.split()) or one.noun == two.noun
    return one.key == two.key


def may_both_hold(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts of one dimension agree, or differ no more than rounding, cutting off and hedges allow."""
    return compare(a, b, **_SHARES).level in (Level.AGREE, Level.ROUNDED, Level.CUT)


def foreign(one: Mention, two: Mention) -> float:
    """Whether each is about a name that the other's article does not print at all; only within one language."""
    if one.claim.source.lang != two.claim.source.lang:
        return 0.0
    return _unknown(one.subject, two) * _unknown(two.subject, one)


def _told_alike(left: Node, right: Node) -> bool:
    """Whether the same two words stand right before both: "the ship was seized on", whoever seized it or owns it."""
    return any(
        one == two and len(one) == _ALIKE for one in map(_last, left.mentions) for two in map(_last, right.mentions)
    )


def _last(mention: Mention) -> tuple[str, ...]:
    return mention.left[-_ALIKE:]


def statuses_apart(left: Node, right: Node) -> bool:
    """Whether one of two amounts is aimed at or the most allowed, and the other is told as it is, in all their mentions."""
    if left.quantity is None or right.quantity is None:
        return False
    one, two = ({mention.claim.status for mention in node.mentions} for node in (left, right))
    return one.isdisjoint(two) and (one <= _SET or two <= _SET)


def places_apart(left: Node, right: Node) -> bool:
    """Whether every mention of the two is about a place or an organisation of the list, and no side's is the other's."""
    mentions = (*left.mentions, *right.mentions)
    if not all(_listed(mention.subject) for mention in mentions):
        return False
    if left.family == "date" and _told_alike(left, right):
        # Of what happened on a day an article may name the owner, another who did it; amounts are those of their place.
        return False
    one, two = (frozenset().union(*(m.subject for m in node.mentions)) for node in (left, right))
    return one.isdisjoint(two) and not (_named(one, right) or _named(two, left))


def _named(places: frozenset[str], node: Node) -> bool:
    """Whether a clause of the node names one of the *places* beside its subject: "the Philippines get 5 from Canada"."""
    return any(place.removeprefix("§") in mention.near_terms for place in places for mention in node.mentions)


def _listed(subject: frozenset[str]) -> bool:
    return any(word[0] == "§" for word in subject)


def _unknown(subject: frozenset[str], other: Mention) -> float:
    """The share of the words of a name that the other's article never prints with a capital."""
    if not subject or subject & other.subject or _listed(subject):
        return 0.0
    return len(subject - other.known) / len(subject)
