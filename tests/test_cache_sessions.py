"""What the cache keeps of a session: used while nothing in it changes, refused where it is not whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench.generate import write

import checker
from checker import config
from checker.align import steps
from checker.config import Settings
from checker.engine import cache, intake, local, packed_outcomes
from checker.engine.outcomes import outcome
from checker.report.json import render


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write(tmp_path / "news", 30, seed=4)
    return tmp_path / "news"


def report(folder: Path, kept_in: Path, **settings: object) -> str:
    return render(local.run([folder], Settings(cache=str(kept_in), **settings)))  # type: ignore[arg-type]


def aligned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each session has that is aligned from here on."""
    seen: list[int] = []
    part = steps.weighed_part

    def told(passages: list[object], name: str, **more: object) -> tuple[steps.Part, object]:
        seen.append(len(passages))
        return part(passages, name, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "weighed_part", told)
    return seen


def test_an_unchanged_input_is_aligned_once(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = report(articles, tmp_path / "kept")

    seen = aligned(monkeypatch)
    warm = report(articles, tmp_path / "kept")

    assert warm == cold
    assert seen == []


def test_one_changed_article_aligns_its_own_session_anew(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(articles, tmp_path / "kept")
    file = min(articles.rglob("*.txt"))
    file.write_text(file.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")

    seen = aligned(monkeypatch)
    warm = report(articles, tmp_path / "kept")

    assert 1 <= len(seen) <= 2
    assert warm == render(local.run([articles]))


def test_other_rules_and_other_options_are_judged_anew(articles: Path, tmp_path: Path) -> None:
    report(articles, tmp_path / "kept")

    for settings in ({"ignore": ("FC201",)}, {"rules": {"FC201": {"sure": 0.99}}}):
        expected = render(local.run([articles], Settings(**settings)))
        assert report(articles, tmp_path / "kept", **settings) == expected


def test_a_packed_outcome_comes_back_equal(articles: Path) -> None:
    passages = intake.read([articles]).passages
    plan = config.plan(Settings())

    for number, places in enumerate(steps.split(passages, "auto")):
        members = [passages[place] for place in places]
        made = outcome(members, f"e{number}", plan)
        back = packed_outcomes.decoded(packed_outcomes.encoded(made, members), members, f"e{number}")

        assert back.part.session == made.part.session
        assert list(back.part.groups) == list(made.part.groups)
        assert (back.part.origins, back.part.facts) == (made.part.origins, made.part.facts)
        assert [(v.rule, v.view, [one for one, _ in v.findings]) for v in back.verdicts] == [
            (v.rule, v.view, [one for one, _ in v.findings]) for v in made.verdicts
        ]


def test_bytes_that_are_no_outcome_are_none(articles: Path) -> None:
    passages = intake.read([articles]).passages
    members = [passages[place] for place in steps.split(passages, "auto")[0]]
    data = packed_outcomes.encoded(outcome(members, "e0", config.plan(Settings())), members)

    assert packed_outcomes.recalled(data, members, "e0") is not None
    assert packed_outcomes.recalled(None, members, "e0") is None
    # Of another session: claims are named that it does not have.
    assert packed_outcomes.recalled(data, members[:1], "e0") is None
    for end in random.Random(5).sample(range(len(data)), 20):
        assert packed_outcomes.recalled(data[:end], members, "e0") is None


def test_sessions_that_are_not_all_places_once_are_none() -> None:
    data = packed_outcomes.packed_sessions([[0, 2], [1]])

    assert packed_outcomes.sessions_in(data, 3) == [[0, 2], [1]]
    assert packed_outcomes.sessions_in(data, 4) is None
    assert packed_outcomes.sessions_in(packed_outcomes.packed_sessions([[0, 1], [1]]), 2) is None
    assert packed_outcomes.sessions_in(b"\x00", 1) is None
    assert packed_outcomes.sessions_in(None, 0) is None


def test_other_sentences_of_a_local_rule_are_told_anew(tmp_path: Path) -> None:
    shipped, house = Path(checker.__file__).parents[1] / "rules", tmp_path / "house"
    house.mkdir()
    code = (shipped / "ambiguous_date.py").read_text(encoding="utf-8").replace("FC403", "ZZ403")
    (house / "ours.py").write_text(code.replace("ambiguous-date", "ours"), encoding="utf-8")
    sentences = (shipped / "ambiguous_date.toml").read_text(encoding="utf-8")

    keys = []
    for said in (sentences, sentences.replace("{", "ours {", 1)):
        (house / "ours.toml").write_text(said, encoding="utf-8")
        keys.append(cache.key_of_plan(config.plan(Settings(local_rules=(house,)))))

    assert None not in keys
    assert keys[0] != keys[1]
