"""What is no amount: numbers of documents, versions, telephones, and numbers inside names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from checker.extract.figures.found import ONE, Figure, Number
from checker.extract.figures.money import money_prefix
from checker.extract.figures.reading import Reading
from checker.extract.figures.units import scale_span
from checker.extract.phrasing import shaped
from checker.text.normal import CAPITALS
from checker.values.units import Unit

_DOCUMENT = re.compile(r"\d{1,5}/(?:\d{4}/)?[a-zđ]{1,8}(?:\d{1,3})?(?:-[a-zđ]{1,8})*(?![^\W\d_])|\d{1,5}/\d{4}(?=/)")
# Names of products and lines have no more digits than that.
_LABEL_DIGITS = 2
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
_LETTER = re.compile(r" [A-H](?!\w|['’-])")
_MODEL = re.compile(r"(?<![\w.,£$€-])[a-z]{1,3}\d{2,4}-$")
# A list of names with a number each, as far as it is looked for.
_ITEM = rf"(?:[{CAPITALS}][\w'-]*\.? ){{1,4}}\d{{1,3}}(?:[.,]\d{{1,3}})*"
_TALLY = re.compile(rf"{_ITEM}(?:(?:, and|,|;| and| và) {_ITEM}){{2,}}")
_TALLY_ITEM = re.compile(rf"((?:[{CAPITALS}][\w'-]*\.? )+)\d")
_TALLY_CHARS = 90
# From one count to the next, where the verb and the noun are left out: a comma and a name before that.
_OTHER = rf"[^.;:!?\n\d]*(?:[,;]|,? @) (?:@ )?(?:[{CAPITALS}][\w'’.-]*\.? ){{1,4}}"
_CLAUSE_CHARS = 80
# Decades of an age.
_YOUNGEST, _OLDEST = 10, 100
# Quotation marks around a title, in the normal form of a text.
_OPENING = ("“", '"', "'")
_CLOSING = ("”", '"', "'")
# A title with its number, in characters and as so many words at most.
_TITLE_CHARS = 30
# How fine gold is: "vàng 24K".
_KARATS = frozenset({"9", "10", "14", "18", "22", "24"})
_APERTURE = Unit("f", "aperture", Decimal(1))


def document(r: Reading, index: int) -> int:
    """Numbers of laws and letters: "06/2022/QĐ-TTg", "51/2010/NĐ-CP", "123/BC-UBND"."""
    number = r.numbers[index]
    if not r.low.startswith("/", number.end) or (match := _DOCUMENT.match(r.low, number.start)) is None:
        return 0
    tail = match[0].split("/")
    code = tail[-1]
    if len(tail) == 2 and (
        code in r.pack.units
        or code in r.pack.nouns
        or ("-" not in code and not r.t.text[match.end() - len(code) : match.end()].isupper())
    ):
        return 0
    used = 1
    while index + used < len(r.numbers) and r.numbers[index + used].start < match.end():
        used += 1
    label = "/".join(part for part in tail if part[0].isdigit())
    if "/" in label:
        r.keep(number, number.start, match.end(), form="document", label=label)
    return used


def code(r: Reading, number: Number) -> int:
    """Numbers inside names: "U-21", "4G", "F/1.8", "MH-17", versions."""
    low, start, end = r.low, number.start, number.end
    if start >= 2 and low[start - 1] in "-/." and low[start - 2].isalpha():
        head = r.t.words[number.first - 1] if number.first else ""
        named = (
            len(head) <= 4
            or head in r.pack.names
            or (number.first and r.t.text[r.t.starts[number.first - 1]].isupper())
        )
        known = head in r.pack.hedges_before or head in r.pack.units_before or head in r.pack.joiners  # "1-in-53"
        if low[start - 1] == "-" and named and not known:
            return 1
        if low[start - 1] == "/" and len(head) <= 1:
            if head == "f" and number.grain < 1:
                r.keep(number, start - 2, end, grain=number.grain, unit=_APERTURE)
            return 1
    if number.grain < 1 and low[max(0, start - 3) : start] == " f ":
        r.keep(number, start - 2, end, grain=number.grain, unit=_APERTURE)
        return 1
    # Telephone and account numbers: long digits with a leading zero, with points between or none at all.
    if (
        number.digits[0] == "0"
        and len(number.digits) >= 9
        and (number.digits.isdigit() or number.digits.count(".") > 1)
    ):
        return 1
    mark = low[start - 1 : start]
    if mark == "#" and len(number.digits) > 3:
        return 1  # "#48213"
    if mark == "-" and low[start - 2].isdigit() and _MODEL.search(low, max(0, start - 8), start):
        return 1  # "A350-900"
    version = (
        number.digits.count(".") > 1
        and _VERSION.fullmatch(number.digits) is not None
        and not all(len(p) == 3 for p in number.digits.split(".")[1:])
    )
    # "Lương cơ bản 4,9 triệu": a version has no comma and no scale.
    told = "," in number.digits or scale_span(r, number)[0] is not None
    if (version or number.grain < 1) and number.first and r.t.words[number.first - 1] in r.pack.versioned and not told:
        r.keep(number, r.t.starts[number.first - 1], end, form="version", label=number.digits)
        return 1
    if version:
        r.keep(number, start, end, form="version", label=number.digits)
        return 1
    if end < len(low) and (low[end].isalpha() or low[end] == "_"):
        nxt = number.last + 1
        if len(number.digits) == 1 and r.t.text[end : end + 1] == "G" and r.t.words[nxt : nxt + 1] == ["g"]:
            return 1  # 3G, 4G, 5G
        letter = r.t.words[nxt] if r.t.starts[nxt : nxt + 1] == [end] else ""
        karats = letter == "k" and number.digits in _KARATS and r.t.text[end] == "K" and not money_prefix(r, number)
        if karats or (letter == "k" and number.digits in ("2", "4", "8")) or (letter == "x" and r.t.text[end] == "X"):
            return 1  # video in 4K, the generation 9X
        if letter in r.pack.plural_tails and number.grain >= 1:
            _decade_of_age(r, number)
            return 1  # "the 30s"
        if r.t.starts[nxt : nxt + 1] == [end] and not r.unit_at(nxt) and not _tail(r, r.t.words[nxt]):
            return 1
    return 0


def _decade_of_age(r: Reading, number: Number) -> None:
    """Keep "in her 50s", "in their early 20s" as ages."""
    before = number.first - 1
    before -= r.word(before) in r.pack.dating["aged_parts"]
    decade = number.lo % 10 == 0 and _YOUNGEST <= number.lo < _OLDEST
    whose = r.word(before) in r.pack.dating["aged_whose"] and r.word(before - 1) in r.pack.one_in
    if decade and whose and (age := r.unit_of("age")) is not None:
        r.emit(number, number, number.end + 1, number.lo, number.lo + 9, ONE, age)


def _tail(r: Reading, word: str) -> bool:
    """Whether letters right behind digits leave them a number: "5tr", "21st", "3x"."""
    return word in r.pack.scales or word in r.pack.glued_tails or word in r.pack.ordinal_tails


def telephone(r: Reading, index: int) -> int:
    """How many numbers make one of a telephone or an account: "1900 1234", "024 3825 1234", "(212) 555-0123"."""
    low, first = r.low, r.numbers[index]
    run = [first]
    while index + len(run) < len(r.numbers) and len(run) < 8:
        number = r.numbers[index + len(run)]
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
                or first.digits in r.pack.phone_heads
            )
        )
        or (before == "(" and low[first.end] == ")" and len(first.digits) >= 2)
        or (low[first.end] == "-" and len(run[1].digits) >= 3 and run[1].digits[0] == "0")
    ):
        return len(run)
    return 0


def is_name(r: Reading, number: Number, unit: Unit | None) -> bool:
    """Whether the number belongs to a name: "Đề án 06", "Quốc lộ 1", "iPhone 5", "junctions 9 and 10"."""
    if (number.digits and _named(r, number, unit)) or (r.named and _goes_on(r, number, unit)):
        r.named = number.end
        return True
    return False


def _goes_on(r: Reading, number: Number, unit: Unit | None) -> bool:
    """Whether the number goes on a name, "đường 3 tháng 2", or a list of names, "quận 1, 3 và 10"."""
    link = r.low[r.named : number.start].strip(" ")
    if link in r.pack.name_links:
        return True
    if not listed(r, r.named, number.start):
        return False
    return unit is None or (link != "," and r.unlisted(unit))


def parted(r: Reading, number: Number) -> bool:
    """ "khoản 2 Điều 174 Bộ luật": what follows a number with a capital is a name of its own, and is not counted."""
    head = r.word(number.first - 1)
    if r.t.text[number.end + 2 : number.end + 3].isupper():
        return False
    return head in r.pack.ordinals or head in r.pack.names


def listed(r: Reading, end: int, start: int) -> bool:
    """Whether nothing but a comma, an "and" or an "or" stands from *end* to *start*: "phút 23 và 67"."""
    if start - end > 8:
        return False
    link = r.low[end:start].strip(" ")
    # The first conjunction joins equals; others ("với") may set one thing beside another.
    return link == "," or link in r.pack.arithmetic["conjunctions"][:1] or link in r.pack.either


def _named(r: Reading, number: Number, unit: Unit | None) -> bool:
    last = number.first - 1
    if last < 0 or len(number.digits) > 5 or "," in number.digits:
        return False
    gap = r.low[r.t.ends[last] : number.start]
    if gap not in (" ", "", ". ", "."):
        return False
    strong = unit is not None and (unit.dimension not in ("count", "ordinal") or unit.noun in r.pack.nouns)
    count = r.t.longest_before(last, r.pack.names, 3)
    if count <= last and r.t.phrase(last - count, count + 1) in r.pack.never_heads:
        count = 0  # "trong số 48 ghế"
    phrase = r.t.phrase(last - count + 1, count) if count else ""
    counted = unit is not None and unit.dimension == "count"
    if count and r.t.longest_before(last, r.pack.hedges_before, 3) > count:
        return False  # "just under 60"; "under 21" is an age group
    if not number.digits.isdigit():
        return unit is None and r.pack.names.get(phrase) == "things"  # "Galaxy Note 10.1"
    if count and strong and counted and _product(r, number, phrase, r.t.starts[last - count + 1]):
        return True
    if count and (not strong or (counted and r.pack.names[phrase] == "documents")):
        if r.pack.names[phrase] == "documents":
            start = r.t.starts[last - count + 1]
            r.keep(number, start, number.end, form="document", label=number.digits, head=phrase)
        return True
    if strong or number.grain != 1:
        return False
    if (
        len(r.t.words[last]) == 1
        and gap == " "
        and r.t.text[r.t.starts[last]].isupper()
        and last
        and r.t.text[r.t.starts[last - 1]].isupper()
    ):
        return True  # "Galaxy S 4"
    # A capitalised word inside a sentence directly before a bare number: "Galaxy 4", "Apollo 11".
    before = r.t.starts[last]
    return (
        (
            unit is None
            or (r.pack.plural_nouns and r.word(last - 1) in r.pack.articles)  # "a Falcon 9 booster"
            or (not r.pack.plural_nouns and r.t.text[before + 1].islower() and r.t.words[last] not in r.pack.stop)
            or (  # "lúa IR 504 tươi"
                not r.pack.plural_nouns
                and len(r.t.words[last]) == 2
                and r.t.text[before + 1].isupper()
                and r.unlisted(unit)
            )
        )
        and gap == " "
        and r.t.text[before].isupper()
        and before > 1
        and r.t.text[before - 2] not in '.!?\n:“"'
        and r.t.words[last] not in r.pack.hedges_before
        and not tallied(r, number)
        and not _elided(r, number)
    )


def _product(r: Reading, number: Number, phrase: str, start: int) -> bool:
    """Whether a number behind a capitalised head inside a sentence is of its name, before what has that: "Windows 11
    users"."""
    if not r.pack.plural_nouns or r.pack.names[phrase] != "things" or len(number.digits) > _LABEL_DIGITS:
        return False
    return r.t.text[start].isupper() and start > 1 and r.t.text[start - 2] not in '.!?\n:“"'


