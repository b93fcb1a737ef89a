"""What became of each figure of a draft: the answer of ``factcheck check``, for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from checker.model import Claim, Report, Severity
from checker.report.cards import cards
from checker.report.cells import visible
from checker.report.json import Document, laid_out, to_dict
from checker.report.terminal import Page, Style, table, write_card, write_last_line, write_problems
from checker.report.words import Words
from checker.rule import outlet
from checker.text.lines import Lines


class Verdict(StrEnum):
    """What became of a figure; the first that holds counts.

    ``contradicted``  an error or a warning is about it
    ``confirmed``     another source states an amount that goes together with it
    ``recomputed``    it is part of arithmetic inside the draft, and the arithmetic holds
    ``unsettled``     other sources state the same fact with another amount, or a finding of severity info asks about
                      it; nothing says that both cannot hold
    ``nowhere``       no other source states it, and nothing beside it recomputes
    """

    CONTRADICTED = "contradicted"
    CONFIRMED = "confirmed"
    RECOMPUTED = "recomputed"
    UNSETTLED = "unsettled"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a draft.

    ``by``        claims of other sources that go together with it, in order
    ``against``   claims that do not, in order
    ``origins``   how many independent origins the sources of ``by`` have, for a contradicted figure those of
                  ``against``; copies of the draft itself are none
    ``arithmetic`` whether it is part of arithmetic inside the draft that holds
    ``findings``  ids of the errors and warnings about it
    """

    claim: Claim
    verdict: Verdict
    by: tuple[Claim, ...] = ()
    against: tuple[Claim, ...] = ()
    origins: int = 0
    arithmetic: bool = False
    findings: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Claim, ...]:
        """The claims that the verdict rests on: who confirms it, or who states otherwise."""
        return self.by if self.verdict is Verdict.CONFIRMED else self.against


def tallied(figures: Iterable[Figure]) -> Mapping[Verdict, int]:
    """How many figures of each verdict, in the order of the verdicts."""
    numbers = dict.fromkeys(Verdict, 0)
    for figure in figures:
        numbers[figure.verdict] += 1
    return numbers


def render(report: Report, figures: Sequence[Figure], style: Style) -> str:
    """The verdicts, then the findings about them, then what was not looked at; *report* concerns the drafts alone."""
    page = Page(style)
    if not style.quiet:
        _head(page, report, figures)
        for path, of_draft in groupby(figures, key=lambda figure: figure.claim.source.path):
            _table(page, path, list(of_draft))
    for card in cards(report, style.lang):
        if card.suppressed is None and (style.show_info or card.severity is not Severity.INFO):
            page.blank()
            write_card(page, card)
    write_problems(page, report)
    write_last_line(page, report)
    return page.text()


def document(report: Report, figures: Sequence[Figure]) -> str:
    """The JSON report with two more keys: ``drafts``, their ids, and ``verdicts``, one record a figure."""
    drafts = dict.fromkeys(figure.claim.source.id for figure in figures)
    records: Document = to_dict(report)
    return laid_out({**records, "drafts": list(drafts), "verdicts": [_record(figure) for figure in figures]})


def _record(figure: Figure) -> Document:
    return {
        "claim": figure.claim.id,
        "source": figure.claim.source.id,
        "verdict": figure.verdict.value,
        "by": [claim.id for claim in figure.by],
        "against": [claim.id for claim in figure.against],
        "origins": figure.origins,
        "arithmetic": figure.arithmetic,
        "findings": list(figure.findings),
    }


def _head(page: Page, report: Report, figures: Sequence[Figure]) -> None:
    words = page.words
    if not figures:
        page.line((page.joined([f"factcheck {report.version}", words("none_in_draft")]), "bold"))
        return
    drafts = {figure.claim.source.id for figure in figures}
    others = sum(source.id not in drafts for source in report.sources)
    numbers = [f"{number} {_named(verdict, words)}" for verdict, number in tallied(figures).items() if number]
    told = f"{words.count(len(figures), 'figure')}: {', '.join(numbers)}"
    against = words.count(others, "against_sources")
    page.line((page.joined([f"factcheck {report.version}", against, told]), "bold"))


def _named(verdict: Verdict, words: Words) -> str:
    return words("verdict_recomputed" if verdict is Verdict.RECOMPUTED else verdict.value)


def _table(page: Page, path: str, figures: Sequence[Figure]) -> None:
    lines = Lines(figures[0].claim.source.text)
    rows = []
    for figure in figures:
        line, column = lines.position(figure.claim.span.start)
        quote = " ".join(figure.claim.quote.split())
        rows.append((f"{line}:{column}", quote, _named(figure.verdict, page.words), told_by(figure, page.words)))
    page.blank()
    page.line((visible(path), "bold"))
    for row in table(tuple(map(page.words, _COLUMNS)), rows, page.style).rstrip("\n").split("\n"):
        page.line(row)


_COLUMNS = ("column_place", "column_figure", "column_verdict", "column_by")


def told_by(figure: Figure, words: Words) -> str:
    """Who says so, and how many origins they have: ``Alpha, Beta “36 km” (2 origins); same in Gamma``."""
    if figure.verdict is Verdict.RECOMPUTED:
        return words("in_the_draft")
    if not figure.voices:
        return words("in_the_draft") if figure.findings else ""
    origins = words.count(figure.origins, "origin") if figure.origins else words("draft_copy")
    same = sorted({outlet(claim.source) for claim in figure.by}) if figure.verdict is Verdict.CONTRADICTED else []
    voices = f"{_voices(figure)} ({origins})"
    return words("same_in", voices=voices, names=", ".join(same)) if same else voices


def _voices(figure: Figure) -> str:
    """Each voice once, with its quote where that is not the draft's own."""
    mine = " ".join(figure.claim.quote.split())
    quotes: dict[str, list[str]] = {}
    for claim in figure.voices:
        quotes.setdefault(outlet(claim.source), []).append(" ".join(claim.quote.split()))
    names: dict[str, list[str]] = {}
    for name, printed in quotes.items():
        names.setdefault("" if mine in printed else f"“{printed[0]}”", []).append(name)
    return "; ".join(" ".join(filter(None, (", ".join(voices), quote))) for quote, voices in names.items())
