"""A printed growth, step, multiple or product is not what the two values beside it make.

What it compares
    "from x to y, up p %", "y, up d (p %)", "y, p % more than the x of last year": the growth of every amount that the
    values may stand for against the amounts that p may stand for. Likewise steps in amounts ("up 20 from 60 to 80"),
    multiples ("doubled from 100 to 200"), percentage points between two shares, and a count at so much each with what
    all of it comes to.

Why it matters
    Growth is what the headline takes from a text, and it is typed by hand beside the values that give it away.

Reported
    "752.370 tỷ … 782.700 tỷ, tăng 7,9% so với năm 2013": the growth is 4,03 %, an error.
    "from 182,000 to 173,000, down 19,000": the step is 9,000.
    "from 4.2 % to 2.7 %, down 2.5 percentage points": the step is 1.5.
    "rose from 5.2 % to 4.8 %": that is a fall.
    "40 families got $500 each, $30,000 in all": 40 × 500 is 20,000, a warning, for the each may be an average.

Not reported
    "from £31.0 million to £27.9 million, a drop of 10 per cent": rounded as printed.
    "tăng 2,6 lần" where the increase, not the value, is 2,6 times the base: both readings must fail.
    A growth whose base is another figure of the passage, with which it comes out.
    A growth over another base than the one printed ("from 50 to 60, up 30 % on the year").

Known problems
    Growth that was worked out from unrounded values may differ by one step of its last place: a warning.
    Where the base is only described ("so với ước thực hiện năm 2013"), its figure is sought elsewhere in the text by
    its words, and the finding is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.rule import (
    Claim,
    Discrepancy,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    Stated,
    allows,
    joined,
    misfit,
    printed,
    stated,
)
from checker.values.arithmetic import Fit, share
from checker.values.interval import ZERO
from checker.values.spelling import short, spelled, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``steps``: how many steps of its last printed place a growth may be off and be only a warning."""

    steps: int = 1


RULE = RuleInfo(
    code="FC104",
    name="growth-mismatch",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)

_ONE = Decimal(1)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each step of a change that its values do not make."""
    for relation in passage.of_kind("change"):
        for said in stated(relation):
            wrong = misfit(said.statement, steps=options.steps)
            if wrong is not None and not _otherwise(relation, said):
                yield _found(relation, said, *wrong)
    for relation in passage.of_kind("moved"):
        yield from _turned(relation)
    for relation in passage.of_kind("product"):
        for said in stated(relation):
            wrong = misfit(said.statement, steps=options.steps)
            if wrong is not None:
                yield _multiplied(said, *wrong)


def _otherwise(relation: Relation, said: Stated) -> bool:
    """Whether the step is made in some other way that the text may mean."""
    step, unit = said.statement.result, said.statement.result.unit.dimension
    if (
        unit == "multiple"
        and replace(said, statement=replace(said.statement, result=_more(step))).statement.fit() is Fit.HOLDS
    ):
        return True
    before, after = relation.one("from"), relation.one("to")
    if before is None and after is not None and unit == "percent":
        # The level may be the base itself: "100, up 5 (5 %)".
        level, amount = said.statement.inputs
        made = share(amount, level, step)
        if made is not None and made.fit() is Fit.HOLDS:
            return True
    roles = ("from", "to") if before is not None else ("to",)
    return any(_holds_with(relation, said, role, other) for role in roles for other in relation.all("other"))


def _holds_with(relation: Relation, said: Stated, role: str, other: Claim) -> bool:
    """Whether the step comes out once *other* stands in *role*."""
    step = said.claims[-1]
    kept = [(name, claim) for name, claim in relation.roles if name in ("from", "to") and name != role]
    amounts = [("by", claim) for claim in relation.all("by") if claim is step or relation.one("from") is None]
    tried = replace(relation, roles=(*kept, (role, other), *amounts))
    return any(again.claims[-1] is step and again.statement.fit() is Fit.HOLDS for again in stated(tried))


def _more(times: Quantity) -> Quantity:
    """ "n times more" is n + 1 times as much."""
    return replace(times, lo=times.lo + _ONE, hi=times.hi + _ONE)


def _found(relation: Relation, said: Stated, severity: Severity, why: str) -> Discrepancy:
    statement, step = said.statement, said.claims[-1]
    percent = statement.result.unit.dimension == "percent"
    points = percent and isinstance(step.value, Quantity) and step.value.unit.dimension != "percent"
    mark = SAY("points") if points else " %" if percent else ""
    values = SAY.joined((spelled(value.lo) for value in statement.inputs), "and")
    return RULE.discrepancy(
        *said.named(),
        message=SAY("message", made=_made(relation, said, mark), step=printed(step), why=why),
        derivation=(
            SAY("make", values=values, made=stretch(statement.at_point(), places=4), mark=mark),
            SAY("as_printed", made=stretch(statement.made(), places=4), mark=mark),
            allows(step, statement.result.literal(), unit=mark),
        ),
        severity=Severity.WARNING if severity is Severity.ERROR and _far(said) else severity,
    )


def _turned(relation: Relation) -> Iterator[Discrepancy]:
    """The finding where what is said to rise falls, or the other way about, whatever rounding allows."""
    before, after = relation.one("from"), relation.one("to")
    if (
        before is None
        or after is None
        or not isinstance(before.value, Quantity)
        or not isinstance(after.value, Quantity)
    ):
        return
    was, has = before.value.usual(), after.value.usual()
    if not (has.hi < was.lo if relation.label == "up" else has.lo > was.hi) or min(was.lo, has.lo) < ZERO:
        return
    yield RULE.discrepancy(
        before,
        after,
        message=SAY(
            "turned_up" if relation.label == "up" else "turned_down", before=printed(before), after=printed(after)
        ),
        derivation=(allows(before, was), allows(after, has)),
    )


def _multiplied(said: Stated, severity: Severity, why: str) -> Discrepancy:
    count, each, whole = said.claims
    made = said.statement.at_point()
    return RULE.discrepancy(
        count,
        each,
        whole,
        message=SAY(
            "product", count=printed(count), each=printed(each), made=stretch(made), total=printed(whole), why=why
        ),
        derivation=(
            joined((" × ".join(spelled(value.lo) for value in said.statement.inputs), stretch(made)), " = "),
            SAY("as_printed", made=stretch(said.statement.made()), mark=""),
            allows(whole, said.statement.result.literal()),
        ),
        severity=Severity.WARNING if severity is Severity.ERROR else severity,
    )


def _made(relation: Relation, said: Stated, mark: str) -> str:
    """What the values make, without its end: "From “80” to “60” is a fall of 25 %"."""
    before, after, made = relation.one("from"), relation.one("to"), said.statement.at_point()
    amount = SAY.joined(dict.fromkeys(short(abs(end)) for end in (made.lo, made.hi)), "to")
    if before is None or after is None:
        level, step = said.claims[:2]
        return SAY(f"{relation.label}_to", step=printed(step), level=printed(level), amount=amount)
    if said.statement.result.unit.dimension == "multiple":
        less, more = said.claims[:2]
        return SAY("times", more=printed(more), less=printed(less), amount=amount)
    way = "rise" if (relation.label == "up") is (made.lo >= 0) else "fall"
    return SAY(way, before=printed(before), after=printed(after), amount=amount, mark=mark)


def _far(said: Stated) -> bool:
    """Whether the values stand in several sentences: which base is meant is then less sure."""
    return len({claim.sentence for claim in said.claims}) > 1
