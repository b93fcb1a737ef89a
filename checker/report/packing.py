"""Zip containers whose bytes depend on what is in them alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The first moment that a zip can state; the clock is never asked.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A container with *parts* (name → content), in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(entry(name), content)
    return out.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """The directory entry of a new part."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0
    return info


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The container *data* with some parts *changed* or added; every other part keeps its bytes, place and moment."""
    out = io.BytesIO()
    left = dict(changed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            content = left.pop(info.filename, None)
            fresh = entry(info.filename)
            fresh.date_time = info.date_time
            copy.writestr(fresh, archive.read(info) if content is None else content)
        for name, content in left.items():
            copy.writestr(entry(name), content)
    return out.getvalue()
