"""The outputs; each module is a pure function of a Report.

A new format is one module with ``render(report) -> str | bytes`` and one line in ``FORMATS``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple

from checker.errors import UsageError


class Format(NamedTuple):
    """An output format.

    ``module``    holds ``render``; imported when the format is asked for
    ``suffixes``  the file names that ask for it, in lower case
    ``styled``    ``render`` also takes a ``checker.report.terminal.Style``
    ``worded``    ``render`` also takes the language of its own words, or None
    ``drafted``   ``render`` also takes the figures of a draft with their verdicts
    ``placed``    ``render`` also takes a ``checker.report.places.Setting``
    """

    module: str
    suffixes: tuple[str, ...]
    styled: bool = False
    worded: bool = False
    drafted: bool = False
    placed: bool = False


FORMATS: dict[str, Format] = {
    "terminal": Format("checker.report.terminal", (".txt", ".log"), styled=True),
    "json": Format("checker.report.json", (".json",)),
    "html": Format("checker.report.html", (".html", ".htm"), worded=True, drafted=True),
    "jsonl": Format("checker.report.jsonl", (".jsonl", ".ndjson")),
    "markdown": Format("checker.report.markdown", (".md", ".markdown"), worded=True),
    "claims-markdown": Format("checker.report.claims_markdown", (".claims.md",)),
    "csv": Format("checker.report.csv", (".csv",)),
    "claims-csv": Format("checker.report.claims_csv", (".claims.csv",)),
    "xlsx": Format("checker.report.xlsx", (".xlsx",)),
    "docx": Format("checker.report.docx", (".docx",), worded=True),
    "annotated": Format("checker.report.annotated", (".annotated.txt",), worded=True),
    "sarif": Format("checker.report.sarif", (".sarif", ".sarif.json"), placed=True),
    "github": Format("checker.report.github", (), placed=True),
    "gitlab": Format("checker.report.gitlab", (".gitlab.json", "code-quality-report.json"), placed=True),
    "junit": Format("checker.report.junit", (".xml",), placed=True),
    "rdjson": Format("checker.report.rdjson", (".rdjson", ".rdjson.json"), placed=True),
}


def renderer(name: str) -> Any:
    """The function ``render`` of the format *name*, a key of ``FORMATS``."""
    return import_module(FORMATS[name].module).render


def format_of(file: str) -> str:
    """The format that the name of *file* asks for; UsageError where it asks for none."""
    low = PurePath(file).name.lower()
    fits = [(len(suffix), name) for name, one in FORMATS.items() for suffix in one.suffixes if low.endswith(suffix)]
    if not fits:
        known = ", ".join(suffix for one in FORMATS.values() for suffix in one.suffixes)
        raise UsageError(f"{file}: its name tells no format; expected one of {known}, or --format")
    return max(fits)[1]
