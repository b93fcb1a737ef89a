"""Vietnamese numbers in words.

Forms that textbooks leave out and speakers use are read too: "hai lăm" 25, "một triệu hai" 1 200 000,
"bốn trăm sáu triệu" 460 000 000, "tỷ rưỡi" 1 500 000 000, "ba bốn chục" 30 to 40. A tail without a scale
of its own counts in the next lower one ("một tỷ hai trăm" is 1.2 billion); who means the units says
"không nghìn" or "linh" first, and so does ``say``.

Grain: units, tens and hundreds are worth what their digits would be, 1 ("hai trăm" is 200, no rounder);
from "nghìn" up, and in short forms, the last place said counts ("một triệu hai" 100 000). Halves and
fractions down to a tenth have the grain of one decimal.

"năm" is five only where something says so: a scale ("năm triệu"), "linh", "phẩy", or a counted noun;
after another number it is the year ("mười năm" is ten years, fifteen is "mười lăm").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from checker.languages.hits import Numeral

SCALES: Mapping[str, int] = {
    "chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9,
    "chục nghìn": 4, "chục ngàn": 4, "trăm nghìn": 5, "trăm ngàn": 5, "chục triệu": 7, "trăm triệu": 8,
    "nghìn tỷ": 12, "nghìn tỉ": 12, "ngàn tỷ": 12, "ngàn tỉ": 12, "triệu tỷ": 15, "triệu tỉ": 15,
}  # fmt: skip
"""Word → power of ten, as it may follow digits ("40 nghìn tỷ")."""

MULTIPLES: Mapping[str, int] = {"tá": 12}
"""Word → factor that is no power of ten."""

HALF_TAIL = "rưỡi"
"""After a scale or a unit: half of it more ("2 tỷ rưỡi", "hai giờ rưỡi")."""

_DIGITS: Mapping[str, int] = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
# As the last digit of a number with tens.
_ONES: Mapping[str, int] = {**_DIGITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SHORT_ONES: Mapping[str, int] = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_DECIMALS: Mapping[str, int] = {**_DIGITS, "không": 0, "tư": 4, "lăm": 5, "mốt": 1}
_BIG: Mapping[str, int] = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_BARE: Mapping[str, int] = {"chục": 1, "trăm": 2, **_BIG}
_AND = frozenset({"linh", "lẻ"})
_HALF = frozenset({"rưỡi", "rưởi"})
_HALVES = frozenset({"nửa", "nưả"})  # the second is a slip of the typing hand that papers print
_MAX_POWER = 18

# What makes "năm" a five when it stands right after it.
_AFTER_FIVE = frozenset({"mươi", "phẩy", "phần", "lăm", "mốt", "nhăm", *_HALF, *_BARE})
# Few words of their own for small numbers: word or words → ends, both included.
_FEW: Mapping[str, tuple[int, int]] = {
    "vài": (2, 9), "mấy": (2, 9), "dăm": (3, 7), "vài ba": (2, 3), "dăm ba": (3, 5), "dăm bảy": (5, 7), "đôi ba": (2, 3),
    "mươi": (8, 12),
}  # fmt: skip
_RANKS: Mapping[str, int] = {"nhất": 1, "nhì": 2}

# A scale is none before these: they make another word of it.
_NOT_SCALE: Mapping[str, frozenset[str]] = {
    "tỷ": frozenset("lệ giá phú số trọng suất dụ muội đối".split()),
    "tỉ": frozenset("lệ giá phú số trọng suất dụ muội đối mỉ tê".split()),
    "triệu": frozenset("tập hồi chứng phú vời".split()),
    "vạn": frozenset("nhất sự vật tuế năng lý chài".split()),
    "nghìn": frozenset("trùng".split()),
    "ngàn": frozenset("trùng đời thu".split()),
    "trăm": frozenset("họ".split()),
    "chục": frozenset(),
}  # fmt: skip
_NOT_FOUR = frozenset(
    "nhân vấn liệu lệnh thế cách duy tưởng pháp gia thục bản sản thương trang chất dinh tế thất".split()
)

# What stands after a count more than anything else; it makes an unsure word sure.
_COUNTED = frozenset(
    "người chiếc cái con vụ cuộc trận bàn lần đứa tên vị bộ cặp cây căn ngôi nhà tòa toà chuyến đợt lượt vòng suất đội nhóm "
    "đoàn tổ hộ xã huyện tỉnh nước quốc cầu tàu xe máy ca ngày giờ phút giây tuần quý thập thế nghìn bước phát viên "
    "học sinh nạn bệnh bác công đại cán chiến binh sĩ nghi bị đối tác phường quận phương tấn tạ kg cân lít mét km ha m2 "
    "đồng usd đô euro điểm phần giải huy tấm bức bài cuốn quyển tập câu chương trang mẫu model loại kiểu dòng bên thành "
    "trường bệnh điểm cơ ngành lĩnh yếu nguyên nữ nam em trẻ cháu thanh ngư thuyền dự án khu lô mảnh thửa gói hợp".split()
)
_HEDGES = frozenset(
    "hơn gần trên dưới khoảng chừng ngót đúng chỉ độ tới đến cỡ quá nhất thiểu đa mất tròn đủ cả".split()
)

_YEAR_BEFORE = frozenset(
    "mỗi hằng hàng cuối đầu giữa nhiều những các vài mấy nửa quanh lâu rưỡi bao từng suốt thường nguyên sang ra "
    "hết tết theo mười mươi trăm một hai ba bốn sáu bảy tám chín".split()
)
_YEAR_AFTER = frozenset(
    "nay ngoái trước sau tới qua học đó này ấy kia xưa mới cũ rồi liền liên đầu cuối thứ kế tiếp nào nhâm giáp ất bính "
    "đinh mậu kỷ canh tân quý sinh tuổi dương âm tài du hữu nhuận tốt khác là có đã sẽ và gần vừa sao nào bản mà thì tháng".split()
)
_NOT_ONE = frozenset(
    "trong số chút cách phần mình loạt khi thời mực lòng dạ cõi mai chiều thể đằng mạch hơi tí tẹo ít thôi khác sớm "
    "cục đi mặt".split()
)
_NOT_THREE = frozenset(
    "mẹ má ơi ruột đẻ dượng lô lăng gai hoa phải rọi chỉ toong ba lê bị trợn que láp via sàm trứng gác".split()
)
_NOT_NINE = frozenset("muồi chắn tới rục cây vàng mọng đỏ bói nục mùi ép kỹ đều".split())
_RIPE = frozenset(
    "nấu trái quả vàng lúa suy nướng luộc đã chưa thật hấp xào rán gần làm ăn cà thóc nung được vừa khi".split()
)
_NOT_EIGHT = frozenset("chuyện".split())
_NOT_HALF = frozenset("đêm đầu cuối sau trước chừng vời kia trên dưới này còn nạc úp mùa".split())
_NOT_SOME = frozenset("khi ai giờ hôm nỗi chốc lúc nay bữa mươi nữa".split())

# Nouns that number what follows them ("vòng hai", "hạng ba"), against a count of it.
_RANKED = frozenset("hạng giải vòng đợt lượt lần cấp loại bậc nhóm kỳ phần tập chương số top tốp lớp ngôi hiệp".split())
_LABELLED = frozenset(
    "tháng quý quận phường khối lớp mùng mồng điều khoản năm bà ông anh chị chú cô cậu dì bác mợ thím vợ".split()
)
_WEEKDAY_BEFORE = frozenset(
    "sáng chiều tối trưa đêm hôm ngày vào từ đến và mỗi hằng hàng là qua tới trước sau chừng cho lúc nay này trong tuần "
    "rạng khuya cứ đúng hoặc hay nhân thì bắt để kể tính".split()
)
_WEEKDAY_AFTER = frozenset("hàng hằng này tới ngày tuần".split())
_CROSSING = frozenset({"ngã"})
_SHOPS = frozenset("cửa ngân mặt đơn khách nhà gian hãng lô kho đặt".split())
_ROMAN_HEADS = "lần thứ|lần|khóa|khoá|quý|thế kỷ|kỳ|giai đoạn|vòng|đợt|cấp|chương|hạng|loại|nhóm"

_NUMBER_WORDS = (
    *_ONES, *_BARE, *_AND, *_HALF, *_HALVES, "không", "mười", "mươi", "phẩy", "phần",
)  # fmt: skip


def _grouped(words: Iterable[str]) -> str:
    """An alternation with the first letters taken out, which ``re`` can skip to: a third faster here."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word)))
    return "|".join(
        f"{first}(?:{'|'.join(w[1:] for w in rest)})" for first, rest in groupby(ordered, key=lambda w: w[0])
    )


