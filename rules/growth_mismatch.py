"""A printed growth, step or multiple is not what the two values beside it make.

What it compares
    "from x to y, up p %", "y, up d (p %)", "y, p % more than the x of last year": the growth of every amount that the
    values may stand for against the amounts that p may stand for. So for steps in amounts ("up 20 from 60 to 80") and
    for multiples ("doubled from 100 to 200").

Why it matters
    Growth is what the headline takes from a text, and it is typed by hand beside the values that give it away.

Reported
    "752.370 tỷ … 782.700 tỷ, tăng 7,9% so với năm 2013": the growth is 4,03 %, an error.
    "from 182,000 to 173,000, down 19,000": the step is 9,000.

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
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

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
    listed,
    printed,
    stated,
)
from checker.values.arithmetic import Fit, share
from checker.values.spelling import spelled, stretch


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
_REASONS = {Fit.LETTER: "letter", Fit.ROUNDED: "rounded", Fit.CUT: "cut"}


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each step of a change that its values do not make."""
    for relation in passage.of_kind("change"):
        for said in stated(relation):
            fit = said.statement.fit()
            if fit is not Fit.HOLDS and not _otherwise(relation, said):
                yield _found(relation, said, fit, options)


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


def _found(relation: Relation, said: Stated, fit: Fit, options: Options) -> Discrepancy:
    statement, step = said.statement, said.claims[-1]
    mark = " %" if statement.result.unit.dimension == "percent" else ""
    gap = statement.gap()
    apart = "points_apart" if mark else "apart"
    reason = SAY(_REASONS[fit]) if fit in _REASONS else SAY(apart, gap=_short(gap, ROUND_DOWN))
    near = fit is Fit.LETTER or gap <= statement.result.grain * options.steps
    severity = Severity.WARNING if near or _far(said) else Severity.ERROR
    if fit in (Fit.ROUNDED, Fit.CUT):
        severity = Severity.INFO
    made = stretch(statement.at_point(), places=4)
    return RULE.discrepancy(
        *said.named(),
        message=SAY("message", made=_told(relation, said), step=printed(step), reason=reason),
        derivation=(
            SAY("worked", values=listed(spelled(value.lo) for value in statement.inputs), made=made, mark=mark),
            SAY("as_printed", made=stretch(statement.made(), places=4), mark=mark),
            allows(step, statement.result.literal(), places=4, unit=mark),
        ),
        severity=severity,
    )


def _told(relation: Relation, said: Stated) -> str:
    """What the values make, as a sentence without its end: "From “80” to “60” is a fall of 25 %"."""
    before, after, made = relation.one("from"), relation.one("to"), said.statement.at_point()
    up = (relation.label == "up") is (made.lo >= 0)
    ends = dict.fromkeys(_short(abs(end), ROUND_HALF_EVEN) for end in (made.lo, made.hi))
    amount = SAY.joined(ends, "to")
    dimension = said.statement.result.unit.dimension
    if before is None or after is None:
        level, step = said.claims[:2]
        return SAY(
            "more" if relation.label == "up" else "less", step=printed(step), level=printed(level), amount=amount
        )
    if dimension == "multiple":
        less, more = said.claims[:2]
        return SAY("times", more=printed(more), amount=amount, less=printed(less))
    mark = " %" if dimension == "percent" else ""
    return SAY("rise" if up else "fall", before=printed(before), after=printed(after), amount=amount, mark=mark)


def _short(value: Decimal, rounding: str) -> str:
    """To two places, or to the first two digits of what is smaller than that."""
    places = max(2, 1 - value.adjusted()) if value else 0
    return spelled(value.quantize(Decimal(1).scaleb(-places), rounding=rounding))


def _far(said: Stated) -> bool:
    """Whether the values stand in several sentences: which base is meant is then less sure."""
    return len({claim.sentence for claim in said.claims}) > 1
