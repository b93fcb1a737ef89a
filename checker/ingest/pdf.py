"""PDF: printed lines joined into paragraphs, without running heads, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import ReadError
from checker.ingest import limits
from checker.ingest.draft import LIMIT, UNREADABLE, Draft
from checker.text.span import Span

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

# A gap between two lines, as a multiple of the usual one, that starts a new paragraph.
_GAP = 1.2
# A line that ends this share of the column short of its right edge ends its paragraph, if a sentence ends there.
_SHORT = 0.15
_HYPHENS = ("\ufffe", "\x02", "\u00ad")
# The library ends a line with CR LF, and a line whose last word was broken with U+FFFE in place of the hyphen.
_PRINTED_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’'»)\]]*$")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:page|trang)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_EMPTY_TITLES = ("microsoft word", "untitled", "document", "powerpoint", "slide ")


class Line(NamedTuple):
    """A printed line: its text and its box in points, from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def read(data: bytes) -> Draft:
    """The draft of a PDF; raises ReadError for an encrypted or broken file and for one without text."""
    try:
        import pypdfium2
    except ImportError as error:
        raise ReadError(f"reading PDF needs pypdfium2, which does not load (factcheck[documents]): {error}") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error)
        if "assword" in said:
            raise ReadError("the PDF is encrypted and needs a password") from error
        raise ReadError(f"expected a PDF, found a broken one: {said}") from error
    pages = len(document)
    printed: list[list[Line]] = []
    chars = 0
    for number in range(min(pages, limits.MAX_PDF_PAGES)):
        if chars > limits.MAX_PDF_CHARS:
            break
        try:
            page = document[number]
            printed.append(lines_of(page.get_textpage()))
            page.close()
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"page {number + 1} of the PDF cannot be read: {error}") from error
        chars += sum(len(line.text) for line in printed[-1])
    if not chars:
        raise ReadError(f"none of the {pages} pages has a text layer; a scanned PDF needs character recognition first")
    return _drafted(printed, pages, str(document.get_metadata_dict().get("Title", "")).strip())


def _drafted(printed: list[list[Line]], pages: int, title: str) -> Draft:
    """The draft of the *printed* lines of each page that was read, of *pages* in all."""
    running = running_lines(printed)
    kept = [without_running(lines, running) for lines in printed]
    pitch = pitch_of(kept)
    text = "\n".join(_across_pages([paragraphs(lines, pitch) for lines in kept]))
    first = text.split("\n", 1)[0]
    low = title.lower()
    known = bool(title) and not low.startswith(_EMPTY_TITLES) and not low.endswith((".doc", ".docx", ".pdf", ".indd"))
    if known and " ".join(first.split()).lower() != " ".join(title.split()).lower():
        text = f"{title}\n{text}"
    draft = Draft(text=text, format="pdf", removed=sum(map(len, printed)) - sum(map(len, kept)))
    draft.around = tuple(line.text for line in printed[0] if _masked(line.text) in running)
    if known:
        line = text.split("\n", 1)[0]
        draft.title, draft.title_span = line, Span(0, len(line))
    if len(printed) < pages:
        draft.notes.append((LIMIT, f"a cap stopped the reading after {len(printed)} of {pages} pages"))
    empty = [number for number, lines in enumerate(printed, 1) if not lines]
    if empty:
        listed = ", ".join(map(str, empty[:10])) + (", …" if len(empty) > 10 else "")
        draft.notes.append((UNREADABLE, f"{len(empty)} of {pages} pages have no text layer (scanned?): {listed}"))
    return draft


def lines_of(page: PdfTextPage) -> list[Line]:
    """The printed lines of a page in reading order."""
    chars = page.count_chars()
    found = []
    for match in _PRINTED_LINE.finditer(page.get_text_range(0, chars)):
        raw = match[0]
        stripped = raw.strip()
        if stripped:
            first = match.start() + len(raw) - len(raw.lstrip())
            found.append(Line(stripped, *_box(page, first, first + len(stripped) - 1, chars)))
    return found


def _box(page: PdfTextPage, first: int, last: int, chars: int) -> tuple[float, float, float, float]:
    left, bottom, _, top = page.get_charbox(min(first, chars - 1), loose=True)
    _, last_bottom, right, last_top = page.get_charbox(min(last, chars - 1), loose=True)
    return left, min(bottom, last_bottom), right, max(top, last_top)


def pitch_of(pages: list[list[Line]]) -> float:
    """The usual step from line to line, in points; 0 where no page has two lines."""
    steps = [above.bottom - below.bottom for lines in pages for above, below in pairwise(lines)]
    return median(kept) if (kept := [step for step in steps if step > 0]) else 0.0


def paragraphs(lines: list[Line], pitch: float) -> list[str]:
    """Lines joined into paragraphs by gap, height and right edge."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    done = [lines[0].text]
    for above, below in pairwise(lines):
        if _breaks(above, below, pitch, right - left, right):
            done.append(below.text)
        else:
            done[-1] = joined(done[-1], below.text)
    return done


def running_lines(pages: list[list[Line]]) -> set[str]:
    """The headers and footers: first or last lines that come back, but for their figures, on most pages."""
    edges = [{_masked(line.text) for line in (*lines[:2], *lines[-2:])} for lines in pages if lines]
    if len(edges) < 2:
        return set()
    counted = Counter(edge for page in edges for edge in page)
    return {edge for edge, times in counted.items() if times >= max(2, 0.6 * len(edges))}


def without_running(lines: list[Line], running: set[str]) -> list[Line]:
    """The lines of a page without its headers, footers and page number."""
    last = len(lines) - 1
    return [
        line for number, line in enumerate(lines)
        if 1 < number < last - 1
        or not (_masked(line.text) in running or (number in (0, last) and _PAGE_NUMBER.fullmatch(line.text)))
    ]  # fmt: skip


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))


def _breaks(above: Line, below: Line, pitch: float, width: float, right: float) -> bool:
    gap = above.bottom - below.bottom
    if gap <= 0 or (pitch and gap > _GAP * pitch):
        return True
    heights = sorted((above.top - above.bottom, below.top - below.bottom))
    if heights[1] > 1.25 * heights[0]:
        return True
    if re.match(r"[•▪‣*–—-]\s", below.text):
        return True
    short = above.right < right - _SHORT * width
    return bool(_SENTENCE_END.search(above.text)) and (short or below.left > above.left + 8)


def joined(above: str, below: str) -> str:
    """Two lines of one paragraph as running text. Figures are never glued together, nor split."""
    if above.endswith(_HYPHENS):
        # The mark of a word broken at the line's end; between figures it is a dash that was printed.
        stem = above[:-1]
        return f"{stem}-{below}" if stem[-1:].isdigit() or below[:1].isdigit() else stem + below
    if above[-1:] in "-–" and above[-2:-1].strip():
        # "2011-" and "2024", "mid-" and "year": the printed hyphen stays, nothing comes between.
        return above + below
    if above[-1:].isdigit() and below[:1].isdigit():
        return f"{above}\n{below}"
    return f"{above} {below}"


def _across_pages(pages: list[list[str]]) -> list[str]:
    """All paragraphs; one that a page's end cut in two is whole again."""
    whole: list[str] = []
    for found in pages:
        goes_on = bool(whole and found) and found[0][:1].islower() and not _SENTENCE_END.search(whole[-1])
        if goes_on:
            whole[-1] = joined(whole[-1], found[0])
        whole += found[1:] if goes_on else found
    return whole
