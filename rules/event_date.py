"""Sources give one event two dates or two times.

What it compares
    Two dates, or two times of day, of a group. A month holds its days, a week and a part of the day likewise: the
    finer date need only lie in the coarser one. Stretches whose both ends are printed are compared end by end.

Why it matters
    A wrong day is copied into chronologies, and a reader who plans by it misses the event.

Reported
    "28/10" against "28/11": an error.
    "13/10" against "12/10", a day apart, which a time zone or a late night may explain: a warning.
    "will open on 28/10" against "opened on 30/10": a warning.
    "20-21/10" against "20-22/10": the last days differ, a warning.
    "10:00" against "10:20", and "afternoon" against "evening" of one day: a warning.
    "19:00 Vietnam time" against "13:00 GMT", an hour apart once both are of one zone: a warning.

Not reported
    "9/2/2018 to 7/10/2022" against "between February 2018 and October 2022".
    "28/7" against "July", "9:00 on 23/10" against "the morning of 23/10".
    "about 11:00" against "11:15": within a quarter of an hour. "10 o'clock" against "10:14": less than that.
    "before noon" against "11:00": the one lies in the other. "Shortly before midnight" against "23:57".
    A date that comes round every year against a day of one year.
    The day that a count was taken on ("as of 31/10"), or that something is compared with: it dates no event.
    "19:00 Vietnam time" against "12:00 GMT": one moment.
    "19:00 local time" against "22:00": the zones that the texts declare may make up the difference.
    "one o'clock" against "13:00": the one does not say in which half of the day.
    "16:50" against "15:50" in another language: each prints the time of its country.

Known problems
    Times of two zones that neither of two texts of one language names are a warning like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checker.rule import (
    DOWNWARD,
    UPWARD,
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Hedge,
    Moment,
    RuleInfo,
    Sentences,
    Severity,
    comparable,
    dated,
    part_of_day,
    parts_apart,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``zone_days``      the days between two dates up to which a time zone may explain them, so a warning
    ``about_minutes``  how far "about" goes either way; a bare whole hour goes a minute less
    ``part_minutes``   how far a clock time may lie outside the part of the day that another source names
    ``sure``           the confidence of a group, 0 to 1, under which a finding is only info
    """

    zone_days: int = 1
    about_minutes: int = 15
    part_minutes: int = 60
    sure: float = 0.3


