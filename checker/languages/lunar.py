"""The Vietnamese lunar calendar: its days as days of the sun's."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from checker.languages.calendar import from_ordinal

# Months begin on the day of the new moon at UTC+7; month 11 holds the winter solstice; of 13 months between two
# solstices the first without a principal term is the leap month. Moon and sun after J. Meeus, Astronomical
# Algorithms (1998), ch. 25 and 49, in the shortened form that Ho Ngoc Duc gives for this calendar.

_LUNATION = 29.530588853
_EPOCH = 2415021.076998695
_JULIAN_TO_ORDINAL = 1721425


def lunar_to_iso(year: int, month: int, day: int) -> str | None:
    """The Gregorian day of *day* of the (common, not leap) lunar *month* of the lunar *year*; None where it has none."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1900 <= year <= 2199):
        return None
    start = _lunar_month_start(year, month)
    if day == 30 and _new_moon(round((start - _EPOCH) / _LUNATION) + 1) - start < 30:
        return None
    return from_ordinal(start + day - 1 - _JULIAN_TO_ORDINAL)


@lru_cache(maxsize=256)
def _lunar_month_start(year: int, month: int) -> int:
    before = _month_eleven(year if month >= 11 else year - 1)
    after = _month_eleven(year + 1 if month >= 11 else year)
    index = math.floor(0.5 + (before - _EPOCH) / _LUNATION)
    offset = (month - 11) % 12
    if after - before > 365 and offset >= _leap_offset(before):
        offset += 1
    return _new_moon(index + offset)


def _month_eleven(year: int) -> int:
    off = date(year, 12, 31).toordinal() + _JULIAN_TO_ORDINAL - 1 - 2415021
    index = int(off / _LUNATION)
    start = _new_moon(index)
    return _new_moon(index - 1) if _sun_sector(start) >= 9 else start


def _leap_offset(month_eleven: int) -> int:
    index = math.floor((month_eleven - _EPOCH) / _LUNATION + 0.5)
    last, offset = -1, 1
    sector = _sun_sector(_new_moon(index + offset))
    while sector != last and offset < 14:
        last = sector
        offset += 1
        sector = _sun_sector(_new_moon(index + offset))
    return offset - 1


def _new_moon(index: int) -> int:
    """The Julian day number, at UTC+7, of new moon *index*, counted from that of 1 January 1900."""
    t = index / 1236.85
    rad = math.pi / 180
    mean = 2415020.75933 + 29.53058868 * index + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * math.sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * index - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * index + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * index - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
    shift += -0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
    shift += 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon) - 0.0074 * math.sin(sun - moon)
    shift += 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun)
    shift += (
        -0.0006 * math.sin(2 * node + moon) + 0.0010 * math.sin(2 * node - moon) + 0.0005 * math.sin(sun + 2 * moon)
    )
    delta = (
        0.001 + 0.000839 * t + 0.0002261 * t**2 - 0.00000845 * t**3 - 0.000000081 * t**4
        if t < -11
        else -0.000278 + 0.000265 * t + 0.000262 * t**2
    )
    return math.floor(mean + shift - delta + 0.5 + 7 / 24)


def _sun_sector(day: int) -> int:
    """Which twelfth of the ecliptic the sun stands in when *day* (a Julian day number) begins at UTC+7; 0 from the March equinox."""
    t = (day - 0.5 - 7 / 24 - 2451545.0) / 36525
    rad = math.pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000290 * math.sin(3 * anomaly)
    return int(longitude % 360 / 30)
