"""Parts that are listed with their total do not add up to it.

What it compares
    The sum of the parts against the total, each as the amounts that it may stand for. A list that the text calls
    complete must make the total; one that it calls partial ("of which …") must not exceed it.

Why it matters
    One of the printed figures is wrong, whichever it is, and the reader can tell.

Reported
    "2.087.114 files, of which 132.626 … and 1.974.488 …": the parts make 2.107.114, an error.
    "over 20,319 dead: 16,546 in one country and 3,868 in the other": 20,414 is "over 20,319" to the letter only,
    a warning.
    A sum that comes out only if the round figures are rounded: info.

Not reported
    "over 100.000: nearly 20.000 students and over 80.000 pupils": amounts exist that make all of it true.
    "35 people, among them 10 sailors": the list does not claim to be complete.
    "158 dead: 155 here, two there and one at sea": the one is no figure, so the list is not taken for whole.
    "nine goals, four of them penalties; Berg scored seven and Petrov five": the four are a part.
    "900 in all: loans 500, of which long-term 300, and equity 400": a list inside a list.
    A total that some of the listed figures make alone, and a list that holds a total of its own: parts of parts.
    "2.416/3.924 villages: 2.418 … and 1.506 …", which make the 3.924.

Known problems
    Groups that overlap ("12 injured, of whom 9 women and 5 children") exceed their total without a slip; where the
    parts carry other nouns than the total, the finding is only info. So it is where a complete list falls short by
    as much as one of its parts: that part may have been put in words that were not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from checker.rule import (
    Claim,
    Discrepancy,
    Interval,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    allows,
    listed,
    printed,
    reason,
)
from checker.values.arithmetic import rough
from checker.values.compare import factors
from checker.values.interval import ZERO
from checker.values.spelling import spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set.

    ``tried``  with at most so many parts, it is tried whether some of them alone make the total
    ``fold``   parts of an incomplete list that make more than so many times the total are parts of something else
    """

    tried: int = 10
    fold: Decimal = Decimal("1.5")


RULE = RuleInfo(
    code="FC102",
    name="parts-total",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

# Labels of a list that does not claim to be complete.
_INCOMPLETE = frozenset({"partial", "loose"})


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each total that its parts contradict."""
    for relation in passage.of_kind("sum"):
        yield from _judged(relation, options)


def _judged(relation: Relation, options: Options) -> Iterator[Discrepancy]:
    total, parts = relation.one("total"), relation.all("part")
    assert total is not None, "a sum has a total and its parts"
    assert isinstance(total.value, Quantity), "and all of them are amounts"
    whole, values = total.value, _in_unit_of(total.value, parts)
    if values is None:
        return
    judged = _verdict(whole, values, relation.label, options)
    if judged is None:
        return
    severity, why = judged
    literal, target = _sum([value.literal().scaled(factor) for value, factor in values]), whole.literal()
    added = _sum([Interval(value.lo, value.hi).scaled(factor) for value, factor in values])
    terms = " + ".join(spelled(value.lo * factor) for value, factor in values)
    yield RULE.discrepancy(
        total,
        *parts,
        message=SAY(
            "message", parts=listed(map(printed, parts)), added=stretch(added), total=printed(total), reason=why
        ),
        derivation=(
            SAY("sum", terms=terms, added=stretch(added)),
            *((SAY("parts", amounts=stretch(literal)),) if literal != added else ()),
            allows(total, target),
        ),
        severity=severity,
    )


def _verdict(
    whole: Quantity, values: Sequence[tuple[Quantity, Decimal]], label: str, options: Options
) -> tuple[Severity, str] | None:
    """How bad it is and why; None where the parts may make the total."""
    amounts = [value.literal().scaled(factor) for value, factor in values]
    literal, target, complete = _sum(amounts), whole.literal(), label not in _INCOMPLETE
    usual, aim = _sum([value.usual().scaled(factor) for value, factor in values]), whole.usual()
    if usual.overlaps(aim) or (usual.hi <= aim.lo and not complete):
        return None
    if not complete and usual.lo > aim.hi * options.fold:
        return None
    if literal.overlaps(target):
        if len(values) > 2 and _parts_of_parts(amounts, whole, options):
            return None
        severity, why = Severity.WARNING, reason("letter")
    elif _parts_of_parts(amounts, whole, options):
        return None
    elif _sum([rough(value).scaled(factor) for value, factor in values]).overlaps(rough(whole)):
        severity, why = Severity.INFO, reason("rounded")
    else:
        gap = literal.gap(target)
        severity, why = Severity.ERROR, SAY("apart", gap=spelled(gap, places=4))
        if literal.hi <= target.lo and gap >= min(amount.lo for amount in amounts):
            severity, why = Severity.INFO, SAY("unread", apart=why)
    return (Severity.INFO if label == "loose" else severity), why


def _in_unit_of(whole: Quantity, parts: Sequence[Claim]) -> list[tuple[Quantity, Decimal]] | None:
    """Each part with what turns it into the unit of the total; None where nothing does."""
    out = []
    for part in parts:
        turned = factors(part.value, whole) if isinstance(part.value, Quantity) else None
        if turned is None or not isinstance(part.value, Quantity):
            return None
        out.append((part.value, turned[0] / turned[1]))
    return out


def _parts_of_parts(amounts: Sequence[Interval], whole: Quantity, options: Options) -> bool:
    """Whether another reading of the list comes out: the others then divide a part, or the list has its own total."""
    targets = [whole.literal()]
    if whole.of is not None:
        targets.append(Interval.point(whole.of))
        if _sum(amounts).overlaps(targets[1]):
            return True
    if len(amounts) > options.tried:
        return False
    some = [_sum(chosen) for size in range(1, len(amounts)) for chosen in combinations(amounts, size)]
    own_total = any(
        _sum([*amounts[:at], *amounts[at + 1 :]]).overlaps(amount) for at, amount in enumerate(amounts) if amount.lo > 0
    )
    return (len(amounts) > 2 and own_total) or any(made.overlaps(target) for made in some for target in targets)


def _sum(intervals: Sequence[Interval]) -> Interval:
    return sum(intervals, start=Interval.point(ZERO))
