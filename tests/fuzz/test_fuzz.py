"""A slice of ``make fuzz`` that ends in seconds, and every finding of the long runs again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, mutated

FINDINGS = sorted(Path(__file__).with_name("findings").iterdir())
RUNS = 250


@pytest.mark.parametrize("file", FINDINGS, ids=lambda file: file.name)
def test_what_broke_a_reader_once_breaks_it_no_more(file: Path) -> None:
    target = TARGETS[file.name.rsplit("-", 1)[0]]

    target(file.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_mutated_input_gives_a_source_or_a_problem(name: str) -> None:
    draw = random.Random(f"{name} 20241121")

    for _ in range(RUNS):
        TARGETS[name](mutated(name, draw))
