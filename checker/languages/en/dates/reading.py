"""One English text being read for dates: what was found so far, and which doubtful passages are dates."""

from __future__ import annotations

from checker.languages.atoms import NEVER, Atom
from checker.languages.calendar import Anchor
from checker.languages.en.dates.words import BASE_AHEAD, COMING, COMPARED, MEANT, NEXT_TO, NOT_PAST, PAST, STOP, WORD
from checker.languages.resolving import Reader

# How far before a date its verb may stand, in characters.
_AHEAD = 160
# From "from" to the stretch that an amount is compared with.
_BASE_CHARS = 40


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

    def compared_with(self, atom: Atom) -> bool:
        return BASE_AHEAD.search(self.low, max(0, atom.start - _BASE_CHARS), atom.start) is not None

    def lean(self, atom: Atom) -> str:
        if atom.lean:
            return atom.lean
        low = self.low
        ahead = STOP.split(low[max(0, atom.start - _AHEAD) : atom.start])[-1]
        word = self.before(atom.start)[0]
        if atom.kind == "months" and COMPARED.search(ahead):
            return "over"
        if word == "since":
            return "past"
        possessive = low[atom.end : atom.end + 2] in ("'s", "’s")
        if atom.kind == "weekday" and possessive and self.anchor.day and (self.anchor.day - 2) % 7 == atom.day:
            return "past"  # "What Tuesday's budget will change", on a Wednesday
        if atom.kind == "weekday" and word in NEXT_TO and low[atom.end : atom.end + 1] not in ("'", "’"):
            return "future"
        return tense(ahead) or tense(STOP.split(low[atom.end : atom.end + 40])[0], first=True)


def tense(said: str, *, first: bool = False) -> str:
    """Which way the last cue of *said* looks, or its *first*: "past", "future" or neither."""
    # "Had expected" looks ahead from a day gone by.
    had = ("had ", "had been ")
    cues = [(at.start(), "future") for at in COMING.finditer(said) if not said.endswith(had, 0, at.start())]
    words = [(found.start(), found[0]) for found in WORD.finditer(said)]
    for nth, (start, word) in enumerate(words):
        over = word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST)
        before = words[nth - 1][1] if nth else ""
        # "will be sentenced", "is planned", "to be held"
        if not over or before in ("be", "to", "is", "are") or COMING.match(said, start):
            continue
        meant = word in MEANT and nth + 1 < len(words) and words[nth + 1][1] == "to"
        cues.append((start, "" if meant else "past"))
    if not cues:
        return ""
    return (min if first else max)(cues)[1]
