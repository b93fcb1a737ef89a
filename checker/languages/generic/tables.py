"""What the tables of number words and of dates share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.errors import LanguageError


def alternatives(words: Any) -> str:
    """The source of a pattern for any of *words*, the longest first; one that never matches for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def checked(code: str, name: str, table: Mapping[str, Any], keys: frozenset[str]) -> None:
    """Raise LanguageError where *table*, called *name* in the pack *code*, has a key that is not among *keys*."""
    if unknown := sorted(set(table) - keys):
        raise LanguageError(f"{code}/pack.toml [{name}]: unknown {unknown[0]!r}; expected {', '.join(sorted(keys))}")
