"""Lists that several articles give: what one lacks, another may name.

"5 rõ" followed by four items is a slip inside one article; which item is missing stands in the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from checker.model import Passage, Relation, Session, Source

_LISTS = frozenset({"enumeration", "listing"})


def informed(passages: Sequence[Passage], sessions: Sequence[Session]) -> tuple[Passage, ...]:
    """*passages* with every enumeration told of the lists under its label elsewhere in its session."""
    session_of = {source: session.id for session in sessions for source in session.sources}
    lists: dict[tuple[str | None, str], list[tuple[Source, Relation]]] = defaultdict(list)
    for passage in passages:
        for relation in passage.relations:
            if relation.kind in _LISTS and relation.label and relation.items:
                lists[session_of.get(passage.source.id), relation.label].append((passage.source, relation))
    return tuple(_told(passage, session_of.get(passage.source.id), lists) for passage in passages)


def _told(
    passage: Passage, session: str | None, lists: Mapping[tuple[str | None, str], Sequence[tuple[Source, Relation]]]
) -> Passage:
    relations = []
    for relation in passage.relations:
        if relation.kind == "enumeration":
            others = lists.get((session, relation.label), ())
            elsewhere = sorted(
                {
                    (source.outlet or PurePosixPath(source.path).name, other.items)
                    for source, other in others
                    if source.id != passage.source.id
                }
            )
            relation = replace(relation, elsewhere=tuple(elsewhere))
        relations.append(relation)
    return replace(passage, relations=tuple(relations))
