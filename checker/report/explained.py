"""Findings, groups and claims in full, for a person at a terminal: readings, origins, what every pair adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from textwrap import wrap

from checker.align.grouping import TWINS, twins
from checker.model import Claim, ClaimGroup, Comparison, Discrepancy, Series, Source
from checker.report.cards import Card, Mention, by_sentence, strongest
from checker.report.cells import visible
from checker.report.readings import NumberLine
from checker.report.strips import DRAWN, PLAIN, axis, strip
from checker.report.terminal import Page, write_card, write_excerpts
from checker.report.waterfall import SAY, Step, reason, signed, waterfall
from checker.rule import outlet, printed
from checker.text.told import told

# Pairs that are drawn in full; of further ones a line says what came of them.
DRAWN_PAIRS = 4
_INDENT, _PARTS_INDENT = 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighings:
    """What is known of the pairs of a group.

    ``pairs``   those to show, the first in full
    ``claims``  the claims that they name, by id
    ``most``    how many are drawn in full; None for all
    """

    pairs: Sequence[Comparison]
    claims: Mapping[str, Claim]
    most: int | None = DRAWN_PAIRS


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why two claims do not stand together: the name of a sentence of ``waterfall.toml`` and what stands in it."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, lang: str) -> str:
        """The sentence."""
        return told(SAY(self.name, **self.values), lang)


def write_finding(
    page: Page, card: Card, line: NumberLine | None, origins: Sequence[Sequence[str]], weighings: Weighings
) -> None:
    """One finding in full: the card, its readings on a line, its origins, its group, and what speaks for the group.

    *origins* are the names of the articles that share one, origin by origin.
    """
    # What its pairs add up to is drawn below.
    write_card(page, replace(card, why={}) if weighings.pairs else card)
    if line is not None:
        page.blank()
        write_line(page, line)
    write_origins(page, origins)
    if card.members:
        page.blank()
        page.line(page.words("members", group=visible(card.group or "")))
        write_sentences(page, card.members)
    if weighings.pairs:
        write_pairs(page, weighings)
    elif card.why:
        _write_why(page, card.why)
    if card.together is not None:
        _write_confidence(page, card.together, weighings)


def write_group(
    page: Page,
    group: ClaimGroup | Series,
    mentions: Sequence[Mention],
    line: NumberLine | None,
    origins: Sequence[Sequence[str]],
    weighings: Weighings,
    *,
    kept: bool,
) -> None:
    """A group, or a series: its claims, its readings on a line, its origins, what every pair adds up to.

    ``kept``  whether all that there is to know of its pairs is in *weighings*
    """
    verdict = page.words("a_series") if isinstance(group, Series) else page.plain.word("verdict", group.verdict)
    page.flowing((f"{group.id}  {verdict}", "bold"), "  ", visible(group.indicator or page.words("no_indicator")))
    write_sentences(page, mentions)
    if line is not None:
        page.blank()
        write_line(page, line)
    write_origins(page, origins)
    if weighings.pairs:
        write_pairs(page, weighings)
    elif isinstance(group, ClaimGroup):
        if group.why:
            _write_why(page, group.why)
        if not kept:
            page.flowing(page.words("pairs_not_kept"))
    if isinstance(group, Series):
        page.line("  ", page.words("confidence_series", confidence=f"{group.confidence:.2f}"))
    else:
        _write_confidence(page, group.confidence, weighings)


def _write_why(page: Page, why: Mapping[str, float]) -> None:
    page.blank()
    page.flowing(page.words("why"))
    write_bars(page, strongest(why))


def _write_confidence(page: Page, confidence: float, weighings: Weighings) -> None:
    if weighings.pairs:
        page.blank()
    if any(_twins(pair, weighings.claims) for pair in weighings.pairs):
        page.flowing("  ", page.words("confidence_twins", least=f"{TWINS:.2f}"))
    named = "confidence_pairs" if weighings.pairs else "confidence"
    page.line("  ", page.words(named, confidence=f"{confidence:.2f}"))


def _twins(pair: Comparison, claims: Mapping[str, Claim]) -> bool:
    one, two = claims.get(pair.left), claims.get(pair.right)
    return pair.relation == "incompatible" and one is not None and two is not None and twins(one, two)


def write_claim(page: Page, claim: Claim, mention: Mention, topic: Sequence[str], group: str | None) -> None:
    """A claim: where it stands, what it is of, and which group holds it."""
    page.flowing((claim_name(claim), "bold"), "  ", visible(page.joined(topic)))
    write_sentences(page, [mention])
    page.labelled(page.words("label_group"), page.words("in_no_group") if group is None else group)


def write_findings_about(page: Page, found: Sequence[Discrepancy]) -> None:
    """The findings that a claim or a group is in, a line each; nothing for none."""
    if found:
        page.blank()
        page.line(page.words("findings_about"))
    for one in found:
        page.flowing("  ", visible(f"{one.id}  {one.rule} {one.name}: {told(one.message, page.style.lang)}"))


def write_apart(page: Page, claim: Claim, pair: Comparison, claims: Mapping[str, Claim], whys: Sequence[Why]) -> None:
    """The claim that *pair* sets beside *claim*, in a line, with what kept the two apart."""
    # The pair may name another mention of the claim's value, never another article.
    other = next(one for one in (claims[pair.left], claims[pair.right]) if one.source.id != claim.source.id)
    sure = page.words("of_one", confidence=f"{pair.probability:.2f}")
    page.flowing("  ", (claim_name(other), "bold"), f": {sure}")
    write_whys(page, whys)


def write_whys(page: Page, whys: Sequence[Why]) -> None:
    """What kept two claims apart, a line each."""
    for why in whys:
        page.labelled("", why.told(page.style.lang))


def write_sentences(page: Page, mentions: Sequence[Mention]) -> None:
    """Sentences with their figures marked, one after the other."""
    for together in by_sentence(mentions):
        write_excerpts(page, together)


def write_line(page: Page, line: NumberLine) -> None:
    """Readings on one scale, each with its words."""
    words, pen = page.words, PLAIN if page.style.ascii else DRAWN
    title = words("line_dates" if line.dated else "line_amounts")
    page.line(title, f", {words('line_unit', unit=visible(told(line.unit, words.lang)))}" if line.unit else "", ":")
    room = page.width - 4
    for rung in line.rungs:
        claim = rung.claim
        name = words("line_computed") if claim is None else visible(f"{outlet(claim.source)} {printed(claim)}")
        said = "; ".join(words(f"line_{what}", amounts=amounts) for what, amounts in rung.words(words.lang))
        page.line("  ", (name, "bold"), f": {said}")
        page.line("    ", strip(rung.reading, line.scale, room, pen))
    page.line("    ", axis(line.scale, room))
    if not line.dated:
        page.labelled("", words("line_howto", printed=pen.printed, thin=pen.thin, thick=pen.thick, ring=pen.ring))
    if line.left_out:
        page.labelled("", words.count(line.left_out, "line_more"))


def write_origins(page: Page, origins: Sequence[Sequence[str]]) -> None:
    """Articles as a graph, origin by origin, copies of one joined by a line; nothing for a single article."""
    number = sum(map(len, origins))
    if number < 2:
        return
    words = page.words
    page.blank()
    counted = f"{words.count(number, 'article')}, {words.count(len(origins), 'origin')}"
    copied = [words("one_voice")] if len(origins) < number else []
    page.flowing("; ".join([words("origins_drawn", counted=counted), *copied]))
    dot, single, first, middle, last = ("o", "---", "-+-", " |-", " `-") if page.style.ascii else ("●", "───", "─┬─", " ├─", " └─")  # fmt: skip
    for names in origins:
        for nth, name in enumerate(names):
            branch = single if len(names) == 1 else first if nth == 0 else last if nth == len(names) - 1 else middle
            page.line(f"  {dot if nth == 0 else ' '}{branch} ", visible(name))


def write_pairs(page: Page, weighings: Weighings) -> None:
    """Pair after pair, what it adds up to; beyond ``most`` a line for each."""
    page.blank()
    page.flowing(page.words("pairs_title"))
    most = len(weighings.pairs) if weighings.most is None else weighings.most
    for pair in weighings.pairs[:most]:
        page.blank()
        write_pair(page, pair, weighings.claims)
    rest = weighings.pairs[most:]
    if rest:
        page.blank()
        page.flowing(page.words.count(len(rest), "pairs_more"))
    for pair in rest:
        page.flowing("  ", pair_name(page, pair, weighings.claims), f": {page.words('of_one', confidence=f'{pair.probability:.2f}')}")  # fmt: skip


def pair_name(page: Page, pair: Comparison, claims: Mapping[str, Claim]) -> str:
    """The two claims of a pair: id, quote and outlet of each."""
    times = "x" if page.style.ascii else "×"
    return f" {times} ".join(claim_name(claims[one]) for one in (pair.left, pair.right))


def claim_name(claim: Claim) -> str:
    """Id, quote and outlet of a claim."""
    return visible(f"{claim.id} {printed(claim)} ({outlet(claim.source)})")


def write_pair(page: Page, pair: Comparison, claims: Mapping[str, Claim]) -> None:
    """One pair as a waterfall: where it starts, what each aspect adds, the sum and what it means."""
    page.flowing("  ", (pair_name(page, pair, claims), "bold"))
    fall = waterfall(pair, page.style.lang)
    names = [*(step.name for step in fall.steps), fall.total_name]
    name_chars = min(max(map(len, names)), max(16, page.width - _INDENT - 30))
    room = page.width - _INDENT - name_chars - 10
    low, high = (float(end) for end in fall.ends)

    def column(value: Decimal) -> int:
        return round((float(value) - low) / ((high - low) or 1.0) * (room - 1))

    def row(name: str, value: Decimal, begin: Decimal, style: str = "") -> None:
        end = begin + value
        zero = column(Decimal(0))
        left, right = sorted((column(begin), column(end)))
        up, down = ("#", "-") if page.style.ascii else ("█", "▒")
        cells = [" "] * room
        cells[zero] = page.gutter
        if value:
            cells[left : right + 1] = (up if value > 0 else down) * (right + 1 - left)
        named = name if len(name) <= name_chars else name[: name_chars - len(page.dots)] + page.dots
        page.line(
            " " * _INDENT, (f"{named:<{name_chars}}", style), f" {signed(value):>7}  ",
            ("".join(cells).rstrip(), "green" if value > 0 else "red"),
        )  # fmt: skip

    for step in fall.steps:
        row(step.name, step.added, step.begin)
        _write_parts(page, step)
    row(fall.total_name, fall.total, Decimal(0), "bold")
    page.flowing(" " * _INDENT, (fall.chance, "bold"))
    for name in pair.apart:
        page.flowing(" " * _INDENT, visible(page.words("held_apart", reason=reason(name, page.style.lang))))


def _write_parts(page: Page, step: Step) -> None:
    room = page.width - _PARTS_INDENT - 2
    for line in wrap("; ".join(step.parts), room, break_long_words=False):
        page.line(" " * _PARTS_INDENT, (line, "dim"))


def write_bars(page: Page, parts: Sequence[tuple[str, float]]) -> None:
    """(name, value) a line, each with a bar: to the left below nought, to the right above."""
    named = [(visible(page.plain.word("why", name)), value) for name, value in parts]
    most = max((abs(value) for _, value in named), default=0.0) or 1.0
    name_chars = min(page.width - 33, max((len(name) for name, _ in named), default=0))
    room = max(5, (page.width - name_chars - 13) // 2)
    for name, value in named:
        length = round(abs(value) / most * room)
        left = (page.bar * length).rjust(room) if value < 0 else " " * room
        right = page.bar * length if value > 0 else ""
        page.line(f"  {name[:name_chars]:<{name_chars}} {value:+7.2f} ", (left, "red"), page.gutter, (right, "green"))


def by_origin(sources: Iterable[Source], origins: Mapping[str, str]) -> list[list[str]]:
    """The names of *sources*, origin by origin; *origins* as of a report."""
    found: dict[str, dict[str, str]] = {}
    for source in sources:
        found.setdefault(origins.get(source.id, source.id), {})[source.id] = outlet(source)
    return [list(names.values()) for names in found.values()]


__all__ = [
    "DRAWN_PAIRS",
    "Weighings",
    "Why",
    "by_origin",
    "claim_name",
    "pair_name",
    "write_apart",
    "write_bars",
    "write_claim",
    "write_finding",
    "write_findings_about",
    "write_group",
    "write_line",
    "write_origins",
    "write_pair",
    "write_pairs",
    "write_sentences",
    "write_whys",
]
