"""What an installer leaves on the import path for a package's entry points, without an installer."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path


def install(site: Path, *projects: Path) -> dict[str, str]:
    """The entry points of *projects* (folders with a ``pyproject.toml``) under *site*; the environment that sees them."""
    for folder in projects:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        info = site / f"{project['name'].replace('-', '_')}-{project.get('version', '0')}.dist-info"
        info.mkdir(parents=True)
        head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project.get('version', '0')}\n"
        (info / "METADATA").write_text(head, encoding="utf-8")
        lines = [
            line
            for group, points in project["entry-points"].items()
            for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
        ]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [site, *projects]))}
