"""What is never one fact, however alike the words read, and what tells a figure from a name's number."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from checker import align, extract
from checker.align import claimhood
from checker.align.apart import (
    EVERY,
    conditions,
    feasts_apart,
    own_amounts,
    places_apart,
    quotes_apart,
    things_apart,
    vetoed,
)
from checker.align.clusters import clustered, key_of
from checker.align.governing import period_of
from checker.align.grouping import TWINS, may_agree
from checker.align.judged import candidates
from checker.align.model import shipped
from checker.align.nodes import Node, nodes
from checker.align.pairs import Pair
from checker.align.running import counted_up
from checker.align.when import (
    counted_from_hour_to_hour,
    has_grown,
    hours_apart,
    not_yet,
    overtaken,
    stretches_apart,
)
from checker.model import ClaimGroup, Kind, Passage, Source
from checker.text.span import Span


def read(name: str, text: str, lang: str = "en", published: str = "2024-12-09") -> Passage:
    title = text.index("\n")
    source = Source(
        id=name, path=f"{name}.txt", text=text, body=Span(0, len(text)), title=text[:title], title_span=Span(0, title),
        outlet=name, published=published, lang=lang,
    )  # fmt: skip
    return extract.read(source)


def disputed(*texts: str, published: tuple[str, ...] = ()) -> list[ClaimGroup]:
    """The groups whose values cannot all hold, over articles of one session."""
    days = published or ("2024-12-09",) * len(texts)
    passages = [read(f"s{n}", text, published=day) for n, (text, day) in enumerate(zip(texts, days, strict=True))]
    return [group for group in align.align(passages, sessions="one").groups if group.verdict == "conflict"]


YEAR = "Arrivals in 2024\nThe island had 612,400 visitors in 2024.\nNorway sent most guests, 131,000 visitors.\n"
MONTHS = (
    "Arrivals in 11 months\nThe island had 571,300 visitors in 11 months.\nNorway sent most guests, 118,000 visitors.\n"
)


def test_an_article_about_eleven_months_is_not_set_against_one_about_the_year() -> None:
    groups = disputed(YEAR, MONTHS, published=("2025-01-06", "2024-12-09"))

    assert groups == []


def test_two_articles_about_the_year_are_set_against_each_other() -> None:
    other = YEAR.replace("131,000", "118,000")

    groups = disputed(YEAR, other, published=("2025-01-06", "2025-01-06"))

    assert [{claim.quote for claim in group.claims} for group in groups] == [{"131,000 visitors", "118,000 visitors"}]


@pytest.mark.parametrize(
    ("months", "published", "expected"),
    [
        ("11 months", "2024-12-09", "2024-01-01/2024-11-30"),
        ("9 months", "2024-09-30", "2024-01-01/2024-09-30"),
        ("9 months", "2024-12-09", None),  # a length of time, or those of another year
        ("about 11 months", "2024-12-09", None),
    ],
)
def test_months_without_a_year_are_those_before_publication(months: str, published: str, expected: str | None) -> None:
    passage = read("one", f"Visitors\nThe port counted 4,120 ships in {months}.\n", published=published)

    found = period_of(passage)

    assert found is None if expected is None else found is not None and f"{found.start}/{found.end}" == expected


@pytest.mark.parametrize(
    ("year", "published", "apart"),
    [
        ("in 2023", "2024-12-09", True),
        ("in 2024", "2024-12-09", False),  # the year that the other may well speak of
        ("in 2023", "2024-02-09", False),  # just over: reports of a year come out early in the next
    ],
)
def test_a_year_long_over_is_not_that_of_an_article_which_names_none(year: str, published: str, apart: bool) -> None:
    told = read("one", f"City race\nThe race drew 8,200 runners {year}.\n", published=published)
    bare = read("two", "City race\nThe race drew 10,500 runners.\n", published=published)
    (one,), (two,) = (
        [node for node in nodes(doc, passage) if node.family == "count"] for doc, passage in enumerate((told, bare))
    )

    assert stretches_apart(one, two) is stretches_apart(two, one) is apart


def test_companies_that_only_their_own_article_names_are_two_subjects() -> None:
    one = "Results\nBefore tax the maker Hartwell earned 44.5 million euros in the third quarter.\n"
    two = "Results\nBefore tax the maker Okonjo earned 44.3 million euros in the third quarter.\n"

    assert disputed(one, two) == []
    assert disputed(one, two.replace("Okonjo", "Hartwell"))


def test_quotes_of_a_market_are_of_their_own_moment() -> None:
    one = "Gold\nAt the close of trading spot gold was at 1,343.3 USD/ounce in Asia.\n"
    two = "Gold\nIn the trading session spot gold stood at 1,342.6 USD/ounce in Asia.\n"

    assert disputed(one, two) == []


def test_the_number_of_a_name_is_less_a_statement_than_a_count() -> None:
    text = "Máy mới\nHãng bán 800 máy ở quận 9 trong hiệp 2.\n"
    found = nodes(0, read("one", text, lang="vi"))
    judge = shipped().claimhood
    assert judge is not None

    rows = np.array([claimhood.features(node) for node in found])
    likely = dict(zip((node.claim.quote for node in found), judge.probabilities(rows), strict=True))

    assert max(likely["quận 9"], likely["hiệp 2"]) < 0.75 < 0.9 < likely["800 máy"] <= 1


def test_every_feature_of_a_node_has_a_name() -> None:
    passage = read("one", "Phone\nThe firm sold 800 phones on 3 May 2024 at 10:30, 12% more than in 2023.\n")

    rows = [claimhood.features(node) for node in nodes(0, passage)]

    assert rows
    assert {len(row) for row in rows} == {len(claimhood.NAMES)}


def first_day(name: str, text: str) -> Node:
    """The node of the first date of an article."""
    return next(node for node in nodes(0, read(name, text)) if node.family == "date")


def test_what_befell_one_thing_is_not_of_two_places_for_who_owns_it_and_who_did_it() -> None:
    owned = first_day("a", "Ship held\nThe cargo ship of Norway was seized by patrols on 12 March.\n")
    done = first_day("b", "Ship held\nThe cargo ship that Iceland says was seized by patrols on 13 March.\n")
    left = first_day("c", "Ship held\nThe cargo ship that Iceland says had left its harbour on 13 March.\n")

    assert not places_apart(owned, done)
    assert places_apart(owned, left)


def test_amounts_told_alike_of_two_places_are_two_amounts() -> None:
    norway, iceland = (
        next(
            node
            for node in nodes(0, read(name, f"Trade\nIn {name} fish exports totalled {n} tonnes.\n"))
            if node.family == "mass"
        )
        for name, n in (("Norway", 4_120), ("Iceland", 3_870))
    )

    assert places_apart(norway, iceland)


def pair_of(family: str, one: str, two: str, lang: str = "en", published: str = "2024-12-09") -> tuple[Node, Node]:
    """The first node of *family* in each of two articles."""
    left, right = (
        next(node for node in nodes(doc, read(f"s{doc}", text, lang, published)) if node.family == family)
        for doc, text in enumerate((one, two))
    )
    return left, right


def ruled_out(left: Node, right: Node, probability: float = 0.6) -> bool:
    """Whether the two are surely two facts, where neither article prints the other's value."""
    return vetoed(left, right, probability, defaultdict(set))


