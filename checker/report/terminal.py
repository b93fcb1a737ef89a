"""The report for a person at a terminal: a card per finding, then what was and was not looked at.

Nothing is said by colour alone: figures are marked with carets, severities are words. Text from articles, file names
and rules goes through ``checker.report.cells.visible``, and never begins a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, pairwise

from rich.cells import get_character_cell_size
from rich.console import Console, RenderableType
from rich.text import Text

from checker.model import Report, Severity
from checker.report.cards import Card, Mention, by_sentence, cards
from checker.report.cells import visible
from checker.report.summary import counted, counts, exit_code, exit_meaning, problems_title, tally, unchecked

# So many sessions or problems are listed; more are counted, and all are listed with ``show_info``.
LISTED = 12

_LABEL_CHARS = 11
_WORDS = {
    Severity.ERROR: ("ERROR", "bold red"),
    Severity.WARNING: ("WARN", "bold yellow"),
    Severity.INFO: ("INFO", "bold cyan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How to show a report.

    ``width``      columns, at least 40
    ``color``      whether to write ANSI styles
    ``ascii``      no character beyond ASCII of our own; quotes stay as printed
    ``show_info``  also show findings of severity info, all sessions and all problems
    ``quiet``      findings and problems only
    ``fail_on``    what the exit code is told for
    """

    width: int = 100
    color: bool = False
    ascii: bool = False
    show_info: bool = False
    quiet: bool = False
    fail_on: str = "error"


