"""What changed since a revision, in a few lines before the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model import Claim
from checker.report.cells import visible
from checker.report.summary import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A figure that is new or other. ``was``: the quote in its place before, None where there was none."""

    claim: Claim
    was: str | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since ``revision``. ``lines``: source id → its lines that did, from 1."""

    revision: str
    figures: tuple[Changed, ...]
    lines: Mapping[str, frozenset[int]]

    def touches(self, claim: Claim) -> bool:
        """Whether a claim stands on a line that changed."""
        return claim.position()[0] in self.lines.get(claim.source.id, frozenset())


def render(since: Since, names: Mapping[str, str]) -> str:
    """A line for each figure that changed, with the findings about it; *names*: id of a finding → its rule."""
    broken = {one for figure in since.figures for one in figure.findings}
    changed, told = counted(len(since.figures), "figure"), counted(len(broken), "finding")
    lines = [f"Since {visible(since.revision)}: {changed} changed, {told} about them."]
    for figure in since.figures:
        claim = figure.claim
        line, column = claim.position()
        was = f", was “{' '.join(figure.was.split())}”" if figure.was is not None else ", new"
        about = "; ".join(f"{names.get(one, '')} {one}".strip() for one in figure.findings)
        quote = f"“{' '.join(claim.quote.split())}”"
        lines.append("  " + visible(f"{claim.source.path}:{line}:{column} {quote}{was}{f': {about}' if about else ''}"))
    return "\n".join(lines) + "\n"