SATURDAY = "Festival\nOn 6 December 131,000 visitors came.\n"


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ("Festival\nOn 13 December 138,000 visitors came.\n", True),
        ("Festival\nOn 13 December 131,000 visitors came.\n", False),
        ("Festival\nOn 13 December nearly 131,000 visitors came.\n", False),
        ("Festival\nOn 13 December 138,000 cars came.\n", False),
        ("Festival\nOn 13 December 9 visitors came.\n", False),  # one digit tells nothing
        ("Festival\nThe visitors came on 13 December.\n", False),
    ],
)
def test_two_days_with_amounts_of_their_own_are_two_days(other: str, apart: bool) -> None:
    left, right = pair_of("date", SATURDAY, other)

    assert own_amounts(left, right) is own_amounts(right, left) is apart
    assert ruled_out(left, right) is apart


def test_a_bound_does_not_make_the_amounts_of_two_days_one() -> None:
    left, right = pair_of(
        "date", "Storm\nAt least 12 died on 9 December.\n", "Storm\nThe toll was 19 on 10 December.\n"
    )

    assert own_amounts(left, right)


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("At 7 am the river stood at 5.32 m.", "At 10 pm the river stood at 5.6 m.", True),
        ("At 7 am the river stood at 5.32 m.", "At 7 am the river stood at 5.6 m.", False),
        ("At 7.15 am the river stood at 5.32 m.", "Shortly after 7 am the river stood at 5.6 m.", False),
        ("At 7 am the river stood at 5.32 m.", "The river stood at 5.6 m.", False),
        ("In 2023 the river rose 5.32 m.", "In 2024 the river rose 5.6 m.", True),
        ("In 2024 the river rose 5.32 m.", "In May 2024 the river rose 5.6 m.", False),
    ],
)
def test_amounts_of_other_hours_or_years_are_two_amounts(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("length", f"River\n{one}\n", f"River\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


@pytest.mark.parametrize(
    ("family", "one", "two", "apart"),
    [
        ("ordinal", "Điều 60 nói vậy.", "Chương 62 nói vậy.", True),
        ("ordinal", "Điều 60 nói vậy.", "Điều 62 nói vậy.", False),
        ("score", "They won 3-1.", "They won 4-1.", False),
        ("score", "They won 3-1.", "They won 4-2.", True),
    ],
)
def test_numbered_things_of_other_kinds_and_scores_without_a_common_end_are_two(
    family: str, one: str, two: str, apart: bool
) -> None:
    left, right = pair_of(family, f"News\n{one}\n", f"News\n{two}\n", "vi" if family == "ordinal" else "en")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


def test_a_day_counted_from_publication_must_be_surer_than_one_in_print() -> None:
    counted, printed = "Match\nThey met last night.\n", "Match\nThey met on 6 December.\n"
    left, right = pair_of("date", counted, printed)
    both_printed = pair_of("date", printed, "Match\nThey met on 5 December.\n")

    assert ruled_out(left, right, 0.7)
    assert not ruled_out(left, right, 0.8)
    assert not ruled_out(*both_printed, 0.3)


def test_a_price_by_the_unit_holds_for_the_day_of_its_article() -> None:
    text = "Rice\nRice cost 395 USD/tonne at the port.\n"
    (left,) = (node for node in nodes(0, read("a", text, published="2024-12-09")) if node.family == "money")
    same, later = (
        next(n for n in nodes(1, read("b", text.replace("395", "402"), published=day)) if n.family == "money")
        for day in ("2024-12-09", "2024-12-10")
    )

    assert quotes_apart(left, later)
    assert not quotes_apart(left, same)


BORN = "Arrest\nPolice held Dan Ferris, born in 1986, on Friday.\n"


@pytest.mark.parametrize(("age", "one"), [(37, True), (38, True), (39, True), (36, False), (40, False)])
def test_an_age_and_a_year_of_birth_are_one_fact_within_a_year_and_never_a_conflict(age: int, one: bool) -> None:
    (birth,) = (node for node in nodes(0, read("a", BORN)) if node.born)
    (told,) = (
        node for node in nodes(1, read("b", f"Arrest\nPolice held Dan Ferris, {age} years old, there.\n")) if node.born
    )

    pairs = candidates([[birth], [told]])

    assert [pair.relation for pair in pairs] == (["compatible"] if one else [])


def test_one_fact_told_in_two_ways_by_an_article_is_one_group() -> None:
    exact = "Exam\nThe province registered 31,015 candidates for the summer exam.\n"
    both = "Province registers over 31,000 candidates for the summer exam\n" + exact.partition("\n")[2]

    groups = align.align([read("a", exact), read("b", both)], sessions="one").groups

    told = [{claim.quote for claim in group.claims} for group in groups if len(group.claims) > 2]
    assert told == [{"31,015 candidates", "over 31,000 candidates"}]


def test_the_ends_of_a_chain_that_are_not_alike_are_no_cluster() -> None:
    passages = [read(f"s{n}", f"News\nThe town has {n + 2}0,500 trees.\n") for n in range(3)]
    found = [nodes(doc, passage)[0] for doc, passage in enumerate(passages)]
    chain = [
        Pair(found[0], found[1], "equal", [], probability=0.9),
        Pair(found[1], found[2], "equal", [], probability=0.7),
    ]
    ends = Pair(found[0], found[2], "equal", [], probability=0.05)

    def made(*pairs: Pair) -> list[list[int]]:
        by_nodes = {key_of(pair.left, pair.right): pair for pair in pairs}
        return [[node.doc for node in cluster] for cluster in clustered(pairs, by_nodes, 0.4, lambda one, two: True)]

    assert made(*chain, ends) == [[0, 1]]
    ends.probability = 0.2
    assert made(*chain, ends) == [[0, 1, 2]]
    ends.relation = "incompatible"
    assert made(*chain, ends) == [[0, 1]]


@pytest.mark.parametrize(
    ("later", "day", "grown"),
    [
        ("4,150 households", "2024-12-10", True),
        ("4,150 households", "2024-12-09", False),  # of one day
        ("2,150 households", "2024-12-10", False),  # nobody is counted down
        ("92,000 households", "2024-12-10", False),  # another scale
    ],
)
def test_a_count_may_have_grown_from_day_to_day(later: str, day: str, grown: bool) -> None:
    text = "Flood\nThe province moved {} out of the valley.\n"
    (one,) = nodes(0, read("a", text.format("3,200 households"), published="2024-12-09"))
    (two,) = nodes(1, read("b", text.format(later), published=day))

    assert has_grown(one, two) is grown
    assert not has_grown(two, one) or later.startswith("2,150")
    assert ruled_out(one, two) is ruled_out(two, one)


def test_two_digits_that_changed_places_are_no_growth() -> None:
    one, two, more = (
        nodes(n, read("abc"[n], f"Flood\nThe province moved {amount} people.\n", published=f"2024-12-{9 + n:02}"))[0]
        for n, amount in enumerate(("230,000", "320,000", "330,000"))
    )

    assert not has_grown(one, two)
    assert has_grown(one, more)


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Police arrested six men.", "Police arrested nine suspects.", False),
        ("Police arrested six drivers.", "Police arrested nine suspects.", True),
        ("Công an bắt 6 người.", "Công an bắt 9 đối tượng.", False),
        ("Công an bắt 6 tài xế.", "Công an bắt 9 đối tượng.", True),
    ],
)
def test_people_may_be_those_whom_others_call_by_what_they_do(one: str, two: str, apart: bool) -> None:
    lang = "en" if one.isascii() else "vi"
    left, right = pair_of("count", f"Raid\n{one}\n", f"Raid\n{two}\n", lang)

    assert ruled_out(left, right) is ruled_out(right, left) is apart


