"""The sessions of our own that the model learns from: their marks cut out what is printed, and contradictions are told."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import alarms
import common
import marked
import prepared
import pytest
import unread

from checker.align.common import shares
from checker.align.judged import Judged
from checker.align.model import shipped

FILES = [pytest.param(file, id=f"{file.parent.name}/{file.stem}") for file in marked.files()]
MARK = re.compile(r"\{!?[^|{}]+\|([^{}]+)\}")


def test_a_mark_stands_where_its_figure_stands_without_the_marks() -> None:
    article = {"title": "Toll {dead|12}", "text": "At {hour|noon} {!dead|14 people} had died.", "lang": "en"}

    text, marks = marked.unmarked(article)

    assert text == '---\ntitle: "Toll 12"\nlang: en\n---\n\nAt noon 14 people had died.\n'
    assert [(m.name, m.odd, m.span.cut(text)) for m in marks] == [
        ("dead", False, "12"), ("hour", False, "noon"), ("dead", True, "14 people"),
    ]  # fmt: skip


def test_a_brace_outside_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="a brace outside a mark"):
        marked.unmarked({"title": "A", "text": "It cost {sum 5}."})


@pytest.mark.parametrize("file", FILES)
def test_a_session_has_articles_with_marks_and_no_odd_figure_by_itself(file: Path) -> None:
    articles = tomllib.loads(file.read_text(encoding="utf-8"))["article"]

    told: list[tuple[str, int, bool]] = []
    for number, article in enumerate(articles):
        text, marks = marked.unmarked(article)
        assert [m.span.cut(text) for m in marks] == MARK.findall(article["title"].replace('"', "”") + article["text"])
        told.extend((mark.name, number, mark.odd) for mark in marks)

    assert len(articles) >= 3
    assert len({number for _, number, _ in told}) == len(articles)
    shared = {name for name, _, _ in told if len({number for other, number, _ in told if other == name}) > 1}
    assert {name for name, _, odd in told if odd} <= shared


def test_values_that_cannot_both_hold_become_pairs_to_learn_from() -> None:
    (example,) = [marked._example(file) for file in marked.files() if file.stem == "cau-long-chung-ket-quoc-te"]

    conflicts = {
        (pair.left.claim.quote, pair.right.claim.quote)
        for pair, label in zip(example.pairs, example.labels, strict=True)
        if label == 1 and pair.relation == "incompatible"
    }

    assert {frozenset(pair) for pair in conflicts} >= {frozenset(("21-12", "21-15"))}
    assert example.gold is None


def test_what_training_fills_in_step_by_step_is_what_a_run_judges() -> None:
    (example,) = [marked._example(file) for file in marked.files() if file.stem == "cau-long-chung-ket-quoc-te"]
    model = shipped()

    prepared.prepare(example, model.context)
    prepared.believe(example.documents, example.pairs, model.claimhood)
    prepared.rate(example.pairs, model)

    judged = Judged(example.documents)
    judged.judge(model)
    assert len(example.pairs) > 100
    assert [pair.probability for pair in example.pairs] == judged.chances.tolist()


def test_an_alarm_is_right_where_it_cites_one_fact_with_its_odd_value_and_another() -> None:
    (file,) = [file for file in marked.files() if file.stem == "cau-long-chung-ket-quoc-te"]
    marks = {number: told for number, (_, told) in marked.articles(file).items()}
    claims = [claim for passage in marked._example(file).passages for claim in passage.claims]
    by_quote = {quote: [c for c in claims if c.quote == quote] for quote in ("21-12", "21-15")}
    odd, plain = by_quote["21-12"], by_quote["21-15"]
    other = next(claim for claim in claims if claim.quote not in by_quote and alarms.mark_of(claim, marks))

    assert alarms.is_right([*odd, *plain], marks)
    assert not alarms.is_right(odd, marks)
    assert not alarms.is_right(plain, marks)
    assert not alarms.is_right([*odd, *plain, other], marks)


# Of 28,418 figures; what is left are names with a number, places in a race, "one" and "a week".
MOST_UNREAD = 735


def test_nearly_every_marked_figure_is_read() -> None:
    assert sum(1 for file in marked.files() for _ in unread.unread(file)) <= MOST_UNREAD


def test_how_common_words_are_is_counted_over_our_own_sessions() -> None:
    assert common.TABLE.read_text(encoding="utf-8") == common.table()
    assert all(0 < share <= 1 for share in shares().values())
    assert shares()["nghìn"] > shares()["weekend"]
