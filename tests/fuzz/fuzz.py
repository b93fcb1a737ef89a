"""``make fuzz``: mutated input for every reader until the time is up. Findings go to ``tests/fuzz/findings``.

One process, one core; the seed is printed, so that a run can be done again.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz_targets import SLOW, TARGETS, mutated

FINDINGS = Path(__file__).with_name("findings")
# No input here is longer than some thousand characters: what takes this long does not end in proportion.
MOST_SECONDS = 20


class TooSlowError(Exception):
    """An input took longer than any of its size may."""


def _stopped(_: int, __: FrameType | None) -> None:
    raise TooSlowError(f"more than {MOST_SECONDS} s")


def main() -> int:
    """Fuzz until the time is up; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=sorted(TARGETS))
    given = parser.parse_args()
    draw = random.Random(given.seed)
    names = [given.only] if given.only else sorted(TARGETS)
    signal.signal(signal.SIGALRM, _stopped)
    done: Counter[str] = Counter()
    found: Counter[str] = Counter()
    end = time.monotonic() + given.seconds
    print(f"seed {given.seed}, {given.seconds} s, {', '.join(names)}", flush=True)
    while time.monotonic() < end:
        name = draw.choice(names)
        if name in SLOW and len(names) > 1 and draw.random() > 0.02:
            continue
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
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
