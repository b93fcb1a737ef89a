"""Time of every regular expression of ours over text that is made against it, at doubling sizes.

    PYTHONPATH=tests python tests/bench/bench_patterns.py [--chars 4000] [--least 0.05]

Every module is loaded, every text under ``tests/cases`` and ``sources`` is read in every language and written in every
format, some tests are run, and each expression that is compiled on the way is kept. A call of ``re`` in ``checker`` or ``rules`` that was not
reached is listed: no expression is passed over. Each is then taken apart. Every repeat in it gives what it repeats, alone
and behind what must stand before it, with and without an end that fits nothing; each is repeated to the size, twice the
size and four times. An expression is listed where four times the text takes more than nine times the time (a quadratic
one takes sixteen) and more than ``--least`` seconds: with the worst text, and the times. Exits with 1 if one is, or if a
call was not reached.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

parser_of_expressions: Any = importlib.import_module("re._parser")
ROOT = Path(__file__).resolve().parents[2]
OURS = ("checker", "rules")
WORSE_THAN_LINEAR = 9.0
LANGUAGES = ("vi", "en", "id")
# What no case holds and no source: tests that reach the rest, and texts.
TESTS = (
    "suppressions",
    "explain",
    "library",
    "ingest",
    "ingest_metadata",
    "report_terminal",
    "report_docx",
    "check_draft",
)
TEXTS = (
    "45/63 tỉnh đạt 90% kế hoạch năm.", "It counted 1,234.567.890 ships.",
    "# Flood kills 11,719 in Veltland and Morra\n\nIn all 9,057 deaths are reported in Veltland and 2,662 deaths in Morra.",
    "# Flood kills 9,500 in Veltland and Morra\n\nThe office said that 9,057 deaths are reported in Veltland, and 2,662 deaths in Morra.",
)  # fmt: skip
# The calls of ``re`` that take an expression.
CALLS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})


class Found(NamedTuple):
    """The expressions that were compiled, and the calls of ``re`` that none was compiled by, as ``file:line``."""

    expressions: list[re.Pattern[str]]
    unreached: list[str]


def found() -> Found:
    """Every expression of ours over text."""
    compiled: dict[tuple[str, int], re.Pattern[str]] = {}
    reached: set[tuple[str, int]] = set()
    plain: Callable[[Any, Any], Any] = vars(re)["_compile"]

    def recorded(pattern: Any, flags: Any) -> Any:
        made = plain(pattern, flags)
        caller = sys._getframe(2)
        file = Path(caller.f_code.co_filename)
        if any(file.is_relative_to(ROOT / folder) for folder in OURS):
            # One over bytes is tried as what it is, over the same characters.
            text = (
                made if isinstance(made.pattern, str) else plain(made.pattern.decode("latin-1"), made.flags | re.ASCII)
            )
            compiled[text.pattern, text.flags] = text
            reached.add((str(file), caller.f_lineno))
        return made

    # What the functions of ``re`` have in common, from 3.11 to 3.13.
    with patch.object(re, "_compile", recorded):
        _used()
    missed = [
        f"{file.relative_to(ROOT)}:{first}"
        for file, first, last in calls()
        if not any((str(file), line) in reached for line in range(first, last + 1))
    ]
    return Found([compiled[key] for key in sorted(compiled)], missed)


def calls() -> Iterator[tuple[Path, int, int]]:
    """Each call of ``re`` in our packages: the file, the first line and the last."""
    for folder in OURS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in CALLS:
                        yield file, node.lineno, node.end_lineno or node.lineno
                    case _:
                        pass


def _used() -> None:
    """Load every module, and have each text that the project keeps read and its findings written."""
    for folder in OURS:
        for module in pkgutil.walk_packages([str(ROOT / folder)], f"{folder}."):
            # What only runs over Spark is not there without it; its calls are then not reached, and listed.
            with suppress(ModuleNotFoundError):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
    from checker import check, extract, ingest
    from checker.ingest import apart, child
    from checker.model import Source
    from checker.report import FORMATS, renderer
    from checker.text.span import Span

    def here(kind: str, found: bytes | Path, shape: Any = None) -> Any:
        data, path = (found, "") if isinstance(found, bytes) else (b"", str(found))
        return child.drafted(apart.Request(kind, data, path, shape))

    # In this process, where what is compiled is seen.
    apart.read = here
    texts = set(TEXTS)
    for file in sorted((ROOT / "tests" / "cases").rglob("*.toml")):
        texts |= set(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    for text in sorted(texts):
        for lang in LANGUAGES:
            extract.read(Source(id="s", path="a.txt", text=text, body=Span(0, len(text)), lang=lang))
        source, _ = ingest.read_bytes(text.encode(), "a.md", "s")
        if source is not None:
            extract.read(source)
    ingest.read_bytes(f"<title>Harbour plan of the town | The Ledger</title><h1>Ships</h1>{'<p>It has 42 ships.</p>' * 9}".encode(), "a.html", "s")  # fmt: skip
    report = check(ROOT / "sources")
    for name in FORMATS:
        renderer(name)(report)
    with redirect_stdout(StringIO()):
        code = pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", "--no-summary", *(str(ROOT / "tests" / f"test_{name}.py") for name in TESTS)])  # fmt: skip
    assert code == 0, f"tests ended with {code}"


def _texts(data: Any) -> Iterator[str]:
    """Every text in a tree of tables and lists, the brackets around its claims taken out."""
    if isinstance(data, str):
        yield data.replace("[", "").replace("]", "")
    elif isinstance(data, (dict, list)):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _texts(one)


def sampled(nodes: Any) -> str:
    """A text that *nodes* of a parsed expression may match; what only looks around gives nothing."""
    return "".join(_sample(str(kind), value) for kind, value in nodes)


def _sample(kind: str, value: Any) -> str:
    match kind:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "ANY":
            return "a"
        case "IN":
            return _of_class(value)
        case "BRANCH":
            return sampled(value[1][0])
        case "SUBPATTERN":
            return sampled(value[3])
        case "ATOMIC_GROUP":
            return sampled(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return sampled(value[2]) * max(1, min(int(value[0]), 3))
        case _:
            return ""


def _of_class(items: Any) -> str:
    negated = any(str(kind) == "NEGATE" for kind, _ in items)
    if negated:
        return "a" if not any(str(kind) == "LITERAL" and value == ord("a") for kind, value in items) else "%"
    kind, value = items[0]
    classes = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}  # fmt: skip
    match str(kind):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case _:
            return classes.get(str(value), "a")


class Pump(NamedTuple):
    """What to repeat against an expression, and what stands before it, once."""

    ahead: str
    repeated: str


def pumps(expression: re.Pattern[str]) -> Iterator[Pump]:
    """What each repeat of *expression* repeats, alone and behind what must stand before it; the whole; each branch."""
    tree = parser_of_expressions.parse(expression.pattern, expression.flags)
    yield Pump("", sampled(tree))
    for pump in _inside(tree, ""):
        yield pump
        yield Pump("", pump.repeated)
        yield Pump("", pump.ahead + pump.repeated)


def _inside(nodes: Any, ahead: str) -> Iterator[Pump]:
    for kind, value in nodes:
        match str(kind):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield Pump(ahead, sampled(value[2]))
                yield from _inside(value[2], ahead)
            case "SUBPATTERN":
                yield from _inside(value[3], ahead)
            case "ATOMIC_GROUP":
                yield from _inside(value, ahead)
            case "ASSERT" | "ASSERT_NOT":
                yield from _inside(value[1], ahead)
            case "BRANCH":
                for branch in value[1][:8]:
                    yield Pump(ahead, sampled(branch))
                    yield from _inside(branch, ahead)
            case _:
                pass
        ahead += _sample(str(kind), value)


def seconds(expression: re.Pattern[str], text: str) -> float:
    """The processor time of finding every match in *text*."""
    start = time.process_time()
    for _ in expression.finditer(text):
        pass
    return time.process_time() - start


def worst(expression: re.Pattern[str], chars: int, least: float) -> tuple[int, str]:
    """How many texts were made against *expression*, and the worst that takes more than its share; empty for none."""
    tried, ratio, told = 0, WORSE_THAN_LINEAR, ""
    for ahead, repeated in sorted({pump for pump in pumps(expression) if 0 < len(pump.repeated) <= 40}):
        for end in ("", "\x01"):
            tried += 1
            made = [ahead + repeated * (size * chars // len(repeated)) + end for size in (1, 2, 4)]
            last = seconds(expression, made[2])
            if last <= least:
                continue
            times = [seconds(expression, text) for text in made]
            if times[2] > ratio * max(times[0], least / WORSE_THAN_LINEAR):
                ratio = times[2] / max(times[0], least / WORSE_THAN_LINEAR)
                told = f"{ahead!r} + {repeated!r}…: " + ", ".join(f"{one:.3f} s" for one in times)
    return tried, told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chars", type=int, default=4_000)
    parser.add_argument("--least", type=float, default=0.05)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    everything = found()
    texts = worse = 0
    for expression in everything.expressions:
        tried, told = worst(expression, given.chars, given.least)
        texts += tried
        worse += bool(told)
        if told:
            print(f"{expression.pattern[:160]!r}\n    {told}", flush=True)
    for place in everything.unreached:
        print(f"{place}: no expression was compiled here")
    print(
        f"{len(everything.expressions)} expressions, {texts} texts against them, {worse} that take more than their share; "
        f"{len(list(calls()))} calls of re, {len(everything.unreached)} not reached"
    )
    return 1 if worse or everything.unreached else 0


if __name__ == "__main__":
    sys.exit(main())
