"""What ``factcheck explain`` is asked about: the report to look in, and what an id or a place in it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

from checker.cli import options
from checker.config import Settings
from checker.engine import local
from checker.errors import ReadError, UsageError
from checker.model import Claim, ClaimGroup, Discrepancy, Report, Series
from checker.report import json as document_format
from checker.report.load import loaded
from checker.values.figure import Moment

T = TypeVar("T")
Named = Discrepancy | ClaimGroup | Series | Claim

DEFAULT_REPORT = Path("reports/report.json")
# A finding is named by its id or enough of the beginning; as with commits, four digits are the least.
_FINDING = re.compile(r"[0-9a-f]{4,16}(-\d+)?")
_GROUP = re.compile(r"g\d+")
_CLAIM = re.compile(r"c\d+")
_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?")


def may_name(what: str) -> bool:
    """Whether *what* is written like an id of a finding, a group or a claim, or like the place of a claim."""
    return _names_claim(what) or any(form.fullmatch(what) for form in (_FINDING, _GROUP))


def _names_claim(what: str) -> bool:
    return any(form.fullmatch(what) for form in (_CLAIM, _PLACE))


def second(what: str, paths: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """The second claim that is asked about, and the paths behind it; a file of that name is a path."""
    if paths and _names_claim(what) and _names_claim(paths[0]) and not Path(paths[0]).exists():
        return paths[0], tuple(paths[1:])
    return None, tuple(paths)


def report(what: str, paths: Sequence[str], report_path: Path | None, settings: Settings) -> Report:
    """The report to look in: one of *paths* where there are any, else that of a file."""
    if paths:
        for path in paths:
            if _is_report(Path(path)):
                raise UsageError(
                    f"{path} is a report, no article; give it as: factcheck explain {what} --report {path}"
                )
        return local.run(paths, settings, today=options.today())
    file = report_path or DEFAULT_REPORT
    try:
        return loaded(document_format.load(file.read_bytes()))
    except FileNotFoundError as error:
        wanted = (
            "write one with: factcheck run PATH --report json=reports/report.json; or name the articles after the id"
        )
        raise UsageError(f"{file}: no such report; {wanted}") from error
    except ReadError as error:
        raise UsageError(f"{file}: {error}") from error


def _is_report(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    try:
        document_format.load(path.read_bytes())
    except (OSError, ReadError):
        return False
    return True


def named(what: str, report: Report) -> Named:
    """What *what* names in *report*. UsageError where it names nothing, or more than one thing."""
    found = [one for one in report.discrepancies if one.id == what]
    if found:
        return found[0]
    if _GROUP.fullmatch(what):
        groups: list[ClaimGroup | Series] = [*report.groups, *report.series]
        return _only([one for one in groups if one.id == what], what, "group", len(groups))
    begun = [one for one in report.discrepancies if one.id.startswith(what)]
    if (_CLAIM.fullmatch(what) and not begun) or _PLACE.fullmatch(what):
        return claim(what, report)
    if len(begun) > 1:
        raise UsageError(
            f"{what!r} begins {len(begun)} ids: {', '.join(one.id for one in begun[:5])}; expected more of one"
        )
    return _only(begun, what, "finding", len(report.discrepancies))


def claim(what: str, report: Report) -> Claim:
    """The claim with the id *what* or at that place: a path or the end of one, a line, a column."""
    place = _PLACE.fullmatch(what)
    if place is None:
        return _only([one for one in report.claims if one.id == what], what, "claim", len(report.claims))
    path, line, column = place[1], int(place[2]), int(place[3] or 0)
    sources = {source.id for source in report.sources if _ends_with(source.path, path)}
    if not sources:
        raise UsageError(f"no source ends with {path!r} among the {len(report.sources)} of the report")
    told = [(one, one.position()) for one in report.claims if one.source.id in sources]
    found = [(one, at) for one, at in told if at[0] == line and column in (0, at[1])]
    if not found:
        near = min(told, key=lambda one: abs(one[1][0] - line), default=None)
        hint = (
            f"; the nearest, “{near[0].quote}”, is at {near[0].source.path}:{near[1][0]}:{near[1][1]}" if near else ""
        )
        raise UsageError(f"no figure at {what}{hint}")
    # Of a day and its part ("dawn on 24 October"), told in one place, the day is meant.
    found = [(one, at) for one, at in found if not _part_of_day(one)] or found
    if len(found) > 1:
        listed = ", ".join(f"{at[0]}:{at[1]} “{one.quote}” ({one.id})" for one, at in found[:8])
        raise UsageError(f"{len(found)} figures at {what}: {listed}; expected the column, or the id, of one")
    return found[0][0]


def _part_of_day(claim: Claim) -> bool:
    return isinstance(claim.value, Moment) and claim.value.grain == "part"


def _ends_with(path: str, end: str) -> bool:
    wanted = PurePosixPath(end).parts
    return PurePosixPath(path).parts[-len(wanted) :] == wanted


def _only(found: Sequence[T], what: str, noun: str, number: int) -> T:
    if not found:
        raise UsageError(f"no {noun} {what!r} among the {number} of the report")
    return found[0]


__all__ = ["DEFAULT_REPORT", "Named", "claim", "may_name", "named", "report", "second"]
