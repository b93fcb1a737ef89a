"""English numbers in words.

Read are whole numbers ("a hundred and five", "two and a half million"), fractions ("two-thirds", "one in five"),
ordinals, multiples ("doubled", "twice", "tenfold") and few-words ("a dozen", "several hundred", "tens of thousands").

Grain: units, tens and hundreds are worth what their digits would be, 1; from "thousand" up the last place said
counts; a dozen is worth a dozen. Halves and fractions down to a tenth have the grain of one decimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from checker.languages.hits import Numeral

SCALES: Mapping[str, int] = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "m": 6, "mn": 6, "mln": 6, "million": 6, "crore": 7,
    "bn": 9, "bln": 9, "billion": 9, "tn": 12, "trn": 12, "trillion": 12, "quadrillion": 15,
}  # fmt: skip
"""Word → power of ten, as it may follow digits ("3.5 million")."""

MULTIPLES: Mapping[str, int] = {"dozen": 12, "score": 20}
"""Word → factor that is no power of ten ("2 dozen")."""

HALF_TAIL = "and a half"
"""After a scale or a unit: half of it more ("2 million and a half", "an hour and a half")."""

_ONES: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS: Mapping[str, int] = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Mapping[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_NOUGHTS = frozenset({"zero", "nil", "nought", "naught"})
_BIG: Mapping[str, int] = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SCALE: Mapping[str, int] = {"hundred": 2, **_BIG}
_PLURALS: Mapping[str, int] = {
    "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12,
}  # fmt: skip
_FIRST_TEN: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip
_ORDINALS: Mapping[str, int] = {
    **_FIRST_TEN, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
# The names of a part, in one and in many.
_PARTS: Mapping[str, int] = {
    "half": 2,
    "quarter": 4,
    **{word: n for word, n in _ORDINALS.items() if n > 2 and n < 10**6},
}
_MANY_PARTS: Mapping[str, int] = {
    "halves": 2,
    "quarters": 4,
    **{f"{w}s": n for w, n in _PARTS.items() if (n > 2 and n != 4) or w == "fourth"},
}
_FOLD = {**_ONES, **_TEENS, **_TENS, "hundred": 100, "thousand": 1000}
_FOLDS: Mapping[str, int] = {f"{word}fold": n for word, n in _FOLD.items() if n > 1}
_TIMES: Mapping[str, int] = {
    "twice": 2, "thrice": 3,
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "quintupling": 5,
}  # fmt: skip
_MAX_POWER = 18

# Few-words: ends, both included, in units of what follows ("a few hundred").
_FEW: Mapping[str, tuple[int, int]] = {"few": (2, 9), "several": (3, 9), "couple": (2, 3)}

_NUMBER_BEFORE = frozenset({*_ONES, *_TEENS, *_TENS})

_DETERMINERS = frozenset(
    "the a an its his her their our my your this that every each s in for finished came placed ranked was is world's "
    "country's nation's city's about very only another any next last".split()
)
_FIRST_NOT = frozenset(
    "lady ladies name names aid minister ministers hand responder responders foremost degree nation nations".split()
)
_SECOND_NOT = frozenset("thoughts thought nature fiddle hand guess guessing later ago apart".split())
_THIRD_NOT = frozenset("party parties person reich sector wheel country countries".split())
_PERIODS = frozenset("quarter quarters half halves".split())
_HALF_BEFORE = frozenset(
    "first second other latter former opening final better third last next each bottom top".split()
)
_ONE_BEFORE = frozenset(
    "no the this that any every each some which number square another other day by not was is as a big last whole only "
    "little former latter right wrong new old good bad same".split()
)
_ONE_AFTER = frozenset(
    "of another who that which by could can would should has is was wants way side thing or might may must and to with "
    "as from day even such in for on at if when where should'.".split()
)
_ONE_COUNTED = frozenset(
    "person man woman child year month week hour minute third quarter percent per mile soldier".split()
)
_HEDGES = frozenset(
    "least only just than about around nearly almost over roughly exactly killing injuring leaving".split()
)
_QUARTER_BEFORE = frozenset(
    "last next this that each every final previous current latest same french latin jewish opening closing".split()
)
_DOUBLE_NOT = frozenset(
    "bed beds bedroom room rooms bass standard standards digit digits agent murder murders murderer decker deckers bogey "
    "bogeys fault faults check checking checked down act jeopardy whammy header blow life take team dip entendre helix "
    "glazing yellow amputation homicide bill espresso cream jump crossing game trouble".split()
)
_TRIPLE_NOT = frozenset("jump jumper a talaq crown threat header play alliance bypass lock bogey".split())
_DOUBLES_BEFORE = frozenset("men's women's mixed boys girls wheelchair the in ladies".split())
_ZERO_BEFORE = frozenset("net ground patient sub absolute below above from year day".split())
_ZERO_AFTER = frozenset("tolerance sum hour hours carbon emission emissions emitting hedge".split())
_TIME_NOUNS = frozenset(
    "day days week weeks month months year years hours minutes matches games seasons quarters innings".split()
)
# What a hyphen may join to a count ("three-day", "six-member") so that the count stands.
_JOINED = frozenset(
    "day days week month year years hour minute second decade century time times story storey mile metre meter foot inch "
    "page point points member man woman person seat bedroom run goal game match set hectare acre tonne ton kilometre "
    "kilometer km percent per dose part nation country party judge level lane car vehicle star child shot stroke lap term "
    "round stage vote month-old yearlong km-long degree degrees volt pound dollar euro billion strong figure digit night "
    "thirds quarters fifths nil".split()
)


def _grouped(words: Iterable[str]) -> str:
    """An alternation with the first letters taken out, which ``re`` can skip to."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word)))
    return "|".join(
        f"{first}(?:{'|'.join(w[1:] for w in rest)})" for first, rest in groupby(ordered, key=lambda w: w[0])
    )


