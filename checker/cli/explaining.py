"""What ``factcheck explain`` shows of a finding, a group, a claim or two claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker import registry
from checker.cli import lookup
from checker.engine.explaining import Again
from checker.errors import UsageError
from checker.model import Claim, ClaimGroup, Comparison, Discrepancy, Report, Series
from checker.registry import Rule
from checker.report.cards import cards, mentioned, topic
from checker.report.explained import (
    DRAWN_PAIRS,
    Weighings,
    Why,
    by_origin,
    write_apart,
    write_claim,
    write_finding,
    write_findings_about,
    write_group,
    write_pairs,
    write_whys,
)
from checker.report.readings import number_line
from checker.report.summary import session_name
from checker.report.terminal import Page
from checker.report.waterfall import kind_name
from checker.rule import outlet

if TYPE_CHECKING:
    from checker.align.weighed import Reason

# Readings on one number line; figures of other articles that a claim is set beside.
_READINGS, _RIVALS = 12, 8


class Explaining:
    """A report, and *again* where its articles can be weighed again; all goes to *page*."""

    def __init__(
        self, page: Page, report: Report, again: Again | None, rules: tuple[Rule, ...], *, every: bool
    ) -> None:
        self.page, self.report, self.again, self.rules = page, report, again, rules
        self.most = None if every else DRAWN_PAIRS
        self.claims = {claim.id: claim for claim in report.claims}
        self.group_of = {claim.id: group for group in report.groups for claim in group.claims}
        self.mention = mentioned()

    def write(self, what: str, other: str | None) -> None:
        """Explain what *what* names, or what lies between it and the claim that *other* names."""
        if other is not None:
            self._two(lookup.claim(what, self.report), lookup.claim(other, self.report))
            return
        match lookup.named(what, self.report):
            case Discrepancy() as one:
                self._finding(one)
            case ClaimGroup() | Series() as group:
                self._group(group)
                self._about([claim.id for claim in _held(group)])
            case Claim() as claim:
                self._claim(claim)

    def _finding(self, one: Discrepancy) -> None:
        card = cards(replace(self.report, discrepancies=(one,)), self.page.style.lang)[0]
        group = next((group for group in self.report.groups if group.id == one.group), None)
        line = number_line(one.claims, self.report.relations, most=_READINGS)
        pairs = self._pairs(group) if group else ()
        write_finding(self.page, card, line, self._origins(one.claims), self._weighings(pairs))
        if group is not None and not pairs and self.again is None:
            self.page.flowing(self.page.words("pairs_not_kept"))
        rule = registry.named(self.rules, card.rule)
        if rule is not None:
            self.page.blank()
            self.page.line((f"{card.rule} {card.name}: ", "bold"), rule.summary)
            self.page.line(self.page.words("explain_rule", rule=card.rule))

    def _group(self, group: ClaimGroup | Series) -> None:
        claims = _held(group)
        line = number_line(claims, (), most=_READINGS)
        weighings = self._weighings(self._pairs(group) if isinstance(group, ClaimGroup) else ())
        write_group(
            self.page, group, [self.mention(c) for c in claims], line, self._origins(claims), weighings,
            kept=self.again is not None,
        )  # fmt: skip

    def _alone(self, claim: Claim) -> None:
        periods = [(claim.period.start, claim.period.end)] if claim.period else []
        told = topic([claim.indicator], periods, [claim.status.value], self.page.style.lang)
        group = self.group_of.get(claim.id)
        write_claim(self.page, claim, self.mention(claim), told, group.id if group else None)

    def _claim(self, claim: Claim) -> None:
        self._alone(claim)
        group = self.group_of.get(claim.id)
        if group is not None:
            self.page.blank()
            self._group(group)
        rivals = self.again.rivals(claim)[:_RIVALS] if self.again else ()
        if rivals:
            self.page.blank()
            self.page.flowing(self.page.words("rivals_title"))
            for pair, reasons in rivals:
                whys = [self._why(one, pair.left, pair.right) for one in reasons]
                write_apart(self.page, claim, pair, self.claims, whys)
        self._about([claim.id])

    def _two(self, one: Claim, two: Claim) -> None:
        pair, reasons = self._between(one, two)
        for claim in (one, two):
            self._alone(claim)
        if not reasons:
            group = self.group_of[one.id]
            self.page.blank()
            self.page.line(self.page.words("together_in", group=group.id))
        else:
            self.page.blank()
            self.page.line(self.page.words("apart_title"))
            write_whys(self.page, [self._why(reason, one.id, two.id) for reason in reasons])
        if pair is not None:
            write_pairs(self.page, self._weighings([pair]))

    def _between(self, one: Claim, two: Claim) -> tuple[Comparison | None, Sequence[Reason]]:
        if self.again is not None:
            return self.again.between(one, two)
        group = self.group_of.get(one.id)
        if group is None or self.group_of.get(two.id) is not group:
            raise UsageError(
                f"{one.id} and {two.id} are in no group together, and a report does not keep why; "
                f"name the articles too: factcheck explain {one.id} {two.id} PATH"
            )
        pairs = [pair for pair in group.compared if {pair.left, pair.right} == {one.id, two.id}]
        return (pairs[0] if pairs else None), ()

    def _about(self, claims: Sequence[str]) -> None:
        held = set(claims)
        found = [one for one in self.report.discrepancies if held.intersection(claim.id for claim in one.claims)]
        write_findings_about(self.page, found)

    def _pairs(self, group: ClaimGroup) -> Sequence[Comparison]:
        return self.again.pairs(group) if self.again else group.compared

    def _weighings(self, pairs: Sequence[Comparison]) -> Weighings:
        return Weighings(pairs=pairs, claims=self.claims, most=self.most)

    def _origins(self, claims: Sequence[Claim]) -> list[list[str]]:
        return by_origin((claim.source for claim in claims), self.report.origins)

    def _why(self, reason: Reason, left: str, right: str) -> Why:
        values: dict[str, object] = {}
        if reason.claim:
            claim = self.claims[reason.claim]
            values.update(quote=claim.quote, outlet=outlet(claim.source))
        if reason.number is not None:
            values.update(number=f"{reason.number:.2f}", needed=f"{reason.needed or 0:.2f}")
        if reason.kinds:
            lang = self.page.style.lang
            values.update(left=kind_name(reason.kinds[0], lang), right=kind_name(reason.kinds[1], lang))
        if reason.name == "other_session":
            values.update(left=self._session(left), right=self._session(right))
        return Why(name=reason.name, values=values)

    def _session(self, claim: str) -> str:
        session = self.report.session_of(self.claims[claim].source.id)
        found = next((one for one in self.report.sessions if one.id == session), None)
        return ", ".join(session_name(found, self.page.words)) if found else self.claims[claim].source.path


def _held(group: ClaimGroup | Series) -> list[Claim]:
    return [claim for _, claim in group.points] if isinstance(group, Series) else list(group.claims)


__all__ = ["Explaining"]
