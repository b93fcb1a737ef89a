"""Sessions of our own in which every figure is marked with the fact that it states.

A file of ``sessions/`` is one session of three or more articles. ``{name|printed}`` marks a figure: two that bear one
name state one fact, whatever they print; ``{!name|printed}`` one whose value cannot hold beside the others of its name.
What is not marked states nothing.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gold import Example, passages

from checker.align.judged import candidates
from checker.align.nodes import nodes
from checker.align.steps import by_content
from checker.text.span import Span

Place = tuple[int, int]

FOLDER = Path(__file__).parent / "sessions"
_MARK = re.compile(r"\{(?P<odd>!?)(?P<name>[^|{}]+)\|(?P<printed>[^{}]+)\}")
_KEYS = ("date", "outlet", "lang")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of an article: the fact it states, whether its value is the odd one, and where it stands in the file."""

    name: str
    odd: bool
    span: Span


def files() -> list[Path]:
    """Every session, in order of its place."""
    return sorted(FOLDER.glob("*/*.toml"))


def unmarked(article: dict[str, Any]) -> tuple[str, list[Mark]]:
    """An article as the text of a file, and the marks in it.

    Raises ValueError for a brace that belongs to no mark, KeyError where title or text is missing.
    """
    marks: list[Mark] = []
    head = _cut('---\ntitle: "', article["title"].replace('"', "”"), marks) + '"\n'
    head += "".join(f"{key}: {article[key]}\n" for key in _KEYS if key in article) + "---\n\n"
    return _cut(head, article["text"].strip(), marks) + "\n", marks


def _cut(before: str, text: str, marks: list[Mark]) -> str:
    """*before* and *text* without its marks, which go to *marks* with their places in the whole."""
    whole, at = before, 0
    for match in _MARK.finditer(text):
        whole += text[at : match.start()]
        marks.append(Mark(match["name"], bool(match["odd"]), Span(len(whole), len(whole) + len(match["printed"]))))
        whole += match["printed"]
        at = match.end()
    whole += text[at:]
    if "{" in whole[len(before) :] or "}" in whole[len(before) :]:
        raise ValueError(f"a brace outside a mark in {text[:60]!r}")
    return whole


def articles(file: Path) -> dict[str, tuple[str, list[Mark]]]:
    """The articles of *file* by their numbers from 1, each as ``unmarked`` gives it."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))["article"]
    return {str(number): unmarked(article) for number, article in enumerate(told, 1)}


def examples() -> list[Example]:
    """Every session of our own, prepared for training; ``gold`` is None."""
    return [_example(file) for file in files()]


def _example(file: Path) -> Example:
    written = articles(file)
    with TemporaryDirectory() as folder:
        for number, (text, _) in written.items():
            (Path(folder) / f"{number}.md").write_text(text, encoding="utf-8")
        found = sorted(passages(Path(folder)), key=by_content)
    facts: defaultdict[Place, set[str]] = defaultdict(set)
    documents = [nodes(doc, passage) for doc, passage in enumerate(found)]
    for doc, passage in enumerate(found):
        for mark in written[Path(passage.source.path).stem][1]:
            for node in documents[doc]:
                if any(mention.claim.span.overlaps(mark.span) for mention in node.mentions):
                    facts[doc, node.index].add(mark.name)
    pairs = candidates(documents)
    labels = [int(bool(facts[p.left.doc, p.left.index] & facts[p.right.doc, p.right.index])) for p in pairs]
    stated = frozenset(place for place, names in facts.items() if names)
    return Example(f"own/{file.stem}", found, documents, pairs, labels, stated, None)


def digest() -> str:
    """A hash over the sessions of our own."""
    total = hashlib.sha256()
    for file in files():
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]
