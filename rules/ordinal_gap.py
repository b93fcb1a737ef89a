"""A text counts its points in words and leaves one out.

What it compares
    The numbers that open sentences ("Thứ nhất, … Thứ hai, …", "First, … Second, …") with the row of numbers from 1.

Why it matters
    A point that was cut in editing leaves no other trace, and neither does the paragraph that carried it.

Reported
    "First, … Third, …": the second is missing, a warning.
    "Thứ hai, … Thứ ba, … Thứ tư, …" without a first: info, since the first may stand there without its number.

Not reported
    "First, … Second, …", however far apart.
    "Thứ hai, 12/5, … Thứ ba, 13/5, …": days of a week.
    "Second, …" alone, or two numbers without a first: too little to tell that the text counts.
    "the second quarter": no sentence is opened by it.

Known problems
    A schedule by the days of the week without dates or times looks like a row of points; the finding is only info.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.rule import (
    Discrepancy,
    Passage,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)

RULE = RuleInfo(
    code="FC302",
    name="ordinal-gap",
    severity=Severity.WARNING,
    sees="passage",
    since="0.1",
)

SAY = Sentences(__file__)


def check(passage: Passage, options: object) -> Iterator[Discrepancy]:
    """Yield each row of numbered points that lacks one."""
    for relation in passage.of_kind("series"):
        yield _found(relation)


def _found(relation: Relation) -> Discrepancy:
    marks = relation.all("mark")
    shown = ", ".join(printed(mark) for mark in marks)
    missing = ", ".join(relation.items)
    return RULE.discrepancy(
        *marks,
        message=SAY("message", marks=shown, missing=missing),
        derivation=(SAY("line", n=len(marks), missing=missing),),
        severity=Severity.INFO if "1" in relation.items else Severity.WARNING,
        suggestion=SAY("suggestion", missing=missing),
    )
