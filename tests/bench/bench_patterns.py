"""Time of every regular expression over text that is made against it, at doubling sizes.

    python tests/bench/bench_patterns.py [--chars 4000] [--least 0.05]

Every expression that is compiled while both languages and all text readers are loaded and used is taken apart; each of
its repeats gives what it repeats, and each of these, alone and with an end that fits nothing, is repeated to the size,
twice the size and four times. An expression is listed where four times the text takes more than nine times the time
(a quadratic one takes sixteen) and more than ``--least`` seconds: with the worst text, and the times. Exits with 1 if
one is.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

parser_of_expressions: Any = __import__("re._parser", fromlist=["parse"])
ROOT = Path(__file__).resolve().parents[2]
WORSE_THAN_LINEAR = 9.0
compiled: dict[tuple[str, int], re.Pattern[str]] = {}
_compile = re.compile


def _recorded(pattern: Any, flags: Any = 0) -> Any:
    made = _compile(pattern, flags)
    ours = Path(sys._getframe(1).f_code.co_filename).is_relative_to(ROOT / "checker")
    if ours and isinstance(made.pattern, str):
        compiled[made.pattern, made.flags] = made
    return made


def patterns() -> list[re.Pattern[str]]:
    """Every expression of ours over text, compiled by reading one article in each language and one page."""
    re.compile = _recorded
    try:
        from checker import extract, ingest
        from checker.ingest import web
        from checker.model import Source
        from checker.text.span import Span

        for lang, text in (
            ("vi", "Ngày 6/2/2024, 12 người (5%) tăng 3 lần."),
            ("en", "On 6 May 2024, 12 of 30 ships rose 5%."),
        ):
            extract.read(Source(id="s", path="a.txt", text=text, body=Span(0, len(text)), lang=lang))
            ingest.read_bytes(f"---\ntitle: A\n---\n# B\n\n{text}".encode(), "a.md", "s")
        web.read(f"<article><p>{'A long sentence about 42 ships in the harbour. ' * 9}</p></article>".encode())
    finally:
        re.compile = _compile
    return [compiled[key] for key in sorted(compiled)]


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


def pumps(expression: re.Pattern[str]) -> Iterator[str]:
    """What to repeat against *expression*: the whole of it, each branch, and what each of its repeats repeats."""
    tree = parser_of_expressions.parse(expression.pattern, expression.flags)
    yield sampled(tree)
    stack: list[Any] = [tree]
    while stack:
        for kind, value in stack.pop():
            match str(kind):
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    yield sampled(value[2])
                    stack.append(value[2])
                case "SUBPATTERN":
                    stack.append(value[3])
                case "ATOMIC_GROUP":
                    stack.append(value)
                case "BRANCH":
                    stack += value[1]
                    yield from (sampled(branch) for branch in value[1][:8])


def seconds(expression: re.Pattern[str], text: str) -> float:
    """The processor time of finding every match in *text*."""
    start = time.process_time()
    for _ in expression.finditer(text):
        pass
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chars", type=int, default=4_000)
    parser.add_argument("--least", type=float, default=0.05)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    found = patterns()
    texts = worse = 0
    for expression in found:
        worst = (0.0, "")
        for pump in {pump for pump in pumps(expression) if 0 < len(pump) <= 40}:
            for end in ("", "\x01"):
                texts += 1
                times = [seconds(expression, pump * (size * given.chars // len(pump)) + end) for size in (1, 2, 4)]
                ratio = times[2] / max(times[0], given.least / WORSE_THAN_LINEAR)
                if times[2] > given.least and ratio > WORSE_THAN_LINEAR and ratio > worst[0]:
                    worst = (ratio, f"{pump!r}: " + ", ".join(f"{one:.3f} s" for one in times))
        if worst[0]:
            worse += 1
            print(f"{expression.pattern[:120]!r}\n    {worst[1]}", flush=True)
    print(f"{len(found)} expressions, {texts} texts against them, {worse} that take more than their share")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
