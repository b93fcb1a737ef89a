"""The report as one HTML file that loads nothing: for an editor's desk, a phone, a printer.

Everything can be read without scripts; a script, admitted by its hash like the style, adds the keyboard. Text from
articles, file names and rules is escaped, and characters that a reader cannot see are shown as marks.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from checker.model import Claim, ClaimGroup, Discrepancy, Relation, Report, Series, Session, Severity, Source
from checker.report import charts
from checker.report.cards import Card, Mention, by_sentence, cards, period_label
from checker.report.cells import visible
from checker.report.marking import language, marked_lines, quoted, shown
from checker.report.phrases import Phrases, phrases, prevailing
from checker.report.readings import common_factors, moment_span, reading_of, share_made, total_made
from checker.report.summary import NUMERIC_RELATIONS, counts, unchecked
from checker.report.verdicts import Figure, Verdict, tallied
from checker.values.figure import Moment, Quantity
from checker.values.units import PERCENT

if TYPE_CHECKING:
    from jinja2 import Environment

# What is drawn before the page grows too heavy to use; the page says what it leaves out.
DRAWN = 300  # findings with a number line
FULL = 500  # findings with the parts of their alignment and their agreeing sources
BLOCK = 100  # findings to a fold
VOICES = 6  # sentences of a finding that are not folded
ROWS = 8  # readings on one line
LISTED = 100  # problems
OPTIONS = 40  # choices of one filter
SESSIONS, TABLE_ROWS, COLUMNS = 100, 150, 24  # tables; rows and columns of one
SERIES = 60
NODES, PAIRS, NAME_CHARS = 40, 120, 32  # of the graph of copies
MANY = 150  # findings or sources
TEXT_CHARS = 12_000_000  # of sources in full
PARTS = 8  # of an alignment

SYMBOLS = {
    "conflict": "≠",
    "differ": "?",
    "compatible": "≈",
    "agree": "=",
    "silent": "–",
    "error": "✕",
    "warning": "!",
    "info": "i",
}
_FINGERPRINT = re.compile(r"[0-9a-f]{16}(-\d+)?")
# An address that a link may lead to: plain characters only, so that what is read is where it leads.
_WEB = re.compile(r"https?://[!#-&(-;=?-~]+")


def render(report: Report, lang: str | None = None, figures: Sequence[Figure] = ()) -> str:
    """*report* as a page, newline at the end; *lang* is that of its own words, unless given that of most sources.

    *figures* are those of a draft with their verdicts, which the page then shows first.
    """
    words = phrases(lang or prevailing(source.lang for source in report.sources))
    page = _Page(report, words, figures)
    style = Markup(_data("page.css") + page.filter_style())  # noqa: S704 - our own file, and numbers of ours
    script = Markup(_data("page.js"))  # noqa: S704 - our own file
    text: str = _environment().get_template("page.html.j2").render(
        t=words,
        page=page,
        style=style,
        script=script,
        policy=policy(style, script),
        symbols=SYMBOLS,
        limits={"charts": DRAWN, "full": FULL, "block": BLOCK},
    )  # fmt: skip
    return text.rstrip("\n") + "\n"


def policy(style: str, script: str) -> str:
    """The content security policy that admits *style* and *script*, pictures in the file, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(name: str) -> str:
    return (files("checker.report") / "page" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_data), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(shown=shown, visible=visible)
    return environment


def outlet(source: Source) -> str:
    """The name that a reader knows a source by: its outlet, else its file."""
    return source.outlet or PurePosixPath(source.path).name


