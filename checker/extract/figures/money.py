"""The currency before a number: "$1.5bn", "US$ 5", "USD 20", "Rs. 500"."""

from __future__ import annotations

from checker.extract.figures.found import CURRENCY_SIGN, LETTERS, MONEY, SIGN_LETTERS, Number
from checker.extract.figures.reading import Reading
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
            and r.t.text[r.t.starts[last]].isupper()
            and word.isascii()
            and r.unit_at(number.last + 1) is None
        ):
            return unit, r.t.starts[last]
        if word in LETTERS and r.t.text[r.t.starts[last]].isupper():
            return MONEY[LETTERS[word]], r.t.starts[last]
    return None
