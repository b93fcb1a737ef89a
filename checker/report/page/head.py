"""What the report comes to, what was read and what was not: the top of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from checker.model import Problem, Severity
from checker.report.page import limits
from checker.report.page.context import Context
from checker.report.summary import checked, counts, meaning, unchecked


class Head:
    """The head of the page."""

    def __init__(self, page: Context) -> None:
        self.page = page
        self.numbers = counts(page.report.discrepancies)

    @property
    def title(self) -> Markup:
        """The name of the page."""
        return Markup("factcheck: {}").format(self.counts())

    def counts(self) -> Markup:
        """ "2 errors, 1 warning, 3 info"."""
        numbers, t = self.numbers, self.page.t
        parts = [t.count("n_errors", numbers[Severity.ERROR]), t.count("n_warnings", numbers[Severity.WARNING])]
        if numbers[Severity.INFO]:
            parts.append(t.count("n_infos", numbers[Severity.INFO]))
        return Markup(", ").join(parts)

    @property
    def verdict(self) -> Markup:
        """What the report comes to, in a sentence; nothing found is told from nothing checked."""
        report, t, numbers = self.page.report, self.page.t, self.numbers
        if numbers[Severity.ERROR] or numbers[Severity.WARNING]:
            return t("verdict_found", counts=self.counts())
        if numbers[Severity.INFO]:
            return t("verdict_info", counts=t.count("n_infos", numbers[Severity.INFO]))
        if not report.sources:
            return t("verdict_empty")
        if not report.claims:
            return t("verdict_no_figure")
        number = checked(report)
        return t("verdict_clean", checked=t.count("n_figures", number)) if number else t("verdict_unaligned")

    @property
    def state(self) -> str:
        """``error``, ``warning``, ``info``, ``clean`` or, where nothing could be checked, ``none``."""
        worst = next((severity.value for severity, number in self.numbers.items() if number), None)
        return worst or ("clean" if checked(self.page.report) else "none")

    @property
    def incomplete(self) -> bool:
        """Whether something could not be looked at."""
        c = self.page.report.coverage
        return bool(any(p.leaves_unread for p in self.page.report.problems) or c.partial or c.unreadable)

    @cached_property
    def unchecked(self) -> int:
        """How many figures no rule could compare."""
        return unchecked(self.page.report)

    def read(self) -> list[Markup]:
        """What was read, a phrase each."""
        c, t, report = self.page.report.coverage, self.page.t, self.page.report
        lines = [t.count("read_whole", c.read)]
        lines += [t.count("read_partial", c.partial)] if c.partial else []
        lines += [t.count("read_unreadable", c.unreadable)] if c.unreadable else []
        lines += [t.count("read_events", len(report.sessions)), t.count("read_figures", c.figures)]
        copies = len(report.origins) - len(set(report.origins.values()))
        return [*lines, t.count("n_copies", copies)] if copies else lines

    def found(self) -> list[Markup]:
        """What was found, a phrase each."""
        c, t = self.page.report.coverage, self.page.t
        lines = [self.counts(), t.count("found_groups", len(self.page.report.groups))]
        lines += [t.count("found_aligned", c.aligned), t.count("found_recomputed", c.recomputed)]
        suppressed = sum(one.suppressed is not None for one in self.page.report.discrepancies)
        return [*lines, t.count("found_suppressed", suppressed)] if suppressed else lines

    def not_checked(self) -> list[Markup]:
        """What no rule could look at, a phrase each."""
        t, single = self.page.t, sum(len(session.sources) == 1 for session in self.page.report.sessions)
        lines = [t.count("unchecked_figures", self.unchecked)] if self.unchecked else []
        lines += [t.count("unchecked_single", single)] if single else []
        furniture = self.page.report.coverage.furniture
        lines += [t.count("unchecked_furniture", furniture)] if furniture else []
        return lines or [t("unchecked_nothing")]

    def meaning(self, problem: Problem) -> str:
        """What a problem means, in the language of the page."""
        return meaning(problem, self.page.words)

    def problems(self) -> tuple[Sequence[Any], int]:
        """The problems that are listed, and how many are not."""
        return self.page.report.problems[: limits.LISTED], max(0, len(self.page.report.problems) - limits.LISTED)
