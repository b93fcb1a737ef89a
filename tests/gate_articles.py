"""A draft and two outlets on one storm, all invented, and the command line over them in this process."""

from __future__ import annotations

import subprocess
from pathlib import Path

ALPHA = """Storm leaves 42 km of road closed

Alpha Daily | 12/11/2024

The storm of Tuesday closed 42 km of coastal road near Port Ellery, the city council said on November 12, 2024. \
Of 120 schools in the city, 30 stayed shut, or 25 percent. The council will spend $3.2 million on repairs of the \
coastal road. Some 1,250 households had no power on Tuesday night.
"""
BETA = """Coastal road closed after storm at Port Ellery

Beta Post | 12/11/2024

The storm closed 36 km of coastal road near Port Ellery on Tuesday, according to the city council. The council said \
that 30 of the 120 schools in the city stayed shut. Repairs of the coastal road will cost the council $3.2 million. \
On Tuesday night 1,250 households were without power.
"""
# The value of Beta, in words of its own.
GAMMA = """Port Ellery shuts its seaside road

Gamma Wire | 12/11/2024

A stretch of 36 km of coastal road was shut near Port Ellery on Tuesday when the storm came in, the city council said. \
Repairs of the coastal road will cost $3.2 million. The storm left 1,250 households without power on Tuesday night.
"""
DRAFT = """---
title: Port Ellery counts the damage of the storm
date: 2024-11-12
lang: en
---

The storm closed 42 km of coastal road near Port Ellery on Tuesday, the city council said.

Repairs of the coastal road will cost the council $3.2 million. Some 1,250 households had no power on Tuesday night.

The library lends 17 kayaks. Of its 4,123 books, 1,031 are lost, or 35 percent. Of its 640 films, 96 are safe, or 15 percent.
"""


def lay(folder: Path, **files: str) -> Path:
    """Write *files* (``alpha_txt`` is ``alpha.txt``) into *folder*; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """A call of git in *folder*, for a writer of our own, whatever the machine's settings."""
    named = ["-c", "user.name=Writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *named, *arguments], check=True, capture_output=True)
