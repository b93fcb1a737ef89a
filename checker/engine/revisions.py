"""What changed since a revision of the repository: the figures that are new or other, and the findings about them.

``git`` is called with lists of arguments that are fixed but for the revision and the paths, never through a shell.
Revisions are compared as the reader reads them, so a Word file is compared by its text.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from checker import extract, ingest
from checker.errors import UsageError
from checker.ingest import Entry
from checker.ingest.walk import STDIN
from checker.model import Claim, Report, Severity, Shape, Source
from checker.report.since import Changed, Since
from checker.rule import canonical

# Nothing that a repository's settings name is run, and nothing waits for a password or a pager.
_GIT = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false")
_SECONDS = 60
_HEX = frozenset("0123456789abcdef")


class _Lines(NamedTuple):
    """Lines of the new text that the old one has not, from 1, and the pairs of stretches that replace each other."""

    new: frozenset[int]
    hunks: tuple[tuple[range, range], ...]


def since(revision: str, entries: Sequence[Entry], report: Report) -> Since:
    """The figures of *report* that changed since *revision*, and the lines that did; *entries* are what was read.

    What the revision does not have, standard input among it, is new as a whole. Raises UsageError where a file lies in
    no repository, where *revision* names none, and where git is not installed.
    """
    files = [entry for entry in entries if entry.path != STDIN]
    root = _root(files[0].path.resolve().parent if files else Path.cwd())
    commit = _commit(root, revision)
    changed: list[Changed] = []
    lines: dict[str, frozenset[int]] = {}
    for source, entry in _read(report, entries):
        before = None if entry is None else _before(root, commit, entry, source.shape)
        told = _compared(source, before, [claim for claim in report.claims if claim.source.id == source.id])
        lines[source.id] = told[0].new
        changed += told[1]
    broken: dict[str, list[str]] = {}
    for one in report.discrepancies:
        if one.suppressed is None and one.severity is not Severity.INFO:
            for claim in one.claims:
                broken.setdefault(claim.id, []).append(one.id)
    figures = tuple(
        Changed(claim=one.claim, was=one.was, findings=tuple(broken.get(one.claim.id, ()))) for one in changed
    )
    return Since(revision=revision, figures=figures, lines=lines)


def _root(folder: Path) -> Path:
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(
            f"--diff-base: expected the articles in a git repository, found none at {folder} (git: {said})"
        )
    return Path(os.fsdecode(done.stdout).rstrip("\n")).resolve()


def _commit(root: Path, revision: str) -> str:
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not commit or not set(commit) <= _HEX:
        raise UsageError(f"--diff-base: expected a revision of the repository, found {revision!r}")
    return commit


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Another repository that the environment names would be compared with the wrong files.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, no shell
            [*_GIT, "-C", str(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
        )
    except FileNotFoundError as error:
        raise UsageError("--diff-base needs git, which is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"--diff-base: git did not answer within {_SECONDS} seconds") from error


def _read(report: Report, entries: Sequence[Entry]) -> Iterable[tuple[Source, Entry | None]]:
    """Each source with the entry that it was read from; two files of one name are told apart by their text."""
    for source in report.sources:
        named = [entry for entry in entries if entry.name == source.path]
        if len(named) > 1:
            named = [entry for entry in named if _text(entry) == source.text] or named
        entry = named[0] if named else None
        yield source, None if entry is None or entry.path == STDIN else entry


def _text(entry: Entry) -> str | None:
    source = ingest.read(entry, "s0")[0] if entry.path != STDIN else None
    return source.text if source else None


def _before(root: Path, commit: str, entry: Entry, shape: Shape | None) -> Source | None:
    """The source as the revision has it, at its own path or at the one that git takes it to be renamed from."""
    place = entry.path.resolve()
    if not place.is_relative_to(root):
        raise UsageError(f"--diff-base: expected every article in the repository at {root}, found {entry.path}")
    path = place.relative_to(root).as_posix()
    data = _blob(root, commit, path)
    if data is None and (old := _renamed(root, commit, path)) is not None:
        data = _blob(root, commit, old)
    return None if data is None else ingest.read_bytes(data, entry.name, "before", shape)[0]


def _blob(root: Path, commit: str, path: str) -> bytes | None:
    done = _git(root, "cat-file", "blob", f"{commit}:{path}")
    return None if done.returncode else done.stdout


def _renamed(root: Path, commit: str, path: str) -> str | None:
    done = _git(
        root, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "--find-renames", "-z", commit, "--"
    )  # fmt: skip
    fields = os.fsdecode(done.stdout).split("\0")
    at = 0
    while at + 1 < len(fields) and fields[at]:
        if fields[at][0] in "RC":
            if fields[at + 2] == path:
                return fields[at + 1]
            at += 3
        else:
            at += 2
    return None


def _compared(source: Source, before: Source | None, claims: Sequence[Claim]) -> tuple[_Lines, list[Changed]]:
    """The lines of *source* that changed, and those of its *claims* that the same passage did not state before."""
    # Rows beyond the cap of a table are no claims of the earlier one, so they are compared with nothing.
    old = before.text[: before.body.end].split("\n") if before else []
    new = source.text[: source.body.end].split("\n")
    told = _changed_lines(old, new)
    earlier = _by_line(extract.read(before).claims) if before else {}
    now = _by_line(claims)
    changed: list[Changed] = []
    for was, here in told.hunks:
        gone = [claim for line in was for claim in earlier.get(line, ())]
        came = [claim for line in here for claim in now.get(line, ())]
        kept = Counter(map(_stated, gone)) & Counter(map(_stated, came))
        gone, came = _without(gone, kept), _without(came, kept)
        for claim in came:
            # What stood in its place: the first of the same kind that is left.
            match = next((one for one in gone if one.kind is claim.kind), None)
            if match is not None:
                gone.remove(match)
            changed.append(Changed(claim=claim, was=match.quote if match else None))
    return told, changed


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> _Lines:
    hunks = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            hunks.append((range(i1 + 1, i2 + 1), range(j1 + 1, j2 + 1)))
    return _Lines(frozenset(line for _, here in hunks for line in here), tuple(hunks))


def _by_line(claims: Iterable[Claim]) -> Mapping[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.position()[0], []).append(claim)
    return found


def _stated(claim: Claim) -> tuple[str, str]:
    return canonical(claim.value), claim.value.hedge.value


def _without(claims: Iterable[Claim], kept: Counter[tuple[str, str]]) -> list[Claim]:
    left = Counter(kept)
    rest = []
    for claim in claims:
        if left[_stated(claim)] > 0:
            left[_stated(claim)] -= 1
        else:
            rest.append(claim)
    return rest
