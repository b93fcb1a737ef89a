"""A number by itself: an amount, a rank, an ordinal, a multiple, a fraction, or no figure at all."""

from __future__ import annotations

import re

from checker.extract.figures.found import HALF, ONE, TENTH, Figure, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.names import ends_title, is_address, is_list_marker, is_name, listed, parted
from checker.extract.figures.nouns import open_noun
from checker.extract.figures.ordinals import keep_headed, keep_minute, keep_ordinal
from checker.extract.figures.rates import rated
from checker.extract.figures.reading import Reading
from checker.extract.figures.tails import half_behind, keep_tailed
from checker.extract.figures.units import measure, scale_end
from checker.values.hedge import Hedge
from checker.values.units import Unit, counted

# Behind the age that somebody had, words of the pack apart: "he was 95.", "she was 14, and".
_WAS_BEHIND = re.compile(r"[.;)]|,(?= [a-z])|$")
# Behind a bare age in commas: what goes on about the person.
_BEHIND_AGE = re.compile(r",(?=\)| [a-z])")
# Words between an article and the noun of a person: "the former police officer, 51,".
_DESCRIBED = 4
_YOUNGEST, _OLDEST = 4, 110
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_BOUNDS = frozenset({Hedge.UNDER, Hedge.OVER})


def single(r: Reading, number: Number) -> int:
    """Keep a number that belongs to no other, as the first of these that it is; 1, the numbers used."""
    unit, end, scale = measure(r, number)
    capital = r.t.text[number.end + 1 : number.end + 2].isupper()
    if capital and unit is not None and unit.noun and scale is None and parted(r, number):
        unit, end = None, number.end
    prefix = money_prefix(r, number)
    if prefix is not None:
        money, end, _ = rated(r, prefix[0], scale_end(r, number, end, scale), scale)
        r.emit_scaled(number, end, scale, money, prefix[1])
        return 1
    before = r.out[-1] if r.out else None
    if unit is None and scale is None and _bounds_age(r, number):
        unit = r.unit_of("age")
    if (
        keep_ordinal(r, number)
        or (scale is None and keep_headed(r, number, unit))
        or (
            scale is None and (is_name(r, number, unit) or (r.named and r.low[r.named : number.start] == "+"))
        )  # "km 12+300"
        or keep_minute(r, number, unit, before)
    ):
        return 1
    if number.form in ("multiple", "fraction"):
        _keep_multiple(r, number, unit, end)
        return 1
    inner = Hedge.EXACT
    if scale is None:
        unit, end = _told_unit(r, number, unit, end, before)
    if unit is None:
        unit, end, inner = behind_hedge(r, number, end)
    if scale is None and (_is_bare(r, number, unit) or _is_label(r, number, unit)):
        return 1
    # "Six Conservative councillors": the name is part of what is counted.
    named = r.pack.plural_nouns and unit is not None and " " in unit.noun and unit.noun.endswith("s")
    if not number.sure and not number.digits and r.unlisted(unit) and not named:
        return 1
    tailed = keep_tailed(r, number, unit, end) if unit is not None and scale is None else None
    figure = tailed or r.emit_scaled(number, end, scale, unit)
    figure.in_words = not number.digits
    if inner is not Hedge.EXACT:
        figure.hedge = inner
    if number.form == "magnitude":
        figure.hedge = Hedge.MAGNITUDE
    elif number.form == "vague" and figure.hedge is Hedge.EXACT:
        figure.hedge = Hedge.ABOUT
    return 1


def _keep_multiple(r: Reading, number: Number, unit: Unit | None, end: int) -> None:
    """Keep a multiple or a fraction ("gấp hai lần", "half of the homes"); a fraction of nothing may be a word."""
    if number.form == "fraction" and unit is None:
        if not number.sure:
            return
        unit, end, _ = behind_hedge(r, number, end)
    if unit is not None and number.form == "fraction" and r.pack.plural_nouns and _is_no_whole(r, unit):
        unit, end = None, number.end  # "four in five give up"
    # "gấp hai lần": the word for times belongs to the multiple.
    whole = unit is not None and (number.form == "fraction" or unit.dimension == "multiple")
    end = end if whole else number.end
    half = half_behind(r, unit, end) if unit is not None and whole and number.form == "multiple" else 0
    rest, grain = (HALF, TENTH) if half else (0, number.grain)
    kept = unit if number.form == "fraction" else Unit("x", "multiple", ONE)
    figure = r.emit(number, number, half or end, number.lo + rest, number.hi + rest, grain, kept)
    figure.form = number.form
    figure.in_words = True


