"""Text from articles and file names, made safe for where it is shown."""

from __future__ import annotations

import re
import unicodedata

_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d.,]*(e[+-]?\d+)?", re.IGNORECASE)
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})


def visible(text: str) -> str:
    """*text* for one line of a terminal or a log.

    Line ends and tabs become spaces; other control, format (bidirectional, zero-width) and private characters become
    ``<U+202E>``; what a build log would take for a command (``::error``, ``##[group]``, ``##vso[``) is broken by a space.
    """
    if not text.isprintable():
        text = "".join(map(_shown, text))
    if "::" in text:
        text = re.sub(":(?=:)", ": ", text)
    if "##" in text:
        text = re.sub(r"#(?=#(\[|vso\[))", "# ", text, flags=re.IGNORECASE)
    return text


def _shown(char: str) -> str:
    if char in _SPACES:
        return " "
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in _HIDDEN else char


def inert(text: str) -> str:
    """*text* as a cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    return "'" + text if formula_like(text) else text


def formula_like(text: str) -> bool:
    """Whether a spreadsheet may take *text* for a formula: leading spaces and full-width signs count, numbers do not."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    return text.lstrip()[:1] in _FORMULA_STARTS and not _PLAIN_NUMBER.fullmatch(text)


def legal(text: str) -> str:
    """*text* for XML 1.0: as ``visible`` shows it, and what no document may hold (U+FFFE, U+FFFF) as U+FFFD."""
    return visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
