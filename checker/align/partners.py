"""Which sources are worth comparing: those that share most of their rare terms, near each other in order of date.

Over arrays, 24 bytes for each term of a source, so that a hundred thousand sources fit beside what else a run holds.
All sums are of whole numbers, so the order of terms shows nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Along the sources of a term in order of date so far in each direction, and so many partners, those that share most.
REACH: Final = 16
PARTNERS: Final = 16
# Sources whose partners are chosen at a time.
_STRETCH: Final = 2_000

Numbers = NDArray[np.int64]


def hashed(term: str) -> int:
    """A term as a whole number of 63 bits: of ten million terms, two are taken for one once in some ten thousand runs."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


class Terms:
    """The terms through which sources look for partners, put in for one source after the other, in order of date."""

    def __init__(self) -> None:
        self._terms: list[Numbers] = []
        self._weights: list[Numbers] = []
        self._sizes: list[int] = []

    def add(self, terms: Iterable[int], weights: Iterable[int]) -> None:
        """The ``hashed`` terms of the next source, and how much each weighs (under 2^25)."""
        held = np.fromiter(terms, dtype=np.int64)
        self._terms.append(held)
        self._weights.append(np.fromiter(weights, dtype=np.int64))
        self._sizes.append(len(held))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The places of the pairs worth comparing, the lower first, sorted."""
        size = len(self._sizes)
        if not sum(self._sizes):
            return
        places = np.repeat(np.arange(size, dtype=np.int64), self._sizes)
        terms, weights = np.concatenate(self._terms), np.concatenate(self._weights)
        self._terms, self._weights = [], []
        # By term, within a term by place; and back: the entries of each source, in order of place.
        order = np.lexsort((places, terms))
        terms, weights, places = terms[order], weights[order], places[order]
        own = np.argsort(places, kind="stable")
        starts = np.searchsorted(places[own], np.arange(size + 1))
        for first in range(0, size, _STRETCH):
            last = min(size, first + _STRETCH)
            yield from _chosen(own[starts[first] : starts[last]], terms, weights, places, size)


def _chosen(
    entries: Numbers, terms: Numbers, weights: Numbers, places: Numbers, size: int
) -> Iterator[tuple[int, int]]:
    """The pairs of the sources that the *entries* are of."""
    keys, sums = [], []
    for step in range(1, REACH + 1):
        mine = entries[entries + step < len(terms)]
        mine = mine[terms[mine] == terms[mine + step]]
        keys.append(places[mine] * size + places[mine + step])
        sums.append(weights[mine] * weights[mine + step])
    met, which = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.zeros(len(met), dtype=np.int64)
    np.add.at(shared, which, np.concatenate(sums))
    one, two = met // size, met % size
    order = np.lexsort((two, -shared, one))
    one, two = one[order], two[order]
    begins = np.searchsorted(one, one)
    kept = np.arange(len(one)) - begins < PARTNERS
    one, two = one[kept], two[kept]
    order = np.lexsort((two, one))
    return zip(one[order].tolist(), two[order].tolist(), strict=True)


__all__ = ["PARTNERS", "REACH", "Terms", "hashed"]
