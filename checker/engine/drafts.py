"""A draft against its sources: what became of each of its figures. Pure functions of a Report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from checker.model import Claim, ClaimGroup, Coverage, Discrepancy, Report, Severity
from checker.report.verdicts import Figure, Verdict
from checker.rule import comparable, stated
from checker.values.arithmetic import Fit
from checker.values.compare import Level, compare
from checker.values.figure import Label, Moment, Quantity

# As the rules that compare sources take them by default: see FC201.
_ROUND_SHARE, _NEAR_SHARE = Decimal("0.05"), Decimal("0.02")
# What is counted or numbered needs no unit to be the same.
_WHOLE = frozenset({"count", "rank", "ordinal"})
_TOGETHER = frozenset({Level.AGREE, Level.ROUNDED, Level.CUT})


def verdicts(report: Report, drafts: Iterable[str]) -> tuple[Figure, ...]:
    """What became of each figure of the sources *drafts* (ids), in order of source and place.

    Suppressed findings and those of severity info contradict nothing.
    """
    mine = frozenset(drafts)
    groups = {claim.id: group for group in report.groups for claim in group.claims}
    found = _findings(report, mine, groups)
    holding = _arithmetic(report, mine)
    asked = {claim.id for one in report.discrepancies if one.suppressed is None for claim in one.claims}
    return tuple(
        _figure(
            claim, groups.get(claim.id), found.get(claim.id, []), claim.id in holding, claim.id in asked, report, mine
        )
        for claim in report.claims
        if claim.source.id in mine
    )


def concerning(report: Report, drafts: Iterable[str]) -> Report:
    """*report* without what does not concern the sources *drafts* (ids): their findings, groups and claims are left.

    All sources stay, for they were read and compared, and so do all problems. Coverage counts the figures of the
    drafts.
    """
    mine = frozenset(drafts)
    found = tuple(one for one in report.discrepancies if any(claim.source.id in mine for claim in one.claims))
    cited = {one.group for one in found}
    groups = tuple(g for g in report.groups if g.id in cited or any(claim.source.id in mine for claim in g.claims))
    series = tuple(s for s in report.series if s.id in cited or any(claim.source.id in mine for _, claim in s.points))
    kept = {claim.id for one in found for claim in one.claims}
    kept |= {claim.id for group in groups for claim in group.claims}
    kept |= {claim.id for one in series for _, claim in one.points}
    relations = tuple(r for r in report.relations if any(claim.source.id in mine for _, claim in r.roles))
    own = [claim.id for claim in report.claims if claim.source.id in mine]
    together = {claim.id for group in groups for claim in group.claims}
    worked = {claim.id for relation in relations for claim in relation.worked_out()}
    coverage: Coverage = replace(
        report.coverage,
        figures=len(own),
        aligned=sum(claim in together for claim in own),
        recomputed=sum(claim in worked for claim in own),
    )
    return replace(
        report,
        sessions=tuple(session for session in report.sessions if mine & set(session.sources)),
        claims=tuple(claim for claim in report.claims if claim.source.id in mine or claim.id in kept),
        groups=groups,
        series=series,
        relations=relations,
        discrepancies=found,
        coverage=coverage,
    )


def _findings(
    report: Report, drafts: frozenset[str], groups: Mapping[str, ClaimGroup]
) -> Mapping[str, list[Discrepancy]]:
    """The errors and warnings about each claim of the drafts.

    A finding across sources cites one mention of a value in each; the other mentions of it are contradicted as well.
    """
    found: dict[str, list[Discrepancy]] = {}
    for one in report.discrepancies:
        if one.suppressed is not None or one.severity is Severity.INFO:
            continue
        about: dict[str, None] = {}
        for claim in one.claims:
            if claim.source.id not in drafts:
                continue
            about[claim.id] = None
            group = groups.get(claim.id)
            if group is not None and group.id == one.group:
                same = (c.id for c in group.claims if c.source.id == claim.source.id and c.value == claim.value)
                about.update(dict.fromkeys(same))
        for name in about:
            found.setdefault(name, []).append(one)
    return found


def _arithmetic(report: Report, drafts: frozenset[str]) -> frozenset[str]:
    """The claims of the drafts that stand in arithmetic which holds."""
    holding: set[str] = set()
    for relation in report.relations:
        if not any(claim.source.id in drafts for _, claim in relation.roles):
            continue
        for made in stated(relation):
            if made.statement.fit() in (Fit.HOLDS, Fit.LETTER):
                holding |= {claim.id for claim in made.claims}
        if relation.kind == "conversion":
            holding |= {claim.id for _, claim in relation.roles}
    return frozenset(holding)


def _figure(
    claim: Claim,
    group: ClaimGroup | None,
    found: list[Discrepancy],
    holds: bool,
    asked: bool,
    report: Report,
    drafts: frozenset[str],
) -> Figure:
    others = [other for other in group.claims if other.source.id not in drafts] if group else []
    by = tuple(other for other in others if together(claim, other))
    cited = {other.id: other for one in found for other in one.claims if other.source.id != claim.source.id}
    differing = {other.id: other for other in others if other not in by}
    against = tuple({**differing, **{name: other for name, other in cited.items() if other not in by}}.values())
    if found:
        verdict = Verdict.CONTRADICTED
    elif by:
        verdict = Verdict.CONFIRMED
    elif holds:
        verdict = Verdict.RECOMPUTED
    else:
        verdict = Verdict.UNSETTLED if others or asked else Verdict.NOWHERE
    voices = by if verdict is Verdict.CONFIRMED else against
    own = {report.origins.get(draft, draft) for draft in drafts}
    origins = {report.origins.get(other.source.id, other.source.id) for other in voices} - own
    return Figure(
        claim=claim,
        verdict=verdict,
        by=by,
        against=against,
        origins=len(origins),
        arithmetic=holds and not found,
        findings=tuple(one.id for one in found),
    )


def together(left: Claim, right: Claim) -> bool:
    """Whether one amount, day or label satisfies both claims as a reader takes them."""
    if not comparable(left, right):
        return False
    match left.value, right.value:
        case Quantity() as one, Quantity() as two:
            if one.is_range and two.is_range:
                return (one.lo, one.hi, one.unit.key) == (two.lo, two.hi, two.unit.key)
            if one.of is not None and two.of is not None and one.of != two.of:
                return False
            level = compare(one, two, round_share=_ROUND_SHARE, near_share=_NEAR_SHARE).level
            # "30 schools" beside "30 of them", "71/193" beside "71st": the group says that they are of one thing.
            whole = level is Level.OTHER and {one.unit.dimension, two.unit.dimension} <= _WHOLE
            return level in _TOGETHER or (whole and (one.lo, one.hi) == (two.lo, two.hi))
        case Moment() as one, Moment() as two:
            return one.is_time == two.is_time and (one.overlaps(two) or one.alike(two))
        case Label() as one, Label() as two:
            return one.text == two.text
        case _:
            return False
