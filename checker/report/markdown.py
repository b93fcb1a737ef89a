"""The report as Markdown, for a comment on a change, a wiki or the summary of a build.

What articles say stays text: no markup of theirs takes effect, no name is called with an @, no number becomes a link.
"""

from __future__ import annotations

import re

from checker.model import Report, Severity
from checker.report.cards import Card, Mention, by_sentence, cards
from checker.report.cells import visible
from checker.report.summary import conclusion, figures_tally, message_of, problems_title, tally
from checker.report.words import Words
from checker.text.told import ENGLISH

# The words of a severity: meaning never hangs on a colour or a sign.
_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}

# Characters that mark something anywhere, an address ("https://", "www."), an emoji's name (":ship:") …
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$^#]|:(?=//|[\w+-]+:)|(?<=www)\.)", re.IGNORECASE)
# … and what begins a list, a heading or a rule at the start of a line.
_LEADING = re.compile(r"(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")


def render(report: Report, lang: str | None = None) -> str:
    """*report* as Markdown, newline at the end; our own words in *lang*, in English unless given."""
    return written(report, lang)


def written(report: Report, lang: str | None = None, *, most_bytes: int | None = None) -> str:
    """*report* as Markdown of at most *most_bytes* of UTF-8; what then is left out is counted at the end."""
    words = Words(lang or ENGLISH)
    found = [card for card in cards(report, words.lang) if card.suppressed is None]
    suppressed = sum(one.suppressed is not None for one in report.discrepancies)
    unread = sum(one.leaves_unread for one in report.problems)
    read = f"{words.count(len(report.sources), 'source')}, {words.count(len(report.sessions), 'session')}"
    told = [
        f"{read}; {figures_tally(report, words)}.",
        f"{words('suppressed', n=words.count(suppressed, 'finding'))}." if suppressed else "",
        words("unread", problems=words.count(unread, "problem")) if unread else "",
    ]
    parts = [f"# factcheck: {tally(report.discrepancies, words)}", " ".join(filter(None, told))]
    end = [_problems(report, words)] if report.problems else []
    end.append(conclusion(report, words))
    bodies = [_card(card, words) for card in found]
    shown = len(bodies)
    if most_bytes is not None:
        room = most_bytes - sum(_size(part) for part in (*parts, *end)) - 200
        shown = 0
        while shown < len(bodies) and room >= _size(bodies[shown]):
            room -= _size(bodies[shown])
            shown += 1
    parts += bodies[:shown]
    if shown < len(bodies):
        parts.append(f"**{words.count(len(bodies) - shown, 'left_out')}**")
    return "\n\n".join([*parts, *end]) + "\n"


def text(raw: str) -> str:
    """*raw* on one line, with nothing in it that Markdown or HTML would act on."""
    escaped = _MARKUP.sub(r"\\\1", visible(raw).strip().replace("&", "&amp;"))
    if leading := _LEADING.match(escaped):
        escaped = f"{leading[0]}\\{escaped[leading.end() :]}"
    escaped = escaped.replace("\\<", "&lt;").replace("\\>", "&gt;")
    # Names and numbers are made into links after the markup is read; a comment between them stops that.
    return re.sub(r"(@|\\#)(?=\w)", r"\1<!-- -->", escaped)


def code(raw: str) -> str:
    """*raw* as a span of code, whatever backticks it holds."""
    shown = visible(raw)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _size(part: str) -> int:
    return len(part.encode("utf-8", "surrogatepass")) + 2


def _card(card: Card, words: Words) -> str:
    lines = [
        f"## {words(_LEVELS[card.severity])} {text(card.rule)} {text(card.name)} · {' · '.join(map(text, card.topic))}"
    ]
    for mentions in by_sentence(card.mentions):
        first = mentions[0]
        who = f"**{text(first.outlet)}** " if first.outlet else ""
        lines.append(f"{who}{code(f'{first.path}:{first.line}:{first.column}')}\n\n> {_marked(mentions)}")
    lines.append(text(card.message))
    items = [f"- {words('label_working')}: {text(step)}" for step in card.derivation]
    if card.together is not None:
        items.append(f"- {words('confidence', confidence=f'{card.together:.2f}')}")
    if voices := card.voices(words):
        items.append(f"- {voices}")
    if card.suggestion:
        items.append(f"- {words('label_ask')}: {text(card.suggestion)}")
    items.append(f"- {words('label_id')}: {code(card.id)}")
    return "\n\n".join([*lines, "\n".join(items)])


def _marked(mentions: list[Mention]) -> str:
    """The sentence with its figures bold."""
    sentence, at, out = mentions[0].sentence, 0, ""
    for mention in mentions:
        # Figures may share digits ("a/b", and b): what is bold already is not printed twice.
        left, right = max(mention.start, at), mention.end
        if left >= right:
            continue
        out += f"{_piece(sentence[at:left])}<b>{_piece(sentence[left:right])}</b>"
        at = right
    return (out + _piece(sentence[at:])).strip()


def _piece(raw: str) -> str:
    """*raw* as ``text`` gives it, with the spaces around it."""
    start, end = raw[:1].isspace(), raw[-1:].isspace() and bool(raw.strip())
    return f"{' ' if start else ''}{text(raw)}{' ' if end else ''}"


def _problems(report: Report, words: Words) -> str:
    lines = [f"## {problems_title(report, words)}", ""]
    for one in report.problems:
        place = f"{code(one.path)}: " if one.path else ""
        lines.append(f"- {text(one.rule)} {place}{text(message_of(one, words))}")
    return "\n".join(lines)
