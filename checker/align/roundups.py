"""Whether the stories of a round-up report different events, told by what sessions are told by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import fsum

from checker.align.profiles import likeness, profiles_of
from checker.align.readings import reading
from checker.align.sessions import JOIN
from checker.model import Passage, Source

# Of four leads of different events two are alike to 0.004 on average, in 95 of 100 mixtures to less than 0.02; of three
# leads of one event to 0.82, and to 0.17 at least (400 mixtures and 99 sessions of real articles). Sections of one article
# may be as little alike as different events.
_MOST_ALIKE = 0.1
# A name that so large a share of the stories prints is what all of them are about.
_MOST_NAMED = 2 / 3


def are_apart(stories: Sequence[Source]) -> bool:
    """Whether *stories*, at least two, tell of different things: no name runs through them, and no two would meet."""
    told = [Passage(source=story, claims=()) for story in stories]
    named = Counter(name for nth, one in enumerate(told) for name in reading(nth, one).names)
    if max(named.values(), default=0) > _MOST_NAMED * len(stories):
        return False
    # Whether they are of one event is what is asked, so that being few says nothing.
    profiles = [replace(profile, prior=0.0) for profile in profiles_of(told)]
    alike = [likeness(one, two) for one, two in combinations(profiles, 2)]
    return max(alike) < JOIN and fsum(alike) / len(alike) < _MOST_ALIKE
