"""The currency before a number: "$1.5bn", "US$ 5", "USD 20", "Rs. 500"."""

from __future__ import annotations

from dataclasses import replace

from checker.extract.figures.found import CURRENCY_SIGN, LARGE_LETTERS, LETTERS, MONEY, SIGN_LETTERS, Figure, Number
from checker.extract.figures.numbers import large_letter
from checker.extract.figures.reading import Reading
from checker.extract.tokens import Tokens
from checker.languages.record import Pack
from checker.values.units import Unit


def money_prefix(r: Reading, number: Number) -> tuple[Unit, int] | None:
    """A currency sign or code before the number: "$1.5bn", "US$ 5", "USD 20"."""
    low, start = r.low, number.start
    at = start - 1
    if at >= 0 and low[at] == " ":
        at -= 1
    if at > 1 and low[at] == "." and low[at - 2 : at] in LETTERS:
        at -= 1  # "Rs. 500"
    if at < 0:
        return None
    sign = CURRENCY_SIGN.get(low[at])
    if sign:
        begin = at
        last = r.t.before(at)
        if last >= 0 and r.t.ends[last] == at and r.t.words[last] in SIGN_LETTERS:
            sign = SIGN_LETTERS[r.t.words[last]]
            begin = r.t.starts[last]
        return MONEY[sign], begin
    last = number.first - 1
    if last >= 0 and r.t.ends[last] == at + 1:
        word = r.t.words[last]
        unit = r.pack.units.get(word)
        if (
            unit is not None
            and unit.dimension == "money"
            and len(word) == 3
            and r.t.text[r.t.starts[last] : r.t.ends[last]].isupper()
            and word.isascii()
            and (r.unit_at(number.last + 1) is None or _scaled(r, number))
        ):
            return unit, r.t.starts[last]
        if word in LETTERS and r.t.text[r.t.starts[last]].isupper():
            return MONEY[LETTERS[word]], r.t.starts[last]
        if word in LARGE_LETTERS and last + 1 == number.first and large_letter(r.t, r.pack, number.first):
            return MONEY[LARGE_LETTERS[word]], r.t.starts[last]
    return None


def _scaled(r: Reading, number: Number) -> bool:
    """Whether the letter right behind the number tells its scale, not a unit: "EUR 160m"."""
    nxt = number.last + 1
    return r.t.starts[nxt] == number.end and r.t.words[nxt] in r.pack.short_scales


def of_country(figures: list[Figure], tokens: Tokens, pack: Pack) -> list[Figure]:
    """*figures*, where money whose name several countries use is that of the country which the text names most often.

    "92 billion kroner" is Danish money in a report on Denmark; where the text names none of the countries, the name stays.
    """
    if not any(figure.unit.key.partition("/")[0] in pack.shared_money for figure in figures):
        return figures
    text = tokens.low[tokens.starts[0] : tokens.ends[-1]]
    out = []
    for figure in figures:
        key, slash, per = figure.unit.key.partition("/")
        named = [
            (sum(map(text.count, pack.countries[unit.key])), -nth, unit)
            for nth, unit in enumerate(pack.shared_money.get(key, ()))
        ]
        if named and (most := max(named, key=lambda one: one[:2]))[0]:
            unit = most[2]
            figure = replace(figure, unit=replace(unit, key=f"{unit.key}{slash}{per}"))
        out.append(figure)
    return out
