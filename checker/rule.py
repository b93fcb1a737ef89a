"""All that a rule author imports.

A rule is one module: its docstring is its documentation, ``RULE`` says what it is and what it looks at,
``check`` yields discrepancies. See any file in ``rules/`` for the shape.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from checker.model import (
    Claim,
    ClaimGroup,
    Column,
    Discrepancy,
    Flaw,
    Kind,
    Passage,
    Place,
    Relation,
    Row,
    Series,
    Severity,
    Source,
    Status,
    Table,
)
from checker.text.span import Span
from checker.text.told import Sentences, Told, joined
from checker.values.arithmetic import Fit, Statement, difference, fold, growth, growth_by, product, share, total
from checker.values.compare import Comparison, compare
from checker.values.figure import Label, Moment, Quantity, Value
from checker.values.hedge import Hedge
from checker.values.interval import Interval
from checker.values.period import Period
from checker.values.slips import scale_slip
from checker.values.spelling import short, stretch
from checker.values.units import Unit

__all__ = [
    "LABELS",
    "Claim",
    "ClaimGroup",
    "Column",
    "Discrepancy",
    "Dispute",
    "Flaw",
    "Hedge",
    "Interval",
    "Kind",
    "Label",
    "Moment",
    "Moving",
    "Nearness",
    "NoOptions",
    "Passage",
    "Period",
    "Place",
    "Quantity",
    "Relation",
    "Row",
    "RuleInfo",
    "Sentences",
    "Series",
    "Severity",
    "Source",
    "Span",
    "Stated",
    "Status",
    "Table",
    "Told",
    "Value",
    "allows",
    "comparable",
    "dated",
    "fingerprint",
    "in_table",
    "joined",
    "listed",
    "misfit",
    "moves",
    "number",
    "outlet",
    "part_of_day",
    "parts_apart",
    "printed",
    "quantities",
    "reason",
    "resolved",
    "spaced",
    "stated",
    "unit_name",
    "weekday",
]  # fmt: skip

SAY = Sentences(__file__)
UNITS = Sentences(str(Path(__file__).with_name("units.toml")))


def unit_name(unit: Unit, *, one: bool = False) -> str:
    """A unit as a finding names it, in every language where its key is a word of one; *one* of it, where that differs."""
    single = f"{unit.key} (1)"
    name = single if one and single in UNITS.templates else unit.key
    return UNITS(name) if name in UNITS.templates else unit.key


def spaced(text: str) -> str:
    """*text* behind a space, in every language that it is known in."""
    return joined(("", text), " ")


HEADINGS = ("What it compares", "Why it matters", "Reported", "Not reported")

View = Literal["passage", "group", "series", "table"]


@dataclass(frozen=True, slots=True)
class NoOptions:
    """A rule without options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What a rule is. ``sees`` names the view that its ``check`` is given, one at a time."""

    code: str
    name: str
    severity: Severity
    sees: View
    since: str
    options: type[Any] = NoOptions

    def discrepancy(
        self,
        *claims: Claim,
        message: str,
        derivation: Iterable[str] = (),
        severity: Severity | None = None,
        confidence: float = 1.0,
        group: str | None = None,
        suggestion: str | None = None,
    ) -> Discrepancy:
        """A finding of this rule over *claims*; the severity is the rule's own unless given."""
        return Discrepancy(
            id=fingerprint(self.code, claims),
            rule=self.code,
            name=self.name,
            severity=severity or self.severity,
            confidence=round(confidence, 4),
            message=message,
            claims=claims,
            group=group,
            derivation=tuple(derivation),
            suggestion=suggestion,
        )

    def over(self, group: ClaimGroup, disputes: Iterable[Dispute], *, sure: float) -> Iterator[Discrepancy]:
        """The one finding of a group: every value in dispute, with the sources that print it; nothing without one.

        The worst dispute gives the severity and the reason. Where the group is less certain than *sure* (0 to 1)
        to state one fact, the finding is a question: info.
        """
        ranked = _settled(group, disputes)
        if not ranked:
            return
        worst = ranked[0]
        claims = _mentions(claim for dispute in ranked for claim in (dispute.left, dispute.right))
        lines: dict[str, None] = {}
        told: set[tuple[tuple[str, str], ...]] = set()
        for dispute in ranked:
            readings = (_reading(dispute.left), _reading(dispute.right))
            if readings not in told:
                told.add(readings)
                lines.update(dict.fromkeys(dispute.derivation))
        severity = worst.severity if group.confidence >= sure else Severity.INFO
        yield self.discrepancy(
            *claims,
            message=_message(worst, claims),
            derivation=[*lines, *_independence(claims, group)],
            severity=severity,
            confidence=group.confidence * worst.weight,
            group=group.id,
        )


