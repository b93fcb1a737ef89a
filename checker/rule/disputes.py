"""The one finding that a group whose values are in dispute makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.model import Claim, ClaimGroup, Place, Severity
from checker.rule.identity import amount, by_value, reading
from checker.rule.saying import outlet, printed
from checker.text.span import Span
from checker.text.told import Sentences, Told, joined

SAY = Sentences(__file__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two claims of a group that do not go together.

    ``reason``  a clause without capital or full stop ("1000 apart"); the same whichever side comes first
    ``weight``  0 to 1: the share of the group's confidence that the finding keeps
    """

    left: Claim
    right: Claim
    severity: Severity
    reason: str
    derivation: tuple[str, ...] = ()
    weight: float = 1.0


def settled(group: ClaimGroup, disputes: Iterable[Dispute]) -> list[Dispute]:
    """The disputes that stand, the worst first.

    Where each of two sources also prints the other's value, the two values are two facts that both report.
    """
    found = list(disputes)
    if not found:
        return found
    values: dict[str, set[tuple[str, str]]] = {}
    for claim in group.claims:
        values.setdefault(claim.source.id, set()).add(reading(claim))
    standing = [
        dispute
        for dispute in found
        if not (
            reading(dispute.left) in values[dispute.right.source.id]
            and reading(dispute.right) in values[dispute.left.source.id]
        )
    ]
    return sorted(standing, key=lambda d: (d.severity.rank, -d.weight, by_value(d.left), by_value(d.right)))


def mentions(claims: Iterable[Claim]) -> list[Claim]:
    """One mention per source and reading, in the order of values: the first in its body, else the one in its title."""
    first: dict[tuple[str, tuple[str, str]], Claim] = {}
    for claim in claims:
        key = (claim.source.id, reading(claim))
        if key not in first or _rank(claim) < _rank(first[key]):
            first[key] = claim
    return sorted(first.values(), key=by_value)


def saying(group: ClaimGroup, claims: Iterable[Claim]) -> list[Claim]:
    """The claims of *group* that print what one of *claims* prints."""
    readings = {reading(claim) for claim in claims}
    return [claim for claim in group.claims if reading(claim) in readings]


def _rank(claim: Claim) -> tuple[bool, Span]:
    """A title shortens what the body says in full, so it comes last."""
    return claim.place is Place.TITLE, claim.span


def message_of(worst: Dispute, claims: Sequence[Claim]) -> Told:
    """ "“40 km” (Alpha, Beta) against “36 km” (Gamma): …": each number once, with who prints it."""
    opposed = amount(worst.left) == amount(worst.right)
    voices: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        voices.setdefault(reading(claim) if opposed else (amount(claim),), []).append(claim)
    ends = [reading(claim) if opposed else (amount(claim),) for claim in (worst.left, worst.right)]
    main = SAY("against", left=_voiced(voices[ends[0]]), right=_voiced(voices[ends[1]]), reason=worst.reason)
    others = [_voiced(voice) for key, voice in voices.items() if key not in ends]
    return SAY("also", message=main, others=joined(others, ", ")) if others else main


def _voiced(claims: Sequence[Claim]) -> Told:
    names = sorted({outlet(claim.source) for claim in claims})
    more = SAY("more", n=len(names) - _NAMED) if len(names) > _NAMED else ""
    return SAY("voiced", claim=printed(claims[0]), outlets=", ".join(names[:_NAMED]), more=more)


# How many outlets a message names for one value before it counts the rest.
_NAMED = 3


def lines(ranked: Iterable[Dispute]) -> list[str]:
    """How each dispute was worked out, each line once and each two readings once, in the order of *ranked*."""
    found: dict[str, None] = {}
    told: set[tuple[tuple[str, str], ...]] = set()
    for dispute in ranked:
        readings = (reading(dispute.left), reading(dispute.right))
        if readings not in told:
            told.add(readings)
            found.update(dict.fromkeys(dispute.derivation))
    return list(found)


def independence(claims: Sequence[Claim], group: ClaimGroup) -> list[str]:
    """A line where copies of one origin would pass for several voices."""
    sources = {claim.source.id for claim in claims}
    origins = {group.origins.get(source, source) for source in sources}
    if len(origins) == len(sources):
        return []
    return [SAY.count(len(origins), "origins", articles=len(sources))]
