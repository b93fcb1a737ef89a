"""Tables beyond the cap on cells: every row is looked through, in stretches, and what is found there is kept.

Cells within the cap became claims when the table was read. A first pass reads every row for cells that cannot be read
and, where columns are made of others, for what those make; it marks which rows must be compared with rows far away. A
second pass gathers those, and the rules see them together. Only what a finding cites becomes a claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.config import Step
from checker.engine.cache import stamp
from checker.engine.kin import MOST_KIN, Kin, Record, Way
from checker.engine.longrows import COURSE, MOST_REPEATED, MOST_TOTALS, PERIOD, SIBLINGS, Rows
from checker.errors import ReadError
from checker.ingest import Entry, stretches
from checker.ingest.draft import LIMIT
from checker.model import Claim, Discrepancy, Passage, Problem, Source, Table
from checker.text.span import Span

if TYPE_CHECKING:
    from checker.engine.intake import Reading

# What tells one state of a file from another.
Stamp = tuple[int, int, int]
# (the rule, the view) → what it found, and why it found nothing at all.
Judge = Callable[[Step, Table], tuple[Sequence[Discrepancy], Problem | None]]
# Rows before a stretch that are looked at with it: what a growth is from, and what shows how a column is made.
_CONTEXT_ROWS = 100
# Findings of one rule in one table beyond which the rest is counted: nobody reads more, and each costs memory.
MOST_FOUND = 1_000
# Claims that the findings of one table cite before further ones are counted: a total cites all of its parts.
MOST_CITED = 50_000


class _Cited(NamedTuple):
    """A claim of a row. ``line`` is its number in the table, ``text`` the record."""

    line: int
    text: str
    claim: Claim


@dataclass(slots=True)
class _Found:
    """What was found in one table. ``counts``: rule → its findings, kept or not; ``large``: groups that none saw whole."""

    findings: list[tuple[Discrepancy, tuple[_Cited, ...]]] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    large: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    derived: bool = False
    unkeyed: bool = False
    more_totals: bool = False
    _known: set[tuple[object, ...]] = field(default_factory=set)
    _cited: int = 0

    def take(self, one: Discrepancy, cited: tuple[_Cited, ...]) -> None:
        """Keep a finding that is new; where there are too many, only their number."""
        # A growth is seen in a stretch, and again with all rows of its labels.
        known = (one.rule, *((each.line, each.claim.span.start - each.claim.sentence.start) for each in cited))
        if known in self._known:
            return
        self.counts[one.rule] += 1
        if self.kept[one.rule] < MOST_FOUND and self._cited + len(cited) <= MOST_CITED:
            self._known.add(known)
            self._cited += len(cited)
            self.kept[one.rule] += 1
            self.findings.append((replace(one, claims=()), cited))


class Remembered:
    """What was found in long tables, for runs that look at the same files again and again."""

    def __init__(self) -> None:
        self._found: dict[tuple[Path, Stamp], _Found | None] = {}

    def looked(self, table: Table, entry: Entry, steps: Sequence[Step], judge: Judge) -> _Found | None:
        """What is known of the file as it is now; one state of each file is remembered."""
        before = stamp(entry.path)
        if before is None:
            return None
        key = (entry.path, before)
        if key not in self._found:
            self._found = {known: found for known, found in self._found.items() if known[0] != entry.path}
            self._found[key] = _looked(table, entry, steps, judge)
        return self._found[key]


def looked_through(
    reading: Reading,
    plan: Sequence[Step],
    judge: Judge,
    number_all: Callable[[Iterable[Passage]], tuple[Passage, ...]],
    remembered: Remembered | None = None,
) -> tuple[Reading, list[Discrepancy]]:
    """*reading* with the claims of rows beyond the cap that a finding cites, numbered anew, and those findings."""
    look = remembered.looked if remembered else _looked
    steps = [step for step in plan if "table" in step.rule.info.views]
    paths = [passage.source.path for passage in reading.passages]
    passages: list[Passage] = []
    problems = list(reading.problems)
    found: list[tuple[str, Discrepancy, tuple[int, ...]]] = []
    for passage in reading.passages:
        path = passage.source.path
        entry = reading.files.get(path)
        if passage.table is not None and _cut(passage, reading.problems) and entry and paths.count(path) == 1 and steps:
            one = look(passage.table, entry, steps, judge)
            if one is not None:
                # Its rows are judged with those behind them, so by itself it is a stretch like any.
                passage, cited = _grown(passage, replace(passage.table, part="stretch"), one)
                found += [(path, finding, numbers) for (finding, _), numbers in zip(one.findings, cited, strict=True)]
                problems = [_retold(problem, path, passage, one) for problem in problems] + [*one.problems]
        passages.append(passage)
    if not found:
        return reading._replace(problems=tuple(problems)), []
    numbered = number_all(passages)
    claims = {(passage.source.path, claim.nth): claim for passage in numbered for claim in passage.claims}
    findings = [replace(one, claims=tuple(claims[path, nth] for nth in numbers)) for path, one, numbers in found]
    return reading._replace(passages=numbered, problems=tuple(problems)), findings


def _cut(passage: Passage, problems: Iterable[Problem]) -> bool:
    return any(problem.rule == LIMIT and problem.path == passage.source.path for problem in problems)


def _looked(table: Table, entry: Entry, steps: Sequence[Step], judge: Judge) -> _Found | None:
    """What the rows of a table say beyond its claims; None where it cannot be read to its end."""
    rows, found = Rows(table), _Found()
    kept = table.source.text.count("\n")
    form = table.source.format

    def read() -> Iterator[stretches.Stretch]:
        return stretches.stretches(entry.path, form, entry.shape)

    try:
        with Kin() as kin:
            for view, seen in _in_stretches(read(), rows, kin, kept):
                _judge(view, steps, judge, found, table.source, after=seen)
            if rows.scattered(kin):
                repeated = [record for stretch in read() for record in rows.gather(stretch, kin)]
                if repeated:
                    _judge(rows.view(repeated, "repeated", length=rows.count), steps, judge, found, table.source)
                for one in rows.views(kin):
                    if isinstance(one, Way):
                        found.large[one.part] += 1
                    else:
                        _judge(one, steps, judge, found, table.source)
    except (ReadError, OSError):
        # The problem that the table was cut stands, and says that the rest was not looked at.
        return None
    found.rows, found.derived, found.unkeyed, found.more_totals = (
        rows.count,
        rows.derived,
        rows.unkeyed,
        rows.more_totals,
    )
    return found


def _in_stretches(pieces: Iterable[stretches.Stretch], rows: Rows, kin: Kin, kept: int) -> Iterator[tuple[Table, int]]:
    """The first pass: stretches as tables of the rows to judge, each with the last of its lines that is judged already."""
    context: stretches.Stretch | None = None
    for stretch in pieces:
        whole = stretches.Stretch(context.text + stretch.text, context.line) if context else stretch
        records = rows.records(whole)
        fresh = [one for one in records if one.number >= stretch.line]
        rows.look(fresh, kin)
        seen = max(kept, stretch.line - 1)
        if fresh and fresh[-1].number > seen:
            close = records if rows.derived else rows.unclear(records, seen)
            if close:
                shown = [Record(one.number, whole.text[one.start : one.end]) for one in close]
                yield rows.view(shown, "stretch", after=seen), seen
        if records:
            first = records[-_CONTEXT_ROWS:][0]
            context = stretches.Stretch(whole.text[first.start :], first.number)


def _judge(view: Table, steps: Sequence[Step], judge: Judge, found: _Found, source: Source, *, after: int = 0) -> None:
    """Take what the rules find in *view*, a part of *source*; what is all in its lines up to *after* is known already."""
    lines_of = {row.span.start: row for row in view.rows}
    text = view.source.text
    for step in steps:
        findings, problem = judge(step, view)
        if problem is not None:
            found.problems[problem] = None
        for one in findings:
            rows = [lines_of[claim.sentence.start] for claim in one.claims]
            if all(row.line <= after for row in rows):
                continue
            cited = tuple(
                # The text of the view must go when the view goes.
                _Cited(row.line, row.span.cut(text), replace(claim, source=source))
                for row, claim in zip(rows, one.claims, strict=True)
            )
            found.take(one, cited)


def _grown(passage: Passage, table: Table, found: _Found) -> tuple[Passage, list[tuple[int, ...]]]:
    """*passage* with the rows that findings cite, and for each finding the numbers (``nth``) of its claims.

    The text is drawn out by an empty line for each row that is not kept, so that a cited row stands on its own line.
    """
    text = passage.source.text
    starts = _line_starts(text)
    known = {claim.span.start: claim.nth for claim in passage.claims}
    cited = {one.line: one.text for _, claims in found.findings for one in claims if one.line > len(starts)}
    parts, line = [text if text.endswith("\n") else text + "\n"], len(starts) + 1
    size = len(parts[0])
    for number_, record in sorted(cited.items()):
        parts.append("\n" * (number_ - line) + record + "\n")
        starts[number_] = size + number_ - line
        size += len(parts[-1])
        line = number_ + record.count("\n") + 1
    source = replace(passage.source, text="".join(parts))
    extra: list[Claim] = []
    first = max(known.values(), default=-1) + 1
    numbers: list[tuple[int, ...]] = []
    for _, claims in found.findings:
        moved = [_moved(one.claim, starts[one.line] - one.claim.sentence.start) for one in claims]
        for one in moved:
            if one.span.start not in known:
                nth = known[one.span.start] = first + len(extra)
                extra.append(replace(one, id=f"{source.id}.{nth}", source=source, nth=nth))
        numbers.append(tuple(known[one.span.start] for one in moved))
    grown = replace(passage, source=source, claims=(*passage.claims, *extra))
    return replace(grown, table=replace(table, source=source)), numbers


def _line_starts(text: str) -> dict[int, int]:
    """The number of each line, from 1 → where it starts."""
    at, out = 0, {}
    for number_, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        out[number_] = at
        at += len(line) + 1
    return out


def _moved(claim: Claim, shift: int) -> Claim:
    span, whole = (Span(one.start + shift, one.end + shift) for one in (claim.span, claim.sentence))
    return replace(claim, span=span, sentence=whole, clause=whole)


def _retold(problem: Problem, path: str, passage: Passage, found: _Found) -> Problem:
    """The problem that the table was cut, told as what is then not known."""
    if problem.rule != LIMIT or problem.path != path:
        return problem
    assert passage.table is not None
    return replace(problem, message="; ".join(_told(len(passage.table.rows), found)))


def _told(kept: int, found: _Found) -> Iterator[str]:
    looks = ["cells that cannot be read", "labels that stand twice", "totals of rows"]
    looks += ["columns made of others"] if found.derived else []
    yield f"the first {kept} of {found.rows} rows were checked whole; the others were looked through for {', '.join(looks)}"
    if found.unkeyed:
        yield f"labels of more than {MOST_REPEATED} rows stand more than once, so none of these is told"
    for part, what in _TOO_LARGE.items():
        if found.large[part]:
            yield what.format(most=MOST_KIN, groups=found.large[part])
    if found.more_totals:
        yield f"of the totals, the first {MOST_TOTALS} were checked"
    for rule, number_ in sorted(found.counts.items()):
        if number_ > found.kept[rule]:
            yield f"{rule}: {number_ - found.kept[rule]} more findings there are only counted"


# What is not judged where a group of rows is too large, as it is told.
_TOO_LARGE = {
    SIBLINGS: "totals of more than {most} rows are not ({groups})",
    PERIOD: "shares of and ranks among more than {most} rows are not ({groups})",
    COURSE: "growth along more than {most} rows is not ({groups})",
}
