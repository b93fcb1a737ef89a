"""Writes varied articles in Vietnamese and English with planted conflicts: a folder to measure speed on.

    python tests/bench/generate.py FOLDER --articles 1000 --seed 1

Every event has invented places, people and figures of its own and is told by two to five outlets, each in its own
order and wording; each leaves something out and may round a large figure ("about 9,100" for 9,137). What an event
states is the same in all its articles, but in one event of ``_CONFLICT_EVERY`` one outlet prints one figure otherwise:
``FOLDER.planted.json`` beside the folder lists those. The words stand in ``topics.toml``. The same arguments write the
same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from pathlib import Path
from string import Formatter, ascii_uppercase
from typing import Any, NamedTuple

_CONFLICT_EVERY = 4
_FEWEST, _MOST = 2, 5
# Over ten years, so that of ten thousand articles one or two events of a kind fall in a week, as in a newspaper.
_FIRST_DAY = date(2014, 1, 6)
_DAYS = 3600
_PER_FOLDER = 200
# An outlet tells each sentence but the first, and rounds each large figure, with this chance.
_TOLD, _ROUNDED = 0.8, 0.15
# From here on a figure may be rounded, to two digits.
_LARGE = 1000

Values = Mapping[str, int]


class Figure(NamedTuple):
    """A figure of an event: its smallest and largest value, what is printed before it, and how a slip changes it."""

    low: int
    high: int
    before: str = ""
    slip: str = ""


class Way(NamedTuple):
    """A wording; ``{name}`` stands for one of ``figures`` or a name."""

    text: str
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Topic:
    """What events of one kind are told with, in one language.

    ``figures``   what one outlet may have wrong; ``beside`` what all have right
    ``sentences``, ``background``  each the ways to say one thing; all outlets tell the first sentence
    """

    lang: str
    figures: Mapping[str, Figure]
    beside: Mapping[str, Figure]
    titles: tuple[str, ...]
    sentences: tuple[tuple[Way, ...], ...]
    background: tuple[tuple[Way, ...], ...]

    def figure(self, name: str) -> Figure:
        """The figure *name*."""
        return self.figures.get(name) or self.beside[name]


def _swapped(value: int) -> int:
    """*value* with its last two different neighbouring digits changed over: 2315 → 2351."""
    digits = list(str(value))
    for at in range(len(digits) - 1, 0, -1):
        if digits[at] != digits[at - 1] and not (at == 1 and digits[1] == "0"):
            digits[at], digits[at - 1] = digits[at - 1], digits[at]
            return int("".join(digits))
    return value + 3


def _more(value: int) -> int:
    return value + max(2, value // 7)


_SLIPS: Mapping[str, Callable[[int], int]] = {"swapped": _swapped, "more": _more}


@cache
def _words() -> Mapping[str, Any]:
    data: dict[str, Any] = tomllib.loads(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8"))
    return data


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of ``topics.toml``."""
    out = []
    for told in _words()["topic"]:
        figures, beside = ({name: Figure(**one) for name, one in told[part].items()} for part in ("figures", "beside"))
        known = figures.keys() | beside.keys()
        sentences, background = (
            tuple(tuple(Way(way, frozenset(_fields(way)) & known) for way in ways) for ways in told[part])
            for part in ("sentences", "background")
        )
        out.append(Topic(told["lang"], figures, beside, tuple(told["titles"]), sentences, background))
    return tuple(out)


def _fields(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name)


class Planted(NamedTuple):
    """A conflict on purpose: the figure, its value, and the value that one article prints."""

    figure: str
    value: int
    printed: int
    path: str
    others: tuple[str, ...]


class Article(NamedTuple):
    """A file to write."""

    path: str
    text: str


def articles(
    count: int, seed: int = 1, most: int = _MOST, crowd: int = 0
) -> Iterator[tuple[list[Article], list[Planted]]]:
    """Events one after the other until *count* articles are made, at most *most* to an event; each with its plants.

    ``crowd``  so many of the articles tell the first event, however few tell the others
    """
    draw = random.Random(seed)
    made = event = 0
    while made < count:
        size = min(crowd if crowd and not event else draw.randint(_FEWEST, most), count - made)
        told, planted = _event(draw, event, made, size)
        yield told, planted
        made += size
        event += 1


def _event(draw: random.Random, event: int, first: int, size: int) -> tuple[list[Article], list[Planted]]:
    topic = draw.choice(topics())
    values = {name: draw.randint(one.low, one.high) for name, one in {**topic.figures, **topic.beside}.items()}
    day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
    names = _names(draw, topic.lang) | {
        "after": _day(day + timedelta(days=3), topic.lang),
        "year": str(day.year - draw.randint(4, 15)),
    }
    outlets = _outlets(draw, topic.lang, size)
    paths = [f"{(first + n) // _PER_FOLDER:04}/{event:06}-{n}.txt" for n in range(size)]
    slip, wrong, where = "", 0, -1
    if size > 1 and event % _CONFLICT_EVERY == 0:
        slip, where = draw.choice(sorted(topic.figures)), draw.randrange(size)
        wrong = _SLIPS[topic.figures[slip].slip](values[slip])
    told, carriers = [], []
    for number, (outlet, path) in enumerate(zip(outlets, paths, strict=True)):
        stated = {**values, slip: wrong} if number == where else values
        text, used = _told(draw, topic, stated, names, day + timedelta(days=draw.randint(0, 1)), outlet, slip)
        if slip in used:
            carriers.append(path)
        told.append(Article(path, text))
    planted = []
    if where >= 0 and len(carriers) > 1 and paths[where] in carriers:
        others = tuple(path for path in carriers if path != paths[where])
        planted.append(Planted(slip, values[slip], wrong, paths[where], others))
    return told, planted


