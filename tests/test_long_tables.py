"""Tables beyond the cap on cells: what is found in their rows is what is found where there is no cap."""

from __future__ import annotations

import json
import sqlite3
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import check
from checker.engine import kin, longrows, longtables
from checker.errors import ReadError
from checker.ingest import apart, stretches, tables
from checker.library import Checked
from checker.report import json as document_format
from checker.report.cards import cards
from checker.text.lines import Lines

HEADER = "port,year,landings,other fish,total,growth (%)"
ROWS = 120


def rows(count: int = ROWS) -> list[list[str]]:
    """Ports by year; the total is that of landings and other fish, the growth that of the landings over the year before."""
    out: list[list[str]] = []
    before = 0
    for n in range(count):
        landings, other = 1000 + n * 37 % 401, 500 + n * 53 % 307
        growth = "" if n % 6 == 0 else f"{(landings / before - 1) * 100:.1f}"
        out.append([f"Port {n // 6}", str(2018 + n % 6), str(landings), str(other), str(landings + other), growth])
        before = landings
    return out


SLIPS = {
    "unreadable": (2, "12x34"), "no-year": (1, "2O21"), "total": (4, "1640"), "growth": (5, "77.7"), "twice": (0, "Port 1"),
}  # fmt: skip


def lay(folder: Path, table: list[list[str]], name: str = "long.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([HEADER, *map(",".join, table)]) + "\n", encoding="utf-8")
    return file


def lay_as(file: Path, table: list[list[str]]) -> Path:
    """The same table in the format that the name of *file* asks for."""
    frame = pd.DataFrame(table, columns=HEADER.split(","))
    match file.suffix:
        case ".parquet":
            frame.to_parquet(file)
        case ".xlsx":
            frame.to_excel(file, index=False)
        case _:
            file.write_text("".join(json.dumps(row) + "\n" for row in frame.to_dict("records")), encoding="utf-8")
    return file


def told(report: Checked) -> set[tuple[str, str, tuple[str, ...]]]:
    """Each finding with its rule, what it says, and where."""
    return {
        (card.rule, card.message, tuple(f"{m.line}:{m.column}:{m.quote}" for m in card.mentions))
        for card in cards(report)
    }


def capped(file: Path, cells: int = 60, **more: Any) -> Checked:
    return check(file, table=[{"file": file.name, "cells": cells, **more}])


@pytest.mark.parametrize("row", [7, 11, 62, ROWS - 1])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_wherever_it_stands_and_nothing_else(tmp_path: Path, slip: str, row: int) -> None:
    table = rows()
    column, printed = SLIPS[slip]
    table[row][column] = printed
    if slip == "twice":
        table[row][1] = table[6][1]
        table[row][2:] = [*table[6][2:4], table[6][4], table[row][5]]
    file = lay(tmp_path, table)

    whole, cut = check(file), capped(file)

    assert told(cut) == told(whole)
    assert {one.rule for one in whole.discrepancies} >= {
        {"unreadable": "FC706", "no-year": "FC706", "total": "FC703", "growth": "FC704", "twice": "FC702"}[slip]
    }


YEARS_HEADER = "year,port,landings,share of the year (%),rank,growth (%)"
PORTS = ("Ardway", "Brill", "Cove", "Dunmore", "Total")


def years(count: int = 16) -> list[list[str]]:
    """Year by year, the ports and their total: each row is compared with rows that lie far from it."""
    out: list[list[str]] = []
    before: dict[str, int] = {}
    for n in range(count):
        landed = {
            port: 1000 + (n * 37 + nth * 211 + nth * nth * 53) % 401 + nth * 500 for nth, port in enumerate(PORTS[:-1])
        }
        total = sum(landed.values())
        places = sorted(landed.values(), reverse=True)
        landed["Total"] = total
        for port, amount in landed.items():
            rank = "" if port == "Total" else str(places.index(amount) + 1)
            growth = f"{(amount / before[port] - 1) * 100:.1f}" if port in before else ""
            out.append([str(2000 + n), port, str(amount), f"{amount / total * 100:.1f}", rank, growth])
        before = landed
    return out


def lay_years(folder: Path, table: list[list[str]]) -> Path:
    file = folder / "years.csv"
    file.write_text("\n".join([YEARS_HEADER, *map(",".join, table)]) + "\n", encoding="utf-8")
    return file


FAR = {"total": (2, "FC703"), "share": (3, "FC704"), "rank": (4, "FC704"), "growth": (5, "FC704")}


@pytest.mark.parametrize("view_rows", [1, 30, 5_000])
@pytest.mark.parametrize("year", [2, 7, 14])
@pytest.mark.parametrize("slip", FAR)
def test_what_a_row_is_of_is_found_however_far_away_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slip: str, year: int, view_rows: int
) -> None:
    table = years()
    column, rule = FAR[slip]
    row = table[year * 5 + (4 if slip == "total" else 1)]
    row[column] = {"total": "9164", "share": "3.7", "rank": "4" if row[4] != "4" else "1", "growth": "61.3"}[slip]
    file = lay_years(tmp_path, table)
    # A row by itself must still be seen with as many others as show what a column is made of.
    monkeypatch.setattr(longrows, "_VIEW_ROWS", max(view_rows, 12))

    whole, cut = check(file), capped(file)

    assert told(cut) == told(whole)
    assert rule in {one.rule for one in whole.discrepancies}


