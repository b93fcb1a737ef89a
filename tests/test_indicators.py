"""The words that say what a figure is of."""

from __future__ import annotations

import pytest

from checker.extract import read
from checker.model import Claim, Source
from checker.text.span import Span

# Each sentence, what is printed for the figure, and its indicator.
CASES = {
    "en": [
        ("The crash killed 7 people and injured 14.", "14", "injured"),
        ("The crash killed 7 people and injured 14.", "7 people", "crash killed"),
        ("Seven people were killed.", "Seven people", "killed"),
        ("Exports rose 4.5% to $320bn.", "$320bn", "Exports rose"),
        ("It gave £10 million to roads, £12.7 million to parks, a total of £22.7 million.", "£22.7 million", "total"),
        ("It gave £10 million to roads, £12.7 million to parks, a total of £22.7 million.", "£12.7 million", "gave"),
        ("It has 5 schools, 7 parks and 3 banks.", "7 parks", ""),
        ("Of 30 injured, 40 were women.", "30", "injured"),
    ],
    "vi": [
        ("Chỉ số giá tiêu dùng tháng 10 tăng 0,3%.", "0,3%", "Chỉ số giá tiêu dùng"),
        ("TP.HCM đã thu hồi 2 laptop.", "2 laptop", "TP.HCM đã thu hồi"),
        ("Lễ trao giải đã diễn ra ngày 2/11.", "ngày 2/11", "Lễ trao giải đã diễn ra"),
        ("Giá xăng RON 95 tăng 320 đồng lên 20.530 đồng một lít.", "20.530 đồng một lít", "Giá xăng RON"),
        ("Cả nước có 63 tỉnh, 5 thành phố trực thuộc trung ương và 705 huyện.", "705 huyện", "Cả nước"),
        # A name that the farthest word looked at stands in is told whole.
        (
            "Đội tuyển nữ Việt Nam đã phải trải qua rất chông gai cùng các cộng sự trước khi giành được 3 huy chương.",
            "3 huy chương", "Việt Nam đã phải trải qua rất chông gai cùng các cộng sự trước khi giành",
        ),
    ],
}  # fmt: skip


def claims_of(lang: str, sentence: str) -> dict[str, Claim]:
    """What is printed → the claim of it."""
    source = Source(id="a", path="a.txt", text=sentence, body=Span(0, len(sentence)), lang=lang, published="2025-03-14")
    return {claim.quote: claim for claim in read(source).claims}


@pytest.mark.parametrize(
    ("lang", "sentence", "quote", "indicator"), [(lang, *case) for lang in CASES for case in CASES[lang]]
)
def test_what_a_figure_is_of(lang: str, sentence: str, quote: str, indicator: str) -> None:
    assert claims_of(lang, sentence)[quote].indicator == indicator


# Each sentence, what is printed for the figure, its status and its direction.
TOLD = {
    "en": [
        ("It set a target of 17 million visitors, and has already reached 90%.", "17 million visitors", "target", ""),
        ("It set a target of 17 million visitors, and has already reached 90%.", "90%", "actual", "level"),
        ("The bank has met 104% of its target with profit of $6.7bn.", "$6.7bn", "actual", ""),
        ("It met 80% of its target of 5 million.", "5 million", "target", ""),
        ("They had eight shots on target, and 61% possession.", "61%", "actual", ""),
        ("They fell short of the 18 seats needed.", "18 seats", "actual", "level"),
        ("Mexico had more than 5,000 with 24 deaths.", "24 deaths", "actual", ""),
        ("Sorensen sinks ten-man Ipswich.", "ten", "actual", "down"),
    ],
    "vi": [
        ("Cả năm, thành phố đặt mục tiêu 17,3 triệu lượt, đã đạt 90%.", "17,3 triệu lượt", "target", ""),
        ("Cả năm, thành phố đặt mục tiêu 17,3 triệu lượt, đã đạt 90%.", "90%", "actual", "level"),
        ("Thu đạt 127.400 tỷ đồng, bằng 83% dự toán năm và tăng 21,6% so với năm trước.", "21,6%", "actual", "up"),
        ("Ngân hàng đã đạt 104% kế hoạch với 6.740 tỷ đồng.", "6.740 tỷ đồng", "actual", "level"),
        ("Hoàn thành ba phần tư chỉ tiêu 11.500 tỷ đồng.", "11.500 tỷ đồng", "target", "level"),
        ("Tháng 3 thu 96 tỷ đồng; kế hoạch năm nay là doanh thu 745 tỷ đồng.", "745 tỷ đồng", "target", "level"),
        ("Mục tiêu tăng trưởng GDP 8%, lạm phát 4%.", "4%", "target", ""),
    ],
}


@pytest.mark.parametrize(
    ("lang", "sentence", "quote", "status", "direction"), [(lang, *case) for lang in TOLD for case in TOLD[lang]]
)
def test_how_a_figure_is_told(lang: str, sentence: str, quote: str, status: str, direction: str) -> None:
    claim = claims_of(lang, sentence)[quote]

    assert (claim.status.value, claim.direction) == (status, direction)
