"""What stands before a date or a period: the day of the week, the part of the day, the hedge, what it is for."""

from __future__ import annotations

from checker.languages.atoms import SAME_STRETCH, Atom
from checker.languages.vi.dates.reading import Reading
from checker.languages.vi.dates.words import (
    ABOUT,
    AFTER,
    DAWN,
    DAY_WORDS,
    DECADS,
    EQUALS,
    EVENTS,
    LEANS,
    NO_DATE_BEFORE,
    NUMBERS,
    PARTS,
    PIECES,
    SO_FAR,
    STRONG,
    TIMES,
    WEAK,
    WEEK_BEFORE,
    WEEKDAYS,
    WEEKS,
    YEARS_AWAY,
)
from checker.values.hedge import Hedge


def evidence(r: Reading, start: int) -> tuple[int, bool, str]:
    """How surely the words before say that a date begins here: 2, 1, 0 or -1 (they say it does not); whether a
    bracket opens right before; and the word itself."""
    low = r.low
    at = start
    opened = low[at - 1 : at] == "("
    if opened:
        at -= 1
    word, _ = r.before(at)
    bare = word.rstrip(",:")
    if r.edge and at - 2 <= r.edge <= at and r.atoms and r.atoms[-1].grain in ("minute", "hour"):
        return 2, opened, bare
    if bare == "nay" and r.before(low.rfind(bare, 0, at))[0] in SO_FAR:
        return -1, opened, bare  # "đến nay 11/12 huyện"
    if bare in STRONG:
        return 2, opened, bare
    if bare in WEEKDAYS:
        head = r.before(low.rfind(bare, 0, at))[0]
        return (2 if head == "thứ" else 0), opened, bare
    # A stroke, since a score has a dash: "kết thúc 5-6".
    if (
        bare
        and not opened
        and "/" in low[start : start + 3]
        and " ".join((r.before(low.rfind(bare, 0, at))[0], bare)) in EVENTS
    ):
        return 1, opened, bare
    if bare in NO_DATE_BEFORE and not opened:
        return -1, opened, bare
    if bare == "khánh" and r.before(low.rfind(bare, 0, at))[0] == "quốc":
        return 2, opened, bare
    if word == "trước" and r.before(low.rfind("trước", 0, at))[0] == "dẫn":
        return -1, opened, bare
    if bare == "tuần" or (word in WEAK and not opened):
        return 1, opened, bare
    return 0, opened, bare


def lead_day(r: Reading, atom: Atom) -> None:
    """Take in what stands before a day and belongs to it: "ngày", the weekday, the part of the day, the hedge."""
    start = atom.start
    word, at = r.before(start)
    if at >= r.edge and word in DAY_WORDS:
        start = at
        word, at = r.before(start)
    bare = word.rstrip(",")
    opened = r.low[start - 1 : start] == "("
    if opened:
        bare, at = r.before(start - 1)
    if bare in WEEKDAYS or bare == "nhật":
        head, ahead = r.before(at)
        if ahead >= r.edge and head in ("thứ", "chủ"):
            atom.weekday = 6 if bare == "nhật" else WEEKDAYS[bare]
            start = ahead
            if opened and r.low[atom.end : atom.end + 1] == ")":
                atom.end += 1
            word, at = r.before(start)
            if word in DAY_WORDS:
                start = at
    if word == "cùng" and at >= r.edge and r.before(at)[0] in PARTS:
        start = at  # "tối cùng ngày 19-10"
    atom.start = start
    lead_part(r, atom)
    lead_hedge(r, atom)


def lead_part(r: Reading, atom: Atom) -> None:
    word, at = r.before(atom.start)
    if word not in PARTS or at < r.edge:
        return
    atom.part, atom.start = PARTS[word], at
    head, ahead = r.before(at)
    if ahead < r.edge:
        return
    # "3 giờ chiều ngày mai": the hour is a time of its own.
    timed = head == "giờ" and (r.before(ahead)[0].isdigit() or r.before(ahead)[0] in NUMBERS)
    if (head in (DAWN, "buổi", "nửa", "xế", "giờ") and not timed) or (
        word in ("sớm", "tối", "tôí", "khuya") and head in PARTS
    ):
        atom.start = ahead
        if head == DAWN:
            atom.part = "dawn"
        head, ahead = r.before(ahead)
    if head in PIECES and ahead >= r.edge:
        atom.start = ahead


def lead_hedge(r: Reading, atom: Atom) -> None:
    word, at = r.before(atom.start)
    if at < r.edge or not word:
        return
    if word in ABOUT:
        atom.hedge, atom.start = Hedge.ABOUT, at
    elif word == "trước":
        atom.hedge, atom.start = Hedge.UNDER, at
    elif word == "hết":
        atom.hedge, atom.start = Hedge.AT_MOST, at
        head, ahead = r.before(at)
        if head in ("đến", "tới") and ahead >= r.edge:
            atom.start = ahead
    elif word in ("đến", "vào", "là", "nhất"):
        head, ahead = (word, at) if word == "nhất" else r.before(at)
        first, at_first = r.before(ahead)
        if head == "nhất" and first in ("chậm", "muộn") and at_first >= r.edge:
            atom.hedge, atom.start = Hedge.AT_MOST, at_first


