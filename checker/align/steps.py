"""The steps of an alignment: sessions, then pairs and groups inside each, then series across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import fsum
from typing import NamedTuple

from checker.align import Alignment, Mode, crowds
from checker.align.grouping import THRESHOLDS, NodeGroup
from checker.align.links import Over
from checker.align.mentions import Mention
from checker.align.model import Model
from checker.align.nodes import Node
from checker.align.origins import copies
from checker.align.pairs import Pair, crowded, left_out, row
from checker.align.remembered import Remembered
from checker.align.running import counted_up, names_of
from checker.align.series import across, serial
from checker.align.sessions import by_folder, described, found
from checker.align.weighed import Weighed
from checker.align.when import counted_from_hour_to_hour
from checker.model import Claim, ClaimGroup, Passage, Problem, Series, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The alignment of one session by itself, with claims by their ids, so that little crosses between processes.

    ``groups``  each group without its claims, and their ids
    ``facts``   source id → for each node that can be a point of a series, its mentions
    """

    session: Session
    groups: tuple[tuple[ClaimGroup, tuple[str, ...]], ...]
    origins: Mapping[str, str]
    problems: tuple[Problem, ...]
    facts: Mapping[str, Sequence[Sequence[Told]]]


class Told(NamedTuple):
    """What a series looks at in a mention; see ``Mention``."""

    claim: str
    near: dict[str, float]
    clause: frozenset[str]
    near_terms: frozenset[str]
    clause_words: str
    names: frozenset[str]


def aligned(
    passages: Sequence[Passage],
    *,
    mode: Mode = "auto",
    model: Model | None = None,
    thresholds: Mapping[str, float] = THRESHOLDS,
) -> Alignment:
    """The whole alignment; see ``checker.align.align``. *model* stands in for the shipped one (training)."""
    work = [
        (sorted((passages[i] for i in members), key=by_content), f"e{number}")
        for number, members in enumerate(split(passages, mode))
    ]
    return joined(passages, [part(members, name, model, thresholds) for members, name in work])


def by_content(passage: Passage) -> tuple[str, str]:
    """Which article is left and which is right of a pair hangs on what they say, never on how their files are named."""
    return passage.source.digest, passage.source.path


def split(passages: Sequence[Passage], mode: Mode) -> list[list[int]]:
    """The sessions as groups of indices into *passages*."""
    return {"auto": found, "folder": by_folder, "one": _all}[mode](passages)


def part(
    passages: Sequence[Passage], name: str, model: Model | None = None, thresholds: Mapping[str, float] = THRESHOLDS
) -> Part:
    """The alignment of the one session, called *name*, that *passages* make; it knows nothing of other sessions."""
    return weighed_part(passages, name, model, thresholds)[0]


def weighed_part(
    passages: Sequence[Passage],
    name: str,
    model: Model | None = None,
    thresholds: Mapping[str, float] = THRESHOLDS,
    remembered: Remembered | None = None,
) -> tuple[Part, Weighed]:
    """As ``part``, with all that was weighed on the way; what is *remembered* of the session need not be made anew."""
    members = range(len(passages))
    date, title = described(passages, members)
    copied = copies(passages, members)
    remembered = remembered or Remembered()
    read = remembered.nodes(passages)
    weighed = Weighed(read, model, thresholds, remembered)
    problems: list[Problem] = []
    if len(passages) > 1:
        for doc, missed in left_out(read).items():
            told = f"the article states too many figures: {missed} of them were not compared with every other article"
            problems.append(Problem(rule="FC004", path=passages[doc].source.path, message=told))
        if crowded(read):
            told = (
                f"its session has {len(passages)} articles; their figures were compared {crowds.FEW} articles at a time, "
                "and then what each lot agrees on"
            )
            problems.append(Problem(rule="FC004", path=passages[0].source.path, message=told))
    groups = [
        claim_group(group, f"{name}.{number}", name, copied, weighed.model)
        for number, group in enumerate(weighed.groups)
    ]
    made = Part(
        session=Session(id=name, date=date, title=title, sources=tuple(passage.source.id for passage in passages)),
        groups=tuple((replace(group, claims=()), tuple(claim.id for claim in group.claims)) for group in groups),
        origins=copied,
        problems=tuple(problems),
        facts={
            passage.source.id: [_told(node) for node in told if serial(node.claim)] if date else []
            for passage, told in zip(passages, read, strict=True)
        },
    )
    return made, weighed


