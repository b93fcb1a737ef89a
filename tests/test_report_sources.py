"""Every format of the report on our own articles: kept, and the same bytes however and wherever it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from kept import agrees, first_difference

from checker.report import FORMATS

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "snapshots" / "sources"


def made(target: Path, *, jobs: int, cwd: Path, environment: Mapping[str, str]) -> Path:
    """Every format of one run over ``sources/``, a file each in *target*, in a process of its own."""
    target.mkdir(parents=True, exist_ok=True)
    reports = [word for name in FORMATS for word in ("--report", f"{name}={target / name}")]
    done = subprocess.run(
        [
            sys.executable, "-m", "checker", "run", str(ROOT / "sources"), "--no-cache", "--color", "never",
            "--jobs", str(jobs), *reports,
        ],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr  # our own articles hold discrepancies
    return target


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, accept: bool) -> Path:
    folder = KEPT if accept else tmp_path_factory.mktemp("formats")
    return made(folder, jobs=1, cwd=ROOT, environment={"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"})


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_is_what_was_reviewed(name: str, here: Path) -> None:
    agrees((here / name).read_bytes(), KEPT / name)


def test_workers_hash_seed_locale_zone_and_folder_change_no_byte(here: Path, tmp_path: Path) -> None:
    elsewhere = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Asia/Ho_Chi_Minh"}

    there = made(tmp_path / "out", jobs=4, cwd=ROOT / "tests", environment=elsewhere)

    assert [name for name in FORMATS if (here / name).read_bytes() != (there / name).read_bytes()] == []


@pytest.mark.parametrize(
    ("file", "name"), [("report.txt", "terminal"), ("report.html", "html"), ("report.json", "json")]
)
def test_the_folder_of_reports_holds_what_a_run_gives_now(file: str, name: str, here: Path) -> None:
    told = first_difference((ROOT / "reports" / file).read_bytes(), (here / name).read_bytes())
    assert told == "no difference", "make run rewrites reports/"
