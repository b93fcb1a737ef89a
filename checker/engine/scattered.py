"""The sessions of ``checker.align.sessions``, found by several workers over records that need not be in memory.

The same steps as there: how many sources hold each term, profiles, partners through shared rare terms, likeness of
partners, connected sources, and in each such component the joining. The main process counts terms and pairs sources
up; everything else is worked out where there is room. The sessions are those that one process finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from checker.align.partners import Pairs, Terms, hashed
from checker.align.profiles import Profile, handles, likeness, profile, rarities
from checker.align.readings import KINDS, Reading, concepts_of, reading
from checker.align.sessions import JOIN, joined
from checker.engine.workers import Workers
from checker.model import Passage

T = TypeVar("T")

# Sources, and pairs of them, in one piece of work.
_SOURCES = 256
_PAIRS = 4_096
# Profiles that a worker keeps: partners lie near each other in order of date.
_KEPT = 2_048

NO_LINKS: Pairs = np.zeros((0, 2), dtype=np.int32)

_ENCODER = msgspec.msgpack.Encoder()
_READING = msgspec.msgpack.Decoder(Reading)
_PROFILE = msgspec.msgpack.Decoder(Profile)


class Records(Protocol):
    """Bytes by their number: a list, or a ``Spool``."""

    def __getitem__(self, number: int, /) -> bytes:
        """The record *number*."""


class Shelf(Records, Protocol):
    """Records that can be added to."""

    def append(self, record: bytes, /) -> None:
        """Put *record* behind the others."""

    def close(self) -> None:
        """Nothing more is added."""


class Pile(list[bytes]):
    """A shelf in memory."""

    def close(self) -> None:
        """Nothing more is added."""


class Held:
    """How many sources hold each term, by kind; and which languages there are."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.langs: set[str] = set()
        self.size = 0

    def add(self, read: Reading) -> None:
        """Count what one source holds."""
        for kind in KINDS:
            self.counts[kind].update(getattr(read, kind).keys())
        self.langs.add(read.lang)
        self.size += 1

    def merge(self, other: Held) -> None:
        """Count what others hold."""
        for kind in KINDS:
            self.counts[kind].update(other.counts[kind])
        self.langs |= other.langs
        self.size += other.size


def packed_reading(passage: Passage, held: Held) -> bytes:
    """The reading of *passage* for ``found``; *held* counts it."""
    read = reading(0, passage)
    # Concepts matter between languages alone, and which there are is not known yet.
    read.concepts = concepts_of(passage.source, read.lang)
    read.key = ("", "", "")
    held.add(read)
    return _ENCODER.encode(read)


def found(readings: Records, held: Held, order: Sequence[int], profiles: Shelf, workers: Workers) -> list[list[int]]:
    """The sessions as ``sessions.found`` gives them.

    ``readings``  those of all sources, see ``packed_reading``; ``held`` counts them and is used up
    ``order``     their numbers in order of date, path and text: the place of a source is its place there
    ``profiles``  an empty shelf; nothing is left to do with what lies there afterwards
    """
    rarity = {kind: rarities(kind, counts, held.size) for kind, counts in held.counts.items()}
    bench = _Bench(readings, rarity, held.counts, held.size, len(held.langs) > 1)
    terms = Terms()
    for made in workers.map_over(_profiled, bench, list(stretches(order, _SOURCES))):
        for record, ways, weights in made:
            profiles.append(record)
            terms.add(ways, weights)
    profiles.close()
    # A hundred thousand articles hold a hundred megabytes of terms.
    del rarity, bench
    held.counts.clear()
    pairs = [some[at : at + _PAIRS] for some in terms.pairs() for at in range(0, len(some), _PAIRS)]
    links = np.concatenate([NO_LINKS, *workers.map_over(_alike, profiles, pairs)])
    del pairs
    lowest = components(links, len(order))
    work = list(_together(lowest, links))
    groups: list[list[int]] = []
    for some in workers.map_over(_joined, profiles, workers.chunks(work, lambda one: len(one[1]))):
        groups += some
    linked = set(links.ravel().tolist())
    groups += [[place] for place in range(len(order)) if place not in linked]
    return sorted(sorted(order[place] for place in group) for group in groups)


