"""``make mutate``: change one operator, comparison, condition, constant or loop at a time, and see whether a test notices.

    python tests/mutation/mutate.py [MODULE ...] [--only LINE,LINE] [--sample N] [--keep]

Without a module, every one of ``checker/values`` and ``rules``. The tests are collected once and run once, with a look at
which of them enter which function. Each change is then put into a fork of that process: the functions it touches get
their new code, constants and defaults their new values, and the tests that enter the function run, those on the changed
line first, then the quickest, to the first failure. Nothing on disk is touched.

A change that no test notices is printed. Those in ``equivalent.toml`` cannot be noticed, each for the reason given there,
and are counted apart. ``--keep`` writes the figures to ``mutation.json``. Exits with 1 where a module is below
``LEAST_SHARE``.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(HERE)]

from changes import Change, changes  # noqa: E402 - found on the path above

from checker.ingest import apart  # noqa: E402

KEPT, EQUIVALENT = HERE / "mutation.json", HERE / "equivalent.toml"
LEAST_SHARE = 0.85
# Tests that run in one process and in seconds. Whole runs over folders, browsers and builds say nothing of an operator.
FILES = (
    "test_values.py", "test_values_properties.py", "test_arithmetic.py", "test_slips_properties.py", "test_rules.py", "test_rules_crossed.py",
    "test_series.py", "test_told.py", "test_tables.py", "test_tables_packages.py",
)  # fmt: skip
# What a change may cost: the tests beyond it are not run, so that a survivor may be one that they would notice.
MOST_SECONDS = 5.0
# A change may lead into an endless loop: that is noticed too. Processor seconds.
LATE_SECONDS = 40
_OURS = ("checker", "rules")

# Stands for the functions that dataclasses of a module make.
_MADE = "made"

Key = tuple[str, str, int]  # file, qualified name and first line of a function


class Reached(NamedTuple):
    """What one test did without any change: how long it took, which functions it entered and which lines it ran."""

    seconds: float
    functions: frozenset[Key]
    lines: frozenset[tuple[str, int]]


class _Run:
    """The plugin that has the tests when they are collected, and does the rest in place of running them."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.modules = [file.resolve() for file in given.modules]
        self.figures: dict[str, dict[str, int]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every change of every module."""
        if session.testsfailed:
            raise session.Failed("tests cannot be collected")
        items = [item for item in session.items if not item.get_closest_marker("timed")]
        # What the tests have to hand is the same for every change, and is never collected as rubbish.
        # What rules are shown is read once.
        for made in {vars(item.module).get("views") for item in items if isinstance(item, pytest.Function)}:
            if made is not None:
                made()
        apart.close()  # No fork has a use for the process that read the files.
        gc.collect()
        gc.freeze()
        reached = _reached(items, {str(module) for module in self.modules})
        print(f"{len(items)} tests, {sum(one.seconds for one in reached.values()):.0f} s", flush=True)
        for module in self.modules:
            name = module.relative_to(ROOT).as_posix()
            self.figures[name] = self._module(module, name, items, reached)
            if self.given.keep:
                _keep(name, self.figures[name])
        return True

    def _module(
        self, module: Path, name: str, items: Sequence[pytest.Item], reached: Mapping[int, Reached]
    ) -> dict[str, int]:
        made = list(changes(module.read_text(encoding="utf-8"), str(module)))
        every = len(made)
        if self.given.only:
            made = [one for one in made if one.line in self.given.only]
        if self.given.sample and len(made) > self.given.sample:
            made = sorted(random.Random(name).sample(made, self.given.sample), key=lambda one: one.line)
        loaded = sys.modules[".".join(Path(name).with_suffix("").parts)]
        known = _equivalent(name)
        done: Counter[str] = Counter()
        for one in made:
            end = "equivalent" if _key(one, module) in known else _noticed(loaded, one, items, reached)
            done[end] += 1
            if end == "survived":
                print(f"  {name}:{one.line}: {one.before}  ->  {one.after}", flush=True)
        figures = {"changes": every, "tried": len(made) - done["equivalent"], "noticed": done["noticed"] + done["late"], "equivalent": done["equivalent"]}  # fmt: skip
        print(f"{name}: {figures['noticed']} of {figures['tried']} ({_share(figures):.1%}), {dict(done)}", flush=True)
        return figures


def _keep(name: str, figures: dict[str, int]) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    KEPT.write_text(json.dumps(dict(sorted({**kept, name: figures}.items())), indent=1) + "\n", encoding="utf-8")


def _share(figures: Mapping[str, int]) -> float:
    return figures["noticed"] / figures["tried"] if figures["tried"] else 1.0


# ── which tests are about what ───────────────────────────────────────────────────────────────────────────────────


def _reached(items: Sequence[pytest.Item], files: set[str]) -> dict[int, Reached]:
    """For each test, by its place in *items*, what it did; those that are skipped or take too long are left out.

    It is found out in a fork, so that nothing that the tests leave behind is there when a change is tried.
    """
    read, write = os.pipe()
    process = os.fork()
    if not process:
        os.close(read)
        with os.fdopen(write, "w", encoding="utf-8") as out:
            json.dump(_traced(items, files), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as found:
        told = json.load(found)
    os.waitpid(process, 0)
    if told["failed"]:
        raise pytest.UsageError("fails without any change: " + ", ".join(told["failed"]))
    return {
        at: Reached(
            seconds,
            frozenset((file, name, line) for file, name, line in functions),
            frozenset((file, line) for file, line in lines),
        )
        for at, seconds, functions, lines in told["reached"]
    }


def _traced(items: Sequence[pytest.Item], files: set[str]) -> dict[str, Any]:
    reached: list[tuple[int, float, list[Key], list[tuple[str, int]]]] = []
    failed: list[str] = []
    functions: set[Key] = set()
    lines: set[tuple[str, int]] = set()

    def line(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, _: str, __: object) -> Any:
        code = frame.f_code
        if code.co_filename == "<string>":
            # What a dataclass makes: its defaults are those of the module.
            file = str(getattr(sys.modules.get(frame.f_globals.get("__name__", "")), "__file__", ""))
            if file in files:
                functions.add((file, _MADE, 0))
            return None
        if code.co_filename not in files:
            return None
        functions.add((code.co_filename, code.co_qualname, code.co_firstlineno))
        return line

    for at, item in enumerate(items):
        functions.clear()
        lines.clear()
        # What an earlier test had worked out would not be entered again.
        for kept in _kept():
            kept.cache_clear()
        sys.settrace(call)
        began = time.process_time()
        reports = runtestprotocol(item, log=False, nextitem=items[at + 1] if at + 1 < len(items) else None)
        seconds = time.process_time() - began
        sys.settrace(None)
        failed += [item.nodeid] * any(report.failed for report in reports)
        if not any(report.skipped for report in reports) and functions:
            reached.append((at, seconds, sorted(functions), sorted(lines)))
    return {"reached": reached, "failed": failed}


def _about(one: Change, keys: set[Key], module: str, reached: Mapping[int, Reached]) -> list[int]:
    """The tests for a change of the functions *keys*: on its line first, then quickest first, as long as they may take."""
    lines = {(module, line) for line in range(one.line, one.last + 1)}
    ranked = sorted(
        (lines.isdisjoint(did.lines), did.seconds, at) for at, did in reached.items() if did.functions & keys
    )
    chosen: list[int] = []
    spent = 0.0
    for _, seconds, at in ranked:
        spent += seconds
        if chosen and spent > MOST_SECONDS:
            break
        chosen.append(at)
    return chosen


# ── one change ───────────────────────────────────────────────────────────────────────────────────────────────────


def _noticed(module: ModuleType, one: Change, items: Sequence[pytest.Item], reached: Mapping[int, Reached]) -> str:
    """What became of the tests: ``noticed``, ``late`` or ``survived``."""
    file = str(module.__file__)
    functions = _functions(file)
    _kept()
    patches, outside = _patches(one.plain, one.code, functions, file)
    keys = {(file, made.__code__.co_qualname, made.__code__.co_firstlineno) for made, _ in patches}
    if outside:
        # A constant or a default: the functions that read it, or all of them.
        keys |= {key for key, (made, *_) in functions.items() if one.name in _names(made.__code__)} or set(functions)
        keys.add((file, _MADE, 0))
    about = _about(one, keys, file, reached)
    if not about:
        return "survived"
    process = os.fork()
    if not process:
        code = 1
        try:
            gc.disable()
            for kept in _kept():
                kept.cache_clear()
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, LATE_SECONDS)
            if outside:
                _put(module, one.code)
            for function, changed in patches:
                function.__code__ = changed
            for item, after in zip(about, [*about[1:], None], strict=True):
                following = None if after is None else items[after]
                if any(report.failed for report in runtestprotocol(items[item], log=False, nextitem=following)):
                    break
            else:
                code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return "late"
    return "noticed" if os.WEXITSTATUS(status) else "survived"


@functools.cache
def _functions(file: str) -> dict[Key, list[FunctionType]]:
    """Every function that was made from *file*, however it is wrapped."""
    found: defaultdict[Key, list[FunctionType]] = defaultdict(list)
    gc.unfreeze()
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == file:
            found[file, one.__code__.co_qualname, one.__code__.co_firstlineno].append(one)
    gc.freeze()
    return found


def _names(code: CodeType) -> set[str]:
    """The names that *code* reads, attributes among them."""
    return {
        *code.co_names,
        *(name for inside in code.co_consts if isinstance(inside, CodeType) for name in _names(inside)),
    }


@functools.cache
def _kept() -> list[Any]:
    """What values and rules have worked out already and keep, while the tests were collected."""
    gc.unfreeze()
    found = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    gc.freeze()
    return [one for one in found if (one.__module__ or "").startswith(("checker.values", "checker.rule", "rules."))]


def _patches(
    old: CodeType, new: CodeType, functions: Mapping[Key, list[FunctionType]], file: str
) -> tuple[list[tuple[FunctionType, CodeType]], bool]:
    """The functions whose code differs, with the new code; and whether anything outside of functions differs."""
    if old == new:
        return [], False
    if made := functions.get((file, old.co_qualname, old.co_firstlineno)):
        return [(function, new) for function in made], False
    pairs = [(a, b) for a, b in zip(old.co_consts, new.co_consts, strict=False) if isinstance(a, CodeType) and isinstance(b, CodeType)]  # fmt: skip
    inside = [_patches(a, b, functions, file) for a, b in pairs]
    patches = [patch for found, _ in inside for patch in found]
    return patches, not patches or any(outside for _, outside in inside)


def _put(module: ModuleType, code: CodeType) -> None:
    """Give *module* what it would hold with *code*: constants wherever they were imported to, defaults, class attributes."""
    made: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__, "__builtins__": __builtins__}
    exec(code, made)
    for name, value in made.items():
        held = vars(module).get(name)
        if name.startswith("__") or value is held:
            continue
        if isinstance(value, type) and value.__module__ == module.__name__:
            _put_class(held, value)
        elif isinstance(value, FunctionType) and value.__module__ == module.__name__:
            _put_defaults(held, value)
        else:
            for other in list(sys.modules.values()):
                if other is not None and vars(other).get(name) is held:
                    setattr(other, name, value)


def _put_class(held: Any, made: type) -> None:
    for name, value in vars(made).items():
        before = vars(held).get(name)
        if isinstance(value, FunctionType) and isinstance(before, FunctionType):
            _put_defaults(before, value)
        elif not name.startswith("__") and not hasattr(value, "__get__") and before != value:
            setattr(held, name, value)


def _put_defaults(held: Any, made: FunctionType) -> None:
    plain = getattr(held, "__wrapped__", held)
    plain.__defaults__, plain.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


# ── what cannot be noticed ───────────────────────────────────────────────────────────────────────────────────────


def _equivalent(name: str) -> set[tuple[str, str, str]]:
    """The changes of *name* that no test can notice: the line as it is written, what was printed, and what is instead."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")) if EQUIVALENT.exists() else {}
    return {(one["line"], one["before"], one["after"]) for one in listed.get("equivalent", ()) if one["file"] == name}


