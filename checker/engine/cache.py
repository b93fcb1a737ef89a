"""What was read in each file, kept between runs: one SQLite file that many processes share.

A cache is never needed: whatever is wrong with it (no place, no right, torn, locked, of an older factcheck) is a miss,
and a run without it gives the same bytes. An entry is found by its key alone, a hash over the file's bytes, what of its
name tells the format, what stands in for missing metadata, and everything that decides how a file is read: our code
with its language data, the versions of the readers' libraries, Python. Entries are data, checked as they are read.

Only what a file says is kept, no path. Entries are written as reading goes on, so a run that is killed loses none
that it has written; the oldest go when the file outgrows its bound.
"""

from __future__ import annotations

import inspect
import os
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec

from checker.engine.packed import Packed, encoded
from checker.errors import UsageError
from checker.ingest.limits import MAX_FILE_BYTES
from checker.model import Passage, Problem
from checker.version import VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from checker.config import Step

FILE = "claims.sqlite3"
# About 40 000 articles with what came of their sessions.
MAX_BYTES = 256 * 1024 * 1024
# What is left of the bound after pruning, so that not every run prunes.
_KEPT_SHARE = 0.8
# How long to wait for another process that writes. A reader never waits.
_WAIT_SECONDS = 2.0
_CHECKSUM_BYTES = 16
# The parts of checker whose code and data decide what is read in a file.
_READERS = (
    "errors.py",
    "ingest",
    "extract",
    "languages",
    "text",
    "values",
    "model.py",
    "engine/packed.py",
    "engine/cache.py",
)
_LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "lxml-html-clean",
    "msgspec",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "trafilatura",
)


class Entry(NamedTuple):
    """What was read in a file, with the problems that it had: (code, message) each."""

    passages: Sequence[Passage]
    problems: tuple[Problem, ...]


