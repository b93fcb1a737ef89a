"""The modules of the rules that come with factcheck."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

import rules


def modules() -> list[ModuleType]:
    """Every rule module, sorted by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(rules.__path__) if not found.name.startswith("_"))
    return [import_module(f"rules.{name}") for name in names]
