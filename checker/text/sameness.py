"""Sentences that are the same but for one passage."""

from __future__ import annotations

import re

from checker.text.span import Span

_TOKEN = re.compile(r"\w+")
# With fewer words around a passage, two sentences are the same by chance: "Giá là 5 triệu đồng."
_LEAST = 6


def same_but_for(one: str, here: Span, inside: Span, two: str, there: Span, within: Span) -> bool:
    """Whether a sentence of one text and one of another have the same words and numbers, but for one passage of each.

    ``one``, ``two``       the texts
    ``here``, ``there``    the passages
    ``inside``, ``within`` the sentences around them
    """
    before, after = _around(one, here, inside)
    return (before, after) == _around(two, there, within) and len(before) + len(after) >= _LEAST


def _around(text: str, passage: Span, sentence: Span) -> tuple[list[str], list[str]]:
    before, after = text[sentence.start : passage.start], text[passage.end : sentence.end]
    return _TOKEN.findall(before.lower()), _TOKEN.findall(after.lower())