def _outlets(draw: random.Random, lang: str, size: int) -> list[str]:
    known: list[str] = _words()["outlets"][lang]
    if size <= len(known):
        return draw.sample(known, size)
    # Houses with letters behind their names, since a number beside the date would be read with it.
    letters = map("".join, product(ascii_uppercase, repeat=3))
    return [f"{draw.choice(known)} {behind}" for behind in islice(letters, size)]


def _names(draw: random.Random, lang: str) -> dict[str, str]:
    part = _words()["names"]
    if lang == "vi":
        return {
            "place": f"{draw.choice(part['heads'])} {draw.choice(part['tails'])}",
            "name": f"{draw.choice(part['tails'])} {draw.choice(part['heads'])}",
            "person": f"{draw.choice(part['families'])} {draw.choice(part['heads'])} {draw.choice(part['given'])}",
            "ward": f"{draw.choice(part['heads'])} {draw.choice(part['tails'])}",
            "goods": draw.choice(part["goods"]),
        }
    return {
        "place": draw.choice(part["north"]) + draw.choice(part["south"]),
        "name": f"{draw.choice(part['north'])}{draw.choice(part['south'])} {draw.choice(part['surnames'])}",
        "person": f"{draw.choice(part['north'])}ley {draw.choice(part['surnames'])}",
        "ward": draw.choice(part["north"]) + draw.choice(part["south"]),
    }


def _told(
    draw: random.Random, topic: Topic, values: Values, names: Mapping[str, str], day: date, outlet: str, slip: str
) -> tuple[str, set[str]]:
    """One outlet's article, and the names of the figures that it prints."""
    # Rounded, the figure that one of them has wrong would be right for all.
    printed = {
        name: _printed(topic, name, value, name != slip and value >= _LARGE and draw.random() < _ROUNDED, draw)
        for name, value in values.items()
        if name
    }
    head, *rest = ([draw.choice(ways)] for ways in topic.sentences)
    # Every outlet leaves something out, but not the figure that one of them has wrong.
    chosen = [way for (way,) in rest if slip in way.figures or draw.random() < _TOLD]
    draw.shuffle(chosen)
    ways = [*head, *chosen]
    for others in draw.sample(topic.background, draw.randint(2, len(topic.background))):
        ways.insert(draw.randint(1, len(ways)), draw.choice(others))
    lines = [_sentence(way.text.format(**names, **printed)) for way in ways]
    paragraphs, at = [], 0
    while at < len(lines):
        step = draw.randint(1, 3)
        paragraphs.append(" ".join(lines[at : at + step]))
        at += step
    title = _sentence(draw.choice(topic.titles).format(**names, **printed))
    stamp = f"{day:%d/%m/%Y}" if topic.lang == "vi" else f"{day.day} {day:%B %Y}"
    text = "\n\n".join([title, f"{outlet} - {stamp}", *paragraphs]) + "\n"
    return text, {name for way in ways for name in way.figures}


def _sentence(text: str) -> str:
    """*text* with a capital at its head."""
    return text[:1].upper() + text[1:]


def _day(day: date, lang: str) -> str:
    return f"{day.day}/{day.month}" if lang == "vi" else f"{day.day} {day:%B}"


def _printed(topic: Topic, name: str, value: int, rounded: bool, draw: random.Random) -> str:
    """*value* as an outlet prints it; *rounded* to two digits with the hedge that this calls for, or "about"."""
    hedge = ""
    if rounded:
        place = 10 ** (len(str(value)) - 2)
        below = value // place * place
        shown = below if value - below < place / 2 else below + place
        if shown != value:
            words = _words()["hedges"][topic.lang]
            hedge = draw.choice([words["about"], words["over" if shown < value else "under"]]) + " "
        value = shown
    plain = f"{value:,}"
    return hedge + topic.figure(name).before + (plain.replace(",", ".") if topic.lang == "vi" else plain)


def write(folder: Path, count: int, seed: int = 1, crowd: int = 0) -> list[Planted]:
    """Write *count* articles under *folder*, *crowd* of them on one event, and return what was planted; ``FOLDER.planted.json`` lists it too."""
    found: list[Planted] = []
    for told, planted in articles(count, seed, crowd=crowd):
        for article in told:
            place = folder / article.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(article.text, encoding="utf-8")
        found += planted
    listed = json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1)
    (folder.parent / f"{folder.name}.planted.json").write_text(listed + "\n", encoding="utf-8")
    return found


def main() -> None:
    """The command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crowd", type=int, default=0, help="so many of the articles tell one event")
    chosen = parser.parse_args()
    planted = write(chosen.folder, chosen.articles, chosen.seed, chosen.crowd)
    print(f"{chosen.articles} articles, {len(planted)} planted conflicts under {chosen.folder}")


if __name__ == "__main__":
    main()
