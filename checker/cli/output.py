"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO


def write(content: str | bytes, target: str) -> None:
    """Write *content* to *target*, a file name or ``-`` for standard output; text as UTF-8, LF.

    A file is written beside its target and moved into place, so nobody reads half of it. Folders are made. Raises
    OSError where the target cannot be written.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):  # A pipe or a device: nothing can be moved into its place.
        path.write_bytes(data)
        return
    place = path.resolve()  # A link stays a link; what it points at is replaced.
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:100]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0)  # It can only be read by setting it.
    os.umask(mask)
    return mask


def wants_color(setting: str, stream: IO[str] | None = None, environ: Mapping[str, str] | None = None) -> bool:
    """Whether to write colours to *stream* (standard output).

    ``always`` and ``never`` decide; else NO_COLOR over FORCE_COLOR and CLICOLOR_FORCE over ``TERM=dumb`` over whether
    it is a terminal. A variable counts when it is not empty.
    """
    environ = os.environ if environ is None else environ
    stream = sys.stdout if stream is None else stream
    if setting != "auto":
        return setting == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def width_chars(stream: IO[str] | None = None) -> int:
    """Columns of the terminal, at most 120; 100 where the output is no terminal."""
    import shutil

    stream = sys.stdout if stream is None else stream
    return min(120, shutil.get_terminal_size((100, 24)).columns) if stream.isatty() else 100
