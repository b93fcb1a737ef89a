"""Words that are numbers in some company only: "one", "second", "half", "double"."""

from __future__ import annotations

from decimal import Decimal

from checker.languages.en.numerals.words import (
    DETERMINERS,
    DOUBLE_NOT,
    DOUBLES_BEFORE,
    FIRST_NOT,
    HALF_BEFORE,
    HEDGES,
    HYPHENED,
    NUMBER_BEFORE,
    ONE_AFTER,
    ONE_BEFORE,
    ONE_COUNTED,
    ONE_HURT,
    ONE_JOINED,
    ORDINALS,
    PART_COMPARES,
    PART_MOVES,
    PART_VERBS,
    PERIOD_WORDS,
    PERIODS,
    QUARTER_BEFORE,
    SECOND_NOT,
    THIRD_NOT,
    TIME_NOUNS,
    TRIPLE_NOT,
    ZERO_AFTER,
    ZERO_BEFORE,
)
from checker.languages.spoken import ONE, Read


def judge_one(read: Read, before: str, after: str, low: str, end: int) -> Read | None:
    if ONE_JOINED.match(low, end) is not None or ONE_HURT.match(low, end) is not None:
        return read
    if before == "number":
        return read._replace(form="ordinal")
    if before in HEDGES and (after or before in ("least", "than")) and after not in ("of", "another"):
        return read._replace(
            sure=before == "least" or after in ONE_COUNTED or before in ("killing", "injuring", "leaving", "only")
        )
    if not after or before in ONE_BEFORE or after in ONE_AFTER or low.startswith("'s", end):
        if low.startswith("-", end) and before not in ONE_BEFORE:
            return read._replace(sure=False)
        return (
            read._replace(sure=False)
            if before not in ONE_BEFORE and after not in ("of", "another", "who", "by") and after
            else None
        )
    return read._replace(sure=after in ONE_COUNTED)


def judge_zero(read: Read, token: str, before: str, after: str, low: str, start: int, end: int) -> Read | None:
    if token == "zero" and (before in ZERO_BEFORE or after in ZERO_AFTER or low.startswith("-", end) or after == "in"):
        return None
    if token == "nil":
        return read._replace(sure=low[start - 1 : start] == "-" or before in NUMBER_BEFORE)
    return read._replace(sure=bool(after) and after != "and")


def judge_part(read: Read, tokens: list[str], i: int, before: str, after: str, low: str, end: int) -> Read | None:
    if "in" in tokens[i : read.end] and after in TIME_NOUNS:
        return read._replace(sure=False)  # "two in three days"
    last = tokens[read.end - 1]
    if last == "half":
        if before in HALF_BEFORE or after in ("time", "past", "way", "brother", "sister", "back"):
            return None
        if low.startswith("-", end) and not low.startswith(
            ("-hour", "-century", "-mile", "-day", "-percent", "-point", "-marathon"), end
        ):
            return None
        return read
    if (
        tokens[i] in ("a", "an", "one")
        and last in ORDINALS
        and not (after == "of" or before in ("by", "than", "nearly", "about", "almost", "over"))
    ):
        if last in ("quarter", "half"):
            return read if after in PART_VERBS else read._replace(sure=False)
        if tokens[i] == "one":
            return read._replace(
                sure=(last != "second" and not low.startswith(" ", end))
                or after in ("of", "more", "less", "in", "to", "from")
            )
        if last == "third" and after in THIRD_NOT:
            return None
        if tokens[i] == "a" and (after in PART_VERBS or after in PART_COMPARES):
            return read  # "a third were turned away", "a third fewer"
        if tokens[i] == "a" and before in PART_MOVES and (not after or after in PERIOD_WORDS):
            return read  # "rose a third last year"
        # "a third man": the next one, no part.
        value = Decimal(ORDINALS[last])
        return Read(
            read.end,
            value,
            value,
            ONE,
            "ordinal",
            bool(after) and after not in ("in", "to", "from", "since", "on", "this", "as"),
        )
    if last in ("quarter", "quarters"):
        if tokens[i] == "quarter" and (before in ORDINALS or before in QUARTER_BEFORE):
            return None
        if after == "of" or low[end - len(last) - 1] == "-" or before in ("by", "than"):
            return read
        return read._replace(sure=False)
    return read


def judge_ordinal(read: Read, token: str, before: str, after: str, low: str, start: int, end: int) -> Read | None:
    if read.end and token in ("first", "second", "third"):
        nots = FIRST_NOT if token == "first" else SECOND_NOT if token == "second" else THIRD_NOT
        if after in nots:
            return None
    if token == "second" and (
        before in NUMBER_BEFORE
        or (before in ("split", "per", "each", "a", "every") and (not after or before in ("split", "per")))
    ):
        return None
    if after.endswith("est") or after in ("most", "best", "worst"):
        return read
    joined = HYPHENED.match(low, end)
    if joined is not None and (joined[1].endswith("est") or joined[1] in ("most", "best", "worst", "ranked", "placed")):
        return read
    if token == "second" and before == "a" and after in ("to", "of", "in", "and", "or", "for", "before", "after"):
        return None
    if after in PERIODS or low.startswith("-", end):
        return read._replace(sure=False)
    if not after or after in ("since", "with", "and", "in", "for", "globally", "overall", "behind"):
        return read._replace(sure=before in ("ranking", "finished", "came", "placed", "ranked", "the"))
    if " " in low[start:end] or "-" in low[start:end]:
        return read
    determined = before in DETERMINERS or before.endswith("'s")
    return read._replace(sure=determined and not (token == "first" and before in ("was", "is", "in", "for")))


def judge_multiple(read: Read, token: str, before: str, after: str, low: str, end: int) -> Read | None:
    if (token == "twice" and before in ("once", "think", "thinking")) or (
        token == "twice" and low.startswith(" or", end)
    ):
        return read._replace(sure=False)
    if token in ("doubles", "double") and (
        (before in DOUBLES_BEFORE and token == "doubles") or after in ("title", "titles", "partner", "match", "final")
    ):
        return None
    if token == "double" and (after in DOUBLE_NOT or low.startswith("-", end)):
        return None
    if token == "double" and before in ("a", "the", "his", "her", "league"):
        return read._replace(sure=False)
    if token in ("triple", "treble") and (after in TRIPLE_NOT or low.startswith("-", end)):
        return None
    if token in ("triple", "treble") and before in ("a", "the", "his", "her"):
        return read._replace(sure=False)
    return read
