"""The interpreter's search for cycles, kept from going through millions of records that have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New containers between two searches of the youngest generation; the interpreter's own figure is 700. Our records
# make no cycles, parsers of web pages make a few, which this still finds.
_YOUNG = 200_000


@contextmanager
def at_rest() -> Iterator[None]:
    """Search for cycles seldom while the block runs: a tenth of a run's time went into it and found nothing."""
    young, *older = gc.get_threshold()
    gc.set_threshold(max(young, _YOUNG) if young else 0, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