_SCALE_AHEAD = "(?= (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\\w))"
_HEADS = (
    *_DIGITS, *_BARE, *_HALVES, "mười", "mươi", "hăm(?= )", "vài", "dăm", "mấy", "đôi(?= ba(?!\\w))",
    f"hàng{_SCALE_AHEAD}", f"cả{_SCALE_AHEAD}", "không(?= phẩy(?!\\w))", "đầu tiên", "thứ(?= )",
    "âm(?= (?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|không|trăm))", "nhân(?= (?:đôi|ba)(?!\\w))",
    "gấp(?= (?:đôi|rưỡi|rưởi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy|trăm|nghìn|ngàn|vạn))",
    "giải(?= nh[ấì])", "hạng(?= nh[ấì])", "ngôi(?= nh[ấì])", "về(?= nh[ấì])",
    *(f"{head}(?= [ivx]+(?!\\w))" for head in _ROMAN_HEADS.split("|")),
)  # fmt: skip
_TAILS = (*_NUMBER_WORDS, "đôi", "nhất", "nhì", "thứ(?= [ivx]+(?!\\w))", "[ivx]+", "vài", "mấy")
# The words of one stretch, parted by single spaces. Its first letter follows no letter and no digit.
# An atomic group, not a possessive one: before 3.11.5 `re` loses its place in a possessive group that fails midway.
_BODY = f"(?:{_grouped(_HEADS)})(?!\\w)(?>(?: (?:{'|'.join(_TAILS)})(?!\\w))*)"
_FIND = re.compile(f"[^a-z0-9à-ỹ]({_BODY})")
_AT_START = re.compile(f"({_BODY})")
_WORD = re.compile(r" ([^\W\d_]+)")
_NEXT_CAPITAL = re.compile(r" ([^\W\d_])([^\W\d_]?)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})(?!\w)")

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
    loose: bool = False  # a digit alone: what stands around it decides


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
    tokens = words.lower().split()
    if not tokens:
        return None
    if tokens == ["không"]:
        return Decimal(0)
    if tokens[0] in _HEDGE_SIGNS and len(tokens) > 1:
        inner = parse(" ".join(tokens[1:])) if tokens[1] not in _HEDGE_SIGNS else None
        return None if inner is None else -inner
    if len(tokens) == 1 and tokens[0] in _ONES:
        return Decimal(_ONES[tokens[0]])
    read = _number(tokens, 0, "")
    if read is None or read.end != len(tokens) or read.lo != read.hi:
        return None
    return read.lo


def say(value: Decimal) -> str:
    """*value* in words, lower case: up to 10^15 either way, with at most one decimal; else ValueError."""
    if abs(value) > Decimal(10) ** 15 or value * 10 != (value * 10).to_integral_value():
        raise ValueError(f"expected a number up to 10^15 with at most one decimal, found {value}")
    if value < 0:
        return f"âm {say(-value)}"
    whole = int(value)
    tenths = int((value - whole) * 10)
    words = _say_whole(whole)
    return f"{words} phẩy {_SAID[tenths]}" if tenths else words