def test_an_age_is_not_the_crew_of_as_many() -> None:
    told = nodes(0, read("a", "Crash\nThe 12-year-old jet had 230 passengers and 12 crew.\n"))

    assert sorted(node.claim.quote for node in told if node.quantity and node.quantity.lo == 12) == [
        "12 crew",
        "12-year-old",
    ]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Kỳ nghỉ lễ 30/4 - 1/5 có 60 vụ.", "Từ ngày 27/4 - 1/5 có 60 vụ.", True),
        ("Từ ngày 28/4 - 1/5 có 60 vụ.", "Từ ngày 27/4 - 1/5 có 60 vụ.", False),
        ("The 4 July holiday saw 60 crashes.", "From 2 July to 4 July there were 60 crashes.", True),
    ],
)
def test_a_feast_is_not_the_days_around_it(one: str, two: str, apart: bool) -> None:
    lang = "en" if one.isascii() else "vi"
    left, right = pair_of("date", f"Roads\n{one}\n", f"Roads\n{two}\n", lang)

    assert feasts_apart(left, right) is feasts_apart(right, left) is apart
    assert may_agree(left, right) is not apart


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Số người mất tích còn 36 người.", "Số người mất tích giảm 29 người.", True),
        ("The firm has 36 stores.", "The firm added 29 stores.", False),
    ],
)
def test_what_an_event_did_is_not_what_it_changed_by(one: str, two: str, apart: bool) -> None:
    lang = "en" if one.isascii() else "vi"
    left, right = pair_of("count", f"News\n{one}\n", f"News\n{two}\n", lang)

    assert ("step_and_level" in conditions(left, right, 0.6, defaultdict(set))) is apart


