"""A slip of a digit or two would make all statements of a passage true, and there is one such slip alone.

What it compares
    The shares, sums and changes of a passage that hang together by common figures, with each figure as printed and with
    one digit replaced, two neighbours swapped, a digit lost or doubled, or the separator moved.

Why it matters
    "Something is wrong with these seven figures" costs an editor a quarter of an hour; "was 52,25 meant?" costs a call.

Reported
    "132.626/253.837, 50,25 %": 52,25 is one digit away and nothing else is; a question, info.
    A total and two shares that fail together and hold again once two figures are mended.

Not reported
    "38.4 + 12.7 + 9.2 = 61.3": any of three figures may be the wrong one.
    Figures that no such slip explains.
    Passages whose statements hold.

Known problems
    The figure that was mistyped need not be the only one: this is a question to the source, not a correction.
    Each edit must mend a statement by itself; two edits that only together mend one are not tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Passage,
    Quantity,
    RuleInfo,
    Sentences,
    Severity,
    Stated,
    listed,
    printed,
    stated,
)
from checker.values.arithmetic import Fit, Statement
from checker.values.hedge import Hedge
from checker.values.repair import slips
from checker.values.spelling import spelled


@dataclass(frozen=True, slots=True)
class Options:
    """Where the search ends.

    ``edits``    the most figures that may be mended at once
    ``figures``  passages with more figures that hang together are left alone
    """

    edits: int = 2
    figures: int = 12


RULE = RuleInfo(
    code="FC109",
    name="joint-repair",
    severity=Severity.INFO,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

# A place is a claim and whether the number below the line of "a/b" is meant.
Place = tuple[str, bool]
Edits = Mapping[Place, Decimal]
_FAILS = (Fit.STEP, Fit.BROKEN)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield the one smallest repair of each set of statements that hang together and do not all hold."""
    said = [one for relation in passage.relations for one in stated(relation)]
    for together in _connected(said):
        if any(one.statement.fit() in _FAILS for one in together):
            yield from _repaired(together, options)


def _connected(said: Sequence[Stated]) -> list[list[Stated]]:
    """The statements in sets that share figures."""
    sets: list[tuple[set[str], list[Stated]]] = []
    for one in said:
        names = {claim.id for claim in one.claims}
        joined = [group for group in sets if group[0] & names]
        sets = [group for group in sets if not group[0] & names]
        merged = [other for group in joined for other in group[1]]
        sets.append((names.union(*(group[0] for group in joined)), [*merged, one]))
    return [group for _, group in sets]


def _repaired(together: Sequence[Stated], options: Options) -> Iterator[Discrepancy]:
    claims = {claim.id: claim for one in together for claim in one.claims}
    if len(claims) > options.figures:
        return
    failing = sum(one.statement.fit() in _FAILS for one in together)
    # Two edits for one statement, or for two, explain nothing: there are always some that do.
    for size in range(1, max(1, min(options.edits, failing - 1)) + 1):
        found = {frozenset(edits.items()): edits for edits in _search(together, {}, size)}
        if found:
            if len(found) == 1:
                yield _question(together, claims, next(iter(found.values())))
            return


def _search(together: Sequence[Stated], edits: Edits, left: int) -> Iterator[Edits]:
    """Every set of at most *left* further edits after which all statements hold."""
    failing = next((one for one in together if not _holds(one, edits)), None)
    if failing is None:
        yield edits
        return
    if not left:
        return
    for place, value in _figures(failing):
        if place in edits:
            continue
        for slip in slips(value.lo, value.grain):
            tried = {**edits, place: slip}
            if _holds(failing, tried):
                yield from _search(together, tried, left - 1)


def _holds(one: Stated, edits: Edits) -> bool:
    touched = any(place in edits for place, _ in _figures(one))
    fit = _edited(one, edits).fit() if touched else one.statement.fit()
    return fit is Fit.HOLDS if touched else fit not in _FAILS


def _figures(one: Stated) -> Iterator[tuple[Place, Quantity]]:
    """The figures of a statement that could hold a slip: hedged ones and ranges are left as they are."""
    values = (*one.statement.inputs, one.statement.result)
    for at, (claim, value) in enumerate(zip(one.claims, values, strict=True)):
        if value.hedge is Hedge.EXACT and not value.is_range:
            yield (claim.id, at in one.below), value


def _edited(one: Stated, edits: Edits) -> Statement:
    values = [*one.statement.inputs, one.statement.result]
    for at, claim in enumerate(one.claims):
        new = edits.get((claim.id, at in one.below))
        if new is not None and values[at].hedge is Hedge.EXACT:
            values[at] = replace(values[at], lo=new, hi=new)
    return replace(one.statement, inputs=tuple(values[:-1]), result=values[-1])


def _question(together: Sequence[Stated], claims: Mapping[str, Claim], edits: Edits) -> Discrepancy:
    places = sorted(edits, key=lambda place: (claims[place[0]].span, place[1]))
    edited = tuple(dict.fromkeys(claims[name] for name, _ in places))
    before = {place: value for one in together for place, value in _figures(one)}
    asked = [f"“{_mended(claims[place[0]], before[place], edits[place])}”" for place in places]
    swaps = [SAY("swap", claim=printed(claims[place[0]]), new=new) for place, new in zip(places, asked, strict=True)]
    mended = sum(one.statement.fit() in _FAILS for one in together)
    tied = len(together) > 1 and mended > 1
    return RULE.discrepancy(
        *edited,
        message=SAY.count(mended, "message", claims=listed(map(printed, edited)), new=listed(asked)),
        derivation=[SAY("with", new=spelled(edits[place]), old=spelled(before[place].lo)) for place in places]
        + [SAY.count(mended, "together", all=len(together)) if len(together) > 1 else SAY("alone")],
        confidence=0.9 if tied else 0.6,
        suggestion=SAY.count(mended, "suggestion", swaps=listed(swaps)),
    )


def _mended(claim: Claim, old: Quantity, new: Decimal) -> str:
    """The figure as it would be printed; its bare value where the digits cannot be put in place of the old ones."""
    was, becomes = _digits(old.lo, old.grain), _digits(new, old.grain)
    if len(was) == len(becomes):
        match = re.search(r"[.,\s]?".join(was), claim.quote)
        if match is not None:
            fresh = iter(becomes)
            return "".join(next(fresh) if mark.isdigit() else mark for mark in match[0])
    return spelled(new)


def _digits(value: Decimal, grain: Decimal) -> str:
    return str(int(value / grain))
