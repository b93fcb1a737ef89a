"""Paths to entries: what lies under the arguments, in one order, without leaving them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from checker.errors import UsageError
from checker.ingest.draft import UNREADABLE
from checker.model import Problem, Shape

STDIN = Path("-")

# What the readers open; everything else found in a folder is passed over or a problem.
READABLE = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .docx .pdf .csv .tsv .tab .parquet .xlsx .xlsm .xls .ods .json .jsonl .ndjson".split()
)
# Files that lie beside articles and are none: passed over and counted.
PASSED_OVER = frozenset(
    ".png .jpg .jpeg .gif .webp .svg .bmp .tif .tiff .ico .heic .avif .mp3 .mp4 .m4a .m4v .wav .ogg .avi .mov .mkv .webm .flac"
    " .css .js .mjs .map .woff .woff2 .ttf .otf .eot .py .pyc .sh .bat .toml .ini .cfg .yml .yaml .lock .log .bak .tmp .db .sqlite .lnk".split()
)
_NOT_ARTICLES = frozenset(
    {"readme", "license", "licence", "changelog", "contributing", "notice", "makefile", "authors"}
)


class Entry(NamedTuple):
    """A file to read. ``name`` is relative to the argument it was found under, ``/`` as separator.

    ``shape`` is what is told of a table from outside, None where nothing is.
    """

    path: Path
    name: str
    shape: Shape | None = None


class Listing(NamedTuple):
    """``passed_over`` names, sorted, the files beside the articles that are none: images, styles, a README."""

    entries: list[Entry]
    problems: list[Problem]
    passed_over: list[str]


def listing(paths: Sequence[str], *, stdin_name: str = "stdin.txt") -> Listing:
    """Every file under *paths*, sorted by name; ``-`` is standard input.

    A file named as an argument is always an entry. In folders, hidden files and folders are left out without a word;
    images, styles, programs and a README are passed over and named; any other suffix that no reader knows is a
    problem (FC001), as are folders without articles, links that lead out of their argument, and what is no file.
    A file reached twice is read once, under the name that sorts first. Of several folders each name begins with the
    folder's, so that files of one name are told apart. Raises UsageError for a path that does not exist.
    """
    within = _named_within(paths)
    found: list[Entry] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    for argument in paths:
        if argument == "-":
            found.append(Entry(STDIN, stdin_name))
            continue
        path = Path(argument)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise UsageError(f"{argument}: expected a file or a folder, found none ({reason})") from error
        if stat.S_ISDIR(mode):
            _take_folder(path, within, found, problems, passed_over)
        elif stat.S_ISREG(mode):
            found.append(Entry(_never_stdin(path), printable(path.name)))
        else:
            problems.append(
                _problem(printable(path.name), "expected a file or a folder, found a device, pipe or socket")
            )
    problems.sort(key=lambda problem: (problem.path, problem.message))
    return Listing(_once(found), problems, sorted(passed_over))


def _named_within(paths: Sequence[str]) -> Path | None:
    """The folder that the names of files in several folders are told from; None where at most one is a folder."""
    folders = {os.path.realpath(path) for path in paths if path != STDIN.name and Path(path).is_dir()}
    return Path(os.path.commonpath(folders)) if len(folders) > 1 else None


def printable(name: str) -> str:
    """A file name that can be written as UTF-8: bytes that are no character become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _never_stdin(path: Path) -> Path:
    # "./-" is the path "-" to pathlib.
    return Path.cwd() / path if path == STDIN else path


def _once(found: list[Entry]) -> list[Entry]:
    ordered = sorted(found, key=lambda entry: (entry.name, entry.path.as_posix()))
    seen: set[str] = set()
    kept = []
    folder = lru_cache(maxsize=None)(os.path.realpath)
    for entry in ordered:
        if entry.path == STDIN:
            key = "-"
        elif entry.path.is_symlink():
            key = os.path.realpath(entry.path)
        else:
            # Its folder's real name is looked up once for all that lie in it.
            key = f"{folder(entry.path.parent)}{os.sep}{entry.path.name}"
        if key not in seen:
            seen.add(key)
            kept.append(entry)
    return kept


def _take_folder(
    root: Path, within: Path | None, found: list[Entry], problems: list[Problem], passed_over: list[str]
) -> None:
    base = root.resolve()
    ahead = base.relative_to(within) if within is not None else Path()
    before = len(found), len(problems)
    for path, failure in _walk(root):
        name = printable((ahead / path.relative_to(root)).as_posix())
        suffix = path.suffix.lower()
        if failure:
            problems.append(_problem(name, failure))
        elif path.is_symlink() and not path.resolve().is_relative_to(base):
            problems.append(_problem(name, "a link that leads out of the folder is not followed"))
        elif not path.exists():
            problems.append(_problem(name, "a link that leads nowhere"))
        elif path.is_dir():
            # A link to a folder inside: its files are found in their own place.
            continue
        elif not path.is_file():
            problems.append(_problem(name, "expected a file, found a device, pipe or socket"))
        elif suffix in PASSED_OVER or path.stem.lower() in _NOT_ARTICLES:
            passed_over.append(name)
        elif suffix in READABLE:
            found.append(Entry(_never_stdin(path), name))
        else:
            problems.append(_problem(name, f"no reader for {suffix or 'a file without a suffix'}"))
    if (len(found), len(problems)) == before:
        problems.append(_problem(printable(root.name) or ".", "the folder holds no file that can be read"))


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    """(path, why it failed or empty) for each file and link under *root* that is not hidden."""
    failures: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=failures.append, followlinks=False):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        yield from ((here / name, "") for name in (*names, *links) if not name.startswith("."))
    for error in failures:
        yield Path(error.filename), f"the folder cannot be opened ({error.strerror})"


def _problem(name: str, message: str) -> Problem:
    return Problem(rule=UNREADABLE, path=name, message=message)
