"""The sources in full, with every figure marked where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from checker.model import Claim, Source
from checker.report.marking import language, marked_lines
from checker.report.page.context import Context
from checker.rule import outlet

# An address that a link may lead to: plain characters only, so that what is read is where it leads.
_WEB = re.compile(r"https?://[!#-&(-;=?-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """A source in full: its lines, (number, markup), None where its text is left out."""

    id: str
    title: str
    name: str
    lang: str
    path: str
    published: str
    url: str
    linked: bool
    origin: str
    session: tuple[str, str]
    partial: bool
    figures: int
    cited: int
    lines: Sequence[tuple[int, Markup]] | None


class Sources:
    """The texts. *rows* are the groups that a table on the page shows."""

    def __init__(self, page: Context, rows: set[str]) -> None:
        self.page, self._rows = page, rows

    def left_out(self) -> int:
        """How many sources are shown without their text."""
        return len(self.page.sources) - len(self.page.full)

    def sources_in_full(self) -> Iterator[Full]:
        """The sources, one at a time: their text is the bulk of the page."""
        by_source: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.page.report.claims:
            by_source[claim.source.id].append(claim)
        home = {
            claim.id: group.id for group in self.page.report.groups for claim in group.claims if group.id in self._rows
        }
        looked = {claim.id for one in self.page.report.series for _, claim in one.points}
        looked |= {claim.id for group in self.page.report.groups for claim in group.claims}
        looked |= {claim.id for relation in self.page.report.relations for claim in relation.worked_out()}
        for source in self.page.report.sources:
            claims = by_source[source.id]
            session = self.page.session_of.get(source.id)
            url = source.url or ""
            origin = self.page.report.origins.get(source.id, "")
            yield Full(
                id=source.id,
                title=source.title or str(self.page.t("untitled")),
                name=outlet(source),
                lang=language(source.lang),
                path=source.path,
                published=(source.published or "").replace("T", " "),
                url=url,
                linked=_WEB.fullmatch(url) is not None,
                origin=origin if origin in self.page.shared else "",
                session=(f"#t-{session.id}" if session else "", self.page.session_title(session) if session else ""),
                partial=source.status != "read",
                figures=len(claims),
                cited=sum(claim.id in self.page.found_by_claim for claim in claims),
                lines=self._marked(source, claims, home, looked) if source.id in self.page.full else None,
            )

    def _marked(
        self, source: Source, claims: Sequence[Claim], home: Mapping[str, str], looked: set[str]
    ) -> list[tuple[int, Markup]]:
        """The lines of a source that are not empty, with its claims marked and page furniture set apart."""

        def opened(claim: Claim) -> tuple[str, str]:
            places = self.page.found_by_claim.get(claim.id)
            if places:
                return "found", f"#{self.page.addresses[places[0]]}"
            if claim.id in home:
                return "same", f"#{home[claim.id]}"
            return ("sums" if claim.id in looked else "alone"), ""

        def after(claim: Claim) -> str:
            return "".join(
                f'<sup><a href="#{escape(self.page.addresses[place])}" title="{self.page.t("also_finding", number=self.page.numbers_of[place])}">{self.page.numbers_of[place]}</a></sup>'
                for place in self.page.found_by_claim.get(claim.id, ())[1:6]
            )

        shown, text = source.shown, source.text
        above = text.count("\n", 0, shown.start)
        last = above + 1 + text.count("\n", shown.start, shown.end)
        lines = marked_lines(text, claims, source.furniture, opened, after)
        return [(number, markup) for number, markup in lines if above < number <= last]
