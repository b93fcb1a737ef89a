"""What we say of articles, in every language that its words are written in.

The words stand as data beside the module that says them, ``rules/value_conflict.toml`` beside
``rules/value_conflict.py``: a table for each sentence, a template for each language, with the same {slots}.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Self

from checker.errors import RuleLoadError

# The language of every machine format; each sentence has it.
ENGLISH = "en"


class Told(str):
    """A text in English that is also known in other languages: as a string it is the English one."""

    __slots__ = ("others",)
    others: Mapping[str, str]

    def __new__(cls, english: str, others: Mapping[str, str]) -> Self:
        made = super().__new__(cls, english)
        made.others = dict(others)
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override]
        return str(self), self.others


def told(text: str, lang: str) -> str:
    """*text* in *lang*, in English where it is not known in that language."""
    return text.others.get(lang, str(text)) if isinstance(text, Told) else text


def languages(text: str) -> tuple[str, ...]:
    """The languages other than English that *text* is known in, sorted."""
    return tuple(sorted(text.others)) if isinstance(text, Told) else ()


class Sentences:
    """The sentences of the module that lies at *file* (its ``__file__``), by name."""

    def __init__(self, file: str) -> None:
        self._path = Path(file).with_suffix(".toml")

    @cached_property
    def templates(self) -> Mapping[str, Mapping[str, str]]:
        """Name → language → template. RuleLoadError where languages or slots are not the same throughout."""
        try:
            found: dict[str, dict[str, str]] = tomllib.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise RuleLoadError(f"{self._path}: expected the sentences of its module, found none ({error})") from error
        languages = set().union(*found.values()) | {ENGLISH}
        for name, by_language in found.items():
            if lacking := sorted(languages - set(by_language)):
                raise RuleLoadError(f"{self._path}: {name} lacks {', '.join(lacking)}; its neighbours have it")
            if len({slots(template) for template in by_language.values()}) > 1:
                raise RuleLoadError(f"{self._path}: {name} has other slots in one language than in another")
        return found

    def __call__(self, name: str, /, **values: object) -> Told:
        """The sentence *name* with *values* in its slots; a value that is ``Told`` stands in the same language."""
        made = {
            lang: template.format_map({slot: _in(value, lang) for slot, value in values.items()})
            for lang, template in self.templates[name].items()
        }
        return Told(made.pop(ENGLISH), made)

    def count(self, number: int, name: str, /, **values: object) -> Told:
        """The sentence for *number* things, which stands at ``{n}``: ``name_one`` for one, else ``name_more``."""
        return self(f"{name}_one" if number == 1 else f"{name}_more", n=number, **values)

    def joined(self, parts: Iterable[str], name: str) -> Told:
        """*parts* one after the other, with the sentence *name*, which has no slots, between each two."""
        return joined(parts, self(name))


def joined(parts: Iterable[str], between: str) -> Told:
    """*parts* one after the other in each language that any of them is known in."""
    texts = list(parts)
    languages = {lang for text in (*texts, between) if isinstance(text, Told) for lang in text.others}
    return Told(
        str(between).join(map(str, texts)),
        {lang: told(between, lang).join(told(text, lang) for text in texts) for lang in sorted(languages)},
    )


def slots(template: str) -> frozenset[str]:
    """The names in {braces}."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _in(value: object, lang: str) -> str:
    return told(value, lang) if isinstance(value, str) else str(value)
