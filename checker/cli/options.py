"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from checker import config
from checker.config import FailOn, Sessions, Settings

F = TypeVar("F", bound=Callable[..., Any])


def gathered(record: type[Any], name: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """A command that takes the flags named like the fields of *record* as one argument *name*, which is a *record*."""
    names = [one.name for one in fields(record)]

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def gathering(**flags: Any) -> int:
            found = record(**{one: flags.pop(one) for one in names})
            return command(**{name: found}, **flags)

        return gathering

    return decorate


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The flags that decide what is read and found."""

    sessions: Sessions | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    jobs: int | None
    cache: str | None
    no_cache: bool

    def settings(self, config_path: Path | None, **flags: Any) -> Settings:
        """The settings of the file, with these flags and *flags*; a command caches unless told otherwise."""
        found = settings(
            config_path, sessions=self.sessions, select=self.select, ignore=self.ignore, jobs=self.jobs,
            cache="off" if self.no_cache else self.cache, **flags,
        )  # fmt: skip
        return config.override(found, cache=found.cache or "auto")


def work(command: Callable[..., int]) -> Callable[..., int]:
    """``--sessions``, ``--select``, ``--ignore``, ``--jobs``, ``--cache``, ``--no-cache``, as one argument ``work``."""
    command = cache(gathered(Work, "work")(command))
    jobs_help = "Worker processes; 0: all cores.  [default: 1]"
    command = click.option("--jobs", type=click.IntRange(min=0), metavar="N", help=jobs_help)(command)
    sessions_help = "Which articles report one event.  [default: auto]"
    return click.option("--sessions", type=click.Choice(get_args(Sessions)), help=sessions_help)(selection(command))


def fail_on(of: str = "") -> Callable[[F], F]:
    """``--fail-on``; *of* says of which findings."""
    told = f"The least severity{of} that exits with 1.  [default: error]"
    return click.option("--fail-on", type=click.Choice(get_args(FailOn)), help=told)


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


class _Place(click.Path):
    """A folder for the cache, or one of the words that the setting ``cache`` knows: a flag means what a setting does."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value in ("auto", "off") else super().convert(value, param, ctx)


def cache(command: F) -> F:
    """``--cache`` and ``--no-cache``."""
    command = click.option("--no-cache", is_flag=True, help="Read every file anew, keep nothing.")(command)
    return click.option(
        "--cache", type=_Place(file_okay=False, resolve_path=True), metavar="DIR",
        help="Keep what was read in DIR, not in the system's place for caches; off: nowhere.",
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
