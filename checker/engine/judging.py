"""The judgement of a run: every rule on every view it sees, and what is made of the findings together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from checker.align import Alignment
from checker.config import Step
from checker.engine import suppressions
from checker.engine.ids import claim_number
from checker.model import Claim, ClaimGroup, Discrepancy, Passage, Problem, Series, Severity, Table
from checker.values.figure import Quantity

# stage ("read", "align", "check"), steps done, steps in all
Progress = Callable[[str, int, int], None]
View = Passage | ClaimGroup | Series | Table
# What came of one rule on one view: its findings, all or none, and why there are none.
Judged = tuple[Sequence[Discrepancy], Problem | None]

# Views between two reports of progress.
_TELL_EVERY = 64


class Verdict(NamedTuple):
    """What one rule found on one article or group of a session that was judged by itself.

    ``view``      the id of the source, or of the group as its session knows it
    ``findings``  each without its claims, and their ids; empty where the rule failed
    """

    rule: str
    view: str
    findings: Sequence[tuple[Discrepancy, Sequence[str]]] = ()
    failed: bool = False


def judge(
    plan: Sequence[Step],
    passages: Sequence[Passage],
    alignment: Alignment,
    progress: Progress | None = None,
    verdicts: Sequence[Verdict] | None = None,
) -> tuple[tuple[Discrepancy, ...], list[Problem]]:
    """What the rules find, worst first, and the views on which one failed; a failed view gives no findings at all.

    ``verdicts``  those of all articles and groups, their groups named as in *alignment*; None to judge them here
    """
    views: Mapping[str, Sequence[View]] = {
        # A table tells nothing in sentences: its own rules judge it.
        "passage": [passage for passage in passages if passage.table is None],
        "group": alignment.groups,
        "series": alignment.series,
        "table": _tables(passages, alignment),
    }
    left = {kind: seen for kind, seen in views.items() if verdicts is None or kind not in LOCAL}
    judged = _recalled(plan, views, verdicts) if verdicts is not None else []
    total, done = sum(map(len, left.values())), 0
    for kind, seen in left.items():
        place = _PLACES[kind]
        steps = [(number, step) for number, step in enumerate(plan) if kind in step.rule.info.views]
        # A view meets all its rules in turn, so that what they work out alike is worked out once.
        for nth, view in enumerate(seen):
            if progress and done % _TELL_EVERY == 0:
                progress("check", done, total)
            done += 1
            judged += [(number, (place, nth), *judgement(step, view)) for number, step in steps]
    if progress:
        progress("check", total, total)
    judged.sort(key=lambda one: one[:2])
    found = [finding for _, _, findings, _ in judged for finding in findings]
    problems = [problem for _, _, _, problem in judged if problem]
    return settled(suppressions.softened(_asked(found))), problems


def settled(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """*found*, the worst first, each with an id of its own."""
    return _distinct(sorted(found, key=_order))


# The order of what one rule finds in views of several kinds.
_PLACES = {kind: place for place, kind in enumerate(("passage", "group", "series", "table"))}
# The kinds of view that lie within one session.
LOCAL = frozenset({"passage", "group"})


def _recalled(
    plan: Sequence[Step], views: Mapping[str, Sequence[View]], verdicts: Sequence[Verdict]
) -> list[tuple[int, tuple[int, int], Sequence[Discrepancy], Problem | None]]:
    """*verdicts* as if they had been made here: number of the step, kind and number of the view, findings, problem."""
    numbers = {step.rule.info.code: number for number, step in enumerate(plan)}
    claims: dict[str, Claim] = {}
    places: dict[str, tuple[tuple[int, int], View]] = {}
    for nth, view in enumerate(views["passage"]):
        assert isinstance(view, Passage)
        places[view.source.id] = ((_PLACES["passage"], nth), view)
        claims.update((claim.id, claim) for claim in view.claims)
    for nth, view in enumerate(views["group"]):
        assert isinstance(view, ClaimGroup)
        places[view.id] = ((_PLACES["group"], nth), view)
        claims.update((claim.id, claim) for claim in view.claims)
    out: list[tuple[int, tuple[int, int], Sequence[Discrepancy], Problem | None]] = []
    for verdict in verdicts:
        number, (place, view) = numbers[verdict.rule], places[verdict.view]
        if verdict.failed:
            # What a problem says names the view as it is named here.
            out.append((number, place, *judgement(plan[number], view)))
            continue
        group = verdict.view if isinstance(view, ClaimGroup) else None
        found = [
            replace(one, claims=tuple(claims[name] for name in names), group=one.group and group)
            for one, names in verdict.findings
        ]
        out.append((number, place, found, None))
    return out


def asked(steps: Sequence[Step]) -> dict[str, list[Step]]:
    """Those of *steps* that look at articles or groups, by the kind of view."""
    return {kind: [step for step in steps if kind in step.rule.info.views] for kind in LOCAL}


def verdicts_on(asked: Mapping[str, Sequence[Step]], views: Iterable[Passage | ClaimGroup]) -> Iterator[Verdict]:
    """The verdicts of the steps *asked*, by kind of view, on views of one session that say something."""
    for view in views:
        kind, name = ("group", view.id) if isinstance(view, ClaimGroup) else ("passage", view.source.id)
        for step in asked[kind]:
            found, problem = judgement(step, view)
            if found or problem:
                slim = [(replace(one, claims=()), tuple(claim.id for claim in one.claims)) for one in found]
                yield Verdict(step.rule.info.code, name, slim, problem is not None)


_NOTHING: Judged = ((), None)


def judgement(step: Step, view: View) -> Judged:
    """The findings of one rule on one view, all or none, and why there are none."""
    try:
        found = list(step.rule.check(view, step.options))
        if not found:
            return _NOTHING
        # Built once for all findings: a table has many of both.
        known = {claim.id for claim in _claims(view)}
        return [_admitted(one, step, view, known) for one in found], None
    except Exception as error:  # noqa: BLE001 - a stranger's code may fail on one view, never stop the run
        message = f"{step.rule.info.name} failed on {_place(view)}: {type(error).__name__}: {error}"
        return [], Problem(rule=step.rule.info.code, path=_paths(view), message=message)


def _tables(passages: Sequence[Passage], alignment: Alignment) -> list[Table]:
    """Every table, with the articles of its session."""
    by_id = {passage.source.id: passage for passage in passages}
    beside: dict[str, tuple[Passage, ...]] = {}
    for session in alignment.sessions:
        articles = tuple(by_id[name] for name in session.sources if by_id[name].table is None)
        beside.update(dict.fromkeys(session.sources, articles))
    return [replace(p.table, articles=beside.get(p.source.id, ())) for p in passages if p.table is not None]


def _asked(found: Sequence[Discrepancy]) -> list[Discrepancy]:
    """*found*, where a question that a rule asks over some claims also stands on the findings about those claims.

    A question is an info finding with a suggestion; on its own card few would look for it.
    """
    # Claim → the first question about it, with its place among them.
    asked: dict[str, tuple[int, str]] = {}
    for nth, one in enumerate(found):
        if one.severity is Severity.INFO and one.suggestion:
            for claim in one.claims:
                asked.setdefault(claim.id, (nth, one.suggestion))
    out = []
    for one in found:
        if one.suggestion is None and one.severity is not Severity.INFO:
            first = min((asked[claim.id] for claim in one.claims if claim.id in asked), default=None)
            one = replace(one, suggestion=first[1]) if first else one
        out.append(one)
    return out


def _admitted(found: object, step: Step, view: View, known: set[str]) -> Discrepancy:
    """*found*, if it is what a rule may yield; *known* are the ids of the claims of the view."""
    if not isinstance(found, Discrepancy):
        raise TypeError(f"expected a Discrepancy, found a {type(found).__name__}")
    if found.rule != step.rule.info.code or found.name != step.rule.info.name:
        raise ValueError(f"expected a finding of {step.rule.info.code}, found one of {found.rule}")
    if not found.claims:
        raise ValueError("expected a finding with claims, found none")
    for claim in found.claims:
        if claim.id not in known:
            raise ValueError(f"expected claims of its own view, found {claim.id} ({claim.quote!r})")
    if found.group is None and isinstance(view, ClaimGroup | Series):
        return replace(found, group=view.id)
    return found


def _claims(view: View) -> Iterable[Claim]:
    if isinstance(view, Series):
        return [claim for _, claim in view.points]
    if isinstance(view, Table):
        return chain(view.claims, (claim for article in view.articles for claim in article.claims))
    return view.claims


def _paths(view: View) -> str:
    return view.source.path if isinstance(view, Passage | Table) else next((c.source.path for c in _claims(view)), "")


def _place(view: View) -> str:
    if isinstance(view, Passage | Table):
        return view.source.path
    return f"{view.id} ({view.indicator})" if view.indicator else view.id


def _order(found: Discrepancy) -> tuple[object, ...]:
    place = [claim_number(claim) for claim in found.claims]
    return found.severity.rank, -found.confidence, -gap(found), min(place), found.rule, found.id, place


def gap(found: Discrepancy) -> Decimal:
    """How far apart the outlets are, as a share of the larger amount, ≥ 0.

    0 where claims of one source are compared (their roles differ), or amounts in different units.
    """
    values = [claim.value for claim in found.claims]
    amounts = [value for value in values if isinstance(value, Quantity)]
    if len(amounts) < len(values) or len({value.unit.key for value in amounts}) > 1:
        return Decimal(0)
    if len({claim.source.id for claim in found.claims}) < 2:
        return Decimal(0)
    apart = max(value.lo for value in amounts) - min(value.hi for value in amounts)
    most = max(abs(end) for value in amounts for end in (value.lo, value.hi))
    return apart / most if apart > 0 and most else Decimal(0)


def _distinct(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """*found*, sorted as it is, with ids that differ.

    The same claims under one id are one finding; other claims (the same slip in a second article) get ``-2``, ``-3``.
    """
    seen: dict[str, list[frozenset[str]]] = {}
    kept: list[Discrepancy] = []
    for one in found:
        claims = frozenset(claim.id for claim in one.claims)
        earlier = seen.setdefault(one.id, [])
        if claims in earlier:
            continue
        earlier.append(claims)
        kept.append(one if len(earlier) == 1 else replace(one, id=f"{one.id}-{len(earlier)}"))
    return tuple(kept)
