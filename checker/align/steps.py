"""The steps of an alignment: sessions, then pairs and groups inside each, then series across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from checker.align import Alignment, Mode
from checker.align.grouping import THRESHOLDS, NodeGroup, grouped
from checker.align.model import Model, shipped
from checker.align.nodes import Node, nodes
from checker.align.origins import copies
from checker.align.pairs import Pair, judge, row
from checker.align.series import across, running
from checker.align.sessions import by_folder, described, found
from checker.model import Claim, ClaimGroup, Passage, Relation, Session


def aligned(passages: Sequence[Passage], *, mode: Mode = "auto", model: Model | None = None, thresholds: Mapping[str, float] = THRESHOLDS) -> Alignment:
    """The whole alignment; see ``checker.align.align``. *model* stands in for the shipped one (training)."""
    split = {"auto": found, "folder": by_folder, "one": _all}[mode](passages)
    sessions: list[Session] = []
    groups: list[ClaimGroup] = []
    origins: dict[str, str] = {}
    documents: dict[str, list[Node]] = {}
    for number, members in enumerate(split):
        name = f"e{number}"
        date, title = described(passages, members)
        sessions.append(Session(id=name, date=date, title=title, sources=tuple(passages[i].source.id for i in members)))
        copied = copies(passages, members)
        origins.update(copied)
        if len(members) > 1:
            documents.update((passages[i].source.id, nodes(doc, passages[i])) for doc, i in enumerate(members))
            read = [documents[passages[i].source.id] for i in members]
            groups.extend(within(read, name, copied, model or shipped(), thresholds))
    series = across(passages, sessions, groups, documents)
    return Alignment(sessions=tuple(sessions), groups=tuple(groups), series=series, origins=origins)


def _all(passages: Sequence[Passage]) -> list[list[int]]:
    return [list(range(len(passages)))] if passages else []


def within(documents: Sequence[Sequence[Node]], session: str, copied: Mapping[str, str], model: Model, thresholds: Mapping[str, float]) -> list[ClaimGroup]:
    """The claim groups of one session, by the nodes of each of its articles."""
    pairs = judge(documents, model)
    out = []
    for number, group in enumerate(grouped(pairs, thresholds)):
        out.append(claim_group(group, f"{session}.{number}", session, copied, model))
    return out


def claim_group(group: NodeGroup, name: str, session: str, copied: Mapping[str, str], model: Model | None) -> ClaimGroup:
    """A group of nodes as a group of claims; without a *model* nothing is explained."""
    claims = [mention.claim for node in group.nodes for mention in node.mentions]
    sources = {claim.source.id for claim in claims}
    relations = {pair.relation for pair in group.links}
    verdict = "conflict" if "incompatible" in relations else "compatible" if "compatible" in relations else "agree"
    return ClaimGroup(
        id=name,
        session=session,
        indicator=_indicator(claims),
        claims=tuple(claims),
        verdict=verdict,
        confidence=round(group.confidence, 4),
        why=_why(group, model) if model else {},
        origins={source: copied[source] for source in sorted(sources) if source in copied},
        cumulative=any(running(claim) for claim in claims),
    )


def _indicator(claims: Sequence[Claim]) -> str:
    """The phrase that most of the claims share, else the shortest that is not empty."""
    phrases = Counter(" ".join(claim.indicator.lower().split()) for claim in claims if claim.indicator)
    if not phrases:
        return ""
    return min(phrases, key=lambda phrase: (-phrases[phrase], len(phrase), phrase))


def _why(group: NodeGroup, model: Model) -> dict[str, float]:
    """What spoke for and against the link that the verdict rests on: the parts of its log odds, the largest first."""
    links: Sequence[Pair] = group.conflicting or group.links
    link = max(links, key=lambda p: (p.probability, -p.left.doc, -p.left.index))
    parts = model.parts(link.relation, row(link))
    strongest = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))[:12]
    return {"probability": round(link.probability, 4), **{name: round(weight, 3) for name, weight in strongest if abs(weight) >= 0.05}}


__all__ = ["Node", "Relation", "aligned", "within"]
