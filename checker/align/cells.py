"""The cell that a figure of an article means, where its words give every coordinate of it.

Words alone seldom say that two different values are one fact. A table says more: the clause names the row, the period
and the unit leave one cell of it, and either the column is named too or the two values differ by a slip of the pen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.align import Alignment
from checker.model import Claim, ClaimGroup, Kind, Passage, Status
from checker.values.compare import Level, compare, factors
from checker.values.figure import Quantity
from checker.values.slips import near_twins, scale_slip

_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.CHANGE})
_WORD = re.compile(r"[^\W_]+")
# Letters of a word that must be alike for two forms of it: "landed", "landings".
_STEM = 4
_SHARES = {"round_share": Decimal("0.05"), "near_share": Decimal("0.02")}
_AGREE = frozenset({Level.AGREE, Level.ROUNDED, Level.CUT})
_TWIN_DIGITS = 3
# How sure the words of a clause make a cell: the row and the column named, or the row and a slip.
_CONFIDENCE = 0.9


def with_cells(alignment: Alignment, passages: Sequence[Passage]) -> Alignment:
    """*alignment* with a group for each figure that no group holds yet and that one cell of its session is meant by."""
    by_id = {passage.source.id: passage for passage in passages}
    if all(passage.table is None for passage in passages):
        return alignment
    taken = {claim.id for group in alignment.groups for claim in group.claims}
    groups = list(alignment.groups)
    for session in alignment.sessions:
        members = [by_id[name] for name in session.sources if name in by_id]
        tables = [passage for passage in members if passage.table is not None]
        for article in members:
            for claim in article.claims if tables and article.table is None else ():
                found = [cell for table in tables if (cell := _meant(claim, table, taken)) is not None]
                if claim.id not in taken and len(found) == 1:
                    taken |= {claim.id, found[0].id}
                    groups.append(_group(claim, found[0], session.id, len(groups), alignment.origins))
    return replace(alignment, groups=tuple(groups))


def _meant(claim: Claim, table: Passage, taken: set[str]) -> Claim | None:
    """The one cell whose row the clause names and whose period and unit are the claim's."""
    if (
        claim.id in taken
        or claim.reference
        or claim.kind not in _KINDS
        or claim.period is None
        or claim.status is Status.TARGET
    ):
        return None
    if not isinstance(claim.value, Quantity) or claim.value.of is not None or claim.value.is_range:
        return None
    said = _words(claim.clause.cut(claim.source.text))
    cells = [
        cell
        for cell in table.claims
        if cell.period == claim.period and _named(cell, said) and _comparable(claim.value, cell.value)
    ]
    told = [cell for cell in cells if _column_named(cell, said)]
    if len(told) == 1 and told[0].id not in taken and told[0].kind is claim.kind:
        return told[0]
    slips = [cell for cell in cells if _slip(claim.value, cell.value)]
    return slips[0] if len(cells) == 1 and slips and slips[0].id not in taken else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _named(cell: Claim, said: frozenset[str]) -> bool:
    label = _words(cell.scope or cell.indicator)
    return bool(label) and label <= said and any(word.isalpha() and len(word) > 2 for word in label)


def _column_named(cell: Claim, said: frozenset[str]) -> bool:
    """Whether the clause has every longer word of the indicator, in some form; the row label says nothing of it."""
    if not cell.scope:
        return False
    wanted = [word for word in _words(cell.indicator) if len(word) >= _STEM]
    stems = {word[:_STEM] for word in said if len(word) >= _STEM}
    return bool(wanted) and all(word[:_STEM] in stems for word in wanted)


def _comparable(left: Quantity, right: object) -> bool:
    return isinstance(right, Quantity) and factors(left, right) is not None


def _slip(left: Quantity, right: object) -> bool:
    assert isinstance(right, Quantity)
    return bool(scale_slip(left, right, **_SHARES) or near_twins(left, right, least_digits=_TWIN_DIGITS))


def _group(claim: Claim, cell: Claim, session: str, number: int, origins: Mapping[str, str]) -> ClaimGroup:
    assert isinstance(claim.value, Quantity)
    assert isinstance(cell.value, Quantity)
    level = compare(claim.value, cell.value, **_SHARES).level
    verdict = "agree" if level is Level.AGREE else "compatible" if level in _AGREE else "conflict"
    return ClaimGroup(
        id=f"{session}.cell{number}", session=session, indicator=cell.indicator, claims=tuple(_ordered(claim, cell)), verdict=verdict,
        confidence=_CONFIDENCE, why={"probability": _CONFIDENCE, "row_named": 1.0}, origins={c.source.id: origins[c.source.id] for c in (claim, cell) if c.source.id in origins},
    )  # fmt: skip


def _ordered(*claims: Claim) -> Iterator[Claim]:
    yield from sorted(claims, key=lambda claim: (claim.source.path, claim.span))
