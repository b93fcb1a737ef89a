"""What is fuzzed: every reader, the figure reader, data packages, settings and the loader of JSON reports.

A target takes bytes; whatever it raises is a finding, and so is a reader that breaks off in its process or takes longer
than any input of this size may. The mutations are those of any byte fuzzer (flip, cut, repeat, splice), and three that
know the trade: pieces of figures, dates, lists and markup are put in, a part of a container is changed and packed again,
a tree of JSON is changed and written again.
"""

from __future__ import annotations

import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest_files import docx, ods, pdf, windows_1258
from sample_report import report as sample

from checker import config, extract, ingest
from checker.errors import ConfigError, ReadError
from checker.ingest import limits
from checker.model import Source
from checker.report import FORMATS, renderer, xlsx
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
BERITA = (
    "Pelabuhan baru dibuka\n\nPada 6 Februari 2024, sebanyak 1.204 kapal (12,5%) tiba, naik dari 1.150 kapal; suhu 31 °C, biaya Rp 1,5 "
    "triliun atau sekitar 2-3 juta ton, dua kali lipat dari tahun 2023.\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour plan</title><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"Harbour plan","datePublished":"2024-02-06"}</script></head><body><nav><a href="/">Home</a></nav>'
    f"<article><h1>Harbour plan</h1>{''.join(f'<p>{STORY}</p>' for _ in range(3))}<table><tr><td>2023</td><td>1,204</td></tr></table>"
    "</article><footer>12 comments</footer></body></html>"
)
BODY = f"<w:p><w:r><w:t>{ARTICLE.split(chr(10))[2]}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"

PACKAGE = {
    "name": "harbour",
    "resources": [
        {
            "name": "ships", "path": "ships.csv", "title": "Ships by year", "dialect": {"delimiter": ";"},
            "schema": {
                "fields": [{"name": "year", "type": "year"}, {"name": "ships", "type": "integer", "unit": "ships"}],
                "primaryKey": ["year"], "missingValues": ["", "-"],
            },
        },
        {"path": ["a.csv", "../b.csv", "/etc/passwd"]},
    ],
}  # fmt: skip
SETTINGS = (
    'select = ["FC1", "FC201"]\nfail-on = "warning"\nsessions = "folder"\njobs = 2\n\n[rules.FC201]\nmargin = "0.02"\n\n'
    '[[suppress]]\nfile = "a.txt"\nrule = "FC101"\nquote = "35 percent"\nreason = "asked"\nexpires = 2026-12-31\n\n'
    '[[table]]\nfile = "*.csv"\nunit = "ships"\nheader = 1\n'
)


