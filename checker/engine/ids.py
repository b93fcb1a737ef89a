"""The ids of a run: ``s12``, ``c40``, a letter and a number."""

from __future__ import annotations

from checker.model import Claim


def number_of(name: str) -> int:
    """The number in an id: ``c12`` → 12."""
    return int(name[1:])


def claim_number(claim: Claim) -> int:
    """The number of a claim."""
    return number_of(claim.id)
