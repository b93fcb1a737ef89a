"""How fast a whole run is, and how it grows: ``make bench``.

Writes generated articles (``generate.py``) of several sizes, runs factcheck over them in processes of its own, cold,
with a warm cache, with two workers and, with two workers, into tables without a report, and prints a table, the
exponents of growth and the figures as JSON. ``--large`` adds a size of which tables alone are made: a report on so many
articles would be a gigabyte.

Times are seconds of processor time unless they are called wall: a machine that does other work too stretches the one
and not the other. ``chain`` is the longest chain of work, the main process and half of what two workers do: on two
cores of its own a run takes that long. ``peak`` is the largest resident memory of the main process, ``worker`` that of
the largest worker. Medians over ``--repeats`` runs.
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
WAYS = ("cold", "warm", "two workers", "tables")
STAGES = ("read", "align", "check", "report")


def measured(folder: Path, cache: str, jobs: int, tables: Path | None) -> dict[str, float]:
    """One run in this process: seconds of processor time by stage and in all, wall seconds, peak MB; without stages where *tables* are written there."""
    began, wall = time.process_time(), time.monotonic()
    from checker.config import Settings

    settings = Settings(cache=cache, jobs=jobs)
    told = _streamed(folder, settings, tables) if tables else _reported(folder, settings)
    spent = time.process_time() - began
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = helpers.ru_utime + helpers.ru_stime
    return {
        **told,
        "all": spent,
        "workers": workers,
        "chain": spent + workers / jobs,
        "wall": time.monotonic() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker": helpers.ru_maxrss / 1024,
    }


def _streamed(folder: Path, settings: Any, tables: Path) -> dict[str, float]:
    from checker.engine import streaming

    sizes = streaming.write(tables, [folder], settings).sizes
    return {"claims": sizes["claims"], "groups": sizes["groups"], "findings": sizes["discrepancies"]}


def _reported(folder: Path, settings: Any) -> dict[str, float]:
    from checker.engine import local
    from checker.report.json import render

    entered: dict[str, float] = {"start": time.process_time()}

    def progress(stage: str, done: int, total: int) -> None:
        entered.setdefault(stage, time.process_time())

    report = local.run([folder], settings, progress=progress)
    entered["report"] = time.process_time()
    size = len(render(report))
    return {
        # Reading reports after its first file, so it is taken from the start of the run.
        "read": entered["align"] - entered["start"],
        "align": entered["check"] - entered["align"],
        "check": entered["report"] - entered["check"],
        "report": time.process_time() - entered["report"],
        "claims": len(report.claims),
        "groups": len(report.groups),
        "findings": len(report.discrepancies),
        "bytes": size,
    }


def in_process(folder: Path, cache: str, jobs: int, tables: Path | None = None) -> dict[str, float]:
    """``measured`` in a fresh interpreter."""
    command = [sys.executable, "-m", "bench.bench_run", "--one", str(folder), "--cache", cache, "--jobs", str(jobs)]
    command += ["--tables", str(tables)] if tables else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def median(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}


def series(sizes: Sequence[int], repeats: int, seed: int, chosen: Sequence[str] = WAYS) -> list[dict[str, Any]]:
    """The figures of each size and way that is *chosen*."""
    out: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            folder = Path(place) / f"news{size}"
            planted = write(folder, size, seed)
            kept = str(Path(place) / f"cache{size}")
            # Large runs are long enough to be steady.
            times = repeats if size <= 1_000 else 1
            tables = Path(place) / "tables"
            ways = list(zip(WAYS, ("off", kept, "off", "off"), (1, 1, 2, 2), (None, None, None, tables), strict=True))
            if size < LARGE and "warm" in chosen:
                in_process(folder, kept, 1)
            for way, cache, jobs, target in ways if size < LARGE else ways[-1:]:
                if way not in chosen:
                    continue
                found = median([in_process(folder, cache, jobs, target) for _ in range(times)])
                out.append({"articles": size, "way": way, "planted": len(planted), **found})
                print(_line(out[-1]), flush=True)
    return out


def exponents(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The slope of each figure against the articles, both as logarithms: 1 is linear. Least squares over the sizes."""
    out = {}
    for way, names in (("cold", (*STAGES, "all", "peak", "bytes")), ("tables", ("chain", "peak"))):
        some = [row for row in rows if row["way"] == way]
        for name in names if len(some) > 1 else ():
            label = name if way == "cold" else f"{way} {name}"
            out[label] = _slope([(row["articles"], row[name]) for row in some])
    return out


def _slope(points: Sequence[tuple[float, float]]) -> float:
    logs = [(math.log(one), math.log(max(two, 1e-3))) for one, two in points]
    x, y = (statistics.fmean(values) for values in zip(*logs, strict=True))
    return round(sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs), 2)


_COLUMNS = (*STAGES, "all", "workers", "chain", "wall")
_HEAD = f"{'articles':>8}  {'way':<11} {' '.join(f'{name:>8}' for name in _COLUMNS)} {'art/s':>7} {'peak MB':>8} {'worker':>8}"


def _line(row: dict[str, Any]) -> str:
    stages = " ".join(f"{row[name]:8.2f}" if name in row else f"{'':8}" for name in _COLUMNS)
    rate = row["articles"] / row["chain"]
    return f"{row['articles']:>8}  {row['way']:<11} {stages} {rate:7.0f} {row['peak']:8.0f} {row['worker']:8.0f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("--large", action="store_true", help=f"tables of {LARGE} articles too; takes long")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", type=lambda text: text.split(","), default=list(WAYS), help=", ".join(WAYS))
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--cache", default="off", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--tables", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one, chosen.cache, chosen.jobs, chosen.tables)))
        return
    print(_HEAD)
    rows = series([*chosen.sizes, *([LARGE] if chosen.large else [])], chosen.repeats, chosen.seed, chosen.ways)
    grown = exponents(rows)
    print("growth:", "  ".join(f"{name} n^{power}" for name, power in grown.items()))
    if chosen.json:
        told = {"python": platform.python_version(), "rows": rows, "exponents": grown}
        chosen.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
