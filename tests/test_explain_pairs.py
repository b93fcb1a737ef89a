"""What every pair of figures adds up to, step by step, and what kept two of them apart."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial
from inspect import getsource
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from command_line import Run, run
from hypothesis import given
from hypothesis import strategies as st

from checker.align import apart, features, weighed
from checker.align.model import NAMES, RELATIONS, fallback, shipped
from checker.align.pairs import logit
from checker.align.weighing import weighed as weighing_of
from checker.config import Settings
from checker.engine import explaining, local
from checker.engine.explaining import Again
from checker.errors import ReadError
from checker.model import Claim, Comparison, Report
from checker.report import json as document_format
from checker.report import renderer
from checker.report.load import loaded
from checker.report.phrases import languages
from checker.report.waterfall import SAY, aspects, reason, signed, waterfall

ROOT = Path(__file__).resolve().parent.parent
MODELS = {"shipped": shipped(), "fallback": fallback()}
BARS = re.compile(r"^ {4}\S.*? ([+-]\d+\.\d\d)  ( *[│|]? *)([█▒#-]*)")


@cache
def report() -> Report:
    """What is found in our own articles."""
    return local.run([ROOT / "sources"], Settings())


@cache
def again() -> Again:
    return Again(report())


@pytest.fixture
def factcheck(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, run in this process."""
    return partial(run, capsys)


shares = st.floats(0, 1, allow_subnormal=False)


@st.composite
def rows(draw: st.DrawFn, model: str) -> list[float]:
    """The features of a pair as the judge gets them: what the words come to goes with the words."""
    told = [draw(shares) for _ in features.CONTEXT]
    score = float(MODELS[model].context_scores(np.array([told]))[0])
    others = [draw(shares) for _ in (*features.VALUE, *features.RIVAL, *features.NODES)]
    return [logit(score), score, *told, *others]


@pytest.mark.parametrize("model", MODELS)
@given(data=st.data(), relation=st.sampled_from(RELATIONS))
def test_start_and_parts_make_the_probability(model: str, data: st.DataObject, relation: str) -> None:
    row = data.draw(rows(model))
    probability = float(MODELS[model].probabilities([relation], np.array([row]))[0])

    start, added = weighing_of(MODELS[model], relation, row)

    assert 1 / (1 + math.exp(-(start + added.sum()))) == pytest.approx(probability, abs=1e-9)
    assert len(added) == len(NAMES)


def test_what_is_not_asked_adds_nothing() -> None:
    row = [logit(0.5), 0.5, *[0.0] * (len(NAMES) - 2)]

    _, added = weighing_of(fallback(), "equal", row)

    assert [name for name, part in zip(NAMES, added, strict=True) if name not in NAMES[:2] and part] == []


numbers = st.floats(-8, 8).map(lambda number: round(number, 3))
comparisons = st.builds(
    Comparison,
    left=st.just("c1"),
    right=st.just("c2"),
    relation=st.sampled_from(RELATIONS),
    probability=shares,
    start=numbers,
    parts=st.dictionaries(st.sampled_from([*NAMES, "a_new_part"]), st.tuples(shares, numbers), max_size=30),
    rest=numbers,
)


@given(pair=comparisons, lang=st.sampled_from(languages()))
def test_the_printed_steps_add_up_to_the_printed_sum(pair: Comparison, lang: str) -> None:
    made = waterfall(pair, lang)

    assert sum((Decimal(signed(step.added)) for step in made.steps), Decimal(0)) == made.total
    assert [one.end for one in made.steps[:-1]] == [one.begin for one in made.steps[1:]]
    assert made.steps[0].begin == 0
    assert abs(float(made.total) - pair.log_odds) < 0.006
    assert made.ends[0] <= min(step.end for step in made.steps)
    assert made.ends[1] >= max(step.end for step in made.steps)


def test_every_feature_belongs_to_one_aspect() -> None:
    told = [name for names in aspects().values() for name in names]

    assert sorted(told) == sorted(set(told))
    assert set(NAMES) == set(told)
    assert set(aspects()) <= set(SAY.templates)


def _named(tree: ast.AST, call: str) -> Iterator[str]:
    """The strings that a function yields, or that *call* is given first."""
    for node in ast.walk(tree):
        match node:
            case ast.Yield(value=ast.Constant(value=str(name))) if not call:
                yield name
            case ast.Call(func=ast.Name(id=called), args=[ast.Constant(value=str(name)), *_]) if called == call:
                yield name


def test_whatever_keeps_two_claims_apart_can_be_told() -> None:
    conditions = set(_named(ast.parse(getsource(apart)), ""))
    reasons = {name for module in (weighed, explaining) for name in _named(ast.parse(getsource(module)), "Reason")}

    assert len(conditions) > 10
    assert len(reasons) > 10
    assert conditions | reasons <= set(SAY.templates)


