"""Worker processes, or this one: the same steps over the same records, in the same order, whoever takes them.

What crosses to a worker and back are picklable records; a step is a function of a module. A worker reads language
packs and the vocabulary once and keeps them, so one pool serves all stages of a run.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple, Self, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

# Chunks a worker gets in a stage: enough to keep the load even, few enough to cost little.
_CHUNKS_EACH = 6


class Workers:
    """``with Workers(2) as workers``; with one, everything happens in this process.

    ``jobs``   how many processes, 0 for as many as there are cores
    ``start``  how they are started (``fork``, ``spawn``, ``forkserver``); None as the platform does
    """

    def __init__(self, jobs: int, start: str | None = None) -> None:
        self.jobs = jobs or cores()
        self._context = multiprocessing.get_context(start)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def map(self, function: Callable[[T], R], work: Sequence[T]) -> Iterator[R]:
        """The results of *function* over *work*, in its order; one item is one round trip."""
        if self.jobs == 1 or len(work) < 2:
            return map(function, work)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(max_workers=self.jobs, mp_context=self._context)
        return self._pool.map(function, work)

    def map_over(self, function: Callable[[S, T], R], shared: S, work: Sequence[T]) -> Iterator[R]:
        """The results of *function* over *shared* and each item of *work*, in its order.

        *shared* reaches each worker once: a process that is forked has it already, any other is sent it.
        """
        if self.jobs == 1 or len(work) < 2:
            yield from (function(shared, one) for one in work)
            return
        # Those of an earlier stage know nothing of what is shared.
        self._close()
        bench = _Shared(function, shared)
        with ProcessPoolExecutor(self.jobs, self._context, initializer=_hold, initargs=(bench,)) as pool:
            yield from pool.map(_held, work)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def chunks(self, work: Sequence[T], weigh: Callable[[T], int] | None = None) -> list[list[T]]:
        """*work* in stretches of about equal weight, a few for each worker; the weight of an item is 1 unless told."""
        weights = [weigh(one) for one in work] if weigh else [1] * len(work)
        share = max(1, -(-sum(weights) // (self.jobs * _CHUNKS_EACH)))
        out: list[list[T]] = []
        filled = share
        for one, weight in zip(work, weights, strict=True):
            if filled >= share:
                out.append([])
                filled = 0
            out[-1].append(one)
            filled += weight
        return out


class _Shared(NamedTuple):
    function: Callable[[Any, Any], Any]
    shared: Any


# What this process, a worker, was given when it began.
_given: list[_Shared] = []


def _hold(shared: _Shared) -> None:
    _given[:] = [shared]
    # What was made before the fork is neither searched nor touched, so its pages stay shared.
    gc.freeze()


def _held(one: Any) -> Any:
    (given,) = _given
    return given.function(given.shared, one)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