# ── what the template shows ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One sentence of one source. ``places``: (address, ``path:line:column``) of each figure in it."""

    name: str
    lang: str
    published: str
    text: Markup
    places: tuple[tuple[str, str], ...]
    copy_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reading on a line. ``parts`` are its amounts in words."""

    name: str
    quote: str
    lang: str
    parts: tuple[Markup, ...]
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Readings on one scale. ``left_out`` counts those that are not drawn."""

    title: Markup
    note: Markup
    rows: tuple[Row, ...]
    axis: Markup
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding as the page shows it."""

    id: str
    number: int
    classes: str
    card: Card
    topic: tuple[str, ...]
    topic_lang: str
    sessions: tuple[str, ...]
    voices: tuple[Voice, ...]
    ask: Markup | str
    independence: Markup | None
    fewer: bool
    line: Line | None
    why: tuple[tuple[str, str, Markup], ...]
    why_title: Markup | None
    members: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Findings that are shown or folded together; ``first`` and ``last`` count from 1."""

    first: int
    last: int
    cards: Sequence[Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice among classes of findings: (class, label, number of findings). ``cut``: how many choices are listed, 0 for all."""

    name: str
    options: tuple[tuple[str, str, int], ...]
    cut: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one source says of one fact. ``figures``: (address, quote)."""

    state: str
    lang: str = ""
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of a table: one claim group. ``found``: the addresses of the findings about it."""

    id: str
    indicator: str
    state: str
    cells: tuple[Cell, ...]
    found: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Who says what in one session. ``columns``: (address, name, title) of each source; ``open``: not folded at first."""

    id: str
    title: str
    columns: tuple[tuple[str, str, str], ...]
    facts: tuple[Fact, ...]
    tally: tuple[tuple[str, int], ...]
    open: bool
    rows_cut: int
    columns_cut: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A figure of a draft. ``voices``: (outlet, (address, quote) of each figure); ``found``: (address, number)."""

    address: str
    quote: str
    lang: str
    indicator: str
    verdict: str
    state: str
    voices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    origins: Markup | None
    found: tuple[tuple[str, int], ...]


# How the page colours and marks what became of a figure.
_STATES = {
    Verdict.CONTRADICTED: "conflict",
    Verdict.CONFIRMED: "agree",
    Verdict.RECOMPUTED: "compatible",
    Verdict.COMPATIBLE: "compatible",
    Verdict.UNSETTLED: "differ",
    Verdict.NOWHERE: "silent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A series. ``points``: (day, address, quote, source, its language)."""

    id: str
    indicator: str
    cumulative: bool
    unit: str
    chart: Markup | None
    points: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Outlets that share origins. ``pairs``: (left, right, number of shared origins)."""

    chart: Markup
    pairs: tuple[tuple[str, str, int], ...]
    cut: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """A source in full: its lines, (number, markup), None where its text is left out."""

    id: str
    title: str
    name: str
    lang: str
    path: str
    published: str
    url: str
    linked: bool
    origin: str
    session: tuple[str, str]
    partial: bool
    figures: int
    cited: int
    lines: Sequence[tuple[int, Markup]] | None


class _Page:
    """Everything that the template asks for, worked out once."""

    def __init__(self, report: Report, words: Phrases, figures: Sequence[Figure] = ()) -> None:
        self.report, self.t, self.figures = report, words, figures
        self.sources = {source.id: source for source in report.sources}
        self.session_of = {source: session for session in report.sessions for source in session.sources}
        self.claims = {claim.id: claim for claim in report.claims}
        self.groups: dict[str, ClaimGroup | Series] = {group.id: group for group in report.groups}
        self.groups.update((series.id, series) for series in report.series)
        self.addresses = _addresses(report.discrepancies)
        order = {"main": 0, "info": 1, "suppressed": 2}
        places = sorted(range(len(report.discrepancies)), key=lambda place: order[_kind(report.discrepancies[place])])
        self.numbers_of = {place: number for number, place in enumerate(places, 1)}
        self.found_by_claim = self._found_by_claim()
        self.full = self._sources_with_text()
        self.shared = {origin for origin, number in Counter(report.origins.values()).items() if number > 1}
        self._relations = self._relations_by_claim()
        self._filters: tuple[Filter, ...] = ()
        self._classes = self._class_names()
        self.shown = self._shown()
        self.numbers = counts(report.discrepancies)
        self.tables, self.tables_cut = self._tables()
        self._table_addresses = {f"#t-{table.id}" for table in self.tables}
        self.rows = {fact.id for table in self.tables for fact in table.facts}

    voices_shown = VOICES

    def has_table(self, address: str) -> bool:
        """Whether *address* is that of a table on the page."""
        return address in self._table_addresses

    @property
    def many(self) -> bool:
        """Whether the page has so many parts that a browser shall lay out only those in sight."""
        return len(self.shown) > MANY or len(self.sources) > MANY

    # ── the head ──

    @property
    def title(self) -> Markup:
        """The name of the page."""
        return Markup("factcheck: {}").format(self.counts())

    def counts(self) -> Markup:
        """ "2 errors, 1 warning, 3 info"."""
        numbers, t = self.numbers, self.t
        parts = [t.count("n_errors", numbers[Severity.ERROR]), t.count("n_warnings", numbers[Severity.WARNING])]
        if numbers[Severity.INFO]:
            parts.append(t.count("n_infos", numbers[Severity.INFO]))
        return Markup(", ").join(parts)

    @property
    def verdict(self) -> Markup:
        """What the report comes to, in a sentence; nothing found is told from nothing checked."""
        report, t, numbers = self.report, self.t, self.numbers
        if numbers[Severity.ERROR] or numbers[Severity.WARNING]:
            return t("verdict_found", counts=self.counts())
        if numbers[Severity.INFO]:
            return t("verdict_info", counts=t.count("n_infos", numbers[Severity.INFO]))
        if not report.sources:
            return t("verdict_empty")
        if not report.claims:
            return t("verdict_no_figure")
        if self.unchecked == len(report.claims):
            return t("verdict_unaligned")
        return t("verdict_clean", checked=t.count("n_figures", len(report.claims) - self.unchecked))

    @property
    def state(self) -> str:
        """``error``, ``warning``, ``info``, ``clean`` or, where nothing could be checked, ``none``."""
        worst = next((severity.value for severity, number in self.numbers.items() if number), None)
        return worst or ("clean" if len(self.report.claims) > self.unchecked else "none")

    @property
    def incomplete(self) -> bool:
        """Whether something could not be looked at."""
        c = self.report.coverage
        return bool(any(p.leaves_unread for p in self.report.problems) or c.partial or c.unreadable)

    @cached_property
    def unchecked(self) -> int:
        """How many figures no rule could compare."""
        return unchecked(self.report)

    def read(self) -> list[Markup]:
        """What was read, a phrase each."""
        c, t, report = self.report.coverage, self.t, self.report
        lines = [t.count("read_whole", c.read)]
        lines += [t.count("read_partial", c.partial)] if c.partial else []
        lines += [t.count("read_unreadable", c.unreadable)] if c.unreadable else []
        lines += [t.count("read_events", len(report.sessions)), t.count("read_figures", c.figures)]
        copies = len(report.origins) - len(set(report.origins.values()))
        return [*lines, t.count("n_copies", copies)] if copies else lines

    def found(self) -> list[Markup]:
        """What was found, a phrase each."""
        c, t = self.report.coverage, self.t
        lines = [self.counts(), t.count("found_groups", len(self.report.groups))]
        lines += [t.count("found_aligned", c.aligned), t.count("found_recomputed", c.recomputed)]
        suppressed = sum(one.suppressed is not None for one in self.report.discrepancies)
        return [*lines, t.count("found_suppressed", suppressed)] if suppressed else lines

    def not_checked(self) -> list[Markup]:
        """What no rule could look at, a phrase each."""
        t, single = self.t, sum(len(session.sources) == 1 for session in self.report.sessions)
        lines = [t.count("unchecked_figures", self.unchecked)] if self.unchecked else []
        lines += [t.count("unchecked_single", single)] if single else []
        furniture = self.report.coverage.furniture
        lines += [t.count("unchecked_furniture", furniture)] if furniture else []
        return lines or [t("unchecked_nothing")]

    def problems(self) -> tuple[Sequence[Any], int]:
        """The problems that are listed, and how many are not."""
        return self.report.problems[:LISTED], max(0, len(self.report.problems) - LISTED)

    # ── the figures of a draft ──

    def verdicts(self) -> Iterator[DraftRow]:
        """Each figure of the draft with what became of it."""
        numbers = {one.id: self.numbers_of[place] for place, one in enumerate(self.report.discrepancies)}
        anchors = {one.id: address for one, address in zip(self.report.discrepancies, self.addresses, strict=True)}
        for figure in self.figures:
            voices: dict[str, list[tuple[str, str]]] = {}
            for claim in figure.voices:
                voices.setdefault(outlet(claim.source), []).append((self._address(claim.id), claim.quote))
            yield DraftRow(
                address=self._address(figure.claim.id),
                quote=figure.claim.quote,
                lang=language(figure.claim.source.lang),
                indicator=figure.claim.indicator,
                verdict=figure.verdict.value,
                state=_STATES[figure.verdict],
                voices=tuple((name, tuple(places)) for name, places in voices.items()),
                origins=self.t.count("n_origins", figure.origins) if figure.origins else None,
                found=tuple((f"#{anchors[one]}", numbers[one]) for one in figure.findings),
            )

    def verdict_counts(self) -> str:
        """How many figures of each verdict, in words."""
        numbers = tallied(self.figures)
        return ", ".join(
            f"{self.t.number(n)} {self.t.word('draft', verdict.value)}" for verdict, n in numbers.items() if n
        )

    # ── findings ──

    def folds(self, kind: str) -> list[Fold]:
        """The findings of *kind* (``main``, ``info``, ``suppressed``), ``BLOCK`` at a time."""
        chosen = [one for one in self.shown if _kind(one.card) == kind]
        return [
            Fold(first=at + 1, last=min(at + BLOCK, len(chosen)), cards=chosen[at : at + BLOCK])
            for at in range(0, len(chosen), BLOCK)
        ]

    def filters(self) -> tuple[Filter, ...]:
        """The filters that have a choice to make."""
        return self._filters

    def more_filters(self) -> str:
        """The names of the filters after the first."""
        return ", ".join(str(self.t(f"filter_{one.name}")) for one in self._filters[1:])

    def filter_style(self) -> str:
        """One line of style for each choice: while it is checked, the findings of other classes are not shown.

        ``:has`` looks into the form alone: asked of all findings, it would be asked again for each one that arrives.
        """
        return "".join(
            f"#filters:has(#f-{name}:checked)~#list .card:not(.{name}){{display:none}}\n"
            for one in self._filters
            for name, _, _ in one.options
        )

    def _class_names(self) -> dict[str, tuple[str, ...]]:
        """Finding → its classes, and, on the way, the filters."""
        facets: dict[str, dict[str, str]] = {name: {} for name in ("severity", "rule", "session", "outlet")}
        number: Counter[str] = Counter()
        classes: dict[str, tuple[str, ...]] = {}

        def name(facet: str, key: str, letter: str) -> str:
            known = facets[facet]
            if key not in known:
                known[key] = f"{letter}{len(known)}"
            return known[key]

        for one, address in zip(self.report.discrepancies, self.addresses, strict=True):
            sources = {claim.source.id: claim.source for claim in one.claims}
            mine = [f"s-{one.severity.value}", name("rule", f"{one.rule} {one.name}", "r")]
            mine += [name("session", s.id, "e") for i in sources if (s := self.session_of.get(i)) is not None]
            mine += [name("outlet", outlet(source), "o") for source in sources.values()]
            classes[address] = tuple(dict.fromkeys(mine))
            number.update(classes[address])
        severities = {f"s-{s.value}": self.t.word("severity", s.value) for s in Severity if number[f"s-{s.value}"]}
        labels = {
            "severity": severities,
            **{f: {cls: key for key, cls in facets[f].items()} for f in ("rule", "session", "outlet")},
        }
        sessions = {session.id: session for session in self.report.sessions}
        labels["session"] = {cls: self._session_title(sessions[key]) for cls, key in labels["session"].items()}
        self._filters = tuple(_filter(facet, labels[facet], number) for facet in labels if len(labels[facet]) > 1)
        return classes

    def _session_title(self, session: Session) -> str:
        return f"{session.date or self.t('undated')} · {session.title or self.t('untitled')}"

    def _shown(self) -> list[Shown]:
        out: list[Shown] = []
        every = cards(self.report)
        for place, number in self.numbers_of.items():
            card, one, address = every[place], self.report.discrepancies[place], self.addresses[place]
            full = number <= FULL
            names = list(dict.fromkeys(outlet(claim.source) for claim in one.claims))
            told = (self.session_of.get(claim.source.id) for claim in one.claims)
            sessions = {session.id: session for session in told if session is not None}
            out.append(
                Shown(
                    id=address,
                    number=number,
                    classes=" ".join(self._classes[address]),
                    card=card,
                    topic=self._topic(one),
                    topic_lang=next(
                        (language(claim.source.lang) for claim in one.claims if claim.indicator), self.t.lang
                    ),
                    sessions=tuple(map(self._session_title, sessions.values())),
                    voices=tuple(self._voices(card.mentions)),
                    ask=card.suggestion or self._ask(names),
                    independence=self._independence(card),
                    fewer=card.origins < card.articles,
                    line=self._line(one.claims) if number <= DRAWN else None,
                    why=tuple(self._why(card.why)) if full else (),
                    why_title=self._why_title(one.group) if full else None,
                    members=tuple(self._voices(card.members)) if full else (),
                )
            )
        return out

    def _topic(self, one: Discrepancy) -> tuple[str, ...]:
        indicator = next((claim.indicator for claim in one.claims if claim.indicator), str(self.t("no_indicator")))
        periods = sorted({period_label(c.period.start, c.period.end) for c in one.claims if c.period})
        statuses = sorted({claim.status.value for claim in one.claims} - {"actual"})
        return (indicator, *periods, *(self.t.word("status", status) for status in statuses))

    def _ask(self, names: Sequence[str]) -> Markup:
        some = [shown(name) for name in names[:4]]
        if len(names) > len(some):
            listed = self.t("card_ask_rest", outlets=Markup(", ").join(some), n=len(names) - len(some))
        else:
            listed = self.t("and").join([Markup(", ").join(some[:-1]), some[-1]] if len(some) > 1 else some)
        return self.t("card_ask_many" if len(names) > 1 else "card_ask_one", outlets=listed)

    def _independence(self, card: Card) -> Markup | None:
        if card.articles < 2:
            return None
        t = self.t
        return t(
            "card_voices", articles=t.count("n_articles", card.articles), origins=t.count("n_origins", card.origins)
        )

    def _why(self, why: Mapping[str, float]) -> Iterator[tuple[str, str, Markup]]:
        parts = sorted(((n, v) for n, v in why.items() if n != "probability" and v), key=lambda p: (-abs(p[1]), p[0]))
        for name, value in parts[:PARTS]:
            yield self.t.word("why", name), f"{value:+.2f}".replace("-", "−"), charts.bar(value, abs(parts[0][1]))

    def _why_title(self, group_id: str | None) -> Markup | None:
        group = self.groups.get(group_id or "")
        if group is None:
            return None
        key = "card_why_series" if isinstance(group, Series) else "card_why"
        return self.t(key, confidence=f"{group.confidence:.2f}")

    def _voices(self, mentions: Sequence[Mention]) -> Iterator[Voice]:
        for together in by_sentence(mentions):
            first = together[0]
            source = self.sources[first.source]
            origin = self.report.origins.get(source.id, "")
            yield Voice(
                name=outlet(source),
                lang=language(source.lang),
                published=(source.published or "").replace("T", " "),
                text=quoted(together, self._address),
                # The path once; the other figures of the sentence stand in the same file.
                places=tuple(
                    (self._address(m.claim), f"{m.path if m is first else ''}:{m.line}:{m.column}") for m in together
                ),
                copy_of=origin if origin in self.shared else "",
            )

    def _address(self, claim_id: str) -> str:
        """Where a claim is marked: in its source, or at its source where that is not shown in full."""
        source = self.claims[claim_id].source.id if claim_id in self.claims else ""
        return f"#{claim_id}" if source in self.full else f"#{source}" if source else "#sources"

    # ── lines ──

    def _line(self, claims: Sequence[Claim]) -> Line | None:
        rows = self._readings(claims)
        if len({id(claim) for claim, _ in rows}) < 2 and len(rows) < 2:
            return self._dates(claims)
        readings, unit = rows, self._unit(rows)
        drawn = readings[:ROWS]
        scale = charts.Scale(end for _, reading in drawn for end in reading.ends())
        title = self.t("card_line")
        if unit:
            title += Markup(", ") + self.t("card_line_unit", unit=shown(unit))
        return Line(
            title=title,
            note=self.t("card_log") if scale.log else Markup(),
            rows=tuple(self._row(claim, reading, scale) for claim, reading in drawn),
            axis=charts.axis(scale),
            left_out=len(readings) - len(drawn),
        )

    def _unit(self, rows: Sequence[tuple[Claim | None, charts.Reading]]) -> str:
        units = [c.value.unit for c, _ in rows if c is not None and isinstance(c.value, Quantity)]
        keys = {unit.key for unit in units}
        if len(keys) == 1 and units[0].dimension != "count":
            return units[0].key
        nouns = {unit.noun for unit in units}
        return units[0].noun if len(nouns) == 1 and units[0].dimension == "count" else ""

    def _row(self, claim: Claim | None, reading: charts.Reading, scale: charts.Scale) -> Row:
        t, same = self.t, reading.literal == reading.usual
        low, high = reading.printed
        value = charts.amount(low) if low == high else f"{charts.amount(low)} – {charts.amount(high)}"
        parts = [t("card_makes" if claim is None else "card_printed", value=value)]
        parts.append(t("card_literal", interval=charts.interval(reading.literal)))
        if not same:
            parts.append(t("card_usual", interval=charts.interval(reading.usual)))
        return Row(
            name=outlet(claim.source) if claim is not None else str(t("card_computed")),
            quote=claim.quote if claim is not None else "",
            lang=language(claim.source.lang) if claim is not None else t.lang,
            parts=tuple(parts),
            chart=charts.strip(reading, scale),
        )

    def _readings(self, claims: Sequence[Claim]) -> list[tuple[Claim | None, charts.Reading]]:
        """The quantities of *claims* in one unit; where arithmetic binds them, its result and what it is to be."""
        bound = self._computed(claims)
        if bound is not None:
            return bound
        amounts = [claim for claim in claims if isinstance(claim.value, Quantity) and claim.value.of is None]
        factors = common_factors([claim.value.unit for claim in amounts if isinstance(claim.value, Quantity)])
        if factors is None or len(amounts) < len(claims):
            return []
        return [(claim, reading_of(claim, factor)) for claim, factor in zip(amounts, factors, strict=True)]

    def _computed(self, claims: Sequence[Claim]) -> list[tuple[Claim | None, charts.Reading]] | None:
        """The result of the ratio or the sum that *claims* are, beside the claim that states it; else None."""
        cited = {claim.id for claim in claims}
        for relation in self._relations.get(claims[0].id, ()) if len(claims) > 1 else ():
            if not cited <= {claim.id for _, claim in relation.roles}:
                continue
            made = (
                share_made(relation)
                if relation.kind == "ratio"
                else total_made(relation)
                if relation.kind == "sum"
                else None
            )
            if made is not None:
                stated, reading = made
                return [(None, reading), (stated, reading_of(stated, Decimal(1)))]
        return None

    def _relations_by_claim(self) -> dict[str, list[Relation]]:
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.report.relations:
            for claim in dict.fromkeys(claim.id for _, claim in relation.roles):
                found[claim].append(relation)
        return found

    def _dates(self, claims: Sequence[Claim]) -> Line | None:
        """Days or times of day on one line."""
        moments = [(claim, claim.value) for claim in claims if isinstance(claim.value, Moment)]
        clocks = {moment.is_time for _, moment in moments}
        if len(moments) < 2 or len(moments) < len(claims) or len(clocks) > 1:
            return None
        clock = clocks.pop()
        spans = [(claim, span) for claim, moment in moments if (span := moment_span(moment)) is not None]
        if len(spans) < len(moments):
            return None
        drawn = spans[:ROWS]
        name = charts.clock_name if clock else charts.day_name
        scale = charts.Scale((end for _, span in drawn for end in (span.lo, span.hi)), name=name, log=False)
        rows = []
        for claim, span in drawn:
            value = claim.value
            assert isinstance(value, Moment)
            label = value.start if value.start == value.end else f"{value.start} – {value.end}"
            reading = charts.Reading(printed=(span.lo, span.hi), literal=span, usual=span)
            rows.append(
                Row(
                    name=outlet(claim.source),
                    quote=claim.quote,
                    lang=language(claim.source.lang),
                    parts=(escape(label),),
                    chart=charts.strip(reading, scale),
                )
            )
        return Line(
            title=self.t("card_dates"), note=Markup(), rows=tuple(rows), axis=charts.axis(scale),
            left_out=len(spans) - len(drawn),
        )  # fmt: skip

    # ── tables ──

    def _found_by_claim(self) -> dict[str, list[int]]:
        """Claim → the places of its findings in the report, errors and warnings first, suppressed ones left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.report.discrepancies):
            if one.suppressed is None:
                for claim in dict.fromkeys(claim.id for claim in one.claims):
                    found[claim].append(place)
        return found

    def _tables(self) -> tuple[list[Table], int]:
        by_session: dict[str, list[ClaimGroup]] = defaultdict(list)
        for group in self.report.groups:
            if group.session is not None:
                by_session[group.session].append(group)
        sessions = [session for session in self.report.sessions if by_session[session.id]]
        tables = [self._table(session, by_session[session.id]) for session in sessions[:SESSIONS]]
        return tables, max(0, len(sessions) - SESSIONS)

    def _table(self, session: Session, groups: Sequence[ClaimGroup]) -> Table:
        ranked = sorted(groups, key=lambda group: list(SYMBOLS).index(self._state(group)))
        said = Counter(claim.source.id for group in groups for claim in group.claims)
        kept = sorted(session.sources, key=lambda s: (-said[s], session.sources.index(s)))[:COLUMNS]
        columns = [source for source in session.sources if source in kept]
        tally = Counter(self._state(group) for group in groups)
        return Table(
            id=session.id,
            title=self._session_title(session),
            columns=tuple(
                (f"#{s}", outlet(self.sources[s]), self.sources[s].title or self.sources[s].path) for s in columns
            ),
            facts=tuple(self._fact(group, columns) for group in ranked[:TABLE_ROWS]),
            tally=tuple((state, tally[state]) for state in SYMBOLS if tally[state]),
            open=bool(tally["conflict"] or tally["differ"]) and not self.many,
            rows_cut=max(0, len(groups) - TABLE_ROWS),
            columns_cut=len(session.sources) - len(columns),
        )

    def _places(self, group: ClaimGroup) -> list[int]:
        """The findings about *group* itself: those that its claims share."""
        places = {place for claim in group.claims for place in self.found_by_claim.get(claim.id, ())}
        return sorted(place for place in places if self.report.discrepancies[place].group == group.id)

    def _state(self, group: ClaimGroup) -> str:
        """``conflict`` where an error or a warning says so; ``differ`` where the values are apart and none does."""
        places = self._places(group)
        if any(self.report.discrepancies[place].severity is not Severity.INFO for place in places):
            return "conflict"
        if places or group.verdict == "conflict":
            return "differ"
        return group.verdict if group.verdict in SYMBOLS else "agree"

    def _fact(self, group: ClaimGroup, columns: Sequence[str]) -> Fact:
        places, state = self._places(group), self._state(group)
        cited = {claim.id for place in places for claim in self.report.discrepancies[place].claims}
        said: dict[str, list[Claim]] = defaultdict(list)
        for claim in group.claims:
            said[claim.source.id].append(claim)
        disputed = {claim.source.id for claim in group.claims if claim.id in cited}
        cells = []
        for source in columns:
            if source not in said:
                cells.append(Cell(state="silent"))
                continue
            mine = state if state != "conflict" else "conflict" if source in disputed else "compatible"
            distinct = {" ".join(claim.quote.split()): claim for claim in reversed(said[source])}
            figures = [(self._address(claim.id), quote) for quote, claim in reversed(distinct.items())]
            cells.append(Cell(state=mine, lang=language(self.sources[source].lang), figures=tuple(figures[:4])))
        return Fact(
            id=group.id,
            indicator=group.indicator,
            state=state,
            cells=tuple(cells),
            found=tuple((f"#{self.addresses[place]}", self.numbers_of[place]) for place in places),
        )

    # ── series and copies ──

    def series(self) -> tuple[list[Run], int]:
        """The series that are shown, and how many are not."""
        return [self._run(one) for one in self.report.series[:SERIES]], max(0, len(self.report.series) - SERIES)

    def _run(self, series: Series) -> Run:
        amounts = [claim.value for _, claim in series.points if isinstance(claim.value, Quantity)]
        factors = common_factors([value.unit for value in amounts])
        dated = all(_is_day(day) for day, _ in series.points)
        drawn = (
            factors is not None and dated and len(amounts) == len(series.points) and all(v.of is None for v in amounts)
        )
        points = [
            (day, value.lo * factor)
            for (day, _), value, factor in zip(series.points, amounts, factors or (), strict=False)
        ]
        unit = amounts[0].unit if amounts else PERCENT
        return Run(
            id=series.id,
            indicator=series.indicator or str(self.t("no_indicator")),
            cumulative=series.cumulative,
            unit=(unit.noun or unit.key) if drawn else "",
            chart=charts.series(points) if drawn and len(points) > 1 else None,
            points=tuple(
                (day, self._address(c.id), c.quote, outlet(c.source), language(c.source.lang))
                for day, c in series.points
            ),
        )

    def copies(self) -> Copies | None:
        """The graph of outlets whose articles share an origin; None where there is none."""
        together: dict[str, set[str]] = defaultdict(set)
        articles: Counter[tuple[str, str]] = Counter()
        for source, origin in self.report.origins.items():
            if origin in self.shared and source in self.sources:
                together[origin].add(outlet(self.sources[source]))
        for sharing in together.values():
            articles.update(combinations(sorted(sharing), 2))
        if not articles:
            return None
        pairs = sorted(articles.items(), key=lambda pair: (-pair[1], pair[0]))
        listed = [(left, right, number) for (left, right), number in pairs[:PAIRS]]
        weight: Counter[str] = Counter()
        for left, right, number in listed:
            weight.update({left: number, right: number})
        names = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:NODES])
        index = {name: at for at, name in enumerate(names)}
        links = [(index[a], index[b], number) for a, b, number in listed if a in index and b in index]
        plain = map(visible, names)
        labels = [name if len(name) <= NAME_CHARS else name[: NAME_CHARS - 1] + "…" for name in plain]
        return Copies(chart=charts.arcs(labels, links), pairs=tuple(listed), cut=len(pairs) - len(listed))

    # ── sources ──

    def _sources_with_text(self) -> set[str]:
        """The sources that are shown in full: those in findings first, as far as ``TEXT_CHARS`` goes."""
        cited = {self.claims[claim].source.id for claim in self.found_by_claim if claim in self.claims}
        room, full = TEXT_CHARS, set[str]()
        for source in sorted(self.report.sources, key=lambda source: source.id not in cited):
            if source.id in cited or len(source.text) <= room:
                full.add(source.id)
                room -= len(source.text)
        return full

    def left_out(self) -> int:
        """How many sources are shown without their text."""
        return len(self.sources) - len(self.full)

    def sources_in_full(self) -> Iterator[Full]:
        """The sources, one at a time: their text is the bulk of the page."""
        by_source: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            by_source[claim.source.id].append(claim)
        home = {claim.id: group.id for group in self.report.groups for claim in group.claims if group.id in self.rows}
        looked = {claim.id for one in self.report.series for _, claim in one.points}
        looked |= {claim.id for group in self.report.groups for claim in group.claims}
        looked |= {claim.id for r in self.report.relations if r.kind in NUMERIC_RELATIONS for _, claim in r.roles}
        for source in self.report.sources:
            claims = by_source[source.id]
            session = self.session_of.get(source.id)
            url = source.url or ""
            origin = self.report.origins.get(source.id, "")
            yield Full(
                id=source.id,
                title=source.title or str(self.t("untitled")),
                name=outlet(source),
                lang=language(source.lang),
                path=source.path,
                published=(source.published or "").replace("T", " "),
                url=url,
                linked=_WEB.fullmatch(url) is not None,
                origin=origin if origin in self.shared else "",
                session=(f"#t-{session.id}" if session else "", self._session_title(session) if session else ""),
                partial=source.status != "read",
                figures=len(claims),
                cited=sum(claim.id in self.found_by_claim for claim in claims),
                lines=self._marked(source, claims, home, looked) if source.id in self.full else None,
            )

    def _marked(
        self, source: Source, claims: Sequence[Claim], home: Mapping[str, str], looked: set[str]
    ) -> list[tuple[int, Markup]]:
        """The lines of a source that are not empty, with its claims marked and page furniture set apart."""

        def opened(claim: Claim) -> tuple[str, str]:
            places = self.found_by_claim.get(claim.id)
            if places:
                return "found", f"#{self.addresses[places[0]]}"
            if claim.id in home:
                return "same", f"#{home[claim.id]}"
            return ("sums" if claim.id in looked else "alone"), ""

        def after(claim: Claim) -> str:
            return "".join(
                f'<sup><a href="#{escape(self.addresses[place])}" title="{self.t("also_finding", number=self.numbers_of[place])}">{self.numbers_of[place]}</a></sup>'
                for place in self.found_by_claim.get(claim.id, ())[1:6]
            )

        return marked_lines(source.text, claims, source.furniture, opened, after)


def _kind(one: Card | Discrepancy) -> str:
    return "suppressed" if one.suppressed is not None else "info" if one.severity is Severity.INFO else "main"


def _addresses(found: Sequence[Discrepancy]) -> list[str]:
    """The id of each finding's card: its fingerprint, or its number where a rule gave it another kind of id."""
    out, seen = [], set()
    for number, one in enumerate(found, 1):
        fit = _FINGERPRINT.fullmatch(one.id) is not None and one.id not in seen
        out.append(one.id if fit else f"finding-{number}")
        seen.add(one.id)
    return out


def _filter(name: str, labels: Mapping[str, str], number: Mapping[str, int]) -> Filter:
    if len(labels) <= OPTIONS:
        return Filter(name=name, options=tuple((cls, label, number[cls]) for cls, label in labels.items()))
    common = sorted(labels, key=lambda cls: (-number[cls], labels[cls]))[:OPTIONS]
    return Filter(name=name, options=tuple((cls, labels[cls], number[cls]) for cls in common), cut=OPTIONS)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