def test_the_pairs_of_a_finding_are_kept_and_make_their_probability() -> None:
    found = report()
    cited = {one.group for one in found.discrepancies}
    pairs = [(group.id, pair) for group in found.groups for pair in group.compared]

    weighed_ones = {group.id for group in found.groups if again().pairs(group)}
    assert {group for group, _ in pairs} == cited & weighed_ones
    for _, pair in pairs:
        assert 1 / (1 + math.exp(-pair.log_odds)) == pytest.approx(pair.probability, abs=5e-4)


def test_pairs_come_back_from_a_report_in_a_file() -> None:
    back = loaded(document_format.load(document_format.render(report())))

    assert [group.compared for group in back.groups] == [group.compared for group in report().groups]
    assert any(group.compared for group in back.groups)


def test_weighing_again_makes_the_groups_of_the_report_and_the_pairs_that_it_keeps() -> None:
    for group in report().groups:
        pairs = again().pairs(group)

        assert group.compared == tuple(pairs)[: len(group.compared)]
        for one, two in combinations(group.claims, 2):
            assert not again().between(one, two)[1] or one.source is two.source


def test_two_claims_of_no_group_have_a_reason_that_is_told_in_every_language() -> None:
    claims = report().claims[::23]
    group_of = {claim.id: group.id for group in report().groups for claim in group.claims}
    names = set()

    for one, two in combinations(claims, 2):
        pair, reasons = again().between(one, two)
        together = one.id in group_of and group_of[one.id] == group_of.get(two.id)
        assert bool(reasons) != together
        names |= {reason.name for reason in reasons}
        if {reason.name for reason in reasons} & {"other_session", "other_kind", "one_article"}:
            assert pair is None

    assert {"other_session", "other_kind", "one_article", "unlikely"} <= names


def _claim(quote: str, path: str) -> Claim:
    return next(one for one in report().claims if one.quote == quote and one.source.path.endswith(path))


def _explained(factcheck: Run, *args: str) -> str:
    result = factcheck("explain", *args, "--color", "never")
    assert result.code == 0, result.err
    return str(result.out)


def test_the_bars_of_a_finding_follow_its_numbers(factcheck: Run) -> None:
    one = next(found for found in report().discrepancies if found.rule == "FC404")

    told = _explained(factcheck, one.id, str(ROOT / "sources"), "--all")

    bars = [(Decimal(m[1]), m[3]) for line in told.splitlines() if (m := BARS.match(line))]
    assert len(bars) > 15
    for value, bar in bars:
        assert set(bar) <= ({"█"} if value > 0 else {"▒"} if value < 0 else {""})
    long = [len(bar) for value, bar in bars if abs(value) > 5]
    short = [len(bar) for value, bar in bars if abs(value) < Decimal("0.3")]
    assert min(long) > max(short)


def test_a_finding_in_a_file_has_the_waterfall_that_its_articles_give(factcheck: Run, tmp_path: Path) -> None:
    kept = tmp_path / "report.json"
    kept.write_text(document_format.render(report()), encoding="utf-8")
    one = next(found for found in report().discrepancies if found.rule == "FC201")

    begin = "Các bài từ đâu ra"
    from_file = _explained(factcheck, one.id, "--report", str(kept), "--language", "vi").partition(begin)[2]
    from_articles = _explained(factcheck, one.id, str(ROOT / "sources"), "--language", "vi").partition(begin)[2]

    assert from_file == from_articles
    assert "cộng tất cả" in from_file
    assert "trên 1: cứ 100 cặp như vậy thì khoảng" in from_file
    assert "●" in from_file


def test_an_older_report_without_pairs_is_explained_by_what_it_has(factcheck: Run, tmp_path: Path) -> None:
    kept = tmp_path / "report.json"
    document = document_format.to_dict(report())
    for group in document["groups"]:
        group.pop("pairs", None)
    kept.write_text(json.dumps(document), encoding="utf-8")
    one = next(found for found in report().discrepancies if found.rule == "FC201")

    told = _explained(factcheck, one.id, "--report", str(kept))

    assert "Why these claims were put together" in told
    assert "all together" not in told
    assert "to see it, name the articles behind the id" in " ".join(told.split())


@pytest.mark.parametrize("named", ["id", "place"])
def test_a_claim_is_found_by_its_id_and_by_its_place(named: str, factcheck: Run) -> None:
    claim = next(one for group in report().groups for one in group.claims)
    line, column = claim.position()
    what = claim.id if named == "id" else f"{claim.source.path}:{line}:{column}"

    told = _explained(factcheck, what, str(ROOT / "sources"))

    assert claim.quote in told.splitlines()[0]
    assert "all together" in told


def test_a_day_and_its_part_in_one_place_are_the_day(factcheck: Run) -> None:
    told = _explained(factcheck, "bien-dong-nay.txt:5:1", str(ROOT / "sources"))

    assert "“Rạng sáng 24/10”" in told.splitlines()[0]
    assert "all together" in told


