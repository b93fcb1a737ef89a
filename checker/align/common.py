"""How common the words of the press are, where a few articles cannot tell: the table is ``common.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def shares() -> Mapping[str, float]:
    """Word, in lower case → about the share of articles that hold it, 0 to 1; what is rarer than the table is not in it."""
    table = tomllib.loads((files("checker.align") / "common.toml").read_text(encoding="utf-8"))["shares"]
    return {word: float(share) for share, words in table.items() for word in words.split()}
