"""One indicator over several sessions: what joins, what does not, and that order changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from checker import align, extract
from checker.align.links import Met
from checker.align.running import running
from checker.align.series import _facts, across
from checker.engine.intake import read
from checker.model import Passage, Series, Session, Source
from checker.text.span import Span
from checker.values.figure import Quantity

SOURCES = Path(__file__).resolve().parent.parent / "sources"


def article(path: str, text: str, *, lang: str = "vi", published: str | None = None) -> Passage:
    source = Source(id=path, path=path, text=text, body=Span(0, len(text)), published=published, lang=lang)
    return extract.read(source)


def session(date: str | None, *passages: Passage) -> Session:
    return Session(id=f"e{date}", date=date, title="", sources=tuple(p.source.id for p in passages))


def joined(*told: tuple[str | None, Passage]) -> tuple[Series, ...]:
    return across([p for _, p in told], [session(date, p) for date, p in told], [])


def points(series: Series) -> list[tuple[str, str]]:
    return [(day, claim.quote) for day, claim in series.points]


CARDS = [
    ("2022-03-01", article("a.txt", "Sở Tư pháp Sơn Hải đã cấp 41,2 nghìn thẻ công chứng viên cho người dân.")),
    ("2023-03-01", article("b.txt", "Đến nay Sở Tư pháp Sơn Hải đã cấp hơn 47,5 nghìn thẻ công chứng viên.")),
    (
        "2024-03-01",
        article("c.txt", "Sở Tư pháp cho biết đã cấp 52,8 nghìn thẻ công chứng viên cho người dân Sơn Hải."),
    ),
]
OTHERS = [
    ("2022-03-01", article("d.txt", "Cảng Bến Lộc bốc dỡ 3,42 triệu tấn hàng, phần lớn là gạo.")),
    ("2023-03-01", article("e.txt", "Đội bóng Hải Vân bán 18.240 vé cho trận mở màn.")),
]


def test_three_sessions_make_one_series_sorted_by_date() -> None:
    (series,) = joined(*CARDS, *OTHERS)

    assert points(series) == [
        ("2022-03-01", "41,2 nghìn thẻ"),
        ("2023-03-01", "hơn 47,5 nghìn thẻ"),
        ("2024-03-01", "52,8 nghìn thẻ"),
    ]
    assert series.cumulative
    assert "công chứng" not in {claim.quote for _, claim in series.points}


def test_the_order_of_sources_and_sessions_changes_nothing() -> None:
    told = [*CARDS, *OTHERS]
    expected = joined(*told)

    for seed in range(5):
        random.Random(seed).shuffle(told)

        assert joined(*told) == expected


def test_a_session_without_a_date_has_no_place_in_a_series() -> None:
    assert not joined(CARDS[0], (None, CARDS[1][1]))


def test_two_languages_meet_through_concepts() -> None:
    vi = article("vi.txt", "Kim ngạch xuất khẩu gạo của tỉnh đạt 412,6 triệu USD.")
    en = article("en.txt", "The province's rice exports reached 455.1 million dollars.", lang="en")

    (series,) = joined(("2023-01-10", vi), ("2024-01-10", en))

    assert [quote for _, quote in points(series)] == ["412,6 triệu USD", "455.1 million dollars"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Kim ngạch xuất khẩu gạo của tỉnh đạt 412,6 triệu USD.",
            "Kim ngạch nhập khẩu gạo của tỉnh đạt 455,1 triệu USD.",
        ),
        ("Bộ đã cấp 41.250 thẻ cho người dân.", "Bộ đã cấp 47.510 hộ chiếu cho người dân."),
        ("Doanh thu cả vùng đạt 412,6 triệu USD.", "Doanh thu cả vùng đạt 455,1 triệu euro."),
        ("Tỉnh đặt mục tiêu cấp 41.250 thẻ cho người dân.", "Tỉnh đã cấp 47.510 thẻ cho người dân."),
        ("Tỉnh có 41.250 thẻ thư viện.", "Tỉnh có 4.751.000 thẻ thư viện."),
    ],
    ids=["exports and imports", "two nouns", "two currencies", "a target", "a leap"],
)
def test_what_is_set_against_each_other_is_no_series(one: str, two: str) -> None:
    assert not joined(("2023-01-10", article("a.txt", one)), ("2024-01-10", article("b.txt", two)))


def test_quarters_and_the_year_of_one_article_are_a_series() -> None:
    text = (
        "Xuất khẩu gạo quý I/2024 đạt 94,1 triệu USD. Xuất khẩu gạo quý II/2024 đạt 98,2 triệu USD. "
        "Xuất khẩu gạo quý III/2024 đạt 93,7 triệu USD. Xuất khẩu gạo quý IV/2024 đạt 90,3 triệu USD."
    )

    (series,) = joined(("2025-01-06", article("a.txt", text)))

    assert [claim.period.start.month for _, claim in series.points if claim.period] == [1, 4, 7, 10]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Đội cứu hộ đã tìm thấy 27 thi thể.", "vi", True),
        ("Lũ làm 27 người thiệt mạng.", "vi", True),
        ("Còn 27 người mất tích.", "vi", False),
        ("Lũy kế giải ngân 412,6 tỷ đồng.", "vi", True),
        ("Tính đến ngày 1/3, dư nợ là 412,6 tỷ đồng.", "vi", False),
        ("Rescuers have recovered 27 bodies.", "en", True),
        ("A cumulative total of 41,300 homes was insulated.", "en", True),
        ("The hall holds 41,300 people.", "en", False),
    ],
)
def test_the_words_tell_a_running_total(text: str, lang: str, expected: bool) -> None:
    passage = article("a.txt", text, lang=lang, published="2024-03-02")
    (claim,) = [claim for claim in passage.claims if isinstance(claim.value, Quantity)]

    assert running(claim) is expected


def test_the_work_does_not_grow_with_the_number_of_pairs() -> None:
    def looked_at(size: int) -> int:
        told = []
        for number in range(size):
            name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
            for year in (20, 21):
                text = f"Hợp tác xã x{name} ở làng y{name} thu hoạch {1001 + 7 * number + year} tấn lúa giống z{name}."
                told.append((f"20{year}-01-01", article(f"{year}-{number}.txt", text)))
        passages = [p for _, p in told]
        facts = _facts(passages, [session(date, p) for date, p in told], [], {})
        assert len(facts) == 2 * size
        met = Met(facts)
        return len(met.pairs(range(met.handles))[0])

    few, many = looked_at(50), looked_at(400)

    assert many <= 10 * few


# ── our own articles, and the shared corpus ──────────────────────────────────────────────────────────────────────


def found(folder: Path) -> dict[str, list[str]]:
    passages = read([folder]).passages
    return {s.points[-1][1].quote: [claim.quote for _, claim in s.points] for s in align.align(passages).series}


def test_our_own_articles_hold_the_series_that_were_written_into_them() -> None:
    series = found(SOURCES)

    assert series["39,800 homes"] == ["41,300 homes", "39,800 homes"]
    assert series["trên 55,25 triệu"] == ["45.4 million electronic identity accounts", "trên 55,25 triệu"]
    assert series["trên 87,7 triệu thẻ"][0].startswith("84.7 million")
    # A published table holds its own series by the dozen; among articles alone there are few.
    told = [
        quotes
        for quotes in series.values()
        if not any(quote.replace(".", "").replace(",", "").isdigit() for quote in quotes)
    ]
    assert len(told) <= 4


def test_the_sessions_of_the_seeds_hold_the_series_that_readers_would_draw(corpus: Path) -> None:
    series = found(corpus / "seeds")

    assert series == {
        "trên 55,25 triệu": ["45,4 triệu tài khoản", "trên 55,25 triệu"],
        "trên 87,7 triệu thẻ": ["trên 84,7 triệu thẻ", "trên 87,7 triệu thẻ"],
        "18,3%": ["khoảng 10,2%", "18,3%"],
        "82,9%": ["68,8%", "82,9%"],
    }


def flood(name: str, river: str, dead: int) -> Passage:
    return article(f"{name}.txt", f"The {river} flooded Ashton: {dead} people were killed, the county said.", lang="en")


@pytest.mark.parametrize(
    ("river", "day", "cumulative"),
    [
        ("Marlridge", "2016-12-14", True),
        ("Marlridge", "2018-01-03", False),  # a year later the same river is another flood
        ("Fairstoke", "2016-12-14", True),  # the town is the same
    ],
)
def test_the_victims_of_one_event_are_a_running_total(river: str, day: str, cumulative: bool) -> None:
    (series,) = joined(("2016-12-11", flood("a", "Marlridge", 380)), (day, flood("b", river, 239)))

    assert series.cumulative is cumulative


def test_the_victims_of_two_events_are_no_running_total() -> None:
    other = article("b.txt", "The Fairstoke flooded Penmere: 239 people were killed, the county said.", lang="en")

    (series,) = joined(("2016-12-11", flood("a", "Marlridge", 380)), ("2016-12-14", other))

    assert not series.cumulative
