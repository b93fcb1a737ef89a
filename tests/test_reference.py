"""The schema and the page of the settings say what the reader of settings does: both take and refuse the same."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import fake_stages
import pytest
from command_line import run
from gate_articles import lay

from checker import config, registry
from checker.cli.init import template
from checker.config import KEYS, Suppress
from checker.errors import ConfigError
from checker.model import Shape
from checker.reference import reference, schema, schema_text

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).resolve().parent.parent
RULES = registry.load()
VALUES: list[Any] = [
    0, 1, -1, 1.5, True, "", " ", "a", "never", "value", "2026-12-31", "2026-13-31", [], ["FC1"], [1], [[]], {}, {"a": 1}, {"a": "b"}, {"FC201": {}},
    {"a": {}}, {"a": {"role": "value"}}, {"a": {"role": "mine"}}, {"a": {"rolle": "value"}}, {"a": {"required": 1}},
]  # fmt: skip
PASSAGE = {"file": "a.txt", "rule": "FC101", "quote": "35 percent", "reason": "asked"}


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema.Draft7Validator(schema(RULES), format_checker=jsonschema.FormatChecker())


def plain(value: Any) -> Any:
    """*value* as an editor's validator sees TOML: days are texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def taken(table: dict[str, Any], folder: Path) -> bool:
    """Whether the reader of settings takes *table*."""
    try:
        config.steps(RULES, config.from_table(table, folder / "factcheck.toml"))
    except ConfigError:
        return False
    return True


def tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of the file with every value, and every key of its tables and of the options of rules.

    Not tried: a day where a text is meant, which to a schema is a text.
    """
    for value in VALUES:
        for key in KEYS:
            # A folder that is not there is refused by the reader alone: a schema does not look.
            if not (key.name == "local-rules" and value in (["FC1"], [[]])):
                yield f"{key.name} = {value!r}", {key.name: value}
        for one in fields(Shape):
            yield f"[[table]] {one.name} = {value!r}", {"table": [{"file": "a.csv", one.name: value}]}
        for one in fields(Suppress):
            yield f"[[suppress]] {one.name} = {value!r}", {"suppress": [{**PASSAGE, one.name: value}]}
        for rule in RULES:
            for one in fields(rule.info.options):
                for name in {one.name, one.name.replace("_", "-")}:
                    yield f"[rules.{rule.info.code}] {name} = {value!r}", {"rules": {rule.info.name: {name: value}}}
    yield "[[suppress]] expires", {"suppress": [{**PASSAGE, "expires": date(2026, 12, 31)}]}


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schema_text(RULES)))


def test_the_schema_takes_what_the_settings_take_and_nothing_else(validator: Any, tmp_path: Path) -> None:
    disagreed, counted = [], 0
    for name, table in tables():
        by_schema, by_reader = validator.is_valid(plain(table)), taken(table, tmp_path)
        counted += 1
        # Bounds that a rule sets its options itself are not in the schema.
        if by_schema != by_reader and not (by_schema and name.startswith("[rules.")):
            disagreed.append(f"{name}: schema {by_schema}, reader {by_reader}")

    assert disagreed == []
    assert counted > 1_000


@pytest.mark.parametrize(
    "text",
    [
        "sesions = 1", 'fail-on = "fatal"', "jobs = -1", '[[table]]\ndecimal = ","', '[[table]]\nfile = "a"\ncolour = 1',
        '[[suppress]]\nfile = "a"', "[rules.FC201]\nsurely = 1", '[rules.value-conflict]\nsure = "yes"', "suppress = {}",
    ],
)  # fmt: skip
def test_wrong_settings_are_refused_by_both(validator: Any, tmp_path: Path, text: str) -> None:
    table = tomllib.loads(text)

    assert not validator.is_valid(plain(table))
    assert not taken(table, tmp_path)


def samples() -> list[str]:
    """The settings that the README shows, and a new file with each of its lines in force."""
    shown = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.removeprefix("# ") for line in template().splitlines() if " = " in line and "option" not in line]
    return [*shown, template(), "\n".join(lines)]


@pytest.mark.parametrize("text", samples())
def test_our_own_samples_are_taken_by_both(validator: Any, tmp_path: Path, text: str) -> None:
    table = tomllib.loads(text, parse_float=Decimal)

    assert [error.message for error in validator.iter_errors(plain(table))] == []
    assert taken(table, tmp_path)


def test_rules_of_others_are_in_the_schema_with_their_options() -> None:
    found = schema(fake_stages.RULES)

    assert set(found["properties"]["rules"]["properties"]) == {
        name for rule in fake_stages.RULES for name in (rule.info.code, rule.info.name)
    }


def test_the_page_names_every_key_option_and_default() -> None:
    page = reference(RULES)

    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert [
        key.name
        for key in KEYS
        if key.name != "rules" and f"`{key.name}`" not in page and f"[[{key.name}]]" not in page
    ] == []
    assert all(f"### {rule.info.code} {rule.info.name}" in page for rule in RULES if fields(rule.info.options))
    assert [row for row in rows if row.endswith("|  |")] == [], "a key or an option without a word on what it does"
    assert len({line for line in page.splitlines() if line.startswith("#")}) == sum(
        line.startswith("#") for line in page.splitlines()
    )


def test_the_command_writes_both_and_shows_what_is_in_force(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stated = 'fail-on = "info"\njobs = 2\n[[suppress]]\nfile = "a"\nrule = "FC101"\nquote = "q"\nreason = "r"\nexpires = 2026-12-31\n[rules.FC201]\nsure = 0.25\n'
    lay(tmp_path, factcheck_toml=stated + '[[table]]\nfile = "a.csv"\ncolumns = { "A" = { role = "value" } }\n')

    written = run(capsys, "config", "schema", "--output", "factcheck.schema.json")
    page = run(capsys, "config", "reference")
    shown = run(capsys, "config", "show")

    assert (written.code, page.code, shown.code) == (0, 0, 0)
    assert (tmp_path / "factcheck.schema.json").read_text(encoding="utf-8") == schema_text(RULES)
    assert page.out == reference(RULES)
    assert shown.out.startswith(f"# {tmp_path / 'factcheck.toml'}\n")
    again = config.from_table(tomllib.loads(shown.out, parse_float=Decimal), tmp_path / "factcheck.toml")
    assert again == config.load(tmp_path)


def test_settings_that_are_wrong_are_not_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, factcheck_toml="[rules.FC999]\n")

    assert run(capsys, "config", "show").code == 2
