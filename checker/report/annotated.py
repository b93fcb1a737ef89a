"""The articles themselves, with every figure in question marked and what is said of it below its line.

A marked figure reads ⟦8 - 10%⟧1; the number leads to the notes. A passage that is not known, because the report was
made again from quotes, reads […].
"""

from __future__ import annotations

import re

from checker.model import Report, Source
from checker.report.cards import Card, Mention, cards
from checker.report.cells import visible
from checker.report.places import UNKNOWN, voice
from checker.report.summary import tally
from checker.report.words import Words
from checker.text.told import ENGLISH

_GAP = re.compile(f"{UNKNOWN}+")


def render(report: Report, lang: str | None = None) -> str:
    """Every source of *report* that holds a figure in question, line by line; our own words in *lang*, else English."""
    words = Words(lang or ENGLISH)
    found = [card for card in cards(report, words.lang) if card.suppressed is None]
    parts = [f"factcheck {report.version} · {tally(report.discrepancies, words)}\n"]
    clean = 0
    for source in report.sources:
        marks = [(mention, number, card) for number, card in enumerate(found, 1) for mention in card.mentions if mention.source == source.id]  # fmt: skip
        if not marks:
            clean += 1
            continue
        parts.append(_article(source, marks, words))
    if clean:
        parts.append(words.count(clean, "clean_sources", all=len(report.sources)) + "\n")
    return "\n".join(parts)


def _article(source: Source, marks: list[tuple[Mention, int, Card]], words: Words) -> str:
    head = " · ".join(visible(part) for part in (source.path, source.outlet, source.published) if part)
    lines = [f"== {head}"]
    start = 0
    width = len(str(source.text.count("\n") + 1))
    for number, line in enumerate(source.text.split("\n"), 1):
        end = start + len(line)
        if start >= source.shown.end or end < source.shown.start:
            start = end + 1
            continue
        here = [mark for mark in marks if start <= mark[0].sentence_start + mark[0].start <= end]
        shown = _marked(line, start, marks)
        if shown.strip() or here:
            lines.append(f"{number:>{width}} | {shown}".rstrip())
        told: set[int] = set()
        for mention, name, card in sorted(here, key=lambda mark: (mark[0].start, mark[1])):
            if name not in told:
                told.add(name)
                lines += [f"{'':>{width}} |   {note}" for note in _notes(mention, name, card, words)]
        start = end + 1
    return "\n".join(lines) + "\n"


def _marked(line: str, start: int, marks: list[tuple[Mention, int, Card]]) -> str:
    """*line*, which begins at *start*, with its figures in brackets; of figures that overlap the first is marked."""
    figures: dict[tuple[int, int], list[int]] = {}
    for mention, number, _ in marks:
        left = mention.sentence_start + mention.start - start
        right = mention.sentence_start + mention.end - start
        if right > 0 and left < len(line):
            figures.setdefault((max(0, left), min(len(line), right)), []).append(number)
    out, at = "", 0
    for (left, right), numbers in sorted(figures.items()):
        left = max(left, at)
        if left >= right:
            continue
        out += f"{_plain(line[at:left])}⟦{_plain(line[left:right])}⟧{','.join(map(str, sorted(set(numbers))))}"
        at = right
    return out + _plain(line[at:])


def _plain(text: str) -> str:
    return visible(_GAP.sub("[…]", text))


def _notes(mention: Mention, number: int, card: Card, words: Words) -> list[str]:
    lines = [f"{number} {words(card.severity.value.upper())} {card.rule} {card.name}: {card.message}"]
    lines += card.derivation
    for other in card.mentions:
        if (other.source, other.line) != (mention.source, mention.line):
            lines.append(f"{voice(other)} ({other.path}:{other.line}:{other.column}): “{other.quote}”")
    if card.suggestion:
        lines.append(card.suggestion)
    return [visible(line) for line in lines]
