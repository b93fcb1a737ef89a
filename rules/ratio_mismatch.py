"""A printed percentage is not what the two numbers beside it make.

What it compares
    "a of b, that is p %" and "a/b … p %": the share of every amount that a and b may stand for, against the amounts
    that p may stand for.

Why it matters
    The three figures stand in one passage, so the slip is certain, and any reader with a calculator finds it.

Reported
    "132.626/253.837 files, 50,25 %": the quotient is 52,25 %, an error.
    "over 67 %" for 132 of 150: it holds to the letter only, a warning.
    "52,24 %" where the quotient is 52,248…: right only if it was cut off, info.
    "28 %" for "400 of 1.500", which holds only if the two are rounded: info.

Not reported
    "113.436 of 115.883, 97,9 %": rounded as printed.
    "nearly 1 000 of over 13 000 cases, nearly 7 %": amounts exist that make all three true.
    A percentage that says how much something grew, or that is said to be of a plan, a target or the GDP.
    "11,846 votes, 38.2 %. Mr Hale had 10,639 (34.3 %)": what has a share of its own is no whole.
    "debt fell from 3.900 to 3.120, i.e. 20 %" behind a total with its parts: the percentage is the step.
    A percentage that comes out with another amount of the neighbourhood as the part or the whole.

Known problems
    Which percentage belongs to which two numbers is for the reader of the text to find; where a passage mixes two
    shares of one whole, the wrong one may be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rule import (
    Discrepancy,
    Interval,
    Passage,
    Quantity,
    Relation,
    RuleInfo,
    Sentences,
    Severity,
    Stated,
    allows,
    misfit,
    printed,
    stated,
)
from checker.values.arithmetic import Fit, Statement, share
from checker.values.spelling import short, stretch


@dataclass(frozen=True, slots=True)
class Options:
    """``steps``: how many steps of the last printed place a percentage may be off and be only a warning."""

    steps: int = 1


RULE = RuleInfo(
    code="FC101",
    name="ratio-mismatch",
    severity=Severity.ERROR,
    sees="passage",
    since="0.1",
    options=Options,
)

SAY = Sentences(__file__)


def check(passage: Passage, options: Options) -> Iterator[Discrepancy]:
    """Yield each share that its part and its whole do not make."""
    for relation in passage.of_kind("ratio"):
        for said in stated(relation):
            wrong = misfit(said.statement, steps=options.steps)
            if wrong is not None and not _otherwise(relation, said.statement):
                yield _found(said, *wrong)


def _otherwise(relation: Relation, statement: Statement) -> bool:
    """Whether the percentage comes out with another amount nearby as the part or as the whole."""
    part, whole = statement.inputs
    others = [claim.value for claim in relation.all("other") if isinstance(claim.value, Quantity)]
    made = (share(*pair, statement.result) for other in others for pair in ((other, whole), (part, other)))
    return any(again is not None and again.fit() is Fit.HOLDS for again in made)


def _found(said: Stated, severity: Severity, why: str) -> Discrepancy:
    statement, claims = said.statement, said.named()
    at_point, exact = statement.at_point(), statement.made()
    sides = " / ".join(stretch(Interval(value.lo, value.hi)) for value in statement.inputs)
    return RULE.discrepancy(
        *claims,
        message=SAY(
            "message",
            sides=SAY.joined(map(printed, claims[:-1]), "of"),
            made=SAY.joined(dict.fromkeys(short(end) for end in (at_point.lo, at_point.hi)), "to"),
            share=printed(claims[-1]),
            reason=why,
        ),
        derivation=(
            SAY("worked", sides=sides, made=stretch(at_point, places=4)),
            *((SAY("lies", sides=sides, made=stretch(exact, places=4)),) if exact != at_point else ()),
            allows(claims[-1], statement.result.literal(), unit=" %"),
        ),
        severity=severity,
    )