def _told(node: Node) -> list[Told]:
    return [Told(m.claim.id, m.near, m.clause, m.near_terms, m.clause_words, names_of(m)) for m in node.mentions]


def joined(
    passages: Sequence[Passage],
    parts: Sequence[Part],
    series: Sequence[Series] | None = None,
    over: Over | None = None,
) -> Alignment:
    """The alignment of all *passages* from that of each session, with the *series* across them.

    ``series``  unless given, they are found; ``over``: see ``across``
    """
    claims = {claim.id: claim for passage in passages for claim in passage.claims}
    sessions = tuple(one.session for one in parts)
    groups = tuple(
        replace(group, claims=tuple(claims[id_] for id_ in ids)) for one in parts for group, ids in one.groups
    )
    if series is None:
        documents = {
            source: [_node(mentions, claims) for mentions in made]
            for one in parts
            for source, made in one.facts.items()
        }
        series = across(passages, sessions, groups, documents, over)
    return Alignment(
        sessions=sessions,
        groups=groups,
        series=tuple(series),
        origins={source: origin for one in parts for source, origin in one.origins.items()},
        problems=tuple(chain.from_iterable(one.problems for one in parts)),
    )


def _node(mentions: Sequence[Told], claims: Mapping[str, Claim]) -> Node:
    """A node with as much of its mentions as a series looks at."""
    none: frozenset[str] = frozenset()
    return Node(
        doc=0, index=0, family="", key="", lo=0.0, hi=0.0, digits=0, unit="",
        mentions=[
            Mention(
                claim=claims[told.claim], near=told.near, clause=told.clause, sentence=none, terms=none, near_terms=told.near_terms,
                names=told.names, left=(), right=(), neighbours=none, subject=none, known=none, before="", after="", clause_words=told.clause_words, ahead="",
            )
            for told in mentions
        ],
    )  # fmt: skip


def _all(passages: Sequence[Passage]) -> list[list[int]]:
    return [list(range(len(passages)))] if passages else []


def claim_group(
    group: NodeGroup, name: str, session: str, copied: Mapping[str, str], model: Model | None
) -> ClaimGroup:
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
        # Nothing asks it of figures that agree, and it takes as long as all else of most groups.
        cumulative=verdict != "agree"
        and counted_up([[mention.claim for mention in node.mentions] for node in group.nodes]),
        toll=counted_from_hour_to_hour(group.nodes),
    )


def _indicator(claims: Sequence[Claim]) -> str:
    """The phrase that most of the claims share, of equals the one most like the others, then the shortest."""
    phrases = Counter(" ".join(claim.indicator.lower().split()) for claim in claims if claim.indicator)
    if not phrases:
        return ""
    words = {phrase: frozenset(phrase.split()) for phrase in phrases}

    def likeness(phrase: str) -> float:
        mine = words[phrase]
        shared = (
            2 * len(mine & other) / (len(mine) + len(other)) * phrases[one]
            for one, other in words.items()
            if one != phrase
        )
        return round(fsum(shared), 6)

    return min(phrases, key=lambda phrase: (-phrases[phrase], -likeness(phrase), len(phrase), phrase))


def _why(group: NodeGroup, model: Model) -> dict[str, float]:
    """What spoke for and against the link that the verdict rests on: the parts of its log odds, the largest first."""
    links: Sequence[Pair] = group.conflicting or group.links
    link = max(links, key=lambda p: (p.probability, -p.left.doc, -p.left.index))
    parts = model.parts(link.relation, row(link), least=0.05)
    strongest = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))[:12]
    return {"probability": round(group.confidence, 4), **{name: round(weight, 3) for name, weight in strongest}}


__all__ = ["Part", "Told", "aligned", "by_content", "claim_group", "joined", "part", "split", "weighed_part"]
