"""Settings: where they come from, which win, and how a wrong one is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import fake_stages
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import config
from checker.cli.init import template
from checker.config import Settings, converted, from_arguments, load, override, read_options, steps
from checker.errors import ConfigError, RuleLoadError


def write(file: Path, text: str) -> Path:
    """*text* in *file*, folders made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write(
        tmp_path / "factcheck.toml",
        'sessions = "folder"\nselect = ["FC1"]\nignore = ["FC105"]\nfail-on = "warning"\nlocal-rules = ["mine"]\ncolor = "never"\n'
        "jobs = 3\n[rules.FC201]\nmargin = 0.02\n",
    )

    settings = load(tmp_path)

    assert settings == Settings(
        sessions="folder", select=("FC1",), ignore=("FC105",), fail_on="warning", local_rules=(tmp_path / "mine",), color="never",
        jobs=3, rules={"FC201": {"margin": Decimal("0.02")}}, file=tmp_path / "factcheck.toml",
    )  # fmt: skip
    assert {key.attribute for key in config.KEYS} == set(Settings.__dataclass_fields__) - {"file"}


def test_the_nearest_file_wins_and_is_not_merged(tmp_path: Path) -> None:
    write(tmp_path / "factcheck.toml", 'sessions = "folder"\njobs = 2\n')
    near = write(tmp_path / "desk" / "pyproject.toml", "[tool.factcheck]\njobs = 4\n")

    settings = load(tmp_path / "desk" / "drafts" / "today")

    assert (settings.jobs, settings.sessions, settings.file) == (4, "auto", near)


def test_a_pyproject_without_our_table_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "factcheck.toml", "jobs = 2\n")
    write(tmp_path / "desk" / "pyproject.toml", "[project]\nname = 'x'\n")

    assert load(tmp_path / "desk").jobs == 2


def test_in_one_folder_our_own_file_wins(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.factcheck]\njobs = 4\n")
    write(tmp_path / "factcheck.toml", "jobs = 2\n")

    assert load(tmp_path).jobs == 2


def test_a_named_file_is_read_wherever_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "factcheck.toml", "jobs = 2\n")
    named = write(tmp_path / "other" / "strict.toml", "jobs = 7\n")

    assert load(tmp_path, named).jobs == 7


def test_flags_win_over_the_file_and_absent_flags_do_not(tmp_path: Path) -> None:
    settings = Settings(sessions="folder", jobs=2, select=("FC1",))

    assert override(settings, sessions="one", jobs=None, select=()) == Settings(sessions="one", jobs=2, select=("FC1",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("selct = []", "unknown key 'selct'; did you mean 'select'?"),
        ("fail_on = 'error'", "did you mean 'fail-on'?"),
        ("zzz = 1", "expected one of sessions, select"),
        ("sessions = 'file'", "sessions: expected one of 'auto', 'folder', 'one', found the string 'file'"),
        ("select = 'FC1'", "select: expected a list, found the string 'FC1'"),
        ("select = [1]", r"select\[0\]: expected a string, found the number 1"),
        ("jobs = -1", "jobs: expected 1 or more, or 0 for all cores, found -1"),
        ("jobs = true", "jobs: expected a whole number, found true"),
        ("jobs = 1.5", "jobs: expected a whole number, found the number 1.5"),
        ("local-rules = ['absent']", "local-rules: expected a folder, found nothing at"),
        ("rules = 1", r"expected tables such as \[rules.FC201\], found the number 1"),
        ("[rules]\nFC201 = 1", "rules.FC201: expected a table of options, found the number 1"),
        ("jobs = ", "is no TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_file_place_found_and_expected(tmp_path: Path, text: str, told: str) -> None:
    file = write(tmp_path / "factcheck.toml", text)

    with pytest.raises(ConfigError, match=told) as raised:
        load(tmp_path)

    assert str(raised.value).startswith(f"{file}: ")


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_bytes(b'color = "\xff"')

    with pytest.raises(ConfigError, match="expected UTF-8, found the byte 0xff at 9"):
        load(tmp_path)


def test_a_missing_named_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, tmp_path / "absent.toml")


def test_a_tool_table_that_is_none_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool]\nfactcheck = 1\n")

    with pytest.raises(ConfigError, match="expected a table, found the number 1"):
        load(tmp_path)


class Unit(StrEnum):
    """A closed choice."""

    KM = "km"
    MILE = "mi"


@dataclass(frozen=True, slots=True)
class Options:
    """One of each type that an option can have."""

    margin: Decimal = Decimal("0.02")
    most: int = 3
    share: float = 0.5
    strict: bool = False
    label: str = ""
    words: tuple[str, ...] = ()
    unit: Unit = Unit.KM
    mode: Literal["near", "far"] = "near"
    limit: Decimal | None = None
    bounds: Mapping[str, Decimal] | None = None

    def __post_init__(self) -> None:
        if self.margin < 0:
            raise ValueError(f"margin: expected 0 or more, found {self.margin}")


def options(text: str) -> Options:
    """The options that TOML *text* states."""
    read: Options = read_options(Options, tomllib.loads(text, parse_float=Decimal), "factcheck.toml: [rules.FC999]")
    return read


def test_options_are_converted_to_the_types_of_their_dataclass() -> None:
    read = options(
        'margin = 0.1\nmost = 4\nshare = 1\nstrict = true\nlabel = "x"\nwords = ["a", "b"]\nunit = "mi"\nmode = "far"\nlimit = 7\n'
        "bounds = { low = 1.5 }"
    )

    assert read == Options(
        margin=Decimal("0.1"), most=4, share=1.0, strict=True, label="x", words=("a", "b"), unit=Unit.MILE, mode="far",
        limit=Decimal(7), bounds={"low": Decimal("1.5")},
    )  # fmt: skip
    assert isinstance(read.margin, Decimal)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=Decimal("1e9"), places=6))
