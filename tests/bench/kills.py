"""``make kills``: kill -9 at random points of many runs that share a cache and their outputs; nothing may come of it.

    python tests/bench/kills.py [--runs 200] [--articles 24] [--seed N]

Each run writes three reports and a cache and is killed after a random share of the time that a whole run takes, the end
included. After each, every report is there as a whole run writes it, or as it was before; after all, one more run that
is not killed gives the same bytes, and its cache holds nothing that a run without one contradicts. Exits with 1 where
that is not so.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.generate import write

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ("r.json", "r.html", "r.xlsx")


def _command(news: Path, out: Path, cache: list[str]) -> list[str]:
    reports = [part for name in REPORTS for part in ("--report", f"{name.partition('.')[2]}={out / name}")]
    return [sys.executable, "-m", "checker", "run", str(news), "--quiet", "--fail-on", "never", *cache, *reports]


def _held(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in REPORTS if (out / name).exists()}


def trial(folder: Path, runs: int, articles: int, seed: int) -> tuple[int, int, list[str]]:
    """How many of *runs* were killed before they ended, how many ended first, and what went wrong."""
    draw = random.Random(seed)
    news, out, cache = folder / "news", folder / "out", ["--cache", str(folder / "cache")]
    write(news, articles, seed=seed)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    subprocess.run(_command(news, folder / "plain", ["--no-cache"]), cwd=folder, env=environ, check=True)
    lasted = time.monotonic() - began
    expected = _held(folder / "plain")
    wrong: list[str] = []
    killed = 0
    for number in range(runs):
        # A third of the runs begin without a report, so that a first write is caught too.
        if number % 3 == 0:
            for name in REPORTS:
                (out / name).unlink(missing_ok=True)
        before = _held(out)
        process = subprocess.Popen(_command(news, out, cache), cwd=folder, env=environ, start_new_session=True)
        time.sleep(lasted * draw.uniform(0.05, 1.1))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() != 0
        for name in REPORTS:
            found = _held(out).get(name)
            if found not in (expected[name], before.get(name)):
                wrong.append(f"run {number}: {name} is neither the old report nor a whole new one")
    subprocess.run(_command(news, out, cache), cwd=folder, env=environ, check=True)
    if _held(out) != expected:
        wrong.append("the run after all of them gives other bytes")
    return killed, runs - killed, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed, ended, wrong = trial(Path(folder), given.runs, given.articles, given.seed)
    print(
        f"seed {given.seed}: {given.runs} runs, {killed} killed on the way, {ended} ended before; {len(wrong)} went wrong"
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
