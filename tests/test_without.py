"""``make without``: what is asked for and not there is an error, not a success."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITHOUT = Path(__file__).resolve().parent / "mutation" / "without.py"


def test_a_word_that_no_mechanism_has_is_an_error() -> None:
    command = [sys.executable, str(WITHOUT), "no-such-mechanism"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 2
    assert "no mechanism of without.toml has no-such-mechanism in its name" in done.stderr