def test_a_decimal_option_keeps_every_digit(value: Decimal) -> None:
    assert options(f"margin = {value:f}").margin == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("margn = 1", "unknown option 'margn'; did you mean 'margin'?"),
        ("margin = '2 %'", "margin: expected a number, found the string '2 %'"),
        ("margin = inf", "margin: expected a number"),
        ("margin = true", "margin: expected a number, found true"),
        ("most = 1.5", "most: expected a whole number, found the number 1.5"),
        ("strict = 1", "strict: expected true or false, found the number 1"),
        ("words = 'a'", "words: expected a list, found the string 'a'"),
        ("unit = 'nm'", "unit: expected one of 'km', 'mi'"),
        ("mode = 1", "mode: expected one of 'near', 'far'"),
        ("bounds = 1", "bounds: expected a table, found the number 1"),
        ("margin = -1", "margin: expected 0 or more, found -1"),
        ("label = 2025-02-06", "label: expected a string, found 2025-02-06"),
    ],
)
def test_a_wrong_option_is_refused_with_place_found_and_expected(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as raised:
        options(text)

    assert str(raised.value).startswith("factcheck.toml: [rules.FC999]")


def test_an_option_of_a_type_that_no_setting_has_is_the_fault_of_the_rule() -> None:
    with pytest.raises(RuleLoadError, match="no setting can be"):
        converted("x", bytes, "here")


def test_options_are_named_by_code_or_by_name() -> None:
    by_code = steps(fake_stages.RULES, Settings(rules={"FC901": {"apart": 2}}))
    by_name = steps(fake_stages.RULES, Settings(rules={"counts-differ": {"apart": 2}}))

    assert by_code[0].options == by_name[0].options == fake_stages.Tolerance(apart=Decimal(2))


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"FC910": {}}, "'FC910' is no rule; did you mean 'FC90"),
        ({"FC901": {}, "counts-differ": {}}, "are one rule; expected one table"),
        ({"FC902": {"x": 1}}, "unknown option 'x'; there are none"),
    ],
)
def test_a_table_for_no_rule_is_refused(tables: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        steps(fake_stages.RULES, Settings(rules=tables))


def test_a_wrong_option_of_a_rule_that_is_not_selected_is_refused_too() -> None:
    with pytest.raises(ConfigError, match="unknown option"):
        steps(fake_stages.RULES, Settings(select=("FC902",), rules={"FC901": {"wide": 1}}))


def test_arguments_of_the_library_are_checked_like_a_file(tmp_path: Path) -> None:
    assert from_arguments(select=["FC1"], fail_on="info", local_rules=[tmp_path]).local_rules == (tmp_path,)
    with pytest.raises(ConfigError, match="unknown setting 'selekt'; did you mean 'select'"):
        from_arguments(selekt=[])
    with pytest.raises(ConfigError, match="sessions: expected one of"):
        from_arguments(sessions="all")


def test_the_file_that_init_writes_states_the_defaults(tmp_path: Path) -> None:
    written = write(tmp_path / "factcheck.toml", template())
    lines = [line.removeprefix("# ") for line in template().splitlines() if " = " in line and "option" not in line]
    stated = write(tmp_path / "stated" / "factcheck.toml", "\n".join(lines))

    assert load(tmp_path) == Settings(file=written)
    assert load(tmp_path / "stated") == Settings(file=stated)
    assert len(lines) == len(config.KEYS) - 1