def _key(one: Change, module: Path) -> tuple[str, str, str]:
    return module.read_text(encoding="utf-8").splitlines()[one.line - 1].strip(), one.before, one.after


def _modules() -> Iterator[Path]:
    for folder in ("checker/values", "rules"):
        yield from (file for file in sorted((ROOT / folder).glob("*.py")) if file.name != "__init__.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="lines, with commas between")
    parser.add_argument("--sample", type=int, default=0, help="no more changes of a module than this, drawn at random")
    parser.add_argument("--keep", action="store_true", help="write the figures to mutation.json")
    given = parser.parse_args()
    given.only = {int(line) for line in given.only.split(",") if line}
    given.modules = given.modules or list(_modules())
    os.chdir(ROOT)
    os.environ["CI"] = "true"  # Hypothesis draws the same for every change.
    for file in given.modules:
        importlib.import_module(".".join(file.resolve().relative_to(ROOT).with_suffix("").parts))
    run = _Run(given)
    with tempfile.TemporaryDirectory() as folder:
        pytest.main(["-q", "-n", "0", "-s", "-p", "no:cacheprovider", "--no-header", "--no-summary", f"--basetemp={folder}/t",
                     *(f"tests/{file}" for file in FILES)], plugins=[run])  # fmt: skip
    if not run.figures:
        return 2
    total = Counter[str]()
    for figures in run.figures.values():
        total.update(figures)
    print(f"{total['changes']} changes, {total['tried']} tried, {total['noticed']} noticed ({_share(total):.1%}), {total['equivalent']} that cannot be")  # fmt: skip
    return 1 if any(_share(figures) < LEAST_SHARE for figures in run.figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
