"""What stands behind a number: scale, unit or counted noun, and what the amount is per."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.found import CURRENCY_SIGN, HALF, MONEY, ONE, TENTH, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.reading import Reading
from checker.values.units import COUNT, PER_MILLE, PERCENT, Unit, counted

_TEN = Decimal(10)
_MILLION = Decimal(1_000_000)
_DAY, _MINUTE = 86_400, 60  # seconds
# What a rate is told for: a hundred, a thousand and so on.
_ROUND = re.compile(r"10{2,3}|10{0,2}(?:[.,]000)+")
# The sides of "105m x 68m".
_SIDE = re.compile(r"([a-z]{1,2}) (?:x|×|by) \d[\d.]*\1(?!\w)")
_SIDE_BEFORE = re.compile(r"\d[a-z]{1,2} (?:x|×|by) $")
_PER_JOINED = re.compile(r"-([a-z]+)-([a-z]+)(?!\w)")
_PLURAL_INITIALS = re.compile(r"[A-Z]{2,5}s")
# How adjectives of peoples end.
_PEOPLES = ("an", "ish", "ese", "ch", "eek", "ian", "i", "ai", "czech", "swiss")
# How far is run and swum; and a length that a second one in brackets tells again.
_RACES = frozenset("50 60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000".split())
_IN_FEET = re.compile(r" \([\d.,]+ ?(?:ft|feet|foot|miles?|yards?|inches|in)\b")
_FEET_BEFORE = re.compile(r"(?:ft|feet|miles?|yards) \($")
# Hours right before the minutes: "3h 20m".
_HOURS_BEFORE = re.compile(r"\d(?:h|hrs?) ?$")
_MINUTES = re.compile(r"m(?:ins?)?(?!\w)")
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})(?!\d)")


def measure(r: Reading, number: Number) -> tuple[Unit | None, int, Decimal | None]:
    """The unit after the number, where number and unit end, and the factor of the scale."""
    if number.measured is None:
        number.measured = _measured(r, number)
    return number.measured


def _measured(r: Reading, number: Number) -> tuple[Unit | None, int, Decimal | None]:
    t, low = r.t, r.low
    scale, end, nxt = scale_span(r, number)
    rest = low[end : end + 2]
    if (
        rest[:1] == "m"
        and _MINUTES.match(low, number.end)
        and _HOURS_BEFORE.search(low, number.start - 5, number.start)
    ):
        minutes = next((u for u in r.pack.units.values() if u.dimension == "duration" and u.factor == _MINUTE), None)
        if minutes is not None:
            return minutes, t.ends[number.last + 1], None
    if rest[:1] == "%" or rest == " %":
        end += 1 if rest[0] == "%" else 2
        following = t.at(end)
        if following < t.size and t.starts[following] - end <= 1 and f"% {t.words[following]}" in r.pack.units:
            return r.pack.units[f"% {t.words[following]}"], t.ends[following], scale
        return rated(r, PERCENT, end, scale)
    if rest[:1] == "‰" or rest == " ‰":
        return PER_MILLE, end + (1 if rest[0] == "‰" else 2), scale
    if rest[:1] in CURRENCY_SIGN:
        return MONEY[CURRENCY_SIGN[rest[0]]], end + 1, scale
    if rest[1:] in CURRENCY_SIGN and rest[0] == " " and not low[end + 2 : end + 4].strip()[:1].isdigit():
        return MONEY[CURRENCY_SIGN[rest[1]]], end + 2, scale
    if rest[:1] in ("°", "º") or rest in (" °", " º"):
        end = end + rest.index("°" if "°" in rest else "º") + 1
        letter = low[end : end + 1] if low[end : end + 1] in ("c", "f") else ""
        # A pack may leave a scale out: its degrees are then of no unit, never of another scale.
        return r.pack.units.get("°" + letter), end + len(letter), scale
    if rest == "''" and "inch" in r.pack.units:
        return r.pack.units["inch"], end + 2, scale
    if nxt >= t.size:
        return None, end, scale
    gap = low[end : t.starts[nxt]]
    if scale is not None and gap == "/":
        paid_for = t.phrase(nxt, r.unit_tokens(nxt) or 1)
        for money, words in r.pack.paid_per.items():
            if paid_for in words:
                return rated(r, r.pack.units[money], end, scale)
    if gap not in ("", " ", "-", " “", ' "', "  "):
        return None, end, scale
    count = r.unit_tokens(nxt)
    if count:
        phrase = t.phrase(nxt, count)
        unit = r.pack.units[phrase]
        unit_end = t.ends[nxt + count - 1]
        if low[unit_end : unit_end + 2] == " %" and f"{phrase} %" in r.pack.units:
            return r.pack.units[f"{phrase} %"], unit_end + 2, scale
        if not is_false_unit(r, phrase, unit, number, nxt, count, gap):
            other = r.pack.units_scaled.get(phrase)
            if other and r.word(nxt + count) not in r.pack.partitive:
                paid = r.pack.led_money.get(phrase, frozenset())
                around = {*t.words[max(0, number.first - 8) : number.first], *t.words[nxt + count : nxt + count + 6]}
                unit = other if number.hi * (scale or ONE) >= _MILLION or paid & around else unit
            return rated(r, unit, unit_end, scale)
    if gap in ("", "-") and not (gap == "-" and scale is None):
        return None, end, scale
    if gap == " " and t.words[nxt] in r.pack.each and (per := _round_number(r, nxt + 1)):
        # "six per 100,000 people", "4.5 per thousand"
        told, told_end, _ = rated(r, COUNT, end, scale)
        return (told, told_end, scale) if told is not COUNT else (_per(COUNT, per), t.ends[nxt + 1], scale)
    if gap == "-" and t.words[nxt] in r.pack.joined_hedges and nxt + 1 < t.size:
        return _behind_joined(r, nxt + 1, scale)
    if gap == "-" and r.pack.plural_nouns and (noun := f"{t.words[nxt]}s") in r.pack.nouns:
        return counted(noun), t.ends[nxt], scale  # "a 50-seat plane"
    if nxt + 1 < t.size and t.phrase(nxt, 2) in r.pack.never_heads:
        return None, end, scale  # "RON 95 lần lượt 20.000 đồng"
    noun_count = t.longest(nxt, r.pack.nouns, 5)
    if not noun_count:
        noun_count = open_noun(r, nxt)
    if not noun_count:
        return None, end, scale
    noun = t.phrase(nxt, noun_count)
    unit_end = t.ends[nxt + noun_count - 1]
    return rated(r, counted(noun), unit_end, scale)


def _behind_joined(r: Reading, index: int, scale: Decimal | None) -> tuple[Unit | None, int, Decimal | None]:
    """What is counted behind a hedge that a hyphen joins to its number: "30-odd villages"; *index* is behind the hedge."""
    t = r.t
    end = t.ends[index - 1]
    if t.low[end : t.starts[index]] != " ":
        return None, end, scale
    if count := r.unit_tokens(index):
        return r.pack.units[t.phrase(index, count)], t.ends[index + count - 1], scale
    count = t.longest(index, r.pack.nouns, 5) or open_noun(r, index)
    if not count:
        return None, end, scale
    return counted(t.phrase(index, count)), t.ends[index + count - 1], scale


def scale_span(r: Reading, number: Number) -> tuple[Decimal | None, int, int]:
    """The factor of the scale words after the number, where they end, and the next token."""
    t = r.t
    nxt = number.last + 1
    if nxt >= t.size or t.starts[nxt] - number.end > 1:
        return None, number.end, nxt
    count = t.longest(nxt, r.pack.scales, 2)
    if not count:
        return None, number.end, nxt
    word = t.phrase(nxt, count)
    joined = t.starts[nxt] == number.end
    after = nxt + count
    if word in r.pack.short_scales and not is_scale(r, word, joined, nxt, after, number):
        return None, number.end, nxt
    if word in r.pack.false_scales and after < t.size and t.words[after] in r.pack.false_scales[word]:
        return None, number.end, nxt
    end = t.ends[after - 1]
    factor = _TEN ** r.pack.scales[word]
    # "2 triệu rưỡi", "1 tỷ 2"
    if after < t.size and t.words[after] in r.pack.half_tails and t.starts[after] == end + 1:
        if not number.halved:
            number.halved = True
            number.lo += HALF
            number.hi += HALF
            number.grain = min(number.grain, TENTH)
        end, after = t.ends[after], after + 1
    return factor, end, after


def is_scale(r: Reading, word: str, joined: bool, index: int, after: int, number: Number) -> bool:
    """Whether a short scale is meant: "$1.5m", "353K", "17.5m visits", but not "100m"."""
    t = r.t
    if money_prefix(r, number) is not None:
        return True
    if not joined:
        return False
    if word == "k":
        return number.digits not in ("2", "4", "8")  # how sharp a screen is
    if t.text[t.starts[index]].isupper():
        named = r.pack.names.get(r.word(number.first - 1)) == "places"  # "room 3B"
        return not named and (after >= t.size or t.low[t.ends[after - 1]] in " ,.;:)")
    true = r.pack.true_units.get(word)
    if true is None or r.word(after) in true:
        return False
    # "A turnout of 1.2m", "the 3.2m target"; but "a height of 2.3m", "a 4.2m crocodile"
    counted = number.grain < 1 and not _led(r, word, number) and not _describes(r, after)
    counted = counted or not r.pack.led_scales.get(word, frozenset()).isdisjoint(
        t.words[max(0, number.first - 6) : number.first]
    )
    if after >= t.size or t.low[t.ends[after - 1] : t.starts[after]] != " ":
        return counted
    if (count := r.unit_tokens(after)) and t.phrase(after, count) not in r.pack.joined_units:
        return True
    # "between 2m and 3m shares"
    follows = t.words[after] in r.pack.arithmetic["conjunctions"] or t.words[after] in r.pack.to
    if follows and after + 3 < t.size and t.words[after + 2] == word and t.ends[after + 1] == t.starts[after + 2]:
        end = after + 3
        if t.words[end] in r.pack.nouns or t.words[end + max(0, open_noun(r, end) - 1)] in r.pack.nouns:
            return True
    # "12m new shares"; but "the 100m in 9.8 seconds"
    if counted or t.words[after] in r.pack.nouns or _named_many(r, number, after):
        return True
    return t.words[after + max(0, open_noun(r, after) - 1)] in r.pack.nouns


def _named_many(r: Reading, number: Number, index: int) -> bool:
    """Whether a name of many follows, as of a people or a product: "5m Ukrainians", "3m EU citizens"; but "the 400m Hurdles"."""
    t = r.t
    if not r.pack.plural_nouns or r.word(number.first - 1) in ("the", "a", "an"):
        return False
    if t.low[t.starts[index] : t.ends[index]] == t.text[t.starts[index] : t.ends[index]]:
        return False
    count = plural_noun(r, index)
    return count > 0 and t.words[index + count - 1].endswith("s") and t.words[index + count - 1] not in r.pack.stop


def _describes(r: Reading, index: int) -> bool:
    """Whether one thing stands at token *index*, right behind a measure that tells its size: "a 4.2m crocodile"."""
    t = r.t
    if index >= t.size or t.low[t.ends[index - 1] : t.starts[index]] != " ":
        return False
    word, behind = t.words[index], r.word(index + 1)
    if behind in r.pack.nouns or (behind.endswith("s") and behind not in r.pack.stop):
        return False  # "1.7m unemployed people"
    known = word in r.pack.stop or word in r.pack.barrier or word in r.pack.cues or word in r.pack.nouns
    return word.isalpha() and not known and not word.endswith("s")


def _led(r: Reading, word: str, number: Number) -> bool:
    """Whether the words before a number make letters behind it a unit ("a height of 2.3m"), or it is a side of an area."""
    words = r.pack.led_units.get(word, frozenset())
    if words and (_SIDE_BEFORE.search(r.low, max(0, number.start - 8), number.start) or _SIDE.match(r.low, number.end)):
        return True
    return not words.isdisjoint(r.t.words[max(0, number.first - 6) : number.first])


def _raced(r: Reading, number: Number) -> bool:
    """ "the 100m", "the men's 400m": as far as races go, with an article before it."""
    return number.digits in _RACES and r.word(number.first - 1) in r.pack.racing


def _told_twice(r: Reading, number: Number, end: int) -> bool:
    """Whether a length in feet or miles stands in brackets behind, or right before the brackets around: "60m (200ft)"."""
    return bool(_IN_FEET.match(r.low, end) or _FEET_BEFORE.search(r.low, max(0, number.start - 9), number.start))


def scale_end(r: Reading, number: Number, unit_end: int, scale: Decimal | None) -> int:
    if scale is None:
        return number.end
    return max(number.end, min(unit_end, scale_span(r, number)[1]))


def is_false_unit(r: Reading, phrase: str, unit: Unit, number: Number, nxt: int, count: int, gap: str) -> bool:
    """Words that are units only in the right company: "m" for metres, "c", "g", "năm", "in"."""
    t = r.t
    if phrase in r.pack.joined_units and gap != "":
        return True
    if phrase in r.pack.never_units:
        return True
    if phrase in r.pack.true_units and gap == "":
        true = r.pack.true_units[phrase]
        behind = r.word(nxt + count) in true or r.word(nxt + count + 1) in true
        behind = behind or (number.grain < 1 and _describes(r, nxt + count))
        behind = behind or _raced(r, number) or _told_twice(r, number, t.ends[nxt + count - 1])
        if not behind and not _led(r, phrase, number):
            return True
    if gap == "" and phrase in r.pack.ordinal_tails and number.digits[-1:] == "1" and number.digits[-2:] != "11":
        return True  # "71st out of 193", but "11st 4lb"
    beside = nxt + count < t.size and t.starts[nxt + count] - t.ends[nxt + count - 1] <= 1
    after = t.words[nxt + count] if beside else ""
    if unit.dimension in ("duration", "months") and "0" <= after[:1] <= "9":
        if not after.isdigit() or t.low.startswith("%", t.ends[nxt + count]):
            return False  # "kỳ hạn 12 tháng 4,7%"
        if _steps_down(r, unit, nxt + count) or r.word(number.first - 1) in r.pack.dating["inside"]:
            return False  # "13 năm 6 tháng"; "trong 2 ngày 26 và 27/6"
        smaller = r.unit_at(nxt + count + 1)
        if unit.factor == _DAY and smaller is not None and smaller.dimension == "duration":
            return False  # "5 ngày 4 đêm"
        # "5 tháng 9", "20 năm 2013": the word begins a date; but "5 năm 2011-2016" gives the ends of the length.
        ends = _YEARS.match(r.low, t.starts[nxt + count])
        if ends is not None and int(ends[2]) - int(ends[1]) in (number.lo, number.lo - 1):
            return False
        return not (unit.dimension == "duration" and unit.factor is not None and unit.factor < _DAY)
    if after in r.pack.false_units.get(phrase, ()):
        return True
    if unit.dimension == "duration" and len(phrase) == 1 and unit.factor == 1 and number.grain >= 1:
        return True  # "0.17s behind", but "in her 30s"
    if unit.dimension == "duration" and unit.factor == _DAY and number.grain >= 1000:
        return True  # "11 tỷ hôm đầu"
    if unit.dimension == "months" and number.grain < 1 and number.digits and after in r.pack.ago:
        return True  # "41,5 năm trước": the figure of last year
    # "5 bạc, 19 đồng": behind a count of silver medals, bronze ones and no money.
    joined = r.word(number.first - 1) in r.pack.arithmetic["conjunctions"]
    return r.word(number.first - 1 - joined) in r.pack.listed_units.get(phrase, ())


def _steps_down(r: Reading, unit: Unit, index: int) -> bool:
    """Whether the number at token *index* is told in a smaller unit of time: "13 năm 6 tháng", "2 tháng 15 ngày"."""
    smaller = r.unit_at(index + 1) if len(r.t.words[index]) <= 2 else None
    if smaller is None or unit.dimension != "months":
        return False
    assert unit.factor is not None
    if smaller.dimension == "months":
        return smaller.factor is not None and smaller.factor < unit.factor
    return smaller.dimension == "duration"


def open_noun(r: Reading, index: int) -> int:
    """How many tokens make an unlisted counted noun: one English word, up to two Vietnamese syllables."""
    t, barrier = r.t, r.pack.barrier
    word = t.words[index]
    printed = t.text[t.starts[index] : t.ends[index]]
    if (
        (word in barrier and not (r.pack.plural_nouns and len(printed) > 1 and printed.isupper()))  # "US workers"
        or "0" <= word[0] <= "9"
        or t.low[t.starts[index] - 1 : t.starts[index]] not in (" ", "“", '"', "'")
    ):
        return 0
    if r.pack.plural_nouns and printed[0].isupper() and (told := _of_people(r, index)):
        return told
    if printed[0].isupper() and not (2 <= len(printed) <= 4 and printed.isupper()):
        # A name follows, not a noun: "Schalke 0 - 3 Chelsea"; but "two Republicans were opposed".
        behind = t.text[t.ends[index] : t.ends[index] + 2]
        plural = r.pack.plural_nouns and word.endswith("s") and len(word) > 5 and printed[1].islower()
        return int(plural and not (behind[1:].isupper() or behind[1:].isdigit()))
    if r.pack.plural_nouns:
        return plural_noun(r, index)
    if index + 1 < t.size and t.low[t.ends[index] : t.starts[index + 1]] == " ":
        second = t.words[index + 1]
        if (
            second not in barrier
            and second not in r.pack.stop
            and not ("0" <= second[0] <= "9")
            and (second not in r.pack.cue_starts)
        ):
            return 2
    return 1


def _of_people(r: Reading, index: int) -> int:
    """The words of a noun that a name opens, as of a people: "1,500 German soldiers", "400 NHS staff"; 0 for none."""
    t, after = r.t, index + 1
    if after < t.size and t.text[t.starts[after]].isupper() and t.low[t.ends[index] : t.starts[after]] == " ":
        if _PLURAL_INITIALS.fullmatch(t.text[t.starts[after] : t.ends[after]]):
            return 2  # "300 Labour MPs"
        after += 1  # "South Korean workers"
    if after >= t.size or t.low[t.ends[after - 1] : t.starts[after]] != " ":
        return 0
    if not t.text[t.starts[after]].islower() or t.words[after] in r.pack.stop or t.words[after] in r.pack.barrier:
        return 0
    count = t.longest(after, r.pack.nouns, 3) or plural_noun(r, after)
    noun = t.words[after + count - 1] if count else ""
    people = t.words[after - 1].endswith(_PEOPLES)
    return after - index + count if noun in r.pack.nouns or (people and noun.endswith("s")) else 0


def plural_noun(r: Reading, index: int) -> int:
    """The words up to the first that ends a noun phrase, at most four."""
    t, barrier = r.t, r.pack.barrier
    count = 0
    while count < 4 and index + count < t.size:
        word = t.words[index + count]
        if word in barrier or "0" <= word[0] <= "9" or index + count in r.firsts:
            break
        if count and t.low[t.ends[index + count - 1] : t.starts[index + count]] not in (" ", "-"):
            break
        count += 1
        if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            # "762 measles cases"
            more = r.word(index + count) in r.pack.nouns and word not in r.pack.nouns and index + count not in r.firsts
            return count + (more and t.low[t.ends[index + count - 1] : t.starts[index + count]] == " ")
    # Without a plural in reach only the first word is surely part of the noun.
    return min(count, 1)


def rated(r: Reading, unit: Unit, end: int, scale: Decimal | None) -> tuple[Unit, int, Decimal | None]:
    """A rate: "lượt/ngày", "đồng/lít", "mỗi tháng", "a year", "/1.000 dân"."""
    t, low = r.t, r.low
    if low[end : end + 1] not in " /\n\t":
        if (told := _PER_JOINED.match(low, end)) and told[1] in r.pack.each and (per := r.pack.units.get(told[2])):
            return _per(unit, per.key), told.end(), scale  # "£5,000-a-week"
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
                return _per(unit, f"{word} {t.words[nxt + 1]}"), t.ends[nxt + 1], scale
            return unit, end, scale
        count = r.unit_tokens(nxt)
        if count:
            per = r.pack.units[t.phrase(nxt, count)]
            return _per(unit, per.key), t.ends[nxt + count - 1], scale
        count = t.longest(nxt, r.pack.nouns, 2) or 1
        return _per(unit, t.phrase(nxt, count)), t.ends[nxt + count - 1], scale
    if gap == " ":
        word = t.words[nxt]
        if (
            word in r.pack.each
            and nxt + 2 < t.size
            and _round_number(r, nxt + 1)
            and t.words[nxt + 2] not in r.pack.stop
            and (t.words[nxt + 2] not in r.pack.barrier or r.word(nxt + 3).endswith("s"))  # "live births"
            and low[t.ends[nxt + 1] : t.starts[nxt + 2]] == " "
        ):
            # "14.2 deaths per 100,000 residents"
            return _per(unit, t.phrase(nxt + 1, 2)), t.ends[nxt + 2], scale
        if word in r.pack.each and nxt + 1 < t.size:
            count = r.unit_tokens(nxt + 1)
            if count:
                per = r.pack.units[t.phrase(nxt + 1, count)]
                if r.word(nxt + 1 + count) in r.pack.ago:
                    return unit, end, scale  # "€540m a year earlier"
                if per.dimension in ("duration", "months", "mass", "volume", "barrel", "area", "length") and not (
                    unit.dimension in ("duration", "months") and word in r.pack.each_as_article
                ):
                    return _per(unit, per.key), t.ends[nxt + count], scale
            elif unit.dimension == "money" and r.pack.plural_nouns and f"{t.words[nxt + 1]}s" in r.pack.nouns:
                return _per(unit, t.words[nxt + 1]), t.ends[nxt + 1], scale
    return unit, end, scale


def _round_number(r: Reading, index: int) -> str:
    """The round number at token *index* that a rate is told for, without what parts its thousands; "" for none."""
    word = r.word(index)
    if _ROUND.fullmatch(word):
        return re.sub("[.,]", "", word)
    power = r.pack.scales.get(word, 0)
    return str(10**power) if power in (2, 3, 6) and len(word) > 2 and word not in r.pack.short_scales else ""


def _per(unit: Unit, per: str) -> Unit:
    if unit.dimension in ("percent", "points"):
        # A percentage a year is a percentage: what it is of, not its unit, tells the years.
        return unit
    return Unit(f"{unit.key}/{per}", unit.dimension, None, unit.noun)
