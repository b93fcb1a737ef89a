"""The process that reads one PDF: bytes on standard input, one JSON object on standard output.

It is run as a script and imports nothing of ours, so that it starts fast. Arguments: most pages, most characters,
most memory in bytes, most seconds. The answer is ``{"error": …}`` or ``text``, ``title``, ``pages``, ``read``
(pages read), ``empty`` (numbers of pages without text, from 1), ``around`` (headers and footers of
the first page), ``removed`` (headers, footers and page numbers left
out) and ``cut`` (whether a cap was reached).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Line(NamedTuple):
    """A printed line: its text and its box in points, from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def limit(memory_bytes: int, seconds: int) -> None:
    """Bound this process; where the system has no such limits, the caller's clock still holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def read(data: bytes, most_pages: int, most_chars: int) -> dict[str, Any]:
    """The answer for one PDF."""
    try:
        import pypdfium2
    except ImportError as error:
        return {"error": f"reading PDF needs pypdfium2, which does not load (factcheck[documents]): {error}"}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error)
        if "assword" in said:
            return {"error": "the PDF is encrypted and needs a password"}
        return {"error": f"expected a PDF, found a broken one: {said}"}
    pages = len(document)
    printed: list[list[Line]] = []
    chars = 0
    for number in range(min(pages, most_pages)):
        if chars > most_chars:
            break
        try:
            page = document[number]
            printed.append(lines_of(page.get_textpage()))
            page.close()
        except pypdfium2.PdfiumError as error:
            return {"error": f"page {number + 1} of the PDF cannot be read: {error}"}
        chars += sum(len(line.text) for line in printed[-1])
    if not chars:
        return {"error": f"none of the {pages} pages has a text layer; a scanned PDF needs character recognition first"}
    running = running_lines(printed)
    kept = [without_running(lines, running) for lines in printed]
    pitch = pitch_of(kept)
    return {
        "text": "\n".join(_across_pages([paragraphs(lines, pitch) for lines in kept])),
        "title": document.get_metadata_dict().get("Title", ""),
        "pages": pages,
        "read": len(printed),
        "empty": [number for number, lines in enumerate(printed, 1) if not lines],
        "around": [line.text for line in printed[0] if _masked(line.text) in running],
        "removed": sum(map(len, printed)) - sum(map(len, kept)),
        "cut": len(printed) < pages,
    }


def _across_pages(pages: list[list[str]]) -> list[str]:
    """All paragraphs; one that a page's end cut in two is whole again."""
    whole: list[str] = []
    for found in pages:
        goes_on = bool(whole and found) and found[0][:1].islower() and not _SENTENCE_END.search(whole[-1])
        if goes_on:
            whole[-1] = joined(whole[-1], found[0])
        whole += found[1:] if goes_on else found
    return whole


def main() -> None:
    most_pages, most_chars, memory_bytes, seconds = map(int, sys.argv[1:5])
    limit(memory_bytes, seconds)
    answer = read(sys.stdin.buffer.read(), most_pages, most_chars)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
