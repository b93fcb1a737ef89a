"""A session that is aligned again and again: what its last alignment made of articles that are still there.

The nodes of an article that did not change are kept. Of one that did, a node stays the same object where its value, its
words and all else that pairs are told by are as they were, wherever it stands now: its pairs are known then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from operator import attrgetter

from checker.align import claimhood
from checker.align.judged import Judged
from checker.align.mentions import Mention, Sentences
from checker.align.model import Model
from checker.align.nodes import Node, nodes
from checker.model import Claim, Name, Passage, Source


def _all_but(record: type, *left_out: str) -> attrgetter[tuple[object, ...]]:
    return attrgetter(*(one.name for one in fields(record) if one.name not in left_out))


# What may differ between two nodes whose pairs are told alike: where they stand, what is worked out of them, and what
# only groups are told by.
_WORKED_OUT = ("claimhood", "believed_at")
_of_node = _all_but(Node, "doc", "index", "mentions", "order", "reporting", "goes_on", *_WORKED_OUT)
_of_mention = _all_but(Mention, "claim", "beside", "known", "vector", "norm")
_of_claim = _all_but(Claim, "id", "source", "span", "sentence", "clause", "nth")
# What an article is, beside what it says.
_of_source = _all_but(Source, "id", "text", "body", "title_span", "furniture", "removed", "suppressions")
_TAKEN_OVER = [one.name for one in fields(Node) if one.name not in _WORKED_OUT]


class Remembered:
    """The articles of a session by their names, their nodes, and the pairs of them."""

    def __init__(self) -> None:
        self._articles: dict[Name, tuple[Passage, list[Node]]] = {}
        self._sentences: dict[Name, Sentences] = {}
        self._pairs: Judged | None = None
        # Words of names that came into an article or left it since its pairs were judged.
        self._names: set[str] = set()

    def nodes(self, passages: Sequence[Passage]) -> list[list[Node]]:
        """As ``nodes.nodes`` of each passage, those of earlier calls where they are the same."""
        known, self._articles = self._articles, {}
        read, self._sentences = self._sentences, {}
        out = []
        for doc, passage in enumerate(passages):
            name = passage.source.name
            before, sentences = known.get(name), read.get(name, {})
            if before is None:
                found = nodes(doc, passage)
            elif _unchanged(before[0], passage):
                found = _moved(before[1], doc, passage)
            else:
                same = _of_source(before[0].source) == _of_source(passage.source)
                # An article that changed once is being written.
                self._sentences[name] = {}
                found = self._matched(before[1] if same else (), nodes(doc, passage, sentences, self._sentences[name]))
            self._sentences.setdefault(name, sentences)
            self._articles[name] = passage, found
            out.append(found)
        return out

    def judged(self, documents: Sequence[Sequence[Node]], model: Model) -> Judged:
        """The pairs of nodes that ``nodes`` gave; *model* is one and the same in all calls."""
        self._pairs = Judged(documents, self._pairs, self._names)
        self._pairs.judge(model)
        self._names = set()
        return self._pairs

    def _matched(self, before: Sequence[Node], now: Sequence[Node]) -> list[Node]:
        """The nodes *now*, each as the object of one *before* where that is alike."""
        self._names |= _names(before) ^ _names(now)
        waiting: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in before:
            waiting[node.family, node.key].append(node)
        out = []
        for node in now:
            same = waiting[node.family, node.key]
            match = next((one for one in same if _alike(one, node)), None)
            if match is None:
                out.append(node)
                continue
            same.remove(match)
            for old, new in zip(match.mentions, node.mentions, strict=True):
                new.vector, new.norm = old.vector, old.norm
            for name in _TAKEN_OVER:
                setattr(match, name, getattr(node, name))
            out.append(match)
        return out


def _unchanged(before: Passage, now: Passage) -> bool:
    """Whether an article says what it said; of a table, not all that it has may be compared."""
    return (
        now.table is None
        and len(before.claims) == len(now.claims) == len({claim.nth for claim in now.claims})
        and replace(before.source, id=now.source.id) == now.source
    )


def _moved(found: list[Node], doc: int, passage: Passage) -> list[Node]:
    """*found*, of the article *doc* now, whose claims are those of *passage*."""
    claims = {claim.nth: claim for claim in passage.claims}
    for node in found:
        node.doc = doc
        for mention in node.mentions:
            mention.claim = claims[mention.claim.nth]
            mention.beside = tuple(claims[claim.nth] for claim in mention.beside)
    return found


def _names(found: Sequence[Node]) -> frozenset[str]:
    return found[0].mentions[0].known if found else frozenset()


def _alike(one: Node, two: Node) -> bool:
    """Whether pairs are told alike by the two, of one article."""
    if len(one.mentions) != len(two.mentions) or _of_node(one) != _of_node(two):
        return False
    if claimhood.before(one.claim) != claimhood.before(two.claim):
        return False
    return all(_told_alike(a, b) for a, b in zip(one.mentions, two.mentions, strict=True))


def _told_alike(one: Mention, two: Mention) -> bool:
    a, b = one.claim, two.claim
    return (
        a.span.start - a.sentence.start == b.span.start - b.sentence.start
        and a.quote == b.quote
        and _clause(a) == _clause(b)
        and _of_claim(a) == _of_claim(b)
        and _of_mention(one) == _of_mention(two)
    )


def _clause(claim: Claim) -> tuple[int, int]:
    """Where the clause stands in its sentence."""
    return claim.clause.start - claim.sentence.start, claim.clause.end - claim.sentence.start


__all__ = ["Remembered"]
