"""Dates, periods and times of day in Vietnamese.

The digits are found first and the words around them looked up in tables; forms without digits ("tháng trước",
"hôm qua", "thứ Hai") hang on a handful of literal words. Every step reads a bounded stretch of text.

Month and weekday names are those of CLDR (common/main/vi.xml), which a test compares; the lunar names (Giêng, Chạp,
mùng, rằm) and the words around dates were collected from news texts. Tone marks on the other vowel ("chiêù", "tôí")
are common in scraped pages and stand in the same tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from checker.languages.calendar import (
    ANY_WEEK,
    NEVER,
    SURE,
    Anchor,
    Atom,
    Ends,
    Reader,
    century_ends,
    decade_ends,
    month_ends,
    possible,
    year_ends,
)
from checker.languages.hits import DateHit
from checker.values.hedge import Hedge

MONTHS: Final = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
WEEKDAYS: Final = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
PARTS: Final = {
    "sáng": "morning", "trưa": "noon", "chiều": "afternoon", "chiêù": "afternoon", "tối": "evening", "tôí": "evening",
    "đêm": "night", "khuya": "night", "sớm": "morning",
}  # fmt: skip
QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
SEASONS: Final = {"xuân": (3, 5), "hè": (6, 8), "hạ": (6, 8), "thu": (9, 11), "đông": (12, 14)}
NUMBERS: Final = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
PIECES: Final = {"đầu": "early", "đâù": "early", "giữa": "mid", "giưã": "mid", "cuối": "late", "cuôí": "late"}
YEARS_AWAY: Final = {
    "nay": 0,
    "này": 0,
    "ngoái": -1,
    "trước": -1,
    "rồi": -1,
    "vừa qua": -1,
    "vừa rồi": -1,
    "kia": -2,
    "sau": 1,
    "tới": 1,
}
AWAY: Final = {"này": 0, "nay": 0, "trước": -1, "rồi": -1, "vừa qua": -1, "vừa rồi": -1, "sau": 1, "tới": 1}
ROMAN: Final = {"xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}
LEANS: Final = {
    "sắp tới": "next",
    "tới đây": "next",
    "tới": "next",
    "vừa qua": "past",
    "vừa rồi": "past",
    "qua": "past",
    "rồi": "past",
}

# Words that stand right before a day and month, and before little else.
_DAY_WORDS: Final = frozenset({"ngày", "hôm", "mùng", "mồng", "ngaỳ"})
_STRONG: Final = _DAY_WORDS | frozenset(PARTS) | frozenset({"nay", "qua", "mai", "nhật", "dịp", "lễ", "phiên"})
_WEAK: Final = frozenset({
    "từ", "đến", "tới", "hết", "trước", "sau", "vào", "trong", "và", "hồi", "tuần", "là", "kể", "giờ", "rạng", "niệm",
})  # fmt: skip
# After a weak cue, a day that reads like a fraction ("từ 1/3 …") must be followed by a stop or one of these.
_AFTER_DAY: Final = frozenset("""tới vừa năm này nay sẽ đã tại đến là do của và ở với cho khi nhưng lại cũng nên qua rồi hàng hằng theo thì
    không mới ông bà các trên trong để có được từ vì ngay nhân sau trước""".split())  # fmt: skip
_NO_DATE_BEFORE: Final = frozenset({
    "số", "đường", "phố", "hẻm", "ngõ", "quận", "tổ", "lô", "căn", "km", "tỷ", "tỉ", "thắng", "thua", "hòa", "hoà", "cầu",
    "định", "tư", "quyết", "luật", "lệnh", "đội", "ql", "hạng", "chiếm", "bằng", "đạt", "được", "có", "còn", "gần", "hơn",
})  # fmt: skip
# What is counted or measured: a number before one of these is no date.
_COUNTED: Final = frozenset(
    """người tỷ tỉ triệu nghìn ngàn trăm đồng usd euro đô độ km m cm mm kg tấn tạ lít ha m2 km2 w kw mw phần phiếu nhóm
    bộ số tổng diện lần đội nước tỉnh huyện xã phường quận địa cơ doanh cán học sinh bệnh ca trường thí hộ căn chiếc cái
    con cuốn bài bàn trận điểm lượng cổ suất vé lượt phút giây giờ tiếng tuổi mét px pixel x rpm mb gb vnđ vnd bảng
    thành vụ ý chỗ máy xe tàu ounce oz inch điều khoản quân lính vòng bằng loại phòng ghế mẫu""".split()
)
# Words after which a bare year stands, besides names.
_YEAR_WORDS: Final = frozenset("""từ đến tới trước sau sinh sn kể giữa cuối đầu mùa giải hè xuân thu đông cup cúp league vào với pháp
    niên đời khóa khoá sáng vụ kỳ kì seagames games luật hồi hết trong so của tết sn: cuối trận việt bảng""".split())  # fmt: skip
_LOOSE_YEAR_WORDS: Final = frozenset("của với đến tới từ trong sau trước hết vụ kỳ kì vào".split())
_AFTER_YEAR: Final = frozenset("đến tới là và khi đã của tại do ở với thì trở cho chỉ – -".split())
_YEAR_JOINS: Final = frozenset({", ", " và ", ",", " hoặc ", " & ", "; ", " hay ", ", và ", " đến ", " tới "})
_AMOUNT_WORDS: Final = frozenset("""khoảng gần hơn trên dưới số giá đạt có còn chừng độ tầm được bán mua thêm giảm tăng lên xuống
    chiếm bằng thắng thua tài máy mã km ít tới cả gồm đường quận phòng kênh lô""".split())  # fmt: skip
_DURATION_BEFORE: Final = frozenset(
    "trong suốt mất dài thêm hơn gần mỗi cách ít nhiều tận những cả ngày chừng ròng rã".split()
)
_CLOCK_BEFORE: Final = frozenset("lúc hồi vào từ đến tới đúng trước khoảng tầm ngay".split())
_NOW: Final = frozenset({"nay", "qua", "mai", "hôm", "ngày", "thứ", "cùng", "chủ"})
_RELATIVE: Final = {"nay": 0, "qua": -1, "mai": 1, "kia": -2}

_NUMBER: Final = re.compile(r"[0-9][0-9]*(?:[/.,:–-][0-9]+)*")
_NUMERIC: Final = re.compile(
    r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?:(?P=s)(?P<y>\d{4}|\d{2}))?"
    r"|(?P<m1>\d{1,2})(?P<s1>[/.-])(?P<y1>\d{4,5})"
    r"|(?P<ya>\d{4})[/–-](?P<yb>\d{4}|\d\d)"
    r"|(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<da>\d{1,2})[–-](?P<db>\d{1,2})(?P<s2>[/.])(?P<dm>\d{1,2})(?:(?P=s2)(?P<dy>\d{4}))?"
    r"|(?P<ra>\d{1,2})(?P<s3>[/.])(?P<rm>\d{1,2})(?:(?P=s3)(?P<ry>\d{4}))?[–-](?P<rb>\d{1,2})(?P=s3)(?P<rn>\d{1,2})(?:(?P=s3)(?P<rz>\d{4}))?"
    r"|(?P<ma>\d{1,2})/(?P<mya>\d{4})[–-](?P<mb>\d{1,2})/(?P<myb>\d{4})"
    r"|(?P<mc>\d{1,2})[–-](?P<md>\d{1,2})/(?P<myc>\d{4})"
    r"|(?P<ch>\d{1,2}):(?P<cm>\d\d)(?::\d\d)?"
)
# A date's own year or what stands for it, and which way the words after it lean.
_AFTER: Final = re.compile(
    r"(?P<lunar> \(?(?:âm lịch|âl)\b\)?)?(?:(?:,? (?:của )?năm |(?:(?<=[\div]) ?/ ?|(?<=[\div])-|(?<=[\div])\.))(?P<year>\d{4,5})(?![\d/%]|[.,]\d)"
    r"|,? (?:của )?năm (?P<away>nay|này|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới|kia)\b"
    r"| (?P<every>(?:hằng|hàng|mỗi) năm)\b"
    r"| (?P<lean>sắp tới|tới đây|tới(?! (?:ngày|hết|nay|tháng|năm|cuối|đầu|quý|sáng|tối|chiều|\d))|này|vừa qua|vừa rồi|qua|rồi)\b)?"
)
_OF_MONTH: Final = re.compile(
    r",? ?tháng (?:(\d{1,2})(?!\d)|(mười (?:một|hai)|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b(?! (?:lần|ngày)))"
)
_OF_MONTH_NUMBER: Final = re.compile(r" tháng \d{1,2}\b(?! ?%|[.,]\d| (?:ngày|tuổi|lần|giờ|năm tuổi))")
_MONTH_NAME: Final = re.compile(r"(mười (?:một|hai)|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)\b")
_EARLIER: Final = re.compile(r"(?<![\d/.,:–-])(?:\d{1,2}(?: ?[–-] ?| đến | tới | và |, ?)){1,6}$")
_EARLIER_PART: Final = re.compile(r"(\d{1,2})( ?[–-] ?| đến | tới | và |, ?)")
_DAYS_BETWEEN: Final = re.compile(r"(?:(?:, ?| và | đến | tới | ?[–-] ?)\d{1,2})*(?:, ?| và | đến | tới | ?[–-] ?)")
_HG: Final = re.compile(
    r"([hg])(?:(\d\d)(?!\d)['p]?)?(?![a-zà-ỹ0-9])|( giờ)\b(?: (\d{1,2}) phút\b| (\d\d)(?!\d|[.,/-]\d| ?%| (?!sáng|trưa|chiều|tối|đêm|ngày|hôm|cùng|thì|tại|giờ)\w))?"
)
_HG_RANGE: Final = re.compile(r"(\d{1,2})([hg])(\d\d)?\b")
_MONTHS_OF: Final = re.compile(
    r"(?: (đầu|cuối)(?: của)? năm| (?:của )?năm|/)?(?: ?(\d{4})(?!\d|[.,]\d)| (nay|ngoái|trước|tới|sau)\b)?"
)
_OF_YEAR: Final = re.compile(r"(?: (\d{4})(?!\d|[.,/]\d)| (nay|này|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới)\b(?! \d))?")
_MORE_QUARTERS: Final = re.compile(r"(?:, ?| và | hoặc )(iii|ii|iv)\b")
_ROMAN: Final = re.compile(r"(iii|ii|iv|i)\b")
_ENDS_WORD: Final = re.compile(r"[a-zà-ỹđ0-9]")
_BETWEEN_DAYS: Final = frozenset({" - ", " – ", ", ", " và ", ", và ", " hoặc ", " rồi ", "; "})
_RANGE_JOINS: Final = frozenset({"-", "–", "đến", "tới"})
_YEAR_SPAN_TAIL: Final = re.compile(r" ?[–-] ?(\d{4})(?!\d|[.,]\d)")
_NINE_M: Final = re.compile(r"m[/ ]?(\d{4})\b")
_BARE_YEAR: Final = re.compile(r" (\d{4})(?!\d|[.,/]\d)")
_SEASON: Final = re.compile(
    r"(xuân|hè|hạ|thu|đông)(?: (?:năm )?(\d{4})\b| năm (nay|ngoái|trước|sau|tới)\b| (này|vừa qua|vừa rồi|tới)\b)"
)
_CENTURY: Final = re.compile(r"thế k[ỷỉ] (xv?i{0,3}|xi[xv]|xxi?)\b")
_CENTURY_TAIL: Final = re.compile(r" ?[–-] ?(\d{1,2})(?!\d|[.,/]\d)")
_DAYS_TAIL: Final = re.compile(r" ?[–-] ?(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?(?![\d/])")
_AWAY_WORD: Final = re.compile(r" (này|nay|trước|rồi|vừa qua|vừa rồi|qua|sau|tới)\b(?! đó)")
_AWAY_YEAR: Final = re.compile(r" (nay|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới)\b(?! đó)")
_WEEK_AFTER: Final = re.compile(
    r" ((?:hằng|hàng) tuần|tuần (này|qua|trước|rồi|vừa qua|tới|sau))\b| (sắp tới|tới|này|vừa qua|vừa rồi|qua|rồi)\b"
)


def find(low: str, text: str, *, published: str | None, year: int | None = None) -> list[DateHit]:
    """The dates, periods and times of day in *text*, sorted and free of overlap.

    *text* is in the normal form of ``checker.text.normal`` and *low* the same in lower case, position for position.
    *published* is ``YYYY-MM-DD[THH:MM]``, ``YYYY-MM`` or None; without it *year* stands in, and without that the
    years printed in the text. A relative form that nothing resolves is left out. Raises ValueError for a
    *published* of another shape.
    """
    return _Reader(low, text, Anchor(published, year)).read()


class _Reader(Reader):
    """One reading of one Vietnamese text."""

    __slots__ = ("days", "notations")

    joins = frozenset({" đến ", " tới "})
    openers = frozenset({"từ"})

    def __init__(self, low: str, text: str, anchor: Anchor) -> None:
        super().__init__(low, text, anchor)
        self.notations: set[str] = set()  # "/", "-", "." where a cue made a date of it
        self.days: set[tuple[int, int]] = set()  # (day, month) that a cue made a date

    def read(self) -> list[DateHit]:
        """The hits of the whole text."""
        self._digits()
        self._words()
        return self.resolved()

    def _counts(self, end: int) -> bool:
        """Whether what follows is counted or measured by the number before it; a name ("Bộ Y tế") is not."""
        text = self.text
        return self.after(end) in _COUNTED and not (text[end + 1].isupper() and text[end + 2 : end + 3].islower())

    def _named(self, at: int) -> bool:
        """Whether the word at *at* has a capital that no beginning of a sentence gave it."""
        text = self.text
        return text[at].isupper() and at > 1 and text[at - 1] == " " and text[at - 2] not in ".!?:…-–"

    # --- the digits ----------------------------------------------------------------------------------------------

    def _digits(self) -> None:
        low = self.low
        done = 0
        for found in _NUMBER.finditer(low):
            start, end = found.span()
            if start < done:
                if done < end and low[done] == "-":  # "7h30-11h": the minutes and the next hour come as one number
                    done = max(done, self._glued(done + 1, end, low[done + 1 : end], "-"))
                continue
            token = found[0]
            if start and (before := low[start - 1]) not in " (\n" and not self._opens(start, before):
                done = max(done, self._glued(start, end, token, before))
            elif not token.isdigit():
                done = self._composite(start, end, token) or end
            elif end - start <= 2:
                done = self._small(start, end, int(token)) or end
            elif end - start == 4:
                done = self._year(start, end, int(token)) or end
            elif end - start == 5 and self.before(start)[0] == "năm" and token[:2] in ("19", "20"):
                self.bad(self.before(start)[1], end, "year", "y", f"no year: {token}")

    def _opens(self, start: int, before: str) -> bool:
        """Whether the character before a number leaves it a word of its own: a quote, a bracket, a lone dash."""
        if before in "\"'“‘[:;>…*/.,)":
            return before not in "/.,:" or (start < 2 or not self.low[start - 2].isalnum())
        return before in "-–—" and (start < 2 or self.low[start - 2] in " \n(")

    def _glued(self, start: int, end: int, token: str, before: str) -> int:
        """A number with a letter before it: "T9/2013", "Q3/2013", "từ8h"; returns how far it read."""
        low = self.low
        alone = start < 2 or not low[start - 2].isalnum()
        after_clock = bool(self.atoms) and self.atoms[-1].stated == "clock" and self.atoms[-1].end == start - 1
        if before == "-" and after_clock and (clock := _HG_RANGE.match(low, start)):
            return self._clock(start, clock.end(), int(clock[1]), int(clock[3] or 0), bool(clock[3]), start)
        if not alone or before not in "tq" or self.text[start - 1] not in "TQ":
            return 0
        number, slash, rest = token.partition("/")
        if not slash:
            number, slash, rest = token.partition("-")
        if not number.isdigit() or len(number) > 2:
            return 0
        year = int(rest) if len(rest) == 4 and rest.isdigit() else 0
        if (
            before == "t"
            and 1 <= int(number) <= 12
            and (year or self.before(start - 1)[0] in _CLOCK_BEFORE | {"trong"})
        ) or (before == "q" and 1 <= int(number) <= 4):
            atom = (
                self._month(start - 1, end, int(number), year)
                if before == "t"
                else self._quarter(start - 1, end, int(number), year)
            )
            return atom.end
        return 0

    def _small(self, start: int, end: int, number: int) -> int:
        """A number of one or two digits standing alone; returns how far it read."""
        low = self.low
        after = low[end : end + 1]
        if after in ("h", "g"):
            if found := _HG.match(low, end):
                minutes = found[2]
                return self._clock(
                    start, found.end(), number, int(minutes or 0), bool(minutes), start, gram=found[1] == "g"
                )
            return 0
        if after == "m" and self.text[end] == "M" and (found := _NINE_M.match(low, end)):
            return self._span_months(start, found.end(), 1, number, int(found[1])) if 1 <= number <= 12 else 0
        word, at = self.before(start)
        if after == " ":
            if low.startswith("giờ", end + 1) and (found := _HG.match(low, end)):
                minutes = found[4] or found[5]
                return self._clock(start, found.end(), number, int(minutes or 0), bool(minutes), start)
            if low.startswith("tháng", end + 1) and word not in _DAY_WORDS:
                if number <= 31 and (_OF_MONTH_NUMBER.match(low, end) or (word in PARTS and _OF_MONTH.match(low, end))):
                    return self._day_word(start, end, number, word, at)
                if not 1 <= number <= 12:
                    return 0
                return self._first_months(start, end + 6, number)
        if not word:
            return 0
        if word == "tháng":
            return self._month(at, end, number, 0).end if low[end : end + 1] != "%" or end == len(low) else 0
        if word in ("quý", "quí"):
            return self._quarter(at, end, number, 0).end if 1 <= number <= 4 else 0
        if word in _DAY_WORDS or (word in PARTS and (_OF_MONTH.match(low, end) or self._night_pair(end))):
            return self._day_word(start, end, number, word, at)
        if word in ("kỷ", "kỉ") and low[at - 4 : at] == "thế " and 1 <= number <= 21:
            later = _CENTURY_TAIL.match(low, end)
            if later and number < int(later[1]) <= 21:
                return self._plain(
                    at - 4, later.end(), "span", "span", (century_ends(number)[0], century_ends(int(later[1]))[1])
                ).end
            return self._plain(at - 4, end, "century", "y", century_ends(number)).end
        if word in ("niên", "năm", "kỷ", "kỉ") and end - start == 2 and number % 10 == 0:
            head = self.before(at)
            if head[0] in ("thập", "những"):
                return self._plain(
                    head[1], end, "decade", "y", decade_ends((1900 if number >= 20 else 2000) + number)
                ).end
        if word == "thứ" and 2 <= number <= 7:
            return self._weekday(at, end, number - 2, sure=False)
        return 0

    def _night_pair(self, end: int) -> bool:
        """Whether "đêm 30" is followed by "rạng sáng 31/10", which gives the month."""
        return self.low.startswith((" rạng", ", rạng", " và sáng"), end)

    def _year(self, start: int, end: int, year: int) -> int:
        """A number of four digits; returns how far it read."""
        if not 1000 <= year <= 2199:
            return 0
        low = self.low
        word, at = self.before(start)
        tail = _YEAR_SPAN_TAIL.match(low, end)
        if (
            tail
            and year < int(tail[1]) <= year + 120
            and year >= 1800
            and int(tail[1]) <= 2100
            and not self._counts(tail.end())
        ):
            return self._years(start, tail.end(), year, int(tail[1]))
        if word == "năm":
            head = self.before(at)
            if head[0] == "những" and year % 10 == 0:
                return self._plain(head[1], end, "decade", "y", decade_ends(year)).end
            if low[end : end + 1] == "/" and low[end + 1 : end + 2].isalpha():
                return 0
            return self._year_atom(at, end, year)
        if word in ("niên", "kỷ", "kỉ", "năm") and self.before(at)[0] == "thập" and year % 10 == 0:
            return self._plain(self.before(at)[1], end, "decade", "y", decade_ends(year)).end
        if not 1900 <= year <= 2050 or (low[end : end + 1] in "%/'" and end < len(low)):
            return 0
        if not self._bare_year(start, end, year, word, at):
            return 0
        return self._year_atom(start, end, year)

    def _bare_year(self, start: int, end: int, year: int, word: str, at: int) -> bool:
        """Whether four digits without "năm" are a year: after a name or one of a few words, and counting nothing."""
        low = self.low
        if (
            self._counts(end)
            or (word in _AMOUNT_WORDS and not self._named(at))
            or (low.startswith((" - ", " – ", " x "), end) and low[end + 3 : end + 4].isdigit())
        ):
            return False
        last = self.atoms[-1] if self.atoms else None
        if last is not None and last.kind == "year" and low[last.end : start] in _YEAR_JOINS:
            return True
        if low[start - 1] == "(" and low[end : end + 1] in ")-,;–":
            return True
        # A name with its edition ("SEA Games 2013"); initials and model numbers run into the digits or stay alone.
        if (
            word
            and self._named(at)
            and len(word) > 1
            and (word[-1].isalpha() or word[-1] == ".")
            and word not in ("windows", "office")
        ):
            return True
        after = self.after(end)
        if word in _YEAR_WORDS and (word not in _LOOSE_YEAR_WORDS or not after or after in _AFTER_YEAR):
            return True
        # Whole numbers of that size are printed with a point ("2.013"), so near the present a bare one is a year.
        now = self.anchor.year or 2015
        return (
            abs(year - now) <= (8 if self.anchor.year else 15)
            and year % 100 != 0
            and (word[-1:].isalpha() or low[start - 1] == "(")
        )

    def _composite(self, start: int, end: int, token: str) -> int:
        """Digits with separators; returns how far it read."""
        low = self.low
        found = _NUMERIC.fullmatch(token)
        if found is None:
            return 0
        if low[end : end + 1] in ("/", "%", "°", "-", "+", "x") and end < len(low) and not low.startswith("-", end):
            return 0
        group = found.lastgroup
        if found["d"]:
            return self._numeric_day(start, end, int(found["d"]), int(found["m"]), found["y"], found["s"])
        if found["m1"]:
            return self._numeric_month(start, end, int(found["m1"]), found["y1"], found["s1"])
        if found["ya"]:
            return self._numeric_years(start, end, int(found["ya"]), found["yb"])
        if found["iy"]:
            year, month, day = int(found["iy"]), int(found["im"]), int(found["id"])
            if 1900 <= year <= 2100 and possible(year, month, day):
                self.add(Atom("day", start, end, "day", "dmy", day, month, year))
                return end
            return 0
        if found["da"]:
            return self._numeric_days(
                start, end, int(found["da"]), int(found["db"]), int(found["dm"]), int(found["dy"] or 0), found["s2"]
            )
        if found["ra"]:
            return self._day_range(start, end, found)
        if found["ma"]:
            left, right = int(found["ma"]), int(found["mb"])
            ya, yb = int(found["mya"]), int(found["myb"])
            if 1 <= left <= 12 and 1 <= right <= 12 and (ya, left) <= (yb, right):
                word, at = self.before(start)
                ends = month_ends(ya, left)[0], month_ends(yb, right)[1]
                self._plain(at if word == "tháng" else start, end, "span", "span", ends)
                return end
            return 0
        if found["mc"]:
            return self._months_range(start, end, int(found["mc"]), int(found["md"]), int(found["myc"]))
        if group == "cm" and int(found["cm"]) <= 99:
            return self._clock_colon(start, end, int(found["ch"]), int(found["cm"]))
        return 0

    # --- days ----------------------------------------------------------------------------------------------------

    def _evidence(self, start: int) -> tuple[int, bool, str]:
        """How surely the words before say that a date begins here: 2, 1, 0 or -1 (they say it does not); whether a
        bracket opens right before; and the word itself."""
        low = self.low
        at = start
        opened = low[at - 1 : at] == "("
        if opened:
            at -= 1
        word, _ = self.before(at)
        bare = word.rstrip(",:")
        if self.edge and at - 2 <= self.edge <= at and self.atoms and self.atoms[-1].grain in ("minute", "hour"):
            return 2, opened, bare
        if bare in _STRONG:
            return 2, opened, bare
        if bare in WEEKDAYS:
            head = self.before(low.rfind(bare, 0, at))[0]
            return (2 if head == "thứ" else 0), opened, bare
        if bare in _NO_DATE_BEFORE and not opened:
            return -1, opened, bare
        if word == "trước" and self.before(low.rfind("trước", 0, at))[0] == "dẫn":
            return -1, opened, bare
        if bare == "tuần" or (word in _WEAK and not opened):
            return 1, opened, bare
        return 0, opened, bare

    def _numeric_day(self, start: int, end: int, day: int, month: int, year: str | None, sep: str) -> int:
        low = self.low
        if sep == "." and low[end : end + 2] in (" %", "%"):
            return 0
        strength, opened, word = self._evidence(start)
        number = int(year) if year else 0
        if year and len(year) == 2:
            if strength < 2 or (number < 10 and sep != "/"):
                return 0
            number += 2000 if number < 50 else 1900
        if word in ("tháng", "quý", "quí") and not year:
            return self._months_range(start, end, day, month, 0) if sep == "-" else 0
        if strength < 2 and self._continues(start):
            strength = 2
        after = self.after(end)
        if sep == "-" and not number and 12 < month <= 31 and day < month:
            return 0  # "ngày 20-21 …": days of a month named later
        if not possible(number or None, month, day):
            return self._impossible_day(start, end, day, month, number, strength, word)
        if number:
            if not 1800 <= number <= 2100 or (
                strength < 0 and word not in ("tư", "số", "định", "luật", "được", "bằng", "có")
            ):
                return 0
            strength = 2
        elif strength < 0 or (strength < 2 and self._counts(end)):
            return 0
        atom = Atom("day", start, end, "day", "dmy" if number else "dm", day, month, number)
        atom.sep = sep
        self._qualify(atom)
        if atom.lunar:
            strength = 2
        elif atom.year or atom.away is not None or atom.lean:
            strength = max(strength, 1 if sep != "/" else 2)
        if strength == 1 and word == "và" and not self._follows_day(start):
            strength = 0
        if strength == 1 and day < month and after and after not in _AFTER_DAY:
            strength = 0
        if strength == 2:
            self.notations.add(sep)
            self.days.add((day, month))
        elif strength == 0:
            closed = opened and low[end : end + 1] == ")"
            apart = (
                sep == "/"
                and (not word or low[start - 2 : start - 1] in ",.;–-:")
                and not low[start - 3 : start - 2].isdigit()
                and not low[end + 2 : end + 3].isdigit()
            )
            if day < month and after and after not in _AFTER_DAY and not closed:
                apart = False
            # Without a cue only a repetition of a day that a cue made a date counts, and one in brackets or set apart.
            atom.strength = 0 if closed else -1 if apart else -2 if sep != "/" and day <= 12 else -3
        else:
            atom.strength = 1
        self._lead_day(atom)
        self.add(atom)
        if strength == 2 or strength == 1:
            self._earlier_days(atom)
        return atom.end

    def _continues(self, at: int) -> bool:
        """Whether only days stand between here and a day that is sure: "ngày 3/2, 5/2 và 7/2", "ngày 3, 4, 5/2"."""
        last = self.atoms[-1] if self.atoms else None
        if last is None or last.kind != "day" or last.strength < SURE or not 0 < at - last.end <= 24:
            return False
        between = self.low[last.end : at]
        return between in _BETWEEN_DAYS or (last.stated == "d" and _DAYS_BETWEEN.fullmatch(between) is not None)

    def _impossible_day(self, start: int, end: int, day: int, month: int, year: int, strength: int, word: str) -> int:
        """A day that no calendar has, kept as a problem where the words leave no doubt that it is meant as one."""
        named = word in _DAY_WORDS or word in PARTS
        near = 1 <= day <= 39 and (1 <= month <= 12 or (named and 1 <= day <= 31 and month <= 31))
        in_range = (
            strength == 1 and word in ("đến", "tới") and self.edge >= start - 12 and 1 <= month <= 12 and day == 31
        )
        if not near or not (
            named or in_range or (1900 <= year <= 2100 and 1 <= day <= 31 and 1 <= month <= 12 and strength >= 0)
        ):
            return 0
        at = self.before(start)
        self.bad(
            at[1] if at[0] in _DAY_WORDS else start,
            end,
            "day",
            "dmy" if year else "dm",
            f"no such day: {self.low[start:end]}",
        )
        return end

    def _numeric_days(self, start: int, end: int, first: int, last: int, month: int, year: int, sep: str) -> int:
        """ "20-26/10": the days first to last of a month."""
        if not (possible(year or None, month, last) and 1 <= first < last):
            return 0
        strength, opened, _ = self._evidence(start)
        if strength < 0 or self._counts(end):
            return 0
        atom = Atom("days", start, end, "span", "span", first, month, year)
        atom.last, atom.sep = last, sep
        atom.strength = 2 if year or strength == 2 else 1 if strength == 1 or opened else -3
        self._qualify(atom)
        if atom.strength == 2:
            self.notations.add(sep)
        self._lead_day(atom)
        self.add(atom)
        return atom.end

    def _day_range(self, start: int, end: int, found: re.Match[str]) -> int:
        """ "28/10-3/11": two days in one token."""
        left = Atom(
            "day",
            start,
            found.end("ry") if found["ry"] else found.end("rm"),
            "day",
            "dm",
            int(found["ra"]),
            int(found["rm"]),
            int(found["ry"] or 0),
        )
        right = Atom(
            "day", found.start("rb"), end, "day", "dm", int(found["rb"]), int(found["rn"]), int(found["rz"] or 0)
        )
        if not (
            possible(left.year or None, left.month, left.day) and possible(right.year or None, right.month, right.day)
        ):
            return 0
        strength, opened, _ = self._evidence(start)
        if strength <= 0 and not opened and not right.year:
            return 0
        self._qualify(right)
        self._lead_day(left)
        self.add(self.paired(left, right))
        return right.end

    def _day_word(self, start: int, end: int, day: int, word: str, at: int) -> int:
        """ "ngày 6", "mùng 5": with "tháng …" after it, or alone where nothing is counted."""
        low = self.low
        tail = _DAYS_TAIL.match(low, end)
        if tail:
            month, last = int(tail[3]), int(tail[1])
            if possible(None, month, last) and 1 <= day < last:
                return self._numeric_days(start, tail.end(), day, last, month, int(tail[4] or 0), tail[2])
        found = _OF_MONTH.match(low, end)
        lunar = word in ("mùng", "mồng")
        if found:
            month = int(found[1]) if found[1] else MONTHS[found[2]]
            if not possible(None, month, day):
                if 1 <= day <= 39 and 1 <= month <= 12:
                    self.bad(at, found.end(), "day", "dm", f"no such day: {low[start : found.end()]}")
                    return found.end()
                return 0
            atom = Atom("day", start, found.end(), "day", "dm", day, month, 0)
            # Lunar months have names of their own; with a number the calendar is the common one unless it says so.
            atom.lunar = found[2] in ("giêng", "chạp")
        elif lunar and low.startswith(" tết", end) and 1 <= day <= 10:
            atom = Atom("day", start, end + 4, "day", "dm", day, 1, 0)
            atom.lunar = True
        else:
            after = self.after(end)
            follows = low[end : end + 1]
            if not 1 <= day <= 31 or not (
                follows in (".", ",", ")", ";", ":", "\n", "")
                or after in ("đến", "tới", "và", "này", "tại", "rạng", "hằng", "hàng", "âm", "–", "-", "vừa")
            ):
                return 0
            if (follows and follows in ".," and low[end + 1 : end + 2].isdigit()) or self.before(at)[0] in (
                "một",
                "mỗi",
                "nhiều",
                "mấy",
                "mười",
                "vài",
            ):
                return 0
            atom = Atom("day", start, end, "day", "d", day, 0, 0)
        self._qualify(atom)
        if atom.year:
            atom.stated = "dmy"
            if not atom.lunar and not possible(atom.year, atom.month or 1, day):
                self.bad(at, atom.end, "day", "dmy", f"no such day: {low[start : atom.end]}")
                return atom.end
        self._lead_day(atom)
        self.add(atom)
        if atom.month:
            self._earlier_days(atom)
        return atom.end

    def _earlier_days(self, atom: Atom) -> None:
        """The days that share the month printed after them: "20, 21 và 22/10", "từ 25 đến 31/10"."""
        low = self.low
        start = atom.start
        tail = low[start - 1 : start]
        if not tail or tail not in " -–," or (start <= self.edge and not self.atoms):
            return
        last = self.atoms[-2] if len(self.atoms) > 1 else None
        bare = last if last is not None and last.stated == "d" and start - last.end <= 24 else None
        floor = max(0, start - 40, bare.start if bare else last.end if last else 0)
        found = _EARLIER.search(low, floor, start)
        if found is None or low[found.start() - 1 : found.start()].isalpha():
            return
        parts = list(_EARLIER_PART.finditer(low, found.start(), start))
        days = [int(part[1]) for part in parts]
        if days[0] < 1 or any(left >= right for left, right in zip(days, [*days[1:], atom.day], strict=True)):
            return
        word, at = self.before(found.start())
        ranged = any(part[2].strip() in _RANGE_JOINS for part in parts)
        if not ranged and word not in _STRONG and word not in ("trong", "vào", "hai", "ba"):
            return
        if bare and found.start() < bare.end:
            self.atoms.remove(bare)
            self.edge = self.atoms[-2].end if len(self.atoms) > 1 else 0
        first = at if word in _DAY_WORDS else found.start()
        if not atom.part and (ranged or [*days, atom.day] == list(range(days[0], atom.day + 1))):
            atom.kind, atom.last, atom.day, atom.grain, atom.stated = "days", atom.day, days[0], "span", "span"
            atom.start = first
            opener, begin = self.before(first)
            if opener in self.openers and parts[-1][2].strip() in ("đến", "tới"):
                atom.start = begin
            else:
                self._lead_day(atom)
            self.edge = atom.end
            return
        for part in parts:
            begin = first if part is parts[0] else part.start()
            other = Atom("day", begin, part.end(1), "day", "dm", int(part[1]), atom.month, atom.year)
            other.strength, other.sep, other.lean, other.away = atom.strength, atom.sep, atom.lean, atom.away
            self.edge = 0
            self._lead_part(other)
            self.atoms.append(other)
        self.edge = atom.end

    def _lead_day(self, atom: Atom) -> None:
        """Take in what stands before a day and belongs to it: "ngày", the weekday, the part of the day, the hedge."""
        start = atom.start
        word, at = self.before(start)
        if at >= self.edge and word in _DAY_WORDS:
            start = at
            word, at = self.before(start)
        bare = word.rstrip(",")
        opened = self.low[start - 1 : start] == "("
        if opened:
            bare, at = self.before(start - 1)
        if bare in WEEKDAYS or bare == "nhật":
            head, ahead = self.before(at)
            if ahead >= self.edge and head in ("thứ", "chủ"):
                atom.weekday = 6 if bare == "nhật" else WEEKDAYS[bare]
                start = ahead
                if opened and self.low[atom.end : atom.end + 1] == ")":
                    atom.end += 1
                word, at = self.before(start)
                if word in _DAY_WORDS:
                    start = at
        atom.start = start
        self._lead_part(atom)
        self._lead_hedge(atom)

    def _lead_part(self, atom: Atom) -> None:
        word, at = self.before(atom.start)
        if word not in PARTS or at < self.edge:
            return
        atom.part, atom.start = PARTS[word], at
        head, ahead = self.before(at)
        if ahead < self.edge:
            return
        if head in ("rạng", "buổi", "nửa", "xế", "giờ") or (word in ("sớm", "tối", "tôí", "khuya") and head in PARTS):
            atom.start = ahead
            if head == "chiều" or head == "đêm":
                atom.part = PARTS[word]
            head, ahead = self.before(ahead)
        if head in PIECES and ahead >= self.edge:
            atom.start = ahead

    def _lead_hedge(self, atom: Atom) -> None:
        word, at = self.before(atom.start)
        if at < self.edge or not word:
            return
        if word == "khoảng":
            atom.hedge, atom.start = Hedge.ABOUT, at
        elif word == "trước":
            atom.hedge, atom.start = Hedge.UNDER, at
        elif word == "hết":
            atom.hedge, atom.start = Hedge.AT_MOST, at
            head, ahead = self.before(at)
            if head in ("đến", "tới") and ahead >= self.edge:
                atom.start = ahead
        elif word in ("đến", "vào", "là", "nhất"):
            head, ahead = (word, at) if word == "nhất" else self.before(at)
            first, at_first = self.before(ahead)
            if head == "nhất" and first in ("chậm", "muộn") and at_first >= self.edge:
                atom.hedge, atom.start = Hedge.AT_MOST, at_first

    def _qualify(self, atom: Atom) -> None:
        """Read the year or what stands for it after *atom*, and which way the words lean."""
        found = _AFTER.match(self.low, atom.end)
        if found is None or found.end() == atom.end:
            return
        if found["lunar"]:
            atom.lunar = True
            atom.end = found.end("lunar")
        if found["year"]:
            if atom.year:
                return
            if len(found["year"]) == 5 or not 1000 <= int(found["year"]) <= 2199:
                if found["year"][:2] in ("19", "20"):
                    atom.problem, atom.end = f"no year: {found['year']}", found.end("year")
                return
            if (
                self.low[found.end("year") : found.end("year") + 1] == "-"
                and self.low[found.end("year") + 1 : found.end("year") + 2].isdigit()
            ):
                return
            atom.year, atom.end = int(found["year"]), found.end("year")
            atom.stated = {"dm": "dmy", "m": "my", "d": "dmy"}.get(atom.stated, atom.stated)
        elif found["away"]:
            atom.away, atom.end = YEARS_AWAY[found["away"]], found.end("away")
        elif found["every"]:
            atom.stated, atom.end = "recurrent", found.end("every")
        elif found["lean"]:
            atom.lean = LEANS.get(found["lean"], "")

    # --- months, quarters, years ---------------------------------------------------------------------------------

    def _numeric_month(self, start: int, end: int, month: int, year: str, sep: str) -> int:
        """ "9/2013": after "tháng" or "quý", or by itself where it numbers no document."""
        low = self.low
        word, at = self.before(start)
        if word in ("quý", "quí"):
            return self._quarter(at, end, month, int(year)).end if 1 <= month <= 4 and len(year) == 4 else 0
        if word == "tháng" and len(year) == 5 and year[:2] in ("19", "20"):
            self.bad(at, end, "month", "my", f"no year: {year}")
            return end
        if len(year) != 4 or not 1 <= month <= 12 or not 1800 <= int(year) <= 2100:
            if word == "tháng" and len(year) == 4 and 13 <= month <= 39 and 1900 <= int(year) <= 2100:
                self.bad(at, end, "month", "my", f"no such month: {low[start:end]}")
                return end
            return 0
        if word == "tháng":
            return self._month(at, end, month, int(year)).end
        if word in _NO_DATE_BEFORE or (sep != "/" and word not in ("từ", "đến", "tới", "hồi", "vào", "trước", "sau")):
            return 0
        if self._counts(end):
            return 0
        return self._month(start, end, month, int(year)).end

    def _month(self, start: int, end: int, month: int, year: int) -> Atom:
        atom = Atom("months", start, end, "month", "my" if year else "m", month, 0, year)
        atom.last = month
        if not 1 <= month <= 12:
            atom.strength = NEVER
            atom.end = end
            if 13 <= month <= 19 and self.before(start)[0] in ("hồi", "vào", "đầu", "cuối", "trong"):
                return self.bad(start, end, "month", "m", f"no such month: {month}")
            return atom
        self._qualify(atom)
        self._lead_piece(atom)
        self._period_role(atom)
        self.add(atom)
        return atom

    def _months_range(self, start: int, end: int, first: int, last: int, year: int) -> int:
        """ "tháng 4-5/2024", "quý 1-2/2024"; *year* is 0 where none is printed."""
        word, at = self.before(start)
        size = 1 if word == "tháng" else 3 if word in ("quý", "quí") else 0
        if not size or not 1 <= first < last <= 12 // size or (year and not 1900 <= year <= 2100):
            return 0
        atom = Atom("months", at, end, "span", "span", size * (first - 1) + 1, 0, year)
        atom.last = size * last
        self._qualify(atom)
        self._period_role(atom)
        self.add(atom)
        return atom.end

    def _lead_piece(self, atom: Atom) -> None:
        """ "đầu", "giữa", "cuối", "nửa đầu" before a month or a year."""
        word, at = self.before(atom.start)
        if word in PIECES and at >= self.edge:
            atom.piece, atom.start = PIECES[word], at
            atom.grain = "span"
            head, ahead = self.before(at)
            if head == "nửa" and ahead >= self.edge and word != "giữa":
                atom.piece = "first" if word == "đầu" else "second"
                atom.start = ahead
                if atom.kind == "year":
                    atom.grain = "half"

    def _period_role(self, atom: Atom) -> None:
        """Say whether a period is a point in time, what a value is about, or what it is compared with."""
        word, at = self.before(atom.start)
        if word in ("kỳ", "kì") and self.before(at)[0] == "cùng" and at >= self.edge:
            atom.start = self.before(at)[1]
            atom.role = "base"
        elif (word in ("với", "so") and self.before(at)[0] in ("so", "")) or word == "so":
            atom.role = "base"
        elif word in ("vào", "hồi", "từ", "sinh", "sn", "lúc", "kể"):
            atom.role = "point"
            if word == "hồi" and not atom.lean:
                atom.lean = "past"
        else:
            atom.role = "period"
        if atom.role != "base":
            self._lead_hedge(atom)
            if atom.hedge is not Hedge.EXACT:
                atom.role = "point"

    def _quarter(self, start: int, end: int, quarter: int, year: int) -> Atom:
        atom = Atom("months", start, end, "quarter", "q", 3 * quarter - 2, 0, year)
        atom.last = 3 * quarter
        self._qualify(atom)
        if not atom.year and (found := _BARE_YEAR.match(self.low, atom.end)) and 1900 <= int(found[1]) <= 2100:
            atom.year, atom.end = int(found[1]), found.end()
        self._period_role(atom)
        self.add(atom)
        return atom

    def _first_months(self, start: int, end: int, number: int) -> int:
        """ "6 tháng đầu năm 2013", "9 tháng 2013", "10 tháng năm nay": from the first month on, or the last ones."""
        found = _MONTHS_OF.match(self.low, end)
        assert found is not None
        year = int(found[2]) if found[2] else 0
        if not found[0] or not (found[1] or year or found[3]) or (year and not 1900 <= year <= 2100):
            return 0
        if found[3] and not found[0].strip().startswith(("năm", "của", "đầu", "cuối")):
            return 0
        first, last = (13 - number, 12) if found[1] == "cuối" else (1, number)
        return self._span_months(start, found.end(), first, last, year, YEARS_AWAY[found[3]] if found[3] else None)

    def _span_months(self, start: int, end: int, first: int, last: int, year: int, away: int | None = None) -> int:
        grain = {6: "half", 12: "year", 3: "quarter"}.get(last - first + 1, "span") if first in (1, 7) else "span"
        if not year and away is None and self.anchor.month != 1:
            away = 0  # "6 tháng đầu năm" are those of this year, but in January
        atom = Atom("months", start, end, grain, "span", first, 0, year)
        atom.last, atom.away = last, away
        self._period_role(atom)
        if atom.role == "point" and atom.hedge is Hedge.EXACT:
            atom.role = "period"
        self.add(atom)
        return end

    def _year_atom(self, start: int, end: int, year: int, away: int | None = None) -> int:
        atom = Atom("year", start, end, "year", "relative" if away is not None else "y", year=year)
        atom.away = away
        self._lead_piece(atom)
        self._period_role(atom)
        self.add(atom)
        return end

    def _years(self, start: int, end: int, first: int, last: int) -> int:
        word, at = self.before(start)
        self._plain(at if word == "năm" else start, end, "span", "span", (year_ends(first)[0], year_ends(last)[1]))
        return end

    def _numeric_years(self, start: int, end: int, first: int, last: str) -> int:
        """ "2007-2013", "2013/14": a stretch of years, a season."""
        if not 1000 <= first <= 2100:
            return 0
        word, _ = self.before(start)
        if len(last) == 2:
            if int(last) != (first + 1) % 100 or not first >= 1900:
                return 0
            second = first + 1
        else:
            second = int(last)
        if not first < second <= first + 120 or second > 2100 or word in _NO_DATE_BEFORE:
            return 0
        if self._counts(end) or self.low[end : end + 1] == "/":
            return 0
        return self._years(start, end, first, second)

    def _plain(self, start: int, end: int, grain: str, stated: str, ends: Ends) -> Atom:
        atom = Atom("ends", start, end, grain, stated)
        atom.ends = ends
        self._period_role(atom)
        if atom.role == "point" and grain != "year":
            atom.role = "period"
        self.add(atom)
        return atom

    # --- times of day --------------------------------------------------------------------------------------------

    def _clock(
        self, start: int, end: int, hour: int, minute: int, minutes: bool, at: int, *, gram: bool = False
    ) -> int:
        """ "15h30", "10 giờ sáng": returns how far it read, 0 where the words measure a duration."""
        low = self.low
        word, ahead = self.before(start)
        after = self.after(end)
        part = after if after in PARTS and after != "sớm" else ""
        named = (
            bool(part)
            or after in ("ngày", "hôm", "cùng", "thứ", "rạng", "kém", "địa")
            or low.startswith((" (giờ", " (theo giờ"), end)
        )
        cued = word in _CLOCK_BEFORE or (
            low[start - 1 : start] in ("-", "–") and bool(self.atoms) and self.atoms[-1].stated == "clock"
        )
        if word == "khoảng" and not minutes and not named:
            cued = self.before(ahead)[0] in ("lúc", "vào", "hồi")
        if hour > 24 or minute > 59:
            if cued and minutes and hour <= 39:
                self.bad(start, end, "minute", "clock", f"no time of day: {low[start:end]}")
                return end
            return 0
        spelled = low.startswith(" giờ", start + (2 if start + 1 < len(low) and low[start + 1].isdigit() else 1))
        if word in _DURATION_BEFORE and not named and (not minutes or word in ("dài", "mất", "suốt", "ròng", "thêm")):
            return 0
        if after == "phút" and not cued:
            return 0
        if after in (
            "đồng",
            "liền",
            "liên",
            "mỗi",
            "một",
            "bay",
            "nữa",
            "qua",
            "trước",
            "mỗi",
            "làm",
            "chạy",
            "lái",
            "học",
            "tới",
            "sau",
        ) and not (minutes and not spelled):
            return 0
        if low.startswith("/", end) or (word in ("sau", "trong") and not named and not minutes):
            return 0
        if not minutes and not named and not cued:
            # "19h" by itself is a time; "10 giờ" and "10g" need a word that says so.
            if (
                spelled
                or gram
                or hour == 24
                or word.isdigit()
                or word in ("là", "có", "được", "đủ", "làm", "học")
                or low[start - 1 : start] in "-–"
            ):
                return 0
        elif (
            minutes
            and spelled
            and not named
            and not cued
            and (word in _DURATION_BEFORE or word in ("là", "với", "sau"))
        ) or (
            cued
            and not named
            and not minutes
            and spelled
            and (
                low[max(0, start - 12) : start].rstrip("đếntới -–").endswith(tuple("0123456789"))
                or (word == "đến" and self.before(ahead)[0] in ("dài", "lên"))
            )
        ):
            return 0
        hour = self._half_day(hour, part, low[end : end + 12])
        finish = end
        if part:
            follow = self.after(end + 1 + len(part))
            if follow not in ("nay", "qua", "mai", "hôm", "cùng"):
                finish = end + 1 + len(part)
        if hour > 23:
            hour -= 24
        stamp = f"{hour:02d}:{minute:02d}"
        atom = Atom("ends", start, finish, "minute" if minutes else "hour", "clock")
        atom.ends = (stamp, stamp)
        atom.part = PARTS.get(part, "") if finish > end else ""
        if word == "khoảng" and ahead >= self.edge:
            atom.hedge, atom.start = Hedge.ABOUT, ahead
        elif word == "từ" and self.before(ahead)[0] == "khoảng" and self.before(ahead)[1] >= self.edge:
            atom.hedge, atom.start = Hedge.ABOUT, self.before(ahead)[1]
        else:
            self._lead_hedge(atom)
        self.add(atom)
        return finish

    @staticmethod
    def _half_day(hour: int, part: str, _after: str) -> int:
        """The hour of 24 that "2 … chiều" or "12 … đêm" means."""
        if part in ("chiều", "chiêù", "tối", "tôí") and 1 <= hour < 12:
            return hour + 12
        if part == "trưa" and 1 <= hour <= 2:
            return hour + 12
        if part in ("đêm", "khuya"):
            return 0 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour
        return hour

    def _clock_colon(self, start: int, end: int, hour: int, minute: int) -> int:
        low = self.low
        word, _ = self.before(start)
        if word in ("số", "lệ", "ratio"):
            return 0
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            if word in _CLOCK_BEFORE:
                self.bad(start, end, "minute", "clock", f"no time of day: {low[start:end]}")
                return end
            return 0
        return self._clock(start, end, hour, minute, True, start)

    # --- forms that hang on words --------------------------------------------------------------------------------

    def _words(self) -> None:
        low = self.low
        self.edge = 0
        digits = len(self.atoms)
        for literal, reader in _WORD_READERS:
            at = low.find(literal)
            while at >= 0:
                reader(self, at)
                at = low.find(literal, at + len(literal))
        for atom in self.atoms[digits:]:
            atom.wordy = True

    def _relative_day(self, at: int) -> None:
        """ "hôm nay", "sáng qua", "tối nay"; *at* is the space before "nay" or "qua"."""
        low = self.low
        end = at + 4
        if not self.stops(end):
            return
        word, start = self.before(at + 1)
        offset = _RELATIVE[low[at + 1 : end]]
        if word == "năm" and offset == 0:
            return
        if word not in PARTS and word != "hôm":
            return
        if offset and word == "sớm":
            return
        atom = Atom("near", start, end, "day", "relative", offset)
        if word == "hôm":
            head, ahead = self.before(start)
            if head == "ngày":
                atom.start = ahead
            self._lead_part(atom)
        else:
            atom.part = PARTS[word]
            head, ahead = self.before(start)
            if head in ("rạng", "buổi", "xế", "giờ") or (word in ("sớm", "tối", "khuya") and head in PARTS):
                atom.start = ahead
                piece, before = self.before(ahead)
                if piece in PIECES or piece == "rạng":
                    atom.start = before
            elif head in PIECES:
                atom.start = ahead
        self._lead_hedge(atom)
        self.atoms.append(atom)

    def _tomorrow(self, at: int) -> None:
        """ "ngày mai", "sáng mai"; *at* is where "mai" begins."""
        end = at + 3
        if not self.whole(at) or not self.stops(end) or self.text[at] == "M":
            return
        word, start = self.before(at)
        if word not in PARTS and word not in ("ngày", "hôm"):
            return
        atom = Atom("near", start, end, "day", "relative", 1)
        if word in PARTS:
            atom.part = PARTS[word]
        else:
            self._lead_part(atom)
        self.atoms.append(atom)

    def _two_days(self, at: int) -> None:
        """ "hôm kia", "ngày kia"; *at* is where "kia" begins."""
        word, start = self.before(at)
        if word in ("hôm", "ngày") and self.stops(at + 3) and self.whole(at):
            self.atoms.append(Atom("near", start, at + 3, "day", "relative", -2 if word == "hôm" else 2))

    def _same_day(self, at: int) -> None:
        """ "cùng ngày", "chiều cùng ngày", "cùng kỳ năm ngoái"."""
        low = self.low
        if low.startswith("ngày", at + 5) and self.stops(at + 9):
            if low.startswith((" càng", " một", " ấy sinh"), at + 9) or not self.whole(at):
                return
            atom = Atom("same", at, at + 9, "day", "relative", 0)
            self._lead_part(atom)
            self.atoms.append(atom)
        elif low.startswith(("kỳ", "kì"), at + 5) and self.stops(at + 7) and self.before(at)[0] in ("với", "so"):
            atom = Atom("before", at, at + 7, "year", "relative")
            atom.role = "base"
            self.atoms.append(atom)

    def _day_after(self, at: int) -> None:
        """ "hôm sau", "ngày hôm sau": the day after the one named last."""
        offset = 1 if self.low.startswith("sau", at + 4) else -1 if self.low.startswith("trước", at + 4) else 0
        if not offset or not self.whole(at):
            return
        end = at + (7 if offset > 0 else 9)
        if not self.stops(end) or offset < 0:
            return
        atom = Atom("same", at, end, "day", "relative", offset)
        word, start = self.before(at)
        if word == "ngày":
            atom.start = start
        self._lead_part(atom)
        self.atoms.append(atom)

    def _named_weekday(self, at: int) -> None:
        """ "thứ Hai"; *at* is where "thứ" begins."""
        low = self.low
        if not self.whole(at):
            return
        end = at + 4
        while end < len(low) and low[end].isalpha():
            end += 1
        name = low[at + 4 : end]
        if name in WEEKDAYS and not name.isdigit():
            self._weekday(at, end, WEEKDAYS[name], sure=self.text[at + 4].isupper())

    def _sunday(self, at: int) -> None:
        if self.whole(at) and self.stops(at + 8):
            self._weekday(at, at + 8, 6, sure=True)

    def _weekday(self, start: int, end: int, weekday: int, *, sure: bool) -> int:
        """A weekday by itself; beside a printed day it has been taken in there already. "Second" is told from Monday
        by the capital or by the words around."""
        low = self.low
        word, at = self.before(start)
        weeks: int | None = None
        found = _WEEK_AFTER.match(low, end)
        atom = Atom("weekday", start, end, "day", "weekday", weekday)
        if found:
            if found[1]:
                if found[1] in ("hằng tuần", "hàng tuần"):
                    return 0
                weeks = {"này": 0, "qua": -1, "trước": -1, "rồi": -1, "vừa qua": -1, "tới": 1, "sau": 1}[found[2]]
                atom.end = found.end()
            elif found[3]:
                atom.lean = LEANS.get(found[3], "")
        cued = word in PARTS or word in ("hôm", "vào", "nay", "qua") or weeks is not None
        if word in (
            "lần",
            "hạng",
            "người",
            "đứng",
            "phiên",
            "họp",
            "khóa",
            "khoá",
            "quý",
            "xếp",
            "vị",
            "kỳ",
            "loại",
            "tầng",
            "trí",
            "bậc",
            "phút",
            "phần",
            "điểm",
            "năm",
            "các",
        ):
            return 0
        if not (cued or (sure and word not in ("đại", "quốc", "ba", "bàn", "trận", "bản"))) or (
            word == "vào" and not sure and weeks is None
        ):
            return 0
        if word in ("hôm", "ngày"):
            atom.start = at
            if self.before(at)[0] in ("các", "mỗi", "những"):
                return 0
        atom.last = ANY_WEEK if weeks is None else weeks
        self._lead_part(atom)
        self._lead_hedge(atom)
        self.atoms.append(atom)
        return atom.end

    def _week(self, at: int) -> None:
        """ "tuần trước", "đầu tuần này", "cuối tuần qua"; *at* is where "tuần" begins."""
        found = _AWAY_WORD.match(self.low, at + 4)
        word, start = self.before(at)
        piece = PIECES.get(word, "")
        if not self.whole(at) or (found is None and not piece):
            return
        if found is None or (found[1] == "qua" and not piece):
            return
        away = -1 if found[1] == "qua" else AWAY[found[1]]
        if piece == "late" and found[1] == "qua" and not self._counted_before(start):
            away = -1
        if not piece and self._counted_before(at):
            return
        atom = Atom("week", start if piece else at, found.end(), "span" if piece else "week", "relative", away)
        atom.piece = piece
        self._relative_role(atom)

    def _relative_role(self, atom: Atom) -> None:
        self._period_role(atom)
        self.atoms.append(atom)

    def _counted_before(self, at: int) -> bool:
        """Whether a number or an indefinite amount stands before: "hai tuần trước" is a duration ago."""
        word, _ = self.before(at)
        return (
            word in NUMBERS
            or word.isdigit()
            or word in ("vài", "mấy", "nhiều", "những", "các", "hàng", "chục", "trăm", "mỗi", "nửa", "rưỡi")
        )

    def _month_word(self, at: int) -> None:
        """ "tháng trước", "tháng Mười", "tháng đầu năm" with a number word; *at* is where "tháng" begins."""
        low = self.low
        if low[at + 6 : at + 7].isdigit() or not self.whole(at):
            return
        if low.startswith(("đầu năm", "cuối năm"), at + 6):
            word, start = self.before(at)
            number = NUMBERS.get(word, 0)
            if word in ("một", "hai") and self.before(start)[0] in ("mười", "mươi"):
                number, start = 10 + NUMBERS[word], self.before(start)[1]
            if number > 1:
                self.edge = 0
                self._first_months(start, at + 5, number)
            return
        found = _AWAY_WORD.match(low, at + 5)
        word, start = self.before(at)
        if found and found[1] != "qua" and not self._counted_before(at):
            piece = PIECES.get(word, "")
            atom = Atom(
                "month", start if piece else at, found.end(), "span" if piece else "month", "relative", AWAY[found[1]]
            )
            atom.piece = piece
            self._relative_role(atom)
            return
        name = _MONTH_NAME.match(low, at + 6)
        if name and name[1] != "chạp":
            self._named_month(at, name, word)

    def _named_month(self, at: int, name: re.Match[str], word: str) -> None:
        low, end = self.low, name.end()
        capital = self.text[at + 6].isupper()
        if (
            self._counted_before(at)
            or word in ("một", "hàng", "hằng")
            or low.startswith((" lần", " ngày", " tháng", " tuần", " năm một"), end)
        ):
            return
        if (
            name[1] == "năm"
            and (low[end + 1 : end + 2].isdigit() or low.startswith((" nay", " ngoái", " trước", " sau", " tới"), end))
            and not capital
        ):
            return
        if (
            not capital
            and name[1] not in ("giêng", "chạp")
            and word not in ("hồi", "vào", "từ", "đến", "tới", "đầu", "cuối", "giữa", "trước", "sau", "trong", "ngày")
        ):
            return
        self.edge = 0
        month = MONTHS[name[1]]
        self._month(at, end, month, 0)

    def _year_word(self, at: int) -> None:
        """ "năm ngoái", "đầu năm", "nửa cuối năm nay"; *at* is where "năm" begins."""
        low = self.low
        if low[at + 4 : at + 5].isdigit() or not self.whole(at):
            return
        found = _AWAY_YEAR.match(low, at + 3)
        word, start = self.before(at)
        if found is None or (found[1] == "nay" and low.startswith(" năm nay", at + 3)):
            if (
                word in PIECES
                and self.stops(at + 3)
                and not low.startswith((" học", " mới", " sinh", " 20", " thứ", " mươi"), at + 3)
            ):
                head = self.before(start)[0]
                if head in ("tháng", "quý", "ngày", "những", "dịp") and head != "dịp":
                    return
                self.edge = 0
                self._year_atom(at, at + 3, 0, 0)
            return
        if word not in PIECES and (self._counted_before(at) or word in ("mươi", "mười", "lâu")):
            return
        if found[1] in ("trước", "sau") and word in ("tuổi", "một"):
            return
        self.edge = 0
        self._year_atom(at, found.end(), 0, YEARS_AWAY[found[1]])
        if found[1] == "trước" and self.atoms[-1].role == "base":
            self.atoms[-1].kind = "before"

    def _quarter_word(self, at: int) -> None:
        """ "quý III", "hai quý đầu năm", "quý trước"; *at* is where "quý" begins."""
        low = self.low
        if not self.whole(at):
            return
        self.edge = 0
        roman = _ROMAN.match(low, at + 4)
        if roman:
            self._roman_quarters(at, roman)
            return
        if low.startswith("đầu năm", at + 4):
            word, start = self.before(at)
            number = NUMBERS.get(word, 0) or (int(word) if word in QUARTERS and word.isdigit() else 1)
            if number <= 4:
                found = _OF_YEAR.match(low, at + 11)
                assert found is not None
                away = YEARS_AWAY[found[2]] if found[2] else None
                self._span_months(
                    start if word in NUMBERS or word.isdigit() else at,
                    found.end(),
                    1,
                    3 * number,
                    int(found[1] or 0),
                    away,
                )
            return
        away_word = _AWAY_WORD.match(low, at + 3)
        if away_word and away_word[1] != "qua" and not self._counted_before(at):
            self._relative_role(Atom("quarter", at, away_word.end(), "quarter", "relative", AWAY[away_word[1]]))

    def _roman_quarters(self, at: int, found: re.Match[str]) -> None:
        """ "quý I/2024", "quý I, II và III/2024": the year of the last is that of all."""
        atoms = [self._quarter(at, found.end(), QUARTERS[found[1]], 0)]
        while not atoms[-1].year and (more := _MORE_QUARTERS.match(self.low, atoms[-1].end)):
            atoms.append(self._quarter(more.start(1), more.end(1), QUARTERS[more[1]], 0))
        for atom in atoms[:-1]:
            atom.year = atom.year or atoms[-1].year

    def _season(self, at: int) -> None:
        """ "mùa hè vừa qua", "mùa đông năm 2012": only with what says which year."""
        low = self.low
        found = _SEASON.match(low, at + 4)
        if found is None or not self.whole(at) or self.before(at)[0] in ("hội", "olympic"):
            return
        first, last = SEASONS[found[1]]
        atom = Atom("months", at, found.end(), "span", "span", first, 0, int(found[2] or 0))
        atom.last = last
        atom.away = YEARS_AWAY[found[3]] if found[3] else None
        atom.lean = LEANS.get(found[4] or "", "")
        if atom.year > 2100:
            return
        self._relative_role(atom)

    def _century(self, at: int) -> None:
        """ "thế kỷ XIX"; *at* is where "thế" begins."""
        found = _CENTURY.match(self.low, at)
        if found and found[1] in ROMAN:
            self.edge = 0
            self._plain(at, found.end(), "century", "y", century_ends(ROMAN[found[1]]))

    def _full_moon(self, at: int) -> None:
        """ "rằm tháng Giêng": the 15th of a lunar month."""
        found = _OF_MONTH.match(self.low, at + 3)
        if found is None or not self.whole(at):
            return
        month = int(found[1]) if found[1] else MONTHS[found[2]]
        if 1 <= month <= 12:
            atom = Atom("day", at, found.end(), "day", "dm", 15, month)
            atom.lunar = True
            self._qualify(atom)
            self.atoms.append(atom)

    # --- what only the language knows -----------------------------------------------------------------------------

    def holds(self, atom: Atom) -> bool:
        """Whether a day without a sure cue is one: by the notation of the text, the same day elsewhere, nearness."""
        if atom.strength == NEVER:
            return False
        known = (atom.day, atom.month) in self.days or (atom.last > 0 and (atom.last, atom.month) in self.days)
        if known and atom.strength != -2:
            return atom.sep == "/" or atom.sep in self.notations
        away = self.days_away(atom)
        if atom.strength == 1:
            return away is None or away <= (400 if atom.sep == "/" else 120 if atom.sep in self.notations else 40)
        if atom.strength == 0:
            return away is not None and away <= (180 if atom.sep == "/" or atom.sep in self.notations else 7)
        return atom.strength == -1 and away is not None and away <= 31

    def _follows_day(self, at: int) -> bool:
        """Whether a day was named shortly before: "ngày 15/11 (sân nhà) và 19/11"."""
        last = self.atoms[-1] if self.atoms else None
        return last is not None and last.kind in ("day", "days") and last.strength >= 1 and at - last.end < 60

    def lean(self, atom: Atom) -> str:
        """Which way the sentence looks: "past", "future", "next" or neither."""
        if atom.lean:
            return atom.lean
        low = self.low
        window = low[max(0, atom.start - 70) : atom.start]
        window = window[window.rfind(". ") + 1 :] + low[atom.end : atom.end + 50].split(". ", 1)[0]
        return "future" if " sẽ " in window or "dự kiến" in window or "kế hoạch" in window or "sắp " in window else ""


_WORD_READERS: Final[tuple[tuple[str, Callable[[_Reader, int], None]], ...]] = (
    ("tháng ", _Reader._month_word),
    ("năm", _Reader._year_word),
    (" nay", _Reader._relative_day),
    (" qua", _Reader._relative_day),
    ("mai", _Reader._tomorrow),
    (" kia", lambda reader, at: reader._two_days(at + 1)),
    ("cùng ", _Reader._same_day),
    ("hôm sau", _Reader._day_after),
    ("thứ ", _Reader._named_weekday),
    ("tuần ", _Reader._week),
    ("quý ", _Reader._quarter_word),
    ("quí ", _Reader._quarter_word),
    ("chủ nhật", _Reader._sunday),
    ("mùa ", _Reader._season),
    ("thế k", _Reader._century),
    ("rằm", _Reader._full_moon),
)
