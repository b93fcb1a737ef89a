"""What a test renders against the file in which it is kept.

A difference is told by its first line alone: to lay out all differences of two files of half a megabyte takes minutes.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

_SHOWN = 160


def agrees(rendered: str | bytes, file: Path, accept: bool = False) -> None:
    """Compare *rendered* with what *file* holds, byte by byte; with *accept*, write it there first.

    Raises AssertionError with the first line that differs, FileNotFoundError where nothing is kept.
    """
    found = rendered.encode() if isinstance(rendered, str) else rendered
    if accept:
        file.write_bytes(found)
    kept = file.read_bytes()
    if found != kept:
        raise AssertionError(f"{file}: {first_difference(found, kept)}; --accept rewrites it; read the diff")


def first_difference(found: bytes, kept: bytes) -> str:
    """The first line, counted from 1, in which the two differ, from a little before the first such byte."""
    pairs = zip_longest(found.splitlines(keepends=True), kept.splitlines(keepends=True), fillvalue=b"")
    for number, (one, two) in enumerate(pairs, start=1):
        if one != two:
            at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
            begin = max(0, at - _SHOWN // 4)
            return f"line {number} is {one[begin : begin + _SHOWN]!r}, kept {two[begin : begin + _SHOWN]!r}"
    return "no difference"
