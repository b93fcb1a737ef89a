"""How fast figures and dates are read, beside other readers from PyPI, and how time grows with hostile text.

    python tests/bench/bench_readers.py [FOLDER ...] [--rounds 5] [--peer-articles 12] [--json FILE]

FOLDERs hold articles (default: ``../shared/corpus/dev`` and ``press``). Everything runs in this process on one core;
times are processor time, medians over the rounds. A peer reads the same sentences, one by one, from the first
``--peer-articles`` articles that are in a language it knows; one that is not installed is named as such. They are no
dependency of ours: install those wanted beside the checkout (pyduckling-native-phihos, quantulum3, dateparser,
recognizers-text-suite with emoji<2) and put them on PYTHONPATH.

A peer does a part of the work: no hedges, no indicators, no status; some read no dates, others nothing else. The
figures say what a reader costs, not how well it reads.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from checker.extract import read
from checker.extract.sentences import sentence_starts
from checker.ingest import entries
from checker.ingest import read as read_source
from checker.languages.pack import pack
from checker.model import Source
from checker.text.span import Span

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
# What is repeated, and the sizes in characters; each is twice the one before.
HOSTILE = (
    "1", "1.", "1,", "1 ", "1/", "1-", "1:", "1 - ", "1 / 2 ", "1.1.1 ", "(1", "(1) ", "$1-", "1% ", "1,5% - ", "12/", "12/3/", "0", "09 ",
    " ", ".", "/", ". ", "\n", "một ", "triệu ", "năm ", "từ 1 đến ", "hơn ", "trên tổng số ", "@", "://", "www.1", "a-1", "x1x",
    "1 triệu ", "thứ 1/", "1 of ", "- ", ") ", "« ", "1h1", "1 giờ ",
)  # fmt: skip
SIZES = (8_000, 16_000, 32_000, 64_000)
# Time at a doubled size over time at the size before; linear work gives 2.
MOST_GROWTH = 2.2

Reader = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader: its name on PyPI, the languages it reads, and how to make it for one of them."""

    name: str
    languages: tuple[str, ...]
    made: Callable[[str], Reader]


def _duckling(lang: str) -> Reader:
    d: Any = import_module("duckling")
    locale = d.parse_locale({"vi": "VI_XX", "en": "EN_GB"}[lang], d.default_locale_lang(d.parse_lang(lang.upper())))
    zones = d.load_time_zones("/usr/share/zoneinfo")
    context = d.Context(
        d.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(datetime(2025, 2, 6, tzinfo=UTC).timestamp())), locale
    )
    wanted = d.parse_dimensions(
        ["amount-of-money", "distance", "duration", "number", "ordinal", "quantity", "temperature", "time", "volume"]
    )
    return lambda sentence: d.parse(sentence, context, wanted, False)


def _quantulum(_: str) -> Reader:
    classifier: Any = import_module("quantulum3.classifier")
    parser: Any = import_module("quantulum3.parser")
    # Its trained part needs the very scikit-learn that it was made with; the rules do the reading.
    classifier.USE_CLF = False
    reader: Reader = parser.parse
    return reader


def _recognizers(_: str) -> Reader:
    dates: Any = import_module("recognizers_date_time")
    numbers: Any = import_module("recognizers_number")
    units: Any = import_module("recognizers_number_with_unit").NumberWithUnitRecognizer("en-us")
    models = [
        numbers.NumberRecognizer("en-us").get_number_model(),
        units.get_currency_model(),
        units.get_dimension_model(),
        dates.DateTimeRecognizer("en-us").get_datetime_model(),
    ]
    return lambda sentence: [model.parse(sentence) for model in models]


def _dateparser(lang: str) -> Reader:
    search: Any = import_module("dateparser.search")
    return lambda sentence: search.search_dates(sentence, languages=[lang])


PEERS = (
    Peer("pyduckling-native-phihos", ("vi", "en"), _duckling),
    Peer("quantulum3", ("en",), _quantulum),
    Peer("recognizers-text-suite", ("en",), _recognizers),
    Peer("dateparser", ("vi", "en"), _dateparser),
)


def sources_of(folders: Iterable[Path]) -> list[Source]:
    """Every readable article under *folders*."""
    found, _ = entries([str(folder) for folder in folders])
    sources = (read_source(entry, f"s{number}")[0] for number, entry in enumerate(found, 1))
    return [source for source in sources if source is not None]


def sentences_of(source: Source) -> list[str]:
    """The sentences of the body, without the empty ones."""
    text, body = source.text, source.body
    starts = sentence_starts(text, body.start, body.end, pack(source.lang or "en"))
    cuts = (text[start:end].strip() for start, end in zip(starts, [*starts[1:], body.end], strict=True))
    return [cut for cut in cuts if cut]


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of *rounds* runs of *work*, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def own(sources: list[Source], rounds: int) -> float:
    """Articles a second of the extract stage; one round runs before the clock does."""
    for source in sources[:20]:
        read(source)
    return len(sources) / seconds(lambda: [read(source) for source in sources], rounds)


