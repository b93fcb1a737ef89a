"""One text marks decimals with a comma in some figures and with a point in others, or a group has a digit too many.

What it compares
    The figures of one text whose decimal mark leaves no doubt: one or two digits behind the mark ("25,5", "25.5"), or
    two groups of thousands ("1.974.488", "1,974,488"), which give away the other mark. A text needs two figures of
    one habit and one of the other. In a text of one habit, a count whose last group has more than three digits.

Why it matters
    Where both habits stand in one text, "1.250" may be a thousand or one and a quarter, and a figure that was pasted
    from elsewhere shows.

Reported
    "tăng 7,5%", "giảm 2,3%" and "đạt 18.4%" in one text: info.
    "216,0000 jobs" beside "3.7%" and "4.5%": a warning, for behind its comma stand four digits.

Not reported
    "1.974.488 hồ sơ" and "97,26%": one habit, points for thousands and a comma for decimals.
    "2.416" or "2,416" alone: three digits behind a mark may be either.
    "1,20,000": groups of two are a habit of its own.
    Dates ("19.7"), times ("10.30"), versions, scores and document numbers: their points are no decimal marks.
    Counts with decimals and no "million" behind them: nobody counts half a person, so they are names or slips.
    Sizes and powers of devices ("5.7 inch", "2.3GHz", "24.2 MP"): the maker's spelling is kept as a name is.

Known problems
    A quotation in another language keeps its own marks and is reported with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    Claim,
    Discrepancy,
    Kind,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    printed,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``least``: the figures of the commoner habit that a text must print before the other is reported, at least 1."""

    least: int = 2


RULE = RuleInfo(
    code="FC503",
    name="mixed-separators",
    severity=Severity.INFO,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})*([.,])\d{1,2}(?![\d.,]*\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}([.,])\d{3}\1\d{3}")
_OVERFULL = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})*([.,])\d{4,}(?![\d.,]*\d)")
_OTHER = {",": ".", ".": ","}
_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.CHANGE, Kind.PRICE, Kind.MEASURE})
_DIMENSIONS = frozenset(
    {"count", "money", "percent", "points", "mass", "area", "volume", "energy", "length", "temperature"}
)
# What names a device rather than measuring a thing.
_DEVICES = frozenset({"inch", "mm"})
_NAMED = 3
_MARKS = {",": "comma", ".": "point"}


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a text that mixes its decimal marks."""
    habits: dict[str, list[Claim]] = {",": [], ".": []}
    for claim in passage.claims:
        mark = _mark(claim)
        if mark:
            habits[mark].append(claim)
    # Of two habits that are equally common, the comma stands first: which one is odd, nobody can say.
    usual, other = sorted(habits, key=lambda mark: (-len(habits[mark]), mark))
    if len(habits[usual]) < options.least:
        return
    if not habits[other]:
        yield from _overfull(passage, usual, habits[usual][0])
        return
    odd = habits[other]
    claims = sorted([habits[usual][0], *odd], key=lambda claim: claim.span)
    names: str = ", ".join(printed(claim) for claim in odd[:_NAMED])
    if len(odd) > _NAMED:
        names = SAY("more", claims=names, n=len(odd) - _NAMED)
    yield RULE.discrepancy(
        *claims,
        message=SAY.count(
            len(odd),
            "message",
            claims=names,
            odd=SAY(_MARKS[other]),
            usual=SAY(_MARKS[usual]),
            example=printed(habits[usual][0]),
        ),
        derivation=tuple(SAY.count(len(habits[mark]), "count", mark=SAY(_MARKS[mark])) for mark in (usual, other)),
        confidence=0.9,
    )


def _overfull(passage: Passage, decimal: str, example: Claim) -> Iterator[Discrepancy]:
    """Each count that has more than three digits behind what marks groups in its text."""
    for claim in passage.claims:
        value, found = claim.value, _OVERFULL.search(claim.quote)
        if found is None or claim.kind not in _KINDS or not isinstance(value, Quantity):
            continue
        if value.unit.dimension != "count" or found[2] != _OTHER[decimal] or found[1] not in (None, found[2]):
            continue
        mark = SAY(_MARKS[found[2]])
        yield RULE.discrepancy(
            claim,
            message=SAY("overfull", claim=printed(claim), mark=mark),
            derivation=(SAY("decimals", mark=SAY(_MARKS[decimal]), example=printed(example)),),
            severity=Severity.WARNING,
        )


def _mark(claim: Claim) -> str:
    """The decimal mark that a figure gives away; empty where it leaves any doubt."""
    value = claim.value
    if not isinstance(value, Quantity) or claim.kind not in _KINDS or value.unit.key in _DEVICES:
        return ""
    if value.unit.dimension not in _DIMENSIONS or (value.unit.dimension == "count" and value.grain < 1):
        return ""
    quote = claim.quote
    if found := _GROUPED.search(quote):
        return _OTHER[found[1]]
    found = _DECIMAL.search(quote)
    if found is None or found[1] == found[2]:
        return ""
    return found[2]
