"""Frictionless data packages: read as they declare, with what is wrong in them and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from checker import check
from checker.values.figure import Quantity

PACKAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "packages.toml").read_text(encoding="utf-8")
)["package"]


def lay(folder: Path, package: dict[str, Any]) -> Path:
    """The files of *package* and its ``datapackage.json`` in *folder*."""
    for name, text in package["files"].items():
        (folder / name).write_text(text, encoding="utf-8")
    resources = [{"profile": "tabular-data-resource", **resource} for resource in package["resources"]]
    descriptor = {"name": "package", "profile": "tabular-data-package", "resources": resources}
    file = folder / "datapackage.json"
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    return file


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_package_is_read_as_it_declares(tmp_path: Path, package: dict[str, Any]) -> None:
    lay(tmp_path, package)

    report = check(tmp_path)

    values = [str(claim.value.lo) for claim in report.claims if isinstance(claim.value, Quantity)]
    assert sorted(one.rule for one in report.discrepancies) == package["found"]
    assert report.problems == ()
    assert len(report.claims) == package["figures"]
    assert values == package.get("values", values)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_the_packages_are_what_another_reader_takes_them_for(tmp_path: Path, package: dict[str, Any]) -> None:
    frictionless = pytest.importorskip("frictionless")

    report = frictionless.Package(str(lay(tmp_path, package))).validate()

    assert report.valid is package.get("valid", True), report.to_summary()