@pytest.mark.parametrize(
    ("told", "up"),
    [
        (("Lũ làm 48 người chết.", "Lũ làm 46 người chết."), True),
        (("Lũ làm 48 người chết.", "Bản có 46 người ở."), False),
        (("Lũ làm 48 người chết và mất tích.", "Lũ làm 46 người chết."), False),
        (("Đến nay đã cấp 48 triệu thẻ.", "Cả nước có 46 triệu thẻ."), True),
    ],
)
def test_a_running_total_is_one_for_all_or_says_so(told: tuple[str, str], up: bool) -> None:
    facts = [read(f"s{n}", f"Tin\n{text}\n", "vi").claims for n, text in enumerate(told)]

    assert counted_up(facts) is up


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        # The hour of the count is what counts, not that of the report it is compared with.
        ("As of 7 am the storm had hurt 39 people.", "As of 5 pm it had hurt 48 people, 9 more than in the morning.", True),
        ("As of this morning the storm had hurt 39 people.", "As of this afternoon the storm had hurt 48 people.", True),
        ("This morning the storm hurt 39 people.", "This afternoon the storm hurt 48 people.", False),
        ("As of 5 am the flood had killed 66: 9 people in Sapa.", "As of 1 pm it had killed 72: 8 people in Sapa.", True),
        ("The storm hurt 39 people.", "The number of people hurt by the storm has risen to 48.", True),
        ("The storm hurt 48 people.", "The number of people hurt by the storm has risen to 39.", False),
        ("The storm hurt 39 people, initial reports said.", "The storm hurt 48 people.", True),
        ("The storm hurt 39 people.", "The storm hurt 48 people.", False),
    ],
)  # fmt: skip
def test_tolls_of_two_hours_and_the_first_of_several_are_two_amounts(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("count", f"Storm\n{one}\n", f"Storm\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


def test_a_toll_without_an_hour_is_of_the_last_one_that_its_article_counted_to() -> None:
    text = "Storm\nAs of {} the storm had cut 4 roads. Around the bay the wind was strong. It hurt {} people.\n"
    one, two, three = (
        next(n for n in nodes(doc, read(f"s{doc}", text.format(*told))) if n.claim.quote == f"{told[1]} people")
        for doc, told in enumerate([("7 am", 39), ("5 pm", 48), ("5 pm", 52)])
    )

    assert hours_apart(one, two)
    assert not hours_apart(two, three)
    assert counted_from_hour_to_hour([one, two]) == "moves"
    assert counted_from_hour_to_hour([two, three]) == ""


def test_a_toll_that_rose_after_a_day_is_not_overtaken_by_the_day_before() -> None:
    risen = read("a", "Storm\nThe number of people hurt by the storm has risen to 48.\n", published="2024-12-09")
    later = read("b", "Storm\nThe storm hurt 39 people.\n", published="2024-12-10")
    (one,), (two,) = (
        [n for n in nodes(doc, passage) if n.family == "count"] for doc, passage in enumerate((risen, later))
    )

    assert not overtaken(two, one)


@pytest.mark.parametrize(
    ("two", "apart"),
    [
        ("The line opened again at 4.20 am on 10 December.", True),
        ("The line was cut at 12.30 am on 9 December.", False),
        ("The line was cut at 12.40 am.", False),
    ],
)
def test_times_of_two_days_are_two_times(two: str, apart: bool) -> None:
    left, right = pair_of("clock", "Storm\nThe storm cut the line at 12.30 am on 9 December.\n", f"Storm\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


def test_what_agrees_with_a_toll_of_another_hour_is_of_that_hour() -> None:
    morning = "Fire kills 6\nAs of 8 am the fire on Elm Street had killed 6 people, firefighters said.\n"
    evening = "Fire kills 8\nAs of 5 pm the fire on Elm Street had killed 8 people, firefighters said.\n"
    untimed = "Fire\nThe fire on Elm Street killed 8 people, firefighters said.\n"

    # The hours differ, and are told so; the rule for dates leaves out those that something was counted at.
    assert {claim.kind for group in disputed(morning, evening, untimed) for claim in group.claims} <= {Kind.TIME}


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("In the holiday of 30 April to 1 May 10.5 million guests came.", "In the first eight months 14 million guests came.", True),
        ("In April 10.5 million guests came.", "In the first eight months 14 million guests came.", False),
        ("By 31 August 10.5 million guests had come.", "In the first eight months 14 million guests came.", False),
    ],
)  # fmt: skip
def test_days_are_not_the_months_around_them(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("count", f"Guests\n{one}\n", f"Guests\n{two}\n")

    assert stretches_apart(left, right) is stretches_apart(right, left) is apart


def test_prices_told_for_one_day_are_of_that_day_whenever_they_are_told() -> None:
    text = "Rice\nRice was offered at {} USD/tonne on 5 December.\n"
    (one,), (two,) = (
        [n for n in nodes(doc, read("a", text.format(price), published=day)) if n.family == "money"]
        for doc, (price, day) in enumerate([("365", "2024-12-06"), ("385", "2024-12-07")])
    )

    assert not quotes_apart(one, two)


def test_months_that_figures_are_of_are_no_length_of_time() -> None:
    left, right = pair_of(
        "time-span", "Viện trợ\nĐây là mức cao nhất của 11 tháng.\n", "Viện trợ\nCông trình kéo dài 9 tháng.\n", "vi"
    )

    assert ruled_out(left, right, 0.7)
    assert not ruled_out(left, right, 0.8)


def test_an_amount_is_compared_with_the_one_a_conversion_starts_from_where_their_numbers_are_one() -> None:
    converted = "Aid\nCanada promised 5 million CAD (4.7 million USD) of aid to the islands.\n"
    plain = "Aid\nCanada promised 5 million USD of aid to the islands.\n"
    other = plain.replace("5 million", "4.8 million")

    met = [
        {
            (pair.left.claim.quote, pair.right.claim.quote)
            for pair in candidates([nodes(0, read("a", converted)), nodes(1, read("b", text))])
        }
        for text in (plain, other)
    ]

    assert met == [
        {("5 million CAD", "5 million USD")},
        {("5 million CAD", "4.8 million USD"), ("4.7 million USD", "4.8 million USD")},
    ]


@pytest.mark.parametrize(
    ("family", "one", "two", "apart"),
    [
        ("money", "Fuel oil cost 16,390 dollars.", "Fuel oil cost 16,510 dollars, up 120 dollars.", True),
        ("money", "Fuel oil cost 16,390 dollars.", "Fuel oil cost 16,510 dollars, up 150 dollars.", False),
        ("clock", "The fault began at 2:26 p.m., four minutes before the call.", "The call came at 2:30 p.m.", True),
        ("clock", "The fault began at 2:26 p.m., nine minutes before the call.", "The call came at 2:30 p.m.", False),
    ],
)
def test_amounts_a_printed_step_apart_are_two(family: str, one: str, two: str, apart: bool) -> None:
    left, right = pair_of(family, f"Fuel\n{one}\n", f"Fuel\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


@pytest.mark.parametrize(
    ("one", "two", "third", "apart"),
    [
        ("725 homes", "1,215 homes", "1,940 homes", True),
        ("1,215 homes", "1,940 homes", "725 homes", True),
        ("725 homes", "1,215 homes", "1,941 homes", False),
        ("41 homes", "49 homes", "90 homes", False),  # a sum of few digits is printed by chance
        ("7,251 homes", "7,215 homes", "14,466 homes", False),  # a slip is likelier than two parts
    ],
)
def test_amounts_whose_sum_is_printed_are_parts(one: str, two: str, third: str, apart: bool) -> None:
    left, right = pair_of("count", f"Flood\nThe flood hit {one}.\n", f"Flood\nThe flood hit {two}.\n")
    (other,) = (node for node in nodes(2, read("c", f"Flood\nThe flood hit {third}.\n")) if node.family == "count")
    printed: dict[tuple[int, str], set[str]] = defaultdict(set)
    printed[EVERY, "count"] = {left.key, right.key, other.key}

    assert vetoed(left, right, 0.6, printed) is vetoed(right, left, 0.6, printed) is apart


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Exports of rice reached 2.2 million tonnes.", "Imports of rice reached 1.9 million tonnes.", True),
        ("Exports of rice reached 2.2 million tonnes.", "Exports of rice reached 1.9 million tonnes.", False),
        (
            "Exports of rice reached 2.2 million tonnes.",
            "Exports and imports of rice reached 1.9 million tonnes.",
            False,
        ),
        ("Rice sales rose by 2.2 million tonnes.", "Rice sales fell by 1.9 million tonnes.", False),  # one may be wrong
    ],
)
def test_what_is_never_taken_for_the_other_makes_two_facts(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("mass", f"Rice\n{one}\n", f"Rice\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


@pytest.mark.parametrize(
    ("one", "likely", "apart"),
    [
        ("The target for sales is 540 million dollars.", 0.6, True),
        ("The target for sales is 540 million dollars.", 0.8, False),  # a target may be told as if it were had
        ("The forecast for sales is 540 million dollars.", 0.6, False),
        ("Target Corp had sales of 540 million dollars.", 0.6, False),
    ],
)
def test_what_is_aimed_at_and_what_is_had_must_be_likelier(one: str, likely: float, apart: bool) -> None:
    left, right = pair_of("money", f"Sales\n{one}\n", "Sales\nThe shop had sales of 514 million dollars.\n")

    assert vetoed(left, right, likely, defaultdict(set)) is vetoed(right, left, likely, defaultdict(set)) is apart


def test_a_place_and_the_country_behind_it_are_one_place() -> None:
    one = "Tower\nIn Bangkok, Thailand, a 33-storey building fell.\n"
    left, right = pair_of("count", one, "Tower\nIn Bangkok a 30-storey tower fell.\n")

    assert not places_apart(left, right)


def test_a_copy_is_no_further_hint() -> None:
    one = "Fire\nThe fire at the Waal depot destroyed 1,840 barrels of oil on Monday, the owner said.\n"
    two = "Fire\nThe owner said that on Monday the fire at the Waal depot destroyed 1,480 barrels of oil.\n"

    (alone,), (copied,) = disputed(one, two), disputed(one, one, two)

    assert copied.confidence == pytest.approx(alone.confidence, abs=0.05)


def test_sentences_that_are_the_same_but_for_a_figure_are_likely_one() -> None:
    one = "Bank\nThe Vale Bank set aside 642 million dollars for bad loans in nine months, up 9%.\n"
    two = "Bank\nThe Vale Bank set aside 642 billion dollars for bad loans in nine months, up 9%.\n"

    (group,) = disputed(one, two)

    assert group.confidence >= TWINS


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("The city had 1,210 cases, down 9%.", "The region had 1,730 cases, up 14%.", True),
        ("The city had 1,210 cases, up 9%.", "The city had 1,730 cases, up 14%.", False),
        ("Cases fell by 116 cases.", "The city had 1,130 cases.", True),
        ("Cases fell by 930 cases.", "The city had 1,130 cases.", True),
        ("The fleet fell by 930 cars.", "The city had 1,130 cars.", False),
        ("The city had 1,210 cases.", "There were 1,730 cases nationwide.", True),
        ("The city, first nationwide, had 1,210 cases.", "There were 1,730 cases nationwide.", False),
    ],
)
def test_ways_and_wholes_that_differ_make_two_facts(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("count", f"Fever\n{one}\n", f"Fever\n{two}\n")

    assert ruled_out(left, right) is ruled_out(right, left) is apart


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("The fire broke out on March 4.", "The police said late on March 6 that the fire was out.", True),
        ("The fire broke out on March 4.", "The police on March 6 said that the fire was out.", True),
        ("The police told reporters on March 4.", "The police said on March 6 that the fire was out.", False),
        ("The fire broke out on March 4.", "The fire broke out on March 6.", False),
        ("Vụ cháy xảy ra ngày 4/3.", "Công an ngày 6/3 cho biết vụ cháy đã được dập tắt.", True),
        ("Vụ cháy xảy ra ngày 4/3.", "Công an cho biết ngày 6/3 xảy ra vụ cháy.", False),  # what they told of
        # The end of a stretch that figures are of.
        ("Results came on August 27.", "They were for the second quarter, which ended on July 27.", True),
        ("The strike ended on August 27.", "The strike ended on July 27.", False),
        ("Hãng công bố ngày 27/8.", "Quý II của hãng kết thúc ngày 27/7.", True),
        (
            "Tối 3/8, Cục Đê điều và Phòng, chống thiên tai (Bộ Nông nghiệp) cho biết, bão làm sập 60 nhà.",
            "Ngày 2/8, bão làm sập 60 nhà.",
            True,
        ),
        ("Tối 3/8, bão làm sập 60 nhà, ông An cho biết.", "Ngày 2/8, bão làm sập 60 nhà.", False),
        ("The search continued on 9 August.", "The flood hit the town on 4 August.", True),
        ("Việc tìm kiếm tiếp tục trong ngày 9/8.", "Lũ quét xảy ra ngày 4/8.", True),
    ],
)
def test_the_day_of_saying_is_not_that_of_the_event(one: str, two: str, apart: bool) -> None:
    lang = "en" if one.isascii() else "vi"
    left, right = pair_of("date", f"Fire\n{one}\n", f"Fire\n{two}\n", lang)

    assert ruled_out(left, right) is ruled_out(right, left) is apart


