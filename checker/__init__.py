"""factcheck reads several articles on one event and shows where their figures cannot all hold.

``from checker import check`` is the library; nothing heavy is imported until it is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

    from checker.library import Checked

__all__ = ["VERSION", "check", "check_frame"]


def check(paths: str | Path | Iterable[str | Path], **settings: Any) -> Checked:
    """Check the articles under *paths*; see ``checker.library.check`` for the settings and the errors."""
    from checker import library

    return library.check(paths, **settings)


def check_frame(frame: pd.DataFrame, **arguments: Any) -> Checked:
    """Check a pandas frame as a published table; see ``checker.library.check_frame`` for the arguments and the errors.

    ``import checker.notebook`` gives every frame ``.factcheck`` as well.
    """
    from checker import library

    return library.check_frame(frame, **arguments)
