"""The modules of the rules that come with factcheck."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

import rules

# Rules whose sentences are being reworked.
PENDING = {"attribute_conflict", "derived_column", "growth_mismatch", "headline_body", "hedge_tension", "total_tree"}


def telling() -> list[ModuleType]:
    """The modules of the rules that tell what they find in every language."""
    return [module for module in modules() if module.__name__.rpartition(".")[2] not in PENDING]


def modules() -> list[ModuleType]:
    """Every rule module, sorted by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(rules.__path__) if not found.name.startswith("_"))
    return [import_module(f"rules.{name}") for name in names]
