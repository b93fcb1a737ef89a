"""A stretch of number words, cut into the numbers that it holds."""

from __future__ import annotations

from checker.languages.en.numerals.around import headline, word_after, word_before
from checker.languages.en.numerals.exact import phrase
from checker.languages.en.numerals.judging import judge_multiple, judge_one, judge_ordinal, judge_part, judge_zero
from checker.languages.en.numerals.words import (
    BEFORE_ONE,
    DIGIT_TAIL,
    GLUE,
    HYPHENED,
    JOINED,
    MANY,
    MEASURED,
    NEXT_CAPITAL,
    NO_NUMBER_JOINED,
    NOUGHTS,
    TOKEN,
)
from checker.languages.hits import Numeral
from checker.languages.spoken import DEC, ONE, Read, opens_sentence


def read_stretch(low: str, text: str, start: int, words: str, hits: list[Numeral]) -> None:
    """Add the numbers in one stretch of number words that begins at *start*."""
    tokens: list[str] = []
    starts: list[int] = []
    for match in TOKEN.finditer(words):
        tokens.append(match[0])
        starts.append(start + match.start())
    i = 0
    count = len(tokens)
    while i < count:
        if tokens[i] in GLUE:
            i += 1
            continue
        read = read_at(low, tokens, starts, i)
        if read is None:
            i += 1
            continue
        end = starts[read.end - 1] + len(tokens[read.end - 1])
        keep(low, text, tokens, starts[i], end, i, read, hits)
        i = read.end


def keep(
    low: str, text: str, tokens: list[str], start: int, end: int, i: int, read: Read, hits: list[Numeral]
) -> None:  # fmt: skip
    """Add *read*, found at *start*, unless a capital or a hyphen makes it something else."""
    lo, hi, grain, form, sure = read.lo, read.hi, read.grain, read.form, read.sure
    if text[start].isupper() and not (end - start > 1 and text[start + 1].isupper()) and not headline(text, start):
        if not opens_sentence(text, start):
            return
        capital = NEXT_CAPITAL.match(text, end)
        # "Three Mile Island", but "Three Israelis" and "Two US soldiers".
        if capital is not None and capital[1].isupper() and not (capital[2].endswith(MANY) or capital[2][:1].isupper()):
            sure = False
    if low.startswith("-", end):
        tail = DIGIT_TAIL.match(low, end)
        if tail is not None and lo == hi and grain >= 1000:
            value = lo + int(tail[1])  # "two-thousand-140"
            hits.append(Numeral(start, tail.end(), value, value, ONE, form, sure))
            return
        joined = HYPHENED.match(low, end)
        if joined is not None:
            if joined[1] in NO_NUMBER_JOINED or (
                form == "ordinal" and joined[1] in ("party", "hand", "person", "class", "rate")
            ):
                return
            sure = (
                sure
                and (joined[1].endswith("est") if form == "ordinal" else joined[1] in JOINED)
                and not (joined[1] == "dollar" and tokens[i] in ("a", "an"))
            )
    if low[start - 1 : start] == "-" and low[end : end + 1] == "-" and low[start - 4 : start] not in ("-to-", "-or-"):
        return  # a word of an address ("killed-in-two-powerful-quakes")
    if low.endswith("-on-", 0, start):
        return
    if i == 0 and start > 1 and low[start - 1] == "-" and low[start - 2].isalpha() and form in ("cardinal", "fraction"):
        sure = sure and lo > 1 and low[max(0, start - 5) : start - 1] in ("-to", "mid", "thin")
        if form == "fraction":
            return
    hits.append(Numeral(start, end, lo, hi, grain, form, sure))


def read_at(low: str, tokens: list[str], starts: list[int], i: int) -> Read | None:
    """What the tokens from *i* on say, with how sure the words around make it."""
    token = tokens[i]
    before = tokens[i - 1] if i else word_before(low, starts[0])
    if token == "minus":
        read = phrase(tokens, i + 1) if i + 1 < len(tokens) else None
        return None if read is None else read._replace(lo=-read.hi, hi=-read.lo, sure=True)
    if token in ("a", "an") and i + 1 == len(tokens):
        # One of a measure: "more than *a* year", "up to *an* hour".
        measured = word_after(low, starts[i] + len(token)) in MEASURED and before in BEFORE_ONE
        up_to = before != "to" or low.endswith(" up to ", 0, starts[i])
        return Read(i + 1, DEC[1], DEC[1], ONE) if measured and up_to else None
    read = phrase(tokens, i, between=before == "between")
    if read is None:
        return None
    end = starts[read.end - 1] + len(tokens[read.end - 1])
    after = tokens[read.end] if read.end < len(tokens) else word_after(low, end)
    length = read.end - i
    if read.form == "fraction":
        return judge_part(read, tokens, i, before, after, low, end)
    if read.form == "ordinal":
        return judge_ordinal(read, tokens[i], before, after, low, starts[i], end)
    if read.form == "multiple":
        return judge_multiple(read, token, before, after, low, end)
    if length > 1:
        if token in ("a", "an") and (
            (before in ("thanks", "in") and tokens[i + 1] == "million") or low.startswith("-", end)
        ):
            return read._replace(sure=False)
        if tokens[i + 1] == "score":
            return read._replace(sure=not low[end : end + 5].strip(" of")[:1].isdigit() and token not in ("a", "an"))
        return read
    if token == "one":
        return judge_one(read, before, after, low, end)
    if token in NOUGHTS:
        return judge_zero(read, token, before, after, low, starts[i], end)
    if token in ("second", "dozen", "couple") and not after:
        return read._replace(sure=False)
    if before in ("number", "no", "formula", "channel", "part", "chapter", "phase", "type", "article", "route"):
        return read._replace(
            form="ordinal" if before in ("number", "part", "phase", "chapter") else "cardinal", sure=before == "number"
        )
    return read
