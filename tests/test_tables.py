"""Published tables: what is understood of them, what they state, what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from checker import check, check_frame
from checker.cli.tables import command
from checker.config import Settings, from_arguments
from checker.engine import local
from checker.errors import ReadError
from checker.extract import read
from checker.extract.cellvalues import decimal_mark, measure, number, period
from checker.extract.grid import lines
from checker.ingest.packages import resolved
from checker.model import Claim, Shape, Source, Table
from checker.report.json import load, render, to_dict
from checker.report.load import loaded
from checker.report.summary import unchecked
from checker.text.span import Span
from checker.values.figure import Quantity


def table(text: str, *, lang: str = "en", shape: Shape | None = None) -> Table:
    passage = read(
        Source(id="t", path="t.csv", text=text, body=Span(0, len(text)), lang=lang, format="csv", shape=shape)
    )
    assert passage.table is not None
    return passage.table


def roles(made: Table) -> list[str]:
    return [column.role for column in made.columns]


def values(made: Table) -> list[Decimal]:
    return [claim.value.lo for claim in made.claims if isinstance(claim.value, Quantity)]


def test_a_long_table_gives_indicator_period_scope_and_unit() -> None:
    made = table("indicator,region,period,value,unit\nExports,North,2024-Q1,4.1,million tonnes\n")

    (claim,) = made.claims

    assert (claim.quote, claim.indicator, claim.scope, str(claim.period)) == (
        "4.1",
        "Exports",
        "North",
        "2024-01-01/2024-03-31",
    )
    assert isinstance(claim.value, Quantity)
    assert (int(claim.value.lo), int(claim.value.grain), claim.value.unit.dimension) == (4_100_000, 100_000, "mass")


def test_periods_may_stand_in_the_header_below_a_title_with_the_unit() -> None:
    made = table(
        'Table 3. Exports by region (USD million)\n\nRegion,2022,2023\nNorth*,"1,234",..\nTotal,1234,5\nSource: Customs house.\n'
    )

    assert (made.form, made.header, [row.total for row in made.rows]) == ("periods", 2, [False, True])
    assert values(made)[0] == 1_234_000_000
    assert made.claims[0].indicator == "Exports by region"
    assert made.skipped == {"..": 1}


def test_a_header_of_two_rows_is_read_across() -> None:
    made = table(",Quý I,,Quý II,\n,2023,2024,2023,2024\nHà Nội,12,13,14,15\nHuế,1,2,3,4\n", lang="vi")

    assert [str(column.period) for column in made.columns[1:]] == [
        "2023-01-01/2023-03-31", "2024-01-01/2024-03-31", "2023-04-01/2023-06-30", "2024-04-01/2024-06-30",
    ]  # fmt: skip
    assert roles(made) == ["scope", "value", "value", "value", "value"]


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1.234,5", ",", "1234.5"), ("1,234.5", ".", "1234.5"), ("(1,234)", ".", "-1234"), ("−0,3", ",", "-0.3"),
        ("1 234 567", ".", "1234567"), ("56.7¹", ".", "56.7"), ("1234*", ".", "1234"), ("£1,200", ".", "1200"), ("1e-05", ".", "0.00001"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_its_notation(text: str, mark: str, expected: str) -> None:
    found = number(text, mark)

    assert found is not None
    assert found.value == Decimal(expected)


@pytest.mark.parametrize("text", ["12,3x4", "12.34.56", "2019-01", "1,23,4", "Q1", "", "12 34"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert number(text, ".") is None


def test_the_whole_table_decides_what_a_comma_is() -> None:
    assert decimal_mark(["1,234", "12,5"], ".") == (",", "shown")
    assert decimal_mark(["1,234", "1,234.5"], ",") == (".", "shown")
    assert decimal_mark(["1,234"], ".") == (".", "language")
    assert decimal_mark(["12,5", "12.5"], ".")[1] == "mixed"


def test_units_are_read_with_their_scale() -> None:
    for text, scale, dimension in (
        ("triệu thẻ", 6, "count"),
        ("'000 tonnes", 3, "mass"),
        ("£ million", 6, "money"),
        ("%", 0, "percent"),
    ):
        found = measure(text)
        assert found is not None
        assert (found.scale, found.unit.dimension) == (scale, dimension)


def test_periods_are_read_whole_or_not_at_all() -> None:
    assert str(period("2024-Q1")) == str(period("Q1 2024")) == "2024-01-01/2024-03-31"
    assert period("Male") is period("6") is period("2024 (estimate of the board)") is None


@given(st.lists(st.lists(st.text(alphabet='ab1,"\n ', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_cell_is_what_stands_in_its_place(rows: list[list[str]]) -> None:
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)

    found = list(lines(text, ","))

    # A row of empty cells is no row; a cell keeps the marks that its file has within it.
    kept = [[cell.replace('"', '""').strip() for cell in row] for row in rows if any(map(str.strip, row))]
    assert [[cell.text.strip() for cell in line.cells] for line in found] == kept
    for line in found:
        for cell in line.cells:
            assert text[cell.start : cell.end] == cell.text


def test_a_quote_is_cut_from_the_text() -> None:
    made = table('\ufeffport;year;landings\n"Holm ""New"" Point";2023; 1.204 \nArdway;2022;12,5\n')

    assert [claim.span.cut(made.source.text) for claim in made.claims] == ["1.204", "12,5"]
    assert values(made) == [1204, Decimal("12.5")]


def test_the_settings_correct_what_was_found() -> None:
    shape = Shape(decimal=",", unit="km")

    made = table("road;year;length\nA1;2023;1.204\n", shape=shape)

    assert values(made) == [1204]
    assert isinstance(made.claims[0].value, Quantity)
    assert made.claims[0].value.unit.key == "km"


def test_settings_reach_a_table_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "roads.csv").write_text("road;year;length\nA1;2023;1.204\n", encoding="utf-8")

    report = check(tmp_path, table=[{"file": "roads.csv", "decimal": ",", "unit": "km"}])

    assert [claim.value.lo for claim in report.claims if isinstance(claim.value, Quantity)] == [1204]


def test_a_cap_on_cells_is_told_and_the_text_ends_with_the_last_row(tmp_path: Path) -> None:
    rows = "".join(f"P{n},2023,{n}\n" for n in range(100))
    (tmp_path / "a.csv").write_text("port,year,landings\n" + rows, encoding="utf-8")

    report = check(tmp_path, table=[{"file": "*.csv", "cells": 30}])

    (problem,) = report.problems
    assert problem.rule == "FC004"
    assert problem.message.startswith(
        "the first 10 of 100 rows were checked whole; the others were looked through for "
    )
    assert report.coverage.partial == 1
    assert len(report.claims) == 10


def test_binary_tables_are_read_as_their_text_twin(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(
        pa.table({"port": ["North", "South"], "year": [2022, 2023], "landings (tonnes)": [12.5, None]}),
        tmp_path / "a.parquet",
    )
    (tmp_path / "b.json").write_text(
        json.dumps([{"port": "North", "year": 2022, "landings (tonnes)": 12.5}]), encoding="utf-8"
    )

    report = check(tmp_path)

    assert report.problems == ()
    assert [(c.source.format, c.quote, c.scope, str(c.period)) for c in report.claims] == [
        ("parquet", "12.5", "North", "2022-01-01/2022-12-31"),
        ("json", "12.5", "North", "2022-01-01/2022-12-31"),
    ]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    for row in (["port", "year", "landings"], ["North", 2022, 0.1 + 0.2], ["South", 2023, 41]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    report = check(tmp_path)

    assert [claim.quote for claim in report.claims] == ["0.3", "41"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.parquet", b"PAR1xx"),
        ("a.xlsx", b"PK\x03\x04xx"),
        ("a.json", b'{"a": 1}'),
        ("a.jsonl", b"{"),
        ("a.ods", b"x"),
    ],
)
def test_a_damaged_table_is_a_problem(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    report = check(tmp_path)

    assert [p.rule for p in report.problems] == ["FC001"]
    assert report.claims == ()


def test_a_data_package_tells_of_its_tables(tmp_path: Path) -> None:
    (tmp_path / "ports.csv").write_text("port;year;landings\nNorth;2022;1,204\n", encoding="utf-8")
    resource = {
        "name": "ports", "path": "ports.csv", "dialect": {"delimiter": ";"},
        "schema": {"fields": [{"name": "port", "type": "string"}, {"name": "landings", "type": "number", "decimalChar": ",", "unit": "tonnes"}, {"name": "code", "type": "string"}], "primaryKey": ["code"]},
    }  # fmt: skip
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")

    report = check(tmp_path)

    assert [source.path for source in report.sources] == ["ports.csv"]
    assert [claim.value.lo for claim in report.claims if isinstance(claim.value, Quantity)] == [Decimal("1.204")]
    assert [(found.rule, str(found.severity)) for found in report.discrepancies] == [("FC706", "error")]


@pytest.mark.parametrize(
    "path",
    [
        "../a.csv",
        "..\\a.csv",
        "/etc/passwd",
        "C:\\a.csv",
        "\\\\host\\a.csv",
        "//host/a.csv",
        "http://host/a.csv",
        "x\0.csv",
        "sub/../../a.csv",
        "link.csv",
        "nothing.csv",
    ],
)
def test_a_path_that_leads_out_of_a_data_package_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    folder = tmp_path / "package"
    (folder / "sub").mkdir(parents=True)
    (folder / "link.csv").symlink_to(tmp_path / "a.csv")

    with pytest.raises(ReadError):
        resolved(folder, path)


def test_the_command_shows_what_was_understood(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "port,year,landings (tonnes),note\nNorth,2022,12,x\nTotal,2022,..,\n", encoding="utf-8"
    )

    result = CliRunner().invoke(command, [str(tmp_path / "a.csv")], standalone_mode=False)

    assert result.return_value == 0
    for shown in (
        "landings",
        "tonnes",
        "period",
        "by its header",
        "total rows: line 3",
        "without a value: 1 “..”",
        "[[table]]",
    ):
        assert shown in result.output


def _of_many_totals(rows: int, *, every: int = 20) -> str:
    """A table of blocks, each below a total that has nothing to do with it."""
    lines = ["region,fish,landings,value"]
    for n in range(rows):
        name = f"Total area {n // every}" if n % every == 0 else f"Port {n}"
        lines.append(f"{name},cod,{n * 7 % 1000 + 5},{n * 11 % 999 + 3}")
    return "\n".join(lines) + "\n"


def test_totals_of_something_else_are_no_slips_by_chance(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text(_of_many_totals(2_000), encoding="utf-8")

    assert check(tmp_path).discrepancies == ()


def test_many_totals_cost_what_their_rows_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, cell = [0], Table.cell

    def counting(table: Table, row: int, column: int) -> Claim | None:
        looked[0] += 1
        return cell(table, row, column)

    monkeypatch.setattr(Table, "cell", counting)
    counts = []
    for rows in (1_000, 2_000):
        (tmp_path / "areas.csv").write_text(_of_many_totals(rows), encoding="utf-8")
        looked[0] = 0
        check(tmp_path / "areas.csv", select=["FC703"])
        counts.append(looked[0])

    assert 0 < counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name,amount\n"An,100\nBinh,200\nChau,300\nDung,"400\nEm,500\n', "lines 2 to 5, taken for one row"),
        ('"name,amount\n"An,100\nBinh,200\nChau,300\n', "lines 1 to 2, taken for one row"),
        ('name,amount\n"An,100\nBinh,200\nChau,300"\n', "lines 2 to 4, taken for one row"),
        ('name,amount\nAn,"100\nBinh,200\nChau,300\n', "line 2"),
        ('name,amount\n"An,100\n"Binh,200\n"Chau,300\n"Dung,400\n', "lines 2 to 3, taken for one row; lines 4 to 5"),
    ],
)
def test_a_quotation_mark_that_hides_rows_is_a_problem(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    found = local.run([tmp_path], Settings())

    assert [problem.rule for problem in found.problems] == ["FC001"]
    assert f"a quotation mark is astray, so not all was read: {said}" in found.problems[0].message
    assert (found.coverage.read, found.coverage.partial) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        'name,amount\n"An, of\nHanoi",100\nBinh,200\n',
        'name,amount\nAn,100\nBinh,200\n"Note, see\n2020, 2021"\n',
        'name,size,amount\nAn,5" pipe,100\n"Binh ""the tall""",6" pipe,200\n',
        'name,amount\n"An",100\n"",200\n"Chau\n",300\n',
    ],
)
def test_quotation_marks_that_hide_nothing_are_no_problem(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    assert local.run([tmp_path], Settings()).problems == ()


def test_a_column_that_the_settings_misspell_is_a_problem_with_the_nearest(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("Year,Landings,Vessels\n2022,410,12\n2023,430,13\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("Year,Weight\n2022,410\n2023,430\n", encoding="utf-8")
    columns = {"Landngs": {"role": "value"}, "Weight": {"unit": "tonnes"}, "vessels": {"unit": "ships"}}
    told = [{"file": "*.csv", "key": ["Yaer"], "columns": columns}, {"file": "none.csv", "columns": columns}]

    problems = local.run([tmp_path], from_arguments(table=told)).problems

    assert [(problem.rule, problem.path) for problem in problems] == [("FC006", "a.csv")] * 2
    assert "no table has a column 'Landngs'; did you mean 'Landings'?" in problems[0].message
    assert "no table has a column 'Yaer'; did you mean 'Year'?" in problems[1].message


def test_a_column_of_a_frame_that_is_misspelt_is_a_problem() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"Year": [2022, 2023], "Landings": [410, 430]})

    found = check_frame(frame, columns={"Landngs": {"unit": "tonnes"}})

    assert [problem.rule for problem in found.problems] == ["FC006"]
    assert found.exit_code == 2
    assert check_frame(frame, columns={"Landings": {"unit": "tonnes"}}).problems == ()


def test_cells_that_a_table_makes_of_each_other_count_as_recomputed(tmp_path: Path) -> None:
    rows = (
        "port,year,Landings (tonnes),Share of landings (%)\nAlm,2023,30,30\nBrin,2023,70,70\nAll ports,2023,100,100\n"
    )
    (tmp_path / "a.csv").write_text(rows + "Alm,2020,12,\n", encoding="utf-8")

    found = local.run([tmp_path], Settings())

    # The amount of 2020 belongs to no total and no share.
    assert found.coverage.figures == 7
    assert found.coverage.recomputed == found.coverage.cells == 6
    assert unchecked(found) == unchecked(loaded(load(render(found)))) == 1


def test_a_table_without_totals_and_derived_columns_recomputes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("port,year,Landings (tonnes)\nAlm,2023,30\nBrin,2023,70\n", encoding="utf-8")

    found = local.run([tmp_path], Settings())

    assert (found.coverage.figures, found.coverage.recomputed, found.coverage.cells) == (2, 0, 0)
    assert "cells" not in to_dict(found)["coverage"]
