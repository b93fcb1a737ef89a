"""What others have to trust: licences, advisories, the archives that are published, and what comes of installing them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from supply import ROOT, licence, pins, vulnerable

LICENCES = ROOT / "LICENCES.md"
HEAD = (
    "# Licences of the pinned libraries\n\nAs each states it, one line for each name in `constraints.txt`; written by `pytest --accept "
    "tests/test_supply.py`. None of them is part of the wheel.\n\n| library | licence |\n|---|---|\n"
)
# Licences that ask nothing of somebody who only calls a library.
KNOWN = {
    "MIT", "BSD-3-Clause", "BSD-2-Clause", "0BSD", "Apache-2.0", "MPL-2.0", "PSF-2.0", "Zlib", "CC0-1.0", "CNRI-Python",
    # tld, by one of the three of its choice.
    "LGPL-2.1-or-later", "GPL-2.0-only", "MPL-1.1",
    # nodeenv, as it states it; its text is that of BSD-3-Clause.
    "BSD",
    # pypdfium2 brings the licences of the library it wraps.
    "dependency licenses",
}  # fmt: skip


def test_every_library_has_a_licence_that_we_know(accept: bool) -> None:
    rows = LICENCES.read_text(encoding="utf-8").splitlines()[6:] if LICENCES.exists() else []
    kept = dict(row.strip("| ").split(" | ") for row in rows)
    # What is for another system is not installed here, and one states nothing: their lines, written by hand, stay.
    now = {name: licence(name) or kept.get(name, "not known") for name in sorted(pins())}
    if accept:
        LICENCES.write_text(HEAD + "".join(f"| {name} | {told} |\n" for name, told in now.items()), encoding="utf-8")
        kept = now

    strange = {name: told for name, told in now.items() if not all(part.strip() in KNOWN for part in _parts(told))}

    assert kept == now
    assert not strange


def _parts(told: str) -> list[str]:
    for word in (" OR ", " AND ", ", "):
        told = told.replace(word, "|")
    return told.split("|")


def test_no_pinned_version_is_known_to_be_vulnerable() -> None:
    place = os.environ.get("FACTCHECK_ADVISORIES", "")
    if not place:
        pytest.skip("no database of advisories: FACTCHECK_ADVISORIES names none (a folder or zip of OSV files)")

    assert vulnerable(pins(), Path(place)) == []


@pytest.mark.parametrize(
    ("version", "hit"), [("1.0", False), ("1.1", True), ("1.5", True), ("1.6", False), ("2.0", True), ("2.1", True), ("2.2", False), ("3", True)]
)  # fmt: skip
def test_a_database_of_advisories_is_read_as_it_is_meant(version: str, hit: bool, tmp_path: Path) -> None:
    events = [{"introduced": "1.1"}, {"fixed": "1.6"}, {"introduced": "2.0"}, {"last_affected": "2.1"}]
    affected = [
        {"package": {"ecosystem": "PyPI", "name": "Har_bour"}, "ranges": [{"type": "ECOSYSTEM", "events": events}], "versions": ["3"]},
        {"package": {"ecosystem": "npm", "name": "harbour"}, "versions": ["1.0"]},
    ]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"id": "X-1", "affected": affected}))
    (tmp_path / "b.json").write_text(json.dumps({"id": "X-2", "affected": affected, "withdrawn": "2024-01-01"}))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "a.json", "a.json")

    expected = [f"har-bour {version}: X-1"] if hit else []

    assert vulnerable({"har-bour": version, "quay": "1"}, tmp_path) == expected
    assert vulnerable({"har-bour": version}, tmp_path / "all.zip") == expected


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel that is built from it and from nothing else."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def test_the_wheel_of_the_source_archive_is_the_wheel_of_the_checkout(archives: tuple[Path, Path]) -> None:
    here = {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for package in ("checker", "rules")
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    with zipfile.ZipFile(archives[1]) as wheel:
        packed = {name: wheel.read(name) for name in wheel.namelist() if name.startswith(("checker/", "rules/"))}

    assert packed == here


def test_the_source_archive_holds_what_a_packager_needs_and_nothing_of_this_machine(
    archives: tuple[Path, Path],
) -> None:
    with tarfile.open(archives[0]) as archive:
        names = {Path(*Path(name).parts[1:]).as_posix() for name in archive.getnames()}

    assert {"pyproject.toml", "README.md", "LICENSE", "constraints.txt", "Makefile", "tests/test_supply.py"} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist", "reports/local", "/", ".."))]


def test_a_clean_environment_with_the_wheel_alone_runs(archives: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=False)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True).stdout.strip())  # fmt: skip
    # The libraries come from here, as they are pinned; the checkout that is installed here does not come with them.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-deps", "--no-index", "--force-reinstall", "--ignore-installed", str(archives[1])], check=True, capture_output=True)  # fmt: skip
    (tmp_path / "a.html").write_text(
        f"<article>{'<p>Of the berths, 132,626/253,837 are let, that is 50.25%, the office said.</p>' * 3}</article>"
    )
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    where = subprocess.run([python, "-c", "import checker, rules; print(checker.__file__, rules.__file__)"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True)  # fmt: skip
    done = subprocess.run([python.with_name("factcheck"), "run", tmp_path / "a.html", "--format", "json"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)  # fmt: skip

    assert all(Path(file).is_relative_to(site) for file in where.stdout.split())
    assert done.returncode == 1, done.stderr
    assert "FC101" in done.stdout
