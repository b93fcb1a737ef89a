"""One English text being read for dates: what was found so far, and which doubtful passages are dates."""

from __future__ import annotations

from checker.languages.atoms import NEVER, Atom
from checker.languages.calendar import Anchor
from checker.languages.en.dates.words import AHEAD, NOT_PAST, PAST
from checker.languages.resolving import Reader


class Reading(Reader):
    """One reading of one English text."""

    __slots__ = ("numeric",)

    joins = frozenset({" to ", " through ", " until ", " till "})

    listing = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})

    openers = frozenset({"from"})

    between = ("between", " and ")

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        super().__init__(low, text, anchor)
        self.numeric: list[tuple[Atom, int, int]] = []  # days in digits whose order is not settled

    def holds(self, atom: Atom) -> bool:
        return atom.strength > NEVER

    def lean(self, atom: Atom) -> str:
        if atom.lean:
            return atom.lean
        low = self.low
        ahead = " " + low[max(0, atom.start - 60) : atom.start]
        ahead = ahead[ahead.rfind(". ") + 1 :]
        window = ahead + low[atom.end : atom.end + 40].split(". ", 1)[0]
        if (
            " will " in window
            or "scheduled" in window
            or " due " in window
            or "expected to" in window
            or "upcoming" in window
            or AHEAD.search(ahead)
        ):
            return "future"
        if atom.kind == "months":
            verb = self.before(self.before(atom.start)[1])[0]
            if verb in PAST or (verb.endswith("ed") and verb not in NOT_PAST):
                return "past"
        return ""