def qualify(r: Reading, atom: Atom) -> None:
    """Read the year or what stands for it after *atom*, and which way the words lean."""
    found = AFTER.match(r.low, atom.end)
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
            r.low[found.end("year") : found.end("year") + 1] == "-"
            and r.low[found.end("year") + 1 : found.end("year") + 2].isdigit()
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


def lead_piece(r: Reading, atom: Atom) -> None:
    """ "đầu", "giữa", "cuối", "nửa đầu" before a month or a year."""
    word, at = r.before(atom.start)
    head, ahead = r.before(at)
    if word == "tuần" and head in DECADS and ahead >= r.edge:
        atom.piece, atom.start, atom.grain = DECADS[head], ahead, "span"
    elif atom.kind == "months" and atom.day == atom.last and (week := week_before(r, atom.start)):
        atom.piece, atom.start, atom.grain = week[0], week[1], "week"
    elif atom.kind == "year" and head == "tháng" and word in ("đầu", "cuối") and not counted_before(r, ahead):
        # "Tháng đầu năm", "tháng cuối năm 2024".
        month = 1 if word == "đầu" else 12
        atom.kind, atom.grain, atom.start, atom.day, atom.last = "months", "month", ahead, month, month
        atom.away = atom.away or None  # by itself the nearest, as any month
    elif word == "đầu" and head == "ngày" and atom.kind == "months" and (first := first_days(r, ahead)):
        atom.kind, atom.month, atom.day, atom.last, atom.start = "days", atom.day, 1, *first
        atom.grain = "span"
    elif word in PIECES and at >= r.edge:
        atom.piece, atom.start = PIECES[word], at
        atom.grain = "span"
        if head == "nửa" and ahead >= r.edge and word != "giữa":
            atom.piece = "first" if word == "đầu" else "second"
            atom.start = ahead
            if atom.kind == "year":
                atom.grain = "half"


def week_before(r: Reading, at: int) -> tuple[str, int] | None:
    """Which week of the month that begins at *at* stands before it, and where that begins: "tuần đầu (tiên của)"."""
    found = WEEK_BEFORE.search(r.low, max(0, at - 24), at)
    if found is None or found.start() < r.edge or counted_before(r, found.start()):
        return None
    return WEEKS[found[1]], found.start()


def first_days(r: Reading, at: int) -> tuple[int, int] | None:
    """How many days "15 ngày đầu" before a month tells, and where that begins; *at* is where "ngày" begins."""
    word, start = r.before(at)
    number = int(word) if word.isdigit() and len(word) <= 2 else NUMBERS.get(word, 0)
    return (number, start) if 2 <= number <= 28 and start >= r.edge else None


def period_role(r: Reading, atom: Atom) -> None:
    """Say whether a period is a point in time, what a value is about, or what it is compared with."""
    word, at = r.before(atom.start)
    if word in ("kỳ", "kì") and r.before(at)[0] == "cùng" and at >= r.edge:
        atom.start = r.before(at)[1]
        atom.role = "base"
        if atom.kind == "year":
            atom.last = SAME_STRETCH
    elif (word in ("với", "so") and r.before(at)[0] in ("so", "")) or word == "so":
        atom.role = "base"
    elif (
        atom.start
        and r.low[atom.start - 2 : atom.start] == "% "
        and EQUALS.search(r.low, max(0, atom.start - 24), atom.start)
    ):
        atom.role = "base"  # "bằng 102% tháng 11"
    elif word in ("lần", "đôi", "ba", "rưỡi") and TIMES.search(r.low, max(0, atom.start - 20), atom.start):
        atom.role = "base"  # "gấp 2,5 lần năm trước"
    elif word in ("vào", "hồi", "từ", "sinh", "sn", "lúc", "kể"):
        atom.role = "point"
        if word == "hồi" and not atom.lean:
            atom.lean = "past"
    else:
        atom.role = "period"
    if atom.role != "base":
        lead_hedge(r, atom)
        if atom.hedge is not Hedge.EXACT:
            atom.role = "point"


def counted_before(r: Reading, at: int) -> bool:
    """Whether a number or an indefinite amount stands before: "hai tuần trước" is a duration ago."""
    word, _ = r.before(at)
    return (
        word in NUMBERS
        or word.replace("-", "").isdigit()
        or word in ("mươi", "vài", "mấy", "nhiều", "những", "các", "hàng", "chục", "trăm", "mỗi", "nửa", "rưỡi")
    )


def relative_role(r: Reading, atom: Atom) -> None:
    period_role(r, atom)
    r.atoms.append(atom)
