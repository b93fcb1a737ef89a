"""How a text says that its figures belong together: shares, sums, changes, ranks, announced counts, repeated values.

What is found here is grammar, not arithmetic: a relation is kept whether or not it holds, and the rules judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.extract.changes import changes
from checker.extract.claims import Context
from checker.extract.figures import Figure
from checker.extract.items import Items
from checker.extract.listings import listings
from checker.extract.orders import orders
from checker.extract.restatements import restatements
from checker.extract.shares import ratios, shares
from checker.extract.sums import sums
from checker.languages.hits import DateHit
from checker.model import Claim, Relation


def relations(context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> tuple[Relation, ...]:
    """Every relation of the text, in order of place."""
    items = Items(context, pairs)
    found = [
        *ratios(items),
        *shares(items),
        *sums(items),
        *changes(items),
        *orders(items),
        *restatements(items, [claim for claim, _ in pairs]),
        *listings(context, [(item.claim, item.figure) for item in items.all]),
    ]
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end, r.kind)))
