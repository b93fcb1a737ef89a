"""The words that English numbers are made of, those that look like them, and what finds a stretch of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.languages.spoken import first_words, grouped, stretch

SCALES: Mapping[str, int] = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "m": 6, "mn": 6, "mln": 6, "million": 6, "crore": 7,
    "bn": 9, "bln": 9, "billion": 9, "tn": 12, "trn": 12, "trillion": 12, "quadrillion": 15,
}  # fmt: skip
"""Word → power of ten, as it may follow digits ("3.5 million")."""

MULTIPLES: Mapping[str, int] = {"dozen": 12, "score": 20}
"""Word → factor that is no power of ten ("2 dozen")."""

HALF_TAIL = "and a half"
"""After a scale or a unit: half of it more ("2 million and a half", "an hour and a half")."""

ONES: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip

TEENS: Mapping[str, int] = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip

TENS: Mapping[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

NOUGHTS = frozenset({"zero", "nil", "nought", "naught"})

BIG: Mapping[str, int] = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}

SCALE: Mapping[str, int] = {"hundred": 2, **BIG}

PLURALS: Mapping[str, int] = {
    "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12,
}  # fmt: skip

FIRST_TEN: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip

ORDINALS: Mapping[str, int] = {
    **FIRST_TEN, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip

# The names of a part, in one and in many.
PARTS: Mapping[str, int] = {
    "half": 2,
    "quarter": 4,
    **{word: n for word, n in ORDINALS.items() if n > 2 and n < 10**6},
}

MANY_PARTS: Mapping[str, int] = {
    "halves": 2,
    "quarters": 4,
    **{f"{w}s": n for w, n in PARTS.items() if (n > 2 and n != 4) or w == "fourth"},
}

FOLD = {**ONES, **TEENS, **TENS, "hundred": 100, "thousand": 1000}

FOLDS: Mapping[str, int] = {f"{word}fold": n for word, n in FOLD.items() if n > 1}

TIMES: Mapping[str, int] = {
    "twice": 2, "thrice": 3,
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "quintupling": 5,
}  # fmt: skip

HALVED = frozenset({"halved", "halving", "halve"})

MAX_POWER = 18

# Few-words: ends, both included, in units of what follows ("a few hundred").
FEW: Mapping[str, tuple[int, int]] = {"few": (2, 9), "several": (3, 9), "couple": (2, 3)}

NUMBER_BEFORE = frozenset({*ONES, *TEENS, *TENS})

DETERMINERS = frozenset(
    "the a an its his her their our my your this that every each s in for finished came placed ranked was is world's "
    "country's nation's city's about very only another any next last".split()
)

FIRST_NOT = frozenset(
    "lady ladies name names aid minister ministers hand responder responders foremost degree nation nations".split()
)

SECOND_NOT = frozenset("thoughts thought nature fiddle hand guess guessing later ago apart".split())

THIRD_NOT = frozenset("party parties person reich sector wheel country countries".split())

# What may follow a part that something moved by, instead of what comes next: "rose a third last year", "… to 40".
PERIOD_WORDS = frozenset("last this in to from since on year over between during after compared".split())

PERIODS = frozenset("quarter quarters half halves".split())

HALF_BEFORE = frozenset("first second other latter former opening final better third last next each bottom top".split())

ONE_BEFORE = frozenset(
    "no the this that any every each some which number square another other day by not was is as a big last whole only "
    "little former latter right wrong new old good bad same".split()
)

ONE_AFTER = frozenset(
    "of another who that which by could can would should has is was wants way side thing or might may must and to with "
    "as from day even such in for on at if when where should'.".split()
)

ONE_COUNTED = frozenset(
    """person man woman child year month week hour minute third quarter percent per mile soldier death fatality injury
    case goal win victory defeat draw loss seat vote arrest casualty casualties abstention medal title home house building
    suspect hostage missile drone""".split()
)

HEDGES = frozenset(
    "least only just than about around nearly almost over roughly exactly killing injuring leaving".split()
)

QUARTER_BEFORE = frozenset(
    "last next this that each every final previous current latest same french latin jewish opening closing".split()
)

DOUBLE_NOT = frozenset(
    "bed beds bedroom room rooms bass standard standards digit digits agent murder murders murderer decker deckers bogey "
    "bogeys fault faults check checking checked down act jeopardy whammy header blow life take team dip entendre helix "
    "glazing yellow amputation homicide bill espresso cream jump crossing game trouble".split()
)

TRIPLE_NOT = frozenset("jump jumper a talaq crown threat header play alliance bypass lock bogey".split())

DOUBLES_BEFORE = frozenset("men's women's mixed boys girls wheelchair the in ladies".split())

ZERO_BEFORE = frozenset("net ground patient sub absolute below above from year day".split())

ZERO_AFTER = frozenset("tolerance sum hour hours carbon emission emissions emitting hedge".split())

# Behind "a third", "a fifth": what a part of many does or is.
# Behind a part that compares: "a third fewer", "a fifth above"; and before one: "rose a third", "down a quarter".
PART_COMPARES = frozenset(
    "fewer more less higher lower above below bigger smaller larger cheaper dearer longer shorter faster slower up down".split()
)
PART_MOVES = frozenset(
    "rose fell grew dropped jumped climbed soared plunged shrank surged slumped tumbled slipped up down rising falling "
    "increased decreased declined".split()
)

PART_VERBS = frozenset("were are have had said say do did will would can could went came come go died lost".split())

TIME_NOUNS = frozenset(
    "day days week weeks month months year years hours minutes matches games seasons quarters innings".split()
)

# What a hyphen may join to a count ("three-day", "six-member") so that the count stands.
JOINED = frozenset(
    "day days week month year years hour minute second decade century time times story storey mile metre meter foot inch "
    "page point points member man woman person seat bedroom run goal game match set hectare acre tonne ton kilometre "
    "kilometer km percent per dose part nation country party judge level lane car vehicle star child shot stroke lap term "
    "round stage vote month-old yearlong km-long degree degrees volt pound dollar euro billion strong figure digit night "
    "thirds quarters fifths nil".split()
)

# One of which an article tells, where a hedge stands before it: "more than a year", "up to a foot".
MEASURED = frozenset(
    "minute hour day week fortnight month year decade century foot metre meter mile kilometre kilometer inch tonne ton "
    "litre liter acre hectare".split()
)
BEFORE_ONE = frozenset("than over under nearly almost about around roughly least exactly only just to".split())

AFTER_A = "|".join((*SCALE, *PARTS, "dozen", "couple", "few", "score", "good few", "full"))

HEADS = (
    *ONES, *TEENS, *TENS, *NOUGHTS, *PLURALS, *ORDINALS, *FOLDS, *TIMES, *sorted(HALVED), *MANY_PARTS, "half", "quarter(?= of )",
    *(f"{article}(?=[ -](?:{AFTER_A})(?![a-z])| (?:{'|'.join(sorted(MEASURED))})(?![a-z]))" for article in ("a", "an")), "dozen", "dozens", "several", "scores(?= of [a-z])",
    "few(?= (?:hundred|thousand|million|billion|dozen))", "couple(?= (?:of|hundred|thousand|dozen|million) )",
    f"minus(?= (?:{'|'.join((*ONES, *TEENS, *TENS))}|zero|a )(?![a-z]))",
    "two-fold", "three-fold", "four-fold", "five-fold", "ten-fold", "threescore",
)  # fmt: skip

TAILS = (
    *ONES, *TEENS, *TENS, *NOUGHTS, *SCALE, *PLURALS, *ORDINALS, *MANY_PARTS, "half", "quarter", "dozen", "score",
    "and", "an?", "of", "point", "oh", "in", "out", "every", "few", "couple",
)  # fmt: skip

# The words of one stretch, parted by single spaces or hyphens. Its first letter follows no letter and no digit.
# An atomic group, not a possessive one: before 3.11.5 `re` loses its place in a possessive group that fails midway.
BODY = f"(?:{grouped(HEADS)})(?!\\w)(?>(?:[ -](?:{'|'.join(sorted(set(TAILS), key=len, reverse=True))})(?!\\w))*)"

STRETCH = stretch(BODY)

# The words that a stretch begins with.
BEGINS = first_words(HEADS)

TOKEN = re.compile(r"[a-z]+")

WORD = re.compile(r" ([^\W\d_]+(?:'s)?)")

HYPHENED = re.compile(r"-([a-z]+)")

ONE_JOINED = re.compile(r"-(?:year|month|week|day|hour|minute|mile|point|goal|percentage|hundred|metre|meter)(?![a-z])")

ONE_HURT = re.compile(
    r" (?:died|(?:was|is|remained|remains) (?:\w+ly )?(?:injured|killed|hurt|wounded|missing|arrested|dead|detained))(?![a-z])"
)

DIGIT_TAIL = re.compile(r"-(\d{1,3})(?![\d\w])")

NEXT_CAPITAL = re.compile(r"[ -]([^\W\d_])([^\W\d_]*)")

SAID = ("zero", *ONES, *TEENS)

GLUE = frozenset({"and", "of", "in", "out", "every", "point", "oh"})

MANY = ("s", "ese", "ish", "ch", "an", "en", "i", "men", "ic")

NO_NUMBER_JOINED = frozenset("to on something ish off sided stop".split())

LINE_MAX = 200

LONG_WORD = re.compile(r"(?<![\w'-])[^\W\d_]{4,}")

# Headlines leave these small.
SMALL = frozenset("with from over into near after that than amid upon this when under says".split())
