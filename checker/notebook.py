"""``import checker.notebook`` gives every pandas frame ``.factcheck``: the library, for whoever sits at a notebook.

frame.factcheck.check(against="articles/")   # the report, shown as a table
frame.factcheck.columns()                    # how each column is understood, before anything is judged
frame.factcheck.claims()                     # one row per cell that states something
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from checker.library import Checked, check_frame, read_frame


@pd.api.extensions.register_dataframe_accessor("factcheck")
class Accessor:
    """``frame.factcheck``. Each call looks at the frame as it then is; arguments are those of ``check_frame``."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def check(self, **arguments: Any) -> Checked:
        """The report on the frame, against the articles under ``against`` where that is given."""
        return check_frame(self._frame, **arguments)

    def claims(self, **arguments: Any) -> pd.DataFrame:
        """One row per cell that states something; columns: ``checker.frames.CLAIMS``."""
        return check_frame(self._frame, **arguments).claims_frame()

    def columns(self, **arguments: Any) -> pd.DataFrame:
        """One row per column: ``column``, ``role``, ``unit``, ``period``, ``why``, as ``factcheck tables`` shows them."""
        read = read_frame(self._frame, **arguments).columns
        rows = [(one.name, one.role, one.unit, str(one.period or ""), one.why) for one in read]
        return pd.DataFrame(rows, columns=["column", "role", "unit", "period", "why"], dtype="str")
