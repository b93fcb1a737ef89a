"""Comments in a Word file: where each begins and ends, and the part that holds what they say."""

from __future__ import annotations

import io
import posixpath
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import ReadError
from checker.ingest import word
from checker.report.packing import repacked

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR, INITIALS = "factcheck", "fc"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RUN, _TEXT, _PROPERTIES = _W + "r", _W + "t", _W + "rPr"
# A mark of a comment inside them would be part of the tracked change.
_TRACKED = frozenset({_W + "ins", _W + "moveTo"})
_NOTES = {_W + "footnote": _W + "footnoteReference", _W + "endnote": _W + "endnoteReference"}


class _Edge(NamedTuple):
    """A place between two characters of what *element* prints."""

    element: _Element
    offset: int


def with_comments(data: bytes, opened: word.Parts, notes: Sequence[tuple[int, int, list[str]]]) -> bytes:
    """The Word file *data* with a comment for each of *notes*: the span of the printed text that it stands on, its lines.

    *opened* is the same file as its reader sees it. Raises ReadError where the document has no body.
    """
    from lxml import etree

    if not notes:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        # Read again without the reader's own parser, which drops the white space between elements.
        main = _parsed(archive.read(opened.main))
        relations_name = f"{posixpath.dirname(opened.main)}/_rels/{posixpath.basename(opened.main)}.rels".lstrip("/")
        empty = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        relations = _parsed(archive.read(relations_name) if relations_name in names else empty)
        types = _parsed(archive.read("[Content_Types].xml"))
        part = _comments_name(relations, opened.main)
        fresh = part is None
        if part is None:
            part = _free_name(names, posixpath.dirname(opened.main))
        kept = archive.read(part) if part in names else f'<w:comments xmlns:w="{_W[1:-1]}"/>'.encode()
        comments = _parsed(kept)
    body = main.find(_W + "body")
    if body is None:
        raise ReadError("expected a Word document, found one without a body")
    printed = word.pieces(opened._replace(body=body))
    first = max((int(one.get(_W + "id", "0")) for one in comments), default=-1) + 1
    _anchor(printed, body, [(start, end) for start, end, _ in notes], first)
    for number, (_, _, lines) in enumerate(notes, first):
        comments.append(_comment_element(number, lines))
    changed = {opened.main: main, part: comments}
    if fresh:
        changed[relations_name] = relations
        changed["[Content_Types].xml"] = types
        _relate(relations, posixpath.relpath(part, posixpath.dirname(opened.main) or "."))
        _declare(types, f"/{part}")
    written = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in changed.items()
    }
    return repacked(data, written)


def _parsed(content: bytes) -> _Element:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _comments_name(relations: _Element, main: str) -> str | None:
    """The part that already holds comments, or None."""
    for one in relations:
        if one.get("Type") == _COMMENTS and one.get("TargetMode") != "External":
            target = str(one.get("Target", ""))
            path = target if target.startswith("/") else posixpath.join(posixpath.dirname(main), target)
            return posixpath.normpath(path).lstrip("/")
    return None


def _free_name(names: Iterable[str], folder: str) -> str:
    taken = {name.lower() for name in names}
    number = 0
    while True:
        name = posixpath.join(folder, f"comments{number or ''}.xml")
        if name.lower() not in taken:
            return name
        number += 1


def _relate(relations: _Element, target: str) -> None:
    from lxml import etree

    taken = {one.get("Id") for one in relations}
    number = 1
    while f"rIdFactcheck{number}" in taken:
        number += 1
    etree.SubElement(
        relations, f"{{{_RELATIONS}}}Relationship", Id=f"rIdFactcheck{number}", Type=_COMMENTS, Target=target
    )


def _declare(types: _Element, part: str) -> None:
    from lxml import etree

    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=part, ContentType=_COMMENTS_TYPE)


def _comment_element(number: int, lines: Sequence[str]) -> _Element:
    from lxml import etree

    stated = {_W + "id": str(number), _W + "author": AUTHOR, _W + "initials": INITIALS}
    comment = etree.Element(_W + "comment", stated, nsmap={"w": _W[1:-1]})
    for position, line in enumerate(lines):
        run = etree.SubElement(etree.SubElement(comment, _W + "p"), _RUN)
        if position == 0:
            etree.SubElement(etree.SubElement(run, _PROPERTIES), _W + "b")
            etree.SubElement(run, _W + "annotationRef")
        text = etree.SubElement(run, _TEXT)
        text.text = line
        text.set(_SPACE, "preserve")
    return comment


def _anchor(printed: Sequence[word.Piece], body: _Element, spans: Sequence[tuple[int, int]], first: int) -> None:
    """Put the marks of a comment around each of *spans* (offsets of the draft's text), numbered from *first*."""
    starts = [0, *accumulate(len(piece.text) for piece in printed)]
    edges = [_edges(printed, starts, span) for span in spans]
    cuts: dict[_Element, list[_Edge]] = {}
    for pair in edges:
        for edge in pair or ():
            if (run := _run_of(edge.element)) is not None and _holds_comments(edge.element):
                cuts.setdefault(run, []).append(edge)
    begins: dict[_Edge, _Element] = {}
    ends: dict[_Edge, _Element] = {}
    for run, wanted in cuts.items():
        _split(run, set(wanted), begins, ends)
    last: dict[_Element, _Element] = {}
    for number, pair in enumerate(edges, first):
        left = right = _leading(body)
        if pair is not None:
            left = begins.get(pair[0]) if pair[0] in begins else _stand_in(pair[0].element, body)
            right = ends.get(pair[1]) if pair[1] in ends else _stand_in(pair[1].element, body)
        _mark(left, right, number, last)


