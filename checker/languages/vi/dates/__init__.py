"""Dates, periods and times of day in Vietnamese.

The digits are found first and the words around them looked up in tables; forms without digits ("tháng trước",
"hôm qua", "thứ Hai") hang on a handful of literal words. Every step reads a bounded stretch of text.

Month and weekday names are those of CLDR (common/main/vi.xml), which a test compares; the lunar names (Giêng, Chạp,
mùng, rằm) and the words around dates were collected from news texts. Tone marks on the other vowel ("chiêù", "tôí")
are common in scraped pages and stand in the same tables.

``digits``   every number, handed to ``days``, ``periods`` or ``clock``; ``said`` and ``near`` begin with a word
``lead``     what stands before a date; ``words`` the tables; ``reading`` the text being read
"""

from __future__ import annotations

from checker.languages.calendar import Anchor
from checker.languages.hits import DateHit
from checker.languages.places import Places
from checker.languages.places import places as places_of
from checker.languages.vi.dates.digits import read_digits
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.said import OPENINGS, words

# The words that a date may begin with.
BEGINS = frozenset(opening.word for opening in OPENINGS)


def find(
    low: str, text: str, *, published: str | None, year: int | None = None, places: Places | None = None
) -> list[DateHit]:
    """The dates, periods and times of day in *text*, sorted and free of overlap.

    *text* is in the normal form of ``checker.text.normal`` and *low* the same in lower case, position for position.
    *published* is ``YYYY-MM-DD[THH:MM]``, ``YYYY-MM`` or None; without it *year* stands in, and without that the
    years printed in the text. A relative form that nothing resolves is left out. *places*, where they are known: those
    of ``BEGINS`` in *low*. Raises ValueError for a *published* of another shape.
    """
    found = places or places_of(low, BEGINS)
    reading = Reading(low, text, Anchor(published, year))
    read_digits(reading, found.numbers)
    words(reading, found.words)
    return reading.resolved()
