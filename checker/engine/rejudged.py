"""What the rules found in the groups of a session, kept for groups that say again what they said.

A group is made of nodes; one that is the same object as before says the same, wherever it stands now (see
``checker.align.remembered``). The rules of this project tell of a group what its claims say, never where they stand, so
what they found holds, with the claims of now. Rules of others are asked every time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from checker.align.nodes import Node
from checker.align.remembered import Remembered
from checker.config import Step
from checker.engine.judging import Verdict, asked, verdicts_on
from checker.model import ClaimGroup

_OURS = "factcheck"


class _Said(NamedTuple):
    """The verdicts on a group, what they cite by its place among the claims; ``nodes`` are held, so that none is another."""

    nodes: Sequence[Node]
    verdicts: Sequence[Verdict]
    cited: Sequence[Sequence[Sequence[int]]]


class Session:
    """A session as it was aligned and judged last: ``articles`` for its alignment, and what was said of its groups."""

    def __init__(self) -> None:
        self.articles = Remembered()
        self._said: dict[Hashable, _Said] = {}

    def verdicts(
        self, plan: Sequence[Step], groups: Sequence[ClaimGroup], made_of: Sequence[Sequence[Node]]
    ) -> Iterator[Verdict]:
        """As ``verdicts_on`` of *groups*; ``made_of``: the nodes of each."""
        before, self._said = self._said, {}
        ours = asked([step for step in plan if step.rule.origin == _OURS])
        others = asked([step for step in plan if step.rule.origin != _OURS])
        for group, nodes in zip(groups, made_of, strict=True):
            key = _key(group, nodes)
            said = before.get(key)
            if said is None:
                said = _made(list(verdicts_on(ours, [group])), group, nodes)
            self._said[key] = said
            yield from _told(said, group)
            yield from verdicts_on(others, [group])


def _key(group: ClaimGroup, nodes: Sequence[Node]) -> Hashable:
    """What our rules see of a group: its claims by their nodes, in the order they stand, and fields of its own."""
    mention = {told.claim.id: (id(node), nth) for node in nodes for nth, told in enumerate(node.mentions)}
    return (
        tuple((mention[claim.id], claim.source.id) for claim in group.claims), group.session, group.indicator,
        group.verdict, group.confidence, group.cumulative, group.toll, tuple(group.origins.items()),
    )  # fmt: skip


def _made(verdicts: Sequence[Verdict], group: ClaimGroup, nodes: Sequence[Node]) -> _Said:
    place = {claim.id: nth for nth, claim in enumerate(group.claims)}
    return _Said(nodes, verdicts, [[[place[one] for one in ids] for _, ids in each.findings] for each in verdicts])


def _told(said: _Said, group: ClaimGroup) -> Iterator[Verdict]:
    names = [claim.id for claim in group.claims]
    for verdict, cited in zip(said.verdicts, said.cited, strict=True):
        findings = [
            (replace(found, group=found.group and group.id), tuple(names[nth] for nth in numbers))
            for (found, _), numbers in zip(verdict.findings, cited, strict=True)
        ]
        yield verdict._replace(view=group.id, findings=findings)


__all__ = ["Session"]
