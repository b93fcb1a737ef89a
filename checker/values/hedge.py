"""How a text hedges a figure: "over 40", "nearly 40", "about 40"."""

from __future__ import annotations

from enum import StrEnum


class Hedge(StrEnum):
    """The class of the words around a figure; the report calls it *qualifier*."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MAGNITUDE = "magnitude"


# Which side of the number the true one lies on.
UPWARD = frozenset({Hedge.OVER, Hedge.AT_LEAST})
DOWNWARD = frozenset({Hedge.NEARLY, Hedge.UNDER, Hedge.AT_MOST})


def opposed(*hedges: Hedge) -> bool:
    """Whether some lead up from a number and some down from it: "over 40", "nearly 40"."""
    return not (UPWARD.isdisjoint(hedges) or DOWNWARD.isdisjoint(hedges))
