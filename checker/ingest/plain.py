"""Plain text and Markdown: the text is the decoded file, so offsets are offsets into the file."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from checker.ingest import comments, frontmatter, metadata
from checker.ingest.decoding import Decoded, disguised
from checker.ingest.draft import UNREADABLE, Draft
from checker.text.span import Span

_HEADING = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*(?:\n|$)")


def read_text(decoded: Decoded, form: str = "text") -> Draft:
    """A ``.txt`` file; ``form`` names the reader in ``Source.format``."""
    text = decoded.text
    draft = Draft(text=text, format=form, body_start=_skip_blank(text, 1 if text.startswith("\ufeff") else 0))
    _note_encoding(draft, decoded)
    return draft


def read_markdown(decoded: Decoded) -> Draft:
    """A ``.md`` file: the front matter gives the metadata, the body begins below it."""
    draft = read_text(decoded, "markdown")
    draft.suppressions = comments.in_markdown(decoded.text)
    front = frontmatter.parse(decoded.text)
    if front is not None:
        draft.body_start = _skip_blank(decoded.text, front.end)
        draft.title, draft.title_span = front.values.get("title"), front.spans.get("title")
        draft.outlet, draft.url = front.values.get("outlet"), front.values.get("url")
        draft.lang = language_code(front.values.get("lang"))
        stated = front.values.get("date")
        if stated is not None:
            draft.published = metadata.normal_date(stated, draft.lang)
            if draft.published is None and not metadata.is_year(stated):
                front.notes.append(f"the date of the front matter is not one: {stated[:40]!r}")
        draft.notes += [(UNREADABLE, note) for note in front.notes]
    if draft.title is None and (heading := _HEADING.match(decoded.text, draft.body_start)) and heading["title"]:
        draft.title, draft.title_span = heading["title"], Span(*heading.span("title"))
    return draft


def language_code(stated: str | None) -> str | None:
    """The two-letter code of a stated language, "vi-VN" → ``vi``; None where it is none."""
    match = re.match(r"([A-Za-z]{2})(?![A-Za-z])", stated.strip()) if stated else None
    return match[1].lower() if match else None


def host_of(url: str | None) -> str | None:
    """The host of a web address without ``www.``; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _skip_blank(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _note_encoding(draft: Draft, decoded: Decoded) -> None:
    if decoded.note:
        draft.notes.append((UNREADABLE, decoded.note))
    if legacy := disguised(draft.text):
        draft.notes.append(
            (UNREADABLE, f"the letters look like {legacy} stored as {decoded.encoding}; convert the file to Unicode")
        )
