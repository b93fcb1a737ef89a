"""A draft that is saved again and again: each check says what a run from nothing would say."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from bench.generate import write
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

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


def live(desk: Path, chosen: Settings | None = None) -> Live:
    chosen = chosen or Settings()
    return Live([desk / "draft.txt", desk / "news"], chosen, config.plan(chosen))


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


SENTENCES = (
    "They sold 4,711 boats on Tuesday. ",
    "Mayor Ana Brandt of Oslo paid 300 million dollars, 12 percent more than in 2019. ",
    "So far 48 people were hurt, the ministry said. ",
    "The 3-1 win came in the 43rd minute. ",
    "It rained. ",
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[int, str, int, int]:
    """Which file, what is done to it, where in its text (hundredths), and with which sentence or file."""
    doing = draw(st.sampled_from(("insert", "insert", "cut", "digit", "name", "other", "gone")))
    return draw(st.integers(0, 5)), doing, draw(st.integers(0, 100)), draw(st.integers(0, 4))


def edited(text: str, doing: str, place: int, nth: int) -> str:
    at = len(text) * place // 100
    match doing:
        case "insert":
            return text[:at] + SENTENCES[nth] + text[at:]
        case "cut":
            return text[:at] + text[at + 20 * nth :]
        case "digit":
            return text[:at] + text[at:].replace(str(nth), str(nth + 3), 1)
    return text[:at] + text[at:].replace(" the ", " Ana Oslo ", 1 + nth)


@settings(max_examples=30)
@given(steps=st.lists(edits(), min_size=1, max_size=4), mode=st.sampled_from(("one", "auto")))
def test_whatever_is_edited_a_check_says_what_a_run_from_nothing_says(
    steps: list[tuple[int, str, int, int]], mode: Literal["one", "auto"]
) -> None:
    with TemporaryDirectory() as name:
        desk = Path(name)
        write(desk / "news", 30, seed=9)
        files = sorted(desk.rglob("*.txt"))[:6]
        for file in set(desk.rglob("*.txt")) - set(files):
            file.unlink()
        files[0].write_text("\n".join(file.read_text(encoding="utf-8") for file in files[:3]), encoding="utf-8")
        chosen = Settings(sessions=mode)
        watched = Live([desk], chosen, config.plan(chosen))
        watched.check()

        for number, doing, place, nth in steps:
            file = files[number]
            if doing == "gone":
                file.unlink(missing_ok=True)
            elif doing == "other":
                file.write_bytes(files[nth].read_bytes() if files[nth].exists() else b"It has 12 rooms.")
            elif file.exists():
                file.write_text(edited(file.read_text(encoding="utf-8"), doing, place, nth), encoding="utf-8")

            assert render(watched.check()) == render(local.run([desk], chosen))


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
    chosen = Settings(table=(Shape(file="ports.csv", cells=30),))
    looked = longtables._looked
    paths: list[Path] = []

    def noted(*told: Any) -> Any:
        paths.append(told[1].path)
        return looked(*told)

    monkeypatch.setattr(longtables, "_looked", noted)
    watched = live(desk, chosen)

    first = watched.check()
    edit(desk / "draft.txt", "1", "2")
    second = watched.check()
    looked_before = len(paths)
    edit(table, "12x34", "13y57")
    third = watched.check()

    assert looked_before == 1
    assert len(paths) == 2
    assert [[one.rule for one in told.discrepancies].count("FC706") for told in (first, second, third)] == [1, 1, 1]
    assert render(third) == render(local.run([desk / "draft.txt", desk / "news"], chosen))
