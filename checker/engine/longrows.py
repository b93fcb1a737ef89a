"""The rows of a table beyond the cap on cells: read stretch by stretch, and shown to rules as tables of some rows.

Which rows must be seen together is said by ``Way``: those that a total may be of (*siblings*: alike in all labels but
one, and in their period), those of one *period* (a share is of all of them, a rank among them), those with the same
labels (*course*: a growth is from one to the next).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from checker.engine.kin import Kin, Record, Way
from checker.extract.cells import is_total, label_of, period_of, table_of
from checker.extract.cellvalues import measure, no_value, number, period, without_footnote
from checker.extract.grid import Bare, Line, bare, lines
from checker.extract.layout import Layout, layout
from checker.ingest.stretches import Stretch
from checker.languages.tables import table_words
from checker.model import Table
from checker.text.span import Span
from checker.values.period import Period

# Lines from which the layout of a table is told again, header and all; the layout itself looks at fewer.
_HEAD_LINES = 2_500
# Characters below which digits with one decimal mark are surely a number that a cell may hold.
_SHORT = 20
# Rows that are fetched because their labels stand twice; where there are more, labels are no key.
MOST_REPEATED = 2_000
# Totals whose parts are looked for; each takes a hundred bytes until its parts are found.
MOST_TOTALS = 50_000
# Rows that are shown to rules at once, besides those of a single group.
_VIEW_ROWS = 5_000
PERIOD, COURSE, SIBLINGS = "period", "course", "siblings"


class Rows:
    """How the rows of one table are read, and which of them must be seen together."""

    def __init__(self, table: Table) -> None:
        source = table.source
        head = "\n".join(source.text.split("\n", _HEAD_LINES)[:_HEAD_LINES])
        self._layout: Layout = layout(replace(source, text=head))
        self._table = replace(table, claims=(), at={}, rows=(), flaws=(), articles=())
        self._first = table.rows[0].line if table.rows else 1
        self._narrow = len(table.columns) == 1
        derived = {column.derived for column in table.of_role("value")} - {""}
        self.derived = bool(derived)
        self._values = [column.nth for column in table.of_role("value")]
        self._periods = [column.nth for column in table.of_role("period")]
        self._units = [column.nth for column in table.of_role("unit")]
        self._labels = [column.nth for column in table.of_role("scope", "indicator")]
        self._key = list(table.key) or sorted(self._labels + self._periods + self._units)
        self._far = {Way(PERIOD)} if derived & {"share", "rank"} else set()
        self._growth = "growth" in derived and bool(self._periods)
        # The kin of each total; the kin of the row before the next.
        self._totals: dict[Way, set[int]] = {}
        self._last = 0
        self._repeated: Collection[int] = ()
        self.count = 0
        self.unkeyed = self.more_totals = False

    def records(self, stretch: Stretch) -> list[Bare]:
        """The rows of a stretch, below the header, with their numbers in the table."""
        shift = stretch.line - 1
        found = [
            one
            # A line with a first cell alone is a note or a heading between rows.
            for one in bare(stretch.text, self._table.delimiter)
            if one.number + shift >= self._first and (self._narrow or any(one.cells[1:]))
        ]
        return [one._replace(number=one.number + shift) for one in found] if shift else found

    # ── the first pass ───────────────────────────────────────────────────────────────────────────────────────────

    def look(self, records: Sequence[Bare], kin: Kin) -> None:
        """Keep what tells which rows must be seen together."""
        self.count += len(records)
        if self._key:
            # Where nothing tells rows apart, none stands twice.
            kin.mark("key", self._hashes(records, self._key))
        for place, nth in enumerate(self._labels):
            totals = self._totals_in(records, nth)
            if totals:
                way = Way(SIBLINGS, place)
                known = self._totals.setdefault(way, set())
                for key, record in self._keyed(way, totals):
                    if self._total_elsewhere(record, place):
                        continue
                    if len(known) < MOST_TOTALS:
                        known.add(key)
                    elif key not in known:
                        self.more_totals = True
        if self._growth:
            kin.mark(COURSE, self._begun(records))

    def _begun(self, records: Sequence[Bare]) -> Iterator[int]:
        """The kin of each row whose row before is of another."""
        for key, _ in self._keyed(Way(COURSE), records):
            if key != self._last:
                yield key
            self._last = key

    def scattered(self, kin: Kin) -> bool:
        """Work out which rows must be seen together, when all have been looked at; whether there are any."""
        twice = kin.repeated("key", MOST_REPEATED)
        self.unkeyed = sum(twice.values()) > MOST_REPEATED
        self._repeated = () if self.unkeyed else set(twice)
        if self._growth and kin.repeated(COURSE, 1):
            # Where the rows with the same labels follow each other, a stretch shows what a growth is from.
            self._far.add(Way(COURSE))
        return bool(self._repeated or self._far or self._totals)

    # ── the second pass ──────────────────────────────────────────────────────────────────────────────────────────

    def gather(self, stretch: Stretch, kin: Kin) -> list[Record]:
        """Keep the rows of a stretch that are kin of others; those whose key stands twice are returned."""
        records, text = self.records(stretch), stretch.text

        def told(one: Bare) -> Record:
            return Record(one.number, text[one.start : one.end])

        for way in sorted(self._far):
            kin.add(way, ((key, told(one)) for key, one in self._keyed(way, records)))
        for way, totals in sorted(self._totals.items()):
            kept = ((key, one) for key, one in self._keyed(way, records) if key in totals)
            kin.add(way, ((key, told(one)) for key, one in kept if not self._total_elsewhere(one, way.place)))
        if not self._repeated:
            return []
        keys = self._hashes(records, self._key)
        return [told(one) for key, one in zip(keys, records, strict=True) if key in self._repeated]

    def views(self, kin: Kin) -> Iterator[Table | Way]:
        """Some rows with all of their kin; a ``Way`` for each group that is too large to be seen together."""
        for way in kin.ways():
            rows: list[Record] = []
            for group in kin.groups(way):
                if group is None:
                    yield way
                    continue
                if rows and len(rows) + len(group) > _VIEW_ROWS:
                    yield self.view(rows, way.part)
                    rows = []
                rows += group
            if rows:
                yield self.view(rows, way.part)

    # ── what a row says ──────────────────────────────────────────────────────────────────────────────────────────

    def _hashes(self, records: Sequence[Bare], columns: Iterable[int]) -> Iterator[int]:
        """64 bits of what the cells of some columns say, for each row."""
        return map(hash, zip(*(map(_label, _column(records, nth)) for nth in columns), strict=True))

    def _keyed(self, way: Way, records: Sequence[Bare]) -> Iterator[tuple[int, Bare]]:
        """Each row with 64 bits of what it is kin by."""
        lang = self._layout.lang
        own = [nth for place, nth in enumerate(self._labels) if way.part != PERIOD and place != way.place]
        labels = self._hashes(records, own) if own else iter([0] * len(records))
        if way.part == COURSE or not self._periods:
            return zip(labels, records, strict=True)
        cells = zip(*(_column(records, nth) for nth in self._periods), strict=True)
        periods = (_period(one, lang) for one in cells)
        return zip(map(hash, zip(labels, periods, strict=True)), records, strict=True)

    def _totals_in(self, records: Sequence[Bare], nth: int) -> list[Bare]:
        texts = list(_column(records, nth))
        words = table_words().totals
        named = {text for text in set(texts) if is_total(_label(text), words)}
        return [one for one, text in zip(records, texts, strict=True) if text in named] if named else []

    def _total_elsewhere(self, record: Bare, place: int) -> bool:
        """Whether a row is a total also by another label: its parts are totals, and judged with those."""
        words = table_words().totals
        others = (nth for other, nth in enumerate(self._labels) if other != place and nth < len(record.cells))
        return any(is_total(_label(record.cells[nth]), words) for nth in others)

    def unclear(self, records: Sequence[Bare], seen: int) -> list[Bare]:
        """The rows behind line *seen* with a cell that is not what its column holds, each with the row before it."""
        strange = self._strange(records)
        wanted: list[Bare] = []
        for nth in strange:
            if records[nth].number > seen:
                if nth and (not wanted or wanted[-1] is not records[nth - 1]):
                    # A finding cites a figure; where the cell was the only one of its row, that of the row before.
                    wanted.append(records[nth - 1])
                wanted.append(records[nth])
        return wanted

    def _strange(self, records: Sequence[Bare]) -> list[int]:
        """The places, in order, of records with a cell that is not what its column holds."""
        out: set[int] = set()
        known = ((self._values, self._a_number), (self._periods, self._a_period), (self._units, self._a_unit))
        for columns, clear in known:
            for nth in columns:
                texts = list(_column(records, nth))
                strange = {text for text in set(texts) if not clear(text)}
                if strange:
                    out.update(place for place, text in enumerate(texts) if text in strange)
        return sorted(out)

    def _a_number(self, text: str) -> bool:
        mark = self._layout.decimal
        # Most cells are digits with at most one mark between them; what is not is read as any cell is.
        if len(text) < _SHORT and text[-1:].isdecimal() and text.replace(mark, "", 1).isdecimal():
            return True
        return no_value(text, self._layout.missing) or number(text, mark) is not None

    def _a_period(self, text: str) -> bool:
        return self._nothing(text) or period(without_footnote(text), self._layout.lang) is not None

    def _a_unit(self, text: str) -> bool:
        return self._nothing(text) or measure(text, self._layout.lang) is not None

    def _nothing(self, text: str) -> bool:
        return not text or no_value(text, self._layout.missing)

    # ── what rules see ───────────────────────────────────────────────────────────────────────────────────────────

    def view(self, records: Sequence[Record], part: str, *, length: int | None = None, after: int = 0) -> Table:
        """*records* as a table of which rules see *part*; flaws up to line *after* are told already.

        The places of its rows are in a text of their own; ``Row.line`` is the number in the table.
        """
        text = "".join(f"{one.text}\n" for one in records)
        source = replace(self._table.source, text=text, body=Span(0, len(text)))
        body = tuple(_read_again(records, text, self._table.delimiter))
        made = table_of(source, replace(self._layout, body=body, absent=(), marks="shown"))
        flaws = tuple(flaw for flaw in made.flaws if flaw.row is not None and made.rows[flaw.row].line > after)
        return replace(made, part=part, length=len(records) if length is None else length, flaws=flaws)


@lru_cache(maxsize=65_536)
def _label(text: str) -> str:
    return label_of(text)


@lru_cache(maxsize=65_536)
def _period(cells: tuple[str, ...], lang: str) -> Period | None:
    return period_of(cells, lang)


def _column(records: Sequence[Bare], nth: int) -> Iterator[str]:
    return (one.cells[nth] if nth < len(one.cells) else "" for one in records)


def _read_again(records: Sequence[Record], text: str, delimiter: str) -> Iterator[Line]:
    """The cells of *records* with their places in *text*, which is all of them, one after the other."""
    if '"' not in text:
        for one, line in zip(records, lines(text, delimiter), strict=True):
            yield line._replace(number=one.line)
        return
    at = 0
    for one in records:
        # By itself: an open quotation mark must not reach into a row that stood elsewhere.
        (line,) = lines(one.text, delimiter)
        cells = tuple(cell._replace(start=cell.start + at, end=cell.end + at) for cell in line.cells)
        yield line._replace(number=one.line, start=line.start + at, end=line.end + at, cells=cells)
        at += len(one.text) + 1
