"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from checker.model import Claim, ClaimGroup, Discrepancy, Severity
from checker.rule.disputes import Dispute, independence, lines, mentions, message_of, saying, settled
from checker.rule.identity import fingerprint
from checker.rule.options import NoOptions

HEADINGS = ("What it compares", "Why it matters", "Reported", "Not reported")

# From here on four of five alarms over held-out sessions of the press are right: reason enough to fail a build.
_ERROR = 0.3

View = Literal["passage", "group", "series", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What a rule is. ``sees`` names the view, or the views, that its ``check`` is given, one at a time."""

    code: str
    name: str
    severity: Severity
    sees: View | tuple[View, ...]
    since: str
    options: type[Any] = NoOptions

    @property
    def views(self) -> tuple[View, ...]:
        """The views that the rule sees, as a tuple also where it is one."""
        return (self.sees,) if isinstance(self.sees, str) else self.sees

    def discrepancy(
        self,
        *claims: Claim,
        message: str,
        derivation: Iterable[str] = (),
        severity: Severity | None = None,
        confidence: float = 1.0,
        group: str | None = None,
        suggestion: str | None = None,
    ) -> Discrepancy:
        """A finding of this rule over *claims*; the severity is the rule's own unless given."""
        return Discrepancy(
            id=fingerprint(self.code, claims),
            rule=self.code,
            name=self.name,
            severity=severity or self.severity,
            confidence=round(confidence, 4),
            message=message,
            claims=claims,
            group=group,
            derivation=tuple(derivation),
            suggestion=suggestion,
        )

    def over(self, group: ClaimGroup, disputes: Iterable[Dispute], *, sure: float) -> Iterator[Discrepancy]:
        """The one finding of a group: every value in dispute, with the sources that print it; nothing without one.

        The worst dispute gives the severity and the reason. A group that is less certain than *sure* (0 to 1) to
        state one fact makes no more than a question (info), one that is less certain than 0.3 no more than a warning.
        """
        ranked = settled(group, disputes)
        if not ranked:
            return
        worst = ranked[0]
        claims = mentions(claim for dispute in ranked for claim in (dispute.left, dispute.right))
        # Few of a crowd are held against each other; what is said counts all that print one of their values.
        crowd = len(group.voices()) < len(group.claims)
        told = mentions(saying(group, claims)) if crowd else claims
        yield self.discrepancy(
            *claims,
            message=message_of(worst, told),
            derivation=[*lines(ranked), *independence(told, group)],
            # Ranks grow from error to info.
            severity=max(worst.severity, _gravest(group.confidence, sure), key=lambda severity: severity.rank),
            confidence=group.confidence * worst.weight,
            group=group.id,
        )


def _gravest(confidence: float, sure: float) -> Severity:
    """How grave a finding may be whose group states one fact with *confidence*."""
    if confidence < sure:
        return Severity.INFO
    return Severity.ERROR if confidence >= _ERROR else Severity.WARNING


Check = Callable[[Any, Any], Iterator[Discrepancy]]
