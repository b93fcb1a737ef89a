"""PDF: read in a process of its own, because a file can make a parser loop, crash or fill the memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from checker.errors import ReadError
from checker.ingest import limits
from checker.ingest.draft import LIMIT, UNREADABLE, Draft
from checker.text.span import Span

_CHILD = Path(__file__).with_name("pdf_child.py")
_EMPTY_TITLES = ("microsoft word", "untitled", "document", "powerpoint", "slide ")


def read(data: bytes) -> Draft:
    """The draft of a PDF; raises ReadError for an encrypted or broken file, one without text, or one that hangs."""
    caps = [limits.MAX_PDF_PAGES, limits.MAX_PDF_CHARS, limits.PDF_MEMORY_BYTES, limits.PDF_WALL_SECONDS]
    command = [sys.executable, "-P", str(_CHILD), *map(str, caps)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script and numbers; the file goes in as bytes
            command, input=data, capture_output=True, timeout=limits.PDF_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"reading the PDF took more than {limits.PDF_WALL_SECONDS} s and was stopped") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise ReadError(f"the PDF cannot be read: {said[-1] if said else f'its reader ended with {done.returncode}'}")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise ReadError(answer["error"])
    return _drafted(answer)


def _drafted(answer: dict[str, object]) -> Draft:
    text, title, pages, empty = str(answer["text"]), str(answer["title"]).strip(), answer["pages"], answer["empty"]
    assert isinstance(pages, int)
    assert isinstance(empty, list)
    first = text.split("\n", 1)[0]
    low = title.lower()
    known = bool(title) and not low.startswith(_EMPTY_TITLES) and not low.endswith((".doc", ".docx", ".pdf", ".indd"))
    if known and " ".join(first.split()).lower() != " ".join(title.split()).lower():
        text = f"{title}\n{text}"
    draft = Draft(text=text, format="pdf", removed=int(str(answer["removed"])))
    around = answer["around"]
    assert isinstance(around, list)
    draft.around = tuple(map(str, around))
    if known:
        line = text.split("\n", 1)[0]
        draft.title, draft.title_span = line, Span(0, len(line))
    if answer["cut"]:
        draft.notes.append((LIMIT, f"a cap stopped the reading after {answer['read']} of {pages} pages"))
    if empty:
        listed = ", ".join(map(str, empty[:10])) + (", …" if len(empty) > 10 else "")
        draft.notes.append((UNREADABLE, f"{len(empty)} of {pages} pages have no text layer (scanned?): {listed}"))
    return draft