@pytest.mark.parametrize(
    ("family", "one", "two", "apart"),
    [
        ("money", "The shares closed at 402 pence.", "The shares stood at 412 pence by midday.", True),
        ("money", "The shares stood at 402 pence.", "The shares stood at 412 pence by midday.", False),
        (
            "money",
            "The shares closed at 402 pence, having touched 414 pence.",
            "They traded at 411 pence by noon.",
            False,
        ),
        ("money", "The shares had touched 414 pence and closed at 402 pence.", "They were at 412 pence by noon.", True),
        ("money", "Cổ phiếu VTK đóng cửa ở 40.200 đồng.", "Có lúc cổ phiếu VTK lên 41.200 đồng.", True),
        ("money", "The crown fell to 11.42 dollars.", "It bought 11.42 dollars before it slid to 11.40 dollars.", True),
        (
            "money",
            "The crown fell to 11.42 dollars.",
            "It bought 11.45 dollars before it slid to 11.40 dollars.",
            False,
        ),
        ("multiple", "It has four times the town's people.", "It cost six times the artist's record.", True),
        ("multiple", "It cost four times the record price.", "It cost six times the record price.", False),
        # What is told without a part of it.
        ("percent", "The margin was 72.7 per cent.", "Adjusted for the write-off, the margin was 72.3 per cent.", True),
        ("percent", "Excluding fuel, it was 72.7 per cent.", "Excluding fuel, it was 72.3 per cent.", False),
        ("money", "Lãi quý này 42 tỷ đồng.", "Chưa kể lãi bán đất, lãi quý này 39 tỷ đồng.", True),
        # What begins with something, and what lasts until the end of it.
        ("time-span", "The second goal came nine minutes later.", "It came with seven minutes remaining.", True),
        ("time-span", "The second goal came nine minutes later.", "It came seven minutes later.", False),
        ("time-span", "Bàn thứ hai đến 9 phút sau.", "Bàn thứ hai đến khi còn 7 phút cuối.", True),
        # Ordinals told by their last letters alone.
        ("ordinal", "She scored in the 34th minute.", "She scored in the 43rd minute.", False),
        ("ordinal", "She scored in the 34th minute.", "She scored on 43 minutes.", False),
        ("ordinal", "It was the 34th edition.", "It was her 43rd birthday.", True),
        ("ordinal", "It was her fourth title.", "It was her second title.", False),
        ("ordinal", "It was her fourth title.", "It was the second set.", True),
        # Averages, and those beside some who are named.
        ("count", "An average crowd of 8,500 fans came.", "A crowd of 11,000 fans came.", True),
        ("count", "Trung bình ba trận trước đó, sân đón 8.500 khán giả.", "Trận này đón 11.000 khán giả.", True),
        ("count", "On average 8,500 fans came.", "On average 11,000 fans came.", False),
        ("count", "Police arrested Tran Van An and six others.", "Police arrested eight suspects.", True),
        ("count", "The fire killed 55 and left 250 others missing.", "Of the missing, 279 are women.", False),
        ("count", "Công an bắt Trần Văn An và 6 người khác.", "Công an bắt 8 người.", True),
        # What a market tells is of the hours that its article tells of.
        (
            "count",
            "In the morning session, midday, there were 198 gainers.",
            "Shares closed higher: 159 gainers.",
            True,
        ),
    ],
)
def test_hours_of_trade_amounts_told_beside_and_multiples_of_two_things(
    family: str, one: str, two: str, apart: bool
) -> None:
    lang = "en" if one.isascii() else "vi"
    first = read("a", f"News\n{one}\n", lang=lang)
    second = read("b", f"News\n{two}\n", lang=lang)
    left = [node for node in nodes(0, first) if node.family == family][-1]
    right = [node for node in nodes(1, second) if node.family == family][-1]

    assert ruled_out(left, right) is ruled_out(right, left) is apart


