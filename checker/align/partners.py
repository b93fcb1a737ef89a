"""Which sources are worth comparing: those that share most of their rare terms, near each other in order of date.

Over arrays, 12 bytes for each term of a source, so that a hundred thousand sources fit beside what else a run holds.
All sums are of whole numbers, so the order of terms shows nowhere.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Along the sources of a term in order of date so far in each direction, and so many partners, those that share most.
REACH: Final = 16
PARTNERS: Final = 16
# Sources whose partners are chosen at a time: what they meet takes a megabyte for ten of them.
_STRETCH: Final = 200

Numbers = NDArray[np.int64]
_NO_NUMBERS: Numbers = np.zeros(0, dtype=np.int64)
# Two columns, the lower place first; sorted.
Pairs = NDArray[np.int32]


def hashed(term: str) -> int:
    """A term as a whole number of 63 bits: of ten million terms, two are taken for one once in some ten thousand runs."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


class Terms:
    """The terms through which sources look for partners, put in for one source after the other, in order of date."""

    def __init__(self) -> None:
        self._terms, self._weights, self._sizes = array("q"), array("i"), array("i")

    def add(self, terms: Sequence[int], weights: Sequence[int]) -> None:
        """The ``hashed`` terms of the next source, and how much each weighs (under 2^25)."""
        self._terms.extend(terms)
        self._weights.extend(weights)
        self._sizes.append(len(terms))

    def pairs(self) -> Iterator[Pairs]:
        """The places of the pairs worth comparing, those of some sources at a time; the terms are used up."""
        size = len(self._sizes)
        terms, weights = np.array(self._terms, dtype=np.int64), np.array(self._weights, dtype=np.int32)
        self._terms, self._weights = array("q"), array("i")
        # By term, within a term by place; arrays of all terms are let go of as soon as may be, for this is the most that
        # the main process of a run holds.
        order = np.argsort(terms, kind="stable")
        terms = terms[order]
        starts = np.flatnonzero(np.concatenate([[True], terms[1:] != terms[:-1]])) if len(terms) else _NO_NUMBERS
        del terms
        counts = np.diff(starts, append=len(order))
        held = np.repeat(np.arange(len(starts), dtype=np.int32), counts)
        # What one source alone holds leads nowhere.
        shared = np.repeat(counts > 1, counts)
        held, order = held[shared], order[shared]
        del shared
        weights = weights[order]
        places = np.repeat(np.arange(size, dtype=np.int32), np.asarray(self._sizes))[order]
        del order
        # And back: the entries of each source, in order of place.
        own = np.argsort(places, kind="stable")
        starts = np.searchsorted(places, np.arange(size + 1), sorter=own)
        for first in range(0, size, _STRETCH):
            last = min(size, first + _STRETCH)
            entries = own[starts[first] : starts[last]]
            if len(entries):
                yield _chosen(entries, held, weights, places, size)


def _chosen(
    entries: Numbers, terms: NDArray[np.int32], weights: NDArray[np.int32], places: NDArray[np.int32], size: int
) -> Pairs:
    """The pairs of the sources that the *entries* are of."""
    keys, sums = [], []
    for step in range(1, REACH + 1):
        mine = entries[entries + step < len(terms)]
        mine = mine[terms[mine] == terms[mine + step]]
        keys.append(places[mine].astype(np.int64) * size + places[mine + step])
        sums.append(weights[mine].astype(np.int64) * weights[mine + step])
    met, which = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.zeros(len(met), dtype=np.int64)
    np.add.at(shared, which, np.concatenate(sums))
    one, two = met // size, met % size
    order = np.lexsort((two, -shared, one))
    one, two = one[order], two[order]
    kept = np.arange(len(one)) - np.searchsorted(one, one) < PARTNERS
    one, two = one[kept], two[kept]
    order = np.lexsort((two, one))
    return np.column_stack([one[order], two[order]]).astype(np.int32)


__all__ = ["PARTNERS", "REACH", "Pairs", "Terms", "hashed"]
