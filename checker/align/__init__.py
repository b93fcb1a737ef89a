"""Sources → sessions; claims → groups that state one fact; series across sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checker.model import ClaimGroup, Passage, Problem, Series, Session

Mode = Literal["auto", "folder", "one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What belongs together, and under ``problems`` what a cap kept from being compared.

    ``origins``: source id → id of the origin it was copied from, itself where it is one
    """

    sessions: tuple[Session, ...] = ()
    groups: tuple[ClaimGroup, ...] = ()
    series: tuple[Series, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def align(passages: Sequence[Passage], *, sessions: Mode = "auto") -> Alignment:
    """Sessions, claim groups, series and origins of *passages*; their order changes nothing but provisional ids."""
    from checker.align.steps import aligned

    return aligned(passages, mode=sessions)