def test_the_day_of_a_dateline_is_no_statement() -> None:
    for dateline in (
        "Sunday, June 2, 2024 - ",
        "ROTTERDAM, June 2, 2024 (Reuters) - ",
        "June 2, 2024 — ",
        "London, England – June 2, 2024 – ",
        "LONDON, June 2, 2024: ",
    ):
        told = nodes(0, read("a", f"Madrid win\n\n{dateline}Madrid beat Dortmund on Saturday before 86,212 people.\n"))
        assert [node.claim.quote for node in told if node.family == "date"] == ["Saturday"]

    listed = nodes(0, read("a", "Madrid win\n\nMadrid beat Dortmund.\n\nJune 2, 2024 - The team came home.\n"))
    assert [node.claim.quote for node in listed if node.family == "date"] == ["June 2, 2024"]


def test_what_an_article_goes_on_about_is_of_the_stretch_that_it_named_before() -> None:
    quarter = "GDP\nGDP quý III/2024 tăng 8,2%.\n\nTrong đó, chế biến, chế tạo tăng 9,98%.\n"
    months = "GDP\nGDP quý III/2024 tăng 8,2%. Tính chung 9 tháng năm 2024, GDP tăng 7,8%.\n\nChế biến, chế tạo tăng 9,92%.\n"
    left, right = (nodes(n, read("ab"[n], text, "vi", "2024-10-06"))[-1] for n, text in enumerate((quarter, months)))
    late = nodes(2, read("c", quarter, "vi", "2025-10-06"))[-1]

    assert (left.claim.quote, right.claim.quote) == ("9,98%", "9,92%")
    assert stretches_apart(left, right)
    assert stretches_apart(right, left)
    # A quarter of a year before is only compared with.
    assert late.goes_on is None


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Khu vực dịch vụ chiếm gần 43%.", "Khu vực công nghiệp và xây dựng đóng góp hơn 43%.", True),
        ("Khu vực dịch vụ chiếm gần 43%.", "Khu vực dịch vụ chiếm hơn 43%.", False),
        ("Khu vực dịch vụ chiếm 43%.", "Khu vực công nghiệp và xây dựng đóng góp 43%.", False),
    ],
)
def test_nearly_and_over_one_number_of_two_things_do_not_agree(one: str, two: str, apart: bool) -> None:
    left, right = pair_of("percent", f"Kinh tế\n{one}\n", f"Kinh tế\n{two}\n", "vi")

    assert may_agree(left, right) is may_agree(right, left) is not apart


