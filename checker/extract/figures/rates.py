"""What an amount is per: "lượt/ngày", "a year", "/1.000 dân"."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.reading import Reading
from checker.values.units import Unit

# What a rate is told for: a hundred, a thousand and so on.
_ROUND = re.compile(r"10{2,3}|10{0,2}(?:[.,]000)+")
# What an amount is told for each of.
_PER = frozenset("duration months mass volume barrel area length energy data grain".split())
_PER_JOINED = re.compile(r"-([a-z]+)-([a-z]+)(?!\w)")


def rated(r: Reading, unit: Unit, end: int, scale: Decimal | None) -> tuple[Unit, int, Decimal | None]:
    """A rate: "lượt/ngày", "đồng/người/tháng", "mỗi tháng", "a year", "/1.000 dân"."""
    rate, stop, scale = _rated(r, unit, end, scale)
    if rate is not unit and r.low[stop : stop + 1] == "/" and r.low[stop + 1 : stop + 2].isalpha():
        return _rated(r, rate, stop, scale)
    return rate, stop, scale


def _rated(r: Reading, unit: Unit, end: int, scale: Decimal | None) -> tuple[Unit, int, Decimal | None]:
    t, low = r.t, r.low
    if low[end : end + 1] not in " /\n\t":
        if (told := _PER_JOINED.match(low, end)) and told[1] in r.pack.each and (per := r.pack.units.get(told[2])):
            return rate_of(unit, per.key), told.end(), scale  # "£5,000-a-week"
        return unit, end, scale
    nxt = t.at(end)
    if nxt >= t.size:
        return unit, end, scale
    gap = low[end : t.starts[nxt]]
    if gap.strip() == "/" and len(gap) <= 3:
        word = t.words[nxt]
        if "0" <= word[0] <= "9":
            if (
                nxt + 1 < t.size
                and low[t.ends[nxt] : t.starts[nxt + 1]] == " "
                and t.words[nxt + 1] not in r.pack.barrier
            ):
                return rate_of(unit, f"{word} {t.words[nxt + 1]}"), t.ends[nxt + 1], scale
            return unit, end, scale
        count = r.unit_tokens(nxt)
        if count:
            per = r.pack.units[t.phrase(nxt, count)]
            return rate_of(unit, per.key), t.ends[nxt + count - 1], scale
        count = t.longest(nxt, r.pack.nouns, 2) or 1
        return rate_of(unit, t.phrase(nxt, count)), t.ends[nxt + count - 1], scale
    if gap == " ":
        word = t.words[nxt]
        if (often := r.pack.told_per.get(word)) is not None and unit.dimension not in ("duration", "months"):
            return rate_of(unit, often.key), t.ends[nxt], scale
        if (per := _each_behind(r, unit, nxt) or _stroke_behind(r, unit, nxt)) is not None:
            return rate_of(unit, per.key), end, scale
        if (
            word in r.pack.each
            and nxt + 2 < t.size
            and round_number(r, nxt + 1)
            and t.words[nxt + 2] not in r.pack.stop
            and (t.words[nxt + 2] not in r.pack.barrier or r.word(nxt + 3).endswith("s"))  # "live births"
            and low[t.ends[nxt + 1] : t.starts[nxt + 2]] == " "
        ):
            # "14.2 deaths per 100,000 residents"
            return rate_of(unit, t.phrase(nxt + 1, 2)), t.ends[nxt + 2], scale
        if word in r.pack.each and (measured := _some_of_unit(r, nxt + 1)) is not None:
            return rate_of(unit, measured[0]), measured[1], scale
        if word in r.pack.each and nxt + 1 < t.size:
            count = r.unit_tokens(nxt + 1)
            if count:
                per = r.pack.units[t.phrase(nxt + 1, count)]
                if r.word(nxt + 1 + count) in r.pack.ago:
                    return unit, end, scale  # "€540m a year earlier"
                if per.dimension in _PER and not (
                    unit.dimension in ("duration", "months") and word in r.pack.each_as_article
                ):
                    return rate_of(unit, per.key), t.ends[nxt + count], scale
                if per.dimension == "money" == unit.dimension:
                    return rate_of(unit, per.key), t.ends[nxt + count], scale  # "25.122 đồng một USD"
            elif unit.dimension == "money" and r.pack.plural_nouns and f"{t.words[nxt + 1]}s" in r.pack.nouns:
                return rate_of(unit, t.words[nxt + 1]), t.ends[nxt + 1], scale
            elif unit.dimension == "money" and t.words[nxt + 1] in r.pack.paid_for:
                return rate_of(unit, t.words[nxt + 1]), t.ends[nxt + 1], scale  # "$4.15 a dozen"
            elif unit.dimension == "money" and word in r.pack.each_as_article:
                # "1,8 triệu đồng một mũi": one counts nothing; elsewhere the same is told without it.
                count = t.longest(nxt + 1, r.pack.nouns, 2)
                if count and low[t.ends[nxt] : t.starts[nxt + 1]] == " ":
                    return unit, t.ends[nxt + count], scale
    return unit, end, scale


def _some_of_unit(r: Reading, index: int) -> tuple[str, int] | None:
    """Several of a measure that an amount is told for, "per 10 grams", "per 100 km", and where they end; *index* is
    the token of their number."""
    t, word = r.t, r.word(index)
    if not word.isdigit() or len(word) > len("1000") or (per := r.unit_at(index + 1)) is None:
        return None
    if per.dimension not in _PER or r.low[t.ends[index] : t.starts[index + 1]] not in ("", " "):
        return None
    return f"{word} {per.key}", t.ends[index + r.unit_tokens(index + 1)]


def _each_behind(r: Reading, unit: Unit, index: int) -> Unit | None:
    """The time that an amount is told for, a word or two behind its noun: "84 pounds of bamboo a day", "2.500 lượt khám
    mỗi ngày"; *index* is the first token behind the amount."""
    t = r.t
    if unit.dimension in ("duration", "months", "percent", "points") or index + 2 >= t.size:
        return None
    first = index + (t.words[index] in r.pack.partitive)
    if r.pack.plural_nouns and first == index:
        return None
    for at in range(first + 1, min(first + 3, t.size - 1)):
        word = t.words[at]
        if t.low[t.ends[at - 1] : t.starts[at]] != " " or t.words[at - 1] in r.pack.barrier or at - 1 in r.firsts:
            return None
        # "Người dùng hằng tháng" are those of a month, and no rate.
        if word in r.pack.each and (r.pack.plural_nouns or word in r.pack.arithmetic["each_before"]):
            per = r.unit_at(at + 1)
            later = r.word(at + 1 + r.unit_tokens(at + 1)) in r.pack.ago
            return per if per is not None and per.dimension in ("duration", "months") and not later else None
    return None


