"""Laws of the alignment: what may not change a group, and what an article may never do to its own copy."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from checker import extract
from checker.align import Alignment, align
from checker.align.model import NAMES, RELATIONS, fallback, from_dict, shipped, to_dict
from checker.model import Passage, Source
from checker.text.span import Span

ALPHA = (
    "Bão Hải Âm làm 14 người chết ở tỉnh Vĩnh Sơn\n\n"
    "Bão Hải Âm đổ bộ vào tỉnh Vĩnh Sơn tối 12/9 với sức gió 118 km/h. Theo Ban chỉ huy phòng chống thiên tai tỉnh, "
    "14 người chết, 36 người bị thương và 2.315 căn nhà bị tốc mái. Thiệt hại ước tính 418 tỷ đồng."
)
BETA = (
    "Vĩnh Sơn thiệt hại nặng sau bão Hải Âm\n\n"
    "Tính đến sáng 13/9, bão Hải Âm đã làm 14 người chết và 36 người bị thương tại tỉnh Vĩnh Sơn. "
    "Có 2.351 căn nhà bị tốc mái, thiệt hại ước tính 418 tỷ đồng, Ban chỉ huy phòng chống thiên tai tỉnh cho biết."
)
GAMMA = (
    "Storm Hai Am leaves 14 dead in Vinh Son\n\n"
    "Storm Hai Am killed 14 people and injured 36 others in Vinh Son province on 12 September, officials said. "
    "Damage is estimated at VND418 billion."
)
OTHER = (
    "Giá cà phê lập đỉnh mới\n\n"
    "Giá cà phê trong nước ngày 12/9 lên 124.500 đồng/kg, tăng 1.200 đồng/kg so với hôm trước. "
    "Xuất khẩu tám tháng đạt 1,05 triệu tấn."
)


def passage(name: str, text: str, lang: str = "vi", published: str = "2024-09-13") -> Passage:
    title = Span(0, text.index("\n"))
    source = Source(
        id=name, path=f"storm/{name}.txt", text=text, body=Span(0, len(text)), title=title.cut(text), title_span=title,
        outlet=name.title(), published=published, lang=lang,
    )  # fmt: skip
    return extract.read(source)


@pytest.fixture(scope="module")
def storm() -> list[Passage]:
    return [passage("alpha", ALPHA), passage("beta", BETA), passage("gamma", GAMMA, "en")]


def facts(alignment: Alignment) -> set[frozenset[tuple[str, int, str]]]:
    """The groups without ids: which passages of which source stand together."""
    return {frozenset((c.source.path, c.span.start, c.quote) for c in group.claims) for group in alignment.groups}


def values(alignment: Alignment) -> list[set[str]]:
    return [{c.quote for c in group.claims} for group in alignment.groups]


def test_the_same_figures_of_two_articles_stand_together(storm: list[Passage]) -> None:
    groups = values(align(storm[:2], sessions="one"))

    assert any(all(quote.startswith("36 người") for quote in group) for group in groups)
    assert any(any("418 tỷ đồng" in quote for quote in group) for group in groups)


def test_unequal_figures_of_one_fact_stand_together_too(storm: list[Passage]) -> None:
    groups = values(align(storm[:2], sessions="one"))

    assert any({"2.315 căn", "2.351 căn"} <= {quote[:9] for quote in group} for group in groups), groups


def test_the_order_of_sources_changes_nothing(storm: list[Passage]) -> None:
    kept = facts(align(storm, sessions="one"))

    for order in permutations(storm):
        assert facts(align(list(order), sessions="one")) == kept


def test_the_names_of_files_change_nothing(storm: list[Passage]) -> None:
    def told(alignment: Alignment) -> set[tuple[frozenset[tuple[str, int]], str, float]]:
        return {
            (frozenset((c.source.text, c.span.start) for c in group.claims), group.verdict, group.confidence)
            for group in alignment.groups
        }

    renamed = [
        passage(name, text, lang)
        for name, text, lang in (("zulu", ALPHA, "vi"), ("mike", BETA, "vi"), ("able", GAMMA, "en"))
    ]

    assert told(align(renamed, sessions="one")) == told(align(storm, sessions="one"))


def test_an_unrelated_article_changes_no_group(storm: list[Passage]) -> None:
    kept = facts(align(storm, sessions="auto"))

    more = align([*storm, passage("coffee", OTHER)], sessions="auto")

    assert facts(more) == kept


def test_an_article_never_conflicts_with_its_own_copy(storm: list[Passage]) -> None:
    for original in storm:
        source = original.source
        copy = passage("copy", source.text, source.lang or "vi")

        groups = align([original, copy], sessions="one").groups

        assert groups
        assert {group.verdict for group in groups} == {"agree"}


def test_a_copy_changes_no_verdict_and_no_count_of_origins(storm: list[Passage]) -> None:
    before = align(storm[:2], sessions="one")
    copy = passage("zcopy", BETA)

    after = align([*storm[:2], copy], sessions="one")

    def verdicts(alignment: Alignment) -> dict[frozenset[str], str]:
        return {frozenset(c.quote for c in group.claims): group.verdict for group in alignment.groups}

    assert verdicts(before).items() <= verdicts(after).items()
    assert len(set(after.origins.values())) == len(set(before.origins.values()))


def test_articles_of_two_languages_meet(storm: list[Passage]) -> None:
    sessions = align([storm[0], storm[2], passage("coffee", OTHER)], sessions="auto").sessions

    assert sorted(len(session.sources) for session in sessions) == [1, 2]


def test_a_claim_is_in_at_most_one_group(storm: list[Passage]) -> None:
    seen: list[str] = [claim.id for group in align(storm, sessions="one").groups for claim in group.claims]

    assert len(seen) == len(set(seen))


def test_an_empty_input_has_no_sessions() -> None:
    nothing = align([], sessions="auto")

    assert (nothing.sessions, nothing.groups, nothing.series) == ((), (), ())


def test_the_shipped_model_is_trained_and_reads_back() -> None:
    model = shipped()

    again = from_dict(to_dict(model))

    assert model.about["kind"] == "trained"
    assert len(model.about["data"]) == 16
    for name in RELATIONS:
        assert again.relations[name].bias == pytest.approx(model.relations[name].bias)
        assert len(again.relations[name].weights) == len(NAMES)


def test_the_fallback_needs_no_file_and_aligns(storm: list[Passage]) -> None:
    from checker.align.steps import aligned

    groups = aligned(storm[:2], mode="one", model=fallback()).groups

    assert groups
    assert all(replace(group, why={}).confidence <= 1 for group in groups)
