"""The stretch of time that an article reports on, for figures whose own sentence tells none.

"Visitors in eleven months: …" heads an article whose later sentences say only "South Korea sent 4.13 million". Set
against the figure of a whole year it is another fact, though neither sentence says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, islice

from checker.model import Claim, Kind, Passage
from checker.values.figure import Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

# The stretch stands in the title or the first sentences that hold a figure; further down others are compared with.
_SENTENCES = 3
# "Eleven months" are those since January where the article came out in the last of them or in the one after.
_MONTHS = range(2, 12)
# So long after its end a stretch of time is still reported on.
_JUST_OVER = timedelta(days=75)
# What is added up or averaged over a stretch of time.
OVER_TIME = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.CHANGE})


def period_of(passage: Passage) -> Period | None:
    """The whole months that the first figures of an article are about; None where they tell none."""
    sentences = islice(groupby(passage.claims, key=lambda claim: claim.sentence), _SENTENCES)
    for claim in (claim for _, claims in sentences for claim in claims):
        found = since_january(claim)
        if found is None and claim.kind in OVER_TIME and claim.period is not None and claim.period.whole_months():
            found = claim.period
        if found is not None:
            return found
    return None


def stretches_told(passage: Passage) -> list[tuple[int, Period]]:
    """Where an article names whole months that were just over when it came out, and those months, in order of place: what
    follows without a stretch of its own goes on about them ("In nine months … Of that, industry rose by 8.7%")."""
    day = passage.source.day
    if day is None:
        return []
    return [
        (claim.span.start, claim.period)
        for claim in passage.claims
        if claim.kind in OVER_TIME
        and claim.period is not None
        and not claim.reference
        and claim.period.whole_months()
        and timedelta(0) <= day - claim.period.end <= _JUST_OVER
    ]


def since_january(claim: Claim) -> Period | None:
    """ "In 11 months", printed in November or December, as the months of that year; None for any other length of time."""
    value, published = claim.value, claim.source.day
    if not isinstance(value, Quantity) or value.unit.dimension != "months" or value.unit.factor not in (None, 1):
        return None
    if value.is_range or value.hedge is not Hedge.EXACT or value.lo not in _MONTHS or published is None:
        return None
    year, months = published.year, int(value.lo)
    if published.month - months not in (0, 1):
        return None
    return Period(date(year, 1, 1), date(year, months + 1, 1) - timedelta(days=1))
