"""Published tables: CSV and TSV as their decoded text, Parquet, workbooks and JSON records as tab-separated lines.

Only as many rows become text as the cap on cells allows; the rest is counted, and told as FC004. A text table is read
in blocks, a Parquet file in batches, so memory follows the cap and not the file.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from checker.errors import ReadError
from checker.ingest import zips
from checker.ingest.decoding import Decoded, decode
from checker.ingest.draft import LIMIT, Draft, LimitError
from checker.ingest.plain import read_text
from checker.model import Shape

FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".parquet": "parquet", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
# Cells that may become claims. A claim costs about a kilobyte, so this is what a run can hold beside its articles.
MAX_CELLS = 200_000
# Bytes of a text table that are decoded at once; more rows than the cap allows are never decoded.
_TEXT_BYTES = 64_000_000
_FIRST_BYTES = 4_000_000
_BLOCK = 1 << 20
_BATCH_ROWS = 5_000
_JSON_BYTES = 50_000_000
_WORKBOOK_BYTES = 50_000_000
# Characters of one cell that are kept: a cell is a label or a number, not an article.
_CELL_CHARS = 2_000
_HALVES = re.compile("[\ud800-\udfff]")


# ── text tables ──────────────────────────────────────────────────────────────────────────────────────────────────


def read_csv_file(path: Path, shape: Shape | None) -> Draft:
    """A ``.csv`` or ``.tsv`` file. Its text is the decoded file, or as many of its first rows as the cap allows."""
    size = path.stat().st_size
    with path.open("rb") as file:
        data = file.read(_FIRST_BYTES)
        if b"\0" in data[:_BLOCK]:
            # Two or four bytes a character: a line end may be half of one.
            data += file.read(_TEXT_BYTES - len(data))
        while len(data) < min(size, _TEXT_BYTES) and data.count(b"\n") <= _most_lines(data.decode("latin-1"), shape):
            data += file.read(_FIRST_BYTES)
        whole = len(data) >= size
        if not whole:
            data = data[: data.rfind(b"\n") + 1] or data
        draft = read_csv(decode(data), shape)
        if whole:
            return draft
        file.seek(len(data))
        rows = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    kept = draft.text.count("\n")
    draft.notes = [note for note in draft.notes if note[0] != LIMIT]
    draft.notes.append(
        (LIMIT, _capped(kept - _head_lines(shape), data.count(b"\n") + rows - _head_lines(shape), shape))
    )
    return draft


def read_csv(decoded: Decoded, shape: Shape | None = None) -> Draft:
    """A text table that is decoded already; nothing is worked out from its words."""
    draft = read_text(decoded, "csv")
    draft.infer = False
    text = draft.text
    most = _most_lines(text, shape)
    at = -1
    for _ in range(most):
        at = text.find("\n", at + 1)
        if at < 0:
            return draft
    if text[at + 1 :].strip():
        total = text.count("\n") + (not text.endswith("\n"))
        draft.text = text[: at + 1]
        draft.notes.append((LIMIT, _capped(most - _head_lines(shape), total - _head_lines(shape), shape)))
    return draft


def _most_lines(text: str, shape: Shape | None) -> int:
    """How many lines of a text table, its head included, hold as many cells as may become claims."""
    head = max(text[:100_000].split("\n")[:20], key=len, default="")
    width = 1 + max(head.count(mark) for mark in ",;\t|")
    return max(1, _most(shape) // width) + _head_lines(shape)


def _head_lines(shape: Shape | None) -> int:
    """Lines that are no rows: the header and what stands above it."""
    return (shape.skip + (shape.header or 1)) if shape else 1


def _most(shape: Shape | None) -> int:
    return shape.cells if shape is not None and shape.cells is not None else MAX_CELLS


def _capped(kept: int, total: int, shape: Shape | None) -> str:
    return f"the first {kept} of {total} rows were checked: at most {_most(shape)} cells of a table become claims"


# ── tables without a text of their own ───────────────────────────────────────────────────────────────────────────


def read_binary_file(path: Path, form: str, shape: Shape | None) -> Draft:
    """A Parquet file, a workbook or JSON records, as tab-separated lines below their header."""
    return _rendered(records(path, form, shape), form, shape)


def records(path: Path, form: str, shape: Shape | None) -> _Records:
    """The header and the rows of a Parquet file, a workbook or JSON records; raises ReadError."""
    if form == "parquet":
        return _parquet(path)
    return _records_in(_whole(path, _JSON_BYTES if form in ("json", "jsonl") else _WORKBOOK_BYTES), form, shape)


def read_binary(data: bytes, form: str, shape: Shape | None = None) -> Draft:
    """As ``read_binary_file``, of bytes."""
    return _rendered(_records_in(data, form, shape), form, shape)


def _records_in(data: bytes, form: str, shape: Shape | None) -> _Records:
    match form:
        case "parquet":
            return _parquet(io.BytesIO(data))
        case "json" | "jsonl":
            return _json(data, form)
        case _:
            return _workbook(data, form, shape)


class _Records(NamedTuple):
    """``header`` is None where it stands among ``rows``; ``total`` is None where nothing tells the number of rows."""

    header: Sequence[str] | None
    rows: Iterable[Sequence[object]]
    total: int | None


def _whole(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise LimitError(f"the file is larger than {most} bytes and was not read")
    return path.read_bytes()


def _rendered(read: _Records, form: str, shape: Shape | None) -> Draft:
    header, rows, total = read
    page = io.StringIO()
    if header is not None:
        page.write(line(header))
    kept = seen = cells = 0
    most = _most(shape)
    for row in rows:
        seen += 1
        cells += len(row)
        if cells > most:
            if total is not None:
                break
            continue
        page.write(line(row))
        kept += 1
    draft = Draft(text=page.getvalue(), format=form, infer=False)
    if not kept:
        raise ReadError("the table holds no rows")
    if kept < (total if total is not None else seen):
        draft.notes.append((LIMIT, _capped(kept, total if total is not None else seen, shape)))
    return draft


def line(cells: Iterable[object]) -> str:
    """A row in one spelling, with its line end."""
    # JSON can name halves of characters, which no text may hold.
    return _HALVES.sub("\ufffd", "\t".join(map(cell_text, cells)) + "\n")


def cell_text(value: object) -> str:
    """A cell in one spelling: a point before decimals, no grouping, days as YYYY-MM-DD, nothing for no value."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            # A double holds 15 digits for certain; the 16th and 17th are the noise of its last sum.
            return (
                ""
                if value != value
                else format(value, ".15g")
                if abs(value) >= 1e16 or value != int(value)
                else str(int(value))
            )
        case Decimal():
            return format(value, "f")
        case datetime():
            return (
                value.date().isoformat()
                if (value.hour, value.minute, value.second) == (0, 0, 0)
                else value.isoformat(" ", "seconds")
            )
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value)[:_CELL_CHARS].replace('"', "”").split())


