"""Records of bytes in one file: written once, in order, by one process, and read by any from any place.

What the file holds is ours and lives as long as the run: the folder that it lies in belongs to its owner alone.
"""

from __future__ import annotations

import os
from array import array
from pathlib import Path
from typing import BinaryIO


class Spool:
    """A new file at *file*; ``spool[0]``, ``spool[1]``, … once it is ``closed``. A copy in another process opens the file anew."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ends = array("Q", [0])
        self._out: BinaryIO | None = file.open("xb")
        self._in: int | None = None

    def append(self, record: bytes) -> None:
        """Put *record* behind the others."""
        assert self._out is not None
        self._out.write(record)
        self._ends.append(self._ends[-1] + len(record))

    def close(self) -> None:
        """Nothing more is written."""
        assert self._out is not None
        self._out.close()
        self._out = None

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        # A file that was opened before a fork is shared, place and all; reads that name their place do not mind.
        if self._in is None:
            self._in = os.open(self._file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._in, end - start, start)

    def remove(self) -> None:
        """Let go of the file, which goes."""
        if self._in is not None:
            os.close(self._in)
            self._in = None
        self._file.unlink()

    def __getstate__(self) -> tuple[Path, array[int]]:
        assert self._out is None
        return self._file, self._ends

    def __setstate__(self, state: tuple[Path, array[int]]) -> None:
        self._file, self._ends = state
        self._out = self._in = None


__all__ = ["Spool"]
