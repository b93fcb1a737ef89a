"""The words that Vietnamese dates are made of and known by, and their shapes in digits."""

from __future__ import annotations

import re
from typing import Final

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

# Behind "tuần": ten days of a month.
DECADS: Final = {"thượng": "early", "trung": "mid", "hạ": "late"}

# Before a month: one of its weeks.
WEEKS: Final = {
    "đầu": "week 1", "đầu tiên": "week 1", "thứ nhất": "week 1", "thứ hai": "week 2", "thứ ba": "week 3", "thứ tư": "week 4",
    "cuối": "last week", "cuối cùng": "last week",
}  # fmt: skip
WEEK_BEFORE: Final = re.compile(
    rf"(?<!\w)tuần (?:lễ )?({'|'.join(sorted(WEEKS, key=len, reverse=True))}) (?:của |trong )?$"
)

# Before "sáng": the hours before sunrise.
DAWN: Final = "rạng"

QUARTER_NAMES: Final = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}

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

AWAY: Final = {
    "này": 0,
    "nay": 0,
    "trước": -1,
    "liền trước": -1,
    "rồi": -1,
    "vừa qua": -1,
    "vừa rồi": -1,
    "sau": 1,
    "tới": 1,
}

# The stretch that is over, or the one before that the text speaks of.
LAST: Final = frozenset({"trước", "liền trước"})

ROMAN: Final = {
    "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21,
}  # fmt: skip

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
DAY_WORDS: Final = frozenset({"ngày", "hôm", "mùng", "mồng", "ngaỳ"})

STRONG: Final = DAY_WORDS | frozenset(PARTS) | frozenset({"nay", "qua", "mai", "nhật", "dịp", "lễ", "phiên"})

# Two words for what happens on a day, right before it: "chung kết diễn ra 1/12"; a final by itself has
# scores that look the same ("chung kết 6/3").
EVENTS: Final = frozenset({
    "diễn ra", "hiệu lực", "công bố", "khởi chiếu", "công chiếu", "khai mạc", "bế mạc", "kết thúc",
    "bắt đầu", "khởi công", "thông xe", "mở bán", "tuyên án", "phát hành", "ban hành", "ra mắt", "áp dụng", "khai giảng",
    "bế giảng", "khai trương", "bầu cử", "xét xử", "lượt về", "lượt đi", "ấn định", "lên sóng", "khánh thành", "động thổ",
    "cất cánh", "hạ cánh", "đổ bộ", "khởi hành", "niêm yết", "qua đời", "từ trần", "thông qua", "tái đấu", "ra quân", "xuất phát",
    "vận hành", "mới họp", "sẽ họp",
})  # fmt: skip

WEAK: Final = frozenset({
    "từ", "đến", "tới", "hết", "trước", "sau", "vào", "trong", "và", "hồi", "tuần", "là", "kể", "giờ", "rạng", "niệm",
})  # fmt: skip

# After a weak cue, a day that reads like a fraction ("từ 1/3 …") must be followed by a stop or one of these.
AFTER_DAY: Final = frozenset("""tới vừa năm này nay sẽ đã tại đến là do của và ở với cho khi nhưng lại cũng nên qua rồi hàng hằng theo thì
    không mới ông bà các trên trong để có được từ vì ngay nhân sau trước""".split())  # fmt: skip

NO_DATE_BEFORE: Final = frozenset({
    "số", "viên", "non", "đường", "phố", "hẻm", "ngõ", "quận", "tổ", "lô", "căn", "km", "tỷ", "tỉ", "thắng", "thua", "hòa", "hoà", "cầu",
    "định", "tư", "quyết", "luật", "lệnh", "đội", "ql", "hạng", "chiếm", "bằng", "đạt", "được", "có", "còn", "gần", "hơn",
})  # fmt: skip

# Around a date that is to come, and around one that is over; figures of a month or a quarter are known once it is over.
COMING: Final = re.compile(
    r" sẽ | giao (?:hàng )? |dự kiến|kế hoạch|sắp |hạn chót|hạn cuối|chậm nhất|phấn đấu|mục tiêu|dự báo"
)
GONE: Final = re.compile(
    r" đã |xảy ra|khiến|ghi nhận|trước đó|kể từ|khởi tố|bắt giữ| bị bắt|tử vong|thiệt mạng|người chết|tuyên "
)
KNOWN: Final = re.compile(rf"{GONE.pattern}| đạt | tăng | giảm | lãi | lỗ | chỉ | so với ")