_AFTER_A = "|".join((*_SCALE, *_PARTS, "dozen", "couple", "few", "score", "good few", "full"))
_HEADS = (
    *_ONES, *_TEENS, *_TENS, *_NOUGHTS, *_PLURALS, *_ORDINALS, *_FOLDS, *_TIMES, *_MANY_PARTS, "half", "quarter(?= of )",
    f"an?(?=[ -](?:{_AFTER_A})(?![a-z]))", "dozen", "dozens", "several", "scores(?= of [a-z])",
    "few(?= (?:hundred|thousand|million|billion|dozen))", "couple(?= (?:of|hundred|thousand|dozen|million) )",
    f"minus(?= (?:{'|'.join((*_ONES, *_TEENS, *_TENS))}|zero|a )(?![a-z]))",
    "two-fold", "three-fold", "four-fold", "five-fold", "ten-fold", "threescore",
)  # fmt: skip
_TAILS = (
    *_ONES, *_TEENS, *_TENS, *_NOUGHTS, *_SCALE, *_PLURALS, *_ORDINALS, *_MANY_PARTS, "half", "quarter", "dozen", "score",
    "and", "an?", "of", "point", "oh", "in", "out", "every", "few", "couple",
)  # fmt: skip
# The words of one stretch, parted by single spaces or hyphens. Its first letter follows no letter and no digit.
# An atomic group, not a possessive one: before 3.11.5 `re` loses its place in a possessive group that fails midway.
_BODY = f"(?:{_grouped(_HEADS)})(?!\\w)(?>(?:[ -](?:{'|'.join(sorted(set(_TAILS), key=len, reverse=True))})(?!\\w))*)"
_FIND = re.compile(f"[^a-z0-9à-ỹ]({_BODY})")
_AT_START = re.compile(f"({_BODY})")
_TOKEN = re.compile(r"[a-z]+")
_WORD = re.compile(r" ([^\W\d_]+(?:'s)?)")
_HYPHENED = re.compile(r"-([a-z]+)")
_ONE_JOINED = re.compile(
    r"-(?:year|month|week|day|hour|minute|mile|point|goal|percentage|hundred|metre|meter)(?![a-z])"
)
_ONE_HURT = re.compile(
    r" (?:died|(?:was|is|remained|remains) (?:\w+ly )?(?:injured|killed|hurt|wounded|missing|arrested|dead|detained))(?![a-z])"
)
_DIGIT_TAIL = re.compile(r"-(\d{1,3})(?![\d\w])")
_NEXT_CAPITAL = re.compile(r"[ -]([^\W\d_])([^\W\d_]*)")

_DEC: Mapping[int, Decimal] = {n: Decimal(n) for n in range(101)}
_ONE = Decimal(1)
_TENTH = Decimal("0.1")
_HALF_VALUE = Decimal("0.5")


class _Read(NamedTuple):
    """A number read from the tokens up to ``end`` (an index, not included)."""

    end: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    form: str = "cardinal"
    sure: bool = True


def find(low: str, text: str) -> list[Numeral]:
    """The numbers written in words in *text*, in order, none overlapping; *low* is its lower case, place for place."""
    hits: list[Numeral] = []
    first = _AT_START.match(low)
    at = 0
    if first is not None:
        _read_stretch(low, text, 0, first[1], hits)
        at = first.end()
    for match in _FIND.finditer(low, at):
        _read_stretch(low, text, match.start(1), match[1], hits)
    return hits