def _elided(r: Reading, number: Number) -> bool:
    """Whether the number is another one's of what was counted before: "Thailand admits 64 countries, Malaysia 162."."""
    before = r.out[-1] if r.out else None
    if before is None or before.form != "number" or before.unit.dimension != "count" or number.grain != 1:
        return False
    words = r.pack.arithmetic
    other = shaped(_OTHER, words["conjunctions"], words["conjunctions"] + words["apart"])
    return (
        number.start - before.end <= _CLAUSE_CHARS
        and other.fullmatch(r.t.text, before.end, number.start) is not None
        and r.t.text[number.end : number.end + 1] in ("", *".,;)\n")
        and not r.t.text[number.end + 1 : number.end + 2].isdigit()
    )


def tallied(r: Reading, number: Number) -> bool:
    """Whether the number stands in a list of names with a number each, three at least: "Oman 7, Vietnam 5, Nepal 0".

    Of products one name comes with several numbers ("Lumia 520, Lumia 620"), of a tally each with one.
    """
    floor = max(0, number.start - _TALLY_CHARS)
    window = r.t.text[floor : number.end + _TALLY_CHARS]
    for found in _TALLY.finditer(window):
        if floor + found.start() <= number.start < floor + found.end():
            names = [item[1] for item in _TALLY_ITEM.finditer(found[0])]
            return len(set(names)) == len(names)
    return False


