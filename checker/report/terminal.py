"""The report for a person at a terminal: a card per finding, then what was and was not looked at.

Nothing is said by colour alone: figures are marked with carets, severities are words. Text from articles, file names
and rules goes through ``checker.report.cells.visible``, and never begins a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, pairwise

from rich.cells import get_character_cell_size
from rich.console import Console, RenderableType
from rich.text import Text

from checker.model import Report, Severity
from checker.report.cards import Card, Mention, by_sentence, cards, strongest
from checker.report.cells import visible
from checker.report.phrases import phrases
from checker.report.places import UNKNOWN
from checker.report.summary import (
    conclusion,
    counts,
    exit_code,
    exit_meaning,
    figures_tally,
    message_of,
    problems_title,
    session_name,
    tally,
    unchecked,
)
from checker.report.words import Words
from checker.text.told import ENGLISH

# So many sessions or problems are listed; more are counted, and all are listed with ``show_info``.
LISTED = 12

_LABEL_CHARS = 11
_LEVELS = {
    Severity.ERROR: ("ERROR", "bold red"),
    Severity.WARNING: ("WARN", "bold yellow"),
    Severity.INFO: ("INFO", "bold cyan"),
}
# Parts of the judgement that a card names; ``factcheck explain ID`` shows all.
_PARTS = 3
# What never speaks against two claims being of one fact.
_SPEAKS_FOR = frozenset(
    """unit_same left_same right_same direction_same period_same title_both lead_both kind_same hedge_both subject_same
    slip converted grain_same edit_1 ratio_near date_grain_same only both_best support unit_near""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How to show a report.

    ``width``      columns, at least 40
    ``color``      whether to write ANSI styles
    ``ascii``      no character beyond ASCII of our own; quotes stay as printed
    ``show_info``  also show findings of severity info, all sessions and all problems
    ``quiet``      findings and problems only
    ``fail_on``    what the exit code is told for
    ``lang``       the language of our own words
    """

    width: int = 100
    color: bool = False
    ascii: bool = False
    show_info: bool = False
    quiet: bool = False
    fail_on: str = "error"
    lang: str = ENGLISH


def render(report: Report, style: Style | None = None) -> str:
    """*report* as text, newline at the end."""
    page = Page(style or Style())
    shown = [
        card
        for card in cards(report, page.style.lang)
        if card.suppressed is None and (page.style.show_info or card.severity is not Severity.INFO)
    ]
    if not page.style.quiet:
        _head(page, report)
    for card in shown:
        page.blank()
        write_card(page, card)
    write_problems(page, report)
    if not page.style.quiet:
        _looked_at(page, report)
    write_last_line(page, report)
    return page.text()


class Page:
    """Lines of styled text, and the characters to draw with."""

    def __init__(self, style: Style) -> None:
        self.style, self.words, self.plain = style, Words(style.lang), phrases(style.lang)
        self.width = max(40, style.width)
        self.gutter, self.dot, self.dots, self.bar = ("|", "-", "...", "#") if style.ascii else ("│", "·", "…", "█")
        self._file = StringIO()
        self._console = Console(
            file=self._file,
            width=self.width,
            force_terminal=style.color,
            color_system="standard" if style.color else None,
            no_color=not style.color,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def line(self, *parts: str | tuple[str, str]) -> None:
        """One line, never wrapped. A part is a text, or a text with its style."""
        self._console.print(Text.assemble(*parts, end=""), soft_wrap=True)

    def flowing(self, *parts: str | tuple[str, str]) -> None:
        """One line, wrapped where it is too long; what follows is indented, so that nothing from outside begins a line."""
        for number, row in enumerate(Text.assemble(*parts).wrap(self._console, self.width - 2)):
            row.rstrip()
            self._console.print(Text("  " if number else "").append_text(row), soft_wrap=True)

    def print(self, thing: RenderableType) -> None:
        """Anything that rich can lay out."""
        self._console.print(thing)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def labelled(self, label: str, text: str, style: str = "") -> None:
        """*text* from outside, wrapped beside *label*."""
        room = self.width - 2 - _LABEL_CHARS
        for number, row in enumerate(Text(visible(text), style).wrap(self._console, room)):
            row.rstrip()
            self.line((f"  {label if number == 0 else '':<{_LABEL_CHARS}}", "dim"), (row.plain, style))

    def joined(self, parts: Iterable[str]) -> str:
        """*parts* with a dot between."""
        return f" {self.dot} ".join(parts)

    def text(self) -> str:
        """All lines so far."""
        return self._file.getvalue()


def write_card(page: Page, card: Card) -> None:
    """One finding: what contradicts, where it stands, how it was worked out, why the claims were put together."""
    words, (word, color) = page.words, _LEVELS[card.severity]
    page.flowing(
        (f"{words(word):<6}", color),
        (f" {visible(card.rule)} {visible(card.name)}", "bold"),
        "  ",
        visible(page.joined(card.topic)),
    )
    for mentions in by_sentence(card.mentions):
        write_excerpts(page, mentions)
    page.labelled(words("label_finding"), card.message)
    for number, step in enumerate(card.derivation):
        page.labelled("" if number else words("label_working"), step)
    if card.together is not None:
        page.labelled(words("label_aligned"), "; ".join(_aligned(page, card, card.together)))
    if voices := card.voices(words):
        page.labelled(words("label_origins"), voices)
    if card.suggestion:
        page.labelled(words("label_ask"), card.suggestion)
    page.labelled(words("label_id"), card.id, "dim")


def _aligned(page: Page, card: Card, together: float) -> Iterator[str]:
    """How sure it is that the claims state one fact, and what spoke most for and against it; ``explain`` has the sums."""
    words = page.words
    yield words("of_one", confidence=f"{together:.2f}")
    if card.twins:
        yield words("aligned_twins")
        return
    parts = strongest(card.why)
    spoke = {
        "for_it": [name for name, value in parts if value > 0],
        # Trees may count "the same unit" against a pair, beside other things; to a reader that is none.
        "against_it": [name for name, value in parts if value < 0 and name not in _SPEAKS_FOR],
    }
    for way, names in spoke.items():
        if told := names[:_PARTS]:
            yield words(way, parts=", ".join(page.plain.word("why", name) for name in told))


def write_excerpts(page: Page, mentions: Sequence[Mention]) -> None:
    """One sentence with its figures marked; figures too far apart for one line get a line each.

    Of a sentence that was left out only the places are told.
    """
    if not mentions[0].sentence.strip(f"{UNKNOWN}\n "):
        for mention in mentions:
            write_place(page, mention)
        return
    text, marks = _cleaned(mentions)
    sizes = [get_character_cell_size(char) for char in text]
    room = page.width - 4
    for number, cluster in enumerate(_clusters(marks, sizes, room - 2 * len(page.dots) - 8)):
        first = mentions[marks.index(cluster[0])]
        if number == 0 or first.line != mentions[0].line or first.column != mentions[0].column:
            write_place(page, first)
        start, end = _window(text, sizes, cluster, room - 2 * len(page.dots) - 2)
        before, after = page.dots + " " if start else "", " " + page.dots if end < len(text) else ""
        quoted: list[str | tuple[str, str]] = [before]
        carets, at = " " * len(before), start
        for left, right in cluster:
            # Figures may share digits ("a/b", and b): what is marked already is not printed twice.
            left, right = max(left, at), min(right, end)
            if left >= right:
                continue
            quoted += [text[at:left], (text[left:right], "bold underline")]
            carets += " " * sum(sizes[at:left]) + "^" * max(1, sum(sizes[left:right]))
            at = right
        gutter = (f"  {page.gutter} ", "dim")
        page.line(gutter, *quoted, text[at:end].rstrip(), after)
        page.line(gutter, (carets, "bold"))


def write_place(page: Page, mention: Mention) -> None:
    """Where a figure stands, and which outlet prints it."""
    place = f"{visible(mention.path)}:{mention.line}:{mention.column}"
    page.line("  ", (place, "cyan"), f"  {visible(mention.outlet)}" if mention.outlet else "")


def _cleaned(mentions: Sequence[Mention]) -> tuple[str, list[tuple[int, int]]]:
    """The sentence fit for a terminal, and where its figures then stand."""
    sentence = mentions[0].sentence
    cuts = sorted({0, len(sentence), *chain.from_iterable((m.start, m.end) for m in mentions)})
    moved, text = {0: 0}, ""
    for left, right in pairwise(cuts):
        text += visible(sentence[left:right])
        moved[right] = len(text)
    return text, [(moved[m.start], moved[m.end]) for m in mentions]


def _clusters(marks: Sequence[tuple[int, int]], sizes: Sequence[int], room: int) -> list[list[tuple[int, int]]]:
    """Figures that fit on one line together."""
    clusters: list[list[tuple[int, int]]] = []
    for mark in sorted(set(marks)):
        if clusters and sum(sizes[clusters[-1][0][0] : mark[1]]) <= room:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return clusters


def _window(text: str, sizes: Sequence[int], cluster: Sequence[tuple[int, int]], room: int) -> tuple[int, int]:
    """The stretch of *text* around the figures that fills *room* columns and cuts no word where it can be helped."""
    start, end = cluster[0][0], cluster[-1][1]
    used = sum(sizes[start:end])
    while used > room and end > start + 1:
        end -= 1
        used -= sizes[end]
    while used < room and (start > 0 or end < len(text)):
        if start > 0 and (end == len(text) or cluster[0][0] - start <= end - cluster[-1][1]):
            start -= 1
            used += sizes[start]
        else:
            used += sizes[end]
            end += 1
    if start > 0 and (space := text.find(" ", start, cluster[0][0])) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", cluster[-1][1], end)) >= 0:
        end = space
    return start, end


def _head(page: Page, report: Report) -> None:
    words = page.words
    parts = [
        f"factcheck {report.version}",
        words.count(len(report.sources), "source"),
        words.count(len(report.sessions), "session"),
        figures_tally(report, words),
    ]
    page.flowing((page.joined(parts), "bold"))


def write_problems(page: Page, report: Report) -> None:
    """What could not be looked at, and remarks; nothing where there is neither."""
    if not report.problems:
        return
    page.blank()
    page.line((problems_title(report, page.words), "bold"))
    shown = report.problems if page.style.show_info else report.problems[:LISTED]
    for problem in shown:
        told = message_of(problem, page.words)
        page.labelled(visible(problem.rule), f"{problem.path}: {told}" if problem.path else told)
    if len(shown) < len(report.problems):
        page.labelled("", page.words("more_listed", n=len(report.problems) - len(shown)))


def _looked_at(page: Page, report: Report) -> None:
    c, words = report.coverage, page.words
    page.blank()
    page.line((words("what_was_read"), "bold"))
    files = [words("files_whole", n=c.read), words("files_partial", n=c.partial), words("files_unread", n=c.unreadable)]
    number = c.read + c.partial + c.unreadable
    page.labelled(words("label_sources"), f"{words.count(number, 'file')}: {', '.join(files)}")
    copies = len(report.sources) - len(set(report.origins.values())) if report.origins else 0
    if copies > 0:
        page.labelled("", words.count(copies, "copies"))
    listed = report.sessions if page.style.show_info else report.sessions[:LISTED]
    for nth, session in enumerate(listed):
        title = page.joined([*session_name(session, words), words.count(len(session.sources), "source")])
        page.labelled("" if nth else words("label_sessions"), title)
    if len(listed) < len(report.sessions):
        page.labelled("", words("more_listed", n=len(report.sessions) - len(listed)))
    figures = words("figures_read", n=c.figures, aligned=c.aligned, recomputed=c.recomputed)
    page.labelled(words("label_figures"), figures)
    page.labelled("", words("figures_left", n=unchecked(report)))
    if c.furniture:
        page.labelled(words("label_skipped"), words.count(c.furniture, "furniture"))


def write_last_line(page: Page, report: Report, looked: int | None = None) -> None:
    """What the report comes to, and the exit code with its reason. *looked*: how many figures could be checked, where not all count."""
    words, numbers = page.words, counts(report.discrepancies)
    page.blank()
    page.flowing(conclusion(report, words, looked))
    hidden = 0 if page.style.show_info else numbers[Severity.INFO]
    suppressed = sum(one.suppressed is not None for one in report.discrepancies)
    notes = [tally(report.discrepancies, words)]
    notes += [words("hidden", n=hidden)] if hidden else []
    notes += [words("suppressed", n=suppressed)] if suppressed else []
    notes += [words.count(len(report.problems), "problem")] if report.problems else []
    code = exit_code(report, page.style.fail_on)
    meaning = exit_meaning(code, page.style.fail_on, words)
    page.flowing((page.joined([*notes, words("exit", code=code, meaning=meaning)]), "bold"))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], style: Style) -> str:
    """A table of texts from outside, newline at the end; cells that do not fit are folded, never cut."""
    from rich import box
    from rich.table import Table

    page = Page(style)
    grid = Table(
        box=box.ASCII2 if style.ascii else box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold"
    )
    for name in columns:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    page.print(grid)
    return page.text()