def parse(words: str) -> Decimal | None:
    """The value of a whole phrase in lower or upper case; None where it is no single exact number."""
    tokens = _TOKEN.findall(words.lower().replace(",", ""))
    if not tokens:
        return None
    if tokens[0] in ("minus", "negative"):
        inner = parse(" ".join(tokens[1:])) if tokens[1:2] not in (["minus"], ["negative"]) else None
        return None if inner is None else -inner
    if len(tokens) == 1 and tokens[0] in _NOUGHTS:
        return Decimal(0)
    read = _phrase(tokens, 0)
    if read is None or read.end != len(tokens) or read.lo != read.hi:
        return None
    return read.lo


def say(value: Decimal) -> str:
    """*value* in words, lower case: up to 10^15 either way, with at most one decimal; else ValueError."""
    if abs(value) > Decimal(10) ** 15 or value * 10 != (value * 10).to_integral_value():
        raise ValueError(f"expected a number up to 10^15 with at most one decimal, found {value}")
    if value < 0:
        return f"minus {say(-value)}"
    whole = int(value)
    tenths = int((value - whole) * 10)
    if tenths == 5 and whole < 100:
        return f"{_say_whole(whole)} and a half" if whole else "half"
    return f"{_say_whole(whole)} point {_SAID[tenths]}" if tenths else _say_whole(whole)


_SAID = ("zero", *_ONES, *_TEENS)


def _say_whole(number: int) -> str:
    if number == 0:
        return "zero"
    parts: list[str] = []
    rest = number
    for name, power in reversed(list(_BIG.items())):
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(f"{_say_hundreds(count)} {name}")
    if rest:
        parts.append(f"and {_say_hundreds(rest)}" if parts and rest < 100 else _say_hundreds(rest))
    return " ".join(parts)


def _say_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _say_tens(rest)
    return f"{_SAID[hundreds]} hundred and {_say_tens(rest)}" if rest else f"{_SAID[hundreds]} hundred"


def _say_tens(number: int) -> str:
    if number < 20:
        return _SAID[number]
    tens, ones = divmod(number, 10)
    name = tuple(_TENS)[tens - 2]
    return f"{name}-{_SAID[ones]}" if ones else name


# Reading a stretch.


def _read_stretch(low: str, text: str, start: int, words: str, hits: list[Numeral]) -> None:
    """Add the numbers in one stretch of number words that begins at *start*."""
    tokens: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(words):
        tokens.append(match[0])
        starts.append(start + match.start())
    i = 0
    count = len(tokens)
    while i < count:
        if tokens[i] in _GLUE:
            i += 1
            continue
        read = _read_at(low, tokens, starts, i)
        if read is None:
            i += 1
            continue
        end = starts[read.end - 1] + len(tokens[read.end - 1])
        _keep(low, text, tokens, starts[i], end, i, read, hits)
        i = read.end


_GLUE = frozenset({"and", "of", "in", "out", "every", "point", "oh"})


def _keep(
    low: str, text: str, tokens: list[str], start: int, end: int, i: int, read: _Read, hits: list[Numeral]
) -> None:  # fmt: skip
    """Add *read*, found at *start*, unless a capital or a hyphen makes it something else."""
    lo, hi, grain, form, sure = read.lo, read.hi, read.grain, read.form, read.sure
    if text[start].isupper() and not (end - start > 1 and text[start + 1].isupper()) and not _headline(text, start):
        if not _opens_sentence(text, start):
            return
        capital = _NEXT_CAPITAL.match(text, end)
        # "Three Mile Island", but "Three Israelis" and "Two US soldiers".
        if (
            capital is not None
            and capital[1].isupper()
            and not (capital[2].endswith(_MANY) or capital[2][:1].isupper())
        ):
            sure = False
    if low.startswith("-", end):
        tail = _DIGIT_TAIL.match(low, end)
        if tail is not None and lo == hi and grain >= 1000:
            value = lo + int(tail[1])  # "two-thousand-140"
            hits.append(Numeral(start, tail.end(), value, value, _ONE, form, sure))
            return
        joined = _HYPHENED.match(low, end)
        if joined is not None:
            if joined[1] in _NO_NUMBER_JOINED or (
                form == "ordinal" and joined[1] in ("party", "hand", "person", "class", "rate")
            ):
                return
            sure = (
                sure
                and (joined[1].endswith("est") if form == "ordinal" else joined[1] in _JOINED)
                and not (joined[1] == "dollar" and tokens[i] in ("a", "an"))
            )
    if low[start - 1 : start] == "-" and low[end : end + 1] == "-" and low[start - 4 : start] not in ("-to-", "-or-"):
        return  # a word of an address ("killed-in-two-powerful-quakes")
    if low.endswith("-on-", 0, start):
        return
    if i == 0 and start > 1 and low[start - 1] == "-" and low[start - 2].isalpha() and form in ("cardinal", "fraction"):
        sure = sure and lo > 1 and low[max(0, start - 5) : start - 1] in ("-to", "mid", "thin")
        if form == "fraction":
            return
    hits.append(Numeral(start, end, lo, hi, grain, form, sure))


