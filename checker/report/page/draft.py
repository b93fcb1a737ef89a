"""What became of each figure of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checker.report.marking import language
from checker.report.page.context import Context
from checker.report.verdicts import Figure, Verdict, tallied
from checker.rule import outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A figure of a draft. ``voices``: (outlet, (address, quote) of each figure); ``found``: (address, number)."""

    address: str
    quote: str
    lang: str
    indicator: str
    verdict: str
    state: str
    voices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    origins: Markup | None
    found: tuple[tuple[str, int], ...]


# How the page colours and marks what became of a figure.
_STATES = {
    Verdict.CONTRADICTED: "conflict",
    Verdict.CONFIRMED: "agree",
    Verdict.RECOMPUTED: "compatible",
    Verdict.UNSETTLED: "differ",
    Verdict.NOWHERE: "silent",
}


class Draft:
    """The figures of a draft; none where no draft is checked."""

    def __init__(self, page: Context, figures: Sequence[Figure]) -> None:
        self.page, self.figures = page, figures

    def verdicts(self) -> Iterator[DraftRow]:
        """Each figure of the draft with what became of it."""
        numbers = {one.id: self.page.numbers_of[place] for place, one in enumerate(self.page.report.discrepancies)}
        anchors = {
            one.id: address for one, address in zip(self.page.report.discrepancies, self.page.addresses, strict=True)
        }
        for figure in self.figures:
            voices: dict[str, list[tuple[str, str]]] = {}
            for claim in figure.voices:
                voices.setdefault(outlet(claim.source), []).append((self.page.address(claim.id), claim.quote))
            yield DraftRow(
                address=self.page.address(figure.claim.id),
                quote=figure.claim.quote,
                lang=language(figure.claim.source.lang),
                indicator=figure.claim.indicator,
                verdict=figure.verdict.value,
                state=_STATES[figure.verdict],
                voices=tuple((name, tuple(places)) for name, places in voices.items()),
                origins=self.page.t.count("n_origins", figure.origins) if figure.origins else None,
                found=tuple((f"#{anchors[one]}", numbers[one]) for one in figure.findings),
            )

    def verdict_counts(self) -> str:
        """How many figures of each verdict, in words."""
        numbers = tallied(self.figures)
        return ", ".join(
            f"{self.page.t.number(n)} {self.page.t.word('draft', verdict.value)}" for verdict, n in numbers.items() if n
        )