@dataclass(frozen=True, slots=True)
class Nearness:
    """What may be set.

    ``round_share``  how far a round figure may stand from an exact one, as a share of it; 0.05 is 5 %
    ``near_share``   the gap, as a share of the larger figure, up to which a hedged figure, and two counts that differ
                     by one, are close and not apart
    ``sure``         the confidence of a group, 0 to 1, under which a finding is only info
    """

    round_share: Decimal = Decimal("0.05")
    near_share: Decimal = Decimal("0.02")
    sure: float = 0.4

    def compared(self, left: Quantity, right: Quantity) -> Comparison:
        """How the two stand to each other."""
        return compare(left, right, round_share=self.round_share, near_share=self.near_share)

    def scale_slip(self, left: Quantity, right: Quantity) -> int:
        """The power of ten that, set right, lets the two agree: 1, 3, 6 or 9; 0 where none does."""
        return scale_slip(left, right, round_share=self.round_share, near_share=self.near_share)


@dataclass(frozen=True, slots=True)
class Moving(Nearness):
    """What may be set.

    ``round_share``   how far a round figure may stand from an exact one, as a share of it; 0.05 is 5 %
    ``near_share``    the gap, as a share of the larger figure, up to which a hedged figure, and two counts that differ
                      by one, are close and not apart
    ``update_hours``  the hours between two publications from which a count may have moved
    ``sure``          the confidence of a group, 0 to 1, under which a finding is only info
    """

    update_hours: int = 12


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


Check = Callable[[Any, Any], Iterator[Discrepancy]]

# Statuses that make two claims different facts: a target is not contradicted by a result. A day that was announced
# and a day on which it happened are one fact, though.
_APART = frozenset({Status.TARGET, Status.LIMIT, Status.FORECAST})
_MOMENTS_APART = frozenset({Status.TARGET, Status.LIMIT})


def comparable(left: Claim, right: Claim) -> bool:
    """Whether nothing that both texts declare makes the two different facts: status, period, what a change is from."""
    moments = isinstance(left.value, Moment) and isinstance(right.value, Moment)
    if left.status != right.status and {left.status, right.status} & (_MOMENTS_APART if moments else _APART):
        return False
    if left.base and right.base and left.base != right.base:
        return False
    return _of_one_time(left, right)


# What is counted over a stretch of time: the year's is not the month's. A price or a rank holds at any day of it.
_OVER_TIME = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.CHANGE, Kind.MEASURE})


def _of_one_time(left: Claim, right: Claim) -> bool:
    """Whether the periods of the two, where both have one, leave room for one fact: "over the year", "in November"."""
    one, two = left.period, right.period
    if one is None or two is None:
        return True
    over_time = {left.kind, right.kind} <= _OVER_TIME
    if over_time and one.whole_months() and two.whole_months():
        return (one.start, one.end) == (two.start, two.end)
    if over_time and (_reached(one, two) or _reached(two, one)):
        return False
    return one.overlaps(two)


def _reached(day: Period, whole: Period) -> bool:
    """Whether *day* is how far a running total got ("by the end of November") and *whole* goes on for months behind it."""
    month_end = day.start == day.end < date.max and (day.end + timedelta(days=1)).day == 1
    return month_end and whole.whole_months() and whole.start <= day.start and day.end < whole.end


_TABLE_FORMATS = frozenset({"csv", "parquet", "xlsx", "xls", "ods", "json", "jsonl"})


def in_table(claim: Claim) -> bool:
    """Whether the claim is a cell of a table: its unit and its labels are exact, and its rounding is the column's."""
    return claim.source.format in _TABLE_FORMATS


# Ranks and their like are names, not amounts: one place apart is as wrong as ten.
LABELS = frozenset({Kind.RANK, Kind.ORDINAL, Kind.SCORE, Kind.LIST})


