"""A text as a date reader goes through it: what was found so far, and the words around a place."""

from __future__ import annotations

from checker.languages.atoms import SURE, Atom
from checker.languages.calendar import Anchor


class Looking:
    """One pass over one text, which fills ``atoms``.

    A language says with ``holds`` which of the doubtful atoms are dates, with ``lean`` which way a sentence looks,
    and names the words that join the two ends of a range.
    """

    __slots__ = ("anchor", "atoms", "context", "edge", "low", "named_end", "named_year", "text")

    joins: frozenset[str] = frozenset()  # what stands between the ends of a range, dashes apart
    openers: frozenset[str] = frozenset()  # the word before the first end
    listing: frozenset[str] = frozenset({", "})  # what stands between the parts of a list
    between: tuple[str, str] = ("", "")  # an opener with a join of its own: "between" … "and"

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        self.low = low
        self.text = text
        self.anchor = anchor
        self.atoms: list[Atom] = []
        self.edge = 0  # the end of the last atom: nothing may reach back over it
        self.context = 0  # the year of the period named last, if it is that of publication or the one before
        self.named_year = 0  # … whichever it is
        self.named_end = 0  # … and where that period ends in the text

    def holds(self, atom: Atom) -> bool:
        """Whether an atom whose strength is below ``SURE`` is a date."""
        raise NotImplementedError

    def lean(self, atom: Atom) -> str:
        """Which way the words around *atom* look: "past", "future", "next" or ""."""
        raise NotImplementedError

    def before(self, at: int) -> tuple[str, int]:
        """The word that ends one space before *at*, and where it starts; "" where there is none."""
        low = self.low
        if at < 2 or low[at - 1] != " ":
            return "", at
        floor = at - 25 if at > 25 else 0
        start = low.rfind(" ", floor, at - 1) + 1 or floor
        word = low[start : at - 1]
        if word.isalpha():
            return word, start
        start += word.rfind("\n") + 1
        while start < at - 1 and not low[start].isalnum():
            start += 1
        return low[start : at - 1], start

    def after(self, at: int) -> str:
        """The word one space after *at*, without what follows it; "" where punctuation or the end comes first."""
        low = self.low
        if low[at : at + 1] != " ":
            return ""
        end = low.find(" ", at + 1, at + 16)
        return low[at + 1 : end if end > 0 else at + 16].split("\n", 1)[0].rstrip(".,;:)!?\"”'")

    def add(self, atom: Atom) -> None:
        """Keep *atom*; what is found later may not reach back over it if it is sure."""
        self.atoms.append(atom)
        if atom.strength == SURE:
            self.edge = atom.end

    def whole(self, at: int) -> bool:
        """Whether a word begins at *at*."""
        return at == 0 or not self.low[at - 1].isalnum()

    def stops(self, at: int) -> bool:
        """Whether a word ends at *at*."""
        return not self.low[at : at + 1].isalnum()

    def bad(self, start: int, end: int, grain: str, stated: str, problem: str) -> Atom:
        """Keep a passage that is meant as a date and names none."""
        atom = Atom("bad", start, end, grain, stated)
        atom.problem = problem
        self.add(atom)
        return atom
