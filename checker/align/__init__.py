"""Sources → sessions; claims → groups that state one fact; series across sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from checker.model import ClaimGroup, Passage, Problem, Series, Session

Mode = Literal["auto", "folder", "one"]
T = TypeVar("T")
R = TypeVar("R")


class Workers(Protocol):
    """Who takes a step over many records: results come in the order of the work."""

    def map(self, function: Callable[[T], R], work: Sequence[T]) -> Iterator[R]:
        """The results of *function*, a function of a module, over *work*."""

    def chunks(self, work: Sequence[T], weigh: Callable[[T], int] | None = None) -> list[list[T]]:
        """*work* in stretches of about equal weight."""


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


def align(passages: Sequence[Passage], *, sessions: Mode = "auto", workers: Workers | None = None) -> Alignment:
    """Sessions, claim groups, series and origins of *passages*; their order changes nothing but provisional ids.

    ``workers``  who aligns the sessions, each by itself; this process unless given
    """
    from checker.align.steps import aligned

    return aligned(passages, mode=sessions, workers=workers)
