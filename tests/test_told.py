"""What rules say: every sentence in every language, as data beside the rule."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_modules import modules

from checker.engine import suppressions
from checker.errors import RuleLoadError
from checker.extract import cells
from checker.model import Status
from checker.report import phrases, waterfall, words
from checker.rule import arithmetic, disputes, saying
from checker.text.told import ENGLISH, Sentences, Told, joined, languages, slots, told
from checker.values import spelling

SPEAKERS = [*modules(), saying, disputes, arithmetic, spelling, words, cells, suppressions, waterfall]
# Names of sentences that a claim or reading gives, not the module: bases of comparison, what is wrong with a date,
# which ends differ.
GIVEN = {
    "base_mixed": {"day", "month", "quarter", "start", "week", "year"},
    "event_date": {"first_last"},
    "growth_mismatch": {"down_to", "up_to"},
    "headline_body": {"body", "caption", "lead", "title"},
    "impossible_date": {
        "no_such_day", "no_such_day_in", "no_such_month", "no_year", "no_time_of_day", "ends_before_it_begins",
    },
    "near_twin": {"digit", "swap"},
    "rank_out_of_range": {"down", "largest", "smallest", "up"},
    "saying": {"afternoon", "dawn", "evening", "morning", "night", "noon"},
    "schema": {"indicator", "note", "period", "scope", "skipped", "unit", "value"},
    "value_conflict": {"cut", "digit", "rounded", "swap"},
    "waterfall": None,  # steps, conditions and reasons are names that the alignment gives
    "words": None,  # every text output takes its words from there
}  # fmt: skip


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


@pytest.mark.parametrize("module", SPEAKERS, ids=_name)
def test_every_sentence_is_there_in_every_language_with_the_same_slots(module: ModuleType) -> None:
    templates = module.SAY.templates

    assert templates
    for name, by_language in templates.items():
        assert tuple(sorted(by_language)) == phrases.languages(), name
        assert len({slots(template) for template in by_language.values()}) == 1, name


@pytest.mark.parametrize("module", SPEAKERS, ids=_name)
def test_a_module_says_what_is_written_for_it_and_nothing_else(module: ModuleType) -> None:
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    given = GIVEN.get(_name(module), set())

    said = {name.removesuffix("_one").removesuffix("_more") for name in module.SAY.templates}
    direct = set(_named_in_calls(tree))

    assert direct <= said
    if given is not None:
        assert given <= said
        assert said <= texts | given


def _named_in_calls(tree: ast.AST) -> list[str]:
    """The names that calls of ``SAY`` give as plain strings."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        match call:
            case ast.Call(func=ast.Name(id="SAY"), args=[ast.Constant(value=str(name)), *_]):
                found.append(name)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="SAY"), attr="count" | "joined"),
                args=[_, ast.Constant(value=str(name))],
            ):
                found.append(name)
    return found


def test_every_word_of_plain_text_reports_is_used() -> None:
    folder = Path(words.__file__ or "").parent
    files = [*sorted(folder.glob("*.py")), *sorted((folder.parent / "cli").glob("expl*.py"))]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    # Names that are put together: the exit code's meaning, what became of a figure, what a reading says, what
    # another source says that its amount is.
    made = {
        "exit_found", "exit_found_worse", "exit_ok", "exit_ok_worse", "confirmed", "contradicted", "nowhere", "unsettled",
        "line_literal", "line_makes", "line_printed", "line_usual",
        *(f"as_{status}" for status in Status), *(f"means_fc00{n}" for n in range(1, 7)),
    }  # fmt: skip

    said = {name.removesuffix("_one").removesuffix("_more") for name in words.SAY.templates}

    assert sorted(name for name in said - made if f'"{name}"' not in code and f"'{name}'" not in code) == []


def _written(tmp_path: Path, text: str) -> Sentences:
    (tmp_path / "say.toml").write_text(text, encoding="utf-8")
    return Sentences(str(tmp_path / "say.py"))


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ('[a]\nen = "x"\nvi = "y"\n[b]\nen = "x"\n', "b lacks vi"),
        ('[a]\nvi = "y"\n', "a lacks en"),
        ('[a]\nen = "{x}"\nvi = "{y}"\n', "a has other slots"),
        ("[a", "expected the sentences"),
    ],
)
def test_sentences_that_a_language_lacks_are_refused(text: str, told_of: str, tmp_path: Path) -> None:
    say = _written(tmp_path, text)

    with pytest.raises(RuleLoadError, match=told_of):
        say("a")


def test_a_sentence_within_a_sentence_stands_in_the_same_language(tmp_path: Path) -> None:
    say = _written(
        tmp_path,
        '[in]\nen = "at least {n}"\nvi = "ít nhất {n}"\n[out]\nen = "{how}, {quote}"\nvi = "{quote}: {how}"\n',
    )

    said = say("out", how=say("in", n=3), quote="{n} “km”")

    assert said == "at least 3, {n} “km”"
    assert told(said, "vi") == "{n} “km”: ít nhất 3"
    assert told(said, "fr") == said
    assert languages(said) == ("vi",)


def test_what_is_told_survives_a_worker_and_a_copy() -> None:
    said = Told("apart", {"vi": "chênh nhau"})

    for again in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):
        assert again == said
        assert told(again, "vi") == "chênh nhau"


@given(st.lists(st.tuples(st.text(), st.none() | st.text()), max_size=4))
def test_joined_texts_are_the_texts_in_order_in_each_language(pairs: list[tuple[str, str | None]]) -> None:
    parts = [english if other is None else Told(english, {"vi": other}) for english, other in pairs]

    whole = joined(parts, "; ")

    assert str(whole) == "; ".join(english for english, _ in pairs)
    assert told(whole, ENGLISH) == str(whole)
    assert told(whole, "vi") == "; ".join(english if other is None else other for english, other in pairs)
    assert re.fullmatch(r"(vi)?", "".join(languages(whole)))
