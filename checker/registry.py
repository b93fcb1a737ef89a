"""Finds rules: shipped and installed ones through the entry point, local ones by path.

A rule that cannot be used stops the run before anything is read; none is ever left out with a warning.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import get_args

from checker.errors import ConfigError, RuleLoadError
from checker.model import Severity
from checker.rule import HEADINGS, Check, RuleInfo, View

ENTRY_POINTS = "factcheck.rules"

# Codes of what the engine itself reports; no rule may take one, and none can be switched off.
ENGINE_CODES = {
    "FC001": "unreadable-input",
    "FC002": "unused-suppression",
    "FC003": "stale-baseline",
    "FC004": "limit-reached",
    "FC005": "language-incomplete",
    "FC006": "unknown-column",
}

_CODE = re.compile(r"[A-Z]{2,4}\d{3}")
_PREFIX = re.compile(r"[A-Z]{2,4}\d{0,3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that passed every check.

    ``module``  the dotted name it was imported under
    ``origin``  the distribution it came with, or the folder of a local rule
    ``doc``     its docstring, without indentation
    """

    info: RuleInfo
    check: Check
    module: str
    origin: str
    doc: str

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.doc.partition("\n")[0]

    def section(self, heading: str) -> str:
        """The text under one of ``checker.rule.HEADINGS``."""
        return _sections(self.doc)[heading]


def load(local: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """Every rule there is, sorted by code.

    Raises RuleLoadError where a module breaks the contract of a rule, where two rules share a code or a name, and
    where no rule package is installed at all: a run without rules would look like a run without findings.
    """
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.value, point.name))
    if not points:
        raise RuleLoadError(
            f"no rules: no installed package has an entry point in the group {ENTRY_POINTS!r}. "
            "factcheck's own rules come through it too; in a checkout, run: pip install -e ."
        )
    rules: list[Rule] = []
    # An editable install beside a regular one lists the same entry point twice.
    for value in dict.fromkeys(point.value for point in points):
        rules += _installed(next(point for point in points if point.value == value))
    for folder in local:
        rules += _local(folder)
    return _distinct(rules)


def rule_of(module: ModuleType, *, origin: str) -> Rule:
    """The rule that *module* holds; RuleLoadError names what it lacks."""
    place = getattr(module, "__file__", None) or module.__name__
    info, check, doc = getattr(module, "RULE", None), getattr(module, "check", None), module.__doc__
    if not isinstance(info, RuleInfo):
        raise RuleLoadError(f"{place}: expected RULE to be a RuleInfo, found {_found(info)}")
    if not callable(check):
        raise RuleLoadError(f"{place}: expected a function check(view, options), found {_found(check)}")
    if not _CODE.fullmatch(info.code):
        raise RuleLoadError(f"{place}: expected a code of 2 to 4 capitals and 3 digits (XY001), found {info.code!r}")
    if info.code in ENGINE_CODES:
        raise RuleLoadError(f"{place}: the code {info.code} is the engine's own ({ENGINE_CODES[info.code]})")
    if not _NAME.fullmatch(info.name):
        raise RuleLoadError(f"{place}: expected a kebab-case name (value-conflict), found {info.name!r}")
    if not isinstance(info.severity, Severity):
        raise RuleLoadError(f"{place}: expected a Severity, found {info.severity!r}")
    if not info.views or not set(info.views) <= set(get_args(View)):
        raise RuleLoadError(f"{place}: expected sees to be one of {', '.join(get_args(View))}, found {info.sees!r}")
    _require_options(info, place)
    cleaned = cleandoc(doc or "")
    sections = _sections(cleaned)
    for heading in HEADINGS:
        if heading not in sections:
            raise RuleLoadError(f"{place}: its docstring lacks the heading {heading!r}; expected {', '.join(HEADINGS)}")
        if not sections[heading]:
            raise RuleLoadError(f"{place}: its docstring has no text under the heading {heading!r}")
    if cleaned.partition("\n")[0] in HEADINGS:
        raise RuleLoadError(f"{place}: its docstring begins with a heading; expected one line that says what it finds")
    return Rule(info=info, check=check, module=module.__name__, origin=origin, doc=cleaned)


