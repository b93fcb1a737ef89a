"""The words that Vietnamese numbers are made of, those that look like them, and what finds a stretch of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.languages.spoken import first_words, grouped, stretch

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

DIGITS: Mapping[str, int] = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip

# As the last digit of a number with tens.
ONES: Mapping[str, int] = {**DIGITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}

SHORT_ONES: Mapping[str, int] = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}

DECIMALS: Mapping[str, int] = {**DIGITS, "không": 0, "tư": 4, "lăm": 5, "mốt": 1}

BIG: Mapping[str, int] = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}

BARE: Mapping[str, int] = {"chục": 1, "trăm": 2, **BIG}

AND = frozenset({"linh", "lẻ"})

HALF = frozenset({"rưỡi", "rưởi"})

HALVES = frozenset({"nửa", "nưả"})  # the second is a slip of the typing hand that papers print

MAX_POWER = 18

# What makes "năm" a five when it stands right after it.
AFTER_FIVE = frozenset({"mươi", "phẩy", "phần", "lăm", "mốt", "nhăm", *HALF, *BARE})

# Few words of their own for small numbers: word or words → ends, both included.
FEW: Mapping[str, tuple[int, int]] = {
    "vài": (2, 9), "mấy": (2, 9), "dăm": (3, 7), "vài ba": (2, 3), "dăm ba": (3, 5), "dăm bảy": (5, 7), "đôi ba": (2, 3),
    "mươi": (8, 12),
}  # fmt: skip

RANKS: Mapping[str, int] = {"nhất": 1, "nhì": 2}

# A scale is none before these: they make another word of it.
NOT_SCALE: Mapping[str, frozenset[str]] = {
    "tỷ": frozenset("lệ giá phú số trọng suất dụ muội đối".split()),
    "tỉ": frozenset("lệ giá phú số trọng suất dụ muội đối mỉ tê".split()),
    "triệu": frozenset("tập hồi chứng phú vời".split()),
    "vạn": frozenset("nhất sự vật tuế năng lý chài".split()),
    "nghìn": frozenset("trùng".split()),
    "ngàn": frozenset("trùng đời thu".split()),
    "trăm": frozenset("họ".split()),
    "chục": frozenset(),
}  # fmt: skip

NOT_FOUR = frozenset(
    "nhân vấn liệu lệnh thế cách duy tưởng pháp gia thục bản sản thương trang chất dinh tế thất".split()
)

# What stands after a count more than anything else; it makes an unsure word sure.
COUNTED = frozenset(
    "người chiếc cái con vụ cuộc trận bàn lần đứa tên vị bộ cặp cây căn ngôi nhà tòa toà chuyến đợt lượt vòng suất đội nhóm "
    "đoàn tổ hộ xã huyện tỉnh nước quốc cầu tàu xe máy ca ngày giờ phút giây tuần quý thập thế nghìn bước phát viên "
    "học sinh nạn bệnh bác công đại cán chiến binh sĩ nghi bị đối tác phường quận phương tấn tạ kg cân lít mét km ha m2 "
    "đồng usd đô euro điểm phần giải huy tấm bức bài cuốn quyển tập câu chương trang mẫu model loại kiểu dòng bên thành "
    "trường bệnh điểm cơ ngành lĩnh yếu nguyên nữ nam em trẻ cháu thanh ngư thuyền dự án khu lô mảnh thửa gói hợp".split()
)

HEDGES = frozenset(
    "hơn gần trên dưới khoảng chừng ngót đúng chỉ độ tới đến cỡ quá nhất thiểu đa mất tròn đủ cả".split()
)

# Before "năm tuổi": somebody is five, and it is no year of the zodiac.
AGED = HEDGES | frozenset("bé em cháu gái trai con lên mới nhi được".split())

# "Năm học sinh" are five pupils; "năm học" is a school year, and "năm học sinh viên" another's.
FIVE_LEARN = re.compile(r" học (?:sinh(?! viên)|viên|trò)\b")

YEAR_BEFORE = frozenset(
    "mỗi hằng hàng cuối đầu giữa nhiều những các vài mấy nửa quanh lâu rưỡi bao từng suốt thường nguyên sang ra "
    "hết tết theo mười mươi trăm một hai ba bốn sáu bảy tám chín".split()
)

YEAR_AFTER = frozenset(
    "nay ngoái trước sau tới qua học đó này ấy kia xưa mới cũ rồi liền liên đầu cuối thứ kế tiếp nào nhâm giáp ất bính "
    "đinh mậu kỷ canh tân quý sinh tuổi dương âm tài du hữu nhuận tốt khác là có đã sẽ và gần vừa sao nào bản mà thì tháng".split()
)

NOT_ONE = frozenset(
    "trong số chút cách phần mình loạt khi thời mực lòng dạ cõi mai chiều thể đằng mạch hơi tí tẹo ít thôi khác sớm "
    "cục đi mặt".split()
)

NOT_THREE = frozenset(
    "tôi mẹ má ơi ruột đẻ dượng lô lăng gai hoa phải rọi chỉ toong ba lê bị trợn que láp via sàm trứng gác".split()
)

NOT_NINE = frozenset("muồi chắn tới rục cây vàng mọng đỏ bói nục mùi ép kỹ đều".split())

RIPE = frozenset(
    "nấu trái quả vàng lúa suy nướng luộc đã chưa thật hấp xào rán gần làm ăn cà thóc nung được vừa khi".split()
)

NOT_EIGHT = frozenset("chuyện".split())

NOT_HALF = frozenset("đêm đầu cuối sau trước chừng vời kia trên dưới này còn nạc úp mùa".split())

NOT_SOME = frozenset("khi ai giờ hôm nỗi chốc lúc nay bữa mươi nữa".split())

# Nouns that number what follows them ("vòng hai", "hạng ba"), against a count of it.
RANKED = frozenset("hạng giải vòng đợt lượt lần cấp loại bậc nhóm kỳ phần tập chương số top tốp lớp ngôi hiệp".split())

LABELLED = frozenset(
    "tháng quý quận phường khối lớp mùng mồng điều khoản năm bà ông anh chị chú cô cậu dì bác mợ thím vợ".split()
)

WEEKDAY_BEFORE = frozenset(
    "sáng chiều tối trưa đêm hôm ngày vào từ đến và mỗi hằng hàng là qua tới trước sau chừng cho lúc nay này trong tuần "
    "rạng khuya cứ đúng hoặc hay nhân thì bắt để kể tính".split()
)

WEEKDAY_AFTER = frozenset("hàng hằng này tới ngày tuần".split())

CROSSING = frozenset({"ngã"})

SHOPS = frozenset("cửa ngân mặt đơn khách nhà gian hãng lô kho đặt".split())

ROMAN_HEADS = "lần thứ|lần|khóa|khoá|quý|thế kỷ|kỳ|giai đoạn|vòng|đợt|cấp|chương|hạng|loại|nhóm"

NUMBER_WORDS = (
    *ONES, *BARE, *AND, *HALF, *HALVES, "không", "mười", "mươi", "phẩy", "phần",
)  # fmt: skip

SCALE_AHEAD = "(?= (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\\w))"

HEADS = (
    *DIGITS, *BARE, *HALVES, "mười", "mươi", "hăm(?= )", "vài", "dăm", "mấy", "đôi(?= ba(?!\\w))",
    f"hàng{SCALE_AHEAD}", f"cả{SCALE_AHEAD}", "không(?= phẩy(?!\\w))", "đầu tiên", "thứ(?= )",
    "âm(?= (?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|không|trăm))", "nhân(?= (?:đôi|ba)(?!\\w))",
    "gấp(?= (?:đôi|tư|rưỡi|rưởi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy|trăm|nghìn|ngàn|vạn))",
    "giải(?= nh[ấì])", "hạng(?= nh[ấì])", "ngôi(?= nh[ấì])", "về(?= nh[ấì])",
    *(f"{head}(?= [ivx]+(?!\\w))" for head in ROMAN_HEADS.split("|")),
)  # fmt: skip

# "tá" begins words of its own, and ends others ("trung tá").
DOZEN = "tá"

TAILS = (
    *NUMBER_WORDS,
    f"{DOZEN}(?! (?:điền|tràng|túc|dược|lý)(?!\\w))",
    "đôi",
    "nhất",
    "nhì",
    "thứ(?= [ivx]+(?!\\w))",
    "[ivx]+",
    "vài",
    "mấy",
)

# The words of one stretch, parted by single spaces. Its first letter follows no letter and no digit.
# An atomic group, not a possessive one: before 3.11.5 `re` loses its place in a possessive group that fails midway.
BODY = f"(?:{grouped(HEADS)})(?!\\w)(?>(?: (?:{'|'.join(TAILS)})(?!\\w))*)"

STRETCH = stretch(BODY)

# The words that a stretch begins with.
BEGINS = first_words(HEADS)

WORD = re.compile(r" ([^\W\d_]+)")

NEXT_CAPITAL = re.compile(r" ([^\W\d_])([^\W\d_]?)")

ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})(?!\w)")

HEDGE_SIGNS = frozenset({"âm", "trừ"})

SAID = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

ROMAN_LEFT = frozenset("thứ lần khóa khoá quý kỷ kỳ đoạn vòng đợt cấp chương hạng loại nhóm".split())

NUMBER_SET = frozenset(NUMBER_WORDS)

NOT_AFTER: Mapping[str, frozenset[str]] = {
    "ba": NOT_THREE, "chín": NOT_NINE, "tám": NOT_EIGHT, "hai": frozenset({"lúa"}),
}  # fmt: skip

# What turns "cấp" into giving: "cung cấp hai máy".
GIVEN = frozenset("cung trợ nâng cao sơ trung phân đẳng chu".split())

IDIOMS: Mapping[str, tuple[str, ...]] = {
    "năm": (" lần bảy lượt",),
    "bảy": (" lượt",),
    "ba": (" chân bốn cẳng", " đầu sáu tay", " hồn bảy vía"),
    "bốn": (" cẳng", " phương tám hướng"),
    "chín": (" người mười ý", " bỏ làm mười"),
}

# Before "hai con số", which is then no two.
GROWING = frozenset("trưởng tăng phát mức".split())

ONE_SURE = frozenset("năm tháng tuần phút giây thập".split())

HEDGES_OF_ONE = frozenset("hơn gần khoảng chừng ngót đúng chỉ nhất thiểu đa tròn".split())

SPAN_BEFORE = frozenset("sau trong gần hơn khoảng trước tròn chừng được đã ngót suốt".split())

FIVE_SURE = frozenset(
    "người chiếc cái con vụ cuộc trận bàn lần đứa phút giờ giây tuần ngày tên vị ngôi căn năm".split()
)