_MANY = ("s", "ese", "ish", "ch", "an", "en", "i", "men", "ic")
_NO_NUMBER_JOINED = frozenset("to on something ish off sided stop".split())


def _read_at(low: str, tokens: list[str], starts: list[int], i: int) -> _Read | None:
    """What the tokens from *i* on say, with how sure the words around make it."""
    token = tokens[i]
    before = tokens[i - 1] if i else _word_before(low, starts[0])
    if token == "minus":
        read = _phrase(tokens, i + 1) if i + 1 < len(tokens) else None
        return None if read is None else read._replace(lo=-read.hi, hi=-read.lo, sure=True)
    read = _phrase(tokens, i, between=before == "between")
    if read is None:
        return None
    end = starts[read.end - 1] + len(tokens[read.end - 1])
    after = tokens[read.end] if read.end < len(tokens) else _word_after(low, end)
    length = read.end - i
    if read.form == "fraction":
        return _judge_part(read, tokens, i, before, after, low, end)
    if read.form == "ordinal":
        return _judge_ordinal(read, tokens[i], before, after, low, starts[i], end)
    if read.form == "multiple":
        return _judge_multiple(read, token, before, after, low, end)
    if length > 1:
        if token in ("a", "an") and (
            (before in ("thanks", "in") and tokens[i + 1] == "million") or low.startswith("-", end)
        ):
            return read._replace(sure=False)
        if tokens[i + 1] == "score":
            return read._replace(sure=not low[end : end + 5].strip(" of")[:1].isdigit() and token not in ("a", "an"))
        return read
    if token == "one":
        return _judge_one(read, before, after, low, end)
    if token in _NOUGHTS:
        return _judge_zero(read, token, before, after, low, starts[i], end)
    if token in ("second", "dozen", "couple") and not after:
        return read._replace(sure=False)
    if before in ("number", "no", "formula", "channel", "part", "chapter", "phase", "type", "article", "route"):
        return read._replace(
            form="ordinal" if before in ("number", "part", "phase", "chapter") else "cardinal", sure=before == "number"
        )
    return read


def _judge_one(read: _Read, before: str, after: str, low: str, end: int) -> _Read | None:
    if _ONE_JOINED.match(low, end) is not None or _ONE_HURT.match(low, end) is not None:
        return read
    if before == "number":
        return read._replace(form="ordinal")
    if before in _HEDGES and (after or before in ("least", "than")) and after not in ("of", "another"):
        return read._replace(
            sure=before == "least" or after in _ONE_COUNTED or before in ("killing", "injuring", "leaving", "only")
        )
    if not after or before in _ONE_BEFORE or after in _ONE_AFTER or low.startswith("'s", end):
        if low.startswith("-", end) and before not in _ONE_BEFORE:
            return read._replace(sure=False)
        return (
            read._replace(sure=False)
            if before not in _ONE_BEFORE and after not in ("of", "another", "who", "by") and after
            else None
        )
    return read._replace(sure=after in _ONE_COUNTED)


def _judge_zero(read: _Read, token: str, before: str, after: str, low: str, start: int, end: int) -> _Read | None:
    if token == "zero" and (
        before in _ZERO_BEFORE or after in _ZERO_AFTER or low.startswith("-", end) or after == "in"
    ):
        return None
    if token == "nil":
        return read._replace(sure=low[start - 1 : start] == "-" or before in _NUMBER_BEFORE)
    return read._replace(sure=bool(after) and after != "and")


