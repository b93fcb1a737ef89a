"""How fast a whole run is, and how it grows: ``make bench``.

Writes generated articles (``generate.py``) of several sizes, runs factcheck over them in processes of its own, cold,
with a warm cache and with two workers, and prints a table, the exponents of growth and the figures as JSON.

Times are seconds of processor time unless they are called wall: a machine that does other work too stretches the one
and not the other. ``peak`` is the largest resident memory of the main process. Medians over ``--repeats`` runs.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.generate import write

SIZES = (100, 1_000, 10_000)
LARGE = 100_000
WAYS = ("cold", "warm", "two workers")
STAGES = ("read", "align", "check", "report")


def measured(folder: Path, cache: str, jobs: int) -> dict[str, float]:
    """One run in this process: seconds of processor time by stage and in all, wall seconds, peak MB."""
    began, wall = time.process_time(), time.monotonic()
    from checker.config import Settings
    from checker.engine import local
    from checker.report.json import render

    entered: dict[str, float] = {"start": time.process_time()}

    def progress(stage: str, done: int, total: int) -> None:
        entered.setdefault(stage, time.process_time())

    report = local.run([folder], Settings(cache=cache, jobs=jobs), progress=progress)
    entered["report"] = time.process_time()
    size = len(render(report))
    end = time.process_time()
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        # Reading reports after its first file, so it is taken from the start of the run.
        "read": entered["align"] - entered["start"],
        "align": entered["check"] - entered["align"],
        "check": entered["report"] - entered["check"],
        "report": end - entered["report"],
        "all": end - began,
        "workers": helpers.ru_utime + helpers.ru_stime,
        "wall": time.monotonic() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "claims": len(report.claims),
        "groups": len(report.groups),
        "findings": len(report.discrepancies),
        "bytes": size,
    }


def in_process(folder: Path, cache: str, jobs: int) -> dict[str, float]:
    """``measured`` in a fresh interpreter."""
    command = [sys.executable, "-m", "bench.bench_run", "--one", str(folder), "--cache", cache, "--jobs", str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def median(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}


def series(sizes: Sequence[int], repeats: int, seed: int) -> list[dict[str, Any]]:
    """The figures of each size and way."""
    out: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            folder = Path(place) / f"news{size}"
            planted = write(folder, size, seed)
            kept = str(Path(place) / f"cache{size}")
            # Large runs are long enough to be steady.
            times = repeats if size <= 1_000 else 1
            in_process(folder, kept, 1)
            for way, cache, jobs in zip(WAYS, ("off", kept, "off"), (1, 1, 2), strict=True):
                found = median([in_process(folder, cache, jobs) for _ in range(times)])
                out.append({"articles": size, "way": way, "planted": len(planted), **found})
                print(_line(out[-1]), flush=True)
    return out


def exponents(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The slope of each figure against the articles, both as logarithms: 1 is linear. Least squares over the sizes."""
    cold = [row for row in rows if row["way"] == "cold"]
    if len(cold) < 2:
        return {}
    out = {}
    for name in (*STAGES, "all", "peak", "bytes"):
        points = [(math.log(row["articles"]), math.log(max(row[name], 1e-3))) for row in cold]
        x, y = (statistics.fmean(values) for values in zip(*points, strict=True))
        out[name] = round(sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points), 2)
    return out


_HEAD = f"{'articles':>8}  {'way':<11} {'read':>8} {'align':>8} {'check':>8} {'report':>8} {'all':>8} {'workers':>8} {'wall':>8} {'art/s':>7} {'peak MB':>8}"


def _line(row: dict[str, Any]) -> str:
    stages = " ".join(f"{row[name]:8.2f}" for name in (*STAGES, "all", "workers", "wall"))
    return f"{row['articles']:>8}  {row['way']:<11} {stages} {row['articles'] / row['all']:7.0f} {row['peak']:8.0f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("--large", action="store_true", help=f"{LARGE} articles too; takes long")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--cache", default="off", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one, chosen.cache, chosen.jobs)))
        return
    print(_HEAD)
    rows = series([*chosen.sizes, *([LARGE] if chosen.large else [])], chosen.repeats, chosen.seed)
    grown = exponents(rows)
    print("growth, cold:", "  ".join(f"{name} n^{power}" for name, power in grown.items()))
    if chosen.json:
        told = {"python": platform.python_version(), "rows": rows, "exponents": grown}
        chosen.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
