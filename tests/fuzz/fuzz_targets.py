"""What is fuzzed: every reader, the figure reader and the loader of JSON reports, each fed with mutated bytes.

A target takes bytes; whatever it raises is a finding. The mutations are those of any byte fuzzer (flip, cut, repeat,
splice), and one that knows the trade: pieces of figures, dates, lists and markup are put in.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from ingest_files import docx, pdf, windows_1258
from sample_report import report as sample

from checker import extract, ingest
from checker.errors import ReadError
from checker.model import Source
from checker.report import json as document_format
from checker.report.load import loaded
from checker.text.span import Span
from checker.values.figure import Quantity

Target = Callable[[bytes], None]

ARTICLE = (
    "Nước sông dâng cao ở Hà Nam\n\nSáng 6/2/2024, mưa 120 mm làm 12 người bị thương, trong đó 3 trẻ em; thiệt hại 1,5 tỷ "
    "đồng, tăng 12,5% so với năm 2023 (từ 1.200 lên 1.350 hộ). Tỷ lệ đạt 132.626/253.837, tức 52,25%.\n5 rõ: “rõ người, "
    "rõ việc, rõ tiến độ, rõ trách nhiệm, rõ kết quả”.\n- Thứ nhất, xã A: 12 hộ\n- Thứ ba, xã B: 30 hộ\n"
)
STORY = (
    "Harbour plan moves on\n\nPORT ELLERY, Feb. 6, 2024 — Of 1,204 ships, about two thirds (67%) came from 3 ports: "
    "Alpha, Beta and Gamma. Costs rose 12% to $1.5 million from $1.34 million a year earlier, or 8-10 percentage points.\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour plan</title><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"Harbour plan","datePublished":"2024-02-06"}</script></head><body><nav><a href="/">Home</a></nav>'
    f"<article><h1>Harbour plan</h1>{''.join(f'<p>{STORY}</p>' for _ in range(3))}<table><tr><td>2023</td><td>1,204</td></tr></table>"
    "</article><footer>12 comments</footer></body></html>"
)
BODY = f"<w:p><w:r><w:t>{ARTICLE.split(chr(10))[2]}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"

SEEDS: Mapping[str, Sequence[bytes]] = {
    "text": [ARTICLE.encode(), STORY.encode(), ARTICLE.encode("utf-16"), windows_1258(ARTICLE), STORY.encode("cp1252", "replace")],
    "markdown": [f'---\ntitle: "Plan"\ndate: 2024-02-06\nlang: en\ntags: [a]\n---\n# Plan\n\n{STORY}'.encode()],
    "html": [PAGE.encode()],
    "docx": [docx(BODY, title="Plan", footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>12 hộ</w:t></w:r></w:p></w:footnote>')],
    "pdf": [pdf([[(72, 700, "Harbour plan of the town"), (72, 680, "In all 42 ships came on 6 May 2024.")]])],
    "csv": [b"year,ships,share\n2023,1204,12.5%\n2024,1350,\n", "năm;số hộ\n2023;1.204\n".encode()],
    "figures_vi": [ARTICLE.encode()],
    "figures_en": [STORY.encode()],
    "report": [document_format.render(sample()).encode()],
}  # fmt: skip

# Put in whole: what our readers look for.
PIECES = (
    "0 1 05 12 31 100 2024 1.000 1,5 1.234.567 % $ € ₫ - – — / . , ; : ( ) [ ] { } “ ” \" ' ° + × < > & ½ ² ١ １ \u0301 \u200b \u202e "
    "\ufeff \ufffc \x00 \x1b từ đến hơn khoảng năm tháng ngày quý triệu tỷ rưỡi người lần trong đó so với tăng giảm hai mươi mốt "
    "from to between and of percent million first January dozens half null true false -1 1e999 NaN 99999999999999999999 <p> </p> "
    "<table> <tr> <td> <script> <!-- --> <w:p> </w:p> <w:del> --- title: date: % | \n \n\n \t"
).split(" ")


def _reader(name: str) -> Target:
    def run(data: bytes) -> None:
        source, problems = ingest.read_bytes(data, name, "s1")
        assert source is not None or problems, "neither a source nor a problem"
        if source is not None:
            assert 0 <= source.body.start <= source.body.end <= len(source.text)
            assert (source.status == "read") == (not problems), "a problem without a partial source, or the reverse"
            _extract(source)

    return run


def _figures(lang: str) -> Target:
    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        _extract(Source(id="s1", path="a.txt", text=text, body=Span(0, len(text)), lang=lang, published="2024-02-06"))

    return run


def _extract(source: Source) -> None:
    passage = extract.read(source)
    for claim in passage.claims:
        assert 0 <= claim.span.start < claim.span.end <= len(source.text)
        assert 0 <= claim.sentence.start <= claim.span.start
        if isinstance(claim.value, Quantity):
            assert claim.value.lo <= claim.value.hi
    known = {claim.id for claim in passage.claims}
    assert all(claim.id in known for relation in passage.relations for _, claim in relation.roles)


def _load(data: bytes) -> None:
    try:
        report = loaded(document_format.load(data))
    except ReadError:
        # Refused with its reason: what a damaged report is for.
        return
    document_format.render(report)


TARGETS: Mapping[str, Target] = {
    "text": _reader("a.txt"),
    "markdown": _reader("a.md"),
    "html": _reader("a.html"),
    "docx": _reader("a.docx"),
    "pdf": _reader("a.pdf"),
    "csv": _reader("a.csv"),
    "figures_vi": _figures("vi"),
    "figures_en": _figures("en"),
    "report": _load,
}
# A PDF costs a process of its own: a tenth of a second, against a thousandth for the others.
SLOW = frozenset({"pdf"})


def mutated(name: str, draw: random.Random) -> bytes:
    """One input for the target *name*: a seed with one to eight changes."""
    data = bytearray(draw.choice(SEEDS[name]))
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.choice((1, 1, 2, 8, 64, 512)))
        match draw.randrange(6):
            case 0 if at < len(data):
                data[at] ^= 1 << draw.randrange(8)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * draw.choice((1, 2, 20))
            case 3:
                other = draw.choice(SEEDS[name])
                start = draw.randrange(len(other))
                data[at:end] = other[start : start + draw.choice((1, 8, 64))]
            case 4:
                data[at:at] = bytes(draw.randrange(256) for _ in range(draw.choice((1, 4))))
            case _:
                data[at:at] = " ".join(draw.choices(PIECES, k=draw.choice((1, 2, 6)))).encode("utf-8", "surrogatepass")
    return bytes(data)
