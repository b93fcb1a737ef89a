"""One text being read for figures: its words and numbers, what was found so far, and the hedges around it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from checker.extract.figures.found import CURRENCY_SIGN, ONE, RANK, Figure, Number
from checker.extract.phrasing import shaped
from checker.extract.tokens import Tokens
from checker.languages.phrases import Phrases
from checker.languages.record import Pack
from checker.values.hedge import Hedge
from checker.values.units import COUNT, Unit

# What is further from zero is less.
# How far before a bound its denial may stand, and up to how many things one is "on" rather than "over".
_DENIED, _FEW = 40, 3
_BELOW_ZERO = {
    Hedge.OVER: Hedge.UNDER,
    Hedge.UNDER: Hedge.OVER,
    Hedge.AT_LEAST: Hedge.AT_MOST,
    Hedge.AT_MOST: Hedge.AT_LEAST,
    Hedge.NEARLY: Hedge.ABOUT,
}


class Reading:
    """One text being read. ``t`` its tokens, ``low`` its letters in lower case, ``numbers`` what there is to read;
    ``firsts`` the tokens at which a number begins, or what was read before (a date)."""

    __slots__ = ("firsts", "low", "named", "numbers", "out", "pack", "t")

    def __init__(self, tokens: Tokens, pack: Pack, numbers: list[Number], taken: Sequence[tuple[int, int]]) -> None:
        self.t = tokens
        self.low = tokens.low
        self.pack = pack
        self.numbers = numbers
        self.firsts = frozenset((*(number.first for number in numbers), *(tokens.at(start) for start, _ in taken)))
        self.out: list[Figure] = []
        self.named = 0  # the end of the last number that belongs to a name

    def word(self, index: int) -> str:
        """The token *index*; empty before the first and behind the last."""
        return self.t.words[index] if 0 <= index < self.t.size else ""

    def unit_tokens(self, index: int) -> int:
        """How many tokens from *index* make the longest unit."""
        return self.t.longest(index, self.pack.units, 4) if index < self.t.size else 0

    def unit_at(self, index: int) -> Unit | None:
        """The unit that begins with the token *index*."""
        count = self.unit_tokens(index)
        return self.pack.units[self.t.phrase(index, count)] if count else None

    def unlisted(self, unit: Unit | None) -> bool:
        """Whether it may be that nothing is counted: no unit, or a noun that the language does not list."""
        return unit is None or (unit.dimension == "count" and unit.noun not in self.pack.nouns)

    def head(self, number: Number, table: Phrases[Any]) -> tuple[str, int]:
        """The phrase of *table* directly before the number, and where it starts."""
        t = self.t
        last = number.first - 1
        if last < 0 or t.words[last] not in table.lasts or t.ends[last] == number.start:
            return "", 0
        gap = self.low[t.ends[last] : number.start]
        if gap != " " and gap.strip(" #\"“'") and not (gap in (". ", ".") and t.words[last] in self.pack.numbered):
            return "", 0
        if gap == " " and len(t.words[last]) == 1 and t.words[last] in self.pack.numbered:
            return "", 0  # "P.13" is a ward, "S&P 500" is none
        count = t.longest_before(last, table, 3)
        if not count or (count <= last and t.phrase(last - count, count + 1) in self.pack.never_heads):
            return "", 0
        return t.phrase(last - count + 1, count), t.starts[last - count + 1]

    def unit_of(self, dimension: str, factor: Decimal = ONE) -> Unit | None:
        """The unit of *dimension* that is worth *factor* of its base; None where the language lists none."""
        return next((u for u in self.pack.units.values() if u.dimension == dimension and u.factor == factor), None)

    def unit_before(self, number: Number) -> Unit | None:
        """The unit that a word before the number gives it: "magnitude 5.8", "aged 19"."""
        phrase, _ = self.head(number, self.pack.units_before)
        last = number.first - 1
        if not phrase and self.low[number.start - 1 : number.start] == "-":
            phrase = self.word(last)  # "magnitude-6.2"
        elif not phrase and last > 0 and (count := self.t.longest_before(last, self.pack.hedges_before, 3)):
            last -= count  # "a magnitude of at least 7.8", "aged over 65"
            count = self.t.longest_before(last, self.pack.units_before, 3) if last >= 0 else 0
            phrase = self.t.phrase(last - count + 1, count) if count else ""
        return self.pack.units_before.get(phrase)

    def keep(self, number: Number, start: int, end: int, grain: Decimal = ONE, **what: Any) -> None:
        """Keep the passage from *start* to *end* as a figure without hedges; *what*: further fields of ``Figure``."""
        self.out.append(Figure(start, end, number.first, number.last, number.lo, number.hi, grain, **what))

    def keep_pair(self, left: Number, right: Number, form: str = "score", mark: str = "-") -> None:
        """Keep two numbers that are one label: a score, a proportion."""
        label = f"{left.lo:f}{mark}{right.lo:f}"
        self.out.append(
            Figure(
                left.start, right.end, left.first, right.last, left.lo, right.lo, ONE, form=form, label=label
            )
        )  # fmt: skip

    def keep_rank(self, number: Number, of: Decimal | None, head: str, start: int, end: int) -> None:
        """Keep a rank; *of*: how many are ranked."""
        self.keep(number, start, end, of=of, unit=RANK, form="rank", head=head)

    def emit_scaled(
        self, number: Number, end: int, scale: Decimal | None, unit: Unit | None, start: int | None = None
    ) -> Figure:
        """Keep one number, times its *scale*."""
        if scale is None:
            return self.emit(number, number, end, number.lo, number.hi, number.grain, unit, start)
        return self.emit(
            number, number, end, number.lo * scale, number.hi * scale, number.grain * scale, unit, start
        )  # fmt: skip

    def emit(
        self,
        left: Number,
        right: Number,
        end: int,
        lo: Decimal,
        hi: Decimal,
        grain: Decimal,
        unit: Unit | None,
        start: int | None = None,
    ) -> Figure:
        """Keep what stands from *left* to *right* as one figure, with the hedges around it.

        *start*: where it begins, if that is not its number but the currency before it.
        """
        t, low, pack = self.t, self.low, self.pack
        before = left.first
        if start is None:
            start = left.start
        else:
            while before and t.starts[before - 1] >= start:
                before -= 1
        if start > 0 and low[start - 1] == "-" and self._is_minus(start):
            start -= 1
            lo, hi = -hi, -lo
        elif (
            before > 0
            and lo > 0
            and t.words[before - 1] in pack.minus
            and low[t.ends[before - 1] : start] == " "
            and self.word(before - 2) not in pack.either  # "plus or minus 3"
        ):
            before -= 1
            start = t.starts[before]
            lo, hi = -hi, -lo
        hedge, hedged = self.hedge_before(start, before, unit)
        if hedge is Hedge.OVER and (self._is_difference(hedged, end, unit) or self._lies_on(hedged, hi, unit)):
            hedge = Hedge.EXACT
        else:
            if hedge is Hedge.OVER and hedged < start and self._is_refused(hedged):
                hedge = Hedge.AT_MOST
            sign = t.before(hedged) if hedged < start and lo > 0 else -1
            start = hedged
            if sign >= 0 and t.words[sign] in pack.minus:
                lo, hi, start = -hi, -lo, t.starts[sign]  # "âm hơn 9.000 tỷ đồng"
                hedge = _BELOW_ZERO.get(hedge, hedge)
        hedge, end = self.hedge_after(end) or (hedge, end)
        figure = Figure(start, end, left.first, right.last, lo, hi, grain, hedge, unit or COUNT)
        self.out.append(figure)
        return figure

    def hedge_after(self, end: int) -> tuple[Hedge, int] | None:
        """The hedge right behind the amount that ends at *end*, and where it ends: "50 or more", "£90 plus"."""
        t, pack, low = self.t, self.pack, self.low
        if low[end : end + 1] == "-" and (joined := pack.joined_hedges.get(self.word(t.at(end)))) is not None:
            return joined, t.ends[t.at(end)]  # "30-odd"
        nxt = t.at(end) if low[end : end + 1] in (" ", ",") else t.size
        if nxt >= t.size or low[end : t.starts[nxt]] not in (" ", ", "):
            return None
        count = t.longest(nxt, pack.hedges_after, 2)
        if not count:
            return None
        phrase, last = t.phrase(nxt, count), t.ends[nxt + count - 1]
        if phrase in pack.hedges_before and self.word(nxt + count)[:1].isdigit():
            return None  # "of 3,100 workers at least 350 will go"
        if phrase in pack.tight_hedges and not (low[end] == " " and low[last : last + 1] in ("", *".,;:)\n")):
            return None  # "£90 plus tax"
        return pack.hedges_after[phrase], last

    def _is_minus(self, start: int) -> bool:
        """Whether the dash before *start* is a minus, not a hyphen or the dash of a range."""
        low = self.low
        return (start == 1 or low[start - 2] in " (:") and (low[start].isdigit() or low[start] in CURRENCY_SIGN)

    def _is_difference(self, start: int, end: int, unit: Unit | None) -> bool:
        """Whether "hơn" belongs to an adjective before it: "thấp hơn 12%", but "núi cao hơn 3.000 m"."""
        first = self.t.at(start)
        words = self.pack.arithmetic
        if self.word(first) in words["exceeding"]:
            # "Vượt 15% kế hoạch" is a step beyond the plan, "vượt 15%" more than that.
            percent = unit is not None and unit.dimension == "percent"
            plan = shaped(r"\s*(?:@|@)", words["whole_nouns"], words["compared"])
            return percent and plan.match(self.low, end) is not None
        if self.word(first - 1) not in self.pack.comparatives and self.word(first) not in self.pack.comparatives:
            return False
        if unit is not None and unit.dimension in ("percent", "points"):
            return True
        return shaped(r"\s*@", self.pack.arithmetic["compared"]).match(self.low, end) is not None

    def _is_refused(self, start: int) -> bool:
        """Whether what is more than the amount is denied or forbidden: "không uống quá 4 viên", "do not take more than 4"."""
        if self.word(self.t.at(start)) not in self.pack.arithmetic["refused"]:
            return False
        denied = shaped(r"(?<!\w)@\s(?:[^\W\d_]+\s){1,3}$", self.pack.arithmetic["negations"])
        found = denied.search(self.low, max(0, start - _DENIED), start)
        return found is not None and not any(word in self.pack.arithmetic["not_only"] for word in found[0].split())

    def _lies_on(self, start: int, amount: Decimal, unit: Unit | None) -> bool:
        """Whether "trên" tells where: "67 người trên hai phương tiện"; nobody says "over two" of what is counted."""
        word = self.word(self.t.at(start))
        few = amount <= _FEW and amount == amount.to_integral_value()
        return few and word in self.pack.arithmetic["lies_on"] and unit is not None and unit.dimension == "count"

    def hedge_before(self, start: int, first: int, unit: Unit | None) -> tuple[Hedge, int]:
        """The hedge that ends right before *start*, of an amount of *unit*, and where the passage with it starts."""
        t, pack = self.t, self.pack
        last = first - 1
        skipped = 0
        while last >= 0 and skipped < 3:
            gap = self.low[t.ends[last] : t.starts[last + 1] if skipped else start]
            if gap != " " and (gap.strip(" \"“”'‘’") or "\n" in gap):
                return Hedge.EXACT, start
            count = t.longest_before(last, pack.hedges_before, 4)
            if count:
                phrase = t.phrase(last - count + 1, count)
                if not self._hedges(phrase, last - count + 1, skipped, unit):
                    return Hedge.EXACT, start
                return pack.hedges_before[phrase], t.starts[last - count + 1]
            if t.words[last] not in pack.hedge_between:
                # "mức 20", "con số 30": two-word links
                if skipped < 2 and last > 0 and t.phrase(last - 1, 2) in pack.hedge_between:
                    last -= 2
                    skipped += 2
                    continue
                return Hedge.EXACT, start
            last -= 1
            skipped += 1
        return Hedge.EXACT, start

    def _hedges(self, phrase: str, index: int, skipped: int, unit: Unit | None) -> bool:
        """Whether a word that hedges only sometimes does so here."""
        if skipped and phrase in self.pack.tight_hedges:
            return False
        of = self.pack.hedges_of.get(phrase)
        if of is not None and (unit or COUNT).dimension not in of:
            return False
        led = self.pack.led_hedges.get(phrase)
        if led is not None and self.out and self.low[self.out[-1].end : self.t.starts[index]] == " ":
            return False  # "20.04 seconds over 200 metres"
        if led is not None and unit is not None and unit.dimension in ("duration", "months"):
            return self.word(index - 1) in led
        return self.word(index - 1) not in self.pack.false_hedges.get(phrase, ())
