"""A draft against its sources: what became of each of its figures. Pure functions of a Report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from checker.model import Claim, ClaimGroup, Coverage, Discrepancy, Place, Report, Severity
from checker.report.verdicts import Figure, Verdict
from checker.rule import comparable, stated
from checker.values.arithmetic import Fit
from checker.values.compare import Level, compare, factors
from checker.values.figure import Label, Moment, Quantity
from checker.values.hedge import Hedge
from checker.values.period import Period

# As the rules that compare sources take them by default: see FC201.
_ROUND_SHARE, _NEAR_SHARE = Decimal("0.05"), Decimal("0.02")
# What is counted or numbered needs no unit to be the same.
_WHOLE = frozenset({"count", "rank", "ordinal"})
# "More than 400" names no amount: whoever prints 412 has it from elsewhere.
_BOUNDS = frozenset({Hedge.OVER, Hedge.UNDER, Hedge.NEARLY, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.MAGNITUDE})
_TOGETHER = frozenset({Level.AGREE, Level.ROUNDED, Level.CUT})


def verdicts(report: Report, drafts: Iterable[str]) -> tuple[Figure, ...]:
    """What became of each figure of the sources *drafts* (ids), in order of source and place.

    A year that only says when another figure is of is left out unless it is contradicted: it states nothing by itself.
    Suppressed findings and those of severity info contradict nothing.
    """
    mine = frozenset(drafts)
    groups = {claim.id: group for group in report.groups for claim in group.claims}
    found = _findings(report, mine, groups)
    holding = _arithmetic(report, mine)
    asked = {claim.id for one in report.discrepancies if one.suppressed is None for claim in one.claims}
    figures = (
        _figure(
            claim, groups.get(claim.id), found.get(claim.id, []), claim.id in holding, claim.id in asked, report, mine
        )
        for claim in report.claims
        if claim.source.id in mine
    )
    labels = _year_labels(claim for claim in report.claims if claim.source.id in mine)
    return tuple(one for one in figures if one.verdict is Verdict.CONTRADICTED or one.claim.id not in labels)


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
        cells=0,
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
    by = tuple(other for other in others if confirms(claim, other))
    fits = tuple(other for other in others if other not in by and (together(claim, other) or _as_other(claim, other)))
    cited = {other.id: other for one in found for other in one.claims if other.source.id != claim.source.id}
    voiced = {other.id for other in (*by, *fits)}
    against = tuple(
        other for name, other in ({other.id: other for other in others} | cited).items() if name not in voiced
    )
    if found:
        verdict = Verdict.CONTRADICTED
    elif by:
        verdict = Verdict.CONFIRMED
    elif holds:
        verdict = Verdict.RECOMPUTED
    elif fits:
        verdict = Verdict.COMPATIBLE
    else:
        verdict = Verdict.UNSETTLED if against or asked else Verdict.NOWHERE
    figure = Figure(
        claim=claim,
        verdict=verdict,
        by=by,
        fits=fits,
        against=against,
        arithmetic=holds and not found,
        findings=tuple(one.id for one in found),
    )
    own = {report.origins.get(draft, draft) for draft in drafts}
    origins = {report.origins.get(other.source.id, other.source.id) for other in figure.voices} - own
    return replace(figure, origins=len(origins))


def _year_labels(claims: Iterable[Claim]) -> frozenset[str]:
    """The years and stretches of years among *claims* that date another figure, a title or the article itself.

    Once a text has used a year so, it is a label wherever it stands: "the fair of 2024".
    """
    by_sentence: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault((claim.source.id, claim.sentence.start), []).append(claim)
    years = [(claim, beside) for beside in by_sentence.values() for claim in beside if _years(claim)]
    labels = {(claim.source.id, claim.value) for claim, beside in years if _labels(claim, beside)}
    return frozenset(claim.id for claim, _ in years if (claim.source.id, claim.value) in labels)


def _years(claim: Claim) -> bool:
    """Whether the claim prints a year, or a stretch from one year to another, and nothing finer."""
    value = claim.value
    return isinstance(value, Moment) and (
        value.grain == "year" or (value.start.endswith("-01-01") and value.end.endswith("-12-31"))
    )


def _labels(year: Claim, beside: Iterable[Claim]) -> bool:
    assert isinstance(year.value, Moment)
    if year.reference or year.place is Place.TITLE or year.value.start[:4] == (year.source.published or "")[:4]:
        return True
    stretch = Period(date.fromisoformat(year.value.start), date.fromisoformat(year.value.end), year.value.grain)
    return any(
        isinstance(other.value, Quantity) and other.period is not None and other.period.overlaps(stretch)
        for other in beside
    )


def confirms(mine: Claim, other: Claim) -> bool:
    """Whether what *other* states makes *mine* true as a reader takes it: the same number, or one within its words.

    A count of 436 confirms "more than 400"; "more than 400" only allows 436, and 42 does not confirm 42.3.
    """
    if not together(mine, other):
        return False
    match mine.value, other.value:
        case Quantity() as one, Quantity() as two:
            turned = factors(one, two)
            if one.is_range or two.is_range or turned is None:
                return one.is_range == two.is_range
            here, there = turned
            if (one.lo * here, one.hedge in _BOUNDS) == (two.lo * there, two.hedge in _BOUNDS):
                return True
            reading = one.usual().scaled(here)
            stated = (two.printed() if two.hedge is Hedge.EXACT else two.usual()).scaled(there)
            return reading.covers(stated)
        case Moment() as one, Moment() as two:
            return one.alike(two) or (one.start <= two.start and two.end <= one.end)
        case _:
            return True


def _as_other(mine: Claim, other: Claim) -> bool:
    """Whether *other* gives the amount of *mine* as something else: a plan, a forecast, of another period."""
    return not comparable(mine, other) and together(mine, replace(other, status=mine.status, period=None, base=""))


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