def _parquet(source: Path | io.BytesIO) -> _Records:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ReadError(f"reading Parquet needs pyarrow, which does not load (factcheck[tables]): {error}") from error
    try:
        file = pq.ParquetFile(source)
        flat = [
            field.name
            for field in file.schema_arrow
            if not pa.types.is_nested(field.type) and not pa.types.is_binary(field.type)
        ]
        if not flat:
            raise ReadError("the Parquet file holds no plain columns")
        return _Records(flat, _batches(file, flat), file.metadata.num_rows)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ReadError(f"expected a Parquet file, found a damaged one: {error}") from error


def _batches(file: Any, names: list[str]) -> Iterator[Sequence[object]]:
    import pyarrow as pa

    try:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=names):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ReadError(f"expected a Parquet file, found a damaged one: {error}") from error


def _workbook(data: bytes, form: str, shape: Shape | None) -> _Records:
    if form != "xls":
        zips.guard(data, "a workbook")
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise ReadError(
            f"reading workbooks needs python-calamine, which does not load (factcheck[tables]): {error}"
        ) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        wanted = shape.sheet if shape is not None and shape.sheet else ""
        if wanted and wanted not in book.sheet_names:
            raise ReadError(f"expected a sheet {wanted!r}, found {', '.join(book.sheet_names)}")
        visible = [
            sheet.name for sheet in book.sheets_metadata if str(sheet.visible).endswith("Visible")
        ] or book.sheet_names
        if not visible:
            raise ReadError("the workbook holds no sheet")
        sheet = book.get_sheet_by_name(wanted or visible[0])
        return _Records(None, sheet.iter_rows(), None)
    except CalamineError as error:
        raise ReadError(f"expected a workbook, found a damaged one: {error}") from error


def _json(data: bytes, form: str) -> _Records:
    text = decode(data).text.lstrip("\ufeff")
    try:
        if form == "jsonl":
            found: Any = [_parsed(line) for line in text.split("\n") if line.strip()]
        else:
            found = _parsed(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"expected JSON records, found no JSON: {error}") from error
    listed = _records(found)
    names: dict[str, None] = {}
    for record in listed:
        names.update(dict.fromkeys(name for name, value in record.items() if not isinstance(value, (dict, list))))
    if not names:
        raise ReadError("expected JSON records with plain values, found none")
    return _Records(list(names), [[record.get(name) for name in names] for record in listed], len(listed))


class _Printed(str):
    """A number as it is printed in the file."""

    __slots__ = ()


def _parsed(text: str) -> Any:
    # Numbers stay as printed: 12.50 is not 12.5.
    return json.loads(text, parse_float=_Printed, parse_int=_Printed)


def _records(found: Any) -> list[Mapping[str, Any]]:
    """A list of objects, or the one such list in an object."""
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if len(lists) != 1:
            raise ReadError("expected a list of JSON records, found an object without exactly one")
        found = lists[0]
    if not isinstance(found, list) or not found or not all(isinstance(record, dict) for record in found):
        raise ReadError("expected a list of JSON records, found something else")
    return found
