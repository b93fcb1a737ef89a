"""A report without the words of its articles: figures, places, outlets and verdicts stay, quotes go.

For embargoed drafts: the report can be handed on without the text. What a claim states is in it as a value; how the
article puts it is not. Sentences, quotes, titles, indicator phrases, names, messages, derivations and questions are
text of articles or quote it, so all of them are left out, in every format alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checker.model import Claim, ClaimGroup, Discrepancy, Problem, Relation, Report, Source
from checker.report.places import UNKNOWN
from checker.report.verdicts import Figure
from checker.values.figure import Label, Quantity, Value

# What stands for a text that was left out.
LEFT_OUT = "[redacted]"


def redacted(report: Report) -> Report:
    """*report* with nothing in it that an article prints, but for values, units and dates.

    Every span and line stays where it was: each character of a source but its line ends is ``UNKNOWN``.
    """
    sources = {source.id: _source(source) for source in report.sources}
    claims = {claim.id: _claim(claim, sources) for claim in report.claims}
    for claim in (claim for found in report.discrepancies for claim in found.claims):
        claims.setdefault(claim.id, _claim(claim, sources))

    def of(found: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(claims.get(claim.id) or _claim(claim, sources) for claim in found)

    def relation(found: Relation) -> Relation:
        roles = tuple((role, of((claim,))[0]) for role, claim in found.roles)
        return replace(found, roles=roles, items=(), label="", elsewhere=())

    def group(found: ClaimGroup) -> ClaimGroup:
        return replace(found, indicator=LEFT_OUT if found.indicator else "", claims=of(found.claims))

    def finding(found: Discrepancy) -> Discrepancy:
        return replace(
            found, message=found.name.replace("-", " "), claims=of(found.claims), derivation=(), suggestion=None,
            suppressed=LEFT_OUT if found.suppressed else found.suppressed,
        )  # fmt: skip

    return replace(
        report,
        sources=tuple(sources.values()),
        sessions=tuple(replace(session, title=LEFT_OUT) for session in report.sessions),
        claims=of(report.claims),
        groups=tuple(map(group, report.groups)),
        series=tuple(
            replace(one, indicator=LEFT_OUT if one.indicator else "", points=tuple((day, of((claim,))[0]) for day, claim in one.points))
            for one in report.series
        ),
        relations=tuple(map(relation, report.relations)),
        discrepancies=tuple(map(finding, report.discrepancies)),
        problems=tuple(map(_problem, report.problems)),
    )  # fmt: skip


def redacted_figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """*figures* of a draft, their claims as ``redacted`` leaves them."""
    sources: dict[str, Source] = {}

    def of(found: Iterable[Claim]) -> tuple[Claim, ...]:
        claims = tuple(found)
        sources.update((one.source.id, _source(one.source)) for one in claims if one.source.id not in sources)
        return tuple(_claim(one, sources) for one in claims)

    return tuple(
        replace(one, claim=of((one.claim,))[0], by=of(one.by), fits=of(one.fits), against=of(one.against))
        for one in figures
    )


def _blank(text: str) -> str:
    return "\n".join(UNKNOWN * len(line) for line in text.split("\n"))


def _source(source: Source) -> Source:
    # Suppressions carry the reason that an editor wrote into the article.
    return replace(source, text=_blank(source.text), title=None, title_span=None, url=None, shape=None, suppressions=())


def _claim(claim: Claim, sources: dict[str, Source]) -> Claim:
    return replace(
        claim, source=sources.get(claim.source.id) or _source(claim.source), value=_value(claim.value), indicator="", scope="",
        subject=(), speaker="",
    )  # fmt: skip


def _value(value: Value) -> Value:
    if isinstance(value, Label):
        return replace(value, text=LEFT_OUT)
    if isinstance(value, Quantity) and (value.unit.noun or value.unit.dimension == "count"):
        # The counted noun is a word of the article.
        return replace(value, unit=replace(value.unit, key="", noun=""))
    return value


def _problem(problem: Problem) -> Problem:
    """A problem of ours says what was found in the file; what a rule says of a failure may quote it."""
    return problem if problem.rule == "FC004" else replace(problem, message=LEFT_OUT)


__all__ = ["LEFT_OUT", "redacted", "redacted_figures"]
