"""What became of each figure of a draft: the answer of ``factcheck check``, for a terminal and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from checker.model import Claim, Report, Severity, Status
from checker.report.cards import cards
from checker.report.cells import visible
from checker.report.json import Document, laid_out, to_dict
from checker.report.places import UNKNOWN
from checker.report.terminal import Page, Style, table, write_card, write_last_line, write_problems
from checker.report.words import Words
from checker.rule import outlet
from checker.text.lines import Lines
from checker.text.normal import folded
from checker.values.figure import Moment
from checker.values.period import Period


class Verdict(StrEnum):
    """What became of a figure; the first that holds counts.

    ``contradicted``  an error or a warning is about it
    ``confirmed``     what another source states makes it true
    ``recomputed``    it is part of arithmetic inside the draft, and the arithmetic holds
    ``compatible``    what another source states allows it and does not say it: a bound, a rounder figure, the same
                      amount as a plan or for another period
    ``unsettled``     other sources state the same fact with another amount, or a finding of severity info asks about
                      it; nothing says that both cannot hold
    ``nowhere``       no other source states it, and nothing beside it recomputes
    """

    CONTRADICTED = "contradicted"
    CONFIRMED = "confirmed"
    RECOMPUTED = "recomputed"
    COMPATIBLE = "compatible"
    UNSETTLED = "unsettled"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a draft.

    ``by``        claims of other sources that make it true, in order
    ``fits``      claims of other sources that allow it, in order
    ``against``   claims that state otherwise, in order
    ``origins``   how many independent origins the sources of ``voices`` have; copies of the draft itself are none
    ``arithmetic`` whether it is part of arithmetic inside the draft that holds
    ``findings``  ids of the errors and warnings about it
    """

    claim: Claim
    verdict: Verdict
    by: tuple[Claim, ...] = ()
    fits: tuple[Claim, ...] = ()
    against: tuple[Claim, ...] = ()
    origins: int = 0
    arithmetic: bool = False
    findings: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Claim, ...]:
        """The claims that the verdict rests on: who confirms it, who allows it, or who states otherwise."""
        return {Verdict.CONFIRMED: self.by, Verdict.COMPATIBLE: self.fits}.get(self.verdict, self.against)


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
    write_last_line(page, report, sum(figure.verdict is not Verdict.NOWHERE for figure in figures))
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
        "fits": [claim.id for claim in figure.fits],
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
        quote = _GAP.sub(page.dots, " ".join(figure.claim.quote.split()))
        rows.append((f"{line}:{column}", quote, _named(figure.verdict, page.words), told_by(figure, page.words)))
    page.blank()
    page.line((visible(path), "bold"))
    for row in table(tuple(map(page.words, _COLUMNS)), rows, page.style).rstrip("\n").split("\n"):
        page.line(row)


_GAP = re.compile(f"[{UNKNOWN} ]*{UNKNOWN}")
_COLUMNS = ("column_place", "column_figure", "column_verdict", "column_by")


def told_by(figure: Figure, words: Words) -> str:
    """Who says so, and how many origins they have: ``Alpha, Beta “36 km” (2 origins); same in Gamma``."""
    told = [words("in_the_draft")] if figure.arithmetic or (figure.findings and not figure.voices) else []
    if figure.voices and figure.verdict is not Verdict.RECOMPUTED:
        origins = words.count(figure.origins, "origin") if figure.origins else words("draft_copy")
        told.insert(0, f"{_voices(figure, figure.voices, words)} ({origins})")
    beside: dict[tuple[str, str], list[Claim]] = {}
    for name, claims in (("same_in", figure.by), ("fits_in", figure.fits), ("else_in", figure.against)):
        for claim in claims if claims != figure.voices else ():
            apart = _apart(figure.claim, claim, words) if name == "fits_in" else ""
            beside.setdefault(("given_by" if apart else name, apart), []).append(claim)
    for (name, apart), some in beside.items():
        names = _voices(figure, some, None)
        told.append(words(name, names=names, what=apart) if apart else words(name, names=names))
    return "; ".join(told)


def _voices(figure: Figure, claims: Sequence[Claim], words: Words | None) -> str:
    """Each voice once, with its quote where that is not the draft's own, and, given *words*, what it says it is."""
    mine = _plain(figure.claim)
    quotes: dict[str, list[Claim]] = {}
    for claim in claims:
        quotes.setdefault(outlet(claim.source), []).append(claim)
    names: dict[tuple[str, str], list[str]] = {}
    shown: dict[tuple[str, str], str] = {}
    for name, printed in quotes.items():
        told = next((claim for claim in printed if _plain(claim) == mine), printed[0])
        key = (_plain(told), _apart(figure.claim, told, words) if words else "")
        names.setdefault(key, []).append(name)
        shown.setdefault(key, "" if key[0] == mine else f"“{' '.join(told.quote.split())}”")
    return ", ".join(" ".join(filter(None, (", ".join(names[key]), shown[key], key[1]))) for key in names)


def _plain(claim: Claim) -> str:
    """The quote without what differs from sentence to sentence: a capital at its start, a break of the line."""
    return folded(" ".join(claim.quote.split()))


def _apart(mine: Claim, other: Claim, words: Words) -> str:
    """What *other* says that its amount is, where the draft says something else of the same amount."""
    if isinstance(mine.value, Moment) or isinstance(other.value, Moment):
        return ""
    if mine.status is not other.status and {mine.status, other.status} & _NOT_YET:
        return words(f"as_{other.status.value}")
    if mine.period is not None and other.period is not None and not mine.period.overlaps(other.period):
        return words("for_period", period=_day_or_year(other.period))
    return ""


_NOT_YET = frozenset({Status.TARGET, Status.FORECAST, Status.LIMIT})


def _day_or_year(period: Period) -> str:
    whole = period.start.strftime("%m-%d") == "01-01" and period.end.strftime("%m-%d") == "12-31"
    years = dict.fromkeys((f"{period.start:%Y}", f"{period.end:%Y}"))
    return "–".join(years) if whole else str(period)
