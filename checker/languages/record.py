"""What a language pack holds: the record that every reader is given, and what each part of it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from checker.languages.hits import DateHit, Numeral
from checker.languages.phrases import PhraseMap, PhraseSet
from checker.values.hedge import Hedge
from checker.values.units import Unit


class PlateShapes(NamedTuple):
    """How the plates of vehicles and boats are written.

    ``behind``  what is matched from where the digits begin; its n-th group is the n-th shape
    ``before``  of each shape what ends there, its group ``plate`` from where the plate begins
    """

    behind: re.Pattern[str]
    before: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One language. Phrases are lower case, NFC, words joined by one space.

    ``hedges_before``, ``hedges_after``  phrase → class of hedge
    ``joined_hedges``  the same for what a hyphen joins to a number ("30-odd"), in the tables with the hyphen before it
    ``scales``      phrase → power of ten
    ``units``       phrase → unit
    ``nouns``       counted nouns that are read whole
    ``names``       phrase → ``documents``, ``places``, ``things``: what a following number names
    ``ordinals``    phrases before the number of an edition, a round, a floor
    ``ranks``       phrases before a rank
    ``cues``        phrase → (family, class): directions, status and markers, found in one pass over the words;
                    ``cue_starts`` has the first word of each, and for those of several words the second, with how many
                    words they have, most first; ``cue_words`` is the most of all
    ``stop``        words without meaning of their own; ``barrier`` words that end a counted noun
    ``abbreviations``  what ends with a full stop inside a sentence, with its capitals, and any single capital
    ``contrasts``   pairs of phrases that make two statements different

    How figures join: ``to`` ("đến"), ``since`` ("từ"), ``between`` (the two words around a range), ``out_of``
    ("trên tổng số"), ``either`` ("hoặc"), ``each`` ("mỗi"; ``each_as_article`` are articles too), ``steps`` (words
    before the step of a change: "by"), ``moving`` (verbs that make "from a to b" a movement, but for amounts of the
    dimensions in ``ranged``), ``half_tails`` ("rưỡi"), ``minus`` ("âm"), ``partitive`` ("dozens *of* people"),
    ``articles`` ("half *an* hour", "*a* Falcon 9 booster"),
    ``one_in`` ("3 *in* 10"), ``fixed`` (figures that are a word: "24/7"), ``rank_before`` and ``rank_after`` (what stands
    beside a rank whose head is a name as well: "world No. 3"), ``name_links`` (what a name has between its numbers:
    "đường 3 *tháng* 2"), ``never_heads`` (what begins or ends like a head or a counted noun and is none: "lần lượt"),
    ``versioned`` and ``lettered`` (what a version or a letter follows), ``worded_ordinals`` (heads that take a number
    word), ``sure_ordinals`` (heads whose number counts nothing, whatever stands behind it: "lần thứ 11 ngày Di sản"),
    ``played`` (what an ordinal of a match is of, "the 34th *minute*") and ``played_on`` (what makes one of a length of
    time, "*on* 71 minutes"),
    ``score_words`` and ``score_phrases``, ``growth_phrases`` (what makes a percentage behind it a rate of growth),
    ``plural_nouns`` (counted nouns end in a plural), ``plural_tails`` (letters right behind digits that make a plural
    of them, "in her 30s"), ``determined`` (what stands between a fraction and the nouns it is of: "a third of *the*
    pupils"), ``staged`` (what 1/8 is a round of: "vòng 1/8"), ``racing`` (what stands before a race named by its
    length: "*the* 100m"), ``timed`` (what stands before minutes and seconds: "*by* 4:24"), ``for_each`` and
    ``for_each_links`` (what opens a share told in two counts, and what stands between them: "*cứ* 10 người *có* 3"), ``multiplying`` and
    ``multiplied`` (what makes a multiple of a count of times behind or before it: "*gấp* 3 lần", "3 lần *so* với", but
    "bị phạt 3 lần"; where none is told, every count is one).
    ``more`` (what may stand between a number and what it counts: "4,000 *more* prison places"), ``paid_for`` (what an
    amount of money is told for behind an article: "$4.15 a *dozen*"), ``states`` (participles that count those whom it
    befell: "15 *arrested*").
    What tells a word's other sense: ``tight_hedges`` stand right before their figure; ``joined_units`` right behind
    it; ``hedges_of`` hedge amounts of those dimensions only; ``false_hedges`` by the word before, ``false_scales`` and
    ``false_units`` by the word after.
    ``listed_units`` are none right behind a count of one of those words ("5 bạc, 19 đồng").
    ``true_units`` need one of those words behind them where no space parts them from their number ("45m deep"), or
    one of ``led_units`` before it ("a height of 2m"); one of ``led_scales`` makes a scale of them ("an audience of 9m").
    ``led_hedges`` hedge a length of time only behind one of these ("for over 10 years", but "£5m over 10 years");
    ``paid_per`` tells what is paid for each of those words where only the scale is printed ("148 triệu/lượng").
    ``led_money`` makes money of a weight near one of these ("a ticket costs ten pounds").
    ``comparing`` words make a comparison of a hedge behind them ("cao hơn 30 %") but for amounts of what they measure
    ("cao hơn 2 mét").

    Spelling around digits: ``rank_of`` (a word that makes "a/b" a rank: "thứ 71/193"), ``numbered`` (words that a full
    stop may part from their number, "No. 3", and single letters that one must part from it, "P.13"), ``ordinal_tails`` ("21st"), ``glued_tails`` (letters besides scales and units
    that leave digits a number: "3x"), ``short_scales`` (letters that are a scale in the right company only: "$1.5m"),
    ``phone_heads`` (first groups of telephone numbers without a leading zero). ``priced``: the keys of the units per
    which an amount of money is a price. ``ago``: what makes a time of a length ("a year earlier"), so no rate.
    ``comparatives``: adjectives that a word of hedging compares ("thấp hơn 12%").

    ``many_do``: what many people do or are, right behind letters that may be a scale ("3m died").
    ``idioms``: sayings with numbers that count nothing ("on cloud nine"), by their longest word, each with how many
    characters stand before that word.
    ``odds``: between so many of one side and one of the other: "outnumbered 18 to 1".
    ``paid_verbs``: what one does with money, before an amount of which only its millions are printed.
    ``uncounted``: what nothing is counted by, so that a number before it belongs to the seconds: "9 giây 87 ở chung kết".
    ``whole``: pairs of words one of which is a stop word, which no phrase is cut between ("chỉ số", "diễn ra").
    ``indicator_words``: how many words before a figure say what it is of, first choice first; one is enough only where
    words are no syllables. ``units_before``: phrase before a number → its unit ("magnitude 5.8", "aged 19").
    ``units_scaled``: phrase → the unit that it is behind millions ("5 million pounds", but "of beef").
    ``shared_money``: the key of a unit whose name several countries use ("kroner", "pesos") → the units it may be, and
    ``countries``: the key of a unit → what a text prints that is about its country.

    ``told_per``: word behind an amount → the unit of time that it is told for ("annually").
    ``near_units``: phrase → the units that it may be, each with the words near it that tell so ("động đất 7,7 độ").

    ``bare_money``: the money that is meant where only a scale is printed behind one of those words ("vốn hơn 20.400
    tỷ"); None where a language always prints it.

    ``joiners`` are the words of those phrases that join two numbers.

    ``arithmetic``  name → phrases that tell how figures of a passage belong together ("of which", "followed by")
    ``dating``      name → phrases that tell how dates and lengths of time of a passage belong together ("born", "will")
    ``zones``       phrase behind a time of day → hours from UTC ("+7"), or ``local`` where the name does not tell them
    ``plates``      the shapes of number plates; None where none are told
    ``letters``     any letter that only this language has; None where others have them all
    ``begins``      the words that ``find_numerals`` and ``find_dates`` wait for, and those of ``lettered``; a text in
                    which they were found already is handed over with their ``places``
    ``series``      the spellings of "first", "second", … as the items of a text are numbered
    """

    code: str
    decimal_mark: str
    letters: re.Pattern[str] | None
    hedges_before: PhraseMap[Hedge]
    hedges_after: PhraseMap[Hedge]
    hedge_between: frozenset[str]
    scales: PhraseMap[int]
    units: PhraseMap[Unit]
    units_before: PhraseMap[Unit]
    units_scaled: Mapping[str, Unit]
    shared_money: Mapping[str, tuple[Unit, ...]]
    told_per: Mapping[str, Unit]
    near_units: Mapping[str, tuple[tuple[Unit, re.Pattern[str]], ...]]
    bare_money: tuple[Unit, frozenset[str]] | None
    countries: Mapping[str, tuple[str, ...]]
    nouns: PhraseSet
    names: PhraseMap[str]
    ordinals: PhraseSet
    ranks: PhraseSet
    cues: Mapping[str, tuple[tuple[str, str], ...]]
    cue_starts: Mapping[str, Mapping[str, tuple[int, ...]]]
    cue_words: int
    stop: frozenset[str]
    whole: frozenset[str]
    barrier: frozenset[str]
    abbreviations: re.Pattern[str]
    idioms: Mapping[str, tuple[tuple[int, str], ...]]
    place: frozenset[str]
    contrasts: tuple[tuple[str, str], ...]
    to: frozenset[str]
    since: frozenset[str]
    between: frozenset[tuple[str, str]]
    out_of: frozenset[str]
    either: frozenset[str]
    each: frozenset[str]
    each_as_article: frozenset[str]
    steps: frozenset[str]
    moving: frozenset[str]
    half_tails: frozenset[str]
    minus: frozenset[str]
    partitive: frozenset[str]
    articles: frozenset[str]
    one_in: frozenset[str]
    ranged: frozenset[str]
    fixed: frozenset[str]
    rank_before: frozenset[str]
    rank_after: frozenset[str]
    versioned: frozenset[str]
    lettered: frozenset[str]
    worded_ordinals: frozenset[str]
    sure_ordinals: frozenset[str]
    played: frozenset[str]
    played_on: frozenset[str]
    score_words: frozenset[str]
    score_phrases: tuple[str, ...]
    growth_phrases: tuple[str, ...]
    plural_nouns: bool
    indicator_words: tuple[int, ...]
    tight_hedges: frozenset[str]
    joined_units: frozenset[str]
    never_heads: frozenset[str]
    never_units: frozenset[str]
    rank_of: frozenset[str]
    staged: frozenset[str]
    racing: frozenset[str]
    plural_tails: frozenset[str]
    determined: frozenset[str]
    name_links: frozenset[str]
    multiplying: frozenset[str]
    multiplied: frozenset[str]
    timed: frozenset[str]
    for_each: frozenset[str]
    for_each_links: frozenset[str]
    many_do: frozenset[str]
    uncounted: frozenset[str]
    odds: frozenset[str]
    paid_verbs: frozenset[str]
    more: frozenset[str]
    paid_for: frozenset[str]
    states: frozenset[str]
    joined_hedges: Mapping[str, Hedge]
    numbered: frozenset[str]
    ordinal_tails: frozenset[str]
    glued_tails: frozenset[str]
    short_scales: frozenset[str]
    phone_heads: frozenset[str]
    priced: frozenset[str]
    ago: frozenset[str]
    comparatives: frozenset[str]
    comparing: frozenset[str]
    false_hedges: Mapping[str, frozenset[str]]
    false_scales: Mapping[str, frozenset[str]]
    hedges_of: Mapping[str, frozenset[str]]
    false_units: Mapping[str, frozenset[str]]
    led_hedges: Mapping[str, frozenset[str]]
    led_money: Mapping[str, frozenset[str]]
    led_scales: Mapping[str, frozenset[str]]
    led_units: Mapping[str, frozenset[str]]
    paid_per: Mapping[str, frozenset[str]]
    listed_units: Mapping[str, frozenset[str]]
    true_units: Mapping[str, frozenset[str]]
    arithmetic: Mapping[str, tuple[str, ...]]
    dating: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]
    plates: PlateShapes | None
    series: tuple[tuple[str, ...], ...]
    joiners: frozenset[str]
    lacks: tuple[str, ...]
    begins: frozenset[str]
    find_numerals: Callable[..., list[Numeral]]
    find_dates: Callable[..., list[DateHit]]
    say: Callable[[Decimal], str]
