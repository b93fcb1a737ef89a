"""Web pages: the article's own blocks, with the metadata that the page states. No script runs, nothing is fetched.

trafilatura says what the article is; the text is then taken block by block from the page, so that inline marks never
break a line or a figure, and the blocks left out can be counted.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checker.errors import ReadError
from checker.ingest import comments, limits, metadata
from checker.ingest.decoding import Decoded, decode, translated
from checker.ingest.draft import LIMIT, UNREADABLE, Draft
from checker.ingest.plain import host_of, language_code
from checker.text.span import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Charsets a page may declare; any other name, such as that of a codec that unpacks, is not looked up. A page that is
# UTF-8 is never anything else, whatever it declares.
_BYTE_CHARSETS = (
    "iso-8859",
    "iso8859",
    "windows-",
    "cp125",
    "latin",
    "koi8",
    "gb",
    "big5",
    "shift_jis",
    "sjis",
    "euc-",
    "tis-620",
)
# An image or font in the page itself: no text, and often longer than all of it.
_EMBEDDED = re.compile(r"data:[\w.+/-]{1,80}(?:;[\w.+=-]{1,40}){0,4}?;base64,[A-Za-z0-9+/=]++")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
# What no XML may hold, though a page may; with one of these in a tree trafilatura finds no article.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Elements whose text is never printed, or is a control.
_UNPRINTED = frozenset(
    "script style noscript template head select option button svg math iframe object textarea input title".split()
)
# Not "form": many older sites wrap the whole page in one.
_AROUND = frozenset({"nav", "footer", "aside", "menu", "dialog"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Shorter blocks are found by equality with a line of the article: "in" lies inside many words.
_SHORT_CHARS = 25
# Between the cells of a table row, so that figures of two cells never run together.
_CELLS = "; "
_JSON_LD_NODES = 2_000


def read(data: bytes) -> Draft:
    """The draft of a web page; raises ReadError for a page without an article."""
    decoded, note = _decoded(data)
    text = _EMBEDDED.sub("data:", decoded.text)
    cut = len(text) > limits.MAX_HTML_CHARS
    tree, flat = _parsed(text[: limits.MAX_HTML_CHARS])
    missed = []
    if cut:
        missed.append(f"only the first {limits.MAX_HTML_CHARS} of {len(text)} characters of the page were read")
    if flat:
        missed.append("the page is nested deeper than the parser goes; what lies below was not read")
    article = _article(tree)
    if not article:
        none = "no article text was found in what could be read" if missed else "the page holds no article text"
        raise ReadError("; ".join([none, *missed]))
    draft = _drafted(tree, article)
    if "factcheck" in text.lower():
        page, told = comments.marked(text[: limits.MAX_HTML_CHARS])
        draft.suppressions = comments.in_page((block for block, _ in _printed(_parsed(page)[0])), told, draft.text)
    draft.notes += [(LIMIT, note) for note in missed]
    if note:
        draft.notes.append((UNREADABLE, note))
    return draft


def _decoded(data: bytes) -> tuple[Decoded, str]:
    """The page as UTF-8 where it is that, else as it declares, else by its letters."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name.startswith(_BYTE_CHARSETS) and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not _is_utf8(data):
        try:
            return Decoded(translated(data.decode(name)), name), ""
        except (LookupError, UnicodeDecodeError):
            # The declaration is wrong, as it often is: let the bytes speak.
            pass
    decoded = decode(data)
    return decoded, decoded.note


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parsed(text: str) -> tuple[HtmlElement, bool]:
    """The tree of the page and whether the parser stopped at its depth limit."""
    try:
        from lxml import etree, html
    except ImportError as error:
        raise ReadError(f"reading HTML needs lxml, which does not load (factcheck[web]): {error}") from error
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    start = declaration.end() if (declaration := _DECLARATION.match(text)) else 0
    try:
        tree = html.document_fromstring(text[start:].replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"expected a web page, found none: {error}") from error
    if _UNFIT.search("".join(tree.itertext("*"))):
        _clean(tree)
    deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    return tree, deep


def _clean(tree: HtmlElement) -> None:
    """Put a blank for every character of ``_UNFIT``; none of them prints anything."""
    for element in tree.iter("*"):
        element.text, element.tail = (text and _UNFIT.sub(" ", text) for text in (element.text, element.tail))


def _article(tree: HtmlElement) -> str:
    """The article's text as trafilatura sees it; lines are not kept as printed. Empty where it sees none."""
    # Its warnings about pages without an article come back as our own problem.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise ReadError(f"reading HTML needs trafilatura, which does not load (factcheck[web]): {error}") from error
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, AttributeError, IndexError, KeyError, AssertionError) as error:
        raise ReadError(f"the page's structure cannot be read: {type(error).__name__}: {error}") from error
    return str(getattr(found, "text", None) or "")


def _drafted(tree: HtmlElement, article: str) -> Draft:
    stated = _stated(tree)
    whole = _squeezed(article)
    lines = {_squeezed(line) for line in article.split("\n")}
    kept: list[str] = []
    removed = 0
    for text, around in _printed(tree):
        if not around and _belongs(text, lines, whole):
            kept.append(text)
        else:
            removed += 1
    if not kept:
        # Nothing of the page's blocks matches: the extractor's own lines are all there is.
        kept = [line.strip() for line in article.split("\n") if line.strip()]
    title = stated.get("title") or _heading(tree)
    if title:
        same = _squeezed(title)
        kept = [title, *(text for text in kept if _squeezed(text) != same)]
    draft = Draft(text="\n".join(kept), format="html", removed=removed)
    if title:
        draft.title, draft.title_span = title, Span(0, len(title))
    draft.url = stated.get("url")
    draft.outlet = stated.get("outlet") or host_of(draft.url)
    draft.lang = language_code(stated.get("lang"))
    draft.published = metadata.normal_date(stated["published"], draft.lang) if "published" in stated else None
    return draft


