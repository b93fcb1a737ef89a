"""The shape of a table: where its header ends, what each column is, which mark divides its decimals.

What is told from outside (``Shape``) comes first, then what headers say, then what the cells show. What stays unclear is
skipped with its reason, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from checker.extract.cellvalues import decimal_mark, measure, no_value, number, period, without_footnote
from checker.extract.grid import Line, astray, delimiter_of, lines
from checker.languages.pack import languages, pack
from checker.languages.tables import table_words
from checker.model import Column, ColumnHint, Shape, Source
from checker.text.normal import folded
from checker.values.units import PERCENT

# Rows from which the roles of columns are told; enough for any published table, bounded for a large file.
_SAMPLE_ROWS = 2_000
_HEADER_ROWS = 4
_TITLE_ROWS = 6
# Share of the cells of a column that must be numbers (periods, units) for the column to be one of them.
_MOSTLY = 0.8
_NONE = Shape()
_BRACKETED = re.compile(r"^(?P<name>.*?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$", re.DOTALL)
_PARTED = re.compile(r"^(?P<name>.+?)\s*(?:,|:| - | – )\s*(?P<inside>[^,:–]+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What was found. ``body`` are the rows below the header, ``marks``: ``shown``, ``language`` or ``mixed``.

    ``absent``   columns that are required and not there; ``unknown`` those that are named from outside and match no header
    ``astray``  the first and last line of records in which a stray quotation mark hides something
    """

    columns: tuple[Column, ...]
    body: tuple[Line, ...]
    form: str
    title: str
    unit: str
    header: int
    delimiter: str
    decimal: str
    marks: str
    missing: frozenset[str]
    lang: str
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    astray: tuple[tuple[int, int], ...] = ()


def layout(source: Source) -> Layout:
    """The layout of a table source."""
    shape = source.shape or _NONE
    delimiter = shape.delimiter or (delimiter_of(source.text) if source.format in ("csv", "text") else "\t")
    lang = shape.lang or source.lang or ""
    rows = every = lines(source.text, delimiter)[shape.skip :]
    width = max((len(_filled(row)) for row in rows[:50]), default=0)
    titles, rows = _titles(rows, width)
    rows = _without_notes(rows, width)
    depth = shape.header if shape.header is not None else _header_rows(rows)
    head, body = rows[:depth], rows[depth:]
    missing = frozenset(shape.missing)
    sample = body[:_SAMPLE_ROWS]
    printed = [cell.text for row in sample for cell in row.cells if cell.text]
    language = pack(lang).decimal_mark if lang in languages() else "."
    mark, marks = (
        (shape.decimal, "shown")
        if shape.decimal
        else decimal_mark(printed, "." if source.format not in ("csv", "text") else language)
    )
    size = max((len(row.cells) for row in (*head, *sample)), default=0)
    names = _names(head, size)
    columns = tuple(
        _column(
            nth,
            names[nth],
            [row.cells[nth].text if nth < len(row.cells) else "" for row in sample],
            shape,
            mark,
            missing,
            lang,
        )
        for nth in range(size)
    )
    title = shape.title or " ".join(titles)
    columns = _settled(columns, [[cell.text for cell in row.cells] for row in sample])
    known = {column.name for column in columns}
    absent = tuple(hint.name for hint in shape.columns if hint.required and not _hinted(hint, known))
    headers = {folded(text) for parts in names for text in (" | ".join(parts), " ".join(parts))}
    headers |= {folded(name) for name in known}
    told = dict.fromkeys([*(hint.name for hint in shape.columns if not hint.required), *shape.key])
    unknown = tuple(name for name in told if folded(name) not in headers)
    return Layout(
        columns=columns, body=tuple(body), form=_form(columns), title=title, unit=shape.unit or _title_unit(title, lang), header=len(titles) + depth,
        delimiter=delimiter, decimal=mark, marks=marks, missing=missing, lang=lang, absent=absent, unknown=unknown,
        astray=tuple(astray(source.text, every, delimiter, size)) if source.format == "csv" else (),
    )  # fmt: skip


def _filled(row: Line) -> list[str]:
    return [cell.text for cell in row.cells if cell.text]


def _titles(rows: list[Line], width: int) -> tuple[list[str], list[Line]]:
    """Lines above the header that print one cell alone."""
    titles: list[str] = []
    while (
        width > 1
        and rows
        and len(titles) < _TITLE_ROWS
        and len(_filled(rows[0])) == 1
        and number(_filled(rows[0])[0], ".") is None
    ):
        titles.append(_filled(rows[0])[0])
        rows = rows[1:]
    return titles, rows


