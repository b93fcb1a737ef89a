"""``make kills``: kill -9 at random points of many runs that share a cache and their outputs; nothing may come of it.

    python tests/bench/kills.py [--runs 200] [--articles 24] [--seed N] [--keep]

Each run writes three reports and a cache and is killed after a random share of the time that a whole run takes; one that
ended first does not count. After each, every report is there as a whole run writes it, or as it was before. After every
tenth, and after all, a run that is not killed gives the same bytes as one without a cache. Exits with 1 where that is not
so. ``--keep`` writes what came of it to ``kills.json``, which the README's figure is held against.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.generate import write

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ("r.json", "r.html", "r.xlsx")
TALLY = Path(__file__).with_name("kills.json")


def _command(news: Path, out: Path, cache: list[str]) -> list[str]:
    reports = [part for name in REPORTS for part in ("--report", f"{name.partition('.')[2]}={out / name}")]
    return [sys.executable, "-m", "checker", "run", str(news), "--quiet", "--fail-on", "never", *cache, *reports]


def _whole(command: list[str], folder: Path, environ: dict[str, str]) -> float:
    """A run that nobody kills, and the seconds it takes."""
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def _held(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in REPORTS if (out / name).exists()}


def trial(folder: Path, runs: int, articles: int, seed: int) -> tuple[int, list[str]]:
    """How many runs ended before they could be killed, while *runs* were, and what went wrong."""
    draw = random.Random(seed)
    news, out, cache = folder / "news", folder / "out", folder / "cache"
    write(news, articles, seed=seed)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = _command(news, out, ["--cache", str(cache)])
    cold = _whole(_command(news, folder / "plain", ["--no-cache"]), folder, environ)
    expected = _held(folder / "plain")
    _whole(command, folder, environ)
    warm = _whole(command, folder, environ)
    wrong: list[str] = []
    killed = ended = 0
    while killed < runs:
        # A third of the runs begin without a report and a third without a cache, so that first writes are caught too.
        kind = draw.randrange(3)
        if kind == 0:
            for name in REPORTS:
                (out / name).unlink(missing_ok=True)
        elif kind == 1:
            shutil.rmtree(cache, ignore_errors=True)
        before = _held(out)
        process = subprocess.Popen(command, cwd=folder, env=environ, start_new_session=True, stdout=subprocess.DEVNULL)
        time.sleep((cold if kind == 1 else warm) * draw.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            ended += 1
        else:
            killed += 1
        held = _held(out)
        wrong += [
            f"run {killed + ended}: {name} is neither the old report nor a whole new one"
            for name in REPORTS
            if held.get(name) not in (expected[name], before.get(name))
        ]
        if killed == runs or (killed + ended) % 10 == 0:
            _whole(command, folder, environ)
            if _held(out) != expected:
                wrong.append(f"the run after {killed + ended} gives other bytes")
    return ended, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", action="store_true", help="write what came of it to kills.json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ended, wrong = trial(Path(folder), given.runs, given.articles, given.seed)
    print(f"seed {given.seed}: {given.runs} runs killed on the way, {ended} more ended before; {len(wrong)} went wrong")
    print("\n".join(wrong))
    if given.keep:
        told = {"seed": given.seed, "killed": given.runs, "ended": ended, "wrong": len(wrong)}
        TALLY.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
