"""One Vietnamese text being read for dates: what was found so far, and which doubtful passages are dates."""

from __future__ import annotations

from checker.languages.atoms import NEVER, Atom
from checker.languages.calendar import Anchor
from checker.languages.resolving import Reader
from checker.languages.vi.dates.words import (
    AFTER_DAY,
    ALL_HOURS,
    COMING,
    COUNTED,
    DID,
    GONE,
    HEADS_NO_DAY,
    KNOWN,
    NAMED_BY_DAY,
    NO_DATE_BEFORE,
    SETS,
    SHARES,
)

# A day that no word makes one is at most so far from publication. Behind what it may date ("ra rạp 16/2"), 44 of 45
# fractions of our own articles that are this near are days, and one is a mark; farther, scores are among them.
_NEAR_DAYS = 31
# What may be a mark, "8/10", is a day only within a few.
_NEAR_MARK_DAYS = 5
_MARKS_OF = frozenset({5, 10})


class Reading(Reader):
    """One reading of one Vietnamese text."""

    __slots__ = ("days", "notations")

    joins = frozenset({" đến ", " tới "})

    listing = frozenset({", ", " và ", ", và ", " hoặc ", " hay ", " & "})

    openers = frozenset({"từ"})

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        super().__init__(low, text, anchor)
        self.notations: set[str] = set()  # "/", "-", "." where a cue made a date of it
        self.days: set[tuple[int, int]] = set()  # (day, month) that a cue made a date

    def counts(self, end: int) -> bool:
        """Whether what follows is counted or measured by the number before it; a name ("Bộ Y tế") is not."""
        text = self.text
        if self.low.startswith(" lần lượt", end):
            return False
        return self.after(end) in COUNTED and not (text[end + 1].isupper() and text[end + 2 : end + 3].islower())

    def named(self, at: int) -> bool:
        """Whether the word at *at* has a capital that no beginning of a sentence gave it."""
        text = self.text
        return text[at].isupper() and at > 1 and text[at - 1] == " " and text[at - 2] not in ".!?:…-–"

    def holds(self, atom: Atom) -> bool:
        """Whether a day without a sure cue is one: by the notation of the text, the same day elsewhere, nearness."""
        if atom.strength == NEVER:
            return False
        known = (atom.day, atom.month) in self.days or (atom.last > 0 and (atom.last, atom.month) in self.days)
        if known and atom.strength != -2:
            return atom.sep == "/" or atom.sep in self.notations
        away = self.days_away(atom)
        if atom.strength == 1:
            return away is None or away <= (400 if atom.sep == "/" else 120 if atom.sep in self.notations else 40)
        if atom.strength == 0:
            return away is not None and away <= (180 if atom.sep == "/" or atom.sep in self.notations else 7)
        if atom.strength == -3 and atom.sep == "/" and away is not None:
            mark = atom.month in _MARKS_OF and atom.day <= atom.month
            return away <= (_NEAR_MARK_DAYS if mark else _NEAR_DAYS) and self.heads(atom)
        return atom.strength == -1 and away is not None and away <= _NEAR_DAYS

    def heads(self, atom: Atom) -> bool:
        """Whether the day stands behind what it dates, with nothing that it could count: "Vụ cháy 8/8 khiến …"."""
        word, _ = self.before(atom.start)
        if not word.isalpha() or word in NO_DATE_BEFORE or word in HEADS_NO_DAY:
            return False
        if (atom.day, atom.month) == ALL_HOURS or self.low.endswith(NAMED_BY_DAY, 0, atom.start):
            return False
        if SETS.match(self.low, atom.end) or SHARES.search(self.low, max(0, atom.start - 30), atom.start):
            return False
        after = self.after(atom.end)
        return not after or after in AFTER_DAY or after in DID

    def follows_day(self, at: int) -> bool:
        """Whether a day was named shortly before: "ngày 15/11 (sân nhà) và 19/11"."""
        last = self.atoms[-1] if self.atoms else None
        return last is not None and last.kind in ("day", "days") and last.strength >= 1 and at - last.end < 60

    def lean(self, atom: Atom) -> str:
        """Which way the sentence looks: "past", "future", "next" or neither."""
        if atom.lean:
            return atom.lean
        low = self.low
        window = low[max(0, atom.start - 70) : atom.start]
        ahead = f" {window[window.rfind('. ') + 1 :]}"
        window = f"{ahead}{low[atom.end : atom.end + 50].split('. ', 1)[0]} "
        if COMING.search(window):
            return "future"
        if ahead.endswith(" hôm ") or low.startswith("hôm ", atom.start):
            return "over"
        if atom.kind == "months" and " đã " in window:
            return "over"
        over = KNOWN if atom.kind == "months" else GONE
        return "past" if over.search(window) else ""
