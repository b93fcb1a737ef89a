"""Some dates in digits put the day first and others, in the same text, the month.

What it compares
    The two numbers of dates in digits: which can only be a day and which only a month, over the whole text; and the
    weekday beside a date that could be read in either order.

Why it matters
    "3/4" is March in the one order and April in the other. A text that mixes them misleads on every date up to the
    twelfth.

Reported
    "23/10/2024" and "10/24/2024" in one text: a warning.
    "Monday 3/4/2024", which is no Monday as the rest of the text counts, but one in the other order: a warning.

Not reported
    "3/4/2024" alone: nothing contradicts the usual order.
    "23.10.2024" beside "10/24/2024": other marks, other habits.
    A weekday that neither order fits: FC401 reports it.

Known problems
    A text that quotes a date from a page in another language mixes the two rightly.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.rule import (
    Claim,
    Discrepancy,
    Moment,
    NoOptions,
    Passage,
    RuleInfo,
    Sentences,
    Severity,
    printed,
    weekday,
)

RULE = RuleInfo(
    code="FC403",
    name="ambiguous-date",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
)

SAY = Sentences(__file__)


def check(passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
    """Yield each pair of dates, or weekday and date, that contradict each other's order of day and month."""
    for relation in passage.of_kind("date-order"):
        claim, witness = relation.one("date"), relation.one("witness")
        if claim is None or witness is None:
            continue
        if relation.label == "mixed":
            yield RULE.discrepancy(
                claim,
                witness,
                message=SAY("mixed", claim=printed(claim), witness=printed(witness)),
                derivation=(SAY("no_month", claim=printed(claim)), SAY("likewise", claim=printed(witness))),
            )
        else:
            yield from _by_weekday(claim, witness)


def _by_weekday(claim: Claim, witness: Claim) -> Iterator[Discrepancy]:
    assert isinstance(claim.value, Moment)
    assert isinstance(witness.value, Moment)
    read, said = date.fromisoformat(claim.value.start), date.fromisoformat(witness.value.start).weekday()
    other = read.replace(month=read.day, day=read.month)
    if read.weekday() == said or other.weekday() != said:
        return
    yield RULE.discrepancy(
        claim,
        witness,
        message=SAY("weekday", claim=printed(claim), read=read, witness=printed(witness), other=other),
        derivation=(
            SAY("calendar", read=read, read_day=weekday(read.weekday()), other=other, day=weekday(other.weekday())),
            SAY("text", witness=printed(witness)),
        ),
    )
