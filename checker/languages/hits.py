"""What a language's own readers hand back: number words and dates, with their positions.

Positions are half-open offsets into the normal form of a text (``checker.text.normal.View``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from checker.values.hedge import Hedge


class Numeral(NamedTuple):
    """A number in words.

    ``lo``, ``hi``  the value; unequal only for vague words ("vài" 2..9, "hàng chục" 10..99, "dozens" 24..99)
    ``grain``       the worth of the last place said: "hai mươi mốt" 1, "một triệu hai" 100 000
    ``form``        ``cardinal``; ``ordinal`` ("thứ ba", "third"); ``fraction`` ("two-thirds"); ``multiple``
                    ("gấp đôi", "threefold"); ``vague`` ("vài", "several"); ``magnitude`` ("hàng chục", "tens of thousands")
    ``sure``        False where the words are as often no number ("một" as an article, "second" as a unit of time):
                    the caller keeps such a hit only before a counted noun or a unit
    """

    start: int
    end: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    form: str
    sure: bool


class DateHit(NamedTuple):
    """A date, a stretch of dates, a period or a time of day.

    ``lo``, ``hi``  both ends included, as ``YYYY-MM-DD``; for times of day ``HH:MM``
    ``grain``       ``minute``, ``hour`` (times); ``day``, ``week``, ``month``, ``quarter``, ``half``, ``year``,
                    ``decade``, ``century``, ``span`` (dates)
    ``stated``      the parts that were printed: ``dmy``, ``dm``, ``d`` ("ngày 22"), ``my``, ``m``, ``y``, ``q``, ``clock``, ``weekday``,
                    ``relative`` ("hôm qua", "last week"), ``recurrent`` ("ngày 10/10 hằng năm"), ``span``
    ``part``        ``dawn``, ``morning``, ``noon``, ``afternoon``, ``evening``, ``night`` or empty
    ``hedge``       ``about`` for "khoảng 19h", ``under`` for "trước 16/11", ``at_most`` for "đến hết", else ``exact``
    ``role``        ``point`` (when something happens), ``period`` (what a value is about: "6 tháng đầu năm", "quý I/2022",
                    "năm 2024", "in January"), ``base`` (compared with: "so với cùng kỳ năm ngoái", "against 2019")
    ``weekday``     0 Monday … 6 Sunday where one was printed beside the date, else -1
    ``problem``     why the printed date cannot be ("31/11", "năm 20133"), else empty; ``lo`` and ``hi`` are then ""
    """

    start: int
    end: int
    lo: str
    hi: str
    grain: str
    stated: str
    part: str = ""
    hedge: Hedge = Hedge.EXACT
    role: str = "point"
    weekday: int = -1
    problem: str = ""