def found_among(passages: Sequence[Passage], order: Sequence[int], workers: Workers) -> list[list[int]]:
    """The sessions of *passages* that are in memory; see ``found``."""
    readings, held = Pile(), Held()
    for some, counted in workers.map_over(_read, passages, workers.chunks(range(len(passages)))):
        readings += some
        held.merge(counted)
    return found(readings, held, order, Pile(), workers)


def _read(passages: Sequence[Passage], numbers: Sequence[int]) -> tuple[list[bytes], Held]:
    held = Held()
    return [packed_reading(passages[number], held) for number in numbers], held


def components(links: Pairs, size: int) -> NDArray[np.int64]:
    """For each of *size* places the lowest that it is connected with, itself where it has no link."""
    parent = list(range(size))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, two in links.tolist():
        low, high = sorted((root(one), root(two)))
        parent[high] = low
    return np.fromiter((root(place) for place in range(size)), dtype=np.int64, count=size)


def _together(lowest: NDArray[np.int64], links: Pairs) -> Iterator[tuple[list[int], Pairs]]:
    """The places of each component that has links, and the links."""
    of_link = lowest[links[:, 0]]
    ordered = np.argsort(of_link, kind="stable")
    starts = np.flatnonzero(np.diff(of_link[ordered], prepend=-1))
    for some in np.split(links[ordered], starts[1:]) if len(starts) else []:
        yield np.unique(some).tolist(), some


class _Bench(NamedTuple):
    readings: Records
    rarity: Mapping[str, Mapping[str, float]]
    counts: Mapping[str, Mapping[str, int]]
    size: int
    many: bool


def _profiled(bench: _Bench, numbers: Sequence[int]) -> list[tuple[bytes, list[int], list[int]]]:
    """The profile of each source, and the terms through which it looks for partners."""
    out = []
    for number in numbers:
        read = _READING.decode(bench.readings[number])
        if not bench.many:
            read.concepts = {}
        made = profile(read, bench.rarity, bench.counts["figures"], bench.size)
        found = {term: weight for term, weight in handles(made) if not _alone(term, bench.counts)}
        out.append((_ENCODER.encode(made), [hashed(term) for term in found], list(found.values())))
    return out


def _alone(term: str, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether one source alone looks for partners through *term*, as ``handles`` spells it."""
    kinds = {"@": ("names",), "#": ("figures",)}.get(term[:1], ("words", "pairs"))
    word = term if len(kinds) > 1 else term[1:]
    return sum(counts[kind].get(word, 0) for kind in kinds) < 2


def _alike(profiles: Records, pairs: Pairs) -> Pairs:
    """Those of *pairs* that are alike enough to join."""
    opened = lru_cache(_KEPT)(lambda place: _PROFILE.decode(profiles[place]))
    return pairs[[likeness(opened(one), opened(two)) >= JOIN for one, two in pairs.tolist()]]


def _joined(profiles: Records, components: Sequence[tuple[Sequence[int], Pairs]]) -> list[list[int]]:
    """The groups in each component, told by its places and its links."""
    out: list[list[int]] = []
    for places, links in components:
        number = {place: nth for nth, place in enumerate(places)}
        held = [_PROFILE.decode(profiles[place]) for place in places]
        groups = joined(held, sorted((number[one], number[two]) for one, two in links.tolist()))
        out += [[places[nth] for nth in group] for group in groups]
    return out


def stretches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """*items* in lists of *size*, the last one shorter."""
    taken = iter(items)
    while some := list(islice(taken, size)):
        yield some


__all__ = ["NO_LINKS", "Held", "Pile", "components", "found", "found_among", "packed_reading", "stretches"]