# What is counted or measured: a number before one of these is no date.
COUNTED: Final = frozenset(
    """người tỷ tỉ triệu nghìn ngàn trăm đồng usd euro đô độ km m cm mm kg tấn tạ lít ha m2 km2 w kw mw phần phiếu nhóm
    bộ số tổng diện lần đội nước tỉnh huyện xã phường quận địa cơ doanh cán học sinh bệnh ca trường thí hộ căn chiếc cái
    con cuốn bài bàn trận điểm lượng cổ suất vé lượt phút giây giờ tiếng tuổi mét px pixel x rpm mb gb vnđ vnd bảng
    nhân thành vụ ý chỗ máy xe tàu ounce oz inch điều khoản quân lính vòng bằng loại phòng ghế mẫu""".split()
)

# Words after which a bare year stands, besides names.
YEAR_WORDS: Final = frozenset("""từ đến tới trước sau sinh sn kể giữa cuối đầu mùa giải hè xuân thu đông cup cúp league vào với pháp
    niên đời khóa khoá sáng vụ kỳ kì seagames games luật hồi hết trong so của tết sn: cuối trận việt bảng nhìn""".split())  # fmt: skip

LOOSE_YEAR_WORDS: Final = frozenset("của với đến tới từ trong sau trước hết vụ kỳ kì vào".split())

AFTER_YEAR: Final = frozenset("đến tới là và khi đã của tại do ở với thì trở cho chỉ – -".split())

YEAR_JOINS: Final = frozenset({", ", " và ", ",", " hoặc ", " & ", "; ", " hay ", ", và ", " đến ", " tới "})

AMOUNT_WORDS: Final = frozenset("""khoảng gần hơn trên dưới số giá đạt có còn chừng độ tầm được bán mua thêm giảm tăng lên xuống
    chiếm bằng thắng thua tài máy mã km ít tới cả gồm đường quận phòng kênh lô""".split())  # fmt: skip

DURATION_BEFORE: Final = frozenset(
    "trong suốt mất dài thêm hơn gần mỗi cách ít nhiều tận những cả ngày ròng rã cộng".split()
)

# Before "tháng" or "quý": how often, so that the number behind counts something else.
EACH: Final = frozenset({"mỗi", "hằng", "một", "từng"})

CLOCK_BEFORE: Final = frozenset("lúc hồi vào từ đến tới đúng trước khoảng tầm ngay chừng".split())

# Before an hour or a day that is near the one meant.
ABOUT: Final = frozenset({"khoảng", "chừng", "tầm"})
# Before an hour with the part of its day alone: elsewhere they measure a length of time.
NEARLY: Final = frozenset({"gần", "hơn", "quá", "ngót", "non"})

# Behind a weekday: the end of what is said.
SENTENCE_ENDS: Final = re.compile(r"[.;)\n]|$")

# Behind "từ đầu năm", "từ đầu tháng": up to publication.
TO_NOW: Final = re.compile(
    r"(?: này| nay)? (?:đến|tới|cho đến|cho tới) (?:nay|giờ|thời điểm này|thời điểm hiện tại|hiện tại|hiện nay)\b"
)
# Behind "từ đầu năm" by itself: the end of a part of the sentence, which must not tell of what is to come; behind "kể từ"
# it never does.
PART_END: Final = re.compile(r"(?: này| nay)?(?=[,.;)\n]|$)")
# Behind it, inside a part of the sentence: what tells of how things stand.
STANDS: Final = re.compile(
    r"(?: này| nay)?(?= (?:lên|xuống|là|đạt|tăng|giảm|ước|có|đã|chỉ|được|với|của|khoảng|hơn|gần|ngót|xấp xỉ|trên|ở mức)\b| \()"
)
# Behind "cả năm": all of it, and no five of something; between two periods of one sentence there is no such stop.
WHOLE_YEAR: Final = re.compile(
    r"(?=[,.;)(\n]|$| (?:lên|xuống|là|đạt|tăng|giảm|ước|có|đã|chỉ|lãi|lỗ|thu|khoảng|hơn|gần|trên|dưới|còn|ở|của|với|dự kiến|\d))"
)
SENTENCE_BREAK: Final = re.compile(r"[.!?]\s|\n")
# Behind days with a dash: they are a length of time, "sau 5-6 năm", "2-3 năm tới".
LENGTHS: Final = re.compile(r" (?:năm(?! (?:\d{4}\b|ngoái))|tháng(?! \d)|tuần|ngày|giờ|phút|giây|đêm|buổi|quý)\b")
# Behind "cùng kỳ": another "kỳ" than a stretch of time.
OTHER_TERMS: Final = (" hạn", " họp", " thi", " kế toán", " năm", " các năm", " 19", " 20")

