"""Rules are found through the entry point and by path, and a rule that breaks its contract stops the run."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import fake_stages
import pytest
from fake_install import install

from checker import registry
from checker.errors import ConfigError, RuleLoadError
from checker.registry import chosen, load, named

PLUGIN = Path(__file__).parent / "plugin"

GOOD = '''"""The sources show a thing.

What it compares
    One with another.

Why it matters
    It does.

Reported
    This.

Not reported
    That.
"""
from __future__ import annotations
from dataclasses import dataclass
from checker.rule import RuleInfo, Severity

@dataclass(frozen=True, slots=True)
class Options:
    """None to speak of."""

    most: int = 3

RULE = RuleInfo(code="XY001", name="a-thing", severity=Severity.ERROR, sees="group", since="0.1", options=Options)

def check(group, options):
    return iter(())
'''


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no rule package is installed."""
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints())


@pytest.fixture
def seaside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which the package in ``tests/plugin`` is the only one installed."""
    point = EntryPoint(name="seaside", value="seaside_rules", group=registry.ENTRY_POINTS)
    monkeypatch.setattr(
        registry, "entry_points", lambda group: EntryPoints([point] if group == registry.ENTRY_POINTS else [])
    )
    monkeypatch.syspath_prepend(str(PLUGIN))


def local(folder: Path, text: str, name: str = "a_thing.py") -> Path:
    """*folder* with one rule in it."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_strangers_package_is_found_through_the_entry_point(seaside: None) -> None:
    (rule,) = load()

    assert (rule.info.code, rule.info.name, rule.origin) == ("SEA001", "too-many-ships", "seaside_rules")
    assert rule.summary == "A source counts more ships than the harbour holds."
    assert rule.section("Not reported") == '"12 ships in the harbour".'


def test_a_machine_without_rules_is_told_how_to_get_them(no_packages: None) -> None:
    with pytest.raises(RuleLoadError, match=r"no rules: .*pip install -e"):
        load()


def test_a_package_that_does_not_import_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="ghost", value="ghost_rules_of_nowhere", group=registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints([point]))

    with pytest.raises(RuleLoadError, match="ghost_rules_of_nowhere does not import: ModuleNotFoundError"):
        load()


def test_a_local_folder_is_loaded_by_path_and_leaves_the_import_path_alone(seaside: None, tmp_path: Path) -> None:
    before = list(sys.path)
    folder = local(tmp_path / "mine", GOOD)
    (folder / "_helper.py").write_text("raise RuntimeError", encoding="utf-8")

    rules = load([folder])

    assert [rule.info.code for rule in rules] == ["SEA001", "XY001"]
    assert rules[1].module.startswith("_factcheck_local_")
    assert rules[1].origin == "mine"
    assert sys.path == before
    assert "a_thing" not in sys.modules


def test_two_folders_may_hold_files_of_one_name(seaside: None, tmp_path: Path) -> None:
    one = local(tmp_path / "one", GOOD)
    two = local(tmp_path / "two", GOOD.replace("XY001", "XY002").replace("a-thing", "another-thing"))

    assert [rule.info.name for rule in load([one, two])] == ["too-many-ships", "a-thing", "another-thing"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Not reported\n    That.\n", "", "lacks the heading 'Not reported'"),
        ("    This.\n", "", "no text under the heading 'Reported'"),
        ("Why it matters", "Why it matters so", "lacks the heading 'Why it matters'"),
        ('"""The sources show a thing.', '"""', "begins with a heading"),
        ("RULE = ", "RULES = ", "expected RULE to be a RuleInfo, found nothing"),
        ("def check", "def judge", r"expected a function check\(view, options\), found nothing"),
        ("XY001", "X1", "expected a code of 2 to 4 capitals and 3 digits"),
        ("XY001", "xy001", "expected a code of 2 to 4 capitals and 3 digits"),
        ("XY001", "FC001", "the code FC001 is the engine's own"),
        ("a-thing", "a_thing", "expected a kebab-case name"),
        ("severity=Severity.ERROR", "severity='error'", "expected a Severity, found 'error'"),
        ('sees="group"', 'sees="world"', "expected sees to be one of passage, group, series, table, found 'world'"),
        ("options=Options", "options=dict", "expected options to be a frozen dataclass, found a type"),
        ("@dataclass(frozen=True, slots=True)", "@dataclass", "are not frozen"),
        ("most: int = 3", "most: int", "needs a valid default for each option"),
        ("from __future__", "import nothing_of_the_kind\nfrom __future__", "does not import: SyntaxError"),
        ("from dataclasses", "import nothing_of_the_kind\nfrom dataclasses", "does not import: ModuleNotFoundError"),
    ],
)
def test_a_module_that_breaks_the_contract_is_refused(
    seaside: None, tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in GOOD
    folder = local(tmp_path / "mine", GOOD.replace(old, new))

    with pytest.raises(RuleLoadError, match=told) as raised:
        load([folder])

    assert "a_thing.py" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "told"), [("XY001", "SEA001", "the code SEA001"), ("a-thing", "too-many-ships", "the name too")]
)
def test_a_code_or_name_that_is_taken_is_refused(seaside: None, tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = local(tmp_path / "mine", GOOD.replace(old, new))

    with pytest.raises(RuleLoadError, match=f"{told}.* is taken by seaside_rules.too_many_ships"):
        load([folder])


def test_an_empty_local_folder_is_refused(seaside: None, tmp_path: Path) -> None:
    with pytest.raises(RuleLoadError, match="holds no rule"):
        load([tmp_path])
    with pytest.raises(RuleLoadError, match="is no folder"):
        load([tmp_path / "absent"])


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ((), (), ["FC901", "FC902"]),
        (("FC901",), (), ["FC901"]),
        (("counts-differ",), (), ["FC901"]),
        (("fc9",), (), ["FC901", "FC902"]),
        ((), ("FC902",), ["FC901"]),
        ((), ("FC9",), []),
        (("FC901",), ("FC9",), ["FC901"]),
        (("FC9",), ("large-count",), ["FC901"]),
        (("FC901",), ("FC901",), []),
    ],
)
def test_the_longer_selector_wins(select: tuple[str, ...], ignore: tuple[str, ...], left: list[str]) -> None:
    assert [rule.info.code for rule in chosen(fake_stages.RULES, select, ignore)] == left


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ("FC903", "'FC903' is no rule; did you mean 'FC90"),
        ("count-differs", "did you mean 'counts-differ'"),
        ("", "'' is no rule"),
        ("FC001", r"FC001 \(unreadable-input\) is reported by the engine itself"),
    ],
)
def test_a_selector_that_fits_no_rule_is_refused_with_the_nearest(selector: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        chosen(fake_stages.RULES, (), (selector,))


def test_a_rule_is_named_by_code_in_either_case_or_by_name() -> None:
    rules = fake_stages.RULES

    assert named(rules, "fc901") is named(rules, "counts-differ") is rules[0]
    assert named(rules, "FC9") is None


def test_an_installed_strangers_package_is_found_by_the_command_line(tmp_path: Path) -> None:
    environ = install(tmp_path, PLUGIN, PLUGIN.parent.parent)

    done = subprocess.run(
        [sys.executable, "-m", "checker", "rules", "--select", "SEA", "--format", "json"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=environ,
    )  # fmt: skip

    (record,) = json.loads(done.stdout)
    assert (record["code"], record["origin"]) == ("SEA001", "seaside-rules")
