"""What comes of one session by itself: its groups, origins and facts for series, and what the rules find in it.

A session knows nothing of others, so its outcome can be worked out in any process and in any order. Ids decide nothing
but order: any numbering that follows path and place gives the same outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from checker.align import Alignment, steps
from checker.align.cells import with_cells
from checker.align.links import Over
from checker.align.lists import informed
from checker.align.weighed import Weighed
from checker.config import Step
from checker.engine.ids import claim_number, number_of
from checker.engine.judging import LOCAL, Verdict, asked, verdicts_on
from checker.engine.rejudged import Session as Known
from checker.model import ClaimGroup, Passage, Series

# A group without its claims, and their ids: little crosses between processes.
Slim = tuple[ClaimGroup, Sequence[str]]


class Outcome(NamedTuple):
    """The alignment of a session, and what the rules say of it.

    ``cells``     groups of a figure and the cell of a table that it means; a series is made without them
    ``verdicts``  those on its articles and groups
    """

    part: steps.Part
    cells: Sequence[Slim]
    verdicts: Sequence[Verdict]


def outcome(members: Sequence[Passage], name: str, plan: Sequence[Step], known: Known | None = None) -> Outcome:
    """The outcome of the session *name* that *members* make, in any order; of *plan*, the rules over articles and groups.

    ``known``  the session as it was, brought up to date
    """
    known = known or Known()
    part, weighed = steps.weighed_part(sorted(members, key=steps.by_content), name, remembered=known.articles)
    groups = _full(part.groups, members)
    cells: Sequence[ClaimGroup] = ()
    if any(passage.table is not None for passage in members):
        alone = Alignment(sessions=(part.session,), groups=groups, origins=part.origins)
        cells = with_cells(alone, members).groups[len(groups) :]
    local = [step for step in plan if LOCAL.intersection(step.rule.info.views)]
    slim = [(replace(group, claims=()), tuple(claim.id for claim in group.claims)) for group in cells]
    if not local:
        return Outcome(part, slim, ())
    ordered = sorted(members, key=lambda passage: number_of(passage.source.id))
    articles = [passage for passage in informed(ordered, (part.session,)) if passage.table is None]
    seen, more = (
        [replace(group, claims=tuple(sorted(group.claims, key=claim_number))) for group in some]
        for some in (groups, cells)
    )
    made_of = [group.nodes for group in weighed.groups]
    by_kind = asked(local)
    verdicts = [*verdicts_on(by_kind, articles), *known.verdicts(local, seen, made_of), *verdicts_on(by_kind, more)]
    return Outcome(_compared(part, weighed, verdicts), slim, verdicts)


def _compared(part: steps.Part, weighed: Weighed, verdicts: Sequence[Verdict]) -> steps.Part:
    """*part* with the pairs of the groups that the rules found something in."""
    cited = {verdict.view for verdict in verdicts if verdict.findings}
    groups = [
        (replace(group, compared=weighed.compared(ids)) if group.id in cited else group, ids)
        for group, ids in part.groups
    ]
    return replace(part, groups=tuple(groups))


def _full(groups: Sequence[Slim], passages: Sequence[Passage]) -> tuple[ClaimGroup, ...]:
    claims = {claim.id: claim for passage in passages for claim in passage.claims}
    return tuple(replace(group, claims=tuple(claims[one] for one in ids)) for group, ids in groups)


def alignment_of(
    outcomes: Sequence[Outcome],
    passages: Sequence[Passage],
    series: Sequence[Series] | None = None,
    over: Over | None = None,
) -> Alignment:
    """The alignment of all *passages* from the outcomes of their sessions; see ``steps.joined``."""
    alignment = steps.joined(passages, [one.part for one in outcomes], series, over)
    cells = list(chain.from_iterable(one.cells for one in outcomes))
    return replace(alignment, groups=(*alignment.groups, *_full(cells, passages))) if cells else alignment


def named(outcomes: Sequence[Outcome], alignment: Alignment) -> list[Verdict]:
    """Their verdicts, with groups named as in *alignment*."""
    of_claim = {claim.id: group.id for group in alignment.groups for claim in group.claims}
    out = []
    for one in outcomes:
        names = {group.id: of_claim[ids[0]] for group, ids in (*one.part.groups, *one.cells)}
        out += [verdict._replace(view=names.get(verdict.view, verdict.view)) for verdict in one.verdicts]
    return out


__all__ = ["Outcome", "alignment_of", "named", "outcome"]
