"""Word documents: the text as it stands when every tracked change is accepted. Comments are never text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import ReadError
from checker.ingest import zips
from checker.ingest.draft import Draft
from checker.languages.pages import words_of_all
from checker.text.span import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
_TEXT_BOX = _W + "txbxContent"
# Deleted or moved away, field codes, marks of comments, and the second copy of a drawing for old readers.
_SKIPPED = frozenset(
    {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "delInstrText", _W + "pPr", _FALLBACK}
)
_PRINTED = {
    _W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": "\t",
}  # fmt: skip
# A container without one of these is no Word file.
_MARKS = frozenset({"word/document.xml", "[Content_Types].xml"})
_NOTE_PARTS = ("/footnotes", "/endnotes")
# Names that Word or an export writes into the title field by itself.


class Piece(NamedTuple):
    """A stretch of text and the element that prints it.

    ``element``  None for what the reader puts in: the joints of a table row, a title that only the properties state
    ``offset``   where ``text`` begins in what the element prints
    """

    text: str
    element: _Element | None = None
    offset: int = 0


class Parts(NamedTuple):
    """What a Word file is read from. ``styles``: style id → name in lower case; ``stated``: the title property.

    ``main`` is the name of the part that holds ``body``, ``notes`` are the roots of footnotes and endnotes.
    """

    main: str
    body: _Element
    notes: tuple[_Element, ...]
    styles: dict[str, str]
    stated: str


def read(data: bytes) -> Draft:
    """The draft of a ``.docx``; raises ReadError for what is none, or is larger inside than the caps allow."""
    lines, stated = _lines(parts(data))
    draft = Draft(text="\n".join(_text(line) for line in lines), format="docx")
    if stated:
        draft.title, draft.title_span = stated, Span(0, len(stated))
    return draft


def pieces(opened: Parts) -> list[Piece]:
    """What prints the draft's text: joined, the pieces' texts are the ``text`` that ``read`` gives."""
    lines, _ = _lines(opened)
    joined: list[Piece] = []
    for line in lines:
        joined += [Piece("\n"), *line] if joined else line
    return joined


def parts(data: bytes) -> Parts:
    """The parts of a ``.docx``; raises ReadError as ``read`` does."""
    zips.guard(data, "a Word document", _MARKS)
    try:
        from docx import Document
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError as error:
        raise ReadError(
            f"reading docx needs python-docx, which does not load (factcheck[documents]): {error}"
        ) from error
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        notes = [
            part.blob for part in document.part.package.iter_parts()
            if part.partname.startswith("/word/") and any(str(part.partname).startswith(f"/word{name}") for name in _NOTE_PARTS)
        ]  # fmt: skip
        stated = (document.core_properties.title or "").strip()
        main = str(document.part.partname).lstrip("/")
        styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    except (OpcError, LxmlError, KeyError, ValueError, TypeError, AttributeError, IndexError, *zips.ERRORS) as error:
        raise ReadError(f"expected a Word document, found a damaged one: {type(error).__name__}: {error}") from error
    if body is None:
        raise ReadError("expected a Word document, found one without a body")
    return Parts(main, body, tuple(map(_note_root, notes)), styles, stated)


def _blocks(parent: _Element, styles: dict[str, str]) -> Iterator[tuple[str, list[Piece]]]:
    """(style name, what is printed) for each paragraph and table row under *parent*, in reading order."""
    joined: list[Piece] = []
    for child in parent:
        if child.tag == _PARAGRAPH:
            boxes: list[_Element] = []
            joined += _runs(child, boxes)
            if _mark_deleted(child):
                # The end of the paragraph was struck out: it runs on into the next one.
                continue
            yield _style(child, styles), joined
            joined = []
            for box in boxes:
                yield from _blocks(box, styles)
        elif child.tag == _TABLE:
            yield from (("", row) for row in _rows(child, styles))
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            # Content controls, smart tags and tracked blocks wrap paragraphs.
            yield from _blocks(child, styles)
    if joined:
        yield "", joined


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[Piece]:
    """The printed pieces of a paragraph; text boxes anchored in it are put aside into *boxes*."""
    for child in element:
        tag = child.tag
        if tag in (_W + "t", _MATH_TEXT):
            yield Piece(child.text or "", child)
        elif tag in _PRINTED:
            yield Piece(_PRINTED[tag], child)
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _SKIPPED and not (tag == _W + "r" and _hidden(child)):
            yield from _runs(child, boxes)


def _hidden(run: _Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val", "1") not in ("0", "false", "off")


def _mark_deleted(paragraph: _Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _style(paragraph: _Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(style.get(_W + "val", ""), "") if style is not None else ""


def _rows(table: _Element, styles: dict[str, str]) -> Iterator[list[Piece]]:
    """One line per row, cells apart by "; " so that figures of two cells never run together."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table or row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells: list[Piece] = []
        for cell in row.iter(_CELL):
            if next(cell.iterancestors(_TABLE)) is not table:
                continue
            words = _words(block for _, block in _blocks(cell, styles))
            if words:
                cells += [Piece("; "), *words] if cells else words
        if cells:
            yield cells


def _words(blocks: Iterable[list[Piece]]) -> list[Piece]:
    """*blocks* on one line, one space for any white space between words."""
    words: list[Piece] = []
    gap = False
    for block in blocks:
        gap = True  # Two paragraphs are two words at least.
        for piece in block:
            for found in re.finditer(r"\S+|\s+", piece.text):
                if found[0].isspace():
                    gap = True
                    continue
                if gap and words:
                    words.append(Piece(" "))
                gap = False
                words.append(Piece(found[0], piece.element, piece.offset + found.start()))
    return words


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _stripped(block: Sequence[Piece]) -> list[Piece]:
    """*block* without white space at its ends."""
    text = _text(block)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    kept, at = [], 0
    for piece in block:
        left, right = max(start - at, 0), min(end - at, len(piece.text))
        if left < right:
            kept.append(Piece(piece.text[left:right], piece.element, piece.offset + left))
        at += len(piece.text)
    return kept


def _note_root(blob: bytes) -> _Element:
    from lxml import etree

    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise ReadError(f"expected a Word document, found one with damaged notes: {error}") from error


def _lines(opened: Parts) -> tuple[list[list[Piece]], str]:
    """The lines of the draft, and its title as it stands in the first of them; empty where it has none."""
    paragraphs = list(_blocks(opened.body, opened.styles))
    for root in opened.notes:
        for note in root:
            if note.get(_W + "type", "normal") == "normal":
                paragraphs += [("", block) for _, block in _blocks(note, {})]
    stated = opened.stated
    printed = [(style, line) for style, block in paragraphs if (line := _stripped(block))]
    if not printed:
        raise ReadError("the document holds no text")
    titled = [number for number, (style, _) in enumerate(printed) if style in words_of_all("title_styles")]
    lines = [line for _, line in printed]
    if titled:
        lines.insert(0, lines.pop(titled[0]))
    elif (
        stated
        and not stated.lower().startswith(words_of_all("untitled"))
        and not stated.lower().endswith((".doc", ".docx"))
    ):
        if " ".join(_text(lines[0]).split()).lower() != " ".join(stated.split()).lower():
            lines.insert(0, [Piece(" ".join(stated.split()))])
    else:
        return lines, ""
    return lines, _text(lines[0])