def _squeezed(text: str) -> str:
    """*text* without its blanks, and without what prints nothing (soft hyphens, marks of direction): trafilatura drops both."""
    solid = "".join(text.split())
    return solid if solid.isprintable() else "".join(filter(str.isprintable, solid))


def _belongs(text: str, lines: set[str], whole: str) -> bool:
    """Whether a block of the page is part of the article; *lines* and *whole* are the article without its blanks."""
    squeezed = _squeezed(text)
    if squeezed in lines or (len(squeezed) >= _SHORT_CHARS and squeezed in whole):
        return True
    # The extractor writes a table row as "| a | b |".
    return _CELLS in text and f"|{squeezed.replace(_squeezed(_CELLS), '|')}|" in whole


def _printed(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """(text, whether it stands in a menu or footer) for each block that prints text of its own."""
    body = tree.find("body")
    stack: list[tuple[Any, bool, bool]] = [(body if body is not None else tree, False, False)]
    pieces: list[str] = []
    state = [False]

    def flushed() -> Iterator[tuple[str, bool]]:
        text = _SPACES.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if text:
            yield text, state[0]

    while stack:
        element, around, leaving = stack.pop()
        if leaving:
            if element.tag in _BLOCKS:
                yield from flushed()
            state[0] = around
            pieces.append(element.tail or "")
            continue
        if not isinstance(element.tag, str):
            pieces.append(element.tail or "")
            continue
        if element.tag in _UNPRINTED or _is_hidden(element):
            pieces.append(element.tail or "")
            continue
        if element.tag == "br":
            yield from flushed()
            pieces.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            yield from flushed()
        inside = around or element.tag in _AROUND
        state[0] = inside
        if element.tag == "tr" and _is_data_row(element):
            cells = (_SPACES.sub(" ", str(cell.text_content())).strip() for cell in element if cell.tag in ("td", "th"))
            row = _CELLS.join(cell for cell in cells if cell)
            if row:
                yield row, inside
            state[0] = around
            pieces.append(element.tail or "")
            continue
        pieces.append(element.text or "")
        stack.append((element, around, True))
        stack.extend((child, inside, False) for child in reversed(element))
    yield from flushed()


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_data_row(row: HtmlElement) -> bool:
    """Whether the cells hold words and figures, not the blocks of a page laid out as a table."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and not any(
        inner.tag in ("p", "div", "table", "h1", "h2", "ul", "br") for cell in cells for inner in cell.iterdescendants()
    )


def _heading(tree: HtmlElement) -> str:
    headings = [_SPACES.sub(" ", str(h.text_content())).strip() for h in tree.iter("h1")]
    named = [heading for heading in headings if heading]
    return named[0] if len(named) == 1 else ""


def _stated(tree: HtmlElement) -> dict[str, str]:
    """What the page says of itself: meta elements, JSON-LD, <time>, <html lang>, <link rel=canonical>."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _SPACES.sub(" ", element.get("content") or "").strip()
        if name and content:
            meta.setdefault(name, content)
    linked = _json_ld(tree)
    canonical = next(
        (link.get("href", "") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), ""
    )
    times = [time.get("datetime", "") for time in tree.iter("time")]
    page_title = tree.findtext(".//title") or ""
    options = {
        "title": (linked.get("headline"), meta.get("og:title"), meta.get("twitter:title"), _heading(tree), page_title),
        "outlet": (meta.get("og:site_name"), linked.get("publisher"), meta.get("application-name")),
        "published": (
            meta.get("article:published_time"), linked.get("datePublished"), meta.get("datepublished"), meta.get("pubdate"),
            meta.get("og:published_time"), meta.get("dc.date.issued"), meta.get("dc.date"), meta.get("date"), *times,
        ),
        "url": (meta.get("og:url"), canonical),
        "lang": (tree.get("lang"), meta.get("og:locale"), meta.get("content-language")),
    }  # fmt: skip
    stated = {}
    for name, values in options.items():
        value = next((_SPACES.sub(" ", v).strip() for v in values if v and v.strip()), "")
        if name == "published":
            value = next((v for v in values if v and metadata.normal_date(v, None)), "")
        if value:
            stated[name] = value
    if "title" in stated:
        stated["title"] = _without_site(stated["title"], stated.get("outlet"), _heading(tree))
    return stated


def _without_site(title: str, outlet: str | None, heading: str) -> str:
    """A page title without the name of the site that follows it."""
    if heading and _squeezed(title).lower().startswith(_squeezed(heading).lower()):
        return heading
    match = re.fullmatch(r"(.{10,}?)\s+[|–—-]\s+([^|]{2,40})", title)
    if match and outlet and _squeezed(match[2]).lower() == _squeezed(outlet).lower():
        return match[1]
    return title


def _json_ld(tree: HtmlElement) -> dict[str, str]:
    """headline, datePublished and publisher of the first article that a JSON-LD block describes."""
    found: dict[str, str] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            # A broken block says nothing; the page's other statements still count.
            continue
        for node in _nodes(data):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.endswith(("Article", "Posting", "Report")) for k in kinds):
                publisher = node.get("publisher")
                named = publisher.get("name") if isinstance(publisher, dict) else publisher
                for key, value in (
                    ("headline", node.get("headline")),
                    ("datePublished", node.get("datePublished")),
                    ("publisher", named),
                ):
                    if isinstance(value, str):
                        found.setdefault(key, value)
    return found


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    for _ in range(_JSON_LD_NODES):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, dict):
            yield item
            queue.extend(value for value in item.values() if isinstance(value, (dict, list)))
        elif isinstance(item, list):
            queue.extend(item)
