"""The same report over Spark as on this machine, byte for byte: ``make test-spark-large``.

    python -m bench.bench_spark [--articles 20000] [--crowd 5000] [--kills 3] [--over dev,press] [--shared ../shared] [--json FILE]

Runs our own sources, the corpus where it is there, and generated articles, *crowd* of them on one event, through either
engine in processes of their own and compares the bytes of both reports. While Spark works on the generated articles, the
busiest of its worker processes is killed, *kills* times. Exits with 1 where a byte differs.

``cpu`` are seconds of processor time of all processes of a run, those of the Java process among them, and ``peak`` is
the largest resident memory of the one that makes the report, ``java`` that of the Java process, ``worker`` that of the
largest of the others, in MB. They are read from /proc, so Linux alone can measure this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.generate import write

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("local", "spark")
OVER = ("sources", "dev", "press", "generated")
# Seconds between two looks at the workers, and the share of a core at which one of them is at work.
_LOOK, _BUSY = 2.0, 0.1


class Process(NamedTuple):
    """A process of this run. ``ticks`` of processor time; ``ended`` those of children that are gone; ``peak`` in MB."""

    pid: int
    parent: int
    name: str
    ticks: int
    ended: int
    peak: float


def ours() -> Iterator[Process]:
    """The processes of this session of the system: whoever starts a run gives it one of its own."""
    session = os.getsid(0)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            head, _, tail = (folder / "stat").read_text().rpartition(")")
            lines = (folder / "status").read_text().splitlines()
        except OSError:
            # It ended while we looked.
            continue
        told = tail.split()
        if int(told[3]) != session:
            continue
        peak = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
        used, gone = int(told[11]) + int(told[12]), int(told[13]) + int(told[14])
        yield Process(int(folder.name), int(told[1]), head.partition("(")[2], used, gone, peak)


class Killer(threading.Thread):
    """Kills the busiest worker of Spark, *most* times, with at least *apart* seconds between."""

    def __init__(self, most: int, apart: float) -> None:
        super().__init__(daemon=True)
        self.left, self.killed, self._apart = most, 0, apart

    def run(self) -> None:
        before: dict[int, int] = {}
        last = time.monotonic()
        while self.left:
            time.sleep(_LOOK)
            found = list(ours())
            java = {one.pid for one in found if one.name == "java"}
            daemons = {one.pid for one in found if one.parent in java}
            workers = [one for one in found if one.parent in daemons]
            busy = max(workers, key=lambda one: one.ticks - before.get(one.pid, one.ticks), default=None)
            gained = busy.ticks - before.get(busy.pid, busy.ticks) if busy else 0
            before = {one.pid: one.ticks for one in workers}
            if busy and gained > _BUSY * _LOOK * os.sysconf("SC_CLK_TCK") and time.monotonic() - last >= self._apart:
                os.kill(busy.pid, signal.SIGKILL)
                last = time.monotonic()
                self.killed += 1
                self.left -= 1


def measured(engine: str, folder: Path, out: Path, jobs: int, kills: int) -> dict[str, float]:
    """One run in this process: its report to *out*, and what it took."""
    from checker.config import Settings
    from checker.report.json import render

    began = time.monotonic()
    killer = Killer(kills, apart=20.0)
    if engine == "spark":
        from checker.engine import spark

        made = spark.session(jobs)
        started = time.monotonic() - began
        killer.start()
        report = spark.run([folder], Settings(), spark=made)
    else:
        from checker.engine import local

        started = 0.0
        report = local.run([folder], Settings(jobs=jobs))
    out.write_text(render(report), encoding="utf-8")
    found = list(ours())
    tick = os.sysconf("SC_CLK_TCK")
    java = [one for one in found if one.name == "java"]
    others = [one for one in found if one.pid != os.getpid() and one not in java]
    return {
        "articles": len(report.sources),
        "largest": max((len(session.sources) for session in report.sessions), default=0),
        "findings": len(report.discrepancies),
        "killed": killer.killed,
        "started": round(started, 1),
        "wall": round(time.monotonic() - began, 1),
        "cpu": round(sum(one.ticks + one.ended for one in found) / tick, 1),
        "cpu java": round(sum(one.ticks for one in java) / tick, 1),
        "peak": round(next(one.peak for one in found if one.pid == os.getpid())),
        "java": round(max((one.peak for one in java), default=0.0)),
        "worker": round(max((one.peak for one in others), default=0.0)),
    }


def in_process(engine: str, folder: Path, out: Path, jobs: int, kills: int = 0) -> dict[str, float]:
    """``measured`` in a fresh interpreter, in a session of its own."""
    command = [sys.executable, "-m", "bench.bench_spark", "--one", str(folder), "--engine", engine]
    command += ["--out", str(out), "--jobs", str(jobs), "--kills", str(kills)]
    # A worker imports what a task names.
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environ, start_new_session=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compared(name: str, folder: Path, place: Path, jobs: int, kills: int = 0) -> dict[str, Any]:
    """Both reports on *folder*: what they took, and whether they are the same."""
    told: dict[str, Any] = {"over": name}
    files = {engine: place / f"{engine}.json" for engine in ENGINES}
    for engine in ENGINES:
        told[engine] = in_process(engine, folder, files[engine], jobs, kills if engine == "spark" else 0)
        print(f"{name:<12}{engine:<7}{json.dumps(told[engine])}", flush=True)
    local, spark = (files[engine].read_bytes() for engine in ENGINES)
    told["bytes"], told["sha256"] = len(local), hashlib.sha256(local).hexdigest()
    found = [json.loads(data)["discrepancies"] for data in (local, spark)]
    told["same discrepancies"], told["same report"] = found[0] == found[1], local == spark
    print(f"{name:<12}the report is {'the same' if local == spark else 'ANOTHER'}: {len(local)} bytes", flush=True)
    return told


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--crowd", type=int, default=5_000, help="so many of the articles tell one event")
    parser.add_argument("--kills", type=int, default=3, help="how often a worker of Spark is killed over the articles")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--over", type=lambda text: text.split(","), default=list(OVER), help=", ".join(OVER))
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.engine, given.one, given.out, given.jobs, given.kills)))
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in given.over:
            corpus, kills = given.shared / "corpus" / name, 0
            if name == "sources":
                corpus = ROOT / "sources"
            elif name == "generated":
                corpus, kills = place / "news", given.kills
                write(corpus, given.articles, given.seed, given.crowd)
            if corpus.is_dir():
                rows.append(compared(name, corpus, place, given.jobs, kills))
            else:
                print(f"{name}: not there, not compared")
    if given.json:
        told = {"python": platform.python_version(), "jobs": given.jobs, "rows": rows}
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row["same report"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
