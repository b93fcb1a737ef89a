"""A number by itself: an amount, a rank, an ordinal, a multiple, a fraction, or no figure at all."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.found import HALF, ONE, RANK, TENTH, Figure, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.names import ends_title, is_address, is_list_marker, is_name, listed, parted
from checker.extract.figures.nouns import open_noun
from checker.extract.figures.rates import rated
from checker.extract.figures.reading import Reading
from checker.extract.figures.units import measure, scale_end
from checker.values.hedge import Hedge
from checker.values.units import Unit, counted

# Measures that a language halves in words behind them.
_HALVED = frozenset(
    {"multiple", "duration", "months", "length", "mass", "volume", "area", "money", "count", "temperature", "age"}
)
_CENTI = Decimal("0.01")
# The last minute of a part of a match, to which others are added: "45+1 và 90+6".
_ADDED = re.compile(r"(?<!\d)(?:45|90|105|120)\+")
_ADDED_TIME = re.compile(r"(?<!\d)(?:45|90|105|120)\+\d{1,2}(?!\d)")
_SECONDS_TAIL = re.compile(r" (\d{1,2}(?=[.;)\n]|, |$)|0\d(?= ))")
# Behind a bare age in commas: what goes on about the person.
_BEHIND_AGE = re.compile(r",(?=\)| [a-z])")
# Words between an article and the noun of a person: "the former police officer, 51,".
_DESCRIBED = 4
_YOUNGEST, _OLDEST = 4, 110
_METRES_TAIL = re.compile(r"[1-9]\d?(?![\d.,]*\w)")


def single(r: Reading, number: Number) -> int:
    """Keep a number that belongs to no other, as the first of these that it is; 1, the numbers used."""
    unit, unit_end, scale = measure(r, number)
    capital = r.t.text[number.end + 1 : number.end + 2].isupper()
    if capital and unit is not None and unit.noun and scale is None and parted(r, number):
        unit, unit_end = None, number.end
    prefix = money_prefix(r, number)
    if prefix is not None:
        money, end, _ = rated(r, prefix[0], scale_end(r, number, unit_end, scale), scale)
        r.emit_scaled(number, end, scale, money, prefix[1])
        return 1
    if number.form == "ordinal" or (number.digits and _ordinal_tail(r, number)):
        ordinal_word(r, number)
        return 1
    head, head_start = r.head(number, r.pack.ranks)
    if head in r.pack.names and not is_ranked(r, number, head_start):
        head = ""
    if (
        head
        and scale is None
        and (unit is None or unit.dimension == "count")
        and number.grain >= 1
        and number.form != "multiple"
    ):
        r.keep_rank(number, None, head, head_start, number.end)
        return 1
    head, head_start = r.head(number, r.pack.ordinals)
    if head in r.pack.names and name_length(r, number) > len(head):
        head = ""
    if (
        head
        and scale is None
        and number.grain == 1
        and number.form == "cardinal"
        and (r.unlisted(unit) or head in r.pack.sure_ordinals)
        and (number.sure or head in r.pack.worded_ordinals)
    ):
        if number.digits or head in r.pack.worded_ordinals:
            r.keep(number, head_start, number.end, unit=Unit(head, "ordinal"), form="ordinal", head=head)
        return 1
    if scale is None and (is_name(r, number, unit) or (r.named and r.low[r.named : number.start] == "+")):
        return 1  # "Quốc lộ 1", "km 12+300"
    before = r.out[-1] if r.out else None
    if _ADDED.search(r.low, max(0, number.start - len("120+")), number.start):
        return 1  # "phút 90+4"
    if (added := _ADDED_TIME.match(r.low, number.start)) is not None:
        r.keep(number, number.start, added.end(), form="ordinal", label=added[0])
        return 1  # "(45+2)"
    if before is not None and before.form == "ordinal" and unit is None and number.digits.isdigit():
        if r.low[before.end : number.start] == "+":
            return 1  # "phút 90+4"
        if before.head and listed(r, before.end, number.start):
            r.keep(number, number.start, number.end, unit=before.unit, form="ordinal", head=before.head)
            return 1  # "phút 23 và 67"
    if number.form in ("multiple", "fraction"):
        if number.form == "fraction" and unit is None and not number.sure:
            return 1
        if number.form == "fraction" and unit is None:
            unit, unit_end, _ = behind_hedge(r, number, unit_end)
        # "gấp hai lần": the word for times belongs to the multiple.
        whole = unit is not None and (number.form == "fraction" or unit.dimension == "multiple")
        end = unit_end if whole else number.end
        half = _half_behind(r, unit, end) if unit is not None and whole and number.form == "multiple" else 0
        figure = r.emit(
            number,
            number,
            half or end,
            number.lo + HALF if half else number.lo,
            number.hi + HALF if half else number.hi,
            TENTH if half else number.grain,
            unit if number.form == "fraction" else Unit("x", "multiple", ONE),
        )
        figure.form = number.form
        figure.in_words = True
        return 1
    inner = Hedge.EXACT
    if scale is None and r.unlisted(unit):
        told = r.unit_before(number)
        unit, unit_end = (told, number.end) if told is not None else (unit, unit_end)
    if unit is None and scale is None and number.grain == 1 and before is not None and _aged(r, before, number):
        unit = before.unit  # "aged 15 and 17"
    if unit is None and scale is None and _apposed_age(r, number):
        unit = r.unit_of("age")
    if unit is None:
        unit, unit_end, inner = behind_hedge(r, number, unit_end)
    if unit is None and scale is None:
        if len(number.digits) == 3 and number.digits.endswith(".0") and not _told(r, number):
            return 1  # "4.0" is an edition
        if not number.digits and not (number.sure and (number.hi >= 2 or number.grain < 1)):
            return 1
        if number.digits.isdigit() and len(number.digits) == 4 and 1800 <= number.lo <= 2100:
            return 1
        if number.digits and (is_list_marker(r, number) or is_address(r, number) or ends_title(r, number)):
            return 1
    # "Six Conservative councillors": the name is part of what is counted.
    named = r.pack.plural_nouns and unit is not None and " " in unit.noun and unit.noun.endswith("s")
    if not number.sure and not number.digits and r.unlisted(unit) and not named:
        return 1
    if unit is not None and unit.key == "m" and number.grain == 1 and (tail := _METRES_TAIL.match(r.low, unit_end)):
        # "1m70", "1m7"
        rest = Decimal(f"0.{tail[0]}")
        grain = _CENTI if len(tail[0]) == 2 else TENTH
        figure = r.emit(number, number, tail.end(), number.lo + rest, number.hi + rest, grain, unit)
        figure.last = r.t.before(tail.end())
        return 1
    if unit is not None and unit.key == "m" and not number.digits and (worded := _metres_in_words(r, unit_end)):
        # "một mét bảy", "một mét bảy mươi"
        rest = worded.lo / 10 if worded.lo < 10 else worded.lo / 100
        grain = TENTH if worded.lo < 10 else _CENTI
        r.emit(number, number, worded.end, number.lo + rest, number.hi + rest, grain, unit).in_words = True
        return 1
    if unit is not None and scale is None and number.grain == 1 and (half := _half_behind(r, unit, unit_end)):
        # "hai tiếng rưỡi"
        figure = r.emit(number, number, half, number.lo + HALF, number.hi + HALF, TENTH, unit)
    elif (
        unit is not None and unit.key == "giây" and number.grain == 1 and (tail := _SECONDS_TAIL.match(r.low, unit_end))
    ):
        # "52 giây 8"
        rest = Decimal(f"0.{tail[1]}")
        grain = _CENTI if len(tail[1]) == 2 else TENTH
        figure = r.emit(number, number, tail.end(), number.lo + rest, number.hi + rest, grain, unit)
    else:
        figure = r.emit_scaled(number, unit_end, scale, unit)
    figure.in_words = not number.digits
    if inner is not Hedge.EXACT:
        figure.hedge = inner
    if number.form == "magnitude":
        figure.hedge = Hedge.MAGNITUDE
    elif number.form == "vague" and figure.hedge is Hedge.EXACT:
        figure.hedge = Hedge.ABOUT
    return 1


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


def _metres_in_words(r: Reading, end: int) -> Number | None:
    """The number in words right behind metres in words that has no unit of its own; None for none."""
    if r.low[end : end + 1] != " " or not r.pack.half_tails:
        return None
    behind = next((one for one in r.numbers if one.start == end + 1), None)
    plain = behind is not None and not behind.digits and behind.form == "cardinal" and 0 < behind.lo == behind.hi < 100
    return behind if behind is not None and plain and measure(r, behind)[0] is None else None


def _aged(r: Reading, before: Figure, number: Number) -> bool:
    """Whether a number goes on a list of ages that a word before the first tells."""
    told_before = before.unit.dimension == "age" and r.t.ends[before.last] == before.end
    return told_before and listed(r, before.end, number.start)


def _half_behind(r: Reading, unit: Unit, end: int) -> int:
    """Where a word for a half right behind a measure ends; 0 where none stands."""
    if unit.dimension not in _HALVED or not r.pack.half_tails or r.low[end : end + 1] != " ":
        return 0
    nxt = r.t.at(end)
    halved = r.word(nxt) in r.pack.half_tails and r.t.starts[nxt] == end + 1
    return r.t.ends[nxt] if halved else 0


def is_ranked(r: Reading, number: Number, head_start: int) -> bool:
    """Whether "No. 3" is a rank rather than a name: "world No. 3", "No. 3 in the world"."""
    t = r.t
    following = t.words[number.last + 1] if number.last + 1 < t.size else ""
    return r.word(t.before(head_start)) in r.pack.rank_before or following in r.pack.rank_after


def name_length(r: Reading, number: Number) -> int:
    """The length of the longest name that ends right before the number."""
    last = number.first - 1
    count = r.t.longest_before(last, r.pack.names, 3)
    return len(r.t.phrase(last - count + 1, count)) if count else 0


# The last digit before a tail of its own: "21st", but "10st" is a weight.
_TAILED = {"st": "1", "nd": "2", "rd": "3"}


def _ordinal_tail(r: Reading, number: Number) -> bool:
    tail = r.low[number.end : number.end + 2]
    if tail == "st" and number.digits.endswith("11"):
        return False
    return tail in r.pack.ordinal_tails and number.digits.endswith(_TAILED.get(tail, ""))


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
    if units and r.word(nxt + units) in r.pack.ago:
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


def ordinal_word(r: Reading, number: Number) -> None:
    """ "thứ hai", "lần đầu tiên", "third", "21st": kept where it is a rank or the number of an edition."""
    end = number.end
    if number.digits:
        end += 2
    last = number.first - 1
    head = ""
    start = number.start
    count = r.t.longest_before(number.first, r.pack.ranks, 3) if number.last > number.first else 0
    if count > 1:
        # "đứng thứ hai": the head and the number share a word.
        head = r.t.phrase(last - count + 2, count)
        r.keep_rank(number, None, head, r.t.starts[last - count + 2], end)
        return
    if last >= 0 and r.low[r.t.ends[last] : number.start] == " ":
        for table, form in ((r.pack.ranks, "rank"), (r.pack.ordinals, "ordinal")):
            count = r.t.longest_before(last, table, 3)
            if count:
                head = r.t.phrase(last - count + 1, count)
                start = r.t.starts[last - count + 1]
                r.keep(number, start, end, unit=RANK if form == "rank" else Unit(head, form), form=form, head=head)
                return
    if number.sure or number.digits:
        r.keep(number, start, end, unit=Unit("", "ordinal"), form="ordinal")
