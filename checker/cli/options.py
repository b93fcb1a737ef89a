"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from checker import config
from checker.config import Settings

F = TypeVar("F", bound=Callable[..., Any])


def paths(command: F) -> F:
    """``PATH…``; ``-`` is standard input, ``./-`` a file of that name: to ``pathlib`` the two are one, so they stay texts."""
    return click.argument("paths", nargs=-1, required=True, type=str, metavar="PATH...")(command)


def stdin_name(command: F) -> F:
    """``--stdin-filename``."""
    option = click.option(
        "--stdin-filename", "stdin_filename", default="stdin.txt", show_default=True, metavar="NAME",
        help="What to call standard input; its suffix tells the format.",
    )  # fmt: skip
    return option(command)


def config_file(command: F) -> F:
    """``--config``."""
    option = click.option(
        "--config", "config_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="Read the settings from FILE, not from the nearest factcheck.toml or pyproject.toml.",
    )  # fmt: skip
    return option(command)


def selection(command: F) -> F:
    """``--select`` and ``--ignore``."""
    for name, help_text in (
        ("ignore", "Rules to leave out."),
        ("select", "Rules to run, by code, start of a code, or name."),
    ):
        command = click.option(
            f"--{name}", multiple=True, metavar="RULE", callback=_split, help=f"{help_text} Repeatable; commas allowed."
        )(command)
    return command


def baseline(command: F) -> F:
    """``--baseline``."""
    return click.option(
        "--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="Leave out the findings that FILE accepts; factcheck baseline write makes it.",
    )(command)  # fmt: skip


def diff_base(command: F) -> F:
    """``--diff-base``."""
    return click.option(
        "--diff-base", "diff_base", metavar="REV",
        help="Say which figures changed since the git revision REV, and show findings where the change is.",
    )(command)  # fmt: skip


def cache(command: F) -> F:
    """``--cache`` and ``--no-cache``."""
    command = click.option("--no-cache", is_flag=True, help="Read every file anew, keep nothing.")(command)
    return click.option(
        "--cache", type=click.Path(file_okay=False, resolve_path=True), metavar="DIR",
        help="Keep what was read in DIR, not in the system's place for caches.",
    )(command)  # fmt: skip


def today() -> date:
    """The day on which something may have expired, here where the command is given."""
    return datetime.now().astimezone().date()


def color(command: F) -> F:
    """``--color``."""
    return click.option(
        "--color", type=click.Choice(get_args(config.Color)), help="Whether to use colours.  [default: auto]"
    )(command)


def ascii_only(command: F) -> F:
    """``--ascii``."""
    return click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")(command)


def quiet(command: F) -> F:
    """``--quiet``."""
    return click.option("-q", "--quiet", is_flag=True, help="Findings and problems only; no progress, no summary.")(
        command
    )


def output(command: F) -> F:
    """``--output``."""
    return click.option("-o", "--output", metavar="FILE", help="Write to FILE; - is standard output.")(command)


def settings(config_path: Path | None, **flags: Any) -> Settings:
    """The settings of the file, with the flags that were given."""
    return config.override(config.load(Path.cwd(), config_path), **flags)


def _split(_: click.Context, __: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
