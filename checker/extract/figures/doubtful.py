"""Letters and words that are a scale or a unit in the right company only: "m" for metres or millions, "năm", "in"."""

from __future__ import annotations

import re

from checker.extract.figures.found import Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.nouns import open_noun, plural_noun
from checker.extract.figures.reading import Reading
from checker.values.units import Unit

_DAY = 86_400  # seconds
# The sides of "105m x 68m".
_SIDE = re.compile(r"([a-z]{1,2}) (?:x|×|by) \d[\d.]*\1(?!\w)")
_SIDE_BEFORE = re.compile(r"\d[a-z]{1,2} (?:x|×|by) $")
# How far is run and swum; and a length that a second one in brackets tells again.
_RACES = frozenset("50 60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000".split())
_IN_FEET = re.compile(r" \([\d.,]+ ?(?:ft|feet|foot|miles?|yards?|inches)\b")
_FEET_BEFORE = re.compile(r"(?:ft|feet|miles?|yards) \($")
# Figures back in which the unit may be told in full.
_NEAR = 3
_BREAK = re.compile(r"[.!?] |\n")
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})(?!\d)")


def is_scale(r: Reading, word: str, joined: bool, index: int, after: int, number: Number) -> bool:
    """Whether a short scale is meant: "$1.5m", "353K", "17.5m visits", but not "100m"."""
    t = r.t
    if money_prefix(r, number) is not None:
        # "£3 m on", but "a £50 M&S voucher"
        end = t.ends[index]
        return joined or (t.text[t.starts[index]].islower() and t.low[end : end + 1] in ("", *" .,;:)\n"))
    if not joined:
        return False
    if word == "k":
        return number.digits not in ("2", "4", "8")  # how sharp a screen is
    if t.text[t.starts[index]].isupper():
        named = r.pack.names.get(r.word(number.first - 1)) == "places"  # "room 3B"
        if word == "b" and t.text[t.ends[index] + 1 : t.ends[index] + 2].isupper() and number.grain == 1:
            return False  # "221B Baker Street"
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
    if t.words[after] in r.pack.many_do and r.word(number.first - 1) not in r.pack.determined:
        return True  # "in the 1970s alone 25m were felled"; but "the 400m were run"
    # "between 2m and 3m shares"
    follows = t.words[after] in r.pack.arithmetic["conjunctions"] or t.words[after] in r.pack.to
    if follows and after + 3 < t.size and t.words[after + 2] == word and t.ends[after + 1] == t.starts[after + 2]:
        counted = counted or _counts(r, after + 3)
    # "12m new shares"; but "the 100m in 9.8 seconds"
    return counted or _counts(r, after) or _named_many(r, number, after)


def _counts(r: Reading, index: int) -> bool:
    """Whether what is listed as counted stands at token *index*, or ends the noun there: "shares", "new shares"."""
    words = r.t.words
    return words[index] in r.pack.nouns or words[index + max(0, open_noun(r, index) - 1)] in r.pack.nouns


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
    metres = next((figure for figure in r.out[-_NEAR:] if words and figure.unit is r.pack.units.get(word)), None)
    if metres is not None and not _BREAK.search(r.low, metres.end, number.start):
        return True  # "rose by 3.5 metres in 36 hours and stood at 6.8m"
    if words and (_SIDE_BEFORE.search(r.low, max(0, number.start - 8), number.start) or _SIDE.match(r.low, number.end)):
        return True
    return not words.isdisjoint(r.t.words[max(0, number.first - 6) : number.first])


def _raced(r: Reading, number: Number) -> bool:
    """ "the 100m", "the men's 400m": as far as races go, with an article before it."""
    return number.digits in _RACES and r.word(number.first - 1) in r.pack.racing


def _told_twice(r: Reading, number: Number, end: int) -> bool:
    """Whether a length in feet or miles stands in brackets behind, or right before the brackets around: "60m (200ft)"."""
    return bool(_IN_FEET.match(r.low, end) or _FEET_BEFORE.search(r.low, max(0, number.start - 9), number.start))


def is_false_unit(r: Reading, phrase: str, unit: Unit, number: Number, nxt: int, count: int, gap: str) -> bool:
    """Words that are units only in the right company: "m" for metres, "c", "g", "năm", "in"."""
    t = r.t
    if phrase in r.pack.joined_units and gap != "":
        return True
    if gap == "" and len(phrase) == 1 and r.pack.names.get(r.word(number.first - 1)) == "places":
        return True  # "seat 17F"
    if phrase in r.pack.never_units and gap != "-":
        return True  # "the 30 second …", but "a 30-second clip"
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
    if (
        gap == " "
        and unit.dimension == "multiple"
        and r.pack.multiplying
        and (number.grain >= 1 or t.words[nxt - 1] in r.pack.scales)  # "downloaded 2.6 million times"
        and not _multiplies(r, number, nxt + count)
    ):
        return True
    if phrase in r.pack.plural_tails and number.grain >= 1:
        return True  # "0.17s behind", but "in her 30s"
    if unit.dimension == "duration" and unit.factor == _DAY and number.grain >= 1000:
        return True  # "11 tỷ hôm đầu"
    if unit.dimension == "months" and number.grain < 1 and number.digits and after in r.pack.ago:
        return True  # "41,5 năm trước": the figure of last year
    if nxt > number.last + 1:
        return False  # "đánh bạc 1.300 tỷ đồng"
    # "5 bạc, 19 đồng": behind a count of silver medals, bronze ones and no money.
    joined = r.word(number.first - 1) in r.pack.arithmetic["conjunctions"]
    return r.word(number.first - 1 - joined) in r.pack.listed_units.get(phrase, ())


def _multiplies(r: Reading, number: Number, after: int) -> bool:
    """Whether a count of times is a multiple: "gấp 3 lần", "5 lần so với"; but "bị phạt 3 lần", "2 lần giảm"."""
    beside = after < r.t.size and r.low[r.t.ends[after - 1] : r.t.starts[after]] == " "
    if beside and r.t.words[after] in r.pack.moving and r.word(number.first - 1) not in r.pack.multiplying:
        return False
    if number.form == "multiple" or not r.pack.multiplying.isdisjoint(
        r.t.words[max(0, number.first - 5) : number.first]
    ):
        return True
    return beside and r.t.words[after] in r.pack.multiplied


def _steps_down(r: Reading, unit: Unit, index: int) -> bool:
    """Whether the number at token *index* is told in a smaller unit of time: "13 năm 6 tháng", "2 tháng 15 ngày"."""
    smaller = r.unit_at(index + 1) if len(r.t.words[index]) <= 2 else None
    if smaller is None or unit.dimension != "months":
        return False
    assert unit.factor is not None
    if smaller.dimension == "months":
        return smaller.factor is not None and smaller.factor < unit.factor
    return smaller.dimension == "duration"
