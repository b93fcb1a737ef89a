"""A passage that names a date, as a reader finds it and before years are filled in."""

from __future__ import annotations

from typing import Final

from checker.languages.calendar import Ends
from checker.values.hedge import Hedge

SURE: Final = 2  # the strength of a passage that is a date whatever else the text holds
NEVER: Final = -9  # … and of one that turned out to be none
ANY_WEEK: Final = 99
SAME_STRETCH: Final = 2  # in ``last`` of a year: only the stretch of it that the sentence names of another year


class Atom:
    """A passage that names a date, before years are filled in. ``kind`` says which fields count:

    ``day`` (day, month, year), ``days`` (day to last), ``months`` (day to last are months of year), ``year`` (compared
    with and with last 1, the one before that which the sentence names; with ``SAME_STRETCH``, only a stretch of it),
    ``before`` (the year before the one the text speaks of: "a year earlier"; with last, before the one it named last),
    ``near`` (day is an offset in days from publication), ``week``, ``month``, ``quarter`` (day is the offset in those,
    piece the part of it; compared with and with last 1, from the one that the sentence names), ``weekday`` (day is 0 to
    6, last the weeks away or ``ANY_WEEK``), ``same`` (day is an offset from the day named last), ``ends`` (resolved),
    ``range`` (pair), ``bad`` (problem).

    ``strength`` is ``SURE`` or less; what less means is the language's own affair (``Reader.holds``). ``away`` is a
    year counted from that of publication; ``piece`` is early, mid, late, first or second (half), or a week of a month (see
    ``calendar.month_part_ends``); ``sep`` the separator
    of a day in digits; ``wordy`` says that the passage was found by its words.
    """

    __slots__ = (
        "away", "day", "end", "ends", "grain", "hedge", "kind", "last", "lean", "lunar", "month", "pair", "part", "piece",
        "problem", "role", "sep", "start", "stated", "strength", "weekday", "wordy", "year",
    )  # fmt: skip

    def __init__(
        self, kind: str, start: int, end: int, grain: str, stated: str, day: int = 0, month: int = 0, year: int = 0
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.grain = grain
        self.stated = stated
        self.day = day
        self.month = month
        self.year = year
        self.last = 0
        self.part = self.lean = self.piece = self.problem = self.sep = ""
        self.role = "point"
        self.hedge = Hedge.EXACT
        self.weekday = -1
        self.strength = SURE
        self.lunar = self.wordy = False
        self.away: int | None = None
        self.ends: Ends | None = None
        self.pair: tuple[Atom, Atom] | None = None
