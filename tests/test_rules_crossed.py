"""Every rule over what was not written for it: the cases of all other rules, and the articles and sessions of the project.

What it finds there is kept and reviewed. Most of it is right: a case is made for one rule, and may break another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from test_rules import ALL, RULES, SAID, kind_of, shown, view_of

from checker import extract, ingest
from checker.engine.intake import read

ROOT = Path(__file__).resolve().parent.parent
CROSSED = SAID / "crossed"


@cache
def views() -> dict[str, Sequence[tuple[str, str, Any]]]:
    """By what a rule sees: the rule that a view was made for, if any, what it is called, and the view."""
    found: dict[str, list[tuple[str, str, Any]]] = {"passage": [], "group": [], "series": [], "table": []}
    for case in ALL:
        found[kind_of(case)].append((case.code, f"{case} [{case.lang}]", view_of(case)))
    for file in sorted((ROOT / "tests" / "cases" / "sessions").glob("*.toml")):
        for nth, article in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["article"], 1):
            head = "".join(f"{key}: {article[key]}\n" for key in ("title", "date", "outlet", "lang") if key in article)
            text = f"---\n{head}---\n\n{article['text'].strip()}\n"
            source, _ = ingest.read_bytes(text.encode(), f"{nth}.md", f"s{nth}")
            assert source is not None
            found["passage"].append(("", f"{file.stem} {nth}", extract.read(source)))
    for passage in read([ROOT / "sources"]).passages:
        found["table" if passage.table else "passage"].append(("", passage.source.path, passage.table or passage))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("code", RULES)
def test_what_a_rule_finds_elsewhere_is_what_was_reviewed(code: str, accept: bool) -> None:
    file, rule = CROSSED / f"{code}.txt", RULES[code]
    elsewhere = [(about, view) for kind in rule.info.views for of, about, view in views()[kind] if of != code]

    found = [shown(about, one) for about, view in elsewhere for one in rule.check(view, rule.info.options())]
    now = "\n\n".join(found) + "\n"
    if accept:
        file.write_text(now, encoding="utf-8")

    assert now == file.read_text(encoding="utf-8")
