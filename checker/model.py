"""The nouns: source, claim, relation, session, claim group, discrepancy, problem, report.

Records are frozen and keyword-only. What a text does not say is ``None``, never a default value.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations
from math import fsum
from typing import Final

from checker.text.span import Span, line_and_column
from checker.values.figure import Value
from checker.values.period import Period


class Kind(StrEnum):
    """What sort of statement a figure makes; the report contract lists the kinds."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    CHANGE = "change"
    RANK = "rank"
    RATIO = "ratio"
    MEASURE = "measure"
    PRICE = "price"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    ORDINAL = "ordinal"
    SCORE = "score"
    LIST = "list"


class Status(StrEnum):
    """Whether a value has happened, is estimated, foreseen, aimed at or a limit."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    TARGET = "target"
    LIMIT = "limit"


class Place(StrEnum):
    """Where in its article a claim stands."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


class Severity(StrEnum):
    """How sure we are that two statements cannot both hold."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info: sorts the worst first."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHint:
    """What is told of one column of a table. Empty means "find out".

    ``name``  the header as printed; ``role`` as in ``Column``; ``unit`` as a header would print it
    ``type``  the type that a data package declares: ``number``, ``integer``, ``string``, ``date``, ``year``, …
    """

    name: str
    role: str = ""
    unit: str = ""
    type: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is told of a table from outside: by its data package, or by ``[[table]]`` in the settings.

    ``file``       glob over the path of the source; empty for a shape that belongs to one file
    ``delimiter``  what stands between the cells of a text table; empty means "find out"
    ``decimal``    the decimal mark; empty means "find out"
    ``header``     the number of header rows; without one it is found out
    ``skip``       the number of rows above the header
    ``unit``       of every value whose column states none
    ``key``        names of the columns that tell a row from every other
    ``missing``    further cells that hold no value
    ``sheet``      of a workbook; empty for the first
    ``cells``      how many cells may become claims; without one, what every table may have
    ``lang``       code of the language of headers and labels; empty means "find out"
    ``title``      what the table is of; empty means "find out"
    ``columns``    what is told of columns, by their headers
    """

    file: str = ""
    delimiter: str = ""
    decimal: str = ""
    header: int | None = None
    skip: int = 0
    unit: str = ""
    lang: str = ""
    key: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    sheet: str = ""
    cells: int | None = None
    title: str = ""
    columns: tuple[ColumnHint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A comment in a source that asks not to report one rule on a stretch of it.

    ``rule``    code or name of the rule, as written; empty where the comment names none
    ``span``    the stretch of ``source.text`` it is for; empty where nothing follows
    ``line``    line of the file where the comment stands, from 1
    ``reason``  what the comment says behind the rules; may be empty
    ``fault``   what is wrong with the comment, which then silences nothing; empty where nothing is
    """

    rule: str
    span: Span
    line: int
    reason: str = ""
    fault: str = ""


# The path of a source, and which story of a round-up it is.
Name = tuple[str, int]
_DAY_CHARS: Final = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article or a table as it was read.

    ``path``       relative to the argument it was found under, ``/`` as separator
    ``text``       the decoded file for ``.txt`` and ``.md`` (front matter included), else the extracted text
    ``published``  ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``; None where neither file nor text tells
    ``body``       where the article proper lies in ``text``: without front matter, without rows beyond the cap of a table
    ``title_span`` where the title stands in ``text``, or None
    ``furniture``  spans of page furniture (counters, menus, ratings) that are not read as claims
    ``removed``    blocks of page furniture that the reader left out of ``text``, beside those in ``furniture``
    ``format``     the reader that made it: ``text``, ``markdown``, ``html``, ``docx``, ``pdf``, ``csv``, …
    ``shape``      what is told of a table from outside, None for everything else
    ``suppressions`` the comments in a Markdown file or a web page that ask not to report a rule
    ``item``       0 for a whole file; of a round-up, which reports several events, its head is 1 and its stories are 2, 3, …:
                   sources with one path and text, each with a title and a ``body`` of its own
    """

    id: str
    path: str
    text: str
    body: Span
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    format: str = "text"
    furniture: tuple[Span, ...] = ()
    removed: int = 0
    status: str = "read"
    shape: Shape | None = None
    suppressions: tuple[Suppression, ...] = ()
    item: int = 0

    @property
    def shown(self) -> Span:
        """The stretch of ``text`` to show to who reads it: all, or the story of a round-up."""
        return self.body if self.item else Span(0, len(self.text))

    @property
    def name(self) -> Name:
        """What it is called whatever it says: its path and ``item``."""
        return self.path, self.item

    @property
    def digest(self) -> str:
        """What tells it from other sources of its path: a hash over its text and, in a round-up, which story it is."""
        text = f"{self.item}\0{self.text}" if self.item else self.text
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def day(self) -> date | None:
        """The day of publication, where ``published`` tells one."""
        published = self.published or ""
        return date.fromisoformat(published[:_DAY_CHARS]) if len(published) >= _DAY_CHARS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement: *indicator* is *value* for *period*, says *source*.

    ``span``       half-open, code points of ``source.text``: number, hedge and unit, nothing else
    ``sentence``   the sentence it stands in
    ``clause``     the clause it stands in, inside ``sentence``
    ``indicator``  the phrase that names what the value is of, as printed; empty where none was found
    ``direction``  ``up``, ``down``, ``level`` or empty: the verb that governs it
    ``scope``      place, organisation or sub-population that the sentence names; empty where none
    ``subject``    the names that govern the statement, folded and sorted
    ``reference``  the figure is only a base of comparison ("from 60 000", "against 2019"), or the number of an edition
                   that the text calls an earlier one ("last month's 5th session"), or a date that something was
                   counted up to ("as of Friday")
    ``base``       what a change is measured against, where the text tells right behind it: ``year``, ``quarter``,
                   ``month``, ``week``, ``day`` (the one before, or the same of last year) or ``start`` (of the year)
    ``nth``        the claim's number within its source, from 0, in order of place
    """

    id: str
    source: Source
    span: Span
    sentence: Span
    clause: Span
    kind: Kind
    value: Value
    indicator: str = ""
    direction: str = ""
    period: Period | None = None
    status: Status = Status.ACTUAL
    scope: str = ""
    subject: tuple[str, ...] = ()
    speaker: str = ""
    place: Place = Place.BODY
    reference: bool = False
    base: str = ""
    nth: int = 0

    @property
    def quote(self) -> str:
        """The passage as printed."""
        return self.span.cut(self.source.text)

    @property
    def sentence_text(self) -> str:
        """The sentence as printed."""
        return self.sentence.cut(self.source.text)

    def position(self) -> tuple[int, int]:
        """Line and column of the quote, from 1."""
        return line_and_column(self.source.text, self.span.start)


# Relations that a rule works out again, whether or not they hold: arithmetic, ranks, counts with their lists, lengths of
# time with their ends, weekdays with their dates.
_WORKED_OUT = frozenset(
    {
        "ratio", "sum", "change", "moved", "product", "conversion", "points", "shares", "implied", "rank", "places", "order", "subset",
        "enumeration", "bullets", "weekday", "length", "age",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a text says that some of its figures belong together.

    ``kind`` and the roles it has (a role may repeat):

    ``ratio``        ``ratio`` ("132.626/253.837", its value has ``of``) or ``part`` and ``whole``; ``share`` (a percentage)
    ``sum``          ``total``, two or more ``part``
    ``enumeration``  ``count``; ``items`` holds what is listed, as printed; ``label`` the word counted ("rõ")
    ``change``       ``from``, ``to``, ``by`` (an amount or a percentage); ``label`` is ``up`` or ``down``
    ``moved``        ``from``, ``to`` behind a word that says which way; ``label`` is ``up`` or ``down``
    ``product``      ``count``, ``each``, ``total``
    ``conversion``   ``amount`` twice: one quantity in two units; ``label`` is ``bracket`` or ``words``
    ``points``       ``level``, ``by`` (both in per cent), ``from`` or ``passed``; ``label`` is ``up`` or ``down``
    ``shares``       two or more ``share``: percentages of one whole; ``label`` is ``complete`` or ``partial``
    ``implied``      ``part``, ``share``, ``printed`` (amounts given of the whole); ``label`` names the whole
    ``rank``         ``rank``, ``field``; ``places``: ``rank``, ``from``, ``by``; ``order``: ``first``, ``next``
    ``subset``       ``part``, ``whole``; or ``share`` alone
    ``restated``     ``headline``, ``body``: one fact told twice
    ``bullets``      as ``enumeration``, each item on a marked line of its own
    ``series``       ``mark``: "first", "second", …; ``items`` are the numbers that are missing

    A ``ratio`` or ``change`` may have ``other`` roles: amounts nearby that the text may mean instead.

    ``span`` covers the passage that says so. ``elsewhere`` holds, for an enumeration, the lists that aligned sources
    give for the same label: (the outlet, else the path, of the source; its items), sorted.
    """

    kind: str
    roles: tuple[tuple[str, Claim], ...]
    span: Span
    items: tuple[str, ...] = ()
    label: str = ""
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def one(self, role: str) -> Claim | None:
        """The first claim in *role*, or None."""
        return next((claim for name, claim in self.roles if name == role), None)

    def all(self, role: str) -> tuple[Claim, ...]:
        """Every claim in *role*, in order of place."""
        return tuple(claim for name, claim in self.roles if name == role)

    def worked_out(self) -> tuple[Claim, ...]:
        """The claims that a rule works out again; amounts nearby that only might be meant are none of them."""
        return tuple(claim for name, claim in self.roles if name != "other") if self.kind in _WORKED_OUT else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, as it was understood.

    ``nth``      from 0, in order of place
    ``name``     the header, its rows joined by " | ", without unit and footnote marks
    ``role``     ``value``; what a value is of: ``indicator``, ``period``, ``scope``, ``unit``; ``note`` and ``skipped`` are
                 not read
    ``unit``     the unit that the header states, as printed, else empty
    ``period``   the period that the header states
    ``derived``  ``growth``, ``share``, ``rank`` or ``total`` where the header says that other columns make it, else empty
    ``why``      why a column is skipped, or how its role was told
    """

    nth: int
    name: str
    role: str
    unit: str = ""
    period: Period | None = None
    derived: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the header. ``line`` counts from 1 in the text; ``cells`` are trimmed and hold every column.

    ``totals``  the numbers of the labels that say that it adds up others
    ``indent``  the leading spaces of its first cell
    ``period``  what its period cells say; ``labels`` are its scope and indicator cells, folded
    """

    line: int
    span: Span
    cells: tuple[str, ...]
    labels: tuple[str, ...] = ()
    period: Period | None = None
    totals: tuple[int, ...] = ()
    indent: int = 0

    @property
    def total(self) -> bool:
        """Whether a label of it says that it adds up others."""
        return bool(self.totals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What cannot be read, or is not there: ``what`` is a clause; ``row`` is None for the whole of the table."""

    what: str
    row: int | None = None
    column: int | None = None
    declared: bool = False


# What rows are added up of: shares, rates and ranks have no total.
_ADDED_UP = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.DURATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A published table: the view that rules over tables get.

    ``claims``    every cell with a value, in order of place; ``at``: (row, column) → its number in ``claims``
    ``form``      ``long`` (one value column, indicators in a column), ``periods`` (periods as columns) or ``wide``
    ``header``    rows of the header; ``length`` the rows of the file below it, read or not
    ``key``       the columns that are declared to tell a row from every other; empty where nothing is declared
    ``skipped``   cells without a value: what is printed there → how often
    ``unknown``   names of columns that are told of from outside and that match no header
    ``astray``    the first and the last line of each record in which a stray quotation mark hides something
    ``articles``  what the sources of the same session say, when the rules run
    ``part``      what a view holds of a table that is too long to be one: a ``stretch`` of rows that follow each other,
                  where what is before and behind them is not there; its ``repeated`` rows, those whose labels or key
                  stand more than once in the whole; or some groups of rows, each of them whole: ``siblings`` (alike but
                  for one label, in one period, one of them a total), those of a ``period``, those of a ``course`` (with
                  the same labels). Empty for a whole table
    """

    source: Source
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]
    at: Mapping[tuple[int, int], int] = field(default_factory=dict, hash=False)
    form: str = "wide"
    title: str = ""
    header: int = 1
    length: int = 0
    delimiter: str = ","
    decimal: str = "."
    key: tuple[int, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict, hash=False)
    flaws: tuple[Flaw, ...] = ()
    unknown: tuple[str, ...] = ()
    astray: tuple[tuple[int, int], ...] = ()
    articles: tuple[Passage, ...] = ()
    part: str = ""

    def cell(self, row: int, column: int) -> Claim | None:
        """The claim of a cell, by row and column from 0; None where it has no value."""
        found = self.at.get((row, column))
        return None if found is None else self.claims[found]

    def worked_out(self) -> tuple[Claim, ...]:
        """The cells that are part of arithmetic in the table itself.

        Those of columns that other columns make (growth, share, rank, total), those of rows that add up others, and in
        the period of such a row those that it may add up: amounts, in whatever row.
        """
        derived = {column.nth for column in self.columns if column.derived}
        totals = {nth for nth, row in enumerate(self.rows) if row.total}
        periods = {self.rows[nth].period for nth in totals}
        found = []
        for (row, column), place in self.at.items():
            claim = self.claims[place]
            part = claim.kind in _ADDED_UP and self.rows[row].period in periods
            if column in derived or row in totals or part:
                found.append(claim)
        return tuple(found)

    def of_role(self, *roles: str) -> tuple[Column, ...]:
        """The columns in one of *roles*, in order of place."""
        return tuple(column for column in self.columns if column.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """All that was read in one source: the view that rules inside one article get. ``table``: for tables alone."""

    source: Source
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...] = ()
    table: Table | None = None

    def of_kind(self, kind: str) -> Iterator[Relation]:
        """The relations of *kind*, in order of place."""
        return (relation for relation in self.relations if relation.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The event that several sources report. ``sources`` are sorted ids."""

    id: str
    date: str | None
    title: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two claims of two articles, weighed: what speaks for and against their stating one fact, in log odds.

    ``left``, ``right``  ids of claims, each of them for all mentions of its value in its article
    ``relation``     how the values stand: ``equal``, ``compatible`` or ``incompatible``
    ``probability``  0 to 1: that both state one fact; the logistic function of the sum of all that follows
    ``start``        what two values that stand so begin with
    ``parts``        name of a feature → (its value, what it adds): positive speaks for, negative against
    ``rest``         what parts too small to be named add together
    ``apart``        names of what kept the two apart, whatever their probability; empty where nothing did
    """

    left: str
    right: str
    relation: str
    probability: float
    start: float
    parts: Mapping[str, tuple[float, float]]
    rest: float = 0.0
    apart: tuple[str, ...] = ()

    @property
    def log_odds(self) -> float:
        """The sum."""
        return fsum([self.start, *(added for _, added in self.parts.values()), self.rest])


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims that state the same fact; agreeing ones too. Claims are sorted by source and place.

    ``confidence``  0 to 1: the probability that all of them state one fact
    ``why``         the named parts of that judgement; positive speaks for, negative against
    ``verdict``     ``agree``, ``compatible`` or ``conflict``
    ``session``     None for a series across sessions
    ``origins``     source id → origin id: near-verbatim copies share one
    ``cumulative``  whether claims that do not agree are of a running total, which only grows
    ``toll``        ``grows`` where they tell what an event did, which is counted on from hour to hour, and none tells the hour
                    of another; ``moves`` where it may also fall, as the missing do; else empty
    ``compared``    its pairs, weighed one by one, those that cannot both hold first; kept where a finding is about them
    """

    id: str
    session: str | None
    indicator: str
    claims: tuple[Claim, ...]
    verdict: str = "agree"
    confidence: float = 1.0
    why: Mapping[str, float] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    cumulative: bool = False
    toll: str = ""
    compared: tuple[Comparison, ...] = ()

    def voices(self) -> tuple[Claim, ...]:
        """The claims that are held against each other: all, or of a crowd about a hundred that state it in every way.

        Of a value that thousands print, so many are taken as others leave room for, first those that differ in what
        they say of it: status, period, day of publication.
        """
        if len(self.claims) <= _VOICES:
            return self.claims
        seen: Counter[object] = Counter()
        ranked = []
        for place, claim in enumerate(self.claims):
            value, stated = claim.value, _stated(claim)
            ranked.append((seen[stated], seen[value], place))
            seen.update((stated, value))
        return tuple(self.claims[place] for place in sorted(place for *_, place in sorted(ranked)[:_VOICES]))

    def pairs(self) -> Iterator[tuple[Claim, Claim]]:
        """Every two ``voices`` of different sources, in order."""
        for left, right in combinations(self.voices(), 2):
            if left.source.id != right.source.id:
                yield left, right


# Claims of a group that are held against each other: rules take about 90 µs for two of them, half a second for all.
_VOICES = 100


def _stated(claim: Claim) -> tuple[object, ...]:
    """What rules look at when they hold a claim against another."""
    source = claim.source
    return (
        claim.value, claim.kind, claim.status, claim.period, claim.base, claim.reference, claim.place is Place.TITLE,
        source.published and source.published[: len("YYYY-MM-DD")], source.format,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator over several sessions. ``points`` are (date ``YYYY-MM-DD``, claim), sorted by date."""

    id: str
    indicator: str
    points: tuple[tuple[str, Claim], ...]
    cumulative: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """What a rule found: claims that cannot hold together, with the arithmetic. It never says who is right."""

    id: str
    rule: str
    name: str
    severity: Severity
    confidence: float
    message: str
    claims: tuple[Claim, ...]
    group: str | None = None
    derivation: tuple[str, ...] = ()
    suggestion: str | None = None
    suppressed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What could not be looked at: an unreadable file, a rule that raised, a cap that was reached.

    An unused suppression (FC002), a stale entry of a baseline (FC003) and a language that is known in part (FC005) are
    told the same way, but leave no file unread.
    """

    rule: str
    path: str
    message: str

    @property
    def leaves_unread(self) -> bool:
        """Whether something was not looked at, so that the exit code must say so."""
        return self.rule not in _REMARKS


# Codes of the engine for what is odd, though everything was looked at.
_REMARKS = frozenset({"FC002", "FC003", "FC005"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was read, and how much of it was checked. Figures count claims; ``furniture`` counts skipped spans.

    ``cells``  the cells among ``recomputed`` that no other source states: arithmetic alone looks at them
    """

    read: int = 0
    partial: int = 0
    unreadable: int = 0
    figures: int = 0
    aligned: int = 0
    recomputed: int = 0
    furniture: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The one model that every output is made from. Everything in it is sorted."""

    version: str
    sources: tuple[Source, ...] = ()
    sessions: tuple[Session, ...] = ()
    claims: tuple[Claim, ...] = ()
    groups: tuple[ClaimGroup, ...] = ()
    series: tuple[Series, ...] = ()
    relations: tuple[Relation, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    problems: tuple[Problem, ...] = ()
    coverage: Coverage = Coverage()
    origins: Mapping[str, str] = field(default_factory=dict)

    def session_of(self, source_id: str) -> str | None:
        """The id of the session that the source reports, or None."""
        return next((s.id for s in self.sessions if source_id in s.sources), None)
