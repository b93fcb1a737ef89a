"""Ranks, ordinals and editions, and the minutes of a match: numbers that tell which one, not how many."""

from __future__ import annotations

import re

from checker.extract.figures.found import RANK, Figure, Number
from checker.extract.figures.names import listed
from checker.extract.figures.reading import Reading
from checker.values.units import Unit

# The last minute of a part of a match, to which others are added: "45+1 và 90+6".
_ADDED = re.compile(r"(?<!\d)(?:45|90|105|120)\+")
_ADDED_TIME = re.compile(r"(?<!\d)(?:45|90|105|120)\+\d{1,2}(?!\d)")
# The last digit before a tail of its own: "21st", but "10st" is a weight.
_TAILED = {"st": "1", "nd": "2", "rd": "3"}


def keep_ordinal(r: Reading, number: Number) -> bool:
    """Keep a number whose own form says that it is an ordinal; whether it was one."""
    if number.form != "ordinal" and not (number.digits and _ordinal_tail(r, number)):
        return False
    ordinal_word(r, number)
    return True


def keep_headed(r: Reading, number: Number, unit: Unit | None) -> bool:
    """Keep a rank or an ordinal behind its head ("hạng 5", "lần thứ 2"); whether there was one.

    *unit* is the measure behind the number: what is measured or counted has no rank.
    """
    head, head_start = r.head(number, r.pack.ranks)
    known = head in r.pack.names and not is_ranked(r, number, head_start)
    counts = unit is None or unit.dimension == "count"
    if head and not known and counts and number.grain >= 1 and number.form != "multiple":
        r.keep_rank(number, None, head, head_start, number.end)
        return True
    head, head_start = r.head(number, r.pack.ordinals)
    if not head or (head in r.pack.names and name_length(r, number) > len(head)):
        return False
    surely = head in r.pack.worded_ordinals
    plain = number.grain == 1 and number.form == "cardinal" and (number.sure or surely)
    if not plain or not (r.unlisted(unit) or head in r.pack.sure_ordinals):
        return False
    if number.digits or surely:
        r.keep(number, head_start, number.end, unit=Unit(head, "ordinal"), form="ordinal", head=head)
    return True


def keep_minute(r: Reading, number: Number, unit: Unit | None, before: Figure | None) -> bool:
    """Keep the minute of a match that was added or listed; whether the number was one, or the added part of one."""
    if _ADDED.search(r.low, max(0, number.start - len("120+")), number.start):
        return True  # "phút 90+4"
    if (added := _ADDED_TIME.match(r.low, number.start)) is not None:
        r.keep(number, number.start, added.end(), form="ordinal", label=added[0])
        return True  # "(45+2)"
    if unit is not None and unit.dimension == "duration" and _played_on(r, number):
        of, end = _behind(r, number.end)
        r.keep(number, number.start, end, unit=Unit(of, "ordinal"), form="ordinal")
        return True  # "on 71 minutes"
    if before is None or before.form != "ordinal" or unit is not None or not number.digits.isdigit():
        return False
    if r.low[before.end : number.start] == "+":
        return True  # "phút 90+4"
    if not before.head or not listed(r, before.end, number.start):
        return False
    r.keep(number, number.start, number.end, unit=before.unit, form="ordinal", head=before.head)
    return True  # "phút 23 và 67"


def _played_on(r: Reading, number: Number) -> bool:
    """Whether a length of time is the moment of a match: "on 71 minutes", but "on 30 minutes of film" or "a day"."""
    of, end = _behind(r, number.end)
    if not of or r.word(number.first - 1) not in r.pack.played_on or number.grain != 1:
        return False
    at = r.t.at(end)
    told = at < r.t.size and r.low[end : r.t.starts[at]] == " " and r.t.words[at]
    return r.low[end : end + 1] not in ("'", "’", "-") and told not in r.pack.partitive | r.pack.articles | r.pack.each


def is_ranked(r: Reading, number: Number, head_start: int) -> bool:
    """Whether "No. 3" is a rank rather than a name: "world No. 3", "No. 3 in the world"."""
    t = r.t
    following = t.words[number.last + 1] if number.last + 1 < t.size else ""
    return r.word(t.before(head_start)) in r.pack.rank_before or following in r.pack.rank_after


def name_length(r: Reading, number: Number) -> int:
    """The length of the longest name that ends right before the number."""
    last = number.first - 1
    count = r.t.longest_before(last, r.pack.names, 3)
    return len(r.t.phrase(last - count + 1, count)) if count else 0


def _ordinal_tail(r: Reading, number: Number) -> bool:
    tail = r.low[number.end : number.end + 2]
    if tail == "st" and number.digits.endswith("11"):
        return False
    return tail in r.pack.ordinal_tails and number.digits.endswith(_TAILED.get(tail, ""))


def ordinal_word(r: Reading, number: Number) -> None:
    """ "thứ hai", "lần đầu tiên", "third", "21st": kept where it is a rank or the number of an edition."""
    end = number.end
    if number.digits:
        end += 2
    last = number.first - 1
    head = ""
    start = number.start
    count = r.t.longest_before(number.first, r.pack.ranks, 3) if number.last > number.first else 0
    if count > 1:
        # "đứng thứ hai": the head and the number share a word.
        head = r.t.phrase(last - count + 2, count)
        r.keep_rank(number, None, head, r.t.starts[last - count + 2], end)
        return
    if last >= 0 and r.low[r.t.ends[last] : number.start] == " ":
        for table, form in ((r.pack.ranks, "rank"), (r.pack.ordinals, "ordinal")):
            count = r.t.longest_before(last, table, 3)
            if count:
                head = r.t.phrase(last - count + 1, count)
                start = r.t.starts[last - count + 1]
                r.keep(number, start, end, unit=RANK if form == "rank" else Unit(head, form), form=form, head=head)
                return
    if number.sure or number.digits:
        of, end = _behind(r, end)
        before = r.out[-1] if of and r.out else None
        if before is not None and before.form == "ordinal" and not before.head and listed(r, before.end, number.start):
            before.unit = Unit(of, "ordinal")  # "in the 67th and 89th minutes"
        r.keep(number, start, end, unit=Unit(of, "ordinal"), form="ordinal")


def _behind(r: Reading, end: int) -> tuple[str, int]:
    """What an ordinal that ends at *end* is of, if that tells a moment of a match, and where it ends then."""
    at = r.t.at(end)
    if at == r.t.size or r.t.words[at] not in r.pack.played or r.low[end : r.t.starts[at]] not in (" ", "-"):
        return "", end
    return r.pack.units[r.t.words[at]].key, r.t.ends[at]
