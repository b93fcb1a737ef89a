"""The findings as the page shows them, in folds, with the filters that choose among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checker.model import ClaimGroup, Series, Severity
from checker.report import charts
from checker.report.cards import Card, Mention, by_sentence, cards, strongest
from checker.report.marking import language, quoted, shown
from checker.report.page import limits
from checker.report.page.context import Context, shelf
from checker.report.page.falls import Fall, falls_of
from checker.report.page.lines import Line, line_of
from checker.rule import outlet


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
    falls: tuple[Fall, ...]
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


class Findings:
    """The cards and their filters."""

    def __init__(self, page: Context) -> None:
        self.page = page
        self._filters: tuple[Filter, ...] = ()
        self._classes = self._class_names()
        self.shown = self._shown()

    @property
    def voices_shown(self) -> int:
        """How many sentences of a card are not folded."""
        return limits.VOICES

    def folds(self, kind: str) -> list[Fold]:
        """The findings of *kind* (``main``, ``info``, ``suppressed``), ``BLOCK`` at a time."""
        chosen = [one for one in self.shown if shelf(one.card) == kind]
        return [
            Fold(first=at + 1, last=min(at + limits.BLOCK, len(chosen)), cards=chosen[at : at + limits.BLOCK])
            for at in range(0, len(chosen), limits.BLOCK)
        ]

    def filters(self) -> tuple[Filter, ...]:
        """The filters that have a choice to make."""
        return self._filters

    def more_filters(self) -> str:
        """The names of the filters after the first."""
        return ", ".join(str(self.page.t(f"filter_{one.name}")) for one in self._filters[1:])

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

        for one, address in zip(self.page.report.discrepancies, self.page.addresses, strict=True):
            sources = {claim.source.id: claim.source for claim in one.claims}
            mine = [f"s-{one.severity.value}", name("rule", f"{one.rule} {one.name}", "r")]
            mine += [name("session", s.id, "e") for i in sources if (s := self.page.session_of.get(i)) is not None]
            mine += [name("outlet", outlet(source), "o") for source in sources.values()]
            classes[address] = tuple(dict.fromkeys(mine))
            number.update(classes[address])
        severities = {f"s-{s.value}": self.page.t.word("severity", s.value) for s in Severity if number[f"s-{s.value}"]}
        labels = {
            "severity": severities,
            **{f: {cls: key for key, cls in facets[f].items()} for f in ("rule", "session", "outlet")},
        }
        sessions = {session.id: session for session in self.page.report.sessions}
        labels["session"] = {cls: self.page.session_title(sessions[key]) for cls, key in labels["session"].items()}
        self._filters = tuple(_filter(facet, labels[facet], number) for facet in labels if len(labels[facet]) > 1)
        return classes

    def _shown(self) -> list[Shown]:
        out: list[Shown] = []
        every = cards(self.page.report, self.page.t.lang)
        for place, number in self.page.numbers_of.items():
            card, one, address = every[place], self.page.report.discrepancies[place], self.page.addresses[place]
            full = number <= limits.FULL
            names = list(dict.fromkeys(outlet(claim.source) for claim in one.claims))
            told = (self.page.session_of.get(claim.source.id) for claim in one.claims)
            sessions = {session.id: session for session in told if session is not None}
            out.append(
                Shown(
                    id=address,
                    number=number,
                    classes=" ".join(self._classes[address]),
                    card=card,
                    topic=card.topic,
                    topic_lang=next(
                        (language(claim.source.lang) for claim in one.claims if claim.indicator), self.page.t.lang
                    ),
                    sessions=tuple(map(self.page.session_title, sessions.values())),
                    voices=tuple(self._voices(card.mentions)),
                    ask=card.suggestion or self._ask(names),
                    independence=self._independence(card),
                    fewer=card.origins < card.articles,
                    line=line_of(one.claims, self.page) if number <= limits.DRAWN else None,
                    why=tuple(self._why(card.why)) if full else (),
                    why_title=self._why_title(one.group) if full else None,
                    falls=self._falls(one.group) if full else (),
                    members=tuple(self._voices(card.members)) if full else (),
                )
            )
        return out

    def _ask(self, names: Sequence[str]) -> Markup:
        some = [shown(name) for name in names[:4]]
        if len(names) > len(some):
            listed = self.page.t("card_ask_rest", outlets=Markup(", ").join(some), n=len(names) - len(some))
        else:
            listed = self.page.t("and").join([Markup(", ").join(some[:-1]), some[-1]] if len(some) > 1 else some)
        return self.page.t("card_ask_many" if len(names) > 1 else "card_ask_one", outlets=listed)

    def _independence(self, card: Card) -> Markup | None:
        if card.articles < 2:
            return None
        t = self.page.t
        return t(
            "card_voices", articles=t.count("n_articles", card.articles), origins=t.count("n_origins", card.origins)
        )

    def _why(self, why: Mapping[str, float]) -> Iterator[tuple[str, str, Markup]]:
        parts = strongest(why)
        for name, value in parts[: limits.PARTS]:
            yield self.page.t.word("why", name), f"{value:+.2f}".replace("-", "−"), charts.bar(value, abs(parts[0][1]))

    def _falls(self, group_id: str | None) -> tuple[Fall, ...]:
        group = self.page.groups.get(group_id or "")
        return falls_of(group.compared, self.page) if isinstance(group, ClaimGroup) else ()

    def _why_title(self, group_id: str | None) -> Markup | None:
        group = self.page.groups.get(group_id or "")
        if group is None:
            return None
        key = "card_why_series" if isinstance(group, Series) else "card_why"
        return self.page.t(key, confidence=f"{group.confidence:.2f}")

    def _voices(self, mentions: Sequence[Mention]) -> Iterator[Voice]:
        for together in by_sentence(mentions):
            first = together[0]
            source = self.page.sources[first.source]
            origin = self.page.report.origins.get(source.id, "")
            yield Voice(
                name=outlet(source),
                lang=language(source.lang),
                published=(source.published or "").replace("T", " "),
                text=quoted(together, self.page.address),
                # The path once; the other figures of the sentence stand in the same file.
                places=tuple(
                    (self.page.address(m.claim), f"{m.path if m is first else ''}:{m.line}:{m.column}")
                    for m in together
                ),
                copy_of=origin if origin in self.page.shared else "",
            )


def _filter(name: str, labels: Mapping[str, str], number: Mapping[str, int]) -> Filter:
    if len(labels) <= limits.OPTIONS:
        return Filter(name=name, options=tuple((cls, label, number[cls]) for cls, label in labels.items()))
    common = sorted(labels, key=lambda cls: (-number[cls], labels[cls]))[: limits.OPTIONS]
    return Filter(name=name, options=tuple((cls, labels[cls], number[cls]) for cls in common), cut=limits.OPTIONS)
