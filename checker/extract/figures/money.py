"""The currency before a number: "$1.5bn", "US$ 5", "USD 20", "Rs. 500"."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.extract.figures.found import (
    CURRENCY_SIGN,
    LARGE_LETTERS,
    LETTERS,
    MONEY,
    SIGN_LETTERS,
    SPELLED_CODES,
    Figure,
    Number,
)
from checker.extract.figures.numbers import large_letter
from checker.extract.figures.reading import Reading
from checker.extract.tokens import Tokens
from checker.languages.record import Pack
from checker.values.units import Unit

# How many words before a scale, and verbs before millions, tell that it is of money; and in how many characters an amount of money does.
_PAID_WORDS, _PAID_VERBS = 4, 6
_SAME_SUM = 60
_THOUSANDS, _MILLIONS = 3, 6  # as powers of ten
# From this ratio on, what stands in brackets behind foreign money is that of the country.
_EXCHANGE = 1000
_PAUSE = re.compile(r"[,.;:(\n]")
_STOP = re.compile(r"[.;:] |\n")


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
            and (word.isascii() or word in SPELLED_CODES)
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


def of_scale(figures: list[Figure], tokens: Tokens, pack: Pack) -> list[Figure]:
    """*figures*, where an amount of which only the scale is printed is money: that of the amount before it in its
    sentence, "31 triệu USD, lỗ 6,5 triệu", or by the words before it that of the country, "vốn hơn 20.400 tỷ", in a
    text that names no other."""
    if pack.bare_money is None:
        return figures
    own, words = pack.bare_money
    foreign = any(figure.unit.dimension == "money" and _currency(figure) != own.key for figure in figures)
    out: list[Figure] = []
    for figure in figures:
        power = _scale(figure, tokens, pack)
        if power >= _THOUSANDS:
            before = out[-1] if out else None
            money = None
            if before is not None and before.unit.dimension == "money" and figure.start - before.end <= _SAME_SUM:
                known = power >= _MILLIONS or _currency(before) == own.key
                if _currency(before) != own.key and _worth(before, figure, tokens.low, pack):
                    known, before = power >= _MILLIONS, replace(before, unit=own)  # "3 triệu USD (khoảng 75 tỷ)"
                same = known and not _STOP.search(tokens.low, before.end, figure.start)
                money = replace(own, key=_currency(before)) if same else None
            paid = not words.isdisjoint(tokens.words[max(0, figure.first - _PAID_WORDS) : figure.first])
            paid = paid or (power >= _MILLIONS and _is_paid(figure, tokens, pack))
            if money is None and paid and not foreign:
                money = own
            if money is not None:
                figure = replace(figure, unit=replace(money, key=money.key + figure.unit.key))
        out.append(figure)
    return _of_list(out, tokens, pack)


def _of_list(figures: list[Figure], tokens: Tokens, pack: Pack) -> list[Figure]:
    """*figures*, where the bare scales of a list are of the money that its last item names: "Huế 180 tỉ, Vinh 90 tỉ đồng"."""
    for at in range(len(figures) - 2, -1, -1):
        one, two = figures[at], figures[at + 1]
        priced = two.unit.dimension != "money" or "/" in two.unit.key
        if priced or two.start - one.end > _SAME_SUM or _scale(one, tokens, pack) < _MILLIONS:
            continue
        between = tokens.low[one.end : two.start]
        if between.startswith(", ") and not _STOP.search(between) and "(" not in between:
            figures[at] = replace(one, unit=replace(two.unit, key=_currency(two)))
    return figures


def _is_paid(figure: Figure, tokens: Tokens, pack: Pack) -> bool:
    """Whether a verb of paying stands before an amount, in the same part of its sentence."""
    first = max(0, figure.first - _PAID_VERBS)
    found = [at for at in range(first, figure.first) if tokens.words[at] in pack.paid_verbs]
    return bool(found) and not _PAUSE.search(tokens.low, tokens.ends[found[-1]], figure.start)


def _worth(before: Figure, figure: Figure, low: str, pack: Pack) -> bool:
    """Whether the second of two amounts of money is the first in other money, by the words between, or by its size where
    it stands in brackets."""
    between = low[before.end : figure.start]
    if "(" in between:
        return figure.lo >= _EXCHANGE * before.hi
    return any(f" {phrase} " in between for phrase in pack.arithmetic["worth_in"])


def _currency(figure: Figure) -> str:
    return figure.unit.key.partition("/")[0]


def _scale(figure: Figure, tokens: Tokens, pack: Pack) -> int:
    """The power of ten of the largest scale that is printed in an amount without a unit; 0 for any other figure."""
    unit = figure.unit
    if figure.form != "number" or unit.dimension != "count" or unit.noun or unit.key[:1] not in ("", "/"):
        return 0
    return max(
        (pack.scales.get(word, 0) for word in tokens.words[figure.first : tokens.before(figure.end) + 1]), default=0
    )


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