_HEDGE_SIGNS = frozenset({"âm", "trừ"})
_SAID = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _say_whole(number: int) -> str:
    if number < 10:
        return _SAID[number]
    billions, rest = divmod(number, 10**9)
    parts: list[str] = []
    if billions:
        parts.append(f"{_say_whole(billions)} tỷ")
    last = 9
    for power, name in ((6, "triệu"), (3, "nghìn")):
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(f"{_say_hundreds(count, full=bool(parts))} {name}")
            last = power
    if rest:
        # "một triệu hai trăm" is said of 1 200 000, so the units after a gap name what is missing.
        gap = bool(parts) and last > 3
        parts.append(("không nghìn " if gap else "") + _say_hundreds(rest, full=bool(parts)))
    return " ".join(parts)


def _say_hundreds(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_SAID[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        parts.append(f"linh {_SAID[ones]}" if parts else _SAID[ones])
    elif tens == 1:
        parts.append("mười" if ones == 0 else f"mười {'lăm' if ones == 5 else _SAID[ones]}")
    elif tens:
        last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(ones, f" {_SAID[ones]}")
        parts.append(f"{_SAID[tens]} mươi{last}")
    return " ".join(parts)


# Reading a stretch.


def _read_stretch(low: str, text: str, start: int, words: str, hits: list[Numeral]) -> None:
    """Add the numbers in one stretch of number words that begins at *start*."""
    before = _word_before(low, start)
    if words.startswith("đầu tiên"):
        # A sentence that opens with it lists what it says: "Đầu tiên, …".
        sure = not (text[start].isupper() and text[start + 1].islower())
        hits.append(Numeral(start, start + 8, _ONE, _ONE, _ONE, "ordinal", sure))
        return
    if " " not in words:
        _read_lone(low, text, start, words, before, hits)
        return
    tokens = words.split(" ")
    starts: list[int] = []
    at = start
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    tokens = _without_names(tokens, starts, text, low, before)
    after = _word_after(low, start + len(words))
    count = len(tokens)
    i = 0
    while i < count:
        left = "" if i > 1 and tokens[i - 1] == "năm" else tokens[i - 1] if i else before
        read = _read_at(low, tokens, i, left, after, text, starts)
        if read is None:
            i += 1
            continue
        begin, end = i, read.end
        i = max(end, i + 1)
        if read.lo > read.hi:  # a stretch that is no number
            continue
        if end - begin == 1 and read.loose:
            last = starts[begin] + len(tokens[begin])
            _read_lone(low, text, starts[begin], tokens[begin], left, hits, tokens[end] if end < count else None, last)
            continue
        stop = starts[end - 1] + len(tokens[end - 1])
        hits.append(Numeral(starts[begin], stop, read.lo, read.hi, read.grain, read.form, read.sure))


def _without_names(tokens: list[str], starts: list[int], text: str, low: str, before: str) -> list[str]:
    """*tokens* with those blanked that a capital makes a name: "thứ Hai", "Hai Bà", "chị Ba"."""
    if not any(text[at].isupper() for at in starts):
        return tokens
    kept = list(tokens)
    for i, at in enumerate(starts):
        if not text[at].isupper() or tokens[i] in ("i", "v", "x") or _is_roman(tokens[i]):
            continue
        shouted = len(tokens[i]) > 1 and text[at + 1].isupper()
        opens = i == 0 and _opens_sentence(text, at)
        ranked = (i == 1 and tokens[0] == "thứ" and before == "lần") or (
            i == 1 and tokens[0] in ("giải", "hạng", "ngôi")
        )
        if not (shouted or opens or ranked):
            kept[i] = ""
    return kept


_NOTHING = _Read(0, Decimal(1), Decimal(0), Decimal(1))


def _skip(end: int) -> _Read:
    return _NOTHING._replace(end=end)


def _read_at(
    low: str, tokens: list[str], i: int, left: str, after: str, text: str, starts: list[int]
) -> _Read | None:  # fmt: skip
    """What the tokens from *i* on say; a reading with ``lo`` > ``hi`` is to be skipped."""
    token = tokens[i]
    if token == "":
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    digits_before = i == 0 and starts[0] > 1 and low[starts[0] - 1] == " " and low[starts[0] - 2].isdigit()
    if digits_before and (token in _BARE or token == "năm"):
        # The scale of a figure in digits, with all that still belongs to it ("2 triệu hai").
        read = _number(tokens, i, after)
        return _skip(read.end) if read is not None and token in _BARE else _skip(i + 1)
    if token == "phần":
        return _skip(i + 2) if follow in _BARE else None
    if token == "không" and follow != "phẩy":
        return None
    if token == "thứ":
        return _ordinal(tokens, i, left, after, text, starts)
    if token == "gấp" or token == "nhân":
        return _multiple(tokens, i, after)
    if token in ("giải", "hạng", "ngôi", "về") and follow in _RANKS:
        return None
    if token in _RANKS:
        if left not in ("giải", "hạng", "ngôi", "về"):
            return None
        return _Read(i + 1, _DEC[_RANKS[token]], _DEC[_RANKS[token]], _ONE, "ordinal", left != "về")
    if token == "hàng" or token == "cả":
        power, end = _scales(tokens, i + 1, after)
        if not power or (token == "hàng" and left in _SHOPS):
            return None
        return _magnitude(end, power)
    if token in ("âm", "trừ"):
        return _negative(tokens, i, after)
    if token == "năm" and not _is_five(tokens, i):
        return _five_or_year(tokens, i, left)
    if _is_roman(token):
        return _roman(tokens, i, left, text, starts)
    if token in _BARE:
        return _bare_scale(tokens, i, left, after)
    read = _number(tokens, i, after)
    if read is not None and left == "năm" and read.sure and (read.hi < 100 or 1000 <= read.hi <= 2999):
        read = read._replace(sure=False)  # "năm hai nghìn": a year said in words
    if read is not None and read.loose and follow == "phần":
        percent = i + 2 < len(tokens) and tokens[i + 2] in _BARE
        return read._replace(loose=False) if percent or token != "một" else None
    if read is not None and left in _RANKED and read.form == "cardinal" and read.hi < 100 and left != "số":
        read = read._replace(form="ordinal")
    return read


def _is_roman(token: str) -> bool:
    return token[0] in "ivx" and _ROMAN.fullmatch(token) is not None


def _roman(tokens: list[str], i: int, left: str, text: str, starts: list[int]) -> _Read | None:
    token = tokens[i]
    printed = text[starts[i] : starts[i] + len(token)]
    if not printed.isupper() or left not in _ROMAN_LEFT:
        return None
    value = Decimal(_roman_value(token))
    return _Read(i + 1, value, value, _ONE, "ordinal")


_ROMAN_LEFT = frozenset("thứ lần khóa khoá quý kỷ kỳ đoạn vòng đợt cấp chương hạng loại nhóm".split())


def _roman_value(token: str) -> int:
    worth = {"i": 1, "v": 5, "x": 10}
    values = [worth[c] for c in token]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def _ordinal(tokens: list[str], i: int, left: str, after: str, text: str, starts: list[int]) -> _Read | None:
    """A number after "thứ"; from two to seven it is as often a weekday."""
    if i + 1 >= len(tokens) or not tokens[i + 1]:
        return None
    follow = tokens[i + 1]
    if follow in _RANKS:
        opens = text[starts[i] + 8 : starts[i] + 9] == "," if follow == "nhất" else False
        return _Read(i + 2, _DEC[_RANKS[follow]], _DEC[_RANKS[follow]], _ONE, "ordinal", not opens)
    if _is_roman(follow):
        read = _roman(tokens, i + 1, "thứ", text, starts)
    elif follow == "tư":
        read = _Read(i + 2, _DEC[4], _DEC[4], _ONE)
    elif follow == "năm" and not _is_five(tokens, i + 1):
        read = _Read(i + 2, _DEC[5], _DEC[5], _ONE)
    elif follow in _DIGITS or follow in ("mười", "trăm", "hăm"):
        small = _below_thousand(tokens, i + 1, after)
        read = None if small is None else _Read(small[0], Decimal(small[1]), Decimal(small[1]), _ONE)
    else:
        return None
    if read is None:
        return None
    weekday = 2 <= read.lo <= 7 and not _is_roman(follow)
    told = left not in _WEEKDAY_BEFORE and after not in _WEEKDAY_AFTER if left else False
    return read._replace(form="ordinal", sure=not weekday or told)


def _multiple(tokens: list[str], i: int, after: str) -> _Read | None:
    if i + 1 >= len(tokens):
        return None
    follow = tokens[i + 1]
    if follow == "đôi":
        return _Read(i + 2, _DEC[2], _DEC[2], _ONE, "multiple")
    if follow in _HALF:
        return _Read(i + 2, Decimal("1.5"), Decimal("1.5"), _TENTH, "multiple")
    if tokens[i] == "nhân":
        return _Read(i + 2, _DEC[3], _DEC[3], _ONE, "multiple") if follow == "ba" else None
    if follow == "năm" and not _is_five(tokens, i + 1):
        return _Read(i + 2, _DEC[5], _DEC[5], _ONE, "multiple")
    read = _number(tokens, i + 1, after)
    if read is None:
        return None
    # "gấp một lần" and "gấp một rưỡi" are multiples, "gấp một bản kế hoạch" is not.
    sure = follow != "một" or read.end > i + 2 or after == "lần"
    return read._replace(form="multiple", sure=sure, loose=False) if sure else None


def _negative(tokens: list[str], i: int, after: str) -> _Read | None:
    if i + 1 >= len(tokens):
        return None
    if tokens[i + 1] == "năm" and not _is_five(tokens, i + 1):
        if after in _YEAR_AFTER:
            return None
        return _Read(i + 2, -_DEC[5], -_DEC[5], _ONE, "cardinal", after == "độ")
    read = _number(tokens, i + 1, after)
    if read is None:
        return None
    sure = after in ("độ", "phần") or read.end > i + 2
    return read._replace(lo=-read.hi, hi=-read.lo, sure=sure, loose=False)


def _five_or_year(tokens: list[str], i: int, left: str) -> _Read | None:
    """A "năm" that no scale follows: the unit of time after a number, else a digit to be weighed."""
    if i and (tokens[i - 1] in _DIGITS or tokens[i - 1] in _NUMBER_SET):
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if follow == "năm" and not _is_five(tokens, i + 1):
        if left in _YEAR_BEFORE:
            return None
        return _Read(i + 1, _DEC[5], _DEC[5], _ONE)
    if follow in ("sáu", "bảy") and (i + 2 >= len(tokens) or tokens[i + 2] in ("năm", "")):
        return _Read(i + 2, _DEC[5], _DEC[_DIGITS[follow]], _ONE, "vague", False)
    if follow in ("sáu", "bảy") and tokens[i + 2] in _BARE:
        power, end = _scales(tokens, i + 2, "")
        factor = Decimal(10) ** power
        return _Read(end, _DEC[5] * factor, _DEC[_DIGITS[follow]] * factor, factor, "vague")
    if follow:
        return None
    return _Read(i + 1, _DEC[5], _DEC[5], _ONE, loose=True)


_NUMBER_SET = frozenset(_NUMBER_WORDS)


def _magnitude(end: int, power: int) -> _Read:
    low = Decimal(10) ** power
    return _Read(end, low, low * 10 - 1, low, "magnitude")


def _bare_scale(tokens: list[str], i: int, left: str, after: str) -> _Read | None:
    """A scale without a number before it: "hơn trăm người", "tỷ rưỡi"."""
    read = _number(tokens, i, after)
    if read is None:
        return _skip(i + 1)
    only_scales = all(token in _BARE for token in tokens[i : read.end])
    if not only_scales:
        return read
    if left in _HEDGES or (tokens[i] == "trăm" and read.end < len(tokens) and tokens[read.end] == "phần"):
        return read
    return _skip(read.end) if tokens[i] not in ("chục", "trăm") else read._replace(sure=False)


def _read_lone(
    low: str, text: str, start: int, word: str, before: str, hits: list[Numeral],
    after: str | None = None, stop: int | None = None,
) -> None:  # fmt: skip
    """Add a number of one word, unless what stands around it makes it another word."""
    end = stop if stop is not None else start + len(word)
    if text[start].isupper() and not (len(word) > 1 and text[start + 1].isupper()) and before not in ("giải", "hạng"):
        if not _opens_sentence(text, start):
            return
        capital = _NEXT_CAPITAL.match(text, end)
        if capital is not None and capital[1].isupper() and not capital[2].isupper():
            return
    if after is None:
        after = _word_after(low, end)
    if word in _HALVES:
        if after not in _NOT_HALF and before not in ("nhiều", "chẳng"):
            hits.append(Numeral(start, end, _HALF_VALUE, _HALF_VALUE, _TENTH, "fraction", True))
        return
    if word in _FEW:
        _add_few(low, start, end, word, before, after, hits)
        return
    if word in _BARE:
        if (
            before in _HEDGES
            and after not in _NOT_SCALE.get(word, ())
            and word not in ("tỷ", "tỉ")
            and before != "nhất"
        ):
            value = Decimal(10) ** _BARE[word]
            hits.append(Numeral(start, end, value, value, value, "cardinal", True))
        elif word == "chục" and after and not _digit_before(low, start):
            hits.append(Numeral(start, end, _DEC[10], _DEC[10], _DEC[10], "cardinal", False))
        return
    if word == "mười":
        hits.append(Numeral(start, end, _DEC[10], _DEC[10], _ONE, "cardinal", True))
        return
    if word in _DIGITS:
        judged = _judge(word, low, start, end, before, after)
        if judged is not None:
            value = _DEC[_DIGITS[word]]
            hits.append(Numeral(start, end, value, value, _ONE, *judged))


def _add_few(low: str, start: int, end: int, word: str, before: str, after: str, hits: list[Numeral]) -> None:
    if word == "mươi" and (_digit_before(low, start) or before == "đôi"):
        return
    if word in ("vài", "mấy") and (after in _NOT_SOME or before in ("không", "chẳng", "chả")):
        return
    few = _FEW[word]
    sure = word not in ("mấy", "mươi") and bool(after)
    hits.append(Numeral(start, end, _DEC[few[0]], _DEC[few[1]], _ONE, "vague", sure))


def _judge(word: str, low: str, start: int, end: int, before: str, after: str) -> tuple[str, bool] | None:
    """Form and sureness of a digit that stands alone; None where it is no number."""
    if before in _CROSSING or (word == "bẩy" and (before == "đòn" or after not in _COUNTED)):
        return None
    if low[start - 1 : start] == "-" and low[end : end + 1] == "-":
        return None  # a word of an address ("giai-ba-2013")
    if any(low.startswith(rest, end) for rest in _IDIOMS.get(word, ())):
        return None
    if word == "năm":
        return _judge_five(low, start, end, before, after)
    if before in _RANKED and not (before == "cấp" and _word_before(low, start - 4) in _GIVEN):
        return _judge_ranked(word, low, start, before, after)
    if word == "một":
        return _judge_one(before, after)
    if (word == "hai" and before == "không") or after in _NOT_AFTER.get(word, ()):
        return None
    if (word == "chín" and before in _RIPE and (after == "bị" or after not in _COUNTED)) or (
        word == "tám" and before in ("bà", "buôn")
    ):
        return None
    if word == "ba" and before in ("của", "người", "cha", "và", "với") and after not in _COUNTED:
        return ("cardinal", False) if after else None
    if before in _LABELLED:
        each = before in ("năm", "tháng") and _word_before(low, start - len(before) - 1) in (
            "mỗi",
            "một",
            "hằng",
            "hàng",
        )
        return "cardinal", each and bool(after)
    if after in ("nữa", "là") and before not in _HEDGES:
        return "cardinal", False  # "Hai nữa, …": the second point of a speech
    # Without a word after it, it is a father, a ripe fruit or a score as soon as a count.
    return "cardinal", bool(after) or before in _HEDGES or word not in ("ba", "tám", "chín")


_NOT_AFTER: Mapping[str, frozenset[str]] = {
    "ba": _NOT_THREE, "chín": _NOT_NINE, "tám": _NOT_EIGHT, "hai": frozenset({"lúa"}),
}  # fmt: skip


# What turns "cấp" into giving: "cung cấp hai máy".
_GIVEN = frozenset("cung trợ nâng cao sơ trung phân đẳng chu".split())
_IDIOMS: Mapping[str, tuple[str, ...]] = {
    "năm": (" lần bảy lượt",),
    "bảy": (" lượt",),
    "ba": (" chân bốn cẳng", " đầu sáu tay", " hồn bảy vía"),
    "bốn": (" cẳng", " phương tám hướng"),
    "chín": (" người mười ý", " bỏ làm mười"),
}


def _judge_ranked(word: str, low: str, start: int, before: str, after: str) -> tuple[str, bool] | None:
    """After "số", "lần" and the like a digit is a rank, but "trong số hai người" counts."""
    earlier = _word_before(low, start - len(before) - 1)
    if before == "số" and earlier in ("trong", "tổng", "một", "đa"):
        return _judge_one(before, after) if word == "một" else ("cardinal", word != "ba" or after in _COUNTED)
    if after in _COUNTED or (word == "một" and after):
        return ("ordinal" if word == "một" and before == "số" else "cardinal"), False
    if before in ("nhóm", "lớp", "phần"):
        return "ordinal", False
    return "ordinal", earlier not in ("mỗi", "một", "nhiều", "các")


def _judge_one(before: str, after: str) -> tuple[str, bool] | None:
    if after in _NOT_ONE or (not after and before not in _HEDGES):
        return None
    if before in _LABELLED or before in ("từng", "mỗi", "đó", "là", "như"):
        return "cardinal", False
    return "cardinal", after in _ONE_SURE or (before in _HEDGES_OF_ONE and after in _COUNTED)


_ONE_SURE = frozenset("năm tháng tuần phút giây thập".split())
_HEDGES_OF_ONE = frozenset("hơn gần khoảng chừng ngót đúng chỉ nhất thiểu đa tròn".split())


def _judge_five(low: str, start: int, end: int, before: str, after: str) -> tuple[str, bool] | None:
    if _digit_before(low, start) or before in _YEAR_BEFORE or low[end : end + 2].strip()[:1].isdigit():
        return None
    if after in _YEAR_AFTER and not (after == "tháng" and before in _SPAN_BEFORE):
        return None
    if after in ("", "âm") or after not in _COUNTED:
        return ("cardinal", False) if after else None
    if before in _RANKED and before not in ("lần", "số"):
        return "ordinal", False
    return "cardinal", after in _FIVE_SURE or before in _HEDGES


_SPAN_BEFORE = frozenset("sau trong gần hơn khoảng trước tròn chừng được đã ngót suốt".split())
_FIVE_SURE = frozenset(
    "người chiếc cái con vụ cuộc trận bàn lần đứa phút giờ giây tuần ngày tên vị ngôi căn năm".split()
)


# Numbers from tokens. Each reads from index i and returns the index after what it took.


def _is_five(tokens: list[str], i: int) -> bool:
    """Whether the "năm" at *i* must be a digit, by the token after it."""
    return i + 1 < len(tokens) and tokens[i + 1] in _AFTER_FIVE


def _scales(tokens: list[str], i: int, after: str) -> tuple[int, int]:
    """The power of ten of the scales from *i* on ("chục nghìn tỷ" 13) and the index after them; 0 where none is."""
    power = 0
    while i < len(tokens) and tokens[i] in _BARE:
        token = tokens[i]
        follow = tokens[i + 1] if i + 1 < len(tokens) else after
        step = _BARE[token]
        if power + step > _MAX_POWER or follow in _NOT_SCALE.get(token, ()) or (power and step < 3):
            break
        power += step
        i += 1
    return power, i


def _below_hundred(tokens: list[str], i: int, after: str, *, inner: bool = False) -> tuple[int, int, bool] | None:
    """Index after, value, and whether it is one plain digit.

    *inner*: after a higher place, where two plain digits are tens and ones ("hai trăm ba sáu").
    """
    count = len(tokens)
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < count else ""
    third = tokens[i + 2] if i + 2 < count else ""
    if token == "mười":
        if follow in _ONES and follow != "năm" and third not in ("mươi", "trăm"):
            return i + 2, 10 + _ONES[follow], False
        return i + 1, 10, False
    if token == "hăm":
        return (i + 2, 20 + _ONES[follow], False) if follow in _ONES else None
    if token not in _DIGITS:
        return None
    digit = _DIGITS[token]
    if follow == "mươi":
        if third in _ONES and third != "năm" and not (i + 3 < count and tokens[i + 3] in ("mươi", "trăm")):
            return i + 3, 10 * digit + _ONES[third], False
        return i + 2, 10 * digit, False
    if follow in _SHORT_ONES and not (follow == "tư" and (third or after) in _NOT_FOUR):
        return i + 2, 10 * digit + _SHORT_ONES[follow], False
    if inner and follow in _DIGITS and follow not in ("năm", "một") and third not in ("mươi", "trăm"):
        return i + 2, 10 * digit + _DIGITS[follow], False
    return i + 1, digit, True


def _below_thousand(tokens: list[str], i: int, after: str, *, inner: bool = False) -> tuple[int, int, int, bool] | None:
    """Index after, value, grain, and whether it is one plain digit."""
    count = len(tokens)
    if tokens[i] == "trăm":
        hundreds, end = 1, i
    elif tokens[i] == "không":
        if i + 1 < count and tokens[i + 1] == "trăm":
            hundreds, end = 0, i + 1
        else:
            return i + 1, 0, 1, False
    else:
        small = _below_hundred(tokens, i, after, inner=inner)
        if small is None:
            return None
        end, value, plain = small
        if end < count and tokens[end] == "chục" and value < 100:
            return end + 1, value * 10, 10, False
        if end >= count or tokens[end] != "trăm":
            return end, value, 1, plain
        hundreds = value
    end += 1
    if end >= count:
        return end, hundreds * 100, 1, False
    token = tokens[end]
    follow = tokens[end + 1] if end + 1 < count else ""
    if token in _AND:
        return (
            (end + 2, hundreds * 100 + _ONES[follow], 1, False) if follow in _ONES else (end, hundreds * 100, 1, False)
        )
    if token in _HALF:
        return end + 1, hundreds * 100 + 50, 10, False
    if token == "năm" and follow not in _BIG and follow not in ("mươi", "mốt", "lăm", "nhăm"):
        return end, hundreds * 100, 1, False
    if token == "mốt":
        return end + 1, hundreds * 100 + 10, 10, False
    if token == "tư" and (follow or after) not in _NOT_FOUR:
        return end + 1, hundreds * 100 + 40, 10, False
    tail = _below_hundred(tokens, end, after, inner=True)
    beyond = tokens[tail[0]] if tail is not None and tail[0] < count else ""
    if tail is None or beyond in ("trăm", "chục", "phần") or (beyond == "phẩy" and tail[2]):
        return end, hundreds * 100, 1, False
    if not tail[2]:
        return tail[0], hundreds * 100 + tail[1], 1, False
    if token == "một":  # "hai trăm một người": each gets two hundred
        return end, hundreds * 100, 1, False
    return tail[0], hundreds * 100 + tail[1] * 10, 10, False


def _number(tokens: list[str], i: int, after: str) -> _Read | None:
    """The longest number from *i* on, fractions and few-words included."""
    token = tokens[i]
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    if token == "một" and (follow in _HALVES or follow in ("vài", "mấy")):
        return _number(tokens, i + 1, after)
    if token in _HALVES:
        power, end = _scales(tokens, i + 1, after)
        if not power:
            if after in _NOT_HALF and i + 1 == len(tokens):
                return None
            return _Read(i + 1, _HALF_VALUE, _HALF_VALUE, _TENTH, "fraction")
        factor = Decimal(10) ** power
        return _Read(end, factor / 2, factor / 2, factor / 10)
    few = _few(tokens, i, after)
    if few is not None:
        return few
    pair = _pair(tokens, i, after)
    if pair is not None:
        return pair
    return _exact(tokens, i, after)


def _few(tokens: list[str], i: int, after: str) -> _Read | None:
    token = tokens[i]
    if token not in ("vài", "mấy", "dăm", "đôi", "mươi"):
        return None
    follow = tokens[i + 1] if i + 1 < len(tokens) else ""
    ends = _FEW.get(f"{token} {follow}")
    end = i + 2
    if ends is None:
        ends, end = _FEW.get(token), i + 1
        if ends is None:
            return None
    if end < len(tokens) and tokens[end] == "mươi":
        return _Read(end + 1, _DEC[10] * ends[0], Decimal(ends[1] * 10 + 9), _DEC[10], "vague")
    power, last = _scales(tokens, end, after)
    if not power:
        return _Read(end, _DEC[ends[0]], _DEC[ends[1]], _ONE, "vague", token not in ("mấy", "mươi"))
    factor = Decimal(10) ** power
    top = factor * 10 - 1 if ends[1] == 9 else factor * ends[1]
    return _Read(last, factor * ends[0], top, factor, "vague")


def _pair(tokens: list[str], i: int, after: str) -> _Read | None:
    """Two digits side by side: neighbours are a guess ("ba bốn người"), others tens and ones, three a recital."""
    count = len(tokens)
    token = tokens[i]
    if token not in _DIGITS or token == "năm" or i + 1 >= count:
        return None
    follow = tokens[i + 1]
    if follow == "mười" and token == "chín" and (i + 2 >= count or tokens[i + 2] not in _ONES):
        return _Read(i + 2, _DEC[9], _DEC[10], _ONE, "vague")
    if follow not in _DIGITS or follow == "năm":
        return None
    third = tokens[i + 2] if i + 2 < count else ""
    a, b = _DIGITS[token], _DIGITS[follow]
    if third in _DIGITS and third != "năm" and not (i + 3 < count and tokens[i + 3] == "mươi"):
        end = i + 2
        while end < count and tokens[end] in _DIGITS:
            end += 1
        return _skip(end)
    if third in _SHORT_ONES or third == "phẩy" or third == "phần":
        return None
    if b == a + 1:
        if third == "mươi":
            power, end = _scales(tokens, i + 3, after)
            factor = Decimal(10) ** (power + 1)
            return _Read(end if power else i + 3, a * factor, b * factor, factor, "vague")
        power, end = _scales(tokens, i + 2, after)
        factor = Decimal(10) ** power
        return _Read(end if power else i + 2, a * factor, b * factor, factor, "vague", a != 1 or bool(power))
    if third == "mươi" or third in _BARE or a == 1 or b == 1:
        return None
    return _Read(i + 2, _DEC[10 * a + b], _DEC[10 * a + b], _ONE, "cardinal", False)


def _exact(tokens: list[str], i: int, after: str) -> _Read | None:
    count = len(tokens)
    start = i
    total = Decimal(0)
    grain = _ONE
    last = 99  # the power of the scale said last; 99 before the first
    base = 0  # what an implicit tail counts in, as a power of ten
    gap = False  # "không nghìn" was said: what follows is meant as it stands
    plain_only = False
    sure = True
    while i < count:
        token = tokens[i]
        if last != 99 and token in _HALF:
            total += Decimal(10) ** last / 2
            grain = Decimal(10) ** (last - 1)
            i += 1
            break
        if last != 99 and token in _AND:
            tail = _below_thousand(tokens, i + 1, after, inner=True) if i + 1 < count else None
            if tail is None:
                break
            power, end = _big_scales(tokens, tail[0], after)
            if power >= last:
                break
            total += tail[1] * Decimal(10) ** power
            grain, i = Decimal(10) ** power, end
            break
        if last == 99 and token in _BIG:
            power, end = _scales(tokens, i, after)
            if not power:
                return None
            total, last, grain, i = Decimal(10) ** power, power, Decimal(10) ** power, end
            base = max(0, last - 3)
            continue
        if last != 99 and token == "năm" and not _is_five(tokens, i):
            break
        part = _below_thousand(tokens, i, after, inner=last != 99)
        if part is None:
            if last != 99 and token in _SHORT_ONES and not (token == "tư" and after in _NOT_FOUR and i + 1 == count):
                total += _SHORT_ONES[token] * Decimal(10) ** (last - 1)
                grain = Decimal(10) ** (last - 1)
                i += 1
            break
        end, value, part_grain, plain = part
        amount = Decimal(value)
        if last == 99 and end < count and tokens[end] in _HALF and plain:
            return _Read(end + 1, amount + _HALF_VALUE, amount + _HALF_VALUE, _TENTH)
        step = Decimal(part_grain)
        if end < count and tokens[end] == "phẩy" and last != 99:
            if plain:
                break
        elif end < count and tokens[end] == "phẩy":
            decimals = _decimals(tokens, end + 1, after)
            if decimals is None:
                return _Read(end, amount, amount, step, loose=plain)
            end, share, step = decimals
            amount += share
            plain = False
        elif end + 1 < count and tokens[end] == "phần" and last == 99:
            fraction = _fraction(tokens, end, amount, after)
            if fraction is not None:
                return fraction
        power, scaled_end = _big_scales(tokens, end, after)
        if power:
            if last == 3 and power in (9, 15) and value < 1000 and total < 10**6:
                total = (total + amount) * Decimal(10) ** power  # "hai nghìn ba trăm tỷ"
                last = power
            elif power < last:
                total += amount * Decimal(10) ** power
                last = power
            else:
                break  # "hai triệu ba triệu": another number
            gap = gap or value == 0
            grain = step * Decimal(10) ** power
            base = max(0, last - 3)
            i = scaled_end
            continue
        if last == 99:
            total, grain, i = amount, step, end
            plain_only = plain
            break
        if token == "không" and value == 0 and end == i + 1:
            break
        if gap or token == "không":
            total, grain, i = total + amount, step, end
        elif plain and not (end < count and tokens[end] == "chục"):
            if token == "một":
                break  # "năm triệu một tháng"
            total += amount * Decimal(10) ** (last - 1)
            grain = Decimal(10) ** (last - 1)
            i = end
        elif value < 100 and end == i + 2 and tokens[i + 1] in (*_SHORT_ONES, *_DIGITS) and token != "mười":
            total += amount * Decimal(10) ** (last - 2)  # "một triệu hai lăm"
            grain = Decimal(10) ** (last - 2)
            i = end
        else:
            total += amount * Decimal(10) ** base
            grain = step * Decimal(10) ** base
            if base:
                grain = max(grain, Decimal(10) ** (base + (2 if value % 100 == 0 else 0)))
            i = end
        break
    if i == start:
        return None
    if last != 99 and i < count and tokens[i] == "phẩy":
        decimals = _decimals(tokens, i + 1, after)
        if decimals is not None:
            power, end = _big_scales(tokens, decimals[0], after)
            if power > last or not power:  # "một nghìn hai trăm phẩy năm tỷ"
                factor = Decimal(10) ** power
                return _Read(end, (total + decimals[1]) * factor, (total + decimals[1]) * factor, decimals[2] * factor)
    return _Read(i, total, total, grain, "cardinal", sure, plain_only)


def _big_scales(tokens: list[str], i: int, after: str) -> tuple[int, int]:
    """As ``_scales``, from "nghìn" up."""
    if i < len(tokens) and tokens[i] in _BIG:
        return _scales(tokens, i, after)
    return 0, i


def _decimals(tokens: list[str], i: int, after: str) -> tuple[int, Decimal, Decimal] | None:
    """What is said after "phẩy": index after, share of one, grain."""
    if i >= len(tokens):
        return None
    small = _below_hundred(tokens, i, after, inner=True)
    if small is not None and not small[2]:
        return small[0], Decimal(small[1]) / 100, Decimal("0.01")
    end = i
    share = Decimal(0)
    grain = _ONE
    while end < len(tokens) and end - i < 6 and tokens[end] in _DECIMALS:
        if end > i and tokens[end] == "năm" and not (end + 1 < len(tokens) and tokens[end + 1] in _BIG):
            break
        grain /= 10
        share += _DECIMALS[tokens[end]] * grain
        end += 1
    return (end, share, grain) if end > i else None


def _fraction(tokens: list[str], i: int, over: Decimal, after: str) -> _Read | None:
    """*over* and, from "phần" at *i* on, what it is divided by; None for per cent, which is a unit."""
    token = tokens[i + 1]
    follow = tokens[i + 2] if i + 2 < len(tokens) else after
    if token == "tư":
        under, end = 4, i + 2
        if follow in _NOT_FOUR:
            return None
    elif token in _BIG:
        power, end = _scales(tokens, i + 1, after)
        under = 10**power
    else:
        small = _below_hundred(tokens, i + 1, after)
        if small is None or small[1] < 2:
            return None
        end, under, _ = small
    if under <= 1 or over == 0:
        return None
    share = over / under
    return _Read(end, share, share, min(_TENTH, _ONE / under), "fraction")


# What stands around.


def _word_before(low: str, start: int) -> str:
    """The word right before *start*, parted by one space; empty where anything else stands there."""
    if start < 2 or low[start - 1] != " ":
        return ""
    word = low[low.rfind(" ", max(0, start - 12), start - 1) + 1 : start - 1]
    if word.isalpha():
        return word
    at = len(word)
    while at and word[at - 1].isalpha():
        at -= 1
    return word[at:]


def _word_after(low: str, end: int) -> str:
    """The word right after *end*, parted by one space; empty where anything else stands there."""
    match = _WORD.match(low, end)
    return match[1] if match is not None else ""


def _digit_before(low: str, start: int) -> bool:
    return start > 1 and low[start - 1] == " " and low[start - 2].isdigit()


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at *start* is owed to the place: after a full stop, a quotation mark, a dash, a line's begin."""
    at = start - 1
    while at >= 0 and text[at] == " " and start - at < 8:
        at -= 1
    return at < 0 or text[at] in _OPENERS


_OPENERS = frozenset(".!?:;…\n\r\t\"'“”‘’«(-–—•*#|/>")
