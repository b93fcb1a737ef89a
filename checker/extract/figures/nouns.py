"""The counted noun behind a number, where the language does not list it: "12 đội bóng", "1,500 German soldiers"."""

from __future__ import annotations

import re

from checker.extract.figures.found import Number
from checker.extract.figures.reading import Reading

_LONG_NOUN = len("players")
_PLURAL_INITIALS = re.compile(r"[A-Z]{2,5}s")
# A unit of so few letters, or fewer, is a sign.
_LETTERS = 2
# "A 1937-vintage car"
_YEAR = len("1937")
# How participles end, which tell what was done to what is counted.
_PARTICIPLES = ("ed", "ing")
# How adjectives of peoples end.
_PEOPLES = ("an", "ish", "ese", "ch", "eek", "ian", "i", "ai", "czech", "swiss")


def open_noun(r: Reading, index: int) -> int:
    """How many tokens make an unlisted counted noun: one English word, up to two Vietnamese syllables."""
    t, barrier = r.t, r.pack.barrier
    word = t.words[index]
    printed = t.text[t.starts[index] : t.ends[index]]
    if (
        (word in barrier and not (r.pack.plural_nouns and len(printed) > 1 and printed.isupper()))  # "US workers"
        or "0" <= word[0] <= "9"
        or t.low[t.starts[index] - 1 : t.starts[index]] not in (" ", "“", '"', "'")
    ):
        return 0
    if r.pack.plural_nouns and _PLURAL_INITIALS.fullmatch(printed):
        return 1  # "650 MPs"
    if r.pack.plural_nouns and printed[0].isupper() and (told := _of_people(r, index)):
        return told
    if printed[0].isupper() and not (2 <= len(printed) <= 4 and printed.isupper()):
        # A name follows, not a noun: "Schalke 0 - 3 Chelsea"; but "two Republicans were opposed".
        behind = t.text[t.ends[index] : t.ends[index] + 2]
        plural = r.pack.plural_nouns and word.endswith("s") and len(word) > 5 and printed[1].islower()
        return int(plural and not (behind[1:].isupper() or behind[1:].isdigit()))
    if r.pack.plural_nouns:
        return plural_noun(r, index)
    if index + 1 < t.size and t.low[t.ends[index] : t.starts[index + 1]] == " ":
        second = t.words[index + 1]
        if (
            second not in barrier
            and second not in r.pack.stop
            and second not in r.pack.half_tails
            and not ("0" <= second[0] <= "9")
            and (second not in r.pack.cue_starts)
        ):
            return 2
    return 1


def _of_people(r: Reading, index: int) -> int:
    """The words of a noun that a name opens, as of a people: "1,500 German soldiers", "400 NHS staff"; 0 for none."""
    t, after = r.t, index + 1
    if after < t.size and t.text[t.starts[after]].isupper() and t.low[t.ends[index] : t.starts[after]] == " ":
        if _PLURAL_INITIALS.fullmatch(t.text[t.starts[after] : t.ends[after]]):
            return 2  # "300 Labour MPs"
        after += 1  # "South Korean workers"
    if after >= t.size or t.low[t.ends[after - 1] : t.starts[after]] != " ":
        return 0
    if (
        r.unit_at(after) is not None
        or not t.text[t.starts[after]].islower()
        or t.words[after] in r.pack.stop
        or t.words[after] in r.pack.barrier
    ):
        return 0
    count = t.longest(after, r.pack.nouns, 3) or plural_noun(r, after)
    noun = t.words[after + count - 1] if count else ""
    # "Six Conservative councillors": a verb in the present is seldom as long, nor ends what is said.
    ends = t.low[t.ends[after + count - 1] : t.ends[after + count - 1] + 1] in ("", *".,;:)\n") if count else False
    people = t.words[after - 1].endswith(_PEOPLES) or (count == 1 and (len(noun) >= _LONG_NOUN or ends))
    return after - index + count if noun in r.pack.nouns or (people and noun.endswith("s")) else 0


def joined_noun(r: Reading, number: Number, index: int) -> str:
    """The plural of the noun that a hyphen joins to a number: "a 50-seat plane", "the 31-page report"; "" for none.

    An unlisted one stands in small letters before a noun in small letters.
    """
    t, word = r.t, r.t.words[index]
    plural = f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"
    if plural in r.pack.nouns:
        return plural
    if (
        len(number.digits) == _YEAR
        or index + 1 >= t.size
        or t.low[t.ends[index] : t.starts[index + 1]] != " "
        or not t.words[index + 1].isalpha()
    ):
        return ""
    small = t.text[t.starts[index]].islower() and t.text[t.starts[index + 1]].islower()
    known = word in {*r.pack.joined_hedges, *r.pack.cues} or word in r.pack.barrier or word in r.pack.stop
    noun = small and word.isalpha() and len(word) > _LETTERS and not known and not word.endswith((*_PARTICIPLES, "s"))
    follows = t.words[index + 1] not in r.pack.barrier and t.words[index + 1] not in r.pack.stop
    return plural if noun and follows else ""


def plural_noun(r: Reading, index: int) -> int:
    """The words up to the first that ends a noun phrase, at most four."""
    t, barrier = r.t, r.pack.barrier
    count = 0
    while count < 4 and index + count < t.size:
        word = t.words[index + count]
        if word in barrier or "0" <= word[0] <= "9" or index + count in r.firsts:
            break
        if count and t.low[t.ends[index + count - 1] : t.starts[index + count]] not in (" ", "-"):
            break
        count += 1
        if count > 1 and word in r.pack.nouns:
            return count  # "14,000 corporate staff"
        if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            # "762 measles cases"
            more = r.word(index + count) in r.pack.nouns and word not in r.pack.nouns and index + count not in r.firsts
            return count + (more and t.low[t.ends[index + count - 1] : t.starts[index + count]] == " ")
    # Without a plural in reach only the first word is surely part of the noun; "289 required" counts something else.
    participle = count and t.words[index].endswith(_PARTICIPLES) and t.words[index] not in r.pack.states
    if participle and r.word(index - 1) not in ("1", *r.pack.arithmetic["single"]):  # "one filing cabinet"
        return 0
    return min(count, 1)
