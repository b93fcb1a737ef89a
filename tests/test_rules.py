"""Every rule, every case, both ways round and in other spellings.

The cases are ``tests/cases/rules/<code>.toml``. A figure in [brackets] is a claim; the brackets are taken out
before the text is read.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from rule_modules import modules
from strategies import claim, group_of

from checker.config import read_options
from checker.extract import read
from checker.model import ColumnHint, Shape
from checker.registry import Rule, rule_of
from checker.rule import (
    Claim,
    ClaimGroup,
    Discrepancy,
    Kind,
    Label,
    Passage,
    Period,
    Quantity,
    Relation,
    Series,
    Severity,
    Source,
    Span,
    Status,
    Table,
    arithmetic,
    disputes,
    saying,
)
from checker.text.told import languages, told
from checker.values import spelling
from checker.values.units import Unit

CASES = Path(__file__).parent / "cases" / "rules"
# What each rule says of its cases that are reported.
SAID = Path(__file__).parent / "snapshots" / "rules"
LANGUAGES = ("vi", "en")
RULES = {rule.info.code: rule for rule in (rule_of(module, origin="factcheck") for module in modules())}
FEWEST_CASES = 6
# Rules that look at the figures of an article by themselves.
_WITHOUT_RELATIONS = {"FC107", "FC503", "FC504"}

_KEYS = {
    "name", "lang", "text", "roles", "items", "label", "elsewhere", "suggests", "options", "title",
    "published", "left", "right", "others", "points",
    "cumulative", "toll", "confidence", "reported", "severity", "table", "article", "key",
}  # fmt: skip
_TEXT_KEYS = {"outlet", "text", "lang", "published", "date", "as", "kind", "label", "amount", "of", "origin", "format"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One behaviour of one rule."""

    code: str
    name: str
    lang: str
    reported: bool
    severity: Severity | None
    data: dict[str, Any] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def _loaded(path: Path) -> Iterable[Case]:
    """The cases of a file. What its ``[texts]`` name stands for ``{name}`` in a table or an article."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    texts = told.get("texts", {})
    for data in told["case"]:
        for key in ("table", "article"):
            if key in data and texts:
                data[key] = data[key].format(**texts)
        unknown = set(data) - _KEYS
        assert not unknown, f"{path.name}: {data['name']}: unknown keys {sorted(unknown)}"
        severity = Severity(data["severity"]) if data["reported"] else None
        yield Case(
            code=path.stem,
            name=data["name"],
            lang=data["lang"],
            reported=data["reported"],
            severity=severity,
            data=data,
        )


ALL = [case for path in sorted(CASES.glob("FC*.toml")) for case in _loaded(path)]

# ── other spellings of one text ──────────────────────────────────────────────────────────────────────────────────

Respell = Callable[[str, str], str]
_GROUPED = {"vi": re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)"), "en": re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)")}  # fmt: skip


def _as_is(text: str, lang: str) -> str:
    return text


def _decomposed(text: str, lang: str) -> str:
    return unicodedata.normalize("NFD", text)


def _unbroken(text: str, lang: str) -> str:
    return re.sub(r"(?<=\d) ", "\u00a0", text)


def _ungrouped(text: str, lang: str) -> str:
    # Where the figures of a text make a date, a version or a/b, the points are no grouping alone.
    return _GROUPED[lang].sub(lambda m: re.sub(r"[.,]", "", m[0]), text)


# A hedge right before digits, and another word of the same one.
_HEDGES = {
    "vi": {"khoảng": "chừng", "gần": "ngót", "ít nhất": "tối thiểu", "dưới": "chưa đến"},
    "en": {"about": "around", "nearly": "almost", "at least": "no fewer than", "under": "fewer than"},
}


def _rehedged(text: str, lang: str) -> str:
    for word, other in _HEDGES[lang].items():
        text = re.sub(rf"(?<!\w){word}(?= [£$€]?\d)", other, text)
    return text


SPELLINGS: dict[str, Respell] = {
    "as printed": _as_is,
    "decomposed letters": _decomposed,
    "no-break spaces": _unbroken,
    "no grouping": _ungrouped,
    "other words of hedges": _rehedged,
}


# ── from a case to what a rule sees ──────────────────────────────────────────────────────────────────────────────

_BRACKET = re.compile(r"\[([^\[\]]*)\]")


def _unbracketed(text: str) -> tuple[str, list[Span]]:
    plain, spans, last = "", [], 0
    for match in _BRACKET.finditer(text):
        plain += text[last : match.start()]
        spans.append(Span(len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    return plain + text[last:], spans


def _read(data: dict[str, Any], *, lang: str, name: str, respell: Respell) -> tuple[Passage, list[Claim]]:
    """What is read from one text, and the claims in its brackets."""
    assert set(data) <= _TEXT_KEYS | _KEYS, sorted(set(data) - _TEXT_KEYS - _KEYS)
    lang = data.get("lang", lang)
    title = respell(data.get("title", ""), lang)
    text, spans = _unbracketed(f"{title}\n\n" * bool(title) + respell(data["text"], lang))
    source = Source(
        id=name,
        path=f"{name}.txt",
        text=text,
        body=Span(0, len(text)),
        title=title or None,
        title_span=Span(0, len(title)) if title else None,
        lang=lang,
        outlet=data.get("outlet"),
        published=data.get("published", data.get("date")),
        format=data.get("format", "text"),
    )
    passage = read(source)
    if "kind" in data or ("label" in data and "roles" not in data):
        return passage, [_by_hand(data, source, span) for span in spans]
    return passage, [_the_one(passage, span, data.get("as")) for span in spans]


def _the_one(passage: Passage, span: Span, kind: str | None) -> Claim:
    """The claim that overlaps *span*; *kind* chooses where a date and a time of day stand in one place."""
    found = [claim for claim in passage.claims if claim.span.overlaps(span) and kind in (None, claim.kind.value)]
    quotes = [claim.quote for claim in found]
    assert len(found) == 1, f"expected one claim in {span.cut(passage.source.text)!r}, found {quotes}"
    return found[0]


def _by_hand(data: dict[str, Any], source: Source, span: Span) -> Claim:
    """A claim whose value the case itself states: labels are read by another part than amounts."""
    value: Quantity | Label
    if "amount" in data:
        amount = Decimal(data["amount"])
        value = Quantity(lo=amount, hi=amount, grain=Decimal(1), of=Decimal(data["of"]) if "of" in data else None)
    else:
        value = Label(text=data["label"])
    whole = Span(0, len(source.text))
    kind = Kind(data.get("kind", "ordinal"))
    return Claim(id=f"{source.id}.0", source=source, span=span, sentence=whole, clause=whole, kind=kind, value=value)


def _passage(case: Case, respell: Respell) -> Passage:
    passage, claims = _read(case.data, lang=case.lang, name="s1", respell=respell)
    relations = passage.relations
    if "roles" in case.data:
        kind = {"FC101": "ratio", "FC102": "sum", "FC301": "enumeration"}[case.code]
        roles = tuple(zip(case.data["roles"], claims, strict=True))
        whole = claims[0].span.joined(claims[-1].span)
        relations = (Relation(kind=kind, roles=roles, span=whole, items=tuple(case.data.get("items", ()))),)
        relations = tuple(replace(relation, label=case.data.get("label", "")) for relation in relations)
    if "elsewhere" in case.data:
        lists = tuple((source, tuple(items)) for source, items in case.data["elsewhere"])
        relations = tuple(replace(relation, elsewhere=lists) for relation in relations)
    needed = case.reported and case.code not in _WITHOUT_RELATIONS
    assert relations or not needed, f"{case}: no relation; found {[c.quote for c in passage.claims]}"
    return replace(passage, relations=relations)


def _group(case: Case, respell: Respell, *, turned: bool) -> ClaimGroup:
    texts = [case.data["left"], case.data["right"], *case.data.get("others", ())]
    if turned:
        texts.reverse()
    claims = [
        claim
        for number, data in enumerate(texts)
        for claim in _read(data, lang=case.lang, name=f"s{number}", respell=respell)[1]
    ]
    told = [data.get("origin", f"s{number}") for number, data in enumerate(texts)]
    return ClaimGroup(
        id="g1",
        session="e1",
        indicator="",
        claims=tuple(claims),
        confidence=case.data.get("confidence", 0.97),
        origins={f"s{number}": origin for number, origin in enumerate(told)},
        cumulative=case.data.get("cumulative", False),
        toll=case.data.get("toll", ""),
    )


def _series(case: Case, respell: Respell) -> Series:
    points = []
    for number, data in enumerate(case.data["points"]):
        _, claims = _read(data, lang=case.lang, name=f"s{number}", respell=respell)
        points += [(data["date"], claim) for claim in claims]
    return Series(
        id="r1",
        indicator="",
        points=tuple(points),
        cumulative=case.data.get("cumulative", True),
        confidence=case.data.get("confidence", 1.0),
    )


def _table(case: Case, respell: Respell) -> Table:
    """The table of a case, with its article where it has one, as the engine hands them to a rule."""
    text = respell(case.data["table"], case.lang)
    shape = (
        Shape(
            key=tuple(case.data["key"]),
            columns=tuple(ColumnHint(name=name, required=True) for name in case.data["key"]),
        )
        if "key" in case.data
        else None
    )
    passage = read(
        Source(id="t1", path="t1.csv", text=text, body=Span(0, len(text)), lang=case.lang, format="csv", shape=shape)
    )
    assert passage.table is not None
    if "article" not in case.data:
        return passage.table
    article, _ = _read(
        {"text": case.data["article"], "published": case.data["published"]}, lang=case.lang, name="s1", respell=respell
    )
    return replace(passage.table, articles=(article,))


def kind_of(case: Case) -> str:
    """The kind of view that a case makes, by what it states."""
    kinds = {"left": "group", "table": "table", "points": "series"}
    return next((kind for key, kind in kinds.items() if key in case.data), "passage")


def view_of(case: Case, respell: Respell = _as_is, *, turned: bool = False) -> Passage | ClaimGroup | Series | Table:
    """What the rule of *case* sees; a group with its sources the other way round where *turned*."""
    match kind_of(case):
        case "group":
            return _group(case, respell, turned=turned)
        case "table":
            return _table(case, respell)
        case "series":
            return _series(case, respell)
        case _:
            return _passage(case, respell)


def _found(rule: Rule, case: Case, respell: Respell, *, turned: bool = False) -> list[Discrepancy]:
    options = read_options(rule.info.options, case.data.get("options", {}), str(case))
    return list(rule.check(view_of(case, respell, turned=turned), options))


# ── the tests ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_case_is_reported_or_not_as_it_says(case: Case, spelling: str) -> None:
    rule = RULES[case.code]

    for turned in (False, True):
        found = _found(rule, case, SPELLINGS[spelling], turned=turned)

        assert [d.severity for d in found] == ([case.severity] if case.reported else []), [d.message for d in found]
        for discrepancy in found:
            assert discrepancy.message.endswith(".")
            assert discrepancy.derivation
            assert all(claim.quote in claim.source.text for claim in discrepancy.claims)


# What a finding quotes, in quotation marks or in the brackets of who prints it, is in the article's own words.
_QUOTED = re.compile(r"“[^”]*”|\([^()]*\)")
_LETTERS = re.compile(r"[^\W\d_]+")


def _english() -> frozenset[str]:
    """The words that sentences of rules have in English and in no other language."""
    said: dict[str, set[str]] = {}
    for module in (*modules(), saying, disputes, arithmetic, spelling):
        for by_language in module.SAY.templates.values():
            for lang, template in by_language.items():
                said.setdefault(lang, set()).update(_LETTERS.findall(re.sub(r"{\w+}", "", template.lower())))
    return frozenset(said.pop("en").difference(*said.values()))


ENGLISH_WORDS = _english()


@pytest.mark.parametrize(
    "case",
    [case for case in ALL if case.reported],
    ids=str,
)
def test_a_finding_is_told_in_every_language(case: Case) -> None:
    found = _found(RULES[case.code], case, _as_is)

    assert found
    for one in found:
        texts = [one.message, *one.derivation, *([one.suggestion] if one.suggestion else [])]
        own = set(_LETTERS.findall(" ".join(claim.source.text for claim in one.claims).lower()))

        for text in texts:
            # Bare arithmetic, "90 + 80 = 170", is of no language.
            assert languages(text) == ("vi",) or not _LETTERS.search(_QUOTED.sub("", text)), text
            left = set(_LETTERS.findall(_QUOTED.sub("", told(text, "vi")).lower())) & ENGLISH_WORDS
            assert left <= own, f"{told(text, 'vi')}: still English: {sorted(left - own)}"


def shown(about: str, found: Discrepancy) -> str:
    """A finding as it is reviewed: what it says, under the name of what it is *about*, and its claims."""
    claims = " · ".join(f"{claim.source.id} “{claim.quote}”" for claim in found.claims)
    said = [found.message, *(f"  {line}" for line in found.derivation), f"  claims: {claims}"]
    if found.confidence != 1:
        said.append(f"  confidence: {found.confidence:g}")
    if found.suggestion:
        said.append(f"  ask: {found.suggestion}")
    return "\n".join([f"{found.severity.upper()} {about}", *said])


@pytest.mark.parametrize("code", RULES)
def test_what_a_rule_says_is_what_was_reviewed(code: str, accept: bool) -> None:
    file = SAID / f"{code}.txt"
    cases = [case for case in ALL if case.code == code and case.reported]

    now = (
        "\n\n".join(
            shown(f"{case.name} [{case.lang}]", found) for case in cases for found in _found(RULES[code], case, _as_is)
        )
        + "\n"
    )
    if accept:
        file.write_text(now, encoding="utf-8")

    assert now == file.read_text(encoding="utf-8")


def test_what_rules_can_be_told_has_the_defaults_that_were_reviewed(accept: bool) -> None:
    file = SAID / "options.txt"

    now = "".join(
        f"{code} {name} = {getattr(rule.info.options(), name)}\n"
        for code, rule in RULES.items()
        for name in rule.info.options.__dataclass_fields__
    )
    if accept:
        file.write_text(now, encoding="utf-8")

    assert now == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [case for case in ALL if kind_of(case) == "group"], ids=str)
def test_a_finding_is_the_same_whichever_source_comes_first(case: Case) -> None:
    rule = RULES[case.code]

    there, back = (_found(rule, case, _as_is, turned=turned) for turned in (False, True))

    assert [(d.id, d.message, d.derivation) for d in there] == [(d.id, d.message, d.derivation) for d in back]


@pytest.mark.parametrize("case", [case for case in ALL if "suggests" in case.data], ids=str)
def test_a_suggestion_names_what_the_case_expects(case: Case) -> None:
    (found,) = _found(RULES[case.code], case, _as_is)

    assert found.suggestion is not None
    assert case.data["suggests"] in found.suggestion


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_cases_reported_and_not_reported_in_every_language(code: str) -> None:
    cases = [case for case in ALL if case.code == code]

    assert len(cases) >= FEWEST_CASES
    for lang in LANGUAGES:
        outcomes = {case.reported for case in cases if case.lang == lang}
        assert outcomes == {True, False}, f"{code} in {lang}: only {outcomes}"


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_cases_reported_and_not_reported_of_every_view_that_it_sees(code: str) -> None:
    outcomes = {(kind_of(case), case.reported) for case in ALL if case.code == code}

    assert outcomes == set(product(RULES[code].info.views, (True, False)))


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    assert {case.code for case in ALL} == set(RULES)
    assert len({(case.code, case.name) for case in ALL}) == len(ALL)


@pytest.mark.parametrize("code", RULES)
def test_a_file_is_named_for_its_rule(code: str) -> None:
    rule = RULES[code]

    assert rule.module == f"rules.{rule.info.name.replace('-', '_')}"


@pytest.mark.parametrize("code", RULES)
def test_a_rule_tells_its_known_problems_and_its_options(code: str) -> None:
    rule = RULES[code]

    assert "Known problems\n    " in rule.doc
    # Options that several rules have are told by the class that they come from.
    meanings = "".join(cls.__doc__ or "" for cls in rule.info.options.__mro__)
    for option in rule.info.options.__dataclass_fields__:
        assert f"``{option}``" in meanings, option


# ── what a finding over a group says ─────────────────────────────────────────────────────────────────────────────


def _counts(*values: int, published: tuple[str | None, ...] = ()) -> list[Claim]:
    claims = []
    for number, value in enumerate(values):
        quantity = Quantity(lo=Decimal(value), hi=Decimal(value), grain=Decimal(1))
        one = claim(quantity, source=f"s{number:02}", text=f"{value} people")
        when = published[number] if published else None
        claims.append(replace(one, source=replace(one.source, published=when)))
    return claims


def _conflict(*claims: Claim, **more: Any) -> list[Discrepancy]:
    rule = RULES["FC201"]
    return list(rule.check(replace(group_of(*claims), **more), rule.info.options()))


def test_a_message_names_each_number_once_with_who_prints_it() -> None:
    (found,) = _conflict(*_counts(130, 110, 130, 130, 130, 130))

    assert found.message == "“110 people” (S01) against “130 people” (S00, S02, S03 and 2 more): 20 apart."
    assert len(found.claims) == 6


def test_a_third_number_is_told_after_the_worst_pair() -> None:
    (found,) = _conflict(*_counts(145, 144, 120))

    assert found.message == "“120 people” (S02) against “144 people” (S01): 24 apart. Also “145 people” (S00)."


def test_a_finding_keeps_its_identity_when_another_source_repeats_a_value_with_another_noun() -> None:
    one, two, three = _counts(110, 130, 130)
    pupils = Quantity(
        lo=Decimal(130), hi=Decimal(130), grain=Decimal(1), unit=Unit("pupils", "count", Decimal(1), "pupils")
    )

    (before,) = _conflict(one, two)
    (after,) = _conflict(one, two, replace(three, value=pupils))

    assert before.id == after.id


def test_copies_of_one_origin_are_told_as_one() -> None:
    claims = _counts(130, 110, 130)

    (found,) = _conflict(*claims, origins={"s00": "o1", "s01": "o2", "s02": "o1"})

    assert found.derivation[-1] == "3 articles, 2 origins"


def test_two_values_that_both_sources_print_are_two_facts() -> None:
    one, two = _counts(110, 130)
    again = [replace(two, source=one.source, id="s00.1"), replace(one, source=two.source, id="s01.1")]

    assert _conflict(one, two)
    assert not _conflict(one, two, *again)


def _update(*claims: Claim, **more: Any) -> list[Discrepancy]:
    rule = RULES["FC205"]
    return list(rule.check(replace(group_of(*claims), **more), rule.info.options()))


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        ("2024-03-02T06:00", "2024-03-02T18:00", True),
        ("2024-03-02T06:00", "2024-03-02T17:59", False),
        ("2024-03-02T18:00", "2024-03-02T06:00", False),
        ("2024-03-02", "2024-03-04", True),
        ("2024-03-02", "2024-03-03", False),
        ("2024-03", "2024-05", False),
        ("2024-03-02T06:00", None, False),
    ],
)
def test_a_larger_count_half_a_day_later_is_an_update_and_no_conflict(
    first: str, second: str | None, moved: bool
) -> None:
    claims = _counts(110, 130, published=(first, second))

    assert [d.severity for d in _update(*claims)] == [Severity.INFO] * moved
    assert [d.severity for d in _conflict(*claims)] == [Severity.ERROR] * (not moved)


def test_a_running_total_that_falls_is_an_error_of_one_rule() -> None:
    claims = _counts(130, 110, published=("2024-03-02T06:00", "2024-03-03T06:00"))

    (found,) = _update(*claims, cumulative=True)

    assert found.severity is Severity.ERROR
    assert not _conflict(*claims, cumulative=True)
    assert not _update(*claims)
    assert _conflict(*claims)


def test_a_count_of_a_stretch_that_was_over_does_not_move() -> None:
    claims = _counts(110, 130, published=("2024-03-02T06:00", "2024-03-03T06:00"))
    january = Period(date(2024, 1, 1), date(2024, 1, 31), "month")
    over = [replace(claim, period=january) for claim in claims]

    (found,) = _conflict(*over)

    assert found.severity is Severity.ERROR
    assert not _update(*over)


_STRONG = (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("case", [case for case in ALL if kind_of(case) == "group"], ids=str)
def test_no_pair_of_claims_is_a_finding_of_two_rules(case: Case) -> None:
    group = _group(case, _as_is, turned=False)

    for left, right in combinations(group.claims, 2):
        pair = replace(group, claims=(left, right))
        found = {
            rule.info.code
            for rule in RULES.values()
            if "group" in rule.info.views
            for discrepancy in rule.check(pair, rule.info.options())
            if discrepancy.severity in _STRONG
        }

        assert len(found) <= 1, found


@pytest.mark.parametrize("status", [Status.TARGET, Status.FORECAST, Status.LIMIT])
def test_a_result_is_not_held_against_what_was_only_meant(status: Status) -> None:
    one, two = _counts(110, 130)

    assert not _conflict(one, replace(two, status=status))


def test_a_level_and_the_change_that_leads_to_it_are_one_statement() -> None:
    percent = Unit("%", "percent", Decimal(1))
    level, fall, other = (
        replace(one, value=Quantity(lo=Decimal(text), hi=Decimal(text), grain=Decimal("0.1"), unit=percent), kind=kind)
        for one, text, kind in zip(
            _counts(1, 2, 3), ("85.5", "14.5", "17.5"), (Kind.PERCENT, Kind.CHANGE, Kind.CHANGE), strict=True
        )
    )

    assert not _conflict(level, fall)
    assert _conflict(level, other)
