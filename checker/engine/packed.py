"""A passage as bytes and back: what the cache keeps and what workers hand each other.

MessagePack by explicit schema, derived from the fields of the model, so a field that is added is packed too. Bytes
that do not fit the schema are refused (``ValueError``); nothing in them is ever executed. The source stands once, not
with every claim, and relations name their claims by place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from checker.model import Claim, ClaimGroup, Discrepancy, Passage, Relation, Source

Make = Callable[[Any], Any]
# What is left out of a record and put back when it is read: it depends on the run, or stands elsewhere.
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Source: frozenset({"id", "path"}),
    Claim: frozenset({"id", "source"}),
    Relation: frozenset({"roles"}),
    ClaimGroup: frozenset({"claims"}),
    Discrepancy: frozenset({"claims"}),
}


def encoded(passage: Passage) -> bytes | None:
    """*passage* without its ids and path; None for a table, which has parts of its own."""
    if passage.table is not None or passage.source.shape is not None:
        return None
    place = {claim.id: nth for nth, claim in enumerate(passage.claims)}
    source, claim, relation = form(Source), form(Claim), form(Relation)
    relations = [
        (*relation.pack(one), tuple((role, place[held.id]) for role, held in one.roles)) for one in passage.relations
    ]
    return _ENCODER.encode((source.pack(passage.source), list(map(claim.pack, passage.claims)), relations))


def decoded(data: bytes, source_id: str, path: str, first: int | None = None) -> Passage:
    """The passage in *data*, as if it were read from *path* as *source_id*. Raises ValueError for other bytes.

    ``first``  the number of its first claim in a run, where that is known: its claims are then called c1, c2, …
    """
    try:
        packed_source, packed_claims, packed_relations = _decoder().decode(data)
        source = form(Source).unpack(packed_source, {"id": source_id, "path": path})
        unpack, relation = form(Claim).unpack, form(Relation).unpack
        letter, number = (f"{source_id}.", 0) if first is None else ("c", first)
        claims = tuple(
            unpack(one, {"id": f"{letter}{nth}", "source": source}) for nth, one in enumerate(packed_claims, number)
        )
        relations = tuple(
            relation(one[:-1], {"roles": tuple((role, claims[nth]) for role, nth in one[-1])})
            for one in packed_relations
        )
    except (msgspec.DecodeError, IndexError, ArithmeticError) as error:
        # msgspec's errors are ValueErrors of their own; a place beyond the last claim is no better.
        raise ValueError(f"expected a packed passage: {error}") from error
    return Passage(source=source, claims=claims, relations=relations)


class Packed(NamedTuple):
    """A passage that was read from *path*, as bytes: opened where its numbers in the run are known.

    ``item``  as of ``Source``
    """

    path: str
    data: bytes
    item: int = 0

    def opened(self, source_id: str, first: int | None = None) -> Passage:
        """See ``decoded``."""
        return decoded(self.data, source_id, self.path, first)


class _Form:
    """How records of one class are packed. ``schema`` is the type that msgspec reads."""

    def __init__(self, kind: type[Any]) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        left_out = _LEFT_OUT.get(kind, frozenset())
        self.names = tuple(one.name for one in fields(kind) if one.name not in left_out)
        parts = [_part(hints[name]) for name in self.names]
        self.schema: Any = tuple.__class_getitem__(tuple(schema for schema, _, _ in parts))
        self._get = attrgetter(*self.names)
        # As the records' own initialisers do, which take three times as long to match so many keywords.
        self._put = [getattr(kind, name).__set__ for name in self.names]
        self._put_others = {name: getattr(kind, name).__set__ for name in left_out}
        self._unless = {
            one.name: one.default for one in fields(kind) if one.name in left_out and one.default is not MISSING
        }
        self._packers = [(at, pack) for at, (_, pack, _) in enumerate(parts) if pack]
        self._makers = [(at, make) for at, (_, _, make) in enumerate(parts) if make]

    def pack(self, record: Any) -> tuple[Any, ...]:
        """The fields of *record* in order."""
        values = list(self._get(record))
        for at, pack in self._packers:
            values[at] = pack(values[at])
        return tuple(values)

    def unpack(self, values: Sequence[Any], others: dict[str, Any]) -> Any:
        """The record with the packed *values*, and *others* for the fields that are not packed."""
        made = list(values)
        for at, make in self._makers:
            made[at] = make(made[at])
        record = object.__new__(self.kind)
        for put, value in zip(self._put, made, strict=True):
            put(record, value)
        for name, value in (self._unless | others if self._unless else others).items():
            self._put_others[name](record, value)
        return record


@cache
def form(kind: type[Any]) -> _Form:
    """How records of *kind* are packed."""
    return _Form(kind)


def _part(hint: Any) -> tuple[Any, Make | None, Make | None]:
    """The schema of a type, how its values are packed and how they are made again; None where they stay as they are."""
    if is_dataclass(hint):
        assert isinstance(hint, type)
        inner = form(hint)
        # Positions alone tell fields apart; a one-field record would be taken for its field.
        return inner.schema, inner.pack, lambda values: inner.unpack(values, {})
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _either([part for part in parts if part is not type(None)], type(None) in parts)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        schema, pack, make = _part(parts[0])
        return (
            tuple.__class_getitem__((schema, ...)),
            (lambda values: tuple(map(pack, values))) if pack else None,
            (lambda values: tuple(map(make, values))) if make else None,
        )
    if origin is tuple:
        found = [_part(part) for part in parts]
        if any(pack for _, pack, _ in found):
            raise TypeError(f"cannot pack {hint}: expected a pair of plain values")
        return tuple.__class_getitem__(tuple(schema for schema, _, _ in found)), None, None
    return hint, None, None


def _either(kinds: Sequence[Any], optional: bool) -> tuple[Any, Make | None, Make | None]:
    """One of several records, told apart by the place of their class; or one kind or nothing."""
    if len(kinds) == 1:
        schema, pack, make = _part(kinds[0])
        return (
            schema | None if optional and not get_origin(schema) else Union[schema, None],  # noqa: UP007 - built at run time
            (lambda value: None if value is None else pack(value)) if pack else None,
            (lambda value: None if value is None else make(value)) if make else None,
        )
    return tuple.__class_getitem__((int, bytes)), *_choice([form(kind) for kind in kinds])


def _choice(forms: Sequence[_Form]) -> tuple[Make, Make]:
    """Packing for a record of one of several classes: bytes within bytes, for its class says which schema reads it."""
    number = {one.kind: nth for nth, one in enumerate(forms)}
    decoders = [msgspec.msgpack.Decoder(one.schema) for one in forms]

    def pack(value: Any) -> tuple[int, bytes]:
        nth = number[type(value)]
        return nth, _ENCODER.encode(forms[nth].pack(value))

    def make(value: tuple[int, bytes]) -> Any:
        nth, data = value
        return forms[nth].unpack(decoders[nth].decode(data), {})

    return pack, make


_ENCODER = msgspec.msgpack.Encoder()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Any]:
    relation = tuple.__class_getitem__((*get_args(form(Relation).schema), tuple[tuple[str, int], ...]))
    schema = tuple.__class_getitem__(
        (form(Source).schema, list.__class_getitem__(form(Claim).schema), list.__class_getitem__(relation))
    )
    return msgspec.msgpack.Decoder(schema)


__all__ = ["Packed", "decoded", "encoded", "form"]
