"""A JUnit report: every fact that was checked is a test case, so that "nothing checked" does not look like "all well".

A fact is a group of claims, a series, or a relation inside one article. Test suites are families of rules. A finding
at or above the limit is a failure; a lesser one is told in the output of its case; a suppressed one is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from checker.model import Claim, Report, Severity
from checker.report.cards import Card, topic
from checker.report.cells import legal
from checker.report.places import Setting, elsewhere, placed
from checker.report.summary import NUMERIC_RELATIONS

# The families of rules, by how their codes begin. A fact without a finding counts for the family that looks at such.
FAMILIES = {
    "FC0": "reading",
    "FC1": "arithmetic in a passage",
    "FC2": "across sources",
    "FC3": "enumerations",
    "FC4": "dates",
    "FC5": "units and wording",
    "FC6": "series",
    "FC7": "tables",
}
_MOMENTS = frozenset({"date", "time"})


@dataclass(slots=True)
class _Fact:
    family: str
    name: str
    place: str
    claims: frozenset[str]
    group: str | None = None
    cards: list[Card] = field(default_factory=list)


def render(report: Report, setting: Setting | None = None) -> str:
    """*report* as JUnit XML."""
    setting = setting or Setting()
    facts = _settled(_facts(report), placed(report, setting))
    suites: dict[str, list[str]] = {}
    failed: dict[str, int] = {}
    skipped: dict[str, int] = {}
    taken: dict[tuple[str, str], int] = {}
    for fact in facts:
        key = (fact.family, fact.name)
        taken[key] = taken.get(key, 0) + 1
        name = fact.name if taken[key] == 1 else f"{fact.name} ({taken[key]})"
        body, failure, skip = _body(fact, setting)
        failed[fact.family] = failed.get(fact.family, 0) + failure
        skipped[fact.family] = skipped.get(fact.family, 0) + skip
        suites.setdefault(fact.family, []).append(_case(name, fact.place, body))
    errors = [
        _case(one.path or one.rule, one.rule, f"<error type={_attribute(one.rule)} message={_attribute(one.message)}/>")
        for one in report.problems
        if one.leaves_unread
    ]
    parts = [
        _suite(family, suites[family], failures=failed[family], skipped=skipped[family]) for family in sorted(suites)
    ]
    if errors:
        parts.insert(0, _suite("FC0", errors, errors=len(errors)))
    totals = f'tests="{len(facts) + len(errors)}" failures="{sum(failed.values())}" errors="{len(errors)}" skipped="{sum(skipped.values())}"'
    inside = "\n".join(parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="factcheck" {totals}>\n{inside}\n</testsuites>\n'
        if parts
        else f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="factcheck" {totals}/>\n'
    )


def _facts(report: Report) -> list[_Fact]:
    """Whatever was checked, found wrong or not."""
    facts = []
    sessions = {session.id: session for session in report.sessions}
    for group in report.groups:
        family = "FC4" if {claim.kind.value for claim in group.claims} <= _MOMENTS else "FC2"
        session = sessions.get(group.session or "")
        place = " ".join(filter(None, [session.date, session.title])) if session else ""
        facts.append(_Fact(family, _name(group.claims), place, _ids(group.claims), group.id))
    for series in report.series:
        claims = [claim for _, claim in series.points]
        facts.append(_Fact("FC6", _name(claims), "", _ids(claims), series.id))
    for relation in report.relations:
        if relation.kind in NUMERIC_RELATIONS or relation.kind == "enumeration":
            claims = [claim for _, claim in relation.roles]
            family = "FC1" if relation.kind in NUMERIC_RELATIONS else "FC3"
            place = claims[0].source.path if claims else ""
            facts.append(_Fact(family, f"{relation.kind}: {_name(claims)}", place, _ids(claims)))
    return facts


def _settled(facts: list[_Fact], found: Iterable[Card]) -> list[_Fact]:
    """*facts* with their findings, under the family of the rule that found something; a finding of none is its own."""
    groups = {fact.group: fact for fact in facts if fact.group}
    inside: dict[str, list[_Fact]] = {}
    for fact in facts:
        if fact.group is None:
            for claim in fact.claims:
                inside.setdefault(claim, []).append(fact)
    extra = []
    for card in found:
        cited = frozenset(mention.claim for mention in card.mentions)
        held: _Fact | None = groups.get(card.group) if card.group else None
        if held is None and not card.group:
            held = next((one for one in inside.get(min(cited), ()) if cited <= one.claims), None)
        if held is None or (held.cards and held.family != card.rule[:3]):
            held = _Fact(card.rule[:3], " · ".join(card.topic), card.mentions[0].path, cited)
            extra.append(held)
        held.family = card.rule[:3]
        held.cards.append(card)
    return [*facts, *extra]


def _name(claims: Iterable[Claim]) -> str:
    claims = list(claims)
    periods = [(claim.period.start, claim.period.end) for claim in claims if claim.period]
    return " · ".join(topic([c.indicator for c in claims], periods, [c.status.value for c in claims]))


def _ids(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(claim.id for claim in claims)


def _body(fact: _Fact, setting: Setting) -> tuple[str, int, int]:
    """What stands in the case, and whether it counts as failed or as skipped."""
    open_cards = [card for card in fact.cards if card.suppressed is None]
    failures = [card for card in open_cards if _fails(card, setting.fail_on)]
    if failures:
        # A case has one failure: the worst names it, the text holds all.
        worst = failures[0]
        text = "\n\n".join(_told(card, setting) for card in open_cards)
        body = f"<failure type={_attribute(worst.rule)} message={_attribute(worst.message)}>{text}</failure>"
        return body, 1, 0
    if open_cards:
        return f"<system-out>{chr(10).join(_told(card, setting) for card in open_cards)}</system-out>", 0, 0
    if fact.cards:
        reason = f"{fact.cards[0].rule} suppressed: {fact.cards[0].suppressed}"
        return f"<skipped message={_attribute(reason)}/>", 0, 1
    return "", 0, 0


def _fails(card: Card, fail_on: str) -> bool:
    return fail_on != "never" and card.severity.rank <= Severity(fail_on).rank


def _told(card: Card, setting: Setting) -> str:
    first = card.mentions[0]
    lines = [
        f"{card.severity.value} {card.rule} {card.name}: {card.message}",
        f"{setting.file(first.path)}:{first.line}:{first.column}: “{first.quote}”",
        *elsewhere(card, setting),
        *card.derivation,
        *([card.suggestion] if card.suggestion else []),
    ]
    return "\n".join(escape(legal(line)) for line in lines)


def _case(name: str, place: str, body: str) -> str:
    stated = f"    <testcase classname={_attribute(place or 'factcheck')} name={_attribute(name)}"
    return f"{stated}>{body}</testcase>" if body else f"{stated}/>"


def _suite(family: str, cases: list[str], *, failures: int = 0, errors: int = 0, skipped: int = 0) -> str:
    name = f"{family} {FAMILIES[family]}" if family in FAMILIES else family
    totals = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    listed = "\n".join(cases)
    return f"  <testsuite name={_attribute(name)} {totals}>\n{listed}\n  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(legal(text))