RELATIVE: Final = {"nay": 0, "qua": -1, "mai": 1}

# Behind "hôm" or "ngày": how many days away.
DAYS_OFF: Final = {
    ("hôm", "kia"): -2, ("ngày", "kia"): 2, ("hôm", "kìa"): -3, ("ngày", "kìa"): 3, ("ngày", "mốt"): 2,
}  # fmt: skip

_ONES: Final = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}

# The days of a month in words.
DAY_NAMES: Final = {
    **{name: day for name, day in _ONES.items() if name not in ("mốt", "lăm", "nhăm")},
    "mười": 10, "hai mươi": 20, "ba mươi": 30, "ba mốt": 31, "ba mươi mốt": 31,
    **{f"mười {name}": 10 + day for name, day in _ONES.items()},
    **{f"{tens} {name}": 20 + day for tens in ("hai mươi", "hăm", "hai") for name, day in _ONES.items()},
}  # fmt: skip

DAY_ENDS: Final = frozenset(name.rpartition(" ")[2] for name in DAY_NAMES)

NUMBER: Final = re.compile(r"[0-9][0-9]*(?:[/.,:–-][0-9]+)*")

NUMERIC: Final = re.compile(
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
AFTER: Final = re.compile(
    r"(?P<lunar> \(?(?:âm lịch|âl)\b\)?)?(?:(?:,? (?:của )?năm |(?:(?<=[\div]) ?/ ?|(?<=[\div])-|(?<=[\div])\.))(?P<year>\d{4,5})(?![\d/%]|[.,]\d)"
    r"|,? (?:của )?năm (?P<away>nay|này|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới|kia)\b"
    r"| (?P<every>(?:hằng|hàng|mỗi) năm)\b"
    r"| (?P<lean>sắp tới|tới đây|tới(?! (?:ngày|hết|nay|tháng|năm|cuối|đầu|quý|sáng|tối|chiều|\d))|này|vừa qua|vừa rồi|qua|rồi)\b)?"
)

OF_MONTH: Final = re.compile(
    r",? ?tháng (?:(\d{1,2})(?!\d)|(mười (?:một|hai)|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b(?! (?:lần|ngày)))"
)

OF_MONTH_NUMBER: Final = re.compile(r" tháng \d{1,2}\b(?! ?%|[.,]\d| (?:ngày|tuổi|lần|giờ|năm tuổi))")

MONTH_NAME: Final = re.compile(r"(mười (?:một|hai)|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)\b")

EARLIER: Final = re.compile(r"(?<![\d/.,:–-])(?:\d{1,2}(?: ?[–-] ?| đến | tới | và |, ?)){1,6}$")

EARLIER_PART: Final = re.compile(r"(\d{1,2})( ?[–-] ?| đến | tới | và |, ?)")

DAYS_BETWEEN: Final = re.compile(r"(?:(?:, ?| và | đến | tới | ?[–-] ?)\d{1,2})*(?:, ?| và | đến | tới | ?[–-] ?)")

HG: Final = re.compile(
    r"([hg])(?:(\d\d|\d(?= (?:ngày|sáng|trưa|chiều|tối|đêm|hôm|cùng)\b))(?!\d)['p]?)?(?![a-zà-ỹ0-9])|( giờ)\b(?: (\d{1,2}) phút\b(?! \d\d\b(?! giây))(?: \d{1,2} giây\b)?| (\d\d)(?!\d|[.,/-]\d| ?%| (?!(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|cùng|thì|tại|giờ|ở|trên|trong|theo|sẽ|đã|khi|do)\b|\d{1,2}[/.-]\d{1,2}\b)\w))?"
)

HG_RANGE: Final = re.compile(r"(\d{1,2})([hg])(\d\d)?\b")

MONTHS_OF: Final = re.compile(
    r"(?: (đầu|cuối)(?: của)? năm| (?:của )?năm|/)?(?: ?(\d{4})(?!\d|[.,]\d)| (nay|ngoái|trước|tới|sau)\b)?"
)

OF_YEAR: Final = re.compile(r"(?: (\d{4})(?!\d|[.,/]\d)| (nay|này|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới)\b(?! \d))?")

MORE_QUARTERS: Final = re.compile(r"(?:, ?| và | hoặc )(iii|ii|iv)\b")

ROMAN_QUARTER: Final = re.compile(r"(iii|ii|iv|i)\b")

SOLAR: Final = " dương lịch"

BETWEEN_DAYS: Final = frozenset({" - ", " – ", ", ", " và ", ", và ", " hoặc ", " rồi ", "; "})

# Behind a day: the last one of a stretch, with the year of both.
LAST_DAY: Final = re.compile(r" ?[–-] ?\d{1,2}/\d{1,2}/(?:19|20)\d\d\b")

RANGE_JOINS: Final = frozenset({"-", "–", "đến", "tới"})

YEAR_SPAN_TAIL: Final = re.compile(r" ?[–-] ?(\d{4})(?!\d|[.,]\d)")

NINE_M: Final = re.compile(r"[mt](?:[/ ]?(?P<year>\d{4})|(?P<short>[1-4]\d))\b")

# "1H2024", "2Q24": half or quarter before its year.
HALF_YEAR: Final = re.compile(r"([hq])(\d{4}|[1-4]\d)\b")

# Behind "6 tháng": what tells of these months as of the ones since January; and before it, of any six.
MONTHS_TOLD: Final = re.compile(r",| (?:đạt|ước|tăng|giảm)\b")
MONTHS_LONG: Final = frozenset(
    "trong suốt sau trước mất dài thêm hơn gần mỗi cách ít nhiều tận những cả tròn được đủ khoảng hạn quá mới mấy vài từ đến dưới trên ngót cứ chừng tới mừng phạt tù lương".split()
)
MONTHS_SUM: Final = frozenset({"chung", "kế", "quân", "gộp", "cộng"})

# Behind "1 giờ 3 phút": how long a race took.
SECONDS: Final = re.compile(r" \d{1,2} giây\b")
# Before "6 tháng tăng": what runs for six months, or is six months old, in any time of the year.
MONTHS_RUN: Final = re.compile(
    r"\b(?:tiết kiệm|tiền gửi|gửi|kỳ hạn|kì hạn|vay|tín phiếu|trái phiếu|huy động|bảo hành|trả góp|trẻ|bé|cháu|thai|cách đây)\b[^.,;:\n]*$"
)

# Before hours: how long something takes, or by how much less, with no word between that sets an hour of the day.
TAKES: Final = re.compile(
    r"(?:thời gian (?:giảm|tăng|rút|kéo dài|trung bình|còn|bay|di chuyển|chờ|đi lại|đi|chạy|đợi|hoàn thành|phẫu thuật|vận chuyển|sạc|ngủ|chơi|lái|thực hiện|kiểm tra|đun|nấu|thi đấu)|thành tích|thời lượng|kỷ lục|rút ngắn|hành trình)\b(?:(?!bắt đầu|khởi hành|xuất phát|diễn ra|kết thúc|lúc|ngày \d)[^.,;:\n])*$"
)

# Before a day or a month that names a street or an event: "đường 3 tháng 2", "Cách mạng Tháng Tám".
NAMED_AFTER: Final = frozenset({"đường", "phố", "hẻm", "ngõ", "mạng", "chợ"})
# Before a month alone only the revolution: "giá đường tháng 9" is the price of sugar.
REVOLUTION: Final = "cách mạng "

# Behind these a fraction is a share however near the day that it could be: "tỷ lệ 8/8".
HEADS_NO_DAY: Final = frozenset({"lệ", "số", "áp", "lực", "trong"})
# What is named by a day: "Nhà máy 27/7".
NAMED_BY_DAY: Final = tuple(
    f"{head} "
    for head in (
        "nhà máy", "vận động", "bệnh viện", "công viên", "quảng trường", "hợp tác xã", "nông trường", "lâm trường",
        "công ty", "xí nghiệp", "khách sạn", "trung học", "tiểu học", "đại lộ", "xưởng",
    )
)  # fmt: skip
# Before a share: "tỷ lệ chọi là 1/9".
SHARES: Final = re.compile(r"\b(?:tỷ lệ|tỉ lệ|xác suất|chọi|tỷ số|tỉ số|quy mô|bản đồ)\b[^.,;:\n]*$")
# Behind the score of a set: that of the next.
SETS: Final = re.compile(r"(?:, | và |; )\d/\d\b")
# "Phục vụ 24/7": every hour of every day.
ALL_HOURS: Final = (24, 7)
# Behind a day and what it dates, what that did: "Vụ cháy 8/8 khiến …".
DID: Final = frozenset({"khiến", "làm", "gây", "thông"})

# Before "nay": so far, or as of old; what follows is counted now ("đến nay 11/12 huyện").
SO_FAR: Final = frozenset({"đến", "tới", "lâu", "xưa", "hiện"})

BARE_YEAR: Final = re.compile(r" (\d{4})(?!\d|[.,/]\d)")

SEASON: Final = re.compile(
    r"(xuân|hè|hạ|thu|đông)(?: (?:năm )?(\d{4})\b| năm (nay|ngoái|trước|sau|tới)\b| (này|vừa qua|vừa rồi|tới)\b)"
)

CENTURY: Final = re.compile(r"thế k[ỷỉ] (?:thứ )?(xv?i{0,3}|x?i[xv]|xxi?)\b")

CENTURY_HEAD: Final = re.compile(r"thế k[ỷỉ] $")

CENTURY_TAIL: Final = re.compile(r" ?[–-] ?(\d{1,2})(?!\d|[.,/]\d)")

DAYS_TAIL: Final = re.compile(r" ?[–-] ?(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?(?![\d/])")

AWAY_WORD: Final = re.compile(r" (này|nay|(?:liền )?trước|rồi|vừa qua|vừa rồi|qua|sau|tới(?! nay))\b(?! đó| nữa)")

AWAY_YEAR: Final = re.compile(r" (nay|ngoái|trước|rồi|vừa qua|vừa rồi|sau|tới(?! nay)|kia)\b(?! đó)")

# The year before the one the text speaks of.
YEAR_BEFORE: Final = re.compile(r"năm (?:(?:liền|ngay) trước(?: đó)?|liền kề(?: trước)?|trước đó)\b")

# What shows that "tuần qua" is the week that is over: words before it, or that the sentence opens or stops with it.
PAST_HEADS: Final = frozenset({"trong", "suốt", "cả", "của", "hết"})
PAST_ENDS: Final = re.compile(r"[.,;:)!?\n]|$")

# "sang năm" is next year, but in "bước sang năm mới" or "sang năm 2025".
NEXT_YEAR: Final = re.compile(r"sang năm(?=[.,;:)!?\n]|$)")

DAY_IN_WORDS: Final = re.compile(
    r"(?:ngày|mùng|mồng) ("
    + "|".join(sorted(DAY_NAMES, key=lambda name: (-len(name), name)))
    + r")(?= tháng [a-zà-ỹđ\d]| tết\b)"
)

# The day of this month or of one beside it: "ngày 15 tháng trước".
OF_MONTH_AWAY: Final = re.compile(r" tháng (này|trước|rồi|vừa qua|vừa rồi|sau|tới)\b(?! đó)")

# How a length of time counts back: the kind and the grain of what it reaches.
STEPS_AWAY: Final = {
    "ngày": ("near", "day"), "hôm": ("near", "day"), "tuần": ("week", "week"), "tháng": ("month", "month"),
    "năm": ("year", "year"),
}  # fmt: skip

# "cách đây 10 tháng": so long before publication.
AGO: Final = re.compile(
    r"cách đây (?:(?P<about>khoảng|chừng) |đúng |tròn )?(\d{1,3}|[a-zà-ỹđ]+) (ngày|hôm|tuần|tháng|năm)\b(?! rưỡi)"
)

# What names the day that "hai hôm trước" is: ", ngày 3/2".
DAY_BESIDE: Final = re.compile(r", (?:tức |vào |sáng |chiều |tối |đêm |trưa )?(?:ngày|hôm|thứ|\d{1,2}[/.-]\d)")

# With one of these before it, a time ago is no day: "hơn 3 năm trước", "hai mươi lăm năm trước".
NOT_AGO: Final = frozenset(
    "hơn gần ngót chưa bình trong suốt trên dưới đến tới và mười mươi trăm linh lẻ rưỡi hoặc hay".split()
)

# With one of these before it, a time ahead is a length of time: "thêm hai tuần nữa".
NOT_AHEAD: Final = frozenset(
    "thêm thiếu cần còn ít nhất đến tới mất phải hơn gần chừng khoảng vài trong suốt đợi chờ sau mươi".split()
)

# Before "quý" where it means precious: "kim loại quý này".
PRECIOUS: Final = frozenset("loại đá gỗ cao thuốc khoáng kim dược".split())
QUARTER_NAME: Final = re.compile(
    r"(một|nhất|hai|ba|tư|bốn)\b(?=[/.,;:)\n]|$| năm (?:\d{4}|nay|ngoái|trước|sau|tới)\b| \d{4}\b| (?:này|tới|vừa qua)\b"
    r"| (?:đạt|tăng|giảm|ước|của|với|là|đã|sẽ|cao|thấp|lãi|lỗ|ghi|và|so|chỉ)\b)"
)

# Behind a weekday in small letters and a word that tells which one: what shows that "ba" or "tư" is no number.
WEEKDAY_ENDS: Final = re.compile(r"[.,;:)(!?\n]| \(|$| (?:ở|tại|là|sẽ|với|để|do|và|trong|cho)\b")

# What is numbered by "thứ tư này" as often as a Wednesday comes: "lần gặp mặt thứ tư này".
NUMBERED: Final = re.compile(
    r"\b(?:lần|trận|cuộc|kỳ|phiên|vòng|đợt|chuyến|lượt|người|con|ngày|tập|phần|mùa)\b[^.,;:\n]*$"
)

# Behind a month: more of them, before the year of all: "các tháng 7, 8 và 9/2024".
MORE_MONTHS: Final = re.compile(
    r"(?:(?:, ?| và |, và | hoặc )\d{1,2}){1,11}(?![\d%]|[.,:-]\d)(?=[.,;:)\n]|/\d{4}\b| năm (?:\d{4}|nay|ngoái|trước|sau|tới)\b|$)"
)

LISTED_MONTH: Final = re.compile(r"\d{1,2}")

SLASHED_YEAR: Final = re.compile(r"/(\d{4})(?![\d/])")

# Two hours in one token: "7-9h".
DASHED_HOURS: Final = re.compile(r"(\d{1,2})[–-](\d{1,2})")

# Behind the name of a month in small letters: its year.
MONTH_YEAR: Final = re.compile(r"(?: năm |/|-)\d{4}\b| năm (?:nay|ngoái|trước|rồi)\b")

# Minutes in digits behind "giờ", whatever follows: only where the word before tells a time.
MINUTES_BARE: Final = re.compile(r" ([0-5]\d)(?!\d|[.,/:-]\d| ?%)")
TIME_BEFORE: Final = frozenset({"lúc", "hồi", "vào"})

# What a time of day goes on with: "9 giờ rưỡi", "5 giờ kém 15".
HALF_PAST: Final = re.compile(r" rưỡi\b")

MINUTES_TO: Final = re.compile(
    r" kém (\d{1,2}|năm|mười lăm|mười|hai mươi lăm|hai mươi)(?: phút\b|(?![\d/%]|[.,]\d| \w*phần))"
)

# Before a period that a multiple is counted from: "gấp 2,5 lần năm trước".
TIMES: Final = re.compile(r"gấp [^.;:\n]{1,14}$|gấp đôi $|gấp rưỡi $")

# Minutes to the hour in words.
MINUTES: Final = {"năm": 5, "mười": 10, "mười lăm": 15, "hai mươi": 20, "hai mươi lăm": 25}

# Minutes past the hour in words: "tám giờ mười lăm tối".
MINUTES_PAST: Final = re.compile(
    r" (bốn mươi lăm|bốn mươi|ba mươi lăm|ba mươi|hai mươi lăm|hai mươi|năm mươi lăm|năm mươi|mười lăm|mười|năm)(?: phút)?(?= (?:sáng|trưa|chiều|tối|đêm)\b)"
)
# Any minutes in words, where the word before the hour tells a time: "lúc chín giờ hai mươi".
MINUTES_SAID: Final = re.compile(
    r" ((?>(?:hai|ba|bốn|năm) mươi(?: (?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?))(?: phút\b|(?! (?:người|em|ca|triệu|nghìn|tỷ|trăm)\b))"
)
MINUTE_NAMES: Final = {
    **MINUTES, "ba mươi": 30, "ba mươi lăm": 35, "bốn mươi": 40, "bốn mươi lăm": 45, "năm mươi": 50, "năm mươi lăm": 55,
}  # fmt: skip


WEEK_AFTER: Final = re.compile(
    r"(?: của)? ((?:hằng|hàng) tuần|tuần (này|qua|trước|rồi|vừa qua|tới|sau))\b| (sắp tới|tới|này|vừa qua|vừa rồi|qua|rồi)\b"
)

# A share of what the period behind it had: "bằng 102% tháng 11".
EQUALS: Final = re.compile(r"(?:bằng|tương đương)(?: khoảng| gần| hơn)? [\d.,]+ ?% $")
