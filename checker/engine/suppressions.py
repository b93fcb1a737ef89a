"""What the user asked not to report: comments in the texts, ``[[suppress]]`` in the settings, ``[sic]`` in the print.

A suppressed finding stays in the report, marked with who asked and why; it counts for no exit code. What was asked for
and silences nothing is told (FC002): the figure it was written for is gone, or its place was mistaken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from checker.config import Settings, Step, Suppress
from checker.languages.pages import words_of_all
from checker.model import Claim, ClaimGroup, Discrepancy, Problem, Severity, Source, Suppression
from checker.text.span import Span
from checker.text.told import Sentences

UNUSED = "FC002"
SAY = Sentences(__file__)

# Characters behind a figure in which the mark stands that it is quoted to the letter.
_SIC_CHARS = 24


def applied(
    found: Sequence[Discrepancy],
    sources: Sequence[Source],
    groups: Iterable[ClaimGroup],
    settings: Settings,
    plan: Sequence[Step],
    today: date | None,
) -> tuple[tuple[Discrepancy, ...], tuple[Problem, ...]]:
    """*found* with those marked that a comment or the settings suppress, in the same order, and what is to be told.

    A finding across sources cites one mention of a value in each of them; a suppression may stand at any of its mentions.

    ``today``  the day after whose end an ``expires`` counts; None where nothing expires
    """
    known = {name.casefold() for step in plan for name in (step.rule.info.code, step.rule.info.name)}
    every = not settings.select and not settings.ignore
    about = _mentions(found, groups)
    told: list[Problem] = []
    reasons: dict[int, str] = {}
    for source in sources:
        for one in source.suppressions:
            silenced = (
                []
                if one.fault
                else [
                    at
                    for at, finding in enumerate(found)
                    if _names(one.rule, finding)
                    and any(c.source.id == source.id and c.span.overlaps(one.span) for c in about[at])
                ]
            )
            _claim_reasons(reasons, silenced, _comment_reason(one, source))
            # One that reaches over several stories of a round-up may be of use in another of them.
            whole = source.item == 0 or source.body.covers(one.span)
            fault = one.fault or (_fault(one.rule, silenced, known, every=every) if whole else "")
            if fault:
                told.append(Problem(rule=UNUSED, path=source.path, message=f"line {one.line}: {fault}"))
    for wanted in settings.suppress:
        place = f"[[suppress]] {wanted.rule} for “{wanted.quote}” in {wanted.file}"
        if today is not None and wanted.expires is not None and wanted.expires < today:
            message = f"{place}: expired on {wanted.expires}; it silences nothing any more"
            told.append(Problem(rule=UNUSED, path=_config_name(settings), message=message))
            continue
        spans = {source.id: list(quoted(wanted, source)) for source in sources if _fits(wanted.file, source.path)}
        silenced = [
            at
            for at, finding in enumerate(found)
            if _names(wanted.rule, finding)
            and any(claim.span.overlaps(span) for claim in about[at] for span in spans.get(claim.source.id, ()))
        ]
        _claim_reasons(reasons, silenced, f"settings: {wanted.reason}")
        fault = _fault(wanted.rule, silenced, known, every=every)
        if fault:
            told.append(Problem(rule=UNUSED, path=_config_name(settings), message=f"{place}: {fault}"))
    marked = tuple(replace(one, suppressed=reasons[at]) if at in reasons else one for at, one in enumerate(found))
    return marked, tuple(told)


def softened(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """*found*, where a finding inside one article about a figure that is marked ``[sic]`` is for information only.

    The mark says that the writer saw what is odd and quotes it as it was said. It says nothing about other articles,
    so a finding across articles stays as it is.
    """
    out = []
    for one in found:
        if (
            one.group is None
            and one.severity is not Severity.INFO
            and (claim := next(filter(_is_sic, one.claims), None))
        ):
            line = SAY("sic", claim=f"“{' '.join(claim.quote.split())}”")
            one = replace(one, severity=Severity.INFO, derivation=(*one.derivation, line))
        out.append(one)
    return out


def quoted(wanted: Suppress, source: Source) -> Iterator[Span]:
    """Where *source* prints the quote between its prefix and its suffix; blanks and composed letters may differ."""
    before, quote, after = (_pattern(text) for text in (wanted.prefix, wanted.quote, wanted.suffix))
    head = rf"(?:{before})\s*" if before else ""
    tail = rf"\s*(?:{after})" if after else ""
    pattern = re.compile(f"{head}({quote}){tail}")
    for hit in pattern.finditer(source.text):
        yield Span(*hit.span(1))


def _pattern(text: str) -> str:
    """*text* as printed, composed or decomposed, with any blanks where it has some."""
    forms = dict.fromkeys(unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    return "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in forms) if text.split() else ""


def _fits(glob: str, path: str) -> bool:
    """Whether *path* ends as *glob* says: ``*.md``, ``beta/*.txt``, ``alpha.txt``."""
    return PurePosixPath(path).match(glob)


def _mentions(found: Sequence[Discrepancy], groups: Iterable[ClaimGroup]) -> list[list[Claim]]:
    """The claims of each finding, and the other mentions of their values in the same sources."""
    named = {group.id: group.claims for group in groups}
    told = []
    for one in found:
        same = {(claim.source.id, claim.value) for claim in one.claims}
        others = [claim for claim in named.get(one.group or "", ()) if (claim.source.id, claim.value) in same]
        told.append([*one.claims, *others])
    return told


def _names(rule: str, finding: Discrepancy) -> bool:
    return rule.casefold() in (finding.rule.casefold(), finding.name)


def _claim_reasons(reasons: dict[int, str], silenced: Iterable[int], reason: str) -> None:
    for at in silenced:
        reasons.setdefault(at, reason)


def _comment_reason(one: Suppression, source: Source) -> str:
    return f"{source.path}:{one.line}" + (f": {one.reason}" if one.reason else "")


def _fault(rule: str, silenced: Sequence[int], known: set[str], *, every: bool) -> str:
    """What is odd about a suppression; empty for one that works, or whose rule was not asked to run."""
    if silenced or (rule.casefold() not in known and not every):
        return ""
    if rule.casefold() not in known:
        return f"{rule!r} is no rule; expected the code or the name of one"
    return f"{rule} finds nothing there; the suppression can go"


def _config_name(settings: Settings) -> str:
    return settings.file.name if settings.file else ""


def _is_sic(claim: Claim) -> bool:
    behind = claim.source.text[claim.span.end : claim.span.end + _SIC_CHARS]
    return _sic().match(unicodedata.normalize("NFC", behind).lower()) is not None


@cache
def _sic() -> re.Pattern[str]:
    """Behind a figure, at most one blank: "[sic]", "[nguyên văn]", also in round brackets."""
    words = "|".join(map(re.escape, words_of_all("verbatim")))
    return re.compile(rf"\s?[\[(]\s?(?:{words})\s?[\])]")
