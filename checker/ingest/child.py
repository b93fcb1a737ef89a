"""The process behind ``apart``: requests on standard input, answers on standard output, until the input ends.

It is run as a script, with one argument in JSON: the ``path`` on which modules are found and the ``caps`` of
``limits``. What a limit of the system stops, or what breaks a parser, ends this process and never its parent.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from checker.ingest.apart import Answer, Request
    from checker.ingest.draft import Draft

# A file may not suffer from what the files before it left behind: above this share of the memory it may use, the
# process ends after its answer. Reading an article leaves it at a tenth.
_LARGE_SHARE = 0.2


def bound(memory_bytes: int) -> None:
    """Bound the memory of this process; where the system has no such limit, the caller's clock still holds."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_CORE, 0)


def allow(seconds: int) -> None:
    """Bound the processor time for the next file. It holds even where nobody is left to look at the clock."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(spent.ru_utime + spent.ru_stime) + seconds)


def _lower(what: int, most: int) -> None:
    """Set a limit of the system; a harder one that is set already stays."""
    import resource

    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def is_large(memory_bytes: int) -> bool:
    """Whether this process has held so much memory that the next file should not start from there."""
    return _peak_bytes() > _LARGE_SHARE * memory_bytes


def _peak_bytes() -> float:
    """The most memory that this process has held so far; infinite where the system does not say."""
    try:
        # What Linux tells of resources begins with the memory of the process that started this one.
        told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return next(1024 * int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        pass  # No Linux: there the number is this process's own.
    try:
        import resource
    except ImportError:
        return math.inf
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def drafted(request: Request) -> Draft:
    """The draft of one file; raises ReadError."""
    match request.kind:
        case "html":
            from checker.ingest import web

            return web.read(request.data)
        case "docx":
            from checker.ingest import word

            return word.read(request.data)
        case "pdf":
            from checker.ingest import pdf

            return pdf.read(request.data)
        case _:
            from checker.ingest import tables

            if request.stretch is not None:
                return _long.stretch(request)
            if request.path:
                return tables.read_binary_file(Path(request.path), request.kind, request.shape)
            return tables.read_binary(request.data, request.kind, request.shape)


class _Long:
    """The long table that is read in stretches, open between two of them.

    A stretch that is not the next one is read from the beginning: the process before this one may have ended, or
    another file came in between.
    """

    def __init__(self) -> None:
        self._file: Request | None = None
        self._texts: Iterator[str] = iter(())

    def stretch(self, request: Request) -> Draft:
        """The stretch that is asked for; empty behind the last one."""
        from checker.ingest import stretches
        from checker.ingest.draft import Draft

        at = request.stretch or 0
        if self._file is None or (self._file.path, self._file.shape, self._file.stretch) != (
            request.path, request.shape, at - 1,
        ):  # fmt: skip
            self._texts = islice(stretches.spelled(Path(request.path), request.kind, request.shape), at, None)
        # What breaks off must not be taken for the end when it is asked again.
        self._file = None
        text = next(self._texts, "")
        self._file = request if text else None
        return Draft(text=text, format=request.kind, infer=False)

    @property
    def is_open(self) -> bool:
        """Whether more of a table may be asked for."""
        return self._file is not None


_long = _Long()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every request, in order."""
    import msgspec

    from checker.errors import ReadError
    from checker.ingest import limits
    from checker.ingest.apart import Answer, Request, received, sent
    from checker.ingest.draft import LimitError

    def broke_off(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        sent(
            answers,
            Answer(error=f"the file cannot be read: its reader broke off ({kind.__name__}: {error})", last=True),
        )

    sys.excepthook = broke_off
    # A request is a file and a few words; the file is bounded before it gets here.
    while (data := received(requests, 2 * limits.MAX_FILE_BYTES)) is not None:
        request = msgspec.msgpack.decode(data, type=Request)
        allow(limits.READ_SECONDS)
        answer: Answer
        try:
            answer = Answer(draft=drafted(request))
        except ReadError as error:
            answer = Answer(error=str(error), limit=isinstance(error, LimitError))
        except OSError as error:
            answer = Answer(error=f"the file cannot be opened ({error.strerror or error})")
        except MemoryError:
            told = f"reading the file needs more than {limits.READ_MEMORY_BYTES} bytes of memory and was stopped"
            answer = Answer(error=told, limit=True, last=True)
        # In the middle of a table another process would have to begin it again.
        goes_on = request.stretch is not None and _long.is_open
        if is_large(limits.READ_MEMORY_BYTES) and not goes_on:
            answer = Answer(answer.draft, answer.error, answer.limit, last=True)
        sent(answers, answer)
        if answer.last:
            return


def main() -> None:
    told = json.loads(sys.argv[1])
    sys.path[:] = told["path"]
    # What a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from checker.ingest import limits

    for name, value in told["caps"].items():
        setattr(limits, name, value)
    bound(limits.READ_MEMORY_BYTES)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
