"""Office files are zip containers: what one holds is counted and capped before any part of it is parsed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from checker.errors import ReadError
from checker.ingest import limits
from checker.ingest.draft import LimitError

# What a damaged container raises, here and in the libraries that open it again.
ERRORS = (
    ValueError,  # A directory that points before the file: "negative seek value".
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    struct.error,
)
_BLOCK = 1 << 20
_DOCTYPE = b"<!DOCTYPE"


def guard(data: bytes, what: str, parts: frozenset[str] = frozenset()) -> None:
    """Refuse a container that is larger inside than the caps allow; its bytes are counted, not only declared.

    *what* it should be, as in "a workbook", is what its problems say; one of *parts*, if there are any, must be in it.
    Raises LimitError for a cap, else ReadError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.MAX_ZIP_ENTRIES:
                raise LimitError(f"{len(infos)} entries in the container; at most {limits.MAX_ZIP_ENTRIES} are read")
            if parts and not parts & {info.filename for info in infos}:
                raise ReadError(f"expected {what}, found another zip container")
            if sum(info.file_size for info in infos) > limits.MAX_INFLATED_BYTES:
                raise LimitError(f"the container holds more than {limits.MAX_INFLATED_BYTES} bytes when unpacked")
            total = 0
            for info in infos:
                total += _counted(archive, info, limits.MAX_INFLATED_BYTES - total, what)
    except ERRORS as error:
        raise ReadError(f"expected {what}, found a damaged zip container: {error}") from error


def _counted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, what: str) -> int:
    """The inflated bytes of one entry; raises LimitError as soon as a cap is passed."""
    counted = 0
    before = b""
    markup = info.filename.endswith((".xml", ".rels"))
    with archive.open(info) as stream:
        while chunk := stream.read(_BLOCK):
            counted += len(chunk)
            if counted > left:
                raise LimitError(f"the container holds more than {limits.MAX_INFLATED_BYTES} bytes when unpacked")
            if counted > limits.RATIO_FROM_BYTES and counted > limits.MAX_ZIP_RATIO * max(1, info.compress_size):
                raise LimitError(f"{info.filename} unpacks to more than {limits.MAX_ZIP_RATIO} times its size")
            if markup:
                # In UTF-16 every second byte is NUL; the declaration may lie across two chunks.
                read = before + chunk.replace(b"\0", b"")
                if _DOCTYPE in read:
                    raise ReadError(f"{info.filename} declares a document type, which {what} never does")
                before = read[1 - len(_DOCTYPE) :]
    return counted
