"""Figures: numbers with hedge, range, scale, unit, denominator — and what is none.

One pass over the numbers of a text, digits and words alike. Each is read outward: to the left for the
hedge and for the names that a number may belong to ("Đề án 06"), to the right for range, scale and unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress

from checker.extract.tokens import Tokens
from checker.languages.hits import Numeral
from checker.languages.pack import Pack
from checker.values.hedge import Hedge
from checker.values.units import COUNT, PERCENT, Unit

_DASH = re.compile(r"\s?[-–—]\s?")
_SLASH = re.compile(r"\s?/\s?")
_ROMAN_OR_CODE = re.compile(r"[-/](?=[^\W\d_])")
_DOCUMENT = re.compile(r"\d{1,5}/(?:\d{4}/)?[a-zđ]{1,8}(?:\d{1,3})?(?:-[a-zđ]{1,8})*(?![^\W\d_])|\d{1,5}/\d{4}(?=/)")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
_CURRENCY_SIGN = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₫": "VND",
    "₩": "KRW",
    "₹": "INR",
    "฿": "THB",
    "₱": "PHP",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
}
_SIGN_PREFIX = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "s": "SGD",
    "hk": "HKD",
    "nz": "NZD",
    "nt": "TWD",
    "r": "BRL",
}
# Currencies that are printed before the number in letters other than their code: "Rs 500 crore", "RM2.5m", "Rp 5 triliun".
_LETTERS_PREFIX = {"rs": "INR", "rm": "MYR", "rp": "IDR"}
_MONEY = {
    key: Unit(key, "money") for key in {*_CURRENCY_SIGN.values(), *_SIGN_PREFIX.values(), *_LETTERS_PREFIX.values()}
}
_ONE = Decimal(1)
_DASHES = frozenset({"-", "–", "—"})
_RANK = Unit("", "rank", Decimal(1))
_APERTURE = Unit("f", "aperture", Decimal(1))
_TEN = Decimal(10)
_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_CENTI = Decimal("0.01")
# A longer run of digits is no amount that an article states; arithmetic on thousands of digits is not linear.
_MOST_DIGITS = 40
_METRES_TAIL = re.compile(r"[1-9]\d(?![\d.,]*\w)")
_MEASURES_THAT_NAME = frozenset({"count", ""})


@dataclass(slots=True)
class Figure:
    """A figure as found. Positions are offsets in the normal form of the text; ``first``/``last`` are token indices.

    ``start``, ``end``     number, hedge and unit
    ``form``               ``number``, ``ratio`` (a/b), ``proportion`` (a:b), ``rank``, ``ordinal``, ``score``, ``version``,
                           ``document``, ``multiple``, ``fraction``
    ``of``                 denominator, or the number ranked
    ``label``              the printed form of a score, proportion, version or document number
    ``head``               the phrase before an ordinal or rank ("vòng", "phút")
    """

    start: int
    end: int
    first: int
    last: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    hedge: Hedge = Hedge.EXACT
    unit: Unit = COUNT
    of: Decimal | None = None
    form: str = "number"
    label: str = ""
    head: str = ""
    in_words: bool = False


@dataclass(slots=True)
class _Number:
    start: int
    end: int
    first: int
    last: int
    lo: Decimal
    hi: Decimal
    grain: Decimal
    form: str = "cardinal"
    sure: bool = True
    digits: str = ""
    halved: bool = False  # "rưỡi" behind its scale is in the value
    measured: tuple[Unit | None, int, Decimal | None] | None = None  # what ``_Reader._unit`` found


def find(tokens: Tokens, pack: Pack, taken: list[tuple[int, int]], numerals: list[Numeral]) -> list[Figure]:
    """Every figure of the text in order of place; nothing inside the *taken* spans (dates, furniture) is read."""
    return _Reader(tokens, pack, taken, numerals).read()


def decimal_comma(printed: list[str], pack: Pack) -> bool:
    """Whether the numbers *printed* write decimals with a comma, by their own evidence, else by their language's rule.

    Evidence is what can be read one way only: "1.234.567", "1,234.5", "0.5", "12,5". Dates and versions are
    not among *printed*.
    """
    comma = point = 0
    for word in printed:
        if len(word) < 3:
            continue
        if "," in word:
            parts = word.split(",")
            if "." in word:
                comma += word.rfind(",") > word.rfind(".")
                point += word.rfind(",") < word.rfind(".")
            elif len(parts) > 2:
                point += all(len(p) == 3 for p in parts[1:])
            elif len(parts[1]) != 3 or parts[0] == "0":
                comma += len(parts[1]) < 3
        elif "." in word:
            parts = word.split(".")
            if len(parts) > 2:
                comma += all(len(p) == 3 for p in parts[1:])
            elif len(parts[1]) < 3 or parts[0] == "0":
                point += 1
    if pack.decimal_mark == ",":
        # Versions and dates print points in texts that write decimal commas, so points must prevail clearly.
        return not (point >= 2 and comma == 0)
    return comma > 0 and point == 0


def parsed(digits: str, comma: bool) -> tuple[Decimal, Decimal]:
    """The value and the grain of a printed number; *comma*: decimals are written with a comma."""
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return Decimal(digits), _ONE
    if points and commas:
        mark = "." if digits.rfind(".") > digits.rfind(",") else ","
        if digits.count(mark) > 1:
            return Decimal(re.sub("[.,]", "", digits)), _ONE
        whole, _, tail = digits.rpartition(mark)
        return _decimal(re.sub("[.,]", "", whole), tail)
    mark = "." if points else ","
    whole, *groups = digits.split(mark)
    if len(groups) == 1:
        tail = groups[0]
        is_decimal_mark = (mark == ",") == comma
        if mark == "." and len(tail) == 3 and tail == "000" and whole != "0":
            is_decimal_mark = False
        if len(tail) == 3 and whole != "0" and len(whole) <= 3 and not is_decimal_mark:
            return Decimal(whole + tail), _ONE
        if len(tail) > 3 and not is_decimal_mark:
            return Decimal(whole + tail), _ONE
        return _decimal(whole, tail)
    return Decimal(whole + "".join(groups)), _ONE


def _decimal(whole: str, tail: str) -> tuple[Decimal, Decimal]:
    return Decimal(f"{whole or 0}.{tail}"), Decimal((0, (1,), -len(tail)))


class _Reader:
    """One text being read."""

    def __init__(self, tokens: Tokens, pack: Pack, taken: list[tuple[int, int]], numerals: list[Numeral]) -> None:
        self.t = tokens
        self.pack = pack
        self.low = tokens.low
        # One of these, or a dash, stands between two numbers that are read together.
        self.joiners = pack.joiners
        self.numbers = self._numbers(taken, numerals)
        self.comma = decimal_comma([n.digits for n in self.numbers if n.digits and not n.digits.isdigit()], pack)
        for number in self.numbers:
            if number.digits:
                number.lo, number.grain = parsed(number.digits, self.comma)
                number.hi = number.lo
        self.out: list[Figure] = []

    def _numbers(self, taken: list[tuple[int, int]], numerals: list[Numeral]) -> list[_Number]:
        """Digits and number words outside the taken spans, in order of place."""
        t = self.t
        words, starts, ends, low = t.words, t.starts, t.ends, t.low
        blocked = iter(taken)
        block_start, block_end = next(blocked, (1 << 60, 1 << 60))
        found: list[_Number] = []
        spoken = {n.start: n for n in numerals}
        spoken_end = -1
        # Only digits and the starts of spoken numbers matter; letters sort after "9", and ":" comes next to it.
        printed = compress(range(len(words)), map(":".__gt__, words))
        said = (
            index
            for start in spoken
            if (index := t.at(start)) < len(words) and starts[index] == start and words[index] >= ":"
        )
        for index in sorted((*printed, *said)):
            word, start = words[index], starts[index]
            while start >= block_end:
                block_start, block_end = next(blocked, (1 << 60, 1 << 60))
            if block_start <= start or start < spoken_end:
                continue
            if word[0] <= "9":
                if len(word) > _MOST_DIGITS:
                    continue
                end = ends[index]
                if start and (low[start - 1].isalnum() or low[start - 1] == "_") and not self._glued(index, start):
                    continue
                found.append(_Number(start, end, index, index, _ONE, _ONE, _ONE, digits=word))
            elif (numeral := spoken.get(start)) is not None:
                last = t.before(numeral.end)
                spoken_end = numeral.end
                found.append(
                    _Number(
                        start,
                        numeral.end,
                        index,
                        max(index, last),
                        numeral.lo,
                        numeral.hi,
                        numeral.grain,
                        numeral.form,
                        numeral.sure,
                    )
                )
        return found

    def _glued(self, index: int, start: int) -> bool:
        """Whether a number counts though letters touch it: a currency ("VND11.51"), "105x68", a lost space ("quyền2")."""
        word = self.t.words[index - 1]
        if word == "x" and start > 1 and self.low[start - 2].isdigit():
            return True
        unit = self.pack.units.get(word)
        return (
            (unit is not None and unit.dimension == "money")
            or word in _LETTERS_PREFIX
            or (len(word) >= 3 and not word[-2:].isascii())
        )

    def read(self) -> list[Figure]:
        numbers = self.numbers
        index = 0
        while index < len(numbers):
            index += self._read_at(index)
            # "0,8 doanh nghiệp/1.000 dân": what a figure has swallowed is no figure of its own.
            while (
                self.out
                and index < len(numbers)
                and numbers[index].start < self.out[-1].end
                and numbers[index].first > self.out[-1].last
            ):
                index += 1
        self._letters()
        return _joined(self.out, self.low, bool(self.pack.half_tails))

    def _letters(self) -> None:
        """Groups with a letter: "bảng H", "Group E"."""
        text, t, words = self.t.text, self.t, self.t.words
        for index in compress(range(len(words) - 1), map(self.pack.lettered.__contains__, words)):
            word = words[index + 1]
            if len(word) == 1 and "a" <= word <= "h":
                start, end = t.starts[index + 1], t.ends[index + 1]
                if (
                    text[start].isupper()
                    and t.low[t.ends[index] : start] == " "
                    and text[end : end + 1] not in ("'", "-", "’")
                ):
                    label = text[start:end]
                    self.out.append(
                        Figure(
                            t.starts[index],
                            end,
                            index,
                            index + 1,
                            _ONE,
                            _ONE,
                            _ONE,
                            form="version",
                            label=label,
                            head=words[index],
                        )
                    )

    # Each of these returns how many numbers it used; the first that fits wins.
    def _read_at(self, index: int) -> int:
        number = self.numbers[index]
        following = self.numbers[index + 1] if index + 1 < len(self.numbers) else None
        if number.digits:
            used = self._document(index) or self._code(number)
            if used:
                return used
            if following is not None and following.digits and following.start - number.end <= 3:
                between = self.low[number.end : following.start]
                mark = between.strip(" ")
                if self.low[number.start : following.end] in self.pack.fixed:
                    return 2
                if used := self._telephone(index):
                    return used
                if mark in _DASHES:
                    return self._dashed(index, number, following)
                if mark == "/":
                    return self._slashed(index, number, following)
                if mark in ("x", "×"):
                    return self._sized(index)
                if between == ":":
                    return self._proportion(index, number, following)
        if following is not None and (used := self._worded_pair(index, number, following)):
            return used
        return self._single(number)

    def _document(self, index: int) -> int:
        """Numbers of laws and letters: "06/2022/QĐ-TTg", "51/2010/NĐ-CP", "123/BC-UBND"."""
        number = self.numbers[index]
        match = _DOCUMENT.match(self.low, number.start)
        if match is None:
            return 0
        tail = match[0].split("/")
        code = tail[-1]
        if len(tail) == 2 and (
            code in self.pack.units
            or code in self.pack.nouns
            or ("-" not in code and not self.t.text[match.end() - len(code) : match.end()].isupper())
        ):
            return 0
        used = 1
        while index + used < len(self.numbers) and self.numbers[index + used].start < match.end():
            used += 1
        label = "/".join(part for part in tail if part[0].isdigit())
        if "/" in label:
            self.out.append(
                Figure(
                    number.start,
                    match.end(),
                    number.first,
                    number.last,
                    number.lo,
                    number.lo,
                    _ONE,
                    form="document",
                    label=label,
                )
            )
        return used

    def _code(self, number: _Number) -> int:
        """Numbers inside names: "U-21", "4G", "F/1.8", "MH-17", versions."""
        low, start, end = self.low, number.start, number.end
        if start >= 2 and low[start - 1] in "-/." and low[start - 2].isalpha():
            head = self.t.words[number.first - 1] if number.first else ""
            named = (
                len(head) <= 4
                or head in self.pack.names
                or (number.first and self.t.text[self.t.starts[number.first - 1]].isupper())
            )
            if low[start - 1] == "-" and named and head not in self.pack.hedges_before:
                return 1
            if low[start - 1] == "/" and len(head) <= 1:
                if head == "f" and number.grain < 1:
                    self.out.append(
                        Figure(
                            start - 2,
                            end,
                            number.first,
                            number.last,
                            number.lo,
                            number.hi,
                            number.grain,
                            unit=_APERTURE,
                        )
                    )
                return 1
        if number.grain < 1 and low[max(0, start - 3) : start] == " f ":
            self.out.append(
                Figure(start - 2, end, number.first, number.last, number.lo, number.hi, number.grain, unit=_APERTURE)
            )
            return 1
        version = bool(_VERSION.fullmatch(number.digits)) and not all(len(p) == 3 for p in number.digits.split(".")[1:])
        if (version or number.grain < 1) and number.first and self.t.words[number.first - 1] in self.pack.versioned:
            self.out.append(
                Figure(
                    self.t.starts[number.first - 1],
                    end,
                    number.first,
                    number.last,
                    number.lo,
                    number.lo,
                    _ONE,
                    form="version",
                    label=number.digits,
                )
            )
            return 1
        if version:
            self.out.append(
                Figure(
                    start,
                    end,
                    number.first,
                    number.last,
                    number.lo,
                    number.lo,
                    _ONE,
                    form="version",
                    label=number.digits,
                )
            )
            return 1
        if end < len(low) and (low[end].isalpha() or low[end] == "_"):
            nxt = number.last + 1
            if len(number.digits) == 1 and self.t.text[end : end + 1] == "G" and self.t.words[nxt : nxt + 1] == ["g"]:
                return 1  # 3G, 4G, 5G
            if self.t.starts[nxt : nxt + 1] == [end] and not self._unit_at(nxt) and self.t.words[nxt] not in _TAILS:
                return 1
        # Telephone and account numbers: long digits with a leading zero, with points between or none at all.
        if (
            number.digits[0] == "0"
            and len(number.digits) >= 9
            and (number.digits.isdigit() or number.digits.count(".") > 1)
        ):
            return 1
        return 0

    def _telephone(self, index: int) -> int:
        """How many numbers make one of a telephone or an account: "1900 1234", "024 3825 1234", "(212) 555-0123"."""
        low, first = self.low, self.numbers[index]
        run = [first]
        while index + len(run) < len(self.numbers) and len(run) < 8:
            number = self.numbers[index + len(run)]
            if not number.digits.isdigit() or low[run[-1].end : number.start] not in (" ", "-", ") ", ")", " ("):
                break
            run.append(number)
        if len(run) == 1 or not first.digits.isdigit():
            return 0
        digits = sum(len(number.digits) for number in run)
        before = low[first.start - 1 : first.start]
        if (
            (
                digits >= 8
                and (
                    before == "+"
                    or (first.digits[0] == "0" and len(first.digits) > 1)
                    or first.digits in ("1800", "1900")
                )
            )
            or (before == "(" and low[first.end] == ")" and len(first.digits) >= 2)
            or (low[first.end] == "-" and len(run[1].digits) >= 3 and run[1].digits[0] == "0")
        ):
            return len(run)
        return 0

    def _dashed(self, index: int, left: _Number, right: _Number) -> int:
        """``a-b``: a range, or a score."""
        low = self.low
        after = right.end
        chained = after < len(low) - 1 and low[after] in "-–" and low[after + 1].isdigit()
        unit, unit_end, scale = self._unit(right)
        plain = left.digits.isdigit() and right.digits.isdigit()
        if chained and plain:
            # Telephone numbers, ISBNs: three or more runs of digits joined by dashes.
            used = 2
            while (
                index + used < len(self.numbers)
                and self.numbers[index + used].start == self.numbers[index + used - 1].end + 1
            ):
                used += 1
            run = self.numbers[index : index + used]
            chain_unit, chain_end, _ = self._unit(run[-1])
            if (
                chain_unit is not None
                and chain_unit.dimension not in _MEASURES_THAT_NAME
                and all(len(n.digits) <= 3 for n in run)
            ):
                # Snatch, jerk and total: "130-157-287kg".
                for number in run:
                    self._emit(
                        number.start,
                        chain_end if number is run[-1] else number.end,
                        number.first,
                        number.last,
                        number.lo,
                        number.hi,
                        _ONE,
                        chain_unit,
                    )
            return used
        scored = (
            plain
            and len(left.digits) <= 2
            and len(right.digits) <= 2
            and (self._score_near(left) or self._between_names(left, right))
        )
        if scored and self._between_names(left, right):
            unit = None
        measured = unit is not None and (unit.dimension not in _MEASURES_THAT_NAME and unit.dimension != "points_score")
        if scored and not measured and (left.lo >= right.lo or unit is None or self._score_near(left, close=True)):
            self.out.append(
                Figure(
                    left.start,
                    right.end,
                    left.first,
                    right.last,
                    left.lo,
                    right.lo,
                    _ONE,
                    form="score",
                    label=f"{int(left.lo)}-{int(right.lo)}",
                )
            )
            return 2
        if left.lo < right.lo or (scale and left.lo < right.lo * scale):
            if unit is None and not scale and plain and (len(left.digits) == 4 == len(right.digits)):
                return 2
            if scale is None and self._is_name(left, unit):
                return 2
            factor = scale or _ONE
            lo = left.lo * factor
            if lo >= right.lo * factor:
                lo = left.lo
            prefix = self._money_prefix(left)
            if prefix is not None:
                end = self._scale_end(right, unit_end, unit, scale)
                self._money(prefix, left, end, right.last, lo, right.lo * factor, min(left.grain, right.grain) * factor)
                return 2
            self._emit(
                left.start,
                unit_end,
                left.first,
                right.last,
                lo,
                right.lo * factor,
                min(left.grain, right.grain) * factor,
                unit,
            )
            return 2
        if plain and len(left.digits) <= 3 and len(right.digits) <= 3 and unit is None:
            if left.lo > 12 >= right.lo >= 1 and not self._score_near(left):
                return 2  # as well the 30th of April
            self.out.append(
                Figure(
                    left.start,
                    right.end,
                    left.first,
                    right.last,
                    left.lo,
                    right.lo,
                    _ONE,
                    form="score",
                    label=f"{int(left.lo)}-{int(right.lo)}",
                )
            )
            return 2
        return self._single(left)

    def _between_names(self, left: _Number, right: _Number) -> bool:
        """Whether names stand on both sides: "Arsenal 1 - 2 Dortmund"."""
        t, before, after = self.t, left.first - 1, right.last + 1
        if before < 0 or after >= len(t):
            return False
        near = t.low[t.ends[before] : left.start] == " " and t.low[right.end : t.starts[after]] == " "
        return (
            near
            and (t.text[t.starts[before]].isupper() or t.words[before].isdigit())
            and t.text[t.starts[after]].isupper()
        )

    def _slashed(self, index: int, left: _Number, right: _Number) -> int:
        """``a/b``: a part of a whole, a rank of a number ranked, or a score."""
        plain = left.grain == 1 and right.grain == 1
        unit, unit_end, _ = self._unit(right)
        head, head_start = self._head(left, self.pack.ranks)
        if not head and self._before(left.first - 1) == "thứ":
            head, head_start = "thứ", self.t.starts[left.first - 1]
        if plain and head and left.lo <= right.lo:
            self._rank(left, right.lo, head, head_start, right.end)
            return 2
        short = len(left.digits) <= 2 and len(right.digits) <= 2
        if plain and short and self._score_near(left) and (unit is None or left.lo > right.lo):
            self.out.append(
                Figure(
                    left.start,
                    right.end,
                    left.first,
                    right.last,
                    left.lo,
                    right.lo,
                    _ONE,
                    form="score",
                    label=f"{int(left.lo)}-{int(right.lo)}",
                )
            )
            return 2
        if plain and left.lo <= right.lo and right.lo > 1 and self.low[left.end : right.start] == "/":
            if self._is_name(left, unit):
                return 2
            if (left.digits, right.digits) in _FRACTIONS:
                share = left.lo / right.lo
                figure = self._emit(left.start, unit_end, left.first, right.last, share, share, Decimal("0.1"), unit)
                figure.form = "fraction"
                return 2
            unit, unit_end = self._coordinated(unit, unit_end)
            figure = self._emit(left.start, unit_end, left.first, right.last, left.lo, left.lo, _ONE, unit)
            figure.of, figure.form = right.lo, "ratio"
            return 2
        if plain and short and left.lo > right.lo and unit is None:
            self.out.append(
                Figure(
                    left.start,
                    right.end,
                    left.first,
                    right.last,
                    left.lo,
                    right.lo,
                    _ONE,
                    form="score",
                    label=f"{int(left.lo)}-{int(right.lo)}",
                )
            )
            return 2
        return self._single(left)

    def _coordinated(self, unit: Unit | None, end: int) -> tuple[Unit | None, int]:
        """Two nouns counted together: "60/92 chỉ tiêu, nhiệm vụ"."""
        nxt = self.t.at(end)
        if unit is None or not unit.noun or nxt >= len(self.t) or self.low[end : self.t.starts[nxt]] != ", ":
            return unit, end
        count = self.t.longest(nxt, self.pack.nouns, 4)
        if not count:
            return unit, end
        noun = f"{unit.noun}, {self.t.phrase(nxt, count)}"
        return Unit(noun, "count", _ONE, noun), self.t.ends[nxt + count - 1]

    def _sized(self, index: int) -> int:
        """``a x b``, ``a x b x c``: each side keeps its own number, the unit is shared."""
        run = self.numbers[index : index + 2]
        while index + len(run) < len(self.numbers) and self.low[
            run[-1].end : self.numbers[index + len(run)].start
        ].strip(" ") in ("x", "×"):
            run.append(self.numbers[index + len(run)])
        unit, unit_end, scale = self._unit(run[-1])
        factor = scale or _ONE
        for number in run:
            end = unit_end if number is run[-1] else number.end
            self._emit(
                number.start,
                end,
                number.first,
                number.last,
                number.lo * factor,
                number.hi * factor,
                number.grain * factor,
                unit,
            )
        return len(run)

    def _proportion(self, index: int, left: _Number, right: _Number) -> int:
        """``a:b``: how two amounts stand to each other, or a score."""
        low = self.low
        if (
            not (left.digits.isdigit() and right.digits.isdigit())
            or len(left.digits) > 3
            or len(right.digits) > 3
            or low[right.end : right.end + 2].strip(":").isdigit()
        ):
            return self._single(left)
        form, mark = ("score", "-") if self._score_near(left) else ("proportion", ":")
        self.out.append(
            Figure(
                left.start,
                right.end,
                left.first,
                right.last,
                left.lo,
                right.lo,
                _ONE,
                form=form,
                label=f"{int(left.lo)}{mark}{int(right.lo)}",
            )
        )
        return 2

    def _money(
        self, prefix: tuple[Unit, int], left: _Number, end: int, last: int, lo: Decimal, hi: Decimal, grain: Decimal
    ) -> None:
        """An amount, or a range of them, whose currency stands before its number."""
        unit, start = prefix
        self._emit(
            start,
            end,
            left.first,
            last,
            lo,
            hi,
            grain,
            unit,
            hedge_from=left.first - prefix_tokens(self.t, left, start),
        )

    def _worded_pair(self, index: int, left: _Number, right: _Number) -> int:
        """``a đến b``, ``between a and b``, ``a trên tổng số b``, ``a out of b``, with units on one or both."""
        gap_tokens = right.first - left.last - 1
        if gap_tokens > 6 or right.start - left.end > 40:
            return 0
        if self.joiners.isdisjoint(self.t.words[left.last + 1 : right.first]) and _DASHES.isdisjoint(
            self.low[left.end : right.start]
        ):
            return 0
        left_unit, left_end, left_scale = self._unit(left)
        right_unit, right_end, right_scale = self._unit(right)
        right_start = right.start
        prefix = self._money_prefix(left)
        if prefix is not None:
            left_end = self._scale_end(left, left_end, left_unit, left_scale)
            right_prefix = self._money_prefix(right)
            if right_prefix is not None:
                right_start = right_prefix[1]
            if right_prefix is not None or right_unit is None or right_unit.dimension == "count":
                right_end = self._scale_end(right, right_end, right_unit, right_scale)
                left_unit = right_unit = prefix[0]
        between = self.low[left_end:right_start].strip()
        if (
            between in _DASHES
            or between in self.pack.to
            or ((self._before(left.first - 1), between) in self.pack.between)
        ):
            same = left_unit is None or right_unit is None or left_unit.key == right_unit.key
            if not same or not (left.digits or right.digits or gap_tokens <= 2) or left.form == "ordinal":
                return 0
            # "Tăng từ 8 đến 10%" is a range, "rose from 8 to 10%" a movement.
            shared = left_unit or right_unit
            if (
                self._before(self.t.before(prefix[1] if prefix else left.start)) in self.pack.since
                and self._moves(left)
                and (shared is None or shared.dimension not in self.pack.ranged)
            ):
                return 0
            stepped = (
                self.pack.steps
                and self._stepped(left)
                and (left_unit is None or right_unit is None or self._before(left.first - 1) in self.pack.steps)
            )
            if stepped and between in self.pack.to and between not in _DASHES:
                return 0
            scale = right_scale or _ONE
            own = left_scale or (scale if left.lo * scale < right.hi * scale else _ONE)
            lo, hi = left.lo * own, right.hi * scale
            unit = right_unit or left_unit
            if not lo < hi or (unit is None and not (left.digits and right.digits)):
                return 0
            if self._is_name(left, unit):
                return 0
            if prefix is not None:
                self._money(prefix, left, right_end, right.last, lo, hi, min(left.grain * own, right.grain * scale))
            else:
                self._emit(
                    left.start,
                    right_end,
                    left.first,
                    right.last,
                    lo,
                    hi,
                    min(left.grain * own, right.grain * scale),
                    unit,
                )
            return 2
        if prefix is not None:
            return 0
        if between in self.pack.either and left_unit is None and right.lo == left.lo + 1 and right_unit is not None:
            self._emit(left.start, right_end, left.first, right.last, left.lo, right.lo, _ONE, right_unit)
            return 2
        if (
            between in self.pack.out_of
            and right.lo >= left.lo
            and right.lo > 1
            and left.form == right.form == "cardinal"
        ):
            figure = self._emit(
                left.start, right_end, left.first, right.last, left.lo, left.lo, left.grain, right_unit or left_unit
            )
            figure.of, figure.form = right.lo, "ratio"
            self._emit(
                right.start,
                right_end,
                right.first,
                right.last,
                right.lo,
                right.lo,
                right.grain,
                right_unit or left_unit,
            )
            return 2
        if (
            between in self.pack.one_in
            and left_unit is None
            and left.digits.isdigit()
            and left.lo < right.lo
            and right.lo in _OF
            and (right_unit is None or right_unit.dimension == "count")
        ):
            figure = self._emit(left.start, right_end, left.first, right.last, left.lo, left.lo, _ONE, right_unit)
            figure.of, figure.form = right.lo, "ratio"
            return 2
        return 0

    def _stepped(self, left: _Number) -> bool:
        """Whether the first number is the step of a change: "rose 0.2 hours to 34.1", "revised by 9,000 to 182,000"."""
        before = self._before(left.first - 1)
        return (
            before in self.pack.steps
            or before in self.pack.moving
            or before in self.pack.since
            or any(way in _WAYS for way in self.pack.cues.get(before, ()))
        )

    def _moves(self, left: _Number) -> bool:
        """Whether "from a to b" tells a movement (up from a to b) rather than a range."""
        first = max(0, left.first - 9)
        return any(word in self.pack.moving for word in self.t.words[first : left.first])

    def _single(self, number: _Number) -> int:
        t = self.t
        unit, unit_end, scale = self._unit(number)
        prefix = self._money_prefix(number)
        if prefix is not None:
            end = self._scale_end(number, unit_end, unit, scale)
            factor = scale or _ONE
            money, end, _ = self._rated(prefix[0], end, scale)
            self._money(
                (money, prefix[1]),
                number,
                end,
                number.last,
                number.lo * factor,
                number.hi * factor,
                number.grain * factor,
            )
            return 1
        if number.form == "ordinal" or (number.digits and self.low[number.end : number.end + 2] in _ENGLISH_ORDINAL):
            self._ordinal_word(number)
            return 1
        head, head_start = self._head(number, self.pack.ranks)
        if head in self.pack.names and not self._ranks(number, head_start):
            head = ""
        if (
            head
            and scale is None
            and (unit is None or unit.dimension == "count")
            and number.grain >= 1
            and number.form != "multiple"
        ):
            self._rank(number, None, head, head_start, number.end)
            return 1
        head, head_start = self._head(number, self.pack.ordinals)
        if head in self.pack.names and self._named(number) > len(head):
            head = ""
        if (
            head
            and scale is None
            and number.grain == 1
            and number.form == "cardinal"
            and (unit is None or (unit.dimension == "count" and unit.noun not in self.pack.nouns))
            and (number.sure or head in self.pack.worded_ordinals)
        ):
            if number.digits or head in self.pack.worded_ordinals:
                self.out.append(
                    Figure(
                        head_start,
                        number.end,
                        number.first,
                        number.last,
                        number.lo,
                        number.hi,
                        _ONE,
                        unit=Unit(head, "ordinal"),
                        form="ordinal",
                        head=head,
                    )
                )
            return 1
        if scale is None and self._is_name(number, unit):
            return 1
        if number.form in ("multiple", "fraction"):
            if number.form == "fraction" and unit is None and not number.sure:
                return 1
            if number.form == "fraction" and unit is None:
                unit, unit_end, _ = self._behind_hedge(number, unit_end)
            # "gấp hai lần": the word for times belongs to the multiple.
            whole = unit is not None and (number.form == "fraction" or unit.dimension == "multiple")
            figure = self._emit(
                number.start,
                unit_end if whole else number.end,
                number.first,
                number.last,
                number.lo,
                number.hi,
                number.grain,
                unit if number.form == "fraction" else Unit("x", "multiple", _ONE),
            )
            figure.form = number.form
            figure.in_words = True
            return 1
        inner = Hedge.EXACT
        if unit is None:
            unit, unit_end, inner = self._behind_hedge(number, unit_end)
        if unit is None and scale is None:
            if len(number.digits) == 3 and number.digits.endswith(".0"):
                return 1  # "4.0" is an edition
            if not number.digits and not (number.sure and number.hi >= 2):
                return 1
            if number.digits and len(number.digits) == 4 and "1800" <= number.digits <= "2100":
                return 1
            if number.digits and self._list_marker(number):
                return 1
        if (
            not number.sure
            and not number.digits
            and (unit is None or (unit.dimension == "count" and unit.noun not in self.pack.nouns))
        ):
            return 1
        factor = scale or _ONE
        if (
            unit is not None
            and unit.key == "m"
            and number.grain == 1
            and (tail := _METRES_TAIL.match(self.low, unit_end))
        ):
            # "1m70"
            self._emit(
                number.start,
                tail.end(),
                number.first,
                t.before(tail.end()),
                number.lo + Decimal(tail[0]) / 100,
                number.hi + Decimal(tail[0]) / 100,
                _CENTI,
                unit,
            )
            return 1
        figure = self._emit(
            number.start,
            unit_end,
            number.first,
            number.last,
            number.lo * factor,
            number.hi * factor,
            number.grain * factor,
            unit,
        )
        figure.in_words = not number.digits
        if inner is not Hedge.EXACT:
            figure.hedge = inner
        if number.form == "magnitude":
            figure.hedge = Hedge.MAGNITUDE
        elif number.form == "vague" and figure.hedge is Hedge.EXACT:
            figure.hedge = Hedge.ABOUT
        return 1

    def _ranks(self, number: _Number, head_start: int) -> bool:
        """Whether "No. 3" is a rank rather than a name: "world No. 3", "No. 3 in the world"."""
        t = self.t
        following = t.words[number.last + 1] if number.last + 1 < len(t) else ""
        return self._before(t.before(head_start)) in self.pack.rank_before or following in self.pack.rank_after

    def _named(self, number: _Number) -> int:
        """The length of the longest name that ends right before the number."""
        last = number.first - 1
        count = self.t.longest_before(last, self.pack.names, 3)
        return len(self.t.phrase(last - count + 1, count)) if count else 0

    def _behind_hedge(self, number: _Number, end: int) -> tuple[Unit | None, int, Hedge]:
        """The noun behind a hedge that stands between: "20 or more people"; behind a preposition: "dozens of people"."""
        t, hedge = self.t, Hedge.EXACT
        nxt = t.at(end)
        if nxt >= len(t) or self.low[end : t.starts[nxt]] != " ":
            return None, end, Hedge.EXACT
        count = t.longest(nxt, self.pack.hedges_after, 3)
        if count:
            hedge = self.pack.hedges_after[t.phrase(nxt, count)]
        elif t.words[nxt] in self.pack.partitive and number.form in ("magnitude", "fraction", "vague"):
            count = 1
        nxt += count
        if not count or nxt >= len(t) or self.low[t.ends[nxt - 1] : t.starts[nxt]] != " ":
            return None, end, Hedge.EXACT
        units = self._unit_tokens(nxt)
        if units and t.phrase(nxt, units) not in self.pack.never_units | self.pack.joined_units:
            return self.pack.units[t.phrase(nxt, units)], t.ends[nxt + units - 1], hedge
        nouns = t.longest(nxt, self.pack.nouns, 5) or self._open_noun(nxt)
        if not nouns:
            return None, end, Hedge.EXACT
        noun = t.phrase(nxt, nouns)
        return Unit(noun, "count", _ONE, noun), t.ends[nxt + nouns - 1], hedge

    def _scale_end(self, number: _Number, unit_end: int, unit: Unit | None, scale: Decimal | None) -> int:
        if scale is None:
            return number.end
        return max(number.end, min(unit_end, self._scale_span(number)[1]))

    def _list_marker(self, number: _Number) -> bool:
        """ "1." or "2)" at the start of a line, "(1)"."""
        low, start, end = self.low, number.start, number.end
        opens = start == 0 or low[start - 1] == "\n" or low[start - 1] == "("
        return opens and end < len(low) and low[end] in ".)" and len(number.digits) <= 2

    def _before(self, index: int) -> str:
        return self.t.words[index] if index >= 0 else ""

    def _head(self, number: _Number, table: frozenset[str]) -> tuple[str, int]:
        """The phrase of *table* directly before the number, and where it starts."""
        last = number.first - 1
        if last < 0 or self.t.ends[last] == number.start:
            return "", 0
        gap = self.low[self.t.ends[last] : number.start]
        if gap.strip(" #\"“'") and not (gap == ". " and self.t.words[last] == "no"):
            return "", 0
        count = self.t.longest_before(last, table, 3)
        if not count:
            return "", 0
        return self.t.phrase(last - count + 1, count), self.t.starts[last - count + 1]

    def _rank(self, number: _Number, of: Decimal | None, head: str, start: int, end: int) -> None:
        self.out.append(
            Figure(
                start,
                end,
                number.first,
                number.last,
                number.lo,
                number.hi,
                _ONE,
                of=of,
                unit=_RANK,
                form="rank",
                head=head,
            )
        )

    def _ordinal_word(self, number: _Number) -> None:
        """ "thứ hai", "lần đầu tiên", "third", "21st": kept where it is a rank or the number of an edition."""
        end = number.end
        if number.digits:
            end += 2
        last = number.first - 1
        head = ""
        start = number.start
        count = self.t.longest_before(number.first, self.pack.ranks, 3) if number.last > number.first else 0
        if count > 1:
            # "đứng thứ hai": the head and the number share a word.
            head = self.t.phrase(last - count + 2, count)
            self._rank(number, None, head, self.t.starts[last - count + 2], end)
            return
        if last >= 0 and self.low[self.t.ends[last] : number.start] == " ":
            for table, form in ((self.pack.ranks, "rank"), (self.pack.ordinals, "ordinal")):
                count = self.t.longest_before(last, table, 3)
                if count:
                    head = self.t.phrase(last - count + 1, count)
                    start = self.t.starts[last - count + 1]
                    self.out.append(
                        Figure(
                            start,
                            end,
                            number.first,
                            number.last,
                            number.lo,
                            number.hi,
                            _ONE,
                            unit=_RANK if form == "rank" else Unit(head, form),
                            form=form,
                            head=head,
                        )
                    )
                    return
        if number.sure or number.digits:
            self.out.append(
                Figure(
                    start,
                    end,
                    number.first,
                    number.last,
                    number.lo,
                    number.hi,
                    _ONE,
                    unit=Unit("", "ordinal"),
                    form="ordinal",
                )
            )

    def _is_name(self, number: _Number, unit: Unit | None) -> bool:
        """Whether the number belongs to a name: "Đề án 06", "Quốc lộ 1", "iPhone 5"."""
        last = number.first - 1
        if last < 0 or not number.digits.isdigit() or len(number.digits) > 5:
            return False
        gap = self.low[self.t.ends[last] : number.start]
        if gap not in (" ", "", ". ", "."):
            return False
        strong = unit is not None and (unit.dimension not in ("count", "ordinal") or unit.noun in self.pack.nouns)
        count = self.t.longest_before(last, self.pack.names, 3)
        phrase = self.t.phrase(last - count + 1, count) if count else ""
        counted = unit is not None and unit.dimension == "count"
        if count and (not strong or (counted and self.pack.names[phrase] == "documents")):
            if self.pack.names[phrase] == "documents":
                start = self.t.starts[last - count + 1]
                self.out.append(
                    Figure(
                        start,
                        number.end,
                        number.first,
                        number.last,
                        number.lo,
                        number.hi,
                        _ONE,
                        form="document",
                        label=number.digits,
                        head=phrase,
                    )
                )
            return True
        if strong or number.grain != 1:
            return False
        if (
            len(self.t.words[last]) == 1
            and gap == " "
            and self.t.text[self.t.starts[last]].isupper()
            and last
            and self.t.text[self.t.starts[last - 1]].isupper()
        ):
            return True  # "Galaxy S 4"
        # A capitalised word inside a sentence directly before a bare number: "Galaxy 4", "Apollo 11".
        before = self.t.starts[last]
        return (
            unit is None
            and gap == " "
            and self.t.text[before].isupper()
            and before > 1
            and self.t.text[before - 2] not in '.!?\n:“"'
            and self.t.words[last] not in self.pack.hedges_before
        )

    def _score_near(self, number: _Number, close: bool = False) -> bool:
        """Whether words of matches and scores stand in the neighbourhood."""
        reach = 4 if close else 14
        first = max(0, number.first - reach)
        words = self.t.words
        window = words[first : number.first + (3 if close else 10)]
        return any(word in self.pack.score_words for word in window) or any(
            words in self.low[max(0, number.start - 30) : number.start] for words in self.pack.score_phrases
        )

    def _money_prefix(self, number: _Number) -> tuple[Unit, int] | None:
        """A currency sign or code before the number: "$1.5bn", "US$ 5", "USD 20"."""
        low, start = self.low, number.start
        at = start - 1
        if at >= 0 and low[at] == " ":
            at -= 1
        if at > 1 and low[at] == "." and low[at - 2 : at] in _LETTERS_PREFIX:
            at -= 1  # "Rs. 500"
        if at < 0:
            return None
        sign = _CURRENCY_SIGN.get(low[at])
        if sign:
            begin = at
            last = self.t.before(at)
            if last >= 0 and self.t.ends[last] == at and self.t.words[last] in _SIGN_PREFIX:
                sign = _SIGN_PREFIX[self.t.words[last]]
                begin = self.t.starts[last]
            return _MONEY[sign], begin
        last = number.first - 1
        if last >= 0 and self.t.ends[last] == at + 1:
            word = self.t.words[last]
            unit = self.pack.units.get(word)
            if (
                unit is not None
                and unit.dimension == "money"
                and len(word) == 3
                and self.t.text[self.t.starts[last]].isupper()
                and word.isascii()
                and self._unit_at(number.last + 1) is None
            ):
                return unit, self.t.starts[last]
            if word in _LETTERS_PREFIX and self.t.text[self.t.starts[last]].isupper():
                return _MONEY[_LETTERS_PREFIX[word]], self.t.starts[last]
        return None

    def _scale_span(self, number: _Number) -> tuple[Decimal | None, int, int]:
        """The factor of the scale words after the number, where they end, and the next token."""
        t = self.t
        nxt = number.last + 1
        if nxt >= len(t) or t.starts[nxt] - number.end > 1:
            return None, number.end, nxt
        count = t.longest(nxt, self.pack.scales, 2)
        if not count:
            return None, number.end, nxt
        word = t.phrase(nxt, count)
        joined = t.starts[nxt] == number.end
        after = nxt + count
        if word in _SHORT_SCALES and not self._scales(word, joined, nxt, after, number):
            return None, number.end, nxt
        if word in self.pack.false_scales and after < len(t) and t.words[after] in self.pack.false_scales[word]:
            return None, number.end, nxt
        end = t.ends[after - 1]
        factor = _TEN ** self.pack.scales[word]
        # "2 triệu rưỡi", "1 tỷ 2"
        if after < len(t) and t.words[after] in self.pack.half_tails and t.starts[after] == end + 1:
            if not number.halved:
                number.halved = True
                number.lo += _HALF
                number.hi += _HALF
                number.grain = min(number.grain, _TENTH)
            end, after = t.ends[after], after + 1
        return factor, end, after

    def _scales(self, word: str, joined: bool, index: int, after: int, number: _Number) -> bool:
        """Whether a short scale is meant: "$1.5m", "353K", "17.5m visits", but not "100m"."""
        t = self.t
        if word in _SURE_SCALES:
            return True
        if not joined:
            return False
        if self._money_prefix(number) is not None or word == "k":
            return number.digits not in ("2", "4", "8")
        if t.text[t.starts[index]].isupper():
            return after >= len(t) or t.low[t.ends[after - 1]] in " ,.;:)"
        return (
            word == "m"
            and after < len(t)
            and (t.words[after] in self.pack.nouns or self._unit_tokens(after) > 0)
            and t.low[t.ends[after - 1] : t.starts[after]] == " "
        )

    def _unit(self, number: _Number) -> tuple[Unit | None, int, Decimal | None]:
        """The unit after the number, where number and unit end, and the factor of the scale."""
        if number.measured is None:
            number.measured = self._measured(number)
        return number.measured

    def _measured(self, number: _Number) -> tuple[Unit | None, int, Decimal | None]:
        t, low = self.t, self.low
        scale, end, nxt = self._scale_span(number)
        rest = low[end : end + 2]
        if rest[:1] == "%" or rest == " %":
            end += 1 if rest[0] == "%" else 2
            following = t.at(end)
            if following < len(t) and t.starts[following] - end <= 1 and f"% {t.words[following]}" in self.pack.units:
                return self.pack.units[f"% {t.words[following]}"], t.ends[following], scale
            return self._rated(PERCENT, end, scale)
        if rest[:1] in _CURRENCY_SIGN:
            return _MONEY[_CURRENCY_SIGN[rest[0]]], end + 1, scale
        if rest[1:] in _CURRENCY_SIGN and rest[0] == " " and not low[end + 2 : end + 4].strip()[:1].isdigit():
            return _MONEY[_CURRENCY_SIGN[rest[1]]], end + 2, scale
        if rest[:1] in ("°", "º") or rest in (" °", " º"):
            end = end + rest.index("°" if "°" in rest else "º") + 1
            letter = low[end : end + 1]
            if letter in ("c", "f"):
                return self.pack.units["°" + letter], end + 1, scale
            return self.pack.units["°"], end, scale
        if nxt >= len(t):
            return None, end, scale
        gap = low[end : t.starts[nxt]]
        if gap not in ("", " ", "-", " “", ' "', "  "):
            return None, end, scale
        count = self._unit_tokens(nxt)
        if count:
            phrase = t.phrase(nxt, count)
            unit = self.pack.units[phrase]
            unit_end = t.ends[nxt + count - 1]
            if low[unit_end : unit_end + 2] == " %" and f"{phrase} %" in self.pack.units:
                return self.pack.units[f"{phrase} %"], unit_end + 2, scale
            if not self._false_unit(phrase, unit, number, nxt, count, gap):
                return self._rated(unit, unit_end, scale)
        if gap in ("", "-") and not (gap == "-" and scale is None):
            return None, end, scale
        noun_count = t.longest(nxt, self.pack.nouns, 5)
        if not noun_count:
            noun_count = self._open_noun(nxt)
        if not noun_count:
            return None, end, scale
        noun = t.phrase(nxt, noun_count)
        unit_end = t.ends[nxt + noun_count - 1]
        return self._rated(Unit(noun, "count", _ONE, noun), unit_end, scale)

    def _unit_at(self, index: int) -> Unit | None:
        count = self._unit_tokens(index) if index < len(self.t) else 0
        return self.pack.units[self.t.phrase(index, count)] if count else None

    def _unit_tokens(self, index: int) -> int:
        return self.t.longest(index, self.pack.units, 4) if index < len(self.t) else 0

    def _false_unit(self, phrase: str, unit: Unit, number: _Number, nxt: int, count: int, gap: str) -> bool:
        """Words that are units only in the right company: "m" for metres, "c", "g", "năm", "in"."""
        t = self.t
        if phrase in self.pack.joined_units:
            return gap != ""
        if phrase in self.pack.never_units:
            return True
        beside = nxt + count < len(t) and t.starts[nxt + count] - t.ends[nxt + count - 1] <= 1
        after = t.words[nxt + count] if beside else ""
        if unit.dimension in ("duration", "months") and "0" <= after[:1] <= "9":
            # "5 tháng 9", "20 năm 2013": the word begins a date.
            return not (unit.dimension == "duration" and unit.key in ("giờ", "phút", "giây"))
        return after in self.pack.false_units.get(phrase, ())

    def _open_noun(self, index: int) -> int:
        """How many tokens make an unlisted counted noun: one English word, up to two Vietnamese syllables."""
        t, barrier = self.t, self.pack.barrier
        word = t.words[index]
        if (
            word in barrier
            or "0" <= word[0] <= "9"
            or t.low[t.starts[index] - 1 : t.starts[index]] not in (" ", "“", '"', "'")
        ):
            return 0
        printed = t.text[t.starts[index] : t.ends[index]]
        if printed[0].isupper() and not (2 <= len(printed) <= 4 and printed.isupper()):
            # A name follows, not a noun: "Schalke 0 - 3 Chelsea".
            return 0
        if self.pack.plural_nouns:
            return self._plural_noun(index)
        if index + 1 < len(t) and t.low[t.ends[index] : t.starts[index + 1]] == " ":
            second = t.words[index + 1]
            if (
                second not in barrier
                and second not in self.pack.stop
                and not ("0" <= second[0] <= "9")
                and (second not in self.pack.cue_starts)
            ):
                return 2
        return 1

    def _plural_noun(self, index: int) -> int:
        """The words up to the first that ends a noun phrase, at most three."""
        t, barrier = self.t, self.pack.barrier
        count = 0
        while count < 3 and index + count < len(t):
            word = t.words[index + count]
            if word in barrier or "0" <= word[0] <= "9":
                break
            if count and t.low[t.ends[index + count - 1] : t.starts[index + count]] not in (" ", "-"):
                break
            count += 1
            if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
                return count
        # Without a plural in reach only the first word is surely part of the noun.
        return min(count, 1)

    def _rated(self, unit: Unit, end: int, scale: Decimal | None) -> tuple[Unit, int, Decimal | None]:
        """A rate: "lượt/ngày", "đồng/lít", "mỗi tháng", "a year", "/1.000 dân"."""
        t, low = self.t, self.low
        nxt = t.at(end)
        if nxt >= len(t):
            return unit, end, scale
        gap = low[end : t.starts[nxt]]
        if gap.strip() == "/" and len(gap) <= 3:
            word = t.words[nxt]
            if "0" <= word[0] <= "9":
                if (
                    nxt + 1 < len(t)
                    and low[t.ends[nxt] : t.starts[nxt + 1]] == " "
                    and t.words[nxt + 1] not in self.pack.barrier
                ):
                    return _per(unit, f"{word} {t.words[nxt + 1]}"), t.ends[nxt + 1], scale
                return unit, end, scale
            count = self._unit_tokens(nxt)
            if count:
                per = self.pack.units[t.phrase(nxt, count)]
                return _per(unit, per.key), t.ends[nxt + count - 1], scale
            count = t.longest(nxt, self.pack.nouns, 2) or 1
            return _per(unit, t.phrase(nxt, count)), t.ends[nxt + count - 1], scale
        if gap == " ":
            word = t.words[nxt]
            if word in self.pack.each and nxt + 1 < len(t):
                count = self._unit_tokens(nxt + 1)
                if count:
                    per = self.pack.units[t.phrase(nxt + 1, count)]
                    if per.dimension in ("duration", "months", "mass", "volume", "barrel", "area", "length") and not (
                        unit.dimension in ("duration", "months") and word in self.pack.each_as_article
                    ):
                        return _per(unit, per.key), t.ends[nxt + count], scale
                elif unit.dimension == "money" and self.pack.plural_nouns and f"{t.words[nxt + 1]}s" in self.pack.nouns:
                    return _per(unit, t.words[nxt + 1]), t.ends[nxt + 1], scale
        return unit, end, scale

    def _emit(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        lo: Decimal,
        hi: Decimal,
        grain: Decimal,
        unit: Unit | None,
        hedge_from: int | None = None,
    ) -> Figure:
        """Keep the figure, with the hedges around it."""
        t, low = self.t, self.low
        before = first if hedge_from is None else hedge_from
        negative = (
            start > 0
            and low[start - 1] == "-"
            and (start == 1 or low[start - 2] in " (:")
            and (low[start].isdigit() or low[start] in _CURRENCY_SIGN)
        )
        if negative:
            start -= 1
        elif (
            before > 0 and lo > 0 and t.words[before - 1] in self.pack.minus and low[t.ends[before - 1] : start] == " "
        ):
            negative = True
            before -= 1
            start = t.starts[before]
        if negative:
            lo, hi = -hi, -lo
        hedge, start = self._hedge_before(start, before)
        nxt = t.at(end)
        if nxt < len(t) and low[end : t.starts[nxt]] in (" ", ", "):
            count = t.longest(nxt, self.pack.hedges_after, 2)
            if count:
                hedge = self.pack.hedges_after[t.phrase(nxt, count)]
                end = t.ends[nxt + count - 1]
        figure = Figure(start, end, first, last, lo, hi, grain, hedge, unit or COUNT)
        self.out.append(figure)
        return figure

    def _hedge_before(self, start: int, first: int) -> tuple[Hedge, int]:
        """The hedge that ends right before *start*, and where the passage with it starts."""
        t = self.t
        last = first - 1
        skipped = 0
        while last >= 0 and skipped < 3:
            gap = self.low[t.ends[last] : t.starts[last + 1] if skipped else start]
            if gap.strip(" \"“”'‘’") or "\n" in gap:
                return Hedge.EXACT, start
            count = t.longest_before(last, self.pack.hedges_before, 4)
            if count:
                phrase = t.phrase(last - count + 1, count)
                if not self._hedges(phrase, last - count + 1, skipped):
                    return Hedge.EXACT, start
                return self.pack.hedges_before[phrase], t.starts[last - count + 1]
            if t.words[last] not in self.pack.hedge_between:
                # "mức 20", "con số 30": two-word links
                if skipped < 2 and last > 0 and t.phrase(last - 1, 2) in self.pack.hedge_between:
                    last -= 2
                    skipped += 2
                    continue
                return Hedge.EXACT, start
            last -= 1
            skipped += 1
        return Hedge.EXACT, start

    def _hedges(self, phrase: str, index: int, skipped: int) -> bool:
        """Whether a word that hedges only sometimes does so here."""
        if skipped and phrase in self.pack.tight_hedges:
            return False
        return self._before(index - 1) not in self.pack.false_hedges.get(phrase, ())


# Dimensions in which amounts are told in two units: "2 giờ 32 phút", "5 feet 10 inches", "9 stone 4 pounds".
_TWO_UNITS = frozenset({"duration", "length", "mass"})


def _joined(found: list[Figure], low: str, halves: bool) -> list[Figure]:
    """Amounts told in two steps are one, in the smaller unit: "2 giờ 32 phút", "1 tỷ 200 triệu đồng".

    *halves*: a single digit behind a scale is a tenth of it ("1 triệu 2").
    """
    out: list[Figure] = []
    for figure in found:
        before = out[-1] if out else None
        if (
            before is not None
            and figure.start - before.end <= 5
            and before.form == figure.form == "number"
            and before.lo == before.hi
            and figure.lo == figure.hi
        ):
            joined = _stepped_units(before, figure, low) or _stepped_scales(before, figure, low, halves)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(figure)
    return out


def _stepped_units(before: Figure, figure: Figure, low: str) -> Figure | None:
    dimension = before.unit.dimension
    if dimension != figure.unit.dimension or dimension not in _TWO_UNITS:
        return None
    gap = low[before.end : figure.start]
    if gap != " " and not (dimension == "duration" and gap in (" và ", " and ")):
        return None
    larger, smaller = before.unit.factor, figure.unit.factor
    if not larger or not smaller or larger <= smaller or figure.hi * smaller >= larger:
        return None
    steps = larger / smaller
    if steps != steps.to_integral_value():
        return None
    amount = before.lo * steps + figure.lo
    return replace(before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit)


def _stepped_scales(before: Figure, figure: Figure, low: str, halves: bool) -> Figure | None:
    if (
        before.unit is not COUNT
        or before.grain < 1000
        or before.in_words
        or low[before.end : figure.start] != " "
        or figure.lo <= 0
        or figure.hedge is not Hedge.EXACT
    ):
        return None
    if figure.grain >= 1000 and figure.lo < before.grain:
        amount = before.lo + figure.lo
        return replace(
            before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=figure.grain, unit=figure.unit
        )
    if halves and figure.unit is COUNT and figure.grain == 1 and figure.end - figure.start == 1 and not figure.in_words:
        tenth = before.grain / 10
        amount = before.lo + figure.lo * tenth
        return replace(before, end=figure.end, last=figure.last, lo=amount, hi=amount, grain=tenth)
    return None


def prefix_tokens(tokens: Tokens, number: _Number, start: int) -> int:
    """How many tokens the currency before the number takes."""
    return sum(1 for index in range(max(0, number.first - 2), number.first) if tokens.starts[index] >= start)


def _per(unit: Unit, per: str) -> Unit:
    if unit.dimension in ("percent", "points"):
        # A percentage a year is a percentage: what it is of, not its unit, tells the years.
        return unit
    return replace(unit, key=f"{unit.key}/{per}", factor=None)


_FRACTIONS = frozenset({("1", "2"), ("1", "3"), ("2", "3"), ("1", "4"), ("3", "4")})
# What "3 in 10" is a share of; "12 in 20 provinces" is none.
_OF = frozenset(Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000))
_TAILS = frozenset({"st", "nd", "rd", "th", "x", "k", "bn", "tn", "m", "b", "h", "g", "mn", "mln", "bln"})
_WAYS = frozenset({("directions", "up"), ("directions", "down")})
_ENGLISH_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_SHORT_SCALES = frozenset({"k", "m", "b", "tr", "mn", "bn", "tn"})
_SURE_SCALES = frozenset({"bn", "tn", "mn", "tr"})
