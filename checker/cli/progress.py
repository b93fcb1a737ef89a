"""A progress bar on standard error, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

DELAY_SECONDS = 1.0
_WORDS = {"read": "reading", "align": "aligning", "check": "checking"}


class Bar:
    """``with Bar() as bar: run(..., progress=bar)``; shows nothing unless standard error is a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._silent = quiet or not sys.stderr.isatty()
        self._began = time.monotonic()
        self._shown: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        """*done* of *total* steps of *stage* are made."""
        if self._silent or time.monotonic() - self._began < DELAY_SECONDS:
            return
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._shown.add_task(_WORDS.get(stage, stage), total=total)
        self._shown.update(self._tasks[stage], completed=done, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()
