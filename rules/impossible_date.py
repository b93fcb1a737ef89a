"""A date or a time of day that no calendar and no clock has.

What it compares
    The days of a month, the months of a year, the hours and minutes of a day, with what is printed; the year in the
    number of a document with the year in which the article speaks of it.

Why it matters
    A slip of the finger that any reader sees, and the day that was meant is lost.

Reported
    "31/4", "29/2" in a common year, "the year 20133": an error.
    "25:70" as a time of day, since scores and verses are written alike; "from 25/10/2024 to 20/10/2024", which may be
    told backwards: a warning.
    "Circular 32/2091" in an article of 2013: an error.

Not reported
    "30/2" of the lunar calendar.
    "there is no 31 November".
    "10/23/2024": a day in the other order of day and month; FC403 tells where a text mixes the two.
    "Decree 15/2025" in an article of late 2024, which may know of it.

Known problems
    A year that has not come is not held against a text: "by 2091" may be a forecast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    Discrepancy,
    Kind,
    Passage,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``years_ahead``: how many years after publication the year in a document's number may lie."""

    years_ahead: int = 1


RULE = RuleInfo(
    code="FC402",
    name="impossible-date",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)")
_MONTHS, _DAYS = 12, 31


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each date that cannot be, and each document from a year to come."""
    told: set[str] = set()
    for relation in passage.of_kind("impossible-date"):
        claim = relation.one("date")
        if claim is None or _other_order(claim.quote) or claim.quote in told:
            continue
        told.add(claim.quote)
        backwards = relation.label.startswith("ends")
        yield RULE.discrepancy(
            claim,
            message=SAY("message", claim=printed(claim), why=_why(relation.label)),
            derivation=(SAY("printed", printed=relation.label.rpartition(": ")[2]),),
            severity=Severity.WARNING if backwards or claim.kind is Kind.TIME else RULE.severity,
        )
    for relation in passage.of_kind("document-year"):
        yield from _document(passage, relation, told, options)


def _why(label: str) -> str:
    """What is wrong with a date, as reading tells it ("no such day: 31/11"); as it stands where it is told otherwise."""
    kind, _, rest = label.partition(": ")
    what, _, year = kind.partition(" in ")
    name = "_".join([*what.split(), *["in"] * bool(year)])
    return SAY(name, year=year) if name in SAY.templates and rest else label


def _other_order(quote: str) -> bool:
    """Whether the digits make a day once day and month change places: "10/23/2024"."""
    found = _DIGITS.search(quote)
    return found is not None and 1 <= int(found[1]) <= _MONTHS < int(found[3]) <= _DAYS


def _document(passage: Passage, relation: Relation, told: set[str], options: Options) -> Iterator[Discrepancy]:
    claim, published = relation.one("document"), passage.source.published
    if claim is None or published is None or claim.quote in told:
        return
    year, now = int(relation.label), int(published[:4])
    if year <= now + options.years_ahead:
        return
    told.add(claim.quote)
    yield RULE.discrepancy(
        claim,
        message=SAY("document", claim=printed(claim), year=year, now=now),
        derivation=(SAY("published", day=published[:10]), SAY("number", year=year)),
    )
