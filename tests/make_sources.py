# /// script
# requires-python = ">=3.11"
# dependencies = ["fpdf2==2.8.9", "fonttools==4.68.0", "python-docx==1.2.0"]
# ///
"""Makes the .docx and .pdf articles of ``sources/`` from the texts in ``tests/golden/sources-text/``.

``uv run tests/make_sources.py`` writes them; with ``--check`` it writes nothing and exits 1 if a committed file
differs from what it would write. Neither factcheck nor its tests need this script: the files are committed. Its own
dependencies stand above and are not in the project's constraints. The font is the one that Debian's package
``fonts-dejavu-core`` 2.37 installs; another file is refused, because it would change the bytes.

A text is front matter (``title``, ``author``, ``outlet``, ``date``, ``lang``, ``header``, ``footer``), a line of
``# headline``, and paragraphs with a blank line between. ``{++words++}`` is a tracked insertion and ``{--words--}`` a
tracked deletion; only .docx has them. ``{page}`` and ``{pages}`` in a footer count pages; only .pdf has them.

The same text gives the same bytes: times come from ``date``, archive entries are stored unpacked in a fixed order,
and PDF streams are not compressed, so no version of zlib shows.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests" / "golden" / "sources-text"
SOURCES = ROOT / "sources"

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
FONT_SHA256 = "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322"

KEYS = {"title", "author", "outlet", "date", "lang", "header", "footer"}
TRACKED = re.compile(r"\{(\+\+|--)(.*?)\1\}")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
EDITOR = "Ban biên tập"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One article before it is set: front matter by key, headline, paragraphs with their tracked changes."""

    meta: dict[str, str]
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def printed(self) -> datetime:
        """Noon UTC on the day of publication: the only time that is written anywhere."""
        return datetime.fromisoformat(self.meta["date"]).replace(hour=12, tzinfo=UTC)


def read(path: Path) -> Text:
    """The text at *path*; raises ValueError naming the file for missing or unknown keys and a missing headline."""
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    meta = dict(line.split(": ", 1) for line in head.splitlines())
    if set(meta) != KEYS:
        raise ValueError(f"{path}: front matter has {sorted(meta)}, expected {sorted(KEYS)}")
    headline, *paragraphs = body.strip().split("\n\n")
    if not headline.startswith("# "):
        raise ValueError(f"{path}: found {headline[:40]!r}, expected a line '# headline'")
    return Text(meta=meta, headline=headline.removeprefix("# "), paragraphs=tuple(paragraphs))


def pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """The paragraph cut into (mark, words): mark is ``++``, ``--`` or empty for words that stand."""
    end = 0
    for match in TRACKED.finditer(paragraph):
        if match.start() > end:
            yield "", paragraph[end : match.start()]
        yield match[1], match[2]
        end = match.end()
    if end < len(paragraph):
        yield "", paragraph[end:]


def docx(text: Text) -> bytes:
    """The article as a Word document: running head and foot, heading, paragraphs, revisions left unaccepted."""
    from docx import Document

    document = Document()
    core = document.core_properties
    core.title, core.author, core.language = text.headline, text.meta["author"], text.meta["lang"]
    core.category, core.comments, core.last_modified_by = text.meta["outlet"], "", EDITOR
    core.created = core.modified = text.printed.replace(tzinfo=None)
    document.sections[0].header.paragraphs[0].text = text.meta["header"]
    document.sections[0].footer.paragraphs[0].text = text.meta["footer"]
    document.add_heading(text.headline, level=1)
    revision = 0
    for words in text.paragraphs:
        paragraph = document.add_paragraph()
        for mark, piece in pieces(words):
            run = paragraph.add_run(piece)
            if mark:
                revision += 1
                _track(run, mark, revision, text.printed)
    document.add_paragraph(text.meta["author"])
    _slim(document)
    packed = io.BytesIO()
    document.save(packed)
    return repacked(packed.getvalue())