def _each(reader: Reader, sentences: list[str]) -> None:
    for sentence in sentences:
        reader(sentence)


def beside(peer: Peer, sources: list[Source], rounds: int) -> dict[str, Any]:
    """Articles a second of *peer* and of ours over the same articles, for each language it reads."""
    row: dict[str, Any] = {"peer": peer.name, "languages": {}}
    for lang, some in ((lang, [s for s in sources if s.lang == lang]) for lang in peer.languages):
        if not some:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader = peer.made(lang)
        except ImportError as error:
            return {"peer": peer.name, "missing": str(error)}
        texts = [sentence for source in some for sentence in sentences_of(source)]
        reader(texts[0])
        theirs = len(some) / seconds(partial(_each, reader, texts), max(1, rounds // 2))
        ours = own(some, rounds)
        row["languages"][lang] = {
            "articles": len(some),
            "theirs": round(theirs, 2),
            "ours": round(ours, 1),
            "ratio": round(ours / theirs, 1),
        }
    return row


def growth(piece: str, lang: str, rounds: int) -> dict[str, Any]:
    """The time that *piece* repeated takes at each size, in milliseconds, and the largest step from one to the next."""
    times = []
    for size in SIZES:
        text = (piece * (size // len(piece) + 1))[:size]
        source = Source(id="a", path="a.txt", text=text, body=Span(0, size), lang=lang, published="2025-02-06")
        times.append(min(_timed(source) for _ in range(rounds)))
    steps = [later / max(earlier, 1e-4) for earlier, later in pairwise(times)]
    # Steps of less than two milliseconds say nothing: the clock and the collector are in them.
    firm = [step for step, later in zip(steps, times[1:], strict=True) if later > 2e-3]
    return {
        "piece": piece,
        "lang": lang,
        "ms": [round(t * 1000, 2) for t in times],
        "step": round(max(firm, default=0.0), 2),
    }


def _timed(source: Source) -> float:
    start = time.process_time()
    read(source)
    return time.process_time() - start


def picked(sources: list[Source], count: int) -> list[Source]:
    """The first *count* articles of each language, in order of path."""
    found: list[Source] = []
    for lang in sorted({source.lang or "" for source in sources}):
        found.extend([source for source in sources if source.lang == lang][:count])
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-articles", type=int, default=12, help="of each language; 0 leaves the peers out")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args(arguments)
    folders = options.folders or [folder for folder in (CORPUS / "dev", CORPUS / "press") if folder.is_dir()]
    if not folders:
        print(f"no articles: name a folder, or put some under {CORPUS}", file=sys.stderr)
        return 2

    out: dict[str, Any] = {"own": {}, "peers": [], "growth": []}
    every: list[Source] = []
    print(f"{'folder':24} {'articles':>8} {'characters':>10} {'articles/s':>10} {'MB/s':>6}")
    for folder in folders:
        sources = sources_of([folder])
        every.extend(sources)
        speed = own(sources, options.rounds)
        chars = sum(len(source.text) for source in sources)
        size = sum(len(source.text.encode()) for source in sources) / len(sources) * speed / 1e6
        out["own"][folder.name] = {
            "articles": len(sources),
            "characters": chars,
            "articles_per_s": round(speed, 1),
            "mb_per_s": round(size, 2),
        }
        print(f"{folder.name:24} {len(sources):8} {chars:10} {speed:10.1f} {size:6.2f}")

    if options.peer_articles:
        print(f"\n{'peer':26} {'language':8} {'articles':>8} {'theirs/s':>9} {'ours/s':>8} {'times':>7}")
        for peer in PEERS:
            row = beside(peer, picked(every, options.peer_articles), options.rounds)
            out["peers"].append(row)
            if "missing" in row:
                print(f"{peer.name:26} not installed: {row['missing']}")
                continue
            for lang, figures in row["languages"].items():
                print(
                    f"{peer.name:26} {lang:8} {figures['articles']:8} {figures['theirs']:9} {figures['ours']:8} {figures['ratio']:7}"
                )

    print(f"\n{'repeated':16} {'lang':4} {'ms at ' + ' '.join(map(str, SIZES)):>44} {'step':>6}")
    worst = 0.0
    for piece in HOSTILE:
        for lang in ("vi", "en"):
            row = growth(piece, lang, options.rounds)
            out["growth"].append(row)
            worst = max(worst, row["step"])
            mark = "  more than linear" if row["step"] > MOST_GROWTH else ""
            print(f"{piece!r:16} {lang:4} {' '.join(f'{t:10.2f}' for t in row['ms']):>44} {row['step']:6.2f}{mark}")
    print(f"\nlargest step at a doubled size: {worst:.2f} (linear is 2)")
    if options.json:
        options.json.write_text(json.dumps(out, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
