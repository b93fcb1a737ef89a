"""The ``factcheck`` command: finds the command asked for, and turns every ending into an exit code.

0 looked and found nothing, 1 found something, 2 could not look at everything, 130 interrupted, 141 nobody reads the
output any more. Python's own code for a crash is 1, which here would read as a finding, so a crash ends with 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from checker.errors import FactcheckError
from checker.version import VERSION

# A shell that asks for completions sets it; click derives the name from the program's.
COMPLETION = "_FACTCHECK_COMPLETE"

USAGE, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

# Each is checker/cli/<name>.py with a click command ``command``; the line is its help in the list of commands.
COMMANDS = {
    "run": "Read articles and show which figures cannot all hold.",
    "check": "Check a draft against its sources, figure by figure.",
    "watch": "Check a draft again whenever it or a source is saved.",
    "baseline": "Accept the findings there are, so that only new ones count.",
    "report": "Show an earlier JSON report in another format.",
    "claimreview": "Write a reviewed finding as ClaimReview data for a web page.",
    "claims": "List every figure that was read, as a table.",
    "tables": "Show how tables were understood, before anything is judged.",
    "rules": "List the rules.",
    "explain": "Explain a rule or a finding.",
    "config": "Show the settings: those in force, all there are, their schema.",
    "init": "Write a commented factcheck.toml.",
    "completion": "Print the completion script of a shell.",
}


class Commands(click.Group):
    """The commands, imported one at a time: the help of the whole must not wait for what a single one needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"checker.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, "-V", "--version", prog_name="factcheck", message="%(prog)s %(version)s")
def factcheck() -> None:
    """Read several articles on one event and show the figures and dates that cannot all hold.

    Exit codes: 0 everything was looked at and nothing as grave as --fail-on found, 1 something was, 2 not everything
    could be looked at (an unread file, a wrong setting, an internal error).
    """


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line *argv*, that of the process unless given, and leave with the exit code."""
    code = _outcome(argv)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _pipe_closed()
    except OSError as error:
        # What was printed may still lie in the buffer when the disk behind it is full.
        _complain(f"standard output: {error.strerror or error}")
        _pipe_closed()
        code = USAGE
    raise SystemExit(code)


def _outcome(argv: Sequence[str] | None) -> int:
    try:
        code = factcheck.main(args=None if argv is None else list(argv), prog_name="factcheck", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return USAGE
    except FactcheckError as error:
        _complain(str(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        _complain("interrupted")
        return INTERRUPTED
    except SystemExit:
        # click leaves so when a shell asked for completions, and when the pipe is closed.
        if os.environ.get(COMPLETION):
            raise
        return _pipe_closed()
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        # Of a file that could not be moved into place, the place is what the user asked for.
        name = error.filename2 or error.filename
        place = f"{name}: " if name else ""
        _complain(f"{place}{error.strerror or error}")
        return USAGE
    except Exception:  # noqa: BLE001 - whatever broke, the exit code must not be that of a finding
        import traceback

        traceback.print_exc()
        _complain(f"internal error in factcheck {VERSION}; nothing above is a complete report")
        return USAGE


def _complain(message: str) -> None:
    from checker.report.cells import visible

    click.echo("factcheck: " + "\n".join(visible(line) for line in message.splitlines()), err=True)


def _pipe_closed() -> int:
    # The interpreter flushes standard output once more as it leaves, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return BROKEN_PIPE
