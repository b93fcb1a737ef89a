"""The five seed articles: their findings, their silences, their sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import check
from checker.model import Discrepancy, Report, Severity

FLAGGED = (Severity.ERROR, Severity.WARNING)


@pytest.fixture(scope="module")
def report(corpus: Path) -> Report:
    return check(corpus / "seeds")


def quotes(finding: Discrepancy) -> set[str]:
    return {" ".join(claim.quote.split()) for claim in finding.claims}


def found(report: Report, rules: set[str], *parts: str) -> list[Discrepancy]:
    """The findings by *rules* whose claims hold every one of *parts*."""
    return [
        finding
        for finding in report.discrepancies
        if finding.rule in rules
        and finding.severity in FLAGGED
        and all(any(part in quote for quote in quotes(finding)) for part in parts)
    ]


def test_the_growth_target_conflicts(report: Report) -> None:
    (finding,) = found(report, {"FC202"}, "8 - 10%", "9 -10%")

    assert finding.severity is Severity.ERROR


def test_the_activated_accounts_are_in_tension(report: Report) -> None:
    assert found(report, {"FC203", "FC201"}, "55,25 triệu", "60 triệu")


@pytest.mark.parametrize(("share", "true"), [("50,25%", "52.24"), ("96,28%", "97.26")])
def test_a_share_does_not_recompute(report: Report, share: str, true: str) -> None:
    (finding,) = found(report, {"FC101"}, share)

    assert any(true in line for line in finding.derivation)


def test_the_parts_do_not_make_the_total(report: Report) -> None:
    (finding,) = found(report, {"FC102"}, "2.087.114")

    assert "2 107 114" in finding.message


def test_the_missing_item_is_named(report: Report) -> None:
    (finding,) = found(report, {"FC301"}, "5 rõ")

    assert "rõ thời gian" in (finding.suggestion or "")


def test_nothing_else_is_reported(report: Report) -> None:
    known = [
        *found(report, {"FC202"}, "8 - 10%"),
        *found(report, {"FC203", "FC201"}, "55,25 triệu"),
        *found(report, {"FC101"}, "50,25%"),
        *found(report, {"FC101"}, "96,28%"),
        *found(report, {"FC102"}, "2.087.114"),
        *found(report, {"FC301"}, "5 rõ"),
        # The smallest edit that mends the three sums of one passage is offered as a question.
        *found(report, {"FC109"}),
        # "25,25% tăng 5,62%" after "for the first time over 20%" is possible in points alone.
        *found(report, {"FC501"}, "5,62%"),
        # "Second … fifth" without a first.
        *found(report, {"FC302"}),
    ]

    strangers = [f for f in report.discrepancies if f.severity in FLAGGED and f not in known]

    assert [(f.rule, f.message) for f in strangers] == []


def test_the_five_articles_are_four_sessions(report: Report) -> None:
    sizes = sorted(len(session.sources) for session in report.sessions)
    shared = next(session for session in report.sessions if len(session.sources) == 2)

    assert sizes == [1, 1, 1, 2]
    assert shared.date == "2025-02-06"
