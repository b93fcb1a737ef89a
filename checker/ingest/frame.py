"""A pandas frame as the lines of a text table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.errors import ReadError
from checker.ingest.tables import cell_text

if TYPE_CHECKING:
    import pandas as pd

# Rows that are turned into Python objects at once.
_ROWS = 5_000


def as_text(frame: pd.DataFrame) -> Iterator[str]:
    """The header and the rows of *frame* as tab-separated lines; a level of its columns is a line of the header.

    An index that has a name, several levels or labels of its own comes before the columns; a plain count of rows does
    not. Raises ReadError for a frame without columns or rows.
    """
    import pandas as pd

    if frame.empty:
        raise ReadError("expected a frame with columns and rows, found an empty one")
    plain = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    names = [] if plain else [str(name) if name is not None else "" for name in frame.index.names]
    levels = frame.columns.nlevels
    for level in range(levels):
        # What an index is called stands in the last line of the header.
        before = names if level == levels - 1 else [""] * len(names)
        yield _line([*before, *frame.columns.get_level_values(level)])
    for at in range(0, len(frame), _ROWS):
        part = frame.iloc[at : at + _ROWS]
        part = part if plain else part.set_axis(range(part.shape[1]), axis=1).reset_index()
        objects = part.astype(object)
        for row in objects.where(objects.notna(), None).itertuples(index=False, name=None):
            yield _line(row)


def _line(cells: object) -> str:
    return "\t".join(cell_text(_native(cell)) for cell in cells) + "\n"  # type: ignore[attr-defined]


def _native(cell: object) -> object:
    """*cell* without NumPy's own types, of which Python knows no spelling."""
    return cell.item() if hasattr(cell, "item") and hasattr(cell, "dtype") else cell