def _is_no_whole(r: Reading, unit: Unit) -> bool:
    """Whether what stands behind a share is no noun of many: an unlisted word that is no plural."""
    return r.unlisted(unit) and not unit.noun.endswith("s")


def _told_unit(
    r: Reading, number: Number, unit: Unit | None, end: int, before: Figure | None
) -> tuple[Unit | None, int]:
    """The unit that the words before a number give it, or *unit*: "magnitude 5.8", "aged 15 and 17", "Noboa, 37,"."""
    if r.unlisted(unit) and (told := r.unit_before(number)) is not None:
        return told, number.end
    if unit is None and number.grain == 1 and before is not None and _aged(r, before, number):
        return before.unit, end
    if unit is None and r.low[number.start - 1 : number.start] == "(" and r.low.startswith(") ", end):
        # "Hạnh (25) tuổi"
        behind = r.t.at(end + 2)
        if (count := r.unit_tokens(behind)) and r.pack.units[r.t.phrase(behind, count)].dimension == "age":
            number.start -= 1  # the brackets belong to it
            return r.unit_of("age"), r.t.ends[behind + count - 1]
    if unit is None and (_apposed_age(r, number) or _was_aged(r, number)):
        return r.unit_of("age"), end
    return unit, end


def _is_bare(r: Reading, number: Number, unit: Unit | None) -> bool:
    """Whether a number of no unit is no figure: an edition, a doubtful word, a year, a mark of a list, an address."""
    if unit is not None:
        return False
    if not number.digits:
        return not (number.sure and (number.hi >= 2 or number.grain < 1))
    if len(number.digits) == 3 and number.digits.endswith(".0") and not _told(r, number):
        return True  # "4.0" is an edition
    if number.digits.isdigit() and len(number.digits) == 4 and _FIRST_YEAR <= number.lo <= _LAST_YEAR:
        return True
    return is_list_marker(r, number) or is_address(r, number) or ends_title(r, number)


def _is_label(r: Reading, number: Number, unit: Unit | None) -> bool:
    """Whether a bare year is the edition of a law or a cup, and what follows a verb: "Bộ luật Hình sự 2015 quy định".

    Where thousands are parted by a mark, a count of that size would have one: "2.015 quy định".
    """
    year = len(number.digits) == 4 and number.digits.isdigit() and _FIRST_YEAR <= number.lo <= _LAST_YEAR
    return year and not r.pack.plural_nouns and r.unlisted(unit)


def _apposed_age(r: Reading, number: Number) -> bool:
    """Whether a number between commas behind a person is an age: "Noboa, 37, led", "the former officer, 51, admitted"."""
    t, last = r.t, number.first - 1
    if not (r.pack.plural_nouns and number.digits.isdigit() and _YOUNGEST <= number.lo <= _OLDEST and last >= 0):
        return False
    if r.low[t.ends[last] : number.start] != ", " or not _BEHIND_AGE.match(t.text, number.end):
        return False
    if last in r.firsts or not t.words[last].isalpha():
        return False  # "on Tuesday, 37, of them"
    if t.text[t.starts[last]].isupper():
        return True
    for at in range(last, max(-1, last - _DESCRIBED), -1):
        gap = r.low[t.ends[at - 1] : t.starts[at]] if at else ""
        if gap != " ":
            return False
        if t.words[at - 1] in r.pack.articles or t.words[at - 1] in r.pack.determined:
            return not t.words[last].endswith("s")
        if r.low[t.starts[at - 1] - 1 : t.starts[at - 1]] in ("'", "’"):
            return True  # "Ecuador's president, 37,"
    return False