def test_a_table_of_years_without_a_slip_gives_no_finding_beyond_the_cap(tmp_path: Path) -> None:
    file = lay_years(tmp_path, years())

    assert [check(file).discrepancies, capped(file).discrepancies] == [(), ()]


def test_the_parts_of_a_total_that_the_cap_cuts_off_are_no_finding(tmp_path: Path) -> None:
    table = [["2024", "Total", str(sum(range(100, 140)))], *(["2024", f"Port {n}", str(n)] for n in range(100, 140))]
    file = tmp_path / "cut.csv"
    file.write_text("\n".join(["year,port,landings", *map(",".join, table)]) + "\n", encoding="utf-8")

    assert check(file, table=[{"file": file.name, "cells": 30}]).discrepancies == ()


def test_groups_that_are_too_large_to_be_seen_together_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kin, "MOST_KIN", 4)
    monkeypatch.setattr(longtables, "MOST_KIN", 4)
    table = years()
    table[39][2] = "9164"
    file = lay_years(tmp_path, table)

    report = capped(file)

    (problem,) = report.problems
    assert {one.rule for one in report.discrepancies} == {"FC704"}, "a stretch shows what a growth is from"
    assert "totals of more than 4 rows are not (16)" in problem.message
    assert "shares of and ranks among more than 4 rows are not (16)" in problem.message
    assert "growth along more than 4 rows is not (5)" in problem.message


def test_a_disk_without_room_for_the_rows_keeps_the_word_that_the_table_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lay_years(tmp_path, years())
    connect = sqlite3.connect

    def cramped(file: str, isolation_level: None) -> sqlite3.Connection:
        made = connect(file, isolation_level=isolation_level)
        made.execute("PRAGMA max_page_count = 4")
        return made

    monkeypatch.setattr(sqlite3, "connect", cramped)

    (problem,) = capped(file).problems

    assert problem.message == "the first 10 of 80 rows were checked: at most 60 cells of a table become claims"


def test_a_clean_table_gives_no_finding_beyond_the_cap(tmp_path: Path) -> None:
    report = capped(lay(tmp_path, rows()))

    (problem,) = report.problems
    assert report.discrepancies == ()
    assert report.exit_code == 2
    assert problem.message == (
        "the first 10 of 120 rows were checked whole; the others were looked through for cells that cannot be read, "
        "labels that stand twice, totals of rows, columns made of others"
    )


def test_notes_below_a_long_table_are_no_rows_of_it(tmp_path: Path) -> None:
    file = lay(tmp_path, [row[1:2] + row[:1] + row[2:] for row in rows()])
    file.write_text(
        file.read_text(encoding="utf-8").replace("port,year", "year,port")
        + "Source: the fisheries board\nFigures are rounded.\n",
        encoding="utf-8",
    )

    assert capped(file).discrepancies == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_where_the_stretches_end_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    table = rows()
    for slip in data.draw(st.lists(st.sampled_from(["unreadable", "no-year", "total"]), max_size=4)):
        column, printed = SLIPS[slip]
        table[data.draw(st.integers(12, ROWS - 1))][column] = printed
    file = lay(tmp_path, table)

    with monkeypatch.context() as changed:
        changed.setattr(stretches, "_BYTES", data.draw(st.integers(50, 3_000)))
        in_pieces = told(capped(file))

    assert {rule for rule, _, _ in in_pieces} == {rule for rule, _, _ in told(capped(file))}


@given(text=st.text(alphabet='ab,"\n1', max_size=200), size=st.integers(1, 60))
def test_the_stretches_together_are_the_table(text: str, size: int) -> None:
    from tempfile import TemporaryDirectory

    before = stretches._BYTES
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text(text, encoding="utf-8")
        try:
            stretches._BYTES = size
            found = list(stretches.stretches(file, "csv", None))
        finally:
            stretches._BYTES = before

    assert "".join(one.text for one in found) == text
    assert [one.line for one in found] == [
        1 + "".join(one.text for one in found[:n]).count("\n") for n in range(len(found))
    ]


@pytest.mark.parametrize("name", ["long.parquet", "long.xlsx", "long.jsonl"])
def test_every_format_is_looked_through(tmp_path: Path, name: str) -> None:
    table = rows()
    table[90] = table[3]
    file = lay_as(tmp_path / name, table)

    report = capped(file)

    found = [card for card in cards(report) if card.rule == "FC702"]
    assert [tuple(mention.line for mention in card.mentions) for card in found] == [(5, 92)]


