"""Percentages and the amounts they come from: "132.626/253.837, đạt 50,25 %", "of 24,300 homes, 15,309, or 68 %"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from checker.extract.items import Item, Items, is_rest, same_noun, same_unit
from checker.extract.phrasing import last_match, phrases, shaped
from checker.model import Kind, Relation
from checker.values.hedge import Hedge
from checker.values.interval import Interval

# How far a part and its percentage may stand apart, in characters.
_REACH = 60
# How many times those present all members of a parliament may be.
_MOST_ABSENT = Decimal("1.25")
_OPENING = re.compile(r"^[^\d.;:()]{0,30}\(\s*(?:[^\W\d_]+\s){0,3}$")
_BREAK = re.compile(r"[.;:!?](?=\s)|\n")
_IN_BRACKETS = re.compile(r"\s*\([^()\d]{0,60}")


def ratios(items: Items) -> list[Relation]:
    """Every share with its part and its whole; ``other`` holds amounts nearby that might be meant instead."""
    return [*_slashed(items), *_told(items)]


def _slashed(items: Items) -> Iterator[Relation]:
    """ "a/b" or "a out of b", then p %."""
    for at, left in enumerate(items.all):
        if left.figure.form != "ratio" or left.value.of is None:
            continue
        share = next((item for item in items.all[at + 1 : at + 3] if item.start >= left.end), None)
        if share is None or not _is_share(share) or left.claim.sentence != share.claim.sentence:
            continue
        if (
            _links(items, items.between(left, share))
            and not _of_all(items, share)
            and not _of_absent_too(items, left, share)
            and not _each_reached(items, left, share)
        ):
            roles = (("ratio", left.claim), ("share", share.claim))
            yield Relation(kind="ratio", roles=roles, span=items.span(left, share))


def _of_all(items: Items, share: Item) -> bool:
    """Whether a percentage is of a whole that the words name: "433/437 members in favour (90.4% of all members)"."""
    _, end = share.sentence
    behind = items.low[share.end : min(end, share.end + 30)]
    words = items.pack.arithmetic
    whole = shaped(r"\s*(?:@\s+)?@\s+[^\W\d_]", words["out_of_heads"], words["whole_words"])
    return whole.match(behind) is not None


def _of_absent_too(items: Items, left: Item, share: Item) -> bool:
    """Whether a vote is told of those present and its percentage of all members: "450/468 deputies in favour, or 91.28%"
    of 493."""
    start, end = left.sentence
    if left.value.of is None or share.value.lo <= 0 or not phrases(items.pack, "votes").search(items.low[start:end]):
        return False
    members = 100 * left.value.lo / share.value.hi
    return left.value.of < members <= _MOST_ABSENT * left.value.of


def _each_reached(items: Items, left: Item, share: Item) -> bool:
    """Whether each of those counted reached the percentage: "45/63 tỉnh đạt trên 90% kế hoạch", with no pause between."""
    if re.search(r"[,(:–-]", items.between(left, share)):
        return False
    behind = items.low[share.end : share.end + _REACH]
    plan = shaped(r"\s*@", items.pack.arithmetic["whole_nouns"])
    return share.value.hedge is not Hedge.EXACT or plan.match(behind) is not None


def _is_share(item: Item) -> bool:
    return item.percent and item.claim.kind is Kind.PERCENT and not item.claim.reference


def _links(items: Items, between: str) -> bool:
    """Whether the text between an amount and a percentage says that the one makes the other."""
    if len(between) > _REACH or _BREAK.search(between) or phrases(items.pack, "change_words").search(between):
        return False
    if _OPENING.match(between):
        return True
    last = last_match(phrases(items.pack, "share_links"), between)
    return last is not None and not re.search(r"[\d)]", between) and len(between) - last.end() <= 24


def _told(items: Items) -> Iterator[Relation]:
    """A part and its percentage side by side, and a whole that the words name as such."""
    for at, one, two in items.beside:
        between = items.between(one, two)
        three = items.all[at + 2] if at + 2 < len(items.all) else None
        if (
            three is not None
            and _is_share(three)
            and three.claim.sentence == one.claim.sentence
            and _is_out_of(items, one, two)
        ):
            if _links(items, items.between(two, three)):
                yield _ratio(items, at, part=one, whole=two, share=three)
            continue
        if one.amount and one.figure.form == "number" and _is_share(two) and _links(items, between):
            part, share = one, two
            if part.is_range or _is_growth(items, at, share) or _is_compared(items, share):
                continue  # "căn từ 60 đến 120 triệu đồng chiếm 52%" tells which
        elif (
            one.percent
            and one.claim.kind is Kind.PERCENT
            and two.amount
            and two.figure.form == "number"
            and _OPENING.match(between)
            and not _has_part(items, at, one)
        ):
            part, share = two, one
        else:
            continue
        whole = _whole(items, at, part, share)
        if whole is not None:
            yield _ratio(items, at, part=part, whole=whole, share=share)


def _has_part(items: Items, at: int, share: Item) -> bool:
    """Whether the percentage at *at* is that of the amount before it: "38.500 lượt, chiếm 9,3%, chủ yếu từ Nga (5.100 lượt)"."""
    before = items.all[at - 1] if at else None
    told = before is not None and before.amount and before.claim.sentence == share.claim.sentence
    return told and before is not None and _links(items, items.between(before, share))


def _ratio(items: Items, at: int, *, part: Item, whole: Item, share: Item) -> Relation:
    near = _nearby(items, at, {part, share, whole}, part)
    roles = [
        ("whole", whole.claim),
        ("part", part.claim),
        ("share", share.claim),
        *(("other", item.claim) for item in near),
    ]
    return Relation(kind="ratio", roles=tuple(roles), span=items.span(part, share, whole))


def _is_out_of(items: Items, part: Item, whole: Item) -> bool:
    """ "113 học sinh đã khám, trên tổng số 115 học sinh"."""
    if part.figure.form != "number" or not part.amount or not _fits(part, whole) or part.claim.reference:
        return False
    between = items.between(part, whole)
    heads = tuple(head for head in items.pack.arithmetic["out_of_heads"] if " " in head and head != "of the")
    return len(between) <= _REACH and not _BREAK.search(between) and shaped(r"@\s*$", heads).search(between) is not None


def _whole(items: Items, at: int, part: Item, share: Item) -> Item | None:
    """The amount that the text itself calls the whole of *part*; None where it calls none so."""
    last = max(part.end, share.end)
    # What an amount is measured by stands right before its own amount: "bằng 95% dự toán (10.000 tỷ đồng)".
    heads, plans = items.pack.arithmetic["out_of_heads"], items.pack.arithmetic["whole_nouns"]
    behind = shaped(r"\)?\s*(?:@\s*(?:[^\W\d_]+\s+){0,4}|@\s*(?:[^\W\d_]+\s+){0,2}\(?)\s*", heads, plans)
    for following in items.all[at + 2 : at + 3]:
        if _fits(part, following) and behind.fullmatch(items.low[last : following.start]):
            return following
    start, _ = part.sentence
    first = min(part.start, share.start)
    named = _named_whole(items, share)
    for nth in reversed(range(max(0, at - 6), at)):
        before = items.all[nth]
        if before.claim.reference or not _fits(part, before) or _has_own_share(items, nth):
            continue
        lead = items.low[start : before.start]
        if named and named not in items.low[before.sentence[0] : before.start]:
            continue
        opening = shaped(r"[\s“\"]*@\s*(?:[^\W\d_]+\s+){0,3}", heads)
        gap = items.low[before.end : first]
        if before.start >= start and opening.fullmatch(lead):
            # "Of 1,200 samples 36 (3%) were positive; in the north 24 (6%)": behind the semicolon is another whole.
            return None if _BREAK.search(gap) else before
        # What the sentence before parts ("of which") is not what this one goes on with.
        broken = max((stop.end() for stop in _BREAK.finditer(gap)), default=0)
        opened = [found for found in phrases(items.pack, "parts").finditer(gap) if found.start() >= broken]
        if broken and opened and gap[broken : opened[0].start()].strip('“" \n'):
            opened = []  # "… 590 cases. Of 1,502 sites …, of which 12.8%" goes on with what its own sentence says
        bracketed = _IN_BRACKETS.fullmatch(gap) is not None and part.start < share.start
        if (
            (opened or bracketed)
            and not phrases(items.pack, "parts_excluded").search(gap)
            and same_noun(part, before)
            and len(gap) <= 260
        ):
            return before
    return None


def _has_own_share(items: Items, at: int) -> bool:
    """Whether the amount at *at* is a part itself: "11,846 votes, 38.2% of those cast"."""
    one, two = items.all[at], items.all[at + 1] if at + 1 < len(items.all) else None
    return (
        two is not None
        and _is_share(two)
        and one.claim.sentence == two.claim.sentence
        and _links(items, items.between(one, two))
    )


def _is_growth(items: Items, at: int, share: Item) -> bool:
    """Whether a percentage is the step between the two amounts before it: "từ 3.900 xuống 3.120 tỷ đồng, tức 20%"."""
    part, start = items.all[at], items.all[at - 1] if at else None
    if start is None or not start.amount or not same_unit(start, part) or start.claim.sentence != part.claim.sentence:
        return False
    if start.value.lo <= 0 or items.all[at + 1 : at + 2] != [share]:
        return False
    step = 100 * abs(part.value.lo - start.value.lo) / start.value.lo
    return share.value.usual().widened(share.value.grain).overlaps(Interval.point(step))


def _is_compared(items: Items, share: Item) -> bool:
    """Whether a percentage is of what came before: "1,5 triệu lượt, bằng 128% so với tháng trước"."""
    words = tuple(word for word in items.pack.arithmetic["compared"] if " " in word)
    return bool(words) and shaped(r"\s*@\s", words).match(items.low, share.end) is not None


def _named_whole(items: Items, share: Item) -> str:
    """What the words behind a percentage say it is of, in lower case: a plan, an abbreviation; empty for anything else.

    Such a whole is not the amount that the part was taken from: "of which oil: 30 trillion, 66 % of the budget".
    """
    behind = items.low[share.end : share.end + _REACH]
    words = items.pack.arithmetic
    plan = shaped(r"\s*(?:@\s+)?(?:[^\W\d_]+\s+)?(@)", words["out_of_heads"], words["whole_nouns"]).match(behind)
    return plan[1] if plan else _name_behind(items, share)


def _fits(part: Item, whole: Item) -> bool:
    return whole.amount and whole.figure.form == "number" and same_unit(part, whole) and whole.value.hi >= part.value.lo


def _nearby(items: Items, at: int, known: set[Item], part: Item) -> list[Item]:
    """The other amounts of the unit of *part* in the neighbourhood: the text may mean one of them."""
    return [
        item
        for item in items.all[max(0, at - 8) : at + 8]
        if item not in known and item.amount and same_unit(item, part)
    ]


# ── shares of one whole ──────────────────────────────────────────────────────────────────────────────────────────


def shares(items: Items) -> Iterator[Relation]:
    """Percentages that the text makes parts of one whole: "55,6 % nguyên liệu và 50,5 % thành phẩm".

    The label is ``complete`` where the last is called the rest, ``named`` where each of the others has a name of its own
    before it ("women made up 57%, and families 68%"), else ``partial``.
    """
    for start, end, held in items.sentences():
        for run in _runs(items, start, [item for item in held if _is_share(item)], held):
            label = "complete" if _ends_in_rest(items, run) else "named" if _are_named(items, run) else "partial"
            if len(run) >= 2 and (
                _opens_with_whole(items, items.low[start : run[0].start]) or _one_whole(items, run, end)
            ):
                roles = tuple(("share", item.claim) for item in run)
                yield Relation(kind="shares", roles=roles, span=items.span(*run), label=label)


def _runs(items: Items, start: int, found: Sequence[Item], held: Sequence[Item]) -> Iterator[list[Item]]:
    """The percentages that one verb of sharing governs: coordinated, the verb said once."""
    run: list[Item] = []
    for item in found:
        if run and _coordinated(items, run[-1], item, verbs=not is_rest(items, run[-1], item)):
            run.append(item)
            continue
        yield run
        lead = items.low[max(start, item.start - 80) : item.start]
        verbs = list(phrases(items.pack, "share_verbs").finditer(lead))
        governed = bool(verbs) and not re.search(r"[.;!?]|\d", lead[verbs[-1].end() :])
        governed = governed and not phrases(items.pack, "change_words").search(lead[verbs[-1].end() :])
        run = [item] if governed or _opens_with_whole(items, lead) else []
    yield run


def _opens_with_whole(items: Items, lead: str) -> bool:
    """Whether the sentence says first of what the percentages are: "Of the total, 45% went to schools"."""
    words = items.pack.arithmetic
    whole = shaped(r"[\s“\"]*@\s+@(?:\s+[^\W\d_]+){0,3},\s*", words["out_of_heads"], words["whole_words"])
    return whole.fullmatch(lead) is not None


def _coordinated(items: Items, left: Item, right: Item, *, verbs: bool = True) -> bool:
    """Whether *right* goes on with the list that *left* stands in; with *verbs*, a verb of its own ends the list."""
    between = items.between(left, right)
    ending = ("change_words", "compared", "parts", "apart", *(("share_verbs",) if verbs else ()))
    if len(between) > 90 or _BREAK.search(between) or phrases(items.pack, *ending).search(between):
        return False
    return shaped(",|@", items.pack.arithmetic["conjunctions"]).search(between) is not None


def _one_whole(items: Items, run: Sequence[Item], end: int) -> bool:
    """Whether nothing behind the percentages names two wholes: "60 % dân số và 70 % GDP"."""
    tails = []
    for item in run:
        rest = phrases(items.pack, "rest").sub("", items.low[item.end : min(end, item.end + 40)])
        tails.append(
            re.split(rf"[,;.()\n\d]|{phrases(items.pack, 'conjunctions', 'beside').pattern}", rest)[0].split()[:3]
        )
    named = {" ".join(tail) for tail in tails if tail}
    spread = phrases(items.pack, "spread").search(items.low[run[0].start - 40 if run[0].start > 40 else 0 : end])
    if len(named) > 1 or (named and not tails[0]):
        return False
    # "lần lượt 60 % và 55 % số dự án và tổng vốn": two wholes for two shares.
    return not (spread and named)


def _are_named(items: Items, run: Sequence[Item]) -> bool:
    """Whether a word that joins nothing stands right before each share but the first."""
    joining = {*items.pack.arithmetic["conjunctions"], *items.pack.arithmetic["beside"]}
    before = [items.low[left.end : right.start].rstrip(" ") for left, right in pairwise(run)]
    return bool(before) and all(text[-1:].isalpha() and text.split()[-1] not in joining for text in before)


def _ends_in_rest(items: Items, run: Sequence[Item]) -> bool:
    return len(run) >= 2 and is_rest(items, run[-2], run[-1])


# ── wholes that are only named ───────────────────────────────────────────────────────────────────────────────────


def implied(items: Items) -> Iterator[Relation]:
    """Amounts that the text calls a percentage of something it names: "224.000 tỷ đồng, bằng 5,3% GDP".

    The roles: ``part``, ``share``, and ``printed`` for each amount that the text gives of the thing itself; the label is
    the name, lower case.
    """
    for _, one, two in items.beside:
        between = items.between(one, two)
        if one.amount and _is_share(two) and _links(items, between):
            part, share = one, two
        elif one.percent and one.claim.kind is Kind.PERCENT and two.amount and _OPENING.match(between):
            part, share = two, one
        else:
            continue
        name = _name_behind(items, share)
        if name and part.figure.form == "number":
            wholes = [item for item in items.all if item is not part and _is_amount_of(items, item, name, part)]
            roles = (("part", part.claim), ("share", share.claim), *(("printed", item.claim) for item in wholes))
            yield Relation(kind="implied", roles=roles, span=items.span(part, share), label=name)


def _name_behind(items: Items, share: Item) -> str:
    """What a percentage is of, where that is an abbreviation: "10,2% GDP", "5.3 percent of GDP"."""
    text = items.context.view.text[share.end : share.end + 24]
    name = shaped(r"\s?(?:@\s)?(?:the\s)?([A-ZĐ]{3,6})\b", items.pack.arithmetic["out_of_heads"]).match(text)
    return name[1].lower() if name else ""


def _is_amount_of(items: Items, item: Item, name: str, part: Item) -> bool:
    """Whether a figure is the amount of the thing called *name*: "GDP đạt 430 tỷ USD"."""
    if not item.amount or item.figure.form != "number" or not same_unit(item, part) or item.claim.kind is Kind.CHANGE:
        return False
    start, _ = item.sentence
    lead = items.low[max(start, item.start - 40) : item.start]
    at = lead.rfind(name)
    return at >= 0 and not re.search(r"[\d.,;:%(]", lead[at + len(name) :])
