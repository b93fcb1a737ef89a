"""The sessions of a report, weighed once more from its articles: what every pair adds up to, what kept two claims apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.engine.local import ALIGNED_CELLS
from checker.extract import TABLES
from checker.model import Claim, ClaimGroup, Comparison, Passage, Relation, Report

if TYPE_CHECKING:
    from checker.align.weighed import Reason, Weighed


class Again:
    """What a run weighed and did not keep; each session is weighed when it is first asked for.

    *report* must be of a run: one that was read from a file has no articles to weigh.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        claims: dict[str, list[Claim]] = defaultdict(list)
        relations: dict[str, list[Relation]] = defaultdict(list)
        for claim in report.claims:
            claims[claim.source.id].append(claim)
        for relation in report.relations:
            relations[relation.roles[0][1].source.id].append(relation)
        self._passages = {}
        for source in report.sources:
            # Of a table so many cells are compared, and no more.
            held = claims[source.id][:ALIGNED_CELLS] if source.format in TABLES else claims[source.id]
            made = Passage(source=source, claims=tuple(held), relations=tuple(relations[source.id]))
            self._passages[source.id] = made
        self._weighed: dict[str, Weighed] = {}
        self._group_of = {claim.id: group.id for group in report.groups for claim in group.claims}

    def session(self, source: str) -> Weighed:
        """The session that the source of that id reports."""
        from checker.align.steps import by_content, weighed_part

        name = self._report.session_of(source) or source
        if name not in self._weighed:
            sources = next((one.sources for one in self._report.sessions if one.id == name), (source,))
            members = sorted((self._passages[one] for one in sources), key=by_content)
            self._weighed[name] = weighed_part(members, name)[1]
        return self._weighed[name]

    def pairs(self, group: ClaimGroup) -> Sequence[Comparison]:
        """All pairs of *group*; none where the row and the column of a table made it."""
        weighed = self.session(group.claims[0].source.id)
        claims = [claim.id for claim in group.claims]
        return weighed.compared(claims, most=None) if weighed.together(claims) else ()

    def rivals(self, claim: Claim) -> Sequence[tuple[Comparison, Sequence[Reason]]]:
        """The likeliest pair of *claim* with each article that its group has nothing of, and what kept the two apart."""
        weighed = self.session(claim.source.id)
        return [(pair, weighed.reasons(pair.left, pair.right)) for pair in weighed.rivals(claim.id)]

    def between(self, one: Claim, two: Claim) -> tuple[Comparison | None, Sequence[Reason]]:
        """What two claims add up to, None where they were never compared, and what kept them apart, if anything did."""
        from checker.align.weighed import Reason

        sessions = [self._report.session_of(claim.source.id) for claim in (one, two)]
        if one.source.id != two.source.id and sessions[0] != sessions[1]:
            return None, [Reason("other_session")]
        weighed = self.session(one.source.id)
        pair, reasons = weighed.comparison(one.id, two.id), weighed.reasons(one.id, two.id)
        if reasons and one.id in self._group_of and self._group_of[one.id] == self._group_of.get(two.id):
            # The row and the column of a table put the two together, whatever their words come to; or one is a further
            # mention of what stands there.
            return None, ()
        return pair, reasons


__all__ = ["Again"]
