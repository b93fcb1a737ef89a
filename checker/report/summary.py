"""What a report comes to: counts and the exit code."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Discrepancy, Report, Severity

OK, FOUND, INCOMPLETE = 0, 1, 2

# The relations whose figures a rule can work out again.
NUMERIC_RELATIONS = frozenset({"ratio", "sum", "change", "conversion"})


def counts(discrepancies: Iterable[Discrepancy]) -> dict[Severity, int]:
    """How many of each severity; suppressed ones are left out."""
    numbers = dict.fromkeys(Severity, 0)
    for one in discrepancies:
        if one.suppressed is None:
            numbers[one.severity] += 1
    return numbers


def unchecked(report: Report) -> int:
    """How many figures no rule could compare: neither in a group or series nor part of any arithmetic."""
    looked = {claim.id for group in report.groups for claim in group.claims}
    looked |= {claim.id for series in report.series for _, claim in series.points}
    looked |= {claim.id for relation in report.relations for claim in relation.worked_out()}
    return sum(claim.id not in looked for claim in report.claims)


def exit_code(report: Report, fail_on: str) -> int:
    """0 looked and found nothing at or above *fail_on*, 1 found something, 2 could not look at everything.

    *fail_on* is a severity or ``never``. 2 wins over 1. Unused suppressions and stale entries of a baseline are
    told and change nothing: nothing was left unread.
    """
    coverage = report.coverage
    if any(problem.leaves_unread for problem in report.problems) or coverage.partial or coverage.unreadable:
        return INCOMPLETE
    if fail_on == "never":
        return OK
    limit = Severity(fail_on).rank
    return (
        FOUND
        if any(number and severity.rank <= limit for severity, number in counts(report.discrepancies).items())
        else OK
    )


def exit_meaning(code: int, fail_on: str) -> str:
    """What *code* says, in words."""
    if code == INCOMPLETE:
        return "not everything could be looked at"
    if code == FOUND:
        return f"a discrepancy of severity {fail_on}{'' if fail_on == 'error' else ' or worse'} was found"
    if fail_on == "never":
        return "everything was looked at; --fail-on never"
    return f"everything was looked at; no discrepancy of severity {fail_on}{'' if fail_on == 'error' else ' or worse'}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 source``, ``2 sources``, ``3 discrepancies``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def problems_title(report: Report) -> str:
    """The heading over the problems: what was not looked at, and remarks that leave nothing unread."""
    unread = sum(problem.leaves_unread for problem in report.problems)
    remarks = len(report.problems) - unread
    parts = [f"Not looked at: {counted(unread, 'problem')}"] if unread else []
    parts += [counted(remarks, "remark")] if remarks else []
    return "; ".join(parts)


def tally(discrepancies: Iterable[Discrepancy]) -> str:
    """``2 errors, 1 warning, 0 info``."""
    numbers = counts(discrepancies)
    errors, warnings = counted(numbers[Severity.ERROR], "error"), counted(numbers[Severity.WARNING], "warning")
    return f"{errors}, {warnings}, {numbers[Severity.INFO]} info"
