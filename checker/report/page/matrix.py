"""Who says what: a table for each session, a row for each fact, a column for each source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Claim, ClaimGroup, Session, Severity
from checker.report.marking import language
from checker.report.page import limits
from checker.report.page.context import SYMBOLS, Context
from checker.rule import outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one source says of one fact. ``figures``: (address, quote)."""

    state: str
    lang: str = ""
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of a table: one claim group. ``found``: the addresses of the findings about it."""

    id: str
    indicator: str
    state: str
    cells: tuple[Cell, ...]
    found: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Who says what in one session. ``columns``: (address, name, title) of each source; ``open``: not folded at first."""

    id: str
    title: str
    columns: tuple[tuple[str, str, str], ...]
    facts: tuple[Fact, ...]
    tally: tuple[tuple[str, int], ...]
    open: bool
    rows_cut: int
    columns_cut: int


class Matrix:
    """The tables."""

    def __init__(self, page: Context) -> None:
        self.page = page
        self.tables, self.tables_cut = self._tables()
        self._addresses = {f"#t-{table.id}" for table in self.tables}
        self.rows = {fact.id for table in self.tables for fact in table.facts}

    def has_table(self, address: str) -> bool:
        """Whether *address* is that of a table on the page."""
        return address in self._addresses

    def _tables(self) -> tuple[list[Table], int]:
        by_session: dict[str, list[ClaimGroup]] = defaultdict(list)
        for group in self.page.report.groups:
            if group.session is not None:
                by_session[group.session].append(group)
        sessions = [session for session in self.page.report.sessions if by_session[session.id]]
        tables = [self._table(session, by_session[session.id]) for session in sessions[: limits.SESSIONS]]
        return tables, max(0, len(sessions) - limits.SESSIONS)

    def _table(self, session: Session, groups: Sequence[ClaimGroup]) -> Table:
        ranked = sorted(groups, key=lambda group: list(SYMBOLS).index(self._state(group)))
        said = Counter(claim.source.id for group in groups for claim in group.claims)
        kept = sorted(session.sources, key=lambda s: (-said[s], session.sources.index(s)))[: limits.COLUMNS]
        columns = [source for source in session.sources if source in kept]
        tally = Counter(self._state(group) for group in groups)
        return Table(
            id=session.id,
            title=self.page.session_title(session),
            columns=tuple(
                (f"#{s}", outlet(self.page.sources[s]), self.page.sources[s].title or self.page.sources[s].path)
                for s in columns
            ),
            facts=tuple(self._fact(group, columns) for group in ranked[: limits.TABLE_ROWS]),
            tally=tuple((state, tally[state]) for state in SYMBOLS if tally[state]),
            open=bool(tally["conflict"] or tally["differ"]) and not self.page.many,
            rows_cut=max(0, len(groups) - limits.TABLE_ROWS),
            columns_cut=len(session.sources) - len(columns),
        )

    def _places(self, group: ClaimGroup) -> list[int]:
        """The findings about *group* itself: those that its claims share."""
        places = {place for claim in group.claims for place in self.page.found_by_claim.get(claim.id, ())}
        return sorted(place for place in places if self.page.report.discrepancies[place].group == group.id)

    def _state(self, group: ClaimGroup) -> str:
        """``conflict`` where an error or a warning says so; ``differ`` where the values are apart and none does."""
        places = self._places(group)
        if any(self.page.report.discrepancies[place].severity is not Severity.INFO for place in places):
            return "conflict"
        if places or group.verdict == "conflict":
            return "differ"
        return group.verdict if group.verdict in SYMBOLS else "agree"

    def _fact(self, group: ClaimGroup, columns: Sequence[str]) -> Fact:
        places, state = self._places(group), self._state(group)
        cited = {claim.id for place in places for claim in self.page.report.discrepancies[place].claims}
        said: dict[str, list[Claim]] = defaultdict(list)
        for claim in group.claims:
            said[claim.source.id].append(claim)
        disputed = {claim.source.id for claim in group.claims if claim.id in cited}
        cells = []
        for source in columns:
            if source not in said:
                cells.append(Cell(state="silent"))
                continue
            mine = state if state != "conflict" else "conflict" if source in disputed else "compatible"
            distinct = {" ".join(claim.quote.split()): claim for claim in reversed(said[source])}
            figures = [(self.page.address(claim.id), quote) for quote, claim in reversed(distinct.items())]
            cells.append(Cell(state=mine, lang=language(self.page.sources[source].lang), figures=tuple(figures[:4])))
        return Fact(
            id=group.id,
            indicator=group.indicator,
            state=state,
            cells=tuple(cells),
            found=tuple((f"#{self.page.addresses[place]}", self.page.numbers_of[place]) for place in places),
        )
