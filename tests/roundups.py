"""Round-ups in both languages, each beside single articles on the same events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

STORM = (
    "Storm Helga killed 15 people in Port Arvel on Monday, and 48,000 homes are without power. Governor Lena Ostrov said "
    "that 320 houses in Port Arvel had lost their roofs."
)
RATE = (
    "The central bank of Lakeland cut its key rate to 3.25% on Tuesday. Marta Kivi, its governor, said that inflation "
    "would fall to 2.9% this year."
)
MATCH = (
    "Rovers beat Athletic 3-1 in front of 41,200 people at Tinworth Park. Striker Joe Bale scored twice for Rovers and "
    "leaves for Spain in the summer."
)
BAO = (
    "Bão Mộc Miên làm 21 người chết ở tỉnh Hải Tân và khiến 63.500 hộ dân mất điện. Bà Lê Thu Hà, chủ tịch tỉnh Hải Tân, "
    "cho biết 410 ngôi nhà bị tốc mái."
)
LUA = (
    "Huyện Sơn Kỳ gieo 2.350 ha lúa đông xuân, đạt 94% kế hoạch. Ông Vũ Đình Toản, trưởng phòng nông nghiệp Sơn Kỳ, nói "
    "năng suất ước đạt 6,8 tấn/ha."
)
CAU = (
    "Cầu Vạn Kiếp bắc qua sông Lục thông xe hôm thứ ba sau 26 tháng thi công. Chủ đầu tư cho biết cầu dài 1.870 m, tổng "
    "mức đầu tư 1.240 tỷ đồng."
)
FORMS = {
    "headings": "# {title}\n\nGood morning.\n\n## Storm\n\n{0}\n\n## Rates\n\n{1}\n\n## Cup\n\n{2}\n",
    "bold": "# {title}\n\n**Storm Helga batters the coast**\n\n{0}\n\n**1. Rates fall again**\n\n{1}\n\n**Cup final**\n\n{2}\n",
    "bare": "{title}\n\nStorm Helga batters the coast\n{0}\n\n2. Rates fall again\n{1}\n\nRovers reach the final\n\n{2}\n",
    "bullets": "# {title}\n\n- {0}\n\n- {1}\n\n- {2}\n",
    "numbers": "{title}\n\n1. {0}\n2. {1}\n3. {2}\n",
    "leads": "# {title}\n\n**Storm Helga.** {0}\n\n**Rates fall.** {1}\n\n**Cup final:** {2}\n",
    "places": "{title}\n\nPORT ARVEL — {0}\n\nLAKE CITY — {1}\n\nTINWORTH — {2}\n",
    "bylines": "{title}\nTuesday 4 March\nStorm Helga batters the coast\nBy Anna Reed\n{0}\nRates fall again\nBy Tom Hale\n{1}\nCup final\n{2}\n",
    "sub-headings": "# {title}\n\n## Storm\n\n### The night\n\n{0}\n\n### The cost\n\nNot known yet, the town said.\n\n## Rates\n\n{1}\n\n## Cup\n\n{2}\n",
}
DIGEST = "Tuesday briefing: the day in six minutes"

_SINGLE = {
    "storm.md": ("Storm Helga kills 12 in Port Arvel", STORM.replace("15", "12").replace("Monday", "Monday night")),
    "rate.md": ("Lakeland cuts key rate to 3.25%", RATE),
    "cup.md": ("Rovers beat Athletic to reach cup final", MATCH),
    "bao.md": ("Bão Mộc Miên làm 24 người chết ở Hải Tân", BAO.replace("21", "24")),
    "lua.md": ("Sơn Kỳ gieo 2.350 ha lúa đông xuân", LUA),
    "cau.md": ("Thông xe cầu Vạn Kiếp bắc qua sông Lục", CAU),
}


def written(form: str, title: str = DIGEST, stories: Sequence[str] = (STORM, RATE, MATCH)) -> str:
    """A round-up in one of ``FORMS``."""
    return FORMS[form].format(*stories, title=title)


def write_roundup(folder: Path) -> None:
    """Write ``digest.md`` and ``diem-tin.md`` into *folder*, and an article on each of their events."""
    folder.mkdir(exist_ok=True)
    bulletin = written("numbers", "Điểm tin sáng 4/3: bão, lúa và cầu", (BAO, LUA, CAU))
    texts = {"digest.md": written("headings"), "diem-tin.md": bulletin}
    texts |= {name: f"# {title}\n\n{text}\n" for name, (title, text) in _SINGLE.items()}
    for name, text in texts.items():
        (folder / name).write_text(f"---\ndate: 2025-03-04\n---\n{text}", encoding="utf-8")
