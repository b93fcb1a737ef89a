"""What a report comes to: counts and the exit code."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Discrepancy, Problem, Report, Session, Severity
from checker.report.words import IN_ENGLISH, Words

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
    # A report does not say which cells of a table its totals and derived columns make, but how many are in nothing else.
    return sum(claim.id not in looked for claim in report.claims) - report.coverage.cells


def checked(report: Report) -> int:
    """How many figures a rule could compare; of a draft those of the draft, though its report holds others beside them."""
    figures = min(len(report.claims), report.coverage.figures or len(report.claims))
    return max(0, figures - unchecked(report))


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


def exit_meaning(code: int, fail_on: str, words: Words = IN_ENGLISH) -> str:
    """What *code* says, in words."""
    if code == INCOMPLETE:
        return words("exit_incomplete")
    if fail_on == "never":
        return words("exit_never")
    # Nothing is worse than an error.
    worse = "" if fail_on == "error" else "_worse"
    return words(f"exit_{'found' if code == FOUND else 'ok'}{worse}", severity=fail_on)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 source``, ``2 sources``, ``3 discrepancies``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def problems_title(report: Report, words: Words = IN_ENGLISH) -> str:
    """The heading over the problems: what was not looked at, and remarks that leave nothing unread."""
    unread = sum(problem.leaves_unread for problem in report.problems)
    remarks = len(report.problems) - unread
    parts = [words("not_looked_at", problems=words.count(unread, "problem"))] if unread else []
    parts += [words.count(remarks, "remark")] if remarks else []
    return "; ".join(parts)


def meaning(problem: Problem, words: Words = IN_ENGLISH) -> str:
    """What a problem means, in a language other than that of its message; empty in English."""
    name = f"means_{problem.rule.lower()}"
    return words(name if name in words.names else "means_failure")


def message_of(problem: Problem, words: Words = IN_ENGLISH) -> str:
    """The message of a problem, behind what it means where the message is of another language."""
    return ": ".join(filter(None, (meaning(problem, words), problem.message)))


def tally(discrepancies: Iterable[Discrepancy], words: Words = IN_ENGLISH) -> str:
    """``2 errors, 1 warning, 0 info``."""
    numbers = counts(discrepancies)
    parts = [words.count(numbers[Severity.ERROR], "error"), words.count(numbers[Severity.WARNING], "warning")]
    return ", ".join([*parts, words("info", n=numbers[Severity.INFO])])


def figures_tally(report: Report, words: Words = IN_ENGLISH) -> str:
    """``187 figures: 41 recomputed, 58 aligned, 90 not checked``."""
    coverage = report.coverage
    parts = [words("recomputed", n=coverage.recomputed), words("aligned", n=coverage.aligned)]
    parts.append(words("not_checked", n=unchecked(report)))
    return f"{words.count(coverage.figures, 'figure')}: {', '.join(parts)}"


def conclusion(report: Report, words: Words = IN_ENGLISH, looked: int | None = None) -> str:
    """What the report comes to, in a sentence; nothing found is told from nothing checked, and a remark is no finding.

    ``looked``  how many figures could be checked; None for ``checked``
    """
    if any(number for severity, number in counts(report.discrepancies).items() if severity is not Severity.INFO):
        return words("cannot_all_hold")
    if not report.sources:
        return words("nothing_read")
    if not report.claims:
        return words("no_figure")
    number = checked(report) if looked is None else looked
    if not number:
        return words("nothing_checked", n=unchecked(report))
    return words("clean", figures=words.count(number, "figure"))


def session_name(session: Session, words: Words = IN_ENGLISH) -> tuple[str, str]:
    """The date and the title of a session; a folder that is called by its date gives no title."""
    title = "" if session.title == session.date else session.title
    return session.date or words("undated"), title or words("untitled")
