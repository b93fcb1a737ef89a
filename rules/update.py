"""A later source gives a newer value of a count that is still moving.

What it compares
    Counts of one group in sources that came out some hours apart. Where the later one is larger, it may be an update.
    Where the group counts a running total (deaths, bodies found, cases so far) and the later one is smaller, what was
    counted has been lost.

Why it matters
    A reader of two articles needs to know which is newer, and a total that falls was wrong before, is wrong now, or
    was corrected without a word.

Reported
    "27 dead" in the morning, "35 dead" a day later: info, an update.
    "27 dead" and "35 dead" in two articles of one day, of which not both tell the hour: info, it may be an update.
    "27 bodies found" in the morning, "26 bodies found" a day later: an error.

Not reported
    Counts that agree, or that agree once one of them is rounded.
    Counts of less than half a day apart, or without a time of publication: value-conflict compares them.
    A smaller later count of something that may fall, such as the missing: value-conflict has it.
    A count of a stretch that was over before the first source came out: it does not move.
    Counts a thousandfold apart: scale-slip has them.

Known problems
    The time of publication stands in for the time that a count is of; an article may come out late with an old count.
    Series over several sessions are for cumulative-falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Moving,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    moves,
    outlet,
    printed,
    quantities,
)
from checker.values.compare import Level
from checker.values.slips import other_unit
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options(Moving):
    """What may be set.

    ``round_share``   how far a round figure may stand from an exact one, as a share of it; 0.05 is 5 %
    ``near_share``    the gap, as a share of the larger figure, up to which hedged figures are close
    ``update_hours``  the hours between two publications from which a count may have moved; value-conflict and
                      hedge-tension have the same option, and leave to this rule what it covers
    ``sure``          the confidence of a group, 0 to 1, under which a finding is only info
    """

    sure: float = 0.5


RULE = RuleInfo(
    code="FC205",
    name="update",
    severity=Severity.INFO,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_MOVED = frozenset({Level.APART, Level.ADJACENT, Level.TENSION})


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group whose counts moved between two publications."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group):
        if low.is_range and high.is_range:
            continue
        found = options.compared(low, high)
        if found.level not in _MOVED or other_unit(low, high) or options.scale_slip(low, high):
            continue
        match moves(left, right, group, hours=options.update_hours):
            case "grows":
                yield _dispute(left, right, Severity.INFO, SAY("grows"))
            case "may move":
                yield _dispute(left, right, Severity.INFO, SAY("may_move"))
            case "falls" if found.level is not Level.TENSION:
                yield _dispute(right, left, Severity.ERROR, SAY("falls", step=_step(low, high)))
            case _:
                continue


def _dispute(first: Claim, second: Claim, severity: Severity, reason: str) -> Dispute:
    """A dispute of two counts, the earlier first."""
    lines = tuple(
        SAY("line", when=claim.source.published, claim=printed(claim), outlet=outlet(claim.source))
        for claim in (first, second)
    )
    return Dispute(left=first, right=second, severity=severity, reason=reason, derivation=lines, weight=0.9)


def _step(low: Quantity, high: Quantity) -> str:
    return spelled(abs(high.lo - low.lo))
