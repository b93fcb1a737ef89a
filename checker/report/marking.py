"""Text from articles as markup: escaped, with its figures marked, and with what a reader cannot see made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise

from markupsafe import Markup, escape

from checker.model import Claim
from checker.report.cards import Mention
from checker.report.places import UNKNOWN
from checker.text.lines import BREAKS

# A longer sentence is cut, so far around its figures as the second says.
SENTENCE_CHARS = 640
AROUND_CHARS = 150

# What stands, in a report without its sources, for text that is not known.
_UNKNOWN = re.compile(f"{UNKNOWN}+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# Letters, digits and signs that no text hides anything in; all else is looked at one by one.
_DOUBTFUL = re.compile("[^\x20-\x7e\u00a0-\u00ac\u00ae-\u05ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205f\u20a0-\u20cf]")
# Control, format (bidirectional, zero-width), surrogate and private characters.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})


def shown(text: str | None) -> Markup:
    """*text* from outside as markup: escaped, line ends as spaces, hidden characters as marks; markup stays."""
    if isinstance(text, Markup):
        return text
    escaped = escape(text or "")
    if escaped.isascii() and escaped.isprintable():
        return escaped
    return Markup(_DOUBTFUL.sub(_mark, escaped))  # noqa: S704 - escaped above


def _mark(found: re.Match[str]) -> str:
    char = found[0]
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    return f'<span class="hid">U+{ord(char):04X}</span>' if unicodedata.category(char) in _HIDDEN else char


def language(lang: str | None) -> str:
    """*lang* where it is a language tag, else empty, which says that the language is unknown."""
    return lang if lang and _LANGUAGE.fullmatch(lang) else ""


def quoted(mentions: Sequence[Mention], address: Callable[[str], str]) -> Markup:
    """One sentence with its figures marked; *mentions* stand in it. A very long sentence is cut between figures."""
    sentence = mentions[0].sentence
    parts: list[Markup] = []
    at = 0
    for first, last in _kept(sentence, mentions):
        parts.append(Markup('<span class="cut">…</span>') if first > at else Markup())
        at = first
        for mention in mentions:
            # Figures may share digits ("a/b", and b): what is marked already is not printed twice.
            start, end = max(mention.start, at), mention.end
            if not first <= mention.start < last or start >= end:
                continue
            parts.append(shown(sentence[at:start]))
            parts.append(
                Markup('<mark><a href="{}">{}</a></mark>').format(address(mention.claim), shown(sentence[start:end]))
            )
            at = end
        parts.append(
            shown(sentence[at : max(at, last)].rstrip() if last == len(sentence) else sentence[at : max(at, last)])
        )
        at = max(at, last)
    if at < len(sentence):
        parts.append(Markup('<span class="cut">…</span>'))
    return Markup().join(parts)


def _kept(sentence: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The stretches of *sentence* that are shown: all of it, or, of a very long one, what stands around the figures."""
    if len(sentence) <= SENTENCE_CHARS:
        return [(0, len(sentence))]
    kept: list[tuple[int, int]] = []
    for mention in mentions:
        start, end = max(0, mention.start - AROUND_CHARS), min(len(sentence), mention.end + AROUND_CHARS)
        if start > 0 and (space := sentence.find(" ", start, mention.start)) >= 0:
            start = space + 1
        if end < len(sentence) and (space := sentence.rfind(" ", mention.end, end)) >= 0:
            end = space
        if kept and start <= kept[-1][1] + 1:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def marked_lines(
    text: str,
    claims: Iterable[Claim],
    furniture: Iterable[tuple[int, int]],
    opened: Callable[[Claim], tuple[str, str]],
    after: Callable[[Claim], str],
) -> list[tuple[int, Markup]]:
    """(number from 1, markup) of each line of *text* that is not empty; every claim is marked once, at its id.

    ``opened``  a claim → the class of its mark, and the address it leads to or nothing
    ``after``   a claim → markup that follows its mark
    Where claims overlap, the shorter one is marked inside the longer one's stretch and both keep their ids.
    """
    spans = sorted(claims, key=lambda claim: (claim.span.start, -claim.span.end))
    skipped = sorted(furniture)
    edges = chain.from_iterable((claim.span.start, claim.span.end) for claim in spans)
    ends = chain.from_iterable(run.span() for run in BREAKS.finditer(text))
    cuts = sorted({0, len(text), *edges, *ends, *chain.from_iterable(skipped)})
    lines: list[tuple[int, Markup]] = []
    row: list[str] = []
    empty = True
    number, coming, skip, active, named = 1, 0, 0, list[Claim](), set[str]()

    for left, right in pairwise(cuts):
        if text[left] == "\n":
            if not empty:
                lines.append((number, Markup("".join(row))))  # noqa: S704 - built of escaped pieces below
            row, empty, number = [], True, number + text.count("\n", left, right)
            continue
        active = [claim for claim in active if claim.span.end > left]
        while coming < len(spans) and spans[coming].span.start <= left:
            active.append(spans[coming])
            coming += 1
        while skip < len(skipped) and skipped[skip][1] <= left:
            skip += 1
        body = _UNKNOWN.sub('<span class="cut">…</span>', shown(text[left:right]))
        empty = empty and not body.strip() and not active
        if skip < len(skipped) and skipped[skip][0] <= left:
            body = f'<span class="furniture">{body}</span>'
        if not active:
            row.append(body)
            continue
        inner = min(active, key=lambda claim: (claim.span.end - claim.span.start, claim.nth))
        row += [f'<span id="{escape(c.id)}"></span>' for c in active if c is not inner and c.id not in named]
        kind, address = opened(inner)
        body = f'<a href="{escape(address)}">{body}</a>' if address else body
        name = f' id="{escape(inner.id)}"' if inner.id not in named else ""
        row.append(f'<mark{name} class="{kind}">{body}</mark>')
        row += [after(claim) for claim in active if claim.span.end == right]
        named |= {claim.id for claim in active}
    if not empty:
        lines.append((number, Markup("".join(row))))  # noqa: S704 - built of escaped pieces above
    return lines