def default_folder() -> Path:
    """Where the platform wants caches: ``$XDG_CACHE_HOME``, else as the system has it; with ``factcheck`` at the end."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    if stated and Path(stated).is_absolute():
        return Path(stated) / "factcheck"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "factcheck" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "factcheck"
    return Path.home() / ".cache" / "factcheck"


def folder(setting: str, paths: Sequence[str | Path]) -> Path | None:
    """The folder that the setting ``cache`` means in a run over *paths*, None for none.

    A cache among the articles would be read as one: the platform's place is then not used, a stated one is refused
    (UsageError).
    """
    if setting in ("", "off"):
        return None
    chosen = default_folder() if setting == "auto" else Path(setting)
    here = chosen.resolve()
    for path in paths:
        if str(path) != "-" and here.is_relative_to(Path(path).resolve()):
            if setting == "auto":
                return None
            raise UsageError(f"{chosen}: expected a folder for the cache outside {path}, found one inside")
    return chosen


class Cache:
    """``with Cache(folder) as cache``; it belongs to the process that opened it. Nothing in it raises.

    ``max_bytes``  the bound of the file, pruned to four fifths of it when it is passed
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._database = _opened(folder / FILE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            # What was put is committed; closing only tidies up, and what that leaves undone the next opening does.
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def packed(self, key: bytes, path: str) -> tuple[list[Packed], tuple[Problem, ...]] | None:
        """The passages under *key*, still packed, as if they were read from *path*, and their problems.

        None where there is no entry that is whole; that its bytes are a passage is seen where it is opened.
        """
        body = self.bytes_under(key)
        try:
            kept = None if body is None else _DECODER.decode(body)
        except msgspec.DecodeError:
            return None
        if kept is None:
            return None
        problems = tuple(Problem(rule=rule, path=path, message=message) for rule, message in kept.problems)
        if len(kept.passages) == 1:
            return [Packed(path, kept.passages[0])], problems
        return [Packed(path, data, item) for item, data in enumerate(kept.passages, 1)], problems

    def put(self, entries: Iterable[tuple[bytes, Entry]]) -> None:
        """Keep *entries*, all or none of them. A table and what has problems elsewhere is not kept."""
        self._write([(key, value) for key, entry in entries if (value := _packed(key, entry)) is not None])

    def bytes_under(self, key: bytes) -> bytes | None:
        """What ``put_bytes`` kept under *key*; None where there is nothing that is whole."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OverflowError):
            return None
        value = row[0] if row else None
        if not isinstance(value, bytes) or value[:_CHECKSUM_BYTES] != _checksum(key, value[_CHECKSUM_BYTES:]):
            return None
        return value[_CHECKSUM_BYTES:]

    def put_bytes(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep *entries* (key, value), all or none of them."""
        self._write([(key, _checksum(key, value) + value) for key, value in entries])

    def _write(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        if self._database is None or not rows:
            return
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO entries (key, value) VALUES (?, ?)", rows)
            self._prune()
        except sqlite3.Error:
            # Full, locked or torn: what cannot be kept is read again.
            return

    def _prune(self) -> None:
        """Let the oldest entries go where the file has outgrown its bound."""
        assert self._database is not None
        size = self._bytes("page_count") - self._bytes("freelist_count")
        if size <= self._max_bytes:
            return
        with self._database:
            total = self._database.execute("SELECT TOTAL(LENGTH(value)) FROM entries").fetchone()[0]
            least = total - self._max_bytes * _KEPT_SHARE
            passed = 0
            last = 0
            for number, length in self._database.execute("SELECT nth, LENGTH(value) FROM entries ORDER BY nth"):
                if passed >= least:
                    break
                passed, last = passed + length, number
            self._database.execute("DELETE FROM entries WHERE nth <= ?", (last,))

    def _bytes(self, pages: str) -> int:
        assert self._database is not None
        count: int = self._database.execute(f"PRAGMA {pages}").fetchone()[0]
        size: int = self._database.execute("PRAGMA page_size").fetchone()[0]
        return count * size


def _opened(file: Path) -> sqlite3.Connection | None:
    """The database in *file*, made where there is none; one that is no database is thrown away once."""
    for _ in range(2):
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            database = sqlite3.connect(file, timeout=_WAIT_SECONDS)
        except (OSError, sqlite3.Error, ValueError):
            return None
        try:
            database.execute("PRAGMA journal_mode = WAL")
            # A power cut may lose the last entries, never the file; a killed process loses nothing.
            database.execute("PRAGMA synchronous = NORMAL")
            with database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS entries (nth INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB UNIQUE, value BLOB)"
                )
            database.execute("SELECT key, value FROM entries LIMIT 1").fetchone()
            return database
        except sqlite3.OperationalError as error:
            database.close()
            # Locked, read-only or full: somebody else's, and whole. An older layout lacks a column.
            if "no such column" not in str(error):
                return None
        except sqlite3.Error:
            database.close()
        try:
            for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
                name.unlink(missing_ok=True)
        except OSError:
            return None
    return None


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does: its node, size and time; None where there is no such file."""
    try:
        told = path.stat()
    except (OSError, ValueError):
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def key_of_file(
    path: Path, name: str, lang: str | None, published: str | None, stages: Sequence[Callable[..., Any]]
) -> bytes | None:
    """``key_of`` the bytes in *path*; None for what cannot be opened and what is no file or too large to be read whole."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return None
        return key_of(path.read_bytes(), name, lang, published, stages)
    except OSError:
        return None


def key_of(
    data: bytes, name: str, lang: str | None, published: str | None, stages: Sequence[Callable[..., Any]]
) -> bytes:
    """The key of a file with the bytes *data* called *name*; *stages* are the functions that read it."""
    suffix = name[name.rfind("/") + 1 :].rpartition(".")[2].lower() if "." in name else ""
    digest = blake2b(_readers(), digest_size=32)
    parts = [suffix, str(name == "stdin.txt"), lang or "", published or ""]
    parts += [f"{stage.__module__}.{stage.__qualname__}" for stage in stages]
    for part in parts:
        # Each with its length, so that no two lists run together.
        told = part.encode("utf-8", "surrogateescape")
        digest.update(len(told).to_bytes(4, "big") + told)
    digest.update(data)
    return digest.digest()


@cache
def _readers() -> bytes:
    """A hash over all that decides what is read in a file, beside the file; worked out once a process."""
    return _code(_READERS, _LIBRARIES)


@cache
def _judges() -> bytes:
    """A hash over all of our own that decides what comes of a session, beside its articles and the rules."""
    return _code((*_READERS, "align", "engine", "report", "rule"), (*_LIBRARIES, "numpy"))


def _code(places: Sequence[str], libraries: Sequence[str]) -> bytes:
    digest = blake2b(digest_size=32)
    told = [VERSION, sys.version, unicodedata.unidata_version, *(f"{name} {_version(name)}" for name in libraries)]
    digest.update("\0".join(told).encode())
    for place in places:
        _hash_into(digest, files("checker").joinpath(place), place)
    return digest.digest()


def key_of_story(key: bytes | None, item: int) -> bytes | None:
    """The key of what stands under *key*, or of one of its passages where it has several; ``item`` as of ``Source``."""
    return key + item.to_bytes(2, "big") if key and item else key


def key_of_plan(plan: Sequence[Step]) -> bytes | None:
    """A hash over the rules to run, their code, sentences and options; None where the code of one cannot be read."""
    digest = blake2b(_judges(), digest_size=32)
    for step in plan:
        info = step.rule.info
        try:
            module = sys.modules[step.rule.check.__module__]
            code = inspect.getsource(module) + _sentences(Path(module.__file__ or ""))
        except (OSError, KeyError, TypeError):
            return None
        made = f"{step.rule.origin} {_version(step.rule.origin)}"
        told = f"{info.code} {info.name} {info.severity} {info.sees} {made} {step.options!r} {len(code)}\0{code}"
        digest.update(told.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _sentences(module: Path) -> str:
    """What the file beside a rule lets it say, see ``checker.rule.Sentences``; "" where there is none."""
    place = module.with_suffix(".toml")
    return place.read_text(encoding="utf-8") if place.is_file() else ""


def key_of_session(plan: bytes, members: Iterable[tuple[str, bytes]]) -> bytes:
    """The key of what comes of a session: *members* are the path and the key of each article, in order of path."""
    digest = blake2b(plan, digest_size=32)
    for path, key in members:
        told = path.encode("utf-8", "surrogateescape")
        digest.update(len(told).to_bytes(4, "big") + told + key)
    return digest.digest()


def _hash_into(digest: blake2b, place: Traversable, name: str) -> None:
    if place.is_dir():
        for inner in sorted(place.iterdir(), key=lambda one: one.name):
            if inner.name != "__pycache__":
                _hash_into(digest, inner, f"{name}/{inner.name}")
        return
    data = place.read_bytes()
    digest.update(f"{name} {len(data)}\0".encode() + data)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


class _Kept(msgspec.Struct, array_like=True):
    passages: list[bytes]
    problems: list[tuple[str, str]]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Kept)


def _packed(key: bytes, entry: Entry) -> bytes | None:
    passages, problems = entry
    data = [made for made in map(encoded, passages) if made is not None]
    paths = {passage.source.path for passage in passages}
    if len(data) < len(passages) or any(problem.path not in paths for problem in problems):
        return None
    body = _ENCODER.encode(_Kept(data, [(problem.rule, problem.message) for problem in problems]))
    return _checksum(key, body) + body


def _checksum(key: bytes, body: bytes) -> bytes:
    """Over key and body: an entry that strayed under another key is no entry."""
    return blake2b(key + body, digest_size=_CHECKSUM_BYTES).digest()
