"""The report as an Excel workbook: findings, claims, sources, problems.

Written by hand from the parts that a workbook needs, so that the same report gives the same bytes. Texts are inline
strings, which no spreadsheet evaluates; what begins like a formula also carries Excel's own mark for "text as typed",
so that editing the cell does not turn it into one. Numbers are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from checker.model import Report
from checker.report import tables
from checker.report.cells import formula_like, legal
from checker.report.packing import packed
from checker.report.summary import tally, unchecked
from checker.report.tables import Cell, Table

# What a sheet and a cell of Excel hold; longer tables go on in a further sheet, longer texts end with a note.
MAX_ROWS = 1_048_576
MAX_CELL_CHARS = 32_767

_CUT = " … (cut: longer than a cell)"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN, _BOLD, _TEXT_AS_TYPED = 0, 1, 2
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE = {
    "message": 60,
    "derivation": 50,
    "sentence": 80,
    "suggestion": 40,
    "indicator": 30,
    "path": 30,
    "title": 50,
    "name": 22,
}


def render(report: Report) -> bytes:
    """The workbook of *report*."""
    sheets = list(_sheets([tables.discrepancies(report), tables.claims(report), tables.sources(report), tables.problems(report), _about(report)]))  # fmt: skip
    names = [name for name, _ in sheets]
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relationships([(f"{_OFFICE}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relationships(
            [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
            + [(f"{_OFFICE}/styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    for number, (_, content) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = content
    return packed({name: content.encode("utf-8") for name, content in parts.items()})


def _about(report: Report) -> Table:
    coverage = report.coverage
    rows: list[Sequence[Cell]] = [
        ("factcheck", report.version),
        ("findings", tally(report.discrepancies)),
        ("suppressed", sum(one.suppressed is not None for one in report.discrepancies)),
        ("sources read whole", coverage.read),
        ("sources read in part", coverage.partial),
        ("sources not read", coverage.unreadable),
        ("sessions", len(report.sessions)),
        ("figures", coverage.figures),
        ("figures that another source states too", coverage.aligned),
        ("figures that are part of arithmetic", coverage.recomputed),
        ("figures not checked", unchecked(report)),
        ("problems", len(report.problems)),
    ]
    return Table("about", ("what", "value"), rows)


def _sheets(parts: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """(name, content) of every sheet; a table longer than a sheet takes several."""
    room = MAX_ROWS - 1
    for table in parts:
        for number, start in enumerate(range(0, max(1, len(table.rows)), room), 1):
            name = table.name if number == 1 else f"{table.name} {number}"
            yield name, _sheet(table.columns, table.rows[start : start + room])


def _sheet(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    letters = [_letters(number) for number in range(len(columns))]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{_WIDE.get(name, max(10, len(name) + 2))}" customWidth="1"/>'
        for number, name in enumerate(columns, 1)
    )
    lines = [_line(1, letters, columns, _BOLD)]
    lines += [_line(number, letters, row, _PLAIN) for number, row in enumerate(rows, 2)]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A1:{letters[-1]}{len(rows) + 1}"/></worksheet>'
    )


def _line(number: int, letters: Sequence[str], cells: Sequence[Cell], style: int) -> str:
    written = "".join(_cell(f"{letter}{number}", cell, style) for letter, cell in zip(letters, cells, strict=True))
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    marked = f' s="{style}"' if style else ""
    if not isinstance(cell, str):
        return f'<c r="{place}"{marked}><v>{cell!r}</v></c>'
    text = "\n".join(map(legal, cell.split("\n")))
    if formula_like(text):
        marked = f' s="{_TEXT_AS_TYPED}"'
    # "_x0041_" is how a workbook spells "A": an underscore that would begin such a spelling is spelled itself.
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    if len(text) > MAX_CELL_CHARS:
        text = text[: MAX_CELL_CHARS - len(_CUT)] + _CUT
    return f'<c r="{place}" t="inlineStr"{marked}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(number: int) -> str:
    """The name of the column *number*, from 0: A, …, Z, AA, …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _content_types(sheets: int) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
