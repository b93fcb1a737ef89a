"""How a text says that its figures belong together: shares, sums, changes, ranks, announced counts, repeated values.

What is found here is grammar, not arithmetic: a relation is kept whether or not it holds, and the rules judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.extract.changes import changes
from checker.extract.context import Context
from checker.extract.conversions import conversions
from checker.extract.figures import Figure
from checker.extract.items import Items
from checker.extract.listings import listings, numbered
from checker.extract.orders import orders
from checker.extract.points import points
from checker.extract.products import products
from checker.extract.restatements import restatements
from checker.extract.shares import implied, ratios, shares
from checker.extract.sums import sums
from checker.languages.hits import DateHit
from checker.model import Claim, Kind, Relation
from checker.text.span import Span
from checker.values.figure import Label


def relations(
    context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """The claims that only a relation makes, and every relation of the text, in order of place."""
    items = Items(context, pairs)
    found = [
        *ratios(items),
        *shares(items),
        *implied(items),
        *sums(items),
        *changes(items),
        *orders(items),
        *conversions(items),
        *products(items),
        *points(items),
        *restatements(items, [claim for claim, _ in pairs]),
        *listings(context, [(item.claim, item.figure) for item in items.all]),
    ]
    extra, gaps = _gaps(context, len(pairs))
    return extra, tuple(sorted([*found, *gaps], key=lambda r: (r.span.start, r.span.end, r.kind)))


def _gaps(context: Context, first: int) -> tuple[tuple[Claim, ...], list[Relation]]:
    """A ``series`` for each numbered list that lacks a number, with its marks as claims.

    The roles are ``mark``, the items the missing numbers. No figure stands there, so the marks are claims only where a
    number is missing.
    """
    claims: list[Claim] = []
    out: list[Relation] = []
    for missing, marks in numbered(context):
        own = []
        for number, start, end in marks:
            nth = first + len(claims)
            span = context.view.original(start, end)
            sentence = context.sentence(start).span
            claim = Claim(
                id=f"{context.source.id}.{nth}",
                source=context.source,
                span=span,
                sentence=sentence,
                clause=sentence,
                kind=Kind.LIST,
                value=Label(text=str(number)),
                nth=nth,
            )
            claims.append(claim)
            own.append(claim)
        roles = tuple(("mark", claim) for claim in own)
        span = Span(own[0].span.start, own[-1].span.end)
        out.append(Relation(kind="series", roles=roles, span=span, items=tuple(str(number) for number in missing)))
    return tuple(claims), out
