"""What is never one fact, however alike the words read, and what tells a figure from a name's number."""

from __future__ import annotations

import numpy as np
import pytest

from checker import align, extract
from checker.align import claimhood
from checker.align.apart import places_apart
from checker.align.governing import period_of
from checker.align.model import shipped
from checker.align.nodes import Node, nodes
from checker.model import ClaimGroup, Passage, Source
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
    text = "Máy mới\nMáy dùng chip Snapdragon 800 mạnh mẽ. Hãng bán 800 máy ở quận 9 trong hiệp 2.\n"
    found = nodes(0, read("one", text, lang="vi"))
    judge = shipped().claimhood
    assert judge is not None

    rows = np.array([claimhood.features(node) for node in found])
    likely = dict(zip((node.claim.quote for node in found), judge.probabilities(rows), strict=True))

    assert max(likely, key=lambda quote: likely[quote]) == "800 máy"
    assert likely["quận 9"] < likely["800 mạnh mẽ"] < likely["800 máy"] <= 1


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
