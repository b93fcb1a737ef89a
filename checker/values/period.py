"""The stretch of days that a value is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checker.text.told import Sentences, Told

_QUARTER, _YEAR = 3, 12  # months
SAY = Sentences(__file__)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included. ``grain``: day, week, month, quarter, year or span."""

    start: date
    end: date
    grain: str = "span"

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def covers(self, other: Period) -> bool:
        """Whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def whole_months(self) -> bool:
        """Whether it begins on a first and ends on the last day of a month: a month, a quarter, a year, several."""
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def told(self) -> Told:
        """As a reader writes it: "2022", "2021–2025", "2022-03", "Q1 2022"; other stretches by their first and last day."""
        if not self.whole_months():
            return _stretch(self.start.isoformat(), self.end.isoformat())
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        if months == 1:
            return _stretch(first, first)
        if months == _QUARTER and self.start.month % _QUARTER == 1:
            return SAY("quarter", n=self.end.month // _QUARTER, year=self.start.year)
        if self.start.month == 1 and months % _YEAR == 0:
            years = "–".join(dict.fromkeys((str(self.start.year), str(self.end.year))))
            return _stretch(years, years)
        return _stretch(first, last)

    def __str__(self) -> str:
        return self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"


def _stretch(first: str, last: str) -> Told:
    return SAY("point", at=first) if first == last else SAY("stretch", first=first, last=last)
