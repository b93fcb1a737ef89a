"""Word: the report as a document, or a draft with a comment on every figure in question.

A commented draft is the same file: the parts that hold neither its text nor its comments keep their bytes, and in the
text only marks of comments are new. A comment stands on the figure itself; where Word allows none (a note, a text
box), on what leads there. Comments state no time, so that the same report gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from checker.errors import UsageError
from checker.ingest import word
from checker.model import Report, Severity, Source
from checker.report.cards import Card, Mention, by_sentence, cards
from checker.report.cells import legal
from checker.report.comments import AUTHOR, with_comments
from checker.report.packing import packed
from checker.report.phrases import prevailing
from checker.report.places import voice
from checker.report.readings import unbroken
from checker.report.summary import conclusion, figures_tally, message_of, problems_title, tally
from checker.report.words import Words

_LEVELS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Info"}
# What a document says of when it was made; the clock is never asked.
_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 - the property has no zone


def render(report: Report, lang: str | None = None) -> bytes:
    """*report* as a Word document, our own words in *lang*, unless given that of most sources.

    UsageError where python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.shared import Mm
    except ImportError as error:
        raise UsageError(f"writing docx needs python-docx, which does not load (factcheck[documents]): {error}") from error  # fmt: skip
    words = Words(lang or prevailing(source.lang for source in report.sources))
    document = Document()
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.comments = AUTHOR, AUTHOR, ""
    properties.title = f"factcheck: {tally(report.discrepancies, words)}"
    properties.created = properties.modified = _MOMENT
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    _write(document, report, words)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed({info.filename: archive.read(info) for info in archive.infolist()})


def _write(document: Any, report: Report, words: Words) -> None:
    found = [card for card in cards(report, words.lang) if card.suppressed is None]
    suppressed = len(report.discrepancies) - len(found)
    document.add_heading(f"factcheck: {tally(report.discrepancies, words)}", 0)
    head = [
        f"{words.count(len(report.sources), 'source')}, {words.count(len(report.sessions), 'session')}.",
        f"{figures_tally(report, words)}.",
        f"{words('suppressed', n=words.count(suppressed, 'finding'))}." if suppressed else "",
    ]
    document.add_paragraph(" ".join(filter(None, head)))
    document.add_paragraph(conclusion(report, words))
    for card in found:
        _write_card(document, card, words)
    if report.problems:
        document.add_heading(problems_title(report, words), 1)
        for one in report.problems:
            place = f"{one.path}: " if one.path else ""
            document.add_paragraph(legal(f"{one.rule} {place}{message_of(one, words)}"), style="List Bullet")


def _write_card(document: Any, card: Card, words: Words) -> None:
    document.add_heading(f"{words(_LEVELS[card.severity])}: {legal(' · '.join(card.topic))}", 1)
    document.add_paragraph(legal(unbroken(card.message)))
    for mentions in by_sentence(card.mentions):
        first = mentions[0]
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        line.add_run(legal(voice(first))).bold = True
        line.add_run(legal(f"  {first.path}:{first.line}:{first.column}"))
        quoted = document.add_paragraph(style="Quote")
        for text, figure in _marked(mentions):
            quoted.add_run(legal(text)).bold = figure
    for step in card.derivation:
        document.add_paragraph(legal(unbroken(step)), style="List Bullet")
    if voices := card.voices(words):
        document.add_paragraph(voices, style="List Bullet")
    if card.suggestion:
        document.add_paragraph(legal(card.suggestion), style="List Bullet")
    document.add_paragraph(legal(f"{card.rule} {card.name} · {card.id}"), style="Caption")


def _marked(mentions: Sequence[Mention]) -> Iterator[tuple[str, bool]]:
    """The sentence in parts, and whether each is a figure in question."""
    sentence, at = mentions[0].sentence, 0
    for mention in mentions:
        left, right = max(mention.start, at), mention.end
        if left < right:
            yield sentence[at:left], False
            yield sentence[left:right], True
            at = right
    yield sentence[at:], False


# ── a draft with comments ────────────────────────────────────────────────────────────────────────────────────────


def commented(report: Report, data: bytes, name: str = "the draft", lang: str | None = None) -> bytes:
    """The Word file *data* with a comment on every figure in question that it prints, in *lang* or else in its own.

    *name* is what messages call it. The file must be among the sources of *report*, as it was read: UsageError where
    it is not, ReadError where it is no Word file. Suppressed findings get no comment.
    """
    opened = word.parts(data)
    source = _source_of(report, word.pieces(opened), name)
    words = Words(lang or prevailing([source.lang]))
    notes = [
        (mention.sentence_start + mention.start, mention.sentence_start + mention.end, _comment(card, mention, words))
        for card in cards(report, words.lang)
        if card.suppressed is None
        for mention in card.mentions
        if mention.source == source.id
    ]
    return with_comments(data, opened, sorted(notes, key=lambda note: note[:2]))


def _source_of(report: Report, printed: Sequence[word.Piece], name: str) -> Source:
    """The source that was read from the draft: of its text, or, in a report read back, of its quotes."""
    text = "".join(piece.text for piece in printed)
    quotes: dict[str, list[tuple[int, str]]] = {}
    for claim in report.claims:
        quotes.setdefault(claim.source.id, []).append((claim.span.start, claim.quote))
    drafts = [source for source in report.sources if source.format == "docx"]
    fits = [source for source in drafts if source.text == text] or [
        source
        for source in drafts
        if source.id in quotes and all(text.startswith(quote, start) for start, quote in quotes[source.id])
    ]
    if not fits:
        raise UsageError(f"{name}: expected a Word file among the articles, as it was read; found another")
    return fits[0]


def _comment(card: Card, mention: Mention, words: Words) -> list[str]:
    """The lines of a comment: what contradicts, who says what, how it was worked out."""
    lines = [f"{words(_LEVELS[card.severity])}: {card.name} ({card.rule})", card.message]
    for other in card.mentions:
        if other != mention:
            place = words("here") if other.source == mention.source else f"{other.path}:{other.line}:{other.column}"
            lines.append(f"{voice(other)}, {place}: “{' '.join(other.sentence.split())}”")
    lines += card.derivation
    if card.suggestion:
        lines.append(card.suggestion)
    lines.append(f"{words('label_id')} {card.id}")
    return [legal(line) for line in lines]
