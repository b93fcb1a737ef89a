"""Marked figures of our own sessions that no claim covers: what reading misses, each with the words around it.

``make unread``; whoever reads them through asks what a general mend is.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import marked
from gold import passages

# Letters shown on either side of a figure.
_BEFORE, _BEHIND = 35, 25


def unread(file: Path) -> Iterator[tuple[str, str]]:
    """The language and the place of each marked figure of *file* that no claim overlaps."""
    written = marked.articles(file)
    with TemporaryDirectory() as folder:
        for number, (text, _) in written.items():
            (Path(folder) / f"{number}.md").write_text(text, encoding="utf-8")
        found = passages(Path(folder))
    for passage in sorted(found, key=lambda one: one.source.path):
        text = passage.source.text
        for mark in written[Path(passage.source.path).stem][1]:
            if not any(claim.span.overlaps(mark.span) for claim in passage.claims):
                start, end = mark.span
                before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
                yield passage.source.lang or "", " ".join(f"{before}[{text[start:end]}]{behind}".split())


def total(file: Path) -> int:
    """How many figures are marked in *file*."""
    return sum(len(marks) for _, marks in marked.articles(file).values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", help="those of one language alone")
    chosen = parser.parse_args()
    figures = missed = 0
    for file in marked.files():
        figures += total(file)
        for lang, place in unread(file):
            missed += 1
            if chosen.lang in (None, lang):
                print(f"{lang} {file.stem}: {place}")
    print(f"{missed} of {figures} marked figures are not read ({missed / figures:.4f})")


if __name__ == "__main__":
    main()