def _judge_part(read: _Read, tokens: list[str], i: int, before: str, after: str, low: str, end: int) -> _Read | None:
    if "in" in tokens[i : read.end] and after in _TIME_NOUNS:
        return read._replace(sure=False)  # "two in three days"
    last = tokens[read.end - 1]
    if last == "half":
        if before in _HALF_BEFORE or after in ("time", "past", "way", "brother", "sister", "back"):
            return None
        if low.startswith("-", end) and not low.startswith(
            ("-hour", "-century", "-mile", "-day", "-percent", "-point", "-marathon"), end
        ):
            return None
        return read
    if (
        tokens[i] in ("a", "an", "one")
        and last in _ORDINALS
        and not (after == "of" or before in ("by", "than", "nearly", "about", "almost", "over"))
    ):
        if last in ("quarter", "half"):
            return read._replace(sure=False)
        if tokens[i] == "one":
            return read._replace(
                sure=(last != "second" and not low.startswith(" ", end))
                or after in ("of", "more", "less", "in", "to", "from")
            )
        if last == "third" and after in _THIRD_NOT:
            return None
        # "a third man": the next one, no part.
        value = Decimal(_ORDINALS[last])
        return _Read(
            read.end,
            value,
            value,
            _ONE,
            "ordinal",
            bool(after) and after not in ("in", "to", "from", "since", "on", "this", "as"),
        )
    if last in ("quarter", "quarters"):
        if tokens[i] == "quarter" and (before in _ORDINALS or before in _QUARTER_BEFORE):
            return None
        if after == "of" or low[end - len(last) - 1] == "-" or before in ("by", "than"):
            return read
        return read._replace(sure=False)
    return read


def _judge_ordinal(read: _Read, token: str, before: str, after: str, low: str, start: int, end: int) -> _Read | None:
    if read.end and token in ("first", "second", "third"):
        nots = _FIRST_NOT if token == "first" else _SECOND_NOT if token == "second" else _THIRD_NOT
        if after in nots:
            return None
    if token == "second" and (
        before in _NUMBER_BEFORE
        or (before in ("split", "per", "each", "a", "every") and (not after or before in ("split", "per")))
    ):
        return None
    if after.endswith("est") or after in ("most", "best", "worst"):
        return read
    joined = _HYPHENED.match(low, end)
    if joined is not None and (joined[1].endswith("est") or joined[1] in ("most", "best", "worst", "ranked", "placed")):
        return read
    if token == "second" and before == "a" and after in ("to", "of", "in", "and", "or", "for", "before", "after"):
        return None
    if after in _PERIODS or low.startswith("-", end):
        return read._replace(sure=False)
    if not after or after in ("since", "with", "and", "in", "for", "globally", "overall", "behind"):
        return read._replace(sure=before in ("ranking", "finished", "came", "placed", "ranked", "the"))
    if " " in low[start:end] or "-" in low[start:end]:
        return read
    determined = before in _DETERMINERS or before.endswith("'s")
    return read._replace(sure=determined and not (token == "first" and before in ("was", "is", "in", "for")))


def _judge_multiple(read: _Read, token: str, before: str, after: str, low: str, end: int) -> _Read | None:
    if (token == "twice" and before in ("once", "think", "thinking")) or (
        token == "twice" and low.startswith(" or", end)
    ):
        return read._replace(sure=False)
    if token in ("doubles", "double") and (
        (before in _DOUBLES_BEFORE and token == "doubles") or after in ("title", "titles", "partner", "match", "final")
    ):
        return None
    if token == "double" and (after in _DOUBLE_NOT or low.startswith("-", end)):
        return None
    if token == "double" and before in ("a", "the", "his", "her", "league"):
        return read._replace(sure=False)
    if token in ("triple", "treble") and (after in _TRIPLE_NOT or low.startswith("-", end)):
        return None
    if token in ("triple", "treble") and before in ("a", "the", "his", "her"):
        return read._replace(sure=False)
    return read


# Numbers from tokens. Each reads from index i and returns the index after what it took.


def _phrase(tokens: list[str], i: int, *, between: bool = False) -> _Read | None:
    """The longest number of any form from *i* on."""
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if follow == "fold" and token in _FOLD:
        return _Read(i + 2, Decimal(_FOLD[token]), Decimal(_FOLD[token]), _ONE, "multiple")
    if token in _FOLDS:
        return _Read(i + 1, Decimal(_FOLDS[token]), Decimal(_FOLDS[token]), _ONE, "multiple")
    if token in _TIMES:
        return _Read(i + 1, _DEC[_TIMES[token]], _DEC[_TIMES[token]], _ONE, "multiple")
    if token in _PLURALS or token in ("dozens", "scores"):
        return _many(tokens, i)
    if token == "several" or token in ("few", "couple") or (token in ("a", "an") and follow in ("few", "couple")):
        return _few(tokens, i if token not in ("a", "an") else i + 1)
    if token == "threescore":
        return _Read(i + 1, _DEC[60], _DEC[60], _DEC[20])
    if token in ("half", "quarter") or (token in ("a", "one") and follow == "half"):
        return _half(tokens, i if token in ("half", "quarter") else i + 1)
    if token in _ORDINALS:
        return _Read(i + 1, Decimal(_ORDINALS[token]), Decimal(_ORDINALS[token]), _ONE, "ordinal")
    if token == "dozen" or (token in ("a", "an") and follow in ("dozen", "score")):
        end = i + 1 if token == "dozen" else i + 2
        worth = MULTIPLES[tokens[end - 1]]
        if token == "dozen":
            return _Read(end, _DEC[worth], _DEC[worth], _DEC[worth], "cardinal", False)
        return _Read(end, _DEC[worth], _DEC[worth], _DEC[worth])
    if token in ("a", "an") and follow in _PARTS:
        return _parts(tokens, i + 1, 1)
    return _cardinal(tokens, i, between=between)