def render(report: Report, style: Style | None = None) -> str:
    """*report* as text, newline at the end."""
    page = Page(style or Style())
    shown = [
        card
        for card in cards(report)
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
        self.style = style
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
    word, color = _WORDS[card.severity]
    page.line(
        (f"{word:<6}", color),
        (f" {visible(card.rule)} {visible(card.name)}", "bold"),
        "  ",
        visible(page.joined(card.topic)),
    )
    for mentions in by_sentence(card.mentions):
        write_excerpts(page, mentions)
    page.labelled("finding", card.message)
    for number, step in enumerate(card.derivation):
        page.labelled("" if number else "working", step)
    if card.confidence is not None:
        parts = [f"{name} {value:+.2f}" for name, value in _strongest(card.why)[:5]]
        page.labelled("aligned", ", ".join([f"{card.confidence:.2f} of 1", *parts]))
    voices = f"{counted(card.articles, 'article')}, {counted(card.origins, 'origin')}"
    if card.articles > 1 and voices not in card.derivation:
        page.labelled("origins", voices)
    if card.suggestion:
        page.labelled("ask", card.suggestion)
    page.labelled("id", card.id, "dim")


def write_excerpts(page: Page, mentions: Sequence[Mention]) -> None:
    """One sentence with its figures marked; figures too far apart for one line get a line each."""
    text, marks = _cleaned(mentions)
    sizes = [get_character_cell_size(char) for char in text]
    room = page.width - 4
    for number, cluster in enumerate(_clusters(marks, sizes, room - 2 * len(page.dots) - 8)):
        first = mentions[marks.index(cluster[0])]
        if number == 0 or first.line != mentions[0].line or first.column != mentions[0].column:
            place = f"{visible(first.path)}:{first.line}:{first.column}"
            page.line("  ", (place, "cyan"), f"  {visible(first.outlet)}" if first.outlet else "")
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


def write_finding(page: Page, card: Card) -> None:
    """One finding in full: the card, what else its group holds, and each part of the judgement as a signed bar."""
    write_card(page, card)
    if card.members:
        page.blank()
        page.line(f"In the same group ({visible(card.group or '')}), and not in contradiction:")
        for mentions in by_sentence(card.members):
            write_excerpts(page, mentions)
    if card.why:
        page.blank()
        page.line("Why these claims were put together: left of the line speaks against, right of it for.")
        _bars(page, card.why)
    if card.confidence is not None:
        page.line(f"  confidence that all state one fact: {card.confidence:.2f} of 1")


def _bars(page: Page, why: Mapping[str, float]) -> None:
    most = max(abs(value) for value in why.values()) or 1.0
    name_chars = min(28, max(len(visible(name)) for name in why))
    room = max(5, (page.width - name_chars - 16) // 2)
    for name, value in _strongest(why):
        length = round(abs(value) / most * room)
        left = (page.bar * length).rjust(room) if value < 0 else " " * room
        right = page.bar * length if value > 0 else ""
        page.line(
            f"  {visible(name)[:name_chars]:<{name_chars}} {value:+7.2f} ", (left, "red"), page.gutter, (right, "green")
        )


def _strongest(why: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(why.items(), key=lambda part: (-abs(part[1]), part[0]))


def _head(page: Page, report: Report) -> None:
    c = report.coverage
    figures = f"{counted(c.figures, 'figure')}: {c.recomputed} recomputed, {c.aligned} aligned, {unchecked(report)} not checked"
    parts = [
        f"factcheck {report.version}",
        counted(len(report.sources), "source"),
        counted(len(report.sessions), "session"),
        figures,
    ]
    page.line((page.joined(parts), "bold"))


def write_problems(page: Page, report: Report) -> None:
    """What could not be looked at, and remarks; nothing where there is neither."""
    if not report.problems:
        return
    page.blank()
    page.line((problems_title(report), "bold"))
    shown = report.problems if page.style.show_info else report.problems[:LISTED]
    for problem in shown:
        page.labelled(visible(problem.rule), f"{problem.path}: {problem.message}" if problem.path else problem.message)
    if len(shown) < len(report.problems):
        page.labelled("", f"and {len(report.problems) - len(shown)} more; --show-info lists all")


def _looked_at(page: Page, report: Report) -> None:
    c, left = report.coverage, unchecked(report)
    page.blank()
    page.line(("What was read", "bold"))
    files = [f"{c.read} whole", f"{c.partial} in part", f"{c.unreadable} not at all"]
    page.labelled("sources", f"{counted(c.read + c.partial + c.unreadable, 'file')}: {', '.join(files)}")
    copies = len(report.sources) - len(set(report.origins.values())) if report.origins else 0
    if copies > 0:
        page.labelled("", f"{counted(copies, 'near copy', 'near copies')} of another: copies are no second witness")
    for number, session in enumerate(report.sessions if page.style.show_info else report.sessions[:LISTED]):
        title = page.joined(
            [session.date or "undated", session.title or "no title", counted(len(session.sources), "source")]
        )
        page.labelled("" if number else "sessions", title)
    if len(report.sessions) > LISTED and not page.style.show_info:
        page.labelled("", f"and {len(report.sessions) - LISTED} more; --show-info lists all")
    page.labelled(
        "figures",
        f"{c.figures}: {c.aligned} also stated by another source, {c.recomputed} part of arithmetic in their article",
    )
    page.labelled("", f"{left} not checked: no other source states them, and nothing beside them recomputes")
    if c.furniture:
        page.labelled("skipped", f"{counted(c.furniture, 'piece')} of page furniture (menus, counters, ratings)")


def write_last_line(page: Page, report: Report) -> None:
    """What the report comes to, and the exit code with its reason."""
    numbers = counts(report.discrepancies)
    page.blank()
    checked = report.coverage.figures - unchecked(report)
    if not any(numbers.values()):
        page.line(_nothing_found(report, checked))
    elif not page.style.show_info and not numbers[Severity.ERROR] + numbers[Severity.WARNING]:
        page.line("Nothing was found that cannot hold together.")
    else:
        page.line("These statements cannot all hold; which one does, only the sources can say.")
    hidden = 0 if page.style.show_info else numbers[Severity.INFO]
    suppressed = sum(one.suppressed is not None for one in report.discrepancies)
    notes = [tally(report.discrepancies)]
    notes += [f"{hidden} info not shown (--show-info)"] if hidden else []
    notes += [f"{suppressed} suppressed"] if suppressed else []
    notes += [counted(len(report.problems), "problem")] if report.problems else []
    code = exit_code(report, page.style.fail_on)
    page.line((page.joined([*notes, f"exit {code}: {exit_meaning(code, page.style.fail_on)}"]), "bold"))


def _nothing_found(report: Report, checked: int) -> str:
    if not report.sources:
        return "Nothing was read, so nothing was checked."
    if not report.claims:
        return "No figure was read, so nothing was checked."
    if not checked:
        return f"Nothing could be checked: no figure of the {len(report.claims)} is stated twice or part of any arithmetic."
    return f"No discrepancy among the {counted(checked, 'figure')} that could be checked; the rest was not checked."


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
