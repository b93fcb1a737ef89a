"""Formats that are read in a process of its own, because a file can make their parsers loop, crash or fill the memory.

One process reads file after file, so that its start is paid once, and is started anew after it was stopped, broke off
or grew large. It runs ``child.py`` under limits of time and memory. Requests and answers are MessagePack by schema: what
comes back from a parser that a file has taken over is checked as data, and nothing of it is ever executed.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO

import msgspec

from checker.errors import ReadError
from checker.ingest import limits
from checker.ingest.draft import Draft, LimitError
from checker.model import Shape

_CHILD = Path(__file__).with_name("child.py")
_LENGTH_BYTES = 8
# Long enough to end by itself when its input ends; a parser in a loop does not hear of that.
_GOODBYE_SECONDS = 2.0
# A library that starts a thread for each core takes address space for each, which is what the limit of memory counts.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class Request(msgspec.Struct, array_like=True, frozen=True):
    """One file to read: its bytes, or where it lies if ``path`` is not empty; ``stretch``: that part of it alone, from 0."""

    kind: str
    data: bytes
    path: str
    shape: Shape | None
    stretch: int | None = None


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """A draft, or why there is none. ``limit``: a cap is why; ``last``: the process ends after this answer."""

    draft: Draft | None = None
    error: str = ""
    limit: bool = False
    last: bool = False


def read(kind: str, found: bytes | Path, shape: Shape | None = None) -> Draft:
    """The draft of a file of the format *kind*, given as its bytes or its path; raises ReadError as the reader does.

    LimitError where reading took more than ``READ_SECONDS`` or ``READ_MEMORY_BYTES``.
    """
    held = found if isinstance(found, bytes) else b""
    return _asked(Request(kind, held, "" if isinstance(found, bytes) else str(found.absolute()), shape))


def read_in_stretches(kind: str, path: Path, shape: Shape | None = None) -> Iterator[str]:
    """The lines of a long table of the format *kind*, some thousands at once; raises as ``read`` does.

    The limit of time is for each of them, that of memory for the whole.
    """
    for nth in count():
        text = _asked(Request(kind, b"", str(path.absolute()), shape, nth)).text
        if not text:
            return
        yield text


def _asked(request: Request) -> Draft:
    with _state.lock:
        answer = _state.running().answer(request)
    if answer.draft is None:
        raise (LimitError if answer.limit else ReadError)(answer.error)
    return answer.draft


def close() -> None:
    """End the process that reads, if there is one; the next file starts another."""
    with _state.lock:
        _state.close()


def process_id() -> int | None:
    """The process that would read the next file, if it runs already."""
    with _state.lock:
        return _state.process_id()


def caps() -> Mapping[str, int]:
    """The limits in force here, by name: the process is told of them when it starts."""
    return {name: value for name, value in vars(limits).items() if name.isupper()}


def sent(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write *message* to *stream*, its length first."""
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def received(stream: IO[bytes], most: int) -> bytes | None:
    """The next message in *stream*; None at its end, in the middle of a message, and for one of more than *most* bytes."""
    head = stream.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH_BYTES or length > most:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


class _Child:
    """A process that reads. ``usable`` is False once it has ended, or is about to."""

    def __init__(self) -> None:
        self.caps = caps()
        self.usable = True
        told = json.dumps({"path": sys.path, "caps": self.caps})
        # What a parser prints is for nobody: its reasons come back as answers.
        self._process = subprocess.Popen(  # noqa: S603 - our own script and settings; the file goes in as bytes
            [sys.executable, "-P", str(_CHILD), told],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_ONE_THREAD},
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout

    @property
    def process_id(self) -> int | None:
        """None once it has ended, or where it is about to."""
        return self._process.pid if self.usable and self._process.poll() is None else None

    def answer(self, request: Request) -> Answer:
        """What comes back for *request*, in any case within the wall time."""
        late = threading.Event()
        clock = threading.Timer(self.caps["READ_SECONDS"], _both(late.set, self._process.kill))
        clock.daemon = True
        # Whatever happens in between, an interrupt included, the next file must not get this one's answer.
        self.usable = False
        clock.start()
        try:
            with suppress(BrokenPipeError):
                sent(self._requests, request)
            data = received(self._answers, self.caps["MAX_INFLATED_BYTES"])
        finally:
            clock.cancel()
        clock.join()
        answer = _answer(data)
        if answer is None:
            self._process.kill()
            return Answer(error=self._reason(late.is_set()), limit=late.is_set() or self._over_time())
        self.usable = not answer.last and not late.is_set()
        return answer

    def _reason(self, late: bool) -> str:
        code = self._process.wait()
        if late or self._over_time():
            return f"reading the file took more than {self.caps['READ_SECONDS']} s and was stopped"
        return f"the file cannot be read: its parser ended the process that reads ({_named(code)})"

    def _over_time(self) -> bool:
        return os.name == "posix" and self._process.wait() == -signal.SIGXCPU

    def close(self) -> None:
        """End the process, and wait until it has."""
        with suppress(OSError):
            self._requests.close()
        if not self.usable:
            self._process.kill()
        try:
            self._process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._answers.close()

    def forget(self) -> None:
        """After a fork: the process belongs to the parent, and only the parent may talk to it."""
        for stream in (self._requests, self._answers):
            with suppress(OSError):
                os.close(stream.fileno())
                stream.detach()  # type: ignore[attr-defined]
        self._process.returncode = 0


def _named(code: int) -> str:
    """The signal that ended a process, or the code it ended with."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


def _both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def call() -> None:
        first()
        second()

    return call


def _answer(data: bytes | None) -> Answer | None:
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=Answer)
    except msgspec.DecodeError:
        # No answer of ours: whatever wrote it is no longer our reader.
        return None


class _State:
    """The one process of this one, started when the first file asks for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._child: _Child | None = None

    def running(self) -> _Child:
        """The process, started anew if it has ended or the limits are others now."""
        child = self._child
        if child is not None and (child.process_id is None or child.caps != caps()):
            self.close()
            child = None
        if child is None:
            child = self._child = _Child()
        return child

    def process_id(self) -> int | None:
        """Of the process, where it can take another file."""
        return self._child.process_id if self._child else None

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def forked(self) -> None:
        """In a forked process: neither the lock, which another thread may hold, nor the process are ours."""
        self.lock = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None


_state = _State()
atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_state.forked)
