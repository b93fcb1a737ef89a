"""What a command that has a report writes, where, and in which format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import ingest
from checker import report as reports
from checker.cli import options
from checker.cli.output import wants_color, width_chars, write
from checker.config import Settings
from checker.errors import UsageError
from checker.model import Report
from checker.registry import Rule
from checker.report.cells import visible
from checker.report.places import RuleDoc, Setting
from checker.report.summary import exit_code, exit_meaning, tally
from checker.text.told import ENGLISH

if TYPE_CHECKING:
    from checker.report.since import Since
    from checker.report.verdicts import Figure

# What GitHub takes as the summary of one step.
MAX_SUMMARY_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the flags say of how to show a report.

    ``draft``  the Word file that gets comments
    ``lang``   the language of our own words; None for that of each format
    ``figures`` the figures of a draft with their verdicts; None where no draft is checked
    """

    color: str = "auto"
    ascii_only: bool = False
    show_info: bool = False
    quiet: bool = False
    draft: Path | None = None
    lang: str | None = None
    figures: tuple[Figure, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The flags that say which reports are written, where, and how they look."""

    format_name: str | None
    output: str | None
    extra: tuple[str, ...]
    show_info: bool
    lang: str | None
    open_page: bool
    ascii_only: bool
    color: str | None
    quiet: bool
    config_path: Path | None

    def targets(self) -> list[tuple[str, str]]:
        """As ``targets``."""
        return targets(self.format_name, self.output, self.extra)

    def look(self, settings: Settings, **more: Any) -> Look:
        """How the reports look; *more* are the fields of ``Look`` that no flag here says."""
        return Look(
            color=settings.color, ascii_only=self.ascii_only, show_info=self.show_info, quiet=self.quiet, lang=self.lang,
            **more,
        )  # fmt: skip

    def page(self, wanted: Sequence[tuple[str, str]]) -> Path | None:
        """The page to open behind the run, or None; UsageError where one shall be opened and none is written."""
        return page_file(wanted) if self.open_page else None


def asked(command: Callable[..., int]) -> Callable[..., int]:
    """``--format``, ``--output``, ``--report`` and all that says how reports look, as one argument ``asked``."""
    command = options.gathered(Asked, "asked")(command)
    for option in (options.config_file, options.quiet, options.color, options.ascii_only, page, show_info):
        command = option(command)
    command = click.option(
        "--report", "extra", multiple=True, metavar="FORMAT=FILE", help="One more report. Repeatable."
    )(command)
    told = "The format; else that of the output's name."
    formats = click.Choice(list(reports.FORMATS))
    return click.option("--format", "format_name", type=formats, help=told)(options.output(command))


def show_info(command: Any) -> Any:
    """``--show-info``."""
    told = "Show findings of severity info, every session and problem."
    return click.option("--show-info", "--verbose", "show_info", is_flag=True, help=told)(command)


def finished(report: Report, wanted: Sequence[tuple[str, str]], asked: Asked, page: Path | None, fail_on: str) -> int:
    """What remains once the reports are written: open the page, say how it went where no report did; the exit code."""
    if page is not None:
        click.launch(page.as_uri())
    code = exit_code(report, fail_on)
    if not asked.quiet and ("terminal", "-") not in wanted:
        note(report, code, fail_on)
    return code


def note(report: Report, code: int, fail_on: str) -> None:
    """One line on standard error that says why the exit code is what it is, and the problems behind a 2."""
    # What was left unread is behind a 2; remarks follow.
    problems = sorted(report.problems, key=lambda problem: not problem.leaves_unread)
    for problem in problems[:5]:
        click.echo(visible(f"factcheck: {problem.rule} {problem.path}: {problem.message}"), err=True)
    if len(report.problems) > 5:
        click.echo(f"factcheck: and {len(report.problems) - 5} more problems", err=True)
    click.echo(f"factcheck: {tally(report.discrepancies)}; exit {code}: {exit_meaning(code, fail_on)}", err=True)


def draft(command: Any) -> Any:
    """``--draft``."""
    return click.option(
        "--draft",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="With --format docx: write a copy of the Word file FILE, one of the articles, with comments on its figures.",
    )(command)


def page(command: Any) -> Any:
    """``--language`` and ``--open``."""
    command = click.option(
        "--open", "open_page", is_flag=True, help="Open the HTML report, which must go to a file, in a browser."
    )(command)
    return click.option(
        "--language",
        "--lang",
        "lang",
        type=click.Choice(["vi", "en"]),
        help="The language of findings and of our own words, in what people read.  [default: in HTML and Word that of "
        "most sources, else en]",
    )(command)


def changes(revision: str | None, paths: Sequence[str], stdin_name: str, report: Report) -> Since | None:
    """What changed under *paths* since *revision*; None where no revision is given."""
    if revision is None:
        return None
    from checker.engine import revisions

    return revisions.since(revision, ingest.listing(paths, stdin_name=stdin_name).entries, report)


def tell_changes(since: Since | None, report: Report, wanted: Sequence[tuple[str, str]]) -> None:
    """Print what changed: before the report where that goes to the terminal, else on standard error."""
    if since is None:
        return
    from checker.report.since import render

    text = render(since, {one.id: f"{one.rule} {one.name}" for one in report.discrepancies})
    if ("terminal", "-") in wanted:
        write(text + "\n", "-")
    else:
        click.echo(text, err=True, nl=False)


def targets(format_name: str | None, output: str | None, extra: Iterable[str]) -> list[tuple[str, str]]:
    """(format, file) of every report to write; UsageError where one cannot be told, or two go to one place."""
    main = output or "-"
    found = [(format_name or ("terminal" if main == "-" else reports.format_of(main)), main)]
    for pair in extra:
        name, equals, file = pair.partition("=")
        if not equals or not file or name not in reports.FORMATS:
            known = ", ".join(reports.FORMATS)
            raise UsageError(f"--report {pair}: expected FORMAT=FILE with a format of {known}")
        found.append((name, file))
    places = [place for _, place in found]
    for place in places:
        if places.count(place) > 1:
            raise UsageError(f"two reports go to {'standard output' if place == '-' else place}; expected one each")
    return found


def keep_inputs(wanted: Iterable[tuple[str, str]], read: Sequence[str]) -> None:
    """UsageError where a report would take the place of a file that is *read*: an article is not to be had again."""
    places = {Path(file).resolve(): file for _, file in wanted if file != "-" and Path(file).is_file()}
    if places:
        for entry in ingest.listing(read).entries:
            if isinstance(entry.path, Path) and (lost := places.get(entry.path.resolve())):
                raise UsageError(f"{lost} is one of the files read; expected another place for the report")


def redact(command: Any) -> Any:
    """``--redact``."""
    told = "Leave what the articles print out of every report: quotes, sentences, titles, names, messages."
    return click.option("--redact", is_flag=True, help=told)(command)


def without_words(
    report: Report, draft: Path | None, figures: Sequence[Figure] = ()
) -> tuple[Report, tuple[Figure, ...]]:
    """*report* and *figures* for ``--redact``; UsageError beside a draft, whose copy would hold all of its text."""
    from checker.report.redact import redacted, redacted_figures

    if draft is not None:
        raise UsageError("--redact: a copy of the draft holds all of its text; expected one without the other")
    return redacted(report), redacted_figures(figures)


def require_docx(wanted: Sequence[tuple[str, str]], look: Look) -> None:
    """UsageError where a draft is given and no Word file is asked for."""
    if look.draft is not None and not any(name == "docx" for name, _ in wanted):
        raise UsageError("--draft: expected --format docx, or an output file that ends with .docx")


def page_file(wanted: Sequence[tuple[str, str]]) -> Path:
    """The file of the HTML report; UsageError where none is written to a file."""
    found = next((target for name, target in wanted if name == "html" and target != "-"), None)
    if found is None:
        raise UsageError("--open: expected an HTML report in a file, such as --report html=report.html")
    return Path(found).resolve()


def write_all(report: Report, wanted: Sequence[tuple[str, str]], setting: Setting, look: Look) -> None:
    """Every report that is asked for; and under GitHub Actions, beside annotations, the summary of the step."""
    for name, target in wanted:
        write(rendered(report, name, target, setting, look), target)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if name == "github" and summary:
            from checker.report.markdown import written

            with Path(summary).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(written(report, most_bytes=MAX_SUMMARY_BYTES))


def rendered(report: Report, name: str, target: str, setting: Setting, look: Look) -> str | bytes:
    """*report* in the format *name*, for the file *target*."""
    render, form = reports.renderer(name), reports.FORMATS[name]
    content: str | bytes
    if name == "docx" and look.draft is not None:
        from checker.report.docx import commented

        content = commented(report, look.draft.read_bytes(), str(look.draft), look.lang)
    elif name == "json" and look.figures is not None:
        from checker.report.verdicts import document

        content = document(report, look.figures)
    elif form.placed:
        content = render(report, setting)
    elif form.drafted:
        content = render(report, look.lang, look.figures or ())
    elif form.worded:
        content = render(report, look.lang)
    elif form.styled:
        from checker.report.terminal import Style

        here = target == "-"
        style = Style(
            width=width_chars() if here else 100,
            color=wants_color(look.color) if here else look.color == "always",
            ascii=look.ascii_only,
            show_info=look.show_info,
            quiet=look.quiet,
            fail_on=setting.fail_on,
            lang=look.lang or ENGLISH,
        )
        if look.figures is None:
            content = render(report, style)
        else:
            from checker.report.verdicts import render as verdicts

            content = verdicts(report, look.figures, style)
    else:
        content = render(report)
    return content


def described(rules: Iterable[Rule]) -> tuple[RuleDoc, ...]:
    """What a report says about *rules*."""
    return tuple(RuleDoc(r.info.code, r.info.name, r.info.severity.value, r.summary, r.doc) for r in rules)


def repository_files(paths: Sequence[str]) -> Mapping[str, str]:
    """The names that a report gives the files under *paths* → their paths from the root of the repository.

    The root is the nearest folder, from the current one up, that holds ``.git``, else the current one. Files outside
    it, and names that two files share, are not in the map.
    """
    here = Path.cwd().resolve()
    root = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    found: dict[str, set[str]] = {}
    for entry in ingest.listing(paths).entries:
        place = entry.path.resolve()
        if str(entry.path) != "-" and place.is_relative_to(root):
            found.setdefault(entry.name, set()).add(place.relative_to(root).as_posix())
    return {name: next(iter(files)) for name, files in sorted(found.items()) if len(files) == 1}