def _many(tokens: list[str], i: int) -> _Read | None:
    """ "hundreds", "tens of thousands", "dozens": an order of magnitude."""
    token = tokens[i]
    follow = tokens[i + 2] if i + 2 < len(tokens) and tokens[i + 1] == "of" else ""
    if token == "dozens":
        return _Read(i + 1, _DEC[24], _DEC[99], _DEC[12], "magnitude")
    if token == "scores":
        return _Read(i + 1, _DEC[40], _DEC[99], _DEC[20], "magnitude")
    power, end = _PLURALS[token], i + 1
    if follow in _PLURALS and follow != "tens":
        power, end = power + _PLURALS[follow], i + 3
    elif token == "tens" and not (i + 1 < len(tokens) and tokens[i + 1] == "of"):
        return None
    low = Decimal(10) ** power
    return _Read(end, low, low * 10 - 1, low, "magnitude")


def _few(tokens: list[str], i: int) -> _Read | None:
    """ "several", "a few hundred", "a couple of thousand"; *i* is at the few-word."""
    ends = _FEW[tokens[i]]
    end = i + 1
    count = len(tokens)
    if tokens[i] == "couple":
        if end < count and tokens[end] == "of":
            if end + 1 < count and tokens[end + 1] in (*_SCALE, "dozen"):
                end += 1
        elif not (end < count and tokens[end] in (*_SCALE, "dozen")):
            return None
    factor = _ONE
    power = 0
    if end < count and tokens[end] == "dozen":
        factor, end = _DEC[12], end + 1
    while end < count and tokens[end] in _SCALE and power + _SCALE[tokens[end]] <= _MAX_POWER:
        power += _SCALE[tokens[end]]
        end += 1
    factor *= Decimal(10) ** power
    if end == i + 2 and tokens[end - 1] == "of":
        end = i + 1
    top = factor * 10 - 1 if ends[1] == 9 else factor * ends[1]
    return _Read(end, factor * ends[0], top, factor, "vague")


def _half(tokens: list[str], i: int) -> _Read:
    """ "half", "half a million", "half a dozen", "a quarter of a million"; *i* is at the name of the part."""
    share = _HALF_VALUE if tokens[i] == "half" else Decimal("0.25")
    whole, end = _whole_after(tokens, i + 1)
    if whole is None:
        return _Read(i + 1, share, share, _TENTH, "fraction")
    return _Read(end, share * whole, share * whole, whole / 10 if whole != 12 else _ONE)


def _whole_after(tokens: list[str], i: int) -> tuple[Decimal | None, int]:
    """The scale that a part is of: "[of] a million"; None where none follows."""
    count = len(tokens)
    at = i
    if at < count and tokens[at] == "of":
        at += 1
    if at < count and tokens[at] in ("a", "one"):
        at += 1
    if at < count and tokens[at] in _BIG:
        return Decimal(10) ** _BIG[tokens[at]], at + 1
    if at < count and tokens[at] == "dozen" and at > i:
        return _DEC[12], at + 1
    if at < count and tokens[at] == "dozen":
        return _DEC[12], at + 1
    return None, i


def _parts(tokens: list[str], i: int, over: int) -> _Read:
    """*over* of the parts named at *i*; "a quarter of a million" is a number of its own."""
    under = _PARTS.get(tokens[i]) or _MANY_PARTS[tokens[i]]
    share = Decimal(over) / under
    whole, end = _whole_after(tokens, i + 1)
    if whole is not None and tokens[i + 1] in ("of", "a"):
        return _Read(end, share * whole, share * whole, whole / 10 if whole != 12 else _ONE)
    return _Read(i + 1, share, share, min(_TENTH, _ONE / under), "fraction")


def _below_hundred(tokens: list[str], i: int) -> tuple[int, int] | None:
    """Index after, value."""
    token = tokens[i]
    if token in _ONES:
        return i + 1, _ONES[token]
    if token in _TEENS:
        return i + 1, _TEENS[token]
    if token in _TENS:
        follow = tokens[i + 1] if i + 1 < len(tokens) else ""
        return (i + 2, _TENS[token] + _ONES[follow]) if follow in _ONES else (i + 1, _TENS[token])
    return None


