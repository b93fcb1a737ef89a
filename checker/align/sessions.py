"""Which sources report the same event.

Each source is read once (``readings``) and weighed against the others (``profiles``): two have a likeness, the
probability that they report one event, less what the days between them cost. Sources join while the *mean* likeness
over all pairs across two groups is high enough, so one article about two events does not chain them. Groups whose
members agree, each group for itself, on the morning or evening they report stay apart where these are of two days: the
debate of Tuesday morning and that of Wednesday morning share all their words.

Only sources that share a heavy term at a near date are compared: work grows with the number of sources, not its
square. Order is by date and path, so the order of the input shows nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import fsum
from pathlib import PurePosixPath
from typing import Final

from checker.align.partners import Terms
from checker.align.profiles import Profile, handles, likeness, profiles_of
from checker.align.readings import DAY_LENGTH, key
from checker.model import Passage, Place
from checker.text.normal import folded
from checker.values.figure import Moment

# Two groups join while the mean likeness across them is at least this.
JOIN: Final = 0.35
# So many sources of a group must name the day of their sitting before it counts: one may be late, or mistaken.
_WITNESSES: Final = 2
# Above so many members of a group, every nth stands for it in a mean.
_SAMPLE: Final = 24


def found(passages: Sequence[Passage]) -> list[list[int]]:
    """The sessions as groups of indices into *passages*, each sorted, sorted by first index; every index in one."""
    profiles = profiles_of(passages)
    groups = joined(profiles, _partners(profiles))
    return sorted(sorted(profiles[place].index for place in group) for group in groups)


def by_folder(passages: Sequence[Passage]) -> list[list[int]]:
    """One group for each parent folder of ``source.path``, in the form of ``found``."""
    return by_folder_of(passage.source.path for passage in passages)


def by_folder_of(paths: Iterable[str]) -> list[list[int]]:
    """The places of *paths*, a group for each parent folder."""
    folders: dict[str, list[int]] = {}
    for index, path in enumerate(paths):
        folders.setdefault(str(PurePosixPath(path).parent), []).append(index)
    return sorted(folders.values())


def described(passages: Sequence[Passage], group: Sequence[int]) -> tuple[str | None, str]:
    """The date (``YYYY-MM-DD`` or None) and the title of the session *group*.

    The date is the day that most of its sources print or came out on, the earliest of equals; the title the one
    that shares most words with the others', the first source's of equals; the folder's name where none has a title.
    """
    members = sorted(group, key=lambda index: key(passages[index]))
    votes: Counter[str] = Counter()
    for index in members:
        votes.update(_event_days(passages[index]))
    day = min(votes, key=lambda text: (-votes[text], text)) if votes else None
    titled = [(title, _title_words(title)) for index in members if (title := passages[index].source.title)]
    if not titled:
        path = PurePosixPath(passages[members[0]].source.path)
        return day, path.parent.name or path.name
    common = Counter(word for _, words in titled for word in words)
    best = max(range(len(titled)), key=lambda n: (_closeness(titled[n][1], common), -n))
    return day, " ".join(titled[best][0].split())


def _event_days(passage: Passage) -> set[str]:
    """The day the source came out on and the days that its title and lead print."""
    days = {
        claim.value.start[:DAY_LENGTH]
        for claim in passage.claims
        if isinstance(claim.value, Moment)
        and claim.place in (Place.TITLE, Place.LEAD)
        and len(claim.value.start) >= DAY_LENGTH
        and claim.value.start == claim.value.end
    }
    if passage.source.day is not None:
        days.add(passage.source.day.isoformat())
    return days


def _title_words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", folded(title)) if len(word) > 1)


def _closeness(words: frozenset[str], common: Mapping[str, int]) -> float:
    """How many other titles share a word, on average over the words of a title, long titles not favoured."""
    return sum(common[word] - 1 for word in words) / (len(words) + 3)


def _partners(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """The places of the pairs worth comparing, the lower first, sorted: those that share most of their rare terms."""
    numbers: dict[str, int] = {}
    terms_of = Terms()
    for profile in profiles:
        held = dict(handles(profile))
        terms_of.add([numbers.setdefault(term, len(numbers)) for term in held], list(held.values()))
    return [(one, two) for some in terms_of.pairs() for one, two in some.tolist()]


def joined(profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The places in groups: the two most alike join first, until no mean likeness reaches ``JOIN``."""
    groups: dict[int, list[int]] = {place: [place] for place in range(len(profiles))}
    means: dict[int, dict[int, float]] = {place: {} for place in groups}
    for one, two in pairs:
        found = likeness(profiles[one], profiles[two])
        # Where every pair across two groups is below the bar, so is their mean.
        if found >= JOIN:
            means[one][two] = means[two][one] = found
    heap = [(-mean, one, two) for one, others in means.items() for two, mean in others.items() if one < two]
    heapify(heap)
    while heap:
        negative, one, two = heappop(heap)
        if one not in groups or two not in groups or means[one].get(two) != -negative:
            continue
        if _two_sittings(profiles, groups[one], groups[two]):
            del means[one][two], means[two][one]
            continue
        left, right = groups[one], groups.pop(two)
        mine, its = means[one], means.pop(two)
        del mine[two], its[one]
        for other in sorted(mine.keys() | its.keys()):
            members = groups[other]
            to_left = mine[other] if other in mine else _mean(profiles, left, members)
            to_right = its[other] if other in its else _mean(profiles, right, members)
            mean = (len(left) * to_left + len(right) * to_right) / (len(left) + len(right))
            means[other].pop(two, None)
            mine[other] = means[other][one] = mean
            if mean >= JOIN:
                heappush(heap, (-mean, min(one, other), max(one, other)))
        groups[one] = sorted([*left, *right])
    return list(groups.values())


def _two_sittings(profiles: Sequence[Profile], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether several sources of each group name the day and the part of the day they report, and no day is of both."""
    if min(len(left), len(right)) < _WITNESSES:
        return False
    told = [[profiles[place] for place in group if profiles[place].sittings] for group in (left, right)]
    days = [frozenset[int]().union(*(one.sittings for one in group)) for group in told]
    if not days[0].isdisjoint(days[1]):
        return False
    # A copy is no second witness.
    return all(len({tuple(one.words) for one in group}) >= _WITNESSES for group in told)


def _mean(profiles: Sequence[Profile], left: Sequence[int], right: Sequence[int]) -> float:
    """The mean likeness over all pairs across two groups; large groups are sampled evenly."""
    some, others = left[:: 1 + len(left) // _SAMPLE], right[:: 1 + len(right) // _SAMPLE]
    return fsum([likeness(profiles[one], profiles[two]) for one in some for two in others]) / (len(some) * len(others))
