"""``factcheck completion``: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from checker.cli.app import COMPLETION
from checker.cli.output import write


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the completion script of SHELL; for bash, add this line to ~/.bashrc: eval "$(factcheck completion bash)"."""
    kind = get_completion_class(shell)
    assert kind is not None  # The choices are those that click ships.
    write(kind(ctx.find_root().command, {}, "factcheck", COMPLETION).source() + "\n", "-")
    return 0
