"""The README tells what is there: its table of rules is the registry's own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from checker.cli.rules import command

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- rules: written by pytest --accept tests/test_readme.py -->\n", "<!-- end of rules -->"


def test_the_table_of_rules_is_the_registrys(accept: bool) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    kept, _, after = rest.partition(END)

    found = CliRunner().invoke(command, ["--format", "markdown"], catch_exceptions=False).output

    if accept:
        readme.write_text(f"{before}{START}{found}{END}{after}", encoding="utf-8")
        kept = found
    assert rest, "the README has no place for the table of rules"
    assert kept == found