def _without_notes(rows: list[Line], width: int) -> list[Line]:
    """*rows* without the notes below the table: single cells of words at its end."""
    end = len(rows)
    while (
        width > 1
        and end > 1
        and len(found := _filled(rows[end - 1])) == 1
        and number(found[0], ".") is None
        and rows[end - 1].cells[0].text
    ):
        end -= 1
    # A last row of which only the label is filled is a row of missing values as often; short labels stay.
    while end < len(rows) and len(_filled(rows[end])[0]) < 25 and not rows[end].cells[0].text.endswith("."):
        end += 1
    return rows[:end]


def _plain_number(text: str) -> bool:
    """Whether a cell is a number that is no year."""
    return (number(text, ".") is not None or number(text, ",") is not None) and period(text) is None


def _header_rows(rows: Sequence[Line]) -> int:
    """How many rows are headers; 0 where the first row already holds values."""
    if not rows:
        return 0
    first = _filled(rows[0])
    if any(_plain_number(text) for text in first):
        return 0
    depth = 1
    while depth < min(_HEADER_ROWS, len(rows) - 1):
        texts = [cell.text for cell in rows[depth].cells]
        above = [cell.text for cell in rows[depth - 1].cells]
        if any(_plain_number(text) for text in texts if text) or not any(texts):
            break
        gaps = not texts[0] or any(not text for text in above[1:])
        rest = [text for text in texts[1:] if text]
        telling = bool(rest) and all(period(text) is not None or measure(text) is not None for text in rest)
        later = any(_plain_number(cell.text) for row in rows[depth + 1 : depth + 3] for cell in row.cells)
        if not (later and rest and (telling or (gaps and not texts[0]))):
            break
        if all(no_value(text) for text in rest):
            break
        depth += 1
    return depth


def _names(head: Sequence[Line], size: int) -> list[list[str]]:
    """The header cells over each column, the upper ones carried to the right over what they span."""
    out: list[list[str]] = [[] for _ in range(size)]
    for level, row in enumerate(head):
        texts = [row.cells[nth].text if nth < len(row.cells) else "" for nth in range(size)]
        if level < len(head) - 1:
            carried = ""
            for nth in range(size):
                if texts[nth]:
                    carried = texts[nth]
                elif nth and any(
                    cell.text for below in head[level + 1 :] if nth < len(below.cells) for cell in (below.cells[nth],)
                ):
                    texts[nth] = carried
        for nth, text in enumerate(texts):
            bare = " ".join(without_footnote(text).split())
            if bare and bare not in out[nth]:
                out[nth].append(bare)
    return out


def _split(part: str, lang: str) -> tuple[str, str]:
    """A header part without its unit, and the unit: "Revenue (USD million)" → "Revenue", "USD million"."""
    whole = measure(part, lang)
    if whole is not None and (len(part) <= 2 or whole.unit == PERCENT or whole.scale):
        return "", part
    for pattern in (_BRACKETED, _PARTED):
        if (found := pattern.match(part)) and measure(found["inside"], lang) is not None:
            return without_footnote(found["name"].strip()), found["inside"].strip()
    if len(part) > 1 and (part.startswith("%") or "%" in part.split()):
        return part, "%"
    return part, ""


def _hinted(hint: ColumnHint, names: set[str]) -> bool:
    wanted = folded(hint.name)
    return any(
        wanted in (folded(name), folded(name.replace("_", " "))) or folded(name) == folded(_split(hint.name, "")[0])
        for name in names
    )


def _column(
    nth: int, parts: list[str], cells: list[str], shape: Shape, mark: str, missing: frozenset[str], lang: str
) -> Column:
    whole = " | ".join(parts)
    unit, names, when = "", [], period(" ".join(parts), lang) or period(" ".join(reversed(parts)), lang)
    for part in parts if when is None else ():
        found = period(part, lang)
        if found is not None:
            when = found
            continue
        name, stated = _split(part, lang)
        unit = stated or unit
        inner = period(name, lang) if name else None
        if inner is not None:
            when = inner
        elif name:
            names.append(name)
    name = " | ".join(names)
    if not whole and nth == 0 and any(not no_value(text) and number(text, mark) is None for text in cells):
        # The labels at the left of a table often stand under an empty corner.
        return Column(nth=nth, name="", role="scope", why="labels under an empty corner")
    hint = next(
        (hint for hint in shape.columns if folded(hint.name) in (folded(whole), folded(name), folded(" ".join(parts)))),
        None,
    )
    column = Column(nth=nth, name=name or whole, role="", unit=unit, period=when, derived=_derived(name, unit))
    if hint is not None:
        column = replace(column, unit=hint.unit or unit, role=hint.role, why="stated" if hint.role else "")
        if hint.role:
            return column
    return _told(column, name, cells, hint, mark, missing, lang)


