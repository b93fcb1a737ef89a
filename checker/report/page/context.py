"""What every part of the page looks up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from checker.model import ClaimGroup, Discrepancy, Relation, Report, Series, Session, Severity
from checker.report.cards import Card
from checker.report.page import limits
from checker.report.phrases import Phrases
from checker.report.summary import session_name
from checker.report.words import Words

_FINGERPRINT = re.compile(r"[0-9a-f]{16}(-\d+)?")
SYMBOLS = {
    "conflict": "≠",
    "differ": "?",
    "compatible": "≈",
    "agree": "=",
    "silent": "–",
    "error": "✕",
    "warning": "!",
    "info": "i",
}


class Context:
    """A report and its words, by the names that the page refers to."""

    def __init__(self, report: Report, words: Phrases) -> None:
        self.report, self.t, self.words = report, words, Words(words.lang)
        self.sources = {source.id: source for source in report.sources}
        self.session_of = {source: session for session in report.sessions for source in session.sources}
        self.claims = {claim.id: claim for claim in report.claims}
        self.groups: dict[str, ClaimGroup | Series] = {group.id: group for group in report.groups}
        self.groups.update((series.id, series) for series in report.series)
        self.addresses = _addresses(report.discrepancies)
        order = {"main": 0, "info": 1, "suppressed": 2}
        places = sorted(range(len(report.discrepancies)), key=lambda place: order[shelf(report.discrepancies[place])])
        self.numbers_of = {place: number for number, place in enumerate(places, 1)}
        self.found_by_claim = self._found_by_claim()
        self.full = self._sources_with_text()
        self.shared = {origin for origin, number in Counter(report.origins.values()).items() if number > 1}
        self.relations = self._relations_by_claim()

    @property
    def many(self) -> bool:
        """Whether the page has so many parts that a browser shall lay out only those in sight."""
        return len(self.report.discrepancies) > limits.MANY or len(self.sources) > limits.MANY

    def address(self, claim_id: str) -> str:
        """Where a claim is marked: in its source, or at its source where that is not shown in full."""
        source = self.claims[claim_id].source.id if claim_id in self.claims else ""
        return f"#{claim_id}" if source in self.full else f"#{source}" if source else "#sources"

    def session_title(self, session: Session) -> str:
        return " · ".join(session_name(session, self.words))

    def _found_by_claim(self) -> dict[str, list[int]]:
        """Claim → the places of its findings in the report, errors and warnings first, suppressed ones left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.report.discrepancies):
            if one.suppressed is None:
                for claim in dict.fromkeys(claim.id for claim in one.claims):
                    found[claim].append(place)
        return found

    def _sources_with_text(self) -> set[str]:
        """The sources that are shown in full: those in findings first, as far as ``TEXT_CHARS`` goes."""
        cited = {self.claims[claim].source.id for claim in self.found_by_claim if claim in self.claims}
        room, full = limits.TEXT_CHARS, set[str]()
        for source in sorted(self.report.sources, key=lambda source: source.id not in cited):
            if source.id in cited or len(source.text) <= room:
                full.add(source.id)
                room -= len(source.text)
        return full

    def _relations_by_claim(self) -> dict[str, list[Relation]]:
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.report.relations:
            for claim in dict.fromkeys(claim.id for _, claim in relation.roles):
                found[claim].append(relation)
        return found


def shelf(one: Card | Discrepancy) -> str:
    """Where on the page a finding stands: ``main``, ``info`` or ``suppressed``."""
    return "suppressed" if one.suppressed is not None else "info" if one.severity is Severity.INFO else "main"


def _addresses(found: Sequence[Discrepancy]) -> list[str]:
    """The id of each finding's card: its fingerprint, or its number where a rule gave it another kind of id."""
    out, seen = [], set()
    for number, one in enumerate(found, 1):
        fit = _FINGERPRINT.fullmatch(one.id) is not None and one.id not in seen
        out.append(one.id if fit else f"finding-{number}")
        seen.add(one.id)
    return out
