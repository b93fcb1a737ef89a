"""A finding as every readable output shows it: one card per fact, from a Report or from its JSON document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from checker.align.grouping import twins
from checker.model import Claim, ClaimGroup, Discrepancy, Kind, Report, Series, Severity
from checker.report.phrases import phrases
from checker.report.words import Words
from checker.text.lines import Lines
from checker.text.normal import lowered
from checker.text.told import ENGLISH, told
from checker.text.told import languages as languages_of
from checker.values.figure import Quantity
from checker.values.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where one claim is printed. ``start``, ``end``: the quote within ``sentence``, half-open, in code points."""

    claim: str
    source: str
    path: str
    line: int
    column: int
    outlet: str | None
    lang: str | None
    sentence: str
    sentence_start: int
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The passage with the figure."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding.

    ``topic``       indicator, period, status: what the figures are of
    ``lang``        the language of ``message``, ``derivation`` and ``suggestion``
    ``confidence``  of the finding, 0 to 1
    ``together``    how sure it is that the claims of its group state one fact, 0 to 1; None inside one article
    ``why``         the parts of that judgement; positive speaks for
    ``twins``       whether two of its sentences are the same but for the figure
    ``members``     what else the group holds
    ``articles``    how many sources the finding cites, ``origins`` how many independent ones
    """

    id: str
    rule: str
    name: str
    severity: Severity
    topic: tuple[str, ...]
    message: str
    mentions: tuple[Mention, ...]
    lang: str = ENGLISH
    derivation: tuple[str, ...] = ()
    suggestion: str | None = None
    suppressed: str | None = None
    group: str | None = None
    confidence: float = 1.0
    together: float | None = None
    why: Mapping[str, float] = field(default_factory=dict)
    twins: bool = False
    members: tuple[Mention, ...] = ()
    articles: int = 1
    origins: int = 1

    def voices(self, words: Words) -> str:
        """``3 articles, 2 origins``; empty for a single article, and where the working says so already."""
        told = ", ".join((words.count(self.articles, "article"), words.count(self.origins, "origin")))
        return told if self.articles > 1 and told not in self.derivation else ""


def cards(report: Report, lang: str = ENGLISH) -> list[Card]:
    """The findings of *report*, in its order; what rules say in *lang*, in English where they do not say it so."""
    groups: dict[str, ClaimGroup | Series] = {group.id: group for group in report.groups}
    groups.update((series.id, series) for series in report.series)
    mention = mentioned()
    return [_card(one, groups.get(one.group or ""), mention, report, lang) for one in report.discrepancies]


def named(claim: Claim) -> str:
    """What *claim* is of, as a heading: its indicator, with what a count counts: "the fire killed … people"."""
    noun = _uncounted(claim)
    if not noun or not claim.indicator:
        return claim.indicator or noun
    words = r"\s+".join(map(re.escape, claim.indicator.split()))
    found = re.search(words, claim.sentence_text)
    behind = found is not None and claim.sentence.start + found.start() >= claim.span.end
    return f"{noun} {claim.indicator}" if behind else f"{claim.indicator} … {noun}"


def _uncounted(claim: Claim) -> str:
    """The noun that a count prints and its indicator lacks, as printed; empty for all else."""
    if not isinstance(claim.value, Quantity) or claim.kind is not Kind.COUNT:
        return ""
    noun, quote = claim.value.unit.noun, claim.quote
    at = lowered(quote).rfind(noun) if noun else -1
    return quote[at : at + len(noun)] if at >= 0 and noun not in lowered(claim.indicator) else ""


def mentioned() -> Callable[[Claim], Mention]:
    """What makes a ``Mention`` of a claim; the lines of a source are counted once."""
    lines: dict[str, Lines] = {}

    def mention(claim: Claim) -> Mention:
        source = claim.source
        if source.id not in lines:
            lines[source.id] = Lines(source.text)
        line, column = lines[source.id].position(claim.span.start)
        return Mention(
            claim=claim.id,
            source=source.id,
            path=source.path,
            line=line,
            column=column,
            outlet=source.outlet,
            lang=source.lang,
            sentence=claim.sentence_text,
            sentence_start=claim.sentence.start,
            start=claim.span.start - claim.sentence.start,
            end=claim.span.end - claim.sentence.start,
        )

    return mention


def _card(
    one: Discrepancy,
    group: ClaimGroup | Series | None,
    mention: Callable[[Claim], Mention],
    report: Report,
    lang: str,
) -> Card:
    cited = {claim.id for claim in one.claims}
    held = [] if group is None else [c for _, c in group.points] if isinstance(group, Series) else list(group.claims)
    sources = {claim.source.id for claim in one.claims}
    periods = [(claim.period.start, claim.period.end) for claim in one.claims if claim.period]
    return Card(
        id=one.id,
        rule=one.rule,
        name=one.name,
        severity=one.severity,
        topic=topic(map(named, one.claims), periods, [c.status.value for c in one.claims], lang),
        message=told(one.message, lang),
        lang=lang if lang in languages_of(one.message) else ENGLISH,
        mentions=tuple(mention(claim) for claim in one.claims),
        derivation=tuple(told(line, lang) for line in one.derivation),
        suggestion=None if one.suggestion is None else told(one.suggestion, lang),
        suppressed=one.suppressed,
        group=one.group,
        confidence=one.confidence,
        together=group.confidence if group else None,
        why=_why(group) if isinstance(group, ClaimGroup) else {},
        twins=group is not None
        and any(twins(a, b) for a, b in combinations(one.claims, 2) if a.source.id != b.source.id),
        members=tuple(mention(claim) for claim in held if claim.id not in cited),
        articles=len(sources),
        origins=len({report.origins.get(source, source) for source in sources}),
    )


def _why(group: ClaimGroup) -> Mapping[str, float]:
    """What spoke for and against the pair that the verdict rests on; of what is not there nothing is told."""
    if not group.compared:
        return group.why
    return {name: added for name, (value, added) in group.compared[0].parts.items() if value}


def strongest(why: Mapping[str, float]) -> list[tuple[str, float]]:
    """The parts of a judgement, the heaviest first; its outcome, which ``together`` is, is none of them."""
    folded: dict[str, float] = {}
    for name, value in why.items():
        # The words close to the figure count twice, by their share and by its square: to a reader that is one thing.
        part = "near" if name == "near_left" else name
        folded[part] = folded.get(part, 0.0) + value
    parts = [(name, value) for name, value in folded.items() if name != "probability" and value]
    return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))


def topic(
    indicators: Iterable[str], periods: Iterable[tuple[date, date]], statuses: Iterable[str], lang: str = ENGLISH
) -> tuple[str, ...]:
    """What the claims are about: the first indicator, their periods, each status other than ``actual``."""
    parts = [next((indicator for indicator in indicators if indicator), Words(lang)("no_indicator"))]
    parts += sorted({period_label(*period) for period in periods})
    parts += [phrases(lang).word("status", status) for status in sorted(set(statuses) - {"actual"})]
    return tuple(parts)


def period_label(start: date, end: date) -> str:
    """A period the short way: ``2025``, ``2025-Q1``, ``2025-02``, ``2025-02-06``, else ``start…end`` as start/end."""
    return Period(start, end).told()


def by_sentence(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """*mentions* by the sentence they stand in: sentences in order of first mention, mentions in order of place."""
    found: dict[tuple[str, int], list[Mention]] = {}
    for mention in mentions:
        found.setdefault((mention.source, mention.sentence_start), []).append(mention)
    return [sorted(group, key=lambda m: (m.start, m.end)) for group in found.values()]
