"""Tables beyond the cap on cells: every row is looked through, in stretches, and what is found there is kept.

Cells within the cap became claims when the table was read. Of the rest, a first pass reads each row for cells that
cannot be read and, where columns are made of others, for what those make; it keeps eight bytes of every row's labels.
A second pass fetches the rows whose labels or key stand more than once. Only what a finding cites becomes a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.config import Step
from checker.errors import ReadError
from checker.extract.cells import table_of
from checker.extract.cellvalues import measure, no_value, number, period, without_footnote
from checker.extract.grid import Line, lines
from checker.extract.layout import Layout, layout
from checker.ingest import Entry, stretches
from checker.ingest.draft import LIMIT
from checker.model import Claim, Discrepancy, Passage, Problem, Source, Table
from checker.text.normal import folded
from checker.text.span import Span

if TYPE_CHECKING:
    from checker.engine.intake import Reading

# (the rule, the view) → what it found, and why it found nothing at all.
Judge = Callable[[Step, Table], tuple[Sequence[Discrepancy], Problem | None]]
# Lines from which the layout of a table is told again, header and all; the layout itself looks at fewer.
_HEAD_LINES = 2_500
# Characters below which digits with one decimal mark are surely a number that a cell may hold.
_SHORT = 20
# Rows before a stretch that are looked at with it: what a growth is from, and what shows how a column is made.
_CONTEXT_ROWS = 100
# Findings of one rule in one table beyond which the rest is counted: nobody reads more, and each costs memory.
MOST_FOUND = 1_000
# Rows of one table that are fetched because their labels stand twice; where there are more, labels are no key.
MOST_REPEATED = 2_000


class _Cited(NamedTuple):
    """A claim of a row beyond the cap. ``line`` is its number in the table, ``text`` the record."""

    line: int
    text: str
    claim: Claim


@dataclass(slots=True)
class _Found:
    """What was found in one table. ``more``: rule → findings that are not kept."""

    findings: list[tuple[Discrepancy, tuple[_Cited, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    unkeyed: bool = False

    def take(self, one: Discrepancy, cited: tuple[_Cited, ...]) -> None:
        self.counts[one.rule] = self.counts.get(one.rule, 0) + 1
        if self.counts[one.rule] <= MOST_FOUND:
            self.findings.append((one, cited))


def looked_through(
    reading: Reading, plan: Sequence[Step], judge: Judge, number_all: Callable[[Iterable[Passage]], tuple[Passage, ...]]
) -> tuple[Reading, list[Discrepancy]]:
    """*reading* with the claims of rows beyond the cap that a finding cites, numbered anew, and those findings."""
    steps = [step for step in plan if "table" in step.rule.info.views]
    paths = [passage.source.path for passage in reading.passages]
    passages: list[Passage] = []
    problems = list(reading.problems)
    found: list[tuple[str, Discrepancy, tuple[int, ...]]] = []
    for passage in reading.passages:
        path = passage.source.path
        entry = reading.files.get(path)
        if passage.table is not None and _cut(passage, reading.problems) and entry and paths.count(path) == 1 and steps:
            one = _looked(passage.table, entry, steps, judge)
            if one is not None:
                passage, cited = _grown(passage, passage.table, one)
                found += [(path, finding, numbers) for (finding, _), numbers in zip(one.findings, cited, strict=True)]
                problems = [_retold(problem, path, passage, one) for problem in problems] + one.problems
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
    """What the rows of a table say that lie beyond its claims; None where it cannot be read to its end."""
    source = table.source
    layout_ = layout(replace(source, text="\n".join(source.text.split("\n")[:_HEAD_LINES])))
    search = _Search(table, layout_, source.text.count("\n"))
    found = _Found()
    hashes: list[Sequence[int]] = []
    form = "csv" if source.format == "csv" else source.format
    try:
        context: stretches.Stretch | None = None
        for stretch in stretches.stretches(entry.path, form, entry.shape):
            whole = stretches.Stretch(context.text + stretch.text, context.line) if context else stretch
            records, text = search.records(whole), whole.text
            fresh = [line for line in records if line.number >= stretch.line]
            hashes.append(search.hashes(fresh))
            found.rows += len(fresh)
            seen = max(search.kept, stretch.line - 1)
            if fresh and fresh[-1].number > seen:
                close = records if search.derived else search.unclear(records, seen)
                view = search.view(text, close, "stretch", len(close), seen)
                _judge(view, steps, judge, found, text, after=seen)
            if records:
                first = records[-_CONTEXT_ROWS:][0]
                context = stretches.Stretch(text[first.start :], first.number)
        repeated = _repeated(hashes, len(table.rows))
        if len(repeated) > MOST_REPEATED:
            found.unkeyed = True
        elif repeated:
            text, rows = search.fetched(stretches.stretches(entry.path, form, entry.shape), repeated)
            view = search.view(text, rows, "repeated", found.rows, search.kept)
            _judge(view, steps, judge, found, text, after=search.kept)
    except (ReadError, OSError):
        # The problem that the table was cut stands, and says that the rest was not looked at.
        return None
    return found


class _Search:
    """How the rows of one table are read. ``kept``: the last line whose cells are claims already."""

    def __init__(self, table: Table, found: Layout, kept: int) -> None:
        self.table, self.kept = table, kept
        self._layout = found
        self._first = table.rows[0].line if table.rows else 1
        self.derived = any(column.derived for column in table.of_role("value"))
        self._values = [column.nth for column in table.of_role("value")]
        self._periods = [column.nth for column in table.of_role("period")]
        self._units = [column.nth for column in table.of_role("unit")]
        self._labels = list(table.key) or [c.nth for c in table.of_role("scope", "indicator", "period", "unit")]

    def records(self, stretch: stretches.Stretch) -> list[Line]:
        """The rows of a stretch, below the header, with their numbers in the table."""
        shift = stretch.line - 1
        found = lines(stretch.text, self.table.delimiter)
        found = [line._replace(number=line.number + shift) for line in found] if shift else found
        # A line with a first cell alone is a note or a heading between rows.
        narrow = len(self.table.columns) == 1
        return [
            line
            for line in found
            if line.number >= self._first and (narrow or any(cell.text for cell in line.cells[1:]))
        ]

    def hashes(self, records: Iterable[Line]) -> Sequence[int]:
        """64 bits of the labels or the key of each row."""
        import numpy as np

        labels = self._labels
        told = (
            hash(tuple(_label(cells[nth].text) if nth < len(cells) else "" for nth in labels))
            for cells in (line.cells for line in records)
        )
        # Where nothing tells rows apart, none stands twice.
        return np.fromiter(told, dtype=np.int64) if labels else ()  # type: ignore[return-value]

    def unclear(self, records: Sequence[Line], seen: int) -> list[Line]:
        """The rows behind line *seen* with a cell that is not what its column holds, each with the row before it."""
        wanted: list[Line] = []
        for nth, line in enumerate(records):
            if line.number > seen and not self._clear(line):
                if nth and (not wanted or wanted[-1] is not records[nth - 1]):
                    # A finding cites a figure; where the cell was the only one of its row, that of the row before.
                    wanted.append(records[nth - 1])
                wanted.append(line)
        return wanted

    def _clear(self, line: Line) -> bool:
        cells, found = line.cells, self._layout
        for nth in self._values:
            text = cells[nth].text if nth < len(cells) else ""
            # Most cells are digits with at most one mark between them; what is not is read as any cell is.
            if len(text) < _SHORT and text[-1:].isdecimal() and text.replace(found.decimal, "", 1).isdecimal():
                continue
            if not no_value(text, found.missing) and number(text, found.decimal) is None:
                return False
        for columns, reads in ((self._periods, period), (self._units, measure)):
            for nth in columns:
                text = cells[nth].text if nth < len(cells) else ""
                if text and not no_value(text, found.missing) and reads(without_footnote(text), found.lang) is None:
                    return False
        return True

    def view(self, text: str, records: Sequence[Line], part: str, length: int, seen: int) -> Table:
        """*records*, whose places are those in *text*, as a view for rules; cells up to line *seen* are told already."""
        source = replace(self.table.source, text=text, body=Span(0, len(text)))
        made = table_of(source, replace(self._layout, body=tuple(records), absent=(), marks="shown"))
        flaws = tuple(flaw for flaw in made.flaws if flaw.row is not None and made.rows[flaw.row].line > seen)
        return replace(made, part=part, length=length, flaws=flaws)

    def fetched(self, pieces: Iterable[stretches.Stretch], wanted: Sequence[int]) -> tuple[str, list[Line]]:
        """The rows with the numbers *wanted*, from 0, as one text, with their numbers in the table."""
        texts, numbers, left, count = [], [], set(wanted), 0
        for stretch in pieces:
            records = self.records(stretch)
            for nth in [nth for nth in range(count, count + len(records)) if nth in left]:
                line = records[nth - count]
                texts.append(stretch.text[line.start : line.end] + "\n")
                numbers.append(line.number)
            count += len(records)
        text = "".join(texts)
        rows = lines(text, self.table.delimiter)
        return text, [line._replace(number=number_) for line, number_ in zip(rows, numbers, strict=True)]


@lru_cache(maxsize=65_536)
def _label(text: str) -> str:
    return folded(without_footnote(text))


def _repeated(hashes: Sequence[Sequence[int]], first: int) -> list[int]:
    """The rows, from 0, whose hash stands more than once; none where all of those are among the *first*.

    Where there are more than ``MOST_REPEATED``, some of them. Takes 16 bytes a row.
    """
    import numpy as np

    if not hashes or not len(hashes[0]):
        return []
    ordered = np.concatenate([np.asarray(one) for one in hashes])
    ordered.sort()
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    rows: list[int] = []
    count = 0
    for one in hashes:
        rows += (np.flatnonzero(np.isin(one, twice)) + count).tolist()
        count += len(one)
        if len(rows) > MOST_REPEATED and count > first:
            break
    return rows if rows and rows[-1] >= first else []


def _judge(view: Table, steps: Sequence[Step], judge: Judge, found: _Found, text: str, *, after: int) -> None:
    """Take what the rules find in *view*; findings whose lines are all among the first *after* are known already."""
    lines_of = {row.span.start: row for row in view.rows}
    for step in steps:
        findings, problem = judge(step, view)
        if problem is not None:
            found.problems.append(problem)
        for one in findings:
            rows = [lines_of[claim.sentence.start] for claim in one.claims]
            if all(row.line <= after for row in rows):
                continue
            cited = tuple(
                _Cited(row.line, row.span.cut(text), claim) for row, claim in zip(rows, one.claims, strict=True)
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
    parts, size, line = [text if text.endswith("\n") else text + "\n"], 0, len(starts) + 1
    size = len(parts[0])
    for number_, record in sorted(cited.items()):
        parts.append("\n" * (number_ - line) + record + "\n")
        starts[number_] = size + number_ - line
        size += len(parts[-1])
        line = number_ + record.count("\n") + 1
    source = replace(passage.source, text="".join(parts), body=Span(passage.source.body.start, size))
    extra: dict[int, Claim] = {}
    numbers = [tuple(_number(one, starts, known, extra, source) for one in claims) for _, claims in found.findings]
    grown = replace(passage, source=source, claims=(*passage.claims, *sorted(extra.values(), key=lambda one: one.nth)))
    return replace(grown, table=replace(table, source=source)), numbers


def _line_starts(text: str) -> dict[int, int]:
    """The number of each line, from 1 → where it starts."""
    at, out = 0, {}
    for number_, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        out[number_] = at
        at += len(line) + 1
    return out


def _number(
    one: _Cited, starts: Mapping[int, int], known: dict[int, int], extra: dict[int, Claim], source: Source
) -> int:
    """The ``nth`` of a claim in the grown source; a new claim is added to *extra*, by where it starts."""
    shift = starts[one.line] - one.claim.sentence.start
    span = _moved(one.claim.span, shift)
    if span.start not in known:
        nth = max(known.values(), default=-1) + 1 if not extra else max(claim.nth for claim in extra.values()) + 1
        known[span.start] = nth
        whole = _moved(one.claim.sentence, shift)
        extra[span.start] = replace(
            one.claim, id=f"{source.id}.{nth}", source=source, span=span, sentence=whole, clause=whole, nth=nth
        )
    return known[span.start]


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _retold(problem: Problem, path: str, passage: Passage, found: _Found) -> Problem:
    """The problem that the table was cut, told as what is then not known."""
    if problem.rule != LIMIT or problem.path != path:
        return problem
    assert passage.table is not None
    return replace(problem, message="; ".join(_told(len(passage.table.rows), passage.table, found)))


def _told(kept: int, table: Table, found: _Found) -> Iterator[str]:
    looks = ["cells that cannot be read", "labels that stand twice"]
    looks += ["columns made of others"] if any(column.derived for column in table.columns) else []
    yield f"the first {kept} of {found.rows} rows were checked whole; the others were looked through for {', '.join(looks)}"
    if found.unkeyed:
        yield f"labels of more than {MOST_REPEATED} rows stand more than once, so none of these is told"
    for rule, number_ in sorted(found.counts.items()):
        if number_ > MOST_FOUND:
            yield f"{rule}: {number_ - MOST_FOUND} more findings there are only counted"
