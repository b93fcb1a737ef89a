"""The command line, run in the process of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from checker.cli import main


class Result(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Result:
    """The command line with *arguments*, run in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    assert isinstance(left.value.code, int)
    return Result(left.value.code, *capsys.readouterr())