def _edges(printed: Sequence[word.Piece], starts: Sequence[int], span: tuple[int, int]) -> tuple[_Edge, _Edge] | None:
    """Where the span begins and ends; None where no element prints any of it."""
    start, end = span
    number = max(0, bisect_right(starts, start) - 1)
    found: list[_Edge] = []
    while number < len(printed) and starts[number] < end:
        piece = printed[number]
        left, right = max(start, starts[number]), min(end, starts[number + 1])
        if piece.element is not None and left < right:
            offset = piece.offset - starts[number]
            found += [_Edge(piece.element, left + offset), _Edge(piece.element, right + offset)]
        number += 1
    return (found[0], found[-1]) if found else None


def _run_of(element: _Element) -> _Element | None:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == _RUN else None


def _holds_comments(element: _Element) -> bool:
    """Whether Word allows a comment where *element* stands: in the text itself, not in a note or a text box."""
    outside = {_W + "txbxContent", *_NOTES}
    return not any(parent.tag in outside for parent in element.iterancestors())


def _split(run: _Element, wanted: set[_Edge], begins: dict[_Edge, _Element], ends: dict[_Edge, _Element]) -> None:
    """Split *run* at the edges *wanted*, so that a run begins or ends at each; formatting and text stay."""
    properties = run.find(_PROPERTIES)
    current, filled, due = run, False, False
    for child in [child for child in run if child is not properties]:
        offsets = sorted({edge.offset for edge in wanted if edge.element is child})
        if filled and (due or 0 in offsets):
            current, filled = _following(current, properties), False
        due = False
        if current is not run:
            current.append(child)
        filled = True
        whole = child.text or "" if child.tag == _TEXT else " "
        at, text = 0, child
        for offset in offsets:
            begins.setdefault(_Edge(child, offset), current)
            if 0 < offset < len(whole):
                rest = deepcopy(text)
                rest.tail = None
                rest.text, text.text = whole[offset:], whole[at:offset]
                for part in (text, rest):
                    if (part.text or "") != (part.text or "").strip():
                        part.set(_SPACE, "preserve")
                ends[_Edge(child, offset)] = current
                current = _following(current, properties)
                current.append(rest)
                begins[_Edge(child, offset)] = current
                at, text = offset, rest
            elif offset == len(whole):
                ends[_Edge(child, offset)] = current
                due = True


def _following(run: _Element, properties: _Element | None) -> _Element:
    """An empty run right after *run*, of the same formatting."""
    from lxml import etree

    fresh = etree.Element(_RUN, dict(run.attrib), nsmap=run.nsmap)
    if properties is not None:
        fresh.append(deepcopy(properties))
    run.addnext(fresh)
    return fresh


def _stand_in(element: _Element, body: _Element) -> _Element:
    """What a comment stands on where it cannot stand on *element* itself."""
    chain = [element, *element.iterancestors()]
    for parent in chain:
        if parent.tag in _NOTES:
            number = parent.get(_W + "id")
            mark = next((one for one in body.iter(_NOTES[parent.tag]) if one.get(_W + "id") == number), None)
            run = _run_of(mark) if mark is not None else None
            return run if run is not None else _leading(body)
    boxes = [number for number, parent in enumerate(chain) if parent.tag == _W + "txbxContent"]
    outer = chain[boxes[-1] :] if boxes else chain
    # The outermost of what stands beside runs: the formula or the drawing's run, not a part of it.
    fits = [parent for parent in outer if parent.tag in (_M + "oMath", _M + "oMathPara", _RUN)]
    return fits[-1] if fits else _leading(body)


def _leading(body: _Element) -> _Element:
    """What a comment stands on that belongs to the document as a whole: its first run, else its first element."""
    run = next((run for run in body.iter(_RUN) if _holds_comments(run)), None)
    return run if run is not None else body[0]


def _mark(left: _Element | None, right: _Element | None, number: int, last: dict[_Element, _Element]) -> None:
    from lxml import etree

    assert left is not None
    assert right is not None
    stated = {_W + "id": str(number)}
    left.addprevious(etree.Element(_W + "commentRangeStart", stated))
    end = etree.Element(_W + "commentRangeEnd", stated)
    last.get(right, right).addnext(end)
    last[right] = end
    outer = end
    while (parent := outer.getparent()) is not None and parent.tag in _TRACKED:
        outer = parent
    reference = etree.Element(_RUN)
    etree.SubElement(reference, _W + "commentReference", stated)
    last.get(outer, outer).addnext(reference)
    if outer is end:
        last[right] = reference
    else:
        last[outer] = reference
