"""What large tables cost: ``python tests/bench/bench_tables.py``.

Writes a Parquet file of 1 000 000 rows and CSVs of 100, 200 and 400 MB (or of the megabytes that are named), runs each in
a process of its own, and prints the seconds of processor time and the peaks of memory, of the run and of the process
that parses for it (Linux). A run is partial (FC004) by design: rows within the cap on cells become claims, all others
are looked through in stretches.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROWS = 1_000_000
CSV_MEGABYTES = (100, 200, 400)
_CHILD = """
import json, re, resource, sys
from pathlib import Path
from checker import check
from checker.ingest import apart

def peak_mb(process):
    # Not that of getrusage, which begins with the memory of the process that started this one.
    told = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+)", told)[1]) // 1024

def seconds():
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)

start = seconds()
report = check(sys.argv[1])
reader = apart.process_id()
peaks = {"peak_mb": peak_mb("self"), "reader_mb": peak_mb(reader) if reader else None}
apart.close()
print(json.dumps({
    "seconds": round(seconds() - start, 1),
    **peaks,
    "claims": len(report.claims),
    "problems": [problem.message for problem in report.problems],
    "findings": len(report.discrepancies),
}))
"""


def write_parquet(path: Path) -> None:
    """ROWS rows of port, year, landings and value."""
    import pyarrow as pa
    from pyarrow import parquet

    numbers = range(ROWS)
    columns = {
        "port": [f"Port {n // 30}" for n in numbers],
        "year": [1990 + n % 30 for n in numbers],
        "landings (tonnes)": [n * 7 % 100_003 for n in numbers],
        "value (£ thousand)": [n * 13 % 1_000_003 / 10 for n in numbers],
    }
    parquet.write_table(pa.table(columns), path)


def write_csv(path: Path, megabytes: int) -> None:
    """As many rows as make a file of that size."""
    with path.open("w", encoding="utf-8") as file:
        written = file.write("port,year,landings (tonnes),value (£ thousand)\n")
        n = 0
        while written < megabytes * 1_000_000:
            written += file.write(
                "".join(
                    f"Port {k // 30},{1990 + k % 30},{k * 7 % 100_003},{k * 13 % 1_000_003 / 10}\n"
                    for k in range(n, n + 10_000)
                )
            )
            n += 10_000


def main() -> None:
    """Print one line per file."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = tuple(map(int, sys.argv[1:])) or CSV_MEGABYTES
        tables: list[tuple[str, Callable[[Path], None]]] = [("rows.parquet", write_parquet)]
        tables += [(f"rows-{size}.csv", partial(write_csv, megabytes=size)) for size in sizes]
        for name, write in tables:
            path = Path(folder) / name
            write(path)
            done = subprocess.run([sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True)
            path_bytes = path.stat().st_size
            path.unlink()
            sys.stdout.write(f"{name} {path_bytes / 1e6:.0f} MB: {json.loads(done.stdout)}\n")


if __name__ == "__main__":
    main()