def test_a_group_is_shown_with_each_of_its_pairs(factcheck: Run) -> None:
    group = max(report().groups, key=lambda one: len(again().pairs(one)))

    told = _explained(factcheck, group.id, str(ROOT / "sources"), "--all")

    assert told.startswith(group.id)
    assert told.count("all together") == len(again().pairs(group)) > 2


def test_a_series_is_shown_with_its_days(factcheck: Run) -> None:
    series = report().series[0]

    told = _explained(factcheck, series.id, str(ROOT / "sources"))

    assert "series over time" in told.splitlines()[0]
    assert all(claim.source.path in told for _, claim in series.points)


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (("96.73 percent", "digital-ledger.md"), ("96,73%", "nhip-so.txt"), "Both stand in one group"),
        (("96.73 percent", "digital-ledger.md"), ("8 - 10%", "tay-bac.txt"), "different events"),
        (("96.73 percent", "digital-ledger.md"), ("sáng 27/4", "nhip-so.txt"), "a percentage; a date"),
        (("100%", "nhip-so.txt"), ("sáng 27/4", "nhip-so.txt"), "in one article"),
    ],
)
def test_what_lies_between_two_claims_is_told(
    one: tuple[str, str], two: tuple[str, str], said: str, factcheck: Run
) -> None:
    left, right = _claim(*one), _claim(*two)

    told = _explained(factcheck, left.id, right.id, str(ROOT / "sources"))

    assert said in " ".join(told.split())


def test_a_claim_that_another_fits_better_names_it(tmp_path: Path, factcheck: Run) -> None:
    (tmp_path / "a.txt").write_text(
        "The Alpha\n\n12 March 2024\n\nThe flood in Karlow killed 31 people and injured 212 people on Monday.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "The Beta\n\n12 March 2024\n\nThe flood in Karlow killed 35 people and injured 212 people on Monday.\n",
        encoding="utf-8",
    )

    told = _explained(factcheck, "a.txt:5:28", "b.txt:5:50", str(tmp_path), "--sessions", "one")

    assert "“212 people” (a.txt) fits better" in " ".join(told.split())
    assert "all together" in told


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("g999", "{articles}"), "no group 'g999' among"),
        (("c99999", "{articles}"), "no claim 'c99999' among"),
        (("nowhere.txt:3", "{articles}"), "no source ends with 'nowhere.txt'"),
        (("nhip-so.txt:2", "{articles}"), "no figure at nhip-so.txt:2; the nearest"),
        (("nhip-so.txt:5", "{articles}"), "expected the column, or the id, of one"),
        (("5987", "{report}"), "is a report, no article; give it as: factcheck explain 5987 --report"),
        (("c14", "c540", "--report", "{report}"), "name the articles too: factcheck explain c14 c540 PATH"),
        (("what?",), "is no rule and no id of a finding, a group or a claim"),
    ],
)
def test_what_names_nothing_is_wrong_usage_with_its_reason(
    args: tuple[str, ...], said: str, factcheck: Run, tmp_path: Path
) -> None:
    kept = tmp_path / "report.json"
    kept.write_text(document_format.render(report()), encoding="utf-8")

    result = factcheck("explain", *(arg.format(articles=ROOT / "sources", report=kept) for arg in args))

    assert result.code == 2
    assert said in result.err


def test_the_page_draws_every_step_where_the_one_before_it_ends() -> None:
    page = str(renderer("html")(report()))
    falls = re.findall(r'<ul class="why fall">(.*?)</ul>', page, re.DOTALL)

    assert falls
    for fall in falls:
        bars = re.findall(r'<rect class="(for|against)" x="([\d.]+)%" y="2" width="([\d.]+)%"', fall)
        ends = [
            (float(x), float(x) + float(width)) if kind == "for" else (float(x) + float(width), float(x))
            for kind, x, width in bars
        ]
        assert all(one[1] == pytest.approx(two[0], abs=0.05) for one, two in pairwise(ends[:-1]))
        assert ends[-1][1] == pytest.approx(ends[-2][1], abs=0.05)


def test_what_a_newer_report_names_and_we_do_not_know_is_told_as_it_stands() -> None:
    assert reason("other_moon", "vi") == "other moon"
    # A sentence with slots is no condition: a report has nothing to fill them with.
    assert reason("unlikely", "en") == "unlikely"
    assert reason("other_place", "en") == "they are about different places or organisations"


@pytest.mark.parametrize("wrong", [{"start": 1e300}, {"parts": {"near": [1]}}, {"claims": ["c1"]}, {"probability": 2}])
def test_damaged_pairs_are_refused(wrong: dict[str, object]) -> None:
    document = document_format.to_dict(report())
    group = next(group for group in document["groups"] if "pairs" in group)
    group["pairs"][0] = {**group["pairs"][0], **wrong}

    with pytest.raises(ReadError, match="found a damaged one"):
        loaded(document)
