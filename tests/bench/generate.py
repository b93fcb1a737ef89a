"""Writes varied articles in Vietnamese and English with planted conflicts: a folder to measure speed on.

    python tests/bench/generate.py FOLDER --articles 1000 --seed 1

Every event has invented places, people and figures of its own and is told by two to five outlets, each in its own
order and wording, with background that the others leave out. In one event of ``_CONFLICT_EVERY`` one outlet prints
one figure otherwise; ``FOLDER.planted.json`` beside the folder lists those. The same arguments write the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

_CONFLICT_EVERY = 4
_FEWEST, _MOST = 2, 5
_FIRST_DAY = date(2024, 1, 8)
_DAYS = 360
_PER_FOLDER = 200

_HEADS = "Sơn Lạc Vĩnh Hải Bình Thạch Tân Phú Kim Hà Long Cẩm Đại Thanh An Mỹ Đông Ngọc Quảng Trà".split()
_TAILS = "Khê Trạch Mai Giang Lâm Điền Xuyên Hòa Thủy Phong Lộc Tuyền Vân Châu Đàm Bảo Hưng Liễu Quế Sa".split()
_FAMILIES = "Nguyễn Trần Lê Phạm Vũ Đặng Bùi Đỗ Hồ Ngô".split()
_GIVEN = "Minh Lan Hùng Thảo Sơn Hà Tuấn Mai Long Yến Khải Oanh".split()
_NORTH = "Ash Birch Cold Dun East Fair Glen Hart Iron Kings Lang Marl North Oak Pen Red Stan Thorn West Wych".split()
_SOUTH = "bridge bury combe dale field ford gate ham haven leigh mere mouth port ridge stead stoke ton wick wold worth".split()
_SURNAMES = "Abbot Barlow Carver Denholm Ellery Farrow Gorse Hartnell Ives Jessop Kerrow Lomax".split()
_OUTLETS = {
    "vi": ["Báo Sông Lớn", "Tin Miền Trung", "Thời Báo Cảng", "Nhật Báo Đồi Chè", "Tin Nhanh Phố Cổ", "Báo Vùng Cao"],
    "en": ["Harbour Post", "The Moor Courier", "Valley Wire", "Northern Gazette", "City Ledger", "The Weekly Beacon"],
}

Values = Mapping[str, int]


class Figure(NamedTuple):
    """A figure of an event: its smallest and largest value, and how a slip changes it."""

    low: int
    high: int
    slip: Callable[[int], int]


class Sentence(NamedTuple):
    """Ways to say one thing; ``{name}`` stands for a figure or a name."""

    figures: tuple[str, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What events of one kind are told with. ``titles`` and ``sentences`` are in one language."""

    lang: str
    figures: Mapping[str, Figure]
    titles: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    background: tuple[str, ...]


def _swapped(value: int) -> int:
    """*value* with its last two different neighbouring digits changed over: 2315 → 2351."""
    digits = list(str(value))
    for at in range(len(digits) - 1, 0, -1):
        if digits[at] != digits[at - 1] and not (at == 1 and digits[1] == "0"):
            digits[at], digits[at - 1] = digits[at - 1], digits[at]
            return int("".join(digits))
    return value + 3


