"""One run: what it numbers, what it survives, what it counts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import fake_stages
import pytest
from fake_stages import DIFFER, LARGE, RULES, Tolerance, large, rule

from checker import extract
from checker.config import Settings, Step
from checker.engine import intake, local
from checker.errors import ReadError, UsageError
from checker.model import Discrepancy, Passage, Report
from checker.report.json import render
from checker.rule import NoOptions

PLAN = [Step(RULES[0], Tolerance()), Step(RULES[1], NoOptions())]


@pytest.fixture(autouse=True)
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run here goes through the stand-ins."""
    fake_stages.use(monkeypatch)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three articles: two differ on ships, one is large."""
    folder = tmp_path / "event"
    folder.mkdir()
    (folder / "b.txt").write_text("ships 12 boats 3\n", encoding="utf-8")
    (folder / "a.txt").write_text("ships 15\ncrates 5000\n", encoding="utf-8")
    (folder / "c.txt").write_text("boats 3\n", encoding="utf-8")
    return folder


def run(*paths: Path, plan: list[Step] | None = None, **settings: Any) -> Report:
    """A run over *paths* with the two rules of the stand-ins."""
    return local.run(paths, Settings(**settings), plan=PLAN if plan is None else plan)


def test_ids_follow_the_sorted_paths_and_places(articles: Path) -> None:
    report = run(articles)

    assert [(s.id, s.path) for s in report.sources] == [("s1", "a.txt"), ("s2", "b.txt"), ("s3", "c.txt")]
    assert [(c.id, c.source.id, c.indicator) for c in report.claims] == [
        ("c1", "s1", "ships"), ("c2", "s1", "crates"), ("c3", "s2", "ships"), ("c4", "s2", "boats"), ("c5", "s3", "boats"),
    ]  # fmt: skip
    assert [(s.id, s.sources) for s in report.sessions] == [("e1", ("s1", "s2", "s3"))]
    assert [(g.id, g.session, [c.id for c in g.claims]) for g in report.groups] == [
        ("g1", "e1", ["c1", "c3"]),
        ("g2", "e1", ["c4", "c5"]),
    ]
    assert report.origins == {"s1": "o1", "s2": "o2", "s3": "o3"}


def test_relations_hold_the_numbered_claims(articles: Path) -> None:
    report = run(articles)

    assert [[claim.id for _, claim in relation.roles] for relation in report.relations] == [["c3", "c4"]]
    assert all(claim in report.claims for relation in report.relations for _, claim in relation.roles)


def test_the_order_of_files_changes_no_byte(articles: Path) -> None:
    files = sorted(articles.iterdir())
    expected = render(run(*files))

    for seed in range(5):
        random.Random(seed).shuffle(files)
        assert render(run(*files)) == expected


def test_no_path_of_this_machine_is_in_the_report(articles: Path) -> None:
    assert str(articles.parent) not in render(run(articles))


def test_more_than_nine_sources_sort_by_number(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text("ships 12\n", encoding="utf-8")

    report = run(tmp_path)

    assert report.sessions[0].sources == tuple(f"s{n}" for n in range(1, 13))
    assert [claim.id for claim in report.groups[0].claims] == [f"c{n}" for n in range(1, 13)]


def test_findings_come_worst_first_and_name_their_group(articles: Path) -> None:
    found = run(articles).discrepancies

    assert [(d.rule, d.severity.value, d.group) for d in found] == [
        ("FC901", "error", "g1"),
        ("FC902", "warning", None),
    ]


def test_the_widest_gap_comes_first_among_equals(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ants 100\nbees 100\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("ants 101\nbees 110\n", encoding="utf-8")

    assert [d.claims[0].indicator for d in run(tmp_path).discrepancies] == ["bees", "ants"]


def test_the_same_slip_in_two_articles_is_two_findings_with_two_ids(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("crates 5000\n", encoding="utf-8")

    first, second = run(tmp_path).discrepancies

    assert (first.claims[0].source.path, second.claims[0].source.path) == ("a.txt", "b.txt")
    assert second.id == f"{first.id}-2"


def test_a_finding_made_twice_is_kept_once(articles: Path) -> None:
    def twice(passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
        yield from large(passage, options)
        yield from large(passage, options)

    assert len(run(articles, plan=[Step(rule(LARGE, twice), NoOptions())]).discrepancies) == 1


def test_options_reach_the_rule(articles: Path) -> None:
    assert run(articles, plan=[Step(RULES[0], Tolerance(apart=Decimal(3)))]).discrepancies == ()


def test_a_rule_that_fails_on_one_article_gives_a_problem_there_and_all_findings_elsewhere(articles: Path) -> None:
    (articles / "d.txt").write_text("crates 7000\nbroken 2000\n", encoding="utf-8")

    def breaks(passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
        for found in large(passage, options):
            if found.claims[0].indicator == "broken":
                raise ZeroDivisionError("no berths")
            yield found

    report = run(articles, plan=[Step(rule(LARGE, breaks), NoOptions())])

    assert [d.claims[0].source.path for d in report.discrepancies] == ["a.txt"]  # d.txt had one before it broke
    assert [(p.rule, p.path) for p in report.problems] == [("FC902", "d.txt")]
    assert "ZeroDivisionError: no berths" in report.problems[0].message


def _alien(passage: Passage, options: NoOptions) -> Iterator[Any]:
    yield "a string"


def _foreign_code(passage: Passage, options: NoOptions) -> Iterator[Any]:
    yield DIFFER.discrepancy(*passage.claims, message="not mine")


def _without_claims(passage: Passage, options: NoOptions) -> Iterator[Any]:
    yield LARGE.discrepancy(message="about nothing")


@pytest.mark.parametrize("check", [_alien, _foreign_code, _without_claims])
def test_what_a_rule_may_not_yield_is_a_problem(articles: Path, check: Any) -> None:
    report = run(articles, plan=[Step(rule(LARGE, check), NoOptions())])

    assert report.discrepancies == ()
    assert len(report.problems) == 3
    assert all("expected" in problem.message for problem in report.problems)


def test_a_rule_cannot_cite_a_claim_that_it_was_not_shown(articles: Path) -> None:
    kept: list[Any] = []

    def hoards(passage: Passage, options: NoOptions) -> Iterator[Discrepancy]:
        kept.extend(passage.claims)
        yield LARGE.discrepancy(kept[0], message="from elsewhere")

    report = run(articles, plan=[Step(rule(LARGE, hoards), NoOptions())])

    assert len(report.discrepancies) == 1
    assert [p.path for p in report.problems] == ["b.txt", "c.txt"]


def test_coverage_counts_what_was_read_and_what_could_be_checked(articles: Path) -> None:
    (articles / "e.txt").write_text("\0", encoding="utf-8")

    report = run(articles)
    coverage = report.coverage

    assert (coverage.read, coverage.partial, coverage.unreadable) == (3, 0, 1)
    assert (coverage.figures, coverage.aligned, coverage.recomputed, coverage.furniture) == (5, 4, 2, 3)
    assert [p.path for p in report.problems] == ["e.txt"]


def test_a_read_error_is_a_problem_of_that_file(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(source: Any) -> Passage:
        if source.path == "b.txt":
            raise ReadError("expected an end, found none")
        return fake_stages.extract(source)

    monkeypatch.setattr(extract, "read", torn)
    report = run(articles)

    assert [(p.rule, p.path, p.message) for p in report.problems] == [("FC001", "b.txt", "expected an end, found none")]
    assert report.coverage.unreadable == 1
    assert [s.id for s in report.sources] == ["s1", "s2"]


def test_a_folder_without_articles_is_a_problem_not_a_clean_report(tmp_path: Path) -> None:
    report = run(tmp_path)

    assert [problem.rule for problem in report.problems] == ["FC001"]
    assert str(tmp_path) not in render(report)


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        run(tmp_path / "absent")


def test_what_a_text_does_not_tell_can_be_told(articles: Path) -> None:
    reading = intake.read([articles], lang="vi", published="2025-02-06")

    assert {(p.source.lang, p.source.published) for p in reading.passages} == {("vi", "2025-02-06")}


def test_progress_reports_every_stage_to_its_end(articles: Path) -> None:
    seen: list[tuple[str, int, int]] = []

    local.run([articles], plan=PLAN, progress=lambda *step: seen.append(step))

    assert ("read", 3, 3) in seen
    assert {stage for stage, _, _ in seen} == {"read", "align", "check"}