RULE = RuleInfo(
    code="FC404",
    name="event-date",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_SIGNS = ("+", "-")
_PLAIN = frozenset({Hedge.EXACT, Hedge.ABOUT})
# Minutes of a day, and between the zones of the world but for three.
_DAY, _STEP = 24 * 60, 30
_CLOCK = frozenset({"hour", "minute"})
# What is as fine as a day, so that days may be counted between two.
_DAYS = frozenset({"day", "part", "hour", "minute", "span"})


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose dates or times do not go together."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for one, two in group.pairs():
        if not comparable(one, two) or one.reference or two.reference:
            continue
        left, right = sorted((one, two), key=_order)
        if not (isinstance(left.value, Moment) and isinstance(right.value, Moment)):
            continue
        if left.value.is_time != right.value.is_time:
            continue
        if left.value.is_time and _half_a_day(left, right, options):
            continue
        if left.value.is_time and _zones_may_differ(left, right):
            found = _zones(left.value, right.value, options)
        else:
            found = (_times if left.value.is_time else _dates)(left.value, right.value, options)
        if found is not None:
            severity, reason = found
            if one.status != two.status and severity is Severity.ERROR:
                severity, reason = Severity.WARNING, SAY("announced", reason=reason)
            lines = (dated(left), dated(right))
            yield Dispute(left=left, right=right, severity=severity, reason=reason, derivation=lines)


def _zones_may_differ(left: Claim, right: Claim) -> bool:
    """Whether two times of day may be of two zones: by their texts, or as papers of two countries print each their own."""
    assert isinstance(left.value, Moment)
    assert isinstance(right.value, Moment)
    return left.value.zone != right.value.zone or (not left.value.zone and left.source.lang != right.source.lang)


# What shows which half of the day an hour lies in: minutes in digits, "am", "p.m.".
_WHOLE_DAY = re.compile(r"\d[:.h]\d|\b[ap]\.?m\b|\d[ap]\.?m\b", re.IGNORECASE)


def _half_a_day(left: Claim, right: Claim, options: Options) -> bool:
    """Whether two times lie half a day apart, and the earlier does not say in which half: "one o'clock", "13:00"."""
    early, late = left.value, right.value
    assert isinstance(early, Moment)
    assert isinstance(late, Moment)
    if not {early.grain, late.grain} <= _CLOCK or early.part or _WHOLE_DAY.search(left.quote):
        return False
    slack = options.about_minutes if "hour" in (early.grain, late.grain) else 0
    return abs(_minutes(late.start) - _minutes(early.start) - _DAY // 2) <= slack


def _dates(left: Moment, right: Moment, options: Options) -> tuple[Severity, str] | None:
    if not (left.start and left.end and right.start and right.end):
        return None
    if "recurrent" in (left.stated, right.stated) or left.alike(right):
        return None
    bounds = _bounds(left, right)
    if bounds is not None:
        return bounds
    if not left.overlaps(right):
        if not {left.grain, right.grain} <= _DAYS:
            return Severity.ERROR, SAY("no_day")
        days = _days_between(left, right)
        if days <= options.zone_days:
            return Severity.WARNING, SAY("zone_days", apart=SAY.count(days, "days"))
        return Severity.ERROR, SAY.count(days, "days")
    if left.grain == right.grain == "span" and left.stated == right.stated == "span":
        # "Between February 2018 and October 2022" says no more of the days than its months do.
        chars = _MONTH_CHARS if _whole_months(left) or _whole_months(right) else None
        ends = (("first", left.start, right.start), ("last", left.end, right.end))
        differing = [name for name, one, two in ends if one[:chars] != two[:chars]]
        if differing:
            return Severity.WARNING, SAY("_".join(differing))
    return None


_MONTH_CHARS = len("YYYY-MM")


def _whole_months(span: Moment) -> bool:
    """Whether a stretch begins with the first day of a month and ends with the last of one."""
    last = date.fromisoformat(span.end)
    return span.start.endswith("-01") and (last + timedelta(days=1)).day == 1


def _bounds(left: Moment, right: Moment) -> tuple[Severity, str] | None:
    """What deadlines say to each other ("before 16/11", "before 30/11"); None where neither is one, or they hold."""
    hedges = (left.hedge, right.hedge)
    if not any(hedge in DOWNWARD | UPWARD for hedge in hedges):
        return None
    both = all(hedge in DOWNWARD for hedge in hedges) or all(hedge in UPWARD for hedge in hedges)
    if both and (left.start, left.end) != (right.start, right.end) and not left.overlaps(right):
        return Severity.WARNING, SAY("bounds")
    return None


def _times(left: Moment, right: Moment, options: Options) -> tuple[Severity, str] | None:
    bounds = _bounds(left, right)
    if bounds is not None:
        return bounds
    early, late = left.hedge, right.hedge
    if early in DOWNWARD and late in UPWARD:
        return Severity.WARNING, SAY("before")
    if early in UPWARD or late in DOWNWARD:
        return None
    parts = [moment.part for moment in (left, right) if moment.grain == "part"]
    if len(parts) == 2:
        said = SAY("parts", left=part_of_day(parts[0]), right=part_of_day(parts[1]))
        return (Severity.WARNING, said) if parts_apart(*parts) else None
    gap = _minutes(right.start) - _minutes(left.end)
    if left.start == left.end == "00:00":
        # The midnight before the day, or the one at its end.
        gap = min(gap, _DAY - _minutes(right.end))
    if parts:
        return (Severity.WARNING, SAY("outside", part=part_of_day(parts[0]))) if gap > options.part_minutes else None
    slack = options.about_minutes * [left.hedge, right.hedge].count(Hedge.ABOUT)
    if not slack and "hour" in (left.grain, right.grain):
        # "10 o'clock" is said of ten past ten; a quarter past has words of its own.
        slack = max(0, options.about_minutes - 1)
    if gap <= slack:
        return None
    return Severity.WARNING, SAY.count(gap, "minutes")


def _zones(left: Moment, right: Moment, options: Options) -> tuple[Severity, str] | None:
    """What two times of day say to each other that may be of different zones, declared or not."""
    if not {left.grain, right.grain} <= _CLOCK:
        # A part of the day may be another elsewhere.
        return None
    if left.zone[:1] in _SIGNS and right.zone[:1] in _SIGNS:
        hours = Decimal(right.zone) - Decimal(left.zone)
        apart = (_minutes(right.start) - _minutes(left.end) - int(hours * 60)) % _DAY
        gap = min(apart, _DAY - apart)
        slack = options.about_minutes * [left.hedge, right.hedge].count(Hedge.ABOUT)
        plain = left.hedge in _PLAIN and right.hedge in _PLAIN
        return (Severity.WARNING, SAY("one_zone", apart=SAY.count(gap, "minutes"))) if plain and gap > slack else None
    # Zones lie whole half hours apart.
    return _times(left, right, options) if (_minutes(right.start) - _minutes(left.end)) % _STEP else None


def _days_between(left: Moment, right: Moment) -> int:
    return (date.fromisoformat(right.start) - date.fromisoformat(left.end)).days


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def _order(claim: Claim) -> tuple[str, str, str, str, int]:
    value = claim.value
    ends = (value.start, value.end, value.hedge.value) if isinstance(value, Moment) else ("", "", "")
    return (*ends, claim.source.id, claim.span.start)