def _more(value: int) -> int:
    return value + max(2, value // 7)


TOPICS = (
    Topic(
        "vi",
        {
            "dead": Figure(3, 60, _more),
            "hurt": Figure(61, 400, _more),
            "roofs": Figure(1020, 9870, _swapped),
            "loss": Figure(101, 989, _swapped),
            "wind": Figure(89, 166, _more),
            "fields": Figure(1100, 19800, _swapped),
            "moved": Figure(10200, 98000, _swapped),
        },
        (
            "Bão {name} gây thiệt hại nặng tại {place}",
            "{place} thiệt hại {loss} tỷ đồng sau bão {name}",
            "Bão {name} quét qua {place}, {dead} người chết",
        ),
        (
            Sentence(
                ("dead", "hurt"),
                (
                    "Bão {name} làm {dead} người chết và {hurt} người bị thương tại {place}.",
                    "Theo thống kê ban đầu, {dead} người chết, {hurt} người bị thương do bão {name} ở {place}.",
                ),
            ),
            Sentence(
                ("roofs",),
                (
                    "Có {roofs} căn nhà bị tốc mái, tập trung ở các xã ven biển.",
                    "Gió mạnh làm {roofs} căn nhà bị tốc mái.",
                ),
            ),
            Sentence(
                ("loss",),
                (
                    "Thiệt hại ước tính {loss} tỷ đồng.",
                    "Tổng thiệt hại về tài sản được ước tính {loss} tỷ đồng, ông {person} nói.",
                ),
            ),
            Sentence(
                ("wind",),
                ("Bão đổ bộ với sức gió {wind} km/h.", "Sức gió mạnh nhất đo được tại trạm {place} là {wind} km/h."),
            ),
            Sentence(
                ("fields",),
                ("Khoảng đồng trũng có {fields} ha lúa bị ngập.", "Toàn tỉnh có {fields} ha lúa bị ngập sâu."),
            ),
            Sentence(
                ("moved",),
                (
                    "Chính quyền đã sơ tán {moved} người dân khỏi vùng nguy hiểm.",
                    "Trước khi bão vào, {moved} người dân được sơ tán tới nơi an toàn.",
                ),
            ),
        ),
        (
            "Các trường học trong tỉnh cho học sinh nghỉ {small} ngày.",
            "Lực lượng cứu hộ huy động {extra} chiến sĩ cùng {small} xuồng máy.",
            "Năm 2019, địa phương này cũng hứng chịu một cơn bão khiến {extra} ngôi nhà hư hỏng.",
            "Đến chiều {day}, điện đã được cấp lại cho {share} % số hộ.",
        ),
    ),
    Topic(
        "vi",
        {
            "trade": Figure(1010, 9890, _swapped),
            "growth": Figure(3, 38, _more),
            "orders": Figure(110, 980, _swapped),
            "workers": Figure(10300, 89000, _swapped),
            "wage": Figure(6, 19, _more),
            "firms": Figure(101, 970, _swapped),
        },
        (
            "Xuất khẩu {goods} của {place} đạt {trade} triệu USD",
            "{place}: doanh nghiệp {goods} có thêm đơn hàng",
            "Ngành {goods} {place} tăng trưởng {growth} %",
        ),
        (
            Sentence(
                ("trade", "growth"),
                (
                    "Kim ngạch xuất khẩu {goods} của {place} đạt {trade} triệu USD, tăng {growth} % so với cùng kỳ năm trước.",
                    "Báo cáo của Sở Công Thương {place} cho thấy xuất khẩu {goods} đạt {trade} triệu USD, tăng {growth} % so với cùng kỳ.",
                ),
            ),
            Sentence(
                ("orders",),
                (
                    "Các doanh nghiệp đã ký {orders} đơn hàng mới.",
                    "Theo hiệp hội, {orders} đơn hàng mới được ký trong kỳ.",
                ),
            ),
            Sentence(
                ("workers", "wage"),
                (
                    "Ngành {goods} sử dụng {workers} lao động với thu nhập bình quân {wage} triệu đồng mỗi tháng.",
                    "Hiện có {workers} lao động làm việc trong ngành, thu nhập bình quân {wage} triệu đồng mỗi tháng.",
                ),
            ),
            Sentence(
                ("firms",),
                (
                    "Toàn tỉnh có {firms} doanh nghiệp {goods} đang hoạt động.",
                    "Số doanh nghiệp {goods} đang hoạt động là {firms} doanh nghiệp.",
                ),
            ),
        ),
        (
            "Bà {person} cho biết nhà máy đã đầu tư {extra} tỷ đồng cho dây chuyền mới.",
            "Trong quý tới, thị trường được dự báo tăng {small} %.",
            "Giá nguyên liệu đầu vào chiếm {share} % chi phí.",
            "Hội nghị tổng kết diễn ra ngày {day}.",
        ),
    ),
    Topic(
        "en",
        {
            "dead": Figure(3, 48, _more),
            "hurt": Figure(51, 380, _more),
            "homes": Figure(1010, 9860, _swapped),
            "cost": Figure(21, 940, _swapped),
            "rain": Figure(110, 480, _more),
            "shelters": Figure(13, 95, _more),
            "moved": Figure(10100, 97000, _swapped),
        },
        (
            "Floods kill {dead} in {place}",
            "{place} counts the cost after the {name} bursts its banks",
            "{moved} people flee floods in {place}",
        ),
        (
            Sentence(
                ("dead", "hurt"),
                (
                    "Floods killed {dead} people and injured {hurt} in {place} after the {name} burst its banks.",
                    "At least one bridge fell as the {name} rose; {dead} people died and {hurt} people were injured in {place}.",
                ),
            ),
            Sentence(
                ("homes",),
                (
                    "The water damaged {homes} homes in the lower town.",
                    "Council figures show that {homes} homes were damaged.",
                ),
            ),
            Sentence(
                ("cost",),
                (
                    "The damage is put at ${cost} million.",
                    "Repairs will cost ${cost} million, {person} of the county said.",
                ),
            ),
            Sentence(
                ("rain",),
                ("Gauges recorded {rain} mm of rain.", "The weather office measured {rain} mm of rain at {place}."),
            ),
            Sentence(
                ("moved", "shelters"),
                (
                    "Officials moved {moved} people to {shelters} shelters.",
                    "Some schools became shelters: {shelters} shelters took in {moved} people.",
                ),
            ),
        ),
        (
            "Schools stayed shut for {small} days.",
            "The army sent {extra} soldiers and {small} boats.",
            "A flood in 2007 cut off {extra} farms in the same valley.",
            "By {day}, power was back for {share}% of customers.",
        ),
    ),
    Topic(
        "en",
        {
            "sales": Figure(1010, 9890, _swapped),
            "growth": Figure(3, 38, _more),
            "stores": Figure(110, 970, _swapped),
            "staff": Figure(10300, 89000, _swapped),
            "profit": Figure(101, 890, _swapped),
            "plants": Figure(4, 28, _more),
        },
        (
            "{name} reports sales of ${sales} million",
            "{name} profit reaches ${profit} million",
            "{place} retailer {name} grows {growth}%",
        ),
        (
            Sentence(
                ("sales", "growth"),
                (
                    "{name}, based in {place}, reported annual sales of ${sales} million, up {growth}% from a year earlier.",
                    "Annual sales at {name} rose {growth}% to ${sales} million, the company said in {place}.",
                ),
            ),
            Sentence(
                ("profit",),
                ("Net profit was ${profit} million.", "The company posted a net profit of ${profit} million."),
            ),
            Sentence(
                ("stores",), ("The company runs {stores} stores.", "It now has {stores} stores across the country.")
            ),
            Sentence(
                ("staff", "plants"),
                (
                    "It employs {staff} people at {plants} plants.",
                    "The group, with {plants} plants, has {staff} employees.",
                ),
            ),
        ),
        (
            "Chief executive {person} expects costs to fall by {small}% next year.",
            "The group will spend ${extra} million on warehouses.",
            "Online orders make up {share}% of revenue.",
            "The annual meeting is on {day}.",
        ),
    ),
)
_GOODS = ("dệt may", "gỗ", "cà phê", "thủy sản", "da giày", "điện tử", "hạt điều", "gốm sứ")


class Planted(NamedTuple):
    """A conflict on purpose: the figure, its value, and the value that one article prints."""

    figure: str
    value: int
    printed: int
    path: str
    others: tuple[str, ...]


class Article(NamedTuple):
    """A file to write."""

    path: str
    text: str


def articles(count: int, seed: int = 1) -> Iterator[tuple[list[Article], list[Planted]]]:
    """Events one after the other until *count* articles are made; each with what was planted in it."""
    draw = random.Random(seed)
    made = event = 0
    while made < count:
        size = min(draw.randint(_FEWEST, _MOST), count - made)
        told, planted = _event(draw, event, made, size)
        yield told, planted
        made += size
        event += 1


def _event(draw: random.Random, event: int, first: int, size: int) -> tuple[list[Article], list[Planted]]:
    topic = TOPICS[draw.randrange(len(TOPICS))]
    values = {name: draw.randint(figure.low, figure.high) for name, figure in topic.figures.items()}
    names = _names(draw, topic.lang)
    day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
    outlets = draw.sample(_OUTLETS[topic.lang], size)
    paths = [f"{(first + n) // _PER_FOLDER:04}/{event:06}-{n}.txt" for n in range(size)]
    slip, where = "", -1
    if size > 1 and event % _CONFLICT_EVERY == 0:
        slip, where = draw.choice(sorted(values)), draw.randrange(size)
    told, carriers = [], []
    for number, (outlet, path) in enumerate(zip(outlets, paths, strict=True)):
        printed = {**values, slip: topic.figures[slip].slip(values[slip])} if number == where else values
        text, used = _told(draw, topic, printed, names, day + timedelta(days=draw.randint(0, 1)), outlet, slip)
        if slip in used:
            carriers.append(path)
        told.append(Article(path, text))
    planted = []
    if where >= 0 and len(carriers) > 1 and paths[where] in carriers:
        others = tuple(path for path in carriers if path != paths[where])
        planted.append(Planted(slip, values[slip], topic.figures[slip].slip(values[slip]), paths[where], others))
    return told, planted


def _names(draw: random.Random, lang: str) -> dict[str, str]:
    if lang == "vi":
        return {
            "place": f"{draw.choice(_HEADS)} {draw.choice(_TAILS)}",
            "name": f"{draw.choice(_TAILS)} {draw.choice(_HEADS)}",
            "person": f"{draw.choice(_FAMILIES)} {draw.choice(_HEADS)} {draw.choice(_GIVEN)}",
            "goods": draw.choice(_GOODS),
        }
    return {
        "place": draw.choice(_NORTH) + draw.choice(_SOUTH),
        "name": f"{draw.choice(_NORTH)}{draw.choice(_SOUTH)} {draw.choice(_SURNAMES)}",
        "person": f"{draw.choice(_NORTH)}ley {draw.choice(_SURNAMES)}",
        "goods": "",
    }


def _told(
    draw: random.Random, topic: Topic, values: Values, names: Mapping[str, str], day: date, outlet: str, slip: str
) -> tuple[str, set[str]]:
    """One outlet's article, and the names of the figures that it prints."""
    vietnamese = topic.lang == "vi"
    printed = {name: _printed(value, vietnamese) for name, value in values.items()}
    printed["day"] = f"{day.day}/{day.month}" if vietnamese else f"{day.day} {day:%B}"
    head, *rest = topic.sentences
    # Every outlet leaves something out, but not the figure that one of them has wrong.
    chosen = [one for one in rest if slip in one.figures or draw.random() < 0.8]
    draw.shuffle(chosen)
    lines: list[str] = []
    used: set[str] = set()
    for sentence in (head, *chosen):
        used.update(sentence.figures)
        lines.append(draw.choice(sentence.ways))
    for line in draw.sample(topic.background, draw.randint(2, len(topic.background))):
        lines.insert(draw.randint(1, len(lines)), line)
    paragraphs, at = [], 0
    while at < len(lines):
        step = draw.randint(1, 3)
        filled = (
            line.format(
                **names, **printed, small=draw.randint(2, 9), extra=draw.randint(21, 990), share=draw.randint(11, 94)
            )
            for line in lines[at : at + step]
        )
        paragraphs.append(" ".join(filled))
        at += step
    title = draw.choice(topic.titles).format(**names, **printed)
    stamp = f"{day:%d/%m/%Y}" if vietnamese else f"{day.day} {day:%B %Y}"
    return "\n\n".join([title, f"{outlet} - {stamp}", *paragraphs]) + "\n", used


def _printed(value: int, vietnamese: bool) -> str:
    plain = f"{value:,}"
    return plain.replace(",", ".") if vietnamese else plain


def write(folder: Path, count: int, seed: int = 1) -> list[Planted]:
    """Write *count* articles under *folder* and return what was planted; ``FOLDER.planted.json`` lists it too."""
    found: list[Planted] = []
    for told, planted in articles(count, seed):
        for article in told:
            place = folder / article.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(article.text, encoding="utf-8")
        found += planted
    listed = json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1)
    (folder.parent / f"{folder.name}.planted.json").write_text(listed + "\n", encoding="utf-8")
    return found


def main() -> None:
    """The command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    planted = write(chosen.folder, chosen.articles, chosen.seed)
    print(f"{chosen.articles} articles, {len(planted)} planted conflicts under {chosen.folder}")


if __name__ == "__main__":
    main()
