"""Two numbers with a mark between them: "8-10%", "3-1", "71/193", "105 x 68 m", "1:3"."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.extract.figures.found import ONE, TENTH, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.names import is_name, listed
from checker.extract.figures.reading import Reading
from checker.extract.figures.single import single
from checker.extract.figures.units import measure, scale_end
from checker.text.normal import CAPITALS
from checker.values.units import Unit, counted

# Dimensions of what is counted, not measured.
_COUNTED = frozenset({"count", ""})
_ELAPSED = re.compile(
    r"(?:(?P<hours>\d{1,2}):(?=\d\d:))?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d(?(hours)|[.,]\d{1,3}))(?![\d:]|[.,]\d)"
)
_NAME = rf"[{CAPITALS}][\w'.]*(?: [{CAPITALS}][\w'.]*){{0,3}}"
_AGAINST = re.compile(rf"(?<!\w){_NAME} (?:-|–|vs?\.?) {_NAME} $")
# The next set behind one, as "6-2".
_NEXT_SET = re.compile(r"(?:\(\d{1,2}\))?, (\d{1,2})[-–](\d{1,2})(?![\d%.,-]*\d)(?! ?%)")
_MINUTE = 60  # seconds
_CENTI = Decimal("0.01")
_THOUSAND, _ONE_ORDER = 1000, 10
# What marks are out of: "điểm 3,92/4".
_MARKS = frozenset({"4", "5", "10", "100"})
_FRACTIONS = frozenset({("1", "2"), ("1", "3"), ("2", "3"), ("1", "4"), ("3", "4")})


def dashed(r: Reading, index: int, left: Number, right: Number) -> int:
    """``a-b``: a range, or a score."""
    low = r.low
    after = right.end
    chained = after < len(low) - 1 and low[after] in "-–" and low[after + 1].isdigit()
    unit, unit_end, scale = measure(r, right)
    plain = left.digits.isdigit() and right.digits.isdigit()
    if chained and plain:
        # Telephone numbers, ISBNs: three or more runs of digits joined by dashes.
        used = 2
        while index + used < len(r.numbers) and r.numbers[index + used].start == r.numbers[index + used - 1].end + 1:
            used += 1
        run = r.numbers[index : index + used]
        chain_unit, chain_end, _ = measure(r, run[-1])
        if chain_unit is not None and chain_unit.dimension not in _COUNTED and all(len(n.digits) <= 3 for n in run):
            # Snatch, jerk and total: "130-157-287kg".
            for number in run:
                end = chain_end if number is run[-1] else number.end
                r.emit(number, number, end, number.lo, number.hi, ONE, chain_unit)
        return used
    short = plain and len(left.digits) <= 2 and len(right.digits) <= 2
    named = short and between_names(r, left, right)
    scored = named or (short and score_near(r, left))
    if named:
        unit = None
    measured = unit is not None and (unit.dimension not in _COUNTED and unit.dimension != "points_score")
    if short and unit is None and beside_score(r, left, right):
        r.keep_pair(left, right)
        return 2
    if scored and not measured and (left.lo >= right.lo or unit is None or score_near(r, left, close=True)):
        r.keep_pair(left, right)
        return 2
    if left.lo < right.lo or (scale and left.lo < right.lo * scale):
        if unit is None and not scale and plain and (len(left.digits) == 4 == len(right.digits)):
            return 2
        if scale is None and is_name(r, left, unit):
            return 2
        factor = scale or ONE
        lo = left.lo * factor
        if lo >= right.lo * factor:
            lo = left.lo
        if (
            left.digits.isdigit()
            and not right.digits.isdigit()
            and lo * _THOUSAND < right.lo < lo * _THOUSAND * _ONE_ORDER
        ):
            lo *= _THOUSAND  # "55-60.000 đồng": the thousands are printed once
        start = None
        if (prefix := money_prefix(r, left)) is not None:
            unit_end = scale_end(r, right, unit_end, scale)
            unit, start = prefix
        unit = unit or r.unit_before(left)  # "gió cấp 2-3", "độ tuổi 18-25"
        r.emit(left, right, unit_end, lo, right.lo * factor, min(left.grain, right.grain) * factor, unit, start)
        return 2
    # What follows a count is a noun that the language lists, or a verb: "bỏ phiếu 12-3 đóng cửa".
    tight = right.start - left.end == 1
    bare = unit is None or (tight and r.unlisted(unit))
    if plain and len(left.digits) <= 3 and len(right.digits) <= 3 and bare:
        if 31 >= left.lo > 12 >= right.lo >= 1 and not r.pack.plural_nouns and not score_near(r, left):
            return 2  # as well the 30th of April
        if len(left.digits) == 3 > len(right.digits) and not score_near(r, left):
            return 2  # "the 777-9"
        r.keep_pair(left, right)
        return 2
    return single(r, left)


def elapsed(r: Reading, index: int) -> int:
    """``h:mm:ss`` or ``m:ss.cc``, the time of a race, in seconds; 0 where it is something else."""
    found = _ELAPSED.match(r.low, r.numbers[index].start)
    unit = r.unit_of("duration") if found else None
    if found is None or unit is None:
        return 0
    hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in found.groups())
    used = 3 if found["hours"] else 2
    run = r.numbers[index : index + used]
    if run[-1].end != found.end():
        return 0
    amount = 3600 * hours + 60 * minutes + seconds
    # The last place printed: hundredths or thousandths of a race, seconds of a marathon.
    grain = ONE.scaleb(-len(found["seconds"].replace(",", ".").partition(".")[2]))
    r.emit(run[0], run[-1], found.end(), amount, amount, grain, unit)
    return used


def slashed(r: Reading, index: int, left: Number, right: Number) -> int:
    """``a/b``: a part of a whole, a rank of a number ranked, or a score."""
    plain = left.grain == 1 and right.grain == 1
    tight = r.low[left.end : right.start] == "/"
    unit, unit_end, scale = measure(r, right)
    head, head_start = r.head(left, r.pack.ranks)
    if not head and (word := r.word(left.first - 1)) in r.pack.rank_of:
        head, head_start = word, r.t.starts[left.first - 1]
    if plain and head and left.lo <= right.lo:
        r.keep_rank(left, right.lo, head, head_start, right.end)
        return 2
    if head_of_name(r, left) and (unit is None or left.lo > right.lo) and not scored_by_name(r, left):
        return 2  # "nhà trọ số 7/3"
    if left.digits == "1" and plain and r.word(left.first - 1) in r.pack.staged:
        return 2  # "vòng 1/8", "quy hoạch 1/500"
    short = len(left.digits) <= 2 and len(right.digits) <= 2
    if plain and short and score_near(r, left) and (unit is None or left.lo > right.lo):
        r.keep_pair(left, right)
        return 2
    if plain and left.lo <= right.lo and right.lo > 1 and tight:
        if is_name(r, left, unit):
            return 2
        if (left.digits, right.digits) in _FRACTIONS:
            share = left.lo / right.lo
            figure = r.emit(left, right, unit_end, share, share, TENTH, unit)
            figure.form = "fraction"
            return 2
        unit, unit_end = coordinated(r, unit, unit_end)
        factor = scale or ONE  # "45.000/79.000 tỷ đồng": told once for both
        figure = r.emit(left, right, unit_end, left.lo * factor, left.lo * factor, factor, unit)
        figure.of, figure.form = right.lo * factor, "ratio"
        return 2
    pressure = unit is not None and unit.dimension == "pressure"
    if plain and short and left.lo > right.lo and unit is None:
        r.keep_pair(left, right)
        return 2
    if plain and left.lo > right.lo and (pressure or (len(left.digits) == 3 and unit is None)):
        r.keep_pair(left, right, "proportion", "/")  # "140/90 mmHg"
        return 2
    marked = unit is not None or right.digits in _MARKS
    if left.grain < 1 and right.grain == 1 and left.lo <= right.lo and marked and tight:
        figure = r.emit(left, right, unit_end, left.lo, left.lo, left.grain, unit)
        figure.of, figure.form = right.lo, "ratio"  # "96,5/100 điểm"
        return 2
    if left.digits == "1" and right.grain < 1 and unit is None:
        r.keep_pair(left, right, "proportion", "/")  # "tỷ lệ chọi 1/12,5"
        return 2
    return single(r, left)


def sized(r: Reading, index: int) -> int:
    """``a x b``, ``a x b x c``: each side keeps its own number, the unit is shared."""
    run = r.numbers[index : index + 2]
    while index + len(run) < len(r.numbers) and r.low[run[-1].end : r.numbers[index + len(run)].start].strip(" ") in (
        "x",
        "×",
    ):
        run.append(r.numbers[index + len(run)])
    unit, unit_end, scale = measure(r, run[-1])
    for number in run:
        end = unit_end if number is run[-1] else number.end
        r.emit_scaled(number, end, scale, unit)
    return len(run)


def proportion(r: Reading, index: int, left: Number, right: Number) -> int:
    """``a:b``: how two amounts stand to each other, or a score."""
    low = r.low
    if (
        not (left.digits.isdigit() and right.digits.isdigit())
        or len(left.digits) > 3
        or len(right.digits) > 3
        or low[right.end : right.end + 2].strip(":").isdigit()
    ):
        return single(r, left)
    timed = r.word(left.first - 1) in r.pack.timed and len(right.digits) == 2 and right.lo < _MINUTE
    timed = timed and left.lo != right.lo  # "by 50:50"
    if timed and (unit := r.unit_of("duration")) is not None:
        r.emit(left, right, right.end, _MINUTE * left.lo + right.lo, _MINUTE * left.lo + right.lo, ONE, unit)
        return 2  # "leads by 4:24"
    form, mark = ("score", "-") if score_near(r, left) else ("proportion", ":")
    r.keep_pair(left, right, form, mark)
    return 2


def beside_score(r: Reading, left: Number, right: Number) -> bool:
    """Whether a pair goes on a list of scores, or begins one: "6-4, 3-6, 6-2"."""
    before = r.out[-1] if r.out else None
    if before is not None and before.form == "score" and listed(r, before.end, left.start):
        return True
    following = _NEXT_SET.match(r.low, right.end)
    return following is not None and int(following[1]) > int(following[2])


def between_names(r: Reading, left: Number, right: Number) -> bool:
    """Whether names stand on both sides, or two before it: "Arsenal 1 - 2 Dortmund", "Arsenal - Dortmund 1-2"."""
    t, before, after = r.t, left.first - 1, right.last + 1
    unit = measure(r, right)[0]
    if (unit is None or r.unlisted(unit)) and _AGAINST.search(t.text, max(0, left.start - 60), left.start):
        return True
    if before < 0 or after >= t.size:
        return False
    near = t.low[t.ends[before] : left.start] == " " and t.low[right.end : t.starts[after]] == " "
    return (
        near and (t.text[t.starts[before]].isupper() or t.words[before].isdigit()) and t.text[t.starts[after]].isupper()
    )


def coordinated(r: Reading, unit: Unit | None, end: int) -> tuple[Unit | None, int]:
    """Two nouns counted together: "60/92 chỉ tiêu, nhiệm vụ"."""
    nxt = r.t.at(end)
    if unit is None or not unit.noun or nxt >= r.t.size or r.low[end : r.t.starts[nxt]] != ", ":
        return unit, end
    count = r.t.longest(nxt, r.pack.nouns, 4)
    if not count:
        return unit, end
    noun = f"{unit.noun}, {r.t.phrase(nxt, count)}"
    return counted(noun), r.t.ends[nxt + count - 1]


def head_of_name(r: Reading, number: Number) -> bool:
    """Whether a phrase that numbers places or things stands right before."""
    return r.pack.names.get(r.head(number, r.pack.names)[0]) in ("places", "things")


def scored_by_name(r: Reading, number: Number) -> bool:
    """Whether the words before call it a score: "tỷ số"."""
    return any(words in r.low[max(0, number.start - 30) : number.start] for words in r.pack.score_phrases)


def score_near(r: Reading, number: Number, close: bool = False) -> bool:
    """Whether words of matches and scores stand in the neighbourhood."""
    reach = 4 if close else 14
    first = max(0, number.first - reach)
    t = r.t
    last = min(t.size, number.first + (3 if close else 10))
    told = any(t.words[at] in r.pack.score_words and not _of_name(r, at) for at in range(first, last))
    return told or scored_by_name(r, number)


def _of_name(r: Reading, index: int) -> bool:
    """Whether the word is the first of a name of two, "Hòa Phát", where words are syllables."""
    t = r.t
    if r.pack.plural_nouns or index + 1 >= t.size:
        return False
    return t.text[t.starts[index]].isupper() and t.text[t.starts[index + 1]].isupper()