def test_what_is_of_a_day_to_come_is_not_what_was_told_before_it() -> None:
    held = nodes(0, read("a", "Vote\nThe party holds 62 seats.\n", published="2024-12-02"))[0]
    planned = nodes(0, read("a", "Vote\nThe party will have 62 seats.\n", published="2024-12-02"))[0]
    (won,) = (
        node
        for node in nodes(1, read("b", "Vote\nThe party won 39 seats in the vote of 8 December.\n"))
        if node.family == "count"
    )

    assert (not_yet(won, held), not_yet(held, won), not_yet(won, planned)) == (True, False, False)


@pytest.mark.parametrize(
    ("hours", "toll"),
    [
        (("As of 1 pm 26 were hurt.", "As of 1 pm 26 were hurt.", "As of 5 pm 31 were hurt."), "moves"),
        (("As of 1 pm 26 were hurt.", "As of 1 pm 31 were hurt."), ""),
        (("As of 1 pm on 7 December, 26 people were hurt.", "As of 1 pm on 8 December, 31 people were hurt."), "moves"),
    ],
)
def test_a_toll_is_one_while_no_two_amounts_are_told_for_one_hour(hours: tuple[str, ...], toll: str) -> None:
    told = [
        next(node for node in nodes(n, read(f"s{n}", f"Storm\n{text}\n")) if node.family == "count")
        for n, text in enumerate(hours)
    ]

    assert counted_from_hour_to_hour(told) == toll


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("The Greens lost 3.1% of the vote.", "Greens: 11.6% (-3.1%)", True),
        ("The Greens gained 3.1% of the vote.", "Greens: 11.6% (-3.1%)", False),
        ("The Greens lost 5.1% of the vote.", "Greens: 11.6% (-3.1%)", False),
    ],
)
def test_a_fall_in_words_is_one_by_its_sign(one: str, two: str, apart: bool) -> None:
    fall, signed = (
        next(
            node
            for node in nodes(doc, read(f"s{doc}", f"Vote\n{text}\n"))
            if "3.1%" in node.claim.quote or "5.1%" in node.claim.quote
        )
        for doc, text in enumerate((one, two))
    )

    found = list(conditions(fall, signed, 0.6, defaultdict(set)))

    assert ("signed_change" in found) is ("signed_change" in conditions(signed, fall, 0.6, defaultdict(set))) is apart


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("The quake struck at a depth of 10 km.", "Its epicentre was 17 km from Porthaven.", True),
        ("Its epicentre was 12 km from Porthaven.", "Its epicentre was 17 km from Porthaven.", False),
        ("Manufacturing lost 11,000 jobs.", "The federal government lost 12,000 jobs.", True),
    ],
)
def test_a_depth_is_no_distance(one: str, two: str, apart: bool) -> None:
    family = "count" if "jobs" in one else "length"
    left, right = pair_of(family, f"Quake\n{one}\n", f"Quake\n{two}\n")

    assert things_apart(left, right) is things_apart(right, left) is apart


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Tính đến sáng 23/7", "Tính đến chiều 23/7", True),
        ("Tính đến 17h ngày 23/7", "Tính đến chiều 23/7", False),
    ],
)
def test_the_parts_of_a_toll_are_of_the_hour_that_it_was_counted_at(one: str, two: str, apart: bool) -> None:
    left, right = pair_of(
        "area",
        f"Bão\n{one}, bão làm 2 người chết.\nVề lúa, bão làm ngập ở Hưng Yên 26.000 ha; Ninh Bình 74.000 ha.\n",
        f"Bão\n{two}, bão làm 2 người chết.\nVề lúa, bão làm ngập ở Hưng Yên 10.000 ha; Ninh Bình 56.000 ha.\n",
        "vi",
        "2024-07-23",
    )

    assert hours_apart(left, right) is hours_apart(right, left) is apart