def _below_thousand(tokens: list[str], i: int, *, between: bool) -> tuple[int, int] | None:
    """Index after, value; "a" may stand for one before "hundred"."""
    count = len(tokens)
    if tokens[i] in ("a", "an"):
        small: tuple[int, int] | None = (i + 1, 1) if i + 1 < count and tokens[i + 1] in _SCALE else None
    else:
        small = _below_hundred(tokens, i)
    if small is None:
        return None
    end, value = small
    if end >= count or tokens[end] != "hundred":
        return small
    end += 1
    value *= 100
    tail = _tail(tokens, end, between=between)
    return (end, value) if tail is None else (tail[0], value + tail[1])


def _tail(tokens: list[str], i: int, *, between: bool) -> tuple[int, int] | None:
    """ "and five", "and twenty-one", "five" after a higher place; None where another number begins."""
    at = i
    if at < len(tokens) and tokens[at] == "and" and not between:
        at += 1
    if at >= len(tokens):
        return None
    small = _below_hundred(tokens, at)
    if small is None or (small[0] < len(tokens) and (tokens[small[0]] == "hundred" or tokens[small[0]] in _MANY_PARTS)):
        return None
    if at > i and small[0] < len(tokens) and tokens[small[0]] in ("thousand", "million") and tokens[i - 1] != "hundred":
        return None
    return small


def _cardinal(tokens: list[str], i: int, *, between: bool) -> _Read | None:
    count = len(tokens)
    if tokens[i] in _NOUGHTS:
        decimals = _decimals(tokens, i + 1)
        if decimals is not None:
            return _scaled(tokens, decimals[0], decimals[1], decimals[2])
        return _Read(i + 1, _DEC[0], _DEC[0], _ONE)
    part = _below_thousand(tokens, i, between=between)
    if part is None:
        return None
    end, value = part
    special = _after_small(tokens, i, end, value)
    if special is not None:
        return special
    total = Decimal(0)
    grain = _ONE
    last = 99
    while True:
        power = 0
        at = end
        while at < count and tokens[at] in _BIG and power + _BIG[tokens[at]] <= _MAX_POWER:
            power += _BIG[tokens[at]]
            at += 1
        if not power:
            if last == 99 or value < 1000:
                total += value
                grain = _ONE
            break
        total += value * Decimal(10) ** power
        grain = Decimal(10) ** power
        last, end = power, at
        # What follows must be lower than the scale said last, and not begin another number.
        if end + 2 < count and tokens[end] == "and" and tokens[end + 1] == "a" and tokens[end + 2] == "half":
            return _Read(end + 3, total + grain / 2, total + grain / 2, grain / 10)
        joined = tokens[end] == "and" if end < count else False
        begin = end + 1 if joined else end
        if begin >= count or (joined and between) or tokens[begin] in ("a", "an"):
            break
        following = _below_thousand(tokens, begin, between=between)
        if following is None:
            break
        next_power = _BIG.get(tokens[following[0]], 0) if following[0] < count else 0
        if next_power >= last or (following[0] < count and tokens[following[0]] in _MANY_PARTS):
            break
        if joined and following[1] >= 100 and not next_power and last > 3:
            break
        end, value = following
    if last == 99:
        return _Read(end, total, total, grain, "cardinal")
    decimals = _decimals(tokens, end)
    if decimals is not None:
        return _Read(decimals[0], total + decimals[1], total + decimals[1], decimals[2])
    ordinal = _ordinal_tail(tokens, end, total)
    return ordinal if ordinal is not None else _Read(end, total, total, grain)


def _after_small(tokens: list[str], i: int, end: int, value: int) -> _Read | None:
    """What makes more of a number below a thousand: halves, parts, decimals, dozens, ratios, ordinals."""
    count = len(tokens)
    if end >= count:
        return None
    token = tokens[end]
    amount = Decimal(value)
    if token == "point":
        decimals = _decimals(tokens, end)
        return None if decimals is None else _scaled(tokens, decimals[0], amount + decimals[1], decimals[2])
    if (
        token == "and"
        and end + 2 < count
        and tokens[end + 1] == "a"
        and tokens[end + 2] in ("half", "quarter", "third")
    ):
        share = _ONE / _PARTS[tokens[end + 2]]
        return _scaled(tokens, end + 3, amount + share, _TENTH)
    if token in MULTIPLES:
        return _Read(end + 1, amount * MULTIPLES[token], amount * MULTIPLES[token], Decimal(MULTIPLES[token]))
    if token in _MANY_PARTS and value < 100:
        return _parts(tokens, end, value)
    if token in _PARTS and value == 1 and token not in ("second", "half"):
        return _parts(tokens, end, 1)
    if token in _FIRST_TEN and tokens[end - 1] in _TENS:
        return _Read(end + 1, amount + _FIRST_TEN[token], amount + _FIRST_TEN[token], _ONE, "ordinal")
    if token in ("in", "out"):
        return _ratio(tokens, end, value)
    return _ordinal_tail(tokens, end, amount) if value >= 100 else None