def _was_aged(r: Reading, number: Number) -> bool:
    """Whether somebody is told to have been so old: "he was 95.", "who was only 65 when"."""
    dating = r.pack.dating
    if not (number.digits.isdigit() and _YOUNGEST <= number.lo <= _OLDEST):
        return False
    at = number.first - 1
    while at > 0 and r.word(at) in dating["aged_is"]:
        at -= 1
    if at == number.first - 1 or r.word(at) not in dating["aged_who"]:
        return False
    if r.low.count(" ", r.t.starts[at], number.start) != number.first - at:
        return False
    return _WAS_BEHIND.match(r.low, number.end) is not None or r.low.startswith(dating["aged_then"], number.end + 1)


def _bounds_age(r: Reading, number: Number) -> bool:
    """Whether a number bounds the age of the people before it: "children under 16", "anyone over 65"."""
    first = number.first
    return (
        first > 1
        and (number.digits.isdigit() or (not number.digits and number.form == "cardinal"))
        and 1 < number.lo <= _OLDEST
        and r.pack.hedges_before.get(r.word(first - 1)) in _BOUNDS
        and r.word(first - 2) in r.pack.dating["aged_people"]
        and r.low[r.t.starts[first - 2] : number.start].count(" ") == 2
    )


def _aged(r: Reading, before: Figure, number: Number) -> bool:
    """Whether a number goes on a list of ages that a word before the first tells."""
    told_before = before.unit.dimension == "age" and r.t.ends[before.last] == before.end
    return told_before and listed(r, before.end, number.start)


def _told(r: Reading, number: Number) -> bool:
    """Whether a verb or a preposition stands before the number, so that it is told of something: "grew 6.0", "at 6.0"."""
    word = r.word(number.first - 1)
    known = word in r.pack.stop or word in r.pack.barrier or word in r.pack.cues or word in r.pack.hedges_before
    return known and r.low[number.start - 1 : number.start] == " "


def behind_hedge(r: Reading, number: Number, end: int) -> tuple[Unit | None, int, Hedge]:
    """The noun behind a hedge between: "20 or more people", "30-odd villages"; behind a preposition: "dozens of people"."""
    t, hedge = r.t, Hedge.EXACT
    nxt = t.at(end)
    gap = r.low[end : t.starts[nxt]] if nxt < t.size else ""
    if gap == "-" and t.words[nxt] in r.pack.joined_hedges:
        count, hedge = 1, r.pack.joined_hedges[t.words[nxt]]
    elif gap != " ":
        return None, end, Hedge.EXACT
    elif count := t.longest(nxt, r.pack.hedges_after, 3):
        hedge = r.pack.hedges_after[t.phrase(nxt, count)]
    elif t.words[nxt] in r.pack.partitive and number.form in ("magnitude", "fraction", "vague"):
        count = 1
    if number.form == "fraction" and r.word(nxt + count) in r.pack.articles and r.unit_tokens(nxt + count + 1):
        count += 1  # "half an hour", "a quarter of a mile"
    determined = count > 0 and number.form == "fraction" and r.word(nxt + count) in r.pack.determined
    count += determined  # "a third of the pupils"
    nxt += count
    if not count or nxt >= t.size or r.low[t.ends[nxt - 1] : t.starts[nxt]] != " ":
        return None, end, Hedge.EXACT
    units = r.unit_tokens(nxt)
    if units and r.word(nxt + units) in r.pack.ago and number.first < number.last:
        return None, end, Hedge.EXACT  # "one in three a decade ago"
    phrase = t.phrase(nxt, units) if units else ""
    if units and phrase not in r.pack.never_units | r.pack.joined_units:
        # "tens of thousands of pounds" are money
        scaled = r.pack.units_scaled.get(phrase) if number.form == "magnitude" else None
        return scaled or r.pack.units[phrase], t.ends[nxt + units - 1], hedge
    nouns = t.longest(nxt, r.pack.nouns, 5) or open_noun(r, nxt)
    if not nouns or (determined and not t.words[nxt + nouns - 1].endswith("s")):
        return None, end, Hedge.EXACT
    noun = t.phrase(nxt, nouns)
    return counted(noun), t.ends[nxt + nouns - 1], hedge
