"""The library: ``check`` and the report it returns, whose parts are also pandas frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker import config
from checker.engine import local
from checker.model import Report

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Report):
    """A report whose parts are also frames; ``checker.frames`` has the columns. Each call builds a new frame."""

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


def check(paths: str | Path | Iterable[str | Path], **settings: Any) -> Checked:
    """Check the articles under *paths*: files, folders, or one of either.

    *settings* are those of ``checker.config.Settings`` (``sessions="folder"``, ``select=["FC2"]``,
    ``rules={"FC201": {"margin": 0.02}}``); no configuration file is read. Raises ConfigError for a setting that is
    none, UsageError for a path that does not exist. What could not be read is in the ``problems`` of the report.
    """
    places = [paths] if isinstance(paths, str | Path) else list(paths)
    today = datetime.now().astimezone().date()
    report = local.run(places, config.from_arguments(**settings), today=today)
    return Checked(**{field.name: getattr(report, field.name) for field in fields(Report)})