def _told(
    column: Column, name: str, cells: list[str], hint: ColumnHint | None, mark: str, missing: frozenset[str], lang: str
) -> Column:
    filled = [text for text in cells if not no_value(text, missing)]
    if not column.name and column.period is None:
        return replace(column, role="skipped", why="no header" if filled else "empty")
    if not filled:
        return replace(column, role="skipped", why="no values")
    low = folded(name)
    words = table_words()
    said = words.roles.get(low) or words.roles.get(low.replace("_", " ")) or ""
    numbers = sum(number(text, mark) is not None for text in filled)
    numeric = numbers >= _MOSTLY * len(filled)
    if said in ("skipped", "note") or (said == "unit" and not numeric):
        return replace(column, role=said, why="by its header")
    if said == "period" or (hint is not None and hint.type in ("date", "datetime", "year", "yearmonth")):
        when = sum(period(text, lang) is not None for text in filled)
        if when >= _MOSTLY * len(filled):
            return replace(column, role="period", why="by its header")
        if numeric:
            return replace(column, role="skipped", why="a part of a period that says no year")
        return replace(column, role="scope", why="labels; no periods that can be read")
    if not numeric:
        when = sum(period(text, lang, years=False) is not None for text in filled)
        if when >= _MOSTLY * len(filled) and numbers < _MOSTLY * len(filled):
            return replace(column, role="period", why="by its cells")
        if said in ("indicator", "scope"):
            return replace(column, role=said, why="by its header")
        if numbers > len(filled) / 2:
            return replace(column, role="skipped", why=f"{len(filled) - numbers} of {len(filled)} cells are no numbers")
        return replace(column, role="scope", why="labels")
    if said in ("indicator", "scope") and column.period is None:
        return replace(column, role="scope", why="codes by its header")
    if hint is not None and hint.type in ("string", "boolean"):
        return replace(column, role="scope", why="declared as text")
    return replace(column, role="value", why="periods in the header" if column.period else "numbers")


def _derived(name: str, unit: str) -> str:
    words = table_words().derived
    low = folded(name.replace("_", " "))
    last = low.split(" | ")[-1]
    if last in words:
        return words[last]
    for phrase, what in words.items():
        if what != "total" and (last.startswith(phrase + " ") or last.endswith(" " + phrase)):
            return what
    return "total" if last.startswith(tuple(f"{word} " for word in table_words().opening)) else ""


def _settled(columns: tuple[Column, ...], rows: list[list[str]]) -> tuple[Column, ...]:
    """Roles that depend on the other columns: which labels name an indicator."""
    values = [column for column in columns if column.role == "value"]
    labels = [column for column in columns if column.role == "scope"]
    if any(column.role == "indicator" for column in columns) or not values:
        return columns
    by_period = all(column.period is not None for column in values)
    generic = len(values) == 1 and table_words().roles.get(folded(values[0].name)) == "value"
    if (
        (
            by_period
            and all(
                table_words().roles.get(folded(c.name), "") in ("value", "") or c.name == str(c.period) for c in values
            )
        )
        or generic
    ) and labels:
        # The values have no name of their own: the first labels that differ from row to row give it.
        named = [c for c in labels if len({row[c.nth] for row in rows if c.nth < len(row)}) > 1] or labels
        chosen = next((c for c in named if c.why == "labels"), None)
        if chosen is not None:
            return tuple(
                replace(c, role="indicator", why="names what the values are of") if c is chosen else c for c in columns
            )
    return columns


def _form(columns: Sequence[Column]) -> str:
    values = [column for column in columns if column.role == "value"]
    if values and sum(column.period is not None for column in values) > len(values) / 2:
        return "periods"
    return "long" if any(column.role == "indicator" for column in columns) else "wide"


@cache
def _told_unit() -> re.Pattern[str]:
    named = "|".join(map(re.escape, table_words().units))
    return re.compile(rf"[(\[]([^()\[\]]{{1,40}})[)\]]|(?:{named})\s*:\s*([^.;()]{{1,40}})", re.IGNORECASE)


def _title_unit(title: str, lang: str) -> str:
    """The unit that a title states for the whole table: "(triệu USD)", "Unit: thousand tonnes"."""
    for found in _told_unit().finditer(title):
        text = (found[1] or found[2]).strip()
        if period(text, lang) is None and measure(text, lang) is not None:
            return text
    return ""