def chosen(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that *select* and *ignore* leave, by code, prefix of a code, or name.

    An empty *select* takes all. The longer selector wins (``ignore = ["FC1"], select = ["FC101"]`` keeps FC101);
    between equals, *ignore* does. A selector that fits no rule raises ConfigError with the nearest one.
    """
    for key, selectors in (("select", select), ("ignore", ignore)):
        for selector in selectors:
            if not any(_weight(selector, rule) for rule in rules):
                raise ConfigError(_unknown(key, selector, rules))

    def kept(rule: Rule) -> bool:
        wanted = max((_weight(selector, rule) for selector in select), default=0)
        unwanted = max((_weight(selector, rule) for selector in ignore), default=0)
        return (wanted > 0 or not select) and (unwanted == 0 or wanted > unwanted)

    return tuple(rule for rule in rules if kept(rule))


def named(rules: Iterable[Rule], code_or_name: str) -> Rule | None:
    """The rule with this code (in either case) or name, or None."""
    return next((r for r in rules if r.info.code == code_or_name.upper() or r.info.name == code_or_name), None)


def nearest(rules: Iterable[Rule], text: str) -> str:
    """ "; did you mean …?" for the code or name closest to *text*, or nothing."""
    names = [name for rule in rules for name in (rule.info.code, rule.info.name)]
    close = get_close_matches(text, names, n=1) or get_close_matches(text.upper(), names, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _weight(selector: str, rule: Rule) -> int:
    if selector == rule.info.name:
        return len(rule.info.code)
    upper = selector.upper()
    return len(upper) if _PREFIX.fullmatch(upper) and rule.info.code.startswith(upper) else 0


def _unknown(key: str, selector: str, rules: Sequence[Rule]) -> str:
    engine = next((code for code, name in ENGINE_CODES.items() if selector in (code, name)), None)
    if engine:
        return f"{key}: {engine} ({ENGINE_CODES[engine]}) is reported by the engine itself and cannot be switched"
    expected = "expected a code (FC201), the start of one (FC2) or a name (value-conflict)"
    return f"{key}: {selector!r} is no rule{nearest(rules, selector)}; {expected}"


def _installed(point: EntryPoint) -> list[Rule]:
    origin = point.dist.name if point.dist else point.value
    module = _imported(point.value, f"the entry point {point.name!r} of {origin}")
    if not hasattr(module, "__path__"):
        return [rule_of(module, origin=origin)]
    names = sorted(found.name for found in pkgutil.iter_modules(module.__path__) if not found.name.startswith("_"))
    if not names:
        raise RuleLoadError(f"{origin}: the package {point.value!r} holds no rule; expected one module per rule")
    return [rule_of(_imported(f"{point.value}.{name}", origin), origin=origin) for name in names]


def _imported(name: str, place: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:  # A stranger's module may raise anything; none of it may pass for a finding.
        raise RuleLoadError(f"{place}: {name} does not import: {type(error).__name__}: {error}") from error


def _local(folder: Path) -> list[Rule]:
    if not folder.is_dir():
        raise RuleLoadError(f"local-rules: {folder} is no folder")
    files = sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))
    if not files:
        raise RuleLoadError(f"local-rules: {folder} holds no rule; expected one .py file per rule")
    return [rule_of(_by_path(path), origin=folder.name) for path in files]


def _by_path(path: Path) -> ModuleType:
    # A private name that depends on the folder: two folders may hold files of one name, and sys.path stays as it is.
    mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    name = f"_factcheck_local_{mark}_{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuleLoadError(f"{path}: cannot be loaded as a Python module")
    module = module_from_spec(spec)
    sys.modules[name] = module  # Dataclasses look their own module up while they are made.
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # As in _imported.
        del sys.modules[name]
        raise RuleLoadError(f"{path}: does not import: {type(error).__name__}: {error}") from error
    return module


def _distinct(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    taken: dict[str, Rule] = {}
    for rule in rules:
        for what, key in (("code", rule.info.code), ("name", rule.info.name)):
            if key in taken:
                raise RuleLoadError(f"{rule.module}: the {what} {key} is taken by {taken[key].module}")
            taken[key] = rule
    return tuple(sorted(set(taken.values()), key=lambda rule: rule.info.code))


def _require_options(info: RuleInfo, place: str) -> None:
    kind: object = info.options
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise RuleLoadError(f"{place}: expected options to be a frozen dataclass, found {_found(kind)}")
    if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise RuleLoadError(f"{place}: the options {kind.__name__} are not frozen; expected @dataclass(frozen=True)")
    try:
        kind()
    except (TypeError, ValueError) as error:
        names = ", ".join(field.name for field in fields(kind))
        raise RuleLoadError(
            f"{place}: {kind.__name__}({names}) needs a valid default for each option: {error}"
        ) from error


def _sections(doc: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in doc.splitlines():
        if line.rstrip() in HEADINGS:
            lines = found.setdefault(line.rstrip(), [])
        elif line[:1].strip():
            lines = None
        elif lines is not None:
            lines.append(line)
    return {heading: cleandoc("\n".join(text)).strip() for heading, text in found.items()}


def _found(thing: object) -> str:
    return "nothing" if thing is None else f"a {type(thing).__name__}"
