"""``make without``: take out each mechanism that the README's table of threats names, and see its test fail.

    python tests/mutation/without.py [WORD ...]    only mechanisms whose name holds one of the words

The changes stand in ``without.toml``. Each is made in a copy of the project, never in the checkout. Exits with 1 where
a test passes although its mechanism is gone, with 2 where no mechanism is named so.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("without.toml")
COPIED = (
    "checker", "rules", "tests", "sources", "pyproject.toml", "README.md", "LICENSE", "LICENCES.md", "CHANGELOG.md", "DECISIONS.md",
    "Makefile", "constraints.txt", "constraints-spark.txt",
)  # fmt: skip
# pytest's exit code where tests ran and one failed; 4 and 5 would say that it did not find them. Below nought, a signal
# ended pytest itself, as a parser that aborts does.
_FAILED, _PASSED = 1, 0
_MOST_SECONDS = 120


def changes() -> list[dict[str, Any]]:
    """The entries of ``without.toml``."""
    found: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["without"]
    return found


def outcome(folder: Path, tests: Sequence[str]) -> int:
    """pytest's exit code for *tests* in the copy under *folder*; as failed where they do not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-m", "", "--tb=no"]
    named = [f"tests/{test}" for test in tests]
    # The copy's code, in processes that a test starts elsewhere too; what is installed is the checkout.
    environ = {**os.environ, "CI": "true", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    # A session of its own, so that what a test leaves running ends with it: without its limits a reader runs for ever.
    process = subprocess.Popen(
        [*command, *named],
        cwd=folder,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return _FAILED
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    """Try every change."""
    words = sys.argv[1:]
    kept = [one for one in changes() if not words or any(word in one["mechanism"] for word in words)]
    if not kept:
        print(f"no mechanism of {LIST.name} has {' or '.join(words)} in its name", file=sys.stderr)
        return 2
    blunt = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "copy"
        folder.mkdir()
        for name in COPIED:
            here = ROOT / name
            (shutil.copytree if here.is_dir() else shutil.copy)(here, folder / name)
        for one in kept:
            file = folder / one["file"]
            whole = file.read_text(encoding="utf-8")
            results = []
            for test in one["tests"]:
                before = outcome(folder, [test])
                file.write_text(whole.replace(one["before"], one["after"]), encoding="utf-8")
                after = outcome(folder, [test])
                file.write_text(whole, encoding="utf-8")
                results.append((test, before == _PASSED and (after == _FAILED or after < 0), f"{before} → {after}"))
            for test, fails, codes in results:
                blunt += not fails
                print(
                    f"{'fails' if fails else 'DOES NOT FAIL'} ({codes}) without {one['mechanism']}: {test}", flush=True
                )
    print(f"{len(kept)} mechanisms taken out; {blunt} tests did not fail")
    return 1 if blunt else 0


if __name__ == "__main__":
    sys.exit(main())
