"""``make fuzz``: mutated input for every reader until the time is up. Findings go to ``tests/fuzz/findings``.

One core; the seed is printed, so that a run can be done again. ``--keep`` adds what was done to ``tally.json``, which the
README's figure is held against.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

# This checkout's code, whatever else is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fuzz_targets import MOST_SECONDS, SHARES, TARGETS, bounded, mutated

FINDINGS = Path(__file__).with_name("findings")
TALLY = Path(__file__).with_name("tally.json")


class TooSlowError(Exception):
    """An input took longer than any of its size may."""


def _stopped(_: int, __: FrameType | None) -> None:
    raise TooSlowError(f"more than {MOST_SECONDS} s")


def main() -> int:
    """Fuzz until the time is up; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=sorted(TARGETS), action="append")
    parser.add_argument("--keep", action="store_true", help="add the executions to tally.json")
    given = parser.parse_args()
    draw = random.Random(given.seed)
    names = sorted(set(given.only)) if given.only else sorted(TARGETS)
    shares = [SHARES.get(name, 1) for name in names]
    bounded()
    signal.signal(signal.SIGALRM, _stopped)
    done: Counter[str] = Counter()
    found: Counter[str] = Counter()
    end = time.monotonic() + given.seconds
    print(f"seed {given.seed}, {given.seconds} s, {', '.join(names)}", flush=True)
    while time.monotonic() < end:
        (name,) = draw.choices(names, shares)
        data = mutated(name, draw)
        done[name] += 1
        signal.alarm(MOST_SECONDS)
        try:
            TARGETS[name](data)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what we look for
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{name}: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            found[what] += 1
            if found[what] == 1:
                file = FINDINGS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
                file.write_bytes(data)
                print(f"{what}: {str(error)[:100]} -> {file.name}", flush=True)
        finally:
            signal.alarm(0)
    print(f"{done.total()} executions: " + ", ".join(f"{name} {done[name]}" for name in names))
    print(f"{len(found)} different findings")
    if given.keep:
        kept = Counter(json.loads(TALLY.read_text(encoding="utf-8"))) if TALLY.exists() else Counter()
        TALLY.write_text(json.dumps(dict(sorted((kept + done).items())), indent=1) + "\n", encoding="utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