def _stroke_behind(r: Reading, unit: Unit, index: int) -> Unit | None:
    """The time behind a stroke and what is measured: "5.000 tấn rác/ngày", "m3 nước sạch/năm"; *index* is the first
    token behind the amount."""
    t = r.t
    if unit.dimension in ("duration", "months", "percent", "points", "count", "money"):
        return None
    for at in range(index, min(index + 3, t.size - 1)):
        if not t.words[at].isalpha() or t.words[at] in r.pack.barrier or at in r.firsts:
            return None
        gap = r.low[t.ends[at] : t.starts[at + 1]]
        if gap == "/":
            per = r.unit_at(at + 1)
            return per if per is not None and per.dimension in ("duration", "months") else None
        if gap != " ":
            return None
    return None


def rate_of(unit: Unit, per: str) -> Unit:
    """*unit* for each of what *per* names."""
    if unit.dimension in ("percent", "points"):
        # A percentage a year is a percentage: what it is of, not its unit, tells the years.
        return unit
    return Unit(f"{unit.key}/{per}", unit.dimension, None, unit.noun)


def round_number(r: Reading, index: int) -> str:
    """The round number at token *index* that a rate is told for, without what parts its thousands; "" for none."""
    word = r.word(index)
    if _ROUND.fullmatch(word):
        return re.sub("[.,]", "", word)
    power = r.pack.scales.get(word, 0)
    return str(10**power) if power in (2, 3, 6) and len(word) > 2 and word not in r.pack.short_scales else ""