def parquet() -> bytes:
    """A Parquet file of three columns; empty where the library is not there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return b"PAR1"
    out = io.BytesIO()
    pq.write_table(pa.table({"year": [2023, 2024], "ships": [1204, 1350], "share": ["12.5%", None]}), out)
    return out.getvalue()


SEEDS: Mapping[str, Sequence[bytes]] = {
    "text": [ARTICLE.encode(), STORY.encode(), ARTICLE.encode("utf-16"), windows_1258(ARTICLE), STORY.encode("cp1252", "replace")],
    "markdown": [f'---\ntitle: "Plan"\ndate: 2024-02-06\nlang: en\ntags: [a]\n---\n# Plan\n\n{STORY}'.encode()],
    "html": [PAGE.encode()],
    "docx": [docx(BODY, title="Plan", footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>12 hộ</w:t></w:r></w:p></w:footnote>')],
    "pdf": [pdf([[(72, 700, "Harbour plan of the town"), (72, 680, "In all 42 ships came on 6 May 2024.")]])],
    "csv": [b"year,ships,share\n2023,1204,12.5%\n2024,1350,\n", "năm;số hộ\n2023;1.204\n".encode()],
    "xlsx": [xlsx.render(sample())],
    "ods": [ods((("năm", "số hộ"), ("2023", "1204"), ("2024", "1350")))],
    "parquet": [parquet()],
    "json": [json.dumps([{"year": 2023, "ships": 1204, "share": "12,5%"}, {"year": 2024, "ships": 1350.5, "note": None}]).encode()],
    "jsonl": [b'{"year": 2023, "ships": 1204}\n{"year": 2024, "ships": 1350}\n'],
    "package": [json.dumps(PACKAGE).encode()],
    "settings": [SETTINGS.encode()],
    "figures_vi": [ARTICLE.encode()],
    "figures_en": [STORY.encode()],
    "figures_id": [BERITA.encode()],
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
        for problem in problems:
            # A parser that crashes is held off by its process; a fault of ours is told too, but looked for here.
            assert "broke off" not in problem.message, problem.message
            assert "was stopped" not in problem.message, problem.message
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


def _package(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "ships.csv").write_bytes(b"year;ships\n2023;1204\n")
        Path(folder, "datapackage.json").write_bytes(data)
        entries, _ = ingest.entries([folder])
        assert all(Path(folder).resolve() in entry.path.resolve().parents for entry in entries)
        for entry in entries:
            ingest.read(entry, "s1")


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, config.FILE)
        file.write_bytes(data)
        try:
            config.load(Path(folder))
        except ConfigError:
            # Refused with its reason.
            return


def _load(data: bytes) -> None:
    try:
        report = loaded(document_format.load(data))
    except ReadError:
        # Refused with its reason: what a damaged report is for.
        return
    for name in {"json", sorted(FORMATS)[len(data) % len(FORMATS)]}:
        one = renderer(name)(report)
        assert one, "an empty output"


TARGETS: Mapping[str, Target] = {
    "text": _reader("a.txt"),
    "markdown": _reader("a.md"),
    "html": _reader("a.html"),
    "docx": _reader("a.docx"),
    "pdf": _reader("a.pdf"),
    "csv": _reader("a.csv"),
    "xlsx": _reader("a.xlsx"),
    "ods": _reader("a.ods"),
    "parquet": _reader("a.parquet"),
    "json": _reader("a.json"),
    "jsonl": _reader("a.jsonl"),
    "package": _package,
    "settings": _settings,
    "figures_vi": _figures("vi"),
    "figures_en": _figures("en"),
    "figures_id": _figures("id"),
    "report": _load,
}
# How often each is drawn, where all are; 1 unless told. What is cheap and our own is drawn most.
SHARES: Mapping[str, int] = {
    "report": 8,
    "figures_vi": 8,
    "figures_en": 8,
    "figures_id": 2,
    "text": 4,
    "markdown": 4,
    "csv": 4,
    "html": 2,
    "docx": 3,
}
# No input here is longer than some thousand characters: what takes this long does not end in proportion.
MOST_SECONDS = 20
_ZIPS = frozenset({"docx", "xlsx", "ods"})
_TREES = frozenset({"report", "json", "package"})


def bounded() -> None:
    """Give the process that reads no longer than ``MOST_SECONDS`` either."""
    limits.READ_SECONDS = MOST_SECONDS


def mutated(name: str, draw: random.Random) -> bytes:
    """One input for the target *name*: a seed with one to eight changes."""
    seed = draw.choice(SEEDS[name])
    if name in _ZIPS and draw.random() < 0.75:
        return _repacked(seed, draw)
    if name in _TREES and draw.random() < 0.75:
        return _regrown(seed, draw)
    return _changed(seed, SEEDS[name], draw)


def _changed(seed: bytes, others: Sequence[bytes], draw: random.Random) -> bytes:
    data = bytearray(seed)
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
                other = draw.choice(others)
                start = draw.randrange(len(other))
                data[at:end] = other[start : start + draw.choice((1, 8, 64))]
            case 4:
                data[at:at] = bytes(draw.randrange(256) for _ in range(draw.choice((1, 4))))
            case _:
                data[at:at] = " ".join(draw.choices(PIECES, k=draw.choice((1, 2, 6)))).encode("utf-8", "surrogatepass")
    return bytes(data)


def _repacked(seed: bytes, draw: random.Random) -> bytes:
    """The container *seed* with one of its parts changed, left out or doubled."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        chosen = draw.choice(names)
        for name in names:
            part = before.read(name)
            if name == chosen:
                match draw.randrange(8):
                    case 0:
                        continue
                    case 1:
                        part = before.read(draw.choice(names))
                    case _:
                        part = _changed(part or b" ", [part or b" "], draw)
            after.writestr(name, part)
    return out.getvalue()


_LEAVES: Sequence[Any] = (
    None, True, False, 0, -1, 1, 2**31, -(2**63), 10**40, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", "0", "-1", "NaN",
    "Infinity", "1e999999", "2024-02-30", "s1", "c1", "FC101", "\ud800", "\0", "a" * 3_000, [], {}, [[]], [None], {"": None},
)  # fmt: skip


def _regrown(seed: bytes, draw: random.Random) -> bytes:
    """The JSON *seed* with some of its nodes changed, left out, doubled or put elsewhere."""
    tree = json.loads(seed)
    for _ in range(draw.randint(1, 5)):
        nodes: list[tuple[Any, Any]] = []
        stack = [tree]
        while stack:
            node = stack.pop()
            keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node)))
            nodes += [(node, key) for key in keys]
            stack += [node[key] for key in keys if isinstance(node[key], (dict, list))]
        if not nodes:
            break
        node, key = draw.choice(nodes)
        match draw.randrange(5):
            case 0:
                del node[key]
            case 1:
                other, elsewhere = draw.choice(nodes)
                # A copy: a tree that holds itself cannot be written.
                node[key] = json.loads(json.dumps(other[elsewhere]))
            case 2 if isinstance(node, list):
                node.append(json.loads(json.dumps(node[key])))
            case 3 if isinstance(node[key], str) and node[key]:
                node[key] = _changed(node[key].encode("utf-8", "replace"), [b" "], draw).decode("utf-8", "replace")
            case _:
                node[key] = draw.choice(_LEAVES)
    return json.dumps(tree).encode()
