"""Dates, periods and times of day in English.

Digits, names of months and weekdays (which have capitals), and a handful of literal words are found first; what
stands around them is then looked up in tables. Every step reads a bounded stretch of text.

Month and weekday names are those of CLDR (common/main/en.xml), which a test compares; "Sept" and the forms with a point
("Feb. 6", "4.17pm") are newspaper usage.

``named`` and ``digits`` find what begins with a capital or a digit, ``said`` what a word tells; ``near``, ``periods``,
``days``, ``clock`` and ``lead`` read them; ``words`` holds the tables, ``reading`` the text being read.
"""

from __future__ import annotations

from checker.languages.calendar import Anchor
from checker.languages.en.dates.days import order
from checker.languages.en.dates.digits import read_digits
from checker.languages.en.dates.named import names
from checker.languages.en.dates.reading import Reading
from checker.languages.en.dates.said import OPENINGS, said
from checker.languages.hits import DateHit
from checker.languages.places import Places
from checker.languages.places import places as places_of

# The words that a date may begin with.
BEGINS = frozenset(opening.word for opening in OPENINGS)


def find(
    low: str, text: str, *, published: str | None, year: int | None = None, places: Places | None = None
) -> list[DateHit]:
    """The dates, periods and times of day in *text*, sorted and free of overlap.

    *text* is in the normal form of ``checker.text.normal`` and *low* the same in lower case, position for position.
    *published* is ``YYYY-MM-DD[THH:MM]``, ``YYYY-MM`` or None; without it *year* stands in, and without that the
    years printed in the text. A relative form that nothing resolves is left out; a fiscal year is taken for the
    calendar year of its number. *places*, where they are known: those of ``BEGINS`` in *low*. Raises ValueError for a
    *published* of another shape.
    """
    found = places or places_of(low, BEGINS)
    reading = Reading(low, text, Anchor(published, year))
    names(reading)
    read_digits(reading, found.numbers)
    order(reading)
    said(reading, found.words)
    return reading.resolved()
