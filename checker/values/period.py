"""The stretch of days that a value is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


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

    def __str__(self) -> str:
        return self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"