def quantities(
    group: ClaimGroup, *, without: frozenset[Kind] = LABELS, cells: bool = False
) -> Iterator[tuple[Claim, Quantity, Claim, Quantity]]:
    """Each comparable pair of quantities of two sources, the smaller first, kinds in *without* left out.

    Pairs with a cell of a table come with *cells*, and are then the only ones.
    """
    for left, right in _comparable_pairs(_Same(group)):
        if (in_table(left) or in_table(right)) is not cells:
            continue
        if left.kind in without or right.kind in without:
            continue
        if not (isinstance(left.value, Quantity) and isinstance(right.value, Quantity)):
            continue
        if {left.kind, right.kind} != {Kind.PERCENT, Kind.CHANGE} or not _told_both_ways(left.value, right.value):
            yield left, left.value, right, right.value


class _Same:
    """A group by its identity: its parts are not hashable, and comparing them would cost more than is saved."""

    __slots__ = ("group",)

    def __init__(self, group: ClaimGroup) -> None:
        self.group = group

    def __hash__(self) -> int:
        return id(self.group)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.group is self.group


# One rule after another asks for the pairs of a group. The key holds the group, so its identity is not given anew.
@lru_cache(maxsize=1)
def _comparable_pairs(same: _Same) -> list[tuple[Claim, Claim]]:
    """The comparable pairs of quantities, the smaller first."""
    claims = [claim for claim in same.group.claims if isinstance(claim.value, Quantity)]
    places = range(len(claims))
    rank = {place: nth for nth, place in enumerate(sorted(places, key=lambda place: _order(claims[place])))}
    return [
        (claims[one], claims[two]) if rank[one] < rank[two] else (claims[two], claims[one])
        for one, two in combinations(places, 2)
        if claims[one].source.id != claims[two].source.id and comparable(claims[one], claims[two])
    ]


def _told_both_ways(share: Quantity, change: Quantity) -> bool:
    """Whether one is the level that the other leads to: a fall of 14,5 % leaves 85,5 %, a rise of 10 % makes 110 %."""
    if share.unit.key != change.unit.key:
        return False
    whole = Interval.point(_HUNDRED)
    left, right = share.printed(), change.printed()
    return (left + right).overlaps(whole) or (right - left).overlaps(whole)


def moves(left: Claim, right: Claim, group: ClaimGroup, *, hours: int) -> str:
    """How two counts of something still going on, published at least *hours* apart, stand: ``grows``, ``falls`` or "".

    ``grows`` where the later one is the larger, ``falls`` where it is the smaller and the group counts a running
    total. Neither may be about a stretch that was over before the first came out. A source that gives the day alone
    counts from that day's end, or to its beginning.
    """
    if left.kind is not Kind.COUNT or right.kind is not Kind.COUNT:
        return ""
    low, high = sorted((left, right), key=_order)
    if _follows(low, high, hours):
        return "grows"
    return "falls" if group.cumulative and _follows(high, low, hours) else ""


