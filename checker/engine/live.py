"""A draft that is being written, checked again and again against its sources.

A check does anew what an edit touched: the files that changed are read, and the sessions they belong to aligned and
judged; everything else is kept in memory. The report is that of a run from nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker import ingest
from checker.config import Settings, Step
from checker.engine import baseline, cache, intake, local, longtables, packed_outcomes
from checker.engine.collector import at_rest
from checker.engine.judging import judgement
from checker.engine.longtables import Stamp
from checker.engine.outcomes import Outcome, outcome
from checker.model import Name, Passage, Problem, Report

if TYPE_CHECKING:
    from checker.engine.rejudged import Session

# The articles of a session, each by its name and text.
_Articles = tuple[tuple[Name, str], ...]
# What came of them: packed, or as it was made, with the passages that it was made of.
_Kept = bytes | tuple[Outcome, Sequence[Passage]]


class Live:
    """The files under *paths*, and what is known of them."""

    def __init__(self, paths: Iterable[str | Path], settings: Settings, plan: Sequence[Step]) -> None:
        self._paths = [os.fspath(path) for path in paths]
        self._settings, self._plan = settings, plan
        self._accepted = baseline.load(settings.baseline) if settings.baseline else ()
        self._read: dict[Path, tuple[Stamp, Sequence[Passage], list[Problem]]] = {}
        self._outcomes: dict[_Articles, _Kept] = {}
        self._tables = longtables.Remembered()
        self._sessions: dict[frozenset[Name], Session] = {}
        # How many files the last check read, and how many sessions it worked out.
        self.read = self.aligned = 0

    def stamps(self) -> dict[str, Stamp | None]:
        """The state of every file now; two that are equal mean that a check would find the same."""
        entries, _ = ingest.entries(self._paths)
        return {str(entry.path): cache.stamp(entry.path) for entry in entries}

    def check(self, today: date | None = None) -> Report:
        """The report on the files as they are now."""
        from checker.align import steps

        with at_rest():
            reading, beyond = longtables.looked_through(
                self._reading(), self._plan, judgement, intake.numbered, self._tables
            )
            alignable, _ = local.alignable_of(reading.passages)
            somewhere = local.local_plan(self._settings, self._plan)
            outcomes: list[Outcome] = []
            kept: dict[_Articles, _Kept] = {}
            self.aligned = 0
            for nth, places in enumerate(steps.split(alignable, self._settings.sessions)):
                members = [alignable[place] for place in sorted(places)]
                key = tuple((passage.source.name, passage.source.text) for passage in members)
                found = self._recalled(key, members, f"e{nth}")
                if found is None:
                    self.aligned += 1
                    names = frozenset(passage.source.name for passage in members)
                    known = self._known(names)
                    found = outcome(members, f"e{nth}", somewhere, known)
                    self._sessions[names] = known
                    # What the next edit makes anew need not be packed.
                    kept[key] = found, members
                else:
                    kept[key] = self._outcomes[key]
                outcomes.append(found)
            # What no session needs any more is let go.
            self._outcomes = kept
            current = {frozenset(name for name, _ in key) for key in kept}
            self._sessions = {names: one for names, one in self._sessions.items() if names in current}
            return local.concluded(
                reading, outcomes, self._settings, self._plan, self._accepted, beyond=beyond, today=today
            )

    def _recalled(self, key: _Articles, members: Sequence[Passage], name: str) -> Outcome | None:
        """What is known of the session *name* of *members*, whatever their claims are called now."""
        found = self._outcomes.get(key)
        if isinstance(found, tuple):
            found = self._outcomes[key] = packed_outcomes.encoded(*found)
        return packed_outcomes.recalled(found, members, name)

    def _known(self, names: frozenset[Name]) -> Session:
        """What is known of the session that has most of the articles *names*; it is taken out until it is up to date."""
        from checker.engine.rejudged import Session

        nearest = max(self._sessions, key=lambda known: len(known & names), default=frozenset[Name]())
        return self._sessions.pop(nearest) if nearest & names else Session()

    def _reading(self) -> intake.Reading:
        entries, problems = ingest.entries(self._paths)
        passages: list[Passage] = []
        kept: dict[Path, tuple[Stamp, Sequence[Passage], list[Problem]]] = {}
        unreadable = 0
        self.read = 0
        entries = [intake.shaped(entry, self._settings.table) for entry in entries]
        for number, entry in enumerate(entries, 1):
            before = cache.stamp(entry.path)
            known = self._read.get(entry.path)
            if known is None or known[0] != before:
                self.read += 1
                found = intake.read_one(intake.Work(entry, f"s{number}", None, None))
                known = (before or (0, 0, 0), *found)
            if before is not None:
                kept[entry.path] = known
            problems = [*problems, *known[2]]
            passages += known[1]
            unreadable += not known[1]
        self._read = kept
        if not entries and not problems:
            problems = [intake.nothing_to_read()]
        problems = [*problems, *intake.misnamed(passages, self._settings.table)]
        files = {entry.name: entry for entry in entries}
        return intake.Reading(intake.numbered(passages), tuple(problems), len(entries), unreadable, files=files)


__all__ = ["Live"]
