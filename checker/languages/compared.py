"""What a period counts from that is told by another: "a year earlier", "cùng kỳ", "so với tháng trước"."""

from __future__ import annotations

from checker.languages.atoms import SAME_STRETCH, Atom
from checker.languages.calendar import Anchor, Ends, months_ends

_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


class Named:
    """The periods that a text in lower case, *low*, has named so far; of each question only those of its own sentence
    count."""

    def __init__(self, low: str, anchor: Anchor) -> None:
        self._low, self._anchor = low, anchor
        # The stretch of months that was named last, with its grain, and how far its sentence was looked through.
        self._stretch: tuple[Ends, str] | None = None
        self._seen = 0
        # Grain → where the period of it that was named last ends in the text, and that period.
        self._last: dict[str, tuple[int, Ends]] = {}

    def counted(self, atom: Atom, ends: Ends | None) -> Ends | None:
        """The ends of *atom*, *ends* unless it counts from a period of its sentence; its grain is then that one's."""
        yearly = atom.kind == "before" or (atom.kind == "year" and atom.last == SAME_STRETCH)
        if yearly or atom.kind == "months":
            self._look(atom.start)
        if atom.role != "base":
            return ends
        if yearly and ends is not None and self._stretch is not None:
            stretch, atom.grain = self._stretch
            return _in_year(atom, ends, stretch)
        if atom.kind == "before" or (atom.kind in _MONTHS_OF and atom.last == 1):
            return self._one_before(atom) or ends
        return ends

    def add(self, atom: Atom, ends: Ends, *, compared: bool) -> None:
        """Take in a period; *compared* says that beside another it is one to compare that with."""
        self._last[atom.grain] = atom.end, ends
        if atom.kind in ("months", "ends") and not atom.piece and not (self._stretch and compared):
            self._stretch, self._seen = (ends, atom.grain), atom.end

    def _look(self, start: int) -> None:
        """Forget the stretch where its sentence ends before *start*."""
        if self._stretch is not None:
            self._stretch = None if self._parted(self._seen, start) else self._stretch
            self._seen = start

    def _parted(self, start: int, end: int) -> bool:
        """Whether a sentence ends between *start* and *end*."""
        between = self._low[start:end]
        return ". " in between or "\n" in between

    def _one_before(self, atom: Atom) -> Ends | None:
        """The month, quarter or year right before the one of that grain that the sentence names: "tháng 8 … so với tháng
        trước"."""
        end, named = self._last.get(atom.grain, (0, None))
        if named is None or self._parted(end, atom.start):
            return None
        year, month = int(named[0][:4]), int(named[0][5:7])
        months = _MONTHS_OF.get(atom.grain)
        # What is to come by 2030 is compared with now.
        if months is None or (year, month) > (self._anchor.year or year, self._anchor.month or month):
            return None
        first = 12 * year + month - 1 - months
        return months_ends(first // 12, first % 12 + 1, first % 12 + months)


def _in_year(atom: Atom, year: Ends, stretch: Ends) -> Ends:
    """The *stretch* of months in the *year* that *atom* means: "in December, more than a year earlier", "in the three
    months to June … in the same period of 2023"."""
    start, last = stretch
    if not (start.endswith("-01") and last == months_ends(int(last[:4]), int(last[5:7]), int(last[5:7]))[1]):
        # To the day, as "so far this year".
        ends = [f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28") for day in stretch]
        return ends[0], ends[1]
    first, months = int(start[5:7]), 12 * (int(last[:4]) - int(start[:4])) + int(last[5:7]) - int(start[5:7])
    before = int(start[:4]) - 1
    if atom.kind == "year":
        # Nothing is compared with itself: "in the three months to December … the same period last year".
        before = min(before, int(year[0][:4]) - (int(last[:4]) - int(start[:4])))
    return months_ends(before, first, first + months)


__all__ = ["Named"]