def _follows(first: Claim, second: Claim, hours: int) -> bool:
    before, after = _published(first, end=True), _published(second, end=False)
    if before is None or after is None or after - before < timedelta(hours=hours):
        return False
    return not any(claim.period is not None and claim.period.end < before.date() for claim in (first, second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a relation says as arithmetic. ``claims`` are those of the inputs in order, then the result's.

    A figure "a/b" is two inputs: its claim stands twice, ``below`` tells the places that mean b.
    """

    claims: tuple[Claim, ...]
    statement: Statement
    below: frozenset[int] = frozenset()

    def named(self) -> tuple[Claim, ...]:
        """Each claim once, in order."""
        return tuple(dict.fromkeys(self.claims))


def stated(relation: Relation) -> Iterator[Stated]:
    """The statements that *relation* makes: a share, a sum, a product, each step of a change; none without its roles."""
    match relation.kind:
        case "ratio":
            yield from _shares(relation)
        case "sum" if relation.label != "loose":
            yield from _total(relation)
        case "change":
            yield from _steps(relation)
        case "product":
            yield from _product(relation)
        case _:
            return


def _product(relation: Relation) -> Iterator[Stated]:
    count, each, whole = (relation.one(role) for role in ("count", "each", "total"))
    if count is None or each is None or whole is None:
        return
    rate = dataclass_replace(_quantity(each), unit=_quantity(whole).unit)
    yield from _made(product(_quantity(count), rate, _quantity(whole)), (count, each, whole))


def _total(relation: Relation) -> Iterator[Stated]:
    """A sum; parts that the text does not call all of them make none unless they exceed their total."""
    whole, parts = relation.one("total"), relation.all("part")
    if whole is None or _quantity(whole).of is not None:
        return
    made = total([_quantity(part) for part in parts], _quantity(whole))
    if made is not None and (relation.label != "partial" or made.made().lo > made.result.literal().hi):
        yield Stated(claims=(*parts, whole), statement=made)


def _shares(relation: Relation) -> Iterator[Stated]:
    ratio, part, whole, percentage = (relation.one(role) for role in ("ratio", "part", "whole", "share"))
    if percentage is None or percentage.kind is Kind.CHANGE:
        return
    if ratio is not None:
        above = _quantity(ratio)
        if above.of is not None:
            under = Quantity(lo=above.of, hi=above.of, grain=above.grain, unit=above.unit)
            made = share(dataclass_replace(above, of=None), under, _quantity(percentage))
            yield from _made(made, (ratio, ratio, percentage), frozenset({1}))
    elif part is not None and whole is not None:
        yield from _made(share(_quantity(part), _quantity(whole), _quantity(percentage)), (part, whole, percentage))


def _steps(relation: Relation) -> Iterator[Stated]:
    before, after, steps, up = relation.one("from"), relation.one("to"), relation.all("by"), relation.label == "up"
    if relation.label not in ("up", "down") or after is None:
        return
    if before is None:
        amounts = [step for step in steps if _quantity(step).unit.dimension != "percent"]
        rates = [step for step in steps if _quantity(step).unit.dimension == "percent"]
        for amount, rate in zip(amounts, rates, strict=False):
            made = growth_by(_quantity(after), _quantity(amount), _unsigned(rate), up=up)
            yield from _made(made, (after, amount, rate))
        return
    more, less = (after, before) if up else (before, after)
    for step in steps:
        match _quantity(step).unit.dimension:
            case "percent":
                made = growth(_quantity(before), _quantity(after), _unsigned(step), up=up)
                yield from _made(made, (before, after, step))
            case "multiple":
                yield from _made(fold(_quantity(less), _quantity(more), _quantity(step)), (less, more, step))
            case "points" | "points_score" if _quantity(more).unit.dimension == "percent":
                points = _in_percent(_unsigned(step), _quantity(more).unit)
                yield from _made(difference(_quantity(more), _quantity(less), points), (more, less, step))
            case _:
                yield from _made(difference(_quantity(more), _quantity(less), _unsigned(step)), (more, less, step))


def _made(
    statement: Statement | None, claims: tuple[Claim, ...], below: frozenset[int] = frozenset()
) -> Iterator[Stated]:
    if statement is not None:
        yield Stated(claims=claims, statement=statement, below=below)


def _in_percent(step: Quantity, percent: Unit) -> Quantity:
    """A step in percentage points or basis points as what it adds to a percentage."""
    factor = step.unit.factor if step.unit.dimension == "points" and step.unit.factor else Decimal(1)
    return dataclass_replace(step, lo=step.lo * factor, hi=step.hi * factor, grain=step.grain * factor, unit=percent)


def _quantity(claim: Claim) -> Quantity:
    assert isinstance(claim.value, Quantity), f"{claim.id}: only amounts stand in arithmetic"
    return claim.value


def _unsigned(claim: Claim) -> Quantity:
    """A step without its sign: "giảm 25.200 tỷ (-3,1 %)" tells the direction twice."""
    value = _quantity(claim)
    return dataclass_replace(value, lo=-value.hi, hi=-value.lo) if value.hi < 0 else value


def printed(claim: Claim) -> str:
    """The quote in quotation marks, on one line."""
    return f"“{' '.join(unicodedata.normalize('NFC', claim.quote).split())}”"


def listed(parts: Iterable[str]) -> Told:
    """ "“4” and “5” and “6”", in every language."""
    return joined(parts, SAY("and"))


def allows(claim: Claim, amounts: Interval, *, places: int | None = None, unit: str = "") -> Told:
    """The line of a derivation that says which amounts a figure may stand for; *unit* comes with its space."""
    return SAY("allows", claim=printed(claim), amounts=stretch(amounts, places=places), unit=unit)


def reason(name: Literal["letter", "rounded"]) -> Told:
    """Why arithmetic that does not come out is no error yet: it holds to the letter, or with round figures."""
    return SAY(name)


def misfit(statement: Statement, *, steps: int) -> tuple[Severity, Told] | None:
    """How bad it is that *statement* does not come out, and why; None where it does.

    A gap of no more than *steps* steps of the last printed place of the result is a warning.
    """
    fit = statement.fit()
    match fit:
        case Fit.HOLDS:
            return None
        case Fit.LETTER:
            return Severity.WARNING, SAY("letter")
        case Fit.ROUNDED | Fit.CUT:
            return Severity.INFO, SAY("rounded" if fit is Fit.ROUNDED else "cut")
        case _:
            gap = statement.gap()
            severity = Severity.WARNING if gap <= statement.result.grain * steps else Severity.ERROR
            percent = statement.result.unit.dimension == "percent"
            return severity, SAY("points_apart" if percent else "apart", gap=short(gap, rounding=ROUND_DOWN))


def weekday(day: int) -> Told:
    """The name of a day of the week, 0 Monday to 6 Sunday."""
    return SAY(_WEEKDAYS[day])


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def dated(claim: Claim) -> Told:
    """The line of a derivation that says which day or time a claim states: "“last night” is 2024-05-06, night"."""
    moment = claim.value
    assert isinstance(moment, Moment), f"{claim.id}: only days and times are dated"
    return SAY("dated", claim=printed(claim), moment=resolved(moment))


def resolved(moment: Moment) -> Told:
    """The days or times that a moment runs from and to, and its part of the day."""
    whole = (
        SAY("point", at=moment.start) if moment.start == moment.end else SAY("span", start=moment.start, end=moment.end)
    )
    return SAY("part", moment=whole, part=part_of_day(moment.part)) if moment.part else whole


def part_of_day(name: str) -> str:
    """The name of ``Moment.part``; as it is where there is no other."""
    return SAY(name) if name in SAY.templates else name


def parts_apart(left: str, right: str) -> bool:
    """Whether two parts of the day, as ``Moment.part`` names them, cannot both be meant; False for neighbours."""
    return frozenset((left, right)) in _PARTS_APART


# Parts of the day that ordinary usage keeps apart; neighbours such as morning and noon run into each other.
_PARTS_APART = frozenset(
    frozenset(pair)
    for pair in (
        ("morning", "afternoon"),
        ("morning", "evening"),
        ("noon", "evening"),
        ("noon", "night"),
        ("afternoon", "evening"),
        ("afternoon", "night"),
    )
)


def outlet(source: Source) -> str:
    """The name that a reader knows a source by: its outlet, else its file."""
    return source.outlet or PurePosixPath(source.path).name


def _published(claim: Claim, *, end: bool) -> datetime | None:
    text = claim.source.published
    if text is None or len(text) < len("YYYY-MM-DD"):
        return None
    # Publication times have no zone in the model: they are compared with each other alone.
    moment = datetime.fromisoformat(text)
    return moment.replace(hour=23, minute=59) if end and len(text) == len("YYYY-MM-DD") else moment


def _order(claim: Claim) -> tuple[Decimal, Decimal, str, str, str, str, str, int]:
    """By value, then by outlet and quote; paths decide only between mentions that print alike."""
    value = claim.value
    low, high = (value.lo, value.hi) if isinstance(value, Quantity) else (Decimal(0), Decimal(0))
    if isinstance(value, Quantity) and value.unit.factor is not None:
        low, high = low * value.unit.factor, high * value.unit.factor
    source = claim.source
    return low, high, canonical(value), value.hedge.value, outlet(source), claim.quote, source.path, claim.span.start


def _settled(group: ClaimGroup, disputes: Iterable[Dispute]) -> list[Dispute]:
    """The disputes that stand, the worst first.

    Where each of two sources also prints the other's value, the two values are two facts that both report.
    """
    found = list(disputes)
    if not found:
        return found
    values: dict[str, set[tuple[str, str]]] = {}
    for claim in group.claims:
        values.setdefault(claim.source.id, set()).add(_reading(claim))
    standing = [
        dispute
        for dispute in found
        if not (
            _reading(dispute.left) in values[dispute.right.source.id]
            and _reading(dispute.right) in values[dispute.left.source.id]
        )
    ]
    return sorted(standing, key=lambda d: (d.severity.rank, -d.weight, _order(d.left), _order(d.right)))


def _amount(claim: Claim) -> str:
    """The value without its hedge and the noun it counts: what makes two mentions print one number."""
    value = claim.value
    if not isinstance(value, Quantity) or value.unit.factor is None:
        return canonical(value)
    factor = value.unit.factor
    of = "" if value.of is None else number(value.of)
    return f"{number(value.lo * factor)}..{number(value.hi * factor)}/{of} {value.unit.dimension}"


def _reading(claim: Claim) -> tuple[str, str]:
    return _amount(claim), claim.value.hedge.value


def _mentions(claims: Iterable[Claim]) -> list[Claim]:
    """One mention per source and reading, in the order of values: the first in its body, else the one in its title."""
    first: dict[tuple[str, tuple[str, str]], Claim] = {}
    for claim in claims:
        key = (claim.source.id, _reading(claim))
        if key not in first or _rank(claim) < _rank(first[key]):
            first[key] = claim
    return sorted(first.values(), key=_order)


def _rank(claim: Claim) -> tuple[bool, Span]:
    """A title shortens what the body says in full, so it comes last."""
    return claim.place is Place.TITLE, claim.span


def _message(worst: Dispute, claims: Sequence[Claim]) -> Told:
    """ "“40 km” (Alpha, Beta) against “36 km” (Gamma): …": each number once, with who prints it."""
    opposed = _amount(worst.left) == _amount(worst.right)
    voices: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        voices.setdefault(_reading(claim) if opposed else (_amount(claim),), []).append(claim)
    ends = [_reading(claim) if opposed else (_amount(claim),) for claim in (worst.left, worst.right)]
    main = SAY("against", left=_voiced(voices[ends[0]]), right=_voiced(voices[ends[1]]), reason=worst.reason)
    others = [_voiced(voice) for key, voice in voices.items() if key not in ends]
    return SAY("also", message=main, others=joined(others, ", ")) if others else main


def _voiced(claims: Sequence[Claim]) -> Told:
    names = sorted({outlet(claim.source) for claim in claims})
    more = SAY("more", n=len(names) - _NAMED) if len(names) > _NAMED else ""
    return SAY("voiced", claim=printed(claims[0]), outlets=", ".join(names[:_NAMED]), more=more)


_HUNDRED = Decimal(100)
# How many outlets a message names for one value before it counts the rest.
_NAMED = 3


def _independence(claims: Sequence[Claim], group: ClaimGroup) -> list[str]:
    """A line where copies of one origin would pass for several voices."""
    sources = {claim.source.id for claim in claims}
    origins = {group.origins.get(source, source) for source in sources}
    if len(origins) == len(sources):
        return []
    return [SAY.count(len(origins), "origins", articles=len(sources))]


def fingerprint(code: str, claims: Iterable[Claim]) -> str:
    """The identity of a finding: 16 hex digits over the rule, the fact and the sorted distinct values.

    Inside one article the fact is (indicator, period, scope, unit dimension) of the claim whose fields sort first.
    Across articles the values alone stand for it, with their dimension: what each article calls the fact, and which
    period it names, differs from one to the next, so any choice among them would change with an outlet that merely
    repeats a value (DECISIONS.md, "What stands for a fact across articles"). Fields are NFC, lower case,
    length-prefixed. Lines, paths, wording of the message, confidence, the noun that a count carries and the number of
    agreeing sources are not in it.
    """
    claims = tuple(claims)
    facts = sorted({_fact(claim) for claim in claims}) if len({claim.source.id for claim in claims}) == 1 else []
    values = sorted({_amount(claim) for claim in claims})
    fields = ["factcheck/v1", code, *(facts[0] if facts else ()), *values]
    packed = b"".join(len(raw := unicodedata.normalize("NFC", f).encode()).to_bytes(4, "big") + raw for f in fields)
    return hashlib.sha256(packed).hexdigest()[:16]


def _fact(claim: Claim) -> tuple[str, str, str, str]:
    dimension = claim.value.unit.dimension if isinstance(claim.value, Quantity) else claim.kind.value
    return (" ".join(claim.indicator.lower().split()), str(claim.period or ""), claim.scope.lower(), dimension)


def canonical(value: Value) -> str:
    """A value in one spelling: equal values print alike, whatever the notation."""
    match value:
        case Quantity():
            ends = number(value.lo) if value.lo == value.hi else f"{number(value.lo)}..{number(value.hi)}"
            return f"{ends}{'' if value.of is None else '/' + number(value.of)} {value.unit.key}"
        case Moment():
            return value.start if value.start == value.end else f"{value.start}..{value.end}"
        case Label():
            return value.text


def number(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: ``Decimal("1E+3")`` → ``1000``."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
