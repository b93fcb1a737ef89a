"""One number word by itself: what stands around it decides whether it is a number."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.languages.hits import Numeral
from checker.languages.spoken import DEC, HALF_VALUE, ONE, TENTH, opens_sentence
from checker.languages.vi.numerals.around import digit_before, word_after, word_before
from checker.languages.vi.numerals.words import (
    AGED,
    BARE,
    COUNTED,
    CROSSING,
    DIGITS,
    FEW,
    FIVE_LEARN,
    FIVE_SURE,
    GIVEN,
    GROWING,
    HALVES,
    HEDGES,
    HEDGES_OF_ONE,
    IDIOMS,
    LABELLED,
    NEXT_CAPITAL,
    NOT_AFTER,
    NOT_HALF,
    NOT_ONE,
    NOT_SCALE,
    NOT_SOME,
    ONE_SURE,
    RANKED,
    RIPE,
    SPAN_BEFORE,
    YEAR_AFTER,
    YEAR_BEFORE,
)

# Between a count and the list of what it counts; where the list ends; and how much of it is looked at.
LIST_OPENS = re.compile(r"[\s”\"’']*(?:[:(]|gồm(?: có)?|là)[\s“\"‘':]*")
LIST_ENDS = re.compile(r"[.;\n]")
LIST_REACH = 120
# So many items begin with the word that is counted; two may be chance.
LISTED = 3


def read_lone(
    low: str, text: str, start: int, word: str, before: str, hits: list[Numeral],
    after: str | None = None, stop: int | None = None,
) -> None:  # fmt: skip
    """Add a number of one word, unless what stands around it makes it another word."""
    end = stop if stop is not None else start + len(word)
    if text[start].isupper() and not (len(word) > 1 and text[start + 1].isupper()) and before not in ("giải", "hạng"):
        if not opens_sentence(text, start):
            return
        capital = NEXT_CAPITAL.match(text, end)
        if capital is not None and capital[1].isupper() and not capital[2].isupper():
            return
    if after is None:
        after = word_after(low, end)
    if word in HALVES:
        if after not in NOT_HALF and before not in ("nhiều", "chẳng"):
            hits.append(Numeral(start, end, HALF_VALUE, HALF_VALUE, TENTH, "fraction", True))
        return
    if word in FEW:
        add_few(low, start, end, word, before, after, hits)
        return
    if word in BARE:
        if before in HEDGES and after not in NOT_SCALE.get(word, ()) and word not in ("tỷ", "tỉ") and before != "nhất":
            value = Decimal(10) ** BARE[word]
            hits.append(Numeral(start, end, value, value, value, "cardinal", True))
        elif word == "chục" and after and not digit_before(low, start):
            hits.append(Numeral(start, end, DEC[10], DEC[10], DEC[10], "cardinal", False))
        return
    if word == "mười":
        hits.append(Numeral(start, end, DEC[10], DEC[10], ONE, "cardinal", True))
        return
    if word in DIGITS:
        judged = judge(word, low, start, end, before, after)
        if judged is not None:
            value = DEC[DIGITS[word]]
            hits.append(Numeral(start, end, value, value, ONE, *judged))


def add_few(low: str, start: int, end: int, word: str, before: str, after: str, hits: list[Numeral]) -> None:
    if word == "mươi" and (digit_before(low, start) or before == "đôi"):
        return
    if word in ("vài", "mấy") and (after in NOT_SOME or before in ("không", "chẳng", "chả")):
        return
    few = FEW[word]
    sure = word not in ("mấy", "mươi") and bool(after)
    hits.append(Numeral(start, end, DEC[few[0]], DEC[few[1]], ONE, "vague", sure))


def judge(word: str, low: str, start: int, end: int, before: str, after: str) -> tuple[str, bool] | None:
    """Form and sureness of a digit that stands alone; None where it is no number."""
    if before in CROSSING or (word == "bẩy" and (before == "đòn" or after not in COUNTED)):
        return None
    if low[start - 1 : start] == "-" and low[end : end + 1] == "-":
        return None  # a word of an address ("giai-ba-2013")
    if any(low.startswith(rest, end) for rest in IDIOMS.get(word, ())):
        return None
    if word == "hai" and before in GROWING and low.startswith(" con số", end):
        return None  # "tăng trưởng hai con số": ten per cent and more
    if word == "năm":
        return judge_five(low, start, end, before, after)
    given = before == "cấp" and word_before(low, start - 4) in GIVEN
    lasting = before == "vòng" and word_before(low, start - 5) == "trong"  # "trong vòng ba tháng"
    if before in RANKED and not (given or lasting):
        return judge_ranked(word, low, start, before, after)
    if word == "một":
        return judge_one(before, after)
    if (word == "hai" and before == "không") or after in NOT_AFTER.get(word, ()):
        return None
    if (word == "chín" and before in RIPE and (after == "bị" or after not in COUNTED)) or (
        word == "tám" and before in ("bà", "buôn")
    ):
        return None
    if word == "ba" and before in ("của", "người", "cha", "và", "với") and after not in COUNTED:
        return ("cardinal", False) if after else None
    if before in LABELLED:
        each = before in ("năm", "tháng") and word_before(low, start - len(before) - 1) in (
            "mỗi",
            "một",
            "hằng",
            "hàng",
        )
        return "cardinal", each and bool(after)
    if after in ("nữa", "là") and before not in HEDGES:
        return "cardinal", False  # "Hai nữa, …": the second point of a speech
    # Without a word after it, it is a father, a ripe fruit or a score as soon as a count.
    return "cardinal", bool(after) or before in HEDGES or word not in ("ba", "tám", "chín")


def judge_ranked(word: str, low: str, start: int, before: str, after: str) -> tuple[str, bool] | None:
    """After "số", "lần" and the like a digit is a rank, but "trong số hai người" counts."""
    earlier = word_before(low, start - len(before) - 1)
    if before == "số" and earlier in ("trong", "tổng", "một", "đa"):
        return judge_one(before, after) if word == "một" else ("cardinal", word != "ba" or after in COUNTED)
    if after in COUNTED or (word == "một" and after):
        return ("ordinal" if word == "một" and before == "số" else "cardinal"), False
    if before in ("nhóm", "lớp", "phần"):
        return "ordinal", False
    return "ordinal", earlier not in ("mỗi", "một", "nhiều", "các")


def judge_one(before: str, after: str) -> tuple[str, bool] | None:
    if after in NOT_ONE or (not after and before not in HEDGES):
        return None
    if before in LABELLED or before in ("từng", "mỗi", "đó", "là", "như"):
        return "cardinal", False
    return "cardinal", after in ONE_SURE or (before in HEDGES_OF_ONE and after in COUNTED)


def listed_by(low: str, end: int, word: str) -> bool:
    """Whether *word*, which stands at *end*, opens the items of a list right behind: "năm rõ: rõ người, rõ việc"."""
    opened = LIST_OPENS.match(low, low.find(word, end) + len(word))
    if opened is None or not low.startswith(word, opened.end()):
        return False
    rest: str = LIST_ENDS.split(low[opened.end() : opened.end() + LIST_REACH], maxsplit=1)[0]
    return sum(item.split()[:1] == [word] for item in rest.split(",")) >= LISTED


def judge_five(low: str, start: int, end: int, before: str, after: str) -> tuple[str, bool] | None:
    if digit_before(low, start) or before in YEAR_BEFORE or low[end : end + 2].strip()[:1].isdigit():
        return None
    if (after == "tuổi" and before in AGED) or FIVE_LEARN.match(low, end):
        return "cardinal", True
    if after in YEAR_AFTER and not (after == "tháng" and before in SPAN_BEFORE):
        return None
    if after and listed_by(low, end, after):
        return "cardinal", True
    if after in ("", "âm") or after not in COUNTED:
        return ("cardinal", False) if after else None
    if before in RANKED and before not in ("lần", "số"):
        return "ordinal", False
    return "cardinal", after in FIVE_SURE or before in HEDGES
