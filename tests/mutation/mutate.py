"""``make mutate``: change one operator, comparison, constant or condition at a time, and see whether a test notices.

    python tests/mutation/mutate.py checker/values/interval.py rules/update.py [--laws] [--list] [--every N] [--only LINE[,LINE]]

The changes are Cosmic Ray's operators. Each is put into a fork that finds the changed module in the place of the one on
disk and runs the tests that are about it, quickest first, to the first failure; nothing on disk is touched. A change
that no test notices is printed with its line. Exits with 1 below ``LEAST_SHARE``.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).resolve().parents[2]
LEAST_SHARE = 0.85
# A change may lead into an endless loop: that is noticed too.
MOST_SECONDS = 90
# Operators whose changes a reader might make by mistake. Left out are those that a type checker or any run at all
# would find, such as + turned into <<: they are always noticed and only make the share look better.
OPERATORS = (
    "AddNot", "NumberReplacer", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_USub",
    *(f"ReplaceBinaryOperator_{pair}" for pair in (
        "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "Pow_Mul",
    )),
    *(f"ReplaceComparisonOperator_{pair}" for pair in (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_GtE", "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_LtE", "Is_IsNot", "IsNot_Is",
    )),
)  # fmt: skip
# What the tests import besides our code, loaded once, before the forks.
PRELOADED = ("pytest", "hypothesis", "numpy", "click", "jinja2", "msgspec", "rich", "rapidfuzz", "tomllib")


class Mutant(NamedTuple):
    """One change: the operator, the how-manieth place of it, the line it is on, and the module with it."""

    operator: str
    nth: int
    line: int
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every change of *source*, operator by operator."""
    lines = source.split("\n")
    for name in OPERATORS:
        nth = 0
        while (changed := mutate_code(source, get_operator(f"core/{name}")(), nth)) is not None:
            after = changed.split("\n")
            line = next((n for n, (a, b) in enumerate(zip(lines, after, strict=False), 1) if a != b), len(lines))
            if changed != source:
                yield Mutant(name, nth, line, changed)
            nth += 1


def tests_of(module: Path, laws: bool) -> list[Sequence[str]]:
    """Runs of pytest about *module*, the quickest first; with *laws*, the ones over drawn values too."""
    if module.relative_to(ROOT).parts[0] == "rules":
        code = next(iter(re.findall(r'"(FC\d{3})"', module.read_text(encoding="utf-8"))))
        about, law = ["tests/test_rules.py", "-k", code], code
    else:
        about = ["tests/test_values.py", "tests/test_arithmetic.py", "tests/test_slips_properties.py"]
        law = "not FC and not identity"
    return [about, ["tests/test_values_properties.py", "-k", law]] if laws else [about]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and gives the changed source for it."""

    def __init__(self, name: str, file: Path, source: str) -> None:
        self.name, self.file, self.source = name, file, source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Only the one module is ours."""
        return (
            importlib.util.spec_from_file_location(fullname, self.file, loader=self) if fullname == self.name else None
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.source, str(self.file), "exec"), module.__dict__)


def noticed(module: Path, source: str, laws: bool) -> str:
    """What became of the tests with *source* in place of *module*: ``killed``, ``late`` or ``survived``."""
    process = os.fork()
    if not process:
        _in_fork(module, source, laws)
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.01)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "late"


def _in_fork(module: Path, source: str, laws: bool) -> None:
    import pytest

    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    name = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    sys.meta_path.insert(0, _Changed(name, module, source))
    code = 1
    try:
        for run in tests_of(module, laws):
            code = int(pytest.main([*run, "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=no"]))
            if code:
                break
    finally:
        os._exit(code)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="only count the changes")
    parser.add_argument("--every", type=int, default=1, help="a sample: the first of so many changes")
    parser.add_argument("--only", default="", help="lines, with commas between")
    parser.add_argument(
        "--laws", action="store_true", help="try the properties too, for what the examples do not notice"
    )
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["CI"] = "true"  # Hypothesis draws the same for every change.
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    for name in PRELOADED:
        importlib.import_module(name)
    only = {int(line) for line in given.only.split(",") if line}
    total: Counter[str] = Counter()
    for file in given.modules:
        module = file.resolve()
        source = module.read_text(encoding="utf-8")
        made = [one for one in mutants(source) if not only or one.line in only][:: given.every]
        if given.list:
            print(f"{file}: {len(made)}")
            continue
        if noticed(module, source, given.laws) != "survived":
            print(f"{file}: its tests fail without any change")
            return 2
        done: Counter[str] = Counter()
        for one in made:
            end = noticed(module, one.source, given.laws)
            done[end] += 1
            if end == "survived":
                print(
                    f"  {file}:{one.line} {one.operator}[{one.nth}]: {one.source.split(chr(10))[one.line - 1].strip()}",
                    flush=True,
                )
        print(f"{file}: {dict(done)}", flush=True)
        total += done
    if given.list:
        return 0
    share = (total["killed"] + total["late"]) / max(1, total.total())
    print(
        f"{total.total()} changes, {total['killed']} noticed, {total['late']} by not ending, {total['survived']} not: {share:.1%}"
    )
    return 0 if share >= LEAST_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
