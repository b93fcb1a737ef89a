"""Which sources report one event: small folders in both languages, laws, and the figures on the shared corpus."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import extract, ingest
from checker.align.sessions import by_folder, described, found
from checker.model import Passage, Source
from checker.text.span import Span


def article(path: str, title: str, text: str, *, published: str | None, lang: str) -> Passage:
    """*text* as it is read from ``path``; the path is the id."""
    return extract.read(
        Source(id=path, path=path, text=text, body=Span(0, len(text)), title=title, published=published, lang=lang)
    )


# A bridge opens: two Vietnamese reports and an English one.
BRIDGE = [
    article(
        "bridge/a.txt",
        "Thông xe cầu Lạch Giang dài 2,35 km",
        "Sáng 12/3, tỉnh Sơn Hải thông xe cầu Lạch Giang nối huyện Phú Ninh với đảo Cồn Mây. Cây cầu dài 2.350 m, "
        "vốn đầu tư 1.248 tỷ đồng, do nhà thầu Thăng Vinh thi công trong 29 tháng. Chủ tịch tỉnh Lê Văn Tạo nói cầu "
        "giúp 18.700 người dân Cồn Mây không còn phải qua phà.",
        published="2024-03-12",
        lang="vi",
    ),
    article(
        "bridge/b.txt",
        "Người dân Cồn Mây hết cảnh qua phà",
        "Cầu Lạch Giang chính thức đưa vào khai thác hôm nay sau 29 tháng xây dựng. Công trình trị giá 1.248 tỷ đồng "
        "do Thăng Vinh đảm nhận. Từ nay 18.700 dân đảo Cồn Mây đi vào đất liền chỉ mất năm phút, theo ông Lê Văn Tạo, "
        "Chủ tịch UBND tỉnh Sơn Hải.",
        published="2024-03-12T16:20",
        lang="vi",
    ),
    article(
        "bridge/c.txt",
        "Lach Giang bridge opens to traffic",
        "Son Hai province on Tuesday opened the Lach Giang bridge, linking Con May island with the mainland. The "
        "2,350 m bridge cost 1,248 billion dong and took contractor Thang Vinh 29 months to build. Some 18,700 people "
        "on Con May no longer need a ferry, provincial chairman Le Van Tao said.",
        published="2024-03-13",
        lang="en",
    ),
]

# Two matches of one round, on one evening: the topic and the words are the same, the teams, the place and the score not.
DERBY = [
    article(
        "derby/a.txt",
        "Hải Vân thắng Sông Rây 3-1",
        "Tối 8/6 trên sân Tam Giang, Hải Vân đánh bại Sông Rây 3-1 ở vòng 14 giải vô địch quốc gia. Trần Quốc Thao lập "
        "cú đúp ở phút 23 và phút 71 trước 12.450 khán giả. HLV Đặng Minh Khôi khen hàng thủ của Hải Vân.",
        published="2024-06-08",
        lang="vi",
    ),
    article(
        "derby/b.txt",
        "Cú đúp của Quốc Thao nhấn chìm Sông Rây",
        "Trần Quốc Thao ghi hai bàn giúp Hải Vân hạ Sông Rây 3-1 trên sân Tam Giang, nơi có 12.450 khán giả. Sau trận "
        "thuộc vòng 14, HLV Đặng Minh Khôi nói Hải Vân xứng đáng với ba điểm.",
        published="2024-06-09",
        lang="vi",
    ),
]
OTHER_MATCH = [
    article(
        "other/a.txt",
        "Bắc Sơn cầm hòa Đồng Triều",
        "Tối 8/6 trên sân Cẩm Lĩnh, Bắc Sơn và Đồng Triều hòa 2-2 ở vòng 14 giải vô địch quốc gia. Nguyễn Hữu Lân gỡ "
        "hòa cho đội chủ nhà ở phút 88 trước 7.310 khán giả. HLV Phan Đình Cường tiếc hai điểm.",
        published="2024-06-08",
        lang="vi",
    ),
    article(
        "other/b.txt",
        "Hữu Lân cứu Bắc Sơn phút 88",
        "Bàn gỡ muộn của Nguyễn Hữu Lân đem về cho Bắc Sơn trận hòa 2-2 với Đồng Triều trên sân Cẩm Lĩnh. HLV Phan "
        "Đình Cường thất vọng vì Bắc Sơn để 7.310 khán giả chờ đến phút cuối.",
        published="2024-06-09",
        lang="vi",
    ),
]

# One committee, two sessions in different years: same body, same chairman, same programme.
SECOND_SESSION = article(
    "second/a.txt",
    "Phiên họp lần thứ 2 của Ủy ban Chuyển đổi xanh",
    "Sáng 20/4, Chủ tịch Ủy ban Chuyển đổi xanh Vũ Kim Anh chủ trì phiên họp lần thứ 2 của Ủy ban. Đến nay 31 tỉnh đã "
    "lập kế hoạch giảm phát thải theo Chương trình 27.",
    published="2021-04-20",
    lang="vi",
)
TENTH_SESSION = article(
    "tenth/a.txt",
    "Phiên họp lần thứ 10 của Ủy ban Chuyển đổi xanh",
    "Chiều 6/5, Chủ tịch Ủy ban Chuyển đổi xanh Vũ Kim Anh chủ trì phiên họp lần thứ 10 của Ủy ban. Đến nay 58 tỉnh đã "
    "lập kế hoạch giảm phát thải theo Chương trình 27.",
    published="2024-05-06",
    lang="vi",
)

# A council's budget, in English alone.
BUDGET = [
    article(
        "budget/a.txt",
        "Port Ellery council passes £48.6m budget",
        "Port Ellery council voted 21 to 14 on Wednesday for a budget of £48.6m. The bus depot in Quay Street will close, "
        "while all six libraries stay open. Council leader Moira Tennant said council tax would rise by 3.4 per cent.",
        published="2024-11-20",
        lang="en",
    ),
    article(
        "budget/b.txt",
        "Depot goes, libraries stay",
        "Six libraries were spared when Port Ellery's councillors agreed next year's spending of £48.6m, but the Quay "
        "Street depot was not. Moira Tennant, who leads the council, defended a council tax rise of 3.4 per cent.",
        published="2024-11-21",
        lang="en",
    ),
]

STORIES = [*BRIDGE, *DERBY, *OTHER_MATCH, SECOND_SESSION, TENTH_SESSION, *BUDGET]


def paths(passages: Sequence[Passage], groups: list[list[int]]) -> set[frozenset[str]]:
    """The groups as sets of paths, whatever the order of the passages."""
    return {frozenset(passages[index].source.path for index in group) for group in groups}


def folders(passages: Sequence[Passage]) -> set[frozenset[str]]:
    """What ``found`` should give: one group for each folder."""
    return paths(passages, by_folder(passages))


def test_a_mixed_folder_falls_into_its_events() -> None:
    groups = found(STORIES)

    assert paths(STORIES, groups) == folders(STORIES)


@pytest.mark.parametrize("story", [BRIDGE[:2], DERBY, OTHER_MATCH, BUDGET], ids=["bridge", "derby", "match", "budget"])
def test_two_reports_of_one_event_are_a_session_by_themselves(story: list[Passage]) -> None:
    assert found(story) == [[0, 1]]


@pytest.mark.parametrize("vietnamese", BRIDGE[:2], ids=["first", "second"])
def test_a_vietnamese_and_an_english_report_of_one_event_belong_together(vietnamese: Passage) -> None:
    assert found([vietnamese, BRIDGE[2]]) == [[0, 1]]


def test_two_matches_of_one_round_stay_apart() -> None:
    stories = [*DERBY, *OTHER_MATCH]

    assert found(stories) == [[0, 1], [2, 3]]


def test_two_sessions_of_one_committee_in_different_years_stay_apart() -> None:
    assert found([SECOND_SESSION, TENTH_SESSION]) == [[0], [1]]


def test_two_editions_a_few_weeks_apart_stay_apart() -> None:
    earlier = replace(SECOND_SESSION.source, published="2024-04-12")

    assert found([extract.read(earlier), TENTH_SESSION]) == [[0], [1]]


def test_a_slip_in_the_number_of_an_edition_does_not_part_two_reports_of_one_day() -> None:
    same_day = replace(SECOND_SESSION.source, published=TENTH_SESSION.source.published)

    assert found([extract.read(same_day), TENTH_SESSION]) == [[0, 1]]


# One bill, presented on one morning and debated on the next: all that is new is the day.
BILL = (
    "Dự luật Bảo tồn vùng ngập mặn gồm 9 chương, 74 điều, quy định quỹ phục hồi rừng ngập mặn 620 tỷ đồng và lệnh cấm đào "
    "ao nuôi tôm trong hành lang ven biển Sơn Hải. Ban soạn thảo do ông Đoàn Kế Viễn đứng đầu."
)


def reports_of_the_bill(folder: str, openings: Sequence[str], published: str) -> list[Passage]:
    return [
        article(
            f"{folder}/{n}.txt", "Dự luật Bảo tồn vùng ngập mặn", f"{opening} {BILL}", published=published, lang="vi"
        )
        for n, opening in enumerate(openings)
    ]


PRESENTED = reports_of_the_bill(
    "presented",
    [
        "Sáng 14/5, Hội đồng nghe tờ trình.",
        "Hội đồng sáng 14/5 nghe ông Viễn đọc tờ trình về dự luật.",
        "Ông Viễn đọc tờ trình sáng nay.",
    ],
    "2030-05-14",
)
DEBATED = reports_of_the_bill(
    "debated",
    ["Sáng 15/5, các tổ thảo luận.", "Thảo luận tại tổ sáng nay, nhiều đại biểu tán thành dự luật."],
    "2030-05-15",
)


def test_two_sittings_on_one_bill_stay_apart() -> None:
    stories = [*PRESENTED, *DEBATED]

    assert paths(stories, found(stories)) == folders(stories)


def test_one_report_that_names_another_morning_stays_in_its_session() -> None:
    assert found([*PRESENTED, DEBATED[0]]) == [[0, 1, 2, 3]]


def test_a_copy_is_no_second_witness_of_a_sitting() -> None:
    copied = extract.read(replace(DEBATED[0].source, id="copy", path="debated/copy.txt"))

    assert found([*PRESENTED, DEBATED[0], copied]) == [[0, 1, 2, 3, 4]]


def test_reports_that_name_a_day_without_its_morning_stay_in_one_session() -> None:
    days_alone = reports_of_the_bill(
        "debated", ["Ngày 15/5, các tổ thảo luận.", "Thảo luận tại tổ hôm nay, nhiều đại biểu tán thành."], "2030-05-15"
    )

    assert found([*PRESENTED, *days_alone]) == [[0, 1, 2, 3, 4]]


def test_unrelated_events_in_two_languages_stay_apart() -> None:
    assert found([DERBY[0], BRIDGE[2], BUDGET[0]]) == [[0], [1], [2]]


def test_a_common_figure_says_nothing_between_two_languages() -> None:
    derailed = (
        "Tàu hàng trật bánh chiều qua khi chạy qua ga Bến Dừa. Ba toa tàu trật khỏi đường ray, khiến 15 chuyến tàu khách bị "
        "hoãn. Ngành đường sắt huy động 130 công nhân khắc phục trong đêm."
    )
    council = (
        "The council met under Dana Osk. The cod quota was cut by 15% to 24,000 tonnes. A railway contract for 62 electric "
        "trains goes to Velmar, and teachers' pay rises by 5% in September."
    )
    two = [
        article("ray.txt", "Đường sắt tê liệt vì tàu trật bánh", derailed, published=None, lang="vi"),
        article("council.txt", "Decisions of the council", council, published=None, lang="en"),
    ]
    assert found(two) == [[0], [1]]


def test_the_same_report_much_later_is_another_session() -> None:
    years_later = extract.read(replace(DERBY[1].source, published="2031-06-09"))

    assert found([DERBY[0], years_later]) == [[0], [1]]


def test_a_report_without_a_date_joins_by_what_it_prints() -> None:
    undated = extract.read(replace(BUDGET[1].source, published=None))

    assert found([BUDGET[0], undated]) == [[0, 1]]


def test_a_month_alone_is_no_day_apart_from_any_day_in_it() -> None:
    monthly = extract.read(replace(BUDGET[1].source, published="2024-11"))

    assert found([BUDGET[0], monthly]) == [[0, 1]]


def test_a_table_joins_the_articles_that_print_its_cells() -> None:
    text = (
        "indicator,place,year,value\nbridge,Con May,2024,1248\nlength,Con May,2024,2350\nresidents,Con May,2024,18700\n"
    )
    table = Passage(
        source=Source(id="t", path="t.csv", text=text, body=Span(0, len(text)), lang="en", format="csv"), claims=()
    )

    assert found([table, BRIDGE[2], *DERBY, BUDGET[0]]) == [[0, 1], [2, 3], [4]]


def test_no_passages_make_no_sessions() -> None:
    assert found([]) == []


def test_a_source_without_words_is_alone() -> None:
    empty = article("empty.txt", "", "", published=None, lang="vi")

    assert found([empty, *DERBY]) == [[0], [1, 2]]


def test_sources_in_a_language_that_we_do_not_know_are_still_compared() -> None:
    text = "Le pont de Saint-Aubry a rouvert mardi après 14 mois de travaux, a dit la maire Odile Ferrand. {} Coût: 12,75 millions."
    first, second = (
        article(f"{name}.txt", "Le pont de Saint-Aubry rouvre", text.format(more), published="2024-09-03", lang="fr")
        for name, more in (("a", "Les riverains applaudissent."), ("b", "Les camions devront attendre."))
    )

    assert found([first, second]) == [[0, 1]]


@given(order=st.permutations(range(len(STORIES))))
@settings(max_examples=15)
def test_the_order_of_the_input_changes_nothing(order: list[int]) -> None:
    shuffled = [STORIES[index] for index in order]

    assert paths(shuffled, found(shuffled)) == paths(STORIES, found(STORIES))


@given(chosen=st.sets(st.sampled_from(range(len(STORIES))), min_size=1))
@settings(max_examples=30)
def test_groups_are_sorted_and_hold_every_source_once(chosen: set[int]) -> None:
    passages = [STORIES[index] for index in sorted(chosen)]

    groups = found(passages)

    assert sorted(index for group in groups for index in group) == list(range(len(passages)))
    assert all(group == sorted(group) for group in groups)
    assert groups == sorted(groups)


@given(chosen=st.sets(st.sampled_from(range(len(STORIES))), min_size=1))
@settings(max_examples=30)
def test_sources_that_come_and_go_change_no_other_group(chosen: set[int]) -> None:
    passages = [STORIES[index] for index in sorted(chosen)]

    assert paths(passages, found(passages)) == folders(passages)


@given(index=st.sampled_from(range(len(STORIES))))
@settings(max_examples=len(STORIES))
def test_a_copy_joins_the_session_of_its_original(index: int) -> None:
    copy = extract.read(replace(STORIES[index].source, id="copy", path="elsewhere/copy.txt"))

    groups = found([*STORIES, copy])

    assert any({index, len(STORIES)} <= set(group) for group in groups)


# What a day's tram accident gave a magazine and a business desk: hardly a word in common.
ACCIDENT = [
    article(
        "tram/feature.txt",
        "‘It went sideways, and then the windows came in’",
        "Mira Dunstan, 43, had just put away her phone. The second car leaned, she says, “like a boat”, and she landed on "
        "a schoolboy. By the bakery people carried out chairs and hot tea; one of those who did, Paul Reddy, a baker for "
        "31 years, counted fourteen who could not walk on their own. What lay across Weaver's Cross until dusk was one of "
        "38 of its kind, bought in 1998 and due to go.",
        published="2025-03-11",
        lang="en",
    ),
    article(
        "tram/desk.txt",
        "What a closed line costs",
        "Every day that nothing runs between Weaver's Cross and Quay Road costs Ostrell Transit about 90,000 crowns in "
        "fares, analysts at Holm Bank reckon. Repairs may take two weeks. The company carried 212,000 people a day last "
        "year and lost 48m crowns. Its oldest vehicles were to be replaced from 2027; the council had put the order off "
        "twice. Shares in its insurer, Fjordal, slipped 1.3%.",
        published="2025-03-11",
        lang="en",
    ),
]


def test_two_of_a_few_sources_are_likelier_of_one_event_than_two_of_many() -> None:
    assert found(ACCIDENT) == [[0, 1]]
    assert [0, 1] not in found([*ACCIDENT, *STORIES])


def test_being_few_does_not_join_sources_of_other_weeks() -> None:
    later = extract.read(replace(ACCIDENT[1].source, published="2025-04-08"))

    assert found([ACCIDENT[0], later]) == [[0], [1]]


def test_by_folder_groups_by_the_parent_folder() -> None:
    passages = [BRIDGE[0], DERBY[0], BRIDGE[1]]

    assert by_folder(passages) == [[0, 2], [1]]


def test_a_session_is_described_by_its_commonest_day_and_its_closest_title() -> None:
    titles = ["Bão Mộc Lan vào Sơn Hải", "Ba người chết vì bão Mộc Lan", "Bão Mộc Lan: ba người chết ở Sơn Hải"]
    days = ["2023-10-25", "2023-10-24", "2023-10-25T07:00"]
    storm = [
        article(f"{n}.txt", title, "Tin sẽ cập nhật.", published=day, lang="vi")
        for n, (title, day) in enumerate(zip(titles, days, strict=True))
    ]

    assert described(storm, [0, 1, 2]) == ("2023-10-25", "Bão Mộc Lan: ba người chết ở Sơn Hải")


def test_a_session_without_day_and_title_is_named_after_its_folder() -> None:
    bare = article("2024-bridge/a.txt", "", "Không có gì.", published=None, lang="vi")

    assert described([bare], [0]) == (None, "2024-bridge")


def test_a_description_does_not_depend_on_the_order_of_the_input() -> None:
    for story in (BRIDGE, DERBY, BUDGET):
        forwards = described(story, list(range(len(story))))
        backwards = described(story[::-1], list(range(len(story))))

        assert forwards == backwards


@pytest.fixture(scope="module")
def articles() -> list[Passage]:
    """Every article of the shared corpus; ids and paths made unique by its part. Skips, visibly, without it."""
    corpus = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip(f"no corpus at {corpus}")
    out: list[Passage] = []
    for part in ("seeds", "dev", "press"):
        entries, _ = ingest.entries([str(corpus / part)])
        for number, entry in enumerate(entries, 1):
            source, _ = ingest.read(entry, f"s{number}")
            assert source is not None, entry.name
            folder = PurePosixPath(source.path).parent.name
            out.append(extract.read(replace(source, id=f"{part}-{number}", path=f"{part}/{folder}/{number}")))
    return out


def measured(passages: Sequence[Passage], runs: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Precision and recall over pairs of sources, 0 to 1, against the folders, pooled over *runs* of indices."""
    right = joined = together = 0
    for run in runs:
        chosen = [passages[index] for index in run]
        folder = [str(PurePosixPath(passage.source.path).parent) for passage in chosen]
        for group in found(chosen):
            joined += len(group) * (len(group) - 1) // 2
            right += sum(folder[one] == folder[two] for one, two in combinations(group, 2))
        together += sum(size * (size - 1) // 2 for size in Counter(folder).values())
    return right / max(1, joined), right / max(1, together)


def of_part(passages: Sequence[Passage], part: str) -> list[int]:
    """The indices of the sources of one part of the corpus."""
    return [index for index, passage in enumerate(passages) if passage.source.path.startswith(part)]


# Just under what is measured, so that a change that loses more than a few pairs fails.
@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [("", 0.94, 0.95), ("seeds", 1.0, 1.0), ("dev", 0.90, 0.92), ("press", 1.0, 0.99)],
    ids=["all", "seeds", "dev", "press"],
)
def test_the_sessions_of_the_corpus_are_found(
    articles: list[Passage], part: str, precision: float, recall: float
) -> None:
    found_precision, found_recall = measured(articles, [of_part(articles, part)])

    assert found_precision >= precision
    assert found_recall >= recall


def test_a_folder_of_one_event_is_one_session(articles: list[Passage]) -> None:
    _, recall = measured(articles, by_folder(articles))

    assert recall >= 0.97


@pytest.mark.parametrize(("clusters", "runs", "least"), [(2, 40, 1.0), (5, 20, 1.0), (20, 6, 0.96)])
def test_small_folders_are_as_good(articles: list[Passage], clusters: int, runs: int, least: float) -> None:
    chance = random.Random(clusters)
    by_name = by_folder(articles)
    samples = [sorted(index for group in chance.sample(by_name, clusters) for index in group) for _ in range(runs)]

    precision, recall = measured(articles, samples)

    assert precision >= least
    assert recall >= 0.90


def test_articles_drawn_at_random_are_rarely_joined_wrongly(articles: list[Passage]) -> None:
    chance = random.Random(0)
    samples = [sorted(chance.sample(range(len(articles)), 20)) for _ in range(60)]

    precision, recall = measured(articles, samples)

    # Few of twenty articles have a partner, so each false join of two sister topics weighs much here.
    assert precision >= 0.86
    assert recall >= 0.94
