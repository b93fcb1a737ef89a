"""The words of our own that readable outputs show, in each interface language; data in ``phrases.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

DEFAULT = "en"


class Phrases:
    """The phrases of one language. Every phrase comes back as markup with its values escaped."""

    def __init__(self, lang: str, table: Mapping[str, Any]) -> None:
        self.lang = lang
        # Our own file, so it is markup as it stands.
        self._texts: Mapping[str, Markup | list[Markup]] = {
            key: [Markup(form) for form in text] if isinstance(text, list) else Markup(text)  # noqa: S704
            for key, text in table["text"].items()
        }
        self._words: Mapping[str, Mapping[str, str]] = table["word"]

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The phrase *key* with *values* in its places; KeyError where there is none."""
        text = self._texts[key]
        assert isinstance(text, Markup), f"{key} is counted"
        return text.format(**values) if values else text

    def count(self, key: str, number: int, /, **values: object) -> Markup:
        """The phrase *key* for *number* things, which stands at ``{n}``."""
        forms = self._texts[key]
        assert isinstance(forms, list), f"{key} is not counted"
        return (forms[0] if number == 1 else forms[-1]).format(n=self.number(number), **values)

    def word(self, table: str, name: str) -> str:
        """The plain name of *name*, else itself with spaces for its underscores."""
        return self._words[table].get(name) or name.replace("_", " ")

    def number(self, value: int) -> str:
        """A whole number with its digits in threes: ``10 000``; up to four digits stand as they are."""
        return f"{value:,}".replace(",", "\u00a0") if abs(value) > 9999 else str(value)


@cache
def tables() -> Mapping[str, Any]:
    """Language → its phrases, as in the file."""
    return tomllib.loads((files("checker.report") / "phrases.toml").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """The languages that an interface can have."""
    return tuple(sorted(tables()))


def phrases(lang: str) -> Phrases:
    """The phrases of *lang*, one of ``languages()``."""
    return Phrases(lang, tables()[lang])


def prevailing(langs: Iterable[str | None]) -> str:
    """The interface language for readers of *langs*: the one that most of them are in; ``DEFAULT`` for a tie or none."""
    known = [lang.partition("-")[0].lower() for lang in langs if lang]
    counts = {lang: known.count(lang) for lang in languages()}
    best = max(counts.values())
    leaders = [lang for lang, number in counts.items() if number == best]
    return leaders[0] if best and len(leaders) == 1 else DEFAULT
