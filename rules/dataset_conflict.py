"""A published table gives another amount than an article or another table does for one fact.

What it compares
    A cell of a table against each figure of another source that states the same fact, as the amounts that either may
    stand for: a cell is worth half a step of its last printed place either way.

Why it matters
    The table is what the article was written from; where the two differ, one of them was copied or computed wrongly.

Reported
    "4.6 million tonnes" of exports in 2023 against a cell of 4.1 in a column of million tonnes.
    "£31.2 billion" against a cell of 31.2 in a column of £ million: the scale was taken for another.

Not reported
    "about 4 million tonnes" against 4.1; "4,1 triệu" against 4104 in thousands: one amount can satisfy both.
    A figure of another year than the cell, or a target against a result.

Known problems
    Which cell an article means is worked out from its words. Where the sentence names neither the indicator nor the
    place of the cell, the finding is only info.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Dispute,
    Nearness,
    RuleInfo,
    Sentences,
    Severity,
    allows,
    in_table,
    printed,
    quantities,
)
from checker.values.compare import Level
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options(Nearness):
    """What may be set.

    ``round_share``  how far a round figure may stand from a cell, as a share of it; 0.05 is 5 %
    ``near_share``   the gap, as a share of the larger figure, up to which a hedged figure is a warning
    ``sure``         the confidence of a group, 0 to 1, under which a finding is only info
    """

    sure: float = 0.5


RULE = RuleInfo(
    code="FC701",
    name="dataset-conflict",
    severity=Severity.ERROR,
    sees="group",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_SEVERITY = {Level.APART: Severity.ERROR, Level.ADJACENT: Severity.WARNING}
_WORD = re.compile(r"[^\W\d_]{3,}")


def check(group: ClaimGroup, options: Options) -> Iterator[Discrepancy]:
    """Yield the one finding of a group in which a cell and another figure cannot both hold."""
    yield from RULE.over(group, _disputes(group, options), sure=options.sure)


def _disputes(group: ClaimGroup, options: Options) -> Iterator[Dispute]:
    for left, low, right, high in quantities(group, cells=True):
        found = options.compared(low, high)
        if found.level not in _SEVERITY or (
            (left.period is None) != (right.period is None) and not _named(left, right)
        ):
            continue
        power = options.scale_slip(low, high)
        reason = SAY("apart", gap=spelled(found.gap))
        if power:
            reason = SAY("scale", factor=spelled(Decimal(10**power)))
        yield Dispute(
            left=left,
            right=right,
            severity=_SEVERITY[found.level] if _named(left, right) else Severity.INFO,
            reason=reason,
            derivation=(
                *(
                    SAY("cell", claim=printed(claim), labels=_labels(claim))
                    for claim in (left, right)
                    if in_table(claim)
                ),
                allows(left, found.left),
                allows(right, found.right),
            ),
        )


def _labels(cell: Claim) -> str:
    parts = (cell.indicator, cell.scope, str(cell.period or ""))
    return ", ".join(part for part in parts if part)


def _named(left: Claim, right: Claim) -> bool:
    """Whether what is said of one names what the other is of: a shared word of the indicator or the place."""
    if in_table(left) and in_table(right):
        return bool(_words(f"{left.indicator} {left.scope}") & _words(f"{right.indicator} {right.scope}"))
    cell, told = (left, right) if in_table(left) else (right, left)
    if cell.source.lang != told.source.lang:
        # Words of two languages are not compared here; the alignment has done so.
        return True
    return bool(_words(f"{cell.indicator} {cell.scope}") & _words(told.sentence_text))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
