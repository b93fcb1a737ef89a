"""The types of a JSON report's fields, so that a damaged report is refused before anything is made of it.

Only what ``checker.report.load`` reads stands here; other fields may be there and may be anything.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

import msgspec

Place = Annotated[int, msgspec.Meta(ge=0)]
"""An offset in code points, or a count."""
Nth = Annotated[int, msgspec.Meta(ge=1)]
"""A line or a column."""
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


Odds = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
"""Log odds, or a part of them."""


class _Tool(TypedDict):
    version: str


class _Source(TypedDict):
    id: str
    path: str
    title: str | None
    outlet: str | None
    published: str | None
    lang: str | None
    url: str | None
    format: str
    origin: str | None
    status: Literal["read", "partial", "unreadable"]


class _Session(TypedDict):
    id: str
    date: str | None
    title: str
    sources: list[str]


class _Period(TypedDict):
    start: str
    end: str


class _Claim(TypedDict):
    id: str
    source: str
    start: Place
    end: Place
    quote: str
    sentence: str
    sentence_start: Place
    line: Nth
    column: Nth
    indicator: str
    kind: str
    lo: float | str | None
    hi: float | str | None
    of: float | None
    unit: str | None
    qualifier: str
    grain: float | str | None
    period: _Period | None
    status: str
    scope: str
    place: str
    direction: str
    subject: list[str]
    speaker: str
    reference: bool


class _Pair(TypedDict):
    claims: tuple[str, str]
    relation: Literal["equal", "compatible", "incompatible"]
    probability: Share
    start: Odds
    parts: dict[str, tuple[Odds, Odds]]
    rest: Odds
    apart: list[str]


class _Group(TypedDict):
    id: str
    session: str | None
    indicator: str
    claims: list[str]
    verdict: Literal["agree", "compatible", "conflict"]
    confidence: Share
    why: dict[str, float]
    pairs: NotRequired[list[_Pair]]
    dates: NotRequired[list[str]]
    cumulative: NotRequired[bool]


class _Relation(TypedDict):
    kind: str
    start: Place
    end: Place
    roles: list[tuple[str, str]]


class _Discrepancy(TypedDict):
    id: str
    rule: str
    name: str
    severity: str
    confidence: Share
    message: str
    claims: list[str]
    group: str | None
    derivation: list[str]
    suggestion: str | None
    suppressed: str | None


class _Problem(TypedDict):
    rule: str
    path: str
    message: str


class _Files(TypedDict):
    read: Place
    partial: Place
    unreadable: Place


class _Coverage(TypedDict):
    files: _Files
    figures: NotRequired[Place]
    aligned: NotRequired[Place]
    recomputed: NotRequired[Place]
    furniture: NotRequired[Place]
    cells: NotRequired[Place]


class Shape(TypedDict):
    """A report."""

    tool: _Tool
    sources: list[_Source]
    sessions: NotRequired[list[_Session]]
    claims: list[_Claim]
    groups: list[_Group]
    relations: NotRequired[list[_Relation]]
    discrepancies: list[_Discrepancy]
    problems: list[_Problem]
    coverage: _Coverage


def check(document: object) -> None:
    """Raise msgspec.ValidationError, a ValueError, that names the first field of another type."""
    msgspec.convert(document, Shape)
