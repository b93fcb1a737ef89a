"""The stretch of days that a value is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_QUARTER, _YEAR = 3, 12  # months


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
        return self.start.day == 1 and (self.end == date.max or (self.end + timedelta(days=1)).day == 1)

    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def told(self) -> str:
        """The short way, in no language: ``2022``, ``2021–2025``, ``2022-Q1``, ``2022-03``, ``2022-03-05``, else start/end."""
        if not self.whole_months():
            return str(self)
        months = (self.end.year - self.start.year) * _YEAR + self.end.month - self.start.month + 1
        if months == 1:
            return f"{self.start:%Y-%m}"
        if months == _QUARTER and self.end.month % _QUARTER == 0:
            return f"{self.start:%Y}-Q{self.end.month // _QUARTER}"
        if self.start.month == 1 and months % _YEAR == 0:
            return "–".join(dict.fromkeys((f"{self.start:%Y}", f"{self.end:%Y}")))
        return str(self)

    def __str__(self) -> str:
        return self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"
