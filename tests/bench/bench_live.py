"""How long a check after one edit takes: a draft of 5,000 words against 50 sources, as ``factcheck watch`` makes it.

    PYTHONPATH=tests python -m bench.bench_live

The draft tells of one event at length, and of the others in passing; how many sources belong to its session decides
what an edit costs, so three are measured. Medians of processor time in milliseconds; nothing is read from a cache.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from bench.generate import write

_WORDS = 5_000
_SOURCES = 50


def measured(place: Path, mates: int, edits: int) -> dict[str, float]:
    """A draft in one session with *mates* of the fifty sources, edited *edits* times."""
    from checker import config
    from checker.config import Settings
    from checker.engine.live import Live

    files = sorted(path for path in (place / "pool").rglob("*.txt"))[:_SOURCES]
    folders = {"with": files[:mates], "apart": files[mates:]}
    draft = place / f"desk{mates}" / "with" / "draft.txt"
    for name, some in folders.items():
        (place / f"desk{mates}" / name).mkdir(parents=True, exist_ok=True)
        for file in some:
            (place / f"desk{mates}" / name / file.name).write_bytes(file.read_bytes())
    words: list[str] = []
    bodies = [file.read_text(encoding="utf-8").split("\n---\n")[-1] for file in files[: max(mates, 5)]]
    while sum(len(body.split()) for body in words) < _WORDS:
        words.append(bodies[len(words) % len(bodies)])
    draft.write_text("\n\n".join(words), encoding="utf-8")
    # By folder, so that the size of the session is what is asked for.
    settings = Settings(sessions="folder")
    live = Live([place / f"desk{mates}"], settings, config.plan(settings))
    began = time.process_time()
    report = live.check()
    first = time.process_time() - began
    took = []
    for number in range(edits):
        draft.write_text(draft.read_text(encoding="utf-8") + f"\nThey sold {4_000 + number} boats.\n", encoding="utf-8")
        began = time.process_time()
        live.check()
        took.append(time.process_time() - began)
    return {
        "mates": mates,
        "claims": len(report.claims),
        "first_ms": round(first * 1000),
        "edit_ms": round(statistics.median(took) * 1000),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=9)
    parser.add_argument("--mates", type=lambda text: [int(one) for one in text.split(",")], default=[0, 5, 50])
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write(place / "pool", 4 * _SOURCES, seed=2)
        rows = [measured(place, mates, chosen.edits) for mates in chosen.mates]
    for row in rows:
        print(
            f"{row['mates']:>3} of {_SOURCES} sources in its session: first {row['first_ms']:>6} ms, after an edit {row['edit_ms']:>6} ms"
        )
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
