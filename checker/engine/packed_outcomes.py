"""The outcome of a session as bytes and back: what the cache keeps and what a cluster hands on.

Sources and claims are told by their place in the session (``s1``, ``s2``, … and ``c1``, ``c2``, … in order of path), so the
bytes say nothing of the run that made them. Bytes that do not fit the schema are refused (ValueError).
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, count
from typing import Any

import msgspec

from checker.align.steps import Part, Told
from checker.engine.judging import Verdict
from checker.engine.outcomes import Outcome, Slim
from checker.engine.packed import form
from checker.model import ClaimGroup, Comparison, Discrepancy, Passage, Problem, Series, Session
from checker.text.told import Told as Text

Slims = tuple[tuple[ClaimGroup, tuple[str, ...]], ...]


def encoded(outcome: Outcome, members: Sequence[Passage]) -> bytes:
    """*outcome* of the session that *members*, sorted by path, make."""
    part, cells, verdicts = _renamed(outcome, dict(zip(_names(members), _places(members), strict=True)))
    group, finding = form(ClaimGroup), form(Discrepancy)
    return _ENCODER.encode(
        (
            form(Session).pack(part.session),
            [(group.pack(one), ids) for one, ids in part.groups],
            dict(part.origins),
            [form(Problem).pack(one) for one in part.problems],
            _ENCODER.encode(
                [(one, [[tuple(told) for told in node] for node in nodes]) for one, nodes in part.facts.items()]
            ),
            [(group.pack(one), ids) for one, ids in cells],
            [(v.rule, v.view, [(finding.pack(one), ids) for one, ids in v.findings], v.failed) for v in verdicts],
        )
    )


def decoded(data: bytes, members: Sequence[Passage], name: str) -> Outcome:
    """The outcome in *data* of the session *name* that *members*, sorted by path, make. Raises ValueError for other bytes."""
    try:
        session, groups, origins, problems, facts, cells, verdicts = _decoder().decode(data)
        names = dict(zip(_places(members), _names(members), strict=True))
        part = Part(
            session=_called(form(Session).unpack(session, {}), name, names),
            groups=_groups(groups, name, names),
            origins=_of_sources(origins, names),
            problems=tuple(form(Problem).unpack(one, {}) for one in problems),
            facts=_Facts(facts, names),
        )
        finding = form(Discrepancy)
        return Outcome(
            part,
            _groups(cells, name, names),
            [
                # Groups keep their names within the session.
                Verdict(
                    rule,
                    names.get(view, view),
                    [
                        (_read(finding.unpack(one, {"claims": ()})), [names[claim] for claim in ids])
                        for one, ids in found
                    ],
                    failed,
                )
                for rule, view, found, failed in verdicts
            ],
        )
    except (msgspec.DecodeError, LookupError, ArithmeticError) as error:
        raise ValueError(f"expected a packed outcome: {error}") from error


class _Facts(Mapping[str, Sequence[Sequence[Told]]]):
    """Facts for series, opened when they are asked for: nobody asks where all series are known."""

    def __init__(self, data: bytes, names: Mapping[str, str]) -> None:
        self._data, self._names = data, names

    def _opened(self) -> dict[str, list[list[Told]]]:
        names = self._names
        return {
            names[one]: [[told._replace(claim=names[told.claim]) for told in node] for node in nodes]
            for one, nodes in _facts_decoder().decode(self._data)
        }

    def __getitem__(self, source: str) -> Sequence[Sequence[Told]]:
        return self._opened()[source]

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened())

    def __len__(self) -> int:
        return len(self._opened())

    def items(self) -> ItemsView[str, Sequence[Sequence[Told]]]:
        """All of them, opened once."""
        return dict[str, Sequence[Sequence[Told]]](self._opened()).items()


def _groups(packed: Sequence[tuple[Sequence[Any], Sequence[str]]], session: str, names: Mapping[str, str]) -> Slims:
    group = form(ClaimGroup)
    # What is told in names of the run is put in as the group is made, so that none is made twice.
    at_session, at_origins = group.names.index("session"), group.names.index("origins")
    out = []
    for one, ids in packed:
        values = list(one)
        values[at_session], values[at_origins] = session, _of_sources(values[at_origins], names)
        made = group.unpack(values, {"claims": ()})
        if made.compared:
            made = replace(made, compared=_between(made.compared, names))
        out.append((made, tuple([names[claim] for claim in ids])))
    return tuple(out)


def _between(compared: Sequence[Comparison], names: Mapping[str, str]) -> tuple[Comparison, ...]:
    return tuple(replace(pair, left=names[pair.left], right=names[pair.right]) for pair in compared)


def _of_sources(origins: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {names[one]: names[origin] for one, origin in origins.items()}


def _called(session: Session, name: str, names: Mapping[str, str]) -> Session:
    return replace(session, id=name, sources=tuple(names[one] for one in session.sources))


def recalled(data: bytes | None, members: Sequence[Passage], name: str) -> Outcome | None:
    """As ``decoded``; None for nothing and for bytes that are no outcome of *members*."""
    if data is None:
        return None
    try:
        return decoded(data, members, name)
    except ValueError:
        return None


def packed_sessions(sessions: Sequence[Sequence[int]]) -> bytes:
    """Sessions, each as places."""
    return _ENCODER.encode(sessions)


def sessions_in(data: bytes | None, count: int) -> list[list[int]] | None:
    """The sessions of ``packed_sessions``; None where *data* is not the places 0 to *count* - 1, each in one session."""
    if data is None:
        return None
    try:
        found = msgspec.msgpack.decode(data, type=list[list[int]])
    except msgspec.DecodeError:
        return None
    return found if sorted(chain.from_iterable(found)) == list(range(count)) else None


def packed_series(series: Sequence[Series]) -> bytes:
    """Series, their claims by their ids."""
    return _ENCODER.encode(
        [
            (one.id, one.indicator, [(day, claim.id) for day, claim in one.points], one.cumulative, one.confidence)
            for one in series
        ]
    )


def series_in(data: bytes | None, passages: Sequence[Passage]) -> tuple[Series, ...] | None:
    """The series of ``packed_series``; None where *data* is none about claims of *passages*."""
    if data is None:
        return None
    claims = {claim.id: claim for passage in passages for claim in passage.claims}
    try:
        found = msgspec.msgpack.decode(data, type=list[tuple[str, str, list[tuple[str, str]], bool, float]])
        return tuple(
            Series(
                id=name, indicator=indicator, points=tuple((day, claims[claim]) for day, claim in points),
                cumulative=cumulative, confidence=confidence,
            )
            for name, indicator, points, cumulative, confidence in found
        )  # fmt: skip
    except (msgspec.DecodeError, KeyError):
        return None


def _renamed(outcome: Outcome, names: Mapping[str, str]) -> Outcome:
    """*outcome* with every source and claim called as *names* says."""
    part, cells, verdicts = outcome

    def slim(groups: Sequence[Slim]) -> list[tuple[ClaimGroup, tuple[str, ...]]]:
        return [
            (
                replace(group, origins=_of_sources(group.origins, names), compared=_between(group.compared, names)),
                tuple(names[one] for one in ids),
            )
            for group, ids in groups
        ]

    return Outcome(
        replace(
            part,
            session=_called(part.session, part.session.id, names),
            groups=tuple(slim(part.groups)),
            origins=_of_sources(part.origins, names),
            facts={
                names[source]: [[told._replace(claim=names[told.claim]) for told in node] for node in nodes]
                for source, nodes in part.facts.items()
            },
        ),
        slim(cells),
        [
            verdict._replace(
                # Groups keep their names within the session.
                view=names.get(verdict.view, verdict.view),
                findings=[(one, [names[claim] for claim in ids]) for one, ids in verdict.findings],
            )
            for verdict in verdicts
        ],
    )


def _names(members: Sequence[Passage]) -> Iterator[str]:
    for passage in members:
        yield passage.source.id
        for claim in passage.claims:
            yield claim.id


def _places(members: Sequence[Passage]) -> Iterator[str]:
    claims = count(1)
    for nth, passage in enumerate(members, 1):
        yield f"s{nth}"
        yield from (f"c{next(claims)}" for _ in passage.claims)


# What stands before a text that is known in several languages; no rule prints such a sign.
_MARK = "\x00told\x00"


def _marked(value: object) -> str:
    if not isinstance(value, Text):
        raise NotImplementedError(f"expected what an outcome holds, found a {type(value).__name__}")
    return _MARK + msgspec.json.encode([str(value), dict(value.others)]).decode()


def _text(text: str) -> str:
    if not text.startswith(_MARK):
        return text
    english, others = msgspec.json.decode(text.removeprefix(_MARK), type=tuple[str, dict[str, str]])
    return Text(english, others)


def _read(found: Discrepancy) -> Discrepancy:
    """*found* with its texts in all their languages."""
    return replace(
        found,
        message=_text(found.message),
        derivation=tuple(map(_text, found.derivation)),
        suggestion=found.suggestion and _text(found.suggestion),
    )


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_marked)


@cache
def _facts_decoder() -> msgspec.msgpack.Decoder[list[tuple[str, list[list[Told]]]]]:
    return msgspec.msgpack.Decoder(list[tuple[str, list[list[Told]]]])


@cache
def _decoder() -> msgspec.msgpack.Decoder[Any]:
    def listed(*parts: Any) -> Any:
        return list.__class_getitem__(tuple.__class_getitem__(parts))

    groups = listed(form(ClaimGroup).schema, list[str])
    schema = tuple.__class_getitem__(
        (
            form(Session).schema,
            groups,
            dict[str, str],
            list.__class_getitem__(form(Problem).schema),
            bytes,
            groups,
            listed(str, str, listed(form(Discrepancy).schema, list[str]), bool),
        )
    )
    return msgspec.msgpack.Decoder(schema)


__all__ = ["decoded", "encoded", "packed_series", "packed_sessions", "recalled", "series_in", "sessions_in"]
