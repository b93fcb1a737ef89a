"""How a text says that its figures belong together: shares, sums, announced counts.

What is found here is grammar, not arithmetic: a relation is kept whether or not it holds, and the rules judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.extract.claims import Context
from checker.extract.figures import Figure
from checker.extract.listings import listings
from checker.languages.hits import DateHit
from checker.model import Claim, Kind, Relation
from checker.text.span import Span
from checker.values.figure import Quantity

# What may stand between "a/b" and "p%" when p is meant to be a/b.
_SHARE_LINK = re.compile(
    r"^[\w\s,.'’“”\"-]{0,40}?[\s,(–-]*\b(?:đạt|chiếm|tương đương|tương ứng|tức|bằng|tỷ lệ|tỉ lệ|or|i\.e\.?|that is|equal to|equivalent to|representing|accounting for|making up|which is|about|around|some)\b[\s,:(a-zà-ỹ]{0,24}$|^[^\d.;:]{0,30}\(\s*(?:[a-zà-ỹ]+\s){0,3}$",
    re.IGNORECASE,
)
_CHANGE_BETWEEN = re.compile(r"\b(?:tăng|giảm|up|down|rose|fell|grew|increase|decrease|lên|xuống|so với|than|gấp)\b", re.IGNORECASE)
_OPENS_PARTS = re.compile(
    r"\b(?:trong đó|trong số đó|trong số này|bao gồm|gồm có|gồm|cụ thể|of which|of whom|of these|including|comprising|consisting of|made up of|among them)\b",
    re.IGNORECASE,
)
_EXHAUSTIVE = re.compile(r"\b(?:bao gồm|gồm có|gồm|comprising|consisting of|made up of)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(r"…|\.\.\.|v\.v|\bnhư\b|such as|\betc\b|\bhơn nữa\b|among others|chủ yếu|riêng|mainly|mostly|còn lại|đáng chú ý", re.IGNORECASE)
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class _Item:
    claim: Claim
    figure: Figure


def relations(context: Context, pairs: Sequence[tuple[Claim, Figure | DateHit]]) -> tuple[Relation, ...]:
    """Every relation of the text, in order of place."""
    items = [_Item(claim, made_from) for claim, made_from in pairs if isinstance(made_from, Figure)]
    found = [*_shares(context, items), *_sums(context, items), *listings(context, [(item.claim, item.figure) for item in items])]
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end, r.kind)))


def _shares(context: Context, items: Sequence[_Item]) -> list[Relation]:
    """"132.626/253.837 hồ sơ, đạt 50,25%", "41 of 63 (65%)"."""
    out = []
    text = context.view.text
    for left, right in zip(items, items[1:], strict=False):
        value, share = left.claim.value, right.claim.value
        if not (isinstance(value, Quantity) and isinstance(share, Quantity)):
            continue
        if value.of is None or left.figure.form != "ratio" or share.unit.key != "%" or share.is_range:
            continue
        if left.claim.sentence != right.claim.sentence or right.claim.kind is not Kind.PERCENT:
            continue
        between = text[left.figure.end : right.figure.start]
        if len(between) > 60 or _CHANGE_BETWEEN.search(between) or not _SHARE_LINK.match(between):
            continue
        out.append(Relation(kind="ratio", roles=(("ratio", left.claim), ("share", right.claim)), span=left.claim.span.joined(right.claim.span)))
    return out


def _sums(context: Context, items: Sequence[_Item]) -> list[Relation]:
    """A total, and its parts behind "trong đó", "gồm", "of which", or in brackets."""
    out = []
    text = context.view.text
    for index, total in enumerate(items[:-1]):
        if not _can_add(total):
            continue
        after = items[index + 1]
        gap_start, gap_end = total.figure.end, after.figure.start
        gap = text[gap_start:gap_end]
        if len(gap) > 160 or "\n" in gap:
            continue
        marker = _OPENS_PARTS.search(gap)
        bracket = gap.lstrip().startswith("(") and len(gap) <= 12
        if marker is None and not bracket:
            continue
        end = _closing(text, gap_start, context.end, bracket=bracket, marker=gap_start + (marker.start() if marker else 0), sentence=total)
        parts = _parts(items, index + 1, total, end)
        if len(parts) < 2:
            continue
        passage = text[gap_start:end]
        same = all(_alike(total, part) for part in parts)
        exhaustive = bool(marker and _EXHAUSTIVE.search(marker[0])) or bracket
        if _OPEN_ENDED.search(passage):
            exhaustive = False
        label = "exhaustive" if same and exhaustive else "partial" if same else "loose"
        roles = (("total", total.claim), *(("part", part.claim) for part in parts))
        out.append(Relation(kind="sum", roles=roles, span=Span(total.claim.span.start, parts[-1].claim.span.end), label=label))
    return out


def _closing(text: str, start: int, end: int, *, bracket: bool, marker: int, sentence: _Item) -> int:
    """Where the list of parts ends: the closing bracket, or the end of the next sentence after "trong đó"."""
    if bracket or text.rfind("(", start, marker) > text.rfind(")", start, marker):
        closed = text.find(")", marker)
        stop = closed if 0 <= closed <= start + 400 else end
        # An unbalanced bracket inside: "(trong đó a, đạt 50%), b, đạt 96%)".
        following = text.find(")", stop + 1, stop + 120)
        opened = text.find("(", stop + 1, stop + 120)
        if following >= 0 and (opened < 0 or following < opened):
            stop = following
        return stop
    stop = min(end, start + 500)
    for mark in (". ", ".\n", "\n", "; "):
        at = text.find(mark, marker)
        if 0 <= at < stop:
            # "Trong đó, a …; b …": the parts of one list may be joined by a semicolon.
            stop = at if mark != "; " else stop
    return stop


def _parts(items: Sequence[_Item], first: int, total: _Item, end: int) -> list[_Item]:
    out = []
    for item in items[first : first + 3 * _MOST_PARTS]:
        if item.figure.start >= end:
            break
        if not _can_add(item):
            continue
        if item.claim.reference or item.claim.kind is Kind.CHANGE:
            continue
        if _dimension(item) != _dimension(total):
            continue
        out.append(item)
    return out if len(out) <= _MOST_PARTS else []


def _can_add(item: _Item) -> bool:
    value = item.claim.value
    if not isinstance(value, Quantity) or value.is_range:
        return False
    return item.figure.form in ("number", "ratio") and value.unit.dimension in ("count", "money", "mass", "area", "volume", "length", "energy", "power", "data")


def _dimension(item: _Item) -> str:
    value = item.claim.value
    assert isinstance(value, Quantity)
    return value.unit.dimension if value.unit.dimension != "money" else value.unit.key


def _alike(total: _Item, part: _Item) -> bool:
    """Whether total and part count the same thing: one noun, or a part that prints none."""
    left, right = total.claim.value, part.claim.value
    assert isinstance(left, Quantity) and isinstance(right, Quantity)
    if left.unit.dimension != "count":
        return True
    return not right.unit.noun or not left.unit.noun or left.unit.noun.split()[0] == right.unit.noun.split()[0]
