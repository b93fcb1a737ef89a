"""The wheel, the lock and what pyproject.toml declares."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("checker", "rules")

# What a package may hold besides code: language data, the parts of a page, and the marker that says that we are typed.
SUFFIXES = {".py", ".toml", ".json", ".css", ".j2", ".js"}
MARKERS = {"py.typed"}

# Distributions that pandas or another declared one uses on our behalf, without an import of ours.
UNIMPORTED = {"lxml-html-clean"}


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release builds it, from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def lock() -> dict[str, str]:
    """Name → version of everything in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines if line[:1] not in ("", " ", "#")]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [Path(name) for name in archive.namelist()]

    tops = {name.parts[0] for name in names}
    strangers = [name for name in names if name.parts[0] in PACKAGES and not is_ours(name)]

    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert strangers == []


def test_the_wheel_lacks_no_file_of_our_packages(wheel: Path) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.split("/")[0] in PACKAGES}

    assert packed == here


def test_the_wheel_carries_language_data_and_says_that_it_is_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert {"checker/py.typed", "checker/languages/en/pack.toml", "checker/languages/vi/pack.toml"} <= names


def test_an_unpacked_wheel_runs_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import checker, checker.cli; "
        "print(checker.__file__, file=sys.stderr); checker.cli.main()"
    )

    command = [sys.executable, "-I", "-c", script, str(unpacked), "rules"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr
    assert str(unpacked) in done.stderr
    assert "FC" in done.stdout


def test_our_rules_come_through_the_entry_point(unpacked: Path) -> None:
    (info,) = unpacked.glob("factcheck-*.dist-info")

    points = (info / "entry_points.txt").read_text(encoding="utf-8")

    assert "[console_scripts]\nfactcheck = checker.cli:main" in points
    assert "[factcheck.rules]\nfactcheck = rules" in points


def test_the_version_of_the_wheel_is_the_one_in_the_code(wheel: Path) -> None:
    from checker.version import VERSION

    assert wheel.name.startswith(f"factcheck-{VERSION}-")


def test_the_lock_pins_every_line_by_version_and_hash() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")

    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    loose = [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]

    assert len(lines) > 30
    assert loose == []


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-spark.txt"])
def test_the_lock_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|-e)\b| @ ", text, re.MULTILINE)


def test_spark_is_pinned_apart_from_what_everybody_installs(lock: dict[str, str]) -> None:
    text = (ROOT / "constraints-spark.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = re.findall(r"^([a-z0-9-]+)==\S+ .*--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)

    assert {"pyspark", "py4j"} <= set(pinned)
    assert {"pyspark", "py4j"}.isdisjoint(lock)


def test_the_lock_meets_what_the_project_declares(project: dict[str, Any], lock: dict[str, str]) -> None:
    named = [*declarations(project, leave_out=("spark",)), *project["build-system"]["requires"]]
    declared = [Requirement(text) for text in named]

    unmet = [str(need) for need in declared if not need.specifier.contains(lock.get(canonicalize_name(need.name), "0"))]

    assert unmet == []


def test_every_library_that_the_code_imports_is_declared(project: dict[str, Any]) -> None:
    declared = {canonicalize_name(Requirement(text).name) for text in declarations(project, leave_out=("dev", "train"))}
    owners = modules_of_libraries()

    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path, module in imports()
        if not declared & {canonicalize_name(owner) for owner in owners.get(module, [module])}
    }

    assert undeclared == set()


def test_every_library_that_is_declared_is_used(project: dict[str, Any]) -> None:
    declared = {canonicalize_name(Requirement(text).name) for text in declarations(project, leave_out=("dev", "train"))}
    owners = modules_of_libraries()

    used = {canonicalize_name(owner) for _, module in imports() for owner in owners.get(module, [])}

    # An extra of its own environment: here its modules go by their own names.
    used |= {canonicalize_name(module) for _, module in imports() if module == "pyspark"}
    unused = sorted(declared - used - UNIMPORTED)
    assert not unused, f"declared in pyproject.toml, imported nowhere: {', '.join(unused)}"


def test_the_extra_all_holds_every_reader(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]

    (everything,) = extras["all"]

    assert Requirement(everything).extras == set(extras) - {"all", "dev", "spark", "train"}


def is_ours(name: Path) -> bool:
    return name.suffix in SUFFIXES or name.name in MARKERS


def declarations(project: dict[str, Any], leave_out: tuple[str, ...] = ()) -> list[str]:
    """The requirements of the core and of each extra but *leave_out*; the project's own name left out."""
    table = project["project"]
    extras = [text for name, texts in table["optional-dependencies"].items() if name not in leave_out for text in texts]
    return [text for text in [*table["dependencies"], *extras] if Requirement(text).name != table["name"]]


@cache
def modules_of_libraries() -> Mapping[str, list[str]]:
    """Module → the libraries installed here that bring it."""
    return packages_distributions()


@cache
def imports() -> set[tuple[Path, str]]:
    """Each module of a third party that our packages import, at the top of a file or inside a function."""
    found = set()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {(path, alias.name.split(".")[0]) for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add((path, node.module.split(".")[0]))
    return {(path, name) for path, name in found if name not in {*sys.stdlib_module_names, *PACKAGES}}
