"""A path to a ``Source``: text, metadata, furniture. One reader per format, found by suffix and content.

Formats: ``text``, ``markdown``, ``html``, ``docx``, ``pdf`` and, of tables, ``csv``, ``parquet``, ``xlsx``, ``xls``, ``ods``,
``json``, ``jsonl``; a data package stands for its tables. A bad file gives a ``Problem``, never an error:
FC001 where it was not read, or only in part, FC004 where a cap stopped the reading.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from checker.errors import ReadError
from checker.ingest import apart, comments, furniture, limits, metadata, tables
from checker.ingest.decoding import decode, magic
from checker.ingest.draft import LIMIT, UNREADABLE, Draft, LimitError
from checker.ingest.packages import merged, unpacked
from checker.ingest.plain import host_of, read_markdown, read_text
from checker.ingest.walk import STDIN, Entry, Listing, listing
from checker.languages.pages import words_of_all
from checker.model import Problem, Shape, Source
from checker.text.span import Span

__all__ = ["STDIN", "Entry", "Listing", "entries", "listing", "merged", "read", "read_bytes"]

_FORMATS = {
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".pdf": "pdf", **tables.FORMATS,
}  # fmt: skip
_CONTAINERS = frozenset({"docx", "pdf"})
_TABLES = frozenset(tables.FORMATS.values())
_BINARY_TABLES = _TABLES - {"csv"}
_HTML_STARTS = (b"<!doctype html", b"<html")


def entries(paths: Sequence[str], *, stdin_name: str = "stdin.txt") -> tuple[list[Entry], list[Problem]]:
    """The files under *paths* as ``listing`` finds them, and what could not be taken. Raises UsageError."""
    found = listing(paths, stdin_name=stdin_name)
    packaged = unpacked(found.entries)
    return packaged.entries, [*found.problems, *packaged.problems]


def read(
    entry: Entry, source_id: str, lang: str | None = None, published: str | None = None
) -> tuple[Source | None, list[Problem]]:
    """The source of one entry. What is wrong with the file comes back as problems; only our own faults raise.

    ``lang``, ``published``  what is told of texts that do not state theirs; it goes before what would be guessed
    """
    try:
        if entry.path != STDIN and _suffix(entry.name) in tables.FORMATS:
            source, problems = _read_table(entry, source_id)
            if source is not None:
                source = replace(source, lang=source.lang or lang, published=source.published or published)
            return source, problems
        data = _bytes_of(entry)
    except OSError as error:
        return None, [_problem(entry.name, UNREADABLE, f"the file cannot be opened ({error.strerror or error})")]
    return read_bytes(data, entry.name, source_id, entry.shape, lang, published)


def _read_table(entry: Entry, source_id: str) -> tuple[Source | None, list[Problem]]:
    """A table, read from its file in blocks; raises OSError."""
    kind = tables.FORMATS[_suffix(entry.name)]
    try:
        if entry.path.stat().st_size == 0:
            raise ReadError("the file is empty")
        if kind == "csv":
            draft = tables.read_csv_file(entry.path, entry.shape)
        else:
            draft = apart.read(kind, entry.path, entry.shape)
        if not draft.text.strip(" \t\r\n\0\ufeff"):
            raise ReadError("the file is empty")
    except ReadError as error:
        return None, [_problem(entry.name, LIMIT if isinstance(error, LimitError) else UNREADABLE, str(error))]
    source = replace(_source(draft, entry.name, source_id), shape=entry.shape)
    return source, [_problem(entry.name, rule, message) for rule, message in draft.notes]


def read_bytes(
    data: bytes,
    name: str,
    source_id: str,
    shape: Shape | None = None,
    lang: str | None = None,
    published: str | None = None,
) -> tuple[Source | None, list[Problem]]:
    """The source of *data*, a file called *name*. More than ``MAX_FILE_BYTES`` is cut where the format allows it.

    ``shape``  what is told of it where it is a table; ``lang``, ``published`` as of ``read``
    """
    cut = len(data) > limits.MAX_FILE_BYTES
    kind = format_of(data, name)
    if cut and kind in _CONTAINERS:
        return None, [_problem(name, LIMIT, f"the file is larger than {limits.MAX_FILE_BYTES} bytes and was not read")]
    try:
        draft = _draft(data[: limits.MAX_FILE_BYTES], kind, shape)
    except ReadError as error:
        return None, [_problem(name, LIMIT if isinstance(error, LimitError) else UNREADABLE, str(error))]
    _cut_text(draft)
    if cut:
        draft.notes.append((LIMIT, f"only the first {limits.MAX_FILE_BYTES} bytes of the file were read"))
    source = _source(draft, name, source_id, lang, published)
    if draft.format in _TABLES:
        source = replace(source, shape=shape)
    return source, [_problem(name, rule, message) for rule, message in draft.notes]


def _cut_text(draft: Draft) -> None:
    """Cut a text that is longer than any article, and say so."""
    size, most = len(draft.text), limits.MAX_TABLE_CHARS if draft.format == "csv" else limits.MAX_TEXT_CHARS
    if size > most:
        draft.text = draft.text[:most]
        draft.suppressions = tuple(one for one in draft.suppressions if one.span.end <= most)
        draft.notes.append((LIMIT, f"only the first {most} of {size} characters were read"))


def format_of(data: bytes, name: str) -> str:
    """The reader for a file: its suffix, corrected by how it begins where the suffix leaves it open."""
    suffix = _suffix(name)
    known = _FORMATS.get(suffix)
    if known in _CONTAINERS or known in _BINARY_TABLES:
        return known
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML_STARTS):
        return "html"
    if known == "html" and b"<" not in data:
        return "text"
    if suffix not in (*_FORMATS, ".txt", ".text") or name == "stdin.txt":
        # Standard input and files without a telling suffix are what they begin like.
        start = magic(data)
        if start == "a PDF":
            return "pdf"
        if data.startswith(b"PK\x03\x04") and b"word/" in data[:4096] + data[-8192:]:
            return "docx"
        if head.startswith((b"---\n", b"---\r\n")):
            return "markdown"
    return known or "text"


def _suffix(name: str) -> str:
    # As PurePath.suffix, at a tenth of its cost.
    base = name[name.rfind("/") + 1 :]
    dot = base.rfind(".")
    return base[dot:].lower() if dot > 0 else ""


def _bytes_of(entry: Entry) -> bytes:
    if entry.path == STDIN:
        return sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1)
    with entry.path.open("rb") as file:
        return file.read(limits.MAX_FILE_BYTES + 1)


def _draft(data: bytes, kind: str, shape: Shape | None) -> Draft:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise ReadError("the file is empty")
    match kind:
        case "markdown":
            return read_markdown(decode(data))
        case "csv":
            return tables.read_csv(decode(data), shape)
        case "text":
            return read_text(decode(data))
        case "pdf" if b"%PDF-" not in data[:1024]:
            raise ReadError(f"expected a PDF, found {magic(data) or 'something else'}")
        case "docx" if not data.startswith(b"PK"):
            raise ReadError(f"expected a Word document, found {magic(data) or 'something else'}")
        case "html" if start := magic(data):
            raise ReadError(f"expected a web page, found {start}")
        case _:
            return apart.read(kind, data, shape)


def _problem(name: str, rule: str, message: str) -> Problem:
    return Problem(rule=rule, path=name, message=message)


def _source(
    draft: Draft, name: str, source_id: str, told_lang: str | None = None, told_published: str | None = None
) -> Source:
    """The draft with what the text itself tells, or else what is told of it, and its furniture."""
    text = draft.text
    body = Span(draft.body_start, max(draft.body_start, len(text)))
    lines = furniture.lines_of(text, body.start) if draft.format not in _TABLES else []
    cut = furniture.find(text, lines) if draft.format not in _TABLES else ()
    if draft.format == "markdown" and "<!--" in text:
        cut = tuple(sorted({*cut, *comments.spans(text)}))
    lang = draft.lang or told_lang or metadata.language(text[body.start : body.start + 2_000])
    title, title_span, outlet, published = draft.title, draft.title_span, draft.outlet, draft.published
    if draft.infer and not (title_span and outlet and published):
        whole_lines = {span.start for span in cut}
        article = [line for line in lines if line.span.start not in whole_lines]
        if title is None:
            if masthead := _masthead(text, article):
                outlet = outlet or " ".join(masthead.cut(text).split())
                cut = tuple(sorted({*cut, masthead}))
                del article[0]
            title, title_span = _title(text, article)
        # The headline may be printed twice; neither is the lead.
        below = [line for line in article if title is None or _folded(line.span.cut(text)) != _folded(title)]
        outlet = outlet or host_of(draft.url) or _outlet(text, lines, below, whole_lines, draft.around)
        if published is None:
            published = _published(text, body, lines, below, whole_lines, draft.around, lang, told_published)
    published = published or told_published
    return Source(
        id=source_id, path=name, text=text, body=body, title=title, title_span=title_span, outlet=outlet, published=published,
        lang=lang, url=draft.url, format=draft.format, furniture=cut, removed=draft.removed,
        status="partial" if draft.notes else "read",
        suppressions=draft.suppressions,
    )  # fmt: skip


def _folded(text: str) -> str:
    return " ".join(normalize("NFC", text).lower().split())


# Characters of an article in which its year is looked for.
_YEAR_CHARS = 20_000
# The lines within which a title, an outlet and a lead stand.
_HEAD_LINES = 8
# A name, a headline and a text.
_WITH_MASTHEAD = 3


def _masthead(text: str, article: list[furniture.Line]) -> Span | None:
    """The first line, where it is the name of a paper and the next is a headline with more words."""
    if len(article) < _WITH_MASTHEAD:
        return None
    name, headline, below = (normalize("NFC", line.span.cut(text)) for line in article[:_WITH_MASTHEAD])
    if len(name.split()) >= len(headline.split()) or not metadata.is_title(headline, below):
        return None
    return article[0].span if metadata.is_masthead(name) else None


def _title(text: str, article: list[furniture.Line]) -> tuple[str | None, Span | None]:
    """The first line that is a headline, before any paragraph."""
    for number, line in enumerate(article[:_HEAD_LINES]):
        below = article[number + 1].span.cut(text) if number + 1 < len(article) else ""
        printed = line.span.cut(text)
        if metadata.is_title(normalize("NFC", printed), below):
            return " ".join(printed.split()), line.span
        if len(printed) > 160 or printed[-1] == ".":
            break
    return None, None


def _outlet(
    text: str, lines: list[furniture.Line], below: list[furniture.Line], cut: set[int], around: tuple[str, ...]
) -> str | None:
    head = [normalize("NFC", line.span.cut(text)) for line in below[:_HEAD_LINES]]
    for line in head:
        if found := metadata.outlet_of_line(line):
            return found
    cut_lines = [line.span.cut(text) for line in lines[:_HEAD_LINES] if line.span.start in cut]
    for line in (*around, *cut_lines):
        if found := _named(normalize("NFC", line)):
            return found
    for line in head[:3]:
        if found := metadata.outlet_of_lead(line):
            return found
    return None


def _named(line: str) -> str | None:
    """The outlet that a masthead names; a name before a mere comma may be a place."""
    if any(mark in line for mark in "|·•") or " - " in line or " – " in line:
        name = furniture.masthead(line.lower())
        if name and metadata.is_name(name):
            return line[: len(name)].strip()
    return None


def _published(
    text: str,
    body: Span,
    lines: list[furniture.Line],
    below: list[furniture.Line],
    cut: set[int],
    around: tuple[str, ...],
    lang: str | None,
    told: str | None,
) -> str | None:
    stamps = words_of_all("stamps")
    head = [line.low for line in lines[:_HEAD_LINES] if line.span.start in cut or line.low.startswith(stamps)]
    head += [stamp for line in lines[:_HEAD_LINES] if (stamp := metadata.stamp_of_byline(line.low))]
    head += [normalize("NFC", line).lower() for line in around]
    lead = [normalize("NFC", line.span.cut(text)[:500]).lower() for line in below[:4]]
    whole = normalize("NFC", body.cut(text)[:_YEAR_CHARS]).lower()
    return metadata.published([line for line in head if 0 < len(line) <= 160], lead, whole, lang, told)
