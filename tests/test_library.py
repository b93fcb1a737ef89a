"""The library: one call, a report, and its parts as frames."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fake_stages
import pandas as pd
import pytest
from sample_report import report

import checker
from checker import check, frames, registry
from checker.errors import ConfigError
from checker.model import Report

FRAMES: dict[Callable[[Report], pd.DataFrame], dict[str, str]] = {
    frames.sources: frames.SOURCES,
    frames.claims: frames.CLAIMS,
    frames.groups: frames.GROUPS,
    frames.members: frames.MEMBERS,
    frames.discrepancies: frames.DISCREPANCIES,
}


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles that differ, and the stand-ins for the stages and the rules."""
    fake_stages.use(monkeypatch)
    monkeypatch.setattr(registry, "load", lambda local=(): fake_stages.RULES)
    (tmp_path / "a.txt").write_text("ships 12\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("ships 15\n", encoding="utf-8")
    return tmp_path


def test_importing_the_library_is_cheap() -> None:
    code = "import sys, checker; print(sorted({'pandas', 'numpy', 'rich', 'click', 'msgspec', 'checker.engine'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_folder_a_list_and_a_path_give_one_report(articles: Path) -> None:
    from_folder = check(str(articles))

    assert check(articles) == from_folder
    assert check([articles / "b.txt", str(articles / "a.txt")]) == from_folder
    assert isinstance(from_folder, Report)
    assert [(d.rule, [c.quote for c in d.claims]) for d in from_folder.discrepancies] == [("FC901", ["12", "15"])]


def test_settings_are_keyword_arguments(articles: Path) -> None:
    assert check(articles, ignore=["FC901"]).discrepancies == ()
    assert check(articles, rules={"counts-differ": {"apart": 3}}).discrepancies == ()
    with pytest.raises(ConfigError, match="did you mean 'ignore'"):
        check(articles, ignored=["FC901"])


def test_no_configuration_file_is_read(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (articles / "factcheck.toml").write_text('ignore = ["FC901"]\n', encoding="utf-8")
    monkeypatch.chdir(articles)

    assert len(check("a.txt").claims) == 1
    assert len(check(".").discrepancies) == 1


def test_the_parts_of_a_report_are_frames(articles: Path) -> None:
    checked = check(articles)

    assert list(checked.sources_frame()["path"]) == ["a.txt", "b.txt"]
    assert list(checked.claims_frame()["lo"]) == [12.0, 15.0]
    assert list(checked.groups_frame()["origins"]) == [2]
    assert list(checked.members_frame()["claim"]) == ["c1", "c2"]
    assert list(checked.discrepancies_frame()["claims"]) == ["c1 c2"]


@pytest.mark.parametrize("build", FRAMES, ids=lambda build: build.__name__)
@pytest.mark.parametrize("made", [report(), Report(version="0")], ids=["sample", "empty"])
def test_a_frame_has_the_columns_and_types_of_its_schema_full_or_empty(
    build: Callable[[Report], pd.DataFrame], made: Report
) -> None:
    frame = build(made)

    assert {name: str(kind) for name, kind in frame.dtypes.items()} == FRAMES[build]


def test_rows_join_one_to_many_and_stand_in_the_order_of_their_ids() -> None:
    sample = report()

    claims = frames.claims(sample)
    joined = frames.members(sample).merge(claims, left_on="claim", right_on="id", validate="one_to_one")

    assert list(claims["id"]) == [f"c{number}" for number in range(1, 9)]
    assert list(joined["quote"]) == ["8 - 10%", "9 -10%"]


def test_what_a_value_is_not_is_missing() -> None:
    claims = frames.claims(report()).set_index("id")

    assert claims.loc["c6", ["first", "last"]].tolist() == ["2025-05-06", "2025-05-06"]
    assert claims.loc["c6", ["lo", "hi", "of", "grain", "unit", "label"]].isna().all()
    assert claims.loc["c8", "label"] == "3-1"
    assert claims.loc["c3", "of"] == 253837


def test_the_version_is_the_packages() -> None:
    assert checker.VERSION == report().version == "0.1.0"
