"""The options of ``factcheck run`` that send the work to Spark, and write tables instead of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from checker.config import Settings, Step
from checker.engine import local
from checker.engine.judging import Progress
from checker.errors import UsageError
from checker.model import Report

# Not everything could be looked at.
USAGE = 2

F = TypeVar("F", bound=Callable[..., object])


class Cluster(NamedTuple):
    """``engine``: ``local`` or ``spark``; ``articles``: the paths are tables of articles; ``parquet``: where tables go."""

    engine: str
    articles: bool
    parquet: str | None


def options(command: F) -> F:
    """``--engine``, ``--articles`` and ``--parquet``."""
    command = click.option(
        "--parquet", metavar="DIR",
        help="Write claims, groups, discrepancies and problems as Parquet to DIR, and no report; however many articles, memory is bounded.",
    )(command)  # fmt: skip
    command = click.option(
        "--articles", is_flag=True, help="With spark: PATHs are Parquet tables of articles, with columns id and text."
    )(command)
    return click.option(
            "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
            help="Where the work is done: on this machine, or by Spark (needs factcheck[spark]).",
        )(command)  # fmt: skip


def report(
    chosen: Cluster,
    paths: Sequence[str],
    settings: Settings,
    plan: Sequence[Step],
    *,
    stdin_name: str,
    progress: Progress,
    today: date,
) -> Report | int:
    """The report, whichever engine makes it; the exit code where tables were written instead."""
    if chosen.engine == "local":
        if chosen.articles:
            raise UsageError("--articles: expected --engine spark beside it")
        if chosen.parquet is None:
            return local.run(paths, settings, stdin_name=stdin_name, plan=plan, progress=progress, today=today)
        from checker.engine import streaming

        written = streaming.write(
            Path(chosen.parquet), paths, settings, stdin_name=stdin_name, plan=plan, progress=progress, today=today
        )
        return told(chosen.parquet, written.sizes, found=written.any_at(settings.fail_on))
    try:
        from checker.engine import spark
    except ImportError as error:
        raise UsageError(f"--engine spark: {error}; expected factcheck[spark] to be installed") from error
    session = spark.session(settings.jobs)
    articles = session.read.parquet(*paths) if chosen.articles else None
    files = [] if chosen.articles else list(paths)
    if chosen.parquet is None:
        return spark.run(files, settings, plan=plan, articles=articles, spark=session, today=today)
    sizes = spark.write(chosen.parquet, files, settings, plan=plan, articles=articles, spark=session, today=today)
    return told(chosen.parquet, sizes, found=spark.any_at(session, chosen.parquet, settings.fail_on))


def told(folder: str, sizes: Mapping[str, int], *, found: bool) -> int:
    """Say how many rows each table under *folder* has; the exit code, where *found* says whether a grave finding is among them."""
    for name, size in sizes.items():
        click.echo(f"{folder}/{name}: {size} rows")
    return USAGE if sizes["problems"] else int(found)
