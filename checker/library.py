"""The library: ``check``, ``check_frame`` and the report they return, whose parts are also pandas frames."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker import config
from checker.config import Settings
from checker.engine import intake, local
from checker.errors import UsageError
from checker.model import Report, Table
from checker.report.summary import exit_code

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Report):
    """A report whose parts are also frames; ``checker.frames`` has the columns. Each call builds a new frame.

    ``fail_on``  the least severity that ``exit_code`` counts, as the settings say
    """

    fail_on: str = "error"

    @property
    def exit_code(self) -> int:
        """What the command would exit with: 0 nothing at or above ``fail_on``, 1 something, 2 not all was looked at."""
        return exit_code(self, self.fail_on)

    def sources_frame(self) -> pd.DataFrame:
        """One row per source."""
        from checker import frames

        return frames.sources(self)

    def claims_frame(self) -> pd.DataFrame:
        """One row per claim."""
        from checker import frames

        return frames.claims(self)

    def groups_frame(self) -> pd.DataFrame:
        """One row per claim group."""
        from checker import frames

        return frames.groups(self)

    def members_frame(self) -> pd.DataFrame:
        """One row per claim in a group."""
        from checker import frames

        return frames.members(self)

    def discrepancies_frame(self) -> pd.DataFrame:
        """One row per discrepancy."""
        from checker import frames

        return frames.discrepancies(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: escaped, without scripts."""
        from checker.report import fragment

        return fragment.render(self)


def check(paths: str | Path | Iterable[str | Path], **settings: Any) -> Checked:
    """Check the articles under *paths*: files, folders, or one of either.

    *settings* are those of ``checker.config.Settings`` (``sessions="folder"``, ``select=["FC2"]``, ``fail_on="warning"``,
    ``rules={"FC201": {"margin": 0.02}}``); no configuration file is read. Raises ConfigError for a setting that is
    none, UsageError for a path that does not exist. What could not be read is in the ``problems`` of the report.
    """
    return _checked(_places(paths), config.from_arguments(**settings))


def check_frame(
    frame: pd.DataFrame,
    *,
    name: str = "frame",
    against: str | Path | Iterable[str | Path] = (),
    title: str = "",
    unit: str = "",
    key: Iterable[str] = (),
    columns: Mapping[str, Mapping[str, object]] | None = None,
    **settings: Any,
) -> Checked:
    """Check a pandas frame as a published table, against itself and against the articles under *against*.

    An index that says something (it has a name, or is no plain count of rows) stands before the columns; the levels of
    columns are rows of the header. The report calls the frame *name*; a line of it is a row, counted behind the header.

    ``title``, ``unit``, ``key``, ``columns`` tell what the frame does not, as ``[[table]]`` in the settings does:
    ``columns={"Landings": {"role": "value", "unit": "tonnes"}}``. *settings* are those of ``check``; like it, this
    raises ConfigError and UsageError, and UsageError too for a name that is no name of a file.
    """
    with _written(frame, name) as path:
        told = _with_shape(frame, path.name, title, unit, key, columns, settings)
        return _checked([path, *_places(against)], told)


def read_frame(
    frame: pd.DataFrame,
    *,
    name: str = "frame",
    title: str = "",
    unit: str = "",
    key: Iterable[str] = (),
    columns: Mapping[str, Mapping[str, object]] | None = None,
) -> Table:
    """How a pandas frame is understood as a table, before anything is judged; arguments as of ``check_frame``."""
    with _written(frame, name) as path:
        told = _with_shape(frame, path.name, title, unit, key, columns, {})
        (passage,) = intake.read([path], tables=told.table).passages
    assert passage.table is not None, "what was written is a table"
    return passage.table


@contextmanager
def _written(frame: pd.DataFrame, name: str) -> Iterator[Path]:
    """The frame as a file of its own, while it is read."""
    from checker.ingest.frame import as_text

    if not re.fullmatch(r"[^\W_][\w .-]{0,80}", name):
        raise UsageError(f"name={name!r}: expected letters, digits, spaces, dots or dashes, a letter or digit first")
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder) / f"{name}.tsv"
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.writelines(as_text(frame))
        yield path


def _with_shape(
    frame: pd.DataFrame,
    file: str,
    title: str,
    unit: str,
    key: Iterable[str],
    columns: Mapping[str, Mapping[str, object]] | None,
    settings: Mapping[str, Any],
) -> Settings:
    """*settings* with what is told of the table."""
    shape: dict[str, Any] = {"file": file, "delimiter": "\t", "decimal": ".", "header": frame.columns.nlevels}
    shape |= {"title": title, "unit": unit, "key": list(key), "columns": dict(columns or {})}
    return config.from_arguments(**{**settings, "table": [*settings.get("table", ()), shape]})


def _places(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _checked(places: list[str | Path], settings: Settings) -> Checked:
    report = local.run(places, settings, today=datetime.now().astimezone().date())
    parts = {field.name: getattr(report, field.name) for field in fields(Report)}
    return Checked(**parts, fail_on=settings.fail_on)
