"""A draft that is saved again and again: each check says what a run from nothing would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.generate import write
from click.testing import CliRunner

from checker import config
from checker.cli import watch
from checker.config import Settings
from checker.engine import local, longtables
from checker.engine.live import Live
from checker.errors import UsageError
from checker.model import Shape
from checker.report.json import render


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write(tmp_path / "news", 20, seed=6)
    draft = min((tmp_path / "news").rglob("*.txt")).read_text(encoding="utf-8")
    (tmp_path / "draft.txt").write_text(draft, encoding="utf-8")
    return tmp_path


def live(desk: Path, settings: Settings | None = None) -> Live:
    settings = settings or Settings()
    return Live([desk / "draft.txt", desk / "news"], settings, config.plan(settings))


def anew(desk: Path) -> str:
    return render(local.run([desk / "draft.txt", desk / "news"]))


def edit(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_every_check_is_a_run_from_nothing(desk: Path) -> None:
    watched = live(desk)

    assert render(watched.check()) == anew(desk)
    for old, new in (("1", "7"), (".", ". They sold 4,711 boats.\n"), ("7", "1")):
        edit(desk / "draft.txt", old, new)
        assert render(watched.check()) == anew(desk)
    (desk / "news" / "new.txt").write_text("The port handled 40 ships.", encoding="utf-8")
    assert render(watched.check()) == anew(desk)
    min((desk / "news").rglob("*-*.txt")).unlink()
    assert render(watched.check()) == anew(desk)


def test_an_edit_reads_one_file_and_compares_its_session_alone(desk: Path) -> None:
    watched = live(desk)
    report = watched.check()
    assert watched.read == 21
    assert watched.aligned == len(report.sessions) > 3

    edit(desk / "draft.txt", "1", "2")
    watched.check()

    assert watched.read == 1
    assert 1 <= watched.aligned <= 2


def test_nothing_changed_reads_nothing(desk: Path) -> None:
    watched = live(desk)
    first = watched.check()

    assert render(watched.check()) == render(first)
    assert (watched.read, watched.aligned) == (0, 0)


def test_what_came_and_what_went_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, read = desk / "draft.txt", (str(desk / "draft.txt"), str(desk / "news"))
    draft.write_text("The harbour has 200 boats. Of 200 boats, 60 were sold, or 30 percent.\n", encoding="utf-8")
    edits = iter([("30 percent", "45 percent"), ("45 percent", "30 percent")])

    def save(_: float) -> None:
        edit(draft, *next(edits))

    watch.follow(
        live(desk), lambda report: watch._about(report, read[:1], read), wait=save, clock=lambda: 0.0, checks=3
    )

    lines = capsys.readouterr().out.splitlines()
    assert "21 read" in lines[0]
    changes = [line.split()[:3] for line in lines if line.startswith("  ")]
    assert ["+", "draft.txt:1:42", "FC101"] in changes
    assert [mark for mark, *_ in changes] == ["+"] * (len(changes) // 2) + ["-"] * (len(changes) // 2)
    assert [line for line in lines if "(1 read, 1 compared, 0 ms)" in line and "contradicted" in line]


def test_standard_input_cannot_be_watched() -> None:
    done = CliRunner().invoke(watch.command, ["-", "--against", "news"], standalone_mode=False)

    assert isinstance(done.exception, UsageError)


def test_a_long_table_beside_the_draft_is_looked_through_once_and_again_when_it_changes(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Port {n // 6},{2018 + n % 6},{1000 + n * 37 % 401}\n" for n in range(120)]
    rows[100] = "Port 16,2022,12x34\n"
    table = desk / "news" / "ports.csv"
    table.write_text("port,year,landings\n" + "".join(rows), encoding="utf-8")
    settings = Settings(table=(Shape(file="ports.csv", cells=30),))
    looked = longtables._looked
    paths: list[Path] = []

    def noted(*told: Any) -> Any:
        paths.append(told[1].path)
        return looked(*told)

    monkeypatch.setattr(longtables, "_looked", noted)
    watched = live(desk, settings)

    first = watched.check()
    edit(desk / "draft.txt", "1", "2")
    second = watched.check()
    looked_before = len(paths)
    edit(table, "12x34", "13y57")
    third = watched.check()

    assert looked_before == 1
    assert len(paths) == 2
    assert [[one.rule for one in told.discrepancies].count("FC706") for told in (first, second, third)] == [1, 1, 1]
    assert render(third) == render(local.run([desk / "draft.txt", desk / "news"], settings))