def is_address(r: Reading, number: Number) -> bool:
    """ "10 Downing Street": names in capitals stand behind the number, and one of them says that it is a place, or
    the word before does: "tại 30 Hoàng Diệu"."""
    t, at = r.t, number.last + 1
    if not r.pack.plural_nouns and r.word(number.first - 1) in r.pack.arithmetic["places_of"]:
        return at + 1 < t.size and t.text[t.starts[at]].isupper() and t.text[t.starts[at + 1]].isupper()
    for index in range(at, min(at + 4, t.size)):
        if t.low[t.ends[index - 1] : t.starts[index]] != " " or not t.text[t.starts[index]].isupper():
            return False
        if index > at and r.pack.names.get(t.words[index]) == "places":
            return True
    return False


def ends_title(r: Reading, number: Number) -> bool:
    """ "“Lật mặt 7”": the number ends a short title in quotation marks."""
    text = r.t.text
    if len(number.digits) > 2 or not text.startswith(_CLOSING, number.end):
        return False
    opened = max(text.rfind(mark, max(0, number.start - _TITLE_CHARS), number.start) for mark in _OPENING)
    title = text[opened + 1 : number.start]
    return opened >= 0 and title[:1].isupper() and 1 <= title.count(" ") <= 4


def is_list_marker(r: Reading, number: Number) -> bool:
    """ "1." or "2)" at the start of a line, "(1)", "[1]"."""
    low, start, end = r.low, number.start, number.end
    if low[start - 1 : start] == "[" and low[end : end + 1] == "]":
        return len(number.digits) <= 3  # a footnote
    opens = start == 0 or low[start - 1] == "\n" or low[start - 1] == "("
    return opens and end < len(low) and low[end] in ".)" and len(number.digits) <= 2


def letters(r: Reading, heads: Iterable[int]) -> None:
    """Groups with a letter: "bảng H", "Group E"; *heads* tells where the words of groups begin, in order."""
    t = r.t
    for start in heads:
        index = t.at(start)
        at = t.ends[index]
        if _LETTER.match(t.text, at, t.ends[-1]):
            found = Figure(start, at + 2, index, index + 1, ONE, ONE, ONE, form="version")
            found.label, found.head = t.text[at + 1], t.words[index]
            r.out.append(found)
