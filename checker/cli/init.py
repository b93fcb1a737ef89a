"""``factcheck init``: a commented ``factcheck.toml``."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.output import write
from checker.config import FILE, KEYS
from checker.errors import UsageError


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path())
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(folder: Path, force: bool) -> int:
    """Write a factcheck.toml with every setting, its default and what it does, into FOLDER (here)."""
    file = folder / FILE
    if file.exists() and not force:
        raise UsageError(f"{file} is there already; --force overwrites it")
    write(template(), str(file))
    click.echo(f"wrote {file}", err=True)
    return 0


def template() -> str:
    """The text of a new file: every key at its default, commented out."""
    lines = [
        "# Settings of factcheck. What is commented out is the default; flags win over this file.",
        "# For help in an editor: factcheck config schema --output factcheck.schema.json, and on the first line here:",
        "#:schema ./factcheck.schema.json",
        "",
    ]
    for key in KEYS:
        if key.name == "rules":
            lines += [f"# {key.help}", "# [rules.FC201]", '# option = "value"', ""]
        else:
            lines += [f"# {key.help}", f"# {key.name} = {key.default}", ""]
    return "\n".join(lines).rstrip() + "\n"
