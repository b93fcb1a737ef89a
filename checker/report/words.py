"""The words of our own in outputs that are plain text, in each language; data in ``words.toml``."""

from __future__ import annotations

from collections.abc import Collection

from checker.text.told import ENGLISH, Sentences, told

SAY = Sentences(__file__)


class Words:
    """The words of one language, English where it lacks them."""

    def __init__(self, lang: str = ENGLISH) -> None:
        self.lang = lang

    def __call__(self, name: str, /, **values: object) -> str:
        """The phrase *name* with *values* in its slots."""
        return told(SAY(name, **values), self.lang)

    @property
    def names(self) -> Collection[str]:
        """The names of all phrases."""
        return SAY.templates.keys()

    def count(self, number: int, noun: str, /, **values: object) -> str:
        """``1 source``, ``2 sources``: the phrase *noun* for *number* things."""
        return told(SAY.count(number, noun, **values), self.lang)


IN_ENGLISH = Words()