@pytest.mark.parametrize("name", ["long.parquet", "long.xlsx", "long.jsonl"])
def test_no_row_of_a_long_table_is_parsed_in_the_process_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    table = rows()
    table[90] = table[3]
    file = lay_as(tmp_path / name, table)

    def here(*_: object) -> None:
        raise AssertionError("parsed here")

    monkeypatch.setattr(tables, "records", here)
    monkeypatch.setattr(stretches, "records", here)

    assert [one.rule for one in capped(file).discrepancies].count("FC702") == 1


def test_a_stretch_is_the_same_whatever_came_before_it(tmp_path: Path) -> None:
    file = tmp_path / "long.parquet"
    pd.DataFrame({"port": range(50_000)}).to_parquet(file)
    whole = list(apart.read_in_stretches("parquet", file))

    pieces = apart.read_in_stretches("parquet", file)
    first, other = next(pieces), next(apart.read_in_stretches("parquet", file))
    second = next(pieces)
    apart.close()
    third = list(pieces)

    assert other == first
    assert [first, second, *third] == whole
    assert len(whole) == 3
    assert "".join(whole) == "port\n" + "".join(f"{n}\n" for n in range(50_000))


def test_a_parser_that_dies_between_two_stretches_keeps_the_word_that_the_table_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lay_as(tmp_path / "long.jsonl", rows())

    def dies(*_: object) -> Iterator[str]:
        yield from ()
        raise ReadError("its parser ended the process that reads")

    monkeypatch.setattr(apart, "read_in_stretches", dies)

    (problem,) = capped(file).problems

    assert problem.message == "the first 10 of 120 rows were checked: at most 60 cells of a table become claims"


def test_a_cited_row_stands_on_its_own_line_and_only_cited_rows_are_kept(tmp_path: Path) -> None:
    table = rows()
    table[100][2] = "12x34"
    file = lay(tmp_path, table)

    report = capped(file)

    (source,) = report.sources
    lines = source.text.split("\n")
    printed = file.read_text(encoding="utf-8").split("\n")
    kept = [nth for nth, line in enumerate(lines) if line]
    assert [lines[nth] for nth in kept] == [printed[nth] for nth in kept]
    assert len(kept) < 16
    assert 101 in kept
    assert len({claim.id for claim in report.claims}) == len(report.claims)
    assert document_format.to_dict(report)["discrepancies"]


def test_more_findings_than_anybody_reads_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(longtables, "MOST_FOUND", 5)
    monkeypatch.setattr(longtables, "MOST_REPEATED", 6)
    monkeypatch.setattr(longrows, "MOST_REPEATED", 6)
    table = rows()
    for n in range(20, 60):
        table[n][4] = str(int(table[n][4]) + (7 if n % 3 == 0 else 0))
    for n in range(60, 80):
        table[n][:2] = table[n - 20][:2]
    file = lay(tmp_path, table)

    report = capped(file)

    (problem,) = report.problems
    assert sum(one.rule == "FC703" for one in report.discrepancies) == 5
    assert "FC703: 8 more findings there are only counted" in problem.message
    assert "labels of more than 6 rows stand more than once" in problem.message


def test_a_table_that_breaks_off_keeps_the_word_that_it_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lay(tmp_path, rows())

    def broken(*_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(stretches, "stretches", broken)

    (problem,) = capped(file).problems

    assert problem.message == "the first 10 of 120 rows were checked: at most 60 cells of a table become claims"


def test_an_empty_line_costs_no_memory_where_places_are_looked_up() -> None:
    text = "a" + "\n" * 3_000_000 + "b"

    tracemalloc.start()
    position = Lines(text).position(len(text) - 1)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert position == (3_000_001, 1)
    assert peak_bytes < 100_000


def test_more_rows_take_no_more_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five times the rows, with slips in the last: what a row costs while it passes by must not be kept."""
    monkeypatch.setattr(stretches, "_BYTES", 20_000)
    monkeypatch.setattr(kin, "_CACHE_KB", 200)
    looked = longtables._looked
    peaks: dict[int, int] = {}

    def measured(*arguments: Any) -> Any:
        tracemalloc.start()
        found = looked(*arguments)
        peaks[times] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    monkeypatch.setattr(longtables, "_looked", measured)
    for times in (1, 1, 5):  # what is loaded and remembered once is not counted
        file = tmp_path / f"rows-{times}.csv"
        body = "".join(f"Port {n // 30},{1990 + n % 30},{n * 7 % 1003}\n" for n in range(4_000 * times))
        file.write_text(f"port,year,landings\n{body}Port 7,1995,5\nPort 9,2O01,7\n", encoding="utf-8")
        assert {one.rule for one in capped(file, cells=3_000).discrepancies} == {"FC702", "FC706"}

    assert peaks[5] < peaks[1] * 1.1
