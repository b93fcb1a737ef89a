"""The context features of all pairs of a session: what their words, units, names and places say, never their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from operator import mul

import numpy as np
from rapidfuzz import fuzz

from checker.align.apart import foreign, places_apart
from checker.align.columns import NONE, Columns, Flags, Floats, Numbers, masks
from checker.align.mentions import Mention
from checker.align.terms import opposites, set_against


def context(columns: Columns, left: Numbers, right: Numbers, weights: Weights) -> Floats:
    """The context features of the pairs of nodes at *left* and *right*, a row of ``features.CONTEXT`` each.

    The pair of mentions whose words are most alike stands for a pair of nodes.
    """
    one, two, best = _nearest(columns, left, right)
    c = columns
    near = np.maximum(0.0, best)
    shared = _Shared(c, one, two, weights)
    unit_same, unit_part, unit_apart, unit_missing = _units(c, left, right)
    subject_same, subject_apart, subject_foreign, apart = _subjects(c, left, right, one, two)
    period_same, period_apart = _periods(c, one, two)
    date, clock, score = (_is(c, left, name) for name in ("date", "clock", "score"))
    date &= c.family[left] == c.family[right]
    small = (c.digits[left] <= 1) & (c.digits[right] <= 1)
    ordinal = _is(c, left, "ordinal") | _is(c, left, "level")
    moving = (c.direction[one] != NONE) & (c.direction[two] != NONE)
    same_way = c.direction[one] == c.direction[two]
    left_same = _both_alike(c.last, one, two) * 0.5 + 0.5 * _both_alike(c.last_two, one, two)
    parts = (c.part[one] != NONE) & (c.part[two] != NONE) & (c.part[one] != c.part[two])
    return np.column_stack(
        [
            near, near * near, shared.clause, shared.sentence, shared.terms, shared.near_terms, shared.opposed, shared.names,
            shared.names_apart, unit_same, unit_part, unit_apart, unit_missing, left_same, _both_alike(c.next, one, two),
            shared.neighbours, moving & same_way, moving & ~same_way, c.status[one] != c.status[two], period_same, period_apart,
            c.in_title[left] & c.in_title[right], c.in_title[left] != c.in_title[right], c.in_lead[left] & c.in_lead[right],
            order(c, left, right), c.kind[one] == c.kind[two], c.reference[one] != c.reference[two],
            c.lang[one] != c.lang[two], c.unsure[one] & c.unsure[two],
            np.minimum(1.0, (c.count[left] + c.count[right] - 2) / 4),
            date, clock, score, ordinal, small, _is(c, left, "percent"), _is(c, left, "money"), _is(c, left, "label"),
            date & (c.of_year[left] | c.of_year[right]),
            near * date, near * small, near * ordinal, near * score, near * unit_same,
            subject_same, subject_apart, subject_foreign, apart, parts,
            _alike([m.before for m in c.mentions], one, two), _alike([m.after for m in c.mentions], one, two),
            _of_distinct(c.clause_words, one, two, lambda i, j: _ratio(c.mentions[i].clause_words, c.mentions[j].clause_words)),
            _of_distinct(c.ahead, one, two, lambda i, j: _ratio(c.mentions[i].ahead, c.mentions[j].ahead)),
            c.of_time[left] & c.of_time[right],
        ]
    )  # fmt: skip


def order(c: Columns, left: Numbers, right: Numbers) -> Floats:
    """How near to each other two figures stand in their articles, from the first word to the last; 0 to 1."""
    return np.asarray(1.0 - np.abs(c.order[left] - c.order[right]))


def similarity(left: Mention, right: Mention) -> float:
    """Cosine of the rarity-weighted words around two figures; 0 to 1. Sums are exact, so no order of words shows."""
    a, b = left.vector, right.vector
    shared = a.keys() & b.keys()
    if not shared:
        return 0.0
    return fsum(map(mul, map(a.__getitem__, shared), map(b.__getitem__, shared))) / (left.norm * right.norm)


class Weights(dict[str, float]):
    """The rarity of words in a session, 1 for a word that stands near no figure, and the sums over sets of them."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        super().__init__(rarity)
        self._sums: dict[frozenset[str], float] = {}

    def __missing__(self, word: str) -> float:
        self[word] = 1.0
        return 1.0

    def dice(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much of two sets of words is shared, by rarity; 0 to 1."""
        if not a or not b:
            return 0.0
        return 2.0 * fsum(map(self.__getitem__, a & b)) / (self._sum(a) + self._sum(b))

    def _sum(self, words: frozenset[str]) -> float:
        known = self._sums.get(words)
        if known is None:
            known = self._sums[words] = fsum(map(self.__getitem__, words))
        return known


def _nearest(columns: Columns, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Floats]:
    """The two mentions of each pair whose words are most alike, the first of equals, and how alike they are."""
    mentions, first, count = columns.mentions, columns.first.tolist(), columns.count.tolist()
    ones, twos, best = [], [], []
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        one, two = first[i], first[j]
        most = similarity(mentions[one], mentions[two])
        if count[i] > 1 or count[j] > 1:
            for nth in range(first[i], first[i] + count[i]):
                for other in range(first[j], first[j] + count[j]):
                    found = similarity(mentions[nth], mentions[other])
                    if found > most:
                        most, one, two = found, nth, other
        ones.append(one)
        twos.append(two)
        best.append(most)
    return np.array(ones, dtype=np.int64), np.array(twos, dtype=np.int64), np.array(best, dtype=np.float64)


class _Shared:
    """What the sets of words, concepts and names of the mentions at *one* and *two* have in common."""

    def __init__(self, c: Columns, one: Numbers, two: Numbers, weights: Weights) -> None:
        mentions = c.mentions
        self.clause = _of_distinct(
            c.clause, one, two, lambda i, j: weights.dice(mentions[i].clause, mentions[j].clause)
        )
        self.sentence = _of_distinct(
            c.sentence, one, two, lambda i, j: weights.dice(mentions[i].sentence, mentions[j].sentence)
        )
        self.terms, _ = _overlap([m.terms for m in mentions], one, two)
        self.near_terms, _ = _overlap([m.near_terms for m in mentions], one, two)
        self.names, self.names_apart = _overlap([m.names for m in mentions], one, two)
        beside, _ = _in_common([m.neighbours for m in mentions], one, two)
        self.neighbours = np.minimum(1.0, beside / 2.0)
        self.opposed = _opposed(mentions, one, two)


def _in_common(sets: Sequence[frozenset[str]], one: Numbers, two: Numbers) -> tuple[Numbers, Numbers]:
    """How many members the sets at *one* and *two* share, and how many the smaller has."""
    sizes = np.array(list(map(len, sets)), dtype=np.int64)
    if len(one) < len(sets):
        few = [len(sets[i] & sets[j]) for i, j in zip(one.tolist(), two.tolist(), strict=True)]
        return np.array(few, dtype=np.int64), np.minimum(sizes[one], sizes[two])
    bits = masks(sets)
    shared = [(bits[i] & bits[j]).bit_count() for i, j in zip(one.tolist(), two.tolist(), strict=True)]
    return np.array(shared, dtype=np.int64), np.minimum(sizes[one], sizes[two])


def _overlap(sets: Sequence[frozenset[str]], one: Numbers, two: Numbers) -> tuple[Floats, Flags]:
    """What the sets at *one* and *two* share, as a part of the smaller; and whether both are there and share nothing."""
    shared, least = _in_common(sets, one, two)
    return shared / np.maximum(least, 1), (least > 0) & (shared == 0)


def _opposed(mentions: Sequence[Mention], one: Numbers, two: Numbers) -> Floats:
    """1 where one side names what the other side's word is set against, and not that word itself."""
    out = np.zeros(len(one))
    sets = [mention.near_terms for mention in mentions]
    against = {i: frozenset[str]().union(*map(opposites, sets[i])) for i in set(one.tolist())}
    for nth, (i, j) in enumerate(zip(one.tolist(), two.tolist(), strict=True)):
        # Asked in full only where one is near: most pairs name nothing that is set against anything.
        out[nth] = not against[i].isdisjoint(sets[j]) and set_against(sets[i], sets[j])
    return out


def _subjects(
    c: Columns, left: Numbers, right: Numbers, one: Numbers, two: Numbers
) -> tuple[Flags, Flags, Floats, Flags]:
    """Whether the names that two figures are about have words in common, or none; are foreign; are places apart."""
    sets = [mention.subject for mention in c.mentions]
    shared, least = _in_common(sets, one, two)
    told = least > 0
    apart = told & (shared == 0)
    strange, elsewhere = np.zeros(len(one)), np.zeros(len(one), dtype=np.bool_)
    # Only of names that share nothing can either be true.
    for nth in np.flatnonzero(apart).tolist():
        strange[nth] = foreign(c.mentions[one[nth]], c.mentions[two[nth]])
        elsewhere[nth] = places_apart(c.nodes[left[nth]], c.nodes[right[nth]])
    return told & ~apart, apart, strange, elsewhere


def _units(c: Columns, left: Numbers, right: Numbers) -> tuple[Floats, Flags, Flags, Flags]:
    """Same unit, partly the same noun, different, missing on a side."""
    amounts = c.is_amount[left] & c.is_amount[right]
    alike = c.unit[left] == c.unit[right]
    named = c.has_unit[left] & c.has_unit[right]
    same = np.where(amounts, named & (alike | (c.unit_key[left] == c.unit_key[right])), alike)
    open_ = amounts & named & ~same
    half = open_ & (c.dimension[left] == c.dimension[right]) & ~c.is_count[left]
    open_ &= ~half
    part = np.zeros(len(left), dtype=np.bool_)
    for nth in np.flatnonzero(open_).tolist():
        first, second = c.nodes[left[nth]].unit, c.nodes[right[nth]].unit
        part[nth] = not set(first.split()).isdisjoint(second.split())
    return same + 0.5 * half, part, open_ & ~part, amounts & ~named


def _periods(c: Columns, one: Numbers, two: Numbers) -> tuple[Floats, Flags]:
    """1 for one period, a half for two that overlap; and whether they do not."""
    told = (c.period[one] != NONE) & (c.period[two] != NONE)
    same = told & (c.period[one] == c.period[two])
    overlapping = np.zeros(len(one), dtype=np.bool_)
    other = told & ~same
    for nth in np.flatnonzero(other).tolist():
        first, second = c.periods[one[nth]], c.periods[two[nth]]
        overlapping[nth] = first is not None and second is not None and first.overlaps(second)
    return same + 0.5 * overlapping, other & ~overlapping


def _is(c: Columns, left: Numbers, family: str) -> Flags:
    return c.is_family(family)[left]


def _both_alike(column: Numbers, one: Numbers, two: Numbers) -> Flags:
    return np.asarray((column[one] != NONE) & (column[one] == column[two]))


def _of_distinct(column: Numbers, one: Numbers, two: Numbers, worked_out: Callable[[int, int], float]) -> Floats:
    """*worked_out* of each two places, asked once for all that *column* tells alike: figures of one sentence share it."""
    known: dict[int, float] = {}
    out = []
    keys = column[one] * (1 + column.max(initial=0)) + column[two]
    for i, j, key in zip(one.tolist(), two.tolist(), keys.tolist(), strict=True):
        found = known.get(key)
        if found is None:
            found = known[key] = worked_out(i, j)
        out.append(found)
    return np.array(out, dtype=np.float64)


def _alike(texts: Sequence[str], one: Numbers, two: Numbers) -> Floats:
    return np.array(
        [_ratio(texts[i], texts[j]) for i, j in zip(one.tolist(), two.tolist(), strict=True)], dtype=np.float64
    )


def _ratio(a: str, b: str) -> float:
    """How alike two strings of words read, in their order; 0 to 1, and 0 where one is empty."""
    return fuzz.ratio(a, b) / 100 if a and b else 0.0