def _slim(document: Any) -> None:
    """Drop what the template brings and no article uses: the table styles, their second copy, a picture of the page."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and not style.get(qn("w:default")):
            styles.remove(style)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                part.rels.pop(key)


def _track(run: Any, mark: str, revision: int, when: datetime) -> None:
    """Wrap *run* in ``w:ins`` or ``w:del`` (ECMA-376 part 1, 17.13.5); deleted words stand in ``w:delText``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    change = OxmlElement("w:ins" if mark == "++" else "w:del")
    change.set(qn("w:id"), str(revision))
    change.set(qn("w:author"), EDITOR)
    change.set(qn("w:date"), f"{when:%Y-%m-%dT%H:%M:%SZ}")
    run._r.addprevious(change)
    change.append(run._r)
    if mark == "--":
        for words in run._r.findall(qn("w:t")):
            words.tag = qn("w:delText")
            words.set(qn("xml:space"), "preserve")


def repacked(archive: bytes) -> bytes:
    """The same zip entries without compression or times, ``[Content_Types].xml`` first, the rest by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 3  # else the platform is written: 0 on Windows, 3 elsewhere
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def pdf(text: Text) -> bytes:
    """The article as A5 pages with a running head and a counting foot, in one embedded Unicode font."""
    from fpdf import FPDF  # type: ignore[import-not-found,import-untyped,unused-ignore]

    if TRACKED.search("".join(text.paragraphs)):
        raise ValueError(f"{text.headline}: tracked changes in a PDF, expected none")
    pages = 1
    while True:  # the foot names the number of pages, which is known only once they are set
        page = FPDF(format=(148, 210))  # mm
        page.set_compression(False)
        page.set_creation_date(text.printed)
        page.set_title(text.headline)
        page.set_author(text.meta["author"])
        page.set_subject(text.meta["outlet"])
        page.set_lang(text.meta["lang"])
        page.set_auto_page_break(True, margin=22)
        page.add_font("DejaVu", fname=font())
        page.header = lambda page=page: _running(page, text.meta["header"], 8.0)
        page.footer = lambda page=page, pages=pages: _running(
            page, text.meta["footer"].format(page=page.page_no(), pages=pages), -14.0
        )
        page.add_page()
        page.set_font("DejaVu", size=15)
        page.multi_cell(0, 8, text.headline, align="L", new_x="LMARGIN", new_y="NEXT")
        page.set_font("DejaVu", size=11.5)
        for words in (*text.paragraphs, text.meta["author"]):
            page.ln(2)
            page.multi_cell(0, 6.5, words, align="L", new_x="LMARGIN", new_y="NEXT")
        if page.pages_count == pages:
            return bytes(page.output())
        pages = page.pages_count


def _running(page: Any, words: str, y_mm: float) -> None:
    """Print *words* small at *y_mm* from the top of the page, or from the bottom where negative."""
    page.set_y(y_mm)
    page.set_font("DejaVu", size=7)
    page.cell(0, 4, words, align="C", new_x="LMARGIN", new_y="NEXT")
    page.ln(4)


def font() -> Path:
    """Where the font lies; raises ValueError where the file there is another one."""
    found = hashlib.sha256(FONT.read_bytes()).hexdigest()
    if found != FONT_SHA256:
        raise ValueError(f"{FONT}: sha256 {found}, expected {FONT_SHA256} (fonts-dejavu-core 2.37)")
    return FONT


SETTERS = {".docx": docx, ".pdf": pdf}


def main() -> int:
    """0 when every file is as it should be or was written, 1 when ``--check`` found a difference."""
    parser = argparse.ArgumentParser(description="Make the .docx and .pdf articles of sources/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args().check
    stale = 0
    for path in sorted(TEXTS.rglob("*.txt")):
        target = SOURCES / path.relative_to(TEXTS).with_suffix("")
        made = SETTERS[target.suffix](read(path))
        if target.exists() and target.read_bytes() == made:
            continue
        stale += 1
        sys.stderr.write(f"{'differs' if check else 'written'}: {target.relative_to(ROOT)}\n")
        if not check:
            target.write_bytes(made)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
