"""Every error we raise on purpose.

    FactcheckError
    ├── ConfigError        the settings are wrong; raised before anything runs
    ├── RuleLoadError      a rule module is wrong; raised before anything runs
    ├── UsageError         the command line asks for something that does not exist
    ├── ReadError          one source cannot be read; kept as a problem, the run goes on
    └── LanguageError      a language pack breaks its contract

Every message names the place, what was found and what was expected.
"""

from __future__ import annotations


class FactcheckError(Exception):
    """The base of the tree."""


class ConfigError(FactcheckError):
    """The settings are wrong: an unknown key, a value of the wrong type."""


class RuleLoadError(FactcheckError):
    """A rule module cannot be used: it lacks a heading of its documentation, its code is taken, it does not import."""


class UsageError(FactcheckError):
    """The command line names something that does not exist."""


class ReadError(FactcheckError):
    """One source cannot be read, or only in part."""


class LanguageError(FactcheckError):
    """A language pack breaks its contract: a word in two tables, an unknown key, upper case."""