def _ordinal_tail(tokens: list[str], i: int, total: Decimal) -> _Read | None:
    """ "hundred and first": an ordinal that ends a longer number."""
    if i + 1 < len(tokens) and tokens[i] == "and" and tokens[i + 1] in _FIRST_TEN and tokens[i - 1] in _SCALE:
        value = total + _FIRST_TEN[tokens[i + 1]]
        return _Read(i + 2, value, value, _ONE, "ordinal") if tokens[i + 1] != "second" else None
    return None


def _ratio(tokens: list[str], i: int, value: int) -> _Read | None:
    """ "one in five", "nine out of ten": *i* is at "in" or "out"."""
    count = len(tokens)
    at = i + 1
    if tokens[i] == "out":
        if at >= count or tokens[at] != "of":
            return None
        at += 1
    elif at < count and tokens[at] == "every":
        at += 1
    if at >= count:
        return None
    whole = _below_thousand(tokens, at, between=True)
    if whole is None or (whole[1] < 2 and not (tokens[at] == "a" and at + 1 < count and tokens[at + 1] in _SCALE)):
        return None
    under = Decimal(whole[1])
    end = whole[0]
    if end < count and tokens[end] in _BIG:
        under *= Decimal(10) ** _BIG[tokens[end]]
        end += 1
    if value >= under:
        return None
    share = Decimal(value) / under
    return _Read(end, share, share, min(_TENTH, _ONE / under), "fraction")


def _decimals(tokens: list[str], i: int) -> tuple[int, Decimal, Decimal] | None:
    """What is said from "point" at *i* on: index after, share of one, grain; at most six places."""
    if i >= len(tokens) or tokens[i] != "point":
        return None
    share = Decimal(0)
    grain = _ONE
    at = i + 1
    while at < len(tokens) and at - i <= 6 and (tokens[at] in _ONES or tokens[at] in _NOUGHTS or tokens[at] == "oh"):
        grain /= 10
        share += _ONES.get(tokens[at], 0) * grain
        at += 1
    return (at, share, grain) if at > i + 1 else None


def _scaled(tokens: list[str], i: int, amount: Decimal, grain: Decimal) -> _Read:
    power = 0
    while i < len(tokens) and tokens[i] in _SCALE and power + _SCALE[tokens[i]] <= _MAX_POWER:
        power += _SCALE[tokens[i]]
        i += 1
    factor = Decimal(10) ** power
    return _Read(i, amount * factor, amount * factor, grain * factor)


# What stands around.


def _word_before(low: str, start: int) -> str:
    """The word right before *start*, parted by one space; empty where anything else stands there."""
    if start < 2 or low[start - 1] != " ":
        return ""
    word = low[low.rfind(" ", max(0, start - 20), start - 1) + 1 : start - 1]
    if word.isalpha() or (word.endswith("'s") and word[:-2].isalpha()):
        return word
    at = len(word)
    while at and word[at - 1].isalpha():
        at -= 1
    return word[at:]


def _word_after(low: str, end: int) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    match = _WORD.match(low, end)
    return match[1] if match is not None else ""


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at *start* is owed to the place: after a full stop, a quotation mark, a dash, a line's begin."""
    at = start - 1
    while at >= 0 and text[at] == " " and start - at < 8:
        at -= 1
    return at < 0 or text[at] in _OPENERS


_OPENERS = frozenset(".!?:;…\n\r\t\"'“”‘’«(-–—•*#|/>")
_LINE_MAX = 200
_LONG_WORD = re.compile(r"(?<![\w'-])[^\W\d_]{4,}")
# Headlines leave these small.
_SMALL = frozenset("with from over into near after that than amid upon this when under says".split())


def _headline(text: str, start: int) -> bool:
    """Whether every long word of the line has a capital, so that one more says nothing."""
    begin = text.rfind("\n", max(0, start - _LINE_MAX), start) + 1
    end = text.find("\n", start, start + _LINE_MAX)
    if begin == 0 and start > _LINE_MAX:
        return False
    line = text[begin : end if end >= 0 else start + _LINE_MAX]
    line = line.removeprefix("title:")
    long_words = _LONG_WORD.findall(line)
    return len(long_words) > 3 and all(word[0].isupper() or word in _SMALL for word in long_words)
