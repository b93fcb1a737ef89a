"""Where a finding is shown by tools that show it in a file: one place first, the others beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from checker.model import Claim, Report, Source
from checker.report.cards import Card, Mention, cards

# Stands, in the text of a source that was put together from quotes alone, for each character that is not known.
UNKNOWN = "\ufffc"


class Region(NamedTuple):
    """Lines and columns from 1, in code points; the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class RuleDoc(NamedTuple):
    """What a report says about a rule. ``severity`` is the rule's own; ``doc`` its docstring without indentation."""

    code: str
    name: str
    severity: str
    summary: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an output may be told besides the report.

    ``rules``    the rules that ran, with their documentation
    ``files``    path of a source in the report → its path in the repository; the same where it is not listed
    ``primary``  whether a claim stands where the reader looks (in a changed file); such a claim is shown first
    ``fail_on``  the least severity that counts as a failure, or ``never``
    """

    rules: tuple[RuleDoc, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    primary: Callable[[Claim], bool] | None = None
    fail_on: str = "error"

    def file(self, path: str) -> str:
        """The path in the repository of the source that the report calls *path*."""
        return self.files.get(path, path)


def region(mention: Mention) -> Region:
    """What the quote of *mention* covers."""
    quote = mention.quote
    lines = quote.count("\n")
    if not lines:
        return Region(mention.line, mention.column, mention.line, mention.column + len(quote))
    return Region(mention.line, mention.column, mention.line + lines, len(quote) - quote.rfind("\n"))


def placed(report: Report, setting: Setting) -> list[Card]:
    """The findings of *report*, in its order, each with the mention first that ``setting.primary`` asks for."""
    found = cards(report)
    primary = setting.primary
    if primary is None:
        return found
    led = []
    for card, one in zip(found, report.discrepancies, strict=True):
        first = next((number for number, claim in enumerate(one.claims) if primary(claim)), 0)
        mentions = (card.mentions[first], *card.mentions[:first], *card.mentions[first + 1 :])
        led.append(replace(card, mentions=mentions))
    return led


def voice(mention: Mention) -> str:
    """Who says it: the outlet, else the file."""
    return mention.outlet or mention.path.rpartition("/")[2]


def elsewhere(card: Card, setting: Setting) -> list[str]:
    """A line for each mention but the first: ``beta.txt:4:16 (Beta Daily): “9 -10%”``."""
    lines = []
    for mention in card.mentions[1:]:
        who = f" ({mention.outlet})" if mention.outlet else ""
        place = f"{setting.file(mention.path)}:{mention.line}:{mention.column}"
        lines.append(f"{place}{who}: “{' '.join(mention.quote.split())}”")
    return lines


def byte_column(source: Source, line: int, column: int) -> int | None:
    """*column* (from 1) counted in bytes of UTF-8; None where the line before it is not known."""
    start = 0
    for _ in range(line - 1):
        start = source.text.find("\n", start) + 1
    before = source.text[start : start + column - 1]
    return None if UNKNOWN in before else len(before.encode("utf-8", "surrogatepass")) + 1
