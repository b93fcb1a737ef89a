"""What the project is made of: the pinned libraries, their licences, and what a database of advisories says of them."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
# Names that metadata of older kinds gives to licences, as the identifiers of SPDX.
_SPDX = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "BSD 2-Clause License": "BSD-2-Clause", "The BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0", "Apache 2.0": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip


def pins() -> dict[str, str]:
    """Name → version of everything in ``constraints.txt``."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines if line[:1] not in ("", " ", "#")]
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def licence(name: str) -> str | None:
    """The licence that the library *name* states, as SPDX names it where it can; None where none is stated or installed here."""
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        return None
    free = str(told.get("license") or "").split("\n")[0].strip()
    groups = [one.split(" :: ")[-1] for one in told.get("classifier", ()) if one.startswith("License ::")]
    # The free field may hold the whole text of a licence; a name has no sentence in it.
    stated = [str(told.get("license_expression") or ""), free if len(free) < 50 and "(c)" not in free else "", *groups]
    named = next((one for one in stated if one), None)
    return _SPDX.get(named, named) if named else None


def advisories(place: Path) -> Iterator[Mapping[str, Any]]:
    """The entries of an OSV database: a folder of JSON files, or a zip of them."""
    if place.is_dir():
        for file in sorted(place.rglob("*.json")):
            yield json.loads(file.read_bytes())
        return
    with zipfile.ZipFile(place) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                yield json.loads(archive.read(name))


def vulnerable(versions: Mapping[str, str], place: Path) -> list[str]:
    """``name version: advisory`` for each library of *versions* that the database at *place* knows to be vulnerable."""
    found = []
    for advisory in advisories(place):
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") != "PyPI" or name not in versions or advisory.get("withdrawn"):
                continue
            if _affects(affected, versions[name]):
                found.append(f"{name} {versions[name]}: {advisory['id']}")
    return sorted(set(found))


def _affects(affected: Mapping[str, Any], version: str) -> bool:
    if version in affected.get("versions", ()):
        return True
    return any(
        _inside(one["events"], Version(version)) for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM"
    )


def _inside(events: list[Mapping[str, str]], version: Version) -> bool:
    """Whether *version* lies behind an ``introduced`` and before the ``fixed`` or ``last_affected`` after it."""
    inside = False
    for event in events:
        for kind, at in event.items():
            if kind == "introduced" and (at == "0" or _version(at) <= version):
                inside = True
            elif (kind == "fixed" and _version(at) <= version) or (kind == "last_affected" and _version(at) < version):
                inside = False
    return inside


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        # Not a version of this ecosystem's: the safe side is that everything comes after it.
        return Version("0")
