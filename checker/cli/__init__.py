"""The command line: one module per command, each imported when it is asked for."""

from checker.cli.app import main

__all__ = ["main"]
